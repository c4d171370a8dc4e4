// Package settings is where the clinic, its practitioners and this computer are set up.
package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// Preferences kept for this computer.
const (
	Appearance   = "appearance" // a kit.Mode
	backupFolder = "backup.folder"
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
}

// Screen is the place.
type Screen struct {
	d      *desk.Desk
	opt    Options
	clinic *ClinicForm
	people *people
	looks  *kit.Chips
	backup *edit.Text
	busy   *kit.Busy
	shared *shared // nil where there is no choice of records
	object fyne.CanvasObject
}

// New shows the settings.
func New(d *desk.Desk, o Options) *Screen {
	s := &Screen{d: d, opt: o, clinic: NewClinicForm(d)}
	s.people = newPeople(d)
	cards := []fyne.CanvasObject{
		kit.NewCard(lang.L("The clinic"), s.clinic.Details()),
		s.people.card,
		kit.NewCard(lang.L("On paper"), s.clinic.Paper()),
		kit.NewCard(lang.L("This computer"), s.computer()),
		kit.NewCard(lang.L("About"), s.about()),
		kit.NewCard(lang.L("Records and backup"), s.records()),
	}
	if o.Try != nil {
		s.shared = newShared(d, o)
		// It belongs under the backup, in the second column: the place in the first stays empty.
		empty := kit.Space(0, 0)
		empty.Hide()
		cards = append(cards, empty, kit.NewCard(lang.L("Shared records"), s.shared.object))
	}
	s.object = page.New(page.Columns(cards...))
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindClinic) {
		s.clinic.Show()
	}
	if ch.Touches("", clinic.KindPractitioner) {
		s.people.show()
	}
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
	s.looks = kit.NewChips([]kit.Option{
		{ID: string(kit.ModeSystem), Label: lang.L("As the system")},
		{ID: string(kit.ModeLight), Label: lang.L("Light"), Icon: kit.IconSun},
		{ID: string(kit.ModeDark), Label: lang.L("Dark"), Icon: kit.IconMoon},
	}, func(ids []string) {
		s.set(Appearance, ids[0])
		s.opt.Restyle()
	}).Required()
	s.looks.SetChosen(string(Mode(s.preference(Appearance))))
	return kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Appearance"), s.looks),
		s.pin(),
		s.ownForms(),
		kit.NewField(lang.L("Keyboard"), kit.FlowRow(kit.NewButton(lang.L("Show the keys"), kit.IconHelp, s.opt.Keys))),
	)
}

func (s *Screen) records() fyne.CanvasObject {
	folder := s.preference(backupFolder)
	if folder == "" {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home
		}
	}
	s.busy = kit.NewBusy(s.d.Later)
	s.backup = edit.NewText(s.d.Later, lang.L("Backup file"), "", "", 1, func(string) error { return nil })
	help := lang.L("Best on another disk or a USB stick. It can be restored with the command “regimen restore”.")
	if s.d.Link != nil {
		help = lang.L("Best on another disk or a USB stick. It holds all the shared records, and can be moved into new ones with the command “regimen move”.")
	}
	s.backup.Help(help)
	s.backup.Entry.SetText(filepath.Join(folder, "regimen-"+string(s.d.Today())+".db"))
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
	return kit.StackGap(kit.GapWide, where, s.backup.Field,
		kit.FlowRow(kit.NewButton(lang.L("Back up now"), kit.IconExport, s.backUp), choose), s.busy)
}

func (s *Screen) backUp() {
	file := strings.TrimSpace(s.backup.Entry.Text)
	if file == "" || !filepath.IsAbs(file) {
		s.backup.SetError(lang.L("Write the whole name of the file, with its folder."))
		return
	}
	s.backup.SetError("")
	kit.WorkWith(s.busy, lang.L("Making and checking the backup…"), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.Store.Backup(ctx, file)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.backup.SetError(err.Error())
			return
		}
		s.set(backupFolder, filepath.Dir(file))
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
