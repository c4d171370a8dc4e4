package demo

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"regimen/internal/clinic"
)

// counter is the reception of the sample clinic as it takes money: what it issued, in the order in which it did.
type counter struct {
	*maker
	at      time.Time // of what is done now
	pricing clinic.Pricing
	money   map[string][]clinic.Record // of each patient
	numbers map[clinic.Kind]int
	items   map[string]*clinic.Item
	uses    []clinic.CreditUse
	cash    map[clinic.Date]int
}

const (
	tenHalfHours = "ten"
	gift         = "gift"
	lateFee      = "late"
	oil          = "oil"
	pack         = "pack"
)

// takings are two years of what the visits of the clinic cost and how they were paid: they follow from its diary.
func (m *maker) takings(practice *clinic.Clinic, opened time.Time) {
	m.chance = rand.New(rand.NewPCG(2, 13)) //nolint:gosec // repeatable on purpose
	c := &counter{
		maker: m, at: opened, money: make(map[string][]clinic.Record), numbers: make(map[clinic.Kind]int), items: make(map[string]*clinic.Item),
		cash: make(map[clinic.Date]int), pricing: clinic.Pricing{Clinic: *practice, Prices: m.diary.prices},
	}
	for _, s := range m.diary.services {
		c.pricing.Services = append(c.pricing.Services, *s)
	}
	for _, p := range m.team {
		c.pricing.Practitioners = append(c.pricing.Practitioners, *p)
	}
	c.priceList(opened)
	patients := make(map[string]*clinic.Patient)
	var visits []*clinic.Appointment
	for _, r := range m.out {
		switch r := r.(type) {
		case *clinic.Patient:
			patients[r.ID] = r
		case *clinic.Appointment:
			if r.State == clinic.Attended || r.State == clinic.CancelledLate || r.State == clinic.Missed {
				visits = append(visits, r)
			}
		}
	}
	slices.SortFunc(visits, func(a, b *clinic.Appointment) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.End(), b.End()), cmp.Compare(a.ID, b.ID))
	})
	c.run(visits, patients)
	c.tills()
}

// priceList is what is sold beside visits.
func (c *counter) priceList(opened time.Time) {
	cents := func(n int) *int { return &n }
	for i, x := range []struct {
		code string
		item clinic.Item
	}{
		{tenHalfHours, clinic.Item{Name: "Ten half hours", Sort: clinic.SoldPackage, PriceCents: cents(67500), Sessions: 10, ServiceID: c.diary.services[halfHour].ID, Months: 12}},
		{gift, clinic.Item{Name: "Gift voucher", Sort: clinic.SoldVoucher, Months: 36}},
		{lateFee, clinic.Item{Name: "Cancelled late", Sort: clinic.SoldFee, PriceCents: cents(4000)}},
		{oil, clinic.Item{Name: "Massage oil, 200 ml", Sort: clinic.SoldProduct, PriceCents: cents(2450), Code: "OIL-200"}},
		{pack, clinic.Item{Name: "Heat pack", Sort: clinic.SoldProduct, PriceCents: cents(3200), Code: "HEAT"}},
	} {
		x.item.ID, x.item.Rank, x.item.CreatedAt = c.id(opened), i, opened.UTC()
		c.items[x.code] = &x.item
		c.put(&x.item)
	}
}

func (c *counter) env() clinic.Env {
	return clinic.Env{
		Now: func() time.Time { return c.at }, NewID: func() string { return c.id(c.at) }, Actor: clinic.Actor{Name: reception, Role: clinic.RoleOwner},
	}
}

func (c *counter) account(patient string) *clinic.Account {
	return clinic.NewAccount(patient, c.money[patient])
}

// keep issues what an operation makes: numbers follow each other. What else it changes is there already.
func (c *counter) keep(op clinic.Operation, err error) {
	if err != nil {
		panic(fmt.Sprintf("demo: money: %v", err)) // the sample clinic breaks no rule
	}
	for _, r := range op.Put {
		if !clinic.Countered(r.Kind()) {
			continue
		}
		if n, ok := r.(clinic.Numbered); ok {
			c.numbers[r.Kind()]++
			r = n.WithNumber(c.numbers[r.Kind()])
		}
		switch r := r.(type) {
		case *clinic.Payment:
			c.cash[r.Day] += r.Of(clinic.ByCash)
		case *clinic.CreditUse:
			c.uses = append(c.uses, *r)
		}
		c.money[r.PatientKey()] = append(c.money[r.PatientKey()], r)
		c.put(r)
	}
}

func (c *counter) settle(x clinic.Charge) clinic.Settled {
	done, op, err := clinic.Settle(c.env(), &c.pricing, c.account(x.Patient.ID), x)
	c.keep(op, err)
	return done
}

// run charges the visits as they come.
func (c *counter) run(visits []*clinic.Appointment, patients map[string]*clinic.Patient) {
	const unpaid, unpaidLong, voided, givenBack = 4, 30, 41, 67 // which visit, counted from the last, had something happen to it
	var ten, voucher *clinic.Credit
	for i, v := range visits {
		who := patients[v.PatientID]
		c.at = c.begins(v.Slot()).Add(time.Duration(v.Minutes+4) * time.Minute)
		if c.at.After(c.now) || who == nil {
			continue // is to be charged yet
		}
		last := len(visits) - 1 - i
		if v.State != clinic.Attended {
			c.late(v, who)
			continue
		}
		x := clinic.Charge{Patient: *who, Visits: []clinic.Appointment{*v}, Lines: []clinic.InvoiceLine{c.pricing.VisitLine(v, who.HealthFund)}}
		roll := c.chance.IntN(100)
		if roll%19 == 0 {
			sold := c.items[[]string{oil, pack}[roll%2]]
			x.Lines = append(x.Lines, c.pricing.ItemLine(sold, *sold.PriceCents))
		}
		if roll%23 == 7 {
			x.Lines[0] = x.Lines[0].Less(clinic.PartOf(x.Lines[0].Cents, 100), "Concession card")
		}
		switch {
		case last == 1 || date(c.at) == date(c.now) && last < 2:
			continue // the last one of today has not paid yet
		case c.byCredit(v, &x, ten), c.byCredit(v, &x, voucher):
		case last == unpaid, last == unpaidLong:
			v.InvoiceID = c.settle(x).Invoice.ID // a bill that waits
			continue
		default:
			x.Parts = c.pays(x.Total(), roll, who)
		}
		done := c.settle(x)
		v.InvoiceID = done.Invoice.ID
		switch {
		case last%211 == voided:
			c.void(v, who, done, x)
		case last%157 == givenBack:
			c.at = c.at.Add(time.Minute)
			_, _, op, err := clinic.Refund(c.env(), c.account(who.ID), who.Name(), clinic.GiveBack{
				Invoice: done.Invoice.ID, Cents: 2000, Parts: []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 2000}}, Reason: "Had to leave early",
			})
			c.keep(op, err)
		}
		if ten == nil && v.ServiceID == c.diary.services[halfHour].ID && i > len(visits)/3 {
			ten = c.sell(who, c.items[tenHalfHours], 67500, who, []clinic.PaymentPart{{Way: clinic.ByCard, Cents: 67500}})
		}
		if voucher == nil && i > len(visits)/2 {
			if next := visits[min(i+9, len(visits)-1)]; next.PatientID != who.ID && patients[next.PatientID] != nil {
				voucher = c.sell(who, c.items[gift], 15000, patients[next.PatientID], []clinic.PaymentPart{{Way: clinic.ByCash, Cents: 5000}, {Way: clinic.ByCard, Cents: 10000}})
			}
		}
	}
}

// byCredit has a visit paid with a package or voucher of the patient's, as far as one is left.
func (c *counter) byCredit(v *clinic.Appointment, x *clinic.Charge, credit *clinic.Credit) bool {
	if credit == nil || credit.HeldFor != v.PatientID || credit.ServiceID != "" && credit.ServiceID != v.ServiceID || len(x.Lines) > 1 {
		return false
	}
	left := credit.StateOf(c.uses)
	if left.Empty() || left.Expired(date(c.at)) {
		return false
	}
	x.Credits = []clinic.CreditState{left}
	if credit.Sort == clinic.SoldPackage {
		worth := left.NextSession()
		x.Lines[0] = x.Lines[0].Less(x.Lines[0].UnitCents-worth, credit.Name)
		x.Parts = []clinic.PaymentPart{{Way: clinic.ByPackage, Cents: worth, Credit: credit.ID}}
		return true
	}
	from := min(left.LeftCents, x.Total())
	x.Parts = []clinic.PaymentPart{{Way: clinic.ByVoucher, Cents: from, Credit: credit.ID}}
	if rest := x.Total() - from; rest > 0 {
		x.Parts = append(x.Parts, clinic.PaymentPart{Way: clinic.ByCard, Cents: rest})
	}
	return true
}

// pays is how an amount is paid.
func (c *counter) pays(cents, roll int, who *clinic.Patient) []clinic.PaymentPart {
	switch {
	case roll < 14:
		coins := clinic.InCash(cents, c.pricing.Clinic.CashStep)
		parts := []clinic.PaymentPart{{Way: clinic.ByCash, Cents: coins}}
		if coins != cents {
			parts = append(parts, clinic.PaymentPart{Way: clinic.Rounding, Cents: cents - coins})
		}
		return parts
	case roll < 40 && who.HealthFund != "" && cents > 4000:
		return []clinic.PaymentPart{{Way: clinic.ByFund, Cents: 3800}, {Way: clinic.ByCard, Cents: cents - 3800}}
	case roll < 46:
		return []clinic.PaymentPart{{Way: clinic.ByTransfer, Cents: cents}}
	}
	return []clinic.PaymentPart{{Way: clinic.ByCard, Cents: cents}}
}

// sell sells a package or voucher to somebody for somebody.
func (c *counter) sell(to *clinic.Patient, item *clinic.Item, cents int, holder *clinic.Patient, parts []clinic.PaymentPart) *clinic.Credit {
	c.at = c.at.Add(2 * time.Minute)
	return c.settle(clinic.Charge{
		Patient: *to, Lines: []clinic.InvoiceLine{c.pricing.ItemLine(item, cents)}, Parts: parts,
		Sold: []clinic.Sale{{Item: *item, HeldFor: holder.ID, Holder: holder.FullName()}},
	}).Sold[0]
}

// late is a visit that was called off late or missed: some are charged for it, and a few of those of late have not paid yet.
func (c *counter) late(v *clinic.Appointment, who *clinic.Patient) {
	switch roll := c.chance.IntN(10); {
	case roll < 3:
		v.NotCharged = "Sick"
	case roll < 8:
		x := clinic.Charge{Patient: *who, Visits: []clinic.Appointment{*v}, Lines: []clinic.InvoiceLine{c.pricing.CancellationLine(v, c.items[lateFee])}}
		if roll < 7 || date(c.at).DaysUntil(c.diary.now.Date) > 60 {
			x.Parts = []clinic.PaymentPart{{Way: clinic.ByTransfer, Cents: x.Total()}}
		}
		v.InvoiceID = c.settle(x).Invoice.ID
	}
}

// void takes an invoice back and charges the visit once more, in the name of who pays.
func (c *counter) void(v *clinic.Appointment, who *clinic.Patient, done clinic.Settled, x clinic.Charge) {
	c.at = c.at.Add(time.Minute)
	_, op, err := clinic.Void(c.env(), c.account(who.ID), who.Name(), done.Invoice.ID, "To be billed to the employer", []clinic.Appointment{*v}, nil)
	c.keep(op, err)
	x.BillTo, x.Parts, x.Credits = "Harbour Freight Pty Ltd, 3 Slip Street, Fremantle WA 6160", nil, nil
	x.FromAccount = x.Total()
	v.InvoiceID = c.settle(x).Invoice.ID
}

// tills are the counts of the last two weeks; one evening a coin was missing.
func (c *counter) tills() {
	const float = 15000
	for days := 14; days > 0; days-- {
		day := c.diary.now.Date.AddDays(-days)
		cash, open := c.cash[day]
		if !open {
			continue
		}
		c.at = c.back(days, 19, 40)
		if date(c.at) != day {
			continue
		}
		counted, note := float+cash, ""
		if days == 6 {
			counted, note = counted-200, "Looked twice"
		}
		t, _, err := clinic.CountTill(c.env(), day, float, counted, cash, note)
		if err != nil {
			panic(fmt.Sprintf("demo: the till: %v", err))
		}
		c.put(t)
	}
}
