package diary

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/words"
)

// payLine is something that is charged, and what is said of it.
type payLine struct {
	clinic.InvoiceLine
	b       *pay
	item    *clinic.Item
	heldFor string // of a package or voucher: the patient whom it is for, and the name of whoever it is
	holder  string
	usual   int  // the price without a package
	bundled int  // what the session of the package is worth that pays for it, 0 for none
	open    bool // it is being changed
	off     string
	perCent bool
	wrong   string // what is wrong with what was typed

	row    *kit.TwoLine
	amount *kit.Text
	body   *fyne.Container
	first  fyne.Focusable
	object *fyne.Container
}

func newLine(b *pay, line clinic.InvoiceLine, item *clinic.Item) *payLine {
	return &payLine{InvoiceLine: line, b: b, item: item, usual: line.UnitCents, open: line.UnitCents == 0}
}

// build is the line, a row that opens what can be changed of it.
func (l *payLine) build() fyne.CanvasObject {
	l.row = kit.NewTwoLine(kit.Row{}, func() {
		l.open = !l.open
		l.showBody()
		l.b.p.body.Refresh()
		if l.open && l.first != nil {
			l.b.p.s.keyboard(l.first)
		}
	})
	l.amount = kit.Strong("")
	l.body = kit.StackGap(kit.Gap)
	l.object = kit.StackGap(kit.Gap, kit.Border(nil, nil, nil, kit.Middle(l.amount), l.row), l.body)
	l.show()
	l.showBody()
	return l.object
}

// show says what the line comes to.
func (l *payLine) show() {
	if l.row == nil {
		return
	}
	s := l.b.p.s
	facts := []string{}
	if l.Minutes > 0 {
		facts = append(facts, lang.L("{{.Minutes}} min", map[string]any{"Minutes": l.Minutes}))
	}
	if l.Quantity > 1 {
		facts = append(facts, number(l.Quantity)+" × "+s.money(l.UnitCents))
	}
	if l.DiscountCents > 0 {
		facts = append(facts, words.Points(s.money(-l.DiscountCents), l.Discount))
	}
	if len(facts) == 0 {
		facts = append(facts, words.Say(l.Sort.Name()))
	}
	l.row.Set(kit.Row{What: l.Text, Quiet: words.Points(facts...)})
	l.amount.SetText(s.money(l.Cents))
}

// showBody shows what can be changed, where the line is open.
func (l *payLine) showBody() {
	l.body.Objects, l.first = nil, nil
	if l.open {
		l.fields()
	}
	l.body.Refresh()
	l.object.Refresh()
}

func (l *payLine) fields() {
	add := func(o fyne.CanvasObject, first fyne.Focusable) {
		l.body.Add(o)
		if l.first == nil {
			l.first = first
		}
	}
	if l.usual == 0 {
		price := kit.NewEntry("0.00", func(text string) {
			cents, err := edit.Cents("lines", text)
			l.UnitCents = 0
			if err == nil && cents != nil {
				l.UnitCents = *cents
			}
			l.weigh(err)
		})
		price.Replaces = true
		if l.UnitCents > 0 {
			price.Fill(edit.Money(l.UnitCents))
		}
		add(kit.NewField(lang.L("Price"), price), price)
	}
	if l.item != nil && l.item.Sort.Prepaid() {
		o, first := l.whose()
		add(o, first)
	}
	if l.Sort == clinic.SoldProduct || l.Sort == clinic.SoldVoucher || l.Sort == clinic.SoldFee {
		many := kit.NewStepper(kit.Limits{Min: 1, Max: 999}, func(v float64) {
			l.Quantity = int(v)
			l.weigh(nil)
		})
		many.SetValue(float64(l.Quantity))
		add(kit.NewField(lang.L("How many"), many), many.Entry())
	}
	if l.Sort != clinic.SoldVoucher && l.bundled == 0 {
		less := kit.NewEntry("0.00", func(text string) {
			l.off = text
			l.weigh(nil)
		})
		less.Replaces = true
		less.Fill(l.off)
		unit := kit.NewSegmented([]kit.Option{{ID: "amount", Label: l.b.p.s.currency()}, {ID: "percent", Label: "%"}}, func(id string) {
			l.perCent = id == "percent"
			l.weigh(nil)
		})
		unit.SetChosen(map[bool]string{false: "amount", true: "percent"}[l.perCent])
		why := kit.NewEntry(lang.L("such as: pensioner, family"), func(text string) {
			l.Discount = strings.TrimSpace(text)
			l.weigh(nil)
		})
		why.Fill(l.Discount)
		add(kit.NewField(lang.L("Discount"), kit.Shares(kit.Halves, less, unit)), less)
		add(kit.NewField(lang.L("Why cheaper"), why), why)
	}
	add(kit.QuietButton(lang.L("Take it off the bill"), kit.IconRemove, l.remove), nil)
}

// whose asks whom a package or voucher is for.
func (l *payLine) whose() (fyne.CanvasObject, fyne.Focusable) {
	s := l.b.p.s
	found := kit.StackGap(0)
	asked := 0
	var search *kit.Search
	search = kit.NewSearch(lang.L("Name, or empty for whoever brings it"), func(string) {
		asked++
		now, typed := asked, strings.TrimSpace(search.Text)
		l.holder, l.heldFor = typed, ""
		kit.Work(func(ctx context.Context) ([]lookup.Hit, error) {
			if typed == "" {
				return nil, nil
			}
			return s.d.Store.Search(ctx, typed, 3)
		}, func(hits []lookup.Hit, err error) {
			if now != asked {
				return
			}
			if err != nil {
				s.d.Fail(err)
				return
			}
			found.Objects = nil
			for _, h := range hits {
				found.Add(kit.NewTwoLine(patients.Row(h, s.d.Today()), func() {
					asked++
					l.holder, l.heldFor = h.Name, h.ID
					search.Fill(h.Name)
					found.Objects = nil
					found.Refresh()
					l.b.p.body.Refresh()
					s.keyboard(l.b.take)
				}))
			}
			found.Refresh()
			l.b.p.body.Refresh()
		})
	})
	if l.holder == "" && l.heldFor == l.b.patient.ID && l.heldFor != "" {
		l.holder = l.b.patient.Name()
	}
	search.Fill(l.holder)
	return kit.NewField(lang.L("For whom"), kit.StackGap(0, search, found)), search
}

func (l *payLine) remove() {
	for i, x := range l.b.lines {
		if x == l {
			l.b.lines = append(l.b.lines[:i:i], l.b.lines[i+1:]...)
			break
		}
	}
	l.b.showLines()
	l.b.changed()
	l.b.p.s.keyboard(l.b.take)
}

// weigh works out what the line comes to; err is what is wrong with its price.
func (l *payLine) weigh(err error) {
	l.count(err)
	l.b.changed()
	l.b.offerWay()
}

func (l *payLine) count(err error) {
	l.wrong = ""
	if err != nil {
		l.wrong = words.Error(err)
	}
	l.DiscountCents = 0
	if l.bundled == 0 && strings.TrimSpace(l.off) != "" {
		cents, err := edit.Cents("lines", l.off)
		switch {
		case err != nil || cents == nil || *cents < 0:
			l.wrong = lang.L("Write the discount as a number, such as 10 or 9.50.")
		case l.perCent && *cents > 100_00:
			l.wrong = lang.L("A discount is from 0 to 100 per cent.")
		case l.perCent: // to the hundredth of a per cent, and to the nearest cent
			l.DiscountCents = (2*l.Quantity*l.UnitCents**cents + 10_000) / 20_000
		default:
			l.DiscountCents = *cents
		}
	}
	l.Cents = l.Sum()
}

// problem says what is missing, "" for nothing.
func (l *payLine) problem() string {
	what := map[string]any{"What": l.Text}
	switch {
	case l.wrong != "":
		return l.wrong
	case l.UnitCents <= 0 || l.UnitCents > clinic.MostCents:
		return lang.L("Say what “{{.What}}” costs: above 0 and no more than {{.Most}}.", map[string]any{"What": l.Text, "Most": clinic.MoneyText(clinic.MostCents)})
	case l.Cents < 0:
		return lang.L("The discount of “{{.What}}” is more than its price.", what)
	case l.DiscountCents > 0 && l.Discount == "":
		return lang.L("Say why “{{.What}}” is cheaper.", what)
	case strings.TrimSpace(l.Text) == "":
		return lang.L("The visit has no name. Give its appointment type one in the settings.")
	}
	return ""
}

// byPackage has the line cost what the session of a package is worth, and what it cost before for 0.
func (l *payLine) byPackage(worth int) {
	if worth == l.bundled {
		return
	}
	l.bundled = worth
	if worth == 0 {
		l.Discount, l.UnitCents = "", max(l.usual, 0)
		l.count(nil)
	} else {
		l.UnitCents = max(l.usual, worth)
		l.DiscountCents, l.Discount = l.UnitCents-worth, ""
		if l.DiscountCents > 0 {
			l.Discount = words.Say(clinic.ByPackage.Name())
		}
		l.Cents = l.Sum()
	}
	if l.open {
		l.showBody()
	}
}
