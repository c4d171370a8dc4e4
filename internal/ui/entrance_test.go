package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

const secret = "hunter2"

// certificate is that of new-pc.
const certificate = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUfVtjY6gNhBGiyOGvDiTMQQvpAGMwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGbmV3LXBjMCAXDTI2MTEyNTIxMzAyMVoYDzIxMjYxMTAxMjEz
MDIxWjARMQ8wDQYDVQQDDAZuZXctcGMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AASe7mXU7rPgyW7su2SRugSUoBiGatj1hYiAdvU+hX2xWITFlYZJ9XgM7yV8sm/L
FXBNQiVCI3C3rrD5TP86QhZso1MwUTAdBgNVHQ4EFgQU9A5hQGCw54Peyu+yJ2be
80O4fWQwHwYDVR0jBBgwFoAU9A5hQGCw54Peyu+yJ2be80O4fWQwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA1u1n3eamvcXGm6IBXYEHfEk6mgPc
yqi17SAFaL1kbZsCIAYIHPs3TOrvbYW2lhrXT3V0jRWgSrFVZHxNLtbeiZd2
-----END CERTIFICATE-----
`

var (
	errAway  = fmt.Errorf("%w. Look whether it is switched on.", store.ErrUnreachable)
	errWrong = fmt.Errorf("The server does not know the user or the password. Enter them again. %w", store.ErrPassword)
)

// door is an entrance worked as a person works it.
type door struct {
	*kittest.Screen
	entrance *Entrance
	held     *kit.Held
	dir      string
	keyring  *ring
	answers  []error // of the shared records; none left means that they open
	own      error
	waiting  int
	unread   error    // why it is not known how many wait
	done     []string // in this order: tried, shown, let go
}

// ring is a keyring in memory.
type ring struct {
	kept map[connection.Settings]string
	none bool // there is none
}

func (r *ring) Password(c connection.Settings) (string, error) {
	c.AskPassword = false
	p, found := r.kept[c]
	switch {
	case r.none:
		return "", connection.ErrNoKeyring
	case !found:
		return "", connection.ErrNoPassword
	}
	return p, nil
}

func (r *ring) SetPassword(c connection.Settings, password string) error {
	c.AskPassword = false
	if r.none {
		return connection.ErrNoKeyring
	}
	r.kept = map[connection.Settings]string{c: password}
	return nil
}

func (r *ring) ForgetPassword(connection.Settings) error {
	r.kept = nil
	return nil
}

func reception() connection.Settings {
	return connection.Settings{Shared: true, Host: "reception-pc", Port: 5432, Database: "regimen", User: "anna", Encryption: connection.Verified}
}

// come stands before the entrance; what is asked of the records waits until the test has it answered.
func come(t *testing.T, change func(*EntranceOptions)) *door {
	t.Helper()
	d := &door{Screen: kittest.New(t, kit.ModeLight), dir: t.TempDir(), keyring: &ring{}}
	held, release := kit.Hold()
	t.Cleanup(release)
	d.held = held
	opened := func(what string) Opened {
		return Opened{Show: func(notice, done string) {
			d.done = append(d.done, strings.TrimSpace("shown "+what+" "+notice+done))
		}, Close: func() { d.done = append(d.done, "let go") }}
	}
	o := EntranceOptions{
		Connection: reception(), DataDir: d.dir, Keyring: d.keyring, After: d.Clock.After,
		Waiting: func() (int, error) { return d.waiting, d.unread },
		Open: func(_ context.Context, c connection.Settings, password string) (Opened, error) {
			if !held.Working() {
				t.Error("the shared records are opened on the UI thread")
			}
			d.done = append(d.done, strings.TrimSpace("tried "+c.User+"@"+c.Host+" "+password))
			if len(d.answers) > 0 {
				err := d.answers[0]
				d.answers = d.answers[1:]
				if err != nil {
					return Opened{}, err
				}
			}
			return opened(c.Host), nil
		},
		OpenOwn: func(context.Context) (Opened, error) { return opened("own"), d.own },
	}
	if change != nil {
		change(&o)
	}
	d.entrance = NewEntrance(d.App, o)
	d.entrance.Begin()
	d.look()
	return d
}

// look turns to the entrance's window, if there is one.
func (d *door) look() {
	if d.entrance.Window != nil && !d.entrance.over {
		d.Window = d.entrance.Window
		d.Settle()
		d.silent()
	}
}

// answer lets the records answer.
func (d *door) answer() {
	d.T.Helper()
	d.held.DoAll()
	if d.entrance.over {
		d.Window = d.App.NewWindow("after")
		return
	}
	d.look()
}

func (d *door) did(want ...string) {
	d.T.Helper()
	if !slices.Equal(d.done, want) {
		d.T.Errorf("done %q, want %q", d.done, want)
	}
	d.done = nil
}

func (d *door) keep(c connection.Settings) {
	d.T.Helper()
	if err := connection.Save(d.dir, c); err != nil {
		d.T.Fatal(err)
	}
}

func (d *door) kept() connection.Settings {
	d.T.Helper()
	c, err := connection.Load(d.dir)
	if err != nil {
		d.T.Fatal(err)
	}
	return c
}

// silent fails when the password is to be read anywhere.
func (d *door) silent() {
	d.T.Helper()
	d.Walk(func(o fyne.CanvasObject) {
		if e, ok := o.(*kit.Entry); ok && !e.Password && strings.Contains(e.Text, secret) {
			d.T.Error("the password is to be read in a field")
		}
		if t, ok := o.(*kit.Text); ok && strings.Contains(t.Text(), secret) {
			d.T.Errorf("it says %q", t.Text())
		}
	})
}

func (d *door) press(keys ...fyne.KeyName) {
	d.T.Helper()
	d.Key(keys...)
	d.look()
}

func TestNobodySeesAQuickEntrance(t *testing.T) {
	d := come(t, nil)
	d.Clock.Advance(300 * time.Millisecond)
	if d.entrance.Window != nil {
		t.Error("it is shown at once")
	}
	d.answer()
	d.Clock.Advance(time.Hour)
	if d.entrance.Window != nil {
		t.Error("it is shown although the records are open")
	}
	d.did("tried anna@reception-pc", "shown reception-pc")
}

func TestRecordsThatOpenLate(t *testing.T) {
	d := come(t, func(o *EntranceOptions) { o.Password = secret })
	d.Clock.Advance(400 * time.Millisecond)
	d.look()
	d.MustSay("Connecting to reception-pc…", "Cancel")
	d.answer()
	d.did("tried anna@reception-pc "+secret, "shown reception-pc")
	if !d.entrance.over {
		t.Error("the entrance stays")
	}
}

func TestRecordsThatDoNotOpen(t *testing.T) {
	d := come(t, nil)
	d.answers, d.waiting = []error{errAway, errAway}, 2
	d.answer()
	d.MustSay("The shared records did not open", "reception-pc, database regimen", "Look whether it is switched on.",
		"2 changes made on this computer wait to be sent. They are safe here.")
	d.waiting = 0
	d.press(fyne.KeyReturn) // Try again has the keyboard
	d.MustSay("Connecting to reception-pc…")
	d.answer()
	d.MustNotSay("wait to be sent")
	d.answers, d.unread = []error{errAway}, errors.New("damaged")
	d.Tap("Try again")
	d.answer()
	d.MustSay("It cannot be read how many changes made on this computer wait to be sent.")
	d.Tap("Try again")
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@reception-pc", "tried anna@reception-pc", "tried anna@reception-pc", "shown reception-pc")
}

func TestStoppedWhileItConnects(t *testing.T) {
	d := come(t, nil)
	d.Clock.Advance(time.Second)
	d.look()
	d.Tap("Cancel")
	d.MustSay("Stopping…")
	d.answer()
	d.MustSay("Connecting was stopped. Nothing was changed.")
	d.did("tried anna@reception-pc", "let go") // it had just opened
	d.Tap("Try again")
	d.Window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.answers = []error{context.Canceled}
	d.answer()
	d.MustSay("Connecting was stopped.")
	d.Tap("Try again")
	d.Tap("Cancel")
	d.Window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) // twice does no harm
	d.answer()
}

func TestClosedWhileItConnects(t *testing.T) {
	d := come(t, nil)
	d.Clock.Advance(time.Second)
	d.look()
	d.entrance.Close()
	d.answer()
	d.did("tried anna@reception-pc", "let go")
	if d.entrance.Window.Content() == nil {
		t.Error("no window")
	}
}

func TestThePasswordIsAsked(t *testing.T) {
	d := come(t, nil)
	d.answers = []error{errWrong, errWrong}
	d.answer()
	d.MustSay("The shared records ask for a password", "Password of anna at reception-pc, database regimen", "Keep it in this computer's keyring")
	d.MustNotSay("does not know") // none was given yet
	d.press(fyne.KeyReturn)
	d.MustSay("Type the password.")
	d.TypeInto(d.Window.Canvas().Focused(), "hunter1")
	d.press(fyne.KeyReturn)
	d.answer()
	d.MustSay("The server does not know the user or the password.")
	d.TypeInto(d.Window.Canvas().Focused(), secret)
	d.silent()
	d.press(fyne.KeyReturn)
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@reception-pc hunter1", "tried anna@reception-pc "+secret, "shown reception-pc")
	if p, err := d.keyring.Password(reception()); p != secret || err != nil {
		t.Errorf("in the keyring %q, %v", p, err)
	}
	if _, err := os.Stat(filepath.Join(d.dir, "connection.json")); err == nil {
		t.Error("a connection was kept that nobody changed")
	}
}

func TestThePasswordIsAskedAtEachStart(t *testing.T) {
	c := reception()
	c.AskPassword = true
	for _, keep := range []bool{false, true} {
		d := come(t, func(o *EntranceOptions) { o.Connection = c })
		d.keep(c)
		d.answer()
		d.did() // nothing is tried without it
		d.TypeInto(d.Window.Canvas().Focused(), secret)
		if keep {
			d.Tap("Keep it in this computer's keyring")
		}
		d.Tap("Connect")
		d.answer()
		d.did("tried anna@reception-pc "+secret, "shown reception-pc")
		_, err := d.keyring.Password(c)
		if (err == nil) != keep || d.kept().AskPassword == keep {
			t.Errorf("keep %v: in the keyring %v, kept %+v", keep, err, d.kept())
		}
	}
}

func TestThePasswordInTheKeyringIsWrong(t *testing.T) {
	d := come(t, nil)
	if err := d.keyring.SetPassword(reception(), "old"); err != nil {
		t.Fatal(err)
	}
	d.answers = []error{errWrong}
	d.answer()
	d.MustSay("The server does not know the user or the password.", "Keep it in this computer's keyring")
	d.did("tried anna@reception-pc old")
}

func TestEntranceWithoutAKeyring(t *testing.T) {
	d := come(t, nil)
	d.keyring.none = true
	d.answers = []error{errWrong}
	d.answer()
	d.MustSay("The keyring of this computer cannot be used")
	d.MustNotSay("Keep it in this computer's keyring")
	d.TypeInto(d.Window.Canvas().Focused(), secret)
	d.press(fyne.KeyReturn)
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@reception-pc "+secret, "shown reception-pc")
}

func TestAnotherConnection(t *testing.T) {
	d := come(t, nil)
	d.answers = []error{errAway, errAway, errWrong}
	d.answer()
	d.Tap("Change the connection")
	d.MustSay("Connection line", "reception-pc")
	d.Tap("Go back")
	d.MustSay("Look whether it is switched on.")
	d.Tap("Change the connection")
	d.Type("Computer that keeps the records", "")
	d.Tap("Connect")
	d.MustSay("Write the name or the address of the computer", "It is said at the field.")
	d.Type("Computer that keeps the records", "new-pc")
	d.Type("Password", secret)
	d.Tap("Connect")
	d.answer()
	d.MustSay("Change the connection", "new-pc", "Look whether it is switched on.")
	d.Tap("Connect")
	d.answer()
	d.MustSay("does not know the user or the password")
	if d.kept().Shared {
		t.Error("kept what does not work")
	}
	d.Tap("Connect")
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@new-pc "+secret, "tried anna@new-pc "+secret, "tried anna@new-pc "+secret, "shown new-pc")
	want := reception()
	want.Host = "new-pc"
	if got := d.kept(); got != want {
		t.Errorf("kept %+v", got)
	}
	if p, err := d.keyring.Password(want); p != secret || err != nil {
		t.Errorf("in the keyring %q, %v", p, err)
	}
}

// carried puts the text of a connection file into the connection line.
func (d *door) carried() {
	d.T.Helper()
	text, err := connection.File{
		Host: "new-pc", Port: 5432, Database: "regimen", User: "ben", Encryption: connection.Verified, Password: secret, Certificate: certificate,
	}.Text()
	if err != nil {
		d.T.Fatal(err)
	}
	line := d.Field("Connection line").Content().(*kit.Entry)
	d.Window.Canvas().Focus(line)
	clip := d.App.Clipboard()
	clip.SetContent(string(text))
	line.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	d.held.DoAll()
	d.look()
}

func TestConnectionFileAtTheEntrance(t *testing.T) {
	d := come(t, nil)
	d.answers = []error{errAway, errAway}
	d.answer()
	d.Tap("Change the connection")
	d.MustSay("Open a connection file…")
	d.carried()
	ca := filepath.Join(d.dir, "server-certificate.pem")
	d.MustSay("new-pc", "ben", "Taken from the connection file.", ca,
		"Everything is filled in from the file. Delete the file when the connection works: it holds the password.")
	for range 2 { // it is still there when it did not work
		d.Tap("Connect")
		d.answer()
	}
	d.did("tried anna@reception-pc", "tried ben@new-pc "+secret, "tried ben@new-pc "+secret, "shown new-pc")
	want := connection.Settings{Shared: true, Host: "new-pc", Port: 5432, Database: "regimen", User: "ben", Encryption: connection.Verified, CAFile: ca}
	if got := d.kept(); got != want {
		t.Errorf("kept %+v", got)
	}
	if text, err := os.ReadFile(ca); err != nil || string(text) != certificate {
		t.Errorf("the certificate is %q, %v", text, err)
	}
	if p, err := d.keyring.Password(want); p != secret || err != nil {
		t.Errorf("in the keyring %q, %v", p, err)
	}
}

func TestConnectionFileChosenAtTheEntrance(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	d := come(t, nil)
	d.answers = []error{errAway}
	d.answer()
	d.Tap("Change the connection")
	d.Tap("Open a connection file…")
	d.MustSay("Open a connection file", "Home")
	d.Tap("Cancel")
	d.MustSay("Change the connection", "reception-pc")
}

func TestAnotherConnectionWithoutAKeyring(t *testing.T) {
	d := come(t, nil)
	d.keyring.none = true
	d.answers = []error{errAway}
	d.answer()
	d.Tap("Change the connection")
	d.Type("Password", secret)
	d.Tap("Connect")
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@reception-pc "+secret,
		"shown reception-pc The keyring of this computer cannot be used, so the password cannot be kept. It may be locked, or there is none. It is asked for at each start.")
	if !d.kept().AskPassword {
		t.Error("the next start will not ask")
	}
}

func TestOwnRecords(t *testing.T) {
	d := come(t, nil)
	d.keep(reception())
	d.answers, d.waiting, d.own = []error{errAway}, 1, errors.New("The disk is full. Nothing was changed. Free some space and try again.")
	d.answer()
	d.Tap("Work with this computer's own records")
	d.MustSay("Work with this computer's own records?", "They are other records.", "Regimen starts with them from now on", "1 change made on this computer waits to be sent.")
	d.Tap("Go back")
	d.press(fyne.KeyTab, fyne.KeyReturn) // Try again has the keyboard again
	d.answers = []error{errAway}
	d.answer()
	d.Tap("Work with this computer's own records")
	d.Tap("Use its own records")
	d.answer()
	d.MustSay("This computer's own records did not open", "The disk is full.")
	if !d.kept().Shared {
		t.Error("the choice is kept although they did not open")
	}
	d.own = nil
	d.Tap("Try again")
	d.answer()
	d.did("tried anna@reception-pc", "tried anna@reception-pc", "shown own")
	if got := d.kept(); got.Shared || got.Host != "reception-pc" {
		t.Errorf("kept %+v", got)
	}
}

func TestEntranceForThisRunOnly(t *testing.T) {
	for name, way := range map[string]func(*door){
		"another": func(d *door) {
			d.Tap("Change the connection")
			d.Type("Password", secret)
			d.Tap("Connect")
		},
		"own": func(d *door) {
			d.Tap("Work with this computer's own records")
			d.MustNotSay("from now on")
			d.Tap("Use its own records")
		},
	} {
		d := come(t, func(o *EntranceOptions) { o.ForNow = true })
		d.answers = []error{errAway}
		d.answer()
		way(d)
		d.answer()
		if !d.entrance.over {
			t.Errorf("%s: it did not go on", name)
		}
		if _, err := os.Stat(filepath.Join(d.dir, "connection.json")); err == nil {
			t.Errorf("%s: something is kept", name)
		}
		if _, err := d.keyring.Password(reception()); err == nil {
			t.Errorf("%s: the password is kept", name)
		}
	}
}

func TestADamagedConnectionOpensNothing(t *testing.T) {
	d := come(t, func(o *EntranceOptions) {
		o.Connection, o.Unread = connection.Default(), errors.New("The file connection.json in the data folder is damaged.")
	})
	d.MustSay("connection.json in the data folder is damaged.", "Change the connection", "Work with this computer's own records")
	d.MustNotSay("Try again")
	d.press(fyne.KeyReturn)
	d.MustSay("Connection line")
	d.Tap("Go back")
	d.Tap("Work with this computer's own records")
	d.did()
	d.Tap("Use its own records")
	d.answer()
	d.did("shown own")
	if d.kept().Shared {
		t.Error("shared")
	}
}

func TestEntranceTargets(t *testing.T) {
	d := come(t, nil)
	d.answers, d.waiting = []error{errAway, errWrong}, 2
	d.answer()
	look := func(name string) {
		d.Walk(func(o fyne.CanvasObject) {
			if b, ok := o.(*kit.Button); ok && (b.Size().Height < kit.Target || b.Size().Width < kit.Target) {
				t.Errorf("%s: %q is %v", name, b.Name(), b.Size())
			}
		})
		for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
			d.App.Settings().SetTheme(kit.NewTheme(mode))
			d.Settle()
			d.Save("entrance-"+name+"-"+string(mode), 1)
		}
	}
	look("failed")
	d.Tap("Try again")
	look("connecting")
	d.answer()
	look("password")
	d.Tap("Change the connection")
	look("change")
	d.carried()
	look("file")
}

// Records of this computer's own that are damaged or gone can be replaced by a backup without a terminal.
func TestDamagedRecordsAreRestored(t *testing.T) {
	var restored []string
	d := come(t, func(o *EntranceOptions) {
		o.Own, o.DataDir = true, t.TempDir()
		o.Restore = func(_ context.Context, file string) (string, error) {
			restored = append(restored, file)
			return "backups/before.db", nil
		}
	})
	d.own = fmt.Errorf("The clinic's records are damaged. %w", store.ErrDamaged)
	d.answer()
	d.MustSay("This computer's own records did not open", "are damaged", "Restore a backup")
	d.MustNotSay("Work with this computer's own records", "Change the connection")
	d.Tap("Restore a backup")
	d.answer()
	d.MustSay("No backup was found on this computer.")
	d.Tap("Go back")
	d.look()
	d.MustSay("are damaged")

	d.entrance.bringBack("monday.db") // as the person chose and confirmed
	d.answer()
	d.MustSay("The records did not open after the backup was brought back", "kept as backups/before.db")
	d.own = nil
	d.Tap("Try again")
	d.answer()
	d.did("shown own")
	if !slices.Equal(restored, []string{"monday.db"}) {
		t.Errorf("restored %v", restored)
	}
}

// The window with the records is left only when there is another, and what was kept is said in the new one.
func TestRestoreFromTheWindow(t *testing.T) {
	refused := errors.New("The backup is damaged. Nothing was changed.")
	d := come(t, func(o *EntranceOptions) {
		o.Own = true
		o.Restore = func(context.Context, string) (string, error) { return "backups/before.db", refused }
	})
	d.answer()
	d.did("shown own")
	for _, err := range []error{refused, nil} {
		refused = err
		d.entrance = NewEntrance(d.App, d.entrance.opt)
		left := false
		d.entrance.Restore("monday.db", func() { left = d.entrance.Window != nil })
		if !left {
			t.Error("the window was left before there was another")
		}
		d.answer()
		if err == nil {
			d.did("shown own The backup is in place: monday.db. What was there before is kept as backups/before.db.")
			continue
		}
		d.MustSay("The backup was not brought back", "monday.db", "Nothing was changed.")
		d.Tap("Open the records that are there")
		d.answer()
		d.did("shown own")
	}
}
