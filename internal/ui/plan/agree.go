package plan

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// agree is the last step: what still hinders, and the patient's word.
type agree struct {
	s        *screen
	content  fyne.CanvasObject
	open     *fyne.Container // what hinders, each with the way to its step
	said     []clinic.Hindrance
	ready    *kit.Remark
	who      *choice
	name     *kit.Entry
	nameF    *kit.Field
	how      *choice
	howF     *kit.Field
	button   *kit.Button // stands in the foot
	reads    *fyne.Container
	guardian bool
	consent  *consent.Panel
}

func newAgree(s *screen) *agree {
	a := &agree{s: s, open: kit.Stack(), ready: kit.NewRemark(), reads: container.NewStack()}
	a.who = newChoice(kit.NewSegmented(nil, func(id string) {
		a.guardian = id == "guardian"
		a.name.Fill("")
		if !a.guardian {
			a.name.Fill(s.chart.Patient.FullName())
		}
		a.show()
	}))
	a.who.set([]kit.Option{
		{ID: "patient", Label: lang.L("The patient"), Icon: kit.IconPerson},
		{ID: "guardian", Label: lang.L("A parent or guardian"), Icon: kit.IconPatients},
	}, "patient")
	a.name = kit.NewEntry(lang.L("Name of who agrees"), func(string) { a.nameF.SetError("") })
	a.name.Fill(s.chart.Patient.FullName())
	a.nameF = kit.NewField(lang.L("Name"), a.name)
	a.how = newChoice(kit.NewSegmented(nil, func(string) { a.howF.SetError("") }))
	a.how.set([]kit.Option{
		{ID: clinic.AgreedSpoken, Label: lang.L("Said so, after it was explained"), Icon: kit.IconCheck},
		{ID: clinic.AgreedOnPaper, Label: lang.L("Signed on paper"), Icon: kit.IconSign},
	})
	a.howF = kit.NewField(lang.L("How was it agreed?"), a.how.chips)
	a.button = kit.PrimaryButton(lang.L("Agree and close this version"), kit.IconLock, a.agree)
	form := kit.StackGap(kit.GapWide,
		kit.Heading(lang.L("The patient's agreement")),
		kit.NewField(lang.L("Who agrees?"), a.who.chips), kit.MaxWidth(480, a.nameF), a.howF,
		kit.QuietText(lang.L("Once agreed, this version stays as it is. A change makes a new version.")).Wrap(),
	)
	a.consent = s.newConsent()
	a.content = scrolling(kit.Stack(a.ready.Object, a.open), a.consent.Object(),
		kit.Beside(kit.GapRoomy*2, 380, form, kit.Stack(kit.Heading(lang.L("The plan in short")), a.reads)))
	return a
}

func (a *agree) object() fyne.CanvasObject { return a.content }

func (a *agree) show() {
	s := a.s
	reasons := clinic.CanAgree(s.d.Catalogue, s.chart, s.current(), s.d.Today())
	if !slices.Equal(reasons, a.said) || len(a.open.Objects) == 0 {
		a.said = reasons
		a.open.Objects = nil
		for _, r := range reasons {
			a.open.Add(a.hindrance(r))
		}
		a.open.Refresh()
	}
	text := lang.L("Ready to agree. Go through the plan with the patient.")
	if len(reasons) > 0 {
		text = ""
	}
	a.ready.Set(text, kit.ToneSuccess)
	kit.SetEnabled(a.button, len(reasons) == 0)
	a.consent.Show()
	a.reads.Objects = []fyne.CanvasObject{s.brief(s.current())}
	a.reads.Refresh()
}

// hindrance is a sentence with the way to where it is put right.
func (a *agree) hindrance(h clinic.Hindrance) fyne.CanvasObject {
	r := kit.NewRemark()
	r.Set(words.Say(h.Say), kit.ToneWarning)
	label, do := a.wayTo(h.Step)
	if do == nil {
		return r.Object
	}
	return container.NewBorder(nil, nil, nil, container.NewCenter(kit.NewButton(label, kit.IconChevronRight, do)), r.Object)
}

// wayTo leads to the step of a hindrance.
func (a *agree) wayTo(step string) (string, func()) {
	s := a.s
	id, ok := map[string]string{clinic.StepSchedule: stepSchedule, clinic.StepGoals: stepGoals, clinic.StepTreatment: stepTreatment, clinic.StepHome: stepHome}[step]
	switch {
	case ok:
		return stepName(id), func() { s.editor.to(id) }
	case step == clinic.StepReason:
		return lang.L("Write why"), func() {
			s.editor.to(stepProblems)
			kit.Focus(s.editor.reason.Entry)
		}
	case step == clinic.StepAssessment:
		return lang.L("Assessment"), func() {
			s.flush()
			s.d.Open(s.patient, desk.Assess)
		}
	}
	return "", nil
}

func (a *agree) agree() {
	s := a.s
	s.flush()
	who := strings.TrimSpace(a.name.Text)
	if who == "" {
		a.nameF.SetError(lang.L("Write the name of who agrees."))
		return
	}
	how := a.how.chips.Value()
	if how == "" {
		a.howF.SetError(lang.L("Choose how it was agreed."))
		return
	}
	as := clinic.ByThePatient
	if a.guardian {
		as = clinic.ByGuardian
	}
	op, err := clinic.AgreePlan(s.d.Env(), s.d.Catalogue, s.chart, s.current(), who, as, how)
	if err != nil {
		s.refuse(err)
		return
	}
	s.d.Seal(op, a.button, func() {
		s.d.Tell(lang.L("The plan is agreed."), nil)
	})
}

// refuse tells why something cannot be done.
func (s *screen) refuse(err error) {
	var h clinic.Hindrances
	if errors.As(err, &h) {
		s.d.Warn(words.Error(h))
		return
	}
	s.d.Fail(err)
}
