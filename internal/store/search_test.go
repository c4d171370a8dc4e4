package store

import (
	"slices"
	"testing"

	"regimen/internal/clinic"
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
		{ID: "april", GivenName: "April", FamilyName: "Stone"},
		{ID: "gone", GivenName: "Annette", FamilyName: "Smith", ArchivedAt: day},
	} {
		p.CreatedAt = day
		apply(t, s, put(&p))
	}
}

func ids(hits []PatientHit) []string {
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
		{"doyle 1962", []string{}},
		{"april", []string{"april"}},
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
