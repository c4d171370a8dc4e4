package bodymap

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
)

// BenchmarkTap is a tap on a figure of 1600 by 1800 that carries a dozen marks, until the mark it makes is
// painted; and the same with everything painted anew. What the graphics card does is not in it.
func BenchmarkTap(b *testing.B) {
	const width, height = 1600, 1800
	_, m, heard := show(b, Options{Bare: true, View: "posterior"}, width, height)
	p := m.panes[0]
	regions := p.view.Layer(anatomy.Surface)
	mark := func(s *anatomy.Shape) drawing.Mark {
		return drawing.Mark{Code: s.Codes[0], Side: s.Side, Kind: drawing.Pain, Severity: 6, Source: drawing.Therapist}
	}
	var marked []drawing.Mark
	for i := range 12 {
		marked = append(marked, mark(regions[i*len(regions)/12]))
	}
	var marks, anew []time.Duration
	var slowest time.Duration
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		m.SetMarks(marked)
		shape := regions[i%len(regions)]
		at := p.toScreen(shape.Center())
		b.StartTimer()
		start := time.Now()
		heard.tap(p, at)
		m.SetMarks(append(slices.Clone(marked), mark(shape)))
		took := time.Since(start)
		b.StopTimer()
		marks = append(marks, took)
		slowest = max(slowest, took)

		r := p.rendered
		r.plain.key = nil
		for _, s := range slices.Concat(r.regions, r.badges) {
			s.key = nil
		}
		start = time.Now()
		p.Refresh()
		anew = append(anew, time.Since(start))
		b.StartTimer()
	}
	if got := p.Size(); got != fyne.NewSize(width, height) {
		b.Fatalf("the figure is %v", got)
	}
	half := func(d []time.Duration) time.Duration {
		slices.Sort(d)
		return d[len(d)/2]
	}
	one, all := half(marks), half(anew)
	b.ReportMetric(float64(one.Microseconds())/1000, "ms/tap")
	b.ReportMetric(float64(slowest.Microseconds())/1000, "ms/slowest-tap")
	b.ReportMetric(float64(all.Microseconds())/1000, "ms/all-anew")
	b.ReportMetric(float64(one)/float64(all), "ratio")
}
