package document

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/demo"
)

// simpleNeck is a simple case: five problems, three goals, six treatments and four pieces of home care, with the
// patient's own activities.
func simpleNeck(t testing.TB) Plan {
	t.Helper()
	p := neckPlan(t)
	cat, c := p.Catalogue, p.Chart
	finding := func(id, structure string, side anatomy.Side, source clinic.Source, sort string, severity int) clinic.Finding {
		return clinic.Finding{ID: id, AssessmentID: "a", Structure: structure, Side: side, Source: source, Type: sort, Severity: ptr(severity)}
	}
	c.Strokes = nil
	c.Plans[0].Summary = "The muscles from your neck to the top of your right shoulder are tight and sore, and one part of your neck is stiff."
	c.Findings = []clinic.Finding{
		finding("f1", "trapezius.upper", anatomy.Right, clinic.ByTherapist, "trigger-point", 7),
		finding("f2", "trapezius.upper", anatomy.Right, clinic.ByPatient, "pain", 6),
		finding("f3", "levator.scapulae", anatomy.Right, clinic.ByTherapist, "hypertonicity", 6),
		finding("f4", "rectus.capitis.posterior.major", anatomy.Right, clinic.ByTherapist, "tenderness", 5),
		finding("f5", "spine.cervical", anatomy.Midline, clinic.ByTherapist, "restriction", 5),
	}
	c.Problems = nil
	for i := range c.Findings {
		f := &c.Findings[i]
		c.Problems = append(c.Problems, clinic.Problem{ID: "p" + f.ID, PlanID: "plan", FindingID: f.ID, Words: f.Words(p.Catalogue, p.Atlas.Label), Rank: i + 1})
	}
	c.Measurements = nil
	for i, item := range []string{"Work at the desk for two hours", "Reverse the car", "Read in bed"} {
		c.Measurements = append(c.Measurements, clinic.Measurement{ID: fmt.Sprint("m", i), AssessmentID: "a", Measure: "psfs", Item: item, Side: anatomy.Midline, Value: float64(3 + i), Date: "2026-03-02"})
	}
	c.Goals = append(c.Goals, clinic.Goal{
		ID: "g3", PlanID: "plan", Benefit: clinic.Recovery, Measure: "psfs", Item: "Reverse the car", Side: anatomy.Midline, Baseline: ptr(4.0), TargetTo: ptr(8.0), Due: "2026-04-13",
	})
	both := func(code string) []clinic.Target {
		return []clinic.Target{{Structure: code, Side: anatomy.Left}, {Structure: code, Side: anatomy.Right}}
	}
	c.Prescriptions = nil
	for i, x := range []clinic.Prescription{
		{Technique: "effleurage", Targets: both("trapezius.upper"), Pressure: 2, Minutes: 5, Position: "prone"},
		{Technique: "ischaemic-compression", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Right}}, Pressure: 4, Minutes: 10, Repetitions: 3, Position: "prone"},
		{Technique: "myofascial-release", Targets: []clinic.Target{{Structure: "levator.scapulae", Side: anatomy.Right}}, Pressure: 3, Minutes: 8, Position: "prone"},
		{Technique: "met", Targets: []clinic.Target{{Structure: "levator.scapulae", Side: anatomy.Right}}, Pressure: 2, Minutes: 6, Repetitions: 3, Position: "supine"},
		{Technique: "joint-mobilisation-1-2", Targets: []clinic.Target{{Structure: "spine.cervical", Side: anatomy.Midline}}, Pressure: 2, Minutes: 5, Position: "supine"},
		{Technique: "static-stretch", Targets: both("trapezius.upper"), Pressure: 2, Minutes: 6, Repetitions: 3, Position: "supine"},
	} {
		x.ID, x.PlanID, x.Rank = fmt.Sprint("x", i), "plan", i+1
		c.Prescriptions = append(c.Prescriptions, x)
	}
	c.HomeCare = nil
	for i, code := range []string{"neck-turn", "neck-side-stretch", "posture-break", "chin-tuck"} {
		h := cat.Exercise(code).HomeCare()
		h.ID, h.PlanID, h.Rank = fmt.Sprint("h", i), "plan", i+1
		c.HomeCare = append(c.HomeCare, h)
	}
	c.Sort()
	return p
}

// demoPlans are the plans of the sample clinic that are running or being written, by the patient's name.
func demoPlans(t testing.TB) map[string]Plan {
	t.Helper()
	a, cat := atlas(t), catalogue(t)
	now := time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)
	var where clinic.Clinic
	var who clinic.Practitioner
	charts := map[string]*clinic.Chart{}
	for _, r := range demo.Records(now, cat, a.Label) {
		switch x := r.(type) {
		case *clinic.Clinic:
			where = *x
		case *clinic.Practitioner:
			who = *x
		default:
			key := r.PatientKey()
			if charts[key] == nil {
				charts[key] = &clinic.Chart{}
			}
			charts[key].Add(r)
		}
	}
	out := map[string]Plan{}
	for _, c := range charts {
		c.Sort()
		plan := c.CurrentPlan()
		if plan == nil {
			plan = c.DraftPlan()
		}
		if plan != nil {
			out[c.Patient.Name()] = Plan{Clinic: where, Practitioner: who, Chart: c, PlanID: plan.ID, Atlas: a, Catalogue: cat, Printed: clinic.DateOf(now)}
		}
	}
	return out
}

// A paper is as long as a tired person reads, and as small as it is quickly sent: a simple case is three pages at the
// most, no page but the last is less than a third full, and no file is larger than 150 KB.
func TestPlansAreShort(t *testing.T) {
	t.Parallel()
	plans := demoPlans(t)
	if len(plans) < 25 {
		t.Fatalf("only %d plans in the sample clinic", len(plans))
	}
	plans["a simple neck"] = simpleNeck(t)
	plans["a neck"] = neckPlan(t)
	dir := os.Getenv("REGIMEN_PICTURES")
	for name, p := range plans {
		for _, paper := range []string{"A4", "Letter"} {
			p.Clinic.Paper = paper
			d, err := NewPlan(p, Options{})
			if err != nil {
				t.Fatal(name, err)
			}
			data, err := d.PDF()
			if err != nil {
				t.Fatal(name, err)
			}
			var full []int
			for i, y := range d.sheet.ends {
				full = append(full, int(100*(y-margin)/(d.sheet.bottom()-margin)))
				if i < d.Pages()-1 && full[i] < 33 {
					t.Errorf("%s on %s: page %d is only %d %% full", name, paper, i+1, full[i])
				}
			}
			if d.Pages() > 3 {
				t.Errorf("%s on %s has %d pages, full to %v %%", name, paper, d.Pages(), full)
			}
			if len(data) > 150<<10 {
				t.Errorf("%s on %s takes %d KB", name, paper, len(data)>>10)
			}
			if dir != "" {
				t.Log(name, paper, d.Pages(), full, len(data)>>10)
				if err := os.WriteFile(filepath.Join(dir, paper+"-"+name+".pdf"), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// A simple case is said in the patient's words: where it is, what to do again, and an enlarged neck with both sides
// written out. Nothing tight has a number that could be taken for a pain.
func TestPlanIsInThePatientsWords(t *testing.T) {
	t.Parallel()
	p := simpleNeck(t)
	_, file := made(t, p, Options{System: none})
	got := text(t, file)
	for _, want := range []string{
		"Sore knot in the muscle from", "Tight muscle from the right", "Stiffness at the bones of your", "6 out of 10", "Seen from", "Your LEFT", "Your RIGHT",
		"3. “Reverse the car”", "What you want to do again", "Work at the desk for two hours: now 3", "Read in bed: now 5", "lying face down", "Neck, both sides",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	for _, jargon := range []string{"hypertonicity", "levator", "trapezius", "trigger point 7", "/10", "prone", "supine", "Soft-tissue recovery"} {
		if strings.Contains(got, jargon) {
			t.Errorf("%q is on the paper", jargon)
		}
	}
}

// Each part of the body has a name a patient uses.
func TestEveryPartHasAPlainName(t *testing.T) {
	t.Parallel()
	for _, part := range atlas(t).Parts() {
		if bodyParts[part].IsZero() {
			t.Errorf("%s has none", part)
		}
	}
	for _, position := range clinic.Positions() {
		if positionWords(position) == position {
			t.Errorf("%s has no plain words", position)
		}
	}
	for _, b := range clinic.Benefits() {
		if b.Plain() == clinic.Text(string(b)) {
			t.Errorf("%s has no plain words", b)
		}
	}
}

// The same problem on both sides is one line with both marks; what was worded by hand stays as it is.
func TestBothSidesAreOneLine(t *testing.T) {
	t.Parallel()
	p := simpleNeck(t)
	c := p.Chart
	left := c.Findings[0]
	for _, f := range c.Findings {
		if f.Structure == "levator.scapulae" {
			left = f
		}
	}
	left.ID, left.Side = "left", anatomy.Left
	c.Findings = append(c.Findings, left)
	c.Problems = append(c.Problems, clinic.Problem{ID: "left", PlanID: "plan", FindingID: "left", Words: left.Words(p.Catalogue, p.Atlas.Label), Rank: 9})
	w := &planPaper{Plan: p, problems: c.ProblemsOf("plan")}
	list := w.foundList(c.FindingsOf("a"))
	if len(list) != 5 {
		t.Fatalf("%d lines: %+v", len(list), list)
	}
	i := slices.IndexFunc(list, func(x found) bool {
		return x.words == "Tight muscle from the left and right side of your neck to the shoulder blade"
	})
	if i < 0 || len(list[i].marks) != 2 || list[i].marks[0].Label != list[i].marks[1].Label {
		t.Errorf("%+v", list)
	}
}

// The report on every running plan of the sample clinic is one page.
func TestReportsAreOnePage(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("REGIMEN_PICTURES")
	n := 0
	for name, p := range demoPlans(t) {
		for _, paper := range []string{"A4", "Letter"} {
			p.Clinic.Paper = paper
			d, err := NewReport(Report{Clinic: p.Clinic, Practitioner: p.Practitioner, Chart: p.Chart, Atlas: p.Atlas, Catalogue: p.Catalogue, Printed: p.Printed}, Options{})
			if errors.Is(err, clinic.ErrNotFound) {
				continue
			}
			if err != nil {
				t.Fatal(name, err)
			}
			n++
			if d.Pages() != 1 {
				t.Errorf("%s on %s: %d pages", name, paper, d.Pages())
			}
			if dir != "" {
				if err := d.Save(filepath.Join(dir, "report-"+paper+"-"+name+".pdf")); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d reports", n)
	}
}
