package clinic

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

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
)

// SeverityChange is the least difference in severity that counts. On the 0–10 pain scale the minimal
// detectable change is 1.77 and the important one 2 (Salaffi 2004; Farrar 2001), in whole points 2.
const SeverityChange = 2

// FindingChange is one finding then and now.
type FindingChange struct {
	Target
	Type   string
	Source Source
	State  ChangeState
	From   *int   // severity then; nil when new or not rated
	To     *int   // severity now; nil when resolved or not rated
	ThenID string // the finding then, "" when new
	NowID  string // the finding now, "" when resolved
}

// CompareFindings says what became of each finding, per structure, side, sort and source. Several of
// one sort on a structure are paired by where they lie, then by severity. A severity that was not rated
// on both days is not judged. The order is: worse, new, persisting, better, resolved; then by structure.
func CompareFindings(then, now []Finding) []FindingChange {
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
	add := func(a, b *Finding) { out = append(out, findingChange(a, b)) }
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
	slices.SortFunc(out, func(a, b FindingChange) int {
		return cmp.Or(
			stateRank(a.State)-stateRank(b.State), cmp.Compare(a.Structure, b.Structure), cmp.Compare(a.Side, b.Side),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.Source, b.Source), cmp.Compare(a.NowID, b.NowID), cmp.Compare(a.ThenID, b.ThenID),
		)
	})
	return out
}

func stateRank(s ChangeState) int {
	return slices.Index([]ChangeState{FindingWorse, FindingNew, FindingPersisting, FindingBetter, FindingResolved}, s)
}

func findingChange(then, now *Finding) FindingChange {
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
	case then == nil:
		c.State = FindingNew
	case now == nil:
		c.State = FindingResolved
	case c.From != nil && c.To != nil && *c.To <= *c.From-SeverityChange:
		c.State = FindingBetter
	case c.From != nil && c.To != nil && *c.To >= *c.From+SeverityChange:
		c.State = FindingWorse
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
func (c FindingChange) Words(label func(code string, side anatomy.Side) string) string {
	s := label(c.Structure, c.Side) + ": " + strings.ToLower(FindingTypeName(c.Type))
	switch {
	case c.From != nil && c.To != nil && *c.From != *c.To:
		s += fmt.Sprintf(" %d to %d", *c.From, *c.To)
	case c.To != nil:
		s += fmt.Sprintf(" %d", *c.To)
	case c.From != nil:
		s += fmt.Sprintf(" %d", *c.From)
	}
	return s + ", " + string(c.State)
}
