package document

import (
	"strconv"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// TakingsPaper is the code of the paper of a day's takings, which is of no patient.
const TakingsPaper = "takings"

// TakingsTitle is what it is, as it stands within a sentence.
var TakingsTitle = clinic.Say("takings of the day")

// Takings is what the paper of the takings of some days is made from.
type Takings struct {
	Clinic  clinic.Clinic
	Takings clinic.Takings
	Names   map[string]string // of the patients, by their keys
	Printed clinic.Date
}

// NewTakings sets what came and went on a day: by way, each payment, the refunds for themselves, what was sold ahead and used,
// and what was in the till.
func NewTakings(p Takings, opts Options) *Document {
	doc := newDocument(p.Clinic.Paper, opts)
	t := &p.Takings
	w := &moneyPaper{sheet: doc.sheet, doc: doc, sign: p.Clinic.Currency}
	when := words.WithWeekday(t.From)
	if t.From != t.To {
		when = say(clinic.Say("{{.From}} to {{.To}}", clinic.Args{"From": t.From, "To": t.To}))
	}
	doc.Title, doc.Author, doc.Date = say(clinic.Say("Takings: {{.Days}}", clinic.Args{"Days": when})), p.Clinic.Name, p.Printed
	w.head = func(s *sheet) float64 { return runningHead(s, doc.Title, p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Printed {{.Day}}. Names of patients: keep it where only the clinic sees it.", clinic.Args{"Day": p.Printed})), pageOf(page, pages)
	}
	if p.Clinic.Name != "" {
		w.place(w.textBlock(p.Clinic.Name, body, w.width()))
	}
	w.place(w.textBlock(doc.Title, h1, w.width()))
	w.gap(2)
	w.byWay(t)
	w.payments(&p, false)
	w.payments(&p, true)
	w.ahead(&p)
	w.till(t)
	doc.finish()
	return doc
}

// byWay is what came and went by each way.
func (w *moneyPaper) byWay(t *clinic.Takings) {
	var rows [][]cell
	for _, x := range t.ByWay() {
		rows = append(rows, []cell{
			{lead: say(x.Way.Name())}, {text: w.amount(x.In), right: true}, {text: w.amount(x.Out), right: true}, {text: w.amount(x.Net()), right: true},
		})
	}
	w.heading(say(clinic.Say("By way of payment")), 3*body.lineHeight())
	if len(rows) == 0 {
		w.para(say(clinic.Say("Nothing was paid.")), body)
		return
	}
	w.table([]column{{say(clinic.Say("Way")), 40}, {say(clinic.Say("Came in")), 25}, {say(clinic.Say("Given back")), 25}, {say(clinic.Say("Left")), 25}}, rows)
	f := t.Figures()
	list := []sum{{clinic.Say("Money in all"), f.Received, true}}
	if f.Rounding != 0 {
		list = append(list, sum{clinic.Say("Rounding to coins"), f.Rounding, false})
	}
	list = append(list, sum{clinic.Say("Charged"), f.Charged, false})
	if f.Tax != 0 {
		list = append(list, sum{clinic.Say("Tax within it"), f.Tax, false})
	}
	w.sums(list...)
	w.para(say(clinic.Say("Vouchers and packages are no money of the day: theirs came when they were sold.")), body)
}

// payments lists each payment, or each refund.
func (w *moneyPaper) payments(p *Takings, refunds bool) {
	var rows [][]cell
	total := 0
	for i := range p.Takings.Payments {
		x := &p.Takings.Payments[i]
		if x.Refund() != refunds {
			continue
		}
		var ways []string
		for _, part := range x.Parts {
			ways = append(ways, say(clinic.Say("{{.Way}} {{.Amount}}", clinic.Args{"Way": part.Way.Name(), "Amount": w.amount(part.Cents)})))
		}
		total += x.Cents
		rows = append(rows, []cell{
			{text: strconv.Itoa(x.Number)}, {lead: p.Names[x.PatientID], text: x.Reason}, {text: words.List(ways...)}, {text: w.amount(x.Cents), right: true},
		})
	}
	if len(rows) == 0 {
		return
	}
	title, in := clinic.Say("Payments"), clinic.Say("Payments in all")
	if refunds {
		title, in = clinic.Say("Refunds"), clinic.Say("Refunds in all")
	}
	w.heading(say(title), 4*body.lineHeight())
	w.table([]column{{say(clinic.Say("Receipt")), 18}, {say(clinic.Say("Patient")), 40}, {say(clinic.Say("Ways")), 40}, {say(clinic.Say("Amount")), 24}}, rows)
	w.sums(sum{in, total, true})
}

// ahead is what was sold to be used later, and what was used of it.
func (w *moneyPaper) ahead(p *Takings) {
	var rows [][]cell
	row := func(patient string, what clinic.Sentence, cents int) {
		rows = append(rows, []cell{{lead: p.Names[patient]}, {text: say(what)}, {text: w.amount(cents), right: true}})
	}
	for i := range p.Takings.Invoices {
		in := &p.Takings.Invoices[i]
		for _, l := range in.Lines {
			if l.Sort.Prepaid() {
				row(in.PatientID, clinic.Say("{{.What}} sold, {{.Invoice}}", clinic.Args{"What": l.Text, "Invoice": in.Name()}), l.Cents)
			}
		}
	}
	for i := range p.Takings.Uses {
		u := &p.Takings.Uses[i]
		what := clinic.Say("Used of a voucher or package")
		switch u.Why {
		case clinic.CreditRefunded:
			what = clinic.Say("Given back of a voucher or package")
		case clinic.CreditReturned:
			what = clinic.Say("A use was taken back")
		}
		row(u.PatientID, what, u.Cents)
	}
	if len(rows) == 0 {
		return
	}
	w.heading(say(clinic.Say("Vouchers and packages")), 4*body.lineHeight())
	w.table([]column{{say(clinic.Say("Patient")), 40}, {say(clinic.Say("What")), 58}, {say(clinic.Say("Amount")), 24}}, rows)
}

// till is what was counted.
func (w *moneyPaper) till(t *clinic.Takings) {
	w.heading(say(clinic.Say("The till")), 4*body.lineHeight())
	if len(t.Counts) == 0 {
		w.para(say(clinic.Say("It was not counted. The cash of the day comes to {{.Amount}}.", clinic.Args{"Amount": w.amount(t.Cash())})), body)
	}
	for i := range t.Counts {
		c := &t.Counts[i]
		if len(t.Counts) > 1 || c.By != "" {
			w.para(say(clinic.Say("Counted on {{.Day}} by {{.Name}}", clinic.Args{"Day": c.Day, "Name": c.By})), body)
		}
		list := []sum{
			{clinic.Say("In it in the morning"), c.FloatCents, false}, {clinic.Say("Expected in the evening"), c.ExpectedCents, false}, {clinic.Say("Counted"), c.CountedCents, true},
		}
		switch off := c.Off(); {
		case off > 0:
			list = append(list, sum{clinic.Say("Too much"), off, true})
		case off < 0:
			list = append(list, sum{clinic.Say("Missing"), -off, true})
		}
		w.sums(list...)
		if c.Note != "" {
			w.para(c.Note, body)
		}
	}
}
