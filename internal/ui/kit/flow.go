package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Flow lays objects side by side at their own size and goes on in a new row when
// the width is used up. What asks for more than its least width gets it as far as
// there is room. Unlike Fyne's row-wrap layout it can become narrower again, and
// each row is as high as its own highest object.
type Flow struct {
	gap, rowGap float32
	width       float32
}

// NewFlow returns a flow layout with gaps between objects and between rows.
func NewFlow(gap, rowGap float32) *Flow { return &Flow{gap: gap, rowGap: rowGap} }

// FlowRow puts objects in a row that wraps.
func FlowRow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(NewFlow(Gap, Gap), objects...)
}

// Layout places the objects.
func (f *Flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.place(objects, size.Width, func(o fyne.CanvasObject, p fyne.Position, s fyne.Size) {
		o.Move(p)
		o.Resize(s)
	})
}

// MinSize is as wide as the widest object and as high as the rows are at the
// present width; one row before the first layout.
func (f *Flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var widest, highest float32
	for _, o := range objects {
		if o.Visible() {
			s := o.MinSize()
			widest, highest = max(widest, s.Width), max(highest, s.Height)
		}
	}
	if f.width == 0 {
		return fyne.NewSize(widest, highest)
	}
	h := f.place(objects, max(f.width, widest), func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	return fyne.NewSize(widest, h)
}

// place puts the objects, centred from top to bottom in their row, and returns the
// height of all rows.
func (f *Flow) place(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	var x, y, high float32
	var row []fyne.CanvasObject
	var at []float32
	end := func() {
		for i, o := range row {
			s := fyne.NewSize(min(wish(o), max(width, 0)), o.MinSize().Height)
			put(o, fyne.NewPos(at[i], y+(high-s.Height)/2), s)
		}
		row, at = row[:0], at[:0]
	}
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		s := fyne.NewSize(wish(o), o.MinSize().Height)
		// Half a pixel of tolerance keeps an object that fits exactly on its row.
		if len(row) > 0 && x+s.Width > width+0.5 {
			end()
			x, y, high = 0, y+high+f.rowGap, 0
		}
		row, at = append(row, o), append(at, x)
		x += s.Width + f.gap
		high = max(high, s.Height)
	}
	end()
	return y + high
}

// wishful is an object that can be shown on less room than it would like.
type wishful interface{ wish() float32 }

// wish is the width that an object would like.
func wish(o fyne.CanvasObject) float32 {
	if w, ok := o.(wishful); ok {
		return w.wish()
	}
	return o.MinSize().Width
}

// Stack puts objects below one another with the usual gap.
func Stack(objects ...fyne.CanvasObject) *fyne.Container { return StackGap(Gap, objects...) }

// StackGap puts objects below one another with a gap of its own, 0 for lines that
// belong together.
func StackGap(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Pad leaves white space of the same width all round an object.
func Pad(by float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(by, by, by, by), o)
}

// PadSides leaves white space above and below (v) and left and right (h).
func PadSides(h, v float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(v, v, h, h), o)
}

// Border puts objects around a centre as Fyne's border container does, but in an
// order in which Tab goes from the top to the bottom: top, left, centre, right,
// bottom. Fyne's goes to the centre first. Each edge may be nil.
func Border(top, bottom, left, right, centre fyne.CanvasObject) *fyne.Container {
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{top, left, centre, right, bottom} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(layout.NewBorderLayout(top, bottom, left, right), objects...)
}

// Space is empty room of a fixed size.
func Space(w, h float32) fyne.CanvasObject {
	return container.New(&atLeast{size: fyne.NewSize(w, h)})
}

// MinWidth gives an object at least a width.
func MinWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{size: fyne.NewSize(w, 0)}, o)
}

// MinHeight gives an object at least a height.
func MinHeight(h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{size: fyne.NewSize(0, h)}, o)
}

// MaxWidth keeps an object from growing wider than w, at the leading edge: long
// lines of text and form fields are hard to read across a whole window.
func MaxWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&limited{width: w}, o)
}

// atLeast fills its room with its objects and asks for at least size.
type atLeast struct{ size fyne.Size }

func (f *atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (f *atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := f.size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}

type limited struct{ width float32 }

func (l *limited) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(fyne.NewSize(max(min(size.Width, l.width), o.MinSize().Width), size.Height))
	}
}

func (l *limited) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return s
}
