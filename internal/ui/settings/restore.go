package settings

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/store"
	"regimen/internal/timezone"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// RestoreOptions are what a RestoreForm works with.
type RestoreOptions struct {
	DataDir string
	Window  func() fyne.Window
	After   kit.After
	// Present are what the records hold that the backup would take the place of. It is called away from the UI
	// thread; nil where they cannot be read.
	Present func(context.Context) (store.Contents, error)
	// Restore begins to bring a backup back. It is called once the person said so.
	Restore func(file string)
}

// RestoreForm lets a person choose a backup, says what it holds, and brings it back when that is confirmed.
type RestoreForm struct {
	opt    RestoreOptions
	box    *fyne.Container
	busy   *kit.Busy
	result *kit.Notice
	object fyne.CanvasObject
}

// mostBackups is how many of the backups that were found are shown.
const mostBackups = 6

// NewRestoreForm shows nothing yet: Choose does.
func NewRestoreForm(o RestoreOptions) *RestoreForm {
	f := &RestoreForm{opt: o, box: kit.Stack(), busy: kit.NewBusy(o.After), result: kit.NewNotice(o.After)}
	f.object = kit.StackGap(kit.GapWide, f.box, f.busy, f.result)
	return f
}

// Object is the form.
func (f *RestoreForm) Object() fyne.CanvasObject { return f.object }

// Choose shows the backups that are found on this computer.
func (f *RestoreForm) Choose() {
	kit.WorkWith(f.busy, lang.L("Looking for backups…"), func(context.Context) ([]store.BackupFile, error) {
		return store.Backups(f.opt.DataDir), nil
	}, func(found []store.BackupFile, _ error) { f.list(found) })
}

func (f *RestoreForm) put(parts ...fyne.CanvasObject) {
	f.result.Dismiss()
	f.box.Objects = parts
	f.box.Refresh()
	f.object.Refresh()
}

func (f *RestoreForm) list(found []store.BackupFile) {
	other := kit.NewButton(lang.L("Choose another file"), kit.IconLayer, f.ask)
	if len(found) == 0 {
		f.put(kit.Body(lang.L("No backup was found on this computer. Put in the disk or the stick with the backup, and choose its file.")).Wrap(), kit.FlowRow(other))
		return
	}
	rows := kit.StackGap(0)
	for _, b := range found[:min(len(found), mostBackups)] {
		rows.Add(kit.NewTwoLine(kit.Row{
			What: moment(b.At), Icon: kit.IconHistory,
			Quiet: words.Points(filepath.Base(b.File), filepath.Dir(b.File), size(b.Size)),
		}, func() { f.look(b.File) }))
	}
	f.put(kit.Strong(lang.L("Which backup?")), kit.QuietText(lang.L("The latest first. What it holds is shown before anything is replaced.")).Wrap(), rows, kit.FlowRow(other))
}

func (f *RestoreForm) ask() {
	dialog.ShowFileOpen(func(u fyne.URIReadCloser, err error) {
		if err != nil {
			f.result.Fail(err, nil)
			return
		}
		if u == nil {
			return
		}
		file := u.URI().Path()
		_ = u.Close() // it was only chosen
		f.look(file)
	}, f.opt.Window())
}

// held is what a backup holds beside what is there now.
type held struct {
	backup  store.Contents
	present *store.Contents // nil when it is not known
}

// look reads a backup from end to end and shows what is in it.
func (f *RestoreForm) look(file string) {
	f.result.Dismiss()
	kit.WorkWith(f.busy, lang.L("Reading and checking the backup…"), func(ctx context.Context) (h held, err error) {
		if h.backup, err = store.LookInto(ctx, store.Config{Dir: f.opt.DataDir}, file); err != nil || f.opt.Present == nil {
			return h, err
		}
		present, err := f.opt.Present(ctx)
		h.present = &present
		return h, err
	}, func(h held, err error) {
		if err != nil {
			f.result.Fail(err, nil)
			return
		}
		f.preview(file, h)
	})
}

func (f *RestoreForm) preview(file string, h held) {
	parts := []fyne.CanvasObject{
		kit.Strong(clinicWords(h.backup)).Wrap(),
		kit.Body(contentWords(h.backup)).Wrap(),
		kit.QuietText(file).Wrap(),
		kit.Body(lang.L("It was looked through from end to end and is sound.")).Wrap(),
	}
	if h.backup.Older {
		parts = append(parts, kit.Body(lang.L("An older version of Regimen wrote it. It is brought up to date when it is opened.")).Wrap())
	} else {
		parts = append(parts, kit.QuietText(lang.L("It was written by this version of Regimen, or one with the same form of records.")).Wrap())
	}
	replace := kit.DangerButton(lang.L("Replace the records with it"), kit.IconUndo, func() { f.confirm(file, h) })
	f.put(append(parts, kit.FlowRow(replace, kit.NewButton(lang.L("Choose another backup"), "", f.Choose)))...)
}

func (f *RestoreForm) confirm(file string, h held) {
	var now []string
	if h.present != nil {
		now = append(now, lang.L("Now: {{.Clinic}}, {{.Contents}}.", map[string]any{"Clinic": clinicWords(*h.present), "Contents": contentWords(*h.present)}))
	}
	now = append(now,
		lang.L("From the backup: {{.Clinic}}, {{.Contents}}.", map[string]any{"Clinic": clinicWords(h.backup), "Contents": contentWords(h.backup)}))
	if h.present != nil && h.present.Last.After(h.backup.Last) {
		now = append(now, lang.L("What was written after {{.When}} is not in the backup.", map[string]any{"When": moment(h.backup.Last)}))
	}
	if h.present != nil {
		if since := h.backup.IssuedSince(*h.present); !since.IsZero() {
			now = append(now, words.Say(since))
		}
	}
	now = append(now, lang.L("What is there now is kept, in {{.Folder}}. The window closes and opens again.",
		map[string]any{"Folder": filepath.Join(f.opt.DataDir, "backups")}))
	kit.Confirm(f.opt.Window(), lang.L("Replace all records of this computer with the backup?"), strings.Join(now, "\n"),
		lang.L("Replace them"), lang.L("Leave them"), true, func(yes bool) {
			if yes {
				f.opt.Restore(file)
			}
		})
}

func clinicWords(c store.Contents) string {
	switch {
	case c.Sample:
		return lang.L("The sample clinic, with made-up patients")
	case c.Clinic == "":
		return lang.L("A clinic without a name")
	}
	return c.Clinic
}

// contentWords are "42 patients, 310 sessions, last entry 26 Nov 2026, 18:02".
func contentWords(c store.Contents) string {
	words := []string{
		lang.N("{{.Count}} patients", c.Patients, map[string]any{"Count": c.Patients}),
		lang.N("{{.Count}} sessions", c.Sessions, map[string]any{"Count": c.Sessions}),
	}
	if !c.Last.IsZero() {
		words = append(words, lang.L("last entry {{.When}}", map[string]any{"When": moment(c.Last)}))
	}
	return strings.Join(words, ", ")
}

// moment is a day and time by the clock of this computer, whose files the backups are.
func moment(t time.Time) string { return words.ShortMoment(t.In(timezone.Machine())) }

func size(bytes int64) string {
	return lang.L("{{.Size}} MB", map[string]any{"Size": max(1, (bytes+500_000)/1_000_000)})
}
