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
	"regimen/internal/words"
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
	reasons *Reasons
	only    *kit.Chips
	list    *kit.List
	body    *fyne.Container
	object  fyne.CanvasObject
}

// New lists the plans.
func New(d *desk.Desk, reasons *Reasons) *Screen {
	s := &Screen{d: d, reasons: reasons, body: container.NewStack()}
	s.only = kit.NewChips([]kit.Option{
		{ID: all, Label: lang.L("All plans")},
		{ID: review, Label: lang.L("Review due"), Icon: kit.IconDue},
		{ID: refer, Label: lang.L("Think of the doctor"), Icon: kit.IconAlert},
		{ID: drafts, Label: lang.L("Drafts"), Icon: kit.IconEdit},
	}, func([]string) { s.show() }).Required()
	s.only.SetChosen(all)
	s.list = kit.NewList(func() int { return len(s.rows) }, func(i int) kit.Row { return Row(s.rows[i], s.refer(&s.rows[i]), d.Today()) },
		func(i int) { d.Open(s.rows[i].PatientID, s.section(&s.rows[i])) })
	s.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, s.only), nil, nil, nil, kit.PadSides(kit.GapWide, kit.Gap, s.body))
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", append(clinic.TriggerRecords(), clinic.KindPatient)...) {
		s.reasons.Forget(ch)
		s.read()
	}
}

// Narrow lists all plans, or those where a doctor should be thought of.
func (s *Screen) Narrow(doctor bool) {
	only := all
	if doctor {
		only = refer
	}
	s.only.SetChosen(only)
	s.show()
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
		s.reasons.Look(rows, func() bool { return reading == s.reading }, s.show)
	})
}

// refer are the reasons beside a plan.
func (s *Screen) refer(r *store.PlanRow) []clinic.TriggerKind { return s.reasons.Of(r, s.plans) }

func (s *Screen) show() {
	s.rows = nil
	only, today := s.only.Value(), s.d.Today()
	for _, r := range s.plans {
		if only == all || only == drafts && !r.Agreed || only == review && len(r.Course.Due(today)) > 0 || only == refer && len(s.refer(&r)) > 0 {
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
	case len(s.rows) == 0 && only == refer && len(s.reasons.Unknown(s.plans)) > 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconClock, lang.L("Looking through the charts"),
			lang.L("{{.Count}} patients to go.", map[string]any{"Count": len(s.reasons.Unknown(s.plans))}), "", nil)}
	case len(s.rows) == 0 && only == refer:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nobody to think of"),
			lang.L("For no patient with a plan does one of the reasons to refer hold today."), "", nil)}
	case len(s.rows) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nothing is due"),
			lang.L("No re-assessment is due within a week."), "", nil)}
	}
	s.list.Refresh()
	s.body.Refresh()
}

// section is where a plan is worked on: the report when it has something to say.
func (s *Screen) section(r *store.PlanRow) desk.Section {
	if len(s.refer(r)) > 0 || len(r.Course.Due(s.d.Today())) > 0 {
		return desk.Progress
	}
	return desk.Plan
}

// Row is a plan as a row of the list: whose and what, then how far it has come, why a doctor should be thought of and
// why it is due.
func Row(r store.PlanRow, refer []clinic.TriggerKind, today clinic.Date) kit.Row {
	row := kit.Row{What: r.PatientName, Icon: kit.IconPlan}
	if t := strings.TrimSpace(r.Title); t != "" {
		row.What += ": " + t
	}
	due := r.Course.Due(today)
	var parts []string
	if len(refer) > 0 {
		parts = append(parts, ReasonWords(refer))
	}
	for _, d := range due {
		parts = append(parts, Why(d))
	}
	parts = append(parts, desk.TallyWords(&r.Tally))
	if r.Tally.Last.Valid() {
		parts = append(parts, lang.L("last on {{.Date}}", map[string]any{"Date": words.Short(r.Tally.Last)}))
	}
	switch {
	case len(due) > 0:
	case r.ReviewDate.Valid():
		parts = append(parts, lang.L("review {{.Date}}", map[string]any{"Date": words.Short(r.ReviewDate)}))
	default:
		parts = append(parts, lang.L("no review date"))
	}
	row.Quiet = strings.Join(parts, "  ·  ")
	switch {
	case len(refer) > 0:
		row.Badge, row.Tone, row.Icon = lang.L("Think of the doctor"), kit.ToneDanger, kit.IconAlert
	case !r.Agreed:
		row.Badge, row.Icon = lang.L("Draft"), kit.IconEdit
	case len(due) > 0 && due[0].State == clinic.ReviewOverdue:
		row.Badge, row.Tone, row.Icon = lang.L("Review overdue"), kit.ToneDanger, kit.IconDue
	case len(due) > 0:
		row.Badge, row.Tone, row.Icon = lang.L("Review due"), kit.ToneWarning, kit.IconDue
	case r.Tally.Planned > 0 && r.Tally.Done() >= r.Tally.Planned:
		row.Badge, row.Tone = lang.L("Course complete"), kit.ToneSuccess
	}
	return row
}

// Why says why a re-assessment is due, and since when.
func Why(d clinic.ReviewDue) string {
	day := map[string]any{"Day": words.Short(d.Day)}
	return map[clinic.ReviewReason]string{
		clinic.ReviewPlanned: lang.L("review date {{.Day}}", day), clinic.ReviewHalf: lang.L("half of the schedule {{.Day}}", day), clinic.ReviewEnd: lang.L("end of the schedule {{.Day}}", day),
		clinic.ReviewReport: lang.L("report to the referrer {{.Day}}", day), clinic.ReviewSessions: lang.L("referral used up"), clinic.ReviewExpires: lang.L("referral ends {{.Day}}", day),
	}[d.Reason]
}
