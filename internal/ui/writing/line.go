package writing

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Line is a row as it is drawn: from left to right, in pieces short enough to be measured and drawn quickly.
type Line struct {
	begin  int // of the row in the text
	text   string
	pieces []Piece
	end    float32
	shape  func(string) string
	wide   func(string) float32
}

// Piece is a part of a line, drawn at X.
type Piece struct {
	X, Width   float32
	Drawn      string
	begin, end int // in the line
	leftward   bool
}

// pieceLen is about how many bytes a piece has; a line of one direction that is longer is cut after a blank.
const (
	pieceLen  = 96
	pieceMost = 256
)

// NewLine measures a row of a text with a function. A text that must not be read is drawn as shape says; nil draws it
// as it is.
func NewLine(text string, begin, end int, wide func(string) float32, shape func(string) string) *Line {
	l := &Line{begin: begin, text: text[begin:end], wide: wide, shape: shape}
	runs := []Run{{End: len(l.text)}}
	if shape == nil {
		l.shape, runs = Drawn, Order(l.text)
	}
	for _, r := range runs {
		if len(runs) > 1 || r.Leftward {
			l.add(r)
			continue
		}
		for p := r.Begin; p < r.End; {
			n := pieceEnd(l.text[p:r.End])
			l.add(Run{Begin: p, End: p + n})
			p += n
		}
	}
	return l
}

func pieceEnd(s string) int {
	if len(s) <= pieceMost {
		return len(s)
	}
	if n := strings.IndexByte(s[pieceLen:pieceMost], ' '); n >= 0 {
		return pieceLen + n + 1
	}
	n := pieceMost
	for n > 1 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

func (l *Line) add(r Run) {
	var drawn string
	if r.signs {
		drawn = Drawn(r.drawn(l.text))
	} else {
		drawn = l.shape(l.text[r.Begin:r.End])
	}
	w := l.wide(drawn)
	l.pieces = append(l.pieces, Piece{l.end, w, drawn, r.Begin, r.End, r.Leftward})
	l.end += w
}

// Width is how wide the line is drawn.
func (l *Line) Width() float32 { return l.end }

// Pieces is what is drawn between two places on the screen.
func (l *Line) Pieces(from, to float32) []Piece {
	first := sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].X+l.pieces[i].Width >= from })
	last := first + sort.Search(len(l.pieces)-first, func(i int) bool { return l.pieces[first+i].X > to })
	return l.pieces[first:last]
}

// X is where the caret stands at a place of the text.
func (l *Line) X(place int) float32 {
	at := max(min(place-l.begin, len(l.text)), 0)
	for i, p := range l.pieces {
		if at >= p.begin && (at < p.end || at == p.end && !l.begins(at, i)) {
			w := l.wide(l.shape(l.text[p.begin:at]))
			if p.leftward {
				return p.X + max(p.Width-w, 0)
			}
			return p.X + w
		}
	}
	return l.end
}

// Spans is where the letters between two places of the text stand, from and to by turns.
func (l *Line) Spans(from, to int) [][2]float32 {
	var spans [][2]float32
	for _, p := range l.pieces {
		a, b := max(from-l.begin, p.begin), min(to-l.begin, p.end)
		if a >= b {
			continue
		}
		before, with := l.wide(l.shape(l.text[p.begin:a])), l.wide(l.shape(l.text[p.begin:b]))
		if p.leftward {
			before, with = p.Width-with, p.Width-before
		}
		spans = append(spans, [2]float32{p.X + before, p.X + with})
	}
	return spans
}

// begins reports whether a piece other than i begins at a place of the line.
func (l *Line) begins(at, i int) bool {
	for j := range l.pieces {
		if j != i && l.pieces[j].begin == at {
			return true
		}
	}
	return false
}

// Place is the place of a text, the one the line is of, nearest to a point of the line.
func (l *Line) Place(x float32, t *Text) int {
	if len(l.pieces) == 0 {
		return l.begin
	}
	i := min(sort.Search(len(l.pieces), func(i int) bool { return l.pieces[i].X+l.pieces[i].Width >= x }), len(l.pieces)-1)
	p := l.pieces[i]
	var stops []int
	for at := l.begin + p.begin; at < l.begin+p.end; at = t.Next(at) {
		stops = append(stops, at)
	}
	stops = append(stops, l.begin+p.end)
	away := func(k int) float32 { return l.wide(l.shape(l.text[p.begin : stops[k]-l.begin])) }
	want := x - p.X
	if p.leftward {
		want = p.Width - want
	}
	k := sort.Search(len(stops), func(k int) bool { return away(k) >= want })
	switch {
	case k == 0:
		return stops[0]
	case k == len(stops):
		return stops[k-1]
	case want-away(k-1) < away(k)-want:
		return stops[k-1]
	}
	return stops[k]
}
