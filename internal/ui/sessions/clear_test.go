package sessions

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// A place to keep clear of is hatched on the session's figure, listed beside it, and warns for the treatment next to
// it.
func TestKeepClearIsShown(t *testing.T) {
	f := visiting(t)
	f.tap("Start today's session")
	f.tap("Treatment")
	f.MustNotSay("Keep clear")
	f.p.apply(t, &clinic.Screening{
		ID: f.p.id(), PatientID: f.p.patient, SessionID: f.s.session, Item: "bruise", Answer: clinic.AnswerYes,
		Targets: []clinic.Target{{Structure: "levator.scapulae", Side: anatomy.Left}}, At: f.p.now,
	})
	f.Settle()
	f.MustSay("Keep clear, hatched on the figure", "Left levator scapulae", "over or under the area to keep clear of")
	c := f.s.visit.parts[stepTreat].(*treat).clear
	kinds := map[drawing.Kind]int{}
	for _, m := range c.marks {
		kinds[m.Kind]++
	}
	if kinds[drawing.KeepClear] != 1 || kinds[drawing.Planned] != 1 {
		t.Errorf("marks %v", c.marks)
	}
	f.tap("Done as planned: tick the rest")
	if c.marks[0].Kind != drawing.Treated {
		t.Errorf("marks %v", c.marks)
	}
	f.p.apply(t, &clinic.Clearance{
		ID: f.p.id(), PatientID: f.p.patient, Item: "bruise", Doctor: "Dr Lee", Date: clinic.DateOf(f.p.now), Scope: "light strokes", CreatedAt: f.p.now,
	})
	f.Settle()
	f.MustNotSay("Keep clear", "over or under the area")
}
