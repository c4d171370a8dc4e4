package limbs

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// limbResults says in a few lines what follows from the girths.
type limbResults struct {
	volume, own       [2]*kit.Text // left, right
	volumeRow, ownRow fyne.CanvasObject
	excess, relative  *kit.Text
	none              *kit.Text
	root              *fyne.Container
}

func newLimbResults(limb string) *limbResults {
	r := &limbResults{excess: kit.Strong("").Wrap(), relative: kit.Body("").Wrap()}
	row := func(title, quiet string, texts *[2]*kit.Text) fyne.CanvasObject {
		var cells []fyne.CanvasObject
		for i := range texts {
			texts[i] = kit.Body("").Wrap()
			cells = append(cells, kit.StackGap(0, kit.Space(0, kit.Gap/2), texts[i]))
		}
		return sideRow(title, kit.QuietText(quiet).Wrap(), cells...)
	}
	without := lang.L("arm without the hand, which has its figure of eight below; of the levels without a gap")
	if limb == clinic.LimbLeg {
		without = lang.L("leg without the foot, which has its figure of eight below; of the levels without a gap")
	}
	r.volumeRow = row(lang.L("Volume"), without, &r.volume)
	r.ownRow = row(lang.L("Since the first time"), lang.L("over the levels of both"), &r.own)
	r.none = kit.QuietText(lang.L("Two levels next to one another give a volume. Both sides give a difference.")).Wrap()
	r.root = kit.StackGap(kit.Gap+kit.Gap/2, r.none, r.volumeRow, r.ownRow, r.excess, r.relative)
	return r
}

func signed(v float64) string {
	text := clinic.Number(math.Round(math.Abs(v)*10) / 10)
	switch {
	case text == "0":
	case v > 0:
		text = "+" + text
	default:
		text = "−" + text
	}
	return text + " %"
}

func (r *limbResults) show(rep *clinic.LimbReport) {
	sides := []*clinic.LimbSide{&rep.Left, &rep.Right}
	some, own := false, false
	for i, side := range sides {
		text, change := "–", "–"
		if v := side.Volume; v != nil {
			some = true
			text = clinic.Number(math.Round(v.ML)) + " mL, " + clinic.Number(v.From) + "–" + clinic.Number(v.To) + " cm"
		}
		if side.Own != nil {
			own = true
			change = lang.L("{{.What}} since {{.Date}}", map[string]any{"What": signed(*side.Own), "Date": words.Short(side.OwnSince)})
		}
		r.volume[i].SetText(text)
		r.own[i].SetText(change)
	}
	excess, relative := "", ""
	if b := rep.Between; b != nil {
		switch {
		case rep.Both:
			excess = lang.L("Both limbs are affected: judge each by its own change, not by the other.")
		case b.Percent != nil:
			excess = lang.L("Excess of the {{.Side}} over the {{.Other}}: {{.Percent}}, {{.ML}} mL, from {{.From}} to {{.To}} cm", map[string]any{
				"Side": words.Side(b.Affected), "Other": words.Side(b.Affected.Opposite()), "Percent": signed(*b.Percent), "ML": clinic.Number(math.Round(b.ML)),
				"From": clinic.Number(b.From), "To": clinic.Number(b.To),
			})
			if b.Severity != "" {
				excess = words.Points(excess, b.Severity)
			}
		}
	}
	switch {
	case rep.Relative != nil:
		relative = lang.L("Against the other limb since {{.Day}}: {{.Change}} (relative volume change)", map[string]any{"Day": words.Short(rep.Since), "Change": signed(*rep.Relative)})
		if rep.ExcessChange != nil {
			relative = lang.L("{{.Relative}}. The excess itself: {{.Change}}", map[string]any{"Relative": relative, "Change": signed(*rep.ExcessChange)})
		}
	case some && !rep.Left.Affected() && !rep.Right.Affected():
		relative = lang.L("Give the affected limb its stage: then its change is judged against the other limb.")
	}
	r.excess.SetText(excess)
	r.relative.SetText(relative)
	kit.SetHidden(r.none, some)
	kit.SetHidden(r.volumeRow, !some)
	kit.SetHidden(r.ownRow, !own)
	kit.SetHidden(r.excess, excess == "")
	kit.SetHidden(r.relative, relative == "")
	r.root.Refresh()
}
