package main

import (
	"context"
	"time"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/ui/desk"
)

// loader puts many records at once: a store, or a station at a shared one.
type loader interface {
	Load(ctx context.Context, label clinic.Sentence, records []clinic.Record) (clinic.Changes, error)
	SetPreference(ctx context.Context, key, value string) error
	Now() time.Time
}

// loadSample fills an empty clinic with the sample one. Who leads it is at this machine.
func loadSample(ctx context.Context, s loader) error {
	atlas, catalogue, err := books.Shipped()
	if err != nil {
		return err
	}
	records := demo.Records(s.Now(), catalogue, atlas.Label)
	if err := s.SetPreference(ctx, desk.PracticeAs, demo.Leads(records)); err != nil {
		return err
	}
	_, err = s.Load(ctx, clinic.Say("Sample clinic"), records)
	return err
}
