package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// howTo says how the tests of a line are done and read, and takes that one alone was not done.
type howTo struct {
	t       *Step
	x       *clinic.Test // the test that may be left out; nil for none
	notDone *kit.Chips
	ask     *kit.Field
	root    *fyne.Container
}

func newHowTo(t *Step, tests []*clinic.Test) *howTo {
	h := &howTo{t: t}
	var parts []fyne.CanvasObject
	for _, x := range tests {
		if len(tests) > 1 {
			part := kit.StackGap(0, kit.Strong(x.Name).Wrap(), kit.Body(x.How).Wrap(), kit.QuietText(x.Positive).Wrap())
			if x.NotWhen != "" {
				part.Add(kit.Body(x.NotWhen).In(kit.ColorWarning).Wrap())
			}
			parts = append(parts, part)
			continue
		}
		if x.NotWhen != "" {
			parts = append(parts, kit.StackGap(0, kit.Strong(lang.L("Before you do it")).In(kit.ColorWarning), kit.Body(x.NotWhen).In(kit.ColorWarning).Wrap()))
		}
		parts = append(parts, kit.Body(x.How).Wrap(), kit.StackGap(0, kit.Strong(positiveTitle(x)), kit.Body(x.Positive).Wrap()))
		if x.Trained {
			parts = append(parts, kit.Body(lang.L("Only for a therapist who is trained in this test.")).In(kit.ColorWarning).Wrap())
		}
		if x.Urgency != "" {
			parts = append(parts, kit.Body(lang.L("If so: {{.Name}}. {{.Action}}", map[string]any{"Name": safety.UrgencyName(x.Urgency), "Action": x.Action})).In(kit.ColorError).Wrap())
		}
		if len(x.Also) > 0 {
			parts = append(parts, kit.QuietText(lang.L("Also: {{.Names}}", map[string]any{"Names": words.List(x.Also...)})).Wrap())
		}
		if slices.Contains(x.Results, clinic.ResultNotDone) && slices.Contains(x.Results, clinic.ResultPositive) {
			h.leaveOut(x)
			parts = append(parts, h.ask)
		}
	}
	if len(tests) > 0 {
		quiet := lang.L("Source: {{.What}}", map[string]any{"What": tests[0].Source})
		if loads := structureNames(t.s, tests[0], 0); len(tests) == 1 && loads != "" {
			quiet = lang.L("Loads: {{.What}}. Source: {{.Source}}", map[string]any{"What": loads, "Source": tests[0].Source})
		}
		parts = append(parts, kit.QuietText(quiet).Wrap())
	}
	h.root = container.NewStack(kit.NewPlate(kit.ColorSunken, kit.Radius), kit.Pad(kit.GapWide, kit.MaxWidth(760, kit.Stack(parts...))))
	return h
}

// leaveOut asks which sides of a test could not be done.
func (h *howTo) leaveOut(x *clinic.Test) {
	h.x = x
	var options []kit.Option
	for _, side := range x.Sides() {
		o := kit.Option{ID: string(side), Label: lang.L("Not done")}
		if w := sideTitle(side); w != "" {
			o.Label = w
		}
		options = append(options, o)
	}
	h.notDone = kit.NewMultiChips(options, h.leftOut)
	h.ask = kit.NewField(lang.L("Could not be done"), h.notDone)
}

func positiveTitle(x *clinic.Test) string {
	if slices.Contains(x.Results, clinic.ResultPositive) {
		return lang.L("Positive when")
	}
	return lang.L("What to note")
}

func (h *howTo) leftOut(ids []string) {
	for _, side := range h.x.Sides() {
		r := h.t.s.Chart().TestOf(h.t.s.Assessment, h.x.Code, side)
		was := r != nil && r.Result == clinic.ResultNotDone
		switch now := slices.Contains(ids, string(side)); {
		case now && !was:
			recordTest(h.t.s, h.x.Code, side, clinic.ResultNotDone)
		case !now && was:
			recordTest(h.t.s, h.x.Code, side, "")
		}
	}
}

func (h *howTo) show(locked bool) {
	if h.notDone == nil {
		return
	}
	var on []string
	for _, side := range h.x.Sides() {
		if r := h.t.s.Chart().TestOf(h.t.s.Assessment, h.x.Code, side); r != nil && r.Result == clinic.ResultNotDone {
			on = append(on, string(side))
		}
	}
	h.notDone.SetChosen(on...)
	kit.SetHidden(h.ask, locked)
}
