package station_test

import (
	"context"
	"testing"

	"regimen/internal/station"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/recordstest"
)

// login is what the machine logs in with that was added to the records all begin with.
var login [2]string

// shared opens new shared records as a machine that was added to them.
func shared(t *testing.T, dir string) *store.Store {
	t.Helper()
	c := pgtest.Shared(t)
	c.Template(t, "records", func(address string) error {
		server, err := store.OpenServer(store.Config{URL: address, Dir: t.TempDir()})
		if err != nil {
			return err
		}
		if err := server.CreateDatabase(context.Background()); err != nil {
			return err
		}
		login[0], login[1], err = server.AddMachine(context.Background(), "tablet")
		return err
	})
	s, err := store.Open(t.Context(), store.Config{URL: c.URL(login[0], login[1], c.FromTemplate(t, "records")), Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestSharedRecords(t *testing.T) {
	t.Parallel()
	pgtest.Shared(t)
	recordstest.Run(t, func(t *testing.T) desk.Records { return shared(t, t.TempDir()) })
}

func TestRecords(t *testing.T) {
	t.Parallel()
	pgtest.Shared(t)
	recordstest.Run(t, func(t *testing.T) desk.Records {
		dir := t.TempDir()
		s := shared(t, dir)
		local, err := store.OpenLocal(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		m, err := station.Open(t.Context(), station.Config{Shared: s, Local: local, Where: "test"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { m.Close(); _ = local.Close() })
		return m
	})
}
