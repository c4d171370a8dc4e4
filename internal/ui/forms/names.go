package forms

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// names is the page on which the patient names what is hard. What was scored before is asked again and stays.
func (f *Filler) names(x *clinic.FormAnswers) fyne.CanvasObject {
	box := f.sheet(kit.Title(lang.L("What is hard for you now?")).Wrap())
	list := kit.StackGap(kit.Gap)
	before := f.d.Chart(f.patient).Activities(first(f.form.Measures), x.AssessmentID, x.SessionID)
	for i, name := range x.Activities {
		var away fyne.CanvasObject
		if !slices.Contains(before, name) {
			away = kit.IconButton(kit.IconRemove, lang.L("Take away: {{.Name}}", map[string]any{"Name": name}), func() { f.remove(i) })
		}
		list.Add(kit.MinHeight(kit.Target, container.NewBorder(nil, nil, kit.IconView(kit.IconCheck, kit.ColorSuccess), away,
			container.NewVBox(layout.NewSpacer(), kit.Large(name).Wrap(), layout.NewSpacer()))))
	}
	if len(x.Activities) > 0 {
		if len(before) > 0 {
			box.Add(kit.Large(lang.L("These were named before, and are asked again each time:")).Wrap())
		}
		box.Add(list)
	}
	if len(x.Activities) >= clinic.MostActivities {
		return box
	}
	f.name = kit.NewEntry(lang.L("Lift my grandson, sleep on the left …"), nil)
	f.name.OnSubmitted = func(string) { f.add() }
	f.field = kit.NewField(lang.L("An activity, in your own words"),
		container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, f.add), f.name))
	box.Add(f.field)
	box.Add(kit.Large(lang.L("Three to five are best.")).In(kit.ColorQuiet))
	return box
}

func (f *Filler) add() {
	x := f.answers()
	if x == nil {
		f.gone()
		return
	}
	op, err := clinic.AddActivity(f.form, *x, f.name.Text)
	if err != nil {
		f.field.SetError(edit.Complaint(err, "answers"))
		return
	}
	f.name.Fill("")
	if f.keep(op, nil) {
		f.lay()
		f.show()
		if f.name != nil {
			f.d.Window.Canvas().Focus(f.name)
		}
	}
}

func (f *Filler) remove(i int) {
	x := f.answers()
	if x == nil {
		f.gone()
		return
	}
	op, err := clinic.RemoveActivity(f.form, *x, i)
	if f.keep(op, err) {
		f.lay()
		f.show()
	}
}

func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
