package main

import (
	"math"
	"sort"
)

// pixelsPerUnit is the fineness of the label raster. One unit is 1 mm on the body views; inset views
// are drawn enlarged and shrunk back when written.
const pixelsPerUnit = 2.0

// grid is a label raster; label 0 is outside the body.
type grid struct {
	w, h  int
	x0    float64 // units at the left edge
	y0    float64 // units at the upper edge
	label []int32
}

func newGrid(x0, y0, w, h float64) *grid {
	g := &grid{w: int(w * pixelsPerUnit), h: int(h * pixelsPerUnit), x0: x0, y0: y0}
	g.label = make([]int32, g.w*g.h)
	return g
}

// sameShape returns an empty grid of the same size.
func (g *grid) sameShape() *grid {
	return &grid{g.w, g.h, g.x0, g.y0, make([]int32, len(g.label))}
}

func (g *grid) at(x, y int) int32 {
	if x < 0 || y < 0 || x >= g.w || y >= g.h {
		return 0
	}
	return g.label[y*g.w+x]
}

// place is the middle of pixel i in units.
func (g *grid) place(i int) Point {
	return Point{(float64(i%g.w)+0.5)/pixelsPerUnit + g.x0, (float64(i/g.w)+0.5)/pixelsPerUnit + g.y0}
}

// pixel is the index of the pixel at p, or false when p is off the grid.
func (g *grid) pixel(p Point) (int, bool) {
	x, y := int(math.Floor((p.X-g.x0)*pixelsPerUnit)), int(math.Floor((p.Y-g.y0)*pixelsPerUnit))
	if x < 0 || y < 0 || x >= g.w || y >= g.h {
		return 0, false
	}
	return y*g.w + x, true
}

// fill calls paint for every pixel whose middle is inside the polygon (non-zero winding).
func (g *grid) fill(p Polygon, paint func(i int)) {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, q := range p {
		top, bottom = math.Min(top, q.Y), math.Max(bottom, q.Y)
	}
	firstRow := max(0, int(math.Floor((top-g.y0)*pixelsPerUnit)))
	lastRow := min(g.h-1, int(math.Ceil((bottom-g.y0)*pixelsPerUnit)))
	type crossing struct {
		x   float64
		dir int
	}
	for row := firstRow; row <= lastRow; row++ {
		y := (float64(row)+0.5)/pixelsPerUnit + g.y0
		var xs []crossing
		for i := range p {
			a, b := p[i], p[(i+1)%len(p)]
			if (a.Y <= y) != (b.Y <= y) {
				dir := 1
				if a.Y > b.Y {
					dir = -1
				}
				xs = append(xs, crossing{a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), dir})
			}
		}
		sort.Slice(xs, func(i, j int) bool { return xs[i].x < xs[j].x })
		winding := 0
		for i := 0; i+1 < len(xs); i++ {
			winding += xs[i].dir
			if winding == 0 {
				continue
			}
			from := max(0, int(math.Ceil((xs[i].x-g.x0)*pixelsPerUnit-0.5)))
			to := min(g.w-1, int(math.Floor((xs[i+1].x-g.x0)*pixelsPerUnit-0.5)))
			for x := from; x <= to; x++ {
				paint(row*g.w + x)
			}
		}
	}
}

// distance is each pixel's exact Euclidean distance, in units, to the nearest seed.
func (g *grid) distance(seed func(i int) bool) []float32 {
	const far = 1e12
	d := make([]float64, g.w*g.h)
	for i := range d {
		if !seed(i) {
			d[i] = far
		}
	}
	n := max(g.w, g.h)
	site := make([]int, n)
	edge := make([]float64, n+1)
	f := make([]float64, n)
	// lower envelope of parabolas, one row or column at a time
	pass := func(start, step, count int) {
		for q := 0; q < count; q++ {
			f[q] = d[start+q*step]
		}
		k := 0
		site[0] = 0
		edge[0], edge[1] = -far*10, far*10
		for q := 1; q < count; q++ {
			var s float64
			for {
				v := site[k]
				s = ((f[q] + float64(q*q)) - (f[v] + float64(v*v))) / float64(2*q-2*v)
				if s > edge[k] || k == 0 {
					break
				}
				k--
			}
			k++
			site[k] = q
			edge[k], edge[k+1] = s, far*10
		}
		k = 0
		for q := 0; q < count; q++ {
			for edge[k+1] < float64(q) {
				k++
			}
			off := float64(q - site[k])
			d[start+q*step] = off*off + f[site[k]]
		}
	}
	for x := 0; x < g.w; x++ {
		pass(x, g.w, g.h)
	}
	for y := 0; y < g.h; y++ {
		pass(y*g.w, 1, g.w)
	}
	out := make([]float32, len(d))
	for i := range d {
		out[i] = float32(math.Sqrt(d[i]) / pixelsPerUnit)
	}
	return out
}

// blur is a repeated box blur; the left edge reflects, because it is the midline of mirrored views.
func (g *grid) blur(a []float32, radius, passes int) {
	t := make([]float32, len(a))
	size := float32(2*radius + 1)
	for range passes {
		for y := 0; y < g.h; y++ {
			for x := 0; x < g.w; x++ {
				var s float32
				for k := -radius; k <= radius; k++ {
					q := x + k
					if q < 0 {
						q = -q
					}
					s += a[y*g.w+min(q, g.w-1)]
				}
				t[y*g.w+x] = s / size
			}
		}
		for y := 0; y < g.h; y++ {
			for x := 0; x < g.w; x++ {
				var s float32
				for k := -radius; k <= radius; k++ {
					s += t[min(max(y+k, 0), g.h-1)*g.w+x]
				}
				a[y*g.w+x] = s / size
			}
		}
	}
}
