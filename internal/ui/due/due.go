// Package due is the list of plans: how far each has come, what re-assessment is due, where a doctor should be
// thought of, and which are drafts.
package due

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// What the list can be narrowed to.
const (
	all    = "all"
	review = "review"
	refer  = "refer"
	drafts = "drafts"
)

// Screen is the place.
type Screen struct {
	d       *desk.Desk
	reading int // counts the readings, so that only the last one is shown
	plans   []store.PlanRow
	rows    []store.PlanRow // those of the plans that are listed
	only    *kit.Chips
	list    *kit.List
	body    *fyne.Container
	object  fyne.CanvasObject
}

// New lists the plans.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, body: container.NewStack()}
	s.only = kit.NewChips([]kit.Option{
		{ID: all, Label: lang.L("All plans")},
		{ID: review, Label: lang.L("Review due"), Icon: kit.IconDue},
		{ID: refer, Label: lang.L("Think of the doctor"), Icon: kit.IconAlert},
		{ID: drafts, Label: lang.L("Drafts"), Icon: kit.IconEdit},
	}, func([]string) { s.show() }).Required()
	s.only.SetChosen(all)
	s.list = kit.NewList(func() int { return len(s.rows) }, func(i int) kit.Row { return Row(s.rows[i], d.Today()) },
		func(i int) { d.Open(s.rows[i].PatientID, section(&s.rows[i], d.Today())) })
	s.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, s.only), nil, nil, nil, kit.PadSides(kit.GapWide, kit.Gap, s.body))
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindPlan, clinic.KindPlanEnd, clinic.KindSession, clinic.KindPatient, clinic.KindAssessment, clinic.KindInjury) {
		s.read()
	}
}

// Leave is part of desk.Screen; nothing is typed here.
func (s *Screen) Leave() {}

// read asks for the plans; those that were read before stay in sight until they come.
func (s *Screen) read() {
	s.reading++
	reading := s.reading
	kit.Work(s.d.Store.Plans, func(rows []store.PlanRow, err error) {
		if reading != s.reading {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.plans = rows
		s.show()
	})
}

func (s *Screen) show() {
	s.rows = nil
	only, today := s.only.Value(), s.d.Today()
	for _, r := range s.plans {
		if only == all || only == drafts && !r.Agreed || only == review && len(r.Course.Due(today)) > 0 || only == refer && len(r.Refer) > 0 {
			s.rows = append(s.rows, r)
		}
	}
	if only == review {
		slices.SortStableFunc(s.rows, func(a, b store.PlanRow) int {
			return cmp.Compare(a.Course.Due(today)[0].Day, b.Course.Due(today)[0].Day)
		})
	}
	s.body.Objects = []fyne.CanvasObject{s.list}
	switch {
	case len(s.plans) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPlan, lang.L("No plans yet"),
			lang.L("A plan grows out of an assessment: open a patient and assess first."), "", nil)}
	case len(s.rows) == 0 && only == drafts:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("No drafts"), lang.L("Every plan has been agreed."), "", nil)}
	case len(s.rows) == 0 && only == refer:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nobody to think of"),
			lang.L("No running plan has a tear that is not healed, new signs of a nerve or weakness. Each patient's report tells the other reasons, too."), "", nil)}
	case len(s.rows) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nothing is due"),
			lang.L("No re-assessment is due within a week."), "", nil)}
	}
	s.list.Refresh()
	s.body.Refresh()
}

// section is where a plan is worked on: the report when it has something to say.
func section(r *store.PlanRow, today clinic.Date) desk.Section {
	if len(r.Refer) > 0 || len(r.Course.Due(today)) > 0 {
		return desk.Progress
	}
	return desk.Plan
}

// Row is a plan as a row of the list: whose and what, then how far it has come and why it is due.
func Row(r store.PlanRow, today clinic.Date) kit.Row {
	row := kit.Row{What: r.PatientName, Icon: kit.IconPlan}
	if t := strings.TrimSpace(r.Title); t != "" {
		row.What += ": " + t
	}
	due := r.Course.Due(today)
	var parts []string
	for _, t := range r.Refer {
		parts = append(parts, referWord(t))
	}
	for _, d := range due {
		parts = append(parts, dueWord(d))
	}
	parts = append(parts, lang.L("{{.Done}} of {{.Planned}} sessions done", map[string]any{"Done": r.Done, "Planned": r.Planned}))
	if r.LastSession.Valid() {
		parts = append(parts, lang.L("last on {{.Date}}", map[string]any{"Date": r.LastSession.Short()}))
	}
	switch {
	case len(due) > 0:
	case r.ReviewDate.Valid():
		parts = append(parts, lang.L("review {{.Date}}", map[string]any{"Date": r.ReviewDate.Short()}))
	default:
		parts = append(parts, lang.L("no review date"))
	}
	row.Quiet = strings.Join(parts, "  ·  ")
	switch {
	case !r.Agreed:
		row.Badge, row.Icon = lang.L("Draft"), kit.IconEdit
	case len(r.Refer) > 0:
		row.Badge, row.Tone, row.Icon = lang.L("Think of the doctor"), kit.ToneDanger, kit.IconAlert
	case len(due) > 0 && due[0].State == clinic.ReviewOverdue:
		row.Badge, row.Tone, row.Icon = lang.L("Review overdue"), kit.ToneDanger, kit.IconDue
	case len(due) > 0:
		row.Badge, row.Tone, row.Icon = lang.L("Review due"), kit.ToneWarning, kit.IconDue
	case r.Planned > 0 && r.Done >= r.Planned:
		row.Badge, row.Tone = lang.L("Course complete"), kit.ToneSuccess
	}
	return row
}

func referWord(t clinic.TriggerKind) string {
	switch t {
	case clinic.TriggerNerve:
		return lang.L("new signs of a nerve")
	case clinic.TriggerWeak:
		return lang.L("weakness")
	case clinic.TriggerTorn:
		return lang.L("a tear, grade III")
	case clinic.TriggerTest:
		return lang.L("an urgent test result")
	}
	return string(t)
}

// dueWord says why a re-assessment is due, and since when.
func dueWord(d clinic.ReviewDue) string {
	why := map[clinic.ReviewReason]string{
		clinic.ReviewPlanned: lang.L("review date"), clinic.ReviewHalf: lang.L("half of the schedule"), clinic.ReviewEnd: lang.L("end of the schedule"),
		clinic.ReviewReport: lang.L("report to the referrer"), clinic.ReviewSessions: lang.L("referral used up"), clinic.ReviewExpires: lang.L("referral ends"),
	}[d.Reason]
	if d.Reason == clinic.ReviewSessions {
		return why
	}
	return why + " " + d.Day.Short()
}
