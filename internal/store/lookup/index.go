package lookup

import (
	"context"
	"database/sql"
	"strings"
	"unicode"

	"regimen/internal/clinic"
)

// The kinds of search token.
const (
	NameToken  = "name"
	phoneToken = "phone"
	birthToken = "birth"
)

// Token is something that a patient is found by the start of.
type Token struct{ Kind, Text string }

// leastDigits is how many digits of a telephone number say anything.
const leastDigits = 3

// longestToken bounds what is kept of a word; nobody types more of it to find a patient.
const longestToken = 40

// tokens are what a patient is found by the start of.
func tokens(p *clinic.Patient) map[Token]bool {
	set := make(map[Token]bool)
	for w := range nameWords(p) {
		set[Token{NameToken, w}] = true
	}
	for _, d := range phoneDigits(p) {
		for i := 0; i+leastDigits <= len(d); i++ {
			set[Token{phoneToken, d[i:]}] = true
		}
	}
	for _, text := range birthTexts(p) {
		set[Token{birthToken, text}] = true
	}
	return set
}

func phoneDigits(p *clinic.Patient) []string {
	var out []string
	for _, ph := range p.Phones {
		out = append(out, clip(digits(ph.Number)))
	}
	return out
}

// birthTexts are the ways a birth date is typed, in the form that parseQuery gives to what is typed.
func birthTexts(p *clinic.Patient) []string {
	if !p.BirthDate.Valid() {
		return nil
	}
	y, m, d := string(p.BirthDate[:4]), string(p.BirthDate[5:7]), string(p.BirthDate[8:])
	return []string{y + "-" + m + "-" + d, d + "-" + m + "-" + y, d + "-" + m + "-" + y[2:], m + "-" + y}
}

// nameWords are the words of all the names of a patient, also as they may be spelt or run together.
func nameWords(p *clinic.Patient) map[string]bool {
	set := make(map[string]bool)
	for _, name := range []string{p.GivenName, p.FamilyName, p.PreferredName} {
		addWords(set, name)
	}
	// Scripts without spaces are typed family name first, in one go.
	if given, family := words(p.GivenName), words(p.FamilyName); len(given) == 1 && len(family) == 1 && spaceless(family[0]) {
		set[clip(family[0]+given[0])] = true
	}
	return set
}

// addWords adds the words of a part of a name, and the part run together.
func addWords(set map[string]bool, part string) {
	for _, form := range spellings(part) {
		ws := words(form)
		for _, w := range ws {
			set[clip(w)] = true
		}
		if len(ws) > 1 {
			set[clip(strings.Join(ws, ""))] = true
		}
	}
}

// spellings are the ways a part of a name may be written: as it is, with ue for ü, and O’Doyle as two words.
func spellings(part string) []string {
	forms := []string{part}
	if !isASCII(part) {
		forms = append(forms, spelled.Replace(strings.ToLower(part)))
	}
	if strings.ContainsAny(part, "'’") {
		forms = append(forms, strings.NewReplacer("'", " ", "’", " ").Replace(part))
	}
	return forms
}

func clip(s string) string {
	if r := []rune(s); len(r) > longestToken {
		return string(r[:longestToken])
	}
	return s
}

func spaceless(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	}) >= 0
}

// sortName puts lists of patients in order: family name first, accents and case making no difference.
func sortName(p *clinic.Patient) string {
	var all []string
	for _, s := range []string{p.FamilyName, p.GivenName, p.PreferredName} {
		all = append(all, words(s)...)
	}
	name := []rune(strings.Join(all, " "))
	return string(name[:min(len(name), longestName)])
}

// longestName bounds what lists are put in order by: an index takes no text of any length.
const longestName = 200

// Indexed is what is kept of a patient, to be found by.
type Indexed struct {
	Archived int    // 1 in the archive, 0 outside
	Name     string // what lists are put in order by
	Tokens   map[Token]bool
}

// IndexOf is what has to be kept of a patient.
func IndexOf(p *clinic.Patient) Indexed { return Indexed{archived(p), sortName(p), tokens(p)} }

// Writer writes within one transaction.
type Writer interface {
	QueryRowContext(ctx context.Context, statement string, args ...any) *sql.Row
	Exec(ctx context.Context, statement string, args ...any) error
	// Insert writes rows, whose values follow each other, into a table and so many columns: "table (a, b)".
	Insert(ctx context.Context, into string, columns int, values []any) error
}

// Index brings what is derived from a patient up to date. before or after is nil when the patient comes
// or goes.
func Index(ctx context.Context, w Writer, before, after clinic.Record) error {
	was, is := map[Token]bool{}, map[Token]bool{}
	archivedBefore, archivedNow := 0, 0
	id := ""
	if p, ok := before.(*clinic.Patient); ok {
		id, was, archivedBefore = p.ID, tokens(p), archived(p)
	}
	if p, ok := after.(*clinic.Patient); ok {
		id, is, archivedNow = p.ID, tokens(p), archived(p)
		err := w.Exec(ctx, `INSERT INTO patient_index (patient_id, archived, sort_name, used) VALUES ($1, $2, $3, 0)
			ON CONFLICT (patient_id) DO UPDATE SET archived = excluded.archived, sort_name = excluded.sort_name`,
			p.ID, archivedNow, sortName(p))
		if err != nil {
			return err
		}
	}
	moved := archivedBefore != archivedNow
	var came, went []string
	for t := range was {
		if is[t] && !moved {
			continue
		}
		err := w.Exec(ctx, "DELETE FROM search_token WHERE archived = $1 AND kind = $2 AND token = $3 AND patient_id = $4",
			archivedBefore, t.Kind, t.Text, id)
		if err != nil {
			return err
		}
		if t.Kind == NameToken && !is[t] {
			went = append(went, t.Text)
		}
	}
	var rows []any
	for t := range is {
		if was[t] && !moved {
			continue
		}
		rows = append(rows, archivedNow, t.Kind, t.Text, id)
		if t.Kind == NameToken && !was[t] {
			came = append(came, t.Text)
		}
	}
	if err := w.Insert(ctx, "search_token (archived, kind, token, patient_id)", 4, rows); err != nil {
		return err
	}
	if err := indexWords(ctx, w, came, went); err != nil {
		return err
	}
	if after == nil {
		return w.Exec(ctx, "DELETE FROM patient_index WHERE patient_id = $1", id)
	}
	return nil
}

func archived(p *clinic.Patient) int {
	if p.ArchivedAt.IsZero() {
		return 0
	}
	return 1
}
