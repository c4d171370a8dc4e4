package assess

import (
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// girthPage takes the girths of both arms or both legs, drawn on the limbs, and says what follows from them.
type girthPage struct {
	step     *limbsStep
	s        *Screen
	limb     string
	ways     *kit.Chips // the landmark
	how      *kit.Text
	protocol *clinic.LimbProtocol
	tapes    map[string]*tapeGrid // by protocol
	extra    *tapeGrid            // the one level of the clot check; nil for arms
	room     *fyne.Container      // of the grid
	clot     *clotPanel           // nil for arms
	notices  *notices
	results  *limbResults
	stage    *chipPair
	profiles []*paint.Picture
	root     fyne.CanvasObject
}

func newGirthPage(step *limbsStep, limb string) page {
	s := step.s
	p := &girthPage{step: step, s: s, limb: limb, tapes: map[string]*tapeGrid{}, room: container.NewStack(), how: kit.QuietText("").Wrap()}
	var options []kit.Option
	for i := range s.d.Catalogue.Limbs {
		l := &s.d.Catalogue.Limbs[i]
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
	p.ways = kit.NewChips(options, func(ids []string) {
		p.leave()
		p.protocol = s.d.Catalogue.LimbProtocol(ids[0])
		step.show()
	}).Required()
	parts := kit.StackGap(kit.GapWide)
	if limb == clinic.LimbLeg {
		p.clot = newClotPanel(s)
	}
	p.notices = newNotices()
	p.results = newLimbResults()
	p.stage = newChipPair(s, lang.L("Stage (ISL)"), lang.L("0 not to be seen · I goes when raised · II dents, stays when raised · III hard, folds"),
		sides(s.d.Catalogue.Measure(clinic.MeasureISLStage), limb, ""),
		kit.Options("0", "I", "II", "III"), map[string]float64{"0": 0, "I": 1, "II": 2, "III": 3}, false)
	girths := kit.StackGap(kit.GapWide)
	if len(options) > 1 {
		girths.Add(p.ways)
	}
	girths.Add(p.how)
	girths.Add(p.room)
	if p.extra != nil {
		girths.Add(kit.Hairline())
		girths.Add(kit.StackGap(kit.Gap/2, kit.Strong(p.extra.protocol.Name), kit.QuietText(p.extra.protocol.How)))
		girths.Add(p.extra.root)
	}
	for range bothSides {
		p.profiles = append(p.profiles, paint.New(fyne.NewSize(300, 240), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) }))
	}
	parts.Add(kit.NewCard(lang.L("Girths, in cm"), girths))
	if p.clot != nil {
		parts.Add(p.clot.root) // below the fields, so that these stay where they are when it comes
	}
	parts.Add(p.notices.root)
	parts.Add(kit.NewCard(lang.L("Swelling"), kit.StackGap(kit.Gap, leftAndRight(), p.stage.root, kit.Hairline(), p.results.root)))
	parts.Add(kit.NewCard(lang.L("Girths along the limb"), container.New(&twoColumns{gap: kit.GapWide, least: 300}, p.profiles[0], p.profiles[1])))
	p.root = kit.MaxWidth(1100, parts)
	return p
}

// usual is the protocol the patient's limb was measured by last, so that it can be compared.
func (p *girthPage) usual() *clinic.LimbProtocol {
	out := p.protocol
	for _, m := range p.s.chart().Measurements {
		if m.Measure != clinic.MeasureGirth {
			continue
		}
		if l := p.s.d.Catalogue.LimbProtocol(m.Protocol); l != nil && l.Limb == p.limb && len(l.Levels()) > 1 {
			out = l
		}
	}
	return out
}

func (p *girthPage) object() fyne.CanvasObject { return p.root }

func (p *girthPage) show(b map[measured]before) {
	grid := p.tapes[p.protocol.Code]
	if grid == nil {
		grid = newTapeGrid(p, p.protocol)
		p.tapes[p.protocol.Code] = grid
	}
	p.ways.SetChosen(p.protocol.Code)
	p.how.SetText(p.protocol.How + " " + lang.L("Enter goes on to the next level."))
	if len(p.room.Objects) == 0 || p.room.Objects[0] != grid.root {
		p.room.Objects = []fyne.CanvasObject{grid.root}
		p.room.Refresh()
	}
	a := p.s.current()
	report := p.s.chart().LimbReport(a, p.protocol)
	grid.show()
	if p.extra != nil {
		p.extra.show()
	}
	if p.clot != nil {
		p.clot.show()
	}
	p.notices.show(report.Notices)
	p.stage.show(b)
	p.results.show(&report)
	p.showProfiles(a)
}

func (p *girthPage) leave() {
	for _, g := range p.tapes {
		g.leave()
	}
	if p.extra != nil {
		p.extra.leave()
	}
}

// showProfiles draws each limb now, last time, and beside the other one.
func (p *girthPage) showProfiles(a *clinic.Assessment) {
	visits := p.s.chart().LimbVisits(p.protocol)
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
	for i, side := range bothSides {
		lines[i] = append(lines[i], line(lang.L("now"), now, side))
		if last != nil {
			lines[i] = append(lines[i], line(last.Date.Short(), last, side))
		} else {
			lines[i] = append(lines[i], drawing.ProfileLine{Name: lang.L("before")})
		}
		lines[i] = append(lines[i], line(side.Opposite().Word(), now, side.Opposite()))
	}
	from, to := p.protocol.FromCM, p.protocol.ToCM
	step := p.protocol.StepCM
	for i, side := range bothSides {
		title := upperFirst(side.Word() + " " + p.limb)
		p.profiles[i].Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
			return drawing.Profile{
				Chart: drawing.Chart{Palette: palette, Width: w, Height: h, Type: float64(kit.SizeQuiet)},
				Title: title, Unit: "cm", Step: step, Lines: lines[i], Low: low, High: high, From: from, To: to,
			}.Picture()
		})
	}
}

// tapeGrid are the levels of one protocol: a field for each on both sides, beside the drawn limbs.
type tapeGrid struct {
	page     *girthPage
	protocol *clinic.LimbProtocol
	cells    map[anatomy.Side][]*girthCell // from the landmark on
	labels   []*kit.Text
	diffs    []*kit.Text
	heads    []fyne.CanvasObject
	starts   []*kit.Button
	limbs    []*paint.Picture
	root     *fyne.Container
}

func newTapeGrid(p *girthPage, l *clinic.LimbProtocol) *tapeGrid {
	g := &tapeGrid{page: p, protocol: l, cells: map[anatomy.Side][]*girthCell{}}
	for _, side := range bothSides {
		for i := range l.Levels() {
			g.cells[side] = append(g.cells[side], newGirthCell(g, side, i))
		}
		g.limbs = append(g.limbs, paint.New(fyne.NewSize(70, 44), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) }))
	}
	var objects []fyne.CanvasObject
	heads := []struct{ head, start string }{
		{lang.L("Patient’s left"), lang.L("Measure the left")}, {lang.L("Patient’s right"), lang.L("Measure the right")},
	}
	for i, side := range bothSides {
		head := kit.StackGap(2, kit.Strong(heads[i].head))
		if len(l.Levels()) > 1 {
			start := kit.NewButton(heads[i].start, kit.IconMeasure, func() { g.start(side) })
			g.starts = append(g.starts, start)
			head.Add(start)
		}
		g.heads = append(g.heads, head)
		objects = append(objects, head)
	}
	// Tab goes from the landmark on, first along the left limb.
	for i, side := range bothSides {
		objects = append(objects, g.limbs[i])
		for _, c := range g.cells[side] {
			objects = append(objects, c.root)
		}
	}
	for _, cm := range l.Levels() {
		label, diff := kit.Body(clinic.Number(cm)+" cm").Aligned(fyne.TextAlignCenter), kit.QuietText("").Wrap()
		g.labels, g.diffs = append(g.labels, label), append(g.diffs, diff)
		objects = append(objects, label)
		objects = append(objects, diff)
	}
	g.root = container.New(&tapeLayout{g: g}, objects...)
	return g
}

// start gives the keyboard to the first level that was not measured yet.
func (g *tapeGrid) start(side anatomy.Side) {
	for _, c := range g.cells[side] {
		if c.shown == "" {
			g.focus(c)
			return
		}
	}
	g.focus(g.cells[side][0])
}

func (g *tapeGrid) focus(c *girthCell) {
	if w := g.page.s.d.Window; w != nil && !c.entry.Disabled() {
		w.Canvas().Focus(c.entry)
		g.page.s.after(20*time.Millisecond, func() { g.page.step.scroll.Reveal(c.root) })
	}
}

// next goes on from a level: along the limb, then to the other one.
func (g *tapeGrid) next(side anatomy.Side, i int) {
	list := g.cells[side]
	switch {
	case i+1 < len(list):
		g.focus(list[i+1])
	case side == anatomy.Left:
		g.focus(g.cells[anatomy.Right][0])
	}
}

func (g *tapeGrid) show() {
	for _, b := range g.starts {
		edit.SetHidden(b, g.page.s.locked())
	}
	for _, side := range bothSides {
		for _, c := range g.cells[side] {
			c.show()
		}
	}
	for i, cm := range g.protocol.Levels() {
		l, r := g.cells[anatomy.Left][i].record(), g.cells[anatomy.Right][i].record()
		text := ""
		if l != nil && r != nil {
			switch d := l.Value - r.Value; {
			case math.Abs(d) < 0.05:
				text = lang.L("same")
			case d > 0:
				text = lang.L("left +") + clinic.Number(d/10)
			default:
				text = lang.L("right +") + clinic.Number(-d/10)
			}
			if g.look(cm, l.Value, r.Value) {
				text += " ◆"
			}
		}
		g.diffs[i].SetText(text)
	}
	g.draw()
	g.root.Refresh()
}

// look reports whether the sides differ so much at a level that it is marked.
func (g *tapeGrid) look(cm, left, right float64) bool {
	limit := clinic.GirthMMLimit
	if g.protocol.Calf(cm) {
		limit = min(limit, clinic.CalfMMLimit)
	}
	return math.Abs(left-right) >= limit
}

func (g *tapeGrid) draw() {
	levels := g.protocol.Levels()
	n := len(levels)
	widest := slices.Max(g.protocol.Outline)
	girths := make([][]float64, 2)
	for k, side := range bothSides {
		for _, c := range g.cells[side] {
			v := 0.0
			if m := c.record(); m != nil {
				v = m.Value / 10
			}
			girths[k] = append(girths[k], v)
			widest = max(widest, v)
		}
	}
	foot := g.protocol.Limb == clinic.LimbLeg
	for k := range bothSides {
		var tapes []drawing.Tape // from the trunk outward
		for i := n - 1; i >= 0; i-- {
			outline := g.protocol.Outline[i*(len(g.protocol.Outline)-1)/max(n-1, 1)]
			marked := girths[0][i] > 0 && girths[1][i] > 0 && g.look(levels[i], girths[0][i]*10, girths[1][i]*10)
			tapes = append(tapes, drawing.Tape{Girth: girths[k][i], Outline: outline, Marked: marked})
		}
		if n == 1 {
			continue
		}
		lay := g.root.Layout.(*tapeLayout)
		g.limbs[k].Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
			list := slices.Clone(tapes)
			for i, y := range lay.middles() {
				list[i].Y = float64(y)
			}
			return drawing.Limb{Palette: palette, Width: w, Height: h, Widest: widest, Tapes: list, Foot: foot, Current: -1}.Picture()
		})
	}
}

func (g *tapeGrid) leave() {
	for _, side := range bothSides {
		for _, c := range g.cells[side] {
			c.typed()
		}
	}
}

// tapeLayout sets the levels below one another, the one nearest to the trunk first, with the limbs between.
type tapeLayout struct {
	g  *tapeGrid
	mu sync.Mutex
	at []float32 // the middles of the levels from the trunk on; the limbs may be drawn on another thread
}

const (
	tapeCell  float32 = 44 + valueWidth + 44 + kit.Gap
	tapeLabel float32 = 60
	tapeDiff  float32 = 96
	tapeRow   float32 = 48
)

// end is the room for the hand or foot.
func (t *tapeLayout) end() float32 {
	if len(t.g.labels) == 1 {
		return 0
	}
	return 52
}

// rows are the heights of the levels, from the landmark on, and their sum.
func (t *tapeLayout) rows() (rows []float32, sum float32) {
	for i := range t.g.labels {
		h := max(tapeRow, t.g.cells[anatomy.Left][i].root.MinSize().Height, t.g.cells[anatomy.Right][i].root.MinSize().Height)
		rows = append(rows, h)
		sum += h
	}
	return rows, sum
}

// middles are where the levels lie below the top of the limbs, from the trunk on.
func (t *tapeLayout) middles() []float32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.at)
}

func (t *tapeLayout) head() float32 {
	h := float32(0)
	for _, o := range t.g.heads {
		h = max(h, o.MinSize().Height)
	}
	return h + kit.Gap
}

func (t *tapeLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	g := t.g
	n := len(g.labels)
	limb := min(max((size.Width-2*tapeCell-tapeLabel-tapeDiff-4*kit.Gap)/2, 60), 190)
	if n == 1 {
		limb = kit.Gap
	}
	x := [2]float32{0, tapeCell + limb + tapeLabel + limb + 3*kit.Gap}
	limbX := [2]float32{tapeCell + kit.Gap, tapeCell + limb + tapeLabel + 2*kit.Gap}
	label := tapeCell + limb + kit.Gap + kit.Gap/2
	rows, sum := t.rows()
	top := t.head()
	middle := make([]float32, n) // of the levels, from the landmark on
	var at []float32
	y := top + sum
	for i := range rows {
		y -= rows[i]
		middle[i] = y + rows[i]/2
		at = append([]float32{middle[i] - top}, at...)
	}
	t.mu.Lock()
	moved := !slices.Equal(t.at, at)
	t.at = at
	t.mu.Unlock()
	if moved {
		defer g.limbs[0].Refresh()
		defer g.limbs[1].Refresh()
	}
	put := func(o fyne.CanvasObject, x, middle, w float32) {
		o.Resize(fyne.NewSize(w, o.MinSize().Height))
		h := o.MinSize().Height // again: a text that wraps knows its height only at its width
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, middle-h/2))
	}
	for k, side := range bothSides {
		g.heads[k].Move(fyne.NewPos(x[k], 0))
		g.heads[k].Resize(fyne.NewSize(max(tapeCell, g.heads[k].MinSize().Width), top-kit.Gap))
		g.limbs[k].Move(fyne.NewPos(limbX[k], top))
		g.limbs[k].Resize(fyne.NewSize(limb, sum+t.end()))
		g.limbs[k].Hidden = n == 1
		for i, c := range g.cells[side] {
			put(c.root, x[k], middle[i], tapeCell)
		}
	}
	for i := range g.labels {
		put(g.labels[i], label, middle[i], tapeLabel)
		put(g.diffs[i], x[1]+tapeCell+kit.Gap, middle[i], tapeDiff)
	}
}

func (t *tapeLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	_, sum := t.rows()
	return fyne.NewSize(2*tapeCell+2*60+tapeLabel+tapeDiff+4*kit.Gap, t.head()+sum+t.end())
}

// girthCell takes the girth of one side at one level, in cm.
type girthCell struct {
	numberText
	g          *tapeGrid
	side       anatomy.Side
	i          int
	less, more *kit.Button
	root       *fyne.Container
}

// girthStep is a step of the buttons, in mm.
const girthStep = 5

func newGirthCell(g *tapeGrid, side anatomy.Side, i int) *girthCell {
	c := &girthCell{g: g, side: side, i: i}
	c.numberText = newNumberText(func() { g.root.Refresh() })
	name := side.Word() + " " + g.protocol.Words(g.protocol.At(g.protocol.Levels()[i]))
	c.entry = kit.NewEntry("–", nil)
	c.entry.OnSubmitted = func(string) {
		if c.typed() {
			g.next(side, i)
		}
	}
	c.entry.OnLeave = func(string) { c.typed() }
	c.entry.OnKey = func(k fyne.KeyName) bool {
		switch k {
		case fyne.KeyUp:
			c.step(1)
		case fyne.KeyDown:
			c.step(-1)
		default:
			return false
		}
		return true
	}
	c.less = kit.IconButton(kit.IconRemove, lang.L("Less: {{.Name}}", map[string]any{"Name": name}), func() { c.step(-1) })
	c.more = kit.IconButton(kit.IconAdd, lang.L("More: {{.Name}}", map[string]any{"Name": name}), func() { c.step(1) })
	c.ask.Hide()
	c.wrong.Hide()
	below := kit.Stack()
	below.Hide()
	c.root = kit.StackGap(2, container.New(tight{}, c.less, kit.MinWidth(valueWidth, c.entry), c.more), c.ask, c.wrong, below)
	c.guard(g.page.s, name, below, func() { c.typed() })
	return c
}

func (c *girthCell) level() float64 { return c.g.protocol.Levels()[c.i] }

func (c *girthCell) key() measured {
	return measured{measure: clinic.MeasureGirth, along: c.g.protocol.At(c.level()), side: c.side}
}

func (c *girthCell) record() *clinic.Measurement { return c.g.page.s.record(c.key()) }

func (c *girthCell) show() {
	m := c.record()
	text := ""
	if m != nil {
		text = clinic.Number(m.Value / 10)
	}
	c.follow(text)
	question := ""
	if me := c.g.page.s.d.Catalogue.Measure(clinic.MeasureGirth); m != nil && (m.Value < me.UsualLow || m.Value > me.UsualHigh) {
		question = lang.L("Is {{.Girth}} cm right?", map[string]any{"Girth": clinic.Number(m.Value / 10)})
	}
	c.say(c.ask, question)
	locked := c.g.page.s.locked()
	edit.SetEnabled(c.entry, !locked)
	edit.SetEnabled(c.less, !locked)
	edit.SetEnabled(c.more, !locked)
}

// typed keeps what was typed and reports whether it could; an emptied field takes the girth back.
func (c *girthCell) typed() bool {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(c.entry.Text), "cm"))
	switch {
	case c.rival.Open():
		return false
	case text == c.shown || c.entry.Disabled():
		c.say(c.wrong, "")
		return true
	case text == "":
		return c.keep(nil)
	}
	v, err := kit.ParseNumber(text, 1)
	if err != nil {
		c.refuse(err.Error())
		return false
	}
	mm := math.Round(v * 10)
	return c.keep(&mm)
}

func (c *girthCell) keep(mm *float64) bool {
	s := c.g.page.s
	if me := s.d.Catalogue.Measure(clinic.MeasureGirth); mm != nil && (*mm < me.Low || *mm > me.High) {
		c.refuse(lang.L("A girth is from {{.Low}} to {{.High}} cm.", map[string]any{"Low": clinic.Number(me.Low / 10), "High": clinic.Number(me.High / 10)}))
		return false
	}
	op, err := clinic.KeepGirth(s.d.Env(), s.d.Catalogue, s.chart(), s.current(), c.g.protocol, c.level(), c.side, mm)
	if err == nil && !op.Empty() {
		c.saving = true
		err = s.d.Apply(op)
		c.saving = false
	}
	if err != nil {
		c.refuse(edit.Complaint(err, "value"))
		return false
	}
	c.say(c.wrong, "")
	return true
}

// step goes on from the girth, or begins at the one measured last time, that of the other side, or the level
// before.
func (c *girthCell) step(n float64) {
	if c.entry.Disabled() {
		return
	}
	c.rival.Settle()
	if m := c.record(); m != nil {
		c.entry.Fill(clinic.Number(m.Value / 10))
		c.shown = c.entry.Text
		v := m.Value + n*girthStep
		c.keep(&v)
		return
	}
	v := c.start()
	c.keep(&v)
}

func (c *girthCell) start() float64 {
	s := c.g.page.s
	if b, ok := s.befores()[c.key()]; ok {
		return b.last.Value
	}
	if m := c.g.cells[c.side.Opposite()][c.i].record(); m != nil {
		return m.Value
	}
	if c.i > 0 {
		if m := c.g.cells[c.side][c.i-1].record(); m != nil {
			return m.Value
		}
	}
	o := c.g.protocol.Outline
	return math.Round(o[c.i*(len(o)-1)/max(len(c.g.protocol.Levels())-1, 1)] * 10)
}

// limbResults says in a few lines what follows from the girths.
type limbResults struct {
	volume, own       [2]*kit.Text // left, right
	volumeRow, ownRow fyne.CanvasObject
	excess, relative  *kit.Text
	none              *kit.Text
	root              *fyne.Container
}

func newLimbResults() *limbResults {
	r := &limbResults{excess: kit.Strong("").Wrap(), relative: kit.Body("").Wrap()}
	row := func(title, quiet string, texts *[2]*kit.Text) fyne.CanvasObject {
		var cells []fyne.CanvasObject
		for i := range texts {
			texts[i] = kit.Body("").Wrap()
			cells = append(cells, kit.StackGap(0, kit.Space(0, kit.Gap/2), texts[i]))
		}
		return sideRow(title, kit.QuietText(quiet).Wrap(), cells...)
	}
	r.volumeRow = row(lang.L("Volume"), lang.L("of the levels without a gap"), &r.volume)
	r.ownRow = row(lang.L("Since the first time"), lang.L("over the levels of both"), &r.own)
	r.none = kit.QuietText(lang.L("Two levels next to one another give a volume. Both sides give a difference.")).Wrap()
	r.root = kit.StackGap(kit.Gap+kit.Gap/2, r.none, r.volumeRow, r.ownRow, r.excess, r.relative)
	return r
}

func signed(v float64) string {
	text := clinic.Number(math.Round(math.Abs(v)*10) / 10)
	switch {
	case text == "0":
	case v > 0:
		text = "+" + text
	default:
		text = "−" + text
	}
	return text + " %"
}

func (r *limbResults) show(rep *clinic.LimbReport) {
	sides := []*clinic.LimbSide{&rep.Left, &rep.Right}
	some, own := false, false
	for i, side := range sides {
		text, change := "–", "–"
		if v := side.Volume; v != nil {
			some = true
			text = clinic.Number(math.Round(v.ML)) + " mL, " + clinic.Number(v.From) + "–" + clinic.Number(v.To) + " cm"
		}
		if side.Own != nil {
			own = true
			change = lang.L("{{.What}} since {{.Date}}", map[string]any{"What": signed(*side.Own), "Date": side.OwnSince.Short()})
		}
		r.volume[i].SetText(text)
		r.own[i].SetText(change)
	}
	excess, relative := "", ""
	if b := rep.Between; b != nil {
		switch {
		case rep.Both:
			excess = lang.L("Both limbs are affected: judge each by its own change, not by the other.")
		case b.Percent != nil:
			excess = lang.L("Excess of the {{.Side}} over the {{.Other}}: {{.Percent}}, {{.ML}} mL, from {{.From}} to {{.To}} cm", map[string]any{
				"Side": b.Affected.Word(), "Other": b.Affected.Opposite().Word(), "Percent": signed(*b.Percent), "ML": clinic.Number(math.Round(b.ML)),
				"From": clinic.Number(b.From), "To": clinic.Number(b.To),
			})
			if b.Severity != "" {
				excess += " · " + b.Severity
			}
		}
	}
	switch {
	case rep.Relative != nil:
		relative = lang.L("Against the other limb since {{.Day}}: {{.Change}} (relative volume change)", map[string]any{"Day": rep.Since.Short(), "Change": signed(*rep.Relative)})
		if rep.ExcessChange != nil {
			relative += ". " + lang.L("The excess itself: {{.Change}}", map[string]any{"Change": signed(*rep.ExcessChange)})
		}
	case some && rep.Left.Stage == nil && rep.Right.Stage == nil:
		relative = lang.L("Give the affected limb its stage: then its change is judged against the other limb.")
	}
	r.excess.SetText(excess)
	r.relative.SetText(relative)
	edit.SetHidden(r.none, some)
	edit.SetHidden(r.volumeRow, !some)
	edit.SetHidden(r.ownRow, !own)
	edit.SetHidden(r.excess, excess == "")
	edit.SetHidden(r.relative, relative == "")
	r.root.Refresh()
}
