package store

import (
	"reflect"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	return must(timezone.Load(name))(t)
}

func kept(t testing.TB, s *Store, zone string) {
	t.Helper()
	apply(t, s, put(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", Zone: zone}))
}

// A clinic without a time zone goes by the machine's; one with its own goes by that, at once and after it is opened again.
func TestDaysAreByTheClinicsZone(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	begin := time.Date(2026, 3, 4, 22, 30, 0, 0, time.UTC)
	cfg.Clock, cfg.Zone, cfg.NewID = func() time.Time { return begin }, zone(t, "Europe/London"), nil
	s := must(Open(t.Context(), cfg))(t)
	says := func(what, zone string, today clinic.Date) {
		t.Helper()
		if s.Zone().String() != zone || s.today() != today || !s.Now().Equal(begin) || s.UnknownZone() != "" {
			t.Errorf("%s: %s in %v, %q is unknown", what, s.Now(), s.Zone(), s.UnknownZone())
		}
	}
	says("nothing kept", "Europe/London", "2026-03-04")
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	kept(t, s, "")
	says("none chosen", "Europe/London", "2026-03-04")
	told := ""
	cancel := s.Subscribe(func(clinic.Changes) { told = s.Zone().String() })
	kept(t, s, "Pacific/Auckland")
	says("Auckland", "Pacific/Auckland", "2026-03-05")
	if told != "Pacific/Auckland" {
		t.Errorf("whoever was told of it finds %s", told)
	}
	cancel()
	if c := must(s.Chart(t.Context(), "p1"))(t); c.Day(begin) != "2026-03-05" {
		t.Errorf("the chart has %s", c.Day(begin))
	}
	if all := must(s.Charts(t.Context(), []string{"p1"}, []clinic.Kind{clinic.KindSession}))(t); all[0].Day(begin) != "2026-03-05" {
		t.Errorf("the charts have %s", all[0].Day(begin))
	}
	// An injury of the 5th is none ahead in Auckland.
	if _, err := s.Apply(t.Context(), put(&clinic.Injury{ID: "i", PatientID: "p1", Structure: "soleus", Side: "L", Type: clinic.InjuryStrain, InjuredOn: "2026-03-05"})); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	says("opened again", "Pacific/Auckland", "2026-03-05")
}

// A name that is not known, as a newer version may have kept it, is kept and said; days go by the machine meanwhile.
func TestUnknownZone(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	cfg.Zone, cfg.NewID = zone(t, "Europe/London"), nil
	s := must(Open(t.Context(), cfg))(t)
	kept(t, s, "Pacific/Auckland")
	c := clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4", Zone: "Mars/Olympus"}
	if _, err := s.Apply(t.Context(), put(&c)); clinic.FieldMessage(err, "zone") == (clinic.Sentence{}) {
		t.Errorf("it was chosen: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	unguarded(t, cfg.Dir, "UPDATE change SET after = replace(after, 'Pacific/Auckland', 'Mars/Olympus')", "UPDATE clinic SET zone = 'Mars/Olympus'") // as a newer version writes it
	s = must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	if s.UnknownZone() != "Mars/Olympus" || s.Zone().String() != "Europe/London" {
		t.Errorf("%q, in %v", s.UnknownZone(), s.Zone())
	}
	found := must(s.Clinic(t.Context()))(t)
	if !reflect.DeepEqual(found, c) {
		t.Errorf("kept %+v", found)
	}
	found.Phone = "08 9000 1111" // which does not touch it
	apply(t, s, put(&found))
	if after := must(s.Clinic(t.Context()))(t); !reflect.DeepEqual(after, found) || s.UnknownZone() != "Mars/Olympus" {
		t.Errorf("then %+v", after)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
	kept(t, s, "Pacific/Auckland")
	if s.UnknownZone() != "" || s.Zone().String() != "Pacific/Auckland" {
		t.Errorf("%q, in %v", s.UnknownZone(), s.Zone())
	}
}

// What was kept before the clinic had a time zone is carried over without one.
func TestOlderClinicHasNoZone(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, firstSteps(t, 8))
	s := must(open(t.Context(), cfg, firstSteps(t, 8)))(t)
	writePast(t, s, earlier{"", []clinic.Record{&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4"}}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	if c := must(s.Clinic(t.Context()))(t); c.Name != "Harbour" || c.Zone != "" || s.UnknownZone() != "" || s.Zone() != time.UTC {
		t.Errorf("%+v in %v", c, s.Zone())
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
	kept(t, s, "Pacific/Auckland")
	if s.Zone().String() != "Pacific/Auckland" {
		t.Errorf("in %v", s.Zone())
	}
}
