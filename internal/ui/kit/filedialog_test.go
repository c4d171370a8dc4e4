package kit_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// A dialog begins where the last one ended, or at home when that place is gone or does not answer.
func TestFileDialogBeginsWhereThereIsAnAnswer(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	there := filepath.Join(t.TempDir(), "stick")
	for _, dir := range []string{filepath.Join(home, "papers at home"), filepath.Join(there, "papers on the stick")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, x := range map[string]struct {
		last   string
		silent bool
		want   string
	}{
		"never chosen": {"", false, "papers at home"},
		"answers":      {there, false, "papers on the stick"},
		"gone":         {filepath.Join(there, "gone"), false, "papers at home"},
		"silent":       {there, true, "papers at home"},
	} {
		t.Run(name, func(t *testing.T) {
			s := kittest.New(t, kit.ModeLight)
			s.Show(kit.Body("The page"), 900, 700)
			if x.last != "" {
				s.App.Preferences().SetString("fyne:fileDialogLastFolder", storage.NewFileURI(x.last).String())
			}
			held, release := kit.Hold()
			t.Cleanup(release)
			kit.ShowFileDialog(s.Clock.After, dialog.NewFolderOpen(func(fyne.ListableURI, error) {}, s.Window))
			if x.silent {
				s.MustSay("The page")
				s.Clock.Advance(2 * time.Second)
			} else {
				held.DoAll()
			}
			s.Settle()
			s.MustSay(x.want, "(Parent)")
			held.DoAll() // the answer that comes late opens no second one
			if n := len(s.Window.Canvas().Overlays().List()); n != 1 {
				t.Errorf("%d dialogs", n)
			}
		})
	}
}
