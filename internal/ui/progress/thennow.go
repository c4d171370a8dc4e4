package progress

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// thenNow shows the body of two assessments side by side: the findings with what became of each, or the areas of body
// charts that they mark.
type thenNow struct {
	s *Screen
	twoDays
	pickThen *dayPicker
	pickNow  *dayPicker
	what     *kit.Segmented
	views    *kit.Chips
	findings *pair // the figures with their marks
	shaded   *pair // those with their areas
	left     *bodymap.Map
	right    *bodymap.Map
	leftArea *shadedBody
	nowArea  *shadedBody

	list    *kit.List
	changes []clinic.FindingChange
	counts  *fyne.Container
	single  *kit.Text
	redraw  *kit.Text
	beside  *fyne.Container // the list
	areas   *areas
	prose   fyne.CanvasObject
	figures *fyne.Container

	viewChosen bool
}

// What of the body is shown.
const (
	showFindings = "findings"
	showAreas    = "areas"
)

// pair is one figure of each day, each with its day above and its numbers below. That of then is hidden while there is
// one assessment only.
type pair struct {
	then, now          fyne.CanvasObject
	thenWords, nowSaid *kit.Text
	object             fyne.CanvasObject
}

func newPair(then, now fyne.CanvasObject) *pair {
	p := &pair{thenWords: kit.QuietText("").Wrap(), nowSaid: kit.QuietText("").Wrap()}
	p.then, p.now = named(lang.L("Then"), then, p.thenWords), named(lang.L("Now"), now, p.nowSaid)
	p.object = container.NewGridWithRows(1, p.then, p.now)
	return p
}

// twoDays are the assessments that are held against each other.
type twoDays struct {
	then, now string
	known     []string
}

// follow goes to the assessment that stands and the one it is held against when one was added, signed or taken
// away. A draft can be chosen, and is not shown by itself.
func (d *twoDays) follow(chart *clinic.Chart) {
	var ids []string
	for _, a := range chart.Assessments {
		ids = append(ids, a.ID+a.SignedBy)
	}
	stands, _ := chart.Examined()
	if stands == nil || slices.Equal(ids, d.known) {
		return
	}
	d.known, d.now, d.then = ids, stands.ID, stands.ID
	if a := chart.AssessmentBegan(stands); a != nil {
		d.then = a.ID
	}
}

// apart reports that the two belong to different complaints: then what is not marked was not examined.
func (d *twoDays) apart(chart *clinic.Chart) bool {
	a, b := chart.Assessment(d.then), chart.Assessment(d.now)
	return a != nil && b != nil && !chart.SameComplaint(a, b)
}

// caution says so; "" where there is nothing to say.
func (d *twoDays) caution(chart *clinic.Chart) string {
	if !d.apart(chart) {
		return ""
	}
	return lang.L("The two days belong to different complaints: what one of them does not show was hardly looked for.")
}

func newThenNow(s *Screen) (fyne.CanvasObject, interface{ show() }) {
	t := &thenNow{s: s}
	t.left = bodymap.New(s.d.Atlas, bodymap.Options{Bare: true})
	t.right = bodymap.New(s.d.Atlas, bodymap.Options{Bare: true})
	t.leftArea, t.nowArea = newShadedBody(s), newShadedBody(s)
	t.findings, t.shaded = newPair(t.left, t.right), newPair(t.leftArea.object, t.nowArea.object)
	t.pickThen = newDayPicker(lang.L("Then"), func(id string) { t.then = id; t.show() })
	t.pickNow = newDayPicker(lang.L("Now"), func(id string) { t.now = id; t.show() })
	t.what = kit.NewSegmented([]kit.Option{{ID: showFindings, Label: lang.L("Findings")}, {ID: showAreas, Label: lang.L("Areas")}}, func(string) { t.turnTo() })
	t.what.SetChosen(showFindings)
	views := []kit.Option{{ID: bodymap.Both, Label: lang.L("Front + back")}}
	for _, v := range s.d.Atlas.Views() {
		views = append(views, kit.Option{ID: v.ID, Label: v.Title})
	}
	t.views = kit.NewChips(views, func(ids []string) {
		if len(ids) == 1 {
			t.viewChosen = true
			t.turn(ids[0])
		}
	}).Required()
	t.counts = kit.FlowRow()
	t.single = kit.QuietText("").Wrap()
	t.redraw = kit.QuietText("").Wrap()
	t.list = kit.NewList(func() int { return len(t.changes) }, t.row, func(i int) { t.reveal(t.changes[i]) })
	t.beside = kit.Border(kit.PadSides(kit.GapRoomy, kit.Gap, kit.Stack(t.counts, t.single, t.redraw)), nil, nil, nil, t.list)
	t.areas = newAreas(s, &t.twoDays)
	t.prose = kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(kit.GapWide, t.areas.caution, t.areas.cards)))
	t.figures = container.NewStack(t.findings.object, t.shaded.object)
	top := kit.PadSides(kit.GapRoomy, kit.Gap, kit.Stack(
		kit.FlowRow(t.what, kit.MinWidth(pickerWidth, t.pickThen.object), kit.MinWidth(pickerWidth, t.pickNow.object)), t.views))
	t.turnTo()
	return page.Tall(kit.Border(top, nil, nil, nil, container.New(aside{}, kit.MinHeight(figureHigh, t.figures), container.NewStack(t.beside, t.prose)))), t
}

const (
	pickerWidth float32 = 320
	figureHigh  float32 = 300 // at least
)

// aside gives what is told of the figures a third of the width at their right.
type aside struct{}

func (aside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(max(size.Width/3, 240), 384)
	o[0].Resize(fyne.NewSize(size.Width-w, size.Height))
	o[1].Move(fyne.NewPos(size.Width-w, 0))
	o[1].Resize(fyne.NewSize(w, size.Height))
}

func (aside) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+max(b.Width, 240), max(a.Height, b.Height))
}

func named(title string, figure, below fyne.CanvasObject) fyne.CanvasObject {
	return kit.Border(container.NewCenter(kit.Strong(title)), kit.PadSides(kit.GapRoomy, kit.Gap, below), nil, nil, figure)
}

// turnTo shows the findings or the areas, as was chosen.
func (t *thenNow) turnTo() {
	areas := t.what.Value() == showAreas
	kit.SetHidden(t.findings.object, areas)
	kit.SetHidden(t.views, areas)
	kit.SetHidden(t.beside, areas)
	kit.SetHidden(t.shaded.object, !areas)
	kit.SetHidden(t.prose, !areas)
}

// showAreas says under each figure how much of the body is marked, shades it, and says what became of a free drawing.
func (t *thenNow) showAreas(chart *clinic.Chart) {
	var lines []string
	for _, l := range redrawWords(chart, t.then, t.now) {
		lines = append(lines, lang.L("{{.Sentence}}.", map[string]any{"Sentence": l.what}))
	}
	t.redraw.SetText(words.Lines(lines...))
	kit.SetHidden(t.redraw, len(lines) == 0)
	t.areas.show()
	if t.s.body == nil {
		t.s.measureFigure(func() { t.showAreas(t.s.chart()) })
		return
	}
	then, now := t.s.rollUp(t.then), t.s.rollUp(t.now)
	for _, p := range []*pair{t.findings, t.shaded} {
		p.thenWords.SetText(then.under())
		p.nowSaid.SetText(now.under())
	}
	was, is := then.areas(clinic.Choir), now.areas(clinic.Choir)
	t.leftArea.set(was, nil)
	gone := was
	if t.then == t.now {
		gone = nil
	}
	t.nowArea.set(is, gone)
}

func (t *thenNow) turn(view string) {
	t.left.SetView(view)
	t.right.SetView(view)
}

func (t *thenNow) show() {
	chart := t.s.chart()
	t.follow(chart)
	ids := t.known
	t.pickThen.show(chart, t.then)
	t.pickNow.show(chart, t.now)
	single := t.then == t.now
	kit.SetHidden(t.findings.then, single)
	kit.SetHidden(t.shaded.then, single)
	kit.SetHidden(t.pickThen.object, len(ids) < 2)
	kit.SetHidden(t.pickNow.object, len(ids) < 2)
	t.figures.Refresh()
	after := figure.MarksOf(t.s.d.Catalogue, chart, t.now) // with one day nothing became of them yet
	var before []drawing.Mark
	then, now := chart.Assessment(t.then), chart.Assessment(t.now)
	switch {
	case then == nil || now == nil:
		t.changes = nil
	case single:
		t.changes = clinic.CompareAssessments(t.s.d.Catalogue, chart, now, now)
	default:
		before, after, t.changes = figure.Compared(t.s.d.Catalogue, chart, then, now)
	}
	t.left.SetMarks(before)
	t.right.SetMarks(after)
	t.left.SetStrokes(strokes(chart, t.then))
	t.right.SetStrokes(strokes(chart, t.now))
	if !t.viewChosen {
		v := figure.BestView(t.s.d.Atlas, append(before, after...))
		if single && (v == "anterior" || v == "posterior") { // one day has the room for both
			v = bodymap.Both
		}
		t.views.SetChosen(v)
		t.turn(v)
	}
	t.counts.Objects = nil
	for _, st := range clinic.ChangeStates() {
		n := 0
		for _, c := range t.changes {
			if c.State == st {
				n++
			}
		}
		if n > 0 && !single {
			t.counts.Objects = append(t.counts.Objects, kit.NewBadge(lang.L("{{.Count}} {{.State}}", map[string]any{"Count": n, "State": stateWord(st)}), stateTone(st)))
		}
	}
	t.counts.Refresh()
	switch {
	case len(t.changes) == 0:
		t.single.SetText(lang.L("Nothing is marked on the figure on either day."))
	case len(ids) == 1:
		t.single.SetText(lang.L("The only assessment so far. After a re-assessment, what became of each finding stands here."))
	case single && chart.AssessmentBegan(now) == nil:
		t.single.SetText(lang.L("The only assessment of this complaint so far. Earlier ones were for another; choose a day to look at one."))
	case single:
		t.single.SetText(lang.L("Both days are the same. Choose two days to see what became of each finding."))
	case t.apart(chart):
		t.single.SetText(t.caution(chart))
	default:
		t.single.SetText(lang.L("Better and worse mean a change of 2 or more of ten, or of a step where the words are steps; less can be measurement error. Resolved is only what was looked for again."))
	}
	t.showAreas(chart)
	t.list.Refresh()
}

func strokes(chart *clinic.Chart, assessment string) []bodymap.Stroke {
	var out []bodymap.Stroke
	for _, s := range chart.StrokesOf(assessment) {
		out = append(out, bodymap.Stroke{View: s.View, Stroke: figure.Stroke(chart, &s)})
	}
	return out
}

func (t *thenNow) row(i int) kit.Row {
	c := t.changes[i]
	kind := words.Say(clinic.FindingTypeName(c.Type))
	quiet := kind
	facts := map[string]any{"Kind": kind}
	degree := func(n *int) string {
		if n == nil {
			return ""
		}
		return words.Say(t.s.d.Catalogue.Degree(c.Type, c.Source, *n))
	}
	facts["From"], facts["To"] = degree(c.From), degree(c.To)
	switch {
	case c.From != nil && (c.State == clinic.FindingResolved || c.To == nil):
		quiet = lang.L("{{.Kind}} · was {{.From}}", facts)
	case c.From != nil && t.then != t.now && facts["From"] != facts["To"]:
		quiet = lang.L("{{.Kind}} · {{.From}} to {{.To}}", facts)
	case c.To != nil:
		quiet = lang.L("{{.Kind}} · {{.To}}", facts)
	}
	icon := kit.IconTherapistFound
	if c.Source == clinic.ByPatient {
		icon = kit.IconPatientReported
	}
	row := kit.Row{What: t.s.d.Atlas.Label(c.Structure, c.Side), Quiet: quiet, Icon: icon}
	if t.then != t.now {
		row.Badge, row.Tone = stateWord(c.State), stateTone(c.State)
	}
	return row
}

func (t *thenNow) reveal(c clinic.FindingChange) {
	target := clinic.Target{Structure: c.Structure, Side: c.Side}
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
	case clinic.FindingNotExamined:
		return lang.L("not examined")
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

// dayPicker goes from one assessment to the next, however many there are.
type dayPicker struct {
	object        fyne.CanvasObject
	day           *kit.Text
	earlier, more *kit.Button
	ids           []string
	at            int
	chosen        func(id string)
}

func newDayPicker(label string, chosen func(id string)) *dayPicker {
	p := &dayPicker{day: kit.Body("").Aligned(fyne.TextAlignCenter), chosen: chosen}
	facts := map[string]any{"Day": label}
	p.earlier = kit.IconButton(kit.IconChevronLeft, lang.L("{{.Day}}: the assessment before", facts), func() { p.step(-1) })
	p.more = kit.IconButton(kit.IconChevronRight, lang.L("{{.Day}}: the assessment after", facts), func() { p.step(1) })
	p.object = kit.Border(nil, nil, kit.MinWidth(56, container.NewCenter(kit.Strong(label))), nil,
		kit.Border(nil, nil, p.earlier, p.more, container.NewCenter(p.day)))
	return p
}

func (p *dayPicker) step(by int) { p.chosen(p.ids[p.at+by]) }

func (p *dayPicker) show(chart *clinic.Chart, id string) {
	p.ids = nil
	for i, a := range chart.Assessments {
		p.ids = append(p.ids, a.ID)
		if a.ID == id {
			p.at = i
			p.day.SetText(words.Long(a.Date))
			if a.SignedAt.IsZero() {
				p.day.SetText(lang.L("{{.Date}}, not signed", map[string]any{"Date": words.Long(a.Date)}))
			}
		}
	}
	kit.SetEnabled(p.earlier, p.at > 0)
	kit.SetEnabled(p.more, p.at < len(p.ids)-1)
}
