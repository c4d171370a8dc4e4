package lookup

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A misspelt name is found over the words that are there with a letter or two left out: two words that are
// one slip apart have such a form in common. A misheard one is found over its sound.

const (
	shortestSimilar = 3  // letters; a shorter word is too near to everything
	longWord        = 8  // letters from which two slips are forgiven
	variantLetters  = 12 // letters in which slips are looked for
	mostSimilar     = 12 // words that stand in for a misspelt one
	rangeLimit      = 200
	// soundMark sets sounds apart from spellings among the variants.
	soundMark = "~"
)

// Slips is how many slips are forgiven in a word: a letter missing, added, wrong, or swapped with the next.
func Slips(letters int) int {
	switch {
	case letters < shortestSimilar:
		return 0
	case letters < longWord:
		return 1
	}
	return 2
}

// Variants are the forms under which a misspelt or misheard word finds this one.
func Variants(word string) map[string]bool {
	set := make(map[string]bool)
	letters := []rune(word)
	if len(letters) < shortestSimilar || spaceless(word) {
		return set
	}
	leaveOut(letters, Slips(len(letters)), set)
	if key := sound(word); key != "" {
		set[soundMark+key] = true
	}
	return set
}

// leaveOut adds the word, and the word with up to n letters left out.
func leaveOut(letters []rune, n int, set map[string]bool) {
	set[string(letters)] = true
	if n == 0 || len(letters) <= 2 {
		return
	}
	for i := range min(len(letters), variantLetters) {
		leaveOut(slices.Delete(slices.Clone(letters), i, i+1), n-1, set)
	}
}

// indexWords keeps the roads to the words of names in step with the names: it is given the words that came
// to a patient and those that went.
func indexWords(ctx context.Context, w Writer, came, went []string) error {
	for _, word := range came {
		var known bool
		if err := w.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM search_variant WHERE word = $1)", word).Scan(&known); err != nil {
			return err
		}
		if known {
			continue
		}
		var rows []any
		for v := range Variants(word) {
			rows = append(rows, v, word)
		}
		if err := w.Insert(ctx, "search_variant (variant, word)", 2, rows); err != nil {
			return err
		}
	}
	for _, word := range went {
		err := w.Exec(ctx, `DELETE FROM search_variant WHERE word = $1 AND NOT EXISTS
			(SELECT 1 FROM search_token WHERE archived IN (0, 1) AND kind = 'name' AND token = $1)`, word)
		if err != nil {
			return err
		}
	}
	return nil
}

// similar finds the words of names that a typed word may have meant, the likeliest first.
func (ask Query) similar(ctx context.Context, typed string) ([]string, error) {
	letters := []rune(typed)
	if len(letters) < shortestSimilar || spaceless(typed) {
		return nil, nil
	}
	forms := make(map[string]bool)
	leaveOut(letters, Slips(len(letters)), forms)
	key := sound(typed)
	var b strings.Builder
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	b.WriteString("SELECT word FROM search_variant WHERE variant IN (" + arg(soundMark+key))
	for f := range forms {
		b.WriteString(", " + arg(f))
	}
	b.WriteString(")")
	// The word may not be typed to its end yet.
	var starts []string
	if len([]rune(key)) >= 3 {
		starts = append(starts, soundMark+key)
	}
	if len(letters) > 4 {
		short := make(map[string]bool)
		leaveOut(letters, 1, short)
		for f := range short {
			starts = append(starts, f)
		}
	}
	for _, f := range starts {
		b.WriteString(" UNION SELECT word FROM (SELECT word FROM search_variant WHERE variant >= " + arg(f) +
			" AND variant <= " + arg(f+string(unicode.MaxRune)) + " ORDER BY variant, word LIMIT " + strconv.Itoa(rangeLimit) + ") AS begins")
	}
	type candidate struct {
		word string
		away int
	}
	var found []candidate
	err := ask(ctx, b.String(), args, func(rows *sql.Rows) error {
		var word string
		if err := rows.Scan(&word); err != nil {
			return err
		}
		if strings.HasPrefix(word, typed) {
			return nil // found without forgiving anything
		}
		other := []rune(word)
		whole, start := Distance(letters, other)
		forgiven := Slips(len(letters))
		if len(letters) == shortestSimilar && letters[0] != other[0] {
			forgiven = 0
		}
		switch theirs := sound(word); {
		case whole <= forgiven:
			found = append(found, candidate{word, 2 * whole})
		case key != "" && theirs == key:
			found = append(found, candidate{word, 3})
		case len(letters) > 4 && start <= forgiven:
			found = append(found, candidate{word, 2*start + 2})
		case len([]rune(key)) >= 3 && strings.HasPrefix(theirs, key):
			found = append(found, candidate{word, 6})
		}
		return nil
	})
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.away, b.away), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, c := range found[:min(len(found), mostSimilar)] {
		out = append(out, c.word)
	}
	return out, err
}

// Distance counts the slips (optimal string alignment) between a typed word and another one, and between
// the typed word and the nearest start of the other.
func Distance(typed, word []rune) (whole, start int) {
	before := make([]int, len(word)+1)
	last := make([]int, len(word)+1)
	row := make([]int, len(word)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(typed); i++ {
		row[0] = i
		for j := 1; j <= len(word); j++ {
			cost := 1
			if typed[i-1] == word[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && typed[i-1] == word[j-2] && typed[i-2] == word[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(word)], slices.Min(last)
}

// sounds rewrites spellings that sound alike in English names, in order. A caret stands for the beginning of
// the word and a dollar sign for its end.
var sounds = strings.NewReplacer(
	"^kn", "^n", "^gn", "^n", "^pn", "^n", "^wr", "^r", "^ps", "^s", "^wh", "^w", "^x", "^s", "^mc", "^mk", "^mac", "^mk", "^sea", "^sha",
	"tsch", "x", "sch", "s", "tch", "x", "chr", "kr", "chl", "kl", "ch", "x", "sh", "s", "ph", "f", "gh$", "$", "ght", "t", "th", "t",
	"dge", "j", "dgi", "j", "dg", "j", "ge", "je", "gi", "ji", "gy", "jy", "ck", "k", "cqu", "k", "qu", "k", "q", "k",
	"sce", "se", "sci", "si", "ce", "se", "ci", "si", "cy", "sy", "c", "k", "x", "ks", "z", "s", "v", "f", "dt", "t", "mb$", "m$",
	"mps", "ms", "mpt", "mt", "stl", "sl", "hn", "n", "hm", "m", "hl", "l", "hr", "r", "lk", "k", "aw", "a", "ew", "e", "ow", "o", "w", "v", "aigh", "ei", "eigh", "ei", "igh", "ei",
	"ai", "e", "ay", "e", "ei", "e", "ey", "e", "ie", "e", "y", "i",
)

// sound is a key that words which sound alike in English have in common, or "" for a word in another
// script: the consonants, and in a short word the first vowel too.
func sound(word string) string {
	for _, r := range word {
		if r < 'a' || r > 'z' {
			return ""
		}
	}
	var consonants []rune
	var vowel, first rune
	for i, r := range strings.Trim(sounds.Replace("^"+word+"$"), "^$") {
		switch r {
		case 'a', 'e', 'i', 'o', 'u':
			v := r
			switch r {
			case 'e':
				v = 'i'
			case 'o':
				v = 'u'
			}
			if i == 0 {
				first = v
			} else if vowel == 0 {
				vowel = v
			}
		case 'h':
		default:
			if n := len(consonants); n == 0 || consonants[n-1] != r {
				consonants = append(consonants, r)
			}
		}
	}
	if len(consonants) == 0 {
		return ""
	}
	var key []rune
	if first != 0 {
		key = append(key, first)
	}
	if len(consonants) < 3 && vowel != 0 && first == 0 {
		key = append(append(key, consonants[0], vowel), consonants[1:]...)
	} else {
		key = append(key, consonants...)
	}
	return string(key)
}
