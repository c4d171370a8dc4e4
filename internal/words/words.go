// Package words makes what is said, kept as sentences with their facts, into words of the reader's language.
package words

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"sync/atomic"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// reader is told everything in one language: it sits at this computer.
var reader atomic.Pointer[i18n.Localizer]

func init() { reader.Store(i18n.NewLocalizer(i18n.NewBundle(language.English))) }

// Load reads the translations of a folder, which are those of the screens, and speaks the first of the languages that it
// has. Until then, and where it has none, what is said is English.
func Load(files fs.FS, folder string, languages ...string) error {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	names, err := fs.Glob(files, path.Join(folder, "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if _, err := bundle.ParseMessageFileBytes(content, path.Base(name)); err != nil {
			return err
		}
	}
	reader.Store(i18n.NewLocalizer(bundle, languages...))
	return nil
}

// Say is a sentence in the reader's language.
func Say(s clinic.Sentence) string {
	if s.IsZero() {
		return ""
	}
	facts, single := s.Facts()
	if facts == nil { // it may be the text of an older program, and then holds no places
		if text, err := reader.Load().Localize(&i18n.LocalizeConfig{MessageID: s.Key}); err == nil {
			return text
		}
		return s.Key
	}
	data := make(map[string]string, len(facts))
	for name, f := range facts {
		data[name] = fact(f)
	}
	how := &i18n.LocalizeConfig{DefaultMessage: &i18n.Message{ID: s.Key, One: single, Other: s.Key}, TemplateData: data}
	if n, ok := facts["Count"].(float64); ok && single != "" {
		how.PluralCount = int(n)
	}
	if text, err := reader.Load().Localize(how); text != "" || err == nil {
		return text
	}
	return s.String()
}

func fact(f any) string {
	switch f := f.(type) {
	case clinic.Date:
		return Long(f)
	case clinic.Brief:
		return Short(clinic.Date(f))
	case clinic.Sentence:
		return Say(f)
	case []clinic.Sentence:
		return strings.Join(All(f), ", ")
	case string:
		return f
	case float64:
		return clinic.Number(f)
	case clinic.Amount:
		return f.String()
	case anatomy.Side:
		return Side(f)
	case clinic.Place:
		return f.Name
	case clinic.Term:
		return f.Name
	}
	return ""
}

// Side is a side as it stands in a sentence: "left"; "" for the middle.
func Side(s anatomy.Side) string {
	switch s {
	case anatomy.Left:
		return Say(clinic.Say("left"))
	case anatomy.Right:
		return Say(clinic.Say("right"))
	}
	return ""
}

// All are sentences in the reader's language, one by one.
func All(list []clinic.Sentence) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = Say(s)
	}
	return out
}

// Together are sentences one after the other.
func Together(list []clinic.Sentence) string { return strings.Join(All(list), " ") }

// Error is what an error tells the reader.
func Error(err error) string { return Say(clinic.SentenceOf(err)) }

var months = [12]clinic.Sentence{
	clinic.Say("January"), clinic.Say("February"), clinic.Say("March"), clinic.Say("April"), clinic.Say("May"), clinic.Say("June"),
	clinic.Say("July"), clinic.Say("August"), clinic.Say("September"), clinic.Say("October"), clinic.Say("November"), clinic.Say("December"),
}

// Long is a day in words that cannot be misread: "3 March 2026"; "" for none.
func Long(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	t := d.Time()
	return Say(clinic.Say("{{.Day}} {{.Month}} {{.Year}}", clinic.Args{"Day": t.Day(), "Month": months[t.Month()-1], "Year": t.Year()}))
}

var monthsInShort = [12]clinic.Sentence{
	clinic.Say("Jan"), clinic.Say("Feb"), clinic.Say("Mar"), clinic.Say("Apr"), clinic.Say("May"), clinic.Say("Jun"),
	clinic.Say("Jul"), clinic.Say("Aug"), clinic.Say("Sep"), clinic.Say("Oct"), clinic.Say("Nov"), clinic.Say("Dec"),
}

// Short is "3 Mar 2026"; "" for no day.
func Short(d clinic.Date) string {
	if !d.Valid() {
		return ""
	}
	t := d.Time()
	return Say(clinic.Say("{{.Day}} {{.Month}} {{.Year}}", clinic.Args{"Day": t.Day(), "Month": monthsInShort[t.Month()-1], "Year": t.Year()}))
}
