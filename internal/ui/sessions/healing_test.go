package sessions

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// A session says how far an injury has healed, and warns of what comes too early on that structure.
func TestTooEarlyIsSaidAtTheTreatment(t *testing.T) {
	f := visiting(t)
	f.p.apply(t, &clinic.Injury{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 2,
		InjuredOn: clinic.DateOf(f.p.Clock.Now()).AddDays(-3), CreatedAt: f.p.Clock.Now(),
	})
	f.tap("Start session 2")
	f.MustSay("Left upper trapezius · Strain, grade II, day 3, inflammation; proliferation has begun", "Now: Protect, compress")
	f.tap("Treatment")
	f.MustSay("Strain, grade II: 3 days after the injury: inflammation. Trigger point pressure is too early until about",
		"Static stretch is too early until about")
	f.MustNotSay("Effleurage is too early")
}

// A goal by a grade is measured by tapping the grade, and shown with last time's word.
func TestAGradeIsOneTapInASession(t *testing.T) {
	f := visiting(t)
	target, base := 0.0, 2.0
	next := *f.p.chart().CurrentPlan()
	next.ID, next.Version = f.p.Desk.NewID(), 2
	f.p.apply(t, &next,
		&clinic.Goal{
			ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: next.ID, OriginID: "tone", Benefit: clinic.Tension, Measure: clinic.MeasureTone,
			Structure: "trapezius.upper", Side: anatomy.Left, Baseline: &base, TargetTo: &target, Rank: 5,
		},
		&clinic.Measurement{
			ID: f.p.Desk.NewID(), PatientID: f.p.patient, Measure: clinic.MeasureTone, Structure: "trapezius.upper", Side: anatomy.Left, Value: 2,
			Date: "2026-03-02", CreatedAt: f.p.Clock.Now(),
		},
		&clinic.Goal{
			ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: next.ID, OriginID: "return", Benefit: clinic.Recovery, Measure: "return-to-activity",
			Item: "Rowing", Side: anatomy.Midline, Rank: 6,
		})
	f.tap("Start session 2")
	f.MustSay("+2 High", "Return to activity: Rowing")
	f.MustSay("Last time, 2 Mar 2026: +2 High")
	f.tap("+1 Raised")
	v := f.p.chart().LatestSession()
	var got *clinic.Measurement
	for _, m := range f.p.chart().SessionMeasurements(v.ID) {
		if m.Measure == clinic.MeasureTone {
			got = &m
		}
	}
	if got == nil || got.Value != 1 || got.Structure != "trapezius.upper" || got.Moment != clinic.MomentBefore {
		t.Fatalf("stored: %+v", got)
	}
	f.tap("+1 Raised") // again: not measured
	for _, m := range f.p.chart().SessionMeasurements(v.ID) {
		if m.Measure == clinic.MeasureTone {
			t.Errorf("still stored: %+v", m)
		}
	}
}
