package clinic

import (
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// CheckMeasurement refuses what cannot be: a value outside the measure's bounds, a side it does not
// have, a score with no activity. The error is a FieldErrors.
func (c *Catalogue) CheckMeasurement(m *Measurement) error {
	var k checks
	me := c.Measure(m.Measure)
	if me == nil {
		k.fail("measure", Say("Choose what was measured."))
		return k.err()
	}
	if !(m.Value >= me.Low && m.Value <= me.High) { // also refuses NaN
		k.fail("value", Say("{{.Measure}} must be from {{.Low}} to {{.High}}.", Args{"Measure": me.Term(), "Low": me.Write(me.Low), "High": me.Write(me.High)}))
	} else if me.Whole && m.Value != math.Trunc(m.Value) {
		k.fail("value", Say("{{.Measure}} is scored in whole numbers.", Args{"Measure": me.Term()}))
	}
	switch {
	case me.Sided && m.Side != anatomy.Left && m.Side != anatomy.Right:
		k.fail("side", Say("Choose left or right."))
	case !me.Sided && !me.AtStructure && m.Side != anatomy.Midline:
		k.fail("side", Say("{{.Measure}} is not measured on one side.", Args{"Measure": me.Term()}))
	}
	if me.Items && strings.TrimSpace(m.Item) == "" {
		k.fail("item", Say("Write the activity in the patient's words."))
	}
	if m.Mode != "" && !slices.Contains(me.Modes, m.Mode) {
		k.fail("mode", Say("{{.Measure}} is not measured that way.", Args{"Measure": me.Term()}))
	} else if m.Mode == "" && len(me.Modes) > 0 {
		k.fail("mode", Say("Choose active or passive."))
	}
	me.checkStart(&k, m)
	if m.EndFeel != "" && len(me.Modes) > 0 && m.Mode != ModePassive {
		k.fail("end_feel", Say("The end feel belongs to a passive movement."))
	}
	return k.err()
}

// Plausible asks about a value that can be but is seldom seen. It says nothing when there is nothing to ask.
func (c *Catalogue) Plausible(m *Measurement) Sentence {
	me := c.Measure(m.Measure)
	if me == nil || c.CheckMeasurement(m) != nil {
		return Sentence{}
	}
	if IsStrength(m.Measure) && !slices.ContainsFunc(Grades(), func(g Grade) bool { return g.Value == m.Value }) {
		return Say("The grades of strength are 0, 1, 2, 3, 4−, 4, 4+ and 5. Is {{.Value}} right?", Args{"Value": m.Value})
	}
	if m.Value >= me.UsualLow && m.Value <= me.UsualHigh {
		return me.askStart(m)
	}
	return Say("{{.Measure}} is usually from {{.Low}} to {{.High}}. Is {{.Value}} right?", Args{
		"Measure": me.Term(), "Low": me.Write(me.UsualLow), "High": me.Write(me.UsualHigh), "Value": me.Write(m.Value),
	})
}
