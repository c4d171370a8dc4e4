package clinic

import (
	"slices"
	"strings"
	"unicode"
)

// Danger is what whoever touches the patient must know. One that was typed as an alert and answered in the screening as
// well is one danger.
type Danger struct {
	Alert string        // as it was typed on the patient's record, or ""
	Flag  *Flag         // of the screening, or nil
	Test  *UrgentResult // or nil
}

// Dangers are the typed alerts, the questions of the screening that were not answered no and are not cleared, and the
// urgent results that were not taken back: what forbids treatment first, then the alerts, then the others by urgency.
func Dangers(cat *Catalogue, chart *Chart, today Date) []Danger {
	var out []Danger
	for _, a := range chart.Patient.Alerts {
		if a = strings.TrimSpace(a); a != "" && !slices.ContainsFunc(out, func(d Danger) bool { return strings.EqualFold(d.Alert, a) }) {
			out = append(out, Danger{Alert: a})
		}
	}
	for _, f := range OpenFlags(cat, chart, today) {
		same := slices.IndexFunc(out, func(d Danger) bool { return d.Flag == nil && sameDanger(d.Alert, f.Item.Name) })
		if same < 0 {
			out = append(out, Danger{Flag: &f})
			continue
		}
		out[same].Flag = &f
		if !saysName(out[same].Alert, f.Item.Name) {
			out[same].Alert = "" // the question says it all and more
		}
	}
	for _, u := range OpenTests(cat, chart) {
		out = append(out, Danger{Test: &u})
	}
	slices.SortStableFunc(out, func(a, b Danger) int { return a.rank() - b.rank() })
	return out
}

// Urgency is how soon something must be done, "" for a danger that is only to be minded.
func (d *Danger) Urgency() string {
	switch {
	case d.Test != nil:
		return d.Test.Test.Urgency
	case d.Flag != nil:
		return d.Flag.Item.Urgency
	}
	return ""
}

// Forbids reports that there is no treatment, or that something else comes before it.
func (d *Danger) Forbids() bool {
	return d.Flag != nil && d.Flag.Item.Blocks || Urgent(d.Urgency())
}

// Do is what must be done, "" for an alert.
func (d *Danger) Do() string {
	switch {
	case d.Test != nil:
		return d.Test.Test.Action
	case d.Flag != nil:
		return d.Flag.Item.Action
	}
	return ""
}

func (d *Danger) rank() int {
	switch {
	case d.Forbids():
		return urgencyRank(d.Urgency())
	case d.Alert != "":
		return 10
	}
	return 20 + urgencyRank(d.Urgency())
}

// sameDanger reports whether an alert and the name of a question speak of one thing: one of them has all the words of
// the other.
func sameDanger(alert, name string) bool { return saysName(alert, name) || hasWordsOf(name, alert) }

// saysName reports whether an alert says what a question is named, or one of what its name gives a choice of.
func saysName(alert, name string) bool {
	return slices.ContainsFunc(strings.Split(name, " or "), func(one string) bool { return hasWordsOf(alert, one) })
}

// hasWordsOf reports whether a text has all the words that matter of another, of which there is one at least.
func hasWordsOf(text, other string) bool {
	have, want := tellingWords(text), tellingWords(other)
	return len(want) > 0 && !slices.ContainsFunc(want, func(w string) bool {
		return !slices.ContainsFunc(have, func(h string) bool { return sameWord(h, w) })
	})
}

// tellingWords are the words of a text that say what it is about.
func tellingWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(words, func(w string) bool { return slices.Contains(emptyWords, w) })
}

// emptyWords say nothing of what a text is about.
var emptyWords = []string{"a", "an", "and", "or", "the", "of", "in", "on", "to", "with", "for", "from", "is", "has", "history"}

// sameWord takes two words for one that begin with the same six letters and differ only in how they end: pregnant and
// pregnancy, thinner and thinners, but not lymphoma and lymphoedema.
func sameWord(a, b string) bool {
	const stem, ending = 6, 3
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return a == b || same >= stem && max(len(a), len(b))-same <= ending
}
