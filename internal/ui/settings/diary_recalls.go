package settings

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// recallCard chooses after how many months without a visit somebody whose plan is finished is called.
type recallCard struct {
	d      *desk.Desk
	months *kit.Chips
	card   *kit.Card
}

func newRecallCard(d *desk.Desk) *recallCard {
	r := &recallCard{d: d}
	r.months = kit.NewChips(nil, func(ids []string) {
		months, _ := strconv.Atoi(ids[0])
		_ = keepClinic(d, "recall_months", func(c *clinic.Clinic) { c.RecallMonths = &months }) // a failure was said
	}).Required()
	r.card = kit.NewCard(lang.L("Who is called"), kit.StackGap(kit.GapWide, kit.NewField(lang.L("Somebody whose plan is finished, after"), r.months),
		kit.QuietText(lang.L("Who stayed away for a year longer is left alone, as is whoever is archived or does not wish to be called.")).Wrap()))
	return r
}

func (r *recallCard) show() {
	c := r.d.Clinic()
	all := []int{3, 6, 9, 12}
	if now := c.AwayMonths(); now > 0 && !slices.Contains(all, now) {
		all = append(all, now)
		slices.Sort(all)
	}
	options := []kit.Option{{ID: "0", Label: lang.L("Never")}}
	for _, n := range all {
		options = append(options, kit.Option{ID: strconv.Itoa(n), Label: lang.N("{{.Months}} months", n, map[string]any{"Months": n})})
	}
	r.months.SetOptions(options)
	r.months.SetChosen(strconv.Itoa(c.AwayMonths()))
}
