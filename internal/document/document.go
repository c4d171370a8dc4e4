// Package document makes the papers of the clinic. A paper is laid out once, as pages of text, boxes
// and pictures in millimetres, and is then written as a PDF.
package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"unicode"

	"github.com/jung-kurt/gofpdf"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/whole"
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
	size   float64 // of what is set, as a share of the usual
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
	return &Document{sheet: newSheet(newTypesetter(opts.System), size[0], size[1]), size: 1}
}

// resize sets all of the paper smaller or larger: at 0.92 a line of 12 points becomes one of 11. It comes before
// anything is set.
func (d *Document) resize(size float64) {
	s := d.sheet
	d.size = size
	d.sheet = newSheet(s.typesetter, s.w/size, s.h/size)
}

// turn lays the paper on its side. It comes before anything is set.
func (d *Document) turn() {
	s := d.sheet
	d.sheet = newSheet(s.typesetter, s.h, s.w)
}

// finish adds what needs the number of pages.
func (d *Document) finish() {
	s := d.sheet
	s.ends = append(s.ends, s.y)
	n := len(s.pages)
	for i := range s.pages {
		l, r := d.foot(i+1, n)
		y := s.h - margin - small.lineHeight()
		left := s.wrap(l, small, s.width()*0.84)
		right := s.wrap(r, small, s.width()*0.16)
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
func (d *Document) Page(n int) *drawing.Picture {
	page := d.sheet.pages[n]
	if d.size == 1 {
		return page
	}
	out := drawing.NewPicture(box(0, 0, d.sheet.w*d.size, d.sheet.h*d.size))
	out.Add(page, drawing.Scale(d.size))
	return out
}

// PDF is the paper as a PDF file. The same records give the same bytes.
func (d *Document) PDF() ([]byte, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "mm", Size: gofpdf.SizeType{Wd: d.sheet.w * d.size, Ht: d.sheet.h * d.size},
	})
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // deflated is smaller
	pdf.SetCreationDate(d.Date.Time())
	pdf.SetModificationDate(d.Date.Time())
	pdf.SetTitle(field(d.Title), true)
	pdf.SetAuthor(field(d.Author), true)
	pdf.SetCreator("Regimen", true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	for _, page := range d.sheet.pages {
		pdf.AddPage()
		page.WritePDF(pdf, drawing.Scale(d.size))
	}
	var buf bytes.Buffer
	if err := pdf.Output(&buf); err != nil {
		return nil, fmt.Errorf("the paper could not be made: %w", err)
	}
	return deflated(buf.Bytes())
}

// field is a text as a field of the file's properties can hold it: gofpdf writes no letters beyond U+FFFF there.
// They are left out with what joins them to others, and so is what would turn the text round or end it.
func field(text string) string {
	text = strings.Map(func(r rune) rune {
		if r > 0xFFFF || r == '\u200d' || r == '\ufe0f' || unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}

// Why a paper could not be written, as sentences for the person who asked for it.
var (
	ErrNotAPaper = errors.New("there is a file of another kind with that name; it was left as it is. Choose another name")
	ErrNoFolder  = errors.New("there is no such folder. The paper was not written; choose another place")
	ErrNoRoom    = errors.New("there is no room left on the disk. The paper was not written; make room and try again")
	ErrMayNot    = errors.New("it may not be written there: the folder is not yours to write to, or the file is open in another program. The paper was not written; choose another place or name")
	ErrHeld      = errors.New("the file is open in another program. The paper was not written; close it there, or choose another name")
)

// Save writes the PDF to a file, whole or not at all. It takes the place of an older paper, never of anything else.
func (d *Document) Save(file string) error {
	data, err := d.PDF()
	if err != nil {
		return err
	}
	if err := mayReplace(file); err != nil {
		return err
	}
	return sentence(whole.Write(file, data))
}

// mayReplace reports whether a paper may take a name: nothing is there, or an older PDF.
func mayReplace(file string) error {
	info, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return sentence(err)
	}
	if !info.Mode().IsRegular() {
		return ErrNotAPaper
	}
	if info.Size() == 0 { // made by a file dialog
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return sentence(err)
	}
	defer f.Close()
	head := make([]byte, 5)
	if _, err := io.ReadFull(f, head); err != nil || string(head) != "%PDF-" {
		return ErrNotAPaper
	}
	return nil
}

// sentence says what the operating system complains of in words; what it is stays inside for the log.
func sentence(err error) error {
	for cause, says := range map[error]error{
		fs.ErrNotExist: ErrNoFolder, syscall.ENOTDIR: ErrNoFolder, syscall.ENOSPC: ErrNoRoom, fs.ErrPermission: ErrMayNot, syscall.EROFS: ErrMayNot,
		errHeld: ErrHeld,
	} {
		if errors.Is(err, cause) {
			return &saveError{says, err}
		}
	}
	return err
}

// saveError reads as a sentence and holds its cause.
type saveError struct{ says, cause error }

func (e *saveError) Error() string   { return e.says.Error() }
func (e *saveError) Unwrap() []error { return []error{e.says, e.cause} }
