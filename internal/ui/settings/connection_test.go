package settings

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/connection"
	"regimen/internal/ui/kit"
)

const everything = "Everything is filled in from the file. Delete the file when the connection works: it holds the password."

// connectionFile is the text of a connection file for anna with the password hunter2.
func connectionFile(t *testing.T) string {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"reception-pc"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	text, err := connection.File{
		Host: "reception-pc", Port: 6000, Database: "clinic", User: "anna", Encryption: connection.Verified, Password: "hunter2",
		Certificate: string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
	}.Text()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// put writes a file outside the data folder.
func put(t *testing.T, folder, name, text string) string {
	t.Helper()
	name = filepath.Join(folder, name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// choose opens a connection file in Fyne's dialog, which shows names without what is after the dot.
func (s *sharing) choose(name string) {
	s.T.Helper()
	s.Tap("Open a connection file…")
	s.MustSay("Open a connection file")
	var found fyne.Tappable
	s.Walk(func(o fyne.CanvasObject) {
		item, ok := o.(fyne.Tappable)
		if _, button := o.(*widget.Button); !ok || button || found != nil {
			return
		}
		for _, part := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
			if l, ok := part.(*widget.Label); ok && l.Text == name {
				found = item
			}
		}
	})
	if found == nil {
		s.T.Fatalf("there is no file %q; the dialog says:\n%s", name, strings.Join(s.Texts(), "\n"))
	}
	test.Tap(found)
	s.Tap("Open")
}

// paste puts a text into the connection line as a person does.
func (s *sharing) paste(text string) *kit.Entry {
	line := s.Field("Connection line").Content().(*kit.Entry)
	s.Window.Canvas().Focus(line)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent(text)
	line.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	s.Settle()
	return line
}

// filled expects that the file was taken, uses it, and looks at what is kept.
func (s *sharing) filled() {
	s.T.Helper()
	ca := filepath.Join(s.dir, "server-certificate.pem")
	s.MustSay(everything, "reception-pc", "6000", "clinic", "anna", "Taken from the connection file.", ca)
	s.silent()
	if s.kept().Host != "" {
		s.T.Error("kept before it was to be used")
	}
	s.Tap("Use the shared records")
	want := connection.Settings{
		Shared: true, Host: "reception-pc", Port: 6000, Database: "clinic", User: "anna", Encryption: connection.Verified, CAFile: ca,
	}
	if got := s.kept(); got != want {
		s.T.Errorf("kept %+v", got)
	}
	if p, err := s.keyring.Password(want); p != "hunter2" || err != nil {
		s.T.Errorf("in the keyring %q, %v", p, err)
	}
	s.MustSay("Delete the file when the connection works", "A password is kept in the keyring.")
	s.silent()
}

func TestConnectionFileIsChosen(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	put(t, home, "tablet.regimen", connectionFile(t))
	put(t, home, "other.regimen", "hunter2")
	s := openShared(t, nil)
	s.choose("other.regimen")
	s.MustSay("This is not a connection file, or it is damaged. Nothing was taken from it.")
	s.MustNotSay("hunter2")
	s.Tap("Open a connection file…")
	s.Tap("Cancel")
	s.choose("tablet.regimen")
	s.MustNotSay("damaged")
	s.filled()
}

func TestConnectionFileIsNamed(t *testing.T) {
	name := put(t, t.TempDir(), "my tablet.regimen", connectionFile(t))
	s := openShared(t, nil)
	s.Type("Connection line", name+"x")
	s.MustSay("There is no file of that name.", name+"x")
	s.Type("Connection line", name)
	s.MustNotSay("There is no file of that name.", "my tablet")
	s.filled()

	s = openShared(t, nil)
	if line := s.paste(`"` + name + `"`); line.Text != "" {
		t.Errorf("the line still says %q", line.Text)
	}
	s.filled()
}

func TestConnectionFileIsPasted(t *testing.T) {
	text := connectionFile(t)
	s := openShared(t, nil)
	if line := s.paste(text); line.Text != "" {
		t.Errorf("the line still says %q", line.Text)
	}
	s.filled()

	s = openShared(t, nil)
	s.Type("Connection line", "postgres:/")
	s.MustSay("This is not a connection line.")
	s.paste(text) // over what stands there
	s.MustNotSay("This is not a connection line.")
	s.filled()

	s = openShared(t, nil)
	if line := s.paste(text[:len(text)-3]); line.Text != "" {
		t.Errorf("the line still says %q", line.Text)
	}
	s.MustSay("This is not a connection file, or it is damaged.")
	s.silent()
	s.Type("Connection line", `{"password": "hunter2"}`)
	s.MustSay("The connection file is not complete")
	s.silent()
	if s.kept().Host != "" {
		t.Error("something was kept")
	}
}

// What was typed after a file was asked for stays.
func TestConnectionFileThatComesLate(t *testing.T) {
	s := openShared(t, nil)
	held, release := kit.Hold()
	s.paste(connectionFile(t))
	s.Type("Connection line", "postgres://ben@other-pc/regimen")
	held.DoAll()
	release()
	s.Settle()
	s.MustSay("other-pc", "ben")
	s.MustNotSay("anna", everything)
}

// The certificate of the connection in use stays as it is while another file is only looked at.
func TestConnectionFileThatIsNotUsed(t *testing.T) {
	s := openShared(t, nil)
	s.paste(connectionFile(t))
	s.filled()
	ca := s.kept().CAFile
	before, err := os.ReadFile(ca)
	if err != nil {
		t.Fatal(err)
	}
	s.paste(connectionFile(t))
	s.MustSay("server-certificate-2.pem")
	s.again()
	if after, err := os.ReadFile(ca); err != nil || string(after) != string(before) || s.kept().CAFile != ca {
		t.Errorf("the certificate was changed: %v", err)
	}
}

func TestConnectionFileWithoutAFolder(t *testing.T) {
	s := openShared(t, nil)
	if err := os.Remove(s.dir); err != nil {
		t.Fatal(err)
	}
	s.paste(connectionFile(t))
	s.MustSay("The server's certificate could not be kept")
	s.MustNotSay(everything, "anna")
}

func TestConnectionFilePictures(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	put(t, home, "tablet.regimen", connectionFile(t))
	s := openShared(t, nil)
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s.App.Settings().SetTheme(kit.NewTheme(mode))
		s.again()
		s.paste("{")
		s.Save("connection-file-bad-"+string(mode), 1)
		s.paste(connectionFile(t))
		s.Save("connection-file-"+string(mode), 1)
		s.Show(s.screen.Object(), 1000, 700)
		s.Tap("Open a connection file…")
		s.Save("connection-file-choose-"+string(mode), 1)
		s.Tap("Cancel")
	}
}
