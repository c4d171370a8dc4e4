package store

import (
	"bufio"
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store/pgtest"
)

// bothEngines leaves out a test that is about both engines at once where the tests run for one.
func bothEngines(t testing.TB) {
	t.Helper()
	if onPostgres {
		t.Skip("about both engines, and run with the others")
	}
	pgtest.Need(t)
}

// lived fills a store with a clinic that has worked for a while.
func lived(t testing.TB, s *Store) {
	t.Helper()
	atlas, cat := bookstest.Shipped(t)
	// Some of the patients have every kind of record, and the others have no more.
	var some []clinic.Record
	patients, sold := make(map[string]bool), make(map[string]bool)
	for _, r := range demo.Records(day, cat, atlas.Label) {
		p := r.PatientKey()
		if use, ok := r.(*clinic.CreditUse); ok && !sold[use.Credit] {
			continue // it was bought by somebody who is not among them
		}
		if p == "" || patients[p] || len(patients) < 5 {
			some = append(some, r)
			patients[p] = patients[p] || p != ""
			sold[r.Key()] = true
		}
	}
	must(s.Load(t.Context(), clinic.Say("Sample"), some))(t)
	worked(t, s)
}

// worked does a little of everything: changes, an undo, a signature, an addendum, a removal.
func worked(t testing.TB, s *Store) {
	t.Helper()
	people(t, s)
	s.SetActor(clinic.Actor{Name: "Ana Reyes", Role: clinic.RoleOwner})
	p := patient("odd", "Zoë\u0308 🦴", "مريم\tO’Neil 王")
	apply(t, s, clinic.Operation{Label: clinic.Say("Odd"), Scope: "odd", Put: []clinic.Record{p}})
	p.Notes = "−0.5 \\u0000 'quoted' \"twice\"\nand a line"
	apply(t, s, clinic.Operation{Label: clinic.Say("Notes"), Scope: "odd", Put: []clinic.Record{p}})
	must(s.Undo(t.Context(), "odd"))(t)
	signed := assessment("signed", "odd")
	signed.SignedAt, signed.SignedBy = day, "Ana"
	apply(t, s, put(signed))
	apply(t, s, put(&clinic.Addendum{ID: "add", PatientID: "odd", AssessmentID: "signed", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
	apply(t, s, put(finding("gone", "marg", "")))
	apply(t, s, clinic.Operation{Label: clinic.Say("Remove"), Remove: []clinic.Record{finding("gone", "marg", "")}})
	if err := s.SetPreference(t.Context(), "theme", "dark"); err != nil {
		t.Fatal(err)
	}
}

// content is all a database holds but for preferences, table by table, put in order here and not by the engine.
func content(t testing.TB, s *Store) map[string][]string {
	t.Helper()
	all := make(map[string][]string)
	for _, name := range must(s.engine.tables(t.Context(), s.reads))(t) {
		if name == "preference" {
			continue
		}
		lines := []string{}
		columns := must(s.engine.columns(t.Context(), s.reads, name))(t)
		err := each(t.Context(), s.reads, "SELECT "+quoted(columns)+" FROM "+quote(name), nil, func(rows *sql.Rows) error {
			values, dest := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			err := rows.Scan(dest...)
			lines = append(lines, fmt.Sprintf("%#v", values))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(lines)
		all[name] = lines
	}
	return all
}

func sameContent(t testing.TB, what string, got, want map[string][]string) {
	t.Helper()
	for name, lines := range want {
		if !slices.Equal(got[name], lines) {
			t.Errorf("%s: %s has %d rows, or others than the %d of the original", what, name, len(got[name]), len(lines))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d tables, want %d", what, len(got), len(want))
	}
}

// openAt opens a place to look at it.
func openAt(t testing.TB, cfg Config) *Store {
	t.Helper()
	cfg.Patience = cmp.Or(cfg.Patience, waitsLong)
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	return s
}

// From a folder to shared records, on to others, to a file and to a folder: nothing is lost or changed.
func TestMove(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	first := Config{Dir: t.TempDir()}
	s := openIn(t, first.Dir)
	lived(t, s)
	want := content(t, s)
	report := must(s.Check(t.Context()))(t)
	s.Close()
	from := first
	for i, to := range []Config{{URL: sharedURL(t)}, {URL: sharedURL(t)}, {File: filepath.Join(t.TempDir(), "a folder", "all.db")}, {Dir: filepath.Join(t.TempDir(), "new")}} {
		what := fmt.Sprintf("move %d", i+1)
		last, of, calls := 0, 0, 0
		moved, err := Move(t.Context(), from, to, func(table string, done, all int) {
			if done < last || done > all || table == "" {
				t.Errorf("%s: progress went from %d to %d of %d", what, last, done, all)
			}
			last, of = done, all
			calls++
		})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if last != of || calls == 0 {
			t.Errorf("%s: progress ended with %d of %d", what, last, of)
		}
		if !maps.Equal(moved.Counts, report.Counts) || moved.Operations != report.Operations || moved.Changes != report.Changes {
			t.Errorf("%s: moved %+v, want %+v", what, moved, report)
		}
		look := to
		look.ReadOnly = true
		s := openAt(t, look)
		sameContent(t, what, content(t, s), want)
		if r := must(s.Check(t.Context()))(t); !r.OK() {
			t.Errorf("%s: %v", what, r.Problems)
		}
		if theme, err := s.Preference(t.Context(), "theme"); err != nil || theme != "" {
			t.Errorf("%s: a preference went along: %q, %v", what, theme, err)
		}
		s.Close()
		from = to
	}
	sameContent(t, "the original", content(t, openAt(t, Config{Dir: first.Dir, ReadOnly: true})), want)
	// Work goes on where it stopped.
	s = openIn(t, from.Dir)
	if _, err := s.Redo(t.Context(), "odd"); err != nil {
		t.Errorf("redo after all the moves: %v", err)
	}
	again := assessment("signed", "odd")
	again.Impression = "other"
	if _, err := s.Apply(t.Context(), put(again)); !errors.Is(err, clinic.ErrLocked) {
		t.Errorf("a signature was lost: %v", err)
	}
	leftovers(t, first.Dir, from.Dir)
}

func TestMoveRefused(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	clinicIn := func(edits ...string) Config {
		dir := t.TempDir()
		s := openIn(t, dir)
		people(t, s)
		s.Close()
		edit(t, filepath.Join(dir, databaseName), edits...)
		return Config{Dir: dir}
	}
	sound := clinicIn()
	full := Config{URL: sharedURL(t)}
	if _, err := Move(t.Context(), sound, full, nil); err != nil {
		t.Fatal(err)
	}
	open, openByFile := clinicIn(), clinicIn()
	openIn(t, open.Dir)
	openIn(t, openByFile.Dir)
	written := filepath.Join(t.TempDir(), "written")
	if err := os.WriteFile(written, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	oldFile := filepath.Join(clinicIn("PRAGMA user_version = 2").Dir, databaseName)
	nothing := filepath.Join(t.TempDir(), "nothing")
	for name, c := range map[string]struct {
		from, to Config
		want     error
		says     string
	}{
		"records there, shared":    {clinicIn(), full, ErrNotEmpty, "records already"},
		"records there, folder":    {clinicIn(), clinicIn(), ErrNotEmpty, "records already"},
		"onto itself":              {sound, sound, ErrNotEmpty, "records already"},
		"shared onto itself":       {full, full, ErrNotEmpty, "records already"},
		"a file there":             {clinicIn(), Config{File: written}, ErrNotEmpty, "of that name already"},
		"a window open":            {open, Config{URL: sharedURL(t)}, ErrInUse, "another window"},
		"a window open, by file":   {Config{File: filepath.Join(openByFile.Dir, databaseName)}, Config{URL: sharedURL(t)}, ErrInUse, "another window"},
		"damaged":                  {clinicIn("UPDATE patient SET notes = 'x' WHERE id = 'marg'"), Config{URL: sharedURL(t)}, ErrDamaged, "are damaged, so nothing was moved"},
		"older":                    {clinicIn("PRAGMA user_version = 2"), Config{URL: sharedURL(t)}, ErrNoAccess, "Open the window once"},
		"an older file":            {Config{File: oldFile + ".copy"}, Config{URL: sharedURL(t)}, ErrOlder, "regimen restore"},
		"newer":                    {clinicIn("PRAGMA user_version = 1000"), Config{URL: sharedURL(t)}, ErrNewer, "newest version"},
		"no clinic":                {Config{File: written}, Config{URL: sharedURL(t)}, ErrNotDatabase, "something else"},
		"no file":                  {Config{File: nothing}, Config{URL: sharedURL(t)}, ErrNoAccess, "no file of that name"},
		"no folder":                {Config{Dir: nothing}, Config{URL: sharedURL(t)}, ErrNoAccess, "no clinic's records"},
		"no way to write the file": {clinicIn(), Config{File: filepath.Join(written, "x.db")}, ErrNoAccess, "."},
		"no such server":           {clinicIn(), Config{URL: "postgres://x@127.0.0.1:1/regimen"}, ErrUnreachable, "."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "an older file" {
				b := must(os.ReadFile(oldFile))(t)
				if err := os.WriteFile(c.from.File, b, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Move(t.Context(), c.from, c.to, nil)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
			if c.to.URL != "" && c.to.URL != full.URL && !errors.Is(err, ErrUnreachable) {
				untouched(t, c.to)
			}
		})
	}
	t.Cleanup(func() {
		if _, err := os.Stat(nothing); err == nil {
			t.Error("looking for records made a folder")
		}
	})
}

// untouched makes sure that a place for records is as empty as it was.
func untouched(t testing.TB, to Config) {
	t.Helper()
	if to.URL == "" {
		left, _ := os.ReadDir(filepath.Dir(filepath.Join(to.Dir, databaseName))) // a folder that was not made is as good
		for _, e := range left {
			if e.Name() != lockName {
				t.Errorf("left: %s", e.Name())
			}
		}
		return
	}
	to.ReadOnly = true
	s := openAt(t, to)
	defer s.Close()
	if err := checkEmpty(t.Context(), s.engine, s.reads); err != nil {
		t.Error(err)
	}
}

// What only SQLite can keep is refused by its name and key, and by nothing that it says.
func TestMoveOfWhatCannotBeKept(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	for name, c := range map[string]struct{ st, says string }{
		"record":  {"UPDATE finding SET note = 'secret' || char(0) WHERE id = 'f1'", "The finding f1 holds a character"},
		"history": {"INSERT INTO operation VALUES (2, 'x', '', 'secret' || char(0), '', 'apply', '', '', NULL, NULL, '', '', '')", "The history (operation) 2 holds a character"},
		"index":   {"INSERT INTO search_variant VALUES ('secret', CAST(x'ff' AS TEXT))", "The search index holds a character"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := openIn(t, dir)
			apply(t, s, put(patient("p1", "Ann", "Smith"), finding("f1", "p1", "")))
			s.Close()
			edit(t, filepath.Join(dir, databaseName), c.st)
			// Past the check, which finds the record other than the history.
			s = openAt(t, Config{Dir: dir, ReadOnly: true})
			to := Config{URL: sharedURL(t)}
			dst := must(openTarget(t.Context(), to, s.steps))(t)
			err := copyRecords(t.Context(), endpoint{s.engine, s.reads}, endpoint{dst.engine, dst.w}, dst.w, nil)
			dst.giveUp()
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v", err)
			}
			untouched(t, to)
		})
	}
}

// A difference between the copy and the original is found, whatever it is.
func TestCopyIsCompared(t *testing.T) {
	t.Parallel()
	sum := func(rows ...[]any) [32]byte {
		d := newDigest(&shape{columns: []string{"a", "b"}})
		for _, r := range rows {
			if err := d.row(r); err != nil {
				t.Fatal(err)
			}
		}
		return d.sum()
	}
	seen := make(map[[32]byte]int)
	for i, rows := range [][][]any{
		nil,
		{{"a", "b"}},
		{{"ab", ""}},
		{{"", "ab"}},
		{{"a", "b"}, {"a", "b"}},
		{{nil, "b"}},
		{{"0", "b"}},
		{{int64(0), "b"}},
		{{0.0, "b"}},
		{{int64(1), "b"}},
		{{1.0, "b"}},
		{{"b", "a"}},
		{{"a", "b"}, {"c", "d"}},
		{{"c", "d"}, {"a", "b"}},
		{{"a", nil}},
		{{"", nil}},
	} {
		if j, ok := seen[sum(rows...)]; ok {
			t.Errorf("%d and %d look the same", i, j)
		}
		seen[sum(rows...)] = i
	}
	if err := newDigest(&shape{}).row([]any{[]byte("x")}); err == nil {
		t.Error("a value of an unknown type went in")
	}
}

// stopAfter gives a context that ends when so many rows have gone by.
func stopAfter(t testing.TB, rows int) (context.Context, Progress) {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return ctx, func(_ string, done, _ int) {
		if done >= rows {
			cancel()
		}
	}
}

// Stopped wherever it may be, a move leaves its target empty and can be run again.
func TestMoveStopped(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(150)))(t)
	lived(t, s)
	want := content(t, s)
	s.Close()
	shared := Config{URL: sharedURL(t)}
	stopped := func(from, to Config) {
		t.Helper()
		total := 0
		for _, rows := range []int{0, 1, 500, 1500, 3000} {
			ctx, progress := stopAfter(t, rows)
			if rows == 0 {
				c, cancel := context.WithCancel(ctx)
				cancel()
				ctx = c
			}
			_, err := Move(ctx, from, to, func(table string, done, of int) {
				total = of
				progress(table, done, of)
			})
			if !errors.Is(err, context.Canceled) || !strings.HasSuffix(err.Error(), ".") {
				t.Fatalf("stopped after %d rows of %d: %v", rows, total, err)
			}
			untouched(t, to)
		}
		if total < 4000 {
			t.Errorf("only %d rows went by", total)
		}
		if _, err := Move(t.Context(), from, to, nil); err != nil {
			t.Fatal(err)
		}
		to.ReadOnly = true
		s := openAt(t, to)
		sameContent(t, "after all", content(t, s), want)
		s.Close()
	}
	stopped(Config{Dir: dir}, shared)
	stopped(shared, Config{Dir: filepath.Join(t.TempDir(), "back")})
}

// moveFrom tells this program, run again by a test, to move records until it is killed.
const (
	moveFrom  = "REGIMEN_TEST_MOVE_FROM"
	moveTo    = "REGIMEN_TEST_MOVE_TO"
	moveUntil = "REGIMEN_TEST_MOVE_UNTIL"
)

func place(text string) Config {
	if IsShared(text) {
		return Config{URL: text}
	}
	return Config{Dir: text}
}

// moveUntilKilled moves until so many rows have gone by, says so, and waits to be killed.
func moveUntilKilled() error {
	until, err := strconv.Atoi(os.Getenv(moveUntil))
	if err != nil {
		return err
	}
	_, err = Move(context.Background(), place(os.Getenv(moveFrom)), place(os.Getenv(moveTo)), func(_ string, done, _ int) {
		if done >= until {
			fmt.Println("here")
			select {}
		}
	})
	return err
}

// The program is killed, and the target is as it was.
func TestMoveKilled(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	dir, back := t.TempDir(), filepath.Join(t.TempDir(), "back")
	s := openIn(t, dir)
	lived(t, s)
	want := content(t, s)
	s.Close()
	full, empty := Config{URL: sharedURL(t)}, Config{URL: sharedURL(t)}
	if _, err := Move(t.Context(), Config{Dir: dir}, full, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to string
		target   Config
	}{{dir, empty.URL, empty}, {full.URL, back, Config{Dir: back}}} {
		for _, until := range []int{200, 900, 1500} {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), moveFrom+"="+c.from, moveTo+"="+c.to, moveUntil+"="+strconv.Itoa(until))
			var complaints strings.Builder
			child.Stderr = &complaints
			out := must(child.StdoutPipe())(t)
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
				t.Errorf("the move ended by itself: %s", complaints.String())
			}
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = child.Wait() // it was killed
		}
		if c.target.URL != "" {
			untouched(t, c.target)
		} else if _, err := os.Stat(filepath.Join(back, databaseName)); err == nil {
			t.Error("a killed move left records")
		}
		if _, err := Move(t.Context(), place(c.from), place(c.to), nil); err != nil {
			t.Fatal(err)
		}
		look := place(c.to)
		look.ReadOnly = true
		s := openAt(t, look)
		sameContent(t, "after all", content(t, s), want)
		s.Close()
	}
	if left := must(filepath.Glob(filepath.Join(back, ".regimen-*")))(t); len(left) > 0 {
		t.Errorf("what killed moves left was not cleared away: %v", left)
	}
}

// While shared records are moved away, other machines cannot change them unseen.
func TestMoveHoldsUpOthers(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	shared := Config{URL: sharedURL(t)}
	other := openAt(t, shared)
	apply(t, other, put(patient("p1", "Ann", "Smith")))
	ended := make(chan error, 1)
	began := false
	_, err := Move(t.Context(), shared, Config{Dir: filepath.Join(t.TempDir(), "new")}, func(string, int, int) {
		if !began {
			began = true
			go func() {
				_, err := other.Apply(context.WithoutCancel(t.Context()), put(patient("p2", "Bo", "Jones")))
				ended <- err
			}()
			for waits := false; !waits; {
				if len(ended) > 0 {
					t.Errorf("a change went through: %v", <-ended)
					return
				}
				err := other.reads.QueryRow(`SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
					AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`).Scan(&waits)
				if err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	if err != nil || !began {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the change after the move: %v", err)
	}
}

// wire carries what goes between a machine and a server, until it has carried so much.
type wire struct {
	address string
	carried atomic.Int64
	limit   atomic.Int64
}

func newWire(t testing.TB, server string) *wire {
	t.Helper()
	l := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	t.Cleanup(func() { l.Close() })
	w := &wire{address: l.Addr().String()}
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", server)
			if err != nil {
				near.Close()
				continue
			}
			for _, ends := range [][2]net.Conn{{near, far}, {far, near}} {
				go w.carry(ends[0], ends[1])
			}
		}
	}()
	return w
}

func (w *wire) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buf := make([]byte, 1024)
	for {
		n, err := from.Read(buf)
		if err != nil || w.carried.Add(int64(n)) > w.limit.Load() {
			return
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}

// over is a place reached through a new length of the wire.
func (w *wire) over(cfg Config, limit int64) Config {
	w.carried.Store(0)
	w.limit.Store(limit)
	cfg.URL = strings.Replace(cfg.URL, hostOf(cfg.URL), w.address, 1)
	return cfg
}

func hostOf(address string) string {
	_, host, _ := strings.Cut(address, "@")
	host, _, _ = strings.Cut(host, "/")
	return host
}

// The network is cut, early, late or at the very end: all is there or nothing, and the next try works.
func TestMoveCut(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(50)))(t)
	worked(t, s)
	want := content(t, s)
	s.Close()
	w := newWire(t, pgtest.Shared(t).Addr())
	full := Config{URL: sharedURL(t)}
	if _, err := Move(t.Context(), Config{Dir: dir}, w.over(full, math.MaxInt64), nil); err != nil {
		t.Fatal(err)
	}
	whole := w.carried.Load()
	to := Config{URL: sharedURL(t)}
	kept := 0
	for _, part := range []int64{2, 20, 40, 60, 80, 95, 98, 99, 100} {
		_, err := Move(t.Context(), Config{Dir: dir}, w.over(to, whole*part/100), nil)
		if err == nil && part < 99 {
			t.Errorf("cut after %d %%, but nothing was told", part)
		}
		if err != nil && !errors.Is(err, ErrUnreachable) {
			t.Errorf("cut after %d %%: %v", part, err)
		}
		look := to
		look.ReadOnly = true
		s := openAt(t, look)
		if got := content(t, s); len(got["operation"]) > 0 {
			kept++
			sameContent(t, "after the cut", got, want)
			to = Config{URL: sharedURL(t)}
		} else {
			untouched(t, to)
		}
		s.Close()
	}
	if kept > 2 {
		t.Errorf("%d moves were whole", kept)
	}
	// What is left of a cut connection may hold the place for a moment, which the next one waits for.
	if _, err := Move(t.Context(), Config{Dir: dir}, to, nil); err != nil {
		t.Fatal(err)
	}
	back := Config{Dir: filepath.Join(t.TempDir(), "back")}
	for _, part := range []int64{5, 40, 80} {
		if _, err := Move(t.Context(), w.over(full, whole*part/100), back, nil); !errors.Is(err, ErrUnreachable) {
			t.Errorf("cut after %d %% on the way back: %v", part, err)
		}
		untouched(t, back)
		if err := openAt(t, full).Backup(t.Context(), filepath.Join(t.TempDir(), "whole.db")); err != nil {
			t.Errorf("a backup after it: %v", err)
		}
		cut := w.over(full, whole*part/100)
		cut.ReadOnly = true
		if s, err := Open(t.Context(), cut); err == nil {
			folder := t.TempDir()
			if err := s.Backup(t.Context(), filepath.Join(folder, "cut.db")); err == nil && part < 40 {
				t.Error("a backup that was cut is told to be whole")
			} else if err != nil {
				if left := must(os.ReadDir(folder))(t); len(left) > 0 {
					t.Errorf("a backup that was cut left %v", left)
				}
			}
			s.Close()
		}
	}
	if _, err := Move(t.Context(), full, back, nil); err != nil {
		t.Fatal(err)
	}
	back.ReadOnly = true
	sameContent(t, "after all", content(t, openAt(t, back)), want)
}

// BenchmarkMove copies a large clinic to PostgreSQL and back.
func BenchmarkMove(b *testing.B) {
	pgtest.Need(b)
	atlas, cat := bookstest.Shipped(b)
	dir := b.TempDir()
	s := must(Open(b.Context(), Config{Dir: dir}))(b)
	patients := 1250 // which are some 200,000 rows
	if testing.Short() {
		patients /= 10
	}
	for batch := range demo.Large(day, cat, atlas.Label, patients, 10*patients) {
		must(s.Load(b.Context(), clinic.Say("Large"), batch))(b)
	}
	s.Close()
	for b.Loop() {
		shared, back := Config{URL: sharedURL(b)}, Config{Dir: b.TempDir()}
		for _, way := range []struct {
			name     string
			from, to Config
		}{{"out", Config{Dir: dir}, shared}, {"back", shared, back}} {
			rows := 0
			var first time.Time
			begin := time.Now()
			_, err := Move(b.Context(), way.from, way.to, func(_ string, _, of int) {
				if rows = of / 2; first.IsZero() {
					first = time.Now()
				}
			})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(rows), "rows")
			b.ReportMetric(float64(rows)/time.Since(begin).Seconds(), "rows/s-"+way.name)
			b.ReportMetric(first.Sub(begin).Seconds(), "s-checking-"+way.name)
			b.ReportMetric(time.Since(first).Seconds(), "s-copying-"+way.name)
		}
	}
}
