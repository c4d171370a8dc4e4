// Package places shows where the treatments of a session or a plan are given: the body from the front and from the back,
// small, each place with the numbers of what is done there in the order in which it is done.
package places

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// State is what became of a treatment.
type State int

// The states. What is open is still to be done; in a plan everything is.
const (
	Open State = iota
	Done
	LeftOut
)

// Treatment is what is done at some places. Its number is its place in the list that is shown, from 1.
type Treatment struct {
	ID    string
	At    []anatomy.Target
	State State
}

// Figure shows the treatments. A tap at a place, or no further from it than half a finger, tells which are given there. What
// is drawn neither on the front nor on the back is listed below, with the same numbers.
type Figure struct {
	widget.BaseWidget

	atlas   *anatomy.Atlas
	views   []*anatomy.View
	caption float64 // the height of the words above a view
	tapped  func(ids []string)

	treatments []Treatment
	clear      []anatomy.Target
	lit        string
	spots      []spot
	marks      []drawing.Mark // of the spots, and of the places to keep clear of

	plain, marked *paint.Picture
	lines         []*line
}

// spot is one mark: treatments of one state at one place.
type spot struct {
	at    anatomy.Target
	state State
	which []int // of the treatments
}

// bodies are the views that are shown.
var bodies = []string{"anterior", "posterior"}

const (
	badgeHeight = 18.0 // on the screen
	margin      = 15.0 // beside a body, the least room for badges
	leader      = 1.2  // of the line from a badge to its region, on the screen
	reach       = float64(kit.Target) / 2
)

// New makes a figure without treatments. tapped gets what is given where a finger was, in the order of the numbers, and
// nothing when there is nothing; it may be nil.
func New(atlas *anatomy.Atlas, tapped func(ids []string)) *Figure {
	f := &Figure{atlas: atlas, tapped: tapped, caption: float64(kit.QuietText("X").MinSize().Height) + 2}
	for _, id := range bodies {
		if v, err := atlas.View(id); err == nil { // of one that cannot be read everything is listed
			f.views = append(f.views, v)
		}
	}
	least := fyne.NewSize(leastWidth, leastHeight)
	f.plain, f.marked = paint.New(least, f.drawPlain), paint.New(least, f.drawer())
	f.ExtendBaseWidget(f)
	return f
}

// Set shows treatments, in the order in which they are done, and where no hand goes.
func (f *Figure) Set(treatments []Treatment, clear []anatomy.Target) {
	same := slices.EqualFunc(treatments, f.treatments, func(a, b Treatment) bool {
		return a.ID == b.ID && a.State == b.State && slices.Equal(a.At, b.At)
	})
	if same && slices.Equal(clear, f.clear) {
		return
	}
	f.treatments, f.clear = slices.Clone(treatments), slices.Clone(clear)
	f.spots = nil
	for i, t := range f.treatments {
		for _, at := range t.At {
			f.put(at, t.State, i)
		}
	}
	f.list()
	f.draw()
	f.Refresh()
}

func (f *Figure) put(at anatomy.Target, state State, which int) {
	i := slices.IndexFunc(f.spots, func(s spot) bool { return s.at == at && s.state == state })
	if i < 0 {
		f.spots = append(f.spots, spot{at: at, state: state})
		i = len(f.spots) - 1
	}
	if s := &f.spots[i]; !slices.Contains(s.which, which) {
		s.which = append(s.which, which)
	}
}

// Shown is what is shown.
func (f *Figure) Shown() (treatments []Treatment, clear []anatomy.Target) {
	return slices.Clone(f.treatments), slices.Clone(f.clear)
}

// Light brings a treatment out, wherever it is given; "" brings out none.
func (f *Figure) Light(id string) {
	if f.lit == id {
		return
	}
	f.lit = id
	for _, l := range f.lines {
		l.light(l.id == id)
	}
	f.draw()
}

// Lit is the treatment that is brought out, or "".
func (f *Figure) Lit() string { return f.lit }

// draw makes the marks anew.
func (f *Figure) draw() {
	f.marks = nil
	for i, s := range f.spots {
		m := drawing.Mark{
			ID: strconv.Itoa(i), Code: s.at.Structure, Side: s.at.Side, Kind: drawing.Planned, Severity: drawing.Unrated, Source: drawing.Therapist,
			Label: numbers(s.which), Selected: slices.ContainsFunc(s.which, func(i int) bool { return f.treatments[i].ID == f.lit }),
		}
		switch s.state {
		case Done:
			m.Kind, m.State = drawing.Treated, drawing.Finished
		case LeftOut:
			m.State = drawing.NotExamined
		case Open:
		}
		f.marks = append(f.marks, m)
	}
	for _, at := range f.clear {
		f.marks = append(f.marks, drawing.Mark{Code: at.Structure, Side: at.Side, Kind: drawing.KeepClear, Severity: drawing.Unrated, Source: drawing.Therapist})
	}
	f.marked.Set(f.drawer())
}

// numbers are the numbers of treatments, those in a row together: "1", "2·5", "1–4".
func numbers(which []int) string {
	var parts []string
	for i := 0; i < len(which); {
		j := i
		for j+1 < len(which) && which[j+1] == which[j]+1 {
			j++
		}
		if j-i < 2 {
			j = i
		}
		part := strconv.Itoa(which[i] + 1)
		if j > i {
			part += "–" + strconv.Itoa(which[j]+1)
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, "·")
}

// pane is where a view lies in a width and a height.
type pane struct {
	view        *anatomy.View
	x, y, width float64        // of its room, in the screen's units
	place       drawing.Matrix // from millimetres to the screen's units
	k           float64        // its scale
}

// arrange lays views out beside one another, or below one another where that shows them larger. Each has its share of the
// width: what is left of it beside the body, a margin at the least, is room for badges.
func arrange(views []*anatomy.View, width, height, caption float64) []pane {
	if len(views) == 0 {
		return nil
	}
	var wide, high, across, down float64
	for _, v := range views {
		wide, high = math.Max(wide, v.Box.Width()), math.Max(high, v.Box.Height())
		across, down = across+v.Box.Width(), down+v.Box.Height()
	}
	n := float64(len(views))
	beside, below := math.Min((width-2*n*margin)/across, (height-caption)/high), math.Min((width-2*margin)/wide, (height-n*caption)/down)
	stacked := below > beside
	k := math.Max(1e-3, math.Max(beside, below))
	var out []pane
	x, y := 0.0, 0.0
	for _, v := range views {
		room := width
		if !stacked {
			room = width * v.Box.Width() / across
		}
		middle := x + room/2 - v.Box.Center().X*k
		out = append(out, pane{v, x, y, room, drawing.Translate(middle, y+caption-v.Box.Min.Y*k).Mul(drawing.Scale(k)), k})
		if stacked {
			y += caption + v.Box.Height()*k
		} else {
			x += room
		}
	}
	return out
}

func (p *pane) look(palette drawing.Palette) drawing.Look {
	room := p.view.Box
	if more := (p.width/p.k - room.Width()) / 2; more > 0 {
		room.Min.X, room.Max.X = room.Min.X-more, room.Max.X+more
	}
	return drawing.Look{Palette: palette, Bare: true, Part: room, Badge: badgeHeight / p.k, Thin: leader / p.k}
}

func (f *Figure) drawPlain(palette drawing.Palette, width, height float64) *drawing.Picture {
	pic := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: width, Y: height}})
	for _, p := range arrange(f.views, width, height, f.caption) {
		pic.Add(drawing.Plain(p.view, p.look(palette)), p.place)
	}
	return pic
}

// drawer draws the marks as they are now.
func (f *Figure) drawer() func(drawing.Palette, float64, float64) *drawing.Picture {
	views, caption, marks := f.views, f.caption, f.marks
	return func(palette drawing.Palette, width, height float64) *drawing.Picture {
		pic := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: width, Y: height}})
		for _, p := range arrange(views, width, height, caption) {
			placed := drawing.Marks(p.view, p.look(palette), marks)
			for _, m := range placed {
				pic.Add(m.Region, p.place)
			}
			for _, m := range placed {
				pic.Add(m.Badge, p.place)
			}
		}
		return pic
	}
}

// At is what is given at a place of the figure, in its own units from its corner: what a badge there says, or else all at the
// place nearest to it.
func (f *Figure) At(pos fyne.Position) []string {
	best, least := -1, reach
	onBadge := false
	size := f.marked.Size()
	for _, p := range arrange(f.views, float64(size.Width), float64(size.Height), f.caption) {
		at := drawing.Point{X: float64(pos.X), Y: float64(pos.Y)}
		mm := drawing.Point{X: (at.X - p.place.E) / p.k, Y: (at.Y - p.place.F) / p.k}
		for _, m := range drawing.Marks(p.view, p.look(drawing.Light), f.marks) {
			i, err := strconv.Atoi(m.Mark.ID)
			if err != nil {
				continue // a place to keep clear of
			}
			off := badgeDistance(m.Badge.Bounds(), m.Spot, mm) * p.k
			if off == 0 { // badges may lie on one another where there is no room: the one whose middle is nearest
				if off = mm.Distance(m.Spot); !onBadge || off < least {
					best, least, onBadge = i, off, true
				}
			}
			if onBadge {
				continue
			}
			for _, s := range m.Shapes {
				off = math.Min(off, s.Distance(mm)*p.k)
			}
			if off < least {
				best, least = i, off
			}
		}
	}
	if best < 0 {
		return nil
	}
	which := slices.Clone(f.spots[best].which)
	if !onBadge {
		which = nil
		for _, s := range f.spots {
			if s.at == f.spots[best].at {
				which = append(which, s.which...)
			}
		}
		slices.Sort(which)
	}
	out := make([]string, 0, len(which))
	for _, i := range which {
		out = append(out, f.treatments[i].ID)
	}
	return out
}

// badgeDistance is how far a point is from a badge, without its leader.
func badgeDistance(bounds drawing.Rect, middle, at drawing.Point) float64 {
	half := func(from, to, mid float64) float64 { return math.Min(mid-from, to-mid) }
	dx := math.Abs(at.X-middle.X) - half(bounds.Min.X, bounds.Max.X, middle.X)
	dy := math.Abs(at.Y-middle.Y) - half(bounds.Min.Y, bounds.Max.Y, middle.Y)
	return math.Hypot(math.Max(dx, 0), math.Max(dy, 0))
}

// Tapped tells what is given there.
func (f *Figure) Tapped(e *fyne.PointEvent) {
	if ids := f.At(e.Position); len(ids) > 0 && f.tapped != nil {
		f.tapped(ids)
	}
}

// unseen are the places of a treatment that are drawn on none of the views.
func (f *Figure) unseen(t *Treatment) []anatomy.Target {
	var out []anatomy.Target
	for _, at := range t.At {
		drawn := slices.ContainsFunc(f.views, func(v *anatomy.View) bool { return len(v.Find(at)) > 0 })
		if !drawn && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// list names the places that the figure does not show.
func (f *Figure) list() {
	f.lines = nil
	for i := range f.treatments {
		t := &f.treatments[i]
		var names []string
		for _, at := range f.unseen(t) {
			names = append(names, f.atlas.Label(at.Structure, at.Side))
		}
		if len(names) == 0 {
			continue
		}
		id := t.ID
		l := newLine(id, strconv.Itoa(i+1), strings.Join(names, ", "), func() {
			if f.tapped != nil {
				f.tapped([]string{id})
			}
		})
		l.light(id == f.lit)
		f.lines = append(f.lines, l)
	}
}

// HeightIn is how high the figure is in a width, with both bodies beside one another and its list.
func (f *Figure) HeightIn(width float32) float32 {
	var across, high float64
	for _, v := range f.views {
		across, high = across+v.Box.Width(), math.Max(high, v.Box.Height())
	}
	h := float32(f.caption)
	if across > 0 {
		h += float32((float64(width) - 2*margin*float64(len(f.views))) * high / across)
	}
	return h + f.MinSize().Height - leastHeight
}

const (
	aside       = 24 // how far beside the body the words for its sides may stand
	leastWidth  = 120
	leastHeight = 160
)

// CreateRenderer is part of fyne.Widget.
func (f *Figure) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	r := &renderer{f: f, beyond: kit.QuietText(lang.L("Not seen from front or back:")).Wrap()}
	for _, v := range f.views {
		c := caption{title: kit.QuietText(v.Title)}
		left, right := drawing.ViewSides(v)
		c.left, c.right = kit.QuietText(sideWord(left)).In(kit.ColorText), kit.QuietText(sideWord(right)).In(kit.ColorText)
		r.captions = append(r.captions, c)
	}
	return r
}

func sideWord(s anatomy.Side) string {
	switch s {
	case anatomy.Left:
		return lang.L("Left")
	case anatomy.Right:
		return lang.L("Right")
	}
	return ""
}

// caption tells what a view shows, and which side of the patient is where.
type caption struct{ title, left, right *kit.Text }

type renderer struct {
	f        *Figure
	captions []caption
	beyond   *kit.Text // above the list
}

func (r *renderer) Destroy() {}

func (r *renderer) Refresh() {
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}

func (r *renderer) Objects() []fyne.CanvasObject {
	out := []fyne.CanvasObject{r.f.plain, r.f.marked}
	for _, c := range r.captions {
		out = append(out, c.title, c.left, c.right)
	}
	if len(r.f.lines) > 0 {
		out = append(out, r.beyond)
	}
	for _, l := range r.f.lines {
		out = append(out, l)
	}
	return out
}

func (r *renderer) listHeight(width float32) float32 {
	if len(r.f.lines) == 0 {
		return 0
	}
	h := kit.Gap + r.beyond.MinSize().Height
	for _, l := range r.f.lines {
		h += l.heightIn(width)
	}
	return h
}

func (r *renderer) MinSize() fyne.Size {
	return fyne.NewSize(leastWidth, leastHeight+r.listHeight(max(r.f.Size().Width, leastWidth)))
}

func (r *renderer) Layout(size fyne.Size) {
	r.beyond.Resize(fyne.NewSize(size.Width, r.beyond.MinSize().Height))
	body := fyne.NewSize(size.Width, max(size.Height-r.listHeight(size.Width), 0))
	r.f.plain.Resize(body)
	r.f.marked.Resize(body)
	for i, p := range arrange(r.f.views, float64(body.Width), float64(body.Height), r.f.caption) {
		wide := min(p.width, p.view.Box.Width()*p.k+2*aside)
		r.captions[i].lay(float32(p.x+(p.width-wide)/2), float32(p.y), float32(wide))
	}
	y := body.Height + kit.Gap
	r.beyond.Move(fyne.NewPos(0, y))
	y += r.beyond.MinSize().Height
	for _, l := range r.f.lines {
		h := l.heightIn(size.Width)
		l.Move(fyne.NewPos(0, y))
		l.Resize(fyne.NewSize(size.Width, h))
		y += h
	}
}

// sideGap is the room on both sides of the words.
const sideGap float32 = 6

// lay puts the sides at both ends and the title between them, if there is room for it.
func (c *caption) lay(x, y, width float32) {
	put := func(t *kit.Text, at float32) {
		t.Move(fyne.NewPos(at, y))
		t.Resize(t.MinSize())
	}
	title, left, right := c.title.MinSize().Width, c.left.MinSize().Width, c.right.MinSize().Width
	put(c.left, x+sideGap)
	put(c.right, x+width-right-sideGap)
	put(c.title, x+(width-title)/2)
	kit.SetHidden(c.title, title/2+max(left, right)+2*sideGap > width/2)
}

// line is a treatment with places that the figure does not show.
type line struct {
	widget.BaseWidget
	kit.Hover
	id     string
	number string
	names  *kit.Text
	tap    func()
	lit    bool
}

func newLine(id, number, names string, tap func()) *line {
	l := &line{id: id, number: number, names: kit.QuietText(names).In(kit.ColorText).Wrap(), tap: tap}
	l.Hover = kit.NewHover(l.Refresh)
	l.ExtendBaseWidget(l)
	return l
}

// Name is the number with the places.
func (l *line) Name() string { return l.number + " " + l.names.Text() }

// AccessibilityLabel is Name.
func (l *line) AccessibilityLabel() string { return l.Name() }

// Tapped tells which it is.
func (l *line) Tapped(*fyne.PointEvent) { l.tap() }

func (l *line) light(on bool) {
	if l.lit != on {
		l.lit = on
		l.Refresh()
	}
}

const numberWidth float32 = 32

// heightIn is how high the line is in a width.
func (l *line) heightIn(width float32) float32 {
	l.names.Resize(fyne.NewSize(max(width-numberWidth-kit.Gap, 1), l.names.Size().Height))
	return max(kit.Target, l.names.MinSize().Height+kit.Gap)
}

// CreateRenderer is part of fyne.Widget.
func (l *line) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{l: l, bg: canvas.NewRectangle(color.Transparent), number: kit.Strong(l.number).Aligned(fyne.TextAlignCenter)}
	r.bg.CornerRadius = kit.Radius
	r.Refresh()
	return r
}

type lineRenderer struct {
	l      *line
	bg     *canvas.Rectangle
	number *kit.Text
}

func (r *lineRenderer) Destroy() {}

func (r *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bg, r.number, r.l.names}
}

func (r *lineRenderer) MinSize() fyne.Size { return fyne.NewSize(numberWidth+kit.Gap, kit.Target) }

func (r *lineRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	h := r.number.MinSize().Height
	r.number.Move(fyne.NewPos(0, (s.Height-h)/2))
	r.number.Resize(fyne.NewSize(numberWidth, h))
	w := max(s.Width-numberWidth-kit.Gap, 1)
	h = r.l.names.MinSize().Height
	r.l.names.Move(fyne.NewPos(numberWidth, (s.Height-h)/2))
	r.l.names.Resize(fyne.NewSize(w, h))
}

func (r *lineRenderer) Refresh() {
	r.bg.FillColor = color.Transparent
	switch {
	case r.l.lit:
		r.bg.FillColor = theme.Color(kit.ColorAccentSoft)
	case r.l.Hovered():
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.bg.Refresh()
	canvas.Refresh(r.l)
}

// AccessibilityLabel is each number with its places.
func (f *Figure) AccessibilityLabel() string {
	var out []string
	for i, t := range f.treatments {
		var names []string
		for _, at := range t.At {
			names = append(names, f.atlas.Label(at.Structure, at.Side))
		}
		out = append(out, strconv.Itoa(i+1)+" "+strings.Join(names, ", "))
	}
	return cmp.Or(strings.Join(out, "; "), lang.L("Figure"))
}
