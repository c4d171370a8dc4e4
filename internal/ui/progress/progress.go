// Package progress is the Progress section of a patient: the report on the regimen, the body then and now with the findings
// and the areas marked on it, each measure over time with its error and the treatment below it, and everything that happened
// in order.
package progress

import (
	"context"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// Screen is the section.
type Screen struct {
	d       *desk.Desk
	patient string
	root    *fyne.Container
	tabs    *kit.Tabs
	parts   map[string]interface{ show() }

	booked   []clinic.Appointment // the patient's since the running plan began, as they were read last
	body     *figure.BodyChart    // nil until the figure was measured
	awaiting []func()             // what it is measured for
}

// New makes the screen.
func New(d *desk.Desk, patientID string) desk.Screen {
	s := &Screen{d: d, patient: patientID, root: container.NewStack()}
	s.build()
	s.read()
	return s
}

// Object is the screen.
func (s *Screen) Object() fyne.CanvasObject { return s.root }

// Leave has nothing to keep: nothing is written here.
func (s *Screen) Leave() {}

// Refresh shows what changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if !ch.Touches(s.patient) {
		return
	}
	s.read()
	if (s.tabs == nil) != s.nothing() {
		s.build()
		return
	}
	s.show()
}

func (s *Screen) show() {
	if s.tabs != nil {
		if p := s.parts[s.tabs.Current()]; p != nil {
			p.show()
		}
	}
}

// read asks what was booked of the running plan. What was shown stays until the answer comes; where it cannot be told now, the
// sessions alone count.
func (s *Screen) read() {
	plan := s.chart().CurrentPlan()
	if plan == nil {
		return
	}
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, s.patient, plan.Start)
	}, func(booked []clinic.Appointment, err error) {
		if err != nil {
			s.d.Log.Error("reading the appointments of a plan", "error", err)
			booked = nil
		}
		if !reflect.DeepEqual(booked, s.booked) && len(booked)+len(s.booked) > 0 {
			s.booked = booked
			s.show()
		}
	})
}

func (s *Screen) chart() *clinic.Chart { return s.d.Chart(s.patient) }

func (s *Screen) nothing() bool {
	c := s.chart()
	return len(c.Assessments) == 0 && len(c.Sessions) == 0
}

func (s *Screen) build() {
	if s.nothing() {
		s.tabs = nil
		s.root.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconProgress, lang.L("Nothing to compare yet"),
			lang.L("Progress begins with the first assessment: what is measured then is what later visits are held against."),
			lang.L("Start the assessment"), func() { s.d.StartAssessment(s.patient) })}
		s.root.Refresh()
		return
	}
	s.parts = map[string]interface{ show() }{}
	s.tabs = kit.NewTabs(
		s.segment("report", lang.L("Report"), kit.IconDocument, func() (fyne.CanvasObject, interface{ show() }) { return newReport(s) }),
		s.segment("body", lang.L("Body"), kit.IconFigure, func() (fyne.CanvasObject, interface{ show() }) { return newThenNow(s) }),
		s.segment("measures", lang.L("Measures"), kit.IconChart, func() (fyne.CanvasObject, interface{ show() }) { return newMeasures(s) }),
		s.segment("timeline", lang.L("Timeline"), kit.IconHistory, func() (fyne.CanvasObject, interface{ show() }) { return newTimeline(s) }),
	)
	s.tabs.OnChanged = func(id string) {
		if p := s.parts[id]; p != nil {
			p.show()
		}
	}
	s.root.Objects = []fyne.CanvasObject{kit.Border(kit.PadSides(kit.GapRoomy, 0, s.tabs.Bar()), nil, nil, nil, s.tabs.Body())}
	s.root.Refresh()
}

func (s *Screen) segment(id, label string, icon kit.IconName, build func() (fyne.CanvasObject, interface{ show() })) kit.Tab {
	return kit.Tab{ID: id, Label: label, Icon: icon, Content: func() fyne.CanvasObject {
		o, p := build()
		s.parts[id] = p
		p.show()
		return o
	}}
}
