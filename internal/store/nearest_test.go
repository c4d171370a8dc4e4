package store

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store/lookup"
)

// register makes n patients with names of several languages, many of them nearly alike, all with a birth date and a number.
func register(n int) []clinic.Record {
	r := rand.New(rand.NewPCG(14, 26))
	next, stop := iter.Pull(demo.Names(7))
	defer stop()
	out := make([]clinic.Record, n)
	for i := range out {
		name, _ := next()
		p := &clinic.Patient{
			ID: fmt.Sprintf("p%06d", i), GivenName: name[0], FamilyName: name[1], CreatedAt: day,
			BirthDate: clinic.DateOf(time.Date(1935+r.IntN(80), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC)),
			Phones:    []clinic.Phone{{Label: "mobile", Number: fmt.Sprintf("04%02d %03d %03d", r.IntN(100), r.IntN(1000), r.IntN(1000))}},
		}
		if i%20 == 0 {
			p.ArchivedAt = day
		}
		out[i] = p
	}
	return out
}

// soiler makes the errors that the generator of FEBRL makes (Christen, Probabilistic Data Generation for Deduplication
// and Data Linkage, 2005): of the finger, of the ear, blanks, fields changed about or changed in the meantime.
type soiler struct{ *rand.Rand }

// heard are spellings that sound the same, each with another.
var heard = strings.NewReplacer("ph", "f", "ck", "k", "sch", "sh", "th", "t", "ie", "y", "ee", "ea", "ou", "u", "v", "f", "c", "k", "z", "s", "y", "i", "tz", "ts", "oo", "u", "qu", "kw")

func (r soiler) letters(name string) string {
	l := []rune(name)
	if len(l) < 3 {
		return name
	}
	i := 1 + r.IntN(len(l)-2)
	switch r.IntN(6) {
	case 0, 1:
		l[i], l[i+1] = l[i+1], l[i]
	case 2:
		l = slices.Delete(l, i, i+1)
	case 3:
		l = slices.Insert(l, i, rune('a'+r.IntN(26)))
	case 4:
		l[i] = rune('a' + r.IntN(26))
	default:
		if h := heard.Replace(name); h != name {
			return h
		}
		l = slices.Insert(l, i, l[i])
	}
	return string(l)
}

func (r soiler) blank(name string) string {
	l := []rune(name)
	if len(l) < 4 {
		return name
	}
	return string(slices.Insert(l, 2+r.IntN(len(l)-3), ' '))
}

func (r soiler) digit(d clinic.Date) clinic.Date {
	if r.IntN(3) == 0 {
		if turned := d[:5] + d[8:] + d[4:7]; turned.Valid() && turned < clinic.DateOf(day) {
			return turned
		}
	}
	for {
		text := []byte(d)
		i := []int{2, 3, 5, 6, 8, 9}[r.IntN(6)]
		text[i] = byte('0' + r.IntN(10))
		if other := clinic.Date(text); other.Valid() && other != d && other < clinic.DateOf(day) {
			return other
		}
	}
}

// typed is what is typed to find a patient, with one error or two in it, and their names.
func (r soiler) typed(p clinic.Patient) (query, errors string) {
	with := r.IntN(4) // 0: a name alone, 1: with the number, otherwise with the birth date
	var made []string
	for range 1 + r.IntN(2) {
		error := r.IntN(6)
		switch {
		case error == 0:
			p.GivenName = r.letters(p.GivenName)
		case error == 1:
			p.FamilyName = r.letters(p.FamilyName)
		case error == 2 && r.IntN(2) == 0:
			p.GivenName = r.blank(p.GivenName)
		case error == 2:
			p.FamilyName = r.blank(p.FamilyName)
		case error == 3:
			p.GivenName, p.FamilyName = p.FamilyName, p.GivenName
		case error == 4 && with > 1:
			p.BirthDate = r.digit(p.BirthDate)
		case error == 5 && with > 0 && !slices.Contains(made, "5"):
			p.FamilyName = []string{"Featherstone", "Nakamura", "Oyelaran", "Smith"}[r.IntN(4)]
		default:
			p.GivenName = r.letters(p.GivenName)
		}
		made = append(made, fmt.Sprint(error))
	}
	query = p.GivenName + " " + p.FamilyName
	switch with {
	case 0:
	case 1:
		query += " " + p.Phones[0].Number
	default:
		query += " " + p.BirthDate.Time().Format("2/1/2006")
	}
	return query, strings.Join(made, "+")
}

// Of patients who are asked for with the errors that people make, the right one is among the first ten.
func TestNearestOfDirtyPairs(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	all := register(20_000)
	if testing.Short() || onPostgres {
		all = register(4_000)
	}
	must(s.Load(t.Context(), clinic.Say("Register"), all))(t)
	r := soiler{rand.New(rand.NewPCG(95, 100))}
	const pairs = 500
	found, nearest := 0, 0
	missed := make(map[string]int)
	for range pairs {
		p := *all[r.IntN(len(all))].(*clinic.Patient)
		query, errors := r.typed(p)
		hits := must(s.Search(t.Context(), query, 10))(t)
		if len(hits) > 0 && hits[0].Match == lookup.MatchNearest {
			nearest++
		}
		if slices.Contains(ids(hits), p.ID) {
			found++
			continue
		}
		missed[errors]++
		t.Logf("%q does not find %s %s %s %s", query, p.GivenName, p.FamilyName, p.BirthDate, p.Phones[0].Number)
	}
	t.Logf("%d of %d found, where nobody answers all in %d; missed by errors: %v", found, pairs, nearest, missed)
	if found < pairs*95/100 {
		t.Errorf("%d of %d are among the first ten", found, pairs)
	}
}

// Where nobody answers all that is typed the nearest are found, and nobody of whom nothing is right.
func TestNearest(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	for _, c := range []clinic.Patient{
		*whoever("jaxson", "Jaxson|Selth|1913-07-07|0411 222 333"), *whoever("doyle", "Tom|Doyle|1992-05-09"), *whoever("o", "O|Ng|1980-02-03"),
		*whoever("smith", "John|Smith|1970-07-07|0444 555 666"),
	} {
		apply(t, s, put(&c))
	}
	for _, c := range []struct {
		query string
		want  string // the first; "" for nobody
	}{
		{"margaret dole 1962", "marg"},       // a year that nobody of the name was born in
		{"margaret featherstone", "marg"},    // one word right
		{"featherstone margaret", "marg"},    // wherever it stands
		{"Ja xson Selht", "jaxson"},          // a blank in the middle of a name
		{"Selht Ja xson", "jaxson"},          // changed about besides
		{"Mar garet Doyle", "marg"},          //
		{"Jax son Featherstone", "jaxson"},   // a blank, and another family name
		{"Margaret Jones 3/4/1961", "marg"},  // she married
		{"Jones Peggy 0412 345 678", "marg"}, // with her number
		{"Margaret Doyle 3/4/1962", "marg"},  // a digit of the birth date
		{"Margaret Doyle 4/4/1961", "marg"},  //
		{"Margaret Doyle 0412 345 679", "marg"},
		{"Tom Doyle 1961", "doyle"}, // the name before the year
		{"4/4/1961", "marg"},        // a digit, and nothing else
		{"0412 345 679", "marg"},    //
		{"0412 445 678", "marg"},    //
		{"Jahsonn", "jaxson"},       // two slips in a short name
		{"王小红", ""},
		{"王 大明", "wang"},
		{"Ольга Иванова", "olga"},
		{"o xu", "o"},
		{"anette smits 1970", "gone"},
		{"zzz", ""},
		{"qqqq wwww", ""},
		{"777", ""},
		{"1/1/1901", ""},
		{"?", ""},
	} {
		hits := must(s.Search(t.Context(), c.query, 10))(t)
		among := lookup.Among(c.query, s.Now(), allPatients(t, s), 10)
		for how, found := range map[string][]lookup.Hit{"the search": hits, "without a database": among} {
			switch {
			case c.want == "" && len(found) > 0:
				t.Errorf("%s: %q finds %v", how, c.query, found)
			case c.want != "" && (len(found) == 0 || found[0].ID != c.want || found[0].Match != lookup.MatchNearest || !lookup.OnlyNear(found)):
				t.Errorf("%s: %q finds %v, want %s as the nearest", how, c.query, found, c.want)
			}
		}
	}
	if hits := must(s.Search(t.Context(), "margaret doyle", 10))(t); lookup.OnlyNear(hits) || len(hits) != 1 {
		t.Errorf("who answers all is found by itself: %v", hits)
	}
}

func allPatients(t *testing.T, s *Store) (out []clinic.Patient) {
	t.Helper()
	err := records(t.Context(), s.reads, clinic.KindPatient, "", nil, func(r clinic.Record) error {
		out = append(out, *r.(*clinic.Patient))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// BenchmarkNearest asks 20,000 patients for those of whom nobody answers all that is typed, and for the same ones as they
// are written: the ratio is of the medians.
func BenchmarkNearest(b *testing.B) {
	s := openTest(b)
	all := register(20_000)
	must(s.Load(b.Context(), clinic.Say("Register"), all))(b)
	if onPostgres {
		if err := asOwner(b, s.cfg.Dir, "ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
	r := soiler{rand.New(rand.NewPCG(16, 15))}
	var dirty, clean []string
	for len(dirty) < 100 {
		p := *all[r.IntN(len(all))].(*clinic.Patient)
		query, _ := r.typed(p)
		if hits := must(s.Search(b.Context(), query, searchLimit))(b); len(hits) > 0 && hits[0].Match == lookup.MatchNearest {
			words := strings.Fields(query)
			dirty = append(dirty, query)
			right := p.GivenName + " " + p.FamilyName
			switch last := words[len(words)-1]; {
			case strings.Contains(last, "/"):
				right += " " + p.BirthDate.Time().Format("2/1/2006")
			case last[0] >= '0' && last[0] <= '9':
				right += " " + p.Phones[0].Number
			}
			clean = append(clean, right)
		}
	}
	// The least of each is taken: the others are longer only because the machine had something else to do.
	fallBack, plain := make([]time.Duration, len(dirty)), make([]time.Duration, len(dirty))
	took := func(query string, before time.Duration) time.Duration {
		now := timed(func() { must(s.Search(b.Context(), query, searchLimit))(b) })
		if before == 0 {
			return now
		}
		return min(before, now)
	}
	for b.Loop() {
		for i := range dirty {
			fallBack[i], plain[i] = took(dirty[i], fallBack[i]), took(clean[i], plain[i])
		}
	}
	slices.Sort(fallBack)
	slices.Sort(plain)
	half := len(dirty) / 2
	b.ReportMetric(milliseconds(fallBack[half]), "ms/fall-back")
	b.ReportMetric(milliseconds(plain[half]), "ms/plain")
	b.ReportMetric(milliseconds(fallBack[len(fallBack)-1]), "ms/slowest-query")
	b.ReportMetric(float64(fallBack[half])/float64(plain[half]), "ratio")
	b.ReportMetric(0, "ns/op")
}
