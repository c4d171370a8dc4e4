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
	last := len(codes) - 1
	return strings.Join(codes[:last], ", ") + " or " + codes[last]
}

// print writes a paper as a PDF file: the same that the window prints.
func (c *command) print(args []string) error {
	fs := c.flags("print")
	patient := fs.String("patient", "", "")
	plan := fs.String("plan", "", "")
	out := fs.String("out", "", "")
	words, help, err := c.words(fs, args)
	if help || err != nil {
		return err
	}
	var sort *document.Paper
	if len(words) == 1 {
		sort = document.PaperOf(words[0])
	}
	switch {
	case sort == nil:
		return misuse("print %s", paperNames())
	case *patient == "" && *plan == "":
		return misuse("name the patient with --patient, or a plan with --plan; regimen list patients and regimen list plans tell the ids")
	case *out == "":
		return misuse("name the file with --out")
	case store.IsOwnFile(*out):
		return errOwnFile
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
	for _, word := range doc.Unprintable() {
		fmt.Fprintln(c.stderr, "No typeface on this computer has the letters of", word)
	}
	if err := doc.Save(*out); err != nil {
		return err
	}
	pages := "1 page"
	if n := doc.Pages(); n > 1 {
		pages = fmt.Sprintf("%d pages", n)
	}
	fmt.Fprintf(c.stderr, "The %s was written to %s, %s.\n", sort.Title, *out, pages)
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
	chart, err := s.Chart(c.ctx, patient)
	if err != nil {
		return nil, err
	}
	subject, there := sort.Find(chart, plan)
	if _, any := sort.Find(chart, ""); !there && any {
		return nil, fmt.Errorf("there is no %s of that plan. Name the patient instead of the plan", sort.Title)
	}
	if !there {
		return nil, errors.New(sort.None.String())
	}
	d := &desk.Desk{Store: s, Clock: s.Now, Log: slog.New(slog.NewTextHandler(c.stderr, nil))}
	if d.Atlas, d.Catalogue, err = books.In(dir); err != nil {
		return nil, err
	}
	about, err := documents.About(d, chart)
	if err != nil {
		return nil, err
	}
	return sort.Set(about, subject, document.Options{})
}
