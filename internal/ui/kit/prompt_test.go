package kit_test

import (
	"testing"

	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// A question before the work has the accent on its first answer while it waits, answers of 48 pixels, and is one low line
// once it is answered.
func TestPrompt(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var p *kit.Prompt
	undo := kit.QuietButton("Undo", kit.IconUndo, func() { p.Ask("Has anything changed?", "") })
	no := kit.NewButton("Nothing has changed", kit.IconCheck, func() { p.Answered("Nothing has changed.", kit.IconCheck, kit.ColorSuccess) })
	yes := kit.NewButton("Something changed", "", nil)
	p = kit.NewPrompt([]*kit.Button{no, yes}, []*kit.Button{undo})
	p.Accent(true)
	p.Ask("Has anything changed?", "Since last time")
	s.Show(p.Object, 800, 200)
	s.MustSay("Has anything changed?", "Since last time")
	s.MustNotSay("Undo")
	if no.Importance != widget.HighImportance || yes.Importance != widget.MediumImportance || !p.Waits() {
		t.Error("the accent is not on the first answer")
	}
	if no.Size().Height < 48 || yes.Size().Height < 48 {
		t.Errorf("the answers are %v and %v high", no.Size().Height, yes.Size().Height)
	}
	asked := p.Object.MinSize().Height
	s.Tap("Nothing has changed")
	s.MustSay("Nothing has changed.", "Undo")
	s.MustNotSay("Has anything changed?", "Something changed")
	if p.Waits() || no.Importance != widget.MediumImportance {
		t.Error("it still waits")
	}
	if line := p.Object.MinSize().Height; line > kit.Target+4 || line >= asked {
		t.Errorf("answered it is %v high, asked %v", line, asked)
	}
	s.Tap("Undo")
	s.MustSay("Something changed")
	no.Hide()
	p.Accent(true)
	if yes.Importance != widget.HighImportance {
		t.Error("the accent is on a hidden answer")
	}
}
