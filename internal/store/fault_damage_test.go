package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// toldInWords reports what is wrong with an error that a person may see.
func toldInWords(err error) string {
	var known *refusal
	var fields clinic.FieldErrors
	switch {
	case err == nil || errors.As(err, &fields):
		return ""
	case !errors.As(err, &known):
		return fmt.Sprintf("no sentence: %v", err)
	case !strings.HasSuffix(err.Error(), "."):
		return fmt.Sprintf("no whole sentence: %v", err)
	}
	return ""
}

// useAll reads and checks everything, and changes something.
func useAll(ctx context.Context, s *Store) []error {
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	_, err := s.Check(ctx)
	note(err)
	_, err = s.Search(ctx, "smi", 20)
	note(err)
	hits, _, err := s.Patients(ctx, lookup.Filter{}, 5, 0)
	note(err)
	for _, h := range hits {
		_, err = s.Chart(ctx, h.ID)
		note(err)
		_, err = s.HistoryOf(ctx, h.ID, 5)
		note(err)
	}
	_, err = s.Plans(ctx)
	note(err)
	_, err = s.Sessions(ctx, "0001-01-01", "9999-12-31")
	note(err)
	_, err = s.Undo(ctx, "p1")
	note(err)
	if s.cfg.ReadOnly {
		return errs
	}
	_, err = s.Apply(ctx, put(patient("new", "New", "Person")))
	note(err)
	return errs
}

// A damaged file is opened or refused with a sentence; it never ends the program, and refusing it leaves it
// as it was.
func TestManyDamages(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(60)))(t)
	apply(t, s, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1"), finding("f1", "p1", "a1")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound := must(os.ReadFile(filepath.Join(dir, databaseName)))(t)
	for _, field := range []struct {
		name  string
		at    int
		value byte
	}{{"negative version", 60, 0xff}, {"version of another age", 63, 0}, {"file format", 47, 9}, {"text encoding", 59, 2}} {
		bad := bytes.Clone(sound)
		bad[field.at] = field.value
		damage(t, field.name, bad)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		bad := bytes.Clone(sound)
		var what string
		switch n % 5 {
		case 0:
			bad = bad[:r.IntN(len(bad))]
			what = fmt.Sprintf("cut to %d bytes", len(bad))
		case 1:
			at := r.IntN(100)
			bad[at] ^= byte(1 + r.IntN(255))
			what = fmt.Sprintf("byte %d of the header", at)
		case 2:
			for range 20 {
				bad[100+r.IntN(4*4096)] ^= byte(1 + r.IntN(255))
			}
			what = "20 bytes of the schema"
		case 3:
			for range 200 {
				bad[r.IntN(len(bad))] ^= byte(1 + r.IntN(255))
			}
			what = "200 bytes anywhere"
		case 4:
			page := r.IntN(len(bad) / 4096)
			clear(bad[page*4096 : (page+1)*4096])
			what = fmt.Sprintf("page %d wiped", page)
		}
		if len(bad) == 0 {
			continue
		}
		damage(t, fmt.Sprintf("%d, %s", n, what), bad)
	}
}

func damage(t *testing.T, what string, bad []byte) {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, databaseName)
	if err := os.WriteFile(file, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		cfg := testConfig(t, dir)
		cfg.ReadOnly = readOnly
		s, err := Open(t.Context(), cfg)
		if err == nil {
			for _, err := range useAll(t.Context(), s) {
				if wrong := toldInWords(err); wrong != "" {
					t.Errorf("%s, read-only %v: %s", what, readOnly, wrong)
				}
			}
			s.Close()
			continue
		}
		if wrong := toldInWords(err); wrong != "" {
			t.Errorf("%s, read-only %v: %s", what, readOnly, wrong)
		}
		if !bytes.Equal(bad, must(os.ReadFile(file))(t)) {
			t.Errorf("%s, read-only %v: overwritten", what, readOnly)
		}
	}
}
