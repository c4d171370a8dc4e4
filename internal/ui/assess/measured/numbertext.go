package measured

import (
	"fyne.io/fyne/v2"

	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// NumberText is the text of a number that is typed: what the field shows, what is doubtful or wrong about it,
// and what another machine stored meanwhile.
type NumberText struct {
	Entry      *kit.Entry
	Ask, Wrong *kit.Text
	Shown      string // as it is stored
	Saving     bool
	Rival      *edit.Rival
	theirs     string // while the rival is open
	Grown      func() // lays out anew what the texts stand in
}

// NewNumberText calls grown when its texts need other room.
func NewNumberText(grown func()) NumberText {
	return NumberText{
		Ask: kit.QuietText("").In(kit.ColorWarning).Wrap(), Wrong: kit.QuietText("").In(kit.ColorError).Wrap(), Grown: grown,
	}
}

// Guard has it asked, in below, which of two numbers holds when another machine stores one while one is
// typed here; typed keeps what was typed.
func (t *NumberText) Guard(s *step.Host, name string, below *fyne.Container, typed func()) {
	t.Rival = edit.NewRival(func() string { return name }, func(o fyne.CanvasObject) {
		below.Objects = nil
		if o != nil {
			below.Objects = []fyne.CanvasObject{o}
		}
		below.Hidden = o == nil
		t.Grown()
	}, func() {
		t.Shown = t.theirs
		typed()
	}, func() {
		t.Shown = t.theirs
		t.Entry.Fill(t.theirs)
	})
	t.Rival.Of(s.Desk.Elsewhere(s.Patient))
}

// Follow shows what is stored, and leaves alone what is being typed.
func (t *NumberText) Follow(stored string) {
	who, possible := t.Rival.News()
	switch typing := t.Entry.Text != t.Shown && !t.Saving; {
	case typing && stored != t.Shown && stored != t.Entry.Text && (t.Rival.Open() || possible):
		t.theirs = stored
		t.Rival.Ask(who, stored)
	case stored != t.Shown || !typing:
		t.Rival.Settle()
		if t.Entry.Text != stored {
			t.Entry.Fill(stored)
		}
		t.Say(t.Wrong, "")
		t.Shown = stored
	default:
		t.Rival.Settle()
	}
}

// Say shows a sentence, and no gap where there is none.
func (t *NumberText) Say(at *kit.Text, sentence string) {
	at.SetText(sentence)
	at.Hidden = sentence == ""
}

// Refuse says why what was typed was not kept.
func (t *NumberText) Refuse(sentence string) {
	t.Say(t.Wrong, sentence)
	t.Say(t.Ask, "")
	t.Grown()
}
