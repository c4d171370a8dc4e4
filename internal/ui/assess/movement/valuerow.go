package movement

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// cell takes one value: a number or a grade.
type cell interface {
	Object() fyne.CanvasObject
	Of() measured.Key
	Show(measured.Before)
	Leave()
}

// valueRow is one line of a grid: what, a value for each side, and how they differ. The details of a movement
// fold out below it, for one side at a time.
type valueRow struct {
	s       *step.Host
	me      *clinic.Measure // of the values
	motion  *motion         // nil for what is no movement
	cells   []cell
	diff    *kit.Text
	details *kit.Button // nil for what is no movement
	open    bool
	side    int            // the cell whose details are shown: the one that was worked on last
	sides   *kit.Segmented // nil for a single value
	panels  []*detail      // by cell
	panel   *fyne.Container
	more    *fyne.Container
	root    *fyne.Container
}

// newValueRow makes a row for a measure, a cell for each key: both sides of a paired one.
func newValueRow(s *step.Host, me *clinic.Measure, title, quiet string, keys []measured.Key, m *motion) *valueRow {
	r := &valueRow{s: s, me: me, motion: m, diff: kit.QuietText("").Wrap(), panels: make([]*detail, len(keys)), panel: container.NewStack()}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), kit.QuietText(quiet).Wrap())
	line := container.New(&gridLine{middle: len(keys) == 1}, name)
	for i, k := range keys {
		kept := func() { r.side = i }
		var c cell
		switch {
		case m == nil:
			c = measured.NewCell(s, k)
		case m.mode == modeResisted:
			c = newGradeCell(s, k, kept)
		default:
			c = newMotionCell(s, k, m, kept)
		}
		r.cells = append(r.cells, c)
		line.Add(c.Object())
	}
	end := kit.StackGap(0, kit.Space(0, kit.Gap+2), r.diff)
	if m != nil {
		r.details = kit.IconButton(kit.IconChevronDown, lang.L("Details"), r.unfold)
		end = kit.StackGap(0, container.NewHBox(r.details), r.diff)
	}
	line.Add(end)
	fold := kit.Stack()
	if len(keys) > 1 {
		r.sides = kit.NewSegmented([]kit.Option{{ID: "0", Label: lang.L("Patient’s left")}, {ID: "1", Label: lang.L("Patient’s right")}}, func(id string) {
			r.leaveDetail()
			r.side, _ = strconv.Atoi(id)
			s.Show()
		})
		fold.Add(r.sides)
	}
	fold.Add(r.panel)
	r.more = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.Pad(kit.GapWide, fold))
	r.more.Hide()
	r.root = kit.PadSides(0, kit.Gap, kit.Stack(line, r.more))
	return r
}

// unfold opens and closes the details.
func (r *valueRow) unfold() {
	r.leaveDetail()
	r.open = !r.open
	r.s.Show()
	if r.open {
		r.motion.reveal(r.root)
	}
}

func (r *valueRow) leaveDetail() {
	if r.open && r.panels[r.side] != nil {
		r.panels[r.side].leave()
	}
}

func (r *valueRow) show(b map[measured.Key]measured.Before) {
	for _, c := range r.cells {
		c.Show(b[c.Of()])
	}
	r.diff.SetText(r.difference())
	r.more.Hidden = !r.open
	if r.details != nil {
		icon := kit.IconChevronDown
		if r.open {
			icon = kit.IconChevronUp
		}
		r.details.SetIconName(icon)
	}
	if r.open {
		r.showDetail()
	}
	r.root.Refresh()
}

func (r *valueRow) showDetail() {
	if r.sides != nil {
		r.sides.SetChosen(strconv.Itoa(r.side))
	}
	d := r.panels[r.side]
	if d == nil {
		d = newDetail(r.s, r.cells[r.side].Of(), r.motion)
		r.panels[r.side] = d
	}
	d.show()
	if len(r.panel.Objects) == 0 || r.panel.Objects[0] != d.root {
		r.panel.Objects = []fyne.CanvasObject{d.root}
	}
}

// difference compares the sides: the other side is the first reference.
func (r *valueRow) difference() string {
	if len(r.cells) != 2 {
		return ""
	}
	left, right := measured.Record(r.s, r.cells[0].Of()), measured.Record(r.s, r.cells[1].Of())
	if left == nil || right == nil {
		return ""
	}
	d := r.me.Difference(left.Value, right.Value)
	switch {
	case d == "":
		return lang.L("Same on both sides")
	case left.Value > right.Value:
		return lang.L("{{.What}} more on the left", map[string]any{"What": d})
	}
	return lang.L("{{.What}} less on the left", map[string]any{"What": d})
}

func (r *valueRow) leave() {
	for _, c := range r.cells {
		c.Leave()
	}
	r.leaveDetail()
}

// The columns of a grid of values.
const (
	gridTitle float32 = 152
	gridCell  float32 = edit.CellWidth
	gridMost  float32 = 400
	gridDiff  float32 = 104

	// In a narrow window.
	gridTitleLeast float32 = 116
	gridDiffLeast  float32 = 92
)

// gridLine lays out one row: the name, the values in their columns, the difference. A value that has no
// side stands between the columns, so that it is never read as the left one.
type gridLine struct{ middle bool }

func (g *gridLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	diff := max(gridDiffLeast, min(size.Width-gridTitleLeast-2*gridCell-3*kit.GapColumn, gridDiff))
	title := max(gridTitleLeast, min(size.Width-diff-2*gridCell-3*kit.GapColumn, gridTitle))
	cell := max(gridCell, min((size.Width-title-diff-3*kit.GapColumn)/2, gridMost))
	x := title + kit.GapColumn
	last := len(objects) - 1
	for i, o := range objects {
		switch {
		case i == 0:
			o.Move(fyne.NewPos(0, 0))
			o.Resize(fyne.NewSize(title, size.Height))
		case i == last:
			x = title + 2*(cell+kit.GapColumn) + kit.GapColumn
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(max(size.Width-x, diff), size.Height))
		case g.middle:
			o.Move(fyne.NewPos(title+kit.GapColumn+(cell+kit.GapColumn)/2, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
		default:
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
			x += cell + kit.GapColumn
		}
	}
}

func (g *gridLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(gridTitleLeast+2*gridCell+gridDiffLeast+3*kit.GapColumn, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

// gridHead names the columns.
func gridHead() fyne.CanvasObject {
	return container.New(&gridLine{}, kit.QuietText(""), kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")), kit.QuietText(""))
}
