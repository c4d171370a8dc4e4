package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// WithButtons puts buttons at the end of words, or below them where the words would have less than half of the
// width. Both are centred from top to bottom.
func WithButtons(words, buttons fyne.CanvasObject) *fyne.Container {
	return container.New(&withButtons{}, words, buttons)
}

// WithButtonsFrom puts buttons at the end of words that have at least so much of the width, or below them.
func WithButtonsFrom(least float32, words, buttons fyne.CanvasObject) *fyne.Container {
	return container.New(&withButtons{least: least}, words, buttons)
}

type withButtons struct {
	least float32 // for the words; 0 is half of the width
	width float32
}

func (l *withButtons) below(buttons fyne.Size, width float32) bool {
	least := l.least
	if least == 0 {
		least = width / 2
	}
	return width > 0 && buttons.Width > 0 && width-buttons.Width-GapWide < least
}

func (l *withButtons) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	words, buttons := o[0], o[1]
	b := buttons.MinSize()
	if l.below(b, size.Width) {
		words.Resize(fyne.NewSize(size.Width, words.MinSize().Height))
		h := words.MinSize().Height // again: a text that wraps knows its height only at its width
		words.Resize(fyne.NewSize(size.Width, h))
		words.Move(fyne.Position{})
		buttons.Resize(fyne.NewSize(min(b.Width, size.Width), b.Height))
		buttons.Move(fyne.NewPos(0, h+Gap))
		return
	}
	w := size.Width - b.Width - GapWide
	words.Resize(fyne.NewSize(w, words.MinSize().Height))
	h := words.MinSize().Height
	words.Resize(fyne.NewSize(w, h))
	words.Move(fyne.NewPos(0, max((size.Height-h)/2, 0)))
	buttons.Resize(b)
	buttons.Move(fyne.NewPos(size.Width-b.Width, max((size.Height-b.Height)/2, 0)))
}

func (l *withButtons) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, buttons := o[0].MinSize(), o[1].MinSize()
	if l.below(buttons, l.width) {
		return fyne.NewSize(max(words.Width, buttons.Width), words.Height+Gap+buttons.Height)
	}
	return fyne.NewSize(max(words.Width, buttons.Width), max(words.Height, buttons.Height))
}
