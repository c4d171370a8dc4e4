package store

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"regimen/internal/clinic"
)

// The kinds of search token.
const (
	nameToken  = "name"
	phoneToken = "phone"
	birthToken = "birth"
)

type token struct{ kind, text string }

// leastDigits is how many digits of a telephone number say anything.
const leastDigits = 3

// longestToken bounds what is kept of a word; nobody types more of it to find a patient.
const longestToken = 40

// tokens are what a patient is found by the start of.
func tokens(p *clinic.Patient) map[token]bool {
	set := make(map[token]bool)
	for w := range nameWords(p) {
		set[token{nameToken, w}] = true
	}
	for _, d := range phoneDigits(p) {
		for i := 0; i+leastDigits <= len(d); i++ {
			set[token{phoneToken, d[i:]}] = true
		}
	}
	for _, text := range birthTexts(p) {
		set[token{birthToken, text}] = true
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

// index brings what is derived from a patient up to date. before or after is nil when the patient comes
// or goes.
func index(ctx context.Context, w *connection, before, after clinic.Record) error {
	was, is := map[token]bool{}, map[token]bool{}
	archivedBefore, archivedNow := 0, 0
	id := ""
	if p, ok := before.(*clinic.Patient); ok {
		id, was, archivedBefore = p.ID, tokens(p), archived(p)
	}
	if p, ok := after.(*clinic.Patient); ok {
		id, is, archivedNow = p.ID, tokens(p), archived(p)
		err := w.exec(ctx, `INSERT INTO patient_index (patient_id, archived, sort_name, used) VALUES ($1, $2, $3, 0)
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
		err := w.exec(ctx, "DELETE FROM search_token WHERE archived = $1 AND kind = $2 AND token = $3 AND patient_id = $4",
			archivedBefore, t.kind, t.text, id)
		if err != nil {
			return err
		}
		if t.kind == nameToken && !is[t] {
			went = append(went, t.text)
		}
	}
	var rows []any
	for t := range is {
		if was[t] && !moved {
			continue
		}
		rows = append(rows, archivedNow, t.kind, t.text, id)
		if t.kind == nameToken && !was[t] {
			came = append(came, t.text)
		}
	}
	if err := w.insert(ctx, "search_token (archived, kind, token, patient_id)", 4, rows); err != nil {
		return err
	}
	if err := indexWords(ctx, w, came, went); err != nil {
		return err
	}
	if after == nil {
		return w.exec(ctx, "DELETE FROM patient_index WHERE patient_id = $1", id)
	}
	return nil
}

// indexMissing indexes the patients that are not. A migration that changes how names are folded empties the
// tables of 0003, and they are filled again here.
func (s *Store) indexMissing(ctx context.Context) error {
	return s.write(ctx, func(w *connection) error { return indexMissing(ctx, w) }, nil)
}

func indexMissing(ctx context.Context, w *connection) error {
	var missing []clinic.Record
	err := records(ctx, w, clinic.KindPatient, "WHERE id NOT IN (SELECT patient_id FROM patient_index)", nil, func(r clinic.Record) error {
		missing = append(missing, r)
		return nil
	})
	if err != nil {
		return err
	}
	for _, r := range missing {
		if err := index(ctx, w, nil, r); err != nil {
			return err
		}
		err := w.exec(ctx, "UPDATE patient_index SET used = coalesce((SELECT max(operation_seq) FROM change WHERE patient_id = $1), 0) WHERE patient_id = $1", r.Key())
		if err != nil {
			return err
		}
	}
	return nil
}

// makeDerivedAnew makes all that is derived of the records and their history once more.
func makeDerivedAnew(ctx context.Context, w *connection) error {
	for _, table := range slices.Backward(derivedTables) {
		if err := w.exec(ctx, "DELETE FROM "+quote(table)); err != nil {
			return err
		}
	}
	if err := indexMissing(ctx, w); err != nil {
		return err
	}
	r := newInspection()
	h := newHistory(&r)
	if err := h.readOperations(ctx, w); err != nil {
		return err
	}
	if err := w.exec(ctx, "DELETE FROM undo_step"); err != nil {
		return err
	}
	var rows []any
	for seq, s := range h.stepsLeft() {
		undone := 0
		if s.undone {
			undone = 1
		}
		rows = append(rows, seq, s.scope, undone)
	}
	return w.insert(ctx, "undo_step (operation_seq, scope, undone)", 3, rows)
}

func archived(p *clinic.Patient) int {
	if p.ArchivedAt.IsZero() {
		return 0
	}
	return 1
}
