package assess

import (
	"testing"
	"time"

	"regimen/internal/ui/kit"
)

func TestSigningAnAssessmentIsConfirmed(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Type("Presenting complaint", "Neck ache")
	b.answerSafety()
	b.Tap("Impression")
	remote, _ := b.share()
	b.Tap("Sign as Robin Hale")
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
