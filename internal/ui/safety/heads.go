package safety

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Heads asks the head questions of a visit, each with all the signs that it is read out with: one tap denies them as a
// group, and anything else opens its questions one by one. What is known, and what was not denied last time, stands below its
// head by itself.
type Heads struct {
	h      *Host
	reveal func(fyne.CanvasObject)
	rows   []*headRow
	alone  []*Question
	root   fyne.CanvasObject
}

type headRow struct {
	of        *Heads
	head      *clinic.Head
	answers   *kit.Segmented
	signs     *signList   // that are read out: not those that are known not to be
	state     *kit.Text   // how its questions were asked
	each      *kit.Button // shows all of its questions, and hides them
	rest      *kit.Button
	list      *fyne.Container
	questions map[string]*Question // those that were shown
	open      bool                 // by a tap
	root      fyne.CanvasObject
}

// NewHeads asks in the visit of the host; reveal is told what opened.
func NewHeads(h *Host, reveal func(fyne.CanvasObject)) *Heads {
	a := &Heads{h: h, reveal: reveal}
	list := kit.StackGap(0)
	for i := range h.Desk.Catalogue.Heads {
		r := a.newRow(&h.Desk.Catalogue.Heads[i])
		a.rows = append(a.rows, r)
		list.Add(r.root)
		list.Add(kit.Hairline())
	}
	for _, item := range h.Desk.Catalogue.AloneItems() {
		q := a.newQuestion(item)
		a.alone = append(a.alone, q)
		list.Add(q.Object())
		list.Add(kit.Hairline())
	}
	a.root = list
	return a
}

// Object is the list.
func (a *Heads) Object() fyne.CanvasObject { return a.root }

func (a *Heads) newQuestion(item *clinic.ScreeningItem) *Question {
	q := NewQuestion(a.h, item, a.reveal)
	q.Typed = func() {
		if q.answers.Value() == clinic.AnswerNo {
			a.goOn(q.answers)
		}
	}
	return q
}

func (a *Heads) newRow(head *clinic.Head) *headRow {
	r := &headRow{of: a, head: head, signs: newSignList(), state: kit.QuietText("").Wrap(), list: kit.StackGap(0), questions: map[string]*Question{}}
	r.answers = newAnswers(func(answer string) { r.answer(answer) })
	r.answers.ByLetter(func() {
		if r.answers.Value() == clinic.AnswerNo {
			a.goOn(r.answers)
		}
	})
	r.each = kit.QuietButton("", kit.IconChevronDown, func() {
		r.open = !r.open
		a.Show()
	})
	r.rest = kit.NewButton(lang.L("Nothing else to report"), kit.IconCheck, func() {
		h := a.h
		if op := clinic.AnswerRest(h.Desk.Env(), h.Desk.Catalogue, h.Chart(), h.Occasion(), head); !op.Empty() {
			_ = h.Apply(op) // the person was told
		}
	})
	// The answers stand beside the name, so that they are in sight with the first words.
	top := kit.WithButtons(kit.StackGap(2, kit.Strong(head.Name).Wrap(), kit.QuietText(head.Question).Wrap()), kit.MinWidth(250, r.answers))
	r.root = kit.PadSides(0, 6, kit.StackGap(2, top, r.signs.box, kit.WithButtons(r.state, r.each),
		kit.PadSides(kit.GapWide, 0, kit.StackGap(0, r.list, container.NewHBox(r.rest)))))
	return r
}

func (r *headRow) answer(answer string) {
	h := r.of.h
	op := clinic.AnswerHead(h.Desk.Env(), h.Desk.Catalogue, h.Chart(), h.Occasion(), r.head, answer)
	if answer == clinic.AnswerNo || answer == "" {
		r.close()
	}
	if !op.Empty() && h.Apply(op) == nil && answer != clinic.AnswerNo && len(r.list.Objects) > 0 {
		r.of.reveal(r.list.Objects[0])
	}
}

// close hides the questions that do not stand by themselves.
func (r *headRow) close() {
	r.open = false
	r.leave()
	clear(r.questions)
}

// Show brings all up to date; what is being typed stays.
func (a *Heads) Show() {
	cat, chart, o := a.h.Desk.Catalogue, a.h.Chart(), a.h.Occasion()
	answers, apart := chart.AnswersIn(cat, o), chart.AskedApart(cat, o)
	known := map[string]*clinic.Fact{}
	for _, k := range chart.KnownIn(cat, o) {
		known[k.Item] = &k
	}
	show := func(q *Question) {
		var answer *clinic.Answer
		if x, ok := answers[q.item.Code]; ok {
			answer = &x
		}
		q.Show(answer, known[q.item.Code])
	}
	for _, r := range a.rows {
		r.show(answers, apart)
		for _, q := range r.questions {
			show(q)
		}
	}
	for _, q := range a.alone {
		show(q)
	}
}

func (r *headRow) show(answers map[string]clinic.Answer, apart map[string]bool) {
	h := r.of.h
	said := h.Answer(r.head.Code)
	chosen := ""
	if said != nil {
		chosen = said.Answer
	}
	if chosen == "" {
		r.answers.SetChosen()
	} else {
		r.answers.SetChosen(chosen)
	}
	kit.SetEnabled(r.answers, !h.Locked())
	asked := chosen != "" && chosen != clinic.AnswerNo
	var list []fyne.CanvasObject
	var signs []string
	for _, s := range r.head.Signs {
		x, answered := answers[s.Item]
		if x.Known == nil || x.Answer != clinic.AnswerNo {
			signs = append(signs, s.Sign)
		}
		stands := apart[s.Item] && !(answered && x.Answer == clinic.AnswerNo)
		q := r.questions[s.Item]
		if q == nil && (asked || r.open || stands) {
			q = r.of.newQuestion(h.Desk.Catalogue.ScreeningItem(s.Item))
			r.questions[s.Item] = q
		}
		if q != nil {
			list = append(list, q.Object())
		}
	}
	if !slices.Equal(r.list.Objects, list) {
		r.list.Objects = list
		r.list.Refresh()
	}
	r.each.SetText(lang.L("One by one"))
	r.each.SetIconName(kit.IconChevronDown)
	if r.open {
		r.each.SetText(lang.L("Less"))
		r.each.SetIconName(kit.IconChevronUp)
	}
	kit.SetHidden(r.each, asked)
	kit.SetHidden(r.rest, h.Locked() || clinic.AnswerRest(h.Desk.Env(), h.Desk.Catalogue, h.Chart(), h.Occasion(), r.head).Empty())
	r.signs.set(signs)
	kit.SetHidden(r.signs.box, len(signs) == 0)
	kit.SetHidden(r.answers, len(signs) == 0 && said == nil) // there is nothing to ask
	r.state.SetText(r.stateWords(said, answers))
}

// stateWords say how the questions of the head were asked.
func (r *headRow) stateWords(said *clinic.Screening, answers map[string]clinic.Answer) string {
	self, group, known, open := 0, 0, 0, 0
	for _, s := range r.head.Signs {
		x, ok := answers[s.Item]
		switch {
		case !ok:
			continue
		case x.Known != nil:
			known++
		case x.Group != "":
			group++
		default:
			self++
		}
		if x.Answer != clinic.AnswerNo {
			open++
		}
	}
	var parts []string
	switch {
	case group > 0 && open > 0:
		parts = append(parts, lang.L("Asked as a group: nothing else to report"))
	case group > 0:
		parts = append(parts, lang.L("Asked as a group: nothing to report"))
	}
	if self > 0 {
		parts = append(parts, words.Say(clinic.SayCount(self, "{{.Count}} asked by itself", "{{.Count}} asked one by one")))
	}
	if known > 0 {
		parts = append(parts, lang.L("{{.Count}} known, not asked", map[string]any{"Count": known}))
	}
	if left := len(r.head.Signs) - self - group - known; left > 0 && (said != nil || self > 0) {
		parts = append(parts, lang.L("{{.Count}} still to answer", map[string]any{"Count": left}))
	}
	if len(parts) == 0 {
		return lang.L("Not asked yet")
	}
	return words.Points(parts...)
}

// Asked is how many heads and single questions there are, and how many of them are answered.
func (a *Heads) Asked() (answered, all int) {
	answers := a.h.Chart().AnswersIn(a.h.Desk.Catalogue, a.h.Occasion())
	for _, x := range a.inOrder() {
		if x.whole {
			all++
			if x.answered(answers) {
				answered++
			}
		}
	}
	return answered, all
}

// place is something to answer, in its order on the page.
type place struct {
	answers  *kit.Segmented
	root     fyne.CanvasObject
	whole    bool // a head, or a question that no head stands for
	answered func(map[string]clinic.Answer) bool
}

func (a *Heads) inOrder() []place {
	var out []place
	single := func(q *Question, whole bool) {
		out = append(out, place{q.answers, q.root, whole, func(answers map[string]clinic.Answer) bool {
			_, ok := answers[q.item.Code]
			return ok
		}})
	}
	for _, r := range a.rows {
		out = append(out, place{r.answers, r.root, true, func(answers map[string]clinic.Answer) bool {
			return !slices.ContainsFunc(r.head.Signs, func(s clinic.HeadSign) bool {
				_, ok := answers[s.Item]
				return !ok && r.questions[s.Item] == nil
			})
		}})
		for _, s := range r.head.Signs {
			if q := r.questions[s.Item]; q != nil {
				single(q, false)
			}
		}
	}
	for _, q := range a.alone {
		single(q, true)
	}
	return out
}

// goOn gives the keyboard to the next one after some answers that is not answered, the first of all after none, so that they
// can be typed one after the other.
func (a *Heads) goOn(after *kit.Segmented) {
	answers := a.h.Chart().AnswersIn(a.h.Desk.Catalogue, a.h.Occasion())
	passed := after == nil
	for _, p := range a.inOrder() {
		if passed && !p.answered(answers) {
			kit.Focus(p.answers)
			a.reveal(p.root)
			return
		}
		passed = passed || p.answers == after
	}
}

// Begin gives the keyboard to the first that is not answered.
func (a *Heads) Begin() { a.goOn(nil) }

// Find brings a question, or a head, into sight. It reports whether there is one.
func (a *Heads) Find(code string) bool {
	for _, q := range a.alone {
		if q.item.Code == code {
			a.reveal(q.root)
			return true
		}
	}
	for _, r := range a.rows {
		if r.head.Code == code {
			a.reveal(r.root)
			return true
		}
		if !slices.ContainsFunc(r.head.Signs, func(s clinic.HeadSign) bool { return s.Item == code }) {
			continue
		}
		if r.questions[code] == nil {
			r.open = true
			a.Show()
		}
		a.reveal(r.questions[code].root)
		return true
	}
	return false
}

// Question is the one of an item, where it is in sight, or nil.
func (a *Heads) Question(code string) *Question {
	for _, q := range a.alone {
		if q.item.Code == code {
			return q
		}
	}
	for _, r := range a.rows {
		if q := r.questions[code]; q != nil {
			return q
		}
	}
	return nil
}

// Head is the answers to a head, by its code.
func (a *Heads) Head(code string) *kit.Segmented {
	for _, r := range a.rows {
		if r.head.Code == code {
			return r.answers
		}
	}
	return nil
}

func (r *headRow) leave() {
	for _, q := range r.questions {
		q.Leave()
	}
}

// Leave keeps what is still being typed.
func (a *Heads) Leave() {
	for _, r := range a.rows {
		r.leave()
	}
	for _, q := range a.alone {
		q.Leave()
	}
}
