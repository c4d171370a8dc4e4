package sessions

import (
	"bytes"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/kit"
)

// signature draws two lines in the field to sign in, as a finger does.
func (f *finger) signature() {
	f.T.Helper()
	var pad *consent.Field
	f.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*consent.Field); ok {
			pad = x
		}
	})
	if pad == nil {
		f.T.Fatal("there is nothing to sign in")
	}
	for _, y := range []float32{30, 60} {
		for x := float32(40); x <= 200; x += 20 {
			pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Dragged: fyne.NewDelta(20, 0)})
		}
		pad.DragEnd()
	}
	f.Settle()
}

// buttocks adds a prescription that needs a signature and today's word.
func (f *finger) buttocks() {
	f.p.apply(f.T, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "b", Technique: "petrissage",
		Targets: []clinic.Target{{Structure: "gluteus.maximus", Side: anatomy.Left}}, Pressure: 3, Minutes: 5, Rank: 4, Position: "prone",
	})
}

// reopenPlan goes on with a copy of the plan that is not agreed yet and can be changed.
func (f *finger) reopenPlan() {
	p := *f.p.chart().Plan(f.p.plan)
	p.ID = f.p.Desk.NewID()
	p.Lineage, p.Version, p.AgreedAt = p.ID, 1, time.Time{}
	f.p.plan = p.ID
	f.p.apply(f.T, &p)
}

// A sensitive area is signed for once in the course and confirmed with one tap in each session; without that the session
// cannot be signed, and the return visit stays short.
func TestSensitiveAreaIsSignedAndConfirmed(t *testing.T) {
	f := visiting(t)
	f.reopenPlan()
	f.buttocks()
	p := *f.p.chart().Plan(f.p.plan)
	p.AgreedAt = f.p.Clock.Now().Add(-time.Hour)
	f.p.apply(t, &p)
	f.tap("Start session 2")
	f.MustSay("To be signed for this course: Buttocks")
	f.tap("Ask and sign")
	f.MustSay("What is agreed to?", "Buttocks", "Treatment as explained")
	f.tap("Keep the consent")
	f.MustSay("Choose yes or no for what it is about.")
	f.tap("Yes to all of these")
	f.tap("Sheet, only the part being treated uncovered")
	f.tap("Keep the consent")
	f.MustSay("Sign in the field.")
	if n := len(f.p.chart().Consents); n != 1 {
		t.Fatalf("%d decisions without a signature", n)
	}
	f.signature()
	f.tap("Keep the consent")
	f.MustSay("Consent is there for all that is planned.")
	all := f.p.chart().Consents
	x := all[len(all)-1]
	if !slices.Equal(x.Areas, []string{clinic.GeneralArea, "buttocks"}) || x.How != clinic.ConsentWritten || len(x.Signature) != 2 || len(x.Signature[0]) < 5 ||
		x.PlanID != f.p.plan || x.SessionID != f.s.session || x.By != "Peg Doyle" || x.Explained != "Ingrid Sørensen" || x.Draping == "" {
		t.Errorf("kept %+v", x)
	}
	var printed string
	f.p.Desk.Papers, f.p.Desk.PrintFile = t.TempDir(), func(file string) error { printed = file; return nil }
	f.tap("Consent")
	f.tap("Print what was signed")
	if data, err := os.ReadFile(printed); err != nil || !bytes.HasPrefix(data, []byte("%PDF")) {
		t.Errorf("printed %q: %v", printed, err)
	}
	f.tap("Close")

	// Next time one tap confirms it.
	f.sign(t)
	f.p.Clock.Skip(7 * 24 * time.Hour)
	f.s = newScreen(f.p.Desk, f.p.patient)
	f.p.Desk.Show = f.s.Refresh
	f.Show(f.s.Object(), 1180, 660)
	f.tap("Start session 3")
	f.MustSay("Still agreed today: Buttocks")
	f.tap("Treatment")
	f.MustSay("Consent to “Buttocks” was not confirmed today.")
	f.tap("Before")
	f.tap("Yes")
	f.MustSay("Consent is there for all that is planned.")
	f.sign(t)
	if v := f.p.chart().LatestSession(); v.Number != 3 || v.SignedAt.IsZero() {
		t.Errorf("not signed: %+v", v)
	}
}

// sign goes through the visit and signs it.
func (f *finger) sign(t *testing.T) {
	t.Helper()
	f.tap("Nothing has changed")
	f.tap("Treatment")
	f.tap("Done as planned: tick the rest")
	f.p.Clock.Skip(50 * time.Minute)
	f.next("The treatment ends now")
	f.next("All still true")
	f.sealed()
}

// What is withdrawn holds from that moment: the treatment warns, and the session cannot be signed with it.
func TestWithdrawal(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.p.Clock.Skip(time.Minute)
	f.tap("Consent")
	f.tap("Withdraw")
	f.Type("Why?", "Not today")
	f.tap("Withdraw now")
	f.MustSay("Not agreed to: Treatment as explained", "Withdrawn")
	all := f.p.chart().Consents
	if x := all[len(all)-1]; x.Decision != clinic.ConsentWithdrawn || x.By != "Peg Doyle" || x.Note != "Not today" || x.SessionID != f.s.session {
		t.Errorf("kept %+v", x)
	}
	f.tap("Treatment")
	f.tap("Done as planned: tick the rest")
	f.tap("Sign")
	f.MustSay("Consent to “Treatment as explained” was withdrawn on 9 March 2026.")
}

// Something has changed: the questions open in place, and an answer counts at once.
func TestSomethingHasChanged(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Something changed")
	f.MustSay("Answer what has changed.", "chest pain now, or suddenly short of breath")
	item := f.p.Desk.Catalogue.ScreeningItem("blood-thinners")
	f.heads("Medicines and blood", clinic.AnswerYes)
	f.MustSay(item.Question)
	f.answer("blood-thinners", clinic.AnswerYes)
	f.MustSay(item.Action)
	x := f.p.chart().LatestAnswers(f.p.Desk.Catalogue)["blood-thinners"]
	if x.Answer != clinic.AnswerYes || x.SessionID != f.s.session || x.AssessmentID != "" {
		t.Errorf("kept %+v", x)
	}
	f.tap("Sign")
	f.MustNotSay("Ask whether anything has changed", "answer the safety question", "Say what it is")
	f.tap("Undo")
	f.MustSay("Say what it is that was not denied: Medicines and blood.")
}

// What was never asked is asked, whatever has changed since.
func TestNeverAskedIsAsked(t *testing.T) {
	f := visiting(t)
	for _, x := range f.p.chart().Screenings {
		if x.Item != "dvt" {
			if _, err := f.p.Desk.Store.Apply(t.Context(), clinic.Operation{Label: clinic.Say("remove"), Remove: []clinic.Record{&x}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	f.tap("Start session 2")
	f.MustSay("Some safety questions were never asked.", "Nothing has changed", "Something changed")
	f.tap("Nothing has changed")
	f.MustSay("Nothing has changed, but some safety questions were never asked.")
	f.tap("Sign")
	f.MustSay("safety questions have never been asked.")
	f.tap("Before")
	for i := range f.p.Desk.Catalogue.Heads {
		f.heads(f.p.Desk.Catalogue.Heads[i].Name, clinic.AnswerNo)
	}
	for _, item := range f.p.Desk.Catalogue.AloneItems() {
		f.answer(item.Code, clinic.AnswerNo)
	}
	f.MustSay("Nothing has changed since 2 March 2026.")
	f.MustNotSay("chest pain now, or suddenly short of breath")
	f.tap("Sign")
	f.MustNotSay("never been asked", "Ask whether anything has changed")
}

// answer taps the answer of a question in sight.
func (f *finger) answer(item, answer string) {
	f.T.Helper()
	f.heads(f.p.Desk.Catalogue.ScreeningItem(item).Question, answer)
}

// heads taps the answer beside what a head is called, or a question.
func (f *finger) heads(question, answer string) {
	f.T.Helper()
	var at float32
	f.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && x.Text() == question {
			at = fyne.CurrentApp().Driver().AbsolutePositionForObject(x).Y
		}
	})
	var chips *kit.Segmented
	least := float32(1e6)
	f.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Segmented); ok {
			y := fyne.CurrentApp().Driver().AbsolutePositionForObject(x).Y - at
			if y < 0 {
				y = -y
			}
			if y < least {
				least, chips = y, x
			}
		}
	})
	if chips == nil {
		f.T.Fatalf("no answers beside %q", question)
	}
	chips.SetChosen(answer)
	chips.OnChanged(answer)
	f.Settle()
}

// With the keyboard alone the field can be signed: the arrows move the pen, the space bar puts it down.
func TestSigningByKeyboard(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&kit.Theme{})
	n := 0
	pad := consent.NewField(func() { n++ })
	w := test.NewTempWindow(t, pad)
	w.Canvas().Focus(pad)
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeySpace, fyne.KeyRight, fyne.KeyUp, fyne.KeySpace, fyne.KeyRight} {
		pad.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if s := pad.Signature(); len(s) != 1 || len(s[0]) != 3 || n != 6 {
		t.Errorf("%v, told %d times", s, n)
	}
	pad.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if pad.Signature() != nil {
		t.Error("not cleared")
	}
	pad.Tapped(&fyne.PointEvent{Position: fyne.NewPos(50, 50)})
	if s := pad.Signature(); len(s) != 1 || len(s[0]) != 2 {
		t.Errorf("a dot is %v", s)
	}
}
