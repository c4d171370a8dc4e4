package movement

import (
	"strconv"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// gradeCell takes the strength of a movement by one tap. The chosen grade says what it means.
type gradeCell struct {
	s       *step.Host
	me      *clinic.Measure
	key     measured.Key
	grades  *kit.Chips
	earlier *kit.Text
	ask     *kit.Text
	kept    func()
	root    *fyne.Container
}

// gradesWidth sets the eight grades in two lines of four.
const gradesWidth = 232

func newGradeCell(s *step.Host, key measured.Key, kept func()) *gradeCell {
	c := &gradeCell{s: s, me: s.Desk.Catalogue.Measure(key.Measure), key: key, kept: kept, earlier: kit.QuietText("").Lines(3)}
	var options []kit.Option
	for _, g := range clinic.Grades() {
		options = append(options, kit.Option{ID: clinic.Number(g.Value), Label: g.Name})
	}
	c.grades = kit.NewChips(options, func([]string) { c.chosen() })
	c.ask = kit.QuietText("").In(kit.ColorWarning).Wrap()
	c.root = kit.StackGap(2, kit.MaxWidth(gradesWidth, c.grades), c.earlier, c.ask)
	return c
}

func (c *gradeCell) Object() fyne.CanvasObject { return c.root }

func (c *gradeCell) Of() measured.Key { return c.key }

func (c *gradeCell) Leave() {}

func (c *gradeCell) chosen() {
	c.kept()
	v, err := strconv.ParseFloat(c.grades.Value(), 64)
	if err != nil {
		_ = measured.Drop(c.s, c.key) // the person was told
		return
	}
	if err := measured.Keep(c.s, c.key, v, ""); err != nil {
		c.s.Refuse(err)
	}
}

func (c *gradeCell) Show(b measured.Before) {
	m := measured.Record(c.s, c.key)
	means, question := "", ""
	if m == nil {
		c.grades.SetChosen()
	} else {
		c.grades.SetChosen(clinic.Number(m.Value))
		for _, g := range clinic.Grades() {
			if g.Value == m.Value {
				means = g.Means
			}
		}
		question = words.Say(c.s.Desk.Catalogue.Plausible(m))
	}
	c.earlier.SetText(measured.Lines(means, summary(m), b.Words(c.s, c.me, m)))
	c.earlier.Hidden = c.earlier.Text() == ""
	c.ask.SetText(question)
	c.ask.Hidden = question == ""
	kit.SetEnabled(c.grades, !c.s.Locked())
}
