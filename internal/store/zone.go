package store

import (
	"context"
	"time"

	"regimen/internal/clinic"
)

// whereabouts are where the clinic is by now: the name of its time zone, as it is kept, and the zone that goes for it.
type whereabouts struct {
	name string
	at   *time.Location
}

// Zone is the time zone by which the clinic has its days.
func (s *Store) Zone() *time.Location { return s.zone.Load().at }

// UnknownZone is the name of the clinic's time zone where this version of the program knows none of that name, so that
// that of the machine goes for it; "" where all is well.
func (s *Store) UnknownZone() string {
	p := s.zone.Load()
	if _, known := (&clinic.Clinic{Zone: p.name}).Location(nil); known {
		return ""
	}
	return p.name
}

// Now is the time that the records go by, where the clinic is: the server's where they are shared.
func (s *Store) Now() time.Time { return s.cfg.Clock().In(s.Zone()) }

func (s *Store) today() clinic.Date { return clinic.DateOf(s.Now()) }

// inZone keeps in mind where the clinic is.
func (s *Store) inZone(c clinic.Clinic) {
	if p := s.zone.Load(); p.name == c.Zone {
		return
	}
	s.zone.Store(&whereabouts{c.Zone, s.ZoneOf(c)})
}

// ZoneOf is the time zone of a clinic on this machine.
func (s *Store) ZoneOf(c clinic.Clinic) *time.Location {
	at, _ := c.Location(s.cfg.Zone)
	return at
}

// findZone reads where the clinic is, whatever whoever works here may see. Until it can be read it is where it was last.
func (s *Store) findZone(ctx context.Context) {
	ctx, done := s.patient(ctx)
	defer done()
	var all []clinic.Record
	err := records(ctx, s.reads, clinic.KindClinic, "", nil, func(r clinic.Record) error {
		all = append(all, r)
		return nil
	})
	if err != nil {
		s.cfg.Log.Warn("the clinic's time zone could not be read", "error", err)
		return
	}
	s.inZone(clinic.Practice(all))
}

// followZone finds anew where the clinic is when its details changed, before anybody is told. What cannot be read now is
// read when the details are.
func (s *Store) followZone(ch clinic.Changes) {
	if ch.Touches("", clinic.KindClinic) {
		s.findZone(context.Background())
	}
}
