package findings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/script"
	"regimen/internal/ui/kit"
)

// muscleHere tells, when it is asked to, what is known of the muscle that is open.
type muscleHere struct {
	p      *sheet
	toggle *kit.Button
	texts  [4]*kit.Text
	body   *fyne.Container
	open   bool
	root   *fyne.Container
}

func newMuscleHere(p *sheet) *muscleHere {
	m := &muscleHere{p: p}
	m.toggle = kit.QuietButton(lang.L("Origin, insertion, action, nerve"), kit.IconChevronDown, func() {
		m.open = !m.open
		m.show()
		m.root.Refresh()
	})
	m.body = kit.StackGap(kit.Gap)
	for i, name := range []string{lang.L("Origin"), lang.L("Insertion"), lang.L("Action"), lang.L("Nerve")} {
		m.texts[i] = kit.Body("").Wrap()
		m.body.Add(kit.StackGap(0, kit.QuietText(name), m.texts[i]))
	}
	m.root = kit.StackGap(kit.Gap, m.toggle, m.body)
	return m
}

func (m *muscleHere) show() {
	facts, ok := m.p.s.Desk.Atlas.Muscle(m.p.target.Structure)
	m.root.Hidden = !ok
	if !ok {
		return
	}
	m.body.Hidden = !m.open
	icon := kit.IconChevronDown
	if m.open {
		icon = kit.IconChevronUp
	}
	m.toggle.SetIconName(icon)
	for i, text := range []string{facts.Origin, facts.Insertion, script.UpperFirst(facts.ActionWords()), facts.NerveWords()} {
		m.texts[i].SetText(text)
	}
}
