package main

// directed is an arc turned so that one label lies on its left.
type directed struct {
	from, to int
	curve    Curve
	midline  bool
	used     bool
}

// labelLoops chains the arcs around a label into closed curves. With openAtMidline the straight
// pieces on the mirror line are left out, so that the two halves can be joined.
func labelLoops(arcs []*arc, label int32, openAtMidline bool) []Curve {
	var out []Curve
	var list []*directed
	for _, a := range arcs {
		if a.left != label && a.right != label || a.left == a.right {
			continue
		}
		c, from, to := a.curve, a.from, a.to
		if a.right == label {
			c, from, to = c.reversed(), to, from
		}
		if a.closed {
			out = append(out, c)
			continue
		}
		list = append(list, &directed{from: from, to: to, curve: c, midline: a.onMidline()})
	}
	leaving := map[int][]*directed{}
	for _, d := range list {
		leaving[d.from] = append(leaving[d.from], d)
	}
	for _, first := range chainStarts(list, openAtMidline) {
		if !first.used {
			out = append(out, chain(first, leaving, openAtMidline))
		}
	}
	return out
}

// chainStarts orders the arcs so that open chains begin right after the midline.
func chainStarts(list []*directed, openAtMidline bool) []*directed {
	if !openAtMidline {
		return list
	}
	afterMidline := map[int]bool{}
	for _, d := range list {
		if d.midline {
			afterMidline[d.to] = true
		}
	}
	var first, rest []*directed
	for _, d := range list {
		switch {
		case d.midline:
		case afterMidline[d.from]:
			first = append(first, d)
		default:
			rest = append(rest, d)
		}
	}
	return append(first, rest...)
}

func chain(first *directed, leaving map[int][]*directed, openAtMidline bool) Curve {
	curve := Curve{first.curve[0]}
	for d := first; ; {
		d.used = true
		curve = append(curve, d.curve[1:]...)
		if d.to == first.from {
			return curve
		}
		var next *directed
		for _, q := range leaving[d.to] {
			if !q.used {
				next = q
				break
			}
		}
		if next == nil {
			return curve
		}
		if openAtMidline && next.midline {
			next.used = true
			return curve
		}
		d = next
	}
}

const midlineTouch = 0.6 // units within which a half outline counts as ending on the midline

// wholeLoops returns the outline of a label of a mirrored grid with its mirror image: halves that end
// on the midline are joined, others appear twice.
func wholeLoops(arcs []*arc, label int32) []Curve {
	var out []Curve
	for _, c := range labelLoops(arcs, label, true) {
		if c.start().X < midlineTouch && c.end().X < midlineTouch && c.start().dist(c.end()) > midlineTouch {
			out = append(out, append(append(Curve{}, c...), c.mirrored().reversed()[1:]...))
		} else {
			out = append(out, c, c.mirrored())
		}
	}
	return out
}

// outline is the outline of label 1, including the mirror image where there is one.
func outline(arcs []*arc, mirror bool) []Curve {
	if mirror {
		return wholeLoops(arcs, 1)
	}
	return labelLoops(arcs, 1, false)
}
