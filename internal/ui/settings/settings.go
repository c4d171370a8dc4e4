// Package settings is where the clinic, its practitioners and this computer are set up.
package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// Preferences kept for this computer.
const (
	Appearance = "appearance" // a kit.Mode
)

// Mode is the appearance for the stored choice: light until one is made. Whoever tries the program out may
// decide instead by the environment variable FYNE_THEME, which the toolkit takes for the system's wish.
func Mode(stored string) kit.Mode {
	if stored == "" && os.Getenv("FYNE_THEME") == "" {
		return kit.ModeLight
	}
	return kit.ParseMode(stored)
}

// Options are what the place needs beside the desk.
type Options struct {
	DataDir string
	Version string
	Restyle func() // the appearance was changed
	Keys    func() // shows the page of keys
	// Try asks shared records whether they would have this machine. Its error is a sentence. nil leaves the
	// choice of records out.
	Try     func(ctx context.Context, c connection.Settings, password string) error
	Keyring connection.Keyring // keeps the password; not nil where Try is not
	Close   func()             // closes the window
	// Restore brings a backup back in the place of these records, and opens the window anew. nil where none can be:
	// the records are shared, or those of a sample clinic that is thrown away.
	Restore func(file string)
}

// Screen is the place.
type Screen struct {
	d      *desk.Desk
	opt    Options
	clinic *ClinicForm
	people *people
	diary  *diary
	prices *prices
	looks  *kit.Segmented
	backup *edit.Text
	last   *kit.Text // when the last backup was made
	busy   *kit.Busy
	shared *shared   // nil where there is no choice of records
	keeps  *kit.Card // records and backup
	object *kit.DragScroll
}

// New shows the settings.
func New(d *desk.Desk, o Options) *Screen {
	s := &Screen{d: d, opt: o, clinic: NewClinicForm(d)}
	s.people, s.diary, s.prices = newPeople(d), newDiary(d), newPrices(d)
	s.keeps = kit.NewCard(lang.L("Records and backup"), s.records())
	// Two columns, by turns: what is changed often comes first, and what is typed once last.
	cards := []fyne.CanvasObject{
		s.people.card,
		s.keeps,
		kit.NewCard(lang.L("This computer"), s.computer()),
		s.diary.absences.card,
		s.diary.hours.card,
		s.diary.services.card,
		s.prices.list.card,
		s.prices.items.card,
		s.diary.rooms.card,
		kit.NewCard(lang.L("Special tests shown first"), s.tests()),
		s.diary.holidays.card,
		kit.NewCard(lang.L("Tax and numbers"), s.clinic.Money()),
		s.diary.recalls.card,
		kit.NewCard(lang.L("On paper"), s.clinic.Paper()),
		kit.NewCard(lang.L("The intake form"), s.clinic.Intake()),
	}
	place, about := kit.NewCard(lang.L("The clinic"), s.clinic.Details()), kit.NewCard(lang.L("About"), s.about())
	if o.Try != nil {
		s.shared = newShared(d, o)
		cards = append(cards, kit.NewCard(lang.L("Shared records"), s.shared.object), place, about)
	} else {
		cards = append(cards, about, place)
	}
	s.object = page.New(page.Columns(cards...))
	s.lastBackup()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindClinic) {
		s.clinic.Show()
	}
	if ch.Touches("", clinic.KindPractitioner, clinic.KindProviderNumber) {
		s.people.show()
	}
	if s.diary.touches(ch) {
		s.diary.show()
	}
	if s.prices.touches(ch) {
		s.prices.show()
	}
}

// ShowRecords brings into sight where backups are made and brought back, once the page is laid out.
func (s *Screen) ShowRecords() {
	s.d.Later(50*time.Millisecond, func() { s.object.Reveal(s.keeps) })
}

// LinkChanged is part of desk.Watcher.
func (s *Screen) LinkChanged() {
	if s.shared != nil {
		s.shared.state()
	}
}

// Leave is part of desk.Screen.
func (s *Screen) Leave() {
	s.clinic.Flush()
	s.people.flush()
	s.diary.flush()
	s.prices.flush()
}

// Undo takes back the last change of the settings.
func (s *Screen) Undo() {
	s.Leave()
	s.d.Undo(clinic.ClinicID)
}

// Redo makes it again.
func (s *Screen) Redo() { s.d.Redo(clinic.ClinicID) }

func (s *Screen) set(key, value string) {
	if err := s.d.Store.SetPreference(context.Background(), key, value); err != nil {
		s.d.Fail(err)
	}
}

func (s *Screen) preference(key string) string {
	v, err := s.d.Store.Preference(context.Background(), key)
	if err != nil {
		s.d.Log.Error("reading a preference", "key", key, "error", err)
	}
	return v
}

func (s *Screen) computer() fyne.CanvasObject {
	s.looks = kit.NewSegmented([]kit.Option{
		{ID: string(kit.ModeSystem), Label: lang.L("As the system")},
		{ID: string(kit.ModeLight), Label: lang.L("Light"), Icon: kit.IconSun},
		{ID: string(kit.ModeDark), Label: lang.L("Dark"), Icon: kit.IconMoon},
	}, func(mode string) {
		s.set(Appearance, mode)
		s.opt.Restyle()
	})
	s.looks.SetChosen(string(Mode(s.preference(Appearance))))
	return kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Appearance"), s.looks),
		s.pin(),
		s.ownForms(),
		kit.NewField(lang.L("Keyboard"), kit.FlowRow(kit.NewButton(lang.L("Show the keys"), kit.IconHelp, s.opt.Keys))),
	)
}

func (s *Screen) records() fyne.CanvasObject {
	s.busy = kit.NewBusy(s.d.Later)
	s.last = kit.Body("").Wrap()
	s.backup = edit.NewText(s.d.Later, lang.L("Backup file"), "", "", 1, func(string) error { return nil })
	s.backup.Help(lang.L("Best on another disk or a USB stick: with this computer, what lies on it is lost too."))
	choose := kit.NewButton(lang.L("Choose a folder"), kit.IconLayer, func() {
		kit.ShowFileDialog(s.d.Later, dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
			if err != nil {
				s.d.Fail(err)
			}
			if u != nil {
				s.backup.Entry.SetText(filepath.Join(u.Path(), filepath.Base(s.backup.Entry.Text)))
			}
		}, s.d.Window))
	})
	where := kit.NewField(lang.L("Data folder"), kit.Body(s.opt.DataDir).Wrap())
	if s.d.Link == nil {
		where.Help(lang.L("All records of the clinic are in this folder, on this computer."))
	} else {
		where.Help(lang.L("What this computer keeps of the shared records is in this folder."))
	}
	return kit.StackGap(kit.GapWide, where, s.backup.Field, s.last,
		kit.FlowRow(kit.NewButton(lang.L("Back up now"), kit.IconExport, s.backUp), choose), s.busy, s.restore())
}

// restore is the way back to a backup.
func (s *Screen) restore() fyne.CanvasObject {
	switch {
	case s.d.Link != nil:
		return kit.NewField(lang.L("Restore a backup"), kit.Body(lang.L("These records are shared, and other computers may be at work on them: no backup is brought back over them from here. Close Regimen on all computers. On the computer that keeps the records, put them aside and move the backup into new ones; the three commands for that stand in the README under “Looking after it”. Whoever set up the shared records knows how.")).Wrap())
	case s.opt.Restore == nil:
		return kit.QuietText(lang.L("The sample clinic is thrown away at the end: no backup is brought back into it.")).Wrap()
	}
	form := NewRestoreForm(RestoreOptions{
		DataDir: s.opt.DataDir, Window: func() fyne.Window { return s.d.Window }, After: s.d.Later,
		Present: s.d.Store.Contents, Restore: s.opt.Restore,
	})
	begin := kit.NewButton(lang.L("Restore a backup"), kit.IconHistory, form.Choose)
	return kit.StackGap(kit.GapWide, kit.FlowRow(begin), form.Object())
}

// lastBackup says when the last backup was made, and offers the next one beside it.
func (s *Screen) lastBackup() {
	kit.Work(s.d.Store.LastBackup, func(last store.LastBackup, err error) {
		if err != nil {
			s.d.Log.Error("reading when the last backup was made", "error", err)
			return
		}
		words, _ := s.d.BackupWords(last)
		s.last.SetText(words)
		if strings.TrimSpace(s.backup.Entry.Text) != "" {
			return
		}
		file := desk.NextBackup(last, s.d.Today())
		if file == "" {
			if home, err := os.UserHomeDir(); err == nil {
				file = filepath.Join(home, desk.BackupName(s.d.Today()))
			}
		}
		s.backup.Entry.SetText(file)
	})
}

func (s *Screen) backUp() {
	file := strings.TrimSpace(s.backup.Entry.Text)
	if file == "" || !filepath.IsAbs(file) {
		s.backup.SetError(lang.L("Write the whole name of the file, with its folder."))
		return
	}
	s.backup.SetError("")
	kit.WorkWith(s.busy, lang.L("Making and checking the backup…"), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.BackUp(ctx, file)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.backup.SetError(words.Error(err))
			return
		}
		s.lastBackup()
		s.d.Tell(lang.L("The backup is complete and was checked: {{.File}}", map[string]any{"File": file}), nil)
	})
}

func (s *Screen) about() fyne.CanvasObject {
	return kit.StackGap(kit.GapWide,
		kit.Body(lang.L("Regimen {{.Version}}: the working record of a remedial massage clinic.", map[string]any{"Version": s.opt.Version})).Wrap(),
		kit.QuietText(lang.L("Free software under the MIT licence, without any warranty. Typeface: Noto Sans, under the SIL Open Font License 1.1.")).Wrap(),
		kit.QuietText(lang.L("It helps to keep records and to plan. It does not diagnose, and it does not replace a practitioner's judgement.")).Wrap(),
	)
}
