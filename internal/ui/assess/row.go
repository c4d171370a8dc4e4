package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// cell takes one value: a number or a grade.
type cell interface {
	object() fyne.CanvasObject
	of() measured
	show(before)
	leave()
}

// valueRow is one line of a grid: what, a value for each side, and how they differ. The details of a value
// fold out below it.
type valueRow struct {
	s      *Screen
	me     *clinic.Measure // of the values
	motion *motion         // nil for what is no movement
	cells  []cell
	diff   *kit.Text
	opened *measured // whose details are open
	panels map[measured]*detail
	more   *fyne.Container
	root   *fyne.Container
}

// newValueRow makes a row for a measure, a cell for each key: both sides of a paired one.
func newValueRow(s *Screen, me *clinic.Measure, title, quiet string, keys []measured, m *motion) *valueRow {
	r := &valueRow{s: s, me: me, motion: m, diff: kit.QuietText("").Wrap(), panels: map[measured]*detail{}, more: container.NewStack()}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), kit.QuietText(quiet).Wrap())
	line := container.New(&gridLine{middle: len(keys) == 1}, name)
	for _, k := range keys {
		var c cell
		if m != nil && m.mode == modeResisted {
			c = newGradeCell(s, k, func() { r.unfold(k) })
		} else {
			c = newValueCell(s, k, m, func() { r.unfold(k) })
		}
		r.cells = append(r.cells, c)
		line.Add(c.object())
	}
	line.Add(kit.StackGap(0, kit.Space(0, kit.Gap+2), r.diff))
	r.more.Hide()
	r.root = kit.PadSides(0, kit.Gap, kit.Stack(line, r.more))
	return r
}

// unfold opens and closes the details of a value.
func (r *valueRow) unfold(k measured) {
	if r.opened != nil && *r.opened == k {
		r.leaveDetail()
		r.opened = nil
	} else {
		r.leaveDetail()
		r.opened = &k
	}
	r.s.show()
	if r.opened != nil && r.motion.reveal != nil {
		r.s.after(revealPause, func() { r.motion.reveal(r.root) })
	}
}

func (r *valueRow) leaveDetail() {
	if r.opened != nil {
		r.panels[*r.opened].leave()
	}
}

func (r *valueRow) show(b map[measured]before) {
	for _, c := range r.cells {
		c.show(b[c.of()])
	}
	r.diff.SetText(r.difference())
	r.more.Hidden = r.opened == nil
	if r.opened != nil {
		d := r.panels[*r.opened]
		if d == nil {
			d = newDetail(r.s, *r.opened, r.motion)
			r.panels[*r.opened] = d
		}
		d.show()
		if len(r.more.Objects) == 0 || r.more.Objects[0] != d.root {
			r.more.Objects = []fyne.CanvasObject{d.root}
		}
	}
	r.root.Refresh()
}

// difference compares the sides: the other side is the first reference.
func (r *valueRow) difference() string {
	if len(r.cells) != 2 {
		return ""
	}
	left, right := r.s.record(r.cells[0].of()), r.s.record(r.cells[1].of())
	if left == nil || right == nil {
		return ""
	}
	d := r.me.Difference(left.Value, right.Value)
	switch {
	case d == "":
		return lang.L("Same on both sides")
	case left.Value > right.Value:
		return d + lang.L(" more on the left")
	}
	return d + lang.L(" less on the left")
}

func (r *valueRow) leave() {
	for _, c := range r.cells {
		c.leave()
	}
	r.leaveDetail()
}

// The columns of a grid of values.
const (
	gridTitle float32 = 176
	gridCell  float32 = 262
	gridDiff  float32 = 104
	gridGap   float32 = 12
)

// gridLine lays out one row: the name, the values in their columns, the difference. A value that has no
// side stands between the columns, so that it is never read as the left one.
type gridLine struct{ middle bool }

func (g *gridLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cell := max(gridCell, min((size.Width-gridTitle-gridDiff-3*gridGap)/2, 340))
	x := gridTitle + gridGap
	last := len(objects) - 1
	for i, o := range objects {
		switch {
		case i == 0:
			o.Move(fyne.NewPos(0, 0))
			o.Resize(fyne.NewSize(gridTitle, size.Height))
		case i == last:
			x = gridTitle + 2*(cell+gridGap) + gridGap
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(max(size.Width-x, gridDiff), size.Height))
		case g.middle:
			o.Move(fyne.NewPos(gridTitle+gridGap+(cell+gridGap)/2, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
		default:
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
			x += cell + gridGap
		}
	}
}

func (g *gridLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(gridTitle+2*gridCell+gridDiff+3*gridGap, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

// gridHead names the columns.
func gridHead() fyne.CanvasObject {
	return container.New(&gridLine{}, kit.QuietText(""), kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")), kit.QuietText(""))
}

