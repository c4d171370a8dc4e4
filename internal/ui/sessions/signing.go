package sessions

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/signer"
)

// signing is the last step: the times, and what still hinders the signature.
type signing struct {
	w          *visit
	start, end *edit.Text
	treated    *signer.People
	hinders    *fyne.Container
	hinderText string
}

func newSigning(w *visit) (fyne.CanvasObject, part) {
	g := &signing{w: w, hinders: kit.StackGap(kit.Gap)}
	g.start = g.clock(lang.L("Start of the treatment"), "started_at", func(v *clinic.Session) *time.Time { return &v.StartedAt })
	g.end = g.clock(lang.L("End of the treatment"), "ended_at", func(v *clinic.Session) *time.Time { return &v.EndedAt })
	g.treated = signer.NewPeople(lang.L("Who treated"), func(id string) {
		_ = w.edit(clinic.Say("Choose who treated"), func(v *clinic.Session) { v.PractitionerID = id }) // the person was told
	})
	left := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Times, as an audit asks for them")), g.start.Field, g.end.Field,
		g.treated.Field, w.signer.Object())
	right := kit.StackGap(kit.GapWide, kit.Strong(lang.L("Before it is signed")), g.hinders)
	return page.Columns(left, right), g
}

// clock is a time of day, typed as hours and minutes.
func (g *signing) clock(label, name string, of func(*clinic.Session) *time.Time) *edit.Text {
	return g.w.s.newText(label, name, lang.L("hh:mm"), 1, func(text string) error {
		v := g.w.now()
		if v == nil {
			return nil
		}
		at, err := timeOfDay(v.Date, text, g.w.s.d.Clock().Location())
		if err != nil {
			return err
		}
		if clinic.Ahead(at, g.w.s.d.Clock()) {
			return errors.New(lang.L("This is later than now. Write the time as it was."))
		}
		return g.w.edit(clinic.Say("Set: {{.Name}}", clinic.Args{"Name": clinic.FieldName(clinic.KindSession, name)}), func(v *clinic.Session) { *of(v) = at })
	})
}

// timeOfDay reads "14:30", "14.30", "1430" or "2:30 pm" on a day in a time zone; "" is no time.
func timeOfDay(day clinic.Date, text string, zone *time.Location) (time.Time, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	if text == "" {
		return time.Time{}, nil
	}
	text = strings.ReplaceAll(text, ".", ":")
	for _, layout := range []string{"15:04", "1504", "3:04pm", "3pm", "15"} {
		if t, err := time.Parse(layout, text); err == nil {
			d := day.Time()
			return time.Date(d.Year(), d.Month(), d.Day(), t.Hour(), t.Minute(), 0, 0, zone).UTC(), nil
		}
	}
	return time.Time{}, errors.New(lang.L("Write the time as hours and minutes, such as 14:30."))
}

// hoursMinutes is the time of day by the time's own zone.
func hoursMinutes(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("15:04")
}

func (g *signing) flush() {
	g.start.Flush()
	g.end.Flush()
}

func (g *signing) show(v *clinic.Session) {
	g.start.Show(hoursMinutes(g.w.s.d.In(v.StartedAt)))
	g.end.Show(hoursMinutes(g.w.s.d.In(v.EndedAt)))
	g.treated.Show(g.w.s.d, v.PractitionerID)
	g.w.signer.Show()
	reasons := g.w.hinders(v)
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
}
