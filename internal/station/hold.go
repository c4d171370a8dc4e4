package station

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
)

// Held reports whether a patient's chart can be read without the network.
func (s *Station) Held(patientID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.charts[s.folk.Lead(patientID)]
	return h != nil && h.view != nil
}

// Chart is a patient's chart with all that was written here, of a record that leads to another the chart of that. One that is
// held is given at once; another is read from the shared records and held from then on. It must not be changed.
func (s *Station) Chart(ctx context.Context, patientID string) (*clinic.Chart, error) {
	patientID = s.lead(patientID)
	if err := s.hold(ctx, patientID); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.charts[patientID]
	if h == nil || h.view == nil {
		return nil, errGone
	}
	h.view = h.view.At(s.Zone())
	h.given, h.shown = h.view, h.seen
	return h.view, nil
}

var errGone = sentence{"The patient is not there any more.", clinic.ErrNotFound}

// hold reads a chart unless it is held.
func (s *Station) hold(ctx context.Context, patient string) error {
	s.mu.Lock()
	patient = s.folk.Lead(patient)
	h := s.charts[patient]
	gone := false
	if h != nil {
		s.uses++
		h.used = s.uses
		gone = h.view == nil
	}
	connected, reason := s.connected, s.reason
	s.mu.Unlock()
	switch {
	case gone:
		return errGone
	case h != nil:
		return nil
	case !connected:
		if reason == "" {
			reason = errNotNow.text
		}
		return sentence{reason, store.ErrUnreachable}
	}
	defer s.listen()()
	heardOf := 0
	for {
		chart, seen, err := s.cfg.Shared.ChartAsOf(ctx, patient)
		if err != nil {
			return err
		}
		s.mu.Lock()
		before := heardOf
		if heardOf = s.heardOf[patient]; heardOf == before {
			s.takeLocked(patient, chart, seen)
			s.rebuild([]string{patient})
			s.letGo()
			s.mu.Unlock()
			return nil
		}
		s.mu.Unlock() // changed while it was read; nobody would read it again
	}
}

// listen has the changes counted that are heard while something is read, until the reading ends.
func (s *Station) listen() (end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reading++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.reading--; s.reading == 0 {
			clear(s.heardOf)
		}
	}
}

// hear notes that a patient or a day changed, for those who read it just now. The caller holds the lock.
func (s *Station) hear(of string) {
	if s.reading > 0 {
		s.heardOf[of]++
	}
}

// take holds a chart as the shared records have it, unless a newer one is held.
func (s *Station) take(patient string, chart *clinic.Chart, seen int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.takeLocked(patient, chart, seen)
	s.rebuild([]string{patient})
	s.letGo()
}

func (s *Station) takeLocked(patient string, chart *clinic.Chart, seen int64) {
	h := s.charts[patient]
	if h == nil {
		h = &held{}
		s.charts[patient] = h
		s.uses++
		h.used = s.uses
	}
	if seen >= h.seen {
		h.base, h.seen = chart, seen
	}
}

// rebuildAll shows all that changes concern as the shared records have it, with what is still to be sent. The caller
// holds the lock.
func (s *Station) rebuildAll(ch clinic.Changes) {
	s.rebuild(ch.Patients)
	for _, d := range ch.Days {
		s.rebuildDay(d)
	}
	s.rebuildLists()
}

// rebuild shows charts as the shared records have them, with what is still to be sent. The caller holds the
// lock. However much waits, a chart is copied once.
func (s *Station) rebuild(patients []string) {
	for _, p := range patients {
		h := s.charts[p]
		if h == nil {
			continue
		}
		waiting := make(map[clinic.Ref]clinic.Record) // nil is removed
		var order []clinic.Ref
		change := func(ref clinic.Ref, to clinic.Record) {
			if _, before := waiting[ref]; !before {
				order = append(order, ref)
			}
			waiting[ref] = to
		}
		for _, sub := range s.queue {
			for _, r := range sub.Op.Put {
				if s.folk.Lead(r.PatientKey()) != p {
					continue
				}
				r = clinic.FiledUnder(r, p) // it may have been written before two were joined
				ref := clinic.RefTo(r)
				now, before := waiting[ref]
				if !before && h.base != nil {
					now = h.base.Record(ref)
				}
				change(ref, onto(now, r, under(sub.Base[ref], p)))
			}
			for _, r := range sub.Op.Remove {
				if s.folk.Lead(r.PatientKey()) == p {
					change(clinic.RefTo(r), nil)
				}
			}
		}
		h.view = h.base
		if len(order) > 0 {
			var put []clinic.Record
			var removed []clinic.Ref
			for _, ref := range order {
				if r := waiting[ref]; r != nil {
					put = append(put, r)
				} else {
					removed = append(removed, ref)
				}
			}
			h.view = withRecords(h.base, put, removed)
		}
		if h.base == nil && len(order) == 0 {
			delete(s.charts, p)
		}
	}
}

// under is a record under a patient; nil for none.
func under(r clinic.Record, patient string) clinic.Record {
	if r == nil {
		return nil
	}
	return clinic.FiledUnder(r, patient)
}

// merged is what an operation does to a chart on which others have worked meanwhile: of each record only the
// fields it changed.
func merged(chart *clinic.Chart, op clinic.Operation, base map[clinic.Ref]clinic.Record) clinic.Operation {
	if chart == nil {
		return op
	}
	out := clinic.Operation{Remove: op.Remove}
	for _, r := range op.Put {
		ref := clinic.RefTo(r)
		out.Put = append(out.Put, onto(chart.Record(ref), r, base[ref]))
	}
	return out
}

// onto is a record as it is now with what was changed of it since base; nil is not there.
func onto(now, r, base clinic.Record) clinic.Record {
	if now == nil || base == nil {
		return r
	}
	return clinic.WithFields(now, r, clinic.ChangedFields(base, r))
}

// letGo forgets the charts that were not used for the longest time. The caller holds the lock.
func (s *Station) letGo() {
	for len(s.charts) > mostHeld {
		oldest := ""
		for p, h := range s.charts {
			leads := func(of string) bool { return s.folk.Lead(of) == p }
			free := !leads(s.presence.at.Patient) && !slices.ContainsFunc(s.queue, func(sub store.Submission) bool { return slices.ContainsFunc(patientsOf(sub.Op), leads) })
			if free && (oldest == "" || h.used < s.charts[oldest].used) {
				oldest = p
			}
		}
		if oldest == "" {
			return
		}
		delete(s.charts, oldest)
	}
}

// told hears from the store what was changed; what was changed here is followed where it was sent.
func (s *Station) told(ch clinic.Changes) {
	if ch.Elsewhere {
		s.toFollow(ch)
	}
}

func (s *Station) toFollow(ch clinic.Changes) {
	s.mu.Lock()
	s.fresh = append(s.fresh, ch)
	s.mu.Unlock()
	wake(s.news)
}

// follow brings what others changed onto this machine. What cannot be read is tried again: soon, and at once
// when the connection is back.
func (s *Station) follow(ctx context.Context) {
	again := time.NewTimer(0)
	defer again.Stop()
	var missed []clinic.Changes
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.news:
		case <-again.C:
		}
		if !s.isConnected() {
			continue
		}
		s.mu.Lock()
		missed = append(missed, s.fresh...)
		scopes := s.asked
		s.fresh, s.asked = nil, nil
		s.mu.Unlock()
		kept, read := missed[:0], make(map[string]bool)
		for _, ch := range missed {
			if !s.refresh(ctx, ch, read) {
				kept = append(kept, ch)
			}
		}
		missed = kept
		if s.lookUp(ctx, scopes) {
			s.subscribers.tell(clinic.Changes{Patients: s.shownPatients()})
		}
		if len(missed) > 0 {
			again.Reset(sendAgain)
		}
	}
}

func (s *Station) shownPatients() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.presence.at.Patient; p != "" {
		return []string{p}
	}
	return nil
}

// reading is a chart as the shared records have it.
type reading struct {
	patient string
	chart   *clinic.Chart // nil when the patient is not there
	seen    int64
}

// readAnew reads the charts that changes made old, but for those read already since; whole is false when one
// could not be read.
func (s *Station) readAnew(ctx context.Context, ch clinic.Changes, read map[string]bool) (out []reading, whole bool) {
	whole = true
	for _, p := range ch.Patients {
		s.mu.Lock()
		s.hear(p)
		_, holds := s.charts[p]
		if to := s.folk.Lead(p); to != p { // what was held of it is read with the other
			delete(s.charts, p)
			p = to
			holds = holds || s.charts[p] != nil
		}
		s.mu.Unlock()
		if !holds || read[p] {
			continue
		}
		chart, seen, err := s.cfg.Shared.ChartAsOf(ctx, p)
		if err != nil && !errors.Is(err, clinic.ErrNotFound) {
			whole = false
			continue
		}
		read[p] = true
		out = append(out, reading{p, chart, seen})
	}
	return out, whole
}

// refresh reads anew what changes made old, but for what was read already since, and tells the screens. It is
// false when it could not be read.
func (s *Station) refresh(ctx context.Context, ch clinic.Changes, read map[string]bool) bool {
	if ch.Touches("", clinic.KindJoined) && s.readClinic(ctx) != nil { // by which it is known what to read
		return false
	}
	charts, whole := s.readAnew(ctx, ch, read)
	for _, c := range charts {
		s.take(c.patient, c.chart, c.seen)
	}
	whole = s.readDaysAnew(ctx, ch) && whole
	return whole && s.tell(ctx, ch)
}

// refreshNow is refresh for what was done here just now. What cannot be read yet is followed later.
func (s *Station) refreshNow(ctx context.Context, ch clinic.Changes) {
	if !s.refresh(context.WithoutCancel(ctx), ch, map[string]bool{}) {
		s.toFollow(ch)
	}
}

// tell brings up to date what hangs on the charts, and tells the screens.
func (s *Station) tell(ctx context.Context, ch clinic.Changes) bool {
	whole := true
	if ch.Touches("", clinic.KindsOf(clinic.OfClinic)...) {
		whole = s.readClinic(ctx) == nil
	}
	s.mu.Lock()
	for scope, state := range s.undo {
		state.old = true
		s.undo[scope] = state
	}
	s.mu.Unlock()
	s.subscribers.tell(ch)
	return whole
}

// readClinic reads the clinic's own records.
func (s *Station) readClinic(ctx context.Context) error {
	lists := make(map[clinic.Kind][]clinic.Record)
	for _, k := range clinic.KindsOf(clinic.OfClinic) {
		all, err := s.cfg.Shared.List(ctx, k)
		if err != nil {
			return err
		}
		lists[k] = all
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listed = lists
	s.rebuildLists()
	return nil
}

// List is the records of a kind that is the clinic's own, in the order of their list.
func (s *Station) List(_ context.Context, k clinic.Kind) ([]clinic.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lists[k]), nil
}

// Clinic is the practice.
func (s *Station) Clinic(ctx context.Context) (clinic.Clinic, error) {
	all, err := s.List(ctx, clinic.KindClinic)
	return clinic.Practice(all), err
}

// Practitioners lists the people who treat, and those who did, by name.
func (s *Station) Practitioners(ctx context.Context) ([]clinic.Practitioner, error) {
	all, err := s.List(ctx, clinic.KindPractitioner)
	return clinic.As[clinic.Practitioner](all), err
}

// Templates lists the regimens the clinic keeps, by name, those put away too.
func (s *Station) Templates(ctx context.Context) ([]clinic.Template, error) {
	all, err := s.List(ctx, clinic.KindTemplate)
	return clinic.As[clinic.Template](all), err
}

// Patient is one patient; clinic.ErrNotFound when there is none.
func (s *Station) Patient(ctx context.Context, id string) (clinic.Patient, error) {
	id = s.lead(id)
	if err := s.hold(ctx, id); err != nil {
		return clinic.Patient{}, err
	}
	// Not by Chart: whoever asks for this has not been shown the chart.
	s.mu.Lock()
	defer s.mu.Unlock()
	if h := s.charts[id]; h != nil && h.view != nil {
		return h.view.Patient, nil
	}
	return clinic.Patient{}, errGone
}

// ask asks the shared records about many patients. Without a connection it gives the last answer there was
// to the same question.
func ask[T any](ctx context.Context, s *Station, question string, f func(context.Context) (T, error)) (T, error) {
	s.mu.Lock()
	before, known := s.answers[question].(T)
	connected := s.connected
	s.mu.Unlock()
	if !connected && known {
		return before, nil
	}
	answer, err := f(ctx)
	if err != nil {
		if known && errors.Is(err, store.ErrUnreachable) {
			return before, nil
		}
		return answer, err
	}
	s.mu.Lock()
	if len(s.answers) > 100 {
		clear(s.answers)
	}
	s.answers[question] = answer
	s.mu.Unlock()
	return answer, nil
}

// Plans lists the plans that run and those being written.
func (s *Station) Plans(ctx context.Context) ([]store.PlanRow, error) {
	return ask(ctx, s, "plans", s.cfg.Shared.Plans)
}

// Charts reads, of some patients, the records of some kinds. Those held here are given as they are, with all that
// was written here; without a connection the others have none, but for the patient's own where that was read before.
func (s *Station) Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error) {
	charts := make([]*clinic.Chart, len(patients))
	if s.isConnected() {
		read, err := s.cfg.Shared.Charts(ctx, patients, kinds)
		if err != nil && !errors.Is(err, store.ErrUnreachable) {
			return nil, err
		}
		copy(charts, read)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range charts {
		if c != nil && c.Patient.ID != "" {
			s.people[c.Patient.ID] = c.Patient
		}
	}
	for i, p := range patients {
		p = s.folk.Lead(p)
		if h := s.charts[p]; h != nil && h.view != nil {
			charts[i] = h.view
		}
		if charts[i] == nil {
			charts[i] = &clinic.Chart{Patient: s.people[p], OnlyNamed: true}
		}
		charts[i] = charts[i].At(s.Zone())
	}
	return charts, nil
}

// Sessions lists the sessions from one day to another.
func (s *Station) Sessions(ctx context.Context, from, to clinic.Date) ([]store.SessionRow, error) {
	return ask(ctx, s, "sessions "+string(from+to), func(ctx context.Context) ([]store.SessionRow, error) {
		return s.cfg.Shared.Sessions(ctx, from, to)
	})
}

// Unsigned lists what waits for a signature.
func (s *Station) Unsigned(ctx context.Context, from, to clinic.Date) ([]store.UnsignedRow, error) {
	return ask(ctx, s, "unsigned "+string(from+to), func(ctx context.Context) ([]store.UnsignedRow, error) {
		return s.cfg.Shared.Unsigned(ctx, from, to)
	})
}

// FindingUse counts what was marked of all patients.
func (s *Station) FindingUse(ctx context.Context) (clinic.FindingUse, error) {
	return ask(ctx, s, "use of findings", s.cfg.Shared.FindingUse)
}

// Referrers are who the clinic's patients were referred by, and their doctors.
func (s *Station) Referrers(ctx context.Context) ([]string, error) {
	return ask(ctx, s, "referrers", s.cfg.Shared.Referrers)
}

// Appointments are those of a patient from a day on, by their time, with what was written here.
func (s *Station) Appointments(ctx context.Context, patientID string, from clinic.Date) ([]clinic.Appointment, error) {
	patientID = s.lead(patientID)
	list, err := ask(ctx, s, "appointments "+patientID+string(from), func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.cfg.Shared.Appointments(ctx, patientID, from)
	})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list = slices.Clone(list)
	for _, sub := range s.queue {
		list = withWritten(list, sub.Op, sub.Base, func(a *clinic.Appointment) bool { return s.folk.Lead(a.PatientID) == patientID && a.Day >= from })
	}
	slices.SortFunc(list, clinic.ByDayAndTime)
	return list, nil
}

// WaitingList is everybody who waits for a time that suits, with what was written here.
func (s *Station) WaitingList(ctx context.Context) ([]clinic.Waiting, error) {
	list, err := ask(ctx, s, "waiting list", s.cfg.Shared.WaitingList)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list = slices.Clone(list)
	for _, sub := range s.queue {
		list = withWritten(list, sub.Op, sub.Base, func(w *clinic.Waiting) bool { return w.EndedAt.IsZero() })
	}
	slices.SortFunc(list, clinic.ByWait)
	return list, nil
}

// OpenIntakes are the intake forms that are still to be done something about, with what was written here.
func (s *Station) OpenIntakes(ctx context.Context) ([]clinic.Intake, error) {
	list, err := ask(ctx, s, "intakes", s.cfg.Shared.OpenIntakes)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	list = slices.Clone(list)
	for _, sub := range s.queue {
		list = withWritten(list, sub.Op, sub.Base, func(*clinic.Intake) bool { return true })
	}
	slices.SortFunc(list, clinic.ByBegin)
	return list, nil
}

// withWritten is a list of those records for which belongs says so, after an operation whose maker had found base.
func withWritten[T any, R interface {
	*T
	clinic.Record
}](list []T, op clinic.Operation, base map[clinic.Ref]clinic.Record, belongs func(R) bool,
) []T {
	at := func(key string) int {
		return slices.IndexFunc(list, func(x T) bool { return R(&x).Key() == key })
	}
	for _, r := range op.Put {
		if _, ok := r.(R); !ok {
			continue
		}
		var before clinic.Record
		i := at(r.Key())
		if i >= 0 {
			before = R(&list[i])
			list = slices.Delete(slices.Clone(list), i, i+1)
		}
		if now, ok := onto(before, r, base[clinic.RefTo(r)]).(R); ok && belongs(now) {
			list = append(list, *now)
		}
	}
	for _, r := range op.Remove {
		if _, ok := r.(R); !ok {
			continue
		}
		if i := at(r.Key()); i >= 0 {
			list = slices.Delete(list, i, i+1)
		}
	}
	return list
}

type page struct {
	hits  []lookup.Hit
	total int
}

// Patients lists patients by family name.
func (s *Station) Patients(ctx context.Context, f lookup.Filter, limit, offset int) ([]lookup.Hit, int, error) {
	p, err := ask(ctx, s, fmt.Sprint("patients ", f, limit, offset), func(ctx context.Context) (page, error) {
		hits, total, err := s.cfg.Shared.Patients(ctx, f, limit, offset)
		return page{hits, total}, err
	})
	return p.hits, p.total, err
}

// Search finds patients as the query is typed. Without a connection it finds those whose charts are held.
func (s *Station) Search(ctx context.Context, query string, limit int) ([]lookup.Hit, error) {
	return s.find(func() ([]lookup.Hit, error) { return s.cfg.Shared.Search(ctx, query, limit) },
		func(held []clinic.Patient) []lookup.Hit { return lookup.Among(query, s.Now(), held, limit) })
}

// LookAlikes finds patients who may be the same person as one who is entered. Without a connection it finds
// those whose charts are held.
func (s *Station) LookAlikes(ctx context.Context, p clinic.Patient, limit int) ([]lookup.Hit, error) {
	return s.find(func() ([]lookup.Hit, error) { return s.cfg.Shared.LookAlikes(ctx, p, limit) },
		func(held []clinic.Patient) []lookup.Hit { return lookup.LookAlikesAmong(p, held, limit) })
}

// Duplicates are the pairs of records in the whole register that may be of one person, but for those of whom it was decided
// here that they are two. Without a connection the register cannot be read.
func (s *Station) Duplicates(ctx context.Context, told func(done, all int)) ([]lookup.Pair, error) {
	pairs, err := s.cfg.Shared.Duplicates(ctx, told)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(pairs, func(p lookup.Pair) bool {
		return slices.ContainsFunc(s.queue, func(sub store.Submission) bool {
			return slices.ContainsFunc(sub.Op.Put, func(r clinic.Record) bool {
				n, ok := r.(*clinic.NotSame)
				return ok && p.Are(n.PatientID, n.OtherID)
			})
		})
	}), nil
}

// find asks the shared records for patients or, where they cannot be reached, looks among those whose charts are
// held.
func (s *Station) find(shared func() ([]lookup.Hit, error), among func(held []clinic.Patient) []lookup.Hit) ([]lookup.Hit, error) {
	if s.isConnected() {
		hits, err := shared()
		if err == nil || !errors.Is(err, store.ErrUnreachable) {
			return hits, err
		}
	}
	s.mu.Lock()
	var all []clinic.Patient
	visits := make(map[string]clinic.Date)
	for p, h := range s.charts {
		if h.view != nil {
			all = append(all, h.view.Patient)
			visits[p] = h.view.LastVisit()
		}
	}
	s.mu.Unlock()
	hits := among(all)
	for i := range hits {
		hits[i].LastVisit = visits[hits[i].ID]
	}
	return hits, nil
}

// readAhead holds the charts that are likely to be opened next, and who comes on the days that are held.
func (s *Station) readAhead(ctx context.Context) {
	today := clinic.DateOf(s.Now())
	if s.holdDays(ctx, today.AddDays(-daysBehind), today.AddDays(daysAhead)) != nil {
		return
	}
	var patients, come []string
	s.mu.Lock()
	for date, h := range s.days {
		for _, a := range h.view.Appointments() {
			if date == today {
				patients = append(patients, a.PatientID)
			}
			come = append(come, a.PatientID)
		}
	}
	s.mu.Unlock()
	if _, err := s.Charts(ctx, come, []clinic.Kind{clinic.KindPatient}); err != nil {
		return
	}
	if rows, err := s.Sessions(ctx, today, today); err == nil {
		for _, r := range rows {
			patients = append(patients, r.PatientID)
		}
	}
	if hits, err := s.Search(ctx, "", ahead); err == nil {
		for _, h := range hits {
			patients = append(patients, h.ID)
		}
	}
	for _, p := range patients[:min(len(patients), 2*ahead)] {
		if ctx.Err() != nil || s.hold(ctx, p) != nil {
			return
		}
	}
}
