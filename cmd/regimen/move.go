package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/connection"
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
	c.warnOfShared(*from, "What lies in it is from before.")
	c.warnOfShared(*to, "The window there goes on with those until its own records are chosen in the settings.")
	last := -1
	// Who stops it finds the place it was to go as it was.
	moved, err := store.Move(c.ctx, c.place(*from), c.place(*to), func(_ string, done, of int) {
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

// warnOfShared says of a data folder, or its database, that the computer it is of works with other records.
func (c *command) warnOfShared(place, so string) {
	if store.IsShared(place) {
		return
	}
	if info, err := os.Stat(place); err != nil || !info.IsDir() {
		place = filepath.Dir(place)
	}
	if kept, err := connection.Load(place); err == nil && kept.Shared {
		fmt.Fprintf(c.stderr, "The computer of the folder %s works with the shared records on %s. %s\n", place, kept, so)
	}
}
