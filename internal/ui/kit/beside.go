package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside sets what is visible side by side in equal shares of the width: as many in a row as have at least so much
// of it, each as high as it needs to be.
func Beside(gap, least float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{gap: gap, least: least}, objects...)
}

type beside struct{ gap, least, width float32 }

func (s *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	s.arrange(objects, size.Width, true)
}

func (s *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objects {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return fyne.NewSize(w, s.arrange(objects, max(s.width, w), false))
}

// arrange fills rows of equal columns and gives their height.
func (s *beside) arrange(objects []fyne.CanvasObject, width float32, place bool) float32 {
	objects = slices.DeleteFunc(slices.Clone(objects), func(o fyne.CanvasObject) bool { return !o.Visible() })
	n := max(len(objects), 1)
	for n > 1 && (width-float32(n-1)*s.gap)/float32(n) < s.least {
		n--
	}
	w := (width - float32(n-1)*s.gap) / float32(n)
	y, high := float32(0), float32(0)
	for i, o := range objects {
		if i > 0 && i%n == 0 {
			y, high = y+high+GapWide, 0
		}
		h := o.MinSize().Height
		if place {
			o.Move(fyne.NewPos(float32(i%n)*(w+s.gap), y))
			o.Resize(fyne.NewSize(w, h))
			h = o.MinSize().Height // again: a text that wraps knows its height only at its width
			o.Resize(fyne.NewSize(w, h))
		}
		high = max(high, h)
	}
	return y + high
}
