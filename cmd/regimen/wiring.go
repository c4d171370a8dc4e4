package main

import (
	"context"
	"time"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/ui/assess"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/plan"
	"regimen/internal/ui/progress"
	"regimen/internal/ui/sessions"
	"regimen/internal/ui/summary"
)

// sections are the parts of a patient's workspace.
func sections() map[desk.Section]desk.Builder {
	return map[desk.Section]desk.Builder{
		desk.Summary:   summary.New,
		desk.Assess:    assess.New,
		desk.Plan:      plan.New,
		desk.Sessions:  sessions.New,
		desk.Progress:  progress.New,
		desk.Documents: documents.New,
		desk.Details:   patients.New,
	}
}

// loader puts many records at once: a store, or a station at a shared one.
type loader interface {
	Load(ctx context.Context, label clinic.Sentence, records []clinic.Record) (clinic.Changes, error)
	Now() time.Time
}

// loadSample fills an empty clinic with the sample one.
func loadSample(ctx context.Context, s loader) error {
	atlas, catalogue, err := books.Shipped()
	if err != nil {
		return err
	}
	_, err = s.Load(ctx, clinic.Say("Sample clinic"), demo.Records(s.Now(), catalogue, atlas.Label))
	return err
}
