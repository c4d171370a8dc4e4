package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store/lookup"
)

func joinEnv(s *Store) clinic.Env {
	return clinic.Env{Now: s.Now, NewID: s.cfg.NewID, Actor: clinic.Actor{Name: "Kim"}}
}

// join joins one record into another one as the window does.
func join(t testing.TB, s *Store, stays, other string) clinic.Changes {
	t.Helper()
	op := must((&clinic.Joining{Stays: must(s.Chart(t.Context(), stays))(t), Other: must(s.Chart(t.Context(), other))(t)}).Join(joinEnv(s)))(t)
	return apply(t, s, op)
}

// takeApart takes a record out again of the one to which it was joined.
func takeApart(t testing.TB, s *Store, other string) {
	t.Helper()
	for _, j := range clinic.As[clinic.Joined](must(s.List(t.Context(), clinic.KindJoined))(t)) {
		if j.Other == other && j.Stands() {
			op, stays := clinic.TakeApart(joinEnv(s), j, must(s.rawPatient(t, j.PatientID))(t), other)
			if len(stays) > 0 {
				t.Errorf("%v stay as they are", stays)
			}
			apply(t, s, op)
			return
		}
	}
	t.Fatalf("%s is not joined", other)
}

// rawPatient is a patient as the own record has it, wherever that leads.
func (s *Store) rawPatient(t testing.TB, id string) (p clinic.Patient, err error) {
	err = records(t.Context(), s.reads, clinic.KindPatient, "WHERE id = $1", []any{id}, func(r clinic.Record) error {
		p = *r.(*clinic.Patient)
		return nil
	})
	return p, err
}

func recordsOf(c *clinic.Chart) []clinic.Record { return c.Records() }

func sound(t testing.TB, s *Store) {
	t.Helper()
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}

// oneOfEach fills a store with those of the sample clinic who together have some of every kind of record.
func oneOfEach(t testing.TB, s *Store) {
	t.Helper()
	atlas, cat := bookstest.Shipped(t)
	all := demo.Records(day, cat, atlas.Label)
	has, chosen := make(map[clinic.Kind]bool), map[string]bool{"": true}
	buyer := make(map[string]string)
	archived := make(map[string]bool) // are not listed
	for _, r := range all {
		if p, ok := r.(*clinic.Patient); ok && !p.ArchivedAt.IsZero() {
			archived[p.ID] = true
		}
	}
	for _, r := range all {
		if c, ok := r.(*clinic.Credit); ok {
			buyer[c.ID] = c.PatientID
		}
		if !has[r.Kind()] && !archived[r.PatientKey()] {
			chosen[r.PatientKey()] = true
		}
		if chosen[r.PatientKey()] {
			has[r.Kind()] = true
		}
	}
	must(s.Load(t.Context(), clinic.Say("Sample"), slices.DeleteFunc(all, func(r clinic.Record) bool {
		use, ok := r.(*clinic.CreditUse)
		return !chosen[r.PatientKey()] || ok && !chosen[buyer[use.Credit]]
	})))(t)
	worked(t, s)
	// What the sample clinic has none of.
	apply(t, s, put(patient("more", "Mo", "Reed"),
		&clinic.Clearance{ID: "more-1", PatientID: "more", Item: "dvt", Doctor: "Lee", Date: "2026-03-02", Scope: "all", CreatedAt: day},
		&clinic.Stroke{ID: "more-2", PatientID: "more", View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: [][2]float64{{1, 2}, {3, 4}}, WidthMM: 2, CreatedAt: day},
		&clinic.Intake{ID: "more-3", PatientID: "more", Day: "2026-03-02", CreatedAt: day},
		&clinic.IntakeChoice{ID: "more-4", PatientID: "more", IntakeID: "more-3", Proposal: "details/email", Outcome: clinic.IntakeDeclined, By: "Kim", CreatedAt: day},
		&clinic.NotSame{ID: "more-5", PatientID: "more", OtherID: "odd", By: "Kim", At: day}))
	money(t, s, "more", 8000)
}

// money has a patient buy a voucher, use some of it and get some back.
func money(t testing.TB, s *Store, id string, cents int) {
	t.Helper()
	line := clinic.InvoiceLine{Sort: clinic.SoldVoucher, Text: "Voucher", Quantity: 1, UnitCents: cents, Cents: cents}
	apply(t, s, put(
		&clinic.Invoice{ID: id + "-in", PatientID: id, Day: "2026-03-02", At: day, By: "Kim", Lines: []clinic.InvoiceLine{line}, TotalCents: cents, PatientName: "Mo"},
		&clinic.Payment{ID: id + "-pay", PatientID: id, Day: "2026-03-02", At: day, By: "Kim", Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: cents / 2}}, Cents: cents / 2},
		&clinic.Allocation{ID: id + "-al", PatientID: id, PaymentID: id + "-pay", InvoiceID: id + "-in", Cents: cents / 2, At: day},
		&clinic.CreditNote{ID: id + "-cn", PatientID: id, InvoiceID: id + "-in", Day: "2026-03-02", At: day, By: "Kim", Cents: cents / 4, Reason: "Too much"},
		&clinic.Credit{ID: id + "-cr", PatientID: id, InvoiceID: id + "-in", Code: "V-" + id, Sort: clinic.SoldVoucher, Name: "Voucher", WorthCents: cents, SoldOn: "2026-03-02", CreatedAt: day},
		&clinic.CreditUse{ID: id + "-us", PatientID: id, Credit: id + "-cr", Cents: 100, Why: clinic.CreditUsed, Day: "2026-03-02", At: day, By: "Kim"},
		&clinic.PaperGiven{ID: id + "-pa", PatientID: id, Paper: "invoice", Of: id + "-in", At: day, By: "Kim"}))
}

// Every kind of record that is about a patient is carried, also one that is added later, and goes back.
func TestJoiningCarriesEveryKind(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	oneOfEach(t, s)
	own := make(map[string][]clinic.Record)
	var others []string
	everybody := append(firstOf(s.Patients(t.Context(), lookup.Filter{}, 1000, 0)), firstOf(s.Patients(t.Context(), lookup.Filter{Archived: true}, 1000, 0))...)
	for _, h := range everybody {
		if h.ID != "odd" {
			own[h.ID] = recordsOf(must(s.Chart(t.Context(), h.ID))(t))
			others = append(others, h.ID)
		}
	}
	before := recordsOf(must(s.Chart(t.Context(), "odd"))(t))
	for _, o := range others {
		join(t, s, "odd", o)
	}
	chart := must(s.Chart(t.Context(), "odd"))(t)
	for _, k := range clinic.Kinds() {
		if _, about := clinic.FieldValue(clinic.NewRecord(k), patientColumn); !about || k == clinic.KindJoined {
			continue
		}
		var rows int
		if err := s.reads.QueryRow("SELECT count(*) FROM " + quote(string(k)) + " WHERE " + patientColumn + " <> ''").Scan(&rows); err != nil {
			t.Fatal(err)
		}
		var got []clinic.Record
		switch k.Row().Owner {
		case clinic.OfPatient:
			got = chart.RecordsOf(k)
		case clinic.OfDay:
			for _, d := range must(s.Days(t.Context(), "2020-01-01", "2030-01-01"))(t) {
				for _, r := range d.Records() {
					if r.Kind() == k {
						got = append(got, r)
					}
				}
			}
		default:
			t.Errorf("a %s is about a patient, and nobody says how it is carried", k)
		}
		if rows == 0 || len(got) != rows {
			t.Errorf("%d of %d records of kind %s are carried: this test needs some of every kind, and all of them", len(got), rows, k)
		}
		for _, r := range got {
			if r.PatientKey() != "odd" {
				t.Errorf("a %s is still given as of %s", k, r.PatientKey())
			}
		}
	}
	for _, o := range others {
		if c := must(s.Chart(t.Context(), o))(t); c.Patient.ID != "odd" {
			t.Errorf("%s leads to %s", o, c.Patient.ID)
		}
	}
	sound(t, s)
	slices.Reverse(others)
	for _, o := range others {
		takeApart(t, s, o)
	}
	for _, o := range others {
		if got := recordsOf(must(s.Chart(t.Context(), o))(t)); !reflect.DeepEqual(got, own[o]) {
			t.Errorf("%s is not as before", o)
		}
	}
	if got := recordsOf(must(s.Chart(t.Context(), "odd"))(t)); !reflect.DeepEqual(got, before) {
		t.Errorf("odd is not as before: %+v, was %+v", got, before)
	}
	sound(t, s)
}

// Whatever is joined, taken apart, undone and written meanwhile, in whatever order: each chart is all of its person, and in
// the end everybody has again what was theirs.
func TestJoinedAndTakenApart(t *testing.T) {
	t.Parallel()
	all := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(rt *rapid.T) {
		s := openTest(t)
		want := make(map[string][]clinic.Record)
		for i, id := range all {
			p := patient(id, "Ann", "Quill")
			p.Notes, p.Alerts = rapid.SampledFrom([]string{"", "Parks behind", "Bell is broken"}).Draw(rt, "notes"), []string{fmt.Sprint("alert ", i%3)}
			p.Phones = []clinic.Phone{{Number: fmt.Sprint("0400 00", i%2)}}
			a := assessment("as-"+id, id)
			a.SignedAt, a.SignedBy = day, "Kim"
			apply(t, s, put(p, a, &clinic.Plan{ID: "pl-" + id, PatientID: id, Lineage: "pl-" + id, Version: 1, Minutes: 60, CreatedAt: day, AgreedAt: day, AgreedBy: "Ann"}))
			want[id] = recordsOf(must(s.Chart(t.Context(), id))(t))
		}
		leads := map[string]string{}
		root := func(id string) string {
			for leads[id] != "" {
				id = leads[id]
			}
			return id
		}
		var joinedOrder []string
		for n := range rapid.IntRange(1, 8).Draw(rt, "steps") {
			a, b := rapid.SampledFrom(all).Draw(rt, "one"), rapid.SampledFrom(all).Draw(rt, "other")
			switch {
			case root(a) != root(b):
				join(t, s, a, b)
				joinedOrder = append(joinedOrder, root(b))
				leads[root(b)] = root(a)
				if rapid.Bool().Draw(rt, "undo") {
					must(s.Undo(t.Context(), root(a)))(t)
					last := joinedOrder[len(joinedOrder)-1]
					joinedOrder = joinedOrder[:len(joinedOrder)-1]
					delete(leads, last)
				}
			case len(joinedOrder) > 0 && rapid.Bool().Draw(rt, "apart"):
				last := joinedOrder[len(joinedOrder)-1]
				joinedOrder = joinedOrder[:len(joinedOrder)-1]
				takeApart(t, s, last)
				delete(leads, last)
			default:
				// A session by somebody's plan is theirs, whoever it is written for.
				of := rapid.SampledFrom(all).Draw(rt, "of")
				x := &clinic.Session{ID: fmt.Sprint("se", n), PatientID: root(of), PlanID: "pl-" + of, Number: n + 1, Date: "2026-03-02", CreatedAt: day}
				if rapid.Bool().Draw(rt, "signed") {
					x.SignedAt, x.SignedBy = day, "Kim"
				}
				apply(t, s, put(x))
				own := *x
				own.PatientID = of
				want[of] = append(want[of], &own)
			}
			for _, id := range all {
				c := must(s.Chart(t.Context(), id))(t)
				count := 0
				for _, other := range all {
					if root(other) == root(id) {
						count += len(want[other]) - 1
					}
				}
				if c.Patient.ID != root(id) || len(c.Records()) != count+1 {
					rt.Fatalf("the chart of %s is of %s with %d records, want %s with %d", id, c.Patient.ID, len(c.Records()), root(id), count+1)
				}
				for _, r := range c.Records() {
					if r.PatientKey() != root(id) {
						rt.Fatalf("a %s of %s in the chart of %s", r.Kind(), r.PatientKey(), root(id))
					}
				}
			}
		}
		slices.Reverse(joinedOrder)
		for _, o := range joinedOrder {
			takeApart(t, s, o)
		}
		for _, id := range all {
			got, again := must(s.Chart(t.Context(), id))(t), &clinic.Chart{Zone: s.Zone()}
			for _, r := range want[id] {
				again.Add(r)
			}
			again.Sort()
			if !reflect.DeepEqual(got.Records(), again.Records()) {
				rt.Fatalf("%s has %v, want %v", id, got.Records(), again.Records())
			}
		}
		if r, err := s.Check(t.Context()); err != nil || !r.OK() {
			rt.Fatal(r.Problems, err)
		}
		s.Close()
	})
}

// split are the records of a person of whom some were made for another record.
func split(other string) []clinic.Record {
	signed := func(s *clinic.Session) *clinic.Session {
		s.StartedAt, s.EndedAt, s.SignedAt, s.SignedBy = day, day, day, "Kim"
		return s
	}
	asked := assessment("as1", other)
	asked.Date, asked.SignedAt, asked.SignedBy = "2025-06-01", day, "Kim"
	asked.ReferralFrom, asked.ReferralSessions, asked.ReferralExpires = "Dr Low", 5, "2026-06-01"
	open := assessment("as2", "a")
	open.Date = "2026-03-01"
	plan := func(id, of string, start clinic.Date) *clinic.Plan {
		return &clinic.Plan{
			ID: id, PatientID: of, PractitionerID: "kim", Lineage: id, Version: 1, Title: id, Start: start, Minutes: 60, ReviewDate: "2026-03-20",
			Phases: []clinic.Phase{{Sessions: 6, EveryDays: 7}}, CreatedAt: day, AgreedAt: day, AgreedBy: "Ann",
		}
	}
	visit := func(id, of string, on clinic.Date, state clinic.AppointmentState) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: of, PractitionerID: "kim", Day: on, Start: 600, Minutes: 60, State: state, CreatedAt: day,
			Steps: []clinic.AppointmentStep{{State: state, At: day, By: "Kim"}},
		}
	}
	return []clinic.Record{
		asked, open, plan("pl1", other, "2026-01-05"), plan("pl2", "a", "2026-02-05"),
		signed(&clinic.Session{ID: "se1", PatientID: other, PlanID: "pl1", Number: 1, Date: "2026-02-20", CreatedAt: day}),
		signed(&clinic.Session{ID: "se2", PatientID: "a", PlanID: "pl2", Number: 2, Date: "2026-02-25", CreatedAt: day}),
		&clinic.Session{ID: "se3", PatientID: other, PlanID: "pl1", Number: 3, Date: "2026-03-02", CreatedAt: day},
		visit("v1", other, "2026-02-10", clinic.Missed), visit("v2", "a", "2026-03-04", clinic.Booked), visit("v3", other, "2026-03-06", clinic.Booked),
		&clinic.Waiting{ID: "w1", PatientID: other, Minutes: 60, CreatedAt: day},
		&clinic.Intake{ID: "in1", PatientID: other, Day: "2026-03-01", CreatedAt: day},
		&clinic.Contact{ID: "co1", PatientID: other, At: day, By: "Kim", About: []clinic.CallFor{{Reason: clinic.RecallPlan, Of: "pl2"}}, Outcome: clinic.ContactReached, AgainOn: "2026-03-09"},
	}
}

// Every list of a clinic reads of joined records what it would read had all of them been made for one.
func TestListsOfJoinedRecords(t *testing.T) {
	t.Parallel()
	lists := func(other string) (s *Store, told map[string]any) {
		s = openTest(t)
		apply(t, s, put(&clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}, patient("a", "Ann", "Quill"), patient("z", "Zed", "Able")))
		if other != "a" {
			apply(t, s, put(patient(other, "Ann", "Quill")))
		}
		apply(t, s, put(split(other)...))
		if other != "a" {
			join(t, s, "a", other)
		}
		x := t.Context()
		told = map[string]any{
			"plans": must(s.Plans(x))(t), "sessions": must(s.Sessions(x, "2026-01-01", "2026-12-31"))(t), "unsigned": must(s.Unsigned(x, "2026-01-01", "2026-12-31"))(t),
			"recalls": must(s.Recalls(x))(t), "waiting": must(s.WaitingList(x))(t), "intakes": must(s.OpenIntakes(x))(t), "appointments": must(s.Appointments(x, "a", ""))(t),
			"days": must(s.Days(x, "2026-02-01", "2026-03-10"))(t), "found": must(s.Search(x, "quill", 10))(t), "alike": must(s.LookAlikes(x, clinic.Patient{GivenName: "Ann", FamilyName: "Quill"}, 5))(t),
			"patients": firstOf(s.Patients(x, lookup.Filter{}, 10, 0)), "chart": must(s.Chart(x, "a"))(t).Records(),
			"charts": must(s.Charts(x, []string{"a", other}, []clinic.Kind{clinic.KindSession}))(t)[1].Sessions,
		}
		return s, told
	}
	_, want := lists("a")
	s, got := lists("b")
	for name, w := range want {
		if g := got[name]; !reflect.DeepEqual(g, w) {
			t.Errorf("%s:\n  is %+v\nwant %+v", name, g, w)
		}
	}
	if of := must(s.PatientOf(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "se1"}))(t); of != "a" {
		t.Errorf("what was made for the other is of %s", of)
	}
	if entries := must(s.HistoryOf(t.Context(), "b", 100))(t); len(entries) < 3 {
		t.Errorf("the history of both is %+v", entries)
	}
}

// What is written once they are joined is the patient's, unless it hangs on something of the other's; a plan of one may stand
// on an assessment of the other. Taken apart, each has its own, and it is said in no record that there is anything else.
func TestWritingInJoinedRecords(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(&clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: day}, patient("a", "Ann", "Quill"), patient("b", "Anne", "Quill")))
	apply(t, s, put(split("b")...))
	ch := join(t, s, "a", "b")
	if !slices.Contains(ch.Patients, "a") || !slices.Contains(ch.Patients, "b") || !slices.Contains(ch.Days, "2026-03-04") || !slices.Contains(ch.Days, "2026-03-06") {
		t.Errorf("joining concerns %v and %v", ch.Patients, ch.Days)
	}
	chart := must(s.Chart(t.Context(), "a"))(t)

	// What is there stays where it is, whoever it is handed in for.
	running := *chart.Session("se3")
	running.Subjective = "Better"
	ch = apply(t, s, put(&running))
	if !slices.Contains(ch.Patients, "a") || len(ch.Now) != 1 || ch.Now[0].PatientKey() != "a" {
		t.Errorf("%+v", ch)
	}
	moved := must(s.Appointments(t.Context(), "a", "2026-03-06"))(t)[0]
	moved.Start = 660
	apply(t, s, put(&moved))

	// A re-assessment is the patient's; the next version of the other's plan is the other's, with all that belongs to it.
	review, pain := assessment("as3", "a"), &clinic.Measurement{ID: "me1", PatientID: "a", AssessmentID: "as3", Measure: "nprs", Side: "M", Value: 4, Date: "2026-03-02", CreatedAt: day}
	mark := finding("fi1", "a", "as3")
	next := *chart.Plan("pl1")
	next.ID, next.Version, next.PreviousID, next.AssessmentID, next.AgreedAt, next.AgreedBy = "pl3", 2, "pl1", "as3", time.Time{}, ""
	apply(t, s, put(review, mark, pain, &next,
		&clinic.Problem{ID: "pr1", PatientID: "a", PlanID: "pl3", FindingID: "fi1", OriginID: "pr1", Words: "Cannot turn"},
		&clinic.Goal{ID: "go1", PatientID: "a", PlanID: "pl3", OriginID: "go1", ProblemID: "pr1", Benefit: "tension", Measure: "nprs", Side: "M", BaselineID: "me1"},
		&clinic.Prescription{ID: "rx1", PatientID: "a", PlanID: "pl3", OriginID: "rx1", GoalID: "go1", Technique: "x", Pressure: 3, Minutes: 5},
		&clinic.Session{ID: "se4", PatientID: "a", Number: 4, Date: "2026-03-02", CreatedAt: day},
		&clinic.Treatment{ID: "tr1", PatientID: "a", SessionID: "se4", PrescriptionID: "rx1", Technique: "x", Pressure: 3, Minutes: 5, Status: clinic.TreatmentDone}))
	by := *must(s.Chart(t.Context(), "a"))(t).Session("se4")
	by.PlanID = "pl3" // of a session that stood alone
	apply(t, s, clinic.Operation{Label: clinic.Say("By the plan"), Scope: "se4", Put: []clinic.Record{&by}})
	must(s.Undo(t.Context(), "se4"))(t)
	if alone := must(s.Chart(t.Context(), "a"))(t).Session("se4"); alone.PlanID != "" {
		t.Errorf("taken back it is %+v", alone)
	}
	must(s.Redo(t.Context(), "se4"))(t)
	sign := by
	sign.StartedAt, sign.EndedAt, sign.SignedAt, sign.SignedBy = day, day, day, "Kim"
	apply(t, s, put(&sign))
	chart = must(s.Chart(t.Context(), "a"))(t)
	if p, g, tr := chart.Plan("pl3"), chart.GoalsOf("pl3"), chart.TreatmentsOf("se4"); p.AssessmentID != "as3" || len(g) != 1 || g[0].BaselineID != "me1" ||
		chart.ProblemsOf("pl3")[0].FindingID != "fi1" || len(tr) != 1 || tr[0].PrescriptionID != "rx1" || chart.Session("se4").PlanID != "pl3" {
		t.Errorf("what points across is lost: %+v", chart)
	}
	if h := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "se4"}))(t); len(h) != 5 {
		t.Errorf("%d versions", len(h))
	}
	sound(t, s)

	takeApart(t, s, "b")
	a, b := must(s.Chart(t.Context(), "a"))(t), must(s.Chart(t.Context(), "b"))(t)
	ids := func(c *clinic.Chart) (out []string) {
		for _, r := range c.Records() {
			out = append(out, r.Key())
		}
		slices.Sort(out)
		return out
	}
	if got, want := ids(a), []string{"a", "as2", "as3", "fi1", "me1", "pl2", "se2", "se4", "tr1"}; !slices.Equal(got, want) {
		t.Errorf("a has %v, want %v", got, want)
	}
	if got, want := ids(b), []string{"as1", "b", "co1", "go1", "in1", "pl1", "pl3", "pr1", "rx1", "se1", "se3", "w1"}; !slices.Equal(got, want) {
		t.Errorf("b has %v, want %v", got, want)
	}
	if b.Session("se3").Subjective != "Better" || must(s.Appointments(t.Context(), "b", "2026-03-06"))(t)[0].Start != 660 {
		t.Error("what was written meanwhile is not the other's")
	}
	sound(t, s)

	// Something begun while they were joined, and handed in now.
	late := *chart.Session("se3")
	late.Objective = "Late"
	apply(t, s, put(&late, &clinic.Treatment{ID: "tr2", PatientID: "a", SessionID: "se3", Technique: "x", Pressure: 3, Minutes: 5, Status: clinic.TreatmentDone}))
	if b := must(s.Chart(t.Context(), "b"))(t); b.Session("se3").Objective != "Late" || len(b.TreatmentsOf("se3")) != 1 {
		t.Errorf("it is lost: %+v", b.Sessions)
	}
	// What is another person's is none of theirs, as ever.
	apply(t, s, put(patient("c", "Cy", "Low")))
	if _, err := s.Apply(t.Context(), put(&clinic.Session{ID: "x", PatientID: "c", PlanID: "pl1", Number: 1, Date: "2026-03-02", CreatedAt: day})); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("a session of one by the plan of another: %v", err)
	}
}

// A record leads to one other; three are joined in any order; one is taken out from between.
func TestJoiningThree(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for _, id := range []string{"a", "b", "c"} {
		apply(t, s, put(patient(id, "Ann", "Quill"), assessment("as-"+id, id)))
	}
	stale := must((&clinic.Joining{Stays: must(s.Chart(t.Context(), "a"))(t), Other: must(s.Chart(t.Context(), "c"))(t)}).Join(joinEnv(s)))(t)
	staysStale := must((&clinic.Joining{Stays: must(s.Chart(t.Context(), "b"))(t), Other: must(s.Chart(t.Context(), "a"))(t)}).Join(joinEnv(s)))(t)
	join(t, s, "b", "c")
	if _, err := s.Apply(t.Context(), stale); !errors.Is(err, ErrRefused) || err.Error() != "The record that was to be joined leads to another one by now. Nothing was changed. Open it again, and look where it leads." {
		t.Errorf("joined to two: %v", err)
	}
	join(t, s, "a", "b")
	if _, err := s.Apply(t.Context(), staysStale); !errors.Is(err, ErrRefused) {
		t.Errorf("joined round: %v", err)
	}
	if c := must(s.Chart(t.Context(), "c"))(t); c.Patient.ID != "a" || len(c.Assessments) != 3 || len(c.Joined) != 2 || c.MadeFor("as-c") != "c" || c.Other("b") == nil {
		t.Errorf("%+v", c)
	}
	takeApart(t, s, "b") // with all that leads to it
	if a, c := must(s.Chart(t.Context(), "a"))(t), must(s.Chart(t.Context(), "c"))(t); len(a.Assessments) != 1 || c.Patient.ID != "b" || len(c.Assessments) != 2 {
		t.Errorf("%+v, %+v", a, c)
	}
	if _, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Remove"), Remove: []clinic.Record{patient("b", "Ann", "Quill")}}); !errors.Is(err, ErrReferenced) {
		t.Errorf("who is pointed at goes: %v", err)
	}
	must(s.Undo(t.Context(), "a"))(t)
	if c := must(s.Chart(t.Context(), "c"))(t); c.Patient.ID != "a" {
		t.Errorf("taking apart is not taken back: %s", c.Patient.ID)
	}
	sound(t, s)
}

func firstOf(hits []lookup.Hit, total int, err error) []lookup.Hit {
	if err != nil || total != len(hits) {
		panic(fmt.Sprint(total, " patients, not ", len(hits), ": ", err))
	}
	return hits
}

// What is owed and what stands on account is one person's, on the screen and in the list of all; a bill of the other is paid
// as one's own, and stays paid when they are taken apart.
func TestMoneyOfJoinedRecords(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("a", "Ann", "Quill"), patient("b", "Anne", "Quill")))
	money(t, s, "a", 8000)
	money(t, s, "b", 4000)
	join(t, s, "a", "b")
	chart := must(s.Chart(t.Context(), "a"))(t)
	owed := must(s.Owed(t.Context()))(t)
	if len(owed) != 1 || owed[0].Patient != "a" || owed[0].Name != "Ann Quill" || owed[0].Cents != 3000 || chart.Account().Owed != 3000 {
		t.Errorf("owed: %+v, by the chart %d", owed, chart.Account().Owed)
	}
	if only := must(s.Owed(t.Context(), "b"))(t); !slices.Equal(only, owed) {
		t.Errorf("owed by the other: %+v", only)
	}
	if all := must(s.Credits(t.Context(), "a"))(t); len(all) != 2 || all[0].PatientID != "a" || all[1].PatientID != "a" || len(all[1].Uses) != 1 {
		t.Errorf("credits: %+v", all)
	}
	apply(t, s, put(
		&clinic.Payment{ID: "p", PatientID: "a", Day: "2026-03-02", At: day, By: "Kim", Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 1000}}, Cents: 1000},
		&clinic.Allocation{ID: "al", PatientID: "a", PaymentID: "p", InvoiceID: "b-in", Cents: 1000, At: day}))
	if owed := must(s.Owed(t.Context()))(t); len(owed) != 1 || owed[0].Cents != 2000 {
		t.Errorf("owed, then: %+v", owed)
	}
	takeApart(t, s, "b")
	if due := must(s.Chart(t.Context(), "b"))(t).Account().Owed; due != 0 {
		t.Errorf("the other owes %d", due)
	}
	if owed := must(s.Owed(t.Context()))(t); len(owed) != 1 || owed[0].Patient != "a" || owed[0].Cents != 2000 {
		t.Errorf("apart: %+v", owed)
	}
	sound(t, s)
}

// One payment for the bills of both records leaves both paid when they are taken apart: each account and the list of what is owed
// say the same, and who was paid for with the money of the other can be charged as before.
func TestAPaymentForBothRecordsThatAreTakenApart(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("a", "Ann", "Quill"), patient("b", "Anne", "Quill")))
	money(t, s, "a", 8000)
	money(t, s, "b", 4000)
	join(t, s, "a", "b")
	account := must(s.Chart(t.Context(), "a"))(t).Account()
	env := clinic.Env{Now: s.Now, NewID: s.cfg.NewID, Actor: clinic.Actor{Name: "Kim"}}
	pricing := &clinic.Pricing{Clinic: clinic.Clinic{Name: "Harbour"}}
	_, op, err := clinic.Settle(env, pricing, account, clinic.Charge{
		Patient: *patient("a", "Ann", "Quill"), Earlier: []string{"a-in", "b-in"}, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: account.Owed}},
	})
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, op)
	takeApart(t, s, "b")
	all, sum := must(s.Owed(t.Context()))(t), 0
	for _, id := range []string{"a", "b"} {
		own := must(s.Chart(t.Context(), id))(t).Account()
		sum += own.OnAccount
		var listed Debt
		for _, list := range [][]Debt{all, must(s.Owed(t.Context(), id))(t)} {
			if i := slices.IndexFunc(list, func(d Debt) bool { return d.Patient == id }); i >= 0 {
				listed = list[i]
			}
			if own.Owed != 0 || listed.Cents != own.Owed || listed.OnAccount != own.OnAccount {
				t.Errorf("%s owes %d and has %d on account; the list says %+v", id, own.Owed, own.OnAccount, listed)
			}
		}
		if _, _, err := clinic.Settle(env, pricing, own, clinic.Charge{
			Patient: *patient(id, "Ann", "Quill"), Lines: []clinic.InvoiceLine{{Sort: clinic.SoldFee, Text: "Fee", Quantity: 1, UnitCents: 500, Cents: 500}},
		}); err != nil {
			t.Errorf("%s cannot be charged: %v", id, err)
		}
	}
	if sum != account.OnAccount {
		t.Errorf("%d stood on account together, and %d apart", account.OnAccount, sum)
	}
	sound(t, s)
}
