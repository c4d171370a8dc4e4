package figure

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
)

// cellMM is the side of the squares that areas are measured in: fine enough for a fingertip, and the whole
// figure is some 40,000 of them.
const cellMM = 5

// cell is one square of a view.
type cell struct {
	view string
	x, y int
}

func cellAt(view string, x, y float64) cell {
	return cell{view, int(math.Floor(x / cellMM)), int(math.Floor(y / cellMM))}
}

func (c cell) middle() anatomy.Point {
	return anatomy.Point{X: (float64(c.x) + 0.5) * cellMM, Y: (float64(c.y) + 0.5) * cellMM}
}

// bodyViews are the views that together are the body's surface: share of the body is counted on them.
var bodyViews = []string{"anterior", "posterior"}

// BodyChart counts marks by the areas of body charts. It reads the figure once, and is then only read.
type BodyChart struct {
	atlas   *anatomy.Atlas
	areas   map[string]*clinic.Area
	regions map[string]*clinic.BodyRegion
	region  map[*anatomy.Shape]*clinic.BodyRegion // of the surface of bodyViews
	cells   map[*anatomy.Shape][]cell             // of the same
	body    int                                   // cells of bodyViews
	weights map[areaOn]float64                    // percent of the body's surface
}

type areaOn struct {
	code string
	side anatomy.Side
}

// NewBodyChart measures the figure. It takes about a tenth of a second.
func NewBodyChart(cat *clinic.Catalogue, atlas *anatomy.Atlas) (*BodyChart, error) {
	b := &BodyChart{
		atlas: atlas, areas: make(map[string]*clinic.Area), regions: make(map[string]*clinic.BodyRegion), region: make(map[*anatomy.Shape]*clinic.BodyRegion),
		cells: make(map[*anatomy.Shape][]cell), weights: make(map[areaOn]float64),
	}
	for i := range cat.Areas {
		b.areas[cat.Areas[i].Code] = &cat.Areas[i]
	}
	for i := range cat.Regions {
		b.regions[cat.Regions[i].Code] = &cat.Regions[i]
	}
	for _, id := range bodyViews {
		v, err := atlas.View(id)
		if err != nil {
			return nil, err
		}
		for _, s := range v.Layer(anatomy.Surface) {
			b.region[s] = b.regions[regionCode(id, s.ID)]
			b.cells[s] = shapeCells(id, s)
			b.body += len(b.cells[s])
		}
	}
	for _, id := range bodyViews {
		v, _ := atlas.View(id)
		for _, s := range v.Layer(anatomy.Surface) {
			for _, c := range b.cells[s] {
				for _, scheme := range clinic.Schemes() {
					for _, a := range b.areasAt(v, s, scheme, c.middle()) {
						b.weights[a] += 100 / float64(b.body)
					}
				}
			}
		}
	}
	return b, nil
}

// regionCode is the code of BodyRegion for a shape of a view.
func regionCode(view, shape string) string {
	view, _, _ = strings.Cut(view, "-")
	shape = strings.TrimSuffix(strings.TrimSuffix(shape, "."+string(anatomy.Left)), "."+string(anatomy.Right))
	return view + "/" + shape
}

// shapeCells are the cells whose middle lies in a shape.
func shapeCells(view string, s *anatomy.Shape) []cell {
	var out []cell
	box := s.Bounds()
	from, to := cellAt(view, box.Min.X, box.Min.Y), cellAt(view, box.Max.X, box.Max.Y)
	for x := from.x; x <= to.x; x++ {
		for y := from.y; y <= to.y; y++ {
			if c := (cell{view, x, y}); s.Contains(c.middle()) {
				out = append(out, c)
			}
		}
	}
	return out
}

// midlineMM is how near to the middle of the figure a mark on both halves counts for both sides.
const midlineMM = 5

// areasAt are the areas of a chart at a place in a surface shape: one, or the left and the right one in the
// middle of the body.
func (b *BodyChart) areasAt(v *anatomy.View, s *anatomy.Shape, scheme clinic.Scheme, at anatomy.Point) []areaOn {
	r := b.region[s]
	if r == nil {
		if r = b.regions[regionCode(v.ID, s.ID)]; r == nil {
			return nil
		}
	}
	code := r.AreaAt(scheme, at.Y)
	a := b.areas[code]
	switch {
	case a == nil:
		return nil
	case a.Middle > 0:
		return []areaOn{{code, anatomy.Midline}}
	case s.Side != anatomy.Midline:
		return []areaOn{{code, s.Side}}
	case math.Abs(at.X) <= midlineMM:
		return []areaOn{{code, anatomy.Left}, {code, anatomy.Right}}
	case (at.X > 0) == (v.ID == "anterior"):
		return []areaOn{{code, anatomy.Left}}
	}
	return []areaOn{{code, anatomy.Right}}
}

// Weight is how much of the body's surface an area is, in percent, by our own figure: its share of the front
// and the back view.
func (b *BodyChart) Weight(code string, side anatomy.Side) float64 {
	return b.weights[areaOn{code, side}]
}

// MarkedArea is an area with a mark in it.
type MarkedArea struct {
	Area     *clinic.Area
	Side     anatomy.Side
	Severity *int // the strongest of its findings; nil when none was rated
}

// Words name the area with its number: "Left calf (233)". The order of the Margolis chart is partly our own: its areas
// are named without theirs.
func (m *MarkedArea) Words() clinic.Sentence {
	facts := clinic.Args{"Area": clinic.Term{Table: "area", Code: m.Area.Code, Name: m.Area.Name}}
	if m.Area.Scheme == clinic.Margolis {
		switch m.Side {
		case anatomy.Left:
			return clinic.Say("Left {{.Area}}", facts)
		case anatomy.Right:
			return clinic.Say("Right {{.Area}}", facts)
		}
		return clinic.Text(script.UpperFirst(m.Area.Name))
	}
	facts["Number"] = m.Area.Number(m.Side)
	switch m.Side {
	case anatomy.Left:
		return clinic.Say("Left {{.Area}} ({{.Number}})", facts)
	case anatomy.Right:
		return clinic.Say("Right {{.Area}} ({{.Number}})", facts)
	}
	facts["Area"] = clinic.Term{Table: "area", Code: m.Area.Code, Name: script.UpperFirst(m.Area.Name)}
	return clinic.Say("{{.Area}} ({{.Number}})", facts)
}

// RollUp is what a body chart says about the marks of one source on one day. It counts; it is no diagnosis.
type RollUp struct {
	// Areas are those with a mark, by scheme, in the order of their numbers. Those of the Widespread Pain
	// Index count pain only.
	Areas map[clinic.Scheme][]MarkedArea
	// BodyPercent is how much of the body's surface the marked regions and the drawn lines cover, by the
	// front and the back view.
	BodyPercent float64
	// AreaPercent is how much of it the marked areas of the Margolis chart are.
	AreaPercent float64
	// Sum adds up the strongest pain in each area of the CHOIR chart; Mean is that per rated area, nil when none was
	// rated. What is told on another scale than pain is not added. (The published measure adds up by the pixel, JoVE 65334; areas ask less of the
	// drawing.)
	Sum  int
	Mean *float64
}

// Count is how many areas of a scheme have a mark.
func (r *RollUp) Count(s clinic.Scheme) int { return len(r.Areas[s]) }

// WidespreadFrom is the count of the Widespread Pain Index from which asking a doctor may be considered. The
// criteria (ACR 2016) want more than the count, and a doctor.
const WidespreadFrom = 7

// drawnCells is how many cells of a line must lie in an area for it to count: a square centimetre; a short line
// counts where most of it lies.
const drawnCells = 4

// RollUp counts the marks of one source. A finding counts where it was drawn as an area or tapped, and where its
// structure lies when it was chosen from the list. Referral arrows do not count.
func (b *BodyChart) RollUp(findings []clinic.Finding, strokes []clinic.Stroke, source clinic.Source) (RollUp, error) {
	r := RollUp{Areas: make(map[clinic.Scheme][]MarkedArea)}
	marked := make(map[clinic.Scheme]map[areaOn]*int)
	for _, s := range clinic.Schemes() {
		marked[s] = make(map[areaOn]*int)
	}
	mark := func(s clinic.Scheme, a areaOn, severity *int) {
		if have, ok := marked[s][a]; !ok || severity != nil && (have == nil || *have < *severity) {
			marked[s][a] = severity
		}
	}
	pains := make(map[areaOn]int) // the strongest, by area of the CHOIR chart
	pain := func(s clinic.Scheme, a areaOn, f *clinic.Finding) {
		if s == clinic.Choir && f != nil && f.Type == string(drawing.Pain) && f.Severity != nil {
			pains[a] = max(pains[a], *f.Severity)
		}
	}
	covered := make(map[cell]bool)
	drawn := make(map[string]*clinic.Finding) // as areas, by ID
	for i := range strokes {
		if x := &strokes[i]; x.Area() {
			if j := slices.IndexFunc(findings, func(f clinic.Finding) bool { return f.ID == x.FindingID }); j >= 0 {
				drawn[x.FindingID] = &findings[j]
			}
		}
	}
	for i := range findings {
		f := &findings[i]
		if f.Source != source || f.Gone() || drawn[f.ID] != nil {
			continue
		}
		places, err := b.places(f)
		if err != nil {
			return RollUp{}, err
		}
		for _, p := range places {
			for _, s := range clinic.Schemes() {
				if s == clinic.PainSpan && (f.Type != "pain" || source != clinic.ByPatient) {
					continue
				}
				for _, a := range b.areasAt(p.view, p.shape, s, p.at) {
					mark(s, a, f.Severity)
					pain(s, a, f)
				}
			}
		}
		cells, err := b.findingCells(f, places)
		if err != nil {
			return RollUp{}, err
		}
		for _, c := range cells {
			covered[c] = true
		}
	}
	for i := range strokes {
		x := &strokes[i]
		if x.Source != source || x.Tool != clinic.StrokePen {
			continue
		}
		of := drawn[x.FindingID]
		if of != nil && of.Gone() {
			continue
		}
		v, err := b.atlas.View(x.View)
		if err != nil {
			continue // a view of another version of the figure
		}
		in := make(map[clinic.Scheme]map[areaOn]int)
		for c := range strokeCells(x) {
			s := surfaceAt(v, c.middle())
			if s == nil {
				continue // drawn beside the body
			}
			if slices.Contains(bodyViews, v.ID) {
				covered[c] = true
			}
			for _, scheme := range clinic.Schemes() {
				if scheme == clinic.PainSpan && (source != clinic.ByPatient || of != nil && of.Type != "pain") {
					continue
				}
				for _, a := range b.areasAt(v, s, scheme, c.middle()) {
					if in[scheme] == nil {
						in[scheme] = make(map[areaOn]int)
					}
					in[scheme][a]++
				}
			}
		}
		var severity *int
		if of != nil {
			severity = of.Severity
		}
		for scheme, areas := range in {
			most := 0
			for _, n := range areas {
				most = max(most, n)
			}
			for a, n := range areas {
				if n >= min(drawnCells, most) {
					mark(scheme, a, severity)
					pain(scheme, a, of)
				}
			}
		}
	}
	for s, areas := range marked {
		for a, severity := range areas {
			r.Areas[s] = append(r.Areas[s], MarkedArea{b.areas[a.code], a.side, severity})
			if s == clinic.Margolis {
				r.AreaPercent += b.weights[a]
			}
		}
		slices.SortFunc(r.Areas[s], func(x, y MarkedArea) int { return cmp.Compare(x.Area.Number(x.Side), y.Area.Number(y.Side)) })
	}
	for _, n := range pains {
		r.Sum += n
	}
	if len(pains) > 0 {
		mean := float64(r.Sum) / float64(len(pains))
		r.Mean = &mean
	}
	if b.body > 0 {
		r.BodyPercent = 100 * float64(len(covered)) / float64(b.body)
	}
	return r, nil
}

// place is a point on the surface.
type place struct {
	view  *anatomy.View
	shape *anatomy.Shape
	at    anatomy.Point
}

// places are where a finding lies on the surface: where it was tapped, or else where its structure is drawn
// on the front and back, or else on any view. What lies beneath counts for the skin above it.
func (b *BodyChart) places(f *clinic.Finding) ([]place, error) {
	if f.View != "" {
		v, err := b.atlas.View(f.View)
		if err != nil {
			return nil, err
		}
		at := anatomy.Point{X: f.X, Y: f.Y}
		if s := surfaceAt(v, at); s != nil {
			return []place{{v, s, at}}, nil
		}
	}
	shapes, err := b.atlas.Shapes(f.Structure, f.Side)
	if err != nil {
		return nil, err
	}
	at := func(keep func(anatomy.Placed) bool) []place {
		var out []place
		for _, p := range shapes {
			if !keep(p) {
				continue
			}
			if s := surfaceAt(p.View, p.Shape.Center()); s != nil {
				out = append(out, place{p.View, s, p.Shape.Center()})
			}
		}
		return out
	}
	onBody := func(p anatomy.Placed) bool { return slices.Contains(bodyViews, p.View.ID) }
	for _, keep := range []func(anatomy.Placed) bool{
		func(p anatomy.Placed) bool { return onBody(p) && p.Shape.Layer == anatomy.Surface },
		onBody,
		func(anatomy.Placed) bool { return true },
	} {
		if out := at(keep); len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// findingCells are the cells a finding covers: the region it was tapped in when that stands for its
// structure, or else the structure itself, on the front and the back.
func (b *BodyChart) findingCells(f *clinic.Finding, places []place) ([]cell, error) {
	target := f.Target()
	var out []cell
	for _, p := range places {
		if cells := b.cells[p.shape]; cells != nil && p.shape.Stands(target) {
			out = append(out, cells...)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	shapes, err := b.atlas.Shapes(f.Structure, f.Side)
	if err != nil {
		return nil, err
	}
	for _, p := range shapes {
		if !slices.Contains(bodyViews, p.View.ID) || f.View != "" && f.View != p.View.ID && slices.Contains(bodyViews, f.View) {
			continue
		}
		for _, c := range shapeCells(p.View.ID, p.Shape) {
			if surfaceAt(p.View, c.middle()) != nil {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// strokeCells are the cells a line covers.
func strokeCells(x *clinic.Stroke) map[cell]bool {
	out := make(map[cell]bool)
	coverStroke(x, max(x.WidthMM/2, cellMM/2.0), cellMM, func(cx, cy int) { out[cell{x.View, cx, cy}] = true })
	return out
}

func surfaceAt(v *anatomy.View, at anatomy.Point) *anatomy.Shape {
	for _, s := range v.Layer(anatomy.Surface) {
		if s.Contains(at) {
			return s
		}
	}
	return nil
}
