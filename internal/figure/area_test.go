package figure

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// Every cell of the front and the back is shaded exactly when the area that it is counted for is marked, on its own side.
func TestAreasAreShadedWhereTheyAreCounted(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	for _, scheme := range clinic.Schemes() {
		all := make(map[areaOn]bool)
		for at := range b.weights {
			if b.areas[at.code].Scheme == scheme {
				all[at] = true
			}
		}
		if len(all) == 0 {
			t.Fatalf("%s has no areas", scheme)
		}
		for _, only := range []bool{false, true} { // all of them, and those of the left alone
			var marked []MarkedArea
			is := make(map[areaOn]bool)
			for at := range all {
				if !only || at.side == anatomy.Left {
					is[at] = true
					marked = append(marked, MarkedArea{Area: b.areas[at.code], Side: at.side})
				}
			}
			for _, id := range bodyViews {
				v, err := b.atlas.View(id)
				if err != nil {
					t.Fatal(err)
				}
				pieces := b.Shaded(v, scheme, marked, nil)
				for _, s := range v.Layer(anatomy.Surface) {
					for _, c := range b.cells[s] {
						at := c.middle()
						want, both := false, b.areasAt(v, s, scheme, at)
						for _, a := range both {
							want = want || is[a]
						}
						if len(both) > 1 {
							continue // on the midline both sides count, and each half is shaded for its own
						}
						got := false
						for _, p := range pieces {
							got = got || p.Shape == s && p.In.Contains(at)
						}
						if got != want {
							t.Fatalf("%s on the %s at %v: shaded %v, marked %v", scheme, id, at, got, want)
						}
					}
				}
			}
		}
	}
}

// What is marked by both counts with the stronger mark, and what is marked now is not hatched as gone.
func TestTheStrongestMarkShades(t *testing.T) {
	t.Parallel()
	b := theBodyChart(t)
	roll := func(f clinic.Finding) RollUp {
		r, err := b.RollUp([]clinic.Finding{f}, nil, f.Source)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	mine := roll(found("trapezius.upper", anatomy.Left, "tenderness", 3))
	theirs := roll(found("trapezius.upper", anatomy.Left, "pain", 8, byPatient))
	list := Strongest(clinic.Choir, mine, theirs)
	if len(list) == 0 || list[0].Severity == nil || *list[0].Severity != 8 {
		t.Fatalf("%+v", list)
	}
	v, err := b.atlas.View("posterior")
	if err != nil {
		t.Fatal(err)
	}
	now := b.Shaded(v, clinic.Choir, list, list)
	gone := b.Shaded(v, clinic.Choir, nil, list)
	if len(now) == 0 || now[0].Gone || now[0].Strength != 0.8 {
		t.Errorf("marked: %+v", now)
	}
	if len(gone) != len(now) || !gone[0].Gone {
		t.Errorf("gone: %d of %d pieces", len(gone), len(now))
	}
}
