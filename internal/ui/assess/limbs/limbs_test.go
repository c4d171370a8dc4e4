package limbs

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
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

// limbs goes to a part of the step.
func (b *bench) limbs(topic string) *Step {
	b.T.Helper()
	b.Tap(topic)
	return b.step
}

// cells are the fields of one side, from the landmark on.
func (l *Step) cells(limb, protocol string, side anatomy.Side) []*girthCell {
	return l.Page(limb).(*girthPage).tapes[protocol].cells[side]
}

// girthsOf are the stored girths of one side in mm, in the order of their levels, and its volume in mL.
func (b *bench) girthsOf(protocol string, side anatomy.Side) (girths []float64, volume float64) {
	b.T.Helper()
	p := b.Desk.Catalogue.LimbProtocol(protocol)
	list := b.Chart().MeasurementsOf(b.Host.Assessment)
	for _, cm := range p.Levels() {
		for _, m := range list {
			if m.Measure == clinic.MeasureGirth && m.Side == side && m.Along() == p.At(cm) {
				girths = append(girths, m.Value)
			}
		}
	}
	for _, m := range list {
		if m.Measure == clinic.MeasureLimbVolume && m.Side == side {
			volume = m.Value
		}
	}
	return girths, volume
}

func TestALimbIsTypedFromTheLandmarkOn(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Arms")
	b.Tap("Measure the left")
	left, right := l.cells("arm", "arm.wrist", anatomy.Left), l.cells("arm", "arm.wrist", anatomy.Right)
	for i, text := range []string{"20", "22", "24,0"} {
		if b.Window.Canvas().Focused() != fyne.Focusable(left[i].Entry) {
			t.Fatalf("the keyboard is not at level %d", i)
		}
		b.TypeInto(left[i].Entry, text)
		b.Key(fyne.KeyReturn)
	}
	if g, v := b.girthsOf("arm.wrist", anatomy.Left); !slices.Equal(g, []float64{200, 220, 240}) || v != 309 {
		t.Fatalf("stored %v and %v mL", g, v)
	}
	b.MustSay("309 mL, 0–8 cm")
	// The first tap of a stepper begins at the other side, the next go on in half centimetres.
	b.Tap("More: right arm, 0 cm above the ulnar styloid")
	b.Tap("Less: right arm, 0 cm above the ulnar styloid")
	b.TypeInto(right[1].Entry, "20")
	b.Window.Canvas().Unfocus()
	b.Settle()
	if g, v := b.girthsOf("arm.wrist", anatomy.Right); !slices.Equal(g, []float64{195, 200}) || v != 124 {
		t.Fatalf("stored %v and %v mL", g, v)
	}
	b.MustSay("left +2 ◆", "Excess of the left over the right: +13.1 %, 16 mL, from 0 to 4 cm · minimal", "The left arm without the hand holds", "arm without the hand, which has its figure of eight below")
	b.Undo()
	if g, v := b.girthsOf("arm.wrist", anatomy.Right); !slices.Equal(g, []float64{195}) || v != 0 {
		t.Errorf("after undoing %v and %v mL", g, v)
	}
	// Emptying a field takes its girth back.
	left[2].Entry.SetText("")
	left[2].Entry.OnSubmitted("")
	if g, v := b.girthsOf("arm.wrist", anatomy.Left); len(g) != 2 || v != 140 {
		t.Errorf("after emptying %v and %v mL", g, v)
	}
}

func TestAGirthThatCannotBeIsRefused(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Arms")
	c := l.cells("arm", "arm.wrist", anatomy.Left)[0]
	for _, text := range []string{"1", "245", "x", "NaN"} {
		c.Entry.SetText(text)
		b.TypeInto(c.Entry, "")
		b.Key(fyne.KeyReturn)
		if b.Window.Canvas().Focused() != fyne.Focusable(c.Entry) {
			t.Errorf("%q: the keyboard went on", text)
		}
		if g, _ := b.girthsOf("arm.wrist", anatomy.Left); len(g) != 0 {
			t.Errorf("%q is stored as %v", text, g)
		}
		if !b.Says("A girth is from 2 to 200 cm.") && !b.Says("Enter a number.") {
			t.Errorf("%q is refused without a word", text)
		}
	}
	c.Entry.SetText("")
	b.TypeInto(c.Entry, "95")
	b.Key(fyne.KeyReturn)
	b.MustSay("Is 95 cm right?")
	if g, _ := b.girthsOf("arm.wrist", anatomy.Left); !slices.Equal(g, []float64{950}) {
		t.Errorf("stored %v", g)
	}
}

// TestWhatIsTypedStaysWhenSomethingElseChanges: a change that arrives does not take the field away.
func TestWhatIsTypedStaysWhenSomethingElseChanges(t *testing.T) {
	b := on(steptest.New(t, New))
	c := b.limbs("Arms").cells("arm", "arm.wrist", anatomy.Left)[1]
	b.TypeInto(c.Entry, "23")
	b.Host.Show()
	b.Settle()
	if c.Entry.Text != "23" || b.Window.Canvas().Focused() != fyne.Focusable(c.Entry) {
		t.Errorf("the field holds %q", c.Entry.Text)
	}
}

func TestAMuchLargerCalfAsksForAClotCheck(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Legs")
	level := func(side anatomy.Side, cm int, girth string) {
		t.Helper()
		c := l.cells("leg", "leg.ankle", side)[cm/4]
		c.Entry.SetText("")
		b.TypeInto(c.Entry, girth)
		b.Key(fyne.KeyReturn)
	}
	level(anatomy.Left, 24, "39.9")
	level(anatomy.Right, 24, "37")
	b.MustNotSay("Check for a clot")
	level(anatomy.Left, 24, "40.4")
	b.MustSay("The left calf is 3.4 cm larger, 24 cm above the medial malleolus", "Check for a clot now", "Is the whole leg swollen?", "rules nothing out")
	b.Tap("Answer")
	b.Clock.Advance(time.Second)

	panel := l.Page("leg").(*girthPage).clot
	for i, w := range b.Desk.Catalogue.Wells {
		if w.Code == "whole-leg" || w.Code == "pitting" || w.Code == "calf" {
			panel.answer(i, []string{clinic.AnswerYes})
		}
	}
	b.Settle()
	b.MustSay("3 of 9 asked. Yes: whole leg swollen, calf at least 3 cm larger, pitting of this leg. Not all were asked, so there is no score.")
	b.MustNotSay("high", "Is something else at least as likely to be the cause?")
	b.Tap("Explained otherwise")
	b.MustSay("Write what explains the difference")
	b.Tap("A clot is suspected")
	list := b.Chart().ScreeningsOf(b.Host.Assessment)
	if len(list) != 1 || list[0].Item != clinic.ItemClot || list[0].Answer != clinic.AnswerYes {
		t.Fatalf("stored %+v", list)
	}
	s := list[0]
	if s.Decision != clinic.ClotSuspected || s.Side != anatomy.Left || s.Note != "" {
		t.Errorf("stored %+v", s)
	}
	if !clinic.Overlap(s.Targets, []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}) ||
		clinic.Overlap(s.Targets, []clinic.Target{{Structure: "soleus", Side: anatomy.Right}}) {
		t.Errorf("the limb is not the target: %v", s.Targets)
	}
	b.MustSay("Clot suspected", "no massage until cleared")
	b.MustNotSay("Check for a clot before any massage.")
	b.Undo()
	b.Settle()
	b.MustSay("Check for a clot before any massage.")
	b.Type("What explains it, when it is no clot", "A cyst behind the knee")
	b.Tap("Explained otherwise")
	b.MustSay("Write which doctor examined this leg.")
	b.Type("Doctor who examined this leg", "Dr Lee")
	panel.on.SetDate("2025-03-03")
	b.Tap("Explained otherwise")
	b.MustSay("examined by Dr Lee, 3 Mar 2025")
	s = b.Chart().ScreeningsOf(b.Host.Assessment)[0]
	if s.Answer != clinic.AnswerNo || s.Decision != clinic.ClotExplained || s.Reason != "A cyst behind the knee" || s.SeenBy != "Dr Lee" || s.SeenOn != "2025-03-03" || len(s.Targets) != 0 {
		t.Errorf("stored %+v", s)
	}
}

func TestPittingHasItsGradeDerived(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Pitting")
	b.Tap("Left top of foot")
	p := l.Page(limbsPitting).(*pittingPage)
	r := p.rows[measured.Key{Measure: clinic.MeasurePitting, Structure: "foot.top", Side: anatomy.Left}]
	b.TypeInto(r.depth.Entry, "4")
	b.Key(fyne.KeyReturn)
	b.MustSay("2+")
	b.TypeInto(r.time.Entry, "90")
	b.Key(fyne.KeyReturn)
	b.MustSay("2+ by depth, 4+ by time to fill")
	if n := len(b.Chart().MeasurementsOf(b.Host.Assessment)); n != 2 {
		t.Errorf("%d values are stored", n)
	}
}

func TestCirculationSaysWhatGoesToADoctor(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Circulation")
	b.Tap("Absent") // the left radial pulse
	b.MustSay("No radial pulse on the left: feel again, and refer to a doctor.")
	b.Tap("Blue")
	b.MustSay("The left arm is blue", "No radial pulse on the left, and the skin is blue: the limb may be without blood. Call an ambulance now")
	b.Tap("Normal")
	b.MustNotSay("No radial pulse")
	p := l.Page(limbsFlow).(*flowPage)
	b.TypeInto(p.values[0].cells[1].Entry, "3.5")
	b.Key(fyne.KeyReturn)
	b.MustSay("Refill of the right index finger takes 3.5 s: over 3 s, refer to a doctor.")
	list := b.Chart().MeasurementsOf(b.Host.Assessment)
	if len(list) != 3 || list[0].Measure != clinic.MeasurePulse || list[0].Value != 2 || list[0].Side != anatomy.Left || list[0].Item != "radial" {
		t.Errorf("stored %+v", list)
	}
	b.reopen()
	b.limbs("Circulation")
	b.MustSay("The left arm is blue")
}

func TestLymphMapHasATwin(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Lymph map")
	b.MustSay("Axillary lymph nodes", "Inguinal lymph nodes", "Midline", "Waist", "Collarbone")
	b.MustNotSay("Fold of the buttock")
	b.Tap("Waist")
	b.MustSay("Shown")
	if p := l.Page(limbsMap).(*lymphPage); p.chosen != "border.waist.front" {
		t.Errorf("%q is shown", p.chosen)
	}
	b.Tap("Borders (broken lines)")
	b.MustNotSay("Waist")
	b.Tap("Back")
	b.MustSay("Popliteal lymph nodes")
	b.Tap("Borders (broken lines)")
	b.MustSay("Fold of the buttock")
}

// What was done to nodes is recorded on the map, which goes around them from then on.
func TestTheLymphMapIsToldThatNodesAreGone(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Lymph map")
	b.MustNotSay("From armpit to armpit", "Since the year")
	b.Tap("Axillary lymph nodes")
	b.MustSay("Left axillary lymph nodes", "Right axillary lymph nodes")
	b.MustNotSay("Since the year")
	b.Tap("Removed and radiation") // the left ones are first
	b.MustSay("Left: nodes removed, and radiation", "From armpit to armpit, front, left", "From armpit to groin, left", "Stopped: left.")
	b.Type("Since the year", "2019")
	l.Page(limbsMap).Leave()
	b.MustSay("nodes removed, and radiation, 2019")
	list := b.Chart().LymphBarriers
	if len(list) != 1 || list[0].Structure != "lymph.axillary" || list[0].Side != anatomy.Left || list[0].Cause != clinic.BarrierBoth || *list[0].SinceYear != 2019 {
		t.Fatalf("stored %+v", list)
	}
	b.Type("Since the year", "soon")
	l.Page(limbsMap).Leave()
	if list := b.Chart().LymphBarriers; *list[0].SinceYear != 2019 {
		t.Errorf("stored %+v", list)
	}
	b.Tap("Removed and radiation")
	b.MustNotSay("From armpit to armpit", "Stopped")
	if list := b.Chart().LymphBarriers; len(list) != 0 {
		t.Errorf("taken back, but there is %+v", list)
	}
	b.Undo()
	b.Settle()
	b.reopen()
	b.limbs("Lymph map")
	b.MustSay("From armpit to armpit, front, left")
	b.Save("lymph-map-gone", 1)
}

func TestAScarStopsAWayAround(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Lymph map")
	b.Tap("Axillary lymph nodes")
	b.Tap("Removed")
	b.MustSay("From armpit to armpit, front, left")
	p := l.Page(limbsMap).(*lymphPage)
	p.finder.Search.SetText("left pectoral fascia")
	p.finder.Search.OnSubmitted("left pectoral fascia")
	b.Settle()
	b.MustSay("Left pectoral fascia, scar that stops the lymph")
	b.MustNotSay("From armpit to armpit, front, left")
	b.Tap("Take the scar off")
	b.MustSay("From armpit to armpit, front, left")
}

// What belongs to a swelling besides girths is kept for each side.
func TestSkinAndGarmentAreKept(t *testing.T) {
	b := on(steptest.New(t, New))
	l := b.limbs("Legs")
	b.Tap("No fold lifts")
	b.Tap("Leaking")
	p := l.Page("leg").(*girthPage)
	for i, text := range []string{"52.5", "2", "7"} { // the figure of eight, cellulitis, months
		b.TypeInto(p.values[i].cells[0].Entry, text)
		b.Key(fyne.KeyReturn)
	}
	got := map[string]float64{}
	for _, m := range b.Chart().MeasurementsOf(b.Host.Assessment) {
		if m.Side == anatomy.Left {
			got[m.Measure+" "+m.Item] = m.Value
		}
	}
	for what, want := range map[string]float64{"stemmer leg": 1, "limb-skin leg": 3, "figure-of-eight foot": 52.5, "cellulitis leg": 2, "garment-age leg": 7} {
		if v, ok := got[what]; !ok || v != want {
			t.Errorf("%s is %v, want %v: %v", what, v, want, got)
		}
	}
}

func TestLimbsOfASignedAssessmentAreOnlyRead(t *testing.T) {
	b := on(steptest.Signed(t, New))
	l := b.limbs("Arms")
	c := l.cells("arm", "arm.wrist", anatomy.Left)[0]
	if !c.Locked() || !l.Page("arm").(*girthPage).stage.chips[0].Disabled() {
		t.Error("a signed limb can be measured")
	}
	b.Tap("Circulation")
	f := l.Page(limbsFlow).(*flowPage)
	if !f.chips[0].chips[0].Disabled() || !f.values[0].cells[0].Entry.Disabled() {
		t.Error("the circulation of a signed assessment can be changed")
	}
	b.Tap("Pitting")
	b.MustNotSay("Another place")
}

// TestAGirthMeasuredOnTwoMachinesIsAskedAbout: neither of two people's numbers is lost without a word.
func TestAGirthMeasuredOnTwoMachinesIsAskedAbout(t *testing.T) {
	b := on(steptest.New(t, New))
	b.Share()
	c := b.limbs("Arms").cells("arm", "arm.wrist", anatomy.Left)[0]
	c.Entry.SetText("21")
	theirs := &clinic.Measurement{
		ID: "theirs", PatientID: steptest.Patient, AssessmentID: b.Host.Assessment, Measure: clinic.MeasureGirth,
		Side: anatomy.Left, Value: 200, Date: "2025-03-04", CreatedAt: b.Clock.Now(),
	}
	theirs.SetAlong(c.key().Along)
	b.Kim(theirs)
	b.MustSay("Changed while you were writing: Kim", "“20”")
	if c.Flush() {
		t.Error("a number is kept before the question is answered")
	}
	b.Tap("Use theirs")
	if c.Entry.Text != "20" {
		t.Errorf("the field holds %q", c.Entry.Text)
	}
	if g, _ := b.girthsOf("arm.wrist", anatomy.Left); !slices.Equal(g, []float64{200}) {
		t.Errorf("stored %v", g)
	}
}
