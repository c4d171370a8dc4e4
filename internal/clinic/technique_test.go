package clinic

import (
	"slices"
	"strings"
	"testing"
)

// TestTechniquesFollowTheReference holds each line of section E of the clinical reference against the table:
// aims, dose and when not. A pressure or minutes of 0 is not given there.
func TestTechniquesFollowTheReference(t *testing.T) {
	t.Parallel()
	const (
		l = Lymphatic
		n = Tension
		c = Circulation
		m = Mobility
		r = Recovery
	)
	blood := []string{"blood-thinners", "low-platelets"}
	lines := map[string]struct {
		aims             []Benefit
		pressure         [2]int
		minutes          [2]float64
		seconds, times   [2]int
		days             int
		first, week      float64
		effort           [2]int
		pain, scar       int
		avoid            []string
		says             string // a word of Usual or Care that no number holds
		perSession, care bool
	}{
		"effleurage":             {aims: []Benefit{c, l, n}, pressure: [2]int{1, 3}, minutes: [2]float64{2, 5}, avoid: []string{"dvt", "cellulitis", "skin-infection"}, says: "toward the heart"},
		"petrissage":             {aims: []Benefit{n, c}, pressure: [2]int{2, 4}, minutes: [2]float64{3, 8}, avoid: []string{"acute-injury", "rupture", "varicose-veins"}},
		"tapotement":             {aims: []Benefit{c, n}, pressure: [2]int{1, 3}, minutes: [2]float64{1, 3}, avoid: []string{"osteoporosis", "kidney-disease"}, says: "painful place or the kidneys", care: true},
		"vibration":              {aims: []Benefit{n}, minutes: [2]float64{1, 3}, avoid: []string{"joint-instability"}},
		"compression":            {aims: []Benefit{n, c}, pressure: [2]int{3, 4}, minutes: [2]float64{1, 3}, avoid: blood},
		"cross-fibre-friction":   {aims: []Benefit{r, m}, pressure: [2]int{3, 4}, minutes: [2]float64{2, 10}, days: 2, first: 3, avoid: []string{"acute-injury", "calcific-tendon", "skin-infection", "steroid-injection"}, says: "not in the acute stage"},
		"circular-friction":      {aims: []Benefit{r, n}, minutes: [2]float64{1, 3}, avoid: []string{"acute-injury", "calcific-tendon", "skin-infection", "steroid-injection"}},
		"deep-stripping":         {aims: []Benefit{n, m}, pressure: [2]int{3, 5}, minutes: [2]float64{3, 10}, pain: 6, avoid: append([]string{"acute-injury"}, blood...), says: "slow"},
		"ischaemic-compression":  {aims: []Benefit{n, r}, seconds: [2]int{30, 90}, times: [2]int{2, 4}, pain: 7, says: "vessels and nerves", care: true},
		"myofascial-release":     {aims: []Benefit{n, m}, pressure: [2]int{2, 3}, seconds: [2]int{90, 300}, avoid: []string{"fragile-skin"}},
		"soft-tissue-release":    {aims: []Benefit{m, n}, seconds: [2]int{5, 10}, times: [2]int{3, 5}, avoid: []string{"rupture"}},
		"scar-mobilisation":      {aims: []Benefit{r, m}, minutes: [2]float64{3, 5}, scar: 42, avoid: []string{"recent-scar", "keloid"}},
		"iastm":                  {aims: []Benefit{r, m}, minutes: [2]float64{3, 5}, seconds: [2]int{30, 60}, avoid: append([]string{"varicose-veins"}, blood...), perSession: true},
		"met":                    {aims: []Benefit{m, n}, seconds: [2]int{5, 7}, times: [2]int{3, 5}, effort: [2]int{20, 25}, avoid: []string{"fracture-healing", "acute-injury"}, says: "stretch for 10 to 30 s"},
		"pnf":                    {aims: []Benefit{m}, seconds: [2]int{3, 10}, times: [2]int{3, 5}, effort: [2]int{50, 75}, avoid: []string{"acute-injury", "joint-instability"}},
		"strain-counterstrain":   {aims: []Benefit{n}, seconds: [2]int{90, 90}, avoid: []string{"neck-artery", "joint-instability"}, says: "position of ease"},
		"static-stretch":         {aims: []Benefit{m, n}, seconds: [2]int{15, 60}, times: [2]int{2, 4}, week: 5, avoid: []string{"hypermobility", "acute-injury"}},
		"joint-mobilisation-1-2": {aims: []Benefit{n, m}, seconds: [2]int{30, 60}, times: [2]int{2, 3}, avoid: []string{"joint-instability", "fracture-healing", "joint-fusion"}, says: "before resistance"},
		"joint-mobilisation-3-4": {aims: []Benefit{m}, seconds: [2]int{30, 60}, times: [2]int{3, 5}, avoid: append([]string{"joint-instability", "fracture-healing", "joint-fusion", "osteoporosis"}, blood...), says: "no thrust"},
		"mld":                    {aims: []Benefit{l}, minutes: [2]float64{30, 60}, times: [2]int{5, 7}, avoid: []string{"cellulitis", "dvt", "heart-disease", "kidney-disease", "cancer-active"}, says: "30–40 mmHg", perSession: true},
		"lymph-effleurage":       {aims: []Benefit{l, c}, pressure: [2]int{1, 1}, minutes: [2]float64{10, 15}, avoid: []string{"cellulitis", "dvt", "heart-disease", "kidney-disease", "cancer-active"}, perSession: true},
		"cupping":                {aims: []Benefit{n, c}, minutes: [2]float64{2, 10}, avoid: append([]string{"skin-infection", "varicose-veins"}, blood...), says: "gliding for 2 to 5"},
		"dry-needling":           {aims: []Benefit{n, r}, minutes: [2]float64{5, 15}, avoid: []string{"no-consent", "blood-thinners", "needle-fear"}, says: "chest wall", perSession: true, care: true},
		"heat":                   {aims: []Benefit{n, c, m}, minutes: [2]float64{10, 20}, avoid: []string{"acute-injury", "neuropathy", "lymphoedema"}, says: "40–45 °C"},
		"cold":                   {aims: []Benefit{r}, minutes: [2]float64{10, 15}, avoid: []string{"cold-sensitivity"}, says: "2 h"},
		"taping":                 {aims: []Benefit{r, m}, avoid: []string{"allergy", "skin-infection", "dvt"}, says: "25–50 % tension, stays on for 1 to 3 days"},
		"passive-rom":            {aims: []Benefit{m}, times: [2]int{5, 10}, avoid: []string{"joint-instability"}, says: "20 to 30 s"},
		"exercise":               {aims: []Benefit{m, r, n}, times: [2]int{8, 12}, says: "2 to 3 exercises, 2 to 3 sets, daily to 3 days a week", perSession: true},
	}
	cat := catalogue(t)
	for code, x := range lines {
		got := cat.Technique(code)
		if got == nil {
			t.Errorf("%s is missing", code)
			continue
		}
		if !slices.Equal(got.Aims, x.aims) {
			t.Errorf("%s is for %v, not %v", code, got.Aims, x.aims)
		}
		if x.pressure != [2]int{} && x.pressure != [2]int{got.PressureMin, got.PressureMax} {
			t.Errorf("%s: pressure %d to %d", code, got.PressureMin, got.PressureMax)
		}
		if x.minutes != [2]float64{} && x.minutes != [2]float64{got.MinutesMin, got.MinutesMax} {
			t.Errorf("%s: %v to %v minutes", code, got.MinutesMin, got.MinutesMax)
		}
		if x.seconds != [2]int{got.SecondsMin, got.SecondsMax} || x.times != [2]int{got.TimesMin, got.TimesMax} ||
			x.effort != [2]int{got.EffortMin, got.EffortMax} {
			t.Errorf("%s: seconds, times or effort in %+v", code, got)
		}
		if x.days != got.DaysApart || x.first != got.FirstMinutes || x.week != got.WeekMinutes || x.pain != got.PainMax || x.scar != got.ScarDays ||
			x.perSession != got.PerSession {
			t.Errorf("%s: %+v", code, got)
		}
		for _, a := range x.avoid {
			if !forbidden(cat, cat.ScreeningItem(a), got) {
				t.Errorf("%s is not held against %s", code, a)
			}
		}
		text := got.Usual()
		if x.care {
			text = got.Care
		}
		if !strings.Contains(text+got.Care, x.says) {
			t.Errorf("%s says %q and %q, not %q", code, got.Usual(), got.Care, x.says)
		}
	}
}

func TestUsualDoseInWords(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"effleurage":            "Pressure 1–3, 2–5 min an area, toward the heart",
		"cross-fibre-friction":  "Pressure 3–4, 2–10 min an area, at most 3 min the first time, at least 2 days apart, not in the acute stage",
		"ischaemic-compression": "Pressure 3–5, 1–6 min an area, 2–4 times 30–90 s, pain at most 7 of 10, pressure that brings the known pain, held until it falls",
		"met":                   "Pressure 1–2, 2–5 min an area, 3–5 times 5–7 s, 20–25 % of full strength, then stretch for 10 to 30 s",
		"scar-mobilisation":     "Pressure 2–3, 3–5 min an area, on a scar of at least 6 weeks",
		"lymph-effleurage":      "Pressure 1, 10–15 min a session",
	} {
		if got := catalogue(t).Technique(code).Usual(); got != want {
			t.Errorf("%s: %q, not %q", code, got, want)
		}
	}
}
