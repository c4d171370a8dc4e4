package today

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/due"
)

// BenchmarkDay reads who comes today to eight practitioners, with what to know at the door, with ten years of diary behind the
// day (one with -short) and with two weeks. It has to take the same.
func BenchmarkDay(b *testing.B) {
	years := 10
	if testing.Short() {
		years = 1
	}
	young, old := dayOf(b, 14), dayOf(b, years*365)
	var few, many []time.Duration
	for b.Loop() {
		few, many = append(few, young()), append(many, old())
	}
	middle := func(all []time.Duration) float64 {
		slices.Sort(all)
		return float64(all[len(all)/2].Microseconds()) / 1000
	}
	b.ReportMetric(middle(few), "ms/two-weeks")
	b.ReportMetric(middle(many), "ms/years")
	b.ReportMetric(middle(many)/middle(few), "ratio")
	b.ReportMetric(0, "ns/op")
}

// dayOf fills a clinic with so many days behind today, and gives what reads the list of today and takes the time of it.
func dayOf(b *testing.B, behind int) (read func() time.Duration) {
	b.Helper()
	r := desktest.New(b)
	var patients []string
	load := func(batch []clinic.Record) {
		b.Helper()
		if _, err := r.Store.Load(b.Context(), clinic.Say("Large clinic"), batch); err != nil {
			b.Fatal(err)
		}
	}
	for batch := range demo.Large(r.Clock.Now(), r.Desk.Catalogue, r.Desk.Atlas.Label, 500, 2500) {
		for _, x := range batch {
			if x.Kind() == clinic.KindPatient {
				patients = append(patients, x.Key())
			}
		}
		load(batch)
	}
	for batch := range demo.LargeDiary(r.Clock.Now(), patients, 8, behind, 28) {
		load(batch)
	}
	s := New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil)
	return func() time.Duration {
		begin := time.Now()
		list, err := s.readComing(b.Context(), r.Desk.Today())
		took := time.Since(begin)
		if err != nil || len(list) != 64 {
			b.Fatalf("%d come: %v", len(list), err)
		}
		return took
	}
}
