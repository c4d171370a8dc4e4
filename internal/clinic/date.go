package clinic

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Date is a calendar day as YYYY-MM-DD, with no time zone; "" is no date.
type Date string

// NewDate makes the Date of a typed day, month and year, and refuses one that is not in the calendar.
func NewDate(year, month, day int) (Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return "", errors.New("There is no such day in the calendar.")
	}
	return Date(t.Format(time.DateOnly)), nil
}

// DateOf is the day of t in its own time zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// In is a time, which is kept in UTC, as the clocks of a time zone showed it; nil is UTC.
func In(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		return t.UTC()
	}
	return t.In(zone)
}

// Time is midnight UTC of the day, or the zero time when d is empty or not a date.
func (d Date) Time() time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil || !InCalendar(t) {
		return time.Time{}
	}
	return t
}

// Valid reports whether d is a day of the calendar.
func (d Date) Valid() bool { return !d.Time().IsZero() }

// AddDays is the day n days later (earlier when n is negative), "" when d is not a day.
func (d Date) AddDays(n int) Date {
	if !d.Valid() {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// DaysUntil counts the days from d to e; 0 when one of them is not a day.
func (d Date) DaysUntil(e Date) int {
	if !d.Valid() || !e.Valid() {
		return 0
	}
	return int(e.Time().Sub(d.Time()).Hours() / 24)
}

// Long is the day in words that cannot be misread: "3 March 2026".
func (d Date) Long() string {
	if !d.Valid() {
		return ""
	}
	return d.Time().Format("2 January 2006")
}

// Short is "3 Mar 2026".
func (d Date) Short() string {
	if !d.Valid() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// Brief is the day as a fact of a sentence that says it as Short does.
func (d Date) Brief() Brief { return Brief(d) }

// Brief is a day of which the month is cut short.
type Brief Date

// AgeOn is the age in whole years on a day, for a birth date.
func (d Date) AgeOn(day Date) int {
	b, t := d.Time(), day.Time()
	if b.IsZero() || t.IsZero() {
		return 0
	}
	years := t.Year() - b.Year()
	if t.Month() < b.Month() || t.Month() == b.Month() && t.Day() < b.Day() {
		years--
	}
	return years
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Number writes a value as a person would: no trailing zeros, at most one decimal unless more is meant.
func Number(v float64) string {
	s := fmt.Sprintf("%.2f", v)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		s = "0"
	}
	return s
}
