package assess

import (
	"fyne.io/fyne/v2"

	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// numberText is the text of a number that is typed: what the field shows, what is doubtful or wrong about it,
// and what another machine stored meanwhile.
type numberText struct {
	entry      *kit.Entry
	ask, wrong *kit.Text
	shown      string // as it is stored
	saving     bool
	rival      *edit.Rival
	theirs     string // while the rival is open
	grown      func() // lays out anew what the texts stand in
}

func newNumberText(grown func()) numberText {
	return numberText{
		ask: kit.QuietText("").In(kit.ColorWarning).Wrap(), wrong: kit.QuietText("").In(kit.ColorError).Wrap(), grown: grown,
	}
}

// guard has it asked, in below, which of two numbers holds when another machine stores one while one is
// typed here; typed keeps what was typed.
func (t *numberText) guard(s *Screen, name string, below *fyne.Container, typed func()) {
	t.rival = edit.NewRival(func() string { return name }, func(o fyne.CanvasObject) {
		below.Objects = nil
		if o != nil {
			below.Objects = []fyne.CanvasObject{o}
		}
		below.Hidden = o == nil
		t.grown()
	}, func() {
		t.shown = t.theirs
		typed()
	}, func() {
		t.shown = t.theirs
		t.entry.Fill(t.theirs)
	})
	t.rival.Of(s.d.Elsewhere(s.patient))
}

// follow shows what is stored, and leaves alone what is being typed.
func (t *numberText) follow(stored string) {
	who, possible := t.rival.News()
	switch typing := t.entry.Text != t.shown && !t.saving; {
	case typing && stored != t.shown && stored != t.entry.Text && (t.rival.Open() || possible):
		t.theirs = stored
		t.rival.Ask(who, stored)
	case stored != t.shown || !typing:
		t.rival.Settle()
		if t.entry.Text != stored {
			t.entry.Fill(stored)
		}
		t.say(t.wrong, "")
		t.shown = stored
	default:
		t.rival.Settle()
	}
}

func (t *numberText) say(at *kit.Text, sentence string) {
	at.SetText(sentence)
	at.Hidden = sentence == ""
}

func (t *numberText) refuse(sentence string) {
	t.say(t.wrong, sentence)
	t.say(t.ask, "")
	t.grown()
}
