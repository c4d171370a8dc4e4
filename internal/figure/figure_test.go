package figure

import (
	"maps"
	"slices"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

func finding(id, structure string, severity int) clinic.Finding {
	return clinic.Finding{ID: id, Structure: structure, Side: anatomy.Left, Source: clinic.ByTherapist, Type: "tenderness", Severity: &severity}
}

func TestComparedMarksSayWhatBecameOfThem(t *testing.T) {
	t.Parallel()
	chart := &clinic.Chart{Assessments: []clinic.Assessment{{ID: "then", Date: "2026-03-02"}, {ID: "now", Date: "2026-03-30", Type: clinic.AssessmentReview}}}
	for assessment, findings := range map[string][]clinic.Finding{
		"then": {finding("t1", "infraspinatus", 8), finding("t2", "trapezius.upper", 4), finding("t3", "gluteus.medius", 5), finding("t4", "masseter", 5)},
		"now":  {finding("n1", "infraspinatus", 3), finding("n2", "trapezius.upper", 7), finding("n3", "gluteus.medius", 0), finding("n4", "soleus", 2)},
	} {
		for _, f := range findings {
			f.AssessmentID = assessment
			chart.Findings = append(chart.Findings, f)
		}
	}
	before, after, changes := Compared(new(clinic.Catalogue), chart, &chart.Assessments[0], &chart.Assessments[1])
	got := map[string]drawing.State{}
	for _, m := range append(before, after...) {
		got[m.ID] = m.State
	}
	want := map[string]drawing.State{
		"t1": "", "t2": "", "t3": drawing.Resolved, "n3": drawing.Resolved, "t4": drawing.NotExamined,
		"n1": drawing.State(clinic.FindingBetter), "n2": drawing.State(clinic.FindingWorse), "n4": drawing.State(clinic.FindingNew),
	}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s is %q, want %q", id, got[id], w)
		}
	}
	if len(changes) != 5 || len(before) != 4 || len(after) != 4 {
		t.Errorf("%d changes, %d and %d marks", len(changes), len(before), len(after))
	}
}

func TestMarkKeepsSourceAndSeverity(t *testing.T) {
	t.Parallel()
	f := finding("f", "infraspinatus", 6)
	f.Source = clinic.ByPatient
	if m := Mark(nil, &f); m.Source != drawing.Patient || m.Severity != 6 || m.Side != anatomy.Left {
		t.Errorf("%+v", m)
	}
	f.Severity = nil
	if m := Mark(nil, &f); m.Severity != drawing.Unrated {
		t.Errorf("not rated became %v", m.Severity)
	}
}

func TestBestViewIsWhereTheFindingsShow(t *testing.T) {
	t.Parallel()
	atlas := bookstest.Atlas(t)
	back := []clinic.Finding{finding("a", "infraspinatus", 5), finding("b", "gluteus.maximus", 5)}
	for _, c := range []struct {
		findings []clinic.Finding
		want     string
	}{
		{nil, "anterior"},
		{back, "posterior"},
		{[]clinic.Finding{finding("c", "rectus.femoris", 5)}, "anterior"},
	} {
		if got := BestView(atlas, Marks(nil, c.findings)); got != c.want {
			t.Errorf("%d findings: %s, want %s", len(c.findings), got, c.want)
		}
	}
}

// What the records say by a code, the drawing says by the same one: neither list has a word that the other lacks.
func TestWordsOfTheDrawing(t *testing.T) {
	t.Parallel()
	drawn := []drawing.State{drawing.New, drawing.Resolved, drawing.Persisting, drawing.Better, drawing.Worse, drawing.NotExamined}
	states := clinic.ChangeStates()
	if len(states) != len(drawn) {
		t.Errorf("%d states are drawn of %d", len(drawn), len(states))
	}
	for _, s := range states {
		if !slices.Contains(drawn, drawing.State(s)) {
			t.Errorf("the state %q is not drawn", s)
		}
	}
	if Source(clinic.ByPatient) != drawing.Patient || Source(clinic.ByTherapist) != drawing.Therapist || Source("") != drawing.Therapist {
		t.Error("who says so is drawn as somebody else")
	}
}

func TestTogetherHasEachPlaceOnce(t *testing.T) {
	t.Parallel()
	chart := &clinic.Chart{Assessments: []clinic.Assessment{{ID: "then", Date: "2026-03-02"}, {ID: "now", Date: "2026-03-30", Type: clinic.AssessmentReview}}}
	for assessment, findings := range map[string][]clinic.Finding{
		"then": {finding("t1", "infraspinatus", 8), finding("t3", "gluteus.medius", 5), finding("t4", "masseter", 5)},
		"now":  {finding("n1", "infraspinatus", 3), finding("n3", "gluteus.medius", 0)},
	} {
		for _, f := range findings {
			f.AssessmentID = assessment
			chart.Findings = append(chart.Findings, f)
		}
	}
	got := map[string]drawing.State{}
	for _, m := range Together(new(clinic.Catalogue), chart, &chart.Assessments[0], &chart.Assessments[1]) {
		got[m.ID] = m.State
	}
	want := map[string]drawing.State{"n1": drawing.Better, "n3": drawing.Resolved, "t4": drawing.NotExamined}
	if !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
