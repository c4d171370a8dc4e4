package anatomy

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Layer is a set of shapes that lie at one depth and are chosen together.
type Layer int

// The layers. Surface shapes tile the figure without gaps; deep shapes lie
// beneath and overlap, deepest first; points are small targets such as
// ligaments, tendons, joints and lymph nodes.
const (
	Surface Layer = iota
	Deep
	Points
)

// Layers lists the layers in the order they are offered.
func Layers() []Layer { return []Layer{Surface, Deep, Points} }

func (l Layer) String() string {
	switch l {
	case Deep:
		return "deep"
	case Points:
		return "points"
	default:
		return "surface"
	}
}

// flatness is how far a flattened outline may be from its curve; a tenth of
// this would not be seen even at the largest zoom.
const flatness = 0.15

// Shape is one closed outline that stands for a structure on one side.
type Shape struct {
	ID    string
	Codes []string // never empty; the first is what it means unless the user says otherwise
	Side  Side
	Class string // what it looks like: muscle, skin, bone, tendon, joint, ...
	Layer Layer
	Fill  string // the colour in the artwork, "#rrggbb", or ""
	Path  Path

	outline Outline
	bounds  Rect
	circle  func() (Point, float64)
}

// Target returns the structure and side the shape stands for by default.
func (s *Shape) Target() Target { return Target{s.Codes[0], s.Side} }

// Stands reports whether the shape stands for the structure on the side.
func (s *Shape) Stands(t Target) bool {
	return s.Side == t.Side && slices.Contains(s.Codes, t.Structure)
}

// Outline returns the flattened path.
func (s *Shape) Outline() Outline { return s.outline }

// Bounds returns the box around the shape.
func (s *Shape) Bounds() Rect { return s.bounds }

// Center returns the middle of the largest circle inside the shape, where a
// badge or a finger goes.
func (s *Shape) Center() Point { p, _ := s.circle(); return p }

// Radius returns the radius of the largest circle inside the shape.
func (s *Shape) Radius() float64 { _, r := s.circle(); return r }

// Contains reports whether p is inside the shape.
func (s *Shape) Contains(p Point) bool { return s.bounds.Contains(p) && s.outline.Contains(p) }

// Distance returns 0 inside the shape and the way to its edge outside.
func (s *Shape) Distance(p Point) float64 {
	if s.Contains(p) {
		return 0
	}
	return s.outline.Distance(p)
}

// NewShape makes a shape from its path. Codes must not be empty.
func NewShape(id string, codes []string, side Side, layer Layer, path Path) *Shape {
	s := &Shape{ID: id, Codes: codes, Side: side, Layer: layer, Path: path}
	s.outline = path.Flatten(flatness)
	s.bounds = s.outline.Bounds()
	s.circle = sync.OnceValues(func() (Point, float64) {
		// A badge or a finger needs no more precision than a millimetre.
		return Outline(path.Flatten(4 * flatness)).InscribedCircle(1)
	})
	return s
}

// Stroke is a decoration of the drawing: something filled or drawn with a pen
// that means nothing by itself.
type Stroke struct {
	Path    Path
	Fill    string // "#rrggbb" or "" for none
	Pen     string // "#rrggbb" or "" for none
	Width   float64
	Opacity float64
}

// View is one drawn side of the figure.
type View struct {
	ViewInfo

	Shade      []Stroke // darkens towards edges
	Light      []Stroke // lightens towards the viewer
	Fibres     []Stroke // the run of the muscle fibres
	Borders    []Stroke // between tiles
	Lines      []Stroke // contours, face, creases
	Silhouette Path     // the outer edge

	shapes [3][]*Shape
	all    []*Shape
	ways   [3]func() ways
	places func() map[Target][]*Shape
}

// Layer returns the shapes of a layer in drawing order.
func (v *View) Layer(l Layer) []*Shape { return v.shapes[l] }

// Shapes returns every shape: surface, then deep, then points.
func (v *View) Shapes() []*Shape { return v.all }

// Shape finds a shape by its id.
func (v *View) Shape(id string) (*Shape, bool) {
	for _, s := range v.all {
		if s.ID == id {
			return s, true
		}
	}
	return nil, false
}

// Find returns the shapes that stand for a target; those whose first meaning
// it is come first. A group is where its members are, and a region what it
// takes of the surface.
func (v *View) Find(t Target) []*Shape { return slices.Clone(v.places()[t]) }

// findPlaces tells for each target that is drawn what Find returns.
func (v *View) findPlaces(a *Atlas) map[Target][]*Shape {
	first := make(map[Target][]*Shape)
	other := make(map[Target][]*Shape)
	for _, s := range v.all {
		first[s.Target()] = append(first[s.Target()], s)
		for _, code := range s.Codes[1:] {
			if t := (Target{code, s.Side}); t != s.Target() {
				other[t] = append(other[t], s)
			}
		}
	}
	out := make(map[Target][]*Shape, len(first)+len(other))
	for _, list := range []map[Target][]*Shape{first, other} {
		for t, shapes := range list {
			out[t] = append(out[t], shapes...)
		}
	}
	for _, s := range a.structures {
		if !s.Group() {
			continue
		}
		for _, side := range s.Sides() {
			group := Target{s.Code, side}
			for _, m := range a.members(group) {
				shapes := first[m]
				if len(shapes) == 0 && s.Kind != Region {
					shapes = other[m]
				}
				for _, x := range shapes {
					if (s.Kind != Region || x.Layer == Surface) && !slices.Contains(out[group], x) {
						out[group] = append(out[group], x)
					}
				}
			}
		}
	}
	return out
}

func readView(fsys fs.FS, info ViewInfo, a *Atlas) (*View, error) {
	name := info.ID + ".svg"
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("the drawing %s could not be opened: %w", name, err)
	}
	defer f.Close()
	v, err := parseView(f, info)
	if err != nil {
		return nil, fmt.Errorf("the drawing %s could not be read: %w", name, err)
	}
	for _, s := range v.all {
		for _, code := range s.Codes {
			if _, ok := a.byCode[code]; !ok {
				return nil, fmt.Errorf("the drawing %s: the shape %q stands for %q, which is not in the table of structures",
					name, s.ID, code)
			}
		}
	}
	v.places = sync.OnceValue(func() map[Target][]*Shape { return v.findPlaces(a) })
	return v, nil
}

// style is what a group hands down to its paths.
type style struct {
	group   string
	fill    string
	pen     string
	width   float64
	fillOp  float64
	penOp   float64
	opacity float64
}

func (st *style) apply(attrs []xml.Attr) error {
	for _, at := range attrs {
		var dst *float64
		switch at.Name.Local {
		case "fill":
			st.fill = colour(at.Value)
			continue
		case "stroke":
			st.pen = colour(at.Value)
			continue
		case "stroke-width":
			dst = &st.width
		case "fill-opacity":
			dst = &st.fillOp
		case "stroke-opacity":
			dst = &st.penOp
		case "opacity":
			dst = &st.opacity
		default:
			continue
		}
		v, err := strconv.ParseFloat(at.Value, 64)
		if err != nil || v < 0 || math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s is %q, not a number", at.Name.Local, at.Value)
		}
		*dst = v
	}
	return nil
}

func colour(s string) string {
	if len(s) == 7 && s[0] == '#' {
		return s
	}
	return ""
}

func attr(attrs []xml.Attr, name string) string {
	for _, at := range attrs {
		if at.Name.Local == name {
			return at.Value
		}
	}
	return ""
}

// parseView reads a drawing: paths in groups whose ids say what they are.
func parseView(r io.Reader, info ViewInfo) (*View, error) {
	v := &View{ViewInfo: info}
	d := xml.NewDecoder(r)
	groups := []style{{fillOp: 1, penOp: 1, opacity: 1}}
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch el := tok.(type) {
		case xml.StartElement:
			switch el.Name.Local {
			case "g":
				st := groups[len(groups)-1]
				if id := attr(el.Attr, "id"); id != "" {
					st.group = id
				}
				if err := st.apply(el.Attr); err != nil {
					return nil, err
				}
				groups = append(groups, st)
			case "path":
				if err := v.addPath(groups[len(groups)-1], el.Attr); err != nil {
					return nil, fmt.Errorf("the path %q: %w", attr(el.Attr, "id"), err)
				}
			}
		case xml.EndElement:
			if el.Name.Local == "g" {
				if len(groups) == 1 {
					return nil, errors.New("a group is closed that was not opened")
				}
				groups = groups[:len(groups)-1]
			}
		}
	}
	if len(v.shapes[Surface]) == 0 {
		return nil, errors.New("there are no regions in it")
	}
	ids := make(map[string]bool)
	for _, l := range Layers() {
		for _, s := range v.shapes[l] {
			if ids[s.ID] {
				return nil, fmt.Errorf("the id %q is there twice", s.ID)
			}
			ids[s.ID] = true
			v.all = append(v.all, s)
		}
		v.ways[l] = sync.OnceValue(func() ways { return findWays(v.shapes[l]) })
	}
	return v, nil
}

func (v *View) addPath(st style, attrs []xml.Attr) error {
	path, err := ParsePath(attr(attrs, "d"))
	if err != nil {
		return err
	}
	if path.Empty() {
		return errors.New("it has no path data")
	}
	if err := st.apply(attrs); err != nil {
		return err
	}
	layers := map[string]Layer{"regions": Surface, "deep": Deep, "points": Points}
	if layer, ok := layers[st.group]; ok {
		id, codes, side := attr(attrs, "id"), strings.Fields(attr(attrs, "data-structures")), Side(attr(attrs, "data-side"))
		switch {
		case id == "":
			return errors.New("a shape needs an id")
		case len(codes) == 0:
			return errors.New("a shape needs data-structures")
		case !side.Valid():
			return fmt.Errorf("data-side is %q, not L, R or M", side)
		}
		s := NewShape(id, codes, side, layer, path)
		s.Class, s.Fill = attr(attrs, "data-class"), st.fill
		v.shapes[layer] = append(v.shapes[layer], s)
		return nil
	}
	if attr(attrs, "id") == "silhouette" {
		v.Silhouette = path
		return nil
	}
	stroke := Stroke{Path: path, Fill: st.fill, Pen: st.pen, Width: st.width}
	if stroke.Fill != "" {
		stroke.Opacity = st.fillOp * st.opacity
	} else {
		stroke.Opacity = st.penOp * st.opacity
	}
	switch st.group {
	case "shade":
		v.Shade = append(v.Shade, stroke)
	case "light":
		v.Light = append(v.Light, stroke)
	case "fibres":
		v.Fibres = append(v.Fibres, stroke)
	case "borders":
		v.Borders = append(v.Borders, stroke)
	case "lines":
		v.Lines = append(v.Lines, stroke)
	default:
		return fmt.Errorf("it is in the unknown group %q", st.group)
	}
	return nil
}
