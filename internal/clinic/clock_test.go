package clinic

import (
	"strings"
	"testing"
	"time"

	"regimen/internal/timezone"
)

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	l, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A moment has its day where the clinic is, also in the nights in which its clocks change.
func TestDayOfAMoment(t *testing.T) {
	t.Parallel()
	auckland := zoneOf(t, "Pacific/Auckland")
	for _, x := range []struct {
		utc  string
		zone *time.Location
		day  Date
		time string
	}{
		{"2026-03-04T22:30:00Z", nil, "2026-03-04", "22:30"},
		{"2026-03-04T22:30:00Z", auckland, "2026-03-05", "11:30"},
		{"2026-03-04T10:59:00Z", auckland, "2026-03-04", "23:59"},
		{"2026-03-04T11:00:00Z", auckland, "2026-03-05", "00:00"},
		{"2026-04-04T13:59:00Z", auckland, "2026-04-05", "02:59"}, // the clocks went back to two o'clock then
		{"2026-04-04T14:00:00Z", auckland, "2026-04-05", "02:00"},
		{"2026-04-05T11:59:00Z", auckland, "2026-04-05", "23:59"}, // a day of 25 hours
		{"2026-04-05T12:00:00Z", auckland, "2026-04-06", "00:00"},
		{"2026-09-26T13:59:00Z", auckland, "2026-09-27", "01:59"}, // and forward to three
		{"2026-09-26T14:00:00Z", auckland, "2026-09-27", "03:00"},
		{"2026-09-27T10:59:00Z", auckland, "2026-09-27", "23:59"}, // a day of 23 hours
		{"2026-09-27T11:00:00Z", auckland, "2026-09-28", "00:00"},
	} {
		at, err := time.Parse(time.RFC3339, x.utc)
		if err != nil {
			t.Fatal(err)
		}
		c := (&Chart{}).At(x.zone)
		if c.Day(at) != x.day || c.In(at).Format("15:04") != x.time {
			t.Errorf("%s in %v is %s %s, not %s %s", x.utc, x.zone, c.Day(at), c.In(at).Format("15:04"), x.day, x.time)
		}
		if with := c.With([]Record{&Patient{ID: "p"}}, nil); with.Day(at) != x.day {
			t.Errorf("the chart with a patient has %s", with.Day(at))
		}
	}
}

// Rules go by the days of the clinic.
func TestRulesGoByTheClinicsDays(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 4, 22, 30, 0, 0, time.UTC)
	for zone, day := range map[string]Date{"UTC": "2026-03-04", "Pacific/Auckland": "2026-03-05"} {
		c := (&Chart{
			Patient:    Patient{ID: "p"},
			Screenings: []Screening{{ID: "s", PatientID: "p", Item: ItemClot, Answer: AnswerNo, At: at}},
			Plans:      []Plan{{ID: "v1", PatientID: "p", Lineage: "v1", Version: 1, CreatedAt: at, AgreedAt: at}},
			Consents:   []Consent{{ID: "c", PatientID: "p", Areas: []string{GeneralArea}, Decision: ConsentRefused, At: at}},
		}).At(zoneOf(t, zone))
		if got := c.LastAsked(&Session{ID: "next", Date: "2026-04-01"}); got != day {
			t.Errorf("%s: asked on %s", zone, got)
		}
		if got := c.answeredOn(&c.Screenings[0]); got != day {
			t.Errorf("%s: answered on %s", zone, got)
		}
		if got := c.courseStart(&c.Plans[0]); got != day {
			t.Errorf("%s: begun on %s", zone, got)
		}
		if _, days := c.courseLength(&c.Plans[0], "2026-03-14"); days != day.DaysUntil("2026-03-14") {
			t.Errorf("%s: %d days", zone, days)
		}
		subject := ConsentSubject{Area: GeneralArea, Name: "Massage"}
		if got := c.ConsentStanding(subject, Consenting{}).lacks(subject); got.With == "" || !strings.Contains(got.With, string(day)) {
			t.Errorf("%s: %s", zone, got)
		}
	}
}

// The details get the time zone of whoever keeps them first, and keep it wherever they are changed next.
func TestKeepClinic(t *testing.T) {
	t.Parallel()
	in := func(zone string) Env {
		return Env{Now: func() time.Time { return time.Date(2026, 3, 4, 22, 30, 0, 0, time.UTC).In(zoneOf(t, zone)) }}
	}
	kept := func(op Operation) Clinic { return *op.Put[0].(*Clinic) }
	c := kept(KeepClinic(in("Pacific/Auckland"), Say("Name"), Clinic{Name: "Harbour", Paper: "A4"}))
	if c.Zone != "Pacific/Auckland" || c.ID != ClinicID {
		t.Errorf("%+v", c)
	}
	if c = kept(KeepClinic(in("Europe/London"), Say("Phone"), c)); c.Zone != "Pacific/Auckland" {
		t.Errorf("moved to %s", c.Zone)
	}
	nameless := Env{Now: func() time.Time { return time.Date(2026, 3, 4, 22, 30, 0, 0, time.FixedZone("", 3600)) }}
	if c := kept(KeepClinic(nameless, Say("Name"), Clinic{Paper: "A4"})); c.Zone != "" {
		t.Errorf("in %q", c.Zone)
	}
}

func TestClinicsLocation(t *testing.T) {
	t.Parallel()
	london := zoneOf(t, "Europe/London")
	for zone, want := range map[string]struct {
		at    string
		known bool
	}{"": {"Europe/London", true}, "Pacific/Auckland": {"Pacific/Auckland", true}, "Mars/Olympus": {"Europe/London", false}} {
		if at, known := (&Clinic{Zone: zone}).Location(london); at.String() != want.at || known != want.known {
			t.Errorf("%q: %v, %v", zone, at, known)
		}
	}
}
