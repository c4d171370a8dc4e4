package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/writing"
)

// Entry is a field that text is typed in, of one line or of as many as the text needs. It keeps what is typed, letter
// by letter: Fyne's own field knows a place only by its row and column, has none for the blank a line wraps at, and
// breaks and draws the whole text anew for every letter.
type Entry struct {
	widget.DisableableWidget
	// Text is what stands in the field. Set it with SetText or Fill, or before the field is shown.
	Text        string
	PlaceHolder string
	MultiLine   bool
	// Password shows dots for letters.
	Password bool
	// Replaces: what is typed first takes the place of what stands there, as in a field for a number, unless the caret was put
	// somewhere by the pointer or an arrow.
	Replaces bool
	// Large sets the text for a person who is not used to screens.
	Large bool
	// Icon stands before the text; ActionItem, such as a small button, behind it.
	Icon       fyne.Resource
	ActionItem fyne.CanvasObject

	// OnChanged is told of every change of the text, but not by Fill.
	OnChanged func(text string)
	// OnSubmitted is called by Enter, in a field of several lines by Shift+Enter.
	OnSubmitted func(text string)
	// OnKey is asked first for every special key; true means it was dealt with.
	OnKey func(k fyne.KeyName) bool
	// OnEnter is called when the keyboard comes to the field.
	OnEnter func()
	// OnLeave is called when the keyboard leaves the field, with its text.
	OnLeave func(text string)
	// OnPaste is asked first for pasted text; true means it was dealt with.
	OnPaste func(text string) bool

	whole   fyne.Widget // what was made of the field
	letters writing.Text
	rows    *writing.Rows
	least   int     // rows that are always shown
	goal    float32 // where the caret goes up and down; negative: where it is
	page    *page
	sight   sight
	pointer pointer

	focused  bool
	hadFocus bool // before the finger came down
	shift    bool
	arrived  bool // the keyboard came here by itself: a Tab that follows is late, and done already
}

// NewEntry is a field of one line; onChanged may be nil.
func NewEntry(placeholder string, onChanged func(string)) *Entry {
	e := &Entry{PlaceHolder: placeholder, OnChanged: onChanged}
	e.ExtendBaseWidget(e)
	return e
}

// NewNotes is a field of several lines that wraps. It is at least rows high, and as high as its text: it never scrolls
// inside the page.
func NewNotes(placeholder string, rows int, onChanged func(string)) *Entry {
	e := &Entry{PlaceHolder: placeholder, OnChanged: onChanged, MultiLine: true, least: rows}
	e.ExtendBaseWidget(e)
	return e
}

// ExtendBaseWidget is called by what is made of the field, before it is shown.
func (e *Entry) ExtendBaseWidget(w fyne.Widget) {
	if e.whole == nil {
		e.whole = w
	}
	e.DisableableWidget.ExtendBaseWidget(w)
}

// SetText replaces the text.
func (e *Entry) SetText(text string) {
	e.set(text)
	e.told()
}

// Fill sets the text without calling OnChanged.
func (e *Entry) Fill(text string) {
	e.set(text)
	e.Text = text
	e.Refresh()
}

func (e *Entry) set(text string) {
	e.letters.Set(text)
	e.goal = -1
}

// told shows and tells what the text has become, when it has changed.
func (e *Entry) told() {
	changed := e.Text != e.letters.String()
	e.Text = e.letters.String()
	e.Refresh()
	if changed && e.OnChanged != nil {
		e.OnChanged(e.Text)
	}
}

// SetPlaceHolder changes what is said in the empty field.
func (e *Entry) SetPlaceHolder(text string) {
	e.PlaceHolder = text
	e.Refresh()
}

// SelectedText is the part of the text that is selected.
func (e *Entry) SelectedText() string { return e.letters.Selected() }

// Caret is how many bytes of the text stand before the caret.
func (e *Entry) Caret() int { return e.letters.Caret() }

// AcceptsTab is false also for several lines: Tab always goes on to the next field, unless the keyboard has gone on
// by itself just before.
func (e *Entry) AcceptsTab() bool { return e.arrived }

// Focused reports whether the field has the keyboard.
func (e *Entry) Focused() bool { return e.focused }

// FocusGained is part of fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused, e.sight = true, sight{}
	if e.Replaces {
		e.letters.SelectAll()
	}
	e.Refresh()
	if e.OnEnter != nil {
		e.OnEnter()
	}
}

// FocusLost calls OnLeave.
func (e *Entry) FocusLost() {
	e.focused, e.shift = false, false
	e.Refresh()
	if e.OnLeave != nil {
		e.OnLeave(e.Text)
	}
}

// KeyDown knows when the arrows select.
func (e *Entry) KeyDown(k *fyne.KeyEvent) { e.shifted(k, true) }

// KeyUp knows when the arrows do not select any more.
func (e *Entry) KeyUp(k *fyne.KeyEvent) { e.shifted(k, false) }

func (e *Entry) shifted(k *fyne.KeyEvent, down bool) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		e.shift = down
	}
}

// TypedRune takes a letter.
func (e *Entry) TypedRune(r rune) {
	if e.Disabled() || unicode.IsControl(r) {
		return
	}
	e.letters.Type(r)
	e.edited()
}

func (e *Entry) edited() {
	e.goal = -1
	e.follow()
	e.told()
	e.reveal()
}

// TypedKey asks OnKey first; function keys go to the window.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	late := e.arrived && k.Name == fyne.KeyTab
	e.arrived = false
	if late {
		return
	}
	if e.OnKey != nil && e.OnKey(k.Name) {
		return
	}
	passOn(k.Name)
	t := &e.letters
	from, to := t.Selection()
	switch k.Name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEnter:
		e.edit(k.Name)
	case fyne.KeyLeft:
		if from == to || e.shift {
			from = t.Before(t.Caret())
		}
		e.move(from)
	case fyne.KeyRight:
		if from == to || e.shift {
			to = t.Next(t.Caret())
		}
		e.move(to)
	case fyne.KeyUp:
		e.climb(-1)
	case fyne.KeyDown:
		e.climb(1)
	case fyne.KeyHome:
		e.move(e.row().Begin)
	case fyne.KeyEnd:
		e.move(e.rowEnd(e.row()))
	case fyne.KeyPageUp:
		e.climb(-e.pageful())
	case fyne.KeyPageDown:
		e.climb(e.pageful())
	}
}

func (e *Entry) edit(k fyne.KeyName) {
	if e.Disabled() {
		return
	}
	t := &e.letters
	switch {
	case k == fyne.KeyBackspace:
		t.Erase(t.Before(t.Caret()))
	case k == fyne.KeyDelete:
		t.Erase(t.Next(t.Caret()))
	case !e.MultiLine || e.shift && e.OnSubmitted != nil:
		if e.OnSubmitted != nil {
			e.OnSubmitted(e.Text)
		}
		return
	default:
		t.Insert("\n")
	}
	e.edited()
}

// move puts the caret somewhere, selecting while Shift is held.
func (e *Entry) move(place int) {
	e.goal = -1
	e.letters.MoveTo(place, e.shift)
	e.follow()
	e.Refresh()
	e.reveal()
}

// climb moves the caret by rows, to the letter nearest to where it started from.
func (e *Entry) climb(by int) {
	rows := e.laid().All()
	at := e.rows.At(e.letters.Caret())
	to := at + by
	switch {
	case to < 0 && at == 0:
		e.move(0)
		return
	case to >= len(rows) && at == len(rows)-1:
		e.move(len(e.Text))
		return
	}
	goal := e.goal
	if goal < 0 {
		goal = e.line(rows[at]).X(e.letters.Caret())
	}
	e.move(e.placeIn(rows[max(min(to, len(rows)-1), 0)], goal))
	e.goal = goal
}

// placeIn is the place of a row that is nearest to a point of it.
func (e *Entry) placeIn(row writing.Row, x float32) int {
	return min(e.line(row).Place(x, &e.letters), e.rowEnd(row))
}

func (e *Entry) row() writing.Row {
	rows := e.laid()
	return rows.All()[rows.At(e.letters.Caret())]
}

// rowEnd is the last place of a row: where it wraps, the end of the row is the beginning of the next.
func (e *Entry) rowEnd(row writing.Row) int {
	if !row.Wraps {
		return row.End
	}
	return e.letters.Before(row.End)
}

// TypedShortcut asks OnPaste first for a paste.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	t := &e.letters
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		e.copyTo(s.Clipboard)
		return
	case *fyne.ShortcutSelectAll:
		t.SelectAll()
		e.Refresh()
		return
	case *desktop.CustomShortcut:
		e.wordKey(s)
		return
	}
	if e.Disabled() {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutCut:
		if e.copyTo(s.Clipboard) {
			t.Insert("")
			e.edited()
		}
	case *fyne.ShortcutPaste:
		text := s.Clipboard.Content()
		if e.OnPaste != nil && e.OnPaste(text) {
			return
		}
		// A clipboard that holds a picture has no text: what is selected stays.
		if text = e.pasted(text); text != "" {
			t.Insert(text)
			e.edited()
		}
	case *fyne.ShortcutUndo:
		t.Undo()
		e.edited()
	case *fyne.ShortcutRedo:
		t.Redo()
		e.edited()
	}
}

func (e *Entry) copyTo(c fyne.Clipboard) bool {
	if e.Password || e.SelectedText() == "" {
		return false
	}
	c.SetContent(e.SelectedText())
	return true
}

// pasted is a text as the field takes it: lines end in one way, in a field of one line they follow each other, and
// letters that are only there for machines are left out.
func (e *Entry) pasted(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if !e.MultiLine {
		text = strings.TrimRight(text, "\n")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			if !e.MultiLine {
				return ' '
			}
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
}

// wordKey moves and erases by words, and goes to the ends of the text.
func (e *Entry) wordKey(s *desktop.CustomShortcut) {
	const back, on = true, false
	switch {
	case s.Modifier&^fyne.KeyModifierShift == lineModifier && lineModifier != wordModifier:
		switch s.KeyName {
		case fyne.KeyLeft:
			e.jump(s, e.row().Begin)
		case fyne.KeyRight:
			e.jump(s, e.rowEnd(e.row()))
		}
	case s.Modifier&^fyne.KeyModifierShift != wordModifier:
	case s.KeyName == fyne.KeyLeft:
		e.jump(s, e.word(back))
	case s.KeyName == fyne.KeyRight:
		e.jump(s, e.word(on))
	case s.KeyName == fyne.KeyHome:
		e.jump(s, 0)
	case s.KeyName == fyne.KeyEnd:
		e.jump(s, len(e.Text))
	case e.Disabled() || s.Modifier != wordModifier:
	case s.KeyName == fyne.KeyBackspace:
		e.letters.Erase(e.word(back))
		e.edited()
	case s.KeyName == fyne.KeyDelete:
		e.letters.Erase(e.word(on))
		e.edited()
	}
}

// word is where a step by a word leads. What a password is made of is not told.
func (e *Entry) word(back bool) int {
	t := &e.letters
	switch {
	case e.Password && back:
		return 0
	case e.Password:
		return len(e.Text)
	case back:
		return t.WordBefore(t.Caret())
	}
	return t.WordAfter(t.Caret())
}

func (e *Entry) jump(s *desktop.CustomShortcut, place int) {
	shift := e.shift
	e.shift = s.Modifier&fyne.KeyModifierShift != 0
	e.move(place)
	e.shift = shift
}
