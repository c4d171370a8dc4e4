package clinic

import (
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

func TestZones(t *testing.T) {
	t.Parallel()
	cat, body := catalogue(t), atlas(t)
	for _, z := range cat.Zones {
		for _, code := range z.Structures {
			if _, ok := body.Structure(code); !ok {
				t.Errorf("%s: no structure %q", z.Code, code)
			}
		}
	}
	for structure, want := range map[string]struct {
		most int // without a warning
		name string
	}{
		"longus.colli": {1, "Front of the neck"}, "lymph.axillary": {2, "Armpit"}, "cubital.fossa": {2, "Front of the elbow"},
		"lymph.inguinal": {2, "Groin"}, "popliteal.fossa": {2, "Back of the knee"}, "linea.alba": {2, "Middle of the belly"},
		"serratus.posterior.inferior": {3, "Over the kidneys"}, "face": {2, "Around the eyes"}, "epicondyle.medial": {2, "Groove at the inner elbow"},
		"soleus": {5, ""},
	} {
		for pressure := 1; pressure <= 5; pressure++ {
			rx := &Prescription{Technique: "effleurage", Pressure: pressure, Targets: []Target{{structure, anatomy.Left}}}
			got := Conflicts(cat, &Chart{}, rx, "2026-03-02")
			if (len(got) == 1) != (pressure > want.most) || len(got) == 1 && (got[0].Name != want.name || got[0].Blocks || got[0].Action == "") {
				t.Errorf("%s, pressure %d: %+v", structure, pressure, got)
			}
		}
	}
	rx := &Prescription{Technique: "effleurage", Pressure: 4, Targets: []Target{{"popliteal.fossa", anatomy.Left}}}
	if got := Conflicts(cat, &Chart{}, rx, "2026-03-02"); !strings.Contains(got[0].Reason, "Pressure 4 is more than the 2 that is usual on a delicate place: back of the knee.") {
		t.Errorf("%+v", got)
	}
}
