package assess

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

func (b *bench) onlyInjury() clinic.Injury {
	b.T.Helper()
	list := b.chart().Injuries
	if len(list) != 1 {
		b.T.Fatalf("%d injuries are kept, not one: %+v", len(list), list)
	}
	return list[0]
}

func TestAnInjuryIsEnteredFromTheFigure(t *testing.T) {
	b := onTheFigure(t)
	a := *b.screen.current()
	a.InjuredOn = "2025-02-28"
	b.apply(clinic.Operation{Label: "told", Scope: a.ID, Put: []clinic.Record{&a}})
	b.tapFigure("gastrocnemius.medial", anatomy.Right)
	b.Tap("It is injured")
	i := b.onlyInjury()
	if i.Structure != "gastrocnemius.medial" || i.Side != anatomy.Right || i.Type != clinic.InjuryStrain || i.Grade != 0 || i.InjuredOn != "2025-02-28" {
		t.Fatalf("kept: %+v", i)
	}
	b.MustSay("Day 4, inflammation; proliferation has begun", "Now: Protect, compress", "Not yet: No kneading")
	b.MustNotSay("It is injured")
	b.MustSay("I: Few fibres torn", "III: Torn through.")
	b.Tap("II")
	if i := b.onlyInjury(); i.Grade != 2 {
		t.Fatalf("kept: %+v", i)
	}
	b.MustNotSay("I: Few fibres torn")
	b.MustSay("Partly torn. Weak and painful against resistance", "Full activity is usual between 21 Mar 2025 and 25 Apr 2025.")
	b.Tap("III")
	b.MustSay("Refer before it is treated, or write who has seen it.")
	b.Tap("Operation") // has no grades
	if i := b.onlyInjury(); i.Type != clinic.InjurySurgery || i.Grade != 0 {
		t.Errorf("kept: %+v", i)
	}
	b.MustNotSay("Grade")
	b.Type("Note on the injury", "Seen at the hospital")
	if i := b.onlyInjury(); i.Note != "Seen at the hospital" {
		t.Errorf("kept: %+v", i)
	}
	b.Tap("Take the injury off")
	if n := len(b.chart().Injuries); n != 0 {
		t.Fatalf("%d injuries are left", n)
	}
	b.undo()
	b.Settle()
	if b.onlyInjury().Note != "Seen at the hospital" {
		t.Error("what came back is not what was taken off")
	}
}

func TestTheTypeOfInjuryFollowsTheTissue(t *testing.T) {
	b := onTheFigure(t)
	for structure, want := range map[string]string{
		"soleus": clinic.InjuryStrain, "calcaneal.tendon": clinic.InjuryStrain, "anterior.talofibular.ligament": clinic.InjurySprain,
		"knee.joint": clinic.InjurySprain, "heel": clinic.InjuryContusion, "lymph.popliteal": clinic.InjuryOther,
	} {
		st, _ := b.desk.Atlas.Structure(structure)
		if i := clinic.RecordInjury(b.desk.Env(), b.screen.current(), clinic.Target{Structure: structure, Side: anatomy.Left}, st.Kind); i.Type != want || i.InjuredOn != "2025-03-04" {
			t.Errorf("%s: %s of %s, want %s", structure, i.Type, i.InjuredOn, want)
		}
	}
}

func TestInjuriesStandInTheHistory(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Add an injured structure")
	h := b.screen.built[stepHistory].(*history)
	b.TypeInto(h.hurt.search, "left soleus")
	b.Tap("Left soleus")
	i := b.onlyInjury()
	if i.Structure != "soleus" || i.Side != anatomy.Left {
		t.Fatalf("kept: %+v", i)
	}
	b.MustSay("Left soleus: strain", "Day 0, haemostasis")
	b.Tap("I")
	b.MustSay("Left soleus: strain, grade I")
	e := h.hurt.editors[i.ID]
	b.TypeInto(e.healed.First(), "03032025")
	b.Settle()
	if i := b.onlyInjury(); i.HealedOn != "" {
		t.Errorf("healed before it happened: %+v", i)
	}
	b.MustSay("The injury is healed before it happened.")
	b.TypeInto(e.on.First(), "05")
	b.Settle()
	if i := b.onlyInjury(); i.InjuredOn != "2025-03-04" {
		t.Errorf("an injury that is still to come: %+v", i)
	}
	b.MustSay("The day of the injury is still to come.")
	b.Tap("Left soleus: strain, grade I") // shut
	b.MustNotSay("Day of the injury")

	// What another machine changes is shown.
	i = b.onlyInjury()
	i.InjuredOn = "2025-02-14"
	b.apply(clinic.Operation{Label: "elsewhere", Put: []clinic.Record{&i}})
	b.screen.Refresh(clinic.Changes{Patients: []string{patientID}})
	b.Settle()
	b.MustSay("14 Feb 2025 · day 18, proliferation")
}

func TestInjuriesOfASignedAssessmentAreRead(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.apply(clinic.Operation{Label: "hurt", Put: []clinic.Record{&clinic.Injury{
		ID: "i-1", PatientID: patientID, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2025-01-10",
		HealedOn: "2025-02-20", CreatedAt: b.Clock.Now(),
	}}})
	b.show()
	b.screen.open("a-1")
	b.screen.goTo(stepHistory)
	b.Settle()
	b.MustSay("Left soleus: strain, grade I", "healed 20 Feb 2025")
	b.MustNotSay("Add an injured structure")
	b.Tap("Left soleus: strain, grade I")
	b.MustNotSay("Take the injury off")
	h := b.screen.built[stepHistory].(*history)
	if e := h.hurt.editors["i-1"]; !e.grade.Disabled() || !e.sort.Disabled() {
		t.Error("it can be changed")
	}
}
