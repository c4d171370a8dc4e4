package sessions

import (
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/places"
)

// A place to keep clear of is hatched on the session's figure, listed beside it, and warns for the treatment next to
// it.
func TestKeepClearIsShown(t *testing.T) {
	f := visiting(t)
	f.tap("Start session 2")
	f.tap("Treatment")
	f.MustNotSay("Keep clear")
	f.p.apply(t, &clinic.Screening{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, SessionID: f.s.session, Item: "bruise", Answer: clinic.AnswerYes,
		Targets: []clinic.Target{{Structure: "levator.scapulae", Side: anatomy.Left}}, At: f.p.Clock.Now(),
	})
	f.Settle()
	f.MustSay("Keep clear, hatched on the figure", "Left levator scapulae", "over or under the area to keep clear of")
	body := f.s.visit.room.figures[0]
	all, clear := body.Shown()
	if len(clear) != 1 || clear[0].Structure != "levator.scapulae" || len(all) != 3 || all[0].State != places.Open {
		t.Errorf("the figure shows %v, clear of %v", all, clear)
	}
	f.tap("Done as planned: tick the rest")
	if all, _ = body.Shown(); all[0].State != places.Done {
		t.Errorf("the figure shows %v", all)
	}
	f.p.apply(t, &clinic.Clearance{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, Item: "bruise", Doctor: "Dr Lee", Date: clinic.DateOf(f.p.Clock.Now()), Scope: "light strokes", CreatedAt: f.p.Clock.Now(),
	})
	f.Settle()
	f.MustNotSay("Keep clear", "over or under the area")
}

// An urgent test that nobody took back stands before the treatment and beside what treats its place.
func TestUrgentTestIsShown(t *testing.T) {
	f := visiting(t)
	f.reopenPlan()
	f.p.apply(t, &clinic.TestResult{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, AssessmentID: f.p.chart().Assessments[0].ID, Test: "neck.sharp-purser", Side: anatomy.Midline,
		Result: "positive", Action: "Sent to the hospital", Date: "2026-03-02", CreatedAt: f.p.Clock.Now(),
	}, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "n", Technique: "petrissage",
		Targets: []clinic.Target{{Structure: "splenius.capitis", Side: anatomy.Left}}, Pressure: 2, Minutes: 5, Rank: 4, Position: "prone",
	})
	p := *f.p.chart().Plan(f.p.plan)
	p.AgreedAt = f.p.Clock.Now().Add(-time.Hour)
	f.p.apply(t, &p)
	f.tap("Start session 2")
	f.MustSay("Sharp-Purser: positive", "No neck work of any kind")
	f.tap("Treatment")
	f.MustSay("Sharp-Purser was positive on 2 Mar 2026: a doctor looks first.")
}
