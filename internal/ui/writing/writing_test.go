package writing_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"regimen/internal/ui/writing"
)

// width is that of letters which are not all alike.
func width(s string) float32 {
	w := float32(0)
	for _, r := range s {
		switch {
		case r == ' ':
			w += 4
		case unicode.Is(unicode.M, r):
		case r == 'i' || r == 'l':
			w += 3
		default:
			w += 8
		}
	}
	return w
}

// words are texts as they are typed: words, several blanks, line ends, words without an end, letters of several runes.
func words() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{" ", " ", "  ", "     ", "\n", "\n\n", ". ", "neck", "is", "stiff", "tight and sore", "e\u0301", "👩\u200d👧", "مريم", "\u00a0", "\t", "日本語"}),
		rapid.StringMatching(`[a-zA-Z0-9,.'-]{1,12}`),
		rapid.StringMatching(`[a-z]{30,90}`),
	)
	return rapid.Map(rapid.SliceOfN(part, 0, 40), func(parts []string) string { return strings.Join(parts, "") })
}

// Every place of a text lies in a row; a row is no wider than there is room, but for the blanks it wraps at.
func TestRowsHoldEveryPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := words().Draw(t, "text")
		room := float32(rapid.IntRange(8, 400).Draw(t, "room"))
		rows := writing.NewRows(width)
		rows.SetWidth(room)
		rows.SetText(text)
		at := 0
		for i, r := range rows.All() {
			if r.Begin != at {
				t.Fatalf("row %d begins at %d, the one before ends at %d", i, r.Begin, at)
			}
			at = r.End
			if !r.Wraps {
				if at < len(text) && text[at] != '\n' {
					t.Fatalf("row %d ends in the middle of a paragraph", i)
				}
				at++
			}
			shown := text[r.Begin:rows.Shown(r)]
			one := utf8.RuneCountInString(strings.TrimFunc(shown, unicode.IsMark)) <= 1
			if w := width(strings.TrimRight(shown, " \t")); w > room && !one {
				t.Fatalf("row %d %q is %v wide, there is room for %v", i, shown, w, room)
			}
		}
		if at != len(text)+1 {
			t.Fatalf("the rows end at %d of %d", at, len(text))
		}
		for place := range len(text) + 1 {
			r := rows.All()[rows.At(place)]
			if place < r.Begin || place > r.End {
				t.Fatalf("place %d was looked for in %v", place, r)
			}
		}
	})
}

// What is broken anew as the text changes is what a text broken at once would be.
func TestRowsFollowTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		room := float32(rapid.IntRange(0, 300).Draw(t, "room"))
		rows := writing.NewRows(width)
		rows.SetWidth(room)
		text := ""
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to, come := from, rapid.SampledFrom([]string{"", "x", " ", "\n", "é"}).Draw(t, "letter")
			if rapid.Bool().Draw(t, "more than a letter") {
				to, come = rapid.IntRange(from, len(text)).Draw(t, "to"), words().Draw(t, "come")
			} else if come == "" && from < len(text) {
				to++
			}
			text = text[:from] + come + text[to:]
			rows.SetText(text)
			whole := writing.NewRows(width)
			whole.SetWidth(room)
			whole.SetText(text)
			if !slices.Equal(rows.All(), whole.All()) {
				t.Fatalf("%q in a room of %v is\n%v\nand was made\n%v", text, room, whole.All(), rows.All())
			}
		}
	})
}

// A place on the screen and a place in the text lead to each other, in every script.
func TestPlacesOnTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text writing.Text
		text.Set(strings.ReplaceAll(words().Draw(t, "text"), "\n", " "))
		s := text.String()
		line := writing.NewLine(s, 0, len(s), width, nil)
		for place := 0; place < len(s); place = text.Next(place) {
			x := line.X(place)
			if x < 0 || x > line.Width() {
				t.Fatalf("place %d of %q stands at %v of %v", place, s, x, line.Width())
			}
			if there := line.X(line.Place(x, &text)); there != x {
				t.Fatalf("place %d of %q stands at %v, and what is there at %v", place, s, x, there)
			}
		}
	})
}

func TestOrderOfLines(t *testing.T) {
	for _, c := range []struct{ written, drawn string }{
		{"Tom (Tommy) Smith", "Tom (Tommy) Smith"},
		{"Tom (מרים) Smith", "Tom (|מרים|) Smith"},
		// A name of a script written to the left goes to the left as a whole, its brackets with it.
		{"مريم (Maryam) الزهراء", "الزهراء| (|Maryam|) |مريم"},
		{"מרים (מירי) כהן", "כהן| (|מירי|) |מרים"},
		{"דוד 0412", "0412| |דוד"},
		// A sentence that begins with such a name does not.
		{"מרים (Miri) has a record. What you type is kept.", "מרים| (Miri) has a record. What you type is kept."},
		{"a\tb\x1b[31m", "a    b[31m"},
	} {
		got := strings.ReplaceAll(writing.Drawn(c.written), "\u200e\u200e", "|")
		if got = strings.Trim(strings.ReplaceAll(got, "\u200e", "|"), "|"); got != c.drawn {
			t.Errorf("%q is drawn as %q, want %q", c.written, got, c.drawn)
		}
	}
}

// typist does to a text what a person can, beside a plain model of it.
type typist struct {
	text     writing.Text
	model    string
	from, to int // selected; to is the caret
	history  []string
}

func (m *typist) replace(from, to int, come string) {
	m.history = append(m.history, m.model)
	m.model = m.model[:from] + come + m.model[to:]
	m.from = from + len(come)
	m.to = m.from
}

func (m *typist) span() (int, int) { return min(m.from, m.to), max(m.from, m.to) }

// Whatever is typed, erased, selected and pasted, and in whatever order: the text is what it has to be, and taking
// everything back leads to the empty text.
func TestTextIsWhatWasTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m typist
		place := func() int {
			places := []int{0}
			for p := 0; p < len(m.model); {
				p = m.text.Next(p)
				places = append(places, p)
			}
			return rapid.SampledFrom(places).Draw(t, "place")
		}
		t.Repeat(map[string]func(*rapid.T){
			"type": func(t *rapid.T) {
				for _, r := range words().Draw(t, "letters") {
					from, to := m.span()
					m.replace(from, to, string(r))
					m.text.Type(r)
				}
			},
			"paste": func(t *rapid.T) {
				come := words().Draw(t, "come")
				if from, to := m.span(); come != "" || from != to {
					m.replace(from, to, come)
				}
				m.text.Insert(come)
			},
			"erase": func(*rapid.T) {
				from, to := m.span()
				if from == to {
					from = m.text.Before(from)
				}
				if from != to {
					m.replace(from, to, "")
				}
				m.text.Erase(m.text.Before(m.text.Caret()))
			},
			"erase ahead": func(*rapid.T) {
				from, to := m.span()
				if from == to {
					to = m.text.Next(to)
				}
				if from != to {
					m.replace(from, to, "")
				}
				m.text.Erase(m.text.Next(m.text.Caret()))
			},
			"move": func(*rapid.T) {
				m.to = place()
				m.from = m.to
				m.text.MoveTo(m.to, false)
			},
			"select": func(*rapid.T) {
				m.from, m.to = place(), place()
				m.text.Select(m.from, m.to)
			},
			"undo": func(t *rapid.T) {
				if len(m.history) == 0 {
					return
				}
				m.text.Undo()
				n := slices.Index(m.history, m.text.String())
				if n < 0 {
					t.Fatalf("undo led to %q, which never was", m.text.String())
				}
				m.text.Redo()
				if m.text.String() != m.model {
					t.Fatalf("redo led to %q, not to %q", m.text.String(), m.model)
				}
				m.from = m.text.Caret()
				m.to = m.from
			},
			"": func(t *rapid.T) {
				if m.text.String() != m.model {
					t.Fatalf("it is %q, want %q", m.text.String(), m.model)
				}
				if m.text.Caret() != m.to {
					t.Fatalf("the caret is at %d, want %d of %q", m.text.Caret(), m.to, m.model)
				}
			},
		})
		for m.text.CanUndo() {
			m.text.Undo()
		}
		if m.text.String() != "" {
			t.Fatalf("all taken back, and %q stays", m.text.String())
		}
	})
}

// A letter of more runes than any language has is still erased by whole runes.
func TestLettersOfManyRunes(t *testing.T) {
	for _, first := range []string{"e", "é", "日"} {
		var text writing.Text
		text.Set(first + strings.Repeat("\u0301", 300))
		for text.String() != "" {
			text.Erase(text.Next(0))
			if !utf8.ValidString(text.String()) {
				t.Fatalf("after %q, half a rune is left", first)
			}
		}
	}
}

func TestWords(t *testing.T) {
	var text writing.Text
	text.Set("The left neck, tight\nand sore")
	if from, to := text.Word(5); text.String()[from:to] != "left" {
		t.Errorf("word %q", text.String()[from:to])
	}
	if from, to := text.Paragraph(22); text.String()[from:to] != "and sore" {
		t.Errorf("paragraph %q", text.String()[from:to])
	}
	at := 0
	var ends []string
	for at < len(text.String()) {
		next := text.WordAfter(at)
		ends = append(ends, text.String()[at:next])
		at = next
	}
	if want := []string{"The", " left", " neck", ", tight", "\nand", " sore"}; !slices.Equal(ends, want) {
		t.Errorf("words forward %q", ends)
	}
	for at > 0 {
		at = text.WordBefore(at)
		if r := text.String()[at]; r == ' ' || r == '\n' || r == ',' {
			t.Errorf("a step back ended at %q", text.String()[at:])
		}
	}
}

// A letter shows in the same time however long the text is: the rows around it are all that is broken anew.
func BenchmarkLetter(b *testing.B) {
	line := strings.Repeat("tight and sore ", 4) + "\n"
	for _, n := range []int{1_000, 100_000} {
		for name, text := range map[string]string{
			"short lines":   strings.Repeat(line, n/len(line)),
			"one paragraph": strings.Repeat("tight and sore ", n/15),
			"no blank":      strings.Repeat("x", n),
		} {
			b.Run(name, func(b *testing.B) {
				rows := writing.NewRows(width)
				rows.SetWidth(600)
				rows.SetText(text)
				for i := range b.N {
					rows.SetText(text[:n/2] + strings.Repeat("y", i%2) + text[n/2:])
				}
			})
		}
	}
}
