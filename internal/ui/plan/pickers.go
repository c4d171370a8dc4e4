package plan

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/ui/pick"
	"regimen/internal/words"
)

// entry is one thing to choose on a page.
type entry struct {
	line  kit.Row
	words string // what the search looks in, beside the line
	rank  int
	take  func()
	on    func() bool // whether it is on the plan; nil where choosing closes the page
	drawn string      // the exercise whose drawing stands before it, or ""
}

// section is a group of entries under a heading.
type section struct {
	title   string
	entries []entry
}

// row is an entry to tap. What is on the plan stays in its place and says so.
func (e *entry) row(choose func()) *kit.TwoLine {
	if e.on == nil {
		return kit.NewTwoLine(e.line, choose)
	}
	var row *kit.TwoLine
	say := func() {
		line := e.line
		if e.on() {
			line.Badge, line.Tone = lang.L("On the plan"), kit.ToneAccent
		}
		row.Set(line)
		row.SetCurrent(e.on())
	}
	row = kit.NewTwoLine(e.line, func() {
		e.take()
		say()
	})
	say()
	return row
}

// pickLeast is how wide an entry is at least: its dose in a longer language, beside the badge that says that it is on the plan.
const pickLeast float32 = 420

// drawnWide is the width of a drawing before an entry.
const drawnWide float32 = 88

// tapPicture is the drawing before an entry: a tap on it is one on the entry.
type tapPicture struct {
	*paint.Picture
	tap func()
}

// Tapped is part of fyne.Tappable.
func (p *tapPicture) Tapped(*fyne.PointEvent) { p.tap() }

// pick opens a page with a searchable list in groups.
func (s *screen) pick(title, hint string, sections []section) {
	list := kit.StackGap(kit.GapWide)
	fill := func(query string) {
		list.Objects = nil
		for _, sec := range sections {
			var found []fyne.CanvasObject
			least := pickLeast
			for _, e := range sec.entries {
				if matches(query, e.line.What+" "+e.line.Quiet+" "+e.words) {
					row := e.row(func() {
						s.page = nil
						e.take()
						s.show()
					})
					var shown fyne.CanvasObject = row
					if e.drawn != "" {
						least = pickLeast + drawnWide
						shown = kit.Border(nil, nil, &tapPicture{exercisePicture(e.drawn, drawnWide), func() { row.Tapped(nil) }}, nil, row)
					}
					found = append(found, container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), shown))
				}
			}
			if len(found) > 0 {
				list.Add(kit.StackGap(kit.Gap, kit.Heading(sec.title), kit.Beside(kit.Gap, least, found...)))
			}
		}
		if len(list.Objects) == 0 {
			list.Add(kit.Body(lang.L("Nothing is called that. Try the beginning of another word.")).In(kit.ColorQuiet).Wrap())
		}
		list.Refresh()
	}
	fill("")
	scroll := kit.NewDragScroll(container.New(column{}, list))
	search := kit.NewSearch(hint, func(q string) {
		fill(q)
		scroll.ScrollToTop()
	})
	search.OnEscape = s.closePage
	var actions []fyne.CanvasObject
	if slices.ContainsFunc(sections, func(sec section) bool { return sec.entries[0].on != nil }) {
		actions = append(actions, kit.PrimaryButton(lang.L("Done"), kit.IconCheck, s.closePage))
	}
	s.open(&page{object: s.pageFrame(title, container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, kit.MaxWidth(480, search)), nil, nil, nil, scroll), actions...)})
	focus(s.d.Window, search)
}

func focus(w fyne.Window, f fyne.Focusable) {
	if w != nil {
		w.Canvas().Focus(f)
	}
}

// matches reports whether every word of the query begins a word of the text.
func matches(query, text string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" ,.;:()/–-", r) })
	for _, q := range strings.FieldsFunc(strings.ToLower(query), func(r rune) bool { return strings.ContainsRune(" ,.;:()/–-", r) }) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) }) {
			return false
		}
	}
	return true
}

// pickTechnique opens the list of techniques for places, those that fit the benefits first. What stands against one there is
// marked: an answer, a test, an injury that is too fresh, the training.
func (s *screen) pickTechnique(fitting []clinic.Benefit, targets []clinic.Target, take func(*clinic.Technique)) {
	seen := map[string]bool{}
	var sections []section
	add := func(title string, b clinic.Benefit, mainOnly bool) {
		sec := section{title: title}
		for i := range s.d.Catalogue.Techniques {
			t := &s.d.Catalogue.Techniques[i]
			if seen[t.Code] || !t.Offered || len(t.Aims) == 0 || !slices.Contains(t.Aims, b) || mainOnly && t.Aims[0] != b {
				continue
			}
			seen[t.Code] = true
			line := kit.Row{What: t.Name, Quiet: t.Usual()}
			rx := t.Prescription(t.PressureMin)
			rx.PlanID, rx.Targets = s.plan, targets
			if c := s.standing(&rx); len(c) > 0 {
				line.Badge, line.Tone = lang.L("Conflict"), kit.ToneDanger
			}
			sec.entries = append(sec.entries, entry{line: line, words: t.Plain, rank: slices.Index(t.Aims, b), take: func() { take(t) }})
		}
		// What the technique is first of all for comes first.
		slices.SortStableFunc(sec.entries, func(a, c entry) int { return a.rank - c.rank })
		if len(sec.entries) > 0 {
			sections = append(sections, sec)
		}
	}
	for _, b := range fitting {
		add(lang.L("Fits the goal: {{.Benefit}}", map[string]any{"Benefit": words.Say(b.Name())}), b, false)
	}
	for _, b := range clinic.Benefits() {
		add(words.Say(b.Name()), b, true)
	}
	s.pick(lang.L("Which technique?"), lang.L("Search techniques"), sections)
}

// pickMeasure opens the list of measures, those that can show the benefit first.
func (s *screen) pickMeasure(b clinic.Benefit, take func(*clinic.Measure)) {
	first := section{title: lang.L("Shows: {{.Benefit}}", map[string]any{"Benefit": words.Say(b.Name())})}
	var motions, rest section
	motions.title, rest.title = lang.L("Range of motion"), lang.L("Other measures")
	for i := range s.d.Catalogue.Measures {
		m := &s.d.Catalogue.Measures[i]
		if m.Code == clinic.MeasureLimbExcess {
			continue // it is of a stretch that was measured, see measurements
		}
		e := entry{line: kit.Row{What: m.Label(), Quiet: m.Plain}, words: m.Joint + " " + m.Motion, take: func() { take(m) }}
		switch {
		case m.Joint != "":
			motions.entries = append(motions.entries, e)
		case slices.Contains(m.Benefits, b):
			first.entries = append(first.entries, e)
		default:
			rest.entries = append(rest.entries, e)
		}
	}
	sections := []section{first, rest, motions}
	if b == clinic.Mobility {
		sections = []section{first, motions, rest}
	}
	s.pick(lang.L("Which measure?"), lang.L("Search measures, for example neck rotation"),
		slices.DeleteFunc(sections, func(sec section) bool { return len(sec.entries) == 0 }))
}

// pickExercises opens the list of home care: what fits the treated parts and the goals first. A tap puts one on the
// plan or takes it off again, and everything stays where it is.
func (s *screen) pickExercises(put func(*clinic.Exercise)) {
	treated := s.partsTreated()
	taken := func(code string) string {
		for _, h := range s.chart.HomeCareOf(s.plan) {
			if h.Exercise == code {
				return h.ID
			}
		}
		return ""
	}
	fits, parts := section{title: lang.L("Fits this plan")}, section{title: lang.L("For a part of the body that is treated")}
	rest, against := section{title: lang.L("Other home care")}, section{title: lang.L("Not for this patient now")}
	for i := range s.d.Catalogue.HomeCare {
		x := &s.d.Catalogue.HomeCare[i]
		h := x.HomeCare()
		e := entry{
			line: kit.Row{What: x.Title, Quiet: homeWords(&h)}, drawn: x.Code,
			words: strings.Join(append([]string{x.Instructions}, x.Parts...), " "),
		}
		e.on = func() bool { return taken(x.Code) != "" }
		e.take = func() {
			if id := taken(x.Code); id != "" {
				s.removeHome(id)
				return
			}
			put(x)
		}
		stands := slices.ContainsFunc(clinic.ExerciseConflicts(s.d.Catalogue, s.chart, s.plan, x, s.d.Today()), clinic.Conflict.Stands)
		switch {
		case stands:
			e.line.Badge, e.line.Tone = lang.L("Conflict"), kit.ToneDanger
			against.entries = append(against.entries, e)
		case clinic.HomeCareFits(s.d.Catalogue, s.chart, s.current(), x, s.d.Today()):
			fits.entries = append(fits.entries, e)
		case len(x.For) == 0 && slices.ContainsFunc(x.Parts, func(p string) bool { return slices.Contains(treated, p) }):
			parts.entries = append(parts.entries, e)
		default:
			rest.entries = append(rest.entries, e)
		}
	}
	s.pick(lang.L("Which home care?"), lang.L("Search home care"),
		slices.DeleteFunc([]section{fits, parts, rest, against}, func(sec section) bool { return len(sec.entries) == 0 }))
}

// benefits are those of the plan's goals, each once.
func (s *screen) benefits() []clinic.Benefit {
	var out []clinic.Benefit
	for _, g := range s.chart.GoalsOf(s.plan) {
		if !slices.Contains(out, g.Benefit) {
			out = append(out, g.Benefit)
		}
	}
	return out
}

// partsTreated are the parts of the body the plan is about.
func (s *screen) partsTreated() []string {
	var out []string
	add := func(t clinic.Target) {
		if st, ok := s.d.Atlas.Structure(t.Structure); ok && !slices.Contains(out, st.Part) {
			out = append(out, st.Part)
		}
	}
	for _, t := range s.problemTargets() {
		add(t)
	}
	for _, p := range s.chart.PrescriptionsOf(s.plan) {
		for _, t := range p.Targets {
			add(t)
		}
	}
	return out
}

// places is a page on which structures are chosen: on the figure, by search, or from the problems.
type places struct {
	s      *screen
	single bool
	chosen []clinic.Target
	done   func([]clinic.Target)
	where  *pick.Several
	figure *figure
}

// pickPlaces opens the page; single closes it at the first choice.
func (s *screen) pickPlaces(title string, single bool, chosen []clinic.Target, done func([]clinic.Target)) {
	p := &places{s: s, single: single, chosen: slices.Clone(chosen), done: done}
	p.where = pick.NewSeveral(s.d.Atlas, lang.L("Search, for example left upper trapezius"), p.keep)
	p.where.Finder.Most = mostFound
	p.where.Finder.Search.OnEscape = p.close
	list := kit.NewDragScroll(container.New(column{}, kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Chosen, and the places of the problems"), p.where.Chips),
		kit.NewField(lang.L("Another structure"), p.where.Finder.Object), s.newKeepClear().Object())))
	p.figure = newFigure(s, false, func(under []clinic.Target) { p.toggle(under[0]) })
	p.figure.face(append(slices.Clone(chosen), s.problemTargets()...))
	p.show()
	content := withFigure(p.figure, list)
	ready := kit.PrimaryButton(lang.L("Done"), kit.IconCheck, p.close)
	s.open(&page{object: s.pageFrame(title, content, ready)})
}

func (p *places) close() {
	p.s.page = nil
	p.done(p.chosen)
	p.s.show()
}

func (p *places) toggle(t clinic.Target) {
	if i := slices.Index(p.chosen, t); i >= 0 {
		p.keep(slices.Delete(slices.Clone(p.chosen), i, i+1))
		return
	}
	p.keep(append(slices.Clone(p.chosen), t))
}

// keep goes on with what is chosen now; of a single place that is the one chosen last.
func (p *places) keep(list []clinic.Target) {
	p.chosen = list
	if p.single && len(list) > 0 {
		p.chosen = list[len(list)-1:]
		p.close()
		return
	}
	p.show()
}

const mostFound = 24

func (p *places) show() {
	var marks []drawing.Mark
	for _, x := range p.s.findings() {
		marks = append(marks, p.s.findingMark(&x, false))
	}
	for _, t := range p.chosen {
		marks = append(marks, plannedMark(t))
	}
	p.figure.set(marks)
	p.where.Show(p.chosen, p.s.problemTargets(), false)
}
