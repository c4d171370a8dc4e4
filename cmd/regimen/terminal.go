package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// terminal is where a person can be asked for a password.
type terminal interface {
	// password asks for one; ok is false where there is nobody to ask.
	password(ctx context.Context, prompt string) (password string, ok bool)
}

// keyboard is the terminal that the program was started from.
type keyboard struct{ prompts io.Writer }

func (k keyboard) password(ctx context.Context, prompt string) (string, bool) {
	in := int(os.Stdin.Fd())
	before, err := term.GetState(in)
	if err != nil { // no terminal
		return "", false
	}
	fmt.Fprint(k.prompts, prompt)
	defer fmt.Fprintln(k.prompts)
	type answer struct {
		typed []byte
		err   error
	}
	given := make(chan answer, 1)
	go func() {
		typed, err := term.ReadPassword(in)
		given <- answer{typed, err}
	}()
	select {
	case a := <-given:
		return string(a.typed), a.err == nil
	case <-ctx.Done():
		_ = term.Restore(in, before) // what is typed is seen again
		return "", false
	}
}
