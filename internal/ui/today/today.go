// Package today is the first place of the window: the session that goes on, those of the day, and what waits to be
// done.
package today

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/due"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/presence"
	"regimen/internal/words"
)

// How much is shown: what fits without scrolling on a small screen.
const (
	mostTasks = 4 // of a group
	mostToday = 12
	// unsignedDays is how far back what nobody signed is looked for.
	unsignedDays = 365
	// leftShare is that of the sessions in the width.
	leftShare = 0.6
)

// Screen is the place.
type Screen struct {
	d          *desk.Desk
	newPatient func()
	allDue     func(due.Group)
	settings   func(backup bool)
	reasons    *due.Reasons
	busy       *kit.Busy

	reading int // counts the readings, so that only the last one is shown
	last    day
	failed  error
	writing string // what was said of who writes what
	whole   bool   // all that is not signed is in sight
	stop    func() // of the clock of the session that goes on
	body    *fyne.Container
	object  fyne.CanvasObject
}

// New shows the day. newPatient, allDue (the list of plans, of one group) and settings, at the top or where backups are
// made, are what its buttons do. What the day holds is read beside the window's first picture,
// which does not wait for it, and what takes looking through charts after that.
func New(d *desk.Desk, reasons *due.Reasons, newPatient func(), allDue func(due.Group), settings func(backup bool)) *Screen {
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
	for _, r := range s.last.running {
		out = append(out, presence.Quiet(s.d, r.PatientID, r.ID))
	}
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
	anybody  bool // there is a patient
	running  []running
	coming   []coming
	sessions []store.SessionRow // the others of today
	unsigned []store.UnsignedRow
	plans    []store.PlanRow
	forms    []form
	calls    map[clinic.RecallReason]int // who is to be called today, by the most urgent reason
	standing standing
}

func (s *Screen) read() {
	s.reading++
	reading, today := s.reading, s.d.Today()
	kit.Work(func(ctx context.Context) (day, error) {
		var d day
		// When one cannot be had the others hardly can, and one sentence says so.
		seen, err := s.d.Store.Search(ctx, "", 1)
		if err != nil {
			return d, err
		}
		d.anybody = len(seen) > 0
		if d.sessions, err = s.d.Store.Sessions(ctx, today, today); err != nil {
			return d, err
		}
		d.running = s.runningOf(ctx, d.sessions, today)
		d.sessions = slices.DeleteFunc(d.sessions, func(r store.SessionRow) bool {
			return slices.ContainsFunc(d.running, func(x running) bool { return x.ID == r.ID })
		})
		if d.coming, err = s.readComing(ctx, today); err != nil {
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
		if d.forms, err = s.readForms(ctx, today); err != nil {
			return d, err
		}
		if d.calls, err = s.readCalls(ctx); err != nil {
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
	now := s.now(d.running)
	if !d.anybody && err == nil {
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPatients, lang.L("Begin with the first patient"),
			lang.L("A name is enough. Then assess on the body map, write the plan and treat."), lang.L("New patient"), s.newPatient)}
		s.body.Refresh()
		return
	}
	if card := s.coming(d.coming); card != nil {
		now = append(now, card)
	}
	left := kit.StackGap(kit.GapWide, append(now, kit.NewCard(lang.L("Today's sessions"), s.sessions(d.sessions)))...)
	right := kit.NewCard(lang.L("To do"), s.tasks(d))
	s.body.Objects = []fyne.CanvasObject{page.New(append(s.notes(d.standing), page.Beside(leftShare, left, right))...)}
	s.body.Refresh()
}

func (s *Screen) sessions(list []store.SessionRow) fyne.CanvasObject {
	if len(list) == 0 {
		text := lang.L("No session has been started today. Open a patient to start one.")
		if len(s.last.running) > 0 {
			text = lang.L("No other session has been started today.")
		}
		return kit.Body(text).In(kit.ColorQuiet).Wrap()
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
	row := kit.Row{What: r.PatientName, Time: "–"}
	facts := []string{lang.L("Session {{.Number}}", map[string]any{"Number": r.Number})}
	if !r.StartedAt.IsZero() {
		row.Time = s.d.In(r.StartedAt).Format("15:04")
		if !r.EndedAt.IsZero() {
			facts = append(facts, lang.L("until {{.Time}}", map[string]any{"Time": s.d.In(r.EndedAt).Format("15:04")}))
		}
	}
	if who := presence.Quiet(s.d, r.PatientID, r.ID); who != "" && !r.Signed {
		facts = append(facts, who)
	}
	row.Quiet = words.Points(facts...)
	row.Badge, row.Tone = desk.StateWords(clinic.StateOfSession(r.Date, r.EndedAt, r.Signed, s.d.Today()))
	return row
}

// task is something that waits, and where it is done.
type task struct {
	row  kit.Row
	open func()
}

// tasks is what waits, in groups, each with how many there are.
func (s *Screen) tasks(d day) fyne.CanvasObject {
	all := kit.StackGap(kit.GapWide)
	add := func(todo []task, head string, more func()) {
		if len(todo) == 0 {
			return
		}
		rows, most := kit.StackGap(0, kit.Strong(head)), mostTasks
		if more == nil {
			most = len(todo)
		}
		for _, t := range todo[:min(len(todo), most)] {
			rows.Add(kit.NewTwoLine(t.row, t.open))
		}
		if n := len(todo) - most; n > 0 {
			rows.Add(container.NewHBox(kit.QuietButton(lang.L("{{.Count}} more", map[string]any{"Count": n}), kit.IconChevronRight, more)))
		}
		all.Add(rows)
	}
	of := func(todo []task) map[string]any { return map[string]any{"Count": len(todo)} }
	unsigned, reviews, drafts, refer := s.unsigned(d.unsigned), s.reviews(d.plans), s.drafts(d.plans), s.refer(d.plans)
	unfold := func() {
		s.whole = true
		s.show(s.last, s.failed)
	}
	if s.whole {
		unfold = nil
	}
	add(s.forms(d.forms), lang.L("Intake forms ({{.Count}})", map[string]any{"Count": len(d.forms)}), unfold)
	add(unsigned, lang.L("Unsigned ({{.Count}})", of(unsigned)), unfold)
	calls, people := s.toCall(d.calls)
	add(calls, lang.L("To call ({{.Number}})", map[string]any{"Number": people}), s.d.Calls)
	add(reviews, lang.L("Re-assessment due ({{.Count}})", of(reviews)), func() { s.allDue(due.Review) })
	add(refer, lang.L("Reasons to refer ({{.Count}})", of(refer)), func() { s.allDue(due.Refer) })
	add(drafts, lang.L("Drafts ({{.Count}})", of(drafts)), func() { s.allDue(due.Drafts) })
	if len(all.Objects) == 0 {
		return kit.Body(lang.L("Nothing waits: everything is signed and no re-assessment is due.")).In(kit.ColorQuiet).Wrap()
	}
	return all
}

// unsigned are the sessions of earlier days and the assessments that nobody has signed.
func (s *Screen) unsigned(list []store.UnsignedRow) []task {
	var out []task
	for _, r := range list {
		what, section := lang.L("Session {{.Number}}", map[string]any{"Number": r.Number}), desk.Sessions
		if r.Kind == clinic.KindAssessment {
			what, section = lang.L("Assessment"), desk.Assess
		}
		facts := []string{what, words.Short(r.Date)}
		if who := presence.Quiet(s.d, r.PatientID, r.ID); who != "" {
			facts = append(facts, who)
		}
		out = append(out, task{kit.Row{What: r.PatientName, Quiet: words.Points(facts...)}, func() { s.d.Open(r.PatientID, section) }})
	}
	return out
}

// reviews are the re-assessments that are due, the most overdue first.
func (s *Screen) reviews(list []store.PlanRow) []task {
	today := s.d.Today()
	var reviews []store.PlanRow
	for _, r := range list {
		if r.Agreed && len(r.Course.Due(today)) > 0 {
			reviews = append(reviews, r)
		}
	}
	first := func(r *store.PlanRow) clinic.ReviewDue { return r.Course.Due(today)[0] }
	slices.SortStableFunc(reviews, func(a, b store.PlanRow) int { return cmp.Compare(first(&a).Day, first(&b).Day) })
	var out []task
	for _, r := range reviews {
		row := kit.Row{What: r.PatientName, Quiet: due.Why(first(&r))}
		row.End, row.Tone = due.DueWords(first(&r), today)
		out = append(out, task{row, func() { s.d.Open(r.PatientID, desk.Assess) }})
	}
	return out
}

// drafts are the plans that wait for the patient's agreement.
func (s *Screen) drafts(list []store.PlanRow) []task {
	var out []task
	for _, r := range list {
		if !r.Agreed {
			out = append(out, task{kit.Row{What: r.PatientName, Quiet: lang.L("Waits for agreement")}, func() { s.d.Open(r.PatientID, desk.Plan) }})
		}
	}
	return out
}

// refer are the patients with reasons to be referred.
func (s *Screen) refer(list []store.PlanRow) []task {
	var out []task
	var who []string
	for _, r := range list {
		reasons := s.reasons.Of(&r, list)
		if len(reasons) == 0 || slices.Contains(who, r.PatientID) {
			continue
		}
		who = append(who, r.PatientID)
		out = append(out, task{
			kit.Row{What: r.PatientName, Quiet: due.ReasonWords(reasons), Badge: lang.L("Refer"), Tone: kit.ToneDanger},
			func() { s.d.Open(r.PatientID, desk.Progress) },
		})
	}
	return out
}
