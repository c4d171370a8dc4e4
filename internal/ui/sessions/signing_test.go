package sessions

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Whatever hinders the signature has an act that puts it right or leads to where that is done.
func TestEveryHindranceHasItsAct(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	w := f.s.visit
	steps := clinic.SessionSteps()
	for _, step := range steps {
		if x := w.fix(clinic.Hindrance{Step: step}, w.now()); x.label == "" || x.icon == "" || x.do == nil {
			t.Errorf("nothing puts %q right: %+v", step, x)
		}
	}
	if len(w.fixes) != len(steps) {
		t.Errorf("%d acts for %d steps", len(w.fixes), len(steps))
	}
	for where, list := range settledAt {
		for _, step := range list {
			if !slices.Contains(steps, step) {
				t.Errorf("%s settles %q, which hinders nothing", where, step)
			}
		}
	}
}

// The list before signing puts itself right: its first open row is always the button at the foot, and nothing is written as
// asked, done or ended before the tap that says so.
func TestTheListBeforeSigningFixesItself(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Sign")
	f.MustSay("Before you sign · 4 left", "4 notes read as last time.", "Subjective: Stiff in the morning", "Plan for next time: The same again",
		"3 treatments are neither done nor left out.", "1 Effleurage · 2 Trigger point pressure · 3 Static stretch")
	v := func() *clinic.Session { return f.p.chart().Session(f.s.session) }
	step := func(primary string) {
		t.Helper()
		if p := f.primaries(); len(p) != 1 || p[0] != primary {
			t.Fatalf("the accent is on %q, not on %q", p, primary)
		}
		f.Clock.Skip(time.Second)
		f.s.visit.next.OnTapped()
		f.Settle()
	}
	if x := v(); len(x.Unconfirmed) != 4 || !x.EndedAt.IsZero() || f.s.visit.undecided(x) != 3 || f.p.chart().ChangeAnswer(f.p.Desk.Catalogue, x.ID) != nil {
		t.Fatalf("something is written already: %+v", x)
	}
	step("All still true")
	if x := v(); len(x.Unconfirmed) != 0 || !x.EndedAt.IsZero() || f.s.visit.undecided(x) != 3 {
		t.Fatalf("after the notes: %+v", x)
	}
	f.MustSay("Before you sign · 3 left")
	step("Done as planned")
	if x := v(); f.s.visit.undecided(x) != 0 || !x.EndedAt.IsZero() {
		t.Fatalf("after the treatments: %+v", x)
	}
	f.MustSay("Now, 09:00")
	f.Clock.Advance(40*time.Minute + 5*time.Second)
	f.MustSay("Now, 09:40") // the time goes on while one looks at it
	step("Now, 09:40")
	if x := v(); x.EndedAt.Sub(x.StartedAt).Truncate(time.Minute) != 40*time.Minute {
		t.Fatalf("ended after %v", x.EndedAt.Sub(x.StartedAt))
	}
	step("Ask") // leads to the question, and answers nothing
	if f.p.chart().ChangeAnswer(f.p.Desk.Catalogue, f.s.session) != nil || f.s.visit.tabs.Current() != stepBefore {
		t.Fatal("the question was answered, or is not in sight")
	}
	if p := f.primaries(); len(p) != 1 || p[0] != "Nothing has changed" {
		t.Fatalf("the accent is on %q", p)
	}
	f.tap("Nothing has changed")
	step("Back to signing")
	f.MustSay("Ready to sign")
	f.p.Clock.Skip(time.Second)
	step("Sign as Ingrid Sørensen")
	if v().SignedAt.IsZero() {
		t.Error("not signed")
	}
}

// What was answered can be asked again: the question is the one thing to do next then.
func TestAskedAgain(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Nothing has changed")
	f.MustSay("Nothing has changed since 2 March 2026.")
	f.tap("Ask again")
	if f.p.chart().ChangeAnswer(f.p.Desk.Catalogue, f.s.session) != nil {
		t.Error("the answer is still kept")
	}
	f.MustSay("Has anything changed in your health since 2 March 2026?")
	if p := f.primaries(); len(p) != 1 || p[0] != "Nothing has changed" {
		t.Errorf("the accent is on %q", p)
	}
}

// delicate is a visit with a treatment that needs a yes on the day.
func delicate(t *testing.T) *finger {
	t.Helper()
	f := visiting(t)
	f.reopenPlan()
	f.buttocks()
	p := *f.p.chart().Plan(f.p.plan)
	p.AgreedAt = f.p.Clock.Now().Add(-time.Hour)
	f.p.apply(t, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "n", Technique: "effleurage",
		Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 2, Minutes: 5, Rank: 1, Position: "prone",
	}, &p, &clinic.Consent{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, Decision: clinic.ConsentGiven, Areas: []string{clinic.GeneralArea, "buttocks"}, Techniques: []string{},
		How: clinic.ConsentWritten, By: "Peg Doyle", ByAs: clinic.ByThePatient, Explained: "Ingrid Sørensen", Signature: [][][2]float64{{{1, 2}, {3, 4}}}, At: f.p.Clock.Now().Add(-time.Hour),
	})
	return f
}

// What is not agreed to today is left out with that reason; what else is planned stays.
func TestNotAgreedToTodayIsLeftOut(t *testing.T) {
	f := delicate(t)
	n := len(f.p.chart().Consents)
	f.tap("Start session 2")
	f.tap("Nothing has changed")
	f.MustSay("Still agreed today: Buttocks")
	if p := f.primaries(); len(p) != 1 || p[0] != "Yes" {
		t.Errorf("the accent is on %q", p)
	}
	f.tap("No, leave it out")
	f.MustSay("Consent is there for all that is planned.")
	f.tap("Next: Treatment")
	f.MustSay("Left out: Not agreed to today: Buttocks")
	for _, x := range f.p.chart().TreatmentsOf(f.s.session) {
		if (x.Status == clinic.TreatmentLeft) != (x.Technique == "petrissage") {
			t.Errorf("%s is %s", x.Technique, x.Status)
		}
	}
	if len(f.p.chart().Consents) != n {
		t.Error("the consent of the course was touched")
	}
}

// The question about consent never comes to lie under the hand that answers the one before it.
func TestTheNextQuestionIsNotUnderTheHand(t *testing.T) {
	for _, width := range []float32{480, 640, 700, 760, 820, 900, 1000, 1180, 1800} {
		for _, part := range []float32{0.05, 0.5, 0.95} {
			high := 1 - part
			f := delicate(t)
			f.tap("Start session 2")
			f.Show(f.s.Object(), width, 660)
			n := len(f.p.chart().Consents)
			var at fyne.Position
			f.Walk(func(o fyne.CanvasObject) {
				if b, ok := o.(*kit.Button); ok && b.Name() == "Nothing has changed" {
					at = fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(b.Size().Width*part, b.Size().Height*high)
				}
			})
			for range 2 {
				test.TapCanvas(f.Window.Canvas(), at)
				f.Settle()
			}
			if f.p.chart().ChangeAnswer(f.p.Desk.Catalogue, f.s.session) == nil {
				t.Fatalf("%v wide: nothing was answered at %v", width, at)
			}
			left := func(x clinic.Treatment) bool { return x.Status == clinic.TreatmentLeft }
			if len(f.p.chart().Consents) != n || slices.ContainsFunc(f.p.chart().TreatmentsOf(f.s.session), left) {
				t.Errorf("%v wide, at %v: a double tap answered for the patient", width, at)
			}
		}
	}
}

// The end of a session of an earlier day is not now: its time is written.
func TestTheEndOfAnEarlierDayIsWritten(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.p.Clock.Skip(24 * time.Hour)
	f.s.show()
	f.tap("Treatment")
	f.MustSay("To sign")
	f.MustNotSay("ends now")
	f.tap("Sign")
	f.MustNotSay("Now, ")
	f.tap("Write the time")
	if o, ok := f.Window.Canvas().Focused().(fyne.CanvasObject); !ok || o != fyne.CanvasObject(f.s.visit.parts[stepSign].(*signing).end.Entry) {
		t.Errorf("the keyboard is on %T", f.Window.Canvas().Focused())
	}
	f.Type("End of the treatment", "09:50")
	if v := f.p.chart().Session(f.s.session); v.EndedAt.Sub(v.StartedAt) != 50*time.Minute {
		t.Errorf("ended after %v", v.EndedAt.Sub(v.StartedAt))
	}
}

// The state of a session has one name, wherever it is told.
func TestStatesAreNamedOnce(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	for _, want := range []string{"Running", "To sign"} {
		word, _ := desk.StateWords(f.s.visit.now().State(f.p.Desk.Today()))
		if word != want || f.s.visit.badge.Text() != want || f.s.row(0).Badge != want {
			t.Errorf("%q, %q and %q, want %q", word, f.s.visit.badge.Text(), f.s.row(0).Badge, want)
		}
		f.tap("Treatment")
		if want == "Running" {
			f.next("All done as planned, ends now")
		}
	}
	if text := strings.Join(f.Texts(), "\n"); strings.Contains(text, "In progress") || strings.Contains(text, "Not signed") {
		t.Error("it is told in other words, too")
	}
}
