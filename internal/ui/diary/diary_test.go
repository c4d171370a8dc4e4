package diary_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/diary"
	"regimen/internal/ui/kit"
)

const today clinic.Date = "2025-03-04"

// rig is a clinic of two who treat, with two rooms and two things to book.
type rig struct {
	*desktest.Rig
	s           *diary.Screen
	peg, yusuf  clinic.Patient
	ana, ben    string
	one, two    string
	long, short string
	folder      string   // in which files are kept
	printed     []string // what went to the printer
}

func open(t *testing.T) *rig {
	t.Helper()
	r := &rig{Rig: desktest.New(t), ana: "p-ana", ben: "p-ben", one: "r-1", two: "r-2", long: "s-1", short: "s-2"}
	now := r.Clock.Now()
	week := clinic.Week{}
	for i := range 5 {
		week[i] = clinic.Workday{Work: []clinic.Span{{From: 480, To: 1080}}, Breaks: []clinic.Span{{From: 720, To: 765}}}
	}
	r.Put(
		&clinic.Practitioner{ID: r.ana, Name: "Ana Reyes", CreatedAt: now}, &clinic.Practitioner{ID: r.ben, Name: "Ben Ito", CreatedAt: now},
		&clinic.Room{ID: r.one, Name: "Room 1", Rank: 1, CreatedAt: now}, &clinic.Room{ID: r.two, Name: "Room 2", Rank: 2, CreatedAt: now},
		&clinic.Service{ID: r.long, Name: "Remedial massage", Minutes: 60, CleanUp: 10, Rank: 1, CreatedAt: now},
		&clinic.Service{ID: r.short, Name: "Short visit", Minutes: 30, Rank: 2, CreatedAt: now},
		&clinic.Roster{ID: "h-ana", PractitionerID: r.ana, ValidFrom: "2025-01-01", Weeks: []clinic.Week{week}, CreatedAt: now},
		&clinic.Roster{ID: "h-ben", PractitionerID: r.ben, ValidFrom: "2025-01-01", Weeks: []clinic.Week{week}, CreatedAt: now},
	)
	if err := r.Desk.WorkAs(r.ana); err != nil {
		t.Fatal(err)
	}
	r.peg = r.AddPatient(clinic.Patient{GivenName: "Peg", FamilyName: "O'Doyle", Alerts: []string{"Latex"}})
	r.yusuf = r.AddPatient(clinic.Patient{GivenName: "Yusuf", FamilyName: "Demir"})
	r.Desk.Papers = filepath.Join(t.TempDir(), "papers")
	r.Desk.PrintFile = func(file string) error {
		r.printed = append(r.printed, filepath.Base(file))
		return nil
	}
	r.s = diary.New(r.Desk)
	r.Watch(r.s)
	r.s.Focus()
	r.Settle()
	return r
}

// booked are the appointments of a day as they are kept.
func (r *rig) booked(day clinic.Date) []clinic.Appointment {
	r.T.Helper()
	days, err := r.Store.Days(context.Background(), day, day)
	if err != nil {
		r.T.Fatal(err)
	}
	return days[0].Appointments()
}

func (r *rig) only(day clinic.Date) clinic.Appointment {
	r.T.Helper()
	all := r.booked(day)
	if len(all) != 1 {
		r.T.Fatalf("%d appointments on %s: %v", len(all), day, all)
	}
	return all[0]
}

// letters types on what has the keyboard.
func (r *rig) letters(s string) {
	for _, x := range s {
		if f := r.Window.Canvas().Focused(); f != nil {
			f.TypedRune(x)
		}
	}
	r.Settle()
}

func (r *rig) shortcut(k fyne.KeyName, m fyne.KeyModifier) {
	r.T.Helper()
	r.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: m})
	r.Settle()
}

// book books somebody at the time of the cursor by keys alone.
func (r *rig) book(name string) {
	r.T.Helper()
	r.letters("n" + name)
	r.Key(fyne.KeyReturn)
}

// Who is known is booked by the free time, two letters of the name and Enter; one undo takes it back.
func TestBookByTwoLetters(t *testing.T) {
	r := open(t)
	r.book("pe")
	a := r.only(today)
	if a.PatientID != r.peg.ID || a.PractitionerID != r.ana || a.ServiceID != r.long || a.Minutes != 60 || a.CleanUp != 10 || a.RoomID != r.one || a.Title != "Remedial massage" || a.State != clinic.Booked {
		t.Errorf("booked %+v", a)
	}
	r.MustSay("Peg O'Doyle", "Latex", "The first visit", "Arrived")
	if want := "Peg O'Doyle is booked for Tue 4 Mar 2025, 09:30."; !slices.Contains(r.Said, want) {
		t.Errorf("said %q", r.Said)
	}
	if len(r.Warned) > 0 {
		t.Errorf("warned of %q", r.Warned)
	}
	r.UndoIt()
	r.Settle()
	if n := len(r.booked(today)); n != 0 {
		t.Errorf("%d appointments are left", n)
	}
}

// Who telephones for the first time is booked with a name and a number; one undo takes both back.
func TestBookSomebodyNew(t *testing.T) {
	r := open(t)
	r.letters("nkim le")
	r.Key(fyne.KeyReturn)
	r.letters("0400 000 111")
	r.Key(fyne.KeyReturn)
	a := r.only(today)
	p := r.Patient(a.PatientID)
	if p.Name() != "Kim Le" || len(p.Phones) != 1 || p.Phones[0].Number != "0400 000 111" {
		t.Errorf("who comes is %+v", p)
	}
	r.s.Undo()
	r.Settle()
	if len(r.booked(today)) != 0 || r.Patients() != 2 {
		t.Errorf("%d appointments and %d patients are left", len(r.booked(today)), r.Patients())
	}
	r.s.Redo()
	r.Settle()
	r.MustSay("Kim Le")
}

// Who only comes near to what is typed is offered under a heading of their own, and never booked by Enter.
func TestBookWhoComesNear(t *testing.T) {
	r := open(t)
	r.letters("nYusuf Featherstone")
	r.MustSay("Nobody answers all of it. Nearest:", "Yusuf Demir")
	r.Key(fyne.KeyReturn)
	if n := len(r.booked(today)); n != 0 {
		t.Fatalf("%d were booked who were not meant", n)
	}
	r.MustSay("Featherstone") // Enter goes on with somebody new
	r.Tap("Somebody else")
	r.letters("Yusuf Featherstone")
	r.Tap("Yusuf Demir")
	r.Tap("Book 60 min at 09:30")
	if a := r.only(today); a.PatientID != r.yusuf.ID {
		t.Errorf("booked %+v", a)
	}
}

// Keys move a visit, and say from when to when, with a way back.
func TestMoveByKeys(t *testing.T) {
	r := open(t)
	r.book("pe")
	was := r.only(today).Start
	r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	a := r.only(today)
	if a.Start != was+15 || a.PractitionerID != r.ben {
		t.Errorf("moved to %d with %s", a.Start, a.PractitionerID)
	}
	if !strings.Contains(strings.Join(r.Said, "\n"), "from "+clinic.ClockTime(was)+" to "+clinic.ClockTime(was+15)) {
		t.Errorf("said %q", r.Said)
	}
	r.MustSay("Ben Ito", "Move to another day") // in the panel is what was moved
	r.Key(fyne.KeyEscape)
	r.shortcut(fyne.KeyLeft, fyne.KeyModifierAlt)
	r.MustSay("Ana Reyes", "Move to another day")
	r.s.Undo()
	r.s.Undo()
	r.s.Undo()
	r.Settle()
	if a := r.only(today); a.Start != was || a.PractitionerID != r.ana {
		t.Errorf("after two undos it is at %d with %s", a.Start, a.PractitionerID)
	}
}

// Two at once is said with who and what, and is kept only knowingly.
func TestClash(t *testing.T) {
	r := open(t)
	r.book("pe")
	first := r.only(today)
	r.s.ShowAppointment(first.ID, today)
	r.Settle()
	r.letters("nyu")
	r.Key(fyne.KeyReturn)
	if n := len(r.booked(today)); n != 1 {
		t.Fatalf("%d are booked without a question", n)
	}
	r.MustSay("Ana Reyes is booked", "Peg O'Doyle")
	r.Key(fyne.KeyReturn) // the button that keeps both has the keyboard
	all := r.booked(today)
	if len(all) != 2 || len(all[0].KeptWith)+len(all[1].KeptWith) != 1 {
		t.Fatalf("booked %+v", all)
	}
	// Moved on to another clash it is asked about.
	for _, a := range all {
		if a.PatientID == r.yusuf.ID && a.Start != first.Start {
			t.Errorf("the second is at %d", a.Start)
		}
	}
}

// The button that books stays in the window however much stands against it.
func TestWhatStandsAgainstABookingLeavesItsButtonInSight(t *testing.T) {
	r := open(t)
	r.Show(r.s.Object(), 1184, 720)
	r.s.Focus()
	r.book("pe")
	for range 3 {
		r.Key(fyne.KeyUp)
	}
	r.letters("n")
	r.Tap("30")
	r.MustNotSay("Ana Reyes is booked")
	var longer fyne.Tappable
	var do *kit.Button
	r.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(interface {
			fyne.Tappable
			Name() string
		}); ok && b.Name() == "90" {
			longer = b
		}
		if b, ok := o.(*kit.Button); ok && strings.HasPrefix(b.Text, "Book 30") {
			do = b
		}
	})
	longer.Tapped(nil) // and nothing is laid out by others after it
	at := r.App.Driver().AbsolutePositionForObject
	said := float32(0)
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Text); ok && strings.HasPrefix(x.Text(), "Ana Reyes is booked") {
			said = at(x).Y + x.MinSize().Height
		}
	})
	if top, end := at(do).Y, at(do).Y+do.Size().Height; said == 0 || top < said || end > 720 {
		t.Errorf("it goes from %v to %v, under a warning down to %v", top, end, said)
	}
}

// Where the panel lies over the grid, the pointer and the wheel over it are the panel's alone.
func TestTheGridRestsUnderThePanel(t *testing.T) {
	r := open(t)
	r.Show(r.s.Object(), 900, 720)
	r.s.Focus()
	r.letters("n")
	noon := func() (y float32) {
		r.Walk(func(o fyne.CanvasObject) {
			if x, ok := o.(*canvas.Text); ok && x.Text == "12:00" {
				y = x.Position().Y
			}
		})
		return y
	}
	was := noon()
	for _, at := range []fyne.Position{{X: 740, Y: 300}, {X: 740, Y: 640}, {X: 600, Y: 716}} {
		test.Scroll(r.Window.Canvas(), at, 0, -25)
		test.TapCanvas(r.Window.Canvas(), at)
		r.Settle()
		if now := noon(); was == 0 || now != was {
			t.Errorf("the wheel at %v moves the grid from %v to %v", at, was, now)
		}
	}
	r.MustSay("Book 60 min at 09:30")
	test.Scroll(r.Window.Canvas(), fyne.NewPos(300, 300), 0, -25)
	r.Settle()
	if noon() == was {
		t.Error("the wheel over the grid does not move it")
	}
}

// One who is moved onto another is asked about; it stays where it was unless both are kept.
func TestMoveOntoAnother(t *testing.T) {
	r := open(t)
	r.book("pe")
	first := r.only(today)
	r.Put(&clinic.Appointment{
		ID: "other", PatientID: r.yusuf.ID, PractitionerID: r.ben, Day: today, Start: first.Start, Minutes: 60, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.Settle()
	r.s.ShowAppointment(first.ID, today)
	r.s.Focus()
	r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	r.MustSay("Keep both?", "Ben Ito is booked")
	r.Tap("Leave it as it was")
	if a := r.find(first.ID); a.PractitionerID != r.ana {
		t.Error("it was moved without leave")
	}
	r.shortcut(fyne.KeyRight, fyne.KeyModifierAlt)
	r.Tap("Keep both")
	if a := r.find(first.ID); a.PractitionerID != r.ben || len(a.KeptWith) != 1 || a.KeptWith[0] != "other" {
		t.Errorf("it is %+v", a)
	}
}

func (r *rig) find(id string) clinic.Appointment {
	r.T.Helper()
	for _, a := range r.booked(today) {
		if a.ID == id {
			return a
		}
	}
	r.T.Fatalf("%s is not there", id)
	return clinic.Appointment{}
}

// A visit waits on the clipboard while the days are turned, also when the program is closed meanwhile, and is put down
// on another day.
func TestClipboard(t *testing.T) {
	r := open(t)
	r.MustSay("Nothing held")
	r.book("pe")
	a := r.only(today)
	r.letters("x")
	if !r.only(today).Held {
		t.Fatal("it is not held")
	}
	r.Reopen()
	r.s = diary.New(r.Desk)
	r.Watch(r.s)
	r.s.Focus()
	r.MustSay("Clipboard", "Peg O'Doyle")
	r.Key(fyne.KeyPageDown)
	r.letters("v")
	if n := len(r.booked(today)); n != 0 {
		t.Fatalf("%d are left on the old day", n)
	}
	now := r.only("2025-03-05")
	if now.ID != a.ID || now.Held || now.Minutes != 60 || now.Sequence != a.Sequence+1 {
		t.Errorf("it is %+v", now)
	}
	// It is the one that is selected, and the keyboard is on it.
	r.MustNotSay("Nothing held")
	r.MustSay("Move to another day")
	r.letters("a")
	if a := r.only("2025-03-05"); a.State != clinic.Arrived {
		t.Errorf("the keyboard is not on it, which is %s", a.State)
	}
	r.s.Undo()
	r.s.Undo()
	r.Settle()
	if a := r.only(today); !a.Held {
		t.Error("it is not back on the clipboard")
	}
	r.MustNotSay("Nothing held")
}

// It is put back where it was.
func TestPutBack(t *testing.T) {
	r := open(t)
	r.book("pe")
	was := r.only(today)
	r.letters("x")
	r.Tap("Put it back")
	if a := r.only(today); a.Held || a.Start != was.Start || a.Sequence != was.Sequence {
		t.Errorf("it is %+v", a)
	}
}

// Each state is one key or one tap, and is put right by another.
func TestStates(t *testing.T) {
	r := open(t)
	r.book("pe")
	id := r.only(today).ID
	r.s.Focus()
	r.letters("a")
	if a := r.find(id); a.State != clinic.Arrived {
		t.Errorf("A makes it %s", a.State)
	}
	r.Clock.Advance(6 * time.Minute)
	r.Settle()
	r.MustSay("waits 6 min")
	r.letters("d")
	if a := r.find(id); a.State != clinic.Missed || len(a.Steps) != 3 {
		t.Errorf("D makes it %s, after %d steps", a.State, len(a.Steps))
	}
	r.Tap("Confirmed")
	if a := r.find(id); a.State != clinic.Confirmed {
		t.Errorf("put right it is %s", a.State)
	}
	r.Tap("Arrived")
	r.Tap("Start today's session")
	a := r.find(id)
	if a.State != clinic.InTreatment || a.SessionID == "" || r.Section() != "sessions" {
		t.Errorf("after the start it is %+v, at %s", a, r.Section())
	}
}

// A way back that has gone says why.
func TestUndoThatCannotBeSaysWhy(t *testing.T) {
	r := open(t)
	r.book("pe")
	id := r.only(today).ID
	r.letters("a")
	undo := r.UndoIt
	r.letters("s")
	if r.Section() != "sessions" {
		t.Fatal("no session is begun")
	}
	undo()
	r.Settle()
	if a := r.find(id); a.State != clinic.InTreatment || len(r.Warned) != 1 || !strings.Contains(r.Warned[0], "can no longer be undone") {
		t.Errorf("it is %s, and said is %q", a.State, r.Warned)
	}
}

// The colour of what is given stands at the end of its block and beside its name in the panel.
func TestTheColourOfAnAppointmentTypeIsDrawn(t *testing.T) {
	r := open(t)
	r.Put(&clinic.Service{ID: r.long, Name: "Remedial massage", Minutes: 60, CleanUp: 10, Rank: 1, Colour: "blue", CreatedAt: r.Clock.Now()})
	r.Settle()
	want, _ := drawing.Named("blue")
	drawn := func() (at []fyne.Position) {
		r.Walk(func(o fyne.CanvasObject) {
			if x, ok := o.(*canvas.Rectangle); ok && x.FillColor == want {
				at = append(at, r.App.Driver().AbsolutePositionForObject(x))
			}
		})
		return at
	}
	if n := len(drawn()); n != 0 {
		t.Errorf("it is drawn %d times before anybody is booked", n)
	}
	r.book("pe")
	if at := drawn(); len(at) != 2 {
		t.Errorf("it is drawn at %v", at)
	}
	r.Key(fyne.KeyEscape)
	if at := drawn(); len(at) != 1 {
		t.Errorf("without the panel it is drawn at %v", at)
	}
}

// A visit that is cancelled keeps why, and its time is free.
func TestCancel(t *testing.T) {
	r := open(t)
	r.book("pe")
	r.s.Focus()
	r.Key(fyne.KeyDelete)
	r.letters("sick")
	r.Tap("Cancelled late")
	a := r.only(today)
	if a.State != clinic.CancelledLate || a.Reason != "sick" {
		t.Errorf("it is %+v", a)
	}
	r.MustNotSay("Remedial massage")
	r.s.Undo()
	r.Settle()
	if a := r.only(today); a.State != clinic.Booked {
		t.Errorf("after undo it is %s", a.State)
	}
}

// The week of one shows seven days; a tap on the head of a day shows the day.
func TestWeek(t *testing.T) {
	r := open(t)
	r.book("pe")
	r.Show(r.s.Head(), 740, 64)
	r.Tap("Week")
	r.MustSay("3–9 Mar 2025", "Ana Reyes")
	r.Show(r.s.Object(), 1180, 660)
	r.MustSay("Mon 3", "Tue 4", "Sun 9", "closed", "Peg O'Doyle")
	r.Tap("Wed 5")
	r.MustSay("Ana", "Ben")
	r.MustNotSay("Mon 3", "Peg O'Doyle")
	r.s.Focus()
	r.Key(fyne.KeyHome)
	r.MustSay("Peg O'Doyle")
}

// Someone else's change is shown, and what is being typed stays.
func TestChangeFromElsewhere(t *testing.T) {
	r := open(t)
	r.letters("nyu")
	r.Elsewhere("Ben Ito", "tablet", &clinic.Appointment{
		ID: "other", PatientID: r.peg.ID, PractitionerID: r.ana, Day: today, Start: 540, Minutes: 60, State: clinic.Arrived,
		Steps: []clinic.AppointmentStep{{State: clinic.Arrived, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.MustSay("Peg O'Doyle", "yu", "Ana Reyes is booked 09:00–10:00: Peg O'Doyle")
}

// A clinic that has said nothing of hours, rooms and what can be booked can book.
func TestNothingSetUp(t *testing.T) {
	r := &rig{Rig: desktest.New(t)}
	r.Put(&clinic.Practitioner{ID: "p", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	r.AddPatient(clinic.Patient{GivenName: "Peg"})
	r.s = diary.New(r.Desk)
	r.Watch(r.s)
	r.s.Focus()
	r.book("pe")
	if a := r.only(today); a.Minutes != 45 || a.PractitionerID != "p" || a.RoomID != "" {
		t.Errorf("booked %+v", a)
	}
	if len(r.Warned) > 0 {
		t.Errorf("warned of %q", r.Warned)
	}
}

// A clinic in which nobody treats says what to do.
func TestNobodyTreats(t *testing.T) {
	r := &rig{Rig: desktest.New(t)}
	r.s = diary.New(r.Desk)
	r.Watch(r.s)
	r.s.Focus()
	r.letters("n")
	r.MustSay("Nobody treats here yet")
}

// All that is left of a plan is booked in one step: every date and what stands against it is seen before.
func TestBookThePlan(t *testing.T) {
	r := open(t)
	plan := r.AddPlan(r.peg.ID, "Neck", "2025-04-15", true) // four, a week apart
	r.Put(&clinic.Appointment{
		ID: "other", PatientID: r.yusuf.ID, PractitionerID: r.ana, Day: "2025-03-11", Start: 570, Minutes: 60, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.Settle()
	r.letters("npe")
	r.Tap("Peg O'Doyle")
	r.Tap("Book the plan's 4 sessions")
	r.MustSay("Tue 4 Mar 2025", "Wed 12 Mar 2025", "instead of Tue 11 Mar 2025, 09:30", "Ana Reyes is booked", "Tue 18 Mar 2025", "Tue 25 Mar 2025")
	if n := len(r.booked(today)); n != 0 {
		t.Fatalf("%d are booked before it was asked for", n)
	}
	r.Tap("Tue 25 Mar 2025") // the last is left out
	r.Tap("Book 3 visits")
	var days []clinic.Date
	for d := today; d < "2025-04-10"; d = d.AddDays(1) {
		for _, a := range r.booked(d) {
			if a.PatientID == r.peg.ID {
				days = append(days, a.Day)
				if a.PlanID != plan || a.Series == "" || a.Minutes != 60 {
					t.Errorf("booked %+v", a)
				}
			}
		}
	}
	if len(days) != 3 || days[0] != today || days[1] != "2025-03-12" || days[2] != "2025-03-18" {
		t.Errorf("booked on %v", days)
	}
	r.s.Undo()
	r.Settle()
	if n := len(r.booked(today)); n != 0 {
		t.Errorf("%d are left after one undo", n)
	}
}

// What is for a first visit alone is what somebody new is booked for, and nobody who comes again.
func TestOnlyTheFirstVisitIsBookedAsSuch(t *testing.T) {
	r := open(t)
	r.Put(&clinic.Service{ID: "s-0", Name: "First visit", Minutes: 75, FirstVisit: true, Rank: 9, CreatedAt: r.Clock.Now()})
	r.Settle()
	titles := func() (out []string) {
		for _, a := range r.booked(today) {
			out = append(out, fmt.Sprintf("%s, %d", a.Title, a.Minutes))
		}
		return out
	}
	r.book("pe")
	r.Key(fyne.KeyDown)
	r.book("pe")
	if got, want := titles(), []string{"First visit, 75", "Remedial massage, 60"}; !slices.Equal(got, want) {
		t.Fatalf("booked %q, want %q", got, want)
	}
	r.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
	r.letters("nkim le")
	r.Key(fyne.KeyReturn)
	r.letters("0400 000 111")
	r.Key(fyne.KeyReturn)
	if got := titles(); len(got) != 3 || got[2] != "First visit, 75" {
		t.Errorf("somebody new is booked for %q", got)
	}
}

// Somebody with a plan is booked for what is as long as its sessions, unless something else was chosen.
func TestAVisitIsAsLongAsTheSessionsOfThePlan(t *testing.T) {
	r := open(t)
	r.AddPlan(r.peg.ID, "Neck", "2025-04-15", true)
	minutes := r.Chart(r.peg.ID).CurrentPlan().Minutes
	r.Put(&clinic.Service{ID: "zz", Name: "As planned", Minutes: minutes, Rank: 9, CreatedAt: r.Clock.Now()})
	r.Settle()
	book := func() clinic.Appointment {
		all := r.booked(today)
		return all[len(all)-1]
	}
	r.letters("npe")
	r.Key(fyne.KeyReturn)
	if a := book(); a.Title != "As planned" || a.Minutes != minutes {
		t.Errorf("booked %+v", a)
	}
}

// series are four visits of Peg a week apart: the second was changed on its own, and beside the fourth another is booked.
func (r *rig) series() {
	r.T.Helper()
	for i, day := range []clinic.Date{today, "2025-03-11", "2025-03-18", "2025-03-25"} {
		a := &clinic.Appointment{
			ID: "a" + string(day), PatientID: r.peg.ID, PractitionerID: r.ana, Day: day, Start: 840, Minutes: 60, Series: "x", State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(), ByHand: i == 1,
		}
		r.Put(a)
	}
	r.Put(&clinic.Appointment{
		ID: "other", PatientID: r.yusuf.ID, PractitionerID: r.ana, Day: "2025-03-25", Start: 900, Minutes: 60, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.Settle()
	r.s.ShowAppointment("a"+string(today), today)
	r.Settle()
	r.s.Focus()
}

// starts are when the visits of the series are, and how far they are.
func (r *rig) starts() (out []int, states []clinic.AppointmentState) {
	for _, day := range []clinic.Date{today, "2025-03-11", "2025-03-18", "2025-03-25"} {
		for _, a := range r.booked(day) {
			if a.Series != "" {
				out, states = append(out, a.Start), append(states, a.State)
			}
		}
	}
	return out, states
}

// A move of one of a series is asked about once: what stays and what is in the way is told before, and all is one step.
func TestMoveTheSeries(t *testing.T) {
	r := open(t)
	r.series()
	r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	r.MustSay("One of a series", "Move this visit")
	r.Tap("This and those after it")
	r.Save("diary-series", 1)
	r.MustSay("1 visit stays as it is", "it was changed on its own", "Tue 18 Mar 2025, 14:15", "Ana Reyes is booked 15:00–16:00: Yusuf Demir", "Move 3 visits")
	if at, _ := r.starts(); !slices.Equal(at, []int{840, 840, 840, 840}) {
		t.Fatalf("at %v before it was asked for", at)
	}
	r.Tap("Move 3 visits")
	if at, _ := r.starts(); !slices.Equal(at, []int{855, 840, 855, 855}) {
		t.Errorf("at %v", at)
	}
	for _, a := range r.booked("2025-03-25") {
		if a.ID == "a2025-03-25" && (a.ByHand || !slices.Equal(a.KeptWith, []string{"other"})) {
			t.Errorf("the last is %+v", a)
		}
	}
	r.s.Undo()
	r.Settle()
	if at, _ := r.starts(); !slices.Equal(at, []int{840, 840, 840, 840}) {
		t.Errorf("at %v after one undo", at)
	}
}

// One of a series is moved alone by Enter, and is then no more moved with the others.
func TestMoveOneOfASeries(t *testing.T) {
	r := open(t)
	r.series()
	r.shortcut(fyne.KeyDown, fyne.KeyModifierAlt)
	r.Key(fyne.KeyReturn)
	if at, _ := r.starts(); !slices.Equal(at, []int{855, 840, 840, 840}) {
		t.Errorf("at %v", at)
	}
	if !r.find("a" + string(today)).ByHand {
		t.Error("it is not known to be moved on its own")
	}
}

// A series is called off as one step; what was changed on its own stays.
func TestCancelTheSeries(t *testing.T) {
	r := open(t)
	r.series()
	r.Key(fyne.KeyDelete)
	r.letters("moved away")
	r.Tap("The whole series")
	r.MustSay("1 visit stays as it is", "11 Mar 2025 stays: it was changed on its own.")
	r.Tap("Cancel 3 visits")
	if _, states := r.starts(); !slices.Equal(states, []clinic.AppointmentState{clinic.Cancelled, clinic.Booked, clinic.Cancelled, clinic.Cancelled}) {
		t.Errorf("they are %v", states)
	}
	if a := r.find("a" + string(today)); a.Reason != "moved away" {
		t.Errorf("it is %+v", a)
	}
	r.s.Undo()
	r.Settle()
	if _, states := r.starts(); slices.Contains(states, clinic.Cancelled) {
		t.Errorf("they are %v after one undo", states)
	}
}

// The days in sight are printed as they are looked at, and a visit as a card to be given along.
func TestPrint(t *testing.T) {
	r := open(t)
	var printed []string
	r.Desk.Papers = filepath.Join(t.TempDir(), "papers")
	r.Desk.PrintFile = func(file string) error {
		printed = append(printed, filepath.Base(file))
		return nil
	}
	r.book("pe")
	r.Tap("Appointment card")
	r.Settle()
	r.Tap("Print the intake form")
	r.Settle()
	r.s.Print()
	r.MustSay("Print the day", "4 Mar 2025")
	r.Key(fyne.KeyReturn)
	r.Tap("Blank intake form")
	r.Settle()
	if len(printed) != 4 || !strings.HasPrefix(printed[1], "intake-"+r.peg.ID) || !strings.HasPrefix(printed[3], "intake-blank") {
		t.Fatalf("printed %q; warned of %q", printed, r.Warned)
	}
	printed = []string{printed[0], printed[2]}
	r.Show(r.s.Head(), 740, 64)
	r.Tap("Week")
	r.Tap("Print")
	r.Show(r.s.Object(), 1180, 660)
	r.MustSay("Print the week", "Ana Reyes")
	r.Tap("Grid")
	r.Tap("Print")
	r.Settle()
	r.Tap("Ben Ito")
	r.Tap("Print")
	r.Settle()
	if len(printed) != 4 || !strings.HasPrefix(printed[0], "card-") || !strings.HasPrefix(printed[1], "day-2025-03-04") || !strings.HasPrefix(printed[2], "week-2025-03-03") {
		t.Errorf("printed %q; warned of %q", printed, r.Warned)
	}
	r.Tap("Back")
	r.MustSay("Clipboard")
}

// saveAs answers the toolkit's dialog that asks where a file is kept, and gives what was kept there.
func (r *rig) saveAs(name string) string {
	r.T.Helper()
	r.Settle()
	dialog := r.Window.Canvas().Overlays().Top()
	if dialog == nil {
		r.T.Fatalf("nothing asks where the file is kept; warned of %q", r.Warned)
	}
	var save *widget.Button
	for _, o := range test.LaidOutObjects(dialog) {
		if b, ok := o.(*widget.Button); ok && b.Text == "Save" {
			save = b
		}
	}
	test.Tap(save)
	r.Settle()
	file := filepath.Join(r.folder, name)
	got, err := os.ReadFile(file)
	if err != nil {
		r.T.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		r.T.Fatal(err)
	}
	if last := r.Said[len(r.Said)-1]; last != "Saved as "+name {
		r.T.Errorf("told %q", last)
	}
	return string(got)
}

// A visit goes into the patient's calendar, and a practitioner's diary into another, with names only where that is chosen.
func TestCalendarFile(t *testing.T) {
	r := open(t)
	r.folder = t.TempDir()
	r.App.Preferences().SetString("fyne:fileDialogLastFolder", storage.NewFileURI(r.folder).String())
	r.book("pe")
	id := r.only(today).ID
	r.Tap("Calendar file")
	visit := r.saveAs("Appointment of 2025-03-04.ics")
	if !strings.Contains(visit, "UID:"+id+"@regimen") || !strings.Contains(visit, "SUMMARY:Remedial massage\r\n") || strings.Contains(visit, "Doyle") {
		t.Error(visit)
	}
	r.s.Print()
	r.Tap("Calendar file")
	r.MustSay("Whose diary", "Names of the patients", "From", "Until")
	r.Tap("Save the calendar file")
	diary := r.saveAs("Diary from 2025-03-04.ics")
	if !strings.Contains(diary, "UID:"+id+"@regimen") || strings.Contains(diary, "Doyle") || !strings.Contains(diary, "LOCATION:Room 1") {
		t.Error(diary)
	}
	r.Tap("With names")
	r.Tap("Save the calendar file")
	if named := r.saveAs("Diary from 2025-03-04.ics"); !strings.Contains(named, "SUMMARY:Peg O'Doyle: Remedial massage") {
		t.Error(named)
	}
	r.Tap("Ben Ito")
	r.Tap("Save the calendar file")
	r.Settle()
	if want := "Nobody is booked on these days. No file was written."; !slices.Contains(r.Warned, want) || r.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("warned of %q", r.Warned)
	}
}

// The screen is looked at.
func TestPicture(t *testing.T) {
	r := open(t)
	r.book("pe")
	r.Window.Resize(fyne.NewSize(1184, 656))
	r.Settle()
	r.Save("diary-visit", 1)
	r.letters("n")
	r.letters("yu")
	r.Save("diary-book", 1)
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
}

// A visit is booked from the patient's page: at the next free time from the day on which the plan has its next session, which one
// key more keeps, with the plan's other dates on offer.
func TestBookFor(t *testing.T) {
	r := open(t)
	r.AddPlan(r.peg.ID, "Neck", "2025-04-15", true) // four, a week apart
	r.Put(&clinic.Appointment{
		ID: "first", PatientID: r.peg.ID, PractitionerID: r.ana, PlanID: "", Day: today, Start: 600, Minutes: 60, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	}, &clinic.Appointment{
		ID: "other", PatientID: r.yusuf.ID, PractitionerID: r.ana, Day: "2025-03-11", Start: 480, Minutes: 60, CleanUp: 10, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now()}}, CreatedAt: r.Clock.Now(),
	})
	r.Settle()
	r.s.BookFor(r.peg.ID)
	r.Settle()
	r.MustSay("Book the plan's 3 sessions", "Booked already: Tue 4 Mar 2025")
	r.Key(fyne.KeySpace)
	i := slices.IndexFunc(r.booked("2025-03-11"), func(a clinic.Appointment) bool { return a.PatientID == r.peg.ID })
	if i < 0 || len(r.Warned) > 0 {
		t.Fatalf("%+v, warned of %q", r.booked("2025-03-11"), r.Warned)
	}
	if a := r.booked("2025-03-11")[i]; a.PractitionerID != r.ana || a.Start < 550 || a.PlanID == "" {
		t.Errorf("%+v", a)
	}
}

// The form is handed to whoever comes today, and to nobody while no visit is chosen.
func TestHandOverTheForm(t *testing.T) {
	r := open(t)
	covered := 0
	r.Desk.Cover = func(fyne.CanvasObject, func()) { covered++ }
	r.s.HandOver()
	if covered != 0 || len(r.Warned) != 1 {
		t.Fatalf("handed over %d times, warned: %q", covered, r.Warned)
	}
	r.book("pe")
	r.Tap("Hand over the form")
	if forms := r.Chart(r.peg.ID).Intakes; covered != 1 || len(forms) != 1 || forms[0].HandedBy != "Ana Reyes" {
		t.Errorf("handed over %d times: %+v", covered, forms)
	}
	r.s.HandOver() // goes on with the same
	if forms := r.Chart(r.peg.ID).Intakes; covered != 2 || len(forms) != 1 {
		t.Errorf("handed over %d times, %d forms", covered, len(forms))
	}
}
