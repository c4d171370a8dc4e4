package bodymap

import (
	"cmp"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/ui/kit"
)

// ListTwin is the figure as a list: every structure, searched by typing or
// found under its part of the body, with chips for the side. Choosing one is
// reported as a tap on the figure is.
type ListTwin struct {
	widget.BaseWidget

	atlas *anatomy.Atlas
	onTap func(Tap)

	search  *kit.Search
	side    *kit.Chips
	list    *kit.List
	none    *kit.Text
	content fyne.CanvasObject

	rows []listLine
	open map[string]bool // the parts whose structures are shown
}

// listLine is a part of the body, or a structure when part is empty.
type listLine struct {
	part   string
	count  int
	target anatomy.Target
}

// NewListTwin returns the list of every structure of the atlas.
func NewListTwin(atlas *anatomy.Atlas, onTap func(Tap)) *ListTwin {
	l := &ListTwin{atlas: atlas, onTap: onTap, open: map[string]bool{}}
	l.ExtendBaseWidget(l)
	l.search = kit.NewSearch(lang.L("Muscle, joint, ligament…"), func(string) { l.fill() })
	l.search.OnDown = func() {
		if len(l.rows) > 0 {
			kit.Focus(l.list)
		}
	}
	l.search.OnSubmitted = func(string) {
		if l.search.Text != "" && len(l.rows) > 0 {
			l.choose(0)
		}
	}
	l.side = kit.NewChips([]kit.Option{
		{ID: string(anatomy.Left), Label: lang.L("Left")},
		{ID: string(anatomy.Right), Label: lang.L("Right")},
	}, func([]string) { l.fill() })
	l.list = kit.NewList(func() int { return len(l.rows) }, l.row, l.choose)
	l.none = kit.QuietText(lang.L("Nothing is called that. Try fewer letters.")).Wrap()
	l.none.Hide()
	l.content = container.NewBorder(
		kit.Stack(l.search, l.side, l.none), nil, nil, nil, l.list)
	l.fill()
	return l
}

// CreateRenderer is part of fyne.Widget.
func (l *ListTwin) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.content) }

// Keyboard is what is typed into.
func (l *ListTwin) Keyboard() fyne.Focusable { return l.search }

// Find types a query into the search.
func (l *ListTwin) Find(query string) { l.search.SetText(query) }

// Found returns the structures that are listed now.
func (l *ListTwin) Found() []anatomy.Target {
	var out []anatomy.Target
	for _, r := range l.rows {
		if r.part == "" {
			out = append(out, r.target)
		}
	}
	return out
}

// fill lists what search and side leave.
func (l *ListTwin) fill() {
	side := anatomy.Side(l.side.Value())
	wanted := func(t anatomy.Target) bool { return side == "" || t.Side == side || t.Side == anatomy.Midline }
	l.rows = nil
	if l.search.Text != "" {
		for _, t := range l.atlas.Search(l.search.Text) {
			if wanted(t) {
				l.rows = append(l.rows, listLine{target: t})
			}
		}
	} else {
		l.fillParts(wanted)
	}
	l.none.Hidden = len(l.rows) > 0
	l.list.Refresh()
	l.Refresh()
}

func (l *ListTwin) fillParts(wanted func(anatomy.Target) bool) {
	under := make(map[string][]listLine)
	for _, s := range l.atlas.Structures() {
		for _, on := range s.Sides() {
			if t := (anatomy.Target{Structure: s.Code, Side: on}); wanted(t) {
				under[s.Part] = append(under[s.Part], listLine{target: t})
			}
		}
	}
	for _, part := range l.atlas.Parts() {
		l.rows = append(l.rows, listLine{part: part, count: len(under[part])})
		if l.open[part] {
			l.rows = append(l.rows, under[part]...)
		}
	}
}

func (l *ListTwin) row(i int) kit.Row {
	r := l.rows[i]
	if r.part != "" {
		icon := kit.IconChevronRight
		if l.open[r.part] {
			icon = kit.IconChevronDown
		}
		return kit.Row{What: r.part, Icon: icon, Badge: strconv.Itoa(r.count)}
	}
	s, _ := l.atlas.Structure(r.target.Structure)
	quiet := s.Part + " · " + string(s.Kind)
	if s.Formal != "" && s.Formal != s.Name {
		quiet += " · " + s.Formal
	}
	if m, ok := l.atlas.Muscle(s.Code); ok {
		quiet += " · " + m.NerveWords()
	}
	return kit.Row{What: l.atlas.Label(r.target.Structure, r.target.Side), Quiet: quiet}
}

// choose opens a part, or reports a structure as a tap in the middle of where
// it is best seen; one that is drawn nowhere has no view.
func (l *ListTwin) choose(i int) {
	r := l.rows[i]
	if r.part != "" {
		l.open[r.part] = !l.open[r.part]
		l.fill()
		return
	}
	if l.onTap == nil {
		return
	}
	t := r.target
	tap := Tap{Hits: []anatomy.Hit{{Target: t}}, Keyboard: true}
	if places, err := l.atlas.Shapes(t.Structure, t.Side); err == nil && len(places) > 0 {
		best := clearest(places, t)
		tap.View, tap.At, tap.Hits[0].Shape = best.View.ID, best.Shape.Center(), best.Shape
	}
	tap.Position = fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	l.onTap(tap)
}

// clearest is the place where a structure is drawn largest, of those that
// stand for it before others.
func clearest(places []anatomy.Placed, t anatomy.Target) anatomy.Placed {
	return slices.MaxFunc(places, func(a, b anatomy.Placed) int {
		if mine := a.Shape.Target() == t; mine != (b.Shape.Target() == t) {
			if mine {
				return 1
			}
			return -1
		}
		return cmp.Compare(a.Shape.Radius(), b.Shape.Radius())
	})
}
