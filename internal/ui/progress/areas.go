package progress

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// areas are the marks of two days counted by the areas of body charts.
type areas struct {
	s       *Screen
	days    *twoDays
	caution *kit.Text
	cards   *fyne.Container
}

func newAreas(s *Screen, days *twoDays) *areas {
	return &areas{s: s, days: days, caution: kit.QuietText("").Wrap(), cards: kit.StackGap(kit.GapWide)}
}

func (a *areas) show() {
	chart := a.s.chart()
	a.caution.SetText(a.days.caution(chart))
	kit.SetHidden(a.caution, !a.days.apart(chart))
	a.cards.Objects = nil
	if a.s.body == nil {
		a.cards.Objects = append(a.cards.Objects, kit.QuietText(lang.L("Measuring the figure…")))
	} else {
		then, now := a.s.rollUp(a.days.then), a.s.rollUp(a.days.now)
		open := a.notExamined(chart)
		a.cards.Objects = append(a.cards.Objects, kit.QuietText(lang.L("The figures show the areas of the CHOIR body map: the darker, the stronger the mark. Hatched areas were marked then, and are not marked now.")).Wrap(),
			a.amount(then, now))
		for _, sc := range []clinic.Scheme{clinic.PainSpan, clinic.Choir, clinic.Margolis} {
			a.cards.Objects = append(a.cards.Objects, a.scheme(sc, then, now, open))
		}
	}
	a.cards.Refresh()
}

// sources are who marks, each with its name.
func sources() []struct {
	source clinic.Source
	name   string
} {
	return []struct {
		source clinic.Source
		name   string
	}{{clinic.ByPatient, lang.L("Patient")}, {clinic.ByTherapist, lang.L("Therapist")}}
}

// rollUps are the marks of one day by their source.
type rollUps map[clinic.Source]figure.RollUp

// measured is the figure as it was measured last, which is the same for all patients. It belongs to the UI thread.
var measured struct {
	catalogue *clinic.Catalogue
	atlas     *anatomy.Atlas
	body      *figure.BodyChart
}

// measureFigure measures the figure once, away from the screen, and then shows what it gives.
func (s *Screen) measureFigure(then func()) {
	if measured.catalogue == s.d.Catalogue && measured.atlas == s.d.Atlas {
		s.body = measured.body
		then()
		return
	}
	s.awaiting = append(s.awaiting, then)
	if len(s.awaiting) > 1 {
		return
	}
	kit.Work(func(context.Context) (*figure.BodyChart, error) { return figure.NewBodyChart(s.d.Catalogue, s.d.Atlas) },
		func(b *figure.BodyChart, err error) {
			waiting := s.awaiting
			s.awaiting = nil
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.body = b
			measured.catalogue, measured.atlas, measured.body = s.d.Catalogue, s.d.Atlas, b
			for _, f := range waiting {
				f()
			}
		})
}

// rollUp counts the marks of an assessment, once the figure is measured.
func (s *Screen) rollUp(assessment string) rollUps {
	return s.rollUpOf(s.chart().FindingsOf(assessment), s.chart().StrokesOf(assessment))
}

func (s *Screen) rollUpOf(findings []clinic.Finding, strokes []clinic.Stroke) rollUps {
	out := rollUps{}
	for _, by := range sources() {
		r, err := s.body.RollUp(findings, strokes, by.source)
		if err != nil {
			s.d.Fail(err)
			return out
		}
		out[by.source] = r
	}
	return out
}

// notExamined are the marks of the earlier day that nobody looked at again: the findings of which the comparison
// says so, and the lines of whoever drew none on the later day or was asked about another complaint.
func (a *areas) notExamined(chart *clinic.Chart) rollUps {
	then, now := chart.Assessment(a.days.then), chart.Assessment(a.days.now)
	if then == nil || now == nil {
		return rollUps{}
	}
	var findings []clinic.Finding
	for _, c := range clinic.CompareAssessments(a.s.d.Catalogue, chart, then, now) {
		if f := chart.Finding(c.ThenID); f != nil && c.State == clinic.FindingNotExamined {
			findings = append(findings, *f)
		}
	}
	drawn := chart.StrokesOf(now.ID)
	strokes := slices.DeleteFunc(chart.StrokesOf(then.ID), func(x clinic.Stroke) bool {
		return !a.days.apart(chart) && slices.ContainsFunc(drawn, func(y clinic.Stroke) bool { return y.Source == x.Source })
	})
	return a.s.rollUpOf(findings, strokes)
}

// areas are the marked areas of a chart, whoever marked them.
func (day rollUps) areas(scheme clinic.Scheme) []figure.MarkedArea {
	return figure.Strongest(scheme, day[clinic.ByPatient], day[clinic.ByTherapist])
}

// under is what stands under a figure: a line for each source.
func (day rollUps) under() string {
	var lines []string
	for _, by := range sources() {
		r := day[by.source]
		marked := lang.L("no area marked")
		if n := r.Count(clinic.Choir); n > 0 {
			marked = lang.L("{{.Count}} of 74 areas, {{.Percent}} of the body", map[string]any{"Count": n, "Percent": percent(r.BodyPercent)})
		}
		lines = append(lines, words.Of(by.name, marked))
	}
	return words.Lines(lines...)
}

func percent(v float64) string {
	if v > 0 && v < 0.1 {
		return lang.L("less than 0.1 %")
	}
	return lang.L("{{.Value}} %", map[string]any{"Value": clinic.Number(math.Round(v*10) / 10)})
}

// amount says how much is marked, how strongly, and whether a drawing changed by more than drawing it again.
func (a *areas) amount(then, now rollUps) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, by := range sources() {
		before, after := then[by.source], now[by.source]
		rows = append(rows, kit.StackGap(0, kit.Body(by.name),
			kit.QuietText(lang.L("{{.What}} of the body is marked", map[string]any{"What": a.both(percent(before.BodyPercent), percent(after.BodyPercent))})).Wrap(),
			kit.QuietText(a.both(pain(&before), pain(&after))).Wrap()))
	}
	for _, line := range redrawWords(a.s.chart(), a.days.then, a.days.now) {
		rows = append(rows, told(kit.IconPen, kit.ColorQuiet, line.what, line.numbers))
	}
	rows = append(rows, kit.QuietText(lang.L("By the front and the back of our figure. An area counts with its strongest mark.")).Wrap())
	return kit.NewCard(lang.L("How much of the body"), kit.Stack(rows...))
}

// both joins what was then and what is now, which may be one day.
func (a *areas) both(then, now string) string {
	if a.days.then == a.days.now {
		return now
	}
	return lang.L("{{.Then}}, now {{.Now}}", map[string]any{"Then": then, "Now": now})
}

func pain(r *figure.RollUp) string {
	if r.Mean == nil {
		return lang.L("no pain rated")
	}
	return lang.L("pain {{.Sum}} in all, {{.Mean}} on average", map[string]any{"Sum": r.Sum, "Mean": clinic.Number(math.Round(*r.Mean*10) / 10)})
}

// scheme lists the marked areas of one body chart by what became of them.
func (a *areas) scheme(sc clinic.Scheme, then, now, open rollUps) fyne.CanvasObject {
	title, of := lang.L("CHOIR body map"), 74
	switch sc {
	case clinic.Margolis:
		title, of = lang.L("Margolis chart"), 45
	case clinic.PainSpan:
		title, of = lang.L("Widespread Pain Index today"), 19
	}
	var rows []fyne.CanvasObject
	for _, by := range sources() {
		if sc == clinic.PainSpan && by.source != clinic.ByPatient {
			continue
		}
		before, after := then[by.source], now[by.source]
		facts := map[string]any{
			"Source": by.name, "Count": a.both(strconv.Itoa(before.Count(sc)), strconv.Itoa(after.Count(sc))), "Of": of,
			"Percent": a.both(percent(before.AreaPercent), percent(after.AreaPercent)),
		}
		count := lang.L("{{.Source}}: {{.Count}} of {{.Of}} areas", facts)
		if sc == clinic.Margolis {
			count = lang.L("{{.Source}}: {{.Count}} of {{.Of}} areas; with each area counted whole, however little of it is marked: {{.Percent}} of the body", facts)
		}
		rows = append(rows, kit.StackGap(0, append([]fyne.CanvasObject{kit.Body(count).Wrap()}, a.became(before.Areas[sc], after.Areas[sc], open[by.source].Areas[sc])...)...))
	}
	if sc == clinic.PainSpan {
		patient := now[clinic.ByPatient]
		if patient.Count(sc) >= figure.WidespreadFrom {
			rows = append(rows, told(kit.IconInfo, kit.ColorWarning, lang.L("Pain in seven areas or more: consider asking a doctor."), lang.L("The count alone says nothing about a cause.")))
		}
		rows = append(rows, kit.QuietText(lang.L("Only pain the patient reported counts; the head but for the jaw, hands and feet do not. The index itself asks about the last week, and its criteria (ACR 2016) want four of five regions too: this counts one day.")).Wrap())
	}
	return kit.NewCard(title, kit.Stack(rows...))
}

// became are the areas in words: those that are new, those marked on both days, those no longer marked, and those
// that nobody looked at again.
func (a *areas) became(then, now, open []figure.MarkedArea) []fyne.CanvasObject {
	key := func(m *figure.MarkedArea) int { return m.Area.Number(m.Side) }
	was, is, unknown := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for i := range open {
		unknown[key(&open[i])] = true
	}
	for i := range then {
		was[key(&then[i])] = true
	}
	for i := range now {
		is[key(&now[i])] = true
	}
	single := a.days.then == a.days.now
	var fresh, stayed, gone, unseen []string
	for i := range now {
		if was[key(&now[i])] || single {
			stayed = append(stayed, words.Say(now[i].Words()))
		} else {
			fresh = append(fresh, words.Say(now[i].Words()))
		}
	}
	for i := range then {
		switch k := key(&then[i]); {
		case is[k]:
		case unknown[k]:
			unseen = append(unseen, words.Say(then[i].Words()))
		default:
			gone = append(gone, words.Say(then[i].Words()))
		}
	}
	var out []fyne.CanvasObject
	add := func(list []string, say func(list string) string) {
		if len(list) > 0 {
			out = append(out, kit.QuietText(say(strings.Join(list, ", "))).Wrap())
		}
	}
	add(fresh, func(l string) string { return lang.L("New: {{.List}}", map[string]any{"List": l}) })
	add(stayed, func(l string) string {
		if single {
			return l
		}
		return lang.L("On both days: {{.List}}", map[string]any{"List": l})
	})
	add(gone, func(l string) string { return lang.L("No longer: {{.List}}", map[string]any{"List": l}) })
	add(unseen, func(l string) string { return lang.L("Not examined again: {{.List}}", map[string]any{"List": l}) })
	return out
}

type redrawLine struct{ what, numbers string }

// redrawWords say what became of the free drawing of each source that drew.
func redrawWords(chart *clinic.Chart, then, now string) []redrawLine {
	a, b := chart.Assessment(then), chart.Assessment(now)
	if a == nil || b == nil || then == now {
		return nil
	}
	var lines []redrawLine
	for _, by := range sources() {
		same := by.source == clinic.ByPatient || a.PractitionerID != "" && a.PractitionerID == b.PractitionerID
		r := figure.CompareDrawings(chart.StrokesOf(then), chart.StrokesOf(now), by.source, same)
		became := map[figure.RedrawState]string{
			figure.RedrawNew: lang.L("drawn on the later day only"), figure.RedrawGone: lang.L("drawn on the earlier day only"),
			figure.RedrawWithin: lang.L("within redraw variation"), figure.RedrawMoved: lang.L("as large, and elsewhere"),
			figure.RedrawLarger: lang.L("larger"), figure.RedrawSmaller: lang.L("smaller"),
		}[r.State]
		if became == "" {
			continue
		}
		line := redrawLine{what: lang.L("{{.Source}}’s drawing: {{.Became}}", map[string]any{"Source": by.name, "Became": became})}
		if r.From > 0 && r.To > 0 {
			whole := func(v float64) string { return fmt.Sprintf("%.0f", v) }
			line.numbers = lang.L("{{.From}} to {{.To}} cm² on the figure ({{.Change}} %), {{.Alike}} % in common. Drawing it again can by itself change the area by {{.Limit}} % and leave {{.Least}} % in common.", map[string]any{
				"From": whole(r.From), "To": whole(r.To), "Change": fmt.Sprintf("%+.0f", r.Change*100), "Alike": whole(r.Alike * 100),
				"Limit": whole(r.Limit * 100), "Least": whole(figure.RedrawAlike * 100),
			})
		}
		lines = append(lines, line)
	}
	return lines
}
