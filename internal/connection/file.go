package connection

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// File is what a machine is let in with: the server's side writes it, the machine reads it. It holds the
// password, and a copy of it lets in whoever has it.
type File struct {
	Host       string     `json:"host"`
	Port       int        `json:"port"`
	Database   string     `json:"database"`
	User       string     `json:"user"`
	Encryption Encryption `json:"encryption"`
	Password   string     `json:"password"`
	// Certificate is what the machine knows the server by, as PEM; "" where its operating system does.
	Certificate string `json:"certificate,omitempty"`
}

// Settings are those of the file. They name no certificate: KeepCertificate makes the file for it.
func (f File) Settings() Settings {
	return Settings{Host: f.Host, Port: f.Port, Database: f.Database, User: f.User, Encryption: f.Encryption}
}

// String leaves the password out, and so does GoString.
func (f File) String() string { return f.Settings().String() }

// GoString is part of fmt.GoStringer.
func (f File) GoString() string { return f.String() }

// Text is the file as ReadFile takes it. What a machine could not use is an error already here.
func (f File) Text() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(f, "", "\t")
	return append(text, '\n'), err
}

// fileLimit leaves room for the certificates of many authorities.
const fileLimit = 1 << 20

const anew = " Nothing was taken from it. Have a new one made on the computer that keeps the records: regimen database add, with --out."

// Errors of ReadFile and OpenFile. None quotes the file: it holds a password.
var (
	errNotAFile    = errors.New("This is not a connection file, or it is damaged." + anew)
	errEmptyFile   = errors.New("The connection file is empty: the command that was to write it did not work." + anew)
	errLongFile    = errors.New("This is not a connection file: it is far too long. Nothing was taken from it. Choose the file that was made for this computer.")
	errNewFile     = errors.New("The connection file says something that this version does not know. Nothing was taken from it. Install the same version of Regimen as on the computer that made it.")
	errFileLacks   = errors.New("The connection file is not complete, or it was changed." + anew)
	errFileOpen    = errors.New("The connection file asks for a connection to another computer that is not encrypted, or does not check who answers." + anew)
	errCertificate = errors.New("The certificate in the connection file is damaged." + anew)
)

// ReadFile reads what File.Text wrote. The error is a sentence; it tells nothing of what was read.
func ReadFile(r io.Reader) (File, error) {
	text, err := io.ReadAll(io.LimitReader(r, fileLimit+1))
	switch {
	case err != nil:
		return File{}, errors.New("The connection file could not be read to its end. Nothing was taken from it. Copy it to this computer, and try again.")
	case len(text) > fileLimit:
		return File{}, errLongFile
	case !utf8.Valid(text):
		return File{}, errNotAFile
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\ufeff"))) // editors put this mark in
	if len(text) == 0 {
		return File{}, errEmptyFile
	}
	if !once(text) {
		return File{}, errNotAFile
	}
	var f File
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		if strings.Contains(err.Error(), "unknown field") {
			return File{}, errNewFile
		}
		return File{}, errNotAFile
	}
	if err := f.check(); err != nil {
		return File{}, err
	}
	return f, nil
}

// once reports whether a text is one JSON object, with no name in it twice: two readers could take different
// ones of them.
func once(text []byte) bool {
	if !json.Valid(text) {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if begin, err := d.Token(); err != nil || begin != json.Delim('{') {
		return false
	}
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return false
		}
		var value json.RawMessage
		// A name is a string in valid JSON. Both, because its letters are compared as encoding/json does it: in
		// any case, and the long s is an s.
		key := strings.ToLower(strings.ToUpper(name.(string)))
		if seen[key] || d.Decode(&value) != nil {
			return false
		}
		seen[key] = true
	}
	return true
}

func (f File) check() error {
	err := f.Settings().Validate()
	switch {
	case f.Encryption != "" && !clinic.FieldMessage(err, "encryption").IsZero():
		return errFileOpen
	case err != nil, f.Password == "", !utf8Password(f.Password):
		return errFileLacks
	case f.Certificate == "":
		return nil
	}
	_, err = certificates(f.Certificate)
	return err
}

// OpenFile reads a file by its name.
func OpenFile(name string) (File, error) {
	// Before it is opened: a pipe would wait for somebody to write.
	info, err := os.Stat(name)
	var file *os.File
	if err == nil && info.Mode().IsRegular() {
		if file, err = os.Open(name); err == nil {
			defer file.Close()
			return ReadFile(file)
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return File{}, errors.New("There is no file of that name. Look whether the stick or the folder it is on is there, and choose it again.")
	case errors.Is(err, fs.ErrPermission):
		return File{}, errors.New("The connection file belongs to another user of this computer, so it cannot be read. Nothing was changed. Have it made so that it belongs to you: regimen database add, with --out - and > before the name of the file.")
	case err != nil:
		return File{}, errors.New("The connection file cannot be opened. Nothing was changed. Copy it to this computer, and try again.")
	}
	return File{}, errors.New("This is a folder or something else that is no file. Choose the file that was made for this computer.")
}

// Given is what somebody may have put where a connection line belongs: the text of a connection file, the
// name of one, or a line.
type Given int

// What Recognize tells apart.
const (
	GivenLine Given = iota
	GivenText
	GivenName
)

// Recognize says what a text is, and gives the name of the file where it is one. It looks at no file.
func Recognize(text string) (Given, string) {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "\ufeff"))
	if strings.HasPrefix(text, "{") {
		return GivenText, ""
	}
	if n := len(text); n > 1 && text[0] == text[n-1] && (text[0] == '"' || text[0] == '\'') {
		text = text[1 : n-1] // as copied from a file manager or a terminal
	}
	if rest, ok := strings.CutPrefix(text, "file://"); ok {
		if u, err := url.Parse(text); err == nil {
			rest = u.Path
		}
		if len(rest) > 2 && rest[0] == '/' && rest[2] == ':' {
			rest = rest[1:] // file:///C:/…
		}
		return GivenName, filepath.FromSlash(rest)
	}
	if rest, ok := strings.CutPrefix(text, "~"+string(filepath.Separator)); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return GivenName, filepath.Join(home, rest)
		}
	}
	if filepath.IsAbs(text) {
		return GivenName, text
	}
	return GivenLine, ""
}

// certificates gives the certificates of a PEM text and nothing else that stands in it. One that cannot be
// read is an error, and so is a key: it has no place on another machine.
func certificates(text string) ([]byte, error) {
	var out []byte
	count := 0
	for rest := []byte(text); ; count++ {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if _, err := x509.ParseCertificate(block.Bytes); block.Type != "CERTIFICATE" || err != nil {
			return nil, errCertificate
		}
		out = append(out, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: block.Bytes})...)
	}
	if count == 0 || count != strings.Count(text, "-----BEGIN ") {
		return nil, errCertificate
	}
	return out, nil
}

// The files in the data folder for the server's certificate. There are two, so that the one in use is never
// written over: whoever opens a file and then stays with the connection he has needs it at the next start.
var certificateNames = []string{"server-certificate.pem", "server-certificate-2.pem"}

// KeepCertificate keeps a PEM text of certificates in a data folder, for Settings.CAFile, which is what it
// gives. The certificate of the connection that is chosen there stays as it is. The file is whole or not there.
func KeepCertificate(dir, text string) (name string, err error) {
	keep, err := certificates(text)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", errNotKept
	}
	chosen, _ := Load(dir) // where it is damaged, nothing is known to be in use
	for _, n := range certificateNames {
		n = filepath.Join(dir, n)
		if is, err := os.ReadFile(n); err == nil && bytes.Equal(is, keep) {
			return n, nil
		}
		if name == "" && n != filepath.Clean(chosen.CAFile) {
			name = n
		}
	}
	if whole.Write(name, keep) != nil {
		return "", errNotKept
	}
	return name, nil
}

var errNotKept = errors.New("The server's certificate could not be kept: the data folder cannot be written to. Nothing was changed. Look whether the disk is full, and open the connection file again.")
