package differences

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

const (
	// longText is from how many letters on it is marked what differs: shorter ones are read at a glance.
	longText = 60
	// longBase is how long a text may be to be told a third time, as it was before.
	longBase = 200
)

// card is one difference with what can be done about it.
type card struct {
	s       *Screen
	dif     clinic.Difference
	object  fyne.CanvasObject
	buttons []*kit.Button
	busy    *kit.Busy
}

func newCard(s *Screen, d clinic.Difference) *card {
	c := &card{s: s, dif: d, busy: kit.NewBusy(s.d.Later)}
	parts := []fyne.CanvasObject{kit.StackGap(2, c.what()...)}
	if !d.Refused.IsZero() {
		row := kit.Border(nil, nil, container.NewCenter(kit.IconView(kit.IconLock, kit.ColorWarning)), nil, kit.Body(words.Say(d.Refused)).Wrap())
		parts = append(parts, container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap, row)))
	}
	parts = append(parts, c.fields()...)
	parts = append(parts, kit.FlowRow(c.choices()...), c.busy)
	c.object = kit.NewCard(c.who(), kit.StackGap(kit.GapWide, parts...), c.open()...)
	return c
}

func (c *card) ofSame(d clinic.Difference) bool { return c.dif.ID == d.ID && c.dif.Ref == d.Ref }

// standing is the record to name it by: as it stands, or as it was.
func (c *card) standing() clinic.Record {
	for _, r := range []clinic.Record{c.dif.Theirs, c.dif.Mine, c.dif.Base} {
		if r != nil {
			return r
		}
	}
	return nil
}

func (c *card) chart() *clinic.Chart { return c.s.known.charts[c.dif.Patient()] }

// who is the card's title: the patient, or the clinic for its own records.
func (c *card) who() string {
	if c.dif.Patient() == "" {
		return lang.L("The clinic")
	}
	if chart := c.chart(); chart != nil {
		if name := chart.Patient.Name(); name != "" {
			return name
		}
	}
	for _, r := range []clinic.Record{c.dif.Theirs, c.dif.Mine, c.dif.Base} {
		if p, ok := r.(*clinic.Patient); ok && p.Name() != "" {
			return p.Name()
		}
	}
	return lang.L("A patient")
}

// what names the record, and what was being done here.
func (c *card) what() []fyne.CanvasObject {
	out := []fyne.CanvasObject{kit.Body(c.reader().Record(c.standing())).Wrap()}
	if !c.dif.Label.IsZero() {
		out = append(out, kit.QuietText(lang.L("Done here: {{.Label}}", map[string]any{"Label": words.Say(c.dif.Label)})).Wrap())
	}
	return out
}

func (c *card) reader() words.Fields {
	w := words.Fields{Catalogue: c.s.d.Catalogue, Zone: c.s.d.Clock().Location(), Other: c.other}
	if c.s.d.Atlas != nil {
		w.Label = func(code string, side anatomy.Side) string { return c.s.d.Atlas.Label(code, side) }
	}
	return w
}

// other names a record that one of these points at.
func (c *card) other(r clinic.Ref) string {
	if r.Kind == clinic.KindPractitioner {
		for _, p := range c.s.known.practitioners {
			if p.ID == r.ID {
				return p.Name
			}
		}
		return ""
	}
	chart := c.chart()
	if chart == nil {
		return ""
	}
	w := c.reader()
	w.Other = nil
	switch r.Kind {
	case clinic.KindPatient:
		return chart.Patient.Name()
	case clinic.KindAssessment:
		if a := chart.Assessment(r.ID); a != nil {
			return w.Record(a)
		}
	case clinic.KindSession:
		if v := chart.Session(r.ID); v != nil {
			return w.Record(v)
		}
	case clinic.KindPlan:
		if p := chart.Plan(r.ID); p != nil {
			return w.Record(p)
		}
	case clinic.KindFinding:
		if f := chart.Finding(r.ID); f != nil {
			return w.Record(f)
		}
	}
	return ""
}

// by says who wrote the other text, where and when.
func (c *card) by(removed bool) string {
	words := map[string]any{"Name": desk.Who(c.dif.By), "Machine": c.dif.Machine, "When": c.s.d.Moment(c.dif.At)}
	text := lang.L("Written by {{.Name}} on {{.Machine}}, {{.When}}", words)
	switch {
	case removed:
		text = lang.L("Removed by {{.Name}} on {{.Machine}}, {{.When}}", words)
	case c.dif.Machine == "":
		text = lang.L("Written by {{.Name}}, {{.When}}", words)
	}
	return strings.TrimSuffix(text, ", ")
}

// fields shows the texts side by side: of each field that both changed, or of the whole record where one
// of the two removed it.
func (c *card) fields() []fyne.CanvasObject {
	d := c.dif
	here, there := lang.L("Written here"), c.by(d.Theirs == nil)
	if d.Mine == nil {
		here = lang.L("Removed here")
	}
	names := d.Fields
	if d.Mine == nil || d.Theirs == nil {
		names = c.left()
		gone := kit.Body(lang.L("It is not there any more.")).In(kit.ColorQuiet).Wrap()
		kept := kit.Stack()
		for _, f := range names {
			kept.Add(kit.Body(words.Of(words.Say(clinic.FieldName(d.Ref.Kind, f)), strings.ReplaceAll(c.reader().Text(c.standing(), f), "\n", ", "))).Wrap())
		}
		if d.Mine == nil {
			return []fyne.CanvasObject{page.Columns(side(here, gone), side(there, kept))}
		}
		return []fyne.CanvasObject{page.Columns(side(here, kept), side(there, gone))}
	}
	var out []fyne.CanvasObject
	anyLong := false
	for _, f := range names {
		mine, theirs := c.reader().Text(d.Mine, f), c.reader().Text(d.Theirs, f)
		var left, right fyne.CanvasObject = kit.Body(mine).Wrap(), kit.Body(theirs).Wrap()
		if long(mine) && long(theirs) {
			anyLong = true
			a, b := compare(mine, theirs)
			left, right = marked(a), marked(b)
		}
		block := kit.Stack(kit.Strong(words.Say(clinic.FieldName(d.Ref.Kind, f))), page.Columns(side(here, left), side(there, right)))
		if base := c.reader().Text(d.Base, f); d.Base != nil && utf8.RuneCountInString(base) <= longBase && base != mine && base != theirs {
			if base == words.Nothing {
				base = lang.L("nothing")
			}
			block.Add(kit.QuietText(lang.L("Before: {{.Text}}", map[string]any{"Text": strings.ReplaceAll(base, "\n", ", ")})).Wrap())
		}
		out = append(out, block)
	}
	var hints []string
	if anyLong {
		hints = append(hints, lang.L("What only one of the two says is bold and underlined."))
	}
	if len(names) > 1 && d.Refused.IsZero() {
		hints = append(hints, lang.L("The choice holds for all of these together."))
	}
	if len(hints) > 0 {
		out = append(out, kit.QuietText(strings.Join(hints, " ")).Wrap())
	}
	return out
}

func long(s string) bool { return utf8.RuneCountInString(s) > longText }

// left are the fields of the record that is still there on one of the two sides, without the empty ones.
func (c *card) left() []string {
	var out []string
	for _, f := range clinic.ContentFields(c.dif.Ref.Kind) {
		if t := c.reader().Text(c.standing(), f); t != words.Nothing {
			out = append(out, f)
		}
	}
	return out
}

// side is one of the two texts under the line that says whose it is.
func side(whose string, text fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(kit.NewPlate(kit.ColorSunken, kit.Radius),
		kit.PadSides(kit.GapWide, kit.Gap+kit.Gap/2, kit.StackGap(kit.Gap/2, kit.QuietText(whose).Wrap(), text)))
}

func (c *card) button(label string, icon kit.IconName, do func()) *kit.Button {
	b := kit.NewButton(label, icon, do)
	c.buttons = append(c.buttons, b)
	return b
}

func (c *card) choices() []fyne.CanvasObject {
	d := c.dif
	if !d.Refused.IsZero() {
		out := []fyne.CanvasObject{}
		if d.Mine != nil {
			out = append(out, kit.NewButton(lang.L("Copy my text"), kit.IconExport, c.copy))
			if section := c.section(); section != "" && d.Patient() != "" {
				out = append(out, kit.NewButton(lang.L("Write an addendum"), kit.IconAddendum, func() { c.s.d.Open(d.Patient(), section) }))
			}
		}
		return append(out, c.button(lang.L("Let mine go"), kit.IconClose, c.letGo))
	}
	mine, theirs := lang.L("Use mine"), lang.L("Keep theirs")
	switch {
	case d.Mine == nil:
		mine = lang.L("Use mine: remove it")
	case d.Theirs == nil:
		mine, theirs = lang.L("Use mine: bring it back"), lang.L("Keep theirs: leave it out")
	}
	return []fyne.CanvasObject{
		c.button(mine, kit.IconCheck, func() { c.settle(true) }),
		c.button(theirs, kit.IconPerson, func() { c.settle(false) }),
	}
}

// section is where an addendum to the record is written, "" where there is none.
func (c *card) section() desk.Section {
	for _, lock := range c.standing().Locks() {
		switch lock.Kind {
		case clinic.KindSession:
			return desk.Sessions
		case clinic.KindAssessment:
			return desk.Assess
		}
	}
	return ""
}

// open leads to the patient's record, to see what else is there.
func (c *card) open() []fyne.CanvasObject {
	patient := c.dif.Patient()
	if patient == "" {
		return nil
	}
	section := desk.Details
	switch c.dif.Ref.Kind {
	case clinic.KindPlan, clinic.KindPlanEnd, clinic.KindProblem, clinic.KindGoal, clinic.KindPrescription, clinic.KindHomeCare:
		section = desk.Plan
	case clinic.KindClearance:
		section = desk.Summary
	}
	if s := c.section(); s != "" {
		section = s
	}
	return []fyne.CanvasObject{kit.QuietButton(lang.L("Open the record"), kit.IconArrow, func() { c.s.d.Open(patient, section) })}
}

// copy puts what was written here where it can be pasted from.
func (c *card) copy() {
	names := c.dif.Fields
	if len(names) == 0 {
		names = c.left()
	}
	var out []string
	for _, f := range names {
		text := c.reader().Text(c.dif.Mine, f)
		if len(names) > 1 {
			text = words.Lines(lang.L("{{.Field}}:", map[string]any{"Field": words.Say(clinic.FieldName(c.dif.Ref.Kind, f))}), text)
		}
		out = append(out, text)
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(out, "\n\n"))
	c.s.d.Tell(lang.L("Copied. It can be pasted with Ctrl+V."), nil)
}

func (c *card) letGo() {
	kit.Confirm(c.s.d.Window, lang.L("Let what was written here go?"),
		lang.L("The records stay as they are. What was written on this computer is then kept nowhere."),
		lang.L("Let mine go"), lang.L("Keep it for now"), true, func(yes bool) {
			if yes {
				c.settle(false)
			}
		})
}

// settle makes the choice. The card goes when the link says that the difference is no more.
func (c *card) settle(mine bool) {
	c.enable(false)
	d, keyboard := c.dif, c.hasKeyboard()
	kit.WorkWith(c.busy, lang.L("Telling the shared records…"), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, c.s.d.Link.Settle(ctx, d.ID, d.Ref, mine)
	}, func(_ struct{}, err error) {
		c.enable(true)
		if err != nil {
			c.s.d.Fail(err)
			return
		}
		if mine {
			c.s.d.Tell(lang.L("Yours stands in the records now. Theirs is in the history."), nil)
		} else {
			c.s.d.Tell(lang.L("Theirs stays in the records. Yours was let go."), nil)
		}
		c.s.settled(c, keyboard)
	})
}

// hasKeyboard says whether the choice is being made by keyboard.
func (c *card) hasKeyboard() bool {
	focused := c.s.d.Window.Canvas().Focused()
	return slices.ContainsFunc(c.buttons, func(b *kit.Button) bool { return fyne.Focusable(b) == focused })
}

func (c *card) enable(on bool) {
	for _, b := range c.buttons {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}
