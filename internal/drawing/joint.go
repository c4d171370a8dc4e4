package drawing

import (
	"image/color"
	"math"
	"slices"
)

// Joint is a small schematic figure of a joint whose moving part stands at an angle. Angles are in the
// movement's own degrees, from its neutral position.
type Joint struct {
	Figure string // one of JointFigures, or JointRuler
	// Turn is the way the moving part goes on the patient's right side as the value grows: 1
	// anticlockwise, -1 clockwise. Left draws the mirror image.
	Turn int
	Left bool
	// Low and High bound what can be; on a ruler they are its ends.
	Low, High float64

	Value *float64 // nil: not measured yet
	Start float64  // where the movement begins
	Norm  *float64 // a mark across the rim
	Other *float64 // of the other side: a faint ring on the rim
}

// JointRuler is the figure of a length: a scale with a bar.
const JointRuler = "ruler"

// limb is a round-ended line, or a disc where both ends are the same. The unit is the length of the moving
// part; y points up. A part lies along x when it is not turned.
type limb struct{ x1, y1, x2, y2, width float64 }

// jointFigure is a figure of the right side.
type jointFigure struct {
	zero float64 // the direction of the moving part in the neutral position, in degrees anticlockwise from the right
	body []limb
	part []limb
}

var (
	jointArm   = []limb{{0, 0, .82, 0, .19}, {.9, 0, .98, 0, .2}}
	jointLeg   = []limb{{0, 0, .88, 0, .24}, {.94, 0, .94, .16, .13}}
	jointTorso = []limb{{0, 0, .6, 0, .4}, {.88, 0, .88, 0, .28}, {.88, -.15, .88, -.15, .1}}
)

var jointFigures = map[string]jointFigure{
	"neck-side":      {90, []limb{{0, -.2, 0, -1, .5}}, []limb{{0, 0, .4, 0, .2}, {.66, 0, .66, 0, .56}, {.66, -.29, .66, -.29, .13}}},
	"neck-front":     {90, []limb{{-.5, -.34, .5, -.34, .26}, {0, -.5, 0, -.72, .72}}, []limb{{0, 0, .4, 0, .2}, {.66, 0, .66, 0, .56}, {.64, .29, .64, .29, .13}, {.64, -.29, .64, -.29, .13}}},
	"neck-above":     {90, []limb{{-.8, -.08, .8, -.08, .34}}, []limb{{0, 0, 0, 0, .62}, {.33, 0, .4, 0, .14}, {0, 0, .95, 0, .05}}},
	"trunk-side":     {90, []limb{{0, 0, 0, -.92, .28}, {0, -.95, .2, -.95, .13}}, jointTorso},
	"trunk-front":    {90, []limb{{-.14, -.02, -.18, -.95, .22}, {.14, -.02, .18, -.95, .22}}, []limb{{.02, 0, .58, 0, .5}, {.88, 0, .88, 0, .28}}},
	"trunk-above":    {90, []limb{{-.42, 0, .42, 0, .32}}, []limb{{0, .7, 0, -.7, .24}, {.04, 0, .04, 0, .42}, {.26, 0, .3, 0, .11}, {0, 0, .95, 0, .05}}},
	"shoulder-side":  {270, []limb{{0, -.12, 0, -.9, .42}, {.03, .44, .03, .44, .4}, {.25, .42, .25, .42, .1}}, jointArm},
	"shoulder-turn":  {0, []limb{{0, -.12, 0, -.9, .42}, {.03, .44, .03, .44, .4}, {.25, .42, .25, .42, .1}}, jointArm},
	"shoulder-front": {270, []limb{{.42, -.14, .42, -.9, .6}, {.42, .42, .42, .42, .4}}, jointArm},
	"shoulder-above": {0, []limb{{-.05, 0, -.95, 0, .34}, {-.5, .04, -.5, .04, .42}, {-.5, .27, -.5, .27, .11}}, jointArm},
	"scapula-back":   {270, []limb{{-.42, .1, -.42, -.9, .66}, {-.42, .6, -.42, .6, .36}}, []limb{{0, -.06, .1, .18, .2}, {0, -.06, .72, 0, .16}, {.1, .18, .72, 0, .16}, {.06, .05, .5, .03, .2}}},
	"elbow":          {270, []limb{{0, 0, 0, .92, .28}}, []limb{{0, 0, .78, 0, .21}, {.9, 0, .97, 0, .2}}},
	"forearm":        {90, []limb{{0, 0, 0, 0, .72}}, []limb{{0, 0, .28, 0, .4}, {.3, 0, .82, 0, .16}}},
	"wrist-side":     {0, []limb{{0, 0, -.95, 0, .26}}, []limb{{.05, 0, .46, 0, .26}, {.5, 0, .93, 0, .15}}},
	"wrist-above":    {90, []limb{{0, 0, 0, -.95, .28}}, []limb{{.2, 0, .42, 0, .42}, {.5, .14, .86, .17, .12}, {.5, 0, .95, 0, .12}, {.5, -.14, .86, -.17, .12}, {.15, .2, .45, .4, .13}}},
	"thumb-palm":     {90, []limb{{-.32, -.05, -.32, .25, .54}, {-.52, .5, -.54, .92, .14}, {-.33, .5, -.33, .98, .14}, {-.14, .5, -.12, .92, .14}}, []limb{{0, 0, .78, 0, .19}}},
	"thumb-side":     {90, []limb{{-.1, -.15, -.1, .98, .2}}, []limb{{0, 0, .78, 0, .19}}},
	"finger":         {0, []limb{{0, 0, -.92, 0, .34}}, []limb{{0, 0, .86, 0, .2}}},
	"hip-side":       {270, []limb{{0, .1, 0, .6, .4}, {0, .9, 0, .9, .26}, {.14, .88, .14, .88, .09}, {0, 0, 0, -.92, .2}}, jointLeg},
	"hip-lying":      {0, []limb{{-.08, 0, -.6, 0, .3}, {-.9, 0, -.9, 0, .24}, {0, 0, .94, 0, .16}}, []limb{{0, 0, .88, 0, .22}, {.92, 0, .92, .18, .13}}},
	"hip-front":      {270, []limb{{.26, .12, .26, .6, .52}, {.26, .9, .26, .9, .26}, {.54, 0, .56, -.94, .22}}, []limb{{0, 0, .92, 0, .24}}},
	"hip-turn":       {270, []limb{{.26, .2, .26, .6, .52}, {.26, .9, .26, .9, .26}, {0, 0, 0, 0, .42}}, []limb{{0, 0, .82, 0, .22}, {.93, 0, .93, 0, .24}}},
	"knee":           {270, []limb{{0, 0, 0, .92, .32}}, jointLeg},
	"ankle":          {0, []limb{{0, 0, 0, .92, .26}}, []limb{{-.14, -.06, .76, -.02, .19}}},
	"foot-front":     {270, []limb{{0, .05, 0, .92, .28}}, []limb{{.08, 0, .42, 0, .34}, {.52, .2, .52, -.2, .15}, {0, 0, .95, 0, .05}}},
	"toe":            {0, []limb{{0, 0, -.9, .1, .3}}, []limb{{0, 0, .66, 0, .24}}},
}

// JointFigures lists the figures that can be drawn, in order of their names.
func JointFigures() []string {
	out := []string{JointRuler}
	for name := range jointFigures {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// The share of the room that the moving part reaches, and the ends of a ruler.
const (
	jointReach = 0.43
	rulerEdge  = 0.08
)

func (j Joint) ruler() bool { return j.Turn == 0 }

// direction of the moving part at a value, in radians anticlockwise from the right.
func (j Joint) direction(v float64) float64 {
	a := (jointFigures[j.Figure].zero + float64(j.Turn)*v) * math.Pi / 180
	if j.Left {
		return math.Pi - a
	}
	return a
}

// At is the value whose direction goes through a point of the figure drawn in w by h. Of the values that
// are whole turns apart it is the one nearest to near. It may lie beyond Low and High; ok is false too
// close to the joint, where no direction can be told.
func (j Joint) At(p Point, w, h, near float64) (v float64, ok bool) {
	if j.ruler() {
		share := (p.X/w - rulerEdge) / (1 - 2*rulerEdge)
		return j.Low + share*(j.High-j.Low), true
	}
	x, y := p.X-w/2, h/2-p.Y
	if math.Hypot(x, y) < 0.12*min(w, h) {
		return 0, false
	}
	if j.Left {
		x = -x
	}
	v = (math.Atan2(y, x)*180/math.Pi - jointFigures[j.Figure].zero) * float64(j.Turn)
	return v + 360*math.Round((near-v)/360), true
}

// Spot is the point on the rim of the figure, drawn in w by h, that stands for a value: the inverse of At.
func (j Joint) Spot(v, w, h float64) Point {
	if j.ruler() {
		return Point{X: w * (rulerEdge + (1-2*rulerEdge)*(v-j.Low)/(j.High-j.Low)), Y: h / 2}
	}
	return j.rim(v, 1, w, h)
}

func (j Joint) rim(v, share, w, h float64) Point {
	r := share * jointReach * min(w, h)
	a := j.direction(v)
	return Point{X: w/2 + r*math.Cos(a), Y: h/2 - r*math.Sin(a)}
}

// Picture draws the figure in w by h.
func (j Joint) Picture(palette Palette, w, h float64) *Picture {
	t := palette.tones()
	p := NewPicture(Rect{Max: Point{X: w, Y: h}})
	if j.ruler() {
		j.drawRuler(p, t, w, h)
		return p
	}
	f := jointFigures[j.Figure]
	unit := jointReach * min(w, h)
	fine := max(1, unit/40) // the width of a line
	p.Path(Circle(Point{X: w / 2, Y: h / 2}, unit), Style{Stroke: t.grid, Width: fine})
	drawLimbs(p, f.body, mix(t.paper, t.quiet, 0.42), func(x, y float64) Point {
		if j.Left {
			x = -x
		}
		return Point{X: w/2 + unit*x, Y: h/2 - unit*y}
	}, unit)
	at, tone := 0.0, mix(t.paper, t.accent, 0.35)
	if j.Value != nil {
		at, tone = *j.Value, t.accent
		p.Path(j.sector(j.Start, at, w, h), Style{Fill: fade(t.accent, 0.2)})
		p.Path(Line(Point{X: w / 2, Y: h / 2}, j.rim(j.Start, 1, w, h)), Style{Stroke: t.quiet, Width: fine, Dash: []float64{3 * fine, 2 * fine}})
	}
	a := j.direction(at)
	side := 1.0
	if j.Left {
		side = -1
	}
	drawLimbs(p, f.part, tone, func(x, y float64) Point {
		y *= side
		return Point{X: w/2 + unit*(x*math.Cos(a)-y*math.Sin(a)), Y: h/2 - unit*(x*math.Sin(a)+y*math.Cos(a))}
	}, unit)
	p.Path(Circle(Point{X: w / 2, Y: h / 2}, max(2, unit*.07)), Style{Fill: t.paper, Stroke: t.ink, Width: fine})
	if j.Other != nil {
		p.Path(Circle(j.rim(*j.Other, 1, w, h), max(3, unit*.09)), Style{Fill: t.paper, Stroke: t.quiet, Width: 1.5 * fine})
	}
	if j.Norm != nil {
		p.Path(Line(j.rim(*j.Norm, .86, w, h), j.rim(*j.Norm, 1.14, w, h)), Style{Stroke: t.ink, Width: 2.2 * fine})
	}
	return p
}

// drawLimbs draws a part in one full tone, for its limbs overlap.
func drawLimbs(p *Picture, limbs []limb, tone color.NRGBA, place func(x, y float64) Point, unit float64) {
	for _, l := range limbs {
		if l.x1 == l.x2 && l.y1 == l.y2 {
			p.Path(Circle(place(l.x1, l.y1), unit*l.width/2), Style{Fill: tone})
			continue
		}
		p.Path(Line(place(l.x1, l.y1), place(l.x2, l.y2)), Style{Stroke: tone, Width: unit * l.width})
	}
}

// sector is the area swept from one value to another.
func (j Joint) sector(from, to, w, h float64) Path {
	pts := []Point{{X: w / 2, Y: h / 2}}
	steps := int(math.Ceil(math.Abs(to-from)/3)) + 1
	for i := range steps + 1 {
		pts = append(pts, j.rim(from+(to-from)*float64(i)/float64(steps), 1, w, h))
	}
	return Polygon(pts...)
}

func (j Joint) drawRuler(p *Picture, t *tones, w, h float64) {
	x := func(v float64) float64 { return j.Spot(v, w, h).X }
	clamp := func(v float64) float64 { return max(j.Low, min(j.High, v)) }
	thick := min(h*0.28, 22)
	bar := Rect{Min: Point{X: x(j.Low), Y: h/2 - thick/2}, Max: Point{X: x(j.High), Y: h/2 + thick/2}}
	p.Path(RoundRect(bar, thick/4), Style{Fill: mix(t.paper, t.quiet, 0.3)})
	if j.Value != nil {
		from, to := x(clamp(0)), x(clamp(*j.Value))
		fill := Rect{Min: Point{X: min(from, to), Y: bar.Min.Y}, Max: Point{X: max(from, to), Y: bar.Max.Y}}
		p.Path(RoundRect(fill, min(thick, fill.Width())/4), Style{Fill: t.accent})
		p.Path(Circle(Point{X: x(clamp(*j.Value)), Y: h / 2}, thick*.62), Style{Fill: t.paper, Stroke: t.accent, Width: max(2, thick/8)})
	}
	if j.Other != nil {
		p.Path(Circle(Point{X: x(clamp(*j.Other)), Y: bar.Max.Y + thick*.45}, max(3, thick*.2)), Style{Fill: t.paper, Stroke: t.quiet, Width: 1.5})
	}
	if j.Norm != nil {
		n := x(clamp(*j.Norm))
		p.Path(Line(Point{X: n, Y: bar.Min.Y - thick*.5}, Point{X: n, Y: bar.Max.Y + thick*.2}), Style{Stroke: t.ink, Width: max(2, thick/9)})
	}
}
