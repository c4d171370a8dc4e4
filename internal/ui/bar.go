package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
)

// overFoot places the line that says what was done over the foot of the window, in the middle and no
// wider than is easy to read. It lies over the content so that nothing moves under the finger when it
// comes and goes.
type overFoot struct{}

func (overFoot) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (overFoot) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		w := min(760, s.Width-2*kit.GapWide)
		// Once to let the text wrap at this width, then at the height it came to.
		o.Resize(fyne.NewSize(w, o.Size().Height))
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos((s.Width-w)/2, s.Height-h-kit.GapWide))
	}
}

func (s *Shell) tell(text string, undo func()) {
	if s.closed {
		return
	}
	s.notice.Done(text, undo)
	s.foot.Refresh()
}

// hush takes away what tell said, unless something else is said by now.
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
	s.foot.Refresh()
}
