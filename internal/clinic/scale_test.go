package clinic

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// Each sort of finding is told on a scale from either source, on which every number that was ever kept reads as something,
// 0 as none, more never as less, and each answer as itself.
func TestEverySortOfFindingHasItsScale(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, sort := range FindingTypes() {
		for _, source := range []Source{ByPatient, ByTherapist} {
			s := cat.ScaleOf(sort.Code, source)
			if source == ByPatient && !sort.Patient {
				continue
			}
			if s == nil {
				t.Errorf("%s by the %s has no scale", sort.Code, source)
				continue
			}
			at := 0
			for n := range 11 {
				words := cat.Degree(sort.Code, source, n).String()
				if len(s.Steps) == 0 {
					if words != fmt.Sprintf("%d/10", n) {
						t.Errorf("%s: %d reads as %q", sort.Code, n, words)
					}
					continue
				}
				step := s.Step(n)
				i := slices.IndexFunc(s.Steps, func(x ScaleStep) bool { return x.Code == step.Code })
				if i < at || (n == 0) != (i == 0) || words != strings.ToLower(step.Word[:1])+step.Word[1:] {
					t.Errorf("%s: %d reads as %q", sort.Code, n, words)
				}
				at = i
			}
			for i := range s.Steps {
				if got := s.Step(s.Steps[i].Value); got.Code != s.Steps[i].Code {
					t.Errorf("%s: %s is kept as %d, which reads as %s", sort.Code, s.Steps[i].Code, s.Steps[i].Value, got.Code)
				}
			}
		}
	}
}

// Only what a patient feels goes up to the worst imaginable.
func TestOnlyWhatIsFeltIsRatedOfTen(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	felt := []string{"pain", "paraesthesia"}
	for _, sort := range FindingTypes() {
		if s := cat.ScaleOf(sort.Code, ByTherapist); (len(s.Steps) == 0) != slices.Contains(felt, sort.Code) {
			t.Errorf("%s is told on %q to %q in %d steps", sort.Code, s.Low, s.High, len(s.Steps))
		}
	}
}

// Each sort of finding on each sort of structure is either refused in a sentence or taken, with just the tissues of both.
func TestEverySortOfFindingOnEverySortOfStructure(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	on := map[anatomy.Kind]string{}
	for _, s := range atlas(t).Structures() {
		if on[s.Kind] == "" {
			on[s.Kind] = s.Code
		}
	}
	only := map[string][]anatomy.Kind{
		"trigger-point": {anatomy.Muscle, anatomy.Fascia, anatomy.Region},
		"hypertonicity": {anatomy.Muscle, anatomy.Fascia, anatomy.Region},
		"spasm":         {anatomy.Muscle, anatomy.Region},
		"instability":   {anatomy.Joint, anatomy.Ligament, anatomy.Bone, anatomy.Region, anatomy.Cartilage},
	}
	for _, sort := range FindingTypes() {
		for _, kind := range anatomy.Kinds() {
			structure := on[kind]
			if structure == "" {
				t.Fatalf("no structure is a %s", kind)
			}
			x := &Finding{Structure: structure, Side: anatomy.Left, Source: ByTherapist, Type: sort.Code}
			fits := cat.FindingFits(sort.Code, structure)
			if on := only[sort.Code]; len(on) > 0 && fits != slices.Contains(on, kind) {
				t.Errorf("%s on a %s: %v", sort.Code, kind, fits)
			}
			if got := x.check(cat, ""); (got == nil) != fits {
				t.Errorf("%s on a %s: %v", sort.Code, kind, got)
			}
			tissues := cat.FindingTissues(sort.Code, structure)
			if kind != anatomy.Bone && kind != anatomy.Joint && kind != anatomy.Region && slices.Contains(tissues, "bone") {
				t.Errorf("%s on a %s can lie in bone", sort.Code, kind)
			}
			for _, tissue := range Tissues() {
				y := *x
				y.Tissue = tissue
				var err FieldErrors
				errors.As(y.check(cat, ""), &err)
				if !err.Of("tissue").IsZero() == slices.Contains(tissues, tissue) {
					t.Errorf("%s on a %s in %s: %v", sort.Code, kind, tissue, err)
				}
			}
		}
	}
}

// How it feels is said of pain by the patient; what is flaccid is not tight.
func TestWhatBelongsToASortOfFinding(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, sort := range FindingTypes() {
		for _, source := range []Source{ByPatient, ByTherapist} {
			if got := cat.FindingQualities(sort.Code, source); (len(got) > 0) != (sort.Code == "pain" && source == ByPatient) {
				t.Errorf("%s by the %s feels %q", sort.Code, source, got)
			}
		}
	}
	for sort, softest := range map[string]float64{"hypertonicity": 0, "spasm": 1, "weakness": -2, "pain": -2} {
		tones := cat.FindingGrades(sort, MeasureTone)
		if len(tones) == 0 || tones[0].Value != softest {
			t.Errorf("%s is offered the tones %+v", sort, tones)
		}
	}
	if got := cat.FindingGrades("trigger-point", MeasureTone); len(got) > 0 {
		t.Errorf("a trigger point has the tones %+v", got)
	}
}

// The gate refuses what is new and does not fit, and leaves what is kept: it can be changed in all else, but not into more
// that does not fit.
func TestTheGateAndWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	six := 6
	old := &Finding{ID: "f", PatientID: "p", Structure: "spine.cervical", Side: anatomy.Midline, Source: ByTherapist, Type: "hypertonicity", Severity: &six, Quality: "burning", Tissue: "bone"}
	kept := new(Chart)
	kept.Add(&Patient{ID: "p"})
	try := func(known Known, change func(*Finding)) []string {
		x := *old
		change(&x)
		var wrong FieldErrors
		errors.As(Check(cat, known, "2026-03-02", Operation{Put: []Record{&x}}), &wrong)
		var fields []string
		for _, e := range wrong {
			fields = append(fields, e.Field)
		}
		return fields
	}
	if got := try(kept, func(*Finding) {}); !slices.Equal(got, []string{"type", "tissue", "quality"}) {
		t.Errorf("new: %q", got)
	}
	if got := try(kept, func(x *Finding) { x.Severity, x.Quality, x.Tissue = ptr(0), "", "" }); len(got) > 0 {
		t.Errorf("looked for, and not there: %q", got)
	}
	kept.Add(old)
	for name, x := range map[string]struct {
		change func(*Finding)
		want   []string
	}{
		"as it is":           {func(*Finding) {}, nil},
		"a note":             {func(x *Finding) { x.Note = "softer" }, nil},
		"rated anew":         {func(x *Finding) { x.Severity = ptr(3) }, nil},
		"the quality off":    {func(x *Finding) { x.Quality = "" }, nil},
		"another quality":    {func(x *Finding) { x.Quality = "sharp" }, []string{"quality"}},
		"another tissue":     {func(x *Finding) { x.Tissue = "skin" }, []string{"tissue"}},
		"another sort":       {func(x *Finding) { x.Type = "spasm" }, []string{"type"}},
		"a sort that can be": {func(x *Finding) { x.Type, x.Quality, x.Tissue = "restriction", "", "" }, nil},
	} {
		if got := try(kept, x.change); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// A change is one of a step where there are steps, and of two points where there are points; numbers within a step are no
// change.
func TestAChangeOnAScale(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for name, x := range map[string]struct {
		sort     string
		from, to int
		want     string
	}{
		"a step less":    {"hypertonicity", 8, 5, "left soleus: hypertonicity very high to high, better"},
		"a step more":    {"swelling", 2, 5, "left soleus: swelling slight to moderate, worse"},
		"within a step":  {"hypertonicity", 6, 4, "left soleus: hypertonicity high, persisting"},
		"one point":      {"pain", 6, 5, "left soleus: pain 6 to 5, persisting"},
		"two points":     {"pain", 6, 4, "left soleus: pain 6 to 4, better"},
		"a point apart":  {"hypertonicity", 7, 6, "left soleus: hypertonicity very high to high, persisting"}, // of before there were steps
		"of an old code": {"aura", 6, 4, "left soleus: aura 6 to 4, better"},
	} {
		c := findingChange(cat, ptr(finding("a", "soleus", "L", x.sort, x.from)), ptr(finding("b", "soleus", "L", x.sort, x.to)))
		if got := c.Words(cat, plainLabel).String(); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

// What was found before it was held to a place is answered as gone, or marked anew at its place, and loses what cannot be
// said of it.
func TestGhostsThatDoNotFit(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	six := 6
	tight := Finding{ID: "old-1", PatientID: c.first.PatientID, AssessmentID: c.first.ID, Structure: "spine.cervical", Side: anatomy.Midline, Source: ByTherapist, Type: "hypertonicity", Severity: &six}
	knot := Finding{ID: "old-2", PatientID: c.first.PatientID, AssessmentID: c.first.ID, Structure: "soleus", Side: anatomy.Left, Source: ByTherapist, Type: "trigger-point", Severity: &six, Quality: "burning", Tissue: "bone"}
	c.on("2026-03-30")
	a, op := StartAssessment(c.Env, c.chart, "prac-1")
	apply(t, c.chart, op)
	for _, answer := range []string{GhostStill, GhostChanged} {
		op := AnswerGhosts(c.Env, c.cat, c.chart, a, Say("Answer"), answer, tight, knot)
		if len(op.Put) != 1 {
			t.Fatalf("%s: %+v", answer, op.Put)
		}
		if x := op.Put[0].(*Finding); x.Structure != "soleus" || x.Quality != "" || x.Tissue != "" {
			t.Errorf("%s: %+v", answer, x)
		}
		if err := Check(c.cat, c.chart, a.Date, op); err != nil {
			t.Errorf("%s: %v", answer, err)
		}
	}
	op = AnswerGhosts(c.Env, c.cat, c.chart, a, Say("Answer"), GhostGone, tight, knot)
	if err := Check(c.cat, c.chart, a.Date, op); len(op.Put) != 2 || err != nil {
		t.Errorf("gone: %+v, %v", op.Put, err)
	}
}
