package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// follow offers a session that runs the plan that was agreed, or changed, after it had begun.
type follow struct {
	object *fyne.Container
	says   *fyne.Container
}

func newFollow(w *visit) *follow {
	f := &follow{says: kit.Stack()}
	button := kit.NewButton(lang.L("Treat by this plan"), kit.IconPlan, func() {
		v := w.now()
		if v == nil {
			return
		}
		if op := clinic.FollowPlan(w.s.d.Env(), w.s.chart(), v); !op.Empty() {
			_ = w.s.apply(op) // a failure was said
		}
	})
	f.object = kit.StackGap(kit.Gap, f.says, kit.FlowRow(button))
	return f
}

func (f *follow) show(v *clinic.Session, chart *clinic.Chart) {
	p := chart.NewerPlan(v)
	kit.SetHidden(f.object, p == nil)
	if p == nil {
		return
	}
	f.says.Objects = []fyne.CanvasObject{notice(lang.L("Version {{.Version}} of the plan is agreed. This session goes by what was in force when it began; what you have decided in it stays.", map[string]any{"Version": p.Version}), kit.ToneNeutral)}
	f.says.Refresh()
}
