package anatomy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// searchEntry is a structure's names, folded and split into words.
type searchEntry struct {
	index  int // into Atlas.structures
	name   string
	fields [][]string // words of: name; formal and latin; synonyms; code, part and kind
	facts  [][]string // of a muscle: words of its nerve and roots; of each thing it does
}

// fold makes text comparable: no accents, no capitals, everything that is
// not a letter or digit a space.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case r == 'æ' || r == 'Æ':
			b.WriteString("ae")
		case r == 'œ' || r == 'Œ':
			b.WriteString("oe")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func words(s string) []string { return strings.Fields(fold(s)) }

func (a *Atlas) buildIndex() []searchEntry {
	out := make([]searchEntry, len(a.structures))
	for i, s := range a.structures {
		out[i] = searchEntry{
			index: i,
			name:  strings.Join(words(s.Name), " "),
			fields: [][]string{
				words(s.Name),
				append(words(s.Formal), words(s.Latin)...),
				words(strings.Join(s.Also, " ")),
				words(s.Code + " " + s.Part + " " + string(s.Kind)),
			},
		}
		if m, ok := a.muscles[s.Code]; ok {
			out[i].facts = append(out[i].facts, words(m.Nerve+" "+strings.Join(m.Roots, " ")))
			for _, x := range m.Actions {
				out[i].facts = append(out[i].facts, words(x.Name+" "+strings.Join(x.Agent, " ")))
			}
		}
	}
	return out
}

var sideWords = map[string]Side{
	"left": Left, "l": Left, "lt": Left, "lhs": Left,
	"right": Right, "r": Right, "rt": Right, "rhs": Right,
}

// smallWords name nothing and are passed over beside others.
var smallWords = []string{"of", "the", "and"}

// Search finds structures by the beginnings of any of their words, in any
// order, best first. Muscles are also found by what they do and by their nerve
// and roots: "hip abductor", "axillary nerve", "C5". "left", "l", "right" or "r" beside another word picks
// the side; without one a paired structure is returned on both sides. The
// side of a midline structure is always Midline. An empty query finds nothing.
func (a *Atlas) Search(query string) []Target {
	query2, side := splitSide(words(query))
	if named := slices.DeleteFunc(slices.Clone(query2), func(w string) bool { return slices.Contains(smallWords, w) }); len(named) > 0 {
		query2 = named
	}
	if len(query2) == 0 {
		return nil
	}
	whole := strings.Join(query2, " ")
	type match struct {
		entry *searchEntry
		rank  int
	}
	var found []match
	index := a.index()
	for i := range index {
		e := &index[i]
		rank, ok := e.rank(query2)
		if !ok {
			continue
		}
		switch {
		case e.name == whole:
			rank -= 2 * len(query2)
		case strings.HasPrefix(e.name, whole):
			rank -= len(query2)
		}
		found = append(found, match{e, rank})
	}
	slices.SortStableFunc(found, func(x, y match) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(len(x.entry.name), len(y.entry.name)))
	})
	var out []Target
	for _, m := range found {
		s := a.structures[m.entry.index]
		for _, on := range s.Sides() {
			if side == "" || on == side || on == Midline {
				out = append(out, Target{s.Code, on})
			}
		}
	}
	return out
}

// splitSide takes a side word out of the query. A query of a side word alone
// is left as it is: somebody has only begun to type.
func splitSide(query []string) ([]string, Side) {
	if len(query) < 2 {
		return query, ""
	}
	for i, w := range query {
		if side, ok := sideWords[w]; ok {
			return slices.Delete(slices.Clone(query), i, i+1), side
		}
	}
	return query, ""
}

// rank reports whether every word of the query begins some word of the
// entry; a lower rank is a better match. What its names do not say is said
// by one of its facts.
func (e *searchEntry) rank(query []string) (int, bool) {
	total := 0
	var rest []string
	for _, q := range query {
		best := -1
		for f, field := range e.fields {
			if slices.ContainsFunc(field, func(w string) bool { return begins(w, q) }) {
				best = f
				break
			}
		}
		if best < 0 {
			rest = append(rest, q)
			best = len(e.fields)
		}
		total += best * 3
	}
	if len(rest) == 0 {
		return total, true
	}
	i := slices.IndexFunc(e.facts, func(fact []string) bool {
		return !slices.ContainsFunc(rest, func(q string) bool { return !slices.ContainsFunc(fact, func(w string) bool { return begins(w, q) }) })
	})
	return total + 4*max(0, i-1), i >= 0 // what a muscle does in the first place before what it helps with
}

// begins reports whether a word begins with what was typed; a number is typed to its end.
func begins(word, typed string) bool {
	if n := len(typed); typed[n-1] >= '0' && typed[n-1] <= '9' {
		return word == typed
	}
	return strings.HasPrefix(word, typed)
}
