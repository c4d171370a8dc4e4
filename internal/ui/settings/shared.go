package settings

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// shared is where the person chooses between the records of this computer and those that several machines
// share. What is typed takes effect with the button, not before: a half-written address would leave the
// machine without records at its next start.
type shared struct {
	d      *desk.Desk
	opt    Options
	chosen connection.Settings // as kept for the next start

	where  *kit.Text
	next   *kit.Text // what the next start brings, when that is something else
	ahead  *fyne.Container
	line   *kit.Entry
	lineIn *kit.Field

	host, port, database, user, password, ca *kit.Entry
	fields                                   map[string]*kit.Field // by json name
	passwordIn                               *kit.Field
	security                                 *kit.Chips
	pasted                                   string // the password of a connection line; it is never shown
	forget                                   *kit.Button
	try, use, own                            *kit.Button
	result                                   *kit.Notice
	busy                                     *kit.Busy
	object                                   fyne.CanvasObject
}

func newShared(d *desk.Desk, o Options) *shared {
	s := &shared{d: d, opt: o, fields: map[string]*kit.Field{}}
	s.where, s.next = kit.Body("").Wrap(), kit.Strong("").Wrap()
	s.ahead = container.NewStack(kit.NewPlate(kit.ColorAccentSoft, kit.Radius), kit.Pad(kit.GapWide,
		kit.Stack(s.next, kit.FlowRow(kit.NewButton(lang.L("Close now"), kit.IconClose, o.Close)))))

	s.line = kit.NewEntry("postgres://…", nil)
	s.line.OnSubmitted = func(string) { s.fill(s.line.Text) }
	s.line.OnLeave = func(string) { s.fill(s.line.Text) }
	s.line.OnPaste = func(text string) bool { return s.line.Text == "" && s.fill(text) }
	s.lineIn = kit.NewField(lang.L("Connection line"), s.line).
		Help(lang.L("Whoever set up the shared records may have given you one. Paste it here, and it fills in what follows."))

	entry := func(name, label, hint string) *kit.Entry {
		e := kit.NewEntry(hint, func(string) { s.fields[name].SetError("") })
		s.fields[name] = kit.NewField(label, e)
		return e
	}
	s.host = entry("host", lang.L("Computer that keeps the records"), lang.L("such as reception-pc"))
	s.port = entry("port", lang.L("Port"), "5432")
	s.database = entry("database", lang.L("Database"), "regimen")
	s.user = entry("user", lang.L("Signs in as"), "")
	s.password = entry("password", lang.L("Password"), "")
	s.password.Password = true
	s.password.ActionItem = kit.Space(0, 0) // no eye: a password is not shown
	s.passwordIn = s.fields["password"]
	s.ca = entry("ca_file", lang.L("File of the certificate authority"), "")
	s.fields["ca_file"].Help(lang.L("Only where the clinic has an authority of its own. Leave it empty otherwise."))
	pick := kit.NewButton(lang.L("Choose a file"), kit.IconLayer, s.pick)
	caRow := kit.Stack(s.fields["ca_file"], kit.FlowRow(pick))

	s.security = kit.NewChips([]kit.Option{
		{ID: string(connection.Verified), Label: lang.L("Verified certificate"), Icon: kit.IconShield},
		{ID: string(connection.None), Label: lang.L("Not encrypted (only inside one computer)")},
	}, func(ids []string) {
		s.fields["encryption"].SetError("")
		caRow.Hidden = ids[0] == string(connection.None)
		caRow.Refresh()
	}).Required()
	s.fields["encryption"] = kit.NewField(lang.L("Security"), s.security)

	s.forget = kit.QuietButton(lang.L("Forget the password"), kit.IconEraser, s.forgetPassword)
	s.busy = kit.NewBusy(d.Later)
	s.result = kit.NewNotice(d.Later)
	s.try = kit.NewButton(lang.L("Try the connection"), kit.IconRefresh, s.tryIt)
	s.use = kit.NewButton(lang.L("Use the shared records"), kit.IconCheck, s.useShared)
	s.own = kit.NewButton(lang.L("Use the records of this computer"), kit.IconHome, s.useOwn)

	s.object = kit.StackGap(kit.GapWide,
		kit.NewField(lang.L("The records are"), s.where), s.ahead,
		kit.QuietText(lang.L("Several computers of a clinic can work with the same records, on a PostgreSQL database that one of them or a server keeps. Going from one to the other copies nothing: what is in the records of this computer stays there.")).Wrap(),
		s.lineIn,
		page.Shares([]float32{0.7, 0.3}, s.fields["host"], s.fields["port"]),
		page.Beside(s.fields["database"], s.fields["user"]),
		kit.StackGap(0, s.passwordIn, kit.FlowRow(s.forget)),
		s.fields["encryption"], caRow,
		kit.FlowRow(s.try, s.use, s.own),
		s.busy, s.result, // below: what appears must not move the buttons
	)
	c, err := connection.Load(o.DataDir)
	if err != nil {
		s.result.Fail(err, nil)
	}
	s.chosen = c
	s.put(c)
	caRow.Hidden = c.Encryption == connection.None
	s.stored()
	s.state()
	return s
}

// state says which records are worked with, and which will be after the next start.
func (s *shared) state() {
	if link := s.d.Link; link == nil {
		s.where.SetText(lang.L("On this computer, in {{.Folder}}.", map[string]any{"Folder": s.opt.DataDir}))
	} else {
		state := link.State()
		words := map[string]any{"Where": state.Where, "When": s.d.Moment(state.Since)}
		switch {
		case state.Connected:
			s.where.SetText(lang.L("Shared: {{.Where}}. Connected.", words))
		case state.Since.IsZero():
			s.where.SetText(strings.TrimSpace(lang.L("Shared: {{.Where}}. Not connected.", words) + " " + state.Reason))
		default:
			s.where.SetText(strings.TrimSpace(lang.L("Shared: {{.Where}}. Not connected since {{.When}}.", words) + " " + state.Reason))
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

// put shows settings in the fields.
func (s *shared) put(c connection.Settings) {
	s.host.Fill(c.Host)
	s.port.Fill(strconv.Itoa(c.Port))
	s.database.Fill(c.Database)
	s.user.Fill(c.User)
	s.ca.Fill(c.CAFile)
	s.security.SetChosen(string(c.Encryption))
}

// fill takes a connection line apart. The line goes, because it may hold a password.
func (s *shared) fill(line string) bool {
	if strings.TrimSpace(line) == "" {
		s.lineIn.SetError("")
		return false
	}
	c, password, err := connection.Parse(line)
	if err != nil {
		s.lineIn.SetError(err.Error())
		return false
	}
	s.lineIn.SetError("")
	s.line.Fill("")
	s.put(c)
	s.security.OnChanged([]string{string(c.Encryption)})
	for _, f := range s.fields {
		f.SetError("")
	}
	s.pasted = password
	s.password.Fill("")
	s.stored()
	return true
}

// stored says where the password is, and never what it is.
func (s *shared) stored() {
	if s.pasted != "" {
		s.passwordIn.Help(lang.L("Taken from the connection line."))
		s.forget.Hide()
		return
	}
	s.passwordIn.Help(lang.L("Kept in the keyring of the operating system, not in a file."))
	s.forget.Hide()
	c, err := s.read()
	if err != nil {
		return
	}
	if c.AskPassword {
		s.passwordIn.Help(lang.L("Asked for at each start."))
		return
	}
	kit.Work(func(context.Context) (bool, error) {
		_, err := s.opt.Keyring.Password(c)
		return err == nil, nil
	}, func(kept bool, _ error) {
		if now, err := s.read(); err == nil && now == c && kept && s.pasted == "" {
			s.passwordIn.Help(lang.L("A password is kept in the keyring. Type one only to replace it."))
			s.forget.Show()
		}
	})
}

// read gives what the fields say, and marks those that cannot be used.
func (s *shared) read() (connection.Settings, error) {
	port, err := strconv.Atoi(strings.TrimSpace(s.port.Text))
	if err != nil {
		port = 0
	}
	c := connection.Settings{
		Shared: s.chosen.Shared, Host: strings.TrimSpace(s.host.Text), Port: port, Database: strings.TrimSpace(s.database.Text),
		User: strings.TrimSpace(s.user.Text), CAFile: strings.TrimSpace(s.ca.Text), AskPassword: s.chosen.AskPassword,
	}
	if ids := s.security.Chosen(); len(ids) > 0 {
		c.Encryption = connection.Encryption(ids[0])
	}
	if c.Encryption == connection.None {
		c.CAFile = ""
	}
	return c, c.Validate()
}

// checked is read for a button: what cannot be used is said at its field.
func (s *shared) checked() (connection.Settings, bool) {
	s.result.Dismiss()
	c, err := s.read()
	for name, f := range s.fields {
		f.SetError(clinic.FieldMessage(err, name))
	}
	return c, err == nil
}

// typed is the password that was given here, "" when the one in the keyring is meant.
func (s *shared) typed() string {
	if s.password.Text != "" {
		return s.password.Text
	}
	return s.pasted
}

// attempt tries a connection, away from the UI thread: a keyring may ask to be opened first.
func (s *shared) attempt(c connection.Settings, then func(error)) {
	typed := s.typed()
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
		kit.Confirm(s.d.Window, lang.L("The connection did not work. Use these records all the same?"), err.Error(),
			lang.L("Use them all the same"), lang.L("Not now"), false, func(yes bool) {
				if yes {
					s.keep(c)
				}
			})
	})
}

// keep puts the password into the keyring and the choice beside the records.
func (s *shared) keep(c connection.Settings) {
	typed := s.typed()
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
			kit.Confirm(s.d.Window, lang.L("Ask for the password at each start?"), err.Error(),
				lang.L("Ask at each start"), lang.L("Not now"), false, func(yes bool) {
					if yes {
						c.AskPassword = true
						s.choose(c, true)
					}
				})
		default:
			s.passwordIn.SetError(err.Error())
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
	s.chosen = c
	s.result.Dismiss()
	s.pasted = ""
	s.password.Fill("")
	s.stored()
	s.state()
	s.d.Tell(lang.L("Kept. It takes effect when Regimen starts again."), nil)
}

func (s *shared) forgetPassword() {
	c, err := s.read()
	if err != nil {
		return
	}
	kit.Work(func(context.Context) (struct{}, error) {
		return struct{}{}, s.opt.Keyring.ForgetPassword(c)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.stored()
		s.object.Refresh()
		s.d.Tell(lang.L("The password was taken out of the keyring."), nil)
	})
}

func (s *shared) pick() {
	dialog.ShowFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.d.Fail(err)
		}
		if r != nil {
			s.ca.SetText(r.URI().Path())
			_ = r.Close() // only its name is wanted
		}
	}, s.d.Window)
}
