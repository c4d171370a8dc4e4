package plan

import (
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// The dangers stand over every step of the plan and over what is chosen for it; what to do opens in place, and however
// much that is, the step under it keeps its room.
func TestDangersStandOverThePlan(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.MustNotSay("What to do")
	yes := func(items ...string) {
		for _, item := range items {
			p.put(&clinic.Screening{ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: item, Answer: clinic.AnswerYes, At: p.Clock.Now()})
		}
		p.Settle()
	}
	yes("pregnancy")
	p.MustSay("Pregnancy", "What to do")
	p.Tap("Start the plan")
	for _, id := range steps {
		p.Tap(stepName(id))
		p.MustSay("Pregnancy", "What to do")
		p.MustNotSay("No deep work on legs or belly.")
	}
	p.Tap("Treatment")
	p.MustSay("Pregnancy: not supine or prone.", "side-lying")
	p.Tap("What to do")
	p.MustSay("No deep work on legs or belly.")
	yes("asthma", "epilepsy", "heart-disease", "kidney-disease", "osteoporosis", "steroids", "allergy", "frail", "hernia", "stent")
	p.look(1024-88, 700-130) // a small window
	p.Tap("What to do")
	p.Settle()
	height := p.screen.banner.Object().Size().Height
	if height < 150 || height > 240 {
		t.Errorf("the banner is %v high", height)
	}
	if body := p.screen.body.Size().Height; body < 300 {
		t.Errorf("the step has %v", body)
	}
	p.MustSay("Stent")
	p.Tap("Less")
	p.MustNotSay("No deep work on legs or belly.")
	if closed := p.screen.banner.Object().Size().Height; closed > height-100 {
		t.Errorf("closed it is %v high", closed)
	}
}
