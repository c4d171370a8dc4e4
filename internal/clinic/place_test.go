package clinic

import "testing"

func TestPlacesHoldTheStructuresOfTheirParts(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, x := range []struct {
		place, structure string
		want             bool
	}{
		{PlaceEverything, "toe.great", true},
		{"spine", "multifidus", true},
		{"spine", "scalenus.medius", true},
		{"spine", "sacroiliac.joint", true},
		{"spine", "gluteus.maximus", false},
		{"arm", "supraspinatus", true},
		{"arm", "trapezius.upper", false},
		{"leg", "gluteus.medius", true},
		{"leg", "soleus", true},
		{"lower-leg", "rectus.femoris", false},
		{"neck", "nothing.of.the.kind", false},
	} {
		if got := c.InPlace(x.place, x.structure); got != x.want {
			t.Errorf("%s in %s: %v", x.structure, x.place, got)
		}
	}
	if c.LimbOf("abductor.digiti.minimi.hand") != "arm" || c.LimbOf("popliteus") != "leg" || c.LimbOf("sternum") != "" {
		t.Error("the limb of a structure")
	}
	atlas := atlas(t)
	for _, place := range Places() {
		for _, part := range places[place] {
			found := false
			for _, s := range atlas.Structures() {
				found = found || s.Part == part
			}
			if !found {
				t.Errorf("%s: no structure lies in %q", place, part)
			}
		}
	}
}
