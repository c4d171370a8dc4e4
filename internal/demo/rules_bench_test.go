package demo

import (
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/propose"
)

// BenchmarkRules asks the rules that screens go by about the longest record: 300 sessions.
func BenchmarkRules(b *testing.B) {
	atlas, cat := bookstest.Shipped(b)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	today := clinic.DateOf(now)
	chart := new(clinic.Chart)
	for batch := range Large(now, cat, atlas.Label, 1, 300) {
		for _, r := range batch {
			chart.Add(r)
		}
	}
	chart.Sort()
	plan, session := chart.CurrentPlan(), chart.LatestSession()
	if plan == nil {
		plan = &chart.Plans[len(chart.Plans)-1]
	}
	for _, x := range []struct {
		name string
		ask  func()
	}{
		{"Series", func() { clinic.AllSeries(cat, chart) }},
		{"Since", func() { clinic.SinceLastTime(cat, chart, today) }},
		{"Triggers", func() { clinic.Triggers(cat, atlas, chart, today) }},
		{"Report", func() { clinic.MakeReport(cat, atlas, chart, nil, today) }},
		{"Propose", func() { propose.Prescriptions(cat, atlas, chart, plan, today) }},
		{"Conflicts", func() {
			for _, rx := range chart.PrescriptionsOf(plan.ID) {
				clinic.Conflicts(cat, chart, &rx, today)
			}
		}},
		{"SignSession", func() { clinic.CanSignSession(cat, chart, session) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.ask()
			}
			b.ReportMetric(float64(len(chart.Records())), "records")
		})
	}
}
