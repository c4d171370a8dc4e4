package clinic

import "regimen/internal/table"

// Zone is a structure where vessels, nerves or organs lie close, so that firm pressure is asked about.
type Zone struct {
	Code        string // of the anatomy table
	MaxPressure int    // Walton 1–5
	Why         string // the end of a sentence: "the kidneys lie in front"
	Source      string
}

var zoneColumns = []string{"code", "max_pressure", "why", "source"}

func readZone(r *table.Row) Zone {
	z := Zone{Code: r.Text("code"), MaxPressure: r.Count("max_pressure"), Why: r.Must("why"), Source: r.Must("source")}
	if z.MaxPressure < 1 || z.MaxPressure > 5 {
		r.Fail("max_pressure", "pressure is from 1 to 5")
	}
	return z
}

// ZoneAt is the zone among the targets that allows the least pressure, or nil.
func (c *Catalogue) ZoneAt(targets []Target) *Zone {
	var least *Zone
	for _, t := range targets {
		if z := find(c.Zones, func(z *Zone) bool { return z.Code == t.Structure }); z != nil && (least == nil || z.MaxPressure < least.MaxPressure) {
			least = z
		}
	}
	return least
}
