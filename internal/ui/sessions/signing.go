package sessions

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// signing is the last step: the times, what still hinders, the signature; once signed, the corrections.
type signing struct {
	w *visit

	// before signing
	start, end *edit.Text
	endNow     *kit.Button
	hinders    *fyne.Container
	hinderText string
	sign       *kit.Button
	who        *kit.Text

	// once signed
	addenda *fyne.Container
	text    *edit.Text
	reason  *edit.Text
	draft   [2]string
	add     *kit.Button
}

func newSigning(w *visit) (fyne.CanvasObject, part) {
	g := &signing{w: w}
	if w.signed {
		return g.corrections(), g
	}
	g.start = g.clock(lang.L("Start of the treatment"), "started_at", func(v *clinic.Session) *time.Time { return &v.StartedAt })
	g.end = g.clock(lang.L("End of the treatment"), "ended_at", func(v *clinic.Session) *time.Time { return &v.EndedAt })
	g.endNow = kit.NewButton(lang.L("The treatment ends now"), kit.IconStop, func() {
		_ = w.edit(lang.L("End the treatment"), func(v *clinic.Session) { v.EndedAt = w.s.d.Clock().UTC() })
	})
	g.hinders = kit.StackGap(kit.Gap)
	g.sign = kit.PrimaryButton(lang.L("Sign the session"), kit.IconSign, g.signNow)
	g.who = kit.QuietText("").Wrap()
	left := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Times, as an audit asks for them")), g.start.Field, g.end.Field, kit.FlowRow(g.endNow))
	right := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Signature")), g.hinders, g.who, kit.FlowRow(g.sign))
	return page.Columns(left, right), g
}

// clock is a time of day, typed as hours and minutes.
func (g *signing) clock(label, name string, of func(*clinic.Session) *time.Time) *edit.Text {
	return edit.NewText(g.w.s.after, label, name, "14:30", 1, func(text string) error {
		v := g.w.now()
		if v == nil {
			return nil
		}
		at, err := timeOfDay(v.Date, text)
		if err != nil {
			return err
		}
		return g.w.edit(lang.L("Set: ")+label, func(v *clinic.Session) { *of(v) = at })
	})
}

// timeOfDay reads "14:30", "14.30", "1430" or "2:30 pm" on a day, in the clock's own time zone; "" is
// no time.
func timeOfDay(day clinic.Date, text string) (time.Time, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	if text == "" {
		return time.Time{}, nil
	}
	text = strings.ReplaceAll(text, ".", ":")
	for _, layout := range []string{"15:04", "1504", "3:04pm", "3pm", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			d := day.Time()
			return time.Date(d.Year(), d.Month(), d.Day(), t.Hour(), t.Minute(), 0, 0, time.Local).UTC(), nil
		}
	}
	return time.Time{}, errors.New(lang.L("Write the time as hours and minutes, such as 14:30."))
}

func hoursMinutes(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("15:04")
}

func (g *signing) signNow() {
	g.w.flush()
	v := g.w.now()
	if v == nil {
		return
	}
	op, err := clinic.SignSession(g.w.s.d.Env(), g.w.s.chart(), v)
	if err != nil {
		g.w.s.d.Fail(err)
		return
	}
	if g.w.s.apply(op) == nil {
		g.w.s.d.Tell(lang.L("Session signed. A correction is now an addendum."), nil)
	}
}

func (g *signing) flush() {
	if g.start != nil {
		g.start.Flush()
		g.end.Flush()
	}
}

func (g *signing) show(v *clinic.Session) {
	if g.w.signed {
		g.showAddenda(v)
		return
	}
	g.start.Show(hoursMinutes(v.StartedAt))
	g.end.Show(hoursMinutes(v.EndedAt))
	edit.SetHidden(g.endNow, !v.EndedAt.IsZero())
	reasons := clinic.CanSignSession(g.w.s.chart(), v)
	by := g.w.s.d.Practitioner().Name
	if by == "" {
		reasons = append(reasons, lang.L("Enter the practitioner's name in the settings first."))
	}
	if text := strings.Join(reasons, "\n"); text != g.hinderText || len(g.hinders.Objects) == 0 {
		g.hinderText = text
		g.hinders.Objects = nil
		for _, r := range reasons {
			g.hinders.Objects = append(g.hinders.Objects, notice(r, kit.ToneWarning))
		}
		if len(reasons) == 0 {
			g.hinders.Objects = append(g.hinders.Objects, notice(lang.L("Everything is there. Signing locks the session."), kit.ToneSuccess))
		}
		g.hinders.Refresh()
	}
	g.who.SetText("")
	if by != "" {
		g.who.SetText(lang.L("Signs: ") + by)
	}
	setOn(g.sign, len(reasons) == 0)
}

// corrections is what a signed session has in the place of the signature.
func (g *signing) corrections() fyne.CanvasObject {
	g.addenda = kit.StackGap(kit.GapWide)
	keep := func(i int) func(string) error {
		return func(text string) error {
			g.draft[i] = text
			setOn(g.add, strings.TrimSpace(g.draft[0]) != "" && strings.TrimSpace(g.draft[1]) != "")
			return nil
		}
	}
	g.text = edit.NewText(g.w.s.after, lang.L("The correction"), "text", lang.L("What is right"), 3, keep(0))
	g.reason = edit.NewText(g.w.s.after, lang.L("Why it is corrected"), "reason", lang.L("Such as: wrong side written"), 1, keep(1))
	g.add = kit.PrimaryButton(lang.L("Sign the addendum"), kit.IconAddendum, g.addAddendum)
	setOn(g.add, false)
	print := kit.NewButton(lang.L("Print the plan"), kit.IconPrint, func() { g.w.s.d.Open(g.w.s.patient, desk.Documents) })
	left := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Corrections of this session")), g.addenda)
	right := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Write an addendum")),
		kit.QuietText(lang.L("The signed session stays as it is. The addendum stands beside it with your name and the time.")).Wrap(),
		g.text.Field, g.reason.Field, kit.FlowRow(g.add, print))
	return page.Columns(left, right)
}

func (g *signing) addAddendum() {
	g.text.Flush()
	g.reason.Flush()
	_, op, err := clinic.AddAddendum(g.w.s.d.Env(), g.w.s.chart(), clinic.Ref{Kind: clinic.KindSession, ID: g.w.id}, g.draft[0], g.draft[1])
	if err != nil {
		g.w.s.d.Fail(err)
		return
	}
	if g.w.s.apply(op) != nil {
		return
	}
	g.draft = [2]string{}
	g.text.Show("")
	g.reason.Show("")
	setOn(g.add, false)
	g.w.s.d.Tell(lang.L("Addendum signed."), nil)
}

func (g *signing) showAddenda(v *clinic.Session) {
	g.addenda.Objects = nil
	for _, a := range g.w.s.chart().AddendaOf(v.ID) {
		g.addenda.Objects = append(g.addenda.Objects, container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.Pad(12,
			kit.StackGap(2, kit.Body(a.Text).Wrap(), kit.QuietText(lang.L("Reason: ")+a.Reason).Wrap(),
				kit.QuietText(a.By+", "+a.At.Local().Format("2 Jan 2006 15:04")).Wrap()))))
	}
	if len(g.addenda.Objects) == 0 {
		g.addenda.Objects = append(g.addenda.Objects, kit.QuietText(lang.L("None. The session stands as it was signed.")).Wrap())
	}
	g.addenda.Refresh()
}
