package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/store"
)

// Exit statuses.
const (
	done   = 0
	failed = 1 // one sentence on stderr says why
	wrong  = 2 // the command was not understood
)

const usage = `Regimen, the working record of a remedial massage clinic.

  regimen [--data DIR | --database URL | --demo]
                                           open the window
  regimen list patients|plans|sessions|practitioners
                                           one line each: its id, a tab, what it is
  regimen list appointments [--from DAY] [--to DAY] [--csv]
                                           the appointments of some days such as 2026-03-04, or of
                                           today; with --csv, as a table for a spreadsheet
  regimen list recalls [--csv]             who is to be called today, and why, the most urgent first
  regimen list duplicates [--csv]          pairs of patients who may be one person, the likeliest first:
                                           their ids and names, how much speaks for it, and what
  regimen list receipts|payments|invoices [--from DAY] [--to DAY] [--csv]
                                           what was paid on some days or today, a receipt or a way of
                                           paying in each line; or what was charged, and how much of it
                                           is paid
  regimen list owed|vouchers [--csv]       who owes something or has paid ahead; the vouchers and
                                           packages of which something is left
  regimen print plan|report|consent|card --patient ID | --plan ID --out FILE
                                           write the patient's plan, the report on its progress, the
                                           consent as it was signed, or the card of the appointments
                                           ahead, as a PDF file; --plan is one version of a plan
  regimen print intake [--patient ID] --out FILE
                                           write the intake form with what is known of the patient
                                           filled in, or a blank one for somebody new
  regimen print receipt|invoice|credit-note|voucher --patient ID | --number N --out FILE
                                           write the newest of the patient, or the one with a number (of
                                           a voucher, what stands on it); whatever is written of the same
                                           after that says DUPLICATE COPY, as in the window
  regimen print statement|year --patient ID [--day YYYY-MM-DD] --out FILE
                                           write the patient's account as it is today, or all receipts
                                           of the year for the tax that the day is in
  regimen print takings [--day YYYY-MM-DD] --out FILE
                                           write what was taken on a day, by way of payment
  regimen print day|week [--day YYYY-MM-DD] [--practitioner ID] [--grid] --out FILE
                                           write the clinic's day or a practitioner's week of the
                                           diary as a PDF file, as a list or as a grid; the day is
                                           today unless it is named
  regimen export ics --practitioner ID [--from DAY] [--to DAY] [--names] --out FILE
                                           write the practitioner's diary for another calendar; names
                                           of patients are in it only with --names. A second file
                                           changes what the calendar has, and doubles nothing; what
                                           is not in it (a booking that was undone, or moved to a
                                           day outside) stays there
  regimen export ics --appointment ID --out FILE
                                           write one appointment for the patient's calendar; --out -
                                           is the standard output
  regimen export money --from DAY [--to DAY] [--figures] [--names] --out FILE
                                           write a table for the accountant: each line charged, each
                                           credit note and each way of paying; with --figures, the sums
                                           of it. Patients are in it by their ids, by name with --names
  regimen check                            look through all records for damage
  regimen backup FILE                      write a checked copy of all records
  regimen restore FILE                     bring a backup back; what was there before is kept
  regimen move --from FILE|DIR|URL --to URL|FILE|DIR
                                           copy all records to where there are none yet
  regimen database create [--network]      make a database that several computers can share; with
                                           --network, let the computers of the clinic's network in
  regimen database add NAME [--host HOST] [--out FILE]
                                           let a computer in: tell its connection line and password
                                           once, or write all it needs to a file; --out - is the
                                           standard output
  regimen database shut-out NAME           let a computer in no longer
  regimen database machines                the computers that may come in, and those shut out
  regimen database update                  bring the tables up to date, after a backup
  regimen --controls                       show what the screens are made of: every control in every
                                           state, light and dark
  regimen --version
  regimen --help

  --data DIR      use another data folder than the usual one
  --database URL  use records that several computers share, such as
                  postgres://regimen_reception@localhost/regimen; REGIMEN_DATABASE says the same
                  where no flag names other records
  --demo          use a throw-away sample clinic; it is removed at the end
  --admin URL     the server, for “database”, as someone who may do everything there; usually this
                  computer's own

Flags may stand before or after the verb. Data goes to the standard output, messages to the standard
error. The exit status is 0 when it worked, 1 when it failed, 2 when the command was not understood.
A verb works on the records that the window would open, and says which. A password is taken from the keyring,
from PGPASSWORD or the file .pgpass, or asked for; in a URL everybody on the computer can see it.
`

// errUsage is wrapped by what is wrong about a command.
var errUsage = errors.New("see regimen --help")

func misuse(format string, args ...any) error {
	return fmt.Errorf("%s (%w)", fmt.Sprintf(format, args...), errUsage)
}

// command is one call of the program.
type command struct {
	ctx            context.Context
	stdout, stderr io.Writer
	data           string
	database       string // the URL of shared records; "" is the data folder's
	demo           bool
	terminal       terminal
	keyring        connection.Keyring // nil for none
	warned         bool               // of a password in an argument
}

// run does what the arguments ask and gives the exit status.
func run(args []string, stdout, stderr io.Writer) int {
	out := &told{Writer: stdout}
	c := &command{ctx: context.Background(), stdout: out, stderr: stderr, terminal: keyboard{stderr}, keyring: connection.System()}
	err := c.run(args)
	if err == nil && out.err != nil {
		err = fmt.Errorf("not all could be told: %w", out.err)
	}
	switch {
	case err == nil:
		return done
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, "regimen:", err)
		return wrong
	}
	fmt.Fprintln(stderr, "regimen:", err)
	return failed
}

// told is an output that remembers what kept something from being told.
type told struct {
	io.Writer
	err error
}

func (t *told) Write(p []byte) (int, error) {
	n, err := t.Writer.Write(p)
	if t.err == nil {
		t.err = err
	}
	return n, err
}

func (c *command) run(args []string) error {
	fs := c.flags("regimen")
	showVersion := fs.Bool("version", false, "")
	showControls := fs.Bool("controls", false, "")
	if help, err := c.parse(fs, args); help || err != nil {
		return err
	}
	if *showVersion {
		fmt.Fprintln(c.stdout, "regimen", version)
		return nil
	}
	if *showControls {
		return showAllControls()
	}
	if fs.NArg() == 0 {
		return c.window()
	}
	ctx, stop := stoppable(c.ctx)
	defer stop()
	c.ctx = ctx
	verb, rest := fs.Arg(0), fs.Args()[1:]
	switch verb {
	case "list":
		return c.list(rest)
	case "print":
		return c.print(rest)
	case "export":
		return c.export(rest)
	case "check":
		return c.check(rest)
	case "backup":
		return c.backup(rest)
	case "restore":
		return c.restore(rest)
	case "move":
		return c.move(rest)
	case "database":
		return c.server(rest)
	case "help":
		fmt.Fprint(c.stdout, usage)
		return nil
	}
	return misuse("there is no verb %q", verb)
}

// flags are those that every verb knows.
func (c *command) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.data, "data", c.data, "")
	fs.StringVar(&c.database, "database", c.database, "")
	fs.BoolVar(&c.demo, "demo", c.demo, "")
	return fs
}

// parse reads flags; help reports that the person asked for it and got it.
func (c *command) parse(fs *flag.FlagSet, args []string) (help bool, err error) {
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, usage)
		return true, nil
	case err != nil:
		return false, misuse("%s", err)
	}
	fs.Visit(func(f *flag.Flag) {
		if f.Value.String() == "" && err == nil {
			err = misuse("--%s is empty; a variable that was to fill it may not be set", f.Name)
		}
		c.warnOfPassword(f.Value.String())
	})
	if err != nil {
		return false, err
	}
	if c.demo && c.data != "" {
		return false, misuse("--demo has a data folder of its own; leave --data out")
	}
	if c.demo && c.database != "" {
		return false, misuse("--demo has records of its own; leave --database out")
	}
	if c.database != "" && !store.IsShared(c.database) {
		return false, misuse("--database takes a URL such as postgres://regimen_reception@localhost/regimen")
	}
	return false, nil
}

// words reads a verb's arguments, among which flags may stand anywhere, and gives those that are no
// flags.
func (c *command) words(fs *flag.FlagSet, args []string) (words []string, help bool, err error) {
	for {
		if help, err = c.parse(fs, args); help || err != nil {
			return nil, help, err
		}
		if fs.NArg() == 0 {
			return words, false, nil
		}
		if fs.Arg(0) == "" {
			return nil, false, misuse("a word is empty; a variable that was to fill it may not be set")
		}
		words = append(words, fs.Arg(0))
		args = fs.Args()[1:]
	}
}

// oneLine keeps a text from breaking the line it is printed on, and from steering the terminal: a record may have been
// kept by an older program.
func oneLine(s string) string { return strings.Join(strings.Fields(clinic.CleanLine(s)), " ") }
