package sessions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// noteField is one note of a session. What was carried over from last time is marked until it is
// changed or confirmed.
type noteField struct {
	*edit.Text
	w      *visit
	name   string
	of     func(*clinic.Session) *string
	object fyne.CanvasObject
	still  *kit.Button
	aside  *fyne.Container // the button with its room, which stays when it was tapped
}

const noteRows = 2

func newNote(w *visit, name, label, hint string, of func(*clinic.Session) *string) *noteField {
	n := &noteField{w: w, name: name, of: of}
	n.Text = w.s.newText(label, name, hint, noteRows, func(text string) error {
		return w.edit(clinic.Say("Write: {{.Name}}", clinic.Args{"Name": clinic.FieldName(clinic.KindSession, name)}), func(v *clinic.Session) {
			*of(v) = text
			v.Unconfirmed = slices.DeleteFunc(v.Unconfirmed, func(f string) bool { return f == name })
		})
	})
	n.still = kit.NewButton(lang.L("Still true"), kit.IconCheck, n.confirm)
	n.aside = kit.MinWidth(n.still.MinSize().Width, container.NewCenter(n.still))
	n.aside.Hide()
	n.object = kit.Border(nil, nil, nil, kit.PadSides(4, 0, n.aside), n.Field)
	return n
}

// newCarried says above notes what the button beside them means.
func newCarried() *kit.Text {
	return kit.QuietText(lang.L("Carried over from last time. Change it, or confirm it.")).In(kit.ColorWarning).Wrap()
}

func (n *noteField) confirm() {
	n.Flush()
	v := n.w.now()
	if v == nil || !slices.Contains(v.Unconfirmed, n.name) {
		return
	}
	_ = n.w.s.apply(clinic.ConfirmNote(*v, n.name))
}

func (n *noteField) show(v *clinic.Session) {
	n.Show(*n.of(v))
	carried := slices.Contains(v.Unconfirmed, n.name)
	if carried {
		kit.SetHidden(n.aside, false)
	}
	kit.SetHidden(n.still, !carried)
}

// newNotes are the four notes of the record.
func newNotes(w *visit) []*noteField {
	return []*noteField{
		newNote(w, "subjective", lang.L("Subjective"), lang.L("What the patient says"), func(v *clinic.Session) *string { return &v.Subjective }),
		newNote(w, "objective", lang.L("Objective"), lang.L("What you found and measured"), func(v *clinic.Session) *string { return &v.Objective }),
		newNote(w, "assessed", lang.L("Assessment"), lang.L("What you make of it"), func(v *clinic.Session) *string { return &v.Assessed }),
		newNote(w, "next_plan", lang.L("Plan for next time"), lang.L("What to do, change or look at next time"), func(v *clinic.Session) *string { return &v.NextPlan }),
	}
}
