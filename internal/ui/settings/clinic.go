package settings

import (
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// ClinicForm is the clinic's own record as fields that keep what is typed.
type ClinicForm struct {
	d      *desk.Desk
	texts  []clinicText
	paper  *kit.Segmented
	zone   *zoneField
	doubt  *kit.Remark // about the business number
	money  *moneyForm
	shares []float32
}

type clinicText struct {
	*edit.Text
	get func(*clinic.Clinic) *string
}

// NewClinicForm has no fields yet: Details, Names and Paper add theirs.
func NewClinicForm(d *desk.Desk) *ClinicForm {
	return &ClinicForm{d: d, shares: []float32{0.5, 0.2, 0.3}}
}

// Names are the fields that the first start asks for.
func (f *ClinicForm) Names() fyne.CanvasObject {
	o := kit.StackGap(kit.GapWide,
		f.line("name", lang.L("Clinic's name"), func(c *clinic.Clinic) *string { return &c.Name }),
		f.line("street", lang.L("Street"), func(c *clinic.Clinic) *string { return &c.Street }),
		kit.Shares(f.shares,
			f.line("suburb", lang.L("Suburb"), func(c *clinic.Clinic) *string { return &c.Suburb }),
			f.line("state", lang.L("State"), func(c *clinic.Clinic) *string { return &c.State }),
			f.line("postcode", lang.L("Postcode"), func(c *clinic.Clinic) *string { return &c.Postcode }),
		),
		f.line("phone", lang.L("Phone"), func(c *clinic.Clinic) *string { return &c.Phone }),
	)
	f.Show()
	return o
}

// Details are all fields about the clinic itself.
func (f *ClinicForm) Details() fyne.CanvasObject {
	f.zone = newZoneField(f.d, func(zone string) error {
		return f.keep("zone", func(c *clinic.Clinic) { c.Zone = zone })
	})
	f.doubt = kit.NewRemark()
	o := kit.StackGap(kit.GapWide, f.Names(),
		f.zone.object(),
		f.line("email", lang.L("Email"), func(c *clinic.Clinic) *string { return &c.Email }),
		f.line("website", lang.L("Website"), func(c *clinic.Clinic) *string { return &c.Website }),
		kit.Stack(f.line("business_number", lang.L("Business number (ABN)"), func(c *clinic.Clinic) *string { return &c.BusinessNumber }), f.doubt.Object),
	)
	f.Show()
	return o
}

// Paper are the fields about what is printed.
func (f *ClinicForm) Paper() fyne.CanvasObject {
	f.paper = kit.NewSegmented(kit.Options("A4", "Letter"), func(size string) {
		_ = f.keep("paper", func(c *clinic.Clinic) { c.Paper = size }) // a failure was said
	})
	o := kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Paper size"), f.paper),
		kit.Shares(kit.Halves,
			f.line("currency", lang.L("Currency symbol"), func(c *clinic.Clinic) *string { return &c.Currency }),
			f.line("emergency", lang.L("Emergency number"), func(c *clinic.Clinic) *string { return &c.Emergency }),
		),
		kit.QuietText(lang.L("The emergency number is printed on every plan and shown with a red flag: 000 in Australia.")).Wrap(),
	)
	f.Show()
	return o
}

// Intake are the texts that a patient reads in the intake form.
func (f *ClinicForm) Intake() fyne.CanvasObject {
	privacy := f.notes("privacy_statement", lang.L("Privacy statement"), func(c *clinic.Clinic) *string { return &c.PrivacyStatement })
	fees := f.notes("fee_policy", lang.L("Fee policy"), func(c *clinic.Clinic) *string { return &c.FeePolicy })
	suggest := kit.NewButton(lang.L("Begin with a suggested text"), kit.IconEdit, func() {
		privacy.Entry.SetText(strings.Join([]string{
			lang.L("We keep what you tell us so that we can treat you safely. It becomes part of your record here."),
			lang.L("Only the people who treat you and who run the clinic can read it. We give it to nobody else unless you agree, the law asks for it, or your life is in danger."),
			lang.L("You can ask to see your record, and to have a mistake in it put right."),
			lang.L("You may leave questions out. We may then not be able to give you some treatments safely."),
			lang.L("If you are not happy with how we keep your record, please tell us. You can also ask the privacy office of Australia, the OAIC: www.oaic.gov.au or 1300 363 992."),
		}, "\n"))
		privacy.Flush()
	})
	privacy.OnText = func(text string) { kit.SetHidden(suggest, strings.TrimSpace(text) != "") }
	o := kit.StackGap(kit.GapWide,
		kit.QuietText(lang.L("The patient reads these in the form and says whether they agree. A text that is empty is not shown.")).Wrap(),
		kit.Stack(privacy.Field, container.NewHBox(suggest)), fees.Field)
	f.Show()
	return o
}

func (f *ClinicForm) line(column, label string, get func(*clinic.Clinic) *string) *kit.Field {
	return f.text(column, label, 1, get).Field
}

// notes is a text of several lines.
func (f *ClinicForm) notes(column, label string, get func(*clinic.Clinic) *string) *edit.Text {
	return f.text(column, label, 3, get)
}

func (f *ClinicForm) text(column, label string, rows int, get func(*clinic.Clinic) *string) *edit.Text {
	t := edit.NewText(f.d.Later, label, column, "", rows, func(s string) error {
		return f.keep(column, func(c *clinic.Clinic) { *get(c) = strings.TrimSpace(s) })
	}).Of(f.d.Elsewhere(""))
	f.texts = append(f.texts, clinicText{t, get})
	return t
}

func (f *ClinicForm) keep(column string, change func(*clinic.Clinic)) error {
	return keepClinic(f.d, column, change)
}

// keepClinic changes a field of the clinic. change replaces what it changes: lists are not written into.
func keepClinic(d *desk.Desk, column string, change func(*clinic.Clinic)) error {
	c := d.Clinic()
	was := c
	change(&c)
	if reflect.DeepEqual(c, was) {
		return nil
	}
	return d.Apply(clinic.KeepClinic(d.Env(), clinic.Say("{{.Field}} changed", clinic.Args{"Field": clinic.FieldName(clinic.KindClinic, column)}), c))
}

// Show fills the fields with what is kept, and leaves alone what is being typed.
func (f *ClinicForm) Show() {
	c := f.d.Clinic()
	for _, t := range f.texts {
		t.Show(*t.get(&c))
	}
	if f.zone != nil {
		f.zone.show(c)
	}
	if f.paper != nil {
		f.paper.SetChosen(c.Paper)
	}
	if f.doubt != nil {
		f.doubt.Set(words.Say(clinic.BusinessNumberDoubt(c.BusinessNumber, c.Region)), kit.ToneWarning)
	}
	if f.money != nil {
		f.money.show(c)
	}
}

// Flush keeps what is being typed.
func (f *ClinicForm) Flush() {
	for _, t := range f.texts {
		t.Flush()
	}
	if f.zone != nil {
		f.zone.text.Flush()
	}
	if f.money != nil {
		f.money.flush()
	}
}

// Focus gives the first field the keyboard.
func (f *ClinicForm) Focus() { f.d.Window.Canvas().Focus(f.texts[0].Entry) }
