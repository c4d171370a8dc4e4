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

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/due"
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
	r.MustSay("Seen last", "Margaret")
	r.MustNotSay("Begin with the first patient")
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
	r.MustSay("Assessment · 19 Feb 2025")
	r.MustSay("Session 1 · 09:00 – 09:45", "To sign", "Session 3", "Signed",
		"Session 7 · 20 Feb 2025", "To sign",
		"Due: end of the schedule 1 Mar 2025", "3 days overdue", "Due: end of the schedule 10 Mar 2025", "Due",
		"Plan waits for the patient's agreement", "Draft")
	r.MustNotSay("1 Jun 2025")
	r.Save("today", 1)

	r.Tap("Eva") // the unsigned record stands before the list of who was seen
	if want := []string{ids[4] + " sessions"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
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
		r.AddPlan(r.AddPatient(clinic.Patient{GivenName: fmt.Sprint("Patient ", i)}).ID, "", "2025-03-01", true)
	}
	all := 0
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, func(bool) { all++ }, nil))
	r.Tap("3 more")
	if all != 1 {
		t.Error("the button does nothing")
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
	r.MustSay("Assessment · 4 Mar 2025", "To sign")
	r.MustNotSay("Session 1 · 4 Mar 2025", "no visit yet")
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
	r.MustSay("3 days overdue")
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: amir, Date: "2025-03-03", Type: clinic.AssessmentReview, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
	r.MustSay("Nothing waits")
}

// Where a doctor should be thought of stands before the reviews, and is gone when its reason is.
func TestWhereADoctorShouldBeThoughtOf(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	addPlan(r, amir, "2025-06-01")
	addPlan(r, r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID, "2025-02-01")
	var lists []bool
	r.Watch(New(r.Desk, due.NewReasons(r.Desk), nil, func(doctor bool) { lists = append(lists, doctor) }, nil))
	r.MustNotSay("Think of the doctor")
	torn := &clinic.Injury{ID: r.Desk.NewID(), PatientID: amir, Structure: "soleus", Side: "L", Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2025-03-01"}
	r.Put(torn)
	r.Settle()
	r.MustSay("a tear, grade III", "Think of the doctor")
	texts := r.Texts()
	if slices.Index(texts, "a tear, grade III") > slices.IndexFunc(texts, func(s string) bool { return strings.HasSuffix(s, "overdue") }) {
		t.Errorf("a review stands first: %q", texts)
	}
	r.Tap("Amir")
	if want := []string{amir + " progress"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}

	// Many are one row, which leads to the list of them.
	for _, name := range []string{"Cleo", "Dan"} {
		id := r.AddPatient(clinic.Patient{GivenName: name}).ID
		addPlan(r, id, "2025-06-01")
		another := *torn
		another.ID, another.PatientID = r.Desk.NewID(), id
		r.Put(&another)
	}
	r.Settle()
	r.MustSay("Think of the doctor for 3 patients", "overdue")
	r.MustNotSay("a tear, grade III")
	r.Tap("Think of the doctor for 3 patients")
	if !slices.Equal(lists, []bool{true}) {
		t.Errorf("went to the lists %v", lists)
	}

	lighter := *torn
	lighter.Grade = 1
	r.Put(&lighter)
	r.Settle()
	r.MustSay("Cleo", "Dan", "a tear, grade III")
	r.MustNotSay("for 3 patients")
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
		if strings.HasSuffix(text, "overdue") {
			order = append(order, text)
		}
	}
	if want := []string{"6 days overdue", "3 days overdue", "1 day overdue"}; !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
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
