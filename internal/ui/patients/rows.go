package patients

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// rows is a list of short texts that grows as it is filled: there is always one empty row to type in.
type rows struct {
	d      *desk.Desk
	hints  []string // one entry per hint in a row
	shares []float32
	remove string
	keep   func(values [][]string)

	box    *fyne.Container
	field  *kit.Field // the box with its label
	rival  *edit.Rival
	theirs [][]string // while the rival is open

	lines []rowLine
	takes []*kit.Button // one for each line
	shown [][]string    // as they were stored when last asked
}

type rowLine []*edit.Text

func (l rowLine) values() []string {
	var out []string
	for _, t := range l {
		out = append(out, strings.TrimSpace(t.Entry.Text))
	}
	return out
}

func (l rowLine) empty() bool {
	return strings.Join(l.values(), "") == ""
}

func newRows(d *desk.Desk, label, remove string, hints []string, shares []float32, keep func([][]string)) *rows {
	r := &rows{d: d, hints: hints, shares: shares, remove: remove, keep: keep, box: kit.Stack()}
	r.field = kit.NewField(label, r.box)
	r.rival = edit.NewRival(r.field.Label, r.field.Below,
		func() {
			r.shown = r.theirs
			r.keep(r.values())
		},
		func() { r.build(r.theirs) })
	r.build(nil)
	return r
}

// of says who else may change the rows on another machine.
func (r *rows) of(others edit.Elsewhere) *rows {
	r.rival.Of(others)
	return r
}

// values are the rows that say something in their first entry.
func (r *rows) values() [][]string {
	var out [][]string
	for _, l := range r.lines {
		if v := l.values(); v[0] != "" {
			out = append(out, v)
		}
	}
	return out
}

// show puts stored values into the rows, unless they say so already or somebody is typing there. When
// somebody is, and they were changed on another machine, the person is asked which stay.
func (r *rows) show(values [][]string) {
	who, possible := r.rival.News()
	switch {
	case same(values, r.shown) || same(values, r.values()):
		r.shown = values
		r.rival.Settle()
	case r.rival.Open() || possible && !same(r.values(), r.shown):
		r.theirs = values
		var lines []string
		for _, v := range values {
			lines = append(lines, strings.TrimSpace(strings.Join(v, " ")))
		}
		r.rival.Ask(who, strings.Join(lines, "\n"))
	default:
		r.build(values)
	}
}

func same(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal[[]string]) }

func (r *rows) flush() {
	for _, l := range r.lines {
		for _, t := range l {
			t.Flush()
		}
	}
}

func (r *rows) build(values [][]string) {
	r.lines, r.takes, r.shown = nil, nil, values
	r.box.Objects = nil
	for _, v := range values {
		r.add(v)
	}
	r.add(nil)
	r.box.Refresh()
}

func (r *rows) add(values []string) {
	var l rowLine
	grid := kit.Shares(r.shares)
	for i, hint := range r.hints {
		t := edit.NewText(r.d.Later, "", "", hint, 1, func(string) error {
			r.changed()
			return nil
		})
		if i < len(values) {
			t.Show(values[i])
		}
		l = append(l, t)
		grid.Add(t.Entry)
	}
	take := kit.IconButton(kit.IconClose, r.remove, func() {
		for _, t := range l {
			t.Show("")
			t.Entry.Fill("")
		}
		if !r.rival.Open() {
			r.keep(r.values())
			r.build(r.values())
		}
	})
	// The row to type in next has nothing to remove.
	take.Hidden = len(values) == 0
	r.takes = append(r.takes, take)
	r.lines = append(r.lines, l)
	r.box.Add(container.NewBorder(nil, nil, nil, container.NewStack(kit.Space(take.MinSize().Width, 0), take), grid))
}

func (r *rows) changed() {
	if !r.rival.Open() {
		r.keep(r.values())
	}
	if last := len(r.lines) - 1; !r.lines[last].empty() {
		r.takes[last].Show()
		r.add(nil)
		r.box.Refresh()
	}
}
