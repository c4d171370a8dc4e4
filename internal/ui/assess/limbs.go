package assess

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// The parts of the step of the limbs.
const (
	limbsArms    = clinic.LimbArm
	limbsLegs    = clinic.LimbLeg
	limbsPitting = "pitting"
	limbsFlow    = "circulation"
	limbsMap     = "map"
)

// limbsStep is the step of what swells and what flows: girths and volumes, pitting, circulation, and the map
// of the lymph.
type limbsStep struct {
	s      *Screen
	topics *kit.Chips
	topic  string
	pages  map[string]page
	body   *fyne.Container
	scroll *kit.DragScroll
	strip  *fyne.Container // stays in sight while the check for a clot waits
	alarm  *kit.Text
	root   fyne.CanvasObject
}

func newLimbs(s *Screen) step {
	l := &limbsStep{s: s, topic: limbsArms, pages: map[string]page{}, body: container.NewStack()}
	l.topics = kit.NewChips([]kit.Option{
		{ID: limbsArms, Label: lang.L("Arms")},
		{ID: limbsLegs, Label: lang.L("Legs")},
		{ID: limbsPitting, Label: lang.L("Pitting")},
		{ID: limbsFlow, Label: lang.L("Circulation")},
		{ID: limbsMap, Label: lang.L("Lymph map")},
	}, func(ids []string) { l.open(ids[0]) }).Required()
	if l.measuredLimb() == limbsLegs {
		l.topic = limbsLegs
	}
	l.scroll = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, l.body))
	l.alarm = kit.Strong("").In(kit.ColorError).Lines(2)
	answer := kit.NewButton(lang.L("Answer"), kit.IconChevronRight, l.answerClot)
	l.strip = kit.PadSides(kit.GapWide, 0, container.NewStack(kit.NewPlate(kit.ColorErrorSoft, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap/2,
		kit.Border(nil, nil, container.NewCenter(kit.IconView(kit.IconAlert, kit.ColorError)), answer, container.New(&middle{}, l.alarm)))))
	l.root = container.NewBorder(kit.StackGap(0, kit.PadSides(kit.GapWide, kit.Gap, l.topics), l.strip), nil, nil, nil, l.scroll)
	return l
}

func (l *limbsStep) object() fyne.CanvasObject { return l.root }

// measuredLimb is the limb that was measured last, or "".
func (l *limbsStep) measuredLimb() string {
	limb := ""
	for _, m := range l.s.chart().Measurements {
		if m.Measure == clinic.MeasureGirth {
			if p := l.s.d.Catalogue.LimbProtocol(m.Protocol); p != nil {
				limb = p.Limb
			}
		}
	}
	return limb
}

func (l *limbsStep) open(topic string) {
	l.leave()
	l.topic = topic
	l.show()
	l.scroll.ScrollToOffset(fyne.Position{})
}

// answerClot goes to the check for a clot.
func (l *limbsStep) answerClot() {
	if l.topic != limbsLegs {
		l.open(limbsLegs)
	}
	if p, ok := l.pages[limbsLegs].(*girthPage); ok {
		l.s.after(50*time.Millisecond, func() {
			l.scroll.Reveal(p.clot.root)
			l.scroll.Reveal(p.clot.what) // the top, where there is no room for all of it
		})
	}
}

func (l *limbsStep) show() {
	k := l.s.chart().ClotCheck(l.s.d.Catalogue, l.s.current(), l.s.d.Today())
	edit.SetHidden(l.strip, k == nil || !k.Open())
	if k != nil {
		l.alarm.SetText(upperFirst(k.Words()) + ". " + lang.L("Check for a clot before any massage."))
	}
	l.topics.SetChosen(l.topic)
	p := l.pages[l.topic]
	if p == nil {
		switch l.topic {
		case limbsPitting:
			p = newPittingPage(l.s)
		case limbsFlow:
			p = newFlowPage(l.s)
		case limbsMap:
			p = newLymphPage(l.s)
		default:
			p = newGirthPage(l, l.topic)
		}
		l.pages[l.topic] = p
	}
	l.s.turnTo(l.body, p)
}

func (l *limbsStep) leave() {
	if p := l.pages[l.topic]; p != nil {
		p.leave()
	}
}

// notices are sentences to act on, each in a box of its own.
type notices struct {
	said []string
	root *fyne.Container
}

func newNotices() *notices { return &notices{root: kit.Stack()} }

func (n *notices) show(sentences []string) {
	edit.SetHidden(n.root, len(sentences) == 0)
	if slices.Equal(n.said, sentences) {
		return
	}
	n.said = slices.Clone(sentences)
	n.root.Objects = nil
	for _, s := range sentences {
		n.root.Add(warningBox(s))
	}
	n.root.Refresh()
}

// warningBox says a sentence that asks for attention.
func warningBox(sentence string) fyne.CanvasObject {
	return container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.PadSides(12, 10,
		kit.Border(nil, nil, container.NewVBox(kit.IconView(kit.IconAlert, kit.ColorWarning)), nil,
			kit.Body(sentence).In(kit.ColorWarning).Wrap())))
}

// sideRow is a line of what is asked and of its values, which share the room: the left, then the right.
func sideRow(title string, quiet fyne.CanvasObject, cells ...fyne.CanvasObject) *fyne.Container {
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap())
	if quiet != nil {
		name.Add(quiet)
	}
	return kit.PadSides(0, kit.Gap/2, container.New(sideLine{}, append([]fyne.CanvasObject{name}, cells...)...))
}

// sideHead names the columns.
func sideHead(names ...string) fyne.CanvasObject {
	objects := []fyne.CanvasObject{kit.QuietText("")}
	for _, n := range names {
		objects = append(objects, kit.Strong(n))
	}
	return container.New(sideLine{}, objects...)
}

func leftAndRight() fyne.CanvasObject {
	return sideHead(lang.L("Patient’s left"), lang.L("Patient’s right"))
}

// sideLine lays out a sideRow.
type sideLine struct{}

const (
	titleWidth float32 = 160
	sideCell   float32 = 168
)

func (sideLine) Layout(o []fyne.CanvasObject, size fyne.Size) {
	title := max(titleWidth, min(size.Width*0.22, 240))
	cell := (size.Width - title - gridGap*float32(len(o)-1)) / float32(len(o)-1)
	x := float32(0)
	for i, c := range o {
		w := cell
		if i == 0 {
			w = title
		}
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(w, size.Height))
		x += w + gridGap
	}
}

func (sideLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(titleWidth+(sideCell+gridGap)*float32(len(o)-1), 0)
	for _, c := range o {
		s.Height = max(s.Height, c.MinSize().Height)
	}
	return s
}

// valuePair asks for a number on the left and on the right.
type valuePair struct {
	cells []*valueCell
	root  *fyne.Container
}

func newValuePair(s *Screen, title, quiet string, left, right measured) *valuePair {
	p := &valuePair{cells: []*valueCell{newValueCell(s, left, nil, nil), newValueCell(s, right, nil, nil)}}
	p.root = sideRow(title, kit.QuietText(quiet).Wrap(), p.cells[0].root, p.cells[1].root)
	return p
}

func (p *valuePair) show(b map[measured]before) {
	for _, c := range p.cells {
		c.show(b[c.key])
	}
	p.root.Refresh()
}

func (p *valuePair) leave() {
	for _, c := range p.cells {
		c.typed()
	}
}

// chipPair asks the same for the left and the right, with chips; what is chosen again is taken back.
type chipPair struct {
	s       *Screen
	keys    []measured
	chips   []*kit.Chips
	values  map[string]float64
	colours bool // the choice is a colour of the skin
	earlier *kit.Text
	root    *fyne.Container
}

// newChipPair makes the row; values are what the options stand for.
func newChipPair(s *Screen, title, quiet string, keys []measured, options []kit.Option, values map[string]float64, colours bool) *chipPair {
	p := &chipPair{s: s, keys: keys, values: values, colours: colours, earlier: kit.QuietText("").Wrap()}
	var cells []fyne.CanvasObject
	for i := range keys {
		c := kit.NewChips(options, func(ids []string) { p.choose(i, ids) })
		p.chips = append(p.chips, c)
		cells = append(cells, c)
	}
	p.root = sideRow(title, kit.StackGap(0, kit.QuietText(quiet).Wrap(), p.earlier), cells...)
	return p
}

func (p *chipPair) choose(i int, ids []string) {
	k := p.keys[i]
	if len(ids) == 0 {
		_ = p.s.dropValue(k) // the person was told
		return
	}
	m, err := p.s.measure(k, func(m *clinic.Measurement) {
		m.Value = p.values[ids[0]]
		if p.colours {
			m.Colour = ids[0]
		}
	})
	if err != nil {
		p.s.d.Warn(sentence(err))
		return
	}
	_ = p.s.put(lang.L("Measure {{.Name}}: {{.Value}}", map[string]any{"Name": p.s.name(k), "Value": ids[0]}), m) // the person was told
}

func (p *chipPair) chosen(m *clinic.Measurement) string {
	if p.colours {
		return m.Colour
	}
	for id, v := range p.values {
		if v == m.Value {
			return id
		}
	}
	return ""
}

func (p *chipPair) show(b map[measured]before) {
	var words []string
	for i, k := range p.keys {
		if m := p.s.record(k); m != nil {
			p.chips[i].SetChosen(p.chosen(m))
		} else {
			p.chips[i].SetChosen()
		}
		edit.SetEnabled(p.chips[i], !p.s.locked())
		if was := b[k]; was.known {
			words = append(words, k.side.Word()+" "+clinic.Number(was.last.Value))
		}
	}
	text := ""
	if len(words) > 0 && !p.colours {
		text = lang.L("before {{.What}}", map[string]any{"What": strings.Join(words, ", ")})
	}
	p.earlier.SetText(text)
	p.earlier.Hidden = text == ""
	p.root.Refresh()
}
