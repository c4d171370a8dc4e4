package drawing

import (
	"bytes"
	"image/color"
	"math"
	"strconv"
	"strings"

	"github.com/jung-kurt/gofpdf"

	"regimen/internal/anatomy"
	"regimen/resources"
)

// PDFFont is the family under which [Picture.WritePDF] adds the program's typeface
// to a document, in the styles "", "B" and "I".
const PDFFont = "NotoSans"

// pdfFaces are the styles of a face in a document, and their files.
var pdfFaces = [...]struct {
	style string
	file  []byte
}{
	Regular: {"", resources.FontRegular},
	Bold:    {"B", resources.FontBold},
	Italic:  {"I", resources.FontItalic},
}

// WritePDF draws the picture on the current page; m maps its units to
// millimetres of paper. The document's unit must be millimetres. The faces it
// uses are added to the document as they are met: gofpdf takes long over each.
// Colours, line width and opacity are put back afterwards; the font must be set
// again by whoever writes next.
func (p *Picture) WritePDF(doc *gofpdf.Fpdf, m Matrix) {
	_, height := doc.GetPageSize()
	w := &pdfWriter{doc: doc, k: doc.GetConversionRatio(), height: height, alpha: -1}
	alpha, _ := doc.GetAlpha()
	fill, pen, text := rgbOf(doc.GetFillColor()), rgbOf(doc.GetDrawColor()), rgbOf(doc.GetTextColor())
	w.op("1 J 1 j")
	w.picture(p, m, false)
	w.op("0 J 0 j [] 0 d")
	w.flush()
	doc.SetAlpha(alpha, "Normal")
	doc.SetFillColor(fill[0], fill[1], fill[2])
	doc.SetDrawColor(pen[0], pen[1], pen[2])
	doc.SetTextColor(text[0], text[1], text[2])
	doc.SetLineWidth(doc.GetLineWidth())
}

func rgbOf(r, g, b int) [3]int { return [3]int{r, g, b} }

type pdfWriter struct {
	doc    *gofpdf.Fpdf
	k      float64 // points in a millimetre
	height float64 // of the page in millimetres
	alpha  float64 // what is set, or -1
	buf    []byte
}

func (w *pdfWriter) flush() {
	if len(w.buf) > 0 {
		w.doc.RawWriteStr(string(w.buf))
		w.buf = w.buf[:0]
	}
}

// num writes a number in so many parts of one, a power of ten. A picture has tens of
// thousands of them, and a fixed point takes a quarter of the time of the shortest decimal.
func (w *pdfWriter) num(v float64, parts int64) {
	n := int64(math.Round(v * float64(parts)))
	if n < 0 {
		w.buf, n = append(w.buf, '-'), -n
	}
	w.buf = strconv.AppendInt(w.buf, n/parts, 10)
	if rest := n % parts; rest != 0 {
		w.buf = append(w.buf, '.')
		for rest != 0 {
			rest *= 10
			w.buf = append(w.buf, byte('0'+rest/parts))
			rest %= parts
		}
	}
	w.buf = append(w.buf, ' ')
}

func (w *pdfWriter) op(s string) { w.buf = append(append(w.buf, s...), '\n') }

func (w *pdfWriter) rgb(c color.NRGBA, op string) {
	for _, v := range [3]uint8{c.R, c.G, c.B} {
		w.num(float64(v)/255, 1000)
	}
	w.op(op)
}

func (w *pdfWriter) opacity(a uint8) {
	v := math.Round(float64(a)/255*100) / 100
	if v == w.alpha {
		return
	}
	w.flush()
	w.doc.SetAlpha(v, "Normal")
	w.alpha = v
}

var pdfOps = [...]string{anatomy.MoveTo: "m", anatomy.LineTo: "l", anatomy.CubicTo: "c", anatomy.Close: "h"}

// point writes a place on the page, in tenths of a point: a printer with 300 dots to the inch puts one on 0.24.
func (w *pdfWriter) point(q Point) {
	w.num(q.X, 10)
	w.num(w.height*w.k-q.Y, 10)
}

// trace writes the outline of a path in an opacity; m maps it to the paper.
func (w *pdfWriter) trace(p Path, m Matrix, alpha uint8) {
	m = Scale(w.k).Mul(m)
	p = p.Transform(m.Apply)
	off := paperOff
	if float64(alpha) <= faintest*255 {
		off = paperFaint
	}
	lines := reduced(p, off)
	if lines == nil {
		p.Walk(func(op anatomy.Op, pts []Point) {
			for _, q := range pts {
				w.point(q)
			}
			w.op(pdfOps[op])
		})
		return
	}
	for _, line := range lines {
		for i, q := range line.Pts {
			w.point(q)
			if i == 0 {
				w.op("m")
			} else {
				w.op("l")
			}
		}
		if line.Closed {
			w.op("h")
		} else if len(line.Pts) == 1 {
			w.point(line.Pts[0]) // a dot
			w.op("l")
		}
	}
}

func (w *pdfWriter) picture(p *Picture, m Matrix, clipped bool) {
	for i := range p.items {
		it := &p.items[i]
		switch {
		case it.clip:
			w.op("q")
			w.trace(it.path, m, 255)
			w.op("W* n")
			before := w.alpha
			w.picture(it.part, m.Mul(it.place), true)
			w.op("Q")
			w.alpha = before
		case it.part != nil:
			w.picture(it.part, m.Mul(it.place), clipped)
		case it.text != nil && (clipped || it.text.Angle != 0):
			w.glyphs(it.text, m)
		case it.text != nil:
			w.text(it.text, m)
		default:
			w.path(it, m)
		}
	}
}

func (w *pdfWriter) path(it *item, m Matrix) {
	fill, stroke := it.style.Fill.A > 0, it.style.Stroke.A > 0 && it.style.Width > 0
	if fill {
		w.opacity(it.style.Fill.A)
		w.rgb(it.style.Fill, "rg")
		w.trace(it.path, m, it.style.Fill.A)
		w.op("f*")
	}
	if stroke {
		w.opacity(it.style.Stroke.A)
		w.rgb(it.style.Stroke, "RG")
		k := m.Factor() * w.k
		w.num(it.style.Width*k, 1000)
		w.op("w")
		if len(it.style.Dash) > 0 {
			w.buf = append(w.buf, '[')
			for _, d := range it.style.Dash {
				w.num(d*k, 100)
			}
			w.op("] 0 d")
		}
		w.trace(it.path, m, it.style.Stroke.A)
		w.op("S")
		if len(it.style.Dash) > 0 {
			w.op("[] 0 d")
		}
	}
}

// text writes text that can be searched and copied.
func (w *pdfWriter) text(t *Text, m Matrix) {
	w.opacity(t.Color.A)
	w.flush()
	r, g, b := int(t.Color.R), int(t.Color.G), int(t.Color.B)
	// Text takes the fill colour when the document thinks the two are alike.
	w.doc.SetFillColor(r, g, b)
	w.doc.SetTextColor(r, g, b)
	face := pdfFaces[t.Face]
	if w.doc.GetFontDesc(PDFFont, face.style) == (gofpdf.FontDescType{}) {
		// gofpdf writes into the file while it cuts it to the letters used, so it gets a copy: the screen and
		// other papers read the same one.
		w.doc.AddUTF8FontFromBytes(PDFFont, face.style, bytes.Clone(face.file))
	}
	w.doc.SetFont(PDFFont, face.style, t.Size*m.Factor()*w.k)
	at := m.Apply(t.At)
	width := t.Face.Width(t.String, t.Size) * m.Factor()
	w.doc.Text(at.X-width*float64(t.Align)/2, at.Y, basicPlane(t.String))
}

// basicPlane replaces letters above U+FFFF, at which gofpdf fails, by the sign
// for a letter that cannot be shown.
func basicPlane(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
}

// glyphs writes text as outlines: turned or clipped text would leave the
// document with another font than it remembers.
func (w *pdfWriter) glyphs(t *Text, m Matrix) {
	w.opacity(t.Color.A)
	w.rgb(t.Color, "rg")
	t.glyphs(m, func(outline Path) {
		w.trace(outline, Identity(), t.Color.A)
		w.op("f")
	})
}
