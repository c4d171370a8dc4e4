package sessions

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// finger taps in the window of a screen and counts how often.
type finger struct {
	*kittest.Screen
	p    *practice
	s    *Screen
	taps int
}

// visiting is a patient who comes back: one session was held and signed.
func visiting(t *testing.T) *finger {
	t.Helper()
	p := open(t)
	last := p.Desk.NewID()
	p.apply(t, &clinic.Session{
		ID: last, PatientID: p.patient, PlanID: p.plan, PractitionerID: "doc", Number: 1, Date: "2026-03-02",
		Subjective: "Stiff in the morning", Objective: "Tone up", Assessed: "Responding", NextPlan: "The same again",
		Response: clinic.ResponseBetter, CreatedAt: p.Clock.Now(), StartedAt: p.Clock.Now(), EndedAt: p.Clock.Now(), SignedAt: p.Clock.Now(), SignedBy: "Ingrid Sørensen",
	}, &clinic.Measurement{
		ID: p.Desk.NewID(), PatientID: p.patient, Measure: "rom.neck.rotation", Side: anatomy.Left, Mode: clinic.ModeActive, Value: 52,
		Moment: clinic.MomentBefore, Date: "2026-03-02", SessionID: last, CreatedAt: p.Clock.Now(),
	})
	f := &finger{Screen: p.Screen, p: p}
	p.Desk.After = f.Clock.After
	f.s = newScreen(p.Desk, p.patient)
	p.Desk.Show = f.s.Refresh
	f.Show(f.s.Object(), 1180, 660)
	return f
}

func (f *finger) tap(name string) {
	f.T.Helper()
	f.taps++
	f.Tap(name)
}

// severity taps a number of the pain scale.
func (f *finger) severity(n int) {
	f.T.Helper()
	f.taps++
	var scale *kit.Severity
	f.Walk(func(o fyne.CanvasObject) {
		if s, ok := o.(*kit.Severity); ok && scale == nil {
			scale = s
		}
	})
	if scale == nil {
		f.T.Fatal("there is no pain scale")
	}
	test.WidgetRenderer(scale).Objects()[n].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	f.Settle()
}

// primaries are the accent buttons in sight.
func (f *finger) primaries() []string {
	var out []string
	f.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Importance == widget.HighImportance {
			out = append(out, b.Name())
		}
	})
	return out
}

// A return visit with pain and movement before and after takes at most 12 taps and 32 seconds, one accent button leads
// through it, and everything is stored.
func TestReturnVisitIsFewTaps(t *testing.T) {
	f := visiting(t)
	one := func(name string) {
		t.Helper()
		if p := f.primaries(); len(p) != 1 || p[0] != name {
			t.Errorf("the accent is on %q, not on %q", p, name)
		}
	}
	one("Start session 2")
	f.tap("Start session 2")
	one("Nothing has changed")
	f.MustSay("Has anything changed in your health since 2 March 2026?", "Consent is there for all that is planned.", "Running")
	f.tap("Nothing has changed")
	one("Next: Treatment")
	f.severity(6)
	f.tap("More") // from last time's 52
	f.tap("More")
	f.tap("Next: Treatment")
	f.MustSay("0 minutes given of a session of 60", "1 Effleurage", "3 Static stretch")
	f.p.Clock.Skip(50 * time.Minute)
	one("All done as planned, ends now")
	f.tap("All done as planned, ends now")
	f.MustSay("4 of the notes read as last time.", "To sign")
	f.severity(3)
	f.tap("Better")
	f.tap("More")
	one("All still true")
	f.next("All still true")
	f.MustSay("Everything is there.", "Ready to sign", "Signing locks the session.")
	one("Sign as Ingrid Sørensen")
	f.sealed()
	effort := kittest.Effort{Taps: f.taps}
	if f.taps > 12 || effort.Took() > 32*time.Second {
		t.Errorf("it takes %s", effort)
	}
	kittest.Publish(t, "A return visit is recorded and signed", 1, effort)
	f.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Size().Width < b.MinSize().Width {
			t.Errorf("%q runs out of its button", b.Name())
		}
	})
	v := f.p.chart().LatestSession()
	if v.Number != 2 || v.SignedAt.IsZero() || v.Response != clinic.ResponseBetter || v.EndedAt.Sub(v.StartedAt) != 50*time.Minute || v.NextPlan != "The same again" {
		t.Errorf("stored: %+v", v)
	}
	got := map[string]float64{}
	for _, m := range f.p.chart().SessionMeasurements(v.ID) {
		got[m.Measure+" "+m.Moment] = m.Value
	}
	want := map[string]float64{"nprs before": 6, "nprs after": 3, "rom.neck.rotation before": 57, "rom.neck.rotation after": 57}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("measured %v, want %v", got, want)
	}
	for _, x := range f.p.chart().TreatmentsOf(v.ID) {
		if x.Status != clinic.TreatmentDone {
			t.Errorf("%s is %s", x.Technique, x.Status)
		}
	}
	// Signed, it is text to be read: nothing can be typed into but the addendum.
	f.MustSay("Signed by Ingrid Sørensen", "before 6/10, after 3/10", "The same again", "Corrections")
	f.MustNotSay("Sign as", "Undo", "Discard")
	if len(f.p.Warned) > 0 {
		t.Errorf("warned: %v", f.p.Warned)
	}
}

// next taps what the button at the foot came to say, a moment after it did.
func (f *finger) next(name string) {
	f.T.Helper()
	f.p.Clock.Skip(time.Second)
	f.tap(name)
}

func (f *finger) sealed() {
	f.T.Helper()
	f.next("Sign as Ingrid Sørensen")
}

// What the button at the foot came to say under the second tap of a double tap signs nothing.
func TestADoubleTapDoesNotSign(t *testing.T) {
	f := ready(t) // with the last tap a moment ago
	f.tap("Sign as Ingrid Sørensen")
	if v := f.p.chart().Session(f.s.session); !v.SignedAt.IsZero() {
		t.Fatal("signed at once")
	}
	f.sealed()
	if v := f.p.chart().Session(f.s.session); v.SignedAt.IsZero() {
		t.Error("not signed")
	}
}

// Nor does it say that everything was done, that notes are still true, or that the treatment ended.
func TestADoubleTapSaysNothing(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Nothing has changed")
	button := f.s.visit.next
	double := func(first string) *clinic.Session {
		t.Helper()
		if button.Text != first {
			t.Fatalf("the button says %q, not %q", button.Text, first)
		}
		f.p.Clock.Skip(time.Second)
		button.OnTapped()
		f.p.Clock.Skip(twice / 2)
		button.OnTapped()
		f.Settle()
		return f.p.chart().Session(f.s.session)
	}
	if v := double("Next: Treatment"); !v.EndedAt.IsZero() || f.s.visit.undecided(v) != 3 {
		t.Fatalf("begun and at once all done: %+v", v)
	}
	if v := double("All done as planned, ends now"); v.EndedAt.IsZero() || len(v.Unconfirmed) != 4 {
		t.Fatalf("ended and at once still true: %+v", v)
	}
	if v := double("All still true"); len(v.Unconfirmed) != 0 || !v.SignedAt.IsZero() {
		t.Fatalf("still true and at once signed: %+v", v)
	}
}

// Another machine's change arrives while a note is being typed: the note stays, and both are kept.
func TestRefreshKeepsWhatIsTyped(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	note := f.s.visit.parts[stepBefore].(*before).subjective.Entry
	f.Window.Canvas().Focus(note)
	note.SetText("Slept bad")
	v := *f.p.chart().LatestSession()
	v.HomeCareDone = clinic.HomeCareSome
	f.p.apply(t, &v)
	f.Settle()
	if note.Text != "Slept bad" || f.Window.Canvas().Focused() != fyne.Focusable(note) {
		t.Errorf("the note says %q, the keyboard is on %T", note.Text, f.Window.Canvas().Focused())
	}
	if got := f.s.visit.parts[stepBefore].(*before).home.Value(); got != clinic.HomeCareSome {
		t.Errorf("home care shows %q", got)
	}
	f.TypeInto(note, "x")
	f.Clock.Advance(2 * time.Second)
	got := f.p.chart().LatestSession()
	if got.Subjective != "xSlept bad" || got.HomeCareDone != clinic.HomeCareSome {
		t.Errorf("kept %q and %q", got.Subjective, got.HomeCareDone)
	}
}

// Undo and redo go through ticks one by one and the buttons follow.
func TestUndoAndRedo(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Treatment")
	f.tap("1 Effleurage")
	f.tap("Done as planned: tick the rest")
	done := func() (n int) {
		for _, x := range f.p.chart().TreatmentsOf(f.s.session) {
			if x.Given() {
				n++
			}
		}
		return n
	}
	counts := []int{done()}
	for _, b := range []string{"Undo", "Undo", "Redo", "Redo"} {
		f.tap(b)
		counts = append(counts, done())
	}
	if fmt.Sprint(counts) != "[3 1 0 1 3]" {
		t.Errorf("given: %v", counts)
	}
	f.MustSay("The treatment ends now")
}

// A dose that is changed leaves the treatment open until it is ticked: it was done otherwise then. It goes back to what is
// prescribed when the row is decided again.
func TestDecidingAgainTakesThePlansDose(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Treatment")
	r := f.p.row(t, f.s, "effleurage")
	r.toggleChange()
	r.pressure.OnChanged("5")
	r.typed.Stepper.Entry().SetText("9")
	r.typed.Stepper.Entry().OnSubmitted("9")
	r.flush()
	if x := r.now(); x.Pressure != 5 || x.Minutes != 9 || x.Status != clinic.TreatmentPlanned {
		t.Fatalf("changed: %+v", x)
	}
	f.tap("1 Effleurage")
	if x := r.now(); x.Pressure != 5 || x.Minutes != 9 || x.Status != clinic.TreatmentChanged {
		t.Fatalf("ticked: %+v", x)
	}
	f.tap("1 Effleurage") // beside the ring, which alone takes it back
	if x := r.now(); x.Status != clinic.TreatmentChanged {
		t.Fatalf("a second tap on the words: %+v", x)
	}
	f.ring(r)
	if x := r.now(); x.Pressure != 2 || x.Minutes != 5 || x.Status != clinic.TreatmentPlanned {
		t.Errorf("decided again: %+v", x)
	}
}

// ring taps the ring of a row.
func (f *finger) ring(r *treatRow) {
	f.T.Helper()
	test.TapAt(r.tick, fyne.NewPos(ringSize/2, rowHeight/2))
	f.Settle()
}

// A row's minutes are stepped one by one, each a change that can be undone; what is left out stays, with its reason, and can
// be decided again.
func TestARowOfATreatment(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Treatment")
	r := f.p.row(t, f.s, "ischaemic-compression")
	if h := r.tick.Size().Height; h < rowHeight {
		t.Errorf("the row is %v high", h)
	}
	if w := r.tick.Size().Width; w < f.s.root.Size().Width/3 {
		t.Errorf("the target is %v wide", w)
	}
	test.Tap(r.more)
	test.Tap(r.more)
	f.Settle()
	if x := r.now(); x.Minutes != 12 || x.Status != clinic.TreatmentPlanned {
		t.Errorf("stepped: %+v", x)
	}
	f.MustSay("12 min")
	f.tap("Undo")
	if x := r.now(); x.Minutes != 11 {
		t.Errorf("undone: %v", x.Minutes)
	}
	test.Tap(r.dots)
	f.Settle()
	f.tap("Leave out")
	f.tap("Too tender today")
	if x := r.now(); x.Status != clinic.TreatmentLeft || x.Reason != "Too tender today" {
		t.Errorf("left out: %+v", x)
	}
	f.MustSay("Left out: Too tender today")
	f.tap("2 Trigger point pressure") // it stays as it was decided
	if x := r.now(); x.Status != clinic.TreatmentLeft {
		t.Errorf("a tap on the words: %+v", x)
	}
	f.tap("Decide again")
	if x := r.now(); x.Status != clinic.TreatmentPlanned || x.Reason != "" || x.Minutes != 10 {
		t.Errorf("decided again: %+v", x)
	}
	f.ring(r)
	if x := r.now(); x.Status != clinic.TreatmentDone {
		t.Errorf("ticked: %+v", x)
	}
}

// What stands against any massage is said once above the treatments, what stands against one beside it.
func TestConflictsAreShownWithTheirReason(t *testing.T) {
	f := visiting(t)
	item := func(code string) *clinic.ScreeningItem {
		x := f.p.Desk.Catalogue.ScreeningItem(code)
		if x == nil {
			t.Fatalf("no item %q", code)
		}
		return x
	}
	blocks, limits := item("nerve-loss"), item("blood-thinners")
	if !blocks.Blocks || limits.Blocks {
		t.Fatalf("the catalogue has changed: %+v %+v", blocks, limits)
	}
	ass := f.p.chart().LatestAssessment().ID
	f.p.apply(t,
		&clinic.Screening{ID: f.p.Desk.NewID(), PatientID: f.p.patient, AssessmentID: ass, Item: "nerve-loss", Answer: clinic.AnswerYes, At: f.p.Clock.Now()},
		&clinic.Screening{ID: f.p.Desk.NewID(), PatientID: f.p.patient, AssessmentID: ass, Item: "blood-thinners", Answer: clinic.AnswerYes, At: f.p.Clock.Now()})
	f.tap("Start session 2")
	f.tap("Treatment")
	text := strings.Join(f.Texts(), "\n")
	if n := strings.Count(text, blocks.Action); n != 1 {
		t.Errorf("what blocks is said %d times:\n%s", n, text)
	}
	f.MustSay(limits.Name + ": ")
}

// A session that is begun on another screen comes to the front and has the room to itself; the list of the earlier ones comes
// by a button, and where there is little room it takes the place of the session.
func TestBegunElsewhereAndNarrow(t *testing.T) {
	f := visiting(t)
	f.MustSay("Signed by Ingrid Sørensen")
	_, op := clinic.StartSession(f.p.Desk.Env(), f.p.chart(), f.p.chart().CurrentPlan(), "doc")
	if _, err := f.p.Desk.Store.Apply(t.Context(), op); err != nil {
		t.Fatal(err)
	}
	f.Settle()
	f.MustSay("Session 2 · 9 Mar 2026", "Next: Treatment")
	f.MustNotSay("2 Mar 2026 · better")
	f.tap("Earlier")
	f.MustSay("2 Mar 2026 · better", "Running", "Next: Treatment")
	f.tap("Earlier")
	f.MustNotSay("2 Mar 2026 · better")
	f.Show(f.s.Object(), 640, 500)
	f.MustNotSay("2 Mar 2026 · better")
	f.tap("Earlier")
	f.MustSay("2 Mar 2026 · better")
	f.MustNotSay("Next: Treatment")
	f.tap("Session 1")
	f.MustSay("Session 1 · 2 March 2026", "Stiff in the morning")
}

// A patient without a plan is told what goes best, and can start without one.
func TestWithoutAPlan(t *testing.T) {
	f := visiting(t)
	p := &clinic.Patient{ID: f.p.Desk.NewID(), GivenName: "New", FamilyName: "Here", CreatedAt: f.p.Clock.Now()}
	f.p.apply(t, p)
	f.p.patient = p.ID
	f.s = newScreen(f.p.Desk, p.ID)
	f.p.Desk.Show = f.s.Refresh
	f.Show(f.s.Object(), 1180, 660)
	f.MustSay("No sessions yet")
	if got := f.primaries(); len(got) != 1 || got[0] != "Write the plan" {
		t.Errorf("the accent is on %q", got)
	}
	f.tap("Start session 1")
	f.tap("Treatment")
	f.MustSay("Nothing is planned for this session. Add what you do.", "Without a plan")
	f.tap("Add a treatment")
	f.tap("Effleurage")
	f.Type("Where", "left upper trapezius")
	f.tap("Left upper trapezius")
	f.tap("Record it as done")
	all := f.p.chart().TreatmentsOf(f.s.session)
	if len(all) != 1 || all[0].Technique != "effleurage" || !all[0].Given() || all[0].Targets[0].Structure != "trapezius.upper" {
		t.Errorf("recorded: %+v", all)
	}
}

// What is unusual is asked before a session is signed, and an end that is still to come is refused.
func TestSigningAsksAboutWhatIsUnusual(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Nothing has changed")
	f.tap("Treatment")
	f.tap("Done as planned: tick the rest") // 20 minutes
	f.p.Clock.Skip(2 * time.Minute)
	f.tap("The treatment ends now")
	f.next("All still true")
	began := f.p.chart().Session(f.s.session).StartedAt
	f.Type("End of the treatment", hoursMinutes(f.p.Clock.Now().Add(time.Hour)))
	f.MustSay("This is later than now. Write the time as it was.")
	if v := f.p.chart().Session(f.s.session); v.EndedAt.Sub(began) != 2*time.Minute {
		t.Errorf("kept an end after %v", v.EndedAt.Sub(began))
	}
	f.Type("End of the treatment", hoursMinutes(f.p.Clock.Now()))
	f.sealed()
	f.MustSay("The treatments take 20 minutes, and the session lasted 2 minutes.")
	f.tap("Not yet")
	if v := f.p.chart().Session(f.s.session); !v.SignedAt.IsZero() {
		t.Error("signed without a yes")
	}
}

// What was given although something stands firmly against it is named before the session is signed, and its reason is kept with
// the treatment and read in the signed record.
func TestWhatWasGivenDespiteADangerSaysWhy(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	v := f.p.chart().Session(f.s.session)
	f.p.apply(t, &clinic.Treatment{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, SessionID: v.ID, Technique: "effleurage", Targets: []clinic.Target{{Structure: "erector.spinae.lumbar", Side: anatomy.Left}},
		Pressure: 2, Minutes: 5, Status: clinic.TreatmentDone, Rank: 9,
	})
	for _, item := range []string{"cancer-history", "weight-loss"} {
		f.p.apply(t, &clinic.Screening{ID: f.p.Desk.NewID(), PatientID: f.p.patient, SessionID: v.ID, Item: item, Answer: clinic.AnswerYes, Action: "Told to see Dr Lee", At: f.p.Clock.Now()})
	}
	f.Settle()
	f.tap("Treatment")
	f.tap("Sign")
	f.MustSay("Write why it was given all the same, or leave it out if it was not.")
	f.Save("despite-list", 1)
	f.tap("To the treatment")
	f.Clock.Advance(time.Second)
	if e, ok := f.Window.Canvas().Focused().(*kit.Entry); !ok || f.Field("It was given all the same because").Content() != fyne.CanvasObject(e) {
		t.Error("the keyboard is not in the field of the reason")
	}
	f.Save("despite-treatment", 1)
	f.Type("It was given all the same because", "She told of it after the massage")
	f.Clock.Advance(2 * time.Second)
	kept := ""
	for _, x := range f.p.chart().TreatmentsOf(v.ID) {
		kept += x.KeptReason
	}
	if kept != "She told of it after the massage" {
		t.Fatalf("kept %q", kept)
	}
	for _, h := range clinic.CanSignSession(f.p.Desk.Catalogue, f.p.chart(), v) {
		if h.Step == clinic.StepDespite {
			t.Error(h.Say)
		}
	}
	f.MustSay("given all the same because: She told of it after the massage")
}

// A goal that was not measured for long says so where it can be measured.
func TestOldValuesAskToBeMeasured(t *testing.T) {
	f := visiting(t)
	f.p.Clock.Skip(60 * 24 * time.Hour)
	f.s = newScreen(f.p.Desk, f.p.patient)
	f.p.Desk.Show = f.s.Refresh
	f.Show(f.s.Object(), 1180, 660)
	f.tap("Start session 2")
	f.MustSay("not measured since (9 weeks). Measure it today.")
}

// A session beyond those that the referral is for is warned of, and never counted as one of them.
func TestASessionBeyondTheReferral(t *testing.T) {
	for sessions, want := range map[int]string{2: "Session 2 of the 2 that the referral is for", 1: "The referral is for 1, and this is session 2 since."} {
		f := visiting(t)
		a := *f.p.chart().LatestAssessment()
		a.Date, a.ReferralFrom, a.ReferralDate, a.ReferralSessions = "2026-03-02", "Dr Lee", "2026-02-20", sessions
		f.p.apply(t, &a)
		f.tap("Start session 2")
		f.MustSay(want)
	}
}
