package clinic

import "time"

// Session is one treatment of a patient.
type Session struct {
	ID             string `json:"id"`
	PatientID      string `json:"patient_id"`
	PractitionerID string `json:"practitioner_id,omitempty"`
	PlanID         string `json:"plan_id,omitempty"`
	Number         int    `json:"number"` // the patient's n-th session
	Date           Date   `json:"date"`

	StartedAt time.Time `json:"started_at,omitempty"` // the treatment's start and end, for the audit
	EndedAt   time.Time `json:"ended_at,omitempty"`

	Subjective string `json:"subjective"`
	Objective  string `json:"objective"`
	Assessed   string `json:"assessed"`
	NextPlan   string `json:"next_plan"`
	// Unconfirmed lists the json names of fields whose text was carried over from last time and that
	// nobody has touched or confirmed yet.
	Unconfirmed []string `json:"unconfirmed"`

	Response     string `json:"response"` // ResponseBetter, … or "" while not asked
	ResponseNote string `json:"response_note"`
	Adverse      string `json:"adverse"`        // an adverse reaction, "" for none
	HomeCareDone string `json:"home_care_done"` // HomeCareAll, … or ""

	CreatedAt time.Time `json:"created_at"`
	SignedAt  time.Time `json:"signed_at,omitempty"`
	SignedBy  string    `json:"signed_by"`
}

// SessionState is how far a session has come.
type SessionState string

// The states: a treatment of today goes on, what was done is to be signed, and it is signed.
const (
	SessionRunning SessionState = "running"
	SessionToSign  SessionState = "to-sign"
	SessionSigned  SessionState = "signed"
)

// StateOfSession is how far a session of a day has come, by when its treatment ended and whether it is signed.
func StateOfSession(day Date, ended time.Time, signed bool, today Date) SessionState {
	switch {
	case signed:
		return SessionSigned
	case day == today && ended.IsZero():
		return SessionRunning
	}
	return SessionToSign
}

// State is how far the session has come.
func (s *Session) State(today Date) SessionState {
	return StateOfSession(s.Date, s.EndedAt, !s.SignedAt.IsZero(), today)
}

// Name is the state in words.
func (s SessionState) Name() Sentence { return sessionStates[s] }

var sessionStates = map[SessionState]Sentence{
	SessionRunning: Say("Running"), SessionToSign: Say("To sign"), SessionSigned: Say("Signed"),
}

// How the patient was after the treatment.
const (
	ResponseBetter = "better"
	ResponseSame   = "same"
	ResponseWorse  = "worse"
)

// How much of the home care was done since last time.
const (
	HomeCareAll  = "all"
	HomeCareSome = "some"
	HomeCareNone = "none"
)

// Treatment is what was done, or left undone with a reason, to structures in a session.
type Treatment struct {
	ID             string   `json:"id"`
	PatientID      string   `json:"patient_id"`
	SessionID      string   `json:"session_id"`
	PrescriptionID string   `json:"prescription_id,omitempty"`
	Technique      string   `json:"technique"`
	Targets        []Target `json:"targets"`
	Pressure       int      `json:"pressure"`
	Minutes        float64  `json:"minutes"`
	Repetitions    int      `json:"repetitions"`
	Position       string   `json:"position"`
	Status         string   `json:"status"`
	Reason         string   `json:"reason"` // why it was left or changed
	Note           string   `json:"note"`
	Rank           int      `json:"rank"`
	// KeptReason is why it was given although something stood against it that no reason outweighs in a plan.
	KeptReason string `json:"kept_reason"`
}

// What became of a planned treatment.
const (
	TreatmentPlanned = "planned" // not decided yet
	TreatmentDone    = "done"    // as planned
	TreatmentChanged = "changed" // done otherwise than planned
	TreatmentLeft    = "left"    // not done, with a reason
)

// Given reports whether the treatment was given, as planned or otherwise.
func (t *Treatment) Given() bool { return t.Status == TreatmentDone || t.Status == TreatmentChanged }

func (s *Session) Kind() Kind            { return KindSession }
func (s *Session) Key() string           { return s.ID }
func (s *Session) PatientKey() string    { return s.PatientID }
func (s *Session) Locks() []Ref          { return []Ref{{KindSession, s.ID}} }
func (s *Session) SignedTime() time.Time { return s.SignedAt }

// Validate checks the date, that the treatment ends after it starts, and the choices.
func (s *Session) Validate() error {
	var k checks
	k.date(Say("The session"), s.Date)
	if !s.StartedAt.IsZero() && !s.EndedAt.IsZero() {
		switch d := s.EndedAt.Sub(s.StartedAt); {
		case d < 0:
			k.fail("ended_at", Say("The session ends before it starts."))
		case d > 24*time.Hour:
			k.fail("ended_at", Say("The session is longer than a day."))
		}
	}
	k.oneOf("response", Say("The response"), s.Response, "", ResponseBetter, ResponseSame, ResponseWorse)
	k.oneOf("home_care_done", Say("Home care"), s.HomeCareDone, "", HomeCareAll, HomeCareSome, HomeCareNone)
	return k.err()
}

func (t *Treatment) Kind() Kind         { return KindTreatment }
func (t *Treatment) Key() string        { return t.ID }
func (t *Treatment) PatientKey() string { return t.PatientID }
func (t *Treatment) Locks() []Ref       { return []Ref{{KindSession, t.SessionID}} }

// Validate checks the dose, and that a treatment left out says why.
func (t *Treatment) Validate() error {
	var k checks
	k.require("technique", t.Technique, Say("Choose the technique."))
	k.dose(t.Pressure, t.Minutes, t.Repetitions)
	k.oneOf("status", Say("The status"), t.Status, TreatmentPlanned, TreatmentDone, TreatmentChanged, TreatmentLeft)
	if t.Status == TreatmentLeft {
		k.require("reason", t.Reason, Say("Say why it was left out."))
	}
	return k.err()
}
