package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/clinic"
)

// issue gives what is issued its number: the next of its kind, or the first one that the clinic has set, in this transaction, in which nobody else writes. One that
// is loaded keeps the number it has.
func issue(ctx context.Context, w *connection, verb string, changes []change) error {
	next := make(map[clinic.Kind]int)
	for i := range changes {
		c := &changes[i]
		r, ok := c.after.(clinic.Numbered)
		if !ok || c.before != nil || verb == "load" && r.IssuedNumber() != 0 {
			continue
		}
		k := c.ref.Kind
		n, known := next[k]
		if !known {
			err := w.QueryRowContext(ctx, `SELECT max(number) FROM (SELECT max(number) + 1 AS number FROM `+quote(string(k))+`
				UNION ALL SELECT first_number FROM clinic UNION ALL SELECT 1) n`).Scan(&n)
			if err != nil {
				return err
			}
		}
		c.after = r.WithNumber(n)
		next[k] = n + 1
		var err error
		if c.new, err = c.table.values(c.after); err != nil {
			return err
		}
	}
	return nil
}

// adds makes sure that the money adds up after some changes were written: no more is paid or taken back of an invoice than it
// asks for, no more of a payment is given out than came, no more of a voucher is used than it holds, and a visit is charged
// once. Two machines may have begun on the same.
func adds(ctx context.Context, w reader, people *clinic.People, changes []change) error {
	invoices, patients, credits := make(set), make(set), make(set)
	for i := range changes {
		c := &changes[i]
		switch r := c.after.(type) {
		case *clinic.Invoice:
			invoices.add(r.ID)
		case *clinic.CreditNote:
			invoices.add(r.InvoiceID)
		case *clinic.Payment:
			patients.add(r.PatientID)
		case *clinic.Allocation:
			invoices.add(r.InvoiceID)
			patients.add(r.PatientID)
		case *clinic.Credit:
			credits.add(r.ID)
		case *clinic.CreditUse:
			credits.add(r.Credit)
		case *clinic.Appointment:
			if err := chargedOnce(ctx, w, c.before, r); err != nil {
				return err
			}
		}
	}
	for _, id := range invoices.sorted() {
		var number, total, credited, paid int
		err := w.QueryRowContext(ctx, `SELECT number, total_cents, (SELECT coalesce(sum(cents), 0) FROM credit_note WHERE invoice_id = i.id),
			(SELECT coalesce(sum(cents), 0) FROM allocation WHERE invoice_id = i.id) FROM invoice i WHERE id = $1`, id).Scan(&number, &total, &credited, &paid)
		args := clinic.Args{"Number": strconv.Itoa(number)}
		switch {
		case errors.Is(err, sql.ErrNoRows): // the commit refuses what points at it
		case err != nil:
			return err
		case credited > total:
			return meanwhile(clinic.Say("Invoice {{.Number}} was taken back in the meantime. Nothing was changed. Look at it again.", args))
		case paid < 0 || paid > total-credited:
			return meanwhile(clinic.Say("Something was paid of invoice {{.Number}} in the meantime, or it was taken back. Nothing was changed. Look at it again.", args))
		}
	}
	for _, id := range patients.sorted() {
		var left int
		var args []any
		// What one record of a person paid of another's bill stays paid when they are taken apart.
		of := "patient_id " + oneOf(people.Ever(id), &args)
		err := w.QueryRowContext(ctx, `SELECT (SELECT coalesce(sum(cents), 0) FROM payment WHERE `+of+`) -
			(SELECT coalesce(sum(cents), 0) FROM allocation WHERE `+of+`)`, args...).Scan(&left)
		if err != nil {
			return err
		}
		if left < 0 {
			return meanwhile(clinic.Say("What stood on the patient's account was used or given back in the meantime. Nothing was changed. Look at it again."))
		}
	}
	for _, id := range credits.sorted() {
		var code string
		var sessions, worth, usedSessions, usedCents int
		err := w.QueryRowContext(ctx, `SELECT code, sessions, worth_cents, (SELECT coalesce(sum(sessions), 0) FROM credit_use WHERE taken_from = c.id),
			(SELECT coalesce(sum(cents), 0) FROM credit_use WHERE taken_from = c.id) FROM credit c WHERE id = $1`, id).Scan(&code, &sessions, &worth, &usedSessions, &usedCents)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case usedSessions < 0 || usedSessions > sessions || usedCents < 0 || usedCents > worth:
			return meanwhile(clinic.Say("What is left of {{.Code}} was used in the meantime. Nothing was changed. Look at it again.", clinic.Args{"Code": code}))
		}
	}
	return nil
}

// chargedOnce refuses to charge a visit that stands on an invoice already.
func chargedOnce(ctx context.Context, w reader, before clinic.Record, a *clinic.Appointment) error {
	was, ok := before.(*clinic.Appointment)
	if !ok || was.InvoiceID == "" || was.InvoiceID == a.InvoiceID {
		return nil
	}
	var number, left int
	err := w.QueryRowContext(ctx, `SELECT number, total_cents - (SELECT coalesce(sum(cents), 0) FROM credit_note WHERE invoice_id = i.id)
		FROM invoice i WHERE id = $1`, was.InvoiceID).Scan(&number, &left)
	if err != nil || left <= 0 {
		return err
	}
	return meanwhile(clinic.Say("This visit was charged already, by invoice {{.Number}}. Nothing was changed. Void that one first.", clinic.Args{"Number": strconv.Itoa(number)}))
}

// meanwhile refuses what no longer adds up.
func meanwhile(said clinic.Sentence) error { return &refusal{said, clinic.ErrChanged, nil} }

// set is a set of keys.
type set map[string]bool

func (s set) add(key string) { s[key] = true }

func (s set) sorted() []string {
	out := make([]string, 0, len(s))
	for k := range s {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// counter makes of the undo of an operation that issued something what takes that back: the changes of what is not for ever,
// and the entries that clinic.Counter adds. steps are the changes of the operation backwards; it gives them as they are when
// nothing was issued.
func (s *Store) counter(ctx context.Context, db reader, steps []change) ([]change, error) {
	var issued []clinic.Record
	rest := make([]change, 0, len(steps))
	patient := ""
	for _, c := range steps {
		if c.before != nil && clinic.Countered(c.ref.Kind) {
			issued = append(issued, c.before)
			patient = c.before.PatientKey()
			continue
		}
		rest = append(rest, c)
	}
	if len(issued) == 0 {
		return steps, nil
	}
	slices.Reverse(issued) // as they were made
	people, err := peopleIn(ctx, db)
	if err != nil {
		return nil, err
	}
	patient = people.Lead(patient)
	for i, r := range issued {
		issued[i] = clinic.FiledUnder(r, patient)
	}
	var args []any
	of := "patient_id " + oneOf(people.Members(patient), &args)
	var all []clinic.Record
	for _, k := range clinic.MoneyKinds() {
		if err := records(ctx, db, k, "WHERE "+of, args, func(r clinic.Record) error {
			all = append(all, clinic.FiledUnder(r, patient))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	states, err := creditStates(ctx, db, people, "WHERE invoice_id IN (SELECT id FROM invoice WHERE "+of+")", args)
	if err != nil {
		return nil, err
	}
	put, err := clinic.Counter(s.env(), clinic.NewAccount(patient, all), states, issued)
	if err != nil {
		return nil, &refusal{said(err), clinic.ErrChanged, nil}
	}
	for i := range rest {
		if err := rest[i].chargedBy(put); err != nil {
			return nil, err
		}
	}
	visits, err := chargedAgain(ctx, db, rest, issued, put)
	if err != nil {
		return nil, err
	}
	entries, err := difference(ctx, db, people, clinic.Operation{Put: append(put, visits...)})
	return append(rest, entries...), err
}

// chargedBy has a visit that is charged again point at the invoice that does.
func (c *change) chargedBy(put []clinic.Record) (err error) {
	a, ok := c.after.(*clinic.Appointment)
	if !ok {
		return nil
	}
	for _, r := range put {
		in, ok := r.(*clinic.Invoice)
		if !ok || !slices.ContainsFunc(in.Lines, func(l clinic.InvoiceLine) bool { return l.Appointment == a.ID }) {
			continue
		}
		now := *a
		now.InvoiceID = in.ID
		c.after = &now
		c.new, err = c.table.values(c.after)
	}
	return err
}

// chargedAgain are the visits of invoices that were taken back and are charged again, which the undone operation left as they were:
// they point at the invoice that stands.
func chargedAgain(ctx context.Context, db reader, rest []change, issued, put []clinic.Record) ([]clinic.Record, error) {
	void := make(set)
	for _, r := range issued {
		if n, ok := r.(*clinic.CreditNote); ok {
			void.add(n.InvoiceID)
		}
	}
	var out []clinic.Record
	for _, r := range put {
		in, ok := r.(*clinic.Invoice)
		if !ok {
			continue
		}
		for _, l := range in.Lines {
			if l.Appointment == "" || slices.ContainsFunc(rest, func(c change) bool { return c.ref == clinic.Ref{Kind: clinic.KindAppointment, ID: l.Appointment} }) {
				continue
			}
			if err := records(ctx, db, clinic.KindAppointment, "WHERE id = $1", []any{l.Appointment}, func(r clinic.Record) error {
				if a := *r.(*clinic.Appointment); void[a.InvoiceID] {
					a.InvoiceID = in.ID
					out = append(out, &a)
				}
				return nil
			}); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// said is what an error tells a person.
func said(err error) clinic.Sentence {
	var wrong clinic.FieldErrors
	if errors.As(err, &wrong) {
		return wrong.Sentence()
	}
	return clinic.Text(err.Error())
}

// env is with what the store makes records by itself.
func (s *Store) env() clinic.Env {
	return clinic.Env{Now: s.Now, NewID: s.cfg.NewID, Actor: s.atKeyboard()}
}

// MoneyOf are all records of what was charged, paid and used on the days from one to another, with all that is known of what
// became of each invoice of these days.
func (s *Store) MoneyOf(ctx context.Context, from, to clinic.Date) (clinic.Takings, error) {
	var out clinic.Takings
	if err := s.maySee(clinic.Money); err != nil {
		return out, err
	}
	out.From, out.To = from, to
	days := []any{string(from), string(to)}
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		people, err := peopleIn(ctx, tx)
		if err != nil {
			return err
		}
		for _, list := range []struct {
			kind  clinic.Kind
			where string
		}{
			{clinic.KindInvoice, "WHERE day BETWEEN $1 AND $2 ORDER BY number"},
			{clinic.KindCreditNote, "WHERE day BETWEEN $1 AND $2 ORDER BY number"},
			{clinic.KindPayment, "WHERE day BETWEEN $1 AND $2 ORDER BY number"},
			{clinic.KindCreditUse, "WHERE day BETWEEN $1 AND $2 ORDER BY id"},
			{clinic.KindTillCount, "WHERE day BETWEEN $1 AND $2 ORDER BY day, id"},
		} {
			if err := records(ctx, tx, list.kind, list.where, days, func(r clinic.Record) error {
				out.Add(clinic.FiledUnder(r, people.Lead(r.PatientKey())))
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Debt is what a patient owes.
type Debt struct {
	Patient   string // the key
	Name      string
	Cents     int         // still to pay
	OnAccount int         // paid and for nothing yet
	Since     clinic.Date // of the first bill that is not paid
}

// Owed is who owes something or has something on account, those of some patients or, of none, of all; who owes most is first.
func (s *Store) Owed(ctx context.Context, patients ...string) ([]Debt, error) {
	if err := s.maySee(clinic.Money); err != nil {
		return nil, err
	}
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	only, args := "", []any(nil)
	if len(patients) > 0 {
		var all []string
		for _, p := range patients {
			all = append(all, people.Members(people.Lead(p))...)
		}
		only = " WHERE patient_id " + oneOf(all, &args)
	}
	var out []Debt
	err = s.query(ctx, `WITH bill AS (
			SELECT i.id, i.patient_id, i.day, i.total_cents - coalesce(n.cents, 0) - coalesce(a.cents, 0) AS due, coalesce(a.cents, 0) AS paid
			FROM (SELECT id, patient_id, day, total_cents FROM invoice`+only+`) i
			LEFT JOIN (SELECT invoice_id, sum(cents) AS cents FROM credit_note`+only+` GROUP BY invoice_id) n ON n.invoice_id = i.id
			LEFT JOIN (SELECT invoice_id, sum(cents) AS cents FROM allocation`+only+` GROUP BY invoice_id) a ON a.invoice_id = i.id),
		billed AS (SELECT patient_id, sum(due) AS due, sum(paid) AS paid, min(CASE WHEN due > 0 THEN day END) AS since FROM bill GROUP BY patient_id),
		came AS (SELECT patient_id, sum(cents) AS cents FROM payment`+only+` GROUP BY patient_id)
		SELECT p.id, p.given_name, p.preferred_name, p.family_name, coalesce(b.due, 0), coalesce(c.cents, 0) - coalesce(b.paid, 0), coalesce(b.since, '')
		FROM (SELECT patient_id FROM billed UNION SELECT patient_id FROM came) w
		JOIN patient p ON p.id = w.patient_id LEFT JOIN billed b ON b.patient_id = p.id LEFT JOIN came c ON c.patient_id = p.id
		WHERE coalesce(b.due, 0) <> 0 OR coalesce(c.cents, 0) <> coalesce(b.paid, 0) ORDER BY 5 DESC, 6 DESC, p.id`, args, func(rows *sql.Rows) error {
		var d Debt
		var who clinic.Patient
		err := rows.Scan(&d.Patient, &who.GivenName, &who.PreferredName, &who.FamilyName, &d.Cents, &d.OnAccount, &d.Since)
		d.Name = who.Name()
		out = append(out, d)
		return err
	})
	if err != nil || !people.Any() {
		return out, err
	}
	if err := s.rename(ctx, people, len(out), func(i int) (id, name *string) { return &out[i].Patient, &out[i].Name }); err != nil {
		return nil, err
	}
	return oneDebt(out), nil
}

// oneDebt adds up what is owed by the same patient, by however many records.
func oneDebt(list []Debt) []Debt {
	var out []Debt
	for _, d := range list {
		i := slices.IndexFunc(out, func(x Debt) bool { return x.Patient == d.Patient })
		if i < 0 {
			out = append(out, d)
			continue
		}
		x := &out[i]
		x.Cents, x.OnAccount = x.Cents+d.Cents, x.OnAccount+d.OnAccount
		if x.Since == "" || d.Since != "" && d.Since < x.Since {
			x.Since = d.Since
		}
	}
	out = slices.DeleteFunc(out, func(d Debt) bool { return d.Cents == 0 && d.OnAccount == 0 })
	slices.SortStableFunc(out, func(a, b Debt) int {
		return cmp.Or(cmp.Compare(b.Cents, a.Cents), cmp.Compare(b.OnAccount, a.OnAccount), cmp.Compare(a.Patient, b.Patient))
	})
	return out
}

// BillsOf are some invoices by their keys, with what was paid and taken back of each and without their lines, and the day of the
// first invoice of all, "" where there is none.
func (s *Store) BillsOf(ctx context.Context, invoices []string) (Bills, error) {
	out := Bills{Of: make(map[string]clinic.Bill, len(invoices))}
	if err := s.maySee(clinic.Money); err != nil {
		return out, err
	}
	marks, args := make([]string, len(invoices)), make([]any, len(invoices))
	for i, id := range invoices {
		marks[i], args[i] = "$"+strconv.Itoa(i+1), id
	}
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT coalesce(min(day), '') FROM invoice").Scan(&out.Since); err != nil || len(invoices) == 0 {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT id, patient_id, number, day, total_cents,
			(SELECT coalesce(sum(cents), 0) FROM credit_note WHERE invoice_id = i.id),
			(SELECT coalesce(sum(cents), 0) FROM allocation WHERE invoice_id = i.id)
			FROM invoice i WHERE id IN (`+strings.Join(marks, ", ")+`)`, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var b clinic.Bill
			if err := rows.Scan(&b.ID, &b.PatientID, &b.Number, &b.Day, &b.TotalCents, &b.Credited, &b.Paid); err != nil {
				return err
			}
			b.Due = b.TotalCents - b.Credited - b.Paid
			out.Of[b.ID] = b
		}
		return rows.Err()
	})
	return out, err
}

// Bills are what became of some invoices.
type Bills struct {
	Of    map[string]clinic.Bill // by the key of the invoice
	Since clinic.Date            // of the first invoice that the clinic wrote
}

// Credits are the packages and vouchers of a patient, bought by or held for them, and what is left of each, those that were
// used up with the others.
func (s *Store) Credits(ctx context.Context, patient string) ([]clinic.CreditState, error) {
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	var args []any
	of := oneOf(people.Members(people.Lead(patient)), &args)
	return s.credits(ctx, "WHERE patient_id "+of+" OR held_for "+of, args...)
}

// CreditByCode is the voucher or package with what stands on its paper; nil where there is none.
func (s *Store) CreditByCode(ctx context.Context, code string) (*clinic.CreditState, error) {
	all, err := s.credits(ctx, "WHERE code = $1", clinic.CleanCode(code))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// AllCredits are all packages and vouchers of which something is left.
func (s *Store) AllCredits(ctx context.Context) ([]clinic.CreditState, error) {
	all, err := s.credits(ctx, `WHERE worth_cents > (SELECT coalesce(sum(u.cents), 0) FROM credit_use u WHERE u.taken_from = credit.id)`)
	return all, err
}

func (s *Store) credits(ctx context.Context, where string, args ...any) (out []clinic.CreditState, err error) {
	if err := s.maySee(clinic.Money); err != nil {
		return nil, err
	}
	err = s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		people, err := peopleIn(ctx, tx)
		if err == nil {
			out, err = creditStates(ctx, tx, people, where, args)
		}
		return err
	})
	return out, err
}

// creditStates are some credits, the first sold first, and what is left of each.
func creditStates(ctx context.Context, db reader, people *clinic.People, where string, args []any) ([]clinic.CreditState, error) {
	var list []*clinic.Credit
	if err := records(ctx, db, clinic.KindCredit, where+" ORDER BY sold_on, id", args, func(r clinic.Record) error {
		c := *clinic.FiledUnder(r, people.Lead(r.PatientKey())).(*clinic.Credit)
		c.HeldFor = people.Lead(c.HeldFor)
		list = append(list, &c)
		return nil
	}); err != nil {
		return nil, err
	}
	var uses []clinic.CreditUse
	if err := records(ctx, db, clinic.KindCreditUse, "WHERE taken_from IN (SELECT id FROM credit "+where+")", args, func(r clinic.Record) error {
		uses = append(uses, *clinic.FiledUnder(r, people.Lead(r.PatientKey())).(*clinic.CreditUse))
		return nil
	}); err != nil {
		return nil, err
	}
	out := make([]clinic.CreditState, len(list))
	for i, c := range list {
		out[i] = c.StateOf(uses)
	}
	return out, nil
}
