package clinic

import (
	"errors"
	"reflect"
	"time"
)

// Keepable says in sentences why a record cannot be kept: what its Validate says, and every time and date that
// could not be written down and read again. The error is a FieldErrors.
func Keepable(r Record) error {
	err := r.Validate()
	var k checks
	if err != nil && !errors.As(err, &k.errs) {
		return err
	}
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		field := jsonName(v.Type().Field(i))
		switch x := v.Field(i).Interface().(type) {
		case time.Time:
			if !x.IsZero() && !InCalendar(x) {
				k.unless(field, Say("The year of this time cannot be right. Check the clock of the computer."))
			}
		case Date:
			if x != "" && !x.Valid() {
				k.unless(field, Say("There is no such day in the calendar."))
			}
		}
	}
	return k.err()
}

// unless complains of a field that nobody complained of yet.
func (c *checks) unless(field string, why Sentence) {
	if c.errs.Of(field).IsZero() {
		c.fail(field, why)
	}
}

// InCalendar reports whether a time is of the years 1 to 9999, which are written with four digits.
func InCalendar(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999
}
