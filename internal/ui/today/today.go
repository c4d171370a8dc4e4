// Package today is the first place of the window: who was treated today, who was seen last, and what
// waits to be done.
package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/patients"
)

// How much is shown: what fits without scrolling on a small screen.
const (
	mostSeen  = 6
	mostTasks = 6
	// unsignedDays is how far back open sessions are looked for.
	unsignedDays = 365
	// soonDays is how early a review is announced.
	soonDays = 7
)

// Screen is the place.
type Screen struct {
	d          *desk.Desk
	newPatient func()
	allDue     func()

	body   *fyne.Container
	object fyne.CanvasObject
}

// New shows the day. newPatient and allDue are what its buttons do.
func New(d *desk.Desk, newPatient, allDue func()) *Screen {
	s := &Screen{d: d, newPatient: newPatient, allDue: allDue, body: container.NewStack()}
	s.object = s.body
	s.build()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(clinic.Changes) { s.build() }

// Leave is part of desk.Screen; nothing is typed here.
func (s *Screen) Leave() {}

func (s *Screen) build() {
	seen, err := s.d.Store.Search(context.Background(), "", mostSeen)
	if err != nil {
		s.d.Fail(err)
	}
	if len(seen) == 0 {
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPatients, lang.L("Begin with the first patient"),
			lang.L("A name is enough. Then assess on the body map, write the plan and treat."), lang.L("New patient"), s.newPatient)}
		s.body.Refresh()
		return
	}
	add := kit.PrimaryButton(lang.L("New patient"), kit.IconAdd, s.newPatient)
	cards := page.Columns(
		kit.NewCard(lang.L("Today's sessions"), s.sessions()),
		kit.NewCard(lang.L("To do"), s.tasks()),
		kit.NewCard(lang.L("Seen last"), s.seen(seen)),
	)
	s.body.Objects = []fyne.CanvasObject{page.New(container.NewHBox(add), cards)}
	s.body.Refresh()
}

func (s *Screen) sessions() fyne.CanvasObject {
	today := s.d.Today()
	list, err := s.d.Store.Sessions(context.Background(), today, today)
	if err != nil {
		s.d.Fail(err)
	}
	if len(list) == 0 {
		return kit.Body(lang.L("No session has been started today. Open a patient to start one.")).In(kit.ColorQuiet).Wrap()
	}
	rows := kit.StackGap(0)
	for _, r := range list {
		rows.Add(kit.NewTwoLine(s.sessionRow(r, false), func() { s.d.Open(r.PatientID, desk.Sessions) }))
	}
	return rows
}

func (s *Screen) sessionRow(r store.SessionRow, withDate bool) kit.Row {
	row := kit.Row{
		What: r.PatientName, Icon: kit.IconSession,
		Quiet: lang.L("Session {{.Number}}", map[string]any{"Number": r.Number}),
	}
	if withDate {
		row.Quiet += "  ·  " + r.Date.Short()
	}
	if !r.StartedAt.IsZero() {
		row.Quiet += "  ·  " + r.StartedAt.In(s.d.Clock().Location()).Format("15:04")
		if !r.EndedAt.IsZero() {
			row.Quiet += " – " + r.EndedAt.In(s.d.Clock().Location()).Format("15:04")
		}
	}
	row.Badge, row.Tone = lang.L("Open"), kit.ToneWarning
	if r.Signed {
		row.Badge, row.Tone = lang.L("Signed"), kit.ToneSuccess
	}
	return row
}

func (s *Screen) seen(hits []store.PatientHit) fyne.CanvasObject {
	rows := kit.StackGap(0)
	for _, h := range hits {
		rows.Add(kit.NewTwoLine(patients.Row(h, s.d.Today()), func() { s.d.Open(h.ID, desk.Summary) }))
	}
	return rows
}

// task is something that waits, and where it is done.
type task struct {
	row  kit.Row
	open func()
}

func (s *Screen) tasks() fyne.CanvasObject {
	todo := append(s.unsigned(), s.plans()...)
	if len(todo) == 0 {
		return kit.Body(lang.L("Nothing waits: every session is signed and no review is due.")).In(kit.ColorQuiet).Wrap()
	}
	rows := kit.StackGap(0)
	for _, t := range todo[:min(len(todo), mostTasks)] {
		rows.Add(kit.NewTwoLine(t.row, t.open))
	}
	if more := len(todo) - mostTasks; more > 0 {
		rows.Add(container.NewHBox(kit.QuietButton(lang.L("{{.Count}} more", map[string]any{"Count": more}), kit.IconArrow, s.allDue)))
	}
	return rows
}

// unsigned are the sessions of earlier days that nobody has signed.
func (s *Screen) unsigned() []task {
	yesterday := s.d.Today().AddDays(-1)
	list, err := s.d.Store.Sessions(context.Background(), yesterday.AddDays(-unsignedDays), yesterday)
	if err != nil {
		s.d.Fail(err)
	}
	var out []task
	for _, r := range list {
		if !r.Signed {
			row := s.sessionRow(r, true)
			row.Icon, row.Badge = kit.IconSign, lang.L("To sign")
			out = append(out, task{row, func() { s.d.Open(r.PatientID, desk.Sessions) }})
		}
	}
	return out
}

// plans are the reviews that are due and the drafts that wait for the patient's agreement.
func (s *Screen) plans() []task {
	list, err := s.d.Store.Plans(context.Background())
	if err != nil {
		s.d.Fail(err)
	}
	today := s.d.Today()
	var due, drafts []task
	for _, r := range list {
		switch {
		case !r.Agreed:
			drafts = append(drafts, task{
				kit.Row{What: r.PatientName, Quiet: lang.L("Plan waits for the patient's agreement"), Icon: kit.IconPlan, Badge: lang.L("Draft")},
				func() { s.d.Open(r.PatientID, desk.Plan) },
			})
		case r.ReviewDate.Valid() && r.ReviewDate <= today.AddDays(soonDays):
			row := kit.Row{
				What: r.PatientName, Icon: kit.IconAssess, Badge: lang.L("Due"), Tone: kit.ToneWarning,
				Quiet: lang.L("Re-assessment on {{.Date}}", map[string]any{"Date": r.ReviewDate.Short()}),
			}
			if r.ReviewDate < today {
				row.Badge, row.Tone = lang.L("Overdue"), kit.ToneDanger
			}
			due = append(due, task{row, func() { s.d.Open(r.PatientID, desk.Assess) }})
		}
	}
	return append(due, drafts...)
}
