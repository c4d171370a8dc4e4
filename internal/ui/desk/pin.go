package desk

import (
	"context"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"
)

// pinKey is the preference of this computer that holds the practitioner's PIN, as "rounds$salt$key": what
// PBKDF2 with SHA-256 makes of it. The PIN keeps a patient who holds the tablet from the records; it does not
// guard the data folder.
const pinKey = "practitioner.pin"

// pinRounds takes a tenth of a second or more.
const pinRounds = 600_000

// The digits of a PIN.
const (
	LeastPIN = 4
	MostPIN  = 8
)

// ErrPIN says that the digits are no PIN.
var ErrPIN = errors.New("not a PIN")

// HasPIN reports whether the practitioner set a PIN on this computer.
func (d *Desk) HasPIN() (bool, error) {
	stored, err := d.Store.Preference(context.Background(), pinKey)
	return stored != "", err
}

// SetPIN sets the PIN of this computer; "" removes it. The error of anything but 4 to 8 digits is a
// sentence, and is ErrPIN.
func (d *Desk) SetPIN(digits string) error {
	stored := ""
	if digits != "" {
		if len(digits) < LeastPIN || len(digits) > MostPIN || strings.Trim(digits, "0123456789") != "" {
			return pinError{lang.L("A PIN has 4 to 8 digits.")}
		}
		salt := make([]byte, 16)
		if _, err := rand.Read(salt); err != nil {
			return err
		}
		key, err := pbkdf2.Key(sha256.New, digits, salt, pinRounds, sha256.Size)
		if err != nil {
			return err
		}
		stored = strconv.Itoa(pinRounds) + "$" + hex.EncodeToString(salt) + "$" + hex.EncodeToString(key)
	}
	return d.Store.SetPreference(context.Background(), pinKey, stored)
}

type pinError struct{ sentence string }

func (e pinError) Error() string      { return e.sentence }
func (pinError) Is(target error) bool { return target == ErrPIN }

// CheckPIN reports whether the digits are the PIN. It takes a noticeable moment.
func (d *Desk) CheckPIN(digits string) (bool, error) {
	stored, err := d.Store.Preference(context.Background(), pinKey)
	if err != nil {
		return false, err
	}
	rounds, salt, want, ok := readPIN(stored)
	if !ok {
		return false, nil
	}
	got, err := pbkdf2.Key(sha256.New, digits, salt, rounds, sha256.Size)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// readPIN parts what SetPIN kept; false when it is something else, and then no digits are the PIN.
func readPIN(stored string) (rounds int, salt, key []byte, ok bool) {
	parts := strings.Split(stored, "$")
	if len(parts) != 3 {
		return 0, nil, nil, false
	}
	rounds, badRounds := strconv.Atoi(parts[0])
	salt, badSalt := hex.DecodeString(parts[1])
	key, badKey := hex.DecodeString(parts[2])
	ok = badRounds == nil && badSalt == nil && badKey == nil && rounds > 0 && rounds <= 100*pinRounds && len(key) == sha256.Size
	return rounds, salt, key, ok
}
