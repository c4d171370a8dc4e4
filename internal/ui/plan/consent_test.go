package plan

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/kit"
)

// The agreement shows what consent is missing and takes it, from a guardian for a child; the plan can be agreed to
// without, and the panel goes on beside the agreed plan.
func TestConsentBesideTheAgreement(t *testing.T) {
	p := sit(t, kit.ModeLight)
	patient := p.chart().Patient
	patient.BirthDate = "2012-05-01"
	p.put(&patient)
	plan := p.begin()
	p.put(&clinic.Prescription{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, OriginID: "x", Technique: "cupping", Pressure: 1, Minutes: 5, Rank: 9,
		Targets: []clinic.Target{{Structure: "gluteus.maximus", Side: anatomy.Left}},
	})
	p.Tap("Agree")
	p.MustSay("To be signed for this course: Buttocks, Cupping", "The patient is under 18: a parent or guardian agrees.")
	p.Tap("Ask and sign")
	p.Tap("Yes to all of these")
	p.Walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*consent.Field); ok {
			f.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(90, 40)}, Dragged: fyne.NewDelta(40, 5)})
			f.DragEnd()
		}
	})
	p.Tap("Keep the consent")
	p.MustSay("Write who decided.", "Choose who the guardian is to the patient.")
	if n := len(p.chart().Consents); n != 0 {
		t.Fatalf("%d decisions by nobody", n)
	}
	p.Type("Name of who consents", "Ann Doyle")
	p.Tap("Parent")
	p.Type("Relation in words", "mother")
	p.Type("Note", "Asked both")
	p.MustNotSay("Write who decided.", "Choose who the guardian is")
	p.Save("consent-form", 1)
	p.Tap("Keep the consent")
	all := p.chart().Consents
	if len(all) != 1 || all[0].By != "Ann Doyle" || all[0].ByAs != clinic.ByGuardian || all[0].RelationCode != clinic.RelationParent || all[0].Relation != "mother" || all[0].PlanID != plan.ID ||
		len(all[0].Areas) != 2 || len(all[0].Techniques) != 1 || len(all[0].Signature) != 1 {
		t.Fatalf("kept %+v", all)
	}
	p.MustSay("Consent is there for all that is planned.")
	p.Clock.Advance(time.Minute)
	p.Tap("Consent")
	p.MustSay("Signed", "Ann Doyle (mother)")
}

// A place to keep clear of is on every figure of the plan and in the lists beside them, and hinders what comes near it.
func TestKeepClearInThePlan(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "bruise", Answer: clinic.AnswerYes,
		Targets: []clinic.Target{{Structure: "levator.scapulae", Side: anatomy.Left}}, At: p.Clock.Now().Add(time.Minute),
	})
	p.begin()
	p.Tap("Problems")
	p.MustSay("Keep clear, hatched on the figure", "Left levator scapulae", "Bruise under 72 hours old")
	found := false
	for _, m := range p.screen.editor.built[stepProblems].(*problems).figure.marks {
		found = found || m.Kind == drawing.KeepClear && m.Code == "levator.scapulae"
	}
	if !found {
		t.Error("the figure is not hatched")
	}
	p.Tap("Treatment")
	p.MustSay("Keep clear, hatched on the figure", "This treats what lies over or under the area to keep clear of: Bruise under 72 hours old.")
	p.Tap("Agree")
	p.MustSay("Change it, or write why it stays.")
}
