package drawing

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"regimen/resources"
)

// Face is a style of the program's typeface.
type Face int

// The faces.
const (
	Regular Face = iota
	Bold
	Italic
)

// outlines holds the glyphs of one face in units of the em, y downwards.
type outlines struct {
	mu     sync.Mutex
	font   *sfnt.Font
	buf    sfnt.Buffer
	glyphs map[rune]glyph
}

type glyph struct {
	path    Path
	advance float64
}

// faces are parsed once; the fonts are part of the program, so one that does
// not parse is a broken build.
var faces = [...]func() *outlines{
	Regular: sync.OnceValue(func() *outlines { return parseFace(resources.FontRegular) }),
	Bold:    sync.OnceValue(func() *outlines { return parseFace(resources.FontBold) }),
	Italic:  sync.OnceValue(func() *outlines { return parseFace(resources.FontItalic) }),
}

func parseFace(data []byte) *outlines {
	f, err := sfnt.Parse(data)
	if err != nil {
		panic("drawing: an embedded font does not parse: " + err.Error())
	}
	return &outlines{font: f, glyphs: make(map[rune]glyph)}
}

// glyphEm is the size glyphs are read at: large enough for fixed-point
// coordinates to be exact.
const glyphEm = 2048

func (o *outlines) glyph(r rune) glyph {
	o.mu.Lock()
	defer o.mu.Unlock()
	if g, ok := o.glyphs[r]; ok {
		return g
	}
	g := o.read(r)
	o.glyphs[r] = g
	return g
}

// read loads a glyph; a rune the font lacks becomes its empty box, so that
// nothing vanishes unseen.
func (o *outlines) read(r rune) glyph {
	var g glyph
	index, err := o.font.GlyphIndex(&o.buf, r)
	if err != nil {
		index = 0
	}
	ppem := fixed.I(glyphEm)
	if a, err := o.font.GlyphAdvance(&o.buf, index, ppem, font.HintingNone); err == nil {
		g.advance = float64(a) / 64 / glyphEm
	}
	segments, err := o.font.LoadGlyph(&o.buf, index, ppem, nil)
	if err != nil {
		return g
	}
	at := func(p fixed.Point26_6) Point {
		return Point{X: float64(p.X) / 64 / glyphEm, Y: float64(p.Y) / 64 / glyphEm}
	}
	var cur Point
	for i, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				g.path.Close()
			}
			cur = at(s.Args[0])
			g.path.MoveTo(cur)
		case sfnt.SegmentOpLineTo:
			cur = at(s.Args[0])
			g.path.LineTo(cur)
		case sfnt.SegmentOpQuadTo:
			c, q := at(s.Args[0]), at(s.Args[1])
			g.path.CubicTo(cur.Add(c.Sub(cur).Mul(2.0/3)), q.Add(c.Sub(q).Mul(2.0/3)), q)
			cur = q
		case sfnt.SegmentOpCubeTo:
			cur = at(s.Args[2])
			g.path.CubicTo(at(s.Args[0]), at(s.Args[1]), cur)
		}
	}
	if !g.path.Empty() {
		g.path.Close()
	}
	return g
}

// Width returns how wide a line of text is, the same on screen and paper.
func (f Face) Width(s string, size float64) float64 {
	o := faces[f]()
	w := 0.0
	for _, r := range s {
		w += o.glyph(r).advance
	}
	return w * size
}

// Fit shortens a line of text to a width, ending it with an ellipsis.
func (f Face) Fit(s string, size, width float64) string {
	if f.Width(s, size) <= width {
		return s
	}
	short := f.Begin(s, size, width-f.Width("…", size))
	if short == "" {
		return ""
	}
	return short + "…"
}

// lines breaks a text between its words into lines no wider than a width; a word wider than that stands alone.
func (f Face) lines(s string, size, width float64) []string {
	var out []string
	for _, word := range strings.Fields(s) {
		if n := len(out); n > 0 && f.Width(out[n-1]+" "+word, size) <= width {
			out[n-1] += " " + word
			continue
		}
		out = append(out, word)
	}
	return out
}

// Begin is the longest beginning of a line of text that is no wider than a width.
func (f Face) Begin(s string, size, width float64) string {
	o := faces[f]()
	w := 0.0
	for i, r := range s {
		if w += o.glyph(r).advance * size; w > width {
			return s[:i]
		}
	}
	return s
}

// capHeight is the height of a capital as a share of the type size, to set
// letters in the middle of a badge.
const capHeight = 0.714

// glyphs calls visit with the outline of each letter, placed by m.
func (t *Text) glyphs(m Matrix, visit func(outline Path)) {
	m = m.Mul(textMatrix(*t))
	o := faces[t.Face]()
	x := -t.Face.Width(t.String, t.Size) * float64(t.Align) / 2
	for _, c := range t.String {
		g := o.glyph(c)
		if !g.path.Empty() {
			visit(g.path.Transform(m.Mul(Translate(x, 0)).Mul(Scale(t.Size)).Apply))
		}
		x += g.advance * t.Size
	}
}
