package document

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/script"
)

// mainViews are the views of the body in the order in which they stand on paper.
var mainViews = []string{"anterior", "posterior", "lateral-left", "lateral-right", "palm-left", "palm-right", "sole-left", "sole-right"}

// seenFrom says in plain words how a view looks at the body.
var seenFrom = map[string]clinic.Sentence{
	"anterior": clinic.Say("Seen from the front"), "posterior": clinic.Say("Seen from behind"), "lateral-left": clinic.Say("Seen from the left"),
	"lateral-right": clinic.Say("Seen from the right"),
}

// The sizes of figures on paper, in millimetres.
const (
	bodyHeight    = 92.0 // of the whole body
	insetHeight   = 46.0 // of a hand or a foot
	closeUpWidth  = 76.0
	closeUpHeight = 72.0
	overviewWide  = 24.0 // of the whole body beside a close-up
	overviewHigh  = 48.0
	badgeSize     = 4.6
	wordSize      = 9.5 * mmPerPoint // of the words over a figure
	figureGap     = 4.0
)

// figureShare is how much of the width whole figures take; the list of what they show stands beside them.
const figureShare = 0.62

// A part of the figure is shown enlarged when it is no larger than this share of the height of the body, and it is
// shown with so many millimetres of the body around it, and never less than so many.
const (
	partMost   = 0.4
	partAround = 45.0
	partLeast  = 360.0
)

// found is one thing that was found: its words, and its marks with the number they bear.
type found struct {
	words string
	marks []drawing.Mark
}

// foundList are the problems in plain words, those of both sides in one; where none of them lies on the figure, what
// was found follows.
func (w *planPaper) foundList(findings []clinic.Finding) []found {
	var list []found
	byWords := map[string]int{}
	add := func(words string, f *clinic.Finding) {
		if f != nil {
			if both := w.bothSides(words, f); both != words {
				if i, ok := byWords[w.plain(mirrored(f))]; ok {
					list[i].words = both
					list[i].marks = append(list[i].marks, w.mark(f, i))
					return
				}
			}
		}
		i, there := byWords[words]
		if !there {
			i = len(list)
			byWords[words] = i
			list = append(list, found{words: words})
		}
		if f != nil {
			list[i].marks = append(list[i].marks, w.mark(f, i))
		}
	}
	for _, p := range w.problems {
		f := w.Chart.Finding(p.FindingID)
		if o := w.Chart.ObservedBy(w.Catalogue, &p); o != nil && !o.Plain.IsZero() && p.Words == script.UpperFirst(say(o.Words)) {
			add(say(o.Plain), nil)
			continue
		}
		if plain, made := p.Plain(w.Catalogue, f, w.Atlas.Label, w.Atlas.Plain); made {
			add(noted(plain, f), f)
		} else {
			add(p.Words, f)
		}
	}
	if !slices.ContainsFunc(list, func(x found) bool { return len(x.marks) > 0 }) {
		for i := range findings {
			add(noted(findings[i].PlainWords(w.Atlas.Plain), &findings[i]), &findings[i])
		}
	}
	return list
}

// noted is a finding with its note.
func noted(plain clinic.Sentence, f *clinic.Finding) string {
	if note := strings.TrimSpace(f.Note); note != "" {
		return say(clinic.Say("{{.Finding}} ({{.Note}})", clinic.Args{"Finding": plain, "Note": note}))
	}
	return say(plain)
}

func (w *planPaper) plain(f *clinic.Finding) string { return say(f.PlainWords(w.Atlas.Plain)) }

// mirrored is the same finding on the other side.
func mirrored(f *clinic.Finding) *clinic.Finding {
	o := *f
	o.Side = f.Side.Opposite()
	return &o
}

// bothSides are the words of a finding for both sides, if they are those that were made from it.
func (w *planPaper) bothSides(words string, f *clinic.Finding) string {
	if f.Side == anatomy.Midline || words != w.plain(f) {
		return words
	}
	return say(f.PlainWords(func(code string, _ ...anatomy.Side) string { return w.Atlas.Plain(code, anatomy.Left, anatomy.Right) }))
}

// mark is a finding as a mark that bears the number of its line.
func (w *planPaper) mark(f *clinic.Finding, line int) drawing.Mark {
	m := figure.Mark(w.Catalogue, f)
	m.Label = strconv.Itoa(line + 1)
	return m
}

// foundBlock is the figure with what was found on it, and the list of it beside the figure, or below where there is
// no room.
func (w *planPaper) foundBlock() ([]block, error) {
	findings := w.Chart.FindingsOf(w.plan.AssessmentID)
	list := w.foundList(findings)
	var marks []drawing.Mark
	for _, x := range list {
		marks = append(marks, x.marks...)
	}
	spreads, felt := w.spreads(findings)
	pic, err := w.figures(marks, felt, spreads)
	if err != nil {
		return nil, err
	}
	full := w.foundLines(list, len(spreads) > 0, w.width())
	if pic.height == 0 {
		return full, nil
	}
	beside := w.width() - pic.width - figureGap
	if beside >= w.width()*0.3 {
		text := stack(1.4, w.foundLines(list, len(spreads) > 0, beside)...)
		if text.height <= math.Max(pic.height, closeUpHeight)*1.15 {
			return []block{{math.Max(pic.height, text.height), func(x, y float64) {
				pic.set(x, y)
				text.set(x+w.width()-beside, y)
			}}}, nil
		}
	}
	return append([]block{pic.block}, full...), nil
}

// foundLines are the lines of the list, each with its badge, and the signs of a referral pattern.
func (w *planPaper) foundLines(list []found, spread bool, width float64) []block {
	const indent = badgeSize + 2.2
	var lines []block
	for i, x := range list {
		badge := drawing.Mark{Source: drawing.Therapist, Severity: drawing.Unrated}
		if len(x.marks) > 0 {
			badge = x.marks[0]
		}
		badge.Label = strconv.Itoa(i + 1)
		sign := drawing.Badge(badge, drawing.Print, badgeSize)
		text := w.textBlock(x.words, body, width-indent)
		lines = append(lines, block{math.Max(text.height, badgeSize), func(x, y float64) {
			if len(list[i].marks) > 0 {
				w.page().Add(sign, drawing.Translate(x, y+(body.lineHeight()-badgeSize)/2))
			} else {
				w.setLine(x+1, y, line{Text: "•"}, body)
			}
			text.set(x+indent, y)
		}})
	}
	if spread {
		p := drawing.SpreadLegend(drawing.Print, width, 12*mmPerPoint, &drawing.SpreadWords{
			Muscle: say(clinic.Say("a muscle with a sore knot")), Strong: say(clinic.Say("where most people feel it")), Spill: say(clinic.Say("where some do")),
		})
		lines = append(lines, block{p.Box().Height(), func(x, y float64) { w.page().Add(p, drawing.Translate(x, y)) }})
	}
	return lines
}

// picture is a block with a width.
type picture struct {
	block
	width float64
}

// beside puts pictures next to each other, their feet on one line.
func beside(gap float64, list ...picture) picture {
	var out picture
	for i, p := range list {
		if i > 0 {
			out.width += gap
		}
		out.width += p.width
		out.height = math.Max(out.height, p.height)
	}
	out.set = func(x, y float64) {
		for _, p := range list {
			p.set(x, y)
			x += p.width + gap
		}
	}
	return out
}

func (w *planPaper) framed(p *drawing.Picture, width, height float64) picture {
	return picture{block{height, func(x, y float64) {
		w.page().Add(p, drawing.Translate(x, y).Mul(drawing.Fit(p.Box(), width, height)))
	}}, width}
}

func patientLook() drawing.Look {
	return drawing.Look{Palette: drawing.Print, Words: &drawing.Words{
		Patient: say(clinic.Say("Your")), Left: say(clinic.Say("LEFT")), Right: say(clinic.Say("RIGHT")),
	}}
}

// figureKey says which figure of a plan a picture is.
type figureKey struct {
	view  string
	part  drawing.Rect
	scale float64 // millimetres on paper for one of the body
}

// sheetFigure is what the figures of a plan are drawn from.
type sheetFigure struct {
	chart   *clinic.Chart
	marks   []drawing.Mark
	strokes []clinic.Stroke
	spreads []*drawing.Spread
}

func (f *sheetFigure) draw(v *anatomy.View, look drawing.Look) *drawing.Picture {
	var here []drawing.Stroke
	for _, s := range f.strokes {
		if s.View == v.ID {
			here = append(here, figure.Stroke(f.chart, &s))
		}
	}
	var under []*drawing.Picture
	for _, s := range f.spreads {
		under = append(under, drawing.SpreadPicture(v, look, *s))
	}
	return drawing.Figure(v, look, f.marks, here, under...)
}

// figures are the body with the marks: of each view the part that holds them, enlarged beside the whole, or the whole
// where they lie far apart.
func (w *planPaper) figures(marks, felt []drawing.Mark, spreads []*drawing.Spread) (picture, error) {
	strokes := w.Chart.StrokesOf(w.plan.AssessmentID)
	f := &sheetFigure{w.Chart, figure.OnAreas(strokes, marks), strokes, spreads}
	views, err := w.viewsFor(slices.Concat(marks, felt), f.strokes)
	if err != nil || len(views) == 0 {
		return picture{}, err
	}
	if enlarged := w.enlarged(f, views, felt); len(enlarged) > 0 {
		return beside(figureGap, enlarged...), nil
	}
	draw := func(k float64) picture {
		var list []picture
		for _, v := range views {
			height := bodyHeight
			if inset(v) {
				height = insetHeight
			}
			list = append(list, w.sized(f, v, patientLook(), height*k))
		}
		return beside(figureGap, list...)
	}
	all := draw(1)
	if room, gaps := w.width()*figureShare, figureGap*float64(len(views)-1); all.width > room {
		all = draw((room - gaps) / (all.width - gaps))
	}
	return all, nil
}

// enlarged are close-ups of the views, and those of a hand or a foot as they are; none where a view shows marks that
// lie far apart, or where there are too many.
func (w *planPaper) enlarged(f *sheetFigure, views []*anatomy.View, felt []drawing.Mark) []picture {
	if len(views) > 2 {
		return nil
	}
	parts := make([]drawing.Rect, len(views))
	for i, v := range views {
		var small bool
		if parts[i], small = f.part(v, felt); !small && !inset(v) {
			return nil
		}
	}
	var list []picture
	for i, v := range views {
		if inset(v) {
			list = append(list, w.sized(f, v, patientLook(), insetHeight))
		} else {
			list = append(list, w.closeUp(f, v, parts[i], len(views)))
		}
	}
	return list
}

// inset reports whether a view shows a hand or a foot.
func inset(v *anatomy.View) bool { return v.Box.Height() < 1000 }

// sized draws a view to a height on paper; words and badges come out the same size whatever the view's own size.
func (w *planPaper) sized(f *sheetFigure, v *anatomy.View, look drawing.Look, height float64) picture {
	k := (height - 1.6*wordSize) / boxOf(v, look).Height()
	look.Type, look.Badge = wordSize/k, badgeSize/k
	key := figureKey{v.ID, look.Part, k}
	p := w.drawn[key]
	if p == nil {
		p = f.draw(v, look)
		w.drawn[key] = p
	}
	return w.framed(p, p.Box().Width()*k, p.Box().Height()*k)
}

func boxOf(v *anatomy.View, look drawing.Look) drawing.Rect {
	look.Bare = true
	return drawing.FigureBox(v, look)
}

// closeUp is a part of a view enlarged, and beside it the whole, with a frame around the part.
func (w *planPaper) closeUp(f *sheetFigure, v *anatomy.View, part drawing.Rect, of int) picture {
	width := closeUpWidth
	if of > 1 {
		width = (w.width()-figureGap*float64(2*of-1))/float64(of) - overviewWide
	}
	look := patientLook()
	look.Part = part
	large := w.sized(f, v, look, math.Min(closeUpHeight, width*part.Height()/part.Width()+1.6*wordSize))
	look.Badge = v.Box.Height() * 0.03
	small := drawing.Overview(v, look, f.marks, part)
	k := math.Min(overviewWide/small.Box().Width(), overviewHigh/small.Box().Height())
	whole := w.framed(small, overviewWide, small.Box().Height()*k)
	caption := w.textBlock(say(seenFrom[v.ID]), style{Size: 10}, overviewWide)
	height := whole.height
	whole.height += 1 + caption.height
	draw := whole.set
	whole.set = func(x, y float64) {
		draw(x, y)
		caption.set(x, y+height+1)
	}
	return beside(figureGap/2, large, whole)
}

// part is what of a view holds all that is drawn on it, with the middle of the body in it where that is near; and
// whether that is small enough to be shown enlarged.
func (f *sheetFigure) part(v *anatomy.View, felt []drawing.Mark) (drawing.Rect, bool) {
	if inset(v) {
		return drawing.Rect{}, false
	}
	var targets []anatomy.Target
	for _, m := range slices.Concat(f.marks, felt) {
		targets = append(targets, m.Target())
	}
	r := drawing.Around(v, targets)
	for _, s := range f.strokes {
		if s.View == v.ID {
			b := drawing.StrokePicture(figure.Stroke(f.chart, &s), patientLook()).Bounds()
			r = r.Union(b)
		}
	}
	most := v.Box.Height() * partMost
	r = r.Grow(partAround)
	mid := v.Box.Center().X
	if half := math.Max(r.Max.X-mid, mid-r.Min.X); 2*half <= most {
		r.Min.X, r.Max.X = mid-half, mid+half
	}
	if r.Width() > most || r.Height() > most {
		return drawing.Rect{}, false
	}
	// as wide for its height as there is room on paper
	const shape = closeUpWidth / (closeUpHeight - 1.6*wordSize)
	height := math.Max(partLeast/shape, math.Max(r.Height(), r.Width()/shape))
	c := r.Center()
	r = drawing.Rect{
		Min: drawing.Point{X: c.X - height*shape/2, Y: c.Y - height/2},
		Max: drawing.Point{X: c.X + height*shape/2, Y: c.Y + height/2},
	}
	return inside(r, v.Box), true
}

// inside moves a box into another one, as far as it fits.
func inside(r, room drawing.Rect) drawing.Rect {
	dx := math.Max(0, room.Min.X-r.Min.X) - math.Max(0, r.Max.X-room.Max.X)
	dy := math.Max(0, room.Min.Y-r.Min.Y) - math.Max(0, r.Max.Y-room.Max.Y)
	d := drawing.Point{X: dx, Y: dy}
	return drawing.Rect{Min: r.Min.Add(d), Max: r.Max.Add(d)}
}

// spreads are the patterns of the trigger points that bring on the pain the patient knows, and the areas where
// most people feel them as marks, to choose the views by. The other patterns would say nothing to the patient.
func (w *planPaper) spreads(findings []clinic.Finding) (spreads []*drawing.Spread, felt []drawing.Mark) {
	for _, f := range findings {
		r := w.Catalogue.SpreadOf(f.Structure)
		if r == nil || f.Type != string(drawing.TriggerPoint) || f.Pattern != clinic.FamiliarYes {
			continue
		}
		s := figure.Spread(w.Atlas, r, f.Side)
		spreads = append(spreads, s)
		for _, t := range s.Strong {
			felt = append(felt, drawing.Mark{Code: t.Structure, Side: t.Side})
		}
	}
	return spreads, felt
}

// viewsFor are as few views as show every mark and line between them, those first that show the most, in their order.
func (w *planPaper) viewsFor(marks []drawing.Mark, strokes []clinic.Stroke) ([]*anatomy.View, error) {
	var all, chosen []*anatomy.View
	left := slices.Clone(marks)
	take := func(v *anatomy.View) {
		chosen = append(chosen, v)
		left = slices.DeleteFunc(left, func(m drawing.Mark) bool { return isShown(v, m) })
	}
	for _, id := range mainViews {
		v, err := w.Atlas.View(id)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
		if slices.ContainsFunc(strokes, func(s clinic.Stroke) bool { return s.View == id }) {
			take(v)
		}
	}
	adds := func(v *anatomy.View) (n int, area float64) {
		for _, m := range left {
			if isShown(v, m) {
				b := drawing.Around(v, []anatomy.Target{m.Target()})
				n, area = n+1, area+b.Width()*b.Height()
			}
		}
		return n, area
	}
	for {
		best := slices.MaxFunc(all, func(a, b *anatomy.View) int {
			n, area := adds(a)
			m, other := adds(b)
			return cmp.Or(n-m, cmp.Compare(area, other))
		})
		if n, _ := adds(best); n == 0 {
			break
		}
		take(best)
	}
	slices.SortFunc(chosen, func(a, b *anatomy.View) int { return slices.Index(mainViews, a.ID) - slices.Index(mainViews, b.ID) })
	return chosen, nil
}

// isShown reports whether something of a mark is drawn on a view.
func isShown(v *anatomy.View, m drawing.Mark) bool {
	return drawing.Around(v, []anatomy.Target{m.Target()}) != (drawing.Rect{})
}
