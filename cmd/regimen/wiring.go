package main

import (
	"context"

	"regimen/internal/store"
	"regimen/internal/ui/assess"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/plan"
)

// sections are the parts of a patient's workspace.
func sections() map[desk.Section]desk.Builder {
	return map[desk.Section]desk.Builder{
		desk.Assess:  assess.New,
		desk.Plan:    plan.New,
		desk.Details: patients.New,
	}
}

// loadSample fills an empty clinic with the sample one; nil when there is none to offer.
var loadSample func(context.Context, *store.Store) error
