package findings

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/bodymap"
)

// round drags a finger round a place on the back.
func (b *bench) round(middle anatomy.Point, by float64) {
	b.T.Helper()
	var way []fyne.Position
	for _, d := range []anatomy.Point{{X: -1}, {X: -0.7, Y: -0.7}, {Y: -1}, {X: 0.7, Y: -0.7}, {X: 1}, {X: 0.7, Y: 0.7}, {Y: 1}, {X: -0.7, Y: 0.7}} {
		way = append(way, b.step.figure.Spot("posterior", middle.Add(d.Mul(by))))
	}
	b.Hand().Drag(way[0], way[1:]...)
	b.Settle()
}

// What the patient draws with a finger is kept as a finding with its edge, closed, and asks how strong it is and how it
// feels; one step back takes all of it away.
func TestThePatientDrawsAnArea(t *testing.T) {
	b := onTheFigure(t)
	b.Tap("Patient reports")
	b.Tap("Area")
	shape := b.View("posterior").Find(anatomy.Target{Structure: "latissimus.dorsi", Side: anatomy.Left})[0]
	b.round(shape.Center(), 70)
	f := b.onlyFinding()
	strokes := b.Chart().Strokes
	if f.Source != clinic.ByPatient || f.Type != "pain" || f.Severity != nil || f.View != "posterior" || f.Target() != shape.Target() {
		t.Fatalf("kept: %+v", f)
	}
	if len(strokes) != 1 || !strokes[0].Area() || strokes[0].FindingID != f.ID || strokes[0].Source != clinic.ByPatient ||
		strokes[0].Points[0] != strokes[0].Points[len(strokes[0].Points)-1] {
		t.Fatalf("drawn: %+v", strokes)
	}
	b.MustSay("Pain, reported by the patient", "Left latissimus dorsi", "Aching", "Numbness", "Pins and needles")
	b.step.sheet.degree.numbers.OnChanged(6)
	b.Tap("Burning")
	if f := b.onlyFinding(); *f.Severity != 6 || f.Quality != "burning" {
		t.Errorf("kept: %+v", f)
	}
	if m := b.step.marks(); len(m) != 1 || !m[0].Area {
		t.Errorf("the structure is filled beside the area: %+v", m)
	}
	if s := b.step.strokes(); len(s) != 1 || !s[0].Area || s[0].Severity != 6 || s[0].Kind != "pain" {
		t.Errorf("the figure shows %+v", s)
	}
	b.Save("area", 1)
	b.Tap("Numbness")                                                                       // it is one finding, of another sort
	if f := b.onlyFinding(); f.Type != "numbness" || f.Severity != nil || f.Quality != "" { // pain is told on another scale, and how it feels is said of pain
		t.Errorf("kept: %+v", f)
	}
	b.MustNotSay("Burning", "Worst imaginable")
	b.Tap("Severe")
	b.Tap("Back to the list of findings")
	b.MustSay("1 finding", "Numbness, severe")
	b.MustNotSay("Pen line")
	for range 5 {
		b.Undo()
	}
	if c := b.Chart(); len(c.Findings)+len(c.Strokes) != 0 {
		t.Errorf("left are %d findings and %d lines", len(c.Findings), len(c.Strokes))
	}
	b.Redo()
	if c := b.Chart(); len(c.Findings) != 1 || len(c.Strokes) != 1 {
		t.Errorf("made again: %d findings and %d lines", len(c.Findings), len(c.Strokes))
	}
}

// Rubbing inside an area takes it away with its finding, and brings both back.
func TestAnAreaIsErasedWithItsFinding(t *testing.T) {
	b := onTheFigure(t)
	at := b.View("posterior").Find(anatomy.Target{Structure: "latissimus.dorsi", Side: anatomy.Right})[0].Center()
	b.Tap("Area")
	b.round(at, 40)
	b.Tap("Back to the list of findings")
	b.Tap("Erase")
	b.step.erase(bodymap.Rub{View: "posterior", At: at, Reach: 10})
	b.Settle()
	if c := b.Chart(); len(c.Findings)+len(c.Strokes) != 0 {
		t.Fatalf("left are %d findings and %d lines", len(c.Findings), len(c.Strokes))
	}
	b.UndoIt()
	b.Settle()
	if c := b.Chart(); len(c.Findings) != 1 || len(c.Strokes) != 1 {
		t.Errorf("back are %d findings and %d lines", len(c.Findings), len(c.Strokes))
	}
}

// Last time's area comes along as a ghost, faintly, and with its finding when that is still there.
func TestAnAreaComesAlongWithItsGhost(t *testing.T) {
	b := on(steptest.Review(t, New))
	f := *b.Chart().Finding("f-6")
	b.Make(clinic.Operation{Label: clinic.Say("sign"), Put: []clinic.Record{
		&clinic.Stroke{ID: "s-9", PatientID: steptest.Patient, AssessmentID: "a-2", FindingID: f.ID, View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: [][2]float64{{-40, 420}, {-10, 450}, {20, 420}, {-40, 420}}, WidthMM: 4, CreatedAt: b.Clock.Now()},
	}})
	b.Make(clinic.Operation{Label: clinic.Say("next"), Put: []clinic.Record{&clinic.Assessment{ID: "a-3", PatientID: steptest.Patient, Date: "2025-03-11", Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()}}})
	next := on(steptest.At(b.Rig, "a-3", New))
	past := 0
	for _, s := range next.step.strokes() {
		if s.Past && s.Area {
			past++
		}
	}
	if past != 1 {
		t.Fatalf("%d areas of last time are shown", past)
	}
	for _, g := range next.step.ghosts() {
		if g.ID == f.ID {
			next.step.answer(clinic.GhostStill, g)
		}
	}
	next.Settle()
	s := next.Chart().StrokesOf("a-3")
	if len(s) != 1 || !s[0].Area() || next.Chart().Finding(s[0].FindingID).AssessmentID != "a-3" {
		t.Errorf("drawn: %+v", s)
	}
}
