package diary

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// note asks for what is to be known of a visit beside its time: what to bring, how to reach the door.
func (p *panel) note(a clinic.Appointment) {
	s := p.s
	text := kit.NewNotes(lang.L("such as: brings the knee brace"), 3, nil)
	text.SetText(a.Note)
	p.first = text
	keep := kit.PrimaryButton(lang.L("Keep the note"), kit.IconCheck, func() { s.keepNote(a, text.Text) })
	p.show(noteFace, keep,
		kit.Heading(lang.L("Note on the visit of {{.Name}}", map[string]any{"Name": s.data.name(a.PatientID)})).Lines(3),
		kit.NewField(lang.L("Note"), text),
		kit.QuietButton(lang.L("Leave it as it is"), "", func() { p.visit(a) }))
	s.keyboard(text)
}

// keepNote writes the note on a visit as it is by now.
func (s *Screen) keepNote(a clinic.Appointment, text string) {
	now, ok := s.now(a)
	if !ok {
		return
	}
	name := s.data.name(a.PatientID)
	op, err := clinic.ChangeAppointment(now, name, func(x *clinic.Appointment) { x.Note = strings.TrimSpace(text) })
	switch {
	case err != nil:
		s.d.Fail(err)
	case op.Empty():
		s.panel.visit(now)
		s.keyboard(s.grid.Keyboard())
	default:
		s.applyTo(a.ID, op, lang.L("The note on the visit of {{.Name}} is kept.", map[string]any{"Name": name}))
	}
}
