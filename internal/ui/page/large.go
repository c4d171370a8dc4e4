package page

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/ui/kit"
)

// Large shows content with the text of its buttons in the size that a person reads who is not used to screens.
func Large(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(content, large{})
}

// large is the program's look but for the size of its text.
type large struct{}

func (large) theme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (l large) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return l.theme().Color(n, v)
}
func (l large) Font(s fyne.TextStyle) fyne.Resource     { return l.theme().Font(s) }
func (l large) Icon(n fyne.ThemeIconName) fyne.Resource { return l.theme().Icon(n) }

func (l large) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameText {
		return kit.SizeHead
	}
	return l.theme().Size(n)
}

// widest keeps what is read from running across a wide window.
const widest float32 = 900

// Narrow keeps an object from running across a wide window: in the middle for a patient, who sees nothing else, or at
// the left.
func Narrow(middle bool, o fyne.CanvasObject) *fyne.Container {
	return container.New(narrow{middle}, o)
}

type narrow struct{ middle bool }

func (c narrow) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (c narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := max(min(size.Width, widest), objects[0].MinSize().Width)
	x := float32(0)
	if c.middle {
		x = max((size.Width-w)/2, 0)
	}
	objects[0].Move(fyne.NewPos(x, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
}

// Done shows how much of something is done.
type Done struct {
	// Object is what is shown.
	Object *fyne.Container
	share  *share
}

// NewDone shows that nothing is done.
func NewDone() *Done {
	s := &share{}
	return &Done{container.New(s, kit.NewPlate(kit.ColorSunken, 4), kit.NewPlate(kit.ColorAccent, 4)), s}
}

// Set shows a part of the whole, 0 to 1.
func (d *Done) Set(part float32) {
	d.share.part = part
	d.Object.Refresh()
}

// share lays one object over another as far as a part of it.
type share struct{ part float32 }

func (s *share) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 8) }

func (s *share) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i, o := range objects {
		o.Move(fyne.Position{})
		w := size.Width
		if i > 0 {
			w *= s.part
		}
		o.Resize(fyne.NewSize(w, size.Height))
	}
}
