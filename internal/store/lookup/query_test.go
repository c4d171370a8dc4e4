package lookup

import (
	"testing"
	"time"
	"unicode/utf8"
)

// Whatever is typed is read as a bounded number of terms, of bounded length, in the form that is kept.
func FuzzParseQuery(f *testing.F) {
	for _, q := range []string{"", "doyle", "3/4/1961", "3 apr 61", "+61 412", "0412 345", "王小", "////", "1961-", "٣/٤", "'", "\x00", "%_", "１９６１", "\xff", "a-b-c 1/2/3/4 +"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		terms := parseQuery(query, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))
		if len(terms) > mostTerms {
			t.Fatalf("%q has %d terms", query, len(terms))
		}
		for _, term := range terms {
			if len(term) == 0 {
				t.Errorf("%q has a term with no meaning", query)
			}
			for _, m := range term {
				if m.text == "" || utf8.RuneCountInString(m.text) > longestToken || m.kind == NameToken && fold(m.text) != m.text {
					t.Errorf("%q has the term %+v", query, m)
				}
			}
		}
	})
}
