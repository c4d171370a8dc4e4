package safety

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
)

// Group are the questions that are asked together.
type Group struct {
	ID, Name, Help string
	Items          []*clinic.ScreeningItem // the most urgent first
}

// Groups are the groups of questions in the order they are asked.
func Groups(cat *clinic.Catalogue) []Group {
	groups := []Group{
		{ID: clinic.GroupAbsolute, Name: lang.L("Do not treat"), Help: lang.L("While one of these is true there is no massage at all.")},
		{ID: clinic.GroupRedFlag, Name: lang.L("Red flags"), Help: lang.L("Signs of something massage must not treat. A yes here goes to a doctor.")},
		{ID: clinic.GroupLocal, Name: lang.L("Avoid the area"), Help: lang.L("The rest of the body may be treated. Mark the area to keep clear of.")},
		{ID: clinic.GroupPrecaution, Name: lang.L("Take care"), Help: lang.L("Massage is possible with changes: less pressure, another position, other techniques.")},
	}
	order := clinic.Urgencies()
	for g := range groups {
		for i := range cat.Screening {
			if item := &cat.Screening[i]; item.Group == groups[g].ID {
				groups[g].Items = append(groups[g].Items, item)
			}
		}
		slices.SortStableFunc(groups[g].Items, func(a, b *clinic.ScreeningItem) int {
			return cmp.Compare(slices.Index(order, a.Urgency), slices.Index(order, b.Urgency))
		})
	}
	return groups
}
