package sessions

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// fix is the act that puts a hindrance right, or leads to where it is put right; nothing is written as asked or done but by it.
type fix struct {
	label string
	icon  kit.IconName
	more  []string // what it is about, line by line
	do    func()   // nil where nothing puts it right
}

// newFixes are the acts by the step of a hindrance.
func newFixes(w *visit) map[string]func(v *clinic.Session) fix {
	return map[string]func(v *clinic.Session) fix{
		clinic.StepNotes: func(v *clinic.Session) fix {
			f := fix{label: lang.L("All still true"), icon: kit.IconCheck, do: w.confirmAll}
			for _, n := range []struct{ name, title, text string }{
				{"subjective", lang.L("Subjective"), v.Subjective},
				{"objective", lang.L("Objective"), v.Objective},
				{"assessed", lang.L("Assessment"), v.Assessed},
				{"next_plan", lang.L("Plan for next time"), v.NextPlan},
			} {
				if slices.Contains(v.Unconfirmed, n.name) {
					f.more = append(f.more, words.Of(n.title, n.text))
				}
			}
			return f
		},
		clinic.StepUndecided: func(v *clinic.Session) fix {
			var names []string
			for i, t := range w.s.chart().TreatmentsOf(v.ID) {
				if t.Status == clinic.TreatmentPlanned {
					names = append(names, lang.L("{{.Number}} {{.Name}}", map[string]any{"Number": i + 1, "Name": w.s.d.Catalogue.TechniqueName(t.Technique)}))
				}
			}
			return fix{lang.L("Done as planned"), kit.IconCheck, []string{words.Points(names...)}, w.tickRest}
		},
		clinic.StepClot: func(*clinic.Session) fix { return w.leads(lang.L("To the treatment"), stepTreat) },
		clinic.StepDespite: func(v *clinic.Session) fix {
			f := w.leads(lang.L("To the treatment"), stepTreat)
			to := f.do
			f.do = func() {
				to()
				w.askDespite(v)
			}
			return f
		},
		clinic.StepAssessment: func(*clinic.Session) fix {
			return fix{label: lang.L("To the assessment"), icon: kit.IconChevronRight, do: func() {
				w.flush()
				w.s.d.Open(w.s.patient, desk.Assess)
			}}
		},
		clinic.StepStart: func(v *clinic.Session) fix {
			at := w.s.d.In(v.CreatedAt)
			if clinic.DateOf(at) != v.Date {
				return w.types(lang.L("Write the time"), func(g *signing) *edit.Text { return g.start })
			}
			return fix{label: lang.L("{{.Time}}, when it was opened", map[string]any{"Time": hoursMinutes(at)}), icon: kit.IconClock, do: func() {
				_ = w.edit(clinic.Say("Start the treatment"), func(v *clinic.Session) { v.StartedAt = v.CreatedAt }) // the person was told
			}}
		},
		clinic.StepEnd: func(v *clinic.Session) fix {
			now := w.s.d.Clock()
			if v.Date != w.s.d.Today() {
				return w.types(lang.L("Write the time"), func(g *signing) *edit.Text { return g.end })
			}
			return fix{label: lang.L("Now, {{.Time}}", map[string]any{"Time": hoursMinutes(now)}), icon: kit.IconStop, do: func() {
				_ = w.edit(clinic.Say("End the treatment"), func(v *clinic.Session) { v.EndedAt = w.s.d.Clock().UTC() }) // the person was told
			}}
		},
		clinic.StepTimes: func(v *clinic.Session) fix {
			return w.types(lang.L("Correct the time"), func(g *signing) *edit.Text {
				if clinic.Ahead(v.StartedAt, w.s.d.Clock()) {
					return g.start
				}
				return g.end
			})
		},
		clinic.StepTreated: func(*clinic.Session) fix {
			here := w.s.d.Practitioner()
			if here.ID == "" {
				return w.shows(lang.L("Choose"), func(g *signing) fyne.CanvasObject { return g.treated.Field })
			}
			return fix{label: here.Name, icon: kit.IconPerson, do: func() {
				_ = w.edit(clinic.Say("Choose who treated"), func(v *clinic.Session) { v.PractitionerID = here.ID }) // the person was told
			}}
		},
		clinic.StepChange:  func(*clinic.Session) fix { return w.leads(lang.L("Ask"), stepBefore) },
		clinic.StepSafety:  func(*clinic.Session) fix { return w.leads(lang.L("To the questions"), stepBefore) },
		clinic.StepConsent: func(*clinic.Session) fix { return w.leads(lang.L("To the consent"), stepBefore) },
		clinic.StepSigner: func(*clinic.Session) fix {
			return w.shows(lang.L("Choose"), func(*signing) fyne.CanvasObject { return w.signer.Object() })
		},
	}
}

// settledAt are the steps of hindrances that are put right in a step of the visit.
var settledAt = map[string][]string{
	stepBefore: {clinic.StepChange, clinic.StepSafety, clinic.StepConsent},
	stepTreat:  {clinic.StepUndecided, clinic.StepClot, clinic.StepDespite},
	stepAfter:  {clinic.StepNotes},
}

// fix is how a hindrance is put right.
func (w *visit) fix(h clinic.Hindrance, v *clinic.Session) fix {
	if f := w.fixes[h.Step]; f != nil {
		return f(v)
	}
	return fix{}
}

// settled reports whether nothing is left to put right in a step of the visit.
func (w *visit) settled(step string, v *clinic.Session) bool {
	return !slices.ContainsFunc(w.hinders(v), func(h clinic.Hindrance) bool { return slices.Contains(settledAt[step], h.Step) })
}

// leads goes to a step of the visit, and back when nothing is left to do there.
func (w *visit) leads(label, step string) fix {
	return fix{label: label, icon: kit.IconChevronRight, do: func() {
		w.back = true
		w.open(step)
	}}
}

// types gives the keyboard to a field of the step.
func (w *visit) types(label string, of func(*signing) *edit.Text) fix {
	return fix{label: label, icon: kit.IconEdit, do: func() {
		if g, ok := w.parts[stepSign].(*signing); ok {
			kit.Focus(of(g).Entry)
			w.reveal(of(g).Field)
		}
	}}
}

// shows brings a choice of the step into sight.
func (w *visit) shows(label string, of func(*signing) fyne.CanvasObject) fix {
	return fix{label: label, icon: kit.IconChevronDown, do: func() {
		if g, ok := w.parts[stepSign].(*signing); ok {
			w.reveal(of(g))
		}
	}}
}
