package drawing

import "math"

// SignatureShare is the height of a field to sign in as a share of its width.
const SignatureShare = 0.32

const (
	signatureUnit = 1000.0 // the width of the field in the unit of the lines
	signaturePen  = 5.0
	signatureLine = 0.78 // where the line to sign on lies, of the height
)

// Signature draws the lines of a signature, in thousandths of the width of the field, over the line to
// sign on.
func Signature(lines [][][2]float64, palette Palette, width float64) *Picture {
	h := width * SignatureShare
	p := NewPicture(Rect{Max: Point{X: width, Y: h}})
	t := palette.tones()
	p.Path(Line(Point{X: width * 0.04, Y: h * signatureLine}, Point{X: width * 0.96, Y: h * signatureLine}), Style{Stroke: t.quiet, Width: width / 480})
	k := width / signatureUnit
	thick := math.Max(signaturePen*k, width/400)
	for _, line := range lines {
		pts := make([]Point, len(line))
		for i, q := range line {
			pts[i] = Point{X: q[0] * k, Y: q[1] * k}
		}
		switch len(pts) {
		case 0:
		case 1:
			p.Path(Circle(pts[0], thick*0.7), Style{Fill: t.ink})
		default:
			p.Path(Line(pts...), Style{Stroke: t.ink, Width: thick})
		}
	}
	return p
}

// SignaturePen adds where the pen is that the keyboard moves, on the paper or lifted.
func SignaturePen(p *Picture, palette Palette, at [2]float64, down bool) {
	k := p.Box().Width() / signatureUnit
	t := palette.tones()
	style := Style{Stroke: t.accent, Width: 9 * k}
	if down {
		style.Fill = t.accent
	}
	p.Path(Circle(Point{X: at[0] * k, Y: at[1] * k}, 12*k), style)
}
