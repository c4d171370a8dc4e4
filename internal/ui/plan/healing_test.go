package plan

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// A technique that comes too early for the phase of an injury needs a reason to stay.
func TestATechniqueTooEarlyForAnInjuryNeedsAReason(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Injury{
		ID: p.Desk.NewID(), PatientID: p.patient, Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 2,
		InjuredOn: "2026-11-20", CreatedAt: p.Clock.Now(),
	})
	plan := p.begin()
	p.Tap("Another technique")
	p.MustSay("Conflict") // before it is chosen
	p.Tap("Deep longitudinal stripping")
	p.Tap("Done")
	const reason = "3 days after the injury: inflammation. Deep longitudinal stripping is too early until about 1 Jan 2027."
	p.MustSay("Conflict: say why it stays", reason, "Now: Protect, compress")
	p.Save("too-early", 1)
	p.Tap("Agree")
	p.MustSay("Deep longitudinal stripping: " + reason + " Change it, or write why it stays.")
	p.Tap("Treatment")
	p.Type("It stays because", "Only from the third session on")
	p.MustSay("Kept with a reason")
	if rx := p.chart().PrescriptionsOf(plan.ID); rx[0].KeptReason != "Only from the third session on" {
		t.Errorf("prescriptions: %+v", rx)
	}
	p.quiet()
}

// The list marks what is too early for the injury at the places of the plan before anything is chosen, and nothing that its
// day allows.
func TestTheListMarksWhatIsTooEarly(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.put(&clinic.Injury{
		ID: p.Desk.NewID(), PatientID: p.patient, Structure: "trapezius.upper", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 2,
		InjuredOn: "2026-11-20", CreatedAt: p.Clock.Now(),
	})
	p.begin()
	p.Tap("Another technique")
	marked := map[string]bool{}
	p.Walk(func(o fyne.CanvasObject) {
		if row, ok := o.(*kit.TwoLine); ok {
			marked[row.Row().What] = row.Row().Badge == lang.L("Conflict")
		}
	})
	for name, want := range map[string]bool{
		"Cross-fibre friction": true, "Deep longitudinal stripping": true, "Trigger point pressure": true, "Petrissage": true, "Static stretch": true,
		"Effleurage": false, "Light lymph strokes": false, "Cold": false, "Education and pacing": false,
	} {
		if got, listed := marked[name]; !listed || got != want {
			t.Errorf("%s: listed %v, marked %v", name, listed, got)
		}
	}
}

// A muscle that is too soft is aimed at the usual from below, and never beyond it.
func TestToneIsAimedAtTheUsual(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.Tap("Goals")
	p.Tap("Another measure")
	p.TypeInto(p.Window.Canvas().Focused(), "muscle tone")
	p.Tap("Muscle tone")
	for now, want := range map[string]string{"3": "Take 2", "1": "Take 0", "-1": "Take 0", "-2": "Take -1"} {
		p.Type("Now", now)
		p.MustSay(want)
	}
	if g := p.chart().GoalsOf(plan.ID)[0]; g.Measure != clinic.MeasureTone || g.Structure != "trapezius.upper" {
		t.Errorf("goal: %+v", g)
	}
	p.Type("Now", "-2")
	p.Type("Target", "2")
	p.MustSay("This target is no better than the baseline of -2.")
	p.Type("Target", "3")
	p.MustSay("This target is worse than the baseline of -2.")
}
