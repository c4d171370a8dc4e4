package timetable

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/writing"
)

// pane is the part that scrolls. It has the keyboard while the cursor is on free time; on a visit, the visit's stop has
// it.
type pane struct {
	widget.BaseWidget
	g     *Grid
	stops map[string]*stop
	order *fyne.Container // the stops, in the order of time
	glass *glass
	fits  map[fitKey]string
	wides map[fitKey]float32

	rendered *paneRenderer // nil until it is first shown
}

func newPane(g *Grid) *pane {
	p := &pane{g: g, stops: map[string]*stop{}, order: container.NewWithoutLayout(), fits: map[fitKey]string{}, wides: map[fitKey]float32{}}
	p.glass = newGlass(g)
	p.ExtendBaseWidget(p)
	return p
}

// Scrolled scrolls by the wheel; being able to, the pane also shows nothing beyond its edges.
func (p *pane) Scrolled(e *fyne.ScrollEvent) { p.g.wheel(e) }

// Shortens says that texts end early where a column is too narrow; each stop says all.
func (p *pane) Shortens() {}

func (p *pane) draw() {
	if p.rendered != nil && !p.Size().IsZero() {
		p.rendered.draw()
	}
}

// fitKey is a text in a room.
type fitKey struct {
	text string
	size float32
	bold bool
	room float32
}

// mostKept is how many texts are kept measured.
const mostKept = 4000

// wide is how wide a text is, measured once.
func (p *pane) wide(text string, size float32, bold bool) float32 {
	key := fitKey{text: text, size: size, bold: bold}
	w, ok := p.wides[key]
	if !ok {
		if len(p.wides) > mostKept {
			clear(p.wides)
		}
		w = fyne.MeasureText(writing.Drawn(text), size, fyne.TextStyle{Bold: bold}).Width
		p.wides[key] = w
	}
	return w
}

// fit is a text as it is drawn in one line of a room, with an ellipsis where it has to end early.
func (p *pane) fit(text string, size float32, bold bool, room float32) string {
	if text == "" || room <= 0 {
		return ""
	}
	key := fitKey{text, size, bold, room}
	s, ok := p.fits[key]
	if ok {
		return s
	}
	if len(p.fits) > mostKept {
		clear(p.fits)
	}
	s = text
	if p.wide(text, size, bold) > room {
		runes := []rune(text)
		lo, hi := 0, len(runes)
		for lo < hi {
			mid := (lo + hi + 1) / 2
			if fyne.MeasureText(writing.Drawn(string(runes[:mid])+"…"), size, fyne.TextStyle{Bold: bold}).Width <= room {
				lo = mid
			} else {
				hi = mid - 1
			}
		}
		s = string(runes[:lo]) + "…"
		if lo == 0 {
			s = ""
		}
	}
	s = writing.Drawn(s)
	p.fits[key] = s
	return s
}
