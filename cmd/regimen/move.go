package main

import (
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// move copies all records from one place to another.
func (c *command) move(args []string) error {
	fs := c.flags("move")
	from := fs.String("from", "", "")
	to := fs.String("to", "", "")
	words, help, err := c.words(fs, args)
	switch {
	case help || err != nil:
		return err
	case len(words) > 0:
		return misuse("move takes --from and --to")
	case *from == "" || *to == "":
		return misuse("say with --from where the records are, and with --to where they are to go: a file, a data folder or a URL")
	case c.demo:
		return misuse("the sample clinic is thrown away at the end; there is nothing to move")
	case c.data != "" || c.database != "":
		return misuse("name both places with --from and --to; leave --data and --database out")
	}
	// Who stops it finds the place it was to go as it was.
	ctx, stop := signal.NotifyContext(c.ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	last := -1
	moved, err := store.Move(ctx, c.place(*from), c.place(*to), func(_ string, done, of int) {
		if tenth := done * 10 / max(of, 1); tenth > last {
			last = tenth
			fmt.Fprintf(c.stderr, "Copying and comparing: %d %%\n", tenth*10)
		}
	})
	if err != nil {
		return err
	}
	records := 0
	for _, k := range clinic.Kinds() {
		if n := moved.Counts[k]; n > 0 {
			records += n
			fmt.Fprintf(c.stdout, "%s\t%d\n", k, n)
		}
	}
	fmt.Fprintf(c.stderr, "All is there and was compared. Records: %d. Operations in the history: %d.\n", records, moved.Operations)
	fmt.Fprintln(c.stderr, "What was copied from is as it was; nobody should go on writing there.")
	return nil
}

// place is what a text names: shared records, a file, or a data folder.
func (c *command) place(text string) store.Config {
	info, err := os.Stat(text)
	switch {
	case store.IsShared(text):
		return store.Config{URL: c.withPassword(text)}
	case err == nil && !info.IsDir(), err != nil && strings.HasSuffix(text, ".db"):
		return store.Config{File: text}
	}
	return store.Config{Dir: text}
}
