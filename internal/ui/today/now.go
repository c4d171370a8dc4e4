package today

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/presence"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// mostDangers is how many dangers of a patient are named; the others are counted.
const mostDangers = 2

// running is a session that goes on, with what must be known of its patient.
type running struct {
	store.SessionRow
	planned int // minutes; 0 where no plan says
	dangers []clinic.Danger
}

// runningOf are the sessions that go on, those of whoever works here first.
func (s *Screen) runningOf(ctx context.Context, sessions []store.SessionRow, today clinic.Date) []running {
	var out []running
	for _, r := range sessions {
		if clinic.StateOfSession(r.Date, r.EndedAt, r.Signed, today) != clinic.SessionRunning {
			continue
		}
		now := running{SessionRow: r}
		chart, err := s.d.Store.Chart(ctx, r.PatientID)
		if err != nil {
			s.d.Log.Error("reading the chart of a session that goes on", "error", err) // its page says so
		} else {
			now.dangers = clinic.Dangers(s.d.Catalogue, chart, today)
			if p := chart.Plan(r.PlanID); p != nil {
				now.planned = p.Minutes
			}
		}
		out = append(out, now)
	}
	mine := s.d.Practitioner().ID
	slices.SortStableFunc(out, func(a, b running) int {
		switch {
		case a.PractitionerID == mine && b.PractitionerID != mine:
			return -1
		case a.PractitionerID != mine && b.PractitionerID == mine:
			return 1
		}
		return 0
	})
	return out
}

// now are the cards of the sessions that go on. The first has the one thing to do next.
func (s *Screen) now(list []running) []fyne.CanvasObject {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
	var cards []fyne.CanvasObject
	var ticks []func()
	for i, r := range list {
		card, tick := s.nowCard(r, i == 0)
		cards, ticks = append(cards, card), append(ticks, tick)
	}
	var again func()
	again = func() {
		for _, tick := range ticks {
			tick()
		}
		s.stop = s.d.Later(time.Minute, again)
	}
	if len(list) > 0 {
		s.stop = s.d.Later(time.Minute, again)
	}
	return cards
}

func (s *Screen) nowCard(r running, first bool) (card fyne.CanvasObject, tick func()) {
	minutes := kit.Body("")
	tick = func() { minutes.SetText(s.minutes(r)) }
	tick()
	button := kit.NewButton
	if first {
		button = kit.PrimaryButton
	}
	goOn := button(lang.L("Go on with session {{.Number}}", map[string]any{"Number": r.Number}), kit.IconSession,
		func() { s.d.Open(r.PatientID, desk.Sessions) })
	quiet := []string{lang.L("Now")}
	if who := presence.Quiet(s.d, r.PatientID, r.ID); who != "" {
		quiet = append(quiet, who)
	}
	said := []fyne.CanvasObject{kit.QuietText(words.Points(quiet...)).Lines(1), kit.Heading(r.PatientName).Lines(1), minutes}
	if len(r.dangers) > 0 {
		pills := kit.FlowRow()
		for _, x := range r.dangers[:min(len(r.dangers), mostDangers)] {
			pills.Add(kit.NewBadge(safety.DangerName(s.d.Catalogue, x), safety.Tone(x)).WithIcon(kit.IconAlert))
		}
		if more := len(r.dangers) - mostDangers; more > 0 {
			pills.Add(kit.NewBadge(lang.L("+{{.Count}}", map[string]any{"Count": more}), safety.Tone(r.dangers[mostDangers])))
		}
		said = append(said, pills)
	}
	return kit.NewCard("", kit.WithButtons(kit.StackGap(kit.Gap/2, said...), container.NewHBox(goOn))), tick
}

// minutes says how long a session has gone on, and how long it is planned.
func (s *Screen) minutes(r running) string {
	if r.StartedAt.IsZero() {
		return lang.L("The treatment has not begun.")
	}
	n := map[string]any{"Minutes": max(int(s.d.Clock().Sub(r.StartedAt).Minutes()), 0), "Planned": r.planned}
	if r.planned == 0 {
		return lang.L("{{.Minutes}} min", n)
	}
	return lang.L("{{.Minutes}} of {{.Planned}} min", n)
}
