// Package connection is where a machine finds the records that several machines share: the settings that
// are kept in its data folder, the line or the file they are handed on with, and the password in the keyring
// of the operating system. A password is never part of the settings, of a shown text or of an error.
package connection

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"regimen/internal/clinic"
	"regimen/internal/whole"
)

// Encryption says how the way to the shared records is protected. Its values are those of sslmode.
type Encryption string

// The two that are offered. What lies between them, encryption without asking who answers, protects
// against nobody who can put himself in the middle.
const (
	Verified Encryption = "verify-full"
	None     Encryption = "disable" // inside one computer only
)

// What is taken where nothing is written.
const (
	DefaultPort     = 5432
	DefaultDatabase = "regimen"
)

// Settings say where the shared records are and who asks for them.
type Settings struct {
	// Shared: this machine works with the shared records, and not with those of its own file.
	Shared     bool       `json:"shared"`
	Host       string     `json:"host"`
	Port       int        `json:"port"`
	Database   string     `json:"database"`
	User       string     `json:"user"`
	Encryption Encryption `json:"encryption"`
	// CAFile is the certificate authority to trust; "" trusts those of the operating system.
	CAFile string `json:"ca_file,omitempty"`
	// AskPassword: the password is kept nowhere and asked for at each start.
	AskPassword bool `json:"ask_password,omitempty"`
}

// Default is what a form begins with.
func Default() Settings {
	return Settings{Port: DefaultPort, Database: DefaultDatabase, Encryption: Verified}
}

// String names the shared records as a person does: "reception-pc, database regimen".
func (s Settings) String() string {
	return s.Host + ", database " + s.Database
}

// account is what the password is kept under.
func (s Settings) account() string {
	return s.User + "@" + net.JoinHostPort(strings.ToLower(s.Host), strconv.Itoa(s.Port)) + "/" + s.Database
}

// Validate says in sentences which settings cannot be used. The error is a clinic.FieldErrors whose
// fields are the json names.
func (s Settings) Validate() error {
	var errs clinic.FieldErrors
	fail := func(field string, sentence clinic.Sentence) {
		errs = append(errs, clinic.FieldError{Field: field, Message: sentence})
	}
	switch {
	case s.Host == "":
		fail("host", clinic.Say("Write the name or the address of the computer that keeps the shared records."))
	case !validHost(s.Host):
		fail("host", clinic.Say("This is not the name or the address of a computer. Such as: reception-pc, or 192.168.1.20."))
	}
	if s.Port < 1 || s.Port > 65535 {
		fail("port", clinic.Say("The port is a number from 1 to 65535. 5432 is usual."))
	}
	switch {
	case s.Database == "":
		fail("database", clinic.Say("Write the name of the database."))
	case !validName(s.Database) || strings.Contains(s.Database, "/"):
		fail("database", clinic.Say("This cannot be the name of a database."))
	}
	switch {
	case s.User == "":
		fail("user", clinic.Say("Write the name that this machine signs in with."))
	case !validName(s.User):
		fail("user", clinic.Say("This cannot be a user's name."))
	}
	switch s.Encryption {
	case Verified:
		if s.CAFile != "" && !filepath.IsAbs(s.CAFile) {
			fail("ca_file", clinic.Say("Write the whole name of the file, with its folder."))
		}
	case None:
		if s.Host != "" && !IsLocal(s.Host) {
			fail("encryption", clinic.Say("Without encryption everybody on the way can read the records, so that is only possible inside one computer. Choose the verified certificate."))
		}
	default:
		fail("encryption", clinic.Say("Choose how the connection is protected."))
	}
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// IsLocal reports whether a host is this computer itself.
func IsLocal(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

func validHost(h string) bool {
	if a, err := netip.ParseAddr(h); err == nil {
		return a.Zone() == "" || validName(a.Zone()) && !strings.ContainsAny(a.Zone(), "/%")
	}
	if len(h) > 253 || strings.HasPrefix(h, "-") || strings.HasPrefix(h, ".") {
		return false
	}
	return !strings.ContainsFunc(h, func(r rune) bool {
		return r != '-' && r != '.' && r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
}

// validName keeps out what shows badly or not at all, and the @ that tells of a line cut at a wrong place.
func validName(s string) bool {
	return len(s) <= 63 && s == strings.TrimSpace(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return r == '@' || r == unicode.ReplacementChar || !unicode.IsPrint(r) })
}

// URL is the line for the driver of the database. It holds the password: it is for the driver only.
func (s Settings) URL(password string) string {
	u := url.URL{Scheme: "postgres", Host: net.JoinHostPort(s.Host, strconv.Itoa(s.Port)), Path: "/" + s.Database}
	u.User = url.User(s.User)
	if password != "" {
		u.User = url.UserPassword(s.User, password)
	}
	q := url.Values{"sslmode": {string(s.Encryption)}}
	if s.CAFile != "" && s.Encryption == Verified {
		q.Set("sslrootcert", s.CAFile)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// Errors of Parse. None quotes the line, which may hold a password in an unexpected place.
var (
	errNoLine  = errors.New("This is not a connection line. It begins with postgres:// and looks like this: postgres://anna@reception-pc/regimen")
	errBadLine = errors.New("The connection line cannot be read. Signs such as @ / : # ? in a password must be written with % and two digits; or leave the password out and type it below.")
	errMode    = errors.New("The connection line asks for encryption that does not check who answers. Let it say sslmode=verify-full.")
	errUnknown = errors.New("The connection line holds a setting that is not known here. Only sslmode and sslrootcert may stand after the question mark.")
)

// Parse reads a connection line such as postgres://anna@reception-pc/regimen?sslmode=verify-full, with the
// password in it, if any. What is not said is as in Default. The error is a sentence; it tells nothing of
// what was in the line.
func Parse(line string) (Settings, string, error) {
	line = strings.TrimSpace(line)
	if scheme, _, ok := strings.Cut(line, "://"); !ok || scheme != "postgres" && scheme != "postgresql" {
		return Settings{}, "", errNoLine
	}
	u, err := url.Parse(line)
	if err != nil || u.Fragment != "" || strings.Contains(line, "#") {
		return Settings{}, "", errBadLine
	}
	s := Default()
	s.Host, s.User = u.Hostname(), u.User.Username()
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil {
			return Settings{}, "", errBadLine
		}
	}
	if name := strings.TrimPrefix(u.Path, "/"); name != "" {
		s.Database = name
	}
	password, _ := u.User.Password()
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return Settings{}, "", errBadLine
	}
	for key, values := range query {
		if len(values) != 1 {
			return Settings{}, "", errBadLine
		}
		switch key {
		case "sslmode":
			s.Encryption = Encryption(values[0])
			if s.Encryption != Verified && s.Encryption != None {
				return Settings{}, "", errMode
			}
		case "sslrootcert":
			if values[0] != "system" {
				s.CAFile = values[0]
			}
		default:
			return Settings{}, "", errUnknown
		}
	}
	if s.Encryption == None {
		s.CAFile = ""
	}
	if !utf8Password(password) {
		return Settings{}, "", errBadLine
	}
	if err := s.Validate(); err != nil {
		return Settings{}, "", err
	}
	return s, password, nil
}

// utf8Password keeps out what no keyring and no form could give back unchanged.
func utf8Password(p string) bool {
	return !strings.ContainsFunc(p, func(r rune) bool { return r == unicode.ReplacementChar || unicode.IsControl(r) })
}

// fileName is the file in the data folder.
const fileName = "connection.json"

// Load reads the settings of a data folder, Default when there are none. A file that cannot be read is an
// error and never taken for none: the machine would go on with its own records, unnoticed.
func Load(dir string) (Settings, error) {
	data, err := os.ReadFile(filepath.Join(dir, fileName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Default(), nil
	case err != nil:
		return Default(), errors.New("The file connection.json in the data folder cannot be read. It says which records this machine works with. Give yourself the right to read it, and start again.")
	}
	s := Default()
	if json.Unmarshal(data, &s) != nil || s.Shared && s.Validate() != nil {
		return Default(), errors.New("The file connection.json in the data folder is damaged. It says which records this machine works with. Choose them again.")
	}
	return s, nil
}

// Save keeps the settings in a data folder, readable by the user only. It is whole or as it was before.
func Save(dir string, s Settings) error {
	data, err := json.MarshalIndent(s, "", "\t")
	if err == nil {
		err = whole.Write(filepath.Join(dir, fileName), append(data, '\n'))
	}
	if err != nil {
		return errors.New("The choice could not be kept: the data folder cannot be written to. What was chosen before still holds. Look whether the disk is full.")
	}
	return nil
}
