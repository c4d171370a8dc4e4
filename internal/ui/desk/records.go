package desk

import (
	"context"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/station"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
)

// Records are what screens read and change: a store of this machine's own (*store.Store), or its place at
// the records that several machines share (*station.Station). Errors are sentences for the person.
type Records interface {
	Apply(ctx context.Context, op clinic.Operation) (clinic.Changes, error)
	Undo(ctx context.Context, scope string) (clinic.Changes, error)
	Redo(ctx context.Context, scope string) (clinic.Changes, error)
	UndoState(ctx context.Context, scope string) (undo, redo clinic.Sentence, err error)

	Chart(ctx context.Context, patientID string) (*clinic.Chart, error)
	Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error)
	Clinic(ctx context.Context) (clinic.Clinic, error)
	// Days are the days of the diary from one to another, both included; they are not to be changed.
	Days(ctx context.Context, from, to clinic.Date) ([]*clinic.Day, error)
	// List is the records of a kind that is the clinic's own, in their order; they are not to be changed.
	List(ctx context.Context, k clinic.Kind) ([]clinic.Record, error)
	LookAlikes(ctx context.Context, p clinic.Patient, limit int) ([]lookup.Hit, error)
	// Duplicates are the pairs of records in the whole register that may be of one person, the likeliest first. told is called
	// now and then, from any goroutine, with how many of all patients are done.
	Duplicates(ctx context.Context, told func(done, all int)) ([]lookup.Pair, error)
	Patient(ctx context.Context, id string) (clinic.Patient, error)
	Patients(ctx context.Context, f lookup.Filter, limit, offset int) (hits []lookup.Hit, total int, err error)
	Plans(ctx context.Context) ([]store.PlanRow, error)
	Practitioners(ctx context.Context) ([]clinic.Practitioner, error)
	Templates(ctx context.Context) ([]clinic.Template, error)
	Search(ctx context.Context, query string, limit int) ([]lookup.Hit, error)
	Sessions(ctx context.Context, from, to clinic.Date) ([]store.SessionRow, error)
	Unsigned(ctx context.Context, from, to clinic.Date) ([]store.UnsignedRow, error)
	// FindingUse is how often each sort of finding was marked, of all patients.
	FindingUse(ctx context.Context) (clinic.FindingUse, error)
	// Referrers are who the clinic's patients were referred by, and their doctors, those named most first.
	Referrers(ctx context.Context) ([]string, error)
	// Appointments are those of a patient from a day on, by their time, what is off with the others.
	Appointments(ctx context.Context, patientID string, from clinic.Date) ([]clinic.Appointment, error)
	// Versions are those of records of a kind, oldest first, by their keys, as the records have them that are shared; what
	// was written here and not sent is not among them.
	Versions(ctx context.Context, k clinic.Kind, keys []string) (map[string][]store.Version, error)
	// WaitingList is everybody who waits for a time that suits, in the order of clinic.ByWait.
	WaitingList(ctx context.Context) ([]clinic.Waiting, error)
	// OpenIntakes are the intake forms that were not handed back, and those of which answers wait to be looked at, in the
	// order in which they were begun. What this machine decided and has not handed in yet may still be counted as waiting.
	OpenIntakes(ctx context.Context) ([]clinic.Intake, error)
	// Recalls are all who are to be called today, or are called later, in the order of clinic.ByUrgency.
	Recalls(ctx context.Context) ([]clinic.Recall, error)
	// Owed is who owes something or has something on account, those of some patients or, of none, of all; who owes most is first.
	Owed(ctx context.Context, patients ...string) ([]store.Debt, error)
	// BillsOf are some invoices with what was paid and taken back of each, without their lines.
	BillsOf(ctx context.Context, invoices []string) (store.Bills, error)
	// MoneyOf is what was charged, paid and used on the days from one to another, both included.
	MoneyOf(ctx context.Context, from, to clinic.Date) (clinic.Takings, error)
	// Credits are the packages and vouchers of a patient, bought by or held for them, those that are used up with the others.
	Credits(ctx context.Context, patientID string) ([]clinic.CreditState, error)
	// AllCredits are all packages and vouchers of which something is left.
	AllCredits(ctx context.Context) ([]clinic.CreditState, error)
	// CreditByCode is the voucher or package with what stands on its paper; nil where there is none.
	CreditByCode(ctx context.Context, code string) (*clinic.CreditState, error)

	// Now is the time that the records go by, where the clinic is.
	Now() time.Time
	// UnknownZone is the name of the clinic's time zone where this version of the program knows none of that name, so
	// that days are by this machine's; "" where all is well.
	UnknownZone() string

	Preference(ctx context.Context, key string) (string, error)
	SetPreference(ctx context.Context, key, value string) error
	SetActor(a clinic.Actor)
	Subscribe(f func(clinic.Changes)) (cancel func())
	Backup(ctx context.Context, file string) error
	LastBackup(ctx context.Context) (store.LastBackup, error)
	Contents(ctx context.Context) (store.Contents, error)
}

// Link is how this machine stands to records that several machines share. Its methods answer at once and
// may be called from any goroutine.
type Link interface {
	State() LinkState
	// OnState has f called, from any goroutine, when State, Differences or Others may say something else.
	OnState(f func()) (cancel func())
	// Held reports whether a patient's chart can be read at once, without the network. One that is not is
	// read with Records.Chart, away from the UI thread, which takes it in.
	Held(patientID string) bool
	// Sealing makes a change only when the shared records take it now: a signature or an agreement, of which
	// there can be one. It notes at once what its maker has seen; what it gives waits for the network.
	Sealing(op clinic.Operation) func(context.Context) (clinic.Changes, error)
	// Differences are what this machine wrote while others wrote the same, the oldest first.
	Differences() []clinic.Difference
	// Settle ends a difference: mine takes the place of theirs, or mine is let go.
	Settle(ctx context.Context, id string, ref clinic.Ref, mine bool) error
	// At tells the others what is open here: a patient, and the session or assessment that is being written
	// ("" for none). At("", "") is nothing.
	At(patientID, writing string)
	// Others are who has this patient open on another machine.
	Others(patientID string) []Other
}

// LinkState is how the connection stands.
type LinkState = station.State

// Debt is what a patient owes.
type Debt = store.Debt

// Bills are what became of some invoices.
type Bills = store.Bills

// Other is somebody who has the same patient open on another machine.
type Other = station.Other

var (
	_ Records = (*store.Store)(nil)
	_ Records = (*station.Station)(nil)
	_ Link    = (*station.Station)(nil)
)
