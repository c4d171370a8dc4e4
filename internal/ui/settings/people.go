package settings

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// people is the card with the practitioners: who there is, who works at this computer, and one of them to be changed.
type people struct {
	*listCard
}

func newPeople(d *desk.Desk) *people {
	p := &people{newListCard(d, lang.L("Practitioners"), lang.L("All practitioners"))}
	p.list = p.practitioners
	p.show()
	return p
}

func (p *people) practitioners() []fyne.CanvasObject {
	var box []fyne.CanvasObject
	var here []kit.Option
	untold, err := p.d.TrainingUnsaid(context.Background())
	if err != nil {
		p.d.Fail(err)
	}
	for _, x := range clinic.As[clinic.Practitioner](listOf(p.d, clinic.KindPractitioner)) {
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
		box = append(box, kit.NewTwoLine(row, func() { p.edit(x, true) }))
	}
	box = append(box, kit.FlowRow(kit.NewButton(lang.L("Add a practitioner"), kit.IconAdd, func() {
		p.edit(*clinic.NewPractitioner(p.d.Env(), clinic.Practitioner{}), false)
	})))
	if len(here) == 0 {
		return append(box, kit.QuietText(lang.L("Add yourself first: a session can only be signed by a practitioner.")).Wrap())
	}
	chips := kit.NewChips(here, func(ids []string) { p.works(ids[0]) }).Required()
	if id := p.d.Practitioner().ID; id != "" {
		chips.SetChosen(id)
	}
	// It is changed most often, and stands first.
	return append([]fyne.CanvasObject{kit.NewField(lang.L("Who works at this computer"), chips).
		Help(lang.L("This name stands on what is signed here, and in the history."))}, box...)
}

func (p *people) works(id string) {
	if err := p.d.WorkAs(id); err != nil {
		p.d.Fail(err)
	}
}

func (p *people) edit(who clinic.Practitioner, there bool) {
	k := &keeper[clinic.Practitioner, *clinic.Practitioner]{d: p.d, is: who, there: there, added: clinic.Say("Add a practitioner"), kept: p.d.Seat}
	f := k.form()
	line := func(column, label string, get func(*clinic.Practitioner) *string) *kit.Field {
		return k.text(f, column, label, "", 1, get).Field
	}
	var skills []kit.Option
	if cat := p.d.Catalogue; cat != nil {
		for _, t := range cat.Techniques {
			switch {
			case t.Trained == clinic.TrainedYes:
				skills = append(skills, kit.Option{ID: t.Code, Label: t.Name})
			case t.Trained == clinic.TrainedNeck && t.Offered:
				skills = append(skills, kit.Option{ID: t.Code, Label: lang.L("{{.Technique}}, at the neck", map[string]any{"Technique": t.Name})})
			}
		}
	}
	trained := kit.NewMultiChips(skills, func(codes []string) {
		_ = k.change("trained", clinic.Say("Training changed"), func(p *clinic.Practitioner) { p.Trained = codes }) // a failure was said
	})
	f.fillers = append(f.fillers, func() { trained.SetChosen(k.is.Trained...) })
	f.add(
		line("name", lang.L("Practitioner's name"), func(p *clinic.Practitioner) *string { return &p.Name }),
		line("qualifications", lang.L("Qualifications"), func(p *clinic.Practitioner) *string { return &p.Qualifications }),
		kit.Shares(kit.Halves,
			line("association", lang.L("Association"), func(p *clinic.Practitioner) *string { return &p.Association }),
			line("member_number", lang.L("Member number"), func(p *clinic.Practitioner) *string { return &p.MemberNumber }),
		),
		kit.Shares(kit.Halves,
			line("provider_number", lang.L("Provider number"), func(p *clinic.Practitioner) *string { return &p.ProviderNumber }),
			line("phone", lang.L("Practitioner's phone"), func(p *clinic.Practitioner) *string { return &p.Phone }),
		),
		p.numbers(k, f),
		kit.NewField(lang.L("Trained and insured in"), trained).
			Help(lang.L("What is not ticked is not suggested to this practitioner, and needs a reason to stay on a plan.")),
	)
	if there {
		k.retiring(p.listCard, f, "left_at", retired{lang.L("No longer works here"), lang.L("Works here again"), clinic.Say("Practitioner left or came back")}, func(p *clinic.Practitioner) *time.Time { return &p.LeftAt })
	}
	p.open(f)
}
