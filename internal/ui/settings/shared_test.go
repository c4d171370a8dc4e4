package settings

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"regimen/internal/connection"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// sharing is the settings of a machine that has a choice of records.
type sharing struct {
	*desktest.Rig
	dir     string
	screen  *Screen
	tried   []string // the connection and its password
	refuse  error
	closed  int
	keyring connection.Keyring
}

func openShared(t *testing.T, link desk.Link) *sharing {
	t.Helper()
	keyring.MockInit()
	s := &sharing{Rig: desktest.New(t), dir: t.TempDir(), keyring: connection.System()}
	s.Desk.Link = link
	s.again()
	return s
}

// again opens the settings as the next start does.
func (s *sharing) again() {
	s.screen = New(s.Desk, Options{
		DataDir: s.dir, Version: "1.2.3", Restyle: func() {}, Keys: func() {},
		Try: func(_ context.Context, c connection.Settings, password string) error {
			s.tried = append(s.tried, c.User+"@"+c.String()+" "+password)
			return s.refuse
		},
		Keyring: s.keyring, Close: func() { s.closed++ },
	})
	s.Watch(s.screen)
	s.Show(s.screen.Object(), 1180, 2000)
}

func (s *sharing) fill() {
	s.Type("Computer that keeps the records", "reception-pc")
	s.Type("Signs in as", "anna")
	s.Type("Password", "hunter2")
}

func (s *sharing) kept() connection.Settings {
	s.T.Helper()
	c, err := connection.Load(s.dir)
	if err != nil {
		s.T.Fatal(err)
	}
	return c
}

// silent fails when the password is anywhere to be seen.
func (s *sharing) silent() {
	s.T.Helper()
	s.Walk(func(o fyne.CanvasObject) {
		if e, ok := o.(*kit.Entry); ok && e.Text == "hunter2" && !e.Password {
			s.T.Error("the password stands in a field")
		}
	})
	for _, said := range append(s.Texts(), s.Said...) {
		if strings.Contains(said, "hunter2") && said != "hunter2" {
			s.T.Errorf("said %q", said)
		}
	}
	files, err := filepath.Glob(filepath.Join(s.dir, "*"))
	if err != nil {
		s.T.Fatal(err)
	}
	for _, f := range files {
		if text, err := os.ReadFile(f); err != nil || strings.Contains(string(text), "hunter2") {
			s.T.Errorf("%s holds the password: %v", f, err)
		}
	}
}

func TestNoChoiceOfRecords(t *testing.T) {
	r, _, _ := open(t)
	r.MustNotSay("Shared records", "Connection line")
	r.MustSay("on this computer")
}

func TestSharingByHand(t *testing.T) {
	s := openShared(t, nil)
	s.MustSay("On this computer, in "+s.dir, "Port", "5432", "regimen")
	s.MustNotSay("From the next start", "Use the records of this computer")
	s.Tap("Use the shared records")
	s.MustSay("Write the name or the address of the computer", "Write the name that this machine signs in with.")
	s.fill()
	s.MustNotSay("Write the name")
	s.Tap("Try the connection")
	s.MustSay("The connection works: reception-pc, database regimen.")
	if _, err := s.keyring.Password(s.kept()); err == nil {
		t.Error("trying keeps the password")
	}
	s.Tap("Use the shared records")
	s.MustSay("From the next start: the shared records on reception-pc, database regimen.", "A password is kept in the keyring.")
	s.silent()
	want := connection.Settings{Shared: true, Host: "reception-pc", Port: 5432, Database: "regimen", User: "anna", Encryption: connection.Verified}
	if got := s.kept(); got != want {
		t.Errorf("kept %+v", got)
	}
	if p, err := s.keyring.Password(want); p != "hunter2" || err != nil {
		t.Errorf("in the keyring %q, %v", p, err)
	}
	s.Tap("Close now")
	if s.closed != 1 {
		t.Error("the window does not close")
	}
	s.Tap("Try the connection") // with the password of the keyring
	if got := fmt.Sprint(s.tried); got != "["+strings.Repeat("anna@reception-pc, database regimen hunter2 ", 2)+"anna@reception-pc, database regimen hunter2]" {
		t.Errorf("tried %s", got)
	}

	s.Tap("Use the records of this computer")
	s.MustNotSay("From the next start")
	if got := s.kept(); got.Shared || got.Host != "reception-pc" {
		t.Errorf("kept %+v", got)
	}
	s.Tap("Forget the password")
	if _, err := s.keyring.Password(want); !errors.Is(err, connection.ErrNoPassword) {
		t.Errorf("after forgetting: %v", err)
	}
	s.MustNotSay("Forget the password")
}

func TestConnectionLine(t *testing.T) {
	s := openShared(t, nil)
	line := s.Field("Connection line").Content().(*kit.Entry)
	s.Window.Canvas().Focus(line)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("postgres://anna:hunter2@10.0.0.5:6000/clinic?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem")
	line.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	s.Settle()
	if line.Text != "" {
		t.Errorf("the line still says %q", line.Text)
	}
	s.MustSay("10.0.0.5", "6000", "clinic", "anna", "/etc/ca.pem", "Taken from the connection line.")
	s.silent()
	s.Tap("Use the shared records")
	if p, err := s.keyring.Password(s.kept()); p != "hunter2" || err != nil {
		t.Errorf("in the keyring %q, %v", p, err)
	}
	s.silent()

	s.Type("Connection line", "postgres://anna@reception-pc/regimen?sslmode=require")
	s.MustSay("sslmode=verify-full.")
	s.Type("Connection line", "postgres://ben@[::1]/regimen?sslmode=disable")
	s.MustNotSay("sslmode=verify-full.", "File of the certificate authority", "/etc/ca.pem")
	s.MustSay("::1", "ben")
}

func TestUnencryptedIsForOneComputer(t *testing.T) {
	s := openShared(t, nil)
	s.fill()
	s.Tap("Not encrypted (only inside one computer)")
	s.MustNotSay("File of the certificate authority")
	s.Tap("Use the shared records")
	s.MustSay("Without encryption everybody on the way can read")
	if len(s.tried) != 0 || s.kept().Shared {
		t.Error("it was used all the same")
	}
	s.Type("Computer that keeps the records", "localhost")
	s.Tap("Use the shared records")
	if got := s.kept(); !got.Shared || got.Encryption != connection.None {
		t.Errorf("kept %+v", got)
	}
}

func TestConnectionThatFails(t *testing.T) {
	s := openShared(t, nil)
	s.fill()
	s.refuse = errors.New("reception-pc does not answer. Look whether it is switched on.")
	s.Tap("Try the connection")
	s.MustSay("reception-pc does not answer.")
	s.Tap("Use the shared records")
	s.Tap("Not now")
	if s.kept().Shared {
		t.Error("used without a yes")
	}
	s.Tap("Use the shared records")
	s.Tap("Use them all the same")
	if !s.kept().Shared {
		t.Error("not used")
	}
}

func TestWithoutAKeyring(t *testing.T) {
	s := openShared(t, nil)
	t.Cleanup(keyring.MockInit)
	keyring.MockInitWithError(errors.New("no bus"))
	s.fill()
	s.Tap("Use the shared records")
	s.MustSay("Ask for the password at each start?", "The keyring of this computer cannot be used")
	s.Tap("Not now")
	if s.kept().Shared {
		t.Error("used without a yes")
	}
	s.Tap("Use the shared records")
	s.Tap("Ask at each start")
	if got := s.kept(); !got.Shared || !got.AskPassword {
		t.Errorf("kept %+v", got)
	}
	s.MustSay("Asked for at each start.")
	s.silent()
}

func TestSharedNow(t *testing.T) {
	link := desktest.NewLink(nil)
	s := openShared(t, link)
	t.Cleanup(link.OnState(func() { s.screen.LinkChanged() }))
	s.MustSay("Shared: reception-pc, database regimen. Connected.", "From the next start: the records of this computer.", "What this computer keeps of the shared records")
	link.SetState(desk.LinkState{Where: "reception-pc, database regimen", Since: s.Clock.Now().Add(-time.Hour), Reason: "It does not answer."})
	s.MustSay("Shared: reception-pc, database regimen. Not connected since today 08:30. It does not answer.")
}

func TestADamagedChoiceIsSaid(t *testing.T) {
	s := openShared(t, nil)
	if err := os.WriteFile(filepath.Join(s.dir, "connection.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.again()
	s.MustSay("connection.json in the data folder is damaged")
}

func TestSharedPictures(t *testing.T) {
	s := openShared(t, nil)
	s.fill()
	s.Tap("Use the shared records")
	s.refuse = errors.New("reception-pc does not answer. Nothing was changed. Look whether it is switched on and on the same network.")
	s.Tap("Try the connection")
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s.App.Settings().SetTheme(kit.NewTheme(mode))
		s.Show(s.screen.Object(), 1184, 2000)
		s.Save("settings-shared-"+string(mode), 1)
	}
}
