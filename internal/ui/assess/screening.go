package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// screening is the step of the safety questions: one group at a time, one tap an answer, and on a yes
// at once what must be done.
type screening struct {
	s      *Screen
	groups []*screeningGroup
	tabs   *kit.Chips
	body   *fyne.Container
	scroll *kit.DragScroll
	root   fyne.CanvasObject
	group  string
}

// screeningGroup are the questions of one group.
type screeningGroup struct {
	id, name, help string
	items          []*clinic.ScreeningItem
	rows           []*question
	count          *kit.Text
	rest           *kit.Button
	root           fyne.CanvasObject
}

func newScreening(s *Screen) step {
	c := &screening{s: s, group: clinic.GroupAbsolute, body: container.NewStack()}
	for _, g := range []struct{ id, name, help string }{
		{clinic.GroupAbsolute, lang.L("Do not treat"), lang.L("While one of these is true there is no massage at all.")},
		{clinic.GroupRedFlag, lang.L("Red flags"), lang.L("Signs of something massage must not treat. A yes here goes to a doctor.")},
		{clinic.GroupLocal, lang.L("Avoid the area"), lang.L("The rest of the body may be treated. Mark the area to keep clear of.")},
		{clinic.GroupPrecaution, lang.L("Take care"), lang.L("Massage is possible with changes: less pressure, another position, other techniques.")},
	} {
		group := &screeningGroup{id: g.id, name: g.name, help: g.help, count: kit.QuietText("")}
		for i := range s.d.Catalogue.Screening {
			if item := &s.d.Catalogue.Screening[i]; item.Group == g.id {
				group.items = append(group.items, item)
			}
		}
		slices.SortStableFunc(group.items, func(a, b *clinic.ScreeningItem) int {
			return cmp.Compare(urgencyOrder(a.Urgency), urgencyOrder(b.Urgency))
		})
		c.groups = append(c.groups, group)
	}
	c.tabs = kit.NewChips(nil, func(ids []string) { c.open(ids[0]) }).Required()
	c.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, c.body))
	c.root = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, c.tabs), nil, nil, nil, c.scroll)
	return c
}

func urgencyOrder(u string) int {
	return slices.Index([]string{clinic.UrgencyEmergency, clinic.UrgencySameDay, clinic.UrgencyDoctor, ""}, u)
}

func (c *screening) object() fyne.CanvasObject { return c.root }

// open shows one group from its top.
func (c *screening) open(group string) {
	c.leave()
	c.group = group
	c.show()
	c.scroll.ScrollToOffset(fyne.Position{})
}

func (c *screening) show() {
	answers := map[string]*clinic.Screening{}
	list := c.s.chart().ScreeningsOf(c.s.assessment)
	for i := range list {
		answers[list[i].Item] = &list[i]
	}
	var tabs []kit.Option
	for _, g := range c.groups {
		answered, open := 0, 0
		for _, item := range g.items {
			if a := answers[item.Code]; a != nil {
				answered++
				if a.Answer != clinic.AnswerNo {
					open++
				}
			}
		}
		label := g.name + "  " + progressWords(answered, len(g.items), open)
		icon := kit.IconName("")
		switch {
		case open > 0:
			icon = kit.IconAlert
		case answered == len(g.items):
			icon = kit.IconCheck
		}
		tabs = append(tabs, kit.Option{ID: g.id, Label: label, Icon: icon})
		if g.id == c.group {
			c.showGroup(g, answers, answered)
		}
	}
	c.tabs.SetOptions(tabs)
	c.tabs.SetChosen(c.group)
}

func progressWords(answered, all, open int) string {
	words := clinic.Number(float64(answered)) + "/" + clinic.Number(float64(all))
	if open > 0 {
		words += " · " + strconv.Itoa(open) + " " + lang.L("to act on")
	}
	return words
}

func (c *screening) showGroup(g *screeningGroup, answers map[string]*clinic.Screening, answered int) {
	if g.root == nil {
		c.build(g)
	}
	if len(c.body.Objects) == 0 || c.body.Objects[0] != g.root {
		c.body.Objects = []fyne.CanvasObject{g.root}
		c.body.Refresh()
	}
	for _, q := range g.rows {
		q.show(answers[q.item.Code])
	}
	left := len(g.items) - answered
	g.rest.Hidden = left == 0 || c.s.locked()
	g.rest.SetText(lang.L("No to all the rest"))
	g.count.SetText(strconv.Itoa(left) + " " + lang.L("still to answer"))
	if left == 0 {
		g.count.SetText(lang.L("All answered"))
	}
	g.root.Refresh()
}

func (c *screening) build(g *screeningGroup) {
	g.rest = kit.NewButton(lang.L("No to all the rest"), kit.IconCheck, func() {
		a := c.s.current()
		if op := clinic.AnswerRest(c.s.d.Env(), c.s.d.Catalogue, c.s.chart(), a, g.id); !op.Empty() {
			_ = c.s.apply(op) // the person was told
		}
	})
	list := kit.StackGap(0)
	for _, item := range g.items {
		q := newQuestion(c.s, item, c.reveal)
		g.rows = append(g.rows, q)
		list.Add(q.root)
		list.Add(kit.Hairline())
	}
	help := kit.Stack(kit.Body(g.help).Wrap(), g.count)
	foot := nextButton(lang.L("Next: findings"), func() { c.s.goTo(stepFindings) })
	if i := slices.Index(c.groups, g); i+1 < len(c.groups) {
		after := c.groups[i+1]
		foot = nextButton(lang.L("Next: ")+lowerFirst(after.name), func() { c.open(after.id) })
	}
	head := container.NewBorder(nil, nil, nil, container.NewCenter(g.rest), help)
	g.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, head, list, container.NewHBox(foot)))
}

// reveal brings what opened below a question into sight, once it has been laid out.
func (c *screening) reveal(o fyne.CanvasObject) {
	c.s.after(50*time.Millisecond, func() { c.scroll.Reveal(o) })
}

func (c *screening) leave() {
	for _, g := range c.groups {
		for _, q := range g.rows {
			q.leave()
		}
	}
}

// question is one item with its answers and, after a yes, what must be done.
type question struct {
	s       *Screen
	item    *clinic.ScreeningItem
	answers *kit.Chips
	before  *kit.Text
	panel   *actionPanel
	root    *fyne.Container
	reveal  func(fyne.CanvasObject)
}

func newQuestion(s *Screen, item *clinic.ScreeningItem, reveal func(fyne.CanvasObject)) *question {
	q := &question{s: s, item: item, before: kit.QuietText(""), reveal: reveal}
	q.answers = kit.NewChips([]kit.Option{
		{ID: clinic.AnswerNo, Label: lang.L("No")},
		{ID: clinic.AnswerYes, Label: lang.L("Yes")},
		{ID: clinic.AnswerUnsure, Label: lang.L("Not sure")},
	}, func(ids []string) { q.answer(ids) })
	row := container.NewBorder(nil, nil, nil, kit.MinWidth(250, q.answers), container.New(&middle{}, kit.StackGap(0, kit.Body(item.Question).Wrap(), q.before)))
	q.root = kit.Stack(kit.PadSides(0, 6, row))
	return q
}

func (q *question) current() *clinic.Screening {
	for _, a := range q.s.chart().ScreeningsOf(q.s.assessment) {
		if a.Item == q.item.Code {
			return &a
		}
	}
	return nil
}

// answer keeps the answer; taking it back removes it.
func (q *question) answer(ids []string) {
	a := q.current()
	if len(ids) == 0 {
		if a != nil {
			_ = q.s.remove(lang.L("Take back: ")+q.item.Name, a)
		}
		return
	}
	if a == nil {
		a = &clinic.Screening{ID: q.s.d.NewID(), PatientID: q.s.patient, AssessmentID: q.s.assessment, Item: q.item.Code}
	}
	a.Answer, a.At = ids[0], q.s.d.Clock().UTC()
	if q.s.put(q.item.Name+": "+answerName(a.Answer), a) == nil && a.Answer != clinic.AnswerNo {
		q.reveal(q.root)
	}
}

// earlier is what was last answered before this assessment, when it was not no.
func (q *question) earlier() string {
	var last *clinic.Screening
	for _, a := range q.s.chart().Screenings {
		if a.Item == q.item.Code && a.AssessmentID != q.s.assessment && (last == nil || last.At.Before(a.At)) {
			last = &a
		}
	}
	if last == nil || last.Answer == clinic.AnswerNo {
		return ""
	}
	return lang.L("Last time: ") + answerName(last.Answer)
}

func answerName(a string) string {
	switch a {
	case clinic.AnswerYes:
		return lang.L("yes")
	case clinic.AnswerUnsure:
		return lang.L("not sure")
	}
	return lang.L("no")
}

// edit changes the answer's details as one step.
func (q *question) edit(label string, change func(*clinic.Screening)) error {
	a := q.current()
	if a == nil {
		return nil
	}
	change(a)
	return q.s.put(label, a)
}

func (q *question) show(a *clinic.Screening) {
	if a == nil {
		q.answers.SetChosen()
	} else {
		q.answers.SetChosen(a.Answer)
	}
	edit.SetEnabled(q.answers, !q.s.locked())
	q.before.SetText(q.earlier())
	q.before.Hidden = q.before.Text() == ""
	open := a != nil && a.Answer != clinic.AnswerNo
	if open && q.panel == nil {
		q.panel = newActionPanel(q)
		q.root.Add(q.panel.root)
	}
	if q.panel != nil {
		q.panel.root.Hidden = !open
		if open {
			q.panel.show(a)
		}
	}
}

func (q *question) leave() {
	if q.panel != nil {
		q.panel.leave()
	}
}

// actionPanel says what must be done about a yes, and records what was done.
type actionPanel struct {
	q         *question
	plate     *kit.Plate
	badge     *kit.Badge
	unsure    *kit.Text
	note      *edit.Text
	action    *edit.Text
	done      *kit.Button
	targets   *targetPicker
	clearance *clearanceForm
	root      *fyne.Container
}

func newActionPanel(q *question) *actionPanel {
	p := &actionPanel{q: q}
	tone, soft, color := kit.ToneWarning, kit.ColorWarningSoft, kit.ColorWarning
	if q.item.Blocks || q.item.Urgency == clinic.UrgencyEmergency || q.item.Urgency == clinic.UrgencySameDay {
		tone, soft, color = kit.ToneDanger, kit.ColorErrorSoft, kit.ColorError
	}
	p.plate = kit.NewPlate(soft, kit.Radius)
	urgency := urgencyName(q.item.Urgency)
	if urgency == "" {
		urgency = lang.L("What to do")
	}
	if q.item.Blocks {
		urgency += " · " + lang.L("no massage until cleared")
	}
	p.badge = kit.NewBadge(urgency, tone).WithIcon(kit.IconAlert)
	p.unsure = kit.Strong(lang.L("Find out before treating: ask again, or ask the doctor.")).In(color).Wrap()
	must := kit.Strong(q.item.Action).Wrap()
	label := lang.L("Change: ") + lowerFirst(q.item.Name)
	p.note = q.s.newText(lang.L("What was said or seen"), "note", "", 2, func(text string) error {
		return q.edit(label, func(a *clinic.Screening) { a.Note = text })
	})
	p.action = q.s.newText(lang.L("What was done"), "action", lang.L("Who was called, what was advised, what the patient said"), 2, func(text string) error {
		return q.edit(label, func(a *clinic.Screening) { a.Action = text })
	})
	p.done = kit.NewButton(lang.L("Done as said above"), kit.IconCheck, func() {
		p.action.Entry.SetText(toggleWordOnce(p.action.Entry.Text, lang.L("Done as advised: ")+q.item.Action))
		p.action.Flush()
	})
	parts := []fyne.CanvasObject{
		container.NewHBox(p.badge), p.unsure, must,
		container.New(&twoColumns{gap: kit.GapWide, least: 300}, p.note.Field, kit.Stack(p.action.Field, container.NewHBox(p.done))),
	}
	if q.item.Group == clinic.GroupLocal {
		p.targets = newTargetPicker(q.s, lang.L("Area to keep clear of"), func(list []clinic.Target) {
			_ = q.edit(lang.L("Mark the area: ")+lowerFirst(q.item.Name), func(a *clinic.Screening) { a.Targets = list })
		})
		parts = append(parts, p.targets.root)
	}
	p.clearance = newClearanceForm(q.s, q.item)
	parts = append(parts, p.clearance.root)
	p.root = kit.PadSides(0, kit.Gap, container.NewStack(p.plate, kit.Pad(kit.GapWide, kit.StackGap(kit.Gap+kit.Gap/2, parts...))))
	return p
}

// toggleWordOnce adds a sentence to a text that does not have it yet.
func toggleWordOnce(text, sentence string) string {
	switch {
	case strings.Contains(text, sentence):
		return text
	case strings.TrimSpace(text) == "":
		return sentence
	}
	return strings.TrimRight(text, " \n") + "\n" + sentence
}

func (p *actionPanel) show(a *clinic.Screening) {
	locked := p.q.s.locked()
	p.unsure.Hidden = a.Answer != clinic.AnswerUnsure
	p.note.Show(a.Note)
	p.note.Lock(locked)
	p.action.Show(a.Action)
	p.action.Lock(locked)
	p.done.Hidden = locked || strings.TrimSpace(a.Action) != ""
	if p.targets != nil {
		p.targets.show(a.Targets, locked)
	}
	p.clearance.show()
}

func (p *actionPanel) leave() {
	p.note.Flush()
	p.action.Flush()
}

// clearanceForm shows and takes a doctor's clearance.
type clearanceForm struct {
	s      *Screen
	item   *clinic.ScreeningItem
	list   *fyne.Container
	add    *kit.Button
	form   *fyne.Container
	doctor *kit.Entry
	date   *kit.DateField
	scope  *kit.Entry
	until  *kit.DateField
	fields map[string]*kit.Field
	root   *fyne.Container
}

func newClearanceForm(s *Screen, item *clinic.ScreeningItem) *clearanceForm {
	c := &clearanceForm{s: s, item: item, list: kit.StackGap(0)}
	c.add = kit.QuietButton(lang.L("Cleared by a doctor"), kit.IconShield, c.open)
	c.root = kit.Stack(c.list, container.NewHBox(c.add))
	return c
}

func (c *clearanceForm) show() {
	today := c.s.d.Today()
	inForce := c.s.chart().ClearanceFor(c.item, today)
	c.list.Objects = nil
	for _, k := range c.s.chart().Clearances {
		if k.Item != c.item.Code {
			continue
		}
		line := kit.Row{
			What:  lang.L("Cleared by ") + k.Doctor + ", " + k.Date.Short(),
			Quiet: k.Scope, Icon: kit.IconShield, Badge: lang.L("In force"), Tone: kit.ToneSuccess,
		}
		if k.Expires != "" {
			line.Quiet += " · " + lang.L("until ") + k.Expires.Short()
		}
		if inForce == nil || inForce.ID != k.ID {
			line.Badge, line.Tone = lang.L("Not in force"), kit.ToneNeutral
		}
		c.list.Add(kit.NewTwoLine(line, nil))
	}
	c.list.Refresh()
}

// open shows the form below the button that asked for it.
func (c *clearanceForm) open() {
	if c.form != nil {
		return
	}
	c.doctor, c.scope = kit.NewEntry(lang.L("Name and practice"), nil), kit.NewEntry(lang.L("Pressure, area and position that were asked about"), nil)
	c.date, c.until = kit.NewDateField(c.s.d.Clock, nil), kit.NewDateField(c.s.d.Clock, nil)
	c.date.SetDate(string(c.s.d.Today()))
	if doctor := c.s.chart().Patient.DoctorName; doctor != "" {
		c.doctor.SetText(doctor)
	}
	c.fields = map[string]*kit.Field{
		"doctor": kit.NewField(lang.L("Doctor"), c.doctor), "date": kit.NewField(lang.L("On"), c.date),
		"scope": kit.NewField(lang.L("What the doctor allowed"), c.scope), "expires": kit.NewField(lang.L("Until, if it ends"), c.until),
	}
	c.form = kit.Stack(
		container.New(&twoColumns{gap: kit.GapWide, least: 300}, c.fields["doctor"], c.fields["date"]),
		container.New(&twoColumns{gap: kit.GapWide, least: 300}, c.fields["scope"], c.fields["expires"]),
		kit.FlowRow(kit.NewButton(lang.L("Keep the clearance"), kit.IconCheck, c.keep), kit.QuietButton(lang.L("Cancel"), "", c.close)),
	)
	c.add.Hide()
	c.root.Add(c.form)
}

func (c *clearanceForm) close() {
	c.root.Remove(c.form)
	c.form = nil
	c.add.Show()
}

func (c *clearanceForm) keep() {
	k := &clinic.Clearance{
		ID: c.s.d.NewID(), PatientID: c.s.patient, Item: c.item.Code, Doctor: strings.TrimSpace(c.doctor.Text),
		Scope: strings.TrimSpace(c.scope.Text), CreatedAt: c.s.d.Clock().UTC(),
	}
	wrong := map[string]string{}
	if err := readDate(c.date, &k.Date); err != nil {
		wrong["date"] = err.Error()
	}
	if err := readDate(c.until, &k.Expires); err != nil {
		wrong["expires"] = err.Error()
	}
	err := k.Validate()
	for name, f := range c.fields {
		f.SetError(cmp.Or(wrong[name], clinic.FieldMessage(err, name)))
	}
	if err != nil || len(wrong) > 0 {
		return
	}
	if c.s.put(lang.L("Clear: ")+lowerFirst(c.item.Name), k) == nil {
		c.close()
	}
}
