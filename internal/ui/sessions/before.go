package sessions

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// before is the step before the treatment: what changed since last time, what the patient says, and the
// first measures.
type before struct {
	w          *visit
	since      *fyne.Container
	subjective *noteField
	home       *kit.Chips
	measures   *measures
}

func newBefore(w *visit) (fyne.CanvasObject, part) {
	b := &before{w: w, since: kit.StackGap(6)}
	b.subjective = newNote(w, "subjective", lang.L("How are you today? (subjective)"), lang.L("What the patient says"),
		func(v *clinic.Session) *string { return &v.Subjective })
	b.home = kit.NewChips([]kit.Option{
		{ID: clinic.HomeCareAll, Label: lang.L("All of it")},
		{ID: clinic.HomeCareSome, Label: lang.L("Some")},
		{ID: clinic.HomeCareNone, Label: lang.L("None")},
	}, func(ids []string) {
		_ = w.edit(lang.L("Home care done"), func(v *clinic.Session) { v.HomeCareDone = first(ids) })
	})
	b.measures = newMeasures(w, clinic.MomentBefore)
	left := kit.NewCard(lang.L("Since last time"), b.since)
	right := kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("Home care since last time"), b.home),
		b.measures.object,
		b.subjective.object)
	return twoColumns(left, right), b
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

func (b *before) flush() {
	b.subjective.Flush()
	b.measures.flush()
}

func (b *before) show(v *clinic.Session) {
	b.subjective.show(v)
	if b.home.Value() != v.HomeCareDone {
		b.home.SetChosen(nonEmpty(v.HomeCareDone)...)
	}
	edit.SetEnabled(b.home, !b.w.signed)
	b.measures.show()
	b.since.Objects = b.w.sinceLines(v)
	b.since.Refresh()
}

func nonEmpty(id string) []string {
	if id == "" {
		return nil
	}
	return []string{id}
}

// sinceLines says what a therapist wants to know before beginning, the most urgent first.
func (w *visit) sinceLines(v *clinic.Session) []fyne.CanvasObject {
	d := w.s.d
	sum := clinic.SinceLastTime(d.Catalogue, w.s.chart(), v.Date)
	var out []fyne.CanvasObject
	line := func(icon kit.IconName, color fyne.ThemeColorName, what, quiet string) {
		text := []fyne.CanvasObject{kit.Body(what).Wrap()}
		if quiet != "" {
			text = append(text, kit.QuietText(quiet).Wrap())
		}
		out = append(out, container.NewBorder(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(0, text...)))
	}
	for _, a := range sum.Alerts {
		line(kit.IconAlert, kit.ColorError, a, lang.L("Alert on the patient's record"))
	}
	for _, f := range sum.Flags {
		line(kit.IconAlert, kit.ColorError, f.Item.Name, f.Item.Action)
	}
	if sum.Adverse() != "" {
		line(kit.IconAlert, kit.ColorWarning, lang.L("Adverse reaction last time: ")+sum.Adverse(), "")
	}
	if sum.ReviewOverdue {
		line(kit.IconDue, kit.ColorWarning, lang.L("The re-assessment is due: ")+sum.ReviewDue.Long(), "")
	}
	if sum.Last == nil {
		line(kit.IconInfo, kit.ColorQuiet, lang.L("This is the first session."), "")
	} else {
		what := fmt.Sprintf("%s %d, %s", lang.L("Session"), sum.Last.Number, ago(sum.DaysSince))
		quiet := lang.L("The response was not recorded.")
		if r := responseWord(sum.Last.Response); r != "" {
			quiet = lang.L("Afterwards: ") + r
			if sum.Last.ResponseNote != "" {
				quiet += ". " + sum.Last.ResponseNote
			}
		}
		line(kit.IconHistory, kit.ColorQuiet, what, quiet)
		for _, t := range sum.Left {
			line(kit.IconClose, kit.ColorQuiet, lang.L("Left out: ")+d.Catalogue.TechniqueName(t.Technique)+", "+label(d, t.Targets), t.Reason)
		}
	}
	for _, g := range sum.OpenGoals() {
		line(kit.IconGoal, kit.ColorQuiet, g.Goal.Name(d.Catalogue), goalLine(&g))
	}
	for i, c := range sum.Changes {
		if i == 6 {
			line(kit.IconFigure, kit.ColorQuiet, fmt.Sprintf(lang.L("and %d more changes on the figure"), len(sum.Changes)-i), "")
			break
		}
		line(kit.IconFigure, kit.ColorQuiet, c.Words(d.Atlas.Label), "")
	}
	if sum.Planned > 0 {
		line(kit.IconPlan, kit.ColorQuiet, fmt.Sprintf(lang.L("%d of %d planned sessions done"), sum.Done, sum.Planned), "")
	}
	return out
}

func ago(days int) string {
	switch days {
	case 0:
		return lang.L("earlier today")
	case 1:
		return lang.L("yesterday")
	}
	return fmt.Sprintf(lang.L("%d days ago"), days)
}

// goalLine says where a goal stands: "now 45°, from 40°, target 60°: no real change".
func goalLine(g *clinic.GoalProgress) string {
	var parts []string
	if g.Latest != nil {
		parts = append(parts, lang.L("now ")+clinic.Number(g.Latest.Value)+g.Series.Unit)
	}
	if g.Baseline != nil {
		parts = append(parts, lang.L("from ")+clinic.Number(*g.Baseline)+g.Series.Unit)
	}
	if g.Goal.TargetTo != nil {
		parts = append(parts, lang.L("target ")+clinic.Number(*g.Goal.TargetTo)+g.Series.Unit)
	}
	text := strings.Join(parts, ", ")
	if w := standing(g.State); w != "" {
		text += " · " + w
	}
	return text
}

func standing(s clinic.GoalStanding) string {
	switch s {
	case clinic.GoalMet:
		return lang.L("met")
	case clinic.GoalOnTheWay:
		return lang.L("on the way")
	case clinic.GoalNoChange:
		return lang.L("no real change yet")
	case clinic.GoalWorse:
		return lang.L("worse")
	case clinic.GoalNotMeasured:
		return lang.L("not measured since")
	}
	return ""
}

// twoColumns puts two things side by side where there is room, else below each other.
func twoColumns(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&columns{gap: kit.GapRoomy, least: 340}, left, right)
}

// columns gives each object the same width, side by side when each has at least the least width.
type columns struct{ gap, least, width float32 }

func (c *columns) side(width float32, n int) bool {
	return width >= float32(n)*c.least+float32(n-1)*c.gap
}

func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	n := len(objects)
	if c.side(size.Width, n) {
		w := (size.Width - float32(n-1)*c.gap) / float32(n)
		for i, o := range objects {
			o.Move(fyne.NewPos(float32(i)*(w+c.gap), 0))
			o.Resize(fyne.NewSize(w, o.MinSize().Height))
		}
		return
	}
	y := float32(0)
	for _, o := range objects {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + c.gap
	}
}

func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	side := c.width == 0 || c.side(c.width, len(objects))
	for i, o := range objects {
		m := o.MinSize()
		if side {
			size.Height = max(size.Height, m.Height)
		} else {
			size.Height += m.Height
			if i > 0 {
				size.Height += c.gap
			}
		}
	}
	return fyne.NewSize(c.least, size.Height)
}
