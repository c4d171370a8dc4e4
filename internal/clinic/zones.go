package clinic

import (
	"fmt"
	"slices"
)

// Zone is a place where vessels, nerves or organs lie bare: an endangerment site.
type Zone struct {
	Code        string
	Name        string
	Structures  []string // codes of the anatomy table
	MaxPressure int      // the most pressure there without a written reason, Walton 1–5
	Care        string   // what to mind
	Source      string
}

var zoneColumns = []string{"code", "name", "structures", "max_pressure", "care", "source"}

func readZone(r *tableRow) Zone {
	z := Zone{
		Code: r.text("code"), Name: r.must("name"), Structures: r.list("structures"), MaxPressure: r.count("max_pressure"),
		Care: r.must("care"), Source: r.must("source"),
	}
	if len(z.Structures) == 0 {
		r.fail("structures", "name what lies there")
	}
	if z.MaxPressure < 1 || z.MaxPressure > 5 {
		r.fail("max_pressure", "pressure is from 1 to 5")
	}
	return z
}

// zoneConflicts are the delicate places that targets lie in and that are pressed harder than is usual there.
func (c *Catalogue) zoneConflicts(targets []Target, pressure int) []Conflict {
	var out []Conflict
	for i := range c.Zones {
		z := &c.Zones[i]
		if pressure > z.MaxPressure && slices.ContainsFunc(targets, func(t Target) bool { return slices.Contains(z.Structures, t.Structure) }) {
			out = append(out, Conflict{
				Item: "zone." + z.Code, Name: z.Name, Action: z.Care,
				Reason: fmt.Sprintf("Pressure %d is more than the %d that is usual on a delicate place: %s.", pressure, z.MaxPressure, lowerFirst(z.Name)),
			})
		}
	}
	return out
}
