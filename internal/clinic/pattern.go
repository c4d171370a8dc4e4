package clinic

import (
	"cmp"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// Spread is where a trigger point of a muscle can send pain, on its own side.
type Spread struct {
	Code   string   // of the muscle, in the table of structures
	Strong []string // codes of the areas where most patients feel it
	Spill  []string // where some of them do
	Where  string   // the same in words
	Source string
}

var spreadColumns = []string{"code", "strong", "spill", "where", "source"}

func readSpread(r *table.Row) Spread {
	f := Spread{Code: r.Text("code"), Strong: r.List("strong"), Spill: r.List("spill"), Where: r.Must("where"), Source: r.Must("source")}
	if len(f.Strong) == 0 {
		r.Fail("strong", "name at least one area")
	}
	for _, s := range f.Spill {
		if slices.Contains(f.Strong, s) {
			r.Fail("spill", "%q is in the column %q too", s, "strong")
		}
	}
	return f
}

// SpreadOf is the pattern of a muscle, or nil when the catalogue has none.
func (c *Catalogue) SpreadOf(muscle string) *Spread {
	return find(c.Spreads, func(r *Spread) bool { return r.Code == muscle })
}

// Areas are the structures of a pattern on a side of the patient; those that are not paired are in the
// middle. A code that the atlas does not know is left out.
func (r *Spread) Areas(atlas *anatomy.Atlas, side anatomy.Side) (strong, spill []Target) {
	place := func(codes []string) []Target {
		var out []Target
		for _, code := range codes {
			if s, ok := atlas.Structure(code); ok && s.Paired {
				out = append(out, Target{Structure: code, Side: side})
			} else if ok {
				out = append(out, Target{Structure: code, Side: anatomy.Midline})
			}
		}
		return out
	}
	return place(r.Strong), place(r.Spill)
}

// Referrer is a muscle that can send pain to where the patient feels it.
type Referrer struct {
	Muscle Target
	Strong []Target // the painful places in the areas where most patients feel it
	Spill  []Target // those in the areas where some do
}

// Referrers lists the muscles whose pattern reaches one of the painful places, those that explain the most
// first. It is a list to examine, not a finding. A place that is drawn as the same piece of the figure as an
// area counts as that area.
func Referrers(cat *Catalogue, atlas *anatomy.Atlas, painful []Target) []Referrer {
	var out []Referrer
	pieces := map[Target]map[*anatomy.Shape]bool{}
	piecesOf := func(t Target) map[*anatomy.Shape]bool {
		if p, ok := pieces[t]; ok {
			return p
		}
		p := map[*anatomy.Shape]bool{}
		placed, err := atlas.Shapes(t.Structure, t.Side)
		if err == nil { // else the same structure is still found by its code
			for _, s := range placed {
				p[s.Shape] = true
			}
		}
		pieces[t] = p
		return p
	}
	same := func(a, b Target) bool {
		if a == b {
			return true
		}
		for s := range piecesOf(a) {
			if piecesOf(b)[s] {
				return true
			}
		}
		return false
	}
	for i := range cat.Spreads {
		r := &cat.Spreads[i]
		for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
			f := Referrer{Muscle: Target{Structure: r.Code, Side: side}}
			strong, spill := r.Areas(atlas, side)
			elsewhere := false // in pain somewhere that is not the muscle itself
			for _, p := range painful {
				reaches := func(area Target) bool { return same(p, area) }
				switch {
				case slices.ContainsFunc(strong, reaches):
					f.Strong = append(f.Strong, p)
				case slices.ContainsFunc(spill, reaches):
					f.Spill = append(f.Spill, p)
				default:
					continue
				}
				// Pain in the middle fits both sides of a pattern.
				elsewhere = elsewhere || !same(p, f.Muscle)
			}
			if elsewhere {
				out = append(out, f)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Referrer) int {
		return cmp.Or(cmp.Compare(len(b.Strong), len(a.Strong)), cmp.Compare(len(b.Spill), len(a.Spill)))
	})
	return out
}

// PainfulPlaces are where the patient reports pain in an assessment, each once.
func (c *Chart) PainfulPlaces(assessment string) []Target {
	var out []Target
	for _, f := range c.FindingsOf(assessment) {
		if f.Type == FindingPain && f.Source == ByPatient && !slices.Contains(out, f.Target()) {
			out = append(out, f.Target())
		}
	}
	return out
}

// TriggerPointSigns are what tells a trigger point to the hand, after Travell and Simons. That the pain is familiar is
// asked apart.
func TriggerPointSigns() []string { return []string{"taut band", "tender spot", "local twitch"} }

// checkSpreads refuses a pattern with codes that cannot be: the atlas is not at hand here, so that the names
// are checked by the tests of the shipped tables.
func (c *Catalogue) checkSpreads(l *table.Reader) {
	for _, r := range c.Spreads {
		for _, code := range slices.Concat(r.Strong, r.Spill) {
			if strings.ContainsAny(code, " ,@/") {
				l.Fail("referral.tsv", 0, "strong", "%q of %q is no code of a structure", code, r.Code)
			}
		}
	}
}
