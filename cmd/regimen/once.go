package main

import (
	"cmp"
	"fmt"
	"strconv"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store"
	"regimen/internal/ui/documents"
)

// The days between which all money is.
const (
	firstDay clinic.Date = "0001-01-01"
	lastDay  clinic.Date = "9999-12-31"
)

// numbered finds what has a number: whose it is, and its key.
func (c *command) numbered(s *store.Store, sort *document.Paper, w wanted) (patient, id string, err error) {
	if sort.Code == document.VoucherPaper {
		v, err := s.CreditByCode(c.ctx, w.number)
		if err == nil && v != nil {
			patient, id = v.PatientID, v.ID
		}
		return patient, id, cmp.Or(err, w.found(sort, patient))
	}
	n, err := strconv.Atoi(w.number)
	if err != nil || n < 1 {
		return "", "", misuse("--number takes a number such as 12")
	}
	t, err := s.MoneyOf(c.ctx, firstDay, lastDay)
	if err != nil {
		return "", "", err
	}
	found := func(r clinic.Numbered) {
		if r.IssuedNumber() == n {
			patient, id = r.PatientKey(), r.Key()
		}
	}
	switch sort.Code {
	case document.ReceiptPaper:
		for i := range t.Payments {
			found(&t.Payments[i])
		}
	case document.InvoicePaper:
		for i := range t.Invoices {
			found(&t.Invoices[i])
		}
	case document.CreditNotePaper:
		for i := range t.CreditNotes {
			found(&t.CreditNotes[i])
		}
	}
	return patient, id, w.found(sort, patient)
}

// found says what is wrong where a number is nobody's, or another patient's.
func (w wanted) found(sort *document.Paper, patient string) error {
	switch {
	case patient == "":
		return fmt.Errorf("there is no %s with that number; regimen list receipts, invoices and vouchers tell the numbers", sort.Title)
	case w.patient != "" && w.patient != patient:
		return fmt.Errorf("the %s is another patient's. Name one of the two only", sort.Title)
	}
	return nil
}

// printOnce writes a paper of which there is one original, and keeps that it was given.
func (c *command) printOnce(dir string, sort *document.Paper, w wanted, out string) error {
	s, kept, err := c.givingIn(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	made, err := c.paper(s, dir, sort, w, kept)
	if err != nil {
		return err
	}
	if err := c.save(made.doc, sort.Title, out); err != nil || !kept {
		return err
	}
	op := clinic.GivePaper(made.desk.Env(), made.patient, sort.Code, made.of)
	op.Actor = made.desk.Actor()
	if _, err := s.Apply(c.ctx, op); err != nil {
		return fmt.Errorf("the %s was written, but it could not be kept that it was given; print the next one as a copy: %w", sort.Title, err)
	}
	return nil
}

// givingIn opens the records so that it can be kept that a paper was given. Where they cannot be written, as beside a window that
// has them open, they are read only, and kept is false.
func (c *command) givingIn(dir string) (s *store.Store, kept bool, err error) {
	s, cfg, err := c.readingWith(dir) // which makes no records where there are none, and brings none up to date
	if err != nil {
		return nil, false, err
	}
	if err := s.Close(); err != nil {
		return nil, false, err
	}
	cfg.ReadOnly = false
	s, why := store.Open(c.ctx, cfg)
	if why == nil {
		return s, true, nil
	}
	fmt.Fprintf(c.stderr, "It cannot be kept that this paper was given, so it says that it is a copy; the window prints the original. (%s)\n", why)
	cfg.ReadOnly = true
	s, err = store.Open(c.ctx, cfg)
	return s, false, err
}

// printTakings writes what was taken on a day as a PDF file.
func (c *command) printTakings(day clinic.Date, out string) error {
	if err := cmp.Or(mayWrite(out), aDay("day", string(day))); err != nil {
		return err
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	s, err := c.readingIn(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	d, err := c.desk(s, dir)
	if err != nil {
		return err
	}
	p, err := documents.Takings(c.ctx, d, cmp.Or(day, clinic.DateOf(s.Now())))
	if err != nil {
		return err
	}
	return c.save(document.NewTakings(p, document.Options{}), document.TakingsTitle, out)
}
