package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// BenchmarkStart is all that happens from opening the records to a window that is laid out, but for what
// the screen's driver does. It has to take the same in a clinic of 100 patients and in one of 20,000 (of
// 2,000 with -short).
func BenchmarkStart(b *testing.B) {
	many := 20_000
	if testing.Short() {
		many = 2000
	}
	few, large := largeClinic(b, 100), largeClinic(b, many)
	var small, big []time.Duration
	for b.Loop() {
		small = append(small, start(b, few))
		big = append(big, start(b, large))
	}
	least := func(d []time.Duration) float64 { return float64(slices.Min(d).Microseconds()) / 1000 }
	b.ReportMetric(least(small), "ms/100-patients")
	b.ReportMetric(least(big), fmt.Sprintf("ms/%d-patients", many))
	b.ReportMetric(least(big)/least(small), "ratio")
}

// largeClinic fills a data folder with so many patients.
func largeClinic(b *testing.B, patients int) (dir string) {
	b.Helper()
	atlas, cat := bookstest.Shipped(b)
	dir = b.TempDir()
	s, err := store.Open(context.Background(), store.Config{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	for batch := range demo.Large(time.Now(), cat, atlas.Label, patients, patients) {
		if _, err := s.Load(context.Background(), clinic.Say("Large clinic"), batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}

// start opens the window once, and closes it again when the time is taken.
func start(b *testing.B, dir string) time.Duration {
	b.Helper()
	screen := kittest.New(b, kit.ModeLight)
	begun := time.Now()
	c := &command{ctx: context.Background(), data: dir}
	p := newPremises(c.ctx, dir, slog.New(slog.DiscardHandler))
	records, err := p.openOwn(c.ctx)
	if err != nil {
		b.Fatal(err)
	}
	options, err := c.options(records, records, p)
	if err != nil {
		b.Fatal(err)
	}
	shell := ui.NewShell(screen.App, options)
	screen.Window = shell.Window
	shell.Window.Resize(fyne.NewSize(1280, 760))
	screen.Settle()
	took := time.Since(begun)
	screen.MustSay("Today")
	shell.Close()
	screen.Window = screen.App.NewWindow("after")
	if err := p.close(); err != nil {
		b.Fatal(err)
	}
	return took
}
