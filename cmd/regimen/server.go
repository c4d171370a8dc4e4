package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/store"
)

// socketFolder is where Debian's PostgreSQL lets users of the same computer in without a password.
const socketFolder = "/var/run/postgresql"

// defaultAdmin is how whoever looks after the server of this computer reaches it.
func defaultAdmin() string {
	if info, err := os.Stat(socketFolder); runtime.GOOS == "linux" && err == nil && info.IsDir() {
		return "postgres:///regimen?host=" + socketFolder
	}
	return "postgres://postgres@localhost/regimen"
}

// server looks after the database that several computers share.
func (c *command) server(args []string) error {
	fs := c.flags("database")
	admin := fs.String("admin", "", "")
	network := fs.Bool("network", false, "")
	host := fs.String("host", "", "")
	out := fs.String("out", "", "")
	words, help, err := c.words(fs, args)
	if help || err != nil {
		return err
	}
	verbs := map[string]struct {
		names int
		flags []string
		do    func(*store.Server) error
	}{
		"create":   {0, []string{"network"}, func(v *store.Server) error { return c.createDatabase(v, *network) }},
		"update":   {0, nil, c.updateDatabase},
		"machines": {0, nil, c.listMachines},
		"add":      {1, []string{"host", "out"}, func(v *store.Server) error { return c.addMachine(v, words[1], *host, *out) }},
		"shut-out": {1, nil, func(v *store.Server) error { return c.shutOut(v, words[1]) }},
	}
	if len(words) == 0 {
		return misuse("database create, add, shut-out, machines or update")
	}
	verb, known := verbs[words[0]]
	switch {
	case !known:
		return misuse("database create, add, shut-out, machines or update")
	case len(words) != 1+verb.names && verb.names > 0:
		return misuse("database %s takes the name of one computer, such as tablet", words[0])
	case len(words) != 1+verb.names:
		return misuse("database %s takes no words", words[0])
	}
	if err := onlyFlags(fs, words[0], verb.flags); err != nil {
		return err
	}
	if c.demo || c.database != "" {
		return misuse("name the server with --admin; leave --database and --demo out")
	}
	if *admin == "" {
		*admin = defaultAdmin()
	}
	dir, _, err := c.folder()
	if err != nil {
		return err
	}
	v, err := store.OpenServer(store.Config{URL: *admin, Dir: dir})
	if err != nil {
		return err
	}
	if with := c.withPassword(*admin); with != *admin {
		if v, err = store.OpenServer(store.Config{URL: with, Dir: dir}); err != nil {
			return err
		}
	}
	err = verb.do(v)
	if errors.Is(err, store.ErrShutOut) && !store.AsksPassword(err) {
		return errors.New("the server does not know you as someone who looks after it. Nothing was changed. " +
			"On Debian and Ubuntu begin the command with “sudo -u postgres”; elsewhere name such a user with --admin")
	}
	return err
}

// onlyFlags refuses flags that belong to another verb.
func onlyFlags(fs *flag.FlagSet, verb string, known []string) (err error) {
	known = append([]string{"admin", "data", "database", "demo"}, known...)
	fs.Visit(func(f *flag.Flag) {
		if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+f.Name+" ") {
			err = misuse("database %s takes no --%s", verb, f.Name)
		}
	})
	return err
}

func (c *command) createDatabase(v *store.Server, network bool) error {
	if err := v.CreateDatabase(c.ctx); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "The database %s is there and up to date.\n", v.Name())
	if network {
		if err := c.allowNetwork(v); err != nil {
			return err
		}
	}
	fmt.Fprintf(c.stderr, `
What is next:
  1. Let each computer in that is to work with the records, this one too:
       regimen database add reception --host localhost    (for this computer)
       regimen database add tablet %s
                                                          (for another one: a file to carry there)
  2. Bring the records in that you have, with the line that “add” tells:
       regimen move --from FOLDER --to postgres://…
`, intoFile("tablet"))
	if !network {
		fmt.Fprintln(c.stderr, "  3. Other computers come in once you run this again with --network.")
	}
	return nil
}

func (c *command) allowNetwork(v *store.Server) error {
	n, err := v.AllowNetwork(c.ctx)
	if err != nil {
		return err
	}
	if n.Written {
		fmt.Fprintf(c.stderr, "Computers of the clinic's network may come in, encrypted and with their passwords (%s).\n", n.File)
	} else {
		fmt.Fprintf(c.stderr, "The file %s could not be written from here. Add these lines at its end, and have the server read it again:\n\n%s\n", n.File, n.Lines)
	}
	if n.Restart {
		fmt.Fprintln(c.stderr, "The server hears the network once it was started again. On Debian and Ubuntu: sudo systemctl restart postgresql")
	}
	if n.Encrypted {
		fmt.Fprintf(c.stderr, "Each other computer needs a copy of the server's certificate: %s\n", n.Certificate)
	} else {
		fmt.Fprintln(c.stderr, "The server offers no encryption, so nobody can come in from the network yet. Set ssl = on in its settings, give it a certificate, and start it again.")
	}
	return nil
}

func (c *command) updateDatabase(v *store.Server) error {
	if err := v.UpdateDatabase(c.ctx); err != nil {
		return err
	}
	if file := v.BackupBefore(); file != "" {
		fmt.Fprintln(c.stderr, "The records as they were before are kept as", file)
	}
	fmt.Fprintf(c.stderr, "The database %s is up to date.\n", v.Name())
	return nil
}

func (c *command) listMachines(v *store.Server) error {
	all, err := v.Machines(c.ctx)
	if err != nil {
		return err
	}
	for _, m := range all {
		state := "shut out"
		if m.Admitted {
			state = "may come in"
		}
		connected := "not connected"
		if m.Connected > 0 {
			connected = "connected"
		}
		fmt.Fprintf(c.stdout, "%s\t%s, %s\n", m.Name, state, connected)
	}
	return nil
}

func (c *command) shutOut(v *store.Server, machine string) error {
	if err := v.ShutOut(c.ctx, machine); err != nil {
		return err
	}
	fmt.Fprintf(c.stderr, "The computer %s is shut out. What it wrote stays. “regimen database add %s” lets it in again, with a new password.\n", machine, machine)
	return nil
}

// intoFile is how the person has a connection file made that belongs to him. Under Linux the command runs as the
// user of the server, but not the terminal; the > of PowerShell would write it in another encoding.
func intoFile(machine string) string {
	if runtime.GOOS == "linux" {
		return "--out - > ~/" + machine + ".regimen"
	}
	return "--out " + machine + ".regimen"
}

// ownFile refuses a file that would belong to somebody else than the person who began the command with sudo: he
// could neither read nor remove it.
func ownFile(machine string) error {
	person, _ := strconv.Atoi(os.Getenv("SUDO_UID")) // 0 without sudo
	if person == 0 || person == os.Geteuid() {
		return nil
	}
	return fmt.Errorf("the file would belong to the user of the server, and you could not read it. Nothing was changed. "+
		"Write --out - and have your terminal make the file: sudo -u postgres regimen database add %s --out - > ~/%s.regimen", machine, machine)
}

// open reports whether others than its owner may read a file.
func open(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o044 != 0
}

// certificateSoon is how long before the last day of a certificate it is time to make another.
const certificateSoon = 30 * 24 * time.Hour

// trusted refuses a server's certificate that no computer would trust that calls the server by the name of host,
// and warns of one that none will trust soon.
func trusted(cert store.Certificate, host string, now time.Time) (warning string, err error) {
	const another = "On Debian and Ubuntu “sudo make-ssl-cert generate-default-snakeoil --force-overwrite” makes one for the name of the computer, " +
		"and “sudo systemctl reload postgresql” shows it"
	last := clinic.DateOf(cert.Expires).Short()
	switch {
	case !cert.Covers:
		return "", fmt.Errorf("the server's certificate is not for the name %s, so that no computer would trust it. Nothing was changed. "+
			"Use a name it is for with --host (%s), or give the server another certificate. %s", host, strings.Join(cert.Names, ", "), another)
	case now.After(cert.Expires):
		return "", fmt.Errorf("the server's certificate has expired (%s), so that no computer would trust it. Nothing was changed. "+
			"Give the server another certificate. %s", last, another)
	case now.Add(certificateSoon).After(cert.Expires):
		return "The server's certificate is good until " + last + " only; no computer comes in after that day. Give the server another one soon. " + another + ".", nil
	}
	return "", nil
}

// untold shuts a computer out again whose password nobody was told.
func (c *command) untold(v *store.Server, machine, where string, cause error) error {
	ctx := context.WithoutCancel(c.ctx)
	if err := v.ShutOut(ctx, machine); err != nil {
		return fmt.Errorf("the password of %s could not be told to %s (%w), and it could not be shut out again. It may come in, with a password that nobody has: run “regimen database shut-out %s”", machine, where, cause, machine)
	}
	return fmt.Errorf("the password of %s could not be told to %s: %w. So it was not let in, and an earlier password of it counts no longer. Run this again when that is mended", machine, where, cause)
}

// addMachine lets a computer in. It tells the password this once, to whoever carries it there.
func (c *command) addMachine(v *store.Server, machine, host, out string) (err error) {
	if host == "" {
		if host = v.Host(); host == "" {
			if host, err = os.Hostname(); err != nil {
				return errors.New("the name of this computer is not known; give it with --host")
			}
		}
	}
	line := v.Line("", host)
	var cert store.Certificate
	if strings.HasSuffix(line, "sslmode=verify-full") {
		if cert, err = v.Certificate(c.ctx, host); err != nil {
			return err
		}
		warning, err := trusted(cert, host, time.Now())
		if err != nil {
			return err
		}
		if warning != "" {
			fmt.Fprintln(c.stderr, warning)
		}
	}
	var file *os.File
	if out != "" && out != "-" {
		if store.IsOwnFile(out) {
			return errOwnFile
		}
		if err := ownFile(machine); err != nil {
			return err
		}
		// Before the computer gets a password: the one it has now would be lost for nothing.
		if file, err = os.OpenFile(out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
			return fmt.Errorf("the file %s cannot be made, or is there already. Nothing was changed. Name another file", out)
		}
		defer func() {
			if err = errors.Join(err, file.Close()); err != nil {
				os.Remove(out)
			}
		}()
	}
	user, password, err := v.AddMachine(c.ctx, machine)
	if err != nil {
		return err
	}
	line = v.Line(user, host)
	if out == "" {
		if _, err := fmt.Fprintf(c.stdout, "line\t%s\npassword\t%s\n", line, password); err != nil {
			return c.untold(v, machine, "the output", err)
		}
		fmt.Fprintln(c.stderr, "Enter both on that computer: Settings, Shared records. The password is not told again.")
		if cert.PEM != "" {
			fmt.Fprintf(c.stderr, "Copy the server's certificate to that computer, too, and name it there: %s\n", cert.File)
		}
		fmt.Fprintf(c.stderr, "Or run this again with %s at its end: it makes one file to carry, with all of it and a new password.\n", intoFile(machine))
		return nil
	}
	_, encryption, _ := strings.Cut(line, "sslmode=")
	text, err := connection.File{
		Host: host, Port: v.Port(), Database: v.Name(), User: user, Encryption: connection.Encryption(encryption),
		Password: password, Certificate: cert.PEM,
	}.Text()
	if err != nil {
		return c.untold(v, machine, "a connection file", err)
	}
	target, named := c.stdout, "the output"
	if file != nil {
		target, named = file, out
	}
	_, err = target.Write(text)
	if file != nil {
		err = errors.Join(err, file.Sync())
	}
	if err != nil {
		return c.untold(v, machine, named, err)
	}
	fmt.Fprintf(c.stderr, "The connection of %s was written to %s, with its password. Carry it there safely, and open it: "+
		"Settings, Shared records, Open a connection file. Delete it when the connection works.\n", machine, named)
	if t, ok := target.(*told); ok {
		target = t.Writer
	}
	if f, ok := target.(*os.File); ok && open(f) {
		fmt.Fprintln(c.stderr, "Other users of this computer may be able to read the file. Keep them from it: chmod 600 and its name.")
	}
	return nil
}
