package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// testCell is the result of one side: a few chips, or for a grade its value and what opens the choice.
type testCell struct {
	t      *Step
	x      *clinic.Test
	side   anatomy.Side
	chips  *kit.Segmented
	value  *kit.Button
	read   *kit.Text // the value of what is signed
	before *kit.Text
	root   *fyne.Container
}

// newTestCell calls ask when a value is to be chosen below, and opened when a result was recorded by a chip.
func newTestCell(t *Step, x *clinic.Test, side anatomy.Side, ask func(*testCell), opened func(result string)) *testCell {
	c := &testCell{t: t, x: x, side: side, before: kit.QuietText("").Lines(1)}
	var control fyne.CanvasObject
	if slices.Contains(x.Results, clinic.ResultPositive) {
		c.chips = kit.NewSegmented([]kit.Option{
			{ID: clinic.ResultNegative, Label: lang.L("Neg")},
			{ID: clinic.ResultPositive, Label: lang.L("Pos")},
			{ID: clinic.ResultEquivocal, Label: lang.L("Unclear")},
		}, func(result string) {
			recordTest(t.s, x.Code, side, result)
			opened(result)
		}).Clearable()
		control = c.chips
	} else {
		c.value = kit.NewButton("", "", func() { ask(c) })
		c.read = kit.Strong("").Aligned(fyne.TextAlignCenter).Lines(2)
		control = container.NewStack(c.value, kit.MinHeight(kit.Target, kit.Middle(c.read)))
	}
	c.root = kit.StackGap(2, control, c.before)
	return c
}

func (c *testCell) result() *clinic.TestResult {
	return c.t.s.Chart().TestOf(c.t.s.Assessment, c.x.Code, c.side)
}

func (c *testCell) show(locked bool) {
	r, measured := clinic.ResultIn(c.t.s.Desk.Catalogue, c.t.s.Chart(), c.t.s.Assessment, c.x, c.side)
	c.root.Hidden = locked && r == nil
	result := ""
	if r != nil {
		result = r.Result
	}
	if c.chips != nil {
		if c.chips.Value() != result {
			c.chips.SetChosen(result)
		}
		kit.SetEnabled(c.chips, !locked && measured == nil)
	} else {
		c.showValue(result, locked)
	}
	before := ""
	if b := c.t.s.Chart().TestBefore(c.t.s.Current(), c.x.Code, c.side); b != nil {
		before = words.Say(clinic.BeforeWords(b, r))
	}
	said := c.chips == nil && result == clinic.ResultNotDone // by the value itself
	if result == clinic.ResultNotDone && !said {
		before = words.Points(before, lang.L("not done now"))
	}
	switch {
	case measured != nil:
		value := c.t.s.Desk.Catalogue.Measure(measured.Measure).Write(measured.Value)
		before = words.Points(lang.L("{{.Value}}, measured under Movement", map[string]any{"Value": value}), before)
	case r == nil && !locked:
		if m := clinic.MeasuredFor(c.t.s.Desk.Catalogue, c.t.s.Chart(), c.t.s.Assessment, c.x, c.side); m != nil {
			value := c.t.s.Desk.Catalogue.Measure(m.Measure).Write(m.Value)
			before = words.Points(lang.L("{{.Value}}, measured under Movement: record it here", map[string]any{"Value": value}), before)
		}
	case r != nil && r.Entered == clinic.EnteredTogether && !said:
		before = words.Points(lang.L("entered with the rest"), before)
	}
	c.before.SetText(before)
	c.before.Hidden = before == ""
	c.root.Refresh()
}

func (c *testCell) showValue(result string, locked bool) {
	text, icon := "–", kit.IconName("")
	if result != "" {
		text = script.UpperFirst(words.Say(clinic.ResultWords(result)))
		icon = kit.IconCheck
		switch {
		case result == clinic.ResultNotDone:
			icon = kit.IconClose
		case c.x.IsUrgent(result):
			icon = kit.IconAlert
		case c.x.IsPositive(result):
			icon = kit.IconInfo
		}
	}
	if c.value.Text != text {
		c.value.SetText(text)
	}
	if icon == "" {
		c.value.SetIcon(nil)
	} else {
		c.value.SetIconName(icon)
	}
	c.read.SetText(text)
	c.value.Hidden, c.read.Hidden = locked, !locked
}

// valueAsk offers the values of one cell.
type valueAsk struct {
	t     *Step
	cell  *testCell
	shut  func()
	about *kit.Text
	help  *kit.Text
	chips *kit.Chips
	root  *fyne.Container
}

func newValueAsk(t *Step, shut func()) *valueAsk {
	a := &valueAsk{t: t, shut: shut, about: kit.Strong("").Wrap(), help: kit.QuietText("").Wrap()}
	a.chips = kit.NewChips(nil, func([]string) {
		a.shut()
		recordTest(t.s, a.cell.x.Code, a.cell.side, a.chips.Value())
	})
	a.root = kit.PadSides(kit.GapWide, kit.Gap/2, kit.StackGap(kit.Gap/2, a.about, a.chips, a.help))
	return a
}

func (a *valueAsk) show(c *testCell) {
	a.cell = c
	about := c.x.Name
	if w := sideTitle(c.side); w != "" {
		about += ", " + script.LowerFirst(w)
	}
	a.about.SetText(about)
	a.help.SetText(c.x.Positive)
	var options []kit.Option
	for _, r := range c.x.Results {
		options = append(options, kit.Option{ID: r, Label: script.UpperFirst(words.Say(clinic.ResultWords(r)))})
	}
	a.chips.SetOptions(options)
	a.chips.SetChosen()
	if r := c.result(); r != nil {
		a.chips.SetChosen(r.Result)
	}
}
