package lookup

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"regimen/internal/clinic"
)

// mostLookedAt bounds how many patients of nearly the same name are looked at.
const mostLookedAt = 400

// LookAlikes finds patients who may be the same person as one who is entered, the likeliest first: of the same
// birth date or telephone and a name in which half is the same; or of much the same name, and no birth date
// that speaks against it. Case, accents, apostrophes, hyphens, blanks, a slip, a spelling that sounds the same and
// given and family name changed about make no difference. A patient with the key of the one entered is left
// out.
func LookAlikes(ctx context.Context, ask Query, p clinic.Patient, now time.Time, limit int) ([]Hit, error) {
	given, family, err := ask.nearNames(ctx, &p)
	if err != nil {
		return nil, err
	}
	query, args := lookAlikeStatement(&p, given, family, now)
	if query == "" {
		return nil, nil
	}
	var found []ranked
	typed := spell(&p)
	err = ask(ctx, query, args, func(rows *sql.Rows) error {
		h, other, err := scanHit(rows)
		if err != nil {
			return err
		}
		theirs := spell(other)
		if l := compare(&typed, &theirs); l.Score >= enoughToOffer && h.ID != p.ID {
			found = append(found, ranked{h, l.Score, sortName(other)})
		}
		return nil
	})
	return likeliest(found, limit), err
}

// LookAlikesAmong finds them among the patients given, without a database.
func LookAlikesAmong(p clinic.Patient, patients []clinic.Patient, limit int) []Hit {
	var found []ranked
	typed := spell(&p)
	for i := range patients {
		other := spell(&patients[i])
		if l := compare(&typed, &other); l.Score >= enoughToOffer && other.ID != p.ID {
			found = append(found, ranked{HitOf(other.Patient), l.Score, sortName(other.Patient)})
		}
	}
	return likeliest(found, limit)
}

// likeliest are the first of those found. One in the archive is as likely to be the same person as another.
func likeliest(found []ranked, limit int) []Hit {
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.sort, b.sort))
	})
	var hits []Hit
	for _, r := range found[:min(limit, len(found))] {
		hits = append(hits, r.Hit)
	}
	return hits
}

// nearNames are the words of names for which those of the given and of the family name may be written. A name of
// one part has its own words only, as family.
func (ask Query) nearNames(ctx context.Context, p *clinic.Patient) (given, family []string, err error) {
	given, family = wordsOf(p.GivenName, p.PreferredName), wordsOf(p.FamilyName)
	if len(given) == 0 || len(family) == 0 {
		return nil, append(given, family...), nil
	}
	forms := make(map[string]bool)
	for _, w := range append(slices.Clone(given), family...) {
		maps.Copy(forms, Variants(w))
	}
	if len(forms) == 0 {
		return given, family, nil
	}
	var args []any
	marks := make([]string, 0, len(forms))
	for f := range forms {
		args = append(args, f)
		marks = append(marks, "($"+strconv.Itoa(len(args))+")")
	}
	parts := []*[]string{&given, &family}
	typed := [][]string{given, family}
	err = ask(ctx, "SELECT DISTINCT v.word FROM (VALUES "+strings.Join(marks, ", ")+") w CROSS JOIN search_variant v WHERE v.variant = w.column1", args, func(rows *sql.Rows) error {
		var word string
		if err := rows.Scan(&word); err != nil {
			return err
		}
		for i, part := range parts {
			if slices.ContainsFunc(typed[i], func(w string) bool { return wordsAlike(w, word) }) && !slices.Contains(*part, word) {
				*part = append(*part, word)
			}
		}
		return nil
	})
	return given, family, err
}

// lookAlikeStatement reads whoever may be meant: of the birth date or one that is a slip from it, of one of the
// telephone numbers, and with a word of each part of the name, in any field. Where a birth date was entered, the
// name alone speaks only for patients who have none. It is "" when nothing says who is meant.
func lookAlikeStatement(p *clinic.Patient, given, family []string, now time.Time) (string, []any) {
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	// of is who has one of the tokens. Each is looked up by itself: from a list PostgreSQL would rather read all
	// tokens of the kind.
	of := func(kind string, texts []string) string {
		var each []string
		for _, t := range texts {
			token := arg(t)
			each = append(each, "(0, "+token+"), (1, "+token+")")
		}
		return "SELECT t.patient_id FROM (VALUES " + strings.Join(each, ", ") + ") w CROSS JOIN search_token t WHERE t.archived = w.column1 AND t.kind = " +
			arg(kind) + " AND t.token = w.column2"
	}
	var parts []string
	if p.BirthDate.Valid() {
		days := []string{string(p.BirthDate)}
		for _, d := range slippedDates(p.BirthDate, now) {
			days = append(days, string(d))
		}
		parts = append(parts, of(birthToken, days))
	}
	if ends := phoneEnds(p); len(ends) > 0 {
		parts = append(parts, of(phoneToken, ends))
	}
	if len(family) > 0 {
		named := of(NameToken, family)
		// What is not the bare column keeps the engine at the few tokens of the patient.
		if len(given) > 0 {
			marks := make([]string, len(given))
			for i, w := range given {
				marks[i] = arg(w)
			}
			named += " AND EXISTS (SELECT 1 FROM search_token o WHERE o.patient_id = t.patient_id AND o.kind = " + arg(NameToken) +
				" AND (o.token || '') IN (" + strings.Join(marks, ", ") + "))"
		}
		if p.BirthDate.Valid() {
			named += " AND NOT EXISTS (SELECT 1 FROM search_token o WHERE o.patient_id = t.patient_id AND o.kind = " + arg(birthToken) + ")"
		}
		parts = append(parts, "SELECT patient_id FROM ("+named+" LIMIT "+strconv.Itoa(mostLookedAt)+") AS named")
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "SELECT " + hitColumns + " FROM (SELECT DISTINCT patient_id FROM (" + strings.Join(parts, " UNION ALL ") +
		") AS anybody) l JOIN patient p ON p.id = l.patient_id", args
}

// runTogether is a part of a name without its blanks and marks, in the ways it may be spelt.
func runTogether(part string) []string {
	var out []string
	for _, form := range spellings(part) {
		if w := strings.Join(words(form), ""); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// wordsOf are the words of parts of a name and each part run together, as they stand in the index. A particle such
// as the O of O’Brien says nothing beside the rest.
func wordsOf(parts ...string) []string {
	set := make(map[string]bool)
	for _, part := range parts {
		addWords(set, part)
	}
	words := slices.Sorted(maps.Keys(set))
	if long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return utf8.RuneCountInString(w) < shortestSimilar }); len(long) > 0 {
		return long
	}
	return words
}

// sameNumber is how many digits at their ends two telephone numbers have in common when they are the same: one
// may lack the code of its country or its region.
const sameNumber = 8

// phoneEnds are the ends by which telephone numbers are told apart. A number too short to tell is left out.
func phoneEnds(p *clinic.Patient) []string {
	var out []string
	for _, d := range phoneDigits(p) {
		if n := len(d); n >= sameNumber-2 {
			out = append(out, d[max(0, n-sameNumber):])
		}
	}
	return out
}

// oneSlip reports whether two days are a slip of the finger apart: one digit, two neighbours changed about,
// or day and month changed about.
func oneSlip(a, b clinic.Date) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == len(time.DateOnly) && a[:5]+a[8:]+"-"+a[5:7] == b {
		return true
	}
	return edlib.OSADamerauLevenshteinDistance(string(a), string(b)) == 1
}

// slippedDates are the days that are one slip from a birth date and could be one.
func slippedDates(d clinic.Date, now time.Time) []clinic.Date {
	var out []clinic.Date
	add := func(text string) {
		if s := clinic.Date(text); s.Valid() && s != d && isYear(text[:4], now) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	text := string(d)
	add(text[:5] + text[8:] + "-" + text[5:7])
	for i := range text {
		if text[i] == '-' {
			continue
		}
		for digit := '0'; digit <= '9'; digit++ {
			add(text[:i] + string(digit) + text[i+1:])
		}
		if i+1 < len(text) && text[i+1] != '-' {
			add(text[:i] + text[i+1:i+2] + text[i:i+1] + text[i+2:])
		}
	}
	return out
}
