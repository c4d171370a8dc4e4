package demo

import (
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// The texts that patients read on the intake form.
const (
	privacyStatement = "We write down what you tell us and what we find, so that we can treat you safely. The people who treat you here see it, " +
		"and nobody else unless you say so or the law asks for it. You may see your record and have what is wrong put right: ask at the desk."
	feePolicy = "You pay on the day. If you cannot come, tell us 24 hours before: later than that, we charge half of the fee."
)

// forms are the intake forms: one was handed back this morning and waits to be looked at, one is filled in to the middle.
func (m *maker) forms(practice *clinic.Clinic) {
	if !m.asks() {
		return
	}
	today := m.diary.now.Date
	comes := make(map[string]bool)
	for _, r := range m.out {
		if a, ok := r.(*clinic.Appointment); ok && a.Day == today && a.State.Ahead() {
			comes[a.PatientID] = true
		}
	}
	var who []*guest
	for _, come := range []bool{true, false} {
		for _, g := range m.guests {
			if g.patient.ArchivedAt.IsZero() && !g.away && !g.patient.IsMinor(today) && comes[g.patient.ID] == come {
				who = append(who, g)
			}
		}
	}
	if len(who) < 2 {
		return
	}
	m.handedBack(who[0], practice)
	f := m.form(who[1], practice, m.now.Add(-10*time.Minute))
	p := who[1].patient
	f.says(line("given_name", p.GivenName), line("family_name", p.FamilyName), line("birth_date", string(p.BirthDate)), line("phone", p.Phones[0].Number))
	f.keep()
}

// handedBack is a form that tells what the record does not say yet, and one thing that cannot wait.
func (m *maker) handedBack(g *guest, practice *clinic.Clinic) {
	p := g.patient
	f := m.form(g, practice, m.now.Add(-40*time.Minute))
	f.says(
		line("given_name", p.GivenName), line("family_name", p.FamilyName), line("birth_date", string(p.BirthDate)), line("phone", "0491 570 006"),
		line("email", p.Email), line("street", "7 Rope Walk"), line("suburb", p.Suburb), line("state", p.State), line("postcode", p.Postcode),
		line("emergency_name", p.EmergencyName), line("emergency_relation", p.EmergencyRelation), line("emergency_phone", p.EmergencyPhone),
		line("doctor_name", p.DoctorName), line("doctor_practice", p.DoctorPractice), line("occupation", p.Occupation),
		line("complaint", "My neck and left shoulder, worse since I moved house."), line("onset", "Two weeks ago, after carrying boxes"),
		line("aggravating", "Looking over my shoulder when I drive"),
		clinic.IntakeAnswer{Question: "previous_treatment", Answer: clinic.AnswerNo},
		clinic.IntakeAnswer{Question: "medication", Answer: clinic.AnswerYes, Words: []string{"blood-thinner"}, Text: "Apixaban, since the winter"},
		clinic.IntakeAnswer{Question: "health", Answer: clinic.AnswerUnsure, Text: "They said that my blood pressure should be looked at again."},
	)
	told := map[string]clinic.IntakeAnswer{
		"blood-thinners": {Answer: clinic.AnswerYes}, "high-blood-pressure": {Answer: clinic.AnswerUnsure},
		"night-pain": {Answer: clinic.AnswerYes, Text: "It wakes me about three, and I walk around until it eases."},
		"self-harm":  {}, "mental-health": {}, // left out
	}
	for _, q := range clinic.IntakeQuestions(m.cat, f.chart, f.in, f.in.Day) {
		if q.Item == nil {
			continue
		}
		a, other := told[q.Item.Code]
		if !other {
			a.Answer = clinic.AnswerNo
		}
		a.Question = q.Code
		f.says(a)
	}
	six := 6
	f.does(clinic.MarkIntake(f.env, *f.in, clinic.IntakeMark{Structure: "trapezius.upper", Side: anatomy.Left, Type: "pain", Severity: &six, Quality: "aching"}))
	for _, s := range f.in.Statements {
		f.does(clinic.AnswerStatement(*f.in, s.Code, clinic.AnswerYes))
	}
	f.env.Now = func() time.Time { return m.now.Add(-25 * time.Minute) }
	f.does(clinic.FinishIntake(f.env, m.cat, f.chart, *f.in, clinic.Signer{Name: p.FullName(), As: clinic.ByThePatient, Signature: signature}))
	f.keep()
}

// filled is a form while it is filled in.
type filled struct {
	m     *maker
	env   clinic.Env
	chart *clinic.Chart
	in    *clinic.Intake
}

func (m *maker) form(g *guest, practice *clinic.Clinic, at time.Time) *filled {
	f := &filled{m: m, chart: &clinic.Chart{Patient: *g.patient}}
	f.env = clinic.Env{Now: func() time.Time { return at }, NewID: func() string { return m.id(at) }}
	f.in, _ = clinic.BeginIntake(f.env, f.chart, practice, reception)
	return f
}

func line(question, text string) clinic.IntakeAnswer {
	return clinic.IntakeAnswer{Question: question, Text: text}
}

func (f *filled) says(answers ...clinic.IntakeAnswer) {
	f.does(clinic.AnswerIntake(f.m.cat, f.chart, *f.in, f.in.Day, answers...))
}

// does takes over what a step makes of the form. The sample tells nothing that is refused: a test holds that.
func (f *filled) does(op clinic.Operation, err error) {
	if err != nil {
		panic(err)
	}
	f.in = op.Put[0].(*clinic.Intake)
}

func (f *filled) keep() { f.m.put(f.in) }
