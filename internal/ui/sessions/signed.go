package sessions

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/addendum"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// signed shows a session that was signed, to be read, with its corrections beside it.
type signed struct {
	s      *Screen
	id     string
	object fyne.CanvasObject

	by      *kit.Badge
	times   *kit.Text
	addenda *fyne.Container
	form    *addendum.Form
}

func newSigned(s *Screen, v *clinic.Session) *signed {
	g := &signed{s: s, id: v.ID, times: kit.QuietText("").Lines(1), addenda: kit.Stack()}
	g.by = kit.NewBadge("", kit.ToneNeutral).WithIcon(kit.IconLock)
	g.form = addendum.New(s.d, s.chart, clinic.Ref{Kind: clinic.KindSession, ID: v.ID})
	corrections := kit.NewCard(lang.L("Corrections"), kit.StackGap(kit.GapWide, g.addenda, g.form.Object,
		kit.QuietText(lang.L("The signed session stays as it is. An addendum stands beside it.")).Wrap()))
	done, written := recordCards(s.d, s.chart(), v)
	head := kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(2, headline(v, words.Long(v.Date), g.by), g.times))
	g.object = kit.Border(head, nil, nil, nil, kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap,
		page.Columns(kit.StackGap(kit.GapWide, done...), kit.StackGap(kit.GapWide, append(written, corrections)...)))))
	return g
}

func (g *signed) show(v *clinic.Session) {
	g.by.Set(lang.L("Signed by {{.Who}}, {{.Date}}", map[string]any{"Who": v.SignedBy, "Date": words.Short(g.s.d.Day(v.SignedAt))}), kit.ToneNeutral)
	g.times.SetText(timesLine(g.s.chart(), v))
	g.addenda.Objects = addendum.List(g.s.chart(), v.ID)
	if len(g.addenda.Objects) == 0 {
		g.addenda.Objects = []fyne.CanvasObject{kit.QuietText(lang.L("None. The session stands as it was signed.")).Wrap()}
	}
	g.addenda.Refresh()
	g.form.Show()
}

// Record is a session to be read, with its corrections: what was done, how it went, what was written.
func Record(d *desk.Desk, v *clinic.Session) fyne.CanvasObject {
	chart := d.Chart(v.PatientID)
	done, written := recordCards(d, chart, v)
	cards := slices.Concat([]fyne.CanvasObject{kit.QuietText(timesLine(chart, v)).Wrap()}, done, written)
	if a := addendum.List(chart, v.ID); len(a) > 0 {
		cards = append(cards, kit.NewCard(lang.L("Corrections"), kit.Stack(a...)))
	}
	return kit.StackGap(kit.GapWide, cards...)
}

// recordCards are what was done, with the measures, and what was written.
func recordCards(d *desk.Desk, chart *clinic.Chart, v *clinic.Session) (done, written []fyne.CanvasObject) {
	var rows []fyne.CanvasObject
	for _, t := range chart.TreatmentsOf(v.ID) {
		badge := kit.NewBadge("", kit.ToneNeutral)
		badge.Set(statusWord(t.Status))
		rows = append(rows, kit.Border(nil, nil, nil, container.NewVBox(badge),
			kit.StackGap(0, kit.Body(treatmentName(d, &t)).Wrap(), kit.QuietText(doseLine(chart, &t)).Wrap())))
	}
	if len(rows) == 0 {
		rows = append(rows, kit.QuietText(lang.L("No treatment was recorded.")))
	}
	done = append(done, kit.NewCard(lang.L("Treatment"), kit.StackGap(12, rows...)))
	if rows = measured(d, chart, v); len(rows) > 0 {
		done = append(done, kit.NewCard(lang.L("Measured"), kit.StackGap(12, rows...)))
	}
	var notes []fyne.CanvasObject
	changed, agreed := askedWords(d.Catalogue, chart, v)
	for _, n := range []struct{ what, text string }{
		{lang.L("Anything changed in the patient's health?"), changed},
		{lang.L("Agreed to in this session"), agreed},
		{lang.L("Subjective"), v.Subjective},
		{lang.L("Objective"), v.Objective},
		{lang.L("Assessment"), v.Assessed},
		{lang.L("Plan for next time"), v.NextPlan},
		{lang.L("Home care since last time"), homeCareWord(v.HomeCareDone)},
		{lang.L("After the treatment"), sentences(responseWord(v.Response), v.ResponseNote)},
		{lang.L("Adverse reaction"), v.Adverse},
	} {
		if strings.TrimSpace(n.text) != "" {
			notes = append(notes, kit.StackGap(0, kit.QuietText(n.what).Wrap(), kit.Body(n.text).Wrap()))
		}
	}
	if len(notes) == 0 {
		notes = append(notes, kit.QuietText(lang.L("Nothing was written.")))
	}
	return done, []fyne.CanvasObject{kit.NewCard(lang.L("Notes"), kit.StackGap(12, notes...))}
}

// measured is a line for each thing that was measured, before and after.
func measured(d *desk.Desk, chart *clinic.Chart, v *clinic.Session) []fyne.CanvasObject {
	var order []wanted
	values := map[string][]string{}
	for _, m := range chart.SessionMeasurements(v.ID) {
		me := d.Catalogue.Measure(m.Measure)
		if me == nil {
			continue
		}
		x := wanted{*me, m.Item, m.Structure, m.Side, m.Mode, m.Along()}
		if values[x.key()] == nil {
			order = append(order, x)
		}
		value := me.Write(m.Value)
		switch m.Moment {
		case clinic.MomentBefore:
			value = lang.L("before {{.Value}}", map[string]any{"Value": value})
		case clinic.MomentAfter:
			value = lang.L("after {{.Value}}", map[string]any{"Value": value})
		}
		values[x.key()] = append(values[x.key()], value)
	}
	var rows []fyne.CanvasObject
	for _, x := range order {
		rows = append(rows, kit.StackGap(0, kit.QuietText(x.name(d)).Wrap(), kit.Body(strings.Join(values[x.key()], ", ")).Wrap()))
	}
	return rows
}

func homeCareWord(code string) string {
	switch code {
	case clinic.HomeCareAll:
		return lang.L("All of it")
	case clinic.HomeCareSome:
		return lang.L("Some")
	case clinic.HomeCareNone:
		return lang.L("None")
	}
	return ""
}

func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" }), ". ")
}
