package station

import (
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/timezone"
)

// Two machines in two time zones have the same days, those of the clinic, and follow at once when it is moved.
func TestMachinesInTwoZones(t *testing.T) {
	t.Parallel()
	address := newClinic(t)
	at := time.Date(2026, 3, 4, 22, 30, 0, 0, time.UTC)
	machineIn := func(name, zone string) *machine {
		l, err := timezone.Load(zone)
		if err != nil {
			t.Fatal(err)
		}
		return startOn(t, name, store.Config{URL: as(t, name, address), Dir: t.TempDir(), Patience: time.Minute, Zone: l, Clock: func() time.Time { return at }})
	}
	auckland, london := machineIn("reception", "Pacific/Auckland"), machineIn("tablet", "Europe/London")
	both := []*machine{auckland, london}
	day := func(m *machine) clinic.Date { return clinic.DateOf(m.Now()) }
	if day(auckland) != "2026-03-05" || day(london) != "2026-03-04" {
		t.Errorf("before any zone is kept: %s and %s", day(auckland), day(london))
	}
	for _, m := range both {
		m.chart() // is held before the clinic is moved
	}
	keep := func(m *machine, change func(*clinic.Clinic)) {
		c, err := m.Clinic(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.Paper == "" {
			c.Paper = "A4"
		}
		change(&c)
		if _, err := m.Apply(t.Context(), clinic.KeepClinic(clinic.Env{Now: m.Now}, clinic.Say("Keep"), c)); err != nil {
			t.Fatal(err)
		}
	}
	agree := func(what, zone string, today clinic.Date) {
		t.Helper()
		for _, m := range both {
			m.until(what, func() bool { return m.Zone().String() == zone })
			session := m.session()
			if got := m.chart().Day(at); got != today || day(m) != today {
				t.Errorf("%s, %s: today is %s, the chart has %s; want %s", what, m.shared.Machine(), day(m), got, today)
			}
			if got := m.chart().In(session.CreatedAt).Location().String(); got != zone {
				t.Errorf("%s: times are shown in %s", what, got)
			}
		}
	}
	keep(auckland, func(c *clinic.Clinic) { c.Name = "Harbour" })
	agree("the first who kept details", "Pacific/Auckland", "2026-03-05")
	keep(london, func(c *clinic.Clinic) { c.Phone = "09 555 1234" })
	london.sent()
	agree("then the other", "Pacific/Auckland", "2026-03-05")

	// A session that is begun in London late in the evening is one of the day in Auckland, for both.
	env := clinic.Env{Now: london.Now, NewID: london.NewID}
	s, op := clinic.StartSession(env, london.chart(), nil, "kim")
	if _, err := london.Apply(t.Context(), op); err != nil {
		t.Fatal(err)
	}
	auckland.until("the session is there", func() bool { return auckland.chart().Session(s.ID) != nil })
	for _, m := range both {
		if got := m.chart().Session(s.ID); got.Date != "2026-03-05" || !got.StartedAt.Equal(at) {
			t.Errorf("%s has %s, begun %s", m.shared.Machine(), got.Date, got.StartedAt)
		}
		rows, err := m.Sessions(t.Context(), day(m), day(m))
		if err != nil || len(rows) != 1 || rows[0].ID != s.ID {
			t.Errorf("%s lists %v today: %v", m.shared.Machine(), rows, err)
		}
	}

	keep(london, func(c *clinic.Clinic) { c.Zone = "Europe/London" })
	agree("moved", "Europe/London", "2026-03-04")
}
