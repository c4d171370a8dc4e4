package store

import (
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
		op.Label, op.Scope = fmt.Sprint(n), "p1"
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
		if history[n].Label != fmt.Sprint(n) || entries[len(jumps)-1-n].Label != fmt.Sprint(n) {
			t.Errorf("place %d: %q and %q", n, history[n].Label, entries[len(jumps)-1-n].Label)
		}
	}
	if got := ids(must(s.Search(t.Context(), "", 2))(t)); !slices.Contains(got, "q5") {
		t.Errorf("used last: %v", got)
	}
	for n := len(jumps) - 1; n > 0; n-- {
		now = now.Add(-time.Hour)
		if label, _, err := s.UndoState(t.Context(), "p1"); err != nil || label != fmt.Sprint(n) {
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
