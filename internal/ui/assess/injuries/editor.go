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
	"regimen/internal/ui/safety"
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
	switch h := s.Chart().HealingPhase(s.Desk.Catalogue, i, s.Desk.Today()); {
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
	which  *kit.Chips // of the type, where the type has kinds of its own
	whichF *kit.Field
	grade  *kit.Chips
	gradeF *kit.Field
	signs  *kit.Text
	on     *edit.Date
	lump   *kit.Chips
	lumpF  *kit.Field
	healed *edit.Date
	seen   *safety.ClearanceForm
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
	e.sort = kit.NewChips(nil, func(ids []string) {
		_ = e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Type of injury, {{.Place}}", place) }, func(i *clinic.Injury) {
			i.Type, i.Sort, _ = strings.Cut(ids[0], "/")
			e.regrade(i)
		})
	}).Required()
	e.which = kit.NewChips(nil, func([]string) {
		_ = e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Which operation, {{.Place}}", place) }, func(i *clinic.Injury) { i.Sort = e.which.Value() })
	})
	e.whichF = kit.NewField(lang.L("Which operation?"), e.which)
	e.lump = kit.NewChips([]kit.Option{{ID: clinic.LumpNone, Label: lang.L("No hard lump")}, {ID: clinic.LumpFelt, Label: lang.L("A hard lump")}}, func([]string) {
		_ = e.change(func(place clinic.Args) clinic.Sentence { return clinic.Say("Hard lump, {{.Place}}", place) }, func(i *clinic.Injury) {
			i.Lump, i.LumpOn = e.lump.Value(), ""
			if i.Lump != "" {
				i.LumpOn = s.Desk.Today()
			}
		})
	})
	e.lumpF = kit.NewField(lang.L("Is a hard lump felt in it today?"), e.lump)
	e.seen = safety.NewInjuryClearanceForm(&safety.Host{
		Desk: s.Desk, Patient: s.Patient, Assessment: s.Assessment, Chart: s.Chart, Locked: s.Locked, After: s.After,
		Apply: func(op clinic.Operation) error { return s.Put(op.Label, op.Put...) },
	}, id, func() clinic.Sentence {
		if i := e.record(); i != nil {
			return clinic.Say("{{.Injury}} of {{.Place}}", clinic.Args{"Injury": s.Desk.Catalogue.InjuryName(i), "Place": s.Place(i.Target())})
		}
		return clinic.Sentence{}
	})
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
		kit.NewField(lang.L("Type of injury"), e.sort), e.whichF,
		kit.StackGap(kit.Gap/2, e.gradeF, e.signs),
		e.on.Field,
		kit.StackGap(kit.Gap/2, e.phase, e.now, e.notYet, e.usual),
		e.lumpF, e.seen.Object(), e.healed.Field, e.note.Field, container.NewHBox(e.remove))
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

// takeOff removes the injury, with the clearances of it; it can be undone.
func (e *Editor) takeOff() {
	i := e.record()
	if i == nil || e.s.Locked() {
		return
	}
	e.Leave()
	where := script.LowerFirst(e.s.Label(i.Target()))
	var gone []clinic.Record
	for _, k := range e.s.Chart().Clearances {
		if k.InjuryID == i.ID {
			gone = append(gone, &k)
		}
	}
	if e.s.Remove(clinic.Say("Take off the injury of {{.What}}", clinic.Args{"What": where}), append(gone, i)...) == nil {
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
	cat := s.Desk.Catalogue
	e.showType(i)
	grades := cat.InjuryGrades(i)
	e.gradeF.Hidden = len(grades) == 0
	e.grade.SetChosen()
	if i.Grade > 0 {
		e.grade.SetChosen(strconv.Itoa(i.Grade))
	}
	// While no grade is chosen the words of all of them help to choose.
	var all []string
	for _, g := range grades {
		if i.Grade == 0 && !locked {
			all = append(all, words.Of(strings.Repeat("I", g.Grade), g.Signs))
		}
	}
	signs := words.Lines(all...)
	if g := cat.InjuryGrade(i); g != nil {
		signs = g.Signs
		if g.Refer && s.Chart().InjuryClearance(i.ID, s.Desk.Today()) == nil {
			signs = words.Sentences(g.Signs, lang.L("Refer before it is treated, or record the clearance of who has seen it."))
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
	if h := s.Chart().HealingPhase(s.Desk.Catalogue, i, s.Desk.Today()); h != nil {
		phase = script.UpperFirst(words.Say(h.Words()))
		now, notYet = words.Say(h.Now()), words.Say(h.NotYet())
		usual = words.Say(h.ReturnWords())
	}
	e.lumpF.Hidden = !i.AsksForLump()
	e.lump.SetChosen(i.Lump)
	kit.SetHidden(e.seen.Object(), locked)
	e.seen.Show()
	say(e.phase, phase)
	say(e.now, now)
	say(e.notYet, notYet)
	say(e.usual, usual)
	kit.SetEnabled(e.sort, !locked)
	kit.SetEnabled(e.which, !locked)
	kit.SetEnabled(e.lump, !locked)
	kit.SetEnabled(e.grade, !locked)
	e.on.Lock(locked)
	e.healed.Lock(locked)
	e.note.Lock(locked)
	e.remove.Hidden = locked
	e.Object.Refresh()
}

// regrade takes away a grade that a type does not have.
func (e *Editor) regrade(i *clinic.Injury) {
	if len(e.s.Desk.Catalogue.InjuryGrades(i)) == 0 {
		i.Grade = 0
	}
}

// showType offers the types of injury, with the kinds that other injuries have among them; the kinds of an operation are
// asked for by themselves.
func (e *Editor) showType(i *clinic.Injury) {
	cat := e.s.Desk.Catalogue
	var types []kit.Option
	for _, t := range clinic.InjuryTypes() {
		if t != clinic.InjurySurgery {
			for _, g := range cat.InjurySorts(t) {
				types = append(types, kit.Option{ID: t + "/" + g.Sort, Label: g.Name})
			}
		}
		types = append(types, kit.Option{ID: t, Label: words.Say(clinic.InjuryTypeName(t))})
	}
	e.sort.SetOptions(types)
	chosen := i.Type
	if i.Type != clinic.InjurySurgery && i.Sort != "" {
		chosen += "/" + i.Sort
	}
	e.sort.SetChosen(chosen)
	var which []kit.Option
	for _, g := range cat.InjurySorts(i.Type) {
		which = append(which, kit.Option{ID: g.Sort, Label: g.Name})
	}
	e.which.SetOptions(which)
	e.which.SetChosen(i.Sort)
	e.whichF.Hidden = i.Type != clinic.InjurySurgery || len(which) == 0
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
