package connection

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"regimen/internal/clinic"
)

func all() Settings {
	return Settings{Host: "reception-pc", Port: 5432, Database: "regimen", User: "anna", Encryption: Verified}
}

func TestParse(t *testing.T) {
	with := func(change func(*Settings)) Settings {
		s := all()
		change(&s)
		return s
	}
	for _, c := range []struct {
		line, password string
		want           Settings
	}{
		{"postgres://anna@reception-pc/regimen", "", all()},
		{"postgresql://anna@reception-pc", "", all()},
		{"  postgres://anna@reception-pc/regimen?sslmode=verify-full \n", "", all()},
		{"postgres://anna:s%40cret%2F%3A%25@reception-pc/regimen", "s@cret/:%", all()},
		{"postgres://anna@reception-pc:6000/clinic", "", with(func(s *Settings) { s.Port, s.Database = 6000, "clinic" })},
		{
			"postgres://anna@10.0.0.5/regimen?sslmode=verify-full&sslrootcert=%2Fetc%2Fclinic%20ca.pem", "",
			with(func(s *Settings) { s.Host, s.CAFile = "10.0.0.5", "/etc/clinic ca.pem" }),
		},
		{"postgres://anna@reception-pc/regimen?sslrootcert=system", "", all()},
		{"postgres://anna@[::1]/regimen?sslmode=disable", "", with(func(s *Settings) { s.Host, s.Encryption = "::1", None })},
		{"postgres://anna@localhost/regimen?sslmode=disable&sslrootcert=/x", "", with(func(s *Settings) { s.Host, s.Encryption = "localhost", None })},
	} {
		got, password, err := Parse(c.line)
		if err != nil || got != c.want || password != c.password {
			t.Errorf("%s:\n%+v %q %v, want\n%+v %q", c.line, got, password, err, c.want, c.password)
		}
	}
}

// Each line holds the password hunter2, or a part of it, somewhere.
func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ line, says string }{
		{"", "begins with postgres://"},
		{"hunter2", "begins with postgres://"},
		{"mysql://anna:hunter2@reception-pc/regimen", "begins with postgres://"},
		{"postgres://anna:hunter2@/regimen", "computer that keeps"},
		{"postgres://:hunter2@reception-pc/regimen", "signs in with"},
		{"postgres://anna:hunter2@reception-pc:99999/regimen", "The port"},
		{"postgres://anna:hunter2@reception-pc:hunter2/regimen", "cannot be read"},
		{"postgres://anna:hun/ter2@reception-pc/regimen", "cannot be read"},
		{"postgres://anna:1/hunter2@reception-pc/regimen", "name of a database"},
		{"postgres://anna:1?hunter2@reception-pc/regimen", "not known here"},
		{"postgres://anna:1#hunter2@reception-pc/regimen", "cannot be read"},
		{"postgres://anna:hunter2%zz@reception-pc/regimen", "cannot be read"},
		{"postgres://anna:hunter2%00@reception-pc/regimen", "cannot be read"},
		{"postgres://anna:hunter2@a,b/regimen", "not the name or the address"},
		{"postgres://anna:hunter2@reception-pc/regimen?sslmode=require", "verify-full"},
		{"postgres://anna:hunter2@reception-pc/regimen?sslmode=disable", "Without encryption"},
		{"postgres://anna:hunter2@reception-pc/regimen?sslrootcert=ca.pem", "with its folder"},
		{"postgres://anna@reception-pc/regimen?password=hunter2", "not known here"},
		{"postgres://anna@reception-pc/regimen?sslmode=verify-full&sslmode=disable", "cannot be read"},
		{"postgres://anna@reception-pc/regimen?sslmode=hunter2;", "cannot be read"},
	} {
		s, password, err := Parse(c.line)
		if err == nil {
			t.Errorf("%s is taken as %+v", c.line, s)
			continue
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want something with %q", c.line, err, c.says)
		}
		if s != (Settings{}) || password != "" || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s tells %+v %q %v", c.line, s, password, err)
		}
	}
}

// What is taken can be written and read again, and no error tells what was in the line.
func FuzzParse(f *testing.F) {
	f.Add("postgres://anna:s%40cret@reception-pc:6000/regimen?sslmode=verify-full&sslrootcert=/etc/ca.pem")
	f.Add("postgres://anna@[fe80::1%25eth0]/regimen")
	f.Add("postgresql://a:%E2%82%AC@127.0.0.1/x?sslmode=disable")
	f.Fuzz(func(t *testing.T, line string) {
		for _, secret := range []string{strings.Replace(line, "@", ":hunter2@", 1), line + "hunter2"} {
			if _, _, err := Parse(secret); err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Fatalf("%q gives %v", secret, err)
			}
		}
		s, password, err := Parse(line)
		if err != nil {
			if s != (Settings{}) || password != "" {
				t.Fatalf("an error with %+v", s)
			}
			return
		}
		again, passwordAgain, err := Parse(s.URL(password))
		if err != nil || again != s || passwordAgain != password {
			t.Fatalf("%q is read as %+v, and written and read again as %+v (%v)", line, s, again, err)
		}
	})
}

func TestNoPasswordInTheSettings(t *testing.T) {
	s, password, err := Parse("postgres://anna:hunter2@reception-pc/regimen")
	if err != nil || password != "hunter2" {
		t.Fatalf("%q, %v", password, err)
	}
	dir := t.TempDir()
	if err := Save(dir, s); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(filepath.Join(dir, fileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{s.String(), s.account(), s.URL(""), fmt.Sprintf("%v %+v %#v", s, s, &s), string(file)} {
		if strings.Contains(text, "hunter2") {
			t.Errorf("the password is in %q", text)
		}
	}
	if got := s.String(); got != "reception-pc, database regimen" {
		t.Errorf("named %q", got)
	}
}

func TestValidateNamesTheField(t *testing.T) {
	s := Settings{Host: "pc", Encryption: None}
	err := s.Validate()
	for _, field := range []string{"port", "database", "user", "encryption"} {
		if clinic.FieldMessage(err, field).IsZero() {
			t.Errorf("nothing is said about %s: %v", field, err)
		}
	}
	if clinic.FieldMessage(err, "host").String() != "" {
		t.Errorf("the host is right: %v", err)
	}
}

func TestLocal(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost": true, "127.0.0.1": true, "127.1.2.3": true, "::1": true,
		"reception-pc": false, "10.0.0.5": false, "localhost.example.org": false, "": false, "0.0.0.0": false,
	} {
		if got := IsLocal(host); got != want {
			t.Errorf("%q is local: %v", host, got)
		}
	}
}

func TestSaveAndLoad(t *testing.T) {
	dir := t.TempDir()
	if s, err := Load(dir); err != nil || s != Default() {
		t.Fatalf("an empty folder gives %+v, %v", s, err)
	}
	want := all()
	want.Shared, want.AskPassword, want.CAFile = true, true, "/etc/ca.pem"
	for range 2 { // the second replaces the first
		if err := Save(dir, want); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := Load(dir); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Errorf("in the folder %v, %v", files, err)
	}
	if info, err := os.Stat(filepath.Join(dir, fileName)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestLoadNeverTakesADamagedFileForNone(t *testing.T) {
	for _, text := range []string{"", "{", "[]", `{"shared": true}`, `{"shared": true, "host": "pc", "user": "anna", "encryption": "disable"}`} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%q gives %v", text, err)
		}
	}
}

func TestSaveThatFails(t *testing.T) {
	err := Save(filepath.Join(t.TempDir(), "missing"), all())
	if err == nil || !strings.Contains(err.Error(), "still holds") {
		t.Errorf("%v", err)
	}
}

func TestKeyring(t *testing.T) {
	keyring.MockInit()
	k, s := System(), all()
	if _, err := k.Password(s); !errors.Is(err, ErrNoPassword) {
		t.Errorf("an empty keyring gives %v", err)
	}
	if err := k.SetPassword(s, "hunter2"); err != nil {
		t.Fatal(err)
	}
	if p, err := k.Password(s); p != "hunter2" || err != nil {
		t.Errorf("kept %q, %v", p, err)
	}
	other := s
	other.User = "ben"
	if _, err := k.Password(other); !errors.Is(err, ErrNoPassword) {
		t.Errorf("another user's password is given: %v", err)
	}
	for range 2 {
		if err := k.ForgetPassword(s); err != nil {
			t.Errorf("forgetting: %v", err)
		}
	}
	if _, err := k.Password(s); !errors.Is(err, ErrNoPassword) {
		t.Errorf("after forgetting: %v", err)
	}
}

func TestNoKeyring(t *testing.T) {
	t.Cleanup(keyring.MockInit)
	keyring.MockInitWithError(errors.New("the bus said hunter2"))
	k, s := System(), all()
	_, errGet := k.Password(s)
	for _, err := range []error{errGet, k.SetPassword(s, "hunter2"), k.ForgetPassword(s)} {
		if !errors.Is(err, ErrNoKeyring) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%v", err)
		}
	}
	keyring.MockInitWithError(keyring.ErrSetDataTooBig)
	if err := k.SetPassword(s, "hunter2"); err == nil || errors.Is(err, ErrNoKeyring) {
		t.Errorf("a long password: %v", err)
	}
}
