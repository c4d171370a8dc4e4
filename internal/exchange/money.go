package exchange

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"

	"regimen/internal/clinic"
)

// MoneyColumns are the columns of Money.
var MoneyColumns = []string{
	"record", "number", "day", "patient", "invoice", "what", "sort", "treated on", "practitioner", "quantity", "charged", "tax", "taxed", "way", "paid", "reason",
}

// Money is what was charged and paid on some days, for an accountant: a row for each line of an invoice, for each credit note
// and for each way in which a payment or a refund was made. The amounts of the columns add up to clinic.Figures: charged to
// Charged, tax to Tax, and paid, without vouchers, packages and rounding, to Received. names are those of the patients by
// their keys; who has none is left out.
func Money(t *clinic.Takings, names, invoices map[string]string) [][]string {
	var rows [][]string
	row := func(record string, number int, day clinic.Date, patient string) []string {
		out := make([]string, len(MoneyColumns))
		out[0], out[1], out[2], out[3] = record, strconv.Itoa(number), string(day), names[patient]
		rows = append(rows, out)
		return out
	}
	numbers := make(map[string]string)
	for id, number := range invoices {
		numbers[id] = number
	}
	for i := range t.Invoices {
		in := &t.Invoices[i]
		numbers[in.ID] = strconv.Itoa(in.Number)
		taxes := in.LineTaxes()
		for n, l := range in.Lines {
			r := row("invoice", in.Number, in.Day, in.PatientID)
			r[4], r[5], r[6], r[7], r[8], r[9] = numbers[in.ID], l.Text, string(l.Sort), string(l.Day), l.Provider.Name, strconv.Itoa(l.Quantity)
			r[10], r[11], r[12], r[15] = clinic.MoneyText(l.Cents), clinic.MoneyText(taxes[n]), "no", l.Discount
			if l.Taxed {
				r[12] = "yes"
			}
		}
	}
	for i := range t.CreditNotes {
		n := &t.CreditNotes[i]
		r := row("credit note", n.Number, n.Day, n.PatientID)
		r[4], r[10], r[11], r[15] = numbers[n.InvoiceID], clinic.MoneyText(-n.Cents), clinic.MoneyText(-n.TaxCents), n.Reason
	}
	for i := range t.Payments {
		p := &t.Payments[i]
		record := "payment"
		if p.Refund() {
			record = "refund"
		}
		for _, part := range p.Parts {
			r := row(record, p.Number, p.Day, p.PatientID)
			r[13], r[14], r[15] = string(part.Way), clinic.MoneyText(part.Cents), p.Reason
		}
	}
	return rows
}

// FigureColumns are the columns of Figures.
var FigureColumns = []string{"figure", "of", "amount", "count"}

// Figures are the sums of some days, for an accountant: a row for each.
func Figures(t *clinic.Takings) [][]string {
	f := t.Figures()
	rows := [][]string{
		{"charged", "", clinic.MoneyText(f.Charged), strconv.Itoa(f.Invoices)},
		{"tax within it", "", clinic.MoneyText(f.Tax), ""},
		{"sold ahead", "", clinic.MoneyText(f.Prepaid), ""},
		{"used of what was sold ahead", "", clinic.MoneyText(f.Used), ""},
		{"received", "", clinic.MoneyText(f.Received), ""},
		{"rounding", "", clinic.MoneyText(f.Rounding), ""},
	}
	for _, w := range t.ByWay() {
		rows = append(
			rows, []string{"came in by", string(w.Way), clinic.MoneyText(w.In), strconv.Itoa(w.Payments)},
			[]string{"given back by", string(w.Way), clinic.MoneyText(w.Out), strconv.Itoa(w.All - w.Payments)},
		)
	}
	for _, p := range f.ByPractitioner {
		rows = append(rows, []string{"visits of", p.Name, clinic.MoneyText(p.Cents), strconv.Itoa(p.Visits)})
	}
	return rows
}

// WriteCSV writes a table for a spreadsheet, with a line of headings; list gives its rows. What begins as a formula has an
// apostrophe before it, so that the spreadsheet shows it as it is.
func WriteCSV(w io.Writer, headings []string, list func(row func(columns []string) error) error) error {
	out := csv.NewWriter(w)
	if err := out.Write(headings); err != nil {
		return err
	}
	err := list(func(columns []string) error {
		for i := range columns {
			columns[i] = noFormula(columns[i])
		}
		return out.Write(columns)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// anAmount is what clinic.MoneyText writes, which is a number to a spreadsheet and nothing else.
var anAmount = regexp.MustCompile(`^-?[0-9]+\.[0-9]{2}$`)

// noFormula is a text that a spreadsheet shows as it is, on one line. Else a name that somebody typed could make the spreadsheet
// of another reckon or call something.
func noFormula(text string) string {
	text = strings.Join(strings.Fields(clinic.CleanLine(text)), " ")
	if strings.IndexAny(text, "=+-@") == 0 && !anAmount.MatchString(text) {
		return "'" + text
	}
	return text
}
