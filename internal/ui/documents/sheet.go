package documents

import (
	"fyne.io/fyne/v2"
)

// sheet lays out a page in the middle, as wide as is easy to read or as there is room.
type sheet struct{ ratio, width float32 }

func (s *sheet) Layout(o []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	w := min(size.Width, previewWidth)
	o[0].Move(fyne.NewPos((size.Width-w)/2, 0))
	o[0].Resize(fyne.NewSize(w, w*s.ratio))
}

func (s *sheet) MinSize([]fyne.CanvasObject) fyne.Size {
	const least = 240
	w := float32(previewWidth)
	if s.width > 0 {
		w = max(least, min(s.width, previewWidth))
	}
	return fyne.NewSize(least, w*s.ratio)
}
