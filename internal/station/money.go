package station

import (
	"context"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// What was charged and paid is never written here without the connection, so that the answers of the shared records are
// whole. Without it the last ones stand.

// Owed is who owes something or has something on account, see store.Store.
func (s *Station) Owed(ctx context.Context, patients ...string) ([]store.Debt, error) {
	return ask(ctx, s, "owed "+strings.Join(patients, " "), func(ctx context.Context) ([]store.Debt, error) {
		return s.cfg.Shared.Owed(ctx, patients...)
	})
}

// BillsOf are some invoices with what became of each, see store.Store.
func (s *Station) BillsOf(ctx context.Context, invoices []string) (store.Bills, error) {
	return ask(ctx, s, "bills "+strings.Join(invoices, " "), func(ctx context.Context) (store.Bills, error) {
		return s.cfg.Shared.BillsOf(ctx, invoices)
	})
}

// MoneyOf is what was charged, paid and used on the days from one to another.
func (s *Station) MoneyOf(ctx context.Context, from, to clinic.Date) (clinic.Takings, error) {
	return ask(ctx, s, "money "+string(from)+" "+string(to), func(ctx context.Context) (clinic.Takings, error) {
		return s.cfg.Shared.MoneyOf(ctx, from, to)
	})
}

// Credits are the packages and vouchers of a patient.
func (s *Station) Credits(ctx context.Context, patient string) ([]clinic.CreditState, error) {
	return ask(ctx, s, "credits "+patient, func(ctx context.Context) ([]clinic.CreditState, error) {
		return s.cfg.Shared.Credits(ctx, patient)
	})
}

// AllCredits are all packages and vouchers of which something is left.
func (s *Station) AllCredits(ctx context.Context) ([]clinic.CreditState, error) {
	return ask(ctx, s, "all credits", s.cfg.Shared.AllCredits)
}

// CreditByCode is the voucher or package with what stands on its paper; nil where there is none.
func (s *Station) CreditByCode(ctx context.Context, code string) (*clinic.CreditState, error) {
	return ask(ctx, s, "credit "+clinic.CleanCode(code), func(ctx context.Context) (*clinic.CreditState, error) {
		return s.cfg.Shared.CreditByCode(ctx, code)
	})
}
