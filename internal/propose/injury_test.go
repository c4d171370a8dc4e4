package propose

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// While an injury is too fresh for what was found, something of its own is suggested: beside it toward the trunk, and on it
// what its type, grade and day allow.
func TestAFreshInjuryHasSuggestionsOfItsOwn(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	l := anatomy.Left
	six := 6
	hamstring := clinic.Target{Structure: "biceps.femoris.long", Side: l}
	for name, x := range map[string]struct {
		injury clinic.Injury
		found  string
		want   []string
		not    []string
	}{
		"a hamstring on its day":  {clinic.Injury{Structure: hamstring.Structure, Type: clinic.InjuryStrain, Grade: 2, InjuredOn: "2026-03-02"}, hamstring.Structure, []string{"effleurage", "education", "positional-drainage"}, []string{"lymph-effleurage", "exercise", "petrissage", "heat"}},
		"a hamstring on day 3":    {clinic.Injury{Structure: hamstring.Structure, Type: clinic.InjuryStrain, Grade: 2, InjuredOn: "2026-02-27"}, hamstring.Structure, []string{"effleurage", "lymph-effleurage", "education", "positional-drainage", "exercise"}, []string{"petrissage", "deep-stripping", "cross-fibre-friction"}},
		"a bruised thigh, day 2":  {clinic.Injury{Structure: "rectus.femoris", Type: clinic.InjuryContusion, Grade: 2, InjuredOn: "2026-02-28"}, "rectus.femoris", []string{"effleurage", "education", "positional-drainage", "exercise"}, []string{"lymph-effleurage", "petrissage"}},
		"a sprained ankle, day 1": {clinic.Injury{Structure: "anterior.talofibular.ligament", Type: clinic.InjurySprain, Grade: 1, InjuredOn: "2026-03-01"}, "anterior.talofibular.ligament", []string{"effleurage", "lymph-effleurage", "education", "positional-drainage", "exercise"}, []string{"cross-fibre-friction"}},
		"a strained neck, day 1":  {clinic.Injury{Structure: "trapezius.upper", Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2026-03-01"}, "trapezius.upper", []string{"education", "lymph-effleurage"}, []string{"petrissage", "positional-drainage"}},
		"a bruised thigh, day 9":  {clinic.Injury{Structure: "rectus.femoris", Type: clinic.InjuryContusion, Grade: 2, InjuredOn: "2026-02-21"}, "rectus.femoris", []string{"exercise"}, []string{"effleurage", "petrissage", "education"}},
		"an injury weeks ago":     {clinic.Injury{Structure: hamstring.Structure, Type: clinic.InjuryStrain, Grade: 1, InjuredOn: "2026-01-05"}, hamstring.Structure, []string{"petrissage"}, []string{"education", "positional-drainage", "exercise"}},
		"one elsewhere":           {clinic.Injury{Structure: hamstring.Structure, Type: clinic.InjuryStrain, Grade: 2, InjuredOn: "2026-02-27"}, "splenius.capitis", []string{"petrissage"}, []string{"education", "positional-drainage"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, ok := atlas.Structure(x.injury.Structure); !ok {
				t.Fatalf("there is no %s", x.injury.Structure)
			}
			c, p := found(clinic.Finding{Structure: x.found, Side: l, Type: "pain", Severity: &six})
			x.injury.ID, x.injury.Side = "i", l
			c.Injuries = []clinic.Injury{x.injury}
			for _, goal := range []clinic.Benefit{"", clinic.Tension} { // the plan has a goal that none of it serves
				if goal != "" {
					c.Goals = []clinic.Goal{{ID: "g", PlanID: p.ID, Benefit: goal}}
				}
				got, left := Prescriptions(cat, atlas, c, p, "2026-03-02")
				list := techniques(got)
				for _, code := range x.want {
					if !slices.Contains(list, code) {
						t.Errorf("%s is not among %q; left out %+v", code, list, left)
					}
				}
				for _, code := range x.not {
					if slices.Contains(list, code) {
						t.Errorf("%s is among %q", code, list)
					}
				}
				for _, o := range got {
					if o.Prescription.Technique == "effleurage" && slices.Contains(x.want, "education") && slices.Contains(o.Prescription.Targets, x.injury.Target()) && x.injury.InjuredOn == "2026-03-02" {
						t.Errorf("strokes on the injury on its day: %+v", o)
					}
					if o.Prescription.Technique == "education" && !strings.Contains(o.Reason.String(), "Cold only for comfort.") {
						t.Errorf("the reason is %q", o.Reason)
					}
					// A bandage is for limbs, and has a line of its own.
					if o.Prescription.Technique == "education" && strings.Contains(o.Reason.String(), "compress") {
						t.Errorf("the advice for any part of the body, also the neck, is %q", o.Reason)
					}
				}
			}
		})
	}
}

// Every injury that needs no doctor first has something on each of its first days, in every part of the body.
func TestEveryFreshInjuryHasSomething(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	six := 6
	parts := map[string]bool{}
	for _, s := range atlas.Structures() {
		if s.Kind != anatomy.Muscle || parts[s.Part] || !s.Paired {
			continue
		}
		parts[s.Part] = true
		for _, g := range cat.Injuries {
			if g.Refer || len(g.Parts) > 0 || g.Type == clinic.InjuryOther {
				continue
			}
			for day := range 21 {
				c, p := found(clinic.Finding{Structure: s.Code, Side: anatomy.Left, Type: "pain", Severity: &six})
				c.Injuries = []clinic.Injury{{ID: "i", Structure: s.Code, Side: anatomy.Left, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: clinic.Date("2026-03-02").AddDays(-day)}}
				if got, left := Prescriptions(cat, atlas, c, p, "2026-03-02"); len(got) == 0 {
					t.Errorf("%s of %s on day %d: nothing; left out %+v", g.Name, s.Code, day, left)
				}
			}
		}
	}
	if len(parts) < 12 {
		t.Errorf("only %d parts", len(parts))
	}
	for _, r := range cat.Proposals {
		for _, part := range r.Parts {
			if !parts[part] && !slices.ContainsFunc(atlas.Structures(), func(s anatomy.Structure) bool { return s.Part == part }) {
				t.Errorf("%s: there is no part %q", r.Code, part)
			}
		}
		for _, code := range r.At {
			if _, ok := atlas.Structure(code); !ok {
				t.Errorf("%s: there is no structure %q", r.Code, code)
			}
		}
	}
}
