package store

import (
	"reflect"
	"testing"

	"regimen/internal/clinic"
)

// Answers of before there were groups and fields are carried over each for itself, those under a signature too, and read
// from the history as they were; what is kept from then on holds both.
func TestOlderAnswersStandForThemselves(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, firstSteps(t, 14))
	s := must(open(t.Context(), cfg, firstSteps(t, 14)))(t)
	p := patient("p1", "Ann", "Smith")
	a := &clinic.Assessment{ID: "a1", PatientID: "p1", Date: "2026-03-02", Type: clinic.AssessmentInitial, Medication: "blood thinner", SignedAt: day, SignedBy: "Robin", CreatedAt: day}
	x := &clinic.Screening{ID: "x1", PatientID: "p1", AssessmentID: "a1", Item: "cauda-equina", Answer: clinic.AnswerNo, At: day}
	writePast(t, s, earlier{"p1", []clinic.Record{p}}, earlier{"a1", []clinic.Record{x, a}})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	t.Cleanup(func() { s.Close() })
	c := must(s.Chart(t.Context(), "p1"))(t)
	if len(c.Screenings) != 1 || !reflect.DeepEqual(c.Screenings[0], *x) || len(c.Assessments) != 1 || !reflect.DeepEqual(c.Assessments[0], *a) {
		t.Errorf("carried over %+v, %+v", c.Screenings, c.Assessments)
	}
	versions := must(s.History(t.Context(), clinic.RefTo(x)))(t)
	if len(versions) != 1 {
		t.Fatalf("the history has %+v", versions)
	}
	if then := must(tableOf(clinic.KindScreening).decode(string(versions[0].After)))(t); then.(*clinic.Screening).Item != x.Item || then.(*clinic.Screening).Answer != x.Answer || len(then.(*clinic.Screening).Covers) > 0 {
		t.Errorf("the history has %+v", then)
	}
	b := &clinic.Assessment{ID: "a2", PatientID: "p1", Date: "2026-03-09", Type: clinic.AssessmentReview, Told: []string{"blood-thinner"}, CreatedAt: day}
	g := &clinic.Screening{ID: "x2", PatientID: "p1", AssessmentID: "a2", Item: "head.nerves", Answer: clinic.AnswerNo, Covers: []string{"cauda-equina", "both-legs"}, At: day}
	y := &clinic.Screening{ID: "x3", PatientID: "p1", AssessmentID: "a2", Item: "blood-thinners", Answer: clinic.AnswerYes, Details: []clinic.Detail{{Name: "inr", Value: "2.4"}}, At: day}
	apply(t, s, put(b, g, y))
	c = must(s.Chart(t.Context(), "p1"))(t)
	for _, want := range []clinic.Record{b, g, y} {
		if got := c.Record(clinic.RefTo(want)); !reflect.DeepEqual(got, want) {
			t.Errorf("kept %+v, want %+v", got, want)
		}
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Error(r.Problems)
	}
}
