package timetable

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/ui/kit"
)

// ListTwin is a grid as a list: every visit of its columns in the order of time, one below the other. Choosing one is
// reported as a tap on the grid is.
type ListTwin struct {
	widget.BaseWidget
	g    *Grid
	rows []*placed
	list *kit.List
}

// NewListTwin is the list of a grid.
func NewListTwin(g *Grid) *ListTwin {
	l := &ListTwin{g: g}
	l.list = kit.NewList(func() int { return len(l.rows) }, l.row, func(i int) { g.tapBlock(l.rows[i].block.ID) })
	l.ExtendBaseWidget(l)
	l.Refill()
	return l
}

// CreateRenderer is part of fyne.Widget.
func (l *ListTwin) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.list) }

// Refill lists what the grid shows by now.
func (l *ListTwin) Refill() {
	l.rows = l.rows[:0]
	for i := range l.g.blocks {
		if p := l.g.find(l.g.blocks[i].ID); p != nil {
			l.rows = append(l.rows, p)
		}
	}
	l.list.Refresh()
}

func (l *ListTwin) row(i int) kit.Row {
	p := l.rows[i]
	b := p.block
	look := looks[b.State]
	icon := look.bar
	if look.hollow {
		icon = kit.ColorQuiet
	}
	facts := slices.DeleteFunc([]string{l.g.columnAt(p.column).Name, b.Facts, b.Purpose}, func(s string) bool { return s == "" })
	return kit.Row{Time: p.when, What: b.Name, Quiet: strings.Join(facts, " · "), Icon: look.icon, IconColor: icon, Badge: stateWord(b.State)}
}
