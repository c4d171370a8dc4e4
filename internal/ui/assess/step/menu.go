package step

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// Group are some of the things a Menu offers, under a title of their own.
type Group struct {
	Title   string
	Options []kit.Option
}

// Menu is a choice among many that takes the room of one button: the button says what is chosen, and opens a sheet with all
// there is, in groups. The arrows move in the sheet, Escape closes it.
type Menu struct {
	Button *kit.Button
	window fyne.Window
	offer  func() []Group
	chosen func(id string)
	id     string
	sheet  *widget.PopUp
}

// Without are the options of a list that none of the others holds.
func Without(list []kit.Option, others ...kit.Option) []kit.Option {
	return slices.DeleteFunc(slices.Clone(list), func(o kit.Option) bool {
		return slices.ContainsFunc(others, func(x kit.Option) bool { return x.ID == o.ID })
	})
}

// NewMenu asks offer for what there is each time it opens; chosen is told what was taken.
func NewMenu(h *Host, button *kit.Button, offer func() []Group, chosen func(id string)) *Menu {
	m := &Menu{Button: button, window: h.Desk.Window, offer: offer, chosen: chosen}
	button.SetIconName(kit.IconChevronDown)
	button.IconPlacement = widget.ButtonIconTrailingText
	button.OnTapped = m.open
	return m
}

// Show says what is chosen.
func (m *Menu) Show(id, label string) {
	m.id = id
	if m.Button.Text != label {
		m.Button.SetText(label)
	}
}

// The sheet of a menu.
const (
	menuColumns         = 3
	menuColumn  float32 = 184
)

func (m *Menu) open() {
	canvas := m.window.Canvas()
	list := kit.StackGap(kit.Gap)
	var first, current fyne.Focusable
	columns := menuColumns
	if canvas.Size().Width < menuColumns*menuColumn+2*kit.GapRoomy {
		columns = menuColumns - 1
	}
	for _, g := range m.offer() {
		if len(g.Options) == 0 {
			continue
		}
		grid := container.New(layout.NewGridLayoutWithColumns(columns))
		for _, o := range g.Options {
			row := newMenuRow(o.Label, o.ID == m.id, func() {
				m.Close()
				kit.Focus(m.Button)
				if o.ID != m.id {
					m.chosen(o.ID)
				}
			}, m.Close)
			if first == nil {
				first = row
			}
			if o.ID == m.id && current == nil {
				current = row
			}
			grid.Add(kit.MinWidth(menuColumn, row))
		}
		list.Add(kit.StackGap(kit.Gap/2, kit.QuietText(g.Title), grid))
	}
	content := kit.NewDragScroll(kit.Pad(kit.GapWide, list))
	m.sheet = widget.NewPopUp(content, canvas)
	// Below the button, and where there is too little room as far up as it takes.
	room, least := canvas.Size(), list.MinSize().AddWidthHeight(2*kit.GapWide, 2*kit.GapWide)
	size := fyne.NewSize(min(least.Width, room.Width-2*kit.Gap), min(least.Height, room.Height-2*kit.Gap))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.Button).AddXY(0, m.Button.Size().Height)
	at.X, at.Y = max(min(at.X, room.Width-size.Width-kit.Gap), kit.Gap), max(min(at.Y, room.Height-size.Height-kit.Gap), kit.Gap)
	m.sheet.ShowAtPosition(at)
	m.sheet.Resize(size)
	if current != nil {
		first = current
	}
	if first != nil {
		canvas.Focus(first)
	}
}

// Close takes the sheet away with nothing chosen.
func (m *Menu) Close() {
	if m.sheet != nil {
		m.sheet.Hide()
		m.sheet = nil
	}
}

// menuRow is one thing that is offered.
type menuRow struct {
	kit.Button
	shut func()
}

func newMenuRow(label string, current bool, take, shut func()) *menuRow {
	r := &menuRow{shut: shut}
	r.Text, r.OnTapped, r.Importance, r.Alignment = label, take, widget.LowImportance, widget.ButtonAlignLeading
	if current {
		r.Icon, r.IconPlacement = kit.Icon(kit.IconCheck), widget.ButtonIconTrailingText
	}
	r.ExtendBaseWidget(r)
	return r
}

// TypedKey moves with the arrows, takes with space or Enter, and closes with Escape.
func (r *menuRow) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		r.shut()
	case fyne.KeyDown, fyne.KeyRight, fyne.KeyUp, fyne.KeyLeft:
		c := fyne.CurrentApp().Driver().CanvasForObject(r)
		if c == nil {
			return
		}
		if e.Name == fyne.KeyDown || e.Name == fyne.KeyRight {
			c.FocusNext()
		} else {
			c.FocusPrevious()
		}
	default:
		r.Button.TypedKey(e)
	}
}
