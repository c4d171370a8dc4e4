package diary_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit/kittest"
)

// free is a place in the free time of the second practitioner, at half past ten.
var free = fyne.NewPos(380, 217)

// How long the usual acts of reception take is counted, by pointer and keyboard together and by keys alone, on the screen
// as it is when the diary is opened, and stands in the README.
func TestSeconds(t *testing.T) {
	for _, x := range []struct {
		what    string
		most    time.Duration
		taps    int
		prepare func(r *rig)
		hand    func(c *kittest.Counted)
		keys    func(c *kittest.Counted)
		done    func(r *rig) bool
	}{
		{
			"A known patient is booked", 8 * time.Second, 3, nil,
			func(c *kittest.Counted) {
				c.TapAt(free)
				c.Write("pe")
				c.Press(fyne.KeyReturn)
			},
			func(c *kittest.Counted) {
				c.Command("n")
				c.Write("pe")
				c.Press(fyne.KeyReturn)
			},
			func(r *rig) bool { return r.only(today).PatientID == r.peg.ID },
		},
		{
			"A new patient is booked on the telephone", 25 * time.Second, 3, nil,
			func(c *kittest.Counted) {
				c.TapAt(free)
				c.Write("Kimberley Nguyen")
				c.Press(fyne.KeyReturn)
				c.Write("0400 000 111")
				c.Press(fyne.KeyReturn)
			},
			func(c *kittest.Counted) {
				c.Command("n")
				c.Write("Kimberley Nguyen")
				c.Press(fyne.KeyReturn)
				c.Write("0400 000 111")
				c.Press(fyne.KeyReturn)
			},
			func(r *rig) bool {
				p := r.Patient(r.only(today).PatientID)
				return p.Name() == "Kimberley Nguyen" && p.Phones[0].Number == "0400 000 111"
			},
		},
		{
			"Who is here is checked in", 4 * time.Second, 1,
			func(r *rig) { r.visit("x", r.peg.ID, r.ana, today, 600) },
			func(c *kittest.Counted) { c.Tap("Arrived") },
			func(c *kittest.Counted) {
				c.Press(fyne.KeyDown, fyne.KeyDown)
				c.Command("a")
			},
			func(r *rig) bool { return r.find("x").State == clinic.Arrived },
		},
		{
			"A visit is paid and its receipt printed", 10 * time.Second, 3, done,
			func(c *kittest.Counted) {
				c.Tap("Pay: Peg O'Doyle")
				c.Tap("Take $95.00 by card")
				c.Tap("Print")
			},
			func(c *kittest.Counted) {
				c.Press(fyne.KeyDown, fyne.KeyDown)
				c.Command("p")
				c.Press(fyne.KeyReturn, fyne.KeyReturn)
			},
			func(r *rig) bool { return len(r.account(r.peg.ID).Payments) == 1 && len(r.printed) == 1 },
		},
		{
			"The whole course of a plan is booked", 15 * time.Second, 4,
			func(r *rig) { r.AddPlan(r.peg.ID, "Neck", "2025-04-15", true) },
			func(c *kittest.Counted) {
				c.TapAt(free)
				c.Write("pe")
				c.Tap("Peg O'Doyle")
				c.Tap("Book the plan's 4 sessions")
				c.Tap("Book 4 visits")
			},
			func(c *kittest.Counted) {
				c.Command("n")
				c.Write("pe")
				c.Press(fyne.KeyDown, fyne.KeyReturn)
				c.TabTo("Book the plan's 4 sessions")
				c.Press(fyne.KeyReturn, fyne.KeyReturn)
			},
			func(r *rig) bool {
				all, err := r.Store.Appointments(r.T.Context(), r.peg.ID, today)
				return err == nil && len(all) == 4 && all[3].PlanID != ""
			},
		},
	} {
		for cell, work := range []func(*kittest.Counted){x.hand, x.keys} {
			t.Run(x.what, func(t *testing.T) {
				r := open(t)
				if x.prepare != nil {
					x.prepare(r)
					r.Settle()
				}
				c := r.Counted()
				work(c)
				if !x.done(r) {
					t.Errorf("it is not done; the screen says %q", r.Texts())
				}
				if c.Took() > x.most || c.Taps > x.taps || cell > 0 && c.Taps+c.Drags > 0 {
					t.Errorf("it takes %s", c.Effort)
				}
				kittest.Publish(t, x.what, cell+1, c.Effort)
			})
		}
	}
}

// Who is expected about now is named where nothing is selected, and is checked in by one tap, which one undo takes back; who
// comes later is not, unless nobody comes sooner.
func TestExpectedNow(t *testing.T) {
	r := open(t)
	r.MustNotSay("Next to come")
	r.visit("late", r.yusuf.ID, r.ben, today, 900)
	r.MustSay("Next to come", "Yusuf Demir", "Ben")
	r.visit("soon", r.peg.ID, r.ana, today, 600)
	r.Save("diary-expected", 1)
	r.Tap("Arrived")
	if soon, late := r.find("soon"), r.find("late"); soon.State != clinic.Arrived || late.State != clinic.Booked {
		t.Errorf("%s and %s", soon.State, late.State)
	}
	r.UndoIt()
	r.Settle()
	if a := r.find("soon"); a.State != clinic.Booked {
		t.Errorf("after undo it is %s", a.State)
	}
	r.Key(fyne.KeyPageDown)
	r.MustNotSay("Next to come")
}
