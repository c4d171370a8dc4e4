// Package steptest puts one step of an assessment on a real store, without the screen around it, for tests that work it
// as a person does.
package steptest

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// Patient is the key of the patient of Clinic.
const Patient = "patient-1"

// Clinic has one practitioner and one patient, with no assessment.
func Clinic(t testing.TB, mode kit.Mode) *desktest.Rig {
	t.Helper()
	r := desktest.NewIn(t, mode)
	r.Put(
		&clinic.Practitioner{ID: "practitioner-1", Name: "Robin Hale", CreatedAt: r.Clock.Now()},
		&clinic.Patient{ID: Patient, GivenName: "Sam", FamilyName: "Okafor", BirthDate: "1984-03-12", DoctorName: "Dr Iris Wong", CreatedAt: r.Clock.Now()},
	)
	return r
}

// Bench is one step of an assessment. It is laid out anew after each change, as in the window.
type Bench struct {
	*desktest.Rig
	Host  *step.Host
	Step  step.Step
	Went  []string // the steps that were asked for
	Asked []string // the safety questions that were asked for
	build func(*step.Host) step.Step
}

// New shows a step of a new assessment.
func New(t testing.TB, build func(*step.Host) step.Step) *Bench {
	t.Helper()
	r := Clinic(t, kit.ModeLight)
	a, op := clinic.StartAssessment(r.Desk.Env(), r.Desk.Chart(Patient), r.Desk.Practitioner().ID)
	r.Make(op)
	return At(r, a.ID, build)
}

// Review shows a step of the review of Visits.
func Review(t testing.TB, build func(*step.Host) step.Step) *Bench {
	t.Helper()
	r := Clinic(t, kit.ModeLight)
	Visits(r)
	return At(r, "a-2", build)
}

// Signed shows a step of the signed assessment of Visits.
func Signed(t testing.TB, build func(*step.Host) step.Step) *Bench {
	t.Helper()
	r := Clinic(t, kit.ModeLight)
	Visits(r)
	return At(r, "a-1", build)
}

// At shows a step of an assessment that there is.
func At(r *desktest.Rig, assessment string, build func(*step.Host) step.Step) *Bench {
	b := &Bench{Rig: r, build: build}
	b.show(assessment)
	return b
}

func (b *Bench) show(assessment string) {
	h := &step.Host{
		Desk: b.Desk, Patient: Patient, Assessment: assessment, After: b.Desk.Later,
		GoTo: func(id string) { b.Went = append(b.Went, id) },
		Ask:  func(item string) { b.Asked = append(b.Asked, item) },
		Undo: func() { b.Undo() },
	}
	b.Host, b.Step = h, b.build(h)
	h.Show, h.Leave = b.Step.Show, b.Step.Leave
	b.Step.Show()
	b.Watch(shown{b.Step})
}

// shown is a step as a screen of its own.
type shown struct{ step.Step }

// Refresh is part of desk.Screen.
func (s shown) Refresh(clinic.Changes) { s.Show() }

// Reopen closes the program and starts it again on the same records.
func (b *Bench) Reopen() {
	b.T.Helper()
	b.Rig.Reopen()
	b.show(b.Host.Assessment)
}

// Undo takes back the last change to the assessment.
func (b *Bench) Undo() {
	b.Step.Leave()
	b.Desk.Undo(b.Host.Assessment)
	b.Settle()
}

// Redo makes the last undone change again.
func (b *Bench) Redo() {
	b.Step.Leave()
	b.Desk.Redo(b.Host.Assessment)
	b.Settle()
}

// Chart is what is stored of the patient, read anew.
func (b *Bench) Chart() *clinic.Chart {
	b.T.Helper()
	return b.Rig.Chart(Patient)
}

// Kim keeps records as Kim at the reception would.
func (b *Bench) Kim(records ...clinic.Record) {
	b.T.Helper()
	b.Elsewhere("Kim", "reception", records...)
}

// Share puts the records on the other side of a network, with the patient's chart held.
func (b *Bench) Share() (*desktest.Remote, *desktest.Link) {
	remote, link := b.Rig.Share()
	link.Near[Patient] = true
	return remote, link
}

// Figure is the figure that is in sight.
func Figure(r *desktest.Rig) *bodymap.Map {
	r.T.Helper()
	var found *bodymap.Map
	r.Walk(func(o fyne.CanvasObject) {
		if m, ok := o.(*bodymap.Map); ok && found == nil {
			found = m
		}
	})
	if found == nil {
		r.T.Fatal("no figure is in sight")
	}
	return found
}

// TapFigure taps the middle of a structure where it is drawn largest on the views in sight.
func TapFigure(r *desktest.Rig, code string, side anatomy.Side) {
	r.T.Helper()
	figure := Figure(r)
	var view string
	var best *anatomy.Shape
	for _, v := range figure.Shown() {
		if shapes := v.Find(anatomy.Target{Structure: code, Side: side}); len(shapes) > 0 && (best == nil || shapes[0].Radius() > best.Radius()) {
			view, best = v.ID, shapes[0]
		}
	}
	if best == nil {
		r.T.Fatalf("%s %s is not drawn on what is in sight", code, side)
	}
	r.Clock.Advance(time.Second) // two taps, not a double tap
	test.TapCanvas(r.Window.Canvas(), figure.Spot(view, best.Center()))
	r.Settle()
}

// Choose opens the menu of a button and takes what is called item, with whatever count stands behind it.
func Choose(r *desktest.Rig, button *kit.Button, item string) {
	r.T.Helper()
	r.Tap(button.Text)
	for _, text := range r.Texts() {
		if text == item || strings.HasPrefix(text, item+"  ") {
			r.Tap(text)
			return
		}
	}
	r.T.Fatalf("the menu of %q has no %q; it has %q", button.Text, item, r.Texts())
}
