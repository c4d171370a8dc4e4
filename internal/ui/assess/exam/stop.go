package exam

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// stopPanel takes the place of the step when a result is urgent: it says what to do, and asks what was done
// before the examination goes on.
type stopPanel struct {
	t       *Step
	result  string // whose panel it is
	test    string
	side    anatomy.Side
	isKnown bool // the doctor knows of it
	badge   *kit.Badge
	what    *kit.Text
	must    *kit.Text
	action  *edit.Text
	known   *edit.Date // since when the doctor knows of it
	done    *kit.Button
	on      *kit.Button
	root    fyne.CanvasObject
}

func newStopPanel(t *Step) *stopPanel {
	p := &stopPanel{
		t: t, badge: kit.NewBadge("", kit.ToneDanger).WithIcon(kit.IconAlert), what: kit.Heading("").Wrap(),
		must: kit.Strong("").In(kit.ColorError).Wrap(),
	}
	p.action = t.s.NewText(lang.L("What was done"), "action", lang.L("Who was called, what was advised, what the patient said"), 3, func(text string) error {
		return editTest(t.s, p.test, p.side, func(name clinic.Args) clinic.Sentence { return clinic.Say("What was done about {{.Name}}", name) }, func(r *clinic.TestResult) { r.Action = text })
	})
	p.known = edit.NewDate(t.s.Desk.Clock, lang.L("Or: known to the doctor, and unchanged, since"), "known_since", func(d clinic.Date) error {
		return editTest(t.s, p.test, p.side, func(name clinic.Args) clinic.Sentence {
			return clinic.Say("Since when the doctor knows of {{.Name}}", name)
		}, func(r *clinic.TestResult) { r.KnownSince = d })
	}).Of(t.s.Desk.Elsewhere(t.s.Patient))
	p.action.OnText = func(string) { p.enable() }
	p.done = kit.NewButton(lang.L("Done as said above"), kit.IconCheck, func() {
		p.action.Entry.SetText(edit.WithSentence(p.action.Entry.Text, lang.L("Done as advised: {{.What}}", map[string]any{"What": p.must.Text()})))
		p.action.Flush()
	})
	p.on = kit.NextButton(lang.L("Go on with the examination"), p.goOn)
	mistake := kit.QuietButton(lang.L("Tapped by mistake: take it back"), kit.IconUndo, func() {
		p.action.Begin("") // what was typed about it goes with it
		recordTest(t.s, p.test, p.side, "")
	})
	// What takes the result back stands apart at the top, where nothing that grows can push it under the finger.
	head := kit.Border(nil, nil, nil, mistake, container.NewHBox(container.NewCenter(p.badge)))
	body := kit.StackGap(kit.GapWide, head, p.what, p.must, container.NewHBox(p.done), p.action.Field, p.known.Field, container.NewHBox(p.on))
	card := container.NewStack(kit.NewPlate(kit.ColorErrorSoft, 12), kit.Pad(kit.GapRoomy, body))
	p.root = kit.NewDragScroll(kit.PadSides(kit.GapWide, kit.GapWide, container.NewVBox(kit.MaxWidth(820, card))))
	return p
}

func (p *stopPanel) show(u *clinic.UrgentResult) {
	if p.result != u.Result.ID {
		p.result, p.test, p.side = u.Result.ID, u.Result.Test, u.Result.Side
		p.action.Begin(u.Result.Action)
	}
	p.badge.Set(safety.UrgencyName(u.Test.Urgency), kit.ToneDanger)
	p.what.SetText(words.Say(clinic.ResultOf(p.t.s.Desk.Catalogue, &u.Result)))
	p.must.SetText(u.Test.Action)
	p.action.Show(u.Result.Action)
	p.known.Show(u.Result.KnownSince)
	kit.SetHidden(p.known.Field, !u.Test.MayBeKnown())
	p.isKnown = u.Known()
	p.enable()
	p.root.Refresh()
}

func (p *stopPanel) enable() {
	if p.on == nil {
		return
	}
	written := strings.TrimSpace(p.action.Entry.Text) != ""
	kit.SetEnabled(p.on, written || p.isKnown)
	kit.SetEnabled(p.done, !written)
}

// goOn keeps what was written, and lets the examination go on.
func (p *stopPanel) goOn() {
	p.action.Flush()
	if r := p.t.s.Chart().TestOf(p.t.s.Assessment, p.test, p.side); r == nil || strings.TrimSpace(r.Action) == "" && !p.isKnown {
		return // the field says why it was not kept
	}
	p.t.held, p.result = "", ""
	p.t.s.Show()
}

func (p *stopPanel) leave() {
	if p.result != "" {
		p.action.Flush()
	}
}
