package diary_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

// kept is all that is kept. What is issued is for ever, so that of the money it is what everybody owes, what stands on the
// accounts, what is charged for each visit and what is left of packages and vouchers.
func (r *rig) kept() string {
	r.T.Helper()
	var lines []string
	for line := range strings.SplitSeq(r.Kept("2025-02-01", "2025-12-31"), "\n") {
		kind, _, _ := strings.Cut(line, " ")
		if !slices.Contains(clinic.MoneyKinds(), clinic.Kind(kind)) {
			lines = append(lines, keyOfBill.ReplaceAllString(line, ""))
		}
	}
	for _, patient := range []string{r.peg.ID, r.yusuf.ID} {
		a := r.account(patient)
		lines = append(lines, fmt.Sprintf("owes %d, has %d", a.Owed, a.OnAccount))
		for _, visit := range r.booked(today) {
			if b := a.BillOf(visit.ID); b != nil {
				lines = append(lines, fmt.Sprintf("%s is charged %d, paid %d", visit.ID, b.TotalCents-b.Credited, b.Paid))
			}
		}
		credits, err := r.Store.Credits(r.T.Context(), patient)
		if err != nil {
			r.T.Fatal(err)
		}
		for _, c := range credits {
			if !c.Empty() {
				lines = append(lines, fmt.Sprintf("%d sessions and %d left", c.LeftSessions, c.LeftCents))
			}
		}
	}
	return strings.Join(lines, "\n")
}

// keyOfBill is by which bill a visit is charged: one that is charged again after an undo is by another.
var keyOfBill = regexp.MustCompile(`,"invoice_id":"[^"]*"`)

// paid is a visit that was paid by card, with its receipt in the panel.
func paid(r *rig) {
	done(r)
	tapVisit(r)
	r.Tap("Pay")
	r.Tap("Take $95.00 by card")
}

// takeBack presses Ctrl+Z. The window gives it to what has the keyboard, where that answers shortcuts, and answers it itself
// otherwise.
func (r *rig) takeBack() {
	if f, ok := r.Window.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(&fyne.ShortcutUndo{})
	} else {
		r.s.Undo()
	}
	r.Settle()
}

// keys types letters that command, and presses other keys by their names.
func (r *rig) keys(all ...string) {
	r.T.Helper()
	for _, k := range all {
		if len([]rune(k)) == 1 {
			r.letters(k)
		} else {
			r.Key(fyne.KeyName(k))
		}
	}
}

// press leads the keyboard to something and presses Enter.
func (r *rig) press(names ...string) {
	r.T.Helper()
	for _, name := range names {
		r.TabTo(name)
		r.Key(fyne.KeyReturn)
	}
}

const (
	down  = string(fyne.KeyDown)
	enter = string(fyne.KeyReturn)
	right = string(fyne.KeyRight)
)

// act is one of what reception does in the diary, by the pointer where there is a choice, and by keys alone.
type act struct {
	name    string
	prepare func(r *rig)
	tap     func(r *rig)
	keys    func(r *rig)
}

// oneVisit is Peg's at ten with Ana; another is a later one of hers.
func oneVisit(r *rig) { r.visit("x", r.peg.ID, r.ana, today, 600) }

func another(r *rig) { r.visit("later", r.peg.ID, r.ana, "2025-03-06", 600) }

// toVisit leads the cursor of the keyboard to the visit at ten.
func toVisit(r *rig) { r.keys(down, down) }

// tapVisit selects it.
func tapVisit(r *rig) { r.tapAt(fyne.NewPos(160, 220)) }

func (r *rig) tapAt(at fyne.Position) {
	r.Hand().TapAt(at, fyne.Delta{})
	r.Settle()
}

// ofVisit is an act on the one visit: by what is tapped in the panel, and by keys on it.
func ofVisit(name string, taps []string, keys ...string) act {
	return act{
		name, oneVisit,
		func(r *rig) {
			tapVisit(r)
			for _, x := range taps {
				r.Tap(x)
			}
		},
		func(r *rig) {
			toVisit(r)
			r.keys(keys...)
		},
	}
}

// waits has Peg on the waiting list, for a time before the later visit where there is one.
func waits(instead string) func(r *rig) {
	return func(r *rig) {
		if instead != "" {
			another(r)
		}
		r.Put(&clinic.Waiting{ID: "w", PatientID: r.peg.ID, Minutes: 45, AppointmentID: instead, CreatedAt: r.Clock.Now()})
		r.Settle()
	}
}

func held(r *rig) {
	oneVisit(r)
	toVisit(r)
	r.keys("x")
}

func acts() []act {
	return []act{
		{
			"book somebody", nil,
			func(r *rig) { r.tapAt(free); r.letters("pe"); r.Tap("Peg O'Doyle"); r.Tap("Book 60 min at 10:30") },
			func(r *rig) { r.keys("n", "p", "e", enter) },
		},
		{
			"book somebody new", nil,
			func(r *rig) {
				r.tapAt(free)
				r.letters("kim le")
				r.Tap("Add “kim le” as a new patient")
				r.letters("0400")
				r.Tap("Book 60 min at 10:30")
			},
			func(r *rig) { r.letters("nkim le"); r.keys(enter); r.letters("0400"); r.keys(enter) },
		},
		{
			"book what overlaps", oneVisit,
			func(r *rig) {
				toVisit(r)
				r.letters("nyu")
				r.Tap("Yusuf Demir")
				r.Tap("Keep both, and book at 10:00")
			},
			func(r *rig) { toVisit(r); r.keys("n", "y", "u", enter, enter) },
		},
		{
			"book the course of a plan", func(r *rig) { r.AddPlan(r.peg.ID, "Neck", "2025-04-15", true) },
			func(r *rig) { r.choose("pe"); r.Tap("Book the plan's 4 sessions"); r.Tap("Book 4 visits") },
			func(r *rig) { r.choose("pe"); r.press("Book the plan's 4 sessions"); r.keys(enter) },
		},
		{
			"book several visits", nil,
			func(r *rig) { r.choose("pe"); r.Tap("Book it several times"); r.Tap("months"); r.Tap("Book 4 visits") },
			func(r *rig) {
				r.choose("pe")
				r.press("Book it several times")
				r.TabTo("Every")
				r.keys(string(fyne.KeyUp))
				r.press("Book 4 visits")
			},
		},
		{
			"move", oneVisit,
			func(r *rig) {
				tapVisit(r)
				r.Hand().Drag(fyne.NewPos(160, 220), fyne.NewPos(160, 240), fyne.NewPos(160, 300))
			},
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt) },
		},
		{
			"move to somebody else", oneVisit,
			func(r *rig) {
				tapVisit(r)
				r.Hand().Drag(fyne.NewPos(160, 220), fyne.NewPos(180, 220), fyne.NewPos(380, 220))
			},
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt) },
		},
		{
			"give another length", oneVisit,
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt|fyne.KeyModifierShift) },
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt|fyne.KeyModifierShift) },
		},
		{
			"give another room", oneVisit,
			func(r *rig) {
				tapVisit(r)
				r.TabTo("Where")
				r.keys(right, enter)
			},
			func(r *rig) { toVisit(r); r.keys(enter); r.TabTo("Where"); r.keys(right, enter) },
		},
		{
			"move onto another", func(r *rig) { oneVisit(r); r.visit("y", r.yusuf.ID, r.ben, today, 600) },
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt); r.Tap("Keep both") },
			func(r *rig) { toVisit(r); r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt); r.press("Keep both") },
		},
		{
			"move a series", (*rig).series,
			func(r *rig) {
				r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
				r.Tap("The whole series")
				r.Tap("Move 3 visits")
			},
			func(r *rig) {
				r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
				r.TabTo("How far in the series")
				r.keys(right, right, enter)
				r.press("Move 3 visits")
			},
		},
		{
			"cancel a series", (*rig).series,
			func(r *rig) { r.Key(fyne.KeyDelete); r.Tap("The whole series"); r.Tap("Cancel 3 visits") },
			func(r *rig) {
				r.Key(fyne.KeyDelete)
				r.TabTo("How far in the series")
				r.keys(right, right, enter)
				r.press("Cancel 3 visits")
			},
		},
		ofVisit("hold on the clipboard", []string{"Move to another day"}, "x"),
		{
			"put down", held,
			func(r *rig) { r.Key(fyne.KeyPageDown); r.tapAt(free) },
			func(r *rig) { r.Key(fyne.KeyPageDown); r.keys("v") },
		},
		{"put back", held, func(r *rig) { r.Tap("Put it back") }, func(r *rig) { r.press("Put it back") }},
		{"check in", oneVisit, func(r *rig) { r.Tap("Arrived") }, func(r *rig) { toVisit(r); r.keys("a") }},
		ofVisit("did not come", []string{"Did not come"}, "d"),
		{
			"confirm", oneVisit,
			func(r *rig) { tapVisit(r); r.Tap("Confirmed") },
			func(r *rig) { toVisit(r); r.keys(enter); r.TabTo("How far it is"); r.keys(right, enter) },
		},
		{
			"write a note", oneVisit,
			func(r *rig) {
				tapVisit(r)
				r.Tap("Write a note")
				r.Type("Note", "brings the brace")
				r.Tap("Keep the note")
				r.MustSay("brings the brace", "Change the note")
			},
			func(r *rig) {
				toVisit(r)
				r.keys(enter)
				r.press("Write a note")
				r.letters("brings the brace")
				r.press("Keep the note")
			},
		},
		{
			"put a state right", func(r *rig) { oneVisit(r); toVisit(r); r.keys("d") },
			func(r *rig) { tapVisit(r); r.Tap("Arrived after all") },
			func(r *rig) { r.keys(enter, enter) },
		},
		ofVisit("cancel", []string{"Cancel the visit", "Cancel the visit"}, string(fyne.KeyDelete), "s", "i", "c", "k", enter),
		{
			"cancel late", oneVisit,
			func(r *rig) { tapVisit(r); r.Tap("Cancel the visit"); r.letters("sick"); r.Tap("Cancelled late") },
			func(r *rig) { toVisit(r); r.keys(string(fyne.KeyDelete)); r.letters("sick"); r.press("Cancelled late") },
		},
		{
			"book again what was cancelled", func(r *rig) { oneVisit(r); toVisit(r); r.keys(string(fyne.KeyDelete), enter) },
			func(r *rig) { r.Tap("Peg O'Doyle"); r.Tap("Booked") },
			func(r *rig) { r.press("Peg O'Doyle"); r.TabTo("How far it is"); r.keys(string(fyne.KeyHome), enter) },
		},
		{
			"put on the waiting list", nil,
			func(r *rig) {
				r.choose("pe")
				r.Tap("Put on the waiting list")
				r.Tap("Soon")
				r.Tap("Put on the waiting list")
			},
			func(r *rig) { r.choose("pe"); r.press("Put on the waiting list"); r.keys(enter) },
		},
		{
			"wait for an earlier time", oneVisit,
			func(r *rig) { toVisit(r); r.keys("w"); r.Tap("Put on the waiting list") },
			func(r *rig) { toVisit(r); r.keys("w", enter) },
		},
		{
			"change a wait", waits(""),
			func(r *rig) {
				r.Tap("Peg O'Doyle")
				r.Tap("Change what they wait for")
				r.Tap("Soon")
				r.Tap("Keep the change")
			},
			func(r *rig) {
				r.press("Peg O'Doyle", "Change what they wait for")
				r.TabTo("How urgent")
				r.keys(right, enter)
				r.press("Keep the change")
			},
		},
		{
			"take off the waiting list", waits(""),
			func(r *rig) { r.Tap("Peg O'Doyle"); r.Tap("Take off the list") },
			func(r *rig) { r.press("Peg O'Doyle", "Take off the list") },
		},
		{
			"book from the waiting list", waits(""),
			func(r *rig) { r.tapAt(free); r.Tap("Peg O'Doyle") },
			func(r *rig) { r.keys("n", down, enter) },
		},
		{
			"take a payment", done,
			func(r *rig) { tapVisit(r); r.Tap("Pay"); r.Tap("Take $95.00 by card") },
			func(r *rig) { toVisit(r); r.keys("p", enter) },
		},
		{
			"take a payment in two ways", done,
			func(r *rig) {
				tapVisit(r)
				r.Tap("Pay")
				r.Type("Card", "40")
				r.Tap("Cash")
				r.Tap("Take $95.00")
			},
			func(r *rig) { toVisit(r); r.keys("p"); r.press("Cash", "Take $95.00 in cash") },
		},
		{
			"charge for later", done,
			func(r *rig) { tapVisit(r); r.Tap("Pay"); r.Tap("Pay later") },
			func(r *rig) { toVisit(r); r.keys("p"); r.press("Pay later") },
		},
		{
			"not charge", done,
			func(r *rig) {
				tapVisit(r)
				r.Tap("Pay")
				r.Tap("Do not charge")
				r.Type("Why", "a repeat")
				r.Tap("Do not charge it")
			},
			func(r *rig) { toVisit(r); r.keys("p"); r.press("Do not charge"); r.letters("a repeat"); r.keys(enter) },
		},
		{
			"give money back", paid,
			func(r *rig) { r.Tap("Put right"); r.Type("Why", "charged twice"); r.Tap("Give $95.00 back") },
			func(r *rig) { r.press("Put right"); r.letters("charged twice"); r.press("Give $95.00 back") },
		},
		{
			"void a bill", paid,
			func(r *rig) {
				r.Tap("Put right")
				r.Tap("Void all")
				r.Type("Why", "wrong patient")
				r.Tap("Void invoice 1")
			},
			func(r *rig) {
				r.press("Put right")
				r.letters("wrong patient")
				r.TabTo("How")
				r.keys(right, enter)
				r.press("Void invoice 1")
			},
		},
		{
			"book at a lit time, and cancel the later visit", waits("later"),
			func(r *rig) { r.Tap("Peg O'Doyle"); r.tapAt(free); r.Tap("Cancel the later one") },
			func(r *rig) { r.press("Peg O'Doyle"); r.keys("v"); r.press("Cancel the later one") },
		},
	}
}

// Each act of reception is taken back by one Ctrl+Z: what is kept is then as it was before.
func TestEachActIsTakenBackByOneUndo(t *testing.T) {
	for _, x := range acts() {
		t.Run(x.name, func(t *testing.T) { takenBack(t, x, x.tap) })
	}
}

// Each act of reception can be done, and taken back, by keys alone.
func TestEachActByKeysAlone(t *testing.T) {
	for _, x := range acts() {
		t.Run(x.name, func(t *testing.T) { takenBack(t, x, x.keys) })
	}
}

func takenBack(t *testing.T, x act, do func(r *rig)) {
	t.Helper()
	r := open(t)
	if x.prepare != nil {
		x.prepare(r)
	}
	before := r.kept()
	do(r)
	r.Settle()
	if r.kept() == before {
		t.Fatalf("nothing is done; the screen says %q, warned of %q", r.Texts(), r.Warned)
	}
	r.takeBack()
	if left := desktest.Differ(before, r.kept()); left != "" {
		t.Errorf("one undo leaves\n%s", left)
	}
}
