package clinic

import (
	"slices"
	"strings"
	"testing"
	"time"
)

const callDay = Date("2026-11-30")

// planFacts is a plan of 6 weekly sessions from 2 November on, of which some were held.
func planFacts(held ...Date) CallFacts {
	p := Plan{Start: "2026-11-02", Phases: []Phase{{Sessions: 6, EveryDays: 7}}}
	f := CallFacts{PatientID: "p-1", Lineage: "l-1", PractitionerID: "prac-1", Tally: NewTally(&p, held), Lineages: map[string]string{"plan-1": "l-1", "plan-0": "l-0"}}
	f.Course = Course{Start: p.Start, Phases: p.Phases, Held: f.Tally.Held, Assessed: "2026-11-28"}
	return f
}

func visitOn(day Date, state AppointmentState, plan string) Appointment {
	return Appointment{ID: "v-" + string(day), PatientID: "p-1", PlanID: plan, Day: day, Start: 600, Minutes: 45, State: state}
}

// reasonsOf is each reason, with what it is about where it is due, or until when it waits.
func reasonsOf(r *Recall) (out []string) {
	if r == nil {
		return nil
	}
	for _, x := range r.Due {
		out = append(out, string(x.Reason)+": "+x.Says.String())
	}
	for _, x := range r.Later {
		out = append(out, string(x.Reason)+" waits")
	}
	return out
}

func TestWhoIsToBeCalled(t *testing.T) {
	t.Parallel()
	plan := func(n string) string { return "plan: Sessions of the plan not booked: " + n }
	for name, x := range map[string]struct {
		of     func(f *CallFacts)
		months int
		want   []string
	}{
		"a new plan of which nothing is booked": {of: func(f *CallFacts) { *f = planFacts() }, want: []string{plan("6")}},
		"two are held":                          {want: []string{plan("4")}},
		"one is booked":                         {of: func(f *CallFacts) { f.Ahead = []Appointment{visitOn("2026-12-20", Booked, "plan-1")} }},
		"booked for no plan":                    {of: func(f *CallFacts) { f.Ahead = []Appointment{visitOn("2026-12-20", Confirmed, "")} }},
		"booked for another plan":               {of: func(f *CallFacts) { f.Ahead = []Appointment{visitOn("2026-12-20", Booked, "plan-0")} }, want: []string{plan("4")}},
		"one goes on":                           {of: func(f *CallFacts) { f.Running = true }, want: []string{plan("3")}},
		"all are held": {of: func(f *CallFacts) {
			*f = planFacts("2026-11-02", "2026-11-06", "2026-11-10", "2026-11-14", "2026-11-18", "2026-11-22")
		}},
		"the last goes on": {of: func(f *CallFacts) {
			*f = planFacts("2026-11-02", "2026-11-06", "2026-11-10", "2026-11-14", "2026-11-18")
			f.Running = true
		}},
		"a re-assessment was due": {
			of: func(f *CallFacts) {
				f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-11-20", nil
			},
			want: []string{"review: A re-assessment is due since 20 Nov 2026", plan("4")},
		},
		"a re-assessment is due in a week": {of: func(f *CallFacts) {
			f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-12-07", nil
			f.Ahead = []Appointment{visitOn("2026-12-22", Booked, "")}
		}, want: []string{"review: A re-assessment is due on 7 Dec 2026"}},
		"a re-assessment is due in eight days": {of: func(f *CallFacts) {
			f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-12-08", nil
			f.Ahead = []Appointment{visitOn("2026-12-23", Booked, "")}
		}},
		"a re-assessment is due in a week, and no session is booked": {of: func(f *CallFacts) {
			f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-12-07", nil
		}, want: []string{plan("4")}},
		"a visit does for it": {of: func(f *CallFacts) {
			f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-11-20", nil
			f.Ahead = []Appointment{visitOn("2026-12-14", Booked, "")}
		}},
		"a visit comes too late for it": {of: func(f *CallFacts) {
			f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", "2026-11-20", nil
			f.Ahead = []Appointment{visitOn("2026-12-15", Booked, "")}
		}, want: []string{"review: A re-assessment is due since 20 Nov 2026"}},
		"the referral is used up": {of: func(f *CallFacts) {
			f.Course.Referral = ReferralAsks{Date: "2026-10-30", Sessions: 2, Used: 2}
			f.Ahead = []Appointment{visitOn("2026-12-02", Booked, "")}
		}, want: []string{"referral: The referral is used up. Sessions of the plan to come: 4"}},
		"one session of the referral is left": {of: func(f *CallFacts) { f.Course.Referral = ReferralAsks{Date: "2026-10-30", Sessions: 3, Used: 2} }, want: []string{plan("4")}},
		"the referral ran out": {
			of:   func(f *CallFacts) { f.Course.Referral = ReferralAsks{Date: "2026-10-30", Expires: "2026-11-29"} },
			want: []string{"referral: The referral ran out on 29 Nov 2026. Sessions of the plan to come: 4", plan("4")},
		},
		"the referral ends": {
			of:   func(f *CallFacts) { f.Course.Referral = ReferralAsks{Date: "2026-10-30", Expires: "2026-12-04"} },
			want: []string{"referral: The referral ends on 4 Dec 2026. Sessions of the plan to come: 4", plan("4")},
		},
		"the referral ran out when all was done": {of: func(f *CallFacts) {
			*f = planFacts("2026-11-02", "2026-11-06", "2026-11-10", "2026-11-14", "2026-11-18", "2026-11-22")
			f.Course.Referral = ReferralAsks{Date: "2026-10-30", Expires: "2026-11-29"}
		}},
		"did not come": {of: func(f *CallFacts) {
			*f = CallFacts{PatientID: "p-1", Missed: []Appointment{visitOn("2026-11-20", CancelledLate, ""), visitOn("2026-11-27", Missed, "")}}
		}, want: []string{"missed: Did not come on 27 Nov 2026 and is not booked again"}},
		"called off late, of a day to come": {of: func(f *CallFacts) {
			*f = CallFacts{PatientID: "p-1", Missed: []Appointment{visitOn("2026-12-01", CancelledLate, "")}}
		}, want: []string{"missed: Cancelled 1 Dec 2026 late and is not booked again"}},
		"did not come, and is booked": {of: func(f *CallFacts) {
			*f = CallFacts{PatientID: "p-1", Missed: []Appointment{visitOn("2026-11-27", Missed, "")}, Ahead: []Appointment{visitOn("2026-12-03", Booked, "")}}
		}},
		"did not come long ago": {of: func(f *CallFacts) {
			*f = CallFacts{PatientID: "p-1", Missed: []Appointment{visitOn(callDay.AddDays(-RecallMissedDays-1), Missed, "")}}
		}},
		"stays away":                      {of: func(f *CallFacts) { *f = CallFacts{PatientID: "p-1", LastVisit: "2026-05-29"} }, months: 6, want: []string{"away: Not here since 29 May 2026"}},
		"for less than six months":        {of: func(f *CallFacts) { *f = CallFacts{PatientID: "p-1", LastVisit: "2026-05-30"} }, months: 6},
		"for longer than that and a year": {of: func(f *CallFacts) { *f = CallFacts{PatientID: "p-1", LastVisit: "2025-05-29"} }, months: 6},
		"nobody is called for it":         {of: func(f *CallFacts) { *f = CallFacts{PatientID: "p-1", LastVisit: "2026-05-01"} }},
		"stays away and is booked": {of: func(f *CallFacts) {
			*f = CallFacts{PatientID: "p-1", LastVisit: "2026-05-01", Ahead: []Appointment{visitOn("2027-02-01", Booked, "")}}
		}, months: 6},
		"stays away from a plan": {of: func(f *CallFacts) { f.LastVisit = "2026-05-01" }, months: 6, want: []string{plan("4")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := planFacts("2026-11-02", "2026-11-09")
			if x.of != nil {
				x.of(&f)
			}
			if got := reasonsOf(f.Recall(x.months, callDay)); !slices.Equal(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

// What comes of a call takes the patient off the list until the day that was said, and no longer; each attempt is counted.
func TestOutcomesOfCalls(t *testing.T) {
	t.Parallel()
	e := newEnv(callDay)
	f := planFacts("2026-11-02", "2026-11-09")
	f.Missed = []Appointment{visitOn("2026-11-27", Missed, "plan-1")}
	call := func(outcome string, again Date) Contact {
		t.Helper()
		r := f.Recall(0, DateOf(e.Now()))
		c, op, err := Attempted(e.Env, r, "Peg", outcome, again, " rang twice ")
		if err != nil {
			t.Fatal(err)
		}
		if op.Scope != DiaryScope || len(op.Put) != 1 || c.By != "Robin Vale" || c.Note != "rang twice" || c.Validate() != nil {
			t.Errorf("%+v, %+v", c, op)
		}
		f.Contacts = append(f.Contacts, *c)
		return *c
	}
	stands := func(on Date, tried int, want ...string) *Recall {
		t.Helper()
		e.on(on)
		r := f.Recall(0, on)
		if got := reasonsOf(r); !slices.Equal(got, want) {
			t.Errorf("on %s %q, want %q", on, got, want)
		}
		if r != nil && r.Tried != tried {
			t.Errorf("on %s tried %d times, want %d", on, r.Tried, tried)
		}
		return r
	}
	missed, plan := "missed: Did not come on 27 Nov 2026 and is not booked again", "plan: Sessions of the plan not booked: 4"
	stands(callDay, 0, missed, plan)

	call(ContactNotReached, callDay.AddDays(TryAgainDays))
	stands(callDay.AddDays(1), 0, "missed waits", "plan waits")
	if r := stands(callDay.AddDays(2), 1, missed, plan); r.Last == nil || r.Asked != "" {
		t.Errorf("%+v", r)
	}
	e.at = e.at.Add(time.Hour)
	call(ContactReached, "2026-12-07")
	stands("2026-12-06", 0, "missed waits", "plan waits")
	if r := stands("2026-12-07", 2, missed, plan); r.Asked != "2026-12-07" || r.Last.Outcome != ContactReached {
		t.Errorf("%+v", r)
	}
	refused := call(ContactDeclined, "")
	stands("2027-01-20", 0, "missed waits", "plan waits")

	// Another plan, and another visit that was missed, are new reasons.
	f.Lineage, f.Lineages = "l-2", map[string]string{"plan-1": "l-1"}
	f.Missed = append(f.Missed, visitOn("2027-01-10", Missed, ""))
	stands("2027-01-20", 0, "missed: Did not come on 10 Jan 2027 and is not booked again", plan)
	f.Lineage, f.Missed = "l-1", f.Missed[:1]

	// What was written down wrongly is put right.
	op, err := CorrectContact(e.Env, refused, "Peg", ContactReached, "2027-02-01", "asked again")
	if err != nil || len(op.Put) != 1 {
		t.Fatal(op, err)
	}
	now := op.Put[0].(*Contact)
	if !slices.Equal(now.About, refused.About) || now.At != refused.At || refused.Outcome != ContactDeclined {
		t.Errorf("%+v", now)
	}
	f.Contacts[2] = *now
	stands("2027-02-01", 3, missed, plan)
	if op, err := CorrectContact(e.Env, *now, "Peg", now.Outcome, now.AgainOn, now.Note); err != nil || !op.Empty() {
		t.Errorf("no change is %+v, %v", op, err)
	}
	if op := RemoveContact(*now, "Peg"); len(op.Remove) != 1 || op.Scope != DiaryScope {
		t.Errorf("%+v", op)
	}
}

// Who was booked is off the list because of the visit; without it they are back at once. That a referral runs out was told,
// and is asked about when they come.
func TestBookedIsNoWait(t *testing.T) {
	t.Parallel()
	e := newEnv(callDay)
	f := planFacts("2026-11-02", "2026-11-09")
	f.Course.Referral = ReferralAsks{Date: "2026-10-30", Sessions: 2, Used: 2}
	visit := visitOn("2026-12-03", Booked, "plan-1")
	r := f.Recall(0, callDay)
	op := BookCalled(e.Env, r, Operation{Label: Say("Book"), Scope: DiaryScope, Put: []Record{&visit}}, visit.Day)
	if len(op.Put) != 2 || op.Put[1].Validate() != nil {
		t.Fatalf("%+v", op)
	}
	f.Contacts, f.Ahead = []Contact{*op.Put[1].(*Contact)}, []Appointment{visit}
	if got := reasonsOf(f.Recall(0, callDay)); !slices.Equal(got, []string{"referral waits"}) {
		t.Errorf("%q", got)
	}
	if got := reasonsOf(f.Recall(0, "2026-12-03")); len(got) != 1 || !strings.HasPrefix(got[0], "referral: ") {
		t.Errorf("%q", got)
	}
	f.Ahead = nil
	if got := reasonsOf(f.Recall(0, callDay)); !slices.Equal(got, []string{"plan: Sessions of the plan not booked: 4", "referral waits"}) {
		t.Errorf("%q", got)
	}
	if r := f.Recall(0, callDay); r.Tried != 0 {
		t.Errorf("%d attempts", r.Tried)
	}
}

func TestCallsThatCannotBe(t *testing.T) {
	t.Parallel()
	e := newEnv(callDay)
	f := planFacts()
	r := f.Recall(0, callDay)
	for name, x := range map[string]struct {
		outcome string
		again   Date
	}{
		"no day":                 {ContactNotReached, ""},
		"today":                  {ContactReached, callDay},
		"a day in the past":      {ContactReached, "2026-11-01"},
		"declined, and again":    {ContactDeclined, "2026-12-24"},
		"no such outcome":        {"shouted", "2026-12-24"},
		"a day of no calendar":   {ContactReached, "2026-02-30"},
		"nothing came of a call": {"", "2026-12-24"},
	} {
		if _, _, err := Attempted(e.Env, r, "Peg", x.outcome, x.again, ""); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if c := (&Contact{ID: "c", PatientID: "p", Outcome: ContactDeclined}); c.Validate() == nil {
		t.Error("a call about nothing was taken")
	}
}

// Who was promised a call comes first, then by the reason; who waits comes last, by the day.
func TestOrderOfCalls(t *testing.T) {
	t.Parallel()
	var all []CallFacts
	add := func(id string, f CallFacts, contacts ...Contact) {
		f.PatientID, f.Contacts = id, contacts
		all = append(all, f)
	}
	waits := func(outcome string, again Date) Contact {
		return Contact{ID: "c", About: []CallFor{{RecallPlan, "l-1"}}, Outcome: outcome, AgainOn: again}
	}
	missed := func(day Date) CallFacts { return CallFacts{Missed: []Appointment{visitOn(day, Missed, "")}} }
	review := func(day Date) CallFacts {
		f := planFacts("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-24", "2026-11-25")
		f.Course.Assessed, f.Course.Review, f.Course.Phases = "2026-11-02", day, nil
		return f
	}
	add("never", planFacts(), waits(ContactDeclined, ""))
	add("in a week", planFacts(), waits(ContactReached, "2026-12-07"))
	add("tomorrow", planFacts(), waits(ContactNotReached, "2026-12-01"))
	add("away", CallFacts{LastVisit: "2026-03-01"})
	add("new plan", planFacts())
	add("plan", planFacts("2026-11-20"))
	add("just due", review("2026-11-29"))
	add("long due", review("2026-11-10"))
	add("missed", missed("2026-11-10"))
	add("just missed", missed("2026-11-29"))
	add("promised", planFacts(), waits(ContactReached, callDay))
	add("nothing", CallFacts{})
	var got []string
	for _, r := range RecallsOn(all, 6, callDay) {
		got = append(got, r.PatientID)
	}
	want := []string{"promised", "just missed", "missed", "long due", "just due", "plan", "new plan", "away", "tomorrow", "in a week", "never"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAwayMonths(t *testing.T) {
	t.Parallel()
	never, year := 0, 12
	for want, c := range map[int]Clinic{6: {}, 0: {RecallMonths: &never}, 12: {RecallMonths: &year}} {
		if got := c.AwayMonths(); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	long := MostAwayMonths + 1
	if c := (Clinic{Paper: "A4", RecallMonths: &long}); c.Validate() == nil {
		t.Error("longer than anybody can be called after")
	}
}

func TestWhomToCall(t *testing.T) {
	t.Parallel()
	p := Patient{BirthDate: "2012-04-01", EmergencyName: "Dana Doyle", EmergencyRelation: "Mother", EmergencyPhone: "0400 000 001", Phones: []Phone{{Number: "0400 000 002"}}}
	if c := p.Callee(callDay); c.Name != "Dana Doyle" || c.Relation.String() != "Mother" || len(c.Phones) != 2 || c.Phones[0].Number != "0400 000 001" || len(p.Phones) != 1 {
		t.Errorf("%+v", c)
	}
	if c := p.Callee("2030-04-01"); c.Name != "" || len(c.Phones) != 1 {
		t.Errorf("grown up: %+v", c)
	}
	p.GuardianName, p.GuardianRelation, p.GuardianPhone = "Kit Doyle", RelationParent, "0400 000 003"
	if c := p.Callee(callDay); c.Name != "Kit Doyle" || c.Relation.String() != "parent" || c.Phones[0].Number != "0400 000 003" || len(c.Phones) != 2 {
		t.Errorf("with a guardian: %+v", c)
	}
	p.GuardianName, p.GuardianPhone, p.EmergencyName, p.EmergencyPhone = "", "", "", ""
	if c := p.Callee(callDay); c.Name != "" || len(c.Phones) != 1 {
		t.Errorf("nobody is named: %+v", c)
	}
}
