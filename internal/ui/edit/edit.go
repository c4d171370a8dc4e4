// Package edit holds the fields that keep what is typed in them: there is no button for it.
package edit

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
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
	rival  *Rival
	theirs string // while the rival is open
	saving bool
	// refused is set while what is in the field was refused.
	refused bool
}

// NewText is a field that grows with its text, so that it never scrolls inside the page: it is at least rows high, and
// from one line on where rows is 0; rows 1 is a single line that does not grow.
func NewText(after kit.After, label, name, hint string, rows int, save func(string) error) *Text {
	f := &Text{name: name, save: save, after: after}
	if rows != 1 {
		f.Entry = kit.NewNotes(hint, max(rows, 1), f.changed)
	} else {
		f.Entry = kit.NewEntry(hint, f.changed)
		f.Entry.OnSubmitted = func(string) { f.Flush() }
	}
	f.Entry.OnLeave = func(string) { f.Flush() }
	f.Field = kit.NewField(label, f.Entry)
	f.rival = NewRival(f.Label, f.Below, f.keepMine, f.useTheirs)
	return f
}

// Of says who else may change the text on another machine. Without it, what is being typed wins.
func (f *Text) Of(others Elsewhere) *Text {
	f.rival.Of(others)
	return f
}

// Large sets the field for a person who is not used to screens, and returns it. It is called before the field is shown.
func (f *Text) Large() *Text {
	f.Field.Large()
	f.Entry.Large = true
	return f
}

// Waiting reports whether the field asks which of two texts stays.
func (f *Text) Waiting() bool { return f.rival.Open() }

// Begin makes the field that of another record: what was written for the one before is not written here.
func (f *Text) Begin(text string) {
	f.cancel()
	f.rival.Settle()
	f.saved, f.refused = text, false
	f.fill(text)
	f.SetError("")
}

func (f *Text) keepMine() {
	f.saved = f.theirs
	kit.Focus(f.Entry)
	f.Flush()
}

func (f *Text) useTheirs() {
	f.saved = f.theirs
	kit.Focus(f.Entry)
	f.fill(f.theirs)
	f.SetError("")
}

func (f *Text) changed(text string) {
	if f.OnText != nil {
		f.OnText(text)
	}
	if f.rival.Open() {
		if text == f.theirs {
			f.saved = text
			f.rival.Settle()
		}
		return
	}
	f.soon()
}

func (f *Text) soon() {
	f.cancel()
	f.stop = f.after(typingPause, f.Flush)
}

func (f *Text) cancel() {
	if f.stop != nil {
		f.stop()
		f.stop = nil
	}
}

// Flush keeps what was typed. A text that is refused stays in the field with the reason below it; so does
// one that waits for a choice, see Rival.
func (f *Text) Flush() {
	f.cancel()
	if f.rival.Open() || f.Entry.Disabled() {
		return
	}
	if f.Entry.Text == f.saved {
		f.refused = false
		f.SetError("")
		return
	}
	text := f.Entry.Text
	f.saving = true
	err := f.save(text)
	f.saving = false
	f.refused = err != nil
	if err != nil {
		f.SetError(Complaint(err, f.name))
		return
	}
	f.saved = text
	f.SetError("")
}

// Show fills the field from the chart, unless somebody is typing in it; what was refused goes when something else was
// chosen in its place. When it was changed on another machine while somebody typed here, they are asked which text stays.
func (f *Text) Show(text string) {
	who, possible := f.rival.News()
	typing := f.Entry.Text != f.saved
	same := strings.TrimSpace(f.Entry.Text) == strings.TrimSpace(text)
	switch {
	case f.rival.Open():
		f.compete(text, who, same)
		return
	case typing && text == f.saved:
		return
	case !typing && same && f.Entry.Focused():
		return // a blank at the end is not kept, but whoever typed it goes on behind it
	case typing && !f.saving && possible && !same && strings.TrimSpace(text) != strings.TrimSpace(f.saved):
		f.cancel()
		f.theirs = text
		f.rival.Ask(who, text)
		return
	case typing && f.refused && !f.saving && !f.Entry.Focused():
		f.Begin(text)
		return
	}
	f.saved = text
	if !typing {
		f.fill(text)
		return
	}
	f.tell()
}

// compete brings an open question up to date: theirs may have changed again.
func (f *Text) compete(text, who string, same bool) {
	switch {
	case same:
		f.rival.Settle()
		f.saved = text
	case text == f.saved:
		f.rival.Settle()
		f.soon()
	default:
		f.theirs = text
		f.rival.Ask(who, text)
	}
}

func (f *Text) fill(text string) {
	if f.Entry.Text != text {
		f.Entry.Fill(text)
	}
	f.tell()
}

func (f *Text) tell() {
	if f.OnText != nil {
		f.OnText(f.Entry.Text)
	}
}

// Typed is what was typed and is not kept, or "".
func (f *Text) Typed() string {
	if f.Entry.Text == f.saved {
		return ""
	}
	return f.Entry.Text
}

// orphan shows what is kept in the place of a text that cannot be kept any more, and says that text.
func (f *Text) orphan(typed string) {
	kept := f.saved
	if f.rival.Open() {
		kept = f.theirs
	}
	f.Begin(kept)
	f.SetError(signedMeanwhile(typed))
}

// signedMeanwhile says what became of a text that cannot be kept any more.
func signedMeanwhile(typed string) string {
	return lang.L("This was signed while you were writing. Yours was not kept, but it can be written as an addendum: “{{.Text}}”",
		map[string]any{"Text": typed})
}

// Lock makes the field show its text only: as text to be read, not as a field that is dimmed.
func (f *Text) Lock(locked bool) {
	if typed := f.Typed(); locked && typed != "" && !f.Entry.Disabled() {
		f.orphan(typed)
	}
	kit.SetEnabled(f.Entry, !locked)
	f.Read(f.Entry.Text, locked)
}

// Complaint is the sentence for a field, or for the whole record.
func Complaint(err error, field string) string {
	if m := clinic.FieldMessage(err, field); !m.IsZero() {
		return words.Say(m)
	}
	return words.Error(err)
}

// Date is a question answered by a date, kept as soon as it is a whole one.
type Date struct {
	*kit.Field
	date   *kit.DateField
	saved  clinic.Date
	rival  *Rival
	theirs clinic.Date
	keep   func(clinic.Date)
}

// NewDate is a date that is kept as soon as it is a whole one.
func NewDate(today func() time.Time, label, name string, save func(clinic.Date) error) *Date {
	f := &Date{}
	f.keep = func(d clinic.Date) {
		if err := save(d); err != nil {
			f.SetError(Complaint(err, name))
			return
		}
		f.saved = d
		f.SetError("")
	}
	f.date = kit.NewDateField(today, func(iso string) {
		switch {
		case !f.rival.Open():
			f.keep(clinic.Date(iso))
		case clinic.Date(iso) == f.theirs:
			f.saved = f.theirs
			f.rival.Settle()
		}
	})
	f.Field = kit.NewField(label, f.date)
	f.rival = NewRival(f.Label, f.Below, f.keepMine, f.useTheirs)
	return f
}

// NewBirth is NewDate for a birth date: it shows the age and refuses dates to come.
func NewBirth(today func() time.Time, label, name string, save func(clinic.Date) error) *Date {
	f := NewDate(today, label, name, save)
	f.date.Birth()
	return f
}

// Large sets the field for a person who is not used to screens, and returns it. It is called before the field is shown.
func (f *Date) Large() *Date {
	f.Field.Large()
	f.date.Large()
	return f
}

// Problem is the sentence that says why what was typed is no date, or is not taken; "" while there is none.
func (f *Date) Problem() string {
	if _, err := f.date.Date(); err != nil && !errors.Is(err, kit.ErrNoDate) {
		return err.Error()
	}
	return f.Field.Problem()
}

// First is the day's field, for giving it the keyboard.
func (f *Date) First() *kit.Entry { return f.date.First() }

// Of says who else may change the date on another machine.
func (f *Date) Of(others Elsewhere) *Date {
	f.rival.Of(others)
	return f
}

func (f *Date) keepMine() {
	f.saved = f.theirs
	// What is half typed is kept when it is a whole date.
	if iso, err := f.date.Date(); err == nil && clinic.Date(iso) != f.saved {
		f.keep(clinic.Date(iso))
	}
	kit.Focus(f.date.First())
}

func (f *Date) useTheirs() {
	f.fill(f.theirs)
	kit.Focus(f.date.First())
}

// Show fills the field from the chart. When it was changed on another machine while something else is half
// typed in it, the person is asked which date stays.
func (f *Date) Show(d clinic.Date) {
	who, possible := f.rival.News()
	typed, err := f.date.Date()
	half := err != nil && !errors.Is(err, kit.ErrNoDate)
	switch {
	case f.rival.Open() && d == f.saved:
		f.rival.Settle()
	case d == f.saved:
	case f.rival.Open() || half && possible:
		f.theirs = d
		f.rival.Ask(who, words.Long(d))
	case half || typed == string(d):
		f.saved = d // what is half typed is no date yet, and stays
	default:
		f.fill(d)
	}
}

func (f *Date) fill(d clinic.Date) {
	f.saved = d
	f.date.SetDate(string(d))
	f.SetError("")
}

// Lock makes the field show its date only.
func (f *Date) Lock(locked bool) {
	if locked {
		f.date.Disable()
	} else {
		f.date.Enable()
	}
	f.Read(words.Long(f.saved), locked)
}

// DateOf is the date in a field that may be left empty; what is half typed is an error, a sentence.
func DateOf(f *kit.DateField) (clinic.Date, error) {
	iso, err := f.Date()
	if errors.Is(err, kit.ErrNoDate) {
		err = nil
	}
	return clinic.Date(iso), err
}

// WithSentence adds a sentence to a text that does not have it yet.
func WithSentence(text, sentence string) string {
	switch {
	case strings.Contains(text, sentence):
		return text
	case strings.TrimSpace(text) == "":
		return sentence
	}
	return strings.TrimRight(text, " \n") + "\n" + sentence
}
