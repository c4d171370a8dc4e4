package limbs

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// girthCell takes the girth of one side at one level, in cm.
type girthCell struct {
	measured.NumberText
	g          *tapeGrid
	side       anatomy.Side
	i          int
	less, more *kit.Button
	root       *fyne.Container
}

// girthStep is a step of the buttons, in mm.
const girthStep = 5

func newGirthCell(g *tapeGrid, side anatomy.Side, i int) *girthCell {
	c := &girthCell{g: g, side: side, i: i}
	c.NumberText = measured.NewNumberText(func() { g.root.Refresh() })
	name := side.Word() + " " + g.protocol.Words(g.protocol.At(g.protocol.Levels()[i]))
	c.Entry = kit.NewEntry("–", nil)
	c.Entry.OnSubmitted = func(string) {
		if c.typed() {
			g.next(side, i)
		}
	}
	c.Entry.OnLeave = func(string) { c.typed() }
	c.Entry.OnKey = func(k fyne.KeyName) bool {
		switch k {
		case fyne.KeyUp:
			c.step(1)
		case fyne.KeyDown:
			c.step(-1)
		default:
			return false
		}
		return true
	}
	c.less = kit.IconButton(kit.IconRemove, lang.L("Less: {{.Name}}", map[string]any{"Name": name}), func() { c.step(-1) })
	c.more = kit.IconButton(kit.IconAdd, lang.L("More: {{.Name}}", map[string]any{"Name": name}), func() { c.step(1) })
	c.Ask.Hide()
	c.Wrong.Hide()
	below := kit.Stack()
	below.Hide()
	c.root = kit.StackGap(2, container.New(measured.Tight{}, c.less, kit.MinWidth(measured.FieldWidth, c.Entry), c.more), c.Ask, c.Wrong, below)
	c.Guard(g.page.s, name, below, func() { c.typed() })
	return c
}

func (c *girthCell) level() float64 { return c.g.protocol.Levels()[c.i] }

func (c *girthCell) key() measured.Key {
	return measured.Key{Measure: clinic.MeasureGirth, Along: c.g.protocol.At(c.level()), Side: c.side}
}

func (c *girthCell) record() *clinic.Measurement { return measured.Record(c.g.page.s, c.key()) }

func (c *girthCell) show() {
	m := c.record()
	text := ""
	if m != nil {
		text = clinic.Number(m.Value / 10)
	}
	c.Follow(text)
	question := ""
	if me := c.g.page.s.Desk.Catalogue.Measure(clinic.MeasureGirth); m != nil && (m.Value < me.UsualLow || m.Value > me.UsualHigh) {
		question = lang.L("Is {{.Girth}} cm right?", map[string]any{"Girth": clinic.Number(m.Value / 10)})
	}
	c.Say(c.Ask, question)
	locked := c.g.page.s.Locked()
	kit.SetEnabled(c.Entry, !locked)
	kit.SetEnabled(c.less, !locked)
	kit.SetEnabled(c.more, !locked)
}

// typed keeps what was typed and reports whether it could; an emptied field takes the girth back.
func (c *girthCell) typed() bool {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(c.Entry.Text), "cm"))
	switch {
	case c.Rival.Open():
		return false
	case text == c.Shown || c.Entry.Disabled():
		c.Say(c.Wrong, "")
		return true
	case text == "":
		return c.keep(nil)
	}
	v, err := kit.ParseNumber(text, 1)
	if err != nil {
		c.Refuse(words.Error(err))
		return false
	}
	mm := math.Round(v * 10)
	return c.keep(&mm)
}

func (c *girthCell) keep(mm *float64) bool {
	s := c.g.page.s
	if me := s.Desk.Catalogue.Measure(clinic.MeasureGirth); mm != nil && (*mm < me.Low || *mm > me.High) {
		c.Refuse(lang.L("A girth is from {{.Low}} to {{.High}} cm.", map[string]any{"Low": clinic.Number(me.Low / 10), "High": clinic.Number(me.High / 10)}))
		return false
	}
	op, err := clinic.KeepGirth(s.Desk.Env(), s.Desk.Catalogue, s.Chart(), s.Current(), c.g.protocol, c.level(), c.side, mm)
	if err == nil && !op.Empty() {
		c.Saving = true
		err = s.Desk.Apply(op)
		c.Saving = false
	}
	if err != nil {
		c.Refuse(edit.Complaint(err, "value"))
		return false
	}
	c.Say(c.Wrong, "")
	return true
}

// step goes on from the girth, or begins at the one measured last time, that of the other side, or the level
// before.
func (c *girthCell) step(n float64) {
	if c.Entry.Disabled() {
		return
	}
	c.Rival.Settle()
	if m := c.record(); m != nil {
		c.Entry.Fill(clinic.Number(m.Value / 10))
		c.Shown = c.Entry.Text
		v := m.Value + n*girthStep
		c.keep(&v)
		return
	}
	v := c.start()
	c.keep(&v)
}

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
