package findings

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// kindGrid offers every sort of finding as it looks on the figure, so that choosing one also tells what
// the marks mean. Each button is there or not; a second finding of another sort is one more tap.
//
// From any of them the arrows go to the next, a letter chooses its sort, and Escape leaves.
type kindGrid struct {
	buttons []*kindButton
	root    *fyne.Container
	escape  func()
	across  func() int // how many stand side by side
}

func newKindGrid(tapped func(kind string), escape func()) *kindGrid {
	lay := &columns{least: 150, gap: kit.Gap / 2}
	g := &kindGrid{escape: escape, across: func() int { return lay.count(lay.width) }, root: container.New(lay)}
	for _, t := range clinic.FindingTypes() {
		b := newKindButton(t, g, func() { tapped(t.Code) })
		g.buttons = append(g.buttons, b)
		g.root.Add(b)
	}
	return g
}

// show marks the sorts that are recorded, and the one whose details are open. Only those are left when
// short is set, and a patient is offered only what a patient can report.
func (g *kindGrid) show(recorded map[string]bool, current string, source clinic.Source, short bool) {
	for _, b := range g.buttons {
		b.recorded, b.current = recorded[b.sort.Code], b.sort.Code == current
		kit.SetHidden(b, !b.recorded && (short || source == clinic.ByPatient && !b.sort.Patient))
		b.Refresh()
	}
	g.root.Refresh()
}

// focus gives the keyboard to the sort whose details are open, else to the first that is offered.
func (g *kindGrid) focus() {
	var to *kindButton
	for _, b := range g.buttons {
		if b.Visible() && (to == nil || b.current) {
			to = b
		}
	}
	if to != nil {
		to.take()
	}
}

// choose taps the sort of a letter, if it is offered, and keeps the keyboard on it.
func (g *kindGrid) choose(letter rune) {
	for _, b := range g.buttons {
		if b.Visible() && strings.EqualFold(drawing.StyleOf(drawing.Kind(b.sort.Code)).Letter, string(letter)) {
			b.Tapped(nil)
			b.take()
			return
		}
	}
}

// step gives the keyboard to the sort that many after b.
func (g *kindGrid) step(b *kindButton, by int) {
	offered := slices.DeleteFunc(slices.Clone(g.buttons), func(b *kindButton) bool { return !b.Visible() })
	i := slices.Index(offered, b) + by
	if i >= 0 && i < len(offered) {
		offered[i].take()
	}
}

// columns lays objects of one size out in as many equal columns as fit.
type columns struct {
	least, gap, width float32
}

func (c *columns) count(width float32) int { return max(int((width+c.gap)/(c.least+c.gap)), 1) }

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	n := c.count(size.Width)
	w := (size.Width - float32(n-1)*c.gap) / float32(n)
	i := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		o.Move(fyne.NewPos(float32(i%n)*(w+c.gap), float32(i/n)*(h+c.gap)))
		o.Resize(fyne.NewSize(w, h))
		i++
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	seen := 0
	for _, o := range objects {
		if o.Visible() {
			s = s.Max(o.MinSize())
			seen++
		}
	}
	if seen == 0 {
		return s
	}
	rows := (seen + c.count(c.width) - 1) / c.count(c.width)
	return fyne.NewSize(c.least, float32(rows)*(s.Height+c.gap)-c.gap)
}

// kindButton is one sort of finding: its letter in its colour, and its name.
type kindButton struct {
	widget.BaseWidget
	kit.Hover
	sort              clinic.FindingType
	grid              *kindGrid
	tap               func()
	recorded, current bool
	focused           bool
}

func newKindButton(t clinic.FindingType, grid *kindGrid, tap func()) *kindButton {
	b := &kindButton{sort: t, grid: grid, tap: tap}
	b.Hover = kit.NewHover(b.Refresh)
	b.ExtendBaseWidget(b)
	return b
}

// Name is the sort of finding.
func (b *kindButton) Name() string { return words.Say(b.sort.Name) }

// AccessibilityLabel is the sort of finding, and whether it is recorded.
func (b *kindButton) AccessibilityLabel() string {
	if b.recorded {
		return lang.L("{{.Name}}, recorded", map[string]any{"Name": b.Name()})
	}
	return b.Name()
}

// AccessibilityRole is that of a button.
func (b *kindButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped records the finding, or opens the one that is there.
func (b *kindButton) Tapped(*fyne.PointEvent) {
	b.tap()
}

// take moves the keyboard here.
func (b *kindButton) take() {
	kit.Focus(b)
}

// TypedKey taps with space or Enter, and goes on with the arrows.
func (b *kindButton) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
		b.take() // the others may have gone
	case fyne.KeyLeft:
		b.grid.step(b, -1)
	case fyne.KeyRight:
		b.grid.step(b, 1)
	case fyne.KeyUp:
		b.grid.step(b, -b.grid.across())
	case fyne.KeyDown:
		b.grid.step(b, b.grid.across())
	case fyne.KeyEscape:
		b.grid.escape()
	}
}

// TypedRune chooses a sort by its letter.
func (b *kindButton) TypedRune(r rune) { b.grid.choose(r) }

// FocusGained shows the ring.
func (b *kindButton) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost hides the ring.
func (b *kindButton) FocusLost() { b.focused = false; b.Refresh() }

// CreateRenderer is part of fyne.Widget.
func (b *kindButton) CreateRenderer() fyne.WidgetRenderer {
	r := &kindRenderer{
		b: b, plate: canvas.NewRectangle(color.Transparent), badge: canvas.NewCircle(color.Transparent),
		letter: canvas.NewText(drawing.StyleOf(drawing.Kind(b.sort.Code)).Letter, color.White),
		name:   kit.Body(b.Name()).Lines(1), hover: canvas.NewRectangle(color.Transparent),
	}
	r.plate.CornerRadius, r.hover.CornerRadius = kit.Radius, kit.Radius
	r.letter.TextStyle.Bold, r.letter.TextSize, r.letter.Alignment = true, kit.SizeQuiet, fyne.TextAlignCenter
	r.Refresh()
	return r
}

type kindRenderer struct {
	b      *kindButton
	plate  *canvas.Rectangle
	hover  *canvas.Rectangle
	badge  *canvas.Circle
	letter *canvas.Text
	name   *kit.Text
}

const badgeSize = 26

func (r *kindRenderer) Destroy() {}

func (r *kindRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.plate, r.hover, r.badge, r.letter, r.name}
}

func (r *kindRenderer) MinSize() fyne.Size { return fyne.NewSize(96, kit.Target) }

func (r *kindRenderer) Layout(s fyne.Size) {
	r.plate.Resize(s)
	r.hover.Resize(s)
	y := (s.Height - badgeSize) / 2
	r.badge.Move(fyne.NewPos(kit.Gap, y))
	r.badge.Resize(fyne.NewSquareSize(badgeSize))
	h := r.letter.MinSize().Height
	r.letter.Move(fyne.NewPos(kit.Gap, (s.Height-h)/2))
	r.letter.Resize(fyne.NewSize(badgeSize, h))
	x := kit.Gap + badgeSize + kit.Gap
	n := r.name.MinSize().Height
	r.name.Move(fyne.NewPos(x, (s.Height-n)/2))
	r.name.Resize(fyne.NewSize(max(s.Width-x-kit.Gap/2, 0), n))
}

func (r *kindRenderer) Refresh() {
	fill, letter := drawing.StyleOf(drawing.Kind(r.b.sort.Code)).Badge(palette())
	r.badge.FillColor, r.letter.Color = fill, letter
	plate, edge, width := kit.ColorSurface, kit.ColorLine, float32(1)
	if r.b.recorded {
		plate, edge, width = kit.ColorAccentSoft, kit.ColorAccent, 1
	}
	if r.b.current {
		width = 3
	}
	if r.b.focused {
		edge, width = kit.ColorRing, 3
	}
	r.plate.FillColor, r.plate.StrokeColor, r.plate.StrokeWidth = theme.Color(plate), theme.Color(edge), width
	r.hover.Hidden = !r.b.Hovered()
	r.hover.FillColor = theme.Color(theme.ColorNameHover)
	r.name.Refresh()
	for _, o := range []fyne.CanvasObject{r.plate, r.hover, r.badge, r.letter} {
		o.Refresh()
	}
	canvas.Refresh(r.b)
}

// palette is the palette of the figure for the present theme.
func palette() drawing.Palette {
	if kit.IsDark() {
		return drawing.Dark
	}
	return drawing.Light
}
