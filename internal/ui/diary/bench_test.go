package diary_test

import (
	"slices"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/diary"
)

// BenchmarkTurn turns the days and the weeks of eight practitioners, until they are read and laid out, with ten years of
// diary behind them (one with -short) and with two weeks. It has to take the same.
func BenchmarkTurn(b *testing.B) {
	years := 10
	if testing.Short() {
		years = 1
	}
	for _, view := range []string{"Day", "Week"} {
		b.Run(view, func(b *testing.B) {
			young, old := clinicOf(b, view, 14), clinicOf(b, view, years*365)
			var few, many []time.Duration
			for b.Loop() {
				few, many = append(few, young()), append(many, old())
			}
			b.ReportMetric(middle(few), "ms/two-weeks")
			b.ReportMetric(middle(many), "ms/years")
			b.ReportMetric(middle(many)/middle(few), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// middle is the time in the middle of all, in milliseconds.
func middle(all []time.Duration) float64 {
	slices.Sort(all)
	return float64(all[len(all)/2].Microseconds()) / 1000
}

// clinicOf opens a diary with so many days behind it, and gives what turns it on and back and takes the time of it.
func clinicOf(b *testing.B, view string, behind int) (turn func() time.Duration) {
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
		load(charged(batch, r.Desk.NewID))
	}
	all, err := r.Store.Practitioners(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if err := r.Desk.WorkAs(all[len(all)-1].ID); err != nil {
		b.Fatal(err)
	}
	s := diary.New(r.Desk)
	r.Watch(s)
	r.Show(s.Head(), 740, 64)
	r.Tap(view)
	r.Show(s.Object(), 1180, 660)
	r.Settle()
	day, on := today, false
	return func() time.Duration {
		step := 7
		if on = !on; !on {
			step = -7
		}
		day = day.AddDays(step)
		begin := time.Now()
		s.Show(day)
		r.Settle()
		return time.Since(begin)
	}
}

// charged charges each visit that is over, of which all but every eighth is paid.
func charged(batch []clinic.Record, newID func() string) []clinic.Record {
	const cents = 9500
	out := slices.Clone(batch)
	n := 0
	for i, x := range batch {
		a, ok := x.(*clinic.Appointment)
		if !ok || a.State != clinic.Attended {
			continue
		}
		now := *a
		in := &clinic.Invoice{ID: newID(), PatientID: a.PatientID, Day: a.Day, At: a.CreatedAt, TotalCents: cents, Lines: []clinic.InvoiceLine{
			{Sort: clinic.SoldVisit, Appointment: a.ID, Day: a.Day, Text: "Remedial massage", Quantity: 1, UnitCents: cents, Cents: cents},
		}}
		now.InvoiceID = in.ID
		out[i] = &now
		out = append(out, in)
		if n++; n%8 == 0 {
			continue
		}
		p := &clinic.Payment{ID: newID(), PatientID: a.PatientID, Day: a.Day, At: a.CreatedAt, Cents: cents, Parts: []clinic.PaymentPart{{Way: clinic.ByCard, Cents: cents}}}
		out = append(out, p, &clinic.Allocation{ID: newID(), PatientID: a.PatientID, PaymentID: p.ID, InvoiceID: in.ID, Cents: cents, At: a.CreatedAt})
	}
	return out
}
