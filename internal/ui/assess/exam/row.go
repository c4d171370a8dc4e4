package exam

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The widths of the columns of a table of tests.
const (
	specialCell    float32 = 272 // three answers in a row; with less room they stand in two
	specialLeast   float32 = 200
	valueCellWidth float32 = 120 // one value
	testTitle      float32 = 180
)

// testRow is one test: its name, and a result for each side.
type testRow struct {
	*question
	x      *clinic.Test
	head   *kit.TwoLine
	number int // on its row and on the figure; 0 for none
}

func newTestRow(t *Step, x *clinic.Test, cell float32) *testRow {
	r := &testRow{x: x}
	r.head = kit.NewTwoLine(kit.Row{}, func() { r.turn() })
	var slots []slot
	for _, side := range x.Sides() {
		slots = append(slots, slot{x, side})
	}
	r.question = newQuestion(t, r.head, &testLine{cell: cell}, slots, r.show)
	return r
}

func (r *testRow) show() {
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
	r.question.show()
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

// least is the width that a result is content with.
func (l *testLine) least() float32 { return min(l.cell, specialLeast) }

// columns are the widths of the name and of a result.
func (l *testLine) columns(size fyne.Size) (title, cell float32) {
	cell = max(min((size.Width-testTitle-2*kit.GapColumn)/2, l.cell), l.least())
	return max(size.Width-2*cell-2*kit.GapColumn, testTitle), cell
}

func (l *testLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title, cell := l.columns(size)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(title, objects[0].MinSize().Height))
	x := title + kit.GapColumn
	if len(objects) == 2 {
		x += (cell + kit.GapColumn) / 2
	}
	for _, o := range objects[1:] {
		o.Resize(fyne.NewSize(cell, o.MinSize().Height))
		h := o.MinSize().Height // again: answers that stand in two rows know their height only at their width
		o.Move(fyne.NewPos(x, max((size.Height-h)/2, 0)))
		o.Resize(fyne.NewSize(cell, h))
		x += cell + kit.GapColumn
	}
}

func (l *testLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(testTitle+2*l.least()+2*kit.GapColumn, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height+kit.Gap)
	}
	return s
}

// testHead names the columns, and what is below it.
func testHead(cell float32, below string) fyne.CanvasObject {
	return container.New(&testLine{cell: cell}, kit.QuietText(below),
		kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")))
}
