package document

import (
	"math"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// lineEnd stands for the end of a line while it is in a sentence, which is kept on one line. No typeface has it.
const lineEnd = "\ue00a"

// say is a sentence in the reader's language.
func say(s clinic.Sentence) string { return strings.ReplaceAll(words.Say(s), lineEnd, "\n") }

// lines is a text that somebody wrote as a fact of a sentence that say tells: it keeps its lines.
func lines(text string) string { return strings.ReplaceAll(text, "\n", lineEnd) }

// one is a text that stands on one line, whatever its width.
func (t *typesetter) one(text string, st style) line {
	l, _ := t.first(text, st, math.MaxInt16)
	return l
}

// pageOf numbers a page.
func pageOf(page, pages int) string {
	return say(clinic.Say("Page {{.Page}} of {{.Pages}}", clinic.Args{"Page": page, "Pages": pages}))
}

func sessions(n int) clinic.Sentence {
	return clinic.SayCount(n, "{{.Count}} session", "{{.Count}} sessions")
}

func minutes(n int) clinic.Sentence {
	return clinic.SayCount(n, "{{.Count}} minute", "{{.Count}} minutes")
}

func times(n int) clinic.Sentence { return clinic.SayCount(n, "{{.Count}} time", "{{.Count}} times") }

// inMinutes is an amount as it stands in a table.
func inMinutes(n float64) clinic.Sentence { return clinic.Say("{{.N}} min", clinic.Args{"N": n}) }
