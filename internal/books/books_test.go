package books_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"regimen/internal/anatomy"
	"regimen/internal/books"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

const ours = "code\tours\ntitle\tOur own form\nabout\tx\nlicence\tx\nsource\tx\nanswer\t0-10\nscoring\tsum\nmissing\tall\nitem\tHow?\nbetter\tlower\n"

// Own questionnaires and the rules about what lies near on the body go together, from a folder and from any other.
func TestLoad(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, books.FormsFolder), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"good.tsv": ours, "bad.tsv": "code\tx\n"} {
		if err := os.WriteFile(filepath.Join(dir, books.FormsFolder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	type load func() (*anatomy.Atlas, *clinic.Catalogue, error)
	for name, x := range map[string]struct {
		load    load
		own     bool
		leftOut int
	}{
		"a data folder":        {func() (*anatomy.Atlas, *clinic.Catalogue, error) { return books.In(dir) }, true, 1},
		"a folder without any": {func() (*anatomy.Atlas, *clinic.Catalogue, error) { return books.In(t.TempDir()) }, false, 0},
		"files": {func() (*anatomy.Atlas, *clinic.Catalogue, error) {
			return books.Load(fstest.MapFS{"a.tsv": {Data: []byte(ours)}})
		}, true, 0},
		"as they come":           {books.Shipped, false, 0},
		"as they come, to tests": {func() (*anatomy.Atlas, *clinic.Catalogue, error) { a, c := bookstest.Shipped(t); return a, c, nil }, false, 0},
	} {
		atlas, cat, err := x.load()
		if err != nil {
			t.Fatal(name, err)
		}
		if own := cat.Form("ours") != nil; own != x.own || len(cat.LeftOut) != x.leftOut {
			t.Errorf("%s: own %v, left out %v", name, own, cat.LeftOut)
		}
		if !nearnessKnown(atlas, cat) {
			t.Errorf("%s: the tables do not know the figure", name)
		}
	}
}

// nearnessKnown reports whether work over an injury is taken for work on it.
func nearnessKnown(atlas *anatomy.Atlas, cat *clinic.Catalogue) bool {
	if atlas == nil {
		return false
	}
	chart := &clinic.Chart{Injuries: []clinic.Injury{{
		ID: "i", PatientID: "p", Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: 2, InjuredOn: "2025-02-03",
	}}}
	over := &clinic.Prescription{Technique: "petrissage", Pressure: 2, Targets: []clinic.Target{{Structure: "gastrocnemius.medial", Side: anatomy.Left}}}
	return len(clinic.Conflicts(cat, chart, over, "2025-02-04")) > 0
}
