package progress

import (
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/paint"
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
	b.Put(&clinic.Patient{ID: patient, GivenName: "Peg", FamilyName: "Doyle", CreatedAt: b.Clock.Now()})
	b.screen = New(b.Desk, patient).(*Screen)
	b.Watch(b.screen)
	return b
}

// apply keeps records.
func (b *bench) apply(recs ...clinic.Record) {
	b.T.Helper()
	b.Put(recs...)
	b.Settle()
}

func at(day clinic.Date) time.Time { return day.Time().Add(9 * time.Hour) }

func (b *bench) assessment(id string, day clinic.Date, kind string) *clinic.Assessment {
	return &clinic.Assessment{ID: id, PatientID: patient, Date: day, Type: kind, Impression: "Impression of " + id, CreatedAt: at(day)}
}

func (b *bench) finding(assessment, structure string, side anatomy.Side, kind string, severity int) *clinic.Finding {
	return &clinic.Finding{
		ID: b.Desk.NewID(), PatientID: patient, AssessmentID: assessment, Structure: structure, Side: side, Source: clinic.ByTherapist,
		Type: kind, Severity: &severity, CreatedAt: b.Clock.Now(),
	}
}

func (b *bench) pain(value float64, day clinic.Date, assessment, session, moment string) *clinic.Measurement {
	return &clinic.Measurement{
		ID: b.Desk.NewID(), PatientID: patient, AssessmentID: assessment, SessionID: session, Measure: "nprs", Side: anatomy.Midline,
		Value: value, Moment: moment, Date: day, CreatedAt: at(day),
	}
}

// rotation is how far the head turns to the left.
func (b *bench) rotation(value float64, day clinic.Date, assessment string) *clinic.Measurement {
	return &clinic.Measurement{
		ID: b.Desk.NewID(), PatientID: patient, AssessmentID: assessment, Measure: "rom.neck.rotation", Side: anatomy.Left, Mode: clinic.ModeActive,
		Value: value, Date: day, CreatedAt: at(day),
	}
}

// course is an assessment, a plan with a goal, two sessions and a review.
func (b *bench) course() {
	ptr := func(v float64) *float64 { return &v }
	left := []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}
	b.apply(b.assessment("a-1", "2025-01-06", clinic.AssessmentInitial), b.pain(7, "2025-01-06", "a-1", "", ""),
		b.finding("a-1", "trapezius.upper", anatomy.Left, "hypertonicity", 8),
		b.finding("a-1", "infraspinatus", anatomy.Right, "tenderness", 4),
		b.finding("a-1", "levator.scapulae", anatomy.Left, "tenderness", 5),
		&clinic.Plan{
			ID: "p-1", Lineage: "p-1", PatientID: patient, AssessmentID: "a-1", Version: 1, Title: "Neck", Start: "2025-01-06", Minutes: 45,
			Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: at("2025-01-06"), AgreedAt: at("2025-01-06"), AgreedBy: "Peg", AgreedHow: "spoken",
		},
		&clinic.Goal{
			ID: "g-1", PatientID: patient, PlanID: "p-1", OriginID: "g-1", Benefit: clinic.Tension, Measure: "nprs", Side: anatomy.Midline,
			Baseline: ptr(7), TargetTo: ptr(2), Words: "Work without pain",
		},
		&clinic.Prescription{
			ID: "rx-1", PatientID: patient, PlanID: "p-1", OriginID: "rx-1", Technique: "ischaemic-compression", Targets: left, Pressure: 4, Minutes: 10, Rank: 1,
		})
	for i, day := range []clinic.Date{"2025-01-13", "2025-01-20"} {
		id := fmt.Sprint("s-", i+1)
		t := &clinic.Treatment{
			ID: b.Desk.NewID(), PatientID: patient, SessionID: id, PrescriptionID: "rx-1", Technique: "ischaemic-compression", Targets: left,
			Pressure: 4, Minutes: 10, Status: clinic.TreatmentDone, Rank: 1,
		}
		if i == 1 {
			t.Status, t.Reason = clinic.TreatmentLeft, "Too tender today"
		}
		b.apply(&clinic.Session{
			ID: id, PatientID: patient, PlanID: "p-1", Number: i + 1, Date: day, Subjective: "Felt " + id,
			StartedAt: at(day), EndedAt: at(day).Add(45 * time.Minute), CreatedAt: at(day),
		}, t, b.pain(float64(6-i), day, "", id, clinic.MomentBefore), b.pain(1, day, "", id, clinic.MomentAfter))
	}
	b.apply(b.assessment("a-2", "2025-02-03", clinic.AssessmentReview), b.pain(3, "2025-02-03", "a-2", "", ""),
		b.finding("a-2", "trapezius.upper", anatomy.Left, "hypertonicity", 4),
		b.finding("a-2", "levator.scapulae", anatomy.Left, "tenderness", 6),
		b.finding("a-2", "splenius.capitis", anatomy.Right, "tenderness", 3))
}

func TestNothingToCompareSaysWhatToDo(t *testing.T) {
	b := newBench(t)
	b.MustSay("Nothing to compare yet")
	b.Tap("Start the assessment")
	if b.Section() != desk.Assess {
		t.Errorf("opened %q", b.Section())
	}
}

// With one assessment there is one figure, and nothing is said to persist.
func TestOneAssessment(t *testing.T) {
	b := newBench(t)
	b.apply(b.assessment("a-1", "2025-01-06", clinic.AssessmentInitial), b.pain(7, "2025-01-06", "a-1", "", ""),
		b.finding("a-1", "trapezius.upper", anatomy.Left, "hypertonicity", 8))
	b.Tap("Body")
	b.MustSay("The only assessment so far.", "Left upper trapezius", "Hypertonicity · very high")
	b.MustNotSay("persisting", "Then")
	b.Tap("Measures")
	b.MustSay("Pain now", "7/10 on 6 Jan 2025, not measured since (8 weeks): measured once, nothing to compare yet.")
}

func TestThenAndNow(t *testing.T) {
	b := newBench(t)
	b.course()
	b.Tap("Body")
	b.MustSay("6 January 2025", "3 February 2025", "1 new", "1 persisting", "1 better", "1 not examined", "Hypertonicity · very high to high", "Tenderness · moderate")
	rows := map[string]string{}
	for i, c := range find(b).changes {
		r := find(b).row(i)
		rows[r.What+" "+c.Type] = r.Badge
	}
	want := map[string]string{
		"Left upper trapezius hypertonicity": "better", "Left levator scapulae tenderness": "persisting",
		"Right splenius capitis tenderness": "new", "Right infraspinatus tenderness": "not examined",
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", rows, want)
	}
	b.apply(b.finding("a-2", "infraspinatus", anatomy.Right, "tenderness", 0)) // looked for, and not found
	b.MustSay("1 resolved", "Tenderness · was moderate")
	b.MustNotSay("not examined")
	b.Tap("Then: the assessment after")
	b.MustSay("Both days are the same.")
	b.MustNotSay("1 better")
	b.Tap("Then: the assessment before")
	b.MustSay("1 better")
}

// A new complaint is not held against the one before, unless somebody asks for it, and then nothing of it has
// resolved that nobody looked for.
func TestAnotherComplaintResolvesNothing(t *testing.T) {
	b := newBench(t)
	b.course()
	b.apply(b.assessment("a-3", "2025-03-03", clinic.AssessmentInitial), b.finding("a-3", "soleus", anatomy.Left, "tenderness", 6))
	b.Tap("Body")
	b.MustSay("The only assessment of this complaint so far.")
	b.MustNotSay("resolved", "not examined")
	b.Tap("Then: the assessment before")
	b.MustSay("1 new", "3 not examined", "The two days belong to different complaints")
	b.MustNotSay("resolved")
	b.Tap("Areas")
	b.MustNotSay("No longer:")
}

// A draft review is not shown in the place of what is signed.
func TestFigureShowsWhatIsSigned(t *testing.T) {
	b := newBench(t)
	b.course()
	for _, a := range b.Desk.Chart(patient).Assessments {
		a.SignedAt, a.SignedBy = b.Clock.Now(), "Ingrid"
		b.apply(&a)
	}
	b.apply(b.assessment("a-3", "2025-03-03", clinic.AssessmentReview))
	b.Tap("Body")
	b.MustSay("6 January 2025", "3 February 2025")
	b.MustNotSay("3 March 2025")
	b.Tap("Now: the assessment after")
	b.MustSay("3 March 2025, not signed", "3 not examined")
}

// find is the figure then and now on the screen, made anew as the screen makes it.
func find(b *bench) *thenNow {
	_, part := newThenNow(&Screen{d: b.Desk, patient: patient})
	t := part.(*thenNow)
	t.show()
	return t
}

// The numbers of a hand-made chart: what was measured straight after a treatment is not the course, and a
// change is called real only beyond the error.
func TestMeasuresTellTheCourse(t *testing.T) {
	b := newBench(t)
	b.course()
	b.Tap("Measures")
	b.MustSay("7/10 to 3/10 on 3 Feb 2025, not measured since (4 weeks), in 28 days: improved. Goal: Work without pain, target 2/10.")
	b.apply(b.assessment("a-3", "2025-02-10", clinic.AssessmentReview), b.pain(6, "2025-02-10", "a-3", "", ""))
	b.MustSay("7/10 to 6/10 on 10 Feb 2025, in 35 days: within measurement error (a real change is 1.77/10 or more).")
	for _, s := range clinic.AllSeries(b.Desk.Catalogue, b.Desk.Chart(patient)) {
		c := Drawn(s)
		if len(c.Samples) != 5 || c.Error == nil || *c.Error != 1.77 || *c.Target != 2 || *c.Baseline != 7 {
			t.Errorf("drawn: %+v", c)
		}
	}
}

func (b *bench) measures() *measures {
	b.T.Helper()
	m, ok := b.screen.parts["measures"].(*measures)
	if !ok {
		b.T.Fatal("the measures are not shown")
	}
	return m
}

// under chooses the treatment that stands below the measures, as the menu offers it.
func (b *bench) under(label string) {
	b.T.Helper()
	var offered []string
	for _, item := range b.measures().dose.items() {
		if item.Label == label {
			item.Action()
			b.Settle()
			return
		}
		offered = append(offered, item.Label)
	}
	b.T.Fatalf("%q is not offered: %q", label, offered)
}

func TestDoseBelowTheMeasures(t *testing.T) {
	b := newBench(t)
	b.course()
	b.Tap("Measures")
	b.MustSay("Below each measure: all treatment", "10 minutes in 1 session.", "That the two go together does not show that one caused the other.",
		"7/10 to 3/10 on 3 Feb 2025", "10 of 20 planned minutes given, in 1 of 2 sessions; left out once (Too tender today)")
	high := b.chartHeight()
	b.under("Left upper trapezius · 10 min in 1 session")
	b.MustSay("Below each measure: treatment of Left upper trapezius", "10 minutes in 1 session.")
	// A treatment given elsewhere is seen at once, and the choice stays.
	b.apply(&clinic.Treatment{
		ID: b.Desk.NewID(), PatientID: patient, SessionID: "s-2", Technique: "effleurage", Targets: []clinic.Target{{Structure: "infraspinatus", Side: anatomy.Right}},
		Pressure: 2, Minutes: 30, Status: clinic.TreatmentDone, Rank: 2,
	})
	b.MustSay("10 minutes in 1 session.")
	b.under("Right infraspinatus · 30 min in 1 session")
	b.MustSay("30 minutes in 1 session.")
	b.under("Everything")
	b.MustSay("40 minutes in 2 sessions.")
	b.under("No treatment")
	b.MustNotSay("minutes in 2 sessions", "does not show that one caused the other")
	if alone := b.chartHeight(); alone >= high {
		t.Errorf("a chart is %v high without bars, and %v with them", alone, high)
	}
}

// chartHeight is how high the first chart is.
func (b *bench) chartHeight() (high float32) {
	b.Walk(func(o fyne.CanvasObject) {
		if p, ok := o.(*paint.Picture); ok && high == 0 && p.Size().Width > 300 {
			high = p.Size().Height
		}
	})
	return high
}

// What an earlier plan measured and gave is out of the way until it is asked for, and every value stays reachable.
func TestEarlierPlansAreAskedFor(t *testing.T) {
	b := newBench(t)
	b.apply(b.assessment("a-0", "2023-05-01", clinic.AssessmentInitial), b.pain(8, "2023-05-01", "a-0", "", ""),
		b.rotation(50, "2023-05-01", "a-0"), b.rotation(58, "2023-06-01", "a-0"))
	b.Tap("Measures")
	b.MustNotSay("Show earlier plans")
	b.course()
	b.MustSay("Show earlier plans, from 2023", "10 minutes in 1 session since 6 January 2025.")
	m := b.measures()
	if n := len(m.cards.Objects); n != 1 {
		t.Errorf("%d charts of this plan, want that of pain alone", n)
	}
	b.MustSay("Measured once", "Neck rotation, left, active: 50° to 58° on 1 Jun 2023")
	b.Tap("Show earlier plans, from 2023")
	b.MustSay("Show this plan only", "10 minutes in 1 session.")
	if n := len(m.cards.Objects); n != 2 {
		t.Errorf("%d charts of all plans", n)
	}
	b.MustNotSay("Measured once")
	b.Tap("Show this plan only")
	b.MustSay("Show earlier plans, from 2023")
}

// The areas are shaded on the figures of both days, with their numbers below and what they are beside them.
func TestAreasOfBothDays(t *testing.T) {
	b := newBench(t)
	b.course()
	b.Tap("Body")
	b.MustSay("Findings", "1 new")
	b.MustNotSay("How much of the body")
	b.Tap("Areas")
	b.MustSay("How much of the body", "CHOIR body map", "Margolis chart", "6 January 2025", "of 74 areas")
	b.MustNotSay("1 new", "Hypertonicity · 8 to 4")
	t2 := b.screen.parts["body"].(*thenNow)
	if !t2.shaded.then.Visible() || !t2.shaded.now.Visible() {
		t.Error("a day is not shaded")
	}
	light := b.Picture(1)
	t2.leftArea.set(nil, nil)
	t2.leftArea.object.Refresh()
	if same(light, b.Picture(1)) {
		t.Error("the shading cannot be seen")
	}
	b.Tap("Then: the assessment after")
	if t2.shaded.then.Visible() {
		t.Error("one day is shown twice")
	}
	b.Tap("Findings")
	b.MustSay("Both days are the same.")
}

func same(a, b image.Image) bool {
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y += 2 {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x += 2 {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// The timeline is in order, and a row opens the very record.
func TestTimelineReadsTheRecord(t *testing.T) {
	b := newBench(t)
	b.course()
	b.Tap("Timeline")
	var got []string
	for _, e := range events(b.Desk, b.Desk.Chart(patient)) {
		got = append(got, e.row.What)
		if strings.HasPrefix(e.row.What, "Plan") && e.row.Quiet != "6 Jan 2025" {
			t.Errorf("%s says %q", e.row.What, e.row.Quiet)
		}
	}
	if want := "Re-assessment, Session 2, Session 1, Plan: Neck · version 1, Assessment"; strings.Join(got, ", ") != want {
		t.Errorf("%v", got)
	}
	b.MustSay("Re-assessment, 3 February 2025", "Impression of a-2", "Tenderness, moderate · found by the therapist")
	b.Tap("Session 1")
	b.MustSay("Felt s-1", "before 6/10, after 1/10")
	b.MustNotSay("Felt s-2")
	b.Tap("Open the sessions")
	if b.Section() != desk.Sessions {
		t.Errorf("opened %q", b.Section())
	}
	b.Tap("Plan: Neck · version 1")
	b.MustSay("Agreed by Peg, 6 Jan 2025", "3/10 on 3 Feb 2025, not measured since (4 weeks), from 7/10, target 2/10: on the way then", "Trigger point pressure: Left upper trapezius")
	// What changes elsewhere does not take the record away that is read.
	b.apply(b.assessment("a-3", "2025-02-10", clinic.AssessmentReview))
	b.MustSay("Agreed by Peg, 6 Jan 2025")
}
