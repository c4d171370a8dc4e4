package plan

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	figures "regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
)

// figure is the small body map beside a list.
type figure struct {
	s      *screen
	small  bool
	body   *bodymap.Map
	object fyne.CanvasObject
	views  *choice
	marks  []drawing.Mark
}

// newFigure calls tapped with what lies under the finger, the likeliest first. A small one has four views
// to choose from and no tools.
func newFigure(s *screen, small bool, tapped func([]clinic.Target)) *figure {
	f := &figure{s: s, small: small}
	view := bodymap.Both
	if small {
		view = "anterior"
	}
	f.body = bodymap.New(s.d.Atlas, bodymap.Options{
		View: view, Now: s.d.Clock, Bare: small,
		OnTap: func(t bodymap.Tap) {
			var under []clinic.Target
			for _, h := range t.Hits {
				under = append(under, h.Target)
			}
			tapped(under)
		},
		OnMarkTapped: func(m drawing.Mark) { tapped([]clinic.Target{m.Target()}) },
	})
	f.object = f.body
	f.views = newChoice(kit.NewSegmented(nil, f.body.SetView))
	if small {
		f.views.set([]kit.Option{
			{ID: "anterior", Label: lang.L("Front")},
			{ID: "posterior", Label: lang.L("Back")},
			{ID: "lateral-left", Label: lang.L("Left")},
			{ID: "lateral-right", Label: lang.L("Right")},
		}, f.body.View())
		f.object = kit.Border(nil, kit.PadSides(0, kit.Gap, f.views.chips), nil, nil, f.body)
	}
	return f
}

func (f *figure) set(marks []drawing.Mark) {
	marks = append(marks, f.s.clearMarks()...)
	if !slices.Equal(f.marks, marks) {
		f.marks = marks
		f.body.SetMarks(marks)
	}
}

// face turns the figure to what shows the most of the targets.
func (f *figure) face(targets []clinic.Target) {
	seen := map[string]float64{} // area in square millimetres
	best := ""
	for _, t := range targets {
		placed, err := f.s.d.Atlas.Shapes(t.Structure, t.Side)
		if err != nil {
			return
		}
		for _, p := range placed {
			box := p.Shape.Bounds()
			seen[p.View.ID] += box.Width() * box.Height()
			if best == "" || seen[p.View.ID] > seen[best] {
				best = p.View.ID
			}
		}
	}
	switch {
	case best == "":
	case f.small:
		f.body.SetView(best)
		f.views.choose(best)
	default:
		f.body.Turn(best)
	}
}

// findingMark is a finding on the figure; what is on the plan is emphasised.
func (s *screen) findingMark(x *clinic.Finding, on bool) drawing.Mark {
	m := figures.Mark(s.d.Catalogue, x)
	m.Selected = on
	return m
}

// plannedMark is a place the plan works on.
func plannedMark(t clinic.Target) drawing.Mark {
	return drawing.Mark{Code: t.Structure, Side: t.Side, Kind: drawing.Planned, Severity: drawing.Unrated, Source: drawing.Therapist}
}

// withFigure sets a figure beside content, a third of the width. In a room too low for a figure the content is alone: it
// lists what the figure shows.
func withFigure(f *figure, content fyne.CanvasObject) fyne.CanvasObject {
	return container.New(third{}, f.object, content)
}

type third struct{}

// figureLow is the height below which a figure shows nothing that can be told apart.
const figureLow float32 = 280

func (third) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if low := size.Height < figureLow; low == objects[0].Visible() {
		kit.SetHidden(objects[0], low)
	}
	if !objects[0].Visible() {
		objects[1].Move(fyne.Position{})
		objects[1].Resize(size)
		return
	}
	w := min(max(size.Width*0.36, 220), 520)
	objects[0].Move(fyne.NewPos(kit.GapRoomy, 0))
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Move(fyne.NewPos(w+kit.GapRoomy, 0)) // content keeps its own distance
	objects[1].Resize(fyne.NewSize(max(size.Width-w-kit.GapRoomy, 0), size.Height))
}

func (third) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if !objects[0].Visible() {
		return b
	}
	return fyne.NewSize(max(a.Width, 220)+kit.GapRoomy+b.Width, b.Height)
}
