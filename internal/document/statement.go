package document

import (
	"cmp"
	"slices"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// statements is the account of a patient as of the day of printing, where there is anything on it.
func statements(a *About) (all []Subject, usual int) {
	if len(a.Chart.Account().Entries()) > 0 {
		all = append(all, Subject{ID: a.Chart.Patient.ID, On: a.Printed})
	}
	return all, 0
}

// own is the clinic as it is now, and the tax that it takes.
func (a *About) own(title, name clinic.Sentence, facts ...clinic.Sentence) moneyHead {
	h := moneyHead{Seller: a.Clinic, Title: title, Name: name, Facts: facts}
	if a.Clinic.TaxRegistered {
		h.Tax = a.Clinic.TaxName
	}
	return h
}

// NewStatement sets all that was charged to a patient and paid, with what was owed after each, and since when it is owed.
func NewStatement(a About, opts Options) *Document {
	account := a.Chart.Account()
	w := newMoney(&a, a.own(clinic.Say("Statement of account"), clinic.Say("Statement"), clinic.Say("As of {{.Day}}", clinic.Args{"Day": a.Printed})), opts)
	w.whom(w.patient(), a.Chart.Patient.BirthDate)
	if where := a.Chart.Patient.Address(); where != "" {
		w.para(where, body)
	}
	w.gap(3)
	var rows [][]cell
	for _, e := range account.Entries() {
		charged, paid := w.amount(e.Cents), ""
		if e.Cents < 0 {
			charged, paid = "", w.amount(-e.Cents)
		}
		what, more := w.entry(e.Record)
		rows = append(rows, []cell{{text: words.Short(e.Day)}, {lead: what, text: more}, {text: charged, right: true}, {text: paid, right: true}, {text: w.amount(e.Balance), right: true}})
	}
	w.table([]column{
		{say(clinic.Say("Day")), 23},
		{say(clinic.Say("What")), 37},
		{say(clinic.Say("Charged")), 20},
		{say(clinic.Say("Paid")), 20},
		{say(clinic.Say("Balance")), 21},
	}, rows)
	list := []sum{{clinic.Say("Still to pay"), account.Owed, true}}
	if account.OnAccount != 0 {
		list = append(list, sum{clinic.Say("Paid ahead, on account"), account.OnAccount, false})
	}
	w.sums(list...)
	if account.Owed > 0 {
		w.ages(account.ByAge(a.Printed))
	}
	if a.Clinic.Phone != "" {
		w.para(say(clinic.Say("If something is not right, please call {{.Phone}}.", clinic.Args{"Phone": a.Clinic.Phone})), body)
	}
	w.doc.finish()
	return w.doc
}

// entry is what a line of a statement is of, and what it says beside that.
func (w *moneyPaper) entry(r clinic.Record) (what, more string) {
	switch r := r.(type) {
	case *clinic.Invoice:
		return say(r.Name()), words.List(treatments(r)...)
	case *clinic.CreditNote:
		return say(r.Name()), r.Reason
	case *clinic.Payment:
		var ways []string
		for _, p := range r.Parts {
			if name := say(p.Way.Name()); !slices.Contains(ways, name) {
				ways = append(ways, name)
			}
		}
		return say(r.Name()), words.List(ways...)
	}
	return "", ""
}

// treatments are what an invoice is for, each text once.
func treatments(in *clinic.Invoice) []string {
	var out []string
	for _, l := range in.Lines {
		if !slices.Contains(out, l.Text) {
			out = append(out, l.Text)
		}
	}
	return out
}

// ages say since when it is owed.
func (w *moneyPaper) ages(list []clinic.Age) {
	w.heading(say(clinic.Say("Owed since")), 4*body.lineHeight())
	var cols []column
	var row []cell
	for _, x := range list {
		cols = append(cols, column{say(x.Name()), 1})
		row = append(row, cell{text: w.amount(x.Cents), right: true})
	}
	w.table(cols, [][]cell{row})
	w.gap(3)
}

// taxYears are the years for the tax in which a patient paid something, the newest first; each goes by its first day.
func taxYears(a *About) (all []Subject, usual int) {
	for _, p := range slices.Backward(a.Chart.Account().Payments) {
		from, to := clinic.TaxYear(a.Clinic.Region, p.Day)
		if s := (Subject{ID: string(from), Name: clinic.Say("Year to {{.Day}}", clinic.Args{"Day": to}), On: to}); !slices.ContainsFunc(all, func(x Subject) bool { return x.ID == s.ID }) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(x, y Subject) int { return cmp.Compare(y.On, x.On) })
	return all, 0
}

// NewYear sets all receipts of a patient in a year for the tax, and what they come to.
func NewYear(a About, first clinic.Date, opts Options) *Document {
	from, to := clinic.TaxYear(a.Clinic.Region, first)
	account := a.Chart.Account()
	paid, money := account.PaidIn(from, to)
	days := clinic.Args{"From": from, "To": to}
	w := newMoney(&a, a.own(clinic.Say("What was paid for treatment"), clinic.Say("{{.From}} to {{.To}}", days), clinic.Say("{{.From}} to {{.To}}", days)), opts)
	w.whom(w.patient(), a.Chart.Patient.BirthDate)
	w.gap(3)
	fund := 0
	var rows [][]cell
	for i := range paid {
		p := &paid[i]
		fund += p.Of(clinic.ByFund)
		rows = append(rows, []cell{{text: words.Short(p.Day)}, {lead: say(p.Name())}, {text: w.paidFor(account, p)}, {text: w.amount(p.Money()), right: true}})
	}
	w.table([]column{
		{say(clinic.Say("Paid on")), 23},
		{say(clinic.Say("Receipt")), 26},
		{say(clinic.Say("For")), 52},
		{say(clinic.Say("Paid")), 22},
	}, rows)
	list := []sum{{clinic.Say("Paid in all"), money, true}}
	if fund != 0 {
		list = append(list, sum{clinic.Say("Of it by the health fund"), fund, false}, sum{clinic.Say("Paid by the patient"), money - fund, true})
	}
	w.sums(list...)
	w.para(say(clinic.Say("What was paid with a voucher or a package counts on the day on which that was bought.")), body)
	w.doc.finish()
	return w.doc
}

// paidFor is what a payment was for: the treatments and their days, and where it was a refund why.
func (w *moneyPaper) paidFor(account *clinic.Account, p *clinic.Payment) string {
	if p.Refund() {
		return p.Reason
	}
	var out []string
	r := account.Receipt(p.ID)
	for i := range r.Bills {
		for _, l := range r.Bills[i].Lines {
			text := l.Text
			if l.Day.Valid() {
				text = say(clinic.Say("{{.What}}, {{.Day}}", clinic.Args{"What": l.Text, "Day": l.Day.Brief()}))
			}
			out = append(out, text)
		}
	}
	if r.OnAccount > 0 {
		out = append(out, say(clinic.Say("On account")))
	}
	for _, way := range []clinic.PayWay{clinic.ByVoucher, clinic.ByPackage} {
		if n := p.Of(way); n != 0 {
			out = append(out, say(clinic.Say("{{.Way}}: {{.Amount}}", clinic.Args{"Way": way.Name(), "Amount": w.amount(n)})))
		}
	}
	const most = 12
	if more := len(out) - most; more > 0 {
		out = append(out[:most], say(clinic.SayCount(more, "and {{.Count}} more", "and {{.Count}} more")))
	}
	return strings.Join(out, "\n")
}
