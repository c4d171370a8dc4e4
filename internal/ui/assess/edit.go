package assess

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
)

// put keeps one record as one step of undo of this assessment.
func (s *Screen) put(label string, records ...clinic.Record) error {
	return s.d.Apply(clinic.Operation{Label: label, Scope: s.assessment, Put: records})
}

// remove takes records away as one step of undo of this assessment.
func (s *Screen) remove(label string, records ...clinic.Record) error {
	return s.d.Apply(clinic.Operation{Label: label, Scope: s.assessment, Remove: records})
}

// edit changes fields of the assessment itself.
func (s *Screen) edit(label string, change func(*clinic.Assessment)) error {
	a := s.current()
	if a == nil {
		return nil
	}
	changed := *a
	change(&changed)
	if changed == *a {
		return nil
	}
	return s.put(label, &changed)
}

// occasion is the assessment as what things are written down in.
func (s *Screen) occasion() clinic.Occasion {
	if a := s.current(); a != nil {
		return a.Occasion()
	}
	return clinic.Occasion{PatientID: s.patient, AssessmentID: s.assessment} // discarded elsewhere: nothing of it is kept
}

// label names a target as the patient's side and the structure: "Left upper trapezius".
func (s *Screen) label(t clinic.Target) string { return s.d.Atlas.Label(t.Structure, t.Side) }

// markLabel is how a step of undo names what was done to a target: "Mark left upper trapezius: pain".
func (s *Screen) markLabel(verb string, t clinic.Target, what string) string {
	text := verb + " " + lowerFirst(s.label(t))
	if what != "" {
		text += ": " + what
	}
	return text
}

// sourceName says who says so, in words.
func sourceName(src clinic.Source) string {
	if src == clinic.ByPatient {
		return lang.L("Reported by the patient")
	}
	return lang.L("Found by the therapist")
}

// words splits a text of common words at its commas, as toggleWord puts them together.
func words(text string) []string {
	var out []string
	for w := range strings.SplitSeq(text, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// hasWord reports whether one of the comma-separated parts of a text is the word.
func hasWord(text, word string) bool {
	for _, w := range words(text) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// toggleWord adds a common word to the end of a text, or takes it out again. Everything else a person
// wrote stays as it is.
func toggleWord(text, word string) string {
	if !hasWord(text, word) {
		if strings.TrimSpace(text) == "" {
			return word
		}
		return strings.TrimRight(text, " ,") + ", " + word
	}
	var kept []string
	for part := range strings.SplitSeq(text, ",") {
		if !strings.EqualFold(strings.TrimSpace(part), word) {
			kept = append(kept, part)
		}
	}
	return strings.TrimSpace(strings.Join(kept, ","))
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(next) || unicode.IsDigit(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// count says how many of something there are: "1 finding", "3 findings".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
