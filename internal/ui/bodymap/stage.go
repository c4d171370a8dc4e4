package bodymap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// stage gives the figure all the room but one row under it, with the choice of view on its left and that of the layer
// on its right. What the row has no room for folds into menus: the layers first, then the views, and at last the layers
// and the zoom into the menu of what is seldom wanted. Where the figure is bound by its width anyway, the layers have a
// row of their own instead.
type stage struct {
	m    *Map
	more fyne.CanvasObject
	zoom []fyne.CanvasObject // from the figure's lower right corner upwards
}

// across is how wide a choice is in one row.
func across(options []kit.Option) float32 {
	w := float32(0)
	for _, o := range options {
		w = max(w, fyne.MeasureText(o.Label, kit.SizeBody, fyne.TextStyle{Bold: true}).Width)
	}
	return float32(len(options)) * max(w+2*kit.GapColumn, 64)
}

func (s *stage) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	m := s.m
	const row = kit.Target + kit.Gap
	more := s.more.MinSize().Width + kit.Gap
	views, short, layers := across(m.offered), across(m.shorter), across(m.layered)
	viewMenu, layerMenu := m.menus[0].button, m.menus[1].button
	menu := layerMenu.MinSize().Width + kit.Gap
	rows := float32(1)
	switch {
	case views+kit.Gap+layers+more <= size.Width:
		s.fold(false, false, false)
	case max(short, layers+more) <= size.Width && m.tallest(size.Width)+2*row <= size.Height:
		s.fold(views > size.Width, false, false)
		rows = 2
	case short+menu+more <= size.Width:
		s.fold(views+menu+more > size.Width, false, true)
	default:
		s.fold(true, true, true)
	}
	m.tight = viewMenu.Visible() && viewMenu.MinSize().Width+kit.Gap+menu+more > size.Width
	kit.SetHidden(layerMenu, m.tight || m.layers.Visible())
	for _, o := range s.zoom {
		kit.SetHidden(o, m.tight || o == fyne.CanvasObject(m.fit) && !m.near())
	}
	if m.brief {
		views = short
	}
	y := max(0, size.Height-rows*row)
	put := func(o fyne.CanvasObject, x, y, w float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, kit.Target))
	}
	s.corner(fyne.NewPos(size.Width, y))
	m.figure.Move(fyne.Position{})
	m.figure.Resize(fyne.NewSize(size.Width, y))

	y += kit.Gap
	put(m.views, 0, y, views)
	put(viewMenu, 0, y, viewMenu.MinSize().Width)
	y += (rows - 1) * row
	x := size.Width - more + kit.Gap
	put(s.more, x, y, more-kit.Gap)
	if rows > 1 {
		put(m.layers, 0, y, layers)
	} else {
		put(m.layers, x-kit.Gap-layers, y, layers)
	}
	put(layerMenu, x-menu, y, menu-kit.Gap)
}

// fold says what is shown in place of what: the views in fewer words, and menus for views and layers.
func (s *stage) fold(brief, views, layers bool) {
	m := s.m
	if m.brief != brief {
		m.brief = brief
		if brief {
			m.views.SetOptions(m.shorter)
		} else {
			m.views.SetOptions(m.offered)
		}
	}
	kit.SetHidden(m.views, views)
	kit.SetHidden(m.menus[0].button, !views)
	kit.SetHidden(m.layers, layers)
	kit.SetHidden(m.menus[1].button, !layers)
}

// corner sets the buttons for zooming one above the other, ending at a corner of the figure.
func (s *stage) corner(at fyne.Position) {
	for _, o := range s.zoom {
		z := o.MinSize()
		o.Resize(z)
		at.Y -= z.Height
		o.Move(fyne.NewPos(at.X-z.Width, at.Y))
	}
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

func (u *menu) open() { popUp(u.button, u.items()) }

// popUp opens a menu over a button at the foot of the figure.
func popUp(b *kit.Button, items []*fyne.MenuItem) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
		widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), c, fyne.NewPos(0, b.Size().Height), b)
	}
}
