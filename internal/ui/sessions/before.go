package sessions

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// before is the step before the treatment: what changed since last time, what the patient says, and the
// first measures.
type before struct {
	w          *visit
	follow     *follow
	again      *safety.Again
	consent    *consent.Panel
	since      *fyne.Container
	subjective *noteField
	carried    *kit.Text
	home       *kit.Segmented
	homeField  *kit.Field
	measures   *measures
}

func newBefore(w *visit) (fyne.CanvasObject, part) {
	b := &before{w: w, follow: newFollow(w), since: kit.StackGap(6)}
	b.again = safety.NewAgain(w.safetyHost(), w.now, w.reveal)
	b.consent = consent.New(w.consentHost())
	b.subjective = newNote(w, "subjective", lang.L("How are you today? (subjective)"), lang.L("What the patient says"),
		func(v *clinic.Session) *string { return &v.Subjective })
	var done []kit.Option
	for _, c := range []string{clinic.HomeCareAll, clinic.HomeCareSome, clinic.HomeCareNone} {
		done = append(done, kit.Option{ID: c, Label: homeCareWord(c)})
	}
	b.home = kit.NewSegmented(done, func(id string) {
		_ = w.edit(clinic.Say("Home care done"), func(v *clinic.Session) { v.HomeCareDone = id })
	}).Clearable()
	b.homeField = kit.NewField(lang.L("Home care since last time"), b.home)
	b.measures, b.carried = newMeasures(w, clinic.MomentBefore), newCarried()
	left := kit.NewCard(lang.L("Since last time"), b.since)
	right := kit.StackGap(kit.GapWide,
		b.homeField,
		b.measures.object,
		kit.StackGap(4, b.carried, b.subjective.object))
	return kit.StackGap(kit.GapWide, b.follow.object, kit.StackGap(kit.Gap, b.again.Object(), b.consent.Object()), kit.Beside(kit.GapWide, columnLeast, left, right)), b
}

const columnLeast float32 = 360 // the width of a column, for the scale of pain

// asks reports whether a question before hands go on is still to be answered here.
func (b *before) asks() bool { return b.again.Waits() || b.consent.Waits() }

func (b *before) texts() []*edit.Text { return []*edit.Text{b.subjective.Text} }

func (b *before) flush() {
	b.again.Leave()
	b.subjective.Flush()
	b.measures.flush()
}

func (b *before) show(v *clinic.Session) {
	b.follow.show(v, b.w.s.chart())
	b.again.Show()
	b.consent.Show()
	b.again.Accent(true)
	b.consent.Accent(!b.again.Waits())
	b.subjective.show(v)
	kit.SetHidden(b.carried, !b.subjective.still.Visible())
	// Before the first session there is no last time.
	kit.SetHidden(b.homeField, v.HomeCareDone == "" && clinic.SinceLastTime(b.w.s.d.Catalogue, b.w.s.chart(), v.Date).Last == nil)
	if b.home.Value() != v.HomeCareDone {
		b.home.SetChosen(nonEmpty(v.HomeCareDone)...)
	}
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
		out = append(out, kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(0, text...)))
	}
	for _, x := range clinic.Dangers(d.Catalogue, w.s.chart(), v.Date) {
		what, do := safety.DangerName(d.Catalogue, x), x.Do()
		if x.Test != nil {
			what = words.List(what, words.Short(x.Test.Result.Date))
		}
		if do == "" {
			do = lang.L("Alert on the patient's record")
		}
		line(kit.IconAlert, kit.ColorError, what, do)
	}
	for _, x := range w.s.chart().OpenInjuries(v.Date) {
		if h := w.s.chart().HealingPhase(d.Catalogue, &x, v.Date); h != nil {
			line(kit.IconAlert, kit.ColorWarning, words.Points(d.Atlas.Label(x.Structure, x.Side), words.List(words.Say(d.Catalogue.InjuryName(&x)), words.Say(h.Words()))), words.Say(h.Said()))
		}
	}
	for _, h := range w.s.chart().HomeCareOf(v.PlanID) {
		for _, c := range clinic.StandingHomeCare(d.Catalogue, w.s.chart(), &h, v.Date) {
			quiet := words.Say(c.Reason)
			if h.KeptReason != "" {
				quiet = words.Sentences(quiet, lang.L("Kept because: {{.Reason}}", map[string]any{"Reason": h.KeptReason}))
			}
			line(kit.IconHomeCare, kit.ColorWarning, lang.L("At home: {{.What}}", map[string]any{"What": h.Title}), quiet)
		}
	}
	if sum.Adverse() != "" {
		line(kit.IconAlert, kit.ColorWarning, lang.L("Adverse reaction last time: {{.What}}", map[string]any{"What": sum.Adverse()}), "")
	}
	if len(sum.Reviews) > 0 {
		line(kit.IconDue, kit.ColorWarning, lang.L("The re-assessment is due: {{.Date}}", map[string]any{"Date": words.Long(sum.Reviews[0].Day)}), words.Say(sum.Reviews[0].What))
	}
	if n, of := w.s.chart().OfReferral(v); of > 0 {
		var more clinic.Sentence
		if p := w.s.chart().Plan(v.PlanID); p != nil {
			_, more = w.s.chart().ReferralWords(p, v.Date)
		}
		if facts := map[string]any{"N": n, "Of": of}; n > of {
			line(kit.IconAlert, kit.ColorWarning, lang.L("The referral is for {{.Of}}, and this is session {{.N}} since.", facts), words.Say(more))
		} else {
			line(kit.IconInfo, kit.ColorQuiet, lang.L("Session {{.N}} of the {{.Of}} that the referral is for", facts), words.Say(more))
		}
	}
	if sum.Last == nil {
		line(kit.IconInfo, kit.ColorQuiet, lang.L("This is the first session."), "")
	} else {
		what := lang.L("Session {{.Number}}, {{.When}}", map[string]any{"Number": sum.Last.Number, "When": ago(sum.DaysSince)})
		quiet := lang.L("The response was not recorded.")
		if r := responseWord(sum.Last.Response); r != "" {
			after := map[string]any{"What": r, "Note": sum.Last.ResponseNote}
			quiet = lang.L("Afterwards: {{.What}}", after)
			if sum.Last.ResponseNote != "" {
				quiet = lang.L("Afterwards: {{.What}}. {{.Note}}", after)
			}
		}
		line(kit.IconHistory, kit.ColorQuiet, what, quiet)
		for _, t := range sum.Left {
			line(kit.IconClose, kit.ColorQuiet, lang.L("Left out: {{.Name}}", map[string]any{"Name": words.List(d.Catalogue.TechniqueName(t.Technique), label(d, t.Targets))}), t.Reason)
		}
	}
	for _, g := range sum.OpenGoals() {
		line(kit.IconGoal, kit.ColorQuiet, words.Say(g.Goal.Name(d.Catalogue)), words.Say(g.Words()))
	}
	for i, c := range sum.Changes {
		if i == 6 {
			line(kit.IconFigure, kit.ColorQuiet, lang.N("and {{.Count}} more changes on the figure", len(sum.Changes)-i, map[string]any{"Count": len(sum.Changes) - i}), "")
			break
		}
		line(kit.IconFigure, kit.ColorQuiet, words.Say(c.Words(d.Catalogue, d.Atlas.Label)), noteOf(w.s.chart(), c))
	}
	if sum.Tally.Planned > 0 {
		line(kit.IconPlan, kit.ColorQuiet, desk.TallyWords(&sum.Tally), "")
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
	return lang.N("{{.Count}} days ago", days, map[string]any{"Count": days})
}

// noteOf is what was noted of a finding, as it is now or, where it is gone, as it was.
func noteOf(chart *clinic.Chart, c clinic.FindingChange) string {
	for _, id := range []string{c.NowID, c.ThenID} {
		if f := chart.Finding(id); f != nil {
			return f.Note
		}
	}
	return ""
}
