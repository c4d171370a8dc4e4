package kit

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
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

	focused  bool
	hadFocus bool // before the finger came down
	arrived  bool // the keyboard came here by itself: a Tab that follows is late, and done already
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

// AcceptsTab is false also for several lines: Tab always goes on to the next field, unless the keyboard has gone on
// by itself just before.
func (e *Entry) AcceptsTab() bool { return e.arrived }

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
	e.Entry.TypedKey(k)
}

// MouseDown remembers whether the field had the keyboard before.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	e.hadFocus = e.focused
	e.Entry.MouseDown(m)
}

// CreateRenderer is part of fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	r := &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), grip: &grip{entry: e}}
	r.grip.ExtendBaseWidget(r.grip)
	for _, o := range r.WidgetRenderer.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			r.grip.text = s
		}
	}
	return r
}

type entryRenderer struct {
	fyne.WidgetRenderer
	grip *grip
}

func (r *entryRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.grip.Resize(s)
}

func (r *entryRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.grip)
}

// grip lies over a text field and takes the drags only, which would otherwise
// always go to the text inside.
type grip struct {
	widget.BaseWidget
	entry    *Entry
	text     *container.Scroll
	dragging bool
	scroll   *DragScroll
}

// CreateRenderer is part of fyne.Widget.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Dragged scrolls the form around the field when a finger goes up or down in a
// field that had not the keyboard, and selects text otherwise.
func (g *grip) Dragged(d *fyne.DragEvent) {
	if !g.dragging {
		g.dragging = true
		steep := math.Abs(float64(d.Dragged.DY)) > math.Abs(float64(d.Dragged.DX))
		driver := fyne.CurrentApp().Driver()
		if c := driver.CanvasForObject(g); c != nil && steep && !g.entry.hadFocus {
			g.scroll = scrollAt(c, driver.AbsolutePositionForObject(g).Add(d.Position))
			if g.scroll != nil {
				c.Unfocus()
			}
		}
	}
	if g.scroll != nil {
		g.scroll.Dragged(d)
		return
	}
	if t := g.inside(); t != nil {
		in := *d
		in.Position = d.Position.Add(g.text.Offset).Subtract(g.text.Position())
		t.Dragged(&in)
	}
}

// DragEnd ends scrolling or selecting.
func (g *grip) DragEnd() {
	if g.scroll != nil {
		g.scroll.DragEnd()
	} else if t := g.inside(); t != nil {
		t.DragEnd()
	}
	g.dragging, g.scroll = false, nil
}

// inside is the text that is selected by dragging.
func (g *grip) inside() fyne.Draggable {
	if g.text == nil {
		return nil
	}
	t, _ := g.text.Content.(fyne.Draggable)
	return t
}

// FocusGained is part of fyne.Focusable.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
}

// FocusLost calls OnLeave.
func (e *Entry) FocusLost() {
	e.focused = false
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
