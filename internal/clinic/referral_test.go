package clinic

import (
	"slices"
	"testing"

	"regimen/internal/anatomy"
)

func TestReferralTriggers(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		do   func(*testing.T, *course)
		want []string
	}{
		"nothing": {func(t *testing.T, c *course) { c.agree(t) }, nil},
		"no plan": {func(*testing.T, *course) {}, nil},
		"new numbness": {func(t *testing.T, c *course) {
			a, op := StartAssessment(c.on("2026-03-10").Env, c.chart, "prac-1")
			apply(t, c.chart, op)
			f := finding("n", "soleus", anatomy.Left, "numbness", 3, byPatient)
			f.AssessmentID = a.ID
			put(t, c.chart, &f)
		}, []string{"Numbness in left soleus is new since the last assessment."}},
		"weakness": {func(t *testing.T, c *course) {
			c.measure(t, "strength", 3, func(m *Measurement) { m.Side, m.Item = anatomy.Right, "elbow bending" })
		}, []string{"Strength of elbow bending, right, is grade 3."}},
		"strength back": {func(t *testing.T, c *course) {
			for i, v := range []float64{3, 4} {
				c.on(Date("2026-03-02").AddDays(i))
				c.measure(t, "strength", v, func(m *Measurement) { m.Side, m.Item = anatomy.Right, "elbow bending" })
			}
		}, nil},
		"worse twice": {func(t *testing.T, c *course) {
			c.agree(t)
			c.on("2026-03-03")
			c.measure(t, "nprs", 3)
			c.on("2026-03-04")
			c.measure(t, "nprs", 5)
			c.on("2026-03-05")
			c.measure(t, "nprs", 8)
		}, []string{"“Drive for an hour without neck pain” got worse twice running."}},
		"four sessions, no change": {func(t *testing.T, c *course) {
			c.agree(t)
			for i := range 4 {
				c.treat(t, Date("2026-03-03").AddDays(i), nil)
			}
			c.measure(t, "nprs", 6)
		}, []string{"No goal has really changed after 4 sessions."}},
		"four weeks, no change": {func(t *testing.T, c *course) {
			c.agree(t)
			c.treat(t, "2026-03-03", nil)
			c.measure(t, "nprs", 6)
			c.on("2026-03-30")
		}, []string{"No goal has really changed after 1 session."}},
		"three sessions": {func(t *testing.T, c *course) {
			c.agree(t)
			for i := range 3 {
				c.treat(t, Date("2026-03-03").AddDays(i), nil)
			}
			c.measure(t, "nprs", 6)
		}, nil},
		"four sessions, better": {func(t *testing.T, c *course) {
			c.agree(t)
			for i := range 4 {
				c.treat(t, Date("2026-03-03").AddDays(i), nil)
			}
			c.measure(t, "nprs", 4)
		}, nil},
		"four sessions, not measured": {func(t *testing.T, c *course) {
			c.agree(t)
			for i := range 4 {
				c.treat(t, Date("2026-03-03").AddDays(i), nil)
			}
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCourse(t)
			x.do(t, c)
			if got := ReferralTriggers(c.cat, c.chart, c.today(), plainLabel); !slices.Equal(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}
