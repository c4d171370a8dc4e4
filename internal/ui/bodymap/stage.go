package bodymap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// stage gives the figure the whole height, with the choice of view on its
// left and the tools on its right. Where that is too high, the choices go in
// rows above and below it, and where those would leave too little of it, into
// menus beside it: the figure is what the room is for.
type stage struct {
	figure fyne.CanvasObject
	views  *kit.Chips
	chips  []*kit.Chips // without the views
	look   *kit.Chips   // the one of them that is a switch and stays beside the menus
	menus  []*kit.Button
	zoom   fyne.CanvasObject
}

const (
	minFigure float32 = 220 // across
	minHeight float32 = 300 // of a figure between rows
)

// column sets chips one below the other and returns their size.
func column(c *kit.Chips) fyne.Size {
	c.Resize(fyne.NewSize(c.MinSize().Width, 0))
	return c.MinSize()
}

func (s *stage) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left := column(s.views)
	right := s.zoom.MinSize()
	for _, c := range s.chips {
		cs := column(c)
		right = fyne.NewSize(max(right.Width, cs.Width), right.Height+cs.Height+kit.GapWide)
	}
	switch {
	case size.Height >= max(left.Height, right.Height) && size.Width >= left.Width+right.Width+minFigure:
		s.fold(false)
		s.columns(size, left, right)
	case s.rowsHeight(size.Width)+minHeight <= size.Height:
		s.fold(false)
		s.rows(size)
	default:
		s.fold(true)
		s.beside(size)
	}
}

// fold shows the menus in place of the chips.
func (s *stage) fold(on bool) {
	s.views.Hidden = on
	for _, c := range s.chips {
		c.Hidden = on && c != s.look
	}
	for _, b := range s.menus {
		b.Hidden = !on
	}
}

func (s *stage) columns(size, left, right fyne.Size) {
	s.views.Resize(left)
	s.views.Move(fyne.NewPos(0, 0))
	x, y := size.Width-right.Width, float32(0)
	for _, c := range s.chips {
		cs := c.MinSize()
		c.Resize(fyne.NewSize(right.Width, cs.Height))
		c.Move(fyne.NewPos(x, y))
		y += cs.Height + kit.GapWide
	}
	s.putZoom(size.Width, size.Height)
	s.putFigure(left.Width+kit.Gap, 0, fyne.NewSize(size.Width-left.Width-right.Width-2*kit.Gap, size.Height))
}

// rowHeight is the height of chips in rows of a width.
func rowHeight(c *kit.Chips, width float32) float32 {
	c.Resize(fyne.NewSize(width, 0))
	return c.MinSize().Height
}

func (s *stage) rowsHeight(width float32) float32 {
	h := rowHeight(s.views, width) + kit.Gap
	for _, c := range s.chips {
		h += rowHeight(c, width) + kit.Gap
	}
	return h
}

func (s *stage) rows(size fyne.Size) {
	put := func(c *kit.Chips, y float32) float32 {
		h := rowHeight(c, size.Width)
		c.Resize(fyne.NewSize(size.Width, h))
		c.Move(fyne.NewPos(0, y))
		return h + kit.Gap
	}
	below := s.rowsHeight(size.Width)
	top := put(s.views, 0)
	below -= top
	y := size.Height - below + kit.Gap
	for _, c := range s.chips {
		y += put(c, y)
	}
	s.putFigure(0, top, fyne.NewSize(size.Width, size.Height-top-below))
	s.putZoom(size.Width, size.Height-below)
}

func (s *stage) beside(size fyne.Size) {
	look := column(s.look)
	width := look.Width
	for _, b := range s.menus {
		width = max(width, b.MinSize().Width)
	}
	y := float32(0)
	for _, b := range s.menus {
		b.Move(fyne.NewPos(0, y))
		b.Resize(fyne.NewSize(width, b.MinSize().Height))
		y += b.Size().Height + kit.Gap
	}
	s.look.Move(fyne.NewPos(0, y))
	s.look.Resize(look)
	zoom := s.putZoom(size.Width, size.Height)
	s.putFigure(width+kit.Gap, 0, fyne.NewSize(size.Width-width-zoom.Width-2*kit.Gap, size.Height))
}

func (s *stage) putFigure(x, y float32, size fyne.Size) {
	s.figure.Move(fyne.NewPos(x, y))
	s.figure.Resize(size)
}

// putZoom puts the buttons for zooming into the corner that ends at x and y.
func (s *stage) putZoom(x, y float32) fyne.Size {
	z := s.zoom.MinSize()
	s.zoom.Resize(z)
	s.zoom.Move(fyne.NewPos(x-z.Width, max(0, y-z.Height)))
	return z
}

func (s *stage) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 260) }

// menu is a choice on one button: it says what is chosen, and a tap offers the
// rest.
type menu struct {
	button  *kit.Button
	name    string
	options []kit.Option
	value   func() string
	choose  func(id string)
}

func newMenu(name string, options []kit.Option, value func() string, choose func(id string)) *menu {
	u := &menu{name: name, options: options, value: value, choose: choose}
	u.button = kit.NewButton(u.label(), kit.IconChevronDown, u.open)
	u.button.IconPlacement = widget.ButtonIconTrailingText
	u.button.Alignment = widget.ButtonAlignLeading
	u.button.Hidden = true
	return u
}

func (u *menu) label() string {
	for _, o := range u.options {
		if o.ID == u.value() {
			return o.Label
		}
	}
	return u.name
}

func (u *menu) show() {
	if text := u.label(); u.button.Text != text {
		u.button.SetText(text)
	}
}

// items is what the menu offers.
func (u *menu) items() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, o := range u.options {
		item := fyne.NewMenuItem(o.Label, func() { u.choose(o.ID) })
		item.Checked = o.ID == u.value()
		items = append(items, item)
	}
	return items
}

func (u *menu) open() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(u.button); c != nil {
		widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", u.items()...), c, fyne.NewPos(0, u.button.Size().Height), u.button)
	}
}
