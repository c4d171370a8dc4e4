// Package account is the Account section of a patient: what was charged and paid, what is owed, what was sold ahead and what is
// left of it, and all that is done about it.
package account

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// shownAtOnce is how many bills or entries are shown until all are asked for.
const shownAtOnce = 12

// screen is the section.
type screen struct {
	d       *desk.Desk
	patient string
	known   known
	reading int  // counts the readings, so that only the last one is shown
	read    bool // something was

	allBills, allEntries bool

	body       *fyne.Container
	side       *page.Side
	undo, redo *kit.Button
}

// known is what an account needs beside the patient's chart.
type known struct {
	credits []clinic.CreditState
	items   []clinic.Item
	pricing *clinic.Pricing
	visits  []clinic.Appointment
}

// New makes the screen.
func New(d *desk.Desk, patientID string) desk.Screen {
	s := &screen{d: d, patient: patientID, body: kit.StackGap(kit.GapWide)}
	s.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	s.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	s.side = page.NewSide(kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, kit.MaxWidth(pageWidth, s.body))))
	s.side.OnClose = s.show
	s.show()
	s.fetch()
	return s
}

// pageWidth keeps rows from running across a wide window.
const pageWidth float32 = 900

// Object is part of desk.Screen.
func (s *screen) Object() fyne.CanvasObject { return s.side.Object }

// Leave is part of desk.Screen; what is half entered is no payment, and stays.
func (s *screen) Leave() {}

// Refresh is part of desk.Screen.
func (s *screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.patient, clinic.KindCredit, clinic.KindCreditUse, clinic.KindItem, clinic.KindPrice, clinic.KindService, clinic.KindClinic, clinic.KindPractitioner) {
		s.show()
		s.fetch()
	}
}

// scope is what the undo of this account works on.
func (s *screen) scope() string { return "account " + s.patient }

// Undo takes back the last change of the account, by entries of its own.
func (s *screen) Undo() { s.d.Undo(s.scope()) }

// Redo makes it again.
func (s *screen) Redo() { s.d.Redo(s.scope()) }

// account is the patient's as it is now.
func (s *screen) account() *clinic.Account { return s.d.Chart(s.patient).Account() }

// name is whose account it is.
func (s *screen) name() string { return s.d.Chart(s.patient).Patient.Name() }

// fetch asks for what an account needs beside the chart, and shows it.
func (s *screen) fetch() {
	s.reading++
	reading := s.reading
	s.ask(func(k known) {
		if reading == s.reading {
			s.known, s.read = k, true
			s.show()
		}
	})
}

// onceRead goes on with something when it is known what an account needs beside the chart.
func (s *screen) onceRead(then func()) {
	if s.read {
		then()
		return
	}
	s.ask(func(k known) {
		s.known, s.read = k, true
		s.show()
		then()
	})
}

// ask reads what an account needs beside the chart, and has then go on with it.
func (s *screen) ask(then func(known)) {
	kit.Work(func(ctx context.Context) (k known, err error) {
		if k.credits, err = s.d.Store.Credits(ctx, s.patient); err != nil {
			return k, err
		}
		items, err := s.d.Store.List(ctx, clinic.KindItem)
		if err != nil {
			return k, err
		}
		k.items = slices.DeleteFunc(clinic.As[clinic.Item](items), func(i clinic.Item) bool { return !i.RetiredAt.IsZero() })
		slices.SortStableFunc(k.items, func(a, b clinic.Item) int { return a.Rank - b.Rank })
		if k.visits, err = s.d.Store.Appointments(ctx, s.patient, ""); err != nil {
			return k, err
		}
		k.pricing, err = s.d.Pricing(ctx)
		return k, err
	}, func(k known, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		then(k)
	})
}

// open shows what is being done beside the account.
func (s *screen) open(title string, next fyne.CanvasObject, parts ...fyne.CanvasObject) {
	s.side.Open(title, next, parts...)
	s.show() // what is beside it has what is to be done next
}

// keep makes a change that gets a number, and tells what was done with a way back.
func (s *screen) keep(op clinic.Operation, pressed *kit.Button, done func() string) {
	op.Scope = s.scope()
	s.d.Seal(op, pressed, func() {
		s.side.Close()
		s.show()
		said := done()
		s.d.Tell(said, s.Undo)
	})
}

// printer is a button that prints a paper.
func (s *screen) printer(b *kit.Button, job func() papers.Job) *kit.Button {
	b.OnTapped = func() {
		j := job()
		j.Rest = func(on bool) { kit.SetEnabled(b, !on) }
		papers.Print(s.d, j)
	}
	return b
}

func (s *screen) show() {
	undo, redo := s.d.UndoState(s.scope())
	kit.SetEnabled(s.undo, undo != "")
	kit.SetEnabled(s.redo, redo != "")
	a := s.account()
	s.body.Objects = []fyne.CanvasObject{s.standing(a)}
	if len(a.Bills)+len(a.Payments)+len(s.known.credits) == 0 {
		if s.read {
			do := lang.L("Sell something")
			if s.side.Opened() {
				do = ""
			}
			s.body.Add(kit.NewEmptyState(kit.IconReceipt, lang.L("Nothing was charged yet"),
				lang.L("A visit is charged and paid from the diary. A package, a voucher or a product is sold here, and money can be taken ahead."), do, s.sell))
		}
	} else {
		s.body.Add(s.bills(a))
		if len(s.known.credits) > 0 {
			s.body.Add(s.credits())
		}
		s.body.Add(s.entries(a))
	}
	s.body.Add(kit.Space(0, 72))
	s.body.Refresh()
}

// standing says what is owed and what stands on account, and offers what can be done.
func (s *screen) standing(a *clinic.Account) fyne.CanvasObject {
	figure := func(name string, cents int, color fyne.ThemeColorName) fyne.CanvasObject {
		return kit.StackGap(0, kit.QuietText(name), kit.Title(clinic.MoneyText(cents)).In(color))
	}
	owed := kit.ColorText
	if a.Owed > 0 {
		owed = kit.ColorWarning
	}
	figures := container.NewHBox(figure(lang.L("Owed"), a.Owed, owed), kit.Space(kit.GapWide, 0), figure(lang.L("On account"), a.OnAccount, kit.ColorText))
	take := kit.NewButton(lang.L("Take a payment"), kit.IconOwed, s.take)
	if a.Owed > 0 && !s.side.Opened() {
		take = kit.PrimaryButton(lang.L("Take a payment"), kit.IconOwed, s.take)
	}
	acts := kit.FlowRow(take, kit.NewButton(lang.L("Sell"), kit.IconAdd, s.sell))
	if a.OnAccount > 0 {
		acts.Add(kit.NewButton(lang.L("Give money back"), kit.IconUndo, s.giveBack))
	}
	head := kit.Border(nil, nil, figures, container.NewVBox(container.NewHBox(s.undo, s.redo)), kit.Space(0, 0))
	return kit.NewCard("", kit.StackGap(kit.GapWide, head, acts))
}

// bills lists the invoices, what is still to pay before the others and each time the newest first; a tap shows one.
func (s *screen) bills(a *clinic.Account) fyne.CanvasObject {
	list := kit.StackGap(0)
	all := slices.Clone(a.Bills)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(x, y clinic.Bill) int { return cmp.Compare(min(y.Due, 1), min(x.Due, 1)) })
	for i := range min(len(all), s.most(s.allBills)) {
		b := &all[i]
		list.Add(kit.NewTwoLine(billRow(b), func() { s.bill(b.ID) }))
	}
	if len(a.Bills) == 0 {
		list.Add(kit.Body(lang.L("Nothing was charged yet.")).In(kit.ColorQuiet).Wrap())
	}
	return kit.NewCard(lang.L("Bills"), s.withMore(list, len(a.Bills), &s.allBills))
}

// most is how many rows of a list are shown.
func (s *screen) most(all bool) int {
	if all {
		return 1 << 30
	}
	return shownAtOnce
}

// withMore offers the rest of a list that is not shown whole.
func (s *screen) withMore(list *fyne.Container, count int, all *bool) fyne.CanvasObject {
	if count <= shownAtOnce || *all {
		return list
	}
	return kit.Stack(list, container.NewHBox(kit.QuietButton(lang.L("Show all {{.Count}}", map[string]any{"Count": count}), kit.IconChevronDown, func() {
		*all = true
		s.show()
	})))
}

// billRow is an invoice as a row.
func billRow(b *clinic.Bill) kit.Row {
	said, tone := stateWords(b)
	facts := []string{words.Short(b.Day)}
	if len(b.Lines) > 0 {
		facts = append(facts, b.Lines[0].Text)
	}
	if more := len(b.Lines) - 1; more > 0 {
		facts = append(facts, lang.L("+{{.Count}}", map[string]any{"Count": more}))
	}
	return kit.Row{What: lang.L("Invoice {{.Number}}", map[string]any{"Number": strconv.Itoa(b.Number)}), Beside: clinic.MoneyText(b.TotalCents), Quiet: words.Points(facts...), Badge: said, Tone: tone}
}

// stateWords say how far a bill has come.
func stateWords(b *clinic.Bill) (string, kit.Tone) {
	switch b.State() {
	case clinic.BillPaid:
		if b.Credited > 0 {
			return lang.L("Paid, {{.Amount}} taken back", map[string]any{"Amount": clinic.MoneyText(b.Credited)}), kit.ToneSuccess
		}
		return words.Say(clinic.BillPaid.Name()), kit.ToneSuccess
	case clinic.BillPartPaid:
		return lang.L("{{.Paid}} of {{.All}} paid", map[string]any{"Paid": clinic.MoneyText(b.Paid), "All": clinic.MoneyText(b.TotalCents - b.Credited)}), kit.ToneWarning
	case clinic.BillVoid:
		return words.Say(clinic.BillVoid.Name()), kit.ToneNeutral
	case clinic.BillToPay:
	}
	return words.Say(clinic.BillToPay.Name()), kit.ToneWarning
}

// entries are all that was charged, taken back and paid, the newest first, with what was owed after each.
func (s *screen) entries(a *clinic.Account) fyne.CanvasObject {
	list := kit.StackGap(0)
	all := a.Entries()
	for i := range min(len(all), s.most(s.allEntries)) {
		e := all[len(all)-1-i]
		row, open := s.entry(e)
		list.Add(kit.NewTwoLine(row, open))
	}
	statement := s.printer(kit.NewButton(lang.L("Statement"), kit.IconPrint, nil), func() papers.Job { return documents.StatementJob(s.d, s.patient) })
	year := s.printer(kit.NewButton(lang.L("The tax year"), kit.IconPrint, nil), func() papers.Job { return documents.YearJob(s.d, s.patient) })
	return kit.NewCard(lang.L("Day by day"), s.withMore(list, len(all), &s.allEntries), statement, year)
}

// entry is a line of the account as a row, and what a tap on it shows.
func (s *screen) entry(e clinic.AccountEntry) (kit.Row, func()) {
	balance := lang.L("owed after it {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(e.Balance)})
	if e.Balance < 0 {
		balance = lang.L("on account after it {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(-e.Balance)})
	}
	row := kit.Row{Quiet: words.Points(words.Short(e.Day), balance), End: clinic.MoneyText(e.Cents)}
	switch r := e.Record.(type) {
	case *clinic.Invoice:
		row.What = lang.L("Invoice {{.Number}}", map[string]any{"Number": strconv.Itoa(r.Number)})
		if len(r.Lines) > 0 {
			row.Beside = r.Lines[0].Text
		}
		return row, func() { s.bill(r.ID) }
	case *clinic.CreditNote:
		row.What, row.Beside = lang.L("Credit note {{.Number}}", map[string]any{"Number": strconv.Itoa(r.Number)}), r.Reason
		return row, func() { s.bill(r.InvoiceID) }
	case *clinic.Payment:
		row.What, row.Beside = paymentName(r), waysOf(r)
		return row, func() { s.payment(r.ID) }
	}
	return row, nil
}

// paymentName is what a payment is called.
func paymentName(p *clinic.Payment) string {
	n := map[string]any{"Number": strconv.Itoa(p.Number)}
	if p.Refund() {
		return lang.L("Refund {{.Number}}", n)
	}
	return lang.L("Receipt {{.Number}}", n)
}

// waysOf are the ways of a payment and what each brought.
func waysOf(p *clinic.Payment) string {
	var out []string
	for _, part := range p.Parts {
		out = append(out, lang.L("{{.Way}} {{.Amount}}", map[string]any{"Way": words.Say(part.Way.Name()), "Amount": clinic.MoneyText(part.Cents)}))
	}
	return words.List(out...)
}

// credits lists the packages and vouchers that were bought by or are held for the patient; a tap shows one.
func (s *screen) credits() fyne.CanvasObject {
	list := kit.StackGap(0)
	for i := range s.known.credits {
		c := &s.known.credits[i]
		list.Add(kit.NewTwoLine(s.creditRow(c), func() { s.credit(c.ID) }))
	}
	return kit.NewCard(lang.L("Packages and vouchers"), list)
}

// creditRow is a package or voucher as a row: bought, used, left, until when and for whom.
func (s *screen) creditRow(c *clinic.CreditState) kit.Row {
	facts := []string{words.Say(c.Says()), usedWords(c)}
	if c.Expires != "" {
		facts = append(facts, lang.L("until {{.Day}}", map[string]any{"Day": words.Short(c.Expires)}))
	}
	if c.Holder != "" && c.HeldFor != c.PatientID {
		facts = append(facts, lang.L("for {{.Name}}", map[string]any{"Name": c.Holder}))
	}
	row := kit.Row{What: c.Name, Beside: c.Code, Quiet: words.Points(facts...)}
	switch {
	case c.Empty():
		row.Badge = lang.L("Used up")
	case c.Expired(s.d.Today()):
		row.Badge, row.Tone = lang.L("Expired"), kit.ToneWarning
	}
	return row
}

// usedWords say how much of a package or voucher was used.
func usedWords(c *clinic.CreditState) string {
	if c.Sort == clinic.SoldPackage {
		return words.Say(clinic.SayCount(c.UsedSessions, "{{.Count}} used", "{{.Count}} used"))
	}
	return lang.L("{{.Amount}} used", map[string]any{"Amount": clinic.MoneyText(c.UsedCents)})
}
