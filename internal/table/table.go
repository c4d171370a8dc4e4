// Package table reads tables of tab-separated text, which people correct by hand, and says where one is wrong.
package table

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Error says where in a file something is wrong, so that the person who corrected it can find it.
type Error struct {
	File   string
	Line   int    // counted from 1; 0 when it is not one line
	Column string // "" when the whole row is meant
	Why    string
}

func (e *Error) Error() string {
	where := e.File
	if e.Line > 0 {
		where += fmt.Sprintf(", line %d", e.Line)
	}
	if e.Column != "" {
		where += fmt.Sprintf(", column %q", e.Column)
	}
	return where + ": " + e.Why
}

// Reader gathers what is wrong in the tables that are read with it.
type Reader struct{ errs []error }

// Fail notes what is wrong, see Error.
func (l *Reader) Fail(file string, line int, column, format string, args ...any) {
	l.Add(&Error{file, line, column, fmt.Sprintf(format, args...)})
}

// Add notes an error of something that was read beside the tables; nil is none.
func (l *Reader) Add(err error) {
	if err != nil {
		l.errs = append(l.errs, err)
	}
}

// Err is all that is wrong so far, joined; nil for nothing. What Fail noted is an Error each.
func (l *Reader) Err() error { return errors.Join(l.errs...) }

// Read reads one file of a folder, a row at a time. The first of the columns is the key: it must be filled, can be
// named in a list, and is there once.
func Read[T any](l *Reader, folder fs.FS, file string, columns []string, read func(*Row) T) []T {
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		l.Fail(file, 0, "", "the table cannot be read: %v", err)
		return nil
	}
	rows := l.Rows(file, string(text), columns)
	out := make([]T, 0, len(rows))
	seen := make(map[string]int)
	for i := range rows {
		r, key := &rows[i], columns[0]
		code := r.Must(key)
		if strings.ContainsAny(code, " \u00a0;,") {
			r.Fail(key, "%q may not hold spaces, commas or semicolons", code)
		}
		if first, twice := seen[code]; twice && code != "" {
			r.Fail(key, "%q is already on line %d", code, first)
		}
		seen[code] = r.Line
		out = append(out, read(r))
	}
	return out
}

// Rows splits a table into rows by its heading line, which names the columns in any order. Empty lines and lines that
// start with # are passed over. file is what errors call it.
func (l *Reader) Rows(file, text string, columns []string) []Row {
	var (
		heading []string
		rows    []Row
	)
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		for j := range fields {
			fields[j] = strings.TrimSpace(fields[j])
		}
		if heading == nil {
			heading = fields
			for _, c := range columns {
				if !slices.Contains(heading, c) {
					l.Fail(file, i+1, c, "the column is missing")
				}
			}
			for j, c := range heading {
				if !slices.Contains(columns, c) {
					l.Fail(file, i+1, c, "the column is not known")
				} else if slices.Contains(heading[:j], c) {
					l.Fail(file, i+1, c, "the column is there twice")
				}
			}
			continue
		}
		if len(fields) != len(heading) {
			l.Fail(file, i+1, "", "the row has %d columns and the heading has %d", len(fields), len(heading))
			continue
		}
		r := Row{File: file, Line: i + 1, l: l, fields: make(map[string]string, len(heading))}
		for j, c := range heading {
			r.fields[c] = fields[j]
		}
		rows = append(rows, r)
	}
	if heading == nil {
		l.Fail(file, 0, "", "there is no heading line")
	}
	return rows
}

// Row is one line of a table. Its methods read a column and note in the Reader what is wrong with it.
type Row struct {
	File   string
	Line   int // counted from 1
	l      *Reader
	fields map[string]string
}

// Fail notes what is wrong with a column.
func (r *Row) Fail(column, format string, args ...any) {
	r.l.Fail(r.File, r.Line, column, format, args...)
}

// Text is what a column holds, without the blanks around it.
func (r *Row) Text(column string) string { return r.fields[column] }

// Must is Text of a column that may not be empty.
func (r *Row) Must(column string) string {
	s := r.fields[column]
	if s == "" {
		r.Fail(column, "it is empty")
	}
	return s
}

// List splits at semicolons. Nothing may be in it twice.
func (r *Row) List(column string) []string {
	list, twice := Split(r.fields[column])
	for _, s := range twice {
		r.Fail(column, "%q is there twice", s)
	}
	return list
}

// Split is the list in a text with semicolons, and what is in it again.
func Split(text string) (list, twice []string) {
	for s := range strings.SplitSeq(text, ";") {
		if s = strings.TrimSpace(s); s != "" {
			if slices.Contains(list, s) {
				twice = append(twice, s)
			}
			list = append(list, s)
		}
	}
	return list, twice
}

// Number reads a number; an empty field is nil.
func (r *Row) Number(column string) *float64 {
	s := r.fields[column]
	if s == "" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.Fail(column, "%q is not a number", s)
		return nil
	}
	return &v
}

// MustNumber is the number of a column that may not be empty.
func (r *Row) MustNumber(column string) float64 {
	if r.Must(column) == "" {
		return 0
	}
	return r.OrZero(column)
}

// OrZero is a number; an empty field is 0.
func (r *Row) OrZero(column string) float64 {
	if v := r.Number(column); v != nil {
		return *v
	}
	return 0
}

// Count is a whole number from 0 to 10,000; an empty field is 0.
func (r *Row) Count(column string) int {
	v := r.OrZero(column)
	if v != math.Trunc(v) || v < 0 || v > 10_000 {
		r.Fail(column, "%q is not a whole number from 0", r.fields[column])
		return 0
	}
	return int(v)
}

// Yes reads yes or no; an empty field is no.
func (r *Row) Yes(column string) bool {
	switch r.fields[column] {
	case "yes":
		return true
	case "no", "":
		return false
	}
	r.Fail(column, "write yes or no, not %q", r.fields[column])
	return false
}

// Choice is one of the allowed words; "" must be among them where the field may be empty.
func (r *Row) Choice(column string, allowed ...string) string {
	s := r.fields[column]
	if !slices.Contains(allowed, s) {
		r.Fail(column, "%q is not one of: %s", s, strings.Join(allowed, ", "))
	}
	return s
}

// Choices is List of the allowed words.
func (r *Row) Choices(column string, allowed ...string) []string {
	out := r.List(column)
	for _, s := range out {
		if !slices.Contains(allowed, s) {
			r.Fail(column, "%q is not one of: %s", s, strings.Join(allowed, ", "))
		}
	}
	return out
}

// Ordered notes when a, of the column low, is more than b, of the column high.
func (r *Row) Ordered(low, high string, a, b float64) {
	if a > b {
		number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
		r.Fail(low, "%s is more than %s in the column %q", number(a), number(b), high)
	}
}
