// Package edit holds the fields that keep what is typed in them: there is no button for it.
package edit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// typingPause is how long a person may stop typing before the text is kept.
const typingPause = 900 * time.Millisecond

// Text is a question answered by typing. What was typed is kept when the keyboard leaves the field,
// when the screen is left, and after a pause in typing.
type Text struct {
	*kit.Field
	Entry *kit.Entry
	name  string // the json name, to find the sentence of a refusal
	saved string
	save  func(text string) error
	after kit.After
	stop  func()
	// OnText is told the text as it stands, also while it is being typed; it may be nil.
	OnText func(text string)
	grow   *growing
	read   *kit.Text // what a note shows when it is locked
}

// NewText is a field that grows with its text, so that it never scrolls inside the page; rows 1 is a
// single line.
func NewText(after kit.After, label, name, hint string, rows int, save func(string) error) *Text {
	f := &Text{name: name, save: save, after: after}
	var content fyne.CanvasObject
	if rows > 1 {
		f.Entry = kit.NewNotes(hint, rows, f.changed)
		f.grow = &growing{least: rows, rows: rows, entry: f.Entry}
		f.read = kit.Body("").Wrap()
		f.read.Hide()
		content = container.NewStack(container.New(f.grow, f.Entry), f.read)
	} else {
		f.Entry = kit.NewEntry(hint, f.changed)
		f.Entry.OnSubmitted = func(string) { f.Flush() }
		content = f.Entry
	}
	f.Entry.OnLeave = func(string) { f.Flush() }
	f.Field = kit.NewField(label, content)
	return f
}

func (f *Text) changed(text string) {
	if f.OnText != nil {
		f.OnText(text)
	}
	f.fit()
	f.cancel()
	f.stop = f.after(typingPause, f.Flush)
}

func (f *Text) cancel() {
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// Flush keeps what was typed. A text that is refused stays in the field with the reason below it.
func (f *Text) Flush() {
	f.cancel()
	if f.Entry.Text == f.saved || f.Entry.Disabled() {
		f.SetError("")
		return
	}
	text := f.Entry.Text
	if err := f.save(text); err != nil {
		f.SetError(Complaint(err, f.name))
		return
	}
	f.saved = text
	f.SetError("")
}

// Show fills the field from the chart, unless somebody is typing in it.
func (f *Text) Show(text string) {
	typing := f.Entry.Text != f.saved
	if typing && text == f.saved {
		return
	}
	f.saved = text
	if !typing && f.Entry.Text != text {
		f.Entry.Fill(text)
	}
	if f.OnText != nil {
		f.OnText(f.Entry.Text)
	}
	f.fit()
}

// fit makes the field as high as its text.
func (f *Text) fit() {
	if f.grow != nil && f.grow.fit() {
		f.Refresh()
	}
}

// Lock makes the field show its text only: a note as text to be read, not as a field that is dimmed.
func (f *Text) Lock(locked bool) {
	SetEnabled(f.Entry, !locked)
	if f.read == nil {
		return
	}
	text := f.Entry.Text
	if strings.TrimSpace(text) == "" {
		text = "–"
	}
	f.read.SetText(text)
	SetHidden(f.Entry, locked)
	SetHidden(f.read, !locked)
}

// Complaint is the sentence for a field, or for the whole record.
func Complaint(err error, field string) string {
	if m := clinic.FieldMessage(err, field); m != "" {
		return m
	}
	return err.Error()
}

// Date is a question answered by a date, kept as soon as it is a whole one.
type Date struct {
	*kit.Field
	date  *kit.DateField
	name  string
	saved clinic.Date
}

// NewDate is a date that is kept as soon as it is a whole one.
func NewDate(today func() time.Time, label, name string, save func(clinic.Date) error) *Date {
	f := &Date{name: name}
	f.date = kit.NewDateField(today, func(iso string) {
		if err := save(clinic.Date(iso)); err != nil {
			f.SetError(Complaint(err, name))
			return
		}
		f.saved = clinic.Date(iso)
		f.SetError("")
	})
	f.Field = kit.NewField(label, f.date)
	return f
}

// Show fills the field from the chart, unless something else is being typed in it.
func (f *Date) Show(d clinic.Date) {
	if d == f.saved {
		return
	}
	f.saved = d
	if typed, _ := f.date.Date(); typed != string(d) {
		f.date.SetDate(string(d))
		f.SetError("")
	}
}

// Lock makes the field show its date only.
func (f *Date) Lock(locked bool) {
	if locked {
		f.date.Disable()
		return
	}
	f.date.Enable()
}

// able is what can be made to show its value only.
type able interface {
	Enable()
	Disable()
	Disabled() bool
}

// SetEnabled makes a control work, or only show its value.
func SetEnabled(w able, on bool) {
	if on != w.Disabled() {
		return
	}
	if on {
		w.Enable()
		return
	}
	w.Disable()
}

// growing is the layout of a text that is as high as what it says. Fyne's entry scrolls inside itself
// instead, which takes the wheel and the finger away from the page around it.
type growing struct {
	least, rows int
	width       float32
	entry       *kit.Entry
}

func (g *growing) MinSize([]fyne.CanvasObject) fyne.Size {
	if !g.entry.Visible() {
		return fyne.Size{}
	}
	return g.entry.MinSize()
}

func (g *growing) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.Position{})
	objects[0].Resize(size)
	if g.width != size.Width {
		g.width = size.Width
		g.fit()
	}
}

// fit counts the lines and says whether the height has changed. Words break where the entry breaks
// them, give or take one a line, so that a long text gets a line to spare.
func (g *growing) fit() bool {
	room := g.width - 2*kit.SizeBody - kit.GapWide
	if room <= 0 {
		return false
	}
	rows := 0
	for line := range strings.SplitSeq(g.entry.Text, "\n") {
		w := fyne.MeasureText(line, kit.SizeBody, fyne.TextStyle{}).Width
		rows += 1 + int(w*1.06/room)
	}
	rows = max(rows, g.least)
	if rows == g.rows {
		return false
	}
	g.rows = rows
	g.entry.SetMinRowsVisible(rows)
	return true
}
