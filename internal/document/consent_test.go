package document

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

func TestConsentSaysWhatWasSigned(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	at := time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC)
	sign := [][][2]float64{{{100, 100}, {200, 150}, {300, 90}}, {{400, 120}}}
	decision := clinic.Consent{
		How: clinic.ConsentWritten, By: "Ann O’Doyle", ByAs: clinic.ByGuardian, Relation: "mother", Explained: "Ingrid Sørensen",
		Draping: "Sheet, only the part being treated uncovered", Chaperone: clinic.ChaperoneDeclined, Signature: sign, At: at,
	}
	yes, no := decision, decision
	yes.Decision, yes.Areas, yes.Techniques = clinic.ConsentGiven, []string{clinic.GeneralArea, "abdomen-groin"}, []string{"dry-needling"}
	no.Decision, no.Areas = clinic.ConsentRefused, []string{"buttocks"}
	auckland, err := timezone.Load("Pacific/Auckland")
	if err != nil {
		t.Fatal(err)
	}
	paper := Consent{
		Zone:   auckland,
		Clinic: p.Clinic, Practitioner: p.Practitioner, Patient: p.Chart.Patient, Decisions: []clinic.Consent{yes, no},
		Catalogue: p.Catalogue, Printed: "2026-03-02",
	}
	d, err := NewConsent(paper, Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "consent.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	got := text(t, file)
	agree, refuse := strings.Index(got, "I agree to"), strings.Index(got, "I do not agree to")
	for what, found := range map[string]bool{
		"the parts in order":   agree > 0 && refuse > agree,
		"what was agreed to":   strings.Contains(got[:max(refuse, 0)], "Abdomen and groin") && strings.Contains(got[:max(refuse, 0)], "Dry needling"),
		"what was refused":     strings.Contains(got[max(refuse, 0):], "Buttocks") && !strings.Contains(got[:max(refuse, 0)], "Buttocks"),
		"who signed":           strings.Contains(got, "Ann O’Doyle (mother of the patient), 2 March 2026, 22:05"),
		"how it is done":       strings.Contains(got, "Explained by: Ingrid Sørensen") && strings.Contains(got, "offered and not wanted"),
		"whom it is for":       strings.Contains(got, "O’Doyle, born 3 April 1961"),
		"what cannot be there": !strings.Contains(got, "I take back"),
	} {
		if !found {
			t.Errorf("%s: %s", what, got)
		}
	}
	spoken := yes
	spoken.How, spoken.Signature = clinic.ConsentSpoken, nil
	paper.Decisions = []clinic.Consent{spoken}
	if d, err := NewConsent(paper, Options{System: none}); err != nil || d.Pages() != 1 {
		t.Errorf("spoken: %v", err)
	}
	paper.Decisions = nil
	if _, err := NewConsent(paper, Options{}); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("nothing decided: %v", err)
	}
}
