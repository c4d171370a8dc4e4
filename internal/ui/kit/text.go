package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/writing"
)

// Text is plain text that, unlike a label, adds no space of its own around it, so
// that two lines can sit close together. It is as wide as what it says unless
// Wrap or Lines lets it break.
type Text struct {
	widget.BaseWidget
	text  string
	size  float32
	style fyne.TextStyle
	color fyne.ThemeColorName
	align fyne.TextAlign
	wraps bool
	lines int
	width float32
	rows  *writing.Rows
	least float32        // the width of the widest word; negative: not known
	high  float32        // the height of a line; 0: not known
	known fyne.TextStyle // that rows, least and high were measured in
}

// Body is running text.
func Body(s string) *Text { return newText(s, SizeBody, fyne.TextStyle{}, ColorText) }

// Strong is running text in bold.
func Strong(s string) *Text { return newText(s, SizeBody, fyne.TextStyle{Bold: true}, ColorText) }

// QuietText is the second line: who, when, units, help.
func QuietText(s string) *Text { return newText(s, SizeQuiet, fyne.TextStyle{}, ColorQuiet) }

// Heading names a part of a screen.
func Heading(s string) *Text { return newText(s, SizeHead, fyne.TextStyle{Bold: true}, ColorText) }

// Title names a screen.
func Title(s string) *Text { return newText(s, SizeTitle, fyne.TextStyle{Bold: true}, ColorText) }

func newText(s string, size float32, style fyne.TextStyle, c fyne.ThemeColorName) *Text {
	t := &Text{text: s, size: size, style: style, color: c, least: -1}
	t.ExtendBaseWidget(t)
	return t
}

// In sets the colour by name and returns the text.
func (t *Text) In(c fyne.ThemeColorName) *Text {
	t.color = c
	t.Refresh()
	return t
}

// Aligned sets the alignment and returns the text.
func (t *Text) Aligned(a fyne.TextAlign) *Text {
	t.align = a
	t.Refresh()
	return t
}

// Wrap lets the text break into as many lines as it needs and returns the text.
func (t *Text) Wrap() *Text {
	t.wraps = true
	t.Refresh()
	return t
}

// Lines wraps the text to at most n lines, the last ending in an ellipsis when
// more was said, and returns the text.
func (t *Text) Lines(n int) *Text {
	t.wraps, t.lines = true, n
	t.Refresh()
	return t
}

// Text is what is shown.
func (t *Text) Text() string { return t.text }

// SetText replaces what is shown.
func (t *Text) SetText(s string) {
	if t.text == s {
		return
	}
	t.text, t.least = s, -1
	t.Refresh()
}

// Resize wraps the text anew.
func (t *Text) Resize(s fyne.Size) {
	if s.Width != t.width {
		t.width = s.Width
		t.BaseWidget.Resize(s)
		t.Refresh()
		return
	}
	t.BaseWidget.Resize(s)
}

// AccessibilityLabel is the text itself.
func (t *Text) AccessibilityLabel() string { return t.text }

// AccessibilityRole says that this is text.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is part of fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &textRenderer{t: t}
	r.draw()
	return r
}

func (t *Text) measure(s string) fyne.Size { return fyne.MeasureText(s, t.size, t.style) }

func (t *Text) wide(s string) float32 { return t.measure(writing.Drawn(s)).Width }

// mostInLine is how many letters of a line are looked at, more than fit on any screen: what has been typed without a
// blank, or without an end, must not take its time to be drawn.
const mostInLine = 400

// cut is the beginning of a text, and whether that is all of it.
func cut(s string, most int) (string, bool) {
	if len(s) <= most {
		return s, true
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i], false
		}
		n++
	}
	return s, true
}

// shown is the text as it is broken into lines no wider than it has room; a word wider than that is broken between
// letters. Before it is laid out it is not wrapped.
func (t *Text) shown() (count int, line func(i int) string) {
	if !t.wraps || t.width <= 0 {
		lines := strings.Split(t.text, "\n")
		for i, l := range lines {
			if begin, all := cut(l, mostInLine); !all {
				lines[i] = begin + "…"
			}
		}
		return len(lines), func(i int) string { return lines[i] }
	}
	text, all := t.text, true
	if t.lines > 0 {
		text, all = cut(t.text, t.lines*mostInLine)
	}
	t.restyle()
	if t.rows == nil {
		t.rows = writing.NewRows(t.wide)
	}
	t.rows.SetWidth(t.width)
	t.rows.SetText(text)
	rows := t.rows.All()
	row := func(i int) string { return text[rows[i].Begin:t.rows.Shown(rows[i])] }
	if t.lines == 0 || len(rows) <= t.lines && all {
		return len(rows), row
	}
	last := min(t.lines, len(rows)) - 1
	rest, _ := cut(strings.ReplaceAll(text[rows[last].Begin:], "\n", " "), mostInLine)
	rest = t.fit(rest) + "…"
	return last + 1, func(i int) string {
		if i == last {
			return rest
		}
		return row(i)
	}
}

// fit is the longest beginning of s that leaves room for an ellipsis, and at least one letter.
func (t *Text) fit(s string) string {
	runes := []rune(s)
	lo, hi := 1, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if t.wide(string(runes[:mid])+"…") <= t.width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:min(lo, len(runes))]), " ")
}

// fitInto shows a label in one line, ending in an ellipsis when it has not the room.
func (t *Text) fitInto(label string, room float32) {
	if room > 0 && t.wide(label) > room+0.5 {
		t.width = room
		label = t.fit(label) + "…"
	}
	t.SetText(label)
}

// heightIn is how high the text is in a style at its present width.
func (t *Text) heightIn(style fyne.TextStyle) float32 {
	was := t.style
	defer func() { t.style = was }()
	t.style = style
	lines, _ := t.shown()
	return t.measure("M").Height * float32(lines)
}

// widestWord is the least width asked for by text that may wrap: longer words are
// broken rather than allowed to widen the window.
const widestWord = 120

// restyle forgets what was measured in another style.
func (t *Text) restyle() {
	if t.known != t.style {
		t.known, t.rows, t.least, t.high = t.style, nil, -1, 0
	}
}

func (t *Text) lineHeight() float32 {
	t.restyle()
	if t.high == 0 {
		t.high = t.measure("M").Height
	}
	return t.high
}

func (t *Text) leastWidth() float32 {
	t.restyle()
	if t.least >= 0 {
		return t.least
	}
	t.least = 0
	for word := range strings.FieldsSeq(t.text) {
		if len(word) > widestWord {
			t.least = widestWord
		} else {
			t.least = max(t.least, t.wide(word))
		}
		if t.least >= widestWord {
			t.least = widestWord
			break
		}
	}
	return t.least
}

type textRenderer struct {
	t     *Text
	first int // the line that lines begin with; of a tall text only some are drawn
	count int
	lines []*canvas.Text
	objs  []fyne.CanvasObject
	wide  float32        // the widest of lines that do not wrap; negative: not known
	known fyne.TextStyle // that wide was measured in
}

func (r *textRenderer) Destroy() { untall(r.t) }

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *textRenderer) Layout(s fyne.Size) {
	h := r.t.lineHeight()
	for i, l := range r.lines {
		l.Move(fyne.NewPos(0, float32(r.first+i)*h))
		l.Resize(fyne.NewSize(s.Width, h))
	}
}

func (r *textRenderer) MinSize() fyne.Size {
	h := r.t.lineHeight()
	var w float32
	switch {
	case !r.t.wraps:
		if r.wide < 0 || r.known != r.t.style {
			var wide float32
			for _, l := range r.lines {
				wide = max(wide, r.t.measure(l.Text).Width)
			}
			r.wide, r.known = wide, r.t.style
		}
		w = r.wide
	case r.t.lines == 1:
		w = r.t.measure("…").Width
	default:
		w = r.t.leastWidth()
	}
	return fyne.NewSize(w, h*float32(max(r.count, 1)))
}

func (r *textRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.t)
}

// draw sets the lines that can be seen.
func (r *textRenderer) draw() {
	var line func(int) string
	r.count, line = r.t.shown()
	r.wide = -1
	h := r.t.lineHeight()
	from, to := tallView(r.t, float32(r.count)*h)
	r.first = max(min(int(from/h), r.count), 0)
	last := max(min(int(to/h)+1, r.count), r.first)
	for len(r.lines) < last-r.first {
		r.lines = append(r.lines, canvas.NewText("", theme.Color(r.t.color)))
	}
	r.lines = r.lines[:last-r.first]
	r.objs = r.objs[:0]
	c := theme.Color(r.t.color)
	for i, l := range r.lines {
		l.Text, l.Color, l.TextSize, l.TextStyle, l.Alignment = writing.Drawn(line(r.first+i)), c, r.t.size, r.t.style, r.t.align
		r.objs = append(r.objs, l)
		l.Refresh()
	}
	r.Layout(r.t.Size())
}
