package plan

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/resources"
)

// therapist is a person at the plan of one patient, on a real database.
type therapist struct {
	*kittest.Screen
	d       *desk.Desk
	dir     string
	clock   func() time.Time
	patient string
	assess  string
	screen  *screen
	told    []string
	undo    func()
	warned  []string
	opened  []desk.Section
	n       int
}

func (p *therapist) id() string {
	p.n++
	return fmt.Sprintf("01930000-0000-7000-8000-%012d", p.n)
}

func ptr[T any](v T) *T { return &v }

// sit opens a clinic with one patient whose neck was assessed today.
func sit(t *testing.T, mode kit.Mode) *therapist {
	t.Helper()
	p := &therapist{Screen: kittest.New(t, mode), dir: t.TempDir()}
	p.clock = func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	p.openStore()
	p.patient, p.assess = p.id(), p.id()
	left := anatomy.Left
	at := p.clock()
	put := []clinic.Record{
		&clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: at},
		&clinic.Patient{ID: p.patient, GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: at},
		&clinic.Assessment{
			ID: p.assess, PatientID: p.patient, PractitionerID: "doc", Date: "2026-11-23", Type: clinic.AssessmentInitial,
			Complaint: "Cannot turn the head when reversing the car", CreatedAt: at,
		},
		p.finding("trapezius.upper", left, clinic.ByTherapist, "tenderness", ptr(6)),
		p.finding("trapezius.upper", left, clinic.ByPatient, "pain", ptr(5)),
		p.finding("levator.scapulae", left, clinic.ByTherapist, "trigger-point", ptr(7)),
		p.finding("splenius.capitis", anatomy.Right, clinic.ByTherapist, "hypertonicity", nil),
		&clinic.Measurement{
			ID: p.id(), PatientID: p.patient, AssessmentID: p.assess, Measure: "rom.neck.rotation", Side: left,
			Mode: clinic.ModeActive, Value: 45, Date: "2026-11-23", CreatedAt: at,
		},
		&clinic.Measurement{
			ID: p.id(), PatientID: p.patient, AssessmentID: p.assess, Measure: "nprs", Side: anatomy.Midline,
			Value: 6, Date: "2026-11-23", CreatedAt: at,
		},
	}
	for _, item := range p.d.Catalogue.Screening {
		if item.Group == clinic.GroupRedFlag || item.Group == clinic.GroupAbsolute {
			put = append(put, &clinic.Screening{
				ID: p.id(), PatientID: p.patient, AssessmentID: p.assess, Item: item.Code, Answer: clinic.AnswerNo, At: at,
			})
		}
	}
	p.put(put...)
	p.look(1180, 660)
	return p
}

func (p *therapist) finding(code string, side anatomy.Side, by clinic.Source, kind string, severity *int) *clinic.Finding {
	if _, ok := p.d.Atlas.Structure(code); !ok {
		p.T.Fatalf("no structure %q", code)
	}
	return &clinic.Finding{
		ID: p.id(), PatientID: p.patient, AssessmentID: p.assess, Structure: code, Side: side, Source: by, Type: kind,
		Severity: severity, CreatedAt: p.clock(),
	}
}

func (p *therapist) openStore() {
	p.T.Helper()
	st, err := store.Open(context.Background(), store.Config{Dir: p.dir, Clock: p.clock, NewID: p.id, Machine: "test"})
	if err != nil {
		p.T.Fatal(err)
	}
	p.T.Cleanup(func() { _ = st.Close() })
	atlas, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		p.T.Fatal(err)
	}
	cat, err := clinic.LoadCatalogue(resources.Catalogue)
	if err != nil {
		p.T.Fatal(err)
	}
	p.d = &desk.Desk{
		Store: st, Atlas: atlas, Catalogue: cat, Clock: p.clock, NewID: p.id, Window: p.Window,
		Log:  slog.New(slog.NewTextHandler(io.Discard, nil)),
		Open: func(_ string, s desk.Section) { p.opened = append(p.opened, s) },
		Tell: func(s string, undo func()) { p.told, p.undo = append(p.told, s), undo },
		Warn: func(s string) { p.warned = append(p.warned, s) },
	}
	st.Subscribe(func(ch clinic.Changes) {
		p.d.Forget(ch)
		if p.screen != nil {
			p.screen.Refresh(ch)
		}
	})
}

// look opens the section in a window of a size.
func (p *therapist) look(w, h float32) {
	p.T.Helper()
	p.screen = newScreen(p.d, p.patient, func(_ time.Duration, f func()) func() {
		f()
		return func() {}
	})
	p.Show(p.screen.Object(), w, h)
}

func (p *therapist) put(records ...clinic.Record) {
	p.T.Helper()
	if _, err := p.d.Store.Apply(context.Background(), clinic.Operation{Label: "set up", Put: records}); err != nil {
		p.T.Fatal(err)
	}
	if p.screen != nil {
		p.Settle()
	}
}

// chart is what is stored, read afresh.
func (p *therapist) chart() *clinic.Chart {
	p.T.Helper()
	c, err := p.d.Store.Chart(context.Background(), p.patient)
	if err != nil {
		p.T.Fatal(err)
	}
	return c
}

func (p *therapist) draft() *clinic.Plan {
	p.T.Helper()
	d := p.chart().DraftPlan()
	if d == nil {
		p.T.Fatal("there is no draft")
	}
	return d
}

// TapIn taps a chip of the labelled field.
func (p *therapist) TapIn(label, name string) {
	p.T.Helper()
	for _, o := range test.WidgetRenderer(p.Field(label).Content().(fyne.Widget)).Objects() {
		if n, ok := o.(interface{ Name() string }); ok && n.Name() == name {
			test.Tap(o.(fyne.Tappable))
			p.Settle()
			return
		}
	}
	p.T.Fatalf("the field %q has no chip %q", label, name)
}

// quiet fails the test when the person was warned of anything.
func (p *therapist) quiet() {
	p.T.Helper()
	if len(p.warned) > 0 {
		p.T.Fatalf("warned: %s", strings.Join(p.warned, " | "))
	}
}

func TestAWholePlanFromFindingsToAgreement(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.Save("empty", 1)
	p.MustSay("4 findings are waiting in the assessment of 23 November 2026.")
	p.Tap("Start the plan")
	p.Save("problems-none", 1)
	p.Tap("Trigger point 7/10")
	p.Tap("Tenderness 6/10")
	p.Save("problems", 1)
	plan := p.draft()
	problems := p.chart().ProblemsOf(plan.ID)
	if len(problems) != 2 || problems[1].Words != "Left upper trapezius: tenderness 6/10" {
		t.Fatalf("problems: %+v", problems)
	}
	p.Tap("Next: Goals")
	p.Save("goals-none", 1)
	p.Tap("Left upper trapezius: tenderness 6/10")
	p.Save("goals-open", 1)
	p.Tap("Take 4/10")
	p.TapIn("In how many weeks?", "6")
	p.Type("In the patient's own words", "Sleep through the night")
	p.Save("goals-filled", 1)
	p.Tap("Done")
	p.Tap("Something else")
	p.Tap("Mobility and flexibility")
	p.Tap("Neck rotation, left: 45°")
	p.Tap("Take 55°")
	p.Tap("Done")
	p.Save("goals-two", 1)
	goals := p.chart().GoalsOf(plan.ID)
	if len(goals) != 2 {
		t.Fatalf("goals: %+v", goals)
	}
	g := goals[0]
	if g.Measure != "nprs" || g.Baseline == nil || *g.Baseline != 6 || g.BaselineID == "" || g.TargetTo == nil || *g.TargetTo != 4 ||
		g.Due != "2027-01-04" || g.Words != "Sleep through the night" || g.ProblemID != problems[1].ID || g.Benefit != clinic.Tension {
		t.Errorf("first goal: %+v", g)
	}
	if g := goals[1]; g.Measure != "rom.neck.rotation" || g.Side != anatomy.Left || *g.Baseline != 45 || *g.TargetTo != 55 {
		t.Errorf("second goal: %+v", g)
	}
	p.Tap("Next: Treatment")
	p.Save("treatment-none", 1)
	p.Tap("Left upper trapezius: tenderness 6/10")
	p.Save("techniques", 1)
	p.Tap("Petrissage")
	p.Save("treatment-open", 1)
	p.Tap("3 medium")
	p.Tap("Prone")
	p.Tap("Done")
	rx := p.chart().PrescriptionsOf(plan.ID)
	if len(rx) != 1 || rx[0].Technique != "petrissage" || rx[0].Pressure != 3 || rx[0].Position != "prone" || rx[0].GoalID != g.ID ||
		len(rx[0].Targets) != 1 || rx[0].Targets[0] != (clinic.Target{Structure: "trapezius.upper", Side: anatomy.Left}) || rx[0].Minutes != 5 {
		t.Errorf("prescription: %+v", rx)
	}
	p.MustSay("5 of 60")
	p.Tap("Next: Schedule")
	p.Save("schedule", 1)
	p.Tap("4 weekly, 2 fortnightly, 1 after four weeks")
	p.TapIn("Minutes", "45")
	p.Save("schedule-taper", 1)
	plan = p.draft()
	if plan.Sessions() != 7 || plan.Minutes != 45 || plan.ReviewDate != "2026-12-21" {
		t.Errorf("schedule: %+v", plan)
	}
	p.Tap("Next: Home care")
	p.Save("home", 1)
	p.Tap("Choose from the list")
	p.Save("exercises", 1)
	p.Tap("Turn your head")
	p.Save("home-one", 1)
	p.Tap("Turn your head")
	p.Save("home-open", 1)
	if h := p.chart().HomeCareOf(plan.ID); len(h) != 1 || h[0].Exercise != "neck-turn" || h[0].Repetitions != 8 {
		t.Errorf("home care: %+v", h)
	}
	p.Tap("Next: Agree")
	p.MustSay("Nothing hinders the agreement. Go through the plan with the patient.")
	p.Save("agree", 1)
	p.Tap("Said so, after it was explained")
	p.Tap("Agree and close this version")
	p.quiet()
	now := p.chart().CurrentPlan()
	if now == nil || now.ID != plan.ID || now.AgreedBy != "Margaret Doyle" || now.AgreedHow != "spoken" {
		t.Fatalf("current: %+v", now)
	}
	p.MustSay("Print the plan", "Start today's session", "Change this plan")
	p.Save("agreed", 1)
	p.Tap("Print the plan")
	p.Tap("Start today's session")
	if len(p.opened) != 2 || p.opened[0] != desk.Documents || p.opened[1] != desk.Sessions {
		t.Errorf("opened %v", p.opened)
	}
}
