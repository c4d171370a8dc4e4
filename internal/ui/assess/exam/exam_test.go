package exam

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// bench is the step on a real store.
type bench struct {
	*steptest.Bench
	step *Step
}

func on(b *steptest.Bench) *bench { return &bench{Bench: b, step: b.Step.(*Step)} }

// examine begins an assessment and goes to a part of the tests.
func examine(t *testing.T, part string) *bench {
	b := on(steptest.New(t, New))
	if part != "" {
		b.open(part)
	}
	return b
}

// open goes to a part of the step by its menu.
func (b *bench) open(part string) {
	b.T.Helper()
	steptest.Choose(b.Rig, b.step.menu.Button, part)
}

// testRow is the row of a test in sight.
func (b *bench) testRow(code string) *testRow {
	b.T.Helper()
	var rows []*testRow
	switch p := b.step.Page(b.step.Topic).(type) {
	case *specialPage:
		for _, code := range p.inSight() {
			rows = append(rows, p.rows[code])
		}
	case *gaitPage:
		rows = p.rows
	case *posturePage:
		for _, v := range p.views {
			rows = append(rows, v.rows...)
		}
	case *nervePage:
		for _, l := range p.limbs {
			rows = append(rows, l.others...)
		}
	}
	for _, r := range rows {
		if r.x.Code == code {
			return r
		}
	}
	b.T.Fatalf("the test %s is not in sight", code)
	return nil
}

// limb is the grid of a limb.
func (p *nervePage) limb(region string) *limbGrid {
	for _, l := range p.limbs {
		if l.region == region {
			return l
		}
	}
	return nil
}

// mustOpen opens the choice of the value of a test that has no side.
func (b *bench) mustOpen(p *nervePage, code string) {
	b.T.Helper()
	for _, l := range p.limbs {
		for _, r := range l.others {
			if r.x.Code == code {
				r.askValue(r.cells[0])
				b.Settle()
				return
			}
		}
	}
	b.T.Fatalf("%s is not there", code)
}

func (r *testRow) cell(side anatomy.Side) *testCell {
	for _, c := range r.cells {
		if c.side == side {
			return c
		}
	}
	return nil
}

// pick chooses from a few things by the keyboard, as a person would.
func (b *bench) pick(c fyne.Focusable, n int) {
	b.T.Helper()
	b.Window.Canvas().Focus(c)
	b.Key(fyne.KeyHome)
	for range n {
		b.Key(fyne.KeyRight)
	}
	b.Key(fyne.KeySpace)
	b.Settle()
}

// The places of the results among the chips of a special test.
const (
	chipNegative = iota
	chipPositive
	chipUnclear
)

func (b *bench) mark(code string, side anatomy.Side, chip int) {
	b.T.Helper()
	b.pick(b.testRow(code).cell(side).chips, chip)
}

// result is what is stored of a test.
func (b *bench) result(code string, side anatomy.Side) *clinic.TestResult {
	b.T.Helper()
	return b.Chart().TestOf(b.Host.Assessment, code, side)
}

func TestASpecialTestIsOneTapASide(t *testing.T) {
	b := examine(t, "")
	b.MustSay("Spurling", "Patient’s left", "All others negative (5)")
	b.MustNotSay("Flexion-rotation, left")
	b.mark("neck.spurling", anatomy.Left, chipPositive)
	r := b.result("neck.spurling", anatomy.Left)
	if r == nil || r.Result != clinic.ResultPositive || r.Date != "2025-03-04" {
		t.Fatalf("stored: %+v", r)
	}
	b.MustSay("Patient’s left: positive", "“Is this your pain?”")
	b.Tap("7")
	b.Tap("Yes")
	r = b.result("neck.spurling", anatomy.Left)
	if r.Pain == nil || *r.Pain != 7 || r.Familiar != clinic.FamiliarYes {
		t.Errorf("details: %+v", r)
	}
	b.Tap("Spurling")
	b.MustSay("Positive when", "Source: Magee", "Loads: Neck vertebrae")
	b.Type("Note", "down to the thumb")
	if r = b.result("neck.spurling", anatomy.Left); r.Note != "down to the thumb" {
		t.Errorf("note: %+v", r)
	}
	b.mark("neck.spurling", anatomy.Left, chipNegative)
	if r = b.result("neck.spurling", anatomy.Left); r.Result != clinic.ResultNegative || r.Pain != nil || r.Familiar != "" {
		t.Errorf("after negative: %+v", r)
	}
	b.Undo()
	b.Settle()
	if r = b.result("neck.spurling", anatomy.Left); r.Result != clinic.ResultPositive || r.Pain == nil {
		t.Errorf("after undo: %+v", r)
	}
	b.mark("neck.spurling", anatomy.Left, chipPositive)
	if r = b.result("neck.spurling", anatomy.Left); r != nil {
		t.Errorf("a second tap does not take it back: %+v", r)
	}
}

func TestTheOthersAreNegativeInOneTap(t *testing.T) {
	b := examine(t, "")
	b.mark("neck.spurling", anatomy.Left, chipUnclear)
	b.Tap("All others negative (4)") // on both sides; the pull on the neck has none
	c := b.Chart()
	got := map[string]string{}
	for _, r := range c.TestResults {
		got[r.Test+"/"+string(r.Side)] = r.Result
	}
	if len(got) != 5 || got["neck.spurling/L"] != "equivocal" || got["neck.spurling/R"] != "negative" || got["neck.ulnt1/L"] != "negative" || got["neck.distraction/M"] != "negative" {
		t.Errorf("stored: %v", got)
	}
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Button); ok && strings.HasPrefix(x.Name(), "All others negative") && !x.Disabled() {
			t.Error("there are still others to be negative")
		}
	})
	b.Undo()
	b.Settle()
	if n := len(b.Chart().TestResults); n != 1 {
		t.Errorf("one step of undo left %d results", n)
	}
	b.MustNotSay("Sharp-Purser")
	b.Tap("All 9 tests: Neck")
	b.Tap("Sharp-Purser")
	b.MustSay("Trained only")
	b.Tap("All others negative (8)")
	if r := b.result("neck.sharp-purser", anatomy.Midline); r != nil { // nobody is presumed to have done it
		t.Errorf("stored: %+v", r)
	}
}

func TestRegionsWithFindingsComeFirst(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	r.Put(&clinic.Assessment{ID: "a-1", PatientID: steptest.Patient, Type: clinic.AssessmentInitial, Date: "2025-03-04", CreatedAt: r.Clock.Now()})
	r.Make(clinic.Operation{Label: clinic.Say("mark"), Put: []clinic.Record{&clinic.Finding{
		ID: "f-1", PatientID: steptest.Patient, AssessmentID: "a-1", Structure: "vastus.medialis", Side: anatomy.Left,
		Source: clinic.ByTherapist, Type: "pain", CreatedAt: r.Clock.Now(),
	}, &clinic.Finding{
		ID: "f-2", PatientID: steptest.Patient, AssessmentID: "a-1", Structure: "patellar.tendon", Side: anatomy.Left,
		Source: clinic.ByTherapist, Type: "pain", CreatedAt: r.Clock.Now(),
	}}})
	b := on(steptest.At(r, "a-1", New))
	b.MustSay("Lachman")
	if b.step.Topic != "Knee" {
		t.Errorf("it opens at %s", b.step.Topic)
	}
	b.Tap(b.step.menu.Button.Text)
	if texts := b.Texts(); !slices.Contains(texts, "Where something was found") || slices.Index(texts, "Knee") > slices.Index(texts, "Neck") {
		t.Errorf("the menu has %q", texts)
	}
	b.Key(fyne.KeyEscape)
	b.MustSay("Lachman")
}

func TestAGroupOfTestsSaysWhatItCounts(t *testing.T) {
	b := examine(t, "")
	b.open("Low back and sacroiliac")
	b.Tap("All 15 tests: Low back and sacroiliac")
	b.mark("back.thigh-thrust", anatomy.Right, chipPositive)
	b.MustSay("1 of 6 done, 1 positive: cannot say yet")
	b.mark("back.si-distraction", anatomy.Right, chipPositive)
	b.MustSay("Sacroiliac pain tests, right", "2 of 4 positive: consistent with pain from the sacroiliac joint", "not a diagnosis")
}

func TestAnUrgentResultStopsTheExamination(t *testing.T) {
	b := examine(t, "")
	b.open("Ankle and foot")
	b.mark("ankle.thompson", anatomy.Right, chipPositive)
	b.MustSay("Thompson (calf squeeze), right: positive", "Doctor today", "No massage or stretching of the leg")
	b.MustNotSay("Find a test", "Talar tilt")
	if !b.step.stopped.on.Disabled() {
		t.Error("it goes on with nothing written")
	}
	b.Type("What was done", "Taken to the emergency department by her son")
	b.MustSay("Go on with the examination") // until the person says so
	b.Tap("Go on with the examination")
	b.MustSay("Talar tilt", "Taken to the emergency department by her son")
	if r := b.result("ankle.thompson", anatomy.Right); r.Action != "Taken to the emergency department by her son" {
		t.Errorf("stored: %+v", r)
	}
}

func TestAnUrgentResultTappedByMistakeIsTakenBack(t *testing.T) {
	b := examine(t, "Nerves")
	page := b.step.Page(testsNerves).(*nervePage)
	b.mustOpen(page, "cauda-equina")
	b.Tap("Changed feeling")
	b.MustSay("Cauda equina questions: changed feeling", "Emergency department now", "cauda equina syndrome has to be excluded")
	b.MustNotSay("known to the doctor, and unchanged")
	b.TypeInto(b.step.stopped.action.Entry, "x")
	b.Tap("Tapped by mistake: take it back")
	if r := b.result("cauda-equina", anatomy.Midline); r != nil {
		t.Errorf("stored: %+v", r)
	}
	b.MustNotSay("has to be excluded")
	b.MustSay("Babinski")
	b.mark("upper-motor.babinski", anatomy.Left, chipPositive)
	b.MustSay("Babinski, left: positive")
	b.Tap("Done as said above")
	b.Tap("Go on with the examination")
	if r := b.result("upper-motor.babinski", anatomy.Left); !strings.HasPrefix(r.Action, "Done as advised: Sign from brain or spinal cord.") {
		t.Errorf("stored: %q", r.Action)
	}
}

func TestNervesAreNormalInOneTap(t *testing.T) {
	b := examine(t, "Nerves")
	b.Tap("Feeling: the rest normal (10)") // of the arms; strength and reflexes can stop the examination and are each tested
	if n := len(b.Chart().TestResults); n != 10 {
		t.Fatalf("%d results", n)
	}
	if r := b.result("dermatome.c6", anatomy.Right); r == nil || r.Result != "normal" || r.Entered != clinic.EnteredTogether {
		t.Errorf("the feeling: %+v", r)
	}
	b.MustSay("entered with the rest")
	if r := b.result("reflex.c6", anatomy.Right); r != nil {
		t.Errorf("the reflex was presumed: %+v", r)
	}
	page := b.step.Page(testsNerves).(*nervePage)
	c6 := page.limb("Arm").levels[1]
	b.Window.Canvas().Focus(c6.cells[2].value)
	b.Key(fyne.KeySpace)
	b.MustSay("C6 strength: wrist up, patient’s left")
	b.Tap("4−")
	if r := b.result("myotome.c6", anatomy.Left); r.Result != "4-" {
		t.Errorf("the strength: %+v", r)
	}
	b.MustNotSay("C6 strength: wrist up, patient’s left")
	b.Tap("C6")
	b.MustSay("back of the thumb", "lifts the wrist")
	// In the leg the question about the saddle is not answered by the way.
	b.Tap("Feeling: the rest normal (12)")
	if r := b.result("cauda-equina", anatomy.Midline); r != nil {
		t.Errorf("the saddle was presumed: %+v", r)
	}
	b.Tap("The rest not done (20)") // of the legs
	if r := b.result("cauda-equina", anatomy.Midline); r == nil || r.Result != clinic.ResultNotDone {
		t.Errorf("not left out: %+v", r)
	}
	b.MustNotSay("Nerve signs in both legs")
}

func TestPostureIsNumberedOnTheFigure(t *testing.T) {
	b := examine(t, "Posture")
	b.MustSay("From the side", "1  Forward head posture", "Patient’s left side")
	r := b.testRow("posture.head-forward")
	b.Window.Canvas().Focus(r.cells[0].value)
	b.Key(fyne.KeyReturn)
	b.MustSay("The ear is in front of the shoulder.")
	b.Tap("Moderate")
	if x := b.result("posture.head-forward", anatomy.Midline); x == nil || x.Result != "moderate" {
		t.Fatalf("stored: %+v", x)
	}
	b.testRow("posture.shoulders-rounded").askValue(b.testRow("posture.shoulders-rounded").cell(anatomy.Right))
	b.Settle()
	b.Tap("Mild")
	b.testRow("posture.shoulder-high").askValue(b.testRow("posture.shoulder-high").cell(anatomy.Right))
	b.Settle()
	b.Tap("Marked")
	views := b.step.Page(testsPosture).(*posturePage).views
	side := b.View("lateral-left")
	back := b.View("posterior")
	if got := views[0].signs(side); len(got) != 2 || got[0].text != "1" || got[1].text != "2R" {
		t.Errorf("from the side: %+v", got)
	}
	got := views[1].signs(back)
	if len(got) != 1 || got[0].text != "2" || got[0].at.X <= 0 { // the patient's right is on the right of the picture
		t.Errorf("from behind: %+v", got)
	}
	b.Tap("The rest: none (13)")
	if x := b.result("posture.lordosis", anatomy.Midline); x == nil || x.Result != "none" {
		t.Errorf("stored: %+v", x)
	}
}

func TestEverySignOfPostureIsOnItsFigure(t *testing.T) {
	b := examine(t, "Posture")
	for _, v := range b.step.Page(testsPosture).(*posturePage).views {
		ids := []string{"posterior"}
		if v.id == clinic.ViewSide {
			ids = []string{"lateral-left", "lateral-right"}
		}
		for _, id := range ids {
			view := b.View(id)
			for _, r := range v.rows {
				side := anatomy.Left
				if id == "lateral-right" {
					side = anatomy.Right
				}
				if _, ok := spotOf(view, r.x, side); !ok {
					t.Errorf("%s has no place on the view %s", r.x.Code, id)
				}
			}
		}
	}
}

func TestGaitHasANote(t *testing.T) {
	b := examine(t, "Gait")
	r := b.testRow("gait.overall")
	r.askValue(r.cells[0])
	b.Settle()
	b.Tap("Changed")
	b.Type("Note", "Short steps, holds on to the wall")
	if x := b.result("gait.overall", anatomy.Midline); x == nil || x.Result != "changed" || x.Note != "Short steps, holds on to the wall" {
		t.Errorf("stored: %+v", x)
	}
}

func TestLastTimeStandsBeside(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.Make(clinic.Operation{Label: clinic.Say("first"), Put: []clinic.Record{
		&clinic.Session{ID: "s-0", PatientID: steptest.Patient, PractitionerID: "practitioner-1", Number: 1, Date: "2025-02-01", CreatedAt: b.Clock.Now(), StartedAt: b.Clock.Now()},
		&clinic.TestResult{
			ID: "t-1", PatientID: steptest.Patient, SessionID: "s-0", Test: "neck.flexion-rotation", Side: anatomy.Left, Result: "positive",
			Date: "2025-02-01", CreatedAt: b.Clock.Now(),
		},
	}})
	b.Host.Show()
	b.Settle()
	b.MustSay("Flexion-rotation", "last time positive") // shown because it was positive last time
	b.mark("neck.flexion-rotation", anatomy.Left, chipNegative)
	b.MustSay("last time positive · changed")
	b.open("All results")
	b.MustSay("Flexion-rotation, left: negative", "Last time positive · changed")
}

func TestASignedAssessmentShowsItsTestsOnly(t *testing.T) {
	b := examine(t, "")
	b.mark("neck.spurling", anatomy.Left, chipPositive)
	b.mark("neck.ulnt1", anatomy.Left, chipNegative)
	a := *b.Host.Current()
	a.SignedAt, a.SignedBy = b.Clock.Now(), "Robin Hale"
	b.Make(clinic.Operation{Label: clinic.Say("sign"), Put: []clinic.Record{&a}})
	b.Reopen()
	b = on(b.Bench)
	b.MustSay("Spurling, left: positive", "Negative: Upper limb neurodynamic test 1 (median), left")
	b.MustNotSay("Find a test")
	b.open("Neck")
	b.MustNotSay("All others negative", "Neck distraction", "tests: Neck")
	if !b.testRow("neck.spurling").cell(anatomy.Left).chips.Disabled() {
		t.Error("a signed result can be changed")
	}
	b.open("Posture")
	b.MustSay("Nothing was recorded about the posture.")
	b.open("Nerves")
	b.MustSay("No nerve was tested.")
}

func TestATestIsFoundByItsName(t *testing.T) {
	b := examine(t, "Gait")
	b.TypeInto(b.step.search, "apprehension")
	b.MustSay("Patellar apprehension")
	b.Tap("Apprehension")
	b.Clock.Advance(time.Second)
	b.MustSay("The patient tightens up or says it will slip.")
	b.mark("shoulder.apprehension", anatomy.Left, chipPositive)
	if b.result("shoulder.apprehension", anatomy.Left) == nil {
		t.Error("not stored")
	}
	b.TypeInto(b.step.search, "zzz")
	b.MustSay("No test is called that.")
	b.step.search.SetText("l4 reflex")
	b.Settle()
	b.Tap("L4 knee reflex")
	b.MustSay("Tap below the kneecap.")
}

func TestTypingStaysWhenAnotherMachineChangesATest(t *testing.T) {
	b := examine(t, "")
	b.mark("neck.spurling", anatomy.Left, chipPositive)
	b.Tap("Spurling")
	d := b.testRow("neck.spurling").details[b.testRow("neck.spurling").cell(anatomy.Left)]
	b.TypeInto(d.note.Entry, "down to the th")
	x := *b.result("neck.spurling", anatomy.Left)
	six := 6
	x.Pain = &six
	b.Kim(&x, &clinic.TestResult{
		ID: "t-9", PatientID: steptest.Patient, AssessmentID: b.Host.Assessment, Test: "neck.ulnt1", Side: anatomy.Right, Result: "negative",
		Date: "2025-03-04", CreatedAt: b.Clock.Now(),
	})
	if d.note.Entry.Text != "down to the th" || d.pain.Value() != 6 || b.Window.Canvas().Focused() != fyne.Focusable(d.note.Entry) {
		t.Errorf("the note is %q, the pain %d, the keyboard is at %T", d.note.Entry.Text, d.pain.Value(), b.Window.Canvas().Focused())
	}
	if got := b.testRow("neck.ulnt1").cell(anatomy.Right).chips.Value(); got != "negative" {
		t.Errorf("the other machine's result is shown as %q", got)
	}
	b.Step.Leave()
	if r := b.result("neck.spurling", anatomy.Left); r.Note != "down to the th" || r.Pain == nil {
		t.Errorf("stored: %+v", r)
	}
}

func TestWhatCouldNotBeDoneIsWritten(t *testing.T) {
	b := examine(t, "")
	b.Tap("Spurling")
	b.pick(b.testRow("neck.spurling").howTo.notDone, 1)
	if r := b.result("neck.spurling", anatomy.Right); r == nil || r.Result != clinic.ResultNotDone {
		t.Fatalf("stored: %+v", r)
	}
	b.MustSay("not done now")
	b.pick(b.testRow("neck.spurling").howTo.notDone, 1)
	if r := b.result("neck.spurling", anatomy.Right); r != nil {
		t.Errorf("not taken back: %+v", r)
	}
}

// What loads a structure with a finding comes first, then what this computer shows first; the others are one tap away, and a
// result moves no test.
func TestWhatIsSuggestedStandsFirst(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	r.Put(&clinic.Assessment{ID: "a-1", PatientID: steptest.Patient, Type: clinic.AssessmentInitial, Date: "2025-03-04", CreatedAt: r.Clock.Now()})
	r.Make(clinic.Operation{Label: clinic.Say("mark"), Put: []clinic.Record{&clinic.Finding{
		ID: "f-1", PatientID: steptest.Patient, AssessmentID: "a-1", Structure: "biceps.tendon.long", Side: anatomy.Left,
		Source: clinic.ByTherapist, Type: "pain", CreatedAt: r.Clock.Now(),
	}}})
	if err := r.Desk.SetUsualTests("Shoulder", []string{"shoulder.neer"}); err != nil {
		t.Fatal(err)
	}
	b := on(steptest.At(r, "a-1", New))
	page := func() *specialPage { return b.step.Page("Shoulder").(*specialPage) }
	want := []string{"shoulder.speed", "shoulder.yergason", "shoulder.obrien", "shoulder.neer"}
	if b.step.Topic != "Shoulder" || !slices.Equal(page().inSight(), want) {
		t.Fatalf("at %s are %v", b.step.Topic, page().inSight())
	}
	b.MustNotSay("Hawkins-Kennedy")
	b.Tap("All 18 tests: Shoulder")
	b.mark("shoulder.hawkins", anatomy.Left, chipNegative)
	if got := page().inSight(); !slices.Equal(got[:4], want) || len(got) != 18 {
		t.Errorf("after a result: %v", got)
	}
	b.Tap("Only the suggested tests")
	b.MustNotSay("Hawkins-Kennedy")
}

// A test says when it must not be done before it says how.
func TestATestSaysFirstWhenNotToDoIt(t *testing.T) {
	b := examine(t, "")
	b.Tap("Spurling")
	texts := b.Texts()
	not := slices.IndexFunc(texts, func(s string) bool { return strings.HasPrefix(s, "Not after an injury while the Canadian") })
	how := slices.IndexFunc(texts, func(s string) bool { return strings.HasPrefix(s, "Patient sits. Bend the head") })
	if not < 0 || how < 0 || not > how {
		t.Errorf("it is told at %d, and how at %d", not, how)
	}
	b.MustSay("Before you do it", "foraminal compression")
}

// A movement that was measured answers its test: the answer is shown, and not asked again.
func TestAMeasuredMovementIsNotAskedAgain(t *testing.T) {
	b := examine(t, "")
	b.Make(clinic.Operation{Label: clinic.Say("measure"), Put: []clinic.Record{&clinic.Measurement{
		ID: "m-1", PatientID: steptest.Patient, AssessmentID: b.Host.Assessment, Measure: "rom.neck.rotation", Side: anatomy.Right, Mode: clinic.ModeActive,
		Value: 45, Date: "2025-03-04", CreatedAt: b.Clock.Now(),
	}}})
	b.Host.Show()
	b.Tap("All 9 tests: Neck")
	c := b.testRow("neck.rotation-60").cell(anatomy.Right)
	if !c.chips.Disabled() || c.chips.Value() != clinic.ResultPositive {
		t.Errorf("it is asked: %q", c.chips.Value())
	}
	b.MustSay("45°, measured under Movement")
	if b.testRow("neck.rotation-60").cell(anatomy.Left).chips.Disabled() {
		t.Error("the side that was not measured cannot be answered")
	}
}

// What is not looked at of gait and posture is recorded as not done, and reads so.
func TestWhatIsNotLookedAtReadsNotDone(t *testing.T) {
	for _, topic := range []string{"Gait", "Posture"} {
		b := examine(t, topic)
		b.Save("open-"+topic, 1)
		for range 2 { // posture is looked at from two sides
			for _, text := range b.Texts() {
				if strings.HasPrefix(text, "The rest not done") {
					b.Tap(text)
					break
				}
			}
		}
		b.Save("not-done-"+topic, 1)
		b.MustSay("Not done")
		b.MustNotSay("The rest not done", "The rest: none", "All the rest as usual", "entered with the rest")
		for _, r := range b.Chart().TestResults {
			if r.Result != clinic.ResultNotDone {
				t.Errorf("%s: %s", r.Test, r.Result)
			}
		}
	}
}

// What the doctor knows of lets the examination go on.
func TestWhatTheDoctorKnowsOfStopsNothing(t *testing.T) {
	b := examine(t, "")
	b.open("Knee")
	b.mark("knee.lachman", anatomy.Left, chipPositive)
	b.MustSay("Lachman, left: positive", "Or: known to the doctor, and unchanged, since")
	if !b.step.stopped.on.Disabled() {
		t.Error("it goes on with nothing said")
	}
	r := *b.result("knee.lachman", anatomy.Left)
	r.KnownSince = "2020-06-01"
	b.Make(clinic.Operation{Label: clinic.Say("known"), Put: []clinic.Record{&r}})
	b.Host.Show()
	b.Settle()
	b.Tap("Go on with the examination")
	b.MustSay("Known to the doctor since")
}
