package clinic

import (
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// NoteLimit is the most characters a note may hold, LineLimit what is written on one line: a name, a street.
const (
	NoteLimit = 100_000
	LineLimit = 200
)

// notes are the fields that hold running text, in whatever kind; every other text is one line.
var notes = []string{
	"action", "adverse", "aggravating", "answers", "assessed", "change_reason", "complaint", "day_pattern", "draping", "easing",
	"expect", "fee_policy", "for", "health", "impression", "instructions", "kept_reason", "mechanism", "medication", "next_plan",
	"note", "notes", "objective", "onset", "precautions", "previous_treatment", "privacy_statement", "reason", "referral_reason", "response_note", "scope",
	"subjective", "summary", "text", "told", "words",
}

// lineLimits are the lines for which LineLimit is not right: a field of a patient as JSON is as long as its longest, written in
// escapes.
var lineLimits = map[string]int{"alerts": 500, "email": 254, "before": 6 * NoteLimit, "after": 6 * NoteLimit}

func textLimit(name string) int {
	if slices.Contains(notes, name) {
		return NoteLimit
	}
	if n := lineLimits[name]; n > 0 {
		return n
	}
	return LineLimit
}

// CheckTexts refuses texts that are too long, as FieldErrors. A record may hold one that was kept by an older program:
// what stays as it was, or becomes shorter, is not refused. before is the record as it is kept, nil for a new one.
func CheckTexts(before, after Record) error {
	var k checks
	var was map[string][]string
	eachText(after, func(field, name string, v reflect.Value) {
		limit := textLimit(name)
		if v.Len() <= limit { // bytes: never fewer than characters
			return
		}
		n := utf8.RuneCountInString(v.String())
		if n <= limit {
			return
		}
		if was == nil {
			was = textsOf(before)
		}
		if slices.ContainsFunc(was[field], func(old string) bool { return old == v.String() || utf8.RuneCountInString(old) > n }) {
			return
		}
		k.fail(field, Say("{{.Field}}: {{.Have}} characters are too many, at most {{.Most}} can be kept. Make it shorter; nothing was cut off.",
			Args{"Field": FieldName(after.Kind(), field), "Have": n, "Most": limit}))
	})
	return k.err()
}

func textsOf(r Record) map[string][]string {
	texts := map[string][]string{}
	if r != nil {
		eachText(r, func(field, _ string, v reflect.Value) { texts[field] = append(texts[field], v.String()) })
	}
	return texts
}

var timeType = reflect.TypeFor[time.Time]()

// eachText visits every text of a record, with its own json name and with that of the field of the record it lies in.
func eachText(r Record, visit func(field, name string, v reflect.Value)) {
	textsIn(reflect.ValueOf(r), "", "", visit)
}

func textsIn(v reflect.Value, field, name string, visit func(field, name string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		visit(field, name, v)
	case reflect.Pointer:
		if !v.IsNil() {
			textsIn(v.Elem(), field, name, visit)
		}
	case reflect.Slice:
		if holdsText(v.Type().Elem()) {
			for i := range v.Len() {
				textsIn(v.Index(i), field, name, visit)
			}
		}
	case reflect.Struct:
		if v.Type() == timeType {
			return
		}
		for i := range v.NumField() {
			inner, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			outer := field
			if outer == "" {
				outer = inner
			}
			textsIn(v.Field(i), outer, inner, visit)
		}
	}
}

func holdsText(t reflect.Type) bool { return t.Kind() == reflect.String || t.Kind() == reflect.Struct }

// Clean is the operation with the texts of its records as they are kept: without the letters that no person types and
// that do something to a screen, a terminal or a paper instead of standing on it. A record that has none is left as it
// is, and no record is changed: others may hold it.
func (o Operation) Clean() Operation {
	o.Label = o.Label.clean()
	own := false
	for i, r := range o.Put {
		if c := cleanRecord(r); c != r {
			if !own {
				o.Put, own = slices.Clone(o.Put), true
			}
			o.Put[i] = c
		}
	}
	return o
}

func cleanRecord(r Record) Record {
	dirty := false
	eachText(r, func(_, name string, v reflect.Value) { dirty = dirty || cleanText(name, v.String()) != v.String() })
	if !dirty {
		return r
	}
	clean := reflect.New(reflect.TypeOf(r).Elem())
	clean.Elem().Set(reflect.ValueOf(r).Elem())
	for i := range clean.Elem().NumField() {
		if f := clean.Elem().Field(i); f.Kind() == reflect.Slice && holdsText(f.Type().Elem()) && !f.IsNil() {
			own := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
			reflect.Copy(own, f)
			f.Set(own)
		}
	}
	c := clean.Interface().(Record)
	eachText(c, func(_, name string, v reflect.Value) { v.SetString(cleanText(name, v.String())) })
	return c
}

func cleanText(name, s string) string {
	if slices.Contains(notes, name) {
		return cleanNote(s)
	}
	return CleanLine(s)
}

// cleanNote leaves what a person wrote as it is, but for letters that are only there for machines. Lines end in one way.
func cleanNote(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) && utf8.ValidString(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// CleanLine is a text as it stands on one line: what ends a line is a blank in it, and what nobody can see is nothing.
func CleanLine(s string) string {
	if strings.ContainsFunc(s, meddles) || !utf8.ValidString(s) {
		s = strings.Map(func(r rune) rune {
			switch {
			case !meddles(r):
				return r
			case unicode.IsSpace(r):
				return ' '
			}
			return -1
		}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"))
	}
	if s != "" && !Visible(s) {
		return ""
	}
	return s
}

// meddles reports whether a letter does something instead of being read: it steers a terminal, turns the letters around
// it, breaks a line, or stands there unseen.
func meddles(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // turn letters around
		return true
	case r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u180e':
		return true
	}
	return false
}

// Visible reports whether something of a text can be seen.
func Visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		switch r {
		case '\u115f', '\u1160', '\u2800', '\u3164', '\uffa0': // letters without a shape
			return false
		}
		return !unicode.IsSpace(r) && !unicode.Is(unicode.C, r)
	})
}
