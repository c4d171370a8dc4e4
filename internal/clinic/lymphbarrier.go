package clinic

import (
	"reflect"
	"time"

	"regimen/internal/anatomy"
)

// LymphBarrier is something that stops the lymph of a patient for good: a group of nodes that was removed or treated
// with radiation, or a scar that lies across the way. The structure is a node group, or for BarrierScar what the scar is on.
type LymphBarrier struct {
	ID        string       `json:"id"`
	PatientID string       `json:"patient_id"`
	Structure string       `json:"structure"`
	Side      anatomy.Side `json:"side"`
	Cause     string       `json:"cause"`                // one of BarrierCauses
	SinceYear *int         `json:"since_year,omitempty"` // nil while it is not known
	Note      string       `json:"note"`
	CreatedAt time.Time    `json:"created_at"`
}

// The causes of a barrier.
const (
	BarrierRemoved    = "removed"
	BarrierIrradiated = "irradiated"
	BarrierBoth       = "both" // removed and treated with radiation
	BarrierScar       = "scar"
)

// BarrierCauses lists them.
func BarrierCauses() []string {
	return []string{BarrierRemoved, BarrierIrradiated, BarrierBoth, BarrierScar}
}

// BarrierCauseName is a cause in words.
func BarrierCauseName(cause string) Sentence {
	switch cause {
	case BarrierRemoved:
		return Say("Nodes removed")
	case BarrierIrradiated:
		return Say("Nodes treated with radiation")
	case BarrierBoth:
		return Say("Nodes removed, and radiation")
	case BarrierScar:
		return Say("Scar that stops the lymph")
	}
	return Text(cause)
}

func (b *LymphBarrier) Kind() Kind         { return KindLymphBarrier }
func (b *LymphBarrier) Key() string        { return b.ID }
func (b *LymphBarrier) PatientKey() string { return b.PatientID }
func (b *LymphBarrier) Locks() []Ref       { return nil }

// Target is the structure and side of the barrier.
func (b *LymphBarrier) Target() Target { return Target{Structure: b.Structure, Side: b.Side} }

// The years that a barrier can be since.
const (
	barrierFirstYear = 1900
	barrierLastYear  = 2200
)

// Validate asks for a structure, a cause and a year that can be.
func (b *LymphBarrier) Validate() error {
	var k checks
	k.require("structure", b.Structure, Say("Choose which nodes, or where the scar is."))
	k.side(b.Side)
	k.oneOf("cause", Say("What happened to the nodes"), b.Cause, BarrierCauses()...)
	if b.SinceYear != nil {
		k.between("since_year", Say("The year"), float64(*b.SinceYear), barrierFirstYear, barrierLastYear, "")
	}
	return k.err()
}

// check refuses a year that is still to come.
func (b *LymphBarrier) check(_ *Catalogue, today Date) error {
	var k checks
	if b.SinceYear != nil && today.Valid() && *b.SinceYear > today.Time().Year() {
		k.fail("since_year", Say("That year is still to come."))
	}
	return k.err()
}

// Words say what happened and since when: "nodes removed, 2019".
func (b *LymphBarrier) Words() Sentence {
	what := map[string]Sentence{
		BarrierRemoved: Say("nodes removed"), BarrierIrradiated: Say("nodes treated with radiation"),
		BarrierBoth: Say("nodes removed, and radiation"), BarrierScar: Say("scar that stops the lymph"),
	}[b.Cause]
	if b.SinceYear == nil {
		return what
	}
	return Say("{{.What}}, {{.Year}}", Args{"What": what, "Year": Number(float64(*b.SinceYear))})
}

// NodesGone is what happened to a group of nodes on a side, or nil while it is sound.
func (c *Chart) NodesGone(group string, side anatomy.Side) *LymphBarrier {
	if group == "" {
		return nil
	}
	return c.Barrier(Target{Structure: group, Side: side}, false)
}

// Scars are the scars that stop the lymph.
func (c *Chart) Scars() []LymphBarrier {
	return where(c.LymphBarriers, func(b *LymphBarrier) bool { return b.Cause == BarrierScar })
}

// scarAcross is a scar that a way around would cross, or nil. The area that is treated is worked up to its scars.
func (c *Chart) scarAcross(s *DrainStep, side anatomy.Side) *LymphBarrier {
	if s.InsteadOf == "" {
		return nil
	}
	for _, b := range c.Scars() {
		for _, code := range s.Works {
			if Overlap([]Target{b.Target()}, []Target{{Structure: code, Side: side}}) {
				return &b
			}
		}
	}
	return nil
}

// Barrier is what stops the lymph at a place: a scar, or what happened to the nodes there; nil for nothing.
func (c *Chart) Barrier(at Target, scar bool) *LymphBarrier {
	return find(c.LymphBarriers, func(b *LymphBarrier) bool { return b.Target() == at && (b.Cause == BarrierScar) == scar })
}

// KeepBarrier changes what stops the lymph at a place, a scar or what happened to the nodes there; one that is left without a
// cause is taken back. named is the place in words. The error is a FieldErrors.
func KeepBarrier(env Env, chart *Chart, at Target, scar bool, named Place, change func(*LymphBarrier)) (Operation, error) {
	place := Args{"Place": named}
	b := LymphBarrier{PatientID: chart.Patient.ID, Structure: at.Structure, Side: at.Side, CreatedAt: env.now()}
	if scar {
		b.Cause = BarrierScar
	}
	old := chart.Barrier(at, scar)
	if old != nil {
		b = *old
	} else {
		b.ID = env.NewID()
	}
	change(&b)
	switch {
	case b.Cause == "" && old == nil, old != nil && reflect.DeepEqual(*old, b):
		return Operation{}, nil
	case b.Cause == "":
		return Operation{Scope: chart.Patient.ID, Label: Say("Take back what stops the lymph: {{.Place}}", place), Remove: []Record{old}}, nil
	}
	if err := b.Validate(); err != nil {
		return Operation{}, err
	}
	if err := b.check(nil, env.today()); err != nil {
		return Operation{}, err
	}
	return Operation{Scope: chart.Patient.ID, Label: Say("Lymph: {{.Place}}", place), Put: []Record{&b}}, nil
}
