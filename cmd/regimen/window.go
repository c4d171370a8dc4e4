package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
	"github.com/google/uuid"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/settings"
	"regimen/resources"
)

const appID = "io.github.regimen"

// window opens the records and shows them until the person closes the window.
func (c *command) window() (err error) {
	if err := checkDisplay(); err != nil {
		return err
	}
	if err := kit.LoadTranslations(); err != nil {
		return fmt.Errorf("the texts of the program cannot be read: %w", err)
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the data folder cannot be made: %w", err)
	}
	records, err := store.Open(c.ctx, store.Config{Dir: dir})
	if err != nil {
		// Whoever starts the program by its icon does not see stderr.
		tellInWindow(err.Error())
		return err
	}
	defer func() { err = errors.Join(err, records.Close()) }()
	log, closeLog := openLog(dir)
	defer closeLog()
	options, err := c.options(records, dir, log)
	if err != nil {
		return err
	}
	if file := lastCrash(dir, time.Now()); file != "" {
		options.Notice = lang.L("The program stopped unexpectedly last time. Everything that was kept is here. What happened is in {{.File}}.",
			map[string]any{"File": file})
	}
	defer watchCrashes(dir)()
	defer func() {
		if p := recover(); p != nil {
			err = crashed(dir, p)
		}
	}()
	shell := ui.NewShell(app.NewWithID(appID), options)
	defer closeOnSignal(shell)()
	go fyne.Do(func() { clickWhereThePointerIs(shell.Window) }) // runs once the window is up
	shell.Window.ShowAndRun()
	return nil
}

func (c *command) options(records *store.Store, dir string, log *slog.Logger) (ui.Options, error) {
	atlas, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		return ui.Options{}, err
	}
	catalogue, err := clinic.LoadCatalogue(resources.Catalogue)
	if err != nil {
		return ui.Options{}, err
	}
	o := ui.Options{
		Store: records, Atlas: atlas, Catalogue: catalogue, Clock: time.Now,
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
		Log:   log, DataDir: dir, Version: version, Sections: sections(),
		OpenFile: ui.OpenFile, PrintFile: ui.PrintFile,
	}
	o.LoadSample = func(ctx context.Context) error { return loadSample(ctx, records) }
	if c.demo {
		return o, loadSample(c.ctx, records)
	}
	return o, nil
}

// closeOnSignal closes the window as a person would when the system asks the program to end.
func closeOnSignal(shell *ui.Shell) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, ok := <-signals; ok {
			fyne.Do(shell.Close)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// tellInWindow shows a sentence in a window of its own.
func tellInWindow(sentence string) {
	a := app.NewWithID(appID)
	a.Settings().SetTheme(kit.NewTheme(settings.Mode("")))
	ui.NewMessage(a, sentence).ShowAndRun()
}
