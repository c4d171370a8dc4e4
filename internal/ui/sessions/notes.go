package sessions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// noteField is one note of a session. What was carried over from last time is marked until it is
// changed or confirmed.
type noteField struct {
	*edit.Text
	w       *visit
	name    string
	of      func(*clinic.Session) *string
	object  fyne.CanvasObject
	carried *fyne.Container
}

func newNote(w *visit, name, label, hint string, of func(*clinic.Session) *string) *noteField {
	n := &noteField{w: w, name: name, of: of}
	n.Text = w.s.newText(label, name, hint, 3, func(text string) error {
		return w.edit(clinic.Say("Write: {{.Name}}", clinic.Args{"Name": clinic.FieldName(clinic.KindSession, name)}), func(v *clinic.Session) {
			*of(v) = text
			v.Unconfirmed = slices.DeleteFunc(v.Unconfirmed, func(f string) bool { return f == name })
		})
	})
	confirm := kit.NewButton(lang.L("Still true"), kit.IconCheck, n.confirm)
	words := kit.QuietText(lang.L("Carried over from last time. Change it, or confirm it.")).In(kit.ColorWarning).Wrap()
	n.carried = kit.Border(nil, nil, nil, container.NewCenter(confirm),
		container.NewVBox(layout.NewSpacer(), kit.Border(nil, nil, kit.IconView(kit.IconHistory, kit.ColorWarning), nil, words), layout.NewSpacer()))
	n.object = kit.StackGap(4, n.Field, n.carried)
	return n
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
	kit.SetHidden(n.carried, !slices.Contains(v.Unconfirmed, n.name))
}

// notes is the step with the four notes of the record.
type notes struct{ fields []*noteField }

func newNotes(w *visit) (fyne.CanvasObject, part) {
	n := &notes{fields: []*noteField{
		newNote(w, "subjective", lang.L("Subjective"), lang.L("What the patient says"), func(v *clinic.Session) *string { return &v.Subjective }),
		newNote(w, "objective", lang.L("Objective"), lang.L("What you found and measured"), func(v *clinic.Session) *string { return &v.Objective }),
		newNote(w, "assessed", lang.L("Assessment"), lang.L("What you make of it"), func(v *clinic.Session) *string { return &v.Assessed }),
		newNote(w, "next_plan", lang.L("Plan for next time"), lang.L("What to do, change or look at next time"), func(v *clinic.Session) *string { return &v.NextPlan }),
	}}
	left, right := kit.StackGap(kit.GapWide, n.fields[0].object, n.fields[1].object), kit.StackGap(kit.GapWide, n.fields[2].object, n.fields[3].object)
	return page.Columns(left, right), n
}

func (n *notes) show(v *clinic.Session) {
	for _, f := range n.fields {
		f.show(v)
	}
}

func (n *notes) texts() []*edit.Text {
	var out []*edit.Text
	for _, f := range n.fields {
		out = append(out, f.Text)
	}
	return out
}

func (n *notes) flush() {
	for _, f := range n.fields {
		f.Flush()
	}
}
