package account

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/paying"
	"regimen/internal/words"
)

// mostFound is how many patients a search shows.
const mostFound = 5

// sale is something that is being sold.
type sale struct {
	s       *screen
	lines   []*saleLine
	list    *fyne.Container
	ways    *paying.Ways
	do      *kit.Button
	total   *kit.Text
	forWhom *forWhom
}

// saleLine is one thing of a sale.
type saleLine struct {
	item  clinic.Item
	price *kit.Entry
	field *kit.Field
	cents int
}

// sell offers what is on the price list beside visits.
func (s *screen) sell() { s.onceRead(s.askSale) }

func (s *screen) askSale() {
	x := &sale{s: s, list: kit.StackGap(kit.Gap), total: kit.Heading("").Wrap(), forWhom: newForWhom(s)}
	offer := kit.StackGap(0)
	for i := range s.known.items {
		item := s.known.items[i]
		row := kit.Row{What: item.Name, Quiet: words.Say(item.Sort.Name())}
		if item.PriceCents != nil {
			row.End = clinic.MoneyText(*item.PriceCents)
		}
		if item.Sort == clinic.SoldPackage {
			row.Quiet = words.Say(clinic.SayCount(item.Sessions, "{{.Count}} session", "{{.Count}} sessions"))
		}
		offer.Add(kit.NewTwoLine(row, func() { x.add(item) }))
	}
	if len(s.known.items) == 0 {
		offer.Add(kit.Body(lang.L("Nothing is for sale yet. Enter packages, vouchers and products in the settings, under the price list.")).In(kit.ColorQuiet).Wrap())
	}
	x.do = kit.PrimaryButton("", kit.IconCheck, x.sell)
	x.ways = s.ways(false, x.weigh)
	x.weigh()
	s.open(lang.L("Sell"), x.do, offer, x.list, x.forWhom.object, x.total, x.ways.Object)
}

// add puts something on the sale.
func (x *sale) add(item clinic.Item) {
	l := &saleLine{item: item}
	l.price = kit.NewEntry("0.00", nil)
	l.price.Replaces = true
	if item.PriceCents != nil {
		l.cents = *item.PriceCents
		l.price.Fill(edit.Money(l.cents))
		l.price.Disable()
	}
	l.price.OnChanged = func(text string) {
		cents, err := edit.Cents("unit_cents", text)
		l.cents = 0
		switch {
		case err != nil:
			l.field.SetError(edit.Complaint(err, "unit_cents"))
		case cents != nil && (*cents <= 0 || *cents > clinic.MostCents):
			l.field.SetError(lang.L("A price must be above 0 and no more than {{.Most}}.", map[string]any{"Most": clinic.MoneyText(clinic.MostCents)}))
		default:
			l.field.SetError("")
			if cents != nil {
				l.cents = *cents
			}
		}
		x.weigh()
	}
	remove := kit.IconButton(kit.IconClose, lang.L("Leave out {{.What}}", map[string]any{"What": item.Name}), func() { x.remove(l) })
	l.field = kit.NewField(item.Name, kit.Border(nil, nil, nil, remove, l.price))
	x.lines = append(x.lines, l)
	x.show()
	if item.PriceCents == nil {
		kit.Focus(l.price)
	}
}

func (x *sale) remove(l *saleLine) {
	for i := range x.lines {
		if x.lines[i] == l {
			x.lines = append(x.lines[:i:i], x.lines[i+1:]...)
			break
		}
	}
	x.show()
}

func (x *sale) show() {
	x.list.Objects = nil
	for _, l := range x.lines {
		x.list.Add(l.field)
	}
	x.list.Refresh()
	x.weigh()
}

// weigh adds up, and says what the button does.
func (x *sale) weigh() {
	sum, whole, ahead := 0, len(x.lines) > 0, false
	for _, l := range x.lines {
		sum += l.cents
		whole = whole && l.cents > 0
		ahead = ahead || l.item.Sort.Prepaid()
	}
	kit.SetHidden(x.forWhom.object, !ahead)
	x.total.SetText(lang.L("In all {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(sum)}))
	kit.SetHidden(x.total, len(x.lines) == 0)
	kit.SetHidden(x.ways.Object, len(x.lines) == 0)
	x.ways.Due(sum)
	paid := x.ways.Paid()
	x.do.SetText(lang.L("Sell, to be paid later"))
	if paid > 0 {
		x.do.SetText(lang.L("Sell and take {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(paid)}))
	}
	kit.SetEnabled(x.do, whole && x.ways.Problem() == "")
	x.s.side.Object.Refresh()
}

// sell issues the invoice and takes what is paid of it.
func (x *sale) sell() {
	s := x.s
	charge := clinic.Charge{Patient: s.d.Chart(s.patient).Patient}
	for _, l := range x.lines {
		charge.Lines = append(charge.Lines, s.known.pricing.ItemLine(&l.item, l.cents))
		if l.item.Sort.Prepaid() {
			held, holder := x.forWhom.chosen()
			charge.Sold = append(charge.Sold, clinic.Sale{Line: len(charge.Lines) - 1, Item: l.item, HeldFor: held, Holder: holder})
		}
	}
	x.ways.Fill(&charge)
	s.settle(charge, x.do)
}

// forWhom asks who a package or voucher is for: a patient who is found, or somebody by their name.
type forWhom struct {
	s      *screen
	search *kit.Search
	found  *fyne.Container
	hit    lookup.Hit // who was chosen; none where ID is ""
	asked  int
	who    *fyne.Container
	object *kit.Field
}

func newForWhom(s *screen) *forWhom {
	f := &forWhom{s: s, found: kit.StackGap(0), who: kit.StackGap(kit.Gap)}
	f.search = kit.NewSearch(lang.L("Name of a patient or anybody"), func(string) { f.find() })
	f.who.Objects = []fyne.CanvasObject{f.search, f.found}
	f.object = kit.NewField(lang.L("For whom"), f.who).Help(lang.L("Empty: for whoever brings it."))
	return f
}

// chosen is who was chosen: the key of a patient, and a name.
func (f *forWhom) chosen() (patient, name string) {
	if f.hit.ID != "" {
		return f.hit.ID, f.hit.Name
	}
	return "", strings.TrimSpace(f.search.Text)
}

func (f *forWhom) find() {
	f.asked++
	asked, typed := f.asked, strings.TrimSpace(f.search.Text)
	f.found.Objects = nil
	if typed == "" {
		f.s.side.Object.Refresh()
		return
	}
	kit.Work(func(ctx context.Context) ([]lookup.Hit, error) { return f.s.d.Store.Search(ctx, typed, mostFound) }, func(hits []lookup.Hit, err error) {
		switch {
		case asked != f.asked:
			return
		case err != nil:
			f.s.d.Fail(err)
			return
		}
		f.found.Objects = nil
		for _, h := range hits {
			f.found.Add(kit.NewTwoLine(patients.Row(h, f.s.d.Today()), func() { f.choose(h) }))
		}
		f.s.side.Object.Refresh()
	})
}

func (f *forWhom) choose(h lookup.Hit) {
	f.asked++
	f.hit = h
	again := kit.IconButton(kit.IconClose, lang.L("Somebody else"), func() {
		f.hit = lookup.Hit{}
		f.search.SetText("")
		f.who.Objects = []fyne.CanvasObject{f.search, f.found}
		f.who.Refresh()
		f.s.side.Object.Refresh()
		kit.Focus(f.search)
	})
	f.who.Objects = []fyne.CanvasObject{kit.Border(nil, nil, nil, container.NewVBox(again), kit.Middle(kit.Body(h.Name).Wrap()))}
	f.who.Refresh()
	f.s.side.Object.Refresh()
}
