// Package document makes the papers of the clinic. A paper is laid out once, as pages of text, boxes
// and pictures in millimetres, and is then written as a PDF.
package document

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/jung-kurt/gofpdf"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

// Options are what a paper is set with.
type Options struct {
	// System finds a face of the operating system for letters that the embedded typeface lacks; nil
	// takes the fonts installed.
	System fallback
}

// Document is a paper that is laid out and ready to be written.
type Document struct {
	Title  string
	Author string
	Date   clinic.Date // the day it was made; the only date in the file
	sheet  *sheet
	// foot gives the left and right text of a page's last line.
	foot func(page, pages int) (string, string)
}

// paperSizes in millimetres.
var paperSizes = map[string][2]float64{"A4": {210, 297}, "Letter": {215.9, 279.4}}

var systemFallback = systemFaces()

func newDocument(paper string, opts Options) *Document {
	size, ok := paperSizes[paper]
	if !ok {
		size = paperSizes["A4"]
	}
	if opts.System == nil {
		opts.System = systemFallback
	}
	return &Document{sheet: newSheet(newTypesetter(opts.System), size[0], size[1])}
}

// finish adds what needs the number of pages.
func (d *Document) finish() {
	s := d.sheet
	n := len(s.pages)
	for i := range s.pages {
		l, r := d.foot(i+1, n)
		y := s.h - margin - small.lineHeight()
		left := s.wrap(l, small, s.width()*0.75)
		right := s.wrap(r, small, s.width()*0.25)
		if len(left) > 0 {
			setLine(s.pages[i], s.left(), y, left[0], small)
		}
		if len(right) > 0 {
			setLine(s.pages[i], s.left()+s.width()-right[0].Width, y, right[0], small)
		}
	}
}

// Pages is the number of pages.
func (d *Document) Pages() int { return len(d.sheet.pages) }

// Unprintable lists the words with letters that no typeface at hand can set. They are printed as boxes;
// the person should be told before printing.
func (d *Document) Unprintable() []string {
	var words []string
	for w := range d.sheet.missing {
		words = append(words, w)
	}
	slices.Sort(words)
	return words
}

// Page is a page as a picture in millimetres, for a preview on the screen. Pages count from 0.
func (d *Document) Page(n int) *drawing.Picture { return d.sheet.pages[n] }

// PDF is the paper as a PDF file. The same records give the same bytes.
func (d *Document) PDF() ([]byte, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "mm", Size: gofpdf.SizeType{Wd: d.sheet.w, Ht: d.sheet.h},
	})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.Date.Time())
	pdf.SetModificationDate(d.Date.Time())
	pdf.SetTitle(d.Title, true)
	pdf.SetAuthor(d.Author, true)
	pdf.SetCreator("Regimen", true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	for _, page := range d.sheet.pages {
		pdf.AddPage()
		page.WritePDF(pdf, drawing.Identity())
	}
	var buf bytes.Buffer
	if err := pdf.Output(&buf); err != nil {
		return nil, fmt.Errorf("the paper could not be made: %w", err)
	}
	return buf.Bytes(), nil
}

// Save writes the PDF beside its final place first, so that a full disk leaves no half paper.
func (d *Document) Save(file string) error {
	data, err := d.PDF()
	if err != nil {
		return err
	}
	return writeWhole(file, data)
}

func writeWhole(file string, data []byte) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".regimen-*.pdf")
	if err != nil {
		return fmt.Errorf("the paper could not be written to that folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("the paper could not be written: %w", err)
			_ = os.Remove(tmp.Name())
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		_ = tmp.Close()
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}
