package kittest

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
)

// Switch shows what is on the screen in another form, light or dark, that was chosen while it was out of sight.
func (s *Screen) Switch(to kit.Mode) {
	page := s.Window.Content()
	size := s.Window.Canvas().Size()
	body := container.NewStack(kit.Body(""))
	s.Show(body, size.Width, size.Height)
	s.App.Settings().SetTheme(kit.NewTheme(to))
	s.Window.Content().Refresh()
	body.Objects = []fyne.CanvasObject{page}
	body.Refresh()
	s.Settle()
}

// MustLookLike fails the test where the screen looks different from another one.
func (s *Screen) MustLookLike(want image.Image) {
	s.T.Helper()
	got := pixels(s.Picture(1))
	other := pixels(want)
	if got.Rect != other.Rect {
		s.T.Fatalf("the screen is %v, not %v", got.Rect, other.Rect)
	}
	const tile = 32
	var where []image.Point
	for y := got.Rect.Min.Y; y < got.Rect.Max.Y; y++ {
		for x := got.Rect.Min.X; x < got.Rect.Max.X; x++ {
			if at := image.Pt(x, y).Div(tile).Mul(tile); got.NRGBAAt(x, y) != other.NRGBAAt(x, y) && !slices.Contains(where, at) {
				where = append(where, at)
			}
		}
	}
	if len(where) > 0 {
		s.Save("different", 1)
		s.T.Errorf("the screen looks different at %v", where)
	}
}

// MustShowIcons fails the test where an icon, enabled or not, stands out less than 3 to 1 from what it lies on. It gives
// how many there are.
func (s *Screen) MustShowIcons() (n int) {
	s.T.Helper()
	img := s.Picture(1)
	s.Within(s.Window.Content(), func(o fyne.CanvasObject, at, from, to fyne.Position) {
		end, side := at.Add(o.Size()), o.Size().Width
		if !isPicture(o) || side > kit.IconSize || side != o.Size().Height || at.X < from.X || at.Y < from.Y || end.X > to.X || end.Y > to.Y {
			return
		}
		n++
		box := image.Rect(int(at.X), int(at.Y), int(end.X), int(end.Y))
		ground, best := img.At(box.Min.X, box.Min.Y), 0.0
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				best = max(best, drawing.Contrast(img.At(x, y), ground))
			}
		}
		if best < 3 {
			s.T.Errorf("the icon at %v stands out only %.2f to 1", box, best)
		}
	})
	return n
}

func isPicture(o fyne.CanvasObject) bool {
	switch o.(type) {
	case *canvas.Raster, *canvas.Image:
		return true
	}
	return false
}
