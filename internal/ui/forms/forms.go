// Package forms shows a questionnaire to whoever fills it in: large, one question at a time, each answer kept as
// it is given.
package forms

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// At most mostTicks statements stand on a page: they are read one after the other, and must all be in sight, on
// a small tablet too.
const (
	leastTicks = 3
	mostTicks  = 6

	besideTicks float32 = 280 // what stands above and below them
	tickHeight  float32 = 72
)

// kind is what a page is for.
type kind int

const (
	pageIntro kind = iota
	pageNames      // the patient's own activities
	pageItems
	pageEnd
	pageThanks
)

type leaf struct {
	kind  kind
	items []int
}

// Filler is one questionnaire being filled in.
type Filler struct {
	d           *desk.Desk
	patient     string
	id          string
	form        *clinic.Form
	thank       bool
	ticksAtOnce int
	over        func()

	pages   []leaf
	at      int
	count   *kit.Text
	done    *page.Done
	body    *fyne.Container
	scroll  *kit.DragScroll
	trouble *kit.Text
	back    *kit.Button
	next    *kit.Button
	foot    *fyne.Container
	root    fyne.CanvasObject
	name    *kit.Entry // of an activity
	field   *kit.Field
}

// New shows the questionnaire of a patient with a key, where it was left. over is called when it was handed back;
// nil thanks the person instead and leaves it at that.
func New(d *desk.Desk, patient, id string, form *clinic.Form, over func()) *Filler {
	f := &Filler{d: d, patient: patient, id: id, form: form, thank: over == nil, over: over}
	fits := (d.Window.Canvas().Size().Height - besideTicks) / tickHeight
	f.ticksAtOnce = min(max(int(fits), leastTicks), mostTicks)
	f.count, f.trouble = kit.Large("").In(kit.ColorQuiet), kit.Large("").In(kit.ColorError).Wrap()
	f.trouble.Hide()
	f.done = page.NewDone()
	f.body = container.NewStack()
	f.scroll = kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, page.Narrow(f.thank, f.body)))
	f.back = kit.NewButton(lang.L("Back"), kit.IconChevronLeft, func() { f.turn(-1) })
	f.next = kit.PrimaryButton(lang.L("Next"), "", func() { f.turn(1) })
	head := kit.PadSides(kit.GapRoomy, kit.GapWide, page.Narrow(f.thank, kit.Stack(
		container.NewHBox(kit.Heading(form.Title), layout.NewSpacer(), f.count), f.done.Object)))
	f.foot = kit.PadSides(kit.GapRoomy, kit.Gap, page.Narrow(f.thank, kit.Stack(f.trouble,
		container.NewHBox(f.back, layout.NewSpacer(), kit.MinWidth(180, f.next)))))
	f.root = page.Large(kit.Border(head, f.foot, nil, nil, f.scroll))
	f.lay()
	f.at = f.begin()
	f.show()
	return f
}

// Object is what is shown.
func (f *Filler) Object() fyne.CanvasObject { return f.root }

// ID is the key of the questionnaire.
func (f *Filler) ID() string { return f.id }

// Leave keeps an activity that is still being typed.
func (f *Filler) Leave() {
	if f.name != nil && f.pages[f.at].kind == pageNames && f.name.Text != "" {
		f.add()
	}
}

// answers is the questionnaire as it stands, or nil when it is not there any more.
func (f *Filler) answers() *clinic.FormAnswers {
	for _, x := range f.d.Chart(f.patient).Forms {
		if x.ID == f.id {
			return &x
		}
	}
	return nil
}

// lay puts the pages in order.
func (f *Filler) lay() {
	f.pages = []leaf{{kind: pageIntro}}
	n := len(f.form.Items)
	if f.form.Scoring == clinic.ScoreActivities {
		f.pages = append(f.pages, leaf{kind: pageNames})
		if x := f.answers(); x != nil {
			n = len(x.Activities)
		}
	}
	step := 1
	if f.form.Answer == clinic.FormTick {
		step = f.ticksAtOnce
	}
	for i := 0; i < n; i += step {
		p := leaf{kind: pageItems}
		for j := i; j < min(i+step, n); j++ {
			p.items = append(p.items, j)
		}
		f.pages = append(f.pages, p)
	}
	f.pages = append(f.pages, leaf{kind: pageEnd}, leaf{kind: pageThanks})
}

// begin is the first page of a new questionnaire, else that of the first question without an answer.
func (f *Filler) begin() int {
	x := f.answers()
	if x == nil {
		return 0
	}
	if !x.FinishedAt.IsZero() {
		return len(f.pages) - 1
	}
	open := f.form.Unanswered(x.Answers)
	given := slices.ContainsFunc(x.Answers, func(a string) bool { return a != "" })
	if !given {
		return 0
	}
	for i, p := range f.pages {
		if p.kind == pageItems && (f.form.Answer == clinic.FormTick || len(open) == 0 || slices.Contains(p.items, open[0])) {
			return i
		}
	}
	return 0
}

func (f *Filler) turn(by int) {
	f.Leave()
	f.lay()
	to := min(max(f.at+by, 0), len(f.pages)-2) // the thanks come by handing back
	f.open(to)
}

func (f *Filler) open(to int) {
	f.at = to
	f.show()
	f.scroll.ScrollToOffset(fyne.Position{})
	if c := f.d.Window.Canvas(); c != nil {
		c.Unfocus()
	}
}

// show shows the page.
func (f *Filler) show() {
	x := f.answers()
	if x == nil {
		f.gone()
		return
	}
	p := f.pages[f.at]
	total, before := 0, 0
	for i, q := range f.pages {
		total += len(q.items)
		if i < f.at {
			before += len(q.items)
		}
	}
	f.count.SetText("")
	if p.kind == pageItems {
		f.count.SetText(f.where(p, before, total))
		before += len(p.items) - 1
	}
	done := float32(0)
	if total > 0 {
		done = float32(before) / float32(total)
	}
	f.name = nil
	f.back.Hidden, f.foot.Hidden = f.at == 0, p.kind == pageThanks
	f.next.SetText(lang.L("Next"))
	f.next.OnTapped = func() { f.turn(1) }
	var o fyne.CanvasObject
	switch p.kind {
	case pageIntro:
		f.next.SetText(lang.L("Begin"))
		o = f.intro()
	case pageNames:
		o = f.names(x)
	case pageItems:
		o = f.items(p, x)
	case pageEnd:
		f.next.SetText(lang.L("I am done"))
		if !f.thank {
			f.next.SetText(lang.L("Hand back"))
		}
		f.next.OnTapped = f.finish
		o = f.end(x)
	case pageThanks:
		done = 1
		o = f.thanks()
	}
	f.done.Set(done)
	f.body.Objects = []fyne.CanvasObject{o}
	f.body.Refresh()
	f.root.Refresh()
}

func (f *Filler) where(p leaf, before, total int) string {
	words := map[string]any{"From": before + 1, "To": before + len(p.items), "All": total}
	if len(p.items) > 1 {
		return lang.L("{{.From}} to {{.To}} of {{.All}}", words)
	}
	return lang.L("{{.From}} of {{.All}}", words)
}

// gone is said when the questionnaire was discarded somewhere else.
func (f *Filler) gone() {
	f.foot.Hide()
	f.count.SetText("")
	f.body.Objects = []fyne.CanvasObject{kit.StackGap(kit.GapRoomy, kit.Space(0, kit.GapRoomy),
		kit.Title(lang.L("This questionnaire is not there any more.")).Wrap(),
		kit.Large(lang.L("Please give the tablet back to your practitioner.")).Wrap())}
	f.body.Refresh()
	f.root.Refresh()
}

// sheet sets a page with room above for a patient, who has the whole window.
func (f *Filler) sheet(objects ...fyne.CanvasObject) *fyne.Container {
	if f.thank {
		objects = append([]fyne.CanvasObject{kit.Space(0, kit.Gap)}, objects...)
	}
	return kit.StackGap(kit.GapRoomy, objects...)
}

func paragraphs(text string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, p := range splitLines(text) {
		out = append(out, kit.Large(p).Wrap())
	}
	return out
}

func (f *Filler) intro() fyne.CanvasObject {
	box := f.sheet(kit.Title(f.form.About).Wrap())
	for _, p := range paragraphs(f.form.Instructions) {
		box.Add(p)
	}
	box.Add(kit.Large(lang.L("What you answer is kept at once. You can go back and change it until you are done.")).In(kit.ColorQuiet).Wrap())
	if f.form.Credit != "" {
		box.Add(kit.QuietText(f.form.Credit).Wrap())
	}
	return box
}

// items is a page of questions, or of statements to tick.
func (f *Filler) items(p leaf, x *clinic.FormAnswers) fyne.CanvasObject {
	if f.form.Answer == clinic.FormTick {
		return f.ticks(p, x)
	}
	n := p.items[0]
	question, low, high := f.question(n, x)
	box := f.sheet(kit.Title(question).Wrap())
	ends := container.NewHBox(kit.Large(low), layout.NewSpacer(), kit.Large(high))
	value := ""
	if n < len(x.Answers) {
		value = x.Answers[n]
	}
	switch f.form.Answer {
	case clinic.FormLine:
		line := kit.NewMarkLine(func(mm int) {
			answer := ""
			if mm != kit.Unrated {
				answer = strconv.Itoa(mm)
			}
			f.answer(n, answer)
		})
		if v, err := strconv.ParseFloat(value, 64); err == nil {
			line.SetValue(int(v))
		}
		box.Add(kit.Stack(line, ends))
	case clinic.FormScale, clinic.FormChange:
		from, to := f.form.Range(n)
		var options []kit.Option
		for v := int(from); v <= int(to); v++ {
			label := strconv.Itoa(v)
			if f.form.Answer == clinic.FormChange && v > 0 {
				label = "+" + label
			} else if v < 0 {
				label = "−" + strconv.Itoa(-v)
			}
			options = append(options, kit.Option{ID: strconv.Itoa(v), Label: label})
		}
		tiles := kit.NewTileRow(options, func(ids []string) { f.answer(n, first(ids)) })
		tiles.SetChosen(value)
		box.Add(kit.Stack(tiles, ends))
	default:
		tiles := kit.NewTiles(f.choices(n), func(ids []string) { f.answer(n, first(ids)) })
		tiles.SetChosen(value)
		box.Add(tiles)
	}
	return box
}

// question is what an item asks, and what the ends of its scale mean.
func (f *Filler) question(n int, x *clinic.FormAnswers) (text, low, high string) {
	if f.form.Scoring == clinic.ScoreActivities {
		name := ""
		if n < len(x.Activities) {
			name = x.Activities[n]
		}
		return lang.L("How well can you do this today: {{.Activity}}?", map[string]any{"Activity": name}), f.form.Low, f.form.High
	}
	item := f.form.Items[n]
	return item.Text, item.Low, item.High
}

func (f *Filler) choices(n int) []kit.Option {
	if f.form.Answer == clinic.FormYesNo {
		return []kit.Option{{ID: "1", Label: lang.L("Yes")}, {ID: "0", Label: lang.L("No")}}
	}
	var out []kit.Option
	for _, c := range f.form.Items[n].Choices {
		out = append(out, kit.Option{ID: strconv.FormatFloat(c.Value, 'f', -1, 64), Label: c.Label})
	}
	return out
}

func (f *Filler) ticks(p leaf, x *clinic.FormAnswers) fyne.CanvasObject {
	var options []kit.Option
	var ticked []string
	for _, n := range p.items {
		id := strconv.Itoa(n)
		options = append(options, kit.Option{ID: id, Label: f.form.Items[n].Text})
		if v, ok := f.form.Value(n, answerAt(x, n)); ok && v == 1 {
			ticked = append(ticked, id)
		}
	}
	tiles := kit.NewTickTiles(options, func(ids []string) {
		now := f.answers()
		if now == nil {
			f.gone()
			return
		}
		for _, n := range p.items {
			answer := ""
			if slices.Contains(ids, strconv.Itoa(n)) {
				answer = "1"
			}
			if answerAt(now, n) != answer {
				f.answer(n, answer)
			}
		}
	})
	tiles.SetChosen(ticked...)
	return kit.StackGap(kit.GapWide, kit.Large(lang.L("Tick every sentence that describes you today, and leave the others.")).Wrap(), tiles)
}

func answerAt(x *clinic.FormAnswers, n int) string {
	if n < len(x.Answers) {
		return x.Answers[n]
	}
	return ""
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// answer keeps one answer as one operation.
func (f *Filler) answer(n int, answer string) {
	x := f.answers()
	if x == nil {
		f.gone()
		return
	}
	op, err := clinic.AnswerForm(f.form, *x, n, answer)
	f.keep(op, err)
}

// keep makes a change and says when it could not be made.
func (f *Filler) keep(op clinic.Operation, err error) bool {
	if err == nil {
		err = f.d.Apply(op) // what is wrong is told to the practitioner
	}
	f.trouble.Hidden = err == nil
	if err != nil {
		f.trouble.SetText(lang.L("This answer could not be kept. Please tell your practitioner."))
	}
	f.root.Refresh()
	return err == nil
}

// end is the last look before it is handed back.
func (f *Filler) end(x *clinic.FormAnswers) fyne.CanvasObject {
	open := f.form.Unanswered(x.Answers)
	box := f.sheet()
	few := f.form.Scoring == clinic.ScoreActivities && len(x.Activities) < f.form.Least
	switch {
	case few:
		box.Add(kit.Title(lang.L("Fewer than three activities are named.")).Wrap())
		box.Add(kit.Large(lang.L("With three or more it can be seen better how you get on. You can go back and add some.")).Wrap())
	case len(open) == 0:
		box.Add(kit.Title(lang.L("That was everything.")).Wrap())
		box.Add(kit.Large(lang.L("You can still go back and change an answer. After this page they stay as they are.")).Wrap())
	default:
		box.Add(kit.Title(lang.N("{{.Count}} questions have no answer yet.", len(open), map[string]any{"Count": len(open)})).Wrap())
		box.Add(kit.Large(lang.L("You may leave a question out. Some results need all of them.")).Wrap())
		box.Add(container.NewHBox(kit.NewButton(lang.L("Go to the question"), kit.IconChevronLeft, func() {
			for i, p := range f.pages {
				if slices.Contains(p.items, open[0]) {
					f.open(i)
					return
				}
			}
		})))
	}
	return box
}

// finish hands the questionnaire back.
func (f *Filler) finish() {
	x := f.answers()
	if x == nil {
		f.gone()
		return
	}
	op, err := clinic.FinishForm(f.d.Env(), f.d.Catalogue, f.d.Chart(f.patient), f.form, *x)
	if err != nil {
		f.d.Fail(err)
	}
	if !f.keep(op, err) {
		return
	}
	if f.over != nil {
		f.over()
		return
	}
	f.open(len(f.pages) - 1)
}

func (f *Filler) thanks() fyne.CanvasObject {
	return kit.StackGap(kit.GapRoomy, kit.Space(0, kit.GapRoomy), kit.Title(lang.L("Thank you.")),
		kit.Title(lang.L("Please hand the tablet back.")).Wrap(), kit.Large(lang.L("Your answers are kept.")).Wrap())
}
