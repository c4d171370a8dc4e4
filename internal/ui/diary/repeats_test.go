package diary_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
)

// days are the days and times at which a patient is booked from a day on, in order.
func (r *rig) days(patient string, from clinic.Date) string {
	r.T.Helper()
	all, err := r.Store.Appointments(r.T.Context(), patient, from)
	if err != nil {
		r.T.Fatal(err)
	}
	var out []string
	for _, a := range all {
		if !a.State.Off() {
			out = append(out, string(a.Day)+" "+clinic.ClockTime(a.Start))
		}
	}
	return strings.Join(out, ", ")
}

// choose looks for somebody at a time without booking them yet.
func (r *rig) choose(name string) {
	r.T.Helper()
	r.letters("n" + name)
	r.Key(fyne.KeyDown, fyne.KeyReturn)
}

// A visit is repeated every so many weeks: each date is seen before with what stands against it, and is moved or left out
// by a tap; together they are one change, and one series afterwards.
func TestRepeatAVisit(t *testing.T) {
	r := open(t)
	r.visit("other", r.yusuf.ID, r.ana, "2025-03-18", 570)
	r.Put(&clinic.Absence{ID: "shut", FromDay: "2025-04-01", UntilDay: "2025-04-01", UntilMinute: clinic.DayMinutes, Why: clinic.AbsenceClosed, Note: "Painters", CreatedAt: r.Clock.Now()})
	r.Settle()
	r.choose("pe")
	r.Tap("Book it several times")
	r.MustSay("Several visits", "Peg O'Doyle", "Tue 11 Mar 2025", "Book 4 visits")
	r.letters("2") // weeks: it takes the place of the 1
	r.Key(fyne.KeyReturn)
	r.MustSay("Tue 4 Mar 2025", "Wed 19 Mar 2025", "09:30 · moved", "instead of Tue 18 Mar 2025, 09:30", "Ana Reyes is booked 09:30–10:30: Yusuf Demir.",
		"Wed 2 Apr 2025", "The clinic is closed all day: Painters.", "Tue 15 Apr 2025")
	r.Save("diary-repeats", 1)
	if n := len(r.booked(today)); n != 0 {
		t.Fatalf("%d are booked before it was asked for", n)
	}
	r.Tap("Tue 15 Apr 2025")
	r.MustSay("left out", "Book 3 visits")
	r.Tap("Another time for Tue 1 Apr 2025, 09:30")
	r.MustNotSay("Tue 1 Apr 2025, 10:30") // closed all day
	r.Tap("Thu 3 Apr 2025, 09:30")
	r.Tap("Book 3 visits")
	if got := r.days(r.peg.ID, today); got != "2025-03-04 09:30, 2025-03-19 09:30, 2025-04-03 09:30" {
		t.Errorf("booked on %s", got)
	}
	first := r.only(today)
	if first.Series == "" || first.Minutes != 60 || first.PlanID != "" || first.RoomID != r.one {
		t.Errorf("booked %+v", first)
	}
	// Afterwards all of them are moved as one.
	r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	r.Tap("The whole series")
	r.Tap("Move 3 visits")
	if a := r.only("2025-04-03"); a.PractitionerID != r.ben {
		t.Errorf("the last is %+v", a)
	}
	r.s.Undo()
	r.s.Undo()
	r.Settle()
	if got := r.days(r.peg.ID, today); got != "" {
		t.Errorf("after an undo for the move and one for all visits there are %s", got)
	}
}

// Months that lack the day are told, and are left out when that is wanted; a day without work is moved.
func TestRepeatByMonths(t *testing.T) {
	r := open(t)
	r.s.Show("2025-03-31")
	r.Settle()
	r.choose("pe")
	r.Tap("Book it several times")
	r.Tap("months")
	r.MustSay("Day 31 of the month", "The fifth Monday", "When a month has no such day")
	r.MustSay("Mon 31 Mar 2025", "Wed 30 Apr 2025", "This month has no day 31: its last day, 30 Apr 2025, is taken.",
		"Mon 2 Jun 2025", "instead of Sat 31 May 2025, 08:00", "Ana Reyes does not work on 31 May 2025.", "Mon 30 Jun 2025")
	r.Tap("The fifth Monday")
	r.MustSay("Mon 28 Apr 2025", "This month has that weekday only four times: the last of them, 28 Apr 2025, is taken.")
	r.Tap("Leave the month out")
	r.MustSay("Mon 30 Jun 2025", "2 months before it are left out: they have that weekday only four times.")
	r.Tap("Day 31 of the month")
	r.MustSay("1 month before it is left out: it has no day 31.")
	r.Tap("Book 4 visits")
	if got := r.days(r.peg.ID, today); got != "2025-03-31 08:00, 2025-06-02 08:00, 2025-07-31 08:00, 2025-09-01 08:00" {
		t.Errorf("booked on %s", got)
	}
}

// A series ends on a day that is named; one before the first visit is no end.
func TestRepeatUntilADay(t *testing.T) {
	r := open(t)
	r.choose("pe")
	r.Tap("Book it several times")
	r.Tap("until a day")
	r.Type("How often", "01032025")
	r.MustSay("That day is before the first visit.", "Book 0 visits")
	r.Type("How often", "25032025")
	r.MustSay("Tue 25 Mar 2025", "Book 4 visits")
	r.MustNotSay("Tue 1 Apr 2025")
}

// Somebody new is booked for several visits as well, by keys alone; one undo takes all back.
func TestRepeatForSomebodyNewByKeys(t *testing.T) {
	r := open(t)
	r.letters("nkim le")
	r.Key(fyne.KeyReturn)
	r.letters("0400 000 111")
	r.TabTo("Book it several times")
	r.Key(fyne.KeyReturn)
	r.MustSay("Several visits", "Kim Le")
	r.Key(fyne.KeyUp) // every second week
	r.TabTo("Tue 15 Apr 2025")
	r.Key(fyne.KeySpace)
	r.TabTo("Another time for Tue 18 Mar 2025, 09:30")
	r.Key(fyne.KeyReturn) // the first of the other times has the keyboard now
	r.Key(fyne.KeyReturn)
	r.TabTo("Book 3 visits")
	r.Key(fyne.KeyReturn)
	kim := r.only(today).PatientID
	if got := r.days(kim, today); got != "2025-03-04 09:30, 2025-03-18 08:15, 2025-04-01 09:30" {
		t.Errorf("booked on %s", got)
	}
	r.UndoIt()
	r.Settle()
	if r.Patients() != 2 || len(r.booked(today)) != 0 {
		t.Errorf("after one undo there are %d patients", r.Patients())
	}
}

// What is chosen of the dates stays when somebody else books meanwhile, and what they booked is seen.
func TestASeriesSeesWhatIsBookedMeanwhile(t *testing.T) {
	r := open(t)
	r.choose("pe")
	r.Tap("Book it several times")
	r.Tap("Tue 18 Mar 2025")
	r.Elsewhere("Ben Ito", "tablet", r.visit("other", r.yusuf.ID, r.ana, "2025-03-11", 570))
	r.MustSay("left out", "instead of Tue 11 Mar 2025, 09:30", "Ana Reyes is booked 09:30–10:30: Yusuf Demir.")
	r.Tap("Book 3 visits")
	if got := r.days(r.peg.ID, today); got != "2025-03-04 09:30, 2025-03-12 09:30, 2025-03-25 09:30" {
		t.Errorf("booked on %s", got)
	}
}

// The way back from the series leads to the booking of the one visit as it was.
func TestBackFromASeries(t *testing.T) {
	r := open(t)
	r.choose("pe")
	r.Tap("30")
	r.Tap("Book it several times")
	r.Tap("Back")
	r.Key(fyne.KeyReturn)
	if a := r.only(today); a.PatientID != r.peg.ID || a.Minutes != 30 {
		t.Errorf("booked %+v", a)
	}
	if len(r.Warned) > 0 || slices.Contains(r.Texts(), "Several visits") {
		t.Errorf("warned of %q", r.Warned)
	}
}
