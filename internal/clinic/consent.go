package clinic

import (
	"time"
)

// Consent is what the patient decided about being treated, at one moment. It is never changed: another
// decision is another record, and for each area and technique the last one counts.
type Consent struct {
	ID        string `json:"id"`
	PatientID string `json:"patient_id"`
	PlanID    string `json:"plan_id,omitempty"`    // the course it was given for
	SessionID string `json:"session_id,omitempty"` // the session it was confirmed in
	Decision  string `json:"decision"`             // ConsentGiven, ConsentRefused or ConsentWithdrawn
	// Areas and Techniques are the codes it is about; see Catalogue.
	Areas      []string `json:"areas"`
	Techniques []string `json:"techniques"`
	How        string   `json:"how"`       // ConsentWritten or ConsentSpoken
	By         string   `json:"by"`        // the name of who decided
	ByAs       string   `json:"by_as"`     // ByThePatient or ByGuardian
	Relation   string   `json:"relation"`  // of a guardian to the patient, in words; see RelationCode
	Explained  string   `json:"explained"` // the name of who explained it
	Draping    string   `json:"draping"`   // how the patient is covered
	Chaperone  string   `json:"chaperone"` // one of Chaperones
	Note       string   `json:"note"`
	// Signature are the lines drawn by the patient, in thousandths of the width of the field.
	Signature [][][2]float64 `json:"signature"`
	At        time.Time      `json:"at"`
	// RelationCode is one of Relations where a guardian decided, "" otherwise.
	RelationCode string `json:"relation_code"`
	// Told are the words in which each was asked, of Areas and then of Techniques in their order. A decision from before they
	// were kept has none, see Catalogue.Told.
	Told []string `json:"told"`
}

// What a guardian is to the patient.
const (
	RelationParent   = "parent"
	RelationGuardian = "guardian" // by law
	RelationPartner  = "partner"
	RelationFamily   = "family"
	RelationCarer    = "carer"
	RelationOther    = "other"
)

// Relations lists them.
func Relations() []string {
	return []string{RelationParent, RelationGuardian, RelationPartner, RelationFamily, RelationCarer, RelationOther}
}

// RelationName is what a guardian is to the patient, in words.
func RelationName(code string) Sentence { return relationNames[code] }

var relationNames = map[string]Sentence{
	RelationParent: Say("Parent"), RelationGuardian: Say("Legal guardian"), RelationPartner: Say("Partner"), RelationFamily: Say("Family member"),
	RelationCarer: Say("Carer"), RelationOther: Say("Another person"),
}

// RelationWords is what the guardian is to the patient as it was said, else the name of its code as it stands in a sentence.
func (c *Consent) RelationWords() Sentence {
	if c.Relation != "" {
		return written(c.Relation)
	}
	return relationsInside[c.RelationCode]
}

var relationsInside = map[string]Sentence{
	RelationParent: Say("parent"), RelationGuardian: Say("legal guardian"), RelationPartner: Say("partner"), RelationFamily: Say("family member"),
	RelationCarer: Say("carer"), RelationOther: Say("another person"),
}

// Decisions about being treated.
const (
	ConsentGiven     = "given"
	ConsentRefused   = "refused"
	ConsentWithdrawn = "withdrawn"
)

// How a decision was told.
const (
	ConsentWritten = "written"
	ConsentSpoken  = "spoken"
)

// Who decided.
const (
	ByThePatient = "patient"
	ByGuardian   = "guardian"
)

// What was said about a third person in the room.
const (
	ChaperoneDeclined  = "declined" // offered and not wanted
	ChaperonePresent   = "present"
	ChaperoneNotNeeded = ""
)

// Chaperones lists what can be said about a third person.
func Chaperones() []string { return []string{ChaperoneNotNeeded, ChaperoneDeclined, ChaperonePresent} }

func (c *Consent) Kind() Kind         { return KindConsent }
func (c *Consent) Key() string        { return c.ID }
func (c *Consent) PatientKey() string { return c.PatientID }

// Locks is empty, so that consent can be withdrawn at any time, after the session was signed too. The
// store refuses to change a decision that is there.
func (c *Consent) Locks() []Ref { return nil }

// Most lines and points of a signature, far more than a hand draws.
const (
	mostSignatureLines  = 500
	mostSignaturePoints = 20_000
)

// Validate asks for who decided what, and for a signature where it is said to be written.
func (c *Consent) Validate() error {
	var k checks
	k.oneOf("decision", Say("The decision"), c.Decision, ConsentGiven, ConsentRefused, ConsentWithdrawn)
	k.oneOf("how", Say("How it was told"), c.How, ConsentWritten, ConsentSpoken)
	k.oneOf("by_as", Say("Who decided"), c.ByAs, ByThePatient, ByGuardian)
	k.oneOf("chaperone", Say("The third person"), c.Chaperone, Chaperones()...)
	k.require("by", c.By, Say("Write who decided."))
	if c.ByAs == ByGuardian {
		k.require("relation_code", c.RelationCode, Say("Choose who the guardian is to the patient."))
		k.oneOf("relation_code", Say("The relation"), c.RelationCode, append(Relations(), "")...)
	}
	if len(c.Areas) == 0 && len(c.Techniques) == 0 {
		k.fail("areas", Say("Choose what the decision is about."))
	}
	k.signature(c.Signature, c.How == ConsentWritten)
	return k.err()
}

// signature checks the lines of one drawn by hand; needed is whether there must be any.
func (c *checks) signature(lines [][][2]float64, needed bool) {
	points := 0
	for _, line := range lines {
		points += len(line)
		for i := range line {
			for _, v := range line[i] {
				c.finite("signature", Say("The signature"), &v)
			}
		}
	}
	if len(lines) > mostSignatureLines || points > mostSignaturePoints {
		c.fail("signature", Say("The signature has too many lines. Clear it and sign again."))
	}
	if needed && points < 2 {
		c.fail("signature", Say("Sign in the field."))
	}
}
