package due

import (
	"slices"
	"testing"

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
	r.MustSay("Amir: Neck", "end of the schedule 22 Feb 2025  ·  review date 1 Mar 2025  ·  0 of 4 sessions done", "Review overdue",
		"Bea: Back", "Cleo: Knee", "no review date", "Draft",
		"Dan: Foot", "end of the schedule 22 Feb 2025  ·  4 of 4 sessions done  ·  last on 22 Feb 2025",
		"Eve: Calf", "Think of the doctor", "a tear, grade III  ·  end of the schedule 22 Feb 2025",
		"Fay: Hip", "4 of 4 sessions done  ·  last on 22 Feb 2025  ·  review 1 Jun 2025", "Course complete")
	r.Save("due", 1)
	r.Tap("Drafts")
	r.MustSay("Cleo: Knee")
	r.MustNotSay("Amir: Neck", "Dan: Foot")
	r.Tap("Review due")
	r.MustSay("Amir: Neck", "Bea: Back", "Dan: Foot")
	r.MustNotSay("Cleo: Knee", "Fay: Hip")
	r.Tap("Bea: Back")
	r.Tap("Think of the doctor")
	r.MustSay("Eve: Calf")
	r.MustNotSay("Amir: Neck", "Fay: Hip")
	r.Tap("All plans")
	r.Tap("Fay: Hip")
	if want := []string{ids[1] + " progress", fay + " plan"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	// A re-assessment is one thing less that is due.
	assess(r, ids[1], "2025-03-04")
	r.Tap("Review due")
	r.MustNotSay("Bea: Back")
}

// assess files a signed re-assessment.
func assess(r *desktest.Rig, patient string, day clinic.Date) {
	r.T.Helper()
	r.Put(&clinic.Assessment{ID: r.Desk.NewID(), PatientID: patient, Date: day, Type: clinic.AssessmentReview, SignedAt: r.Clock.Now(), SignedBy: "Ana Reyes"})
}

// Whoever the report asks to think of a doctor for is listed, at once when that changes, once for each patient.
func TestThinkOfTheDoctorAsTheReportDoes(t *testing.T) {
	r := desktest.New(t)
	dan := r.AddPatient(clinic.Patient{GivenName: "Dan"}).ID
	r.AddPlan(dan, "Back", "2025-06-01", false)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	r.AddPlan(amir, "Neck", "2025-06-01", true)
	r.AddPlan(amir, "Neck again", "2025-06-01", false)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.Tap("Think of the doctor")
	r.MustSay("Nobody to think of")
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
	r.MustSay("Dan: Back", "Amir: Neck", "severe pain with loss of function")
	r.MustNotSay("Neck again")
	r.Tap("Dan: Back")
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
	r.MustSay("1 of 4 sessions done  ·  last on 25 Feb 2025")
}

func TestNothingIsDue(t *testing.T) {
	r := desktest.New(t)
	amir := r.AddPatient(clinic.Patient{GivenName: "Amir"}).ID
	assess(r, amir, "2025-03-01")
	r.AddPlan(amir, "Neck", "2025-06-01", true)
	r.Watch(New(r.Desk, NewReasons(r.Desk)))
	r.Tap("Review due")
	r.MustSay("No re-assessment is due within a week.")
	r.Tap("Think of the doctor")
	r.MustSay("Nobody to think of")
	r.Tap("Drafts")
	r.MustSay("Every plan has been agreed.")
	r.Tap("All plans")
	r.MustSay("Amir: Neck")
}
