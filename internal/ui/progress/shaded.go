package progress

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// shadedBody is the front and the back of the body with the marked areas of a body chart shaded.
type shadedBody struct {
	s      *Screen
	views  []*anatomy.View
	object *paint.Picture
}

func newShadedBody(s *Screen) *shadedBody {
	b := &shadedBody{s: s}
	for _, id := range []string{"anterior", "posterior"} {
		if v, err := s.d.Atlas.View(id); err == nil { // the areas are told in words as well
			b.views = append(b.views, v)
		}
	}
	b.object = paint.New(fyne.NewSize(160, 200), b.drawer(nil, nil))
	return b
}

// set shades areas, and hatches those that are gone.
func (b *shadedBody) set(marked, gone []figure.MarkedArea) { b.object.Set(b.drawer(marked, gone)) }

func (b *shadedBody) drawer(marked, gone []figure.MarkedArea) func(drawing.Palette, float64, float64) *drawing.Picture {
	views, body := b.views, b.s.body
	said := &drawing.Words{Left: lang.L("Left"), Right: lang.L("Right")}
	return func(palette drawing.Palette, width, height float64) *drawing.Picture {
		pic := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: width, Y: height}})
		for i, v := range views {
			room := width / float64(len(views))
			k := min(room/v.Box.Width(), height/(v.Box.Height()*1.06)) // with the words above it
			look := drawing.Look{Palette: palette, Words: said, Type: float64(kit.SizeQuiet) / k}
			var under []*drawing.Picture
			if body != nil {
				under = append(under, drawing.AreaPicture(v, look, body.Shaded(v, clinic.Choir, marked, gone)))
			}
			box := drawing.FigureBox(v, look)
			k = min(k, height/box.Height())
			place := drawing.Translate(room*(float64(i)+0.5)-box.Center().X*k, (height-box.Height()*k)/2-box.Min.Y*k).Mul(drawing.Scale(k))
			pic.Add(drawing.Figure(v, look, nil, nil, under...), place)
		}
		return pic
	}
}
