package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Confirm asks a question that has to be decided before going on. The safe answer
// has the keyboard; Escape gives it too. Never use it to inform.
func Confirm(w fyne.Window, question, detail, yes, no string, danger bool, decided func(yes bool)) {
	var pop *widget.PopUp
	answer := func(ok bool) func() {
		return func() {
			pop.Hide()
			decided(ok)
		}
	}
	do := PrimaryButton(yes, "", answer(true))
	if danger {
		do = DangerButton(yes, "", answer(true))
	}
	keep := &escapeButton{}
	keep.Text, keep.name, keep.OnTapped = no, no, answer(false)
	keep.ExtendBaseWidget(keep)
	body := Stack(Heading(question).Wrap(), Body(detail).In(ColorQuiet).Wrap(), Space(0, Gap),
		FlowRow(do, keep))
	if detail == "" {
		body.Objects[1].Hide()
	}
	pop = widget.NewModalPopUp(Pad(GapRoomy, MinWidth(400, body)), w.Canvas())
	pop.Show()
	pop.Resize(pop.MinSize())
	w.Canvas().Focus(keep)
}

// escapeButton is the safe answer of a question.
type escapeButton struct {
	Button
}

// TypedKey answers with Escape as well.
func (b *escapeButton) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		b.OnTapped()
		return
	}
	b.Button.TypedKey(e)
}
