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

func TestListDuplicates(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	if out, _ := well(t, "list", "duplicates", "--data", dir); out != "" {
		t.Errorf("nobody is there twice, and the list has %q", out)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 3, 1, 9, 0, 0, 0, time.UTC)
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Patient{ID: "q1", GivenName: "=José", FamilyName: "Muñoz", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0400 000 009"}}, CreatedAt: at},
		&clinic.Patient{ID: "q2", GivenName: "Jose", FamilyName: "Munoz", BirthDate: "1961-04-03", CreatedAt: at},
		&clinic.Patient{ID: "q3", GivenName: "Ava", FamilyName: "Kelly", BirthDate: "2015-02-01", CreatedAt: at},
		&clinic.Patient{ID: "q4", GivenName: "Mia", FamilyName: "Kelly", BirthDate: "2015-02-01", CreatedAt: at},
		&clinic.NotSame{ID: "n1", PatientID: "q4", OtherID: "q3", By: "Ana Reyes", At: at},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	out, _ := well(t, "list", "duplicates", "--data", dir)
	if out != "q1\tq2, =José Muñoz, Jose Munoz, 28, same name; same birth date\n" {
		t.Errorf("listed %q", out)
	}
	out, _ = well(t, "list", "duplicates", "--csv", "--data", dir)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	want := []string{"q1", "'=José Muñoz", "3 Apr 1961", "0400 000 009", "q2", "Jose Munoz", "3 Apr 1961", "", "28", "same name; same birth date"}
	if err != nil || len(rows) != 2 || !slices.Equal(rows[1], want) {
		t.Errorf("%q, %v", rows, err)
	}
	if status, _, _ := call("list", "duplicates", "--from", "2025-03-04", "--data", dir); status != wrong {
		t.Errorf("days were taken: %d", status)
	}
}
