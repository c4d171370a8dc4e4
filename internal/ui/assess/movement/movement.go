// Package movement is the step of what has a number: pain and activities, the range and strength of the joints, and further
// measures.
package movement

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// The parts of the step that are not a joint.
const (
	topicPain  = "pain"
	topicOther = "other"
)

// Step is the step of everything that has a number: one joint or topic at a time, so that the page stays short. It opens
// where something was measured or found.
type Step struct {
	*step.Pages
	s     *step.Host
	menu  *step.Menu
	mode  string
	tool  string
	tools *step.Menu
}

// New makes the step.
func New(s *step.Host) step.Step {
	m := &Step{s: s, mode: clinic.ModeActive, tool: lastTool(s)}
	m.menu = step.NewMenu(s, kit.NewButton("", "", nil), m.offered, func(topic string) { m.Open(topic) })
	m.tools = step.NewMenu(s, kit.QuietButton("", "", nil), m.toolsOffered, m.took)
	m.Pages = step.NewPages(s, m.first(), m.menu.Button, m.page)
	return m
}

func (m *Step) page(topic string) step.Step {
	switch topic {
	case topicPain:
		return newPainPage(m)
	case topicOther:
		return newOtherPage(m)
	case clinic.GroupVital, clinic.GroupSleep:
		return newGroupPage(m, topic)
	}
	return newMotionPage(m, topic)
}

// first is what the step opens with: the joint that was measured in this assessment, that of most findings, the one
// measured last time, and failing those the pain.
func (m *Step) first() string {
	c := m.s.Chart()
	for _, list := range [][]string{
		m.measured(c.MeasurementsOf(m.s.Assessment)), m.s.Desk.Catalogue.JointsFound(m.s.Found(), m.s.Part), m.measured(m.recent()),
	} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return topicPain
}

// measured are the joints of some values, each once.
func (m *Step) measured(values []clinic.Measurement) []string {
	var out []string
	for _, x := range values {
		if me := m.s.Desk.Catalogue.Measure(x.Measure); me != nil && me.Joint != "" && !slices.Contains(out, me.Joint) {
			out = append(out, me.Joint)
		}
	}
	return out
}

// offered is what the menu holds: the joints with findings, those measured lately, and all.
func (m *Step) offered() []step.Group {
	option := m.counted()
	joints := func(list []string) []kit.Option {
		var out []kit.Option
		for _, j := range list {
			out = append(out, option(j))
		}
		return out
	}
	found := joints(m.s.Desk.Catalogue.JointsFound(m.s.Found(), m.s.Part))
	return []step.Group{
		{Title: lang.L("Where something was found"), Options: found},
		{Title: lang.L("Measured lately"), Options: step.Without(joints(m.measured(m.recent())), found...)},
		{Title: lang.L("All joints"), Options: joints(m.s.Desk.Catalogue.Joints())},
		{Title: lang.L("More"), Options: []kit.Option{
			option(topicPain), option(clinic.GroupVital), option(clinic.GroupSleep), option(topicOther),
		}},
	}
}

// counted names a topic with how many values it has in this assessment.
func (m *Step) counted() func(topic string) kit.Option {
	counts := map[string]int{}
	for _, x := range m.s.Chart().MeasurementsOf(m.s.Assessment) {
		counts[topicOfValue(m.s.Desk.Catalogue, &x)]++
	}
	return func(topic string) kit.Option { return kit.Counted(topic, topicName(topic), counts[topic]) }
}

func topicName(topic string) string {
	switch topic {
	case topicPain:
		return lang.L("Pain and activities")
	case clinic.GroupVital:
		return lang.L("Vital signs")
	case clinic.GroupSleep:
		return lang.L("Sleep and headache")
	case topicOther:
		return lang.L("Other measures")
	}
	return script.UpperFirst(topic)
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
	case me.Group != "" && me.Group != clinic.GroupScore:
		return me.Group
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

// Menu is the button that chooses the joint or another topic.
func (m *Step) Menu() *kit.Button { return m.menu.Button }

// Show is part of step.Step.
func (m *Step) Show() {
	m.menu.Show(m.Topic, topicName(m.Topic))
	m.Pages.Show()
}
