package document

import (
	"fmt"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
)

// Intake is what the printed intake form is made from.
type Intake struct {
	Clinic clinic.Clinic
	// Chart is the patient's, whose record is filled in as far as it goes; an empty one is a form for somebody new.
	Chart     *clinic.Chart
	Atlas     *anatomy.Atlas
	Catalogue *clinic.Catalogue
	Printed   clinic.Date
}

// intakeSize is that of the form: many questions on few pages, to be written on.
const intakeSize = 0.9

// intakePaper is a form being set.
type intakePaper struct {
	Intake
	*sheet
	questions []clinic.IntakeQuestion
}

// NewIntake sets the intake form: the same questions in the same order as on the tablet.
func NewIntake(p Intake, opts Options) (*Document, error) {
	doc := newDocument(p.Clinic.Paper, opts)
	doc.resize(intakeSize)
	doc.Title, doc.Author, doc.Date = say(clinic.Say("Intake form")), p.Clinic.Name, p.Printed
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Intake form, printed {{.Day}}. Leave out what you do not want to answer.", clinic.Args{"Day": p.Printed})), pageOf(page, pages)
	}
	w := &intakePaper{Intake: p, sheet: doc.sheet, questions: clinic.IntakeOnPaper(p.Catalogue, p.Chart, p.Printed)}
	name := p.Chart.Patient.Name()
	w.head = func(s *sheet) float64 {
		if name != "" {
			return runningHead(s, name, p.Clinic.Name)
		}
		return w.nameHead()
	}
	w.letterhead(&p.Clinic, &clinic.Practitioner{}, &p.Chart.Patient, doc.Title, "")
	w.para(say(clinic.Say("Please fill this in before your visit. It tells us how to treat you safely. If you are not sure of an answer, tick “Not sure”: we talk about it.")), body)
	w.gap(2)
	for _, section := range clinic.IntakeSections() {
		var err error
		switch section {
		case clinic.IntakeDetails:
			w.details(section)
		case clinic.IntakeHistory:
			w.history(section)
		case clinic.IntakeScreening:
			w.screening(section)
		case clinic.IntakePain:
			err = w.pain(section)
		case clinic.IntakeStatements:
			w.statements(section)
		case clinic.IntakeSignature:
			w.sign(section)
		}
		if err != nil {
			return nil, fmt.Errorf("the figure could not be drawn: %w", err)
		}
	}
	doc.finish()
	return doc, nil
}

// nameHead has room for the name on each page of a form that nobody's name is printed on.
func (w *intakePaper) nameHead() float64 {
	label := w.one(say(clinic.Say("Your name")), small)
	w.setLine(w.left(), w.y+2, label, small)
	w.fill(w.left()+label.Width+2, w.y+2+small.lineHeight(), w.width()*0.5, 0.2, ink)
	return small.lineHeight() + 6
}

// of are the questions of a section.
func (w *intakePaper) of(section clinic.IntakeSection) []clinic.IntakeQuestion {
	return slices.DeleteFunc(slices.Clone(w.questions), func(q clinic.IntakeQuestion) bool { return q.Section != section })
}

// The measures of the form, in millimetres.
const (
	writingLine = 8.5 // for a line of handwriting
	answerBox   = 4.2
	answerWidth = 17.0 // of a column of boxes
)

// field is a question over a line to write on, on which stands what is known.
func (w *intakePaper) field(ask, known string, width float64) block {
	label := w.textBlock(ask, small, width)
	return block{label.height + writingLine, func(x, y float64) {
		label.set(x, y)
		foot := y + label.height + writingLine - 1.5
		w.fill(x, foot, width, 0.2, ink)
		if l, ok := w.first(known, body, width); ok {
			w.setLine(x, foot-body.lineHeight()-0.2, l, body)
		}
	}}
}

// details are the questions about the patient, two beside each other.
func (w *intakePaper) details(section clinic.IntakeSection) {
	w.heading(say(section.Name()), 2*writingLine)
	all := w.of(section)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Group == all[0].Group {
			n++
		}
		if all[0].Group == clinic.IntakeGuardian {
			w.need(3 * writingLine)
			w.para(say(clinic.Say("If you are under {{.Age}}", clinic.Args{"Age": clinic.AdultAge})), strong)
		}
		var cards []func(width float64) block
		for _, q := range all[:n] {
			known := w.Chart.Patient.OnFile(q.Code)
			switch day := clinic.Date(known); {
			case q.How == clinic.IntakeDay && day.Valid():
				known = day.Long()
			case q.How == clinic.IntakeRelation && known != "":
				known = say(clinic.RelationName(known))
			}
			cards = append(cards, func(width float64) block { return w.field(say(q.Ask), known, width) })
		}
		w.columns("", 0.5, cards)
		w.gap(1.5)
		all = all[n:]
	}
}

// lines are so many lines to write on.
func (w *intakePaper) lines(n int) {
	for range n {
		w.place(block{writingLine, func(x, y float64) { w.fill(x, y+writingLine-1, w.width(), 0.2, rule) }})
	}
}

// choice is one box with its word, as wide as it is.
func (w *intakePaper) choice(x, y float64, word string) float64 {
	l := w.one(word, body)
	w.tick(x, y+(body.lineHeight()-answerBox)/2, answerBox)
	w.setLine(x+answerBox+1.5, y, l, body)
	return answerBox + 1.5 + l.Width
}

// answers are those of a question that is answered by a box.
func answers() []string {
	return []string{say(clinic.AnswerName(clinic.AnswerYes)), say(clinic.AnswerName(clinic.AnswerNo)), say(clinic.AnswerName(clinic.AnswerUnsure))}
}

// history are the questions about the health, with the common answers to tick and lines to write on.
func (w *intakePaper) history(section clinic.IntakeSection) {
	for i, q := range w.of(section) {
		ask := w.textBlock(say(q.Ask), strong, w.width()-3*answerWidth-8)
		if q.How != clinic.IntakeYesNo {
			ask = w.textBlock(say(q.Ask), strong, w.width())
		}
		if i == 0 {
			w.heading(say(section.Name()), ask.height+2*writingLine)
		}
		w.need(ask.height + 2*writingLine)
		w.place(block{ask.height, func(x, y float64) {
			ask.set(x, y)
			if q.How != clinic.IntakeYesNo {
				return
			}
			at := x + w.width() - 3*answerWidth - 6
			for _, word := range answers() {
				at += max(w.choice(at, y, word)+4, answerWidth)
			}
		}})
		if len(q.Words) > 0 {
			w.words(q.Words)
		}
		if !q.More.IsZero() {
			w.para(say(q.More), body)
		}
		w.lines(2)
		w.gap(2)
	}
}

// words are common answers to tick, three beside each other.
func (w *intakePaper) words(list []clinic.HistoryWord) {
	const perRow = 2
	for row := range slices.Chunk(list, perRow) {
		w.place(block{body.lineHeight() + 1, func(x, y float64) {
			for i := range row {
				w.choice(x+float64(i)*w.width()/perRow, y+0.5, say(row[i].Plain))
			}
		}})
	}
}

// screening are the safety questions, each with a box for yes, no and not sure. Those of a head stand below it.
func (w *intakePaper) screening(section clinic.IntakeSection) {
	head := ""
	all := w.of(section)
	wide := w.width() - 3*answerWidth
	for i := range all {
		q := &all[i]
		text := say(q.Ask)
		if q.Sign != "" {
			text = script.UpperFirst(q.Sign)
		}
		ask := w.textBlock(text, body, wide-6)
		if i == 0 {
			w.heading(say(section.Name()), 4*body.lineHeight())
		}
		if i == 0 || q.Group != head {
			head = q.Group
			w.boxTitles(q.Group, wide, ask.height)
		}
		height := max(ask.height, answerBox) + 1.6
		if height > w.room() {
			w.newPage()
			w.boxTitles(head, wide, ask.height)
		}
		w.place(block{height, func(x, y float64) {
			ask.set(x+2, y+0.8)
			for k := range 3 {
				w.tick(x+wide+float64(k)*answerWidth+(answerWidth-answerBox)/2, y+(height-answerBox)/2, answerBox)
			}
			w.fill(x, y+height, w.width(), 0.1, rule)
		}})
	}
	w.gap(3)
	w.need(2 * writingLine)
	w.para(say(clinic.Say("If you ticked yes: what is it, and since when?")), strong)
	w.lines(3)
}

// boxTitles set the question of a head over its signs, and over the boxes what they mean.
func (w *intakePaper) boxTitles(code string, wide, keep float64) {
	title := say(clinic.Say("Please answer each one"))
	if i := slices.IndexFunc(w.Catalogue.Heads, func(h clinic.Head) bool { return h.Code == code }); i >= 0 {
		title = w.Catalogue.Heads[i].Question
	}
	text := w.textBlock(title, strong, wide-4)
	if !w.atTop() {
		w.gap(2.5)
	}
	w.need(text.height + keep + 3)
	w.place(block{text.height + 1, func(x, y float64) {
		text.set(x, y)
		for k, word := range answers() {
			l := w.one(word, small)
			w.setLine(x+wide+float64(k)*answerWidth+(answerWidth-l.Width)/2, y+text.height-small.lineHeight(), l, small)
		}
		w.fill(x, y+text.height+0.8, w.width(), 0.2, ink)
	}})
}

// pain is the body from the front and from behind, to draw on.
func (w *intakePaper) pain(section clinic.IntakeSection) error {
	var figures []picture
	width := (w.width() - figureGap) / 2
	for _, id := range mainViews[:2] {
		v, err := w.Atlas.View(id)
		if err != nil {
			return err
		}
		look := patientLook()
		k := min(width/v.Box.Width(), painHeight/v.Box.Height())
		look.Type, look.Badge = wordSize/k, badgeSize/k
		p := drawing.Figure(v, look, nil, nil)
		k = min(width/p.Box().Width(), painHeight/p.Box().Height())
		figures = append(figures, picture{block{p.Box().Height() * k, func(x, y float64) {
			w.page().Add(p, drawing.Translate(x+(width-p.Box().Width()*k)/2, y).Mul(drawing.Fit(p.Box(), p.Box().Width()*k, p.Box().Height()*k)))
		}}, width})
	}
	both := beside(figureGap, figures...)
	w.heading(say(section.Name()), both.height+5*body.lineHeight())
	w.para(say(clinic.Say("Draw on the figure where you feel something. Write beside it what it is: pain, an ache, numb, tingling, stiff or swollen.")), body)
	w.gap(2)
	w.place(both.block)
	w.gap(2)
	w.para(say(clinic.Say("How strong is the worst of it now? 0 is nothing, 10 is the worst you can think of. Put a ring round the number.")), body)
	w.place(block{body.lineHeight() + 3, func(x, y float64) {
		for n := range 11 {
			w.setLine(x+float64(n)*w.width()/11+4, y+1.5, w.one(fmt.Sprint(n), strong), strong)
		}
	}})
	return nil
}

// painHeight is how high the figure to draw on is at most.
const painHeight = 166.0

// statements are the texts of the clinic, as they stand now, each to be agreed to or not.
func (w *intakePaper) statements(section clinic.IntakeSection) {
	for i, s := range w.Clinic.Statements() {
		if i == 0 {
			w.heading(say(section.Name()), 4*body.lineHeight())
		}
		w.need(4 * body.lineHeight())
		w.para(say(clinic.StatementName(s.Code)), strong)
		for part := range strings.SplitSeq(strings.TrimSpace(s.Text), "\n") {
			w.para(part, body)
		}
		w.gap(1)
		w.place(block{body.lineHeight() + 2, func(x, y float64) {
			wide := w.choice(x, y, say(clinic.Say("I have read this and agree")))
			w.choice(x+wide+10, y, say(clinic.Say("I do not agree, or want to talk about it")))
		}})
		w.gap(2)
	}
}

// sign is for who fills the form in.
func (w *intakePaper) sign(section clinic.IntakeSection) {
	const high = 17.0
	w.heading(say(section.Name()), 2*high+3*body.lineHeight())
	w.para(say(clinic.Say("What I wrote here is right as far as I know. I tell the clinic when something changes.")), body)
	row := func(labels ...string) {
		w.place(block{high, func(x, y float64) {
			part := w.width() / float64(len(labels))
			for i, label := range labels {
				w.signatureLine(x+float64(i)*part, y+high-6, part-6, label)
			}
		}})
	}
	row(say(clinic.Say("Your name")), say(clinic.Say("Your signature")), say(clinic.Say("Date")))
	if w.Chart.Patient.BirthDate == "" || w.Chart.Patient.IsMinor(w.Printed) {
		row(say(clinic.Say("Parent or guardian: name")), say(clinic.Say("Signature")), say(clinic.Say("Who are they to you?")))
	}
}
