package exam

import (
	"maps"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// posturePage is what is seen of the patient standing, from the side and from behind.
type posturePage struct {
	endTool
	views []*postureView
	none  *kit.Text
	root  fyne.CanvasObject
}

func newPosturePage(t *Step) step.Step {
	p := &posturePage{endTool: endTool{t}, none: kit.Body(lang.L("Nothing was recorded about the posture.")).In(kit.ColorQuiet)}
	all := kit.StackGap(kit.GapWide, p.none)
	for _, v := range []struct{ id, title string }{
		{clinic.ViewSide, lang.L("From the side")}, {clinic.ViewBack, lang.L("From behind")},
	} {
		view := newPostureView(t, v.id, v.title)
		p.views = append(p.views, view)
		all.Add(view.root)
	}
	p.root = kit.MaxWidth(1000, all)
	return p
}

func (p *posturePage) Object() fyne.CanvasObject { return p.root }

func (p *posturePage) Show() {
	empty := true
	for _, v := range p.views {
		v.show()
		empty = empty && v.root.Hidden
	}
	p.none.Hidden = !empty
}

func (p *posturePage) reach(x *clinic.Test) fyne.CanvasObject {
	for _, v := range p.views {
		if v.id == x.View {
			return unfoldIn(v.rows, x)
		}
	}
	return nil
}

func (p *posturePage) Leave() {
	for _, v := range p.views {
		for _, r := range v.rows {
			r.leave()
		}
	}
}

// postureView are the signs seen from one side, beside a figure that shows where they are. Each sign has a
// number, on its row and on the figure.
type postureView struct {
	t      *Step
	id     string
	rows   []*testRow
	rest   *kit.Button
	not    *kit.Button
	grid   *fyne.Container
	drawn  map[string]anatomy.Side // the signs on the figure: code and side to side
	figure *paint.Picture
	words  *kit.Text // which side of the patient is seen
	root   *kit.Card
}

func newPostureView(t *Step, id, title string) *postureView {
	v := &postureView{t: t, id: id, grid: kit.StackGap(0), words: kit.QuietText("").Wrap().Aligned(fyne.TextAlignCenter)}
	for i := range t.s.Desk.Catalogue.Tests {
		if x := &t.s.Desk.Catalogue.Tests[i]; x.Kind == clinic.TestPosture && x.View == id {
			row := newTestRow(t, x, valueCellWidth)
			row.number = len(v.rows) + 1
			v.rows = append(v.rows, row)
		}
	}
	v.rest = kit.NewButton("", kit.IconCheck, func() { fillTests(t.s, codesOf(v.rows)) })
	v.not = notDoneButton(t, func() []string { return codesOf(v.rows) })
	size := fyne.NewSize(150, 460)
	if id == clinic.ViewBack {
		size.Width = 236
	}
	v.figure = paint.New(size, func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) })
	left := container.NewVBox(v.words, v.figure)
	v.root = kit.NewCard(title, kit.Border(nil, nil, left, nil, kit.PadSides(kit.Gap, 0, kit.Stack(v.grid, container.NewHBox(v.not)))), v.rest)
	return v
}

func (v *postureView) show() {
	showRows(v.t, v.grid, v.rows, lang.L("The rest: none"), v.rest)
	showNotDone(v.not, v.t.s, codesOf(v.rows))
	v.root.Hidden = len(v.grid.Objects) == 0
	signs := map[string]anatomy.Side{}
	left := false
	for _, r := range v.rows {
		for _, c := range r.cells {
			if res := c.result(); res != nil && r.x.IsPositive(res.Result) {
				signs[r.x.Code+"/"+string(c.side)] = c.side
				left = left || c.side != anatomy.Right
			}
		}
	}
	if v.drawn == nil || !maps.Equal(signs, v.drawn) {
		v.drawn = signs
		v.draw(left || len(signs) == 0)
	}
	v.root.Refresh()
}

// draw sets the figure: from behind, or from the left unless everything seen is on the right.
func (v *postureView) draw(left bool) {
	id, words := "posterior", lang.L("Seen from behind: the patient’s left is on the left")
	if v.id == clinic.ViewSide {
		id, words = "lateral-left", lang.L("Patient’s left side")
		if !left {
			id, words = "lateral-right", lang.L("Patient’s right side")
		}
	}
	view, err := v.t.s.Desk.Atlas.View(id)
	if err != nil {
		v.words.SetText(lang.L("The figure cannot be drawn."))
		return
	}
	v.words.SetText(words)
	signs := v.signs(view)
	v.figure.Set(func(palette drawing.Palette, _, _ float64) *drawing.Picture {
		return drawSigns(view, palette, signs)
	})
}

// sign is a number at a place of the figure.
type sign struct {
	at   drawing.Point
	text string
}

// signs places the number of each sign where its structure is drawn. From the side, where both sides lie on
// one another, the number says which side it is.
func (v *postureView) signs(view *anatomy.View) []sign {
	var out []sign
	for _, r := range v.rows {
		sides := ""
		for _, c := range r.cells {
			side, seen := v.drawn[r.x.Code+"/"+string(c.side)]
			if !seen {
				continue
			}
			if v.id == clinic.ViewSide {
				if side != anatomy.Midline {
					sides += string(side)
				} else {
					sides += " "
				}
				continue
			}
			if at, ok := spotOf(view, r.x, side); ok {
				out = append(out, sign{at, strconv.Itoa(r.number)})
			}
		}
		if sides == "" {
			continue
		}
		seen := anatomy.Left
		if strings.HasSuffix(view.ID, "right") {
			seen = anatomy.Right
		}
		if at, ok := spotOf(view, r.x, seen); ok {
			out = append(out, sign{at, strconv.Itoa(r.number) + strings.TrimSpace(sides)})
		}
	}
	return out
}

// spotOf is where the first structure of a test that the view shows is drawn.
func spotOf(view *anatomy.View, x *clinic.Test, side anatomy.Side) (drawing.Point, bool) {
	for _, code := range x.Structures {
		for _, s := range []anatomy.Side{side, anatomy.Midline} {
			if shapes := view.Find(anatomy.Target{Structure: code, Side: s}); len(shapes) > 0 {
				return shapes[0].Center(), true
			}
		}
	}
	return drawing.Point{}, false
}

// drawSigns draws a figure with numbered signs.
func drawSigns(view *anatomy.View, palette drawing.Palette, signs []sign) *drawing.Picture {
	look := drawing.Look{Palette: palette, Bare: true}
	p := drawing.NewPicture(drawing.FigureBox(view, look))
	p.Add(drawing.Plain(view, look), drawing.Identity())
	fill, letter := drawing.StyleOf(drawing.Pain).Badge(palette)
	const size = 52.0 // millimetres of the figure
	var taken []drawing.Point
	for _, s := range signs {
		at := s.at
		for crowded(taken, at, size*1.5) {
			at.Y += size * 0.5
		}
		taken = append(taken, at)
		w := max(size*1.3, drawing.Bold.Width(s.text, size)+size*0.6)
		box := drawing.Rect{Min: drawing.Point{X: at.X - w/2, Y: at.Y - size*0.65}, Max: drawing.Point{X: at.X + w/2, Y: at.Y + size*0.65}}
		p.Path(drawing.RoundRect(box, size*0.65), drawing.Style{Fill: fill, Stroke: letter, Width: 4})
		p.Text(drawing.Text{
			At: drawing.Point{X: at.X, Y: at.Y + size*0.36}, String: s.text, Size: size, Face: drawing.Bold, Color: letter, Align: drawing.Middle,
		})
	}
	return p
}

func crowded(taken []drawing.Point, at drawing.Point, room float64) bool {
	for _, t := range taken {
		if t.Distance(at) < room {
			return true
		}
	}
	return false
}
