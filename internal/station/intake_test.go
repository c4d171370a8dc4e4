package station

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
)

// A form is filled in on the tablet, without the network too, and looked at on the PC: what is handed back is there once the
// tablet is connected, and what is decided there is seen on the tablet.
func TestAFormIsFilledInWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	cat := &clinic.Catalogue{}
	n := 0
	env := clinic.Env{Now: func() time.Time { return begin }, NewID: func() string { n++; return fmt.Sprint("form-", n) }}
	do := func(m *machine, op clinic.Operation, err error) {
		t.Helper()
		if err == nil {
			_, err = m.Apply(t.Context(), op)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	in, op := clinic.BeginIntake(env, b.chart(), &clinic.Clinic{}, "Kim")
	do(b, op, nil)
	for _, x := range []clinic.IntakeAnswer{{Question: "suburb", Text: "Perth"}, {Question: "medication", Answer: clinic.AnswerNo}} {
		op, err := clinic.AnswerIntake(cat, b.chart(), *b.chart().Intake(in.ID), "2026-03-02", x)
		do(b, op, err)
	}
	op, err := clinic.FinishIntake(env, cat, b.chart(), *b.chart().Intake(in.ID), clinic.Signer{Name: "Ann Smith", As: clinic.ByThePatient, Signature: [][][2]float64{{{1, 2}, {3, 4}}}})
	do(b, op, err)
	if f := b.chart().Intake(in.ID); f.FinishedAt.IsZero() || b.State().Waiting == 0 || a.chart().Intake(in.ID) != nil {
		t.Fatalf("without a connection: %+v, %+v", f, b.State())
	}
	proxy.Refuse(false)
	b.sent()
	a.until("it is seen on the other machine", func() bool { return a.chart().Intake(in.ID) != nil && !a.chart().Intake(in.ID).FinishedAt.IsZero() })
	f := a.chart().Intake(in.ID)
	if len(f.Answers) != 2 || f.ToLookAt != 2 || len(f.Signature) != 1 {
		t.Errorf("%+v", f)
	}
	list, err := a.OpenIntakes(t.Context())
	if err != nil || len(list) != 1 || list[0].ID != in.ID {
		t.Errorf("%+v, %v", list, err)
	}
	op, err = clinic.AcceptIntake(env, cat, a.chart(), f, clinic.Taking{By: "Sam", Say: clinic.Sentence.String}, "suburb", "medication")
	do(a, op, err)
	a.sent()
	b.until("what was decided is seen on the tablet", func() bool {
		c := b.chart()
		return c.Patient.Suburb == "Perth" && len(c.IntakeChoices) == 2 && slices.ContainsFunc(c.Assessments, func(x clinic.Assessment) bool { return x.Medication == "none" })
	})
	if _, err := a.Undo(t.Context(), in.ID); err != nil {
		t.Fatal(err)
	}
	a.sent()
	b.until("and what was taken back", func() bool { return len(b.chart().IntakeChoices) == 0 && b.chart().Patient.Suburb != "Perth" })
}
