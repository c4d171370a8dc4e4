package plan

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	body "regimen/internal/ui/places"
)

// placesHeight is how high the two bodies of the page are, with the words above them.
const placesHeight float32 = 440

// treated is the figure of a version, with the rows of the table it goes with.
type treated struct {
	s      *screen
	figure *body.Figure
	rows   map[string]*kit.Plate // what lies behind the row of each treatment
	object fyne.CanvasObject
}

// newTreated shows where the treatments of a version are given. A tap at a place lights what is done there, one after the
// other when it is several, and brings its row into sight.
func (s *screen) newTreated(p *clinic.Plan) *treated {
	t := &treated{s: s, rows: map[string]*kit.Plate{}}
	t.figure = body.New(s.d.Atlas, t.light)
	var list []body.Treatment
	for _, rx := range s.chart.PrescriptionsOf(p.ID) {
		list = append(list, body.Treatment{ID: rx.ID, At: rx.Targets})
	}
	var clear []clinic.Target
	for _, k := range clinic.KeepClears(s.d.Catalogue, s.chart, s.d.Today()) {
		if !slices.Contains(clear, k.Target) {
			clear = append(clear, k.Target)
		}
	}
	t.figure.Set(list, clear)
	t.object = kit.StackGap(kit.GapWide, kit.MinHeight(placesHeight, t.figure), s.newKeepClear().Object())
	return t
}

func (t *treated) light(ids []string) {
	next := ids[(slices.Index(ids, t.figure.Lit())+1)%len(ids)]
	t.figure.Light(next)
	for id, plate := range t.rows {
		fill := kit.ColorSurface
		if id == next {
			fill = kit.ColorAccentSoft
		}
		plate.SetFill(fill)
	}
	if row := t.rows[next]; row != nil && t.s.page == nil && t.s.reading != nil {
		t.s.reading.Reveal(row)
	}
}

// row lays a row of the table on what lights up.
func (t *treated) row(id string, row fyne.CanvasObject) fyne.CanvasObject {
	t.rows[id] = kit.NewPlate(kit.ColorSurface, kit.Radius)
	return container.NewStack(t.rows[id], kit.PadSides(0, kit.Gap/2, row))
}
