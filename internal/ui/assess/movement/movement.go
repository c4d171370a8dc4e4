// Package movement is the step of what has a number: pain and activities, the range and strength of the joints, and further
// measures.
package movement

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The parts of the step that are not a joint.
const (
	topicPain  = "pain"
	topicOther = "other"
)

// Step is the step of everything that has a number: one topic at a time, so that the page stays
// short.
type Step struct {
	s      *step.Host
	topics *kit.Chips
	topic  string
	pages  map[string]measured.Page
	body   *fyne.Container
	scroll *kit.DragScroll
	mode   string
	tool   string
}

// New makes the step.
func New(s *step.Host) step.Step {
	m := &Step{s: s, topic: topicPain, pages: map[string]measured.Page{}, body: container.NewStack(), mode: clinic.ModeActive, tool: lastTool(s)}
	m.topics = kit.NewChips(nil, func(ids []string) { m.open(ids[0]) }).Required()
	if j := m.firstJoint(); j != "" {
		m.topic = j
	}
	m.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, m.topics, m.body)))
	return m
}

// Object is part of step.Step.
func (m *Step) Object() fyne.CanvasObject { return m.scroll }

// joints lists the joints that have a range of motion in the catalogue, in its order.
func (m *Step) joints() []string {
	var out []string
	for _, me := range m.s.Desk.Catalogue.Measures {
		if me.Joint != "" && !slices.Contains(out, me.Joint) {
			out = append(out, me.Joint)
		}
	}
	return out
}

// firstJoint is the joint that was measured in this assessment or the one before, or "".
func (m *Step) firstJoint() string {
	for _, x := range m.recent() {
		if me := m.s.Desk.Catalogue.Measure(x.Measure); me != nil && me.Joint != "" {
			return me.Joint
		}
	}
	return ""
}

// recent are the values of this assessment and then of the one before.
func (m *Step) recent() []clinic.Measurement {
	c := m.s.Chart()
	list := c.MeasurementsOf(m.s.Assessment)
	if p := m.s.Previous(); p != nil {
		list = append(list, c.MeasurementsOf(p.ID)...)
	}
	return list
}

// topicOf is where a measure is shown.
func topicOf(me *clinic.Measure) string {
	switch {
	case me.Joint != "":
		return me.Joint
	case me.Items, me.Tells == clinic.TellsPain:
		return topicPain
	}
	return topicOther
}

// topicOfValue is where a value is shown: the strength of a movement stands at its joint, and what was
// measured on a limb in a step of its own.
func topicOfValue(c *clinic.Catalogue, x *clinic.Measurement) string {
	if c.OfLimbs(x) {
		return ""
	}
	if me := strengthOf(c, x); me != nil {
		return me.Joint
	}
	if me := c.Measure(x.Measure); me != nil {
		return topicOf(me)
	}
	return ""
}

// strengthOf is the measure of the movement whose strength was graded, or nil.
func strengthOf(c *clinic.Catalogue, x *clinic.Measurement) *clinic.Measure {
	if !clinic.IsStrength(x.Measure) {
		return nil
	}
	for i := range c.Measures {
		me := &c.Measures[i]
		if move := c.Movement(me.Code); move == nil || !move.Strength {
			continue
		}
		if measure, item := clinic.StrengthOf(me); measure == x.Measure && item == x.Item {
			return me
		}
	}
	return nil
}

func (m *Step) open(topic string) {
	m.Leave()
	m.topic = topic
	m.Show()
	m.scroll.ScrollToOffset(fyne.Position{})
	m.s.After(step.RevealPause, func() {
		if high := m.topics.MinSize().Height + kit.GapWide; m.topic == topic && high > m.scroll.Size().Height/4 {
			m.scroll.ScrollToOffset(fyne.NewPos(0, high)) // the page, not the choice that was made, fills a small window
		}
	})
}

// Show is part of step.Step.
func (m *Step) Show() {
	counts := map[string]int{}
	for _, x := range m.s.Chart().MeasurementsOf(m.s.Assessment) {
		counts[topicOfValue(m.s.Desk.Catalogue, &x)]++
	}
	option := func(id, label string) kit.Option { return kit.Counted(id, label, counts[id]) }
	options := []kit.Option{option(topicPain, lang.L("Pain and activities"))}
	for _, j := range m.joints() {
		options = append(options, option(j, script.UpperFirst(j)))
	}
	m.topics.SetOptions(append(options, option(topicOther, lang.L("Other measures"))))
	m.topics.SetChosen(m.topic)
	p := m.pages[m.topic]
	if p == nil {
		switch m.topic {
		case topicPain:
			p = newPainPage(m)
		case topicOther:
			p = newOtherPage(m)
		default:
			p = newMotionPage(m, m.topic)
		}
		m.pages[m.topic] = p
	}
	measured.TurnTo(m.s, m.body, p)
}

// Leave is part of step.Step.
func (m *Step) Leave() {
	if p := m.pages[m.topic]; p != nil {
		p.Leave()
	}
}
