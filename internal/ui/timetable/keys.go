package timetable

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// letters are the commands of the letters.
var letters = map[rune]Command{
	'n': NewVisit, 'x': Hold, 'v': Put, 'a': SetArrived, 's': Start, 'p': Pay, 'd': SetNoShow, 'g': GoToDate, 'w': WaitingList, '[': OpenPanel, ']': ClosePanel,
}

// ofVisit are the commands that need a visit under the cursor.
var ofVisit = map[Command]bool{Hold: true, SetArrived: true, Start: true, Pay: true, SetNoShow: true, Cancel: true}

// keyCommands are those of the other keys.
var keyCommands = map[fyne.KeyName]Command{
	fyne.KeyDelete: Cancel, fyne.KeyBackspace: Cancel, fyne.KeyPageUp: DayBefore, fyne.KeyPageDown: DayAfter, fyne.KeyHome: Today,
}

func (g *Grid) letter(r rune) {
	g.touch()
	g.keyboard = true
	switch r {
	case '+', '=':
		g.Zoom(true)
		return
	case '-', '_':
		g.Zoom(false)
		return
	}
	if c, ok := letters[unicode.ToLower(r)]; ok {
		g.ask(c)
	}
}

// ask hands a command on, unless it is of a visit and there is none.
func (g *Grid) ask(c Command) {
	if ofVisit[c] && g.cursor.block == "" {
		if g.selected == "" {
			return
		}
		g.toSelected()
	}
	g.command(c)
}

// toSelected brings the cursor to the visit that is selected.
func (g *Grid) toSelected() {
	if p := g.find(g.selected); p != nil {
		g.cursor = cursor{p.column, p.block.From, p.block.ID}
	}
}

func (g *Grid) key(k fyne.KeyName) {
	g.touch()
	g.keyboard = true
	step := tapStep
	if g.shift {
		step = dragStep
	}
	c := g.cursor
	switch k {
	case fyne.KeyLeft:
		g.moveCursor(c.column-1, c.minute)
	case fyne.KeyRight:
		g.moveCursor(c.column+1, c.minute)
	case fyne.KeyUp:
		g.moveCursor(c.column, g.stepBack(step))
	case fyne.KeyDown:
		g.moveCursor(c.column, g.stepOn(step))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.enter()
	case fyne.KeyEscape:
		g.escape()
	default:
		if command, ok := keyCommands[k]; ok {
			g.ask(command)
			return
		}
		if len(k) > 1 && k[0] == 'F' {
			g.passOn(k) // no other name of a key of that length begins so
		}
	}
}

// passOn hands a key on to the window, which is asked only when nothing has the keyboard.
func (g *Grid) passOn(k fyne.KeyName) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.pane); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
}

// stepOn is the next time of a step after the cursor, past the visit it is on.
func (g *Grid) stepOn(step int) int {
	at := floorTo(g.cursor.minute, step) + step
	if p := g.find(g.cursor.block); p != nil && at < p.to {
		at = p.to
	}
	return at
}

// stepBack is the last time of a step before the cursor.
func (g *Grid) stepBack(step int) int {
	return floorTo(g.cursor.minute+step-1, step) - step
}

// moveCursor moves the cursor to a time of a column, or to the visit that stands there, and the keyboard with it.
func (g *Grid) moveCursor(column, minute int) {
	// In the columns of rooms visits lie once more; the keyboard meets them where they stand.
	if column < 0 || column >= len(g.columns) || g.columns[column].Kind == Room {
		return
	}
	minute = min(max(minute, 0), dayLong-dragStep)
	g.cursor = cursor{column: column, minute: minute}
	g.land()
	g.revealCursor()
	g.focusCursor()
	g.keyboard = true
	g.redraw()
}

// land brings the cursor onto the visit that stands where it is.
func (g *Grid) land() {
	if p := g.standing(g.cursor.column, g.cursor.minute); p != nil {
		g.cursor.block, g.cursor.minute = p.block.ID, p.block.From
	}
}

// standing is the visit that stands at a minute of a column.
func (g *Grid) standing(column, minute int) *placed {
	if column < 0 || column >= len(g.placed) {
		return nil
	}
	for i := range g.placed[column] {
		if p := &g.placed[column][i]; !p.twin && p.block.From <= minute && minute < p.to {
			return p
		}
	}
	return nil
}

func (g *Grid) revealCursor() {
	g.revealColumn(g.cursor.column)
	to := g.cursor.minute + tapStep
	if p := g.find(g.cursor.block); p != nil {
		to = p.to
	}
	g.reveal(g.cursor.minute, to)
	g.frame.headsChanged()
	g.pane.placeStops()
}

// focusCursor gives the keyboard to what the cursor is on.
func (g *Grid) focusCursor() {
	want := g.Keyboard()
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.pane); c != nil && c.Focused() != want {
		c.Focus(want)
	}
}

// keyboardOn is what has the keyboard.
func (g *Grid) keyboardOn() fyne.Focusable {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.pane); c != nil {
		return c.Focused()
	}
	return nil
}

func (g *Grid) lostKeyboard() {
	g.focused, g.shift = false, false
	g.redraw()
}

// enter opens the visit under the cursor, or books.
func (g *Grid) enter() {
	if id := g.cursor.block; id != "" {
		g.tapBlock(id)
		g.keyboard = true
		g.command(Open)
		return
	}
	g.choose(g.slot(g.cursor.column, g.cursor.minute))
	g.keyboard = true
	g.command(Book)
}

// escape ends what is under way, else what was chosen.
func (g *Grid) escape() {
	switch {
	case g.drag.kind != noDrag:
		g.cancelDrag()
	case g.chosen.Minutes > 0:
		g.chosen = Slot{}
	case g.selected != "":
		g.selected = ""
		if g.options.OnSelect != nil {
			g.options.OnSelect("")
		}
	default:
		g.passOn(fyne.KeyEscape)
	}
	g.redraw()
}

// shortcut moves the visit under the cursor with Alt and the arrows, and changes its length with Alt, Shift and up or
// down. What else the window would answer is handed on, for Fyne asks only what has the keyboard.
func (g *Grid) shortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		g.command(Undo)
	case *fyne.ShortcutRedo:
		g.command(Redo)
	case *desktop.CustomShortcut:
		g.touch()
		g.keyboard = true
		switch s.Modifier {
		case fyne.KeyModifierAlt:
			g.nudge(s.KeyName)
		case fyne.KeyModifierAlt | fyne.KeyModifierShift:
			g.lengthen(s.KeyName)
		}
	}
}

// quarters are by how many minutes an arrow goes on, and aside by how many columns.
var (
	quarters = map[fyne.KeyName]int{fyne.KeyUp: -tapStep, fyne.KeyDown: tapStep}
	aside    = map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}
)

// nudge proposes to move the visit under the cursor by a quarter of an hour, or to the next column of its kind.
func (g *Grid) nudge(k fyne.KeyName) {
	p := g.visit()
	if p == nil {
		return
	}
	m := moveOf(p.block)
	m.From += quarters[k]
	if to := g.columnAt(p.column + aside[k]); to.ID != "" && to.Kind == g.columns[p.column].Kind {
		m.Column = to.ID
	}
	g.proposed(p.block, m)
}

// lengthen proposes another length for the visit under the cursor, a quarter of an hour more or less.
func (g *Grid) lengthen(k fyne.KeyName) {
	if p := g.visit(); p != nil {
		m := moveOf(p.block)
		m.Minutes += quarters[k]
		g.proposed(p.block, m)
	}
}

// visit is the one under the cursor, or the one that is selected.
func (g *Grid) visit() *placed {
	if g.cursor.block == "" {
		g.toSelected()
	}
	return g.find(g.cursor.block)
}

// proposed proposes a move by a key, unless it leads out of the day.
func (g *Grid) proposed(b *Block, m Move) {
	if m == moveOf(b) || m.From < 0 || m.Minutes < dragStep || m.From+m.Minutes > dayLong {
		return
	}
	if g.propose(m) {
		g.revealCursor()
		g.focusCursor()
		g.keyboard = true
		g.redraw()
	}
}

func moveOf(b *Block) Move {
	return Move{ID: b.ID, Column: b.Column, Room: b.Room, From: b.From, Minutes: b.Minutes}
}

func (g *Grid) keyDown(k fyne.KeyName) {
	if k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight {
		g.shift = true
	}
}

func (g *Grid) keyUp(k fyne.KeyName) {
	if k == desktop.KeyShiftLeft || k == desktop.KeyShiftRight {
		g.shift = false
	}
}

// FocusGained shows the cursor: where a visit stands, round all of it.
func (p *pane) FocusGained() {
	p.g.focused, p.g.keyboard, p.g.cursor.block = true, true, ""
	p.g.land()
	p.draw()
}

// FocusLost hides the cursor.
func (p *pane) FocusLost() { p.g.lostKeyboard() }

// TypedKey walks with the arrows and does what the keys ask for.
func (p *pane) TypedKey(e *fyne.KeyEvent) { p.g.key(e.Name) }

// TypedRune does what the letters ask for.
func (p *pane) TypedRune(r rune) { p.g.letter(r) }

// TypedShortcut moves visits.
func (p *pane) TypedShortcut(s fyne.Shortcut) { p.g.shortcut(s) }

// KeyDown tells of the Shift key.
func (p *pane) KeyDown(e *fyne.KeyEvent) { p.g.keyDown(e.Name) }

// KeyUp tells of the Shift key.
func (p *pane) KeyUp(e *fyne.KeyEvent) { p.g.keyUp(e.Name) }

// AccessibilityLabel says where the cursor is.
func (p *pane) AccessibilityLabel() string {
	c := p.g.columnAt(p.g.cursor.column)
	return lang.L("{{.Column}}, free at {{.Time}}", map[string]any{"Column": c.Name, "Time": clock(p.g.cursor.minute)})
}
