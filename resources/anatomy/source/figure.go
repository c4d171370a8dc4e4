package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Sides of the patient.
const (
	left    = "L"
	right   = "R"
	midline = "M"
)

// region is one finished shape of the figure.
type region struct {
	id, class, side string
	structures      []string
	loops           []Curve
}

// figure is one finished view, still in units.
type figure struct {
	view         string
	title, sides string
	zoom         float64
	x0, w, h     float64
	regions      []region
	deep, points []region
	shade, light [][]Curve
	fibres       []Curve
	borders      []Curve
	lines        []styledCurve
	silhouette   []Curve
}

type styledCurve struct {
	style string
	curve Curve
}

// Clean-up and curve settings, in units.
const (
	fragmentArea     = 110.0 // smaller pieces of a region go to its neighbours
	gapArea          = 200.0 // smaller holes, as between hand and thigh, are closed
	cleanRounds      = 3
	borderSmoothing  = 10
	borderTolerance  = 0.3
	overlaySmoothing = 5
	overlayMargin    = 4.0
	lineSamples      = 60
	lineTolerance    = 0.15
	seamOverlap      = 0.2 // hides the hairline where two seamless halves meet
)

// painter turns one view's art into figures.
type painter struct {
	art    *art
	names  map[string]structure
	masks  map[string][]bool
	grid   *grid
	parts  []*part // by label, from 1
	label  map[*part]int32
	arcs   []*arc
	toEdge []float32 // distance to the border of the pixel's region
	toRim  []float32 // distance to the silhouette
}

func paint(a *art, names map[string]structure) ([]figure, error) {
	p := &painter{art: a, names: names}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("view %s: %w", a.view, err)
	}
	p.drawMasks()
	p.drawSurface()
	p.arcs = smoothArcs(p.grid, a.mirror, borderSmoothing, borderTolerance)
	p.measure()
	f := figure{
		view: a.view, zoom: a.zoom, x0: a.x0, w: a.w, h: a.h,
		regions: p.regions(), borders: p.borders(), silhouette: p.silhouette(),
		shade: p.shade(), light: p.light(), fibres: p.fibres(), lines: p.lines(),
		deep: p.overlay(deepLayer), points: p.overlay(pointLayer),
	}
	f.title, f.sides = a.titles[0], a.titles[1]
	if a.mirror {
		f.x0, f.w = -a.w, 2*a.w
		return []figure{f}, nil
	}
	f.view = a.view + "-left"
	other := f.mirrored()
	other.view, other.title, other.sides = a.view+"-right", a.titles[2], a.titles[3]
	return []figure{f, other}, nil
}

// check finds art that names unknown masks or structures, or a wrong side.
func (p *painter) check() error {
	want := 4
	if p.art.mirror {
		want = 2
	}
	if len(p.art.titles) != want {
		return fmt.Errorf("has %d titles and sides, want %d", len(p.art.titles), want)
	}
	for _, q := range p.art.parts {
		for _, m := range q.masks {
			if _, ok := p.art.masks[m]; !ok && m != "*" {
				return fmt.Errorf("part %s: no mask %s", q.id, m)
			}
		}
		for _, code := range q.structures {
			s, ok := p.names[code]
			if !ok {
				return fmt.Errorf("part %s: no structure %s", q.id, code)
			}
			if s.group {
				return fmt.Errorf("part %s: %s is a group, which is drawn as its members", q.id, code)
			}
			if s.paired == q.midline {
				return fmt.Errorf("part %s: structure %s is on the wrong side of paired and midline", q.id, code)
			}
		}
	}
	return nil
}

func (p *painter) drawMasks() {
	p.grid = newGrid(p.art.x0, 0, p.art.w, p.art.h)
	p.masks = map[string][]bool{}
	for name, shapes := range p.art.masks {
		m := make([]bool, len(p.grid.label))
		for _, s := range shapes {
			p.grid.fill(s, func(i int) { m[i] = true })
		}
		p.masks[name] = m
	}
}

// inside reports whether a pixel lies in any of the masks; "*" means the whole body.
func (p *painter) inside(names []string) func(i int) bool {
	var ms [][]bool
	if slices.Contains(names, "*") {
		names = p.art.order
	}
	for _, n := range names {
		ms = append(ms, p.masks[n])
	}
	return func(i int) bool {
		for _, m := range ms {
			if m[i] {
				return true
			}
		}
		return false
	}
}

// drawSurface paints the parts over each other and cleans the result until it tiles the body.
func (p *painter) drawSurface() {
	byID := map[string]int32{}
	p.parts = []*part{nil}
	p.label = map[*part]int32{}
	for _, q := range p.art.parts {
		if q.layer != surfaceLayer {
			continue
		}
		if byID[q.id] == 0 {
			byID[q.id] = int32(len(p.parts))
			p.parts = append(p.parts, q)
		}
		p.label[q] = byID[q.id]
		in := p.inside(q.masks)
		for _, s := range q.shapes {
			p.grid.fill(s, func(i int) {
				if in(i) {
					p.grid.label[i] = byID[q.id]
				}
			})
		}
	}
	body := p.inside([]string{"*"})
	for i, l := range p.grid.label {
		if l == 0 && body(i) {
			p.grid.label[i] = unpainted
		}
	}
	p.grid.closeGaps(gapArea * pixelsPerUnit * pixelsPerUnit)
	p.grid.growInto(unpainted)
	const minPixels = fragmentArea * pixelsPerUnit * pixelsPerUnit
	for range cleanRounds {
		p.grid.dropFragments(minPixels)
	}
	p.grid.majority(cleanRounds)
	p.grid.dropFragments(minPixels)
}

func (p *painter) measure() {
	g := p.grid
	p.toEdge = g.distance(func(i int) bool {
		l := g.label[i]
		if l == 0 {
			return true
		}
		for k, j := range g.neighbours(i) {
			if j >= 0 && g.label[j] != l || j < 0 && k == 0 && p.hasSeam(l) {
				return true
			}
		}
		return false
	})
	p.toRim = g.distance(func(i int) bool { return g.label[i] == 0 })
}

// hasSeam reports whether the region shows a border where it meets its mirror image.
func (p *painter) hasSeam(l int32) bool {
	return p.art.mirror && !p.parts[l].midline && !p.parts[l].seamless
}

// drawnSide is the patient's side of the drawn half: on the front view the viewer's right is the
// patient's left, on the back view the patient's right. Single views draw the left.
func (p *painter) drawnSide() string {
	if p.art.view == "posterior" {
		return right
	}
	return left
}

func otherSide(side string) string {
	switch side {
	case left:
		return right
	case right:
		return left
	}
	return side
}

// finish gives a part's outline its side and, on mirrored views, its mirror image.
func (p *painter) finish(q *part, id string, arcs []*arc, label int32) []region {
	r := region{id: id, class: q.class, structures: q.structures}
	if q.midline {
		r.side = midline
		if p.art.mirror {
			r.loops = wholeLoops(arcs, label)
		} else {
			r.loops = labelLoops(arcs, label, false)
		}
		return []region{r}
	}
	r.side = p.drawnSide()
	r.loops = labelLoops(arcs, label, false)
	if q.seamless {
		overlapSeam(r.loops)
	}
	if !p.art.mirror {
		return []region{r}
	}
	return []region{r, r.mirrored()}
}

func overlapSeam(loops []Curve) {
	for _, c := range loops {
		for i, v := range c {
			if v.X == 0 {
				c[i].X = -seamOverlap
			}
		}
	}
}

func (r region) mirrored() region {
	r.loops = mirroredAll(r.loops)
	r.side = otherSide(r.side)
	return r
}

func (p *painter) regions() []region {
	var out []region
	for l := int32(1); int(l) < len(p.parts); l++ {
		out = append(out, p.finish(p.parts[l], p.parts[l].id, p.arcs, l)...)
	}
	return out
}

func (p *painter) silhouette() []Curve {
	g := p.grid.sameShape()
	for i, l := range p.grid.label {
		if l != 0 {
			g.label[i] = 1
		}
	}
	return outline(smoothArcs(g, p.art.mirror, borderSmoothing, borderTolerance), p.art.mirror)
}

// borders are the lines between regions, each once.
func (p *painter) borders() []Curve {
	var out []Curve
	for _, a := range p.arcs {
		if a.left == 0 || a.right == 0 {
			continue
		}
		if a.onMidline() {
			if l := min(a.left, a.right); p.hasSeam(l) {
				out = append(out, a.curve)
			}
			continue
		}
		out = append(out, a.curve)
		if p.art.mirror {
			out = append(out, a.curve.mirrored())
		}
	}
	return out
}

// lines are the drawn folds, creases and small filled shapes. Strokes are cut off at the silhouette.
// On mirrored views a line is repeated on the other side unless it is drawn on both sides already.
func (p *painter) lines() []styledCurve {
	var out []styledCurve
	for _, l := range p.art.lines {
		whole := slices.ContainsFunc(l.points, func(q Point) bool { return q.X < -midlineTouch }) ||
			!slices.ContainsFunc(l.points, func(q Point) bool { return math.Abs(q.X) > 0.01 })
		pieces := [][]Point{l.points}
		if !lineStyles[l.style].filled() {
			pieces = p.insideBody(resample(l.points, lineSamples))
		}
		for _, piece := range pieces {
			c := fitCurve(piece, false, lineTolerance)
			out = append(out, styledCurve{l.style, c})
			if p.art.mirror && !whole {
				out = append(out, styledCurve{l.style, c.mirrored()})
			}
		}
	}
	return out
}

const shortestLine = 4 // samples; shorter remains of a cut line are dropped

// insideBody returns the pieces of a line that lie on the figure.
func (p *painter) insideBody(line []Point) [][]Point {
	var out [][]Point
	var run []Point
	flush := func() {
		if len(run) >= shortestLine {
			out = append(out, run)
		}
		run = nil
	}
	for _, q := range line {
		drawn := q
		if p.art.mirror {
			drawn.X = math.Abs(q.X)
		}
		if i, ok := p.grid.pixel(drawn); ok && p.grid.label[i] != 0 {
			run = append(run, q)
		} else {
			flush()
		}
	}
	flush()
	return out
}

// overlay finishes the parts of a layer, deepest structures first.
func (p *painter) overlay(of layer) []region {
	var parts []*part
	for _, q := range p.art.parts {
		if q.layer == of {
			parts = append(parts, q)
		}
	}
	slices.SortStableFunc(parts, func(a, b *part) int {
		return p.names[b.structures[0]].depth - p.names[a.structures[0]].depth
	})
	prefix := strings.TrimSuffix(string(of), "s") + "."
	var out []region
	for _, q := range parts {
		g := p.overlayGrid(q)
		arcs := smoothArcs(g, p.art.mirror && q.midline, overlaySmoothing, borderTolerance)
		out = append(out, p.finish(q, prefix+q.id, arcs, 1)...)
	}
	return out
}

// overlayGrid draws one part alone, clipped to its masks, on a grid just large enough.
func (p *painter) overlayGrid(q *part) *grid {
	lo, hi := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range q.shapes {
		for _, v := range s {
			lo = Point{math.Min(lo.X, v.X), math.Min(lo.Y, v.Y)}
			hi = Point{math.Max(hi.X, v.X), math.Max(hi.Y, v.Y)}
		}
	}
	lo = Point{math.Floor(lo.X - overlayMargin), math.Max(0, math.Floor(lo.Y-overlayMargin))}
	if p.art.mirror {
		lo.X = math.Max(0, lo.X)
		if q.midline {
			lo.X = 0
		}
	}
	g := newGrid(lo.X, lo.Y, math.Ceil(hi.X+overlayMargin-lo.X), math.Ceil(hi.Y+overlayMargin-lo.Y))
	in := p.inside(q.masks)
	for _, s := range q.shapes {
		g.fill(s, func(i int) {
			if k, ok := p.grid.pixel(g.place(i)); ok && in(k) {
				g.label[i] = 1
			}
		})
	}
	return g
}

// mirrored is the same view of the other side of the body.
func (f figure) mirrored() figure {
	m := f
	m.x0 = -f.x0 - f.w
	all := func(rs []region) []region {
		out := make([]region, len(rs))
		for i, r := range rs {
			out[i] = r.mirrored()
		}
		return out
	}
	tones := func(ts [][]Curve) [][]Curve {
		out := make([][]Curve, len(ts))
		for i, t := range ts {
			out[i] = mirroredAll(t)
		}
		return out
	}
	m.regions, m.deep, m.points = all(f.regions), all(f.deep), all(f.points)
	m.shade, m.light = tones(f.shade), tones(f.light)
	m.fibres, m.borders, m.silhouette = mirroredAll(f.fibres), mirroredAll(f.borders), mirroredAll(f.silhouette)
	m.lines = make([]styledCurve, len(f.lines))
	for i, l := range f.lines {
		m.lines[i] = styledCurve{l.style, l.curve.mirrored()}
	}
	return m
}
