// Package consent asks for consent to be treated and shows how it stands: what is missing, the form that the patient
// signs on the screen, and the withdrawal. Both the plan and the session hold it.
package consent

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Host is where consent is asked.
type Host struct {
	Desk    *desk.Desk
	Patient string
	Chart   func() *clinic.Chart
	// Plan is the version that is agreed on or treated by, nil without one.
	Plan func() *clinic.Plan
	// Session is the one that consent is asked in, nil outside a session.
	Session func() *clinic.Session
	// Apply makes a change and shows it.
	Apply func(clinic.Operation) error
}

func (h *Host) session() *clinic.Session {
	if h.Session == nil {
		return nil
	}
	return h.Session()
}

// in is where consent counts.
func (h *Host) in() clinic.Consenting {
	if v := h.session(); v != nil {
		return h.Chart().ConsentIn(v)
	}
	if p := h.Plan(); p != nil {
		return clinic.Consenting{Lineage: p.Lineage}
	}
	return clinic.Consenting{}
}

// needed is what consent is needed for here.
func (h *Host) needed() []clinic.ConsentSubject {
	if v := h.session(); v != nil {
		return clinic.SessionConsent(h.Desk.Catalogue, h.Chart(), v)
	}
	if p := h.Plan(); p != nil {
		return clinic.PlanConsent(h.Desk.Catalogue, h.Chart(), p)
	}
	return nil
}

// decision is a decision made here.
func (h *Host) decision(what string) clinic.Consent {
	x := clinic.Decision(what, h.Desk.Practitioner().Name)
	if p := h.Plan(); p != nil {
		x.PlanID = p.ID
	}
	if v := h.session(); v != nil {
		x.SessionID = v.ID
	}
	return x
}

func about(x *clinic.Consent, s clinic.ConsentSubject) {
	if s.Technique != "" {
		x.Techniques = append(x.Techniques, s.Technique)
	} else {
		x.Areas = append(x.Areas, s.Area)
	}
}

// Panel is one line that says how consent stands with the one thing to do about it, and what opens below: all
// subjects with their decisions, and the form.
type Panel struct {
	h       *Host
	prompt  *kit.Prompt
	yes     *kit.Button // spoken consent to be treated
	confirm *kit.Button // the sensitive areas, again today
	no      *kit.Button // not today: what needs them is left out
	ask     *kit.Button
	more    *kit.Button // all decisions, while it asks
	all     *kit.Button // the same, when nothing is to ask
	below   *fyne.Container
	surface *fyne.Container // of what is below
	stands  *standing
	form    *form
	root    fyne.CanvasObject
}

// New makes the panel of a host.
func New(h *Host) *Panel {
	p := &Panel{h: h, below: kit.Stack()}
	p.yes = kit.NewButton(lang.L("The patient agrees"), kit.IconCheck, p.spoken)
	p.confirm = kit.NewButton(lang.L("Yes"), kit.IconCheck, p.confirmToday)
	p.no = kit.NewButton(lang.L("No, leave it out"), kit.IconClose, p.notToday)
	p.ask = kit.NewButton(lang.L("Ask and sign"), kit.IconSign, p.open)
	p.more = kit.QuietButton(lang.L("Consent"), kit.IconShield, p.toggle)
	p.all = kit.QuietButton(lang.L("Consent"), kit.IconShield, p.toggle)
	p.prompt = kit.NewPrompt([]*kit.Button{p.yes, p.confirm, p.no, p.ask, p.more}, []*kit.Button{p.all})
	p.surface = container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap, p.below))
	p.root = kit.StackGap(kit.Gap, p.prompt.Object, p.surface)
	p.surface.Hide()
	return p
}

// Waits reports whether consent is to be asked here and is not.
func (p *Panel) Waits() bool { return p.yes.Visible() || p.confirm.Visible() || p.ask.Visible() }

// Accent makes its answer the one thing to do next, while it waits.
func (p *Panel) Accent(on bool) { p.prompt.Accent(on && p.Waits()) }

// Object is the panel.
func (p *Panel) Object() fyne.CanvasObject { return p.root }

// Show brings the panel up to date; a form that is being filled in stays as it is.
func (p *Panel) Show() {
	chart, in := p.h.Chart(), p.h.in()
	var confirm, sign, said, refused []string
	general := true
	subjects := p.h.needed()
	for _, s := range subjects {
		st := chart.ConsentStanding(s, in)
		outside := s
		outside.EachSession = s.EachSession && p.h.session() != nil
		switch {
		case st.Enough(outside):
		case st.Last != nil && !st.Given:
			refused = append(refused, s.Name)
		case s.Area == clinic.GeneralArea:
			general = false
			said = append(said, s.Name)
		case s.Written && !st.Written:
			sign = append(sign, s.Name)
		default:
			confirm = append(confirm, s.Name)
		}
	}
	minor := chart.Patient.IsMinor(p.h.Desk.Today())
	icon, color := kit.IconAlert, kit.ColorWarning
	var standing, quiet string
	refusal := false
	switch {
	case len(sign) > 0:
		standing = lang.L("To be signed for this course: {{.What}}", map[string]any{"What": words.List(sign...)})
	case !general:
		standing = lang.L("No consent to be treated is recorded.")
	case len(confirm) > 0:
		standing = lang.L("Still agreed today: {{.What}}", map[string]any{"What": words.List(confirm...)})
	case len(refused) > 0:
		standing, refusal = lang.L("Not agreed to: {{.What}}", map[string]any{"What": strings.Join(refused, ", ")}), true
	default:
		icon, color = kit.IconCheck, kit.ColorSuccess
		standing = lang.L("Consent is there for all that is planned.")
		if len(subjects) == 0 {
			icon, color = kit.IconInfo, kit.ColorQuiet
			standing = lang.L("Nothing is planned yet that needs consent.")
		}
	}
	if len(refused) > 0 && icon == kit.IconAlert && !refusal {
		quiet = lang.L("Not agreed to: {{.What}}", map[string]any{"What": strings.Join(refused, ", ")})
	}
	if minor && len(sign)+len(said) > 0 {
		quiet = lang.L("The patient is under 18: a parent or guardian agrees.")
	}
	filling := p.form != nil
	kit.SetHidden(p.yes, filling || general || len(sign) > 0 || minor)
	kit.SetHidden(p.confirm, filling || len(confirm) == 0 || len(sign) > 0)
	kit.SetHidden(p.no, p.confirm.Hidden)
	kit.SetHidden(p.ask, filling || len(sign) == 0 && general)
	kit.SetHidden(p.more, filling)
	kit.SetHidden(p.all, filling)
	if icon == kit.IconAlert {
		p.prompt.Ask(standing, quiet)
	} else {
		p.prompt.Answered(standing, icon, color)
	}
	if p.stands != nil && !filling {
		p.stands.show()
	}
}

// spoken records that the patient agrees to be treated: one tap.
func (p *Panel) spoken() {
	chart := p.h.Chart()
	x := p.h.decision(clinic.ConsentGiven)
	x.Areas, x.How, x.ByAs, x.By = []string{clinic.GeneralArea}, clinic.ConsentSpoken, clinic.ByThePatient, nameOf(&chart.Patient)
	p.decide(clinic.Say("Record consent"), x)
}

func nameOf(p *clinic.Patient) string {
	if n := p.FullName(); n != "" {
		return n
	}
	return p.Name()
}

func (p *Panel) confirmToday() {
	v := p.h.session()
	if v == nil {
		return
	}
	op, err := clinic.ConfirmToday(p.h.Desk.Env(), p.h.Desk.Catalogue, p.h.Chart(), v)
	if err != nil {
		p.h.Desk.Fail(err)
		return
	}
	if !op.Empty() {
		_ = p.h.Apply(op) // the person was told
	}
}

// notToday leaves out what is not agreed to today. What was signed for the course stands, and is asked about again next time.
func (p *Panel) notToday() {
	v := p.h.session()
	if v == nil {
		return
	}
	var names []string
	for _, s := range clinic.ToConfirm(p.h.Desk.Catalogue, p.h.Chart(), v) {
		names = append(names, s.Name)
	}
	why := lang.L("Not agreed to today: {{.What}}", map[string]any{"What": words.List(names...)})
	if op := clinic.LeaveUnconfirmed(p.h.Desk.Catalogue, p.h.Chart(), v, why); !op.Empty() {
		_ = p.h.Apply(op) // the person was told
	}
}

func (p *Panel) decide(label clinic.Sentence, decisions ...clinic.Consent) bool {
	op, err := clinic.Decide(p.h.Desk.Env(), p.h.Desk.Catalogue, p.h.Chart(), label, decisions...)
	if err != nil {
		p.h.Desk.Fail(err)
		return false
	}
	return p.h.Apply(op) == nil
}

// toggle opens or closes the list of all decisions.
func (p *Panel) toggle() {
	if p.stands != nil {
		p.shut()
		return
	}
	p.stands = newStanding(p)
	p.put(p.stands.root)
}

// open shows the form.
func (p *Panel) open() {
	p.stands = nil
	p.form = newForm(p)
	p.put(p.form.root)
}

func (p *Panel) put(o fyne.CanvasObject) {
	p.below.Objects = []fyne.CanvasObject{o}
	p.surface.Show()
	p.below.Refresh()
	p.Show()
}

// shut closes what is open below.
func (p *Panel) shut() {
	p.stands, p.form = nil, nil
	p.below.Objects = nil
	p.surface.Hide()
	p.Show()
}
