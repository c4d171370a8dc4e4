package main

// Marks used while cleaning; real labels are positive.
const (
	unpainted int32 = -1 // inside the body, no part painted it
	removed   int32 = -2 // a stray fragment to be taken over by its neighbours
)

func (g *grid) neighbours(i int) [4]int {
	n := [4]int{-1, -1, i - g.w, i + g.w}
	if i%g.w > 0 {
		n[0] = i - 1
	}
	if i%g.w+1 < g.w {
		n[1] = i + 1
	}
	if n[3] >= len(g.label) {
		n[3] = -1
	}
	return n
}

// growInto lets the painted labels spread evenly over all pixels carrying the given mark.
func (g *grid) growInto(mark int32) {
	var front []int
	for i, l := range g.label {
		if l <= 0 {
			continue
		}
		for _, j := range g.neighbours(i) {
			if j >= 0 && g.label[j] == mark {
				front = append(front, i)
				break
			}
		}
	}
	for len(front) > 0 {
		var next []int
		for _, i := range front {
			for _, j := range g.neighbours(i) {
				if j >= 0 && g.label[j] == mark {
					g.label[j] = g.label[i]
					next = append(next, j)
				}
			}
		}
		front = next
	}
	for i, l := range g.label {
		if l == mark {
			g.label[i] = 0
		}
	}
}

type component struct {
	label  int32
	pixels []int
}

// components returns the connected pieces; their pixel lists share one array.
func (g *grid) components() []component {
	seen := make([]bool, len(g.label))
	queue := make([]int, 0, len(g.label))
	var out []component
	for i := range g.label {
		if seen[i] {
			continue
		}
		c := component{label: g.label[i]}
		seen[i] = true
		start := len(queue)
		queue = append(queue, i)
		for k := start; k < len(queue); k++ {
			for _, j := range g.neighbours(queue[k]) {
				if j >= 0 && !seen[j] && g.label[j] == c.label {
					seen[j] = true
					queue = append(queue, j)
				}
			}
		}
		c.pixels = queue[start:]
		out = append(out, c)
	}
	return out
}

// dropFragments gives pieces smaller than minPixels to their neighbours, unless a piece is the
// largest of its label.
func (g *grid) dropFragments(minPixels float64) {
	all := g.components()
	largest := map[int32]int{}
	for _, c := range all {
		largest[c.label] = max(largest[c.label], len(c.pixels))
	}
	for _, c := range all {
		if c.label == 0 || float64(len(c.pixels)) >= minPixels || len(c.pixels) == largest[c.label] {
			continue
		}
		for _, i := range c.pixels {
			g.label[i] = removed
		}
	}
	g.growInto(removed)
}

// closeGaps marks small holes in the body as unpainted.
func (g *grid) closeGaps(minPixels float64) {
	for _, c := range g.components() {
		if c.label == 0 && float64(len(c.pixels)) < minPixels {
			for _, i := range c.pixels {
				g.label[i] = unpainted
			}
		}
	}
}

// flipSpecks removes small islands and holes of a grid with labels 0 and 1 only.
func (g *grid) flipSpecks(minPixels float64) {
	for _, c := range g.components() {
		if float64(len(c.pixels)) < minPixels {
			for _, i := range c.pixels {
				g.label[i] = 1 - c.label
			}
		}
	}
}

// majority removes one-pixel spurs between labels; it never touches the silhouette.
func (g *grid) majority(passes int) {
	for range passes {
		next := append([]int32{}, g.label...)
		for y := 1; y < g.h-1; y++ {
			for x := 1; x < g.w-1; x++ {
				i := y*g.w + x
				if l := g.label[i]; l != 0 {
					next[i] = g.vote(i, l)
				}
			}
		}
		g.label = next
	}
}

// vote returns the label that at least four of the eight neighbours share when at most three agree
// with l.
func (g *grid) vote(i int, l int32) int32 {
	around := [8]int32{
		g.label[i-g.w-1], g.label[i-g.w], g.label[i-g.w+1], g.label[i-1],
		g.label[i+1], g.label[i+g.w-1], g.label[i+g.w], g.label[i+g.w+1],
	}
	same := 0
	for _, v := range around {
		if v == l {
			same++
		}
	}
	if same > 3 {
		return l
	}
	winner, votes := l, 3
	for _, v := range around {
		if v == 0 || v == l {
			continue
		}
		n := 0
		for _, w := range around {
			if w == v {
				n++
			}
		}
		if n > votes {
			winner, votes = v, n
		}
	}
	return winner
}
