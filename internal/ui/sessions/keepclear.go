package sessions

import (
	"slices"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/safety"
)

// figureHeight is how high the figure of a session is.
const figureHeight = 340

// keepClear shows where no hand goes today, on the figure with what is planned and beside it as a list; nothing while there
// is no such place.
type keepClear struct {
	w     *visit
	list  *safety.KeepClear
	body  *bodymap.Map // made when there is first something to show
	marks []drawing.Mark
	root  *fyne.Container
}

func newKeepClear(w *visit) *keepClear {
	return &keepClear{w: w, list: safety.NewKeepClear(w.s.d, w.s.chart), root: kit.Stack()}
}

func (c *keepClear) show(treatments []clinic.Treatment) {
	c.list.Show()
	kit.SetHidden(c.root, !c.list.Any())
	if !c.list.Any() {
		return
	}
	d := c.w.s.d
	clear := figure.KeepClear(d.Catalogue, c.w.s.chart(), d.Today())
	var marks []drawing.Mark
	for i := range treatments {
		t := &treatments[i]
		if t.Status == clinic.TreatmentLeft {
			continue
		}
		kind := drawing.Planned
		if t.Given() {
			kind = drawing.Treated
		}
		for _, x := range t.Targets {
			m := drawing.Mark{Code: x.Structure, Side: x.Side, Kind: kind, Severity: drawing.Unrated, Source: drawing.Therapist}
			if !slices.Contains(marks, m) {
				marks = append(marks, m)
			}
		}
	}
	marks = append(marks, clear...)
	if c.body == nil {
		c.body = bodymap.New(d.Atlas, bodymap.Options{Bare: true, Now: d.Clock})
		c.body.SetView(figure.BestView(d.Atlas, clear))
		views := kit.NewChips(nil, func(ids []string) { c.body.SetView(ids[0]) }).Required()
		var options []kit.Option
		for _, v := range d.Atlas.Views()[:4] {
			options = append(options, kit.Option{ID: v.ID, Label: v.Title})
		}
		views.SetOptions(options)
		views.SetChosen(c.body.View())
		c.root.Objects = []fyne.CanvasObject{page.Columns(kit.Stack(c.list.Object(), views), kit.MinHeight(figureHeight, c.body))}
		c.root.Refresh()
	}
	if !slices.Equal(marks, c.marks) {
		c.marks = marks
		c.body.SetMarks(marks)
	}
}
