package store

import (
	"strings"
	"testing"
)

// oddTexts are what people paste.
var oddTexts = map[string]string{
	"emoji":          "🦴💆🏽‍♀️👨‍👩‍👧‍👦🏳️‍🌈",
	"right to left":  "مريم العلي \u202e שלום \u202c",
	"combining":      "e\u0301 vs é, Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̷l̸g̵o̶",
	"joiners":        "می\u200cخواهم ක්\u200dය a\u200db\ufeffc",
	"sql":            `Robert'); DROP TABLE patient;--" OR 1=1 /* % _ * \`,
	"far planes":     "𠮷野家 𝔘𝔫𝔦 \U0010ffff",
	"spaces":         "  a\u00a0b\u2003c\t d\r\n\n e  ",
	"ten thousand":   strings.Repeat("Längere Notiz ✓ ", 625),
	"template words": "{{.Name}} %s %d ${HOME} <b>&amp;</b>",
}

// Whatever is written in a note is kept, letter by letter, through history, undo and a restart; lines end in one way.
func TestNotesAreKeptExactly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	for name, text := range oddTexts {
		p := patient(name, "Ann", "Smith")
		p.Notes, p.Occupation = text, "x"
		apply(t, s, put(p))
		p.Notes = "gone"
		op := put(p)
		op.Scope = name
		apply(t, s, op)
		must(s.Undo(t.Context(), name))(t)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openIn(t, dir)
	for name, text := range oddTexts {
		if got := must(s.Patient(t.Context(), name))(t).Notes; got != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("%s: kept %q", name, got)
		}
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// A search is words, never a pattern or a statement, however long.
func TestSearchForAnything(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith"), patient("rtl", "مريم", "العلي"), patient("dot", "e\u0301mile", "Zola"), patient("cjk", "𠮷野", "家"), patient("long", strings.Repeat("Anna", 50), "Long")))
	queries := []string{"%", "_", "'", `"`, "*", "%%", "a*", "NEAR(a b)", "a OR b", `"ann`, "ann'--", "\x00", "ann\x00", "\xff\xfe", "🦴", "\u200d", "\u0301", "-", "--", "0", "^", "(", ")", "{}", "\\", "\u202e"}
	for _, text := range oddTexts {
		queries = append(queries, text)
	}
	queries = append(queries, strings.Repeat("a", 10_000), strings.Repeat("a ", 5_000), strings.Repeat("a-", 5_000), strings.Repeat("1 ", 5_000), strings.Repeat("🦴", 10_000))
	for _, q := range queries {
		if _, err := s.Search(t.Context(), q, 20); err != nil {
			t.Errorf("%.20q: %v", q, err)
		}
	}
	for query, want := range map[string]string{"مريم": "rtl", "émile": "dot", "emile": "dot", "e\u0301mile": "dot", "𠮷野": "cjk", "SMITH": "p1"} {
		hits := must(s.Search(t.Context(), query, 5))(t)
		found := false
		for _, h := range hits {
			found = found || h.ID == want
		}
		if !found {
			t.Errorf("%q does not find %s: %v", query, want, ids(hits))
		}
	}
	for _, nobody := range []string{"%", "_", "*", "🦴", "s%h", "_nn"} {
		if hits := must(s.Search(t.Context(), nobody, 5))(t); len(hits) > 0 {
			t.Errorf("%q finds %v", nobody, ids(hits))
		}
	}
}
