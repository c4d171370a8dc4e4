package diary

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// moneyKinds are the kinds of record from which it is known what is to pay.
func moneyKinds() []clinic.Kind { return append(clinic.MoneyKinds(), clinic.KindPrice) }

// readMoney reads what was charged and paid for the visits, and what those owe who come today or are here: of others it is asked
// when somebody looks at their visit, for it takes the longer the more they ever paid. Where nobody at this machine may see it,
// and where it cannot be known now, nothing is said of it.
func (d *data) readMoney(ctx context.Context, at *desk.Desk, services []clinic.Service) error {
	if !clinic.May(at.Actor(), clinic.See, clinic.Money) {
		return nil
	}
	var invoices, patients []string
	for _, day := range d.days {
		for _, a := range day.Appointments() {
			if !d.met[a.PatientID] {
				continue
			}
			if a.Day == at.Today() && (a.State.Ahead() || a.State == clinic.Arrived || a.State == clinic.InTreatment) {
				patients = append(patients, a.PatientID)
			}
			if a.InvoiceID != "" {
				invoices = append(invoices, a.InvoiceID)
			}
		}
	}
	bills, err := at.Store.BillsOf(ctx, invoices)
	if err == nil {
		d.bills = bills
		err = d.readOwed(ctx, at, patients)
	}
	switch {
	case at.Unreachable(err):
		return nil
	case err != nil:
		return err
	}
	d.pricing = &clinic.Pricing{Services: services, Prices: d.prices}
	return nil
}

// readOwed reads what some patients owe.
func (d *data) readOwed(ctx context.Context, at *desk.Desk, patients []string) error {
	if len(patients) == 0 { // nobody is asked about, and not everybody
		return nil
	}
	slices.Sort(patients)
	patients = slices.Compact(patients)
	debts, err := at.Store.Owed(ctx, patients...)
	if err != nil {
		return err
	}
	for _, id := range patients {
		d.debts[id] = desk.Debt{Patient: id}
	}
	for _, x := range debts {
		d.debts[x.Patient] = x
	}
	return nil
}

// askOwed asks what the patient of a visit owes, where that is not known yet, and shows it.
func (p *panel) askOwed(a clinic.Appointment) {
	s, d := p.s, p.s.data
	if _, known := d.debts[a.PatientID]; known || d.pricing == nil {
		return
	}
	kit.Work(func(ctx context.Context) (*data, error) {
		of := &data{debts: map[string]desk.Debt{}}
		return of, of.readOwed(ctx, s.d, []string{a.PatientID})
	}, func(of *data, err error) {
		if err != nil || s.data != d {
			return
		}
		maps.Copy(d.debts, of.debts)
		if now, ok := d.appointment(a.ID); ok && p.face == visitFace && p.id == a.ID && d.owes(&now, s.d.Today()) > 0 {
			p.visit(now)
		}
	})
}

// charge is how far the money of a visit has come, and its bill, nil where it has none.
func (d *data) charge(a *clinic.Appointment, today clinic.Date) (clinic.ChargeState, *clinic.Bill) {
	if d.pricing == nil {
		return clinic.ChargeNone, nil
	}
	var bill *clinic.Bill
	if b, ok := d.bills.Of[a.InvoiceID]; ok {
		bill = &b
	}
	since := today // of a clinic that begins to write bills
	if d.bills.Since != "" {
		since = min(since, d.bills.Since)
	}
	return d.pricing.ChargeOf(a, bill, since), bill
}

// toPay reports whether something is to pay for a visit that is over.
func (d *data) toPay(a *clinic.Appointment, today clinic.Date) bool {
	charge, _ := d.charge(a, today)
	return charge.Open() && a.State == clinic.Attended
}

// owes is what somebody owes beside the visit that is asked about.
func (d *data) owes(a *clinic.Appointment, today clinic.Date) int {
	owed := d.debts[a.PatientID].Cents
	if _, bill := d.charge(a, today); bill != nil {
		owed -= bill.Due
	}
	return max(owed, 0)
}

// paidWords say how much of a bill is paid: "40 of 95".
func paidWords(b *clinic.Bill) string {
	return lang.L("{{.Paid}} of {{.Total}}", map[string]any{"Paid": shortMoney(b.Paid), "Total": shortMoney(b.TotalCents - b.Credited)})
}

// shortMoney is an amount without the cents where there are none.
func shortMoney(cents int) string { return strings.TrimSuffix(clinic.MoneyText(cents), ".00") }

// currency is the sign before an amount.
func (s *Screen) currency() string {
	if s.sign == "" {
		s.sign = s.d.Currency()
	}
	return s.sign
}

// money is an amount with the clinic's sign before it.
func (s *Screen) money(cents int) string {
	if cents < 0 {
		return "−" + s.currency() + clinic.MoneyText(-cents)
	}
	return s.currency() + clinic.MoneyText(cents)
}

// chargeBadge says how far the money of a visit has come; nil where there is nothing to say.
func (s *Screen) chargeBadge(a *clinic.Appointment) fyne.CanvasObject {
	charge, bill := s.data.charge(a, s.d.Today())
	said, tone := words.Say(charge.Name()), kit.ToneNeutral
	switch charge {
	case clinic.ChargeNone:
		return nil
	case clinic.ChargeToPay:
		tone = kit.ToneWarning
		if bill != nil {
			said = lang.L("To pay: {{.Amount}}", map[string]any{"Amount": s.money(bill.Due)})
		}
	case clinic.ChargePartPaid:
		said, tone = lang.L("Paid: {{.Part}}", map[string]any{"Part": paidWords(bill)}), kit.ToneWarning
	case clinic.ChargePaid:
		tone = kit.ToneSuccess
	case clinic.ChargeBack, clinic.ChargeWaived:
	}
	return kit.NewBadge(said, tone)
}

// mayCharge reports whether there can be something to pay for a visit, or was.
func mayCharge(a *clinic.Appointment) bool {
	return !a.Held && (a.State == clinic.Arrived || a.State == clinic.InTreatment || a.State == clinic.Attended || a.State == clinic.Missed ||
		a.State == clinic.CancelledLate || a.InvoiceID != "")
}

// payButton leads to what is to pay for a visit, or to its receipt.
func (p *panel) payButton(a clinic.Appointment) *kit.Button {
	if charge, _ := p.s.data.charge(&a, p.s.d.Today()); charge == clinic.ChargePaid || charge == clinic.ChargeBack {
		return kit.NewButton(lang.L("Receipt"), kit.IconOwed, func() { p.pay(a) })
	}
	return kit.NewButton(lang.L("Pay"), kit.IconOwed, func() { p.pay(a) })
}

// owing says what somebody owes from before, and leads to it; nil where that is nothing.
func (p *panel) owing(a clinic.Appointment) fyne.CanvasObject {
	owed := p.s.data.owes(&a, p.s.d.Today())
	if owed == 0 {
		return nil
	}
	said := warning(lang.L("Owes {{.Amount}} from before", map[string]any{"Amount": p.s.money(owed)}))
	return kit.StackGap(4, said, kit.NewButton(lang.L("Pay now"), kit.IconOwed, func() { p.payDebts(a) }))
}

// toPay are the visits in sight that are over and still to pay, each with a way to pay it at once.
func (p *panel) toPay() []fyne.CanvasObject {
	s := p.s
	if s.data == nil {
		return nil
	}
	list := kit.StackGap(0)
	for _, day := range s.data.days {
		for _, a := range day.Appointments() {
			charge, bill := s.data.charge(&a, s.d.Today())
			if !charge.Open() || !s.inSight(&a) {
				continue
			}
			due := s.data.pricing.VisitPrice(&a)
			if bill != nil {
				due = bill.Due
			}
			when := clinic.ClockTime(a.Start)
			if s.week {
				when = words.WithWeekday(a.Day)
			}
			row := kit.NewTwoLine(kit.Row{What: s.data.name(a.PatientID), Quiet: words.Points(when, s.money(due))}, func() {
				s.grid.Select(a.ID)
				p.visit(a)
			})
			pay := kit.NewButton(lang.L("Pay"), "", func() {
				s.grid.Select(a.ID)
				p.pay(a)
			}).Full(lang.L("Pay: {{.Name}}", map[string]any{"Name": s.data.name(a.PatientID)}))
			list.Add(kit.Border(nil, nil, nil, container.NewCenter(pay), row))
		}
	}
	if len(list.Objects) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Heading(lang.L("To pay")), list}
}
