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
	atlas, cat := bookstest.Shipped(t)
	o := New(cat, atlas)
	s.Show(o.Object(), 700, 1700)
	s.MustNotSay("Order of the steps")
	arm := []clinic.Target{{Structure: "brachial.fascia", Side: anatomy.Left}}
	o.Show("effleurage", arm, 5)
	s.Settle()
	s.MustNotSay("Order of the steps")
	o.Show(clinic.TechniqueDrainage, arm, 40)
	s.Settle()
	s.MustSay("Order of the steps", "Usually 43 min in all. 40 min are planned: shorten each step, leave none out.")
	s.MustNotSay("Upper arm")
	s.Tap("Order of the steps")
	s.MustSay("Arm, left", "1.", "Hollows above the collarbones, both sides", "Armpit of the other side, right", "Upper arm, left", "Wrist, hand and fingers, left")
	s.Save("drainage", 1)
	o.Show(clinic.TechniqueDrainage, []clinic.Target{{Structure: "soleus", Side: anatomy.Right}}, 60)
	s.Settle()
	s.MustSay("Leg, right", "Thigh, right")
	s.MustNotSay("Upper arm")
	s.Tap("Order of the steps")
	s.MustNotSay("Thigh, right")
}
