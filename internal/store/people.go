package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Records of one person that were joined (clinic.Joined) stay as they are: no row changes hands, so that what is signed stays
// signed and the two can be taken apart again. They are brought together here, where the records are read: each is given as
// the patient's to whom its own leads. Where they are written, a row keeps the patient it has, and a new one is filed with
// what it is a part of.

// peopleIn tells which records are of one person; nil where none were ever joined.
func peopleIn(ctx context.Context, db reader) (*clinic.People, error) {
	var any int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM joined").Scan(&any); err != nil || any == 0 {
		return nil, err
	}
	var all []clinic.Joined
	err := each(ctx, db, "SELECT patient_id, other, ended_at IS NULL FROM joined", nil, func(rows *sql.Rows) error {
		var j clinic.Joined
		var stands bool
		err := rows.Scan(&j.PatientID, &j.Other, &stands)
		if !stands {
			j.EndedAt = time.Unix(0, 0)
		}
		all = append(all, j)
		return err
	})
	return clinic.PeopleOf(all), err
}

// people is peopleIn for who reads outside a transaction.
func (s *Store) people(ctx context.Context) (*clinic.People, error) {
	ctx, done := s.patient(ctx)
	defer done()
	p, err := peopleIn(ctx, s.reads)
	return p, explain(err)
}

// among is the condition on a column to be one of some keys, which are added to the arguments.
func oneOf(ids []string, args *[]any) string {
	marks := make([]string, len(ids))
	for i, id := range ids {
		*args = append(*args, id)
		marks[i] = "$" + strconv.Itoa(len(*args))
	}
	if len(marks) == 1 {
		return "= " + marks[0]
	}
	return "IN (" + strings.Join(marks, ", ") + ")"
}

// ofOne is a record under the one that stands for all records of its person, also of those that were taken apart.
func ofOne(people *clinic.People, r clinic.Record) clinic.Record {
	if r == nil || people == nil {
		return r
	}
	return clinic.FiledUnder(r, people.One(r.PatientKey()))
}

// togetherRecords reads the records of one kind that were made for any record of a person, the patient's own of the first.
func togetherRecords(ctx context.Context, db reader, k clinic.Kind, members []string, f func(clinic.Record)) error {
	column, of := patientColumn, members
	if k == clinic.KindPatient {
		column, of = "id", members[:1]
	}
	var args []any
	return records(ctx, db, k, "WHERE "+column+" "+oneOf(of, &args), args, func(r clinic.Record) error {
		f(r)
		return nil
	})
}

// readJoined reads by what joinings a chart is of several records, and whose these were.
func readJoined(ctx context.Context, db reader, members []string, c *clinic.Chart) error {
	var args []any
	err := records(ctx, db, clinic.KindJoined, "WHERE ended_at IS NULL AND other "+oneOf(members[1:], &args), args, func(r clinic.Record) error {
		c.Joined = append(c.Joined, *r.(*clinic.Joined))
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(c.Joined, clinic.ByJoining)
	args = nil
	return records(ctx, db, clinic.KindPatient, "WHERE id "+oneOf(members[1:], &args)+" ORDER BY id", args, func(r clinic.Record) error {
		c.Others = append(c.Others, *r.(*clinic.Patient))
		return nil
	})
}

// filing finds whose the records of an operation are.
type filing struct {
	db     reader
	people *clinic.People
	puts   []clinic.Record
	put    map[clinic.Ref]clinic.Record
	under  map[clinic.Ref]string // as far as known; "" is nobody's
}

// file files the records of an operation on a person of several: what is there stays under the record it was made for, and
// what is new goes with what it is a part of. All else stays as it is.
func file(ctx context.Context, db reader, people *clinic.People, op *clinic.Operation) error {
	if people == nil {
		return nil
	}
	f := filing{db, people, op.Put, make(map[clinic.Ref]clinic.Record), make(map[clinic.Ref]string)}
	for _, r := range op.Put {
		f.put[clinic.RefTo(r)] = r
	}
	for _, list := range []*[]clinic.Record{&op.Put, &op.Remove} {
		*list = slices.Clone(*list)
		for i, r := range *list {
			if !movable(r) || !people.Known(r.PatientKey()) {
				continue
			}
			to, err := f.of(ctx, clinic.RefTo(r), r)
			if err != nil {
				return err
			}
			(*list)[i] = clinic.FiledUnder(r, to)
		}
	}
	return nil
}

// movable reports whether a record could be filed under another patient.
func movable(r clinic.Record) bool {
	row := r.Kind().Row()
	return row != nil && row.Owner != clinic.OfClinic && r.Kind() != clinic.KindPatient && r.PatientKey() != ""
}

// of is under which record something is filed; r is what is put of it, nil where nothing is.
func (f *filing) of(ctx context.Context, ref clinic.Ref, r clinic.Record) (string, error) {
	if id, known := f.under[ref]; known {
		return id, nil
	}
	there, err := patientOfRow(ctx, f.db, ref)
	if err != nil {
		return "", err
	}
	f.under[ref] = there
	if there != "" || r == nil {
		if r != nil && !f.people.Related(there, r.PatientKey()) {
			f.under[ref] = r.PatientKey() // which is refused
		}
		return f.under[ref], nil
	}
	f.under[ref] = r.PatientKey() // should two point at each other
	crosses := crossing[ref.Kind]
	if ref.Kind == clinic.KindAllocation { // goes with the bill, which stays paid where its record is read by itself
		crosses = []string{"payment_id"}
	}
	for _, last := range []bool{false, true} {
		for _, p := range clinic.Pointers(r) {
			if slices.Contains(crosses, p.Field) != last || p.Ref == ref {
				continue
			}
			to, err := f.of(ctx, p.Ref, f.put[p.Ref])
			if err != nil {
				return "", err
			}
			if to != "" && f.people.Related(to, r.PatientKey()) {
				f.under[ref] = to
				return to, nil
			}
		}
	}
	// What stands for itself goes with what is made of it in the same step, such as a payment with the bill that it pays.
	for _, other := range f.puts {
		own := clinic.Pointers(other)
		if !slices.ContainsFunc(own, func(p clinic.Pointer) bool { return p.Ref == ref && !slices.Contains(crossing[other.Kind()], p.Field) }) {
			continue
		}
		for _, p := range own {
			if p.Ref == ref || slices.Contains(crossing[other.Kind()], p.Field) {
				continue
			}
			to, err := f.of(ctx, p.Ref, f.put[p.Ref])
			if err != nil {
				return "", err
			}
			if to != "" && f.people.Related(to, r.PatientKey()) {
				f.under[ref] = to
				return to, nil
			}
		}
	}
	return f.under[ref], nil
}

// patientOfRow is under whom a record is filed; "" where there is none.
func patientOfRow(ctx context.Context, db reader, ref clinic.Ref) (patient string, err error) {
	err = db.QueryRowContext(ctx, "SELECT "+patientColumn+" FROM "+quote(string(ref.Kind))+" WHERE id = $1", ref.ID).Scan(&patient)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return patient, err
}

// findCrossing notes which fields of changed records point at what was made for another record of the person.
func findCrossing(ctx context.Context, db reader, people *clinic.People, changes []change) error {
	if people == nil {
		return nil
	}
	under := make(map[clinic.Ref]string)
	for i := range changes {
		if r := changes[i].after; r != nil {
			under[changes[i].ref] = r.PatientKey()
		}
	}
	for i := range changes {
		c := &changes[i]
		if c.after == nil || !c.table.crosses || !people.Known(c.after.PatientKey()) {
			continue
		}
		c.crosses = nil
		for _, p := range clinic.Pointers(c.after) {
			if !slices.Contains(crossing[c.ref.Kind], p.Field) {
				continue
			}
			to, known := under[p.Ref]
			if !known {
				var err error
				if to, err = patientOfRow(ctx, db, p.Ref); err != nil {
					return err
				}
				under[p.Ref] = to
			}
			if to != c.after.PatientKey() && people.Related(to, c.after.PatientKey()) {
				c.crosses = append(c.crosses, p.Field)
			}
		}
	}
	return nil
}

// checkJoined refuses to join what was joined otherwise meanwhile: a record leads to one other, and that leads nowhere.
func checkJoined(people *clinic.People, changes []change) error {
	for i := range changes {
		j, ok := changes[i].after.(*clinic.Joined)
		if before, was := changes[i].before.(*clinic.Joined); !ok || !j.Stands() || was && before.Stands() {
			continue
		}
		switch {
		case people.Leads(j.Other):
			return &refusal{clinic.Say("The record that was to be joined leads to another one by now. Nothing was changed. Open it again, and look where it leads."), ErrRefused, nil}
		case people.Leads(j.PatientID):
			return &refusal{clinic.Say("The record that was to stay leads to another one by now. Nothing was changed. Open it again, and join the two that are left."), ErrRefused, nil}
		}
	}
	return nil
}

// joinedIn are the records that changes join or take apart.
func joinedIn(changes []change) []string {
	var out []string
	for i := range changes {
		for _, r := range []clinic.Record{changes[i].before, changes[i].after} {
			if j, ok := r.(*clinic.Joined); ok {
				out = append(out, j.PatientID, j.Other)
			}
		}
	}
	return out
}

// concern adds to what changes say whom they concern: who is led to by those they name and, where records were joined or
// taken apart, all that are read together, and were before, with the days on which they come.
func concern(ctx context.Context, db reader, people *clinic.People, ch *clinic.Changes, joined []string) error {
	add := func(id string) {
		if id != "" && !slices.Contains(ch.Patients, id) {
			ch.Patients = append(ch.Patients, id)
		}
	}
	if len(joined) > 0 {
		var err error
		if people, err = peopleIn(ctx, db); err != nil {
			return err
		}
		var of []string
		for _, id := range joined {
			of = append(of, people.Members(people.Lead(id))...)
		}
		for _, id := range of {
			add(id)
		}
		var args []any
		days, err := texts(ctx, db, "SELECT DISTINCT day FROM appointment WHERE patient_id "+oneOf(of, &args)+" ORDER BY day", args...)
		if err != nil {
			return err
		}
		for _, d := range days {
			if !slices.Contains(ch.Days, clinic.Date(d)) {
				ch.Days = append(ch.Days, clinic.Date(d))
			}
		}
	}
	for _, id := range slices.Clone(ch.Patients) {
		add(people.Lead(id))
	}
	return nil
}

// rename gives rows of a list the key and the name of the patient to whom theirs leads.
func (s *Store) rename(ctx context.Context, people *clinic.People, rows int, row func(i int) (id, name *string)) error {
	var to []string
	for i := range rows {
		if id, _ := row(i); people.Leads(*id) {
			to = append(to, people.Lead(*id))
		}
	}
	if len(to) == 0 {
		return nil
	}
	charts, err := s.Charts(ctx, to, []clinic.Kind{clinic.KindPatient})
	if err != nil {
		return err
	}
	names := make(map[string]string)
	for _, c := range charts {
		names[c.Patient.ID] = c.Patient.Name()
	}
	for i := range rows {
		if id, name := row(i); people.Leads(*id) {
			*id = people.Lead(*id)
			*name = names[*id]
		}
	}
	return nil
}

// chartsTogether are the charts of all who have several records, with the records of some kinds.
func (s *Store) chartsTogether(ctx context.Context, people *clinic.People, kinds ...clinic.Kind) ([]*clinic.Chart, error) {
	var to []string
	for _, other := range people.Others() {
		to = append(to, people.Lead(other))
	}
	slices.Sort(to)
	return s.Charts(ctx, slices.Compact(to), kinds)
}

// plansTogether puts the plans of those who have several records in the place of what was found for each record.
func (s *Store) plansTogether(ctx context.Context, people *clinic.People, rows []PlanRow) ([]PlanRow, error) {
	charts, err := s.chartsTogether(ctx, people, clinic.KindPatient, clinic.KindPlan, clinic.KindPlanEnd, clinic.KindSession, clinic.KindAssessment)
	if err != nil {
		return nil, err
	}
	several := make(map[string]*clinic.Patient)
	for _, c := range charts {
		several[c.Patient.ID] = &c.Patient
	}
	rows = slices.DeleteFunc(rows, func(r PlanRow) bool { return several[people.Lead(r.PatientID)] != nil })
	today := s.today()
	for _, c := range charts {
		if !c.Patient.ArchivedAt.IsZero() {
			continue
		}
		for _, p := range []*clinic.Plan{c.CurrentPlan(), c.DraftPlan()} {
			if p == nil {
				continue
			}
			r := PlanRow{
				PlanID: p.ID, PatientID: c.Patient.ID, PatientName: c.Patient.Name(), Lineage: p.Lineage, PractitionerID: p.PractitionerID, Title: p.Title,
				Version: p.Version, Agreed: p.Agreed(), Start: p.Start, ReviewDate: p.ReviewDate, Tally: c.Tally(p, today),
			}
			if r.Agreed {
				r.Course = c.Course(p, today)
			}
			rows = append(rows, r)
		}
	}
	// As the list is read: those without a day of review last. Of two on one day the order of the others stays.
	slices.SortStableFunc(rows, func(a, b PlanRow) int {
		switch {
		case (a.ReviewDate == "") != (b.ReviewDate == "") && a.ReviewDate == "":
			return 1
		case (a.ReviewDate == "") != (b.ReviewDate == ""):
			return -1
		}
		return strings.Compare(string(a.ReviewDate), string(b.ReviewDate))
	})
	return rows, nil
}

// leading gives patients that were found as those to whom their records lead.
func (s *Store) leading(ctx context.Context, hits []lookup.Hit, err error) ([]lookup.Hit, error) {
	if err != nil || len(hits) == 0 {
		return hits, err
	}
	people, err := s.folk.get(func() (*clinic.People, error) { return s.people(ctx) })
	if err != nil {
		return nil, err
	}
	return lead(ctx, s.query, people, hits)
}

// folk are the people as they were read last, for the search, which asks at every letter.
type folk struct {
	mu      sync.Mutex
	changes int  // how often they changed
	known   bool // people are they
	people  *clinic.People
}

func (f *folk) get(read func() (*clinic.People, error)) (*clinic.People, error) {
	f.mu.Lock()
	changes, people := f.changes, f.people
	if f.known {
		f.mu.Unlock()
		return people, nil
	}
	f.mu.Unlock()
	people, err := read()
	if err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if changes == f.changes { // else they changed while they were read
		f.known, f.people = true, people
	}
	return people, nil
}

// follow forgets who is one person with whom when that changes.
func (f *folk) follow(c clinic.Changes) {
	if !c.Touches("", clinic.KindJoined) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changes++
	f.known = false
}

// lead gives each patient once, as the one to whom the record leads, with the last visit of all records of that person.
func lead(ctx context.Context, ask lookup.Query, people *clinic.People, hits []lookup.Hit) ([]lookup.Hit, error) {
	var ids []string
	for _, h := range hits {
		if to := people.Lead(h.ID); people.Any() && !slices.Contains(ids, to) {
			if all := people.Members(to); len(all) > 1 {
				ids = append(ids, all...)
			}
		}
	}
	if len(ids) == 0 {
		return hits, nil
	}
	read, err := lookup.Of(ctx, ask, ids)
	if err != nil {
		return nil, err
	}
	of := make(map[string]*lookup.Hit)
	for i := range read {
		of[read[i].ID] = &read[i]
	}
	last := make(map[string]clinic.Date)
	for _, h := range read {
		to := people.Lead(h.ID)
		last[to] = max(last[to], h.LastVisit)
	}
	out := make([]lookup.Hit, 0, len(hits))
	for _, h := range hits {
		if to := people.Lead(h.ID); to != h.ID && of[to] != nil {
			match, as := h.Match, h.Name
			h = *of[to]
			h.Match = match
			if as != h.Name {
				h.As = as
			}
		}
		if day, several := last[h.ID]; several {
			h.LastVisit = day
		}
		if !slices.ContainsFunc(out, func(x lookup.Hit) bool { return x.ID == h.ID }) {
			out = append(out, h)
		}
	}
	return out, nil
}
