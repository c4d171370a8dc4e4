package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// after is the step after the treatment: measures again, the response, and what went wrong.
type after struct {
	w        *visit
	measures *measures
	response *kit.Chips
	note     *edit.Text
	adverse  *edit.Text
}

func newAfter(w *visit) (fyne.CanvasObject, part) {
	a := &after{w: w, measures: newMeasures(w, clinic.MomentAfter)}
	a.response = kit.NewChips([]kit.Option{
		{ID: clinic.ResponseBetter, Label: lang.L("Better")},
		{ID: clinic.ResponseSame, Label: lang.L("The same")},
		{ID: clinic.ResponseWorse, Label: lang.L("Worse")},
	}, func(ids []string) {
		_ = w.edit(clinic.Say("Response to the treatment"), func(v *clinic.Session) { v.Response = first(ids) })
	})
	a.note = w.s.newText(lang.L("In the patient's words"), "response_note", "", 2, func(text string) error {
		return w.edit(clinic.Say("Response to the treatment"), func(v *clinic.Session) { v.ResponseNote = text })
	})
	a.adverse = w.s.newText(lang.L("Adverse reaction, if any"), "adverse", lang.L("Leave empty when there was none"), 2, func(text string) error {
		return w.edit(clinic.Say("Adverse reaction"), func(v *clinic.Session) { v.Adverse = text })
	})
	left := kit.StackGap(kit.GapWide, kit.NewField(lang.L("How is the patient after the treatment?"), a.response), a.note.Field, a.adverse.Field)
	right := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Measured again")), a.measures.object)
	return page.Columns(left, right), a
}

func (a *after) texts() []*edit.Text { return []*edit.Text{a.note, a.adverse} }

func (a *after) flush() {
	a.measures.flush()
	a.note.Flush()
	a.adverse.Flush()
}

func (a *after) show(v *clinic.Session) {
	a.measures.show()
	if a.response.Value() != v.Response {
		a.response.SetChosen(nonEmpty(v.Response)...)
	}
	a.note.Show(v.ResponseNote)
	a.adverse.Show(v.Adverse)
}
