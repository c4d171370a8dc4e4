package movement

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// activityMeasure is the measure that is scored for activities of the patient's own.
func activityMeasure(c *clinic.Catalogue) *clinic.Measure {
	for i := range c.Measures {
		if c.Measures[i].Items {
			return &c.Measures[i]
		}
	}
	return nil
}

// activities are three to five things the patient finds hard, in their own words; the same ones are
// scored each time, so that the average can be compared.
type activities struct {
	s       *step.Host
	me      *clinic.Measure
	rows    map[string]*scoreRow
	list    *fyne.Container
	average *kit.Text
	add     *kit.Entry
	addRow  *kit.Field
	pending []string // named, and not scored yet
	root    *fyne.Container
}

// mostActivities is how many the scale is made for.
const mostActivities = 5

func newActivities(s *step.Host, me *clinic.Measure) *activities {
	a := &activities{s: s, me: me, rows: map[string]*scoreRow{}, list: kit.StackGap(kit.GapWide), average: kit.Heading("")}
	a.add = kit.NewEntry(lang.L("Lift my grandson, sleep on the left …"), nil)
	a.add.OnSubmitted = func(string) { a.name() }
	a.addRow = kit.NewField(lang.L("Add an activity that is hard now"),
		container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, a.name), a.add))
	help := kit.QuietText(lang.L("Three to five, in the patient’s words. 0: cannot do it. 10: as well as before.")).Wrap()
	a.root = kit.StackGap(kit.GapWide, help, a.list, a.average, a.addRow)
	return a
}

// named lists the activities: those of the assessment before first, so that the same are asked again.
func (a *activities) named() []string {
	var out []string
	add := func(list []clinic.Measurement) {
		for _, m := range list {
			if m.Measure == a.me.Code && !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, m.Item) }) {
				out = append(out, m.Item)
			}
		}
	}
	if p := a.s.Previous(); p != nil {
		add(a.s.Chart().MeasurementsOf(p.ID))
	}
	add(a.s.Chart().MeasurementsOf(a.s.Assessment))
	for _, p := range a.pending {
		if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, p) }) {
			out = append(out, p)
		}
	}
	return out
}

// name adds an activity to be scored.
func (a *activities) name() {
	text := strings.Join(strings.Fields(a.add.Text), " ")
	if text == "" {
		return
	}
	if slices.ContainsFunc(a.named(), func(s string) bool { return strings.EqualFold(s, text) }) {
		a.addRow.SetError(lang.L("This activity is there already."))
		return
	}
	a.addRow.SetError("")
	a.pending = append(a.pending, text)
	a.add.SetText("")
	a.show(measured.Befores(a.s))
	a.root.Refresh()
}

func (a *activities) show(b map[measured.Key]measured.Before) {
	a.list.Objects = nil
	var sum, n float64
	list := a.named()
	for _, item := range list {
		key := measured.Key{Measure: a.me.Code, Item: item, Side: anatomy.Midline}
		r := a.rows[item]
		if r == nil {
			r = newScoreRow(a.s, key, item, lang.L("Cannot do it"), lang.L("As before"))
			a.rows[item] = r
		}
		r.show(b)
		if m := measured.Record(a.s, key); m != nil {
			sum += m.Value
			n++
		}
		a.list.Add(r.root)
	}
	a.average.Hidden = n == 0
	if n > 0 {
		said := map[string]any{"Value": a.me.Write(math.Round(sum/n*10) / 10), "Count": clinic.Number(n)}
		text := lang.L("Average {{.Value}}", said)
		if n < 3 {
			text = lang.L("Average {{.Value}} of only {{.Count}}", said)
		}
		a.average.SetText(text)
	}
	a.addRow.Hidden = len(list) >= mostActivities || a.s.Locked()
	a.list.Refresh()
}
