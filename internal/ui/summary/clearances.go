package summary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// clearance is where a doctor's clearance of an item is shown and given. It is kept while the summary is open, so that a
// form that is being filled in stays.
func (s *Screen) clearance(item *clinic.ScreeningItem) fyne.CanvasObject {
	return s.kept(item.Code, func(h *safety.Host) *safety.ClearanceForm { return safety.NewClearanceForm(h, item) })
}

// injuryClearance is where it is shown and written that a doctor has seen an injury.
func (s *Screen) injuryClearance(i *clinic.Injury) fyne.CanvasObject {
	id := i.ID
	name := clinic.Text(words.Of(s.d.Atlas.Label(i.Structure, i.Side), words.Say(s.d.Catalogue.InjuryName(i))))
	return s.kept(clinic.HealingItem+"/"+id, func(h *safety.Host) *safety.ClearanceForm {
		return safety.NewInjuryClearanceForm(h, id, func() clinic.Sentence { return name })
	})
}

// kept is the form of a key, made the first time.
func (s *Screen) kept(key string, make func(*safety.Host) *safety.ClearanceForm) fyne.CanvasObject {
	if s.clearances == nil {
		s.clearances = map[string]*safety.ClearanceForm{}
	}
	form := s.clearances[key]
	if form == nil {
		form = make(&safety.Host{
			Desk: s.d, Patient: s.patient, Chart: func() *clinic.Chart { return s.d.Chart(s.patient) },
			Locked: func() bool { return false }, After: s.d.Later, Apply: s.apply,
		})
		s.clearances[key] = form
	}
	form.Show()
	return form.Object()
}

// apply makes a change and shows it, unless somebody told this screen already.
func (s *Screen) apply(op clinic.Operation) error {
	if err := s.d.Apply(op); err != nil {
		return err
	}
	s.show()
	return nil
}

// endingClearances are the lines of the clearances that have to be renewed soon.
func (s *Screen) endingClearances() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, k := range clinic.EndingClearances(s.d.Catalogue, s.d.Chart(s.patient), s.d.Today()) {
		item := s.d.Catalogue.ScreeningItem(k.Item)
		if item == nil {
			continue
		}
		rows = append(rows, kit.StackGap(0, line(kit.IconDue, kit.ColorWarning, lang.L("The clearance ends on {{.Day}}: {{.What}}", map[string]any{"Day": words.Long(k.Expires), "What": item.Name}),
			lang.L("Ask the doctor again before then.")), s.clearance(item)))
	}
	return rows
}
