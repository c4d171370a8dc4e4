package findings

import (
	"math"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/script"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// What a finger on the figure does.
const (
	toolMark  = "mark"
	toolArea  = "area"
	toolPen   = "pen"
	toolArrow = "arrow"
	toolErase = "erase"
)

// take changes what a finger on the figure does.
func (f *Step) take(tool string) {
	f.tool = tool
	f.tools.SetChosen(tool)
	switch tool {
	case toolArea:
		f.figure.SetTool(bodymap.Area)
	case toolPen:
		f.figure.SetTool(bodymap.Pen)
	case toolArrow:
		f.figure.SetTool(bodymap.Arrow)
	case toolErase:
		f.figure.SetTool(bodymap.Erase)
	default:
		f.figure.SetTool(bodymap.Select)
	}
}

func (f *Step) strokes() []bodymap.Stroke {
	out := f.ghostStrokes()
	for _, x := range f.s.Chart().StrokesOf(f.s.Assessment) {
		if f.hidden[x.Source] {
			continue
		}
		out = append(out, bodymap.Stroke{View: x.View, Stroke: figure.Stroke(f.s.Chart(), &x)})
	}
	return out
}

// drawn keeps a line. An arrow that begins on a finding refers from it.
func (f *Step) drawn(line bodymap.Stroke) {
	if f.s.Locked() {
		f.s.Desk.Warn(lang.L("This assessment is signed and stays as it is."))
		f.Show()
		return
	}
	var points [][2]float64
	for _, p := range line.Points {
		points = append(points, [2]float64{p.X, p.Y})
	}
	if line.Area {
		f.drawnArea(line, points)
		return
	}
	tool, label := clinic.StrokePen, clinic.Say("Draw a line")
	var from *clinic.Finding
	if line.Arrow {
		tool, label = clinic.StrokeArrow, clinic.Say("Draw an arrow")
		if from = f.findingAt(line.View, line.Points[0]); from != nil {
			label = clinic.Say("Refer from {{.Place}}: {{.What}}", marked(f.s, from.Target(), from.Type))
		}
	}
	if f.open() {
		f.take(toolMark) // one arrow was asked for from the finding
	}
	x := clinic.Draw(f.s.Desk.Env(), f.s.Occasion(), line.View, f.source, tool, line.Width, points, from)
	if f.s.Put(label, x) != nil {
		f.Show()
	}
}

// drawnArea keeps a finding with where it is, as one step, and opens it: how strong it is and how it feels come next.
func (f *Step) drawnArea(line bodymap.Stroke, points [][2]float64) {
	v, err := f.s.Desk.Atlas.View(line.View)
	if err != nil {
		f.s.Refuse(err)
		return
	}
	target, at := figure.Under(v, line.Points)
	spot := clinic.Spot{View: line.View, X: at.X, Y: at.Y}
	x := clinic.Mark(f.s.Desk.Env(), f.s.Occasion(), target, spot, f.source, f.sorts(f.source, target.Structure)[0].Code)
	edge := clinic.DrawArea(f.s.Desk.Env(), f.s.Occasion(), line.View, line.Width, points, x)
	if f.s.Put(clinic.Say("Draw an area, {{.Place}}: {{.What}}", marked(f.s, target, x.Type)), x, edge) != nil {
		f.Show()
		return
	}
	f.pick(x.ID)
}

// areaOf is the edge of a finding that is drawn as an area, or nil.
func (f *Step) areaOf(finding string) *clinic.Stroke {
	for _, x := range f.s.Chart().StrokesOf(f.s.Assessment) {
		if x.FindingID == finding && x.Area() {
			return &x
		}
	}
	return nil
}

// findingAt is the finding an arrow begins on: the one tapped nearest to its start on the structure
// under it, the layer being written first.
func (f *Step) findingAt(view string, p anatomy.Point) *clinic.Finding {
	v, err := f.s.Desk.Atlas.View(view)
	if err != nil {
		return nil
	}
	var best *clinic.Finding
	least := math.Inf(1)
	for _, x := range f.s.Chart().FindingsOf(f.s.Assessment) {
		on := false
		for _, shape := range v.Find(x.Target()) {
			on = on || shape.Distance(p) <= fingerMM
		}
		if !on {
			continue
		}
		d := 1000.0
		if x.View == view {
			d = math.Hypot(x.X-p.X, x.Y-p.Y)
		}
		if x.Source != f.source {
			d += 5000
		}
		if x.ID == f.selected() {
			d = -1 // the one that is open is meant
		}
		if d < least {
			best, least = &x, d
		}
	}
	return best
}

// fingerMM is half a finger's width on the figure.
const fingerMM = 10.0

// erase takes away the line nearest to a tap.
func (f *Step) erase(rub bodymap.Rub) {
	if f.s.Locked() {
		f.s.Desk.Warn(lang.L("This assessment is signed and stays as it is."))
		return
	}
	var best *clinic.Stroke
	least := rub.Reach
	for _, x := range f.s.Chart().StrokesOf(f.s.Assessment) {
		if x.View != rub.View || f.hidden[x.Source] {
			continue
		}
		if x.Area() && within(&x, rub.At) && least >= rub.Reach {
			best = &x // unless a line is nearer
		}
		for i := 1; i < len(x.Points); i++ {
			if d := fromSegment(rub.At, x.Points[i-1], x.Points[i]); d < least {
				best, least = &x, d
			}
		}
	}
	if best == nil {
		f.s.Desk.Tell(lang.L("There is no line under the finger."), nil)
		return
	}
	f.removeStroke(best)
}

// within reports whether a place lies inside an area.
func within(area *clinic.Stroke, at anatomy.Point) bool {
	ring := anatomy.Polyline{Closed: true}
	for _, p := range area.Points {
		ring.Pts = append(ring.Pts, anatomy.Point{X: p[0], Y: p[1]})
	}
	return anatomy.Outline{ring}.Contains(at)
}

// fromSegment is the distance of a point from a piece of a line.
func fromSegment(p anatomy.Point, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p.X-a[0])*dx+(p.Y-a[1])*dy)/l, 0), 1)
	}
	return math.Hypot(p.X-a[0]-t*dx, p.Y-a[1]-t*dy)
}

// remove takes a finding off the figure, with what is drawn from it; it can be undone.
func (f *Step) remove(x *clinic.Finding) {
	records := []clinic.Record{}
	for _, stroke := range f.s.Chart().StrokesOf(f.s.Assessment) {
		if stroke.FindingID == x.ID {
			records = append(records, &stroke)
		}
	}
	label := clinic.Say("Delete {{.Place}}: {{.What}}", marked(f.s, x.Target(), x.Type))
	if f.s.Remove(label, append(records, x)...) == nil {
		f.s.Desk.Tell(lang.L("Deleted: {{.Name}}, {{.What}}", map[string]any{"Name": script.LowerFirst(f.s.Label(x.Target())), "What": words.Say(clinic.FindingTypeInside(x.Type))}), f.s.Undo)
	}
}

func (f *Step) removeStroke(x *clinic.Stroke) {
	if f.s.Locked() {
		return
	}
	if from := f.s.Chart().Finding(x.FindingID); from != nil && x.Area() {
		f.remove(from) // an area is its finding
		return
	}
	label := clinic.Say("Erase a line")
	if x.Tool == clinic.StrokeArrow {
		label = clinic.Say("Erase an arrow")
	}
	if f.s.Remove(label, x) == nil {
		f.s.Desk.Tell(lang.L("Erased."), f.s.Undo)
	}
}

// strokeLine says a line that was drawn.
func (f *Step) strokeLine(x *clinic.Stroke) kit.Row {
	l := kit.Row{What: lang.L("Pen line"), Icon: kit.IconPen, Quiet: f.viewTitle(x.View)}
	if x.Tool == clinic.StrokeArrow {
		l.What, l.Icon = lang.L("Referral arrow"), kit.IconArrow
		if from := f.s.Chart().Finding(x.FindingID); from != nil {
			l.Quiet = words.Points(lang.L("from {{.Name}}", map[string]any{"Name": script.LowerFirst(f.s.Label(from.Target()))}), l.Quiet)
		}
	}
	if x.Source == clinic.ByPatient {
		l.Quiet = words.Points(l.Quiet, lang.L("patient"))
	}
	return l
}

// askErase shows the line's view and offers to take it away.
func (f *Step) askErase(x *clinic.Stroke) {
	f.figure.Turn(x.View)
	if f.s.Locked() {
		return
	}
	kit.Confirm(f.s.Desk.Window, lang.L("Erase this line?"), f.strokeLine(x).What+", "+f.strokeLine(x).Quiet,
		lang.L("Erase"), lang.L("Keep it"), true, func(yes bool) {
			if yes {
				f.removeStroke(x)
			}
		})
}
