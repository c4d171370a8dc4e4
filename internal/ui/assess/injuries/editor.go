// Package injuries shows the patient's injuries and changes them, in the history and beside the figure.
package injuries

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Add keeps a new injury and gives its id, or "" when it could not be kept; the person was told.
func Add(s *step.Host, t clinic.Target) string {
	st, _ := s.Desk.Atlas.Structure(t.Structure)
	i := clinic.RecordInjury(s.Desk.Env(), s.Current(), t, st.Kind)
	if s.Put(clinic.Say("Injury of {{.Place}}", clinic.Args{"Place": s.Place(t)}), i) != nil {
		return ""
	}
	return i.ID
}

// injuryRow says an injury in two lines: what and where, and how far it has healed.
func injuryRow(s *step.Host, i *clinic.Injury) kit.Row {
	row := kit.Row{What: words.Of(s.Label(i.Target()), script.LowerFirst(words.Say(s.Desk.Catalogue.InjuryName(i)))), Quiet: words.Short(i.InjuredOn), Icon: kit.IconAlert}
	switch h := s.Desk.Catalogue.HealingPhase(i, s.Desk.Today()); {
	case h != nil:
		row.Quiet = words.Points(row.Quiet, words.Say(h.Words()))
		row.IconColor = kit.ColorWarning
	case i.HealedOn != "":
		row.Quiet = words.Points(row.Quiet, lang.L("healed {{.Date}}", map[string]any{"Date": words.Short(i.HealedOn)}))
		row.Icon = kit.IconCheck
	}
	return row
}

// Editor changes one injury: each answer is kept at once.
type Editor struct {
	s      *step.Host
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
	Object *fyne.Container
}

// NewEditor changes the injury of an id.
func NewEditor(s *step.Host, id string) *Editor {
	e := &Editor{
		s: s, id: id, signs: kit.QuietText("").Wrap(), phase: kit.Strong("").Wrap(), now: kit.Body("").Wrap(),
		notYet: kit.Body("").Wrap(), usual: kit.QuietText("").Wrap(),
	}
	var sorts []kit.Option
	for _, t := range clinic.InjuryTypes() {
		sorts = append(sorts, kit.Option{ID: t, Label: words.Say(clinic.InjuryTypeName(t))})
	}
	e.sort = kit.NewChips(sorts, func(ids []string) {
		_ = e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Type of injury, {{.Place}}", place) }, func(i *clinic.Injury) {
			i.Type = ids[0]
			if s.Desk.Catalogue.InjuryGrade(i.Type, i.Grade) == nil {
				i.Grade = 0
			}
		})
	}).Required()
	e.grade = kit.NewChips([]kit.Option{{ID: "1", Label: "I"}, {ID: "2", Label: "II"}, {ID: "3", Label: "III"}}, func([]string) {
		n, err := strconv.Atoi(e.grade.Value())
		if err != nil {
			n = 0 // the chosen one was tapped again
		}
		_ = e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Grade of injury, {{.Place}}", place) }, func(i *clinic.Injury) { i.Grade = n })
	})
	e.gradeF = kit.NewField(lang.L("Grade"), e.grade)
	e.on = edit.NewDate(s.Desk.Clock, lang.L("Day of the injury"), "injured_on", func(d clinic.Date) error {
		return e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Day of the injury, {{.Place}}", place) }, func(i *clinic.Injury) { i.InjuredOn = d })
	}).Of(s.Desk.Elsewhere(s.Patient))
	e.healed = edit.NewDate(s.Desk.Clock, lang.L("Healed on, once it is"), "healed_on", func(d clinic.Date) error {
		return e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Day it was healed, {{.Place}}", place) }, func(i *clinic.Injury) { i.HealedOn = d })
	}).Of(s.Desk.Elsewhere(s.Patient))
	e.note = s.NewText(lang.L("Note on the injury"), "note", lang.L("Who has seen it, imaging, what was said"), 1, func(text string) error {
		return e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Note on the injury, {{.Place}}", place) }, func(i *clinic.Injury) { i.Note = text })
	})
	e.remove = kit.QuietButton(lang.L("Take the injury off"), kit.IconRemove, e.takeOff)
	e.Object = kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Type of injury"), e.sort),
		kit.StackGap(kit.Gap/2, e.gradeF, e.signs),
		e.on.Field,
		kit.StackGap(kit.Gap/2, e.phase, e.now, e.notYet, e.usual),
		e.healed.Field, e.note.Field, container.NewHBox(e.remove))
	return e
}

func (e *Editor) record() *clinic.Injury {
	if i := e.s.Chart().Injury(e.id); i != nil {
		copied := *i
		return &copied
	}
	return nil
}

func (e *Editor) change(label func(place clinic.Args) clinic.Sentence, change func(*clinic.Injury)) error {
	i := e.record()
	if i == nil || e.s.Locked() {
		return nil
	}
	was := *i
	change(i)
	if *i == was {
		return nil
	}
	return e.s.Put(label(clinic.Args{"Place": e.s.Place(i.Target())}), i)
}

// takeOff removes the injury; it can be undone.
func (e *Editor) takeOff() {
	i := e.record()
	if i == nil || e.s.Locked() {
		return
	}
	e.Leave()
	where := script.LowerFirst(e.s.Label(i.Target()))
	if e.s.Remove(clinic.Say("Take off the injury of {{.What}}", clinic.Args{"What": where}), i) == nil {
		e.s.Desk.Tell(lang.L("Taken off: injury of {{.What}}", map[string]any{"What": where}), e.s.Undo)
	}
}

// Show fills it from the chart.
func (e *Editor) Show() {
	i := e.record()
	if i == nil {
		return
	}
	s := e.s
	locked := s.Locked()
	e.sort.SetChosen(i.Type)
	e.gradeF.Hidden = s.Desk.Catalogue.InjuryGrade(i.Type, 1) == nil
	e.grade.SetChosen()
	if i.Grade > 0 {
		e.grade.SetChosen(strconv.Itoa(i.Grade))
	}
	// While no grade is chosen the words of all of them help to choose.
	var all []string
	for n := 1; i.Grade == 0 && !locked && n <= 3; n++ {
		if g := s.Desk.Catalogue.InjuryGrade(i.Type, n); g != nil {
			all = append(all, words.Of(strings.Repeat("I", n), g.Signs))
		}
	}
	signs := words.Lines(all...)
	if g := s.Desk.Catalogue.InjuryGrade(i.Type, i.Grade); g != nil {
		signs = g.Signs
		if g.Refer && g.Grade > 0 {
			signs = words.Sentences(g.Signs, lang.L("Refer before it is treated, or write who has seen it."))
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
	if h := s.Desk.Catalogue.HealingPhase(i, s.Desk.Today()); h != nil {
		phase = script.UpperFirst(words.Say(h.Words()))
		now, notYet = lang.L("Now: {{.What}}", map[string]any{"What": h.Phase.Allows}), lang.L("Not yet: {{.What}}", map[string]any{"What": h.Phase.NotYet})
		usual = words.Say(h.ReturnWords())
	}
	say(e.phase, phase)
	say(e.now, now)
	say(e.notYet, notYet)
	say(e.usual, usual)
	kit.SetEnabled(e.sort, !locked)
	kit.SetEnabled(e.grade, !locked)
	e.on.Lock(locked)
	e.healed.Lock(locked)
	e.note.Lock(locked)
	e.remove.Hidden = locked
	e.Object.Refresh()
}

// say shows a text, and no gap where there is none.
func say(t *kit.Text, text string) {
	t.SetText(text)
	t.Hidden = text == ""
}

// Leave keeps what is being typed.
func (e *Editor) Leave() { e.note.Flush() }

// Of is the latest injury of a structure, those that are not healed first, or nil.
func Of(s *step.Host, t clinic.Target) *clinic.Injury {
	var best *clinic.Injury
	all := s.Chart().Injuries
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
