package findings

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// degree asks how strong the finding that is open is, by the scale of its sort and of who says so: a number where the
// patient feels it, words for what a hand finds. A scale that reads a measure of palpation is asked there.
type degree struct {
	p       *sheet
	numbers *kit.Severity
	steps   map[string]*degreeSteps // by scale
	root    *fyne.Container
}

// degreeSteps are the words of one scale.
type degreeSteps struct {
	choice grades
	means  *kit.Text
	root   fyne.CanvasObject
}

func newDegree(p *sheet) *degree {
	d := &degree{p: p, steps: map[string]*degreeSteps{}, root: kit.StackGap(0)}
	d.numbers = kit.NewSeverity(lang.L("None"), lang.L("Worst imaginable"), func(n int) {
		if n == kit.Unrated {
			d.rate(nil)
			return
		}
		d.rate(&n)
	})
	return d
}

// rate keeps how strong it is; nil is not rated.
func (d *degree) rate(n *int) {
	_ = d.p.refine(func(what clinic.Args) clinic.Sentence { return clinic.Say("Rate {{.Place}}: {{.What}}", what) }, func(x *clinic.Finding) { x.Severity = n }) // the person was told
}

// ofScale is the choice among the steps of a scale.
func (d *degree) ofScale(s *clinic.Scale) *degreeSteps {
	if c := d.steps[s.Code]; c != nil {
		return c
	}
	options := make([]kit.Option, len(s.Steps))
	for i := range s.Steps {
		options[i] = kit.Option{ID: s.Steps[i].Code, Label: s.Steps[i].Word}
	}
	c := &degreeSteps{means: kit.QuietText("").Wrap()}
	c.choice = newGrades(options, func(id string) {
		for i := range s.Steps {
			if s.Steps[i].Code == id {
				n := s.Steps[i].Value
				d.rate(&n)
				return
			}
		}
		d.rate(nil)
	})
	c.root = kit.StackGap(kit.Gap/2, kit.NewField(s.Title, c.choice), c.means)
	d.steps[s.Code] = c
	return c
}

func (d *degree) show(x *clinic.Finding) {
	s := d.p.s
	scale := s.Desk.Catalogue.ScaleOf(x.Type, x.Source)
	d.root.Hidden = d.p.palpation.asks(x)
	switch {
	case d.root.Hidden:
		return
	case scale == nil || len(scale.Steps) == 0:
		d.showNumber(x, scale)
	default:
		c := d.ofScale(scale)
		c.choice.SetChosen()
		c.means.SetText("")
		if x.Severity != nil {
			step := scale.Step(*x.Severity)
			c.choice.SetChosen(step.Code)
			c.means.SetText(step.Means)
		}
		kit.SetHidden(c.means, x.Severity == nil)
		kit.SetEnabled(c.choice, !s.Locked())
		d.put(c.root)
	}
}

func (d *degree) showNumber(x *clinic.Finding, scale *clinic.Scale) {
	if scale != nil {
		d.numbers.SetEnds(scale.Low, scale.High)
	}
	n := kit.Unrated
	if x.Severity != nil {
		n = *x.Severity
	}
	d.numbers.SetValue(n)
	kit.SetEnabled(d.numbers, !d.p.s.Locked())
	d.put(d.numbers)
}

func (d *degree) put(o fyne.CanvasObject) {
	if len(d.root.Objects) != 1 || d.root.Objects[0] != o {
		d.root.Objects = []fyne.CanvasObject{o}
	}
	d.root.Refresh()
}

// grades is how one of the grades is chosen: side by side where they are few.
type grades interface {
	fyne.CanvasObject
	fyne.Disableable
	SetChosen(ids ...string)
	SetOptions(options []kit.Option)
}

// fewGrades is how many stand in one outline.
const fewGrades = 5

// newGrades asks for one of the options; it is called with "" when the answer is taken back.
func newGrades(options []kit.Option, chosen func(id string)) grades {
	if len(options) <= fewGrades {
		return kit.NewSegmented(options, chosen).Clearable()
	}
	return kit.NewChips(options, func(ids []string) { chosen(strings.Join(ids, "")) })
}
