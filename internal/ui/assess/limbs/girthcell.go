package limbs

import (
	"errors"
	"math"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/edit"
	"regimen/internal/words"
)

// girthCell takes the girth of one side at one level, in cm.
type girthCell struct {
	*edit.Cell
	g    *tapeGrid
	side anatomy.Side
	i    int
}

// girthStep is a step of the buttons, in cm.
const girthStep = 0.5

func newGirthCell(g *tapeGrid, side anatomy.Side, i int) *girthCell {
	c := &girthCell{g: g, side: side, i: i}
	s := g.page.s
	c.Cell = edit.NewCell(edit.CellOf{
		Name: lang.L("{{.Side}} {{.Level}}", map[string]any{"Side": words.Side(side), "Level": words.Say(g.protocol.Words(g.protocol.At(g.protocol.Levels()[i])))}), Unit: "cm", Decimals: 1, Step: girthStep,
		Start: func() float64 { return c.start() / 10 }, Keep: c.keep, Entered: func() { g.next(side, i) },
	}, s.Desk.Elsewhere(s.Patient))
	c.Grown = func() { g.root.Refresh() }
	return c
}

func (c *girthCell) level() float64 { return c.g.protocol.Levels()[c.i] }

func (c *girthCell) key() measured.Key {
	return measured.Key{Measure: clinic.MeasureGirth, Along: c.g.protocol.At(c.level()), Side: c.side}
}

func (c *girthCell) record() *clinic.Measurement { return measured.Record(c.g.page.s, c.key()) }

func (c *girthCell) show() {
	var cm *float64
	question := ""
	if m := c.record(); m != nil {
		v := m.Value / 10
		cm = &v
		if me := c.g.page.s.Desk.Catalogue.Measure(clinic.MeasureGirth); m.Value < me.UsualLow || m.Value > me.UsualHigh {
			question = lang.L("Is {{.Girth}} cm right?", map[string]any{"Girth": clinic.Number(v)})
		}
	}
	c.Show(cm, question)
	c.Lock(c.g.page.s.Locked())
}

// keep keeps a girth; nil takes it back.
func (c *girthCell) keep(cm *float64) error {
	s := c.g.page.s
	var mm *float64
	if cm != nil {
		v := math.Round(*cm * 10)
		mm = &v
		if me := s.Desk.Catalogue.Measure(clinic.MeasureGirth); v < me.Low || v > me.High {
			return errors.New(lang.L("A girth is from {{.Low}} to {{.High}} cm.", map[string]any{"Low": clinic.Number(me.Low / 10), "High": clinic.Number(me.High / 10)}))
		}
	}
	op, err := clinic.KeepGirth(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Current(), c.g.protocol, c.level(), c.side, mm)
	if err != nil || op.Empty() {
		return err
	}
	return s.Desk.Apply(op)
}

// start is where the first step begins, in mm: the girth measured last time, that of the other side, or of the level
// before.
func (c *girthCell) start() float64 {
	s := c.g.page.s
	if b, ok := measured.Befores(s)[c.key()]; ok {
		return b.Last.Value
	}
	if m := c.g.cells[c.side.Opposite()][c.i].record(); m != nil {
		return m.Value
	}
	if c.i > 0 {
		if m := c.g.cells[c.side][c.i-1].record(); m != nil {
			return m.Value
		}
	}
	o := c.g.protocol.Outline
	return math.Round(o[c.i*(len(o)-1)/max(len(c.g.protocol.Levels())-1, 1)] * 10)
}
