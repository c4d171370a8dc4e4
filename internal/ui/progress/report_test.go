package progress

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

func TestReportAtAGlance(t *testing.T) {
	b := newBench(t) // today is 4 March 2025
	b.course()
	b.MustSay("2 visits to make up", "0 of 1 goals met", "2 of 4 sessions done", "10 of 40 planned minutes given",
		"No re-assessment is due within a week.", "No reason to refer today.",
		"Work without pain", "3/10 on 3 Feb 2025, not measured since (4 weeks), from 7/10, target 2/10: on the way then",
		"2 of 4 sessions done, 4 planned by today, 2 planned days missed. The next was due on 27 Jan 2025, 36 days ago.", "6 Jan", "missed", "13 Jan", "held",
		"10 of 40 min by today, in 1 of 4 sessions; 10 min left out; 20 min in missed visits")
	// What changes elsewhere is seen at once: a tear, a goal met.
	b.apply(&clinic.Injury{
		ID: b.Desk.NewID(), PatientID: patient, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2025-03-01", CreatedAt: b.Clock.Now(),
	}, b.assessment("a-3", "2025-03-03", clinic.AssessmentReview), b.pain(2, "2025-03-03", "a-3", "", ""))
	b.MustSay("1 reason to refer", "Clinically consistent with a grade III strain of left soleus, 3 days ago.", "keep off it until it is cleared", "1 of 1 goals met")
}

func TestReportAsksForTheReassessment(t *testing.T) {
	b := newBench(t)
	b.course()
	a := b.assessment("a-3", "2025-02-10", clinic.AssessmentReview)
	a.ReferralSessions, a.ReferralExpires, a.ReportDue = 10, "2025-03-06", "2025-03-02"
	b.apply(a)
	b.MustSay("Re-assessment due", "The referrer wants a report by 2 March 2025.", "Due since 2 March 2025, 2 days ago",
		"The referral ends on 6 March 2025.", "On 6 March 2025")
	a.SignedAt, a.SignedBy = at("2025-02-10"), "Ingrid"
	for _, old := range b.Desk.Chart(patient).Assessments[:2] {
		old.SignedAt, old.SignedBy = a.SignedAt, a.SignedBy
		b.apply(&old)
	}
	b.apply(a)
	b.Tap("Start the re-assessment")
	if b.Section() != desk.Assess {
		t.Errorf("opened %q", b.Section())
	}
	begun := b.Desk.Chart(patient).OpenAssessment()
	if begun == nil || begun.Type != clinic.AssessmentReview || begun.Date != b.Desk.Today() {
		t.Fatalf("begun: %+v", begun)
	}
	b.Opened = nil
	b.Tap("Go on with the re-assessment")
	if n := len(b.Desk.Chart(patient).Assessments); b.Section() != desk.Assess || n != 4 {
		t.Errorf("opened %q with %d assessments", b.Section(), n)
	}
	op, err := clinic.DiscardAssessment(b.Desk.Chart(patient), begun)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Desk.Apply(op); err != nil {
		t.Fatal(err)
	}
	next := *a // a review takes the referral over
	next.ID, next.Date = "a-4", "2025-03-03"
	b.apply(&next)
	b.MustNotSay("The referrer wants a report", "Re-assessment due")
	b.MustSay("The referral ends on 6 March 2025.")
}

func TestReportWithoutAPlan(t *testing.T) {
	b := newBench(t)
	f := b.finding("a-1", "trapezius.upper", anatomy.Left, "pain", 5)
	b.apply(b.assessment("a-1", "2024-11-01", clinic.AssessmentInitial), f)
	b.MustSay("No plan is running", "Pain for 17 weeks and no plan is running.")
	b.MustNotSay("Attendance", "Dose by place")
	b.Tap("Open the plan")
	if b.Section() != desk.Plan {
		t.Errorf("opened %q", b.Section())
	}
}

// A long course shows the visits around today, and a plan of many places the first ones until all are asked for.
func TestReportOfALongCourse(t *testing.T) {
	b := newBench(t)
	b.course()
	var targets []clinic.Target
	for _, code := range []string{"infraspinatus", "soleus", "rectus.femoris", "supraspinatus", "gluteus.medius", "gluteus.maximus", "masseter", "semimembranosus", "semitendinosus"} {
		targets = append(targets, clinic.Target{Structure: code, Side: anatomy.Right})
	}
	b.apply(&clinic.Plan{
		ID: "p-2", Lineage: "p-2", PatientID: patient, Version: 1, Start: "2024-06-01", Minutes: 45, Phases: []clinic.Phase{{Sessions: 60, EveryDays: 7}},
		CreatedAt: at("2024-06-01"), AgreedAt: at("2024-06-01"), AgreedBy: "Peg", AgreedHow: "spoken",
	}, &clinic.Prescription{
		ID: "rx-2", PatientID: patient, PlanID: "p-2", OriginID: "rx-2", Technique: "effleurage", Targets: targets, Pressure: 2, Minutes: 18, Rank: 1,
	})
	b.MustSay("24 of 60 visits are shown", "19 Oct", "29 Mar", "0 of 60 sessions done", "40 planned by today", "0 of 78 min by today, in 0 of 39 sessions; 78 min in missed visits")
	b.MustNotSay("12 Oct", "5 Apr", "Right supraspinatus")
	b.Tap("All 9 places")
	b.MustSay("Right supraspinatus")
}

// At most three needs are said above the cards, the first in large letters, and none that asks for no act.
func TestTheReportBeginsWithWhatNeedsAnAct(t *testing.T) {
	b := newBench(t)
	b.course()
	head := func() (first string, pills []string) {
		for _, o := range b.screen.parts["report"].(*report).needs.Objects {
			switch o := o.(type) {
			case *kit.Text:
				first = o.Text()
				if o.MinSize().Height < fyne.MeasureText("M", kit.SizeHead, fyne.TextStyle{Bold: true}).Height {
					t.Errorf("%q is %v high", first, o.MinSize().Height)
				}
			case *kit.Badge:
				pills = append(pills, o.Text())
			}
		}
		return first, pills
	}
	if first, pills := head(); first != "2 visits to make up" || len(pills) != 0 {
		t.Errorf("%q, then %q", first, pills)
	}
	a := b.assessment("a-3", "2025-02-10", clinic.AssessmentReview)
	a.ReferralSessions, a.ReferralExpires, a.ReportDue = 10, "2025-03-06", "2025-03-02"
	b.apply(a, &clinic.Injury{
		ID: b.Desk.NewID(), PatientID: patient, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 3, InjuredOn: "2025-03-01", CreatedAt: b.Clock.Now(),
	})
	if first, pills := head(); first != "1 reason to refer" || !slices.Equal(pills, []string{"Re-assessment due", "2 visits to make up"}) {
		t.Errorf("%q, then %q", first, pills)
	}
	pills := 0
	for _, o := range headline(make([]need, 5)) {
		if _, ok := o.(*kit.Badge); ok {
			pills++
		}
	}
	if pills != mostNeeds-1 {
		t.Errorf("%d pills beside the first of five needs", pills)
	}
}

// Six visits stand in rows of the same length.
func TestVisitsStandInEvenRows(t *testing.T) {
	t.Parallel()
	e := &evenly{}
	for _, x := range []struct {
		n     int
		width float32
		row   int
	}{{6, 520, 6}, {6, 440, 3}, {7, 440, 4}, {24, 520, 6}, {1, 520, 1}, {0, 520, 0}} {
		if got := e.perRow(x.n, x.width); got != x.row {
			t.Errorf("%d in %v: %d in a row, want %d", x.n, x.width, got, x.row)
		}
	}
}
