package movement

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// detail is what else there is to say of one movement of one side: with which tool, from where, how much
// it hurts, what stops it and how that feels. A large figure takes the value to the degree.
type detail struct {
	s      *step.Host
	m      *motion
	key    measured.Key
	arc    *arc // nil for a grade
	live   *kit.Text
	about  *kit.Text
	fields *fyne.Container
	tool   *kit.Chips
	start  *edit.Number // nil where there is no angle
	pain   *kit.Severity
	limit  *kit.Chips
	feel   *kit.Chips // nil but for a passive movement
	note   *edit.Text
	wrong  *kit.Text
	root   fyne.CanvasObject
}

// largeFigure is the side of the figure that is exact to a degree.
const largeFigure = 224

// summary says in a few words what was detailed: "Pain 6 · from 10° · Stiffness".
func summary(m *clinic.Measurement) string {
	if m == nil {
		return ""
	}
	var parts []string
	if m.Pain != nil {
		parts = append(parts, lang.L("Pain {{.Pain}}", map[string]any{"Pain": *m.Pain}))
	}
	if m.Start != nil {
		parts = append(parts, lang.L("from {{.Start}}°", map[string]any{"Start": clinic.Number(*m.Start)}))
	}
	if m.LimitedBy != "" {
		parts = append(parts, lang.L("stopped by {{.What}}", map[string]any{"What": m.LimitedBy}))
	}
	if m.EndFeel != "" {
		parts = append(parts, lang.L("end feel {{.What}}", map[string]any{"What": m.EndFeel}))
	}
	if m.Note != "" {
		parts = append(parts, m.Note)
	}
	return strings.Join(parts, " · ")
}

func newDetail(s *step.Host, key measured.Key, m *motion) *detail {
	d := &detail{s: s, m: m, key: key, fields: kit.StackGap(kit.GapWide)}
	me := s.Desk.Catalogue.Measure(key.Measure)
	d.about = kit.QuietText(lang.L("Drag the figure, step or type a value first.")).Wrap()
	d.wrong = kit.QuietText("").In(kit.ColorError).Wrap()
	d.wrong.Hide()
	column := kit.StackGap(kit.Gap, kit.Strong(script.UpperFirst(words.Say(measured.Name(s, key)))+m.modeWords()).Wrap(), d.about, d.wrong, d.fields)

	d.pain = kit.NewSeverity(lang.L("No pain"), lang.L("Worst imaginable"), func(n int) {
		d.change(clinic.Say("Pain with {{.Name}}", d.named()), func(x *clinic.Measurement) {
			x.Pain = nil
			if n != kit.Unrated {
				x.Pain = &n
			}
		})
	})
	d.fields.Add(kit.NewField(lang.L("Pain with the movement"), d.pain))
	d.limit = kit.NewChips(kit.Capitals(clinic.Limits()), func([]string) {
		d.change(clinic.Say("Limit of {{.Name}}", d.named()), func(x *clinic.Measurement) { x.LimitedBy = d.limit.Value() })
	})
	d.fields.Add(kit.NewField(lang.L("What stops it"), d.limit))
	if key.Mode == clinic.ModePassive {
		d.feel = kit.NewChips(kit.Capitals(clinic.EndFeels()), func([]string) {
			d.change(clinic.Say("End feel of {{.Name}}", d.named()), func(x *clinic.Measurement) { x.EndFeel = d.feel.Value() })
		})
		d.fields.Add(kit.NewField(lang.L("End feel"), d.feel))
	}
	if m.mode != modeResisted {
		d.tool = kit.NewChips(toolOptions(s.Desk.Catalogue.ToolsFor(me)), func([]string) {
			if me.Unit == "°" {
				m.took(d.tool.Value())
			}
			d.change(clinic.Say("Tool for {{.Name}}", d.named()), func(x *clinic.Measurement) { x.Tool = d.tool.Value() })
		})
		d.fields.Add(kit.NewField(lang.L("Measured with"), d.tool))
	}
	if me.Unit == "°" {
		d.start = edit.NewNumber(s.After, lang.L("Starts at, where it is not 0°"), "start", kit.Limits{
			Min: min(me.Low, 0), Max: me.High, Step: me.Step, Unit: me.Unit,
		}, d.starts).Of(s.Desk.Elsewhere(s.Patient))
		d.fields.Add(d.start.Field)
	}
	d.note = s.NewText(lang.L("Note"), "note", lang.L("Painful between 60° and 120° …"), 1, func(text string) error {
		return measured.Change(s, key, clinic.Say("Note on {{.Name}}", d.named()), func(x *clinic.Measurement) { x.Note = text })
	})
	d.fields.Add(d.note.Field)

	var figure fyne.CanvasObject
	if m.mode != modeResisted {
		d.live = kit.Heading("").Aligned(fyne.TextAlignCenter)
		step := me.Step
		if me.Unit == "°" {
			step = 1
		}
		d.arc = newArc(lang.L("Large figure: {{.Name}}", map[string]any{"Name": words.Say(measured.Name(s, key))}), m.joint(key), step, largeFigure, func(v float64) {
			d.live.SetText(me.Write(v))
		}, func(v float64) { d.say(measured.Keep(s, key, v, m.tool(me)), "value") })
		if d.start != nil {
			d.arc.begins = func(v float64) { d.say(d.starts(v), "start") }
		}
		legend := kit.QuietText(m.legend(me)).Wrap()
		figure = kit.MinWidth(largeFigure, kit.StackGap(kit.Gap/2, d.arc, d.live, legend))
		figure = container.NewHBox(figure, kit.Space(kit.GapWide, 0))
	}
	body := container.NewBorder(nil, nil, figure, nil, column)
	d.root = kit.MaxWidth(860, body)
	return d
}

// named is the name of what is measured, for what a step is called.
func (d *detail) named() clinic.Args { return clinic.Args{"Name": measured.Name(d.s, d.key)} }

func (d *detail) starts(v float64) error {
	return measured.Change(d.s, d.key, clinic.Say("Start of {{.Name}}", d.named()), func(x *clinic.Measurement) {
		x.Start = nil
		if v != 0 {
			x.Start = &v
		}
	})
}

func (d *detail) change(label clinic.Sentence, change func(*clinic.Measurement)) {
	d.say(measured.Change(d.s, d.key, label, change), "value")
}

// say shows why a change was refused.
func (d *detail) say(err error, field string) {
	text := ""
	if err != nil {
		text = edit.Complaint(err, field)
	}
	d.wrong.SetText(text)
	d.wrong.Hidden = text == ""
	if err != nil {
		d.show()
	}
}

func (d *detail) show() {
	m := measured.Record(d.s, d.key)
	locked := d.s.Locked()
	if d.arc != nil {
		d.m.showArc(d.arc, d.key, m)
		kit.SetEnabled(d.arc, !locked)
		d.live.SetText("–")
		if m != nil {
			d.live.SetText(d.s.Desk.Catalogue.Measure(d.key.Measure).Write(m.Value))
		}
	}
	d.about.Hidden = m != nil
	if locked {
		d.about.SetText(lang.L("Not measured."))
	}
	d.fields.Hidden = m == nil
	if m == nil {
		return
	}
	rated := kit.Unrated
	if m.Pain != nil {
		rated = *m.Pain
	}
	if d.pain.Value() != rated {
		d.pain.SetValue(rated)
	}
	choose := func(c *kit.Chips, id string) {
		if c == nil {
			return
		}
		if c.Value() != id {
			c.SetChosen(id)
		}
		kit.SetEnabled(c, !locked)
	}
	choose(d.limit, m.LimitedBy)
	choose(d.feel, m.EndFeel)
	choose(d.tool, m.Tool)
	kit.SetEnabled(d.pain, !locked)
	if d.start != nil {
		zero := 0.0
		if m.Start != nil {
			zero = *m.Start
		}
		d.start.Show(&zero)
		kit.SetEnabled(d.start.Stepper, !locked)
	}
	d.note.Show(m.Note)
	d.note.Lock(locked)
}

func (d *detail) leave() {
	if d.start != nil {
		d.start.Flush()
	}
	d.note.Flush()
}
