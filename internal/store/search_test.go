package store

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// people puts a handful of patients whose names and numbers lie in each other's way.
func people(t testing.TB, s *Store) {
	t.Helper()
	for _, p := range []clinic.Patient{
		{ID: "marg", GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Label: "mobile", Number: "0412 345 678"}}},
		{ID: "mary", GivenName: "Mary-Jane", FamilyName: "O’Brien", BirthDate: "1985-12-24", Phones: []clinic.Phone{{Label: "home", Number: "+61 3 9876 5432"}}},
		{ID: "jurg", GivenName: "Jürgen", FamilyName: "Groß", BirthDate: "1972-01-30"},
		{ID: "soren", GivenName: "Søren", FamilyName: "Łukasiewicz"},
		{ID: "anne", GivenName: "Anne", FamilyName: "Smith", BirthDate: "1990-06-15"},
		{ID: "ann", GivenName: "Ann", FamilyName: "Smithers"},
		{ID: "wang", GivenName: "小明", FamilyName: "王"},
		{ID: "olga", GivenName: "Ольга", FamilyName: "Йованович"},
		{ID: "april", GivenName: "April", FamilyName: "Stone", Phones: []clinic.Phone{{Number: "(0499) 111 222"}}},
		{ID: "gone", GivenName: "Annette", FamilyName: "Smith", ArchivedAt: day},
	} {
		p.CreatedAt = day
		apply(t, s, put(&p))
	}
}

func ids(hits []lookup.Hit) []string {
	out := []string{}
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"doy", []string{"marg"}},
		{"DOYLE marg", []string{"marg"}},
		{"peg", []string{"marg"}},
		{"obrien", []string{"mary"}},
		{"bri", []string{"mary"}},
		{"o'brien", []string{"mary"}},
		{"jane mary", []string{"mary"}},
		{"maryjane", []string{"mary"}},
		{"mary-j", []string{"mary"}},
		{"jurgen", []string{"jurg"}},
		{"juergen gross", []string{"jurg"}},
		{"JÜRGEN", []string{"jurg"}},
		{"soren lukas", []string{"soren"}},
		{"smith ann", []string{"anne", "ann", "gone"}},
		{"ann", []string{"ann", "anne", "gone"}},
		{"小", []string{"wang"}},
		{"王小明", []string{"wang"}},
		{"ольга", []string{"olga"}},
		{"иов", []string{"olga"}},
		{"0412", []string{"marg"}},
		{"345 67", []string{"marg"}},
		{"0412345678", []string{"marg"}},
		{"+61 412 345", []string{"marg"}},
		{"03 9876", []string{"mary"}},
		{"3/4/1961", []string{"marg"}},
		{"3/4/61", []string{"marg"}},
		{"03.04.1961", []string{"marg"}},
		{"3 apr 61", []string{"marg"}},
		{"3 April 1961", []string{"marg"}},
		{"april 3 1961", []string{"marg"}},
		{"apr 1961", []string{"marg"}},
		{"1961-04-03", []string{"marg"}},
		{"1961-4", []string{"marg"}},
		{"19610403", []string{"marg"}},
		{"030461", []string{"marg"}},
		{"03041961", []string{"marg"}},
		{"12/24/1985", []string{"mary"}},
		{"1961", []string{"marg"}},
		{"doyle 1961", []string{"marg"}},
		{"april", []string{"april"}},
		{"april 0499", []string{"april"}},
		{"0499 april", []string{"april"}},
		{"0412 345 678 3/4/1961", []string{"marg"}},
		{"doyle, margaret", []string{"marg"}},
		{"４１２", []string{"marg"}},
		{"zzz", []string{}},
		{"?", []string{}},
	} {
		hits, err := s.Search(t.Context(), c.query, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(hits); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %v, want %v", c.query, got, c.want)
		}
	}
}

// A telephone number and a birth date are found however another program or another country writes them. Where a
// date is a day in both readings both are found, day first before month first.
func TestSearchInOtherWritings(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	for _, p := range []*clinic.Patient{
		whoever("marg", "Margaret|Doyle|1961-04-03|0412 345 678"),
		whoever("marc", "Marc|Adams|1961-03-04"),
		whoever("april", "Kim|Baker|1961-04-13"),
		whoever("cliniko", "Lee|Carter|1984-12-03|61444555666"),
		whoever("abroad", "Pat|Ellis|1984-03-12|+44 (0)20 7946 0018"),
		whoever("nz", "Aroha|Walker||+64 21 123 4567"),
		whoever("leeds", "Ann|Leeds||0113 231 5670"),
		whoever("us", "Dana|Miller||(412) 555-0123"),
	} {
		if p.ID == "marg" {
			p.Phones = append(p.Phones, clinic.Phone{Label: "home", Number: "08 9222 3333"})
		}
		apply(t, s, put(p))
	}
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"61412345678", []string{"marg"}},
		{"+61412345678", []string{"marg"}},
		{"+61 412 345 678", []string{"marg"}},
		{"+61 (0)412 345 678", []string{"marg"}},
		{"0061412345678", []string{"marg"}},
		{"0011 61 412 345 678", []string{"marg"}},
		{"(04) 12-345-678", []string{"marg"}},
		{"0412‑345‑678", []string{"marg"}},                       // hyphens that do not break
		{"\u202a0412\u00a0345\u00a0678\u202c", []string{"marg"}}, // as a list of contacts gives it
		{"0412.345.678", []string{"marg"}},
		{"345678", []string{"marg"}},
		{"0892223333", []string{"marg"}}, // the second number
		{"+61 8 9222", []string{"marg"}},
		{"0444 555 666", []string{"cliniko"}},
		{"+61 444 555", []string{"cliniko"}},
		{"020 7946 0018", []string{"abroad"}},
		{"442079460018", []string{"abroad"}},
		{"021 123 4567", []string{"nz"}},
		{"006421", []string{"nz"}},
		{"0113 231 5670", []string{"leeds"}},
		{"0113", []string{"leeds"}},
		{"1 412 555 0123", []string{"us"}},
		{"011 1 412 555 0123", []string{"us"}},
		{"Mar Doy", []string{"marg"}},
		{"03/04/1961", []string{"marg", "marc"}},
		{"04/03/1961", []string{"marc", "marg"}},
		{"4-3-61", []string{"marc", "marg"}},
		{"4.3.61", []string{"marc", "marg"}},
		{"04031961", []string{"marc", "marg"}},
		{"4/3", []string{"marc", "marg"}},
		{"mar 4-3-61", []string{"marc", "marg"}},
		{"04/13/1961", []string{"april"}},
		{"13/04/1961", []string{"april"}},
		{"1961-03-04", []string{"marc"}},
		{"4 mar 1961", []string{"marc"}},
		{"12-Mar-84", []string{"abroad"}},
		{"1984-12-03T00:00:00Z", []string{"cliniko"}},
		{"03/12/1984", []string{"cliniko", "abroad"}},
	} {
		if got := ids(must(s.Search(t.Context(), c.query, 10))(t)); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %v, want %v", c.query, got, c.want)
		}
	}
}

// typedAsName reports whether a text is looked for among the names.
func typedAsName(s string) bool {
	plain := norm.NFKC.String(s)
	numeric := strings.ContainsAny(plain, "0123456789") && strings.IndexFunc(plain, func(r rune) bool {
		// Signs that are not seen and dashes of all sorts come with a number that was copied from elsewhere.
		return !unicode.IsDigit(r) && !strings.ContainsRune("+()-./,", r) && !unicode.In(r, unicode.Cf, unicode.Pd)
	}) < 0
	return !numeric && len(lookup.IndexOf(&clinic.Patient{GivenName: s}).Tokens) > 0
}

// Whatever a patient's names are, each word of them finds the patient, from its first letter on.
func TestEveryNameIsFound(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(rapid.StringMatching(`[A-Z][a-zäöüéèñçøłßđ]{1,12}([ -][A-Z’][a-z]{1,8})?`), rapid.Map(rapid.StringMatching(`\p{L}{1,10}`), clinic.CleanLine), anyText)
		p := patient("p1", name.Draw(t, "given"), name.Draw(t, "family"))
		if !clinic.Visible(p.GivenName + p.FamilyName) {
			t.Skip("no name")
		}
		if _, err := s.Apply(t.Context(), put(p)); err != nil {
			t.Fatal(err)
		}
		for _, w := range append(strings.Fields(p.GivenName), strings.Fields(p.FamilyName)...) {
			if !typedAsName(w) {
				continue
			}
			n := rapid.IntRange(1, utf8.RuneCountInString(w)).Draw(t, "letters")
			typed := string([]rune(w)[:n])
			if !typedAsName(typed) {
				continue
			}
			hits, err := s.Search(t.Context(), typed, 5)
			if err != nil || len(hits) != 1 {
				t.Fatalf("%q of %q finds %d (%v)", typed, w, len(hits), err)
			}
		}
	})
}

var oddQueries = []string{"", "doyle", "3/4/1961", "3 apr 61", "+61 412", "0412 345", "王小", "////", "1961-", "٣/٤", "'", "\x00", "%_", "１９６１", "\xff", "a-b-c 1/2/3/4 +"}

// Whatever is typed, the search answers, and only with what it was asked for.
func FuzzSearch(f *testing.F) {
	s := openTest(f)
	people(f, s)
	for _, q := range oddQueries {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 40 {
			t.Skip() // how it is read is the other one's matter, which takes no time
		}
		hits, err := s.Search(t.Context(), query, 3)
		if err != nil || len(hits) > 3 {
			t.Fatalf("%q: %d hits, %v", query, len(hits), err)
		}
		for _, h := range hits {
			if h.ID == "" || h.Name == "" {
				t.Errorf("%q: an empty hit", query)
			}
		}
	})
}
