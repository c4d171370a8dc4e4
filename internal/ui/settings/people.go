package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// people is the card with the practitioners: who there is, who works at this computer, and one of them
// to be changed.
type people struct {
	d      *desk.Desk
	card   *kit.Card
	body   *fyne.Container
	editor *practitionerForm // nil while the list is shown
}

func newPeople(d *desk.Desk) *people {
	p := &people{d: d, body: container.NewStack()}
	p.card = kit.NewCard(lang.L("Practitioners"), p.body)
	p.show()
	return p
}

func (p *people) flush() {
	if p.editor != nil {
		p.editor.flush()
	}
}

func (p *people) all() []clinic.Practitioner {
	all, err := p.d.Store.Practitioners(context.Background())
	if err != nil {
		p.d.Fail(err)
	}
	return all
}

func (p *people) show() {
	if p.editor != nil {
		p.editor.show()
		return
	}
	box := kit.StackGap(kit.Gap)
	var here []kit.Option
	untold, err := p.d.TrainingUnsaid(context.Background())
	if err != nil {
		p.d.Fail(err)
	}
	for _, x := range p.all() {
		row := kit.Row{What: x.Name, Quiet: x.Qualifications, Icon: kit.IconPerson}
		switch {
		case !x.LeftAt.IsZero():
			row.Badge = lang.L("Left")
		case slices.ContainsFunc(untold, func(u clinic.Practitioner) bool { return u.ID == x.ID }):
			row.Badge, row.Tone = lang.L("Training not ticked"), kit.ToneWarning
		}
		if x.LeftAt.IsZero() {
			here = append(here, kit.Option{ID: x.ID, Label: x.Name})
		}
		box.Add(kit.NewTwoLine(row, func() { p.edit(x) }))
	}
	add := kit.NewButton(lang.L("Add a practitioner"), kit.IconAdd, func() { p.edit(clinic.Practitioner{}) })
	box.Add(kit.FlowRow(add))
	if len(here) > 0 {
		chips := kit.NewChips(here, func(ids []string) { p.works(ids[0]) }).Required()
		if id := p.d.Practitioner().ID; id != "" {
			chips.SetChosen(id)
		}
		// It is changed most often, and stands first.
		box.Objects = append([]fyne.CanvasObject{kit.NewField(lang.L("Who works at this computer"), chips).
			Help(lang.L("This name stands on what is signed here, and in the history."))}, box.Objects...)
	} else {
		box.Add(kit.QuietText(lang.L("Add yourself first: a session can only be signed by a practitioner.")).Wrap())
	}
	p.body.Objects = []fyne.CanvasObject{box}
	p.body.Refresh()
}

func (p *people) works(id string) {
	if err := p.d.WorkAs(id); err != nil {
		p.d.Fail(err)
	}
}

func (p *people) edit(who clinic.Practitioner) {
	p.editor = newPractitionerForm(p.d, who)
	back := kit.QuietButton(lang.L("All practitioners"), kit.IconBack, p.close)
	parts := kit.StackGap(kit.GapWide, kit.FlowRow(back), p.editor.object)
	if who.ID != "" {
		label, icon := lang.L("No longer works here"), kit.IconArchive
		if !who.LeftAt.IsZero() {
			label, icon = lang.L("Works here again"), kit.IconUndo
		}
		parts.Add(kit.FlowRow(kit.QuietButton(label, icon, func() {
			p.editor.flush()
			p.editor.leave(who.LeftAt.IsZero())
			p.close()
		})))
	}
	p.body.Objects = []fyne.CanvasObject{parts}
	p.body.Refresh()
	p.d.Window.Canvas().Focus(p.editor.texts[0].Entry)
}

func (p *people) close() {
	p.editor.flush()
	p.editor = nil
	p.show()
}

// practitionerForm is one practitioner as fields that keep what is typed. A new one is kept as soon as
// there is a name.
type practitionerForm struct {
	d      *desk.Desk
	who    clinic.Practitioner
	texts  []practitionerText
	skills *kit.Chips
	object fyne.CanvasObject
}

type practitionerText struct {
	*edit.Text
	get func(*clinic.Practitioner) *string
}

func newPractitionerForm(d *desk.Desk, who clinic.Practitioner) *practitionerForm {
	f := &practitionerForm{d: d, who: who}
	cat := d.Catalogue
	if cat == nil {
		cat = &clinic.Catalogue{}
	}
	var skills []kit.Option
	for _, t := range cat.Techniques {
		switch {
		case t.Trained == clinic.TrainedYes:
			skills = append(skills, kit.Option{ID: t.Code, Label: t.Name})
		case t.Trained == clinic.TrainedNeck && t.Offered:
			skills = append(skills, kit.Option{ID: t.Code, Label: lang.L("{{.Technique}}, at the neck", map[string]any{"Technique": t.Name})})
		}
	}
	f.skills = kit.NewMultiChips(skills, func(codes []string) {
		_ = f.keep(clinic.Say("Training changed"), func(p *clinic.Practitioner) { p.Trained = codes }) // a failure was said
	})
	f.object = kit.StackGap(kit.GapWide,
		f.line("name", lang.L("Practitioner's name"), func(p *clinic.Practitioner) *string { return &p.Name }),
		f.line("qualifications", lang.L("Qualifications"), func(p *clinic.Practitioner) *string { return &p.Qualifications }),
		kit.Shares(kit.Halves,
			f.line("association", lang.L("Association"), func(p *clinic.Practitioner) *string { return &p.Association }),
			f.line("member_number", lang.L("Member number"), func(p *clinic.Practitioner) *string { return &p.MemberNumber }),
		),
		kit.Shares(kit.Halves,
			f.line("provider_number", lang.L("Provider number"), func(p *clinic.Practitioner) *string { return &p.ProviderNumber }),
			f.line("phone", lang.L("Practitioner's phone"), func(p *clinic.Practitioner) *string { return &p.Phone }),
		),
		kit.NewField(lang.L("Trained and insured in"), f.skills).
			Help(lang.L("What is not ticked is not suggested to this practitioner, and needs a reason to stay on a plan.")),
	)
	f.show()
	return f
}

func (f *practitionerForm) line(column, label string, get func(*clinic.Practitioner) *string) *kit.Field {
	t := edit.NewText(f.d.Later, label, column, "", 1, func(s string) error {
		return f.keep(clinic.Say("{{.Field}} changed", clinic.Args{"Field": clinic.FieldName(clinic.KindPractitioner, column)}), func(p *clinic.Practitioner) { *get(p) = strings.TrimSpace(s) })
	}).Of(f.d.Elsewhere(""))
	f.texts = append(f.texts, practitionerText{t, get})
	return t.Field
}

func (f *practitionerForm) keep(label clinic.Sentence, change func(*clinic.Practitioner)) error {
	f.read()
	p := f.who
	change(&p)
	if len(clinic.ChangedFields(&f.who, &p)) == 0 {
		return nil
	}
	if p.ID == "" {
		if p.Name == "" {
			f.who = p
			return nil
		}
		p = *clinic.NewPractitioner(f.d.Env(), p)
		label = clinic.Say("Add a practitioner")
	}
	if err := p.Validate(); err != nil {
		return err
	}
	if err := f.d.Apply(clinic.Operation{Label: label, Scope: clinic.ClinicID, Put: []clinic.Record{&p}}); err != nil {
		return err
	}
	f.who = p
	f.d.Seat()
	return nil
}

func (f *practitionerForm) leave(gone bool) {
	// A failure was said.
	_ = f.keep(clinic.Say("Practitioner left or came back"), func(p *clinic.Practitioner) {
		p.LeftAt = time.Time{}
		if gone {
			p.LeftAt = f.d.Clock()
		}
	})
}

// read takes the practitioner as they are in the records now.
func (f *practitionerForm) read() {
	if f.who.ID != "" {
		all, err := f.d.Store.Practitioners(context.Background())
		if err != nil {
			f.d.Fail(err)
		}
		for _, p := range all {
			if p.ID == f.who.ID {
				f.who = p
			}
		}
	}
}

// show fills the fields with what is kept, and leaves alone what is being typed.
func (f *practitionerForm) show() {
	f.read()
	for _, t := range f.texts {
		t.Show(*t.get(&f.who))
	}
	f.skills.SetChosen(f.who.Trained...)
}

func (f *practitionerForm) flush() {
	for _, t := range f.texts {
		t.Flush()
	}
}
