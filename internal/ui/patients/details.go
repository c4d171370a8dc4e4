package patients

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/intake"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// Details is the section of a patient's workspace with what is known of the person.
type Details struct {
	d        *desk.Desk
	id       string
	form     *form
	undo     *kit.Button
	redo     *kit.Button
	state    *kit.Text
	archive  *kit.Button
	restore  *kit.Button
	archived *fyne.Container
	since    *kit.Text
	same     *doubled
	object   fyne.CanvasObject
}

// New is the builder of the section.
func New(d *desk.Desk, patientID string) desk.Screen {
	s := &Details{d: d, id: patientID, form: newForm(d, patientID, nil)}
	s.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	s.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	s.state = kit.QuietText(lang.L("Saved as you type.")).Lines(1)
	s.archive = kit.QuietButton(lang.L("Archive this patient"), kit.IconArchive, func() { s.setArchived(true) })
	s.restore = kit.NewButton(lang.L("Bring back"), kit.IconUndo, func() { s.setArchived(false) })
	s.since = kit.Body("")
	s.archived = container.NewStack(kit.NewPlate(kit.ColorSunken, kit.Radius),
		kit.PadSides(kit.GapWide, kit.Gap, container.NewBorder(nil, nil, nil, s.restore, kit.PadSides(0, 12, s.since))))
	hand := kit.NewButton(lang.L("Hand over the form"), kit.IconAssess, func() { intake.HandOver(d, patientID) })
	top := container.NewBorder(nil, nil, container.NewHBox(s.undo, s.redo), container.NewHBox(hand, s.archive), kit.PadSides(0, 12, s.state))
	s.same = newDoubled(d, patientID)
	s.object = page.New(top, s.archived, s.form.object, s.same.object)
	s.show()
	return s
}

// Object is part of desk.Screen.
func (s *Details) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Details) Refresh(ch clinic.Changes) {
	if ch.Touches(s.id) {
		s.form.show()
		s.same.show()
		s.show()
	}
}

// Leave is part of desk.Screen.
func (s *Details) Leave() { s.form.flush() }

// Undo takes back the last change of the details.
func (s *Details) Undo() {
	s.form.flush()
	s.d.Undo(s.id)
}

// Redo makes it again.
func (s *Details) Redo() { s.d.Redo(s.id) }

func (s *Details) show() {
	undo, redo := s.d.UndoState(s.id)
	kit.SetEnabled(s.undo, undo != "")
	kit.SetEnabled(s.redo, redo != "")
	p := s.d.Chart(s.id).Patient
	gone := !p.ArchivedAt.IsZero()
	s.archive.Hidden, s.archived.Hidden = gone, !gone
	if gone {
		s.since.SetText(lang.L("Archived on {{.Date}}. The record is complete and can be brought back.",
			map[string]any{"Date": words.Long(s.d.Day(p.ArchivedAt))}))
	}
	s.object.Refresh()
}

func (s *Details) setArchived(on bool) {
	s.form.flush()
	p := s.form.patient()
	op := clinic.RestorePatient(p)
	done := lang.L("{{.Name}} is back among the patients.", map[string]any{"Name": p.Name()})
	if on {
		op = clinic.ArchivePatient(s.d.Env(), p)
		done = lang.L("{{.Name}} is archived.", map[string]any{"Name": p.Name()})
	}
	if s.d.Apply(op) == nil {
		s.d.Tell(done, func() { s.d.Undo(s.id) })
	}
}
