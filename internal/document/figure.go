package document

import (
	"math"
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
)

// mainViews are shown as soon as something lies on them, in this order; of the others only those that
// hold something no view before them shows.
var mainViews = []string{"anterior", "posterior", "lateral-left", "lateral-right", "palm-left", "palm-right", "sole-left", "sole-right"}

// The heights of the figures on paper, in millimetres: of the whole body, and of a hand or a foot.
const (
	bodyHeight  = 104.0
	insetHeight = 46.0
)

// figureShare is how much of the width the figures take; what the signs mean stands beside them.
const figureShare = 0.62

// figure is the body with what was found on it, and beside it what the signs mean and the problems in
// words. It is empty when nothing lies on the figure.
func (w *planPaper) figure(findings []clinic.Finding, problems []string) (block, error) {
	var marks []drawing.Mark
	var legend []drawing.LegendItem
	for _, f := range findings {
		m := figure.Mark(&f)
		marks = append(marks, m)
		item := drawing.LegendItem{Kind: m.Kind, Name: clinic.FindingTypeName(f.Type)}
		if !slices.Contains(legend, item) {
			legend = append(legend, item)
		}
	}
	strokes := w.Chart.StrokesOf(w.plan.AssessmentID)
	spreads, felt := w.spreads(findings)
	views, err := w.viewsFor(slices.Concat(marks, felt), strokes)
	if err != nil || len(views) == 0 {
		return block{}, err
	}
	look := drawing.Look{Palette: drawing.Print, Words: &drawing.Words{Patient: "Your", Left: "LEFT", Right: "RIGHT"}}
	var figures []*drawing.Picture
	var heights []float64
	widest := 0.0
	for _, v := range views {
		var here []drawing.Stroke
		for _, s := range strokes {
			if s.View == v.ID {
				here = append(here, figure.Stroke(&s))
			}
		}
		// words and badges come out the same size on paper whatever the view's own size
		height := bodyHeight
		if v.Box.Height() < 1000 {
			height = insetHeight
		}
		look.Type, look.Badge = 0, 0
		scale := height / drawing.FigureBox(v, look).Height()
		look.Type = 9.5 * mmPerPoint / scale
		look.Badge = 4.6 / scale
		var under []*drawing.Picture
		for _, s := range spreads {
			under = append(under, drawing.SpreadPicture(v, look, *s))
		}
		p := drawing.Figure(v, look, marks, here, under...)
		figures = append(figures, p)
		heights = append(heights, height)
		widest += p.Box().Width() * height / p.Box().Height()
	}
	const gap = 4.0
	room := w.width() * figureShare
	shrink := math.Min(1, (room-gap*float64(len(figures)-1))/widest)
	height := 0.0
	for i := range heights {
		heights[i] *= shrink
		height = math.Max(height, heights[i])
	}
	beside := w.width() - room - 4
	signs := drawing.Legend(legend, drawing.Print, beside, 12*mmPerPoint, nil)
	words := []block{{signs.Box().Height(), func(x, y float64) { w.page().Add(signs, drawing.Translate(x, y)) }}}
	if len(spreads) > 0 {
		spread := drawing.SpreadLegend(drawing.Print, beside, 12*mmPerPoint, &drawing.SpreadWords{
			Muscle: "a muscle with a sore knot", Strong: "where most people feel it", Spill: "where some do",
		})
		words = append(words, block{spread.Box().Height(), func(x, y float64) { w.page().Add(spread, drawing.Translate(x, y)) }})
	}
	for _, p := range problems {
		words = append(words, w.textBlock(p, body, beside))
	}
	text := stack(2, words...)
	return block{math.Max(height, text.height), func(x, y float64) {
		at := x
		for i, p := range figures {
			width := p.Box().Width() * heights[i] / p.Box().Height()
			w.page().Add(p, drawing.Translate(at, y).Mul(drawing.Fit(p.Box(), width, heights[i])))
			at += width + gap
		}
		text.set(x+w.width()-beside, y)
	}}, nil
}

// spreads are the patterns of the trigger points that bring on the pain the patient knows, and the areas where
// most people feel them as marks, to choose the views by. The other patterns would say nothing to the patient.
func (w *planPaper) spreads(findings []clinic.Finding) (spreads []*drawing.Spread, felt []drawing.Mark) {
	for _, f := range findings {
		r := w.Catalogue.ReferralOf(f.Structure)
		if r == nil || f.Type != string(drawing.TriggerPoint) || f.PatternMatch() != clinic.FamiliarYes {
			continue
		}
		s := figure.Spread(w.Atlas, r, f.Side)
		spreads = append(spreads, s)
		for _, t := range s.Strong {
			felt = append(felt, drawing.Mark{Code: t.Code, Side: t.Side})
		}
	}
	return spreads, felt
}

// viewsFor are the views that together show every mark and line: front and back first.
func (w *planPaper) viewsFor(marks []drawing.Mark, strokes []clinic.Stroke) ([]*anatomy.View, error) {
	var views []*anatomy.View
	shown := map[drawing.Mark]bool{}
	for i, id := range mainViews {
		v, err := w.Atlas.View(id)
		if err != nil {
			return nil, err
		}
		here := drawing.Marks(v, drawing.Look{}, marks)
		adds := slices.ContainsFunc(strokes, func(s clinic.Stroke) bool { return s.View == id })
		for _, m := range here {
			adds = adds || i < 2 || !shown[m.Mark]
			shown[m.Mark] = true
		}
		if adds {
			views = append(views, v)
		}
	}
	return views, nil
}
