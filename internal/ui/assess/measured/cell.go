package measured

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Cell takes one number: two large buttons and a field. It starts at the earlier or the usual value, may be
// empty, and refuses what cannot be with the catalogue's own sentence.
type Cell struct {
	NumberText
	s          *step.Host
	me         *clinic.Measure
	Key        Key
	less, more *kit.Button
	Kept       func()                           // told of every change; may be nil
	Tool       func() string                    // what it is measured with; nil for nothing
	Details    func(*clinic.Measurement) string // what is said beside it; nil for nothing
	earlier    *kit.Text
	root       *fyne.Container
	before     Before
}

const (
	Decimals = 3 // places that are kept of a value

	// FieldWidth is the room of a number.
	FieldWidth = 72
)

// NewCell takes the value of a key.
func NewCell(s *step.Host, key Key) *Cell {
	c := &Cell{s: s, me: s.Desk.Catalogue.Measure(key.Measure), Key: key}
	c.NumberText = NewNumberText(func() { c.root.Refresh() })
	name := words.Say(Name(s, key))
	c.Entry = kit.NewEntry("–", nil)
	c.Entry.OnSubmitted = func(string) { c.typed() }
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
	c.earlier = kit.QuietText("").Lines(4)
	c.Ask.Hide()
	c.Wrong.Hide()
	below := kit.Stack()
	below.Hide()
	row := container.New(Tight{}, c.less, kit.MinWidth(FieldWidth, c.Entry), c.more)
	c.root = kit.StackGap(2, row, c.earlier, c.Ask, c.Wrong, below)
	c.Guard(s, name, below, c.typed)
	return c
}

// Tight lays objects side by side with half a gap.
type Tight struct{}

func (Tight) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(m.Width, s.Height))
			x += m.Width + kit.Gap/2
		}
	}
}

func (Tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			s.Width += m.Width + kit.Gap/2
			s.Height = max(s.Height, m.Height)
		}
	}
	return s
}

// Show fills the field from the chart; b is what was measured before.
func (c *Cell) Show(b Before) {
	m := Record(c.s, c.Key)
	c.before = b
	text := ""
	if m != nil {
		text = clinic.Number(m.Value)
	}
	c.Follow(text)
	detailed := ""
	if c.Details != nil {
		detailed = c.Details(m)
	}
	c.earlier.SetText(Lines(detailed, againstNorm(c.me, m), b.Words(c.s, c.me, m)))
	c.earlier.Hidden = c.earlier.Text() == ""
	question := ""
	if m != nil {
		question = c.s.Desk.Catalogue.Plausible(m)
	}
	c.Say(c.Ask, question)
	locked := c.s.Locked()
	kit.SetEnabled(c.Entry, !locked)
	kit.SetEnabled(c.less, !locked)
	kit.SetEnabled(c.more, !locked)
}

// Object is what is shown.
func (c *Cell) Object() fyne.CanvasObject { return c.root }

// Of is what the value belongs to.
func (c *Cell) Of() Key { return c.Key }

// Leave keeps what is typed.
func (c *Cell) Leave() { c.typed() }

// DragTo shows a value on the way in the field; it is kept by drop.
func (c *Cell) DragTo(v float64) { c.Entry.Fill(clinic.Number(v)) }

// Drop keeps the value that was dragged to, in place of what was being typed.
func (c *Cell) Drop(v float64) {
	if c.Entry.Disabled() {
		return
	}
	c.Rival.Settle()
	c.Shown = ""
	if m := Record(c.s, c.Key); m != nil {
		c.Shown = clinic.Number(m.Value)
	}
	c.Entry.Fill(c.Shown)
	c.keep(v)
}

// typed keeps what was typed, or says why it cannot be kept; an emptied field takes the value back.
func (c *Cell) typed() {
	text := strings.TrimSpace(strings.Trim(strings.TrimSpace(c.Entry.Text), "°"))
	if c.Rival.Open() {
		return
	}
	if text == c.Shown || c.Entry.Disabled() {
		c.Say(c.Wrong, "")
		return
	}
	if text == "" {
		_ = Drop(c.s, c.Key) // the person was told
		return
	}
	v, err := kit.ParseNumber(text, Decimals)
	if err != nil {
		c.Refuse(words.Error(err))
		return
	}
	c.keep(v)
}

func (c *Cell) keep(v float64) {
	if c.Kept != nil {
		c.Kept()
	}
	c.Saving = true
	tool := ""
	if c.Tool != nil {
		tool = c.Tool()
	}
	err := Keep(c.s, c.Key, v, tool)
	c.Saving = false
	if err != nil {
		c.Refuse(edit.Complaint(err, "value"))
		return
	}
	c.Say(c.Wrong, "")
}

// step goes on from the value, or begins at the earlier one, the usual one, or the least.
func (c *Cell) step(n float64) {
	if c.Entry.Disabled() {
		return
	}
	c.Rival.Settle()
	if m := Record(c.s, c.Key); m != nil {
		c.Entry.Fill(clinic.Number(m.Value))
		c.Shown = c.Entry.Text
		c.keep(math.Round((m.Value+n*c.me.Step)*1000) / 1000)
		return
	}
	c.keep(c.start())
}

func (c *Cell) start() float64 {
	switch {
	case c.before.Known:
		return c.before.Last.Value
	case c.me.Norm != nil:
		return *c.me.Norm
	}
	return c.me.UsualLow
}
