package lookup

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
)

// Pair is two records that may be of one person.
type Pair struct {
	A, B Hit // A was made first
	Likeness
}

// Are reports whether the pair is of these two patients.
func (p *Pair) Are(a, b string) bool { return ordered(p.A.ID, p.B.ID) == ordered(a, b) }

const (
	// mostSharing is how many patients may have a birth date in common, or a telephone number: what more have says
	// nothing about them, such as the day that another program wrote where none was known, or a nursing home's number.
	mostSharing = 100
	// mostNamesakes is how many patients of nearly the same name one is held against.
	mostNamesakes = 200
	// atOnce is after how many patients it is told how far the search has come.
	atOnce = 256
)

// Duplicates finds, in the whole register, the pairs of records that may be of one person, the likeliest first, but
// for those of whom it was decided that they are two people. lead gives the record that a joined one leads to: the pair
// is of that one then. told is called now and then with how many of all are done; it may be nil.
func Duplicates(ctx context.Context, ask Query, now time.Time, lead func(id string) string, told func(done, all int)) ([]Pair, error) {
	var patients []*clinic.Patient
	hits := make(map[string]Hit)
	err := ask(ctx, "SELECT "+hitColumns+" FROM patient_index i JOIN patient p ON p.id = i.patient_id ORDER BY p.created_at, p.id", nil, func(rows *sql.Rows) error {
		h, p, err := scanHit(rows)
		hits[h.ID], patients = h, append(patients, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	apart := make(map[[2]string]bool)
	err = ask(ctx, "SELECT patient_id, other_id FROM not_same", nil, func(rows *sql.Rows) error {
		var a, b string
		err := rows.Scan(&a, &b)
		apart[ordered(lead(a), lead(b))] = true
		return err
	})
	if err != nil {
		return nil, err
	}
	r := newRegister(patients, now)
	best := make(map[[2]string]int) // by the two patients, which of the pairs it is
	var pairs []Pair
	for i := range patients {
		if i%atOnce == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if told != nil {
				told(i, len(patients))
			}
		}
		r.against(i, func(j int, l Likeness) {
			a, b := lead(patients[min(i, j)].ID), lead(patients[max(i, j)].ID)
			n, known := best[ordered(a, b)]
			switch {
			case a == b || apart[ordered(a, b)]:
			case !known:
				best[ordered(a, b)] = len(pairs)
				pairs = append(pairs, Pair{hits[a], hits[b], l})
			case l.Score > pairs[n].Score:
				pairs[n].Likeness = l
			}
		})
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.A.Name, b.A.Name), strings.Compare(a.A.ID, b.A.ID), strings.Compare(a.B.ID, b.B.ID))
	})
	return pairs, nil
}

func ordered(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// register is all patients, and the ways to those who may be the same: no pair is weighed that has neither a birth
// date, nor a telephone number, nor, where a birth date is not known, a name nearly in common.
type register struct {
	now      time.Time
	patients []spelt
	born     map[clinic.Date][]int
	phones   map[string][]int // by their last digits
	wholes   map[string][]int // by the whole name run together
	named    map[[2]string][]int
	variants map[string][]string // the words of names, by what a word that may be meant has in common with them
	alike    map[string][]string // the words that may be written for one
	seen     []int               // the patient that each was last held against
	found    map[[2]int]bool
}

func newRegister(patients []*clinic.Patient, now time.Time) *register {
	r := &register{
		now: now, patients: make([]spelt, len(patients)), born: make(map[clinic.Date][]int), phones: make(map[string][]int), wholes: make(map[string][]int),
		named: make(map[[2]string][]int), variants: make(map[string][]string), alike: make(map[string][]string), seen: make([]int, len(patients)),
		found: make(map[[2]int]bool),
	}
	days, ends := make(map[clinic.Date]int), make(map[string]int)
	for _, p := range patients {
		days[p.BirthDate]++
		for _, end := range phoneEnds(p) {
			ends[end]++
		}
	}
	known := make(map[string]bool)
	for i, p := range patients {
		if days[p.BirthDate] > mostSharing || !p.BirthDate.Valid() {
			undated := *p
			undated.BirthDate = ""
			p = &undated
		}
		s := spell(p)
		s.ends = slices.DeleteFunc(s.ends, func(end string) bool { return ends[end] > mostSharing })
		r.patients[i], r.seen[i] = s, -1
		if p.BirthDate != "" {
			r.born[p.BirthDate] = append(r.born[p.BirthDate], i)
		}
		for _, end := range s.ends {
			end = lastDigits(end)
			r.phones[end] = append(r.phones[end], i)
		}
		for _, w := range append(slices.Clone(s.whole), s.turned...) {
			r.wholes[w] = append(r.wholes[w], i)
		}
		given, family := wordsOf(p.GivenName, p.PreferredName), wordsOf(p.FamilyName)
		keys := make(map[[2]string]bool)
		for _, g := range given {
			for _, f := range family {
				keys[ordered(g, f)] = true
			}
		}
		for k := range keys {
			r.named[k] = append(r.named[k], i)
		}
		for _, w := range append(given, family...) {
			if !known[w] {
				known[w] = true
				for v := range Variants(w) {
					r.variants[v] = append(r.variants[v], w)
				}
			}
		}
	}
	return r
}

// lastDigits are as many digits as the shortest numbers have that are compared.
func lastDigits(end string) string { return end[max(0, len(end)-sameNumber+2):] }

// against holds a patient against those who may be the same and were not found to be before.
func (r *register) against(i int, found func(j int, l Likeness)) {
	p := &r.patients[i]
	weigh := func(j int) {
		if j == i || r.seen[j] == i {
			return
		}
		r.seen[j] = i
		if l := compare(p, &r.patients[j]); l.Score >= enoughToList && !r.found[[2]int{min(i, j), max(i, j)}] {
			r.found[[2]int{min(i, j), max(i, j)}] = true
			found(j, l)
		}
	}
	later := func(others []int) {
		at, _ := slices.BinarySearch(others, i+1)
		for _, j := range others[at:] {
			weigh(j)
		}
	}
	if p.BirthDate != "" {
		later(r.born[p.BirthDate])
		for _, d := range slippedDates(p.BirthDate, r.now) {
			later(r.born[d])
		}
	}
	for _, end := range p.ends {
		if others := r.phones[lastDigits(end)]; len(others) <= mostSharing {
			later(others)
		}
	}
	if p.BirthDate != "" {
		return
	}
	// The name alone speaks where one of the two has no birth date. That one looks for the other.
	byName := func(others []int) {
		at, _ := slices.BinarySearch(others, i)
		for _, j := range others[max(0, at-mostNamesakes):min(len(others), at+mostNamesakes)] {
			if j > i || r.patients[j].BirthDate != "" {
				weigh(j)
			}
		}
	}
	for _, w := range append(slices.Clone(p.whole), p.turned...) {
		byName(r.wholes[w])
	}
	given, family := wordsOf(p.GivenName, p.PreferredName), wordsOf(p.FamilyName)
	for _, g := range given {
		for _, f := range family {
			for _, a := range r.wordsLike(g) {
				for _, b := range r.wordsLike(f) {
					byName(r.named[ordered(a, b)])
				}
			}
		}
	}
}

// wordsLike are the words of names that may be written for one, and itself.
func (r *register) wordsLike(word string) []string {
	if known, ok := r.alike[word]; ok {
		return known
	}
	set := map[string]bool{word: true}
	for v := range Variants(word) {
		for _, w := range r.variants[v] {
			if !set[w] && wordsAlike(word, w) {
				set[w] = true
			}
		}
	}
	r.alike[word] = slices.Collect(maps.Keys(set))
	return r.alike[word]
}

// MayBeOne reports whether two records are listed.
func MayBeOne(a, b clinic.Patient) bool {
	x, y := spell(&a), spell(&b)
	return compare(&x, &y).Score >= enoughToList
}
