package words_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/words"
)

// The reader's language is one for the whole program, so what depends on it is one test.
func TestSay(t *testing.T) {
	day := clinic.Date("2026-03-02")
	signed := clinic.Say("Sign the session")
	add := clinic.Say("Add {{.Name}} on {{.Day}}", clinic.Args{"Name": "Ann", "Day": day})
	counted := func(n int) clinic.Sentence {
		return clinic.SayCount(n, "{{.Count}} test on the {{.Side}}", "{{.Count}} tests on the {{.Side}}", clinic.Args{"Side": anatomy.Left})
	}
	old := clinic.Sentence{Key: "Marked {{.Name}}, {{ end"}
	want := func(language string, texts map[clinic.Sentence]string) {
		t.Helper()
		for s, text := range texts {
			if got := words.Say(s); got != text {
				t.Errorf("%s: %q, want %q", language, got, text)
			}
		}
	}
	want("none", map[clinic.Sentence]string{
		signed: "Sign the session", add: "Add Ann on 2 March 2026", counted(1): "1 test on the left", counted(2): "2 tests on the left", old: old.Key, {}: "",
		clinic.Say("{{.A}}: {{.B}}", clinic.Args{"A": signed, "B": []clinic.Sentence{counted(1), counted(3)}}): "Sign the session: 1 test on the left, 3 tests on the left",
	})
	files := fstest.MapFS{
		"l/pl.json": {Data: []byte(`{"Sign the session": "Podpisz", "Add {{.Name}} on {{.Day}}": "{{.Day}}: dodaj {{.Name}}", "March": "marca", "Monday": "poniedziałek", "Mon": "pn", "left": "lewej",
			"{{.Count}} tests on the {{.Side}}": {"one": "{{.Count}} próba po {{.Side}}", "few": "{{.Count}} próby po {{.Side}}", "many": "{{.Count}} prób po {{.Side}}", "other": "{{.Count}} próby po {{.Side}}"}}`)},
		"l/en.json": {Data: []byte(`{"Sign the session": "Sign it"}`)},
	}
	if err := words.Load(files, "l", "pl"); err != nil {
		t.Fatal(err)
	}
	want("Polish", map[clinic.Sentence]string{
		signed: "Podpisz", add: "2 marca 2026: dodaj Ann", counted(1): "1 próba po lewej", counted(3): "3 próby po lewej", counted(5): "5 prób po lewej", old: old.Key,
		clinic.Say("not translated {{.X}}", clinic.Args{"X": signed}): "not translated Podpisz",
	})
	for said, text := range map[string]string{
		words.LongWithWeekday(day): "poniedziałek, 2 marca 2026", words.WithWeekday(day): "pn 2 Mar 2026", words.WeekdayAndNumber(day): "pn 2", words.MonthOf(day): "marca 2026",
		words.LongWithWeekday(""): "", words.WeekdayAndNumber(""): "", words.MonthOf(""): "",
	} {
		if said != text {
			t.Errorf("a day in Polish is %q, want %q", said, text)
		}
	}
	if got := words.Error(errors.New("Nothing was changed.")); got != "Nothing was changed." {
		t.Error(got)
	}
	if err := words.Load(files, "l", "xx", "en"); err != nil {
		t.Fatal(err)
	}
	want("English", map[clinic.Sentence]string{signed: "Sign it", add: "Add Ann on 2 March 2026", counted(1): "1 test on the left"})
	if err := words.Load(fstest.MapFS{"l/pl.json": {Data: []byte("{")}}, "l", "pl"); err == nil {
		t.Error("a translation that cannot be read is taken for one")
	}
	want("as before", map[clinic.Sentence]string{signed: "Sign it"})
}
