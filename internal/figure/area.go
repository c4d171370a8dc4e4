package figure

import (
	"math"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// unrated is how strongly an area is shaded that nobody rated.
const unrated = 0.4

// Shaded are the pieces of a view that belong to marked areas of a chart, the darker the stronger, and to areas that are
// gone. The view is one of the front or the back.
func (b *BodyChart) Shaded(v *anatomy.View, scheme clinic.Scheme, marked, gone []MarkedArea) []drawing.Piece {
	type look struct {
		strength float64
		gone     bool
	}
	looks := make(map[areaOn]look)
	for _, m := range gone {
		looks[areaOn{m.Area.Code, m.Side}] = look{gone: true}
	}
	for _, m := range marked {
		strength := unrated
		if m.Severity != nil {
			strength = float64(*m.Severity) / 10
		}
		at := areaOn{m.Area.Code, m.Side}
		if have, ok := looks[at]; ok && !have.gone {
			strength = math.Max(strength, have.strength)
		}
		looks[at] = look{strength: strength}
	}
	var out []drawing.Piece
	for _, s := range v.Layer(anatomy.Surface) {
		r := b.region[s]
		if r == nil {
			continue
		}
		box := s.Bounds()
		from := box.Min.Y
		for _, cut := range r.Areas[scheme] {
			to := box.Max.Y
			if cut.Above > 0 {
				to = math.Min(to, math.Max(from, cut.Above))
			}
			if a := b.areas[cut.Area]; a != nil && to > from {
				for _, half := range b.halves(v, s, a, anatomy.Rect{Min: anatomy.Point{X: box.Min.X, Y: from}, Max: anatomy.Point{X: box.Max.X, Y: to}}) {
					if l, there := looks[half.area]; there {
						out = append(out, drawing.Piece{Shape: s, In: half.in, Strength: l.strength, Gone: l.gone})
					}
				}
			}
			from = math.Max(from, to)
		}
	}
	return out
}

type half struct {
	area areaOn
	in   anatomy.Rect
}

// halves are the areas in a band of a shape: one, or, in the middle of the body, that of the left and that of the right.
func (b *BodyChart) halves(v *anatomy.View, s *anatomy.Shape, a *clinic.Area, band anatomy.Rect) []half {
	switch {
	case a.Middle > 0:
		return []half{{areaOn{a.Code, anatomy.Midline}, band}}
	case s.Side != anatomy.Midline:
		return []half{{areaOn{a.Code, s.Side}, band}}
	}
	low, high := band, band // by x
	low.Max.X, high.Min.X = math.Min(0, band.Max.X), math.Max(0, band.Min.X)
	left, right := anatomy.Left, anatomy.Right
	if v.ID == "anterior" { // the patient's left is at the viewer's right
		left, right = right, left
	}
	return []half{{areaOn{a.Code, left}, low}, {areaOn{a.Code, right}, high}}
}

// Strongest are the marked areas of a chart of all sources, each once, with the strongest of its marks.
func Strongest(scheme clinic.Scheme, of ...RollUp) []MarkedArea {
	var out []MarkedArea
	at := make(map[areaOn]int)
	for _, r := range of {
		for _, m := range r.Areas[scheme] {
			key := areaOn{m.Area.Code, m.Side}
			i, there := at[key]
			if !there {
				at[key] = len(out)
				out = append(out, m)
				continue
			}
			if have := out[i].Severity; m.Severity != nil && (have == nil || *have < *m.Severity) {
				out[i].Severity = m.Severity
			}
		}
	}
	return out
}
