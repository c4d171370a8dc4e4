package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
	"github.com/google/uuid"

	"regimen/internal/books"
	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/controls"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/ui/sections"
	"regimen/internal/ui/settings"
	"regimen/internal/words"
	"regimen/resources"
)

const appID = "io.github.regimen"

// window opens the records and shows them until the person closes the window.
func (c *command) window() (err error) {
	if err := checkDisplay(); err != nil {
		tellOutside(err)
		return err
	}
	if err := errors.Join(kit.LoadTranslations(), words.Load(resources.Locale, resources.LocaleDir, lang.SystemLocale().LanguageString())); err != nil {
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
	from, err := c.choose(connection.Load(dir))
	if err != nil {
		return err
	}
	log, closeLog := openLog(dir)
	defer closeLog()
	p := newPremises(c.ctx, dir, log)
	mine := false
	defer func() {
		err = errors.Join(err, p.close())
		if mine { // the last: a viewer may still be about to take its paper
			papers.In(dir).ClearAll(time.Now, time.Sleep)
		}
	}()
	a := app.NewWithID(appID)
	// The folder is this program's alone from here on, or it says whose it is.
	var closed error // why records of this computer's own did not open that a backup may take the place of
	if from.local() {
		_, err = p.openOwn(c.ctx)
		if !c.demo && canBeRestored(err) {
			closed, err = err, nil
		}
	} else {
		err = p.openLocal(c.ctx)
	}
	if err != nil {
		return tellInWindow(a, err)
	}
	mine = true
	papers.In(dir).Clear(time.Now(), papers.Grace)
	notice := ""
	if file := lastCrash(dir, time.Now()); file != "" {
		notice = lang.L("The program stopped unexpectedly last time. Everything that was kept is here. What happened is in {{.File}}.",
			map[string]any{"File": file})
	}
	if !c.demo {
		notice = join(notice, placeNotice(store.WhereaboutsOf(dir)))
	}
	defer watchCrashes(dir)()
	defer func() {
		if p := recover(); p != nil {
			err = crashed(dir, p)
		}
	}()
	var leave func() // as a person would who closes the window
	var show func(o ui.Options)
	enter := func(from source) *ui.Entrance {
		entrance := c.entrance(a, p, from, show)
		leave = entrance.Close
		return entrance
	}
	show = func(o ui.Options) {
		o.Notice = join(o.Notice, notice)
		if o.Link == nil && !c.demo {
			o.Restore = func(file string, leaveThis func()) { enter(source{}).Restore(file, leaveThis) }
		}
		closed = nil
		shell := ui.NewShell(a, o)
		leave = shell.End
		shell.Show()
		takePointerSoon(shell.Window)
	}
	switch {
	case closed != nil:
		a.Settings().SetTheme(kit.NewTheme(settings.Mode("")))
		a.Lifecycle().SetOnStarted(enter(from).Begin)
	case from.local():
		o, err := c.ownOptions(p)
		if err != nil {
			return err
		}
		show(o)
	default:
		a.Settings().SetTheme(kit.NewTheme(settings.Mode(p.appearance(c.ctx))))
		a.Lifecycle().SetOnStarted(enter(from).Begin)
	}
	defer closeOnSignal(func() { leave() })()
	a.Run()
	return closed
}

// showAllControls shows what the screens are made of until the person closes the window.
func showAllControls() error {
	if err := checkDisplay(); err != nil {
		return err
	}
	if err := kit.LoadTranslations(); err != nil {
		return fmt.Errorf("the texts of the program cannot be read: %w", err)
	}
	a := app.NewWithID(appID)
	w := controls.Open(a)
	w.Show()
	takePointerSoon(w)
	a.Run()
	return nil
}

// canBeRestored reports whether a backup may take the place of records that did not open because of an error.
func canBeRestored(err error) bool {
	return errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrNotDatabase) || errors.Is(err, store.ErrGone)
}

// ownOptions are options for the records of this computer's own.
func (c *command) ownOptions(p *premises) (ui.Options, error) {
	own := p.own
	o, err := c.options(own, own, p)
	if own.ReadingOnly() {
		o.Notice = join(lang.L("There is no room on the disk, or the data folder lets nothing be written, so the clinic's records are open for reading only. Free some space, and start again."), o.Notice)
	}
	return o, err
}

// options are what a window works with on records; kept is where a sample clinic is put.
func (c *command) options(records desk.Records, kept loader, p *premises) (ui.Options, error) {
	leftOut := ""
	if broken := p.catalogue.LeftOut; len(broken) > 0 {
		leftOut = lang.N("{{.Count}} questionnaires of your own have something wrong and are left out. The settings say what.",
			len(broken), map[string]any{"Count": len(broken)})
		p.log.Warn("questionnaires left out", "folder", filepath.Join(p.dir, books.FormsFolder), "error", errors.Join(broken...))
	}
	o := ui.Options{
		Store: records, Atlas: p.atlas, Catalogue: p.catalogue, Clock: records.Now,
		NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
		Log:   p.log, DataDir: p.dir, Version: version, Sections: sections.All(),
		OpenFile: papers.ShowFile, PrintFile: papers.PrintFile, Notice: leftOut,
	}
	o.Notice = join(o.Notice, zoneNotice(records.UnknownZone()))
	o.LoadSample = func(ctx context.Context) error { return loadSample(ctx, kept) }
	if c.demo {
		return o, loadSample(c.ctx, kept)
	}
	if c.database == "" {
		o.TryConnection, o.Keyring = try, connection.System()
	}
	return o, nil
}

// closeOnSignal closes the window as a person would when the system asks the program to end.
func closeOnSignal(leave func()) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endings()...)
	go func() {
		if _, ok := <-signals; ok {
			fyne.Do(leave)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// takePointerSoon puts a pointer before a window once it is up.
func takePointerSoon(w fyne.Window) { go fyne.Do(func() { takePointer(w) }) }

// tellInWindow shows an error in a window of its own, and gives it back: whoever starts the program by its
// icon does not see stderr.
func tellInWindow(a fyne.App, err error) error {
	a.Settings().SetTheme(kit.NewTheme(settings.Mode("")))
	ui.NewMessage(a, err.Error()).ShowAndRun()
	return err
}
