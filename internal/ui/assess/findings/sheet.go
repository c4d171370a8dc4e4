package findings

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/injuries"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// sheet is what opens beside the figure when a structure is tapped: its name with the patient's side,
// what lies beneath, and the findings on it. A tap on a sort records it; further taps refine it.
type sheet struct {
	s       *step.Host
	f       *Step
	target  clinic.Target
	at      clinic.Spot
	nearby  []clinic.Target
	finding string // whose details are open, "" for none

	title, what *kit.Text
	beneathHead *kit.Text
	beneath     *kit.Chips
	kinds       *kindGrid
	all         bool // the whole grid is offered although a finding is open
	another     *kit.Button
	nothing     *kit.Text
	ghosts      *fyne.Container // what was found here last time and is not answered yet
	others      *fyne.Container // findings of the same sort beyond the first, and those of the other layer
	details     *fyne.Container
	further     *fyne.Container // what refines it beyond how bad it is
	palpation   *palpation
	pattern     *pattern
	injury      *injuryHere
	muscle      *muscleHere
	detailHead  *kit.Text
	remove      *kit.Button
	refer       *kit.Button
	degree      *degree
	quality     *kit.Chips
	qualities   *kit.Field
	tissue      *kit.Chips
	tissues     *kit.Field
	depth       *kit.Segmented
	more        *kit.Button // unfolds the rest
	unfolded    bool
	known       *edit.Date // since when the doctor knows of a sign of a nerve
	note        *edit.Text
	noted       string // the finding that the note is of
	scroll      *kit.DragScroll
	root        fyne.CanvasObject
}

func newSheet(f *Step) *sheet {
	p := &sheet{s: f.s, f: f, title: kit.Heading("").Wrap(), what: kit.QuietText("").Lines(1)}
	shut := kit.IconButton(kit.IconClose, lang.L("Back to the list of findings"), f.close)
	// Room for a name of two lines, so that the sorts below are where they were whatever was tapped.
	room := 2*kit.Heading("M").MinSize().Height + kit.QuietText("M").MinSize().Height
	head := container.NewBorder(nil, nil, nil, container.NewVBox(shut), kit.MinHeight(room, kit.StackGap(0, p.title, p.what)))
	p.beneathHead = kit.QuietText(lang.L("Or did you mean"))
	p.beneath = kit.NewChips(nil, func(ids []string) {
		for _, t := range p.nearby {
			if len(ids) > 0 && t.Key() == ids[0] {
				f.choose(t, p.at, p.nearby)
			}
		}
	})
	p.kinds = newKindGrid(p.mark, p.show, f.back)
	p.another = kit.QuietButton(lang.L("Another here"), kit.IconAdd, func() {
		p.all = true
		p.show()
	})
	p.kinds.add(p.another)
	p.refer = kit.QuietButton(lang.L("Draw where it refers to"), kit.IconArrow, func() {
		f.take(toolArrow)
		p.s.Desk.Tell(lang.L("Drag on the figure from the finding to where it refers."), nil)
	})
	p.ghosts = kit.StackGap(kit.Gap)
	p.others = kit.StackGap(0)
	p.nothing = kit.Body(lang.L("Nothing was recorded here.")).In(kit.ColorQuiet).Wrap()
	p.detailHead = kit.Strong("").Wrap()
	p.remove = kit.QuietButton(lang.L("Delete"), kit.IconRemove, p.delete)
	p.degree = newDegree(p)
	p.quality = kit.NewChips(kit.Capitals(clinic.Qualities()), func([]string) {
		_ = p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Quality of {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Quality = p.quality.Value() })
	})
	p.tissue = kit.NewChips(kit.Capitals(clinic.Tissues()), func([]string) {
		_ = p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Tissue of {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Tissue = p.tissue.Value() })
	})
	p.depth = kit.NewSegmented(kit.Capitals(clinic.Depths()), func(id string) {
		_ = p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Depth of {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Depth = id })
	}).Clearable()
	p.note = p.s.NewText(lang.L("Note"), "note", "", 2, func(text string) error {
		return p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Note on {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Note = text })
	})
	p.known = edit.NewDate(p.s.Desk.Clock, lang.L("Known to the doctor since"), "known_since", func(d clinic.Date) error {
		return p.refine(func(what clinic.Args) clinic.Sentence {
			return clinic.Say("Since when the doctor knows of {{.Place}}: {{.What}}", what)
		}, func(x *clinic.Finding) { x.KnownSince = d })
	}).Of(p.s.Desk.Elsewhere(p.s.Patient))
	p.qualities, p.tissues = kit.NewField(lang.L("Quality"), p.quality), kit.NewField(lang.L("Tissue"), p.tissue)
	p.details = kit.StackGap(kit.GapWide,
		kit.Hairline(),
		container.NewBorder(nil, nil, nil, p.remove, kit.Middle(p.detailHead)),
		p.degree.root,
		p.qualities,
		p.known.Field,
	)
	p.palpation, p.pattern, p.injury, p.muscle = newPalpation(p), newPattern(p), newInjuryHere(p), newMuscleHere(p)
	p.further = kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Depth"), p.depth),
		p.tissues,
		p.note.Field,
		container.NewHBox(p.refer),
	)
	p.more = kit.QuietButton(lang.L("More"), kit.IconChevronDown, func() {
		p.unfolded = !p.unfolded
		p.show()
	})
	body := kit.StackGap(kit.Gap+kit.Gap/2, p.ghosts, p.kinds.root, p.nothing, kit.Stack(p.beneathHead, p.beneath), p.others, p.details, p.palpation.root, p.pattern.root, container.NewHBox(p.more), p.further, p.injury.root, p.muscle.root)
	p.scroll = kit.NewDragScroll(container.New(layout.NewCustomPaddedLayout(edgeRoom, kit.GapWide, edgeRoom, kit.GapWide), body))
	p.root = container.NewBorder(kit.PadSides(0, kit.Gap, head), nil, nil, nil, p.scroll)
	return p
}

// edgeRoom keeps the outlines of chips clear of the edge where the scrolled content is cut.
const edgeRoom float32 = 4

// open shows a structure. The finding whose details are open is the one asked for, else the last one of
// the layer that is being written.
func (p *sheet) open(t clinic.Target, at clinic.Spot, nearby []clinic.Target, finding string) {
	if p.waits() {
		return
	}
	p.leave()
	p.target, p.at, p.nearby, p.finding, p.all = t, at, nearby, finding, false
	p.kinds.unfolded = false
	if finding == "" {
		for _, x := range p.here() {
			if x.Source == p.f.source {
				p.finding = x.ID
			}
		}
	}
	p.scroll.ScrollToOffset(fyne.Position{})
	p.show()
}

// here are the findings on the structure, of both layers.
func (p *sheet) here() []clinic.Finding {
	var out []clinic.Finding
	for _, x := range p.s.Chart().FindingsOf(p.s.Assessment) {
		if x.Target() == p.target {
			out = append(out, x)
		}
	}
	return out
}

func (p *sheet) current() *clinic.Finding {
	for _, x := range p.here() {
		if x.ID == p.finding {
			return &x
		}
	}
	return nil
}

// mark records a finding of a sort, or opens the one that is there.
func (p *sheet) mark(sort string) {
	if p.waits() {
		return
	}
	p.leave()
	p.all = false
	for _, x := range p.here() {
		if x.Type == sort && x.Source == p.f.source && x.ID != p.finding {
			p.finding = x.ID
			p.show()
			return
		}
	}
	if x := p.current(); x != nil && x.Type == sort && x.Source == p.f.source || p.s.Locked() {
		p.show()
		return
	}
	if x := p.current(); x != nil && x.Source == p.f.source && p.f.areaOf(x.ID) != nil {
		// What was drawn is one finding: of this sort, then.
		_ = p.refine(func(clinic.Args) clinic.Sentence {
			return clinic.Say("Mark {{.Place}}: {{.What}}", marked(p.s, p.target, sort))
		}, func(x *clinic.Finding) { *x = *x.As(p.s.Desk.Catalogue, sort) })
		return
	}
	x := clinic.Mark(p.s.Desk.Env(), p.s.Occasion(), p.target, p.at, p.f.source, sort)
	p.palpation.begin(x)
	p.finding = x.ID
	if p.s.Put(clinic.Say("Mark {{.Place}}: {{.What}}", marked(p.s, p.target, sort)), x) != nil {
		p.finding = ""
	}
	p.f.Show()
}

// marked is what a step of undo names of a finding: its Place, and What was found there.
func marked(s *step.Host, t clinic.Target, sort string) clinic.Args {
	return clinic.Args{"Place": s.Place(t), "What": clinic.FindingTypeInside(sort)}
}

// refine changes the finding that is open as one step. The person is told when it cannot be kept.
func (p *sheet) refine(label func(what clinic.Args) clinic.Sentence, change func(*clinic.Finding)) error {
	x := p.current()
	if x == nil {
		return nil
	}
	change(x)
	return p.s.Put(label(marked(p.s, p.target, x.Type)), x)
}

// delete takes the finding that is open off the figure.
func (p *sheet) delete() {
	x := p.current()
	if x == nil {
		return
	}
	p.leave()
	p.finding = ""
	p.f.remove(x)
}

func (p *sheet) show() {
	p.title.SetText(p.s.Label(p.target))
	p.what.SetText(p.describe())
	p.showNearby()
	list := p.here()
	recorded := map[string]bool{}
	for _, x := range list {
		if x.Source == p.f.source {
			recorded[x.Type] = true
		}
	}
	x := p.current()
	kind := ""
	if x != nil && x.Source == p.f.source {
		kind = x.Type
	}
	// Of an area the sort is still to be chosen.
	short := len(recorded) > 0 && !p.all && (x == nil || p.f.areaOf(x.ID) == nil)
	p.kinds.show(recorded, kind, p.f.sorts(p.f.source, p.target.Structure), short || p.s.Locked())
	p.another.Hidden = !short || p.s.Locked()
	p.showGhosts()
	p.showOthers(list, x)
	p.nothing.Hidden = len(list) > 0 || !p.s.Locked()
	p.details.Hidden = x == nil
	if x != nil {
		p.showDetails(x)
	}
	p.palpation.show(p.target, x, p.f.source == clinic.ByTherapist)
	p.pattern.show()
	p.injury.show()
	p.muscle.show()
	p.fold(x)
	p.root.Refresh()
}

// fold keeps what is seldom said out of sight until it is asked for. What was said of it is shown.
func (p *sheet) fold(x *clinic.Finding) {
	said := x != nil && (x.Depth != "" || x.Tissue != "" || x.Note != "") || injuries.Of(p.s, p.target) != nil
	open := p.unfolded || said
	p.more.Hidden = said || x == nil && p.injury.root.Hidden
	icon := kit.IconChevronDown
	if open {
		icon = kit.IconChevronUp
	}
	p.more.SetIconName(icon)
	p.further.Hidden = x == nil || !open
	p.injury.root.Hidden = p.injury.root.Hidden || !open
}

// describe says in words what was tapped: the side is the patient's.
func (p *sheet) describe() string {
	var parts []string
	if w := words.Side(p.target.Side); w != "" {
		parts = append(parts, lang.L("Patient’s {{.What}}", map[string]any{"What": w}))
	}
	if st, ok := p.s.Desk.Atlas.Structure(p.target.Structure); ok {
		parts = append(parts, script.UpperFirst(string(st.Kind)), st.Part)
	}
	return strings.Join(parts, " · ")
}

// mostNearby keeps the chips for what lies beneath to two or three lines.
const mostNearby = 4

func (p *sheet) showNearby() {
	var options []kit.Option
	for _, t := range p.nearby {
		if t != p.target && len(options) < mostNearby {
			label := p.s.Label(t)
			if st, ok := p.s.Desk.Atlas.Structure(t.Structure); ok && t.Side == p.target.Side {
				label = st.Name
			}
			options = append(options, kit.Option{ID: t.Key(), Label: label})
		}
	}
	p.beneath.SetOptions(options)
	p.beneath.SetChosen()
	p.beneath.Hidden = len(options) == 0 || p.current() != nil && !p.all
	p.beneathHead.Hidden = p.beneath.Hidden
}

// showGhosts offers to answer what was found here last time.
func (p *sheet) showGhosts() {
	p.ghosts.Objects = nil
	last := p.s.Previous()
	for _, g := range p.f.ghosts() {
		if g.Target() != p.target || last == nil {
			continue
		}
		if len(p.ghosts.Objects) == 0 {
			p.ghosts.Add(kit.Strong(lang.L("Last time, {{.Day}}", map[string]any{"Day": words.Short(last.Date)})))
		}
		p.ghosts.Add(p.f.ghostRow(g, nil))
	}
	p.ghosts.Hidden = len(p.ghosts.Objects) == 0
}

// showOthers lists what the sorts above cannot show: a second finding of the same sort, and those of
// the other layer.
func (p *sheet) showOthers(list []clinic.Finding, open *clinic.Finding) {
	p.others.Objects = nil
	seen := map[string]bool{}
	for _, x := range list {
		if x.Source == p.f.source && !seen[x.Type] {
			seen[x.Type] = true
			continue
		}
		row := kit.NewTwoLine(p.f.line(&x), func() { p.f.pick(x.ID) })
		row.SetCurrent(open != nil && open.ID == x.ID)
		p.others.Add(row)
	}
	p.others.Hidden = len(p.others.Objects) == 0
}

func (p *sheet) showDetails(x *clinic.Finding) {
	locked := p.s.Locked()
	said := []string{words.Say(clinic.FindingTypeName(x.Type)), script.LowerFirst(sourceName(x.Source))}
	if day := p.s.Chart().ToldOnForm(x); day != "" {
		said = append(said, lang.L("on the form of {{.Day}}", map[string]any{"Day": words.Long(day)}))
	}
	p.detailHead.SetText(words.List(said...))
	p.remove.Hidden, p.refer.Hidden = locked, locked || p.f.twin
	p.degree.show(x)
	known := func(value string, words []string) []kit.Option {
		if value != "" && !slices.Contains(words, value) {
			words = append(slices.Clone(words), value) // from an import: shown as it was written
		}
		return kit.Capitals(words)
	}
	qualities := p.s.Desk.Catalogue.FindingQualities(x.Type, x.Source)
	tissues := p.s.Desk.Catalogue.FindingTissues(x.Type, x.Structure)
	kit.SetHidden(p.qualities, len(qualities) == 0 && x.Quality == "")
	kit.SetHidden(p.tissues, len(tissues) < 2 && x.Tissue == "") // of one there is nothing to choose
	p.quality.SetOptions(known(x.Quality, qualities))
	p.tissue.SetOptions(known(x.Tissue, tissues))
	p.depth.SetOptions(known(x.Depth, clinic.Depths()))
	p.quality.SetChosen(x.Quality)
	p.tissue.SetChosen(x.Tissue)
	p.depth.SetChosen(x.Depth)
	for _, o := range []fyne.Disableable{p.quality, p.tissue, p.depth} {
		kit.SetEnabled(o, !locked)
	}
	p.known.Show(x.KnownSince)
	p.known.Lock(locked)
	kit.SetHidden(p.known.Field, !clinic.OfNerve(x.Type) || locked && !x.KnownSince.Valid())
	if p.noted != x.ID {
		p.noted = x.ID
		p.note.Begin(x.Note)
	}
	p.note.Show(x.Note)
	p.note.Lock(locked)
}

func (p *sheet) leave() {
	p.note.Flush()
	p.injury.leave()
}

// waits reports that the note asks which of two texts stays; the person is told to choose first.
func (p *sheet) waits() bool { return p.note.Waiting() && !p.s.Desk.Decided(p.s.Patient) }

// sourceName says who says so, in words.
func sourceName(src clinic.Source) string {
	if src == clinic.ByPatient {
		return lang.L("Reported by the patient")
	}
	return lang.L("Found by the therapist")
}
