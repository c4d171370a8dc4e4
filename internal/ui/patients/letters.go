package patients

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// The alphabet beside a list.
const (
	lettersWidth = kit.Target
	letterHigh   = 16 // the least that one is drawn in; where there is less some are left out
	letterCount  = 'Z' - 'A' + 1
)

// letters is the alphabet beside a long list: a finger on it goes to where a letter begins, and on to others as it is
// moved along. With the keyboard the letter is typed into the list.
type letters struct {
	widget.BaseWidget
	goTo func(letter rune) // a small one
	at   rune              // under the finger while it is moved
	all  *fyne.Container
}

func newLetters(goTo func(letter rune)) *letters {
	l := &letters{goTo: goTo, all: container.New(alphabet{})}
	for r := 'A'; r <= 'Z'; r++ {
		l.all.Add(kit.QuietText(string(r)).Aligned(fyne.TextAlignCenter))
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *letters) under(y float32) rune {
	n := int(y / max(l.Size().Height, 1) * letterCount)
	return 'a' + rune(min(max(n, 0), letterCount-1))
}

// Tapped goes to a letter.
func (l *letters) Tapped(e *fyne.PointEvent) { l.goTo(l.under(e.Position.Y)) }

// Dragged goes to the letter under the finger.
func (l *letters) Dragged(e *fyne.DragEvent) {
	if r := l.under(e.Position.Y); r != l.at {
		l.at = r
		l.goTo(r)
	}
}

// DragEnd is part of fyne.Draggable.
func (l *letters) DragEnd() { l.at = 0 }

// CreateRenderer is part of fyne.Widget.
func (l *letters) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.all) }

// alphabet spreads the letters over the height.
type alphabet struct{}

func (alphabet) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(lettersWidth, letterHigh)
}

func (alphabet) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	each := size.Height / float32(len(objects))
	step := max(int(letterHigh/max(each, 1)+0.99), 1)
	for i, o := range objects {
		high := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, high))
		o.Move(fyne.NewPos(0, (float32(i)+0.5)*each-high/2))
		if i%step == 0 {
			o.Show()
		} else {
			o.Hide()
		}
	}
}
