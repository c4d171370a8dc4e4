package main

import (
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// Whoever has been joined is listed once; the number of the record that leads there says where, and is taken as well.
func TestListJoined(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := s.Now()
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Patient{ID: "p8", GivenName: "Kit", FamilyName: "Shaw", CreatedAt: at},
		&clinic.Patient{ID: "p9", GivenName: "Christopher", FamilyName: "Shaw", CreatedAt: at},
		&clinic.Joined{ID: "j", PatientID: "p8", Other: "p9", At: at, By: "Ana Reyes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	out, _ := well(t, "list", "patients", "--data", dir)
	if !strings.Contains(out, "p8\tKit Shaw\n") || !strings.HasSuffix(out, "p9\tjoined with p8, Kit Shaw\n") || strings.Contains(out, "Christopher") {
		t.Errorf("%q", out)
	}
}
