package account

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paying"
	"regimen/internal/words"
)

// The ways to put a bill right.
const (
	someBack  = "back"
	voidWhole = "void"
)

// reasonField asks why something is taken back.
func reasonField() (*kit.Entry, *kit.Field) {
	why := kit.NewEntry(lang.L("such as: charged twice"), nil)
	return why, kit.NewField(lang.L("Why"), why).Required().Help(lang.L("It stands on the paper."))
}

// putRight takes back some of a bill, or all of it.
func (s *screen) putRight(id string) {
	b := s.account().Bill(id)
	if b == nil || b.Void() {
		return
	}
	stands := b.TotalCents - b.Credited
	number := map[string]any{"Number": strconv.Itoa(b.Number)}
	why, reason := reasonField()
	amount := kit.NewEntry("0.00", nil)
	amount.Replaces = true
	amount.Fill(edit.Money(stands))
	much := kit.NewField(lang.L("How much of it is taken back"), amount)
	says := kit.Body("").In(kit.ColorQuiet).Wrap()
	do := kit.DangerButton("", kit.IconUndo, nil)
	var w *paying.Ways
	cents := stands
	mode := kit.NewSegmented([]kit.Option{{ID: someBack, Label: lang.L("Give money back")}, {ID: voidWhole, Label: lang.L("Void the bill")}}, nil)
	weigh := func() {
		void := mode.Value() == voidWhole
		kit.SetHidden(much, void)
		kit.SetHidden(w.Object, void || w == nil)
		if void {
			do.SetText(lang.L("Void invoice {{.Number}}", number))
			kit.SetEnabled(do, true)
			return
		}
		do.SetText(lang.L("Take {{.Amount}} back", map[string]any{"Amount": clinic.MoneyText(cents)}))
		kit.SetEnabled(do, cents > 0 && cents <= stands && w.Problem() == "")
	}
	w = s.ways(true, weigh)
	look := func() {
		typed, err := edit.Cents("cents", amount.Text)
		cents = 0
		switch {
		case err != nil:
			much.SetError(edit.Complaint(err, "cents"))
		case typed == nil:
			much.SetError("")
		case *typed <= 0 || *typed > stands:
			much.SetError(lang.L("From 0.01 to {{.Most}} of this bill can be taken back.", map[string]any{"Most": clinic.MoneyText(stands)}))
		default:
			much.SetError("")
			cents = *typed
		}
		paid := max(cents-b.Due, 0)
		if mode.Value() == voidWhole {
			paid = b.Paid
		}
		w.Due(paid)
		says.SetText(s.becomes(b, mode.Value() == voidWhole, cents, paid))
		weigh()
	}
	amount.OnChanged = func(string) { look() }
	mode.OnChanged = func(string) { look() }
	mode.SetChosen(someBack)
	do.OnTapped = func() {
		reason.SetError("")
		if strings.TrimSpace(why.Text) == "" {
			reason.SetError(lang.L("Say why. It stands on the paper."))
			kit.Focus(why)
			return
		}
		if mode.Value() == voidWhole {
			s.void(id, why.Text, do)
			return
		}
		_, _, op, err := clinic.Refund(s.d.Env(), s.account(), s.name(), clinic.GiveBack{Invoice: id, Cents: cents, Parts: w.Parts(), Reason: why.Text})
		s.putBack(op, err, do)
	}
	look()
	s.open(lang.L("Put invoice {{.Number}} right", number), do, mode, much, says, w.Object, reason)
}

// becomes says what becomes of the money of a bill that is taken back.
func (s *screen) becomes(b *clinic.Bill, void bool, cents, paid int) string {
	var out []string
	facts := map[string]any{"Number": strconv.Itoa(b.Number), "Paid": clinic.MoneyText(paid), "Amount": clinic.MoneyText(cents)}
	if void {
		out = append(out, lang.L("Nothing of invoice {{.Number}} stands afterwards; a credit note says so.", facts))
		if paid > 0 {
			out = append(out, lang.L("The {{.Paid}} that was paid stands on the account then.", facts))
		}
		if len(b.Visits()) > 0 {
			out = append(out, lang.L("The visit can be charged again."))
		}
		return words.Sentences(out...)
	}
	if cents <= 0 {
		return ""
	}
	if paid < cents {
		out = append(out, lang.L("What is still to pay of it is taken off first."))
	}
	if paid > 0 {
		out = append(out, lang.L("{{.Paid}} was paid and can go back now. Choose how, or leave it on the account.", facts))
	}
	return words.Sentences(out...)
}

// void takes all of a bill back, with what is known now.
func (s *screen) void(id, why string, pressed *kit.Button) {
	s.ask(func(k known) {
		var back []clinic.PaymentPart // the rest stands on the account
		if b := s.account().Bill(id); b != nil {
			back = s.account().PrepaidBack(b)
		}
		_, op, err := clinic.Void(s.d.Env(), s.account(), s.name(), id, why, k.visits, k.credits, back...)
		s.putBack(op, err, pressed)
	})
}

// putBack keeps what takes something back.
func (s *screen) putBack(op clinic.Operation, err error, pressed *kit.Button) {
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.keep(op, pressed, func() string { return lang.L("Done: {{.What}}", map[string]any{"What": words.Say(op.Label)}) })
}

// backFace asks how some money goes back and why, and has do give it.
func (s *screen) backFace(title string, most int, parts []fyne.CanvasObject, do func(parts []clinic.PaymentPart, cents int, why string, pressed *kit.Button)) {
	why, reason := reasonField()
	button := kit.DangerButton("", kit.IconUndo, nil)
	var w *paying.Ways
	weigh := func() {
		button.SetText(lang.L("Give {{.Amount}} back", map[string]any{"Amount": clinic.MoneyText(w.Paid())}))
		kit.SetEnabled(button, w.Problem() == "" && (w.Paid() > 0 || most == 0))
	}
	w = s.ways(true, weigh)
	w.Due(most)
	weigh()
	button.OnTapped = func() {
		reason.SetError("")
		if strings.TrimSpace(why.Text) == "" {
			reason.SetError(lang.L("Say why. It stands on the paper."))
			kit.Focus(why)
			return
		}
		do(w.Parts(), w.Paid(), why.Text, button)
	}
	s.open(title, button, append(parts, w.Object, reason)...)
}

// giveBack gives what stands on account back.
func (s *screen) giveBack() {
	most := s.account().OnAccount
	says := kit.Body(lang.L("{{.Amount}} stands on the account and can go back.", map[string]any{"Amount": clinic.MoneyText(most)})).Wrap()
	s.backFace(lang.L("Give money back"), most, []fyne.CanvasObject{says}, func(parts []clinic.PaymentPart, cents int, why string, pressed *kit.Button) {
		_, _, op, err := clinic.Refund(s.d.Env(), s.account(), s.name(), clinic.GiveBack{Cents: cents, Parts: parts, Reason: why})
		s.putBack(op, err, pressed)
	})
}

// refundCredit gives the rest of a package or voucher back to who bought it.
func (s *screen) refundCredit(id string) {
	c := s.creditBy(id)
	if c == nil || c.Empty() {
		return
	}
	paid := s.account().PaidFor(c)
	says := kit.Body(words.Sentences(
		lang.L("{{.Left}}: it cannot be used any more afterwards.", map[string]any{"Left": words.Say(c.Says())}),
		lang.L("{{.Amount}} was paid for it and can go back.", map[string]any{"Amount": clinic.MoneyText(paid)}),
	)).Wrap()
	s.backFace(lang.L("Give the rest of {{.Code}} back", map[string]any{"Code": c.Code}), paid, []fyne.CanvasObject{says}, func(parts []clinic.PaymentPart, _ int, why string, pressed *kit.Button) {
		op, err := clinic.RefundCredit(s.d.Env(), s.account(), s.name(), *c, parts, why)
		s.putBack(op, err, pressed)
	})
}
