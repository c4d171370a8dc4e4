package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
)

// A clock that is set back, or jumps, changes no order: the history, undo and the list of patients used last
// go by what happened after what.
func TestJumpingClock(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := testConfig(t, dir)
	now := time.Date(2026, 7, 27, 23, 59, 30, 0, time.UTC)
	cfg.Clock = func() time.Time { return now }
	s := must(Open(t.Context(), cfg))(t)
	jumps := []time.Duration{0, time.Minute, -365 * 24 * time.Hour, 2 * 365 * 24 * time.Hour, -time.Hour, -50 * 365 * 24 * time.Hour}
	for n, by := range jumps {
		now = now.Add(by)
		p := patient("p1", "Ann", "Smith")
		p.Notes = fmt.Sprint(n)
		if err := p.Validate(); err != nil {
			t.Fatal(err)
		}
		op := put(p, patient(fmt.Sprintf("q%d", n), "Bo", "Jones"))
		op.Label, op.Scope = clinic.Sentence{Key: fmt.Sprint(n)}, "p1"
		apply(t, s, op)
		if n == 2 { // and the program is started again
			s.Close()
			s = must(Open(t.Context(), cfg))(t)
		}
	}
	defer s.Close()
	history := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindPatient, ID: "p1"}))(t)
	entries := must(s.HistoryOf(t.Context(), "p1", 100))(t)
	for n := range jumps {
		if history[n].Label.String() != fmt.Sprint(n) || entries[len(jumps)-1-n].Label.String() != fmt.Sprint(n) {
			t.Errorf("place %d: %q and %q", n, history[n].Label, entries[len(jumps)-1-n].Label)
		}
	}
	if got := ids(must(s.Search(t.Context(), "", 2))(t)); !slices.Contains(got, "q5") {
		t.Errorf("used last: %v", got)
	}
	for n := len(jumps) - 1; n > 0; n-- {
		now = now.Add(-time.Hour)
		if label, _, err := s.UndoState(t.Context(), "p1"); err != nil || label.String() != fmt.Sprint(n) {
			t.Fatalf("to undo: %q, %v; want %d", label, err, n)
		}
		must(s.Undo(t.Context(), "p1"))(t)
		if p := must(s.Patient(t.Context(), "p1"))(t); p.Notes != fmt.Sprint(n-1) {
			t.Errorf("undone to %q, want %d", p.Notes, n-1)
		}
	}
	for n := 1; n < len(jumps); n++ {
		must(s.Redo(t.Context(), "p1"))(t)
		if p := must(s.Patient(t.Context(), "p1"))(t); p.Notes != fmt.Sprint(n) {
			t.Errorf("done again to %q, want %d", p.Notes, n)
		}
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// A time that could not be read again is taken from nobody: not from a record, nor from a clock.
func TestYearsThatCannotBe(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	now := day
	cfg.Clock = func() time.Time { return now }
	s := must(Open(t.Context(), cfg))(t)
	defer s.Close()
	for _, year := range []int{-5, 0, 10_000, 20_000} {
		at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		p := patient("p1", "Ann", "Smith")
		p.CreatedAt = at
		if _, err := s.Apply(t.Context(), put(p)); clinic.FieldMessage(err, "created_at").IsZero() {
			t.Errorf("a record of the year %d: %v", year, err)
		}
		sub := Submission{ID: fmt.Sprint("sub", year), At: day, Op: put(p)}
		if _, _, err := s.Submit(t.Context(), sub); clinic.FieldMessage(err, "created_at").IsZero() {
			t.Errorf("a record of the year %d, handed in: %v", year, err)
		}
		sub.Op, sub.At = put(patient("p1", "Ann", "Smith")), at
		if _, _, err := s.Submit(t.Context(), sub); !errors.Is(err, ErrRefused) || toldInWords(err) != "" {
			t.Errorf("handed in from the year %d: %v", year, err)
		}
		now = at
		if _, err := s.Apply(t.Context(), put(patient("p1", "Ann", "Smith"))); !errors.Is(err, ErrRefused) || toldInWords(err) != "" {
			t.Errorf("a clock of the year %d: %v", year, err)
		}
		now = day
	}
	for _, year := range []int{1, 9999} {
		p := patient("p1", "Ann", "Smith")
		p.CreatedAt = time.Date(year, 12, 31, 23, 59, 59, 0, time.UTC)
		now = p.CreatedAt
		apply(t, s, put(p))
	}
	must(s.HistoryOf(t.Context(), "p1", 10))(t)
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}
