package takings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// turn shows another day.
func (s *Screen) turn(to clinic.Date) {
	if to == s.day || !to.Valid() {
		return
	}
	s.day = to
	s.side.Close()
	s.read()
}

// showDay shows the takings of a day: by way of paying, each payment, and the till.
func (s *Screen) showDay() []fyne.CanvasObject {
	t := &s.known.takings
	parts := []fyne.CanvasObject{s.dayHead()}
	if len(t.Payments)+len(t.Invoices)+len(t.CreditNotes) == 0 {
		parts = append(parts, kit.NewEmptyState(kit.IconReceipt, lang.L("Nothing was taken on this day"),
			lang.L("Payments are taken in the diary, and in a patient's account."), "", nil))
	} else {
		parts = append(parts, kit.NewCard(lang.L("By way of payment"), ways(t)))
		if f := t.Figures(); f.Prepaid != 0 || f.Used != 0 {
			parts = append(parts, kit.NewCard(lang.L("Packages and vouchers"), kit.Stack(sum(lang.L("Sold"), f.Prepaid), sum(lang.L("Used"), f.Used))))
		}
	}
	parts = append(parts, s.till())
	if len(t.Payments) > 0 {
		list := kit.StackGap(0)
		for i := range t.Payments {
			p := &t.Payments[len(t.Payments)-1-i]
			list.Add(kit.NewTwoLine(kit.Row{What: words.Say(p.Name()), Beside: s.known.names[p.PatientID], Quiet: waysOf(p), End: clinic.MoneyText(p.Cents)},
				func() { s.d.Open(p.PatientID, desk.Account) }))
		}
		parts = append(parts, kit.NewCard(lang.L("Each payment"), list))
	}
	return parts
}

// waysOf are the ways of a payment and what each brought.
func waysOf(p *clinic.Payment) string {
	var out []string
	for _, part := range p.Parts {
		out = append(out, lang.L("{{.Way}} {{.Amount}}", map[string]any{"Way": words.Say(part.Way.Name()), "Amount": clinic.MoneyText(part.Cents)}))
	}
	return words.Points(words.List(out...), p.Reason)
}

// dayHead says which day it is, and turns the days.
func (s *Screen) dayHead() fyne.CanvasObject {
	date := kit.NewDateField(s.d.Clock, func(iso string) { s.turn(clinic.Date(iso)) }).Past()
	date.SetDate(string(s.day))
	today := kit.NewButton(lang.L("Today"), "", func() { s.turn(s.d.Today()) })
	kit.SetEnabled(today, s.day != s.d.Today())
	print := kit.NewButton(lang.L("Print"), kit.IconPrint, nil)
	print.OnTapped = func() {
		j := documents.TakingsJob(s.d, s.day)
		j.Rest = func(on bool) { kit.SetEnabled(print, !on) }
		papers.Print(s.d, j)
	}
	on := kit.IconButton(kit.IconChevronRight, lang.L("On"), func() { s.turn(s.day.AddDays(1)) })
	kit.SetEnabled(on, s.day < s.d.Today())
	return kit.StackGap(kit.Gap,
		kit.Heading(words.LongWithWeekday(s.day)).Wrap(),
		kit.FlowRow(kit.IconButton(kit.IconChevronLeft, lang.L("Back"), func() { s.turn(s.day.AddDays(-1)) }), container.NewStack(date), on, today, print))
}

// till says what should be in the till and what was counted, and offers to count it.
func (s *Screen) till() fyne.CanvasObject {
	t := &s.known.takings
	list := kit.Stack(sum(lang.L("Cash of the day"), t.Cash()))
	for i := range t.Counts {
		c := &t.Counts[i]
		said, color := offWords(c.Off())
		if i < len(t.Counts)-1 {
			said, color = words.Sentences(said, lang.L("It was counted again.")), kit.ColorQuiet
		}
		list.Add(kit.StackGap(0,
			sum(lang.L("Counted, with {{.Float}} from the morning", map[string]any{"Float": clinic.MoneyText(c.FloatCents)}), c.CountedCents),
			kit.Body(said).In(color).Wrap(),
			kit.QuietText(words.Points(words.ShortMoment(s.d.In(c.At)), c.By, c.Note)).Wrap()))
	}
	label := lang.L("Count the till")
	if len(t.Counts) > 0 {
		label = lang.L("Count it again")
	}
	list.Add(kit.FlowRow(kit.NewButton(label, kit.IconOwed, s.count)))
	return kit.NewCard(lang.L("Till"), list)
}

// offWords say how far what was counted is off.
func offWords(off int) (string, fyne.ThemeColorName) {
	amount := map[string]any{"Amount": clinic.MoneyText(max(off, -off))}
	switch {
	case off < 0:
		return lang.L("{{.Amount}} is missing.", amount), kit.ColorWarning
	case off > 0:
		return lang.L("{{.Amount}} is too much.", amount), kit.ColorWarning
	}
	return lang.L("It agrees."), kit.ColorSuccess
}

// count asks what is in the till.
func (s *Screen) count() {
	cash := s.known.takings.Cash()
	float, counted := kit.NewEntry("0.00", nil), kit.NewEntry("0.00", nil)
	float.Replaces, counted.Replaces = true, true
	float.Fill(edit.Money(s.known.floated))
	morning, evening := kit.NewField(lang.L("In the till in the morning"), float), kit.NewField(lang.L("Counted now"), counted)
	note := kit.NewEntry("", nil)
	should, off := kit.Body("").Wrap(), kit.Heading("").Wrap()
	do := kit.PrimaryButton(lang.L("Keep the count"), kit.IconCheck, nil)
	read := func(f *kit.Field, text string) (cents int, ok bool) {
		n, err := edit.Cents("counted_cents", text)
		f.SetError("")
		switch {
		case err != nil:
			f.SetError(edit.Complaint(err, "counted_cents"))
		case n != nil && *n >= 0 && *n <= clinic.MostCents:
			return *n, true
		case n != nil:
			f.SetError(lang.L("From 0.00 to {{.Most}}.", map[string]any{"Most": clinic.MoneyText(clinic.MostCents)}))
		}
		return 0, false
	}
	weigh := func() (begin, now int, whole bool) {
		begin, one := read(morning, float.Text)
		now, two := read(evening, counted.Text)
		should.SetText("")
		off.SetText("")
		if one {
			should.SetText(lang.L("{{.Amount}} should be in it", map[string]any{"Amount": clinic.MoneyText(begin + cash)}))
		}
		if one && two {
			said, color := offWords(now - begin - cash)
			off.In(color).SetText(said)
		}
		kit.SetEnabled(do, one && two)
		return begin, now, one && two
	}
	float.OnChanged = func(string) { weigh() }
	counted.OnChanged = func(string) { weigh() }
	day := s.day
	do.OnTapped = func() {
		begin, now, whole := weigh()
		if !whole {
			return
		}
		// Somebody may have taken cash while it was counted: what is expected is what is known by now.
		_, op, err := clinic.CountTill(s.d.Env(), day, begin, now, s.known.takings.Cash(), strings.TrimSpace(note.Text))
		if err != nil {
			s.d.Fail(err)
			return
		}
		op.Scope = scope
		if s.d.Apply(op) == nil {
			s.side.Close()
			s.d.Tell(lang.L("The till of {{.Day}} is counted.", map[string]any{"Day": words.Short(day)}), s.Undo)
		}
	}
	weigh()
	s.side.Open(lang.L("Count the till"), do, morning, sum(lang.L("Cash of the day"), cash), should, evening, off, kit.NewField(lang.L("Note"), note))
	kit.Focus(counted)
}
