package assess

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// measured is what one value belongs to.
type measured struct {
	measure, item, structure string
	side                     anatomy.Side
	mode                     string
	along                    clinic.Along
}

func keyOf(m *clinic.Measurement) measured {
	return measured{m.Measure, m.Item, m.Structure, m.Side, m.Mode, m.Along()}
}

// record is the value of this assessment, or nil.
func (s *Screen) record(k measured) *clinic.Measurement {
	for _, m := range s.chart().MeasurementsOf(s.assessment) {
		if keyOf(&m) == k {
			return &m
		}
	}
	return nil
}

// name says what is measured, and where: "left shoulder flexion".
func (s *Screen) name(k measured) string {
	name := k.measure
	if m := s.d.Catalogue.Measure(k.measure); m != nil {
		name = m.Name
	}
	name = lowerFirst(name)
	switch {
	case clinic.IsStrength(k.measure) && k.item != "":
		if w := k.side.Word(); w != "" {
			return lang.L("strength of {{.Side}} {{.Muscle}}", map[string]any{"Side": w, "Muscle": k.item})
		}
		return lang.L("strength of {{.Muscle}}", map[string]any{"Muscle": k.item})
	case k.structure != "":
		name += ", " + lowerFirst(s.d.Atlas.Label(k.structure, k.side))
	case k.side.Word() != "":
		name = k.side.Word() + " " + name
	}
	if of := s.d.Catalogue.Of(k.item, k.along); of != "" {
		name += ", " + of
	}
	return name
}

// measure is the value of this assessment with a change, or a new one; what cannot be is refused.
func (s *Screen) measure(k measured, change func(*clinic.Measurement)) (*clinic.Measurement, error) {
	of := clinic.Measured{Measure: k.measure, Item: k.item, Structure: k.structure, Side: k.side, Mode: k.mode, Along: k.along}
	return clinic.RecordMeasurement(s.d.Env(), s.d.Catalogue, s.occasion(), s.record(k), of, change)
}

// keepValue stores a value as one step. What cannot be is refused and not stored.
func (s *Screen) keepValue(k measured, value float64, tool string) error {
	if m := s.record(k); m != nil && m.Value == value {
		return nil
	}
	m, err := s.measure(k, func(m *clinic.Measurement) { m.Value, m.Tool = value, tool })
	if err != nil {
		return err
	}
	write := clinic.Number(value)
	if me := s.d.Catalogue.Measure(k.measure); me != nil {
		write = me.Write(value)
	}
	return s.put(lang.L("Measure {{.Name}}: {{.Value}}", map[string]any{"Name": s.name(k), "Value": write}), m)
}

// errNoValue says that a detail was given before the value it belongs to.
var errNoValue = clinic.FieldErrors{{Field: "value", Message: "Set the value first."}}

// changeValue changes what belongs to a value as one step: its tool, its pain. What cannot be is refused and
// not stored. label is what the step is called.
func (s *Screen) changeValue(k measured, label string, change func(*clinic.Measurement)) error {
	if s.record(k) == nil {
		return errNoValue
	}
	m, err := s.measure(k, change)
	if err != nil {
		return err
	}
	return s.put(label, m)
}

func (s *Screen) dropValue(k measured) error {
	if m := s.record(k); m != nil {
		return s.remove(lang.L("Take back {{.Name}}", map[string]any{"Name": s.name(k)}), m)
	}
	return nil
}

// history of a value: what was measured before this assessment.
type before struct {
	series clinic.Series
	last   clinic.Point
	known  bool
}

// befores finds the last earlier value of everything that was ever measured.
func (s *Screen) befores() map[measured]before {
	out := map[measured]before{}
	date := s.current().Date
	for _, series := range clinic.AllSeries(s.d.Catalogue, s.chart()) {
		if series.Average {
			continue
		}
		b := before{series: series}
		for _, p := range series.Lasting() {
			if p.AssessmentID != s.assessment && p.Date <= date {
				b.last, b.known = p, true
			}
		}
		if b.known {
			out[measured{series.Measure, series.Item, series.Structure, series.Side, series.Mode, series.Along}] = b
		}
	}
	return out
}

// words says the earlier value, and what the new one is against it.
func (b before) words(s *Screen, me *clinic.Measure, now *clinic.Measurement) string {
	if !b.known {
		return ""
	}
	text := lang.L("before {{.Value}}", map[string]any{"Value": me.Write(b.last.Value)})
	if now == nil {
		return text
	}
	v := b.series.Judge(b.last, clinic.Point{Value: now.Value, Tool: now.Tool, Date: now.Date})
	if v.ToolsDiffer {
		text += " (" + s.d.Catalogue.ToolName(b.last.Tool) + ")"
	}
	text += " · " + stateWord(v.State)
	if v.ToolsDiffer {
		text += " · " + lang.L("other tool than last time: not closely comparable")
	}
	return text
}

// stateWord is what a new value is against an earlier one, in a word.
func stateWord(s clinic.VerdictState) string {
	switch s {
	case clinic.VerdictUnchanged:
		return lang.L("same")
	case clinic.VerdictWithin:
		return lang.L("within measurement error")
	case clinic.VerdictImproved:
		return lang.L("better")
	}
	return lang.L("worse")
}

// againstNorm says how far a movement is short of what is usual, where that is more than measurement error.
func againstNorm(me *clinic.Measure, now *clinic.Measurement) string {
	if now == nil || me.Norm == nil || me.Joint == "" {
		return ""
	}
	short := *me.Norm - now.Value
	if me.LowerIsBetter {
		short = -short
	}
	if short < max(me.MDC, 1e-9) {
		return ""
	}
	if me.LowerIsBetter {
		return lang.L("{{.Value}} over the usual", map[string]any{"Value": me.Write(short)})
	}
	return lang.L("{{.Value}} under the usual", map[string]any{"Value": me.Write(short)})
}

// valueCell takes one number: two large buttons and a field, and for a movement a figure to drag. It starts at
// the earlier or the usual value, may be empty, and refuses what cannot be with the catalogue's own sentence.
type valueCell struct {
	numberText
	s          *Screen
	me         *clinic.Measure
	key        measured
	motion     *motion // nil for what is no movement
	arc        *arc
	less, more *kit.Button
	kept       func() // told of every change
	earlier    *kit.Text
	root       *fyne.Container
	before     before
}

const (
	valueDecimals = 3

	valueWidth  = 72
	smallFigure = 84
)

func newValueCell(s *Screen, key measured, m *motion, kept func()) *valueCell {
	c := &valueCell{s: s, me: s.d.Catalogue.Measure(key.measure), key: key, motion: m, kept: kept}
	c.numberText = newNumberText(func() { c.root.Refresh() })
	name := s.name(key)
	c.entry = kit.NewEntry("–", nil)
	c.entry.OnSubmitted = func(string) { c.typed() }
	c.entry.OnLeave = func(string) { c.typed() }
	c.entry.OnKey = func(k fyne.KeyName) bool {
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
	c.ask.Hide()
	c.wrong.Hide()
	below := kit.Stack()
	below.Hide()
	row := container.New(tight{}, c.less, kit.MinWidth(valueWidth, c.entry), c.more)
	c.root = kit.StackGap(2, row, c.earlier, c.ask, c.wrong, below)
	if m != nil {
		c.arc = newArc(lang.L("Figure: {{.Name}}", map[string]any{"Name": name}), m.joint(key), c.me.Step, smallFigure, c.dragging, c.dragged)
		c.root = container.NewBorder(nil, nil, kit.StackGap(0, c.arc), nil, c.root)
	}
	c.guard(s, name, below, c.typed)
	return c
}

// tight lays objects side by side with half a gap.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, s fyne.Size) {
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

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
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

func (c *valueCell) show(b before) {
	m := c.s.record(c.key)
	c.before = b
	text := ""
	if m != nil {
		text = clinic.Number(m.Value)
	}
	c.follow(text)
	detailed := ""
	if c.motion != nil {
		detailed = summary(m)
	}
	c.earlier.SetText(lines(detailed, againstNorm(c.me, m), b.words(c.s, c.me, m)))
	c.earlier.Hidden = c.earlier.Text() == ""
	question := ""
	if m != nil {
		question = c.s.d.Catalogue.Plausible(m)
	}
	c.say(c.ask, question)
	locked := c.s.locked()
	edit.SetEnabled(c.entry, !locked)
	edit.SetEnabled(c.less, !locked)
	edit.SetEnabled(c.more, !locked)
	if c.arc != nil {
		c.motion.showArc(c.arc, c.key, m)
		edit.SetEnabled(c.arc, !locked)
	}
}

func (c *valueCell) object() fyne.CanvasObject { return c.root }

func (c *valueCell) of() measured { return c.key }

func (c *valueCell) leave() { c.typed() }

// dragging shows the value under the finger in the field; it is kept when the finger lets go.
func (c *valueCell) dragging(v float64) { c.entry.Fill(clinic.Number(v)) }

func (c *valueCell) dragged(v float64) {
	if c.entry.Disabled() {
		return
	}
	c.rival.Settle()
	c.shown = ""
	if m := c.s.record(c.key); m != nil {
		c.shown = clinic.Number(m.Value)
	}
	c.entry.Fill(c.shown)
	c.keep(v)
}

// typed keeps what was typed, or says why it cannot be kept; an emptied field takes the value back.
func (c *valueCell) typed() {
	text := strings.TrimSpace(strings.Trim(strings.TrimSpace(c.entry.Text), "°"))
	if c.rival.Open() {
		return
	}
	if text == c.shown || c.entry.Disabled() {
		c.say(c.wrong, "")
		return
	}
	if text == "" {
		_ = c.s.dropValue(c.key) // the person was told
		return
	}
	v, err := kit.ParseNumber(text, valueDecimals)
	if err != nil {
		c.refuse(err.Error())
		return
	}
	c.keep(v)
}

func (c *valueCell) keep(v float64) {
	if c.kept != nil {
		c.kept()
	}
	c.saving = true
	tool := ""
	if c.motion != nil {
		tool = c.motion.tool(c.me)
	}
	err := c.s.keepValue(c.key, v, tool)
	c.saving = false
	if err != nil {
		c.refuse(edit.Complaint(err, "value"))
		return
	}
	c.say(c.wrong, "")
}

// step goes on from the value, or begins at the earlier one, the usual one, or the least.
func (c *valueCell) step(n float64) {
	if c.entry.Disabled() {
		return
	}
	c.rival.Settle()
	if m := c.s.record(c.key); m != nil {
		c.entry.Fill(clinic.Number(m.Value))
		c.shown = c.entry.Text
		c.keep(math.Round((m.Value+n*c.me.Step)*1000) / 1000)
		return
	}
	c.keep(c.start())
}

func (c *valueCell) start() float64 {
	switch {
	case c.before.known:
		return c.before.last.Value
	case c.me.Norm != nil:
		return *c.me.Norm
	}
	return c.me.UsualLow
}
