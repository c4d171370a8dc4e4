package clinic

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// Every text of every kind of record has a limit, and is refused beyond it with a sentence that names the field and
// both numbers.
func TestTextsAreNotTooLong(t *testing.T) {
	t.Parallel()
	for _, kind := range Kinds() {
		r := NewRecord(kind)
		fillLists(reflect.ValueOf(r).Elem())
		var fields []string
		eachText(r, func(field, name string, v reflect.Value) {
			fields = append(fields, field)
			v.SetString(strings.Repeat("ü", textLimit(name)))
		})
		if err := CheckTexts(nil, r); err != nil {
			t.Errorf("%s: as long as may be is refused: %v", kind, err)
		}
		eachText(r, func(_, _ string, v reflect.Value) { v.SetString(v.String() + "!") })
		err := CheckTexts(nil, r)
		for _, f := range fields {
			if m := FieldMessage(err, f); !strings.Contains(m.String(), FieldName(kind, f).String()) || !strings.Contains(m.String(), "nothing was cut off") {
				t.Errorf("%s.%s is not refused: %q", kind, f, m)
			}
		}
		if err := CheckTexts(r, r); err != nil {
			t.Errorf("%s: what was kept before is refused: %v", kind, err)
		}
	}
}

// fillLists gives every list of texts one.
func fillLists(v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Slice && holdsText(f.Type().Elem()) {
			f.Set(reflect.MakeSlice(f.Type(), 1, 1))
		}
	}
}

// A record that was kept with texts too long can be put right bit by bit.
func TestLongTextsCanBeMended(t *testing.T) {
	t.Parallel()
	old := &Patient{GivenName: strings.Repeat("x", 30_000), Street: strings.Repeat("y", 5_000), Alerts: []string{strings.Repeat("z", 900)}}
	for name, x := range map[string]struct {
		change func(p *Patient)
		field  string
	}{
		"another field":        {func(p *Patient) { p.FamilyName = "Doyle" }, ""},
		"mended":               {func(p *Patient) { p.GivenName = "Peg" }, ""},
		"shorter":              {func(p *Patient) { p.GivenName = p.GivenName[:20_000] }, ""},
		"one alert more":       {func(p *Patient) { p.Alerts = append([]string{"latex"}, p.Alerts...) }, ""},
		"longer":               {func(p *Patient) { p.GivenName += "x" }, "given_name"},
		"another one too long": {func(p *Patient) { p.Suburb = strings.Repeat("x", 201) }, "suburb"},
	} {
		p := *old
		x.change(&p)
		err := CheckTexts(old, &p)
		if (err == nil) != (x.field == "") || x.field != "" && FieldMessage(err, x.field).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ in, line, note string }{
		{"Margaret O’Doyle", "Margaret O’Doyle", "Margaret O’Doyle"},
		{"red \x1b[31mname\x1b]0;title\x07", "red [31mname]0;title", "red [31mname]0;title"},
		{"gnp\u202efdp.exe", "gnpfdp.exe", "gnp\u202efdp.exe"},
		{"two\r\nlines\rand\ttabs", "two lines and tabs", "two\nlines\nand\ttabs"},
		{"\u200b\u2060\ufeff", "", "\u200b\u2060\ufeff"},
		{"\u200d\u200c", "", "\u200d\u200c"},
		{"\u3164", "", "\u3164"},
		{"می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
		{"👩\u200d👧 \U0001F3F4\U000E0067\U000E0062\U000E007F", "👩\u200d👧 \U0001F3F4\U000E0067\U000E0062\U000E007F", "👩\u200d👧 \U0001F3F4\U000E0067\U000E0062\U000E007F"},
		{"a\u2028b\u0085c", "a b c", "a\u2028bc"},
		{"not text \xff", "not text \uFFFD", "not text \uFFFD"},
		{"  blanks  stay ", "  blanks  stay ", "  blanks  stay "},
	} {
		if got := CleanLine(x.in); got != x.line {
			t.Errorf("%q on a line is %q, want %q", x.in, got, x.line)
		}
		if got := cleanNote(x.in); got != x.note {
			t.Errorf("%q in a note is %q, want %q", x.in, got, x.note)
		}
	}
}

// Nothing of what a record holds can steer a screen or a terminal, whatever was put into it; what is put is left as it
// was, for others to hold.
func TestCleanOperations(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(Kinds()).Draw(t, "kind")
		r := NewRecord(kind)
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z \n\t\r\x1b\x{202e}\x{200b}]{0,20}`))
		fillLists(reflect.ValueOf(r).Elem())
		eachText(r, func(_, _ string, v reflect.Value) { v.SetString(text.Draw(t, "text")) })
		before := textsOf(r)
		op := Operation{Label: Sentence{Key: text.Draw(t, "label")}, Put: []Record{r}}
		clean := op.Clean()
		if !reflect.DeepEqual(textsOf(r), before) || op.Put[0] != r {
			t.Fatal("the record that was put has changed")
		}
		eachText(clean.Put[0], func(field, name string, v reflect.Value) {
			note := slices.Contains(notes, name)
			for _, r := range v.String() {
				if unicode.IsControl(r) && !(note && (r == '\n' || r == '\t')) || r == '\u202e' && !note {
					t.Fatalf("%s of a %s holds %q", field, kind, v.String())
				}
			}
		})
		if again := clean.Clean(); again.Put[0] != clean.Put[0] || again.Label != clean.Label {
			t.Fatal("what is clean was cleaned once more")
		}
	})
}

// A name nobody can see is none.
func TestInvisibleNames(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"\u200b", "\u200d\u200d", "\u3164", " \u2060 ", "\u00ad"} {
		if (&Patient{GivenName: name}).Validate() == nil || (&Practitioner{Name: name}).Validate() == nil {
			t.Errorf("%q counts as a name", name)
		}
	}
}
