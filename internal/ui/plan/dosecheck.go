package plan

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// doseCheck asks about a dose outside the usual: it is changed, or kept with a reason.
type doseCheck struct {
	s      *screen
	asked  *kit.Remark
	usual  *kit.Button
	reason *edit.Text
	box    *fyne.Container
}

func newDoseCheck(s *screen, i *prescriptionItem) *doseCheck {
	c := &doseCheck{s: s, asked: kit.NewRemark()}
	c.usual = kit.NewButton(lang.L("Use the usual dose"), kit.IconRefresh, func() {
		s.flush()
		_ = i.set(clinic.Say("Use the usual dose"), func(p *clinic.Prescription) {
			*p = clinic.UsualDose(s.d.Catalogue, s.chart, s.current(), *p)
		})
	})
	c.reason = s.newText("rx.dose."+i.id, "dose_reason", lang.L("Or it stays because"),
		lang.L("For example: had it this long before, and it helped"), 1, func(text string) error {
			return i.set(clinic.Say("Say why the dose stays"), func(p *clinic.Prescription) { p.DoseReason = text })
		})
	c.box = kit.Stack(c.asked.Object, kit.FlowRow(c.usual), c.reason.Field)
	return c
}

func (c *doseCheck) show(p *clinic.Prescription) {
	asked := c.s.doseQuestions(p)
	tone := kit.ToneWarning
	if p.DoseReason != "" {
		tone = kit.ToneNeutral
	}
	c.asked.Set(asked, tone)
	usual := clinic.UsualDose(c.s.d.Catalogue, c.s.chart, c.s.current(), *p)
	kit.SetHidden(c.usual, usual.Pressure == p.Pressure && usual.Minutes == p.Minutes && usual.Repetitions == p.Repetitions)
	c.reason.Show(p.DoseReason)
	kit.SetHidden(c.box, asked == "" && p.DoseReason == "" && c.reason.Typed() == "")
}
