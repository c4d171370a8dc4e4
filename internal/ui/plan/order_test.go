package plan

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// techniques are those of the draft that is stored, in their order.
func (p *therapist) techniques() (out []string) {
	for _, rx := range p.chart().PrescriptionsOf(p.draft().ID) {
		out = append(out, rx.Technique)
	}
	return out
}

// grips are the middles of what the rows are dragged by, from the top.
func (p *therapist) grips() (out []fyne.Position) {
	d := p.App.Driver()
	p.Walk(func(o fyne.CanvasObject) {
		if g, ok := o.(*kit.Grip); ok {
			out = append(out, d.AbsolutePositionForObject(g).AddXY(g.Size().Width/2, g.Size().Height/2))
		}
	})
	return out
}

// A treatment is dragged to another place in the order by its grip. What is kept is one change, made when it is let go;
// a small slip moves nothing, and the buttons do the same by key.
func TestTreatmentsAreOrderedByDragging(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	var more []clinic.Record
	for i, code := range []string{"effleurage", "ischaemic-compression", "friction"} {
		more = append(more, &clinic.Prescription{
			ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, OriginID: fmt.Sprint("r", i), Technique: code, Pressure: 2, Minutes: 5, Rank: i + 2,
			Targets: []clinic.Target{{Structure: "trapezius.upper", Side: "L"}},
		})
	}
	p.put(more...)
	p.Tap("Done")
	before := p.techniques()
	grips := p.grips()
	if len(grips) != 4 {
		t.Fatalf("%d grips of %d treatments", len(grips), len(before))
	}
	for _, o := range []fyne.Position{grips[0].AddXY(0, 300)} {
		h := p.Hand()
		h.Move(grips[0])
		h.Down(1)
		for _, y := range []float32{20, 60, 120, 200, 300} {
			h.Move(grips[0].AddXY(0, y))
		}
		if got := p.techniques(); !slices.Equal(got, before) {
			t.Errorf("kept before it was let go: %q", got)
		}
		h.Move(o)
		h.Up(1)
		p.Settle()
	}
	want := append(slices.Clone(before[1:]), before[0])
	if got := p.techniques(); !slices.Equal(got, want) {
		t.Errorf("the order is %q, want %q", got, want)
	}
	undo, _ := p.Desk.UndoState(plan.ID)
	if undo != "Change the order" {
		t.Errorf("undo takes back %q", undo)
	}
	p.screen.Undo()
	p.Settle()
	if got := p.techniques(); !slices.Equal(got, before) {
		t.Errorf("after one undo %q, want %q", got, before)
	}
	p.Hand().Drag(p.grips()[1], p.grips()[1].AddXY(0, 6))
	p.Settle()
	if got := p.techniques(); !slices.Equal(got, before) {
		t.Errorf("a slip made it %q", got)
	}
	p.quiet()
}

// What the minutes are for is told where they are for more than one thing.
func TestOneBenefitNeedsNoBar(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.MustNotSay("What the minutes are for")
	p.put(&clinic.Goal{
		ID: "g2", PatientID: p.patient, PlanID: plan.ID, OriginID: "g2", Benefit: clinic.Mobility, Measure: "rom.neck.rotation", Side: "L", Mode: clinic.ModeActive,
	}, &clinic.Prescription{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, OriginID: "r", Technique: "friction", Pressure: 2, Minutes: 5, Rank: 2, GoalID: "g2",
		Targets: []clinic.Target{{Structure: "trapezius.upper", Side: "L"}},
	})
	p.MustSay("What the minutes are for", "Mobility and flexibility: 5 min a session")
}
