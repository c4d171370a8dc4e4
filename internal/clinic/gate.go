package clinic

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"regimen/internal/script"
	"regimen/internal/timezone"
)

// Known is what is kept already, as far as whoever asks can tell: a chart, or the records themselves.
type Known interface {
	// Record is the record that a Ref points at, or nil when it is not known.
	Record(ref Ref) Record
}

// KnownLists is what is known where all that the clinic has of a kind of its own can be read, too.
type KnownLists interface {
	Known
	// Others are the records of a kind that is the clinic's own.
	Others(kind Kind) ([]Record, error)
}

// fitted is a record of the clinic's that must fit the others of its kind.
type fitted interface {
	// Fits says in sentences which fields do not fit. The record itself may be among the others, as it is kept.
	Fits(others []Record) error
}

// checked is a record for which more must hold than it can tell of itself: what the catalogue says, and which day it is.
type checked interface {
	// check says in sentences which fields cannot be. cat is nil where there is no catalogue, and only what needs none is
	// checked.
	check(cat *Catalogue, today Date) error
}

// Check is the one gate to the records, whichever way something comes: from a screen, from this machine's queue, or many
// at once. It refuses records that cannot be kept (see Keepable), texts that are too long (see CheckTexts), what cannot be
// by the catalogue or by the day, and what would be filed under no patient or under two. The error is a FieldErrors, and
// nothing is to be done of the operation then.
//
// What stays as it is kept is not refused: tables are corrected, and a record from before must stay open to changes.
// cat is nil where there is no catalogue; known is what the operation meets.
func Check(cat *Catalogue, known Known, today Date, op Operation) error {
	put := make(map[Ref]Record, len(op.Put))
	for _, r := range op.Put {
		put[RefTo(r)] = r
	}
	for _, r := range op.Put {
		before := known.Record(RefTo(r))
		for _, err := range []error{Keepable(r), CheckTexts(before, r), checkPatient(known, before, r, put)} {
			if err != nil {
				return err
			}
		}
		if x, ok := r.(checked); ok {
			if err := ofChanges(before, r, x.check(cat, today)); err != nil {
				return err
			}
		}
	}
	if lists, ok := known.(KnownLists); ok {
		return CheckLists(lists, op)
	}
	return nil
}

// CheckLists asks the records of an operation whether they fit the others of their kind as these are after it. It is a part of
// Check, for whoever learns of the others only later.
func CheckLists(known KnownLists, op Operation) error {
	for _, r := range op.Put {
		x, ok := r.(fitted)
		if !ok {
			continue
		}
		others, err := known.Others(r.Kind())
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(slices.Clone(others), func(o Record) bool {
			same := func(c Record) bool { return RefTo(c) == RefTo(o) }
			return slices.ContainsFunc(op.Put, same) || slices.ContainsFunc(op.Remove, same)
		})
		for _, o := range op.Put {
			if o.Kind() == r.Kind() {
				others = append(others, o)
			}
		}
		if err := x.Fits(others); err != nil {
			return err
		}
	}
	return nil
}

// ofChanges are the complaints about fields that are not as they were before.
func ofChanges(before, after Record, err error) error {
	var wrong FieldErrors
	if before == nil || !errors.As(err, &wrong) {
		return err
	}
	changed := ChangedFields(before, after)
	k := checks{slices.DeleteFunc(slices.Clone(wrong), func(e FieldError) bool { return !slices.Contains(changed, e.Field) })}
	return k.err()
}

// checkPatient makes sure that a record of a patient's says whose it is, stays with that patient, and points at nobody
// else's. One of a day's may be about a patient, and then points at nobody else's either. put is what comes with it.
func checkPatient(known Known, before, r Record, put map[Ref]Record) error {
	var k checks
	row := r.Kind().Row()
	patient := r.PatientKey()
	if row == nil || row.Owner == OfClinic {
		return nil
	}
	if patient == "" {
		if row.Owner == OfPatient {
			k.fail("patient_id", Say("{{.Record}} needs its patient.", Args{"Record": script.UpperFirst(row.Noun)}))
		}
		return k.err()
	}
	if row.Owner == OfPatient && before != nil && before.PatientKey() != patient {
		k.fail("patient_id", Say("{{.Record}} stays with the patient it was made for.", Args{"Record": script.UpperFirst(row.Noun)}))
	}
	for _, p := range Pointers(r) {
		there := put[p.Ref]
		if there == nil {
			there = known.Record(p.Ref)
		}
		if there != nil && there.PatientKey() != patient {
			k.fail(p.Field, Say("{{.Record}} of one patient cannot belong to {{.Other}} of another.", Args{"Record": script.UpperFirst(row.Noun), "Other": p.Ref.Kind.Noun()}))
		}
	}
	return k.err()
}

// Pointer is a field of a record that points at another one.
type Pointer struct {
	Field string // its json name
	Ref   Ref
}

// Pointers are the records of a patient that a record points at, in the order of its fields.
func Pointers(r Record) []Pointer {
	var out []Pointer
	eachField(r, func(name string, v reflect.Value) {
		if name == "patient_id" || v.Kind() != reflect.String || v.Len() == 0 {
			return
		}
		kind, ok := pointsAt[name]
		if !ok {
			of, _ := strings.CutSuffix(name, "_id")
			kind = Kind(of)
		}
		if row := kind.Row(); row != nil && row.Owner == OfPatient {
			out = append(out, Pointer{name, Ref{kind, v.String()}})
		}
	})
	return out
}

// check refuses a time zone that there is not. One that a newer version of the program kept stays.
func (c *Clinic) check(*Catalogue, Date) error {
	var k checks
	if c.Zone != "" && !timezone.Known(c.Zone) {
		k.fail("zone", Say("No time zone has that name. Choose one from the list, or write it as in “Australia/Perth”."))
	}
	return k.err()
}

func (m *Measurement) check(cat *Catalogue, _ Date) error {
	if cat == nil {
		return nil
	}
	return cat.CheckMeasurement(m)
}

func (t *TestResult) check(cat *Catalogue, _ Date) error {
	if cat == nil {
		return nil
	}
	return cat.CheckTestResult(t)
}

// check refuses the answer to a question that nobody asks.
func (s *Screening) check(cat *Catalogue, _ Date) error {
	var k checks
	if cat != nil && cat.ScreeningItem(s.Item) == nil && cat.Head(s.Item) == nil {
		k.fail("item", Say("This safety question is not in the catalogue."))
	}
	return k.err()
}

func (i *Injury) check(cat *Catalogue, today Date) error { return CheckInjury(cat, i, today) }

func (p *Patient) check(_ *Catalogue, today Date) error { return CheckPatient(p, today) }
