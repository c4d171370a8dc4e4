package findings

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
)

func (b *bench) onlyInjury() clinic.Injury {
	b.T.Helper()
	list := b.Chart().Injuries
	if len(list) != 1 {
		b.T.Fatalf("%d injuries are kept, not one: %+v", len(list), list)
	}
	return list[0]
}

func TestAnInjuryIsEnteredFromTheFigure(t *testing.T) {
	b := onTheFigure(t)
	a := *b.Host.Current()
	a.InjuredOn = "2025-02-28"
	b.Make(clinic.Operation{Label: clinic.Say("told"), Scope: a.ID, Put: []clinic.Record{&a}})
	steptest.TapFigure(b.Rig, "gastrocnemius.medial", anatomy.Right)
	b.MustNotSay("It is injured")
	b.Tap("More")
	b.Tap("It is injured")
	i := b.onlyInjury()
	if i.Structure != "gastrocnemius.medial" || i.Side != anatomy.Right || i.Type != clinic.InjuryStrain || i.Grade != 0 || i.InjuredOn != "2025-02-28" {
		t.Fatalf("kept: %+v", i)
	}
	b.MustSay("Day 4, inflammation; proliferation has begun", "Now: Protect, compress", "Not yet: kneading and slow holds until about 14 Mar 2025")
	b.MustNotSay("It is injured")
	b.MustSay("I: Few fibres torn", "III: Torn through.")
	b.Tap("II")
	if i := b.onlyInjury(); i.Grade != 2 {
		t.Fatalf("kept: %+v", i)
	}
	b.MustNotSay("I: Few fibres torn")
	b.MustSay("Partly torn. Weak and painful against resistance", "Full activity is usual between 21 Mar 2025 and 25 Apr 2025, if strength and movement are back.")
	b.Tap("III")
	b.MustSay("Refer before it is treated, or record the clearance of who has seen it.", "Not yet: any work on it, before a doctor has seen it")
	b.Tap("Operation") // has no grades
	if i := b.onlyInjury(); i.Type != clinic.InjurySurgery || i.Grade != 0 {
		t.Errorf("kept: %+v", i)
	}
	b.MustNotSay("Grade")
	b.Tap("Rotator cuff repair")
	if i := b.onlyInjury(); i.Sort != "cuff-repair" {
		t.Errorf("kept: %+v", i)
	}
	b.MustSay("strengthening from week 12")
	b.Tap("Record a doctor's clearance")
	b.Type("Doctor", "Dr Lee")
	b.Type("What the doctor allowed", "Light work")
	b.Tap("Keep the clearance")
	if k := b.Chart().Clearances; len(k) != 1 || k[0].Item != clinic.HealingItem || k[0].InjuryID != b.onlyInjury().ID || k[0].Doctor != "Dr Lee" {
		t.Errorf("kept: %+v", k)
	}
	b.MustSay("Cleared by Dr Lee")
	b.MustNotSay("before a doctor has seen it")
	b.Tap("Fracture") // what an operation was does not stay
	if i := b.onlyInjury(); i.Type != clinic.InjuryOther || i.Sort != "fracture" {
		t.Errorf("kept: %+v", i)
	}
	b.MustNotSay("Which operation?", "Is a hard lump felt in it today?")
	b.Tap("Contusion")
	b.Tap("No hard lump")
	if i := b.onlyInjury(); i.Type != clinic.InjuryContusion || i.Sort != "" || i.Lump != clinic.LumpNone || i.LumpOn != "2025-03-04" {
		t.Errorf("kept: %+v", i)
	}
	b.Type("Note on the injury", "Seen at the hospital")
	if i := b.onlyInjury(); i.Note != "Seen at the hospital" {
		t.Errorf("kept: %+v", i)
	}
	b.Tap("Take the injury off")
	if n := len(b.Chart().Injuries); n != 0 {
		t.Fatalf("%d injuries are left", n)
	}
	b.UndoIt()
	b.Settle()
	if b.onlyInjury().Note != "Seen at the hospital" {
		t.Error("what came back is not what was taken off")
	}
}
