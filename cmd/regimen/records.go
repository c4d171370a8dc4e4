package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/books"
	"regimen/internal/connection"
	"regimen/internal/store"
)

// databaseVariable counts where no flag says which records are meant.
const databaseVariable = "REGIMEN_DATABASE"

// demoPrefix begins the name of the folder of a sample clinic.
const demoPrefix = "regimen-demo-"

// errOwnFile: something was to be written under a name that the program itself reads in its data folder.
var errOwnFile = errors.New("the program keeps a file of that name in its data folder. Nothing was changed. Name another file")

// folder is the data folder to use. What was made for the demo is removed by done.
func (c *command) folder() (dir string, done func(), err error) {
	if c.demo {
		if dir, done, err = store.TemporaryDir(demoPrefix); err != nil {
			return "", nil, fmt.Errorf("there is no room for the sample clinic: %w", err)
		}
		return dir, done, nil
	}
	if dir = c.data; dir == "" {
		if dir, err = store.DefaultDir(); err != nil {
			return "", nil, err
		}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return "", nil, fmt.Errorf("the folder this was started in is not there any more; name the data folder with its whole path: %w", err)
	}
	return dir, func() {}, nil
}

// shared is the URL of the shared records that the command names, or "". A data folder that is named beats the
// environment.
func (c *command) shared() string {
	if c.database == "" && c.data == "" && !c.demo {
		return os.Getenv(databaseVariable)
	}
	return c.database
}

// records says which records a verb works on: those that a window would open that was started the same way. It
// tells the person, who may have others in mind.
func (c *command) records(dir string) (source, error) {
	from, err := c.choose(connection.Load(dir))
	switch {
	case err != nil:
		return source{}, err
	case from.unread != nil:
		return source{}, from.unread
	case c.demo:
		fmt.Fprintln(c.stderr, "Records: the sample clinic.")
	case from.shared:
		fmt.Fprintf(c.stderr, "Records: the shared ones on %s.\n", from.settings)
	default:
		fmt.Fprintf(c.stderr, "Records: this computer's own, in %s.\n", dir)
		if warning := placeNotice(store.WhereaboutsOf(dir)); warning != "" {
			fmt.Fprintln(c.stderr, warning)
		}
	}
	return from, nil
}

// placeNotice says what is not safe about where a data folder lies; "" for nothing.
func placeNotice(p store.Whereabouts) (notice string) {
	switch {
	case p.Synced != "":
		notice = lang.L("The data folder is one that {{.Program}} copies to other computers. Two computers at work in it lose what one of them writes, and a copy made in the middle of a change may be damaged. Move it elsewhere; to work on several computers, use shared records.",
			map[string]any{"Program": p.Synced})
	case p.Network:
		notice = lang.L("The data folder is on another computer of the network, where the records may be damaged when the connection fails. Move it to this computer's own disk; to work on several computers, use shared records.")
	}
	for _, file := range p.Copies {
		notice = join(notice, lang.L("Beside the records lies “{{.File}}”, which a sync program may have made because two computers wrote. Keep it: what is missing in the records may be in it.",
			map[string]any{"File": file}))
	}
	return notice
}

// zoneNotice says that the clinic is in a time zone that is not known; "" where it is.
func zoneNotice(unknown string) string {
	if unknown == "" {
		return ""
	}
	return lang.L("This version of Regimen does not know the clinic's time zone, “{{.Zone}}”. Days and times go by this computer's instead; nothing that is kept is changed by it. Install a newer version, or choose the zone anew in the settings.",
		map[string]any{"Zone": unknown})
}

// reading opens the records without changing them, also while a window has them open.
func (c *command) reading() (*store.Store, func(), error) {
	dir, clean, err := c.folder()
	if err != nil {
		return nil, nil, err
	}
	s, err := c.readingIn(dir)
	if err != nil {
		clean()
		return nil, nil, err
	}
	return s, func() {
		s.Close()
		clean()
	}, nil
}

func (c *command) readingIn(dir string) (*store.Store, error) {
	s, _, err := c.readingWith(dir)
	return s, err
}

// readingWith opens the records, and says with what.
func (c *command) readingWith(dir string) (*store.Store, store.Config, error) {
	cfg := store.Config{Dir: dir, ReadOnly: true}
	from, err := c.records(dir)
	if err != nil {
		return nil, cfg, err
	}
	if c.demo {
		if err := c.fillDemo(dir); err != nil {
			return nil, cfg, err
		}
	}
	if from.shared {
		cfg.URL = c.signIn(from)
	}
	s, err := store.Open(c.ctx, cfg)
	if store.AsksPassword(err) && !store.HasPassword(cfg.URL) {
		err = fmt.Errorf("%w No password is known here: start the command in a terminal, which asks for it, or put it into the variable PGPASSWORD or the file .pgpass", err)
	}
	if err == nil {
		if notice := zoneNotice(s.UnknownZone()); notice != "" {
			fmt.Fprintln(c.stderr, notice)
		}
	}
	return s, cfg, err
}

func (c *command) fillDemo(dir string) error {
	_, catalogue, err := books.In(dir)
	if err != nil {
		return err
	}
	s, err := store.Open(c.ctx, store.Config{Dir: dir, Catalogue: catalogue})
	if err != nil {
		return err
	}
	return errors.Join(loadSample(c.ctx, s), s.Close())
}

// signIn is the URL of shared records with the password for them: the one in the URL, in the environment or in
// .pgpass, else the one that the window keeps in the keyring, else the one that a person types. It is left out
// where the server does not ask for one.
func (c *command) signIn(s source) string {
	address := s.address(s.settings, s.password)
	if store.HasPassword(address) {
		return address
	}
	// The keyring may ask the person to open it, which is for nothing where a server is not known to want that.
	if s.url != "" && !store.AsksPassword(store.LogIn(c.ctx, address)) {
		return address
	}
	if !s.settings.AskPassword && c.keyring != nil {
		if kept, err := connection.Kept(c.ctx, c.keyring, s.settings); err == nil {
			return s.address(s.settings, kept)
		}
	}
	if typed, ok := c.terminal.password(c.ctx, "Password of "+s.settings.User+" on "+s.settings.Host+": "); ok {
		return s.address(s.settings, typed)
	}
	return address
}

// withPassword is signIn for the URL of a place or a server.
func (c *command) withPassword(address string) string {
	s, err := named(address)
	if err != nil {
		return address // which whoever opens it says better
	}
	return c.signIn(s)
}

// warnOfPassword says once that a password in an argument is seen by others.
func (c *command) warnOfPassword(argument string) {
	u, err := url.Parse(argument)
	if err != nil || !store.IsShared(argument) || c.warned {
		return
	}
	if _, given := u.User.Password(); given {
		c.warned = true
		fmt.Fprintln(c.stderr, "The password in the address can be seen by everybody on this computer as long as the program runs. "+
			"Leave it out: it is taken from the keyring, from PGPASSWORD or .pgpass, or asked for.")
	}
}
