package diary_test

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
)

// waiting is the waiting list as it is kept.
func (r *rig) waiting() []clinic.Waiting {
	r.T.Helper()
	list, err := r.Store.WaitingList(context.Background())
	if err != nil {
		r.T.Fatal(err)
	}
	return list
}

// Who finds no time is put on the list from the booking, with the days and hours that suit; what is wrong is changed there,
// and who does not wait any more is taken off.
func TestPutOnTheWaitingList(t *testing.T) {
	r := open(t)
	r.MustSay("Waiting list", "Nobody waits")
	r.letters("npe")
	r.Tap("Peg O'Doyle")
	r.Tap("Put on the waiting list")
	r.Tap("Tuesday")
	r.Tap("Mornings")
	r.Tap("Urgent")
	r.Type("Note", "Drives far")
	r.Tap("Put on the waiting list")
	list := r.waiting()
	if len(list) != 1 {
		t.Fatalf("%d wait", len(list))
	}
	w := list[0]
	if w.PatientID != r.peg.ID || w.Minutes != 60 || w.ServiceID != r.long || !slices.Equal(w.Weekdays, []int{1}) || len(w.Spans) != 1 || w.Spans[0].To != 720 || w.Urgency != clinic.WaitUrgent || w.Note != "Drives far" {
		t.Errorf("waits as %+v", w)
	}
	r.MustSay("Peg O'Doyle", "60 min · since 4 Mar 2025", "Tuesday · Mornings · Drives far", "Urgent")
	r.Tap("Peg O'Doyle")
	r.Tap("Change what they wait for")
	r.Tap("Soon")
	r.Tap("Keep the change")
	if list := r.waiting(); len(list) != 1 || list[0].Urgency != clinic.WaitSoon || list[0].ID != w.ID {
		t.Errorf("after the change %+v", list)
	}
	r.Tap("Take off the list")
	if n := len(r.waiting()); n != 0 {
		t.Errorf("%d wait", n)
	}
	r.s.Undo()
	r.Settle()
	if n := len(r.waiting()); n != 1 {
		t.Errorf("after undo %d wait", n)
	}
}

// A free time that was chosen offers who could come, the most urgent first; one tap books and ends the wait, one undo takes
// both back.
func TestBookFromTheWaitingList(t *testing.T) {
	r := open(t)
	now := r.Clock.Now()
	r.Put(
		&clinic.Waiting{ID: "peg", PatientID: r.peg.ID, Minutes: 45, PractitionerIDs: []string{r.ben}, CreatedAt: now},
		&clinic.Waiting{ID: "yusuf", PatientID: r.yusuf.ID, Minutes: 45, Urgency: clinic.WaitSoon, CreatedAt: now},
	)
	r.Settle()
	r.letters("n")
	r.MustSay("Waiting for a time like this", "Yusuf Demir")
	r.MustNotSay("Peg O'Doyle") // waits for Ben
	r.Tap("Yusuf Demir")
	a := r.only(today)
	if a.PatientID != r.yusuf.ID || a.PractitionerID != r.ana || a.Minutes != 45 || a.RoomID != r.one {
		t.Errorf("booked %+v", a)
	}
	if list := r.waiting(); len(list) != 1 || list[0].ID != "peg" {
		t.Errorf("%+v wait", list)
	}
	r.s.Undo()
	r.Settle()
	if len(r.booked(today)) != 0 || len(r.waiting()) != 2 {
		t.Errorf("after undo %d are booked, %d wait", len(r.booked(today)), len(r.waiting()))
	}
}

// A tap on who waits lights the times that suit, and V books there. The later visit is cancelled only when that is asked for.
func TestWaitForAnEarlierTime(t *testing.T) {
	for answer, want := range map[string]clinic.AppointmentState{"Cancel the later one": clinic.Cancelled, "Keep both visits": clinic.Booked} {
		t.Run(answer, func(t *testing.T) {
			r := open(t)
			r.Key(fyne.KeyPageDown)
			r.book("pe")
			later := r.only("2025-03-05")
			r.s.Focus()
			r.letters("w")
			r.Tap("Put on the waiting list")
			list := r.waiting()
			if len(list) != 1 || list[0].AppointmentID != later.ID || list[0].UntilDay != later.Day {
				t.Fatalf("waits as %+v", list)
			}
			r.Key(fyne.KeyPageUp)
			r.letters("w")
			r.Tap("Peg O'Doyle")
			r.MustSay("2 free times suit") // of Ana's, before and after her break
			r.s.Focus()
			r.letters("v")
			if n := len(r.booked(today)); n != 0 {
				t.Fatalf("%d are booked before the answer", n)
			}
			r.MustSay("Cancel the later visit?", "Peg O'Doyle is booked for 5 Mar 2025")
			r.Tap(answer)
			if a := r.only(today); a.PatientID != r.peg.ID {
				t.Errorf("booked %+v", a)
			}
			if a := r.only("2025-03-05"); a.State != want {
				t.Errorf("the later visit is %s", a.State)
			}
			if n := len(r.waiting()); n != 0 {
				t.Errorf("%d wait", n)
			}
		})
	}
}

// The time of a cancelled visit says how many it would suit; who was archived is marked, and fits nowhere.
func TestFreedTimeSaysWhoFits(t *testing.T) {
	r := open(t)
	gone := r.AddPatient(clinic.Patient{GivenName: "Old", FamilyName: "Timer"})
	r.Make(clinic.ArchivePatient(r.Desk.Env(), gone))
	r.book("pe")
	r.Put(
		&clinic.Waiting{ID: "yusuf", PatientID: r.yusuf.ID, Minutes: 45, CreatedAt: r.Clock.Now()},
		&clinic.Waiting{ID: "gone", PatientID: gone.ID, Minutes: 45, CreatedAt: r.Clock.Now()},
	)
	r.Settle()
	r.s.Focus()
	r.MustNotSay("Free · ")
	r.Key(fyne.KeyDelete)
	r.Tap("Cancel the visit")
	r.MustSay("Free · 1 waiting fit", "Archived")
}

// The list and what is asked for it have their room; a tap on a lit time books it.
func TestTapALitTime(t *testing.T) {
	r := open(t)
	r.Put(
		&clinic.Waiting{ID: "peg", PatientID: r.peg.ID, Minutes: 45, Weekdays: []int{1, 3}, Spans: []clinic.Span{{From: 540, To: 720}}, PractitionerIDs: []string{r.ben}, Urgency: clinic.WaitUrgent, CreatedAt: r.Clock.Now()},
		&clinic.Waiting{ID: "yusuf", PatientID: r.yusuf.ID, Minutes: 45, UntilDay: "2025-03-01", CreatedAt: r.Clock.Now()},
	)
	r.Settle()
	r.Window.Resize(fyne.NewSize(1184, 656))
	r.Settle()
	r.Tap("Peg O'Doyle")
	r.MustSay("45 min · since 4 Mar 2025", "Tuesday, Thursday · 09:00–12:00 · Ben", "Urgent", "Still waiting?")
	r.Save("diary-waiting", 1)
	cut := r.CutOff()
	r.Tap("Change what they wait for")
	r.Save("diary-wait", 1)
	if cut = append(cut, r.CutOff()...); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
	r.Tap("Back to the list")
	r.Hand().TapAt(fyne.NewPos(380, 217), fyne.Delta{}) // with Ben, after half past ten
	r.Settle()
	if a := r.only(today); a.PatientID != r.peg.ID || a.PractitionerID != r.ben || a.Start != 630 || a.Minutes != 45 {
		t.Errorf("booked %+v", a)
	}
	r.s.Undo()
	r.Settle()
	if len(r.booked(today)) != 0 || len(r.waiting()) != 2 {
		t.Errorf("after undo %d are booked, %d wait", len(r.booked(today)), len(r.waiting()))
	}
}

// Why nothing suits yet is said: somebody may wait for a time that begins later, or ends.
func TestAWaitSaysFromWhenItIs(t *testing.T) {
	r := open(t)
	r.Put(&clinic.Waiting{ID: "w", PatientID: r.peg.ID, Minutes: 45, FromDay: today.AddDays(7), UntilDay: today.AddDays(21), CreatedAt: r.Clock.Now()})
	r.Settle()
	r.MustSay("Waiting list", "Peg O'Doyle", "from 11 Mar 2025 to 25 Mar 2025")
	r.Tap("Peg O'Doyle")
	r.MustSay("0 free times suit")
}

// What is seldom said of a wait is folded away, and all that can be kept of one can be said: days, hours, rooms, what for,
// and the visit that would be given up for it.
func TestSayAllOfAWait(t *testing.T) {
	r := open(t)
	r.visit("later", r.peg.ID, r.ana, "2025-03-20", 600)
	r.choose("pe")
	r.Tap("Put on the waiting list")
	r.MustNotSay("First day", "Rooms that suit")
	r.Tap("Days, hours and rooms")
	r.Type("First day", "06032025")
	r.Type("Last day", "19032025")
	r.Type("Hours that suit", "soon")
	r.TabTo("Rooms that suit")
	r.Key(fyne.KeyRight, fyne.KeySpace)
	r.Tap("Short visit")
	r.Tap("Thu 20 Mar 2025, 10:00")
	r.Tap("Put on the waiting list")
	r.MustSay("Write times such as")
	if n := len(r.waiting()); n != 0 {
		t.Fatalf("%d wait", n)
	}
	r.Type("Hours that suit", "9:30-11, 17-18")
	r.Tap("Mornings") // of which those hours are a part
	r.Tap("Mornings")
	r.Tap("Put on the waiting list")
	list := r.waiting()
	if len(list) != 1 {
		t.Fatalf("%d wait; warned of %q", len(list), r.Warned)
	}
	w := list[0]
	if w.FromDay != "2025-03-06" || w.UntilDay != "2025-03-19" || !slices.Equal(w.Spans, []clinic.Span{{From: 570, To: 660}, {From: 1020, To: 1080}}) || !slices.Equal(w.RoomIDs, []string{r.two}) || w.ServiceID != r.short || w.AppointmentID != "later" {
		t.Errorf("waits as %+v", w)
	}
	r.MustSay("09:30–11:00, 17:00–18:00 · from 6 Mar 2025 to 19 Mar 2025 · Room 2")
	r.Tap("Peg O'Doyle")
	r.Tap("Change what they wait for")
	r.MustSay("from 6 Mar 2025 to 19 Mar 2025 · 09:30–11:00, 17:00–18:00 · Room 2") // what is folded away
	r.Save("diary-wish", 1)
	r.Tap("Soon")
	r.Tap("Keep the change")
	now := r.waiting()[0]
	if now.Urgency != clinic.WaitSoon || now.UntilDay != w.UntilDay || !slices.Equal(now.Spans, w.Spans) || !slices.Equal(now.RoomIDs, w.RoomIDs) || now.AppointmentID != w.AppointmentID {
		t.Errorf("after the change %+v", now)
	}
	// A first day after the last is told, and nothing is changed.
	r.Tap("Change what they wait for")
	r.Tap("Days, hours and rooms")
	r.Save("diary-wish-all", 1)
	r.Type("First day", "06042025")
	r.Tap("Keep the change")
	if len(r.Warned) != 1 || r.waiting()[0].FromDay != "2025-03-06" {
		t.Errorf("warned of %q", r.Warned)
	}
}
