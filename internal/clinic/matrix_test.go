package clinic

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
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
# all: what stands against whatever is done. A column of a technique: what stands against it besides, and in the rows of tests,
# injuries and places all that does; empty is nothing.
# no: not at all, or not at the place that follows. 3: pressure 3 at most. doctor: not before a doctor has answered or, after an injury,
# before what its row asks for is recorded. there, that part, that limb: where it was marked. test: where an urgent result, on the left
# where it has a side, stands against work until it is answered. injury: day 14 is not on it before day 14; phases.tsv says the same by
# the phases of healing. place: the pressure above which the plan asks; nothing where the technique is usually no firmer, no where even
# its lightest is.
# Written anew with REGIMEN_KEEP_PAGES=1 go test ./internal/clinic -run TestTheMatrixIsAsWritten
`

const phasesHead = `# Each technique on an injured place in each phase of healing, worked out from the other tables and the rules: nothing is read from here.
# days: of the phase, from the injury; where two phases overlap the earlier one holds. no: not in this phase. day 14: from day 14 on.
# doctor: not before a doctor has seen it, or before what its row in injuries.tsv asks for is recorded. Empty is nothing.
# Written anew with REGIMEN_KEEP_PAGES=1 go test ./internal/clinic -run TestTheMatrixIsAsWritten
`

// The matrix is written to a file that a therapist can read. A change of a table that changes what stands against what shows
// there, and is looked at before it is kept.
func TestTheMatrixIsAsWritten(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"techniques.tsv": matrixHead + matrix(catalogue(t)),
		"phases.tsv":     phasesHead + phaseMatrix(catalogue(t)),
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
			row("test", t.Code, t.Name+": "+strings.Join(t.Urgent, ", "), "", c.testStands(t))
		}
	}
	for _, g := range c.Injuries {
		row("injury", g.Code, g.Name, "", func(t *Technique) string { return c.freeFrom(&g, t) })
	}
	for _, z := range c.Zones {
		row("place", z.Code, z.Why, strconv.Itoa(z.MaxPressure), func(t *Technique) string { return c.zoneAllows(&z, t) })
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

// testStands is where an urgent result of a test on the left stands against a technique.
func (c *Catalogue) testStands(test *Test) func(*Technique) string {
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
	chart := &Chart{
		Patient: Patient{ID: "p"}, Assessments: []Assessment{{ID: "a", PatientID: "p", Date: "2026-03-02"}},
		TestResults: []TestResult{{ID: "r", PatientID: "p", AssessmentID: "a", Test: test.Code, Side: test.Sides()[0], Result: test.Urgent[0], Date: "2026-03-02"}},
	}
	return func(t *Technique) string {
		var places []string
		for _, x := range at {
			targets := chart.WorksAt(c, t.Code, []Target{{Structure: x.structure, Side: anatomy.Left}})
			if len(testConflicts(c, chart, targets, "2026-03-02")) > 0 {
				places = append(places, x.place)
			}
		}
		if len(places) == len(at) {
			return "no"
		}
		return "no " + strings.Join(places, ", ")
	}
}

// zoneAllows is the highest pressure of a technique at a delicate place, where that is less than is usual.
func (c *Catalogue) zoneAllows(z *Zone, t *Technique) string {
	least := z.MaxPressure
	for _, side := range c.structure(z.Code).Sides() {
		if at := c.ZoneAt(new(Chart).WorksAt(c, t.Code, []Target{{Structure: z.Code, Side: side}})); at != nil {
			least = min(least, at.MaxPressure)
		}
	}
	switch {
	case t.PressureMin > least:
		return "no"
	case t.PressureMax > least:
		return strconv.Itoa(least)
	}
	return ""
}

// longest is how many days after an injury the matrix looks at.
const longest = 400

// standsOn reports whether anything stands against a technique on the day after an injury of a grade; ok is false for a row
// that is for another part of the body than the one that is looked at.
func (c *Catalogue) standsOn(g *InjuryGrade, t *Technique) (stands func(day int) bool, ok bool) {
	structure := "biceps.brachii"
	switch {
	case g.Type == InjurySprain:
		structure = "anterior.talofibular.ligament"
	case slices.Contains(g.Parts, "Thigh"):
		structure = "rectus.femoris"
	case len(g.Parts) > 0:
		return nil, false
	}
	const injured = Date("2025-01-01")
	chart := &Chart{Patient: Patient{ID: "p"}, Injuries: []Injury{{ID: "i", PatientID: "p", Structure: structure, Side: anatomy.Left, Type: g.Type, Sort: g.Sort, Grade: g.Grade, InjuredOn: injured}}}
	return func(day int) bool {
		return len(healingConflicts(c, chart, t.Code, left(structure), injured.AddDays(day))) > 0
	}, true
}

// between is what a technique waits for on an injury from one day to another.
func (c *Catalogue) between(g *InjuryGrade, t *Technique, from, to int) string {
	stands, ok := c.standsOn(g, t)
	switch {
	case !ok || !stands(from):
		return ""
	case stands(to):
		switch first := g.First[c.load(t.Code).Code]; {
		case first > to:
			return "no"
		case first > max(from, 1):
			return "doctor, day " + strconv.Itoa(first)
		}
		return "doctor"
	}
	return "day " + strconv.Itoa(from+sort.Search(to-from, func(n int) bool { return !stands(from + n) }))
}

// freeFrom is the day after an injury of a grade from which a technique may be given on it.
func (c *Catalogue) freeFrom(g *InjuryGrade, t *Technique) string {
	return c.between(g, t, 0, longest)
}

// phaseMatrix is a table with a row for each injury in each phase of healing, and a column for each technique.
func phaseMatrix(c *Catalogue) string {
	var b strings.Builder
	head := []string{"injury", "name", "phase", "days"}
	for _, t := range c.Techniques {
		head = append(head, t.Code)
	}
	b.WriteString(strings.Join(head, "\t") + "\n")
	for i := range c.Injuries {
		g := &c.Injuries[i]
		from := 0
		for _, h := range c.Healing {
			days, to := strconv.Itoa(from)+" and later", longest
			if h.To >= 0 {
				to = h.To
				if days = strconv.Itoa(from); to > from {
					days += " to " + strconv.Itoa(to)
				}
			}
			fields := []string{g.Code, g.Name, h.Code, days}
			for n := range c.Techniques {
				fields = append(fields, c.between(g, &c.Techniques[n], from, to))
			}
			b.WriteString(strings.TrimRight(strings.Join(fields, "\t"), "\t") + "\n")
			from = to + 1
		}
	}
	return b.String()
}

// The rows of tests, places and phases say in the column of each technique what the rules do: nothing is left to one column
// for all.
func TestTheMatrixFillsTheColumns(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	cells := func(page string, key ...string) map[string]string {
		t.Helper()
		lines := strings.Split(page, "\n")
		head := strings.Split(lines[0], "\t")
		for _, line := range lines[1:] {
			row := map[string]string{}
			for i, cell := range strings.Split(line, "\t") {
				row[head[i]] = cell
			}
			if got := strings.Split(line, "\t"); len(got) > 2 && (slices.Equal(key, got[:2]) || slices.Equal(key, []string{got[0], got[2]})) {
				return row
			}
		}
		t.Fatalf("there is no row %q", key)
		return nil
	}
	page, phases := matrix(c), phaseMatrix(c)
	for i := range c.Tests {
		if x := &c.Tests[i]; len(x.Urgent) > 0 {
			row := cells(page, "test", x.Code)
			for _, technique := range c.Techniques {
				if row[technique.Code] == "" {
					t.Errorf("%s says nothing of %s", x.Code, technique.Code)
				}
			}
		}
	}
	for _, x := range []struct{ row, technique, want string }{
		{"popliteal.fossa", "deep-stripping", "no"},
		{"popliteal.fossa", "lymph-effleurage", ""},
		{"quadratus.lumborum", "deep-stripping", "4"},
	} {
		if got := cells(page, "place", x.row)[x.technique]; got != x.want {
			t.Errorf("%s, %s: %q, want %q", x.row, x.technique, got, x.want)
		}
	}
	strain := c.InjuryGrade(&Injury{Type: InjuryStrain, Grade: 2, Structure: "biceps.brachii"})
	for _, load := range []struct{ code, technique string }{{"light", "effleurage"}, {"knead", "petrissage"}, {"deep", "deep-stripping"}} {
		for i, h := range c.Healing {
			from, want := 0, ""
			if i > 0 {
				from = c.Healing[i-1].To + 1
			}
			switch day := strain.First[load.code]; {
			case h.To >= 0 && day > h.To:
				want = "no"
			case day > from:
				want = "day " + strconv.Itoa(day)
			}
			if got := cells(phases, strain.Code, h.Code)[load.technique]; got != want {
				t.Errorf("%s, %s, %s: %q, want %q", strain.Code, h.Code, load.technique, got, want)
			}
		}
	}
}
