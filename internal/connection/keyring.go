package connection

import (
	"context"
	"errors"

	"github.com/zalando/go-keyring"
)

// Keyring keeps the password of a connection. It may have to wait for the person to open it: its methods
// are not for the UI thread.
type Keyring interface {
	// Password is the one that is kept, or ErrNoPassword, or ErrNoKeyring.
	Password(Settings) (string, error)
	SetPassword(s Settings, password string) error
	// ForgetPassword is no error where none is kept.
	ForgetPassword(Settings) error
}

// What a keyring answers. The causes are left out: they are the operating system's and may quote what
// they were given.
var (
	ErrNoPassword = errors.New("No password is kept for this connection. Type it in.")
	ErrNoKeyring  = errors.New("The keyring of this computer cannot be used, so the password cannot be kept. It may be locked, or there is none.")
	errTooLong    = errors.New("The password is too long for the keyring of this computer, and was not kept.")
)

// Kept is the password in a keyring, unless ctx ends before the person has opened it.
func Kept(ctx context.Context, k Keyring, s Settings) (string, error) {
	type answer struct {
		password string
		err      error
	}
	got := make(chan answer, 1)
	go func() {
		p, err := k.Password(s)
		got <- answer{p, err}
	}()
	select {
	case a := <-got:
		return a.password, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// service is what the keyring shows the password under.
const service = "Regimen"

// System is the keyring of the operating system.
func System() Keyring { return system{} }

type system struct{}

func (system) Password(s Settings) (string, error) {
	p, err := keyring.Get(service, s.account())
	return p, answer(err)
}

func (system) SetPassword(s Settings, password string) error {
	return answer(keyring.Set(service, s.account(), password))
}

func (system) ForgetPassword(s Settings) error {
	err := answer(keyring.Delete(service, s.account()))
	if errors.Is(err, ErrNoPassword) {
		return nil
	}
	return err
}

func answer(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoPassword
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errTooLong
	}
	return ErrNoKeyring
}
