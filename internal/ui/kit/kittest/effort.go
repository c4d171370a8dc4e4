package kittest

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// Effort is what a person does to get something done on the screens.
type Effort struct {
	Taps, Drags int
	Letters     int // of a text
	Keys        int // that command: Enter, Tab, an arrow, a letter that is none of a text
	Choices     int // of those keys: one that is pressed several times in a row is thought of once
	Turns       int // of a hand from the pointer to the keyboard, or back
}

// Took is how long it takes by the keystroke-level model (Card, Moran and Newell, "The keystroke-level model for user
// performance time with interactive systems", Communications of the ACM 23(7), 1980, figure 1): to make up one's mind
// 1.35 s, to point at something 1.1 s, to press a button and let it go 0.2 s, 0.28 s for a key of an average typist who is
// no secretary, and 0.4 s for the hand to go over to the other device. The answer of the program is not in it.
func (e Effort) Took() time.Duration {
	const decide, point, press, key, turn = 1350, 1100, 200, 280, 400 // ms
	ms := e.Taps*(decide+point+press) + e.Drags*(decide+2*(point+press)) + (e.Letters+e.Keys)*key + e.Choices*decide + e.Turns*turn
	return time.Duration(ms) * time.Millisecond
}

// String is the effort as it is published: how long it takes, rounded up, and what is done.
func (e Effort) String() string {
	took := fmt.Sprintf("%.1f s", math.Ceil(e.Took().Seconds()*10)/10)
	if e.Took() >= time.Minute {
		seconds := int(math.Ceil(e.Took().Seconds()))
		took = fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
	}
	parts := []string{took}
	for _, x := range []struct {
		n         int
		one, more string
	}{{e.Taps, "tap", "taps"}, {e.Drags, "drag", "drags"}, {e.Keys, "key", "keys"}, {e.Letters, "letter", "letters"}} {
		switch {
		case x.n == 1:
			parts = append(parts, "1 "+x.one)
		case x.n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.more))
		}
	}
	return strings.Join(parts, ", ")
}

// Publish holds the README to an effort that was counted: its table of them has a row that begins with what was done, and in
// the cell of that number the effort.
func Publish(t testing.TB, what string, cell int, e Effort) {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("there is no README above the tests")
		}
		dir = filepath.Dir(dir)
	}
	page, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(page), "\n") {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if cells[0] != "| "+what {
			continue
		}
		if said := strings.TrimSuffix(cells[min(cell, len(cells)-1)], " |"); said != e.String() {
			t.Errorf("README: %s takes %q, not %q", what, e, said)
		}
		return
	}
	t.Errorf("README: nothing is said about %q: %s", what, e)
}

// Counted works a screen and counts what is done.
type Counted struct {
	*Screen
	Effort
	at   device
	last string // the key that was pressed last
}

// device is what a hand is at.
type device int

const (
	nowhere device = iota
	pointer
	keyboard
)

// Counted counts from now on.
func (s *Screen) Counted() *Counted { return &Counted{Screen: s} }

// turn brings the hand to a device.
func (c *Counted) turn(to device) {
	if c.at != nowhere && c.at != to {
		c.Turns++
	}
	c.at = to
}

// Tap is Screen.Tap.
func (c *Counted) Tap(name string) {
	c.T.Helper()
	c.turn(pointer)
	c.Taps++
	c.last = ""
	c.Screen.Tap(name)
}

// TapAt taps a place.
func (c *Counted) TapAt(at fyne.Position) {
	c.turn(pointer)
	c.Taps++
	c.last = ""
	c.Hand().TapAt(at, fyne.Delta{})
	c.Settle()
}

// Write types a text on what has the keyboard.
func (c *Counted) Write(text string) {
	c.turn(keyboard)
	c.Letters += len([]rune(text))
	c.last = ""
	c.runes(text)
}

// Press presses keys that command.
func (c *Counted) Press(keys ...fyne.KeyName) {
	c.T.Helper()
	for _, k := range keys {
		c.commanded(string(k), 1)
		c.Key(k)
	}
}

// Command types letters that command.
func (c *Counted) Command(letters string) {
	for _, r := range letters {
		c.commanded(string(r), 1)
		c.runes(string(r))
	}
}

// TabTo is Screen.TabTo.
func (c *Counted) TabTo(name string) {
	c.T.Helper()
	c.commanded("Tab", c.Screen.TabTo(name))
}

func (c *Counted) commanded(key string, n int) {
	c.turn(keyboard)
	c.Keys += n
	if c.last != key {
		c.Choices++
	}
	c.last = key
}

func (c *Counted) runes(text string) {
	for _, r := range text {
		if f := c.Window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		}
	}
	c.Settle()
}
