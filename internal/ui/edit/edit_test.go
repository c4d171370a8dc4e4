package edit_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// others stands for the other machines.
type others struct {
	operation, who string
	shared         bool
	open           map[any]string
}

func (o *others) News() (operation, who string) { return o.operation, o.who }

func (o *others) Shared() bool { return o.shared }

func (o *others) Choosing(field any, label string, on bool) {
	if on {
		o.open[field] = label
	} else {
		delete(o.open, field)
	}
}

// writes says that somebody changed something.
func (o *others) writes(operation, who string) { o.operation, o.who = operation, who }

// note is a field on a screen, and what it kept.
type note struct {
	*kittest.Screen
	*edit.Text
	others *others
	kept   []string
	refuse error
}

func newNote(t *testing.T) *note {
	t.Helper()
	n := &note{Screen: kittest.New(t, kit.ModeLight), others: &others{open: map[any]string{}}}
	n.Text = edit.NewText(n.Clock.After, "Subjective", "subjective", "", 3, func(text string) error {
		if n.refuse == nil {
			n.kept = append(n.kept, text)
		}
		return n.refuse
	}).Of(n.others)
	n.Text.Show("Stiff")
	n.Screen.Show(kit.Stack(n.Text.Field), 600, 400)
	return n
}

// stiffer is a note in which somebody types while Kim changes it, too.
func stiffer(t *testing.T) *note {
	t.Helper()
	n := newNote(t)
	n.TypeInto(n.Entry, "er ")
	n.others.writes("op1", "Kim on reception, 10:42")
	n.Text.Show("Much better")
	n.Settle()
	return n
}

func TestBothWroteAndMineStays(t *testing.T) {
	n := stiffer(t)
	typed := n.Entry.Text
	n.MustSay("Kim on reception, 10:42", "“Much better”", "Yours is not kept until you choose.")
	n.Clock.Advance(time.Minute)
	n.Flush()
	if len(n.kept) > 0 || n.Entry.Text != typed {
		t.Fatalf("kept %q, the field says %q", n.kept, n.Entry.Text)
	}
	if len(n.others.open) != 1 {
		t.Error("nobody was told that a choice waits")
	}
	n.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && (b.Size().Width < kit.Target || b.Size().Height < kit.Target) {
			t.Errorf("%s is %v", b.Name(), b.Size())
		}
	})
	n.Save("both-wrote", 1)
	n.Window.Canvas().Focus(n.Entry)
	n.Tab(1)
	n.Key(fyne.KeyReturn) // Keep mine
	if !slices.Equal(n.kept, []string{typed}) || n.Window.Canvas().Focused() != n.Entry {
		t.Errorf("kept %q, the keyboard is at %v", n.kept, n.Window.Canvas().Focused())
	}
	n.MustNotSay("Keep mine")
	if len(n.others.open) != 0 {
		t.Error("the choice is still said to wait")
	}
}

func TestBothWroteAndTheirsStays(t *testing.T) {
	n := stiffer(t)
	n.others.writes("op2", "Kim on reception, 10:43")
	n.Text.Show("Much better, slept well")
	n.Settle()
	n.MustSay("10:43", "“Much better, slept well”")
	n.Window.Canvas().Focus(n.Entry)
	n.Tab(2)
	n.Key(fyne.KeySpace)
	n.Clock.Advance(time.Minute)
	if n.Entry.Text != "Much better, slept well" || len(n.kept) > 0 {
		t.Errorf("the field says %q, kept %q", n.Entry.Text, n.kept)
	}
	n.MustNotSay("Keep mine")
}

func TestTheirsGoesBack(t *testing.T) {
	n := stiffer(t)
	typed := n.Entry.Text
	n.others.writes("op2", "Kim on reception, 10:43")
	n.Text.Show("Stiff") // Kim took it back
	n.Settle()
	n.MustNotSay("Keep mine")
	n.Clock.Advance(time.Minute)
	if !slices.Equal(n.kept, []string{typed}) {
		t.Errorf("kept %q", n.kept)
	}
}

func TestBothWroteTheSame(t *testing.T) {
	n := stiffer(t)
	n.others.writes("op2", "Kim on reception, 10:43")
	n.Text.Show("erStiff")
	n.Entry.SetText("erStiff")
	n.Settle()
	n.MustNotSay("Keep mine")
}

// Nobody is asked about what this machine itself brought about.
func TestOwnChangesAskNothing(t *testing.T) {
	n := newNote(t)
	n.TypeInto(n.Entry, "x")
	n.Text.Show("Undone here")
	n.Settle()
	n.MustNotSay("Keep mine")
	n.others.writes("op1", "Kim on reception, 10:42")
	n.Text.Show("Undone here") // Kim changed something else
	n.Text.Show("As the records write it")
	n.Settle()
	n.MustNotSay("Keep mine")
}

// Another machine's change can be in the chart before the news of who made it.
func TestTheirsComesBeforeTheNews(t *testing.T) {
	n := newNote(t)
	n.others.shared = true
	n.TypeInto(n.Entry, "er ")
	n.Text.Show("Much better")
	n.Settle()
	n.MustSay("Changed while you were writing.", "“Much better”")
	n.others.writes("op1", "Kim on reception, 10:42")
	n.Text.Show("Much better")
	n.Settle()
	n.MustSay("Kim on reception, 10:42")
	n.Clock.Advance(time.Minute)
	if len(n.kept) > 0 {
		t.Errorf("kept %q", n.kept)
	}
}

// What this machine keeps in a form of its own is no change of somebody else's.
func TestOwnWordsComeBackOtherwise(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	o := &others{open: map[any]string{}, shared: true}
	var f *edit.Text
	f = edit.NewText(s.Clock.After, "Start", "started_at", "", 1, func(string) error {
		f.Show("09:30") // the screen is refreshed while it is kept
		return nil
	}).Of(o)
	s.Show(kit.Stack(f.Field), 600, 400)
	s.TypeInto(f.Entry, "930")
	f.Flush()
	f.Show("09:30")
	s.Settle()
	s.MustNotSay("Keep mine")
	if f.Entry.Text != "09:30" {
		t.Errorf("the field says %q", f.Entry.Text)
	}
}

// A text that is being written when its record is signed is not shown as signed, and not lost.
func TestSignedWhileWriting(t *testing.T) {
	n := stiffer(t)
	typed := n.Entry.Text
	n.Lock(true)
	n.Settle()
	n.MustSay("Much better", typed, "addendum")
	n.MustNotSay("Keep mine")
	n.Flush()
	if len(n.kept) > 0 || len(n.others.open) > 0 {
		t.Errorf("kept %q, waiting %v", n.kept, n.others.open)
	}
}

func TestMineIsRefused(t *testing.T) {
	n := stiffer(t)
	n.refuse = errors.New("The disk is full.")
	n.Tap("Keep mine")
	n.MustSay("The disk is full.", n.Entry.Text)
	n.refuse = nil
	n.Flush()
	if len(n.kept) != 1 {
		t.Errorf("kept %q", n.kept)
	}
}

// What was refused does not stay beside what was chosen in its place, such as by a button.
func TestWhatWasRefusedGoesWhenAnotherIsChosen(t *testing.T) {
	n := newNote(t)
	n.refuse = errors.New("This is later than now.")
	n.TypeInto(n.Entry, "23:50")
	n.Flush()
	n.Text.Show("12:33") // while somebody is in the field it stays
	n.MustSay("This is later than now.", n.Entry.Text)
	n.Flush()
	n.Window.Canvas().Unfocus()
	n.Text.Show("12:34")
	n.MustNotSay("This is later than now.")
	if n.Entry.Text != "12:34" {
		t.Errorf("the field says %q", n.Entry.Text)
	}
}

func TestAnotherRecordInTheSameField(t *testing.T) {
	n := stiffer(t)
	n.Begin("The other's note")
	n.Settle()
	n.MustNotSay("Keep mine")
	n.Clock.Advance(time.Minute)
	if len(n.kept) > 0 || n.Entry.Text != "The other's note" || len(n.others.open) > 0 {
		t.Errorf("kept %q, the field says %q", n.kept, n.Entry.Text)
	}
}

func TestBothWroteADate(t *testing.T) {
	for _, mine := range []bool{true, false} {
		s := kittest.New(t, kit.ModeLight)
		o := &others{open: map[any]string{}}
		var kept []clinic.Date
		f := edit.NewDate(s.Clock.Now, "Or by", "due", func(d clinic.Date) error {
			kept = append(kept, d)
			return nil
		}).Of(o)
		f.Show("2025-04-01")
		s.Show(kit.Stack(f.Field), 600, 400)
		f.First().SetText("")
		s.TypeInto(f.First(), "1")
		f.First().SetText("") // half typed
		o.writes("op1", "Kim on reception, 10:42")
		f.Show("2025-05-02")
		s.Settle()
		s.MustSay("“2 May 2025”")
		if mine {
			s.Tap("Keep mine")
			s.TypeInto(f.First(), "07")
			if len(kept) == 0 || kept[len(kept)-1] != "2025-04-07" {
				t.Errorf("kept %q", kept)
			}
			continue
		}
		was := len(kept)
		s.Tap("Use theirs")
		if f.First().Text != "02" || len(kept) != was {
			t.Errorf("the field says %q, kept %q", f.First().Text, kept)
		}
	}
}

func TestBothChangedANumber(t *testing.T) {
	for _, mine := range []bool{true, false} {
		s := kittest.New(t, kit.ModeLight)
		o := &others{open: map[any]string{}}
		var kept []float64
		f := edit.NewNumber(s.Clock.After, "Minutes", "minutes", kit.Limits{Max: 90}, func(v float64) error {
			kept = append(kept, v)
			return nil
		}).Of(o)
		ten, twenty := 10.0, 20.0
		f.Show(&ten)
		s.Show(kit.Stack(f.Field), 600, 400)
		s.Tap("More")
		o.writes("op1", "Kim on reception, 10:42")
		f.Show(&twenty)
		s.Settle()
		s.MustSay("“20”")
		s.Clock.Advance(time.Minute)
		if len(kept) > 0 {
			t.Fatalf("kept %v over what somebody else wrote", kept)
		}
		if mine {
			s.Tap("Keep mine")
			if !slices.Equal(kept, []float64{11}) {
				t.Errorf("kept %v", kept)
			}
			continue
		}
		s.Tap("Use theirs")
		if f.Stepper.Value() != 20 || len(kept) > 0 {
			t.Errorf("it shows %v, kept %v", f.Stepper.Value(), kept)
		}
	}
}

// What is signed reads as text: no dimmed field, no empty boxes of a date.
func TestALockedFieldIsRead(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	none := func(string) error { return nil }
	line := edit.NewText(s.Clock.After, "Onset", "onset", "A hint", 1, none)
	empty := edit.NewText(s.Clock.After, "Work", "work", "A hint", 1, none)
	day := edit.NewDate(s.Clock.Now, "Injured on", "injured_on", func(clinic.Date) error { return nil })
	noDay := edit.NewDate(s.Clock.Now, "Referred on", "referral_date", func(clinic.Date) error { return nil })
	s.Show(kit.Stack(line.Field, empty.Field, day.Field, noDay.Field), 600, 600)
	line.Show("Three weeks ago")
	day.Show("2025-02-03")
	for _, locked := range []bool{true, false, true} {
		line.Lock(locked)
		empty.Lock(locked)
		day.Lock(locked)
		noDay.Lock(locked)
		s.Settle()
		entries := 0
		s.Walk(func(o fyne.CanvasObject) {
			if _, ok := o.(*kit.Entry); ok {
				entries++
			}
		})
		if (entries == 0) != locked {
			t.Errorf("locked %v: %d fields to write in", locked, entries)
		}
	}
	s.MustSay("Three weeks ago", "3 February 2025", "–")
	day.Show("2025-02-04")
	day.Lock(true)
	s.MustSay("4 February 2025")
}
