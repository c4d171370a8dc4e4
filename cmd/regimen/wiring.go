package main

import (
	"context"
	"time"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/demo"
)

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
