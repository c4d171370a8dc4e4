package summary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// picture is the figure with what was found. What is signed stays in sight while another assessment is written, and
// the draft is a choice beside it.
type picture struct {
	s      *Screen
	body   *bodymap.Map
	choice *kit.Segmented
	of     *kit.Text
	root   fyne.CanvasObject
	draft  bool // the draft is looked at
}

const (
	signedPart = "signed"
	draftPart  = "draft"
)

func (p *picture) build(chart *clinic.Chart, a *clinic.Assessment) {
	p.body = bodymap.New(p.s.d.Atlas, bodymap.Options{Bare: true, OnTap: func(bodymap.Tap) { p.s.d.Open(p.s.patient, desk.Assess) }})
	p.face(figure.MarksOf(p.s.d.Catalogue, chart, a.ID))
	p.of = kit.QuietText("").Aligned(fyne.TextAlignCenter)
	p.choice = kit.NewSegmented(nil, func(id string) {
		p.draft = id == draftPart
		p.s.show()
	})
	p.root = kit.Border(kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(p.of, p.choice)), nil, nil, nil, p.body)
}

// face shows front and back, or the view that shows the most of the marks where neither shows any.
func (p *picture) face(marks []drawing.Mark) {
	seen := len(marks) == 0
	for _, v := range p.body.Shown() {
		for _, m := range marks {
			seen = seen || len(v.Find(anatomy.Target{Structure: m.Code, Side: m.Side})) > 0
		}
	}
	if !seen {
		p.body.Turn(figure.BestView(p.s.d.Atlas, marks))
	}
}

// show fills the picture from the chart; it is nil where nothing is marked.
func (p *picture) show(chart *clinic.Chart) fyne.CanvasObject {
	stands, draft := chart.Examined()
	if draft == stands {
		draft = nil
	}
	if draft == nil {
		p.draft = false
	}
	if stands == nil || !marked(chart, stands) && (draft == nil || !marked(chart, draft)) {
		p.body = nil
		return nil
	}
	if p.body == nil {
		p.build(chart, stands)
	}
	kit.SetHidden(p.of, draft != nil)
	kit.SetHidden(p.choice, draft == nil)
	of := stands
	if draft != nil {
		p.offer(chart, stands, draft)
		if p.draft {
			of = draft
		}
	}
	date := map[string]any{"Date": words.Long(of.Date)}
	p.of.SetText(lang.L("Findings of {{.Date}}", date))
	if of.SignedAt.IsZero() {
		p.of.SetText(lang.L("Findings of {{.Date}}, not signed yet", date))
	}
	p.body.SetMarks(figure.MarksOf(p.s.d.Catalogue, chart, of.ID))
	var lines []bodymap.Stroke
	for _, x := range chart.StrokesOf(of.ID) {
		lines = append(lines, bodymap.Stroke{View: x.View, Stroke: figure.Stroke(chart, &x)})
	}
	p.body.SetStrokes(lines)
	return p.root
}

// offer names the two with how much each of them found.
func (p *picture) offer(chart *clinic.Chart, stands, draft *clinic.Assessment) {
	said := func(a *clinic.Assessment) map[string]any {
		return map[string]any{"Day": words.Short(a.Date), "Count": len(chart.FindingsOf(a.ID))}
	}
	of, now := said(stands), said(draft)
	options := []kit.Option{
		{ID: signedPart, Label: lang.N("Signed {{.Day}} · {{.Count}} findings", len(chart.FindingsOf(stands.ID)), of)},
		{ID: draftPart, Label: lang.L("Draft {{.Day}} · {{.Count}}", now)},
	}
	if draft.Date == p.s.d.Today() {
		options[1].Label = lang.L("Draft today · {{.Count}}", now)
	}
	p.choice.SetOptions(options)
	p.choice.SetChosen(signedPart)
	if p.draft {
		p.choice.SetChosen(draftPart)
	}
}

func marked(chart *clinic.Chart, a *clinic.Assessment) bool {
	return len(chart.FindingsOf(a.ID))+len(chart.StrokesOf(a.ID)) > 0
}
