package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// layer says how a part is drawn.
type layer string

const (
	surfaceLayer layer = "regions" // tiles the figure exactly, later parts paint over earlier ones
	deepLayer    layer = "deep"    // lies under the surface, may overlap
	pointLayer   layer = "points"  // a target for a ligament, tendon, joint, fascia or lymph group
)

// part is a named shape of the art. Parts of the surface that share an id form one region.
type part struct {
	id, class    string
	layer        layer
	structures   []string // codes; the first is what a tap means
	midline      bool     // one shape on the midline instead of a left and a right one
	seamless     bool     // left and right meet on the midline without a drawn border
	masks        []string
	shapes       []Polygon
	railA, railB []Point // the fibres run between these two lines
	noFibres     bool
	gap          float64 // units between fibres
}

// strokeLine is a drawn line that separates nothing: a fold, a crease.
type strokeLine struct {
	style  string
	points []Point
}

// art is one hand-drawn view. Coordinates are in units: millimetres times zoom.
type art struct {
	view    string
	titles  []string // title and sides of the drawn view, then of its mirror image
	mirror  bool     // drawn half, completed by its mirror image
	zoom    float64
	x0      float64
	w, h    float64
	masks   map[string][]Polygon
	order   []string // mask names as drawn
	parts   []*part
	lines   []strokeLine
	useMask string // art file whose masks are shared
}

const (
	defaultFibreGap = 5.0
	ellipsePoints   = 64
)

// artParser reads the line-based art language; see art/README.md.
type artParser struct {
	art   *art
	layer layer
	mask  string
	part  *part
	style string // of the current line group, empty outside one
	frame frame
	rail  []Point
}

func parseArt(name string, r io.Reader) (*art, error) {
	p := &artParser{art: &art{zoom: 1, masks: map[string][]Polygon{}}, layer: surfaceLayer}
	scanner := bufio.NewScanner(r)
	for number := 1; scanner.Scan(); number++ {
		text, _, _ := strings.Cut(scanner.Text(), "#")
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if err := p.line(text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p.art, nil
}

func (p *artParser) line(text string) error {
	keyword, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	switch keyword {
	case "view":
		return p.view(rest)
	case "titles":
		p.art.titles = strings.Split(rest, "|")
		return nil
	case "masks":
		p.art.useMask = rest
		return nil
	case "layer":
		p.layer = map[string]layer{"surface": surfaceLayer, "deep": deepLayer, "points": pointLayer}[rest]
		if p.layer == "" {
			return fmt.Errorf("unknown layer %q", rest)
		}
		return nil
	case "mask":
		p.mask, p.part, p.style, p.frame = rest, nil, "", frame{}
		if _, ok := p.art.masks[rest]; !ok {
			p.art.order = append(p.art.order, rest)
			p.art.masks[rest] = nil
		}
		return nil
	case "part":
		return p.newPart(strings.Fields(rest))
	case "line":
		if _, ok := lineStyles[rest]; !ok {
			return fmt.Errorf("unknown line style %q", rest)
		}
		p.style, p.part, p.frame = rest, nil, frame{}
		return nil
	case "frame":
		v, err := numbers(rest, 3)
		if err != nil {
			return err
		}
		p.frame = frame{Point{v[0], v[1]}, v[2]}
		return nil
	case "path":
		return p.path(rest)
	case "ell":
		v, err := numbers(rest, 4)
		if err != nil {
			return err
		}
		p.addShape(p.ellipse(v[0], v[1], v[2], v[3]))
		return nil
	case "cap":
		return p.capsule(strings.Fields(rest), false)
	case "belly":
		return p.capsule(strings.Fields(rest), true)
	case "a:", "b:", "fa:", "fb:":
		return p.rails(keyword, rest)
	case "gap":
		if p.part == nil {
			return fmt.Errorf("gap outside a part")
		}
		v, err := numbers(rest, 1)
		if err != nil {
			return err
		}
		p.part.gap = v[0]
		return nil
	case "nofib":
		if p.part == nil {
			return fmt.Errorf("nofib outside a part")
		}
		p.part.noFibres = true
		return nil
	}
	return fmt.Errorf("unknown keyword %q", keyword)
}

// view reads "name mirror|single x0,width,height [zoom]".
func (p *artParser) view(rest string) error {
	f := strings.Fields(rest)
	if len(f) < 3 {
		return fmt.Errorf("view needs a name, mirror or single, and a box")
	}
	box, err := numbers(f[2], 3)
	if err != nil {
		return err
	}
	a := p.art
	if len(f) > 3 {
		zoom, err := numbers(f[3], 1)
		if err != nil {
			return err
		}
		a.zoom = zoom[0]
	}
	a.view, a.mirror = f[0], f[1] == "mirror"
	a.x0, a.w, a.h = box[0]*a.zoom, box[1]*a.zoom, box[2]*a.zoom
	return nil
}

// newPart reads "id class[,mid|,whole] masks [codes]".
func (p *artParser) newPart(f []string) error {
	if len(f) < 3 {
		return fmt.Errorf("part needs an id, a class and masks")
	}
	class := strings.Split(f[1], ",")
	n := &part{
		id: f[0], class: class[0], layer: p.layer, masks: strings.Split(f[2], ","),
		midline: slices.Contains(class, "mid"), seamless: slices.Contains(class, "whole"),
		gap: defaultFibreGap, structures: []string{f[0]},
	}
	if len(f) > 3 {
		n.structures = strings.Split(f[3], ",")
	}
	p.art.parts = append(p.art.parts, n)
	p.part, p.style, p.frame = n, "", frame{}
	return nil
}

func (p *artParser) path(rest string) error {
	ps, err := p.points(rest)
	if err != nil {
		return err
	}
	switch {
	case p.style == "":
		p.addShape(closedSpline(ps))
	case lineStyles[p.style].filled():
		p.art.lines = append(p.art.lines, strokeLine{p.style, closedSpline(ps)})
	default:
		p.art.lines = append(p.art.lines, strokeLine{p.style, openSpline(ps)})
	}
	return nil
}

// rails reads the two sides of a muscle: a: and b: also give its outline, fa: and fb: only its fibres.
func (p *artParser) rails(keyword, rest string) error {
	if p.part == nil {
		return fmt.Errorf("%s outside a part", keyword)
	}
	ps, err := p.points(rest)
	if err != nil {
		return err
	}
	line := openSpline(ps)
	switch keyword {
	case "a:":
		p.rail = line
	case "b:":
		shape := append(Polygon{}, p.rail...)
		for _, q := range slices.Backward(line) {
			shape = append(shape, q)
		}
		p.addShape(shape)
		if p.part.railA == nil {
			p.part.railA, p.part.railB = p.rail, line
		}
	case "fa:":
		p.part.railA = line
	case "fb:":
		p.part.railB = line
	}
	return nil
}

// disc is a circle of a capsule or belly, in art millimetres.
type disc struct {
	Point
	r float64
}

// capsule reads a chain of circles x,y,r. A plain capsule joins them by straight bands; a belly is
// smooth, as a muscle is that widens and narrows along its course.
func (p *artParser) capsule(fields []string, belly bool) error {
	var chain []disc
	for _, f := range fields {
		v, err := numbers(f, 3)
		if err != nil {
			return err
		}
		chain = append(chain, disc{Point{v[0], v[1]}, v[2]})
	}
	if belly {
		chain = smoothChain(chain)
	}
	for i, d := range chain {
		p.addShape(p.ellipse(d.X, d.Y, d.r, d.r))
		if i > 0 {
			p.addBand(chain[i-1], d)
		}
	}
	return nil
}

// smoothChain fills a chain of discs with a spline of places and gently changing radii.
func smoothChain(chain []disc) []disc {
	if len(chain) < 2 {
		return chain
	}
	centres := make([]Point, len(chain))
	for i, d := range chain {
		centres[i] = d.Point
	}
	if len(centres) == 2 {
		centres = []Point{centres[0], lerp(centres[0], centres[1], 0.5), centres[1]}
		chain = []disc{chain[0], {centres[1], (chain[0].r + chain[1].r) / 2}, chain[1]}
	}
	var out []disc
	for i, c := range smoothSpline(centres) {
		span, step := i/stepsPerSpan, i%stepsPerSpan
		r := chain[span].r
		if step > 0 {
			ease := (1 - math.Cos(math.Pi*float64(step)/stepsPerSpan)) / 2
			r += (chain[span+1].r - r) * ease
		}
		out = append(out, disc{c, r})
	}
	return out
}

func (p *artParser) addBand(a, b disc) {
	d := b.sub(a.Point).unit()
	n := Point{-d.Y, d.X}
	p.addShape(Polygon{
		p.place(a.add(n.times(a.r))), p.place(b.add(n.times(b.r))),
		p.place(b.sub(n.times(b.r))), p.place(a.sub(n.times(a.r))),
	})
}

func (p *artParser) addShape(s Polygon) {
	if p.part != nil {
		p.part.shapes = append(p.part.shapes, s)
	} else {
		p.art.masks[p.mask] = append(p.art.masks[p.mask], s)
	}
}

// place turns art millimetres into units.
func (p *artParser) place(q Point) Point { return p.frame.place(q).times(p.art.zoom) }

func (p *artParser) ellipse(x, y, rx, ry float64) Polygon {
	var out Polygon
	for i := range ellipsePoints {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / ellipsePoints)
		out = append(out, p.place(Point{x + rx*cos, y + ry*sin}))
	}
	return out
}

// points reads "x,y x,y! ..."; an exclamation mark makes a corner.
func (p *artParser) points(s string) ([]artPoint, error) {
	var out []artPoint
	for _, f := range strings.Fields(s) {
		text, corner := strings.CutSuffix(f, "!")
		v, err := numbers(text, 2)
		if err != nil {
			return nil, err
		}
		out = append(out, artPoint{p.place(Point{v[0], v[1]}), corner})
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("a path needs at least two points")
	}
	return out, nil
}

func numbers(s string, want int) ([]float64, error) {
	var out []float64
	for f := range strings.SplitSeq(s, ",") {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", f)
		}
		out = append(out, v)
	}
	if len(out) != want {
		return nil, fmt.Errorf("%q: want %d numbers, have %d", s, want, len(out))
	}
	return out, nil
}
