package store

import (
	"errors"
	"testing"

	"regimen/internal/clinic"
)

// Whichever way a number comes, one that holds on the days of another for the same is refused, and nothing of the operation is
// kept. Undo and redo of what was kept go through.
func TestProviderNumbersForTheSameDoNotOverlap(t *testing.T) {
	t.Parallel()
	s := openIn(t, t.TempDir())
	number := func(id, number string, from, until clinic.Date) *clinic.ProviderNumber {
		return &clinic.ProviderNumber{ID: id, PractitionerID: "ana", Fund: "bupa", Number: number, ValidFrom: from, ValidUntil: until, CreatedAt: day}
	}
	const overlaps = "The number 111 holds for the same until further notice. End it first, on the day before this one begins."
	apply(t, s, put(&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: day}, number("1", "111", "", "")))
	later := put(number("2", "222", "2026-07-01", ""), patient("p", "Ann", "Smith"))
	if _, err := s.Apply(t.Context(), later); clinic.FieldMessage(err, "valid_from").String() != overlaps {
		t.Errorf("applied: %v", err)
	}
	if _, err := s.Load(t.Context(), later.Label, later.Put); clinic.FieldMessage(err, "valid_from").String() != overlaps {
		t.Errorf("loaded: %v", err)
	}
	// From the queue of a machine that did not know the other number.
	if _, _, err := s.Submit(t.Context(), Submission{ID: "sub", At: day, Op: later}); clinic.FieldMessage(err, "valid_from").String() != overlaps {
		t.Errorf("handed in: %v", err)
	}
	if _, err := s.Patient(t.Context(), "p"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("what was refused is kept: %v", err)
	}

	change := put(number("1", "111", "", "2026-06-30"), number("2", "222", "2026-07-01", ""))
	change.Scope = clinic.ClinicID
	apply(t, s, change)
	numbers := func() []clinic.ProviderNumber {
		t.Helper()
		return clinic.As[clinic.ProviderNumber](must(s.List(t.Context(), clinic.KindProviderNumber))(t))
	}
	ana := must(s.Practitioners(t.Context()))(t)[0]
	if a, b := clinic.ProviderNumberOn(numbers(), &ana, &clinic.Fund{Code: "bupa"}, "", "2026-06-30"), clinic.ProviderNumberOn(numbers(), &ana, &clinic.Fund{Code: "bupa"}, "", "2026-07-01"); a != "111" || b != "222" {
		t.Errorf("%s, then %s", a, b)
	}
	must(s.Undo(t.Context(), clinic.ClinicID))(t)
	if n := numbers(); len(n) != 1 || n[0].ValidUntil != "" {
		t.Errorf("after undo %+v", n)
	}
	must(s.Redo(t.Context(), clinic.ClinicID))(t)
	if n := numbers(); len(n) != 2 || n[0].ValidUntil != "2026-06-30" {
		t.Errorf("after redo %+v", n)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}
