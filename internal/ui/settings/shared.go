package settings

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/connection"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// shared is where the person chooses between the records of this computer and those that several machines
// share. What is typed takes effect with the button, not before: a half-written address would leave the
// machine without records at its next start.
type shared struct {
	d      *desk.Desk
	opt    Options
	chosen connection.Settings // as kept for the next start

	where         *kit.Text
	next          *kit.Text // what the next start brings, when that is something else
	ahead         *fyne.Container
	form          *ConnectionForm
	try, use, own *kit.Button
	result        *kit.Notice
	busy          *kit.Busy
	object        fyne.CanvasObject
}

func newShared(d *desk.Desk, o Options) *shared {
	s := &shared{d: d, opt: o}
	s.where, s.next = kit.Body("").Wrap(), kit.Strong("").Wrap()
	s.ahead = container.NewStack(kit.NewPlate(kit.ColorAccentSoft, kit.Radius), kit.Pad(kit.GapWide,
		kit.Stack(s.next, kit.FlowRow(kit.NewButton(lang.L("Close now"), kit.IconClose, o.Close)))))

	s.form = NewConnectionForm(o.DataDir, o.Keyring, func() fyne.Window { return d.Window }, d.Later)
	s.form.OnForget = func(err error) {
		if err != nil {
			d.Fail(err)
			return
		}
		d.Tell(lang.L("The password was taken out of the keyring."), nil)
	}
	s.busy = kit.NewBusy(d.Later)
	s.result = kit.NewNotice(d.Later)
	s.try = kit.NewButton(lang.L("Try the connection"), kit.IconRefresh, s.tryIt)
	s.use = kit.NewButton(lang.L("Use the shared records"), kit.IconCheck, s.useShared)
	s.own = kit.NewButton(lang.L("Use the records of this computer"), kit.IconHome, s.useOwn)

	s.object = kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("The records are"), s.where), s.ahead,
		kit.QuietText(lang.L("Several computers of a clinic can work with the same records, on a PostgreSQL database that one of them or a server keeps. Going from one to the other copies nothing: what is in the records of this computer stays there.")).Wrap(),
		s.form.Object(),
		kit.FlowRow(s.try, s.use, s.own),
		s.busy, s.result, // below: what appears must not move the buttons
	)
	c, err := connection.Load(o.DataDir)
	if err != nil {
		s.result.Fail(err, nil)
	}
	s.chosen = c
	s.form.Put(c)
	s.state()
	return s
}

// state says which records are worked with, and which will be after the next start.
func (s *shared) state() {
	if link := s.d.Link; link == nil {
		s.where.SetText(lang.L("On this computer, in {{.Folder}}.", map[string]any{"Folder": s.opt.DataDir}))
	} else {
		state := link.State()
		facts := map[string]any{"Where": state.Where, "When": s.d.Moment(state.Since)}
		switch {
		case state.Connected:
			s.where.SetText(lang.L("Shared: {{.Where}}. Connected.", facts))
		case state.Since.IsZero():
			s.where.SetText(words.Sentences(lang.L("Shared: {{.Where}}. Not connected.", facts), state.Reason))
		default:
			s.where.SetText(words.Sentences(lang.L("Shared: {{.Where}}. Not connected since {{.When}}.", facts), state.Reason))
		}
	}
	next := ""
	switch now := s.d.Link != nil; {
	case s.chosen.Shared && !now:
		next = lang.L("From the next start: the shared records on {{.Where}}.", map[string]any{"Where": s.chosen.String()})
	case s.chosen.Shared && s.d.Link.State().Where != s.chosen.String():
		next = lang.L("From the next start: the shared records on {{.Where}}.", map[string]any{"Where": s.chosen.String()})
	case !s.chosen.Shared && now:
		next = lang.L("From the next start: the records of this computer.")
	}
	s.next.SetText(next)
	s.ahead.Hidden = next == ""
	s.own.Hidden = !s.chosen.Shared && s.d.Link == nil
	s.object.Refresh()
}

// checked is what the form says, when it can be used.
func (s *shared) checked() (connection.Settings, bool) {
	s.result.Dismiss()
	return s.form.Check()
}

// attempt tries a connection, away from the UI thread: a keyring may ask to be opened first.
func (s *shared) attempt(c connection.Settings, then func(error)) {
	typed := s.form.Typed()
	s.enable(false)
	kit.WorkWith(s.busy, lang.L("Trying the connection…"), func(ctx context.Context) (struct{}, error) {
		password := typed
		if password == "" && !c.AskPassword {
			var err error
			if password, err = s.opt.Keyring.Password(c); err != nil && !errors.Is(err, connection.ErrNoPassword) {
				return struct{}{}, err
			}
		}
		return struct{}{}, s.opt.Try(ctx, c, password)
	}, func(_ struct{}, err error) {
		s.enable(true)
		then(err)
	})
}

func (s *shared) enable(on bool) {
	for _, b := range []*kit.Button{s.try, s.use, s.own} {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

func (s *shared) tryIt() {
	c, ok := s.checked()
	if !ok {
		return
	}
	s.attempt(c, func(err error) {
		if err != nil {
			s.result.Fail(err, nil)
			return
		}
		s.result.Info(lang.L("The connection works: {{.Where}}.", map[string]any{"Where": c.String()}))
	})
}

func (s *shared) useShared() {
	c, ok := s.checked()
	if !ok {
		return
	}
	s.attempt(c, func(err error) {
		if err == nil {
			s.keep(c)
			return
		}
		s.result.Fail(err, nil)
		kit.Confirm(s.d.Window, lang.L("The connection did not work. Use these records all the same?"), words.Error(err),
			lang.L("Use them all the same"), lang.L("Not now"), false, func(yes bool) {
				if yes {
					s.keep(c)
				}
			})
	})
}

// keep puts the password into the keyring and the choice beside the records.
func (s *shared) keep(c connection.Settings) {
	typed := s.form.Typed()
	if typed == "" {
		s.choose(c, true)
		return
	}
	kit.Work(func(context.Context) (struct{}, error) {
		return struct{}{}, s.opt.Keyring.SetPassword(c, typed)
	}, func(_ struct{}, err error) {
		switch {
		case err == nil:
			c.AskPassword = false
			s.choose(c, true)
		case errors.Is(err, connection.ErrNoKeyring):
			kit.Confirm(s.d.Window, lang.L("Ask for the password at each start?"), words.Error(err),
				lang.L("Ask at each start"), lang.L("Not now"), false, func(yes bool) {
					if yes {
						c.AskPassword = true
						s.choose(c, true)
					}
				})
		default:
			s.form.RefusePassword(words.Error(err))
		}
	})
}

func (s *shared) useOwn() {
	s.result.Dismiss()
	c := s.chosen
	s.choose(c, false)
}

// choose keeps which records the next start works with.
func (s *shared) choose(c connection.Settings, shared bool) {
	c.Shared = shared
	if err := connection.Save(s.opt.DataDir, c); err != nil {
		s.result.Fail(err, nil)
		return
	}
	s.chosen, s.form.base = c, c
	s.result.Dismiss()
	s.form.LetGo()
	s.state()
	s.d.Tell(lang.L("Kept. It takes effect when Regimen starts again."), nil)
}
