package lookup

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"regimen/internal/clinic"
)

// Where nobody answers all that was typed, those are offered who come nearest: who answer all but one of the terms,
// or all when two words that were typed apart are one, or when more slips are forgiven in a word that nobody has.
// Each of these is one part of a single statement. Who is nearest is then reckoned as for two records, see chance.

const (
	// fromEach is how many patients a part of the statement gives.
	fromEach = 40
	// wideLetters is how many letters a word has, at least, in which one slip more is forgiven.
	wideLetters = 4
	// halfNumber is how many digits at either end of a telephone number are held to be right when one is wrong.
	halfNumber = 5
)

// OnlyNear reports that nobody answers all that was typed, and that those found are the nearest.
func OnlyNear(found []Hit) bool { return len(found) > 0 && found[0].Match == MatchNearest }

// nearest finds them. counts is how many tokens answer each term; nil when nobody does.
func (ask Query) nearest(ctx context.Context, terms []term, counts []int, limit int) ([]Hit, error) {
	s := nearStatement{terms: terms, counts: counts}
	s.leaveOneOut()
	s.join()
	s.forgiveMore()
	if len(s.parts) == 0 {
		return nil, nil
	}
	var found []ranked
	q := wantedOf(terms)
	err := ask(ctx, s.text(), s.args, func(rows *sql.Rows) error {
		h, p, err := scanHit(rows)
		if err != nil {
			return err
		}
		if r, ok := q.rank(p, h); ok {
			found = append(found, r)
		}
		return nil
	})
	return likeliest(found, limit), err
}

// nearestAmong finds them among patients, without a database.
func nearestAmong(terms []term, patients []clinic.Patient, limit int) []Hit {
	var found []ranked
	q := wantedOf(terms)
	for i := range patients {
		if r, ok := q.rank(&patients[i], HitOf(&patients[i])); ok {
			found = append(found, r)
		}
	}
	return likeliest(found, limit)
}

// nearStatement is the statement that reads whoever may be nearest.
type nearStatement struct {
	terms  []term
	counts []int
	parts  []string
	args   []any
}

func (s *nearStatement) arg(v any) string {
	s.args = append(s.args, v)
	return "$" + strconv.Itoa(len(s.args))
}

func (s *nearStatement) text() string {
	return "SELECT " + hitColumns + " FROM (SELECT DISTINCT patient_id FROM (" + strings.Join(s.parts, " UNION ALL ") +
		") AS anybody) l JOIN patient p ON p.id = l.patient_id"
}

func (s *nearStatement) answered(i int) bool { return i < len(s.counts) && s.counts[i] > 0 }

// leaveOneOut reads who answers all terms but one, or all that anybody answers.
func (s *nearStatement) leaveOneOut() {
	var known, missing []int
	for i := range s.terms {
		if s.answered(i) {
			known = append(known, i)
		} else {
			missing = append(missing, i)
		}
	}
	switch {
	case len(known) == 0:
		return
	case len(missing) > 0:
		s.among(known, missing)
	}
	for i, out := range known {
		if rest := slices.Delete(slices.Clone(known), i, i+1); len(rest) > 0 && (len(missing) == 0 || len(rest) > 1) {
			s.among(rest, append([]int{out}, missing...))
		}
	}
	// A whole birth date or number says who is meant even where no name is right.
	for _, i := range known {
		if len(known) > 2 && s.terms[i][0].kind != NameToken {
			s.among([]int{i}, nil)
		}
	}
}

// among reads who answers some terms. Of a crowd, those come first in whom a word begins like one that is left out.
func (s *nearStatement) among(some, without []int) {
	leading := slices.MinFunc(some, func(a, b int) int { return s.counts[a] - s.counts[b] })
	var others strings.Builder
	for _, i := range some {
		if i != leading {
			others.WriteString(" AND " + answered(s.terms[i], within(s.arg), s.arg))
		}
	}
	var begins []string
	if s.counts[leading] > fromEach {
		for _, i := range without {
			if t := s.terms[i][0]; t.kind == NameToken {
				first := firstLetters(t.text, 1)
				begins = append(begins, "(o.token || '') BETWEEN "+s.arg(first)+" AND "+s.arg(first+string(unicode.MaxRune)))
			}
		}
	}
	if len(begins) > 0 {
		others.WriteString(" AND EXISTS (SELECT 1 FROM search_token o WHERE o.patient_id = t.patient_id AND o.kind = " +
			s.arg(NameToken) + " AND (" + strings.Join(begins, " OR ") + "))")
	}
	s.add(s.tokens(s.terms[leading]), others.String())
}

// join reads who answers when two words that follow each other are one: a name with a blank in it.
func (s *nearStatement) join() {
	for i := range len(s.terms) - 1 {
		if s.terms[i][0].kind != NameToken || s.terms[i+1][0].kind != NameToken {
			continue
		}
		one := clip(s.terms[i][0].text + s.terms[i+1][0].text)
		s.others(s.words(one, 1), func(j int) bool { return j != i && j != i+1 && s.terms[j][0].kind == NameToken })
	}
}

// forgiveMore reads who answers when one slip more is forgiven in a word that nobody has, or one in a number, where little
// else was typed.
func (s *nearStatement) forgiveMore() {
	known := 0
	for i := range s.terms {
		if s.answered(i) {
			known++
		}
	}
	if known > 1 {
		return
	}
	all := func(int) bool { return true }
	for i, t := range s.terms {
		if s.answered(i) {
			continue
		}
		text := t[0].text
		switch letters := utf8.RuneCountInString(text); {
		case t[0].kind == NameToken && letters >= wideLetters && !spaceless(text):
			s.others(s.words(text, 2), all)
		case t[0].kind == phoneToken && letters >= sameNumber:
			s.others(s.tokens(term{
				{kind: phoneToken, text: text[letters-halfNumber:], whole: true}, {kind: phoneToken, text: strings.TrimLeft(text, "0")[:halfNumber]},
			}), all)
		}
		if len(s.terms) == 1 {
			for _, d := range wholeDates(t) {
				var days term
				for _, other := range slippedDates(d, d.Time()) {
					days = append(days, span{kind: birthToken, text: string(other), whole: true})
				}
				s.others(s.tokens(days), all)
			}
		}
	}
}

// others adds who has the tokens and answers those of the chosen terms that anybody answers.
func (s *nearStatement) others(tokens []string, chosen func(i int) bool) {
	var others strings.Builder
	for i := range s.terms {
		if s.answered(i) && chosen(i) {
			others.WriteString(" AND " + answered(s.terms[i], within(s.arg), s.arg))
		}
	}
	s.add(tokens, others.String())
}

// add adds who has one of the tokens, and answers others.
func (s *nearStatement) add(tokens []string, others string) {
	for _, one := range tokens {
		s.parts = append(s.parts, "SELECT patient_id FROM ("+one+others+" LIMIT "+strconv.Itoa(fromEach)+") AS part"+strconv.Itoa(len(s.parts)))
	}
}

// tokens is who has a token of a term, in one statement for each of its spans that is the start of words, and one for all
// whole words: PostgreSQL would not look up a list of spans each by itself.
func (s *nearStatement) tokens(t term) []string {
	var each, whole []string
	for _, p := range t {
		if p.whole {
			text := s.arg(p.text)
			whole = append(whole, "(0, "+text+"), (1, "+text+")")
			continue
		}
		each = append(each, "SELECT t.patient_id FROM search_token t WHERE t.archived IN (0, 1) AND "+within(s.arg)("t", p))
	}
	if len(whole) > 0 {
		each = append(each, "SELECT t.patient_id FROM (VALUES "+strings.Join(whole, ", ")+") w CROSS JOIN search_token t"+
			" WHERE t.archived = w.column1 AND t.kind = "+s.arg(t[0].kind)+" AND t.token = w.column2")
	}
	return each
}

// words is who has a word that may be the one typed, with so many letters left out.
func (s *nearStatement) words(typed string, slips int) []string {
	forms := make(map[string]bool)
	leaveOut([]rune(typed), slips, forms)
	var marks []string
	for _, f := range slices.Sorted(maps.Keys(forms)) {
		marks = append(marks, "("+s.arg(f)+")")
	}
	if key := sound(typed); key != "" {
		marks = append(marks, "("+s.arg(soundMark+key)+")")
	}
	return []string{"SELECT t.patient_id FROM (SELECT DISTINCT v.word FROM (VALUES " + strings.Join(marks, ", ") +
		") f CROSS JOIN search_variant v WHERE v.variant = f.column1) w CROSS JOIN (SELECT 0 AS archived UNION ALL SELECT 1) a CROSS JOIN search_token t" +
		" WHERE t.archived = a.archived AND t.kind = " + s.arg(NameToken) + " AND t.token = w.word"}
}

// within is the condition that a token lies in a span.
func within(arg func(any) string) func(alias string, p span) string {
	return func(alias string, p span) string {
		return alias + ".kind = " + arg(p.kind) + " AND " + alias + ".token >= " + arg(p.text) + " AND " + alias + ".token <= " + arg(p.end())
	}
}

func firstLetters(word string, n int) string {
	r := []rune(word)
	return string(r[:min(n, len(r))])
}

// wholeDates are the days that a term may mean.
func wholeDates(t term) []clinic.Date {
	var out []clinic.Date
	for _, p := range t {
		d := clinic.Date(p.text)
		if len(p.text) == len(typedDay) && p.text[2] == '-' {
			d = clinic.Date(p.text[6:] + p.text[2:6] + p.text[:2])
		}
		if p.kind == birthToken && d.Valid() {
			out = append(out, d)
		}
	}
	return out
}

// typedDay is a day as it is typed, in the form of birthTexts.
const typedDay = "02-01-2006"

// wanted is what was typed, ready to be compared.
type wanted struct {
	terms  []term
	sounds []string // of each term that is a word of a name
	joined []term   // each with the next, where both are words of names
	both   []string // their sounds
}

func wantedOf(terms []term) wanted {
	q := wanted{terms: terms, sounds: make([]string, len(terms)), joined: make([]term, len(terms)), both: make([]string, len(terms))}
	for i, t := range terms {
		if t[0].kind != NameToken {
			continue
		}
		q.sounds[i] = sound(t[0].text)
		if i+1 < len(terms) && terms[i+1][0].kind == NameToken {
			one := t[0].text + terms[i+1][0].text
			q.joined[i], q.both[i] = term{{kind: NameToken, text: one}}, sound(one)
		}
	}
	return q
}

// rank says how near a patient comes. One of whom nothing that was typed is right is not near, unless all of it nearly is.
func (q *wanted) rank(p *clinic.Patient, h Hit) (ranked, bool) {
	who := spell(p)
	// sums[i] is the best that the first i terms come to, two of them taken for one where that is better.
	sums, right, all := make([]float64, len(q.terms)+1), false, true
	for i, t := range q.terms {
		l, w := who.answers(t, q.sounds[i])
		right, all = right || l >= near, all && l >= somewhat && utf8.RuneCountInString(t[0].text) >= wideLetters
		if sum := sums[i] + w; i == 0 || sums[i+1] == 0 || sum > sums[i+1] {
			sums[i+1] = sum
		}
		if q.joined[i] != nil {
			if l, w := who.answers(q.joined[i], q.both[i]); l >= near {
				right, sums[i+2] = true, sums[i]+w
			}
		}
	}
	h.Match = MatchNearest
	return ranked{h, sums[len(q.terms)], sortName(p)}, right || all
}

// answers says how well a term is answered, and what that weighs.
func (p *spelt) answers(t term, soundOf string) (level, float64) {
	switch t[0].kind {
	case NameToken:
		given, family := wordAmong(t[0].text, soundOf, p.given), wordAmong(t[0].text, soundOf, p.family)
		if g, f := givenWeights[given], familyWeights[family]; given > unknown && (g > f || family == unknown) {
			return given, g
		}
		return family, familyWeights[family]
	case phoneToken, birthToken:
	}
	best, weight := unlike, 0.0
	for _, s := range t {
		l, w := p.answersNumber(s)
		if l > best || weight == 0 {
			best, weight = l, w
		}
	}
	return best, weight
}

func (p *spelt) answersNumber(s span) (level, float64) {
	if s.kind == phoneToken {
		l := unlike
		for _, d := range p.phones {
			switch {
			case strings.Contains(d, s.text) && len(s.text) >= sameNumber-2:
				l = alike
			case strings.Contains(d, s.text):
				l = max(l, near)
			case len(s.text) >= sameNumber && edlib.OSADamerauLevenshteinDistance(strings.TrimLeft(d, "0"), strings.TrimLeft(s.text, "0")) == 1:
				l = max(l, near)
			}
		}
		return l, phoneWeights[l]
	}
	l := unlike
	for _, text := range birthTexts(p.Patient) {
		whole := len(s.text) == len(text) || len(s.text) == len(text)-1 && strings.HasSuffix(s.text, "-")
		switch {
		case strings.HasPrefix(text, s.text) && whole:
			l = alike
		case strings.HasPrefix(text, s.text):
			l = max(l, near)
		}
	}
	for _, d := range wholeDates(term{s}) {
		if oneSlip(d, p.BirthDate) {
			l = max(l, near)
		}
	}
	return l, birthWeights[l]
}

// wordAmong compares a word that was typed, perhaps not to its end yet, with those of parts of a name.
func wordAmong(typed, soundOf string, parts []part) level {
	best := unknown
	for _, part := range parts {
		best = max(best, unlike)
		for i, run := range part.runs {
			switch {
			case run == typed:
				return alike
			case strings.HasPrefix(run, typed) && len(typed) >= shortestSimilar:
				best = max(best, near)
			default:
				best = max(best, wordLevel(typed, soundOf, run, part.sounds[i]))
			}
		}
		for _, w := range part.words {
			switch {
			case w == typed:
				return alike
			case len(part.words) > 1:
				best = max(best, wordLevel(typed, soundOf, w, sound(w)))
			}
		}
	}
	return best
}
