// Package welcome is what the first start shows: whose clinic this is, and whether to begin empty or to
// look around in a sample clinic.
package welcome

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/ui/settings"
)

// Screen is the first start.
type Screen struct {
	d      *desk.Desk
	done   func()
	clinic *settings.ClinicForm
	you    *kit.Entry
	youF   *kit.Field
	busy   *kit.Busy
	object fyne.CanvasObject
}

// New asks; done is called when the person goes on. loadSample is nil when there is no sample clinic, and restore,
// which goes to where a backup is brought back, when none can be.
func New(d *desk.Desk, loadSample func(context.Context) error, restore, done func()) *Screen {
	s := &Screen{d: d, done: done, clinic: settings.NewClinicForm(d), you: kit.NewEntry("", nil), busy: kit.NewBusy(d.Later)}
	s.you.OnSubmitted = func(string) { s.begin() } // the last field
	mark := canvas.NewImageFromResource(kit.AppIcon())
	mark.FillMode = canvas.ImageFillContain
	mark.SetMinSize(fyne.NewSquareSize(72))

	s.youF = kit.NewField(lang.L("Your name"), s.you).Help(lang.L("Who treats at this computer, and signs. Reception leaves it empty."))
	s.you.OnChanged = func(string) { s.youF.SetError("") }
	begin := kit.PrimaryButton(lang.L("Begin"), kit.IconCheck, s.begin)
	skip := kit.QuietButton(lang.L("Begin without a name"), "", s.goWithout)
	form := kit.NewCard(lang.L("Your clinic"), kit.StackGap(kit.GapWide,
		s.clinic.Names(),
		s.youF,
		kit.QuietText(lang.L("Any of it can be left out, and filled in later in the settings. What is left out of the clinic is missing on the plans you print; without a practitioner everything can be written, and nothing signed.")).Wrap(),
		kit.FlowRow(begin, skip),
	))
	intro := kit.StackGap(kit.GapWide,
		container.NewHBox(mark),
		kit.Title(lang.L("Welcome to Regimen")).Wrap(),
		kit.Body(lang.L("Assess on the body map, write the plan, treat, measure again, and show your patients how far they have come.")).Wrap(),
		kit.Body(whereItStays(d)).Wrap(),
	)
	if loadSample != nil {
		intro.Add(kit.Space(0, kit.Gap))
		intro.Add(kit.NewCard(lang.L("Just looking?"), kit.StackGap(kit.GapWide,
			kit.Body(lang.L("The sample clinic has made-up patients with assessments, plans and sessions to try everything on.")).Wrap(),
			kit.FlowRow(kit.NewButton(lang.L("Open the sample clinic"), kit.IconPatients, func() { s.sample(loadSample) })),
			s.busy,
		)))
	}
	if restore != nil {
		intro.Add(kit.Space(0, kit.Gap))
		intro.Add(kit.NewCard(lang.L("Here before, on another computer?"), kit.StackGap(kit.GapWide,
			kit.Body(lang.L("A backup brings everything back: patients, plans, sessions, signatures and their history.")).Wrap(),
			kit.FlowRow(kit.NewButton(lang.L("Restore a backup"), kit.IconHistory, restore)),
		)))
	}
	s.object = kit.NewDragScroll(container.NewCenter(kit.Pad(kit.GapRoomy, kit.MinWidth(960, page.Columns(intro, form)))))
	return s
}

func whereItStays(d *desk.Desk) string {
	if d.Link != nil {
		return lang.L("Everything stays on the clinic's own computers. There is no account and nothing is sent anywhere else.")
	}
	return lang.L("Everything stays on this computer. There is no account and nothing is sent anywhere.")
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the first field the keyboard.
func (s *Screen) Focus() { s.clinic.Focus() }

// Refresh is part of desk.Screen. When somebody has set up the clinic on another machine there is nothing left
// to ask, but for what is being typed.
func (s *Screen) Refresh(ch clinic.Changes) {
	s.clinic.Show()
	if ch.Elsewhere && s.d.Clinic().ID != "" && strings.TrimSpace(s.you.Text) == "" {
		s.goOn()
	}
}

// Leave is part of desk.Screen.
func (s *Screen) Leave() { s.clinic.Flush() }

// begin goes on when there is somebody who can sign.
func (s *Screen) begin() {
	all, err := s.d.Store.Practitioners(context.Background())
	if err != nil {
		s.d.Fail(err)
		return
	}
	if strings.TrimSpace(s.you.Text) == "" && len(all) == 0 {
		s.youF.SetError(lang.L("Enter the name of whoever treats here: without one nothing can be signed. Or begin without a name."))
		s.d.Window.Canvas().Focus(s.you)
		return
	}
	s.goWithout()
}

// goWithout keeps what was filled in, however little, and goes on: there is a clinic from now on, so that the
// next start does not ask again.
func (s *Screen) goWithout() {
	s.clinic.Flush()
	c := s.d.Clinic()
	if c.Currency == "" {
		c.Currency = "$"
	}
	if c.Emergency == "" {
		c.Emergency = "000"
	}
	op := clinic.KeepClinic(s.d.Env(), clinic.Say("Set up the clinic"), c)
	op.Scope = "" // there is no way back to before
	var you clinic.Practitioner
	if you.Name = strings.TrimSpace(s.you.Text); you.Name != "" {
		op.Put = append(op.Put, clinic.NewPractitioner(s.d.Env(), you))
	}
	if s.d.Apply(op) != nil {
		return
	}
	s.goOn()
}

func (s *Screen) sample(load func(context.Context) error) {
	kit.WorkWith(s.busy, lang.L("Making the sample clinic…"), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, load(ctx)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.goOn()
	})
}

func (s *Screen) goOn() {
	s.d.Seat()
	s.done()
}
