// Package books loads what a clinic works by beside its records: the figure, and the tables of techniques, measures,
// tests and questionnaires. Everything that asks a rule loads them here, so that all go by the same rules.
package books

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/resources"
)

// FormsFolder is the folder of a data folder that holds the clinic's own questionnaires.
const FormsFolder = "forms"

// In loads them for a data folder, with the questionnaires that lie there.
func In(dataDir string) (*anatomy.Atlas, *clinic.Catalogue, error) {
	return Load(os.DirFS(filepath.Join(dataDir, FormsFolder)))
}

// Load loads the figure and the tables, with the clinic's own questionnaires, the files *.tsv of a folder. What of
// those cannot be used is left out, and told in Catalogue.LeftOut.
func Load(own fs.FS) (*anatomy.Atlas, *clinic.Catalogue, error) {
	atlas, err := figure()
	if err != nil {
		return nil, nil, err
	}
	catalogue, err := clinic.LoadCatalogue(resources.Catalogue)
	if err != nil {
		return nil, nil, err
	}
	catalogue.AddForms(own)
	return atlas, catalogue.On(atlas), nil
}

// figure is only read, so one serves all.
var figure = sync.OnceValues(func() (*anatomy.Atlas, error) { return anatomy.Load(resources.Anatomy) })

// Shipped are the figure and the tables as they come with the program. They are loaded once, and are not to be changed.
func Shipped() (*anatomy.Atlas, *clinic.Catalogue, error) {
	atlas, err := figure()
	if err != nil {
		return nil, nil, err
	}
	catalogue, err := shipped()
	return atlas, catalogue, err
}

var shipped = sync.OnceValues(func() (*clinic.Catalogue, error) {
	_, catalogue, err := Load(none{})
	return catalogue, err
})

// none is a folder with nothing in it.
type none struct{}

func (none) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
