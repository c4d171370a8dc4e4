package differences

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// run is a stretch of a text that the other text has too, or not.
type run struct {
	text string
	own  bool
}

// mostWords bounds the comparison: its work grows with the product of both lengths. What lies between the
// first and the last difference of longer texts is taken for different as a whole.
const mostWords = 1500

// compare says, for each of two texts, which words the other does not have. The runs of a text joined are
// the text.
func compare(a, b string) (left, right []run) {
	x, y := cut(a), cut(b)
	start := 0
	for start < len(x) && start < len(y) && same(x[start], y[start]) {
		start++
	}
	endX, endY := len(x), len(y)
	for endX > start && endY > start && same(x[endX-1], y[endY-1]) {
		endX, endY = endX-1, endY-1
	}
	ownX, ownY := make([]bool, len(x)), make([]bool, len(y))
	for i := start; i < endX; i++ {
		ownX[i] = true
	}
	for i := start; i < endY; i++ {
		ownY[i] = true
	}
	if n, m := endX-start, endY-start; n > 0 && m > 0 && n <= mostWords && m <= mostWords {
		for _, p := range common(x[start:endX], y[start:endY]) {
			ownX[start+p[0]], ownY[start+p[1]] = false, false
		}
	}
	return runs(x, ownX), runs(y, ownY)
}

// cut cuts a text behind each space, so that nothing of it is lost.
func cut(s string) []string {
	var out []string
	from, space := 0, false
	for i, r := range s {
		if space && !unicode.IsSpace(r) {
			out = append(out, s[from:i])
			from = i
		}
		space = unicode.IsSpace(r)
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

func same(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }

// common is the longest row of words that both have in the same order, as pairs of places.
func common(x, y []string) [][2]int {
	n, m := len(x), len(y)
	best := make([][]uint16, n+1)
	for i := range best {
		best[i] = make([]uint16, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if same(x[i], y[j]) {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case same(x[i], y[j]):
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

func runs(words []string, own []bool) []run {
	var out []run
	for i, w := range words {
		if n := len(out); n > 0 && out[n-1].own == own[i] {
			out[n-1].text += w
			continue
		}
		out = append(out, run{w, own[i]})
	}
	return out
}

// How much is shown of what both texts have, beside what differs, and of what only one has: the two are to be compared,
// and a long text is read in its record.
const (
	besideDifference = 150
	mostOfOne        = 2000
)

// excerpts leaves out the inner part of long runs.
func excerpts(list []run) []run {
	out := make([]run, len(list))
	for i, r := range list {
		letters := []rune(r.text)
		switch {
		case r.own && len(letters) > mostOfOne:
			r.text = string(letters[:mostOfOne]) + "…"
		case r.own || len(letters) <= 3*besideDifference:
		case i == 0:
			r.text = "… " + string(letters[len(letters)-besideDifference:])
		case i == len(list)-1:
			r.text = string(letters[:besideDifference]) + " …"
		default:
			r.text = string(letters[:besideDifference]) + " … " + string(letters[len(letters)-besideDifference:])
		}
		out[i] = r
	}
	return out
}

// marked shows runs as running text: what only this text has is bold and underlined.
func marked(list []run) fyne.CanvasObject {
	var segments []widget.RichTextSegment
	add := func(text string, style fyne.TextStyle) {
		if text != "" {
			s := widget.RichTextStyleInline
			s.ColorName, s.TextStyle = kit.ColorText, style
			segments = append(segments, &widget.TextSegment{Text: text, Style: s})
		}
	}
	for _, r := range excerpts(list) {
		r.text = strings.ReplaceAll(r.text, "\t", " ") // which Fyne stumbles over
		if !r.own {
			add(r.text, fyne.TextStyle{})
			continue
		}
		words := strings.TrimRightFunc(r.text, unicode.IsSpace)
		add(words, fyne.TextStyle{Bold: true, Underline: true})
		add(r.text[len(words):], fyne.TextStyle{})
	}
	t := widget.NewRichText(segments...)
	t.Wrapping = fyne.TextWrapWord
	// A rich text keeps room around itself that the other texts do not have.
	room := -theme.Size(theme.SizeNameInnerPadding)
	return container.New(layout.NewCustomPaddedLayout(room, room, room, room), t)
}
