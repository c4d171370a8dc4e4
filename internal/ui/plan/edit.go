package plan

import (
	"reflect"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// op is a change of the version being written.
func (s *screen) op(label clinic.Sentence, put ...clinic.Record) clinic.Operation {
	return clinic.Operation{Label: label, Scope: s.plan, Put: put}
}

// editPlan changes the version being written; nothing is done when nothing differs.
func (s *screen) editPlan(label clinic.Sentence, change func(*clinic.Plan)) error {
	s.stepped()
	was := s.current()
	p := *was
	p.Phases = append([]clinic.Phase{}, was.Phases...)
	p.Precautions = append([]string{}, was.Precautions...)
	change(&p)
	if same(&p, was) {
		return nil
	}
	return s.do(s.op(label, &p))
}

func (s *screen) goal(id string) *clinic.Goal {
	for _, g := range s.chart.GoalsOf(s.plan) {
		if g.ID == id {
			return &g
		}
	}
	return nil
}

func (s *screen) editGoal(id string, label clinic.Sentence, change func(*clinic.Goal)) error {
	s.stepped()
	was := s.goal(id)
	if was == nil {
		return nil
	}
	g := *was
	change(&g)
	if same(&g, was) {
		return nil
	}
	return s.do(s.op(label, &g))
}

func (s *screen) prescription(id string) *clinic.Prescription {
	for _, p := range s.chart.PrescriptionsOf(s.plan) {
		if p.ID == id {
			return &p
		}
	}
	return nil
}

func (s *screen) editPrescription(id string, label clinic.Sentence, change func(*clinic.Prescription)) error {
	s.stepped()
	was := s.prescription(id)
	if was == nil {
		return nil
	}
	p := *was
	p.Targets = append([]clinic.Target{}, was.Targets...)
	change(&p)
	if same(&p, was) {
		return nil
	}
	return s.do(s.op(label, &p))
}

func (s *screen) homeCare(id string) *clinic.HomeCare {
	for _, h := range s.chart.HomeCareOf(s.plan) {
		if h.ID == id {
			return &h
		}
	}
	return nil
}

func (s *screen) editHome(id string, label clinic.Sentence, change func(*clinic.HomeCare)) error {
	s.stepped()
	was := s.homeCare(id)
	if was == nil {
		return nil
	}
	h := *was
	change(&h)
	if same(&h, was) {
		return nil
	}
	return s.do(s.op(label, &h))
}

// same reports whether two records say the same; an empty list is as good as none.
func same(a, b any) bool {
	x, y := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for i := range x.NumField() {
		f, g := x.Field(i), y.Field(i)
		if f.Kind() == reflect.Slice && f.Len() == 0 && g.Len() == 0 {
			continue
		}
		if !reflect.DeepEqual(f.Interface(), g.Interface()) {
			return false
		}
	}
	return true
}

// targetOf is what stands behind the id of a chip or row, which is the key of a target; none is nowhere.
func targetOf(key string) clinic.Target {
	t, _ := anatomy.ParseTarget(key)
	return t
}

// focusAll gives a field the keyboard with its text marked, so that typing replaces it.
func (s *screen) focusAll(e *kit.Entry) {
	kit.Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}
