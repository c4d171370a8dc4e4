package figure

import (
	"math"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// RedrawAlike is how much of two drawings is common to them at the least when nothing has changed.
const RedrawAlike = 0.63 - 0.18

// What drawing the same thing twice differs by (section G of the clinical reference): tracing an area is off
// by up to 10 %, and by 13 % when two people do it (J Pain Res 2011); two drawings of one pain, 2–9 days
// apart, are alike by 0.63 ± 0.18 (e-arm.org), of which RedrawAlike is the lower end.
const (
	redrawArea       = 0.10
	redrawAreaOthers = 0.13
)

// redrawMM is how far beside a line its twin may lie and still be on it: half a finger's width on the figure.
// A border of our own, since a line has hardly an area.
const redrawMM = 10

// ringMM is how near the two ends of a line must come for it to be drawn around something; or a tenth of
// its length, where that is more.
const ringMM = 15

// RedrawState is what can be said about two drawings.
type RedrawState string

// What can be said about two drawings.
const (
	RedrawNone    RedrawState = ""     // nothing is drawn on either day
	RedrawWithin  RedrawState = "same" // within redraw variation
	RedrawLarger  RedrawState = "larger"
	RedrawSmaller RedrawState = "smaller"
	RedrawMoved   RedrawState = "moved" // about as large, and elsewhere
	RedrawNew     RedrawState = "new"
	RedrawGone    RedrawState = "gone"
)

// Redraw is the difference between the free drawings of two days.
type Redraw struct {
	State RedrawState
	// From and To are the areas in cm² on the figure; a line counts with the finger's width around it.
	From, To float64
	// Change is that of the area, as a part of what it was; 0 when nothing was drawn then.
	Change float64
	// Alike is the part of both drawings that is in both (Jaccard), from 0 to 1.
	Alike float64
	Limit float64 // of Change, see redrawArea
}

// CompareDrawings holds the pen lines of one source on two days against each other. It calls the difference
// within redraw variation when the area changed by no more than drawing it again may change it, and the two
// lie as much over one another as two drawings of one pain do. sameHand says that one person drew both.
func CompareDrawings(then, now []clinic.Stroke, source clinic.Source, sameHand bool) Redraw {
	before, after := drawnOn(then, source), drawnOn(now, source)
	sizeThen, sizeNow, both := 0, 0, 0
	for view, a := range before {
		sizeThen += a.count
		if b := after[view]; b != nil {
			for i, set := range a.set {
				if set && b.set[i] {
					both++
				}
			}
		}
	}
	for _, b := range after {
		sizeNow += b.count
	}
	const square = drawnMM * drawnMM / 100.0
	r := Redraw{From: float64(sizeThen) * square, To: float64(sizeNow) * square, Limit: redrawAreaOthers}
	if sameHand {
		r.Limit = redrawArea
	}
	switch {
	case sizeThen == 0 && sizeNow == 0:
		return r
	case sizeThen == 0:
		r.State = RedrawNew
		return r
	case sizeNow == 0:
		r.State, r.Change = RedrawGone, -1
		return r
	}
	r.Change = r.To/r.From - 1
	r.Alike = float64(both) / float64(sizeThen+sizeNow-both)
	// The share is taken from the larger of the two, so that there and back are judged alike.
	share := math.Abs(r.To-r.From) / math.Max(r.From, r.To)
	const rounding = 1e-9
	switch {
	case share <= r.Limit+rounding && r.Alike >= RedrawAlike-rounding:
		r.State = RedrawWithin
	case share <= r.Limit+rounding:
		r.State = RedrawMoved
	case r.To > r.From:
		r.State = RedrawLarger
	default:
		r.State = RedrawSmaller
	}
	return r
}

// drawnMM is the side of the squares two drawings are compared by.
const drawnMM = 1

// The figure and some room around it, in millimetres: what is drawn farther off does not count.
const (
	sheetLeft, sheetTop     = -550, -100
	sheetWidth, sheetHeight = 1100, 2000
)

// sheet is what is covered on one view.
type sheet struct {
	set   []bool // by row
	count int
}

// drawnOn is what the pen lines of a source cover on each view, each line with redrawMM around it.
func drawnOn(strokes []clinic.Stroke, source clinic.Source) map[string]*sheet {
	out := make(map[string]*sheet)
	for i := range strokes {
		x := &strokes[i]
		if x.Source != source || x.Tool != clinic.StrokePen {
			continue
		}
		on := out[x.View]
		if on == nil {
			on = &sheet{set: make([]bool, sheetWidth*sheetHeight)}
			out[x.View] = on
		}
		coverStroke(x, x.WidthMM/2+redrawMM, drawnMM, func(cx, cy int) {
			cx, cy = cx-sheetLeft, cy-sheetTop
			if at := cy*sheetWidth + cx; cx >= 0 && cx < sheetWidth && cy >= 0 && cy < sheetHeight && !on.set[at] {
				on.set[at] = true
				on.count++
			}
		})
	}
	return out
}

// mostOff bounds the places that are looked at, far beyond any view: a line that was read from elsewhere may
// hold any number.
const mostOff = 3000

// coverStroke calls cover for the squares whose middle is no farther than reach from a line, or inside it
// when it is drawn around something. A square is side by side mm; some are told twice.
func coverStroke(x *clinic.Stroke, reach, side float64, cover func(cx, cy int)) {
	within := func(v float64) float64 { return math.Max(-mostOff, math.Min(mostOff, v)) }
	points := make([]anatomy.Point, len(x.Points))
	for i, p := range x.Points {
		points[i] = anatomy.Point{X: within(p[0]), Y: within(p[1])}
	}
	each := func(box anatomy.Rect, in func(anatomy.Point) bool) {
		square := func(v float64) int { return int(math.Floor(v / side)) }
		for cx := square(box.Min.X); cx <= square(box.Max.X); cx++ {
			for cy := square(box.Min.Y); cy <= square(box.Max.Y); cy++ {
				if in(anatomy.Point{X: (float64(cx) + 0.5) * side, Y: (float64(cy) + 0.5) * side}) {
					cover(cx, cy)
				}
			}
		}
	}
	length := 0.0
	for i, p := range points {
		q := p
		if i > 0 {
			q = points[i-1]
		}
		length += math.Hypot(p.X-q.X, p.Y-q.Y)
		piece := anatomy.Outline{{Pts: []anatomy.Point{q, p}}}
		each(piece.Bounds().Grow(reach), func(at anatomy.Point) bool { return piece.Distance(at) <= reach })
	}
	if len(points) < 3 || length < 4*ringMM {
		return
	}
	first, last := points[0], points[len(points)-1]
	if math.Hypot(first.X-last.X, first.Y-last.Y) > math.Max(ringMM, length/10) {
		return
	}
	ring := anatomy.Outline{{Pts: points}}
	each(ring.Bounds(), ring.Contains)
}
