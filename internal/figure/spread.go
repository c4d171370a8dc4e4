package figure

import (
	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Spread is where a muscle on a side can send pain, as it is drawn.
func Spread(atlas *anatomy.Atlas, r *clinic.Spread, side anatomy.Side) *drawing.Spread {
	strong, spill := r.Areas(atlas, side)
	return &drawing.Spread{From: anatomy.Target{Structure: r.Code, Side: side}, Strong: strong, Spill: spill}
}
