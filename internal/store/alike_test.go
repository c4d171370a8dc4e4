package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// whoever is a patient written as "Given|Family[|born[|phone]]".
func whoever(id, text string) *clinic.Patient {
	f := append(strings.Split(text, "|"), "", "", "")
	p := &clinic.Patient{ID: id, GivenName: f[0], FamilyName: f[1], BirthDate: clinic.Date(f[2]), CreatedAt: day}
	if f[3] != "" {
		p.Phones = []clinic.Phone{{Label: "mobile", Number: f[3]}}
	}
	return p
}

// A person who is there is offered however the name is written this time, and somebody else is not.
func TestLookAlikes(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for _, c := range []struct {
		there, typed string
		offered      bool
	}{
		{"José|Muñoz|1961-04-03", "Jose|Munoz|1961-04-03", true},
		{"José|Muñoz", "Jose|Munoz", true},
		{"Kate|O’Brien", "Kate|O'Brien", true},
		{"Kate|O’Brien", "Kate|OBrien", true},
		{"Kate|O’Brien", "Kate|O Brien", true},
		{"Kate|O‘Brien", "Kate|O’Brien", true},
		{"Mary-Jane|Van der Berg|1985-12-24", "Maryjane|Vanderberg|1985-12-24", true},
		{"Mary-Jane|Van der Berg", "Mary Jane|van der berg", true},
		{"John|Smith|1970-07-07", "Jon|Smyth|1970-07-07", true},
		{"John|Smith|1970-07-07|0412 345 678", "Jonathan|Smithe||0412345678", true},
		{"John|Smith|1970-07-07|0412 345 678", "Jonathan|Smithe||+61 412 345 678", true},
		{"John|Smith|1970-07-07|+61 (0)412 345 678", "Bill|Smith||0412-345-678", true},
		{"Jaxson|Selth|1913-07-07", "Ja xson|Selht|1913-07-07", true},
		{"John|Smith|1970-07-07", "Jon|Smith|1970-07-07", true},
		{"Jaxson|Selth|1913-07-07", "Selth|Jaxson|1913-07-07", true},
		{"Jürgen|Groß|1972-01-30", "Juergen|Gross|1972-01-30", true},
		{"小明|王", "王小明|", true},
		{"Margaret|Doyle|1961-04-03", "Margaret|Doyle|1961-03-04", true}, // day and month changed about
		{"Margaret|Doyle|1961-04-03", "Margaret|Doyle|1962-04-03", true}, // one digit
		{"Margaret|Doyle|1961-04-03", "Margaret|Doyle|1916-04-03", true}, // two digits changed about
		{"Margaret|Doyle|1961-04-03", "Margret|Doyle", true},
		{"Margaret|Doyle|1961-04-03", "Margaret|Smith|1961-04-03", true}, // she married
		{"Margaret Anne|Doyle|1961-04-03", "Margaret|Doyle|1961-04-03", true},
		{"Ava|Kelly|2015-02-01|0400 111 222", "Mia|Kelly|2015-02-01|0400 111 222", true}, // twins: offered, not forced
		{"Margaret|Doyle|1961-04-03", "Margaret|Doyle|1990-11-20", false},                // another person of the name
		{"Margaret|Doyle|1961-04-03", "Peter|Doyle", false},
		{"Margaret|Doyle|1961-04-03", "Amir|Khan|1961-04-03", false},
		{"Margaret|Doyle|1961-04-03|0400 111 222", "Tom|Doyle|1992-05-09|0400 111 222", false}, // her son
		{"Margaret|Doyle|1961-04-03|0400 111 222", "Peter|Jones||0400 111 222", false},         // of her household
		{"Margaret|Doyle|1961-04-03", "Margaret|", false},                                      // not typed to the end yet
		{"Margaret|Doyle|1961-04-03", "|", false},
	} {
		apply(t, s, put(whoever("there", c.there)))
		p := whoever("typed", c.typed)
		hits := must(s.LookAlikes(t.Context(), *p, 3))(t)
		if got := len(hits) == 1 && hits[0].ID == "there"; got != c.offered || len(hits) > 1 {
			t.Errorf("%s is there, %s is typed: offered %v, want %v", c.there, c.typed, hits, c.offered)
		}
		among := lookup.LookAlikesAmong(*p, []clinic.Patient{*whoever("there", c.there), *p}, 3)
		if (len(among) == 1) != c.offered {
			t.Errorf("without a database: %s is there, %s is typed: offered %v, want %v", c.there, c.typed, among, c.offered)
		}
		apply(t, s, clinic.Operation{Label: clinic.Say("test"), Remove: []clinic.Record{whoever("there", c.there)}})
	}
}

func TestLookAlikesBestFirst(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for id, text := range map[string]string{
		"same": "John|Smith|1970-07-07|0412 345 678", "sound": "Jon|Smyth|1970-07-07", "digit": "John|Smith|1970-07-08",
		"undated": "John|Smith", "other": "John|Smith|1951-02-11", "half": "Mary|Smith|1970-07-07",
	} {
		apply(t, s, put(whoever(id, text)))
	}
	gone := whoever("gone", "John|Smith|1970-07-07")
	gone.ArchivedAt = day
	apply(t, s, put(gone))
	p := whoever("typed", "John|Smith|1970-07-07|0412345678")
	apply(t, s, put(p))
	if got, want := ids(must(s.LookAlikes(t.Context(), *p, 9))(t)), []string{"same", "gone", "sound", "digit", "half", "undated"}; !slices.Equal(got, want) {
		t.Errorf("offered %v, want %v", got, want)
	}
	if got := must(s.LookAlikes(t.Context(), *p, 3))(t); len(got) != 3 {
		t.Errorf("%d offered, want three", len(got))
	}
}

// Whoever the query reads is judged as without a database: it misses nobody of those there are.
func TestLookAlikesAreNotMissed(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	r := rand.New(rand.NewPCG(7, 11))
	var all []clinic.Patient
	var records []clinic.Record
	for _, c := range crowd(600) {
		p := *c.(*clinic.Patient)
		if r.IntN(3) == 0 {
			p.BirthDate = ""
		}
		records, all = append(records, &p), append(all, p)
	}
	must(s.Load(t.Context(), clinic.Say("Crowd"), records))(t)
	for i := range 200 {
		p := all[r.IntN(len(all))]
		p.ID = "typed"
		switch i % 5 {
		case 0:
			p.GivenName, p.FamilyName = p.FamilyName, p.GivenName
		case 1:
			p.FamilyName = slipped(r, p.FamilyName)
		case 2:
			p.GivenName, p.Phones = slipped(r, p.GivenName), nil
		case 3:
			if p.BirthDate.Valid() {
				p.BirthDate = p.BirthDate.AddDays(1)
			}
		case 4:
			p.BirthDate = ""
		}
		got, want := ids(must(s.LookAlikes(t.Context(), p, 20))(t)), ids(lookup.LookAlikesAmong(p, all, 20))
		if !slices.Equal(got, want) {
			t.Errorf("%s %s %s: %v, want %v", p.GivenName, p.FamilyName, p.BirthDate, got, want)
		}
	}
}

// Somebody who is not there yet is rarely taken for somebody who is, once a birth date says who is meant.
func TestLookAlikesOfStrangers(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(2_000)))(t)
	warned := 0
	const newcomers = 300
	r := rand.New(rand.NewPCG(3, 5))
	for _, c := range crowd(newcomers) {
		p := *c.(*clinic.Patient)
		p.ID = "typed"
		p.BirthDate = clinic.DateOf(time.Date(1940+r.IntN(70), 1, 1+r.IntN(365), 0, 0, 0, 0, time.UTC))
		p.Phones = []clinic.Phone{{Number: fmt.Sprintf("04%08d", r.IntN(100_000_000))}}
		if len(must(s.LookAlikes(t.Context(), p, 3))(t)) > 0 {
			warned++
		}
	}
	if warned > newcomers/50 {
		t.Errorf("%d of %d strangers look like a patient", warned, newcomers)
	}
}

// slipped writes a name with two neighbours changed about, a letter left out, or a blank in it.
func slipped(r *rand.Rand, name string) string {
	l := []rune(name)
	if len(l) < 3 {
		return name
	}
	i := 1 + r.IntN(len(l)-2)
	switch r.IntN(3) {
	case 0:
		l[i], l[i+1] = l[i+1], l[i]
	case 1:
		l = slices.Delete(l, i, i+1)
	default:
		l = slices.Insert(l, i, ' ')
	}
	return string(l)
}

// BenchmarkLookAlikes types newcomers into a clinic of 20,000 patients.
func BenchmarkLookAlikes(b *testing.B) {
	s := openTest(b)
	must(s.Load(b.Context(), clinic.Say("Crowd"), crowd(20_000)))(b)
	if onPostgres { // as it does by itself before long
		if err := asOwner(b, s.cfg.Dir, "ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
	for _, text := range []string{
		"Margaret|Doyle", "John|Smith", "Katherine|Smith|1970-07-07", "Katherine|Smith||0412 345 678", "Christopher|Papadopoulos|1970-07-07|0412 345 678",
		"Mary-Jane|O’Brien|1985-12-24|0400 000 000", "Margaret Christopher Amelia|van der Belcordan|1961-04-03", "Ann|", "小明|王",
	} {
		b.Run(text, func(b *testing.B) {
			var worst time.Duration
			p := whoever("typed", text)
			for b.Loop() {
				start := time.Now()
				must(s.LookAlikes(b.Context(), *p, 3))(b)
				worst = max(worst, time.Since(start))
			}
			b.ReportMetric(float64(worst.Microseconds()), "µs/worst")
			if testing.Verbose() {
				fmt.Println(text, len(must(s.LookAlikes(b.Context(), *p, 3))(b)))
			}
		})
	}
}
