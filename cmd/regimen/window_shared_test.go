//go:build window

package main

import (
	"testing"

	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/store/pgtest"
)

// Two windows on the same records: what is written in one is seen in the other, also when it was written
// while the server was away, and by somebody who closed the window meanwhile.
func TestWindowsOnSharedRecords(t *testing.T) {
	cluster := pgtest.Own(t, pgtest.Options{})
	server, err := store.OpenServer(store.Config{URL: cluster.DatabaseURL("regimen")})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	open := func(machine string) *person {
		user, password, err := server.AddMachine(t.Context(), machine)
		if err != nil {
			t.Fatal(err)
		}
		return sitAt(t, machine, []string{"--database", cluster.URL(user, password, "regimen")})
	}
	occupation := func(p *person, want string) {
		t.Helper()
		got := ""
		p.await("in the shared records: "+want, func() bool {
			s, err := store.Open(t.Context(), store.Config{URL: cluster.DatabaseURL("regimen"), ReadOnly: true})
			if err != nil {
				got = err.Error()
				return false
			}
			defer s.Close()
			hits, _, err := s.Patients(t.Context(), lookup.Filter{}, 2, 0)
			if err != nil || len(hits) != 1 {
				got = "no patient"
				return false
			}
			found, err := s.Patient(t.Context(), hits[0].ID)
			got = found.Occupation
			return err == nil && got == want
		}, &got)
	}

	tablet := open("tablet")
	tablet.sees("Welcome to Regimen")
	tablet.turn() // on a slow machine the entrance was there first
	tablet.tap("Begin without a name")
	tablet.sees("Begin with the first patient")
	tablet.press("ctrl+n")
	tablet.types("Ines")
	tablet.press("Tab")
	tablet.types("Faria")
	tablet.press("Tab")
	tablet.sees("Ines Faria has a record")
	tablet.back("Details")
	tablet.shows("details")

	reception := open("reception")
	reception.sees("Plans due")
	reception.turn()
	reception.back("Details")
	reception.fill("Occupation", "Violin maker")
	reception.press("Tab")
	occupation(reception, "Violin maker")
	tablet.sees("Violin maker", "on reception")
	reception.sees("on tablet")

	if err := cluster.Kill(); err != nil {
		t.Fatal(err)
	}
	reception.sees("No connection to the shared records since")
	reception.fill("Occupation", "Violin teacher")
	reception.press("Tab")
	reception.sees("1 change is waiting.")
	reception.shows("lost")
	reception.quit()
	reception.start()
	reception.sees("The shared records did not open", "1 change made on this computer waits to be sent. It is safe here.")
	reception.shows("entrance")
	if err := cluster.Restart(); err != nil {
		t.Fatal(err)
	}
	reception.press("Return")
	occupation(reception, "Violin teacher")
	tablet.sees("Violin teacher")
	reception.turn()
	reception.back("Details")
	reception.sees("Violin teacher")
	reception.shows("again")
	reception.quit()
	tablet.turn()
	tablet.quit()
}
