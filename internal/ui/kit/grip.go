package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Grip is what a row is dragged by up or down in its list. Buttons beside it do the same by key; it is no stop for Tab.
type Grip struct {
	widget.BaseWidget
	Hover
	name  string
	moved func(dy float32)
	ended func()
	slide Slide
	drags bool
}

// NewGrip tells how far it was moved since it was last told, and when it is let go. name says what it moves.
func NewGrip(name string, moved func(dy float32), ended func()) *Grip {
	g := &Grip{name: name, moved: moved, ended: ended}
	g.Hover = NewHover(g.Refresh)
	g.ExtendBaseWidget(g)
	return g
}

// AccessibilityLabel says what it moves.
func (g *Grip) AccessibilityLabel() string { return g.name }

// Cursor shows that it goes up and down.
func (g *Grip) Cursor() desktop.Cursor { return desktop.VResizeCursor }

// Dragged moves the row.
func (g *Grip) Dragged(e *fyne.DragEvent) {
	if !g.drags {
		g.drags = true
		g.Refresh()
	}
	g.moved(g.slide.By(e).DY)
}

// DragEnd lets go.
func (g *Grip) DragEnd() {
	g.slide.End()
	if !g.drags {
		return
	}
	g.drags = false
	g.Refresh()
	g.ended()
}

// MinSize is a finger's target.
func (g *Grip) MinSize() fyne.Size { return fyne.NewSquareSize(Target) }

// CreateRenderer is part of fyne.Widget.
func (g *Grip) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	r := &gripRenderer{g: g, bg: canvas.NewRectangle(color.Transparent), icon: smallIcon(IconGrip, ColorQuiet, IconSize)}
	r.bg.CornerRadius = Radius
	r.Refresh()
	return r
}

type gripRenderer struct {
	g    *Grip
	bg   *canvas.Rectangle
	icon *canvas.Raster
}

func (r *gripRenderer) Destroy()                     {}
func (r *gripRenderer) MinSize() fyne.Size           { return r.g.MinSize() }
func (r *gripRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.bg, r.icon} }

func (r *gripRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.icon.Resize(fyne.NewSquareSize(IconSize))
	r.icon.Move(fyne.NewPos((s.Width-IconSize)/2, (s.Height-IconSize)/2))
}

func (r *gripRenderer) Refresh() {
	r.bg.FillColor = color.Transparent
	switch {
	case r.g.drags:
		r.bg.FillColor = theme.Color(ColorAccentSoft)
	case r.g.hover:
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.bg.Refresh()
	r.icon.Refresh()
	canvas.Refresh(r.g)
}
