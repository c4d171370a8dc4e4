package lookup

import (
	"math"
	"slices"
	"strings"

	"github.com/hbollon/go-edlib"

	"regimen/internal/clinic"
)

// How much speaks for two records, or for a record and what was typed, being of one person is reckoned in one way
// here, after Fellegi and Sunter (A Theory for Record Linkage, Journal of the American Statistical Association 64,
// 1969): each field that is compared adds the binary logarithm of how much oftener it comes out so between two
// records of one person (m) than between two people (u). Where one of the records says nothing, nothing is added.
//
// The u of names is that of common ones, so that nobody is found for being called Jones alone: Jones, Williams and
// Brown are each 5,900 to 6,100 in a million Australians (World Names Public Profiler). That of a birth date is a
// day of 65 years. The m are estimates of what reception desks write: nine names in ten as they are or nearly, one
// family name in sixteen changed by marriage, two dates in three hundred wholly wrong.
type chance struct{ m, u float64 }

func (c chance) weight() float64 { return math.Log2(c.m / c.u) }

// Level is how much alike two fields are.
type level int

const (
	unknown  level = iota // one of them is empty
	unlike                // nothing in common
	somewhat              // a short form, an initial, or a like beginning
	near                  // written with a slip or sounding the same, or with a word more; of a date, one slip
	alike                 // the same but for case, accents, apostrophes, hyphens and blanks
	levels
)

// weights are those of a field at each level.
type weights [levels]float64

func weigh(same, nearly, some, not chance) weights {
	return weights{unlike: not.weight(), somewhat: some.weight(), near: nearly.weight(), alike: same.weight()}
}

var (
	givenWeights  = weigh(chance{0.80, 1.0 / 100}, chance{0.10, 1.0 / 200}, chance{0.05, 1.0 / 33}, chance{0.05, 0.955})
	familyWeights = weigh(chance{0.85, 1.0 / 165}, chance{0.07, 1.0 / 1000}, chance{0.02, 1.0 / 50}, chance{0.06, 0.973})
	// A date is one slip away from some forty others.
	birthWeights = weigh(chance{0.955, 1.0 / 23_741}, chance{0.04, 40.0 / 23_741}, chance{1, 1}, chance{1.0 / 150, 0.998})
	// People change their number, and share it with one or two of 10,000: those of their household.
	phoneWeights = weigh(chance{0.50, 1.0 / 10_000}, chance{0.02, 1.0 / 20_000}, chance{1, 1}, chance{0.48, 0.999})
	// turnedWeight is added where the given name stands for the family name.
	turnedWeight = chance{1, 10}.weight()
)

const (
	// enoughToOffer is the weight from which a patient is offered to who enters another: half of the name and the
	// birth date, or all of the name, or the number and half of the name.
	enoughToOffer = 10
	// enoughToList is the weight from which two records are listed: in a register of 20,000 there are 200 million pairs.
	enoughToList = 13
)

// Likeness is how two records of patients compare.
type Likeness struct {
	Score  float64 // the sum of the weights
	given  level
	family level
	turned bool // given and family name changed about
	birth  level
	phone  level
}

// compare is the rule.
func compare(p, other *spelt) Likeness {
	l := namesAlike(p, other)
	l.birth, l.phone = birthsAlike(p.BirthDate, other.BirthDate), phonesAlike(p, other)
	l.Score = l.name() + birthWeights[l.birth] + phoneWeights[l.phone]
	return l
}

func (l *Likeness) name() float64 {
	sum := givenWeights[l.given] + familyWeights[l.family]
	if l.turned {
		sum += turnedWeight
	}
	return sum
}

// Reasons are what speaks for it, or against, in the order of a record.
func (l Likeness) Reasons() []clinic.LikenessReason {
	var out []clinic.LikenessReason
	add := func(is bool, r clinic.LikenessReason) {
		if is {
			out = append(out, r)
		}
	}
	both := min(l.given, l.family)
	add(both == alike, clinic.SameName)
	add(both == near || both == somewhat, clinic.NearName)
	add(l.given == unlike && l.family >= near, clinic.OtherGivenName)
	add(l.family == unlike && l.given >= near, clinic.OtherFamilyName)
	add(l.given == unlike && l.family < near || l.family == unlike && l.given < near, clinic.OtherName)
	add(both == unknown && max(l.given, l.family) >= somewhat, clinic.PartOfName)
	add(l.turned, clinic.NameTurned)
	add(l.birth == alike, clinic.SameBirthDate)
	add(l.birth == near, clinic.NearBirthDate)
	add(l.birth == unlike, clinic.OtherBirthDate)
	add(l.phone == alike, clinic.SamePhone)
	return out
}

// spelt is a patient with the name in all the ways it is compared in, which take longer to make than to compare.
type spelt struct {
	*clinic.Patient
	given, family []part // each may have been said in more than one way
	whole, turned []string
	phones, ends  []string
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
			if len(one.runs) > 0 {
				out = append(out, one)
			}
		}
		return out
	}
	return spelt{
		p, parts(p.GivenName, p.PreferredName), parts(p.FamilyName),
		runTogether(p.GivenName + " " + p.FamilyName), runTogether(p.FamilyName + " " + p.GivenName),
		phoneDigits(p), phoneEnds(p),
	}
}

// namesAlike compares two whole names, with given and family name in their places or changed about.
func namesAlike(p, other *spelt) Likeness {
	full := p.full() || other.full()
	turnedWhole := common(p.whole, other.turned) || common(p.turned, other.whole)
	// In a script without spaces the family name stands first as a rule.
	if full && (common(p.whole, other.whole) || turnedWhole && spaceless(p.whole[0])) {
		return Likeness{given: alike, family: alike}
	}
	best := Likeness{given: partsAlike(p.given, other.given), family: partsAlike(p.family, other.family)}
	if best.given >= near && best.family >= near {
		return best
	}
	turned := Likeness{given: partsAlike(p.given, other.family), family: partsAlike(p.family, other.given), turned: true}
	if full && turnedWhole {
		turned.given, turned.family = alike, alike
	}
	if min(turned.given, turned.family) >= somewhat && turned.name() > best.name() {
		return turned
	}
	return best
}

// full reports whether there are a given and a family name.
func (p *spelt) full() bool { return len(p.given) > 0 && len(p.family) > 0 }

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// partsAlike compares two parts of names.
func partsAlike(mine, theirs []part) level {
	best := unknown
	for i := range mine {
		for j := range theirs {
			best = max(best, partAlike(&mine[i], &theirs[j]))
		}
	}
	return best
}

func partAlike(mine, theirs *part) level {
	best := unlike
	for i, a := range mine.runs {
		for j, b := range theirs.runs {
			if a == b {
				return alike
			}
			best = max(best, wordLevel(a, mine.sounds[i], b, theirs.sounds[j]))
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

// likeEnough is the Jaro-Winkler similarity from which two words are somewhat alike: John and Jonathan are, John and
// Joseph are not.
const likeEnough = 0.80

// wordLevel compares two words that are not the same, with their sounds.
func wordLevel(a, soundOfA, b, soundOfB string) level {
	short, long := a, b
	if len(short) > len(long) {
		short, long = b, a
	}
	switch {
	case soundOfA != "" && soundOfA == soundOfB, slipsApart(a, b):
		return near
	case strings.HasPrefix(long, short), // Jo for Joanne, or an initial
		edlib.JaroWinklerSimilarity(a, b) >= likeEnough:
		return somewhat
	}
	return unlike
}

// wordsAlike reports whether one word may be written for the other.
func wordsAlike(a, b string) bool {
	return slipsApart(a, b) || sound(a) != "" && sound(a) == sound(b)
}

// slipsApart reports whether one word may be the other with the slips that are forgiven: a letter missing, added,
// wrong, or changed about with the next (optimal string alignment).
func slipsApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	letters := min(len(x), len(y))
	if letters < shortestSimilar || letters == shortestSimilar && x[0] != y[0] || spaceless(a) || max(len(x), len(y))-letters > Slips(letters) {
		return false
	}
	return edlib.OSADamerauLevenshteinDistance(a, b) <= Slips(letters)
}

func birthsAlike(a, b clinic.Date) level {
	switch {
	case !a.Valid() || !b.Valid():
		return unknown
	case a == b:
		return alike
	case oneSlip(a, b):
		return near
	}
	return unlike
}

func phonesAlike(p, other *spelt) level {
	if len(p.ends) == 0 || len(other.ends) == 0 {
		return unknown
	}
	for _, end := range p.ends {
		for _, d := range other.phones {
			if strings.HasSuffix(d, end) {
				return alike
			}
		}
	}
	return unlike
}
