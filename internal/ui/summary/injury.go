package summary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// mostInjuries keeps old ones, that nobody has called healed, from filling the page.
const mostInjuries = 3

// injuries says of each injury that is not healed how far it has come and what that allows, or is nil.
func (s *Screen) injuries(chart *clinic.Chart, today clinic.Date) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i, x := range chart.OpenInjuries(today) {
		h := chart.HealingPhase(s.d.Catalogue, &x, today)
		if h == nil || i >= mostInjuries {
			continue
		}
		quiet := lang.L("Since {{.Day}}: {{.Phase}}.", map[string]any{"Day": words.Long(x.InjuredOn), "Phase": words.Say(h.Words())})
		texts := []fyne.CanvasObject{
			line(kit.IconAlert, kit.ColorWarning, words.Points(s.d.Atlas.Label(x.Structure, x.Side), words.Say(s.d.Catalogue.InjuryName(&x))), quiet),
			kit.Body(words.Say(h.Now())).Wrap(),
		}
		if notYet := words.Say(h.NotYet()); notYet != "" {
			texts = append(texts, kit.Body(notYet).Wrap())
		}
		if usual := words.Say(h.ReturnWords()); usual != "" {
			texts = append(texts, kit.QuietText(usual).Wrap())
		}
		if h.Refer() {
			texts = append(texts, s.injuryClearance(&x))
		}
		rows = append(rows, kit.StackGap(kit.Gap/2, texts...))
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.NewCard(lang.L("Injury"), kit.StackGap(kit.GapWide, rows...),
		kit.QuietButton(lang.L("Open the assessment"), kit.IconAssess, func() { s.d.Open(s.patient, desk.Assess) }))
}
