package timetable

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
)

// The measures of the grid.
const (
	gutter   float32 = 56
	headHigh float32 = 48
	between  float32 = 8 // practitioners and rooms
	inset    float32 = 2 // of a block in its column
	radius   float32 = 6
	barWide  float32 = 4
	hour             = 60
	dayLong          = 24 * hour
	longDay          = 18 * hour // nobody works so long
	tapStep          = 15        // minutes by a tap or a key
	dragStep         = 5
)

// least is how narrow a column may be.
func (k Kind) least() float32 {
	if k == Practitioner {
		return 136
	}
	return 104
}

// placed is a block where it stands in a column: as a visit, or as its twin in the column of its room.
type placed struct {
	block    *Block
	twin     bool
	column   int
	lane, of int // of those that stand beside one another
	to, tail int // the minutes at which it and its cleaning up end on the screen
	when     string
	facts    string
}

// shown is a column in sight.
type shown struct {
	column int
	x, w   float32
}

// cursor is where the keyboard is.
type cursor struct {
	column, minute int
	block          string // that it is on, or ""
}

// clock writes a minute of the day as the clinic writes times.
func clock(minute int) string {
	return pad(minute/hour) + ":" + pad(minute%hour)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// length is how high a number of minutes is.
func (g *Grid) length(minutes int) float32 { return float32(minutes) * float32(g.scale) / hour }

// y is where a minute of the day is on the pane.
func (g *Grid) y(minute int) float32 { return g.length(minute) - g.offset }

// minutesAt is the time at a height of the pane.
func (g *Grid) minutesAt(y float32) float32 { return (y + g.offset) * hour / float32(g.scale) }

// minuteAt is the minute of the day at a height of the pane.
func (g *Grid) minuteAt(y float32) int {
	const rounding = 1e-3
	return min(max(int(math.Floor(float64(g.minutesAt(y)+rounding))), 0), dayLong)
}

// snap is the nearest time of a drag.
func snap(minute float32) int { return int(math.Round(float64(minute)/dragStep)) * dragStep }

func floorTo(minute, step int) int { return minute / step * step }

func (g *Grid) columnAt(i int) Column {
	if i < 0 || i >= len(g.columns) {
		return Column{}
	}
	return g.columns[i]
}

func (g *Grid) columnIndex(id string) int {
	return slices.IndexFunc(g.columns, func(c Column) bool { return c.ID == id })
}

// end is when a block ends on the screen.
func (b *Block) end() int { return min(b.From+max(b.Minutes, dragStep), dayLong) }

// arrange places the blocks in their columns. Those at the same time stand beside one another.
func (g *Grid) arrange() {
	slices.SortStableFunc(g.blocks, func(a, b Block) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Minutes, b.Minutes), cmp.Compare(a.ID, b.ID))
	})
	for len(g.placed) < len(g.columns) {
		g.placed = append(g.placed, nil)
	}
	g.placed = g.placed[:len(g.columns)]
	for i := range g.placed {
		g.placed[i] = g.placed[i][:0]
	}
	for i := range g.blocks {
		b := &g.blocks[i]
		b.From = min(max(b.From, 0), dayLong-dragStep)
		facts := []string{clock(b.From), strconv.Itoa(b.Minutes)}
		if b.Facts != "" {
			facts = append(facts, b.Facts)
		}
		p := placed{block: b, to: b.end(), tail: min(b.end()+b.CleanUp, dayLong), when: clock(b.From), facts: strings.Join(facts, " · ")}
		if p.column = g.columnIndex(b.Column); p.column >= 0 {
			g.placed[p.column] = append(g.placed[p.column], p)
		}
		if room := g.columnIndex(b.Room); b.Room != "" && room >= 0 && room != p.column {
			p.column, p.twin = room, true
			g.placed[room] = append(g.placed[room], p)
		}
	}
	for _, column := range g.placed {
		lanes(column)
	}
	if g.cursor.block != "" && g.find(g.cursor.block) == nil {
		g.cursor.block = ""
	}
	if g.selected != "" && g.find(g.selected) == nil {
		g.selected = ""
	}
}

// lanes puts side by side what overlaps in a column that is in the order of time, and ends cleaning up where something
// else begins.
func lanes(column []placed) {
	for i := 0; i < len(column); {
		end, j := column[i].to, i+1
		for j < len(column) && column[j].block.From < end {
			end = max(end, column[j].to)
			j++
		}
		var ends []int
		for k := i; k < j; k++ {
			p := &column[k]
			p.lane = slices.IndexFunc(ends, func(e int) bool { return e <= p.block.From })
			if p.lane < 0 {
				p.lane = len(ends)
				ends = append(ends, 0)
			}
			ends[p.lane] = p.to
		}
		for k := i; k < j; k++ {
			p := &column[k]
			p.of = len(ends)
			for _, next := range column[k+1:] {
				if next.block.From >= p.to && (next.block.From >= end || next.lane == p.lane) {
					p.tail = min(p.tail, next.block.From)
					break
				}
			}
		}
		i = j
	}
}

// find is a visit in its own column, or nil.
func (g *Grid) find(id string) *placed {
	for _, column := range g.placed {
		for i := range column {
			if column[i].block.ID == id && !column[i].twin {
				return &column[i]
			}
		}
	}
	return nil
}

// spread lays the columns out over the width: as many as fit, from the first in sight on.
func (g *Grid) spread() {
	g.shown = g.shown[:0]
	room := g.pane.Size().Width - gutter
	if len(g.columns) == 0 || room <= 0 {
		return
	}
	needs := func(i, first int) float32 {
		w := g.columns[i].Kind.least()
		if g.parted(i) && i > first {
			w += between
		}
		return w
	}
	// No room is left empty at the end while columns are out of sight at the beginning.
	last, all := len(g.columns), float32(0)
	for last > 0 {
		all += needs(last-1, -1)
		if all > room {
			break
		}
		last--
	}
	g.first = min(max(g.first, 0), min(last, len(g.columns)-1))
	taken, n := float32(0), 0
	for i := g.first; i < len(g.columns); i++ {
		if w := needs(i, g.first); n == 0 || taken+w <= room {
			taken, n = taken+w, n+1
			continue
		}
		break
	}
	more := (room - taken) / float32(n)
	x := gutter
	for i := g.first; i < g.first+n; i++ {
		w := g.columns[i].Kind.least() + more
		if g.parted(i) && i > g.first {
			x += between
		}
		g.shown = append(g.shown, shown{i, x, w})
		x += w
	}
}

// parted reports whether the rooms begin with a column.
func (g *Grid) parted(i int) bool {
	return i > 0 && g.columns[i].Kind == Room && g.columns[i-1].Kind != Room
}

// hidden is how many columns are out of sight before and after those in sight.
func (g *Grid) hidden() (before, after int) {
	if len(g.shown) == 0 {
		return 0, 0
	}
	return g.first, len(g.columns) - g.first - len(g.shown)
}

// at is the column in sight at a place across, the nearest one where there is none; ok says whether it is in one.
func (g *Grid) at(x float32) (s shown, ok bool) {
	for _, c := range g.shown {
		if x >= c.x && x < c.x+c.w {
			return c, true
		}
	}
	best := float32(math.MaxFloat32)
	for _, c := range g.shown {
		if d := max(c.x-x, x-c.x-c.w); d < best {
			best, s = d, c
		}
	}
	return s, false
}

// sight is where a column is, if it is in sight.
func (g *Grid) sight(column int) (shown, bool) {
	for _, c := range g.shown {
		if c.column == column {
			return c, true
		}
	}
	return shown{}, false
}

// box is where a block is on the pane, in a column in sight.
func (g *Grid) box(p *placed, c shown) (fyne.Position, fyne.Size) {
	const seam float32 = 2
	w := (c.w - 2*inset - seam*float32(p.of-1)) / float32(p.of)
	y := g.y(p.block.From)
	return fyne.NewPos(c.x+inset+float32(p.lane)*(w+seam), y+1), fyne.NewSize(w, g.length(p.to-p.block.From)-2)
}

// hit is the block at a place of the pane. Blocks lower than a finger's target borrow free time round them, up to a
// third of it.
func (g *Grid) hit(at fyne.Position) *placed {
	c, ok := g.at(at.X)
	if !ok {
		return nil
	}
	column := g.placed[c.column]
	var near *placed
	best := float32(math.MaxFloat32)
	for i := range column {
		p := &column[i]
		pos, size := g.box(p, c)
		if at.X < pos.X-inset || at.X >= pos.X+size.Width+inset {
			continue
		}
		top, foot := pos.Y-1, pos.Y+size.Height+1
		if at.Y >= top && at.Y < foot {
			return p
		}
		lacks := (kit.Target - (foot - top)) / 2
		if lacks <= 0 {
			continue
		}
		before, after := g.free(c.column, p)
		away := top - at.Y
		lends := min(lacks, g.length(before)/3)
		if at.Y >= foot {
			away = at.Y - foot
			lends = min(lacks, g.length(after)/3)
		}
		if away <= lends && away < best {
			best, near = away, p
		}
	}
	return near
}

// free is how many minutes are free before and after a block in its column.
func (g *Grid) free(column int, p *placed) (before, after int) {
	before, after = p.block.From, dayLong-p.to
	for _, q := range g.placed[column] {
		if q.block.ID == p.block.ID {
			continue
		}
		if q.to <= p.block.From {
			before = min(before, p.block.From-q.to)
		} else if q.block.From < p.block.From {
			before = 0
		}
		if q.block.From >= p.to {
			after = min(after, q.block.From-p.to)
		} else if q.to > p.to {
			after = 0
		}
	}
	return before, after
}

// slotAt is the free time at a place: from the quarter of an hour before it, or where what stands before it ends.
func (g *Grid) slotAt(at fyne.Position) (Slot, bool) {
	c, ok := g.at(at.X)
	if !ok {
		return Slot{}, false
	}
	minute := min(g.minuteAt(at.Y), dayLong-1)
	from := floorTo(minute, tapStep)
	for _, p := range g.placed[c.column] {
		if p.to <= minute {
			from = max(from, p.to)
		}
	}
	return g.slot(c.column, from), true
}

// slot is free time of the usual length.
func (g *Grid) slot(column, from int) Slot {
	return Slot{Column: g.columns[column].ID, From: from, Minutes: min(g.options.Usual, dayLong-from)}
}

// isFree reports whether nobody is booked at a time.
func (g *Grid) isFree(s Slot) bool {
	column := g.columnIndex(s.Column)
	return column < 0 || !slices.ContainsFunc(g.placed[column], func(p placed) bool { return p.block.From < s.From+s.Minutes && s.From < p.to })
}

// openHours are from the earliest to the latest open minute of the columns, and of the visits in them. A column that is open
// day and night says nothing: its hours are not known.
func (g *Grid) openHours() (from, to int) {
	from, to = dayLong, 0
	for i, c := range g.columns {
		for _, s := range c.Open {
			if s.To-s.From <= longDay {
				from, to = min(from, s.From), max(to, s.To)
			}
		}
		for _, p := range g.placed[i] {
			from, to = min(from, p.block.From), max(to, p.to)
		}
	}
	if from >= to || to-from > longDay {
		return 8 * hour, 18 * hour // no hours are known
	}
	return from, to
}

// isOpenNow reports whether today is shown and now lies in the open hours.
func (g *Grid) isOpenNow() bool {
	from, to := g.openHours()
	return g.hasToday() && from <= g.now && g.now <= to
}

func (g *Grid) hasToday() bool {
	return slices.ContainsFunc(g.columns, func(c Column) bool { return c.Date == g.today })
}

func (g *Grid) nowInSight() bool {
	y := g.y(g.now)
	return g.hasToday() && y >= 0 && y <= g.pane.Size().Height
}

// hold keeps the day in sight.
func (g *Grid) hold() {
	g.offset = max(min(g.offset, g.length(dayLong)-g.pane.Size().Height), 0)
}

// reveal scrolls just far enough to show a part of the day.
func (g *Grid) reveal(from, to int) {
	high := g.pane.Size().Height
	if g.y(to) > high {
		g.offset = g.length(to) - high
	}
	if g.y(from) < 0 {
		g.offset = g.length(from)
	}
	g.hold()
}

// revealColumn scrolls sideways just far enough to show a column.
func (g *Grid) revealColumn(column int) {
	for range g.columns {
		if _, seen := g.sight(column); seen || len(g.shown) == 0 {
			return
		}
		if column < g.first {
			g.first--
		} else {
			g.first++
		}
		g.spread()
	}
}

// scrollBy scrolls up and down.
func (g *Grid) scrollBy(dy float32) {
	was := g.offset
	g.offset += dy
	g.hold()
	if g.offset != was {
		g.redraw()
	}
}

// sideways scrolls by columns.
func (g *Grid) sideways(columns int) {
	was := g.first
	g.first += columns
	g.spread()
	if g.first != was {
		g.frame.headsChanged()
		g.pane.placeStops()
		g.redraw()
	}
}
