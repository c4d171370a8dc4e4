package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Field is one question of a form: its label, what answers it, a line of help,
// and below it, when something is wrong, a sentence that says what.
type Field struct {
	widget.BaseWidget
	label    *Text
	required *Text
	help     *Text
	err      *Text
	errRow   *fyne.Container
	content  fyne.CanvasObject
	read     *Text // in the place of the content, see Read
	below    *fyne.Container
}

// NewField labels content.
func NewField(label string, content fyne.CanvasObject) *Field {
	f := &Field{
		label:    newText(label, SizeQuiet, fyne.TextStyle{Bold: true}, ColorText),
		required: QuietText(""),
		help:     QuietText("").Wrap(),
		err:      newText("", SizeQuiet, fyne.TextStyle{}, ColorError).Wrap(),
		content:  content,
		read:     Body("").Wrap(),
		below:    container.NewStack(),
	}
	f.below.Hide()
	f.read.Hide()
	f.errRow = Border(nil, nil, smallIcon(IconAlert, ColorError, 20), nil, f.err)
	f.help.Hide()
	f.errRow.Hide()
	f.ExtendBaseWidget(f)
	return f
}

// Required marks the field in words and returns it.
func (f *Field) Required() *Field {
	f.required.SetText(lang.L("required"))
	return f
}

// Large sets the field for a person who is not used to screens, and returns it. It is called before the field is shown.
func (f *Field) Large() *Field {
	for _, t := range []*Text{f.label, f.required, f.help, f.err, f.read} {
		t.size = SizeHead
	}
	return f
}

// Help adds a quiet line under the answer and returns the field.
func (f *Field) Help(s string) *Field {
	f.help.SetText(s)
	f.help.Hidden = s == ""
	f.Refresh()
	return f
}

// Label is the question.
func (f *Field) Label() string { return f.label.Text() }

// SetLabel changes the question.
func (f *Field) SetLabel(s string) { f.label.SetText(s) }

// Problem is the sentence shown, or "".
func (f *Field) Problem() string { return f.err.Text() }

// SetError shows a sentence that says what is wrong; "" takes it away.
func (f *Field) SetError(sentence string) {
	if f.err.Text() == sentence {
		return
	}
	f.err.SetText(sentence)
	f.errRow.Hidden = sentence == ""
	f.Refresh()
}

// Below shows something under the field that has to be dealt with; nil takes it away.
func (f *Field) Below(o fyne.CanvasObject) {
	f.below.Objects = nil
	if o != nil {
		f.below.Objects = []fyne.CanvasObject{o}
	}
	f.below.Hidden = o == nil
	f.Refresh()
}

// Over puts another way to answer above the first and returns the field. It is called before the field is
// shown.
func (f *Field) Over(o fyne.CanvasObject) *Field {
	f.content = Stack(o, f.content)
	return f
}

// Read shows a text in the place of what answers the question, "–" for none, or takes it away again: what can no longer
// be changed is read, and not a field that is dimmed.
func (f *Field) Read(text string, on bool) {
	if strings.TrimSpace(text) == "" {
		text = "–"
	}
	f.read.SetText(text)
	if f.read.Hidden != on {
		return
	}
	if on {
		f.content.Hide()
		f.read.Show()
	} else {
		f.read.Hide()
		f.content.Show()
	}
	f.Refresh()
}

// Content is what answers the question.
func (f *Field) Content() fyne.CanvasObject { return f.content }

// CreateRenderer is part of fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	head := container.NewHBox(f.label, f.required)
	return widget.NewSimpleRenderer(StackGap(Gap/2, head, f.content, f.read, f.help, f.errRow, f.below))
}

// Form puts fields below one another, no wider than is easy to read.
func Form(fields ...fyne.CanvasObject) *fyne.Container {
	return MaxWidth(640, StackGap(GapWide, fields...))
}
