package paying

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

const today clinic.Date = "2026-03-02"

// show shows the ways to pay an amount.
func show(t *testing.T, due int, o Options) (*kittest.Screen, *Ways) {
	s := kittest.New(t, kit.ModeLight)
	if o.Today == "" {
		o.Today = today
	}
	w := New(o)
	w.Due(due)
	s.Show(kit.NewDragScroll(w.Object), 420, 800)
	return s, w
}

func expect(t *testing.T, w *Ways, left, account int, parts ...clinic.PaymentPart) {
	t.Helper()
	if got := w.Parts(); !slices.Equal(got, parts) {
		t.Errorf("it is paid by %v instead of %v", got, parts)
	}
	if w.Left() != left || w.FromAccount() != account {
		t.Errorf("%d is left and %d comes from the account", w.Left(), w.FromAccount())
	}
}

func TestOneTapPaysAllAndAnotherTapAnotherWay(t *testing.T) {
	s, w := show(t, 9500, Options{})
	s.MustSay("Still to pay: 95.00")
	s.MustNotSay("From the account", "Voucher by number")
	s.Tap("Card")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCard, Cents: 9500})
	s.MustSay("Nothing is left to pay")
	s.Tap("Transfer")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByTransfer, Cents: 9500})
	// What is charged changes: the amount that nobody typed follows.
	w.Due(8000)
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByTransfer, Cents: 8000})
	s.Settle()
	s.Tap("Not by Transfer")
	expect(t, w, 8000, 0)
}

func TestSeveralWaysAtOnce(t *testing.T) {
	s, w := show(t, 9500, Options{OnAccount: 1000})
	s.Tap("Fund on the terminal")
	s.Type("Fund on the terminal", "31.50")
	s.MustSay("Still to pay: 63.50")
	s.Tap("From the account")
	expect(t, w, 5350, 1000, clinic.PaymentPart{Way: clinic.ByFund, Cents: 3150})
	s.Tap("Card")
	expect(t, w, 0, 1000, clinic.PaymentPart{Way: clinic.ByFund, Cents: 3150}, clinic.PaymentPart{Way: clinic.ByCard, Cents: 5350})
	// The last follows what is typed in the others.
	s.Type("Fund on the terminal", "40")
	expect(t, w, 0, 1000, clinic.PaymentPart{Way: clinic.ByFund, Cents: 4000}, clinic.PaymentPart{Way: clinic.ByCard, Cents: 4500})
	s.Type("From the account", "10.01")
	if said := w.Problem(); said != "10.00 stands on the account, no more." {
		t.Errorf("more than the account has: %q", said)
	}
	s.Type("From the account", "ten")
	if w.Problem() == "" {
		t.Error("an amount in words is taken")
	}
	s.Type("From the account", "-5")
	if w.Problem() == "" {
		t.Error("an amount below nothing is taken")
	}
	s.Type("From the account", "5")
	s.Type("Card", "100")
	s.MustSay("50.00 more than is owed: it will stand on the account")
	if w.Problem() != "" {
		t.Errorf("more than is owed is refused: %s", w.Problem())
	}
}

func TestCashIsRoundedAndChangeIsGiven(t *testing.T) {
	s, w := show(t, 9502, Options{Coin: 5})
	s.Tap("Cash")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 9500}, clinic.PaymentPart{Way: clinic.Rounding, Cents: 2})
	s.MustSay("Rounded to coins by -0.02", "Nothing is left to pay")
	s.Tap("100.00")
	s.MustSay("Change: 5.00")
	s.Save("paying-cash", 1)
	s.Type("Cash given", "94")
	s.MustSay("1.00 is missing")
	// A part in coins leaves the rest as it is, and none of it is rounded away.
	s.Type("Cash", "40")
	expect(t, w, 5502, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 4000})
	s.Tap("Card")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 4000}, clinic.PaymentPart{Way: clinic.ByCard, Cents: 5502})
	s.MustNotSay("Rounded to coins")

	s, w = show(t, 9498, Options{Coin: 5})
	s.Tap("Cash")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 9500}, clinic.PaymentPart{Way: clinic.Rounding, Cents: -2})
	s, w = show(t, 9502, Options{})
	s.Tap("Cash")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 9502})
}

func state(id, code string, sort clinic.ItemSort, sessions, worth int, expires clinic.Date) clinic.CreditState {
	c := clinic.Credit{ID: id, Code: code, Sort: sort, Name: "Gift", Sessions: sessions, WorthCents: worth, Expires: expires}
	return c.StateOf(nil)
}

func TestPackagesAndVouchers(t *testing.T) {
	ten := state("ten", "AAAA-2222", clinic.SoldPackage, 3, 10000, "")
	old := state("old", "BBBB-2222", clinic.SoldVoucher, 0, 5000, "2026-03-01")
	gift := state("gift", "CCCC-2222", clinic.SoldVoucher, 0, 5000, "2026-03-02")
	found := map[string]*clinic.CreditState{gift.Code: &gift, old.Code: &old}
	var asked []string
	s, w := show(t, 9500, Options{Credits: []clinic.CreditState{ten, old}, Find: func(code string, then func(*clinic.CreditState, error)) {
		asked = append(asked, code)
		if code == "broken" {
			then(nil, errors.New("the records cannot be reached"))
			return
		}
		then(found[clinic.CleanCode(code)], nil)
	}})
	s.MustSay("3 sessions of 3 left", "Expired", "until 1 Mar 2026")
	s.Tap("Card")
	s.Tap("Gift AAAA-2222")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCard, Cents: 6166}, clinic.PaymentPart{Way: clinic.ByPackage, Cents: 3334, Credit: "ten"})
	s.MustSay("2 sessions of 3 left")
	s.Save("paying", 1)
	for text, said := range map[string]string{
		"":          "Type the number that stands on the voucher.",
		"zzzz 9999": "There is no voucher or package ZZZZ-9999. Look at its paper again.",
		"bbbb2222":  "BBBB-2222 could be used until 1 March 2026.",
		"broken":    "the records cannot be reached",
	} {
		s.Tap("Voucher by number")
		s.Type("Number of the voucher or package", text)
		s.Tap("Use it")
		if got := s.Field("Number of the voucher or package").Problem(); got != said {
			t.Errorf("%q: %q instead of %q", text, got, said)
		}
	}
	s.Type("Number of the voucher or package", "cccc-2222")
	s.Tap("Use it")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCard, Cents: 1166}, clinic.PaymentPart{Way: clinic.ByPackage, Cents: 3334, Credit: "ten"}, clinic.PaymentPart{Way: clinic.ByVoucher, Cents: 5000, Credit: "gift"})
	s.Type("Gift · CCCC-2222", "60")
	if w.Problem() == "" {
		t.Error("more is taken of a voucher than it holds")
	}
	s.Type("Gift · CCCC-2222", "20")
	if w.Problem() != "" {
		t.Error(w.Problem())
	}
	// The domain takes what is entered.
	var charge clinic.Charge
	w.Fill(&charge)
	charge.Patient = clinic.Patient{ID: "p", GivenName: "Ana"}
	n := 0
	env := clinic.Env{Now: s.Clock.Now, NewID: func() string { n++; return string(rune('a' + n)) }}
	settled, op, err := clinic.Settle(env, &clinic.Pricing{}, clinic.NewAccount("p", nil), charge)
	if err != nil || settled.Payment.Cents != 9500 || len(op.Put) != 3 {
		t.Errorf("%v, %v, %v", settled, op.Put, err)
	}
	if len(asked) != 4 {
		t.Errorf("asked for %q", asked)
	}
}

func TestMoneyGoesBack(t *testing.T) {
	s, w := show(t, 9503, Options{Back: true, Coin: 5, OnAccount: 2000, Find: func(string, func(*clinic.CreditState, error)) {}})
	s.MustNotSay("From the account", "Voucher by number")
	s.MustSay("95.03 stays on the account")
	s.Tap("Cash")
	expect(t, w, 0, 0, clinic.PaymentPart{Way: clinic.ByCash, Cents: 9505}, clinic.PaymentPart{Way: clinic.Rounding, Cents: -2})
	s.MustNotSay("Cash given")
	s.MustSay("All of it goes back this way")
	s.Type("Cash", "100")
	if w.Problem() == "" {
		t.Error("more goes back than is to")
	}
	s.Type("Cash", "50")
	s.MustSay("45.03 stays on the account")
}

func TestOnAccountAsksForTheAmount(t *testing.T) {
	s, w := show(t, 0, Options{})
	s.Tap("Card")
	if _, ok := s.Window.Canvas().Focused().(*kit.Entry); !ok {
		t.Fatalf("%T has the keyboard", s.Window.Canvas().Focused())
	}
	s.TypeInto(s.Window.Canvas().Focused(), "50")
	expect(t, w, -5000, 0, clinic.PaymentPart{Way: clinic.ByCard, Cents: 5000})
	if w.First() == fyne.Focusable(nil) {
		t.Error("the keyboard begins nowhere")
	}
}

// Whatever is tapped and typed, what the ways bring and what is left come to what is to pay, and no cash is paid in cents
// that there are no coins for unless somebody typed it.
func TestWaysAddUp(t *testing.T) {
	kittest.New(t, kit.ModeLight)
	rapid.Check(t, func(t *rapid.T) {
		coin := rapid.SampledFrom([]int{0, 5, 10}).Draw(t, "coin")
		w := New(Options{Coin: coin, Today: today, OnAccount: rapid.IntRange(0, 5000).Draw(t, "on account"), Credits: []clinic.CreditState{
			state("ten", "AAAA-2222", clinic.SoldPackage, 3, 10000, ""), state("gift", "CCCC-2222", clinic.SoldVoucher, 0, 5000, ""),
		}})
		typed := false
		due := 0
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				due = rapid.IntRange(0, 20000).Draw(t, "due")
				w.Due(due)
			case 1:
				w.Use(rapid.SampledFrom(w.credits).Draw(t, "credit"))
			case 2:
				if len(w.parts) > 0 {
					rapid.SampledFrom(w.parts).Draw(t, "part").entry.SetText(rapid.SampledFrom([]string{"", "20", "3.33", "x"}).Draw(t, "text"))
					typed = true
				}
			case 3:
				if len(w.parts) > 0 {
					w.drop(rapid.SampledFrom(w.parts).Draw(t, "part"))
				}
			default:
				w.Take(rapid.SampledFrom([]clinic.PayWay{"", clinic.ByCard, clinic.ByCash, clinic.ByTransfer, clinic.ByFund}).Draw(t, "way"))
			}
			sum := w.FromAccount()
			for _, p := range w.Parts() {
				sum += p.Cents
				if p.Way == clinic.Rounding && (coin == 0 || 2*max(p.Cents, -p.Cents) > coin) {
					t.Fatalf("rounded by %d", p.Cents)
				}
				if p.Way == clinic.ByCash && coin > 0 && p.Cents%coin != 0 && !typed {
					t.Fatalf("%d in coins of %d", p.Cents, coin)
				}
			}
			if sum+w.Left() != due || sum != w.Paid() {
				t.Fatalf("%d is paid and %d is left of %d", sum, w.Left(), due)
			}
		}
	})
}
