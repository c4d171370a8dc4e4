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

	"regimen/internal/clinic"
)

// How much alike two parts of a name, or two whole names, are.
type likeness int

const (
	unlike    likeness = iota
	partly             // of a name: one half of it
	shortened          // of a part: a short form or an initial; of a name: one half, and a short form of the other
	near               // written with a slip, or sounding the same, or with a word more
	alike              // the same but for case, accents, apostrophes, hyphens and blanks
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
		if score := sameness(&typed, &theirs); score > 0 && h.ID != p.ID {
			found = append(found, ranked{h, score, sortName(other)})
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
		if score := sameness(&typed, &other); score > 0 && other.ID != p.ID {
			found = append(found, ranked{HitOf(other.Patient), score, sortName(other.Patient)})
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

// sameness is how much speaks for two patients being one person; 0 is too little to say so.
func sameness(p, other *spelt) int {
	name := namesAlike(p, other)
	phone := samePhone(p.Patient, other.Patient)
	known := p.BirthDate.Valid() && other.BirthDate.Valid()
	birth := 0
	switch {
	case known && p.BirthDate == other.BirthDate:
		if name == unlike && !phone {
			return 0
		}
		birth = 7
	case known && oneSlip(p.BirthDate, other.BirthDate):
		if name < near && (name < shortened || !phone) {
			return 0
		}
		birth = 4
	case known:
		if name < near || !phone {
			return 0 // a namesake, or somebody of the household
		}
	default:
		if name < near && (name == unlike || !phone) {
			return 0
		}
		birth = 2
	}
	score := birth + 2*int(name)
	if phone {
		score += 5
	}
	return score
}

// spelt is a patient with the name in all the ways it is compared in, which take longer to make than to compare.
type spelt struct {
	*clinic.Patient
	given, family []part // each may have been said in more than one way
	whole, turned []string
}

// part is a part of a name.
type part struct {
	runs   []string // runTogether
	sounds []string // of each of runs
	words  []string
}

func spell(p *clinic.Patient) spelt {
	parts := func(texts ...string) (out []part) {
		for _, text := range texts {
			one := part{runs: runTogether(text), words: words(text)}
			for _, r := range one.runs {
				one.sounds = append(one.sounds, sound(r))
			}
			out = append(out, one)
		}
		return out
	}
	return spelt{
		p, parts(p.GivenName, p.PreferredName), parts(p.FamilyName),
		runTogether(p.GivenName + " " + p.FamilyName), runTogether(p.FamilyName + " " + p.GivenName),
	}
}

// namesAlike compares two whole names, with given and family name in their places or changed about.
func namesAlike(p, other *spelt) likeness {
	if sameWhole(p, other) {
		return alike
	}
	best := unlike
	for _, pair := range [2][2]likeness{
		{partsAlike(p.given, other.given), partsAlike(p.family, other.family)},
		{partsAlike(p.given, other.family), partsAlike(p.family, other.given)},
	} {
		least, most := min(pair[0], pair[1]), max(pair[0], pair[1])
		switch {
		case most < near:
		case least >= near:
			best = max(best, least)
		case least == shortened:
			best = max(best, shortened)
		default:
			best = max(best, partly)
		}
	}
	return best
}

// sameWhole reports whether two names are the same when they are run together, in whatever field each part stands.
func sameWhole(p, other *spelt) bool {
	ours := func(w string) bool { return slices.Contains(p.whole, w) }
	return slices.ContainsFunc(other.whole, ours) || slices.ContainsFunc(other.turned, ours)
}

// partsAlike compares two parts of names.
func partsAlike(mine, theirs []part) likeness {
	best := unlike
	for i := range mine {
		for j := range theirs {
			best = max(best, partAlike(&mine[i], &theirs[j]))
		}
	}
	return best
}

func partAlike(mine, theirs *part) likeness {
	best := unlike
	for i, a := range mine.runs {
		for j, b := range theirs.runs {
			short, long := a, b
			if len(short) > len(long) {
				short, long = b, a
			}
			switch {
			case a == b:
				return alike
			case mine.sounds[i] != "" && mine.sounds[i] == theirs.sounds[j], slipsApart(a, b):
				best = max(best, near)
			case strings.HasPrefix(long, short): // Jo for Joanne, or an initial
				best = max(best, shortened)
			}
		}
	}
	// A second given name, or one half of a double family name, may be left out.
	few, many := mine.words, theirs.words
	if len(few) > len(many) {
		few, many = many, few
	}
	if len(few) > 0 && !slices.ContainsFunc(few, func(w string) bool { return !slices.Contains(many, w) }) {
		best = max(best, near)
	}
	return best
}

// wordsAlike reports whether one word may be written for the other.
func wordsAlike(a, b string) bool {
	return slipsApart(a, b) || sound(a) != "" && sound(a) == sound(b)
}

// slipsApart reports whether one word may be the other with the slips that are forgiven.
func slipsApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	letters := min(len(x), len(y))
	if letters < shortestSimilar || letters == shortestSimilar && x[0] != y[0] || spaceless(a) || max(len(x), len(y))-letters > Slips(letters) {
		return false
	}
	whole, _ := Distance(x, y)
	return whole <= Slips(letters)
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

func samePhone(p, other *clinic.Patient) bool {
	theirs := phoneDigits(other)
	return slices.ContainsFunc(phoneEnds(p), func(end string) bool {
		return slices.ContainsFunc(theirs, func(d string) bool { return strings.HasSuffix(d, end) })
	})
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
	whole, _ := Distance([]rune(a), []rune(b))
	return whole == 1
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
