// Package clinic is the domain of Regimen: what a remedial massage clinic writes down, and the rules
// that hold for it. It knows no window, no SQL and no paper.
//
// Everything that is kept is a Record. Screens never change a record where it lies: they describe an
// Operation (records to put, records to remove, a label for the undo menu), and the store applies it
// in one transaction, with one history entry and one undo step.
package clinic

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Record is one thing that is kept. The json tags of its fields are the column names; a field tagged
// omitempty may be absent (NULL).
type Record interface {
	Kind() Kind
	// Key is the record's UUIDv7, given when it is first made.
	Key() string
	// PatientKey is the patient the record belongs to, or "" for the clinic's own records.
	PatientKey() string
	// Locks lists the records whose signature (or agreement) closes this one to changes.
	Locks() []Ref
	// Validate says in sentences which fields cannot be kept as they are. The error is a FieldErrors.
	Validate() error
}

// Signed is a record that can be closed by a signature or an agreement.
type Signed interface {
	Record
	SignedTime() time.Time
}

// Ref points at a record.
type Ref struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// RefTo is the Ref of a record.
func RefTo(r Record) Ref { return Ref{r.Kind(), r.Key()} }

// Operation is one change to the records: it is applied as a whole or not at all, is one entry in the
// history and one step of undo.
type Operation struct {
	// Label says what was done, as the undo button reads: "Mark left upper trapezius".
	Label Sentence
	// Scope is what the undo button works on: the key of the patient, assessment, plan or session that
	// was open. An operation with no scope cannot be undone (signing, agreeing).
	Scope  string
	Put    []Record
	Remove []Record
	// Actor is who does it; whoever is at the keyboard of the records unless set.
	Actor Actor
}

// Changes lists what an operation changed, for the screens that show it.
type Changes struct {
	Operation string // its id in the history
	Label     Sentence
	Refs      []Ref
	Patients  []string // each once
	Days      []Date   // of the diary, each once
	// Now are the records as they are, those that are not there any more left out; nil where that has to be read.
	Now []Record
	By  Actor // who made them
	At  time.Time
	// Elsewhere: they were made on another machine that shares the records.
	Elsewhere bool
}

// Together is what lists of changes tell together, each record, patient and day once. Who made them and how the records
// are now is not told: there may have been several.
func Together(lists ...Changes) Changes {
	var all Changes
	refs, patients := make(map[Ref]bool), make(map[string]bool)
	for _, ch := range lists {
		all.Operation, all.Label = ch.Operation, ch.Label
		all.Elsewhere = all.Elsewhere || ch.Elsewhere
		for _, r := range ch.Refs {
			if !refs[r] {
				refs[r] = true
				all.Refs = append(all.Refs, r)
			}
		}
		for _, p := range ch.Patients {
			if !patients[p] {
				patients[p] = true
				all.Patients = append(all.Patients, p)
			}
		}
		for _, d := range ch.Days {
			if !slices.Contains(all.Days, d) {
				all.Days = append(all.Days, d)
			}
		}
	}
	return all
}

// Touches reports whether the changes concern the patient, or a record of one of the kinds given.
func (c Changes) Touches(patient string, kinds ...Kind) bool {
	for _, p := range c.Patients {
		if p == patient && patient != "" {
			return true
		}
	}
	for _, r := range c.Refs {
		for _, k := range kinds {
			if r.Kind == k {
				return true
			}
		}
	}
	return false
}

// TouchesDays reports whether the changes concern a day of the diary from one to another.
func (c Changes) TouchesDays(from, to Date) bool {
	return slices.ContainsFunc(c.Days, func(d Date) bool { return from <= d && d <= to })
}

// FieldError is one field that cannot be kept as it is, and why, as a sentence for the person typing.
type FieldError struct {
	Field   string // the json name of the field
	Message Sentence
}

func (e FieldError) Error() string { return e.Message.String() }

// Sentence is what it says.
func (e FieldError) Sentence() Sentence { return e.Message }

// FieldErrors are all the fields of a record that cannot be kept.
type FieldErrors []FieldError

func (e FieldErrors) Error() string {
	return e.Sentence().String()
}

// Sentence is what all of them say.
func (e FieldErrors) Sentence() Sentence {
	list := make([]Sentence, len(e))
	for i, f := range e {
		list[i] = f.Message
	}
	return OneAfterAnother(list)
}

// Of is the message for one field, or nothing.
func (e FieldErrors) Of(field string) Sentence {
	for _, f := range e {
		if f.Field == field {
			return f.Message
		}
	}
	return Sentence{}
}

// FieldMessage finds the sentence for one field in any error, or nothing.
func FieldMessage(err error, field string) Sentence {
	var fe FieldErrors
	if errors.As(err, &fe) {
		return fe.Of(field)
	}
	return Sentence{}
}

// Errors that a store gives, to be told apart with errors.Is.
var (
	ErrNotFound = errors.New("the record is not there")
	// ErrLocked: the record was signed or agreed; a correction is an addendum or a new version.
	ErrLocked = errors.New("the record is signed and can no longer be changed")
	// ErrChanged: somebody else changed the record in between.
	ErrChanged = errors.New("the record was changed in the meantime")
)

// checks gathers the complaints of a Validate method.
type checks struct{ errs FieldErrors }

func (c *checks) fail(field string, why Sentence) {
	c.errs = append(c.errs, FieldError{field, why})
}

// of takes over what is complained of in a value that a record holds in fields of other names.
func (c *checks) of(err error, fields map[string]string) {
	var wrong FieldErrors
	if errors.As(err, &wrong) {
		for _, e := range wrong {
			c.fail(cmp.Or(fields[e.Field], e.Field), e.Message)
		}
	}
}

func (c *checks) require(field, value string, why Sentence) {
	if !Visible(value) {
		c.fail(field, why)
	}
}

func (c *checks) between(field string, what Sentence, v, lo, hi float64, unit string) {
	if !(v >= lo && v <= hi) { // also refuses NaN
		c.fail(field, Say("{{.What}} must be from {{.Low}} to {{.High}}.", Args{"What": what, "Low": number(lo), "High": number(hi) + unit}))
	}
}

func (c *checks) oneOf(field string, what Sentence, v string, allowed ...string) {
	for _, a := range allowed {
		if v == a {
			return
		}
	}
	c.fail(field, Say("{{.What}} is not one of the choices.", Args{"What": what}))
}

func (c *checks) err() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}

// eachField visits the fields of a record by their json names, in order.
func eachField(r Record, visit func(name string, v reflect.Value)) {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
			visit(name, v.Field(i))
		}
	}
}

// ChangedFields are the json names of the fields in which two records of a kind differ, in order. A record
// that is not there (nil) differs in all.
func ChangedFields(a, b Record) []string {
	var out []string
	values := make(map[string]any)
	if a != nil {
		eachField(a, func(name string, v reflect.Value) { values[name] = v.Interface() })
	}
	if b == nil {
		a, b = b, a
	}
	if b == nil {
		return nil
	}
	eachField(b, func(name string, v reflect.Value) {
		if a == nil || !reflect.DeepEqual(values[name], v.Interface()) {
			out = append(out, name)
		}
	})
	return out
}

// Copy is a record of its own with the same fields. Lists within are shared: they are never changed where they lie.
func Copy(r Record) Record {
	out := NewRecord(r.Kind())
	reflect.ValueOf(out).Elem().Set(reflect.ValueOf(r).Elem())
	return out
}

// WithFields is a copy of a record with some fields, by their json names, as another of its kind has them.
func WithFields(r, other Record, names []string) Record {
	out := Copy(r)
	values := make(map[string]reflect.Value)
	eachField(other, func(name string, v reflect.Value) { values[name] = v })
	eachField(out, func(name string, v reflect.Value) {
		if slices.Contains(names, name) {
			v.Set(values[name])
		}
	})
	return out
}
