package kittest

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	got := s.Picture(1)
	if got.Bounds() != want.Bounds() {
		s.T.Fatalf("the screen is %v, not %v", got.Bounds(), want.Bounds())
	}
	const tile = 32
	var where []image.Point
	for y := got.Bounds().Min.Y; y < got.Bounds().Max.Y; y++ {
		for x := got.Bounds().Min.X; x < got.Bounds().Max.X; x++ {
			if at := image.Pt(x, y).Div(tile).Mul(tile); got.At(x, y) != want.At(x, y) && !slices.Contains(where, at) {
				where = append(where, at)
			}
		}
	}
	if len(where) > 0 {
		s.Save("different", 1)
		s.T.Errorf("the screen looks different at %v", where)
	}
}
