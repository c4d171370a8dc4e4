package exam

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The widths of the columns of a table of tests.
const (
	specialCell    float32 = 236 // three chips
	valueCellWidth float32 = 128 // one value
	testTitle      float32 = 180
)

// testRow is one test: its name, which opens how it is done, and a result for each side. What a positive
// result asks further folds out below.
type testRow struct {
	t       *Step
	x       *clinic.Test
	head    *kit.TwoLine
	cells   []*testCell
	number  int  // on its row and on the figure; 0 for none
	open    bool // how it is done is shown
	how     *howTo
	ask     *valueAsk
	asked   *testCell // whose value is being chosen
	details map[anatomy.Side]*testDetail
	below   *fyne.Container
	root    *fyne.Container
}

func newTestRow(t *Step, x *clinic.Test, cell float32) *testRow {
	r := &testRow{t: t, x: x, details: map[anatomy.Side]*testDetail{}, below: kit.Stack()}
	r.head = kit.NewTwoLine(kit.Row{}, func() {
		r.open = !r.open
		r.show(nil)
	})
	line := container.New(&testLine{cell: cell}, r.head)
	for _, side := range x.Sides() {
		c := newTestCell(t, x, side, r.askValue, func(result string) {
			if x.IsPositive(result) {
				t.reveal(r.root) // what it asks further
			}
		})
		r.cells = append(r.cells, c)
		line.Add(c.root)
	}
	r.root = kit.StackGap(0, line, r.below)
	return r
}

// recorded reports that the test has a result in this assessment.
func (r *testRow) recorded() bool {
	return slices.ContainsFunc(r.cells, func(c *testCell) bool { return c.result() != nil })
}

// unfold shows how the test is done.
func (r *testRow) unfold() {
	r.open = true
	r.show(nil)
}

// askValue opens and closes the choice of a value.
func (r *testRow) askValue(c *testCell) {
	if r.asked == c {
		r.asked = nil
	} else {
		r.asked = c
	}
	r.show(nil)
	if r.asked != nil {
		r.t.reveal(r.root)
	}
}

// show fills the row; sides are those that are tested (nil leaves that as it was): the other side is shown
// only where it has a result.
func (r *testRow) show(sides []anatomy.Side) {
	locked := r.t.s.Locked()
	icon := kit.IconChevronRight
	if r.open {
		icon = kit.IconChevronDown
	}
	line := kit.Row{What: r.x.Name, Quiet: structureNames(r.t.s, r.x, 1), Icon: icon}
	if r.number > 0 {
		line.What = strconv.Itoa(r.number) + "  " + line.What
	}
	if r.x.Trained {
		line.Badge, line.Tone = lang.L("Trained only"), kit.ToneWarning
	}
	if r.head.Row() != line {
		r.head.Set(line)
	}
	for _, c := range r.cells {
		if sides != nil {
			c.off = c.side != anatomy.Midline && !slices.Contains(sides, c.side)
		}
		c.show(locked)
	}
	r.below.Objects = nil
	if r.asked != nil && !locked {
		if r.ask == nil {
			r.ask = newValueAsk(r.t, func() { r.asked = nil })
		}
		r.ask.show(r.asked)
		r.below.Add(r.ask.root)
	}
	if r.open {
		if r.how == nil {
			r.how = newHowTo(r.t, r.x)
		}
		r.how.show(locked)
		r.below.Add(r.how.root)
	}
	for _, c := range r.cells {
		res := c.result()
		if res == nil || !r.open && !asksFurther(r.x, res) || locked && !saysMore(r.x, res) {
			continue
		}
		d := r.details[c.side]
		if d == nil {
			d = newTestDetail(r.t.s, r.x, c.side)
			r.details[c.side] = d
		}
		d.show(res, locked, r.open)
		r.below.Add(d.root)
	}
	r.below.Hidden = len(r.below.Objects) == 0
	r.below.Refresh()
	r.root.Refresh()
}

func (r *testRow) leave() {
	for _, d := range r.details {
		d.leave()
	}
}

// structureNames are the first structures a test loads; 0 for all.
func structureNames(s *step.Host, x *clinic.Test, most int) string {
	var names []string
	for _, code := range x.Structures {
		name := code
		if st, ok := s.Desk.Atlas.Structure(code); ok {
			name = st.Name
		}
		names = append(names, name)
		if len(names) == most {
			break
		}
	}
	return strings.Join(names, ", ")
}

// testLine lays out the name of a test and its results in their columns. A result that has no side stands
// between the columns, so that it is never read as the left one.
type testLine struct{ cell float32 }

func (l *testLine) title(size fyne.Size) float32 {
	return max(size.Width-2*l.cell-2*kit.GapColumn, testTitle)
}

func (l *testLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title := l.title(size)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(title, objects[0].MinSize().Height))
	x := title + kit.GapColumn
	if len(objects) == 2 {
		x += (l.cell + kit.GapColumn) / 2
	}
	for _, o := range objects[1:] {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, max((size.Height-h)/2, 0)))
		o.Resize(fyne.NewSize(l.cell, h))
		x += l.cell + kit.GapColumn
	}
}

func (l *testLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(testTitle+2*l.cell+2*kit.GapColumn, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height+kit.Gap)
	}
	return s
}

// testHead names the columns.
func testHead(cell float32) fyne.CanvasObject {
	return container.New(&testLine{cell: cell}, kit.QuietText(""),
		kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")))
}
