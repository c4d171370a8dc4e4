package store

import (
	"testing"
	"time"

	"regimen/internal/clinic"
)

// What was done is kept as a sentence with its facts, and comes back so from everywhere.
func TestLabelsAreSentences(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	var told []clinic.Changes
	s.Subscribe(func(ch clinic.Changes) { told = append(told, ch) })
	label := clinic.SayCount(2, "Mark {{.Place}} once", "Mark {{.Place}} {{.Count}} times, first on {{.Day}}", clinic.Args{
		"Place": clinic.Place{Structure: "trapezius.upper", Side: "L", Name: "left upper trapezius"}, "Day": clinic.Date("2026-03-02"),
	})
	if label.String() != "Mark left upper trapezius 2 times, first on 2 March 2026" {
		t.Fatal(label)
	}
	op := put(patient("p1", "Ann", "Smith"))
	op.Label, op.Scope = label, "p1"
	if ch := apply(t, s, op); ch.Label != label {
		t.Errorf("%+v", ch)
	}
	if undo, _, err := s.UndoState(t.Context(), "p1"); undo != label || err != nil {
		t.Errorf("%q, %v", undo, err)
	}
	if ch := must(s.Undo(t.Context(), "p1"))(t); ch.Label != label {
		t.Errorf("%+v", ch)
	}
	versions := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindPatient, ID: "p1"}))(t)
	entries := must(s.HistoryOf(t.Context(), "p1", 10))(t)
	if len(versions) != 2 || len(entries) != 2 || len(told) != 2 {
		t.Fatalf("%d versions, %d entries, %d told", len(versions), len(entries), len(told))
	}
	for i := range versions {
		if versions[i].Label != label || entries[i].Label != label || told[i].Label != label {
			t.Errorf("%q, %q, %q", versions[i].Label, entries[i].Label, told[i].Label)
		}
	}
	must(s.Redo(t.Context(), "p1"))(t)
	if found, err := s.Check(t.Context()); err != nil || len(found.Problems) > 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

// A label of before there were sentences stays as it was written, whatever stands in it, and what it names can be undone.
func TestLabelsOfBefore(t *testing.T) {
	t.Parallel()
	const label = "Trapèze marqué: {{.Name}} 100%"
	s := carriedOver(t, 7, func(do func(string, ...any)) {
		do("INSERT INTO operation (seq, id, at, actor, actor_id, role, machine, verb, label, scope) VALUES (1, 'o1', $1, 'Ana', '', 'owner', 'desk', 'apply', $2, 'clinic')", timeText(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), label)
		do(`INSERT INTO change (operation_seq, position, kind, record_id, after) VALUES (1, 0, 'practitioner', 'ana', '{"id":"ana"}')`)
		do("INSERT INTO undo_step (operation_seq, scope, undone) VALUES (1, 'clinic', 0)")
	})
	versions := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindPractitioner, ID: "ana"}))(t)
	if len(versions) != 1 || versions[0].Label != (clinic.Sentence{Key: label}) || versions[0].Label.String() != label {
		t.Errorf("%+v", versions)
	}
}
