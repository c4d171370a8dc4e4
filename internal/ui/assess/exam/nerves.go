package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// nervePage is the neurological screen: a grid of roots for each limb.
type nervePage struct {
	endTool
	limbs  []*limbGrid
	groups *fyne.Container
	none   *kit.Text
	root   fyne.CanvasObject
}

func newNervePage(t *Step) step.Step {
	p := &nervePage{endTool: endTool{t}, groups: kit.StackGap(kit.Gap), none: kit.Body(lang.L("No nerve was tested.")).In(kit.ColorQuiet)}
	all := kit.StackGap(kit.GapWide, p.none, p.groups)
	for i := range t.s.Desk.Catalogue.Tests {
		x := &t.s.Desk.Catalogue.Tests[i]
		if topicOf(x) != testsNerves {
			continue
		}
		if n := slices.IndexFunc(p.limbs, func(l *limbGrid) bool { return l.region == x.Region }); n < 0 {
			l := newLimbGrid(t, x.Region)
			p.limbs = append(p.limbs, l)
			all.Add(l.root)
		}
	}
	p.root = kit.MaxWidth(1000, all)
	return p
}

func (p *nervePage) Object() fyne.CanvasObject { return p.root }

func (p *nervePage) Show() {
	s := p.t.s
	empty := true
	for _, l := range p.limbs {
		l.show()
		empty = empty && l.root.Hidden
	}
	p.none.Hidden = !empty
	p.groups.Objects = nil
	for _, c := range clinic.ClusterStates(s.Desk.Catalogue, clinic.ResultsIn(s.Desk.Catalogue, s.Chart(), s.Assessment)) {
		if x := s.Desk.Catalogue.Test(c.Cluster.Tests[0]); x != nil && topicOf(x) == testsNerves && c.Met {
			p.groups.Add(groupLine(&c))
		}
	}
	p.groups.Hidden = len(p.groups.Objects) == 0
}

func (p *nervePage) reach(x *clinic.Test) fyne.CanvasObject {
	for _, l := range p.limbs {
		if l.region == x.Region {
			return l.reach(x)
		}
	}
	return nil
}

func (p *nervePage) Leave() {
	for _, l := range p.limbs {
		l.leave()
	}
}

// nerveKinds are the columns of the grid of a limb.
var nerveKinds = []string{clinic.TestDermatome, clinic.TestMyotome, clinic.TestReflex}

// limbGrid are the nerve roots of one limb: feeling, strength and reflex on both sides in one line a root,
// and below it the signs that belong to no root.
type limbGrid struct {
	t      *Step
	region string
	levels []*levelRow
	others []*testRow
	rest   *kit.Button
	not    *kit.Button // the rest is not done
	head   fyne.CanvasObject
	body   *fyne.Container
	root   *kit.Card
}

func newLimbGrid(t *Step, region string) *limbGrid {
	l := &limbGrid{t: t, region: region, body: kit.StackGap(0)}
	for _, x := range t.s.Desk.Catalogue.TestsIn(region, nerveKinds...) {
		if len(l.levels) == 0 || !slices.ContainsFunc(l.levels, func(r *levelRow) bool { return r.level == x.Level }) {
			l.levels = append(l.levels, newLevelRow(t, region, x.Level))
		}
	}
	for _, x := range t.s.Desk.Catalogue.TestsIn(region, clinic.TestUpperMotor, clinic.TestQuestion) {
		l.others = append(l.others, newTestRow(t, t.s.Desk.Catalogue.Test(x.Code), specialCell))
	}
	l.rest = kit.NewButton("", kit.IconCheck, func() { fillTests(t.s, l.codes()) })
	l.not = notDoneButton(t, func() []string { return append(l.codes(), codesOf(l.others)...) })
	head := container.New(&nerveLine{}, kit.QuietText(""))
	for _, name := range []string{lang.L("Feeling"), lang.L("Strength"), lang.L("Reflex")} {
		for _, side := range []string{lang.L("left"), lang.L("right")} {
			head.Add(kit.StackGap(0, kit.Strong(name).Aligned(fyne.TextAlignCenter).Lines(1), kit.QuietText(side).Aligned(fyne.TextAlignCenter)))
		}
	}
	l.head = head
	l.root = kit.NewCard(region, l.body, l.not, l.rest)
	return l
}

// codes are the tests of the roots.
func (l *limbGrid) codes() []string {
	var out []string
	for _, x := range l.t.s.Desk.Catalogue.TestsIn(l.region, nerveKinds...) {
		out = append(out, x.Code)
	}
	return out
}

func (l *limbGrid) show() {
	s := l.t.s
	locked := s.Locked()
	l.body.Objects = nil
	if !locked {
		l.body.Add(kit.PadSides(0, kit.Gap/2, kit.QuietText(lang.L("Left and right are the patient’s. Tap a place to choose; tap the root for how it is done.")).Wrap()))
	}
	l.body.Add(l.head)
	some := false
	for _, r := range l.levels {
		r.show()
		if locked && !r.recorded() {
			continue
		}
		some = true
		l.body.Add(r.root)
		l.body.Add(kit.Hairline())
	}
	if !some {
		l.body.Objects = nil
	}
	for _, r := range l.others {
		r.show()
		if locked && !r.recorded() {
			continue
		}
		some = true
		l.body.Add(r.root)
		l.body.Add(kit.Hairline())
	}
	left := 0
	if !locked {
		left = len(fillOperation(s, l.codes()).Put)
	}
	l.rest.Hidden = left == 0
	l.rest.SetText(lang.L("Feeling: the rest normal ({{.Count}})", map[string]any{"Count": left}))
	showNotDone(l.not, s, append(l.codes(), codesOf(l.others)...))
	l.root.Hidden = !some
	l.body.Refresh()
	l.root.Refresh()
}

func (l *limbGrid) reach(x *clinic.Test) fyne.CanvasObject {
	for _, r := range l.levels {
		if r.level == x.Level && slices.Contains(nerveKinds, x.Kind) {
			r.unfold()
			return r.root
		}
	}
	return unfoldIn(l.others, x)
}

func (l *limbGrid) leave() {
	for _, r := range l.levels {
		r.leave()
	}
	for _, r := range l.others {
		r.leave()
	}
}

// levelRow is one root: its feeling, strength and reflex on both sides.
type levelRow struct {
	*question
	level string
}

func newLevelRow(t *Step, region, level string) *levelRow {
	r := &levelRow{level: level}
	name := kit.QuietButton(level, "", func() { r.turn() })
	list := t.s.Desk.Catalogue.TestsIn(region, nerveKinds...)
	var slots []slot
	for _, kind := range nerveKinds {
		i := slices.IndexFunc(list, func(x clinic.Test) bool { return x.Level == level && x.Kind == kind })
		for _, side := range step.BothSides {
			if i < 0 {
				slots = append(slots, slot{})
				continue
			}
			slots = append(slots, slot{t.s.Desk.Catalogue.Test(list[i].Code), side})
		}
	}
	r.question = newQuestion(t, name, &nerveLine{}, slots, func() { r.show() })
	return r
}

// nerveLine lays out the root and six places, left and right of each kind close together.
type nerveLine struct{}

const (
	nerveName float32 = 56
	nerveCell float32 = 98
)

func (nerveLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(nerveName, min(kit.Target, size.Height)))
	cell := min((size.Width-nerveName-2*kit.GapColumn-3*kit.Gap/2)/6, 150)
	x := nerveName
	for i, o := range objects[1:] {
		if i > 0 {
			x += kit.Gap / 2
			if i%2 == 0 {
				x += kit.GapColumn - kit.Gap/2
			}
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(cell, o.MinSize().Height))
		x += cell
	}
}

func (nerveLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(nerveName+6*nerveCell+2*kit.GapColumn+3*kit.Gap/2, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height+kit.Gap/2)
	}
	return s
}
