// Package paint shows a drawn picture (a chart, a figure, a legend) on a screen, sharp at every scale
// and in the colours of the theme.
package paint

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
)

// Picture is a widget that shows a drawing.
type Picture struct {
	widget.BaseWidget
	make   func(palette drawing.Palette, width, height float64) *drawing.Picture
	min    fyne.Size
	raster *canvas.Raster
}

// New shows what make draws for a width and height in the screen's units. The least size is min; make
// may be called away from the UI thread and often, so it must not touch widgets.
func New(min fyne.Size, make func(palette drawing.Palette, width, height float64) *drawing.Picture) *Picture {
	p := &Picture{make: make, min: min}
	p.raster = canvas.NewRaster(p.render)
	p.ExtendBaseWidget(p)
	return p
}

// Set changes what is shown.
func (p *Picture) Set(make func(palette drawing.Palette, width, height float64) *drawing.Picture) {
	p.make = make
	p.Refresh()
}

func (p *Picture) render(w, h int) image.Image {
	size := p.Size()
	if w <= 0 || h <= 0 || size.Width <= 0 || size.Height <= 0 {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	palette := drawing.Light
	if kit.IsDark() {
		palette = drawing.Dark
	}
	return p.make(palette, float64(size.Width), float64(size.Height)).Image(w, h)
}

// MinSize is the least size the picture was made with.
func (p *Picture) MinSize() fyne.Size {
	p.ExtendBaseWidget(p)
	return p.min
}

// CreateRenderer is part of fyne.Widget.
func (p *Picture) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.raster) }
