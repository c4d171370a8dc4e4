package timetable_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/timetable"
)

const date = "2025-03-04"

func at(h, m int) int { return h*60 + m }

// told is what a grid told.
type told struct {
	selected []string
	slots    []timetable.Slot
	puts     []timetable.Slot
	moves    []timetable.Move
	commands []string
	heads    []string
	scales   []timetable.Scale
	refuse   bool
	why      string
}

func options(s *kittest.Screen, to *told) timetable.Options {
	return timetable.Options{
		OnSelect: func(id string) { to.selected = append(to.selected, id) },
		OnSlot:   func(x timetable.Slot) { to.slots = append(to.slots, x) },
		OnPut:    func(x timetable.Slot) { to.puts = append(to.puts, x) },
		Try:      func(timetable.Move) string { return to.why },
		OnMove: func(m timetable.Move) bool {
			to.moves = append(to.moves, m)
			return !to.refuse
		},
		OnCommand: func(c timetable.Command, at timetable.Spot) {
			to.commands = append(to.commands, fmt.Sprintf("%s %s %s %d", c, at.Block, at.Column, at.From))
		},
		OnHead:  func(column string) { to.heads = append(to.heads, column) },
		OnScale: func(x timetable.Scale) { to.scales = append(to.scales, x) },
		Clock:   s.Clock.Now, After: s.Clock.After,
	}
}

func columns() []timetable.Column {
	open := []timetable.Span{{From: at(8, 0), To: at(18, 0)}}
	lunch := []timetable.Break{{Span: timetable.Span{From: at(12, 0), To: at(12, 45)}, Word: "Lunch"}}
	return []timetable.Column{
		{ID: "i", Name: "Ingrid", Quiet: "6 booked", Date: date, Mine: true, Open: open, Breaks: lunch},
		{ID: "t", Name: "Tomas", Date: date, Open: open, Breaks: lunch},
		{ID: "m", Name: "Mei", Date: date, Open: open},
		{ID: "a", Name: "Ana", Date: date, Open: open},
		{ID: "1", Name: "Room 1", Date: date, Kind: timetable.Room, Open: open},
		{ID: "2", Name: "Room 2", Date: date, Kind: timetable.Room, Open: open},
	}
}

func blocks() []timetable.Block {
	return []timetable.Block{
		{ID: "peg", Column: "i", Room: "1", From: at(10, 0), Minutes: 45, CleanUp: 10, Name: "Peg O'Doyle", Initials: "PO", Facts: "4 of 6", Purpose: "Neck", State: timetable.Confirmed},
		{ID: "yusuf", Column: "i", From: at(11, 0), Minutes: 30, Name: "Yusuf Demir", Signs: []timetable.Sign{timetable.Note, timetable.Safety, timetable.Series}},
		{ID: "ken", Column: "t", From: at(9, 0), Minutes: 60, Name: "Ken Ito", State: timetable.Arrived},
		{ID: "dora", Column: "t", From: at(9, 30), Minutes: 60, Name: "Dorothea Vogel", State: timetable.InTreatment, Progress: 0.5},
	}
}

// day shows a day as it is in the diary at 1280 by 720: four practitioners and two rooms in 808, ten hours in 608.
func day(t testing.TB) (*kittest.Screen, *timetable.Grid, *told) {
	t.Helper()
	s := kittest.New(t, kit.ModeLight)
	to := &told{}
	g := timetable.New(options(s, to))
	g.SetNow(date, at(10, 42))
	g.Set(columns(), blocks())
	s.Show(g, 864, 656)
	return s, g, to
}

// The places of the day: where the head ends, the middles of the columns, and the height of a time.
const (
	head                            = 48
	ingrid, tomas, mei, ana, r1, r2 = 128, 272, 416, 560, 696, 808
)

func spot(x float32, minute int) fyne.Position {
	return fyne.NewPos(x, head+8+float32(minute-at(8, 0)))
}

func equal[T comparable](t *testing.T, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Ten hours fit without scrolling, and four columns of practitioners and two of rooms.
func TestTenHoursFit(t *testing.T) {
	s, _, _ := day(t)
	s.MustSay("08:00", "17:00", "Ingrid", "Tomas", "Mei", "Ana", "Room 1", "Room 2", "10:42", "Lunch", "Peg O'Doyle", "10:00 · 45 · 4 of 6")
	s.Save("timetable", 1)
}

// A tap selects a visit; on free time it chooses from the quarter of an hour, or from where the visit before it ends.
func TestTap(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	h.TapAt(spot(ingrid, at(10, 20)), fyne.Delta{})
	equal(t, "selected", to.selected, "peg")
	h.TapAt(spot(r1, at(10, 20)), fyne.Delta{})
	equal(t, "selected by its twin", to.selected, "peg", "peg")
	h.TapAt(spot(mei, at(14, 20)), fyne.Delta{})
	h.TapAt(spot(ingrid, at(10, 52)), fyne.Delta{})
	h.TapAt(spot(tomas, at(10, 44)), fyne.Delta{})
	equal(t, "slots", to.slots, timetable.Slot{Column: "m", From: at(14, 15), Minutes: 45},
		timetable.Slot{Column: "i", From: at(10, 45), Minutes: 45}, timetable.Slot{Column: "t", From: at(10, 30), Minutes: 45})
	if g.Selected() != "" {
		t.Error("free time was chosen and a visit is selected")
	}
	s.Tap("Ingrid")
	equal(t, "heads", to.heads, "i")
	equal(t, "moves", to.moves)
}

// A press that slips is the tap it was meant as, and changes nothing, on whatever it was.
func TestTouchSlips(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	for _, slip := range kittest.Slips {
		for _, selected := range []string{"", "peg"} {
			g.Select(selected)
			h.TapAt(spot(ingrid, at(10, 20)), slip)
			if g.Selected() != "peg" {
				t.Errorf("a tap that slips by %v does not select", slip)
			}
			h.TapAt(spot(mei, at(15, 8)), slip)
			if c := g.Chosen(); c.From != at(15, 0) {
				t.Errorf("a tap that slips by %v chooses %v", slip, c)
			}
		}
	}
	equal(t, "moves", to.moves)
	// A little further is a drag, of which a slip is taken off.
	g.Select("peg")
	h.Drag(spot(ingrid, at(10, 20)), spot(ingrid, at(10, 34)))
	equal(t, "moves", to.moves)
}

// A press that is held and lifted changes nothing.
func TestLongPress(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	for _, selected := range []string{"", "peg"} {
		g.Select(selected)
		h.Move(spot(ingrid, at(10, 20)))
		h.Down(desktop.MouseButtonPrimary)
		s.Clock.Advance(2 * time.Second)
		h.Up(desktop.MouseButtonPrimary)
		if g.Selected() != "peg" {
			t.Error("what was pressed long is not selected")
		}
	}
	equal(t, "moves", to.moves)
	equal(t, "slots", to.slots)
	// On free time the finger then chooses how much of it.
	h.Move(spot(mei, at(14, 5)))
	h.Down(desktop.MouseButtonPrimary)
	s.Clock.Advance(time.Second)
	h.Move(spot(mei, at(14, 40)))
	h.Move(spot(mei, at(15, 29)))
	s.MustSay("14:00–15:30 · Mei")
	h.Up(desktop.MouseButtonPrimary)
	equal(t, "slots", to.slots, timetable.Slot{Column: "m", From: at(14, 0), Minutes: 90})
	// Upwards as well.
	h.Drag(spot(mei, at(14, 45)), spot(mei, at(14, 20)), spot(mei, at(14, 30)))
	equal(t, "slots", to.slots[1:], timetable.Slot{Column: "m", From: at(14, 0), Minutes: 30})
}

// Dragging a visit that is not selected scrolls; one that is selected is moved, in steps of five minutes, with its new
// time above the finger.
func TestDrag(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	h.Drag(spot(ingrid, at(10, 20)), spot(ingrid, at(9, 0)), spot(ingrid, at(8, 30)))
	equal(t, "moves", to.moves)
	equal(t, "slots", to.slots)
	equal(t, "selected", to.selected)
	if y := yOf(t, s, "peg"); y > 100 {
		t.Errorf("it was not scrolled: the visit of 10 o'clock is at %v", y)
	}
	g.ShowNow()
	g.Select("peg")
	h.Move(spot(ingrid, at(10, 20)))
	h.Down(desktop.MouseButtonPrimary)
	h.Move(spot(ingrid, at(11, 0)))
	h.Move(spot(mei, at(11, 50)))
	s.MustSay("· Mei")
	h.Up(desktop.MouseButtonPrimary)
	if len(to.moves) != 1 || to.moves[0].Column != "m" || to.moves[0].Room != "1" || to.moves[0].Minutes != 45 || to.moves[0].From%5 != 0 || to.moves[0].From < at(11, 20) || to.moves[0].From > at(11, 30) {
		t.Fatalf("moves: %v", to.moves)
	}
	if p := find(g, "peg"); p.Column != "m" || p.From != to.moves[0].From {
		t.Errorf("the move was made and is not shown: %v", p)
	}
}

// yOf is how far down on the window a visit is.
func yOf(t *testing.T, s *kittest.Screen, id string) float32 {
	t.Helper()
	y, found := float32(0), false
	name := ""
	for _, b := range blocks() {
		if b.ID == id {
			name = b.Name
		}
	}
	s.Within(s.Window.Content(), func(o fyne.CanvasObject, at, _, _ fyne.Position) {
		if n, ok := o.(interface{ Name() string }); ok && strings.Contains(n.Name(), name) {
			y, found = at.Y, true
		}
	})
	if !found {
		t.Fatalf("%s is not there", id)
	}
	return y
}

func find(g *timetable.Grid, id string) timetable.Block {
	for _, b := range g.Blocks() {
		if b.ID == id {
			return b
		}
	}
	return timetable.Block{}
}

// What may not be, or was let go outside, or was given up goes back.
func TestMoveGoesBack(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	from, dest := spot(ingrid, at(10, 20)), spot(ingrid, at(14, 0))
	same := func(what string) {
		t.Helper()
		if b := find(g, "peg"); b.From != at(10, 0) || b.Column != "i" || b.Minutes != 45 {
			t.Errorf("%s: it is at %v", what, b)
		}
	}
	g.Select("peg")
	to.refuse = true
	h.Drag(from, dest)
	equal(t, "asked", to.moves, timetable.Move{ID: "peg", Column: "i", Room: "1", From: at(13, 30), Minutes: 45})
	same("refused")

	to.refuse, to.why, to.moves = false, "Room 1 is taken until 14:45", nil
	h.Move(from)
	h.Down(desktop.MouseButtonPrimary)
	h.Move(dest)
	s.MustSay("Room 1 is taken until 14:45")
	h.Up(desktop.MouseButtonPrimary)
	same("not possible")
	to.why = ""

	h.Drag(from, dest, fyne.NewPos(ingrid, 20))
	same("outside")
	h.Drag(from, dest, fyne.NewPos(ingrid, 900))
	same("outside at the foot")

	h.Move(from)
	h.Down(desktop.MouseButtonPrimary)
	h.Move(dest)
	s.Key(fyne.KeyEscape)
	h.Move(spot(ingrid, at(15, 0)))
	h.Up(desktop.MouseButtonPrimary)
	same("given up")

	h.Drag(from, dest, from)
	same("there and back")
	equal(t, "moves", to.moves)
	if g.Selected() != "peg" {
		t.Error("it is not selected any more")
	}
}

// No visit is moved or made longer over midnight, or before it.
func TestMidnight(t *testing.T) {
	s, g, to := day(t)
	s.Show(g, 864, 48+1440)
	y := func(x float32, minute int) fyne.Position { return fyne.NewPos(x, head+float32(minute)) }
	h := s.Hand()
	g.Select("peg")
	h.Drag(y(ingrid, at(10, 20)), y(ingrid, at(23, 59)))
	h.Drag(y(ingrid, at(23, 30)), y(ingrid, at(0, 1)))
	if len(to.moves) != 2 || to.moves[0].From != at(23, 15) || to.moves[1].From != 0 {
		t.Errorf("moves: %v", to.moves)
	}
}

// The handle at the foot of what is selected changes its length.
func TestLength(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	g.Select("peg")
	h.Drag(spot(ingrid, at(10, 48)), spot(ingrid, at(11, 30)))
	equal(t, "moves", to.moves, timetable.Move{ID: "peg", Column: "i", Room: "1", From: at(10, 0), Minutes: 75})
	half := float32(ingrid - 36) // it now reaches beside the next visit
	h.Drag(spot(half, at(11, 18)), spot(half, at(8, 20)))
	if m := to.moves[1]; m.Minutes != 5 || m.From != at(10, 0) {
		t.Errorf("as short as it goes: %v", m)
	}
}

// A visit's twin in the room's column is moved to another room.
func TestMoveToAnotherRoom(t *testing.T) {
	s, g, to := day(t)
	g.Select("peg")
	s.Hand().Drag(spot(r1, at(10, 20)), spot(r1+40, at(10, 20)), spot(r2, at(10, 20)))
	equal(t, "moves", to.moves, timetable.Move{ID: "peg", Column: "i", Room: "2", From: at(10, 0), Minutes: 45})
}

// While a finger with a visit is at the edge, the grid scrolls, and the visit goes along.
func TestEdgeScrolls(t *testing.T) {
	s, g, to := day(t)
	g.SetScale(timetable.Close)
	g.ShowTime(at(9, 0), at(12, 0))
	g.Select("peg")
	y := yOf(t, s, "peg")
	h := s.Hand()
	h.Move(fyne.NewPos(ingrid, y+20))
	h.Down(desktop.MouseButtonPrimary)
	h.Move(fyne.NewPos(ingrid, 600))
	h.Move(fyne.NewPos(ingrid, 652))
	before := yOf(t, s, "ken")
	s.Clock.Advance(time.Second)
	s.Settle()
	if now := yOf(t, s, "ken"); now >= before {
		t.Error("the grid did not scroll at its edge")
	}
	h.Up(desktop.MouseButtonPrimary)
	if len(to.moves) != 1 || to.moves[0].From < at(13, 0) {
		t.Errorf("moves: %v", to.moves)
	}
	after := yOf(t, s, "ken")
	s.Clock.Advance(time.Minute)
	s.Settle()
	if yOf(t, s, "ken") != after {
		t.Error("it scrolls on when nothing is dragged")
	}
}

// What is being placed is put where it fits by a tap, and within that.
func TestPlacing(t *testing.T) {
	s, g, to := day(t)
	g.SetPlacing(45, []timetable.Slot{{Column: "m", From: at(14, 0), Minutes: 60}})
	s.MustSay("fits")
	h := s.Hand()
	h.TapAt(spot(mei, at(14, 50)), fyne.Delta{})
	h.TapAt(spot(mei, at(14, 3)), fyne.Delta{})
	equal(t, "puts", to.puts, timetable.Slot{Column: "m", From: at(14, 15), Minutes: 45}, timetable.Slot{Column: "m", From: at(14, 0), Minutes: 45})
	h.TapAt(spot(mei, at(16, 3)), fyne.Delta{})
	equal(t, "slots", to.slots, timetable.Slot{Column: "m", From: at(16, 0), Minutes: 45})
	g.SetPlacing(0, nil)
	s.MustNotSay("fits")
	g.SetGaps([]timetable.Gap{{Slot: timetable.Slot{Column: "a", From: at(14, 0), Minutes: 60}, Waiting: 1}, {Slot: timetable.Slot{Column: "m", From: at(14, 0), Minutes: 60}, Waiting: 3}})
	s.MustSay("Free · 1 waiting fits", "Free · 3 waiting f")
}

// A visit of half an hour at the smallest scale is hit like a finger's target, as far as there is free time round it.
func TestShortVisitsAreHit(t *testing.T) {
	s, g, to := day(t)
	h := s.Hand()
	for _, x := range []struct {
		minute int
		want   string
	}{{at(11, 35), "yusuf"}, {at(10, 57), "yusuf"}, {at(11, 45), ""}, {at(10, 47), ""}} {
		to.selected = nil
		g.Select("")
		h.TapAt(spot(ingrid, x.minute), fyne.Delta{})
		if g.Selected() != x.want {
			t.Errorf("at %d: %q is selected, want %q", x.minute, g.Selected(), x.want)
		}
	}
}

// All keys: the cursor walks through visits and free time, what it is on is opened, moved and made longer, and commands
// go out with where it is.
func TestKeys(t *testing.T) {
	s, g, to := day(t)
	g.Choose(timetable.Slot{Column: "i", From: at(9, 45), Minutes: 15})
	g.Focus()
	s.Key(fyne.KeyDown)
	if got := g.At(); got.Block != "peg" {
		t.Fatalf("down leads to %v", got)
	}
	s.Key(fyne.KeyDown, fyne.KeyRight)
	if got := g.At(); got != (timetable.Spot{Column: "t", From: at(10, 45)}) {
		t.Errorf("past the visit and to the right is %v", got)
	}
	keyable := func() desktop.Keyable { return s.Window.Canvas().Focused().(desktop.Keyable) }
	keyable().KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	s.Key(fyne.KeyDown)
	keyable().KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := g.At(); got.From != at(10, 50) {
		t.Errorf("with Shift it is at %v", got)
	}
	s.Key(fyne.KeyUp, fyne.KeyLeft)
	if got := g.At(); got != (timetable.Spot{Column: "i", From: at(10, 45)}) {
		t.Errorf("up and left is %v", got)
	}
	s.Key(fyne.KeyReturn)
	equal(t, "slots", to.slots, timetable.Slot{Column: "i", From: at(10, 45), Minutes: 45})
	s.Key(fyne.KeyEscape, fyne.KeyUp, fyne.KeyEnter)
	equal(t, "selected", to.selected, "peg")
	type1 := func(letters string) {
		for _, r := range letters {
			s.Window.Canvas().Focused().TypedRune(r)
		}
	}
	type1("nxvaspdgw[]")
	s.Key(fyne.KeyDelete, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome)
	s.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutUndo{})
	want := []string{"book  i 645", "open peg i 600"}
	for _, c := range []string{"new", "hold", "put", "arrived", "start", "pay", "no-show", "date", "waiting-list", "open-panel", "close-panel", "cancel", "day-before", "day-after", "today", "undo"} {
		want = append(want, c+" peg i 600")
	}
	equal(t, "commands", to.commands, want...)
	alt := func(k fyne.KeyName, more fyne.KeyModifier) {
		s.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt | more})
	}
	alt(fyne.KeyDown, 0)
	alt(fyne.KeyRight, 0)
	alt(fyne.KeyDown, fyne.KeyModifierShift)
	alt(fyne.KeyUp, 0)
	m := timetable.Move{ID: "peg", Column: "i", Room: "1", From: at(10, 15), Minutes: 45}
	want2 := []timetable.Move{m}
	m.Column = "t"
	want2 = append(want2, m)
	m.Minutes = 60
	want2 = append(want2, m)
	m.From = at(10, 0)
	equal(t, "moves", to.moves, append(want2, m)...)
	if got := g.At(); got != (timetable.Spot{Block: "peg", Column: "t", From: at(10, 0)}) {
		t.Errorf("the cursor is not on what was moved: %v", got)
	}
	type1("++-")
	equal(t, "scales", to.scales, timetable.Touch, timetable.Close, timetable.Touch)
}

// Commands that are of a visit do nothing on free time.
func TestNoVisitUnderTheCursor(t *testing.T) {
	s, g, to := day(t)
	g.Choose(timetable.Slot{Column: "m", From: at(9, 0), Minutes: 15})
	g.Focus()
	for _, r := range "xaspd" {
		s.Window.Canvas().Focused().TypedRune(r)
	}
	s.Key(fyne.KeyDelete)
	equal(t, "commands", to.commands)
}

// Tab goes through all visits in the order of time, in whatever column, and brings each into sight.
func TestTab(t *testing.T) {
	s, g, _ := day(t)
	s.Tab(len(columns()) + 1) // the heads, and the free time of the cursor
	var order []string
	for range blocks() {
		s.Tab(1)
		order = append(order, g.At().Block)
	}
	equal(t, "order", order, "ken", "dora", "peg", "yusuf")
	label := s.Window.Canvas().Focused().(interface{ AccessibilityLabel() string }).AccessibilityLabel()
	if want := "11:00–11:30, Yusuf Demir, booked, Ingrid, safety alert, one of a series"; label != want {
		t.Errorf("it says %q, want %q", label, want)
	}
	// Whoever has the keyboard keeps it when the visit goes.
	g.SetBlocks(blocks()[:1])
	s.Settle()
	if g.At() != (timetable.Spot{Column: "i", From: at(11, 0)}) || s.Window.Canvas().Focused() == nil {
		t.Errorf("after it was taken away the keyboard is at %v", g.At())
	}
}

// Sideways the grid scrolls by columns, under fixed heads.
func TestSideways(t *testing.T) {
	s, g, to := day(t)
	s.Show(g, 420, 656)
	s.MustSay("Ingrid", "Tomas")
	s.MustNotSay("Mei", "Room 1")
	h := s.Hand()
	h.Drag(spot(300, at(16, 0)), spot(200, at(16, 0)), spot(120, at(16, 0)))
	s.MustNotSay("Ingrid")
	s.MustSay("Mei")
	s.Tap("Columns to the left")
	s.MustSay("Ingrid")
	for range 5 {
		if s.Says("Room 2") {
			break
		}
		s.Tap("Columns to the right")
	}
	s.MustSay("Room 2")
	equal(t, "moves", to.moves)
	equal(t, "slots", to.slots)
	g.Choose(timetable.Slot{Column: "a", From: at(9, 0), Minutes: 15})
	g.Focus()
	s.Key(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	s.MustSay("Ingrid")
}

// Out of sight, now is a tap away; it is followed only when nobody touches the grid.
func TestNow(t *testing.T) {
	s, g, _ := day(t)
	h := s.Hand()
	s.MustNotSay("Now 10:42")
	h.Drag(spot(mei, at(15, 0)), spot(mei, at(16, 0)), spot(mei, at(17, 50)))
	h.Drag(spot(mei, at(8, 5)), spot(mei, at(12, 0)), spot(mei, at(17, 50)))
	s.MustSay("Now 10:42")
	h.TapAt(fyne.NewPos(56+404, 656-30), fyne.Delta{})
	s.MustNotSay("Now 10:42")
	if y := yOf(t, s, "peg"); y != spot(0, at(10, 0)).Y+1 {
		t.Errorf("the day does not begin where it did: %v", y)
	}
	// 18:10 is out of sight at the foot.
	g.SetNow(date, at(18, 7))
	s.Clock.Advance(30 * time.Second)
	g.SetNow(date, at(18, 12))
	s.MustSay("Now 18:12")
	g.ShowNow()
	g.SetNow(date, at(18, 20))
	s.Clock.Advance(time.Minute)
	s.MustNotSay("Now 18:20")
	g.SetNow(date, at(23, 50))
	s.MustNotSay("Now")
	g.SetNow("2025-03-05", 0)
	s.MustNotSay("Now", "00:00")
}

// Before work a day begins with its open hours, and now is a tap away.
func TestBeforeWorkTheDayIsShown(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	g := timetable.New(options(s, &told{}))
	g.SetNow(date, at(3, 46))
	g.Set(columns(), blocks())
	s.Show(g, 864, 656)
	s.MustSay("Now 03:46", "10:00")
	if y := yOf(t, s, "peg"); y != spot(0, at(10, 0)).Y+1 {
		t.Errorf("the day begins elsewhere: %v", y)
	}
}

// The wheel scrolls.
func TestWheel(t *testing.T) {
	s, _, _ := day(t)
	before := yOf(t, s, "peg")
	test.Scroll(s.Window.Canvas(), spot(mei, at(14, 0)), 0, -25)
	s.Settle()
	if now := yOf(t, s, "peg"); now != before-75 {
		t.Errorf("a notch of the wheel moved it from %v to %v", before, now)
	}
}

// Only what is in sight is drawn, however much there is.
func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	s, g, _ := day(t)
	count := func() (n int) {
		s.Walk(func(o fyne.CanvasObject) {
			switch o.(type) {
			case *canvas.Text, *canvas.Rectangle, *canvas.Raster:
				n++
			}
		})
		return n
	}
	g.SetScale(timetable.Close)
	few := count()
	var many []timetable.Block
	for i := range 600 {
		many = append(many, timetable.Block{ID: fmt.Sprint(i), Column: columns()[i%4].ID, From: i % 90 * 5, Minutes: 5, Name: "Of the night"})
	}
	g.ShowTime(at(12, 0), at(15, 0))
	g.SetBlocks(append(many, blocks()...))
	if n := count(); n > few+60 {
		t.Errorf("%d objects are drawn for visits that are out of sight; %d without them", n, few)
	}
}
