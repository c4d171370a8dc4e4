package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Entry is Fyne's text field with what the screens need beside it: Escape, Enter,
// paste and leaving the field can be answered.
type Entry struct {
	widget.Entry
	// OnKey is asked first for every special key; true means it was dealt with.
	OnKey func(k fyne.KeyName) bool
	// OnLeave is called when the keyboard leaves the field, with its text.
	OnLeave func(text string)
	// OnPaste is asked first for pasted text; true means it was dealt with.
	OnPaste func(text string) bool
}

// NewEntry is a field of one line; onChanged may be nil.
func NewEntry(placeholder string, onChanged func(string)) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.OnChanged = onChanged
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// NewNotes is a field of several lines, rows high, that wraps.
func NewNotes(placeholder string, rows int, onChanged func(string)) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.OnChanged = onChanged
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(rows)
	return e
}

// Fill sets the text without calling OnChanged.
func (e *Entry) Fill(text string) {
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// AcceptsTab is false also for several lines: Tab always goes on to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// TypedKey asks OnKey first.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k.Name) {
		return
	}
	e.Entry.TypedKey(k)
}

// FocusLost calls OnLeave.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave(e.Text)
	}
}

// TypedShortcut asks OnPaste first for a paste.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if p, ok := s.(*fyne.ShortcutPaste); ok && e.OnPaste != nil && !e.Disabled() && e.OnPaste(p.Clipboard.Content()) {
		return
	}
	e.Entry.TypedShortcut(s)
}
