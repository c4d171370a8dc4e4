// Package today is the first place of the window: who was treated today, who was seen last, and what
// waits to be done.
package today

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/due"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/presence"
	"regimen/internal/words"
)

// How much is shown: what fits without scrolling on a small screen.
const (
	mostSeen   = 6
	mostTasks  = 6
	mostToday  = 12
	mostDoctor = 2
	// unsignedDays is how far back what nobody signed is looked for.
	unsignedDays = 365
)

// Screen is the place.
type Screen struct {
	d          *desk.Desk
	newPatient func()
	allDue     func(doctor bool)
	settings   func(backup bool)
	reasons    *due.Reasons
	busy       *kit.Busy

	reading int // counts the readings, so that only the last one is shown
	last    day
	failed  error
	writing string // what was said of who writes what
	body    *fyne.Container
	object  fyne.CanvasObject
}

// New shows the day. newPatient, allDue (of all plans, or of those where a doctor should be thought of) and settings, at
// the top or where backups are made, are what its buttons do. What the day holds is read beside the window's first picture,
// which does not wait for it, and what takes looking through charts after that.
func New(d *desk.Desk, reasons *due.Reasons, newPatient func(), allDue func(doctor bool), settings func(backup bool)) *Screen {
	s := &Screen{d: d, reasons: reasons, newPatient: newPatient, allDue: allDue, settings: settings, busy: kit.NewBusy(d.Later), body: container.NewStack()}
	s.object = s.body
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	s.reasons.Forget(ch)
	s.read()
}

// LinkChanged is part of desk.Watcher.
func (s *Screen) LinkChanged() {
	if s.who() != s.writing {
		s.show(s.last, s.failed)
	}
}

// who is all that is said of who writes what, to see whether it is something else now.
func (s *Screen) who() string {
	var out []string
	for _, r := range s.last.sessions {
		out = append(out, presence.Quiet(s.d, r.PatientID, r.ID))
	}
	for _, r := range s.last.unsigned {
		out = append(out, presence.Quiet(s.d, r.PatientID, r.ID))
	}
	return strings.Join(out, "\n")
}

// Leave is part of desk.Screen; nothing is typed here.
func (s *Screen) Leave() {}

// day is what is shown of the records.
type day struct {
	seen     []lookup.Hit
	sessions []store.SessionRow
	unsigned []store.UnsignedRow
	plans    []store.PlanRow
	standing standing
}

func (s *Screen) read() {
	s.reading++
	reading, today := s.reading, s.d.Today()
	kit.Work(func(ctx context.Context) (day, error) {
		var d day
		var err error
		// When one cannot be had the others hardly can, and one sentence says so.
		if d.seen, err = s.d.Store.Search(ctx, "", mostSeen); err != nil {
			return d, err
		}
		if d.sessions, err = s.d.Store.Sessions(ctx, today, today); err != nil {
			return d, err
		}
		if d.unsigned, err = s.d.Store.Unsigned(ctx, today.AddDays(-unsignedDays), today); err != nil {
			return d, err
		}
		// The sessions of today stand in a card of their own.
		d.unsigned = slices.DeleteFunc(d.unsigned, func(r store.UnsignedRow) bool { return r.Kind == clinic.KindSession && r.Date == today })
		if d.plans, err = s.d.Store.Plans(ctx); err != nil {
			return d, err
		}
		d.standing, err = s.readStanding(ctx)
		return d, err
	}, func(d day, err error) {
		if reading != s.reading {
			return
		}
		if err != nil {
			s.d.Fail(err)
			if len(s.body.Objects) > 0 {
				return // what was read before stays
			}
		}
		s.show(d, err)
		s.reasons.Look(d.plans, func() bool { return reading == s.reading }, func() { s.show(s.last, s.failed) })
	})
}

func (s *Screen) show(d day, err error) {
	s.last, s.failed = d, err
	s.writing = s.who()
	if len(d.seen) == 0 && err == nil {
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPatients, lang.L("Begin with the first patient"),
			lang.L("A name is enough. Then assess on the body map, write the plan and treat."), lang.L("New patient"), s.newPatient)}
		s.body.Refresh()
		return
	}
	add := kit.PrimaryButton(lang.L("New patient"), kit.IconAdd, s.newPatient)
	cards := page.Columns(
		kit.NewCard(lang.L("Today's sessions"), s.sessions(d.sessions)),
		kit.NewCard(lang.L("To do"), s.tasks(slices.Concat(s.unsigned(d.unsigned), s.doctor(d.plans), s.plans(d.plans)))),
		kit.NewCard(lang.L("Seen last"), s.seen(d.seen)),
	)
	parts := append([]fyne.CanvasObject{container.NewHBox(add)}, s.notes(d.standing)...)
	s.body.Objects = []fyne.CanvasObject{page.New(append(parts, cards)...)}
	s.body.Refresh()
}

func (s *Screen) sessions(list []store.SessionRow) fyne.CanvasObject {
	if len(list) == 0 {
		return kit.Body(lang.L("No session has been started today. Open a patient to start one.")).In(kit.ColorQuiet).Wrap()
	}
	rows := kit.StackGap(0)
	for _, r := range list[:min(len(list), mostToday)] {
		rows.Add(kit.NewTwoLine(s.sessionRow(r), func() { s.d.Open(r.PatientID, desk.Sessions) }))
	}
	if more := len(list) - mostToday; more > 0 {
		rows.Add(kit.QuietText(lang.L("{{.Count}} more", map[string]any{"Count": more})))
	}
	return rows
}

func (s *Screen) sessionRow(r store.SessionRow) kit.Row {
	row := kit.Row{
		What: r.PatientName, Icon: kit.IconSession,
		Quiet: lang.L("Session {{.Number}}", map[string]any{"Number": r.Number}),
	}
	if !r.StartedAt.IsZero() {
		row.Quiet = words.Points(row.Quiet, s.d.In(r.StartedAt).Format("15:04"))
		if !r.EndedAt.IsZero() {
			row.Quiet += " – " + s.d.In(r.EndedAt).Format("15:04")
		}
	}
	if who := presence.Quiet(s.d, r.PatientID, r.ID); who != "" && !r.Signed {
		row.Quiet = words.Points(row.Quiet, who)
	}
	row.Badge, row.Tone = desk.StateWords(clinic.StateOfSession(r.Date, r.EndedAt, r.Signed, s.d.Today()))
	return row
}

func (s *Screen) seen(hits []lookup.Hit) fyne.CanvasObject {
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

func (s *Screen) tasks(todo []task) fyne.CanvasObject {
	if len(todo) == 0 {
		return kit.Body(lang.L("Nothing waits: everything is signed and no review is due.")).In(kit.ColorQuiet).Wrap()
	}
	rows := kit.StackGap(0)
	for _, t := range todo[:min(len(todo), mostTasks)] {
		rows.Add(kit.NewTwoLine(t.row, t.open))
	}
	if more := len(todo) - mostTasks; more > 0 {
		rows.Add(container.NewHBox(kit.QuietButton(lang.L("{{.Count}} more", map[string]any{"Count": more}), kit.IconArrow, func() { s.allDue(false) })))
	}
	return rows
}

// unsigned are the sessions of earlier days and the assessments that nobody has signed.
func (s *Screen) unsigned(list []store.UnsignedRow) []task {
	var out []task
	for _, r := range list {
		what, section := lang.L("Session {{.Number}}", map[string]any{"Number": r.Number}), desk.Sessions
		if r.Kind == clinic.KindAssessment {
			what, section = lang.L("Assessment"), desk.Assess
		}
		row := kit.Row{
			What: r.PatientName, Quiet: words.Points(what, words.Short(r.Date)),
			Icon: kit.IconSign,
		}
		row.Badge, row.Tone = desk.StateWords(clinic.SessionToSign)
		if who := presence.Quiet(s.d, r.PatientID, r.ID); who != "" {
			row.Quiet = words.Points(row.Quiet, who)
		}
		out = append(out, task{row, func() { s.d.Open(r.PatientID, section) }})
	}
	return out
}

// plans are the reviews that are due, the most overdue first, and the drafts that wait for the patient's
// agreement.
func (s *Screen) plans(list []store.PlanRow) []task {
	today := s.d.Today()
	var reviews []store.PlanRow
	var drafts []task
	for _, r := range list {
		switch {
		case !r.Agreed:
			drafts = append(drafts, task{
				kit.Row{What: r.PatientName, Quiet: lang.L("Plan waits for the patient's agreement"), Icon: kit.IconPlan, Badge: lang.L("Draft")},
				func() { s.d.Open(r.PatientID, desk.Plan) },
			})
		case len(r.Course.Due(today)) > 0:
			reviews = append(reviews, r)
		}
	}
	first := func(r *store.PlanRow) clinic.ReviewDue { return r.Course.Due(today)[0] }
	slices.SortStableFunc(reviews, func(a, b store.PlanRow) int { return cmp.Compare(first(&a).Day, first(&b).Day) })
	var out []task
	for _, r := range reviews {
		d := first(&r)
		row := kit.Row{
			What: r.PatientName, Icon: kit.IconAssess, Badge: lang.L("Due"), Tone: kit.ToneWarning,
			Quiet: lang.L("Due: {{.Why}}", map[string]any{"Why": due.Why(d)}),
		}
		if d.State == clinic.ReviewOverdue {
			row.Badge, row.Tone = late(today, d.Day), kit.ToneDanger
		}
		out = append(out, task{row, func() { s.d.Open(r.PatientID, desk.Assess) }})
	}
	return append(out, drafts...)
}

// doctor are the patients for whom a doctor should be thought of. Many are one row that leads to the list of them, so that
// what else waits is not pushed out of sight.
func (s *Screen) doctor(list []store.PlanRow) []task {
	var out []task
	var who []string
	for _, r := range list {
		reasons := s.reasons.Of(&r, list)
		if len(reasons) == 0 || slices.Contains(who, r.PatientID) {
			continue
		}
		who = append(who, r.PatientID)
		out = append(out, task{
			kit.Row{What: r.PatientName, Quiet: due.ReasonWords(reasons), Icon: kit.IconAlert, Badge: lang.L("Think of the doctor"), Tone: kit.ToneDanger},
			func() { s.d.Open(r.PatientID, desk.Progress) },
		})
	}
	if len(out) <= mostDoctor {
		return out
	}
	var names []string
	for _, t := range out {
		names = append(names, t.row.What)
	}
	return []task{{
		kit.Row{
			What: lang.L("Think of the doctor for {{.Count}} patients", map[string]any{"Count": len(out)}), Icon: kit.IconAlert,
			Badge: lang.L("Doctor"), Tone: kit.ToneDanger, Quiet: strings.Join(names, ", "),
		},
		func() { s.allDue(true) },
	}}
}

// late says by how many days a review is overdue.
func late(today, due clinic.Date) string {
	days := int(math.Round(today.Time().Sub(due.Time()).Hours() / 24))
	if days == 1 {
		return lang.L("1 day overdue")
	}
	return lang.L("{{.Days}} days overdue", map[string]any{"Days": days})
}
