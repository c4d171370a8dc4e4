package clinic

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/script"
)

func TestPatientComesAndGoes(t *testing.T) {
	t.Parallel()
	e := newEnv("2026-03-02")
	p, op := NewPatient(e.Env, Patient{ID: "typed", GivenName: "Margaret", PreferredName: "Peg", FamilyName: "Doyle"})
	if p.ID != "id-0001" || p.CreatedAt != e.at || op.Scope != p.ID || op.Label.String() != "Add Margaret (Peg) Doyle" || len(op.Put) != 1 {
		t.Errorf("%+v by %+v", p, op)
	}
	op = ArchivePatient(e.Env, *p)
	archived := op.Put[0].(*Patient)
	if archived.ArchivedAt != e.at || !p.ArchivedAt.IsZero() {
		t.Errorf("archived %v, the original %v", archived.ArchivedAt, p.ArchivedAt)
	}
	if back := RestorePatient(*archived).Put[0].(*Patient); !reflect.DeepEqual(back, p) {
		t.Errorf("restored as %+v", back)
	}
}

func TestStartAssessment(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	full := c.first
	full.Aggravating, full.Impression, full.Medication, full.SignedAt, full.SignedBy = "driving", "a working idea", "none", c.now(), "Robin Vale"
	put(t, c.chart, &full)
	c.on("2026-03-30")
	a, op := StartAssessment(c.Env, c.chart, "prac-2")
	if a.Type != AssessmentReview || a.Complaint != full.Complaint || a.Medication != "none" || a.Aggravating != "" || a.Impression != "" ||
		a.Date != "2026-03-30" || !a.SignedAt.IsZero() || a.SignedBy != "" || a.PractitionerID != "prac-2" || op.Scope != a.ID {
		t.Errorf("%+v", a)
	}
	apply(t, c.chart, op)
	again, op := StartAssessment(c.Env, c.chart, "prac-2")
	if again.ID != a.ID || !op.Empty() {
		t.Errorf("a second one of the day: %v", op)
	}
	// The next day a new one begins although the old one was never signed.
	c.on("2026-03-31")
	if next, op := StartAssessment(c.Env, c.chart, "prac-2"); next.ID == a.ID || op.Empty() {
		t.Error("yesterday's open assessment was taken for today's")
	}
}

// answerAll answers every ghost of an assessment with the same.
func answerAll(c *course, a *Assessment, answer string) Operation {
	return AnswerGhosts(c.Env, c.cat, c.chart, a, Say("Answer"), answer, c.chart.Ghosts(a)...)
}

// What was found last time is a ghost until it is answered, one by one, and never a finding before that.
func TestGhosts(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	old := c.chart.FindingsOf(c.first.ID)
	put(
		t, c.chart,
		&Stroke{ID: "arrow", PatientID: c.first.PatientID, AssessmentID: c.first.ID, FindingID: old[0].ID, View: "posterior", Tool: StrokeArrow, Source: ByTherapist, Points: [][2]float64{{1, 1}, {2, 2}}},
		&Stroke{ID: "line", PatientID: c.first.PatientID, AssessmentID: c.first.ID, View: "posterior", Tool: StrokePen, Source: ByPatient, Points: [][2]float64{{1, 1}, {2, 2}}},
	)
	if g := c.chart.Ghosts(&c.first); len(g) != 0 {
		t.Errorf("the first assessment has ghosts: %v", g)
	}
	c.on("2026-03-30")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	if g := c.chart.Ghosts(a); len(g) != len(old) || len(c.chart.FindingsOf(a.ID)) != 0 {
		t.Fatalf("%d ghosts of %d, and %d findings", len(g), len(old), len(c.chart.FindingsOf(a.ID)))
	}
	mine := finding("mine", old[1].Structure, old[1].Side, old[1].Type, 2, byPatient)
	mine.PatientID, mine.AssessmentID = a.PatientID, a.ID
	put(t, c.chart, &mine)
	ghosts := c.chart.Ghosts(a)
	if len(ghosts) != 1 || ghosts[0].ID != old[0].ID {
		t.Fatalf("what was marked again is still a ghost: %v", ghosts)
	}
	for _, answer := range []string{GhostStill, GhostChanged, GhostGone} {
		chart := *c.chart
		op := AnswerGhosts(c.Env, c.cat, &chart, a, Say("Answer"), answer, ghosts...)
		put(t, &chart, op.Put...)
		got := op.Put[0].(*Finding)
		want := old[0].Severity
		switch answer {
		case GhostChanged:
			want = nil
		case GhostGone:
			want = ptr(0)
		}
		if got.Target() != old[0].Target() || got.Type != old[0].Type || got.Source != old[0].Source || got.AssessmentID != a.ID || got.ID == old[0].ID ||
			(got.Severity == nil) != (want == nil) || want != nil && *got.Severity != *want {
			t.Errorf("%s: %+v of %+v", answer, got, old[0])
		}
		if g := chart.Ghosts(a); len(g) != 0 {
			t.Errorf("%s: still a ghost", answer)
		}
		arrows := chart.StrokesOf(a.ID)
		if answer == GhostGone && len(arrows) > 0 || answer != GhostGone && (len(arrows) != 1 || arrows[0].FindingID != got.ID) {
			t.Errorf("%s: the arrows are %+v", answer, arrows)
		}
		if n := len(chart.FindingsOf(c.first.ID)); n != len(old) {
			t.Errorf("%s: %d findings then", answer, n)
		}
	}
	lines := c.chart.GhostLines(a)
	if len(lines) != 1 || lines[0].ID != "line" {
		t.Fatalf("the lines of last time are %+v", lines)
	}
	apply(t, c.chart, DrawAgain(c.Env, a, lines))
	if s := c.chart.StrokesOf(a.ID); len(s) != 1 || s[0].Source != ByPatient || s[0].FindingID != "" || len(c.chart.GhostLines(a)) != 0 {
		t.Errorf("drawn again: %+v", s)
	}
}

// A scar is there or was not looked for; it cannot be answered with gone. What is signed has no ghosts.
func TestGhostsThatStay(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.begin(t, "2026-03-10", AssessmentReview, finding("scar", "levator.scapulae", anatomy.Left, "scar", 3))
	a := c.begin(t, "2026-03-17", AssessmentReview)
	if op := answerAll(c, a, GhostGone); !op.Empty() {
		t.Errorf("a scar went: %v", op.Put)
	}
	signed := *a
	signed.SignedAt, signed.SignedBy = c.Env.Now(), "Robin Hale"
	if g := c.chart.Ghosts(&signed); len(g) != 0 || len(c.chart.Ghosts(a)) != 1 {
		t.Errorf("signed: %d ghosts", len(g))
	}
}

func TestSignAssessment(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	c.on("2026-03-30")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	has := func(want string) {
		t.Helper()
		_, err := SignAssessment(c.Env, c.cat, c.chart, a, robin)
		var h Hindrances
		if !errors.As(err, &h) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %v", want, err)
		}
	}
	a.Complaint = " "
	has("Write why the patient came.")
	has("safety questions have no answer yet.")
	a.Complaint = "Neck"
	put(t, c.chart, &Screening{ID: "yes", PatientID: a.PatientID, AssessmentID: a.ID, Item: "cancer-history", Answer: AnswerYes, At: c.now()})
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupRedFlag, GroupAbsolute))
	if n := len(c.chart.Unanswered(c.cat, a.ID)); n != 0 {
		t.Errorf("%d unanswered", n)
	}
	if s := c.chart.LatestAnswers(c.cat)["cancer-history"]; s.Answer != AnswerYes {
		t.Error("the rest overwrote an answer")
	}
	has("Write what was done about: History of cancer.")
	put(t, c.chart, &Screening{ID: "yes", PatientID: a.PatientID, AssessmentID: a.ID, Item: "cancer-history", Answer: AnswerYes, Action: "Letter to Dr Lee", At: c.now()})
	for _, signer := range []Practitioner{{}, {Name: " "}, {Name: "Robin Vale", LeftAt: c.at}} {
		if _, err := SignAssessment(c.Env, c.cat, c.chart, a, signer); err == nil || !strings.Contains(err.Error(), "Choose who signs.") {
			t.Errorf("signed by %+v: %v", signer, err)
		}
	}
	op, err := SignAssessment(c.Env, c.cat, c.chart, a, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	if s := c.chart.Assessment(a.ID); s.SignedAt != c.at || s.SignedBy != "Robin Vale" || op.Scope != "" {
		t.Errorf("%+v", s)
	}
	a = c.chart.Assessment(a.ID)
	has("already signed")
}

func TestStartPlan(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	if c.plan.Lineage != c.plan.ID || c.plan.Version != 1 || c.plan.AssessmentID != c.first.ID || c.plan.ReviewDate != "2026-03-30" || c.plan.Sessions() != 4 {
		t.Errorf("%+v", c.plan)
	}
	if p, op, err := StartPlan(c.Env, c.chart, &c.first); err != nil || p.ID != c.plan.ID || !op.Empty() {
		t.Errorf("beside a draft: %v, %v, %v", p, op, err)
	}
	c.agree(t)
	if _, _, err := StartPlan(c.Env, c.chart, nil); err == nil {
		t.Error("a second plan beside a running one")
	}
	_, op, err := EndPlan(c.Env, c.chart, &c.plan, OutcomeFinished, "")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	if c.chart.CurrentPlan() != nil {
		t.Error("the plan still runs")
	}
	if p, op, err := StartPlan(c.Env, c.chart, nil); err != nil || op.Empty() || p.Lineage == c.plan.Lineage {
		t.Errorf("after the end: %v, %v", p, err)
	}
}

func TestAddProblem(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	f := c.chart.FindingsOf(c.first.ID)
	there, op := AddProblem(c.Env, c.cat, c.chart, &c.plan, &f[0], plainLabel)
	if !op.Empty() || there.Words != "left trapezius.upper: trigger point, severe" || there.Rank != 1 || there.OriginID != there.ID {
		t.Errorf("%+v, %v", there, op)
	}
	f[1].Severity = nil
	second, op := AddProblem(c.Env, c.cat, c.chart, &c.plan, &f[1], plainLabel)
	if op.Empty() || second.Words != "left levator.scapulae: pain" || second.Rank != 2 {
		t.Errorf("%+v", second)
	}
}

func TestAgreePlan(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	if _, err := AgreePlan(c.Env, c.cat, c.chart, &c.plan, " ", ByThePatient, ""); err == nil || !strings.Contains(err.Error(), "who agrees") || !strings.Contains(err.Error(), "how it was agreed") {
		t.Errorf("agreed by nobody: %v", err)
	}
	c.agree(t)
	if c.chart.CurrentPlan() == nil || c.plan.AgreedBy != "Margaret Doyle" || c.plan.AgreedHow != "signed" || c.plan.AgreedAt != c.at {
		t.Errorf("%+v", c.plan)
	}
	if _, err := AgreePlan(c.Env, c.cat, c.chart, &c.plan, "Margaret Doyle", ByThePatient, "signed"); err == nil {
		t.Error("agreed twice")
	}
}

// The usual first visit: the session runs while the patient is assessed, and the plan that is agreed then is what it goes by.
func TestASessionGoesByThePlanAgreedInIt(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	s, op := StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	added := &Treatment{ID: c.NewID(), PatientID: s.PatientID, SessionID: s.ID, Technique: "effleurage", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 2, Minutes: 5, Status: TreatmentDone, Rank: 1}
	put(t, c.chart, added)
	c.agree(t)
	got := c.chart.TreatmentsOf(s.ID)
	if c.chart.Session(s.ID).PlanID != c.plan.ID || len(got) != 3 || got[0].ID != added.ID || got[1].PrescriptionID != c.rx[0].ID || got[2].PrescriptionID != c.rx[1].ID {
		t.Errorf("%+v, %+v", c.chart.Session(s.ID), got)
	}
	if c.chart.NewerPlan(c.chart.Session(s.ID)) != nil {
		t.Error("a plan that is followed is newer")
	}
	// One that is over by then is not what was treated by the plan.
	c = newCourse(t)
	s, op = StartSession(c.Env, c.chart, nil, "prac-1")
	s.EndedAt = c.now()
	apply(t, c.chart, op)
	c.agree(t)
	if c.chart.Session(s.ID).PlanID != "" {
		t.Error("a session that was over took the plan")
	}
}

// A plan that is changed while a session runs is followed on demand: what was done stays done, once.
func TestASessionFollowsTheChangedPlan(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	s, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	if op := FollowPlan(c.Env, c.chart, s); !op.Empty() {
		t.Errorf("%+v", op)
	}
	done := c.chart.TreatmentsOf(s.ID)[0]
	op, err := MarkTreatment(c.cat, done, TreatmentDone, "")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	next.ChangeReason = "more time"
	apply(t, c.chart, op)
	op, err = AgreePlan(c.Env, c.cat, c.chart, next, "Margaret Doyle", ByThePatient, "spoken")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	running := c.chart.Session(s.ID)
	if running.PlanID != c.plan.ID || c.chart.NewerPlan(running) == nil {
		t.Fatal("a session changed by itself")
	}
	apply(t, c.chart, FollowPlan(c.Env, c.chart, running))
	got := c.chart.TreatmentsOf(s.ID)
	if len(got) != 2 || got[0].ID != done.ID || got[0].Status != TreatmentDone || got[1].Status != TreatmentPlanned || got[1].PrescriptionID == c.rx[1].ID || c.chart.Session(s.ID).PlanID != next.ID {
		t.Errorf("%+v", got)
	}
	yesterday := *c.chart.Session(s.ID)
	yesterday.PlanID, yesterday.Date = "", yesterday.Date.AddDays(-1)
	if c.chart.NewerPlan(&yesterday) != nil {
		t.Error("a session of before the plan was agreed goes by it")
	}
}

func TestNewVersion(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	before := *c.chart
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(before, *c.chart) {
		t.Error("the chart was changed before the operation was applied")
	}
	apply(t, c.chart, op)
	if next.Version != 2 || next.Lineage != c.plan.Lineage || next.PreviousID != c.plan.ID || next.Agreed() || next.AgreedBy != "" || next.ChangeReason != "" {
		t.Errorf("%+v", next)
	}
	lacks := func() bool {
		return slices.ContainsFunc(CanAgree(c.cat, c.chart, next, c.today()), func(h Hindrance) bool { return h.Step == StepReason })
	}
	if !lacks() {
		t.Error("a version can be agreed to that nobody said why it was made")
	}
	next.ChangeReason = "She moves more freely"
	if lacks() {
		t.Error("the reason is asked for though it was said")
	}
	problem, goal, rx := c.chart.ProblemsOf(next.ID)[0], c.chart.GoalsOf(next.ID)[0], c.chart.PrescriptionsOf(next.ID)
	if goal.ProblemID != problem.ID || rx[0].GoalID != goal.ID || rx[1].ProblemID != problem.ID {
		t.Errorf("the copy points at the original: %+v %+v", goal, rx)
	}
	if goal.OriginID != c.goal.ID || goal.ID == c.goal.ID || rx[0].OriginID != c.rx[0].ID || len(c.chart.HomeCareOf(next.ID)) != 1 {
		t.Errorf("the copy lost where it comes from: %+v %+v", goal, rx)
	}
	rx[0].Targets[0].Structure = "soleus"
	if c.chart.PrescriptionsOf(c.plan.ID)[0].Targets[0].Structure == "soleus" {
		t.Error("the versions share their targets")
	}
	if again, op, err := NewVersion(c.Env, c.chart, &c.plan); err != nil || again.ID != next.ID || !op.Empty() {
		t.Errorf("beside a draft: %v %v", again, err)
	}
	if p := c.chart.CurrentPlan(); p.ID != c.plan.ID {
		t.Errorf("version %d counts before it was agreed to", p.Version)
	}
	_, op, err = EndPlan(c.Env, c.chart, &c.plan, OutcomeStopped, "moved away")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	discard, err := DiscardPlan(c.chart, next)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, discard)
	if len(c.chart.Plans) != 1 || len(c.chart.Goals) != 1 || len(c.chart.Prescriptions) != 2 || len(c.chart.Problems) != 1 || len(c.chart.HomeCare) != 1 {
		t.Error("the draft is not gone, or more than the draft is gone")
	}
	if _, _, err := NewVersion(c.Env, c.chart, &c.plan); err == nil {
		t.Error("a version of a plan that has ended")
	}
	if _, err := DiscardPlan(c.chart, &c.plan); !errors.Is(err, ErrLocked) {
		t.Errorf("an agreed plan was discarded: %v", err)
	}
}

func TestDiffVersions(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	next.Phases, next.Minutes, next.CostCents = []Phase{{2, 14}}, 45, ptr(9550)
	goal := c.chart.GoalsOf(next.ID)[0]
	goal.TargetTo, goal.Due = ptr(2.0), "2026-05-04"
	rx := c.chart.PrescriptionsOf(next.ID)
	rx[0].Pressure = 4
	rx[0].Targets = append(rx[0].Targets, Target{Structure: "soleus", Side: anatomy.Right})
	home := c.chart.HomeCareOf(next.ID)[0]
	put(t, c.chart, next, &goal, &rx[0])
	apply(t, c.chart, Operation{Remove: []Record{&rx[1], &home}})
	_, op = AddHomeCare(c.Env, c.chart, next, HomeCare{Title: "Walk the dog", Minutes: 20, DaysPerWeek: 7})
	apply(t, c.chart, op)
	var got []string
	for _, x := range DiffVersions(c.cat, c.chart, &c.plan, next, plainLabel) {
		got = append(got, x.Words().String())
	}
	want := []string{
		"length of a session: 60 min to 45 min",
		"schedule: 4 sessions to 2 sessions",
		"cost of a session: not set to 95.50",
		"Drive for an hour without neck pain, target: 3/10 to 2/10",
		"Drive for an hour without neck pain, due: 20 Apr 2026 to 4 May 2026",
		"Trigger point pressure on left trapezius.upper, where: left trapezius.upper to left trapezius.upper, right soleus",
		"Trigger point pressure on left trapezius.upper, pressure: 3 to 4",
		"Technique removed: Effleurage on left trapezius.upper, left levator.scapulae",
		"Home care added: Walk the dog",
		"Home care removed: Turn your head",
	}
	want[1] = "schedule: 4 sessions 7 days apart to 2 sessions 14 days apart"
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	back := DiffVersions(c.cat, c.chart, next, &c.plan, plainLabel)
	if len(back) != len(got) {
		t.Errorf("read backwards there are %d changes, not %d", len(back), len(got))
	}
}

// A new version is no change until somebody changes it.
func TestNewVersionIsNoChange(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(rt *rapid.T) {
		e := newEnv("2026-03-02")
		word := rapid.StringMatching(`[a-z]{1,8}`)
		c := &Chart{Patient: Patient{ID: "p"}}
		p := &Plan{
			ID: e.NewID(), PatientID: "p", Version: 1, Title: word.Draw(rt, "title"), Minutes: rapid.IntRange(5, 240).Draw(rt, "minutes"),
			Start: "2026-03-02", Phases: drawPhases(rt), AgreedAt: e.at, AgreedBy: "x",
		}
		p.Lineage = p.ID
		records := []Record{p}
		var problems, goals []string
		pick := func(list []string, name string) string {
			return rapid.SampledFrom(append([]string{""}, list...)).Draw(rt, name)
		}
		for i := range rapid.IntRange(0, 4).Draw(rt, "problems") {
			x := &Problem{ID: e.NewID(), PatientID: "p", PlanID: p.ID, Words: word.Draw(rt, "words"), Rank: i}
			x.OriginID = x.ID
			problems, records = append(problems, x.ID), append(records, x)
		}
		for i := range rapid.IntRange(0, 4).Draw(rt, "goals") {
			x := &Goal{
				ID: e.NewID(), PatientID: "p", PlanID: p.ID, ProblemID: pick(problems, "problem"), Benefit: Tension, Measure: "nprs", Side: "M",
				TargetTo: ptr(float64(rapid.IntRange(0, 10).Draw(rt, "target"))), Rank: i,
			}
			x.OriginID = x.ID
			goals, records = append(goals, x.ID), append(records, x)
		}
		for i := range rapid.IntRange(0, 5).Draw(rt, "prescriptions") {
			x := &Prescription{
				ID: e.NewID(), PatientID: "p", PlanID: p.ID, GoalID: pick(goals, "goal"), ProblemID: pick(problems, "problem"),
				Technique: "effleurage", Targets: []Target{{Structure: word.Draw(rt, "structure"), Side: "L"}}, Pressure: 2, Minutes: 5, Rank: i,
			}
			x.OriginID = x.ID
			records = append(records, x)
		}
		put(t, c, records...)
		parent := *c.Plan(p.ID)
		for range rapid.IntRange(1, 3).Draw(rt, "versions") {
			next, op, err := NewVersion(e.Env, c, &parent)
			if err != nil {
				rt.Fatal(err)
			}
			next.AgreedAt = e.at // so that another can follow
			apply(t, c, op)
			for _, v := range c.PlanVersions(p.ID) {
				if d := DiffVersions(cat, c, &v, next, plainLabel); len(d) != 0 {
					rt.Fatalf("version %d differs from %d: %v", next.Version, v.Version, d)
				}
			}
			here := make(map[string]bool)
			for _, x := range c.ProblemsOf(next.ID) {
				here[x.ID] = true
			}
			for _, x := range c.GoalsOf(next.ID) {
				here[x.ID] = true
				if x.ProblemID != "" && !here[x.ProblemID] {
					rt.Fatalf("a goal of version %d points out of it", next.Version)
				}
			}
			linked := func(plan string) (n int) {
				for _, x := range c.PrescriptionsOf(plan) {
					if x.GoalID != "" {
						n++
					}
					if plan == next.ID && (x.GoalID != "" && !here[x.GoalID] || x.ProblemID != "" && !here[x.ProblemID]) {
						rt.Fatalf("a prescription of version %d points out of it", next.Version)
					}
				}
				return n
			}
			if linked(next.ID) != linked(parent.ID) {
				rt.Fatal("a link was lost")
			}
			parent = *c.Plan(next.ID)
		}
	})
}

func TestEndPlan(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	if _, _, err := EndPlan(c.Env, c.chart, &c.plan, OutcomeStopped, " "); err == nil {
		t.Error("stopped for no reason")
	}
	end, op, err := EndPlan(c.Env, c.chart, &c.plan, OutcomeStopped, " moved away ")
	if err != nil || end.Reason != "moved away" || end.By != "Robin Vale" || end.Date != "2026-03-02" {
		t.Fatalf("%+v, %v", end, err)
	}
	apply(t, c.chart, op)
	if _, _, err := EndPlan(c.Env, c.chart, &c.plan, OutcomeFinished, ""); err == nil {
		t.Error("ended twice")
	}
	if got := CanAgree(c.cat, c.chart, &Plan{ID: "other", Lineage: c.plan.Lineage}, "2026-03-02"); len(got) != 1 {
		t.Errorf("a version of an ended plan: %q", got)
	}
}

func TestSession(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.on("2026-03-09")
	s, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	list := c.chart.TreatmentsOf(s.ID)
	if s.Number != 1 || s.PlanID != c.plan.ID || s.StartedAt != c.at || len(s.Unconfirmed) != 0 || len(list) != 2 {
		t.Fatalf("%+v with %d treatments", s, len(list))
	}
	if x := list[0]; x.PrescriptionID != c.rx[0].ID || x.Status != TreatmentPlanned || x.Minutes != 6 || x.Pressure != 3 || x.Position != "prone" || !slices.Equal(x.Targets, c.rx[0].Targets) {
		t.Errorf("%+v", x)
	}
	if again, op := StartSession(c.Env, c.chart, &c.plan, "prac-2"); again.ID != s.ID || !op.Empty() {
		t.Error("two open sessions on a day")
	}

	has := func(want string, n int) {
		t.Helper()
		got := Reasons(CanSignSession(c.cat, c.chart, s))
		if len(got) != n || !strings.Contains(strings.Join(InEnglish(got), " "), want) {
			t.Errorf("%q, want %d with %q", got, n, want)
		}
	}
	has("Ask whether anything has changed in the patient's health since last time.", 3)
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
	has("2 treatments are neither done nor left out.", 2)
	has("The end of the treatment is missing.", 2)
	if _, err := MarkTreatment(c.cat, list[1], TreatmentLeft, " "); FieldMessage(err, "reason").IsZero() {
		t.Errorf("left out for no reason: %v", err)
	}
	op, err := MarkTreatment(c.cat, list[1], TreatmentLeft, "ran out of time")
	if script.LowerFirst("MLD of the arm") != "MLD of the arm" || script.LowerFirst("Éffleurage") != "éffleurage" || script.LowerFirst("") != "" {
		t.Error("an abbreviation loses its capital, or a word keeps it")
	}
	if err != nil || op.Label.String() != "Leave out effleurage" || op.Scope != s.ID {
		t.Fatal(op, err)
	}
	apply(t, c.chart, op)
	has("1 treatment is neither", 2)
	apply(t, c.chart, FinishTreatments(c.chart, s))
	has("No consent to “Treatment as explained” is recorded.", 2)
	c.allow(t)
	if x := c.chart.TreatmentsOf(s.ID); x[0].Status != TreatmentDone || x[1].Status != TreatmentLeft {
		t.Errorf("ticked %v", x)
	}
	if !FinishTreatments(c.chart, s).Empty() {
		t.Error("there is still something to tick")
	}
	s.EndedAt = c.at.Add(-time.Hour)
	has("ends before it starts", 1)
	s.EndedAt = c.at.Add(50 * time.Minute)
	if _, err := SignSession(c.Env, c.cat, c.chart, s, robin); err == nil || !strings.Contains(err.Error(), "The end of the treatment is later than now.") {
		t.Errorf("signed with an end that is still to come: %v", err)
	}
	c.at = s.EndedAt
	s.PractitionerID = ""
	has("Choose who treated.", 1)
	s.PractitionerID = "prac-1"
	s.Subjective, s.NextPlan = "slept better", "add the levator"
	op, err = SignSession(c.Env, c.cat, c.chart, s, robin)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	s = c.chart.Session(s.ID)
	has("already signed", 1)

	// What was written last time comes along, unconfirmed.
	c.on("2026-03-16")
	s, op = StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	if s.Number != 2 || s.Subjective != "slept better" || s.Objective != "" || !slices.Equal(s.Unconfirmed, []string{"subjective", "next_plan"}) || s.PlanID != "" {
		t.Errorf("%+v", s)
	}
	s.EndedAt = c.at.Add(time.Hour)
	apply(t, c.chart, AnswerChange(c.Env, c.cat, c.chart, s, false))
	has("2 notes read as last time.", 1)
	op = ConfirmNote(*s, "subjective")
	s = op.Put[0].(*Session)
	has("Plan still reads as last time.", 1)
	s = ConfirmNote(*s, "next_plan").Put[0].(*Session)
	if got := CanSignSession(c.cat, c.chart, s); len(got) != 0 {
		t.Errorf("hindered by %q", got)
	}
	for _, signer := range []Practitioner{{}, {Name: " "}, {Name: "Robin Vale", LeftAt: c.at}} {
		if _, err := SignSession(c.Env, c.cat, c.chart, s, signer); err == nil || !strings.Contains(err.Error(), "Choose who signs.") {
			t.Errorf("signed by %+v: %v", signer, err)
		}
	}
}

// A treatment whose dose was altered before it was ticked is done otherwise; ending the treatment ticks what is left in the
// same step.
func TestEndingTicksTheRestAsItStands(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.on("2026-03-09")
	s, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	if got := s.State("2026-03-09"); got != SessionRunning {
		t.Errorf("it is %s", got)
	}
	if got := s.State("2026-03-10"); got != SessionToSign {
		t.Errorf("on the next day it is %s", got)
	}
	list := c.chart.TreatmentsOf(s.ID)
	list[1].Minutes++
	put(t, c.chart, &list[1])
	c.at = c.at.Add(40 * time.Minute)
	op = EndTreatment(c.Env, c.chart, s)
	if op.Label.String() != "Tick the rest and end the treatment" {
		t.Errorf("called %q", op.Label)
	}
	apply(t, c.chart, op)
	s = c.chart.Session(s.ID)
	list = c.chart.TreatmentsOf(s.ID)
	if s.EndedAt != c.at || list[0].Status != TreatmentDone || list[1].Status != TreatmentChanged {
		t.Errorf("ended %v, %s and %s", s.EndedAt, list[0].Status, list[1].Status)
	}
	if op = EndTreatment(c.Env, c.chart, s); op.Label.String() != "End the treatment" || len(op.Put) != 1 {
		t.Errorf("again: %+v", op)
	}
	if got := s.State("2026-03-09"); got != SessionToSign {
		t.Errorf("ended it is %s", got)
	}
	s.SignedAt = c.at
	for _, x := range []SessionState{SessionRunning, SessionToSign, s.State("2026-03-09")} {
		if x.Name().IsZero() {
			t.Errorf("%q has no name", x)
		}
	}
	if got := s.State("2026-03-09").Name().String(); got != "Signed" {
		t.Errorf("signed it is %q", got)
	}
}

// What was given although something stands firmly against it is signed only with a reason, which is kept with the treatment;
// what is left out, cleared, or was answered after the session asks for none.
func TestWhatWasGivenAgainstAFirmConflictNeedsAReason(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.on("2026-03-09")
	s, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	spine := Treat(c.Env, c.chart, s, c.cat.Technique("effleurage"), left("erector.spinae.lumbar"))
	put(t, c.chart, spine)
	for _, item := range []string{"cancer-history", "weight-loss"} {
		put(t, c.chart, &Screening{ID: c.NewID(), PatientID: s.PatientID, SessionID: s.ID, Item: item, Answer: AnswerYes, Action: "Told to see Dr Lee", At: c.now()})
	}
	asks := func() int {
		return len(where(CanSignSession(c.cat, c.chart, s), func(h *Hindrance) bool { return h.Step == StepDespite }))
	}
	if n := asks(); n != 1 {
		t.Fatalf("asked %d times: %+v", n, CanSignSession(c.cat, c.chart, s))
	}
	given := *spine
	given.KeptReason = "Given before she told of it"
	put(t, c.chart, &given)
	if asks() != 0 {
		t.Error("asked again")
	}
	op, err := MarkTreatment(c.cat, given, TreatmentLeft, "Not safe today")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	if x := find(c.chart.Treatments, func(x *Treatment) bool { return x.ID == spine.ID }); asks() != 0 || x.KeptReason != "" {
		t.Errorf("left out: %+v", x)
	}
	put(t, c.chart, spine)
	put(t, c.chart, &Clearance{ID: c.NewID(), PatientID: s.PatientID, Item: "weight-loss", Doctor: "Dr Lee", Date: "2026-03-09", Scope: "seen", CreatedAt: c.now()})
	if asks() != 0 {
		t.Error("asked although a doctor cleared it")
	}
	c.chart.Clearances = nil
	later := *s
	later.ID, later.Date = "later", "2026-03-16"
	put(t, c.chart, &later)
	for i := range c.chart.Screenings {
		if x := &c.chart.Screenings[i]; x.SessionID == s.ID {
			x.SessionID = later.ID
		}
	}
	if asks() != 0 {
		t.Error("asked of what was told a week later")
	}
}

func TestDiscard(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	if _, err := DiscardAssessment(c.chart, &c.first); !errors.Is(err, ErrLocked) {
		t.Errorf("a signed assessment was discarded: %v", err)
	}
	s := c.treat(t, "2026-03-09", nil)
	if _, err := DiscardSession(c.chart, &s); !errors.Is(err, ErrLocked) {
		t.Errorf("a signed session was discarded: %v", err)
	}
	c.on("2026-03-16")
	before := *c.chart
	count := func(c *Chart) string {
		return fmt.Sprint(len(c.Assessments), len(c.Findings), len(c.Screenings), len(c.Measurements), len(c.Sessions), len(c.Treatments))
	}
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	apply(t, c.chart, answerAll(c, a, GhostStill))
	apply(t, c.chart, deny(c.Env, c.cat, c.chart, a.Occasion(), GroupLocal))
	m := c.measure(t, "nprs", 5, func(m *Measurement) { m.AssessmentID = a.ID })
	open, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	used := c.measure(t, "nprs", 4, func(m *Measurement) { m.SessionID = open.ID })

	kept := *c.chart
	goal := c.goal
	goal.BaselineID = m.ID
	put(t, &kept, &goal)
	if _, err := DiscardAssessment(&kept, a); err == nil {
		t.Error("the baseline of a goal was discarded")
	}
	goal.BaselineID = used.ID
	put(t, &kept, &goal)
	if _, err := DiscardSession(&kept, open); err == nil {
		t.Error("the baseline of a goal was discarded with its session")
	}
	for _, f := range []func() (Operation, error){
		func() (Operation, error) { return DiscardAssessment(c.chart, a) },
		func() (Operation, error) { return DiscardSession(c.chart, open) },
	} {
		op, err := f()
		if err != nil {
			t.Fatal(err)
		}
		apply(t, c.chart, op)
	}
	if got, want := count(c.chart), count(&before); got != want {
		t.Errorf("%s records are left, want %s", got, want)
	}
}

func TestDiscardPlanKeepsWhatWasTreatedBy(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	_, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	if _, err := DiscardPlan(c.chart, &c.plan); err == nil {
		t.Error("a plan was discarded from under a session")
	}
}

func TestAddAddendum(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	a, op, err := AddAddendum(c.Env, c.chart, RefTo(&c.first), "It was the right side.", "Wrong side written", robin)
	if err != nil || op.Scope != "" {
		t.Fatal(op, err)
	}
	apply(t, c.chart, op)
	if got := c.chart.AddendaOf(c.first.ID); len(got) != 1 || got[0].By != "Robin Vale" || got[0].At != c.at || got[0].ID != a.ID {
		t.Errorf("%+v", got)
	}
	s := c.treat(t, "2026-03-09", nil)
	if a, _, err := AddAddendum(c.Env, c.chart, RefTo(&s), "text", "reason", robin); err != nil || a.SessionID != s.ID || a.AssessmentID != "" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, _, err := AddAddendum(c.Env, c.chart, RefTo(&s), " ", "reason", robin); FieldMessage(err, "text").IsZero() {
		t.Errorf("an empty addendum: %v", err)
	}
	if _, _, err := AddAddendum(c.Env, c.chart, Ref{KindSession, "gone"}, "text", "reason", robin); !errors.Is(err, ErrNotFound) {
		t.Errorf("to nothing: %v", err)
	}
	if _, _, err := AddAddendum(c.Env, c.chart, RefTo(&c.plan), "text", "reason", robin); !errors.Is(err, ErrNotFound) {
		t.Errorf("to a plan: %v", err)
	}
	c.on("2026-03-16")
	open, op := StartSession(c.Env, c.chart, nil, "prac-1")
	apply(t, c.chart, op)
	if _, _, err := AddAddendum(c.Env, c.chart, RefTo(open), "text", "reason", robin); err == nil {
		t.Error("an addendum to what is not signed")
	}
}
