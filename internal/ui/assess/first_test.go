package assess

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// hand works the screens and counts what it does.
type hand struct {
	*bench
	kittest.Effort
}

func (h *hand) tap(names ...string) {
	h.T.Helper()
	for _, n := range names {
		h.Taps++
		h.Tap(n)
	}
}

func (h *hand) write(label, text string) {
	h.T.Helper()
	h.Taps++ // into the field
	h.Letters += len([]rune(text))
	h.Type(label, text)
}

func (h *hand) markFigure(code string, side anatomy.Side, what ...string) {
	h.T.Helper()
	h.Taps++
	steptest.TapFigure(h.Rig, code, side)
	h.tap(what...)
}

// turn gives a movement by a tap on its figure, where the figure is not past what can be.
func (h *hand) turn(name string) {
	h.T.Helper()
	h.Drags++
	figure := h.called("Figure: " + name)
	size := figure.Size()
	n := len(h.chart().Measurements)
	for _, at := range []fyne.Position{{X: 0.5, Y: 0.1}, {X: 0.2, Y: 0.2}, {X: 0.8, Y: 0.2}, {X: 0.1, Y: 0.5}, {X: 0.9, Y: 0.5}, {X: 0.5, Y: 0.9}} {
		test.TapAt(figure.(fyne.Tappable), fyne.NewPos(at.X*size.Width, at.Y*size.Height))
		h.Settle()
		h.Clock.Advance(time.Second)
		if len(h.chart().Measurements) > n {
			return
		}
	}
	h.T.Fatalf("%s was not kept", name)
}

// called is the first object of a name.
func (h *hand) called(name string) (found fyne.CanvasObject) {
	h.T.Helper()
	h.Walk(func(o fyne.CanvasObject) {
		if n, ok := o.(interface{ Name() string }); ok && found == nil && n.Name() == name {
			found = o
		}
	})
	if found == nil {
		h.T.Fatalf("nothing is called %q", name)
	}
	return found
}

// below are the first chips below words.
func (h *hand) below(words string) (found *kit.Chips) {
	h.T.Helper()
	passed := false
	h.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && x.Text() == words {
			passed = true
		}
		if x, ok := o.(*kit.TwoLine); ok && x.Row().What == words {
			passed = true
		}
		if c, ok := o.(*kit.Chips); ok && passed && found == nil {
			found = c
		}
	})
	if found == nil {
		h.T.Fatalf("there is nothing to choose below %q", words)
	}
	return found
}

// choose takes one of the chips below words by its place.
func (h *hand) choose(words string, n int) {
	h.T.Helper()
	h.Taps++
	h.Window.Canvas().Focus(h.below(words))
	h.Key(fyne.KeyHome)
	for range n {
		h.Key(fyne.KeyRight)
	}
	h.Key(fyne.KeySpace)
}

// A full first assessment of a shoulder and neck (the whole history, all safety questions with one yes, six
// findings with what the hand feels, two joints on both sides, strength, special tests and nerves, pain and
// three activities, the impression and the signature) takes less than ten minutes of handling, however
// long the examination itself takes.
func TestAFirstAssessmentIsUnderTenMinutes(t *testing.T) {
	h := &hand{bench: newBench(t, kit.ModeLight)}
	h.tap("Start the assessment")
	h.write("Presenting complaint", "Left shoulder and neck ache since moving house, worse when reaching up and at night on that side.")
	h.write("Onset", "Three weeks ago, over two days")
	h.write("Mechanism", "Boxes above the head")
	h.tap("reaching overhead", "driving", "heat")
	h.write("Over 24 hours", "Stiff for ten minutes in the morning, wakes once at night")
	h.write("Previous treatment", "None")
	h.write("Medication", "Paracetamol when needed")
	h.write("General health", "Well, no operations, no allergies")

	h.tap("Screening", "No to all the rest", "Next: red flags", "No to all the rest", "Next: avoid the area", "No to all the rest", "Next: take care")
	h.Taps += 2 // to the question, and its yes
	h.say("high-blood-pressure", clinic.AnswerYes)
	h.tap("No to all the rest")

	h.tap("Findings")
	h.markFigure("trapezius.upper", anatomy.Left, "Trigger point", "7", "III Severe", "+2 High")
	h.markFigure("levator.scapulae", anatomy.Left, "Hypertonicity", "5")
	h.markFigure("infraspinatus", anatomy.Left, "Tenderness", "5", "II Moderate")
	h.markFigure("deltoid.posterior", anatomy.Left, "Tenderness", "3")
	h.tap("Patient reports")
	h.markFigure("trapezius.middle", anatomy.Left, "Pain", "6", "Aching")
	h.markFigure("teres.major", anatomy.Left, "Pain", "4", "Aching")

	h.tap("Movement", "Pain and activities")
	h.tap("5") // pain now
	for i, item := range []string{"Reach the top shelf", "Sleep on the left side", "Lift the child"} {
		h.write("Add an activity that is hard now", item)
		h.tap("Add")
		h.choose(item, 3+i)
	}
	h.tap("Shoulder", "Goniometer")
	for _, motion := range []string{"flexion", "abduction", "external rotation", "internal rotation"} {
		h.turn("left shoulder " + motion)
		h.turn("right shoulder " + motion)
	}
	h.tap("Neck")
	for _, motion := range []string{"rotation", "lateral flexion"} {
		h.turn("left neck " + motion)
		h.turn("right neck " + motion)
	}

	h.tap("Tests", "Shoulder")
	for _, code := range []string{"shoulder.hawkins", "shoulder.painful-arc"} {
		h.choose(h.Desk.Catalogue.Test(code).Name, 1) // positive on the left
		h.tap("6", "Yes")
	}
	rest := func(name string) {
		h.T.Helper()
		for _, text := range h.Texts() {
			if strings.HasPrefix(text, name) {
				h.tap(text)
				return
			}
		}
		h.T.Fatalf("nothing is called %s…", name)
	}
	rest("All others negative")
	h.tap("Nerves")
	rest("All the rest normal")

	h.tap("Impression")
	h.write("Working impression", "Consistent with overload of the left upper trapezius and the cuff after lifting; nerves normal today.")
	h.tap("Sign the assessment", "Sign")

	a, c := h.assessment(), h.chart()
	if a.SignedAt.IsZero() || len(c.Findings) != 6 || len(c.MeasurementsOf(a.ID)) < 19 || len(c.TestResults) < 28 || len(c.Unanswered(h.Desk.Catalogue, a.ID)) > 0 {
		t.Errorf("signed %v with %d findings, %d values, %d tests", a.SignedAt, len(c.Findings), len(c.MeasurementsOf(a.ID)), len(c.TestResults))
	}
	if took := h.Took(); took >= 10*time.Minute {
		t.Errorf("%v: %+v", took, h.Effort)
	}
}
