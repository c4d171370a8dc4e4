package settings

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// ConnectionForm are the fields that say where shared records are and how to sign in to them, with the
// connection file or line that fills them. It keeps nothing but what is typed, and the certificate of a file,
// which is of use as a file only: whoever shows it decides when that counts.
type ConnectionForm struct {
	dir     string
	after   kit.After
	keyring connection.Keyring
	window  func() fyne.Window
	// OnForget is told on the UI thread when the password was to be taken out of the keyring.
	OnForget func(error)
	// OnEnter is called when Enter is pressed in a field.
	OnEnter func()

	base   connection.Settings // what the fields do not show
	word   *kit.Notice         // what came of a connection file
	taking int                 // counts them: what was asked for before does not fill the fields any more
	line   *kit.Entry
	lineIn *kit.Field

	host, port, database, user, password, ca *kit.Entry
	fields                                   map[string]*kit.Field // by json name
	passwordIn                               *kit.Field
	security                                 *kit.Segmented
	caRow                                    *fyne.Container
	pasted                                   string // the password of a connection file or line; it is never shown
	from                                     string // says which of them
	forget                                   *kit.Button
	object                                   *fyne.Container
}

// NewConnectionForm shows what Put gives it. The certificate of a connection file goes into the data folder.
// The window is where a file is chosen; after is the desk's Later, or kit.RealAfter where there is no desk yet.
func NewConnectionForm(dataDir string, k connection.Keyring, window func() fyne.Window, after kit.After) *ConnectionForm {
	f := &ConnectionForm{
		after: after, dir: dataDir, keyring: k, window: window, fields: map[string]*kit.Field{},
		OnForget: func(error) {}, OnEnter: func() {},
	}
	f.word = kit.NewNotice(after)
	open := kit.NewButton(lang.L("Open a connection file…"), kit.IconDocument, f.openFile)
	f.line = kit.NewEntry("postgres://…", nil)
	f.line.OnSubmitted = func(string) { f.fill(f.line.Text) }
	f.line.OnLeave = func(string) { f.fill(f.line.Text) }
	f.line.OnPaste = func(text string) bool {
		// The text of a file never gets into the field, where its password could be read.
		what, _ := connection.Recognize(text)
		return (f.line.Text == "" || what == connection.GivenText) && f.fill(text)
	}
	f.lineIn = kit.NewField(lang.L("Connection line"), f.line).
		Help(lang.L("Whoever set up the shared records may have given you a file or a line. Open the file, or paste the line here, and it fills in what follows."))

	entry := func(name, label, hint string) *kit.Entry {
		e := kit.NewEntry(hint, func(string) { f.fields[name].SetError("") })
		e.OnSubmitted = func(string) { f.OnEnter() }
		f.fields[name] = kit.NewField(label, e)
		return e
	}
	f.host = entry("host", lang.L("Computer that keeps the records"), lang.L("such as reception-pc"))
	f.port = entry("port", lang.L("Port"), "5432")
	f.database = entry("database", lang.L("Database"), "regimen")
	f.user = entry("user", lang.L("Signs in as"), "")
	f.password = NewPasswordEntry()
	f.password.OnChanged = func(string) { f.passwordIn.SetError("") }
	f.password.OnSubmitted = func(string) { f.OnEnter() }
	f.passwordIn = kit.NewField(lang.L("Password"), f.password)
	f.ca = entry("ca_file", lang.L("File of the certificate authority"), "")
	f.fields["ca_file"].Help(lang.L("It comes with a connection file. Otherwise only where the clinic has an authority of its own."))
	pick := kit.NewButton(lang.L("Choose a file"), kit.IconLayer, f.pick)
	f.caRow = kit.Stack(f.fields["ca_file"], kit.FlowRow(pick))

	f.security = kit.NewSegmented([]kit.Option{
		{ID: string(connection.Verified), Label: lang.L("Verified certificate"), Icon: kit.IconShield},
		{ID: string(connection.None), Label: lang.L("Not encrypted (only inside one computer)")},
	}, func(string) {
		f.fields["encryption"].SetError("")
		f.showCA()
	})
	f.fields["encryption"] = kit.NewField(lang.L("Security"), f.security)
	f.forget = kit.QuietButton(lang.L("Forget the password"), kit.IconEraser, f.forgetPassword)

	f.object = kit.StackGap(kit.GapWide,
		kit.Stack(kit.FlowRow(open), f.word), f.lineIn,
		kit.Shares([]float32{0.7, 0.3}, f.fields["host"], f.fields["port"]),
		kit.Shares(kit.Halves, f.fields["database"], f.fields["user"]),
		kit.StackGap(0, f.passwordIn, kit.FlowRow(f.forget)),
		f.fields["encryption"], f.caRow,
	)
	return f
}

// NewPasswordEntry is a field for a password. It has no eye: a password is not shown.
func NewPasswordEntry() *kit.Entry {
	e := kit.NewEntry("", nil)
	e.Password = true
	e.ActionItem = kit.Space(0, 0)
	return e
}

// Object is what is shown.
func (f *ConnectionForm) Object() fyne.CanvasObject { return f.object }

// Put shows settings. A password that was typed before is let go.
func (f *ConnectionForm) Put(c connection.Settings) {
	f.base = c
	f.put(c)
	f.LetGo()
}

func (f *ConnectionForm) put(c connection.Settings) {
	f.host.Fill(c.Host)
	f.port.Fill(strconv.Itoa(c.Port))
	f.database.Fill(c.Database)
	f.user.Fill(c.User)
	f.ca.Fill(c.CAFile)
	f.security.SetChosen(string(c.Encryption))
	for _, field := range f.fields {
		field.SetError("")
	}
	f.showCA()
}

func (f *ConnectionForm) showCA() {
	f.caRow.Hidden = f.security.Value() == string(connection.None)
	f.object.Refresh()
}

// Focus gives the first field that is empty the keyboard, and returns it: it should be in sight.
func (f *ConnectionForm) Focus() fyne.CanvasObject {
	first := f.host
	for _, e := range []*kit.Entry{f.password, f.user, f.host} {
		if e.Text == "" {
			first = e
		}
	}
	f.window().Canvas().Focus(first)
	return first
}

// fill takes a connection line apart, or the file that is named or pasted in its place. A text that may hold
// a password goes from the field.
func (f *ConnectionForm) fill(text string) bool {
	if strings.TrimSpace(text) == "" {
		f.lineIn.SetError("")
		return false
	}
	switch what, name := connection.Recognize(text); what {
	case connection.GivenText:
		f.line.Fill("")
		f.take(func() (connection.File, error) { return connection.ReadFile(strings.NewReader(text)) })
		return true
	case connection.GivenName:
		f.line.Fill(strings.TrimSpace(text)) // to be looked at, until the file was read
		f.take(func() (connection.File, error) { return connection.OpenFile(name) })
		return true
	}
	c, password, err := connection.Parse(text)
	if err != nil {
		f.lineIn.SetError(words.Error(err))
		return false
	}
	f.taking++
	f.word.Dismiss()
	f.given(c, password, lang.L("Taken from the connection line."))
	return true
}

// take reads a connection file away from the UI thread, and fills the fields with it.
func (f *ConnectionForm) take(read func() (connection.File, error)) {
	f.taking++
	this := f.taking
	f.lineIn.SetError("")
	type taken struct {
		settings connection.Settings
		password string
	}
	kit.Work(func(context.Context) (taken, error) {
		file, err := read()
		if err != nil {
			return taken{}, err
		}
		c := file.Settings()
		if file.Certificate != "" && c.Encryption == connection.Verified {
			c.CAFile, err = connection.KeepCertificate(f.dir, file.Certificate)
		}
		return taken{c, file.Password}, err
	}, func(t taken, err error) {
		switch {
		case this != f.taking:
			return
		case err != nil:
			f.word.Fail(err, nil)
		default:
			f.given(t.settings, t.password, lang.L("Taken from the connection file."))
			f.word.Warn(lang.L("Everything is filled in from the file. Delete the file when the connection works: it holds the password."))
		}
		f.object.Refresh()
	})
}

// given shows what a connection file or line says.
func (f *ConnectionForm) given(c connection.Settings, password, from string) {
	f.lineIn.SetError("")
	f.line.Fill("")
	f.put(c)
	f.pasted, f.from = password, from
	f.password.Fill("")
	f.passwordIn.SetError("")
	f.stored()
}

// openFile lets the person choose a connection file.
func (f *ConnectionForm) openFile() {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			f.word.Fail(errors.New(lang.L("The file cannot be opened. Nothing was changed. Copy it to this computer, and try again.")), nil)
			f.object.Refresh()
		case r != nil:
			f.take(func() (connection.File, error) {
				defer r.Close()
				return connection.ReadFile(r)
			})
		}
	}, f.window())
	d.SetTitleText(lang.L("Open a connection file"))
	kit.ShowFileDialog(f.after, d)
}

// stored says where the password is, and never what it is.
func (f *ConnectionForm) stored() {
	if f.pasted != "" {
		f.passwordIn.Help(f.from)
		f.forget.Hide()
		return
	}
	f.passwordIn.Help(lang.L("Kept in the keyring of the operating system, not in a file."))
	f.forget.Hide()
	c, err := f.read()
	if err != nil {
		return
	}
	if c.AskPassword {
		f.passwordIn.Help(lang.L("Asked for at each start."))
		return
	}
	kit.Work(func(context.Context) (bool, error) {
		_, err := f.keyring.Password(c)
		return err == nil, nil
	}, func(kept bool, _ error) {
		if now, err := f.read(); err == nil && now == c && kept && f.pasted == "" {
			f.passwordIn.Help(lang.L("A password is kept in the keyring. Type one only to replace it."))
			f.forget.Show()
		}
	})
}

// read gives what the fields say; the error says what of it cannot be used.
func (f *ConnectionForm) read() (connection.Settings, error) {
	port, err := strconv.Atoi(strings.TrimSpace(f.port.Text))
	if err != nil {
		port = 0
	}
	c := connection.Settings{
		Shared: f.base.Shared, Host: strings.TrimSpace(f.host.Text), Port: port, Database: strings.TrimSpace(f.database.Text),
		User: strings.TrimSpace(f.user.Text), CAFile: strings.TrimSpace(f.ca.Text), AskPassword: f.base.AskPassword,
	}
	if ids := f.security.Chosen(); len(ids) > 0 {
		c.Encryption = connection.Encryption(ids[0])
	}
	if c.Encryption == connection.None {
		c.CAFile = ""
	}
	return c, c.Validate()
}

// Check gives what the fields say when it can be used; what cannot is said at its field.
func (f *ConnectionForm) Check() (connection.Settings, bool) {
	c, err := f.read()
	for name, field := range f.fields {
		field.SetError(words.Say(clinic.FieldMessage(err, name)))
	}
	return c, err == nil
}

// Typed is the password that was given here, "" when the one in the keyring is meant.
func (f *ConnectionForm) Typed() string {
	if f.password.Text != "" {
		return f.password.Text
	}
	return f.pasted
}

// LetGo forgets the password that was typed, and says anew where the one that counts is.
func (f *ConnectionForm) LetGo() {
	f.taking++
	f.pasted = ""
	f.password.Fill("")
	f.stored()
}

// RefusePassword says at the password what is wrong with it, and gives it the keyboard. It returns
// the part that should be in sight.
func (f *ConnectionForm) RefusePassword(sentence string) fyne.CanvasObject {
	f.passwordIn.SetError(sentence)
	f.window().Canvas().Focus(f.password)
	return f.passwordIn
}

func (f *ConnectionForm) forgetPassword() {
	c, err := f.read()
	if err != nil {
		return
	}
	kit.Work(func(context.Context) (struct{}, error) {
		return struct{}{}, f.keyring.ForgetPassword(c)
	}, func(_ struct{}, err error) {
		if err == nil {
			f.stored()
			f.object.Refresh()
		}
		f.OnForget(err)
	})
}

func (f *ConnectionForm) pick() {
	kit.ShowFileDialog(f.after, dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			f.fields["ca_file"].SetError(words.Error(err))
		}
		if r != nil {
			f.ca.SetText(r.URI().Path())
			_ = r.Close() // only its name is wanted
		}
	}, f.window()))
}
