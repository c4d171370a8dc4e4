package clinic

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
)

// Env is what an operation takes from the world: the time, new keys and who acts.
type Env struct {
	Now   func() time.Time // in the clinic's time zone: it decides which day it is
	NewID func() string
	// Actor is who acts. Who signs is named where something is signed: it may be another person.
	Actor Actor
}

func (e Env) today() Date    { return DateOf(e.Now()) }
func (e Env) now() time.Time { return e.Now().UTC() }

// Empty reports that the operation changes nothing, so that there is nothing to apply.
func (o Operation) Empty() bool { return len(o.Put) == 0 && len(o.Remove) == 0 }

// Hindrances are the reasons why something cannot be signed or agreed to yet.
type Hindrances []Sentence //nolint:errname // the reasons themselves, read as sentences

func (h Hindrances) Error() string { return h.Sentence().String() }

// Sentence is what all of them say.
func (h Hindrances) Sentence() Sentence { return OneAfterAnother(h) }

// Hindrance is a reason why something cannot be agreed to or signed yet, and where it is put right.
type Hindrance struct {
	Step string // one of the Step constants, or "" where nothing puts it right
	Say  Sentence
	At   string // the safety question or the test that it is about, by its code; "" for none
}

// The steps at which hindrances are put right: of a plan,
const (
	StepAssessment = "assessment"
	StepGoals      = "goals"
	StepTreatment  = "treatment"
	StepSchedule   = "schedule"
	StepHome       = "home"
	StepReason     = "reason" // why the version was made
)

// and of a session; see SessionSteps.
const (
	StepNotes     = "notes"     // the notes read as last time
	StepUndecided = "undecided" // treatments that are neither done nor left out
	StepClot      = "clot"      // treated where a clot is suspected
	StepDespite   = "despite"   // given although something stands firmly against it
	StepStart     = "start"     // the time is missing
	StepEnd       = "end"
	StepTimes     = "times" // a time cannot be
	StepTreated   = "treated"
	StepChange    = "change"  // whether anything has changed since last time
	StepSafety    = "safety"  // the safety questions themselves
	StepConsent   = "consent" // to what was given
	StepSigner    = "signer"
)

// SessionSteps are the steps at which hindrances of a session are put right, in the order in which they are told.
func SessionSteps() []string {
	return []string{
		StepNotes, StepUndecided, StepClot, StepDespite, StepAssessment, StepStart, StepEnd, StepTreated, StepChange, StepSafety, StepConsent, StepTimes, StepSigner,
	}
}

// Reasons are what hindrances say.
func Reasons(list []Hindrance) []Sentence {
	out := make([]Sentence, 0, len(list))
	for _, h := range list {
		out = append(out, h.Say)
	}
	return out
}

func hindered(reasons []Sentence) error {
	if len(reasons) == 0 {
		return nil
	}
	return Hindrances(reasons)
}

// NewPatient files a new patient with what is known so far.
func NewPatient(env Env, p Patient) (*Patient, Operation) {
	p.ID, p.CreatedAt, p.ArchivedAt = env.NewID(), env.now(), time.Time{}
	return &p, Operation{Label: Say("Add {{.Name}}", Args{"Name": p.Name()}), Scope: p.ID, Put: []Record{&p}}
}

// ArchivePatient takes a patient out of the daily lists. Nothing is lost.
func ArchivePatient(env Env, p Patient) Operation {
	p.ArchivedAt = env.now()
	return Operation{Label: Say("Archive {{.Name}}", Args{"Name": p.Name()}), Scope: p.ID, Put: []Record{&p}}
}

// RestorePatient brings an archived patient back.
func RestorePatient(p Patient) Operation {
	p.ArchivedAt = time.Time{}
	return Operation{Label: Say("Restore {{.Name}}", Args{"Name": p.Name()}), Scope: p.ID, Put: []Record{&p}}
}

// OpenAssessment is the one that is not signed yet, the last of them, or nil: it is gone on with instead of
// starting another.
func (c *Chart) OpenAssessment() *Assessment {
	var open *Assessment
	for i := range c.Assessments {
		if a := &c.Assessments[i]; a.SignedAt.IsZero() {
			open = a
		}
	}
	return open
}

// StartAssessment begins an assessment today. After the first it is a review, which brings along the
// history that seldom changes; how it is now, and the impression, are asked afresh. An assessment of
// today that is still open is returned with an empty Operation.
func StartAssessment(env Env, chart *Chart, practitioner string) (*Assessment, Operation) {
	today := env.today()
	if open := find(chart.Assessments, func(a *Assessment) bool { return a.Date == today && a.SignedAt.IsZero() }); open != nil {
		a := *open
		return &a, Operation{}
	}
	a := &Assessment{
		ID: env.NewID(), PatientID: chart.Patient.ID, PractitionerID: practitioner, Date: today,
		Type: AssessmentInitial, CreatedAt: env.now(),
	}
	label := Say("Start assessment")
	if last := chart.LatestAssessment(); last != nil {
		a.Type, label = AssessmentReview, Say("Start re-assessment")
		a.Complaint, a.Onset, a.InjuredOn, a.Mechanism = last.Complaint, last.Onset, last.InjuredOn, last.Mechanism
		a.PreviousTreatment, a.Medication, a.Health = last.PreviousTreatment, last.Medication, last.Health
		a.ReferralFrom, a.ReferralDate, a.ReferralReason = last.ReferralFrom, last.ReferralDate, last.ReferralReason
		a.Told = slices.Clone(last.Told)
		a.ReferralSessions, a.ReferralExpires, a.ReportDue = last.ReferralSessions, last.ReferralExpires, last.ReportDue
	}
	return a, Operation{Label: label, Scope: a.ID, Put: []Record{a}}
}

// AssessmentBefore is the assessment before this one, or nil.
func (c *Chart) AssessmentBefore(a *Assessment) *Assessment {
	var before *Assessment
	for i := range c.Assessments {
		if b := &c.Assessments[i]; b.ID != a.ID && (b.Date < a.Date || b.Date == a.Date && b.ID < a.ID) {
			before = b
		}
	}
	return before
}

// CanSignAssessment says what still hinders the signing of an assessment, in the order of its steps.
func CanSignAssessment(cat *Catalogue, chart *Chart, a *Assessment) []Hindrance {
	if !a.SignedAt.IsZero() {
		return []Hindrance{{Say: Say("The assessment is already signed. A correction is an addendum.")}}
	}
	var out []Hindrance
	say := func(step, at string, sentence Sentence) {
		out = append(out, Hindrance{Step: step, Say: sentence, At: at})
	}
	if strings.TrimSpace(a.Complaint) == "" {
		say(StepHistory, "", Say("Write why the patient came."))
	}
	if left := chart.Unanswered(cat, a.ID); len(left) > 0 {
		say(StepScreening, left[0].Code, SayCount(len(left), "{{.Count}} safety question has no answer yet.", "{{.Count}} safety questions have no answer yet."))
	}
	for _, h := range chart.UnsaidHeads(cat, a.Occasion()) {
		say(StepScreening, h.Code, Say("Say what it is that was not denied: {{.Question}}.", Args{"Question": h.Term()}))
	}
	for _, x := range chart.Contradictions(cat, a) {
		say(StepScreening, x.Item.Code, x.Words())
	}
	answers := chart.AnswersOf(cat, a.ID)
	for i := range cat.Screening {
		if s, ok := answers[cat.Screening[i].Code]; ok && NeedsAction(cat, chart, &s.Screening) {
			say(StepScreening, s.Item, writeWhatWasDone(cat.ScreeningItem(s.Item).Term()))
		}
	}
	out = append(out, chart.clusterHindrances(cat, a)...)
	for _, u := range UrgentTests(cat, chart, a.ID) {
		if !u.Answered() {
			say(StepTests, u.Test.Code, writeWhatWasDone(TestTitle(cat, &u.Result)))
		}
	}
	if h := chart.clotHindrance(cat, a); !h.IsZero() {
		say(StepLimbs, "", h)
	}
	return out
}

func writeWhatWasDone(about any) Sentence {
	return Say("Write what was done about: {{.What}}.", Args{"What": about})
}

// NeedsAction reports that an answer asks for something to be done, and that it was not done as far as anybody knows:
// nothing was written about it, and nothing on file says so. Not to be sure asks for it where that counts as yes.
func NeedsAction(cat *Catalogue, chart *Chart, s *Screening) bool {
	item := cat.ScreeningItem(s.Item)
	says := s.Answer == AnswerYes || s.Answer == AnswerUnsure && item != nil && item.UnsureIsYes
	return item != nil && says && (item.Blocks || item.Urgency != UrgencyCare) && strings.TrimSpace(s.Action) == "" && !chart.Acted(cat, s)
}

// SignAssessment closes an assessment in the name of a practitioner. The error is Hindrances.
func SignAssessment(env Env, cat *Catalogue, chart *Chart, a *Assessment, signer Practitioner) (Operation, error) {
	reasons := append(Reasons(CanSignAssessment(cat, chart, a)), CanSign(signer)...)
	if err := hindered(reasons); err != nil {
		return Operation{}, err
	}
	signed := *a
	signed.SignedAt, signed.SignedBy = env.now(), signer.Name
	return Operation{Label: Say("Sign the assessment"), Put: []Record{&signed}}, nil
}

// DiscardAssessment removes an assessment that was begun by mistake, with all that was marked in it. It
// stays in the history.
func DiscardAssessment(chart *Chart, a *Assessment) (Operation, error) {
	if !a.SignedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	if find(chart.FormsOf(a.ID), func(f *FormAnswers) bool { return !f.FinishedAt.IsZero() }) != nil {
		return Operation{}, Hindrances{Say("The patient filled in a questionnaire for this assessment, so it stays.")}
	}
	if find(chart.Plans, func(p *Plan) bool { return p.AssessmentID == a.ID }) != nil ||
		chart.reliedOn(chart.FindingsOf(a.ID), chart.MeasurementsOf(a.ID), chart.TestsOf(a.ID)) {
		return Operation{}, Hindrances{Say("A plan is built on this assessment, so it stays.")}
	}
	op := Operation{Label: Say("Discard the assessment"), Scope: a.PatientID}
	for _, s := range chart.StrokesOf(a.ID) {
		op.Remove = append(op.Remove, &s)
	}
	for _, f := range chart.FindingsOf(a.ID) {
		op.Remove = append(op.Remove, &f)
	}
	for _, s := range chart.ScreeningsOf(a.ID) {
		op.Remove = append(op.Remove, &s)
	}
	for _, m := range chart.MeasurementsOf(a.ID) {
		op.Remove = append(op.Remove, &m)
	}
	for _, t := range chart.TestsOf(a.ID) {
		op.Remove = append(op.Remove, &t)
	}
	for _, f := range chart.FormsOf(a.ID) {
		op.Remove = append(op.Remove, &f)
	}
	op.Remove = append(op.Remove, a)
	return op, nil
}

// reliedOn reports whether a plan answers one of the findings, measurements or tests, or starts from a measurement.
func (c *Chart) reliedOn(findings []Finding, measurements []Measurement, tests []TestResult) bool {
	for i := range findings {
		if find(c.Problems, func(p *Problem) bool { return p.FindingID == findings[i].ID }) != nil {
			return true
		}
	}
	for i := range measurements {
		if find(c.Goals, func(g *Goal) bool { return g.BaselineID == measurements[i].ID }) != nil ||
			find(c.Problems, func(p *Problem) bool { return p.MeasurementID == measurements[i].ID }) != nil {
			return true
		}
	}
	for i := range tests {
		if find(c.Problems, func(p *Problem) bool { return p.TestResultID == tests[i].ID }) != nil {
			return true
		}
	}
	return false
}

// The schedule a new plan begins with: weekly for four sessions and a review after the fourth, the
// practice default of section E of the clinical reference.
const (
	defaultMinutes  = 60
	defaultSessions = 4
	defaultEvery    = 7
)

// StartPlan begins a plan on an assessment. A draft that is there already is returned with an empty
// Operation; while an agreed plan runs, a change is a new version of it.
func StartPlan(env Env, chart *Chart, a *Assessment) (*Plan, Operation, error) {
	if draft := chart.DraftPlan(); draft != nil {
		p := *draft
		return &p, Operation{}, nil
	}
	if chart.CurrentPlan() != nil {
		return nil, Operation{}, Hindrances{Say("A plan is running. Make a new version of it, or end it first.")}
	}
	p := &Plan{
		ID: env.NewID(), PatientID: chart.Patient.ID, Version: 1, Start: env.today(), Minutes: defaultMinutes,
		Phases:     []Phase{{Sessions: defaultSessions, EveryDays: defaultEvery}},
		ReviewDate: env.today().AddDays(defaultSessions * defaultEvery), CreatedAt: env.now(),
	}
	p.Lineage = p.ID
	if a != nil {
		p.AssessmentID, p.PractitionerID = a.ID, a.PractitionerID
		referral := chart.ReferralOn(env.today())
		if left := referral.Left(); left > 0 && !referral.RanOut(env.today()) { // as many as the doctor asked for, with the review no later than usual
			p.Phases[0].Sessions = left
			p.ReviewDate = env.today().AddDays(min(left, defaultSessions) * defaultEvery)
		}
	}
	return p, Operation{Label: Say("Start the plan"), Scope: p.ID, Put: []Record{p}}, nil
}

// AddProblem puts a finding on the plan as a problem, in words a person reads. label names the
// structure, see Atlas.Label. A finding that is on the plan already is returned with an empty Operation.
func AddProblem(env Env, cat *Catalogue, chart *Chart, p *Plan, f *Finding, label func(code string, side anatomy.Side) string) (*Problem, Operation) {
	problems := chart.ProblemsOf(p.ID)
	if there := find(problems, func(x *Problem) bool { return x.FindingID == f.ID && f.ID != "" }); there != nil {
		return there, Operation{}
	}
	x := &Problem{
		ID: env.NewID(), PatientID: p.PatientID, PlanID: p.ID, FindingID: f.ID, Words: f.Words(cat, label),
		Rank: nextRank(problems, func(x *Problem) int { return x.Rank }),
	}
	x.OriginID = x.ID
	return x, Operation{Label: Say("Add problem"), Scope: p.ID, Put: []Record{x}}
}

// AddGoal puts a goal last on the plan and gives it its keys.
func AddGoal(env Env, chart *Chart, p *Plan, g Goal) (*Goal, Operation) {
	g.ID, g.PatientID, g.PlanID = env.NewID(), p.PatientID, p.ID
	g.OriginID = g.ID
	if g.Side == "" {
		g.Side = anatomy.Midline
	}
	g.Rank = nextRank(chart.GoalsOf(p.ID), func(x *Goal) int { return x.Rank })
	return &g, Operation{Label: Say("Add goal"), Scope: p.ID, Put: []Record{&g}}
}

// AddPrescription puts a technique last on the plan and gives it its keys.
func AddPrescription(env Env, cat *Catalogue, chart *Chart, p *Plan, rx Prescription) (*Prescription, Operation) {
	rx.ID, rx.PatientID, rx.PlanID = env.NewID(), p.PatientID, p.ID
	rx.OriginID = rx.ID
	rx.Rank = nextRank(chart.PrescriptionsOf(p.ID), func(x *Prescription) int { return x.Rank })
	return &rx, Operation{Label: Say("Add {{.Technique}}", Args{"Technique": cat.TechniqueTerm(rx.Technique)}), Scope: p.ID, Put: []Record{&rx}}
}

// AddHomeCare puts a piece of home care last on the plan and gives it its keys.
func AddHomeCare(env Env, chart *Chart, p *Plan, h HomeCare) (*HomeCare, Operation) {
	h.ID, h.PatientID, h.PlanID = env.NewID(), p.PatientID, p.ID
	h.OriginID = h.ID
	h.Rank = nextRank(chart.HomeCareOf(p.ID), func(x *HomeCare) int { return x.Rank })
	return &h, Operation{Label: Say("Add home care"), Scope: p.ID, Put: []Record{&h}}
}

// HomeCare is the exercise as it goes on a plan, with its usual dose.
func (e *Exercise) HomeCare() HomeCare {
	return HomeCare{
		Exercise: e.Code, Title: e.Title, Instructions: e.Instructions, Sets: e.Sets, Repetitions: e.Repetitions,
		HoldSeconds: e.HoldSeconds, Minutes: e.Minutes, DaysPerWeek: e.DaysPerWeek, TimesPerDay: e.TimesPerDay,
	}
}

func nextRank[T any](list []T, rank func(*T) int) int {
	next := 1
	for i := range list {
		next = max(next, rank(&list[i])+1)
	}
	return next
}

// AgreePlan records that the patient, or a guardian, agreed to a version: who, as ByThePatient or ByGuardian, and how. From then on it
// is not changed. A session of today that was begun without a plan goes by it. The error is Hindrances.
func AgreePlan(env Env, cat *Catalogue, chart *Chart, p *Plan, who, as, how string) (Operation, error) {
	reasons := Reasons(CanAgree(cat, chart, p, env.today()))
	if strings.TrimSpace(who) == "" {
		reasons = append(reasons, Say("Write who agrees."))
	}
	if strings.TrimSpace(how) == "" {
		reasons = append(reasons, Say("Write how it was agreed: spoken or signed."))
	}
	if err := hindered(reasons); err != nil {
		return Operation{}, err
	}
	agreed := *p
	agreed.AgreedAt, agreed.AgreedBy, agreed.AgreedAs, agreed.AgreedHow = env.now(), strings.TrimSpace(who), as, strings.TrimSpace(how)
	op := Operation{Label: Say("Agree on the plan"), Put: []Record{&agreed}}
	if open := chart.OpenOn(env.today()); open != nil && open.PlanID == "" && open.EndedAt.IsZero() {
		op.Put = append(op.Put, goBy(env, chart, open, &agreed)...)
	}
	return op, nil
}

// NewVersion begins the next version of a plan as a copy of it: problems, goals, prescriptions and home
// care have new keys, point at each other within the copy, and keep their origin. Why it was made is still to be
// said. A version that is being written already is returned with an empty Operation.
func NewVersion(env Env, chart *Chart, p *Plan) (*Plan, Operation, error) {
	versions := chart.PlanVersions(p.Lineage)
	if draft := find(versions, func(v *Plan) bool { return !v.Agreed() }); draft != nil {
		next := *draft
		return &next, Operation{}, nil
	}
	if chart.PlanEnd(p.Lineage) != nil {
		return nil, Operation{}, Hindrances{Say("This plan has ended. Start a new one.")}
	}
	next := *p
	next.ID, next.PreviousID, next.ChangeReason, next.CreatedAt = env.NewID(), p.ID, "", env.now()
	next.AgreedAt, next.AgreedBy, next.AgreedAs, next.AgreedHow = time.Time{}, "", "", ""
	next.Phases, next.Precautions = slices.Clone(p.Phases), slices.Clone(p.Precautions)
	for _, v := range versions {
		next.Version = max(next.Version, v.Version)
	}
	next.Version++
	op := Operation{Label: Say("Begin version {{.Version}} of the plan", Args{"Version": next.Version}), Scope: next.ID, Put: []Record{&next}}
	renamed := make(map[string]string) // old key to new
	rename := func(old string) string {
		renamed[old] = env.NewID()
		return renamed[old]
	}
	for _, x := range chart.ProblemsOf(p.ID) {
		x.ID, x.PlanID = rename(x.ID), next.ID
		op.Put = append(op.Put, &x)
	}
	for _, x := range chart.GoalsOf(p.ID) {
		x.ID, x.PlanID, x.ProblemID = rename(x.ID), next.ID, renamed[x.ProblemID]
		op.Put = append(op.Put, &x)
	}
	for _, x := range chart.PrescriptionsOf(p.ID) {
		x.ID, x.PlanID, x.ProblemID, x.GoalID = rename(x.ID), next.ID, renamed[x.ProblemID], renamed[x.GoalID]
		x.Targets = slices.Clone(x.Targets)
		op.Put = append(op.Put, &x)
	}
	for _, x := range chart.HomeCareOf(p.ID) {
		x.ID, x.PlanID = rename(x.ID), next.ID
		op.Put = append(op.Put, &x)
	}
	return &next, op, nil
}

// DiscardPlan removes a version that was begun and not agreed to, with its parts.
func DiscardPlan(chart *Chart, p *Plan) (Operation, error) {
	if p.Agreed() {
		return Operation{}, ErrLocked
	}
	if find(chart.Sessions, func(s *Session) bool { return s.PlanID == p.ID }) != nil {
		return Operation{}, Hindrances{Say("A session was held by this plan, so it stays.")}
	}
	if find(chart.Consents, func(x *Consent) bool { return x.PlanID == p.ID }) != nil {
		return Operation{}, Hindrances{Say("The patient gave consent for this plan, so it stays.")}
	}
	op := Operation{Label: Say("Discard the draft of the plan"), Scope: p.PatientID}
	for _, x := range chart.HomeCareOf(p.ID) {
		op.Remove = append(op.Remove, &x)
	}
	for _, x := range chart.PrescriptionsOf(p.ID) {
		op.Remove = append(op.Remove, &x)
	}
	for _, x := range chart.GoalsOf(p.ID) {
		op.Remove = append(op.Remove, &x)
	}
	for _, x := range chart.ProblemsOf(p.ID) {
		op.Remove = append(op.Remove, &x)
	}
	op.Remove = append(op.Remove, p)
	return op, nil
}

// EndPlan closes a plan, all its versions: the course was finished, or stopped for a reason.
func EndPlan(env Env, chart *Chart, p *Plan, outcome, reason string) (*PlanEnd, Operation, error) {
	switch {
	case chart.PlanEnd(p.Lineage) != nil:
		return nil, Operation{}, Hindrances{Say("This plan has already ended.")}
	case outcome == OutcomeStopped && strings.TrimSpace(reason) == "":
		return nil, Operation{}, Hindrances{Say("Write why the plan is stopped.")}
	}
	e := &PlanEnd{
		ID: env.NewID(), PatientID: p.PatientID, PlanID: p.ID, Date: env.today(), Outcome: outcome,
		Reason: strings.TrimSpace(reason), By: env.Actor.Name, CreatedAt: env.now(),
	}
	return e, Operation{Label: Say("End the plan"), Scope: p.PatientID, Put: []Record{e}}, nil
}

// StartSession begins a treatment today, with a treatment for each prescription of the plan (which may
// be nil) to decide on. What was written last time is brought along and listed as unconfirmed. Only one
// session a day can be open for a patient: it is returned with an empty Operation.
func StartSession(env Env, chart *Chart, p *Plan, practitioner string) (*Session, Operation) {
	today := env.today()
	if open := chart.OpenOn(today); open != nil {
		s := *open
		return &s, Operation{}
	}
	s := &Session{
		ID: env.NewID(), PatientID: chart.Patient.ID, PractitionerID: practitioner, Number: chart.NextNumber(), Date: today,
		StartedAt: env.now(), CreatedAt: env.now(),
	}
	if last := chart.LatestSession(); last != nil {
		for _, f := range sessionNotes {
			if text := *f.of(last); strings.TrimSpace(text) != "" {
				*f.of(s) = text
				s.Unconfirmed = append(s.Unconfirmed, f.name)
			}
		}
	}
	op := Operation{Label: Say("Start session"), Scope: s.ID, Put: []Record{s}}
	if p != nil {
		s.PlanID = p.ID
		for i, rx := range chart.PrescriptionsOf(p.ID) {
			op.Put = append(op.Put, rx.treatment(env, s.ID, i+1))
		}
	}
	return s, op
}

// treatment is what a session has to do by a prescription.
func (p *Prescription) treatment(env Env, session string, rank int) *Treatment {
	return &Treatment{
		ID: env.NewID(), PatientID: p.PatientID, SessionID: session, PrescriptionID: p.ID, Technique: p.Technique,
		Targets: slices.Clone(p.Targets), Pressure: p.Pressure, Minutes: p.Minutes, Repetitions: p.Repetitions,
		Position: p.Position, Status: TreatmentPlanned, Note: p.Note, Rank: rank,
	}
}

// NewerPlan is the plan in force on the day of a session that runs and does not go by it: it was agreed, or changed, after the
// session began. It is nil where there is none.
func (c *Chart) NewerPlan(s *Session) *Plan {
	p := c.CurrentPlan()
	if p == nil || p.ID == s.PlanID || !s.SignedAt.IsZero() || !s.EndedAt.IsZero() || DateOf(c.In(p.AgreedAt)) > s.Date {
		return nil
	}
	return p
}

// FollowPlan has a session go by its NewerPlan. What was decided of its treatments, or added, stays and is not to be done once
// more; what was only planned goes. The operation is empty without a newer plan.
func FollowPlan(env Env, chart *Chart, s *Session) Operation {
	p := chart.NewerPlan(s)
	if p == nil {
		return Operation{}
	}
	op := Operation{Label: Say("Treat by the plan agreed now"), Scope: s.ID, Put: goBy(env, chart, s, p)}
	for _, t := range chart.TreatmentsOf(s.ID) {
		if t.PrescriptionID != "" && t.Status == TreatmentPlanned {
			op.Remove = append(op.Remove, &t)
		}
	}
	return op
}

// goBy is a session with what is to be done in it by a plan, behind what it keeps.
func goBy(env Env, chart *Chart, s *Session, p *Plan) []Record {
	next := *s
	next.Unconfirmed = slices.Clone(s.Unconfirmed)
	next.PlanID = p.ID
	out := []Record{&next}
	rank := 1
	var kept []string // the origins of what was decided
	for _, t := range chart.TreatmentsOf(s.ID) {
		rank = max(rank, t.Rank+1)
		if rx := find(chart.Prescriptions, func(x *Prescription) bool { return x.ID == t.PrescriptionID }); rx != nil && t.Status != TreatmentPlanned {
			kept = append(kept, rx.OriginID)
		}
	}
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		if rx.OriginID == "" || !slices.Contains(kept, rx.OriginID) {
			out = append(out, rx.treatment(env, s.ID, rank))
			rank++
		}
	}
	return out
}

// NextNumber is the number that the patient's next session gets.
func (c *Chart) NextNumber() int {
	n := 1
	for i := range c.Sessions {
		n = max(n, c.Sessions[i].Number+1)
	}
	return n
}

// sessionNotes are the four notes of a session, by their json names.
var sessionNotes = []struct {
	name  string
	title Sentence
	of    func(*Session) *string
}{
	{"subjective", Say("Subjective"), func(s *Session) *string { return &s.Subjective }},
	{"objective", Say("Objective"), func(s *Session) *string { return &s.Objective }},
	{"assessed", Say("Assessment"), func(s *Session) *string { return &s.Assessed }},
	{"next_plan", Say("Plan"), func(s *Session) *string { return &s.NextPlan }},
}

// ConfirmNote marks a note that was carried over as read and still true.
func ConfirmNote(s Session, field string) Operation {
	s.Unconfirmed = slices.DeleteFunc(slices.Clone(s.Unconfirmed), func(f string) bool { return f == field })
	return Operation{Label: Say("Confirm the note"), Scope: s.ID, Put: []Record{&s}}
}

// MarkTreatment records what became of a treatment: TreatmentDone, TreatmentChanged, TreatmentLeft with
// a reason, or TreatmentPlanned to decide again.
func MarkTreatment(cat *Catalogue, t Treatment, status, reason string) (Operation, error) {
	t.Status, t.Reason = status, strings.TrimSpace(reason)
	if !t.Given() {
		t.KeptReason = "" // it says why it was given
	}
	if err := t.Validate(); err != nil {
		return Operation{}, err
	}
	what := Args{"Technique": cat.TechniqueTerm(t.Technique)}
	label := map[string]Sentence{
		TreatmentDone: Say("Tick {{.Technique}}", what), TreatmentChanged: Say("Change {{.Technique}}", what),
		TreatmentLeft: Say("Leave out {{.Technique}}", what), TreatmentPlanned: Say("Untick {{.Technique}}", what),
	}[status]
	return Operation{Label: label, Scope: t.SessionID, Put: []Record{&t}}, nil
}

// DoneAs is what a treatment that is given as it stands is: done as planned, or otherwise where it is not as the plan
// prescribes it or says why not.
func (c *Chart) DoneAs(t *Treatment) string {
	rx := find(c.Prescriptions, func(x *Prescription) bool { return x.ID == t.PrescriptionID })
	if rx == nil || t.Pressure == rx.Pressure && t.Minutes == rx.Minutes && t.Repetitions == rx.Repetitions && t.Position == rx.Position && t.Reason == "" {
		return TreatmentDone
	}
	return TreatmentChanged
}

// FinishTreatments ticks every treatment of a session that was not decided on yet.
func FinishTreatments(chart *Chart, s *Session) Operation {
	op := Operation{Label: Say("Tick the rest"), Scope: s.ID}
	for _, t := range chart.TreatmentsOf(s.ID) {
		if t.Status == TreatmentPlanned {
			t.Status = chart.DoneAs(&t)
			op.Put = append(op.Put, &t)
		}
	}
	return op
}

// EndTreatment ends the treatment of a session now, with everything done that was not decided on yet.
func EndTreatment(env Env, chart *Chart, s *Session) Operation {
	op := FinishTreatments(chart, s)
	op.Label = Say("End the treatment")
	if len(op.Put) > 0 {
		op.Label = Say("Tick the rest and end the treatment")
	}
	ended := *s
	ended.EndedAt = env.now()
	op.Put = append(op.Put, &ended)
	return op
}

// LeaveUnconfirmed leaves out, for a reason, what is planned in a session and needs the patient's yes of today; see
// ToConfirm. What was signed for the course stands.
func LeaveUnconfirmed(cat *Catalogue, chart *Chart, s *Session, reason string) Operation {
	op := Operation{Label: Say("Leave out what is not agreed to today"), Scope: s.ID}
	subjects := ToConfirm(cat, chart, s)
	for _, t := range chart.TreatmentsOf(s.ID) {
		asks := func(x ConsentSubject) bool { return cat.reaches(x, chart.work(cat, t.Technique, t.Targets)) }
		if t.Status == TreatmentPlanned && slices.ContainsFunc(subjects, asks) {
			t.Status, t.Reason = TreatmentLeft, reason
			op.Put = append(op.Put, &t)
		}
	}
	return op
}

// CanSignSession says what still hinders the signing of a session, whenever it is; see SessionAhead.
func CanSignSession(cat *Catalogue, chart *Chart, s *Session) []Hindrance {
	if !s.SignedAt.IsZero() {
		return []Hindrance{{Say: Say("The session is already signed. A correction is an addendum.")}}
	}
	var out []Hindrance
	say := func(step string, sentences ...Sentence) {
		for _, x := range sentences {
			out = append(out, Hindrance{Step: step, Say: x})
		}
	}
	var carried []Sentence
	for _, f := range sessionNotes {
		if slices.Contains(s.Unconfirmed, f.name) {
			carried = append(carried, f.title)
		}
	}
	switch n := len(carried); n {
	case 0:
	case 1:
		say(StepNotes, Say("{{.Note}} still reads as last time. Change or confirm it.", Args{"Note": carried[0]}))
	default:
		say(StepNotes, SayCount(n, "{{.Count}} note reads as last time.", "{{.Count}} notes read as last time."))
	}
	planned := len(where(chart.TreatmentsOf(s.ID), func(t *Treatment) bool { return t.Status == TreatmentPlanned }))
	if planned > 0 {
		say(StepUndecided, SayCount(planned, "{{.Count}} treatment is neither done nor left out.", "{{.Count}} treatments are neither done nor left out."))
	}
	out = append(out, clotHindrances(cat, chart, s)...)
	out = append(out, despiteHindrances(cat, chart, s)...)
	if s.StartedAt.IsZero() {
		say(StepStart, Say("The start of the treatment is missing."))
	}
	if s.EndedAt.IsZero() {
		say(StepEnd, Say("The end of the treatment is missing."))
	}
	if s.PractitionerID == "" {
		say(StepTreated, Say("Choose who treated."))
	}
	out = append(out, safetyHindrances(cat, chart, s)...)
	say(StepConsent, SessionConsentMissing(cat, chart, s)...)
	var wrong FieldErrors
	if errors.As(s.Validate(), &wrong) {
		for _, w := range wrong {
			say(StepTimes, w.Message)
		}
	}
	return out
}

// GivenDespite are the firm conflicts that stood against a treatment on the day of its session, by what was known by then;
// none while it is not given.
func GivenDespite(cat *Catalogue, chart *Chart, s *Session, t *Treatment) []Conflict {
	if !t.Given() {
		return nil
	}
	then := *chart
	then.Screenings = where(chart.Screenings, func(x *Screening) bool { return chart.answeredOn(x) <= s.Date })
	return slices.DeleteFunc(TreatmentConflicts(cat, &then, t, s.Date), func(c Conflict) bool { return !c.Firm || !c.Stands() })
}

// despiteHindrances ask why a treatment was given that something stands firmly against: the record says what was done, and
// does not do so in silence.
func despiteHindrances(cat *Catalogue, chart *Chart, s *Session) []Hindrance {
	var out []Hindrance
	for _, t := range chart.TreatmentsOf(s.ID) {
		if strings.TrimSpace(t.KeptReason) != "" {
			continue
		}
		for _, c := range GivenDespite(cat, chart, s, &t) {
			out = append(out, Hindrance{Step: StepDespite, Say: Say("{{.Technique}}: {{.Reason}} Write why it was given all the same, or leave it out if it was not.",
				Args{"Technique": Term{"technique", t.Technique, cat.TechniqueName(t.Technique)}, "Reason": c.Reason})})
		}
	}
	return out
}

// clockSkew is how much the clocks of two machines of a clinic may differ.
const clockSkew = 5 * time.Minute

// Ahead reports that a time is still to come.
func Ahead(at, now time.Time) bool { return at.After(now.Add(clockSkew)) }

// SessionAhead says which times of a session keep it from being signed at a moment, because they are
// still to come.
func SessionAhead(s *Session, now time.Time) []Hindrance {
	var out []Hindrance
	if Ahead(s.StartedAt, now) {
		out = append(out, Hindrance{Step: StepTimes, Say: Say("The start of the treatment is later than now.")})
	}
	if Ahead(s.EndedAt, now) {
		out = append(out, Hindrance{Step: StepTimes, Say: Say("The end of the treatment is later than now.")})
	}
	return out
}

const (
	overfullMinutes = 5   // that treatments may take beyond the time of their session before it is asked about
	longMinutes     = 240 // from which on it is asked whether the end was forgotten
)

// SessionDoubts are about what is unusual in a session that can be signed: whoever signs is asked.
func SessionDoubts(chart *Chart, s *Session) []Sentence {
	var out []Sentence
	given := GivenMinutes(chart.TreatmentsOf(s.ID))
	lasted := s.EndedAt.Sub(s.StartedAt).Minutes()
	switch {
	case given == 0:
		out = append(out, Say("No treatment was given."))
	case given > lasted+overfullMinutes:
		out = append(out, Say("The treatments take {{.Given}}, and the session lasted {{.Lasted}}.", Args{
			"Given": SayCount(int(math.Round(given)), "{{.Count}} minute", "{{.Count}} minutes"), "Lasted": SayCount(int(math.Round(lasted)), "{{.Count}} minute", "{{.Count}} minutes"),
		}))
	}
	if lasted > longMinutes {
		out = append(out, SayCount(int(math.Round(lasted/60)), "The session lasted {{.Count}} hour.", "The session lasted {{.Count}} hours."))
	}
	var empty []Sentence
	for _, f := range sessionNotes {
		if strings.TrimSpace(*f.of(s)) == "" {
			empty = append(empty, f.title)
		}
	}
	if len(empty) > 0 {
		out = append(out, Say("Empty in the notes: {{.Notes}}.", Args{"Notes": empty}))
	}
	return out
}

// GivenMinutes adds up the treatments that were given.
func GivenMinutes(treatments []Treatment) float64 {
	sum := 0.0
	for i := range treatments {
		if t := &treatments[i]; t.Given() {
			sum += t.Minutes
		}
	}
	return sum
}

// HeldOn is the session that was already signed on a day, the last of them, or nil: another one is asked about.
func (c *Chart) HeldOn(day Date) *Session {
	var held *Session
	for i := range c.Sessions {
		if s := &c.Sessions[i]; s.Date == day && !s.SignedAt.IsZero() {
			held = s
		}
	}
	return held
}

// OpenOn is the session of a day that is not signed yet, or nil: it is gone on with instead of starting another.
func (c *Chart) OpenOn(day Date) *Session {
	return find(c.Sessions, func(s *Session) bool { return s.Date == day && s.SignedAt.IsZero() })
}

// SignSession closes a session in the name of a practitioner, who need not be the one who treated. The error is
// Hindrances.
func SignSession(env Env, cat *Catalogue, chart *Chart, s *Session, signer Practitioner) (Operation, error) {
	reasons := slices.Concat(Reasons(CanSignSession(cat, chart, s)), Reasons(SessionAhead(s, env.Now())), CanSign(signer))
	if err := hindered(reasons); err != nil {
		return Operation{}, err
	}
	signed := *s
	signed.SignedAt, signed.SignedBy = env.now(), signer.Name
	return Operation{Label: Say("Sign the session"), Put: []Record{&signed}}, nil
}

// DiscardSession removes a session that was begun by mistake, with what was recorded in it.
func DiscardSession(chart *Chart, s *Session) (Operation, error) {
	if !s.SignedAt.IsZero() {
		return Operation{}, ErrLocked
	}
	op := Operation{Label: Say("Discard the session"), Scope: s.PatientID}
	measurements := chart.SessionMeasurements(s.ID)
	findings := where(chart.Findings, func(f *Finding) bool { return f.SessionID == s.ID })
	if chart.reliedOn(findings, measurements, where(chart.TestResults, func(t *TestResult) bool { return t.SessionID == s.ID })) {
		return Operation{}, Hindrances{Say("A plan is built on what was found in this session, so it stays.")}
	}
	if find(chart.Forms, func(f *FormAnswers) bool { return f.SessionID == s.ID && !f.FinishedAt.IsZero() }) != nil ||
		find(chart.Consents, func(x *Consent) bool { return x.SessionID == s.ID }) != nil {
		return Operation{}, Hindrances{Say("The patient filled in a questionnaire or gave consent in this session, so it stays.")}
	}
	for _, f := range where(chart.Forms, func(f *FormAnswers) bool { return f.SessionID == s.ID }) {
		op.Remove = append(op.Remove, &f)
	}
	for _, t := range where(chart.TestResults, func(t *TestResult) bool { return t.SessionID == s.ID }) {
		op.Remove = append(op.Remove, &t)
	}
	for _, t := range chart.TreatmentsOf(s.ID) {
		op.Remove = append(op.Remove, &t)
	}
	for _, m := range measurements {
		op.Remove = append(op.Remove, &m)
	}
	for _, x := range where(chart.Strokes, func(x *Stroke) bool { return x.SessionID == s.ID }) {
		op.Remove = append(op.Remove, &x)
	}
	for _, f := range findings {
		op.Remove = append(op.Remove, &f)
	}
	for _, x := range where(chart.Screenings, func(x *Screening) bool { return x.SessionID == s.ID }) {
		op.Remove = append(op.Remove, &x)
	}
	op.Remove = append(op.Remove, s)
	return op, nil
}

// AddAddendum puts a dated correction, signed by a practitioner, beside a signed assessment or session. The original
// stays as it is, and so does the addendum.
func AddAddendum(env Env, chart *Chart, to Ref, text, reason string, signer Practitioner) (*Addendum, Operation, error) {
	if err := hindered(CanSign(signer)); err != nil {
		return nil, Operation{}, err
	}
	a := &Addendum{
		ID: env.NewID(), PatientID: chart.Patient.ID, Text: strings.TrimSpace(text), Reason: strings.TrimSpace(reason),
		By: strings.TrimSpace(signer.Name), At: env.now(),
	}
	open := Hindrances{Say("This is not signed yet, so it can be corrected where it stands.")}
	switch to.Kind {
	case KindAssessment:
		original := chart.Assessment(to.ID)
		if original == nil {
			return nil, Operation{}, ErrNotFound
		}
		if original.SignedAt.IsZero() {
			return nil, Operation{}, open
		}
		a.AssessmentID = to.ID
	case KindSession:
		original := chart.Session(to.ID)
		if original == nil {
			return nil, Operation{}, ErrNotFound
		}
		if original.SignedAt.IsZero() {
			return nil, Operation{}, open
		}
		a.SessionID = to.ID
	default:
		return nil, Operation{}, fmt.Errorf("addendum to a %s: %w", to.Kind, ErrNotFound)
	}
	if err := a.Validate(); err != nil {
		return nil, Operation{}, err
	}
	return a, Operation{Label: Say("Add an addendum"), Put: []Record{a}}, nil
}
