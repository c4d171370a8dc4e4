package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// hurtAt is a patient with an injury of a row of the catalogue at a structure, on its first day.
func hurtAt(t *testing.T, g *InjuryGrade, at Target) *Chart {
	t.Helper()
	return drained(t, &Injury{ID: "i", PatientID: "p", Structure: at.Structure, Side: at.Side, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: "2026-03-02"})
}

func sideOf(at *anatomy.Atlas, code string, side anatomy.Side) Target {
	if s, _ := at.Structure(code); !s.Paired {
		side = anatomy.Midline
	}
	return Target{Structure: code, Side: side}
}

// early reports that work on a target is too early because of the injury of a chart.
func early(cat *Catalogue, c *Chart, technique string, at Target, on Date) bool {
	return slices.ContainsFunc(healingConflicts(cat, c, technique, []Target{at}, on), func(x Conflict) bool {
		return strings.Contains(x.Reason.String(), "too early")
	})
}

// Whatever the injury or operation, and wherever it is: while its own part of the body waits for a stretch, so does every
// muscle that crosses the joint, in whatever part it lies; and what only strokes or kneads it does not.
func TestWhatPullsAtAJointWaitsWithIt(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	const today = Date("2026-03-03")
	far := 0
	for i := range cat.Injuries {
		g := &cat.Injuries[i]
		for k := range cat.Neighbourhoods {
			n := &cat.Neighbourhoods[k]
			hurts := slices.DeleteFunc(at.Structures(), func(s anatomy.Structure) bool {
				return s.Group() || len(g.Parts) > 0 && !slices.Contains(g.Parts, s.Part) || !slices.Contains(cat.around(s.Code), n)
			})
			for x := range min(2, len(hurts)) { // others for each row, so that all have their turn
				hurt := hurts[(2*i+x)%len(hurts)]
				injured := sideOf(at, hurt.Code, anatomy.Right)
				c := hurtAt(t, g, injured)
				for _, m := range at.Structures() {
					facts, muscle := at.Muscle(m.Code)
					if !muscle || m.Part == hurt.Part {
						continue
					}
					crosses := slices.ContainsFunc(facts.Actions, func(a anatomy.Action) bool {
						sort, _, _ := strings.Cut(a.Code, ".")
						return slices.Contains(n.Crosses, sort) || slices.Contains(n.Loads, sort)
					})
					if !crosses {
						continue
					}
					same := sideOf(at, m.Code, anatomy.Right)
					if cat.nearest([]Target{injured}, []Target{same}) >= anatomy.Over {
						continue
					}
					if g.WholePart {
						far++
						for _, technique := range []string{"static-stretch", "met", "pnf", "active-assisted-stretch"} {
							if g.First[cat.load(technique).Code] > 1 && !early(cat, c, technique, same, today) {
								t.Fatalf("%s at %s: %s of %s is free", g.Code, hurt.Code, technique, m.Code)
							}
						}
					}
					if !g.WholePart && early(cat, c, "static-stretch", same, today) {
						t.Fatalf("%s at %s stays at its place, and a stretch of %s waits", g.Code, hurt.Code, m.Code)
					}
					for _, technique := range []string{"effleurage", "petrissage", "heat", "ischaemic-compression"} {
						if early(cat, c, technique, same, today) {
							t.Fatalf("%s at %s: %s of %s waits, and pulls at nothing", g.Code, hurt.Code, technique, m.Code)
						}
					}
					if other := (Target{Structure: m.Code, Side: anatomy.Left}); m.Paired && hurt.Paired && !n.Both && !slices.ContainsFunc(cat.around(hurt.Code), func(n *Neighbourhood) bool { return n.Both }) && early(cat, c, "static-stretch", other, today) {
						t.Fatalf("%s at %s on the right: a stretch of %s on the left waits", g.Code, hurt.Code, m.Code)
					}
				}
			}
		}
	}
	if far < 3000 {
		t.Errorf("only %d pairs were tried", far)
	}
}

func TestNeighbourhoods(t *testing.T) {
	t.Parallel()
	cat, at := catalogue(t), atlas(t)
	cuff := Injury{Structure: "rotator.cuff.tendons", Side: anatomy.Right, Type: InjurySurgery, Sort: "cuff-repair"}
	achilles := Injury{Structure: "calcaneal.tendon", Side: anatomy.Right, Type: InjurySurgery, Sort: "tendon-repair"}
	pectoral := Injury{Structure: "pectoralis.major.sternal", Side: anatomy.Right, Type: InjurySurgery, Sort: "tendon-repair"}
	fingers := Injury{Structure: "fingers", Side: anatomy.Right, Type: InjurySurgery, Sort: "tendon-repair"}
	graft := Injury{Structure: "anterior.cruciate.ligament", Side: anatomy.Right, Type: InjurySurgery, Sort: "ligament"}
	fused := Injury{Structure: "spine.lumbar", Side: anatomy.Midline, Type: InjurySurgery, Sort: "fusion"}
	jolt := Injury{Structure: "trapezius.upper", Side: anatomy.Right, Type: InjuryOther, Sort: "whiplash"}
	collarbone := Injury{Structure: "clavicle", Side: anatomy.Right, Type: InjuryOther, Sort: "fracture"}
	for name, x := range map[string]struct {
		hurt      Injury
		technique string
		at        string
		side      anatomy.Side
		waits     bool
	}{
		"the upper trapezius hangs on the shoulder": {cuff, "static-stretch", "trapezius.upper", anatomy.Right, true},
		"and works on it":                                 {cuff, "met", "trapezius.upper", anatomy.Right, true},
		"kneading it moves nothing":                       {cuff, "petrissage", "trapezius.upper", anatomy.Right, false},
		"stripping it neither":                            {cuff, "deep-stripping", "trapezius.upper", anatomy.Right, false},
		"nor does moving the neck beside it":              {cuff, "passive-rom", "trapezius.upper", anatomy.Right, false},
		"the other trapezius":                             {cuff, "static-stretch", "trapezius.upper", anatomy.Left, false},
		"the neck":                                        {cuff, "static-stretch", "scalenus.medius", anatomy.Right, false},
		"the latissimus crosses the shoulder":             {cuff, "static-stretch", "latissimus.dorsi", anatomy.Right, true},
		"to move it is to move the shoulder":              {cuff, "passive-movement", "latissimus.dorsi", anatomy.Right, true},
		"the biceps crosses it":                           {cuff, "static-stretch", "biceps.brachii", anatomy.Right, true},
		"to move it is to move the elbow":                 {cuff, "passive-movement", "biceps.brachii", anatomy.Right, false},
		"the forearm":                                     {cuff, "static-stretch", "extensor.carpi.ulnaris", anatomy.Right, false},
		"a nerve of the arm":                              {cuff, "nerve-gliding", "median.nerve", anatomy.Right, true},
		"calf and Achilles tendon":                        {achilles, "static-stretch", "soleus", anatomy.Right, true},
		"the thigh and the Achilles tendon":               {achilles, "static-stretch", "rectus.femoris", anatomy.Right, false},
		"a torn pectoral muscle is of the shoulder":       {pectoral, "static-stretch", "teres.major", anatomy.Right, true},
		"the low back and a pectoral muscle":              {pectoral, "static-stretch", "quadratus.lumborum", anatomy.Right, false},
		"the forearm bends the fingers":                   {fingers, "static-stretch", "flexor.digitorum.profundus", anatomy.Right, true},
		"the arm does not":                                {fingers, "static-stretch", "biceps.brachii", anatomy.Right, false},
		"the hamstrings and a new ligament of the knee":   {graft, "static-stretch", "semitendinosus", anatomy.Right, true},
		"the calf over the knee":                          {graft, "static-stretch", "gastrocnemius.medial", anatomy.Right, true},
		"the calf under it":                               {graft, "static-stretch", "soleus", anatomy.Right, false},
		"the buttock and the knee":                        {graft, "static-stretch", "gluteus.medius", anatomy.Right, false},
		"the belly bends the low back":                    {fused, "met", "rectus.abdominis", anatomy.Left, true},
		"the hip flexor that comes from the low back":     {fused, "static-stretch", "psoas.major", anatomy.Right, true},
		"the neck and the low back":                       {fused, "static-stretch", "splenius.capitis", anatomy.Right, false},
		"a jolt to the neck is not one to the shoulder":   {jolt, "static-stretch", "deltoid.middle", anatomy.Right, false},
		"a broken collarbone is of the shoulder":          {collarbone, "static-stretch", "deltoid.middle", anatomy.Right, true},
		"a broken collarbone and the other shoulder":      {collarbone, "static-stretch", "deltoid.middle", anatomy.Left, false},
		"a broken collarbone and the turning of the back": {collarbone, "static-stretch", "oblique.external", anatomy.Right, false},
	} {
		i := x.hurt
		i.ID, i.PatientID, i.InjuredOn = "i", "p", "2026-03-02"
		c := drained(t, &i)
		if got := early(cat, c, x.technique, Target{Structure: x.at, Side: x.side}, "2026-03-09"); got != x.waits {
			t.Errorf("%s: %s of %s waits: %v", name, x.technique, x.at, got)
		}
	}
	c := drained(t, &Injury{ID: "i", PatientID: "p", Structure: cuff.Structure, Side: cuff.Side, Type: cuff.Type, Sort: cuff.Sort, InjuredOn: "2026-03-02"})
	said := healingConflicts(cat, c, "static-stretch", []Target{{Structure: "trapezius.upper", Side: anatomy.Right}}, "2026-04-06")
	if len(said) != 1 || said[0].Reason.String() != "35 days after the injury: proliferation. Static stretch is too early until about 25 May 2026. It pulls at the shoulder, where the injury is." {
		t.Errorf("%+v", said)
	}
	sorts := map[string]bool{}
	for _, a := range at.Actions() {
		sort, _, _ := strings.Cut(a.Code, ".")
		sorts[sort] = true
	}
	parts := map[string]bool{}
	for _, n := range cat.Neighbourhoods {
		for _, s := range slices.Concat(n.Crosses, n.Loads) {
			if !sorts[s] {
				t.Errorf("%s: no muscle does anything of %q", n.Code, s)
			}
		}
		for _, s := range slices.Concat(n.Structures, n.Also) {
			if x, ok := at.Structure(s); !ok || x.Group() {
				t.Errorf("%s: %q is no single structure", n.Code, s)
			}
		}
		for _, p := range n.Parts {
			parts[p] = true
		}
	}
	for _, p := range at.Parts() {
		if !parts[p] {
			t.Errorf("an injury in the part %q is at no joint", p)
		}
	}
}
