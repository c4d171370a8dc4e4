package document

import (
	"slices"
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Each piece of home care is drawn, and nothing is drawn for none.
func TestEachExerciseIsDrawn(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, e := range cat.HomeCare {
		if drawing.Exercise(e.Code, drawing.Print) == nil {
			t.Errorf("%s is not drawn", e.Code)
		}
	}
	for _, code := range drawing.Exercises() {
		if cat.Exercise(code) == nil {
			t.Errorf("%s is drawn and is in no catalogue", code)
		}
	}
}

// The paper shows home care with its drawing in vectors, for whom it is not, and why it stays where something stands
// against it; a card fits its column.
func TestHomeCareOnPaper(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	cat := p.Catalogue
	p.Chart.HomeCare = nil
	for i, code := range []string{"doorway-stretch", "ball-release", "bridge"} {
		h := cat.Exercise(code).HomeCare()
		h.ID, h.PlanID, h.Rank = code, "plan", i+1
		p.Chart.HomeCare = append(p.Chart.HomeCare, h)
	}
	p.Chart.Screenings = append(p.Chart.Screenings, clinic.Screening{ID: "s", Item: "blood-thinners", Answer: clinic.AnswerYes})
	_, file := made(t, p, Options{})
	said := text(t, file)
	words := strings.Fields(cat.Exercise("bridge").NotWhen)
	for _, want := range []string{"Take care: Not", words[len(words)-1], "Wait until we have talked about: ", "Lift your hips"} {
		if !strings.Contains(said, want) {
			t.Errorf("the paper does not say %q: %s", want, said)
		}
	}
	h := &p.Chart.HomeCare[slices.IndexFunc(p.Chart.HomeCare, func(h clinic.HomeCare) bool { return h.Exercise == "ball-release" })]
	h.KeptReason = "a soft ball, tried here"
	_, file = made(t, p, Options{})
	if said := text(t, file); !strings.Contains(said, "It stays because: a soft ball") || strings.Contains(said, "Wait until we have talked") {
		t.Errorf("the paper does not say why it stays: %s", said)
	}
	if images := poppler(t, "pdfimages", "-list", file); strings.Contains(images, " image ") {
		t.Errorf("there are pictures in dots: %s", images)
	}
}
