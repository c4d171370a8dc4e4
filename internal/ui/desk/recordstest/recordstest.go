// Package recordstest holds what every desk.Records must do, whatever is behind it.
package recordstest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
)

var (
	day   = clinic.Date("2026-03-02")
	begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

// Run holds records to what the screens go by. open gives new ones each time, in which there is nothing yet.
func Run(t *testing.T, open func(t *testing.T) desk.Records) {
	for name, test := range map[string]func(*testing.T, *bench){
		"what is put is read": read, "what is taken back": undo, "nothing to take back": nothing, "what is signed": signed,
		"what cannot be kept": refused, "who is told": told, "who is found": found, "lists of many patients": lists,
		"the clinic's own": own, "what is not there": missing, "a preference": preference, "many at once": charts,
		"who comes again":     appointments,
		"who waits":           waitingList,
		"open forms":          openIntakes,
		"who is to be called": recalls,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &bench{Records: open(t), t: t}
			b.put("Begin", "", &clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: begin},
				&clinic.Patient{ID: "ann", GivenName: "Ann", FamilyName: "Smith", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0412 345 678"}}, CreatedAt: begin},
				&clinic.Patient{ID: "bob", GivenName: "Bob", FamilyName: "Jones", CreatedAt: begin})
			b.put("Examine", "", assessment("a1", "ann"))
			test(t, b)
		})
	}
}

type bench struct {
	desk.Records
	t *testing.T
}

func assessment(id, patient string) *clinic.Assessment {
	return &clinic.Assessment{ID: id, PatientID: patient, PractitionerID: "kim", Date: day, Type: clinic.AssessmentInitial, Complaint: "Neck", CreatedAt: begin}
}

func finding(id, quality string) *clinic.Finding {
	return &clinic.Finding{
		ID: id, PatientID: "ann", AssessmentID: "a1", Structure: "trapezius.upper", Side: "L", View: "posterior", Source: clinic.ByTherapist,
		Type: "tenderness", Note: quality, CreatedAt: begin,
	}
}

func (b *bench) put(label, scope string, records ...clinic.Record) clinic.Changes {
	b.t.Helper()
	ch, err := b.Apply(b.t.Context(), clinic.Operation{Label: clinic.Say(label), Scope: scope, Put: records})
	if err != nil {
		b.t.Fatal(err)
	}
	return ch
}

func (b *bench) chart() *clinic.Chart {
	b.t.Helper()
	c, err := b.Chart(b.t.Context(), "ann")
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

// until waits for what is told or sent by another goroutine.
func (b *bench) until(what string, is func() bool) {
	b.t.Helper()
	end := time.After(time.Minute)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-end:
			b.t.Fatalf("in vain: %s", what)
		}
	}
}

func read(t *testing.T, b *bench) {
	f := finding("f1", "dull")
	ch := b.put("Mark", "a1", f)
	if ch.Operation == "" || ch.Label.String() != "Mark" || !slices.Equal(ch.Refs, []clinic.Ref{clinic.RefTo(f)}) || !slices.Equal(ch.Patients, []string{"ann"}) || len(ch.Days) > 0 {
		t.Errorf("marking changed %+v", ch)
	}
	f.Note = "altered where it lies, after it was put"
	before := b.chart()
	if got := before.Finding("f1"); got == nil || got.Note != "dull" {
		t.Fatalf("read: %+v", got)
	}
	b.put("Mark", "a1", finding("f1", "sharp"), finding("f2", ""))
	if before.Finding("f1").Note != "dull" || before.Finding("f2") != nil {
		t.Error("a chart that was given changes under who reads it")
	}
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Take away"), Scope: "a1", Remove: []clinic.Record{finding("f1", "sharp")}}); err != nil {
		t.Fatal(err)
	}
	if c := b.chart(); c.Finding("f1") != nil || c.Finding("f2") == nil || c.Patient.ID != "ann" || len(c.Assessments) != 1 {
		t.Errorf("after one was taken away: %+v", c.Findings)
	}
	same := b.put("Mark", "a1", finding("f2", ""))
	if same.Operation != "" || len(same.Refs) > 0 {
		t.Errorf("putting what is so already changed %+v", same)
	}
}

func undo(t *testing.T, b *bench) {
	b.put("Mark", "a1", finding("f1", "dull"))
	b.put("Mark again", "a1", finding("f1", "sharp"))
	state := func(undo, redo string) {
		t.Helper()
		b.until(fmt.Sprintf("undo is %q and redo %q", undo, redo), func() bool {
			u, r, err := b.UndoState(t.Context(), "a1")
			return err == nil && u.String() == undo && r.String() == redo
		})
	}
	quality := func(want string) {
		t.Helper()
		got := "(none)"
		if f := b.chart().Finding("f1"); f != nil {
			got = f.Note
		}
		if got != want {
			t.Errorf("it is %q, want %q", got, want)
		}
	}
	step := func(do func(context.Context, string) (clinic.Changes, error)) {
		t.Helper()
		b.until("it is taken back or done again", func() bool {
			ch, err := do(t.Context(), "a1")
			if err == nil && !slices.Equal(ch.Patients, []string{"ann"}) {
				t.Errorf("it changed %+v", ch)
			}
			return err == nil // what is still on its way is sent first
		})
	}
	state("Mark again", "")
	step(b.Undo)
	quality("dull")
	state("Mark", "Mark again")
	step(b.Undo)
	quality("(none)")
	state("", "Mark")
	step(b.Redo)
	quality("dull")
	b.put("Other", "a1", finding("f1", "other"))
	state("Other", "")
}

func nothing(t *testing.T, b *bench) {
	for _, do := range []func(context.Context, string) (clinic.Changes, error){b.Undo, b.Redo} {
		if _, err := do(t.Context(), "a1"); !errors.Is(err, store.ErrNothing) || err.Error() == "" {
			t.Errorf("where nothing was done: %v", err)
		}
	}
}

func signed(t *testing.T, b *bench) {
	a := assessment("a1", "ann")
	a.SignedAt, a.SignedBy = begin.Add(time.Hour), "Kim"
	b.put("Sign", "", a)
	after := *a
	after.Complaint = "Shoulder"
	for _, r := range []clinic.Record{&after, finding("f1", "")} {
		_, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Alter"), Scope: "a1", Put: []clinic.Record{r}})
		if !errors.Is(err, clinic.ErrLocked) {
			t.Errorf("a %s after the signature: %v", r.Kind(), err)
		}
	}
	if c := b.chart(); c.Assessment("a1").Complaint != "Neck" || len(c.Findings) > 0 {
		t.Error("what is signed was changed")
	}
}

func refused(t *testing.T, b *bench) {
	bad := finding("f1", "")
	bad.Type = "aura"
	_, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Mark"), Scope: "a1", Put: []clinic.Record{finding("f2", ""), bad}})
	var fields clinic.FieldErrors
	if !errors.As(err, &fields) || clinic.FieldMessage(err, "type").IsZero() {
		t.Errorf("what cannot be kept: %v", err)
	}
	if len(b.chart().Findings) > 0 {
		t.Error("half of a change was kept")
	}
}

func told(t *testing.T, b *bench) {
	var mu sync.Mutex
	var heard []clinic.Changes
	cancel := b.Subscribe(func(ch clinic.Changes) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, ch)
	})
	made := b.put("Mark", "a1", finding("f1", ""))
	about := func(operation string) bool {
		mu.Lock()
		defer mu.Unlock()
		return slices.ContainsFunc(heard, func(ch clinic.Changes) bool { return ch.Operation == operation && ch.Touches("ann") && !ch.Elsewhere })
	}
	b.until("who subscribed is told", func() bool { return about(made.Operation) })
	cancel()
	made = b.put("Mark", "a1", finding("f2", ""))
	if about(made.Operation) {
		t.Error("who cancelled is told")
	}
}

func found(t *testing.T, b *bench) {
	for query, want := range map[string]string{"smi": "ann", "SMITH ann": "ann", "smiht": "ann", "0412345678": "ann", "3/4/1961": "ann", "jones": "bob"} {
		var hits []lookup.Hit
		b.until("found by "+query, func() bool {
			var err error
			if hits, err = b.Search(t.Context(), query, 5); err != nil {
				t.Fatal(err)
			}
			return len(hits) > 0
		})
		if hits[0].ID != want {
			t.Errorf("%q finds %+v", query, hits)
		}
	}
	alike, err := b.LookAlikes(t.Context(), clinic.Patient{GivenName: "Anne", FamilyName: "Smyth", BirthDate: "1961-04-03"}, 5)
	if err != nil || len(alike) != 1 || alike[0].ID != "ann" {
		t.Errorf("looks like %+v, %v", alike, err)
	}
	near, err := b.Search(t.Context(), "ann featherstone", 5)
	if err != nil || len(near) != 1 || near[0].ID != "ann" || !lookup.OnlyNear(near) {
		t.Errorf("nearest %+v, %v", near, err)
	}
	again := b.chart().Patient
	again.ID = "again"
	b.put("Enter again", "", &again)
	var pairs []lookup.Pair
	b.until("the pair is found", func() bool {
		if pairs, err = b.Duplicates(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		return len(pairs) == 1 && pairs[0].Are("ann", "again")
	})
	if _, err := b.Apply(t.Context(), clinic.DecideNotSame(clinic.Env{Now: b.Now, NewID: func() string { return "apart" }}, "ann", "Ann", "again", "Ann")); err != nil {
		t.Fatal(err)
	}
	if pairs, err = b.Duplicates(t.Context(), nil); err != nil || len(pairs) != 0 {
		t.Errorf("decided, and still offered: %+v, %v", pairs, err)
	}
}

func lists(t *testing.T, b *bench) {
	b.put("Begin", "", &clinic.Session{ID: "s1", PatientID: "ann", PractitionerID: "kim", Number: 1, Date: day, CreatedAt: begin})
	b.put("Plan", "", &clinic.Plan{ID: "p1", PatientID: "ann", PractitionerID: "kim", Lineage: "p1", Version: 1, Title: "Neck", Minutes: 60, CreatedAt: begin})
	b.until("all are listed", func() bool {
		hits, total, err := b.Patients(t.Context(), lookup.Filter{}, 1, 1)
		if err != nil {
			t.Fatal(err)
		}
		sessions, err := b.Sessions(t.Context(), day, day)
		if err != nil {
			t.Fatal(err)
		}
		unsigned, err := b.Unsigned(t.Context(), day, day)
		if err != nil {
			t.Fatal(err)
		}
		plans, err := b.Plans(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return total == 2 && len(hits) == 1 && hits[0].ID == "ann" && len(sessions) == 1 && sessions[0].ID == "s1" && sessions[0].PatientName == "Ann Smith" &&
			len(unsigned) == 2 && len(plans) == 1 && plans[0].PlanID == "p1" && !plans[0].Agreed
	})
	if sessions, err := b.Sessions(t.Context(), day.AddDays(1), day.AddDays(9)); err != nil || len(sessions) > 0 {
		t.Errorf("on other days: %+v, %v", sessions, err)
	}
}

func own(t *testing.T, b *bench) {
	if c, err := b.Clinic(t.Context()); err != nil || c.ID != "" || c.Paper != "A4" {
		t.Errorf("before it is set up the clinic is %+v, %v", c, err)
	}
	b.put("Set up", "", &clinic.Clinic{ID: "clinic", Name: "Corner", Paper: "Letter"})
	b.put("Begin", "", &clinic.Practitioner{ID: "abe", Name: "Abe", CreatedAt: begin})
	if c, err := b.Clinic(t.Context()); err != nil || c.Name != "Corner" {
		t.Errorf("set up: %+v, %v", c, err)
	}
	all, err := b.Practitioners(t.Context())
	if err != nil || len(all) != 2 || all[0].Name != "Abe" || all[1].Name != "Kim" {
		t.Errorf("who treats: %+v, %v", all, err)
	}
	for _, k := range clinic.KindsOf(clinic.OfClinic) {
		list, err := b.List(t.Context(), k)
		if err != nil || !slices.IsSortedFunc(list, k.Row().Order) {
			t.Errorf("%s: %v", k, err)
		}
	}
	if days, err := b.Days(t.Context(), day, day.AddDays(2)); err != nil || len(days) != 3 || days[2].Date != day.AddDays(2) {
		t.Errorf("three days: %v, %v", days, err)
	}
}

func missing(t *testing.T, b *bench) {
	if _, err := b.Chart(t.Context(), "nobody"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("the chart of nobody: %v", err)
	}
	if _, err := b.Patient(t.Context(), "nobody"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
	if p, err := b.Patient(t.Context(), "bob"); err != nil || p.FamilyName != "Jones" {
		t.Errorf("%+v, %v", p, err)
	}
}

func preference(t *testing.T, b *bench) {
	if v, err := b.Preference(t.Context(), "theme"); err != nil || v != "" {
		t.Errorf("before it is set: %q, %v", v, err)
	}
	if err := b.SetPreference(t.Context(), "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	if v, err := b.Preference(t.Context(), "theme"); err != nil || v != "dark" {
		t.Errorf("set: %q, %v", v, err)
	}
}

func charts(t *testing.T, b *bench) {
	b.put("Mark", "a1", finding("f1", ""))
	b.until("what was put is in the charts", func() bool {
		all, err := b.Charts(t.Context(), []string{"ann", "bob"}, []clinic.Kind{clinic.KindFinding})
		if err != nil || len(all) != 2 {
			t.Fatal(len(all), err)
		}
		i := slices.IndexFunc(all, func(c *clinic.Chart) bool { return len(c.Findings) == 1 })
		return i >= 0 && len(all[1-i].Findings) == 0
	})
	all, err := b.Charts(t.Context(), []string{"bob", "nobody", "bob"}, []clinic.Kind{clinic.KindPatient, clinic.KindFinding})
	if err != nil || len(all) != 3 || all[0].Patient.FamilyName != "Jones" || all[1].Patient.ID != "" || all[2].Patient.FamilyName != "Jones" {
		t.Errorf("the patients themselves: %+v, %v", all, err)
	}
}

func appointments(t *testing.T, b *bench) {
	visit := func(id, patient string, on clinic.Date, start int) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: patient, PractitionerID: "kim", Day: on, Start: start, Minutes: 60, State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}}, CreatedAt: begin,
		}
	}
	are := func(want ...string) {
		t.Helper()
		list, err := b.Appointments(t.Context(), "ann", day)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range list {
			got = append(got, fmt.Sprint(a.ID, " ", a.Day, " ", clinic.ClockTime(a.Start)))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	are()
	b.put("Book", "diary", visit("late", "ann", day.AddDays(400), 9*60), visit("noon", "ann", day, 12*60), visit("early", "ann", day, 8*60),
		visit("past", "ann", day.AddDays(-1), 9*60), visit("another's", "bob", day, 9*60))
	are("early 2026-03-02 08:00", "noon 2026-03-02 12:00", "late 2027-04-06 09:00")
	cancelled := visit("early", "ann", day, 8*60)
	cancelled.State = clinic.Cancelled
	cancelled.Steps = append(cancelled.Steps, clinic.AppointmentStep{State: clinic.Cancelled, At: begin, By: "Kim"})
	b.put("Move", "diary", visit("noon", "ann", day.AddDays(1), 7*60), visit("late", "ann", day.AddDays(-2), 9*60), cancelled)
	are("early 2026-03-02 08:00", "noon 2026-03-03 07:00")
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Take away"), Scope: "diary", Remove: []clinic.Record{cancelled}}); err != nil {
		t.Fatal(err)
	}
	are("noon 2026-03-03 07:00")
}

func openIntakes(t *testing.T, b *bench) {
	begun := func(id string, since time.Duration) *clinic.Intake {
		return &clinic.Intake{ID: id, PatientID: "ann", Day: day, HandedBy: "Kim", CreatedAt: begin.Add(since)}
	}
	are := func(want ...string) {
		t.Helper()
		list, err := b.OpenIntakes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		chart, err := b.Chart(t.Context(), "ann")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range list {
			if in.FinishedAt.IsZero() || len(chart.IntakeChoices) < in.ToLookAt {
				got = append(got, in.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	are()
	b.put("Begin", "second", begun("second", time.Hour), begun("first", 0))
	are("first", "second")
	first := begun("first", 0)
	first.Answers = []clinic.IntakeAnswer{{Question: "suburb", Text: "Perth"}, {Question: "email", Text: "a@b.au"}}
	first.By, first.ByAs, first.OnPaper, first.ToLookAt, first.FinishedAt = "Ann", clinic.ByThePatient, true, 2, begin.Add(time.Hour)
	b.put("Hand back", "first", first)
	are("first", "second")
	decided := func(id, what string) *clinic.IntakeChoice {
		return &clinic.IntakeChoice{ID: id, PatientID: "ann", IntakeID: "first", Proposal: what, Outcome: clinic.IntakeDeclined, By: "Kim", CreatedAt: begin}
	}
	b.put("Decide", "first", decided("one", "suburb"))
	are("first", "second")
	b.put("Decide", "first", decided("two", "email"))
	are("second")
}

func waitingList(t *testing.T, b *bench) {
	waits := func(id string, since time.Duration) *clinic.Waiting {
		return &clinic.Waiting{ID: id, PatientID: "ann", Minutes: 45, CreatedAt: begin.Add(since)}
	}
	are := func(want ...string) {
		t.Helper()
		list, err := b.WaitingList(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range list {
			got = append(got, w.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	are()
	b.put("Wait", "diary", waits("short", time.Hour), waits("long", 0), waits("middle", time.Minute))
	are("long", "middle", "short")
	ended := waits("middle", time.Minute)
	ended.EndedAt, ended.Outcome = begin.Add(2*time.Hour), clinic.WaitingWithdrawn
	b.put("Withdraw", "diary", ended)
	are("long", "short")
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Take away"), Scope: "diary", Remove: []clinic.Record{waits("long", 0)}}); err != nil {
		t.Fatal(err)
	}
	are("short")
}

func recalls(t *testing.T, b *bench) {
	are := func(want ...string) []clinic.Recall {
		t.Helper()
		list, err := b.Recalls(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range list {
			for _, x := range list[i].Due {
				got = append(got, fmt.Sprint(list[i].PatientID, " ", x.Reason))
			}
			for _, x := range list[i].Later {
				got = append(got, fmt.Sprint(list[i].PatientID, " ", x.Reason, " later"))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		return list
	}
	are()
	today := clinic.DateOf(b.Now())
	b.put("Agree", "ann", &clinic.Plan{
		ID: "l1", PatientID: "ann", PractitionerID: "kim", Lineage: "l1", Version: 1, Start: today, Minutes: 60,
		Phases: []clinic.Phase{{Sessions: 3, EveryDays: 7}}, CreatedAt: begin, AgreedAt: begin, AgreedBy: "Ann",
	})
	visit := func(id string, on clinic.Date, state clinic.AppointmentState) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: "ann", PractitionerID: "kim", PlanID: "l1", Day: on, Start: 9 * 60, Minutes: 60, State: state,
			Steps: []clinic.AppointmentStep{{State: state, At: begin, By: "Kim"}}, CreatedAt: begin,
		}
	}
	list := are("ann plan")
	if len(list) == 1 && (list[0].Left != 3 || list[0].PractitionerID != "kim") {
		t.Errorf("%+v", list[0])
	}
	b.put("Book", "diary", visit("v1", today.AddDays(3), clinic.Booked))
	are()
	b.put("Call off", "diary", visit("v1", today.AddDays(3), clinic.CancelledLate))
	list = are("ann missed", "ann plan")
	if len(list) != 1 {
		t.FailNow()
	}
	call := &clinic.Contact{ID: "c1", PatientID: "ann", At: b.Now(), By: "Kim", About: list[0].About(), Outcome: clinic.ContactNotReached, AgainOn: today.AddDays(2)}
	b.put("Call", "diary", call)
	are("ann missed later", "ann plan later")
	if _, err := b.Undo(t.Context(), "diary"); err != nil {
		t.Fatal(err)
	}
	are("ann missed", "ann plan")
	late := *call
	late.AgainOn = today
	b.put("Call", "diary", &late)
	if list = are("ann missed", "ann plan"); len(list) != 1 || list[0].Tried != 1 || list[0].Last == nil || list[0].Last.By != "Kim" {
		t.Errorf("%+v", list)
	}
	b.put("Wish", "ann", &clinic.Patient{ID: "ann", GivenName: "Ann", FamilyName: "Smith", CreatedAt: begin, NoCalls: true})
	are()
}
