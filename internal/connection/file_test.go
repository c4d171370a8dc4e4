package connection

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// aCertificate makes a certificate and the key it is by, as PEM.
func aCertificate(t testing.TB) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"reception-pc"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}))
}

func wholeFile(t testing.TB) File {
	cert, _ := aCertificate(t)
	return File{Host: "reception-pc", Port: 5432, Database: "regimen", User: "anna", Encryption: Verified, Password: "hunter2", Certificate: cert}
}

func TestFile(t *testing.T) {
	local := File{Host: "localhost", Port: 6000, Database: "clinic", User: "anna", Encryption: None, Password: `s@cret"{ü`}
	for _, f := range []File{wholeFile(t), local} {
		text, err := f.Text()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(text), "\ufeff" + strings.ReplaceAll(string(text), "\n", "\r\n")} {
			if got, err := ReadFile(strings.NewReader(text)); err != nil || got != f {
				t.Errorf("%q is read as %v, %v", text, got, err)
			}
		}
		name := filepath.Join(t.TempDir(), "tablet.regimen")
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := OpenFile(name); err != nil || got != f {
			t.Errorf("opened %v, %v", got, err)
		}
		if s := f.Settings(); s.Host != f.Host || s.User != f.User || s.Port != f.Port || s.Database != f.Database || s.Validate() != nil || s.Shared {
			t.Errorf("settings %+v", s)
		}
		for _, said := range []string{f.String(), fmt.Sprintf("%v %+v %#v %s", f, f, f, &f)} {
			if strings.Contains(said, f.Password) {
				t.Errorf("the password is in %q", said)
			}
		}
	}
}

// Each file holds the password hunter2, or a part of it.
func TestFileRefuses(t *testing.T) {
	text, err := wholeFile(t).Text()
	if err != nil {
		t.Fatal(err)
	}
	good := string(text)
	cert, key := aCertificate(t)
	with := func(change func(*File)) string {
		f := wholeFile(t)
		change(&f)
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Text(); err == nil {
			t.Errorf("%v can be written", f)
		}
		return string(b)
	}
	for _, c := range []struct{ text, says string }{
		{"", "is empty"},
		{" \n", "is empty"},
		{"hunter2", "not a connection file"},
		{`"hunter2"`, "not a connection file"},
		{"[]", "not a connection file"},
		{"null", "not a connection file"},
		{good[:len(good)-4], "damaged"},
		{good + good, "damaged"},
		{good + "hunter2", "damaged"},
		{strings.Replace(good, "5432", `"hunter2"`, 1), "damaged"},
		{strings.Replace(good, "hunter2", "hunter2\xff", 1), "damaged"},
		{strings.Replace(good, "{", `{"host": "elsewhere",`, 1), "damaged"},
		{strings.Replace(good, "{", `{"Host": "elsewhere",`, 1), "damaged"},
		{strings.Replace(good, "{", `{"hoſt": "elsewhere",`, 1), "damaged"},
		{strings.Replace(good, "{", `{"hunter2": 1,`, 1), "this version does not know"},
		{good + strings.Repeat(" ", fileLimit), "far too long"},
		{"{}", "not complete"},
		{with(func(f *File) { f.Host = "" }), "not complete"},
		{with(func(f *File) { f.Host = "a b" }), "not complete"},
		{with(func(f *File) { f.Port = 0 }), "not complete"},
		{with(func(f *File) { f.User = "hunter2@x" }), "not complete"},
		{with(func(f *File) { f.Password = "" }), "not complete"},
		{with(func(f *File) { f.Password = "hunter2\n" }), "not complete"},
		{with(func(f *File) { f.Encryption = None }), "not encrypted"},
		{with(func(f *File) { f.Encryption = "require" }), "does not check who answers"},
		{with(func(f *File) { f.Certificate = "hunter2" }), "certificate in the connection file is damaged"},
		{with(func(f *File) { f.Certificate = cert + key }), "certificate in the connection file is damaged"},
		{with(func(f *File) { f.Certificate = cert + cert[:len(cert)-40] }), "certificate in the connection file is damaged"},
		{with(func(f *File) { f.Certificate = strings.Replace(cert, "MII", "MIJ", 1) + cert[:27] }), "certificate in the connection file is damaged"},
	} {
		f, err := ReadFile(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%.60q: %v, want something with %q", c.text, err, c.says)
			continue
		}
		if f != (File{}) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%.60q tells %v %v", c.text, f, err)
		}
	}
	broken := io.MultiReader(strings.NewReader(good), iotest.ErrReader(errors.New("hunter2")))
	if _, err := ReadFile(broken); err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "to its end") {
		t.Errorf("a stick that was pulled out: %v", err)
	}
}

func TestOpenFileThatIsNone(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenFile(filepath.Join(dir, "missing")); err == nil || !strings.Contains(err.Error(), "no file of that name") {
		t.Errorf("a missing one: %v", err)
	}
	if _, err := OpenFile(dir); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("a folder: %v", err)
	}
	if _, err := OpenFile("a\x00b"); err == nil || !strings.Contains(err.Error(), "cannot be opened") {
		t.Errorf("no name: %v", err)
	}
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, nil, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(secret); err == nil {
		f.Close()
		t.Log("whoever may read everything is not refused")
		return
	}
	if _, err := OpenFile(secret); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("somebody else's: %v", err)
	}
}

// What is read can be written and read again, and no error tells what was in the file.
func FuzzReadFile(f *testing.F) {
	whole := wholeFile(f)
	text, err := whole.Text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"host":"localhost","port":1,"database":"x","user":"y","encryption":"disable","password":"hunter2"}`))
	f.Add([]byte(`{"password":"hunter2","hunter2":{"a":[1,2]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := ReadFile(bytes.NewReader(text))
		if err != nil {
			if got != (File{}) || strings.Contains(err.Error(), "hunter2") {
				t.Fatalf("%v with %v", err, got)
			}
			return
		}
		again, err := got.Text()
		if err != nil {
			t.Fatalf("%q was read and cannot be written: %v", text, err)
		}
		if back, err := ReadFile(bytes.NewReader(again)); err != nil || back != got {
			t.Fatalf("%q is read as %v, and written and read again as %v (%v)", text, got, back, err)
		}
		if got.Certificate != "" {
			pool := x509.NewCertPool()
			if clean, err := certificates(got.Certificate); err != nil || !pool.AppendCertsFromPEM(clean) {
				t.Fatalf("the certificate %q is of no use: %v", got.Certificate, err)
			}
		}
	})
}

func TestRecognize(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	abs := filepath.Join(home, "my tablet.regimen")
	uri := "file://" + filepath.ToSlash(abs)
	if runtime.GOOS == "windows" {
		uri = "file:///" + filepath.ToSlash(abs)
	}
	for _, c := range []struct {
		text string
		want Given
		name string
	}{
		{"", GivenLine, ""},
		{"postgres://anna@reception-pc/regimen", GivenLine, ""},
		{"tablet.regimen", GivenLine, ""},
		{`"`, GivenLine, ""},
		{" \ufeff{\n", GivenText, ""},
		{abs, GivenName, abs},
		{" " + abs + "\n", GivenName, abs},
		{`"` + abs + `"`, GivenName, abs},
		{"'" + abs + "'", GivenName, abs},
		{strings.ReplaceAll(uri, " ", "%20"), GivenName, abs},
		{uri, GivenName, abs},
		{"~" + string(filepath.Separator) + "my tablet.regimen", GivenName, abs},
	} {
		if got, name := Recognize(c.text); got != c.want || name != c.name {
			t.Errorf("%q is %d %q", c.text, got, name)
		}
	}
}

func TestKeepCertificate(t *testing.T) {
	dir := t.TempDir()
	first, key := aCertificate(t)
	second, _ := aCertificate(t)
	third, _ := aCertificate(t)
	keep := func(text, want string) string {
		t.Helper()
		name, err := KeepCertificate(dir, text)
		if err != nil || filepath.Base(name) != want || !filepath.IsAbs(name) {
			t.Fatalf("%q, %v, want %s", name, err, want)
		}
		return name
	}
	name := keep("Issuer: the clinic\n"+first+"\n", "server-certificate.pem")
	if text, err := os.ReadFile(name); err != nil || string(text) != first {
		t.Errorf("kept %q, %v", text, err)
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	keep(second, "server-certificate.pem") // nothing uses the first

	s := all()
	s.CAFile = keep(first, "server-certificate.pem")
	if err := Save(dir, s); err != nil {
		t.Fatal(err)
	}
	keep(second, "server-certificate-2.pem")
	keep(first, "server-certificate.pem") // is there
	s.CAFile = keep(third, "server-certificate-2.pem")
	if text, err := os.ReadFile(name); err != nil || string(text) != first {
		t.Errorf("the one in use was changed to %q, %v", text, err)
	}
	if err := Save(dir, s); err != nil {
		t.Fatal(err)
	}
	keep(first+second, "server-certificate.pem")
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 3 {
		t.Errorf("in the folder %v, %v", files, err)
	}

	for _, text := range []string{"", "hunter2", key, first + key} {
		if name, err := KeepCertificate(dir, text); name != "" || !errors.Is(err, errCertificate) {
			t.Errorf("%.30q: %q, %v", text, name, err)
		}
	}
	if name, err := KeepCertificate(filepath.Join(dir, "missing"), first); name != "" || !errors.Is(err, errNotKept) {
		t.Errorf("a folder that is not there: %q, %v", name, err)
	}
}
