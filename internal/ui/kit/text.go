package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
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
	t := &Text{text: s, size: size, style: style, color: c}
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
	t.text = s
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
	r.Refresh()
	return r
}

func (t *Text) measure(s string) fyne.Size { return fyne.MeasureText(s, t.size, t.style) }

// wrap breaks the text into lines no wider than width; a word wider than that is
// broken between letters. A width of 0 means not laid out yet: no wrapping.
func (t *Text) wrap(width float32) []string {
	var out []string
	for para := range strings.SplitSeq(t.text, "\n") {
		if !t.wraps || width <= 0 || t.measure(para).Width <= width {
			out = append(out, para)
			continue
		}
		line := ""
		for _, word := range strings.Fields(para) {
			joined := word
			if line != "" {
				joined = line + " " + word
			}
			if t.measure(joined).Width <= width {
				line = joined
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			line = word
			for t.measure(line).Width > width {
				head := t.fit(line, width, "")
				if head == line {
					break
				}
				out = append(out, head)
				line = line[len(head):]
			}
		}
		out = append(out, line)
	}
	if t.lines > 0 && len(out) > t.lines && width > 0 {
		rest := strings.Join(out[t.lines-1:], " ")
		out = append(out[:t.lines-1], t.fit(rest, width, "…")+"…")
	}
	return out
}

// fit is the longest beginning of s that leaves room for tail within width, and
// at least one letter.
func (t *Text) fit(s string, width float32, tail string) string {
	runes := []rune(s)
	lo, hi := 1, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if t.measure(string(runes[:mid])+tail).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:min(lo, len(runes))]), " ")
}

// heightIn is how high the text is in a style at its present width.
func (t *Text) heightIn(style fyne.TextStyle) float32 {
	was := t.style
	defer func() { t.style = was }()
	t.style = style
	return t.measure("M").Height * float32(max(len(t.wrap(t.width)), 1))
}

type textRenderer struct {
	t     *Text
	lines []*canvas.Text
	objs  []fyne.CanvasObject
}

func (r *textRenderer) Destroy() {}

func (r *textRenderer) Objects() []fyne.CanvasObject { return r.objs }

func (r *textRenderer) Layout(s fyne.Size) {
	h := r.t.measure("M").Height
	for i, l := range r.lines {
		l.Move(fyne.NewPos(0, float32(i)*h))
		l.Resize(fyne.NewSize(s.Width, h))
	}
}

// widestWord is the least width asked for by text that may wrap: longer words are
// broken rather than allowed to widen the window.
const widestWord = 120

func (r *textRenderer) MinSize() fyne.Size {
	h := r.t.measure("M").Height
	w := float32(0)
	switch {
	case !r.t.wraps:
		for _, l := range r.lines {
			w = max(w, r.t.measure(l.Text).Width)
		}
	case r.t.lines == 1:
		w = r.t.measure("…").Width
	default:
		for word := range strings.FieldsSeq(r.t.text) {
			w = max(w, r.t.measure(word).Width)
		}
		w = min(w, widestWord)
	}
	return fyne.NewSize(w, h*float32(max(len(r.lines), 1)))
}

func (r *textRenderer) Refresh() {
	parts := r.t.wrap(r.t.width)
	for len(r.lines) < len(parts) {
		r.lines = append(r.lines, canvas.NewText("", theme.Color(r.t.color)))
	}
	r.lines = r.lines[:len(parts)]
	r.objs = r.objs[:0]
	c := theme.Color(r.t.color)
	for i, l := range r.lines {
		l.Text, l.Color, l.TextSize, l.TextStyle, l.Alignment = parts[i], c, r.t.size, r.t.style, r.t.align
		r.objs = append(r.objs, l)
		l.Refresh()
	}
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
