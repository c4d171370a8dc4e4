// Package presence says who else has a record open.
package presence

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Pill is somebody in a few words, for the patient's header.
func Pill(o desk.Other) (string, kit.IconName) {
	words := map[string]any{"Name": desk.Who(o.Name), "Machine": o.Machine}
	if o.Writing != "" {
		return lang.L("{{.Name}} is writing here, on {{.Machine}}", words), kit.IconPen
	}
	return lang.L("Also open: {{.Name}}, on {{.Machine}}", words), kit.IconPerson
}

// Quiet says in a row of a list that somebody is writing it, or is "".
func Quiet(d *desk.Desk, patientID, key string) string {
	o, ok := d.WrittenBy(patientID, key)
	if !ok {
		return ""
	}
	return lang.L("{{.Name}} is writing it on {{.Machine}}", map[string]any{"Name": desk.Who(o.Name), "Machine": o.Machine})
}

// Line stands at the top of a session or an assessment that is being written elsewhere too; it is hidden
// otherwise.
type Line struct {
	d      *desk.Desk
	words  *kit.Text
	object *fyne.Container
}

// NewLine is hidden until Show finds somebody.
func NewLine(d *desk.Desk) *Line {
	l := &Line{d: d, words: kit.Body("").Wrap()}
	row := kit.Border(nil, nil, container.NewCenter(kit.IconView(kit.IconPen, kit.ColorAccent)), nil, l.words)
	l.object = kit.PadSides(kit.GapWide, kit.Gap/2, container.NewStack(kit.NewPlate(kit.ColorAccentSoft, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap, row)))
	l.object.Hidden = true
	return l
}

// Object is the line with its room.
func (l *Line) Object() fyne.CanvasObject { return l.object }

// Show looks who writes the session or the assessment that is shown. key is "" for one that nobody can
// write any more. It reports whether the line came or went, so that what is around it is laid out again.
func (l *Line) Show(kind clinic.Kind, patientID, key string) bool {
	o, ok := l.d.WrittenBy(patientID, key)
	if ok {
		words := map[string]any{"Name": desk.Who(o.Name), "Machine": o.Machine}
		if kind == clinic.KindAssessment {
			l.words.SetText(lang.L("{{.Name}} is writing this assessment on {{.Machine}}. What you write is merged; the same field asks you both.", words))
		} else {
			l.words.SetText(lang.L("{{.Name}} is writing this session on {{.Machine}}. What you write is merged; the same field asks you both.", words))
		}
	}
	if l.object.Hidden != ok {
		return false
	}
	l.object.Hidden = !ok
	l.object.Refresh()
	return true
}
