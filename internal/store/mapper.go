package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"regimen/internal/clinic"
)

// timeLayout is RFC 3339 in UTC with every digit written, so that text sorts as time does and a time
// read back equals the time written.
const timeLayout = "2006-01-02T15:04:05.000000000Z"

type columnType int

const (
	textColumn columnType = iota
	integerColumn
	realColumn
	booleanColumn
	timeColumn
	listColumn // JSON text
)

// column ties a field of a record to its column.
type column struct {
	name     string
	field    int
	typ      columnType
	pointer  bool // *int or *float64
	nullable bool // tagged omitempty
	flat     bool // a list whose items hold no lists of their own
	// ofOther is the column in whose place this stands where the record points at one that was made for another record of
	// the same person, see the migration 0024; "" for a field that never does.
	ofOther string
}

// crossing are the fields that may point at what was made for another record of the person. What else points at a record of
// the patient's names what this one is a part of, and is filed with that.
var crossing = map[clinic.Kind][]string{
	clinic.KindPlan: {"assessment_id"}, clinic.KindSession: {"plan_id"}, clinic.KindStroke: {"finding_id"}, clinic.KindProblem: {"finding_id"},
	clinic.KindGoal: {"baseline_id"}, clinic.KindTreatment: {"prescription_id"}, clinic.KindConsent: {"plan_id"},
}

// table knows how records of one kind lie in the database.
type table struct {
	kind    clinic.Kind
	columns []column
	names   string // to read the columns by, with commas
	into    string // to write a row by, see change.row
	crosses bool   // a column stands in the place of another one
	byID    string
	insert  string
	update  string // the last argument is the id
	remove  string
	signed  string // the column that closes a record, "" when none does
	inChart *table // without the patient, of whom a chart is; nil for a kind that is no patient's or the patient
}

const (
	patientColumn = "patient_id"
	ofOther       = "_of_other" // ends the name of a column.ofOther
)

var timeType = reflect.TypeFor[time.Time]()

// tables holds the table of every kind. It depends on nothing but the rows of the kinds.
var tables = sync.OnceValue(func() map[clinic.Kind]*table {
	m := make(map[clinic.Kind]*table)
	for _, k := range clinic.Kinds() {
		m[k] = newTable(k)
	}
	return m
})

// tableOf is the table of a kind, nil for one that is not known.
func tableOf(k clinic.Kind) *table { return tables()[k] }

func newTable(k clinic.Kind) *table {
	record := clinic.NewRecord(k)
	t := &table{kind: k, signed: k.Row().Signature}
	typ := reflect.TypeOf(record).Elem()
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		c := column{name: name, field: i, nullable: option == "omitempty"}
		if slices.Contains(crossing[k], name) {
			c.ofOther = name + ofOther
		}
		ft := f.Type
		if c.pointer = ft.Kind() == reflect.Pointer; c.pointer {
			ft = ft.Elem()
		}
		switch {
		case ft == timeType:
			c.typ = timeColumn
		case ft.Kind() == reflect.String:
			c.typ = textColumn
		case ft.Kind() == reflect.Int:
			c.typ = integerColumn
		case ft.Kind() == reflect.Float64:
			c.typ = realColumn
		case ft.Kind() == reflect.Bool:
			c.typ = booleanColumn
		case ft.Kind() == reflect.Slice:
			c.typ, c.flat = listColumn, flat(ft.Elem())
		default:
			panic(fmt.Sprintf("store: %s.%s has a type that no column holds", k, name))
		}
		t.columns = append(t.columns, c)
	}
	t.write()
	if k.Row().Owner == clinic.OfPatient && k != clinic.KindPatient {
		var names []string
		for _, c := range t.columns {
			if c.name != patientColumn {
				names = append(names, c.name, c.ofOther)
			}
		}
		t.inChart = t.only(names)
	}
	return t
}

// flat reports whether a copy of a value shares nothing with it that could be changed.
func flat(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Int, reflect.Float64, reflect.Bool:
		return true
	case reflect.Struct:
		for i := range t.NumField() {
			if !flat(t.Field(i).Type) {
				return false
			}
		}
		return true
	}
	return false
}

// write makes the statements about the columns.
func (t *table) write() {
	k := t.kind
	var read, names, marks, sets []string
	add := func(name string) {
		names = append(names, quote(name))
		marks = append(marks, "$"+strconv.Itoa(len(names)))
		sets = append(sets, quote(name)+" = $"+strconv.Itoa(len(names)))
	}
	for _, c := range t.columns {
		add(c.name)
		if c.ofOther == "" {
			read = append(read, quote(c.name))
		} else {
			read = append(read, "coalesce("+quote(c.name)+", "+quote(c.ofOther)+")")
		}
	}
	for _, c := range t.columns {
		if c.ofOther != "" {
			add(c.ofOther)
		}
	}
	t.crosses = len(names) > len(t.columns)
	t.names, t.into = strings.Join(read, ", "), strings.Join(names, ", ")
	t.byID = "SELECT " + t.names + " FROM " + quote(string(k)) + " WHERE id = $1"
	t.insert = "INSERT INTO " + quote(string(k)) + " (" + t.into + ") VALUES (" + strings.Join(marks, ", ") + ")"
	t.update = "UPDATE " + quote(string(k)) + " SET " + strings.Join(sets, ", ") + " WHERE id = $" + strconv.Itoa(len(names)+1)
	t.remove = "DELETE FROM " + quote(string(k)) + " WHERE id = $1"
}

// only is the table as it is with some of its columns: as it was before a later step of the schema.
func (t *table) only(columns []string) *table {
	some := *t
	some.columns = slices.DeleteFunc(slices.Clone(t.columns), func(c column) bool { return !slices.Contains(columns, c.name) })
	for i, c := range some.columns {
		if !slices.Contains(columns, c.ofOther) {
			some.columns[i].ofOther = ""
		}
	}
	some.write()
	return &some
}

// isRecord reports whether a table holds records.
func isRecord(table string) bool { return tableOf(clinic.Kind(table)) != nil }

func quote(name string) string { return `"` + name + `"` }

// values are the column values of a record, in the order of the columns. Two records are the same when
// their values are equal.
func (t *table) values(r clinic.Record) ([]any, error) {
	v := reflect.ValueOf(r).Elem()
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		f := v.Field(c.field)
		if c.pointer {
			if f.IsNil() {
				continue
			}
			f = f.Elem()
		}
		switch c.typ {
		case textColumn:
			out[i] = keepable(f.String())
		case integerColumn:
			out[i] = f.Int()
		case realColumn:
			out[i] = f.Float() + 0 // so that -0 is 0
		case booleanColumn:
			out[i] = int64(0)
			if f.Bool() {
				out[i] = int64(1)
			}
		case timeColumn:
			out[i] = timeText(f.Interface().(time.Time))
		case listColumn:
			out[i] = "[]"
			if f.Len() > 0 {
				text, err := json.Marshal(f.Interface())
				if err != nil {
					return nil, fmt.Errorf("%s of a %s cannot be written: %w", c.name, t.kind, err)
				}
				out[i] = string(text)
			}
		}
		if c.nullable && !c.pointer && out[i] == "" {
			out[i] = nil
		}
	}
	return out, nil
}

// keepable is a text as every engine keeps it: what is no text would come back otherwise from the history,
// which is JSON, and PostgreSQL takes no NUL.
func keepable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// row is a place for the values of one row, and the pointers to scan them into.
func (t *table) row() (values, dest []any) {
	values = make([]any, len(t.columns))
	dest = make([]any, len(t.columns))
	for i := range values {
		dest[i] = &values[i]
	}
	return values, dest
}

// timeText writes a time as it is stored; the zero time is "".
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeLayout)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}

// lists are flat lists that were read, by their text: in a long record the same places come again and again, and reading
// JSON is most of what a record costs. It may be nil.
type lists map[listText]reflect.Value

type listText struct {
	column int
	text   string
}

// set reads a list into a field. Every record has its own.
func (l lists) set(f reflect.Value, c *column, text string) error {
	key := listText{c.field, text}
	if known, ok := l[key]; ok {
		f.Set(reflect.MakeSlice(f.Type(), known.Len(), known.Len()))
		reflect.Copy(f, known)
		return nil
	}
	if err := json.Unmarshal([]byte(text), f.Addr().Interface()); err != nil {
		return err
	}
	if l != nil && c.flat && f.Len() > 0 {
		own := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
		reflect.Copy(own, f)
		l[key] = own
	}
	return nil
}

// record makes a record of values as the database gives them.
func (t *table) record(values []any) (clinic.Record, error) { return t.recordWith(values, nil) }

// recordWith is record where known are the lists of the records of the same table that were read before.
func (t *table) recordWith(values []any, known lists) (clinic.Record, error) {
	r := clinic.NewRecord(t.kind)
	v := reflect.ValueOf(r).Elem()
	for i := range t.columns {
		c := &t.columns[i]
		if values[i] == nil {
			continue
		}
		f := v.Field(c.field)
		if c.pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		ok := true
		var err error
		switch c.typ {
		case textColumn:
			var s string
			if s, ok = values[i].(string); ok {
				f.SetString(s)
			}
		case integerColumn:
			var n int64
			if n, ok = values[i].(int64); ok {
				f.SetInt(n)
			}
		case booleanColumn:
			var n int64
			if n, ok = values[i].(int64); ok {
				f.SetBool(n != 0)
			}
		case realColumn:
			var n float64
			if n, ok = values[i].(float64); ok {
				f.SetFloat(n)
			}
		case timeColumn:
			var s string
			if s, ok = values[i].(string); ok {
				var at time.Time
				if at, err = parseTime(s); err == nil {
					*f.Addr().Interface().(*time.Time) = at
				}
			}
		case listColumn:
			var s string
			if s, ok = values[i].(string); ok && s != "[]" {
				err = known.set(f, c, s)
			}
		}
		if !ok || err != nil {
			return nil, unreadable(fmt.Errorf("%s.%s cannot be read", t.kind, c.name))
		}
	}
	return r, nil
}

// encode writes a record as the history keeps it: a JSON object of its columns, without those that are
// NULL. json.Unmarshal reads it back into the record's type.
func (t *table) encode(values []any) (string, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range t.columns {
		if values[i] == nil || c.typ == timeColumn && values[i] == "" {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + c.name + `":`)
		switch {
		case c.typ == listColumn:
			list, ok := values[i].(string)
			if !ok {
				return "", fmt.Errorf("%s of a %s is no text", c.name, t.kind)
			}
			b.WriteString(list)
		case c.typ == booleanColumn:
			b.WriteString(strconv.FormatBool(values[i] == int64(1)))
		default:
			text, err := json.Marshal(values[i])
			if err != nil {
				return "", fmt.Errorf("%s of a %s cannot be written: %w", c.name, t.kind, err)
			}
			b.Write(text)
		}
	}
	b.WriteByte('}')
	return b.String(), nil
}

// decode reads a record as the history keeps it, whichever version wrote it.
func (t *table) decode(text string) (clinic.Record, error) {
	r, err := t.decodeAsWritten(text)
	if err == nil {
		t.readLines(r, text)
	}
	return r, err
}

// decodeAsWritten leaves facts that an older version wrote as lines of a text where they are.
func (t *table) decodeAsWritten(text string) (clinic.Record, error) {
	r := clinic.NewRecord(t.kind)
	if err := json.Unmarshal([]byte(text), r); err != nil {
		return nil, unreadable(fmt.Errorf("the history of a %s cannot be read", t.kind))
	}
	return r, nil
}

// unmarshalList reads a column of JSON.
func unmarshalList(text string, list any) error {
	if err := json.Unmarshal([]byte(text), list); err != nil {
		return unreadable(err)
	}
	return nil
}
