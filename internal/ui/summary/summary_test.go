package summary

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

const patient = "patient"

// bench is the section of one patient. Nothing may go wrong on it.
type bench struct{ *desktest.Rig }

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{desktest.New(t)}
	t.Cleanup(func() {
		for _, s := range b.Warned {
			t.Error(s)
		}
	})
	b.Put(
		&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: "Doyle", CreatedAt: b.Clock.Now()},
		&clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: b.Clock.Now()},
	)
	b.Watch(New(b.Desk, patient))
	return b
}

// apply keeps records.
func (b *bench) apply(recs ...clinic.Record) {
	b.T.Helper()
	b.Put(recs...)
	b.Settle()
}

// goTo taps the button of what to do next and says where it led.
func (b *bench) goTo(button string) desk.Section {
	b.T.Helper()
	b.Opened = nil
	b.Tap(button)
	return b.Section()
}

// The summary always offers the one thing to do next, from the first visit to the review.
func TestNextThingToDo(t *testing.T) {
	b := newBench(t)
	b.MustSay("Begin with the assessment", "No phone, address or doctor is written down yet.")
	if s := b.goTo("Start the assessment"); s != desk.Assess {
		t.Errorf("the assessment opened %q", s)
	}
	day := b.Clock.Now()
	today := b.Desk.Today()
	// One tap is the assessment begun, and the next goes on with it.
	b.MustSay("The assessment is not finished")
	if s := b.goTo("Go on with the assessment"); s != desk.Assess || len(b.Desk.Chart(patient).Assessments) != 1 {
		t.Errorf("going on opened %q with %d assessments", s, len(b.Desk.Chart(patient).Assessments))
	}
	signed := b.Desk.Chart(patient).Assessments[0]
	signed.SignedAt, signed.SignedBy = day, "Ingrid Sørensen"
	b.apply(&signed)
	if s := b.goTo("Write the plan"); s != desk.Plan {
		t.Errorf("the plan opened %q", s)
	}
	p := &clinic.Plan{
		ID: "p-1", Lineage: "p-1", PatientID: patient, AssessmentID: signed.ID, Version: 1, Title: "Neck", Start: today, Minutes: 45,
		Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, ReviewDate: today.AddDays(28), CreatedAt: day,
	}
	b.apply(p)
	if s := b.goTo("Go on with the plan"); s != desk.Plan {
		t.Errorf("the draft opened %q", s)
	}
	agreed := *p
	agreed.AgreedAt, agreed.AgreedBy, agreed.AgreedHow = day, "Peg", "spoken"
	b.apply(&agreed)
	b.MustSay("Next session", "0 of 4 sessions done.")

	// One tap here is the session begun, not only the way to it.
	if s := b.goTo("Start session 1"); s != desk.Sessions {
		t.Errorf("the session opened %q", s)
	}
	v := b.Desk.Chart(patient).LatestSession()
	if v == nil || v.PlanID != "p-1" || v.Date != today {
		t.Fatalf("begun: %+v", v)
	}
	b.MustSay("A session is not signed")
	if s := b.goTo("Go on with the session"); s != desk.Sessions || len(b.Desk.Chart(patient).Sessions) != 1 {
		t.Errorf("going on opened %q with %d sessions", s, len(b.Desk.Chart(patient).Sessions))
	}
	done := *v
	done.EndedAt, done.SignedAt, done.SignedBy, done.NextPlan = day.Add(time.Hour), day.Add(time.Hour), "Ingrid Sørensen", "More of the same"
	b.apply(&done)
	b.MustSay("Last session, number 1", "More of the same", "1 of 4 sessions done")
	// A second one on the same day is asked about.
	b.Tap("Another session")
	b.MustSay("Session 1 was held today and is signed by Ingrid Sørensen.")
	b.Tap("Not now")
	if n := len(b.Desk.Chart(patient).Sessions); n != 1 {
		t.Errorf("%d sessions", n)
	}
	b.Tap("Another session")
	b.Tap("Start another")
	second := b.Desk.Chart(patient).LatestSession()
	if second.Number != 2 {
		t.Errorf("begun: %+v", second)
	}
	b.MustSay("Session 2 of today is not signed yet.")
	op, err := clinic.DiscardSession(b.Desk.Chart(patient), second)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Desk.Apply(op); err != nil {
		t.Fatal(err)
	}

	b.Clock.Advance(30 * 24 * time.Hour)
	b.apply(&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: "Doyle", Alerts: []string{"Allergic to nut oils"}, CreatedAt: day})
	b.MustSay("The re-assessment is due", "End of the schedule: 1 of 4 sessions done.")
	if s := b.goTo("Start the review"); s != desk.Assess {
		t.Errorf("the review opened %q", s)
	}
	if a := b.Desk.Chart(patient).LatestAssessment(); a.Type != clinic.AssessmentReview || a.Date != b.Desk.Today() {
		t.Errorf("no review was begun: %+v", a)
	}
	b.MustSay("Go on with the review")
	// What to take care of stands before what to do.
	texts := b.Texts()
	if care, next := slices.Index(texts, "Allergic to nut oils"), slices.Index(texts, "The re-assessment is due"); care < 0 || care > next {
		t.Errorf("the alert comes too late:\n%s", strings.Join(texts, "\n"))
	}
}

// What is signed stays until the next assessment is signed; a draft is said beside it.
func TestADraftDoesNotReplaceWhatIsSigned(t *testing.T) {
	b := newBench(t)
	severity := 7
	finding := func(assessment, structure string) *clinic.Finding {
		return &clinic.Finding{
			ID: "f-" + structure, PatientID: patient, AssessmentID: assessment, Structure: structure, Side: anatomy.Right,
			Source: clinic.ByTherapist, Type: "tenderness", Severity: &severity, CreatedAt: b.Clock.Now(),
		}
	}
	b.apply(&clinic.Assessment{ID: "a-1", PatientID: patient, Date: "2025-02-03", Type: clinic.AssessmentInitial, SignedAt: b.Clock.Now(), SignedBy: "Ingrid Sørensen"},
		finding("a-1", "infraspinatus"))
	draft := &clinic.Assessment{ID: "a-2", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()}
	b.apply(draft)
	b.MustSay("An assessment of 4 March 2025 is not signed; nothing is marked in it yet.")
	b.apply(finding("a-2", "rectus.femoris"))
	b.Walk(func(o fyne.CanvasObject) {
		words, ok := o.(*kit.Text)
		if !ok || !strings.HasPrefix(words.Text(), "An assessment of") {
			return
		}
		if end := b.App.Driver().AbsolutePositionForObject(words).X + words.Size().Width; end > b.Window.Canvas().Size().Width {
			t.Errorf("%q ends at %v", words.Text(), end)
		}
	})
	b.MustSay("Findings of 3 February 2025", "An assessment of 4 March 2025 is not signed; its findings (1) are not shown here.", "The assessment is not finished")
	if s := b.goTo("Go on with the review"); s != desk.Assess || len(b.Desk.Chart(patient).Assessments) != 2 {
		t.Errorf("opened %q", s)
	}
	draft.SignedAt, draft.SignedBy = b.Clock.Now(), "Ingrid Sørensen"
	b.apply(draft)
	b.MustSay("Findings of 4 March 2025")
	b.MustNotSay("not signed")
}

// The figure turns to the side that shows the findings, and a button turns it.
func TestFigureShowsTheFindings(t *testing.T) {
	b := newBench(t)
	severity := 7
	b.apply(&clinic.Assessment{ID: "a-1", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentInitial, CreatedAt: b.Clock.Now()},
		&clinic.Finding{
			ID: "f-1", PatientID: patient, AssessmentID: "a-1", Structure: "infraspinatus", Side: anatomy.Right, Source: clinic.ByTherapist,
			Type: "tenderness", Severity: &severity, CreatedAt: b.Clock.Now(),
		})
	b.MustSay("Findings of 4 March 2025, not signed yet", "Back")
	b.Tap("Front or back")
	b.MustSay("Front")
}

// The weightiest reasons to refer stand under what to do next; the report has them all.
func TestReasonsToRefer(t *testing.T) {
	b := newBench(t)
	tear := func(structure string) *clinic.Injury {
		return &clinic.Injury{
			ID: "i-" + structure, PatientID: patient, Structure: structure, Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 3,
			InjuredOn: b.Desk.Today(), CreatedAt: b.Clock.Now(),
		}
	}
	b.apply(tear("soleus"), tear("gastrocnemius.medial"))
	b.MustSay("Grade III strain of left soleus, today.", "keep off it until it is cleared")
	b.MustNotSay("in the report")
	b.apply(tear("rectus.femoris"))
	b.MustNotSay("left soleus")
	b.Tap("All 3 in the report")
	if b.Section() != desk.Progress {
		t.Errorf("opened %q", b.Section())
	}
}
