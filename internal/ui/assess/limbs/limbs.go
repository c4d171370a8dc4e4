// Package limbs is the step of what swells and what flows: girths and volumes, pitting, circulation, and the map of the lymph.
package limbs

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// The parts of the step of the limbs.
const (
	limbsArms    = clinic.LimbArm
	limbsLegs    = clinic.LimbLeg
	limbsPitting = "pitting"
	limbsFlow    = "circulation"
	limbsMap     = "map"
)

// Step is the step of what swells and what flows: girths and volumes, pitting, circulation, and the map
// of the lymph.
type Step struct {
	*step.Pages
	s      *step.Host
	topics *kit.Segmented
	strip  *fyne.Container // stays in sight while the check for a clot waits
	alarm  *kit.Text
}

// New makes the step.
func New(s *step.Host) step.Step {
	l := &Step{s: s}
	l.topics = kit.NewSegmented([]kit.Option{
		{ID: limbsArms, Label: lang.L("Arms")},
		{ID: limbsLegs, Label: lang.L("Legs")},
		{ID: limbsPitting, Label: lang.L("Pitting")},
		{ID: limbsFlow, Label: lang.L("Circulation")},
		{ID: limbsMap, Label: lang.L("Lymph map")},
	}, func(topic string) { l.Open(topic) })
	topic := limbsArms
	if l.measuredLimb() == limbsLegs {
		topic = limbsLegs
	}
	l.Pages = step.NewPages(s, topic, l.topics, l.page)
	l.alarm = kit.Strong("").In(kit.ColorError).Lines(2)
	answer := kit.NewButton(lang.L("Answer"), kit.IconChevronRight, l.AnswerClot)
	l.strip = kit.PadSides(kit.GapWide, 0, container.NewStack(kit.NewPlate(kit.ColorErrorSoft, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap/2,
		kit.Border(nil, nil, container.NewCenter(kit.IconView(kit.IconAlert, kit.ColorError)), answer, kit.Middle(l.alarm)))))
	l.Above.Add(l.strip)
	return l
}

func (l *Step) page(topic string) step.Step {
	switch topic {
	case limbsPitting:
		return newPittingPage(l.s)
	case limbsFlow:
		return newFlowPage(l.s)
	case limbsMap:
		return newLymphPage(l.s)
	}
	return newGirthPage(l, topic)
}

// measuredLimb is the limb that was measured last, or "".
func (l *Step) measuredLimb() string {
	limb := ""
	for _, m := range l.s.Chart().Measurements {
		if m.Measure == clinic.MeasureGirth {
			if p := l.s.Desk.Catalogue.LimbProtocol(m.Protocol); p != nil {
				limb = p.Limb
			}
		}
	}
	return limb
}

// AnswerClot goes to the check for a clot.
func (l *Step) AnswerClot() {
	if l.Topic != limbsLegs {
		l.Open(limbsLegs)
	}
	if p, ok := l.Page(limbsLegs).(*girthPage); ok {
		l.s.After(step.RevealPause, func() {
			l.Scroll.Reveal(p.clot.root)
			l.Scroll.Reveal(p.clot.what) // the top, where there is no room for all of it
		})
	}
}

// Show is part of step.Step.
func (l *Step) Show() {
	k := l.s.Chart().ClotCheck(l.s.Desk.Catalogue, l.s.Current(), l.s.Desk.Today())
	kit.SetHidden(l.strip, k == nil || !k.Open())
	if k != nil {
		l.alarm.SetText(lang.L("{{.What}}. Check for a clot before any massage.", map[string]any{"What": words.Say(k.Words())}))
	}
	l.topics.SetChosen(l.Topic)
	l.Pages.Show()
}

// notices are sentences to act on, each in a box of its own.
type notices struct {
	tone kit.Tone
	said []string
	root *fyne.Container
}

func newNotices() *notices { return &notices{tone: kit.ToneWarning, root: kit.Stack()} }

func (n *notices) show(sentences []string) {
	kit.SetHidden(n.root, len(sentences) == 0)
	if slices.Equal(n.said, sentences) {
		return
	}
	n.said = slices.Clone(sentences)
	n.root.Objects = nil
	for _, s := range sentences {
		r := kit.NewRemark()
		r.Set(s, n.tone)
		n.root.Add(r.Object)
	}
	n.root.Refresh()
}
