package patients

import (
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
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
	choices []*choice
	birth   *edit.Date
	phones  *rows
	alerts  *rows
	calls   *kit.Chips
	offers  *fyne.Container // of who may have referred
	known   []string        // who referred to the clinic before, and the doctors of its patients
	short   bool            // of somebody new: what is offered is not to push away what is asked
	object  fyne.CanvasObject
}

// text is one text field of a patient.
type text struct {
	*edit.Text
	get func(*clinic.Patient) *string
}

// choice is one of the usual answers; own is the field for another one, which is there while it is wanted alone. own is
// nil where there is no other answer.
type choice struct {
	get     func(*clinic.Patient) *string
	answers *kit.Segmented
	options []kit.Option
	own     *edit.Text
	other   bool // asked for
}

// noCalls is the chip of who does not wish to be called.
const noCalls = "no calls"

// otherAnswer is that of a choice which is in the person's own words.
const otherAnswer = "other"

// newForm asks for all that is known of a patient, or with a draft first for what one asks somebody who is new.
func newForm(d *desk.Desk, id string, draft *clinic.Patient) *form {
	f := &form{d: d, id: id, draft: draft, short: draft != nil, changed: func(clinic.Patient) {}}
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

func (f *form) text(column, label, hint string, rows int, get func(*clinic.Patient) *string) *edit.Text {
	t := edit.NewText(f.d.Later, label, column, hint, rows, func(s string) error {
		err := f.keep(column, func(p *clinic.Patient) { *get(p) = strings.TrimSpace(s) })
		f.showChoices()
		return err
	}).Of(formElsewhere{f})
	f.texts = append(f.texts, text{t, get})
	return t
}

func (f *form) line(column, label string, get func(*clinic.Patient) *string) *kit.Field {
	return f.text(column, label, "", 1, get).Field
}

// words are the usual answers, and one that opens a field for another.
func (f *form) words(column, label string, options []kit.Option, get func(*clinic.Patient) *string) *kit.Field {
	own := f.text(column, label, lang.L("in their own words"), 1, get)
	return own.Over(f.choice(column, append(options, kit.Option{ID: otherAnswer, Label: lang.L("Other…")}), own, get))
}

func (f *form) choice(column string, options []kit.Option, own *edit.Text, get func(*clinic.Patient) *string) *kit.Segmented {
	c := &choice{get: get, options: options, own: own}
	c.answers = kit.NewSegmented(options, func(id string) {
		if c.other = id == otherAnswer; c.other {
			id = ""
		}
		// A choice is never refused; a failure to keep it was said.
		_ = f.keep(column, func(p *clinic.Patient) { *get(p) = id })
		f.show()
		if c.other {
			kit.Focus(own.Entry)
		}
	}).Clearable()
	f.choices = append(f.choices, c)
	return c.answers
}

// usual reports whether an answer, or none, is said without the field.
func (c *choice) usual(answer string) bool {
	return answer == "" || answer != otherAnswer && slices.ContainsFunc(c.options, func(o kit.Option) bool { return o.ID == answer })
}

// show marks the answer, and has the field there while another is asked for, typed, given or waits for a choice.
func (c *choice) show(answer string) {
	if c.own != nil {
		open := c.own.Waiting() || c.other && answer == "" || !c.usual(answer) || !c.usual(c.own.Entry.Text)
		kit.SetHidden(c.own.Entry, !open)
		if !c.usual(answer) || open && answer == "" {
			answer = otherAnswer
		}
	}
	c.answers.SetChosen(answer)
}

// build makes the fields, those of somebody who is new in a column of its own with the others folded away.
func (f *form) build() fyne.CanvasObject {
	names := kit.Shares(kit.Halves,
		f.line("given_name", lang.L("Given name"), func(p *clinic.Patient) *string { return &p.GivenName }),
		f.line("family_name", lang.L("Family name"), func(p *clinic.Patient) *string { return &p.FamilyName }),
	)
	birth := f.birthDate()
	f.phones = newRows(f.d, lang.L("Phone"), lang.L("Remove this number"), []string{lang.L("Number"), lang.L("mobile, home, work …")}, []float32{0.55, 0.45}, func(v [][]string) {
		_ = f.keep("phones", func(p *clinic.Patient) {
			p.Phones = nil
			for _, x := range v {
				p.Phones = append(p.Phones, clinic.Phone{Number: x[0], Label: x[1]})
			}
		})
	}).of(formElsewhere{f})
	referrer := f.referrer()
	f.alerts = newRows(f.d, lang.L("Alerts"), lang.L("Remove this alert"), []string{lang.L("such as: blood thinner, latex allergy")}, []float32{1}, func(v [][]string) {
		_ = f.keep("alerts", func(p *clinic.Patient) {
			p.Alerts = nil
			for _, x := range v {
				p.Alerts = append(p.Alerts, x[0])
			}
		})
	}).of(formElsewhere{f})
	alerts := f.alerts.field.Help(lang.L("Stand beside the name on every page of the record"))

	called := f.line("preferred_name", lang.L("Preferred name"), func(p *clinic.Patient) *string { return &p.PreferredName }).
		Help(lang.L("When it is not the given name"))
	pronouns := f.words("pronouns", lang.L("Pronouns"), kit.Options("she/her", "he/him", "they/them"), func(p *clinic.Patient) *string { return &p.Pronouns })
	sex := kit.NewField(lang.L("Sex"), f.choice("sex", []kit.Option{
		{ID: "female", Label: lang.L("Female")}, {ID: "male", Label: lang.L("Male")}, {ID: "intersex", Label: lang.L("Intersex")},
	}, nil, func(p *clinic.Patient) *string { return &p.Sex })).Help(lang.L("As registered at birth; leave it open when it is not needed"))
	gender := f.words("gender", lang.L("Gender"), []kit.Option{
		{ID: "woman", Label: lang.L("Woman")}, {ID: "man", Label: lang.L("Man")}, {ID: "non-binary", Label: lang.L("Non-binary")},
	}, func(p *clinic.Patient) *string { return &p.Gender })

	address := []fyne.CanvasObject{
		f.line("email", lang.L("Email"), func(p *clinic.Patient) *string { return &p.Email }),
		f.line("street", lang.L("Street"), func(p *clinic.Patient) *string { return &p.Street }),
		kit.Shares([]float32{0.5, 0.25, 0.25},
			f.line("suburb", lang.L("Suburb"), func(p *clinic.Patient) *string { return &p.Suburb }),
			f.line("state", lang.L("State"), func(p *clinic.Patient) *string { return &p.State }),
			f.line("postcode", lang.L("Postcode"), func(p *clinic.Patient) *string { return &p.Postcode }),
		),
	}
	emergency := []fyne.CanvasObject{
		kit.Shares(kit.Halves,
			f.line("emergency_name", lang.L("In an emergency, call"), func(p *clinic.Patient) *string { return &p.EmergencyName }),
			f.line("emergency_relation", lang.L("Relationship to the patient"), func(p *clinic.Patient) *string { return &p.EmergencyRelation }),
		),
		f.line("emergency_phone", lang.L("Emergency phone"), func(p *clinic.Patient) *string { return &p.EmergencyPhone }),
		kit.Shares(kit.Halves,
			f.line("doctor_name", lang.L("Doctor"), func(p *clinic.Patient) *string { return &p.DoctorName }),
			f.line("doctor_practice", lang.L("Practice"), func(p *clinic.Patient) *string { return &p.DoctorPractice }),
		),
	}
	relations := make([]kit.Option, 0, len(clinic.Relations()))
	for _, code := range clinic.Relations() {
		relations = append(relations, kit.Option{ID: code, Label: words.Say(clinic.RelationName(code))})
	}
	emergency = append(emergency,
		kit.Shares(kit.Halves,
			f.line("guardian_name", lang.L("Parent or guardian"), func(p *clinic.Patient) *string { return &p.GuardianName }),
			f.line("guardian_phone", lang.L("Guardian's phone"), func(p *clinic.Patient) *string { return &p.GuardianPhone }),
		),
		kit.NewField(lang.L("Who the guardian is"), f.choice("guardian_relation", relations, nil, func(p *clinic.Patient) *string { return &p.GuardianRelation })).
			Help(lang.L("Decides for a patient under {{.Age}}", map[string]any{"Age": clinic.AdultAge})),
	)
	doctorPhone := f.line("doctor_phone", lang.L("Doctor's phone"), func(p *clinic.Patient) *string { return &p.DoctorPhone })
	f.calls = kit.NewMultiChips([]kit.Option{{ID: noCalls, Label: lang.L("Does not wish to be called to come again")}}, func(ids []string) {
		_ = f.keep("no_calls", func(p *clinic.Patient) { p.NoCalls = len(ids) > 0 })
	})
	rest := []fyne.CanvasObject{
		f.calls,
		f.line("occupation", lang.L("Occupation"), func(p *clinic.Patient) *string { return &p.Occupation }),
		kit.Shares(kit.Halves,
			f.line("health_fund", lang.L("Health fund"), func(p *clinic.Patient) *string { return &p.HealthFund }),
			f.line("fund_number", lang.L("Member number"), func(p *clinic.Patient) *string { return &p.FundNumber }),
		),
		f.text("notes", lang.L("Notes"), "", 4, func(p *clinic.Patient) *string { return &p.Notes }).
			Help(lang.L("Not clinical: how they like to be reached, parking, who brings them")),
	}
	card := func(title string, parts ...fyne.CanvasObject) fyne.CanvasObject {
		return kit.NewCard(title, kit.StackGap(kit.GapWide, parts...))
	}
	if f.draft == nil {
		return page.Columns(
			card(lang.L("Who"), names, birth, called, pronouns, sex, gender),
			card(lang.L("Contact"), append([]fyne.CanvasObject{f.phones.field}, address...)...),
			card(lang.L("Emergency and doctor"), append(emergency, kit.Shares(kit.Halves, doctorPhone, referrer), f.offers)...),
			card(lang.L("Alerts, work, fund and notes"), append([]fyne.CanvasObject{alerts}, rest...)...),
		)
	}
	more := kit.StackGap(kit.GapWide, card(lang.L("Who"), called, pronouns, sex, gender), card(lang.L("Contact"), address...),
		card(lang.L("Emergency and doctor"), append(emergency, doctorPhone)...), card(lang.L("Work, fund and notes"), rest...))
	more.Hide()
	all := kit.StackGap(kit.GapWide)
	var fold *kit.Button
	fold = kit.QuietButton(lang.L("More about the patient"), kit.IconChevronDown, func() {
		more.Hidden = !more.Hidden
		fold.SetText(lang.L("Less about the patient"))
		fold.SetIconName(kit.IconChevronUp)
		if more.Hidden {
			fold.SetText(lang.L("More about the patient"))
			fold.SetIconName(kit.IconChevronDown)
		}
		all.Refresh()
	})
	all.Objects = []fyne.CanvasObject{card("", names, birth, f.phones.field, kit.Stack(referrer, f.offers), alerts), container.NewHBox(fold), more}
	return all
}

// mostOffers is how many of those who may have referred are offered at once.
const mostOffers = 4

// referrer asks who sent the patient, and offers whom the clinic knows.
func (f *form) referrer() *kit.Field {
	f.offers = kit.FlowRow()
	f.offers.Hide()
	t := f.text("referrer", lang.L("Referred by"), "", 1, func(p *clinic.Patient) *string { return &p.Referrer })
	t.OnText = func(typed string) { f.showOffers(t, typed) }
	t.Entry.OnEnter = func() {
		t.Entry.OnEnter = nil // they are asked for once
		kit.Work(f.d.Store.Referrers, func(known []string, err error) {
			if err == nil { // else only the own doctor is offered
				f.known = known
				f.showOffers(t, t.Entry.Text)
			}
		})
	}
	return t.Field
}

// showOffers offers the patient's own doctor and whom the clinic knows best, and while somebody is typed those who are called
// so; of somebody new only these.
func (f *form) showOffers(t *edit.Text, typed string) {
	p := f.patient()
	typed = strings.ToLower(strings.TrimSpace(typed))
	own := words.List(strings.TrimSpace(p.DoctorName), strings.TrimSpace(p.DoctorPractice))
	f.offers.Objects = nil
	for _, who := range append([]string{own}, f.known...) {
		offered := slices.ContainsFunc(f.offers.Objects, func(o fyne.CanvasObject) bool { return o.(*kit.Button).Name() == who })
		if who == "" || offered || len(f.offers.Objects) == mostOffers || !strings.Contains(strings.ToLower(who), typed) || strings.ToLower(who) == typed {
			continue
		}
		f.offers.Add(kit.QuietButton(who, kit.IconAdd, func() {
			t.Entry.SetText(who)
			t.Flush()
		}))
	}
	kit.SetHidden(f.offers, len(f.offers.Objects) == 0 || typed == "" && f.short || typed != "" && p.Referrer == t.Entry.Text)
	f.offers.Refresh()
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
	f.calls.SetChosen()
	if p.NoCalls {
		f.calls.SetChosen(noCalls)
	}
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
		c.show(*c.get(&p))
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
