// Package lookup finds patients as their names, telephone numbers and birth dates are typed, and those who may be the
// same person; and it keeps what they are found by.
package lookup

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"regimen/internal/clinic"
)

// Hit is a patient in a list.
type Hit struct {
	ID        string
	Name      string
	Family    string // of the name, by which lists are sorted; "" where there is none
	Given     string // the name without it
	BirthDate clinic.Date
	Phone     string // the first one
	Archived  bool
	LastVisit clinic.Date // as Chart.LastVisit has it
	// Match tells what of the patient answered the query: MatchName, MatchPhone, MatchBirth or
	// MatchSimilar; MatchNearest where nobody answers all of it; "" in a list that answers none.
	Match string
	// As is the name of the record that was found, where that leads to this one; "" for the patient's own.
	As string
}

// What a hit answered to.
const (
	MatchName    = "name"
	MatchPhone   = "phone"
	MatchBirth   = "birth date"
	MatchSimilar = "similar name"
	MatchNearest = "nearest"
)

// Filter chooses the patients of a list.
type Filter struct {
	Archived bool   // those in the archive instead of the others
	Before   string // those alone whose family name comes before this, in small letters; "" for all
	// Apart leaves out those whose record leads to another one. Where there are none it says nothing.
	Apart bool
}

// ErrUnreadable says that what is kept of a patient is not what was written.
var ErrUnreadable = errors.New("a patient cannot be read")

// hitColumns are the columns of a Hit, of the table patient as p.
const hitColumns = `p.id, p.given_name, p.family_name, p.preferred_name, p.birth_date, p.phones, p.archived_at IS NOT NULL,
	(SELECT max(s.date) FROM session s WHERE s.patient_id = p.id), (SELECT max(a.date) FROM assessment a WHERE a.patient_id = p.id)`

// scanHit reads hitColumns.
func scanHit(rows *sql.Rows) (Hit, *clinic.Patient, error) {
	var h Hit
	p := new(clinic.Patient)
	var birth, treated, examined sql.NullString
	var phones string
	if err := rows.Scan(&p.ID, &p.GivenName, &p.FamilyName, &p.PreferredName, &birth, &phones, &h.Archived, &treated, &examined); err != nil {
		return h, p, err
	}
	if err := json.Unmarshal([]byte(phones), &p.Phones); err != nil {
		return h, p, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	p.BirthDate = clinic.Date(birth.String)
	gone := h.Archived
	h = HitOf(p)
	h.Archived, h.LastVisit = gone, clinic.Date(max(treated.String, examined.String))
	return h, p, nil
}

// HitOf is a patient as a list shows it, but for the last visit.
func HitOf(p *clinic.Patient) Hit {
	given := clinic.Patient{GivenName: p.GivenName, PreferredName: p.PreferredName}
	h := Hit{ID: p.ID, Name: p.Name(), Family: strings.TrimSpace(p.FamilyName), Given: given.Name(), BirthDate: p.BirthDate, Archived: !p.ArchivedAt.IsZero()}
	if len(p.Phones) > 0 {
		h.Phone = p.Phones[0].Number
	}
	return h
}

// Query asks the records for rows and hands on each of them.
type Query func(ctx context.Context, statement string, args []any, row func(*sql.Rows) error) error

// Patients lists patients by family name, and says how many there are in all. Both are right together where ask reads
// within a transaction.
func Patients(ctx context.Context, ask Query, f Filter, limit, offset int) (hits []Hit, total int, err error) {
	in := 0
	if f.Archived {
		in = 1
	}
	where, args := "archived = $1", []any{in}
	if f.Before != "" {
		where, args = "archived = $1 AND sort_name < $2", append(args, f.Before)
	}
	if f.Apart {
		where += " AND patient_id NOT IN (SELECT other FROM joined WHERE ended_at IS NULL)"
	}
	err = ask(ctx, "SELECT count(*) FROM patient_index WHERE "+where, args, func(rows *sql.Rows) error { return rows.Scan(&total) })
	if err != nil || limit == 0 {
		return nil, total, err
	}
	page := fmt.Sprintf("LIMIT $%d OFFSET $%d", len(args)+1, len(args)+2)
	// The page is cut before the patients are looked at: PostgreSQL would look at all before it, too.
	err = ask(ctx, "SELECT "+hitColumns+` FROM (SELECT patient_id, sort_name FROM patient_index
			WHERE `+where+` ORDER BY sort_name, patient_id `+page+`) i JOIN patient p ON p.id = i.patient_id
		ORDER BY i.sort_name, i.patient_id`, append(args, limit, offset),
		func(rows *sql.Rows) error {
			h, _, err := scanHit(rows)
			hits = append(hits, h)
			return err
		})
	return hits, total, err
}

// Search finds patients as the query is typed: by the starts of their names in any order, any three or
// more digits of a telephone number with or without a country's code, and the birth date in any usual writing
// (3/4/1961, 3 apr 61, 1961-04-03, 1961). Case and accents make no difference. A date of digits that is a day in
// both readings finds both, day first before month first. The best hits come first, patients in the archive
// last. Where nobody answers all that was typed, those who come nearest are found, and all hits are MatchNearest. An
// empty query gives the patients used most recently.
func Search(ctx context.Context, ask Query, query string, now time.Time, limit int) ([]Hit, error) {
	terms := parseQuery(query, now)
	if len(terms) == 0 {
		if strings.TrimSpace(query) != "" {
			return nil, nil
		}
		return ask.recent(ctx, limit)
	}
	hits, counts, err := ask.findAll(ctx, terms, nil, limit)
	if err != nil || len(hits) >= min(limit, fewHits) {
		return hits, err
	}
	// Few answer: the query may be misspelt.
	forgiving, hopeless := false, false
	for i, t := range terms {
		var others []string
		if t[0].kind == NameToken {
			if others, err = ask.similar(ctx, t[0].text); err != nil {
				return nil, err
			}
		}
		terms[i] = slices.Clone(t)
		for _, w := range others {
			terms[i] = append(terms[i], span{kind: NameToken, text: w, whole: true})
		}
		forgiving = forgiving || len(others) > 0
		hopeless = hopeless || len(terms) > 1 && counts[i]+len(others) == 0 // nobody can answer this one
		counts[i] += len(others)
	}
	if forgiving && !hopeless {
		if hits, counts, err = ask.findAll(ctx, terms, hits, limit); err != nil {
			return nil, err
		}
	}
	if len(hits) > 0 {
		return hits, nil
	}
	return ask.nearest(ctx, terms, counts, limit)
}

// Among finds patients as Search does, among those given, without a database and without forgiving
// a misspelt name.
func Among(query string, now time.Time, patients []clinic.Patient, limit int) []Hit {
	terms := parseQuery(query, now)
	if len(terms) == 0 && strings.TrimSpace(query) != "" {
		return nil
	}
	var found []ranked
	for i := range patients {
		p := &patients[i]
		front := append(words(p.FamilyName), words(p.GivenName)...)
		if slices.ContainsFunc(terms, func(t term) bool {
			points, _ := score(p, front, []term{t})
			return points == 0
		}) {
			continue
		}
		r := ranked{Hit: HitOf(p), sort: sortName(p)}
		if len(terms) > 0 {
			r.score, r.Match = score(p, front, terms)
		}
		found = append(found, r)
	}
	if len(found) == 0 && len(terms) > 0 {
		return nearestAmong(terms, patients, limit)
	}
	return best(found, limit)
}

// ranked is a hit with how well it answers.
type ranked struct {
	Hit
	score float64
	sort  string // what decides between two that answer equally well
}

// best are the first hits of those found: patients in the archive last, and the best answers first.
func best(found []ranked, limit int) []Hit {
	slices.SortStableFunc(found, func(a, b ranked) int {
		switch {
		case a.Archived != b.Archived:
			if a.Archived {
				return 1
			}
			return -1
		case a.score != b.score:
			return cmp.Compare(b.score, a.score)
		}
		return strings.Compare(a.sort, b.sort)
	})
	hits := make([]Hit, 0, min(limit, len(found)))
	for _, r := range found[:min(limit, len(found))] {
		hits = append(hits, r.Hit)
	}
	return hits
}

// fewHits is how many answers are so few that similar names are looked for, too.
const fewHits = 5

// findAll adds those who answer the terms to the hits there are, patients in the archive last. counts is how many
// tokens answer each of several terms, in as far as that was looked at.
func (ask Query) findAll(ctx context.Context, terms []term, hits []Hit, limit int) (_ []Hit, counts []int, _ error) {
	counts = make([]int, len(terms))
	for in := 0; in <= 1 && len(hits) < limit; in++ {
		more, err := ask.find(ctx, terms, in, limit, counts)
		if err != nil {
			return nil, nil, err
		}
		for _, h := range more {
			if len(hits) < limit && !slices.ContainsFunc(hits, func(x Hit) bool { return x.ID == h.ID }) {
				hits = append(hits, h)
			}
		}
	}
	return hits, counts, nil
}

func (ask Query) recent(ctx context.Context, limit int) ([]Hit, error) {
	var hits []Hit
	err := ask(ctx, "SELECT "+hitColumns+` FROM patient_index i JOIN patient p ON p.id = i.patient_id
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

func (p span) end() string {
	if p.whole {
		return p.text
	}
	return p.text + string(unicode.MaxRune)
}

// term is one part of a query; a patient answers it by any of its spans.
type term []span

// find runs the query on the patients in or out of the archive. The term that fewest tokens answer leads; the others
// are looked up for each patient it gives. What was counted for that is added to counts.
func (ask Query) find(ctx context.Context, terms []term, in, limit int, counts []int) ([]Hit, error) {
	leading, err := ask.leading(ctx, terms, in, counts)
	if err != nil {
		return nil, err
	}
	query, args := findStatement(terms, leading, in, limit)
	var found []ranked
	seen := make(map[string]bool)
	err = ask(ctx, query, args, func(rows *sql.Rows) error {
		h, p, err := scanHit(rows)
		if err != nil || seen[h.ID] { // found by another token
			return err
		}
		seen[h.ID] = true
		front := append(words(p.FamilyName), words(p.GivenName)...)
		r := ranked{Hit: h, sort: strings.Join(front, " ")}
		r.score, r.Match = score(p, front, terms)
		found = append(found, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return best(found, limit), nil
}

// manyTokens is where counting stops: beyond it a term says little, whatever the count.
const manyTokens = 2000

// leading is the term that fewest tokens answer.
func (ask Query) leading(ctx context.Context, terms []term, in int, counts []int) (int, error) {
	if len(terms) == 1 {
		return 0, nil
	}
	args := []any{in, manyTokens}
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	count := func(kind, condition string) string {
		return "(SELECT count(*) FROM (SELECT 1 FROM search_token WHERE archived = $1 AND kind = " + arg(kind) + " AND " + condition + " LIMIT $2) AS found)"
	}
	var columns []string
	for _, t := range terms {
		var counts, words []string
		for _, p := range t {
			if p.whole {
				words = append(words, arg(p.text))
			} else {
				counts = append(counts, count(p.kind, "token BETWEEN "+arg(p.text)+" AND "+arg(p.end())))
			}
		}
		if len(words) > 0 {
			counts = append(counts, count(NameToken, "token IN ("+strings.Join(words, ", ")+")"))
		}
		columns = append(columns, strings.Join(counts, " + "))
	}
	n := make([]int, len(terms))
	dest := make([]any, len(terms))
	for i := range n {
		dest[i] = &n[i]
	}
	err := ask(ctx, "SELECT "+strings.Join(columns, ", "), args, func(rows *sql.Rows) error { return rows.Scan(dest...) })
	if err != nil {
		return 0, err
	}
	for i := range n {
		counts[i] += n[i]
	}
	return slices.Index(n, slices.Min(n)), nil
}

// findStatement is the statement of a search. Each span that is the start of words gives its tokens in order,
// so that whole words come before longer ones and the index is read no further than needed; the words that are
// only similar are read together, the likeliest first. A patient may come more than once.
func findStatement(terms []term, leading, in, limit int) (string, []any) {
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	inArg, limitArg := arg(in), arg(limit+max(10, limit/4)) // few patients have two tokens that start alike
	within := within(arg)
	others := func() string {
		var b strings.Builder
		for j, other := range terms {
			if j != leading {
				b.WriteString(" AND " + answered(other, within, arg))
			}
		}
		return b.String()
	}
	var parts, similar []string
	for i, p := range terms[leading] {
		place := strconv.Itoa(i)
		if p.whole {
			similar = append(similar, "("+place+", "+arg(p.text)+")")
			continue
		}
		parts = append(parts, "SELECT "+place+" AS place, token, patient_id FROM (SELECT t.token, t.patient_id FROM search_token t WHERE t.archived = "+
			inArg+" AND "+within("t", p)+others()+" ORDER BY t.token LIMIT "+limitArg+") AS s"+place)
	}
	if len(similar) > 0 {
		parts = append(parts, "SELECT place, token, patient_id FROM (SELECT w.column1 AS place, t.token, t.patient_id FROM (VALUES "+
			strings.Join(similar, ", ")+") w CROSS JOIN search_token t WHERE t.archived = "+inArg+" AND t.kind = "+arg(NameToken)+
			" AND t.token = w.column2"+others()+" ORDER BY 1, 3 LIMIT "+limitArg+") AS alike")
	}
	return "SELECT " + hitColumns + " FROM (" + strings.Join(parts, " UNION ALL ") + " ORDER BY 1, 2 LIMIT " + limitArg +
		") h JOIN patient p ON p.id = h.patient_id ORDER BY h.place, h.token", args
}

// answered is the condition that patient t answers a term. A patient has a few tokens of a kind: where a term
// has many spans, they are all held against each of these at once, which is one look into the index instead
// of one for each span.
func answered(t term, within func(alias string, p span) string, arg func(any) string) string {
	byKind := make(map[string]term)
	var kinds []string
	for _, p := range t {
		if byKind[p.kind] == nil {
			kinds = append(kinds, p.kind)
		}
		byKind[p.kind] = append(byKind[p.kind], p)
	}
	var any []string
	for _, k := range kinds {
		var condition string
		if len(byKind[k]) == 1 {
			condition = within("o", byKind[k][0])
		} else {
			// What is not the bare column keeps the engine from going through the index once for each.
			var whole, ranges []string
			for _, p := range byKind[k] {
				if p.whole {
					whole = append(whole, arg(p.text))
				} else {
					ranges = append(ranges, "(o.token || '') BETWEEN "+arg(p.text)+" AND "+arg(p.end()))
				}
			}
			if len(whole) > 0 {
				ranges = append(ranges, "(o.token || '') IN ("+strings.Join(whole, ", ")+")")
			}
			condition = "o.kind = " + arg(k) + " AND (" + strings.Join(ranges, " OR ") + ")"
		}
		any = append(any, "EXISTS (SELECT 1 FROM search_token o WHERE o.patient_id = t.patient_id AND "+condition+")")
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// score tells how well a patient answers the query, and by what: whole words before starts of words, the
// family and given name (whose words are front) before the rest, and what is only similar last.
func score(p *clinic.Patient, front []string, terms []term) (float64, string) {
	total, match := 0, MatchName
	for _, t := range terms {
		best, by := 0, MatchName
		for place, span := range t {
			if points, what := span.rate(place, p, front); points > best {
				best, by = points, what
			}
		}
		total += best
		if by == MatchSimilar || by != MatchName && match != MatchSimilar {
			match = by
		}
	}
	return float64(total), match
}

// rate says how well a patient answers a span; 0 is not at all. front are the words of the family and given
// name; place is where the span stands in its term, the likeliest first.
func (p span) rate(place int, who *clinic.Patient, front []string) (int, string) {
	starts := func(w string) bool { return strings.HasPrefix(w, p.text) }
	switch {
	case p.kind == phoneToken:
		if slices.ContainsFunc(phoneDigits(who), func(d string) bool { return strings.Contains(d, p.text) }) {
			return 50 - place, MatchPhone
		}
	case p.kind == birthToken:
		if slices.ContainsFunc(birthTexts(who), starts) {
			return 50 - place, MatchBirth
		}
	case p.whole:
		if slices.Contains(front, p.text) || nameWords(who)[p.text] {
			return 2*mostSimilar - place, MatchSimilar
		}
	case slices.Contains(front, p.text):
		return 100, MatchName
	case slices.ContainsFunc(front, starts):
		return 50, MatchName
	default:
		// The preferred name, or a name spelt or written together another way.
		names := nameWords(who)
		if names[p.text] {
			return 100, MatchName
		}
		for w := range names {
			if starts(w) {
				return 40, MatchName
			}
		}
	}
	return 0, ""
}

// mostTerms is how many terms of a query count: no name, birth date and telephone number have more together,
// and the engine takes no statement of any length.
const mostTerms = 16

// parseQuery splits a query into its first terms.
func parseQuery(query string, now time.Time) []term {
	var terms []term
	fields := strings.Fields(query)
	fields = fields[:min(len(fields), mostTerms)]
	for i := len(fields) - 1; i >= 0; i-- {
		n := plainNumber(fields[i])
		if isNumeric(n) { // digits of full width
			fields[i] = n
		} else if parts := dateParts(n); parts != nil { // 12-Mar-84, 1984-12-03T00:00:00Z
			fields = slices.Replace(fields, i, i+1, parts...)
		}
	}
	for i := 0; i < len(fields); {
		// Numbers that follow each other belong together: a telephone number, or a day, month and year.
		j := i
		numeric := false
		for j < len(fields) && (isNumeric(fields[j]) || month(fields[j]) > 0) {
			numeric = numeric || isNumeric(fields[j])
			j++
		}
		if !numeric {
			j = i + 1
			terms = append(terms, names(fields[i])...)
		} else {
			terms = append(terms, numberTerms(fields[i:j], now)...)
		}
		i = j
	}
	return terms[:min(len(terms), mostTerms)]
}

func names(field string) []term {
	var terms []term
	for _, w := range words(field) {
		terms = append(terms, term{{kind: NameToken, text: clip(w)}})
	}
	return terms
}

// numberTerms reads a run of numbers and months: as one thing where that makes sense, otherwise as several.
// May, June and August are names, too.
func numberTerms(fields []string, now time.Time) []term {
	if t := numbers(fields, now); len(t) > 0 {
		return []term{t}
	}
	if len(fields) > 1 {
		return append(numberTerms(fields[:1], now), numberTerms(fields[1:], now)...)
	}
	if isNumeric(fields[0]) {
		return nil // too short to say anything yet
	}
	return names(fields[0])
}

// plainNumber writes a number as it is typed on a keyboard: a number that was copied from elsewhere may have
// dashes of other sorts in it, and signs that are not seen.
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r):
			return '-'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// dateParts takes a date apart that is written without blanks and not with digits alone; nil for anything else.
func dateParts(s string) []string {
	if day, clock, ok := strings.Cut(s, "T"); ok && len(day) == len(time.DateOnly) && strings.Contains(clock, ":") && clinic.Date(day).Valid() {
		return []string{day}
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-/.", r) })
	if len(parts) == 3 && isNumeric(parts[0]) && month(parts[1]) > 0 && isNumeric(parts[2]) {
		return parts
	}
	return nil
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
		for _, home := range atHome(d, strings.HasPrefix(fields[0], "+")) {
			if len(home) >= leastDigits {
				t = append(t, span{kind: phoneToken, text: home})
			}
		}
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

// birthDates are the starts of birth tokens that a typed date may mean, the likeliest first. Where both can be,
// a date is read day first and month first.
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

// dayFirst are the starts of the tokens for a day, a month and what is typed of a year, and for the month before
// the day.
func dayFirst(day, month, year string) []string {
	if len(year) > 4 || strings.Trim(year, "0123456789") != "" {
		return nil
	}
	var out []string
	for _, order := range [2][2]string{{day, month}, {month, day}} {
		d, ok1 := number(order[0], 31)
		m, ok2 := number(order[1], 12)
		if text := d + "-" + m + "-" + year; ok1 && ok2 && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
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
