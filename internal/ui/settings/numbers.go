package settings

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// numbers are the provider numbers of a practitioner, below the usual one: what funds know them by that go by another.
func (p *people) numbers(who *keeper[clinic.Practitioner, *clinic.Practitioner], f *form) fyne.CanvasObject {
	box := kit.Stack()
	field := kit.NewField(lang.L("Other provider numbers"), box).
		Help(lang.L("For a fund, a kind of treatment or a place that has a number of its own. A receipt carries the one that holds on the day of the treatment."))
	f.fillers = append(f.fillers, func() {
		kit.SetHidden(field, !who.there) // whoever is not kept yet has none
		box.RemoveAll()
		for _, n := range clinic.As[clinic.ProviderNumber](listOf(p.d, clinic.KindProviderNumber)) {
			if n.PractitionerID == who.is.ID {
				box.Add(kit.NewTwoLine(p.numberRow(&n), func() { p.editNumber(who.is, n, true) }))
			}
		}
		box.Add(kit.FlowRow(kit.NewButton(lang.L("Add a provider number"), kit.IconAdd, func() {
			p.editNumber(who.is, *clinic.NewProviderNumber(p.d.Env(), who.is.ID), false)
		})))
		box.Refresh()
	})
	return field
}

// numberRow says what a number is for, and from when to when.
func (p *people) numberRow(n *clinic.ProviderNumber) kit.Row {
	row := kit.Row{What: n.Number, Icon: kit.IconReceipt}
	parts := []string{lang.L("Every fund")}
	if n.Fund != "" {
		parts[0] = p.catalogue().FundName(n.Fund)
	}
	if n.Modality != "" {
		parts = append(parts, p.catalogue().ModalityName(n.Modality))
	}
	if n.Place != "" {
		parts = append(parts, n.Place)
	}
	row.Quiet = strings.Join(parts, " · ")
	facts := clinic.Args{"From": n.ValidFrom.Brief(), "Until": n.ValidUntil.Brief()}
	switch {
	case n.ValidFrom != "" && n.ValidUntil != "":
		row.Beside = words.Say(clinic.Say("{{.From}} to {{.Until}}", facts))
	case n.ValidFrom != "":
		row.Beside = words.Say(clinic.Say("from {{.From}}", facts))
	case n.ValidUntil != "":
		row.Beside = words.Say(clinic.Say("until {{.Until}}", facts))
	}
	switch today := p.d.Today(); {
	case n.ValidUntil != "" && n.ValidUntil < today:
		row.Badge = lang.L("Ended")
	case n.ValidFrom > today:
		row.Badge = lang.L("Not yet")
	}
	return row
}

// catalogue is that of the desk, or one with nothing in it.
func (p *people) catalogue() *clinic.Catalogue {
	return cmp.Or(p.d.Catalogue, &clinic.Catalogue{})
}

func (p *people) editNumber(who clinic.Practitioner, n clinic.ProviderNumber, there bool) {
	k := &keeper[clinic.ProviderNumber, *clinic.ProviderNumber]{d: p.d, is: n, there: there, added: clinic.Say("Add a provider number")}
	clash := kit.NewRemark()
	k.fits = func(n *clinic.ProviderNumber) error { return n.Fits(listOf(p.d, clinic.KindProviderNumber)) }
	f := k.form()
	f.back, f.leave = lang.L("Back to {{.Name}}", map[string]any{"Name": who.Name}), func() { p.edit(who, true) }
	k.tried = func(err error) {
		said := ""
		if err != nil && !k.there && k.is.Number != "" { // nobody is told of what they have not typed yet
			said = lang.L("It is not kept yet. {{.Why}}", map[string]any{"Why": words.Error(err)})
		}
		clash.Set(said, kit.ToneWarning)
	}
	kinds := []kit.Option{{ID: "", Label: lang.L("Every kind")}}
	region := cmp.Or(p.d.Clinic().Region, "AU")
	for _, m := range p.catalogue().Modalities {
		if m.Code == n.Modality || !m.BarredIn(region) {
			kinds = append(kinds, kit.Option{ID: m.Code, Label: m.Name})
		}
	}
	var modality *kit.Chips
	modality = kit.NewChips(kinds, func(ids []string) {
		if err := k.keep("modality", func(n *clinic.ProviderNumber) { n.Modality = ids[0] }); err != nil && k.there {
			modality.SetChosen(k.is.Modality)
			clash.Set(words.Error(err), kit.ToneWarning)
		}
	}).Required()
	f.fillers = append(f.fillers, func() { modality.SetChosen(k.is.Modality) })
	fund := newFundField(p.d, p.catalogue(), func(code string) error {
		return k.keep("fund", func(n *clinic.ProviderNumber) { n.Fund = code })
	})
	f.fillers = append(f.fillers, func() { fund.show(k.is.Fund) })
	f.flushes = append(f.flushes, fund.text.Flush)
	f.add(
		clash.Object,
		k.text(f, "number", lang.L("Number"), "", 1, func(n *clinic.ProviderNumber) *string { return &n.Number }).Field,
		fund.object(),
		kit.NewField(lang.L("Kind of treatment"), modality),
		kit.Shares(kit.Halves,
			k.date(f, "valid_from", lang.L("First day"), func(n *clinic.ProviderNumber) *clinic.Date { return &n.ValidFrom }, func(*clinic.ProviderNumber) {}).Field,
			k.date(f, "valid_until", lang.L("Last day (empty: until further notice)"), func(n *clinic.ProviderNumber) *clinic.Date { return &n.ValidUntil }, func(*clinic.ProviderNumber) {}).Field,
		),
		k.text(f, "place", lang.L("Place"), lang.L("Empty: the clinic's address"), 1, func(n *clinic.ProviderNumber) *string { return &n.Place }).Field,
		kit.QuietText(lang.L("Receipts are for treatments at the clinic's address: a number for another place is kept and not printed on them.")).Wrap(),
	)
	if there {
		if today := p.d.Today(); n.On(today) && n.ValidUntil != today {
			f.add(p.ending(lang.L("Ends today"), kit.IconArchive, func() error {
				return k.change("valid_until", clinic.Say("End a provider number"), func(n *clinic.ProviderNumber) { n.ValidUntil = today })
			}))
		}
		f.add(p.ending(lang.L("Remove this number"), kit.IconRemove, func() error { return k.remove(clinic.Say("Remove a provider number")) }))
	}
	p.open(f)
}

// fundsShown is how many funds are offered at once.
const fundsShown = 6

// fundField is a fund of the catalogue, typed or chosen from what is found for the words typed; none is every fund.
type fundField struct {
	d     *desk.Desk
	cat   *clinic.Catalogue
	text  *edit.Text
	found *fyne.Container
	kept  string // its code
}

func newFundField(d *desk.Desk, cat *clinic.Catalogue, keep func(code string) error) *fundField {
	f := &fundField{d: d, cat: cat, found: kit.Stack()}
	f.text = edit.NewText(d.Later, lang.L("Fund"), "fund", lang.L("Empty: every fund"), 1, func(typed string) error {
		code := ""
		if strings.TrimSpace(typed) != "" {
			fund := f.named(typed)
			if fund == nil {
				if len(f.offered(typed)) > 0 {
					return notChosenError{}
				}
				return clinic.FieldErrors{{Field: "fund", Message: clinic.Say("No fund of the table has that name. Leave it empty for every fund.")}}
			}
			code = fund.Code
		}
		err := keep(code)
		if err == nil {
			f.kept = code
			f.offer(typed)
		}
		return err
	}).Of(d.Elsewhere(""))
	f.text.OnText = f.offer
	return f
}

func (f *fundField) object() fyne.CanvasObject { return kit.StackGap(kit.Gap, f.text.Field, f.found) }

func (f *fundField) offered(typed string) []clinic.Fund {
	return f.cat.FindFunds(typed, f.d.Clinic().Region)
}

// named is the fund whose name was typed in full.
func (f *fundField) named(typed string) *clinic.Fund {
	for _, fund := range f.cat.Funds {
		if !fund.Default && strings.EqualFold(strings.TrimSpace(typed), fund.Name) {
			return &fund
		}
	}
	return nil
}

// offer shows the funds that the words find, as long as they are not the name of one.
func (f *fundField) offer(typed string) {
	f.found.RemoveAll()
	if strings.TrimSpace(typed) != "" && f.named(typed) == nil {
		found := f.offered(typed)
		for _, fund := range found[:min(len(found), fundsShown)] {
			f.found.Add(kit.NewTwoLine(kit.Row{What: fund.Name, Quiet: strings.Join(fund.Also, ", "), Icon: kit.IconReceipt}, func() {
				f.text.Entry.SetText(fund.Name)
				f.text.Flush()
			}))
		}
		if more := len(found) - fundsShown; more > 0 {
			f.found.Add(kit.QuietText(lang.N("{{.Count}} more: type more of the name.", more, map[string]any{"Count": more})).Wrap())
		}
	}
	f.found.Refresh()
}

func (f *fundField) show(code string) {
	f.kept = code
	name := ""
	if code != "" {
		name = f.cat.FundName(code)
	}
	f.text.Show(name)
	f.offer(f.text.Entry.Text)
}
