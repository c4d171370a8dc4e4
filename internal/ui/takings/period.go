package takings

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// span is how long a period is.
type span string

// The spans.
const (
	week    span = "week"
	month   span = "month"
	quarter span = "quarter"
	year    span = "year" // for the tax
)

// around is the period of a day where the clinic is.
func (x span) around(day clinic.Date, region string) (from, to clinic.Date) {
	t := day.Time()
	switch x {
	case week:
		from = day.AddDays(-(int(t.Weekday()) + 6) % 7)
		return from, from.AddDays(6)
	case quarter:
		first := time.Date(t.Year(), (t.Month()-1)/3*3+1, 1, 0, 0, 0, 0, time.UTC)
		return clinic.DateOf(first), clinic.DateOf(first.AddDate(0, 3, -1))
	case year:
		return clinic.TaxYear(region, day)
	case month:
	}
	first := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	return clinic.DateOf(first), clinic.DateOf(first.AddDate(0, 1, -1))
}

// showPeriod shows the figures of a period.
func (s *Screen) showPeriod() []fyne.CanvasObject {
	t, f := &s.known.takings, s.known.takings.Figures()
	parts := []fyne.CanvasObject{s.periodHead()}
	if len(t.Payments)+len(t.Invoices)+len(t.CreditNotes)+len(t.Uses) == 0 {
		return append(parts, kit.NewEmptyState(kit.IconReceipt, lang.L("Nothing was charged or paid on these days"),
			lang.L("Choose another period, or turn back."), "", nil))
	}
	figures := kit.Stack(
		total(lang.L("Charged"), f.Charged),
		sum(lang.L("{{.Tax}} within it", map[string]any{"Tax": s.taxName()}), f.Tax),
		kit.Hairline(),
		sum(lang.L("Of it for packages and vouchers, no income yet"), f.Prepaid),
		sum(lang.L("Packages and vouchers used, income now"), f.Used),
		sum(lang.L("Rounding to coins"), f.Rounding),
		kit.Hairline(),
		kit.QuietText(words.Points(
			words.Say(clinic.SayCount(f.Invoices, "{{.Count}} invoice", "{{.Count}} invoices")),
			words.Say(clinic.SayCount(f.Visits, "{{.Count}} visit charged", "{{.Count}} visits charged")),
		)).Wrap(),
	)
	parts = append(parts, kit.NewCard(lang.L("Figures"), figures), kit.NewCard(lang.L("By way of payment"), ways(t)))
	if len(f.ByPractitioner) > 0 {
		list := kit.Stack()
		for _, p := range f.ByPractitioner {
			name := p.Name
			if name == "" {
				name = lang.L("Nobody named")
			}
			list.Add(kit.StackGap(0, sum(name, p.Cents), kit.QuietText(words.Say(clinic.SayCount(p.Visits, "{{.Count}} visit", "{{.Count}} visits"))).Wrap()))
		}
		parts = append(parts, kit.NewCard(lang.L("Visits by practitioner"), list))
	}
	return parts
}

// taxName is what the tax is called.
func (s *Screen) taxName() string {
	if c := s.d.Clinic(); c.TaxName != "" {
		return c.TaxName
	}
	return lang.L("Tax")
}

// periodHead says which days they are, and turns the periods.
func (s *Screen) periodHead() fyne.CanvasObject {
	spans := kit.NewSegmented([]kit.Option{
		{ID: string(week), Label: lang.L("Week")},
		{ID: string(month), Label: lang.L("Month")},
		{ID: string(quarter), Label: lang.L("Quarter")},
		{ID: string(year), Label: lang.L("Tax year")},
	}, func(id string) {
		s.span = span(id)
		s.read()
	})
	spans.SetChosen(string(s.span))
	from, to := s.known.from, s.known.to
	turn := func(day clinic.Date) func() {
		return func() {
			s.day = day
			s.read()
		}
	}
	on := kit.IconButton(kit.IconChevronRight, lang.L("On"), turn(to.AddDays(1)))
	kit.SetEnabled(on, to < s.d.Today())
	row := kit.FlowRow(kit.MinWidth(spansWidth, spans), kit.IconButton(kit.IconChevronLeft, lang.L("Back"), turn(from.AddDays(-1))), on,
		kit.NewButton(lang.L("File for the accountant"), kit.IconExport, s.askExport))
	return kit.StackGap(kit.Gap, kit.Heading(lang.L("{{.From}} – {{.To}}", map[string]any{"From": words.Short(from), "To": words.Short(to)})).Wrap(), row)
}

const spansWidth float32 = 440
