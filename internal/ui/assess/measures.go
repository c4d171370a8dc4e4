package assess

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// The parts of the step that are not a joint.
const (
	topicPain  = "pain"
	topicOther = "other"
)

// measures is the step of everything that has a number: one topic at a time, so that the page stays
// short.
type measures struct {
	s      *Screen
	topics *kit.Chips
	topic  string
	pages  map[string]page
	body   *fyne.Container
	scroll *kit.DragScroll
	mode   string
	tool   string
}

// page is one topic.
type page interface {
	object() fyne.CanvasObject
	show(map[measured]before)
	leave()
}

func newMeasures(s *Screen) step {
	m := &measures{s: s, topic: topicPain, pages: map[string]page{}, body: container.NewStack(), mode: clinic.ModeActive, tool: s.lastTool()}
	m.topics = kit.NewChips(nil, func(ids []string) { m.open(ids[0]) }).Required()
	if j := m.firstJoint(); j != "" {
		m.topic = j
	}
	m.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.StackGap(kit.GapWide, m.topics, m.body)))
	return m
}

func (m *measures) object() fyne.CanvasObject { return m.scroll }

// joints lists the joints that have a range of motion in the catalogue, in its order.
func (m *measures) joints() []string {
	var out []string
	for _, me := range m.s.d.Catalogue.Measures {
		if me.Joint != "" && !slices.Contains(out, me.Joint) {
			out = append(out, me.Joint)
		}
	}
	return out
}

// firstJoint is the joint that was measured in this assessment or the one before, or "".
func (m *measures) firstJoint() string {
	for _, x := range m.recent() {
		if me := m.s.d.Catalogue.Measure(x.Measure); me != nil && me.Joint != "" {
			return me.Joint
		}
	}
	return ""
}

// recent are the values of this assessment and then of the one before.
func (m *measures) recent() []clinic.Measurement {
	c := m.s.chart()
	list := c.MeasurementsOf(m.s.assessment)
	if p := m.s.previous(); p != nil {
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

func (m *measures) open(topic string) {
	m.leave()
	m.topic = topic
	m.show()
	m.scroll.ScrollToOffset(fyne.Position{})
	m.s.after(revealPause, func() {
		if high := m.topics.MinSize().Height + kit.GapWide; m.topic == topic && high > m.scroll.Size().Height/4 {
			m.scroll.ScrollToOffset(fyne.NewPos(0, high)) // the page, not the choice that was made, fills a small window
		}
	})
}

func (m *measures) show() {
	counts := map[string]int{}
	for _, x := range m.s.chart().MeasurementsOf(m.s.assessment) {
		counts[topicOfValue(m.s.d.Catalogue, &x)]++
	}
	option := func(id, label string) kit.Option { return kit.Counted(id, label, counts[id]) }
	options := []kit.Option{option(topicPain, lang.L("Pain and activities"))}
	for _, j := range m.joints() {
		options = append(options, option(j, upperFirst(j)))
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
	m.s.turnTo(m.body, p)
}

// turnTo shows a page in a step.
func (s *Screen) turnTo(body *fyne.Container, p page) {
	if len(body.Objects) == 0 || body.Objects[0] != p.object() {
		body.Objects = []fyne.CanvasObject{p.object()}
	}
	p.show(s.befores())
	body.Refresh()
}

func (m *measures) leave() {
	if p := m.pages[m.topic]; p != nil {
		p.leave()
	}
}
