package papers

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Keeping is a file that a person keeps in a folder of their own.
type Keeping struct {
	Name string // that is proposed, with its extension
	// Write writes the file. It is called away from the UI thread: the folder may lie on another computer that does not
	// answer.
	Write func(path string) error
	// Doing is said while it is written, in Busy, or where that is nil in the window.
	Doing string
	Busy  *kit.Busy
	// Failed says in a sentence that it was not written, and what to do.
	Failed string
	// Kept is called on the UI thread when it was written; nil for nobody.
	Kept func()
}

// Keep asks where a file is to be kept, and writes it there.
func Keep(d *desk.Desk, k Keeping) {
	save := dialog.NewFileSave(func(w fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			k.fail(d, err)
		case w != nil:
			k.At(d, w)
		}
	}, d.Window)
	save.SetFileName(k.Name)
	save.SetFilter(storage.NewExtensionFileFilter([]string{filepath.Ext(k.Name)}))
	kit.ShowFileDialog(d.Later, save)
}

// At writes the file in the place of the one that the dialog has made. One that stays empty is taken away.
func (k Keeping) At(d *desk.Desk, w fyne.URIWriteCloser) {
	path := w.URI().Path()
	write := func(context.Context) (struct{}, error) {
		err := w.Close()
		if err == nil {
			err = k.Write(path)
		}
		if err != nil {
			if made, missing := os.Stat(path); missing == nil && made.Size() == 0 {
				err = errors.Join(err, os.Remove(path))
			}
		}
		return struct{}{}, err
	}
	done := func(_ struct{}, err error) {
		if err != nil {
			k.fail(d, err)
			return
		}
		if k.Kept != nil {
			k.Kept()
		}
		d.Tell(lang.L("Saved as {{.What}}", map[string]any{"What": filepath.Base(path)}), nil)
	}
	if k.Busy != nil {
		kit.WorkWith(k.Busy, k.Doing, write, done)
		return
	}
	over := d.Slow(k.Doing)
	kit.Work(write, func(x struct{}, err error) {
		over()
		done(x, err)
	})
}

// fail says what happened and what to do in a sentence, with what the system said after it.
func (k Keeping) fail(d *desk.Desk, err error) { d.Fail(fmt.Errorf("%s (%w)", k.Failed, err)) }
