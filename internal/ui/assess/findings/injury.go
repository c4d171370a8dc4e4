package findings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/injuries"
	"regimen/internal/ui/kit"
)

// injuryHere is the injury of the structure that is open beside the figure.
type injuryHere struct {
	p       *sheet
	add     *kit.Button
	head    *kit.Text
	editors map[string]*injuries.Editor
	shown   *injuries.Editor
	body    *fyne.Container
	root    *fyne.Container
}

func newInjuryHere(p *sheet) *injuryHere {
	h := &injuryHere{p: p, head: kit.Strong(lang.L("Injury")), editors: map[string]*injuries.Editor{}, body: kit.Stack()}
	h.add = kit.QuietButton(lang.L("It is injured"), kit.IconAdd, func() {
		p.leave()
		injuries.Add(p.s, p.target)
	})
	h.root = kit.StackGap(kit.GapWide, kit.Hairline(), container.NewHBox(h.add), h.head, h.body)
	return h
}

func (h *injuryHere) show() {
	i := injuries.Of(h.p.s, h.p.target)
	h.root.Hidden = i == nil && (h.p.s.Locked() || h.p.f.source != clinic.ByTherapist)
	h.add.Hidden = i != nil
	h.head.Hidden, h.body.Hidden = i == nil, i == nil
	if i == nil {
		h.shown = nil
		return
	}
	e := h.editors[i.ID]
	if e == nil {
		e = injuries.NewEditor(h.p.s, i.ID)
		h.editors[i.ID] = e
	}
	if h.shown != e {
		h.shown = e
		h.body.Objects = []fyne.CanvasObject{e.Object}
	}
	e.Show()
	h.body.Refresh()
}

func (h *injuryHere) leave() {
	if h.shown != nil {
		h.shown.Leave()
	}
}
