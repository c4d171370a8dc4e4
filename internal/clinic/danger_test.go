package clinic

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
)

func TestDangers(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		alerts []string
		yes    []string // codes of questions
		want   []string // what each danger is known by
	}{
		"none":                  {},
		"an alert":              {alerts: []string{" Latex ", "", "latex"}, want: []string{"Latex"}},
		"a yes":                 {yes: []string{"pregnancy"}, want: []string{"pregnancy"}},
		"the alert says more":   {alerts: []string{"Blood thinner (apixaban)"}, yes: []string{"blood-thinners"}, want: []string{"Blood thinner (apixaban)+blood-thinners"}},
		"another form":          {alerts: []string{"Pregnant, 24 weeks"}, yes: []string{"pregnancy"}, want: []string{"Pregnant, 24 weeks+pregnancy"}},
		"the question says all": {alerts: []string{"High blood pressure"}, yes: []string{"very-high-blood-pressure"}, want: []string{"very-high-blood-pressure"}},
		"two things":            {alerts: []string{"Low blood pressure"}, yes: []string{"high-blood-pressure"}, want: []string{"Low blood pressure", "high-blood-pressure"}},
		"half a name":           {alerts: []string{"Cancer of the left breast, 2023"}, yes: []string{"cancer-active"}, want: []string{"Cancer of the left breast, 2023+cancer-history", "cancer-active"}},
		"one alert, two yes":    {alerts: []string{"Cancer of the left breast"}, yes: []string{"cancer-history", "cancer-active"}, want: []string{"Cancer of the left breast+cancer-history", "cancer-active"}},
		"one of two":            {alerts: []string{"Pregnant or trying, latex"}, yes: []string{"pregnancy"}, want: []string{"Pregnant or trying, latex+pregnancy"}},
		"half an alert":         {alerts: []string{"Hernia or latex allergy", "Heart or lung trouble"}, yes: []string{"heart-disease"}, want: []string{"Hernia or latex allergy", "Heart or lung trouble", "heart-disease"}},
		"like another word":     {alerts: []string{"Lymphoma"}, yes: []string{"lymphoedema"}, want: []string{"Lymphoma", "lymphoedema"}},
		"in order": {
			alerts: []string{"Latex"}, yes: []string{"asthma", "lump", "dvt", "chest-pain"},
			want: []string{"chest-pain", "dvt", "Latex", "lump", "asthma"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCourse(t)
			c.cat = catalogue(t)
			c.chart.Patient.Alerts, c.chart.Screenings = x.alerts, nil
			for i, code := range x.yes {
				c.chart.Screenings = append(c.chart.Screenings, Screening{ID: code, Item: code, Answer: AnswerYes, At: time.Unix(int64(i), 0)})
			}
			var got []string
			for _, d := range Dangers(c.cat, c.chart, c.today()) {
				known := d.Alert
				if d.Flag != nil {
					if known != "" {
						known += "+"
					}
					known += d.Flag.Item.Code
					if d.Do() != d.Flag.Item.Action {
						t.Errorf("%s says to do %q", known, d.Do())
					}
				}
				got = append(got, known)
			}
			if !slices.Equal(got, x.want) {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

// A denied or cleared question is no danger, an urgent test that was not repeated is.
func TestWhatIsADanger(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.cat = catalogue(t)
	c.on("2026-03-02")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	apply(t, c.chart, must2(RecordTest(c.Env, c.cat, c.chart, a, "neck.sharp-purser", anatomy.Midline, "positive"))(t))
	c.chart.Screenings = []Screening{{ID: "1", Item: "asthma", Answer: AnswerNo}, {ID: "2", Item: "lump", Answer: AnswerYes}, {ID: "3", Item: "epilepsy", Answer: AnswerUnsure}}
	c.chart.Clearances = []Clearance{{ID: "k", Item: "lump", Date: "2026-03-01"}}
	got := Dangers(c.cat, c.chart, c.today())
	if len(got) != 2 || got[0].Test == nil || !got[0].Forbids() || got[1].Flag == nil || got[1].Flag.Item.Code != "epilepsy" {
		t.Errorf("%+v", got)
	}
}
