package anatomy_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// levels are the spinal levels from the top, as they are written and as their codes end.
func levels() (names, codes []string) {
	bones := []string{"C0"}
	for _, r := range []struct {
		letter string
		n      int
	}{{"C", 7}, {"T", 12}, {"L", 5}} {
		for i := 1; i <= r.n; i++ {
			bones = append(bones, fmt.Sprint(r.letter, i))
		}
	}
	bones = append(bones, "S1")
	for i, b := range bones[1:] {
		a := bones[i]
		codes = append(codes, strings.ToLower(a+"."+b))
		names = append(names, a+"/"+strings.TrimPrefix(b, a[:1]))
	}
	return names, codes
}

func found(a *anatomy.Atlas, query string) []string {
	var out []string
	for _, t := range a.Search(query) {
		out = append(out, t.Key())
	}
	return out
}

// From C0/1 to L5/S1 each level is found as it is written, in the middle and on both sides, and they stand one below
// the other on the back.
func TestSpinalLevels(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	v := view(t, a, "posterior")
	names, codes := levels()
	if len(names) != 25 || names[5] != "C5/6" || names[24] != "L5/S1" {
		t.Fatalf("the levels are %v", names)
	}
	last := 0.0
	for i, name := range names {
		facet := "facet." + codes[i]
		switch i {
		case 0:
			facet = "atlanto.occipital.joint"
		case 1:
			facet = "atlantoaxial.joint"
		}
		list := found(a, name)
		for _, want := range []string{"segment." + codes[i] + "/M", facet + "/L", facet + "/R"} {
			if n := slices.Index(list, want); n < 0 || n > 4 {
				t.Errorf("%s finds %s at %d: %v", name, want, n, list)
			}
		}
		if list = found(a, name+" right facet"); !slices.Contains(list, facet+"/R") || slices.Contains(list, facet+"/L") {
			t.Errorf("the right facet of %s is %v", name, list)
		}
		middle := v.Find(anatomy.Target{Structure: "segment." + codes[i], Side: anatomy.Midline})
		if len(middle) != 1 || middle[0].Center().Y <= last {
			t.Fatalf("%s is not drawn below the one above it", name)
		}
		last = middle[0].Center().Y
		for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
			shapes := v.Find(anatomy.Target{Structure: facet, Side: side})
			if len(shapes) == 0 || (shapes[0].Center().X < 0) != (side == anatomy.Left) || abs(shapes[0].Center().Y-last) > 4 {
				t.Errorf("%s %s does not lie beside its level", facet, side)
			}
		}
	}
	for i := 1; i <= 12; i++ {
		rib := anatomy.Target{Structure: fmt.Sprint("rib.", i), Side: anatomy.Left}
		if list := found(a, fmt.Sprint("left rib ", i)); len(list) == 0 || list[0] != rib.Key() {
			t.Errorf("rib %d finds %v", i, list)
		}
		above := v.Find(anatomy.Target{Structure: "segment." + codes[6+i], Side: anatomy.Midline})[0].Center().Y
		if shapes := v.Find(rib); len(shapes) != 1 || shapes[0].Center().Y < above || shapes[0].Center().Y > above+30 {
			t.Errorf("rib %d does not lie beside its vertebra", i)
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// What a therapist types finds first what is meant.
func TestWhatIsTypedIsFound(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for query, want := range map[string]string{
		"left arm":                     "upper.limb/L",
		"skin of the left forearm":     "skin.forearm/L",
		"suboccipitals":                "suboccipitals/L",
		"right hamstrings":             "hamstrings/R",
		"rotator cuff":                 "rotator.cuff/L",
		"calf":                         "calf.muscles/L",
		"forearm extensors":            "forearm.extensors/L",
		"sciatic":                      "sciatic.nerve/L",
		"GON right":                    "occipital.greater.nerve/R",
		"CMC":                          "carpometacarpal.joint.thumb/L",
		"hallux rigidus":               "metatarsophalangeal.joint.first/L",
		"runner's knee":                "patellofemoral.joint/L",
		"MPFL":                         "medial.patellofemoral.ligament/L",
		"Baker's cyst":                 "semimembranosus.bursa/L",
		"TFCC":                         "triangular.fibrocartilage/L",
		"peroneus tertius":             "fibularis.tertius/L",
		"C1/2":                         "segment.c1.c2/M",
		"lateral epicondylalgia":       "extensor.tendon.common/L",
		"Zygapophysial (facet) joints": "facet.joints/L",
		"left hip abductor":            "gluteus.medius/L",
		"lymphoedema of the left leg":  "lower.limb/L",
	} {
		if list := found(a, query); len(list) == 0 || list[0] != want {
			t.Errorf("%q finds %v, want %s", query, list[:min(len(list), 4)], want)
		}
	}
}

// A group has members of its own, each drawn on the group's side; it is drawn on both sides, and the middle of where it
// lies is on its own side.
func TestGroupsOfTheFigure(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	n := 0
	for _, s := range a.Structures() {
		if !s.Group() {
			continue
		}
		n++
		if !s.Paired || s.Kind != anatomy.Region && len(s.Members) < 2 {
			t.Errorf("%s: paired %v, members %v", s.Code, s.Paired, s.Members)
		}
		for _, side := range s.Sides() {
			placed, err := a.Shapes(s.Code, side)
			if err != nil || len(placed) == 0 {
				t.Errorf("%s %s is drawn nowhere: %v", s.Code, side, err)
			}
			for _, p := range placed {
				if p.Shape.Side != side && p.Shape.Side != anatomy.Midline {
					t.Errorf("%s %s has %s", s.Code, side, p.Shape.ID)
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("there are %d groups and regions", n)
	}
}

// Each single muscle, and nothing else, has all that is told of muscles, and is found by it.
func TestMuscles(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	root := regexp.MustCompile(`^(C[1-8]|T([1-9]|1[0-2])|L[1-5]|S[1-5]|V3|VII|XI)$`)
	done := map[string]bool{}
	for _, s := range a.Structures() {
		m, ok := a.Muscle(s.Code)
		if ok != (s.Kind == anatomy.Muscle && !s.Group()) {
			t.Errorf("%s, a %s: facts %v", s.Code, s.Kind, ok)
		}
		if !ok {
			continue
		}
		for what, text := range map[string]string{"origin": m.Origin, "insertion": m.Insertion, "nerve": m.Nerve} {
			if len(text) < 3 || len(text) > 150 || strings.HasSuffix(text, ".") || text[:1] != strings.ToUpper(text[:1]) {
				t.Errorf("the %s of %s is %q", what, s.Code, text)
			}
		}
		for _, r := range m.Roots {
			if !root.MatchString(r) {
				t.Errorf("%s has the root %q", s.Code, r)
			}
			if !slices.Contains(found(a, r), anatomy.Target{Structure: s.Code, Side: s.Sides()[0]}.Key()) {
				t.Errorf("%q does not find %s", r, s.Code)
			}
		}
		for _, x := range m.Actions {
			done[x.Code] = true
		}
	}
	for _, x := range a.Actions() {
		if !done[x.Code] {
			t.Errorf("no muscle does %s", x.Code)
		}
	}
}

// What a muscle does, its nerve and its roots find it; words of two things that it does are not mixed.
func TestMusclesAreFoundByWhatTheyDo(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for query, want := range map[string]struct{ with, without string }{
		"left hip abductor":         {"gluteus.medius/L gluteus.minimus/L tensor.fasciae.latae/L piriformis/L sartorius/L", "gluteus.maximus/L adductor.longus/L gluteus.medius/R"},
		"axillary nerve":            {"axillary.nerve/L deltoid.middle/L teres.minor/L", "teres.major/L supraspinatus/L"},
		"shoulder external rotator": {"infraspinatus/L teres.minor/R deltoid.posterior/L", "subscapularis/L"},
		"C5":                        {"segment.c5.c6/M segment.c4.c5/M biceps.brachii/L rhomboid.major/R", "interossei.palmar/L"},
		"T1":                        {"segment.t1.t2/M interossei.palmar/L", "rib.10/L iliocostalis.lumborum/L"},
		"ankle inversion":           {"tibialis.posterior/L tibialis.anterior/L", "fibularis.longus/L"},
		"knee plantarflexor":        {"", "gastrocnemius.medial/L soleus/L"},
		"deep fibular nerve":        {"fibular.deep.nerve/L tibialis.anterior/R", "fibularis.longus/L"},
	} {
		list := found(a, query)
		for _, w := range strings.Fields(want.with) {
			if !slices.Contains(list, w) {
				t.Errorf("%q does not find %s: %v", query, w, list)
			}
		}
		for _, w := range strings.Fields(want.without) {
			if slices.Contains(list, w) {
				t.Errorf("%q finds %s", query, w)
			}
		}
	}
}

// What lies beneath the surface, and each small target, lies under or on the part of the body that it belongs to: the
// surface over its middle is of that part, or of one that meets it. From the side the arm hangs before the trunk.
func TestEverythingLiesInItsPart(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, info := range a.Views() {
		v := view(t, a, info.ID)
		for _, s := range slices.Concat(v.Layer(anatomy.Deep), v.Layer(anatomy.Points)) {
			i := slices.IndexFunc(v.Layer(anatomy.Surface), func(tile *anatomy.Shape) bool { return tile.Contains(s.Center()) })
			if i < 0 {
				t.Errorf("%s: the middle of %s lies on nothing", v.ID, s.ID)
				continue
			}
			tile := v.Layer(anatomy.Surface)[i]
			over, _ := a.Structure(tile.Codes[0])
			hangs := strings.HasPrefix(v.ID, "lateral-") && slices.Contains([]string{"Arm", "Forearm", "Wrist and hand"}, over.Part)
			if !hangs && a.Nearness(s.Target(), tile.Target()) < anatomy.Over {
				t.Errorf("%s: %s lies under %s, which it does not belong to", v.ID, s.ID, tile.ID)
			}
		}
	}
}
