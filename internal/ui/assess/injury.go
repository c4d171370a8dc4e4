package assess

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// addInjury keeps a new injury and gives its id, or "" when it could not be kept; the person was told.
func (s *Screen) addInjury(t clinic.Target) string {
	st, _ := s.d.Atlas.Structure(t.Structure)
	i := clinic.RecordInjury(s.d.Env(), s.current(), t, st.Kind)
	if s.put(s.markLabel(lang.L("Injury of"), t, ""), i) != nil {
		return ""
	}
	return i.ID
}

// injuryRow says an injury in two lines: what and where, and how far it has healed.
func (s *Screen) injuryRow(i *clinic.Injury) kit.Row {
	row := kit.Row{What: s.label(i.Target()) + ": " + lowerFirst(s.d.Catalogue.InjuryName(i)), Quiet: i.InjuredOn.Short(), Icon: kit.IconAlert}
	switch h := s.d.Catalogue.HealingPhase(i, s.d.Today()); {
	case h != nil:
		row.Quiet += " · " + h.Words()
		row.IconColor = kit.ColorWarning
	case i.HealedOn != "":
		row.Quiet += " · " + lang.L("healed {{.Date}}", map[string]any{"Date": i.HealedOn.Short()})
		row.Icon = kit.IconCheck
	}
	return row
}

// injuryEditor changes one injury: each answer is kept at once.
type injuryEditor struct {
	s      *Screen
	id     string
	sort   *kit.Chips
	grade  *kit.Chips
	gradeF *kit.Field
	signs  *kit.Text
	on     *edit.Date
	healed *edit.Date
	note   *edit.Text
	phase  *kit.Text
	now    *kit.Text
	notYet *kit.Text
	usual  *kit.Text
	remove *kit.Button
	begun  bool
	root   *fyne.Container
}

func newInjuryEditor(s *Screen, id string) *injuryEditor {
	e := &injuryEditor{
		s: s, id: id, signs: kit.QuietText("").Wrap(), phase: kit.Strong("").Wrap(), now: kit.Body("").Wrap(),
		notYet: kit.Body("").Wrap(), usual: kit.QuietText("").Wrap(),
	}
	var sorts []kit.Option
	for _, t := range clinic.InjuryTypes() {
		sorts = append(sorts, kit.Option{ID: t, Label: clinic.InjuryTypeName(t)})
	}
	e.sort = kit.NewChips(sorts, func(ids []string) {
		_ = e.change(lang.L("Type of injury"), func(i *clinic.Injury) {
			i.Type = ids[0]
			if s.d.Catalogue.InjuryGrade(i.Type, i.Grade) == nil {
				i.Grade = 0
			}
		})
	}).Required()
	e.grade = kit.NewChips([]kit.Option{{ID: "1", Label: "I"}, {ID: "2", Label: "II"}, {ID: "3", Label: "III"}}, func([]string) {
		n, err := strconv.Atoi(e.grade.Value())
		if err != nil {
			n = 0 // the chosen one was tapped again
		}
		_ = e.change(lang.L("Grade of injury"), func(i *clinic.Injury) { i.Grade = n })
	})
	e.gradeF = kit.NewField(lang.L("Grade"), e.grade)
	e.on = edit.NewDate(s.d.Clock, lang.L("Day of the injury"), "injured_on", func(d clinic.Date) error {
		return e.change(lang.L("Day of the injury"), func(i *clinic.Injury) { i.InjuredOn = d })
	}).Of(s.d.Elsewhere(s.patient))
	e.healed = edit.NewDate(s.d.Clock, lang.L("Healed on, once it is"), "healed_on", func(d clinic.Date) error {
		return e.change(lang.L("Day it was healed"), func(i *clinic.Injury) { i.HealedOn = d })
	}).Of(s.d.Elsewhere(s.patient))
	e.note = s.newText(lang.L("Note on the injury"), "note", lang.L("Who has seen it, imaging, what was said"), 1, func(text string) error {
		return e.change(lang.L("Note on the injury"), func(i *clinic.Injury) { i.Note = text })
	})
	e.remove = kit.QuietButton(lang.L("Take the injury off"), kit.IconRemove, e.takeOff)
	e.root = kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Type of injury"), e.sort),
		kit.StackGap(kit.Gap/2, e.gradeF, e.signs),
		e.on.Field,
		kit.StackGap(kit.Gap/2, e.phase, e.now, e.notYet, e.usual),
		e.healed.Field, e.note.Field, container.NewHBox(e.remove))
	return e
}

func (e *injuryEditor) record() *clinic.Injury {
	if i := e.s.chart().Injury(e.id); i != nil {
		copied := *i
		return &copied
	}
	return nil
}

func (e *injuryEditor) change(label string, change func(*clinic.Injury)) error {
	i := e.record()
	if i == nil || e.s.locked() {
		return nil
	}
	was := *i
	change(i)
	if *i == was {
		return nil
	}
	return e.s.put(label+", "+lowerFirst(e.s.label(i.Target())), i)
}

// takeOff removes the injury; it can be undone.
func (e *injuryEditor) takeOff() {
	i := e.record()
	if i == nil || e.s.locked() {
		return
	}
	e.leave()
	where := lowerFirst(e.s.label(i.Target()))
	if e.s.remove(lang.L("Take off the injury of {{.What}}", map[string]any{"What": where}), i) == nil {
		e.s.d.Tell(lang.L("Taken off: injury of {{.What}}", map[string]any{"What": where}), e.s.Undo)
	}
}

func (e *injuryEditor) show() {
	i := e.record()
	if i == nil {
		return
	}
	s := e.s
	locked := s.locked()
	e.sort.SetChosen(i.Type)
	e.gradeF.Hidden = s.d.Catalogue.InjuryGrade(i.Type, 1) == nil
	e.grade.SetChosen()
	if i.Grade > 0 {
		e.grade.SetChosen(strconv.Itoa(i.Grade))
	}
	// While no grade is chosen the words of all of them help to choose.
	signs := ""
	for n := 1; i.Grade == 0 && !locked && n <= 3; n++ {
		if g := s.d.Catalogue.InjuryGrade(i.Type, n); g != nil {
			signs += strings.Repeat("I", n) + ": " + g.Signs + "\n"
		}
	}
	signs = strings.TrimSuffix(signs, "\n")
	if g := s.d.Catalogue.InjuryGrade(i.Type, i.Grade); g != nil {
		signs = g.Signs
		if g.Refer && g.Grade > 0 {
			signs += " " + lang.L("Refer before it is treated, or write who has seen it.")
		}
	}
	say(e.signs, signs)
	e.on.Show(i.InjuredOn)
	e.healed.Show(i.HealedOn)
	if !e.begun {
		e.begun = true
		e.note.Begin(i.Note)
	}
	e.note.Show(i.Note)
	phase, now, notYet, usual := "", "", "", ""
	if h := s.d.Catalogue.HealingPhase(i, s.d.Today()); h != nil {
		phase = upperFirst(h.Words())
		now, notYet = lang.L("Now: {{.What}}", map[string]any{"What": h.Phase.Allows}), lang.L("Not yet: {{.What}}", map[string]any{"What": h.Phase.NotYet})
		usual = h.ReturnWords()
	}
	say(e.phase, phase)
	say(e.now, now)
	say(e.notYet, notYet)
	say(e.usual, usual)
	edit.SetEnabled(e.sort, !locked)
	edit.SetEnabled(e.grade, !locked)
	e.on.Lock(locked)
	e.healed.Lock(locked)
	e.note.Lock(locked)
	e.remove.Hidden = locked
	e.root.Refresh()
}

// say shows a text, and no gap where there is none.
func say(t *kit.Text, text string) {
	t.SetText(text)
	t.Hidden = text == ""
}

func (e *injuryEditor) leave() { e.note.Flush() }

// injuryHere is the injury of the structure that is open beside the figure.
type injuryHere struct {
	p       *sheet
	add     *kit.Button
	head    *kit.Text
	editors map[string]*injuryEditor
	shown   *injuryEditor
	body    *fyne.Container
	root    *fyne.Container
}

func newInjuryHere(p *sheet) *injuryHere {
	h := &injuryHere{p: p, head: kit.Strong(lang.L("Injury")), editors: map[string]*injuryEditor{}, body: kit.Stack()}
	h.add = kit.QuietButton(lang.L("It is injured"), kit.IconAdd, func() {
		p.leave()
		p.s.addInjury(p.target)
	})
	h.root = kit.StackGap(kit.GapWide, kit.Hairline(), container.NewHBox(h.add), h.head, h.body)
	return h
}

// injuryOf is the latest injury of a structure, those that are not healed first, or nil.
func (s *Screen) injuryOf(t clinic.Target) *clinic.Injury {
	var best *clinic.Injury
	all := s.chart().Injuries
	for n := range all {
		i := &all[n]
		if i.Target() != t {
			continue
		}
		if best == nil || (i.HealedOn == "") != (best.HealedOn == "") && i.HealedOn == "" || (i.HealedOn == "") == (best.HealedOn == "") && i.InjuredOn > best.InjuredOn {
			best = i
		}
	}
	return best
}

func (h *injuryHere) show() {
	i := h.p.s.injuryOf(h.p.target)
	h.root.Hidden = i == nil && (h.p.s.locked() || h.p.f.source != clinic.ByTherapist)
	h.add.Hidden = i != nil
	h.head.Hidden, h.body.Hidden = i == nil, i == nil
	if i == nil {
		h.shown = nil
		return
	}
	e := h.editors[i.ID]
	if e == nil {
		e = newInjuryEditor(h.p.s, i.ID)
		h.editors[i.ID] = e
	}
	if h.shown != e {
		h.shown = e
		h.body.Objects = []fyne.CanvasObject{e.root}
	}
	e.show()
	h.body.Refresh()
}

func (h *injuryHere) leave() {
	if h.shown != nil {
		h.shown.leave()
	}
}

// injuryList is the patient's injuries in the history: one line each, its answers when it is tapped, and what
// adds one.
type injuryList struct {
	s       *Screen
	open    string
	adding  bool
	editors map[string]*injuryEditor
	rows    *fyne.Container
	add     *kit.Button
	marked  *kit.Chips // structures that were found in this assessment
	targets []clinic.Target
	search  *kit.Search
	results *fyne.Container
	choose  *fyne.Container
	root    *fyne.Container
}

func newInjuryList(s *Screen) *injuryList {
	l := &injuryList{s: s, editors: map[string]*injuryEditor{}, rows: kit.StackGap(0), results: kit.StackGap(0)}
	l.add = kit.QuietButton(lang.L("Add an injured structure"), kit.IconAdd, func() {
		l.adding = !l.adding
		l.show()
		if l.adding {
			s.d.Window.Canvas().Focus(l.search)
		}
	})
	l.marked = kit.NewChips(nil, func(ids []string) {
		for _, t := range l.targets {
			if len(ids) > 0 && t.Key() == ids[0] {
				l.put(t)
			}
		}
	})
	l.search = kit.NewSearch(lang.L("Name a structure: left calf, right ATFL …"), l.find)
	l.search.OnSubmitted = func(query string) {
		if found := s.d.Atlas.Search(query); len(found) > 0 {
			l.put(found[0])
		}
	}
	l.choose = kit.Stack(l.marked, kit.MaxWidth(480, l.search), l.results)
	l.root = kit.StackGap(kit.Gap/2, l.rows, container.NewHBox(l.add), l.choose)
	return l
}

func (l *injuryList) find(query string) {
	l.results.Objects = nil
	for i, t := range l.s.d.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		l.results.Add(kit.NewTwoLine(l.s.structureLine(t), func() { l.put(t) }))
	}
	l.results.Refresh()
	l.root.Refresh()
}

func (l *injuryList) put(t clinic.Target) {
	l.search.SetText("")
	l.results.Objects = nil
	l.adding = false
	l.leave()
	if id := l.s.addInjury(t); id != "" {
		l.open = id
	}
	l.show()
}

func (l *injuryList) show() {
	s := l.s
	all := slices.Clone(s.chart().Injuries)
	slices.SortStableFunc(all, func(a, b clinic.Injury) int { return cmp.Compare(b.InjuredOn, a.InjuredOn) })
	l.rows.Objects = nil
	for n := range all {
		i := &all[n]
		row := kit.NewTwoLine(s.injuryRow(i), func() {
			l.leave()
			if l.open == i.ID {
				l.open = ""
			} else {
				l.open = i.ID
			}
			l.show()
		})
		row.SetCurrent(l.open == i.ID)
		l.rows.Add(row)
		if l.open == i.ID {
			e := l.editors[i.ID]
			if e == nil {
				e = newInjuryEditor(s, i.ID)
				l.editors[i.ID] = e
			}
			e.show()
			l.rows.Add(kit.PadSides(kit.GapWide, kit.Gap, e.root))
		}
	}
	locked := s.locked()
	l.add.Hidden = locked
	l.choose.Hidden = locked || !l.adding
	l.targets = nil
	var options []kit.Option
	for _, f := range s.chart().FindingsOf(s.assessment) {
		if t := f.Target(); !slices.Contains(l.targets, t) && s.injuryOf(t) == nil {
			l.targets = append(l.targets, t)
			options = append(options, kit.Option{ID: t.Key(), Label: s.label(t)})
		}
	}
	l.marked.SetOptions(options)
	l.marked.SetChosen()
	l.marked.Hidden = len(options) == 0
	l.rows.Refresh()
	l.root.Refresh()
}

func (l *injuryList) leave() {
	if e := l.editors[l.open]; e != nil {
		e.leave()
	}
}
