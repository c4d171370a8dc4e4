package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// mostHome is how much home care a patient can be expected to do: three to five exercises, section I of
// the clinical reference.
const mostHome = 5

// home is the step of what the patient does, minds and may notice.
type home struct {
	s           *screen
	content     *kit.DragScroll
	list        *folds
	many        *kit.Remark
	none        fyne.CanvasObject
	precautions *choice
	minded      *rows
	other       *kit.Entry
	expect      *edit.Text
	expects     *choice
}

func newHome(s *screen) *home {
	h := &home{s: s, many: kit.NewRemark()}
	h.list = newFolds(func(id string) folded { return newHomeItem(s, id, h.list) })
	h.none = kit.Body(lang.L("Nothing yet. Two or three things that are really done help more than ten on paper.")).In(kit.ColorQuiet).Wrap()
	choose := kit.NewButton(lang.L("Choose from the list"), kit.IconHomeCare, func() {
		s.pickExercises(func(x *clinic.Exercise) { h.add(x.HomeCare()) })
	})
	own := kit.NewButton(lang.L("Write one of your own"), kit.IconEdit, func() {
		h.add(clinic.OwnHomeCare(lang.L("New exercise")))
	})
	h.precautions = newChoice(kit.NewMultiChips(nil, func(ids []string) {
		_ = s.editPlan(clinic.Say("Choose the precautions"), func(p *clinic.Plan) {
			offered := clinic.SuggestedPrecautions(s.d.Catalogue, s.chart)
			next := slices.DeleteFunc(p.Precautions, func(t string) bool { return slices.Contains(offered, t) && !slices.Contains(ids, t) })
			for _, id := range ids {
				if !slices.Contains(next, id) {
					next = append(next, id)
				}
			}
			p.Precautions = next
		})
	}))
	h.minded = newRows(0)
	h.other = kit.NewEntry(lang.L("For example: no work on the front of the neck"), nil)
	h.other.OnSubmitted = func(string) { h.addPrecaution() }
	h.other.OnLeave = func(string) { h.addPrecaution() }
	h.expect = s.newText("plan.expect", "expect", lang.L("What the patient may notice, as it is printed"), "", 2, func(text string) error {
		return s.editPlan(clinic.Say("Say what to expect"), func(p *clinic.Plan) { p.Expect = strings.TrimSpace(text) })
	})
	h.expects = newChoice(kit.NewMultiChips(nil, func(ids []string) {
		_ = s.editPlan(clinic.Say("Say what to expect"), func(p *clinic.Plan) { p.Expect = toggled(p.Expect, s.expectations(), ids) })
	}))
	h.content = scrolling(
		kit.Heading(lang.L("What does the patient do at home?")), h.many.Object, h.none, h.list.box, kit.FlowRow(choose, own),
		kit.Space(0, 0), kit.Heading(lang.L("What to take care with")), h.precautions.chips, h.minded.box,
		kit.NewField(lang.L("Another precaution"), h.other),
		kit.Space(0, 0), kit.Heading(lang.L("What may the patient notice?")), h.expects.chips, h.expect.Field,
	)
	h.list.scroll = h.content
	return h
}

func (h *home) object() fyne.CanvasObject { return h.content }

func (h *home) add(x clinic.HomeCare) {
	s := h.s
	s.flush()
	added, op := clinic.AddHomeCare(s.d.Env(), s.chart, s.current(), x)
	if s.do(op) == nil && x.Exercise == "" {
		h.list.toggle(added.ID)
		if f, ok := h.list.byID[added.ID].(*fold); ok {
			if i, ok := f.item.(*homeItem); ok {
				s.focusAll(i.title.Entry)
			}
		}
	}
}

func (h *home) addPrecaution() {
	text := strings.TrimSpace(h.other.Text)
	if text == "" {
		return
	}
	h.other.Fill("")
	_ = h.s.editPlan(clinic.Say("Add a precaution"), func(p *clinic.Plan) {
		if !slices.Contains(p.Precautions, text) {
			p.Precautions = append(p.Precautions, text)
		}
	})
}

// precautionRow is a precaution as it will be printed.
type precautionRow struct{ box fyne.CanvasObject }

func newPrecautionRow(s *screen, text string) *precautionRow {
	remove := kit.IconButton(kit.IconClose, lang.L("Take off: {{.Text}}", map[string]any{"Text": text}), func() {
		s.flush()
		_ = s.editPlan(clinic.Say("Take a precaution off"), func(p *clinic.Plan) {
			p.Precautions = slices.DeleteFunc(p.Precautions, func(t string) bool { return t == text })
		})
	})
	return &precautionRow{container.NewBorder(nil, nil, container.NewCenter(kit.IconView(kit.IconShield, kit.ColorQuiet)),
		container.NewCenter(remove), kit.PadSides(kit.Gap, 12, kit.Body(text).Wrap()))}
}

func (r *precautionRow) object() fyne.CanvasObject { return r.box }
func (r *precautionRow) show()                     {}

// expectations are the sentences the catalogue offers for this plan.
func (s *screen) expectations() []string {
	var out []string
	for _, e := range s.d.Catalogue.ExpectFor(s.chart.PurposesOf(s.plan)) {
		out = append(out, e.Text)
	}
	return out
}

// toggled puts the chosen sentences at the end of a text and takes the others out, leaving what was
// written by hand.
func toggled(text string, offered, chosen []string) string {
	for _, o := range offered {
		switch has := strings.Contains(text, o); {
		case has && !slices.Contains(chosen, o):
			text = strings.ReplaceAll(strings.ReplaceAll(text, " "+o, ""), o, "")
		case !has && slices.Contains(chosen, o):
			text = strings.TrimSpace(text + " " + o)
		}
	}
	return strings.TrimSpace(text)
}

func (h *home) show() {
	s := h.s
	p := s.current()
	var ids []string
	for _, x := range s.chart.HomeCareOf(s.plan) {
		ids = append(ids, x.ID)
	}
	h.list.show(ids)
	kit.SetHidden(h.none, len(ids) > 0)
	text := ""
	if len(ids) > mostHome {
		text = lang.L("{{.N}} pieces of home care are more than most people do. Three to five are advised.", map[string]any{"N": len(ids)})
	}
	h.many.Set(text, kit.ToneWarning)
	var options []kit.Option
	for _, t := range clinic.SuggestedPrecautions(s.d.Catalogue, s.chart) {
		name, _, _ := strings.Cut(t, ":")
		options = append(options, kit.Option{ID: t, Label: name})
	}
	h.minded.set(p.Precautions, func(text string) row { return newPrecautionRow(s, text) })
	h.precautions.set(options, p.Precautions...)
	kit.SetHidden(h.precautions.chips, len(options) == 0)
	var expects []kit.Option
	var on []string
	for _, t := range s.expectations() {
		first, _, _ := strings.Cut(t, ". ")
		expects = append(expects, kit.Option{ID: t, Label: strings.TrimSuffix(first, ".")})
		if strings.Contains(p.Expect, t) {
			on = append(on, t)
		}
	}
	h.expects.set(expects, on...)
	h.expect.Show(p.Expect)
}

// homeItem is one piece of home care.
type homeItem struct {
	s            *screen
	id           string
	list         *folds
	title        *edit.Text
	instructions *edit.Text
	numbers      []*edit.Number

	conflicts *remarks // what stands against it, seen without opening
	kept      *edit.Text
	keptBox   *fyne.Container
}

func newHomeItem(s *screen, id string, list *folds) *homeItem {
	i := &homeItem{s: s, id: id, list: list, conflicts: newRemarks()}
	i.kept = s.newText("home.kept."+id, "kept_reason", lang.L("It stays because"),
		lang.L("For example: half as far as it goes, tried here today"), 1, func(text string) error {
			return s.editHome(id, clinic.Say("Say why it stays"), func(h *clinic.HomeCare) { h.KeptReason = strings.TrimSpace(text) })
		})
	i.kept.Required()
	i.keptBox = kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(i.conflicts.box, i.kept.Field,
		container.NewHBox(removeButton(lang.L("Take this off"), func() { s.removeHome(id) }))))
	return i
}

func (i *homeItem) actions() []*kit.Button   { return nil }
func (i *homeItem) below() fyne.CanvasObject { return i.keptBox }

func (i *homeItem) update() {
	h := i.s.homeCare(i.id)
	if h == nil {
		return
	}
	standing := i.s.standingHome(h)
	i.conflicts.set(standing)
	i.kept.Show(h.KeptReason)
	kit.SetHidden(i.keptBox, len(standing) == 0)
}

// standingHome are the conflicts of a piece of home care that no doctor has cleared.
func (s *screen) standingHome(h *clinic.HomeCare) []clinic.Conflict {
	return clinic.StandingHomeCare(s.d.Catalogue, s.chart, h, s.d.Today())
}

func (i *homeItem) line() kit.Row {
	h := i.s.homeCare(i.id)
	if h == nil {
		return kit.Row{}
	}
	l := kit.Row{What: h.Title, Quiet: homeWords(h), Icon: kit.IconHomeCare}
	switch standing := i.s.standingHome(h); {
	case len(standing) > 0 && h.KeptReason == "":
		l.Badge, l.Tone = lang.L("Conflict: say why it stays"), kit.ToneDanger
	case len(standing) > 0:
		l.Badge, l.Tone = lang.L("Kept with a reason"), kit.ToneWarning
	}
	return l
}

// doses are the numbers of a piece of home care.
func doses() []struct {
	name, label string
	most, step  float64
	of          func(*clinic.HomeCare) *int
} {
	return []struct {
		name, label string
		most, step  float64
		of          func(*clinic.HomeCare) *int
	}{
		{"sets", lang.L("Sets"), 100, 1, func(h *clinic.HomeCare) *int { return &h.Sets }},
		{"repetitions", lang.L("Repetitions"), 1000, 1, func(h *clinic.HomeCare) *int { return &h.Repetitions }},
		{"hold_seconds", lang.L("Hold, seconds"), 3600, 5, func(h *clinic.HomeCare) *int { return &h.HoldSeconds }},
		{"minutes", lang.L("Minutes"), 600, 1, func(h *clinic.HomeCare) *int { return &h.Minutes }},
		{"times_per_day", lang.L("Times a day"), 24, 1, func(h *clinic.HomeCare) *int { return &h.TimesPerDay }},
		{"days_per_week", lang.L("Days a week"), 7, 1, func(h *clinic.HomeCare) *int { return &h.DaysPerWeek }},
	}
}

func (i *homeItem) build() fyne.CanvasObject {
	s := i.s
	i.title = s.newText("home.title."+i.id, "title", lang.L("What"), "", 1, func(text string) error {
		return s.editHome(i.id, clinic.Say("Name the home care"), func(h *clinic.HomeCare) { h.Title = strings.TrimSpace(text) })
	})
	i.instructions = s.newText("home.how."+i.id, "instructions", lang.L("How, in plain words for the patient"), "", 3, func(text string) error {
		return s.editHome(i.id, clinic.Say("Say how it is done"), func(h *clinic.HomeCare) { h.Instructions = strings.TrimSpace(text) })
	})
	var fields []fyne.CanvasObject
	for _, d := range doses() {
		n := s.newNumber("home."+d.name+"."+i.id, d.name, d.label, kit.Limits{Min: 0, Max: d.most, Step: d.step}, func(v float64) error {
			return s.editHome(i.id, clinic.Say("Change the dose at home"), func(h *clinic.HomeCare) { *d.of(h) = int(v) })
		})
		i.numbers = append(i.numbers, n)
		fields = append(fields, n.Field)
	}
	remove := removeButton(lang.L("Take this off"), func() { s.removeHome(i.id) })
	drawn := kit.Stack()
	if h := s.homeCare(i.id); h != nil {
		if e := s.d.Catalogue.Exercise(h.Exercise); e != nil {
			drawn.Add(container.NewHBox(exercisePicture(e.Code, 240)))
			drawn.Add(kit.QuietText(e.NotWhen).Wrap())
		}
	}
	return kit.StackGap(kit.GapWide, drawn, i.title.Field, i.instructions.Field, kit.Beside(kit.GapWide, 280, fields...),
		container.NewBorder(nil, nil, remove, doneButton(func() { i.list.toggle(i.id) })))
}

// exercisePicture is the drawing of a piece of home care, so wide.
func exercisePicture(code string, width float32) *paint.Picture {
	return paint.New(fyne.NewSize(width, width*drawing.ExerciseHeight/drawing.ExerciseWidth), func(palette drawing.Palette, w, h float64) *drawing.Picture {
		if p := drawing.Exercise(code, palette); p != nil {
			return p
		}
		return drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}}) // a row that the clinic added
	})
}

// removeHome takes home care off the plan.
func (s *screen) removeHome(id string) {
	s.flush()
	if h := s.homeCare(id); h != nil {
		op := s.op(clinic.Say("Take off {{.HomeCare}}", clinic.Args{"HomeCare": h.Title}))
		op.Remove = []clinic.Record{h}
		_ = s.do(op)
	}
}

func (i *homeItem) updateOpen() {
	h := i.s.homeCare(i.id)
	if h == nil {
		return
	}
	i.title.Show(h.Title)
	i.instructions.Show(h.Instructions)
	for n, d := range doses() {
		dose := float64(*d.of(h))
		i.numbers[n].Show(&dose)
	}
}
