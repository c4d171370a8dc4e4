package summary

import (
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

func TestTheSummarySaysHowAnInjuryHeals(t *testing.T) {
	b := newBench(t)
	b.MustNotSay("Injury")
	i := &clinic.Injury{
		ID: "i-1", PatientID: patient, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 2,
		InjuredOn: "2025-02-28", CreatedAt: b.Clock.Now(),
	}
	b.apply(i)
	b.MustSay("Injury", "Left soleus · Strain, grade II", "Since 28 February 2025: day 4, inflammation; proliferation has begun.",
		"Now: Protect", "Not yet: kneading and slow holds until about 14 Mar 2025", "Full activity is usual between 21 Mar 2025 and 25 Apr 2025, if strength and movement are back.")
	b.Save("summary-injury", 1)
	healed := *i
	healed.HealedOn = "2025-03-04"
	b.apply(&healed)
	b.MustNotSay("Left soleus")
}
