package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/exchange"
	"regimen/internal/store"
	"regimen/internal/whole"
)

// payer is a patient whose account a list tells of.
type payer struct {
	name    string
	account *clinic.Account
}

// accounts are those of some patients, by their keys.
func (c *command) accounts(s *store.Store, who []string) (map[string]payer, error) {
	out := make(map[string]payer, len(who))
	kinds := append([]clinic.Kind{clinic.KindPatient}, clinic.MoneyKinds()...)
	for some := range slices.Chunk(who, listPage) {
		charts, err := s.Charts(c.ctx, some, kinds)
		if err != nil {
			return nil, err
		}
		for i, chart := range charts {
			out[some[i]] = payer{chart.Patient.Name(), chart.Account()}
		}
	}
	return out, nil
}

// moneyOf is what was charged and paid on the days of a range, or today, and the accounts of whom it was.
func (c *command) moneyOf(s *store.Store, r dayRange) (clinic.Takings, map[string]payer, error) {
	from, to, err := r.days(clinic.DateOf(s.Now()), 0)
	if err != nil {
		return clinic.Takings{}, nil, err
	}
	t, err := s.MoneyOf(c.ctx, from, to)
	if err != nil {
		return t, nil, err
	}
	people, err := c.accounts(s, t.People())
	return t, people, err
}

// Columns of the lists of money. Amounts are written as 95.00.
var (
	receiptColumns = []string{"id", "number", "day", "patient", "amount", "ways", "invoices", "reason"}
	paymentColumns = []string{"id", "number", "day", "patient", "way", "amount", "note"}
	owedColumns    = []string{"id", "patient", "owed", "on account", "since"}
	invoiceColumns = []string{"id", "number", "day", "patient", "total", "tax", "taken back", "paid", "due", "state"}
	voucherColumns = []string{"id", "code", "name", "sort", "holder", "sold on", "expires", "worth", "left", "sessions left"}
)

// listReceipts hands on the receipts of some days, refunds among them, in the order of their numbers.
func (c *command) listReceipts(s *store.Store, r dayRange, row func(columns []string) error) error {
	t, people, err := c.moneyOf(s, r)
	if err != nil {
		return err
	}
	for i := range t.Payments {
		p := &t.Payments[i]
		who := people[p.PatientID]
		var ways, invoices []string
		for _, part := range p.Parts {
			ways = append(ways, string(part.Way)+" "+clinic.MoneyText(part.Cents))
		}
		for _, a := range who.account.AllocationsOf(p.ID) {
			if b := who.account.Bill(a.InvoiceID); b != nil {
				invoices = append(invoices, strconv.Itoa(b.Number))
			}
		}
		if err := row([]string{
			p.ID, strconv.Itoa(p.Number), string(p.Day), who.name, clinic.MoneyText(p.Cents), strings.Join(ways, "; "), strings.Join(invoices, "; "), p.Reason,
		}); err != nil {
			return err
		}
	}
	return nil
}

// listPayments hands on what each way of paying brought on some days: a row for each part of a payment.
func (c *command) listPayments(s *store.Store, r dayRange, row func(columns []string) error) error {
	t, people, err := c.moneyOf(s, r)
	if err != nil {
		return err
	}
	for i := range t.Payments {
		p := &t.Payments[i]
		for _, part := range p.Parts {
			if err := row([]string{
				p.ID, strconv.Itoa(p.Number), string(p.Day), people[p.PatientID].name, string(part.Way), clinic.MoneyText(part.Cents), part.Note,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// listInvoices hands on the invoices of some days, each with what became of it until now.
func (c *command) listInvoices(s *store.Store, r dayRange, row func(columns []string) error) error {
	t, people, err := c.moneyOf(s, r)
	if err != nil {
		return err
	}
	for i := range t.Invoices {
		who := people[t.Invoices[i].PatientID]
		b := who.account.Bill(t.Invoices[i].ID)
		if b == nil {
			continue // it came between the two readings
		}
		if err := row([]string{
			b.ID, strconv.Itoa(b.Number), string(b.Day), who.name, clinic.MoneyText(b.TotalCents), clinic.MoneyText(b.TaxCents),
			clinic.MoneyText(b.Credited), clinic.MoneyText(b.Paid), clinic.MoneyText(b.Due), string(b.State()),
		}); err != nil {
			return err
		}
	}
	return nil
}

// listOwed hands on who owes something or has something on account; who owes most is first.
func (c *command) listOwed(s *store.Store, _ dayRange, row func(columns []string) error) error {
	all, err := s.Owed(c.ctx)
	for _, d := range all {
		if err := row([]string{d.Patient, d.Name, clinic.MoneyText(d.Cents), clinic.MoneyText(d.OnAccount), string(d.Since)}); err != nil {
			return err
		}
	}
	return err
}

// listVouchers hands on the vouchers and packages of which something is left, the first sold first.
func (c *command) listVouchers(s *store.Store, _ dayRange, row func(columns []string) error) error {
	all, err := s.AllCredits(c.ctx)
	for i := range all {
		v := &all[i]
		sessions := ""
		if v.Sort == clinic.SoldPackage {
			sessions = strconv.Itoa(v.LeftSessions)
		}
		if err := row([]string{
			v.ID, v.Code, v.Name, string(v.Sort), v.Holder, string(v.SoldOn), string(v.Expires), clinic.MoneyText(v.WorthCents), clinic.MoneyText(v.LeftCents), sessions,
		}); err != nil {
			return err
		}
	}
	return err
}

// exportMoney writes what was charged and paid on some days, or the sums of it, as a table for the accountant.
func (c *command) exportMoney(r dayRange, figures, withNames bool, out string) error {
	if r.from == "" {
		return misuse("name the first day with --from, and the last with --to where that is not today")
	}
	if err := cmp.Or(mayWrite(out), r.check()); err != nil {
		return err
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return err
	}
	defer closeStore()
	t, people, err := c.moneyOf(s, r)
	if err != nil {
		return err
	}
	names, invoices := make(map[string]string), make(map[string]string)
	for id, p := range people {
		if names[id] = id; withNames {
			names[id] = p.name
		}
		for i := range p.account.Bills {
			invoices[p.account.Bills[i].ID] = strconv.Itoa(p.account.Bills[i].Number)
		}
	}
	headings, rows := exchange.MoneyColumns, exchange.Money(&t, names, invoices)
	if figures {
		headings, rows = exchange.FigureColumns, exchange.Figures(&t)
	}
	var file bytes.Buffer
	if err := exchange.WriteCSV(&file, headings, func(row func([]string) error) error {
		for _, columns := range rows {
			if err := row(columns); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := c.fileTo(out, "table", strings.Join(headings, ","), file.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "Rows written: %d, from %s to %s.\n", len(rows), t.From, t.To)
	return nil
}

// fileTo writes a file, in whose place there is none or an older one that begins the same, or to the standard output. what is
// what it is, in a sentence.
func (c *command) fileTo(out, what, head string, content []byte) error {
	if out == "-" {
		_, err := c.stdout.Write(content)
		return err
	}
	f, err := os.Open(out)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("the %s was not written: %w", what, err)
	default:
		before, err := io.ReadAll(io.LimitReader(f, int64(len(head))))
		f.Close()
		if err != nil || len(before) > 0 && string(before) != head {
			return errors.New("there is a file of another kind with that name; it was left as it is. Choose another name")
		}
	}
	if err := whole.Write(out, content); err != nil {
		return fmt.Errorf("the %s was not written: %w", what, err)
	}
	return nil
}
