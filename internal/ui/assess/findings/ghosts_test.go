package findings

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// here are the findings of the assessment in sight, as they are stored.
func (b *bench) here() []clinic.Finding { return b.Chart().FindingsOf(b.Host.Assessment) }

// found is what is stored in the assessment in sight of a structure.
func (b *bench) found(structure string) clinic.Finding {
	b.T.Helper()
	for _, x := range b.here() {
		if x.Structure == structure {
			return x
		}
	}
	b.T.Fatalf("nothing is kept of the %s: %+v", structure, b.here())
	return clinic.Finding{}
}

// ghostsOn are the structures that the figure shows from last time.
func (b *bench) ghostsOn() []string {
	var out []string
	for _, m := range b.step.marks() {
		if m.State == drawing.NotExamined {
			out = append(out, m.Code)
		}
	}
	slices.Sort(out)
	return out
}

// What was found last time is shown on the figure and in the list, and is stored only by a tap on each.
func TestGhostsAreAnsweredOneByOne(t *testing.T) {
	b := on(steptest.Review(t, New))
	if got := b.ghostsOn(); !slices.Equal(got, []string{"infraspinatus", "levator.scapulae"}) || len(b.here()) != 3 {
		t.Fatalf("ghosts %v, %d findings", got, len(b.here()))
	}
	b.MustSay("From 14 Jan 2025: 2 findings to look for", "Trigger point, moderate", "Still there", "Gone", "Changed")
	b.MustNotSay("All still there") // they lie in different parts of the body
	b.Save("ghosts", 1)
	b.Tap("Still there")
	if x := b.found("levator.scapulae"); len(b.here()) != 4 || x.Type != "trigger-point" || *x.Severity != 6 {
		t.Fatalf("kept: %+v", x)
	}
	b.MustSay("From 14 Jan 2025: 1 finding to look for")
	if undo, _ := b.Desk.UndoState("a-2"); undo != "Still there, left levator scapulae: trigger point" {
		t.Errorf("undo says %q", undo)
	}
	b.Tap("Gone")
	if x := b.found("infraspinatus"); len(b.here()) != 5 || *x.Severity != 0 {
		t.Fatalf("kept: %+v", x)
	}
	b.MustNotSay("to look for", "Still there")
	if got := b.ghostsOn(); len(got) != 0 {
		t.Errorf("ghosts are left: %v", got)
	}
	b.Undo()
	b.MustSay("From 14 Jan 2025: 1 finding to look for")
	b.Tap("Changed")
	if x := b.found("infraspinatus"); x.Severity != nil {
		t.Fatalf("kept: %+v", x)
	}
	b.MustSay("Right infraspinatus", "Tenderness, found by the therapist")
	b.Tap("I Mild")
	if x := b.found("infraspinatus"); x.Severity == nil || *x.Severity != 2 {
		t.Errorf("kept: %+v", x)
	}
	if n := len(b.Chart().FindingsOf("a-1")); n != 4 {
		t.Errorf("%d findings in the signed assessment", n)
	}
}

// A ghost on the figure opens its structure, which asks the same; marking it by hand answers it, too.
func TestAGhostIsAnsweredFromTheFigure(t *testing.T) {
	b := on(steptest.Review(t, New))
	steptest.TapFigure(b.Rig, "infraspinatus", anatomy.Right)
	b.MustSay("Last time, 14 Jan 2025", "Tenderness, moderate", "Still there")
	b.Tap("Tenderness")
	b.MustNotSay("Last time, 14 Jan 2025")
	if x := b.found("infraspinatus"); len(b.here()) != 4 || x.Severity != nil {
		t.Fatalf("kept: %+v", x)
	}
	b.Tap("Back to the list of findings")
	i := slices.IndexFunc(b.step.marks(), func(m drawing.Mark) bool { return m.Code == "levator.scapulae" })
	b.step.markTapped(b.step.marks()[i])
	b.Settle()
	b.MustSay("Left levator scapulae", "Last time, 14 Jan 2025")
	b.Tap("Gone")
	if x := b.found("levator.scapulae"); len(b.here()) != 5 || *x.Severity != 0 {
		t.Fatalf("kept: %+v", x)
	}
}

// Several of one part of the body, said by the same person, can be answered at once; those of another part stay.
func TestAPartOfTheBodyIsAnsweredAtOnce(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	steptest.Visits(r)
	b := on(steptest.At(r, "a-2", New))
	b.Make(clinic.Operation{Label: clinic.Say("take off"), Put: nil, Remove: records(b.here())})
	b.MustSay("From 14 Jan 2025: 4 findings to look for")
	var parts []string
	for _, g := range b.step.ghosts() {
		parts = append(parts, string(g.Source)+" "+b.step.part(&g))
	}
	if parts[0] != parts[1] || parts[0] == parts[2] || parts[0] == parts[3] {
		t.Fatalf("the parts are %q", parts)
	}
	b.Tap("All still there")
	list := b.here()
	if len(list) != 2 || list[0].Source != clinic.ByTherapist || list[1].Source != clinic.ByTherapist {
		t.Fatalf("kept: %+v", list)
	}
	b.MustSay("From 14 Jan 2025: 2 findings to look for")
	b.MustNotSay("All still there")
	if undo, _ := b.Desk.UndoState("a-2"); undo != "All still there: "+b.step.part(&list[0]) {
		t.Errorf("undo says %q", undo)
	}
	b.Tap("Reported") // the patient's layer is hidden, with its ghosts
	if n := len(b.ghostsOn()); n != 1 {
		t.Errorf("%d ghosts with the patient's layer hidden", n)
	}
}

func records(list []clinic.Finding) []clinic.Record {
	var out []clinic.Record
	for i := range list {
		out = append(out, &list[i])
	}
	return out
}

// Another complaint begins without ghosts, and shows them when asked.
func TestANewComplaintAsksForGhosts(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	steptest.Visits(r)
	r.Make(clinic.Operation{Label: clinic.Say("begin"), Put: []clinic.Record{&clinic.Assessment{
		ID: "a-3", PatientID: steptest.Patient, Date: "2025-03-05", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now(),
	}}})
	b := on(steptest.At(r, "a-3", New))
	b.MustNotSay("to look for")
	if got := b.ghostsOn(); len(got) != 0 {
		t.Errorf("ghosts: %v", got)
	}
	b.Tap("Look for the findings of last time")
	b.MustSay("From 4 Mar 2025: 3 findings to look for", "Draw the lines of last time")
	b.Tap("Draw the lines of last time")
	if s := b.Chart().StrokesOf("a-3"); len(s) != 1 || s[0].Source != clinic.ByPatient {
		t.Errorf("drawn: %+v", s)
	}
	b.MustNotSay("Draw the lines of last time")
	if n := len(b.here()); n != 0 {
		t.Errorf("%d findings nobody confirmed", n)
	}
}

// Every answer is a finger high, and nothing is cut off.
func TestTheAnswersToGhostsHaveRoom(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.Show(b.step.Object(), 1000, 628)
	seen := 0
	b.Walk(func(o fyne.CanvasObject) {
		if part, ok := o.(interface{ Name() string }); ok && part.Name() == "Changed" {
			seen++
			if o.Size().Height < kit.Target || o.Size().Height > kit.Target+1 {
				t.Errorf("an answer is %v", o.Size())
			}
		}
	})
	if cut := b.CutOff(); len(cut) > 0 || seen != 2 {
		t.Errorf("%d rows of answers; cut off: %q", seen, cut)
	}
}
