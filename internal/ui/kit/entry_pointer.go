package kit

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// pointer is what a finger or a mouse is about in a field.
type pointer struct {
	dragging bool
	scroll   *DragScroll // the form it moves, instead of selecting
	twice    time.Time   // when a word was selected by a second tap
}

// Cursor is that of text.
func (e *Entry) Cursor() desktop.Cursor { return desktop.TextCursor }

// MouseDown puts the caret there, and the keyboard in the field. A third tap selects the paragraph.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	e.hadFocus = e.focused
	if f, ok := e.whole.(fyne.Focusable); ok {
		Focus(f)
	}
	if e.page == nil {
		return
	}
	place := e.at(m.Position)
	from, to := e.letters.Selection()
	switch {
	case m.Button == desktop.MouseButtonSecondary && from <= place && place <= to && from != to:
		return // what is done next is done with what is selected
	case time.Since(e.pointer.twice) < fyne.CurrentApp().Driver().DoubleTapDelay():
		e.letters.Select(e.letters.Paragraph(place))
	default:
		e.letters.MoveTo(place, e.shift || m.Modifier&fyne.KeyModifierShift != 0)
	}
	e.goal = -1
	e.Refresh()
}

// MouseUp is part of desktop.Mouseable.
func (e *Entry) MouseUp(*desktop.MouseEvent) {}

// Tapped is part of fyne.Tappable: what a tap does was done when the finger came down.
func (e *Entry) Tapped(*fyne.PointEvent) {}

// DoubleTapped selects the word.
func (e *Entry) DoubleTapped(p *fyne.PointEvent) {
	e.pointer.twice = time.Now()
	if e.page == nil || e.Text == "" {
		return
	}
	if e.Password {
		e.letters.SelectAll()
	} else {
		e.letters.Select(e.letters.Word(e.at(p.Position)))
	}
	e.Refresh()
}

// TappedSecondary offers what can be done with the text.
func (e *Entry) TappedSecondary(p *fyne.PointEvent) {
	app := fyne.CurrentApp()
	c := app.Driver().CanvasForObject(e.whole)
	if c == nil || e.Password && e.Disabled() {
		return
	}
	item := func(word string, s fyne.Shortcut) *fyne.MenuItem {
		return fyne.NewMenuItem(word, func() {
			if w, ok := e.whole.(fyne.Shortcutable); ok {
				w.TypedShortcut(s)
			}
		})
	}
	var items []*fyne.MenuItem
	if !e.Disabled() && e.letters.CanUndo() {
		items = append(items, item(lang.L("Undo"), &fyne.ShortcutUndo{}))
	}
	if !e.Disabled() && e.letters.CanRedo() {
		items = append(items, item(lang.L("Redo"), &fyne.ShortcutRedo{}))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	if !e.Disabled() && !e.Password {
		items = append(items, item(lang.L("Cut"), &fyne.ShortcutCut{Clipboard: app.Clipboard()}))
	}
	if !e.Password {
		items = append(items, item(lang.L("Copy"), &fyne.ShortcutCopy{Clipboard: app.Clipboard()}))
	}
	if !e.Disabled() {
		items = append(items, item(lang.L("Paste"), &fyne.ShortcutPaste{Clipboard: app.Clipboard()}))
	}
	items = append(items, item(lang.L("Select all"), &fyne.ShortcutSelectAll{}))
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, p.AbsolutePosition)
}

// Dragged scrolls the form around the field when a finger goes up or down in a field that had not the keyboard, and
// selects text otherwise.
func (e *Entry) Dragged(d *fyne.DragEvent) {
	if e.page == nil {
		return
	}
	if !e.pointer.dragging {
		e.pointer.dragging = true
		steep := math.Abs(float64(d.Dragged.DY)) > math.Abs(float64(d.Dragged.DX))
		driver := fyne.CurrentApp().Driver()
		if c := driver.CanvasForObject(e.whole); c != nil && steep && !e.hadFocus {
			e.pointer.scroll = scrollAt(c, driver.AbsolutePositionForObject(e.whole).Add(d.Position), true)
			if e.pointer.scroll != nil {
				c.Unfocus()
			}
		}
		if e.pointer.scroll == nil {
			e.letters.MoveTo(e.at(d.Position.SubtractXY(d.Dragged.DX, d.Dragged.DY)), false)
		}
	}
	if e.pointer.scroll != nil {
		e.pointer.scroll.Dragged(d)
		return
	}
	e.letters.MoveTo(e.at(d.Position), true)
	e.goal = -1
	e.page.follow()
	e.Refresh()
}

// DragEnd ends scrolling or selecting.
func (e *Entry) DragEnd() {
	if e.pointer.scroll != nil {
		e.pointer.scroll.DragEnd()
	}
	e.pointer.dragging, e.pointer.scroll = false, nil
}
