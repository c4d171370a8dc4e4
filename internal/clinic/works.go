package clinic

import (
	"slices"

	"regimen/internal/anatomy"
)

// WorksAt is where a treatment works, and not only what it is for: its targets, and for lymph drainage the places of its
// steps as they are done for this patient. What needs consent, has to be kept clear or waits for healing is asked of all of
// them. A treatment without a target works at none that is known.
func (c *Chart) WorksAt(cat *Catalogue, technique string, targets []Target) []Target {
	if technique != TechniqueDrainage || len(targets) == 0 {
		return targets
	}
	out := slices.Clone(targets)
	add := func(code string, side anatomy.Side) {
		if !cat.structure(code).Paired {
			side = anatomy.Midline
		}
		if t := (Target{Structure: code, Side: side}); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, q := range c.DrainSequences(cat, targets) {
		for i := range q.Steps {
			for _, code := range q.Steps[i].Works {
				for _, side := range q.Steps[i].Sides {
					add(code, side)
					if q.Side == anatomy.Midline {
						add(code, side.Opposite())
					}
				}
			}
		}
	}
	return out
}
