package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// tests chooses, a region at a time, which special tests are shown before the others in an assessment.
func (s *Screen) tests() fyne.CanvasObject {
	cat := s.d.Catalogue
	if cat == nil {
		cat = &clinic.Catalogue{}
	}
	region := ""
	chosen := kit.NewMultiChips(nil, func(codes []string) {
		if err := s.d.SetUsualTests(region, codes); err != nil {
			s.d.Fail(err)
		}
	})
	show := func(of string) {
		region = of
		var options []kit.Option
		for _, x := range cat.TestsIn(region, clinic.TestSpecial) {
			options = append(options, kit.Option{ID: x.Code, Label: x.Name})
		}
		chosen.SetOptions(options)
		chosen.SetChosen(s.d.UsualTests(region)...)
	}
	regions := kit.NewChips(kit.Options(cat.TestRegions()...), func(ids []string) { show(ids[0]) }).Required()
	if list := cat.TestRegions(); len(list) > 0 {
		regions.SetChosen(list[0])
		show(list[0])
	}
	return kit.StackGap(kit.GapWide,
		kit.QuietText(lang.L("These stand first in their region; the others are one tap away, and what loads a structure with a finding comes before all.")).Wrap(),
		regions, kit.Hairline(), chosen)
}
