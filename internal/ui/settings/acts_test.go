package settings

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// Each change of the settings of the diary is taken back by one undo: what is kept is then as it was before.
func TestEachChangeOfTheDiarySettingsIsTakenBackByOneUndo(t *testing.T) {
	week := clinic.Week{0: {Work: []clinic.Span{{From: 540, To: 1020}}}}
	chip := func(r *desktest.Rig, field, id string) {
		r.Field(field).Content().(*kit.Chips).OnChanged([]string{id})
		r.Settle()
	}
	in := func(row string, do func(r *desktest.Rig)) func(r *desktest.Rig) {
		return func(r *desktest.Rig) {
			tapRow(r, row)
			do(r)
		}
	}
	day := func(r *desktest.Rig, label, day string) {
		f := r.Field(label).Content().(*kit.DateField)
		r.App.Clipboard().SetContent(day)
		f.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: r.App.Clipboard()})
		r.Settle()
	}
	typed := func(label, text string) func(r *desktest.Rig) { return func(r *desktest.Rig) { r.Type(label, text) } }
	tapped := func(name string) func(r *desktest.Rig) { return func(r *desktest.Rig) { r.Tap(name) } }
	for _, x := range []struct {
		name string
		do   func(r *desktest.Rig)
	}{
		{"add a room", func(r *desktest.Rig) {
			r.Tap("Add a room")
			r.TypeInto(r.Window.Canvas().Focused(), "Room 2")
			r.Window.Canvas().Unfocus()
		}},
		{"rename a room", in("Room 1", typed("Room", "Front room"))},
		{"say what is in a room", in("Room 1", typed("What is in it", "A bath"))},
		{"close a room", in("Room 1", tapped("No longer used"))},
		{"add what can be booked", func(r *desktest.Rig) {
			r.Tap("Add an appointment type")
			r.TypeInto(r.Window.Canvas().Focused(), "Lymph drainage")
			r.Window.Canvas().Unfocus()
		}},
		{"give another length", in("Massage", typed("Length (minutes)", "45"))},
		{"give a clean-up", in("Massage", typed("Cleaning up afterwards (minutes)", "10"))},
		{"give a price", in("Massage", typed("Price ($)", "95.50"))},
		{"give a usual room", in("Massage", func(r *desktest.Rig) { chip(r, "Usual room", "one") })},
		{"give a colour", in("Massage", tapped("Blue"))},
		{"tell the patient", in("Massage", typed("What the patient should know", "Bring shorts."))},
		{"offer no longer", in("Massage", tapped("No longer offered"))},
		{"add working hours", func(r *desktest.Rig) { r.Tap("Add working hours"); r.Type("Monday", "9-12") }},
		{"say whose hours they are", in("Ana Reyes", func(r *desktest.Rig) { chip(r, "Whose hours", "") })},
		{"work at other hours", in("Ana Reyes", typed("Monday", "9-12, 15-18"))},
		{"work every day alike", in("Ana Reyes", tapped("Tuesday to Friday as Monday"))},
		{"work two weeks in turn", in("Ana Reyes", tapped("Two weeks in turn"))},
		{"work on holidays", in("Ana Reyes", tapped("Works on public holidays"))},
		{"end working hours", in("Ana Reyes", func(r *desktest.Rig) { day(r, "Last day (empty: until others follow)", "30/6/2025") })},
		{"remove working hours", in("Ana Reyes", tapped("Remove these hours"))},
		{"add a time away", func(r *desktest.Rig) { r.Tap("Add a time away"); r.Tap("Sick") }},
		{"be away for another reason", in("The whole clinic", tapped("At a training"))},
		{"be away longer", in("The whole clinic", func(r *desktest.Rig) { day(r, "Last day", "12/3/2025") })},
		{"be away from an hour on", in("The whole clinic", typed("From (time)", "14:30"))},
		{"note why", in("The whole clinic", typed("Note", "Painters"))},
		{"remove a time away", in("The whole clinic", tapped("Remove this time away"))},
		{"choose the holidays", tapped("Tasmania")},
		{"be open on a holiday", tapped("Labour Day · Mon 10 Mar 2025")},
		{"keep no holidays", tapped("None are kept")},
	} {
		t.Run(x.name, func(t *testing.T) {
			r, s, _ := open(t)
			now := r.Clock.Now()
			r.Put(
				&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Australia/Melbourne"}, &clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: now},
				&clinic.Room{ID: "one", Name: "Room 1", CreatedAt: now}, &clinic.Service{ID: "s", Name: "Massage", Minutes: 60, CreatedAt: now},
				&clinic.Roster{ID: "h", PractitionerID: "ana", ValidFrom: "2025-01-01", Weeks: []clinic.Week{week}, CreatedAt: now},
				&clinic.Absence{ID: "a", FromDay: "2025-03-10", UntilDay: "2025-03-11", UntilMinute: clinic.DayMinutes, Why: clinic.AbsenceClosed, CreatedAt: now},
			)
			r.Settle()
			before := r.Kept("2025-03-01", "2025-03-31")
			x.do(r)
			r.Clock.Advance(time.Minute) // a number is kept once it stays
			r.Settle()
			if r.Kept("2025-03-01", "2025-03-31") == before {
				t.Fatalf("nothing is done; warned of %q", r.Warned)
			}
			if _, typing := r.Window.Canvas().Focused().(*kit.Entry); typing {
				r.Window.Canvas().Unfocus() // in a field the typing is taken back
			}
			s.Undo()
			r.Settle()
			if left := desktest.Differ(before, r.Kept("2025-03-01", "2025-03-31")); left != "" {
				t.Errorf("one undo leaves\n%s", left)
			}
		})
	}
}
