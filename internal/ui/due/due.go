// Package due is the list of plans by what there is to do for them: a re-assessment that is due, a reason to refer, a
// draft to agree on; and how far each has come.
package due

import (
	"cmp"
	"context"
	"maps"
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

// Group is what there is to do for plans. A plan is in each that it concerns.
type Group string

// The groups, in the order of the list.
const (
	All    Group = "all"
	Review Group = "review"
	Refer  Group = "refer"
	Drafts Group = "drafts"
	others Group = "others" // for which there is nothing to do
)

var groups = []Group{Review, Refer, Drafts, others}

// heading is that of a group of so many plans.
func (g Group) heading(count int) string {
	n := map[string]any{"Count": count}
	switch g {
	case Review:
		return lang.L("Re-assessment due ({{.Count}})", n)
	case Refer:
		return lang.L("Reasons to refer ({{.Count}})", n)
	case Drafts:
		return lang.L("Drafts ({{.Count}})", n)
	case others:
		return lang.L("Under way ({{.Count}})", n)
	}
	return lang.L("All plans ({{.Count}})", n)
}

// unsignedDays is how far back an assessment that nobody signed is gone on with instead of another begun.
const unsignedDays = 365

// item is a row of the list: a plan, or the heading of a group.
type item struct {
	plan *store.PlanRow
	in   Group
	head string
}

// Screen is the place.
type Screen struct {
	d       *desk.Desk
	reading int // counts the readings, so that only the last one is shown
	plans   []store.PlanRow
	begun   map[string]bool // patients with an assessment that nobody has signed
	rows    []item
	reasons *Reasons
	only    *kit.Chips
	counts  map[Group]int
	list    *kit.List
	body    *fyne.Container
	object  fyne.CanvasObject
}

// New lists the plans.
func New(d *desk.Desk, reasons *Reasons) *Screen {
	s := &Screen{d: d, reasons: reasons, body: container.NewStack()}
	s.only = kit.NewChips(nil, func([]string) { s.show() }).Required()
	s.offer(map[Group]int{})
	s.only.SetChosen(string(All))
	s.list = kit.NewList(func() int { return len(s.rows) }, s.row, func(i int) {
		p := s.rows[i].plan
		d.Open(p.PatientID, s.section(p))
	})
	s.list.OnAct = func(i int) { s.reassess(s.rows[i].plan.PatientID) }
	// What the rows say begins under the title: a row has a margin of its own.
	s.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, s.only), nil, nil, nil, kit.PadSides(kit.GapRoomy-kit.GapWide, 0, s.body))
	s.read()
	return s
}

// offer says in the filter how many plans each group has.
func (s *Screen) offer(counts map[Group]int) {
	if s.counts != nil && maps.Equal(s.counts, counts) {
		return
	}
	s.counts = counts
	var options []kit.Option
	for _, g := range append([]Group{All}, groups[:3]...) {
		options = append(options, kit.Option{ID: string(g), Label: g.heading(counts[g])})
	}
	s.only.SetOptions(options)
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

// Narrow lists the plans of a group.
func (s *Screen) Narrow(to Group) {
	s.only.SetChosen(string(to))
	s.show()
}

// Leave is part of desk.Screen; nothing is typed here.
func (s *Screen) Leave() {}

// read asks for the plans; those that were read before stay in sight until they come.
func (s *Screen) read() {
	s.reading++
	reading := s.reading
	type answer struct {
		plans    []store.PlanRow
		unsigned []store.UnsignedRow
	}
	today := s.d.Today()
	kit.Work(func(ctx context.Context) (a answer, err error) {
		if a.plans, err = s.d.Store.Plans(ctx); err == nil {
			a.unsigned, err = s.d.Store.Unsigned(ctx, today.AddDays(-unsignedDays), today)
		}
		return a, err
	}, func(a answer, err error) {
		if reading != s.reading {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.plans, s.begun = a.plans, map[string]bool{}
		for _, r := range a.unsigned {
			if r.Kind == clinic.KindAssessment {
				s.begun[r.PatientID] = true
			}
		}
		s.show()
		s.reasons.Look(a.plans, func() bool { return reading == s.reading }, s.show)
	})
}

// refer are the reasons beside a plan.
func (s *Screen) refer(r *store.PlanRow) []clinic.TriggerKind { return s.reasons.Of(r, s.plans) }

// in are the groups of a plan.
func (s *Screen) in(r *store.PlanRow) []Group {
	var out []Group
	if len(r.Course.Due(s.d.Today())) > 0 {
		out = append(out, Review)
	}
	if len(s.refer(r)) > 0 {
		out = append(out, Refer)
	}
	if !r.Agreed {
		out = append(out, Drafts)
	}
	if len(out) == 0 {
		out = append(out, others)
	}
	return out
}

func (s *Screen) show() {
	of := map[Group][]*store.PlanRow{}
	for i := range s.plans {
		for _, g := range s.in(&s.plans[i]) {
			of[g] = append(of[g], &s.plans[i])
		}
	}
	today, counts := s.d.Today(), map[Group]int{All: len(s.plans)}
	slices.SortStableFunc(of[Review], func(a, b *store.PlanRow) int {
		return cmp.Compare(a.Course.Due(today)[0].Day, b.Course.Due(today)[0].Day)
	})
	for g, list := range of {
		counts[g] = len(list)
	}
	s.offer(counts)
	only := Group(s.only.Value())
	s.rows = nil
	for _, g := range groups {
		if only != All && only != g || len(of[g]) == 0 {
			continue
		}
		if only == All {
			s.rows = append(s.rows, item{head: g.heading(len(of[g]))})
		}
		for _, p := range of[g] {
			s.rows = append(s.rows, item{plan: p, in: g})
		}
	}
	s.body.Objects = []fyne.CanvasObject{s.list}
	switch {
	case len(s.plans) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPlan, lang.L("No plans yet"),
			lang.L("A plan grows out of an assessment: open a patient and assess first."), "", nil)}
	case len(s.rows) == 0 && only == Drafts:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("No drafts"), lang.L("Every plan has been agreed."), "", nil)}
	case len(s.rows) == 0 && only == Refer && len(s.reasons.Unknown(s.plans)) > 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconClock, lang.L("Looking through the charts"),
			lang.L("{{.Count}} patients to go.", map[string]any{"Count": len(s.reasons.Unknown(s.plans))}), "", nil)}
	case len(s.rows) == 0 && only == Refer:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nobody to refer"),
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

// reassess begins the re-assessment of a patient, or goes on with the one that is begun.
func (s *Screen) reassess(patient string) {
	if s.d.Near(patient) {
		s.d.StartAssessment(patient)
		return
	}
	over := s.d.Slow(lang.L("Fetching the record…"))
	kit.Work(func(ctx context.Context) (*clinic.Chart, error) { return s.d.Store.Chart(ctx, patient) },
		func(_ *clinic.Chart, err error) {
			over()
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.d.StartAssessment(patient)
		})
}

// row is a plan as a row of its group: whose and what, how far it has come, and what the group is about.
func (s *Screen) row(i int) kit.Row {
	x := s.rows[i]
	if x.plan == nil {
		return kit.Row{What: x.head, Head: true}
	}
	r, today := x.plan, s.d.Today()
	row := kit.Row{What: r.PatientName, Beside: strings.TrimSpace(r.Title), Done: r.Tally.Done(), Of: r.Tally.Planned}
	if row.Beside == "" {
		row.Beside = lang.L("Plan")
	}
	facts := []string{desk.TallyWords(&r.Tally)}
	if r.Tally.Last.Valid() {
		facts = append(facts, lang.L("last on {{.Date}}", map[string]any{"Date": words.InYear(r.Tally.Last, today.Time().Year())}))
	}
	switch x.in {
	case Review:
		row.End, row.Tone = DueWords(r.Course.Due(today)[0], today)
		row.Act = lang.L("Start the re-assessment")
		if s.begun[r.PatientID] {
			row.Act = lang.L("Go on with the re-assessment")
		}
	case Refer:
		facts = append([]string{ReasonWords(s.refer(r))}, facts...)
		row.Badge, row.Tone = lang.L("Refer"), kit.ToneDanger
	case Drafts:
		facts = append([]string{lang.L("Waits for agreement")}, facts...)
	default:
		row.End = lang.L("no re-assessment date")
		if r.ReviewDate.Valid() {
			row.End = lang.L("re-assessment {{.Date}}", map[string]any{"Date": words.InYear(r.ReviewDate, today.Time().Year())})
		}
		if r.Tally.Planned > 0 && r.Tally.Done() >= r.Tally.Planned {
			row.Badge, row.Tone, row.End = lang.L("Course complete"), kit.ToneSuccess, ""
		}
	}
	row.Quiet = words.Points(facts...)
	return row
}

// longOverdue is from how many days on a re-assessment that waits is marked.
const longOverdue = 30

// DueWords says how long a re-assessment has been due, or in how many days it is.
func DueWords(d clinic.ReviewDue, today clinic.Date) (string, kit.Tone) {
	switch late := d.Day.DaysUntil(today); {
	case late > longOverdue:
		return lang.N("{{.Days}} days", late, map[string]any{"Days": late}), kit.ToneDanger
	case late > 0:
		return lang.N("{{.Days}} days", late, map[string]any{"Days": late}), kit.ToneNeutral
	case late < 0:
		return lang.N("in {{.Days}} days", -late, map[string]any{"Days": -late}), kit.ToneNeutral
	}
	return lang.L("today"), kit.ToneNeutral
}

// Why says why a re-assessment is due.
func Why(d clinic.ReviewDue) string {
	return map[clinic.ReviewReason]string{
		clinic.ReviewPlanned: lang.L("the day of the plan"), clinic.ReviewHalf: lang.L("half of the schedule"), clinic.ReviewEnd: lang.L("end of the schedule"),
		clinic.ReviewReport: lang.L("report to the referrer"), clinic.ReviewSessions: lang.L("referral used up"), clinic.ReviewExpires: lang.L("referral ends"),
	}[d.Reason]
}
