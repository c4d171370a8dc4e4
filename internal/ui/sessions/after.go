package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// after is the step after the treatment: measures again, the response, what went wrong, and the notes.
type after struct {
	w        *visit
	measures *measures
	response *kit.Segmented
	note     *edit.Text
	adverse  *edit.Text
	notes    []*noteField
	carried  *kit.Text
}

func newAfter(w *visit) (fyne.CanvasObject, part) {
	a := &after{w: w, measures: newMeasures(w, clinic.MomentAfter), notes: newNotes(w), carried: newCarried()}
	a.response = kit.NewSegmented([]kit.Option{
		{ID: clinic.ResponseBetter, Label: lang.L("Better")},
		{ID: clinic.ResponseSame, Label: lang.L("The same")},
		{ID: clinic.ResponseWorse, Label: lang.L("Worse")},
	}, func(id string) {
		_ = w.edit(clinic.Say("Response to the treatment"), func(v *clinic.Session) { v.Response = id })
	}).Clearable()
	a.note = w.s.newText(lang.L("In the patient's words"), "response_note", "", 2, func(text string) error {
		return w.edit(clinic.Say("Response to the treatment"), func(v *clinic.Session) { v.ResponseNote = text })
	})
	a.adverse = w.s.newText(lang.L("Adverse reaction, if any"), "adverse", lang.L("Leave empty when there was none"), 2, func(text string) error {
		return w.edit(clinic.Say("Adverse reaction"), func(v *clinic.Session) { v.Adverse = text })
	})
	left := kit.StackGap(kit.GapWide, a.measures.object, kit.NewField(lang.L("How is the patient after the treatment?"), a.response), a.note.Field, a.adverse.Field)
	right := kit.StackGap(kit.Gap, a.carried)
	for _, n := range a.notes {
		right.Add(n.object)
	}
	return kit.Beside(kit.GapWide, columnLeast, left, right), a
}

func (a *after) texts() []*edit.Text {
	out := []*edit.Text{a.note, a.adverse}
	for _, n := range a.notes {
		out = append(out, n.Text)
	}
	return out
}

func (a *after) flush() {
	a.measures.flush()
	a.note.Flush()
	a.adverse.Flush()
	for _, n := range a.notes {
		n.Flush()
	}
}

func (a *after) show(v *clinic.Session) {
	a.measures.show()
	if a.response.Value() != v.Response {
		a.response.SetChosen(v.Response)
	}
	a.note.Show(v.ResponseNote)
	a.adverse.Show(v.Adverse)
	for _, n := range a.notes {
		n.show(v)
	}
	kit.SetHidden(a.carried, len(v.Unconfirmed) == 0)
}
