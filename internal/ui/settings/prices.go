package settings

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// prices are the cards with what a visit costs, by whom and how long it is, and what is sold beside visits.
type prices struct {
	d           *desk.Desk
	list, items *listCard
}

func newPrices(d *desk.Desk) *prices {
	p := &prices{
		d: d, list: newListCard(d, lang.L("Price list"), lang.L("All prices")),
		items: newListCard(d, lang.L("Products, fees, packages and vouchers"), lang.L("All that is sold")),
	}
	p.list.list, p.items.list = p.listPrices, p.listItems
	p.show()
	return p
}

func (p *prices) show() {
	p.list.show()
	p.items.show()
}

func (p *prices) flush() {
	p.list.flush()
	p.items.flush()
}

// touches reports whether changes are about what the cards show.
func (p *prices) touches(ch clinic.Changes) bool {
	return ch.Touches("", clinic.KindPrice, clinic.KindItem, clinic.KindService, clinic.KindPractitioner, clinic.KindClinic)
}

func (p *prices) currency() string { return cmp.Or(p.d.Clinic().Currency, "$") }

// money is an amount with its currency; a dash for one that is not known.
func (p *prices) money(cents *int) string {
	if cents == nil {
		return "–"
	}
	return p.currency() + edit.Money(*cents)
}

// label is that of a price, with its currency.
func (p *prices) label() string {
	return lang.L("Price ({{.Currency}})", map[string]any{"Currency": p.currency()})
}

// services are what can be booked; one that is not offered any more stays where something names it.
func (p *prices) services(named ...string) []clinic.Service {
	var out []clinic.Service
	for _, s := range clinic.As[clinic.Service](listOf(p.d, clinic.KindService)) {
		if s.RetiredAt.IsZero() || len(named) > 0 && s.ID == named[0] {
			out = append(out, s)
		}
	}
	return out
}

func (p *prices) listPrices() []fyne.CanvasObject {
	all := clinic.As[clinic.Price](listOf(p.d, clinic.KindPrice))
	who := clinic.As[clinic.Practitioner](listOf(p.d, clinic.KindPractitioner))
	var box []fyne.CanvasObject
	services := p.services()
	for _, s := range services {
		usual := lang.L("Usual price, for {{.Length}}", map[string]any{"Length": lang.N("{{.Minutes}} minutes", s.Minutes, map[string]any{"Minutes": s.Minutes})})
		box = append(box, kit.NewTwoLine(kit.Row{What: s.Name, Quiet: usual, End: p.money(s.PriceCents), Icon: kit.IconClock}, func() {
			p.editPrice(*clinic.NewPrice(p.d.Env(), s.ID), false)
		}))
		for _, x := range all {
			if x.ServiceID == s.ID {
				box = append(box, kit.NewTwoLine(p.priceRow(&x, who), func() { p.editPrice(x, true) }))
			}
		}
	}
	if len(services) == 0 {
		return append(box, kit.QuietText(lang.L("Add an appointment type first: its price stands there, and here what differs from it.")).Wrap())
	}
	return append(box,
		kit.QuietText(lang.L("The first line of each is the price of the appointment type. Add what differs: with one practitioner, at another length, or by its tax.")).Wrap(),
		kit.FlowRow(kit.NewButton(lang.L("Add a price"), kit.IconAdd, func() { p.editPrice(*clinic.NewPrice(p.d.Env(), services[0].ID), false) })))
}

// priceRow says what differs.
func (p *prices) priceRow(x *clinic.Price, who []clinic.Practitioner) kit.Row {
	row := kit.Row{What: lang.L("Anyone"), Icon: kit.IconReceipt}
	if x.PractitionerID != "" {
		row.What = clinic.PractitionerName(who, x.PractitionerID)
	}
	parts := []string{lang.L("any length")}
	if x.Minutes > 0 {
		parts[0] = lang.N("{{.Minutes}} minutes", x.Minutes, map[string]any{"Minutes": x.Minutes})
	}
	if x.Tax != clinic.TaxUsual {
		parts = append(parts, words.Say(clinic.TaxName(x.Tax)))
	}
	row.Quiet = strings.Join(parts, " · ")
	if x.PriceCents != nil {
		row.End = p.money(x.PriceCents)
	}
	return row
}

// unkept is a remark that tells why what is being made is not kept yet. begun reports that enough is typed to speak of it.
func unkept[T any, P interface {
	*T
	clinic.Record
}](k *keeper[T, P], begun func(*T) bool) *kit.Remark {
	remark := kit.NewRemark()
	k.tried = func(err error) {
		said := ""
		if err != nil && !k.there && begun(&k.is) {
			said = lang.L("It is not kept yet. {{.Why}}", map[string]any{"Why": words.Error(err)})
		}
		remark.Set(said, kit.ToneWarning)
	}
	return remark
}

// choice is chips of a form of which a choice that is refused goes back, with the reason in the remark.
func choice[T any, P interface {
	*T
	clinic.Record
}](k *keeper[T, P], f *form, remark *kit.Remark, column string, options []kit.Option, get func(*T) string, set func(*T, string)) *kit.Chips {
	var c *kit.Chips
	c = kit.NewChips(options, func(ids []string) {
		if err := k.keep(column, func(x *T) { set(x, ids[0]) }); err != nil && k.there {
			c.SetChosen(get(&k.is))
			remark.Set(words.Error(err), kit.ToneWarning)
		}
	}).Required()
	f.fillers = append(f.fillers, func() { c.SetChosen(get(&k.is)) })
	return c
}

// typedCents are the two ways of a line that holds an amount.
func typedCents[T any](column string, get func(*T) **int) (func(*T) string, func(*T, string) error) {
	return func(x *T) string {
			if *get(x) == nil {
				return ""
			}
			return edit.Money(**get(x))
		}, func(x *T, v string) error {
			cents, err := edit.Cents(column, v)
			if err == nil {
				*get(x) = cents
			}
			return err
		}
}

// typedCount are the two ways of a line that holds a whole number; empty is 0.
func typedCount[T any](column string, get func(*T) *int) (func(*T) string, func(*T, string) error) {
	return func(x *T) string {
			if *get(x) == 0 {
				return ""
			}
			return strconv.Itoa(*get(x))
		}, func(x *T, v string) error {
			n := 0
			if v != "" {
				var err error
				if n, err = strconv.Atoi(v); err != nil || n < 1 {
					return clinic.FieldErrors{{Field: column, Message: clinic.Say("Write a whole number from 1 on, or leave it empty.")}}
				}
			}
			*get(x) = n
			return nil
		}
}

func taxOptions() []kit.Option {
	var out []kit.Option
	for _, t := range clinic.Taxes() {
		out = append(out, kit.Option{ID: t, Label: words.Say(clinic.TaxName(t))})
	}
	return out
}

func (p *prices) editPrice(x clinic.Price, there bool) {
	k := &keeper[clinic.Price, *clinic.Price]{d: p.d, is: x, there: there, added: clinic.Say("Add a price")}
	k.fits = func(x *clinic.Price) error { return x.Fits(listOf(p.d, clinic.KindPrice)) }
	f := k.form()
	remark := unkept(k, func(x *clinic.Price) bool { return x.PriceCents != nil || x.Tax != clinic.TaxUsual })
	var services []kit.Option
	for _, s := range p.services(x.ServiceID) {
		services = append(services, kit.Option{ID: s.ID, Label: s.Name})
	}
	who := []kit.Option{{ID: "", Label: lang.L("Anyone")}}
	for _, w := range clinic.As[clinic.Practitioner](listOf(p.d, clinic.KindPractitioner)) {
		if w.LeftAt.IsZero() || w.ID == x.PractitionerID {
			who = append(who, kit.Option{ID: w.ID, Label: w.Name})
		}
	}
	show, read := typedCents("price_cents", func(x *clinic.Price) **int { return &x.PriceCents })
	price := k.line(f, "price_cents", p.label(), lang.L("Empty: the price of the type"), 1, show, read)
	f.first = price.Entry
	length, readLength := typedCount("minutes", func(x *clinic.Price) *int { return &x.Minutes })
	f.add(
		remark.Object,
		kit.NewField(lang.L("What it is for"), choice(k, f, remark, "service_id", services, func(x *clinic.Price) string { return x.ServiceID }, func(x *clinic.Price, v string) { x.ServiceID = v })),
		kit.NewField(lang.L("With"), choice(k, f, remark, "practitioner_id", who, func(x *clinic.Price) string { return x.PractitionerID }, func(x *clinic.Price, v string) { x.PractitionerID = v })),
		kit.Shares(kit.Halves, k.line(f, "minutes", lang.L("Length (minutes)"), lang.L("Empty: any length"), 1, length, readLength).Field, price.Field),
		kit.NewField(lang.L("Tax"), choice(k, f, remark, "tax", taxOptions(), func(x *clinic.Price) string { return x.Tax }, func(x *clinic.Price, v string) { x.Tax = v })).
			Help(lang.L("A physiotherapist or an osteopath of the clinic gives what is free of tax; massage is taxed where the clinic is registered.")),
		kit.QuietText(lang.L("What is booked already keeps the price it was booked with.")).Wrap(),
	)
	if there {
		f.add(p.list.ending(lang.L("Remove this price"), kit.IconRemove, func() error { return k.remove(clinic.Say("Remove a price")) }))
	}
	p.list.open(f)
}

func (p *prices) listItems() []fyne.CanvasObject {
	var box []fyne.CanvasObject
	items := clinic.As[clinic.Item](listOf(p.d, clinic.KindItem))
	for _, x := range items {
		row := kit.Row{What: x.Name, Icon: kit.IconReceipt, End: p.money(x.PriceCents)}
		parts := []string{words.Say(x.Sort.Name())}
		if x.Sort == clinic.SoldPackage { // its sessions say that it is one
			parts[0] = lang.N("{{.Count}} sessions", x.Sessions, map[string]any{"Count": x.Sessions})
		}
		if x.Sort.Prepaid() && x.Months > 0 {
			parts = append(parts, lang.N("{{.Months}} months", x.Months, map[string]any{"Months": x.Months}))
		}
		if !x.Sort.Prepaid() && x.Tax != clinic.TaxUsual {
			parts = append(parts, words.Say(clinic.TaxName(x.Tax)))
		}
		row.Quiet = strings.Join(parts, " · ")
		if x.PriceCents == nil {
			row.End = lang.L("any amount")
		}
		if !x.RetiredAt.IsZero() {
			row.Badge, row.End = lang.L("Not sold"), ""
		}
		box = append(box, kit.NewTwoLine(row, func() { p.editItem(x, true) }))
	}
	if len(items) == 0 {
		box = append(box, kit.QuietText(lang.L("A balm, a fee for who does not come, ten sessions paid ahead, a gift voucher.")).Wrap())
	}
	add := func(label string, sort clinic.ItemSort) fyne.CanvasObject {
		return kit.NewButton(label, kit.IconAdd, func() { p.editItem(*clinic.NewItem(p.d.Env(), sort, len(items)), false) })
	}
	return append(box, kit.FlowRow(
		add(lang.L("Add a product"), clinic.SoldProduct), add(lang.L("Add a fee"), clinic.SoldFee),
		add(lang.L("Add a package"), clinic.SoldPackage), add(lang.L("Add a voucher"), clinic.SoldVoucher),
	))
}

func (p *prices) editItem(x clinic.Item, there bool) {
	k := &keeper[clinic.Item, *clinic.Item]{d: p.d, is: x, there: there, added: clinic.Say("Add what is sold")}
	f := k.form()
	remark := unkept(k, func(x *clinic.Item) bool { return x.Name != "" })
	show, read := typedCents("price_cents", func(x *clinic.Item) **int { return &x.PriceCents })
	hint := lang.L("Empty: said when it is sold")
	if x.Sort == clinic.SoldPackage {
		hint = ""
	}
	f.add(
		remark.Object,
		k.text(f, "name", lang.L("Name on the receipt"), "", 1, func(x *clinic.Item) *string { return &x.Name }).Field,
		kit.Shares(kit.Halves,
			k.line(f, "price_cents", p.label(), hint, 1, show, read).Field,
			k.text(f, "code", lang.L("Code"), lang.L("As others call it"), 1, func(x *clinic.Item) *string { return &x.Code }).Field,
		),
	)
	count := func(column, label, hint string, get func(*clinic.Item) *int) fyne.CanvasObject {
		show, read := typedCount(column, get)
		return k.line(f, column, label, hint, 1, show, read).Field
	}
	lasts := func() fyne.CanvasObject {
		return count("months", lang.L("Can be used for (months)"), lang.L("Empty: for ever"), func(x *clinic.Item) *int { return &x.Months })
	}
	switch x.Sort {
	case clinic.SoldPackage:
		visits := []kit.Option{{ID: "", Label: lang.L("Any visit")}}
		for _, s := range p.services(x.ServiceID) {
			visits = append(visits, kit.Option{ID: s.ID, Label: s.Name})
		}
		f.add(
			kit.Shares(kit.Halves, count("sessions", lang.L("Number of sessions"), "", func(x *clinic.Item) *int { return &x.Sessions }), lasts()),
			kit.NewField(lang.L("Sessions of"), choice(k, f, remark, "service_id", visits, func(x *clinic.Item) string { return x.ServiceID }, func(x *clinic.Item, v string) { x.ServiceID = v })),
		)
	case clinic.SoldVoucher:
		f.add(lasts())
	case clinic.SoldVisit, clinic.SoldProduct, clinic.SoldFee:
		f.add(kit.NewField(lang.L("Tax"), choice(k, f, remark, "tax", taxOptions(), func(x *clinic.Item) string { return x.Tax }, func(x *clinic.Item, v string) { x.Tax = v })))
	}
	if x.Sort.Prepaid() {
		f.add(kit.QuietText(lang.L("What is paid ahead is taxed when it is used, and is no income before.")).Wrap())
	}
	if there {
		k.retiring(p.items, f, "retired_at", retired{lang.L("No longer sold"), lang.L("Sold again"), clinic.Say("No longer sold, or sold again")}, func(x *clinic.Item) *time.Time { return &x.RetiredAt })
	}
	p.items.open(f)
}
