package exam

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// gaitPage is how the patient walks.
type gaitPage struct {
	endTool
	rows []*testRow
	rest *kit.Button
	not  *kit.Button
	grid *fyne.Container
	none *kit.Text
	root fyne.CanvasObject
}

func newGaitPage(t *Step) step.Step {
	p := &gaitPage{endTool: endTool{t}, grid: kit.StackGap(0), none: kit.Body(lang.L("Nothing was recorded about the gait.")).In(kit.ColorQuiet)}
	for i := range t.s.Desk.Catalogue.Tests {
		if x := &t.s.Desk.Catalogue.Tests[i]; x.Kind == clinic.TestGait {
			p.rows = append(p.rows, newTestRow(t, x, valueCellWidth))
		}
	}
	p.rest = kit.NewButton("", kit.IconCheck, func() { fillTests(t.s, codesOf(p.rows)) })
	p.not = notDoneButton(t, func() []string { return codesOf(p.rows) })
	p.root = kit.MaxWidth(900, kit.StackGap(kit.GapWide, kit.FlowRow(p.rest, p.not), p.none, p.grid))
	return p
}

func codesOf(rows []*testRow) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.x.Code)
	}
	return out
}

func (p *gaitPage) Object() fyne.CanvasObject { return p.root }

func (p *gaitPage) Show() {
	showRows(p.t, p.grid, p.rows, lang.L("All the rest as usual"), p.rest)
	showNotDone(p.not, p.t.s, codesOf(p.rows))
	p.none.Hidden = len(p.grid.Objects) > 0
}

// showRows fills a grid with rows; of what is signed only those that say something. The button offers the
// usual result for the rest.
func showRows(t *Step, grid *fyne.Container, rows []*testRow, offer string, rest *kit.Button) {
	grid.Objects = nil
	for _, r := range rows {
		r.show()
		if t.s.Locked() && !r.recorded() {
			continue
		}
		if len(grid.Objects) == 0 {
			grid.Add(testHead(valueCellWidth, ""))
		}
		grid.Add(r.root)
		grid.Add(kit.Hairline())
	}
	grid.Refresh()
	rest.Hidden = t.s.Locked()
	if !rest.Hidden {
		left := len(fillOperation(t.s, codesOf(rows)).Put)
		rest.SetText(offer + " (" + clinic.Number(float64(left)) + ")")
		rest.Hidden = left == 0
	}
}

func (p *gaitPage) reach(x *clinic.Test) fyne.CanvasObject { return unfoldIn(p.rows, x) }

func unfoldIn(rows []*testRow, x *clinic.Test) fyne.CanvasObject {
	for _, r := range rows {
		if r.x.Code == x.Code {
			r.unfold()
			return r.root
		}
	}
	return nil
}

func (p *gaitPage) Leave() {
	for _, r := range p.rows {
		r.leave()
	}
}
