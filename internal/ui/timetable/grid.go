package timetable

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// Kind is what a column stands for.
type Kind int

// The kinds of columns. A visit stands in the column of a practitioner or of a day, and lies once more in that of its
// room.
const (
	Practitioner Kind = iota
	Day
	Room
)

// Span is a part of a day in minutes; To is not in it.
type Span struct{ From, To int }

// Break is a part of the open hours in which nobody works, with the word for it.
type Break struct {
	Span
	Word string
}

// Column is one of the columns, from left to right. Rooms come last.
type Column struct {
	ID, Name string
	Quiet    string // under the name, such as "6 booked · 45 min free"
	Kind     Kind
	Date     string // YYYY-MM-DD
	Mine     bool   // of the person who is signed in
	Open     []Span // in order, not overlapping
	Breaks   []Break
}

// State is how far a visit is.
type State int

// The states of a visit.
const (
	Booked State = iota
	Confirmed
	Arrived
	InTreatment
	Done
	ToPay
	NoShow
	Tentative
)

// Sign is something to mind about a visit; the first two of a visit, in this order, are shown.
type Sign int

// The signs.
const (
	Safety Sign = iota
	FirstVisit
	Owed
	Series
	Note
)

// Block is a visit in its column.
type Block struct {
	ID, Column string
	// Room is the column of its room, "" where it has none or the room is not shown.
	Room string
	// NoRoom says at its foot that a room is still to be chosen.
	NoRoom  bool
	From    int
	Minutes int // at least 5 are drawn
	CleanUp int // minutes after it for which person and room are still taken
	State   State
	Name    string
	// Initials stand before the name in the room's column.
	Initials string
	// Facts follow the time on the second line, such as "4 of 6" or "waits 6 min".
	Facts string
	// Purpose is the third line, where there is room for it.
	Purpose string
	Signs   []Sign
	// Colour is a strip at its right edge, nil for none; what it stands for is said in words as well.
	Colour color.Color
	// Progress is how much of a treatment is over, from 0 to 1.
	Progress float32
	// Lifted is a visit that is held to be placed elsewhere; its shadow stays until it is.
	Lifted bool
}

// Slot is a part of a column.
type Slot struct {
	Column        string
	From, Minutes int
}

// Gap is free time that somebody waits for.
type Gap struct {
	Slot
	Waiting int // how many it would suit
}

// Move is where a visit shall stand from now on and how long it shall last.
type Move struct {
	ID, Column, Room string
	From, Minutes    int
}

// Spot is where the cursor is: on a visit, or on free time of a column.
type Spot struct {
	Block  string
	Column string
	From   int
}

// Command is what a key asks for that is not done in the grid itself.
type Command string

// The commands, each with its key.
const (
	Open        Command = "open"         // Enter on a visit
	Book        Command = "book"         // Enter on free time
	NewVisit    Command = "new"          // N
	Hold        Command = "hold"         // X
	Put         Command = "put"          // V
	SetArrived  Command = "arrived"      // A
	Start       Command = "start"        // S
	Pay         Command = "pay"          // P
	SetNoShow   Command = "no-show"      // D
	Cancel      Command = "cancel"       // Delete
	DayBefore   Command = "day-before"   // Page Up
	DayAfter    Command = "day-after"    // Page Down
	Today       Command = "today"        // Home
	GoToDate    Command = "date"         // G
	WaitingList Command = "waiting-list" // W
	OpenPanel   Command = "open-panel"   // [
	ClosePanel  Command = "close-panel"  // ]
	Undo        Command = "undo"         // Ctrl+Z
	Redo        Command = "redo"         // Ctrl+Y
)

// Scale is how high an hour is.
type Scale float32

// The scales. At Whole ten hours fit into 608.
const (
	Whole Scale = 60
	Touch Scale = 96
	Close Scale = 144
)

var scales = []Scale{Whole, Touch, Close}

// Options say whom a Grid tells and asks. All may be nil.
type Options struct {
	// OnSelect is told of the visit that was tapped or opened by Enter, "" when the selection was given up.
	OnSelect func(id string)
	// OnSlot is told of the free time that was chosen.
	OnSlot func(Slot)
	// Try says why a visit cannot be moved so, and how it can; "" where it can. It is asked while the finger is on its
	// way.
	Try func(Move) string
	// OnMove makes a move and reports whether it was made; the visit goes back otherwise.
	OnMove func(Move) bool
	// OnPut is told of the fitting time that was tapped for what is being placed.
	OnPut     func(Slot)
	OnCommand func(Command, Spot)
	// OnHead is told of the column whose head was tapped.
	OnHead  func(column string)
	OnScale func(Scale)

	// Usual is how long a visit is that is booked by a tap, in minutes; 0 is 45.
	Usual int
	// Clock and After are the real ones unless set. They tell a long press and when the grid was touched, and nothing
	// of the diary.
	Clock func() time.Time
	After kit.After
}

// Grid is the grid.
type Grid struct {
	widget.BaseWidget

	options  Options
	columns  []Column
	blocks   []Block // in the order of time
	gaps     []Gap
	fits     []Slot // where what is being placed fits
	placing  int    // minutes of what is being placed, 0 for nothing
	today    string
	now      int
	selected string
	chosen   Slot // free time that was chosen; Minutes is 0 where none is

	scale   Scale
	offset  float32 // how far it is scrolled down
	first   int     // the first column in sight
	wanted  Span    // that is to be shown once there is room for it
	touched time.Time

	placed   [][]placed // by column
	shown    []shown    // the columns in sight
	cursor   cursor
	keyboard bool // the cursor wears its ring
	focused  bool
	shift    bool
	hovered  string  // the visit under the pointer
	wheelFar float32 // of a touchpad since the last column

	drag  drag
	press press

	pane  *pane
	frame *frame
}

// New returns an empty grid.
func New(o Options) *Grid {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.After == nil {
		o.After = kit.RealAfter
	}
	if o.Usual == 0 {
		o.Usual = 45
	}
	g := &Grid{options: o, scale: Whole, cursor: cursor{minute: 8 * 60}}
	g.ExtendBaseWidget(g)
	g.pane = newPane(g)
	g.frame = newFrame(g)
	return g
}

// CreateRenderer is part of fyne.Widget.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return widget.NewSimpleRenderer(g.frame.all)
}

// SetColumns replaces the columns.
func (g *Grid) SetColumns(columns []Column) {
	at := g.columnAt(g.cursor.column).ID
	g.columns = slices.Clone(columns)
	if i := g.columnIndex(at); i >= 0 {
		g.cursor.column = i
	}
	g.cursor.column = min(g.cursor.column, max(len(g.columns)-1, 0))
	g.frame.headsChanged()
	g.changed()
	g.begin()
}

// SetBlocks replaces the visits.
func (g *Grid) SetBlocks(blocks []Block) {
	g.blocks = slices.Clone(blocks)
	g.changed()
}

// Set replaces columns and visits together.
func (g *Grid) Set(columns []Column, blocks []Block) {
	g.blocks = slices.Clone(blocks)
	g.SetColumns(columns)
}

// Blocks are the visits shown, in the order of time.
func (g *Grid) Blocks() []Block { return slices.Clone(g.blocks) }

// SetGaps replaces the free times that somebody waits for.
func (g *Grid) SetGaps(gaps []Gap) {
	g.gaps = slices.Clone(gaps)
	g.redraw()
}

// SetPlacing lights the free times in which something of a length fits; length 0 ends it.
func (g *Grid) SetPlacing(minutes int, fits []Slot) {
	g.placing, g.fits = minutes, slices.Clone(fits)
	g.redraw()
}

// SetNow says what the clock on the wall shows: the day, YYYY-MM-DD, and the minute of it. Time that goes out of sight
// at the foot is followed, unless the grid was touched within a minute.
func (g *Grid) SetNow(day string, minute int) {
	seen := g.nowInSight()
	g.today, g.now = day, minute
	if seen && !g.nowInSight() && g.options.Clock().Sub(g.touched) >= rest {
		g.ShowNow()
	}
	g.redraw()
}

// rest is how long the grid does not scroll by itself after it was touched.
const rest = time.Minute

// SetUsual changes how long a visit is that is booked by a tap.
func (g *Grid) SetUsual(minutes int) { g.options.Usual = minutes }

// Selected is the visit that is selected, or "".
func (g *Grid) Selected() string { return g.selected }

// Select selects a visit, or none, and tells nobody.
func (g *Grid) Select(id string) {
	g.selected = id
	if id != "" {
		g.chosen = Slot{}
		if p := g.find(id); p != nil {
			g.cursor = cursor{column: p.column, minute: p.block.From, block: id}
		}
	}
	g.redraw()
}

// Take selects a visit, as Select does, and brings it into sight with the cursor on it.
func (g *Grid) Take(id string) {
	g.Select(id)
	if g.find(id) == nil {
		return
	}
	g.touch()
	ring := g.keyboard
	g.revealCursor()
	g.focusCursor()
	g.keyboard = ring
	g.redraw()
}

// Chosen is the free time that was chosen; its Minutes are 0 where none was.
func (g *Grid) Chosen() Slot { return g.chosen }

// Choose shows a free time as chosen and tells nobody; the zero Slot is none.
func (g *Grid) Choose(s Slot) {
	g.chosen = s
	if s.Minutes > 0 {
		g.selected = ""
		if i := g.columnIndex(s.Column); i >= 0 {
			g.cursor = cursor{column: i, minute: s.From}
		}
	}
	g.redraw()
}

// At is where the cursor is.
func (g *Grid) At() Spot {
	return Spot{Block: g.cursor.block, Column: g.columnAt(g.cursor.column).ID, From: g.cursor.minute}
}

// Scale is how high an hour is.
func (g *Grid) Scale() Scale { return g.scale }

// SetScale changes how high an hour is; what is in the middle stays there.
func (g *Grid) SetScale(s Scale) {
	if !slices.Contains(scales, s) || s == g.scale {
		return
	}
	middle := g.pane.Size().Height / 2
	at := g.minutesAt(middle)
	g.scale = s
	g.offset = at*float32(s)/60 - middle
	g.hold()
	g.redraw()
	g.pane.placeStops()
}

// Zoom takes the next larger scale, or the next smaller one, and tells OnScale.
func (g *Grid) Zoom(larger bool) {
	i := slices.Index(scales, g.scale)
	if larger {
		i++
	} else {
		i--
	}
	if i < 0 || i >= len(scales) {
		return
	}
	g.SetScale(scales[i])
	if g.options.OnScale != nil {
		g.options.OnScale(g.scale)
	}
}

// ShowNow scrolls to now: so that all open hours are seen where they fit and now is one of them, else with now at one third
// of the height. A grid without today begins with its open hours.
func (g *Grid) ShowNow() {
	from, to := g.openHours()
	g.show(g.hasToday() && (g.length(to-from) > g.pane.Size().Height || !g.isOpenNow()))
}

// show scrolls to now, at one third of the height, or to the beginning of the open hours.
func (g *Grid) show(now bool) {
	high := g.pane.Size().Height
	from, to := g.openHours()
	if g.touched.IsZero() {
		g.cursor = cursor{minute: from}
		if g.hasToday() && (now || g.isOpenNow()) {
			g.cursor.minute = floorTo(g.now, tapStep)
		}
		g.land()
	}
	g.offset = g.length(from) - min(max(high-g.length(to-from), 0), kit.Gap)
	if now {
		g.offset = g.length(g.now) - high/3
	}
	g.hold()
	g.redraw()
}

// ShowTime scrolls just far enough to show a part of a day.
func (g *Grid) ShowTime(from, to int) {
	g.touch() // it does not go away by itself
	g.wanted = Span{from, to}
	g.begin()
}

// begin shows what is to be seen when the grid is first shown: what was asked for, else where the day begins.
func (g *Grid) begin() {
	switch {
	case g.pane.Size().Height == 0:
		return
	case g.wanted != Span{}:
		g.reveal(g.wanted.From, g.wanted.To)
		g.wanted = Span{}
	case g.touched.IsZero() && g.isOpenNow():
		g.ShowNow()
		return
	case g.touched.IsZero(): // before and after work the day is looked at, not the time
		g.show(false)
		return
	default:
		g.hold()
	}
	g.redraw()
}

// Focus gives the keyboard to the grid, where its cursor is.
func (g *Grid) Focus() {
	g.focusCursor()
	g.keyboard = true
	g.redraw()
}

// Keyboard is what has the keyboard where the cursor is, for a window that has not drawn the grid yet.
func (g *Grid) Keyboard() fyne.Focusable {
	if s := g.pane.stops[g.cursor.block]; s != nil {
		return s
	}
	return g.pane
}

// command tells the outside.
func (g *Grid) command(c Command) {
	if g.options.OnCommand != nil {
		g.options.OnCommand(c, g.At())
	}
}

// propose asks for a move and shows it where it was made.
func (g *Grid) propose(m Move) bool {
	if g.options.OnMove == nil || g.options.Try != nil && g.options.Try(m) != "" || !g.options.OnMove(m) {
		g.redraw()
		return false
	}
	// Whoever made it may have shown it already.
	if i := slices.IndexFunc(g.blocks, func(b Block) bool { return b.ID == m.ID }); i >= 0 {
		b := &g.blocks[i]
		b.Column, b.Room, b.From, b.Minutes = m.Column, m.Room, m.From, m.Minutes
	}
	if g.cursor.block == m.ID {
		g.cursor.minute = m.From
		if i := g.columnIndex(m.Column); i >= 0 {
			g.cursor.column = i
		}
	}
	g.changed()
	return true
}

// changed places everything anew and draws it.
func (g *Grid) changed() {
	g.arrange()
	g.pane.stopsChanged()
	g.redraw()
}

func (g *Grid) redraw() {
	g.frame.follow()
	g.pane.draw()
}
