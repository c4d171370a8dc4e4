package clinic

import (
	"errors"
	"slices"
	"strings"
)

// Actor is who acts: a person, in a role, at a machine. It is kept with everything that is done.
type Actor struct {
	// ID is the key of a practitioner, or "" for somebody who is not known by one.
	ID      string
	Name    string
	Role    Role
	Machine string // as its people name it
}

// Role is what somebody is to the clinic. What they may do follows from it.
type Role string

// RoleOwner may do everything. There is no other role yet: whoever works here has this one.
const RoleOwner Role = "owner"

// IsRole reports whether there is a role.
func IsRole(r Role) bool { return rights[r] != nil }

// Verb is what somebody does with records.
type Verb string

// What is asked about with May.
const (
	See    Verb = "see"
	Write  Verb = "write"
	Sign   Verb = "sign"
	Print  Verb = "print"
	Export Verb = "export"
)

// rights are what each role may do with the records of each sense. What does not stand here nobody may.
var rights = map[Role]map[Verb][]Sense{
	RoleOwner: {See: Senses(), Write: Senses(), Sign: Senses(), Print: Senses(), Export: Senses()},
}

// ErrNotAllowed says that who acts may not do that. It is told apart with errors.Is.
var ErrNotAllowed = errors.New("who acts may not do that")

// May reports whether somebody may do something with the records of a sense. It is asked where records are read and
// changed; screens only leave out what would be refused.
func May(a Actor, v Verb, s Sense) bool { return slices.Contains(rights[a.Role][v], s) }

// MayChange reports whether somebody may make one record of another: nil is one that is not there. A record that has a Sense
// of its own is asked for that, any other for that of its kind.
func MayChange(a Actor, before, after Record) bool {
	r, v := after, Write
	if r == nil {
		r = before
	}
	if Closes(before, after) {
		v = Sign
	}
	row := r.Kind().Row()
	if row == nil {
		return false
	}
	sense := row.Sense
	if s, ok := r.(interface{ Sense() Sense }); ok {
		sense = s.Sense()
	}
	return May(a, v, sense)
}

// Closes reports whether a record is signed, agreed to or handed back by becoming after; before is nil when it was not
// there.
func Closes(before, after Record) bool {
	signed := func(r Record) bool {
		s, ok := r.(Signed)
		return ok && !s.SignedTime().IsZero()
	}
	return signed(after) && (before == nil || !signed(before))
}

// CanSign says why somebody cannot sign; there is none when they can.
func CanSign(signer Practitioner) []Sentence {
	switch {
	case strings.TrimSpace(signer.Name) == "":
		return []Sentence{Say("Choose who signs.")}
	case !signer.LeftAt.IsZero():
		return []Sentence{Say("{{.Name}} does not work here any more and cannot sign. Choose who signs.", Args{"Name": signer.Name})}
	}
	return nil
}
