package main

import (
	"fmt"
	"io"
	"net/url"
	"os"

	"golang.org/x/term"

	"regimen/internal/store"
)

// terminal is where a person can be asked for a password.
type terminal interface {
	// password asks for one; ok is false where there is nobody to ask.
	password(prompt string) (password string, ok bool)
}

// keyboard is the terminal that the program was started from.
type keyboard struct{ prompts io.Writer }

func (k keyboard) password(prompt string) (string, bool) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", false
	}
	fmt.Fprint(k.prompts, prompt)
	typed, err := term.ReadPassword(in)
	fmt.Fprintln(k.prompts)
	return string(typed), err == nil
}

// withPassword is a URL with the password that a person types, when the server asks for one that is not known.
func (c *command) withPassword(address string) string {
	if !store.IsShared(address) || store.HasPassword(address) || !store.AsksPassword(store.LogIn(c.ctx, address)) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		return address // which whoever opens it says better
	}
	typed, ok := c.terminal.password("Password of " + u.User.Username() + " on " + u.Host + ": ")
	if !ok {
		return address
	}
	u.User = url.UserPassword(u.User.Username(), typed)
	return u.String()
}
