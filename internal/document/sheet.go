package document

import (
	"image/color"
	"math"

	"regimen/internal/drawing"
)

// The look of every paper: ink that survives a black-and-white printer and photocopier.
var (
	ink      = color.NRGBA{0x1c, 0x1f, 0x21, 0xff}
	quietInk = color.NRGBA{0x4d, 0x55, 0x59, 0xff}
	rule     = color.NRGBA{0x9a, 0xa3, 0xa6, 0xff}
	accent   = color.NRGBA{0x0b, 0x5d, 0x5b, 0xff}
	tint     = color.NRGBA{0xee, 0xf4, 0xf3, 0xff}
	idleTint = color.NRGBA{0xe2, 0xe4, 0xe5, 0xff} // time in which nobody works
)

const (
	margin  = 16.0 // mm on all sides; home and office printers reach it
	footer  = 9.0  // mm above the lower margin, for the page line
	cellPad = 1.8

	tickSize = 3.7 // of a box to tick in a table
)

var (
	body   = style{Size: 12}
	strong = style{Size: 12, Bold: true}
	small  = style{Size: 10, Quiet: true} // the running lines; never for what must be read
	h1     = style{Size: 22, Bold: true}
	h2     = style{Size: 15, Bold: true}
)

// sheet fills pages from top to bottom. A page is a picture in millimetres.
type sheet struct {
	*typesetter
	w, h  float64
	pages []*drawing.Picture
	ends  []float64 // where the content of each page ends
	y     float64
	top   float64 // where the page's content begins
	// head draws what stands at the top of every page but the first, and returns the height it took.
	head func(s *sheet) float64
}

func newSheet(t *typesetter, w, h float64) *sheet {
	s := &sheet{typesetter: t, w: w, h: h}
	s.newPage()
	return s
}

func (s *sheet) left() float64   { return margin }
func (s *sheet) width() float64  { return s.w - 2*margin }
func (s *sheet) bottom() float64 { return s.h - margin - footer }
func (s *sheet) room() float64   { return s.bottom() - s.y }

func (s *sheet) newPage() {
	if len(s.pages) > 0 {
		s.ends = append(s.ends, s.y)
	}
	s.pages = append(s.pages, drawing.NewPicture(box(0, 0, s.w, s.h)))
	s.y = margin
	if len(s.pages) > 1 && s.head != nil {
		s.y += s.head(s)
	}
	s.top = s.y
}

// need starts a new page unless h millimetres are left, or the page is still empty.
func (s *sheet) need(h float64) {
	if h > s.room() && !s.atTop() {
		s.newPage()
	}
}

func (s *sheet) gap(mm float64) { s.y = math.Min(s.y+mm, s.bottom()) }

func (s *sheet) page() *drawing.Picture { return s.pages[len(s.pages)-1] }

func box(x, y, w, h float64) drawing.Rect {
	return drawing.Rect{Min: drawing.Point{X: x, Y: y}, Max: drawing.Point{X: x + w, Y: y + h}}
}

// fill draws a plain box.
func (s *sheet) fill(x, y, w, h float64, c color.NRGBA) {
	s.page().Path(drawing.RectPath(box(x, y, w, h)), drawing.Style{Fill: c})
}

// setLine draws a line whose top is at y.
func (s *sheet) setLine(x, y float64, l line, st style) {
	setLine(s.page(), x, y, l, st)
}

func setLine(page *drawing.Picture, x, y float64, l line, st style) {
	baseline := y + st.Size*mmPerPoint*(1+(leading-1)/2)*0.93
	c := ink
	if st.Quiet {
		c = quietInk
	}
	if l.Shaped != nil {
		for _, p := range l.Shaped.Glyphs {
			page.Path(p.Transform(func(q drawing.Point) drawing.Point {
				return drawing.Point{X: q.X + x, Y: q.Y + baseline}
			}), drawing.Style{Fill: c})
		}
		return
	}
	page.Text(drawing.Text{At: drawing.Point{X: x, Y: baseline}, String: l.Text, Size: st.Size * mmPerPoint, Face: st.face(), Color: c})
}

func (s *sheet) setLines(x, y float64, lines []line, st style) {
	for i, l := range lines {
		s.setLine(x, y+float64(i)*st.lineHeight(), l, st)
	}
}

// para sets a paragraph at the cursor, over pages if it must, never leaving one line of it alone.
func (s *sheet) para(text string, st style) { s.paraAt(s.left(), s.width(), text, st) }

func (s *sheet) paraAt(x, width float64, text string, st style) {
	lines := s.wrap(text, st, width)
	lh := st.lineHeight()
	for len(lines) > 0 {
		n := fitLines(len(lines), int((s.room()+0.01)/lh))
		if n == 0 {
			s.newPage()
			n = min(len(lines), max(1, int(s.room()/lh)))
		}
		s.setLines(x, s.y, lines[:n], st)
		s.y += float64(n) * lh
		lines = lines[n:]
		if len(lines) > 0 {
			s.newPage()
		}
	}
}

// fitLines is how many of n lines go on a page with room for some of them: no single first or last
// line is left alone.
func fitLines(n, room int) int {
	switch {
	case n <= room:
		return n
	case room < 2 || n < 4:
		return 0
	case n-room == 1:
		return room - 1
	}
	return room
}

// heading sets a heading that stays with at least keep millimetres of what follows it.
func (s *sheet) heading(text string, keep float64) {
	lines := s.wrap(text, h2, s.width())
	height := float64(len(lines))*h2.lineHeight() + 1.5
	const space = 4.0
	s.need(space + height + keep)
	if !s.atTop() {
		s.y += space
	}
	s.setLines(s.left(), s.y, lines, h2)
	s.y += height
}

// atTop reports whether nothing but the running head stands on the page.
func (s *sheet) atTop() bool {
	return s.y == s.top
}

// bullets sets a list; an item is kept whole when it fits on a page.
func (s *sheet) bullets(items []string) {
	const indent = 5.5
	for _, it := range items {
		lines := s.wrap(it, body, s.width()-indent)
		if len(lines) == 0 {
			continue
		}
		s.need(math.Min(float64(len(lines)), 6) * body.lineHeight())
		s.setLine(s.left()+1, s.y, line{Text: "•"}, body)
		s.paraAt(s.left()+indent, s.width()-indent, it, body)
		s.y += 0.8
	}
}

// block is a piece of a fixed height that is never broken: a row of a table, a box, a figure.
type block struct {
	height float64
	set    func(x, y float64)
}

// place sets a block at the cursor, on a new page if it does not fit.
func (s *sheet) place(b block) {
	s.need(b.height)
	b.set(s.left(), s.y)
	s.y += b.height
}

// textBlock is wrapped text as a block.
func (s *sheet) textBlock(text string, st style, width float64) block {
	lines := s.wrap(text, st, width)
	return block{float64(len(lines)) * st.lineHeight(), func(x, y float64) { s.setLines(x, y, lines, st) }}
}

// stack puts blocks below each other.
func stack(gap float64, blocks ...block) block {
	h := 0.0
	for i, b := range blocks {
		if i > 0 {
			h += gap
		}
		h += b.height
	}
	return block{h, func(x, y float64) {
		for _, b := range blocks {
			b.set(x, y)
			y += b.height + gap
		}
	}}
}

// boxed puts a block on a tinted ground with a strong rule at its left, which survives a photocopier.
func (s *sheet) boxed(b block, width float64) block {
	const pad = 3.0
	return block{b.height + 2*pad, func(x, y float64) {
		s.page().Path(drawing.RectPath(box(x, y, width, b.height+2*pad)), drawing.Style{Fill: tint, Stroke: rule, Width: 0.2})
		s.fill(x, y, 1.4, b.height+2*pad, accent)
		b.set(x+pad+1.4, y+pad)
	}}
}

// column of a table: a title and its share of the width.
type column struct {
	title string
	share float64
}

// cell is one place in a row: a strong line and quieter text below it; either may be empty. One with a tick has a box
// to put it into.
type cell struct {
	lead string
	text string
	tick bool
	// right has the lines end at the right, as amounts do; the title above follows the first row.
	right bool
}

// table sets rows that wrap in their cells and are broken only between rows (a row taller than a page
// excepted: it is broken into parts). The titles are repeated on every page.
func (s *sheet) table(cols []column, rows [][]cell) {
	total := 0.0
	for _, c := range cols {
		total += c.share
	}
	widths := make([]float64, len(cols))
	for i, c := range cols {
		widths[i] = s.width() * c.share / total
	}
	titles := make([]block, len(cols))
	titleHeight := 0.0
	for i, c := range cols {
		titles[i] = s.textBlock(c.title, strong, widths[i]-2*cellPad)
		titleHeight = math.Max(titleHeight, titles[i].height)
	}
	titleHeight += 2 * cellPad
	setTitles := func() {
		x, y := s.left(), s.y
		s.fill(x, y, s.width(), titleHeight, tint)
		for i := range cols {
			if rows[0][i].right {
				s.rightBlock(cols[i].title, strong, x+cellPad, y+cellPad, widths[i]-2*cellPad)
			} else {
				titles[i].set(x+cellPad, y+cellPad)
			}
			x += widths[i]
		}
		s.hline(y + titleHeight)
		s.y += titleHeight
	}
	for i, row := range rows {
		parts := s.rowParts(row, widths)
		for j, part := range parts {
			if i == 0 && j == 0 {
				s.need(titleHeight + part.height)
				setTitles()
			} else if part.height > s.room() {
				s.newPage()
				setTitles()
			}
			part.set(s.left(), s.y)
			s.y += part.height
		}
		s.hline(s.y)
	}
}

// rightBlock sets lines that end at the right of a width.
func (s *sheet) rightBlock(text string, st style, x, y, width float64) {
	for i, l := range s.wrap(text, st, width) {
		s.setLine(x+max(0, width-l.Width), y+float64(i)*st.lineHeight(), l, st)
	}
}

func (s *sheet) hline(y float64) {
	s.fill(s.left(), y-0.1, s.width(), 0.2, rule)
}

// rowParts is a row as one block, or as several when it is taller than half a page.
func (s *sheet) rowParts(row []cell, widths []float64) []block {
	type set struct {
		l  line
		st style
	}
	cells := make([][]set, len(row))
	tallest := 0
	for i, c := range row {
		w := widths[i] - 2*cellPad
		for _, l := range s.wrap(c.lead, strong, w) {
			cells[i] = append(cells[i], set{l, strong})
		}
		for _, l := range s.wrap(c.text, body, w) {
			cells[i] = append(cells[i], set{l, body})
		}
		tallest = max(tallest, len(cells[i]))
	}
	lh := body.lineHeight()
	most := int((s.h/2 - margin) / lh)
	var parts []block
	for from := 0; from < tallest; from += most {
		to := min(from+most, tallest)
		parts = append(parts, block{float64(to-from)*lh + 2*cellPad, func(x, y float64) {
			for i := range cells {
				if row[i].tick && from == 0 {
					s.tick(x+cellPad, y+cellPad+(lh-tickSize)/2, tickSize)
				}
				for k := from; k < min(to, len(cells[i])); k++ {
					indent := 0.0
					if row[i].right {
						indent = max(0, widths[i]-2*cellPad-cells[i][k].l.Width)
					}
					s.setLine(x+cellPad+indent, y+cellPad+float64(k-from)*lh, cells[i][k].l, cells[i][k].st)
				}
				x += widths[i]
			}
		}})
	}
	return parts
}
