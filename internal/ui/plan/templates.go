package plan

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// templates are the regimens the clinic keeps, by name, those put away too.
func (s *screen) templates() []clinic.Template {
	list, err := s.d.Store.Templates(context.Background())
	if err != nil {
		s.d.Log.Error("reading the templates", "error", err)
	}
	return list
}

func (s *screen) template(id string) *clinic.Template {
	list := s.templates()
	if i := slices.IndexFunc(list, func(t clinic.Template) bool { return t.ID == id }); i >= 0 {
		return &list[i]
	}
	return nil
}

// openTemplates lists the templates, to use one or to look after them.
func (s *screen) openTemplates() {
	inUse, away := newRows(kit.Gap), newRows(kit.Gap)
	none := kit.Stack(
		kit.Body(lang.L("The clinic keeps no template yet.")).Wrap(),
		kit.Body(lang.L("Make one from a plan that worked well: open the plan, then Keep as a template. It takes along the techniques with their dose, the schedule and the home care, and nothing of the patient.")).
			In(kit.ColorQuiet).Wrap())
	awayF := kit.NewField(lang.L("Put away"), away.box)
	show := func() {
		var use, put []string
		for _, t := range s.templates() {
			if t.ArchivedAt.IsZero() {
				use = append(use, t.ID)
			} else {
				put = append(put, t.ID)
			}
		}
		build := func(id string) row { return newTemplateRow(s, id) }
		inUse.set(use, build)
		away.set(put, build)
		kit.SetHidden(none, len(use)+len(put) > 0)
		kit.SetHidden(awayF, len(put) == 0)
	}
	show()
	s.open(&page{
		object: s.pageFrame(lang.L("Templates of the clinic"), scrolling(kit.MaxWidth(860, kit.StackGap(kit.GapWide, none, inUse.box, awayF)))),
		show:   show,
	})
}

// templateRow is a template in the list.
type templateRow struct {
	s    *screen
	id   string
	line *line
	box  fyne.CanvasObject
}

func newTemplateRow(s *screen, id string) *templateRow {
	r := &templateRow{s: s, id: id, line: newLine(func() { s.openTemplate(id) })}
	r.box = container.NewStack(kit.NewPlate(kit.ColorSurface, 12), r.line.TwoLine)
	return r
}

func (r *templateRow) object() fyne.CanvasObject { return r.box }

func (r *templateRow) show() {
	t := r.s.template(r.id)
	if t == nil {
		return
	}
	quiet := []string{lang.N("{{.N}} techniques, {{.Minutes}} min a session", len(t.Prescriptions), map[string]any{"N": len(t.Prescriptions), "Minutes": t.Minutes})}
	if len(t.Phases) > 0 {
		quiet = append(quiet, phaseWords(t.Phases))
	}
	if t.For != "" {
		quiet = append([]string{t.For}, quiet...)
	}
	r.line.set(kit.Row{What: t.Name, Quiet: strings.Join(quiet, " · "), Icon: kit.IconLayer}, false)
}

// templatePage shows one template: what is in it, the way to use it, its name.
type templatePage struct {
	s       *screen
	id      string
	title   *kit.Text
	sides   *choice
	sideF   *kit.Field
	use     *kit.Button
	blocked *kit.Text
	inside  *fyne.Container
	said    string
	name    *edit.Text
	when    *edit.Text
	away    *kit.Button
	back    *kit.Button
}

func (s *screen) openTemplate(id string) {
	p := &templatePage{s: s, id: id, title: kit.Heading(""), inside: kit.Stack()}
	p.sides = newChoice(kit.NewChips(nil, func([]string) {
		p.sideF.SetError("")
		p.show()
	}).Required())
	p.sideF = kit.NewField(lang.L("For which side?"), p.sides.chips)
	p.use = kit.PrimaryButton(lang.L("Use this template"), kit.IconCheck, p.take)
	p.blocked = kit.QuietText("").Wrap()
	p.name = p.text("name", lang.L("Name"), "", func(t *clinic.Template, text string) error {
		t.Name = text
		return s.nameTaken(t)
	})
	p.when = p.text("for", lang.L("When is it used?"), lang.L("For example: tension headache, first course"), func(t *clinic.Template, text string) error {
		t.For = text
		return nil
	})
	p.away = kit.QuietButton(lang.L("Put it away"), kit.IconArchive, func() {
		if t := s.template(id); t != nil {
			p.keep(clinic.ArchiveTemplate(s.d.Env(), *t), lang.L("The template was put away. Plans made from it stay as they are."))
		}
	})
	p.back = kit.NewButton(lang.L("Bring it back"), kit.IconUndo, func() {
		if t := s.template(id); t != nil {
			p.keep(clinic.RestoreTemplate(*t), lang.L("The template is in use again."))
		}
	})
	p.show()
	body := kit.Beside(kit.GapRoomy, 380,
		kit.StackGap(kit.GapWide, p.title, p.sideF, p.blocked, container.NewHBox(p.use), p.inside),
		kit.StackGap(kit.GapWide, p.name.Field, p.when.Field, container.NewHBox(p.away, p.back)))
	s.open(&page{object: s.frameBack(s.openTemplates, lang.L("Template"), scrolling(body)), show: p.show})
}

// text is a field of the template that keeps itself.
func (p *templatePage) text(name, label, hint string, change func(t *clinic.Template, text string) error) *edit.Text {
	s := p.s
	f := edit.NewText(s.after, label, name, hint, 1, func(text string) error {
		was := s.template(p.id)
		if was == nil {
			return nil
		}
		t := *was
		if err := change(&t, strings.TrimSpace(text)); err != nil {
			return err
		}
		if same(&t, was) {
			return nil
		}
		if err := t.Validate(); err != nil {
			return err
		}
		return s.do(clinic.Operation{Label: clinic.Say("Change the template {{.Name}}", clinic.Args{"Name": was.Name}), Scope: p.id, Put: []clinic.Record{&t}})
	}).Of(s.d.Elsewhere(""))
	s.texts["template."+name] = f
	return f
}

// nameTaken refuses a name that another template in use has.
func (s *screen) nameTaken(t *clinic.Template) error {
	for _, other := range s.templates() {
		if other.ID != t.ID && other.ArchivedAt.IsZero() && strings.EqualFold(strings.TrimSpace(other.Name), strings.TrimSpace(t.Name)) {
			return clinic.FieldErrors{{Field: "name", Message: clinic.Say("There is a template of that name. Give this one another.")}}
		}
	}
	return nil
}

func (p *templatePage) keep(op clinic.Operation, said string) {
	s := p.s
	s.flush()
	if s.do(op) == nil {
		s.d.Tell(said, func() { s.d.Undo(op.Scope) })
	}
}

func placingName(how clinic.Placing) string {
	switch how {
	case clinic.PlaceLeft:
		return lang.L("Left")
	case clinic.PlaceRight:
		return lang.L("Right")
	case clinic.PlaceBoth:
		return lang.L("Both sides, twice the minutes")
	case clinic.PlaceMirrored:
		return lang.L("The other way round")
	default:
		return lang.L("As it was kept")
	}
}

// placing is the side chosen; ok is false while it has to be chosen.
func (p *templatePage) placing(t *clinic.Template) (how clinic.Placing, ok bool) {
	if len(t.Placings()) == 0 {
		return clinic.PlaceKept, true
	}
	how = clinic.Placing(p.sides.chips.Value())
	return how, how != ""
}

func (p *templatePage) show() {
	s := p.s
	t := s.template(p.id)
	if t == nil {
		return
	}
	p.title.SetText(t.Name)
	var sides []kit.Option
	for _, how := range t.Placings() {
		sides = append(sides, kit.Option{ID: string(how), Label: placingName(how)})
	}
	p.sides.set(sides, p.sides.chips.Value())
	how, ok := p.placing(t)
	if !ok {
		how = clinic.PlaceKept
	}
	p.showInside(t, how)
	blocked := ""
	switch {
	case !t.ArchivedAt.IsZero():
		blocked = lang.L("This template was put away. Bring it back to use it.")
	case s.mode == modeAgreed:
		blocked = lang.L("The plan in force is not changed. Begin a change of the plan to use this template.")
	case s.mode == modeEmpty && s.chart.LatestAssessment() == nil:
		blocked = lang.L("A plan answers an assessment. Make that first.")
	}
	p.blocked.SetText(blocked)
	kit.SetHidden(p.blocked, blocked == "")
	kit.SetHidden(p.use, blocked != "")
	kit.SetHidden(p.sideF, blocked != "" || len(sides) == 0)
	p.name.Show(t.Name)
	p.when.Show(t.For)
	kit.SetHidden(p.away, !t.ArchivedAt.IsZero())
	kit.SetHidden(p.back, t.ArchivedAt.IsZero())
}

// showInside lists what the template puts on a plan.
func (p *templatePage) showInside(t *clinic.Template, how clinic.Placing) {
	s := p.s
	sum := 0.0
	var treat, home []textLine
	for _, d := range t.Placed(s.d.Catalogue, how) {
		rx := d.Prescription()
		l := textLine{what: s.techniqueTitle(&rx), quiet: doseWords(&rx)}
		if d.Note != "" {
			l.quiet += ". " + d.Note
		}
		if s.d.Catalogue.Technique(d.Technique) == nil {
			l.quiet = lang.L("no longer in the catalogue, left out")
		} else {
			sum += d.Minutes
		}
		treat = append(treat, l)
	}
	for _, code := range t.HomeCare {
		if x := s.d.Catalogue.Exercise(code); x != nil {
			h := x.HomeCare()
			home = append(home, textLine{x.Title, homeWords(&h)})
		} else {
			home = append(home, textLine{code, lang.L("no longer in the catalogue, left out")})
		}
	}
	schedule := []textLine{{
		what: lang.L("{{.Sum}} of {{.Session}} minutes", map[string]any{"Sum": clinic.Number(sum), "Session": t.Minutes}),
	}}
	if len(t.Phases) > 0 {
		schedule[0].quiet = script.UpperFirst(phaseWords(t.Phases))
	}
	var said strings.Builder
	for _, l := range slices.Concat(treat, schedule, home) {
		said.WriteString(l.what + l.quiet + "\n")
	}
	if said.String() == p.said {
		return
	}
	p.said = said.String()
	p.inside.Objects = []fyne.CanvasObject{s.part(lang.L("Treatment"), treat...), s.part(lang.L("Schedule"), schedule...)}
	if len(home) > 0 {
		p.inside.Objects = append(p.inside.Objects, s.part(lang.L("Home care"), home...))
	}
	arrange(p.inside)
}

// take puts the template on the plan, which is begun when there is none.
func (p *templatePage) take() {
	s := p.s
	t := s.template(p.id)
	if t == nil {
		return
	}
	how, ok := p.placing(t)
	if !ok {
		p.sideF.SetError(lang.L("Choose the side first."))
		return
	}
	s.flush()
	if s.mode == modeEmpty {
		s.start()
	}
	if s.mode != modeDraft {
		return
	}
	op, missing := clinic.UseTemplate(s.d.Env(), s.d.Catalogue, s.chart, s.current(), t, how)
	s.page = nil
	if op.Empty() {
		s.show()
		s.d.Tell(lang.L("Everything of this template is on the plan already."), nil)
		return
	}
	if s.do(op) != nil {
		return
	}
	s.editor.to(stepTreatment)
	if len(missing) > 0 {
		s.d.Warn(lang.L("Some of the template is no longer in the catalogue and was left out: {{.Codes}}.", map[string]any{"Codes": strings.Join(missing, ", ")}))
		return
	}
	s.d.Tell(lang.L("The template “{{.Name}}” is on the plan. Read it through for this patient.", map[string]any{"Name": t.Name}),
		func() { s.d.Undo(op.Scope) })
}

// openKeep makes a template of the version that is open.
func (s *screen) openKeep() {
	plan := s.current()
	list := s.chart.PrescriptionsOf(plan.ID)
	if len(list) == 0 {
		s.open(&page{object: s.pageFrame(lang.L("Keep as a template"), scrolling(kit.Body(lang.L("The plan has no technique yet. Choose the treatment first, then keep it.")).Wrap()))})
		return
	}
	name := kit.NewEntry(lang.L("For example: tight neck and shoulders"), nil)
	name.SetText(plan.Title)
	nameF := kit.NewField(lang.L("Name of the template"), name).Required()
	use := kit.NewEntry(lang.L("For example: tension headache, first course"), nil)
	noted := slices.ContainsFunc(list, func(x clinic.Prescription) bool { return x.Note != "" })
	notes := kit.NewMultiChips([]kit.Option{{ID: "notes", Label: lang.L("Keep the notes on the techniques too")}}, nil)
	notesF := kit.NewField(lang.L("Notes may say something of this patient"), notes)
	kit.SetHidden(notesF, !noted)
	by := kit.QuietText(lang.L("Home care that was written by hand is this patient's, and stays behind.")).Wrap()
	kit.SetHidden(by, !slices.ContainsFunc(s.chart.HomeCareOf(plan.ID), func(h clinic.HomeCare) bool { return h.Exercise == "" }))
	keep := kit.PrimaryButton(lang.L("Keep the template"), kit.IconLayer, func() {
		t, op, err := clinic.KeepTemplate(s.d.Env(), s.chart, s.current(), name.Text, use.Text, len(notes.Chosen()) > 0)
		if err == nil {
			err = s.nameTaken(t)
		}
		if err != nil {
			nameF.SetError(edit.Complaint(err, "name"))
			return
		}
		s.page = nil
		if s.do(op) == nil {
			s.d.Tell(lang.L("Kept as the template “{{.Name}}”.", map[string]any{"Name": t.Name}), func() { s.d.Undo(op.Scope) })
		}
	})
	var lines []textLine
	for _, x := range list {
		lines = append(lines, textLine{s.techniqueTitle(&x), doseWords(&x)})
	}
	lines = append(lines, textLine{lang.L("{{.Schedule}}, {{.Minutes}} minutes each",
		map[string]any{"Schedule": script.UpperFirst(phaseWords(plan.Phases)), "Minutes": plan.Minutes}), ""})
	for _, h := range s.chart.HomeCareOf(plan.ID) {
		if h.Exercise != "" {
			lines = append(lines, textLine{h.Title, lang.L("Home care")})
		}
	}
	body := kit.StackGap(kit.GapWide,
		kit.Body(lang.L("A template holds the techniques with their dose and place, the schedule and the home care. It holds nothing of the patient: no problems, goals or names.")).Wrap(),
		nameF, kit.NewField(lang.L("When is it used?"), use), notesF, by, s.part(lang.L("What is kept"), lines...), container.NewHBox(keep))
	all := kit.NewButton(lang.L("Templates of the clinic"), kit.IconLayer, s.openTemplates)
	s.open(&page{object: s.pageFrame(lang.L("Keep as a template"), scrolling(kit.MaxWidth(720, body)), all)})
	focus(s.d.Window, name)
}
