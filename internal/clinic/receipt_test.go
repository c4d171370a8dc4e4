package clinic

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTaxYear(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		region        string
		day, from, to Date
	}{
		{"", "2026-06-30", "2025-07-01", "2026-06-30"},
		{"AU-WA", "2026-07-01", "2026-07-01", "2027-06-30"},
		{"AU", "2026-01-01", "2025-07-01", "2026-06-30"},
		{"NZ-AUK", "2026-03-31", "2025-04-01", "2026-03-31"},
		{"NZ", "2026-04-01", "2026-04-01", "2027-03-31"},
		{"CA-ON", "2026-01-01", "2026-01-01", "2026-12-31"},
		{"CA-ON", "2026-12-31", "2026-01-01", "2026-12-31"},
	} {
		if from, to := TaxYear(x.region, x.day); from != x.from || to != x.to {
			t.Errorf("%s in %q: %s to %s", x.day, x.region, from, to)
		}
	}
}

// The parts of the tax of an invoice add up to the tax to the cent, and what is free has none.
func TestLineTaxesAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		in := Invoice{TaxPermille: rapid.IntRange(0, 300).Draw(rt, "rate")}
		for range rapid.IntRange(1, 30).Draw(rt, "lines") {
			in.Lines = append(in.Lines, InvoiceLine{Cents: rapid.IntRange(0, 30000).Draw(rt, "cents"), Taxed: rapid.Bool().Draw(rt, "taxed")})
		}
		sum := 0
		for i, tax := range in.LineTaxes() {
			if sum += tax; tax < 0 || tax > in.Lines[i].Cents || !in.Lines[i].Taxed && tax != 0 {
				rt.Fatalf("line %d of %+v has %d", i, in.Lines, tax)
			}
		}
		if want := TaxWithin(in.Taxed(), in.TaxPermille); sum != want {
			rt.Fatalf("%d, not %d", sum, want)
		}
	})
}

func TestAsksSignature(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, x := range []struct {
		fund, region string
		want         bool
	}{{"Teachers Health", "AU-NSW", true}, {"Medibank Private", "AU-NSW", false}, {"", "AU-NSW", false}, {"", "CA-ON", true}} {
		if got := c.AsksSignature(x.fund, x.region); got != x.want {
			t.Errorf("%q in %s: %v", x.fund, x.region, got)
		}
	}
}
