package summary

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

const patient = "patient"

// bench is the section of one patient. Nothing may go wrong on it.
type bench struct {
	*desktest.Rig
	screen *Screen
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Rig: desktest.New(t)}
	t.Cleanup(func() {
		for _, s := range b.Warned {
			t.Error(s)
		}
	})
	b.Put(
		&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: "Doyle", CreatedAt: b.Clock.Now()},
		&clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: b.Clock.Now()},
	)
	b.screen = New(b.Desk, patient).(*Screen)
	b.Watch(b.screen)
	return b
}

// pictured reports that a structure is marked on the figure.
func (b *bench) pictured(structure string) bool {
	return slices.ContainsFunc(b.screen.picture.body.Marks(), func(m drawing.Mark) bool { return m.Code == structure })
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
	if s := b.goTo("Start the re-assessment"); s != desk.Assess {
		t.Errorf("the review opened %q", s)
	}
	if a := b.Desk.Chart(patient).LatestAssessment(); a.Type != clinic.AssessmentReview || a.Date != b.Desk.Today() {
		t.Errorf("no review was begun: %+v", a)
	}
	b.MustSay("Go on with the re-assessment")
	// What to take care of stands before what to do.
	texts := b.Texts()
	if care, next := slices.Index(texts, "Allergic to nut oils"), slices.Index(texts, "The re-assessment is due"); care < 0 || care > next {
		t.Errorf("the alert comes too late:\n%s", strings.Join(texts, "\n"))
	}
}

// What is signed stays until the next assessment is signed; the draft is a choice beside it.
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
	b.MustSay("Findings of 3 February 2025")
	draft := &clinic.Assessment{ID: "a-2", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()}
	b.apply(draft)
	b.MustSay("Signed 3 Feb 2025 · 1 finding", "Draft today · 0")
	b.MustNotSay("Findings of")
	b.apply(finding("a-2", "rectus.femoris"))
	b.MustSay("Draft today · 1", "The assessment is not finished")
	dark := func() bool { return b.pictured("infraspinatus") && !b.pictured("rectus.femoris") }
	if !dark() {
		t.Error("the draft is shown in place of what is signed")
	}
	b.Tap("Draft today · 1")
	if b.pictured("infraspinatus") || !b.pictured("rectus.femoris") {
		t.Error("the draft is not shown")
	}
	b.apply(&clinic.Patient{ID: patient, GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: b.Clock.Now()})
	if !b.pictured("rectus.femoris") {
		t.Error("the draft went out of sight with a change elsewhere")
	}
	b.Tap("Signed 3 Feb 2025 · 1 finding")
	if !dark() {
		t.Error("what is signed does not come back")
	}
	for _, at := range []float32{820, 928} {
		b.Show(b.screen.Object(), at, 640)
		if cut := b.CutOff(); len(cut) > 0 {
			t.Errorf("at %v: %q", at, cut)
		}
	}
	b.Show(b.screen.Object(), 1160, 660)
	b.Clock.Advance(24 * time.Hour)
	b.apply(finding("a-2", "soleus"))
	b.MustSay("Draft 4 Mar 2025 · 2")
	if s := b.goTo("Go on with the re-assessment"); s != desk.Assess || len(b.Desk.Chart(patient).Assessments) != 2 {
		t.Errorf("opened %q", s)
	}
	draft.SignedAt, draft.SignedBy = b.Clock.Now(), "Ingrid Sørensen"
	b.apply(draft)
	b.MustSay("Findings of 4 March 2025")
	b.MustNotSay("not signed", "Draft")
	if b.pictured("infraspinatus") || !b.pictured("rectus.femoris") {
		t.Error("the older findings are still shown")
	}
}

// The words scroll by a bar at the edge of the window, beside a figure too, and end before it.
func TestWordsScrollAtTheEdge(t *testing.T) {
	b := newBench(t)
	b.apply(&clinic.Assessment{ID: "a-1", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentInitial, CreatedAt: b.Clock.Now()},
		&clinic.Finding{
			ID: "f-1", PatientID: patient, AssessmentID: "a-1", Structure: "infraspinatus", Side: anatomy.Right, Source: clinic.ByTherapist,
			Type: "tenderness", CreatedAt: b.Clock.Now(),
		})
	const wide = 1184
	b.Show(b.screen.Object(), wide, 696)
	at := func(o fyne.CanvasObject) (from, to float32) {
		x := b.App.Driver().AbsolutePositionForObject(o).X
		return x, x + o.Size().Width
	}
	figure, end := at(b.screen.picture.body)
	if end > wide || figure < wide/2 {
		t.Errorf("the figure stands from %v to %v", figure, end)
	}
	scrolls := 0
	b.Walk(func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *kit.DragScroll:
			scrolls++
			if _, to := at(x); to != wide {
				t.Errorf("a bar stands at %v", to)
			}
		case *kit.Card:
			if _, to := at(x); to > figure {
				t.Errorf("a card ends at %v, under the figure", to)
			}
		}
	})
	if scrolls != 1 {
		t.Errorf("%d parts scroll", scrolls)
	}
}

// Front and back are shown together, and a foot where only that is marked.
func TestFigureShowsTheFindings(t *testing.T) {
	for structure, shown := range map[string]string{"infraspinatus": bodymap.Both, "flexor.hallucis.brevis": "sole-"} {
		b := newBench(t)
		b.apply(&clinic.Assessment{ID: "a-1", PatientID: patient, Date: b.Desk.Today(), Type: clinic.AssessmentInitial, CreatedAt: b.Clock.Now()},
			&clinic.Finding{
				ID: "f-1", PatientID: patient, AssessmentID: "a-1", Structure: structure, Side: anatomy.Right, Source: clinic.ByTherapist,
				Type: "tenderness", CreatedAt: b.Clock.Now(),
			})
		b.MustSay("Findings of 4 March 2025, not signed yet")
		if got := b.screen.picture.body.View(); got != shown {
			t.Errorf("for %s %s is shown", structure, got)
		}
	}
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
	b.MustSay("Clinically consistent with a grade III strain of left soleus, today.", "keep off it until it is cleared")
	b.MustNotSay("in the report")
	b.apply(tear("rectus.femoris"))
	b.MustNotSay("left soleus")
	b.Tap("All 3 in the report")
	if b.Section() != desk.Progress {
		t.Errorf("opened %q", b.Section())
	}
}

// What is asked on the telephone stands on the first page: when the next visits are, and it leads to them.
func TestVisitsAhead(t *testing.T) {
	b := newBench(t)
	b.MustSay("Appointments", "None is booked.")
	today := b.Desk.Today()
	var booked []*clinic.Appointment
	for i := range 6 {
		list, op := clinic.Book(b.Desk.Env(), "Peg", clinic.Appointment{PatientID: patient, PractitionerID: "doc", Title: "Massage", Day: today.AddDays(7 * (i + 1)), Start: 14*60 + 45, Minutes: 45})
		b.apply(op.Put...)
		booked = append(booked, list[0])
	}
	off := *booked[0]
	op, err := clinic.ComeTo(b.Desk.Env(), off, "Peg", clinic.Cancelled, "ill")
	if err != nil {
		t.Fatal(err)
	}
	b.apply(op.Put...)
	next := words.WithWeekday(booked[1].Day) + ", 14:45"
	b.MustSay(next, "Massage · Ingrid Sørensen", "and 2 more")
	b.MustNotSay(words.WithWeekday(booked[0].Day)+", 14:45", "None is booked.")
	b.Tap(next)
	b.Tap("Book a visit")
	if want := []string{"visit " + booked[1].ID + " " + string(booked[1].Day), "book " + patient}; !slices.Equal(b.Diary, want) {
		t.Errorf("asked the diary for %q, want %q", b.Diary, want)
	}
}

// Who is treated before the assessment is written reads of both.
func TestASessionRunsBeforeTheAssessment(t *testing.T) {
	b := newBench(t)
	_, op := clinic.StartSession(b.Desk.Env(), b.Desk.Chart(patient), nil, "doc")
	b.apply(op.Put...)
	b.MustSay("Begin with the assessment", "is not signed.")
	if got := b.goTo("Go on with the session"); got != desk.Sessions {
		t.Errorf("it led to %q", got)
	}
}

// A form that was handed back is looked at from the summary, and one that was left is said.
func TestForms(t *testing.T) {
	b := newBench(t)
	in, op := clinic.BeginIntake(b.Desk.Env(), b.Chart(patient), &clinic.Clinic{}, "Kim")
	b.Make(op)
	b.Settle()
	b.MustSay("The intake form of 4 Mar 2025 is being filled in.")
	op, err := clinic.AnswerIntake(b.Desk.Catalogue, b.Chart(patient), *in, b.Desk.Today(), clinic.IntakeAnswer{Question: "suburb", Text: "Perth"})
	if err != nil {
		t.Fatal(err)
	}
	b.Make(op)
	b.Clock.Advance(8 * 24 * time.Hour)
	b.screen.show()
	b.MustSay("The intake form begun on 4 Mar 2025 was not handed back.")
	chart := b.Chart(patient)
	op, err = clinic.FinishIntake(b.Desk.Env(), b.Desk.Catalogue, chart, *chart.Intake(in.ID), clinic.Signer{Name: "Peg", As: clinic.ByThePatient, OnPaper: true})
	if err != nil {
		t.Fatal(err)
	}
	b.Make(op)
	b.Settle()
	b.MustSay("Answers of 4 Mar 2025 to look at: 1")
	b.Tap("Look at the answers")
	b.MustSay("1 answer to look at.")
	b.MustNotSay("Begin with the assessment")
	b.Tap("Accept: Suburb")
	b.Tap("Back")
	b.MustSay("Begin with the assessment")
	b.MustNotSay("to look at")
	if b.Patient(patient).Suburb != "Perth" {
		t.Error("what was accepted is not in the record")
	}
}
