package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Halves are the shares of two fields that have the same room.
var Halves = []float32{0.5, 0.5}

// Shares lays fields side by side by their share of the width.
func Shares(parts []float32, fields ...fyne.CanvasObject) *fyne.Container {
	return container.New(sharing(parts), fields...)
}

type sharing []float32

func (s sharing) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		size.Width += m.Width + Gap
		size.Height = max(size.Height, m.Height)
	}
	return size
}

func (s sharing) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - Gap*float32(len(objects)-1)
	x := float32(0)
	for i, o := range objects {
		w := room * s[i]
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, size.Height))
		x += w + Gap
	}
}
