// Package newkind adds kinds of record that the program does not have, as one who builds on it would, and takes
// them through all that records go through.
package newkind

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/station"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func ann() *clinic.Patient {
	return &clinic.Patient{ID: "ann", GivenName: "Ann", FamilyName: "Smith", CreatedAt: begin}
}

func records() []clinic.Record {
	return []clinic.Record{
		ann(),
		&locker{"l2", "Window", begin},
		&locker{"l1", "Door", begin},
		&visit{"v1", "ann", "2026-03-02", "l1", 600, "first", begin},
		&visit{"v2", "ann", "2026-03-04", "", 660, "", begin},
		&receipt{ID: "r1", PatientID: "ann", Cents: 8000, Words: "Massage", CreatedAt: begin},
	}
}

// shared makes an empty shared database and gives where two machines reach it.
func shared(t *testing.T) (admin string, machines []string) {
	t.Helper()
	c := pgtest.Shared(t)
	name := c.NewDatabase(t)
	admin = c.DatabaseURL(name)
	server, err := store.OpenServer(store.Config{URL: admin, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, machine := range []string{"reception", "tablet"} {
		user, password, err := server.AddMachine(t.Context(), machine)
		if err != nil {
			t.Fatal(err)
		}
		machines = append(machines, c.URL(user, password, name))
	}
	return admin, machines
}

func open(t *testing.T, cfg store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func apply(t *testing.T, s interface {
	Apply(context.Context, clinic.Operation) (clinic.Changes, error)
}, r ...clinic.Record,
) clinic.Changes {
	t.Helper()
	ch, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "ann", Put: r})
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

// holds is what is there of the new kinds, in the order in which it is listed.
func holds(t *testing.T, s interface {
	List(context.Context, clinic.Kind) ([]clinic.Record, error)
	Days(context.Context, clinic.Date, clinic.Date) ([]*clinic.Day, error)
	Chart(context.Context, string) (*clinic.Chart, error)
},
) []clinic.Record {
	t.Helper()
	out, err := s.List(t.Context(), kindLocker)
	if err != nil {
		t.Fatal(err)
	}
	days, err := s.Days(t.Context(), "2026-03-01", "2026-03-07")
	if err != nil || len(days) != 7 {
		t.Fatal(len(days), err)
	}
	for _, d := range days {
		for _, r := range d.Records() {
			if clinic.DayOf(r) != d.Date {
				t.Errorf("%+v lies on %s", r, d.Date)
			}
			out = append(out, r)
		}
	}
	chart, err := s.Chart(t.Context(), "ann")
	if err != nil {
		t.Fatal(err)
	}
	return append(out, chart.RecordsOf(kindReceipt)...)
}

func same(t *testing.T, when string, got, want []clinic.Record) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:", when)
		for _, r := range got {
			t.Errorf("  is   %+v", r)
		}
		for _, r := range want {
			t.Errorf("  want %+v", r)
		}
	}
}

// A kind that only this test has is kept, ordered, taken back, closed, remembered, checked, backed up and moved on
// both engines.
func TestNewKinds(t *testing.T) {
	t.Parallel()
	_, machines := shared(t)
	for name, cfg := range map[string]store.Config{"own": {Dir: t.TempDir()}, "shared": {Dir: t.TempDir(), URL: machines[0]}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, cfg)
			if _, err := s.Load(t.Context(), clinic.Say("Begin"), records()); err != nil {
				t.Fatal(err)
			}
			all := records()
			want := []clinic.Record{all[2], all[1], all[3], all[4], all[5]}
			same(t, "loaded", holds(t, s), want)

			moved := *all[3].(*visit)
			moved.Date, moved.Minute = "2026-03-06", 615
			ch := apply(t, s, &moved)
			if !slices.Equal(ch.Days, []clinic.Date{"2026-03-02", "2026-03-06"}) || !slices.Equal(ch.Patients, []string{"ann"}) ||
				!ch.TouchesDays("2026-03-06", "2026-03-09") || ch.TouchesDays("2026-03-03", "2026-03-05") {
				t.Errorf("moving a visit changed %+v", ch)
			}
			same(t, "moved", holds(t, s), []clinic.Record{all[2], all[1], all[4], &moved, all[5]})
			if _, err := s.Undo(t.Context(), "ann"); err != nil {
				t.Fatal(err)
			}
			same(t, "taken back", holds(t, s), want)
			if _, err := s.Redo(t.Context(), "ann"); err != nil {
				t.Fatal(err)
			}

			issued := *all[5].(*receipt)
			issued.IssuedAt = begin.Add(time.Hour)
			apply(t, s, &issued)
			again := issued
			again.Cents = 1
			_, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Alter"), Put: []clinic.Record{&again}})
			if !errors.Is(err, clinic.ErrLocked) || err.Error() != "The receipt was issued and can no longer be changed. Nothing was changed; issue another one." {
				t.Errorf("changing what was issued: %v", err)
			}
			_, err = s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Paint"), Put: []clinic.Record{&locker{"l1", "Red", begin}}})
			if !errors.Is(err, clinic.ErrLocked) || !strings.HasPrefix(err.Error(), "A locker is never changed.") {
				t.Errorf("changing what is for ever: %v", err)
			}
			_, err = s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Remove"), Remove: []clinic.Record{ann()}})
			if !errors.Is(err, store.ErrReferenced) || !strings.Contains(err.Error(), " points at it. Archive the patient instead.") {
				t.Errorf("removing what a new kind points at: %v", err)
			}
			versions, err := s.History(t.Context(), clinic.RefTo(&moved))
			if err != nil || len(versions) != 4 { // loaded, moved, taken back, done again
				t.Errorf("%d versions of a visit, %v", len(versions), err)
			}
			want = []clinic.Record{all[2], all[1], all[4], &moved, &issued}

			report, err := s.Check(t.Context())
			if err != nil || !report.OK() || report.Counts[kindVisit] != 2 || report.Counts[kindLocker] != 2 || report.Counts[kindReceipt] != 1 {
				t.Errorf("checked: %v %v %v", report.Counts, report.Problems, err)
			}
			if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db")); err != nil {
				t.Fatal(err)
			}
			if last, err := s.LastBackup(t.Context()); err != nil || last.File == "" {
				t.Error(last, err)
			} else {
				same(t, "backed up", holds(t, open(t, store.Config{File: last.File, ReadOnly: true})), want)
			}
			same(t, "at the end", holds(t, s), want)
		})
	}
}

// They move from the machine's own records to shared ones and back.
func TestNewKindsMove(t *testing.T) {
	t.Parallel()
	pgtest.Shared(t)
	admin, _ := shared(t)
	own := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: own})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(t.Context(), clinic.Say("Begin"), records()); err != nil {
		t.Fatal(err)
	}
	want := holds(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	back := store.Config{Dir: t.TempDir()}
	for _, way := range [][2]store.Config{{{Dir: own}, {URL: admin, Dir: own}}, {{URL: admin, Dir: own}, back}} {
		moved, err := store.Move(t.Context(), way[0], way[1], nil)
		if err != nil || moved.Counts[kindVisit] != 2 {
			t.Fatal(moved, err)
		}
	}
	same(t, "there and back", holds(t, open(t, back)), want)
}

// Two machines see what the other wrote of them, and where both changed one field somebody is asked.
func TestNewKindsOnTwoMachines(t *testing.T) {
	t.Parallel()
	_, machines := shared(t)
	var at []*station.Station
	var stores []*store.Store
	for i, u := range machines {
		dir := t.TempDir()
		s := open(t, store.Config{URL: u, Dir: dir})
		if i == 0 {
			if _, err := s.Load(t.Context(), clinic.Say("Begin"), records()); err != nil {
				t.Fatal(err)
			}
		}
		local, err := store.OpenLocal(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		m, err := station.Open(t.Context(), station.Config{Shared: s, Local: local, Where: "test", Beat: 50 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { m.Close(); _ = local.Close() })
		at, stores = append(at, m), append(stores, s)
	}
	a, b := at[0], at[1]
	days := make(chan []clinic.Date, 1000)
	b.Subscribe(func(ch clinic.Changes) {
		if len(ch.Days) > 0 {
			days <- ch.Days
		}
	})
	all := records()
	want := holds(t, a)
	same(t, "the other", holds(t, b), want)

	moved := *all[3].(*visit)
	moved.Date = "2026-03-06"
	apply(t, a, &moved, &locker{"l3", "Hall", begin})
	want = []clinic.Record{all[2], all[1], &locker{"l3", "Hall", begin}, all[4], &moved, all[5]}
	same(t, "who moved it", holds(t, a), want)
	select {
	case got := <-days:
		if !slices.Equal(got, []clinic.Date{"2026-03-02", "2026-03-06"}) {
			t.Errorf("the other is told of %v", got)
		}
	case <-time.After(time.Minute):
		t.Fatal("the other is never told")
	}
	same(t, "the other, then", holds(t, b), want)

	// Both change one field, and each another.
	seenA, seenB := holds(t, a)[5].(*receipt), holds(t, b)[5].(*receipt)
	ofA, ofB := *seenA, *seenB
	ofA.Words, ofA.Cents = "A's", 9000
	ofB.Words, ofB.Note = "B's", "by B"
	apply(t, a, &ofA)
	apply(t, b, &ofB)
	dif := until(t, func() *clinic.Difference {
		for _, m := range at {
			if d := m.Differences(); len(d) == 1 {
				return &d[0]
			}
		}
		return nil
	})
	if dif.Ref != clinic.RefTo(seenA) || !slices.Equal(dif.Fields, []string{"words"}) {
		t.Errorf("they differ in %+v", dif)
	}
	until(t, func() *receipt {
		r := holds(t, a)[5].(*receipt)
		if r.Cents == 9000 && r.Note == "by B" {
			return r
		}
		return nil
	})
	if r, err := stores[0].Check(t.Context()); err != nil || !r.OK() {
		t.Error(r.Problems, err)
	}
}

// until waits for what other goroutines and machines do by themselves.
func until[T any](t *testing.T, is func() *T) *T {
	t.Helper()
	end := time.After(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		if v := is(); v != nil {
			return v
		}
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("in vain")
		}
	}
}
