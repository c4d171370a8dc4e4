package progress

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

type labeller = func(code string, side anatomy.Side) string

// dose shows what each structure has had, beside the measure it is for.
type dose struct {
	s       *Screen
	list    *kit.List
	measure *kit.Chips
	chart   *paint.Picture
	said    *kit.Text
	given   *fyne.Container
	series  []clinic.Series
	doses   []clinic.StructureDose
	at      int // the row chosen: 0 for everything, then the structures
	which   clinic.Target
	by      string // the measure chosen, by its title
}

// mostMeasures is how many measures are offered: those of the goals first, then those measured twice.
const mostMeasures = 6

func newDose(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	d := &dose{s: s}
	d.list = kit.NewList(func() int { return len(d.doses) + 1 }, d.row, func(i int) {
		d.choose(i)
		d.draw()
	})
	d.measure = kit.NewChips(nil, func(ids []string) {
		if len(ids) == 1 {
			d.by = ids[0]
			d.draw()
		}
	}).Required()
	d.chart = paint.New(fyne.NewSize(320, 300), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) })
	d.said = kit.QuietText("").Wrap()
	d.given = kit.StackGap(kit.Gap)
	side := kit.Border(kit.PadSides(kit.GapWide, kit.Gap, kit.Strong(lang.L("Treatment of"))), nil, nil, nil, d.list)
	return kit.Border(nil, nil, kit.MinWidth(280, kit.MaxWidth(280, side)), nil, page.New(
		kit.NewField(lang.L("Beside the outcome"), d.measure),
		d.chart, d.said,
		kit.NewCard(lang.L("Planned and given"), d.given),
	)), d
}

func (d *dose) row(i int) kit.Row {
	if i == 0 {
		total := 0.0
		for _, x := range d.doses {
			total += x.Total
		}
		return kit.Row{What: lang.L("Everything"), Quiet: lang.L("{{.Value}} min", map[string]any{"Value": clinic.Number(math.Round(total))}) + d.scope()}
	}
	x := d.doses[i-1]
	name := d.s.d.Atlas.Label(x.Structure, x.Side)
	if x.Structure == "" {
		name = lang.L("No place written down")
	}
	return kit.Row{What: name, Quiet: fmt.Sprintf(lang.L("%s min in %s"), clinic.Number(math.Round(x.Total)), sessionCount(len(x.ByDate)))}
}

// scope says that the minutes are not those of the running plan alone, where they are not.
func (d *dose) scope() string {
	chart := d.s.chart()
	p := chart.CurrentPlan()
	if p == nil || len(chart.SessionsOf(p.Lineage)) == len(chart.Sessions) {
		return ""
	}
	return lang.L(", all plans")
}

func (d *dose) choose(i int) {
	d.at, d.which = i, clinic.Target{}
	if i > 0 {
		d.which = d.doses[i-1].Target
	}
	d.list.SetCurrent(i)
}

func (d *dose) show() {
	chart := d.s.chart()
	all := d.at == 0
	d.doses = clinic.Dose(chart)
	at := 0
	for i, x := range d.doses {
		if !all && x.Target == d.which {
			at = i + 1
		}
	}
	d.choose(at)
	d.series = nil
	var measures []kit.Option
	chosen := ""
	for _, s := range clinic.MainSeries(d.s.d.Catalogue, chart) {
		if n := len(s.Lasting()); n == 0 || n < 2 && s.GoalID == "" || len(d.series) == mostMeasures {
			continue
		}
		title := Title(d.s.d.Atlas.Label, s)
		d.series = append(d.series, s)
		measures = append(measures, kit.Option{ID: title, Label: title})
		if chosen == "" || title == d.by {
			chosen = title
		}
	}
	d.by = chosen
	d.measure.SetOptions(measures)
	d.measure.SetChosen(d.by)
	d.draw()
	d.plannedAndGiven(chart)
}

// draw shows the minutes of the structure chosen beside the measure chosen.
func (d *dose) draw() {
	minutes := map[clinic.Date]float64{}
	sessions := map[string]bool{}
	total := 0.0
	for _, x := range d.doses {
		if d.at > 0 && x.Target != d.which {
			continue
		}
		for _, o := range x.ByDate {
			minutes[o.Date] += o.Minutes
			sessions[o.SessionID] = true
			total += o.Minutes
		}
	}
	var bars []drawing.Dose
	for day, m := range minutes {
		bars = append(bars, drawing.Dose{At: day.Time(), Minutes: m})
	}
	var outcome drawing.Series
	text := fmt.Sprintf(lang.L("%s minutes in %s%s."), clinic.Number(math.Round(total)), sessionCount(len(sessions)), d.scope())
	for _, s := range d.series {
		if Title(d.s.d.Atlas.Label, s) == d.by {
			outcome = Drawn(s)
			outcome.Title = d.by
			text += " " + d.by + ": " + words.Say(s.Verdict().Words(&s, d.s.d.Today()))
		}
	}
	d.said.SetText(text + " " + lang.L("That the two go together does not show that one caused the other."))
	d.chart.Set(func(p drawing.Palette, w, h float64) *drawing.Picture {
		return drawing.TimeSeries(outcome, bars, drawing.Chart{Palette: p, Width: w, Height: h, Type: float64(kit.SizeQuiet), Words: chartWords()})
	})
}

// plannedAndGiven lists each prescription of the current plan with what became of it.
func (d *dose) plannedAndGiven(chart *clinic.Chart) {
	d.given.Objects = nil
	plan := chart.CurrentPlan()
	if plan == nil {
		d.given.Objects = append(d.given.Objects, kit.QuietText(lang.L("No plan is running.")))
		d.given.Refresh()
		return
	}
	if tally := chart.Tally(plan, d.s.d.Today()); tally.Earlier > 0 {
		d.given.Objects = append(d.given.Objects, kit.QuietText(lang.L("In the sessions of all versions of this plan.")).Wrap())
	}
	for _, g := range clinic.PlannedVsGiven(chart, plan) {
		var where []string
		for _, t := range g.Prescription.Targets {
			where = append(where, d.s.d.Atlas.Label(t.Structure, t.Side))
		}
		quiet := fmt.Sprintf(lang.L("%s of %s planned minutes given, in %d of %s"), clinic.Number(math.Round(g.Given)), clinic.Number(math.Round(g.Planned)), g.Times, sessionCount(g.Sessions))
		if g.Left > 0 {
			left := lang.L("left out once")
			if g.Left > 1 {
				left = fmt.Sprintf(lang.L("left out %d times"), g.Left)
			}
			quiet += "; " + left
			if len(g.Reasons) > 0 {
				quiet += " (" + strings.Join(unique(g.Reasons), ", ") + ")"
			}
		}
		share := 1.0
		if g.Planned > 0 {
			share = g.Given / g.Planned
		}
		d.given.Objects = append(d.given.Objects, kit.Border(nil, nil, nil, container.NewCenter(bar(share)),
			kit.StackGap(0, kit.Body(d.s.d.Catalogue.TechniqueName(g.Prescription.Technique)+": "+strings.Join(where, ", ")).Wrap(), kit.QuietText(quiet).Wrap())))
	}
	d.given.Refresh()
}

func sessionCount(n int) string {
	if n == 1 {
		return lang.L("1 session")
	}
	return fmt.Sprintf(lang.L("%d sessions"), n)
}

// bar is a share as a bar with its number.
func bar(share float64) fyne.CanvasObject {
	return paint.New(fyne.NewSize(150, 20), func(_ drawing.Palette, w, h float64) *drawing.Picture {
		const number = 44.0
		p := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}})
		groove := drawing.Rect{Min: drawing.Point{Y: h/2 - 4}, Max: drawing.Point{X: w - number, Y: h/2 + 4}}
		p.Path(drawing.RoundRect(groove, 4), drawing.Style{Fill: nrgba(kit.Line())})
		filled := groove
		filled.Max.X = groove.Min.X + groove.Width()*min(1, share)
		if share > 0 {
			p.Path(drawing.RoundRect(filled, 4), drawing.Style{Fill: nrgba(kit.Accent())})
		}
		p.Text(drawing.Text{
			At: drawing.Point{X: w, Y: h/2 + 5}, String: fmt.Sprintf("%.0f %%", share*100), Size: 13, Color: nrgba(kit.Foreground()), Align: drawing.End,
		})
		return p
	})
}

func nrgba(c color.Color) color.NRGBA {
	n, _ := color.NRGBAModel.Convert(c).(color.NRGBA)
	return n
}

func unique(list []string) []string {
	var out []string
	have := map[string]bool{}
	for _, s := range list {
		if !have[s] {
			have[s] = true
			out = append(out, s)
		}
	}
	return out
}
