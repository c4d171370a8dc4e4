package figure

import (
	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Spread is where a muscle on a side can send pain, as it is drawn.
func Spread(atlas *anatomy.Atlas, r *clinic.Referral, side anatomy.Side) *drawing.Spread {
	strong, spill := r.Areas(atlas, side)
	return &drawing.Spread{From: anatomy.Target{Code: r.Code, Side: side}, Strong: targets(strong), Spill: targets(spill)}
}

func targets(list []clinic.Target) []anatomy.Target {
	out := make([]anatomy.Target, 0, len(list))
	for _, t := range list {
		out = append(out, anatomy.Target{Code: t.Structure, Side: t.Side})
	}
	return out
}
