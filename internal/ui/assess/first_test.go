package assess

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
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
	h.tapFigure(code, side)
	h.tap(what...)
}

// turn gives a movement by a tap on its figure.
func (h *hand) turn(measure string, side anatomy.Side, value float64) {
	h.T.Helper()
	h.Drags++
	k := active(measure, side)
	a := h.cell(k).arc
	test.TapAt(a, rim(a, value))
	h.Settle()
	if m := h.value(k); m == nil {
		h.T.Fatalf("%v was not kept", k)
	}
	h.Clock.Advance(time.Second)
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
	page := h.screen.built[stepMeasures].(*measures).pages[topicPain].(*painPage).activities
	for item, n := range map[string]string{"Reach the top shelf": "3", "Sleep on the left side": "4", "Lift the child": "5"} {
		h.write("Add an activity that is hard now", item)
		h.tap("Add")
		h.Taps++
		page.rows[item].plain.SetChosen(n)
		page.rows[item].plain.OnChanged([]string{n})
		h.Settle()
	}
	h.tap("Shoulder", "Goniometer")
	for measure, ends := range map[string][2]float64{
		"rom.shoulder.flexion": {130, 170}, "rom.shoulder.abduction": {110, 170}, "rom.shoulder.external-rotation": {60, 85}, "rom.shoulder.internal-rotation": {50, 65},
	} {
		h.turn(measure, anatomy.Left, ends[0])
		h.turn(measure, anatomy.Right, ends[1])
	}
	h.tap("Neck")
	for _, measure := range []string{"rom.neck.rotation", "rom.neck.lateral-flexion"} {
		h.turn(measure, anatomy.Left, 40)
		h.turn(measure, anatomy.Right, 45)
	}

	h.tap("Tests", "Shoulder")
	for _, code := range []string{"shoulder.hawkins", "shoulder.painful-arc"} {
		h.Taps++
		h.mark(code, anatomy.Left, chipPositive)
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
	if a.SignedAt.IsZero() || len(c.Findings) != 6 || len(c.MeasurementsOf(a.ID)) < 19 || len(c.TestResults) < 28 || len(c.Unanswered(h.desk.Catalogue, a.ID)) > 0 {
		t.Errorf("signed %v with %d findings, %d values, %d tests", a.SignedAt, len(c.Findings), len(c.MeasurementsOf(a.ID)), len(c.TestResults))
	}
	if took := h.Took(); took >= 10*time.Minute {
		t.Errorf("%v: %+v", took, h.Effort)
	}
}
