package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/exchange"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
)

// listPage is how many patients are read at once.
const listPage = 500

// table is a list that is written for a spreadsheet, too.
type table struct {
	columns []string
	// dated is one of some days.
	dated bool
	rows  func(c *command, s *store.Store, r dayRange, row func(columns []string) error) error
	// told is a row as a line tells it, with words for what a heading says in the table; nil is as it is.
	told func(columns []string) []string
}

// labelled puts words before some columns of a row, where these say something.
func labelled(words map[int]string) func([]string) []string {
	return func(columns []string) []string {
		for i, word := range words {
			if columns[i] != "" {
				columns[i] = word + " " + columns[i]
			}
		}
		return columns
	}
}

// some are the columns of a row that a line tells, in its order.
func some(which ...int) func([]string) []string {
	return func(columns []string) []string {
		out := make([]string, len(which))
		for i, n := range which {
			out[i] = columns[n]
		}
		return out
	}
}

var tables = map[string]table{
	"appointments": {appointmentColumns, true, (*command).listAppointments, func(columns []string) []string { columns[3] += " minutes"; return columns }},
	"recalls":      {recallColumns, false, (*command).listRecalls, nil},
	"duplicates":   {duplicateColumns, false, (*command).listDuplicates, some(0, 4, 1, 5, 8, 9)},
	"receipts":     {receiptColumns, true, (*command).listReceipts, labelled(map[int]string{1: "receipt", 6: "invoice"})},
	"payments":     {paymentColumns, true, (*command).listPayments, labelled(map[int]string{1: "receipt"})},
	"owed":         {owedColumns, false, (*command).listOwed, labelled(map[int]string{2: "owes", 3: "on account", 4: "since"})},
	"invoices":     {invoiceColumns, true, (*command).listInvoices, labelled(map[int]string{1: "invoice", 4: "total", 5: "tax", 6: "taken back", 7: "paid", 8: "due"})},
	"vouchers":     {voucherColumns, false, (*command).listVouchers, labelled(map[int]string{4: "for", 5: "sold on", 6: "until", 7: "worth", 8: "left", 9: "sessions left"})},
}

func (c *command) list(args []string) error {
	fs := c.flags("list")
	days := dayFlags(fs)
	asCSV := fs.Bool("csv", false, "")
	words, help, err := c.words(fs, args)
	if help || err != nil {
		return err
	}
	type line = func(id string, text ...string)
	lists := map[string]func(*store.Store, line) error{
		"patients": c.listPatients, "plans": c.listPlans, "sessions": c.listSessions, "practitioners": c.listPractitioners,
	}
	for name, t := range tables {
		lists[name] = func(s *store.Store, line line) error {
			return t.rows(c, s, *days, func(columns []string) error {
				if t.told != nil {
					columns = t.told(columns)
				}
				line(columns[0], columns[1:]...)
				return nil
			})
		}
	}
	if len(words) != 1 || lists[words[0]] == nil {
		return misuse("list patients, plans, sessions, practitioners, appointments, recalls, duplicates, receipts, payments, owed, invoices or vouchers")
	}
	of, asTable := tables[words[0]]
	if !of.dated && *days != (dayRange{}) {
		return misuse("--from and --to are for the lists of appointments, receipts, payments and invoices")
	}
	if !asTable && *asCSV {
		return misuse("--csv is for the lists of appointments, of recalls, of duplicates and of money")
	}
	if err := days.check(); err != nil {
		return err
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return err
	}
	defer closeStore()
	if *asCSV {
		return exchange.WriteCSV(c.stdout, of.columns, func(row func([]string) error) error { return of.rows(c, s, *days, row) })
	}
	out := bufio.NewWriter(c.stdout)
	err = lists[words[0]](s, func(id string, text ...string) {
		parts := text[:0]
		for _, t := range text {
			if t = oneLine(t); t != "" {
				parts = append(parts, t)
			}
		}
		fmt.Fprintf(out, "%s\t%s\n", oneLine(id), strings.Join(parts, ", "))
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

func (c *command) listPatients(s *store.Store, line func(string, ...string)) error {
	for _, archived := range []bool{false, true} {
		for at := 0; ; at += listPage {
			hits, total, err := s.Patients(c.ctx, lookup.Filter{Archived: archived}, listPage, at)
			if err != nil {
				return err
			}
			for _, h := range hits {
				mark := ""
				if archived {
					mark = "archived"
				}
				line(h.ID, h.Name, h.BirthDate.Short(), h.Phone, mark)
			}
			if at+listPage >= total {
				break
			}
		}
	}
	return c.listJoined(s, line)
}

// listJoined lists the records that lead to another one, after all others: whoever has such a number finds where it leads.
func (c *command) listJoined(s *store.Store, line func(string, ...string)) error {
	all, err := s.List(c.ctx, clinic.KindJoined)
	if err != nil {
		return err
	}
	people := clinic.PeopleOf(clinic.As[clinic.Joined](all))
	for _, id := range people.Others() {
		to, err := s.Patient(c.ctx, id)
		if err != nil {
			return err
		}
		line(id, "joined with "+to.ID, to.Name())
	}
	return nil
}

func (c *command) listPlans(s *store.Store, line func(string, ...string)) error {
	rows, err := s.Plans(c.ctx)
	for _, r := range rows {
		state := "agreed"
		if !r.Agreed {
			state = "draft"
		}
		review := ""
		if r.ReviewDate.Valid() {
			review = "review " + r.ReviewDate.Short()
		}
		line(r.PlanID, r.PatientName, r.Title, fmt.Sprintf("version %d", r.Version), state,
			fmt.Sprintf("%d of %d sessions", r.Tally.Done(), r.Tally.Planned), review)
	}
	return err
}

func (c *command) listSessions(s *store.Store, line func(string, ...string)) error {
	rows, err := s.Sessions(c.ctx, clinic.Date("0001-01-01"), clinic.Date("9999-12-31"))
	for _, r := range rows {
		state := "open"
		if r.Signed {
			state = "signed"
		}
		line(r.ID, r.Date.Short(), r.PatientName, fmt.Sprintf("session %d", r.Number), state)
	}
	return err
}

func (c *command) listPractitioners(s *store.Store, line func(string, ...string)) error {
	all, err := s.Practitioners(c.ctx)
	for _, p := range all {
		mark := ""
		if !p.LeftAt.IsZero() {
			mark = "left"
		}
		line(p.ID, p.Name, mark)
	}
	return err
}

func (c *command) backup(args []string) error {
	words, help, err := c.words(c.flags("backup"), args)
	if help || err != nil {
		return err
	}
	if len(words) != 1 {
		return misuse("name the one file to write the backup to")
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return err
	}
	defer closeStore()
	if err := s.Backup(c.ctx, words[0]); err != nil {
		return err
	}
	fmt.Fprintln(c.stderr, "The backup is complete and was checked:", words[0])
	return nil
}

// restore puts a backup in the place of the records; what was there before is kept.
func (c *command) restore(args []string) error {
	words, help, err := c.words(c.flags("restore"), args)
	if help || err != nil {
		return err
	}
	if len(words) != 1 {
		return misuse("name the one file to restore")
	}
	if c.demo {
		return misuse("the sample clinic is thrown away at the end; there is nothing to restore into")
	}
	dir, _, err := c.folder()
	if err != nil {
		return err
	}
	from, err := c.records(dir)
	if err != nil {
		return err
	}
	cfg := store.Config{Dir: dir}
	if from.shared {
		cfg.URL = from.address(from.settings, "")
	}
	kept, err := store.Restore(c.ctx, cfg, words[0])
	if err != nil {
		return err
	}
	fmt.Fprintln(c.stderr, "The backup was checked and is in place.")
	if kept != "" {
		fmt.Fprintln(c.stderr, "The records that were there before are kept as", kept)
	}
	c.sayIssuedSince(cfg, words[0], kept)
	return nil
}

// sayIssuedSince says which receipts the backup that was brought back lacks, as far as what was there before can be read.
func (c *command) sayIssuedSince(cfg store.Config, backup, kept string) {
	if kept == "" {
		return
	}
	back, err := store.LookInto(c.ctx, cfg, backup)
	if err != nil {
		return
	}
	before, err := store.LookInto(c.ctx, cfg, kept)
	if err != nil {
		fmt.Fprintln(c.stderr, "What was there before cannot be read: receipts that were issued after the backup may be on paper. Look at the last one, and set the first number in the settings to the one after it.")
		return
	}
	if since := back.IssuedSince(before); !since.IsZero() {
		fmt.Fprintln(c.stderr, since)
	}
}

// check says what the records hold and what is wrong with them. It fails when something is.
func (c *command) check(args []string) error {
	words, help, err := c.words(c.flags("check"), args)
	if help || err != nil {
		return err
	}
	if len(words) > 0 {
		return misuse("check takes no words")
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return unfinished(err)
	}
	defer closeStore()
	r, err := s.Check(c.ctx)
	for _, k := range clinic.Kinds() {
		if n := r.Counts[k]; n > 0 {
			fmt.Fprintf(c.stdout, "%s\t%d\n", k, n)
		}
	}
	for _, p := range r.Problems {
		fmt.Fprintln(c.stdout, p)
	}
	if more := r.More(); more > 0 {
		fmt.Fprintf(c.stdout, "And %d more of these sorts.\n", more)
	}
	for _, remark := range r.Remarks {
		fmt.Fprintln(c.stderr, remark)
	}
	switch {
	case err != nil:
		return unfinished(err)
	case !r.OK():
		return fmt.Errorf("%s wrong with the records. %s", r.Things(), r.Advice())
	}
	fmt.Fprintf(c.stderr, "All records are sound: %d changes in the history, %d bytes.\n", r.Changes, r.Bytes)
	return nil
}

// unfinished says of records that could not be looked through what is left to do: others are sent to this check.
func unfinished(err error) error {
	if errors.Is(err, store.ErrRefused) || errors.Is(err, store.ErrNotUnderstood) {
		return errors.New("the check could not be finished, because the records are not as this version makes them. Nothing was changed. " +
			"Make no changes before a copy of the records is safe; then bring the latest backup back that is sound")
	}
	return err
}
