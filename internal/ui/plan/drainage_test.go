package plan

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

func TestLymphDrainageShowsTheOrderOfItsSteps(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan, op, err := clinic.StartPlan(p.Desk.Env(), p.Desk.Chart(p.patient), p.Desk.Chart(p.patient).Assessment(p.assess))
	if err != nil {
		t.Fatal(err)
	}
	_, add := clinic.AddPrescription(p.Desk.Env(), p.Desk.Catalogue, &clinic.Chart{}, plan, clinic.Prescription{
		Technique: clinic.TechniqueDrainage, Pressure: 1, Minutes: 40,
		Targets: []clinic.Target{{Structure: "brachial.fascia", Side: anatomy.Left}},
	})
	p.put(append(op.Put, add.Put...)...)
	p.look(1180, 1600)
	p.Tap("Treatment")
	p.Tap("Manual lymph drainage: left brachial fascia")
	p.Tap("Order of the steps")
	p.MustSay("Arm, left", "Armpit of the same side, left")
	p.Save("plan-drainage", 1)
}
