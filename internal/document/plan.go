package document

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
	"regimen/internal/words"
)

// Plan is what the printed plan is made from: one version of a regimen and what belongs to it.
type Plan struct {
	Clinic       clinic.Clinic
	Practitioner clinic.Practitioner
	Chart        *clinic.Chart
	PlanID       string
	Atlas        *anatomy.Atlas
	Catalogue    *clinic.Catalogue
	// Booked are the patient's appointments from the day of printing on, where DiaryRead says that they could be read.
	Booked    []clinic.Appointment
	DiaryRead bool
	// Printed is the day on the paper.
	Printed clinic.Date
}

// planPaper is a plan being set.
type planPaper struct {
	Plan
	*sheet
	plan          clinic.Plan
	goals         []clinic.Goal
	prescriptions []clinic.Prescription
	homeCare      []clinic.HomeCare
	problems      []clinic.Problem
	drawn         map[figureKey]*drawing.Picture
}

// mostPages is how many pages a tired person reads. A plan that would have more is set smaller, down to the last of
// the sizes, which is 10.4 points: in this typeface the small letters are then as high as those of Times at 12.5. Where
// even that does not help it is set as large as usual.
const mostPages = 3

var planSizes = []float64{1, 0.95, 0.9, 0.87}

// NewPlan sets the plan for the patient on the clinic's paper. The error says which record is missing.
func NewPlan(p Plan, opts Options) (*Document, error) {
	drawn := map[figureKey]*drawing.Picture{}
	for _, size := range planSizes {
		doc, err := setPlan(p, size, drawn, opts)
		if err != nil || doc.Pages() <= mostPages {
			return doc, err
		}
	}
	return setPlan(p, 1, drawn, opts)
}

// setPlan sets a plan in a size. drawn are the figures that were drawn for another size, which may serve again.
func setPlan(p Plan, size float64, drawn map[figureKey]*drawing.Picture, opts Options) (*Document, error) {
	plan := p.Chart.Plan(p.PlanID)
	if plan == nil {
		return nil, fmt.Errorf("the plan %s: %w", p.PlanID, clinic.ErrNotFound)
	}
	doc := newDocument(p.Clinic.Paper, opts)
	doc.resize(size)
	doc.Title = say(clinic.Say("Massage plan"))
	doc.Author = p.Clinic.Name
	doc.Date = p.Printed
	w := &planPaper{
		Plan: p, sheet: doc.sheet, plan: *plan, drawn: drawn,
		goals:         p.Chart.GoalsOf(plan.ID),
		prescriptions: p.Chart.PrescriptionsOf(plan.ID),
		homeCare:      p.Chart.HomeCareOf(plan.ID),
		problems:      p.Chart.ProblemsOf(plan.ID),
	}
	w.head = func(s *sheet) float64 { return runningHead(s, p.Chart.Patient.Name(), p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		facts := clinic.Args{"Version": plan.Version, "Day": p.Chart.Day(plan.CreatedAt), "Printed": p.Printed}
		left := clinic.Say("Plan version {{.Version}}, made {{.Day}}, draft: not agreed yet. Printed {{.Printed}}.", facts)
		if plan.Agreed() {
			facts["Day"] = p.Chart.Day(plan.AgreedAt)
			left = clinic.Say("Plan version {{.Version}}, agreed {{.Day}}. Printed {{.Printed}}.", facts)
		}
		return say(left), pageOf(page, pages)
	}
	w.letterhead()
	w.keyPoints()
	if err := w.found(); err != nil {
		return nil, fmt.Errorf("the figure could not be drawn: %w", err)
	}
	w.goalCards()
	w.treatment()
	w.when()
	w.expect()
	w.atHome()
	w.warnings()
	w.agreement()
	doc.finish()
	return doc, nil
}

// runningHead names the patient and the clinic at the top of a page, and returns its height.
func runningHead(s *sheet, patient, clinicName string) float64 {
	y := s.y
	if who, ok := s.first(patient, small, s.width()*0.57); ok {
		s.setLine(s.left(), y, who, small)
	}
	s.right(clinicName, y, small)
	h := small.lineHeight() + 1
	s.fill(s.left(), y+h, s.width(), 0.2, rule)
	return h + 4
}

// right sets one line that ends at the right margin, beside a longer one at the left.
func (s *sheet) right(text string, y float64, st style) {
	if l, ok := s.first(text, st, s.width()*0.4); ok {
		s.setLine(s.left()+s.width()-l.Width, y, l, st)
	}
}

func (w *planPaper) letterhead() {
	w.sheet.letterhead(&w.Clinic, &w.Practitioner, &w.Chart.Patient, say(clinic.Say("Your massage plan")), w.plan.Title)
}

// letterhead is the top of a first page: whose paper it is, what it is, and whom it is for.
func (s *sheet) letterhead(owner *clinic.Clinic, by *clinic.Practitioner, patient *clinic.Patient, title, more string) {
	name := owner.Name
	if name == "" {
		name = by.Name
	}
	half := s.crownLeft()
	left := []block{s.textBlock(name, style{Size: 15, Bold: true}, half)}
	for _, t := range []string{owner.Address(), owner.Phone, owner.Email} {
		if t != "" {
			left = append(left, s.textBlock(t, body, half))
		}
	}
	var right []block
	rightWidth := s.crownRight()
	if by.Name != "" {
		right = append(right, s.textBlock(say(clinic.Say("Your therapist")), style{Size: 12, Quiet: true}, rightWidth),
			s.textBlock(by.Name, strong, rightWidth))
	}
	for _, t := range []string{by.Qualifications, by.Phone} {
		if t != "" {
			right = append(right, s.textBlock(t, body, rightWidth))
		}
	}
	s.crown(left, right, title, more)
	if patient.Name() == "" {
		return
	}
	who := clinic.Say("For {{.Name}}", clinic.Args{"Name": patient.Name()})
	if b := patient.BirthDate; b.Valid() {
		who = clinic.Say("For {{.Name}}, born {{.Day}}", clinic.Args{"Name": patient.Name(), "Day": b})
	}
	s.para(say(who), strong)
	s.gap(3)
}

// crownLeft and crownRight are how wide the two halves of a crown are.
func (s *sheet) crownLeft() float64  { return s.width()*0.58 - 4 }
func (s *sheet) crownRight() float64 { return s.width() * 0.42 }

// crown is what stands at the top of a first page, left and right, and below a rule what the paper is.
func (s *sheet) crown(left, right []block, title, more string) {
	a, b := stack(0.3, left...), stack(0.3, right...)
	s.place(block{math.Max(a.height, b.height), func(x, y float64) {
		a.set(x, y)
		b.set(x+s.width()-s.crownRight(), y)
	}})
	s.gap(3)
	s.fill(s.left(), s.y, s.width(), 0.7, accent)
	s.gap(4)

	// what it is about stands beside the title where there is room
	about := style{Size: 14}
	wide := s.typesetter.width(title, h1) + 5
	lines := s.wrap(more, about, s.width())
	if len(lines) == 1 && wide+lines[0].Width <= s.width() {
		s.setLine(s.left()+wide, s.y+(h1.lineHeight()-about.lineHeight())*0.72, lines[0], about)
		lines = nil
	}
	s.place(s.textBlock(title, h1, s.width()))
	if len(lines) > 0 {
		s.place(s.textBlock(more, about, s.width()))
	}
	s.gap(1)
}

func (w *planPaper) keyPoints() {
	inner := w.width() - 12
	var points []string
	for _, g := range w.goals {
		if said := strings.TrimSpace(g.Words); said != "" {
			points = append(points, say(clinic.Say("What we work for: {{.Words}}", clinic.Args{"Words": lines(quoted(said))})))
			break
		}
	}
	if s := schedule(w.plan.Phases); s != "" {
		facts := clinic.Args{"Schedule": s, "Minutes": minutes(w.plan.Minutes)}
		often := clinic.Say("How often: {{.Schedule}}. Each session takes {{.Minutes}}.", facts)
		if w.plan.CostCents != nil {
			facts["Cost"] = money(*w.plan.CostCents, w.Clinic.Currency)
			often = clinic.Say("How often: {{.Schedule}}. Each session takes {{.Minutes}} and costs {{.Cost}}.", facts)
		}
		points = append(points, say(often))
	}
	if w.plan.ReviewDate.Valid() {
		points = append(points, say(clinic.Say("We measure again on {{.Day}} and decide with you what comes next.", clinic.Args{"Day": w.plan.ReviewDate})))
	}
	if w.Clinic.Phone != "" {
		points = append(points, say(clinic.Say("Questions? Call us on {{.Phone}}.", clinic.Args{"Phone": w.Clinic.Phone})))
	}
	if len(points) == 0 {
		return
	}
	blocks := []block{w.textBlock(say(clinic.Say("The main points")), strong, inner)}
	for _, p := range points {
		blocks = append(blocks, w.textBlock(p, body, inner))
	}
	w.place(w.boxed(stack(1.2, blocks...), w.width()))
}

func (w *planPaper) found() error {
	blocks, err := w.foundBlock()
	if err != nil {
		return err
	}
	summary := strings.TrimSpace(w.plan.Summary)
	if len(blocks) == 0 && summary == "" {
		return nil
	}
	keep := 2 * body.lineHeight()
	if summary == "" {
		keep = blocks[0].height
	}
	w.heading(say(clinic.Say("What we found")), keep)
	if summary != "" {
		w.para(summary, body)
		w.gap(2)
	}
	for _, b := range blocks {
		w.place(b)
		w.gap(1.4)
	}
	return nil
}

// goalCards sets each goal with how it is measured: now, target, when.
func (w *planPaper) goalCards() {
	if len(w.goals) == 0 {
		return
	}
	rated, activities := w.activities()
	for i, g := range w.goals {
		m := w.Catalogue.Measure(g.Measure)
		blocks := []block{w.textBlock(fmt.Sprintf("%d. %s", i+1, w.goalWords(&g)), strong, w.width())}
		if m != nil {
			blocks = append(blocks, w.textBlock(w.measured(g, m), body, w.width()))
			blocks = append(blocks, w.nowTargetWhen(g, m))
		}
		card := stack(1, blocks...)
		if i == 0 {
			w.heading(say(clinic.Say("Your goals")), card.height)
		} else {
			w.gap(2.5)
		}
		w.place(card)
	}
	if len(activities) > 0 {
		w.gap(2.5)
		w.para(rated, body)
		w.list("", activities)
	}
}

// goalWords head a goal: what the patient said, or the activity it is about, or what it gives in plain words.
func (w *planPaper) goalWords(g *clinic.Goal) string {
	if said := strings.TrimSpace(g.Words); said != "" {
		return quoted(said)
	}
	if m := w.Catalogue.Measure(g.Measure); m != nil && m.Items && g.Item != "" {
		return quoted(g.Item)
	}
	return say(g.Benefit.Plain())
}

// activities are the patient's own, as they were rated in the assessment, without those that are goals, and what stands
// over them: how they are rated and, where that was not on the day of the paper, when.
func (w *planPaper) activities() (head string, list []string) {
	var own []clinic.Measurement
	for _, m := range w.Chart.MeasurementsOf(w.plan.AssessmentID) {
		measure := w.Catalogue.Measure(m.Measure)
		if measure == nil || !measure.Items || m.Item == "" || measure.Tells != clinic.TellsFunction ||
			slices.ContainsFunc(w.goals, func(g clinic.Goal) bool { return g.Measure == m.Measure && g.Item == m.Item }) {
			continue
		}
		own = append(own, m)
	}
	oneDay := len(own) > 0 && !slices.ContainsFunc(own, func(m clinic.Measurement) bool { return m.Date != own[0].Date })
	for _, m := range own {
		facts := clinic.Args{"Activity": lines(m.Item), "Value": m.Value, "Day": w.day(m.Date)}
		said := clinic.Say("{{.Activity}}: {{.Value}}", facts)
		switch {
		case m.Date == w.Printed:
			said = clinic.Say("{{.Activity}}: now {{.Value}}", facts)
		case !oneDay:
			said = clinic.Say("{{.Activity}}: {{.Value}} on {{.Day}}", facts)
		}
		list = append(list, say(said))
	}
	over := clinic.Say("What you want to do again. 0 is not at all, 10 is as well as before:")
	if oneDay && own[0].Date != w.Printed {
		over = clinic.Say("What you want to do again, as you said on {{.Day}}. 0 is not at all, 10 is as well as before:", clinic.Args{"Day": w.day(own[0].Date)})
	}
	return say(over), list
}

// measured says what is measured, in plain words with the side.
func (w *planPaper) measured(g clinic.Goal, m *clinic.Measure) string {
	text := m.Plain
	if text == "" {
		text = m.Name
	}
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	switch of := w.Catalogue.Of(g.Item, g.Along()); {
	case of.IsZero():
	case !m.Items:
		text = say(clinic.Say("{{.Measure}}: {{.Of}}", clinic.Args{"Measure": text, "Of": lines(say(of))}))
	case strings.TrimSpace(g.Words) != "":
		text = say(clinic.Say("{{.Activity}}. {{.Measure}}", clinic.Args{"Activity": lines(quoted(g.Item)), "Measure": text}))
	}
	facts := clinic.Args{"Measure": lines(text)}
	switch {
	case g.Structure != "":
		facts["Place"] = w.Atlas.Plain(g.Structure, g.Side)
		return say(clinic.Say("{{.Measure}} ({{.Place}}).", facts))
	case g.Side == anatomy.Left:
		return say(clinic.Say("{{.Measure}} (left side).", facts))
	case g.Side == anatomy.Right:
		return say(clinic.Say("{{.Measure}} (right side).", facts))
	}
	return say(clinic.Say("{{.Measure}}.", facts))
}

// began is when a goal's start was measured: "Now" on a paper of that day, else the day; "At first" where that is not
// known.
func (w *planPaper) began(g *clinic.Goal) string {
	if g.Baseline == nil {
		return say(clinic.Say("Now"))
	}
	for i := range w.Chart.Measurements {
		switch m := &w.Chart.Measurements[i]; {
		case m.ID != g.BaselineID:
		case m.Date == w.Printed:
			return say(clinic.Say("Now"))
		default:
			return w.day(m.Date)
		}
	}
	return say(clinic.Say("At first"))
}

// day is a day as short as the year of the paper allows.
func (w *planPaper) day(d clinic.Date) string { return words.InYear(d, w.Printed.Time().Year()) }

// nowTargetWhen sets where a goal starts and where it goes, in one line.
func (w *planPaper) nowTargetWhen(g clinic.Goal, m *clinic.Measure) block {
	now, target, by := say(clinic.Say("not measured yet")), say(clinic.Say("to be set")), say(clinic.Say("the re-assessment"))
	if g.Baseline != nil {
		now = value(*g.Baseline, m)
	}
	if g.TargetTo != nil {
		target = value(*g.TargetTo, m)
	}
	if g.Due.Valid() {
		by = words.Long(g.Due)
	}
	const pad = 1.6
	parts := []struct{ label, text string }{{w.began(&g), now}, {say(clinic.Say("Target")), target}, {say(clinic.Say("By")), by}}
	widths := []float64{w.width() * 0.3, w.width() * 0.32, w.width() * 0.38}
	var labels, texts []block
	height := 0.0
	for i, p := range parts {
		label := w.textBlock(p.label+"  ", style{Size: 12, Quiet: true}, widths[i]-8)
		text := w.textBlock(p.text, style{Size: 13, Bold: true}, widths[i]-8-w.typesetter.width(p.label+"  ", body))
		labels, texts = append(labels, label), append(texts, text)
		height = math.Max(height, text.height)
	}
	height += 2 * pad
	return block{height, func(x, y float64) {
		w.page().Path(drawing.RectPath(box(x, y, w.width(), height)), drawing.Style{Fill: tint, Stroke: rule, Width: 0.2})
		for i := range parts {
			labels[i].set(x+3, y+pad+0.4)
			texts[i].set(x+3+w.typesetter.width(parts[i].label+"  ", body), y+pad)
			if i < len(parts)-1 {
				w.arrow(x+widths[i]-7, y+height/2)
			}
			x += widths[i]
		}
	}}
}

// arrow draws a small arrow to the right whose tip is 5 mm from x.
func (s *sheet) arrow(x, y float64) {
	at := func(dx, dy float64) drawing.Point { return drawing.Point{X: x + dx, Y: y + dy} }
	s.page().Path(drawing.Polygon(at(0, -0.3), at(3.2, -0.3), at(3.2, -1.5), at(5, 0), at(3.2, 1.5), at(3.2, 0.3), at(0, 0.3)),
		drawing.Style{Fill: quietInk})
}

func (w *planPaper) treatment() {
	var cards []func(width float64) block
	for i, p := range w.prescriptions {
		name, plainWords := p.Technique, ""
		if t := w.Catalogue.Technique(p.Technique); t != nil {
			name, plainWords = t.Name, t.Plain
		}
		var how []string
		if pressure, ok := pressures[p.Pressure]; ok {
			how = append(how, say(pressure))
		}
		if p.Minutes > 0 {
			how = append(how, say(inMinutes(p.Minutes)))
		}
		if p.Repetitions > 0 {
			how = append(how, say(times(p.Repetitions)))
		}
		if p.Position != "" {
			how = append(how, positionWords(p.Position))
		}
		place, manner := where(w.Atlas, p.Targets), strings.Join(how, ", ")
		dose := place + manner
		if place != "" && manner != "" {
			dose = say(clinic.Say("{{.Place}}: {{.How}}", clinic.Args{"Place": place, "How": manner}))
		}
		cards = append(cards, func(width float64) block {
			return stack(0.3, w.textBlock(fmt.Sprintf("%d. %s", i+1, name), strong, width), w.textBlock(plainWords, body, width), w.textBlock(script.UpperFirst(dose), body, width))
		})
	}
	w.columns(say(clinic.Say("What we will do")), 2.4, cards)
}

// columnGap lies between two columns.
const columnGap = 8.0

// columns sets a heading, if there is one, and blocks in two columns, row by row: the first and second beside each other.
func (s *sheet) columns(heading string, gap float64, cards []func(width float64) block) {
	half := (s.width() - columnGap) / 2
	for i := 0; i < len(cards); i += 2 {
		row := cards[i](half)
		if i+1 < len(cards) {
			left, right := row, cards[i+1](half)
			row = block{math.Max(left.height, right.height), func(x, y float64) {
				left.set(x, y)
				right.set(x+half+columnGap, y)
			}}
		}
		switch {
		case i > 0:
			s.gap(gap)
		case heading != "":
			s.heading(heading, row.height)
		}
		s.place(row)
	}
}

// visitDay is a session on the paper: a day it was held, a booked visit, or a day that is aimed for.
type visitDay struct {
	day    clinic.Date
	booked *clinic.Appointment
	held   bool
}

// visits are the sessions of the plan in their order: those held, those booked, and those of which only the day is aimed
// for. Of a version that is treated by no more, and where the diary could not be read, they are the days that are aimed for,
// and known is false: it cannot be said which are booked.
func (w *planPaper) visits() (out []visitDay, known bool) {
	c := w.Chart
	current, draft := c.CurrentPlan(), c.DraftPlan()
	if !w.DiaryRead || (current == nil || current.ID != w.plan.ID) && (draft == nil || draft.ID != w.plan.ID) {
		for _, d := range w.plan.Dates() {
			out = append(out, visitDay{day: d})
		}
		return out, false
	}
	all := w.plan.Sessions()
	tally := c.Tally(&w.plan, w.Printed)
	last := clinic.Date("")
	for _, d := range tally.Held[:min(len(tally.Held), all)] {
		out, last = append(out, visitDay{day: d, held: true}), d
	}
	for _, a := range c.ToCome(&w.plan, w.Booked, w.Printed) {
		if len(out) < all && !a.Held {
			out, last = append(out, visitDay{day: a.Day, booked: &a}), max(last, a.Day)
		}
	}
	for _, d := range w.plan.DatesFrom(len(out), w.plan.NextAfter(len(out), last)) {
		out = append(out, visitDay{day: d})
	}
	return out, true
}

func (w *planPaper) when() {
	list, known := w.visits()
	if len(list) == 0 {
		return
	}
	booked, aimed := 0, 0
	for _, v := range list {
		switch {
		case v.booked != nil:
			booked++
		case !v.held:
			aimed++
		}
	}
	said := clinic.Say("These are the days we aim for. Tick each one when it is done.")
	switch {
	case booked > 0 && aimed > 0:
		said = clinic.Say("The visits with a time are booked. The other days are those we aim for; they are not booked yet. Tick each one when it is done.")
	case booked > 0:
		said = clinic.Say("The visits with a time are booked for you. Tick each one when it is done.")
	case known && aimed > 0:
		said = clinic.Say("These are the days we aim for. They are not booked yet. Tick each one when it is done.")
	}
	w.heading(say(clinic.Say("When")), 3*body.lineHeight())
	w.para(say(said), body)
	w.gap(1)
	perRow := 4
	if booked > 0 {
		perRow = 3
	}
	cw := w.width() / float64(perRow)
	lh := body.lineHeight() + 1
	for row := range slices.Chunk(list, perRow) {
		w.place(block{lh, func(x, y float64) {
			for k, v := range row {
				at := x + float64(k)*cw
				w.tick(at, y+0.7, 4)
				if v.held {
					w.page().Path(drawing.Line(drawing.Point{X: at + 0.8, Y: y + 2.8}, drawing.Point{X: at + 1.7, Y: y + 3.8}, drawing.Point{X: at + 3.4, Y: y + 1.4}),
						drawing.Style{Stroke: ink, Width: 0.5})
				}
				text, st := words.WithWeekday(v.day), body
				if v.booked != nil {
					st = strong
					text = say(clinic.Say("{{.Day}}, {{.Time}}", clinic.Args{"Day": text, "Time": clinic.ClockTime(v.booked.Start)}))
				}
				w.setLine(at+6, y, w.one(text, st), st)
			}
		}})
	}
}

// tick draws an empty box to tick.
func (s *sheet) tick(x, y, size float64) {
	s.page().Path(drawing.RectPath(box(x, y, size, size)), drawing.Style{Stroke: ink, Width: 0.35})
}

func (w *planPaper) expect() {
	var items []string
	text := w.plan.Expect
	for _, e := range w.Catalogue.Expect { // each is an item of its own
		text = strings.ReplaceAll(text, e.Text, "\n"+e.Text+"\n")
	}
	for t := range strings.SplitSeq(text, "\n") {
		if t = strings.TrimSpace(t); t != "" {
			items = append(items, t)
		}
	}
	w.list(say(clinic.Say("What to expect")), items)
	w.list(say(clinic.Say("We take care with")), w.plan.Precautions)
}

// list sets short items in two columns, and items of which one is long below each other, over pages if they must.
func (w *planPaper) list(heading string, items []string) {
	const short = 140 // letters
	if slices.ContainsFunc(items, func(s string) bool { return len(s) > short }) {
		if heading != "" {
			w.heading(heading, 2*body.lineHeight())
		}
		w.bullets(items)
		return
	}
	var cards []func(width float64) block
	for _, it := range items {
		cards = append(cards, func(width float64) block { return w.item(it, width) })
	}
	w.columns(heading, 0.6, cards)
}

// diaryWeeks is how many weeks of tick boxes home care gets.
const diaryWeeks = 4

func (w *planPaper) atHome() {
	if len(w.homeCare) == 0 {
		return
	}
	heading := say(clinic.Say("What you do at home"))
	var cards []func(width float64) block
	long := false
	for i, h := range w.homeCare {
		long = long || len(h.Title+h.Instructions) > 600
		cards = append(cards, func(width float64) block { return w.homeCard(i, h, width) })
	}
	keep := 3 * body.lineHeight()
	if !long {
		keep = cards[0]((w.width()-columnGap)/2).height + body.lineHeight() + 1
	}
	w.heading(heading, keep)
	w.para(say(clinic.Say("Stop an exercise that hurts more than 3 out of 10.")), body)
	w.gap(1)
	if long { // the text flows over the pages
		for i, h := range w.homeCare {
			w.para(fmt.Sprintf("%d. %s", i+1, h.Title), strong)
			w.para(h.Instructions, body)
			w.para(homeDose(h), strong)
			for _, more := range w.homeCautions(h) {
				w.para(more, body)
			}
			w.gap(2)
		}
	} else {
		w.columns("", 2.4, cards)
	}
	w.diary()
}

// The width of the drawing of a piece of home care: of few, and of so many that the plan would grow too long.
const (
	drawnWide   = 32.0
	drawnNarrow = 23.0
	fewDrawn    = 3
)

// homeCard is a piece of home care with its drawing, if it has one: its title and dose beside it, and below it how it is
// done and for whom it is not.
func (w *planPaper) homeCard(i int, h clinic.HomeCare, width float64) block {
	title, dose := fmt.Sprintf("%d. %s", i+1, h.Title), homeDose(h)
	below := []block{w.textBlock(h.Instructions, body, width)}
	for _, more := range w.homeCautions(h) {
		below = append(below, w.textBlock(more, body, width))
	}
	drawn := drawing.Exercise(h.Exercise, drawing.Print)
	if drawn == nil {
		return stack(0.3, append([]block{w.textBlock(title, strong, width)}, append(below[:1:1], append([]block{w.textBlock(dose, strong, width)}, below[1:]...)...)...)...)
	}
	const between = 3.0
	wide := drawnWide
	if len(w.homeCare) > fewDrawn {
		wide = drawnNarrow
	}
	beside := stack(0.3, w.textBlock(title, strong, width-wide-between), w.textBlock(dose, body, width-wide-between))
	high := wide * drawing.ExerciseHeight / drawing.ExerciseWidth
	head := block{math.Max(high, beside.height), func(x, y float64) {
		w.page().Add(drawn, drawing.Translate(x, y).Mul(drawing.Fit(drawn.Box(), wide, high)))
		beside.set(x+wide+between, y)
	}}
	return stack(0.5, append([]block{head}, below...)...)
}

// homeCautions are for whom a piece of home care is not, and why it stays where something stands against it.
func (w *planPaper) homeCautions(h clinic.HomeCare) []string {
	var out []string
	if e := w.Catalogue.Exercise(h.Exercise); e != nil {
		out = append(out, say(clinic.Say("Take care: {{.When}}", clinic.Args{"When": clinic.Text(e.NotWhen)})))
	}
	var names []clinic.Sentence
	for _, c := range clinic.StandingHomeCare(w.Catalogue, w.Chart, &h, w.Printed) {
		names = append(names, c.Name)
	}
	switch about := (clinic.Args{"Items": names, "Reason": h.KeptReason}); {
	case len(names) == 0:
	case h.KeptReason != "":
		out = append(out, say(clinic.Say("We talked about: {{.Items}}. It stays because: {{.Reason}}", about)))
	default:
		out = append(out, say(clinic.Say("Wait until we have talked about: {{.Items}}.", about)))
	}
	return out
}

// diary is four weeks of seven boxes to tick for each piece of home care.
func (w *planPaper) diary() {
	const boxSize, gap, between, row = 3.7, 0.75, 2.4, 6.4
	week := 7*(boxSize+gap) + between
	names := w.width() - diaryWeeks*week + between - gap
	label := style{Size: 10}
	intro := w.textBlock(say(clinic.Say("Tick a box each time. Bring this sheet to your next visit.")), body, names-4)
	weekdays := strings.Fields(say(clinic.Say("M T W T F S S")))
	heads := block{math.Max(intro.height, 2*label.lineHeight()), func(x, y float64) {
		intro.set(x, y)
		y += math.Max(0, intro.height-2*label.lineHeight())
		for n := range diaryWeeks {
			wx := x + names + float64(n)*week
			w.setLine(wx, y, w.one(say(clinic.Say("Week {{.N}}", clinic.Args{"N": n + 1})), label), label)
			for day, name := range weekdays[:min(7, len(weekdays))] {
				dx := wx + float64(day)*(boxSize+gap)
				l := w.one(name, label)
				w.setLine(dx+(boxSize-l.Width)/2, y+label.lineHeight(), l, label)
			}
		}
	}}
	var rows []block
	height := heads.height
	for i, h := range w.homeCare {
		title := w.wrap(fmt.Sprintf("%d. %s", i+1, h.Title), body, names-3)
		title = title[:min(len(title), 2)]
		boxes := block{math.Max(row, float64(len(title))*body.lineHeight()+0.8), func(x, y float64) {
			w.setLines(x, y, title, body)
			for n := range diaryWeeks {
				for day := range 7 {
					w.tick(x+names+float64(n)*week+float64(day)*(boxSize+gap), y+(body.lineHeight()-boxSize)/2, boxSize)
				}
			}
		}}
		rows = append(rows, boxes)
		height += boxes.height
	}
	w.gap(2.5)
	if height < w.h/3 { // on one page
		w.need(height)
	}
	w.place(stack(0, heads, rows[0]))
	for _, boxes := range rows[1:] {
		if boxes.height > w.room() {
			w.newPage()
			w.place(heads)
		}
		w.place(boxes)
	}
}

// warnings are set in two columns, each group of signs whole.
func (w *planPaper) warnings() {
	signs := w.Catalogue.WarningsFor(w.Chart.PurposesOf(w.plan.ID))
	if len(signs) == 0 {
		return
	}
	const between = 6.0
	half := (w.width() - 12 - between) / 2
	var groups []block
	for len(signs) > 0 {
		do := signs[0].Do
		if signs[0].Urgency == clinic.UrgencyAmbulance && w.Clinic.Emergency != "" {
			do = say(clinic.Say("{{.Do}} ({{.Number}}).", clinic.Args{"Do": strings.TrimSuffix(do, "."), "Number": w.Clinic.Emergency}))
		}
		group := []block{w.textBlock(do, strong, half)}
		var rest []clinic.Warning
		for _, s := range signs {
			if s.Do == signs[0].Do {
				group = append(group, w.item(s.Sign, half))
			} else {
				rest = append(rest, s)
			}
		}
		signs = rest
		groups = append(groups, stack(0.4, group...))
	}
	for first := true; len(groups) > 0; first = false {
		left, right, n := halves(groups, 1.4, w.h-2*margin-2*footer-30)
		a, b := stack(1.4, left...), stack(1.4, right...)
		box := w.boxed(block{math.Max(a.height, b.height), func(x, y float64) {
			a.set(x, y)
			b.set(x+half+between, y)
		}}, w.width())
		if first {
			w.heading(say(clinic.Say("Warning signs: stop and get help")), box.height)
		}
		w.place(box)
		w.gap(2)
		groups = groups[n:]
	}
}

// halves puts blocks into two columns of about one height, in their order down the first and then the second, and
// says how many it took: as many as are no higher than most, and one at least.
func halves(blocks []block, gap, most float64) (left, right []block, n int) {
	fits := func(height float64) (int, int) {
		var count [2]int
		i := 0
		for c := range count {
			for h := 0.0; i < len(blocks) && (h+blocks[i].height <= height || c == 0 && i == 0); i++ {
				h += blocks[i].height + gap
				count[c]++
			}
		}
		return count[0], count[1]
	}
	height := most
	for ; height > 5; height -= 2 {
		if a, b := fits(height - 2); a+b < len(blocks) {
			break
		}
	}
	a, b := fits(height)
	return blocks[:a], blocks[a : a+b], a + b
}

// item is a line of a list as a block.
func (s *sheet) item(text string, width float64) block {
	const indent = 5.0
	b := s.textBlock(text, body, width-indent)
	return block{b.height, func(x, y float64) {
		s.setLine(x, y, line{Text: "•"}, body)
		b.set(x+indent, y)
	}}
}

func (w *planPaper) agreement() {
	inner := w.width()
	blocks := []block{w.textBlock(say(clinic.Say("We talked about this plan: what it is for, what we will do, what else could be done, the risks and the cost. I can ask questions, say no to any part, or stop at any time.")), body, inner)}
	if w.plan.Agreed() {
		blocks = append(blocks, w.textBlock(say(w.agreed()), strong, inner))
	}
	blocks = append(blocks, block{15, func(x, y float64) {
		w.signatureLine(x, y+9, inner*0.44, say(clinic.Say("Your name and signature")))
		w.signatureLine(x+inner*0.48, y+9, inner*0.28, say(clinic.Say("Therapist")))
		w.signatureLine(x+inner*0.80, y+9, inner*0.20, say(clinic.Say("Date")))
	}})
	b := stack(2, blocks...)
	w.heading(say(clinic.Say("Our agreement")), b.height)
	w.place(b)
}

func (w *planPaper) agreed() clinic.Sentence {
	how := say(w.plan.AgreedHowWords())
	facts := clinic.Args{"Day": w.Chart.Day(w.plan.AgreedAt), "Who": w.plan.AgreedWho(), "How": how}
	switch {
	case w.plan.AgreedBy == "" && how == "":
		return clinic.Say("Agreed on {{.Day}}.", facts)
	case w.plan.AgreedBy == "":
		return clinic.Say("Agreed on {{.Day}} ({{.How}}).", facts)
	case how == "":
		return clinic.Say("Agreed on {{.Day}} by {{.Who}}.", facts)
	}
	return clinic.Say("Agreed on {{.Day}} by {{.Who}} ({{.How}}).", facts)
}

func (s *sheet) signatureLine(x, y, width float64, label string) {
	s.fill(x, y, width, 0.3, ink)
	st := style{Size: 12, Quiet: true}
	s.setLine(x, y+1, s.one(label, st), st)
}
