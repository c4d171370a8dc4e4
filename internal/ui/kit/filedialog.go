package kit

import (
	"context"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

const (
	// lastFolder is the preference in which the toolkit keeps the folder that was chosen last.
	lastFolder = "fyne:fileDialogLastFolder"
	// folderPatience is how long that folder may take to answer.
	folderPatience = 2 * time.Second
)

// ShowFileDialog shows a dialog of the toolkit, as a list. The dialog reads its first folder on the UI thread, so it
// begins in the home folder where the last one does not answer: a network drive that is gone would hold up the window.
func ShowFileDialog(after After, d *dialog.FileDialog) {
	d.SetView(dialog.ListView)
	last, err := storage.ParseURI(fyne.CurrentApp().Preferences().String(lastFolder))
	if err != nil {
		d.Show()
		return
	}
	decided := false
	decide := func(answers bool) {
		if decided {
			return
		}
		decided = true
		if home, err := os.UserHomeDir(); err == nil && !answers {
			if at, err := storage.ListerForURI(storage.NewFileURI(home)); err == nil {
				d.SetLocation(at)
			}
		}
		d.Show()
	}
	stop := after(folderPatience, func() { decide(false) })
	Work(func(context.Context) (bool, error) {
		_, err := os.ReadDir(last.Path())
		return err == nil, nil
	}, func(answers bool, _ error) {
		stop()
		decide(answers)
	})
}
