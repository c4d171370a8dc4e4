package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	object             *fyne.Container
	rail, search, body fyne.CanvasObject
	header             *fyne.Container
}

func newChrome(rail fyne.CanvasObject, s *search, body fyne.CanvasObject) *chrome {
	c := &chrome{rail: rail, search: s.entry, body: body, header: container.NewStack()}
	c.object = container.New(c, c.rail, c.header, c.search, c.body)
	return c
}

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
	c.rail.Resize(fyne.NewSize(railWidth, s.Height))
	wide := s.Width - railWidth
	box := min(max(wide*0.32, searchLeast), searchMost)
	boxHeight := c.search.MinSize().Height
	c.search.Move(fyne.NewPos(s.Width-box-kit.GapRoomy, (headHeight-boxHeight)/2))
	c.search.Resize(fyne.NewSize(box, boxHeight))

	room := wide - box - 2*kit.GapRoomy - kit.GapWide
	c.header.Move(fyne.NewPos(railWidth+kit.GapRoomy, 0))
	c.header.Resize(fyne.NewSize(room, c.header.Size().Height))
	high := max(c.header.MinSize().Height, headHeight)
	c.header.Resize(fyne.NewSize(room, high))
	c.body.Move(fyne.NewPos(railWidth, high))
	c.body.Resize(fyne.NewSize(wide, s.Height-high))
}

// header says what is open: a name over a quiet line, and pills that must not be missed.
type header struct {
	name, quiet *kit.Text
	pills       *fyne.Container
	flow        *kit.Flow
}

func newHeader(name, quiet string) (*header, fyne.CanvasObject) {
	h := &header{name: kit.Heading(name).Lines(1), quiet: kit.QuietText(quiet).Lines(1), flow: kit.NewFlow(kit.Gap, 4)}
	h.pills = container.New(h.flow)
	return h, container.New(h, h.name, h.quiet, h.pills)
}

func (h *header) setPills(pills ...fyne.CanvasObject) {
	h.pills.Objects = pills
	h.pills.Refresh()
}

// split is how wide the words and the pills are: the words take what they need, up to what leaves the
// pills a third.
func (h *header) split(width float32) (words, pills float32) {
	need := max(
		fyne.MeasureText(h.name.Text(), kit.SizeHead, fyne.TextStyle{Bold: true}).Width,
		fyne.MeasureText(h.quiet.Text(), kit.SizeQuiet, fyne.TextStyle{}).Width,
	) + 2
	if len(h.pills.Objects) == 0 {
		return width, 0
	}
	words = min(need, width*2/3)
	return words, width - words - kit.GapWide
}

func (h *header) MinSize([]fyne.CanvasObject) fyne.Size {
	words := h.name.MinSize().Height + h.quiet.MinSize().Height
	return fyne.NewSize(200, max(words, h.pills.MinSize().Height)+kit.Gap)
}

func (h *header) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	words, pills := h.split(s.Width)
	nameHigh, quietHigh := h.name.MinSize().Height, h.quiet.MinSize().Height
	if h.quiet.Text() == "" {
		quietHigh = 0
	}
	top := (s.Height - nameHigh - quietHigh) / 2
	h.name.Move(fyne.NewPos(0, top))
	h.name.Resize(fyne.NewSize(words, nameHigh))
	h.quiet.Move(fyne.NewPos(0, top+nameHigh))
	h.quiet.Resize(fyne.NewSize(words, quietHigh))
	h.pills.Resize(fyne.NewSize(pills, h.pills.Size().Height))
	high := h.pills.MinSize().Height
	h.pills.Move(fyne.NewPos(s.Width-pills, (s.Height-high)/2))
	h.pills.Resize(fyne.NewSize(pills, high))
}
