package document

import (
	"bytes"
	"io"
	"log"
	"sort"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"regimen/internal/anatomy"
	"regimen/internal/script"
	"regimen/resources"
)

// The PDF library can place the letters of the embedded typeface one after the other, and no more. Text
// in any other script (Arabic, Thai, Devanagari, Chinese …) is shaped here with the fonts of the
// operating system and set as outlines, which every reader and printer shows.

const mmPerPoint = 25.4 / 72

// fallback finds a font for a rune the embedded typeface has no letter for, or nil. It may be called by
// several goroutines at once.
type fallback func(r rune, bold bool) *font.Font

// scripts shapes text in any script. It is not safe for concurrent use: a font may be shared, a face
// (which remembers what it drew) may not.
type scripts struct {
	system  fallback
	faces   map[*font.Font]*font.Face
	shaper  shaping.HarfbuzzShaper
	wrapper shaping.LineWrapper
}

// face is this typesetter's own face of a font.
func (s *scripts) face(f *font.Font) *font.Face {
	if s.faces == nil {
		s.faces = map[*font.Font]*font.Face{}
	}
	if s.faces[f] == nil {
		s.faces[f] = font.NewFace(f)
	}
	return s.faces[f]
}

var embeddedFonts = sync.OnceValue(func() [2]*font.Font {
	var fonts [2]*font.Font
	for i, ttf := range [][]byte{resources.FontRegular, resources.FontBold} {
		f, err := font.ParseTTF(bytes.NewReader(ttf))
		if err != nil {
			panic("the embedded typeface is damaged: " + err.Error()) // a broken build, found by every test
		}
		fonts[i] = f.Font
	}
	return fonts
})

func embedded(bold bool) *font.Font {
	if bold {
		return embeddedFonts()[1]
	}
	return embeddedFonts()[0]
}

// plain reports whether the PDF library can set the text by itself: letters of the embedded typeface
// that need no shaping.
func plain(text string) bool {
	own := embedded(false)
	for _, r := range text {
		if r > 0xFFFF || unicode.Is(unicode.M, r) {
			return false
		}
		switch language.LookupScript(r) {
		case language.Latin, language.Greek, language.Cyrillic, language.Common:
		default:
			return false
		}
		if _, ok := own.NominalGlyph(r); !ok && !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// systemFaces looks through the operating system's fonts; the first use scans them, later ones read an
// index kept in the user's cache folder.
func systemFaces() fallback {
	var fm *fontscan.FontMap
	ready := sync.OnceFunc(func() {
		m := fontscan.NewFontMap(log.New(io.Discard, "", 0))
		if err := m.UseSystemFonts(""); err == nil {
			fm = m
		}
	})
	var mu sync.Mutex
	return func(r rune, bold bool) *font.Font {
		if ready(); fm == nil {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		aspect := font.Aspect{Weight: font.WeightNormal}
		if bold {
			aspect.Weight = font.WeightBold
		}
		fm.SetQuery(fontscan.Query{Families: []string{"Noto Sans", fontscan.SansSerif}, Aspect: aspect})
		fm.SetScript(language.LookupScript(r))
		if f := fm.ResolveFace(r); f != nil {
			return f.Font
		}
		return nil
	}
}

// shaped is one line of shaped text: its glyphs as outlines in millimetres from the start of the
// baseline, y down, and its advance. Each glyph is a path of its own, because glyphs of joined scripts
// overlap.
type shaped struct {
	Glyphs []anatomy.Path
	Width  float64
}

// choose is the shaping library's Fontmap for one call; it remembers what no font has.
type choose struct {
	s       *scripts
	bold    bool
	missing []rune
}

func (c *choose) ResolveFace(r rune) *font.Face {
	own := c.s.face(embedded(c.bold))
	if hasOutline(own, r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
		return own
	}
	if other := c.s.system(r, c.bold); other != nil {
		if f := c.s.face(other); hasOutline(f, r) {
			return f
		}
	}
	c.missing = append(c.missing, r)
	return own // whose "no such letter" glyph is a visible box
}

// hasOutline is false for a bitmap or colour glyph: it cannot be set in one ink.
func hasOutline(f *font.Face, r rune) bool {
	g, ok := f.NominalGlyph(r)
	if !ok {
		return false
	}
	_, ok = f.GlyphData(g).(font.GlyphOutline)
	return ok
}

// lines shapes one paragraph and breaks it to a width in millimetres (0: one line). The size is in
// points. It also returns the runes that no font has a letter for.
func (s *scripts) lines(text string, bold bool, size, width float64) ([]shaped, []rune) {
	if text == "" {
		return nil, nil
	}
	broken, missing := s.broken(text, bold, size, width)
	lines := make([]shaped, len(broken))
	for i, l := range broken {
		lines[i] = outline(l)
	}
	return lines, missing
}

// broken are the lines before they are drawn.
func (s *scripts) broken(text string, bold bool, size, width float64) ([]shaping.Line, []rune) {
	going := di.DirectionLTR
	switch toLeft, forced := script.Direction(text); {
	case toLeft:
		going = di.DirectionRTL
	case forced:
		text = script.ToTheRight + text
	}
	runes := []rune(text)
	fonts := &choose{s: s, bold: bold}
	in := shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: going,
		Face: s.face(embedded(bold)), Size: fixed.Int26_6(size * 64), Language: language.DefaultLanguage(),
	}
	var seg shaping.Segmenter
	var outs []shaping.Output
	for _, run := range seg.Split(in, fonts) {
		outs = append(outs, s.shaper.Shape(run))
	}
	limit := fixed.Int26_6(1<<30 - 1)
	if width > 0 {
		limit = fixed.Int26_6(width / mmPerPoint * 64)
	}
	wrapped, _ := s.wrapper.WrapParagraphF(shaping.WrapConfig{Direction: in.Direction}, limit, runes, shaping.NewSliceIterator(outs))
	return wrapped, fonts.missing
}

func outline(line shaping.Line) shaped {
	runs := append(shaping.Line{}, line...)
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].VisualIndex < runs[j].VisualIndex })
	var o shaped
	var dot float64 // points
	for _, run := range runs {
		scale := float64(run.Size) / 64 / float64(run.Face.Upem())
		for _, g := range run.Glyphs {
			data, ok := run.Face.GlyphData(g.GlyphID).(font.GlyphOutline)
			if ok && len(data.Segments) > 0 {
				x0, y0 := dot+float64(g.XOffset)/64, float64(g.YOffset)/64
				o.Glyphs = append(o.Glyphs, glyphPath(data, func(p opentype.SegmentPoint) anatomy.Point {
					return anatomy.Point{
						X: (x0 + float64(p.X)*scale) * mmPerPoint,
						Y: -(y0 + float64(p.Y)*scale) * mmPerPoint,
					}
				}))
			}
			dot += float64(g.Advance) / 64
		}
	}
	o.Width = dot * mmPerPoint
	return o
}

func glyphPath(glyph font.GlyphOutline, at func(opentype.SegmentPoint) anatomy.Point) anatomy.Path {
	var path anatomy.Path
	var pen anatomy.Point
	open := false
	for _, seg := range glyph.Segments {
		a := seg.Args
		switch seg.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				path.Close()
			}
			pen = at(a[0])
			path.MoveTo(pen)
			open = true
		case opentype.SegmentOpLineTo:
			pen = at(a[0])
			path.LineTo(pen)
		case opentype.SegmentOpQuadTo: // raised to a cubic, which is what PDF has
			c, end := at(a[0]), at(a[1])
			path.CubicTo(pen.Add(c.Sub(pen).Mul(2./3)), end.Add(c.Sub(end).Mul(2./3)), end)
			pen = end
		case opentype.SegmentOpCubeTo:
			pen = at(a[2])
			path.CubicTo(at(a[0]), at(a[1]), pen)
		}
	}
	if open {
		path.Close()
	}
	return path
}
