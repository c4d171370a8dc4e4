package ui

import (
	"fyne.io/fyne/v2"

	"regimen/internal/ui/cover"
)

// cover puts content in the place of everything the window shows, until the practitioner takes the window back;
// over is called then. What stays below is not drawn, has no keyboard and gets no tap.
func (s *Shell) cover(content fyne.CanvasObject, over func()) {
	if s.covered != nil || s.barred || s.closed {
		return
	}
	s.leave()
	s.notice.Dismiss()
	s.closeOverlays()
	below := s.root.Objects
	s.covered = cover.New(s.Desk, content, func() {
		s.Window.Canvas().Unfocus()
		s.covered = nil
		s.root.Objects = below
		s.root.Refresh()
		over()
		if s.held != "" {
			s.warn(s.held)
			s.held = ""
		}
	})
	s.root.Objects = []fyne.CanvasObject{s.covered.Object()}
	s.root.Refresh()
}

// closeOverlays takes away the questions, menus and dialogs that stand over the window. None of them is answered.
func (s *Shell) closeOverlays() {
	overlays := s.Window.Canvas().Overlays()
	for top := overlays.Top(); top != nil; top = overlays.Top() {
		overlays.Remove(top)
	}
}

// End closes the window at once, as when the system ends: nobody may be there to answer. Everything but a text
// that waits for a choice is kept.
func (s *Shell) End() {
	if s.covered != nil && !s.closed {
		s.Window.Canvas().Unfocus() // which keeps what is being typed
		s.close()
		return
	}
	s.Close()
}
