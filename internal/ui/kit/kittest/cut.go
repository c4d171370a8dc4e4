package kittest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// CutOff are the texts of the window that have not the room they need: that end in an ellipsis although more is to be
// said, are wider than what they stand on, or reach over the edge of the window. What a widget shortens on purpose, for
// its room is that of a time or a day, does not count.
func (s *Screen) CutOff() []string {
	root := s.Window.Content()
	if top := s.Window.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	var out []string
	var look func(o fyne.CanvasObject, on fyne.Widget, x float32)
	look = func(o fyne.CanvasObject, on fyne.Widget, x float32) {
		if o == nil || !o.Visible() {
			return
		}
		x += o.Position().X
		if t, ok := o.(*canvas.Text); ok && on != nil && t.Text != "" {
			const least = 1 // of what rounding moves
			whole := said(on)
			width := t.MinSize().Width
			switch {
			case strings.HasSuffix(t.Text, "…") && !strings.HasSuffix(whole, "…"):
				out = append(out, "ends early: "+whole)
			case width > on.Size().Width+least:
				out = append(out, "is wider than its place: "+t.Text)
			case t.Alignment == fyne.TextAlignLeading && x+width > s.Window.Canvas().Size().Width+least && x < s.Window.Canvas().Size().Width:
				out = append(out, "reaches over the edge: "+t.Text)
			}
			return
		}
		if _, meant := o.(interface{ Shortens() }); meant {
			return
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, child := range test.WidgetRenderer(w).Objects() {
				look(child, w, x)
			}
			return
		}
		children(o, func(child fyne.CanvasObject) { look(child, on, x) })
	}
	look(root, nil, 0)
	return out
}
