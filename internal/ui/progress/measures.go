package progress

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

// measures shows every measure over time, with its target and its error band, over the minutes of treatment on the same
// days; what was measured once as a line; and what was given of what was planned.
type measures struct {
	s      *Screen
	dose   *doseChoice
	period *kit.Button // earlier plans, or this one only
	all    bool        // earlier plans are shown
	cards  *fyne.Container
	once   *kit.Card
	given  *fyne.Container
}

func newMeasures(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	m := &measures{s: s, cards: page.Columns(), given: kit.Stack(), once: kit.NewCard(lang.L("Measured once"), kit.Stack())}
	m.dose = newDoseChoice(s, m.show)
	m.period = kit.NewButton("", kit.IconHistory, func() {
		m.all = !m.all
		m.show()
	})
	return page.New(kit.FlowRow(m.dose.button, m.period), m.dose.said, m.cards, m.once, kit.NewCard(lang.L("Planned and given"), m.given)), m
}

// The least sizes of a chart, alone and over the bars of the minutes.
var (
	chartSize = fyne.NewSize(320, 190)
	dosedSize = fyne.NewSize(320, 300)
)

func (m *measures) show() {
	series := clinic.MainSeries(m.s.d.Catalogue, m.s.chart())
	m.dose.read()
	since, year := m.since(series)
	kit.SetHidden(m.period, year == 0)
	text := lang.L("Show earlier plans, from {{.Year}}", map[string]any{"Year": year})
	if m.all {
		text = lang.L("Show this plan only")
	}
	if m.period.Text != text {
		m.period.SetText(text)
	}
	if m.all {
		since = ""
	}
	m.dose.show(since)
	m.cards.Objects = nil
	once := kit.Stack()
	for _, x := range series {
		if measuredSince(&x, since) == 0 || len(x.Lasting()) < 2 { // one value is no curve
			once.Add(m.told(&x, words.Of(Title(m.s.d.Atlas.Label, x), m.verdict(&x))))
			continue
		}
		m.cards.Objects = append(m.cards.Objects, m.card(x, since))
	}
	if len(series) == 0 {
		m.cards.Objects = append(m.cards.Objects, kit.QuietText(lang.L("Nothing has been measured yet.")))
	}
	kit.SetHidden(m.once, len(once.Objects) == 0)
	m.once.SetContent(once)
	m.dose.plannedAndGiven(m.given)
	m.cards.Refresh()
}

// since is the day that the present course began, and the year from which there is anything before it: 0 when there is
// nothing.
func (m *measures) since(series []clinic.Series) (day clinic.Date, year int) {
	first := m.dose.first()
	for _, x := range series {
		day = x.Since
		if p := x.Lasting(); len(p) > 0 && (!first.Valid() || p[0].Date < first) {
			first = p[0].Date
		}
	}
	if !day.Valid() || !first.Valid() || first >= day {
		return "", 0
	}
	return day, first.Time().Year()
}

// measuredSince counts the values from a day on.
func measuredSince(s *clinic.Series, day clinic.Date) int {
	n := 0
	for _, p := range s.Lasting() {
		if p.Date >= day {
			n++
		}
	}
	return n
}

func (m *measures) card(s clinic.Series, since clinic.Date) fyne.CanvasObject {
	curve, bars, size := Drawn(s), m.dose.bars(), chartSize
	if len(bars) > 0 {
		size = dosedSize
	}
	from := time.Time{}
	if since.Valid() {
		from = since.Time()
	}
	chart := paint.New(size, func(p drawing.Palette, w, h float64) *drawing.Picture {
		return drawing.TimeSeries(curve, bars, drawing.Chart{Palette: p, Width: w, Height: h, Type: float64(kit.SizeQuiet), Words: chartWords(), Since: from})
	})
	return kit.NewCard(Title(m.s.d.Atlas.Label, s), kit.Stack(chart, m.told(&s, m.verdict(&s))))
}

// told is a sentence about a measure, with the sign of its verdict.
func (m *measures) told(s *clinic.Series, text string) fyne.CanvasObject {
	icon, color := kit.IconInfo, kit.ColorQuiet
	switch s.Verdict().State {
	case clinic.VerdictImproved:
		icon, color = kit.IconCheck, kit.ColorSuccess
	case clinic.VerdictWorse:
		icon, color = kit.IconAlert, kit.ColorWarning
	}
	return told(icon, color, text, "")
}

// verdict says what became of a measure, and what the goal is.
func (m *measures) verdict(s *clinic.Series) string {
	text := words.Say(s.Verdict().Words(s, m.s.d.Today()))
	goal := m.goal(s.GoalID)
	facts := map[string]any{"What": goal}
	switch {
	case goal == "":
		return text
	case s.Target != nil:
		facts["Value"] = (&clinic.Measure{Unit: s.Unit}).Write(*s.Target)
		return words.Sentences(text, lang.L("Goal: {{.What}}, target {{.Value}}.", facts))
	}
	return words.Sentences(text, lang.L("Goal: {{.What}}.", facts))
}

func (m *measures) goal(id string) string {
	for _, g := range m.s.chart().Goals {
		if g.ID == id {
			return words.Say(g.Name(m.s.d.Catalogue))
		}
	}
	return ""
}

// Drawn is a series as a chart takes it: how the patient is from visit to visit.
func Drawn(s clinic.Series) drawing.Series {
	out := drawing.Series{Unit: s.Unit, Target: s.Target, Baseline: s.Baseline}
	for _, p := range s.Lasting() {
		out.Samples = append(out.Samples, drawing.Sample{At: p.Date.Time(), Value: p.Value})
	}
	from := 0.0
	if s.Baseline != nil {
		from = *s.Baseline
	} else if len(out.Samples) > 0 {
		from = out.Samples[0].Value
	}
	if e := s.Threshold(from); e > 0 {
		out.Error = &e
	}
	return out
}

func chartWords() *drawing.ChartWords {
	return &drawing.ChartWords{
		Target: lang.L("target"), Error: lang.L("within measurement error"), Week: lang.L("week of"), Minutes: lang.L("minutes"),
		Empty: lang.L("No measurements yet"),
	}
}

// Title names a series: "Neck rotation, left, active (°)".
func Title(label labeller, s clinic.Series) string {
	name, average, where := s.Name, "", words.Side(s.Side)
	if !s.Of.IsZero() {
		name = words.Of(name, words.Say(s.Of))
	}
	if s.Average {
		average = lang.N("average of {{.Count}} activities", len(s.Items), map[string]any{"Count": len(s.Items)})
	}
	if s.Structure != "" {
		where = label(s.Structure, s.Side)
	}
	return words.List(name, average, where, s.Mode)
}
