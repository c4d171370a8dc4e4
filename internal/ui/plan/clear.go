package plan

import (
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	bodyfigure "regimen/internal/figure"
	"regimen/internal/ui/safety"
)

// clearMarks are the places to keep clear of, as every figure of the plan shows them.
func (s *screen) clearMarks() []drawing.Mark {
	return bodyfigure.KeepClear(s.d.Catalogue, s.chart, s.d.Today())
}

// newKeepClear is the list that goes with them.
func (s *screen) newKeepClear() *safety.KeepClear {
	return safety.NewKeepClear(s.d, func() *clinic.Chart { return s.chart })
}
