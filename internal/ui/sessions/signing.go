package sessions

import (
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/signer"
	"regimen/internal/words"
)

// signing is the last step: what is still missing with the act that puts it right, and the times.
type signing struct {
	w          *visit
	card       *kit.Card
	list       *fyne.Container
	said       []string // what the list was made from
	start, end *edit.Text
	treated    *signer.People
	minute     func() // stops waiting for the next minute
}

func newSigning(w *visit) (fyne.CanvasObject, part) {
	g := &signing{w: w, list: kit.StackGap(0)}
	g.card = kit.NewCard("", g.list)
	g.start = g.clock(lang.L("Start of the treatment"), "started_at", func(v *clinic.Session) *time.Time { return &v.StartedAt })
	g.end = g.clock(lang.L("End of the treatment"), "ended_at", func(v *clinic.Session) *time.Time { return &v.EndedAt })
	g.treated = signer.NewPeople(lang.L("Who treated"), func(id string) {
		_ = w.edit(clinic.Say("Choose who treated"), func(v *clinic.Session) { v.PractitionerID = id }) // the person was told
	})
	times := kit.NewCard(lang.L("Treatment times"), kit.StackGap(kit.GapWide, kit.Beside(kit.GapWide, timeLeast, g.start.Field, g.end.Field), g.treated.Field, w.signer.Object()))
	return page.Columns(g.card, times), g
}

const timeLeast float32 = 160 // the width of a time with its label

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
	if g.minute != nil {
		g.minute()
		g.minute = nil
	}
}

func (g *signing) show(v *clinic.Session) {
	g.start.Show(hoursMinutes(g.w.s.d.In(v.StartedAt)))
	g.end.Show(hoursMinutes(g.w.s.d.In(v.EndedAt)))
	g.treated.Show(g.w.s.d, v.PractitionerID)
	g.w.signer.Show()
	open := g.w.hinders(v)
	g.showList(open, v)
	if g.minute != nil {
		g.minute()
		g.minute = nil
	}
	if slices.ContainsFunc(open, func(h clinic.Hindrance) bool { return h.Step == clinic.StepEnd }) {
		g.minute = g.w.s.after(time.Minute-time.Duration(g.w.s.d.Clock().Second())*time.Second, g.w.show) // the time on its button goes on
	}
}

// showList makes the rows anew when something else is missing.
func (g *signing) showList(open []clinic.Hindrance, v *clinic.Session) {
	var said []string
	fixes := make([]fix, len(open))
	for i, h := range open {
		fixes[i] = g.w.fix(h, v)
		said = append(said, words.Say(h.Say), fixes[i].label)
		said = append(said, fixes[i].more...)
	}
	if slices.Equal(said, g.said) && len(g.list.Objects) > 0 {
		return
	}
	g.said = said
	g.list.Objects = nil
	for i, h := range open {
		if i > 0 {
			g.list.Add(kit.Hairline())
		}
		g.list.Add(missing(words.Say(h.Say), fixes[i]))
	}
	if len(open) == 0 {
		g.card.SetTitle(lang.L("Ready to sign"))
		g.list.Add(notice(lang.L("Everything is there. Signing locks the session."), kit.ToneSuccess))
	} else {
		g.card.SetTitle(words.Say(clinic.SayCount(len(open), "Before you sign · {{.Count}} left", "Before you sign · {{.Count}} left")))
	}
	g.list.Refresh()
}

const missingHeight = 56 // of a row

// missing is one thing that is not there yet: what, and the act that puts it right.
func missing(what string, f fix) fyne.CanvasObject {
	text := kit.StackGap(0, kit.Body(what).Wrap())
	for _, x := range f.more {
		text.Add(kit.QuietText(x).Lines(2))
	}
	buttons := container.NewHBox()
	if f.do != nil {
		buttons.Add(kit.NewButton(f.label, f.icon, f.do))
	}
	return kit.MinHeight(missingHeight, kit.Middle(kit.PadSides(0, kit.Gap, kit.WithButtons(text, buttons))))
}
