package limbs

import (
	"math"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// tapeGrid are the levels of one protocol: a field for each on both sides, beside the drawn limbs.
type tapeGrid struct {
	page     *girthPage
	protocol *clinic.LimbProtocol
	cells    map[anatomy.Side][]*girthCell // from the landmark on
	labels   []*kit.Text
	diffs    []*kit.Text
	heads    []fyne.CanvasObject
	starts   []*kit.Button
	limbs    []*paint.Picture
	root     *fyne.Container
}

func newTapeGrid(p *girthPage, l *clinic.LimbProtocol) *tapeGrid {
	g := &tapeGrid{page: p, protocol: l, cells: map[anatomy.Side][]*girthCell{}}
	for _, side := range step.BothSides {
		for i := range l.Levels() {
			g.cells[side] = append(g.cells[side], newGirthCell(g, side, i))
		}
		g.limbs = append(g.limbs, paint.New(fyne.NewSize(70, 44), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) }))
	}
	var objects []fyne.CanvasObject
	heads := []struct{ head, start string }{
		{lang.L("Patient’s left"), lang.L("Measure the left")}, {lang.L("Patient’s right"), lang.L("Measure the right")},
	}
	for i, side := range step.BothSides {
		head := kit.StackGap(2, kit.Strong(heads[i].head))
		if len(l.Levels()) > 1 {
			start := kit.NewButton(heads[i].start, kit.IconMeasure, func() { g.start(side) })
			g.starts = append(g.starts, start)
			head.Add(start)
		}
		g.heads = append(g.heads, head)
		objects = append(objects, head)
	}
	// Tab goes from the landmark on, first along the left limb.
	for i, side := range step.BothSides {
		objects = append(objects, g.limbs[i])
		for _, c := range g.cells[side] {
			objects = append(objects, c.Object)
		}
	}
	for _, cm := range l.Levels() {
		label, diff := kit.Body(clinic.Number(cm)+" cm").Aligned(fyne.TextAlignCenter), kit.QuietText("").Aligned(fyne.TextAlignCenter).Wrap()
		g.labels, g.diffs = append(g.labels, label), append(g.diffs, diff)
		objects = append(objects, label)
		objects = append(objects, diff)
	}
	g.root = container.New(&tapeLayout{g: g}, objects...)
	return g
}

// start gives the keyboard to the first level that was not measured yet.
func (g *tapeGrid) start(side anatomy.Side) {
	for _, c := range g.cells[side] {
		if c.Empty() {
			g.focus(c)
			return
		}
	}
	g.focus(g.cells[side][0])
}

func (g *tapeGrid) focus(c *girthCell) {
	if w := g.page.s.Desk.Window; w != nil && !c.Entry.Disabled() {
		w.Canvas().Focus(c.Entry)
		g.page.s.After(20*time.Millisecond, func() { g.page.step.Scroll.Reveal(c.Object) })
	}
}

// next goes on from a level: along the limb, then to the other one.
func (g *tapeGrid) next(side anatomy.Side, i int) {
	list := g.cells[side]
	switch {
	case i+1 < len(list):
		g.focus(list[i+1])
	case side == anatomy.Left:
		g.focus(g.cells[anatomy.Right][0])
	}
}

func (g *tapeGrid) show() {
	for _, b := range g.starts {
		kit.SetHidden(b, g.page.s.Locked())
	}
	for _, side := range step.BothSides {
		for _, c := range g.cells[side] {
			c.show()
		}
	}
	for i, cm := range g.protocol.Levels() {
		l, r := g.cells[anatomy.Left][i].record(), g.cells[anatomy.Right][i].record()
		text := ""
		if l != nil && r != nil {
			switch d := l.Value - r.Value; {
			case math.Abs(d) < 0.05:
				text = lang.L("same")
			case d > 0:
				text = lang.L("left +{{.CM}}", map[string]any{"CM": clinic.Number(d / 10)})
			default:
				text = lang.L("right +{{.CM}}", map[string]any{"CM": clinic.Number(-d / 10)})
			}
			if g.look(cm, l.Value, r.Value) {
				text = lang.L("{{.Difference}} ◆", map[string]any{"Difference": text})
			}
		}
		g.diffs[i].SetText(text)
	}
	g.draw()
	g.root.Refresh()
}

// look reports whether the sides differ so much at a level that it is marked.
func (g *tapeGrid) look(cm, left, right float64) bool {
	return g.protocol.Limits.Girth(left, right) || g.protocol.Calf(cm) && math.Abs(left-right) >= clinic.CalfMMLimit
}

func (g *tapeGrid) draw() {
	levels := g.protocol.Levels()
	n := len(levels)
	widest := slices.Max(g.protocol.Outline)
	girths := make([][]float64, 2)
	for k, side := range step.BothSides {
		for _, c := range g.cells[side] {
			v := 0.0
			if m := c.record(); m != nil {
				v = m.Value / 10
			}
			girths[k] = append(girths[k], v)
			widest = max(widest, v)
		}
	}
	foot := g.protocol.Limb == clinic.LimbLeg
	for k := range step.BothSides {
		var tapes []drawing.Tape // from the trunk outward
		for i := n - 1; i >= 0; i-- {
			outline := g.protocol.Outline[i*(len(g.protocol.Outline)-1)/max(n-1, 1)]
			marked := girths[0][i] > 0 && girths[1][i] > 0 && g.look(levels[i], girths[0][i]*10, girths[1][i]*10)
			tapes = append(tapes, drawing.Tape{Girth: girths[k][i], Outline: outline, Marked: marked})
		}
		if n == 1 {
			continue
		}
		lay := g.root.Layout.(*tapeLayout)
		g.limbs[k].Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
			list := slices.Clone(tapes)
			for i, y := range lay.middles() {
				list[i].Y = float64(y)
			}
			return drawing.Limb{Palette: palette, Width: w, Height: h, Widest: widest, Tapes: list, Foot: foot, Current: -1}.Picture()
		})
	}
}

func (g *tapeGrid) leave() {
	for _, side := range step.BothSides {
		for _, c := range g.cells[side] {
			c.Flush()
		}
	}
}

// tapeLayout sets the levels below one another, the one nearest to the trunk first, with the limbs between.
type tapeLayout struct {
	g  *tapeGrid
	mu sync.Mutex
	at []float32 // the middles of the levels from the trunk on; the limbs may be drawn on another thread
}

const (
	tapeCell   float32 = edit.CellWidth
	tapeMiddle float32 = 96 // between the limbs: the level, and how the sides differ
	tapeRow    float32 = 48

	limbLeast float32 = 60 // the widths of a picture of a limb
	limbMost  float32 = 285
	limbFills float32 = 0.92 // of the width of its picture, where it is widest
	// A limb may become so much thicker than its outline before it reaches the fields.
	limbGrows float32 = 1.25
)

// side is the room of one side: the fields, and beside them the limb.
func (t *tapeLayout) side(limb float32) float32 { return tapeCell + limbFills*limb + 2*kit.Gap }

// limb is the width of the picture of a limb in a width of the whole.
func (t *tapeLayout) limb(width float32) float32 {
	if len(t.g.labels) == 1 {
		return 0
	}
	return max(min(((width-tapeMiddle)/2-tapeCell-2*kit.Gap)/limbFills, limbMost), limbLeast)
}

// reach is how far from the middle of a limb its field at a level begins: close to where the tape lies.
func (t *tapeLayout) reach(i int, limb float32) float32 {
	o := t.g.protocol.Outline
	outline := o[i*(len(o)-1)/max(len(t.g.labels)-1, 1)]
	half := float32(outline/slices.Max(o)) * limb * limbFills / 2
	return min(half*limbGrows+kit.GapWide, limb*limbFills/2) + kit.Gap
}

// end is the room for the hand or foot.
func (t *tapeLayout) end() float32 {
	if len(t.g.labels) == 1 {
		return 0
	}
	return 52
}

// rows are the heights of the levels, from the landmark on, and their sum.
func (t *tapeLayout) rows() (rows []float32, sum float32) {
	for i := range t.g.labels {
		h := max(tapeRow, t.g.cells[anatomy.Left][i].Object.MinSize().Height, t.g.cells[anatomy.Right][i].Object.MinSize().Height)
		rows = append(rows, h)
		sum += h
	}
	return rows, sum
}

// middles are where the levels lie below the top of the limbs, from the trunk on.
func (t *tapeLayout) middles() []float32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.at)
}

func (t *tapeLayout) head() float32 {
	h := float32(0)
	for _, o := range t.g.heads {
		h = max(h, o.MinSize().Height)
	}
	return h + kit.Gap
}

func (t *tapeLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g := t.g
	n := len(g.labels)
	limb := t.limb(size.Width)
	side := t.side(limb)
	middles := [2]float32{side - kit.Gap - limb*limbFills/2, side + tapeMiddle + kit.Gap + limb*limbFills/2} // of the limbs
	rows, sum := t.rows()
	top := t.head()
	middle := make([]float32, n) // of the levels, from the landmark on
	var at []float32
	y := top + sum
	for i := range rows {
		y -= rows[i]
		middle[i] = y + rows[i]/2
		at = append([]float32{middle[i] - top}, at...)
	}
	t.mu.Lock()
	moved := !slices.Equal(t.at, at)
	t.at = at
	t.mu.Unlock()
	if moved {
		defer g.limbs[0].Refresh()
		defer g.limbs[1].Refresh()
	}
	put := func(o fyne.CanvasObject, x, middle, w float32) {
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		h := o.MinSize().Height // again: a text that wraps knows its height only at its width
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, middle-h/2))
	}
	for k, of := range step.BothSides {
		g.heads[k].Move(fyne.NewPos(float32(k)*(side+tapeMiddle), 0))
		g.heads[k].Resize(fyne.NewSize(max(tapeCell, g.heads[k].MinSize().Width), top-kit.Gap))
		g.limbs[k].Move(fyne.NewPos(middles[k]-limb/2, top))
		g.limbs[k].Resize(fyne.NewSize(limb, sum+t.end()))
		g.limbs[k].Hidden = n == 1
		for i, c := range g.cells[of] {
			x := middles[k] - t.reach(i, limb) - tapeCell
			if k == 1 {
				x = middles[k] + t.reach(i, limb)
			}
			put(c.Object, x, middle[i], tapeCell)
		}
	}
	for i := range g.labels {
		high := g.labels[i].MinSize().Height
		if g.diffs[i].Text() != "" {
			put(g.diffs[i], side, middle[i]+high/2, tapeMiddle)
			put(g.labels[i], side, middle[i]-high/2, tapeMiddle)
			continue
		}
		put(g.labels[i], side, middle[i], tapeMiddle)
	}
}

func (t *tapeLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	_, sum := t.rows()
	return fyne.NewSize(2*t.side(t.limb(0))+tapeMiddle, t.head()+sum+t.end())
}
