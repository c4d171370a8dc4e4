package document

import (
	"fmt"
	"math"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Plan is what the printed plan is made from: one version of a regimen and what belongs to it.
type Plan struct {
	Clinic       clinic.Clinic
	Practitioner clinic.Practitioner
	Chart        *clinic.Chart
	PlanID       string
	Atlas        *anatomy.Atlas
	Catalogue    *clinic.Catalogue
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
}

// NewPlan sets the plan for the patient on the clinic's paper. The error says which record is missing.
func NewPlan(p Plan, opts Options) (*Document, error) {
	plan := p.Chart.Plan(p.PlanID)
	if plan == nil {
		return nil, fmt.Errorf("the plan %s: %w", p.PlanID, clinic.ErrNotFound)
	}
	doc := newDocument(p.Clinic.Paper, opts)
	doc.Title = "Massage plan"
	doc.Author = p.Clinic.Name
	doc.Date = p.Printed
	w := &planPaper{
		Plan: p, sheet: doc.sheet, plan: *plan,
		goals:         p.Chart.GoalsOf(plan.ID),
		prescriptions: p.Chart.PrescriptionsOf(plan.ID),
		homeCare:      p.Chart.HomeCareOf(plan.ID),
		problems:      p.Chart.ProblemsOf(plan.ID),
	}
	w.head = func(s *sheet) float64 { return runningHead(s, p.Chart.Patient.Name(), p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		state := "made " + clinic.DateOf(plan.CreatedAt).Long()
		if plan.Agreed() {
			state = "agreed " + clinic.DateOf(plan.AgreedAt).Long()
		} else {
			state += ", draft: not agreed yet"
		}
		return fmt.Sprintf("Plan version %d, %s. Printed %s.", plan.Version, state, p.Printed.Long()),
			fmt.Sprintf("Page %d of %d", page, pages)
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
	who := s.wrap(patient, small, s.width()*0.6)
	if len(who) > 0 {
		s.setLine(s.left(), y, who[0], small)
	}
	s.right(clinicName, y, small)
	h := small.lineHeight() + 1
	s.fill(s.left(), y+h, s.width(), 0.2, rule)
	return h + 4
}

// right sets one line that ends at the right margin.
func (s *sheet) right(text string, y float64, st style) {
	lines := s.wrap(text, st, s.width()*0.6)
	if len(lines) > 0 {
		s.setLine(s.left()+s.width()-lines[0].Width, y, lines[0], st)
	}
}

func (w *planPaper) letterhead() {
	name := w.Clinic.Name
	if name == "" {
		name = w.Practitioner.Name
	}
	half := w.width()*0.58 - 4
	left := []block{w.textBlock(name, style{Size: 15, Bold: true}, half)}
	for _, t := range []string{w.Clinic.Address(), w.Clinic.Phone, w.Clinic.Email} {
		if t != "" {
			left = append(left, w.textBlock(t, body, half))
		}
	}
	var right []block
	rightWidth := w.width() * 0.42
	if w.Practitioner.Name != "" {
		right = append(right, w.textBlock("Your therapist", style{Size: 12, Quiet: true}, rightWidth),
			w.textBlock(w.Practitioner.Name, strong, rightWidth))
	}
	for _, t := range []string{w.Practitioner.Qualifications, w.Practitioner.Phone} {
		if t != "" {
			right = append(right, w.textBlock(t, body, rightWidth))
		}
	}
	a, b := stack(0.3, left...), stack(0.3, right...)
	w.place(block{math.Max(a.height, b.height), func(x, y float64) {
		a.set(x, y)
		b.set(x+w.width()-rightWidth, y)
	}})
	w.gap(3)
	w.fill(w.left(), w.y, w.width(), 0.7, accent)
	w.gap(6)

	title := "Your massage plan"
	w.place(w.textBlock(title, h1, w.width()))
	if w.plan.Title != "" {
		w.place(w.textBlock(w.plan.Title, style{Size: 14}, w.width()))
	}
	w.gap(2)
	who := "For " + w.Chart.Patient.Name()
	if b := w.Chart.Patient.BirthDate; b.Valid() {
		who += ", born " + b.Long()
	}
	w.para(who, strong)
	w.gap(3)
}

func (w *planPaper) keyPoints() {
	inner := w.width() - 12
	var points []string
	for _, g := range w.goals {
		if words := strings.TrimSpace(g.Words); words != "" {
			points = append(points, "What we work for: "+quoted(words))
			break
		}
	}
	if s := schedule(w.plan.Phases); s != "" {
		points = append(points, fmt.Sprintf("How often: %s. Each session takes %s.", s, plural(w.plan.Minutes, "minute", "minutes")))
	}
	if w.plan.ReviewDate.Valid() {
		points = append(points, "We check how you are going on "+w.plan.ReviewDate.Long()+".")
	}
	if len(w.homeCare) > 0 {
		points = append(points, "What you do at home: "+plural(len(w.homeCare), "thing", "things")+", see below.")
	}
	if w.Clinic.Phone != "" {
		points = append(points, "Questions? Call us on "+w.Clinic.Phone+".")
	}
	if len(points) == 0 {
		return
	}
	blocks := []block{w.textBlock("The main points", strong, inner)}
	for _, p := range points {
		blocks = append(blocks, w.textBlock(p, body, inner))
	}
	w.place(w.boxed(stack(1.2, blocks...), w.width()))
}

func quoted(s string) string { return "“" + strings.Trim(s, "“”\" ") + "”" }

func (w *planPaper) found() error {
	findings := w.Chart.FindingsOf(w.plan.AssessmentID)
	if len(findings) == 0 && len(w.problems) == 0 && strings.TrimSpace(w.plan.Summary) == "" {
		return nil
	}
	w.heading("What we found", bodyHeight*0.7)
	if w.plan.Summary != "" {
		w.para(w.plan.Summary, body)
		w.gap(2)
	}
	var words []string
	for _, p := range w.problems {
		words = append(words, p.Words)
	}
	// a few problems stand beside the figure; more of them below it, where they can break over pages
	beside := words
	if len(words) > mostBeside {
		beside = nil
	}
	figure, err := w.figure(findings, beside)
	if err != nil {
		return err
	}
	if figure.height > 0 {
		w.place(figure)
		w.gap(3)
	}
	if figure.height == 0 || beside == nil {
		w.bullets(words)
	}
	return nil
}

// mostBeside is how many problems have room beside the figure.
const mostBeside = 5

// goalCards sets each goal with how it is measured: now, target, when.
func (w *planPaper) goalCards() {
	if len(w.goals) == 0 {
		return
	}
	for i, g := range w.goals {
		m := w.Catalogue.Measure(g.Measure)
		words := strings.TrimSpace(g.Words)
		if words == "" {
			words = g.Benefit.Name()
		} else {
			words = quoted(words)
		}
		blocks := []block{w.textBlock(fmt.Sprintf("%d. %s", i+1, words), strong, w.width())}
		if m != nil {
			blocks = append(blocks, w.textBlock("How we measure it: "+w.measured(g, m), body, w.width()))
			blocks = append(blocks, w.nowTargetWhen(g, m))
		}
		card := stack(1.2, blocks...)
		if i == 0 {
			w.heading("Your goals", card.height)
		} else {
			w.gap(3)
		}
		w.place(card)
	}
}

// measured says what is measured, in plain words with the side.
func (w *planPaper) measured(g clinic.Goal, m *clinic.Measure) string {
	text := m.Plain
	if text == "" {
		text = m.Name
	}
	text = strings.TrimSuffix(strings.TrimSpace(text), ".")
	if g.Item != "" {
		text += ": " + g.Item
	}
	switch {
	case g.Structure != "":
		text += " (" + w.Atlas.Label(g.Structure, g.Side) + ")"
	case g.Side.Word() != "":
		text += " (" + g.Side.Word() + " side)"
	}
	return text + "."
}

func (w *planPaper) nowTargetWhen(g clinic.Goal, m *clinic.Measure) block {
	type part struct{ label, text string }
	parts := []part{{"Now", "not measured yet"}, {"Target", "to be set"}, {"By", "the review"}}
	if g.Baseline != nil {
		parts[0].text = value(*g.Baseline, m)
	}
	if g.TargetTo != nil {
		parts[1].text = value(*g.TargetTo, m)
	}
	if g.Due.Valid() {
		parts[2].text = g.Due.Long()
	}
	const pad = 2.2
	widths := []float64{w.width() * 0.3, w.width() * 0.3, w.width() * 0.4}
	var cells []block
	height := 0.0
	for i, p := range parts {
		b := stack(0, w.textBlock(p.label, style{Size: 12, Quiet: true}, widths[i]-8), w.textBlock(p.text, style{Size: 14, Bold: true}, widths[i]-8))
		cells = append(cells, b)
		height = math.Max(height, b.height)
	}
	height += 2 * pad
	return block{height, func(x, y float64) {
		w.page().Path(drawing.RectPath(box(x, y, w.width(), height)), drawing.Style{Fill: tint, Stroke: rule, Width: 0.2})
		for i, b := range cells {
			b.set(x+3, y+pad)
			if i < len(cells)-1 {
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
	if len(w.prescriptions) == 0 {
		return
	}
	var rows [][]cell
	for _, p := range w.prescriptions {
		name, plainWords := p.Technique, ""
		if t := w.Catalogue.Technique(p.Technique); t != nil {
			name, plainWords = t.Name, t.Plain
		}
		how := []string{pressureWords(p.Pressure) + " pressure"}
		if p.Minutes > 0 {
			how = append(how, clinic.Number(p.Minutes)+" min")
		}
		if p.Repetitions > 0 {
			how = append(how, plural(p.Repetitions, "time", "times"))
		}
		if p.Position != "" {
			how = append(how, p.Position)
		}
		dose := strings.Join(how, ", ")
		rows = append(rows, []cell{
			{lead: name, text: plainWords},
			{text: where(w.Atlas, p.Targets)},
			{text: strings.ToUpper(dose[:1]) + dose[1:]},
		})
	}
	w.heading("What we will do", 3*body.lineHeight())
	w.table([]column{{"Treatment", 0.42}, {"Where", 0.33}, {"How", 0.25}}, rows)
}

func (w *planPaper) when() {
	dates := w.plan.Dates()
	if len(dates) == 0 && w.plan.CostCents == nil && !w.plan.ReviewDate.Valid() {
		return
	}
	w.heading("When", 3*body.lineHeight())
	if s := schedule(w.plan.Phases); s != "" {
		w.para(strings.ToUpper(s[:1])+s[1:]+". Each session takes "+plural(w.plan.Minutes, "minute", "minutes")+".", body)
	}
	if len(dates) > 0 {
		w.gap(1.5)
		w.para("These are the days we aim for. Tick each one when it is done.", body)
		w.gap(1.5)
		const perRow = 3
		cw := w.width() / perRow
		lh := body.lineHeight() + 1.6
		for i := 0; i < len(dates); i += perRow {
			row := dates[i:min(i+perRow, len(dates))]
			w.place(block{lh, func(x, y float64) {
				for k, d := range row {
					w.tick(x+float64(k)*cw, y+0.7, 4)
					w.setLine(x+float64(k)*cw+6, y, line{Text: d.Time().Format("Mon 2 Jan 2006")}, body)
				}
			}})
		}
	}
	if w.plan.ReviewDate.Valid() {
		w.gap(1)
		w.para("Review: "+w.plan.ReviewDate.Long()+". We measure again and decide with you what comes next.", strong)
	}
	if w.plan.CostCents != nil {
		w.gap(1)
		w.para("Cost: "+money(*w.plan.CostCents, w.Clinic.Currency)+" for each session.", body)
	}
}

// tick draws an empty box to tick.
func (s *sheet) tick(x, y, size float64) {
	s.page().Path(drawing.RectPath(box(x, y, size, size)), drawing.Style{Stroke: ink, Width: 0.35})
}

// purposes are what the plan is for and by what means: they choose the advice that fits.
func (w *planPaper) purposes() (benefits []clinic.Benefit, techniques []string) {
	for _, g := range w.goals {
		benefits = append(benefits, g.Benefit)
	}
	for _, p := range w.prescriptions {
		techniques = append(techniques, p.Technique)
	}
	return benefits, techniques
}

func (w *planPaper) expect() {
	var items []string
	for _, t := range strings.Split(w.plan.Expect, "\n") {
		if t = strings.TrimSpace(t); t != "" {
			items = append(items, t)
		}
	}
	if len(items) == 0 {
		for _, e := range w.Catalogue.ExpectFor(w.purposes()) {
			items = append(items, e.Text)
		}
	}
	if len(items) > 0 {
		w.heading("What to expect", 2*body.lineHeight())
		w.bullets(items)
	}
	if len(w.plan.Precautions) > 0 {
		w.heading("We take care with", 2*body.lineHeight())
		w.bullets(w.plan.Precautions)
	}
}

// diaryWeeks is how many weeks of tick boxes a piece of home care gets.
const diaryWeeks = 4

func (w *planPaper) atHome() {
	if len(w.homeCare) == 0 {
		return
	}
	inner := w.width() - 8
	for i, h := range w.homeCare {
		blocks := []block{w.textBlock(fmt.Sprintf("%d. %s", i+1, h.Title), strong, inner)}
		if h.Instructions != "" {
			blocks = append(blocks, w.textBlock(h.Instructions, body, inner))
		}
		if d := homeDose(h); d != "" {
			blocks = append(blocks, w.textBlock(d, strong, inner))
		}
		blocks = append(blocks, w.diary())
		item := stack(1.2, blocks...)
		if i == 0 {
			intro := w.textBlock("Tick a box each time you do it. Bring this sheet to your next visit.", body, w.width())
			w.heading("What you do at home", math.Min(intro.height+item.height, w.h/2))
			w.place(intro)
			w.gap(2)
		} else {
			w.gap(4)
		}
		if item.height > w.h-2*margin-2*footer {
			// too long to stay whole: let the text flow, keep the boxes together
			w.para(h.Title, strong)
			w.para(h.Instructions, body)
			w.para(homeDose(h), strong)
			w.place(w.diary())
			continue
		}
		w.place(item)
	}
}

// diary is four weeks of seven boxes, with the days over them.
func (w *planPaper) diary() block {
	const boxSize, gap = 4.2, 0.9
	label := style{Size: 12}
	weekWidth := 7*(boxSize+gap) + 3.5
	height := 2*label.lineHeight() + boxSize + 1.2
	return block{height, func(x, y float64) {
		for week := range diaryWeeks {
			wx := x + float64(week)*weekWidth
			w.setLine(wx, y, line{Text: fmt.Sprintf("Week %d", week+1)}, label)
			for day, name := range []string{"M", "T", "W", "T", "F", "S", "S"} {
				dx := wx + float64(day)*(boxSize+gap)
				w.setLine(dx+(boxSize-w.typesetter.width(name, label))/2, y+label.lineHeight(), line{Text: name}, label)
				w.tick(dx, y+2*label.lineHeight(), boxSize)
			}
		}
	}}
}

func (w *planPaper) warnings() {
	signs := w.Catalogue.WarningsFor(w.purposes())
	if len(signs) == 0 {
		return
	}
	inner := w.width() - 12
	var blocks []block
	for len(signs) > 0 {
		do := signs[0].Do
		if signs[0].Urgency == clinic.UrgencyEmergency && w.Clinic.Emergency != "" {
			do = strings.TrimSuffix(do, ".") + " (" + w.Clinic.Emergency + ")."
		}
		group := []block{w.textBlock(do, strong, inner)}
		var rest []clinic.Warning
		for _, s := range signs {
			if s.Do == signs[0].Do {
				group = append(group, w.item(s.Sign, inner))
			} else {
				rest = append(rest, s)
			}
		}
		signs = rest
		blocks = append(blocks, stack(0.4, group...))
	}
	// the box is set in runs that fit a page, so that a long list breaks between two groups
	for first := true; len(blocks) > 0; first = false {
		n, h := 0, 8.0
		limit := w.h - 2*margin - 2*footer - 20
		for n < len(blocks) && (n == 0 || h+blocks[n].height+2 < limit) {
			h += blocks[n].height + 2
			n++
		}
		box := w.boxed(stack(2, blocks[:n]...), w.width())
		if first {
			w.heading("Warning signs: stop and get help", box.height)
		}
		w.place(box)
		w.gap(2)
		blocks = blocks[n:]
	}
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
	text := "We talked about this plan: what it is for, what we will do, what else could be done, the risks and the cost. " +
		"I can ask questions, say no to any part, or stop at any time."
	inner := w.width()
	blocks := []block{w.textBlock(text, body, inner)}
	if w.plan.Agreed() {
		agreed := "Agreed on " + clinic.DateOf(w.plan.AgreedAt).Long()
		if w.plan.AgreedBy != "" {
			agreed += " by " + w.plan.AgreedBy
		}
		if w.plan.AgreedHow != "" {
			agreed += " (" + w.plan.AgreedHow + ")"
		}
		blocks = append(blocks, w.textBlock(agreed+".", strong, inner))
	}
	blocks = append(blocks, block{20, func(x, y float64) {
		w.signatureLine(x, y+12, inner*0.44, "Your name and signature")
		w.signatureLine(x+inner*0.48, y+12, inner*0.28, "Therapist")
		w.signatureLine(x+inner*0.80, y+12, inner*0.20, "Date")
	}})
	b := stack(2, blocks...)
	w.heading("Our agreement", b.height)
	w.place(b)
}

func (s *sheet) signatureLine(x, y, width float64, label string) {
	s.fill(x, y, width, 0.3, ink)
	s.setLine(x, y+1, line{Text: label}, style{Size: 12, Quiet: true})
}
