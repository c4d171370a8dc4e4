package clinic

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regimen/internal/anatomy"
)

// keepPages is the environment variable under which TestTheMatrixIsAsWritten writes the matrix anew.
const keepPages = "REGIMEN_KEEP_PAGES"

const exerciseHead = `# Each piece of home care with the answers that stand against it, worked out from the other tables and the rules: nothing is read from here.
# What rules out all massage is not repeated. Written anew with REGIMEN_KEEP_PAGES=1 go test ./internal/clinic -run TestTheMatrixIsAsWritten
`

const matrixHead = `# Each technique against what can stand against it, worked out from the other tables and the rules: nothing is read from here.
# all: what stands against whatever is done. A column of a technique: what stands against it besides; empty is nothing.
# no: not at all, or not at the place that follows. 3: pressure 3 at most. doctor: not before a doctor has answered or, after an injury,
# before what its row asks for is recorded. there, that part, that limb: where it was marked. day 14: not on it before day 14 after the
# injury. What is listed under all holds for every column of its row.
# Written anew with REGIMEN_KEEP_PAGES=1 go test ./internal/clinic -run TestTheMatrixIsAsWritten
`

// The matrix is written to a file that a therapist can read. A change of a table that changes what stands against what shows
// there, and is looked at before it is kept.
func TestTheMatrixIsAsWritten(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"techniques.tsv": matrixHead + matrix(catalogue(t)),
		"exercises.tsv":  exerciseHead + exerciseMatrix(catalogue(t)),
	} {
		path := filepath.Join("..", "..", "resources", "catalogue", "matrix", file)
		if os.Getenv(keepPages) != "" {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) == want {
			continue
		}
		was, line := strings.Split(string(got), "\n"), "the file has rows that the tables no longer give"
		for i, x := range strings.Split(want, "\n") {
			if i >= len(was) || was[i] != x {
				line = x
				break
			}
		}
		t.Errorf("%s is not what the tables say. Look at what changed, and write it anew with %s=1. The first line that differs: %s", file, keepPages, line)
	}
}

// exerciseMatrix is a table with a row for each piece of home care, and the answers that stand against it.
func exerciseMatrix(c *Catalogue) string {
	var b strings.Builder
	b.WriteString("code\ttitle\tdoes\tnot_with\n")
	for i := range c.HomeCare {
		e := &c.HomeCare[i]
		var not []string
		for j := range c.Screening {
			s := &c.Screening[j]
			if !s.Warns() || s.Blocks {
				continue
			}
			chart := &Chart{Patient: Patient{ID: "p"}, Screenings: []Screening{{ID: "s", PatientID: "p", Item: s.Code, Answer: AnswerYes}}}
			if slices.ContainsFunc(ExerciseConflicts(c, chart, "", e, "2026-03-02"), func(k Conflict) bool { return k.Item == s.Code }) {
				not = append(not, s.Code)
			}
		}
		b.WriteString(strings.TrimRight(strings.Join([]string{e.Code, e.Title, strings.Join(e.Does, ";"), strings.Join(not, ";")}, "\t"), "\t") + "\n")
	}
	return b.String()
}

// matrix is a table with a row for each thing that stands against treatment, and a column for each technique.
func matrix(c *Catalogue) string {
	var b strings.Builder
	row := func(sort, code, name, all string, cell func(*Technique) string) {
		fields := []string{sort, code, name, all}
		for i := range c.Techniques {
			fields = append(fields, cell(&c.Techniques[i]))
		}
		b.WriteString(strings.TrimRight(strings.Join(fields, "\t"), "\t") + "\n")
	}
	head := []string{"sort", "code", "name", "all"}
	for _, t := range c.Techniques {
		head = append(head, t.Code)
	}
	b.WriteString(strings.Join(head, "\t") + "\n")
	nothing := func(*Technique) string { return "" }
	for i := range c.Screening {
		if s := &c.Screening[i]; s.Warns() {
			row("question", s.Code, s.Name, c.againstAll(s), func(t *Technique) string { return c.againstOne(s, t) })
		}
	}
	for _, l := range c.Limits {
		if l.Together != "" {
			row("together", l.Code, fmt.Sprintf("%d red flags of the sort %s", l.AtLeast, l.Together), "doctor"+l.where(), nothing)
		}
	}
	for i := range c.Tests {
		if t := &c.Tests[i]; len(t.Urgent) > 0 {
			row("test", t.Code, t.Name+": "+strings.Join(t.Urgent, ", "), c.testStands(t), nothing)
		}
	}
	for _, g := range c.Injuries {
		row("injury", g.Code, g.Name, "", func(t *Technique) string { return c.freeFrom(&g, t) })
	}
	for _, z := range c.Zones {
		row("place", z.Code, z.Why, strconv.Itoa(z.MaxPressure), nothing)
	}
	return b.String()
}

// where is the places of a limit, and its weeks, as they follow a cell.
func (l *Limit) where() string {
	words := map[string]string{PlaceMarked: "there", PlaceMarkedPart: "that part", PlaceMarkedLimb: "that limb"}
	var places []string
	for _, p := range l.Places {
		if w := words[p]; w != "" {
			p = w
		}
		places = append(places, p)
	}
	out := ""
	if len(places) > 0 {
		out = " " + strings.Join(places, ", ")
	}
	if l.FromWeek > 0 {
		out += " from week " + strconv.Itoa(l.FromWeek)
	}
	if l.ToWeek > 0 {
		out += " to week " + strconv.Itoa(l.ToWeek)
	}
	return out
}

// againstAll is what a question stands against whatever is done.
func (c *Catalogue) againstAll(s *ScreeningItem) string {
	if s.Blocks {
		return "no"
	}
	var out []string
	if s.Group == GroupLocal {
		out = append(out, "no there")
	}
	for _, l := range c.Limits {
		if l.Item != s.Code || len(l.Techniques) > 0 && !slices.Contains(l.Techniques, AllTechniques) {
			continue
		}
		switch {
		case len(l.Positions) > 0:
			out = append(out, "not "+strings.Join(l.Positions, " or ")+l.where())
		case l.MaxPressure > 0:
			out = append(out, strconv.Itoa(l.MaxPressure)+l.where())
		default:
			out = append(out, "doctor"+l.where())
		}
	}
	return strings.Join(out, "; ")
}

// againstOne is what a question stands against in one technique besides.
func (c *Catalogue) againstOne(s *ScreeningItem, t *Technique) string {
	var out []string
	for _, l := range c.Limits {
		if l.Item != s.Code || len(l.Techniques) == 0 || slices.Contains(l.Techniques, AllTechniques) || !l.names(t.Code, t.Does) {
			continue
		}
		cell := "no"
		if l.MaxPressure > 0 {
			cell = strconv.Itoa(l.MaxPressure)
		}
		if cell += l.where(); !slices.Contains(out, cell) {
			out = append(out, cell)
		}
	}
	return strings.Join(out, "; ")
}

// testStands is where an urgent result of a test on the left stands against work.
func (c *Catalogue) testStands(t *Test) string {
	at := []struct{ place, structure string }{
		{"head", "temporalis"},
		{"neck", "semispinalis.capitis"},
		{"upper-back", "rhomboid.major"},
		{"low-back", "multifidus"},
		{"chest", "pectoralis.minor"},
		{"belly", "rectus.abdominis"},
		{"pelvis", "gluteus.medius"},
		{"shoulder", "infraspinatus"},
		{"upper-arm", "biceps.brachii"},
		{"forearm", "supinator"},
		{"hand", "opponens.pollicis"},
		{"thigh", "rectus.femoris"},
		{"knee", "patella"},
		{"lower-leg", "soleus"},
		{"foot", "abductor.hallucis"},
	}
	side := t.Sides()[0]
	chart := &Chart{
		Patient: Patient{ID: "p"}, Assessments: []Assessment{{ID: "a", PatientID: "p", Date: "2026-03-02"}},
		TestResults: []TestResult{{ID: "r", PatientID: "p", AssessmentID: "a", Test: t.Code, Side: side, Result: t.Urgent[0], Date: "2026-03-02"}},
	}
	var places []string
	for _, x := range at {
		target := []Target{{Structure: x.structure, Side: anatomy.Left}}
		if len(Conflicts(c, chart, &Prescription{Technique: "effleurage", Pressure: 1, Targets: target}, "2026-03-02")) > 0 {
			places = append(places, x.place)
		}
	}
	if len(places) == len(at) {
		return "no"
	}
	return strings.TrimSpace("no " + strings.Join(places, ", "))
}

// freeFrom is the day after an injury of a grade from which a technique may be given on it.
func (c *Catalogue) freeFrom(g *InjuryGrade, t *Technique) string {
	structure := "biceps.brachii"
	switch {
	case g.Type == InjurySprain:
		structure = "anterior.talofibular.ligament"
	case slices.Contains(g.Parts, "Thigh"):
		structure = "rectus.femoris"
	case len(g.Parts) > 0:
		return "" // of another part, by the row for any
	}
	const injured, longest = Date("2025-01-01"), 400
	chart := &Chart{Patient: Patient{ID: "p"}, Injuries: []Injury{{ID: "i", PatientID: "p", Structure: structure, Side: anatomy.Left, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: injured}}}
	for day := longest; day >= 0; day-- {
		if day > 60 && day%7 != 0 {
			continue
		}
		list := TreatmentConflicts(c, chart, &Treatment{Technique: t.Code, Pressure: 1, Targets: left(structure)}, injured.AddDays(day))
		switch {
		case len(list) == 0:
		case day > longest-7:
			if load := c.load(t.Code); load != nil && g.First[load.Code] > 1 {
				return "doctor, day " + strconv.Itoa(g.First[load.Code])
			}
			return "doctor"
		default:
			return "day " + strconv.Itoa(day+1)
		}
	}
	return ""
}
