package settings

import (
	"testing"
	"time"

	"regimen/internal/clinic"
)

func TestTimeZoneIsFoundAndKept(t *testing.T) {
	r, _, _ := open(t)
	r.MustSay("Days and times go by this computer's time zone, UTC, until one is chosen. It is Tuesday, 4 March 2025, 09:30 now.")
	r.Type("Clinic's name", "Harbour")
	r.MustSay("Days and times go by this zone on every computer.") // what was kept first is in the machine's
	r.Type("Time zone", "new zealand")
	r.MustSay("Pacific/Auckland", "New Zealand · 22:30", "Pacific/Chatham", "New Zealand · 23:15")
	r.MustNotSay("No time zone has that name")
	r.Save("settings-zone", 1)
	r.Tap("Pacific/Auckland")
	r.MustSay("It is Tuesday, 4 March 2025, 22:30 there now.")
	r.MustNotSay("Pacific/Chatham")
	if got := r.Desk.Clinic().Zone; got != "Pacific/Auckland" {
		t.Errorf("kept %q", got)
	}
	r.Clock.Advance(2 * time.Hour)
	if got := r.Desk.Today(); got != "2025-03-05" {
		t.Errorf("today is %s", got)
	}
}

func TestTypedTimeZoneIsChecked(t *testing.T) {
	r, s, _ := open(t)
	r.Type("Time zone", "australia/perth")
	s.Leave()
	if got := r.Desk.Clinic().Zone; got != "Australia/Perth" {
		t.Errorf("kept %q", got)
	}
	r.Type("Time zone", "Mars/Olympus")
	s.Leave()
	r.MustSay("No time zone has that name. Choose one from the list, or write it as in “Australia/Perth”.")
	if got := r.Desk.Clinic().Zone; got != "Australia/Perth" {
		t.Errorf("kept %q", got)
	}
	r.Type("Time zone", "europe")
	r.MustSay("Europe/Amsterdam", "more: type more of the name.", "Choose one. Until then nothing is changed.")
	r.MustNotSay("No time zone has that name")
	if got := r.Desk.Clinic().Zone; got != "Australia/Perth" {
		t.Errorf("kept %q", got)
	}
	r.Type("Time zone", "Australia/Perth")
	r.MustNotSay("No time zone has that name")
}

// Another machine moves the clinic: the field follows.
func TestTimeZoneOfAnotherMachine(t *testing.T) {
	r, _, _ := open(t)
	r.Put(&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Australia/Perth"})
	r.Settle()
	r.MustSay("It is Tuesday, 4 March 2025, 17:30 there now.")
	r.Elsewhere("Kim", "tablet", &clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Pacific/Auckland"})
	r.MustSay("It is Tuesday, 4 March 2025, 22:30 there now.")
}
