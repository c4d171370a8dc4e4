package findings

import (
	"encoding/json"
	"flag"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// TestUndoGoesBackThroughAnyTaps taps at random on the sheet and the layers, takes all of it back and
// makes it again: the records are those of before, and then those of after.
func TestUndoGoesBackThroughAnyTaps(t *testing.T) {
	b := onTheFigure(t)
	b.Window.SetContent(kit.Space(0, 0)) // out of sight: a hundred runs need no drawing
	targets := []clinic.Target{
		{Structure: "trapezius.upper", Side: anatomy.Left},
		{Structure: "trapezius.upper", Side: anatomy.Right},
		{Structure: "infraspinatus", Side: anatomy.Left},
	}
	steps := 0
	cancel := b.Store.Subscribe(func(clinic.Changes) { steps++ })
	defer cancel()
	records := func() string {
		c := b.Chart()
		text, err := json.Marshal([]any{c.Findings, c.Strokes})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	f := b.step
	fewRuns(t, "10") // each writes some fifty operations to a disk
	rapid.Check(t, func(rt *rapid.T) {
		before := records()
		steps = 0
		for range rapid.IntRange(1, 5).Draw(rt, "taps") {
			f.choose(rapid.SampledFrom(targets).Draw(rt, "structure"), clinic.Spot{View: "posterior"}, nil)
			f.write(rapid.SampledFrom([]clinic.Source{clinic.ByPatient, clinic.ByTherapist}).Draw(rt, "layer"))
			f.sheet.mark(rapid.SampledFrom([]string{"pain", "spasm", "swelling"}).Draw(rt, "sort"))
			switch rapid.IntRange(0, 3).Draw(rt, "then") {
			case 1:
				if x := f.sheet.current(); x == nil || x.Type == "pain" {
					f.sheet.degree.numbers.OnChanged(rapid.IntRange(kit.Unrated, 10).Draw(rt, "severity"))
				} else {
					scale := b.Desk.Catalogue.ScaleOf(x.Type, x.Source)
					f.sheet.degree.ofScale(scale).choice.(*kit.Segmented).OnChanged(rapid.SampledFrom(scale.Steps).Draw(rt, "severity").Code)
				}
			case 2:
				f.sheet.note.Entry.SetText(rapid.String().Draw(rt, "note"))
				f.Leave()
			case 3:
				f.sheet.delete()
			}
		}
		after, made := records(), steps
		for range made {
			b.Undo()
		}
		if got := records(); got != before {
			rt.Fatalf("after taking back %d steps:\n%s\nbefore them:\n%s", made, got, before)
		}
		for range made {
			b.Redo()
		}
		if got := records(); got != after {
			rt.Fatalf("after making %d steps again:\n%s\nafter them:\n%s", made, got, after)
		}
		for range made {
			b.Undo()
		}
	})
	if len(b.Warned) > 0 {
		t.Errorf("warned: %v", b.Warned)
	}
}

// fewRuns lowers the number of runs of a property for one test.
func fewRuns(t *testing.T, n string) {
	t.Helper()
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	if err := checks.Value.Set(n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = checks.Value.Set(before) })
}
