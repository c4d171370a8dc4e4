package clinic

import "slices"

// Dated is a record of a kind that is a day's (OfDay). The json name of the day is "day".
type Dated interface {
	Record
	// DayKey is the day the record lies on, in the clinic's own calendar.
	DayKey() Date
}

// DayOf is the day a record lies on, or "" when it is no day's.
func DayOf(r Record) Date {
	if d, ok := r.(Dated); ok && r.Kind().Row().Owner == OfDay {
		return d.DayKey()
	}
	return ""
}

// Day is everything the clinic holds about one day of its diary, as it stood when it was read: what a Chart is for a
// patient.
type Day struct {
	Date    Date
	records map[Kind][]Record
}

// Add files a record. It reports false for a record that is no part of this day.
func (d *Day) Add(r Record) bool {
	if row := r.Kind().Row(); row == nil || row.Owner != OfDay || DayOf(r) != d.Date {
		return false
	}
	if d.records == nil {
		d.records = make(map[Kind][]Record)
	}
	d.records[r.Kind()] = append(d.records[r.Kind()], Copy(r))
	return true
}

// Sort puts the records of each kind into the order of their list. A reader calls it once.
func (d *Day) Sort() {
	for k, list := range d.records {
		slices.SortStableFunc(list, k.Row().Order)
	}
}

// Records are all the records of the day, in the order of Kinds and those of a kind in the order of their list.
func (d *Day) Records() []Record {
	var out []Record
	for _, k := range KindsOf(OfDay) {
		out = append(out, d.records[k]...)
	}
	return out
}

// RecordsOf are the records of one kind, in the order of their list.
func (d *Day) RecordsOf(k Kind) []Record { return slices.Clone(d.records[k]) }

// Record is the record of the day that a Ref points at, or nil.
func (d *Day) Record(ref Ref) Record {
	for _, r := range d.records[ref.Kind] {
		if r.Key() == ref.ID {
			return r
		}
	}
	return nil
}

// With is the day as it is after some records were put and others removed. One that was put on another day is not here
// any more. The day itself stays as it is.
func (d *Day) With(put []Record, removed []Ref) *Day {
	changed := make(map[Ref]bool, len(put)+len(removed))
	for _, r := range put {
		changed[RefTo(r)] = true
	}
	for _, r := range removed {
		changed[r] = true
	}
	after := &Day{Date: d.Date}
	for _, r := range d.Records() {
		if !changed[RefTo(r)] {
			after.Add(r)
		}
	}
	for _, r := range put {
		after.Add(r)
	}
	after.Sort()
	return after
}
