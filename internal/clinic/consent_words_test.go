package clinic

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// A decision keeps the words in which it was asked; one from before the words were kept was asked in those of then.
func TestADecisionKeepsItsWords(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.decide(t, Consent{Decision: ConsentGiven, How: ConsentWritten, Areas: []string{GeneralArea, "breast"}, Techniques: []string{"dry-needling"}})
	kept := c.chart.Consents[0]
	changed := *c.cat
	changed.ConsentAreas, changed.ConsentTechniques = slices.Clone(changed.ConsentAreas), slices.Clone(changed.ConsentTechniques)
	for i := range changed.ConsentAreas {
		changed.ConsentAreas[i].Ask = "Other words."
	}
	for i := range changed.ConsentTechniques {
		changed.ConsentTechniques[i].Ask = "Other words."
	}
	asked := map[string]string{}
	for _, s := range c.cat.ConsentSubjects() {
		asked[s.Area+s.Technique] = s.Ask
	}
	for _, s := range changed.ConsentSubjects() {
		want := ""
		if s.Concerns(&kept) {
			want = asked[s.Area+s.Technique]
		}
		if got := changed.Told(&kept, s); got != want {
			t.Errorf("%s%s was told %q, not %q", s.Area, s.Technique, got, want)
		}
	}
	old := kept
	old.Told = nil
	for _, s := range changed.ConsentSubjects() {
		if s.Area == "breast" && !strings.Contains(changed.Told(&old, s), "on it only where that is the aim") {
			t.Errorf("before: %q", changed.Told(&old, s))
		}
	}
}

// What can go wrong is said where it must be: soreness, bruises, fainting, pain, nerves and vessels; the cost and who reads
// the record; and the rare but grave.
func TestConsentNamesTheRisks(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for code, words := range map[string][]string{
		GeneralArea:              {"what else there is", "costs", "sore", "bruise", "light-headed", "more pain", "nerve", "blood vessel", "record", "stop"},
		"breast":                 {"not work on the breast", "trained", "written down", "uncovered", "someone with you"},
		"dry-needling":           {"aches", "bleeds", "bruise", "faint", "infection", "nerve", "lung", "hospital"},
		"joint-mobilisation-3-4": {"sore", "artery", "stroke", "gentler"},
		"traction":               {"light-headed", "stroke"},
		"iastm":                  {"bruises"},
		"intra-oral":             {"gloved", "latex", "Raise a hand"},
		"cupping":                {"marks", "burns"},
	} {
		i := slices.IndexFunc(cat.ConsentSubjects(), func(s ConsentSubject) bool { return s.Area+s.Technique == code })
		if i < 0 {
			t.Errorf("%s is not asked", code)
			continue
		}
		s := cat.ConsentSubjects()[i]
		for _, w := range words {
			if !strings.Contains(s.Ask, w) {
				t.Errorf("%s does not say %q: %q", code, w, s.Ask)
			}
		}
	}
	for _, s := range cat.ConsentSubjects() {
		if g := ReadingGrade(s.Ask); g >= 8 {
			t.Errorf("%s%s reads at grade %.1f", s.Area, s.Technique, g)
		}
	}
	for _, t2 := range cat.Techniques {
		if t2.Trained == TrainedNeck && t2.Offered && cat.ConsentTechnique(t2.Code) == nil {
			t.Errorf("%s needs no consent of its own at the neck", t2.Code)
		}
	}
}

// A technique that is asked about for a part of the body is asked about there and nowhere else.
func TestConsentForThePartOfTheBody(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		technique string
		targets   []Target
		want      bool
	}{
		"the neck":        {"joint-mobilisation-3-4", []Target{{Structure: "atlanto.occipital.joint", Side: anatomy.Left}}, true},
		"the knee":        {"joint-mobilisation-3-4", []Target{{Structure: "knee.joint", Side: anatomy.Left}}, false},
		"both":            {"joint-mobilisation-3-4", []Target{{Structure: "knee.joint", Side: anatomy.Left}, {Structure: "spine.cervical", Side: anatomy.Midline}}, true},
		"no place yet":    {"joint-mobilisation-3-4", nil, true},
		"anywhere":        {"cupping", []Target{{Structure: "soleus", Side: anatomy.Left}}, true},
		"gentle, no more": {"joint-mobilisation-1-2", []Target{{Structure: "atlanto.occipital.joint", Side: anatomy.Left}}, false},
	} {
		needs := catalogue(t).needs([]work{{x.technique, x.targets}})
		if got := slices.ContainsFunc(needs, func(s ConsentSubject) bool { return s.Technique == x.technique }); got != x.want {
			t.Errorf("%s: %v", name, needs)
		}
	}
	if !slices.ContainsFunc(catalogue(t).ConsentTechniques, func(x ConsentTechnique) bool { return slices.Contains(x.Parts, neckPart) }) {
		t.Error("nothing is asked for the neck")
	}
}

// Whatever lies in the chest, the belly or the pelvis is asked about as a delicate place, but for what is reached from the side
// or through the clothes of everyday.
func TestDelicatePlacesAreAskedAbout(t *testing.T) {
	t.Parallel()
	open := []string{
		"clavicle", "acetabular.labrum", "asis", "greater.trochanter", "hip", "hip.joint", "iliac.crest", "iliofemoral.ligament",
		"lateral.femoral.cutaneous.nerve", "psis", "sacroiliac.joint", "sacroiliac.ligament.posterior", "sacrum", "skin.hip",
		"tensor.fasciae.latae", "trochanteric.bursa",
	}
	for _, s := range atlas(t).Structures() {
		if !slices.Contains([]string{"Chest", "Abdomen", "Hip and pelvis"}, s.Part) || slices.Contains(open, s.Code) {
			continue
		}
		if len(catalogue(t).SensitiveAreas([]Target{{Structure: s.Code, Side: s.Sides()[0]}})) == 0 {
			t.Errorf("%s in the %s is in no area that is asked about", s.Code, s.Part)
		}
	}
	for _, a := range catalogue(t).ConsentAreas {
		for _, code := range a.Structures {
			if _, ok := atlas(t).Structure(code); !ok {
				t.Errorf("%s of %s is no structure", code, a.Code)
			}
		}
	}
}

// Where a nerve lies firm pressure is asked about, and where an organ, a great vessel or the eye does.
func TestDelicateDepthsAreGuarded(t *testing.T) {
	t.Parallel()
	guarded := []string{
		"face", "mastoid.process", "coracobrachialis", "triceps.lateral", "epicondyle.medial", "fibula.head", "piriformis", "inguinal.ligament",
		"sartorius", "adductor.longus", "latissimus.dorsi", "serratus.posterior.inferior", "linea.alba", "pectoralis.major.sternal",
		"rectus.capitis.posterior.major", "obliquus.capitis.inferior", "quadratus.lumborum",
	}
	for _, s := range atlas(t).Structures() {
		if s.Kind != anatomy.Nerve && !slices.Contains(guarded, s.Code) {
			continue
		}
		if z := catalogue(t).ZoneAt([]Target{{Structure: s.Code, Side: s.Sides()[0]}}); z == nil || z.MaxPressure > 4 || s.Kind == anatomy.Nerve && z.MaxPressure > 3 {
			t.Errorf("%s: %+v", s.Code, z)
		}
	}
	for _, z := range catalogue(t).Zones {
		if _, ok := atlas(t).Structure(z.Code); !ok {
			t.Errorf("%s is no structure", z.Code)
		}
	}
}
