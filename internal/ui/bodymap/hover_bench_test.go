package bodymap

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
)

// BenchmarkHover is the pointer going to another region of a marked figure, until its name and outline are painted.
func BenchmarkHover(b *testing.B) {
	for _, view := range []string{"posterior", Both} {
		b.Run(view, func(b *testing.B) { hover(b, view) })
	}
}

func hover(b *testing.B, view string) {
	_, m, _ := show(b, Options{Bare: true, View: view}, 560, 560)
	p := m.panes[len(m.panes)-1]
	m.SetMarks(marksOn(p.view, 9))
	regions := p.view.Layer(anatomy.Surface)
	for i := 0; b.Loop(); i++ {
		at := p.toScreen(regions[i%len(regions)].Center())
		p.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
}

// BenchmarkShow is all that is in sight drawn anew with its marks, as after a change of size.
func BenchmarkShow(b *testing.B) {
	for _, view := range []string{"posterior", Both} {
		b.Run(view, func(b *testing.B) { drawAnew(b, view) })
	}
}

func drawAnew(b *testing.B, view string) {
	_, m, _ := show(b, Options{Bare: true, View: view}, 560, 560)
	marks := marksOn(m.panes[len(m.panes)-1].view, 9)
	for b.Loop() {
		m.SetMarks([]drawing.Mark{})
		for _, p := range m.panes {
			p.rendered.plain.key = nil
			p.Refresh()
		}
		m.SetMarks(marks)
	}
}
