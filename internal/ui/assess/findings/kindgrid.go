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
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

// kindGrid offers the sorts of finding as they look on the figure, so that choosing one also tells what
// the marks mean. Each button is there or not; a second finding of another sort is one more tap. Those that
// the clinic marks most are in sight, and the rest unfolds.
//
// From any of them the arrows go to the next, a letter chooses its sort, also of those that are folded away, and
// Escape leaves.
type kindGrid struct {
	unfolded bool
	buttons  []*kindButton
	more     *kit.Button
	root     *fyne.Container
	escape   func()
	changed  func()
	across   func() int // how many stand side by side
}

// mostKinds is how many are in sight at first.
const mostKinds = 6

func newKindGrid(tapped func(kind string), changed, escape func()) *kindGrid {
	lay := &columns{least: 176, gap: kit.Gap}
	g := &kindGrid{escape: escape, changed: changed, across: func() int { return lay.count(lay.width) }, root: container.New(lay)}
	for _, t := range clinic.FindingTypes() {
		g.buttons = append(g.buttons, newKindButton(t, g, func() { tapped(t.Code) }))
	}
	g.more = kit.QuietButton(lang.L("More kinds"), kit.IconChevronDown, func() {
		g.unfolded = true
		changed()
	})
	return g
}

// add puts another button at the end.
func (g *kindGrid) add(o fyne.CanvasObject) { g.root.Add(o) }

// show marks the sorts that are recorded, and the one whose details are open. Only those are left when
// short is set, and of the rest those are offered that can be said, in their order.
func (g *kindGrid) show(recorded map[string]bool, current string, sorts []clinic.FindingType, short bool) {
	rank := map[string]int{}
	for i, t := range sorts {
		rank[t.Code] = i + 1
	}
	order := func(b *kindButton) int {
		if n := rank[b.sort.Code]; n > 0 {
			return n
		}
		return len(g.buttons) + 1 // what cannot be said
	}
	slices.SortStableFunc(g.buttons, func(a, b *kindButton) int { return order(a) - order(b) })
	objects := make([]fyne.CanvasObject, 0, len(g.buttons)+2)
	for _, b := range g.buttons {
		n := rank[b.sort.Code]
		b.recorded, b.current = recorded[b.sort.Code], b.sort.Code == current
		b.offered = b.recorded || !short && n > 0
		kit.SetHidden(b, !b.offered || !b.recorded && n > mostKinds && !g.unfolded)
		b.Refresh()
		objects = append(objects, b)
	}
	g.more.Hidden = short || g.unfolded || len(rank) <= mostKinds
	objects = append(objects, g.more)
	for _, o := range g.root.Objects {
		if _, kind := o.(*kindButton); !kind && o != fyne.CanvasObject(g.more) {
			objects = append(objects, o)
		}
	}
	g.root.Objects = objects
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
		if b.offered && strings.EqualFold(drawing.StyleOf(drawing.Kind(b.sort.Code)).Letter, string(letter)) {
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

// kindButton is one sort of finding: how it looks on the figure, with its letter, and its name.
type kindButton struct {
	widget.BaseWidget
	kit.Hover
	sort              clinic.FindingType
	grid              *kindGrid
	tap               func()
	offered           bool // though it may be folded away
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
		b: b, plate: canvas.NewRectangle(color.Transparent), name: kit.Body(b.Name()).Lines(1), hover: canvas.NewRectangle(color.Transparent),
		sign: paint.New(fyne.NewSize(signWidth, signHeight), func(pal drawing.Palette, w, h float64) *drawing.Picture {
			return drawing.Swatch(drawing.Kind(b.sort.Code), pal, w, h)
		}),
	}
	r.plate.CornerRadius, r.hover.CornerRadius = kit.Radius, kit.Radius
	r.Refresh()
	return r
}

type kindRenderer struct {
	b     *kindButton
	plate *canvas.Rectangle
	hover *canvas.Rectangle
	sign  *paint.Picture
	name  *kit.Text
}

const (
	kindHeight = 48
	signWidth  = 32
	signHeight = 32
)

func (r *kindRenderer) Destroy() {}

func (r *kindRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.plate, r.hover, r.sign, r.name}
}

func (r *kindRenderer) MinSize() fyne.Size { return fyne.NewSize(96, kindHeight) }

func (r *kindRenderer) Layout(s fyne.Size) {
	r.plate.Resize(s)
	r.hover.Resize(s)
	r.sign.Move(fyne.NewPos(kit.Gap, (s.Height-signHeight)/2))
	r.sign.Resize(fyne.NewSize(signWidth, signHeight))
	x := kit.Gap + signWidth + kit.Gap*3/4
	n := r.name.MinSize().Height
	r.name.Move(fyne.NewPos(x, (s.Height-n)/2))
	r.name.Resize(fyne.NewSize(max(s.Width-x-kit.Gap/2, 0), n))
}

func (r *kindRenderer) Refresh() {
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
	r.sign.Refresh()
	r.plate.Refresh()
	r.hover.Refresh()
	canvas.Refresh(r.b)
}
