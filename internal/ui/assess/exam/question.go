package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// slot is the place of a result in a line; a line may have places with no test.
type slot struct {
	test *clinic.Test
	side anatomy.Side
}

// question is a line of results: what it is about, which opens how it is done, and a result in each place. Below it folds
// out what is open: the choice of a value, how it is done, and what a result asks further.
type question struct {
	t       *Step
	cells   []*testCell
	open    bool // how it is done is shown
	howTo   *howTo
	ask     *valueAsk
	asked   *testCell // whose value is being chosen
	details map[*testCell]*testDetail
	below   *fyne.Container
	root    *fyne.Container
	changed func() // it was opened or closed
}

// newQuestion lays the head and the places out in a line.
func newQuestion(t *Step, head fyne.CanvasObject, line fyne.Layout, slots []slot, changed func()) *question {
	q := &question{t: t, details: map[*testCell]*testDetail{}, below: kit.Stack(), changed: changed}
	row := container.New(line, head)
	for _, s := range slots {
		if s.test == nil {
			row.Add(kit.Space(0, 0))
			continue
		}
		c := newTestCell(t, s.test, s.side, q.askValue, func(result string) {
			if s.test.IsPositive(result) {
				t.Reveal(q.root) // what it asks further
			}
		})
		q.cells = append(q.cells, c)
		row.Add(c.root)
	}
	q.root = kit.StackGap(0, row, q.below)
	return q
}

// tests are those of the line, each once.
func (q *question) tests() []*clinic.Test {
	var out []*clinic.Test
	for _, c := range q.cells {
		if !slices.Contains(out, c.x) {
			out = append(out, c.x)
		}
	}
	return out
}

// recorded reports that there is a result in this assessment.
func (q *question) recorded() bool {
	return slices.ContainsFunc(q.cells, func(c *testCell) bool { return c.result() != nil })
}

// turn opens and closes how it is done.
func (q *question) turn() {
	q.open = !q.open
	q.changed()
}

// unfold shows how it is done.
func (q *question) unfold() {
	q.open = true
	q.changed()
}

// askValue opens and closes the choice of a value.
func (q *question) askValue(c *testCell) {
	if q.asked == c {
		q.asked = nil
	} else {
		q.asked = c
	}
	q.changed()
	if q.asked != nil {
		q.t.Reveal(q.root)
	}
}

func (q *question) show() {
	locked := q.t.s.Locked()
	for _, c := range q.cells {
		c.show(locked)
	}
	q.below.Objects = nil
	if q.asked != nil && !locked {
		if q.ask == nil {
			q.ask = newValueAsk(q.t, func() { q.asked = nil })
		}
		q.ask.show(q.asked)
		q.below.Add(q.ask.root)
	}
	tests := q.tests()
	if q.open {
		if q.howTo == nil {
			q.howTo = newHowTo(q.t, tests)
		}
		q.howTo.show(locked)
		q.below.Add(q.howTo.root)
	}
	for _, c := range q.cells {
		r := c.result()
		if r == nil || !asksFurther(c.x, r) && (!q.open || len(tests) > 1 && !c.x.IsPositive(r.Result)) || locked && !saysMore(c.x, r) {
			continue
		}
		d := q.details[c]
		if d == nil {
			d = newTestDetail(q.t.s, c.x, c.side)
			q.details[c] = d
		}
		d.show(r, locked, q.open)
		if len(tests) > 1 {
			d.about.SetText(words.Say(clinic.ResultOf(q.t.s.Desk.Catalogue, r)))
		}
		q.below.Add(d.root)
	}
	q.below.Hidden = len(q.below.Objects) == 0
	q.below.Refresh()
	q.root.Refresh()
}

func (q *question) leave() {
	for _, d := range q.details {
		d.leave()
	}
}
