package step

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/ui/kit"
)

// Pages is a step of several parts, of which one is in sight below one row: what it is about, and what else that part
// wants to be within reach.
type Pages struct {
	Scroll *kit.DragScroll
	Topic  string // the part in sight
	// Above stays in sight above the part, below the row.
	Above *fyne.Container

	host  *Host
	build func(topic string) Step
	pages map[string]Step
	row   *fyne.Container
	lead  fyne.CanvasObject
	body  *fyne.Container
	work  fyne.CanvasObject
}

// Tooled is a part that puts controls of its own into the row.
type Tooled interface {
	// Tools are set one after another; End stands at the end of the row. Either may be nothing.
	Tools() (list []fyne.CanvasObject, end fyne.CanvasObject)
}

// NewPages is opened at a topic; lead stands at the beginning of the row and says which it is.
func NewPages(h *Host, topic string, lead fyne.CanvasObject, build func(topic string) Step) *Pages {
	p := &Pages{Topic: topic, host: h, build: build, pages: map[string]Step{}, lead: lead, body: container.NewStack(), Above: container.NewVBox()}
	p.Scroll = kit.NewDragScroll(Inset(kit.Gap, p.body))
	p.row = container.NewStack()
	p.work = kit.Border(kit.StackGap(0, Inset(kit.Gap, p.row), p.Above), nil, nil, nil, p.Scroll)
	return p
}

// Object is part of Step.
func (p *Pages) Object() fyne.CanvasObject { return p.work }

// Open shows a part from its top.
func (p *Pages) Open(topic string) {
	p.Leave()
	p.Topic = topic
	p.host.Show()
	p.Scroll.ScrollToOffset(fyne.Position{})
}

// Page is a part; it is made when it is first asked for.
func (p *Pages) Page(topic string) Step {
	page := p.pages[topic]
	if page == nil {
		page = p.build(topic)
		p.pages[topic] = page
	}
	return page
}

// Show is part of Step.
func (p *Pages) Show() {
	page := p.Page(p.Topic)
	if len(p.body.Objects) == 0 || p.body.Objects[0] != page.Object() {
		p.body.Objects = []fyne.CanvasObject{page.Object()}
		tools, end := []fyne.CanvasObject{}, fyne.CanvasObject(nil)
		if t, ok := page.(Tooled); ok {
			tools, end = t.Tools()
		}
		p.row.Objects = []fyne.CanvasObject{kit.Border(nil, nil, nil, end, kit.FlowRow(append([]fyne.CanvasObject{p.lead}, tools...)...))}
	}
	page.Show()
	p.row.Refresh()
	p.body.Refresh()
}

// Leave is part of Step.
func (p *Pages) Leave() {
	if page := p.pages[p.Topic]; page != nil {
		page.Leave()
	}
}

// Reveal brings what opened into sight once it has been laid out; where it is too high for the window, its beginning.
func (p *Pages) Reveal(o fyne.CanvasObject) {
	p.host.After(RevealPause, func() {
		p.Scroll.Reveal(o)
		if o.Size().Height > p.Scroll.Size().Height {
			d := fyne.CurrentApp().Driver()
			p.Scroll.ScrollToOffset(fyne.NewPos(0, d.AbsolutePositionForObject(o).Y-d.AbsolutePositionForObject(p.Scroll.Content).Y))
		}
	})
}

// Inset leaves the white space at both sides of a step, so that all steps have the same left and right edge.
func Inset(v float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(v, v, kit.GapWide, kit.GapRoomy), o)
}
