package measured

import (
	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Cell takes the number of one value. It starts at the earlier or the usual one, and says beside it what it is against
// both; what cannot be is refused with the catalogue's own sentence.
type Cell struct {
	*edit.Cell
	Key     Key
	Kept    func()                           // told of every change; may be nil
	Tool    func() string                    // what it is measured with; nil for nothing
	Details func(*clinic.Measurement) string // what is said beside it; nil for nothing
	s       *step.Host
	me      *clinic.Measure
	earlier *kit.Text
	before  Before
}

// Decimals are the places that are kept of a value.
const Decimals = 3

// NewCell takes the value of a key.
func NewCell(s *step.Host, key Key) *Cell {
	c := &Cell{s: s, me: s.Desk.Catalogue.Measure(key.Measure), Key: key, earlier: kit.QuietText("").Lines(4)}
	c.Cell = edit.NewCell(edit.CellOf{
		Name: words.Say(Name(s, key)), Unit: c.me.Unit, Decimals: Decimals, Step: c.me.Step, Start: c.start, Keep: c.keep, Under: c.earlier,
	}, s.Desk.Elsewhere(s.Patient))
	return c
}

// Show fills the field from the chart; b is what was measured before.
func (c *Cell) Show(b Before) {
	m := Record(c.s, c.Key)
	c.before = b
	var value *float64
	question, detailed := "", ""
	if m != nil {
		value, question = &m.Value, words.Say(c.s.Desk.Catalogue.Plausible(m))
	}
	if c.Details != nil {
		detailed = c.Details(m)
	}
	c.Cell.Show(value, question)
	c.earlier.SetText(Lines(detailed, againstOther(c.s, c.me, c.Key, m), againstNorm(c.me, c.s.Norm(c.me), m), b.Words(c.s, c.me, m)))
	c.earlier.Hidden = c.earlier.Text() == ""
	c.Lock(c.s.Locked())
}

// Object is what is shown.
func (c *Cell) Object() fyne.CanvasObject { return c.Cell.Object }

// Of is what the value belongs to.
func (c *Cell) Of() Key { return c.Key }

// Leave keeps what is typed.
func (c *Cell) Leave() { c.Flush() }

func (c *Cell) keep(v *float64) error {
	if v == nil {
		return Drop(c.s, c.Key)
	}
	if c.Kept != nil {
		c.Kept()
	}
	tool := ""
	if c.Tool != nil {
		tool = c.Tool()
	}
	return Keep(c.s, c.Key, *v, tool)
}

func (c *Cell) start() float64 {
	switch {
	case c.before.Known:
		return c.before.Last.Value
	case c.s.Norm(c.me) != nil:
		return c.s.Norm(c.me).Value
	}
	return c.me.UsualLow
}
