package account

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paying"
	"regimen/internal/words"
)

// ways asks how something is paid.
func (s *screen) ways(back bool, changed func()) *paying.Ways {
	return paying.New(paying.Options{
		Coin: s.d.Clinic().CashStep, Today: s.d.Today(), OnAccount: s.account().OnAccount, Credits: s.known.credits, Back: back, Changed: changed,
		Find: func(code string, then func(*clinic.CreditState, error)) {
			kit.Work(func(ctx context.Context) (*clinic.CreditState, error) { return s.d.Store.CreditByCode(ctx, code) }, then)
		},
	})
}

// take takes a payment for all that is owed, or on account.
func (s *screen) take() { s.takeFor("") }

// takeFor takes a payment for a bill, or of "" for all that is owed.
func (s *screen) takeFor(only string) { s.onceRead(func() { s.askPayment(only) }) }

func (s *screen) askPayment(only string) {
	open := s.account().Open()
	var options []kit.Option
	var chosen []string
	for i := range open {
		b := &open[i]
		options = append(options, kit.Option{ID: b.ID, Label: words.Points(
			lang.L("Invoice {{.Number}}", map[string]any{"Number": strconv.Itoa(b.Number)}), words.Short(b.Day), clinic.MoneyText(b.Due))})
		if only == "" || only == b.ID {
			chosen = append(chosen, b.ID)
		}
	}
	var w *paying.Ways
	do := kit.PrimaryButton("", kit.IconCheck, nil)
	weigh := func() {
		do.SetText(lang.L("Take {{.Amount}}", map[string]any{"Amount": clinic.MoneyText(w.Paid())}))
		kit.SetEnabled(do, w.Paid() > 0 && w.Problem() == "")
	}
	w = s.ways(false, weigh)
	due := func(ids []string) {
		sum := 0
		for i := range open {
			if slices.Contains(ids, open[i].ID) {
				sum += open[i].Due
			}
		}
		w.Due(sum)
		weigh()
	}
	bills := kit.NewMultiChips(options, due)
	bills.SetChosen(chosen...)
	paidOn := kit.NewDateField(s.d.Clock, func(string) {}).Past()
	paidOn.SetDate(string(s.d.Today()))
	note := kit.NewEntry("", nil)
	day := kit.NewField(lang.L("Paid on"), paidOn)
	do.OnTapped = func() {
		on, err := edit.DateOf(paidOn)
		if err != nil {
			day.SetError(err.Error())
			return
		}
		chart := s.d.Chart(s.patient)
		charge := clinic.Charge{Patient: chart.Patient, Earlier: inOrder(open, bills.Chosen()), PaidOn: on, PaymentNote: note.Text}
		w.Fill(&charge)
		s.settle(charge, do)
	}
	parts := []fyne.CanvasObject{kit.NewField(lang.L("For"), bills)}
	if len(open) == 0 {
		parts = []fyne.CanvasObject{kit.Body(lang.L("Nothing is owed. What is taken stands on the account until something is charged.")).In(kit.ColorQuiet).Wrap()}
	}
	due(chosen)
	s.open(lang.L("Take a payment"), do, append(parts, w.Object, day, kit.NewField(lang.L("Note for the receipt"), note))...)
	kit.Focus(w.First())
}

// inOrder are the chosen bills in the order in which they were issued.
func inOrder(open []clinic.Bill, chosen []string) []string {
	var out []string
	for i := range open {
		if slices.Contains(chosen, open[i].ID) {
			out = append(out, open[i].ID)
		}
	}
	return out
}

// settle charges and takes what a charge says.
func (s *screen) settle(charge clinic.Charge, pressed *kit.Button) {
	made, op, err := clinic.Settle(s.d.Env(), s.known.pricing, s.account(), charge)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.keep(op, pressed, func() string {
		a := s.account()
		switch {
		case made.Payment != nil:
			if p := a.Payment(made.Payment.ID); p != nil {
				s.payment(p.ID) // whose receipt is printed next
				return lang.L("{{.Receipt}}: {{.Amount}} taken from {{.Name}}", map[string]any{"Receipt": paymentName(p), "Amount": clinic.MoneyText(p.Cents), "Name": s.name()})
			}
		case made.Invoice != nil:
			if b := a.Bill(made.Invoice.ID); b != nil {
				return lang.L("Invoice {{.Number}}: {{.Amount}} charged to {{.Name}}", map[string]any{"Number": strconv.Itoa(b.Number), "Amount": clinic.MoneyText(b.TotalCents), "Name": s.name()})
			}
		}
		return words.Say(op.Label)
	})
}
