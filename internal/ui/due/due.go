// Package due is the list of plans: how far each has come, when its review is due, and which are drafts.
package due

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// soonDays is how early a review is announced.
const soonDays = 7

// What the list can be narrowed to.
const (
	all    = "all"
	review = "review"
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
		{ID: drafts, Label: lang.L("Drafts"), Icon: kit.IconEdit},
	}, func([]string) { s.show() }).Required()
	s.only.SetChosen(all)
	s.list = kit.NewList(func() int { return len(s.rows) }, func(i int) kit.Row { return Row(s.rows[i], d.Today()) },
		func(i int) { d.Open(s.rows[i].PatientID, desk.Plan) })
	s.object = container.NewBorder(kit.PadSides(kit.GapRoomy, kit.Gap, s.only), nil, nil, nil, kit.PadSides(kit.GapWide, kit.Gap, s.body))
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindPlan, clinic.KindPlanEnd, clinic.KindSession, clinic.KindPatient) {
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
		if only == all || only == drafts && !r.Agreed || only == review && r.Agreed && r.ReviewDate.Valid() && r.ReviewDate <= today.AddDays(soonDays) {
			s.rows = append(s.rows, r)
		}
	}
	s.body.Objects = []fyne.CanvasObject{s.list}
	switch {
	case len(s.plans) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPlan, lang.L("No plans yet"),
			lang.L("A plan grows out of an assessment: open a patient and assess first."), "", nil)}
	case len(s.rows) == 0 && only == drafts:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("No drafts"), lang.L("Every plan has been agreed."), "", nil)}
	case len(s.rows) == 0:
		s.body.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconCheck, lang.L("Nothing is due"),
			lang.L("No review is due within a week."), "", nil)}
	}
	s.list.Refresh()
	s.body.Refresh()
}

// Row is a plan as a row of the list: whose and what, then how far it has come.
func Row(r store.PlanRow, today clinic.Date) kit.Row {
	row := kit.Row{What: r.PatientName, Icon: kit.IconPlan}
	if t := strings.TrimSpace(r.Title); t != "" {
		row.What += ": " + t
	}
	parts := []string{lang.L("{{.Done}} of {{.Planned}} sessions done", map[string]any{"Done": r.Done, "Planned": r.Planned})}
	if r.LastSession.Valid() {
		parts = append(parts, lang.L("last on {{.Date}}", map[string]any{"Date": r.LastSession.Short()}))
	}
	if r.ReviewDate.Valid() {
		parts = append(parts, lang.L("review {{.Date}}", map[string]any{"Date": r.ReviewDate.Short()}))
	} else {
		parts = append(parts, lang.L("no review date"))
	}
	row.Quiet = strings.Join(parts, "  ·  ")
	switch {
	case !r.Agreed:
		row.Badge, row.Icon = lang.L("Draft"), kit.IconEdit
	case r.ReviewDate.Valid() && r.ReviewDate < today:
		row.Badge, row.Tone, row.Icon = lang.L("Review overdue"), kit.ToneDanger, kit.IconDue
	case r.ReviewDate.Valid() && r.ReviewDate <= today.AddDays(soonDays):
		row.Badge, row.Tone, row.Icon = lang.L("Review due"), kit.ToneWarning, kit.IconDue
	case r.Planned > 0 && r.Done >= r.Planned:
		row.Badge, row.Tone = lang.L("Course complete"), kit.ToneSuccess
	}
	return row
}
