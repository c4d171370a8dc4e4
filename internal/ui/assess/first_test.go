package assess

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/exam"
	"regimen/internal/ui/assess/movement"
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
	h.Turns += 2
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

// below is the first choice below words.
func (h *hand) below(words string) (found fyne.Focusable) {
	h.T.Helper()
	passed := false
	h.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && x.Text() == words {
			passed = true
		}
		if x, ok := o.(*kit.TwoLine); ok && x.Row().What == words {
			passed = true
		}
		switch c := o.(type) {
		case *kit.Chips, *kit.Segmented, *kit.Severity:
			if passed && found == nil {
				found = c.(fyne.Focusable)
			}
		}
	})
	if found == nil {
		h.T.Fatalf("there is nothing to choose below %q", words)
	}
	return found
}

// choose takes one of what is offered below words by its place.
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

// menu takes an entry of a menu: one tap opens it.
func (h *hand) menu(button *kit.Button, item string) {
	h.T.Helper()
	h.Taps += 2
	steptest.Choose(h.Rig, button, item)
}

// deny answers the head questions with a letter each.
func (h *hand) deny() {
	h.T.Helper()
	left := len(h.chart().Screenings)
	h.typeNo()
	h.Letters += len(h.chart().Screenings) - left
}

// rest taps what begins with a name, and says a count after it.
func (h *hand) rest(name string) {
	h.T.Helper()
	for _, text := range h.Texts() {
		if strings.HasPrefix(text, name) {
			h.tap(text)
			return
		}
	}
	h.T.Fatalf("nothing is called %s…", name)
}

// history tells of a shoulder and neck.
func (h *hand) history() {
	h.T.Helper()
	h.tap("Start the assessment")
	h.write("Presenting complaint", "Left shoulder and neck ache since moving house, worse when reaching up and at night on that side.")
	h.tap("Onset")
	h.write("Onset", "Three weeks ago, over two days")
	h.tap("lifting", "What makes it better or worse", "reaching overhead", "driving", "heat", "stiff under 30 minutes", "wakes at night")
	h.tap("Background", "none", "paracetamol", "well")
}

// screening answers all safety questions, one of them with yes.
func (h *hand) screening() {
	h.T.Helper()
	h.tap("Next: Screening")
	h.Taps += 3 // a yes to the head, to the question, and no to what else it names
	h.head("circulation", clinic.AnswerYes)
	h.say("high-blood-pressure", clinic.AnswerYes)
	for _, code := range []string{"blood-pressure-crisis", "very-high-blood-pressure", "organ-failure"} { // which are urgent
		h.Taps++
		h.say(code, clinic.AnswerNo)
	}
	h.Tap("Nothing else to report")
	h.deny()
}

// touched answers all safety questions by touch alone.
func (h *hand) touched() {
	h.T.Helper()
	h.tap("Next: Screening")
	for i := range h.Desk.Catalogue.Heads {
		h.Taps++
		h.head(strings.TrimPrefix(h.Desk.Catalogue.Heads[i].Code, "head."), clinic.AnswerNo)
	}
	for _, item := range h.Desk.Catalogue.AloneItems() {
		h.Taps++
		h.say(item.Code, clinic.AnswerNo)
	}
}

// shoulder measures the movements of both shoulders; the tool is the one taken last.
func (h *hand) shoulder() {
	h.T.Helper()
	for _, motion := range []string{"flexion", "abduction", "external rotation", "internal rotation"} {
		h.turn("left shoulder " + motion)
		h.turn("right shoulder " + motion)
	}
}

// pain rates the pain, and activities that are hard now.
func (h *hand) pain(activities ...string) {
	h.T.Helper()
	m := h.screen.shown().(*movement.Step)
	h.menu(m.Menu(), "Pain and activities")
	h.tap("5") // pain now
	for i, item := range activities {
		h.write("Add an activity that is hard now", item)
		h.Letters++ // Enter
		h.Tap("Add")
		h.choose(item, 3+i)
	}
	h.menu(m.Menu(), "Shoulder")
}

// tests tries the shoulder out, where some tests are positive on the left, and the feeling of the arms, which is normal.
func (h *hand) tests(positive ...string) {
	h.T.Helper()
	h.tap("Tests")
	for _, code := range positive {
		h.choose(h.Desk.Catalogue.Test(code).Name, 1) // positive on the left
		h.tap("6", "Yes")
	}
	h.rest("All others negative")
	h.menu(h.screen.shown().(*exam.Step).Menu(), "Nerves")
	h.rest("Feeling: the rest normal")
}

// sign writes the impression and signs.
func (h *hand) sign() {
	h.T.Helper()
	h.tap("Impression")
	h.write("Working impression", "Consistent with overload of the left upper trapezius and the cuff after lifting; nerves normal today.")
	h.tap("Sign as Robin Hale", "Sign")
}

// A full first assessment of a shoulder and neck (the whole history, all safety questions with one yes, six
// findings with what the hand feels, two joints on both sides, special tests and feeling, pain and
// three activities, the impression and the signature) takes less than ten minutes of handling, however
// long the examination itself takes.
func TestAFirstAssessmentIsUnderTenMinutes(t *testing.T) {
	h := &hand{bench: newBench(t, kit.ModeLight)}
	h.history()
	h.screening()
	h.tap("Next: Findings")
	h.markFigure("trapezius.upper", anatomy.Left, "Trigger point", "III Severe")
	h.markFigure("levator.scapulae", anatomy.Left, "Hypertonicity", "+2 High")
	h.markFigure("infraspinatus", anatomy.Left, "Tenderness", "II Moderate")
	h.markFigure("deltoid.posterior", anatomy.Left, "Tenderness", "I Mild")
	h.tap("Patient reports")
	h.markFigure("latissimus.dorsi", anatomy.Left, "Pain", "6", "Aching")
	h.markFigure("teres.major", anatomy.Left, "Pain", "4", "Aching")
	h.tap("Movement")
	h.pain("Reach the top shelf", "Sleep on the left side", "Lift the child")
	h.shoulder()
	h.menu(h.screen.shown().(*movement.Step).Menu(), "Neck")
	for _, motion := range []string{"rotation", "lateral flexion"} {
		h.turn("left neck " + motion)
		h.turn("right neck " + motion)
	}
	h.tests("shoulder.hawkins", "shoulder.painful-arc")
	h.sign()

	a, c := h.assessment(), h.chart()
	if a.SignedAt.IsZero() || len(c.Findings) != 6 || len(c.MeasurementsOf(a.ID)) < 19 || len(c.TestResults) < 20 || len(c.Unanswered(h.Desk.Catalogue, a.ID)) > 0 {
		t.Errorf("signed %v with %d findings, %d values, %d tests", a.SignedAt, len(c.Findings), len(c.MeasurementsOf(a.ID)), len(c.TestResults))
	}
	if took := h.Took(); took >= 7*time.Minute || h.Taps > 85 {
		t.Errorf("%v: %+v", took, h.Effort)
	}
	kittest.Publish(t, "A full first assessment is recorded and signed", 1, h.Effort)
}

// A usual one (the whole history and all safety questions, four findings, the shoulders, pain and an activity, special tests
// and feeling, impression and signature) takes at most sixty taps and five minutes of handling.
func TestAUsualFirstAssessmentTakesSixtyTaps(t *testing.T) {
	h := &hand{bench: newBench(t, kit.ModeLight)}
	h.history()
	h.screening()
	h.tap("Next: Findings")
	h.markFigure("infraspinatus", anatomy.Left, "Tenderness", "II Moderate")
	h.markFigure("deltoid.posterior", anatomy.Left, "Tenderness", "I Mild")
	h.markFigure("teres.major", anatomy.Left, "Trigger point", "II Moderate")
	h.markFigure("trapezius.upper", anatomy.Left, "Hypertonicity", "+2 High")
	h.tap("Next: Movement")
	h.shoulder()
	h.pain("Reach the top shelf")
	h.tests("shoulder.hawkins")
	h.sign()

	a, c := h.assessment(), h.chart()
	if a.SignedAt.IsZero() || len(c.Findings) != 4 || len(c.MeasurementsOf(a.ID)) != 14 || len(c.Unanswered(h.Desk.Catalogue, a.ID)) > 0 {
		t.Errorf("signed %v with %d findings, %d values", a.SignedAt, len(c.Findings), len(c.MeasurementsOf(a.ID)))
	}
	if took := h.Took(); took > 5*time.Minute || h.Taps > 60 {
		t.Errorf("%v: %+v", took, h.Effort)
	}
	kittest.Publish(t, "A usual first assessment is recorded and signed", 1, h.Effort)
}

// By touch alone the safety questions of a patient with nothing to report take at most twenty taps, and all of them are
// answered.
func TestTheSafetyQuestionsByTouchAlone(t *testing.T) {
	h := &hand{bench: newBench(t, kit.ModeLight)}
	h.history()
	h.Effort = kittest.Effort{}
	h.touched()
	if left := h.chart().Unanswered(h.Desk.Catalogue, h.assessment().ID); len(left) > 0 || h.Taps > 20 {
		t.Errorf("%d questions are left after %+v", len(left), h.Effort)
	}
	t.Logf("%+v", h.Effort)
}
