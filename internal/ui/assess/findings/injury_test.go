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
	if n := len(b.Chart().Injuries); n != 0 {
		t.Fatalf("%d injuries are left", n)
	}
	b.UndoIt()
	b.Settle()
	if b.onlyInjury().Note != "Seen at the hospital" {
		t.Error("what came back is not what was taken off")
	}
}
