// Package addendum shows the corrections that stand beside what was signed, and takes another one.
package addendum

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/signer"
	"regimen/internal/words"
)

// List are the addenda of a signed record, each with its reason, whoever signed it and the time.
func List(chart *clinic.Chart, id string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, a := range chart.AddendaOf(id) {
		at := chart.In(a.At)
		out = append(out, kit.StackGap(kit.Gap/2, kit.Body(a.Text).Wrap(),
			kit.QuietText(lang.L("Because: {{.What}}", map[string]any{"What": a.Reason})).Wrap(),
			kit.QuietText(words.List(a.By, words.Moment(at))).Wrap()), kit.Hairline())
	}
	return out
}

// Form writes an addendum beside a signed record. It is folded away until it is asked for.
type Form struct {
	Object       *fyne.Container
	d            *desk.Desk
	chart        func() *clinic.Chart
	of           clinic.Ref
	open, sign   *kit.Button
	text, reason *kit.Entry
	fields       map[string]*kit.Field
	signer       *signer.Signer
	form         *fyne.Container
}

// New writes beside the record of, which is in the chart.
func New(d *desk.Desk, chart func() *clinic.Chart, of clinic.Ref) *Form {
	f := &Form{d: d, chart: chart, of: of}
	f.text = kit.NewNotes(lang.L("What is to be read beside the record"), 4, nil)
	f.reason = kit.NewEntry(lang.L("Why it is added now"), nil)
	f.fields = map[string]*kit.Field{
		"text": kit.NewField(lang.L("Addendum"), f.text), "reason": kit.NewField(lang.L("Reason"), f.reason),
	}
	f.open = kit.NewButton(lang.L("Add an addendum"), kit.IconAddendum, func() { f.toggle(true) })
	f.sign = kit.NewButton(lang.L("Sign the addendum"), kit.IconSign, f.keep)
	f.signer = signer.New(d, nil)
	f.form = kit.Stack(f.fields["text"], f.fields["reason"], f.signer.Object(),
		kit.QuietText(lang.L("An addendum is signed with the name of whoever signs it and the time, and stays as it is.")).Wrap(),
		kit.FlowRow(f.sign,
			kit.QuietButton(lang.L("Cancel"), "", func() { f.toggle(false) })))
	f.form.Hide()
	f.Object = kit.Stack(container.NewHBox(f.open), f.form)
	return f
}

// Show brings up to date who may sign.
func (f *Form) Show() { f.signer.Show() }

// Begin opens the form with a text that stands ready to be signed.
func (f *Form) Begin(text string) {
	f.text.SetText(text)
	f.toggle(true)
}

func (f *Form) toggle(open bool) {
	f.form.Hidden, f.open.Hidden = !open, open
	f.Object.Refresh()
}

func (f *Form) keep() {
	_, op, err := clinic.AddAddendum(f.d.Env(), f.chart(), f.of, f.text.Text, f.reason.Text, f.signer.Signer())
	for name, field := range f.fields {
		field.SetError(words.Say(clinic.FieldMessage(err, name)))
	}
	if err != nil {
		if clinic.FieldMessage(err, "text").IsZero() && clinic.FieldMessage(err, "reason").IsZero() {
			f.d.Fail(err)
		}
		return
	}
	f.d.Seal(op, f.sign, func() {
		f.text.SetText("")
		f.reason.SetText("")
		f.signer.Done()
		f.toggle(false)
		f.d.Tell(lang.L("The addendum is signed."), nil)
	})
}
