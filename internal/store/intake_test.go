package store

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// Whatever is taken over from a form, at once or one by one, taking all of it back gives the records of before; the form
// itself stays handed back.
func TestTakenOverAndBack(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	cat := &clinic.Catalogue{}
	n := 0
	env := clinic.Env{Now: func() time.Time { return day }, NewID: func() string { n++; return fmt.Sprintf("made-%05d", n) }}
	rapid.Check(t, func(r *rapid.T) {
		n++
		ann := patient(fmt.Sprintf("patient-%05d", n), "Ann", "Smith")
		apply(t, s, put(ann))
		read := func() *clinic.Chart { return must(s.Chart(t.Context(), ann.ID))(t) }
		in, op := clinic.BeginIntake(env, read(), &clinic.Clinic{}, "Kim")
		apply(t, s, op)
		step := func(op clinic.Operation, err error) {
			if err != nil {
				r.Fatal(err)
			}
			apply(t, s, op)
		}
		for _, a := range []clinic.IntakeAnswer{
			{Question: "suburb", Text: "Perth"},
			{Question: "given_name", Text: "Ann"},
			{Question: "email", Text: "a@b.au"},
			{Question: "complaint", Text: "A sore neck"},
			{Question: "medication", Answer: rapid.SampledFrom([]string{clinic.AnswerNo, clinic.AnswerYes, clinic.AnswerUnsure}).Draw(r, "medicines")},
		} {
			step(clinic.AnswerIntake(cat, read(), *read().Intake(in.ID), "2026-03-02", a))
		}
		step(clinic.FinishIntake(env, cat, read(), *read().Intake(in.ID), clinic.Signer{Name: "Ann", As: clinic.ByThePatient, OnPaper: true}))
		if undo, _, err := s.UndoState(t.Context(), in.ID); err != nil || !undo.IsZero() {
			r.Fatalf("what was handed back can be taken back: %q, %v", undo, err)
		}
		before := read().Records()
		keys := rapid.Permutation([]string{"suburb", "given_name", "email", "complaint", "medication"}).Draw(r, "order")
		steps := 0
		for ; len(keys) > 0; steps++ {
			at := rapid.IntRange(1, len(keys)).Draw(r, "at once")
			if rapid.Bool().Draw(r, "left") {
				step(clinic.DeclineIntake(env, cat, read(), read().Intake(in.ID), "Kim", "", keys[:at]...))
			} else {
				step(clinic.AcceptIntake(env, cat, read(), read().Intake(in.ID), clinic.Taking{By: "Kim", Say: clinic.Sentence.String}, keys[:at]...))
			}
			keys = keys[at:]
		}
		if left := read().ToLookAt(cat, read().Intake(in.ID)); left != 0 {
			r.Fatalf("%d are left to look at", left)
		}
		for range steps {
			if _, err := s.Undo(t.Context(), in.ID); err != nil {
				r.Fatal(err)
			}
		}
		if after := read().Records(); !reflect.DeepEqual(after, before) {
			r.Fatalf("taken back it is\n%+v\nand was\n%+v", after, before)
		}
	})
}
