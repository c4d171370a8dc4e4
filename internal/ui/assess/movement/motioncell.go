package movement

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
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
const smallFigure = 84

func newMotionCell(s *step.Host, key measured.Key, m *motion, kept func()) *motionCell {
	c := &motionCell{Cell: measured.NewCell(s, key), motion: m}
	me := s.Desk.Catalogue.Measure(key.Measure)
	c.Kept, c.Details = kept, summary
	c.Tool = func() string { return m.tool(me) }
	c.arc = newArc(lang.L("Figure: {{.Name}}", map[string]any{"Name": words.Say(measured.Name(s, key))}), m.joint(key), me.Step, smallFigure, c.DragTo, c.Drop)
	c.whole = container.NewBorder(nil, nil, kit.StackGap(0, c.arc), nil, c.Cell.Object())
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
