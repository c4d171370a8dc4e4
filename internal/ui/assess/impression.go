package assess

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

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
	before  *kit.Card // what comes before the signature
	missing *fyne.Container
	signer  *signer.Signer
	signed  *fyne.Container
	addenda *fyne.Container
	form    *addendum.Form
	root    fyne.CanvasObject
}

func newImpression(screen *Screen) step.Step {
	s := screen.host
	p := &impression{screen: screen, s: s, missing: kit.StackGap(0), signed: kit.StackGap(kit.Gap), addenda: kit.StackGap(kit.GapWide)}
	p.text = s.NewText(lang.L("Working impression"), "impression",
		lang.L("What fits together, in words another therapist understands. Not a medical diagnosis."), 6, func(text string) error {
			return s.Edit(clinic.Say("Change: impression"), func(a *clinic.Assessment) { a.Impression = text })
		})
	p.signer = signer.New(s.Desk, s.Show)
	p.form = addendum.New(s.Desk, s.Chart, clinic.Ref{Kind: clinic.KindAssessment, ID: s.Assessment})
	p.before = kit.NewCard("", kit.StackGap(kit.GapWide, p.missing, p.signer.Object(), p.signed, p.addenda, p.form.Object))
	p.root = kit.NewDragScroll(step.Inset(kit.Gap, kit.Beside(kit.GapWide, 380,
		kit.NewCard(lang.L("Impression"), kit.Stack(p.text.Field)), p.before)))
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
		p.before.SetTitle(lang.L("Signature"))
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

// missingRow is something that is missing, and the way to where it is put right.
type missingRow struct {
	what string
	way  string
	do   func() // nil where nothing in the assessment puts it right
}

// left is what must be there before the signature, in the order of the steps.
func (p *impression) left() []missingRow {
	var out []missingRow
	for _, h := range clinic.CanSignAssessment(p.s.Desk.Catalogue, p.s.Chart(), p.s.Current()) {
		out = append(out, missingRow{words.Say(h.Say), stepLabel(h.Step), func() { p.screen.lead(h) }})
	}
	for _, sentence := range p.signer.Missing() {
		out = append(out, missingRow{what: words.Say(sentence)})
	}
	return out
}

// Next is the first thing that is missing, and when nothing is, the signature.
func (p *impression) Next() (label string, do func()) {
	if p.s.Locked() {
		if c := p.s.Chart(); c.CurrentPlan() == nil && c.DraftPlan() == nil {
			return lang.L("Build the plan"), func() { p.s.Desk.Open(p.s.Patient, desk.Plan) }
		}
		return "", nil
	}
	left := p.left()
	for _, r := range left {
		if r.do != nil {
			return lang.L("Next: {{.Name}}", map[string]any{"Name": r.way}), r.do
		}
	}
	if len(left) > 0 {
		return "", nil
	}
	return lang.L("Sign as {{.Name}}", map[string]any{"Name": p.signer.Signer().Name}), p.ask
}

func (p *impression) showMissing(a *clinic.Assessment) {
	left := p.left()
	if len(left) == 0 {
		p.before.SetTitle(lang.L("Ready to sign"))
		p.missing.Add(kit.Body(lang.L("Everything that is needed is there. Signing locks the assessment; what comes later is an addendum.")).Wrap())
	} else {
		p.before.SetTitle(lang.L("Before you sign · {{.Count}} left", map[string]any{"Count": len(left)}))
	}
	for _, r := range left {
		p.missing.Add(r.object(kit.IconAlert, kit.ColorWarning))
		p.missing.Add(kit.Hairline())
	}
	usual := p.unwritten(a)
	if len(usual) > 0 {
		p.missing.Add(kit.PadSides(0, kit.Gap, kit.QuietText(lang.L("Usually there, and not needed"))))
	}
	for _, r := range usual {
		p.missing.Add(r.object(kit.IconStepEmpty, kit.ColorQuiet))
		p.missing.Add(kit.Hairline())
	}
}

// missingHigh is the least height of a row.
const missingHigh float32 = 56

func (r missingRow) object(icon kit.IconName, color fyne.ThemeColorName) fyne.CanvasObject {
	var way fyne.CanvasObject
	if r.do != nil {
		button := kit.NewButton(r.way, kit.IconChevronRight, r.do)
		button.IconPlacement = widget.ButtonIconTrailingText
		way = container.NewCenter(button)
	}
	return kit.MinHeight(missingHigh, kit.Border(nil, nil, container.NewCenter(kit.IconView(icon, color)), way, kit.Middle(kit.Body(r.what).Wrap())))
}

// unwritten names what is not needed but usually there.
func (p *impression) unwritten(a *clinic.Assessment) []missingRow {
	var out []missingRow
	add := func(what, id string) {
		out = append(out, missingRow{what, stepLabel(id), func() { p.s.GoTo(id) }})
	}
	c := p.s.Chart()
	if len(c.FindingsOf(a.ID)) == 0 {
		add(lang.L("No finding is marked on the figure."), step.Findings)
	}
	if len(c.MeasurementsOf(a.ID)) == 0 {
		add(lang.L("Nothing was measured, so progress cannot be shown later."), step.Movement)
	}
	for _, f := range c.FormsOf(a.ID) {
		if f.FinishedAt.IsZero() && f.Form != clinic.FormWells { // which is never handed back
			add(lang.L("Begun and not handed back: {{.What}}.", map[string]any{"What": p.s.Desk.Catalogue.FormTitle(f.Form)}), step.Forms)
		}
	}
	if strings.TrimSpace(a.Impression) == "" {
		out = append(out, missingRow{what: lang.L("The impression is empty.")})
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
	p.s.Desk.Seal(op, p.screen.foot.next, func() {
		p.s.Desk.Tell(lang.L("The assessment is signed."), nil)
	})
}

func (p *impression) showSigned(a *clinic.Assessment) {
	p.signed.Add(kit.NewTwoLine(kit.Row{
		What:  lang.L("Signed by {{.Name}}", map[string]any{"Name": a.SignedBy}),
		Quiet: words.Moment(p.s.Desk.In(a.SignedAt)),
		Icon:  kit.IconLock, IconColor: kit.ColorSuccess,
	}, nil))
	if list := addendum.List(p.s.Chart(), a.ID); len(list) > 0 {
		p.addenda.Add(kit.Heading(lang.L("Addenda")))
		p.addenda.Objects = append(p.addenda.Objects, list...)
	}
}

func (p *impression) Leave() { p.text.Flush() }
