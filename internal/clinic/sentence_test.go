package clinic

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func TestSentencesInEnglish(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		say  Sentence
		want string
	}{
		{Say("Sign the session"), "Sign the session"},
		{Say("Add {{.Name}}", Args{"Name": "Ann {{.Name}}"}), "Add Ann {{.Name}}"},
		{Say("{{.A}}{{.B}}, {{.Lost", Args{"A": 1, "B": 2.5}), "12.5, {{.Lost"},
		{Say("{{.None}}.", Args{"A": 1}), "."},
		{SayCount(1, "{{.Count}} test", "{{.Count}} tests"), "1 test"},
		{SayCount(0, "{{.Count}} test", "{{.Count}} tests"), "0 tests"},
		{SayCount(3, "{{.Count}} test of {{.Of}}", "{{.Count}} tests of {{.Of}}", Args{"Of": Place{"hip", anatomy.Left, "the left hip"}}), "3 tests of the left hip"},
		{Say("{{.Side}} {{.What}} {{.On}} {{.Much}} {{.Bare}}", Args{
			"Side": anatomy.Right, "What": Term{"technique", "effleurage", "effleurage"}, "On": Date("2026-03-02"), "Much": Amount{2.5, "cm"}, "Bare": Amount{3, ""},
		}), "right effleurage 2 March 2026 2.5 cm 3"},
		{Say("{{.All}}: {{.One}}", Args{"All": []Sentence{Say("one"), Say("two")}, "One": Say("Add {{.Name}}", Args{"Name": "Bo"})}), "one, two: Add Bo"},
		{Say("{{.X}}", Args{"X": errors.New("a\nb")}), "a b"},
		{Sentence{Key: "Marked {{.Name}}"}, "Marked {{.Name}}"}, // of an older program
		{Sentence{Key: "x {{.A}}", With: "{"}, "x {{.A}}"},
		{Sentence{}, ""},
	} {
		if got := x.say.String(); got != x.want {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
}

// The facts are kept as JSON, to the letter as every version of the program has written them: what was said before is still
// equal to what is said again.
func TestFactsAreKeptAlike(t *testing.T) {
	t.Parallel()
	said := Say("{{.Text}}", Args{
		"Whole": -3, "Part": 2.5, "Large": 1e21, "Text": "“a” \"b\" \\ <c> & d\te", "Day": Date("2026-03-02"), "Brief": Date("2026-03-02").Brief(), "Side": anatomy.Left,
		"Amount": Amount{2.5, "cm"}, "Place": Place{"hip", "L", "the hip\n"}, "Middle": Place{"sacrum", "", "the sacrum"}, "Term": Term{"technique", "x", "“x”"},
		"Inner": Say("{{.N}}", Args{"N": "\"1\""}), "Bare": Say("one"), "List": []Sentence{Say("one"), Say("two")}, "Error": errors.New("a\nb"),
	})
	want := `{"Amount":{"amount":2.5,"unit":"cm"},"Bare":{"key":"one"},"Brief":{"brief":"2026-03-02"},"Day":{"date":"2026-03-02"},"Error":"a b",` +
		`"Inner":{"key":"{{.N}}","with":"{\"N\":\"\\\"1\\\"\"}"},"Large":1e+21,"List":[{"key":"one"},{"key":"two"}],"Middle":{"structure":"sacrum","name":"the sacrum"},` +
		`"Part":2.5,"Place":{"structure":"hip","side":"L","name":"the hip "},"Side":{"side":"L"},"Term":{"term":"technique","code":"x","name":"“x”"},` +
		`"Text":"“a” \"b\" \\ \u003cc\u003e \u0026 d e","Whole":-3}`
	if said.With != want {
		t.Errorf("%s\nwant\n%s", said.With, want)
	}
	if counted := SayCount(2, "one", "more"); counted.With != `{"":"one","Count":2}` {
		t.Errorf("%s", counted.With)
	}
}

// What is said is kept as text, comes back equal, and says the same.
func TestSentencesAreKept(t *testing.T) {
	t.Parallel()
	var sentence func(t *rapid.T, depth int) Sentence
	facts := []func(t *rapid.T, depth int) any{
		func(t *rapid.T, _ int) any { return CleanLine(rapid.String().Draw(t, "text")) },
		func(t *rapid.T, _ int) any { return float64(rapid.IntRange(-5, 5).Draw(t, "number")) },
		func(t *rapid.T, _ int) any { return rapid.SampledFrom([]Date{"2026-03-02", ""}).Draw(t, "day") },
		func(t *rapid.T, _ int) any { return rapid.SampledFrom([]anatomy.Side{"L", "R", "M"}).Draw(t, "side") },
		func(t *rapid.T, _ int) any { return Amount{rapid.Float64Range(0, 9).Draw(t, "amount"), "cm"} },
		func(t *rapid.T, _ int) any { return Place{"hip", "L", CleanLine(rapid.String().Draw(t, "place"))} },
		func(t *rapid.T, _ int) any { return Term{"technique", "x", CleanLine(rapid.String().Draw(t, "term"))} },
		func(t *rapid.T, depth int) any { return sentence(t, depth+1) },
		func(t *rapid.T, depth int) any { return []Sentence{sentence(t, depth+1), sentence(t, depth+1)} },
	}
	sentence = func(t *rapid.T, depth int) Sentence {
		if depth > 2 {
			return Say("deep")
		}
		args := Args{}
		for i := range rapid.IntRange(0, 3).Draw(t, "facts") {
			args[fmt.Sprint("F", i)] = rapid.SampledFrom(facts).Draw(t, "fact")(t, depth)
		}
		if rapid.Bool().Draw(t, "counted") {
			return SayCount(rapid.IntRange(0, 3).Draw(t, "count"), "{{.Count}} {{.F0}}", "{{.Count}} of {{.F0}}, {{.F1}}", args)
		}
		return Say("{{.F0}}: {{.F1}} {{.F2}}", args)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := sentence(t, 0)
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back Sentence
		if err := json.Unmarshal(text, &back); err != nil || back != s || back.String() != s.String() {
			t.Fatalf("%q came back as %q: %v", s, back, err)
		}
		got, single := s.Facts()
		again := Args{}
		for name, v := range got {
			again[name] = v
		}
		if single != "" {
			again[one] = single
		}
		if made := Say(s.Key, again); made != s {
			t.Fatalf("%+v is made again as %+v", s, made)
		}
		if more, _ := s.Facts(); !reflect.DeepEqual(got, more) {
			t.Fatalf("%v, and then %v", got, more)
		}
	})
}

func TestSentenceOfAnError(t *testing.T) {
	t.Parallel()
	if s := SentenceOf(errors.New("Nothing was changed.")); s != (Sentence{Key: "Nothing was changed."}) {
		t.Errorf("%+v", s)
	}
	if !strings.Contains(Amount{2, "cm"}.String(), "cm") {
		t.Error("an amount lost its unit")
	}
}
