package settings

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// tapOpens taps the row that says what and, beside or below it, with.
func tapOpens(r *desktest.Rig, what, with string) {
	r.T.Helper()
	var row *kit.TwoLine
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.TwoLine); ok && x.Row().What == what && strings.Contains(x.Row().Quiet+x.Row().End, with) {
			row = x
		}
	})
	if row == nil {
		r.T.Fatalf("no row %q with %q", what, with)
	}
	row.Tapped(nil)
	r.Settle()
}

// withServices are the settings of a clinic with two practitioners and two appointment types.
func withServices(t *testing.T, more ...clinic.Record) (*desktest.Rig, *Screen) {
	t.Helper()
	r, s, _ := open(t)
	now, price := r.Clock.Now(), 9500
	r.Put(append([]clinic.Record{
		&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: now}, &clinic.Practitioner{ID: "ben", Name: "Ben Otto", CreatedAt: now},
		&clinic.Service{ID: "m", Name: "Remedial massage", Minutes: 60, PriceCents: &price, CreatedAt: now},
		&clinic.Service{ID: "l", Name: "Lymph drainage", Minutes: 45, Rank: 1, CreatedAt: now},
	}, more...)...)
	r.Settle()
	return r, s
}

// choose takes one of the chips of a field.
func choose(r *desktest.Rig, field, id string) {
	r.T.Helper()
	r.Field(field).Content().(*kit.Chips).OnChanged([]string{id})
	r.Settle()
}

// leaveField ends typing, so that undo takes back what was kept.
func leaveField(r *desktest.Rig) {
	if _, typing := r.Window.Canvas().Focused().(*kit.Entry); typing {
		r.Window.Canvas().Unfocus()
	}
}

func TestPriceListIsKept(t *testing.T) {
	r, s := withServices(t)
	prices := func() []clinic.Price { return kept[clinic.Price](r, clinic.KindPrice) }
	r.MustSay("$95.00")
	r.Tap("Add a price")
	r.MustNotSay("It is not kept yet.")
	choose(r, "With", "ana")
	r.Type("Length (minutes)", "sixty")
	r.MustSay("Write a whole number from 1 on, or leave it empty.")
	r.Type("Length (minutes)", "90")
	if len(prices()) != 0 { // nothing differs yet
		t.Fatalf("%+v", prices())
	}
	for _, bad := range []string{"0", "-5", "2000000"} {
		r.Type("Price ($)", bad)
		r.MustSay("A price must be above 0 and no more than 1000000.00.")
	}
	r.Type("Price ($)", "much")
	r.MustSay("Write the cost as a number, such as 95 or 95.50.")
	r.Type("Price ($)", "140.50")
	got := prices()
	if len(got) != 1 || got[0].ServiceID != "m" || got[0].PractitionerID != "ana" || got[0].Minutes != 90 || got[0].PriceCents == nil || *got[0].PriceCents != 14050 || got[0].Tax != clinic.TaxUsual {
		t.Fatalf("%+v", got)
	}
	r.Tap("Free of tax")
	r.Tap("All prices")
	tapOpens(r, "Ana Reyes", "90 minutes · Free of tax$140.50")

	// The price of a visit is now what the list says.
	pricing, err := r.Desk.Pricing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		who     string
		minutes int
		cents   int
	}{{"ana", 90, 14050}, {"ana", 60, 9500}, {"ben", 60, 9500}, {"ben", 90, 0}} {
		if l := pricing.VisitLine(&clinic.Appointment{ID: "a", ServiceID: "m", PractitionerID: x.who, Day: "2025-03-04", Minutes: x.minutes, Title: "Remedial massage"}, ""); l.Cents != x.cents {
			t.Errorf("%s, %d minutes: %d", x.who, x.minutes, l.Cents)
		}
	}

	// A second row for the same is not kept, and a row is not made into one.
	r.Tap("All prices")
	r.Tap("Add a price")
	choose(r, "With", "ana")
	r.Type("Length (minutes)", "90")
	r.Type("Price ($)", "150")
	r.MustSay("It is not kept yet. The price list has a row for this already. Change that one, or say for whom or how long this one is.")
	choose(r, "With", "ben")
	r.MustNotSay("It is not kept yet.")
	choose(r, "With", "ana")
	r.MustSay("The price list has a row for this already.")
	if got := prices(); len(got) != 2 || got[1].PractitionerID != "ben" {
		t.Errorf("%+v", got)
	}
	r.Tap("All prices")
	tapOpens(r, "Ben Otto", "90 minutes")
	r.Tap("Remove this price")
	if len(prices()) != 1 {
		t.Errorf("%+v", prices())
	}
	s.Undo()
	r.Settle()
	if len(prices()) != 2 {
		t.Errorf("after undo %+v", prices())
	}
}

// The row of an appointment type begins a price that differs from it.
func TestPriceBeginsAtAnAppointmentType(t *testing.T) {
	r, _ := withServices(t)
	tapOpens(r, "Lymph drainage", "–")
	r.Type("Price ($)", "88")
	if got := kept[clinic.Price](r, clinic.KindPrice); len(got) != 1 || got[0].ServiceID != "l" || *got[0].PriceCents != 8800 {
		t.Errorf("%+v", got)
	}
	r.Tap("All prices")
	tapOpens(r, "Anyone", "any length$88.00")
}

func TestPriceListWithoutAnAppointmentType(t *testing.T) {
	r, _, _ := open(t)
	r.MustSay("Add an appointment type first")
	r.MustNotSay("Add a price")
}

func TestItemsAreKept(t *testing.T) {
	r, _ := withServices(t)
	items := func() []clinic.Item { return kept[clinic.Item](r, clinic.KindItem) }
	r.Tap("Add a product")
	r.TypeInto(r.Window.Canvas().Focused(), "Arnica balm, 50 ml")
	r.Type("Price ($)", "18.50")
	r.Type("Code", "B-50")
	r.Tap("Taxed")
	r.Tap("All that is sold")
	r.Tap("Add a fee")
	r.TypeInto(r.Window.Canvas().Focused(), "Cancelled late")
	r.Type("Price ($)", "0")
	r.MustSay("A price must be above 0")
	r.Type("Price ($)", "45")
	r.Tap("All that is sold")
	r.Tap("Add a package")
	r.TypeInto(r.Window.Canvas().Focused(), "Ten massages")
	r.Type("Can be used for (months)", "12")
	r.MustSay("It is not kept yet. A package needs its price.")
	r.Type("Price ($)", "855")
	r.MustNotSay("It is not kept yet.")
	choose(r, "Sessions of", "m")
	r.Type("Number of sessions", "")
	r.MustSay("A package has from 1 to 200 sessions.")
	r.Type("Number of sessions", "10")
	r.Tap("All that is sold")
	r.Tap("Add a voucher")
	r.TypeInto(r.Window.Canvas().Focused(), "Gift voucher")
	r.Type("Can be used for (months)", "36")
	r.Tap("All that is sold")
	r.MustSay("any amount")
	r.MustSay("10 sessions · 12 months")
	r.MustSay("Product · Taxed")

	want := []clinic.Item{
		{Name: "Arnica balm, 50 ml", Sort: clinic.SoldProduct, PriceCents: cents(1850), Code: "B-50", Tax: clinic.Taxed},
		{Name: "Cancelled late", Sort: clinic.SoldFee, PriceCents: cents(4500), Rank: 1},
		{Name: "Ten massages", Sort: clinic.SoldPackage, PriceCents: cents(85500), Sessions: 10, ServiceID: "m", Months: 12, Rank: 2},
		{Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 36, Rank: 3},
	}
	got := items()
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, x := range got {
		w := want[i]
		w.ID, w.CreatedAt = x.ID, x.CreatedAt
		if a, b := x.PriceCents, w.PriceCents; (a == nil) != (b == nil) || a != nil && *a != *b {
			t.Errorf("%s costs %v", x.Name, a)
		}
		x.PriceCents, w.PriceCents = nil, nil
		if x != w {
			t.Errorf("%+v, want %+v", x, w)
		}
	}
	tapOpens(r, "Arnica balm, 50 ml", "Product")
	r.Tap("No longer sold")
	r.MustSay("Not sold")
	tapOpens(r, "Arnica balm, 50 ml", "Product")
	r.Tap("Sold again")
	r.MustNotSay("Not sold")
	// Nothing is written: it leaves nothing behind.
	r.Tap("Add a voucher")
	r.Tap("All that is sold")
	if len(items()) != 4 {
		t.Errorf("%+v", items())
	}
}

func cents(n int) *int { return &n }

// Each change of the price list and of what is sold is taken back by one undo.
func TestPriceChangesAreTakenBack(t *testing.T) {
	price := func(do func(r *desktest.Rig)) func(r *desktest.Rig) {
		return func(r *desktest.Rig) {
			tapOpens(r, "Ana Reyes", "90 minutes")
			do(r)
		}
	}
	item := func(name string, do func(r *desktest.Rig)) func(r *desktest.Rig) {
		return func(r *desktest.Rig) {
			tapOpens(r, name, "")
			do(r)
		}
	}
	for name, do := range map[string]func(r *desktest.Rig){
		"add a price":     func(r *desktest.Rig) { r.Tap("Add a price"); r.Type("Price ($)", "120") },
		"price":           price(func(r *desktest.Rig) { r.Type("Price ($)", "150") }),
		"length":          price(func(r *desktest.Rig) { r.Type("Length (minutes)", "75") }),
		"service":         price(func(r *desktest.Rig) { choose(r, "What it is for", "l") }),
		"practitioner":    price(func(r *desktest.Rig) { choose(r, "With", "ben") }),
		"tax":             price(func(r *desktest.Rig) { r.Tap("Free of tax") }),
		"remove a price":  price(func(r *desktest.Rig) { r.Tap("Remove this price") }),
		"add an item":     func(r *desktest.Rig) { r.Tap("Add a fee"); r.Type("Name on the receipt", "Letter") },
		"name":            item("Ten massages", func(r *desktest.Rig) { r.Type("Name on the receipt", "Ten visits") }),
		"item's price":    item("Ten massages", func(r *desktest.Rig) { r.Type("Price ($)", "800") }),
		"code":            item("Ten massages", func(r *desktest.Rig) { r.Type("Code", "10") }),
		"sessions":        item("Ten massages", func(r *desktest.Rig) { r.Type("Number of sessions", "12") }),
		"months":          item("Ten massages", func(r *desktest.Rig) { r.Type("Can be used for (months)", "24") }),
		"sessions of":     item("Ten massages", func(r *desktest.Rig) { choose(r, "Sessions of", "l") }),
		"item's tax":      item("Balm", func(r *desktest.Rig) { r.Tap("Free of tax") }),
		"sell no longer":  item("Balm", func(r *desktest.Rig) { r.Tap("No longer sold") }),
		"without a price": item("Balm", func(r *desktest.Rig) { r.Type("Price ($)", "") }),
	} {
		t.Run(name, func(t *testing.T) {
			r, s := withServices(
				t, &clinic.Price{ID: "p", ServiceID: "m", PractitionerID: "ana", Minutes: 90, PriceCents: cents(14000)},
				&clinic.Item{ID: "ten", Name: "Ten massages", Sort: clinic.SoldPackage, Sessions: 10, Months: 12, PriceCents: cents(85500)},
				&clinic.Item{ID: "balm", Name: "Balm", Sort: clinic.SoldProduct, PriceCents: cents(1800), Rank: 1},
			)
			before := r.Kept("2025-03-01", "2025-03-31")
			do(r)
			r.Clock.Advance(time.Minute)
			r.Settle()
			if r.Kept("2025-03-01", "2025-03-31") == before {
				t.Fatalf("nothing is done; warned of %q", r.Warned)
			}
			leaveField(r)
			s.Undo()
			r.Settle()
			if left := desktest.Differ(before, r.Kept("2025-03-01", "2025-03-31")); left != "" {
				t.Errorf("one undo leaves\n%s", left)
			}
		})
	}
}

func TestTaxAndNumbersAreKept(t *testing.T) {
	r, s, _ := open(t)
	r.Tap("Registered for GST")
	if c := r.Desk.Clinic(); !c.TaxRegistered || c.TaxName != "GST" || c.TaxPermille != 100 {
		t.Fatalf("%+v", c)
	}
	r.Type("Rate (%)", "ten")
	r.MustSay("Write the rate as a percentage, such as 10 or 12.5.")
	r.Type("Rate (%)", "101")
	r.MustSay("Write the rate as a percentage, such as 10 or 12.5.")
	r.Type("Rate (%)", "12.5 %")
	r.Type("Name of the tax", "")
	r.MustSay("A clinic that takes tax says what it is called and how much it is.")
	r.Type("Name of the tax", "HST")
	r.Tap("5 cents")
	for _, bad := range []string{"0", "-3", "1.5", "next"} {
		r.Type("First number of invoices and receipts", bad)
		r.MustSay("Write a whole number from 1 on, or leave it empty to begin with 1.")
	}
	r.Type("First number of invoices and receipts", "4711")
	if c := r.Desk.Clinic(); c.TaxName != "HST" || c.TaxPermille != 125 || c.CashStep != 5 || c.FirstNumber != 4711 {
		t.Errorf("%+v", c)
	}
	leaveField(r)
	for _, was := range []func(c clinic.Clinic) bool{
		func(c clinic.Clinic) bool { return c.FirstNumber == 0 }, func(c clinic.Clinic) bool { return c.CashStep == 0 }, func(c clinic.Clinic) bool { return c.TaxName == "GST" },
		func(c clinic.Clinic) bool { return c.TaxPermille == 100 }, func(c clinic.Clinic) bool { return !c.TaxRegistered && c.TaxName == "" && c.TaxPermille == 0 },
	} {
		s.Undo()
		r.Settle()
		if c := r.Desk.Clinic(); !was(c) {
			t.Errorf("after undo %+v", c)
		}
	}
}

// The tax that is usual where the clinic is comes with the registration; where none is known, it is asked for.
func TestTaxOfThePlace(t *testing.T) {
	for region, want := range map[string]int{"": 100, "AU-VIC": 100, "NZ-AUK": 150, "CA-ON": 0} {
		r, _, _ := open(t)
		r.Put(&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Region: region})
		r.Settle()
		r.Tap("Registered for GST")
		c := r.Desk.Clinic()
		if c.TaxPermille != want || c.TaxRegistered != (want > 0) {
			t.Errorf("%s: %v at %d", region, c.TaxRegistered, c.TaxPermille)
		}
		if want > 0 {
			continue
		}
		r.Type("Name of the tax", "HST")
		r.Type("Rate (%)", "13")
		r.Tap("Registered for GST")
		if c := r.Desk.Clinic(); !c.TaxRegistered || c.TaxPermille != 130 {
			t.Errorf("%s: %+v", region, c)
		}
	}
}

func TestBusinessNumberThatIsNoABNIsDoubted(t *testing.T) {
	r, _, _ := open(t)
	r.Type("Business number (ABN)", "51 824 753 557")
	r.MustSay("This is no ABN: its digits do not fit each other.")
	if got := r.Desk.Clinic().BusinessNumber; got != "51 824 753 557" { // it is kept all the same
		t.Errorf("%q", got)
	}
	r.Type("Business number (ABN)", "51 824 753 55")
	r.MustSay("An ABN has 11 digits, and this number has 10.")
	r.Type("Business number (ABN)", "51 824 753 556")
	r.MustNotSay("ABN has")
	r.MustNotSay("This is no ABN")
}

func TestPricePictures(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		r := desktest.NewIn(t, mode)
		now := r.Clock.Now()
		r.Put(
			&clinic.Clinic{ID: clinic.ClinicID, Paper: "A4", Zone: "Australia/Sydney", BusinessNumber: "51 824 753 557", TaxRegistered: true, TaxName: "GST", TaxPermille: 100, CashStep: 5},
			&clinic.Practitioner{ID: "ana", Name: "Ana Reyes", CreatedAt: now}, &clinic.Practitioner{ID: "ben", Name: "Ben Otto", CreatedAt: now},
			&clinic.Service{ID: "m", Name: "Remedial massage", Minutes: 60, PriceCents: cents(9500), CreatedAt: now}, &clinic.Service{ID: "l", Name: "Lymph drainage", Minutes: 45, Rank: 1, CreatedAt: now},
			&clinic.Price{ID: "p", ServiceID: "m", PractitionerID: "ana", Minutes: 90, PriceCents: cents(14000)}, &clinic.Price{ID: "q", ServiceID: "m", PractitionerID: "ben", Tax: clinic.TaxFree},
			&clinic.Item{ID: "1", Name: "Arnica balm, 50 ml", Sort: clinic.SoldProduct, PriceCents: cents(1850)}, &clinic.Item{ID: "2", Name: "Cancelled late", Sort: clinic.SoldFee, PriceCents: cents(4500), Rank: 1},
			&clinic.Item{ID: "3", Name: "Ten massages", Sort: clinic.SoldPackage, Sessions: 10, Months: 12, PriceCents: cents(85500), Rank: 2}, &clinic.Item{ID: "4", Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 36, Rank: 3},
		)
		s := New(r.Desk, Options{DataDir: "/somewhere/regimen"})
		r.Watch(s)
		r.Show(s.Object(), 1184, 4000)
		r.Save("prices-"+string(mode), 1)
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("cut off: %v", cut)
		}
		tapOpens(r, "Ana Reyes", "90 minutes")
		tapOpens(r, "Ten massages", "10 sessions")
		r.Show(s.Object(), 1184, 3000)
		r.Save("price-"+string(mode), 1)
		r.Show(s.Object(), 592, 4200) // half the window: as at twice the scale
		r.Save("price-narrow-"+string(mode), 2)
		if cut := r.CutOff(); len(cut) > 0 {
			t.Errorf("cut off: %v", cut)
		}
	}
}
