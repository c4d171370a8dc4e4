package movement

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// motionCell takes how far a movement goes: a number, and before it a figure to drag.
type motionCell struct {
	*measured.Cell
	motion *motion
	arc    *arc
	whole  *fyne.Container
}

// smallFigure is the side of the figure in a row.
const smallFigure = 112

func newMotionCell(s *step.Host, key measured.Key, m *motion, kept func()) *motionCell {
	c := &motionCell{Cell: measured.NewCell(s, key), motion: m}
	me := s.Desk.Catalogue.Measure(key.Measure)
	c.Kept, c.Details = kept, summary
	c.Tool = func() string { return m.tool(me) }
	c.arc = newArc(lang.L("Figure: {{.Name}}", map[string]any{"Name": words.Say(measured.Name(s, key))}), m.joint(key), me.Step, smallFigure, c.DragTo, c.Drop)
	c.whole = container.New(&dialLine{}, c.arc, c.Cell.Object())
	c.Grown = c.whole.Refresh
	return c
}

func (c *motionCell) Object() fyne.CanvasObject { return c.whole }

func (c *motionCell) Show(b measured.Before) {
	c.Cell.Show(b)
	s := c.motion.s
	c.motion.showArc(c.arc, c.Of(), measured.Record(s, c.Of()))
	kit.SetEnabled(c.arc, !s.Locked())
}

// dialLine sets the number beside its figure, or below it where there is little room.
type dialLine struct{ width float32 }

func (l *dialLine) beside() bool { return l.width >= smallFigure+kit.Gap+edit.CellWidth }

func (l *dialLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Resize(fyne.NewSquareSize(smallFigure))
	if l.beside() {
		objects[0].Move(fyne.Position{})
		objects[1].Move(fyne.NewPos(smallFigure+kit.Gap, (smallFigure-kit.Target)/2))
		objects[1].Resize(fyne.NewSize(size.Width-smallFigure-kit.Gap, size.Height-(smallFigure-kit.Target)/2))
		return
	}
	objects[0].Move(fyne.NewPos((edit.CellWidth-smallFigure)/2, 0))
	objects[1].Move(fyne.NewPos(0, smallFigure+kit.Gap/2))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-smallFigure-kit.Gap/2))
}

func (l *dialLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	number := objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(edit.CellWidth, max(smallFigure, (smallFigure-kit.Target)/2+number.Height))
	}
	return fyne.NewSize(edit.CellWidth, smallFigure+kit.Gap/2+number.Height)
}
