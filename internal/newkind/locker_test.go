package newkind

import (
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// All that three new kinds of record take: their types, a row each, and a migration. Nothing else knows them.

// locker is the clinic's own.
type locker struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	CreatedAt time.Time `json:"created_at"`
}

// visit is a day's, and about a patient.
type visit struct {
	ID        string      `json:"id"`
	PatientID string      `json:"patient_id"`
	Date      clinic.Date `json:"day"`
	LockerID  string      `json:"locker_id,omitempty"`
	Minute    int         `json:"minute"`
	Note      string      `json:"note"`
	CreatedAt time.Time   `json:"created_at"`
}

// receipt is a patient's, and closed by being issued.
type receipt struct {
	ID        string    `json:"id"`
	PatientID string    `json:"patient_id"`
	Cents     int       `json:"cents"`
	Words     string    `json:"words"`
	Note      string    `json:"note"`
	IssuedAt  time.Time `json:"issued_at,omitempty"`
	CreatedAt time.Time `json:"created_at"`
}

const (
	kindLocker  clinic.Kind = "locker"
	kindVisit   clinic.Kind = "visit"
	kindReceipt clinic.Kind = "receipt"
)

func (l *locker) Kind() clinic.Kind   { return kindLocker }
func (l *locker) Key() string         { return l.ID }
func (l *locker) PatientKey() string  { return "" }
func (l *locker) Locks() []clinic.Ref { return nil }
func (l *locker) Validate() error     { return nil }

func (v *visit) Kind() clinic.Kind   { return kindVisit }
func (v *visit) Key() string         { return v.ID }
func (v *visit) PatientKey() string  { return v.PatientID }
func (v *visit) DayKey() clinic.Date { return v.Date }
func (v *visit) Locks() []clinic.Ref { return nil }
func (v *visit) Validate() error     { return nil }

func (r *receipt) Kind() clinic.Kind     { return kindReceipt }
func (r *receipt) Key() string           { return r.ID }
func (r *receipt) PatientKey() string    { return r.PatientID }
func (r *receipt) Locks() []clinic.Ref   { return []clinic.Ref{clinic.RefTo(r)} }
func (r *receipt) SignedTime() time.Time { return r.IssuedAt }
func (r *receipt) Validate() error       { return nil }

func init() {
	clinic.AddKind(clinic.KindRow{
		Kind: kindLocker, New: func() clinic.Record { return new(locker) }, Noun: "a locker", Owner: clinic.OfClinic, Sense: clinic.SetUp,
		ForEver: true, Closed: clinic.Say("A locker is never changed"), Instead: clinic.Say("put up another one"),
	})
	clinic.AddKind(clinic.KindRow{
		Kind: kindVisit, New: func() clinic.Record { return new(visit) }, Noun: "a visit", Owner: clinic.OfDay, Sense: clinic.Diary,
	})
	clinic.AddKind(clinic.KindRow{
		Kind: kindReceipt, New: func() clinic.Record { return new(receipt) }, Noun: "a receipt", Owner: clinic.OfPatient, Sense: clinic.Money,
		Signature: "issued_at", Closed: clinic.Say("The receipt was issued and can no longer be changed"), Instead: clinic.Say("issue another one"),
	})
	store.AddMigration("lockers", `
		CREATE TABLE locker (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
		CREATE TABLE visit (
			id TEXT NOT NULL PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
			day TEXT NOT NULL CHECK (length(day) = 10), locker_id TEXT REFERENCES locker (id) DEFERRABLE INITIALLY DEFERRED,
			minute INTEGER NOT NULL, note TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
		CREATE INDEX visit_day ON visit (day);
		CREATE TABLE receipt (
			id TEXT NOT NULL PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id) DEFERRABLE INITIALLY DEFERRED,
			cents INTEGER NOT NULL, words TEXT NOT NULL, note TEXT NOT NULL, issued_at TEXT, created_at TEXT NOT NULL) STRICT;
		CREATE INDEX receipt_patient ON receipt (patient_id);`)
}
