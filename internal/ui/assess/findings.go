package assess

import (
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

// findings is the step of the figure: what the patient reports and what the therapist finds, kept
// apart, each with a tap.
type findings struct {
	s      *Screen
	source clinic.Source // the layer that is being written

	figure  *bodymap.Map
	names   *bodymap.ListTwin
	twin    bool   // the list is shown in place of the figure
	tool    string // what a finger on the figure does
	then    bool   // compare with the assessment before
	hidden  map[clinic.Source]bool
	chosen  string // the finding or line that is selected
	sources *kit.Chips
	tools   *kit.Chips
	sheet   *sheet
	list    *findingList
	stage   *fyne.Container // figure or its twin
	side    *fyne.Container // list or sheet
	root    fyne.CanvasObject
}

func newFindings(s *Screen) step {
	f := &findings{s: s, source: clinic.ByTherapist, hidden: map[clinic.Source]bool{}}
	f.figure = bodymap.New(s.d.Atlas, bodymap.Options{
		View: f.firstView(), Now: s.d.Clock,
		OnTap: f.tapped, OnStroke: f.drawn, OnErase: f.erase, OnMarkTapped: f.markTapped,
		OnViewChanged: func(string) { f.turned() },
	})
	f.sources = kit.NewChips([]kit.Option{
		{ID: string(clinic.ByPatient), Label: lang.L("Patient reports"), Icon: kit.IconPatientReported},
		{ID: string(clinic.ByTherapist), Label: lang.L("Therapist finds"), Icon: kit.IconTherapistFound},
	}, func(ids []string) { f.write(clinic.Source(ids[0])) }).Required()
	f.sources.SetChosen(string(f.source))
	f.tools = kit.NewChips([]kit.Option{
		{ID: toolMark, Label: lang.L("Mark")},
		{ID: toolPen, Label: lang.L("Pen")},
		{ID: toolArrow, Label: lang.L("Arrow")},
		{ID: toolErase, Label: lang.L("Erase")},
	}, func(ids []string) { f.take(ids[0]) }).Required()
	f.take(toolMark)
	f.sheet = newSheet(f)
	f.list = newFindingList(f)
	f.stage = container.NewStack(f.figure)
	f.side = container.NewStack(f.list.root)
	panel := container.NewBorder(kit.PadSides(0, kit.Gap, f.sources), nil, nil, nil, f.side)
	f.root = kit.PadSides(kit.GapWide, kit.Gap, container.New(&stageLayout{}, f.stage, panel))
	return f
}

// What a finger on the figure does.
const (
	toolMark  = "mark"
	toolPen   = "pen"
	toolArrow = "arrow"
	toolErase = "erase"
)

// take changes what a finger on the figure does.
func (f *findings) take(tool string) {
	f.tool = tool
	f.tools.SetChosen(tool)
	switch tool {
	case toolPen:
		f.figure.SetTool(bodymap.Pen)
	case toolArrow:
		f.figure.SetTool(bodymap.Arrow)
	case toolErase:
		f.figure.SetTool(bodymap.Erase)
	default:
		f.figure.SetTool(bodymap.Select)
	}
}

// stageLayout gives the side its width and the figure all the rest.
type stageLayout struct{}

func (stageLayout) side(width float32) float32 { return min(max(width*0.34, 380), 440) }

func (l stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := l.side(size.Width)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(size.Width-w-kit.GapRoomy, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-w, 0))
	objects[1].Resize(fyne.NewSize(w, size.Height))
}

func (l stageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+kit.GapRoomy+b.Width, max(a.Height, b.Height))
}

// firstView is where most of the findings are; the back when there are none, which is what a therapist
// looks at most.
func (f *findings) firstView() string {
	marked, best := map[string]int{}, "posterior"
	for _, x := range f.s.chart().FindingsOf(f.s.assessment) {
		if x.View != "" {
			marked[x.View]++
			if marked[x.View] > marked[best] {
				best = x.View
			}
		}
	}
	return best
}

func (f *findings) object() fyne.CanvasObject { return f.root }

func (f *findings) leave() { f.sheet.leave() }

// write changes the layer that taps and strokes are kept in.
func (f *findings) write(source clinic.Source) {
	f.sheet.leave()
	f.source = source
	delete(f.hidden, source)
	f.sheet.finding = ""
	if f.open() {
		f.sheet.open(f.sheet.target, f.sheet.at, f.sheet.nearby, "")
	}
	f.show()
}

func (f *findings) open() bool { return f.side.Objects[0] == f.sheet.root }

func (f *findings) show() {
	f.sources.SetChosen(string(f.source))
	f.figure.SetStrokeSource(figure.Source(f.source))
	f.figure.SetMarks(f.marks())
	f.figure.SetStrokes(f.strokes())
	if f.open() {
		f.sheet.show()
		f.figure.SetSpread(f.sheet.pattern.spread())
	} else {
		f.figure.SetSpread(nil)
		f.list.show()
	}
}

// turned shows what depends on the view that is in sight.
func (f *findings) turned() {
	if f.open() {
		f.sheet.pattern.show()
	}
}

// marks are the findings as the figure shows them: those of the layers that are not hidden, and, when
// asked for, what they were last time.
func (f *findings) marks() []drawing.Mark {
	chart := f.s.chart()
	marks := figure.Marks(chart.FindingsOf(f.s.assessment))
	if p := f.s.previous(); f.then && p != nil {
		marks = figure.Together(f.s.d.Catalogue, chart, p, f.s.current())
	}
	var out []drawing.Mark
	for _, m := range marks {
		m.Selected = m.ID == f.selected()
		if !f.hides(m.Source) {
			out = append(out, m)
		}
	}
	return append(out, figure.KeepClear(f.s.d.Catalogue, chart, f.s.d.Today())...)
}

// hides reports whether the layer of a mark is hidden.
func (f *findings) hides(source drawing.Source) bool {
	for s, hidden := range f.hidden {
		if hidden && figure.Source(s) == source {
			return true
		}
	}
	return false
}

// changes are what became of the findings of the assessment before.
func (f *findings) changes() []clinic.FindingChange {
	return clinic.CompareAssessments(f.s.d.Catalogue, f.s.chart(), f.s.previous(), f.s.current())
}

// markTapped opens the finding of a mark. A place to keep clear of is no finding: it opens as any other structure.
func (f *findings) markTapped(m drawing.Mark) {
	if m.Kind == drawing.KeepClear {
		t := m.Target()
		f.choose(t, clinic.Spot{}, []clinic.Target{t})
		return
	}
	f.pick(m.ID)
}

// selected is the finding that is open.
func (f *findings) selected() string {
	if f.open() {
		return f.sheet.finding
	}
	return f.chosen
}

func (f *findings) strokes() []bodymap.Stroke {
	var out []bodymap.Stroke
	for _, x := range f.s.chart().StrokesOf(f.s.assessment) {
		if f.hidden[x.Source] {
			continue
		}
		out = append(out, bodymap.Stroke{View: x.View, Stroke: figure.Stroke(&x)})
	}
	return out
}

// tapped opens the structure that was tapped.
func (f *findings) tapped(t bodymap.Tap) {
	var nearby []clinic.Target
	for _, h := range t.Hits {
		nearby = append(nearby, h.Target)
	}
	f.choose(nearby[0], clinic.Spot{View: t.View, X: t.At.X, Y: t.At.Y}, nearby)
	if t.Keyboard && !f.twin {
		f.sheet.kinds.focus()
	}
}

// back closes the sheet and gives the keyboard to the figure again, where it was.
func (f *findings) back() {
	f.close()
	if !f.twin {
		f.figure.Focus()
	}
}

// choose opens the sheet of a structure.
func (f *findings) choose(t clinic.Target, at clinic.Spot, nearby []clinic.Target) {
	f.openSheet(t, at, nearby, "")
}

// pick opens the sheet at a finding, from its badge or from the list, and shows it on the figure.
func (f *findings) pick(id string) {
	x := f.s.chart().Finding(id)
	if x == nil {
		return
	}
	if x.AssessmentID != f.s.assessment {
		// What is not marked here is shown from last time and cannot be opened: offer its structure.
		f.openSheet(x.Target(), clinic.Spot{View: x.View, X: x.X, Y: x.Y}, nil, "")
		return
	}
	f.sheet.leave()
	if x.Source != f.source {
		f.source = x.Source
		delete(f.hidden, x.Source)
	}
	f.openSheet(x.Target(), clinic.Spot{View: x.View, X: x.X, Y: x.Y}, nil, id)
}

func (f *findings) openSheet(t clinic.Target, at clinic.Spot, nearby []clinic.Target, finding string) {
	f.take(toolMark)
	f.side.Objects = []fyne.CanvasObject{f.sheet.root}
	f.sheet.open(t, at, nearby, finding)
	f.figure.Reveal(t)
	f.show()
	f.side.Refresh()
}

// close goes back to the list of findings.
func (f *findings) close() {
	f.sheet.leave()
	f.side.Objects = []fyne.CanvasObject{f.list.root}
	f.figure.EndReveal()
	f.show()
	f.side.Refresh()
}

// drawn keeps a line. An arrow that begins on a finding refers from it.
func (f *findings) drawn(line bodymap.Stroke) {
	if f.s.locked() {
		f.s.d.Warn(lang.L("This assessment is signed and stays as it is."))
		f.show()
		return
	}
	var points [][2]float64
	for _, p := range line.Points {
		points = append(points, [2]float64{p.X, p.Y})
	}
	tool, label := clinic.StrokePen, lang.L("Draw a line")
	var from *clinic.Finding
	if line.Arrow {
		tool, label = clinic.StrokeArrow, lang.L("Draw an arrow")
		if from = f.findingAt(line.View, line.Points[0]); from != nil {
			label = f.s.markLabel(lang.L("Refer from"), from.Target(), kindName(from.Type))
		}
	}
	if f.open() {
		f.take(toolMark) // one arrow was asked for from the finding
	}
	x := clinic.Draw(f.s.d.Env(), f.s.occasion(), line.View, f.source, tool, line.Width, points, from)
	if f.s.put(label, x) != nil {
		f.show()
	}
}

// findingAt is the finding an arrow begins on: the one tapped nearest to its start on the structure
// under it, the layer being written first.
func (f *findings) findingAt(view string, p anatomy.Point) *clinic.Finding {
	v, err := f.s.d.Atlas.View(view)
	if err != nil {
		return nil
	}
	var best *clinic.Finding
	least := math.Inf(1)
	for _, x := range f.s.chart().FindingsOf(f.s.assessment) {
		on := false
		for _, shape := range v.Find(x.Target()) {
			on = on || shape.Distance(p) <= fingerMM
		}
		if !on {
			continue
		}
		d := 1000.0
		if x.View == view {
			d = math.Hypot(x.X-p.X, x.Y-p.Y)
		}
		if x.Source != f.source {
			d += 5000
		}
		if x.ID == f.selected() {
			d = -1 // the one that is open is meant
		}
		if d < least {
			best, least = &x, d
		}
	}
	return best
}

// fingerMM is half a finger's width on the figure.
const fingerMM = 10.0

// erase takes away the line nearest to a tap.
func (f *findings) erase(rub bodymap.Rub) {
	if f.s.locked() {
		f.s.d.Warn(lang.L("This assessment is signed and stays as it is."))
		return
	}
	var best *clinic.Stroke
	least := rub.Reach
	for _, x := range f.s.chart().StrokesOf(f.s.assessment) {
		if x.View != rub.View || f.hidden[x.Source] {
			continue
		}
		for i := 1; i < len(x.Points); i++ {
			if d := fromSegment(rub.At, x.Points[i-1], x.Points[i]); d < least {
				best, least = &x, d
			}
		}
	}
	if best == nil {
		f.s.d.Tell(lang.L("There is no line under the finger."), nil)
		return
	}
	f.removeStroke(best)
}

// fromSegment is the distance of a point from a piece of a line.
func fromSegment(p anatomy.Point, a, b [2]float64) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((p.X-a[0])*dx+(p.Y-a[1])*dy)/l, 0), 1)
	}
	return math.Hypot(p.X-a[0]-t*dx, p.Y-a[1]-t*dy)
}

func (f *findings) removeStroke(x *clinic.Stroke) {
	if f.s.locked() {
		return
	}
	label := lang.L("Erase a line")
	if x.Tool == clinic.StrokeArrow {
		label = lang.L("Erase an arrow")
	}
	if f.s.remove(label, x) == nil {
		f.s.d.Tell(lang.L("Erased."), f.s.Undo)
	}
}

// line says a finding in two lines: what, and where and who says so.
func (f *findings) line(x *clinic.Finding) kit.Row {
	what := clinic.FindingTypeName(x.Type)
	if x.Severity != nil {
		what += "  " + strconv.Itoa(*x.Severity) + "/10"
	}
	l := kit.Row{What: what, Quiet: f.s.label(x.Target()), Icon: kit.IconTherapistFound}
	if x.Quality != "" {
		l.Quiet += " · " + x.Quality
	}
	if x.Source == clinic.ByPatient {
		l.Icon = kit.IconPatientReported
	}
	return l
}

// showTwin puts the list of all structures in the figure's place, or the figure back.
func (f *findings) showTwin(on bool) {
	f.twin = on
	if on && f.names == nil {
		f.names = bodymap.NewListTwin(f.s.d.Atlas, f.tapped)
	}
	f.stage.Objects = []fyne.CanvasObject{f.figure}
	if on {
		f.stage.Objects = []fyne.CanvasObject{f.names}
	}
	f.stage.Refresh()
	f.show()
}

// carry brings the findings of the assessment before into this one, to be corrected.
func (f *findings) carry() {
	if op := clinic.CarryFindings(f.s.d.Env(), f.s.chart(), f.s.current()); !op.Empty() {
		_ = f.s.d.Apply(op) // the person was told
	}
}

// findingList is the side while no structure is open: what was found, and the lines that were drawn.
type findingList struct {
	f       *findings
	head    *kit.Text
	view    *kit.Chips
	empty   *kit.Text
	rows    *fyne.Container
	names   *kit.Button
	changes *kit.Text
	reasons *referrers
	clear   *safety.KeepClear
	root    *kit.DragScroll
}

// The ids of what can be switched on and off beside the list.
const (
	viewPatient   = "patient"
	viewTherapist = "therapist"
	viewThen      = "then"
)

func newFindingList(f *findings) *findingList {
	l := &findingList{f: f, head: kit.Heading(""), reasons: newReferrers(f)}
	l.view = kit.NewMultiChips(nil, l.viewed)
	l.empty = kit.Body("").In(kit.ColorQuiet).Wrap()
	l.rows = kit.StackGap(0)
	l.changes = kit.QuietText("").Wrap()
	l.clear = safety.NewKeepClear(f.s.d, f.s.chart)
	l.names = kit.QuietButton("", kit.IconSearch, func() { f.showTwin(!f.twin) })
	head := container.NewBorder(nil, nil, nil, l.names, container.New(&middle{}, l.head))
	// All of it scrolls: in a low window the rows would else have no room below what stands above them.
	l.root = kit.NewDragScroll(container.New(layout.NewCustomPaddedLayout(edgeRoom, kit.GapWide, 0, edgeRoom),
		kit.Stack(f.tools, head, l.view, l.changes, l.empty, l.rows, l.clear.Object(), l.reasons.root)))
	return l
}

func (l *findingList) viewed(ids []string) {
	on := map[string]bool{}
	for _, id := range ids {
		on[id] = true
	}
	l.f.hidden[clinic.ByPatient], l.f.hidden[clinic.ByTherapist] = !on[viewPatient], !on[viewTherapist]
	l.f.then = on[viewThen]
	l.f.show()
}

func (l *findingList) show() {
	f := l.f
	all := f.s.chart().FindingsOf(f.s.assessment)
	l.head.SetText(count(len(all), lang.L("finding"), lang.L("findings")))
	l.showFilter()
	l.rows.Objects = nil
	for i := len(all) - 1; i >= 0; i-- { // the newest first
		x := all[i]
		if !f.hidden[x.Source] {
			l.rows.Add(kit.NewTwoLine(f.line(&x), func() { f.pick(x.ID) }))
		}
	}
	strokes := f.s.chart().StrokesOf(f.s.assessment)
	for i := range strokes {
		x := strokes[i]
		if !f.hidden[x.Source] {
			l.rows.Add(kit.NewTwoLine(f.strokeLine(&x), func() { f.askErase(&x) }))
		}
	}
	l.clear.Show()
	l.offerCarry()
	l.showEmpty(all)
	l.showChanges()
	l.reasons.show()
	f.tools.Hidden = f.s.locked() || f.twin
	if f.twin {
		l.names.SetText(lang.L("Figure"))
		l.names.SetIconName(kit.IconFigure)
	} else {
		l.names.SetText(lang.L("By name"))
		l.names.SetIconName(kit.IconSearch)
	}
	l.root.Refresh()
}

// offerCarry adds the row that brings the findings of the assessment before.
func (l *findingList) offerCarry() {
	f := l.f
	if f.s.locked() || f.s.previous() == nil {
		return
	}
	n := 0
	for _, r := range clinic.CarryFindings(f.s.d.Env(), f.s.chart(), f.s.current()).Put {
		if r.Kind() == clinic.KindFinding {
			n++
		}
	}
	if n == 0 {
		return
	}
	l.rows.Add(kit.NewTwoLine(kit.Row{
		What:  lang.L("Bring findings from last time"),
		Quiet: lang.L("{{.What}} of {{.Date}}, to be corrected here", map[string]any{"What": count(n, lang.L("finding"), lang.L("findings")), "Date": f.s.previous().Date.Short()}),
		Icon:  kit.IconHistory, IconColor: kit.ColorAccent,
	}, f.carry))
}

func (l *findingList) showFilter() {
	f := l.f
	options := []kit.Option{{ID: viewPatient, Label: lang.L("Reported")}, {ID: viewTherapist, Label: lang.L("Found")}}
	var on []string
	if !f.hidden[clinic.ByPatient] {
		on = append(on, viewPatient)
	}
	if !f.hidden[clinic.ByTherapist] {
		on = append(on, viewTherapist)
	}
	if f.s.previous() != nil {
		options = append(options, kit.Option{ID: viewThen, Label: lang.L("Before")})
		if f.then {
			on = append(on, viewThen)
		}
	}
	l.view.SetOptions(options)
	l.view.SetChosen(on...)
	l.view.Hidden = !f.mixed()
}

// mixed reports that there is something to tell apart: marks of both layers, a hidden layer, or a time before.
func (f *findings) mixed() bool {
	if f.s.previous() != nil || f.hidden[clinic.ByPatient] || f.hidden[clinic.ByTherapist] {
		return true
	}
	of := map[clinic.Source]bool{}
	for _, x := range f.s.chart().FindingsOf(f.s.assessment) {
		of[x.Source] = true
	}
	for _, x := range f.s.chart().StrokesOf(f.s.assessment) {
		of[x.Source] = true
	}
	return len(of) > 1
}

func (l *findingList) showEmpty(all []clinic.Finding) {
	f := l.f
	l.empty.Hidden = len(all) > 0
	l.empty.SetText(lang.L("Tap the figure where it hurts, or where you found something. Then say what it is: one tap keeps it."))
	if f.s.locked() {
		l.empty.SetText(lang.L("No findings were marked."))
	}
}

// showChanges counts what became of last time's findings.
func (l *findingList) showChanges() {
	f := l.f
	p := f.s.previous()
	l.changes.Hidden = !f.then || p == nil
	if l.changes.Hidden {
		return
	}
	states := map[clinic.ChangeState]int{}
	for _, c := range f.changes() {
		states[c.State]++
	}
	var parts []string
	for _, st := range []struct {
		state clinic.ChangeState
		word  string
	}{
		{clinic.FindingWorse, lang.L("worse")},
		{clinic.FindingNew, lang.L("new")},
		{clinic.FindingPersisting, lang.L("the same")},
		{clinic.FindingBetter, lang.L("better")},
		{clinic.FindingResolved, lang.L("gone")},
		{clinic.FindingNotExamined, lang.L("not examined")},
	} {
		if n := states[st.state]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+st.word)
		}
	}
	words := lang.L("Since {{.Date}}: {{.List}}", map[string]any{"Date": p.Date.Short(), "List": strings.Join(parts, ", ")})
	if states[clinic.FindingNotExamined] > 0 && !f.s.locked() {
		words += lang.L(". What you looked for and did not find is marked with 0.")
	}
	l.changes.SetText(words)
}

// strokeLine says a line that was drawn.
func (f *findings) strokeLine(x *clinic.Stroke) kit.Row {
	l := kit.Row{What: lang.L("Pen line"), Icon: kit.IconPen, Quiet: f.viewTitle(x.View)}
	if x.Tool == clinic.StrokeArrow {
		l.What, l.Icon = lang.L("Referral arrow"), kit.IconArrow
		if from := f.s.chart().Finding(x.FindingID); from != nil {
			l.Quiet = lang.L("from {{.Name}}", map[string]any{"Name": lowerFirst(f.s.label(from.Target()))}) + " · " + l.Quiet
		}
	}
	if x.Source == clinic.ByPatient {
		l.Quiet += " · " + lang.L("patient")
	}
	return l
}

func (f *findings) viewTitle(id string) string {
	for _, v := range f.s.d.Atlas.Views() {
		if v.ID == id {
			return v.Title
		}
	}
	return id
}

// askErase shows the line's view and offers to take it away.
func (f *findings) askErase(x *clinic.Stroke) {
	f.figure.SetView(x.View)
	if f.s.locked() {
		return
	}
	kit.Confirm(f.s.d.Window, lang.L("Erase this line?"), f.strokeLine(x).What+", "+f.strokeLine(x).Quiet,
		lang.L("Erase"), lang.L("Keep it"), true, func(yes bool) {
			if yes {
				f.removeStroke(x)
			}
		})
}
