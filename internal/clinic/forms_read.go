package clinic

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"regimen/internal/table"
)

// The limits of a form's file.
const (
	maxFormBytes   = 256 << 10
	maxFormItems   = 100
	maxFormChoices = 12
	maxFormText    = 2000
)

// formRows are the rows a form's file may have; those marked may stand more than once.
var formRows = map[string]bool{
	"code": false, "title": false, "about": false, "instructions": true, "answer": false, "low": false, "high": false, "choices": false,
	"scoring": false, "missing": false, "least": false, "shift": false, "scale": false, "measure": false, "better": false, "unit": false,
	"mdc": false, "mcid": false, "for": false, "credit": false, "licence": false, "source": false, "item": true,
}

// formReader reads one file.
type formReader struct {
	file  string
	rows  map[string]formRow // all but the items, whose rows may repeat joined by line ends
	wrong table.Reader
}

type formRow struct {
	line int
	text string
}

func (r *formReader) fail(word, format string, args ...any) {
	r.wrong.Fail(r.file, r.rows[word].line, word, format, args...)
}

// ReadForm reads the file of a form. Each line is a word, a tab and what it says; lines that begin with #
// are passed over. How the words are used stands at the head of resources/catalogue/forms/peg.tsv. The measure it
// makes when the file describes one of its own is nil where it names one of the catalogue's. All that is wrong is reported
// together; each part of the error is a table.Error.
func ReadForm(file string, text []byte) (*Form, *Measure, error) {
	r := &formReader{file: file, rows: map[string]formRow{}}
	if len(text) > maxFormBytes || !utf8.Valid(text) {
		r.fail("", "it is not a text of at most %d kB in UTF-8", maxFormBytes>>10)
		return nil, nil, r.wrong.Err()
	}
	f := &Form{Scale: 1}
	items := r.split(string(text))
	f.Code, f.Title, f.About, f.Source, f.Licence = r.must("code"), r.must("title"), r.must("about"), r.must("source"), r.must("licence")
	f.Instructions, f.Low, f.High, f.Credit = r.text("instructions"), r.text("low"), r.text("high"), r.text("credit")
	if strings.ContainsAny(f.Code, " ;,/\\:") {
		r.fail("code", "%q may not hold spaces, commas, colons, slashes or semicolons", f.Code)
	}
	f.Scoring = r.choice("scoring", ScoreSum, ScoreMean, ScorePercent, ScoreSingle, ScoreActivities, ScoreTotal)
	f.Measures, f.For = r.list("measure"), r.list("for")
	if f.Scoring == ScoreTotal {
		if len(items) > 0 || r.text("answer") != "" {
			r.fail("scoring", "a form of which only the total is known has no items")
		}
	} else {
		r.readItems(f, items)
	}
	m := r.ownMeasure(f)
	if err := r.wrong.Err(); err != nil {
		return nil, nil, err
	}
	return f, m, nil
}

func (r *formReader) split(text string) (items []formRow) {
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, says, _ := strings.Cut(line, "\t")
		word, says = strings.TrimSpace(word), strings.Trim(says, " \t")
		row := formRow{i + 1, says}
		repeats, known := formRows[word]
		before, twice := r.rows[word]
		if word != "item" && (!twice || !known) {
			r.rows[word] = row
		}
		switch {
		case !known:
			r.fail(word, "the word is not known")
			delete(r.rows, word)
		case says == "":
			r.fail(word, "it is empty")
		case utf8.RuneCountInString(says) > maxFormText:
			r.fail(word, "it is longer than %d letters", maxFormText)
		case word == "item":
			items = append(items, row)
		case twice && !repeats:
			r.fail(word, "it is there twice, first on line %d", before.line)
		case twice:
			before.text += "\n" + says
			r.rows[word] = before
		}
	}
	return items
}

func (r *formReader) text(word string) string { return r.rows[word].text }

func (r *formReader) must(word string) string {
	s := r.text(word)
	if s == "" {
		r.fail(word, "it is missing")
	}
	return s
}

func (r *formReader) choice(word string, allowed ...string) string {
	s := r.text(word)
	if !slices.Contains(allowed, s) {
		r.fail(word, "%q is not one of: %s", s, strings.Join(allowed, ", "))
	}
	return s
}

func (r *formReader) list(word string) []string {
	list, twice := table.Split(r.text(word))
	for _, s := range twice {
		r.fail(word, "%q is there twice", s)
	}
	return list
}

func (r *formReader) number(word string, otherwise float64) float64 {
	s := r.text(word)
	if s == "" {
		return otherwise
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 10_000 {
		r.fail(word, "%q is not a number", s)
		return otherwise
	}
	return v
}

// readItems reads what a form has whose questions are here.
func (r *formReader) readItems(f *Form, items []formRow) {
	f.Answer = r.choice("answer", FormScale, FormLine, FormChange, FormTick, FormYesNo, FormChoices)
	f.Missing = r.choice("missing", MissingZero, MissingAll, MissingFill)
	least := r.number("least", 0)
	f.Least = int(least)
	f.Shift, f.Scale = r.number("shift", 0), r.number("scale", 1)
	if f.Scale == 0 {
		r.fail("scale", "it cannot be 0")
	}
	shared := r.choices("choices", r.text("choices"))
	for _, row := range items {
		f.Items = append(f.Items, r.readItem(f, row, shared))
	}
	most := len(f.Items)
	switch {
	case f.Scoring == ScoreActivities:
		most = MostActivities
		if len(f.Items) > 0 || f.Answer != FormScale || f.Missing != MissingFill {
			r.fail("scoring", "the patient names the activities: there are no items, the answer is 0-10 and a missing one is left out (fill)")
		}
	case len(f.Items) == 0:
		r.fail("item", "there are no items")
	case len(f.Items) > maxFormItems:
		r.fail("item", "there are more than %d items", maxFormItems)
	case f.Scoring == ScoreSingle && (len(f.Items) != 1 || f.Missing != MissingAll):
		r.fail("scoring", "a single score has one item, and none without its answer (all)")
	}
	if least != math.Trunc(least) || f.Least < 0 || f.Least > most {
		r.fail("least", "it is a whole number from 0 to %d", most)
	}
	if f.Missing == MissingFill && f.Least == 0 {
		r.fail("least", "say how many items must be answered for the mean of the others to stand in for the rest")
	}
	if f.Answer == FormTick && f.Missing != MissingZero {
		r.fail("missing", "a statement that is not ticked counts as 0 (zero)")
	}
}

// readItem reads the text of an item, and after further tabs its choices or the ends of its scale, and the
// word reversed.
func (r *formReader) readItem(f *Form, row formRow, shared []FormChoice) FormItem {
	r.rows["item"] = row // for what is said of it
	defer delete(r.rows, "item")
	parts := strings.Split(row.text, "\t")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	item := FormItem{Text: parts[0], Low: f.Low, High: f.High, Choices: shared}
	if len(parts) > 1 && parts[len(parts)-1] == "reversed" {
		item.Reversed = true
		parts = parts[:len(parts)-1]
	}
	switch {
	case len(parts) > 2:
		r.fail("item", "it has more columns than a text, its choices or ends, and the word reversed")
	case len(parts) == 2 && f.Answer == FormChoices:
		item.Choices = r.choices("item", parts[1])
	case len(parts) == 2 && parts[1] != "":
		low, high, two := strings.Cut(parts[1], ";")
		item.Low, item.High = strings.TrimSpace(low), strings.TrimSpace(high)
		if !two {
			r.fail("item", "the ends of the scale are parted by a semicolon")
		}
	}
	if f.Answer == FormChoices && len(item.Choices) < 2 {
		r.fail("item", "there is nothing to choose from")
	}
	return item
}

// choices reads "0=Never; 1=Seldom; 2=Often".
func (r *formReader) choices(word, text string) []FormChoice {
	if text == "" {
		return nil
	}
	var out []FormChoice
	for part := range strings.SplitSeq(text, ";") {
		value, label, ok := strings.Cut(part, "=")
		label = strings.TrimSpace(label)
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		switch {
		case !ok || label == "" || err != nil || math.IsNaN(v) || math.Abs(v) > 1000:
			r.fail(word, "%q is not a number, =, and the words of the choice", strings.TrimSpace(part))
			return nil
		case slices.ContainsFunc(out, func(c FormChoice) bool { return c.Value == v }):
			r.fail(word, "the number %s is there twice", number(v))
			return nil
		}
		out = append(out, FormChoice{v, label})
	}
	if len(out) > maxFormChoices {
		r.fail(word, "there are more than %d choices", maxFormChoices)
	}
	return out
}

// ownMeasure is the measure that a form describes itself, or nil when it names one.
func (r *formReader) ownMeasure(f *Form) *Measure {
	if r.text("better") == "" {
		if f.Fillable() && len(f.Measures) > 1 {
			r.fail("measure", "a form with items has one total")
		}
		if !f.Fillable() && len(f.Measures) == 0 {
			r.fail("measure", "name the measure that the total is kept as")
		}
		return nil
	}
	if len(f.Measures) > 0 || !f.Fillable() {
		r.fail("better", "it is only for a form with items that names no measure")
		return nil
	}
	low, high := f.bounds()
	m := &Measure{
		Code: f.Code, Name: f.Title, Unit: r.text("unit"), Low: low, High: high, UsualLow: low, UsualHigh: high, Step: 1,
		LowerIsBetter: r.choice("better", "lower", "higher") == "lower",
		MDC:           r.number("mdc", 0), MCID: r.number("mcid", 0), Benefits: []Benefit{Recovery},
		Items: f.Scoring == ScoreActivities, Plain: f.About, Source: f.Source,
	}
	if m.Items {
		m.ItemName = "activity"
	}
	if m.LowerIsBetter && m.Low == 0 && m.High == 10 {
		m.Widget = WidgetScale
	}
	if m.MDC < 0 || m.MCID < 0 {
		r.fail("mdc", "it cannot be less than 0")
	}
	if low >= high {
		r.fail("better", "the total can only be %s", number(low))
	}
	f.Measures = []string{f.Code}
	return m
}

// takeForm adds a form to the catalogue once everything it names is there.
func (c *Catalogue) takeForm(file string, f *Form, m *Measure) error {
	var l table.Reader
	switch old := c.Form(f.Code); {
	case m != nil && c.Measure(m.Code) != nil:
		l.Fail(file, 0, "code", "there is a measure %q already: name it in a row %q", m.Code, "measure")
	case old != nil && (!f.Own || old.Own || old.Fillable()):
		l.Fail(file, 0, "code", "there is a form %q already", f.Code)
	}
	if m == nil {
		for _, code := range f.Measures {
			low, high := f.bounds()
			switch me := c.Measure(code); {
			case me == nil:
				l.Fail(file, 0, "measure", "%q is no code of measures.tsv", code)
			case me.Sided || me.Items != (f.Scoring == ScoreActivities):
				l.Fail(file, 0, "measure", "%q is not measured as one total", code)
			case f.Fillable() && (low < me.Low || high > me.High):
				l.Fail(file, 0, "measure", "the total is from %s to %s, but %q is from %s to %s", number(low), number(high), code, number(me.Low), number(me.High))
			}
		}
	}
	if err := l.Err(); err != nil {
		return err
	}
	if m != nil {
		c.Measures = append(c.Measures, *m)
	}
	if old := c.Form(f.Code); old != nil {
		*old = *f
	} else {
		c.Forms = append(c.Forms, *f)
	}
	return nil
}

// readForms reads the forms that are built in, from the folder "forms" beside the tables.
func (c *Catalogue) readForms(l *table.Reader, fsys fs.FS) {
	files, err := fs.Glob(fsys, "forms/*.tsv")
	if err != nil {
		l.Fail("forms", 0, "", "%v", err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			l.Fail(file, 0, "", "the form cannot be read: %v", err)
			continue
		}
		f, m, err := ReadForm(file, text)
		if err == nil {
			err = c.takeForm(file, f, m)
		}
		l.Add(err)
	}
}

// AddForms adds the clinic's own forms, the files *.tsv of a folder: those it holds a licence for. One takes
// the place of a built-in form of the same code of which only the total is known. A file with something wrong is
// left out; LeftOut says what, file by file. No folder is no error.
func (c *Catalogue) AddForms(folder fs.FS) {
	files, err := fs.Glob(folder, "*.tsv")
	if err != nil {
		files = nil
	}
	for _, file := range files {
		text, err := readSmall(folder, file)
		var f *Form
		var m *Measure
		if err == nil {
			if f, m, err = ReadForm(path.Base(file), text); err == nil {
				f.Own = true
				err = c.takeForm(path.Base(file), f, m)
			}
		}
		if err != nil {
			c.LeftOut = append(c.LeftOut, err)
		}
	}
}

// readSmall reads a file that is no larger than a form can be.
func readSmall(folder fs.FS, file string) ([]byte, error) {
	if info, err := fs.Stat(folder, file); err == nil && info.Size() > maxFormBytes {
		return nil, &table.Error{File: file, Why: fmt.Sprintf("it is larger than %d kB", maxFormBytes>>10)}
	}
	return fs.ReadFile(folder, file)
}
