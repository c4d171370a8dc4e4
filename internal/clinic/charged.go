package clinic

// ChargeState is how far the money of a visit has come: the one answer for the diary, Today and the lists.
type ChargeState string

// The states. Nothing is to pay for a visit that has not been, that is free, or that was before the clinic wrote bills here.
const (
	ChargeNone     ChargeState = ""
	ChargeToPay    ChargeState = "to-pay"
	ChargePartPaid ChargeState = "part-paid"
	ChargePaid     ChargeState = "paid"
	ChargeBack     ChargeState = "given-back" // charged, and all of it taken back
	ChargeWaived   ChargeState = "waived"     // not charged, with a reason
)

// Open reports that something is still to pay.
func (s ChargeState) Open() bool { return s == ChargeToPay || s == ChargePartPaid }

// Name is the state in words.
func (s ChargeState) Name() Sentence {
	switch s {
	case ChargeToPay:
		return Say("To pay")
	case ChargePartPaid:
		return Say("Part paid")
	case ChargePaid:
		return Say("Paid")
	case ChargeBack:
		return Say("Taken back")
	case ChargeWaived:
		return Say("Not charged")
	}
	return Sentence{}
}

// ChargeOf is how far the money of a visit has come. bill is the invoice that the visit points at, nil where it points at none;
// since is the first day on which the clinic wrote one: what was done before is not asked for. A visit that is charged before
// it is over is to pay from then on.
func (p *Pricing) ChargeOf(a *Appointment, bill *Bill, since Date) ChargeState {
	switch {
	case a.NotCharged != "":
		return ChargeWaived
	case a.InvoiceID != "" && bill != nil:
		return bill.charge()
	case a.State != Attended || a.InvoiceID != "" || since == "" || a.Day < since:
		return ChargeNone
	case p.VisitPrice(a) <= 0:
		return ChargeNone
	}
	return ChargeToPay
}

func (b *Bill) charge() ChargeState {
	switch b.State() {
	case BillPartPaid:
		return ChargePartPaid
	case BillPaid:
		return ChargePaid
	case BillVoid:
		return ChargeBack
	case BillToPay:
	}
	return ChargeToPay
}

// VisitPrice is what a visit costs, 0 where no price is known.
func (p *Pricing) VisitPrice(a *Appointment) int {
	if a.PriceCents != nil {
		return *a.PriceCents
	}
	s := find(p.Services, func(s *Service) bool { return s.ID == a.ServiceID })
	if s == nil {
		return 0
	}
	cents, _ := PriceOf(p.Prices, *s, a.PractitionerID, a.Minutes)
	if cents == nil {
		return 0
	}
	return *cents
}
