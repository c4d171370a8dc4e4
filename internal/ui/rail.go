package ui

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

const (
	railWidth      float32 = 96
	railItemHeight float32 = 68
)

// railItem is one place of the rail: an icon over a word, and a bar at its edge when it is where the
// person is.
type railItem struct {
	widget.BaseWidget
	kit.Hover
	word    string
	icon    kit.IconName
	tapped  func()
	chosen  bool
	focused bool
}

func newRailItem(icon kit.IconName, word string, tapped func()) *railItem {
	i := &railItem{word: word, icon: icon, tapped: tapped}
	i.Hover = kit.NewHover(i.Refresh)
	i.ExtendBaseWidget(i)
	return i
}

func (i *railItem) choose(on bool) {
	if i.chosen != on {
		i.chosen = on
		i.Refresh()
	}
}

// Name is the word.
func (i *railItem) Name() string { return i.word }

func (i *railItem) Tapped(*fyne.PointEvent)                { i.tapped() }
func (i *railItem) FocusGained()                           { i.focused = true; i.Refresh() }
func (i *railItem) FocusLost()                             { i.focused = false; i.Refresh() }
func (i *railItem) TypedRune(rune)                         {}
func (i *railItem) AccessibilityLabel() string             { return i.word }
func (i *railItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// TypedKey goes to the place with Enter or the space bar.
func (i *railItem) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		i.tapped()
	}
}

// CreateRenderer is part of fyne.Widget.
func (i *railItem) CreateRenderer() fyne.WidgetRenderer {
	i.ExtendBaseWidget(i)
	r := &railItemRenderer{
		i: i, plate: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		icon: widget.NewIcon(nil), text: canvas.NewText(i.word, color.Transparent),
	}
	r.plate.CornerRadius, r.bar.CornerRadius = kit.Radius, 2
	r.text.Alignment, r.text.TextSize = fyne.TextAlignCenter, kit.SizeQuiet
	r.Refresh()
	return r
}

type railItemRenderer struct {
	i          *railItem
	plate, bar *canvas.Rectangle
	icon       *widget.Icon
	text       *canvas.Text
}

func (r *railItemRenderer) Destroy() {}

func (r *railItemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.plate, r.bar, r.icon, r.text}
}

func (r *railItemRenderer) MinSize() fyne.Size {
	return fyne.NewSize(max(railWidth, r.text.MinSize().Width+kit.Gap), railItemHeight)
}

func (r *railItemRenderer) Layout(s fyne.Size) {
	r.plate.Move(fyne.NewPos(kit.Gap, 2))
	r.plate.Resize(fyne.NewSize(s.Width-2*kit.Gap, s.Height-4))
	r.bar.Move(fyne.NewPos(0, 12))
	r.bar.Resize(fyne.NewSize(4, s.Height-24))
	h := r.text.MinSize().Height
	top := (s.Height - kit.IconSize - 4 - h) / 2
	r.icon.Move(fyne.NewPos((s.Width-kit.IconSize)/2, top))
	r.icon.Resize(fyne.NewSquareSize(kit.IconSize))
	r.text.Move(fyne.NewPos(0, top+kit.IconSize+4))
	r.text.Resize(fyne.NewSize(s.Width, h))
}

func (r *railItemRenderer) Refresh() {
	tint := kit.ColorText
	r.plate.FillColor, r.bar.FillColor = color.Transparent, color.Transparent
	switch {
	case r.i.chosen:
		tint = kit.ColorAccent
		r.plate.FillColor, r.bar.FillColor = kit.AccentSoft(), kit.Accent()
	case r.i.Hovered():
		r.plate.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.plate.StrokeWidth, r.plate.StrokeColor = 0, color.Transparent
	if r.i.focused {
		r.plate.StrokeWidth, r.plate.StrokeColor = 3, kit.Ring()
	}
	r.icon.SetResource(kit.IconIn(r.i.icon, tint))
	r.text.Color, r.text.TextStyle.Bold = theme.Color(tint), r.i.chosen
	for _, o := range []fyne.CanvasObject{r.plate, r.bar, r.text} {
		o.Refresh()
	}
}

// newRail stacks the places at the window's edge: the program's mark, a word when this is the sample
// clinic, then the places, the settings at the foot.
func newRail(sample fyne.CanvasObject, top, foot []*railItem) fyne.CanvasObject {
	mark := canvas.NewImageFromResource(kit.AppIcon())
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(40))
	head := kit.StackGap(0, kit.PadSides(0, 12, container.NewCenter(mark)), kit.PadSides(0, 4, container.NewCenter(sample)))
	column := container.New(&railColumn{foot: len(foot)}, head)
	for _, i := range append(slices.Clone(top), foot...) {
		column.Add(i)
	}
	return container.NewStack(kit.NewPlate(kit.ColorSunken, 0), column)
}

// railColumn lays the head of the rail and its places below each other, the last ones at the foot. In a low window the places
// move closer together, and where that is not enough the head is left out: each place can be reached at any size.
type railColumn struct {
	foot int // how many places stand at the foot
}

// railItemLeast is the height at which an icon and its word still have room, and a finger hits them.
const railItemLeast float32 = 48

// MinSize is part of fyne.Layout.
func (c *railColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, float32(len(objects)-1)*railItemLeast)
}

// Layout is part of fyne.Layout.
func (c *railColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, items := objects[0], objects[1:]
	from, n := head.MinSize().Height, float32(len(items))
	share := func(from float32) float32 {
		return min(railItemHeight, float32(math.Floor(float64((size.Height-kit.Gap-from)/n))))
	}
	high := share(from)
	shown := high >= railItemLeast
	if !shown {
		from, high = 0, share(0)
	}
	kit.SetHidden(head, !shown)
	head.Resize(fyne.NewSize(size.Width, from))
	for i, o := range items {
		y := from + float32(i)*high
		if below := len(items) - i; below <= c.foot {
			y = size.Height - kit.Gap - float32(below)*high
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, high))
	}
}
