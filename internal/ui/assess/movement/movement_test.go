package movement

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step/steptest"
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

// movement begins an assessment at a joint.
func movement(t *testing.T, joint string) *bench {
	b := on(steptest.New(t, New))
	b.open(joint)
	return b
}

// open goes to a joint or another topic by the menu.
func (b *bench) open(topic string) {
	b.T.Helper()
	steptest.Choose(b.Rig, b.step.menu.Button, topic)
}

// take chooses what is measured with.
func (b *bench) take(tool string) {
	b.T.Helper()
	steptest.Choose(b.Rig, b.step.tools.Button, tool)
}

func active(measure string, side anatomy.Side) measured.Key {
	return measured.Key{Measure: measure, Side: side, Mode: clinic.ModeActive}
}

// row is the line of a value in sight.
func (b *bench) row(k measured.Key) *valueRow {
	b.T.Helper()
	m := b.step
	for _, r := range m.Page(m.Topic).(*motionPage).inSight() {
		if slices.ContainsFunc(r.cells, func(c cell) bool { return c.Of() == k }) {
			return r
		}
	}
	b.T.Fatalf("%+v is not in sight", k)
	return nil
}

// rim is where on a figure a value lies.
func rim(a *arc, v float64) fyne.Position {
	s := a.Size()
	p := a.joint.Spot(v, float64(s.Width), float64(s.Height))
	return fyne.NewPos(float32(p.X), float32(p.Y))
}

// drag moves a finger over a figure from value to value, and lets go at the last.
func (b *bench) drag(a *arc, values ...float64) {
	for i := 1; i < len(values); i++ {
		from, to := rim(a, values[i-1]), rim(a, values[i])
		a.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
	}
	a.DragEnd()
	b.Settle()
}

func TestMovementIsDraggedOnTheFigure(t *testing.T) {
	b := movement(t, "Shoulder")
	b.take("Goniometer")
	left, right := active("rom.shoulder.flexion", anatomy.Left), active("rom.shoulder.flexion", anatomy.Right)
	c := b.motion(left)
	b.drag(c.arc, 0, 60, 120, 131)
	if m := b.value(left); m == nil || m.Value != 130 || m.Tool != "goniometer" {
		t.Fatalf("dragged to 131 in steps of 5: %+v", m)
	}
	if undo, _ := b.Desk.UndoState(b.Host.Assessment); undo != "Measure left shoulder flexion: 130°" {
		t.Errorf("one drag is not one step: %q", undo)
	}
	if c.Entry.Text != "130" {
		t.Errorf("the field beside it says %q", c.Entry.Text)
	}
	test.TapAt(b.motion(right).arc, rim(b.motion(right).arc, 165))
	b.Settle()
	if m := b.value(right); m == nil || m.Value != 165 {
		t.Fatalf("tapped: %+v", m)
	}
	b.MustSay("35° less on the left", "50° under the usual", "15° under the usual")
	if other := c.arc.joint.Other; other == nil || *other != 165 {
		t.Error("the other side is not marked on the figure")
	}
	// On the way the field shows where the finger is, and nothing is kept.
	to := rim(c.arc, 90)
	c.arc.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(1, 1)})
	if c.Entry.Text != "90" || b.value(left).Value != 130 {
		t.Errorf("on the way: %q, kept %v", c.Entry.Text, b.value(left).Value)
	}
	// A change of another machine meanwhile does not take the finger's place.
	x := *b.value(right)
	x.Value = 170
	b.Kim(&x)
	c.arc.DragEnd()
	b.Settle()
	if m := b.value(left); m.Value != 90 || b.value(right).Value != 170 {
		t.Errorf("after a change elsewhere: %v and %v", m.Value, b.value(right).Value)
	}
}

func TestAnArcBeyondWhatCanBeIsRefused(t *testing.T) {
	b := movement(t, "Knee")
	k := active("rom.knee.extension", anatomy.Right)
	c := b.motion(k)
	b.drag(c.arc, 0, 20, 45)
	if m := b.value(k); m != nil {
		t.Fatalf("kept: %+v", m)
	}
	if want := "Knee extension must be from -90° to 30°."; c.Wrong.Text() != want || c.Entry.Text != "" {
		t.Errorf("it says %q, want %q; the field holds %q", c.Wrong.Text(), want, c.Entry.Text)
	}
	b.drag(c.arc, 0, 20)
	if m := b.value(k); m == nil || m.Value != 20 {
		t.Fatalf("kept: %+v", m)
	}
	if !strings.Contains(c.Ask.Text(), "Is 20° right?") || c.Wrong.Text() != "" {
		t.Errorf("it asks %q and refuses %q", c.Ask.Text(), c.Wrong.Text())
	}
}

func TestTheDetailsOfAMovement(t *testing.T) {
	b := movement(t, "Knee")
	b.Tap("Passive")
	k := measured.Key{Measure: "rom.knee.flexion", Side: anatomy.Right, Mode: clinic.ModePassive}
	b.row(k).details.OnTapped()
	b.Clock.Advance(time.Second)
	b.Settle()
	b.Tap("Patient’s right")
	b.MustSay("Right knee flexion, passive", "Drag the figure, step or type a value first.")
	d := b.row(k).panels[1]
	b.drag(d.arc, 0, 50, 112)
	if m := b.value(k); m == nil || m.Value != 112 {
		t.Fatalf("the large figure takes degrees one by one: %+v", m)
	}
	b.Tap("Stiffness")
	b.Tap("Capsular")
	b.Tap("Inclinometer")
	b.Tap("4")
	b.TypeInto(d.note.Entry, "Crackles")
	b.row(k).leave()
	b.Settle()
	m := b.value(k)
	if m.LimitedBy != "stiffness" || m.EndFeel != "capsular" || m.Pain == nil || *m.Pain != 4 || m.Note != "Crackles" {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("Pain 4 · stopped by stiffness · end feel capsular · Crackles")
	b.Save("movement-details", 1)

	b.drag(d.arc, 0, 25) // the broken line
	if m := b.value(k); m.Start == nil || *m.Start != 25 || m.Value != 112 {
		t.Fatalf("the start was dragged: %+v", m)
	}
	if d.arc.joint.Start != 25 {
		t.Error("the figure does not start there")
	}
	b.drag(d.arc, 25, 80, 130)
	if m := b.value(k); m.Start == nil || *m.Start != 25 || m.Value != 112 {
		t.Fatalf("a start past the end was kept: %+v", m)
	}
	b.MustSay("The movement starts at 130° and ends before that, at 112°.")
	d.start.Stepper.Entry().SetText("50")
	d.start.Stepper.Entry().OnSubmitted("50")
	b.Clock.Advance(time.Second)
	b.Settle()
	if m := b.value(k); m.Start == nil || *m.Start != 50 {
		t.Fatalf("typed start: %+v", m)
	}
	b.MustSay("Is a start at 50° right?", "from 50°")
	d.tool.SetChosen("eye")
	d.tool.OnChanged([]string{"eye"})
	b.Settle()
	if m := b.value(k); m.Tool != "eye" {
		t.Fatalf("tool: %+v", m)
	}
	b.Undo()
	b.Settle()
	if m := b.value(k); m.Tool == "eye" {
		t.Error("the tool was not a step of its own")
	}
}

func TestTheLastToolIsRemembered(t *testing.T) {
	b := movement(t, "Hip")
	b.take("Phone app")
	b.measure(active("rom.hip.flexion", anatomy.Left), "110")
	b.Step.Leave()
	b.reopen()
	if b.step.tool != "phone" {
		t.Errorf("the tool is %q", b.step.tool)
	}
	if got, err := b.Store.Preference(t.Context(), lastToolKey); err != nil || got != "phone" {
		t.Errorf("these records' place remembers %q", got)
	}
	if all := fyne.CurrentApp().Preferences().String(lastToolKey); all != "" {
		t.Errorf("%q is remembered for all records of this computer", all)
	}
	b.open("Low back")
	b.measure(measured.Key{Measure: "schober", Side: anatomy.Midline}, "5.5")
	if m := b.value(measured.Key{Measure: "schober", Side: anatomy.Midline}); m == nil || m.Tool != "tape" {
		t.Errorf("a length is measured with %+v", m)
	}
}

func TestStrengthIsGradedAtItsMovement(t *testing.T) {
	b := movement(t, "Shoulder")
	b.Tap("Strength")
	b.MustNotSay("Goniometer")
	left := measured.Key{Measure: clinic.MeasureStrength, Item: "shoulder flexion", Side: anatomy.Left}
	right := left
	right.Side = anatomy.Right
	grade := func(k measured.Key, name string) {
		b.T.Helper()
		for _, c := range b.row(k).cells {
			if c.Of() == k {
				g := c.(*gradeCell).grades
				b.Window.Canvas().Focus(g)
				b.Key(fyne.KeyHome)
				i := slices.IndexFunc(clinic.Grades(), func(x clinic.Grade) bool { return x.Name == name })
				for range i {
					b.Key(fyne.KeyRight)
				}
				b.Key(fyne.KeySpace)
			}
		}
	}
	grade(left, "4−")
	grade(right, "5")
	if m := b.value(left); m == nil || m.Value != 3.5 || m.Mode != "" {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("against slight resistance", "3 steps less on the left")
	b.Tap("Shoulder")
	b.MustSay("Shoulder  2") // in the menu
	b.Key(fyne.KeyEscape)
	b.Tap("Details")
	b.Tap("Patient’s left")
	b.Tap("Weakness")
	if m := b.value(left); m.LimitedBy != "weakness" {
		t.Errorf("kept: %+v", m)
	}
	b.MustNotSay("End feel", "Measured with")
	b.Save("movement-strength", 1)
	b.Tap("Details")
	grade(right, "5") // again: taken back
	if m := b.value(right); m != nil {
		t.Errorf("still kept: %+v", m)
	}
	b.open("Other measures")
	if p := b.step.Page(topicOther).(*otherPage); p.blocks[clinic.MeasureStrength] != nil {
		t.Error("the strength of a movement stands among the other measures, too")
	}
	b.open("Neck")
	neck := measured.Key{Measure: clinic.MeasureStrengthMidline, Item: "neck flexion", Side: anatomy.Midline}
	grade(neck, "4+")
	if m := b.value(neck); m == nil || m.Value != 4.5 {
		t.Errorf("the neck: %+v", m)
	}
	b.open("Shoulder blade")
	b.MustNotSay("Strength")
	b.MustSay("Upward rotation", "usual 60°")
}

func TestFingersAreMeasuredOneByOne(t *testing.T) {
	b := movement(t, "Fingers")
	b.MustSay("Index finger", "PIP flexion", "usual 100°")
	steptest.Choose(b.Rig, b.step.Page("fingers").(*motionPage).items.Button, "Ring finger")
	k := active("rom.finger.pip-flexion", anatomy.Left)
	k.Item = "ring finger"
	b.measure(k, "70")
	if m := b.value(k); m == nil || m.Item != "ring finger" || m.Value != 70 {
		t.Fatalf("kept: %+v", m)
	}
	steptest.Choose(b.Rig, b.step.Page("fingers").(*motionPage).items.Button, "Little finger")
	k.Item = "little finger"
	if c := b.motion(k); c.Entry.Text != "" {
		t.Errorf("the little finger shows %q", c.Entry.Text)
	}
}

func TestAnotherToolThanLastTimeIsSaid(t *testing.T) {
	b := on(steptest.Review(t, New))
	b.take("Goniometer")
	k := measured.Key{Measure: "rom.neck.flexion", Side: anatomy.Midline, Mode: clinic.ModeActive}
	b.measure(k, "55")
	b.MustSay("last time 40° (Inclinometer) · within measurement error · other tool than last time: not closely comparable")
	b.measure(k, "60")
	b.MustSay("last time 40° (Inclinometer) · better · other tool than last time")
	b.take("Inclinometer")
	b.measure(k, "55")
	b.MustSay("last time 40° · better")
}

func TestASignedMovementIsOnlyRead(t *testing.T) {
	b := on(steptest.Signed(t, New))
	c := b.motion(active("rom.neck.rotation", anatomy.Left))
	b.drag(c.arc, 45, 60)
	test.TapAt(c.arc, rim(c.arc, 70))
	b.Settle()
	b.MustSay("45")
	b.MustNotSay("More: left neck rotation", "Less: left neck rotation")
	if m := b.Chart().MeasurementsOf("a-1"); len(m) != 7 {
		t.Fatalf("%d values", len(m))
	}
	b.Tap("Details")
	for i := range b.Chart().Measurements {
		if m := b.Chart().Measurements[i]; m.ID == "m-2" && m.Value != 45 {
			t.Errorf("changed to %v", m.Value)
		}
	}
}

// TestEveryMovementHasItsFigure: the tables and the drawings agree.
func TestEveryMovementHasItsFigure(t *testing.T) {
	cat := bookstest.Catalogue(t)
	for _, m := range cat.Movements {
		if !slices.Contains(drawing.JointFigures(), m.Figure) {
			t.Errorf("%s: there is no figure %q", m.Code, m.Figure)
		}
	}
}

// TestAShoulderTakesFewTaps counts what it takes to record four movements of both shoulders, active, with
// the tool: two taps for the joint, two for the tool, and one drag or tap for each value.
func TestAShoulderTakesFewTaps(t *testing.T) {
	b := on(steptest.New(t, New))
	taps := 0
	tap := func(name string) { taps++; b.Tap(name) }
	b.open("Shoulder")
	b.take("Inclinometer")
	taps += 4 // each menu is opened, and something in it taken
	for _, motion := range []string{"flexion", "abduction", "internal-rotation", "external-rotation"} {
		for i, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
			k := active("rom.shoulder."+motion, side)
			a := b.motion(k).arc
			taps++
			b.drag(a, 0, 30, float64(60+5*i))
			if m := b.value(k); m == nil || m.Value != float64(60+5*i) {
				t.Fatalf("%+v: %+v", k, m)
			}
		}
	}
	if n := len(b.Chart().MeasurementsOf(b.Host.Assessment)); n != 8 {
		t.Fatalf("%d values", n)
	}
	if taps > 12 {
		t.Errorf("four movements of both shoulders take %d taps", taps)
	}
	// A painful movement takes two more: the details, and how much.
	before := taps
	tap("Details")
	tap("6")
	if m := b.value(active("rom.shoulder.flexion", anatomy.Right)); m == nil || m.Pain == nil || *m.Pain != 6 {
		t.Fatalf("pain: %+v", m)
	}
	if taps-before > 2 {
		t.Errorf("the pain of a movement takes %d taps", taps-before)
	}
}
