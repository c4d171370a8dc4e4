package findings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// changes are what became of the findings of the assessment before.
func (f *Step) changes() []clinic.FindingChange {
	return clinic.CompareAssessments(f.s.Desk.Catalogue, f.s.Chart(), f.s.Previous(), f.s.Current())
}

// line says a finding in two lines: what, and where and who says so.
func (f *Step) line(x *clinic.Finding) kit.Row {
	l := kit.Row{What: words.Say(f.s.Desk.Catalogue.Rated(clinic.FindingTypeName(x.Type), x)), Quiet: f.s.Label(x.Target()), Icon: kit.IconTherapistFound}
	if x.Quality != "" {
		l.Quiet += " · " + x.Quality
	}
	l.Quiet = words.Points(l.Quiet, x.Note)
	if x.Source == clinic.ByPatient {
		l.Icon = kit.IconPatientReported
	}
	return l
}

// The column of the badges before rows, and how high a badge is in it.
const (
	badgeColumn = 44
	badgeHeight = 28
)

// badged sets before a row the badge that its finding has on the figure.
func (f *Step) badged(m drawing.Mark, row fyne.CanvasObject) fyne.CanvasObject {
	sign := paint.New(fyne.NewSize(badgeColumn, badgeHeight), func(pal drawing.Palette, w, h float64) *drawing.Picture {
		badge := drawing.Badge(m, pal, badgeHeight-8) // a sign of what became of it stands over its edge
		p := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}})
		p.Add(badge, drawing.Translate((w-badge.Box().Width())/2, (h-badge.Box().Height())/2))
		return p
	})
	return container.NewBorder(nil, nil, kit.Middle(sign), nil, row)
}

// showTwin puts the list of all structures in the figure's place, or the figure back.
func (f *Step) showTwin(on bool) {
	f.twin = on
	if on && f.names == nil {
		f.names = bodymap.NewListTwin(f.s.Desk.Atlas, f.tapped)
	}
	f.stage.Objects = []fyne.CanvasObject{f.figure}
	if on {
		f.stage.Objects = []fyne.CanvasObject{f.names}
	}
	f.stage.Refresh()
	f.Show()
	if on {
		f.s.Desk.Window.Canvas().Focus(f.names.Keyboard())
	}
}

// findingList is the side while no structure is open: what was found, and the lines that were drawn.
type findingList struct {
	f       *Step
	head    *kit.Text
	view    *kit.Chips
	empty   *kit.Text
	ghosts  *ghostList
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

func newFindingList(f *Step) *findingList {
	l := &findingList{f: f, head: kit.Heading(""), reasons: newReferrers(f)}
	l.view = kit.NewMultiChips(nil, l.viewed)
	l.empty = kit.Body("").In(kit.ColorQuiet).Wrap()
	l.ghosts = newGhostList(f)
	l.rows = kit.StackGap(0)
	l.changes = kit.QuietText("").Wrap()
	l.clear = safety.NewKeepClear(f.s.Desk, f.s.Chart)
	l.names = kit.QuietButton("", kit.IconSearch, func() { f.showTwin(!f.twin) })
	head := container.NewBorder(nil, nil, nil, l.names, kit.Middle(l.head))
	// All of it scrolls: in a low window the rows would else have no room below what stands above them.
	l.root = kit.NewDragScroll(container.New(layout.NewCustomPaddedLayout(edgeRoom, kit.GapWide, 0, edgeRoom),
		kit.Stack(f.tools, head, l.view, l.changes, l.ghosts.root, l.empty, l.rows, l.clear.Object(), l.reasons.root)))
	return l
}

func (l *findingList) viewed(ids []string) {
	on := map[string]bool{}
	for _, id := range ids {
		on[id] = true
	}
	l.f.hidden[clinic.ByPatient], l.f.hidden[clinic.ByTherapist] = !on[viewPatient], !on[viewTherapist]
	l.f.then = on[viewThen]
	l.f.Show()
}

func (l *findingList) show() {
	f := l.f
	all := f.s.Chart().FindingsOf(f.s.Assessment)
	l.head.SetText(count(len(all), lang.L("finding"), lang.L("findings")))
	l.showFilter()
	l.rows.Objects = nil
	for i := len(all) - 1; i >= 0; i-- { // the newest first
		x := all[i]
		if !f.hidden[x.Source] {
			l.rows.Add(f.badged(figure.Mark(f.s.Desk.Catalogue, &x), kit.NewTwoLine(f.line(&x), func() { f.pick(x.ID) })))
		}
	}
	strokes := f.s.Chart().StrokesOf(f.s.Assessment)
	for i := range strokes {
		x := strokes[i]
		if !f.hidden[x.Source] && !x.Area() { // an area is the finding that is listed already
			l.rows.Add(kit.NewTwoLine(f.strokeLine(&x), func() { f.askErase(&x) }))
		}
	}
	l.clear.Show()
	l.ghosts.fill()
	l.showEmpty(all)
	l.showChanges()
	l.reasons.show()
	f.tools.Hidden = f.s.Locked() || f.twin
	if f.twin {
		l.names.SetText(lang.L("Figure"))
		l.names.SetIconName(kit.IconFigure)
	} else {
		l.names.SetText(lang.L("By name"))
		l.names.SetIconName(kit.IconSearch)
	}
	l.root.Refresh()
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
	if f.s.Previous() != nil {
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
func (f *Step) mixed() bool {
	if f.s.Previous() != nil || f.hidden[clinic.ByPatient] || f.hidden[clinic.ByTherapist] {
		return true
	}
	of := map[clinic.Source]bool{}
	for _, x := range f.s.Chart().FindingsOf(f.s.Assessment) {
		of[x.Source] = true
	}
	for _, x := range f.s.Chart().StrokesOf(f.s.Assessment) {
		of[x.Source] = true
	}
	return len(of) > 1
}

func (l *findingList) showEmpty(all []clinic.Finding) {
	f := l.f
	l.empty.Hidden = len(all) > 0 || len(f.ghosts()) > 0
	l.empty.SetText(lang.L("Tap the figure where it hurts, or where you found something. Then say what it is: one tap keeps it."))
	if f.s.Locked() {
		l.empty.SetText(lang.L("No findings were marked."))
	}
}

// showChanges counts what became of last time's findings.
func (l *findingList) showChanges() {
	f := l.f
	p := f.s.Previous()
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
	said := lang.L("Since {{.Date}}: {{.List}}", map[string]any{"Date": words.Short(p.Date), "List": strings.Join(parts, ", ")})
	if states[clinic.FindingNotExamined] > 0 && !f.s.Locked() {
		said = lang.L("{{.Changes}}. What you looked for and did not find is marked with 0.", map[string]any{"Changes": said})
	}
	l.changes.SetText(said)
}

// count says how many of something there are: "1 finding", "3 findings".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
