package clinic

import (
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// Neighbourhood is what lies around a joint: which injuries are at it, and what pulls at it from another part of the body.
type Neighbourhood struct {
	Code       string
	Name       string   // within a sentence
	Parts      []string // of the body: an injury there is at this joint
	Structures []string // an injury at one of them is at this joint alone
	// Crosses is what the muscles do that cross it, and Loads what those do that pull at it without crossing it: the words
	// before the dot in the codes of anatomy.Action.
	Crosses, Loads []string
	Also           []string // other structures that pull at it
	Both           bool     // what pulls at it lies on both sides
	Source         string
}

var neighbourhoodColumns = []string{"code", "name", "parts", "structures", "crosses", "loads", "also", "both", "source"}

func readNeighbourhood(r *table.Row) Neighbourhood {
	n := Neighbourhood{
		Code: r.Text("code"), Name: r.Must("name"), Parts: r.List("parts"), Structures: r.List("structures"), Crosses: r.List("crosses"),
		Loads: r.List("loads"), Also: r.List("also"), Both: r.Yes("both"), Source: r.Must("source"),
	}
	if len(n.Parts) == 0 && len(n.Structures) == 0 {
		r.Fail("parts", "name parts or structures: no injury is at this joint")
	}
	if len(n.Crosses) == 0 {
		r.Fail("crosses", "no muscle crosses this joint")
	}
	return n
}

// doing reports that a muscle does something of a sort; with chiefly, that it is the first thing it does.
func (c *Catalogue) doing(muscle string, sorts []string, chiefly bool) bool {
	if c.actions == nil {
		return false
	}
	does := c.actions(muscle)
	if chiefly && len(does) > 1 {
		does = does[:1]
	}
	return slices.ContainsFunc(does, func(code string) bool {
		sort, _, _ := strings.Cut(code, ".")
		return slices.Contains(sorts, sort)
	})
}

// around are the joints that an injury at a structure is at; none while there is no figure, see Catalogue.On.
func (c *Catalogue) around(structure string) []*Neighbourhood {
	pick := func(is func(n *Neighbourhood) bool) []*Neighbourhood {
		var out []*Neighbourhood
		for i := range c.Neighbourhoods {
			if n := &c.Neighbourhoods[i]; is(n) {
				out = append(out, n)
			}
		}
		return out
	}
	if named := pick(func(n *Neighbourhood) bool { return slices.Contains(n.Structures, structure) }); len(named) > 0 {
		return named
	}
	part := c.partOf(structure)
	near := pick(func(n *Neighbourhood) bool { return part != "" && slices.Contains(n.Parts, part) })
	if c.structure == nil || c.structure(structure).Kind != anatomy.Muscle {
		return near
	}
	if crossed := slices.DeleteFunc(slices.Clone(near), func(n *Neighbourhood) bool { return !c.doing(structure, n.Crosses, false) }); len(crossed) > 0 {
		return crossed
	}
	if moved := pick(func(n *Neighbourhood) bool { return c.doing(structure, n.Crosses, true) }); len(moved) > 0 {
		return moved
	}
	return near
}

// What a technique does, see Technique.Does, that reaches beyond the place it is given at.
var (
	pulling = []string{"stretch", "contract", "strong-contract"}
	moving  = []string{"move", "exercise"}
)

// pulledBy reports that work on a structure pulls at the joint.
func (n *Neighbourhood) pulledBy(c *Catalogue, does []string, structure string) bool {
	among := func(list []string) bool {
		return slices.ContainsFunc(does, func(d string) bool { return slices.Contains(list, d) })
	}
	pulls, moves := among(pulling), among(moving)
	switch {
	case slices.Contains(n.Also, structure):
		return pulls || moves
	case pulls:
		return c.doing(structure, n.Crosses, false) || c.doing(structure, n.Loads, false)
	}
	return moves && c.doing(structure, n.Crosses, true)
}

// pulled is the joint of an injury that work in another part of the body pulls at, or nil. What moves whole parts of the
// body is held by the parts that it moves.
func (h *Healing) pulled(cat *Catalogue, load *Load, w *Work) *Neighbourhood {
	if h.waits == nil || !h.waits.WholePart || !load.Wide || w.Moves {
		return nil
	}
	for _, hurt := range cat.made([]Target{h.Injury.Target()}) {
		for _, n := range cat.around(hurt.Structure) {
			for _, t := range cat.made(w.Targets) {
				here := n.Both || t.Side == hurt.Side || bothSides(t.Side) || bothSides(hurt.Side)
				if here && n.pulledBy(cat, w.Does, t.Structure) {
					return n
				}
			}
		}
	}
	return nil
}
