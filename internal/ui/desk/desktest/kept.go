package desktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Kept is all that is kept of the clinic, of its patients who are not archived and of some days of its diary: one record a
// line.
func (r *Rig) Kept(from, to clinic.Date) string {
	r.T.Helper()
	ctx := r.T.Context()
	var records []clinic.Record
	add := func(more []clinic.Record, err error) {
		r.T.Helper()
		if err != nil {
			r.T.Fatal(err)
		}
		records = append(records, more...)
	}
	days, err := r.Store.Days(ctx, from, to)
	for _, day := range days {
		add(day.Records(), err)
	}
	for _, k := range clinic.KindsOf(clinic.OfClinic) {
		add(r.Store.List(ctx, k))
	}
	hits, _, err := r.Store.Patients(ctx, lookup.Filter{}, 100, 0)
	add(nil, err)
	for _, h := range hits {
		chart, err := r.Store.Chart(ctx, h.ID)
		add(chart.Records(), err)
	}
	lines := make([]string, len(records))
	for i, x := range records {
		of, err := json.Marshal(x)
		add(nil, err)
		lines[i] = fmt.Sprintf("%s %s %s", x.Kind(), x.Key(), of)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// Differ are the lines of what was kept before and is kept now that the other does not have; "" where both are the same.
func Differ(before, now string) string {
	a, b := strings.Split(before, "\n"), strings.Split(now, "\n")
	var out []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, "before: "+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, "now:    "+line)
		}
	}
	return strings.Join(out, "\n")
}
