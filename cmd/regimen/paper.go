package main

import (
	"errors"
	"fmt"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store"
	"regimen/resources"
)

// print writes a paper as a PDF file.
func (c *command) print(args []string) error {
	fs := c.flags("print")
	patient := fs.String("patient", "", "")
	out := fs.String("out", "", "")
	words, help, err := c.words(fs, args)
	if help || err != nil {
		return err
	}
	switch {
	case len(words) != 1 || words[0] != "plan" && words[0] != "report":
		return misuse("print plan or report")
	case *patient == "":
		return misuse("name the patient with --patient; regimen list patients tells the ids")
	case *out == "":
		return misuse("name the file with --out")
	case store.IsOwnFile(*out):
		return errOwnFile
	}
	s, closeStore, err := c.reading()
	if err != nil {
		return err
	}
	defer closeStore()
	set := c.planPaper
	if words[0] == "report" {
		set = c.reportPaper
	}
	doc, err := set(s, *patient)
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
	fmt.Fprintf(c.stderr, "The %s was written to %s, %s.\n", words[0], *out, pages)
	return nil
}

// planPaper sets the plan the patient is treated by, or else the one being written.
func (c *command) planPaper(s *store.Store, patient string) (*document.Document, error) {
	chart, err := s.Chart(c.ctx, patient)
	if err != nil {
		return nil, err
	}
	plan := chart.CurrentPlan()
	if plan == nil {
		plan = chart.DraftPlan()
	}
	if plan == nil {
		return nil, errors.New("the patient has no plan yet; make one in the window first")
	}
	paper := document.Plan{Chart: chart, PlanID: plan.ID, Printed: clinic.DateOf(time.Now())}
	if paper.Clinic, paper.Practitioner, paper.Atlas, paper.Catalogue, err = c.around(s, plan); err != nil {
		return nil, err
	}
	return document.NewPlan(paper, document.Options{})
}

// reportPaper sets the progress report on the plan the patient is treated by.
func (c *command) reportPaper(s *store.Store, patient string) (*document.Document, error) {
	chart, err := s.Chart(c.ctx, patient)
	if err != nil {
		return nil, err
	}
	plan := chart.CurrentPlan()
	if plan == nil {
		return nil, errors.New("the patient has no plan that is running; there is nothing to report on")
	}
	paper := document.Report{Chart: chart, Printed: clinic.DateOf(time.Now())}
	if paper.Clinic, paper.Practitioner, paper.Atlas, paper.Catalogue, err = c.around(s, plan); err != nil {
		return nil, err
	}
	return document.NewReport(paper, document.Options{})
}

// around is what a paper about a plan needs beside the patient's chart.
func (c *command) around(s *store.Store, plan *clinic.Plan) (where clinic.Clinic, who clinic.Practitioner, atlas *anatomy.Atlas, cat *clinic.Catalogue, err error) {
	if where, err = s.Clinic(c.ctx); err != nil {
		return
	}
	all, err := s.Practitioners(c.ctx)
	if err != nil {
		return
	}
	for _, p := range all {
		if p.ID == plan.PractitionerID {
			who = p
		}
	}
	if atlas, err = anatomy.Load(resources.Anatomy); err != nil {
		return
	}
	cat, err = clinic.LoadCatalogue(resources.Catalogue)
	return
}
