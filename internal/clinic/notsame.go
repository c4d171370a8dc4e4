package clinic

import "time"

// NotSame is a decision that two patients whose records look alike are two people, so that they are no longer offered to
// be joined. It is written in the record of one of them.
type NotSame struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	OtherID   string    `json:"other_id"` // a patient, too
	By        string    `json:"by"`       // the name of who decided
	At        time.Time `json:"at"`
}

func (n *NotSame) Kind() Kind         { return KindNotSame }
func (n *NotSame) Key() string        { return n.ID }
func (n *NotSame) PatientKey() string { return n.PatientID }
func (n *NotSame) Locks() []Ref       { return nil }

// Validate asks for two patients.
func (n *NotSame) Validate() error {
	var k checks
	k.require("patient_id", n.PatientID, Say("Choose the patient."))
	k.require("other_id", n.OtherID, Say("Choose the other patient."))
	if n.PatientID != "" && n.PatientID == n.OtherID {
		k.fail("other_id", Say("Choose two patients."))
	}
	return k.err()
}

// RegisterScope is what the undo button of the register of patients works on: what was decided about records that look alike.
const RegisterScope = "register"

// DecideNotSame keeps that two patients, who are called so, are two people.
func DecideNotSame(env Env, patientID, name, otherID, other string) Operation {
	return Operation{
		Label: Say("{{.Name}} and {{.Other}} are two people", Args{"Name": name, "Other": other}), Scope: RegisterScope,
		Put: []Record{&NotSame{ID: env.NewID(), PatientID: patientID, OtherID: otherID, By: env.Actor.Name, At: env.now()}},
	}
}

// LikenessReason is something that speaks for two records being of one person, or against.
type LikenessReason string

// The reasons.
const (
	SameName        LikenessReason = "same-name"
	NearName        LikenessReason = "near-name"
	OtherGivenName  LikenessReason = "other-given-name"
	OtherFamilyName LikenessReason = "other-family-name"
	OtherName       LikenessReason = "other-name"
	PartOfName      LikenessReason = "part-of-name"
	NameTurned      LikenessReason = "name-turned"
	SameBirthDate   LikenessReason = "same-birth-date"
	NearBirthDate   LikenessReason = "near-birth-date"
	OtherBirthDate  LikenessReason = "other-birth-date"
	SamePhone       LikenessReason = "same-phone"
)

// LikenessReasons lists them.
func LikenessReasons() []LikenessReason {
	return []LikenessReason{
		SameName, NearName, OtherGivenName, OtherFamilyName, OtherName, PartOfName, NameTurned, SameBirthDate, NearBirthDate, OtherBirthDate, SamePhone,
	}
}

// Sentence is the reason in words, to stand in a list of them.
func (r LikenessReason) Sentence() Sentence {
	switch r {
	case SameName:
		return Say("same name")
	case NearName:
		return Say("name nearly the same or sounds alike")
	case OtherGivenName:
		return Say("same family name, another given name")
	case OtherFamilyName:
		return Say("same given name, another family name")
	case OtherName:
		return Say("another name")
	case PartOfName:
		return Say("part of the name")
	case NameTurned:
		return Say("given and family name changed about")
	case SameBirthDate:
		return Say("same birth date")
	case NearBirthDate:
		return Say("birth date one slip apart")
	case OtherBirthDate:
		return Say("another birth date")
	case SamePhone:
		return Say("same telephone number")
	}
	return Text(string(r))
}
