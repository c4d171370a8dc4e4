package assess

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/addendum"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/signer"
	"regimen/internal/words"
)

// impression is the last step: what the therapist makes of it, what is still missing, and the
// signature. A signed assessment shows its addenda here.
type impression struct {
	screen  *Screen
	s       *step.Host
	text    *edit.Text
	missing *fyne.Container
	sign    *kit.Button
	signer  *signer.Signer
	signed  *fyne.Container
	addenda *fyne.Container
	form    *addendum.Form
	root    fyne.CanvasObject
}

func newImpression(screen *Screen) step.Step {
	s := screen.host
	p := &impression{screen: screen, s: s, missing: kit.StackGap(kit.Gap), signed: kit.StackGap(kit.Gap), addenda: kit.StackGap(kit.GapWide)}
	p.text = s.NewText(lang.L("Working impression"), "impression",
		lang.L("What fits together, in words another therapist understands. Not a medical diagnosis."), 6, func(text string) error {
			return s.Edit(clinic.Say("Change: impression"), func(a *clinic.Assessment) { a.Impression = text })
		})
	p.sign = kit.PrimaryButton(lang.L("Sign the assessment"), kit.IconSign, p.ask)
	p.signer = signer.New(s.Desk, p.Show)
	p.form = addendum.New(s.Desk, s.Chart, clinic.Ref{Kind: clinic.KindAssessment, ID: s.Assessment})
	p.root = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.Gap, kit.Beside(kit.GapWide, 380,
		kit.NewCard(lang.L("Impression"), kit.Stack(p.text.Field)),
		kit.NewCard(lang.L("Signature"), kit.StackGap(kit.GapWide, p.signer.Object(), p.missing, p.signed, p.addenda, p.form.Object)),
	)))
	return p
}

func (p *impression) Object() fyne.CanvasObject { return p.root }

func (p *impression) Show() {
	a := p.s.Current()
	locked := p.s.Locked()
	p.text.Show(a.Impression)
	p.text.Lock(locked)
	p.missing.Objects, p.signed.Objects, p.addenda.Objects = nil, nil, nil
	if locked {
		p.showSigned(a)
	} else {
		p.showMissing(a)
	}
	for _, c := range []*fyne.Container{p.missing, p.signed, p.addenda} {
		c.Hidden = len(c.Objects) == 0
	}
	p.signer.Show()
	kit.SetHidden(p.signer.Object(), locked)
	p.form.Show()
	kit.SetHidden(p.form.Object, !locked)
	p.root.Refresh()
}

func (p *impression) showMissing(a *clinic.Assessment) {
	reasons := append(clinic.CanSignAssessment(p.s.Desk.Catalogue, p.s.Chart(), a), p.signer.Missing()...)
	// The button stands above what changes: a remark that goes must not move it from under the finger.
	kit.SetEnabled(p.sign, len(reasons) == 0)
	p.missing.Add(container.NewHBox(p.sign))
	if len(reasons) == 0 {
		p.missing.Add(kit.Body(lang.L("Everything that is needed is there. Signing locks the assessment; what comes later is an addendum.")).Wrap())
	} else {
		p.missing.Add(kit.Strong(lang.L("Still missing before it can be signed")).Wrap())
		for _, r := range reasons {
			p.missing.Add(container.NewBorder(nil, nil, kit.IconView(kit.IconInfo, kit.ColorWarning), nil,
				kit.Middle(kit.Body(words.Say(r)).Wrap())))
		}
		if code := p.openQuestion(a); code != "" {
			p.missing.Add(container.NewHBox(kit.NewButton(lang.L("Go to the screening"), kit.IconShield, func() { p.s.Ask(code) })))
		}
		if k := p.s.Chart().ClotCheck(p.s.Desk.Catalogue, a, a.Date); k != nil && k.Open() {
			p.missing.Add(container.NewHBox(kit.NewButton(lang.L("Go to the check for a clot"), kit.IconAlert, p.screen.goToClot)))
		}
		for _, u := range clinic.UrgentTests(p.s.Desk.Catalogue, p.s.Chart(), a.ID) {
			if !u.Answered() {
				p.missing.Add(container.NewHBox(kit.NewButton(lang.L("Go to the tests"), kit.IconAlert, func() { p.s.GoTo(step.Tests) })))
				break
			}
		}
	}
	for _, quiet := range p.unwritten(a) {
		p.missing.Add(kit.QuietText(quiet).Wrap())
	}
}

// openQuestion is the first safety question that keeps the assessment from being signed, or "".
func (p *impression) openQuestion(a *clinic.Assessment) string {
	cat, c := p.s.Desk.Catalogue, p.s.Chart()
	for _, x := range c.ScreeningsOf(a.ID) {
		if clinic.NeedsAction(cat, &x) {
			return x.Item
		}
	}
	if left := c.Unanswered(cat, a.ID); len(left) > 0 {
		return left[0].Code
	}
	return ""
}

// unwritten names what is not needed but usually there.
func (p *impression) unwritten(a *clinic.Assessment) []string {
	var out []string
	c := p.s.Chart()
	if len(c.FindingsOf(a.ID)) == 0 {
		out = append(out, lang.L("No finding is marked on the figure."))
	}
	if len(c.MeasurementsOf(a.ID)) == 0 {
		out = append(out, lang.L("Nothing was measured, so progress cannot be shown later."))
	}
	for _, f := range c.FormsOf(a.ID) {
		if f.FinishedAt.IsZero() && f.Form != clinic.FormWells { // which is never handed back
			out = append(out, lang.L("Begun and not handed back: {{.What}}.", map[string]any{"What": p.s.Desk.Catalogue.FormTitle(f.Form)}))
		}
	}
	if strings.TrimSpace(a.Impression) == "" {
		out = append(out, lang.L("The impression is empty."))
	}
	return out
}

func (p *impression) ask() {
	p.Leave()
	by := p.signer.Signer().Name
	kit.Confirm(p.s.Desk.Window, lang.L("Sign this assessment?"),
		lang.L("It is signed by {{.Name}} and can no longer be changed. A later correction is an addendum beside it.", map[string]any{"Name": by}),
		lang.L("Sign"), lang.L("Not yet"), false, func(yes bool) {
			if yes {
				p.signNow()
			}
		})
}

func (p *impression) signNow() {
	a := p.s.Current()
	op, err := clinic.SignAssessment(p.s.Desk.Env(), p.s.Desk.Catalogue, p.s.Chart(), a, p.signer.Signer())
	if err != nil {
		p.s.Desk.Warn(words.Error(err))
		return
	}
	p.s.Desk.Seal(op, p.sign, func() {
		p.s.Desk.Tell(lang.L("The assessment is signed."), nil)
	})
}

func (p *impression) showSigned(a *clinic.Assessment) {
	p.signed.Add(kit.NewTwoLine(kit.Row{
		What:  lang.L("Signed by {{.Name}}", map[string]any{"Name": a.SignedBy}),
		Quiet: words.Moment(p.s.Desk.In(a.SignedAt)),
		Icon:  kit.IconLock, IconColor: kit.ColorSuccess,
	}, nil))
	if p.s.Chart().CurrentPlan() == nil && p.s.Chart().DraftPlan() == nil {
		p.signed.Add(container.NewHBox(kit.NextButton(lang.L("Build the plan"), func() { p.s.Desk.Open(p.s.Patient, desk.Plan) })))
	}
	if list := addendum.List(p.s.Chart(), a.ID); len(list) > 0 {
		p.addenda.Add(kit.Heading(lang.L("Addenda")))
		p.addenda.Objects = append(p.addenda.Objects, list...)
	}
}

func (p *impression) Leave() { p.text.Flush() }
