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

// BenchmarkMove moves an appointment of a full day at one machine until another shows it there, which reads the days that it
// has in sight and who comes on them anew.
func BenchmarkMove(b *testing.B) {
	c := pgtest.Own(b, pgtest.Options{Durable: true})
	url := newClinicOn(b, c)
	here, there := start(b, "reception", url, b.TempDir()), start(b, "tablet", url, b.TempDir())
	day := clinic.DateOf(here.Now())
	var records []clinic.Record
	for i := range 64 {
		p := &clinic.Patient{ID: fmt.Sprint("patient-", i), GivenName: fmt.Sprint("Patient ", i), CreatedAt: begin}
		a := &clinic.Appointment{
			ID: fmt.Sprint("visit-", i), PatientID: p.ID, PractitionerID: "kim", Day: day.AddDays(i / 8), Start: (8 + i%8) * 60, Minutes: 45, State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}}, CreatedAt: begin,
		}
		records = append(records, p, a)
	}
	if _, err := here.Apply(b.Context(), clinic.Operation{Label: clinic.Say("Book"), Put: records}); err != nil {
		b.Fatal(err)
	}
	here.sent()
	shown := func(m *machine) []clinic.Appointment {
		days, err := m.Days(b.Context(), day, day.AddDays(6))
		if err != nil {
			b.Fatal(err)
		}
		var ids []string
		for _, d := range days {
			for _, a := range d.Appointments() {
				ids = append(ids, a.PatientID)
			}
		}
		if _, err := m.Charts(b.Context(), ids, []clinic.Kind{clinic.KindPatient}); err != nil {
			b.Fatal(err)
		}
		return days[0].Appointments()
	}
	there.until("the day is there", func() bool { return len(shown(there)) == 8 })
	seen := make(chan int, 1000)
	defer there.Subscribe(func(clinic.Changes) {
		for _, a := range shown(there) {
			if a.ID == "visit-0" {
				seen <- a.Start
			}
		}
	})()
	var times []time.Duration
	for n := 0; b.Loop(); n++ {
		var a clinic.Appointment
		for _, x := range shown(here) {
			if x.ID == "visit-0" {
				a = x
			}
		}
		to := a.Slot()
		to.From = 17*60 + n%2*30
		begin := time.Now()
		if _, err := here.Apply(b.Context(), clinic.Reschedule(a, "Patient 0", to, nil)); err != nil {
			b.Fatal(err)
		}
		for got := -1; got != to.From; got = <-seen {
		}
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/seen-elsewhere")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "ms/seen-elsewhere-worst")
	b.ReportMetric(0, "ns/op")
}
