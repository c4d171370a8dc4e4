package ui

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// The head of the window.
const (
	headHeight  float32 = 64
	searchLeast float32 = 240
	searchMost  float32 = 400
)

// chrome is what stands around every screen: the rail at the left, and above the screen one row with
// what is open and the search.
type chrome struct {
	object                  *fyne.Container
	rail, add, search, body fyne.CanvasObject
	header                  *fyne.Container
}

// searchWidth is the width of the search in a window that is so wide beside the rail.
func searchWidth(wide float32) float32 { return min(max(wide*0.32, searchLeast), searchMost) }

func newChrome(rail, add fyne.CanvasObject, s *search, body fyne.CanvasObject) *chrome {
	c := &chrome{rail: rail, add: add, search: s.entry, body: body, header: container.NewStack()}
	c.add.Hide()
	c.object = container.New(c, c.rail, c.header, c.add, c.search, c.body)
	return c
}

// offer shows beside the search the button that adds a patient, or hides it.
func (c *chrome) offer(on bool) {
	on = on && c.rail.Visible()
	if c.add.Visible() == on {
		return
	}
	c.add.Show()
	if !on {
		c.add.Hide()
	}
	c.object.Refresh()
}

// addRoom is the room of that button.
func (c *chrome) addRoom() float32 { return c.add.MinSize().Width + kit.GapWide }

// bare leaves the rail and the search out.
func (c *chrome) bare(on bool) {
	if c.rail.Visible() != on {
		return
	}
	for _, o := range []fyne.CanvasObject{c.rail, c.search, c.header} {
		if on {
			o.Hide()
		} else {
			o.Show()
		}
	}
	c.object.Refresh()
}

func (c *chrome) setHeader(o fyne.CanvasObject) {
	c.header.Objects = []fyne.CanvasObject{o}
	c.header.Refresh()
	c.Layout(c.object.Objects, c.object.Size())
}

// MinSize is small: the window may be any size, the screens wrap and scroll.
func (c *chrome) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 400) }

func (c *chrome) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	if !c.rail.Visible() {
		c.body.Move(fyne.Position{})
		c.body.Resize(s)
		return
	}
	rail := c.rail.MinSize().Width
	c.rail.Resize(fyne.NewSize(rail, s.Height))
	wide := s.Width - rail
	box := searchWidth(wide)
	boxHeight := c.search.MinSize().Height
	c.search.Move(fyne.NewPos(s.Width-box-kit.GapRoomy, (headHeight-boxHeight)/2))
	c.search.Resize(fyne.NewSize(box, boxHeight))
	add := c.add.MinSize()
	c.add.Move(fyne.NewPos(c.search.Position().X-c.addRoom(), (headHeight-add.Height)/2))
	c.add.Resize(add)

	// The header goes on below the search: its first row leaves the search its room.
	room := wide - 2*kit.GapRoomy
	c.header.Move(fyne.NewPos(rail+kit.GapRoomy, 0))
	c.header.Resize(fyne.NewSize(room, c.header.Size().Height))
	high := max(c.header.MinSize().Height, headHeight)
	c.header.Resize(fyne.NewSize(room, high))
	c.body.Move(fyne.NewPos(rail, high))
	c.body.Resize(fyne.NewSize(wide, s.Height-high))
}

// besideSearch gives what a screen has in the head of the window the room beside the search.
type besideSearch struct{}

func (besideSearch) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, headHeight) }

func (besideSearch) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	objects[0].Resize(fyne.NewSize(max(s.Width-searchWidth(s.Width+2*kit.GapRoomy)-kit.GapWide, 0), s.Height))
}

// header says what is open: a name over a quiet line, and pills that must not be missed. The pills stand
// beside the name when all of them fit there, and otherwise below it and the search, over the whole width.
type header struct {
	name, quiet *kit.Text
	pills       *fyne.Container
	less        float32 // of the room beside the search is taken
	width       float32
}

func newHeader(name, quiet string) (*header, fyne.CanvasObject) {
	h := &header{name: kit.Heading(name).Lines(1), quiet: kit.QuietText(quiet).Lines(1)}
	h.pills = container.New(kit.NewFlow(kit.Gap, 4))
	return h, container.New(h, h.name, h.quiet, h.pills)
}

func (h *header) setPills(pills ...*pill) {
	h.pills.Objects = nil
	for _, p := range pills {
		h.pills.Add(p)
	}
	h.pills.Refresh()
}

// rows is how wide the words and the pills are in a header of a width, and whether the pills stand below.
func (h *header) rows(width float32) (words, pills float32, below bool) {
	words = max(width-searchWidth(width+2*kit.GapRoomy)-kit.GapWide-h.less, 0)
	if len(h.pills.Objects) == 0 {
		return words, 0, false
	}
	need := max(
		fyne.MeasureText(h.name.Text(), kit.SizeHead, fyne.TextStyle{Bold: true}).Width,
		fyne.MeasureText(h.quiet.Text(), kit.SizeQuiet, fyne.TextStyle{}).Width,
	) + 2
	var all float32
	for _, o := range h.pills.Objects {
		all += o.(*pill).whole() + kit.Gap
	}
	if need+kit.GapWide+all <= words {
		return need, words - need - kit.GapWide, false
	}
	return words, width, true
}

// fit lays the pills out in a width and says how high they are.
func (h *header) fit(width float32) float32 {
	for _, o := range h.pills.Objects {
		o.(*pill).fit(width)
	}
	h.pills.Resize(fyne.NewSize(width, h.pills.Size().Height))
	return h.pills.MinSize().Height
}

// MinSize is that at the width of the last layout: the pills wrap.
func (h *header) MinSize([]fyne.CanvasObject) fyne.Size {
	words := h.name.MinSize().Height + h.quiet.MinSize().Height
	_, wide, below := h.rows(h.width)
	switch high := h.fit(wide); {
	case below:
		return fyne.NewSize(200, max(words, headHeight)+high+kit.Gap)
	default:
		return fyne.NewSize(200, max(words, high)+kit.Gap)
	}
}

func (h *header) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	h.width = s.Width
	words, wide, below := h.rows(s.Width)
	high := h.fit(wide)
	first := s.Height
	if below {
		first = headHeight
	}
	nameHigh, quietHigh := h.name.MinSize().Height, h.quiet.MinSize().Height
	if h.quiet.Text() == "" {
		quietHigh = 0
	}
	top := (first - nameHigh - quietHigh) / 2
	h.name.Move(fyne.NewPos(0, top))
	h.name.Resize(fyne.NewSize(words, nameHigh))
	h.quiet.Move(fyne.NewPos(0, top+nameHigh))
	h.quiet.Resize(fyne.NewSize(words, quietHigh))
	h.pills.Resize(fyne.NewSize(wide, high))
	if below {
		h.pills.Move(fyne.NewPos(0, first))
	} else {
		h.pills.Move(fyne.NewPos(words+kit.GapWide, (first-high)/2))
	}
}

// pill is a badge in the header. One that is wider than the window ends in an ellipsis, and says all of it
// when it is tapped.
type pill struct {
	widget.BaseWidget
	text  string
	tone  kit.Tone
	badge *kit.Badge
	tell  func(text string)
}

func newPill(text string, tone kit.Tone, icon kit.IconName, tell func(string)) *pill {
	p := &pill{text: text, tone: tone, badge: kit.NewBadge(text, tone).WithIcon(icon), tell: tell}
	p.ExtendBaseWidget(p)
	return p
}

// beside is what a badge takes beside its words.
func (p *pill) beside() float32 {
	return p.badge.MinSize().Width - fyne.MeasureText(p.badge.Text(), kit.SizeQuiet, fyne.TextStyle{}).Width
}

// whole is the width with all the words.
func (p *pill) whole() float32 {
	return p.beside() + fyne.MeasureText(p.text, kit.SizeQuiet, fyne.TextStyle{}).Width
}

func (p *pill) fit(width float32) {
	text := p.text
	if p.whole() > width {
		letters, room := []rune(p.text), width-p.beside()
		n := sort.Search(len(letters), func(n int) bool {
			return fyne.MeasureText(string(letters[:n])+"…", kit.SizeQuiet, fyne.TextStyle{}).Width > room
		})
		text = strings.TrimSpace(string(letters[:max(n-1, 0)])) + "…"
	}
	if text != p.badge.Text() {
		p.badge.Set(text, p.tone)
	}
}

// Tapped says all the words.
func (p *pill) Tapped(*fyne.PointEvent) { p.tell(p.text) }

// AccessibilityLabel is all the words.
func (p *pill) AccessibilityLabel() string { return p.text }

// AccessibilityRole is that of text.
func (p *pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer is part of fyne.Widget.
func (p *pill) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.badge) }
