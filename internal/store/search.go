package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"regimen/internal/clinic"
)

// PatientHit is a patient in a list.
type PatientHit struct {
	ID        string
	Name      string
	BirthDate clinic.Date
	Phone     string // the first one
	Archived  bool
	LastVisit clinic.Date
	// Match tells what of the patient answered the query: MatchName, MatchPhone, MatchBirth or
	// MatchSimilar; "" in a list that answers none.
	Match string
}

// What a hit answered to.
const (
	MatchName    = "name"
	MatchPhone   = "phone"
	MatchBirth   = "birth date"
	MatchSimilar = "similar name"
)

// PatientFilter chooses the patients of a list.
type PatientFilter struct {
	Archived bool // those in the archive instead of the others
}

// hitColumns are the columns of a PatientHit, of the table patient as p.
const hitColumns = `p.id, p.given_name, p.family_name, p.preferred_name, p.birth_date, p.phones, p.archived_at IS NOT NULL,
	(SELECT max(s.date) FROM session s WHERE s.patient_id = p.id)`

// scanHit reads hitColumns, and after them whatever more names.
func scanHit(rows *sql.Rows, more ...any) (PatientHit, *clinic.Patient, error) {
	var h PatientHit
	p := new(clinic.Patient)
	var birth, last sql.NullString
	var phones string
	dest := append([]any{&p.ID, &p.GivenName, &p.FamilyName, &p.PreferredName, &birth, &phones, &h.Archived, &last}, more...)
	if err := rows.Scan(dest...); err != nil {
		return h, p, err
	}
	if err := unmarshalList(phones, &p.Phones); err != nil {
		return h, p, err
	}
	p.BirthDate = clinic.Date(birth.String)
	h.ID, h.Name, h.BirthDate, h.LastVisit = p.ID, p.Name(), p.BirthDate, clinic.Date(last.String)
	if len(p.Phones) > 0 {
		h.Phone = p.Phones[0].Number
	}
	return h, p, nil
}

// Patients lists patients by family name, and says how many there are in all.
func (s *Store) Patients(ctx context.Context, f PatientFilter, limit, offset int) (hits []PatientHit, total int, err error) {
	in := 0
	if f.Archived {
		in = 1
	}
	err = s.read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM patient_index WHERE archived = $1", in).Scan(&total); err != nil {
			return err
		}
		return each(ctx, tx, "SELECT "+hitColumns+` FROM patient_index i JOIN patient p ON p.id = i.patient_id
			WHERE i.archived = $1 ORDER BY i.sort_name, i.patient_id LIMIT $2 OFFSET $3`, []any{in, limit, offset},
			func(rows *sql.Rows) error {
				h, _, err := scanHit(rows)
				hits = append(hits, h)
				return err
			})
	})
	return hits, total, err
}

// Search finds patients as the query is typed: by the starts of their names in any order, any three or
// more digits of a telephone number, and the birth date in any usual writing (3/4/1961, 3 apr 61,
// 1961-04-03, 1961). Case and accents make no difference. The best hits come first, patients in the archive
// last. An empty query gives the patients used most recently.
func (s *Store) Search(ctx context.Context, query string, limit int) ([]PatientHit, error) {
	terms := parseQuery(query, s.cfg.Clock())
	if len(terms) == 0 {
		if strings.TrimSpace(query) != "" {
			return nil, nil
		}
		return s.recent(ctx, limit)
	}
	var hits []PatientHit
	for in := 0; in <= 1 && len(hits) < limit; in++ {
		more, err := s.find(ctx, terms, in, limit-len(hits))
		if err != nil {
			return nil, err
		}
		hits = append(hits, more...)
	}
	return hits, nil
}

func (s *Store) recent(ctx context.Context, limit int) ([]PatientHit, error) {
	var hits []PatientHit
	err := s.query(ctx, "SELECT "+hitColumns+` FROM patient_index i JOIN patient p ON p.id = i.patient_id
		WHERE i.archived = 0 ORDER BY i.used DESC, i.patient_id DESC LIMIT $1`, []any{limit}, func(rows *sql.Rows) error {
		h, _, err := scanHit(rows)
		hits = append(hits, h)
		return err
	})
	return hits, err
}

// span is a range of tokens: those that start with a text, or the one that is it.
type span struct {
	kind, text string
	whole      bool
}

func (p span) matches(t token) bool {
	if p.whole {
		return t == token{p.kind, p.text}
	}
	return t.kind == p.kind && strings.HasPrefix(t.text, p.text)
}

func (p span) end() string {
	if p.whole {
		return p.text
	}
	return p.text + string(unicode.MaxRune)
}

// term is one part of a query; a patient answers it by any of its spans.
type term []span

// find runs the query on the patients in or out of the archive. The term that fewest tokens answer leads; the others
// are looked up for each patient it gives.
func (s *Store) find(ctx context.Context, terms []term, in, limit int) ([]PatientHit, error) {
	leading, err := s.leading(ctx, terms, in)
	if err != nil {
		return nil, err
	}
	query, args := findStatement(terms, leading, in, limit)
	type ranked struct {
		PatientHit
		score int
		sort  string
	}
	var found []ranked
	seen := make(map[string]bool)
	err = s.query(ctx, query, args, func(rows *sql.Rows) error {
		h, p, err := scanHit(rows, new(string))
		if err != nil || seen[h.ID] {
			return err
		}
		seen[h.ID] = true
		r := ranked{PatientHit: h, sort: sortName(p)}
		r.score, r.Match = score(p, terms)
		found = append(found, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b ranked) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return strings.Compare(a.sort, b.sort)
	})
	hits := make([]PatientHit, 0, min(limit, len(found)))
	for _, r := range found[:min(limit, len(found))] {
		hits = append(hits, r.PatientHit)
	}
	return hits, nil
}

// manyTokens is where counting stops: beyond it a term says little, whatever the count.
const manyTokens = 2000

func (s *Store) leading(ctx context.Context, terms []term, in int) (int, error) {
	if len(terms) == 1 {
		return 0, nil
	}
	best, least := 0, -1
	for i, t := range terms {
		n := 0
		for _, p := range t {
			var c int
			err := s.reads.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM search_token
				WHERE archived = $1 AND kind = $2 AND token >= $3 AND token <= $4 LIMIT $5)`, in, p.kind, p.text, p.end(), manyTokens).Scan(&c)
			if err != nil {
				return 0, explain(err)
			}
			n += c
		}
		if least < 0 || n < least {
			best, least = i, n
		}
	}
	return best, nil
}

// findStatement is the statement of a search. Its rows come by token, so that whole words come before longer
// ones and the index can stop at the limit; a patient may come more than once.
func findStatement(terms []term, leading, in, limit int) (string, []any) {
	var b strings.Builder
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	inArg := arg(in)
	within := func(alias string, p span) string {
		return alias + ".archived = " + inArg + " AND " + alias + ".kind = " + arg(p.kind) + " AND " +
			alias + ".token >= " + arg(p.text) + " AND " + alias + ".token <= " + arg(p.end())
	}
	b.WriteString("SELECT " + hitColumns + ", h.token FROM (")
	for i, p := range terms[leading] {
		if i > 0 {
			b.WriteString(" UNION ALL ")
		}
		b.WriteString("SELECT t.token, t.patient_id FROM search_token t WHERE " + within("t", p))
		for j, other := range terms {
			if j == leading {
				continue
			}
			b.WriteString(" AND (")
			for k, q := range other {
				if k > 0 {
					b.WriteString(" OR ")
				}
				b.WriteString("EXISTS (SELECT 1 FROM search_token o WHERE o.patient_id = t.patient_id AND " + within("o", q) + ")")
			}
			b.WriteString(")")
		}
	}
	// A patient has few tokens that start alike.
	b.WriteString(" ORDER BY 1 LIMIT " + arg(3*limit) + ") h JOIN patient p ON p.id = h.patient_id ORDER BY h.token")
	return b.String(), args
}

// score tells how well a patient answers the query, and by what: whole words before starts of words, the
// family and given name before the rest.
func score(p *clinic.Patient, terms []term) (int, string) {
	total, match := 0, MatchName
	all := tokens(p)
	var front []string
	front = append(append(front, words(p.FamilyName)...), words(p.GivenName)...)
	for _, t := range terms {
		best := 0
		for _, span := range t {
			switch {
			case span.kind != nameToken:
				for have := range all {
					if span.matches(have) {
						best = max(best, 2)
						match = MatchPhone
						if span.kind == birthToken {
							match = MatchBirth
						}
					}
				}
			case all[token{nameToken, span.text}]:
				best = max(best, 4)
			case slices.ContainsFunc(front, func(w string) bool { return strings.HasPrefix(w, span.text) }):
				best = max(best, 2)
			}
		}
		total += best
	}
	return total, match
}

// parseQuery splits a query into terms.
func parseQuery(query string, now time.Time) []term {
	var terms []term
	fields := strings.Fields(query)
	for i := 0; i < len(fields); {
		// Numbers that follow each other belong together: a telephone number, or a day, month and year.
		j := i
		numeric := false
		for j < len(fields) && (isNumeric(fields[j]) || month(fields[j]) > 0) {
			numeric = numeric || isNumeric(fields[j])
			j++
		}
		if numeric {
			if t := numbers(fields[i:j], now); len(t) > 0 {
				terms = append(terms, t)
			}
			i = j
			continue
		}
		for _, w := range words(fields[i]) {
			terms = append(terms, term{{kind: nameToken, text: clip(w)}})
		}
		i++
	}
	return terms
}

func isNumeric(s string) bool {
	return digits(s) != "" && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsDigit(r) && !strings.ContainsRune("+()-./,", r)
	}) < 0
}

// numbers are what a run of numbers may mean: a telephone number, a birth date, or both.
func numbers(fields []string, now time.Time) term {
	var t term
	joined := strings.Join(fields, "")
	if isNumeric(joined) && !strings.Contains(joined, "/") {
		d := clip(digits(joined))
		if len(d) >= leastDigits {
			t = append(t, span{kind: phoneToken, text: d})
		}
		// 0412… at home is +61 412… from abroad.
		switch {
		case strings.HasPrefix(d, "0") && len(d) > leastDigits:
			t = append(t, span{kind: phoneToken, text: strings.TrimLeft(d, "0")})
		case strings.HasPrefix(fields[0], "+") && len(d) > 5:
			t = append(t, span{kind: phoneToken, text: d[2:]}, span{kind: phoneToken, text: d[3:]})
		}
		t = slices.DeleteFunc(t, func(p span) bool { return len(p.text) < leastDigits })
	}
	for _, text := range birthDates(fields, now) {
		t = append(t, span{kind: birthToken, text: text})
	}
	return t
}

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// month reads the name of a month, of which three letters are enough.
func month(s string) int {
	s = strings.TrimRight(fold(s), ".,")
	if len(s) < 3 {
		return 0
	}
	for i, name := range monthNames {
		if strings.HasPrefix(name, s) {
			return i + 1
		}
	}
	return 0
}

// birthDates are the starts of birth tokens that a typed date may mean. Dates are read day first; month first
// only where day first makes no sense.
func birthDates(fields []string, now time.Time) []string {
	var parts []string
	for _, f := range fields {
		parts = append(parts, strings.FieldsFunc(f, func(r rune) bool { return strings.ContainsRune("/-.,", r) })...)
	}
	if len(parts) == 1 && len(fields) == 1 {
		switch d := parts[0]; {
		case len(d) == 8 && isYear(d[:4], now): // 19610403; 20101961 is a day, too
			return append(dayFirst(d[6:], d[4:6], d[:4]), dayFirst(d[:2], d[2:4], d[4:])...)
		case len(d) == 8, len(d) == 6:
			return dayFirst(d[:2], d[2:4], d[4:])
		case isYear(d, now):
			return []string{d + "-"}
		}
		return nil
	}
	if len(parts) < 2 || len(parts) > 3 {
		return nil
	}
	if isYear(parts[0], now) { // year first
		m, ok := number(parts[1], 12)
		if !ok {
			return nil
		}
		text := parts[0] + "-" + m
		if len(parts) == 3 {
			if d, ok := number(parts[2], 31); ok {
				text += "-" + d
			}
		}
		return []string{text}
	}
	if len(parts) == 3 {
		return dayFirst(parts[0], parts[1], parts[2])
	}
	var out []string
	if m, ok := number(parts[0], 12); ok && isYear(parts[1], now) {
		out = append(out, m+"-"+parts[1])
	}
	return append(out, dayFirst(parts[0], parts[1], "")...)
}

// dayFirst is the start of the token for a day, a month and what is typed of a year.
func dayFirst(day, month, year string) []string {
	if len(year) > 4 {
		return nil
	}
	d, ok1 := number(day, 31)
	m, ok2 := number(month, 12)
	if !ok1 || !ok2 {
		d, ok1 = number(month, 31)
		m, ok2 = number(day, 12)
	}
	if !ok1 || !ok2 || strings.Trim(year, "0123456789") != "" {
		return nil
	}
	return []string{d + "-" + m + "-" + year}
}

// number writes a typed day or month with two digits.
func number(s string, highest int) (string, bool) {
	n := month(s)
	if n == 0 || highest != 12 {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 || n > highest {
			return "", false
		}
	}
	if n < 10 {
		return "0" + strconv.Itoa(n), true
	}
	return strconv.Itoa(n), true
}

func isYear(s string, now time.Time) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && n >= now.Year()-130 && n <= now.Year()
}
