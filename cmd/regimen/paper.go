package main

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/google/uuid"

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
	codes = append(codes, document.TakingsPaper)
	last := len(codes) - 1
	return strings.Join(codes[:last], ", ") + " or " + codes[last]
}

// wanted is a paper that is asked for.
type wanted struct {
	patient string
	plan    string
	number  string // of a receipt, an invoice or a credit note, or on a voucher
	day     clinic.Date
}

// print writes a paper as a PDF file: the same that the window prints.
func (c *command) print(args []string) error {
	fs := c.flags("print")
	patient := fs.String("patient", "", "")
	plan := fs.String("plan", "", "")
	number := fs.String("number", "", "")
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
	takings := len(words) == 1 && words[0] == document.TakingsPaper
	switch {
	case (diary != nil || takings) && *patient+*plan+*number != "":
		return misuse("print %s is of no patient; leave --patient, --plan and --number out", words[0])
	case diary != nil:
		return c.printDiary(documents.DiaryChoice{Paper: diary, Day: clinic.Date(*day), PractitionerID: *practitioner, Grid: *grid}, *out)
	case takings && (*practitioner != "" || *grid):
		return misuse("--practitioner and --grid are for print day and print week")
	case takings:
		return c.printTakings(clinic.Date(*day), *out)
	case sort == nil:
		return misuse("print %s", paperNames())
	case *practitioner != "" || *grid || *day != "" && sort.Code != document.YearPaper:
		return misuse("--day, --practitioner and --grid are for print day and print week, and --day for print takings and print year")
	case *number != "" && (!sort.Once || *plan != ""):
		return misuse("--number is for print receipt, invoice, credit-note and voucher")
	case *plan != "" && sort.Sense == clinic.Money:
		return misuse("--plan is for print plan and print report")
	case *patient+*plan+*number == "" && !sort.Blank:
		return misuse("name the patient with --patient, or a plan with --plan, or the number of a receipt, an invoice or a voucher with --number; regimen list tells the ids and the numbers")
	}
	if err := cmp.Or(mayWrite(*out), aDay("day", *day)); err != nil {
		return err
	}
	dir, clean, err := c.folder()
	if err != nil {
		return err
	}
	defer clean()
	w := wanted{*patient, *plan, *number, clinic.Date(*day)}
	if sort.Once {
		return c.printOnce(dir, sort, w, *out)
	}
	s, err := c.readingIn(dir)
	if err != nil {
		return err
	}
	defer s.Close()
	made, err := c.paper(s, dir, sort, w, true)
	if err != nil {
		return err
	}
	return c.save(made.doc, sort.Title, *out)
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

// made is a paper that was set, and of what.
type made struct {
	doc     *document.Document
	desk    *desk.Desk
	patient string
	of      string // the key of the record
}

// paper sets a paper as the window would that was opened in the data folder: of what is wanted or, where that is left open,
// of what is usually meant. Where it cannot be kept that it was given, it is a copy.
func (c *command) paper(s *store.Store, dir string, sort *document.Paper, w wanted, kept bool) (*made, error) {
	m := &made{patient: w.patient}
	var err error
	switch {
	case w.number != "":
		m.patient, m.of, err = c.numbered(s, sort, w)
	case w.plan != "":
		m.patient, m.of, err = c.whosePlan(s, w)
	}
	if err != nil {
		return nil, err
	}
	chart := &clinic.Chart{Zone: s.Zone()} // of nobody yet
	if m.patient != "" {
		if chart, err = s.Chart(c.ctx, m.patient); err != nil {
			return nil, err
		}
		m.patient = chart.Patient.ID // whose record another may have been joined to
	}
	if m.desk, err = c.desk(s, dir); err != nil {
		return nil, err
	}
	about, err := documents.About(m.desk, chart)
	if err != nil {
		return nil, err
	}
	if about.Appointments, err = s.Appointments(c.ctx, m.patient, about.BookedFrom()); err != nil {
		return nil, err
	}
	about.DiaryRead = true
	if w.day != "" {
		first, _ := clinic.TaxYear(about.Clinic.Region, w.day)
		m.of = string(first)
	}
	subject, there := sort.Find(&about, m.of)
	if _, any := sort.Find(&about, ""); !there && any {
		if w.plan != "" {
			return nil, fmt.Errorf("there is no %s of that plan. Name the patient instead of the plan", sort.Title)
		}
		return nil, fmt.Errorf("there is no %s of that day. Name the patient alone for the newest", sort.Title)
	}
	if !there {
		return nil, errors.New(sort.None.String())
	}
	m.of = subject.ID
	if !kept && !chart.Given(sort.Code, m.of) {
		chart.Add(&clinic.PaperGiven{Paper: sort.Code, Of: m.of})
	}
	m.doc, err = sort.Set(about, subject, document.Options{})
	return m, err
}

// whosePlan is the patient of a plan, and its key.
func (c *command) whosePlan(s *store.Store, w wanted) (patient, plan string, err error) {
	patient, err = s.PatientOf(c.ctx, clinic.Ref{Kind: clinic.KindPlan, ID: w.plan})
	switch {
	case errors.Is(err, clinic.ErrNotFound):
		return "", "", errors.New("there is no plan with that id; regimen list plans tells the ids of those that run and those being written")
	case err != nil:
		return "", "", err
	case w.patient != "" && patient != w.patient:
		return "", "", errors.New("the plan is another patient's. Name one of the two only")
	}
	return patient, w.plan, nil
}

// desk is a desk at records as the window has it that was opened in the data folder, with nothing shown on it.
func (c *command) desk(s *store.Store, dir string) (*desk.Desk, error) {
	atlas, catalogue, err := books.In(dir)
	if err != nil {
		return nil, err
	}
	return &desk.Desk{
		Store: s, Clock: s.Now, Atlas: atlas, Catalogue: catalogue, NewID: func() string { return uuid.Must(uuid.NewV7()).String() },
		Log: slog.New(slog.NewTextHandler(c.stderr, nil)),
	}, nil
}
