package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
)

// paperNames are the codes of the papers, as a sentence lists them.
func paperNames() string {
	var codes []string
	for _, p := range document.Papers() {
		codes = append(codes, p.Code)
	}
	for _, p := range document.DiaryPapers() {
		codes = append(codes, p.Code)
	}
	last := len(codes) - 1
	return strings.Join(codes[:last], ", ") + " or " + codes[last]
}

// print writes a paper as a PDF file: the same that the window prints.
func (c *command) print(args []string) error {
	fs := c.flags("print")
	patient := fs.String("patient", "", "")
	plan := fs.String("plan", "", "")
	out := fs.String("out", "", "")
	day := fs.String("day", "", "")
	practitioner := fs.String("practitioner", "", "")
	grid := fs.Bool("grid", false, "")
	words, help, err := c.words(fs, args)
	if help || err != nil {
		return err
	}
	var sort *document.Paper
	var diary *document.DiaryPaper
	if len(words) == 1 {
		sort, diary = document.PaperOf(words[0]), document.DiaryPaperOf(words[0])
	}
	switch {
	case diary != nil && *patient+*plan != "":
		return misuse("print %s is of no patient; leave --patient and --plan out", diary.Code)
	case diary != nil:
		return c.printDiary(documents.DiaryChoice{Paper: diary, Day: clinic.Date(*day), PractitionerID: *practitioner, Grid: *grid}, *out)
	case sort == nil:
		return misuse("print %s", paperNames())
	case *day+*practitioner != "" || *grid:
		return misuse("--day, --practitioner and --grid are for print day and print week")
	case *patient == "" && *plan == "" && !sort.Blank:
		return misuse("name the patient with --patient, or a plan with --plan; regimen list patients and regimen list plans tell the ids")
	}
	if err := mayWrite(*out); err != nil {
		return err
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	s, err := c.readingIn(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	doc, err := c.paper(s, dir, sort, *patient, *plan)
	if err != nil {
		return err
	}
	return c.save(doc, sort.Title, *out)
}

// mayWrite refuses a file that is not named, and one of the program's own.
func mayWrite(out string) error {
	switch {
	case out == "":
		return misuse("name the file with --out")
	case store.IsOwnFile(out):
		return errOwnFile
	}
	return nil
}

// save writes a paper to a file, and says so.
func (c *command) save(doc *document.Document, title clinic.Sentence, out string) error {
	for _, word := range doc.Unprintable() {
		fmt.Fprintln(c.stderr, "No typeface on this computer has the letters of", word)
	}
	if err := doc.Save(out); err != nil {
		return err
	}
	pages := "1 page"
	if n := doc.Pages(); n > 1 {
		pages = fmt.Sprintf("%d pages", n)
	}
	fmt.Fprintf(c.stderr, "The %s was written to %s, %s.\n", title, out, pages)
	return nil
}

// paper sets a paper as the window would that was opened in the data folder: of a plan with a key or, where that is
// "", of what is usually meant.
func (c *command) paper(s *store.Store, dir string, sort *document.Paper, patient, plan string) (*document.Document, error) {
	if plan != "" {
		whose, err := s.PatientOf(c.ctx, clinic.Ref{Kind: clinic.KindPlan, ID: plan})
		switch {
		case errors.Is(err, clinic.ErrNotFound):
			return nil, errors.New("there is no plan with that id; regimen list plans tells the ids of those that run and those being written")
		case err != nil:
			return nil, err
		case patient != "" && whose != patient:
			return nil, errors.New("the plan is another patient's. Name one of the two only")
		}
		patient = whose
	}
	chart := &clinic.Chart{Zone: s.Zone()} // of nobody yet
	if patient != "" {
		var err error
		if chart, err = s.Chart(c.ctx, patient); err != nil {
			return nil, err
		}
	}
	d, err := c.desk(s, dir)
	if err != nil {
		return nil, err
	}
	about, err := documents.About(d, chart)
	if err != nil {
		return nil, err
	}
	if about.Appointments, err = s.Appointments(c.ctx, patient, about.BookedFrom()); err != nil {
		return nil, err
	}
	about.DiaryRead = true
	subject, there := sort.Find(&about, plan)
	if _, any := sort.Find(&about, ""); !there && any {
		return nil, fmt.Errorf("there is no %s of that plan. Name the patient instead of the plan", sort.Title)
	}
	if !there {
		return nil, errors.New(sort.None.String())
	}
	return sort.Set(about, subject, document.Options{})
}

// desk is a desk at records as the window has it that was opened in the data folder, with nothing shown on it.
func (c *command) desk(s *store.Store, dir string) (*desk.Desk, error) {
	atlas, catalogue, err := books.In(dir)
	if err != nil {
		return nil, err
	}
	return &desk.Desk{Store: s, Clock: s.Now, Atlas: atlas, Catalogue: catalogue, Log: slog.New(slog.NewTextHandler(c.stderr, nil))}, nil
}
