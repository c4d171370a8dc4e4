package limbs

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

// girthPage takes the girths of both arms or both legs, drawn on the limbs, and says what follows from them.
type girthPage struct {
	step     *Step
	s        *step.Host
	limb     string
	ways     *step.Menu // the landmark; nil where there is one
	how      *kit.Text
	protocol *clinic.LimbProtocol
	tapes    map[string]*tapeGrid // by protocol
	extra    *tapeGrid            // the one level of the clot check; nil for arms
	room     *fyne.Container      // of the grid
	clot     *clotPanel           // nil for arms
	notices  *notices
	results  *limbResults
	stage    *chipPair
	chips    []*chipPair // how the limb is besides
	values   []*valuePair
	profiles []*paint.Picture
	root     fyne.CanvasObject
}

func newGirthPage(in *Step, limb string) step.Step {
	s := in.s
	p := &girthPage{step: in, s: s, limb: limb, tapes: map[string]*tapeGrid{}, room: container.NewStack(), how: kit.QuietText("").Wrap()}
	var options []kit.Option
	for i := range s.Desk.Catalogue.Limbs {
		l := &s.Desk.Catalogue.Limbs[i]
		if l.Limb != limb {
			continue
		}
		if len(l.Levels()) == 1 {
			p.extra = newTapeGrid(p, l)
			continue
		}
		options = append(options, kit.Option{ID: l.Code, Label: l.Name})
		if p.protocol == nil {
			p.protocol = l
		}
	}
	p.protocol = p.usual()
	if len(options) > 1 {
		p.ways = step.NewMenu(s, kit.NewButton("", "", nil), func() []step.Group {
			return []step.Group{{Title: lang.L("Measured from"), Options: options}}
		}, func(code string) {
			p.Leave()
			p.protocol = s.Desk.Catalogue.LimbProtocol(code)
			s.Show()
		})
	}
	parts := kit.StackGap(kit.GapWide)
	if limb == clinic.LimbLeg {
		p.clot = newClotPanel(s)
	}
	p.notices = newNotices()
	p.results = newLimbResults(limb)
	p.stage = newChipPair(s, lang.L("Stage (ISL)"), lang.L("0 not to be seen · I goes when raised · II stays when raised, dents, late no more · III hard, folds"),
		measured.Sides(s.Desk.Catalogue.Measure(clinic.MeasureISLStage), limb, ""),
		kit.Options("0", "I", "II", "III"), map[string]float64{"0": 0, "I": 1, "II": 2, "III": 3}, false)
	parts.Add(kit.StackGap(kit.Gap, p.room, p.how))
	if p.extra != nil {
		parts.Add(kit.NewCard("", kit.StackGap(kit.GapWide, kit.StackGap(kit.Gap/2, kit.Strong(p.extra.protocol.Name), kit.QuietText(p.extra.protocol.How).Wrap()), p.extra.root)))
	}
	for range step.BothSides {
		p.profiles = append(p.profiles, paint.New(fyne.NewSize(300, 240), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) }))
	}
	if p.clot != nil {
		parts.Add(p.clot.root) // below the fields, so that these stay where they are when it comes
	}
	parts.Add(p.notices.root)
	parts.Add(kit.NewCard(lang.L("Swelling"), kit.StackGap(kit.Gap, leftAndRight(), p.stage.root, kit.Hairline(), p.results.root)))
	parts.Add(kit.NewCard(lang.L("Skin and garment"), p.rest(limb)))
	parts.Add(kit.NewCard(lang.L("Girths along the limb"), kit.Beside(kit.GapWide, 300, p.profiles[0], p.profiles[1])))
	p.root = kit.MaxWidth(1100, parts)
	return p
}

// usual is the protocol the patient's limb was measured by last, so that it can be compared.
func (p *girthPage) usual() *clinic.LimbProtocol {
	out := p.protocol
	for _, m := range p.s.Chart().Measurements {
		if m.Measure != clinic.MeasureGirth {
			continue
		}
		if l := p.s.Desk.Catalogue.LimbProtocol(m.Protocol); l != nil && l.Limb == p.limb && len(l.Levels()) > 1 {
			out = l
		}
	}
	return out
}

func (p *girthPage) Object() fyne.CanvasObject { return p.root }

// Tools is the choice of the landmark.
func (p *girthPage) Tools() (list []fyne.CanvasObject, end fyne.CanvasObject) {
	if p.ways != nil {
		list = append(list, p.ways.Button)
	}
	return list, nil
}

func (p *girthPage) Show() {
	b := measured.Befores(p.s)
	grid := p.tapes[p.protocol.Code]
	if grid == nil {
		grid = newTapeGrid(p, p.protocol)
		p.tapes[p.protocol.Code] = grid
	}
	if p.ways != nil {
		p.ways.Show(p.protocol.Code, p.protocol.Name)
	}
	p.how.SetText(words.Sentences(p.protocol.How, lang.L("In cm. Enter goes on to the next level.")))
	if len(p.room.Objects) == 0 || p.room.Objects[0] != grid.root {
		p.room.Objects = []fyne.CanvasObject{grid.root}
		p.room.Refresh()
	}
	a := p.s.Current()
	report := p.s.Chart().LimbReport(a, p.protocol)
	grid.show()
	if p.extra != nil {
		p.extra.show()
	}
	if p.clot != nil {
		p.clot.show()
	}
	p.notices.show(words.All(report.Notices))
	p.stage.show(b)
	for _, c := range p.chips {
		c.show(b)
	}
	for _, v := range p.values {
		v.show(b)
	}
	p.results.show(&report)
	p.showProfiles(a)
}

func (p *girthPage) Leave() {
	for _, g := range p.tapes {
		g.leave()
	}
	if p.extra != nil {
		p.extra.leave()
	}
	for _, v := range p.values {
		v.leave()
	}
}

// rest asks what belongs to a swelling besides girths: the hand or foot, which no level reaches, the skin, and what is worn.
func (p *girthPage) rest(limb string) fyne.CanvasObject {
	rows := kit.StackGap(0, leftAndRight())
	add := func(o fyne.CanvasObject) {
		rows.Add(o)
		rows.Add(kit.Hairline())
	}
	cat := p.s.Desk.Catalogue
	value := func(measure, item, title, quiet string) {
		if me := cat.Measure(measure); me != nil {
			keys := measured.Sides(me, item, "")
			v := newValuePair(p.s, title, quiet, keys[0], keys[1])
			p.values = append(p.values, v)
			add(v.root)
		}
	}
	chips := func(measure, title, quiet string, options []kit.Option) {
		if me := cat.Measure(measure); me != nil {
			values := map[string]float64{}
			for i, o := range options {
				values[o.ID] = float64(i)
			}
			c := newChipPair(p.s, title, quiet, measured.Sides(me, limb, ""), options, values, false)
			p.chips = append(p.chips, c)
			add(c.root)
		}
	}
	end, fold := lang.L("Hand, figure of eight (cm)"), lang.L("at the root of the second finger")
	if limb == clinic.LimbLeg {
		end, fold = lang.L("Foot, figure of eight (cm)"), lang.L("at the root of the second toe")
	}
	value(clinic.MeasureFigureOfEight, clinic.LimbEnd(limb), end, lang.L("around wrist or ankle, crossing over the back"))
	chips(clinic.MeasureStemmer, lang.L("Stemmer sign"), fold, []kit.Option{{ID: "0", Label: lang.L("Fold lifts")}, {ID: "1", Label: lang.L("No fold lifts")}})
	chips(clinic.MeasureLimbSkin, lang.L("Skin"), "", []kit.Option{
		{ID: "0", Label: lang.L("Usual")},
		{ID: "1", Label: lang.L("Dry")},
		{ID: "2", Label: lang.L("Thick or warty")},
		{ID: "3", Label: lang.L("Leaking")},
		{ID: "4", Label: lang.L("Broken")},
	})
	value(clinic.MeasureCellulitis, limb, lang.L("Cellulitis, last 12 months"), lang.L("how often; twice or more goes to a doctor"))
	chips(clinic.MeasureGarmentClass, lang.L("Compression class"), lang.L("of the garment that is worn"), []kit.Option{
		{ID: "0", Label: lang.L("None")}, {ID: "1", Label: "1"}, {ID: "2", Label: "2"}, {ID: "3", Label: "3"}, {ID: "4", Label: "4"},
	})
	value(clinic.MeasureGarmentMonths, limb, lang.L("Age of the garment (months)"), lang.L("worn daily, about six months"))
	return rows
}

// showProfiles draws each limb now, last time, and beside the other one.
func (p *girthPage) showProfiles(a *clinic.Assessment) {
	visits := p.s.Chart().LimbVisits(p.protocol)
	var now, last *clinic.LimbVisit
	for i := range visits {
		switch v := &visits[i]; {
		case v.AssessmentID == a.ID:
			now = v
		case v.Date <= a.Date:
			last = v
		}
	}
	low, high := math.Inf(1), math.Inf(-1)
	line := func(name string, v *clinic.LimbVisit, side anatomy.Side) drawing.ProfileLine {
		l := drawing.ProfileLine{Name: name}
		if v == nil {
			return l
		}
		for _, cm := range p.protocol.Levels() {
			if mm, ok := v.Girths[side][cm]; ok {
				l.At, l.To = append(l.At, cm), append(l.To, mm/10)
				low, high = min(low, mm/10), max(high, mm/10)
			}
		}
		return l
	}
	lines := make([][]drawing.ProfileLine, 2)
	for i, side := range step.BothSides {
		lines[i] = append(lines[i], line(lang.L("now"), now, side))
		if last != nil {
			lines[i] = append(lines[i], line(words.Short(last.Date), last, side))
		} else {
			lines[i] = append(lines[i], drawing.ProfileLine{Name: lang.L("before")})
		}
		lines[i] = append(lines[i], line(words.Side(side.Opposite()), now, side.Opposite()))
	}
	from, to := p.protocol.FromCM, p.protocol.ToCM
	every := p.protocol.StepCM
	for i, side := range step.BothSides {
		title := script.UpperFirst(words.Say(clinic.LimbOn(side, p.limb)))
		p.profiles[i].Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
			return drawing.Profile{
				Chart: drawing.Chart{Palette: palette, Width: w, Height: h, Type: float64(kit.SizeQuiet)},
				Title: title, Unit: "cm", Step: every, Lines: lines[i], Low: low, High: high, From: from, To: to,
			}.Picture()
		})
	}
}
