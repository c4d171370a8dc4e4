package progress

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

// measures shows every measure over time, with its target and its error band.
type measures struct {
	s    *Screen
	rows *fyne.Container
	root fyne.CanvasObject
}

func newMeasures(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	m := &measures{s: s, rows: page.Columns()}
	m.root = page.New(m.rows)
	return m.root, m
}

// chartSize is the least size of one chart.
var chartSize = fyne.NewSize(320, 190)

func (m *measures) show() {
	m.rows.Objects = nil
	for _, series := range clinic.MainSeries(m.s.d.Catalogue, m.s.chart()) {
		m.rows.Objects = append(m.rows.Objects, m.card(series))
	}
	if len(m.rows.Objects) == 0 {
		m.rows.Objects = append(m.rows.Objects, kit.QuietText(lang.L("Nothing has been measured yet.")))
	}
	m.rows.Refresh()
}

func (m *measures) card(s clinic.Series) fyne.CanvasObject {
	verdict := s.Verdict()
	icon, color := kit.IconInfo, kit.ColorQuiet
	switch verdict.State {
	case clinic.VerdictImproved:
		icon, color = kit.IconCheck, kit.ColorSuccess
	case clinic.VerdictWorse:
		icon, color = kit.IconAlert, kit.ColorWarning
	}
	text := words.Say(verdict.Words(&s, m.s.d.Today()))
	if g := m.goal(s.GoalID); g != "" {
		if s.Target != nil {
			text += " " + lang.L("Goal: {{.What}}, target {{.Value}}.", map[string]any{"What": g, "Value": (&clinic.Measure{Unit: s.Unit}).Write(*s.Target)})
		} else {
			text += " " + lang.L("Goal: {{.What}}.", map[string]any{"What": g})
		}
	}
	said := kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.Body(text).Wrap())
	if len(s.Lasting()) < 2 {
		return kit.NewCard(Title(m.s.d.Atlas.Label, s), said) // one value is no curve
	}
	curve := Drawn(s)
	chart := paint.New(chartSize, func(p drawing.Palette, w, h float64) *drawing.Picture {
		return drawing.TimeSeries(curve, nil, drawing.Chart{Palette: p, Width: w, Height: h, Type: float64(kit.SizeQuiet), Words: chartWords()})
	})
	return kit.NewCard(Title(m.s.d.Atlas.Label, s), kit.Stack(chart, said))
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
