package findings

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/bodymap"
)

// bench is the step on a real store.
type bench struct {
	*steptest.Bench
	step *Step
}

func on(b *steptest.Bench) *bench { return &bench{Bench: b, step: b.Step.(*Step)} }

// reopen closes the program and starts it again on the same records.
func (b *bench) reopen() {
	b.Reopen()
	b.step = b.Step.(*Step)
}

// onTheFigure is the figure of a new assessment.
func onTheFigure(t *testing.T) *bench { return on(steptest.New(t, New)) }

func (b *bench) onlyFinding() clinic.Finding {
	b.T.Helper()
	list := b.Chart().Findings
	if len(list) != 1 {
		b.T.Fatalf("%d findings are kept, not one: %+v", len(list), list)
	}
	return list[0]
}

func TestATapOnTheFigureKeepsAFinding(t *testing.T) {
	b := onTheFigure(t)
	b.MustSay("Tap the figure where it hurts")
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.MustSay("Left upper trapezius", "Patient’s left")
	b.Save("sheet-empty", 1)
	if n := len(b.Chart().Findings); n != 0 {
		t.Fatalf("opening the sheet kept %d findings", n)
	}
	b.Tap("Tenderness")
	f := b.onlyFinding()
	if f.Structure != "trapezius.upper" || f.Side != anatomy.Left || f.Type != "tenderness" ||
		f.Source != clinic.ByTherapist || f.View != "posterior" || f.Severity != nil || f.AssessmentID != b.Host.Assessment {
		t.Fatalf("kept: %+v", f)
	}
	shape, _ := b.View("posterior").Shape("trapezius.upper.L")
	if shape != nil && !shape.Contains(anatomy.Point{X: f.X, Y: f.Y}) {
		t.Errorf("the spot %v,%v is not on the structure", f.X, f.Y)
	}
	if undo, _ := b.Desk.UndoState(b.Host.Assessment); undo != "Mark left upper trapezius: tenderness" {
		t.Errorf("undo says %q", undo)
	}
	b.Save("sheet", 2)
}

func TestTheRightSideOfTheFrontIsTheViewersLeft(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "pectoralis.major.sternal", anatomy.Right)
	b.Tap("Pain")
	f := b.onlyFinding()
	if f.Side != anatomy.Right || f.View != "anterior" {
		t.Fatalf("kept: %+v", f)
	}
	if f.X >= 0 {
		t.Errorf("the patient's right was tapped at x %v, on the viewer's right", f.X)
	}
}

func TestFurtherTapsRefineTheFinding(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Trigger point")
	b.Tap("III Severe")
	b.MustNotSay("Tissue", "Depth", "Quality", "Aching")
	b.Tap("More")
	b.MustSay("Tissue", "Depth")
	sheet := b.step.sheet
	sheet.depth.SetChosen("deep")
	sheet.depth.OnChanged("deep")
	sheet.tissue.SetChosen("fascia")
	sheet.tissue.OnChanged([]string{"fascia"})
	b.Type("Note", "Refers to the temple")
	f := b.onlyFinding()
	if f.Severity == nil || *f.Severity != 7 || f.Depth != "deep" || f.Tissue != "fascia" || f.Note != "Refers to the temple" {
		t.Fatalf("kept: %+v", f)
	}
	b.Tap("III Severe") // again: not rated
	if f := b.onlyFinding(); f.Severity != nil {
		t.Errorf("still rated %d", *f.Severity)
	}
}

func TestSeveralFindingsOnAStructureAndDeletingOne(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	b.Tap("II Moderate")
	b.Tap("Another here")
	b.Tap("More kinds")
	b.Tap("Spasm")
	b.Tap("Severe")
	list := b.Chart().Findings
	if len(list) != 2 || list[0].Type != "tenderness" || *list[0].Severity != 5 || list[1].Type != "spasm" || *list[1].Severity != 8 {
		t.Fatalf("kept: %+v", list)
	}
	b.Tap("Tenderness") // opens the first again
	b.MustSay("Tenderness, found by the therapist")
	b.Tap("Delete")
	if f := b.onlyFinding(); f.Type != "spasm" {
		t.Fatalf("left: %+v", f)
	}
	if len(b.Said) == 0 || b.UndoIt == nil {
		t.Fatal("deleting offers no undo")
	}
	b.UndoIt()
	b.Settle()
	if n := len(b.Chart().Findings); n != 2 {
		t.Fatalf("undo left %d findings", n)
	}
	b.MustSay("Tenderness")
}

func TestTwoLayersAreKeptApart(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Hypertonicity")
	b.Tap("Patient reports")
	b.MustNotSay("Trigger point") // a patient cannot report one
	b.Tap("Pain")
	b.Tap("6")
	list := b.Chart().Findings
	if len(list) != 2 || list[0].Source != clinic.ByTherapist || list[1].Source != clinic.ByPatient || list[1].Type != "pain" {
		t.Fatalf("kept: %+v", list)
	}
	if list[0].Severity != nil {
		t.Error("rating the patient's pain changed the therapist's finding")
	}
	f := b.step
	f.close()
	b.Settle()
	if n := len(f.marks()); n != 2 {
		t.Fatalf("%d marks are shown", n)
	}
	b.Tap("Reported")
	if m := f.marks(); len(m) != 1 || string(m[0].Source) != string(clinic.ByTherapist) {
		t.Fatalf("with the patient's layer hidden: %+v", m)
	}
	b.MustNotSay("Pain 6/10")
	b.Tap("Reported")
	b.Tap("Pain 6/10")
	b.MustSay("Left upper trapezius", "Pain, reported by the patient")
}

func TestUndoToEmptyAfterARestart(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	b.Tap("II Moderate")
	b.Tap("IV Extreme")
	b.Tap("More")
	b.Tap("Tendon")
	b.Type("Note", "worse when cold")
	b.Tap("Another here")
	b.Tap("More kinds")
	b.Tap("Spasm")
	id := b.Host.Assessment
	b.reopen()
	b.MustSay("2 findings")
	steps := 0
	for {
		undo, _ := b.Desk.UndoState(id)
		if undo == "" || undo == "Start assessment" {
			break
		}
		b.Undo()
		b.Settle()
		steps++
	}
	if n := len(b.Chart().Findings); n != 0 {
		t.Fatalf("%d findings are left after %d steps", n, steps)
	}
	if steps != 6 {
		t.Errorf("it took %d steps back; there were 6 taps and texts", steps)
	}
	b.MustSay("0 findings")
	for range steps {
		b.Redo()
	}
	list := b.Chart().Findings
	if len(list) != 2 || *list[0].Severity != 10 || list[0].Tissue != "tendon" || list[0].Note != "worse when cold" {
		t.Fatalf("done again: %+v", list)
	}
}

func TestANoteIsKeptExactly(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	piece := "Schmerz 🤕👩‍⚕️ ألم في الكتف e\u0301 n\u0303 \u200fעברית\u200e tab\tand “quotes”\n"
	var note strings.Builder
	for len([]rune(note.String())) < 10_000 {
		note.WriteString(piece)
	}
	text := string([]rune(note.String())[:10_000])
	b.step.sheet.note.Entry.SetText(text)
	b.Step.Leave()
	if f := b.onlyFinding(); f.Note != text {
		t.Fatalf("of %d characters %d were kept", len([]rune(text)), len([]rune(f.Note)))
	}
	b.reopen()
	b.Tap("Tenderness")
	if got := b.step.sheet.note.Entry.Text; got != text {
		t.Errorf("shown again: %d characters", len([]rune(got)))
	}
}

// draw drags on the back of the figure from one point to another.
func (b *bench) draw(from, to anatomy.Point) {
	b.T.Helper()
	figure := steptest.Figure(b.Rig)
	a, z := figure.Spot("posterior", from), figure.Spot("posterior", to)
	test.Drag(b.Window.Canvas(), z, z.X-a.X, z.Y-a.Y)
	b.Settle()
}

func TestAnArrowFromAFindingRefersFromIt(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Trigger point")
	f := b.onlyFinding()
	b.Tap("Back to the list of findings")
	b.Tap("Arrow")
	start := anatomy.Point{X: f.X, Y: f.Y}
	b.draw(start, anatomy.Point{X: f.X + 60, Y: f.Y + 300})
	b.Tap("Pen")
	b.draw(anatomy.Point{X: 0, Y: 700}, anatomy.Point{X: 30, Y: 900})
	strokes := b.Chart().Strokes
	if len(strokes) != 2 {
		t.Fatalf("%d lines are kept", len(strokes))
	}
	arrow, pen := strokes[0], strokes[1]
	if arrow.Tool != clinic.StrokeArrow || arrow.FindingID != f.ID || arrow.View != "posterior" {
		t.Errorf("the arrow: %+v", arrow)
	}
	if d := start.Distance(anatomy.Point{X: arrow.Points[0][0], Y: arrow.Points[0][1]}); d > 3 {
		t.Errorf("the arrow starts %.0f mm from the finding", d)
	}
	if pen.Tool != clinic.StrokePen || pen.FindingID != "" || len(pen.Points) < 2 {
		t.Errorf("the pen line: %+v", pen)
	}
	b.MustSay("Referral arrow", "from left upper trapezius", "Pen line")
	b.Save("strokes", 1)

	b.Tap("Erase")
	b.step.erase(bodymap.Rub{View: "posterior", At: anatomy.Point{X: 16, Y: 800}, Reach: 20})
	left := b.Chart().Strokes
	if len(left) != 1 || left[0].ID != arrow.ID {
		t.Fatalf("after erasing the pen line: %+v", left)
	}
	b.Undo()
	if n := len(b.Chart().Strokes); n != 2 {
		t.Errorf("undo left %d lines", n)
	}
	// Deleting the finding takes its arrow with it.
	b.step.pick(f.ID)
	b.Settle()
	b.Tap("Delete")
	if left := b.Chart().Strokes; len(left) != 1 || left[0].ID != pen.ID {
		t.Errorf("after deleting the finding: %+v", left)
	}
}

func TestAFindingFromTheListOfNames(t *testing.T) {
	b := onTheFigure(t)
	b.Tap("By name")
	f := b.step
	f.names.Find("left upper trap")
	b.Settle()
	b.Tap("Left upper trapezius")
	b.Tap("Pain")
	if x := b.onlyFinding(); x.Structure != "trapezius.upper" || x.Side != anatomy.Left {
		t.Fatalf("kept: %+v", x)
	}
	b.Tap("Back to the list of findings")
	b.Tap("Figure")
	b.MustSay("Patient's right")
}

func TestOneOfTheStructuresBeneathCanBeChosen(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	sheet := b.step.sheet
	if len(sheet.nearby) < 2 {
		t.Fatal("nothing lies beneath the upper trapezius")
	}
	var other clinic.Target
	for _, n := range sheet.nearby {
		if n != sheet.target {
			other = n
			break
		}
	}
	sheet.beneath.OnChanged([]string{other.Key()})
	b.Settle()
	b.MustSay(b.Host.Label(other))
	b.Tap("Tenderness")
	if f := b.onlyFinding(); f.Target() != other {
		t.Fatalf("kept %+v, meant %+v", f.Target(), other)
	}
}

func TestWhatWasThereLastTime(t *testing.T) {
	b := on(steptest.Review(t, New))
	f := b.step
	if n := len(f.marks()); n != 5 {
		t.Fatalf("%d marks now, two of them ghosts", n)
	}
	b.Tap("Before")
	b.MustSay("Since 14 Jan 2025", "1 new", "2 better", "1 gone", "1 not examined. What you looked for and did not find is marked with 0.")
	states := map[string]int{}
	for _, m := range f.marks() {
		states[string(m.State)]++
	}
	if states["new"] != 1 || states["better"] != 2 || states["resolved"] != 1 || states["not examined"] != 1 {
		t.Errorf("the marks say %v", states)
	}
	b.Tap("Before")
}

func TestTheKeyboardMarksAFinding(t *testing.T) {
	b := onTheFigure(t)
	b.step.figure.Focus()
	b.Key(fyne.KeyDown, fyne.KeyReturn)
	sheet := b.step.sheet
	if !b.step.open() {
		t.Fatal("Enter on the figure opens nothing")
	}
	b.Window.Canvas().Focus(sheet.kinds.buttons[0])
	b.Key(fyne.KeySpace)
	if f := b.onlyFinding(); f.Type != "pain" || f.Target() != sheet.target {
		t.Fatalf("kept: %+v", f)
	}
}

// A finger covers more than the body: a line that ends beside it is erased there, and a miss says so.
func TestErasingBesideTheBody(t *testing.T) {
	b := onTheFigure(t)
	b.Make(clinic.Operation{Label: clinic.Say("Draw a line"), Scope: b.Host.Assessment, Put: []clinic.Record{&clinic.Stroke{
		ID: "s-1", PatientID: steptest.Patient, AssessmentID: b.Host.Assessment, View: "posterior", Source: clinic.ByTherapist,
		Tool: clinic.StrokePen, Points: [][2]float64{{350, 150}, {360, 160}}, WidthMM: 4, CreatedAt: b.Clock.Now(),
	}}})
	b.Host.Show()
	v := b.View("posterior")
	if hits := v.Hit(anatomy.Point{X: 350, Y: 150}, anatomy.Surface, 40); len(hits) > 0 {
		t.Fatalf("the place is on the body: %v", hits)
	}
	at := steptest.Figure(b.Rig).Spot("posterior", anatomy.Point{X: 350, Y: 150})
	b.Tap("Erase")
	b.Clock.Advance(time.Second)
	test.TapCanvas(b.Window.Canvas(), at.AddXY(0, 200))
	b.Settle()
	if len(b.Chart().Strokes) != 1 || len(b.Said) == 0 {
		t.Fatalf("a miss left %d lines and told %v", len(b.Chart().Strokes), b.Said)
	}
	b.Clock.Advance(time.Second)
	test.TapCanvas(b.Window.Canvas(), at)
	b.Settle()
	if n := len(b.Chart().Strokes); n != 0 {
		t.Errorf("%d lines are left", n)
	}
}

// With the keys alone: to a region, its sort by the letter, a second one by the arrows, and back.
func TestMarkingByKeyboard(t *testing.T) {
	b := onTheFigure(t)
	canvas := b.Window.Canvas()
	b.step.figure.Focus()
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			canvas.Focused().TypedKey(&fyne.KeyEvent{Name: k})
			b.Settle()
		}
	}
	figure := canvas.Focused()
	press(fyne.KeyHome, fyne.KeyReturn)
	if _, ok := canvas.Focused().(*kindButton); !ok {
		t.Fatalf("the keyboard is on %T", canvas.Focused())
	}
	canvas.Focused().TypedRune('t')
	b.Settle()
	if f := b.onlyFinding(); f.Type != "tenderness" {
		t.Errorf("marked %q", f.Type)
	}
	if k, ok := canvas.Focused().(*kindButton); !ok || k.sort.Code != "tenderness" {
		t.Errorf("the keyboard is on %T", canvas.Focused())
	}
	b.Tap("Another here")
	b.step.sheet.kinds.focus()
	press(fyne.KeyRight, fyne.KeySpace)
	if n := len(b.Chart().Findings); n != 2 {
		t.Errorf("%d findings", n)
	}
	press(fyne.KeyEscape)
	b.MustSay("2 findings")
	if canvas.Focused() != figure {
		t.Errorf("the keyboard is on %T after Escape", canvas.Focused())
	}
}

// A place to keep clear of is hatched on the figure and listed with the findings, and its badge opens the structure.
func TestKeepClearOnTheFigure(t *testing.T) {
	b := onTheFigure(t)
	b.Make(clinic.Operation{Label: clinic.Say("answer"), Put: []clinic.Record{&clinic.Screening{
		ID: "k-1", PatientID: steptest.Patient, AssessmentID: b.Host.Assessment, Item: "bruise", Answer: clinic.AnswerYes,
		Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}, At: b.Clock.Now(),
	}}})
	b.MustSay("Keep clear, hatched on the figure", "Left soleus")
	var hatched *drawing.Mark
	for _, m := range b.step.marks() {
		if m.Kind == drawing.KeepClear {
			hatched = &m
		}
	}
	if hatched == nil || hatched.Code != "soleus" || hatched.Side != anatomy.Left {
		t.Fatalf("hatched: %+v", hatched)
	}
	b.step.markTapped(*hatched)
	b.Settle()
	if f := b.step; !f.open() || f.sheet.target != (clinic.Target{Structure: "soleus", Side: anatomy.Left}) {
		t.Error("the badge does not open the structure")
	}
}
