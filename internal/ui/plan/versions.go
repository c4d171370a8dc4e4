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

// openEnd asks how the plan ended.
func (s *screen) openEnd() {
	reason := kit.NewNotes("", 2, nil)
	field := kit.NewField(lang.L("Why?"), reason)
	outcome := kit.NewSegmented([]kit.Option{
		{ID: clinic.OutcomeFinished, Label: lang.L("The course is finished"), Icon: kit.IconCheck},
		{ID: clinic.OutcomeStopped, Label: lang.L("It is stopped early"), Icon: kit.IconStop},
	}, nil)
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

// openMore offers what is seldom done to the version shown: to a draft, or to the plan in force.
func (s *screen) openMore() {
	rows := kit.Stack(
		kit.NewTwoLine(kit.Row{What: lang.L("Keep as a template"), Quiet: lang.L("Its techniques, schedule and home care, for other patients"), Icon: kit.IconLayer}, s.openKeep))
	if s.mode == modeDraft {
		rows.Add(kit.NewTwoLine(kit.Row{What: lang.L("Templates of the clinic"), Quiet: lang.L("Use one here, rename one or put it away"), Icon: kit.IconLayer}, s.openTemplates))
	}
	rows.Add(kit.NewTwoLine(kit.Row{What: lang.L("Versions of this plan"), Quiet: lang.L("Read an earlier version, or what changed between two"), Icon: kit.IconHistory}, s.openVersions))
	if s.mode == modeDraft {
		rows.Add(kit.NewTwoLine(kit.Row{What: lang.L("Discard this version"), Quiet: lang.L("It was begun by mistake"), Icon: kit.IconClose}, s.askDiscard))
	} else {
		rows.Add(kit.NewTwoLine(kit.Row{What: lang.L("End the plan"), Quiet: lang.L("The course is finished, or it is stopped early"), Icon: kit.IconStop}, s.openEnd))
	}
	s.open(&page{object: s.pageFrame(lang.L("More"), scrolling(kit.MaxWidth(720, rows)))})
}

func (s *screen) askDiscard() {
	kit.Confirm(s.d.Window, lang.L("Discard this version?"),
		lang.L("What was written in it is taken away. It stays in the history, and can be undone from the message that follows."),
		lang.L("Discard it"), lang.L("Keep it"), true, func(yes bool) {
			if yes {
				s.discard()
			}
		})
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

// versionRow is a version in a list: what it is called, and what became of it.
func (s *screen) versionRow(p *clinic.Plan, earlier bool) kit.Row {
	r := kit.Row{What: s.title(p), Icon: kit.IconPlan, Quiet: lang.L("being written")}
	if p.Agreed() {
		r.Quiet = lang.L("agreed on {{.Date}}", map[string]any{"Date": words.Short(s.d.Day(p.AgreedAt))})
	}
	if earlier {
		r.Badge = lang.L("earlier plan")
	}
	return r
}

// openVersions shows any version, and what changed from one to another.
func (s *screen) openVersions() {
	v := &versions{s: s, body: container.NewStack(), why: kit.QuietText("").Wrap(), list: newRows(0)}
	v.id = s.plan
	if v.id == "" && len(s.chart.Plans) > 0 {
		v.id = s.chart.Plans[len(s.chart.Plans)-1].ID
	}
	v.show()
	s.open(&page{
		object: s.pageFrame(lang.L("Versions of the plan"), scrolling(v.list.box, v.why, v.body)),
		show:   v.show,
	})
}

type versions struct {
	s        *screen
	id, than string // read, and held against; "" for none
	list     *rows
	why      *kit.Text
	body     *fyne.Container
}

// versionLine is a row of the list of versions. It is read when it is tapped; the button at its end holds the version
// that is read against it.
type versionLine struct {
	v       *versions
	id      string
	line    *line
	compare *kit.Button
	box     fyne.CanvasObject
}

func newVersionLine(v *versions, id string) *versionLine {
	r := &versionLine{v: v, id: id}
	r.line = newLine(func() {
		v.id, v.than = id, ""
		v.show()
	})
	r.compare = kit.QuietButton("", kit.IconLayer, func() {
		if v.than == id {
			v.than = ""
		} else {
			v.than = id
		}
		v.show()
	})
	r.box = kit.Border(nil, nil, nil, kit.MinWidth(240, container.NewCenter(r.compare)), r.line.TwoLine)
	return r
}

func (r *versionLine) object() fyne.CanvasObject { return r.box }

func (r *versionLine) show() {
	s := r.v.s
	p := s.chart.Plan(r.id)
	if p == nil {
		return
	}
	newest := s.chart.Plans[len(s.chart.Plans)-1]
	r.line.set(s.versionRow(p, p.Lineage != newest.Lineage), r.v.id == r.id)
	label := lang.L("What changed since")
	if r.v.than == r.id {
		label = lang.L("Show the whole version")
	}
	if r.compare.Text != label {
		r.compare.SetText(label)
	}
	kit.SetHidden(r.compare, r.v.id == r.id)
}

func (v *versions) show() {
	s := v.s
	p := s.chart.Plan(v.id)
	if p == nil {
		return
	}
	var ids []string
	for _, x := range slices.Backward(s.chart.Plans) {
		ids = append(ids, x.ID)
	}
	v.list.set(ids, func(id string) row { return newVersionLine(v, id) })
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
			facts := map[string]any{
				"Name": what, "Field": script.UpperFirst(words.Say(c.Field)), "Before": said(words.Say(c.Before)), "After": said(words.Say(c.After)),
			}
			what = lang.L("{{.Field}}: {{.Before}} became {{.After}}", facts)
			if !c.Name.IsZero() {
				what = lang.L("{{.Name}}. {{.Field}}: {{.Before}} became {{.After}}", facts)
			}
		}
		text := kit.StackGap(0, kit.Body(what).Wrap(), kit.QuietText(words.Points(sort, words.Say(c.Part))))
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
