package desk_test

import (
	"fmt"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// BenchmarkTap is what one tap costs from the change to the screens: how often a chart is read anew, each time with a
// statement for every kind of record, how often anything else is asked of the records, and how often the screens are
// laid out.
func BenchmarkTap(b *testing.B) {
	r := desktest.New(b)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	records := &counted{Records: r.Desk.Store}
	r.Desk.Store = records
	r.Desk.Chart(p.ID)
	r.Desk.Practitioner()
	*records = counted{Records: records.Records}
	shown, n := 0, 0
	r.Desk.Show = func(clinic.Changes) {
		shown++
		r.Desk.Chart(p.ID)
	}
	for b.Loop() {
		n++
		p.Occupation = fmt.Sprint("Nurse ", n)
		if err := r.Desk.Apply(clinic.Operation{Label: clinic.Say("Work"), Scope: p.ID, Put: []clinic.Record{&p}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(records.charts)/float64(n), "charts/op")
	b.ReportMetric(float64(records.lists)/float64(n), "lists/op")
	b.ReportMetric(float64(shown)/float64(n), "layouts/op")
}
