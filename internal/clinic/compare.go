package clinic

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"regimen/internal/anatomy"
)

// ChangeState is what became of a finding from one assessment to another.
type ChangeState string

// The states of a finding between two assessments.
const (
	FindingNew        ChangeState = "new"
	FindingResolved   ChangeState = "resolved"
	FindingPersisting ChangeState = "persisting"
	FindingBetter     ChangeState = "better"
	FindingWorse      ChangeState = "worse"
	// FindingNotExamined was there and is not marked, and nothing tells that somebody looked.
	FindingNotExamined ChangeState = "not examined"
)

func (s ChangeState) words() Sentence {
	switch s {
	case FindingNew:
		return Say("new")
	case FindingResolved:
		return Say("resolved")
	case FindingPersisting:
		return Say("persisting")
	case FindingBetter:
		return Say("better")
	case FindingWorse:
		return Say("worse")
	case FindingNotExamined:
		return Say("not examined")
	}
	return Text(string(s))
}

// ChangeStates lists them in the order in which changes are told.
func ChangeStates() []ChangeState {
	return []ChangeState{FindingWorse, FindingNew, FindingPersisting, FindingBetter, FindingResolved, FindingNotExamined}
}

// SeverityChange is the least difference in severity that counts, whatever the scale. On the 0–10 pain scale the minimal
// detectable change is 1.77 and the important one 2 (Salaffi 2004; Farrar 2001), in whole points 2.
const SeverityChange = 2

// FindingChange is one finding then and now.
type FindingChange struct {
	Target
	Type   string
	Source Source
	State  ChangeState
	From   *int   // severity then; nil when new or not rated
	To     *int   // severity now; nil when it is not marked or not rated
	ThenID string // the finding then, "" when there was none
	NowID  string // the finding now, "" when there is none; one that is Gone says that it resolved
}

// Gone reports that somebody looked and found nothing: a severity of 0. A scar does not go.
func (f *Finding) Gone() bool { return f.Severity != nil && *f.Severity == 0 && f.Type != "scar" }

// Found are the findings of one assessment but those that are Gone: what a plan may answer.
func (c *Chart) Found(assessment string) []Finding {
	return where(c.FindingsOf(assessment), func(f *Finding) bool { return !f.Gone() })
}

// SameComplaint reports whether two assessments belong to one complaint: none after the earlier one, up to
// the later one, began another.
func (c *Chart) SameComplaint(a, b *Assessment) bool {
	at := func(x *Assessment) int {
		return slices.IndexFunc(c.Assessments, func(y Assessment) bool { return y.ID == x.ID })
	}
	from, to := min(at(a), at(b)), max(at(a), at(b))
	return from >= 0 && !slices.ContainsFunc(c.Assessments[from+1:to+1], func(x Assessment) bool { return x.Type == AssessmentInitial })
}

// AssessmentBegan is the assessment that one is held against unless another is chosen: the first of the
// running plan's course, or, while none runs, the one before; of the same complaint. It is nil when there is
// none.
func (c *Chart) AssessmentBegan(a *Assessment) *Assessment {
	p := c.CurrentPlan()
	var before *Assessment
	for i := range c.Assessments {
		b := &c.Assessments[i]
		if b.ID == a.ID {
			break
		}
		if !c.SameComplaint(b, a) || p != nil && b.Date < c.courseStart(p) {
			continue
		}
		if before = b; p != nil {
			break
		}
	}
	return before
}

// CompareAssessments says what became of each finding from one assessment to another. Only what was examined
// on the later day can have resolved: its place was marked or felt again by the same source, with a severity
// of 0 when nothing was found there, or, within one complaint, something else in the same part of the body and
// on the same side. Anything else, and a scar, is not examined. then may be nil: all is new.
func CompareAssessments(cat *Catalogue, chart *Chart, then, now *Assessment) []FindingChange {
	after := chart.FindingsOf(now.ID)
	if then == nil {
		return compareFindings(cat, nil, after)
	}
	same := chart.SameComplaint(then, now)
	part := func(f *Finding) string { return cat.partOf(f.Structure) }
	meet := func(a, b anatomy.Side) bool { return a == b || a == anatomy.Midline || b == anatomy.Midline }
	examined := func(f *Finding) bool {
		if f.Type == "scar" {
			return false
		}
		region := part(f)
		if find(after, func(n *Finding) bool {
			return n.Source == f.Source && (n.Target() == f.Target() || same && region != "" && part(n) == region && meet(n.Side, f.Side))
		}) != nil {
			return true
		}
		return f.Source == ByTherapist && find(chart.Measurements, func(m *Measurement) bool {
			return m.AssessmentID == now.ID && m.Structure == f.Structure && m.Side == f.Side
		}) != nil
	}
	changes := compareFindings(cat, chart.FindingsOf(then.ID), after)
	for i := range changes {
		if x := &changes[i]; x.State == FindingResolved && x.NowID == "" && !examined(chart.Finding(x.ThenID)) {
			x.State = FindingNotExamined
		}
	}
	sortChanges(changes)
	return changes
}

// compareFindings compares as if all that is not marked had been looked for, per structure, side, sort and
// source. Several of one sort on a structure are paired by where they lie, then by severity. A severity that
// was not rated on both days is not judged.
func compareFindings(cat *Catalogue, then, now []Finding) []FindingChange {
	type key struct {
		Target
		kind   string
		source Source
	}
	group := func(list []Finding) map[key][]*Finding {
		m := make(map[key][]*Finding)
		for i := range list {
			f := &list[i]
			k := key{f.Target(), f.Type, f.Source}
			m[k] = append(m[k], f)
		}
		return m
	}
	before, after := group(then), group(now)
	var out []FindingChange
	add := func(a, b *Finding) {
		if was, is := a != nil && !a.Gone(), b != nil && !b.Gone(); was || is {
			out = append(out, findingChange(cat, a, b))
		}
	}
	for k, olds := range before {
		pairs, gone, come := pairFindings(olds, after[k])
		for _, p := range pairs {
			add(p[0], p[1])
		}
		for _, f := range gone {
			add(f, nil)
		}
		for _, f := range come {
			add(nil, f)
		}
	}
	for k, news := range after {
		if _, seen := before[k]; !seen {
			for _, f := range news {
				add(nil, f)
			}
		}
	}
	sortChanges(out)
	return out
}

func sortChanges(list []FindingChange) {
	rank := func(s ChangeState) int { return slices.Index(ChangeStates(), s) }
	slices.SortFunc(list, func(a, b FindingChange) int {
		return cmp.Or(
			rank(a.State)-rank(b.State), cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.Side, b.Side),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.Source, b.Source), cmp.Compare(a.NowID, b.NowID), cmp.Compare(a.ThenID, b.ThenID),
		)
	})
}

func findingChange(cat *Catalogue, then, now *Finding) FindingChange {
	either := then
	if now != nil {
		either = now
	}
	c := FindingChange{Target: either.Target(), Type: either.Type, Source: either.Source, State: FindingPersisting}
	if then != nil {
		c.From, c.ThenID = then.Severity, then.ID
	}
	if now != nil {
		c.To, c.NowID = now.Severity, now.ID
	}
	switch {
	case then == nil || then.Gone():
		c.State = FindingNew
	case now == nil || now.Gone():
		c.State = FindingResolved
	case c.From != nil && c.To != nil:
		switch cat.ScaleOf(c.Type, c.Source).moved(*c.From, *c.To) {
		case -1:
			c.State = FindingBetter
		case 1:
			c.State = FindingWorse
		}
	}
	return c
}

// pairFindings pairs findings of one sort in one place, the nearest first. It is even-handed: pairing
// now with then gives the same pairs as then with now.
func pairFindings(then, now []*Finding) (pairs [][2]*Finding, gone, come []*Finding) {
	type candidate struct {
		i, j int
		cost float64
		tie  string
	}
	var all []candidate
	for i, a := range then {
		for j, b := range now {
			x, y := a.pairingKey(), b.pairingKey()
			all = append(all, candidate{i, j, pairingCost(a, b), min(x, y) + "\x00" + max(x, y)})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.tie, b.tie)) })
	usedThen, usedNow := make([]bool, len(then)), make([]bool, len(now))
	for _, c := range all {
		if !usedThen[c.i] && !usedNow[c.j] {
			usedThen[c.i], usedNow[c.j] = true, true
			pairs = append(pairs, [2]*Finding{then[c.i], now[c.j]})
		}
	}
	for i, f := range then {
		if !usedThen[i] {
			gone = append(gone, f)
		}
	}
	for j, f := range now {
		if !usedNow[j] {
			come = append(come, f)
		}
	}
	return pairs, gone, come
}

// pairingCost is the distance in mm on the same view; two that cannot be compared that way are farther
// than any two that can, and then alike by severity.
func pairingCost(a, b *Finding) float64 {
	if a.View != "" && a.View == b.View {
		return math.Hypot(a.X-b.X, a.Y-b.Y)
	}
	const elsewhere = 10_000
	if a.Severity != nil && b.Severity != nil {
		return elsewhere + math.Abs(float64(*a.Severity-*b.Severity))
	}
	return elsewhere + 11
}

func (f *Finding) pairingKey() string {
	severity := -1
	if f.Severity != nil {
		severity = *f.Severity
	}
	return fmt.Sprintf("%02d %s %.2f %.2f %s", severity, f.View, f.X, f.Y, f.ID)
}

// Words says the change in a sentence without its end stop: "Left upper trapezius: pain 7 to 3, better".
func (c FindingChange) Words(cat *Catalogue, label func(code string, side anatomy.Side) string) Sentence {
	degree := func(n int) Sentence { return cat.degreeAlone(c.Type, c.Source, n) }
	facts := Args{"Place": Place{c.Structure, c.Side, label(c.Structure, c.Side)}, "What": FindingTypeInside(c.Type), "State": c.State.words()}
	switch {
	case c.From != nil && c.To != nil && degree(*c.From) != degree(*c.To) && c.State != FindingResolved && c.State != FindingNew:
		facts["From"], facts["To"] = degree(*c.From), degree(*c.To)
		return Say("{{.Place}}: {{.What}} {{.From}} to {{.To}}, {{.State}}", facts)
	case c.To != nil && c.State != FindingResolved:
		facts["Severity"] = degree(*c.To)
	case c.From != nil:
		facts["Severity"] = degree(*c.From)
	default:
		return Say("{{.Place}}: {{.What}}, {{.State}}", facts)
	}
	return Say("{{.Place}}: {{.What}} {{.Severity}}, {{.State}}", facts)
}
