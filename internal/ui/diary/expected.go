package diary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Of visits of today, those are expected now that begin so soon, or should have begun so lately, and no more than these.
const (
	expectedBefore = 60 // minutes
	expectedAfter  = 60
	mostExpected   = 3
)

// expected are the visits in sight that are expected now, in order of time; the next one where none is so near.
func (s *Screen) expected() []clinic.Appointment {
	now := clinic.WallOf(s.d.Clock())
	day := s.data.day(now.Date)
	if day == nil {
		return nil
	}
	var out []clinic.Appointment
	for _, a := range day.Appointments() {
		if !a.State.Ahead() || a.Held || !s.inSight(&a) || a.Start < now.Minute-expectedAfter {
			continue
		}
		if len(out) == 0 || len(out) < mostExpected && a.Start <= now.Minute+expectedBefore {
			out = append(out, a)
		}
	}
	return out
}

// expectedNow is who is expected, each to be checked in by one tap.
func (p *panel) expectedNow() []fyne.CanvasObject {
	s := p.s
	if s.data == nil {
		return nil
	}
	list := kit.StackGap(0)
	for _, a := range s.expected() {
		row := kit.NewTwoLine(kit.Row{
			What: s.data.name(a.PatientID), Quiet: words.Points(clinic.ClockTime(a.Start), firstName(s.data.table.Names[a.PractitionerID])),
		}, func() {
			s.grid.Select(a.ID)
			p.visit(a)
		})
		here := kit.NewButton(lang.L("Arrived"), "", func() {
			s.come(a, clinic.Arrived, "")
			s.keyboard(s.grid.Keyboard())
		})
		list.Add(kit.Border(nil, nil, nil, container.NewCenter(here), row))
	}
	if len(list.Objects) == 0 {
		return nil
	}
	return []fyne.CanvasObject{kit.Heading(lang.L("Next to come")), list}
}
