package main

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// booked adds appointments to the clinic: two on 4 March 2025, of which one was called off, and one for today.
func booked(t *testing.T, dir string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	visit := func(id, patient string, day clinic.Date, start int, state clinic.AppointmentState) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: patient, PractitionerID: "a1", RoomID: "r1", Day: day, Start: start, Minutes: 45, State: state, CreatedAt: at,
			Steps: []clinic.AppointmentStep{{State: state, At: at, By: "Ana Reyes"}},
		}
	}
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Room{ID: "r1", Name: "Garden\troom, \"back\"", CreatedAt: at},
		visit("v2", "p1", "2025-03-04", 14*60+15, clinic.Booked), visit("v1", "p2", "2025-03-04", 9*60, clinic.CancelledLate),
		visit("v3", "p1", "2025-03-11", 14*60+15, clinic.Confirmed), visit("v4", "p2", clinic.DateOf(s.Now()), 8*60, clinic.Booked),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestListAppointments(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	booked(t, dir)
	const (
		first  = "v1\t2025-03-04, 09:00, 45 minutes, Ana Reyes, Garden room, \"back\", Amir A. Khan, cancelled-late\n"
		second = "v2\t2025-03-04, 14:15, 45 minutes, Ana Reyes, Garden room, \"back\", Margaret (Peg) Doyle, booked\n"
		third  = "v3\t2025-03-11, 14:15, 45 minutes, Ana Reyes, Garden room, \"back\", Margaret (Peg) Doyle, confirmed\n"
	)
	for days, want := range map[string]string{
		"--from 2025-03-04 --to 2025-03-04": first + second, "--from 2025-03-04 --to 2025-03-11": first + second + third, "--from 2025-03-05 --to 2025-03-10": "",
	} {
		if status, out, errs := call(append([]string{"list", "appointments", "--data", dir}, strings.Fields(days)...)...); status != done || out != want {
			t.Errorf("%s: %d\n%q\n%q", days, status, out, errs)
		}
	}
	if out, _ := well(t, "list", "appointments", "--data", dir); !strings.HasPrefix(out, "v4\t") || strings.Count(out, "\n") != 1 {
		t.Errorf("of today: %q", out)
	}
	if out, _ := well(t, "list", "--from", "2025-03-11", "appointments", "--data", dir); !strings.HasPrefix(out, third+"v4\t") {
		t.Errorf("until today: %q", out)
	}
	for _, days := range []string{"--from 2999-01-01", "--to 2025-03-11"} { // one alone is a day by itself where today is on its wrong side
		if status, out, errs := call(append([]string{"list", "appointments", "--data", dir}, strings.Fields(days)...)...); status != done || (out == third) != strings.HasPrefix(days, "--to") {
			t.Errorf("%s: %d %q %q", days, status, out, errs)
		}
	}
	if status, _, errs := call("list", "appointments", "--data", dir, "--from", "1980-01-01", "--to", "2025-03-11"); status != wrong || !strings.Contains(errs, "forty years") {
		t.Errorf("%d %q", status, errs)
	}
}

func TestListAppointmentsAsCSV(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	booked(t, dir)
	out, _ := well(t, "list", "appointments", "--csv", "--from", "2025-03-04", "--to", "2025-03-04", "--data", dir)
	got, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	want := [][]string{
		{"id", "day", "time", "minutes", "practitioner", "room", "patient", "state"},
		{"v1", "2025-03-04", "09:00", "45", "Ana Reyes", "Garden room, \"back\"", "Amir A. Khan", "cancelled-late"},
		{"v2", "2025-03-04", "14:15", "45", "Ana Reyes", "Garden room, \"back\"", "Margaret (Peg) Doyle", "booked"},
	}
	if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("%q, %v", got, err)
	}
}

// What somebody typed is no formula in a spreadsheet.
func TestNoFormulaInCSV(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	booked(t, dir)
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	if _, err := s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Room{ID: "r1", Name: "=HYPERLINK(\"http://example.com\")", CreatedAt: at}, &clinic.Practitioner{ID: "a1", Name: "+61", CreatedAt: at},
		&clinic.Patient{ID: "p1", GivenName: "@Peg", FamilyName: "Doyle-Lee", CreatedAt: at}, &clinic.Patient{ID: "p2", GivenName: "\t-1", CreatedAt: at},
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	list := []string{"list", "appointments", "--from", "2025-03-04", "--to", "2025-03-04", "--data", dir}
	out, _ := well(t, append(list, "--csv")...)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%q, %v", rows, err)
	}
	for i, want := range [][]string{{"'+61", "'=HYPERLINK(\"http://example.com\")", "'-1"}, {"'+61", "'=HYPERLINK(\"http://example.com\")", "'@Peg Doyle-Lee"}} {
		if got := rows[i+1][4:7]; !slices.Equal(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	}
	if out, _ := well(t, list...); strings.Contains(out, "'") {
		t.Errorf("no table: %q", out)
	}
}
