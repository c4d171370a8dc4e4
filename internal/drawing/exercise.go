package drawing

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The views of an exercise: a person from the side, from the front or from the back, or a hand.
const (
	viewSide  = "side"
	viewFront = "front"
	viewBack  = "back"
	viewHand  = "hand"
)

// exercise is a row of exercises: how a piece of home care is drawn.
type exercise struct {
	code  string
	view  string
	start string // a pose
	end   string // what is otherwise in the pose it comes to; "" where nothing moves
	// mark names the parts in the accent colour, by the beginnings of their names; without it those that move.
	mark string
	// arrows are ways, each "x,y x,y bend" or "joint beyond": the way of a joint from start to end, so far beyond it. With
	// "both" the arrow has two heads.
	arrows []string
	// props are what the exercise is done with: see prop. One after "over " lies over the person.
	props []string
	// apart is how far to the left the start stands as a picture of its own; 0 draws it as a shade behind the end.
	apart float64
	// close is what is shown of it, "x,y x,y"; without it, all.
	close string
}

// ExerciseWidth and ExerciseHeight are the shape of the picture of an exercise: its units are hundredths of that height.
const (
	ExerciseWidth  = 4.0 / 3 * ExerciseHeight
	ExerciseHeight = 100.0
)

// The room about a drawing, and the least height of what is shown of a body: a person who lies is not drawn larger than one
// who stands.
const (
	exerciseMargin = 4.0
	exerciseLeast  = 72.0
	handLeast      = 40.0
)

// Exercises are the codes of what can be drawn, in their order.
func Exercises() []string {
	var out []string
	for i := range exercises {
		out = append(out, exercises[i].code)
	}
	return out
}

// Exercise is the drawing of a piece of home care by its code of the catalogue, ExerciseWidth by ExerciseHeight; nil for one
// that has none.
func Exercise(code string, palette Palette) *Picture {
	i := slices.IndexFunc(exercises, func(e exercise) bool { return e.code == code })
	if i < 0 {
		return nil
	}
	p, err := exercises[i].picture(palette)
	if err != nil {
		return nil
	}
	return p
}

// scene is an exercise worked out.
type scene struct {
	*exercise
	start, end   pose
	first, last  *person
	moves        func(name string) bool
	frame        Rect // what is shown, y up
	line         float64
	cut          bool
	arrows       []way
	behind, over []thing
}

// way is an arrow.
type way struct {
	line []Point
	both bool
}

func (e *exercise) scene() (*scene, error) {
	s := &scene{exercise: e}
	var err error
	if s.start, err = parsePose(e.start); err != nil {
		return nil, fmt.Errorf("%s: %w", e.code, err)
	}
	change, err := parsePose(e.end)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.code, err)
	}
	s.end = s.start.between(change, 1)
	if s.first, err = s.start.build(e.view); err != nil {
		return nil, fmt.Errorf("%s: %w", e.code, err)
	}
	if s.last, err = s.end.build(e.view); err != nil {
		return nil, fmt.Errorf("%s: %w", e.code, err)
	}
	moved := map[string]bool{}
	for i, p := range s.last.parts {
		if i < len(s.first.parts) {
			moved[p.name] = displaced(p, s.first.parts[i])
		}
	}
	marked := strings.Fields(e.mark)
	s.moves = func(name string) bool {
		if len(marked) == 0 {
			return moved[name]
		}
		return slices.ContainsFunc(marked, func(m string) bool { return strings.HasPrefix(name, m) })
	}
	for _, text := range e.arrows {
		w, err := s.way(text)
		if err != nil {
			return nil, fmt.Errorf("%s: the arrow %q: %w", e.code, text, err)
		}
		s.arrows = append(s.arrows, w)
	}
	for _, text := range e.props {
		rest, over := strings.CutPrefix(text, "over ")
		t, err := s.prop(rest)
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", e.code, text, err)
		}
		if over {
			s.over = append(s.over, t)
		} else {
			s.behind = append(s.behind, t)
		}
	}
	if err := s.shown(); err != nil {
		return nil, fmt.Errorf("%s: %w", e.code, err)
	}
	return s, nil
}

func displaced(a, b part) bool {
	if len(a.skin) != len(b.skin) {
		return true
	}
	for i := range a.skin {
		for j := range a.skin[i] {
			if j < len(b.skin[i]) && a.skin[i][j].at.Distance(b.skin[i][j].at) > 0.4 {
				return true
			}
		}
	}
	return false
}

// shown finds the frame: all of both poses, their props and arrows, in the shape of the picture.
func (s *scene) shown() error {
	if s.close != "" {
		a, b, ok := strings.Cut(s.close, " ")
		from, err := s.place(a)
		if err != nil || !ok {
			return fmt.Errorf("what is shown, %q, is no box", s.close)
		}
		to, err := s.place(b)
		if err != nil {
			return err
		}
		s.frame, s.cut = shaped(Rect{Min: from, Max: to}, 0), true
		s.line = s.frame.Height() * 0.012
		return nil
	}
	box := s.last.bounds()
	first := s.first.bounds()
	if s.apart != 0 {
		first.Min.X, first.Max.X = first.Min.X-s.apart, first.Max.X-s.apart
	}
	if s.apart != 0 || s.moving() {
		box = box.Union(first)
	}
	for _, t := range slices.Concat(s.behind, s.over) {
		r := t.bounds
		if r == (Rect{}) {
			continue
		}
		box = box.Union(r)
		if s.apart != 0 {
			box = box.Union(Rect{Min: r.Min.Sub(Point{X: s.apart}), Max: r.Max.Sub(Point{X: s.apart})})
		}
	}
	for _, w := range s.arrows {
		box = box.Union(boundsOf(w.line).Grow(2))
	}
	least := exerciseLeast
	if s.view == viewHand {
		least = handLeast
	}
	s.frame = shaped(box.Grow(exerciseMargin*least/exerciseLeast), least)
	s.line = s.frame.Height() * 0.012
	return nil
}

func boundsOf(pts []Point) Rect { return pathBounds(Line(pts...)) }

// shaped is a box made as wide or as high as the picture's shape asks, and no lower than the least. What stands on the floor
// goes on standing at the foot of it.
func shaped(r Rect, least float64) Rect {
	h := math.Max(math.Max(r.Height(), r.Width()*ExerciseHeight/ExerciseWidth), least)
	w := h * ExerciseWidth / ExerciseHeight
	mid := r.Center()
	low := r.Min.Y - (h-r.Height())*0.4
	return Rect{Min: Point{X: mid.X - w/2, Y: low}, Max: Point{X: mid.X + w/2, Y: low + h}}
}

func (s *scene) moving() bool {
	return slices.ContainsFunc(s.last.parts, func(p part) bool {
		i := slices.IndexFunc(s.first.parts, func(q part) bool { return q.name == p.name })
		return i < 0 || displaced(p, s.first.parts[i])
	})
}

func (b *person) bounds() Rect {
	r := Rect{Min: Point{X: math.Inf(1), Y: math.Inf(1)}, Max: Point{X: math.Inf(-1), Y: math.Inf(-1)}}
	for _, p := range b.parts {
		for _, skin := range p.skin {
			for _, d := range skin {
				r.Min.X, r.Min.Y = math.Min(r.Min.X, d.at.X-d.r), math.Min(r.Min.Y, d.at.Y-d.r)
				r.Max.X, r.Max.Y = math.Max(r.Max.X, d.at.X+d.r), math.Max(r.Max.Y, d.at.Y+d.r)
			}
		}
	}
	return r
}

// place is "x,y", or a joint of the end with "+dx,dy" behind it.
func (s *scene) place(text string) (Point, error) {
	name, off, _ := strings.Cut(text, "+")
	at, ok := s.last.at[name]
	if !ok {
		off = text
	} else if off == "" {
		return at, nil
	}
	x, y, ok := strings.Cut(off, ",")
	dx, err := strconv.ParseFloat(x, 64)
	if err != nil || !ok {
		return at, fmt.Errorf("%q is no place", text)
	}
	dy, err := strconv.ParseFloat(y, 64)
	if err != nil {
		return at, fmt.Errorf("%q is no place", text)
	}
	return at.Add(Point{X: dx, Y: dy}), nil
}

// way works an arrow out.
func (s *scene) way(text string) (way, error) {
	fields := strings.Fields(text)
	var w way
	if n := len(fields); n > 0 && fields[n-1] == "both" {
		w.both, fields = true, fields[:n-1]
	}
	if len(fields) < 2 {
		return w, fmt.Errorf("it has no end")
	}
	if _, ok := s.last.at[fields[0]]; ok {
		if beyond, err := strconv.ParseFloat(fields[1], 64); err == nil {
			w.line, err = s.trace(fields[0], beyond)
			return w, err
		}
	}
	from, err := s.place(fields[0])
	if err != nil {
		return w, err
	}
	to, err := s.place(fields[1])
	if err != nil {
		return w, err
	}
	bend := 0.0
	if len(fields) > 2 {
		if bend, err = strconv.ParseFloat(fields[2], 64); err != nil {
			return w, fmt.Errorf("%q is no bend", fields[2])
		}
	}
	d := to.Sub(from)
	n := Point{X: -d.Y, Y: d.X}
	if l := math.Hypot(d.X, d.Y); l > 0 {
		n = n.Mul(1 / l)
	}
	for i := range 17 {
		t := float64(i) / 16
		w.line = append(w.line, from.Add(d.Mul(t)).Add(n.Mul(4*bend*t*(1-t))))
	}
	return w, nil
}

// before are the joints that a joint turns about: an arrow lies beyond it, seen from there.
var before = map[string]string{
	"tip": "elbow", "hand": "elbow", "knuckles": "wrist", "wrist": "elbow", "elbow": "shoulder", "toe": "ankle", "ball": "ankle", "ankle": "knee", "knee": "hip", "head": "top",
}

// trace is the way of a joint from the start to the end.
func (s *scene) trace(joint string, beyond float64) ([]Point, error) {
	var out []Point
	name, suffix, sided := strings.Cut(joint, ".")
	root := before[name]
	if sided {
		root += "." + suffix
	}
	for i := range 17 {
		t := 0.06 + 0.88*float64(i)/16
		b, err := s.start.between(s.end, t).build(s.view)
		if err != nil {
			return nil, err
		}
		at := b.at[joint]
		if from, ok := b.at[root]; ok && beyond != 0 {
			if d := at.Distance(from); d > 0 {
				at = at.Add(at.Sub(from).Mul(beyond / d))
			}
		}
		out = append(out, at)
	}
	return out, nil
}

// coat is how a part is painted.
type coat struct{ fill, edge color.NRGBA }

// picture draws the exercise.
func (e *exercise) picture(palette Palette) (*Picture, error) {
	s, err := e.scene()
	if err != nil {
		return nil, err
	}
	t := palette.tones()
	near := coat{mix(t.paper, t.ink, 0.07), mix(t.paper, t.ink, 0.78)}
	far := coat{mix(t.paper, t.ink, 0.17), mix(t.paper, t.ink, 0.6)}
	moved := coat{mix(t.paper, t.accent, 0.45), t.accent}
	movedFar := coat{mix(t.paper, t.accent, 0.26), mix(t.paper, t.accent, 0.8)}
	shade := coat{t.paper, mix(t.paper, t.ink, 0.3)}
	plain := func(p *part) coat {
		if p.far {
			return far
		}
		return near
	}
	all := NewPicture(Rect{})
	floor := s.floor(t)
	if s.apart != 0 {
		one := NewPicture(Rect{})
		for _, x := range s.behind {
			x.draw(one, t, s.line)
		}
		s.draw(one, s.first, plain, nil)
		for _, x := range s.over {
			x.draw(one, t, s.line)
		}
		floor(all)
		all.Add(one, Translate(-s.apart, 0))
	} else {
		floor(all)
	}
	for _, x := range s.behind {
		x.draw(all, t, s.line)
	}
	if s.apart == 0 && s.moving() {
		ghost := NewPicture(Rect{})
		s.draw(ghost, s.first, func(*part) coat { return shade }, func(p *part) bool {
			i := slices.IndexFunc(s.last.parts, func(q part) bool { return q.name == p.name })
			return i >= 0 && displaced(*p, s.last.parts[i])
		})
		all.Add(ghost, Identity())
	}
	s.draw(all, s.last, func(p *part) coat {
		switch {
		case s.moves(p.name) && p.far:
			return movedFar
		case s.moves(p.name):
			return moved
		}
		return plain(p)
	}, nil)
	for _, x := range s.over {
		x.draw(all, t, s.line)
	}
	for _, w := range s.arrows {
		w.draw(all, t, s.line)
	}
	k := ExerciseHeight / s.frame.Height()
	m := Matrix{A: k, D: -k, E: -s.frame.Min.X * k, F: s.frame.Max.Y * k}
	out := NewPicture(Rect{Max: Point{X: ExerciseWidth, Y: ExerciseHeight}})
	if s.cut {
		part := NewPicture(Rect{})
		part.Add(all, m)
		out.Clip(RectPath(out.box), part)
	} else {
		out.Add(all, m)
	}
	return out, nil
}

// floor draws the floor where the person is on it, as wide as the frame nearly.
func (s *scene) floor(t *tones) func(*Picture) {
	return func(p *Picture) {
		if s.view == viewHand || s.frame.Min.Y > 0 || slices.ContainsFunc(s.props, func(p string) bool { return strings.HasPrefix(p, "rug") }) {
			return
		}
		edge := s.frame.Width() * 0.03
		p.Path(Line(Point{X: s.frame.Min.X + edge, Y: -s.line / 2}, Point{X: s.frame.Max.X - edge, Y: -s.line / 2}), Style{Stroke: mix(t.paper, t.ink, 0.35), Width: s.line})
	}
}

// draw paints a person layer by layer: first the edges of all parts of a layer, then what is within them, so that a limb is
// one shape with one edge.
func (s *scene) draw(p *Picture, b *person, coatOf func(*part) coat, only func(*part) bool) {
	var under []part
	for i := 0; i < len(b.parts); {
		j := i + 1
		for j < len(b.parts) && !b.parts[j].over {
			j++
		}
		layer := b.parts[i:j]
		for k := range layer {
			if only == nil || only(&layer[k]) {
				for _, skin := range layer[k].skin {
					p.Path(hull(skin, s.line), Style{Fill: coatOf(&layer[k]).edge})
				}
			}
		}
		for k := range layer {
			if only == nil || only(&layer[k]) {
				for _, skin := range layer[k].skin {
					p.Path(hull(skin, 0), Style{Fill: coatOf(&layer[k]).fill})
				}
			}
		}
		// Where a limb joins a part of the same colour there is no line.
		if root := layer[0].root; root.r > 0 && only == nil {
			joined := NewPicture(Rect{})
			for k := range under {
				if coatOf(&under[k]) == coatOf(&layer[0]) && (strings.HasPrefix(under[k].name, "trunk") || under[k].name == "palm") {
					for _, skin := range under[k].skin {
						joined.Path(hull(skin, 0), Style{Fill: coatOf(&under[k]).fill})
					}
				}
			}
			p.Clip(Circle(root.at, root.r+s.line*1.2), joined)
		}
		under = append(under, layer...)
		i = j
		if only == nil && slices.ContainsFunc(layer, func(q part) bool { return q.name == "head" }) {
			for _, m := range b.face {
				ink := coatOf(&part{name: "head"}).edge
				if m.whole {
					p.Path(Polygon(m.line...), Style{Fill: ink})
				} else {
					p.Path(Line(append(m.line, m.line[len(m.line)-1])...), Style{Stroke: ink, Width: math.Max(m.width, s.line*.8)})
				}
			}
		}
	}
}

// hull is the tightest skin around discs, each larger by grow.
func hull(discs []disc, grow float64) Path {
	const around = 28
	var pts []Point
	for _, d := range discs {
		for i := range around {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / around)
			pts = append(pts, Point{X: d.at.X + (d.r+grow)*cos, Y: d.at.Y + (d.r+grow)*sin})
		}
	}
	return Polygon(convexHull(pts)...)
}

// convexHull is the hull of points, anticlockwise (Andrew 1979).
func convexHull(pts []Point) []Point {
	slices.SortFunc(pts, func(a, b Point) int {
		switch {
		case a.X < b.X || a.X == b.X && a.Y < b.Y:
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	half := func(pts []Point) []Point {
		var out []Point
		for _, q := range pts {
			for len(out) > 1 {
				a, b := out[len(out)-2], out[len(out)-1]
				if (b.X-a.X)*(q.Y-a.Y)-(b.Y-a.Y)*(q.X-a.X) > 0 {
					break
				}
				out = out[:len(out)-1]
			}
			out = append(out, q)
		}
		return out[:len(out)-1]
	}
	lower := half(pts)
	slices.Reverse(pts)
	return append(lower, half(pts)...)
}

// draw paints an arrow on a ground of paper, so that it is seen over the body.
func (w way) draw(p *Picture, t *tones, line float64) {
	head := line * 5.2
	body := w.line
	ends := [][2]Point{}
	trim := func(pts []Point) []Point { // takes off the length of the head
		left := head * 0.7
		for len(pts) > 2 {
			a, b := pts[len(pts)-1], pts[len(pts)-2]
			if d := a.Distance(b); d < left {
				left -= d
				pts = pts[:len(pts)-1]
				continue
			}
			break
		}
		a, b := pts[len(pts)-1], pts[len(pts)-2]
		if d := a.Distance(b); d > left {
			pts = append(slices.Clone(pts[:len(pts)-1]), a.Add(b.Sub(a).Mul(left/d)))
		}
		return pts
	}
	tip := body[len(body)-1]
	body = trim(body)
	ends = append(ends, [2]Point{body[len(body)-1], tip})
	if w.both {
		slices.Reverse(body)
		tip := body[len(body)-1]
		body = trim(body)
		ends = append(ends, [2]Point{body[len(body)-1], tip})
	}
	for _, c := range []struct {
		tone color.NRGBA
		grow float64
	}{{t.paper, line * 1.1}, {t.accent, 0}} {
		p.Path(Line(body...), Style{Stroke: c.tone, Width: line*2 + 2*c.grow})
		for _, e := range ends {
			d := e[1].Sub(e[0])
			if l := math.Hypot(d.X, d.Y); l > 0 {
				d = d.Mul(1 / l)
			}
			n := Point{X: -d.Y, Y: d.X}
			back := e[1].Sub(d.Mul(head))
			p.Path(Polygon(e[1], back.Add(n.Mul(head*.52)), back.Sub(n.Mul(head*.52))), Style{Fill: c.tone, Stroke: c.tone, Width: line*.6 + 2*c.grow})
		}
	}
}

// thing is a prop worked out.
type thing struct {
	bounds Rect
	draw   func(p *Picture, t *tones, line float64)
}

// prop reads what an exercise is done with:
//
//	wall x             a wall whose face is at x; "wall x left" stands to the left of it, "wall x y" is y high
//	chair x y          a chair with its back at x, its seat y high, facing right; "chair x y left" faces left
//	table x0 x1 y      a table; top x0 x1 y  its top alone
//	bench x0 x1 y      a box, such as a step
//	mat x0 x1          a mat on the floor;  rug x0 y0 x1 y1  one seen from above;  post x  a door frame
//	band place place   an elastic band;  towel place place
//	ball place r       a ball
//	pillow place w h a  a pillow, turned by a degrees
//	pack place a       a cold pack;  pack place a warm  a warm one
//	weight place a     a weight
//	rings place n      circles that spread, for light strokes
//	clock place r      a clock
//	scar place place   a scar;  bottle place  a bottle;  mirror place  a mirror
//	hand place a       another hand with its forearm, whose fingertips are there and point to a degrees
func (s *scene) prop(text string) (thing, error) {
	f := strings.Fields(text)
	kind, f := f[0], f[1:]
	var nums []float64
	var places []Point
	var words []string
	for _, x := range f {
		switch n, err := strconv.ParseFloat(x, 64); {
		case err == nil:
			nums = append(nums, n)
		default:
			at, err := s.place(x)
			if err != nil {
				words = append(words, x)
				continue
			}
			places = append(places, at)
		}
	}
	sort, ok := props[kind]
	if !ok {
		return thing{}, fmt.Errorf("there is no prop of that name")
	}
	if len(nums) < sort.nums || len(places) < sort.places {
		return thing{}, fmt.Errorf("it takes %d numbers and %d places", sort.nums, sort.places)
	}
	bounds, draw := sort.of(nums, places, words)
	return thing{bounds, draw}, nil
}

type painter func(p *Picture, t *tones, line float64)

func box2(x0, y0, x1, y1 float64) Rect {
	return Rect{Min: Point{X: math.Min(x0, x1), Y: math.Min(y0, y1)}, Max: Point{X: math.Max(x0, x1), Y: math.Max(y0, y1)}}
}

// solid paints boxes in one soft tone with an edge.
func solid(boxes ...Rect) (Rect, painter) {
	all := boxes[0]
	for _, b := range boxes {
		all = all.Union(b)
	}
	return all, func(p *Picture, t *tones, line float64) {
		for _, b := range boxes {
			p.Path(RoundRect(b, 1), Style{Fill: propFill(t), Stroke: propEdge(t), Width: line * .9})
		}
	}
}

func propFill(t *tones) color.NRGBA { return mix(t.paper, t.quiet, 0.2) }
func propEdge(t *tones) color.NRGBA { return mix(t.paper, t.quiet, 0.75) }

// strip paints a line of some width with an edge.
func strip(places []Point, width float64, tone func(*tones) color.NRGBA) (Rect, painter) {
	return boundsOf(places).Grow(width / 2), func(p *Picture, t *tones, line float64) {
		p.Path(Line(places...), Style{Stroke: propEdge(t), Width: width + line})
		p.Path(Line(places...), Style{Stroke: tone(t), Width: math.Max(width-line, line*.4)})
	}
}

// props are the sorts of props: how many numbers and places each takes, and how it is drawn.
var props = map[string]struct {
	nums, places int
	of           func(nums []float64, places []Point, words []string) (Rect, painter)
}{
	"wall": {1, 0, func(n []float64, _ []Point, words []string) (Rect, painter) {
		k, high := 1.0, 104.0
		if len(words) > 0 {
			k = -1
		}
		if len(n) > 1 {
			high = n[1]
		}
		return solid(box2(n[0], 0, n[0]+4*k, high))
	}},
	"chair": {2, 0, func(n []float64, _ []Point, words []string) (Rect, painter) {
		k := 1.0
		if len(words) > 0 {
			k = -1
		}
		x, y := n[0], n[1]
		return solid(box2(x, y-3, x+3*k, y+24), box2(x, 0, x+2.4*k, y-1.5), box2(x+20*k, 0, x+22.4*k, y-1.5), box2(x, y-3, x+23*k, y))
	}},
	"table": {3, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) {
		return solid(box2(n[0]+2, 0, n[0]+4.4, n[2]-1.5), box2(n[1]-4.4, 0, n[1]-2, n[2]-1.5), box2(n[0], n[2]-3, n[1], n[2]))
	}},
	"top": {3, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) {
		return solid(box2(n[0], n[2]-2.4, n[1], n[2]))
	}},
	"bench": {3, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) { return solid(box2(n[0], 0, n[1], n[2])) }},
	"mat":   {2, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) { return solid(box2(n[0], -2.4, n[1], 0)) }},
	"rug":   {4, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) { return solid(box2(n[0], n[1], n[2], n[3])) }},
	"post":  {1, 0, func(n []float64, _ []Point, _ []string) (Rect, painter) { return solid(box2(n[0], 0, n[0]+5, 108)) }},
	"band": {0, 2, func(_ []float64, at []Point, _ []string) (Rect, painter) {
		return strip(at, 1.6, func(t *tones) color.NRGBA { return mix(t.paper, t.ink, 0.55) })
	}},
	"towel": {0, 2, func(_ []float64, at []Point, _ []string) (Rect, painter) {
		return strip(at, 2.6, func(t *tones) color.NRGBA { return t.paper })
	}},
	"ball": {1, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		r := n[0]
		return Rect{Min: at[0], Max: at[0]}.Grow(r), func(p *Picture, t *tones, line float64) {
			p.Path(Circle(at[0], r), Style{Fill: propFill(t), Stroke: propEdge(t), Width: line})
			p.Path(Line(at[0].Add(toward(70, r*.55)), at[0].Add(toward(110, r*.6)), at[0].Add(toward(145, r*.55))), Style{Stroke: t.paper, Width: line})
		}
	}},
	"pillow": {2, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		turn := 0.0
		if len(n) > 2 {
			turn = n[2]
		}
		m := Translate(at[0].X, at[0].Y).Mul(Rotate(turn * math.Pi / 180))
		path := RoundRect(box2(-n[0]/2, -n[1]/2, n[0]/2, n[1]/2), n[1]*.45).Transform(m.Apply)
		return pathBounds(path), func(p *Picture, t *tones, line float64) {
			p.Path(path, Style{Fill: propFill(t), Stroke: propEdge(t), Width: line * .9})
		}
	}},
	"pack": {1, 1, func(n []float64, at []Point, words []string) (Rect, painter) {
		m := Translate(at[0].X, at[0].Y).Mul(Rotate(n[0] * math.Pi / 180))
		path := RoundRect(box2(-7, -2.6, 7, 2.6), 2.2).Transform(m.Apply)
		warm := len(words) > 0 && words[0] == "warm"
		return pathBounds(path).Grow(7), func(p *Picture, t *tones, line float64) {
			p.Path(path, Style{Fill: mix(t.paper, t.accent, .45), Stroke: t.accent, Width: line})
			for _, x := range []float64{-4.4, 0, 4.4} {
				if warm { // waves that rise
					var wave []Point
					for i := range 13 {
						y := 4.6 + float64(i)*.5
						wave = append(wave, m.Apply(Point{X: x + .9*math.Sin(float64(i)*math.Pi/4), Y: y}))
					}
					p.Path(Line(wave...), Style{Stroke: t.accent, Width: line * 1.3})
					continue
				}
				c := m.Apply(Point{X: x, Y: 7.2}) // crystals
				for _, a := range []float64{30, 90, 150} {
					p.Path(Line(c.Add(toward(a, 1.9)), c.Sub(toward(a, 1.9))), Style{Stroke: t.accent, Width: line})
				}
			}
		}
	}},
	"weight": {0, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		turn := 0.0
		if len(n) > 0 {
			turn = n[0]
		}
		a, b := at[0].Add(toward(turn, 3.4)), at[0].Sub(toward(turn, 3.4))
		return boundsOf([]Point{a, b}).Grow(2.4), func(p *Picture, t *tones, line float64) {
			p.Path(Line(a, b), Style{Stroke: propEdge(t), Width: 1.6})
			for _, e := range []Point{a, b} {
				p.Path(Circle(e, 2.2), Style{Fill: mix(t.paper, t.quiet, .5), Stroke: propEdge(t), Width: line})
			}
		}
	}},
	"rings": {1, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		return Rect{Min: at[0], Max: at[0]}.Grow(n[0]), func(p *Picture, t *tones, line float64) {
			for _, k := range []float64{.4, .7, 1} {
				p.Path(Circle(at[0], n[0]*k), Style{Stroke: fade(t.accent, 1.15-.6*k), Width: line * .9})
			}
		}
	}},
	"clock": {1, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		r := n[0]
		return Rect{Min: at[0], Max: at[0]}.Grow(r), func(p *Picture, t *tones, line float64) {
			p.Path(Circle(at[0], r), Style{Fill: t.paper, Stroke: propEdge(t), Width: line * 1.2})
			for i := range 12 {
				a := float64(i) * 30
				p.Path(Line(at[0].Add(toward(a, r*.8)), at[0].Add(toward(a, r*.88))), Style{Stroke: propEdge(t), Width: line * .8})
			}
			var slice []Point
			for i := range 13 {
				slice = append(slice, at[0].Add(toward(90-float64(i)*10, r*.66)))
			}
			p.Path(Polygon(append(slice, at[0])...), Style{Fill: mix(t.paper, t.accent, .35)})
			p.Path(Line(at[0].Add(toward(90, r*.66)), at[0], at[0].Add(toward(-30, r*.5))), Style{Stroke: t.accent, Width: line * 1.4})
		}
	}},
	"scar": {0, 2, func(_ []float64, at []Point, _ []string) (Rect, painter) {
		return boundsOf(at).Grow(1.5), func(p *Picture, t *tones, line float64) {
			p.Path(Line(at...), Style{Stroke: t.ink, Width: line * 1.2})
			d := at[1].Sub(at[0])
			across := Point{X: -d.Y, Y: d.X}.Mul(1.2 / math.Max(1e-6, math.Hypot(d.X, d.Y)))
			for i := 1; i < 6; i++ {
				c := at[0].Add(d.Mul(float64(i) / 6))
				p.Path(Line(c.Add(across), c.Sub(across)), Style{Stroke: t.ink, Width: line * .8})
			}
		}
	}},
	"hand": {1, 1, func(n []float64, at []Point, _ []string) (Rect, painter) {
		back := n[0] + 180
		wrist := at[0].Add(toward(back, 8))
		skins := [][]disc{
			{{wrist, 1.9}, {at[0].Add(toward(back, 4)), 1.9}},
			{{at[0].Add(toward(back, 4)), 1.9}, {at[0], 1.1}},
			{{wrist, 1.9}, {wrist.Add(toward(back, 13)), 2.7}},
			{{wrist.Add(toward(n[0], 1)), 1.2}, {wrist.Add(toward(n[0]-35, 5)), .9}},
		}
		box := boundsOf([]Point{at[0], wrist.Add(toward(back, 13))}).Grow(2.8)
		return box, func(p *Picture, t *tones, line float64) {
			for _, grow := range []float64{line, 0} {
				for _, skin := range skins {
					tone := mix(t.paper, t.ink, 0.78)
					if grow == 0 {
						tone = mix(t.paper, t.ink, 0.07)
					}
					p.Path(hull(skin, grow), Style{Fill: tone})
				}
			}
		}
	}},
	"bottle": {0, 1, func(_ []float64, at []Point, _ []string) (Rect, painter) {
		x, y := at[0].X, at[0].Y
		return solid(box2(x-2, y+8, x+2, y+11.5), box2(x-3.6, y, x+3.6, y+9))
	}},
	"mirror": {0, 1, func(_ []float64, at []Point, _ []string) (Rect, painter) {
		return Rect{Min: at[0], Max: at[0]}.Grow(6), func(p *Picture, t *tones, line float64) {
			p.Path(Circle(at[0], 5), Style{Fill: mix(t.paper, t.accent, .14), Stroke: propEdge(t), Width: line * 1.4})
			p.Path(Line(at[0].Add(toward(120, 3)), at[0].Add(toward(30, 2))), Style{Stroke: propEdge(t), Width: line * .7})
		}
	}},
}
