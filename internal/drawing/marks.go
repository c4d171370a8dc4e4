package drawing

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

	"regimen/internal/anatomy"
)

// Source says who reported a mark.
type Source string

// The sources, by the codes they are stored under.
const (
	Patient   Source = "patient"
	Therapist Source = "therapist"
)

// State compares a mark with the time before.
type State string

// The states. The empty State says nothing about another time.
const (
	New        State = "new"
	Resolved   State = "resolved"
	Persisting State = "persisting"
	Better     State = "better"
	Worse      State = "worse"
	// NotExamined was marked the time before, and nobody looked again.
	NotExamined State = "not examined"
	// Finished is a place where what was to be done is done.
	Finished State = "finished"
)

// Unrated is the severity of a mark that was not rated.
const Unrated = -1

// Mark is something found or planned on a structure. Two marks that are equal
// look the same, so a Mark can be the key of a cache.
type Mark struct {
	ID       string // the caller's; not drawn
	Code     string // of the structure
	Side     anatomy.Side
	Kind     Kind
	Severity int // 0 to 10, or Unrated
	// Degree is the sign of the severity in the badge, where it is told in words; "" for the number itself.
	Degree   string
	Source   Source
	State    State
	Selected bool
	Label    string // in the badge in place of the kind's letter and the severity; "" for these
	Area     bool   // it is drawn by hand as a Stroke: on its view only its badge is, and elsewhere nothing
	View     string // where At lies; empty when the spot is not known
	At       Point  // the tapped spot in millimetres
}

// Target returns the structure and side the mark is on.
func (m Mark) Target() anatomy.Target { return anatomy.Target{Structure: m.Code, Side: m.Side} }

// MarkPicture is one mark as two pictures: the region lies under pen strokes,
// the badge and its leader over everything.
type MarkPicture struct {
	Mark   Mark
	Region *Picture
	Badge  *Picture
	Shapes []*anatomy.Shape // of the region
	Spot   Point            // the middle of the badge
	Home   Point            // in the region: where the leader ends
	Led    bool             // there is a leader
}

// Marks returns the marks that can be shown on the view, in drawing order,
// with their badges placed so that none covers another. Places follow from the
// order of the marks and from what they are on: choosing one, or adding one at
// the end, moves no other. A mark whose structure is not drawn in the view, or
// not in the part that is shown, is left out.
//
// A therapist's finding is a filled region with a round badge; a patient's
// report is a thick broken outline with an open, square badge, so both can be
// told apart and stay visible on the same region.
func Marks(v *anatomy.View, look Look, marks []Mark) []MarkPicture {
	type drawn struct {
		MarkPicture
		badge badge
	}
	var list []drawn
	badges := newLayout(v, look)
	for _, m := range marks {
		shapes := shapesIn(v, m.Target(), look.part(v))
		if len(shapes) == 0 || m.Area && m.View != v.ID {
			continue
		}
		d := drawn{MarkPicture{Mark: m, Region: NewPicture(Rect{}), Badge: NewPicture(Rect{}), Shapes: shapes}, newBadge(m, look, badges.size)}
		var tapped *Point
		if m.View != "" && m.View == v.ID {
			tapped = &m.At
		}
		d.Spot, d.Home, d.Led = badges.place(d.badge, shapes, tapped)
		list = append(list, d)
	}
	// Fills below outlines, the worst at the bottom, what is selected on top.
	slices.SortStableFunc(list, func(a, b drawn) int {
		return cmp.Or(
			boolOrder(a.Mark.Selected, b.Mark.Selected),
			boolOrder(a.Mark.Source == Patient, b.Mark.Source == Patient),
			cmp.Compare(b.Mark.Severity, a.Mark.Severity))
	})
	type owner struct {
		t anatomy.Target
		s Source
	}
	count := make(map[owner]int) // of the marks of one source on one target
	out := make([]MarkPicture, 0, len(list))
	for _, d := range list {
		o := owner{d.Mark.Target(), d.Mark.Source}
		if !d.Mark.Area {
			for _, s := range d.Shapes {
				drawRegion(d.Region, s, d.Mark, count[o], look, badges.size)
			}
			count[o]++
		}
		if d.Led {
			d.badge.lead(d.Badge, d.Home, d.Spot)
		}
		d.badge.draw(d.Badge, d.Spot)
		out = append(out, d.MarkPicture)
	}
	return out
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// shapesFor returns the shapes whose first meaning is the target, or else
// those that stand for it among others.
func shapesFor(v *anatomy.View, t anatomy.Target) []*anatomy.Shape {
	all := v.Find(t)
	n := 0
	for n < len(all) && all[n].Target() == t {
		n++
	}
	if n > 0 {
		return all[:n]
	}
	return all
}

// shapesIn are the shapes of a target that can be seen in a part of the view: those with their middle there.
func shapesIn(v *anatomy.View, t anatomy.Target, part Rect) []*anatomy.Shape {
	all := shapesFor(v, t)
	return slices.DeleteFunc(all, func(s *anatomy.Shape) bool { return !part.Contains(s.Center()) })
}

func severityOpacity(m Mark) float64 {
	if m.Severity == Unrated {
		return 0.5
	}
	return 0.32 + 0.05*math.Max(0, math.Min(10, float64(m.Severity)))
}

func drawRegion(p *Picture, s *anatomy.Shape, m Mark, nth int, look Look, unit float64) {
	st := StyleOf(m.Kind)
	line := st.line(look.Palette)
	opacity := severityOpacity(m)
	pitch := unit * 0.24
	past := m.State == Resolved || m.State == NotExamined
	if past {
		opacity *= 0.3
	}
	thin := unit * 0.045
	part := NewPicture(Rect{})
	if m.Source == Patient {
		part.Path(s.Path, Style{Fill: fade(st.Color, opacity*0.2)})
		st.Pattern.fill(part, s.Bounds(), pitch*1.5, fade(line, opacity*0.55))
		// Clipped to the shape, half of the stroke is seen: inside the edge,
		// where a therapist's fill of the neighbour cannot cover it.
		wide := math.Min(unit*0.34, s.Radius()*0.6)
		part.Path(s.Path, Style{Stroke: fade(mix(line, look.Palette.tones().paper, 0.75), 0.9), Width: wide * 1.35})
		part.Path(s.Path, Style{Stroke: line, Width: wide, Dash: []float64{wide * 0.9, wide * 1.7}})
		if past {
			part = faded(part, 0.45)
		}
		p.Clip(s.Path, part)
	} else {
		if nth == 0 {
			part.Path(s.Path, Style{Fill: fade(st.Color, opacity)})
		}
		st.Pattern.fill(part, s.Bounds(), pitch, fade(line, math.Min(1, opacity*0.9+0.1)))
		p.Clip(s.Path, part)
		style := Style{Stroke: line, Width: thin * 1.4}
		if past {
			style.Dash = []float64{unit * 0.16, unit * 0.14}
		}
		p.Path(s.Path, style)
	}
	switch m.State {
	case New, Worse:
		p.Path(s.Path, Style{Stroke: look.Palette.tones().ink, Width: thin * 2.2})
	}
	if m.Selected {
		p.Add(Highlight(s, look, unit), Identity())
	}
}

// faded returns the picture with every colour's opacity lowered.
func faded(p *Picture, k float64) *Picture {
	out := NewPicture(p.box)
	out.items = slices.Clone(p.items)
	for i := range out.items {
		it := &out.items[i]
		it.style.Fill, it.style.Stroke = fade(it.style.Fill, k), fade(it.style.Stroke, k)
		if it.part != nil {
			it.part = faded(it.part, k)
		}
		if it.text != nil {
			t := *it.text
			t.Color = fade(t.Color, k)
			it.text = &t
		}
	}
	return out
}

// Highlight draws the outline of what is chosen or pointed at: a line in the
// accent colour between two lines of the ground, seen on any fill. unit is
// the height of a badge.
func Highlight(s *anatomy.Shape, look Look, unit float64) *Picture {
	p := NewPicture(Rect{})
	t := look.Palette.tones()
	unit = math.Min(unit, s.Radius()*2.5)
	p.Path(s.Path, Style{Stroke: t.paper, Width: unit * 0.26})
	p.Path(s.Path, Style{Stroke: t.accent, Width: unit * 0.14})
	return p
}

// Hover tints what the pointer is over.
func Hover(s *anatomy.Shape, look Look, unit float64) *Picture {
	p := NewPicture(Rect{})
	t := look.Palette.tones()
	p.Path(s.Path, Style{Fill: fade(t.accent, 0.22), Stroke: t.accent, Width: unit * 0.08})
	return p
}

// badge is a mark's letter and number in a small frame.
type badge struct {
	mark          Mark
	text          string
	width, height float64
	leader        float64 // the width of the line to its region
	fill, letter  color.NRGBA
	line          color.NRGBA
	paper         color.NRGBA
	tones         *tones
}

// Shares of a badge's height.
const (
	badgeType   = 0.64
	leaderWidth = 0.1
)

func newBadge(m Mark, look Look, size float64) badge {
	st := StyleOf(m.Kind)
	b := badge{mark: m, text: st.Letter, height: size, tones: look.Palette.tones()}
	switch {
	case m.Degree != "":
		b.text += m.Degree
	case m.Severity != Unrated:
		b.text += strconv.Itoa(m.Severity)
	}
	if m.Label != "" {
		b.text = m.Label
	}
	b.width = math.Max(size, Bold.Width(b.text, size*badgeType)+size*0.5)
	b.fill, b.letter = st.Badge(look.Palette)
	b.leader = math.Max(size*leaderWidth, look.Thin)
	b.paper = b.tones.paper
	b.line = against(st.Color, b.paper)
	return b
}

// Badge is the badge of a mark by itself, as a sign in a list. Its left edge lies at 0, and it is as high as size.
func Badge(m Mark, palette Palette, size float64) *Picture {
	b := newBadge(m, Look{Palette: palette}, size)
	p := NewPicture(Rect{Max: Point{X: b.width, Y: size}})
	b.draw(p, p.box.Center())
	return p
}

func (b badge) draw(p *Picture, at Point) {
	h := b.height
	box := Rect{
		Min: Point{X: at.X - b.width/2, Y: at.Y - h/2},
		Max: Point{X: at.X + b.width/2, Y: at.Y + h/2},
	}
	radius, fill, letter, edge := h/2, b.fill, b.letter, b.paper
	if b.mark.Source == Patient {
		radius, fill, letter, edge = h*0.14, b.paper, b.line, b.line
	}
	if b.mark.Selected {
		p.Path(RoundRect(box.Grow(h*0.2), radius+h*0.2), Style{Fill: b.paper})
		p.Path(RoundRect(box.Grow(h*0.13), radius+h*0.13), Style{Stroke: b.tones.accent, Width: h * 0.12})
	}
	if b.mark.State == Resolved || b.mark.State == NotExamined {
		fill, letter, edge = b.paper, b.tones.quiet, b.tones.quiet
	}
	p.Path(RoundRect(box, radius), Style{Fill: fill, Stroke: edge, Width: h * 0.08})
	p.Text(Text{
		At: Point{X: at.X, Y: at.Y + h*badgeType*capHeight/2}, String: b.text,
		Size: h * badgeType, Face: Bold, Color: letter, Align: Middle,
	})
	b.drawState(p, Point{X: box.Max.X, Y: box.Min.Y}, h*0.3)
}

// lead draws a line from the badge to a spot, edged with paper so that it is seen on any fill.
func (b badge) lead(p *Picture, home, at Point) {
	line, ink := Line(at, home), b.line
	if b.mark.State == Resolved || b.mark.State == NotExamined {
		ink = b.tones.quiet
	}
	p.Path(line, Style{Stroke: b.paper, Width: b.leader * 2.4})
	p.Path(Circle(home, b.height*0.2), Style{Fill: b.paper})
	p.Path(line, Style{Stroke: ink, Width: b.leader})
	p.Path(Circle(home, b.height*0.14), Style{Fill: ink})
}

// drawState draws a small sign at the badge's corner: a plus for new, a tick
// for resolved and finished, an arrow up or down for worse and better, two bars for the same.
// Of what nobody looked at again there is nothing to say.
func (b badge) drawState(p *Picture, c Point, r float64) {
	if b.mark.State == "" || b.mark.State == NotExamined {
		return
	}
	p.Path(Circle(c, r), Style{Fill: b.tones.ink, Stroke: b.paper, Width: r * 0.25})
	pen := Style{Stroke: b.tones.paper, Width: r * 0.3}
	at := func(x, y float64) Point { return Point{X: c.X + x*r, Y: c.Y + y*r} }
	switch b.mark.State {
	case New:
		p.Path(Line(at(-0.5, 0), at(0.5, 0)), pen)
		p.Path(Line(at(0, -0.5), at(0, 0.5)), pen)
	case Resolved, Finished:
		p.Path(Line(at(-0.5, 0.05), at(-0.1, 0.42), at(0.5, -0.4)), pen)
	case Persisting:
		p.Path(Line(at(-0.45, -0.2), at(0.45, -0.2)), pen)
		p.Path(Line(at(-0.45, 0.25), at(0.45, 0.25)), pen)
	case Better:
		p.Path(Line(at(0, -0.5), at(0, 0.5)), pen)
		p.Path(Line(at(-0.4, 0.1), at(0, 0.5), at(0.4, 0.1)), pen)
	case Worse:
		p.Path(Line(at(0, 0.5), at(0, -0.5)), pen)
		p.Path(Line(at(-0.4, -0.1), at(0, -0.5), at(0.4, -0.1)), pen)
	}
}

// Stroke is a line drawn by hand, or an arrow to where a complaint spreads.
type Stroke struct {
	ID     string // the caller's; not drawn
	Points []Point
	Width  float64 // in millimetres; 0 is the width of a pen
	Arrow  bool
	Source Source
	Past   bool // of an earlier day: drawn faintly

	// Area is a line that closes round where something is found: filled as the region of a Mark of the Kind and
	// Severity is.
	Area     bool
	Kind     Kind
	Severity int // as in Mark
}

const penWidth = 6.0 // millimetres of the figure

// StrokePicture draws a stroke. The therapist's are solid and the patient's
// broken, as their marks are.
func StrokePicture(s Stroke, look Look) *Picture {
	p := linePicture(s, look)
	if s.Area {
		p = areaPicture(s, look)
	}
	if s.Past {
		return faded(p, 0.45)
	}
	return p
}

func linePicture(s Stroke, look Look) *Picture {
	p := NewPicture(Rect{})
	if len(s.Points) == 0 {
		return p
	}
	width := s.Width
	if width <= 0 {
		width = penWidth
	}
	t := look.Palette.tones()
	line := Line(s.Points...)
	style := Style{Stroke: t.ink, Width: width}
	if s.Source == Patient {
		style.Stroke = against(vermillion, t.paper)
		style.Dash = []float64{width * 2.2, width * 1.8}
	}
	halo := Style{Stroke: fade(t.paper, 0.8), Width: width * 1.7}
	p.Path(line, halo)
	if s.Arrow && len(s.Points) > 1 {
		head := arrowHead(s.Points, width)
		p.Path(head, Style{Fill: fade(t.paper, 0.8), Stroke: halo.Stroke, Width: width * 0.7})
		p.Path(line, style)
		p.Path(head, Style{Fill: style.Stroke, Stroke: style.Stroke, Width: width * 0.2})
		return p
	}
	p.Path(line, style)
	return p
}

// areaUnit is the height of a badge where the look says none, in millimetres of the figure.
const areaUnit = 45.0

func areaPicture(s Stroke, look Look) *Picture {
	p := NewPicture(Rect{})
	if len(s.Points) == 0 {
		return p
	}
	unit := look.Badge
	if unit <= 0 {
		unit = areaUnit
	}
	st := StyleOf(s.Kind)
	line, opacity := st.line(look.Palette), severityOpacity(Mark{Severity: s.Severity})
	ring := Polygon(s.Points...)
	part := NewPicture(Rect{})
	part.Path(ring, Style{Fill: fade(st.Color, opacity)})
	st.Pattern.fill(part, pathBounds(ring), unit*0.24, fade(line, math.Min(1, opacity*0.9+0.1)))
	p.Clip(ring, part)
	edge := Style{Stroke: line, Width: math.Max(unit*0.08, look.Thin)}
	p.Path(ring, Style{Stroke: fade(look.Palette.tones().paper, 0.8), Width: edge.Width * 1.9})
	if s.Source == Patient {
		edge.Dash = []float64{edge.Width * 2.6, edge.Width * 2}
	}
	p.Path(ring, edge)
	return p
}

// arrowHead points along the last stretch of the line that is longer than a
// trembling finger's.
func arrowHead(pts []Point, width float64) Path {
	tip := pts[len(pts)-1]
	from := pts[0]
	for i := len(pts) - 2; i >= 0; i-- {
		if pts[i].Distance(tip) > width*3 {
			from = pts[i]
			break
		}
	}
	d := tip.Sub(from)
	l := math.Hypot(d.X, d.Y)
	if l == 0 {
		return Circle(tip, width)
	}
	d = d.Mul(1 / l)
	n := Point{X: -d.Y, Y: d.X}
	size := width * 3
	base := tip.Sub(d.Mul(size * 0.4))
	return Polygon(tip.Add(d.Mul(size*0.6)), base.Add(n.Mul(size*0.5)), base.Sub(n.Mul(size*0.5)))
}
