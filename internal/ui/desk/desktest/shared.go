package desktest

import (
	"context"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Remote are records on the other side of a network. What is asked of them waits until the test answers it,
// and what may take its time fails the test when a screen waits for it.
type Remote struct {
	desk.Records
	*kit.Held
	t    testing.TB
	link *Link
	Fail error // given instead of an answer
}

// NewRemote holds back kit.Work until the test ends.
func NewRemote(t testing.TB, records desk.Records, link *Link) *Remote {
	held, release := kit.Hold()
	t.Cleanup(release)
	return &Remote{Records: records, Held: held, t: t, link: link}
}

func (r *Remote) asked(what string) error {
	r.t.Helper()
	if !r.Working() {
		r.t.Errorf("the screen waits for %s", what)
	}
	return r.Fail
}

// Search is part of desk.Records.
func (r *Remote) Search(ctx context.Context, query string, limit int) ([]lookup.Hit, error) {
	if err := r.asked("the search"); err != nil {
		return nil, err
	}
	return r.Records.Search(context.WithoutCancel(ctx), query, limit)
}

// LookAlikes is part of desk.Records.
func (r *Remote) LookAlikes(ctx context.Context, p clinic.Patient, limit int) ([]lookup.Hit, error) {
	if err := r.asked("those who look alike"); err != nil {
		return nil, err
	}
	return r.Records.LookAlikes(context.WithoutCancel(ctx), p, limit)
}

// Duplicates is part of desk.Records.
func (r *Remote) Duplicates(ctx context.Context, told func(done, all int)) ([]lookup.Pair, error) {
	if err := r.asked("the duplicates"); err != nil {
		return nil, err
	}
	return r.Records.Duplicates(ctx, told)
}

// Patients is part of desk.Records.
func (r *Remote) Patients(ctx context.Context, f lookup.Filter, limit, offset int) ([]lookup.Hit, int, error) {
	if err := r.asked("the patients"); err != nil {
		return nil, 0, err
	}
	return r.Records.Patients(ctx, f, limit, offset)
}

// Patient is part of desk.Records.
func (r *Remote) Patient(ctx context.Context, id string) (clinic.Patient, error) {
	if err := r.asked("a patient"); err != nil {
		return clinic.Patient{}, err
	}
	return r.Records.Patient(ctx, id)
}

// Charts is part of desk.Records.
func (r *Remote) Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error) {
	if err := r.asked("charts"); err != nil {
		return nil, err
	}
	return r.Records.Charts(ctx, patients, kinds)
}

// Plans is part of desk.Records.
func (r *Remote) Plans(ctx context.Context) ([]store.PlanRow, error) {
	if err := r.asked("the plans"); err != nil {
		return nil, err
	}
	return r.Records.Plans(ctx)
}

// Sessions is part of desk.Records.
func (r *Remote) Sessions(ctx context.Context, from, to clinic.Date) ([]store.SessionRow, error) {
	if err := r.asked("the sessions"); err != nil {
		return nil, err
	}
	return r.Records.Sessions(ctx, from, to)
}

// Unsigned is part of desk.Records.
func (r *Remote) Unsigned(ctx context.Context, from, to clinic.Date) ([]store.UnsignedRow, error) {
	if err := r.asked("what is unsigned"); err != nil {
		return nil, err
	}
	return r.Records.Unsigned(ctx, from, to)
}

// FindingUse is part of desk.Records.
func (r *Remote) FindingUse(ctx context.Context) (clinic.FindingUse, error) {
	if err := r.asked("the use of findings"); err != nil {
		return nil, err
	}
	return r.Records.FindingUse(ctx)
}

// Referrers is part of desk.Records.
func (r *Remote) Referrers(ctx context.Context) ([]string, error) {
	if err := r.asked("who referred"); err != nil {
		return nil, err
	}
	return r.Records.Referrers(ctx)
}

// Appointments is part of desk.Records.
func (r *Remote) Appointments(ctx context.Context, patientID string, from clinic.Date) ([]clinic.Appointment, error) {
	if err := r.asked("the appointments"); err != nil {
		return nil, err
	}
	return r.Records.Appointments(ctx, patientID, from)
}

// Versions is part of desk.Records.
func (r *Remote) Versions(ctx context.Context, k clinic.Kind, keys []string) (map[string][]store.Version, error) {
	if err := r.asked("the history"); err != nil {
		return nil, err
	}
	return r.Records.Versions(ctx, k, keys)
}

// WaitingList is part of desk.Records.
func (r *Remote) WaitingList(ctx context.Context) ([]clinic.Waiting, error) {
	if err := r.asked("the waiting list"); err != nil {
		return nil, err
	}
	return r.Records.WaitingList(ctx)
}

// OpenIntakes is part of desk.Records.
func (r *Remote) OpenIntakes(ctx context.Context) ([]clinic.Intake, error) {
	if err := r.asked("the intake forms"); err != nil {
		return nil, err
	}
	return r.Records.OpenIntakes(ctx)
}

// Recalls is part of desk.Records.
func (r *Remote) Recalls(ctx context.Context) ([]clinic.Recall, error) {
	if err := r.asked("who is to be called"); err != nil {
		return nil, err
	}
	return r.Records.Recalls(ctx)
}

// Owed is part of desk.Records.
func (r *Remote) Owed(ctx context.Context, patients ...string) ([]store.Debt, error) {
	if err := r.asked("what is owed"); err != nil {
		return nil, err
	}
	return r.Records.Owed(ctx, patients...)
}

// BillsOf is part of desk.Records.
func (r *Remote) BillsOf(ctx context.Context, invoices []string) (store.Bills, error) {
	if err := r.asked("the invoices"); err != nil {
		return store.Bills{}, err
	}
	return r.Records.BillsOf(ctx, invoices)
}

// MoneyOf is part of desk.Records.
func (r *Remote) MoneyOf(ctx context.Context, from, to clinic.Date) (clinic.Takings, error) {
	if err := r.asked("what was paid"); err != nil {
		return clinic.Takings{}, err
	}
	return r.Records.MoneyOf(ctx, from, to)
}

// Credits is part of desk.Records.
func (r *Remote) Credits(ctx context.Context, patientID string) ([]clinic.CreditState, error) {
	if err := r.asked("the packages and vouchers"); err != nil {
		return nil, err
	}
	return r.Records.Credits(ctx, patientID)
}

// AllCredits is part of desk.Records.
func (r *Remote) AllCredits(ctx context.Context) ([]clinic.CreditState, error) {
	if err := r.asked("the packages and vouchers"); err != nil {
		return nil, err
	}
	return r.Records.AllCredits(ctx)
}

// CreditByCode is part of desk.Records.
func (r *Remote) CreditByCode(ctx context.Context, code string) (*clinic.CreditState, error) {
	if err := r.asked("the packages and vouchers"); err != nil {
		return nil, err
	}
	return r.Records.CreditByCode(ctx, code)
}

// Undo is part of desk.Records.
func (r *Remote) Undo(ctx context.Context, scope string) (clinic.Changes, error) {
	if err := r.asked("an undo"); err != nil {
		return clinic.Changes{}, err
	}
	return r.Records.Undo(ctx, scope)
}

// Redo is part of desk.Records.
func (r *Remote) Redo(ctx context.Context, scope string) (clinic.Changes, error) {
	if err := r.asked("a redo"); err != nil {
		return clinic.Changes{}, err
	}
	return r.Records.Redo(ctx, scope)
}

// Apply is part of desk.Records. The chart of a patient who is made here is held.
func (r *Remote) Apply(ctx context.Context, op clinic.Operation) (clinic.Changes, error) {
	for _, p := range op.Put {
		if p.Kind() == clinic.KindPatient {
			r.link.Near[p.PatientKey()] = true
		}
	}
	return r.Records.Apply(ctx, op)
}

// Chart is part of desk.Records. One that was read is held from then on.
func (r *Remote) Chart(ctx context.Context, patientID string) (*clinic.Chart, error) {
	if !r.link.Held(patientID) {
		if err := r.asked("a chart"); err != nil {
			return nil, err
		}
		r.link.Near[patientID] = true
	}
	return r.Records.Chart(ctx, patientID)
}
