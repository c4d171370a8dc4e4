package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regimen/internal/connection"
	"regimen/internal/store"
	"regimen/internal/ui/kit"
)

func TestWhichRecordsAreOpened(t *testing.T) {
	t.Parallel()
	own := connection.Settings{Host: "reception-pc", Port: 5432, Database: "regimen", User: "anna", Encryption: connection.Verified}
	shared := own
	shared.Shared = true
	other, socket := own, connection.Default()
	other.Host = "server"
	socket.Host, socket.Database = "localhost", "clinic"
	damaged := errors.New("damaged")
	for name, x := range map[string]struct {
		c      command
		kept   connection.Settings
		unread error
		want   source
		local  bool
	}{
		"nothing chosen":           {kept: connection.Default(), want: source{settings: connection.Default()}, local: true},
		"own again":                {kept: own, want: source{settings: own}, local: true},
		"shared":                   {kept: shared, want: source{shared: true, settings: shared}},
		"damaged":                  {kept: connection.Default(), unread: damaged, want: source{settings: connection.Default(), unread: damaged}},
		"demo":                     {c: command{demo: true}, kept: shared, local: true},
		"demo, damaged":            {c: command{demo: true}, unread: damaged, local: true},
		"named":                    {c: command{database: "postgres://anna:hunter2@server/regimen"}, kept: shared, want: source{shared: true, settings: other, password: "hunter2", url: "postgres://anna:hunter2@server/regimen"}},
		"named, damaged":           {c: command{database: "postgres://anna@server/regimen"}, unread: damaged, want: source{shared: true, settings: other, url: "postgres://anna@server/regimen"}},
		"named as only the driver": {c: command{database: "postgres:///clinic?host=/run/pg"}, want: source{shared: true, settings: socket, url: "postgres:///clinic?host=/run/pg"}},
	} {
		got, err := x.c.choose(x.kept, x.unread)
		if err != nil || got != x.want || got.local() != x.local {
			t.Errorf("%s:\n%+v, %v, want\n%+v", name, got, err, x.want)
		}
	}
	for _, wrong := range []string{"hunter2", "mysql://anna:hunter2@server/x", "postgres://anna:hunter2@server:x/y", "postgres://%zz:hunter2@x"} {
		c := command{database: wrong}
		if _, err := c.choose(own, nil); !errors.Is(err, errUsage) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s gives %v", wrong, err)
		}
	}
}

func TestDatabaseAndDemo(t *testing.T) {
	t.Parallel()
	if status, _, errs := call("--demo", "--database", "postgres://anna@server/regimen"); status != wrong || !strings.Contains(errs, "--demo") {
		t.Errorf("%d %q", status, errs)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	from, err := named("postgres://anna:old@localhost/regimen?sslmode=prefer&connect_timeout=3")
	if err != nil {
		t.Fatal(err)
	}
	other := from.settings
	other.Host, other.User, other.Encryption = "server", "ben", connection.Verified
	for _, x := range []struct {
		c              connection.Settings
		password, want string
	}{
		{from.settings, "", "postgres://anna:old@localhost/regimen?sslmode=prefer&connect_timeout=3"},
		{from.settings, "n/w", "postgres://anna:n%2Fw@localhost/regimen?sslmode=prefer&connect_timeout=3"},
		{other, "new", "postgres://ben:new@server:5432/regimen?sslmode=verify-full"},
	} {
		if got := from.address(x.c, x.password); got != x.want {
			t.Errorf("%s, want %s", got, x.want)
		}
	}
}

func TestClockNotice(t *testing.T) {
	t.Parallel()
	if err := kit.LoadTranslations(); err != nil {
		t.Fatal(err)
	}
	for ahead, want := range map[time.Duration]string{
		0:                 "",
		2 * time.Minute:   "",
		-2 * time.Minute:  "",
		10 * time.Minute:  "This computer's clock is 10 minutes behind that of the shared records. Times are written by theirs.",
		-3 * time.Minute:  "This computer's clock is 3 minutes ahead of that of the shared records. Times are written by theirs.",
		-5 * time.Hour:    "This computer's clock is 5 hours ahead of that of the shared records. Times are written by theirs.",
		72 * time.Hour:    "This computer's clock is 3 days behind that of the shared records. Times are written by theirs.",
		119 * time.Minute: "This computer's clock is 119 minutes behind that of the shared records. Times are written by theirs.",
	} {
		if got := clockNotice(ahead); got != want {
			t.Errorf("%v: %q, want %q", ahead, got, want)
		}
	}
}

// The folder is handed from what a machine keeps beside shared records to its own records, and back.
func TestOnePlaceAtATime(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	p := newPremises(t.Context(), dir, slog.New(slog.DiscardHandler))
	if err := p.openLocal(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), store.Config{Dir: dir}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("another program comes in: %v", err)
	}
	if _, err := p.openOwn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p.local != nil {
		t.Error("both are open")
	}
	if _, _, err := p.openShared(t.Context(), "postgres://anna@127.0.0.1:1/regimen?sslmode=disable", "nowhere"); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("%v", err)
	}
	if p.own != nil || p.local == nil {
		t.Error("its own records are open still")
	}
	if err := p.close(); err != nil {
		t.Error(err)
	}
	if _, err := p.openOwn(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("opened after the end: %v", err)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestTryTellsWhy(t *testing.T) {
	t.Parallel()
	err := try(t.Context(), connection.Settings{Host: "127.0.0.1", Port: 1, Database: "regimen", User: "anna", Encryption: connection.None}, "hunter2")
	if !errors.Is(err, store.ErrUnreachable) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("%v", err)
	}
}
