package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// fills by class; muscles vary a little so that neighbours stand apart.
var (
	fills = map[string]string{
		"tendon": "#efe2d0", "fascia": "#efe2d0", "ligament": "#e6d3a8", "joint": "#ecd9c6",
		"bone": "#f0e3d2", "skin": "#eccfba", "lymph": "#9db88a", "nerve": "#e8d272", "bursa": "#c9d8d8", "cartilage": "#d5e0e4",
	}
	muscleTints = []string{"#d39888", "#c98778", "#d8a291", "#ce8f7e"}
)

func fill(r region) string {
	if f, ok := fills[r.class]; ok {
		return f
	}
	family, _, _ := strings.Cut(r.structures[0], ".")
	return muscleTints[int(jitter(family, 5)*float64(len(muscleTints)))]
}

// lineStyle is how a drawn line looks. Width is in units; without one the line is closed and filled.
type lineStyle struct {
	colour  string
	opacity float64
	width   float64
}

func (s lineStyle) filled() bool { return s.width == 0 }

var lineStyles = map[string]lineStyle{
	"fold":     {"#7d4336", 0.55, 1.7},
	"fine":     {"#7d4336", 0.38, 1.2},
	"soft":     {"#7d4336", 0.10, 6},
	"ivory":    {"#fbf1e6", 0.92, 2.6},
	"wide":     {"#fbf1e6", 0.95, 3.4},
	"tendon":   {"#fbf1e6", 0.55, 3},
	"brow":     {"#6b4436", 0.45, 0},
	"eyewhite": {"#fffaf4", 0.85, 0},
	"iris":     {"#6b4a3a", 0.60, 0},
	"lip":      {"#b5655a", 0.38, 0},
	"nail":     {"#fff4ea", 0.55, 0},
	"pad":      {"#c4705f", 0.10, 0},
}

const (
	fibreWidth      = 0.9
	borderWidth     = 1.8
	silhouetteWidth = 2.2
	straightEnough  = 0.06 // units a curve may bend and still be written as a line
)

// svgWriter writes one figure in millimetres with absolute M, L, C and Z commands only.
type svgWriter struct {
	strings.Builder
	zoom     float64
	decimals int
}

func writeSVG(f figure) string {
	w := &svgWriter{zoom: f.zoom, decimals: 1}
	if f.zoom > 1 {
		w.decimals = 2
	}
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%s" data-view="%s">`+"\n", f.box(" "), f.view)
	w.group("regions", `stroke="none" fill-rule="evenodd"`, func() { w.regions(f.regions) })
	w.group("shade", `fill="#6b2418" fill-opacity="0.055" fill-rule="evenodd"`, func() { w.tones(f.shade) })
	w.group("light", `fill="#ffe9dc" fill-opacity="0.10" fill-rule="evenodd"`, func() { w.tones(f.light) })
	w.group("fibres", `fill="none" stroke="#8c4236" stroke-opacity="0.34" stroke-linecap="round"`+w.width(fibreWidth),
		func() { w.strokes(f.fibres) })
	w.group("borders", `fill="none" stroke="#fbf1e6" stroke-opacity="0.92" stroke-linecap="round" stroke-linejoin="round"`+
		w.width(borderWidth), func() { w.strokes(f.borders) })
	w.group("lines", `fill="none" stroke-linecap="round" stroke-linejoin="round"`, func() { w.lines(f.lines) })
	fmt.Fprintf(w, `<path id="silhouette" fill="none" stroke="#7d4336" stroke-opacity="0.85" stroke-linejoin="round"%s d="%s"/>`+"\n",
		w.width(silhouetteWidth), w.closed(f.silhouette))
	w.group("deep", `display="none" stroke="none" fill-rule="evenodd"`, func() { w.regions(f.deep) })
	w.group("points", `display="none" stroke="none" fill-rule="evenodd"`, func() { w.regions(f.points) })
	w.WriteString("</svg>\n")
	return w.String()
}

// box is the view box in millimetres.
func (f figure) box(separator string) string {
	var out []string
	for _, v := range []float64{f.x0, 0, f.w, f.h} {
		out = append(out, strconv.FormatFloat(v/f.zoom, 'f', -1, 64))
	}
	return strings.Join(out, separator)
}

func (w *svgWriter) group(id, attributes string, content func()) {
	fmt.Fprintf(w, "<g id=%q %s>\n", id, attributes)
	content()
	w.WriteString("</g>\n")
}

func (w *svgWriter) width(units float64) string {
	return fmt.Sprintf(` stroke-width="%s"`, strconv.FormatFloat(units/w.zoom, 'f', -1, 64))
}

func (w *svgWriter) regions(rs []region) {
	for _, r := range rs {
		id := r.id
		if r.side != midline {
			id += "." + r.side
		}
		fmt.Fprintf(w, `<path id="%s" data-structures="%s" data-side="%s" data-class="%s" fill="%s" d="%s"/>`+"\n",
			id, strings.Join(r.structures, " "), r.side, r.class, fill(r), w.closed(r.loops))
	}
}

func (w *svgWriter) tones(tones [][]Curve) {
	for _, t := range tones {
		fmt.Fprintf(w, `<path d="%s"/>`+"\n", w.closed(t))
	}
}

func (w *svgWriter) strokes(cs []Curve) {
	for _, c := range cs {
		fmt.Fprintf(w, `<path d="%s"/>`+"\n", w.open(c))
	}
}

func (w *svgWriter) lines(ls []styledCurve) {
	for _, l := range ls {
		s := lineStyles[l.style]
		if s.filled() {
			fmt.Fprintf(w, `<path fill="%s" fill-opacity="%g" d="%sZ"/>`+"\n", s.colour, s.opacity, w.open(l.curve))
			continue
		}
		fmt.Fprintf(w, `<path stroke="%s" stroke-opacity="%g"%s d="%s"/>`+"\n", s.colour, s.opacity, w.width(s.width), w.open(l.curve))
	}
}

func (w *svgWriter) closed(cs []Curve) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString(w.open(c))
		b.WriteByte('Z')
	}
	return b.String()
}

func (w *svgWriter) open(c Curve) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%s", w.point(c[0]))
	for i := 1; i+2 < len(c); i += 3 {
		from, c1, c2, to := c[i-1], c[i], c[i+1], c[i+2]
		if isStraight(from, c1, c2, to) {
			fmt.Fprintf(&b, "L%s", w.point(to))
		} else {
			fmt.Fprintf(&b, "C%s %s %s", w.point(c1), w.point(c2), w.point(to))
		}
	}
	return b.String()
}

func isStraight(from, c1, c2, to Point) bool {
	d := to.sub(from).unit()
	if d == (Point{}) {
		return false
	}
	n := Point{-d.Y, d.X}
	return math.Abs(c1.sub(from).dot(n)) < straightEnough && math.Abs(c2.sub(from).dot(n)) < straightEnough
}

func (w *svgWriter) point(p Point) string { return w.number(p.X) + " " + w.number(p.Y) }

// number rounds a value and its negative alike, so that mirrored shapes stay exact mirrors.
func (w *svgWriter) number(units float64) string {
	s := strconv.FormatFloat(units/w.zoom, 'f', w.decimals, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
