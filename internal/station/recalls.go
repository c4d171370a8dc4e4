package station

import (
	"context"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// callFacts are what tells who is to be called.
type callFacts struct {
	of     []clinic.CallFacts
	months int
}

// Recalls are all who are to be called today, or are called later, with what was written here.
func (s *Station) Recalls(ctx context.Context) ([]clinic.Recall, error) {
	facts, err := ask(ctx, s, "recalls", func(ctx context.Context) (f callFacts, err error) {
		f.of, f.months, err = s.cfg.Shared.CallFacts(ctx)
		return f, err
	})
	if err != nil {
		return nil, err
	}
	today := clinic.DateOf(s.Now())
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(facts.of)
	for _, sub := range s.queue {
		for i := range all {
			if slices.ContainsFunc(patientsOf(sub.Op), func(p string) bool { return s.folk.Lead(p) == all[i].PatientID }) {
				called(&all[i], sub, today)
			}
		}
	}
	all = slices.DeleteFunc(all, func(f clinic.CallFacts) bool {
		return slices.ContainsFunc(s.queue, func(sub store.Submission) bool { return letAlone(f.PatientID, sub.Op) })
	})
	return clinic.RecallsOn(all, facts.months, today), nil
}

// letAlone reports whether an operation says that a patient is not to be called.
func letAlone(patient string, op clinic.Operation) bool {
	return slices.ContainsFunc(op.Put, func(r clinic.Record) bool {
		p, ok := r.(*clinic.Patient)
		return ok && p.ID == patient && (p.NoCalls || !p.ArchivedAt.IsZero())
	})
}

// called has facts tell of what a submission did to the visits of the patient and to the attempts to reach them.
func called(f *clinic.CallFacts, sub store.Submission, today clinic.Date) {
	f.Contacts = withWritten(slices.Clone(f.Contacts), sub.Op, sub.Base, func(c *clinic.Contact) bool { return c.PatientID == f.PatientID })
	f.Ahead = withWritten(slices.Clone(f.Ahead), sub.Op, sub.Base, func(a *clinic.Appointment) bool {
		return a.PatientID == f.PatientID && a.Day >= today && !a.State.Off() && a.State != clinic.Attended
	})
	f.Missed = withWritten(slices.Clone(f.Missed), sub.Op, sub.Base, func(a *clinic.Appointment) bool {
		return a.PatientID == f.PatientID && (a.State == clinic.Missed || a.State == clinic.CancelledLate)
	})
}
