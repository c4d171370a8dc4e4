package store

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// model is what a store should hold of one patient: every record by its key, and for each scope the states
// before and after each operation.
type model struct {
	records map[clinic.Ref]clinic.Record
	done    map[string][]modelStep
	undone  map[string][]modelStep // the next to redo is last
	entries int
}

type modelStep struct {
	label         string
	before, after map[clinic.Ref]clinic.Record // nil: not there
}

func (m *model) set(states map[clinic.Ref]clinic.Record) {
	for ref, r := range states {
		if r == nil {
			delete(m.records, ref)
		} else {
			m.records[ref] = r
		}
	}
	m.entries++
}

func (m *model) apply(op clinic.Operation) {
	st := modelStep{op.Label.String(), make(map[clinic.Ref]clinic.Record), make(map[clinic.Ref]clinic.Record)}
	note := func(ref clinic.Ref, r clinic.Record) {
		if old := m.records[ref]; !reflect.DeepEqual(old, r) {
			st.before[ref], st.after[ref] = old, r
		}
	}
	for _, r := range op.Put {
		note(clinic.RefTo(r), r)
	}
	for _, r := range op.Remove {
		note(clinic.RefTo(r), nil)
	}
	if len(st.after) == 0 {
		return
	}
	m.set(st.after)
	m.done[op.Scope] = append(m.done[op.Scope], st)
	m.undone[op.Scope] = nil
}

// of gathers the records of a chart.
func of(c *clinic.Chart) map[clinic.Ref]clinic.Record {
	out := map[clinic.Ref]clinic.Record{clinic.RefTo(&c.Patient): &c.Patient}
	for i := range c.Assessments {
		out[clinic.RefTo(&c.Assessments[i])] = &c.Assessments[i]
	}
	for i := range c.Findings {
		out[clinic.RefTo(&c.Findings[i])] = &c.Findings[i]
	}
	return out
}

// Any run of operations, undos and redos, over two scopes and with the program closed in between, leaves what
// the model says; and undoing everything leaves nothing.
func TestUndoModel(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	round := 0
	reopening := testConfig(t, dir)
	reopening.NewID = nil
	rapid.Check(t, func(t *rapid.T) {
		round++
		id := func(name string) string { return fmt.Sprintf("%s-%d", name, round) }
		p := id("p")
		scopes := []string{id("a1"), id("a2")}
		m := &model{records: make(map[clinic.Ref]clinic.Record), done: make(map[string][]modelStep), undone: make(map[string][]modelStep)}
		do := func(op clinic.Operation) {
			if _, err := s.Apply(t.Context(), op); err != nil {
				t.Fatal(err)
			}
			m.apply(op)
		}
		do(clinic.Operation{Label: clinic.Say("Add"), Scope: p, Put: []clinic.Record{patient(p, "Ann", "Smith")}})
		for _, a := range scopes {
			do(clinic.Operation{Label: clinic.Say("Assess"), Scope: a, Put: []clinic.Record{assessment(a, p)}})
		}
		// step undoes or redoes, in the store and in the model.
		step := func(scope string, undo bool) {
			from, to, f := m.undone, m.done, s.Redo
			if undo {
				from, to, f = m.done, m.undone, s.Undo
			}
			n := len(from[scope])
			if n == 0 {
				if _, err := f(t.Context(), scope); !errors.Is(err, ErrNothing) {
					t.Fatalf("nothing to do: %v", err)
				}
				return
			}
			st := from[scope][n-1]
			states := st.after
			if undo {
				states = st.before
			}
			// An assessment that has findings stays; they are of the same scope, and were made later.
			c, err := f(t.Context(), scope)
			if err != nil {
				t.Fatal(err)
			}
			if c.Label.String() != st.label || len(c.Refs) != len(states) {
				t.Fatalf("changes %+v, want %q of %d", c, st.label, len(states))
			}
			m.set(states)
			from[scope], to[scope] = from[scope][:n-1], append(to[scope], st)
		}
		gone := func(scope string) bool {
			return m.records[clinic.Ref{Kind: clinic.KindAssessment, ID: scope}] == nil
		}
		t.Repeat(map[string]func(*rapid.T){
			"mark": func(t *rapid.T) {
				scope := rapid.SampledFrom(scopes).Draw(t, "scope")
				if gone(scope) {
					t.Skip("undone")
				}
				op := clinic.Operation{Label: clinic.Sentence{Key: rapid.SampledFrom([]string{"Mark", "Note"}).Draw(t, "label")}, Scope: scope}
				seen := make(map[string]bool)
				for range rapid.IntRange(1, 3).Draw(t, "n") {
					f := finding(scope+rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "finding"), p, scope)
					if seen[f.ID] {
						continue
					}
					seen[f.ID] = true
					f.Note = rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "note")
					if rapid.Bool().Draw(t, "rated") {
						n := rapid.IntRange(0, 10).Draw(t, "severity")
						f.Severity = &n
					}
					if m.records[clinic.RefTo(f)] != nil && rapid.Bool().Draw(t, "remove") {
						op.Remove = append(op.Remove, f)
					} else {
						op.Put = append(op.Put, f)
					}
				}
				do(op)
			},
			"undo":   func(t *rapid.T) { step(rapid.SampledFrom(scopes).Draw(t, "scope"), true) },
			"undo 2": func(t *rapid.T) { step(rapid.SampledFrom(scopes).Draw(t, "scope"), true) },
			"redo":   func(t *rapid.T) { step(rapid.SampledFrom(scopes).Draw(t, "scope"), false) },
			"reopen": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "really") > 0 {
					t.Skip("not this time")
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				var err error
				if s, err = Open(t.Context(), reopening); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				chart, err := s.Chart(t.Context(), p)
				if err != nil {
					t.Fatal(err)
				}
				if got := of(chart); !reflect.DeepEqual(got, m.records) {
					t.Fatalf("there are %v, want %v", slices.Collect(maps.Keys(got)), slices.Collect(maps.Keys(m.records)))
				}
				for _, scope := range scopes {
					undo, redo, err := s.UndoState(t.Context(), scope)
					if wantUndo, wantRedo := lastLabel(m.done[scope]), lastLabel(m.undone[scope]); err != nil || undo.String() != wantUndo || redo.String() != wantRedo {
						t.Fatalf("undo state %q %q, want %q %q (%v)", undo, redo, wantUndo, wantRedo, err)
					}
				}
			},
		})
		for _, scope := range append(scopes, p) {
			for len(m.done[scope]) > 0 {
				step(scope, true)
			}
		}
		if _, err := s.Chart(t.Context(), p); !errors.Is(err, clinic.ErrNotFound) || len(m.records) != 0 {
			t.Fatalf("after undoing everything: %v, %v", err, m.records)
		}
		entries, err := s.HistoryOf(t.Context(), p, 10_000)
		if err != nil || len(entries) != m.entries {
			t.Fatalf("%d entries in the history, want %d (%v)", len(entries), m.entries, err)
		}
		hits, err := s.Search(t.Context(), "smith", 10)
		if err != nil || len(hits) != 0 {
			t.Fatalf("a patient that is gone is found: %v (%v)", hits, err)
		}
	})
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
	s.Close()
}

func lastLabel(steps []modelStep) string {
	if len(steps) == 0 {
		return ""
	}
	return steps[len(steps)-1].label
}
