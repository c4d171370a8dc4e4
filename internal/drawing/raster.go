package drawing

import (
	"cmp"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"math"
	"runtime"
	"slices"
	"sort"
	"sync"

	"golang.org/x/image/vector"

	"regimen/internal/anatomy"
)

// Image draws the picture's box into a new image of the given width and
// height in pixels, as large as it goes and in the middle.
func (p *Picture) Image(width, height int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	p.Draw(dst, Fit(p.Box(), float64(width), float64(height)))
	return dst
}

// Draw draws the picture over dst; m maps its units to pixels. Only what
// falls within dst's bounds is worked on, so drawing a small part is quick.
func (p *Picture) Draw(dst *image.RGBA, m Matrix) {
	bands := 1
	if dst.Rect.Dx()*dst.Rect.Dy() > bandPixels {
		bands = min(8, runtime.GOMAXPROCS(0))
	}
	var wait sync.WaitGroup
	for i := range bands {
		band := dst.Rect
		band.Min.Y = dst.Rect.Min.Y + dst.Rect.Dy()*i/bands
		band.Max.Y = dst.Rect.Min.Y + dst.Rect.Dy()*(i+1)/bands
		part := &image.RGBA{Pix: dst.Pix[dst.PixOffset(band.Min.X, band.Min.Y):], Stride: dst.Stride, Rect: band}
		wait.Go(func() {
			r := pool.Get().(*raster)
			defer pool.Put(r)
			r.picture(part, p, m)
		})
	}
	wait.Wait()
}

// bandPixels is the size from which an image is drawn in bands side by side.
const bandPixels = 1 << 18

var pool = sync.Pool{New: func() any { return &raster{v: vector.NewRasterizer(1, 1)} }}

// raster holds what is used again for each path.
type raster struct {
	v    *vector.Rasterizer
	mask image.Alpha
}

// pixels is the box of pixels that r touches within clip.
func pixels(r Rect, clip image.Rectangle) image.Rectangle {
	c := func(v float64) float64 { return math.Max(-1<<24, math.Min(1<<24, v)) }
	return image.Rect(
		int(math.Floor(c(r.Min.X))), int(math.Floor(c(r.Min.Y))),
		int(math.Ceil(c(r.Max.X)))+1, int(math.Ceil(c(r.Max.Y)))+1,
	).Intersect(clip)
}

func (r *raster) picture(dst *image.RGBA, p *Picture, m Matrix) {
	for i := range p.items {
		it := &p.items[i]
		box := pixels(m.ApplyRect(it.bounds).Grow(1), dst.Rect)
		if box.Empty() {
			continue
		}
		switch {
		case it.clip:
			r.clipped(dst, it, m, box)
		case it.part != nil:
			r.picture(dst, it.part, m.Mul(it.place))
		case it.text != nil:
			r.text(dst, it.text, m)
		default:
			r.path(dst, it, m, box)
		}
	}
}

// flatness in pixels: finer than what antialiasing can show.
const flatness = 0.12

func flatten(p Path, m Matrix) []anatomy.Polyline {
	return p.Transform(m.Apply).Flatten(flatness)
}

func (r *raster) path(dst *image.RGBA, it *item, m Matrix, box image.Rectangle) {
	lines := flatten(it.path, m)
	if it.style.Fill.A > 0 {
		r.begin(box)
		for _, ring := range evenOdd(lines) {
			r.ring(ring, box.Min)
		}
		r.finish(dst, box, it.style.Fill)
	}
	if it.style.Stroke.A > 0 && it.style.Width > 0 {
		k := m.Factor()
		if len(it.style.Dash) > 0 {
			dash := make([]float64, len(it.style.Dash))
			for i, d := range it.style.Dash {
				dash[i] = d * k
			}
			lines = dashed(lines, dash)
		}
		width, c := it.style.Width*k, it.style.Stroke
		if width < minStroke {
			// Thinner than this a line would break up; it is paled instead.
			c.A = uint8(float64(c.A) * width / minStroke)
			width = minStroke
		}
		r.begin(box)
		for _, line := range lines {
			strokePieces(line, width, func(piece convex) { r.ring(piece, box.Min) })
		}
		r.finish(dst, box, c)
	}
}

const minStroke = 0.7 // pixels

// evenOdd turns rings round so that adding up their areas, as the rasteriser
// does, gives the even-odd rule: rings inside an odd number of others run the
// other way.
func evenOdd(lines []anatomy.Polyline) []convex {
	out := make([]convex, 0, len(lines))
	// A pattern has very many small rings: only those whose box reaches a point can hold it.
	boxes, order, widest := make([]Rect, len(lines)), make([]int, len(lines)), 0.0
	for i := range lines {
		boxes[i], order[i] = anatomy.Outline(lines[i:i+1]).Bounds(), i
		widest = math.Max(widest, boxes[i].Width())
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(boxes[a].Min.X, boxes[b].Min.X) })
	for i, line := range lines {
		if len(line.Pts) < 3 {
			continue
		}
		depth, p := 0, line.Pts[0]
		right := sort.Search(len(order), func(k int) bool { return boxes[order[k]].Min.X > p.X })
		for k := right - 1; k >= 0 && boxes[order[k]].Min.X >= p.X-widest; k-- {
			if j := order[k]; i != j && boxes[j].Contains(p) && anatomy.Outline(lines[j:j+1]).Contains(p) {
				depth++
			}
		}
		ring := convex(line.Pts)
		if clockwise(ring) == (depth%2 == 1) {
			back := make(convex, len(ring))
			for k, q := range ring {
				back[len(ring)-1-k] = q
			}
			ring = back
		}
		out = append(out, ring)
	}
	return out
}

func clockwise(pts []Point) bool {
	sum := 0.0
	a := pts[len(pts)-1]
	for _, b := range pts {
		sum += a.X*b.Y - b.X*a.Y
		a = b
	}
	return sum > 0
}

func (r *raster) begin(box image.Rectangle) {
	r.v.Reset(box.Dx(), box.Dy())
}

func (r *raster) ring(pts []Point, origin image.Point) {
	ox, oy := float64(origin.X), float64(origin.Y)
	r.v.MoveTo(float32(pts[0].X-ox), float32(pts[0].Y-oy))
	for _, q := range pts[1:] {
		r.v.LineTo(float32(q.X-ox), float32(q.Y-oy))
	}
	r.v.ClosePath()
}

// cover turns the collected rings into a mask over box; it is valid until
// the next begin.
func (r *raster) cover(box image.Rectangle) *image.Alpha {
	w, h := box.Dx(), box.Dy()
	if cap(r.mask.Pix) < w*h {
		r.mask.Pix = make([]byte, w*h)
	}
	r.mask.Pix = r.mask.Pix[:w*h]
	r.mask.Stride = w
	r.mask.Rect = image.Rect(0, 0, w, h)
	r.v.DrawOp = draw.Src
	r.v.Draw(&r.mask, r.mask.Rect, image.Opaque, image.Point{})
	return &r.mask
}

func (r *raster) finish(dst *image.RGBA, box image.Rectangle, c color.NRGBA) {
	blend(dst, box, r.cover(box), c)
}

// blend lays a colour over dst where the mask lets it through. Two channels
// are worked on at a time, each in half of a word.
func blend(dst *image.RGBA, box image.Rectangle, mask *image.Alpha, c color.NRGBA) {
	const half, round = 0x00ff00ff, 0x00800080
	rb, ga := uint32(c.R)|uint32(c.B)<<16, uint32(c.G)|255<<16
	solid := rb | ga<<8
	w := box.Dx()
	for y := range box.Dy() {
		row := mask.Pix[y*mask.Stride : y*mask.Stride+w]
		o := dst.PixOffset(box.Min.X, box.Min.Y+y)
		pix := dst.Pix[o : o+4*w]
		for x := 0; x < w; x++ {
			cover := uint32(row[x])
			if cover == 0 {
				// Most of a box is empty: pass over eight pixels at a time.
				for x+9 <= w && binary.LittleEndian.Uint64(row[x+1:]) == 0 {
					x += 8
				}
				continue
			}
			a := cover * uint32(c.A)
			a = (a + a>>7 + 128) >> 8 // from 0 to 256
			q := pix[4*x : 4*x+4]
			if a == 256 {
				binary.LittleEndian.PutUint32(q, solid)
				continue
			}
			under := binary.LittleEndian.Uint32(q)
			low := (rb*a + (under&half)*(256-a) + round) >> 8 & half
			high := (ga*a + (under>>8&half)*(256-a) + round) >> 8 & half
			binary.LittleEndian.PutUint32(q, low|high<<8)
		}
	}
}

func (r *raster) clipped(dst *image.RGBA, it *item, m Matrix, box image.Rectangle) {
	part := image.NewRGBA(box)
	r.picture(part, it.part, m.Mul(it.place))
	r.begin(box)
	for _, ring := range evenOdd(flatten(it.path, m)) {
		r.ring(ring, box.Min)
	}
	draw.DrawMask(dst, box, part, box.Min, r.cover(box), image.Point{}, draw.Over)
}

func (r *raster) text(dst *image.RGBA, t *Text, m Matrix) {
	t.glyphs(m, func(outline Path) {
		box := pixels(pathBounds(outline).Grow(1), dst.Rect)
		if box.Empty() {
			return
		}
		r.begin(box)
		for _, line := range outline.Flatten(flatness) {
			r.ring(line.Pts, box.Min)
		}
		r.finish(dst, box, t.Color)
	})
}
