package store

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Whatever slip is made in a name, it is found.
func TestEverySlipIsForgiven(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	names := []string{"margaret", "christopher", "nguyen", "williams", "fitzgerald", "olga", "bianchi"}
	for _, n := range names {
		apply(t, s, put(patient(n, n, "")))
	}
	letter := rapid.RuneFrom([]rune("abcdefghijklmnopqrstuvwxyz"))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "name")
		typed := []rune(name)
		for range lookup.Slips(len(typed)) {
			at := rapid.IntRange(0, len(typed)-2).Draw(t, "at")
			switch rapid.IntRange(0, 3).Draw(t, "slip") {
			case 0:
				typed = slices.Delete(typed, at, at+1)
			case 1:
				typed = slices.Insert(typed, at, letter.Draw(t, "letter"))
			case 2:
				typed[at] = letter.Draw(t, "letter")
			case 3:
				typed[at], typed[at+1] = typed[at+1], typed[at]
			}
		}
		// Less is forgiven in a word that the slips made short.
		whole, _ := lookup.Distance(typed, []rune(name))
		if whole > lookup.Slips(len(typed)) || len(typed) == 3 && typed[0] != rune(name[0]) {
			t.Skip("too short")
		}
		hits, err := s.Search(t.Context(), string(typed), 10)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(ids(hits), name) {
			t.Fatalf("%s does not find %s", string(typed), name)
		}
	})
}

func TestSimilarComesAfterExact(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	people(t, s)
	for _, p := range []clinic.Patient{
		{ID: "kath", GivenName: "Kathryn", FamilyName: "Jones"},
		{ID: "cath", GivenName: "Catherine", FamilyName: "Jones"},
		{ID: "smyth", GivenName: "Bob", FamilyName: "Smyth"},
	} {
		apply(t, s, put(&p))
	}
	for _, c := range []struct {
		query string
		want  []string
		match string // of the last
	}{
		{"kathryn", []string{"kath", "cath"}, lookup.MatchSimilar},
		{"katherin jones", []string{"cath", "kath"}, lookup.MatchSimilar},
		{"margret", []string{"marg"}, lookup.MatchSimilar},
		{"margre", []string{"marg"}, lookup.MatchSimilar},
		{"smyth", []string{"smyth", "anne", "ann", "gone"}, lookup.MatchSimilar},
		{"doile 1961", []string{"marg"}, lookup.MatchSimilar},
		{"doyle 1961", []string{"marg"}, lookup.MatchBirth},
		{"doyle 0412", []string{"marg"}, lookup.MatchPhone},
		{"doyle", []string{"marg"}, lookup.MatchName},
	} {
		hits := must(s.Search(t.Context(), c.query, 10))(t)
		if got := ids(hits); !slices.Equal(got, c.want) {
			t.Errorf("%q finds %v, want %v", c.query, got, c.want)
		} else if m := hits[len(hits)-1].Match; m != c.match {
			t.Errorf("%q matches by %q, want %q", c.query, m, c.match)
		}
	}
	// Nothing is left of a name that nobody has any more.
	p := must(s.Patient(t.Context(), "smyth"))(t)
	p.FamilyName = "Wu"
	apply(t, s, put(&p))
	var n int
	if err := s.reads.QueryRow("SELECT count(*) FROM search_variant WHERE word = 'smyth'").Scan(&n); err != nil || n != 0 {
		t.Errorf("%d roads lead to a name that is gone (%v)", n, err)
	}
}
