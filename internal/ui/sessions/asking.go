package sessions

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// safetyHost asks the safety questions in this session.
func (w *visit) safetyHost() *safety.Host {
	return &safety.Host{
		Desk: w.s.d, Patient: w.s.patient, Session: w.id, Chart: w.s.chart, Apply: w.s.apply, After: w.s.after,
		Locked: func() bool { v := w.now(); return v == nil || !v.SignedAt.IsZero() },
	}
}

// consentHost asks for consent in this session, in the course of the plan it is held by.
func (w *visit) consentHost() *consent.Host {
	return &consent.Host{
		Desk: w.s.d, Patient: w.s.patient, Chart: w.s.chart, Session: w.now, Apply: w.s.apply,
		Plan: func() *clinic.Plan {
			if v := w.now(); v != nil {
				return w.s.chart().Plan(v.PlanID)
			}
			return nil
		},
	}
}

// reveal brings what opened in the step shown into sight, once it has been laid out.
func (w *visit) reveal(o fyne.CanvasObject) {
	w.s.after(50*time.Millisecond, func() {
		if scroll := w.scrolls[w.tabs.Current()]; scroll != nil {
			scroll.Reveal(o)
		}
	})
}

// askedWords is what was asked before the treatment of a session, for its record.
func askedWords(cat *clinic.Catalogue, chart *clinic.Chart, v *clinic.Session) (safetyWords, consentWords string) {
	if x := chart.ChangeAnswer(cat, v.ID); x != nil {
		safetyWords = words.Fields{Catalogue: cat}.Text(x, "answer")
	}
	in := chart.ConsentIn(v)
	if !v.SignedAt.IsZero() {
		in.Before = v.SignedAt // what was decided later does not change what was agreed to then
	}
	var names []string
	for _, s := range cat.ConsentSubjects() {
		if st := chart.ConsentStanding(s, in); st.Confirmed {
			names = append(names, s.Name)
		}
	}
	return safetyWords, sentences(slices.Clip(names)...)
}
