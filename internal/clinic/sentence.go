package clinic

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/script"
)

// A Sentence is what a person is told, before it is put into words: an English text with named places, which is the key
// by which translations find it, and the facts that stand in them. It is kept and handed on as it is, and every reader
// is told it in the own language (package words). Two that say the same are equal.
type Sentence struct {
	// Key is the English text. A sentence of another time may be a text alone, in whatever language, that stands as it is.
	Key string `json:"key"`
	// With are the facts, as Say keeps them; "" for none.
	With string `json:"with,omitempty"`
}

// Args are the facts of a sentence by the names of their places: a text that somebody wrote, a number, a Date or a Brief one, a Place,
// an anatomy.Side, a Term, a Sentence, a list of them, or an Amount. Of anything else it is the text that it prints.
type Args map[string]any

// Amount is a number with its unit.
type Amount struct {
	Value float64 `json:"amount"`
	Unit  string  `json:"unit"`
}

// Place is a structure of the body on one of its sides.
type Place struct {
	Structure string       `json:"structure"`
	Side      anatomy.Side `json:"side,omitempty"`
	Name      string       `json:"name"` // in English, as it stands in the sentence
}

// Term is a word of the catalogue.
type Term struct {
	Table string `json:"term"` // such as "technique"
	Code  string `json:"code"`
	Name  string `json:"name"` // in English, as it stands in the sentence
}

// Inside is the term as it stands within a sentence.
func (t Term) Inside() Term {
	t.Name = script.LowerFirst(t.Name)
	return t
}

// Text is a sentence that a table of the catalogue holds whole.
func Text(whole string) Sentence { return Sentence{Key: whole} }

// one names, among the facts, the English text for a count of one.
const one = ""

// Say makes a sentence. The key is a constant, for translators to find: a fact stands in it as {{.Name}}.
func Say(key string, args ...Args) Sentence {
	if len(args) == 0 {
		return Sentence{Key: key}
	}
	return withFacts(key, args[0])
}

func withFacts(key string, args Args) Sentence {
	s := Sentence{Key: key}
	if len(args) == 0 {
		return s
	}
	// Rules make sentences by the hundred: they are written without json's walk through types and maps.
	var room [256]byte
	with := append(room[:0], '{')
	for i, name := range slices.Sorted(maps.Keys(args)) {
		if i > 0 {
			with = append(with, ',')
		}
		with = append(appendText(with, name), ':')
		with = appendFact(with, args[name])
	}
	s.With = string(append(with, '}'))
	return s
}

// SayCount is Say for what is counted: one and other are the texts for a count of one and for any other, in which it stands
// as {{.Count}}.
func SayCount(n int, single, other string, args ...Args) Sentence {
	facts := Args{"Count": n, one: single}
	for _, more := range args {
		for name, v := range more {
			facts[name] = v
		}
	}
	return withFacts(other, facts)
}

type keptDate struct {
	Date Date `json:"date"`
}

type keptBrief struct {
	Brief Brief `json:"brief"`
}

type keptSide struct {
	Side anatomy.Side `json:"side"`
}

// appendFact writes a fact as it is kept, in JSON.
func appendFact(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendText(b, CleanLine(v))
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case float64, Amount:
		return appendJSON(b, v)
	case Date:
		return append(appendText(append(b, `{"date":`...), string(v)), '}')
	case Brief:
		return append(appendText(append(b, `{"brief":`...), string(v)), '}')
	case anatomy.Side:
		return append(appendText(append(b, `{"side":`...), string(v)), '}')
	case Place:
		b = appendText(append(b, `{"structure":`...), v.Structure)
		if v.Side != "" {
			b = appendText(append(b, `,"side":`...), string(v.Side))
		}
		return append(appendText(append(b, `,"name":`...), CleanLine(v.Name)), '}')
	case Term:
		b = appendText(append(b, `{"term":`...), v.Table)
		b = appendText(append(b, `,"code":`...), v.Code)
		return append(appendText(append(b, `,"name":`...), CleanLine(v.Name)), '}')
	case Sentence:
		b = appendText(append(b, `{"key":`...), v.Key)
		if v.With != "" {
			b = appendText(append(b, `,"with":`...), v.With)
		}
		return append(b, '}')
	case []Sentence:
		return appendJSON(b, v)
	}
	return appendText(b, CleanLine(fmt.Sprint(v)))
}

// appendText writes a text in JSON.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' {
			return appendJSON(b, s) // in which json writes more than what quotes need
		}
	}
	b = append(b, '"')
	for i := range len(s) {
		if s[i] == '"' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return append(b, '"')
}

func appendJSON(b []byte, v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic("a fact of a sentence cannot be kept: " + err.Error()) // a number that is none
	}
	return append(b, text...)
}

// IsZero reports that nothing is said.
func (s Sentence) IsZero() bool { return s == Sentence{} }

// Valid reports whether the facts can be read.
func (s Sentence) Valid() bool {
	var raw map[string]json.RawMessage
	return s.With == "" || json.Unmarshal([]byte(s.With), &raw) == nil
}

// Facts are what stands in the places of the sentence, of the types that Args names; numbers are float64. single is the
// English text for a count of one, or "".
func (s Sentence) Facts() (facts Args, single string) {
	var raw map[string]json.RawMessage
	if s.With == "" || json.Unmarshal([]byte(s.With), &raw) != nil {
		return nil, ""
	}
	facts = make(Args, len(raw))
	for name, text := range raw {
		facts[name] = fact(text)
	}
	single, _ = facts[one].(string)
	delete(facts, one)
	return facts, single
}

// fact is what was kept; "" for what cannot be read.
func fact(text json.RawMessage) any {
	read := func(to any) bool { return json.Unmarshal(text, to) == nil }
	var s string
	if read(&s) {
		return s
	}
	var n float64
	if read(&n) {
		return n
	}
	var list []Sentence
	if read(&list) {
		return list
	}
	var names map[string]json.RawMessage
	if !read(&names) {
		return ""
	}
	var (
		date   keptDate
		brief  keptBrief
		side   keptSide
		amount Amount
		place  Place
		term   Term
		inner  Sentence
	)
	switch {
	case names["date"] != nil && read(&date):
		return date.Date
	case names["brief"] != nil && read(&brief):
		return brief.Brief
	case names["amount"] != nil && read(&amount):
		return amount
	case names["structure"] != nil && read(&place):
		return place
	case names["side"] != nil && read(&side):
		return side.Side
	case names["term"] != nil && read(&term):
		return term
	case names["key"] != nil && read(&inner):
		return inner
	}
	return ""
}

// String is the sentence in English.
func (s Sentence) String() string {
	facts, single := s.Facts()
	if facts == nil {
		return s.Key
	}
	text := s.Key
	if single != "" && facts["Count"] == 1.0 {
		text = single
	}
	return s.fill(text, facts)
}

// fill puts the facts into the places of a text. What stands in a fact is no place.
func (s Sentence) fill(text string, facts Args) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{.")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed {
			b.WriteString("{{." + rest)
			return b.String()
		}
		b.WriteString(inEnglish(facts[name]))
		text = after
	}
}

func inEnglish(fact any) string {
	switch v := fact.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return Number(v)
	case Date:
		return v.Long()
	case Brief:
		return Date(v).Short()
	case Amount:
		return v.String()
	case anatomy.Side:
		return v.Word()
	case Place:
		return v.Name
	case Term:
		return v.Name
	case []Sentence:
		return Listed(v)
	}
	return fmt.Sprint(fact)
}

func (a Amount) String() string {
	if a.Unit == "" {
		return Number(a.Value)
	}
	return Number(a.Value) + " " + a.Unit
}

// Listed are sentences in English, one after the other with commas.
func Listed(list []Sentence) string {
	return strings.Join(InEnglish(list), ", ")
}

// InEnglish are the texts of sentences.
func InEnglish(list []Sentence) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s.String()
	}
	return out
}

// OneAfterAnother are several sentences as one.
func OneAfterAnother(list []Sentence) Sentence {
	switch len(list) {
	case 0:
		return Sentence{}
	case 1:
		return list[0]
	}
	return Say("{{.First}} {{.Next}}", Args{"First": list[0], "Next": OneAfterAnother(list[1:])})
}

// clean is the sentence as it is kept: it stands on one line.
func (s Sentence) clean() Sentence {
	s.Key = CleanLine(s.Key)
	return s
}

// SentenceOf is what an error tells a person.
func SentenceOf(err error) Sentence {
	var says interface {
		error
		Sentence() Sentence
	}
	if errors.As(err, &says) && says.Error() == err.Error() { // what was wrapped around it would be lost
		return says.Sentence()
	}
	return Sentence{Key: err.Error()}
}
