package findings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/figure"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// ghosts are what was found last time and is not answered yet. An assessment for a new complaint shows them only when
// they are asked for.
func (f *Step) ghosts() []clinic.Finding {
	a := f.s.Current()
	if a == nil || a.Type == clinic.AssessmentInitial && !f.recalled {
		return nil
	}
	return f.s.Chart().Ghosts(a)
}

// ghostLines are the lines of last time that are shown to be drawn again.
func (f *Step) ghostLines() []clinic.Stroke {
	a := f.s.Current()
	if a == nil || a.Type == clinic.AssessmentInitial && !f.recalled {
		return nil
	}
	return f.s.Chart().GhostLines(a)
}

// ghostMarks are the ghosts on the figure.
func (f *Step) ghostMarks() []drawing.Mark {
	marks := figure.Marks(f.s.Desk.Catalogue, f.ghosts())
	if p := f.s.Previous(); p != nil {
		figure.OnAreas(f.s.Chart().StrokesOf(p.ID), marks)
	}
	for i := range marks {
		marks[i].State = drawing.NotExamined
	}
	return marks
}

// ghostStrokes are the lines of last time on the figure, and those that begin on a ghost.
func (f *Step) ghostStrokes() []bodymap.Stroke {
	lines := f.ghostLines()
	for _, g := range f.ghosts() {
		for _, s := range f.s.Chart().StrokesOf(g.AssessmentID) {
			if s.FindingID == g.ID {
				lines = append(lines, s)
			}
		}
	}
	var out []bodymap.Stroke
	for i := range lines {
		if s := figure.Stroke(f.s.Chart(), &lines[i]); !f.hidden[lines[i].Source] {
			s.Past = true
			out = append(out, bodymap.Stroke{View: lines[i].View, Stroke: s})
		}
	}
	return out
}

// answer makes findings of ghosts. One that has changed is opened, to be rated anew.
func (f *Step) answer(answer string, ghosts ...clinic.Finding) {
	if len(ghosts) == 0 || f.s.Locked() {
		return
	}
	facts := marked(f.s, ghosts[0].Target(), ghosts[0].Type)
	var label clinic.Sentence
	switch answer {
	case clinic.GhostGone:
		label = clinic.Say("Gone, {{.Place}}: {{.What}}", facts)
	case clinic.GhostChanged:
		label = clinic.Say("Changed, {{.Place}}: {{.What}}", facts)
	default:
		label = clinic.Say("Still there, {{.Place}}: {{.What}}", facts)
		if len(ghosts) > 1 {
			label = clinic.Say("All still there: {{.Part}}", clinic.Args{"Part": f.part(&ghosts[0])})
		}
	}
	op := clinic.AnswerGhosts(f.s.Desk.Env(), f.s.Desk.Catalogue, f.s.Chart(), f.s.Current(), label, answer, ghosts...)
	if op.Empty() || f.s.Desk.Apply(op) != nil { // the person was told
		return
	}
	if answer == clinic.GhostChanged {
		f.pick(op.Put[0].Key())
	}
}

// part is the part of the body that a finding lies in.
func (f *Step) part(x *clinic.Finding) string {
	if st, ok := f.s.Desk.Atlas.Structure(x.Structure); ok && st.Part != "" {
		return st.Part
	}
	return f.s.Label(x.Target())
}

// ghostRow shows a ghost with its answers, one tap each.
func (f *Step) ghostRow(g clinic.Finding, tapped func()) fyne.CanvasObject {
	var options []kit.Option
	there := g.CanBeThere(f.s.Desk.Catalogue)
	if there {
		options = append(options, kit.Option{ID: clinic.GhostStill, Label: lang.L("Still there")})
	}
	if g.CanBeGone() {
		options = append(options, kit.Option{ID: clinic.GhostGone, Label: lang.L("Gone")})
	}
	if there {
		options = append(options, kit.Option{ID: clinic.GhostChanged, Label: lang.L("Changed")})
	}
	answers := kit.NewSegmented(options, func(id string) { f.answer(id, g) })
	m := figure.Mark(f.s.Desk.Catalogue, &g)
	m.State = drawing.NotExamined
	return kit.StackGap(0, f.badged(m, kit.NewTwoLine(f.line(&g), tapped)), kit.PadSides(kit.Gap, 0, answers), kit.Space(0, kit.Gap))
}

// ghostList stands in the list of findings: what was found last time, by parts of the body and by who said so. All of a
// part can be answered at once, never all of the body: what was not looked for is not still there.
type ghostList struct {
	f     *Step
	head  *kit.Text
	rows  *fyne.Container
	lines *kit.Button
	show  *kit.TwoLine
	root  *fyne.Container
}

func newGhostList(f *Step) *ghostList {
	l := &ghostList{f: f, head: kit.Strong("").Wrap(), rows: kit.StackGap(kit.Gap)}
	l.lines = kit.QuietButton(lang.L("Draw the lines of last time"), kit.IconPen, func() {
		_ = f.s.Desk.Apply(clinic.DrawAgain(f.s.Desk.Env(), f.s.Current(), f.ghostLines())) // the person was told
	})
	l.show = kit.NewTwoLine(kit.Row{}, func() {
		f.recalled = true
		f.Show()
	})
	l.root = kit.StackGap(kit.Gap, l.show, l.head, l.rows, container.NewHBox(l.lines))
	return l
}

func (l *ghostList) fill() {
	f := l.f
	a, last := f.s.Current(), f.s.Previous()
	if a == nil || last == nil || f.s.Locked() {
		l.root.Hide()
		return
	}
	ghosts := f.ghosts()
	facts := map[string]any{"Day": words.Short(last.Date), "Count": len(ghosts)}
	l.head.SetText(lang.N("From {{.Day}}: {{.Count}} findings to look for", len(ghosts), facts))
	l.head.Hidden = len(ghosts) == 0
	l.rows.Objects = nil
	type of struct {
		part   string
		source clinic.Source
	}
	groups, order := map[of][]clinic.Finding{}, []of{}
	for _, g := range ghosts {
		k := of{f.part(&g), g.Source}
		if f.hidden[g.Source] {
			continue
		}
		if len(groups[k]) == 0 {
			order = append(order, k)
		}
		groups[k] = append(groups[k], g)
	}
	for _, k := range order {
		l.rows.Add(l.group(k.part, groups[k]))
	}
	l.lines.Hidden = len(f.ghostLines()) == 0
	l.offer(a, last)
	l.root.Hidden = l.head.Hidden && l.lines.Hidden && l.show.Hidden
	l.root.Refresh()
}

// offer shows how to bring up the findings of another complaint.
func (l *ghostList) offer(a, last *clinic.Assessment) {
	n := len(l.f.s.Chart().Ghosts(a))
	l.show.Hidden = a.Type != clinic.AssessmentInitial || l.f.recalled || n == 0
	l.show.Set(kit.Row{
		What:  lang.L("Look for the findings of last time"),
		Quiet: lang.N("{{.Count}} findings of {{.Day}}", n, map[string]any{"Count": n, "Day": words.Short(last.Date)}),
		Icon:  kit.IconHistory, IconColor: kit.ColorAccent,
	})
}

func (l *ghostList) group(part string, ghosts []clinic.Finding) fyne.CanvasObject {
	f := l.f
	rows := kit.StackGap(0)
	if len(ghosts) > 1 {
		all := kit.QuietButton(lang.L("All still there"), kit.IconCheck, func() { f.answer(clinic.GhostStill, ghosts...) })
		rows.Add(container.NewBorder(nil, nil, nil, all, kit.Middle(kit.QuietText(part))))
	} else {
		rows.Add(kit.QuietText(part))
	}
	for _, g := range ghosts {
		rows.Add(f.ghostRow(g, func() { f.pick(g.ID) }))
	}
	return rows
}
