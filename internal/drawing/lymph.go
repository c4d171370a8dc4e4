package drawing

import (
	"math"

	"regimen/internal/anatomy"
)

// LymphLine is a line of the lymph map, in millimetres of its view.
type LymphLine struct {
	Points []Point
	Flow   bool // lymph flows along it to its last point; otherwise it is a border
	Around bool // a flow that is the way around
	Chosen bool
}

// LymphNodes is a group of nodes.
type LymphNodes struct {
	Shapes []*anatomy.Shape
	Gone   bool // removed or treated with radiation
	Chosen bool
}

// LymphMap draws a view with its node groups, the borders between the areas that drain apart, and the way the
// lymph flows. Borders are broken lines, flows arrows and dotted arrows around, nodes dots in a ring and crossed out where
// they are gone, scars broken outlines: none is told by its colour alone.
func LymphMap(v *anatomy.View, look Look, lines []LymphLine, nodes []LymphNodes, scars []*anatomy.Shape) *Picture {
	p := NewPicture(FigureBox(v, look))
	p.Add(Plain(v, look), Identity())
	t := look.Palette.tones()
	border, flow, node := against(vermillion, t.paper), against(hex("#0072b2"), t.paper), against(hex("#27663a"), t.paper)
	width := func(w float64, chosen bool) float64 {
		if chosen {
			return w * 1.9
		}
		return w
	}
	for _, l := range lines {
		if l.Flow {
			continue
		}
		w := width(5, l.Chosen)
		p.Path(smooth(l.Points), Style{Stroke: fade(t.paper, 0.85), Width: w * 1.9})
		p.Path(smooth(l.Points), Style{Stroke: border, Width: w, Dash: []float64{16, 10}})
	}
	for _, s := range scars {
		p.Path(s.Path, Style{Stroke: fade(t.paper, 0.85), Width: 9})
		p.Path(s.Path, Style{Stroke: border, Width: 5, Dash: []float64{4, 4}})
	}
	for _, n := range nodes {
		for _, s := range n.Shapes {
			c := s.Bounds().Center()
			r := math.Max(s.Bounds().Width(), s.Bounds().Height())*0.5 + 6
			p.Path(Circle(c, r), Style{Fill: fade(t.paper, 0.75), Stroke: node, Width: width(3.5, n.Chosen)})
			if n.Gone {
				for _, d := range []float64{-r, r} {
					cross := Line(Point{X: c.X - r, Y: c.Y - d}, Point{X: c.X + r, Y: c.Y + d})
					p.Path(cross, Style{Stroke: fade(t.paper, 0.85), Width: width(9, n.Chosen)})
					p.Path(cross, Style{Stroke: border, Width: width(5, n.Chosen)})
				}
				continue
			}
			p.Path(s.Path, Style{Fill: node, Stroke: node, Width: width(2, n.Chosen)})
		}
	}
	for _, l := range lines {
		if !l.Flow {
			continue
		}
		w := width(4.5, l.Chosen)
		head := arrowHead(l.Points, w*1.3)
		p.Path(smooth(l.Points), Style{Stroke: fade(t.paper, 0.85), Width: w * 1.9})
		style := Style{Stroke: flow, Width: w}
		if l.Around {
			style.Dash = []float64{w * 1.2, w * 1.6}
		}
		p.Path(smooth(l.Points), style)
		p.Path(head, Style{Fill: flow, Stroke: fade(t.paper, 0.85), Width: w * 0.3})
	}
	return p
}
