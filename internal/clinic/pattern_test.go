package clinic

import (
	"slices"
	"sync"
	"testing"

	"regimen/internal/anatomy"
	"regimen/resources"
)

var drawn = sync.OnceValues(func() (*anatomy.Atlas, error) { return anatomy.Load(resources.Anatomy) })

func atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	a, err := drawn()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestPatternsAreDrawn makes sure that each muscle and each area of a pattern can be shown on the figure.
func TestPatternsAreDrawn(t *testing.T) {
	t.Parallel()
	a := atlas(t)
	cat := catalogue(t)
	if len(cat.Spreads) < 40 {
		t.Errorf("%d muscles have a pattern", len(cat.Spreads))
	}
	for _, r := range cat.Spreads {
		s, ok := a.Structure(r.Code)
		if !ok || s.Kind != anatomy.Muscle {
			t.Errorf("%s is no muscle", r.Code)
		}
		if places, err := a.Shapes(r.Code, ""); err != nil || len(places) == 0 {
			t.Errorf("%s is not drawn: %v", r.Code, err)
		}
		strong, spill := r.Areas(a, anatomy.Left)
		if len(strong) != len(r.Strong) || len(spill) != len(r.Spill) {
			t.Errorf("%s names an area that the atlas does not know", r.Code)
		}
		for _, x := range slices.Concat(strong, spill) {
			if places, err := a.Shapes(x.Structure, x.Side); err != nil || len(places) == 0 {
				t.Errorf("%s of %s is not drawn: %v", x.Structure, r.Code, err)
			}
		}
	}
	for _, code := range []string{
		"trapezius.upper", "levator.scapulae", "sternocleidomastoid", "infraspinatus", "quadratus.lumborum", "gluteus.medius",
		"gluteus.minimus", "piriformis", "soleus", "scalenus.anterior", "pectoralis.minor", "psoas.major",
	} {
		if cat.SpreadOf(code) == nil {
			t.Errorf("%s has no pattern", code)
		}
	}
	if cat.SpreadOf("face") != nil {
		t.Error("a face refers")
	}
}

func TestAreasKeepTheSide(t *testing.T) {
	t.Parallel()
	strong, spill := catalogue(t).SpreadOf("multifidus").Areas(atlas(t), anatomy.Right)
	if !slices.Equal(strong, []Target{{Structure: "spine.lumbar", Side: anatomy.Midline}, {Structure: "sacrum", Side: anatomy.Midline}}) ||
		!slices.Equal(spill, []Target{{Structure: "coccyx", Side: anatomy.Midline}, {Structure: "rectus.abdominis", Side: anatomy.Right}}) {
		t.Error(strong, spill)
	}
}

func TestReferrers(t *testing.T) {
	t.Parallel()
	cat, a := catalogue(t), atlas(t)
	muscles := func(list []Referrer) []Target {
		var out []Target
		for _, r := range list {
			out = append(out, r.Muscle)
		}
		return out
	}
	heel := Referrers(cat, a, []Target{{Structure: "heel", Side: anatomy.Left}})
	if got := muscles(heel); !slices.Contains(got, Target{Structure: "soleus", Side: anatomy.Left}) || slices.Contains(got, Target{Structure: "soleus", Side: anatomy.Right}) {
		t.Errorf("heel: %v", got)
	}
	// Two places in one pattern come before one.
	both := Referrers(cat, a, []Target{{Structure: "heel", Side: anatomy.Left}, {Structure: "calcaneal.tendon", Side: anatomy.Left}})
	if both[0].Muscle != (Target{Structure: "soleus", Side: anatomy.Left}) || len(both[0].Strong) != 2 {
		t.Errorf("heel and tendon: %+v", both[0])
	}
	if last := both[len(both)-1]; len(last.Strong)+len(last.Spill) != 1 {
		t.Errorf("the least comes last: %+v", last)
	}
	// A structure drawn as the same piece of the figure counts as the area.
	if got := muscles(Referrers(cat, a, []Target{{Structure: "extensor.tendon.common", Side: anatomy.Right}})); !slices.Contains(got, Target{Structure: "supinator", Side: anatomy.Right}) {
		t.Errorf("outer elbow: %v", got)
	}
	// The middle fits both sides.
	middle := muscles(Referrers(cat, a, []Target{{Structure: "sacrum", Side: anatomy.Midline}}))
	if !slices.Contains(middle, Target{Structure: "multifidus", Side: anatomy.Left}) || !slices.Contains(middle, Target{Structure: "multifidus", Side: anatomy.Right}) {
		t.Errorf("sacrum: %v", middle)
	}
	// Pain in a muscle is no reason to think that the same muscle refers there.
	if got := muscles(Referrers(cat, a, []Target{{Structure: "deltoid.middle", Side: anatomy.Left}})); slices.Contains(got, Target{Structure: "deltoid.middle", Side: anatomy.Left}) ||
		!slices.Contains(got, Target{Structure: "supraspinatus", Side: anatomy.Left}) {
		t.Errorf("side of the shoulder: %v", got)
	}
	if got := Referrers(cat, a, nil); got != nil {
		t.Errorf("no pain: %v", got)
	}
}

func TestPainfulPlaces(t *testing.T) {
	t.Parallel()
	f := func(assessment, sort string, source Source, structure string) Finding {
		return Finding{AssessmentID: assessment, Type: sort, Source: source, Structure: structure, Side: anatomy.Left}
	}
	c := &Chart{Findings: []Finding{
		f("a", "pain", ByPatient, "heel"), f("a", "pain", ByPatient, "heel"), f("a", "numbness", ByPatient, "sole"),
		f("a", "pain", ByTherapist, "soleus"), f("b", "pain", ByPatient, "face"),
	}}
	if got := c.PainfulPlaces("a"); !slices.Equal(got, []Target{{Structure: "heel", Side: anatomy.Left}}) {
		t.Error(got)
	}
}
