package clinic

import (
	"slices"
	"strings"
	"testing"
)

// plain is a first-time patient with a sore neck, born in 1990, in an assessment that has just begun.
func plain(t *testing.T) (*course, *Assessment) {
	t.Helper()
	c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{}}
	_, op := NewPatient(c.Env, Patient{GivenName: "Ann", Sex: "female", BirthDate: "1990-05-01"})
	apply(t, c.chart, op)
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	a.Complaint = "Sore neck"
	apply(t, c.chart, op)
	return c, a
}

func (c *course) head(t *testing.T, o Occasion, code, answer string) {
	t.Helper()
	c.at = c.at.Add(1)
	apply(t, c.chart, AnswerHead(c.Env, c.cat, c.chart, o, c.cat.Head(headPrefix+code), answer))
}

func (c *course) say(t *testing.T, o Occasion, item, answer string, change ...func(*Screening)) *Screening {
	t.Helper()
	c.at = c.at.Add(1)
	s := Ask(c.Env, o, item)
	if old := c.chart.ScreeningIn(o, item); old != nil {
		was := *old
		s = &was
	}
	s.Answer, s.At = answer, c.now()
	for _, f := range change {
		f(s)
	}
	put(t, c.chart, s)
	return s
}

func (c *course) denyHeads(t *testing.T, o Occasion) (asked int) {
	t.Helper()
	for i := range c.cat.Heads {
		apply(t, c.chart, AnswerHead(c.Env, c.cat, c.chart, o, &c.cat.Heads[i], AnswerNo))
		asked++
	}
	for _, item := range c.cat.AloneItems() {
		c.say(t, o, item.Code, AnswerNo)
		asked++
	}
	return asked
}

// Every danger is asked in one place: named by one head, or by itself for a reason.
func TestEveryQuestionIsAskedInOnePlace(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for i := range cat.Screening {
		item := &cat.Screening[i]
		if !item.Warns() {
			continue
		}
		n := 0
		for _, h := range cat.Heads {
			for _, s := range h.Signs {
				if s.Item == item.Code {
					n++
				}
			}
		}
		for _, s := range cat.Alone {
			if s.Item == item.Code {
				n++
				if s.Why == "" {
					t.Errorf("%s: no head names it, and signs.tsv does not say why", item.Code)
				}
			}
		}
		if n != 1 {
			t.Errorf("%s is asked in %d places", item.Code, n)
		}
	}
}

// A first-time patient with a plain sore neck is asked at most 25 things, and none of them stops the treatment.
func TestAPlainNeckIsAskedLittle(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	asked := c.denyHeads(t, a.Occasion())
	if asked > 25 {
		t.Errorf("%d questions", asked)
	}
	if left := CanSignAssessment(c.cat, c.chart, a); len(left) > 0 {
		t.Errorf("it cannot be signed: %v", InEnglish(Reasons(left)))
	}
	if f := OpenFlags(c.cat, c.chart, a.Date); len(f) > 0 {
		t.Errorf("stopped by %s", f[0].Item.Code)
	}
	for _, rx := range []Prescription{{Technique: "effleurage", Pressure: 2}, {Technique: "deep-stripping", Pressure: 4, Position: "prone"}} {
		rx.Targets = []Target{{Structure: "trapezius.upper", Side: "L"}}
		if x := Conflicts(c.cat, c.chart, &rx, a.Date); len(x) > 0 {
			t.Errorf("%s: %s", rx.Technique, x[0].Reason)
		}
	}
	if n := len(c.chart.AnswersOf(c.cat, a.ID)); n < 80 || NeverAsked(c.cat, c.chart) != 0 {
		t.Errorf("%d answers, %d never asked", n, NeverAsked(c.cat, c.chart))
	}
	t.Logf("%d questions", asked)
}

// What a group denied is told from what was asked by itself, and is never kept as if it had been.
func TestAGroupIsKeptAsAGroup(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	o := a.Occasion()
	c.head(t, o, "nerves", AnswerNo)
	if len(c.chart.Screenings) != 1 || c.chart.Screenings[0].Item != "head.nerves" || !slices.Contains(c.chart.Screenings[0].Covers, "cauda-equina") {
		t.Fatalf("kept %+v", c.chart.Screenings)
	}
	c.say(t, o, "fever", AnswerNo)
	answers := c.chart.AnswersOf(c.cat, a.ID)
	if x := answers["cauda-equina"]; x.Answer != AnswerNo || x.Group != "head.nerves" || x.ID != "" {
		t.Errorf("the group: %+v", x)
	}
	if x := answers["fever"]; x.Answer != AnswerNo || x.Group != "" || x.ID == "" {
		t.Errorf("by itself: %+v", x)
	}
	// A question that came to the table since was not read out.
	cat := *c.cat
	cat.Heads = slices.Clone(cat.Heads)
	cat.Head("head.nerves").Signs = append(slices.Clone(cat.Head("head.nerves").Signs), HeadSign{Item: "allergy", Head: "head.nerves", Sign: "allergic"})
	if _, there := c.chart.AnswersOf(&cat, a.ID)["allergy"]; there {
		t.Error("what was not read out is answered")
	}
	// A yes before the group's no stays; one after it replaces it.
	c.say(t, o, "osteoporosis", AnswerYes)
	c.head(t, o, "bones", AnswerNo)
	c.say(t, o, "neuropathy", AnswerYes)
	latest := c.chart.LatestAnswers(c.cat)
	for _, item := range []string{"osteoporosis", "neuropathy"} {
		if latest[item].Answer != AnswerYes || c.chart.AnswersOf(c.cat, a.ID)[item].Answer != AnswerYes {
			t.Errorf("%s: %+v", item, latest[item])
		}
	}
	c.head(t, o, "nerves", "")
	if _, there := c.chart.AnswersOf(c.cat, a.ID)["cauda-equina"]; there {
		t.Error("taken back, and still answered")
	}
}

// The tap on the rest touches nothing that is urgent, rules massage out or is a red flag, in whatever head.
func TestTheRestTouchesNothingUrgent(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	o := a.Occasion()
	rested := 0
	for i := range c.cat.Heads {
		h := &c.cat.Heads[i]
		if op := AnswerRest(c.Env, c.cat, c.chart, o, h); !op.Empty() {
			t.Errorf("%s was not asked, and its rest is no", h.Code)
		}
		apply(t, c.chart, AnswerHead(c.Env, c.cat, c.chart, o, h, AnswerYes))
		apply(t, c.chart, AnswerRest(c.Env, c.cat, c.chart, o, h))
		rested += len(c.chart.ScreeningIn(o, h.Code).Covers)
	}
	answers := c.chart.AnswersOf(c.cat, a.ID)
	for i := range c.cat.Screening {
		item := &c.cat.Screening[i]
		urgent := item.Group == GroupAbsolute || item.Group == GroupRedFlag || item.Blocks || Urgent(item.Urgency)
		if x, ok := answers[item.Code]; ok && x.Known == nil && urgent {
			t.Errorf("%s was answered by the way", item.Code)
		}
	}
	if rested < 20 {
		t.Errorf("only %d are of the rest", rested)
	}
	if got := strings.Join(InEnglish(Reasons(CanSignAssessment(c.cat, c.chart, a))), " "); !strings.Contains(got, "Say what it is that was not denied: Nerves and spine.") {
		t.Errorf("%q", got)
	}
}

// What was not denied last time is asked by itself, and no head denies it by the way.
func TestYesOfLastTimeIsAskedByItself(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	c.denyHeads(t, a.Occasion())
	c.say(t, a.Occasion(), "asthma", AnswerYes)
	c.say(t, a.Occasion(), "heart-disease", AnswerUnsure)
	op, err := SignAssessment(c.Env, c.cat, c.chart, a, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	c.on("2026-04-02")
	b, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	c.denyHeads(t, b.Occasion())
	latest := c.chart.LatestAnswers(c.cat)
	for _, item := range []string{"asthma", "heart-disease"} {
		if latest[item].Answer == AnswerNo || !c.chart.AskedApart(c.cat, b.Occasion())[item] {
			t.Errorf("%s: %+v", item, latest[item])
		}
	}
}

// What is known answers its question, which is not asked, and a firm fact against an answer hinders the signature.
func TestKnownIsNotAsked(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	is := func(item, answer string) {
		t.Helper()
		x, ok := c.chart.AnswersOf(c.cat, a.ID)[item]
		if x.Answer != answer || ok != (answer != "") || ok && x.Known == nil {
			t.Errorf("%s: %+v, want %q", item, x, answer)
		}
		if y := c.chart.LatestAnswers(c.cat)[item]; y.Answer != answer {
			t.Errorf("%s: the rules read %+v, want %q", item, y, answer)
		}
	}
	change := func(f func(p *Patient, a *Assessment)) {
		t.Helper()
		p := c.chart.Patient
		f(&p, a)
		put(t, c.chart, a)
		c.chart.Patient = p
	}
	is("under-18", AnswerNo)
	is("giant-cell", AnswerNo)
	is("pregnancy", "")
	change(func(p *Patient, _ *Assessment) { p.Sex = "male" })
	is("pregnancy", AnswerNo)
	is("pre-eclampsia", AnswerNo)
	change(func(p *Patient, _ *Assessment) { p.Sex, p.BirthDate = "female", "2010-03-03" })
	is("under-18", AnswerYes)
	change(func(p *Patient, _ *Assessment) { p.BirthDate = "1960-01-01" })
	is("pregnancy", AnswerNo)
	is("giant-cell", "")
	change(func(p *Patient, a *Assessment) {
		p.BirthDate, a.Told = "1990-05-01", []string{"blood-thinner", "pregnant", "operation"}
	})
	is("blood-thinners", AnswerYes)
	is("pregnancy", AnswerYes)
	is("recent-surgery", "")
	if !c.chart.AskedApart(c.cat, a.Occasion())["recent-surgery"] {
		t.Error("an operation does not open its question")
	}
	put(t, c.chart, &Injury{ID: c.NewID(), PatientID: a.PatientID, Structure: "soleus", Side: "L", Type: InjuryStrain, InjuredOn: "2026-03-01"})
	if x := c.chart.AnswersOf(c.cat, a.ID)["acute-injury"]; x.Answer != AnswerYes || x.Known == nil {
		t.Errorf("the injury is asked about: %+v", x)
	}
	deep := &Prescription{Technique: "deep-stripping", Pressure: 5, Targets: []Target{{Structure: "soleus", Side: "R"}}}
	if x := Conflicts(c.cat, c.chart, deep, a.Date); !slices.ContainsFunc(x, func(c Conflict) bool { return c.Item == "blood-thinners" }) {
		t.Errorf("what is known stands against nothing: %+v", x)
	}
	c.denyHeads(t, a.Occasion())
	is("blood-thinners", AnswerYes) // no group denies it
	c.say(t, a.Occasion(), "blood-thinners", AnswerNo)
	contra := c.chart.Contradictions(c.cat, a)
	if len(contra) != 1 || contra[0].Item.Code != "blood-thinners" {
		t.Fatalf("%+v", contra)
	}
	i := slices.IndexFunc(CanSignAssessment(c.cat, c.chart, a), func(h Hindrance) bool { return h.At == "blood-thinners" })
	if i < 0 || CanSignAssessment(c.cat, c.chart, a)[i].Say.String() != "Blood thinners or bleeding disorder: the history says yes, and the safety question was answered no. Change the one that is wrong." {
		t.Errorf("%v", InEnglish(Reasons(CanSignAssessment(c.cat, c.chart, a))))
	}
	change(func(_ *Patient, a *Assessment) { a.Told = []string{"pregnant"} })
	if len(c.chart.Contradictions(c.cat, a)) > 0 {
		t.Error("there is none any more")
	}
	// A person's own word stands against what is only likely.
	change(func(p *Patient, a *Assessment) { p.Sex, a.Told = "male", nil })
	c.say(t, a.Occasion(), "pregnancy", AnswerYes)
	if c.chart.LatestAnswers(c.cat)["pregnancy"].Answer != AnswerYes || len(c.chart.Contradictions(c.cat, a)) > 0 {
		t.Error("the details speak over the patient")
	}
}

// What does not go away, and what a doctor has cleared, is not asked again.
func TestWhatStandsIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	c.denyHeads(t, a.Occasion())
	c.say(t, a.Occasion(), "cancer-history", AnswerYes, func(s *Screening) { s.Action, s.Details = "Letter", []Detail{{"where", "breast"}} })
	c.say(t, a.Occasion(), "heart-disease", AnswerYes)
	op, err := SignAssessment(c.Env, c.cat, c.chart, a, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	put(t, c.chart, &Clearance{ID: "k", PatientID: a.PatientID, Item: "heart-disease", Doctor: "Dr Lee", Date: "2026-03-20", Scope: "all", Expires: "2026-06-01"})
	for day, cleared := range map[Date]bool{"2026-04-02": true, "2026-07-02": false} {
		c.on(day)
		b, op := StartAssessment(c.Env, c.chart, "prac-1")
		apply(t, c.chart, op)
		answers := c.chart.AnswersOf(c.cat, b.ID)
		if x := answers["cancer-history"]; x.Answer != AnswerYes || x.Known == nil || x.Detail("where") != "breast" || NeedsAction(c.cat, c.chart, &x.Screening) {
			t.Errorf("%s: %+v", day, x)
		}
		if _, known := answers["heart-disease"]; known != cleared {
			t.Errorf("%s: heart disease is known: %v", day, known)
		}
	}
}

// No change in a month is no reason to stop, and a doctor's referral, or a clearance in force, is what it asks for.
func TestAReferralIsActedOn(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	c.denyHeads(t, a.Occasion())
	c.head(t, a.Occasion(), "pain", AnswerYes)
	s := c.say(t, a.Occasion(), "no-improvement", AnswerYes)
	left := func() bool {
		return slices.ContainsFunc(CanSignAssessment(c.cat, c.chart, a), func(h Hindrance) bool { return h.At == "no-improvement" })
	}
	if c.cat.ScreeningItem("no-improvement").Blocks || !left() || !NeedsAction(c.cat, c.chart, s) {
		t.Error("nothing is to be done")
	}
	referred := *a
	referred.ReferralFrom, referred.ReferralDate = "Dr Lee", "2026-02-20"
	put(t, c.chart, &referred)
	if left() {
		t.Error("the doctor who sent the patient is to be written to")
	}
	put(t, c.chart, a, &Clearance{ID: "k", PatientID: a.PatientID, Item: "no-improvement", Doctor: "Dr Lee", Date: a.Date, Scope: "all"})
	if left() {
		t.Error("cleared, and still to be acted on")
	}
}

// A pregnancy has its week by the day it is due, an operation its weeks since; what has passed is asked anew.
func TestDetailsOfAnAnswer(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	cat := c.cat
	field := func(code string) *DetailField {
		t.Helper()
		f := find(cat.Details, func(f *DetailField) bool { return f.Code == code })
		if f == nil {
			t.Fatalf("there is no field %s", code)
		}
		return f
	}
	s := c.say(t, a.Occasion(), "pregnancy", AnswerYes, func(s *Screening) { s.SetDetail(field("pregnancy.week"), "12", a.Date) })
	if due := s.DetailDay(DetailDue); due != a.Date.AddDays(28*7) {
		t.Errorf("due %s", due)
	}
	for days, want := range map[int]int{0: 12, 6: 12, 7: 13, 18 * 7: 30, 28 * 7: 40} {
		if w, ok := s.Week(a.Date.AddDays(days)); w != want || !ok {
			t.Errorf("after %d days: week %d, %v", days, w, ok)
		}
	}
	if _, ok := s.Week(a.Date.AddDays(35 * 7)); ok {
		t.Error("pregnant for 47 weeks")
	}
	anew := func(day Date) bool {
		return slices.ContainsFunc(c.chart.AskAnew(cat, day), func(i *ScreeningItem) bool { return i.Code == "pregnancy" })
	}
	if due := s.DetailDay(DetailDue); anew(due.AddDays(42)) || !anew(due.AddDays(43)) {
		t.Error("asked anew on another day than six weeks after the due date")
	}
	c.on("2026-12-01")
	v, op := StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	apply(t, c.chart, AnswerChange(c.Env, cat, c.chart, v, false))
	if got := strings.Join(InEnglish(Reasons(safetyHindrances(cat, c.chart, v))), " "); !strings.Contains(got, "ask it anew: Are you pregnant?") {
		t.Errorf("%q", got)
	}
	c.say(t, v.Occasion(), "pregnancy", AnswerNo)
	if anew(v.Date) {
		t.Error("asked, and still to ask")
	}

	x := c.say(t, a.Occasion(), "blood-thinners", AnswerYes, func(s *Screening) {
		s.SetDetail(field("blood-thinners.name"), " warfarin ", a.Date)
		s.SetDetail(field("blood-thinners.inr"), "2.4", a.Date)
		s.SetDetail(field("blood-thinners.inr-day"), "2026-02-27", a.Date)
	})
	if v, ok := x.DetailNumber("inr"); v != 2.4 || !ok || x.Detail("name") != "warfarin" || x.DetailDay("inr-day") != "2026-02-27" {
		t.Errorf("%+v", x.Details)
	}
	if got := cat.DetailWords(x.Item, x.Details[1]).String(); got != "INR taken on: 27 February 2026" {
		t.Errorf("%q", got)
	}
	x.SetDetail(field("blood-thinners.inr"), "", a.Date)
	if _, ok := x.DetailNumber("inr"); ok || len(x.Details) != 2 {
		t.Errorf("%+v", x.Details)
	}
	op2 := c.say(t, a.Occasion(), "recent-surgery", AnswerYes, func(s *Screening) { s.SetDetail(field("recent-surgery.date"), "2026-02-01", a.Date) })
	if w, ok := op2.Week("2026-03-08"); w != 5 || !ok {
		t.Errorf("week %d, %v after the operation", w, ok)
	}
	if _, ok := op2.Week("2026-01-08"); ok {
		t.Error("weeks before it happened")
	}
}

// A plan has as many sessions as the referral has left, each session says the how-manieth of the referral it is, and a plan
// with more sessions to come than are left says so. A review that takes the referral over does not begin its count anew.
func TestSessionsOfTheReferral(t *testing.T) {
	t.Parallel()
	c, a := plain(t)
	held := func(day Date) *Session {
		t.Helper()
		c.on(day)
		v, op := StartSession(c.Env, c.chart, nil, "prac-1")
		apply(t, c.chart, op)
		return v
	}
	before := held(a.Date.AddDays(-1)) // of another referral, though the letter is of an earlier day
	if n, of := c.chart.OfReferral(before); n != 0 || of != 0 {
		t.Errorf("%d of %d without a referral", n, of)
	}
	a.ReferralFrom, a.ReferralDate, a.ReferralSessions = "Dr Lee", "2026-02-20", 5
	put(t, c.chart, a)
	p, op, err := StartPlan(c.on(a.Date).Env, c.chart, a)
	if err != nil || p.Sessions() != 5 || p.ReviewDate != a.Date.AddDays(28) {
		t.Errorf("%d sessions, review on %s, %v", p.Sessions(), p.ReviewDate, err)
	}
	apply(t, c.chart, op)
	said := func(day Date, want, wantMore string) {
		t.Helper()
		if said, more := c.chart.ReferralWords(p, day); said.String() != want || more.String() != wantMore {
			t.Errorf("%s: %q, %q", day, said, more)
		}
	}
	said("2026-03-02", "The referral is for 5 sessions: 0 used, 5 left.", "")
	for i, day := range []Date{"2026-03-02", "2026-03-09"} {
		if n, of := c.chart.OfReferral(held(day)); n != i+1 || of != 5 {
			t.Errorf("%s: %d of %d", day, n, of)
		}
	}
	review := *a
	review.ID, review.Date, review.Type = "review", "2026-03-10", AssessmentReview
	put(t, c.chart, &review)
	if n, of := c.chart.OfReferral(held("2026-03-11")); n != 3 || of != 5 {
		t.Errorf("after the review: %d of %d", n, of)
	}
	said("2026-03-12", "The referral is for 5 sessions: 3 used, 2 left.",
		"The plan has 3 sessions more to come than the referral has left. Ask the doctor for a new referral, or plan fewer.")
	if due := c.chart.ReferralOn("2026-03-12"); due.Used != 3 || due.Left() != 2 || due.Date != a.Date {
		t.Errorf("%+v", due)
	}
	apply(t, c.chart, Operation{Label: Say("remove"), Remove: []Record{p}})
	if next, _, err := StartPlan(c.on("2026-03-12").Env, c.chart, &review); err != nil || next.Sessions() != 2 {
		t.Errorf("the next plan: %d sessions, %v", next.Sessions(), err)
	}
	review.ReferralExpires = "2026-03-11"
	put(t, c.chart, &review)
	said("2026-03-11", "The referral is for 5 sessions: 2 used, 3 left.", "The plan has 2 sessions more to come than the referral has left. Ask the doctor for a new referral, or plan fewer.")
	said("2026-03-12", "The referral was for 5 sessions: 3 used.", "The referral ran out on 11 March 2026. Ask the doctor for a new one.")
	if next, _, err := StartPlan(c.on("2026-03-12").Env, c.chart, &review); err != nil || next.Sessions() == 2 {
		t.Errorf("a plan by a referral that ran out: %d sessions, %v", next.Sessions(), err)
	}
	if day, doctor := c.chart.Letter("2026-03-09"); day != "2026-02-20" || doctor != "Dr Lee" {
		t.Errorf("a clearance comes from %s on %s", doctor, day)
	}
}
