package injuries

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// listStep is the list as a step of its own.
type listStep struct{ *List }

// Object is part of step.Step.
func (l listStep) Object() fyne.CanvasObject { return kit.NewDragScroll(l.List.Object) }

func asStep(h *step.Host) step.Step { return listStep{NewList(h)} }

func onlyInjury(b *steptest.Bench) clinic.Injury {
	b.T.Helper()
	list := b.Chart().Injuries
	if len(list) != 1 {
		b.T.Fatalf("%d injuries are kept, not one: %+v", len(list), list)
	}
	return list[0]
}

func TestTheTypeOfInjuryFollowsTheTissue(t *testing.T) {
	b := steptest.New(t, asStep)
	for structure, want := range map[string]string{
		"soleus": clinic.InjuryStrain, "calcaneal.tendon": clinic.InjuryStrain, "anterior.talofibular.ligament": clinic.InjurySprain,
		"knee.joint": clinic.InjurySprain, "heel": clinic.InjuryContusion, "lymph.popliteal": clinic.InjuryOther,
	} {
		st, _ := b.Desk.Atlas.Structure(structure)
		if i := clinic.RecordInjury(b.Desk.Env(), b.Host.Current(), clinic.Target{Structure: structure, Side: anatomy.Left}, st.Kind); i.Type != want || i.InjuredOn != "2025-03-04" {
			t.Errorf("%s: %s of %s, want %s", structure, i.Type, i.InjuredOn, want)
		}
	}
}

func TestInjuriesStandInTheHistory(t *testing.T) {
	b := steptest.New(t, asStep)
	b.Tap("Add an injured structure")
	list := b.Step.(listStep).List
	b.TypeInto(list.finder.Search, "left soleus")
	b.Tap("Left soleus")
	i := onlyInjury(b)
	if i.Structure != "soleus" || i.Side != anatomy.Left {
		t.Fatalf("kept: %+v", i)
	}
	b.MustSay("Left soleus: strain", "Day 0, haemostasis")
	b.Tap("I")
	b.MustSay("Left soleus: strain, grade I")
	e := list.editors[i.ID]
	b.TypeInto(e.healed.First(), "03032025")
	b.Settle()
	if i := onlyInjury(b); i.HealedOn != "" {
		t.Errorf("healed before it happened: %+v", i)
	}
	b.MustSay("The injury is healed before it happened.")
	b.TypeInto(e.on.First(), "05")
	b.Settle()
	if i := onlyInjury(b); i.InjuredOn != "2025-03-04" {
		t.Errorf("an injury that is still to come: %+v", i)
	}
	b.MustSay("The day of the injury is still to come.")
	b.Tap("Left soleus: strain, grade I") // shut
	b.MustNotSay("Day of the injury")

	// What another machine changes is shown.
	i = onlyInjury(b)
	i.InjuredOn = "2025-02-14"
	b.Make(clinic.Operation{Label: clinic.Say("elsewhere"), Put: []clinic.Record{&i}})
	b.Settle()
	b.MustSay("14 Feb 2025 · day 18, proliferation")
}

func TestInjuriesOfASignedAssessmentAreRead(t *testing.T) {
	b := steptest.Signed(t, asStep)
	b.Make(clinic.Operation{Label: clinic.Say("hurt"), Put: []clinic.Record{&clinic.Injury{
		ID: "i-1", PatientID: steptest.Patient, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2025-01-10",
		HealedOn: "2025-02-20", CreatedAt: b.Clock.Now(),
	}}})
	b.Settle()
	b.MustSay("Left soleus: strain, grade I", "healed 20 Feb 2025")
	b.MustNotSay("Add an injured structure")
	b.Tap("Left soleus: strain, grade I")
	b.MustNotSay("Take the injury off")
	list := b.Step.(listStep).List
	if e := list.editors["i-1"]; !e.grade.Disabled() || !e.sort.Disabled() {
		t.Error("it can be changed")
	}
}
