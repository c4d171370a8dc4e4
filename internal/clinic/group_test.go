package clinic

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
)

// What stands for a structure stands for a group and a region that it is part of: consent, keeping clear, the places that
// limits are for, how much pressure a delicate place bears, and which tests load it and what they stand against.
func TestRulesLookThroughGroups(t *testing.T) {
	t.Parallel()
	cat := catalogue(t).On(atlas(t))
	for _, s := range atlas(t).Structures() {
		if !s.Group() {
			continue
		}
		group := []Target{{Structure: s.Code, Side: anatomy.Left}}
		asked := map[string]bool{}
		for _, a := range cat.SensitiveAreas(group) {
			asked[a.Code] = true
		}
		for _, m := range s.Members {
			member := []Target{{Structure: m, Side: anatomy.Left}}
			if st, _ := atlas(t).Structure(m); !st.Paired {
				member[0].Side = anatomy.Midline
			}
			for _, a := range cat.SensitiveAreas(member) {
				if !asked[a.Code] {
					t.Errorf("%s needs no consent for %s, and %s does", s.Code, a.Code, m)
				}
			}
			if z := cat.ZoneAt(member); z != nil && (cat.ZoneAt(group) == nil || cat.ZoneAt(group).MaxPressure > z.MaxPressure) {
				t.Errorf("%s bears more pressure than %s", s.Code, m)
			}
			for i := range cat.Tests {
				test := &cat.Tests[i]
				if cat.standsAgainst(test, anatomy.Left, member) && !cat.standsAgainst(test, anatomy.Left, group) {
					t.Errorf("%s stands against %s, and not against %s", test.Code, m, s.Code)
				}
				if test.Kind == TestSpecial && slices.Contains(test.Structures, m) && !slices.ContainsFunc(
					cat.TestsFor(test.Region, []Finding{{Structure: s.Code, Side: anatomy.Left}}, func(*Test) bool { return false }),
					func(x Test) bool { return x.Code == test.Code }) {
					t.Errorf("%s loads %s, and is not suggested for %s", test.Code, m, s.Code)
				}
			}
			for _, place := range Places() {
				if cat.InPlace(place, m) && !cat.AtPlaces([]string{place}, nil, group) {
					t.Errorf("%s lies in the %s, and %s does not", m, place, s.Code)
				}
			}
			if cat.nearest(group, member) != anatomy.Same {
				t.Errorf("%s is kept clear of, and %s is not", m, s.Code)
			}
		}
	}
}

// What muscles do is what the movements are measured by: an action names measures of the table of movements, and every
// movement with an angle is done by some muscle.
func TestActionsAreMovements(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	shown := map[string]bool{}
	for _, x := range atlas(t).Actions() {
		for _, code := range x.Movements {
			shown[code] = true
			if cat.Movement(code) == nil {
				t.Errorf("%s is shown by %q, which is no movement", x.Code, code)
			}
		}
	}
	for _, m := range cat.Movements {
		if m.Turn != 0 && !shown[m.Code] { // a length, a time or a count is of many muscles together
			t.Errorf("no muscle does %s", m.Code)
		}
	}
}

// A nerve bears little pressure, and what lies beneath the buttock needs the consent that the buttock needs.
func TestNervesAndTheButtock(t *testing.T) {
	t.Parallel()
	figure := atlas(t)
	cat := catalogue(t).On(figure)
	back, err := figure.View("posterior")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range figure.Structures() {
		at := []Target{{Structure: s.Code, Side: s.Sides()[0]}}
		if s.Kind == anatomy.Nerve && (cat.ZoneAt(at) == nil || cat.ZoneAt(at).MaxPressure > 3) {
			t.Errorf("%s may be pressed on", s.Code)
		}
		if s.Group() || s.Part != "Hip and pelvis" || s.Depth < 2 || s.Kind == anatomy.Fascia {
			continue
		}
		asked := slices.ContainsFunc(cat.SensitiveAreas(at), func(a ConsentArea) bool { return a.Code == "buttocks" })
		for _, shape := range back.Find(at[0]) {
			over := slices.ContainsFunc(back.Layer(anatomy.Surface), func(x *anatomy.Shape) bool {
				return x.Codes[0] == "gluteus.maximus" && x.Contains(shape.Center())
			})
			if over && !asked {
				t.Errorf("%s lies beneath the buttock and needs no consent for it", s.Code)
			}
		}
	}
}
