package edit

import (
	"cmp"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Cell is a number in a table: a field between two buttons. It may be empty, and keeps each step and whatever was typed
// when it is left. What cannot be is refused below it and stays in the field.
type Cell struct {
	Object     *fyne.Container
	Entry      *kit.Entry
	Ask, Wrong *kit.Text // what is doubtful about the number that is kept, and why another one was refused
	// Grown lays out anew what the cell stands in, when its texts need other room.
	Grown func()

	of         CellOf
	less, more *kit.Button
	read       *kit.Text // in the place of the field, when locked
	value      *float64  // as it is kept
	shown      string    // and as it is written
	saving     bool
	rival      *Rival
	theirs     string // while the rival is open
}

// CellOf says what a cell is for.
type CellOf struct {
	Name     string // what the number is of, for its buttons
	Unit     string // may be typed behind the number
	Decimals int
	Step     float64
	// Start is where the first step begins.
	Start func() float64
	// Keep keeps a number; nil takes it back. An error says why it was not kept.
	Keep func(v *float64) error
	// Entered is called when Enter kept what was typed; nil does nothing.
	Entered func()
	// Under stands below the number; may be nil.
	Under fyne.CanvasObject
}

// CellField is the room of the number of a cell, and CellWidth that of the whole.
const (
	CellField float32 = 72
	CellWidth         = CellField + 2*kit.Target + kit.Gap
)

// NewCell makes a cell whose number others may change on another machine.
func NewCell(of CellOf, others Elsewhere) *Cell {
	c := &Cell{of: of, Ask: kit.QuietText("").In(kit.ColorWarning).Wrap(), Wrong: kit.QuietText("").In(kit.ColorError).Wrap()}
	c.Entry = kit.NewEntry("–", nil)
	c.Entry.Replaces = true
	c.Entry.OnSubmitted = func(string) {
		if c.Flush() && of.Entered != nil {
			of.Entered()
		}
	}
	c.Entry.OnLeave = func(string) { c.Flush() }
	c.Entry.OnKey = func(k fyne.KeyName) bool {
		switch k {
		case fyne.KeyUp:
			c.step(1)
		case fyne.KeyDown:
			c.step(-1)
		default:
			return false
		}
		return true
	}
	name := map[string]any{"Name": of.Name}
	c.less = kit.IconButton(kit.IconRemove, lang.L("Less: {{.Name}}", name), func() { c.step(-1) })
	c.more = kit.IconButton(kit.IconAdd, lang.L("More: {{.Name}}", name), func() { c.step(1) })
	c.Ask.Hide()
	c.Wrong.Hide()
	below := kit.Stack()
	below.Hide()
	c.read = kit.Body("")
	c.read.Hide()
	c.Object = kit.StackGap(2, container.New(tight{}, c.less, kit.MinWidth(CellField, container.NewStack(c.Entry, container.NewCenter(c.read))), c.more))
	if of.Under != nil {
		c.Object.Add(of.Under)
	}
	for _, o := range []fyne.CanvasObject{c.Ask, c.Wrong, below} {
		c.Object.Add(o)
	}
	c.Grown = c.Object.Refresh
	c.rival = NewRival(func() string { return of.Name }, func(o fyne.CanvasObject) {
		below.Objects = nil
		if o != nil {
			below.Objects = []fyne.CanvasObject{o}
		}
		below.Hidden = o == nil
		c.Grown()
	}, func() {
		c.shown = c.theirs
		c.Flush()
	}, func() {
		c.shown = c.theirs
		c.Entry.Fill(c.theirs)
	})
	c.rival.Of(others)
	return c
}

// tight lays objects side by side with half a gap.
type tight struct{}

func (tight) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	x := float32(0)
	for _, o := range objects {
		m := o.MinSize()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(m.Width, s.Height))
		x += m.Width + kit.Gap/2
	}
}

func (tight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		s.Width += m.Width + kit.Gap/2
		s.Height = max(s.Height, m.Height)
	}
	return s
}

// Show shows the number that is kept (nil: none) and what is doubtful about it, and leaves alone what is being typed.
// When it was changed on another machine, too, the person is asked which stays.
func (c *Cell) Show(v *float64, question string) {
	c.value = nil
	stored := ""
	if v != nil {
		kept := *v // the chart's own may not be held on to
		c.value, stored = &kept, clinic.Number(kept)
	}
	who, possible := c.rival.News()
	switch typing := c.Entry.Text != c.shown && !c.saving; {
	case typing && stored != c.shown && stored != c.Entry.Text && (c.rival.Open() || possible):
		c.theirs = stored
		c.rival.Ask(who, stored)
	case stored != c.shown || !typing:
		c.rival.Settle()
		if c.Entry.Text != stored {
			c.Entry.Fill(stored)
		}
		say(c.Wrong, "")
		c.shown = stored
	default:
		c.rival.Settle()
	}
	say(c.Ask, question)
}

// Lock makes the cell show its number only: as text to be read, not as a field that is dimmed.
func (c *Cell) Lock(locked bool) {
	if typed := c.Entry.Text; locked && typed != c.shown && !c.Locked() {
		c.Entry.Fill(c.shown)
		say(c.Wrong, signedMeanwhile(typed))
	}
	kit.SetEnabled(c.Entry, !locked)
	for _, o := range []fyne.CanvasObject{c.Entry, c.less, c.more} {
		kit.SetHidden(o, locked)
	}
	kit.SetHidden(c.read, !locked)
	c.read.SetText(cmp.Or(c.shown, "–"))
}

// Locked reports that the number is only shown.
func (c *Cell) Locked() bool { return c.Entry.Disabled() }

// Empty reports that no number is kept.
func (c *Cell) Empty() bool { return c.value == nil }

// DragTo shows a number on the way to where it is dragged; Drop keeps it.
func (c *Cell) DragTo(v float64) { c.Entry.Fill(clinic.Number(v)) }

// Drop keeps a number that was dragged to, in place of what was being typed.
func (c *Cell) Drop(v float64) {
	if c.Locked() {
		return
	}
	c.take(v)
}

// Flush keeps what was typed and reports whether it could; an emptied field takes the number back.
func (c *Cell) Flush() bool {
	if c.rival.Open() {
		return false
	}
	text := strings.TrimSpace(c.Entry.Text)
	if text != c.shown {
		text = strings.TrimSpace(strings.TrimSuffix(text, c.of.Unit))
	}
	switch {
	case text == c.shown || c.Locked():
		c.refuse("")
		return true
	case text == "":
		return c.keep(nil)
	}
	v, err := kit.ParseNumber(text, c.of.Decimals)
	if err != nil {
		c.refuse(words.Error(err))
		return false
	}
	return c.keep(&v)
}

func (c *Cell) keep(v *float64) bool {
	c.saving = true
	err := c.of.Keep(v)
	c.saving = false
	if err != nil {
		c.refuse(Complaint(err, "value"))
		return false
	}
	c.refuse("")
	return true
}

// step goes on from the number that is kept, or begins.
func (c *Cell) step(n float64) {
	switch {
	case c.Locked():
	case c.value == nil:
		c.take(c.of.Start())
	default:
		places := math.Pow10(c.of.Decimals)
		c.take(math.Round((*c.value+n*c.of.Step)*places) / places)
	}
}

// take keeps a number that was not typed, and forgets what was.
func (c *Cell) take(v float64) {
	c.rival.Settle()
	c.shown = ""
	if c.value != nil {
		c.shown = clinic.Number(*c.value)
	}
	c.Entry.Fill(c.shown)
	c.keep(&v)
}

// refuse says why what was typed was not kept; then the doubt about what is kept rests.
func (c *Cell) refuse(sentence string) {
	say(c.Wrong, sentence)
	if sentence != "" {
		say(c.Ask, "")
		c.Grown()
	}
}

// say shows a sentence, and no gap where there is none.
func say(at *kit.Text, sentence string) {
	at.SetText(sentence)
	at.Hidden = sentence == ""
}
