package ui

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
)

// overFoot places the line that says what was done over the foot of the window, or of the part of the screen that is for
// it, in the middle and no wider than is easy to read. It lies over the content so that nothing moves under the finger when it
// comes and goes; what stands at the foot of a screen stays below it, and what scrolls can be scrolled up from under it.
type overFoot struct{ window fyne.Window }

func (overFoot) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (f overFoot) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	at, s := kit.MessageRoom(f.window.Canvas())
	for _, o := range objects {
		w := min(760, s.Width-2*kit.GapWide)
		// Once to let the text wrap at this width, then at the height it came to.
		o.Resize(fyne.NewSize(w, o.Size().Height))
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(at.AddXY((s.Width-w)/2, s.Height-h-kit.GapWide))
	}
}

// overlaid makes room for what is said, or takes it back.
func (s *Shell) overlaid() {
	s.foot.Refresh()
	taken := float32(0)
	if s.notice.Visible() {
		taken = s.notice.Size().Height + 2*kit.GapWide
	}
	kit.TakeFoot(taken)
}

func (s *Shell) tell(text string, undo func()) {
	if s.closed {
		return
	}
	s.notice.Done(text, undo)
	s.told = text
}

// unsay takes away what tell said. It is of the screen it was said on, and so is its way back.
func (s *Shell) unsay() {
	if s.told != "" {
		s.hush(s.told)
		s.told = ""
	}
}

// hush takes away what tell or warn said, unless something else is said by now.
func (s *Shell) hush(text string) {
	if s.notice.Text() == text {
		s.notice.Dismiss()
	}
}

func (s *Shell) warn(sentence string) {
	if s.closed {
		return
	}
	if s.covered != nil {
		s.held = sentence
		return
	}
	s.notice.Fail(errors.New(sentence), nil)
	s.warned, s.warnedAt = sentence, s.Desk.Clock()
}

// warningStays is how long a warning is left to be read, whatever is done meanwhile.
const warningStays = 10 * time.Second

// relieve takes the last warning away when something was done since and there was time to read it: what was wrong is
// put right by then, or was left.
func (s *Shell) relieve() {
	if s.warned != "" && s.Desk.Clock().Sub(s.warnedAt) >= warningStays {
		s.hush(s.warned)
		s.warned = ""
	}
}
