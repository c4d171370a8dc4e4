package settings

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// moneyForm are the fields of the clinic that invoices and receipts are written by.
type moneyForm struct {
	registered        *kit.Chips
	name, rate, first *edit.Text
	step              *kit.Chips
}

const registered = "registered"

// Money are the fields that invoices and receipts are written by.
func (f *ClinicForm) Money() fyne.CanvasObject {
	m := &moneyForm{}
	m.registered = kit.NewMultiChips([]kit.Option{{ID: registered, Label: lang.L("Registered for GST")}}, func(ids []string) {
		on := len(ids) > 0
		if f.keep("tax_registered", func(c *clinic.Clinic) { register(c, on) }) != nil {
			m.show(f.d.Clinic()) // the reason was said
		}
	})
	m.name = f.text("tax_name", lang.L("Name of the tax"), 1, func(c *clinic.Clinic) *string { return &c.TaxName })
	m.rate = f.number("tax_permille", lang.L("Rate (%)"), func(text string) (func(*clinic.Clinic), error) {
		permille, err := permilleOf(text)
		return func(c *clinic.Clinic) { c.TaxPermille = permille }, err
	})
	m.step = kit.NewChips(nil, func(ids []string) {
		step, _ := strconv.Atoi(ids[0])
		_ = f.keep("cash_step", func(c *clinic.Clinic) { c.CashStep = step }) // a failure was said
	}).Required()
	m.first = f.number("first_number", lang.L("First number of invoices and receipts"), func(text string) (func(*clinic.Clinic), error) {
		n, err := firstNumber(text)
		return func(c *clinic.Clinic) { c.FirstNumber = n }, err
	})
	f.money = m
	o := kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Tax"), m.registered).Help(lang.L("Massage by a massage therapist is taxed in Australia. Prices have the tax in them; without registration no paper is called a tax invoice.")),
		kit.Shares(kit.Halves, m.name.Field, m.rate.Field),
		kit.NewField(lang.L("Cash is paid to the nearest"), m.step),
		m.first.Help(lang.L("After the last one of the program used before. Or after the last one on paper, where a backup was brought back. One that is lower than what was issued here counts for nothing.")),
	)
	f.Show()
	return o
}

// number is a line of which set reads what was typed.
func (f *ClinicForm) number(column, label string, set func(text string) (func(*clinic.Clinic), error)) *edit.Text {
	return edit.NewText(f.d.Later, label, column, "", 1, func(text string) error {
		change, err := set(strings.TrimSpace(text))
		if err != nil {
			return err
		}
		return f.keep(column, change)
	}).Of(f.d.Elsewhere(""))
}

// register says whether a clinic takes tax. One that says it for the first time takes the usual one of where it is, as far as
// that is known.
func register(c *clinic.Clinic, on bool) {
	c.TaxRegistered = on
	if !on || c.TaxPermille > 0 {
		return
	}
	usual := map[string]int{"": 100, "AU": 100, "NZ": 150} // by country
	country, _, _ := strings.Cut(c.Region, "-")
	if permille, ok := usual[country]; ok {
		c.TaxPermille = permille
		if strings.TrimSpace(c.TaxName) == "" {
			c.TaxName = "GST"
		}
	}
}

// permilleOf reads a rate in percent.
func permilleOf(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	v, err := kit.ParseNumber(strings.TrimRight(text, " %"), 1)
	if err != nil || v < 0 || v > 100 {
		return 0, clinic.FieldErrors{{Field: "tax_permille", Message: clinic.Say("Write the rate as a percentage, such as 10 or 12.5.")}}
	}
	return int(v*10 + 0.5), nil
}

// firstNumber reads where numbers begin.
func firstNumber(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, clinic.FieldErrors{{Field: "first_number", Message: clinic.Say("Write a whole number from 1 on, or leave it empty to begin with 1.")}}
	}
	return n, nil
}

func (m *moneyForm) show(c clinic.Clinic) {
	m.registered.SetChosen()
	if c.TaxRegistered {
		m.registered.SetChosen(registered)
	}
	rate, first := "", ""
	if c.TaxPermille > 0 {
		rate = clinic.Number(float64(c.TaxPermille) / 10)
	}
	if c.FirstNumber > 0 {
		first = strconv.Itoa(c.FirstNumber)
	}
	m.rate.Show(rate)
	m.first.Show(first)
	steps := []int{0, 5, 10}
	if !slices.Contains(steps, c.CashStep) {
		steps = append(steps, c.CashStep)
	}
	var options []kit.Option
	for _, n := range steps {
		o := kit.Option{ID: strconv.Itoa(n), Label: lang.L("{{.Count}} cents", map[string]any{"Count": n})}
		if n == 0 {
			o.Label = lang.L("Cent")
		}
		options = append(options, o)
	}
	m.step.SetOptions(options)
	m.step.SetChosen(strconv.Itoa(c.CashStep))
}

func (m *moneyForm) flush() {
	m.rate.Flush()
	m.first.Flush()
}
