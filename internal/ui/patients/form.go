package patients

import (
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// form is everything that is known of a patient. It keeps what is typed as it is made; there is nothing
// to save. A new patient's record is made as soon as there is a name.
type form struct {
	d  *desk.Desk
	id string
	// draft is what was typed of a new patient who has no name yet; nil once there is a record.
	draft *clinic.Patient
	// changed is told of every change that was kept, before and after there is a record.
	changed func(p clinic.Patient)

	texts   []text
	choices []choice
	birth   *edit.Date
	phones  *rows
	alerts  *rows
	// beside is what has to be seen beside the names while they are typed, above everything where there is one column.
	beside *fyne.Container
	object fyne.CanvasObject
}

// text is one text field of a patient.
type text struct {
	*edit.Text
	get func(*clinic.Patient) *string
}

// choice is a text field with the usual answers as chips.
type choice struct {
	get     func(*clinic.Patient) *string
	chips   *kit.Chips
	options []kit.Option
}

func newForm(d *desk.Desk, id string, draft *clinic.Patient) *form {
	f := &form{d: d, id: id, draft: draft, changed: func(clinic.Patient) {}}
	f.object = f.build()
	f.show()
	return f
}

// patient is a copy of what is known now.
func (f *form) patient() clinic.Patient {
	p := f.draft
	if p == nil {
		p = &f.d.Chart(f.id).Patient
	}
	c := *p
	c.Phones, c.Alerts = slices.Clone(c.Phones), slices.Clone(c.Alerts)
	return c
}

// keep makes one change to one column.
func (f *form) keep(column string, change func(*clinic.Patient)) error {
	p, was := f.patient(), f.patient()
	if f.draft == nil && p.ID == "" {
		return nil // the record could not be read, and that was said
	}
	change(&p)
	if reflect.DeepEqual(p, was) {
		return nil
	}
	if err := clinic.CheckPatient(&p, f.d.Today()); err != nil {
		// A new patient without a name is only a beginning: it is kept here until there is one.
		unnamed := f.draft != nil && p.Name() == ""
		if wrong := clinic.FieldMessage(err, column); !wrong.IsZero() && !(unnamed && column == "given_name") {
			return err
		}
		if unnamed {
			*f.draft = p
			f.changed(p)
			return nil
		}
	}
	if f.draft != nil {
		return f.make(p)
	}
	op := clinic.Operation{Label: clinic.Say("{{.Field}} changed", clinic.Args{"Field": clinic.FieldName(clinic.KindPatient, column)}), Scope: p.ID, Put: []clinic.Record{&p}}
	if err := f.d.Apply(op); err != nil {
		return err
	}
	f.changed(p)
	return nil
}

// make files a new patient.
func (f *form) make(p clinic.Patient) error {
	made, op := clinic.NewPatient(f.d.Env(), p)
	if err := f.d.Apply(op); err != nil {
		return err
	}
	f.id, f.draft = made.ID, nil
	f.changed(*made)
	return nil
}

// begin files the new patient as far as known.
func (f *form) begin() {
	if f.draft != nil {
		_ = f.make(*f.draft) // a failure was said
	}
}

func (f *form) text(column, label, hint string, rows int, get func(*clinic.Patient) *string) *kit.Field {
	t := edit.NewText(f.d.Later, label, column, hint, rows, func(s string) error {
		err := f.keep(column, func(p *clinic.Patient) { *get(p) = strings.TrimSpace(s) })
		f.showChoices()
		return err
	}).Of(formElsewhere{f})
	f.texts = append(f.texts, text{t, get})
	return t.Field
}

func (f *form) line(column, label string, get func(*clinic.Patient) *string) *kit.Field {
	return f.text(column, label, "", 1, get)
}

// words is a text field with the usual answers as chips above it.
func (f *form) words(column, label string, options []kit.Option, get func(*clinic.Patient) *string) *kit.Field {
	return f.text(column, label, lang.L("or in their own words"), 1, get).Over(f.chips(column, options, get))
}

func (f *form) chips(column string, options []kit.Option, get func(*clinic.Patient) *string) *kit.Chips {
	chips := kit.NewChips(options, func(ids []string) {
		// A choice is never refused; a failure to keep it was said.
		_ = f.keep(column, func(p *clinic.Patient) { *get(p) = strings.Join(ids, "") })
		f.show()
	})
	f.choices = append(f.choices, choice{get, chips, options})
	return chips
}

func (f *form) build() fyne.CanvasObject {
	who := kit.NewCard(lang.L("Who"), kit.StackGap(kit.GapWide,
		kit.Shares(kit.Halves,
			f.line("given_name", lang.L("Given name"), func(p *clinic.Patient) *string { return &p.GivenName }),
			f.line("family_name", lang.L("Family name"), func(p *clinic.Patient) *string { return &p.FamilyName }),
		),
		f.birthDate(),
		f.line("preferred_name", lang.L("Preferred name"), func(p *clinic.Patient) *string { return &p.PreferredName }).
			Help(lang.L("When it is not the given name")),
		f.words("pronouns", lang.L("Pronouns"), kit.Options("she/her", "he/him", "they/them"), func(p *clinic.Patient) *string { return &p.Pronouns }),
		kit.NewField(lang.L("Sex"), f.chips("sex", []kit.Option{
			{ID: "female", Label: lang.L("Female")}, {ID: "male", Label: lang.L("Male")}, {ID: "intersex", Label: lang.L("Intersex")},
		}, func(p *clinic.Patient) *string { return &p.Sex })).Help(lang.L("As registered at birth; leave it open when it is not needed")),
		f.words("gender", lang.L("Gender"), []kit.Option{
			{ID: "woman", Label: lang.L("Woman")}, {ID: "man", Label: lang.L("Man")}, {ID: "non-binary", Label: lang.L("Non-binary")},
		}, func(p *clinic.Patient) *string { return &p.Gender }),
	))

	f.phones = newRows(f.d, lang.L("Phone"), lang.L("Remove this number"), []string{lang.L("Number"), lang.L("mobile, home, work …")}, []float32{0.55, 0.45}, func(v [][]string) {
		_ = f.keep("phones", func(p *clinic.Patient) {
			p.Phones = nil
			for _, x := range v {
				p.Phones = append(p.Phones, clinic.Phone{Number: x[0], Label: x[1]})
			}
		})
	}).of(formElsewhere{f})
	contact := kit.NewCard(lang.L("Contact"), kit.StackGap(kit.GapWide,
		f.phones.field,
		f.line("email", lang.L("Email"), func(p *clinic.Patient) *string { return &p.Email }),
		f.line("street", lang.L("Street"), func(p *clinic.Patient) *string { return &p.Street }),
		kit.Shares([]float32{0.5, 0.25, 0.25},
			f.line("suburb", lang.L("Suburb"), func(p *clinic.Patient) *string { return &p.Suburb }),
			f.line("state", lang.L("State"), func(p *clinic.Patient) *string { return &p.State }),
			f.line("postcode", lang.L("Postcode"), func(p *clinic.Patient) *string { return &p.Postcode }),
		),
	))

	emergency := kit.NewCard(lang.L("Emergency and doctor"), kit.StackGap(kit.GapWide,
		kit.Shares(kit.Halves,
			f.line("emergency_name", lang.L("In an emergency, call"), func(p *clinic.Patient) *string { return &p.EmergencyName }),
			f.line("emergency_relation", lang.L("Relationship to the patient"), func(p *clinic.Patient) *string { return &p.EmergencyRelation }),
		),
		f.line("emergency_phone", lang.L("Emergency phone"), func(p *clinic.Patient) *string { return &p.EmergencyPhone }),
		kit.Shares(kit.Halves,
			f.line("doctor_name", lang.L("Doctor"), func(p *clinic.Patient) *string { return &p.DoctorName }),
			f.line("doctor_practice", lang.L("Practice"), func(p *clinic.Patient) *string { return &p.DoctorPractice }),
		),
		kit.Shares(kit.Halves,
			f.line("doctor_phone", lang.L("Doctor's phone"), func(p *clinic.Patient) *string { return &p.DoctorPhone }),
			f.line("referrer", lang.L("Referred by"), func(p *clinic.Patient) *string { return &p.Referrer }),
		),
	))

	f.alerts = newRows(f.d, lang.L("Alerts"), lang.L("Remove this alert"), []string{lang.L("such as: blood thinner, latex allergy")}, []float32{1}, func(v [][]string) {
		_ = f.keep("alerts", func(p *clinic.Patient) {
			p.Alerts = nil
			for _, x := range v {
				p.Alerts = append(p.Alerts, x[0])
			}
		})
	}).of(formElsewhere{f})
	rest := kit.NewCard(lang.L("Alerts, work, fund and notes"), kit.StackGap(kit.GapWide,
		f.alerts.field.Help(lang.L("Stand beside the name on every page of the record")),
		f.line("occupation", lang.L("Occupation"), func(p *clinic.Patient) *string { return &p.Occupation }),
		kit.Shares(kit.Halves,
			f.line("health_fund", lang.L("Health fund"), func(p *clinic.Patient) *string { return &p.HealthFund }),
			f.line("fund_number", lang.L("Member number"), func(p *clinic.Patient) *string { return &p.FundNumber }),
		),
		f.text("notes", lang.L("Notes"), "", 4, func(p *clinic.Patient) *string { return &p.Notes }).
			Help(lang.L("Not clinical: how they like to be reached, parking, who brings them")),
	))
	f.beside = kit.Stack()
	f.beside.Hide()
	left := kit.Space(0, 0) // has beside begin the column to the right
	left.Hide()
	return page.Columns(left, f.beside, who, contact, emergency, rest)
}

func (f *form) birthDate() *kit.Field {
	label := lang.L("Birth date")
	f.birth = edit.NewBirth(f.d.Clock, label, "birth_date", func(d clinic.Date) error {
		return f.keep("birth_date", func(p *clinic.Patient) { p.BirthDate = d })
	}).Of(formElsewhere{f})
	return f.birth.Help(lang.L("Day, month, year. A year of two digits is the last one that has been: 61 is 1961."))
}

// formElsewhere is who else may change the patient of a form, which has no key before there is a record.
type formElsewhere struct{ f *form }

// News is part of edit.Elsewhere.
func (e formElsewhere) News() (operation, who string) {
	if e.f.id == "" {
		return "", ""
	}
	return e.f.d.Elsewhere(e.f.id).News()
}

// Shared is part of edit.Elsewhere.
func (e formElsewhere) Shared() bool { return e.f.id != "" && e.f.d.Link != nil }

// Choosing is part of edit.Elsewhere.
func (e formElsewhere) Choosing(field any, label string, on bool) {
	e.f.d.Elsewhere(e.f.id).Choosing(field, label, on)
}

// show puts what is known into the fields, and leaves alone what is being typed.
func (f *form) show() {
	p := f.patient()
	for _, t := range f.texts {
		t.Show(*t.get(&p))
	}
	f.showChoices()
	f.birth.Show(p.BirthDate)
	var phones, alerts [][]string
	for _, x := range p.Phones {
		phones = append(phones, []string{x.Number, x.Label})
	}
	for _, a := range p.Alerts {
		alerts = append(alerts, []string{a})
	}
	f.phones.show(phones)
	f.alerts.show(alerts)
}

func (f *form) showChoices() {
	p := f.patient()
	for _, c := range f.choices {
		chosen := *c.get(&p)
		if slices.ContainsFunc(c.options, func(o kit.Option) bool { return o.ID == chosen }) {
			c.chips.SetChosen(chosen)
		} else {
			c.chips.SetChosen()
		}
	}
}

func (f *form) flush() {
	for _, t := range f.texts {
		t.Flush()
	}
	f.phones.flush()
	f.alerts.flush()
}

// focus gives the keyboard to the first part of the name that is empty, or else to the birth date.
func (f *form) focus() {
	c := f.d.Window.Canvas()
	for _, t := range f.texts[:2] { // given and family name
		if t.Entry.Text == "" {
			c.Focus(t.Entry)
			return
		}
	}
	c.Focus(f.birth.First())
}
