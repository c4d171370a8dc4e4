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

func TestListRecalls(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	before, _ := well(t, "list", "recalls", "--data", dir)
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	yesterday := clinic.DateOf(s.Now()).AddDays(-1)
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Patient{ID: "p9", GivenName: "=Kit", FamilyName: "Shaw", Phones: []clinic.Phone{{Number: "0400 000 009"}}, CreatedAt: at},
		&clinic.Appointment{
			ID: "v9", PatientID: "p9", PractitionerID: "a1", Day: yesterday, Start: 540, Minutes: 45, State: clinic.Missed, CreatedAt: at,
			Steps: []clinic.AppointmentStep{{State: clinic.Missed, At: at, By: "Ana Reyes"}},
		},
		&clinic.Contact{ID: "c9", PatientID: "p9", At: s.Now(), By: "Ana Reyes", About: []clinic.CallFor{{Reason: clinic.RecallMissed, Of: "v9"}}, Outcome: clinic.ContactNotReached, AgainOn: yesterday},
	})
	if err != nil {
		t.Fatal(err)
	}
	today := string(clinic.DateOf(s.Now()))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	says := "Did not come on " + yesterday.Short() + " and is not booked again"
	out, _ := well(t, "list", "recalls", "--data", dir)
	if want := "p9\t=Kit Shaw, 0400 000 009, Ana Reyes, " + says + ", 1, " + today + "\n"; !strings.HasPrefix(out, want) || out != want+before {
		t.Errorf("%q, want %q before %q", out, want, before)
	}
	out, _ = well(t, "list", "recalls", "--csv", "--data", dir)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) < 2 || !slices.Equal(rows[1], []string{"p9", "'=Kit Shaw", "0400 000 009", "", "Ana Reyes", says, "1", today}) {
		t.Errorf("%q, %v", rows, err)
	}
	for _, line := range [][]string{{"list", "recalls", "--from", "2025-03-04"}, {"list", "patients", "--csv"}} {
		if status, _, _ := call(append(line, "--data", dir)...); status != wrong {
			t.Errorf("%q was taken: %d", line, status)
		}
	}
}
