package drainage

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestTheOrderOpensAndFollowsTheTargets(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	_, cat := bookstest.Shipped(t)
	o := New(cat)
	s.Show(o.Object(), 700, 1900)
	s.MustNotSay("Order of the steps")
	arm := []clinic.Target{{Structure: "brachial.fascia", Side: anatomy.Left}}
	chart := &clinic.Chart{}
	o.Show(chart, "effleurage", arm, 5)
	s.Settle()
	s.MustNotSay("Order of the steps")
	o.Show(chart, clinic.TechniqueDrainage, arm, 20)
	s.Settle()
	s.MustSay("Order of the steps", "Usually 28 min in all. 20 min are planned: shorten each step.")
	s.MustNotSay("Upper arm", "leave none out")
	s.Tap("Order of the steps")
	s.MustSay("Arm, left", "1.", "Hollows above the collarbones, both sides", "Armpit of the same side, left", "Upper arm, left", "Wrist, hand and fingers, left",
		"If nodes were removed or treated with radiation, record it on the lymph map")
	s.MustNotSay("Armpit of the other side", "Left out")
	// What happened to the nodes changes the order while it is open.
	chart.Add(&clinic.LymphBarrier{ID: "b", Structure: "lymph.axillary", Side: anatomy.Left, Cause: clinic.BarrierRemoved})
	o.Show(chart, clinic.TechniqueDrainage, arm, 60)
	s.Settle()
	s.MustSay("Armpit of the other side, right", "Left out", "Armpit of the same side, left: nodes removed")
	s.MustNotSay("record it on the lymph map")
	s.Save("drainage", 1)
	o.Show(chart, clinic.TechniqueDrainage, []clinic.Target{{Structure: "soleus", Side: anatomy.Right}}, 60)
	s.Settle()
	s.MustSay("Leg, right", "Thigh, right")
	s.MustNotSay("Upper arm")
	s.Tap("Order of the steps")
	s.MustNotSay("Thigh, right")
}
