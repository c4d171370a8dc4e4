package due

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

func TestPlansDue(t *testing.T) {
	r := desktest.New(t)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.MustSay("No plans yet")
	var ids []string
	for _, name := range []string{"Amir", "Bea", "Cleo", "Dan"} {
		ids = append(ids, r.AddPatient(clinic.Patient{GivenName: name}).ID)
	}
	r.AddPlan(ids[0], "Neck", "2025-03-01", true)
	r.AddPlan(ids[1], "Back", "2025-03-10", true)
	r.AddPlan(ids[2], "Knee", "", false)
	foot := r.AddPlan(ids[3], "Foot", "2025-06-01", true)
	for i := range 4 {
		r.AddSession(ids[3], foot, i+1, clinic.Date("2025-02-01").AddDays(7*i), true)
	}
	eve := r.AddPatient(clinic.Patient{GivenName: "Eve"}).ID
	r.AddPlan(eve, "Calf", "2025-06-01", true)
	r.Put(&clinic.Injury{ID: r.Desk.NewID(), PatientID: eve, Structure: "soleus", Side: "L", Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2025-03-01"})
	fay := r.AddPatient(clinic.Patient{GivenName: "Fay"}).ID
	assess(r, fay, "2025-02-24")
	plan := r.AddPlan(fay, "Hip", "2025-06-01", true)
	for i := range 4 {
		r.AddSession(fay, plan, i+1, clinic.Date("2025-02-01").AddDays(7*i), true)
	}
	r.Settle()
	r.MustSay("Re-assessment due (4)", "Amir Neck", "0 of 4 sessions done", "10 days", "Start the re-assessment", "Bea Back",
		"Dan Foot", "4 of 4 sessions done · last on 22 Feb",
		"Reasons to refer (1)", "Eve Calf", "Refer", "a tear, grade III · 0 of 4 sessions done",
		"Drafts (1)", "Cleo Knee", "Waits for agreement",
		"Under way (1)", "Fay Hip", "Course complete", "All plans (6)")
	r.MustNotSay("end of the schedule", "review")
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("%q", cut)
	}
	r.EverythingTaps()
	r.Save("due", 1)
	r.Tap("Drafts (1)")
	r.MustSay("Cleo Knee")
	r.MustNotSay("Amir Neck", "Dan Foot")
	r.Tap("Re-assessment due (4)")
	r.MustSay("Amir Neck", "Bea Back", "Dan Foot")
	r.MustNotSay("Cleo Knee", "Fay Hip")
	r.Tap("Bea Back")
	r.Tap("Reasons to refer (1)")
	r.MustSay("Eve Calf")
	r.MustNotSay("Amir Neck", "Fay Hip")
	r.Tap("All plans (6)")
	r.Tap("Fay Hip")
	if want := []string{ids[1] + " progress", fay + " plan"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	// A re-assessment is one thing less that is due.
	assess(r, ids[1], "2025-03-04")
	r.Settle()
	r.Tap("Re-assessment due (3)")
	r.MustNotSay("Bea Back")
}

// The act of a row begins the re-assessment, once; then it goes on with it, and nothing offers to start it.
func TestReassessFromTheList(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.Put(&clinic.Assessment{ID: "a1", PatientID: amir, Date: "2025-01-20", Type: clinic.AssessmentInitial, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
	r.AddPlan(amir, "Neck", "2025-03-01", true)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.Tap("Start the re-assessment")
	r.Settle()
	chart := r.Chart(amir)
	if a := chart.OpenAssessment(); a == nil || a.Type != clinic.AssessmentReview || len(chart.Assessments) != 2 {
		t.Fatalf("assessments %+v", chart.Assessments)
	}
	r.MustNotSay("Start the re-assessment")
	r.Tap("Go on with the re-assessment")
	if n := len(r.Chart(amir).Assessments); n != 2 {
		t.Errorf("%d assessments", n)
	}
	if want := []string{amir + " assess", amir + " assess"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// The keyboard goes from plan to plan over the headings.
func TestKeysPassTheHeadings(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.AddPlan(amir, "Neck", "2025-03-01", true)
	bea := r.AddPatient(clinic.Patient{GivenName: "Bea"}).ID
	r.AddPlan(bea, "Back", "", false)
	s := New(r.Desk, NewReasons(r.Desk))
	r.Watch(s)
	r.Window.Canvas().Focus(s.list)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn, fyne.KeyHome, fyne.KeyReturn} {
		s.list.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if want := []string{amir + " progress", bea + " plan", amir + " progress"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// assess files a signed re-assessment.
func assess(r *desktest.Rig, patient string, day clinic.Date) {
	r.T.Helper()
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: patient, Date: day, Type: clinic.AssessmentReview, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
}

// Whoever has a reason to be referred by the report is listed, at once when that changes, once for each patient.
func TestReasonsToReferAsTheReportHasThem(t *testing.T) {
	r := desktest.New(t)
	dan := r.AddPatient(clinic.Patient{GivenName: "Dan"}).ID
	r.AddPlan(dan, "Back", "2025-06-01", false)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.AddPlan(amir, "Neck", "2025-06-01", true)
	r.AddPlan(amir, "Neck again", "2025-06-01", false)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.Tap("Reasons to refer (0)")
	r.MustSay("Nobody to refer")
	for _, p := range []string{dan, amir} {
		for measure, value := range map[string]float64{"nprs.worst": 8, "psfs": 4} {
			m := &clinic.Measurement{ID: r.Desk.NewID(), PatientID: p, Measure: measure, Side: "M", Value: value, Date: "2025-03-03", CreatedAt: r.Clock.Now()}
			if measure == "psfs" {
				m.Item = "Drive"
			}
			r.Put(m)
		}
	}
	r.Settle()
	r.MustSay("Reasons to refer (2)", "Dan Back", "Amir Neck", "severe pain with loss of function")
	r.MustNotSay("Neck again")
	r.Tap("Dan Back")
	if want := []string{dan + " progress"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// A session that is going on is not the last one held.
func TestLastSessionIsOver(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	plan := r.AddPlan(amir, "Neck", "2025-06-01", true)
	r.AddSession(amir, plan, 1, "2025-02-25", true)
	r.AddSession(amir, plan, 2, "2025-03-04", false)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.MustSay("1 of 4 sessions done · last on 25 Feb")
}

func TestNothingIsDue(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	assess(r, amir, "2025-03-01")
	r.AddPlan(amir, "Neck", "2025-06-01", true)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.Tap("Re-assessment due (0)")
	r.MustSay("No re-assessment is due within a week.")
	r.Tap("Reasons to refer (0)")
	r.MustSay("Nobody to refer")
	r.Tap("Drafts (0)")
	r.MustSay("Every plan has been agreed.")
	r.Tap("All plans (1)")
	r.MustSay("Amir Neck")
}
