package progress

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

type labeller = func(code string, side anatomy.Side) string

// doseChoice is the menu that says which treatment stands below the measures, and what that comes to.
type doseChoice struct {
	s      *Screen
	button *kit.Button
	said   *kit.Text
	change func()
	doses  []clinic.StructureDose
	which  clinic.Target // of a structure
	sort   string        // one of the sorts below
	since  clinic.Date
}

// What of the treatment is shown.
const (
	doseOfAll   = "" // all of it
	doseOfPlace = "place"
	doseNone    = "none"
)

func newDoseChoice(s *Screen, change func()) *doseChoice {
	d := &doseChoice{s: s, change: change, said: kit.QuietText("").Wrap()}
	d.button = kit.NewButton("", kit.IconChevronDown, func() {
		widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", d.items()...), s.d.Window.Canvas(), fyne.NewPos(0, d.button.Size().Height), d.button)
	})
	d.button.IconPlacement = widget.ButtonIconTrailingText
	return d
}

// read takes in what was given. A place that nothing is given at any more is not chosen any more.
func (d *doseChoice) read() {
	d.doses = clinic.Dose(d.s.chart())
	if d.sort == doseOfPlace && !slices.ContainsFunc(d.doses, func(x clinic.StructureDose) bool { return x.Target == d.which }) {
		d.sort = doseOfAll
	}
}

// items are what the menu offers: all of the treatment, that of each place, and none.
func (d *doseChoice) items() []*fyne.MenuItem {
	item := func(label, sort string, which clinic.Target) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() {
			d.sort, d.which = sort, which
			d.change()
		})
		i.Checked = d.sort == sort && d.which == which
		return i
	}
	out := []*fyne.MenuItem{item(lang.L("Everything"), doseOfAll, clinic.Target{})}
	for _, x := range d.doses {
		n := len(x.ByDate)
		out = append(out, item(lang.N("{{.Place}} · {{.Minutes}} min in {{.Count}} sessions", n,
			map[string]any{"Place": d.s.place(x.Target), "Minutes": clinic.Number(math.Round(x.Total)), "Count": n}), doseOfPlace, x.Target))
	}
	return append(out, fyne.NewMenuItemSeparator(), item(lang.L("No treatment"), doseNone, clinic.Target{}))
}

// chosen are the minutes that are shown, by session.
func (d *doseChoice) chosen() []clinic.DoseOn {
	var out []clinic.DoseOn
	for _, x := range d.doses {
		if d.sort == doseOfAll || d.sort == doseOfPlace && x.Target == d.which {
			out = append(out, x.ByDate...)
		}
	}
	return out
}

// first is the day of the first treatment of all; "" when there is none.
func (d *doseChoice) first() clinic.Date {
	var first clinic.Date
	for _, x := range d.doses {
		for _, o := range x.ByDate {
			if !first.Valid() || o.Date < first {
				first = o.Date
			}
		}
	}
	return first
}

// bars are the minutes of each day.
func (d *doseChoice) bars() []drawing.Dose {
	minutes := map[clinic.Date]float64{}
	for _, o := range d.chosen() {
		minutes[o.Date] += o.Minutes
	}
	var bars []drawing.Dose
	for day, n := range minutes {
		bars = append(bars, drawing.Dose{At: day.Time(), Minutes: n})
	}
	return bars
}

// show says what the choice comes to from a day on, "" for all of it.
func (d *doseChoice) show(since clinic.Date) {
	d.since = since
	label := lang.L("Below each measure: no treatment")
	switch d.sort {
	case doseOfAll:
		label = lang.L("Below each measure: all treatment")
	case doseOfPlace:
		label = lang.L("Below each measure: treatment of {{.Place}}", map[string]any{"Place": d.s.place(d.which)})
	}
	if d.button.Text != label {
		d.button.SetText(label)
	}
	kit.SetHidden(d.button, len(d.doses) == 0)
	kit.SetHidden(d.said, len(d.doses) == 0 || d.sort == doseNone)
	d.said.SetText(words.Sentences(d.sum(), lang.L("That the two go together does not show that one caused the other.")))
}

// sum says how much was given, and over which time where that is not all of it.
func (d *doseChoice) sum() string {
	total := 0.0
	sessions := map[string]bool{}
	for _, o := range d.chosen() {
		if o.Date >= d.since {
			total += o.Minutes
			sessions[o.SessionID] = true
		}
	}
	n := len(sessions)
	facts := map[string]any{"Minutes": clinic.Number(math.Round(total)), "Count": n, "Date": words.Long(d.since)}
	chart := d.s.chart()
	switch p := chart.CurrentPlan(); {
	case d.since.Valid():
		return lang.N("{{.Minutes}} minutes in {{.Count}} sessions since {{.Date}}.", n, facts)
	case p != nil && len(chart.SessionsOf(p.Lineage)) < len(chart.Sessions):
		return lang.N("{{.Minutes}} minutes in {{.Count}} sessions, all plans.", n, facts)
	}
	return lang.N("{{.Minutes}} minutes in {{.Count}} sessions.", n, facts)
}

// plannedAndGiven lists each prescription of the current plan with what became of it.
func (d *doseChoice) plannedAndGiven(to *fyne.Container) {
	to.Objects = nil
	chart := d.s.chart()
	plan := chart.CurrentPlan()
	if plan == nil {
		to.Add(kit.QuietText(lang.L("No plan is running.")))
		return
	}
	if tally := chart.Tally(plan, d.s.d.Today()); tally.Earlier > 0 {
		to.Add(kit.QuietText(lang.L("In the sessions of all versions of this plan.")).Wrap())
	}
	for _, g := range clinic.PlannedVsGiven(chart, plan) {
		var where []string
		for _, t := range g.Prescription.Targets {
			where = append(where, d.s.d.Atlas.Label(t.Structure, t.Side))
		}
		share := 1.0
		if g.Planned > 0 {
			share = g.Given / g.Planned
		}
		what := words.Of(d.s.d.Catalogue.TechniqueName(g.Prescription.Technique), words.List(where...))
		to.Add(kit.Border(nil, nil, nil, container.NewCenter(bar(share)), kit.StackGap(0, kit.Body(what).Wrap(), kit.QuietText(givenWords(&g)).Wrap())))
	}
	to.Refresh()
}

// givenWords says how much of a prescription was given, and why it was left out where it was.
func givenWords(g *clinic.GivenDose) string {
	given := lang.N("{{.Given}} of {{.Planned}} planned minutes given, in {{.Times}} of {{.Count}} sessions", g.Sessions, map[string]any{
		"Given": clinic.Number(math.Round(g.Given)), "Planned": clinic.Number(math.Round(g.Planned)), "Times": g.Times, "Count": g.Sessions,
	})
	facts := map[string]any{"Given": given, "Left": g.Left, "Reasons": words.List(unique(g.Reasons)...)}
	switch {
	case g.Left == 0:
		return given
	case len(g.Reasons) == 0:
		return lang.N("{{.Given}}; left out {{.Left}} times", g.Left, facts)
	}
	return lang.N("{{.Given}}; left out {{.Left}} times ({{.Reasons}})", g.Left, facts)
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
