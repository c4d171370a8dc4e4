package asked

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

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

// reopen closes the program and starts it again on the same records.
func (b *bench) reopen() {
	b.Reopen()
	b.step = b.Step.(*Step)
}

// covered stands in for the shell: it shows what would cover the window.
func (b *bench) cover() (uncover func()) {
	var done func()
	b.Desk.Cover = func(content fyne.CanvasObject, over func()) {
		b.Show(content, 1180, 760)
		done = over
	}
	return func() {
		b.Show(b.step.Object(), 1180, 660)
		done()
		b.Settle()
	}
}

func (b *bench) lastForm() clinic.FormAnswers {
	b.T.Helper()
	all := b.Chart().Forms
	if len(all) == 0 {
		b.T.Fatal("no questionnaire is stored")
	}
	return all[len(all)-1]
}

func TestFormIsFilledInHere(t *testing.T) {
	b := on(steptest.New(t, New))
	b.MustSay("For this patient", "Pain and what it stops", "All the others", "Oswestry Disability Index (ODI)")
	b.tapAt("Pain and what it stops", "Fill in here")
	b.MustSay("How bad your pain is and what it stops you from doing.", "Worded by this program.")
	b.Tap("Begin")
	for _, n := range []string{"7", "5"} {
		b.Tap(n)
		b.Tap("Next")
	}
	if x := b.lastForm(); !slices.Equal(x.Answers, []string{"7", "5", ""}) || !x.FinishedAt.IsZero() || x.FilledBy != clinic.ByTherapist {
		t.Fatalf("kept as it is answered: %+v", x)
	}
	b.Tap("All questionnaires")
	b.MustSay("Begun: 2 of 3 answered.")
	b.reopen() // as after a crash
	b.Tap("Go on here")
	b.MustSay("general activity")
	b.Tap("Next")
	b.MustSay("1 question has no answer yet.")
	b.Tap("Go to the question")
	b.Tap("5")
	b.Tap("Next")
	b.Tap("Hand back")
	b.MustSay("Filled in here on 4 Mar 2025, 09:30: 5.7/10", "measured once")
	x := b.lastForm()
	if x.Total == nil || *x.Total != 5.7 || x.FinishedAt.IsZero() {
		t.Errorf("handed back: %+v", x)
	}
	m := b.Chart().Measurements
	if len(m) != 1 || m[0].Measure != "peg" || m[0].Value != 5.7 || m[0].AssessmentID != x.AssessmentID {
		t.Errorf("measured: %+v", m)
	}
	b.Tap("Show the answers")
	b.MustSay("How bad was your pain on average in the past week?", "7 of 10")
}

func TestFormIsHandedToThePatient(t *testing.T) {
	b := on(steptest.New(t, New))
	uncover := b.cover()
	b.Host.Show()
	b.tapAt("Roland–Morris back questionnaire", "Hand to the patient")
	b.MustSay("As you read the list, think of yourself today.")
	b.MustNotSay("Okafor", "Impression")
	b.Tap("Begin")
	b.MustSay("1 to 5 of 24", "I stay at home most of the time because of my back.")
	b.Tap("I stay at home most of the time because of my back.")
	b.Tap("I walk more slowly than usual because of my back.")
	b.Tap("I stay at home most of the time because of my back.") // not after all
	if x := b.lastForm(); x.Answers[0] != "" || x.Answers[2] != "1" {
		t.Errorf("ticked: %q", x.Answers)
	}
	b.Tap("Next")
	b.Tap("I only stand for short periods of time because of my back.")
	b.Tap("Back")
	b.Tap("Next")
	for !b.Says("I am done") {
		b.Tap("Next")
	}
	b.MustSay("That was everything.")
	// Somebody writes in the patient's record meanwhile; what the patient sees does not move.
	b.Make(clinic.Operation{Label: clinic.Say("elsewhere"), Put: []clinic.Record{&clinic.Patient{ID: steptest.Patient, GivenName: "Sam", FamilyName: "Okafor", Occupation: "Baker"}}})
	b.Settle()
	b.MustSay("That was everything.")
	b.Tap("I am done")
	b.MustSay("Thank you.", "Please hand the tablet back.")
	b.MustNotSay("Next", "Back")
	if x := b.lastForm(); x.Total == nil || *x.Total != 2 || x.FilledBy != clinic.ByPatient || x.FinishedAt.IsZero() {
		t.Errorf("handed back: %+v", x)
	}
	uncover()
	b.MustSay("Filled in by the patient on 4 Mar 2025, 09:30: 2/24")
	b.Tap("Show the answers")
	b.MustSay("3. I walk more slowly than usual because of my back.")
	b.MustNotSay("1. I stay at home")
}

// The patient's own activities are named, taken away, scored, and asked again the next time.
func TestOwnActivities(t *testing.T) {
	b := on(steptest.New(t, New))
	b.tapAt("Your own activities", "Fill in here")
	b.Tap("Begin")
	for _, name := range []string{"Lift my grandson", "Walk to work", "Sleep on the left", "Dance"} {
		b.Type("An activity, in your own words", name)
		b.Tap("Add")
	}
	b.Tap("Take away: Dance")
	b.MustNotSay("Dance")
	b.Tap("Next")
	for _, n := range []string{"3", "5", "7"} {
		b.Tap(n)
		b.Tap("Next")
	}
	b.Tap("Hand back")
	if x := b.lastForm(); x.Total == nil || *x.Total != 5 {
		t.Errorf("handed back: %+v", x)
	}
	if n := len(b.Chart().Measurements); n != 3 {
		t.Errorf("%d activities are kept", n)
	}
	b.tapAt("Your own activities", "Fill in here")
	b.Tap("Begin")
	b.MustSay("These were named before", "Lift my grandson")
}

func TestMarkOnALine(t *testing.T) {
	b := on(steptest.New(t, New))
	b.tapAt("Pain now (mark on a line)", "Fill in here")
	b.Tap("Begin")
	b.Walk(func(o fyne.CanvasObject) {
		if l, ok := o.(*kit.MarkLine); ok {
			b.Window.Canvas().Focus(l)
		}
	})
	b.Key(fyne.KeyHome, fyne.KeyRight, fyne.KeyRight)
	if x := b.lastForm(); x.Answers[0] != "2" {
		t.Errorf("marked: %q", x.Answers)
	}
	b.Key(fyne.KeyDelete)
	if x := b.lastForm(); x.Answers[0] != "" {
		t.Errorf("taken back: %q", x.Answers)
	}
	b.Tap("All questionnaires")
	b.Tap("Discard")
	if n := len(b.Chart().Forms); n != 0 {
		t.Errorf("%d questionnaires after discarding", n)
	}
	b.UndoIt()
	if n := len(b.Chart().Forms); n != 1 {
		t.Errorf("%d questionnaires after taking that back", n)
	}
}

func TestTotalIsWrittenDown(t *testing.T) {
	b := on(steptest.New(t, New))
	order := b.titles()
	b.tapAt("DASS-21", "Write down the total")
	b.Type("DASS-21 depression scale", "50")
	b.Type("DASS-21 stress scale", "12")
	b.Tap("On paper")
	b.Tap("Keep the total")
	if n := len(b.Chart().Measurements); n != 0 {
		t.Fatalf("%d totals are kept with one that cannot be", n)
	}
	b.Type("DASS-21 depression scale", "")
	b.Tap("Keep the total")
	m := b.Chart().Measurements
	if len(m) != 1 || m[0].Measure != "dass21.stress" || m[0].Value != 12 || m[0].Tool != "On paper" || m[0].Date != "2025-03-04" {
		t.Fatalf("kept: %+v", m)
	}
	b.Clock.Advance(time.Second)
	b.Settle()
	b.MustSay("DASS-21 stress scale: 12 today: measured once")
	if at := b.place("DASS-21 stress scale: 12 today: measured once"); at.Y < 0 || at.Y > 640 {
		t.Errorf("that it was kept is said at %v, out of sight", at)
	}
	if now := b.titles(); !slices.Equal(now, order) {
		t.Errorf("the questionnaires stand in another order: %q, before %q", now, order)
	}
	b.Undo()
	b.Settle()
	if n := len(b.Chart().Measurements); n != 0 {
		t.Errorf("%d totals after undo", n)
	}
}

// titles are the questionnaires from top to bottom.
func (b *bench) titles() []string {
	p := b.step
	return slices.SortedFunc(maps.Keys(p.rows), func(x, y string) int {
		d := fyne.CurrentApp().Driver()
		return cmp.Compare(d.AbsolutePositionForObject(p.rows[x]).Y, d.AbsolutePositionForObject(p.rows[y]).Y)
	})
}

// place is where a text begins that holds words.
func (b *bench) place(words string) (at fyne.Position) {
	b.T.Helper()
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && strings.Contains(x.Text(), words) {
			at = fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		}
	})
	return at
}

// tapAt taps the first button of a name below a title.
func (b *bench) tapAt(title, button string) {
	b.T.Helper()
	below := false
	var found fyne.Tappable
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && x.Text() == title {
			below = true
		}
		if x, ok := o.(*kit.Button); ok && below && found == nil && x.Name() == button {
			found = x
		}
	})
	if found == nil {
		b.T.Fatalf("no %q below %q", button, title)
	}
	found.Tapped(&fyne.PointEvent{})
	b.Settle()
}
