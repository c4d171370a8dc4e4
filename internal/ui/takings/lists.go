package takings

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// list shows the rows of a part below what stands above them.
func (s *Screen) list(part string, above fyne.CanvasObject) fyne.CanvasObject {
	s.lists[part].Refresh()
	return kit.Border(kit.PadSides(kit.GapRoomy, kit.Gap, above), nil, nil, nil, kit.PadSides(kit.GapRoomy-kit.GapWide, 0, s.lists[part]))
}

// showOwed lists who owes something, and who has something on account.
func (s *Screen) showOwed() fyne.CanvasObject {
	debts := slices.DeleteFunc(slices.Clone(s.known.debts), func(x store.Debt) bool { return x.Cents == 0 })
	if s.oldest {
		slices.SortStableFunc(debts, func(a, b store.Debt) int { return cmp.Compare(a.Since, b.Since) })
	}
	all, on := 0, 0
	s.rows[owed] = nil
	for i := range debts {
		x := &debts[i]
		all += x.Cents
		late := x.Since.DaysUntil(s.d.Today())
		facts := []string{lang.L("since {{.Day}}", map[string]any{"Day": words.Short(x.Since)})}
		if late > 0 {
			facts = append(facts, words.Say(clinic.SayCount(late, "{{.Count}} day", "{{.Count}} days")))
		}
		if x.OnAccount > 0 {
			facts = append(facts, lang.L("{{.Amount}} stands on account", map[string]any{"Amount": clinic.MoneyText(x.OnAccount)}))
		}
		row := kit.Row{What: x.Name, Quiet: words.Points(facts...), End: clinic.MoneyText(x.Cents)}
		if late > lateDays {
			row.Tone = kit.ToneDanger
		}
		s.rows[owed] = append(s.rows[owed], item{row, x.Patient})
	}
	var ahead []item
	for i := range s.known.debts {
		x := &s.known.debts[i]
		on += x.OnAccount
		if x.Cents == 0 {
			ahead = append(ahead, item{kit.Row{What: x.Name, Quiet: lang.L("paid and for nothing yet"), End: clinic.MoneyText(x.OnAccount)}, x.Patient})
		}
	}
	if len(ahead) > 0 {
		s.rows[owed] = append(append(s.rows[owed], item{kit.Row{What: lang.L("On account"), Head: true}, ""}), ahead...)
	}
	if len(s.rows[owed]) == 0 {
		return kit.NewEmptyState(kit.IconCheck, lang.L("Nobody owes anything"), lang.L("Every bill is paid."), "", nil)
	}
	order := kit.NewSegmented([]kit.Option{{ID: "most", Label: lang.L("Largest first")}, {ID: "oldest", Label: lang.L("Oldest first")}}, func(id string) {
		s.oldest = id == "oldest"
		s.show()
	})
	order.SetChosen("most")
	if s.oldest {
		order.SetChosen("oldest")
	}
	facts := map[string]any{"Amount": clinic.MoneyText(all), "OnAccount": clinic.MoneyText(on)}
	return s.list(owed, kit.StackGap(kit.Gap,
		kit.Heading(lang.L("{{.Amount}} is owed in all", facts)).Wrap(),
		kit.QuietText(lang.L("{{.OnAccount}} stands on accounts", facts)).Wrap(),
		kit.MaxWidth(spansWidth, order)))
}

// lateDays is from how many days on what is owed is marked.
const lateDays = 30

// soonDays is within how many days what expires is marked.
const soonDays = 60

// showAhead lists the packages and vouchers of which something is left; what expires first is first.
func (s *Screen) showAhead() fyne.CanvasObject {
	list := slices.Clone(s.known.credits)
	slices.SortStableFunc(list, func(a, b clinic.CreditState) int {
		never := func(c *clinic.CreditState) int {
			if c.Expires == "" {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(never(&a), never(&b)), cmp.Compare(a.Expires, b.Expires), cmp.Compare(a.SoldOn, b.SoldOn), strings.Compare(a.ID, b.ID))
	})
	s.rows[ahead] = nil
	all := 0
	for i := range list {
		c := &list[i]
		all += c.LeftCents
		facts := []string{words.Say(c.Says())}
		if c.Expires != "" {
			facts = append(facts, lang.L("until {{.Day}}", map[string]any{"Day": words.Short(c.Expires)}))
		}
		facts = append(facts, lang.L("bought by {{.Name}}", map[string]any{"Name": s.known.names[c.PatientID]}))
		if c.Holder != "" && c.HeldFor != c.PatientID {
			facts = append(facts, lang.L("for {{.Name}}", map[string]any{"Name": c.Holder}))
		}
		row := kit.Row{What: c.Name, Beside: c.Code, Quiet: words.Points(facts...), End: clinic.MoneyText(c.LeftCents)}
		switch today := s.d.Today(); {
		case c.Expired(today):
			row.Badge, row.Tone = lang.L("Expired"), kit.ToneDanger
		case c.Expires != "" && today.DaysUntil(c.Expires) <= soonDays:
			row.Badge, row.Tone = lang.L("Expires soon"), kit.ToneWarning
		}
		s.rows[ahead] = append(s.rows[ahead], item{row, c.PatientID})
	}
	if len(list) == 0 {
		return kit.NewEmptyState(kit.IconReceipt, lang.L("Nothing is sold ahead"), lang.L("Packages and vouchers are sold in a patient's account, under Sell."), "", nil)
	}
	return s.list(ahead, kit.StackGap(kit.Gap,
		kit.Heading(lang.L("{{.Amount}} was paid ahead and is still to be given", map[string]any{"Amount": clinic.MoneyText(all)})).Wrap(),
		kit.QuietText(lang.L("What expires first is first.")).Wrap()))
}
