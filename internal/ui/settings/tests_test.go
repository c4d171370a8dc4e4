package settings

import (
	"slices"
	"testing"

	"regimen/internal/clinic"
)

// Which tests of a region stand first is chosen on this computer, and until it is, the catalogue says it.
func TestTheTestsShownFirstAreChosen(t *testing.T) {
	b, _, _ := open(t)
	core := func(region string) []string {
		var out []string
		for _, x := range b.Desk.Catalogue.TestsIn(region, clinic.TestSpecial) {
			if x.Core {
				out = append(out, x.Code)
			}
		}
		return out
	}
	if got := b.Desk.UsualTests("Neck"); !slices.Equal(got, core("Neck")) || len(got) == 0 {
		t.Fatalf("before a choice: %v", got)
	}
	b.MustSay("Special tests shown first")
	b.Tap("Sharp-Purser")
	if got := b.Desk.UsualTests("Neck"); !slices.Contains(got, "neck.sharp-purser") || len(got) != len(core("Neck"))+1 {
		t.Errorf("chosen: %v", got)
	}
	b.Tap("Elbow")
	b.Tap("Cozen")
	if got := b.Desk.UsualTests("Elbow"); slices.Contains(got, "elbow.cozen") || len(got) != len(core("Elbow"))-1 {
		t.Errorf("taken out: %v", got)
	}
	if got := b.Desk.UsualTests("Shoulder"); !slices.Equal(got, core("Shoulder")) {
		t.Errorf("the choice for one region changed another: %v", got)
	}
	for _, code := range core("Elbow") {
		if name := b.Desk.Catalogue.Test(code).Name; code != "elbow.cozen" {
			b.Tap(name)
		}
	}
	if got := b.Desk.UsualTests("Elbow"); len(got) != 0 {
		t.Errorf("all were taken out, and %v stand first", got)
	}
}
