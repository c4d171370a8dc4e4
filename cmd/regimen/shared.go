package main

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"net/url"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/station"
	"regimen/internal/store"
	"regimen/internal/ui"
	"regimen/internal/ui/settings"
)

// source says which records the window opens.
type source struct {
	shared   bool
	settings connection.Settings // where the shared records are
	password string
	// url is what the command named, word for word; "" when the settings say it all.
	url    string
	unread error // why it is not known which records are meant
}

// local: the records are this machine's own.
func (s source) local() bool { return !s.shared && s.unread == nil }

// choose says which records the window opens: those that the command names, else those that are kept for
// this machine. What cannot be read never stands for records of this machine's own.
func (c *command) choose(kept connection.Settings, unread error) (source, error) {
	switch {
	case c.demo:
		return source{}, nil
	case c.shared() != "":
		return named(c.shared())
	case unread != nil:
		return source{settings: kept, unread: unread}, nil //nolint:nilerr // the entrance says it and asks
	}
	return source{shared: kept.Shared, settings: kept}, nil
}

// named takes the URL of shared records apart, for what is said of them and to ask for a password. It may be
// one that the settings could not hold; only the store knows all of them.
func named(address string) (source, error) {
	s := source{shared: true, url: address}
	if u, err := url.Parse(address); err == nil {
		s.password, _ = u.User.Password()
	}
	var err error
	if s.settings, _, err = connection.Parse(address); err == nil {
		return s, nil
	}
	u, err := url.Parse(address)
	if err != nil || !store.IsShared(address) {
		return source{}, misuse("--database and " + databaseVariable + " take the address of shared records, such as postgres://user@host/regimen")
	}
	s.settings = connection.Default()
	s.settings.Host, s.settings.User = u.Hostname(), u.User.Username()
	if s.settings.Host == "" {
		s.settings.Host = "localhost"
	}
	if len(u.Path) > 1 {
		s.settings.Database = u.Path[1:]
	}
	return s, nil
}

// address is the URL for the store. It holds the password.
func (s source) address(c connection.Settings, password string) string {
	if s.url == "" || c != s.settings {
		return c.URL(password)
	}
	u, err := url.Parse(s.url)
	if err != nil || password == "" {
		return s.url
	}
	u.User = url.UserPassword(u.User.Username(), password)
	return u.String()
}

// premises are the records that the window works with, and what this machine keeps beside them. Its methods
// may be called from any goroutine; one that opens ends what another opened before.
type premises struct {
	dir string
	log *slog.Logger
	// The figure and the tables are read when records are opened, which are checked by them.
	atlas     *anatomy.Atlas
	catalogue *clinic.Catalogue

	ctx  context.Context // ends with the premises
	stop context.CancelFunc

	mu      sync.Mutex
	own     *store.Store
	local   *store.Local
	shared  *store.Store
	station *station.Station
}

func newPremises(ctx context.Context, dir string, log *slog.Logger) *premises {
	p := &premises{dir: dir, log: log}
	p.ctx, p.stop = context.WithCancel(ctx)
	return p
}

// close ends all that is open, in the order in which one needs the other. Nothing is opened after it.
func (p *premises) close() error {
	p.stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.clear()
}

func (p *premises) clear() error {
	err := p.leave()
	if p.local != nil {
		err = errors.Join(err, p.local.Close())
		p.local = nil
	}
	return errors.Join(err, p.leaveOwn())
}

func (p *premises) leaveOwn() error {
	if p.own == nil {
		return nil
	}
	err := p.own.Close()
	p.own = nil
	return err
}

// leave gives up this machine's place at the shared records.
func (p *premises) leave() error {
	if p.station != nil {
		p.station.Close()
		p.station = nil
	}
	var err error
	if p.shared != nil {
		err = p.shared.Close()
		p.shared = nil
	}
	return err
}

// letGo gives up what was opened and is not wanted.
func (p *premises) letGo() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.leave(); err != nil {
		p.log.Error("closing the shared records", "error", err)
	}
}

// openOwn opens the records of this machine's own.
func (p *premises) openOwn(ctx context.Context) (*store.Store, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	if err := p.clear(); err != nil {
		return nil, err
	}
	var err error
	if p.atlas, p.catalogue, err = books.In(p.dir); err != nil {
		return nil, err
	}
	p.own, err = store.Open(ctx, store.Config{Dir: p.dir, Log: p.log, Catalogue: p.catalogue})
	return p.own, err
}

// restore puts a backup in the place of the records of this machine's own, which are closed for it.
func (p *premises) restore(ctx context.Context, file string) (kept string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.ctx.Err(); err != nil {
		return "", err
	}
	if err := p.clear(); err != nil {
		return "", err
	}
	return store.Restore(ctx, store.Config{Dir: p.dir}, file)
}

// openLocal opens what this machine keeps beside shared records.
func (p *premises) openLocal(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, err := p.aside(ctx)
	return err
}

func (p *premises) aside(ctx context.Context) (*store.Local, error) {
	if p.local != nil {
		return p.local, nil
	}
	if err := p.leaveOwn(); err != nil {
		return nil, err
	}
	l, err := store.OpenLocal(ctx, p.dir)
	if err != nil {
		return nil, err
	}
	p.local = l
	return l, nil
}

// openShared takes this machine's place at shared records; where is what a person calls them.
func (p *premises) openShared(ctx context.Context, address, where string) (*store.Store, *station.Station, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ctx, done := context.WithCancel(ctx)
	defer done()
	defer context.AfterFunc(p.ctx, done)()
	local, err := p.aside(ctx)
	if err != nil {
		return nil, nil, err
	}
	if p.atlas, p.catalogue, err = books.In(p.dir); err != nil {
		return nil, nil, err
	}
	if p.shared, err = store.Open(ctx, store.Config{Dir: p.dir, URL: address, Log: p.log, Catalogue: p.catalogue}); err != nil {
		return nil, nil, err
	}
	p.station, err = station.Open(ctx, station.Config{Shared: p.shared, Local: local, Where: where, Log: p.log})
	if err != nil {
		return nil, nil, errors.Join(err, p.leave())
	}
	return p.shared, p.station, nil
}

// entrance stands before the window of shared records, and of this machine's own when a backup is brought back.
func (c *command) entrance(a fyne.App, p *premises, from source, show func(ui.Options)) *ui.Entrance {
	offered := func(o ui.Options) ui.Opened {
		return ui.Opened{Show: func(notice, done string) {
			o.Notice, o.Done = join(notice, o.Notice), done
			show(o)
		}, Close: p.letGo}
	}
	return ui.NewEntrance(a, ui.EntranceOptions{
		Connection: from.settings, Password: from.password, Unread: from.unread, ForNow: from.url != "",
		DataDir: p.dir, Keyring: connection.System(),
		Waiting: func() (int, error) { return store.Waiting(c.ctx, p.dir) },
		Open: func(ctx context.Context, s connection.Settings, password string) (ui.Opened, error) {
			shared, st, err := p.openShared(ctx, from.address(s, password), s.String())
			if err != nil {
				return ui.Opened{}, err
			}
			o, err := c.options(st, st, p)
			if err != nil {
				p.letGo()
				return ui.Opened{}, err
			}
			o.Link, o.NewID = st, st.NewID
			if link, ok := shared.Link(); ok {
				o.Notice = join(o.Notice, clockNotice(link.ClockOff))
			}
			return offered(o), nil
		},
		OpenOwn: func(ctx context.Context) (ui.Opened, error) {
			if _, err := p.openOwn(ctx); err != nil {
				return ui.Opened{}, err
			}
			o, err := c.ownOptions(p)
			return offered(o), err
		},
		Own: from.local(), Restore: p.restore,
		Shown: takePointerSoon, Room: roomOnScreen,
	})
}

// appearance is how this machine's people like the screen, which is known before any records are open.
func (p *premises) appearance(ctx context.Context) string {
	mode, err := p.local.Preference(ctx, settings.Appearance)
	if err != nil {
		p.log.Error("reading a preference", "error", err)
	}
	return mode
}

// try asks shared records whether they would have this machine. It changes nothing there.
func try(ctx context.Context, c connection.Settings, password string) error {
	s, err := store.Open(ctx, store.Config{URL: c.URL(password), ReadOnly: true})
	if err != nil {
		return err
	}
	return s.Close()
}

// apart is how far two clocks may be from each other before it matters to a person who reads the times.
const apart = 2 * time.Minute

// clockNotice says that the clock of this computer is not that of the shared records; ahead is how far theirs
// is before this one. It is "" when they agree.
func clockNotice(ahead time.Duration) string {
	if ahead.Abs() <= apart {
		return ""
	}
	by := map[string]any{"By": span(ahead.Abs())}
	if ahead > 0 {
		return lang.L("This computer's clock is {{.By}} behind that of the shared records. Times are written by theirs.", by)
	}
	return lang.L("This computer's clock is {{.By}} ahead of that of the shared records. Times are written by theirs.", by)
}

// span is a length of time as a person says it.
func span(d time.Duration) string {
	round := func(unit time.Duration) int { return int(math.Round(float64(d) / float64(unit))) }
	switch n := round(time.Hour); {
	case d < 2*time.Hour:
		return lang.N("{{.Minutes}} minutes", round(time.Minute), map[string]any{"Minutes": round(time.Minute)})
	case n < 48:
		return lang.N("{{.Hours}} hours", n, map[string]any{"Hours": n})
	}
	n := round(24 * time.Hour)
	return lang.N("{{.Days}} days", n, map[string]any{"Days": n})
}

// join puts sentences after one another.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}
