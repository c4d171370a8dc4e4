package injuries

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/pick"
)

// List is the patient's injuries in the history: one line each, its answers when it is tapped, and what
// adds one.
type List struct {
	s       *step.Host
	open    string
	adding  bool
	editors map[string]*Editor
	rows    *fyne.Container
	add     *kit.Button
	marked  *kit.Chips // structures that were found in this assessment
	targets []clinic.Target
	finder  *pick.Finder
	choose  *fyne.Container
	Object  *fyne.Container
}

// NewList shows all of the patient's injuries.
func NewList(s *step.Host) *List {
	l := &List{s: s, editors: map[string]*Editor{}, rows: kit.StackGap(0)}
	l.add = kit.QuietButton(lang.L("Add an injured structure"), kit.IconAdd, func() {
		l.adding = !l.adding
		l.Show()
		if l.adding {
			s.Desk.Window.Canvas().Focus(l.finder.Search)
		}
	})
	l.marked = kit.NewChips(nil, func(ids []string) {
		for _, t := range l.targets {
			if len(ids) > 0 && t.Key() == ids[0] {
				l.put(t)
			}
		}
	})
	l.finder = pick.NewFinder(s.Desk.Atlas, lang.L("Name a structure: left calf, right ATFL …"), l.put)
	l.choose = kit.Stack(l.marked, l.finder.Object)
	l.Object = kit.StackGap(kit.Gap/2, l.rows, container.NewHBox(l.add), l.choose)
	return l
}

func (l *List) put(t clinic.Target) {
	l.adding = false
	l.Leave()
	if id := Add(l.s, t); id != "" {
		l.open = id
	}
	l.Show()
}

// Show fills it from the chart.
func (l *List) Show() {
	s := l.s
	all := slices.Clone(s.Chart().Injuries)
	slices.SortStableFunc(all, func(a, b clinic.Injury) int { return cmp.Compare(b.InjuredOn, a.InjuredOn) })
	l.rows.Objects = nil
	for n := range all {
		i := &all[n]
		row := kit.NewTwoLine(injuryRow(s, i), func() {
			l.Leave()
			if l.open == i.ID {
				l.open = ""
			} else {
				l.open = i.ID
			}
			l.Show()
		})
		row.SetCurrent(l.open == i.ID)
		l.rows.Add(row)
		if l.open == i.ID {
			e := l.editors[i.ID]
			if e == nil {
				e = NewEditor(s, i.ID)
				l.editors[i.ID] = e
			}
			e.Show()
			l.rows.Add(kit.PadSides(kit.GapWide, kit.Gap, e.Object))
		}
	}
	locked := s.Locked()
	l.add.Hidden = locked
	l.choose.Hidden = locked || !l.adding
	l.targets = nil
	var options []kit.Option
	for _, f := range s.Chart().FindingsOf(s.Assessment) {
		if t := f.Target(); !slices.Contains(l.targets, t) && Of(s, t) == nil {
			l.targets = append(l.targets, t)
			options = append(options, kit.Option{ID: t.Key(), Label: s.Label(t)})
		}
	}
	l.marked.SetOptions(options)
	l.marked.SetChosen()
	l.marked.Hidden = len(options) == 0
	l.rows.Refresh()
	l.Object.Refresh()
}

// Leave keeps what is being typed.
func (l *List) Leave() {
	if e := l.editors[l.open]; e != nil {
		e.Leave()
	}
}
