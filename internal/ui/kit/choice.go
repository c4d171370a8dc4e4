package kit

import (
	"image/color"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"regimen/internal/script"

	"fyne.io/fyne/v2"
)

// Option is one thing to choose: the ID is stored, the Label is shown.
type Option struct {
	ID    string
	Label string
	Icon  IconName // optional
	// Colour is shown before the label of a chip; nil for none.
	Colour color.Color
	// Longest is the longest that Label may become while it is shown: the room for it is kept.
	Longest string
}

// boldWidth is the room of the longest that an option's label may be, in bold, measured once.
type boldWidth struct {
	label, longest string
	width          float32
}

func (b *boldWidth) of(o *Option) float32 {
	if b.label != o.Label || b.longest != o.Longest {
		bold := func(s string) float32 { return fyne.MeasureText(s, SizeBody, fyne.TextStyle{Bold: true}).Width }
		*b = boldWidth{o.Label, o.Longest, max(bold(o.Label), bold(o.Longest))}
	}
	return b.width
}

// Options makes options whose IDs are their labels.
func Options(labels ...string) []Option {
	out := make([]Option, len(labels))
	for i, l := range labels {
		out[i] = Option{ID: l, Label: l}
	}
	return out
}

// Capitals makes options whose IDs are words as they are stored, and whose labels begin with a capital.
func Capitals(words []string) []Option {
	out := make([]Option, len(words))
	for i, w := range words {
		out[i] = Option{ID: w, Label: script.UpperFirst(w)}
	}
	return out
}

// Counted is an option that says after its label how many there are of it, unless there are none.
func Counted(id, label string, n int) Option {
	o := Option{ID: id, Label: label, Longest: label + "  00"}
	if n > 0 {
		o.Label += "  " + strconv.Itoa(n)
	}
	return o
}

// choice is which of some options are chosen, and the keyboard and the taps that choose: arrows move, space or Enter
// chooses.
type choice struct {
	group
	options []Option
	chosen  map[string]bool
	multi   bool // any number of them
	clear   bool // a single one that is chosen can be taken back
	self    fyne.Focusable
	letters func() // see ByLetter
	changed func() // the user chose
}

// begin is called once by the widget that has the choice, itself, before anything else.
func (c *choice) begin(self fyne.Focusable, multi, clearable bool, changed func()) {
	c.keyboard, c.chosen = true, map[string]bool{}
	c.self, c.multi, c.clear, c.changed = self, multi, clearable, changed
}

func (c *choice) offer(options []Option) {
	c.options = slices.Clone(options)
	c.cursor = min(c.cursor, max(len(options)-1, 0))
}

// on says whether option i is chosen.
func (c *choice) on(i int) bool { return c.chosen[c.options[i].ID] }

// Chosen is the chosen IDs in the order of the options.
func (c *choice) Chosen() []string {
	ids := []string{}
	for _, o := range c.options {
		if c.chosen[o.ID] {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// Value is the first chosen ID, or "".
func (c *choice) Value() string {
	if ids := c.Chosen(); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// SetChosen sets the choice without telling of it, with the cursor on the first of it.
func (c *choice) SetChosen(ids ...string) {
	c.chosen = map[string]bool{}
	for _, id := range ids {
		c.chosen[id] = true
	}
	if i := slices.IndexFunc(c.options, func(o Option) bool { return c.chosen[o.ID] }); i >= 0 {
		c.cursor = i
	}
	c.Refresh()
}

// Disable shows the choice only.
func (c *choice) Disable() { c.disabled = true; c.Refresh() }

// Enable lets the user choose again.
func (c *choice) Enable() { c.disabled = false; c.Refresh() }

// Disabled says whether the choice is shown only.
func (c *choice) Disabled() bool { return c.disabled }

// TypedKey moves with the arrows and chooses with space or Enter.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	if isPress(e.Name) {
		c.keyboard = true
		c.toggle(c.cursor)
		return
	}
	c.move(e.Name, len(c.options))
}

// TypedRune chooses by the first letter of an option, where ByLetter said so. It takes nothing back.
func (c *choice) TypedRune(r rune) {
	i := slices.IndexFunc(c.options, func(o Option) bool {
		first, _ := utf8.DecodeRuneInString(o.Label)
		return unicode.ToLower(first) == unicode.ToLower(r)
	})
	if c.letters == nil || c.disabled || i < 0 {
		return
	}
	c.cursor, c.keyboard = i, true
	if !c.on(i) {
		c.toggle(i)
	}
	c.letters()
}

// ByLetter lets the first letter of an option choose it, for answers that are given in a row; then is told of each.
func (c *choice) ByLetter(then func()) { c.letters = then }

func (c *choice) tapped(i int) {
	if c.disabled {
		return
	}
	c.cursor, c.keyboard = i, false
	Focus(c.self)
	c.toggle(i)
}

func (c *choice) toggle(i int) {
	if c.disabled || i >= len(c.options) {
		return
	}
	id := c.options[i].ID
	on := c.chosen[id]
	switch {
	case c.multi:
		c.chosen[id] = !on
	case on && !c.clear:
		c.Refresh()
		return
	default:
		c.chosen = map[string]bool{id: !on}
	}
	c.Refresh()
	c.changed()
}
