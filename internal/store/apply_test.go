package store

import (
	"errors"
	"reflect"
	"testing"

	"regimen/internal/clinic"
)

func TestApplyAndChart(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	s.SetActor("Sam")
	severity := 7
	f := finding("f1", "p1", "a1")
	f.Severity = &severity
	// The finding comes before what it points at.
	c := apply(t, s, clinic.Operation{Label: "Begin", Scope: "a1", Put: []clinic.Record{f, assessment("a1", "p1"), patient("p1", "Ann", "Smith")}})
	if len(c.Refs) != 3 || len(c.Patients) != 1 || c.Patients[0] != "p1" || c.Operation == "" || c.Label != "Begin" {
		t.Errorf("changes %+v", c)
	}
	chart := must(s.Chart(t.Context(), "p1"))(t)
	if !reflect.DeepEqual(chart.Findings, []clinic.Finding{*f}) {
		t.Errorf("findings %+v", chart.Findings)
	}
	if again := apply(t, s, put(f)); again.Operation != "" || len(again.Refs) != 0 {
		t.Errorf("an unchanged record was written: %+v", again)
	}
	if undo, redo, err := s.UndoState(t.Context(), "a1"); undo != "Begin" || redo != "" || err != nil {
		t.Errorf("undo state %q %q %v", undo, redo, err)
	}
	if must(s.Undo(t.Context(), "a1"))(t); !errors.Is(firstError(s.Chart(t.Context(), "p1")), clinic.ErrNotFound) {
		t.Error("undo left the patient")
	}
	must(s.Redo(t.Context(), "a1"))(t)
	if again := must(s.Chart(t.Context(), "p1"))(t); !reflect.DeepEqual(again, chart) {
		t.Errorf("redo gave %+v", again)
	}
	versions := must(s.History(t.Context(), clinic.RefTo(f)))(t)
	if len(versions) != 3 || versions[0].Actor != "Sam" || versions[0].Machine != "desk" || versions[1].After != nil || versions[2].Verb != "redo" {
		t.Errorf("history %+v", versions)
	}
}

func firstError[T any](_ T, err error) error { return err }
