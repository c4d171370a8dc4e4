package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// therapist is a person at the plan of one patient.
type therapist struct {
	*desktest.Rig
	patient string
	assess  string
	screen  *screen
}

func ptr[T any](v T) *T { return &v }

// sit opens a clinic with one patient whose neck was assessed today.
func sit(t *testing.T, mode kit.Mode) *therapist {
	t.Helper()
	p := &therapist{Rig: desktest.NewIn(t, mode)}
	p.Clock.Advance(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).Sub(p.Clock.Now()))
	p.sitDown()
	p.patient, p.assess = p.Desk.NewID(), p.Desk.NewID()
	left := anatomy.Left
	at := p.Clock.Now()
	put := []clinic.Record{
		&clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: at},
		&clinic.Patient{ID: p.patient, GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: at},
		&clinic.Assessment{
			ID: p.assess, PatientID: p.patient, PractitionerID: "doc", Date: "2026-11-23", Type: clinic.AssessmentInitial,
			Complaint: "Cannot turn the head when reversing the car", CreatedAt: at,
		},
		p.finding("trapezius.upper", left, clinic.ByTherapist, "tenderness", ptr(6)),
		p.finding("trapezius.upper", left, clinic.ByPatient, "pain", ptr(5)),
		p.finding("levator.scapulae", left, clinic.ByTherapist, "trigger-point", ptr(7)),
		p.finding("splenius.capitis", anatomy.Right, clinic.ByTherapist, "hypertonicity", nil),
		&clinic.Measurement{
			ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Measure: "rom.neck.rotation", Side: left,
			Mode: clinic.ModeActive, Value: 45, Date: "2026-11-23", CreatedAt: at,
		},
		&clinic.Measurement{
			ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Measure: "nprs", Side: anatomy.Midline,
			Value: 6, Date: "2026-11-23", CreatedAt: at,
		},
	}
	for _, item := range p.Desk.Catalogue.Screening {
		if item.Group == clinic.GroupRedFlag || item.Group == clinic.GroupAbsolute {
			put = append(put, &clinic.Screening{
				ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: item.Code, Answer: clinic.AnswerNo, At: at,
			})
		}
	}
	p.put(put...)
	p.look(1180, 660)
	return p
}

func (p *therapist) finding(code string, side anatomy.Side, by clinic.Source, kind string, severity *int) *clinic.Finding {
	if _, ok := p.Desk.Atlas.Structure(code); !ok {
		p.T.Fatalf("no structure %q", code)
	}
	return &clinic.Finding{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Structure: code, Side: side, Source: by, Type: kind,
		Severity: severity, CreatedAt: p.Clock.Now(),
	}
}

// sitDown has the desk do at once what it would do a moment later, and show the section in sight.
func (p *therapist) sitDown() {
	p.Desk.After = func(_ time.Duration, f func()) func() {
		f()
		return func() {}
	}
	p.Desk.Show = func(ch clinic.Changes) {
		if p.screen != nil {
			p.screen.Refresh(ch)
		}
	}
}

// look opens the section in a window of a size.
func (p *therapist) look(w, h float32) {
	p.T.Helper()
	p.screen = newScreen(p.Desk, p.patient)
	p.Show(p.screen.Object(), w, h)
}

func (p *therapist) put(records ...clinic.Record) {
	p.T.Helper()
	p.Put(records...)
	if p.screen != nil {
		p.Settle()
	}
}

// chart is what is stored, read afresh.
func (p *therapist) chart() *clinic.Chart { return p.Chart(p.patient) }

func (p *therapist) draft() *clinic.Plan {
	p.T.Helper()
	d := p.chart().DraftPlan()
	if d == nil {
		p.T.Fatal("there is no draft")
	}
	return d
}

// TapIn taps a chip of the labelled field.
func (p *therapist) TapIn(label, name string) {
	p.T.Helper()
	for _, o := range test.WidgetRenderer(p.Field(label).Content().(fyne.Widget)).Objects() {
		if n, ok := o.(interface{ Name() string }); ok && n.Name() == name {
			test.Tap(o.(fyne.Tappable))
			p.Settle()
			return
		}
	}
	p.T.Fatalf("the field %q has no chip %q", label, name)
}

// quiet fails the test when the person was warned of anything.
func (p *therapist) quiet() {
	p.T.Helper()
	if len(p.Warned) > 0 {
		p.T.Fatalf("warned: %s", strings.Join(p.Warned, " | "))
	}
}

func TestAWholePlanFromFindingsToAgreement(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Save("empty", 1)
	p.MustSay("4 findings are waiting in the assessment of 23 November 2026")
	p.Tap("Start the plan")
	p.Save("problems-none", 1)
	p.Tap("Trigger point, severe")
	p.Tap("Tenderness, moderate")
	p.Save("problems", 1)
	plan := p.draft()
	problems := p.chart().ProblemsOf(plan.ID)
	if len(problems) != 2 || problems[1].Words != "Left upper trapezius: tenderness, moderate" {
		t.Fatalf("problems: %+v", problems)
	}
	p.Tap("Next: Goals")
	p.Save("goals-none", 1)
	p.Tap("Left upper trapezius: tenderness, moderate")
	p.Save("goals-open", 1)
	p.Tap("Take 4/10")
	p.TapIn("In how many weeks?", "6")
	p.Type("In the patient's own words", "Sleep through the night")
	p.Save("goals-filled", 1)
	p.Tap("Done")
	p.Tap("Something else")
	p.Tap("Mobility and flexibility")
	p.Tap("Neck rotation, left: 45°")
	p.Tap("Take 55°")
	p.Tap("Done")
	p.Save("goals-two", 1)
	goals := p.chart().GoalsOf(plan.ID)
	if len(goals) != 2 {
		t.Fatalf("goals: %+v", goals)
	}
	g := goals[0]
	if g.Measure != "nprs" || g.Baseline == nil || *g.Baseline != 6 || g.BaselineID == "" || g.TargetTo == nil || *g.TargetTo != 4 ||
		g.Due != "2027-01-04" || g.Words != "Sleep through the night" || g.ProblemID != problems[1].ID || g.Benefit != clinic.Tension {
		t.Errorf("first goal: %+v", g)
	}
	if g := goals[1]; g.Measure != "rom.neck.rotation" || g.Side != anatomy.Left || *g.Baseline != 45 || *g.TargetTo != 55 {
		t.Errorf("second goal: %+v", g)
	}
	p.Tap("Next: Treatment")
	p.Save("treatment-none", 1)
	p.Tap("Left upper trapezius: tenderness, moderate")
	p.Save("techniques", 1)
	p.Tap("Petrissage")
	p.Save("treatment-open", 1)
	p.Tap("3 medium")
	p.Tap("Prone")
	p.Tap("Done")
	rx := p.chart().PrescriptionsOf(plan.ID)
	if len(rx) != 1 || rx[0].Technique != "petrissage" || rx[0].Pressure != 3 || rx[0].Position != "prone" || rx[0].GoalID != g.ID ||
		len(rx[0].Targets) != 1 || rx[0].Targets[0] != (clinic.Target{Structure: "trapezius.upper", Side: anatomy.Left}) || rx[0].Minutes != 5 {
		t.Errorf("prescription: %+v", rx)
	}
	p.MustSay("5 of 60")
	p.Tap("Next: Schedule")
	p.Save("schedule", 1)
	p.Tap("4 weekly, 2 fortnightly, 1 after four weeks")
	p.TapIn("Minutes", "45")
	p.Save("schedule-taper", 1)
	plan = p.draft()
	if plan.Sessions() != 7 || plan.Minutes != 45 || plan.ReviewDate != "2026-12-21" {
		t.Errorf("schedule: %+v", plan)
	}
	p.Tap("Next: Home care")
	p.Save("home", 1)
	p.Tap("Choose from the list")
	p.Save("exercises", 1)
	p.Tap("Turn your head")
	p.Tap("Done")
	p.Save("home-one", 1)
	p.Tap("Turn your head")
	p.Save("home-open", 1)
	if h := p.chart().HomeCareOf(plan.ID); len(h) != 1 || h[0].Exercise != "neck-turn" || h[0].Repetitions != 8 {
		t.Errorf("home care: %+v", h)
	}
	p.Tap("Next: Agree")
	p.MustSay("Ready to agree. Go through the plan with the patient.")
	p.Save("agree", 1)
	p.Tap("Said so, after it was explained")
	p.Tap("Agree and close this version")
	p.quiet()
	now := p.chart().CurrentPlan()
	if now == nil || now.ID != plan.ID || now.AgreedBy != "Margaret Doyle" || now.AgreedHow != "spoken" {
		t.Fatalf("current: %+v", now)
	}
	p.MustSay("Print", "Start session 1", "Change")
	p.Save("agreed", 1)
	p.Tap("Print")
	p.Tap("Start session 1")
	if !slices.Equal(p.Opened, []string{p.patient + " " + string(desk.Documents), p.patient + " " + string(desk.Sessions)}) {
		t.Errorf("opened %v", p.Opened)
	}
}

// begin starts a plan with one problem, one goal and one technique.
func (p *therapist) begin() *clinic.Plan {
	p.T.Helper()
	p.Tap("Start the plan")
	p.Tap("Tenderness, moderate")
	p.Tap("Next: Goals")
	p.Tap("Left upper trapezius: tenderness, moderate")
	p.Tap("Take 4/10")
	p.Tap("Next: Treatment")
	p.Tap("Pain now")
	p.Tap("Petrissage")
	return p.draft()
}

func (p *therapist) agree() {
	p.T.Helper()
	p.Tap("Agree")
	p.Tap("Signed on paper")
	p.Tap("Agree and close this version")
	p.quiet()
}

// because chooses a usual reason for a new version.
func (p *therapist) because(reason string) {
	p.T.Helper()
	for _, item := range p.screen.editor.usualReasons() {
		if item.Label == reason {
			item.Action()
			p.Settle()
			return
		}
	}
	p.T.Fatalf("%q is not offered", reason)
}

func TestTappingTheFigureMakesAProblemAndTakesItOff(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	body := p.screen.editor.built[stepProblems].(*problems).figure.body
	var panes []fyne.Tappable
	p.Walk(func(o fyne.CanvasObject) {
		if tap, ok := o.(fyne.Tappable); ok && fmt.Sprintf("%T", o) == "*bodymap.pane" {
			panes = append(panes, tap)
		}
	})
	if len(panes) != 1 || body.View() != "posterior" {
		t.Fatalf("%d figures, view %s", len(panes), body.View())
	}
	size := panes[0].(fyne.CanvasObject).Size()
	count := func() int { return len(p.chart().ProblemsOf(p.draft().ID)) }
	for y := size.Height * 0.05; y < size.Height*0.2; y += 8 {
		for x := size.Width * 0.4; x < size.Width*0.6; x += 8 {
			at := fyne.NewPos(x, y)
			test.TapAt(panes[0], at)
			p.Clock.Advance(time.Minute) // two taps, not a double one
			if count() > 0 {
				test.TapAt(panes[0], at)
				if count() != 0 {
					t.Fatal("the second tap did not take the problem off")
				}
				return
			}
		}
	}
	t.Fatal("no tap on the figure made a problem")
}

func TestWordsOfAProblem(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	p.Tap("Tenderness, moderate")
	p.MustSay("For the patient it is printed as “Sore ")
	p.Type("Left upper trapezius: Tenderness, moderate", "Sore left shoulder top")
	p.Tap("Add a problem in your own words")
	p.TypeInto(p.Window.Canvas().Focused(), "Cannot reverse the car")
	p.screen.Leave()
	problems := p.chart().ProblemsOf(p.draft().ID)
	if len(problems) != 2 || problems[0].Words != "Sore left shoulder top" || problems[1].Words != "Cannot reverse the car" || problems[1].FindingID != "" {
		t.Fatalf("problems: %+v", problems)
	}
	p.Type("Left upper trapezius: Tenderness, moderate", "")
	p.MustSay("Write the problem in a few words.")
	if got := p.chart().ProblemsOf(p.draft().ID)[0].Words; got != "Sore left shoulder top" {
		t.Errorf("an empty problem was kept as %q", got)
	}
	p.Tap("Take this problem off the plan")
	if n := len(p.chart().ProblemsOf(p.draft().ID)); n != 1 {
		t.Errorf("%d problems left", n)
	}
}

func TestTakingAProblemOffKeepsWhatWasMadeForIt(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Problems")
	p.Tap("Tenderness, moderate")
	c := p.chart()
	if len(c.ProblemsOf(plan.ID)) != 0 {
		t.Fatal("the problem is still there")
	}
	if g := c.GoalsOf(plan.ID); len(g) != 1 || g[0].ProblemID != "" {
		t.Errorf("goals: %+v", g)
	}
	if rx := c.PrescriptionsOf(plan.ID); len(rx) != 1 || rx[0].ProblemID != "" || rx[0].GoalID == "" {
		t.Errorf("prescriptions: %+v", rx)
	}
	p.screen.Undo()
	if g := p.chart().GoalsOf(plan.ID); g[0].ProblemID == "" {
		t.Error("undo did not bring the goal's problem back")
	}
	p.quiet()
}

func TestAConflictHindersUntilThereIsAReason(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now(),
	})
	plan := p.begin()
	if rx := p.chart().PrescriptionsOf(plan.ID); rx[0].Pressure != 2 {
		t.Errorf("pressure %d was offered, more than is safe with blood thinners", rx[0].Pressure)
	}
	p.Tap("4 strong")
	p.MustSay("Pressure 4 is more than the 2 that is safe with")
	p.Tap("Another technique")
	p.Tap("Deep longitudinal stripping")
	p.Tap("Done")
	name := p.Desk.Catalogue.ScreeningItem("blood-thinners").Name
	reason := "Deep longitudinal stripping is not for a patient with: " + name + "."
	p.MustSay("Conflict: say why it stays", reason, p.Desk.Catalogue.ScreeningItem("blood-thinners").Action)
	p.Save("conflict", 1)
	p.Tap("Agree")
	p.MustSay("Deep longitudinal stripping: " + reason + " It can bruise or bleed. Change it, or write why it stays.")
	if h := clinic.CanAgree(p.Desk.Catalogue, p.chart(), p.draft(), p.Desk.Today()); len(h) == 0 || slices.ContainsFunc(h, func(x clinic.Hindrance) bool { return x.Step != clinic.StepTreatment }) {
		t.Errorf("the conflict leads elsewhere: %+v", h)
	}
	p.Tap("Treatment")
	p.Type("It stays because", "Dr Lee allows light work, by phone today")
	p.MustSay("Kept with a reason", reason)
	p.Tap("Agree")
	p.MustNotSay(reason)
	p.agree()
	rx := p.chart().PrescriptionsOf(plan.ID)
	if len(rx) != 1 || rx[0].Technique != "deep-stripping" || rx[0].KeptReason != "Dr Lee allows light work, by phone today" {
		t.Errorf("prescriptions: %+v", rx)
	}
}

func TestMinutesThatDoNotFit(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Type("Minutes", "70")
	p.MustSay("70 of 60: 10 too many", "The techniques take 70 minutes, 10 more than the session of 60 minutes.", "Petrissage usually takes 3 to 8 minutes. 70 is longer.")
	p.Tap("Done")
	p.Save("minutes-over", 1)
	p.Tap("Agree")
	p.MustSay("The techniques take 70 minutes and a session has 60.")
	p.Save("agree-hindered", 1)
	p.Tap("Treatment")
	p.Tap("Share the session out among the techniques")
	if rx := p.chart().PrescriptionsOf(plan.ID); rx[0].Minutes != 60 {
		t.Errorf("minutes %v", rx[0].Minutes)
	}
	p.MustSay("60 of 60")
	p.MustNotSay("too many")
	p.quiet()
}

func TestImpossibleNumbersAreRefusedAtTheField(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Type("Minutes", "999")
	p.MustSay("Enter a number from 1 to 240.")
	p.Type("Minutes", "many")
	p.MustSay("Enter a number from 1 to 240.")
	if rx := p.chart().PrescriptionsOf(plan.ID); rx[0].Minutes != 5 {
		t.Errorf("minutes %v", rx[0].Minutes)
	}
	p.Tap("Goals")
	p.Type("Target", "11")
	p.MustSay("Enter a number from 0 to 10.")
	if g := p.chart().GoalsOf(plan.ID); *g[0].TargetTo != 4 {
		t.Errorf("target %v", *g[0].TargetTo)
	}
	p.Tap("Schedule")
	p.Type("Cost of a session ($)", "ninety")
	p.MustSay("Write the cost as a number, such as 95 or 95.50.")
	p.Type("Cost of a session ($)", "-5")
	p.MustSay("The cost of a session must be from 0 to 100000.")
	p.Type("Cost of a session ($)", "$95.50")
	if c := p.draft().CostCents; c == nil || *c != 9550 {
		t.Errorf("cost %v", c)
	}
	p.MustSay("4 sessions cost $382.00 together.")
}

func TestATargetWithinMeasurementErrorIsPointedOut(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.Tap("Goals")
	p.Type("Target", "5")
	p.MustSay("This target is nearer than the measurement error of 1.77/10: reaching it could not be told from no change.", "Check the target")
	p.Type("Target", "8")
	p.MustSay("This target is worse than the baseline of 6/10.")
	p.Tap("Take 4/10")
	p.MustNotSay("Check the target")
	p.Type("Now", "7")
	p.MustSay("Typed here, not measured at an assessment.")
	if g := p.chart().GoalsOf(p.draft().ID)[0]; *g.Baseline != 7 || g.BaselineID != "" {
		t.Errorf("baseline %+v", g)
	}
	p.quiet()
}

func TestAMeasureThatWasNotTakenYetAsksWhere(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Goals")
	p.Tap("Another measure")
	p.TypeInto(p.Window.Canvas().Focused(), "tenderness")
	p.MustNotSay("Neck rotation (°)")
	p.Tap("Tenderness grade (/4)")
	p.Save("goal-place", 1)
	g := p.chart().GoalsOf(plan.ID)[0]
	if g.Measure != "tenderness" || g.Structure != "trapezius.upper" || g.Side != anatomy.Left || g.Baseline != nil || g.TargetTo != nil {
		t.Fatalf("goal: %+v", g)
	}
	p.MustSay("Not measured yet. Type it, or measure it at the first session.", "Needs a target")
	p.Type("Now", "3")
	p.Tap("Take 2/4")
	p.Tap("Another place")
	p.Save("places", 1)
	p.Type("Another structure", "right upper trapezius")
	p.Tap("Right upper trapezius")
	g = p.chart().GoalsOf(plan.ID)[0]
	if g.Side != anatomy.Right || *g.Baseline != 3 || *g.TargetTo != 2 {
		t.Errorf("goal: %+v", g)
	}
	p.quiet()
}

func TestTheSameTechniqueElsewhereAndTheOrder(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Duplicate")
	p.Tap("Left upper trapezius")
	p.Tap("Figure and search")
	p.Type("Another structure", "right rhomboid major")
	p.Tap("Right rhomboid major")
	p.Tap("Done")
	p.Tap("Done")
	rx := p.chart().PrescriptionsOf(plan.ID)
	if len(rx) != 2 || rx[1].Technique != "petrissage" || rx[1].OriginID != rx[1].ID ||
		len(rx[1].Targets) != 1 || rx[1].Targets[0] != (clinic.Target{Structure: "rhomboid.major", Side: anatomy.Right}) {
		t.Fatalf("prescriptions: %+v", rx)
	}
	p.Save("treatment-two", 1)
	p.Tap("Later")
	again := p.chart().PrescriptionsOf(plan.ID)
	if again[0].ID != rx[1].ID || again[1].ID != rx[0].ID {
		t.Errorf("order: %+v", again)
	}
	p.Tap("Petrissage: right rhomboid major")
	p.Tap("Take this technique off")
	if n := len(p.chart().PrescriptionsOf(plan.ID)); n != 1 {
		t.Errorf("%d techniques left", n)
	}
	p.quiet()
}

func TestAVersionAndWhatChanged(t *testing.T) {
	p := sit(t, kit.ModeLight)
	first := p.begin()
	p.agree()
	p.Tap("Change")
	second := p.draft()
	if second.Version != 2 || second.PreviousID != first.ID || second.ChangeReason != "" {
		t.Fatalf("second: %+v", second)
	}
	p.MustSay("Version 2, being written. Version 1 holds until this one is agreed.", "Why is the plan changed?")
	p.Tap("Agree")
	p.MustNotSay("Why is the plan changed?")
	p.MustSay("Write why the plan is changed.")
	p.Tap("Write why")
	p.TypeInto(p.Window.Canvas().Focused(), "New job")
	p.screen.Leave()
	if got := p.draft().ChangeReason; got != "New job" {
		t.Fatalf("changed because: %q", got)
	}
	p.because("No real change yet")
	p.Save("change", 1)
	if got := p.draft().ChangeReason; got != "No real change yet" {
		t.Fatalf("changed because: %q", got)
	}
	p.MustSay("Version 2, being written because: No real change yet. Version 1 holds until this one is agreed.")
	p.Tap("Treatment")
	p.Tap("Petrissage: left upper trapezius")
	p.Tap("4 strong")
	p.Tap("Versions of this plan")
	p.Save("versions", 1)
	p.Tap("Cannot turn the head when reversing the car · version 1")
	p.MustSay("agreed on 23 Nov 2026", "being written", "Agreed by Margaret Doyle, signed on paper.")
	p.Tap("Cannot turn the head when reversing the car · version 2")
	p.Tap("What changed since")
	p.MustSay("Petrissage on Left upper trapezius. Pressure: “3” became “4”")
	p.Save("difference", 1)
	p.Tap("Show the whole version")
	p.MustSay("Together")
	p.Tap("Back")
	p.agree()
	now := p.chart().CurrentPlan()
	if now.ID != second.ID {
		t.Errorf("current is %+v", now)
	}
	p.MustSay("Changed because: No real change yet.")
	if old := p.chart().PrescriptionsOf(first.ID); old[0].Pressure != 3 {
		t.Errorf("the old version was changed: %+v", old)
	}
	p.Tap("More about this plan")
	p.Tap("End the plan")
	p.Tap("It is stopped early")
	p.Save("end", 1)
	p.Tap("End the plan")
	p.MustSay("Write why the plan is stopped.")
	p.Type("Why?", "Moved away")
	p.Tap("End the plan")
	if e := p.chart().PlanEnd(first.Lineage); e == nil || e.Outcome != clinic.OutcomeStopped || e.Reason != "Moved away" {
		t.Fatalf("end: %+v", e)
	}
	p.MustSay("No plan is running", "Start the plan")
	p.Tap("Earlier plans")
	p.MustSay("The plan was stopped on 23 November 2026: Moved away")
	p.Tap("Back")
	p.UndoIt()
	p.MustSay("Cannot turn the head when reversing the car · version 2")
	p.quiet()
}

func TestUndoAfterTheStoreWasClosed(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("4 strong")
	p.screen.Leave()
	p.screen = nil
	p.Reopen()
	p.sitDown()
	p.look(1180, 660)
	pressure := func() int { return p.chart().PrescriptionsOf(plan.ID)[0].Pressure }
	if pressure() != 4 {
		t.Fatalf("pressure %d after reopening", pressure())
	}
	undo, _ := p.Desk.UndoState(plan.ID)
	if undo == "" {
		t.Fatal("there is nothing to undo")
	}
	p.MustSay("Undo: " + undo)
	p.Tap("Undo")
	if pressure() != 3 {
		t.Errorf("pressure %d after undo", pressure())
	}
	p.MustSay("Redo: " + undo)
	p.Tap("Redo")
	if pressure() != 4 {
		t.Errorf("pressure %d after redo", pressure())
	}
	for range 3 {
		p.screen.Undo()
	}
	if n := len(p.chart().PrescriptionsOf(plan.ID)); n != 0 {
		t.Errorf("%d techniques after undoing the first", n)
	}
	p.quiet()
}

func TestEveryHindranceLeadsToItsStep(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	plan := *p.draft()
	plan.Phases, plan.Start, plan.ReviewDate = nil, "", ""
	p.put(&plan, &clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "dvt", Answer: clinic.AnswerYes, At: p.Clock.Now().Add(time.Hour),
	}, &clinic.Goal{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, Benefit: clinic.Tension, Side: anatomy.Midline, OriginID: "g",
	}, &clinic.Prescription{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, Technique: "petrissage", Pressure: 2, OriginID: "r", Targets: []clinic.Target{},
	})
	p.Tap("Agree")
	p.Save("hindrances", 1)
	a := p.screen.editor.built[stepAgree].(*agree)
	want := map[string]string{
		"The plan has no sessions.":                      "Schedule",
		"The plan has no first day.":                     "Schedule",
		"The plan has no re-assessment date.":            "Schedule",
		"The goal “Less muscle tension” has no measure.": "Goals",
		"Petrissage has no minutes.":                     "Treatment",
		"Possible deep vein clot rules out massage.":     "Assessment",
	}
	for _, h := range clinic.CanAgree(p.Desk.Catalogue, p.chart(), p.draft(), p.Desk.Today()) {
		p.MustSay(h.Say.String())
		for sentence, step := range want {
			if strings.HasPrefix(h.Say.String(), sentence) {
				delete(want, sentence)
				if got, _ := a.wayTo(h.Step); got != step {
					t.Errorf("%q leads to %q, not %q", h.Say, got, step)
				}
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not said: %v", want)
	}
	p.Tap("Schedule")
	p.MustSay("How often?")
}

func TestWhatIsTypedSurvivesAChangeElsewhere(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.screen.after = func(time.Duration, func()) func() { return func() {} }
	p.screen.editor = nil
	p.screen.mode = ""
	p.screen.show()
	p.Settle()
	p.Tap("Home care")
	field := p.Field("What the patient may notice, as it is printed")
	var entry *kit.Entry
	find(field, &entry)
	p.TypeInto(entry, "You may be sore")
	other := *p.draft()
	other.Title = "Neck"
	p.put(&other)
	if entry.Text != "You may be sore" {
		t.Errorf("the field says %q", entry.Text)
	}
	if p.draft().Expect != "" {
		t.Error("saved before the pause")
	}
	p.screen.Leave()
	if d := p.draft(); d.Expect != "You may be sore" || d.Title != "Neck" {
		t.Errorf("plan: %+v", d)
	}
}

func find(o fyne.CanvasObject, entry **kit.Entry) {
	if e, ok := o.(*kit.Entry); ok {
		*entry = e
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			find(c, entry)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			find(c, entry)
		}
	}
}

func TestHomeCareAndPrecautions(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now(),
	})
	plan := p.begin()
	p.Tap("Home care")
	p.Tap("Write one of your own")
	p.TypeInto(p.Window.Canvas().Focused(), "Warm pack in the evening")
	p.Type("Minutes", "15")
	p.Type("Days a week", "8")
	p.MustSay("Enter a number from 0 to 7.")
	p.Tap("Done")
	h := p.chart().HomeCareOf(plan.ID)
	if len(h) != 1 || h[0].Title != "Warm pack in the evening" || h[0].Minutes != 15 || h[0].DaysPerWeek != 7 {
		t.Fatalf("home care: %+v", h)
	}
	item := p.Desk.Catalogue.ScreeningItem("blood-thinners")
	p.Tap(item.Name)
	p.Type("Another precaution", "No work on the front of the neck")
	if got := p.draft().Precautions; len(got) != 2 || got[0] != item.Name+": "+item.Action || got[1] != "No work on the front of the neck" {
		t.Fatalf("precautions: %q", got)
	}
	p.Save("home-precautions", 1)
	p.Tap(item.Name)
	if got := p.draft().Precautions; len(got) != 1 || got[0] != "No work on the front of the neck" {
		t.Errorf("precautions: %q", got)
	}
	p.Tap("You may feel sore for a day or two, as after sport")
	p.Type("What the patient may notice, as it is printed", p.draft().Expect+" Drink water.")
	if got := p.draft().Expect; !strings.HasPrefix(got, "You may feel sore") || !strings.HasSuffix(got, "Drink water.") {
		t.Errorf("expect: %q", got)
	}
	p.Tap("You may feel sore for a day or two, as after sport")
	if got := p.draft().Expect; got != "Drink water." {
		t.Errorf("expect: %q", got)
	}
	for range 5 {
		p.Tap("Write one of your own")
		p.TypeInto(p.Window.Canvas().Focused(), "More")
		p.screen.Leave()
	}
	p.MustSay("6 pieces of home care are more than most people do. Three to five are advised.")
	p.quiet()
}

// Home care that something stands against is chosen only knowingly: it is not among what fits, says why on the plan, and is
// kept with a reason.
func TestHomeCareThatConflicts(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now(),
	})
	plan := p.begin()
	p.Tap("Home care")
	p.Tap("Choose from the list")
	p.MustSay("Fits this plan", "Not for this patient now")
	p.Tap("Press a ball into the tight spot")
	p.Tap("Done")
	p.MustSay("Conflict: say why it stays")
	p.Type("It stays because", "A soft ball, tried here today")
	p.screen.Leave()
	h := p.chart().HomeCareOf(plan.ID)
	if len(h) != 1 || h[0].KeptReason != "A soft ball, tried here today" {
		t.Fatalf("%+v", h)
	}
	p.MustSay("Kept with a reason")
	p.Save("home-conflict", 1)
	p.quiet()
}

func TestTheSessionStartsFromThePlan(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.agree()
	p.Tap("Start session 1")
	v := p.chart().LatestSession()
	if v == nil || v.PlanID != plan.ID || len(p.chart().TreatmentsOf(v.ID)) != len(p.chart().PrescriptionsOf(plan.ID)) {
		t.Fatalf("started %+v", v)
	}
	if len(p.Opened) != 1 || p.Section() != desk.Sessions {
		t.Errorf("opened %v", p.Opened)
	}
}

func TestAGuardianAgrees(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Agree")
	p.Tap("A parent or guardian")
	p.Tap("Agree and close this version")
	p.MustSay("Write the name of who agrees.")
	p.Type("Name", "Ruth Doyle")
	p.Tap("Agree and close this version")
	p.MustSay("Choose how it was agreed.")
	p.Tap("Said so, after it was explained")
	p.Tap("Agree and close this version")
	if got := p.chart().Plan(plan.ID).AgreedWho().String(); got != "Ruth Doyle (parent or guardian)" {
		t.Errorf("agreed by %q", got)
	}
	p.quiet()
}

func TestDiscardingADraft(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("More about this version")
	p.Tap("Discard this version")
	p.Tap("Keep it")
	if p.chart().Plan(plan.ID) == nil {
		t.Fatal("discarded although it was to be kept")
	}
	p.Tap("Discard this version")
	p.Tap("Discard it")
	if p.chart().DraftPlan() != nil {
		t.Fatal("the draft is still there")
	}
	p.MustSay("Start the plan")
	p.UndoIt()
	p.Settle()
	if got := p.chart(); got.DraftPlan() == nil || len(got.PrescriptionsOf(plan.ID)) != 1 {
		t.Error("undo did not bring the draft back")
	}
	p.quiet()
}

func TestWithoutAnAssessmentTheScreenSaysWhatToDoFirst(t *testing.T) {
	p := sit(t, kit.ModeDark)
	p.patient = p.Desk.NewID()
	p.put(&clinic.Patient{ID: p.patient, GivenName: "Sam", FamilyName: "Lee", CreatedAt: p.Clock.Now()})
	p.look(900, 550)
	p.Tap("Start the assessment")
	if len(p.Opened) != 1 || p.Section() != desk.Assess {
		t.Errorf("opened %v", p.Opened)
	}
}

func TestByKeyboardAlone(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Tap("Start the plan")
	for range 40 {
		p.Tab(1)
		if r, ok := p.Window.Canvas().Focused().(*kit.TwoLine); ok && r.Name() == "Tenderness, moderate" {
			p.Key(fyne.KeySpace)
			break
		}
	}
	if n := len(p.chart().ProblemsOf(p.draft().ID)); n != 1 {
		t.Fatalf("%d problems by keyboard", n)
	}
}

func TestANewerAssessmentIsOffered(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	old := p.chart().ProblemsOf(plan.ID)[0]
	p.agree()
	review := p.Desk.NewID()
	better := p.finding("trapezius.upper", anatomy.Left, clinic.ByTherapist, "tenderness", ptr(3))
	better.AssessmentID = review
	p.Clock.Advance(28 * 24 * time.Hour)
	p.put(&clinic.Assessment{ID: review, PatientID: p.patient, Date: "2026-12-21", Type: clinic.AssessmentReview, CreatedAt: p.Clock.Now()}, better)
	p.Tap("Change")
	p.MustSay("There is a newer assessment, of 21 December 2026. The findings below are from the one before.")
	p.Tap("Use the newer assessment")
	p.MustNotSay("There is a newer assessment")
	c := p.chart()
	next := c.DraftPlan()
	problems := c.ProblemsOf(next.ID)
	if next.AssessmentID != review || len(problems) != 1 || problems[0].FindingID != better.ID ||
		problems[0].Words != "Left upper trapezius: tenderness, mild" || problems[0].OriginID != old.ID {
		t.Errorf("problems: %+v", problems)
	}
	p.MustSay("Tenderness, mild", "On the plan")
	if g := c.GoalsOf(next.ID); *g[0].Baseline != 6 {
		t.Errorf("the baseline moved to %v", *g[0].Baseline)
	}
	p.quiet()
}

func TestChosenSentencesLeaveWhatWasWrittenByHand(t *testing.T) {
	t.Parallel()
	offered := []string{"You may be sore.", "Drink water.", "Get up slowly. Take your time."}
	rapid.Check(t, func(t *rapid.T) {
		text := "By hand."
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			var chosen []string
			for _, o := range offered {
				if rapid.Bool().Draw(t, o) {
					chosen = append(chosen, o)
				}
			}
			text = toggled(text, offered, chosen)
			if !strings.HasPrefix(text, "By hand.") || strings.Contains(text, "  ") {
				t.Fatalf("%q", text)
			}
			for _, o := range offered {
				if strings.Contains(text, o) != slices.Contains(chosen, o) {
					t.Fatalf("%q with %q chosen", text, chosen)
				}
			}
		}
	})
}

func TestTheAverageOfActivitiesIsABaseline(t *testing.T) {
	p := sit(t, kit.ModeLight)
	for item, score := range map[string]float64{"Reverse the car": 3, "Hang the washing": 4, "Sleep": 6} {
		p.put(&clinic.Measurement{
			ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Measure: "psfs", Item: item, Side: anatomy.Midline,
			Value: score, Date: "2026-11-23", CreatedAt: p.Clock.Now(),
		})
	}
	plan := p.begin()
	p.Tap("Goals")
	p.Tap("Own activities, function (average): 4.33/10")
	p.MustSay("4.33", "Average of what was measured on 23 November 2026.", "Suggested: 7/10. A change of 2/10 matters to patients; less than 2/10 may be measurement error.")
	p.Tap("Take 7/10")
	g := p.chart().GoalsOf(plan.ID)[0]
	if g.Item != "" || g.Baseline == nil || *g.Baseline < 4.33 || *g.Baseline > 4.34 || *g.TargetTo != 7 {
		t.Errorf("goal: %+v", g)
	}
	p.quiet()
}

// What cannot get better is no goal: nothing is suggested, and a target that is the baseline is asked about.
func TestWhatIsBestAlreadyIsNoGoal(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Measurement{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Measure: "psfs", Item: "Reverse the car", Side: anatomy.Midline,
		Value: 10, Date: "2026-11-23", CreatedAt: p.Clock.Now(),
	})
	plan := p.begin()
	p.Tap("Goals")
	g := p.chart().GoalsOf(plan.ID)[0]
	g.Measure, g.Item, g.Side, g.Structure = "psfs", "Reverse the car", anatomy.Midline, ""
	best := 10.0
	g.Baseline, g.TargetTo = &best, &best
	if _, ok := p.screen.suggest(&g); ok {
		t.Error("a target is suggested")
	}
	if got := p.screen.doubt(&g); got != "This target is the baseline: it is reached already." {
		t.Errorf("it is asked %q", got)
	}
	p.quiet()
}

// The steps stand in a column at the left: 152 wide, and 96 below a window of 1100. What is worked on begins high on the
// screen, and keeps the right edge of the window.
func TestTheStepsStandAtTheLeft(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	d := p.App.Driver()
	for _, x := range []struct{ room, high, steps float32 }{{1280 - 96, 800 - 112, kit.StepsWidth}, {1024 - 96, 700 - 112, kit.StepsNarrow}, {848, 408, kit.StepsNarrow}} {
		p.look(x.room, x.high)
		column := p.screen.editor.steps
		wide := column.Size().Width // in a narrow column the longest word gets its room
		if at := d.AbsolutePositionForObject(column).X; at != 0 || wide < x.steps || wide > x.steps+16 {
			t.Errorf("in %v the steps stand at %v, %v wide, want %v", x.room, at, wide, x.steps)
		}
		for _, id := range steps {
			p.screen.editor.to(id)
			p.Settle()
			body := p.screen.editor.body
			at := d.AbsolutePositionForObject(body)
			if at.X != wide || at.X+body.Size().Width != x.room {
				t.Errorf("in %v the step %s reaches from %v to %v", x.room, id, at.X, at.X+body.Size().Width)
			}
			if at.Y > 250-112 { // below the name and the sections
				t.Errorf("in %v the step %s begins at %v", x.room, id, at.Y)
			}
			if foot := p.screen.editor.foot.Size().Height; foot > 80 {
				t.Errorf("in %v the foot is %v high", x.room, foot)
			}
			if got := p.primary(); len(got) != 1 {
				t.Errorf("on the step %s the filled buttons are %q, want one", id, got)
			}
		}
		p.Save(fmt.Sprint("steps-", x.room), 1)
	}
}

// Each step says how far it has come: nothing yet, begun, done, and what must be dealt with.
func TestStepsSayHowFarTheyHaveCome(t *testing.T) {
	p := sit(t, kit.ModeLight)
	label := func(step string) (found string) {
		p.Walk(func(o fyne.CanvasObject) {
			if n, ok := o.(interface{ Name() string }); ok && n.Name() == stepName(step) && fmt.Sprintf("%T", o) == "*kit.stepRow" {
				found = o.(fyne.Accessible).AccessibilityLabel()
			}
		})
		return found
	}
	must := func(want ...string) {
		t.Helper()
		for i, w := range want {
			if got := label(steps[i]); got != w {
				t.Errorf("%q, want %q", got, w)
			}
		}
	}
	p.Tap("Start the plan")
	must("Problems, empty", "Goals, empty", "Treatment, empty", "Schedule, begun", "Home care, empty", "Agree, empty")
	p.Tap("Schedule") // which is looked at, and left as it is
	must("Problems, empty", "Goals, empty", "Treatment, empty", "Schedule, done")
	p.Tap("Problems")
	p.Tap("Tenderness, moderate")
	p.Tap("Next: Goals")
	p.Tap("Left upper trapezius: tenderness, moderate")
	must("Problems, done", "Goals, begun")
	p.Tap("Take 4/10")
	must("Problems, done", "Goals, done", "Treatment, empty")
	p.Tap("Next: Treatment")
	p.Tap("Pain now")
	p.Tap("Petrissage")
	p.Type("Minutes", "70")
	must("Problems, done", "Goals, done", "Treatment, something is missing")
	p.Type("Minutes", "8")
	must("Problems, done", "Goals, done", "Treatment, done")
	p.agree()
	p.Tap("Change")
	must("Problems, something is missing", "Goals, done", "Treatment, done")
	p.because("Goals are met")
	must("Problems, done")
}

// The pain that a finding was rated with is what a goal for it is measured by, from there, at its place.
func TestAGoalForPainIsMeasuredByIt(t *testing.T) {
	p := sit(t, kit.ModeLight)
	f := p.finding("deltoid.anterior", anatomy.Right, clinic.ByTherapist, clinic.FindingPain, ptr(6))
	p.put(f)
	for _, m := range p.chart().Measurements {
		if m.Measure == clinic.MeasurePain { // of the whole, which would be taken for it
			if err := p.Desk.Apply(clinic.Operation{Label: clinic.Say("Remove"), Remove: []clinic.Record{&m}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.Tap("Start the plan")
	plan := p.draft()
	_, op := clinic.AddProblem(p.Desk.Env(), p.Desk.Catalogue, p.chart(), plan, f, p.Desk.Atlas.Label)
	p.put(op.Put...)
	p.Settle()
	p.Tap("Goals")
	p.Tap("Right anterior deltoid: pain 6/10")
	goals := p.chart().GoalsOf(plan.ID)
	g := goals[len(goals)-1]
	if g.Measure != clinic.MeasurePain || g.Structure != "deltoid.anterior" || g.Side != anatomy.Right || g.Baseline == nil || *g.Baseline != 6 {
		t.Errorf("%+v", g)
	}
}
