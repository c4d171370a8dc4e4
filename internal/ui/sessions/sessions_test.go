package sessions

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/timezone"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// practice is a clinic with one patient and an agreed plan.
type practice struct {
	*desktest.Rig
	patient string
	plan    string
}

func ptr[T any](v T) *T { return &v }

func open(t *testing.T) *practice {
	t.Helper()
	p := &practice{Rig: desktest.New(t)}
	p.Clock.Skip(time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC).Sub(p.Clock.Now()))
	p.Desk.After = never
	p.patient, p.plan = p.Desk.NewID(), p.Desk.NewID()
	ass := p.Desk.NewID()
	agreed := p.Clock.Now().Add(-7 * 24 * time.Hour)
	neck := []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}
	rx := func(technique string, pressure int, minutes float64, rank int) *clinic.Prescription {
		return &clinic.Prescription{
			ID: p.Desk.NewID(), PatientID: p.patient, PlanID: p.plan, OriginID: technique, Technique: technique,
			Targets: neck, Pressure: pressure, Minutes: minutes, Rank: rank, Position: "prone",
		}
	}
	p.apply(t, &clinic.Practitioner{ID: "doc", Name: "Ingrid Sørensen", CreatedAt: agreed},
		&clinic.Patient{ID: p.patient, GivenName: "Peg", FamilyName: "Doyle", Alerts: []string{"Allergic to nut oils"}, CreatedAt: agreed},
		&clinic.Assessment{ID: ass, PatientID: p.patient, Date: "2026-03-02", Type: clinic.AssessmentInitial, CreatedAt: agreed},
		&clinic.Plan{
			ID: p.plan, PatientID: p.patient, Lineage: p.plan, Version: 1, AssessmentID: ass, Title: "Neck", Start: "2026-03-09",
			Minutes: 60, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: agreed, AgreedAt: agreed, AgreedBy: "Peg Doyle", AgreedHow: "spoken",
		},
		&clinic.Goal{
			ID: p.Desk.NewID(), PatientID: p.patient, PlanID: p.plan, OriginID: "g", Benefit: clinic.Mobility, Measure: "rom.neck.rotation",
			Side: anatomy.Left, Mode: clinic.ModeActive, Baseline: ptr(45.0), TargetTo: ptr(60.0), Words: "Reverse the car",
		},
		rx("effleurage", 2, 5, 1), rx("ischaemic-compression", 4, 10, 2), rx("static-stretch", 3, 5, 3),
		&clinic.Consent{
			ID: p.Desk.NewID(), PatientID: p.patient, PlanID: p.plan, Decision: clinic.ConsentGiven, Areas: []string{clinic.GeneralArea}, Techniques: []string{},
			How: clinic.ConsentSpoken, By: "Peg Doyle", ByAs: clinic.ByThePatient, Explained: "Ingrid Sørensen", Signature: [][][2]float64{}, At: agreed,
		})
	var asked []clinic.Record
	for _, item := range p.Desk.Catalogue.Screening {
		if item.Group == clinic.GroupAbsolute || item.Group == clinic.GroupRedFlag {
			asked = append(asked, &clinic.Screening{
				ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: ass, Item: item.Code, Answer: clinic.AnswerNo, Targets: []clinic.Target{}, At: agreed,
			})
		}
	}
	p.apply(t, asked...)
	return p
}

func (p *practice) apply(t testing.TB, recs ...clinic.Record) {
	t.Helper()
	p.Put(recs...)
}

func never(time.Duration, func()) func() { return func() {} }

// tap finds a button by its words or its name and taps it.
func tap(t *testing.T, root fyne.CanvasObject, words string) {
	t.Helper()
	var hit fyne.Tappable
	walk(root, func(o fyne.CanvasObject) {
		if b, ok := o.(interface {
			fyne.Tappable
			Name() string
		}); ok && hit == nil && b.Name() == words {
			hit = b
		}
	})
	if hit == nil {
		t.Fatalf("no button says %q", words)
	}
	hit.Tapped(&fyne.PointEvent{})
}

// fill writes into the field of a label.
func fill(t *testing.T, root fyne.CanvasObject, label, text string) {
	t.Helper()
	written := false
	walk(root, func(o fyne.CanvasObject) {
		if f, ok := o.(*kit.Field); ok && f.Label() == label {
			f.Content().(*kit.Entry).SetText(text)
			written = true
		}
	})
	if !written {
		t.Fatalf("there is no field %q", label)
	}
}

// walk visits what is shown.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			walk(c, visit)
		}
	}
}

func shown(root fyne.CanvasObject) string {
	var all []string
	walk(root, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Text:
			all = append(all, o.Text())
		case *kit.Badge:
			all = append(all, o.Text())
		}
	})
	return strings.Join(all, "\n")
}

// row is the row of a treatment, by its technique's name.
func (p *practice) row(t *testing.T, s *Screen, technique string) *treatRow {
	t.Helper()
	for _, x := range p.chart().TreatmentsOf(s.session) {
		if x.Technique == technique {
			return s.visit.parts[stepTreat].(*treat).rows[x.ID]
		}
	}
	t.Fatalf("no treatment %q", technique)
	return nil
}

func (p *practice) chart() *clinic.Chart { return p.Desk.Chart(p.patient) }

func (p *practice) screen(t *testing.T) *Screen {
	t.Helper()
	s := newScreen(p.Desk, p.patient)
	p.Desk.Show = s.Refresh
	p.Desk.Window.SetContent(s.Object())
	p.Desk.Window.Resize(fyne.NewSize(1180, 660))
	return s
}

func choose(c *kit.Chips, id string) {
	c.SetChosen(id)
	c.OnChanged([]string{id})
}

// A whole visit: one tap starts it, treatments are ticked, changed and left, measured before and after,
// written up, signed, and corrected by an addendum.
func TestVisit(t *testing.T) {
	p := open(t)
	s := p.screen(t)
	tap(t, s.Object(), "Start session 1")
	v := p.chart().LatestSession()
	if v == nil || v.PlanID != p.plan || v.Number != 1 || len(p.chart().TreatmentsOf(v.ID)) != 3 {
		t.Fatalf("the session was not started from the plan: %+v", v)
	}
	if text := shown(s.Object()); !strings.Contains(text, "Allergic to nut oils") || !strings.Contains(text, "first session") {
		t.Errorf("the card does not say what to know first:\n%s", text)
	}

	before := s.visit.parts[stepBefore].(*before)
	for _, r := range before.measures.rows {
		if r.severity != nil {
			r.severity.TypedRune('6')
		} else {
			r.number.Stepper.Entry().SetText("48")
			r.number.Stepper.Entry().OnSubmitted("48")
			r.number.Flush()
		}
	}
	ms := p.chart().SessionMeasurements(v.ID)
	if len(ms) != 2 || ms[0].Moment != clinic.MomentBefore {
		t.Fatalf("measured before: %+v", ms)
	}

	s.visit.open(stepTreat)
	p.row(t, s, "effleurage").ring()
	r := p.row(t, s, "ischaemic-compression")
	tap(t, r.object, "More about this treatment")
	tap(t, r.object, "Change")
	r.typed.Stepper.Entry().SetText("7")
	r.typed.Stepper.Entry().OnSubmitted("7")
	r.ring()
	r = p.row(t, s, "static-stretch")
	tap(t, r.object, "More about this treatment")
	tap(t, r.object, "Leave out")
	choose(r.reasons, "Not enough time")
	got := map[string]string{}
	for _, x := range p.chart().TreatmentsOf(v.ID) {
		got[x.Technique] = fmt.Sprint(x.Status, " ", x.Minutes, " ", x.Reason)
	}
	want := map[string]string{"effleurage": "done 5 ", "ischaemic-compression": "changed 7 ", "static-stretch": "left 5 Not enough time"}
	for k, w := range want {
		if got[k] != w {
			t.Errorf("%s: %q, want %q", k, got[k], w)
		}
	}
	if text := shown(s.Object()); !strings.Contains(text, "12 minutes given of a session of 60") {
		t.Errorf("the minutes are not summed:\n%s", text)
	}

	s.visit.open(stepAfter)
	tap(t, s.Object(), "Better")
	for i, text := range []string{"Slept better", "Less tone on the left", "Responding", "Add thoracic work"} {
		f := s.visit.parts[stepAfter].(*after).notes[i]
		f.Entry.SetText(text)
		f.Flush()
	}
	s.visit.open(stepSign)
	if text := shown(s.Object()); !strings.Contains(text, "The end of the treatment is missing.") {
		t.Errorf("what hinders is not said:\n%s", text)
	}
	p.Clock.Skip(55 * time.Minute)
	s.visit.show() // as it does every minute
	tap(t, s.Object(), "Now, 09:55")
	tap(t, s.Object(), "Ask")
	tap(t, s.Object(), "Nothing has changed")
	tap(t, s.Object(), "Back to signing")
	p.Clock.Skip(time.Second)
	tap(t, s.Object(), "Sign as Ingrid Sørensen")
	v = p.chart().Session(v.ID)
	if v.SignedAt.IsZero() || v.SignedBy != "Ingrid Sørensen" || v.NextPlan != "Add thoracic work" || v.EndedAt.Sub(v.StartedAt) != 55*time.Minute {
		t.Fatalf("signed: %+v", v)
	}

	tap(t, s.Object(), "Add an addendum")
	fill(t, s.Object(), "Addendum", "The stretch was done after all")
	fill(t, s.Object(), "Reason", "Forgotten")
	tap(t, s.Object(), "Sign the addendum")
	if a := p.chart().AddendaOf(v.ID); len(a) != 1 || a[0].By != "Ingrid Sørensen" {
		t.Fatalf("addenda: %+v", a)
	}
	if p.chart().Session(v.ID).NextPlan != "Add thoracic work" || len(p.Warned) > 0 {
		t.Errorf("the original changed, or somebody was warned: %v", p.Warned)
	}
}

// What was written last time is there, marked, and hinders the signature until it is confirmed or
// changed.
func TestCarriedOver(t *testing.T) {
	p := open(t)
	last := &clinic.Session{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: p.plan, PractitionerID: "doc", Number: 1, Date: "2026-03-08", Subjective: "Stiff in the morning",
		NextPlan: "More of the same", Response: clinic.ResponseWorse, ResponseNote: "Sore for two days", CreatedAt: p.Clock.Now(),
		StartedAt: p.Clock.Now(), EndedAt: p.Clock.Now(), SignedAt: p.Clock.Now(), SignedBy: "Ingrid Sørensen",
	}
	p.apply(t, last)
	s := p.screen(t)
	tap(t, s.Object(), "Start session 2")
	text := shown(s.Object())
	for _, want := range []string{"yesterday", "Afterwards: worse. Sore for two days", "Carried over from last time"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not shown:\n%s", want, text)
		}
	}
	tap(t, s.Object(), "Still true")
	v := p.chart().LatestSession()
	if fmt.Sprint(v.Unconfirmed) != "[next_plan]" || v.Subjective != "Stiff in the morning" {
		t.Errorf("after confirming: %v %q", v.Unconfirmed, v.Subjective)
	}
	s.visit.open(stepAfter)
	f := s.visit.parts[stepAfter].(*after).notes[3]
	f.Entry.SetText("Less pressure")
	f.Flush()
	if v = p.chart().LatestSession(); len(v.Unconfirmed) != 0 || v.NextPlan != "Less pressure" {
		t.Errorf("after changing: %v %q", v.Unconfirmed, v.NextPlan)
	}
	s.Undo()
	if v = p.chart().LatestSession(); len(v.Unconfirmed) != 1 || v.NextPlan != "More of the same" || f.Entry.Text != "More of the same" {
		t.Errorf("after undo: %v %q, the field says %q", v.Unconfirmed, v.NextPlan, f.Entry.Text)
	}
}

// A long note in any script is kept as it was typed.
func TestNoteKeptExactly(t *testing.T) {
	p := open(t)
	s := p.screen(t)
	tap(t, s.Object(), "Start session 1")
	note := strings.Repeat("A\u0301 שלום 👩🏽‍⚕️ ก็ line\n", 600)
	f := s.visit.parts[stepBefore].(*before).subjective
	f.Entry.SetText(note)
	s.Leave()
	if got := p.chart().LatestSession().Subjective; got != note {
		t.Errorf("kept %d bytes of %d", len(got), len(note))
	}
}

func TestTimeOfDay(t *testing.T) {
	t.Parallel()
	auckland, err := timezone.Load("Pacific/Auckland")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks went forward from 2:00 to 3:00 in the night to the 28th of September 2025, and back on the 5th of April 2026.
	for _, c := range []struct {
		day  clinic.Date
		text string
		utc  string
	}{
		{"2025-09-28", "1:59", "2025-09-27T13:59:00Z"},
		{"2025-09-28", "3:00", "2025-09-27T14:00:00Z"},
		{"2025-09-28", "9:00", "2025-09-27T20:00:00Z"},
		{"2026-04-05", "1:30", "2026-04-04T12:30:00Z"},
		{"2026-04-05", "9:00", "2026-04-04T21:00:00Z"},
	} {
		got, err := timeOfDay(c.day, c.text, auckland)
		if err != nil || got.Format(time.RFC3339) != c.utc {
			t.Errorf("%s at %s is %v, not %s: %v", c.day, c.text, got, c.utc, err)
		}
		if said, err := timeOfDay(c.day, hoursMinutes(got.In(auckland)), auckland); err != nil || !said.Equal(got) {
			t.Errorf("%s is said as %s: %v", c.text, hoursMinutes(got.In(auckland)), err)
		}
	}
	for text, want := range map[string]string{"14:30": "14:30", "14.30": "14:30", "1430": "14:30", "2:30 pm": "14:30", "9": "09:00", "": ""} {
		got, err := timeOfDay("2026-03-09", text, auckland)
		if said := hoursMinutes(got.In(auckland)); err != nil || said != want {
			t.Errorf("%q: %q, %v", text, said, err)
		}
	}
	for _, text := range []string{"25:00", "noon", "14:61", "-1"} {
		if got, err := timeOfDay("2026-03-09", text, auckland); err == nil {
			t.Errorf("%q was taken for %v", text, got)
		}
	}
}
