package document

import (
	"strings"
	"testing"

	"regimen/internal/clinic"
)

// A pattern is printed when the patient knows the pain, and explained beside the figure.
func TestTheReferralPatternIsPrintedWhenItIsThePatientsPain(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"", clinic.FamiliarNo, clinic.FamiliarYes} {
		p := neckPlan(t)
		for i := range p.Chart.Findings {
			if f := &p.Chart.Findings[i]; f.Type == "trigger-point" {
				f.Pattern = answer
			}
		}
		_, file := made(t, p, Options{})
		if got, want := strings.Contains(text(t, file), "where most people feel it"), answer == clinic.FamiliarYes; got != want {
			t.Errorf("answer %q: printed %v", answer, got)
		}
	}
}
