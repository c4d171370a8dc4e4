package clinic

import "math"

// LimbVolume is the volume of a limb in millilitres from its girths in millimetres, measured every
// stepMM along it: each stretch is taken as a truncated cone,
//
//	V = h·(C1² + C1·C2 + C2²) / 12π.
//
// It is 0 for fewer than two girths. Reference: Mayrovitz 2007 for girths at 4, 8 and 12 cm.
func LimbVolume(girthsMM []float64, stepMM float64) float64 {
	sum := 0.0
	for i := 1; i < len(girthsMM); i++ {
		a, b := girthsMM[i-1], girthsMM[i]
		sum += stepMM * (a*a + a*b + b*b) / (12 * math.Pi)
	}
	return sum / 1000 // mm³ in a mL
}

// ExcessPercent is how much larger the affected limb is than the other, in percent of the other. It is
// only meaningful when one side alone is affected, and reports false when the other has no volume.
func ExcessPercent(affected, other float64) (float64, bool) {
	if other <= 0 {
		return 0, false
	}
	return (affected - other) / other * 100, true
}
