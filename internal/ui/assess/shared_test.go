package assess

import (
	"context"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

func (b *bench) share() (*desktest.Remote, *desktest.Link) {
	link := desktest.NewLink(b.store)
	link.Near[patientID] = true
	remote := desktest.NewRemote(b.T, b.store, link)
	b.desk.Store, b.desk.Link = remote, link
	return remote, link
}

// elsewhere keeps records as Kim at the reception would.
func (b *bench) elsewhere(records ...clinic.Record) {
	b.T.Helper()
	ch, err := b.store.Apply(context.Background(), clinic.Operation{Label: "test", Put: records})
	if err != nil {
		b.T.Fatal(err)
	}
	ch.By, ch.At, ch.Elsewhere = clinic.Actor{Name: "Kim", Machine: "reception"}, b.Clock.Now(), true
	b.desk.Forget(ch)
	b.screen.Refresh(ch)
	b.Settle()
}

func TestSigningAnAssessmentIsConfirmed(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Type("Presenting complaint", "Neck ache")
	b.answerSafety()
	b.Tap("Impression")
	remote, _ := b.share()
	b.Tap("Sign the assessment")
	b.Tap("Sign")
	b.MustSay("Being confirmed…")
	b.MustNotSay("Signed by Robin Hale")
	remote.DoAll()
	b.Settle()
	b.MustSay("Signed by Robin Hale")
	b.Tap("Add an addendum")
	b.Type("Addendum", "Right side, too")
	b.Type("Reason", "Told on the way out")
	b.Tap("Sign the addendum")
	b.Clock.Advance(2 * time.Second)
	if len(b.chart().Addenda) != 0 {
		t.Error("kept before it was confirmed")
	}
	remote.DoAll()
	b.Settle()
	b.MustSay("Right side, too", "Because: Told on the way out")
	if b.screen.Writing() != "" {
		t.Error("a signed assessment is said to be written")
	}
}

// The note of one finding never lands on another.
func TestANoteThatWaitsHoldsItsFinding(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Findings")
	b.tapFigure("trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	sheet := b.findings().sheet
	sheet.note.Entry.SetText("Sharp")
	x := b.chart().Findings[0]
	x.Note = "Dull"
	b.elsewhere(&x)
	b.MustSay("“Dull”")
	sheet.open(clinic.Target{Structure: "trapezius.upper", Side: anatomy.Right}, clinic.Spot{}, nil, "")
	if sheet.target.Side != anatomy.Left || len(b.warned) != 1 {
		t.Errorf("the sheet shows %v, warned %q", sheet.target, b.warned)
	}
	sheet.mark("adhesion")
	if n := len(b.chart().Findings); n != 1 {
		t.Errorf("%d findings", n)
	}
	b.Tap("Keep mine")
	if got := b.chart().Findings[0].Note; got != "Sharp" {
		t.Errorf("the note is %q", got)
	}
	if b.screen.Writing() == "" {
		t.Error("the draft is not said to be written")
	}
}
