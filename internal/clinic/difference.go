package clinic

import "time"

// Difference is what two people wrote at the same time and one of them has to choose from. What is in the
// records is theirs; mine is kept beside it until somebody chooses.
type Difference struct {
	ID    string   // of the operation that brought mine
	Label Sentence // of that operation
	Ref   Ref
	// Fields are the json names of the fields that both changed, in the order of the record. It is empty
	// where one of the two removed the record, which concerns the record as a whole.
	Fields []string
	Base   Record // as both found it; nil when it was not there
	Mine   Record // nil: removed here
	Theirs Record // nil: removed there
	// Who changed it there and when.
	By, Machine string
	At          time.Time
	// Refused says why mine can no longer take the place of theirs, such as a signature; nothing when it can.
	Refused Sentence
}

// Patient is the patient whom the difference concerns, or "".
func (d Difference) Patient() string {
	for _, r := range []Record{d.Theirs, d.Mine, d.Base} {
		if r != nil {
			return r.PatientKey()
		}
	}
	return ""
}
