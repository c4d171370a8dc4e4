package plan

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// goalsOnly starts a plan with three problems and a goal for one of them, and goes to the treatment.
func (p *therapist) goalsOnly() *clinic.Plan {
	p.T.Helper()
	p.Tap("Start the plan")
	p.Tap("Tenderness, moderate")
	p.Tap("Trigger point, severe")
	p.Tap("Hypertonicity")
	p.Tap("Next: Goals")
	p.Tap("Left upper trapezius: tenderness, moderate")
	p.Tap("Take 4/10")
	p.Tap("Next: Treatment")
	return p.draft()
}

func TestSuggestionsAreAddedOnlyWhenTapped(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.goalsOnly()
	list := func() []clinic.Prescription { return p.chart().PrescriptionsOf(plan.ID) }
	if len(list()) != 0 {
		t.Fatalf("added by itself: %+v", list())
	}
	p.Save("suggested", 1)
	p.MustSay("Suggested by what was found", "Trigger point pressure: left levator scapulae", "3 min, pressure 3, 3 times",
		"Trigger point of left levator scapulae (severe). Aim: less muscle tension. Steady pressure until the known ache falls.")
	p.Tap("Add Trigger point pressure: left levator scapulae")
	got := list()
	goal := p.chart().GoalsOf(plan.ID)[0]
	if len(got) != 1 || got[0].Technique != "ischaemic-compression" || got[0].Minutes != 3 || got[0].GoalID != goal.ID || got[0].Repetitions != 3 {
		t.Fatalf("%+v", got)
	}
	p.MustNotSay("Add Trigger point pressure: left levator scapulae", "Check the dose", "Conflict")
	p.MustSay("3 of 60")
	all := p.screen.editor.built[stepTreatment].(*treatment).suggest
	n, minutes := len(all.list), sumMinutes(all.list)
	p.Tap(all.all.Text)
	got = list()
	if len(got) != n+1 || clinic.PlannedMinutes(got) != 3+minutes {
		t.Fatalf("%d techniques of %v minutes: %+v", len(got), clinic.PlannedMinutes(got), got)
	}
	p.Save("suggested-added", 1)
	p.MustNotSay("Conflict", "Check the dose", "Where?")
	p.screen.Undo()
	p.Settle()
	if len(list()) != 1 {
		t.Errorf("one undo left %d techniques", len(list()))
	}
	p.quiet()
}

func TestWhatIsLeftOutIsSaidWithItsReason(t *testing.T) {
	p := sit(t, kit.ModeDark)
	p.put(&clinic.Screening{
		ID: p.Desk.NewID(), PatientID: p.patient, AssessmentID: p.assess, Item: "blood-thinners", Answer: clinic.AnswerYes, At: p.Clock.Now(),
	})
	p.goalsOnly()
	name := p.Desk.Catalogue.ScreeningItem("blood-thinners").Name
	why := "Trigger point pressure: left levator scapulae. Trigger point pressure is not for a patient with: " + name + "."
	p.MustNotSay(why, "Add Trigger point pressure")
	left := p.screen.editor.built[stepTreatment].(*treatment).suggest
	p.Tap(left.why.Text)
	p.MustSay(why, "Hide what was left out")
	p.Save("suggested-left", 1)
	p.Tap("Hide what was left out")
	p.MustNotSay(why)
	p.quiet()
}

func TestSuggestionsByKeyboard(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.goalsOnly()
	for range 60 {
		p.Tab(1)
		if b, ok := p.Window.Canvas().Focused().(*kit.Button); ok && b.Name() == "Add Trigger point pressure: left levator scapulae" {
			p.Key(fyne.KeySpace)
			break
		}
	}
	if n := len(p.chart().PrescriptionsOf(plan.ID)); n != 1 {
		t.Errorf("%d techniques by keyboard", n)
	}
}
