package desk

import (
	"cmp"
	"context"

	"regimen/internal/clinic"
)

// Currency is the sign before an amount.
func (d *Desk) Currency() string { return cmp.Or(d.Clinic().Currency, "$") }

// Pricing is what invoices are written with today.
func (d *Desk) Pricing(ctx context.Context) (*clinic.Pricing, error) {
	p := &clinic.Pricing{}
	var err error
	if p.Clinic, err = d.Store.Clinic(ctx); err != nil {
		return nil, err
	}
	if p.Practitioners, err = d.Store.Practitioners(ctx); err != nil {
		return nil, err
	}
	services, err := d.Store.List(ctx, clinic.KindService)
	if err != nil {
		return nil, err
	}
	prices, err := d.Store.List(ctx, clinic.KindPrice)
	if err != nil {
		return nil, err
	}
	numbers, err := d.Store.List(ctx, clinic.KindProviderNumber)
	if err != nil {
		return nil, err
	}
	if d.Catalogue != nil {
		p.ProviderNumber = d.Catalogue.NumbersOf(clinic.As[clinic.ProviderNumber](numbers))
	}
	p.Services, p.Prices = clinic.As[clinic.Service](services), clinic.As[clinic.Price](prices)
	return p, nil
}
