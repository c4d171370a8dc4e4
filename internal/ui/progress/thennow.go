package progress

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
)

// thenNow shows the figure of two assessments side by side, and what became of each finding.
type thenNow struct {
	s          *Screen
	then, now  string // assessments
	pickThen   *kit.Chips
	pickNow    *kit.Chips
	views      *kit.Chips
	left       *bodymap.Map
	right      *bodymap.Map
	counts     *fyne.Container
	list       *kit.List
	changes    []clinic.FindingChange
	single     *kit.Text
	known      []string
	viewChosen bool
}

func newThenNow(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	t := &thenNow{s: s}
	t.left = bodymap.New(s.d.Atlas, bodymap.Options{Bare: true})
	t.right = bodymap.New(s.d.Atlas, bodymap.Options{Bare: true})
	t.pickThen = kit.NewChips(nil, func(ids []string) { t.pick(&t.then, ids) }).Required()
	t.pickNow = kit.NewChips(nil, func(ids []string) { t.pick(&t.now, ids) }).Required()
	var views []kit.Option
	for _, v := range s.d.Atlas.Views() {
		views = append(views, kit.Option{ID: v.ID, Label: lang.L(v.Title)})
	}
	t.views = kit.NewChips(views, func(ids []string) {
		if len(ids) == 1 {
			t.viewChosen = true
			t.turn(ids[0])
		}
	}).Required()
	t.counts = kit.FlowRow()
	t.single = kit.QuietText("").Wrap()
	t.list = kit.NewList(func() int { return len(t.changes) }, t.row, func(i int) { t.reveal(t.changes[i]) })
	days := kit.Stack(kit.NewField(lang.L("Then"), t.pickThen), kit.NewField(lang.L("Now"), t.pickNow))
	side := container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(days, t.counts, t.single)), nil, nil, nil, t.list)
	figures := container.NewGridWithColumns(2, named(lang.L("Then"), t.left), named(lang.L("Now"), t.right))
	return container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, t.views), nil, nil, kit.MinWidth(360, kit.MaxWidth(360, side)), figures), t
}

func named(title string, figure fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(container.NewCenter(kit.Strong(title)), nil, nil, nil, figure)
}

func (t *thenNow) pick(which *string, ids []string) {
	if len(ids) == 1 && *which != ids[0] {
		*which = ids[0]
		t.show()
	}
}

func (t *thenNow) turn(view string) {
	t.left.SetView(view)
	t.right.SetView(view)
}

func (t *thenNow) show() {
	chart := t.s.chart()
	var options []kit.Option
	var ids []string
	for _, a := range chart.Assessments {
		options = append(options, kit.Option{ID: a.ID, Label: a.Date.Short()})
		ids = append(ids, a.ID)
	}
	if !slices.Equal(ids, t.known) {
		t.known = ids
		t.pickThen.SetOptions(options)
		t.pickNow.SetOptions(options)
		t.then, t.now = "", ""
		if n := len(ids); n > 0 {
			t.now = ids[n-1]
			t.then = t.before(chart)
		}
	}
	if t.then != "" {
		t.pickThen.SetChosen(t.then)
	}
	if t.now != "" {
		t.pickNow.SetChosen(t.now)
	}
	before, after, changes := figure.Compared(chart.FindingsOf(t.then), chart.FindingsOf(t.now))
	t.changes = changes
	t.left.SetMarks(before)
	t.right.SetMarks(after)
	t.left.SetStrokes(strokes(chart, t.then))
	t.right.SetStrokes(strokes(chart, t.now))
	if !t.viewChosen {
		v := figure.BestView(t.s.d.Atlas, append(before, after...))
		t.views.SetChosen(v)
		t.turn(v)
	}
	t.counts.Objects = nil
	for _, st := range []clinic.ChangeState{clinic.FindingNew, clinic.FindingWorse, clinic.FindingPersisting, clinic.FindingBetter, clinic.FindingResolved} {
		n := 0
		for _, c := range changes {
			if c.State == st {
				n++
			}
		}
		if n > 0 {
			t.counts.Objects = append(t.counts.Objects, kit.NewBadge(fmt.Sprintf("%d %s", n, stateWord(st)), stateTone(st)))
		}
	}
	t.counts.Refresh()
	switch {
	case t.then == t.now:
		t.single.SetText(lang.L("Both days are the same. After a review, what became of each finding stands here."))
	case len(changes) == 0:
		t.single.SetText(lang.L("Nothing is marked on the figure on either day."))
	default:
		t.single.SetText(lang.L("Better and worse mean a change of 2 or more in severity; less can be measurement error."))
	}
	t.list.Refresh()
}

// before is the assessment that began the same course as the last one: where a plan's first version
// rests on one, that one, else the one before the last.
func (t *thenNow) before(chart *clinic.Chart) string {
	last := chart.Assessments[len(chart.Assessments)-1]
	if p := chart.CurrentPlan(); p != nil {
		if v := chart.PlanVersions(p.Lineage); len(v) > 0 && chart.Assessment(v[0].AssessmentID) != nil {
			return v[0].AssessmentID
		}
	}
	if a := chart.AssessmentBefore(&last); a != nil {
		return a.ID
	}
	return last.ID
}

func strokes(chart *clinic.Chart, assessment string) []bodymap.Stroke {
	var out []bodymap.Stroke
	for _, s := range chart.StrokesOf(assessment) {
		out = append(out, bodymap.Stroke{View: s.View, Stroke: figure.Stroke(&s)})
	}
	return out
}

func (t *thenNow) row(i int) kit.Row {
	c := t.changes[i]
	quiet := clinic.FindingTypeName(c.Type)
	switch {
	case c.From != nil && c.To != nil:
		quiet += fmt.Sprintf(lang.L(" · %d to %d"), *c.From, *c.To)
	case c.To != nil:
		quiet += fmt.Sprintf(" · %d/10", *c.To)
	case c.From != nil:
		quiet += fmt.Sprintf(" · %s %d/10", lang.L("was"), *c.From)
	}
	icon := kit.IconTherapistFound
	if c.Source == clinic.ByPatient {
		icon = kit.IconPatientReported
	}
	return kit.Row{What: t.s.d.Atlas.Label(c.Structure, c.Side), Quiet: quiet, Icon: icon, Badge: stateWord(c.State), Tone: stateTone(c.State)}
}

func (t *thenNow) reveal(c clinic.FindingChange) {
	target := anatomy.Target{Code: c.Structure, Side: c.Side}
	if t.right.Reveal(target) {
		t.left.Reveal(target)
		t.views.SetChosen(t.right.View())
	}
}

func stateWord(s clinic.ChangeState) string {
	switch s {
	case clinic.FindingNew:
		return lang.L("new")
	case clinic.FindingWorse:
		return lang.L("worse")
	case clinic.FindingBetter:
		return lang.L("better")
	case clinic.FindingResolved:
		return lang.L("resolved")
	}
	return lang.L("persisting")
}

func stateTone(s clinic.ChangeState) kit.Tone {
	switch s {
	case clinic.FindingNew, clinic.FindingWorse:
		return kit.ToneWarning
	case clinic.FindingBetter, clinic.FindingResolved:
		return kit.ToneSuccess
	}
	return kit.ToneNeutral
}
