package edit_test

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// cell is a number in a table, with what of it was kept; nil is a number taken back.
type cell struct {
	*edit.Cell
	*kittest.Screen
	others *others
	kept   []float64
	taken  int
	value  *float64
}

func newCell(t *testing.T) *cell {
	t.Helper()
	c := &cell{Screen: kittest.New(t, kit.ModeLight), others: &others{open: map[any]string{}}}
	c.Cell = edit.NewCell(edit.CellOf{
		Name: "left wrist", Unit: "cm", Decimals: 1, Step: 0.5, Start: func() float64 { return 20 },
		Keep: func(v *float64) error {
			if v != nil && *v > 200 {
				return errors.New("A girth is to 200 cm.")
			}
			if c.value = v; v == nil {
				c.taken++
			} else {
				c.kept = append(c.kept, *v)
			}
			c.Cell.Show(v, "")
			return nil
		},
	}, c.others)
	c.Screen.Show(c.Object, 400, 300)
	return c
}

// The first step begins, the next go on, what is typed is kept with its unit, and an emptied field takes the number back.
func TestACellKeepsEachStep(t *testing.T) {
	c := newCell(t)
	c.Tap("More: left wrist")
	c.Tap("More: left wrist")
	c.Tap("Less: left wrist")
	c.Window.Canvas().Focus(c.Entry)
	c.Key(fyne.KeyUp)
	c.Entry.SetText("")
	c.TypeInto(c.Entry, "31,5 cm")
	c.Key(fyne.KeyReturn)
	if !slices.Equal(c.kept, []float64{20, 20.5, 20, 20.5, 31.5}) {
		t.Errorf("kept %v", c.kept)
	}
	c.Entry.SetText("")
	if !c.Flush() || c.taken != 1 || !c.Empty() {
		t.Errorf("emptied, it was taken back %d times", c.taken)
	}
}

// What cannot be stays in the field with the reason, and goes when a number is kept.
func TestACellRefuses(t *testing.T) {
	c := newCell(t)
	for text, want := range map[string]string{"250": "A girth is to 200 cm.", "x": "Enter a number."} {
		c.Entry.SetText(text)
		if c.Flush() || c.Wrong.Text() != want || c.Entry.Text != text || len(c.kept) > 0 {
			t.Errorf("%q: %q, kept %v", text, c.Wrong.Text(), c.kept)
		}
	}
	c.Tap("More: left wrist")
	if c.Wrong.Visible() || c.Entry.Text != "20" {
		t.Errorf("after a step it says %q and holds %q", c.Wrong.Text(), c.Entry.Text)
	}
}

// A number that somebody else kept while one is typed here is asked about: neither is lost without a word.
func TestACellAsksWhichNumberStays(t *testing.T) {
	for answer, want := range map[string]string{"Keep mine": "21", "Use theirs": "25"} {
		c := newCell(t)
		c.Entry.SetText("21")
		theirs := 25.0
		c.others.writes("theirs", "Kim on reception, 09:30")
		c.Cell.Show(&theirs, "")
		c.Settle()
		c.MustSay("Changed while you were writing: Kim on reception, 09:30", "“25”")
		if c.Flush() || len(c.kept) > 0 {
			t.Errorf("kept %v before the question was answered", c.kept)
		}
		c.Tap(answer)
		if c.Entry.Text != want {
			t.Errorf("%s: the field holds %q", answer, c.Entry.Text)
		}
		if mine := slices.Equal(c.kept, []float64{21}); mine != (answer == "Keep mine") {
			t.Errorf("%s: kept %v", answer, c.kept)
		}
	}
}

// What is signed reads as a number, with nothing to press; what was being typed just then is not shown as if it had been kept.
func TestALockedCellIsRead(t *testing.T) {
	c := newCell(t)
	c.MustSay("More: left wrist")
	c.Lock(true)
	c.Settle()
	c.MustSay("–")
	c.MustNotSay("More: left wrist", "Less: left wrist")
	c.Lock(false)
	v := 31.5
	c.Cell.Show(&v, "")
	c.Entry.SetText("40")
	c.Lock(true)
	c.Settle()
	c.MustSay("31.5", "Yours was not kept")
	c.Lock(false)
	c.Settle()
	c.MustSay("More: left wrist")
	if c.Entry.Text != "31.5" || len(c.kept) > 0 {
		t.Errorf("the field holds %q, kept %v", c.Entry.Text, c.kept)
	}
}
