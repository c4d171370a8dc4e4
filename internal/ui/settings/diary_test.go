package settings

import (
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// tapRow opens a line of a list by what it says. The price list, which names the appointment types once more, is not meant.
func tapRow(r *desktest.Rig, what string) {
	r.T.Helper()
	var row *kit.TwoLine
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.TwoLine); ok && x.Name() == what && !strings.HasPrefix(x.Row().Quiet, "Usual price") {
			row = x
		}
	})
	if row == nil {
		r.T.Fatalf("no row %q", what)
	}
	row.Tapped(nil)
	r.Settle()
}

// kept are the records of a kind.
func kept[T any, P interface {
	*T
	clinic.Record
}](r *desktest.Rig, kind clinic.Kind) []T {
	r.T.Helper()
	all, err := r.Store.List(r.T.Context(), kind)
	if err != nil {
		r.T.Fatal(err)
	}
	return clinic.As[T, P](all)
}

func TestRoomsAndWhatCanBeBooked(t *testing.T) {
	r, s, _ := open(t)
	r.Tap("Add a room")
	r.TypeInto(r.Window.Canvas().Focused(), "Room 1")
	r.Type("What is in it", "Table, heat")
	r.Tap("All rooms")
	r.Tap("Add a room") // nothing is written: it leaves nothing behind
	r.Tap("All rooms")
	rooms := kept[clinic.Room](r, clinic.KindRoom)
	if len(rooms) != 1 || rooms[0].Name != "Room 1" || rooms[0].Note != "Table, heat" {
		t.Fatalf("%+v", rooms)
	}

	r.Tap("Add an appointment type")
	r.TypeInto(r.Window.Canvas().Focused(), "Remedial massage")
	r.Type("Price ($)", "95.50")
	r.Type("Price ($)", "much")
	r.MustSay("Write the cost as a number, such as 95 or 95.50.")
	r.Type("Price ($)", "110")
	blue, _ := drawing.Named("blue")
	shown := 0
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Rectangle); ok && x.FillColor == blue {
			shown++
		}
	})
	if shown != 1 {
		t.Errorf("the chip of a colour shows it %d times", shown)
	}
	r.Tap("Only for a first visit")
	r.Tap("Blue")
	r.Field("Usual room").Content().(*kit.Chips).OnChanged([]string{rooms[0].ID})
	r.Type("What the patient should know", "Bring shorts.")
	r.Tap("All appointment types")
	services := kept[clinic.Service](r, clinic.KindService)
	if len(services) != 1 {
		t.Fatalf("%+v", services)
	}
	if x := services[0]; !x.FirstVisit || x.Name != "Remedial massage" || x.Minutes != 60 || x.PriceCents == nil || *x.PriceCents != 11000 || x.Colour != "blue" || x.RoomID != rooms[0].ID || x.Text != "Bring shorts." {
		t.Errorf("%+v", x)
	}
	r.MustSay("60 minutes · $110.00")

	tapRow(r, "Remedial massage")
	r.Tap("No longer offered")
	r.MustSay("Not offered")
	tapRow(r, "Room 1")
	r.Tap("No longer used")
	r.MustSay("Not used")
	s.Undo()
	r.Settle()
	r.MustNotSay("Not used")
	tapRow(r, "Remedial massage")
	r.Tap("Offered again")
	r.MustNotSay("Not offered")
}

func TestWorkingHours(t *testing.T) {
	r, _, _ := open(t)
	r.Put(&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	r.MustSay("While there are none, every hour of the day can be booked.")
	r.Tap("Add working hours")
	r.Field("Whose hours").Content().(*kit.Chips).OnChanged([]string{"ana"})
	r.Type("Monday", "9-12:30, 13.30 to 5pm")
	r.Tap("Tuesday to Friday as Monday")
	r.Type("Friday", "nine to five")
	r.MustSay("Write times such as 9:00–12:30, 13:00–17:00, or leave it empty for a day off.")
	r.Type("Friday", "9-12, 15-18")
	r.Type("Wednesday", "")
	hours := kept[clinic.Roster](r, clinic.KindRoster)
	if len(hours) != 1 || hours[0].PractitionerID != "ana" || hours[0].ValidFrom != "2025-03-04" {
		t.Fatalf("%+v", hours)
	}
	full := clinic.Workday{Work: []clinic.Span{{From: 540, To: 1020}}, Breaks: []clinic.Span{{From: 750, To: 810}}}
	want := clinic.Week{0: full, 1: full, 3: full, 4: {Work: []clinic.Span{{From: 540, To: 720}, {From: 900, To: 1080}}}}
	for day := range want {
		if got := hours[0].Weeks[0][day]; clinic.Listed(got.Times().Words()) != clinic.Listed(want[day].Times().Words()) || !reflect.DeepEqual(clinic.Spans(got.Breaks).Joined(), clinic.Spans(want[day].Breaks).Joined()) {
			t.Errorf("day %d is %+v", day, got)
		}
	}

	r.Tap("Two weeks in turn")
	r.Type("Monday, week 2", "")
	r.Tap("Works on public holidays")
	hours = kept[clinic.Roster](r, clinic.KindRoster)
	if x := hours[0]; len(x.Weeks) != 2 || x.Weeks[1][0].Work != nil || len(x.Weeks[1][1].Work) != 1 || len(x.Weeks[0][0].Work) != 1 || !x.OnHolidays {
		t.Errorf("%+v", x)
	}
	r.Tap("Every week alike")
	if hours = kept[clinic.Roster](r, clinic.KindRoster); len(hours[0].Weeks) != 1 {
		t.Errorf("%+v", hours)
	}
	r.Tap("All working hours")
	r.MustSay("from 4 Mar 2025")
	tapRow(r, "Ana Reyes")
	r.Tap("Remove these hours")
	if hours = kept[clinic.Roster](r, clinic.KindRoster); len(hours) != 0 {
		t.Errorf("%+v", hours)
	}
	r.MustSay("While there are none")
}

// A time away is entered with what is booked in it told, and nothing booked is touched.
func TestTimeAway(t *testing.T) {
	r, _, _ := open(t)
	r.Put(&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle"})
	at := func(id string, day clinic.Date, start int) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: p.ID, PractitionerID: "ana", Day: day, Start: start, Minutes: 60, State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now(), By: "Ana Reyes"}}, CreatedAt: r.Clock.Now(),
		}
	}
	off := at("off", "2025-03-06", 600)
	off.State, off.Steps = clinic.Cancelled, append(off.Steps, clinic.AppointmentStep{State: clinic.Cancelled, At: r.Clock.Now()})
	r.Put(at("before", "2025-03-05", 600), at("in", "2025-03-05", 900), at("next", "2025-03-06", 540), at("after", "2025-03-06", 1020), off)

	r.Tap("Add a time away")
	r.Field("Who or what").Content().(*kit.Chips).OnChanged([]string{"ana"})
	r.Type("From (time)", "2.30pm")
	r.MustSay("Choose why. Until then nothing is kept.")
	if early := kept[clinic.Absence](r, clinic.KindAbsence); len(early) != 0 {
		t.Errorf("%+v", early)
	}
	r.Tap("At a training")
	r.MustNotSay("Choose why.")
	r.Type("Until (time)", "25:00")
	r.MustSay("Write a time such as 14:30.")
	r.Type("Until (time)", "16:45")
	r.Type("Note", "Lymph course")
	setDay := func(label, day string) {
		t.Helper()
		f, ok := r.Field(label).Content().(*kit.DateField)
		if !ok {
			t.Fatalf("%s is no date", label)
		}
		r.App.Clipboard().SetContent(day)
		f.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: r.App.Clipboard()})
		r.Settle()
	}
	setDay("First day", "5/3/2025")
	setDay("Last day", "6/3/2025")
	absences := kept[clinic.Absence](r, clinic.KindAbsence)
	if len(absences) != 1 {
		t.Fatalf("%+v", absences)
	}
	a := absences[0]
	if a.PractitionerID != "ana" || a.FromDay != "2025-03-05" || a.FromMinute != 870 || a.UntilDay != "2025-03-06" || a.UntilMinute != 1005 || a.Why != clinic.AbsenceTraining || a.Note != "Lymph course" {
		t.Errorf("%+v", a)
	}
	r.MustSay("2 appointments are booked in that time. They stand until they are moved or cancelled:")
	tapRow(r, "Margaret Doyle")
	if len(r.Opened) != 1 {
		t.Errorf("opened %v", r.Opened)
	}
	r.Tap("All that are away")
	r.MustSay("5 Mar 2025, 14:30, to 6 Mar 2025, 16:45 · At a training, Lymph course")
	tapRow(r, "Ana Reyes")
	r.Tap("Remove this time away")
	if left := kept[clinic.Absence](r, clinic.KindAbsence); len(left) != 0 {
		t.Errorf("%+v", left)
	}
	days, err := r.Store.Days(t.Context(), "2025-03-05", "2025-03-06")
	if err != nil || len(days[0].Taken())+len(days[1].Taken()) != 4 {
		t.Errorf("%v, %v", days, err)
	}
}

func TestPublicHolidaysAreChosen(t *testing.T) {
	r, s, _ := open(t)
	r.Make(clinic.KeepClinic(r.Desk.Env(), clinic.Say("Zone"), clinic.Clinic{Paper: "A4", Zone: "Australia/Brisbane"}))
	r.MustSay("This goes by the clinic's time zone until it is chosen.", "King’s Birthday · Mon 6 Oct 2025")
	r.Tap("Tasmania")
	r.MustSay("King’s Birthday · Mon 9 Jun 2025")
	r.MustNotSay("This goes by the clinic's time zone")
	r.Tap("King’s Birthday · Mon 9 Jun 2025")
	if c := r.Desk.Clinic(); c.Region != "AU-TAS" || !reflect.DeepEqual(c.HolidaysWorked, []string{"au-kings-birthday"}) {
		t.Errorf("%+v", c)
	}
	// What is worked elsewhere stays while another place is looked at.
	r.Tap("Ireland")
	r.MustSay("St Stephen’s Day")
	r.Tap("Australia")
	r.Tap("Tasmania")
	if c := r.Desk.Clinic(); !reflect.DeepEqual(c.HolidaysWorked, []string{"au-kings-birthday"}) {
		t.Errorf("%+v", c)
	}
	r.Tap("None are kept")
	r.MustSay("No day is kept free for a public holiday.")
	r.MustNotSay("The clinic is open all the same on")
	if c := r.Desk.Clinic(); c.Region != clinic.NoHolidays {
		t.Errorf("%+v", c)
	}
	s.Undo()
	r.Settle()
	r.MustSay("King’s Birthday")
}

func TestWhenSomebodyIsCalledIsChosen(t *testing.T) {
	r, s, _ := open(t)
	months := func() int {
		c := r.Desk.Clinic()
		return c.AwayMonths()
	}
	if months() != 6 {
		t.Errorf("as usual after %d months", months())
	}
	r.Tap("9 months")
	if months() != 9 {
		t.Errorf("after %d months", months())
	}
	r.Tap("Never")
	if months() != 0 {
		t.Errorf("after %d months", months())
	}
	s.Undo()
	r.Settle()
	if months() != 9 {
		t.Errorf("after undo %d months", months())
	}
}

func TestDiarySettingsPictures(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		r := desktest.NewIn(t, mode)
		r.Put(
			&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: r.Clock.Now()}, &clinic.Room{ID: "one", Name: "Room 1", Note: "Table, heat", CreatedAt: r.Clock.Now()},
			&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Australia/Sydney"},
		)
		s := New(r.Desk, Options{DataDir: "/somewhere/regimen"})
		r.Watch(s)
		r.Tap("Add working hours")
		r.Tap("Add a time away")
		r.Show(s.Object(), 1184, 2600)
		r.Save("diary-"+string(mode), 0.5)
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("cut off: %v", cut)
		}
	}
}
