package clinic

import (
	"cmp"
	"slices"

	"regimen/internal/anatomy"
)

// What is written down is made here, and nowhere else: whoever asks gives the occasion and what was found, and gets a
// record with its keys and times, to be put by an Operation.

// Occasion is the assessment or the session that something is written down in.
type Occasion struct {
	PatientID, AssessmentID, SessionID string
	Date                               Date
}

// Occasion is the assessment as what things are written down in.
func (a *Assessment) Occasion() Occasion {
	return Occasion{PatientID: a.PatientID, AssessmentID: a.ID, Date: a.Date}
}

// Occasion is the session as what things are written down in.
func (s *Session) Occasion() Occasion {
	return Occasion{PatientID: s.PatientID, SessionID: s.ID, Date: s.Date}
}

// Scope is what an undo button works on: the visit, or the patient outside of one.
func (o Occasion) Scope() string { return cmp.Or(o.AssessmentID, o.SessionID, o.PatientID) }

// Spot is a place on a drawn view, in mm; View is "" for what was chosen from the list.
type Spot struct {
	View string
	X, Y float64
}

// Mark is a finding of a sort that was found at a place, not rated yet.
func Mark(env Env, o Occasion, t Target, at Spot, source Source, sort string) *Finding {
	return &Finding{
		ID: env.NewID(), PatientID: o.PatientID, AssessmentID: o.AssessmentID, SessionID: o.SessionID,
		Structure: t.Structure, Side: t.Side, View: at.View, X: at.X, Y: at.Y, Source: source, Type: sort, CreatedAt: env.now(),
	}
}

// Draw is a line that was drawn on a view with a tool, in mm; from is the finding that an arrow begins on, or nil. A
// single point is a dot.
func Draw(env Env, o Occasion, view string, source Source, tool string, width float64, points [][2]float64, from *Finding) *Stroke {
	x := &Stroke{
		ID: env.NewID(), PatientID: o.PatientID, AssessmentID: o.AssessmentID, SessionID: o.SessionID, View: view,
		Source: source, Tool: tool, Points: slices.Clone(points), WidthMM: width, CreatedAt: env.now(),
	}
	if len(points) == 1 {
		x.Points = append(x.Points, points[0])
	}
	if from != nil {
		x.FindingID = from.ID
	}
	return x
}

// DrawArea is the edge of where a finding is, drawn on a view, in mm. It closes by itself.
func DrawArea(env Env, o Occasion, view string, width float64, points [][2]float64, of *Finding) *Stroke {
	x := Draw(env, o, view, of.Source, StrokePen, width, points, of)
	if first := x.Points[0]; x.Points[len(x.Points)-1] != first {
		x.Points = append(x.Points, first)
	}
	return x
}

// Measured is what a value is of.
type Measured struct {
	Measure, Item, Structure string
	Side                     anatomy.Side
	Mode                     string
	Moment                   string
	Along                    Along
}

// RecordMeasurement changes a value of an occasion, or makes it where old is nil: change sets what was measured. What
// cannot be by the catalogue is refused as FieldErrors.
func RecordMeasurement(env Env, cat *Catalogue, o Occasion, old *Measurement, of Measured, change func(*Measurement)) (*Measurement, error) {
	var m Measurement
	if old != nil {
		m = *old
	} else {
		m = Measurement{
			ID: env.NewID(), PatientID: o.PatientID, AssessmentID: o.AssessmentID, SessionID: o.SessionID, Measure: of.Measure,
			Item: of.Item, Structure: of.Structure, Side: of.Side, Mode: of.Mode, Moment: of.Moment, Date: o.Date, CreatedAt: env.now(),
		}
		m.SetAlong(of.Along)
	}
	change(&m)
	if err := cat.CheckMeasurement(&m); err != nil {
		return nil, err
	}
	return &m, nil
}

// RecordInjury is an injury of a structure of a kind, to be corrected: of the day that the history of the assessment
// gives, else of its own day, and of the sort that is usual in such a structure.
func RecordInjury(env Env, a *Assessment, t Target, kind anatomy.Kind) *Injury {
	i := &Injury{
		ID: env.NewID(), PatientID: a.PatientID, Structure: t.Structure, Side: t.Side, Type: InjuryOther,
		InjuredOn: a.InjuredOn, CreatedAt: env.now(),
	}
	if i.InjuredOn == "" {
		i.InjuredOn = a.Date
	}
	switch kind {
	case anatomy.Muscle, anatomy.Tendon, anatomy.Fascia:
		i.Type = InjuryStrain
	case anatomy.Ligament, anatomy.Joint:
		i.Type = InjurySprain
	case anatomy.Region, anatomy.Bone:
		i.Type = InjuryContusion
	}
	return i
}

// Ask is an answer to a safety question, still to be given.
func Ask(env Env, o Occasion, item string) *Screening {
	return &Screening{ID: env.NewID(), PatientID: o.PatientID, AssessmentID: o.AssessmentID, SessionID: o.SessionID, Item: item}
}

// Clear is a doctor's word that an item does not stand in the way of a patient's treatment.
func Clear(env Env, patient, item string, say func(*Clearance)) *Clearance {
	k := &Clearance{CreatedAt: env.now()}
	say(k)
	k.ID, k.PatientID, k.Item = env.NewID(), patient, item
	return k
}

// Treat is a treatment that was given in a session beside those of the plan, with the least dose of its technique.
func Treat(env Env, chart *Chart, s *Session, technique *Technique, targets []Target) *Treatment {
	return &Treatment{
		ID: env.NewID(), PatientID: s.PatientID, SessionID: s.ID, Technique: technique.Code, Targets: slices.Clone(targets),
		Pressure: max(1, technique.PressureMin), Minutes: technique.MinutesMin, Status: TreatmentDone,
		Rank: nextRank(chart.TreatmentsOf(s.ID), func(t *Treatment) int { return t.Rank }),
	}
}

// OwnProblem is a problem in words of its own, last on a plan, which no finding stands for.
func OwnProblem(env Env, chart *Chart, p *Plan, words string) *Problem {
	x := &Problem{
		ID: env.NewID(), PatientID: p.PatientID, PlanID: p.ID, Words: words,
		Rank: nextRank(chart.ProblemsOf(p.ID), func(x *Problem) int { return x.Rank }),
	}
	x.OriginID = x.ID
	return x
}

// NewPractitioner is somebody who treats here from now on.
func NewPractitioner(env Env, p Practitioner) *Practitioner {
	p.ID, p.CreatedAt = env.NewID(), env.now()
	return &p
}

// What follows is a beginning, without keys: see NewPatient, AddGoal, AddPrescription, AddHomeCare, Decide and Book.

// Newcomer is a patient of whom a name is known, to be filed by NewPatient.
func Newcomer(given, family string) *Patient { return &Patient{GivenName: given, FamilyName: family} }

// NewGoal is a goal of a plan before anything is known of it.
func (p *Plan) NewGoal() Goal {
	return Goal{Benefit: Recovery, Side: anatomy.Midline, Due: p.ReviewDate}
}

// Prescription is the technique at a pressure.
func (t *Technique) Prescription(pressure int) Prescription {
	return Prescription{Technique: t.Code, Pressure: pressure}
}

// OwnHomeCare is home care that is in no catalogue, once a day.
func OwnHomeCare(title string) HomeCare {
	return HomeCare{Title: title, DaysPerWeek: 7, TimesPerDay: 1}
}

// Decision is a decision about being treated, after somebody explained what it is about.
func Decision(what, explained string) Consent { return Consent{Decision: what, Explained: explained} }

// Appointment is a visit of a patient at a time, to be filed by Book.
func (s Slot) Appointment(patientID string) Appointment {
	return Appointment{
		PatientID: patientID, PractitionerID: s.PractitionerID, RoomID: s.RoomID, Day: s.Date, Start: s.From, Minutes: s.Minutes, CleanUp: s.CleanUp,
	}
}
