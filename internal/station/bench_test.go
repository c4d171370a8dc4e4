package station

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// BenchmarkStation measures what a person waits for at a machine that shares records, against the same on a
// machine by itself: until a change is kept and shown, until the shared records have it on their disk, and
// until another machine shows it.
func BenchmarkStation(b *testing.B) {
	c := pgtest.Own(b, pgtest.Options{Durable: true})
	url := newClinicOn(b, c)
	here, there := start(b, "reception", url, b.TempDir()), start(b, "tablet", url, b.TempDir())
	here.chart()
	there.chart()
	for i := range 50 { // a day's worth of screens
		_, _, _ = there.UndoState(b.Context(), fmt.Sprint("scope", i))
	}
	alone, err := store.Open(b.Context(), store.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer alone.Close()
	if _, err := alone.Load(b.Context(), clinic.Say("Begin"), here.chart().Records()); err != nil {
		b.Fatal(err)
	}
	seen := make(chan string, 1000)
	defer there.Subscribe(func(clinic.Changes) {
		if chart, err := there.Chart(b.Context(), "ann"); err == nil {
			seen <- chart.Session("s1").Subjective
		}
	})()
	var kept, sent, shown, single []time.Duration
	for n := 0; b.Loop(); n++ {
		text := fmt.Sprint("text ", n)
		s := here.session()
		s.Subjective = text
		op := clinic.Operation{Label: clinic.Say("Write"), Scope: "s1", Put: []clinic.Record{&s}}
		begin := time.Now()
		if _, err := here.Apply(b.Context(), op); err != nil {
			b.Fatal(err)
		}
		kept = append(kept, time.Since(begin))
		for got := ""; got != text; got = <-seen {
		}
		shown = append(shown, time.Since(begin))
		if err := here.drained(b.Context()); err != nil {
			b.Fatal(err)
		}
		s.Objective = text
		begin = time.Now()
		if _, err := here.shared.Apply(b.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "s1", Put: []clinic.Record{&s}}); err != nil {
			b.Fatal(err)
		}
		sent = append(sent, time.Since(begin))
		single = append(single, timeOf(func() {
			if _, err := alone.Apply(b.Context(), op); err != nil {
				b.Fatal(err)
			}
		}))
		here.refreshNow(b.Context(), clinic.Changes{Patients: []string{"ann"}})
	}
	for _, m := range []struct {
		unit  string
		times []time.Duration
	}{{"ms/kept", kept}, {"ms/acknowledged", sent}, {"ms/seen-elsewhere", shown}, {"ms/sqlite-alone", single}} {
		slices.Sort(m.times)
		b.ReportMetric(float64(m.times[len(m.times)/2].Microseconds())/1000, m.unit)
	}
	slices.Sort(shown)
	b.ReportMetric(float64(shown[len(shown)-1].Microseconds())/1000, "ms/seen-elsewhere-worst")
	b.ReportMetric(0, "ns/op")
}
