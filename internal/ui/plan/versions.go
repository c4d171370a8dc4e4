package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// openChange asks why the plan is changed and begins the next version.
func (s *screen) openChange() {
	reason := kit.NewNotes(lang.L("For example: sitting all day since the new job, add the hips"), 2, nil)
	field := kit.NewField(lang.L("Why is the plan changed?"), reason).Required()
	usual := kit.NewChips(kit.Options(lang.L("Goals are met"), lang.L("No real change yet"), lang.L("A new complaint"),
		lang.L("Better, so less often"), lang.L("The treatment was too strong")), nil)
	usual.OnChanged = func(ids []string) {
		reason.Fill(one(ids))
		field.SetError("")
	}
	begin := kit.PrimaryButton(lang.L("Begin the new version"), kit.IconEdit, func() {
		text := strings.TrimSpace(reason.Text)
		if text == "" {
			field.SetError(lang.L("Write why, or tap one of the usual reasons. It is read later beside the change."))
			return
		}
		_, op, err := clinic.NewVersion(s.d.Env(), s.chart, s.current(), text)
		if err != nil {
			s.refuse(err)
			return
		}
		s.page = nil
		_ = s.do(op)
	})
	body := kit.StackGap(kit.GapWide,
		kit.Body(lang.L("The agreed version stays as it is, and stays in force until the new one is agreed.")).Wrap(),
		usual, field, container.NewHBox(begin))
	s.open(&page{object: s.pageFrame(lang.L("Change this plan"), scrolling(kit.MaxWidth(720, body)))})
}

// openEnd asks how the plan ended.
func (s *screen) openEnd() {
	reason := kit.NewNotes("", 2, nil)
	field := kit.NewField(lang.L("Why?"), reason)
	outcome := kit.NewChips([]kit.Option{
		{ID: clinic.OutcomeFinished, Label: lang.L("The course is finished"), Icon: kit.IconCheck},
		{ID: clinic.OutcomeStopped, Label: lang.L("It is stopped early"), Icon: kit.IconStop},
	}, nil).Required()
	outcome.SetChosen(clinic.OutcomeFinished)
	end := kit.PrimaryButton(lang.L("End the plan"), kit.IconStop, func() {
		if outcome.Value() == clinic.OutcomeStopped && strings.TrimSpace(reason.Text) == "" {
			field.SetError(lang.L("Write why the plan is stopped."))
			return
		}
		_, op, err := clinic.EndPlan(s.d.Env(), s.chart, s.current(), outcome.Value(), reason.Text)
		if err != nil {
			s.refuse(err)
			return
		}
		scope := op.Scope
		s.page = nil
		if s.do(op) == nil {
			s.d.Tell(lang.L("The plan has ended."), func() {
				s.d.Undo(scope)
			})
		}
	})
	body := kit.StackGap(kit.GapWide, kit.NewField(lang.L("How does it end?"), outcome), field, container.NewHBox(end))
	s.open(&page{object: s.pageFrame(lang.L("End the plan"), scrolling(kit.MaxWidth(720, body)))})
}

// openMore offers what is seldom done to a draft.
func (s *screen) openMore() {
	discard := func() {
		kit.Confirm(s.d.Window, lang.L("Discard this version?"),
			lang.L("What was written in it is taken away. It stays in the history, and can be undone from the message that follows."),
			lang.L("Discard it"), lang.L("Keep it"), true, func(yes bool) {
				if yes {
					s.discard()
				}
			})
	}
	rows := kit.Stack(
		kit.NewTwoLine(kit.Row{What: lang.L("Keep as a template"), Quiet: lang.L("Its techniques, schedule and home care, for other patients"), Icon: kit.IconLayer}, s.openKeep),
		kit.NewTwoLine(kit.Row{What: lang.L("Templates of the clinic"), Quiet: lang.L("Use one here, rename one or put it away"), Icon: kit.IconLayer}, s.openTemplates),
		kit.NewTwoLine(kit.Row{What: lang.L("Versions of this plan"), Quiet: lang.L("Read an earlier version, or what changed between two"), Icon: kit.IconHistory}, s.openVersions),
		kit.NewTwoLine(kit.Row{What: lang.L("Discard this version"), Quiet: lang.L("It was begun by mistake"), Icon: kit.IconClose}, discard),
	)
	s.open(&page{object: s.pageFrame(lang.L("More"), scrolling(kit.MaxWidth(720, rows)))})
}

func (s *screen) discard() {
	s.flush()
	op, err := clinic.DiscardPlan(s.chart, s.current())
	if err != nil {
		s.refuse(err)
		return
	}
	s.page = nil
	if s.do(op) == nil {
		s.d.Tell(lang.L("The version was discarded."), func() {
			s.d.Undo(op.Scope)
		})
	}
}

// versionTitle names a version and says what became of it.
func (s *screen) versionTitle(p *clinic.Plan) string {
	switch {
	case !p.Agreed():
		return lang.L("Version {{.N}}, being written", map[string]any{"N": p.Version})
	default:
		return lang.L("Version {{.N}}, {{.Date}}", map[string]any{"N": p.Version, "Date": words.Short(s.d.Day(p.AgreedAt))})
	}
}

// openVersions shows any version, and what changed from one to another.
func (s *screen) openVersions() {
	v := &versions{s: s, body: container.NewStack(), why: kit.QuietText("").Wrap()}
	v.read = newChoice(kit.NewChips(nil, func(ids []string) {
		v.id, v.than = one(ids), ""
		v.show()
	}).Required())
	v.compare = newChoice(kit.NewChips(nil, func(ids []string) {
		v.than = one(ids)
		v.show()
	}))
	v.compareF = kit.NewField(lang.L("What changed since"), v.compare.chips)
	v.id = s.plan
	if v.id == "" && len(s.chart.Plans) > 0 {
		v.id = s.chart.Plans[len(s.chart.Plans)-1].ID
	}
	v.show()
	s.open(&page{
		object: s.pageFrame(lang.L("Versions of the plan"),
			scrolling(kit.NewField(lang.L("Read"), v.read.chips), v.why, v.compareF, v.body)),
		show: v.show,
	})
}

type versions struct {
	s        *screen
	id, than string
	read     *choice
	compare  *choice
	compareF *kit.Field
	why      *kit.Text
	body     *fyne.Container
}

func (v *versions) show() {
	s := v.s
	p := s.chart.Plan(v.id)
	if p == nil {
		return
	}
	var all, others []kit.Option
	lineages := 0
	last := ""
	for _, x := range slices.Backward(s.chart.Plans) {
		if x.Lineage != last {
			lineages++
			last = x.Lineage
		}
		o := kit.Option{ID: x.ID, Label: s.versionTitle(&x)}
		if lineages > 1 {
			o.Label = lang.L("{{.Version}} (earlier plan)", map[string]any{"Version": o.Label})
		}
		all = append(all, o)
		if x.ID != v.id {
			others = append(others, o)
		}
	}
	v.read.set(all, v.id)
	v.compare.set(others, v.than)
	kit.SetHidden(v.compareF, len(others) == 0)
	v.why.SetText(s.versionStory(p))
	if from := s.chart.Plan(v.than); from != nil {
		v.body.Objects = []fyne.CanvasObject{s.difference(from, p)}
	} else {
		v.body.Objects = []fyne.CanvasObject{s.sheet(p)}
	}
	v.body.Refresh()
}

// versionStory says why a version was made, who agreed to it and how the plan ended.
func (s *screen) versionStory(p *clinic.Plan) string {
	var out []string
	if p.ChangeReason != "" {
		out = append(out, lang.L("Made because: {{.Reason}}.", map[string]any{"Reason": strings.TrimSuffix(p.ChangeReason, ".")}))
	}
	if p.Agreed() {
		out = append(out, lang.L("Agreed by {{.Who}}, {{.How}}.", map[string]any{"Who": words.Say(p.AgreedWho()), "How": words.Say(p.AgreedHowWords())}))
	}
	if e := s.chart.PlanEnd(p.Lineage); e != nil {
		ended := lang.L("The plan was finished on {{.Date}}.", map[string]any{"Date": words.Long(e.Date)})
		if e.Outcome == clinic.OutcomeStopped {
			ended = lang.L("The plan was stopped on {{.Date}}: {{.Reason}}", map[string]any{"Date": words.Long(e.Date), "Reason": e.Reason})
		}
		out = append(out, ended)
	}
	return strings.Join(out, " ")
}

// difference lists what changed from one version to another.
func (s *screen) difference(from, to *clinic.Plan) fyne.CanvasObject {
	changes := clinic.DiffVersions(s.d.Catalogue, s.chart, from, to, s.d.Atlas.Label)
	if len(changes) == 0 {
		return kit.Body(lang.L("Nothing is different.")).In(kit.ColorQuiet)
	}
	box := kit.StackGap(kit.Gap)
	for _, c := range changes {
		icon, color, sort := kit.IconEdit, kit.ColorAccent, lang.L("Changed")
		what := words.Say(c.Name)
		switch c.Sort {
		case clinic.ChangeAdded:
			icon, color, sort = kit.IconAdd, kit.ColorSuccess, lang.L("Added")
		case clinic.ChangeRemoved:
			icon, color, sort = kit.IconRemove, kit.ColorError, lang.L("Removed")
		default:
			what = lang.L("{{.Field}}: {{.Before}} became {{.After}}", map[string]any{
				"Field": script.UpperFirst(words.Say(c.Field)), "Before": said(words.Say(c.Before)), "After": said(words.Say(c.After)),
			})
			if !c.Name.IsZero() {
				what = words.Say(c.Name) + ". " + what
			}
		}
		text := kit.StackGap(0, kit.Body(what).Wrap(), kit.QuietText(sort+" · "+words.Say(c.Part)))
		box.Add(container.NewBorder(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, text))
	}
	return kit.MaxWidth(860, box)
}

// said is a value in quotation marks, or that there is none.
func said(v string) string {
	if v == "" {
		return lang.L("nothing")
	}
	return "“" + v + "”"
}
