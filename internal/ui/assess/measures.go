package assess

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
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
	root   fyne.CanvasObject
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
	m := &measures{s: s, topic: topicPain, pages: map[string]page{}, body: container.NewStack(), mode: clinic.ModeActive}
	m.topics = kit.NewChips(nil, func(ids []string) { m.open(ids[0]) }).Required()
	if j := m.firstJoint(); j != "" {
		m.topic = j
	}
	m.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, m.body))
	m.root = container.NewBorder(kit.PadSides(kit.GapWide, kit.Gap, m.topics), nil, nil, nil, m.scroll)
	return m
}

func (m *measures) object() fyne.CanvasObject { return m.root }

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
	c := m.s.chart()
	list := c.MeasurementsOf(m.s.assessment)
	if p := m.s.previous(); p != nil {
		list = append(list, c.MeasurementsOf(p.ID)...)
	}
	for _, x := range list {
		if me := m.s.d.Catalogue.Measure(x.Measure); me != nil && me.Joint != "" {
			return me.Joint
		}
	}
	return ""
}

// topicOf is where a measure is shown.
func topicOf(me *clinic.Measure) string {
	switch {
	case me.Joint != "":
		return me.Joint
	case me.Items, strings.HasPrefix(me.Code, "nprs"):
		return topicPain
	}
	return topicOther
}

func (m *measures) open(topic string) {
	m.leave()
	m.topic = topic
	m.show()
	m.scroll.ScrollToOffset(fyne.Position{})
}

func (m *measures) show() {
	counts := map[string]int{}
	for _, x := range m.s.chart().MeasurementsOf(m.s.assessment) {
		if me := m.s.d.Catalogue.Measure(x.Measure); me != nil && !m.s.d.Catalogue.OfLimbs(&x) {
			counts[topicOf(me)]++
		}
	}
	option := func(id, label string) kit.Option {
		if n := counts[id]; n > 0 {
			label += "  " + clinic.Number(float64(n))
		}
		return kit.Option{ID: id, Label: label}
	}
	options := []kit.Option{option(topicPain, lang.L("Pain and activities"))}
	for _, j := range m.joints() {
		options = append(options, option(j, lang.L(upperFirst(j))))
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
	if len(m.body.Objects) == 0 || m.body.Objects[0] != p.object() {
		m.body.Objects = []fyne.CanvasObject{p.object()}
	}
	p.show(m.s.befores())
	m.body.Refresh()
}

func (m *measures) leave() {
	if p := m.pages[m.topic]; p != nil {
		p.leave()
	}
}

// valueRow is one line of a grid: what, a value for each side, and how they differ.
type valueRow struct {
	s     *Screen
	me    *clinic.Measure
	cells []*valueCell
	diff  *kit.Text
	pain  *kit.Severity
	asked *valueCell // whose pain is being asked
	about *kit.Text
	more  *fyne.Container
	root  *fyne.Container
}

// newValueRow makes a row for a measure: both sides of a paired one.
func newValueRow(s *Screen, me *clinic.Measure, title, quiet string, keys []measured, tool func() string, withPain bool) *valueRow {
	r := &valueRow{s: s, me: me, diff: kit.QuietText("").Wrap(), about: kit.QuietText("")}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), kit.QuietText(quiet).Wrap())
	line := container.New(&gridLine{middle: len(keys) == 1}, name)
	for _, k := range keys {
		var c *valueCell
		var ask func()
		if withPain {
			ask = func() { r.askPain(c) }
		}
		c = newValueCell(s, k, tool, ask)
		r.cells = append(r.cells, c)
		line.Add(c.root)
	}
	line.Add(kit.StackGap(0, kit.Space(0, kit.Gap+2), r.diff))
	r.pain = kit.NewSeverity(lang.L("No pain"), lang.L("Worst imaginable"), r.painful)
	r.more = container.NewBorder(nil, nil, kit.Space(gridTitle, 0), nil, kit.MaxWidth(560, kit.Stack(r.about, r.pain)))
	r.more.Hide()
	r.root = kit.PadSides(0, kit.Gap, kit.Stack(line, r.more))
	return r
}

// askPain opens and closes the question how much a movement hurts.
func (r *valueRow) askPain(c *valueCell) {
	if r.asked == c {
		r.asked = nil
	} else {
		r.asked = c
	}
	r.showPain()
	r.root.Refresh()
}

func (r *valueRow) showPain() {
	if r.asked != nil && r.s.record(r.asked.key) == nil {
		r.asked = nil
	}
	r.more.Hidden = r.asked == nil
	if r.asked == nil {
		return
	}
	r.about.SetText(lang.L("Pain with ") + r.s.name(r.asked.key))
	edit.SetEnabled(r.pain, !r.s.locked())
	if m := r.s.record(r.asked.key); m.Pain != nil {
		r.pain.SetValue(*m.Pain)
	} else {
		r.pain.SetValue(kit.Unrated)
	}
}

func (r *valueRow) painful(n int) {
	m := r.s.record(r.asked.key)
	if m == nil {
		return
	}
	m.Pain = nil
	if n != kit.Unrated {
		m.Pain = &n
	}
	_ = r.s.put(lang.L("Pain with ")+r.s.name(r.asked.key), m) // the person was told
}

func (r *valueRow) show(b map[measured]before) {
	for _, c := range r.cells {
		c.show(b[c.key])
	}
	r.diff.SetText(r.difference())
	r.showPain()
	r.root.Refresh()
}

// difference compares the sides: the other side is the first reference.
func (r *valueRow) difference() string {
	if len(r.cells) != 2 {
		return ""
	}
	left, right := r.s.record(r.cells[0].key), r.s.record(r.cells[1].key)
	if left == nil || right == nil {
		return ""
	}
	d := left.Value - right.Value
	switch {
	case math.Abs(d) < 1e-9:
		return lang.L("Same on both sides")
	case d > 0:
		return r.me.Write(d) + lang.L(" more on the left")
	}
	return r.me.Write(-d) + lang.L(" less on the left")
}

func (r *valueRow) leave() {
	for _, c := range r.cells {
		c.typed()
	}
}

// The columns of a grid of values.
const (
	gridTitle float32 = 176
	gridCell  float32 = 262
	gridDiff  float32 = 104
	gridGap   float32 = 12
)

// gridLine lays out one row: the name, the values in their columns, the difference. A value that has no
// side stands between the columns, so that it is never read as the left one.
type gridLine struct{ middle bool }

func (g *gridLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	cell := max(gridCell, min((size.Width-gridTitle-gridDiff-3*gridGap)/2, 340))
	x := gridTitle + gridGap
	last := len(objects) - 1
	for i, o := range objects {
		switch {
		case i == 0:
			o.Move(fyne.NewPos(0, 0))
			o.Resize(fyne.NewSize(gridTitle, size.Height))
		case i == last:
			x = gridTitle + 2*(cell+gridGap) + gridGap
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(max(size.Width-x, gridDiff), size.Height))
		case g.middle:
			o.Move(fyne.NewPos(gridTitle+gridGap+(cell+gridGap)/2, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
		default:
			o.Move(fyne.NewPos(x, 0))
			o.Resize(fyne.NewSize(cell, size.Height))
			x += cell + gridGap
		}
	}
}

func (g *gridLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(gridTitle+2*gridCell+gridDiff+3*gridGap, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

// gridHead names the columns.
func gridHead() fyne.CanvasObject {
	return container.New(&gridLine{}, kit.QuietText(""), kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")), kit.QuietText(""))
}

// motionPage is the range of motion of one joint.
type motionPage struct {
	m     *measures
	joint string
	modes *kit.Chips
	tools *kit.Chips
	grid  *fyne.Container
	rows  map[string][]*valueRow // by mode
	root  fyne.CanvasObject
}

// tools are what a range of motion is measured with; two different ones differ by more than their error.
func tools() []kit.Option {
	return []kit.Option{
		{ID: "goniometer", Label: lang.L("Goniometer")},
		{ID: "inclinometer", Label: lang.L("Inclinometer")},
		{ID: "phone", Label: lang.L("Phone")},
		{ID: "eye", Label: lang.L("By eye")},
	}
}

func newMotionPage(m *measures, joint string) page {
	p := &motionPage{m: m, joint: joint, rows: map[string][]*valueRow{}, grid: kit.StackGap(0)}
	p.modes = kit.NewChips([]kit.Option{
		{ID: clinic.ModeActive, Label: lang.L("Active")}, {ID: clinic.ModePassive, Label: lang.L("Passive")},
	}, func(ids []string) {
		p.leave()
		m.mode = ids[0]
		m.show()
	}).Required()
	p.tools = kit.NewChips(tools(), func([]string) { m.tool = p.tools.Value() })
	top := kit.FlowRow(kit.MinWidth(200, p.modes), kit.Space(kit.Gap, 0), kit.MinWidth(500, p.tools))
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, top, p.grid))
	return p
}

func (p *motionPage) object() fyne.CanvasObject { return p.root }

func (p *motionPage) build(mode string) []*valueRow {
	rows := []*valueRow{}
	for i := range p.m.s.d.Catalogue.Measures {
		me := &p.m.s.d.Catalogue.Measures[i]
		if me.Joint != p.joint || len(me.Modes) > 0 && !slices.Contains(me.Modes, mode) {
			continue
		}
		norm := ""
		if me.Norm != nil {
			norm = lang.L("usual ") + me.Write(*me.Norm)
		}
		rows = append(rows, newValueRow(p.m.s, me, upperFirst(me.Motion), norm, sides(me, "", mode), func() string { return p.m.tool }, true))
	}
	return rows
}

// sides are the values a measure has: left and right, or one.
func sides(me *clinic.Measure, item, mode string) []measured {
	if !me.Sided {
		return []measured{{me.Code, item, "", anatomy.Midline, mode}}
	}
	return []measured{{me.Code, item, "", anatomy.Left, mode}, {me.Code, item, "", anatomy.Right, mode}}
}

func (p *motionPage) show(b map[measured]before) {
	mode := p.m.mode
	if p.rows[mode] == nil {
		p.rows[mode] = p.build(mode)
	}
	p.modes.SetChosen(mode)
	if p.m.tool == "" {
		p.m.tool = p.m.s.lastTool()
	}
	p.tools.SetChosen(p.m.tool)
	edit.SetEnabled(p.tools, !p.m.s.locked())
	p.grid.Objects = []fyne.CanvasObject{gridHead()}
	for _, r := range p.rows[mode] {
		r.show(b)
		p.grid.Add(r.root)
		p.grid.Add(kit.Hairline())
	}
	p.grid.Refresh()
}

func (p *motionPage) leave() {
	for _, r := range p.rows[p.m.mode] {
		r.leave()
	}
}

// lastTool is what the patient's movement was last measured with: the same tool makes values comparable.
func (s *Screen) lastTool() string {
	tool := ""
	for _, m := range s.chart().Measurements {
		if me := s.d.Catalogue.Measure(m.Measure); me != nil && me.Joint != "" && m.Tool != "" {
			tool = m.Tool
		}
	}
	return tool
}

func noTool() string { return "" }

// scoreRow is a question answered from 0 to 10. Where more is worse it is coloured as pain is; where more
// is better it is plain, for the colours would say the opposite.
type scoreRow struct {
	s       *Screen
	me      *clinic.Measure
	key     measured
	pain    *kit.Severity
	plain   *kit.Chips
	earlier *kit.Text
	root    fyne.CanvasObject
}

func newScoreRow(s *Screen, key measured, title, low, high string) *scoreRow {
	r := &scoreRow{s: s, key: key, me: s.d.Catalogue.Measure(key.measure), earlier: kit.QuietText("").Lines(2)}
	var scale fyne.CanvasObject
	if r.me.LowerIsBetter {
		r.pain = kit.NewSeverity(low, high, func(n int) { r.answer(n != kit.Unrated, float64(n)) })
		scale = r.pain
	} else {
		var numbers []string
		for n := range 11 {
			numbers = append(numbers, strconv.Itoa(n))
		}
		r.plain = kit.NewChips(kit.Options(numbers...), func([]string) {
			n, err := strconv.Atoi(r.plain.Value())
			r.answer(err == nil, float64(n))
		})
		ends := container.NewBorder(nil, nil, kit.QuietText(low), kit.QuietText(high))
		scale = kit.StackGap(kit.Gap/2, r.plain, kit.MaxWidth(scaleWidth, ends))
	}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), r.earlier)
	r.root = container.New(&titled{}, name, scale)
	return r
}

func (r *scoreRow) answer(rated bool, value float64) {
	if !rated {
		_ = r.s.dropValue(r.key) // the person was told
		return
	}
	if err := r.s.keepValue(r.key, value, ""); err != nil {
		r.s.d.Warn(sentence(err))
	}
}

func (r *scoreRow) show(b map[measured]before) {
	m := r.s.record(r.key)
	switch {
	case r.pain != nil && m == nil:
		r.pain.SetValue(kit.Unrated)
	case r.pain != nil:
		r.pain.SetValue(int(m.Value))
	case m == nil:
		r.plain.SetChosen()
	default:
		r.plain.SetChosen(clinic.Number(m.Value))
	}
	if r.pain != nil {
		edit.SetEnabled(r.pain, !r.s.locked())
	} else {
		edit.SetEnabled(r.plain, !r.s.locked())
	}
	r.earlier.SetText(b[r.key].words(r.me, m))
	r.earlier.Hidden = r.earlier.Text() == ""
}

// scaleWidth is the room of eleven numbers in one line.
const scaleWidth float32 = 590

// titled puts what is asked before its scale, or above it where there is little room.
type titled struct{ width float32 }

func (l *titled) beside() bool { return l.width >= scaleWidth+gridTitle+gridGap }

func (l *titled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x, y, w := float32(0), objects[0].MinSize().Height+kit.Gap/2, size.Width
	if l.beside() {
		x, y = min(size.Width-scaleWidth, 320), 0
		objects[0].Resize(fyne.NewSize(x-gridGap, size.Height))
		w = scaleWidth
	} else {
		objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	}
	objects[0].Move(fyne.Position{})
	objects[1].Move(fyne.NewPos(x, y))
	objects[1].Resize(fyne.NewSize(w, size.Height-y))
}

func (l *titled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap/2+b.Height)
}

// painPage asks how bad the pain is, and how well the patient's own activities go.
type painPage struct {
	m          *measures
	scores     []*scoreRow
	activities *activities
	root       fyne.CanvasObject
}

func newPainPage(m *measures) page {
	p := &painPage{m: m}
	pain := kit.StackGap(kit.GapWide)
	for i := range m.s.d.Catalogue.Measures {
		me := &m.s.d.Catalogue.Measures[i]
		if topicOf(me) != topicPain || me.Items {
			continue
		}
		r := newScoreRow(m.s, measured{measure: me.Code, side: anatomy.Midline}, me.Name, lang.L("No pain"), lang.L("Worst imaginable"))
		p.scores = append(p.scores, r)
		pain.Add(r.root)
	}
	cards := kit.StackGap(kit.GapWide, kit.NewCard(lang.L("Pain"), pain))
	if me := activityMeasure(m.s.d.Catalogue); me != nil {
		p.activities = newActivities(m.s, me)
		cards.Add(kit.NewCard(lang.L("The patient’s own activities"), p.activities.root))
	}
	p.root = kit.MaxWidth(1100, cards)
	return p
}

// activityMeasure is the measure that is scored for activities of the patient's own.
func activityMeasure(c *clinic.Catalogue) *clinic.Measure {
	for i := range c.Measures {
		if c.Measures[i].Items {
			return &c.Measures[i]
		}
	}
	return nil
}

func (p *painPage) object() fyne.CanvasObject { return p.root }

func (p *painPage) show(b map[measured]before) {
	for _, r := range p.scores {
		r.show(b)
	}
	if p.activities != nil {
		p.activities.show(b)
	}
}

func (p *painPage) leave() {}

// activities are three to five things the patient finds hard, in their own words; the same ones are
// scored each time, so that the average can be compared.
type activities struct {
	s       *Screen
	me      *clinic.Measure
	rows    map[string]*scoreRow
	list    *fyne.Container
	average *kit.Text
	add     *kit.Entry
	addRow  *kit.Field
	pending []string // named, and not scored yet
	root    *fyne.Container
}

// mostActivities is how many the scale is made for.
const mostActivities = 5

func newActivities(s *Screen, me *clinic.Measure) *activities {
	a := &activities{s: s, me: me, rows: map[string]*scoreRow{}, list: kit.StackGap(kit.GapWide), average: kit.Heading("")}
	a.add = kit.NewEntry(lang.L("Lift my grandson, sleep on the left …"), nil)
	a.add.OnSubmitted = func(string) { a.name() }
	a.addRow = kit.NewField(lang.L("Add an activity that is hard now"),
		container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, a.name), a.add))
	help := kit.QuietText(lang.L("Three to five, in the patient’s words. 0: cannot do it. 10: as well as before.")).Wrap()
	a.root = kit.StackGap(kit.GapWide, help, a.list, a.average, a.addRow)
	return a
}

// named lists the activities: those of the assessment before first, so that the same are asked again.
func (a *activities) named() []string {
	var out []string
	add := func(list []clinic.Measurement) {
		for _, m := range list {
			if m.Measure == a.me.Code && !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, m.Item) }) {
				out = append(out, m.Item)
			}
		}
	}
	if p := a.s.previous(); p != nil {
		add(a.s.chart().MeasurementsOf(p.ID))
	}
	add(a.s.chart().MeasurementsOf(a.s.assessment))
	for _, p := range a.pending {
		if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, p) }) {
			out = append(out, p)
		}
	}
	return out
}

// name adds an activity to be scored.
func (a *activities) name() {
	text := strings.Join(strings.Fields(a.add.Text), " ")
	if text == "" {
		return
	}
	if slices.ContainsFunc(a.named(), func(s string) bool { return strings.EqualFold(s, text) }) {
		a.addRow.SetError(lang.L("This activity is there already."))
		return
	}
	a.addRow.SetError("")
	a.pending = append(a.pending, text)
	a.add.SetText("")
	a.show(a.s.befores())
	a.root.Refresh()
}

func (a *activities) show(b map[measured]before) {
	a.list.Objects = nil
	var sum, n float64
	list := a.named()
	for _, item := range list {
		key := measured{measure: a.me.Code, item: item, side: anatomy.Midline}
		r := a.rows[item]
		if r == nil {
			r = newScoreRow(a.s, key, item, lang.L("Cannot do it"), lang.L("As before"))
			a.rows[item] = r
		}
		r.show(b)
		if m := a.s.record(key); m != nil {
			sum += m.Value
			n++
		}
		a.list.Add(r.root)
	}
	a.average.Hidden = n == 0
	if n > 0 {
		text := lang.L("Average ") + a.me.Write(math.Round(sum/n*10)/10)
		if n < 3 {
			text += lang.L(" of only ") + clinic.Number(n)
		}
		a.average.SetText(text)
	}
	a.addRow.Hidden = len(list) >= mostActivities || a.s.locked()
	a.list.Refresh()
}

// otherPage holds the measures that belong to no joint; those that are wanted are chosen by chips.
type otherPage struct {
	m      *measures
	choose *kit.Chips
	wanted map[string]bool
	blocks map[string]*measureBlock
	list   *fyne.Container
	root   fyne.CanvasObject
}

func newOtherPage(m *measures) page {
	p := &otherPage{m: m, wanted: map[string]bool{}, blocks: map[string]*measureBlock{}, list: kit.StackGap(kit.GapWide)}
	var options []kit.Option
	for _, me := range m.s.d.Catalogue.Measures {
		if topicOf(&me) == topicOther && !clinic.LimbOnly(me.Code) {
			options = append(options, kit.Option{ID: me.Code, Label: me.Name})
		}
	}
	p.choose = kit.NewMultiChips(options, func(ids []string) {
		p.wanted = map[string]bool{}
		for _, id := range ids {
			p.wanted[id] = true
		}
		m.show()
		m.scroll.ScrollToOffset(fyne.Position{}) // what was chosen stands above
	})
	p.root = kit.MaxWidth(1100, kit.StackGap(kit.GapWide, p.list, kit.NewField(lang.L("What to measure"), p.choose)))
	return p
}

func (p *otherPage) object() fyne.CanvasObject { return p.root }

func (p *otherPage) show(b map[measured]before) {
	c := p.m.s.chart()
	used := c.MeasurementsOf(p.m.s.assessment)
	if last := p.m.s.previous(); last != nil {
		used = append(used, c.MeasurementsOf(last.ID)...)
	}
	for _, x := range used {
		if me := p.m.s.d.Catalogue.Measure(x.Measure); me != nil && topicOf(me) == topicOther && !p.m.s.d.Catalogue.OfLimbs(&x) {
			p.wanted[x.Measure] = true
		}
	}
	p.list.Objects = nil
	var ids []string
	for i := range p.m.s.d.Catalogue.Measures {
		me := &p.m.s.d.Catalogue.Measures[i]
		if !p.wanted[me.Code] {
			continue
		}
		ids = append(ids, me.Code)
		block := p.blocks[me.Code]
		if block == nil {
			block = newMeasureBlock(p.m.s, me)
			p.blocks[me.Code] = block
		}
		block.show(b, used)
		p.list.Add(block.root)
	}
	p.choose.SetChosen(ids...)
	p.list.Refresh()
}

func (p *otherPage) leave() {
	for _, b := range p.blocks {
		b.leave()
	}
}

// measureBlock is one further measure: a row for the patient, or one for each place it was taken at.
type measureBlock struct {
	s       *Screen
	me      *clinic.Measure
	rows    map[measured]*valueRow
	order   []measured // one per row: its first value
	places  []measured // added here, not measured yet
	list    *fyne.Container
	item    *kit.Entry
	search  *kit.Search
	results *fyne.Container
	adder   fyne.CanvasObject
	root    *kit.Card
}

func newMeasureBlock(s *Screen, me *clinic.Measure) *measureBlock {
	b := &measureBlock{s: s, me: me, rows: map[measured]*valueRow{}, list: kit.StackGap(0), results: kit.StackGap(0)}
	body := kit.Stack(kit.QuietText(me.Plain).Wrap(), b.list)
	switch {
	case me.AtStructure:
		b.search = kit.NewSearch(lang.L("Where: name a structure"), b.find)
		b.adder = kit.Stack(kit.MaxWidth(480, b.search), b.results)
	case me.ItemName != "":
		b.item = kit.NewEntry(upperFirst(me.ItemName), nil)
		b.item.OnSubmitted = func(string) { b.addItem() }
		b.adder = kit.MaxWidth(480, container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, b.addItem), b.item))
	}
	if b.adder != nil {
		body.Add(b.adder)
	}
	b.root = kit.NewCard(me.Label(), body)
	return b
}

// first is the value that stands for a row.
func (b *measureBlock) first(m *clinic.Measurement) measured {
	k := keyOf(m)
	if b.me.Sided {
		k.side = anatomy.Left
	}
	return k
}

func (b *measureBlock) show(befores map[measured]before, used []clinic.Measurement) {
	var order []measured
	add := func(k measured) {
		if !slices.Contains(order, k) {
			order = append(order, k)
		}
	}
	if !b.me.AtStructure && b.me.ItemName == "" {
		add(sides(b.me, "", "")[0])
	}
	for i := range used {
		if used[i].Measure == b.me.Code && !b.s.d.Catalogue.OfLimbs(&used[i]) {
			add(b.first(&used[i]))
		}
	}
	for _, k := range b.places {
		add(k)
	}
	b.list.Objects = nil
	if b.me.Sided && len(order) > 0 {
		b.list.Add(gridHead())
	}
	for _, k := range order {
		r := b.rows[k]
		if r == nil {
			r = b.row(k)
			b.rows[k] = r
		}
		r.show(befores)
		b.list.Add(r.root)
	}
	b.order = order
	if b.adder != nil {
		setHidden(b.adder, b.s.locked())
	}
	b.list.Refresh()
}

func setHidden(o fyne.CanvasObject, hidden bool) {
	if hidden {
		o.Hide()
		return
	}
	o.Show()
}

func (b *measureBlock) row(k measured) *valueRow {
	title, keys := b.me.Name, []measured{k}
	switch {
	case k.structure != "":
		title = b.s.d.Atlas.Label(k.structure, k.side)
	case k.item != "":
		title = k.item
	}
	if b.me.Sided {
		keys = sides(b.me, k.item, k.mode)
	}
	norm := fmt.Sprintf("%s – %s", clinic.Number(b.me.UsualLow), b.me.Write(b.me.UsualHigh))
	if b.me.Norm != nil {
		norm = b.me.Write(*b.me.Norm)
	}
	return newValueRow(b.s, b.me, title, lang.L("usual ")+norm, keys, noTool, false)
}

func (b *measureBlock) addItem() {
	text := strings.Join(strings.Fields(b.item.Text), " ")
	if text == "" {
		return
	}
	b.item.SetText("")
	b.place(sides(b.me, text, "")[0])
}

func (b *measureBlock) find(query string) {
	b.results.Objects = nil
	for i, t := range b.s.d.Atlas.Search(query) {
		if i == foundAtOnce {
			break
		}
		b.results.Add(kit.NewTwoLine(b.s.structureLine(t), func() {
			b.search.SetText("")
			b.place(measured{measure: b.me.Code, structure: t.Code, side: t.Side})
		}))
	}
	b.results.Refresh()
	b.root.Refresh()
}

func (b *measureBlock) place(k measured) {
	b.places = append(b.places, k)
	b.s.show()
}

func (b *measureBlock) leave() {
	for _, r := range b.rows {
		r.leave()
	}
}
