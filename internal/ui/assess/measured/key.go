// Package measured holds the values of an assessment: what one belongs to, what was measured before, and the field that takes one.
package measured

import (
	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
)

// Key is what one value belongs to.
type Key struct {
	Measure, Item, Structure string
	Side                     anatomy.Side
	Mode                     string
	Along                    clinic.Along
}

// KeyOf is what a value belongs to.
func KeyOf(m *clinic.Measurement) Key {
	return Key{m.Measure, m.Item, m.Structure, m.Side, m.Mode, m.Along()}
}

// Record is the value of this assessment, or nil.
func Record(s *step.Host, k Key) *clinic.Measurement {
	for _, m := range s.Chart().MeasurementsOf(s.Assessment) {
		if KeyOf(&m) == k {
			return &m
		}
	}
	return nil
}

// Name says what is measured, and where: "left shoulder flexion".
func Name(s *step.Host, k Key) clinic.Sentence {
	of := clinic.Args{"Name": s.Desk.Catalogue.MeasureTerm(k.Measure), "Side": k.Side, "Muscle": k.Item}
	name := clinic.Say("{{.Name}}", of)
	switch {
	case clinic.IsStrength(k.Measure) && k.Item != "":
		if k.Side.Word() != "" {
			return clinic.Say("strength of {{.Side}} {{.Muscle}}", of)
		}
		return clinic.Say("strength of {{.Muscle}}", of)
	case k.Structure != "":
		of["Place"] = s.Place(clinic.Target{Structure: k.Structure, Side: k.Side})
		name = clinic.Say("{{.Name}}, {{.Place}}", of)
	case k.Side.Word() != "":
		name = clinic.Say("{{.Side}} {{.Name}}", of)
	}
	if where := s.Desk.Catalogue.Of(k.Item, k.Along); !where.IsZero() {
		return clinic.Say("{{.Name}}, {{.Of}}", clinic.Args{"Name": name, "Of": where})
	}
	return name
}

// With is the value of this assessment with a change, or a new one; what cannot be is refused.
func With(s *step.Host, k Key, change func(*clinic.Measurement)) (*clinic.Measurement, error) {
	of := clinic.Measured{Measure: k.Measure, Item: k.Item, Structure: k.Structure, Side: k.Side, Mode: k.Mode, Along: k.Along}
	return clinic.RecordMeasurement(s.Desk.Env(), s.Desk.Catalogue, s.Occasion(), Record(s, k), of, change)
}

// Keep stores a value as one step. What cannot be is refused and not stored.
func Keep(s *step.Host, k Key, value float64, tool string) error {
	if m := Record(s, k); m != nil && m.Value == value {
		return nil
	}
	m, err := With(s, k, func(m *clinic.Measurement) { m.Value, m.Tool = value, tool })
	if err != nil {
		return err
	}
	write := clinic.Number(value)
	if me := s.Desk.Catalogue.Measure(k.Measure); me != nil {
		write = me.Write(value)
	}
	return s.Put(clinic.Say("Measure {{.Name}}: {{.Value}}", clinic.Args{"Name": Name(s, k), "Value": write}), m)
}

// errNoValue says that a detail was given before the value it belongs to.
var errNoValue = clinic.FieldErrors{{Field: "value", Message: clinic.Say("Set the value first.")}}

// Change changes what belongs to a value as one step: its tool, its pain. What cannot be is refused and
// not stored. label is what the step is called.
func Change(s *step.Host, k Key, label clinic.Sentence, change func(*clinic.Measurement)) error {
	if Record(s, k) == nil {
		return errNoValue
	}
	m, err := With(s, k, change)
	if err != nil {
		return err
	}
	return s.Put(label, m)
}

// Drop takes a value back, with what changes with it, as one step.
func Drop(s *step.Host, k Key, more ...clinic.Record) error {
	op := clinic.Operation{Label: clinic.Say("Take back {{.Name}}", clinic.Args{"Name": Name(s, k)}), Scope: s.Assessment, Put: more}
	if m := Record(s, k); m != nil {
		op.Remove = []clinic.Record{m}
	}
	if op.Empty() {
		return nil
	}
	return s.Desk.Apply(op)
}

// Sides are the values a measure has: left and right, or one.
func Sides(me *clinic.Measure, item, mode string) []Key {
	if !me.Sided {
		return []Key{{Measure: me.Code, Item: item, Side: anatomy.Midline, Mode: mode}}
	}
	return []Key{{Measure: me.Code, Item: item, Side: anatomy.Left, Mode: mode}, {Measure: me.Code, Item: item, Side: anatomy.Right, Mode: mode}}
}
