package bodymap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// stage gives the figure all the room but one row under it, with the choice of view on its left and that of the layer
// beside it. What the row has no room for folds into menus: the layers first, then the views.
type stage struct {
	figure              fyne.CanvasObject
	views, layers       *kit.Chips
	viewMenu, layerMenu *kit.Button
	across              [2]float32 // how wide views and layers are
	more                fyne.CanvasObject
	zoom                []fyne.CanvasObject // from the figure's lower right corner upwards
}

// across is how wide chips are in one row.
func across(options []kit.Option) float32 {
	w := float32(0)
	for _, o := range options {
		w += fyne.MeasureText(o.Label, kit.SizeBody, fyne.TextStyle{}).Width + 2*kit.GapWide + kit.Gap
	}
	return w
}

func (s *stage) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	views, layers := s.across[0], s.across[1]
	more := s.more.MinSize().Width
	room := size.Width - more - 2*kit.Gap
	foldLayers := views+layers > room
	foldViews := foldLayers && views+s.layerMenu.MinSize().Width > room
	s.views.Hidden, s.viewMenu.Hidden = foldViews, !foldViews
	s.layers.Hidden, s.layerMenu.Hidden = foldLayers, !foldLayers

	y := max(0, size.Height-kit.Target)
	put := func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, kit.Target))
	}
	put(s.views, 0, views)
	put(s.viewMenu, 0, s.viewMenu.MinSize().Width)
	x := size.Width - more
	put(s.more, x, more)
	put(s.layers, x-kit.Gap-layers, layers)
	menu := s.layerMenu.MinSize().Width
	put(s.layerMenu, x-kit.Gap-menu, menu)

	s.figure.Move(fyne.Position{})
	s.figure.Resize(fyne.NewSize(size.Width, max(0, y-kit.Gap)))
	corner := fyne.NewPos(size.Width, y-kit.Gap)
	for _, o := range s.zoom {
		z := o.MinSize()
		o.Resize(z)
		corner.Y -= z.Height
		o.Move(fyne.NewPos(corner.X-z.Width, corner.Y))
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
