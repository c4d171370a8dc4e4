package anatomy

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"regimen/internal/table"
)

// Action is what a muscle can do, in words that several muscles share.
type Action struct {
	Code  string   // for example "hip.abduction"
	Name  string   // "hip abduction"
	Agent []string // what a muscle is called that does it: "hip abductor"
	// Movements are the codes of the measures that show it. Where there are none, Why says why.
	Movements []string
	Why       string
}

// MuscleFacts is where a muscle begins and ends, what it does and what moves it.
type MuscleFacts struct {
	Code      string // of the structure
	Origin    string
	Insertion string
	Actions   []Action // the main one first
	Nerve     string
	Roots     []string // of the spinal cord, "C5", or cranial nerves by their Roman number: "XI", "V3"
	Source    string
}

// NerveWords names the nerve with its roots: "Axillary nerve (C5, C6)".
func (m *MuscleFacts) NerveWords() string {
	return m.Nerve + " (" + strings.Join(m.Roots, ", ") + ")"
}

// ActionWords names what it does: "hip abduction, hip internal rotation".
func (m *MuscleFacts) ActionWords() string {
	names := make([]string, len(m.Actions))
	for i, a := range m.Actions {
		names[i] = a.Name
	}
	return strings.Join(names, ", ")
}

// Muscle tells what is known of a muscle.
func (a *Atlas) Muscle(code string) (*MuscleFacts, bool) {
	m, ok := a.muscles[code]
	return m, ok
}

// Actions lists what muscles do, in the order of the table.
func (a *Atlas) Actions() []Action { return slices.Clone(a.actions) }

// loadMuscles reads actions.tsv and muscles.tsv; without the files nothing is known.
func (a *Atlas) loadMuscles(l *table.Reader, fsys fs.FS) {
	if _, err := fs.Stat(fsys, "muscles.tsv"); errors.Is(err, fs.ErrNotExist) {
		return
	}
	a.actions = table.Read(l, fsys, "actions.tsv", []string{"code", "name", "agent", "movement", "why"}, func(r *table.Row) Action {
		x := Action{Code: r.Text("code"), Name: r.Must("name"), Agent: r.List("agent"), Movements: r.List("movement"), Why: r.Text("why")}
		if (len(x.Movements) > 0) == (x.Why != "") {
			r.Fail("why", "an action has a movement, or a reason why it has none")
		}
		return x
	})
	byCode := make(map[string]Action, len(a.actions))
	for _, x := range a.actions {
		byCode[x.Code] = x
	}
	a.muscles = make(map[string]*MuscleFacts)
	table.Read(l, fsys, "muscles.tsv", []string{"code", "origin", "insertion", "actions", "nerve", "roots", "source"}, func(r *table.Row) string {
		m := &MuscleFacts{
			Code: r.Text("code"), Origin: r.Must("origin"), Insertion: r.Must("insertion"), Nerve: r.Must("nerve"), Source: r.Must("source"),
		}
		for _, code := range r.List("actions") {
			x, ok := byCode[code]
			if !ok {
				r.Fail("actions", "%q is no code of actions.tsv", code)
			}
			m.Actions = append(m.Actions, x)
		}
		for _, text := range r.List("roots") {
			roots, ok := readRoots(text)
			if !ok {
				r.Fail("roots", "%q is no root", text)
			}
			m.Roots = append(m.Roots, roots...)
		}
		if len(m.Actions) == 0 || len(m.Roots) == 0 {
			r.Fail("actions", "a muscle has an action and a root")
		}
		if i, ok := a.byCode[m.Code]; !ok || a.structures[i].Kind != Muscle || a.structures[i].Group() {
			r.Fail("code", "%q is no single muscle of structures.tsv", m.Code)
		}
		a.muscles[m.Code] = m
		return m.Code
	})
}

// spinal are the roots from the top.
var spinal = func() []string {
	var out []string
	for _, r := range []struct {
		letter string
		n      int
	}{{"C", 8}, {"T", 12}, {"L", 5}, {"S", 5}} {
		for i := 1; i <= r.n; i++ {
			out = append(out, fmt.Sprint(r.letter, i))
		}
	}
	return out
}()

var cranial = regexp.MustCompile(`^(V[123]?|VII|XI|XII)$`)

// readRoots reads one root, or a range of them: "C5-C7".
func readRoots(text string) ([]string, bool) {
	if cranial.MatchString(text) {
		return []string{text}, true
	}
	first, last, ranged := strings.Cut(text, "-")
	if !ranged {
		last = first
	}
	from, to := slices.Index(spinal, first), slices.Index(spinal, last)
	if from < 0 || to < from || ranged && from == to {
		return nil, false
	}
	return slices.Clone(spinal[from : to+1]), true
}
