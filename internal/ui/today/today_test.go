package today

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
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/due"
	"regimen/internal/ui/kit"
)

func TestEmptyClinicSaysWhatToDoFirst(t *testing.T) {
	r := desktest.New(t)
	added := 0
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), func() { added++ }, nil, nil))
	r.MustSay("Begin with the first patient")
	r.Tap("New patient")
	if added != 1 {
		t.Error("the button does nothing")
	}
	r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	r.Settle()
	r.MustSay("Nothing waits")
	r.MustNotSay("Begin with the first patient", "Margaret") // recent patients are under the search
}

// addPlan files a plan of a single session, which is due to be looked at on its day, and gives its key.
func addPlan(r *desktest.Rig, patient string, day clinic.Date) string {
	r.T.Helper()
	id := r.Desk.NewID()
	r.Put(&clinic.Plan{
		ID: id, PatientID: patient, Lineage: id, Version: 1, Minutes: 45, Start: day, Phases: []clinic.Phase{{Sessions: 1, EveryDays: 7}},
		ReviewDate: day, CreatedAt: r.Clock.Now(), AgreedAt: r.Clock.Now(), AgreedBy: "the patient",
	})
	return id
}

func TestTheDay(t *testing.T) {
	r := desktest.New(t)
	var ids []string
	for _, name := range []string{"Amir", "Bea", "Cleo", "Dan", "Eva"} {
		ids = append(ids, r.AddPatient(clinic.Patient{GivenName: name}).ID)
	}
	neck := addPlan(r, ids[0], "2025-03-01")       // overdue
	back := addPlan(r, ids[1], "2025-03-10")       // due within the week
	addPlan(r, ids[2], "2025-06-01")               // far away
	r.AddPlan(ids[3], "Foot", "2025-03-01", false) // a draft
	r.AddSession(ids[0], neck, 1, "2025-03-04", false)
	r.AddSession(ids[1], back, 3, "2025-03-04", true)
	r.AddSession(ids[4], "", 7, "2025-02-20", false) // of another day, never signed

	r.Put(&clinic.Assessment{ID: "a1", PatientID: ids[3], Type: "initial", Date: "2025-02-19", CreatedAt: r.Clock.Now()})
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("Unsigned (2)", "Session 7 · 20 Feb 2025", "Assessment · 19 Feb 2025",
		"09:00", "Session 1 · until 09:45", "To sign", "Session 3 · until 09:45", "Signed",
		"Re-assessment due (2)", "end of the schedule", "3 days", "in 6 days",
		"Drafts (1)", "Waits for agreement")
	r.MustNotSay("1 Jun 2025", "Now", "overdue")
	r.Save("today", 1)

	r.Tap("Eva")
	if want := []string{ids[4] + " sessions"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	if n := accents(r); n != 0 {
		t.Errorf("%d buttons in the accent, and nothing goes on", n)
	}
}

// accents counts the buttons in the accent colour.
func accents(r *desktest.Rig) (n int) {
	r.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Visible() && b.Importance == widget.HighImportance {
			n++
		}
	})
	return n
}

// A session that goes on stands first, with what must be known, its minutes and the one thing to do next.
func TestWhatGoesOnStandsFirst(t *testing.T) {
	r := desktest.New(t)
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()}, &clinic.Practitioner{ID: "t2", Name: "Ben Otto", CreatedAt: r.Clock.Now()})
	if err := r.Desk.WorkAs("t1"); err != nil {
		t.Fatal(err)
	}
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir", Alerts: []string{"Latex", "Blood thinners", "Faints"}}).ID
	bea := r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID
	now := r.Clock.Now()
	goesOn := &clinic.Session{
		ID: r.Desk.NewID(), PatientID: amir, PlanID: r.AddPlan(amir, "Neck", "2025-06-01", true), Number: 4, Date: "2025-03-04", CreatedAt: now,
		StartedAt: now.Add(-26 * time.Minute), PractitionerID: "t1",
	}
	r.Put(&clinic.Session{
		ID: r.Desk.NewID(), PatientID: bea, Number: 2, Date: "2025-03-04", CreatedAt: now,
		StartedAt: now.Add(-40 * time.Minute), PractitionerID: "t2",
	}, goesOn)
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("Now", "Amir", "26 of 45 min", "Latex", "Blood thinners", "+1", "Bea", "40 min", "No other session has been started today.")
	r.MustNotSay("Faints", "Session 4")
	texts := r.Texts()
	if slices.Index(texts, "Amir") > slices.Index(texts, "Bea") {
		t.Errorf("a colleague's session stands first: %q", texts)
	}
	if n := accents(r); n != 1 {
		t.Errorf("%d buttons in the accent", n)
	}
	r.Clock.Advance(time.Minute)
	r.MustSay("27 of 45 min", "41 min")
	r.Tap("Go on with session 4")
	if want := []string{amir + " sessions"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	for _, size := range [][2]float32{{1184, 696}, {928, 640}, {704, 440}} {
		r.Show(r.Window.Content(), size[0], size[1])
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("at %v: %q", size, cut)
		}
	}
	goesOn.EndedAt = r.Clock.Now()
	r.Put(goesOn)
	r.Settle()
	r.MustSay("Session 4 · until 09:31", "To sign")
	r.MustNotSay("Go on with session 4")
}

func TestNothingWaits(t *testing.T) {
	r := desktest.New(t)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("Nothing waits", "No session has been started today.")
}

func TestMoreThanFits(t *testing.T) {
	r := desktest.New(t)
	for i := range 9 {
		id := r.AddPatient(clinic.Patient{GivenName: fmt.Sprint("Patient ", i)}).ID
		r.AddPlan(id, "", "2025-03-01", true)
		r.AddSession(id, "", 70+i, "2025-03-01", false)
	}
	var went []due.Group
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, func(g due.Group) { went = append(went, g) }, nil))
	r.MustSay("Unsigned (9)", "Re-assessment due (9)")
	r.MustNotSay("Session 78")
	r.Tap("5 more") // of what nobody signed, which has no list of its own
	r.MustSay("Session 78")
	r.Tap("5 more")
	if !slices.Equal(went, []due.Group{due.Review}) {
		t.Errorf("went to the lists %q", went)
	}
}

// What nobody has signed is to be done, from the day it was begun; the sessions of today stand in their own card.
func TestUnsignedAssessmentsOfTodayAreToDo(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: amir, Date: "2025-03-04", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now()})
	bea := r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID
	r.AddSession(bea, "", 1, "2025-03-04", false)
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("Unsigned (1)", "Assessment · 4 Mar 2025")
	r.MustNotSay("Session 1 · 4 Mar 2025")
	r.Tap("Amir")
	if want := []string{amir + " assess"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// A re-assessment that was made is not to do any more, although its day has passed.
func TestAReviewThatWasMadeIsNotDue(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	addPlan(r, amir, "2025-03-01")
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	r.MustSay("3 days")
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: amir, Date: "2025-03-03", Type: clinic.AssessmentReview, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
	r.MustSay("Nothing waits")
}

// Who has a reason to be referred stands in a group of its own, and is gone when the reason is.
func TestReasonsToRefer(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	addPlan(r, amir, "2025-06-01")
	addPlan(r, r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID, "2025-02-01")
	var lists []due.Group
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, func(g due.Group) { lists = append(lists, g) }, nil))
	r.MustNotSay("Reasons to refer")
	torn := &clinic.Injury{ID: r.Desk.NewID(), PatientID: amir, Structure: "soleus", Side: "L", Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2025-03-01"}
	r.Put(torn)
	r.Settle()
	r.MustSay("Reasons to refer (1)", "a tear, grade III", "Refer", "31 days")
	r.Tap("Amir")
	if want := []string{amir + " progress"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	for _, name := range []string{"Cleo", "Dan", "Eva", "Finn"} {
		id := r.AddPatient(clinic.Patient{GivenName: name}).ID
		addPlan(r, id, "2025-06-01")
		another := *torn
		another.ID, another.PatientID = r.Desk.NewID(), id
		r.Put(&another)
	}
	r.Settle()
	r.MustSay("Reasons to refer (5)")
	r.Tap("1 more")
	if !slices.Equal(lists, []due.Group{due.Refer}) {
		t.Errorf("went to the lists %v", lists)
	}

	lighter := *torn
	lighter.Grade = 1
	r.Put(&lighter)
	r.Settle()
	r.MustSay("Reasons to refer (4)", "Cleo", "Dan", "Eva", "Finn")
	r.MustNotSay("Amir")
}

// Whoever waits longest stands first, and it says how long.
func TestMostOverdueFirst(t *testing.T) {
	r := desktest.New(t)
	for name, due := range map[string]clinic.Date{"Amir": "2025-03-03", "Bea": "2025-02-26", "Cleo": "2025-03-01"} {
		addPlan(r, r.AddPatient(clinic.Patient{GivenName: name}).ID, due)
	}
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil))
	var order []string
	for _, text := range r.Texts() {
		if strings.HasSuffix(text, " days") || text == "1 day" {
			order = append(order, text)
		}
	}
	if want := []string{"6 days", "3 days", "1 day"}; !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
}

// A clinic that comes from before training was kept is asked for it here, and not in the middle of a session; who has none
// says so once.
func TestTrainingIsAskedForOnce(t *testing.T) {
	r := desktest.New(t)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()}, &clinic.Practitioner{ID: "t2", Name: "Ben Ito", CreatedAt: r.Clock.Now()},
		&clinic.Practitioner{ID: "t3", Name: "Cleo Moss", CreatedAt: r.Clock.Now(), LeftAt: r.Clock.Now()})
	went := 0
	s := New(r.Desk, due.NewReasons(r.Desk), nil, nil, func(bool) { went++ })
	r.Watch(s)
	r.MustSay("the training of Ana Reyes, Ben Ito.")
	r.Tap("Tick the training")
	if went != 1 {
		t.Errorf("went to the settings %d times", went)
	}
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now(), Trained: []string{"mld"}})
	r.Settle()
	r.MustSay("the training of Ben Ito.")
	r.Tap("None of these")
	r.Settle()
	r.MustNotSay("training")
	s.Refresh(clinic.Changes{})
	r.Settle()
	r.MustNotSay("training")
}

// Who could sign, and a backup, are asked for as long as they are missing; one tap makes the next backup.
func TestWhatOfTheClinicIsNotInOrder(t *testing.T) {
	r := desktest.New(t)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	var went []bool
	s := New(r.Desk, due.NewReasons(r.Desk), nil, nil, func(backup bool) { went = append(went, backup) })
	r.Watch(s)
	r.MustSay("Nobody is entered who treats here", "nothing can be signed", "No backup has been made yet.")
	r.MustNotSay("Back up now")
	r.Tap("Enter a practitioner")
	r.Tap("Choose where to back up")
	if !slices.Equal(went, []bool{false, true}) {
		t.Errorf("went to the settings for a backup: %v", went)
	}
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	r.Settle()
	r.MustNotSay("Nobody is entered")

	folder := filepath.Join(t.TempDir(), "stick")
	if err := r.Desk.BackUp(t.Context(), filepath.Join(folder, "first.db")); err != nil {
		t.Fatal(err)
	}
	s.Refresh(clinic.Changes{})
	r.Settle()
	r.MustNotSay("backup")

	r.Clock.Advance(3 * 24 * time.Hour)
	s.Refresh(clinic.Changes{})
	r.Settle()
	r.MustSay("The last backup is 3 days old, of 4 Mar 2025, in " + folder)
	r.Save("today-backup", 1)

	// A backup that failed is none: the stick is not in.
	away := folder + "-away"
	if err := os.Rename(folder, away); err != nil {
		t.Fatal(err)
	}
	r.Tap("Back up now")
	if len(r.Said) != 1 || !strings.Contains(r.Said[0], "No backup was made") {
		t.Errorf("said %q", r.Said)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made beside the records")
	}
	r.MustSay("3 days old")

	if err := os.Rename(away, folder); err != nil {
		t.Fatal(err)
	}
	r.Tap("Back up now")
	r.Settle()
	r.MustNotSay("3 days old", "Back up now")
	if _, err := os.Stat(filepath.Join(folder, "regimen-2025-03-07.db")); err != nil {
		t.Error(err)
	}

	r.Clock.Advance(-30 * 24 * time.Hour) // set back
	s.Refresh(clinic.Changes{})
	r.Settle()
	r.MustSay("The last backup has a day to come, 7 Mar 2025.")
}

// Of shared records the computer that keeps them is asked, and one that made a backup before.
func TestBackupOfSharedRecords(t *testing.T) {
	r := desktest.New(t)
	r.AddPatient(clinic.Patient{GivenName: "Amir"})
	far := &farAway{Records: r.Desk.Store}
	r.Desk.Store = far
	s := New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil)
	r.Watch(s)
	r.MustNotSay("backup")
	far.last = store.LastBackup{At: r.Clock.Now().Add(-9 * 24 * time.Hour), File: "/stick/regimen.db"}
	s.Refresh(clinic.Changes{})
	r.Settle()
	r.MustSay("The last backup is 9 days old")
}

// farAway are records that another computer keeps.
type farAway struct {
	desk.Records
	last store.LastBackup
}

func (f *farAway) LastBackup(context.Context) (store.LastBackup, error) { return f.last, nil }
