package store

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"regimen/internal/clinic"
)

// keepUnlimited puts a record as a program did that had no limits for texts.
func keepUnlimited(t testing.TB, s *Store, r clinic.Record) {
	t.Helper()
	_, err := s.change(t.Context(), ticket{}, func(ctx context.Context, w *connection) (*work, error) {
		changes, err := difference(ctx, w, nil, put(r))
		return s.doing(ctx, w, put(r), "apply", changes), err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What was kept before there were limits loads, moves and is put right; nothing becomes longer.
func TestTextsLongerThanTheLimits(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	people(t, s)
	long := patient("long", strings.Repeat("x", 30_000), "\x1b[31mDoyle")
	long.Street = strings.Repeat("y", 5_000)
	keepUnlimited(t, s, long)
	if got := must(s.Chart(t.Context(), "long"))(t).Patient.GivenName; got != long.GivenName {
		t.Fatalf("%d letters came back", len(got))
	}
	s.Close()
	file := filepath.Join(t.TempDir(), "moved.db")
	if _, err := Move(t.Context(), Config{Dir: dir, URL: databaseOf(t, dir)}, Config{File: file}, nil); err != nil {
		t.Fatal(err)
	}
	s = openIn(t, dir)
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("they are not sound: %v", r.Problems)
	}
	worse := *long
	worse.GivenName += "x"
	if _, err := s.Apply(t.Context(), put(&worse)); clinic.FieldMessage(err, "given_name").IsZero() {
		t.Errorf("it became longer: %v", err)
	}
	mended := *long
	mended.GivenName = "Peg"
	apply(t, s, put(&mended))
	got := must(s.Chart(t.Context(), "long"))(t).Patient
	if got.GivenName != "Peg" || got.FamilyName != "[31mDoyle" || got.Street != long.Street {
		t.Errorf("mended to %.40q %q", got.GivenName, got.FamilyName)
	}
}

// Whatever way a text comes in, it is cleaned, and one that is too long is refused.
func TestTextsComingIn(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	ways := map[string]func(r clinic.Record) error{
		"apply": func(r clinic.Record) error { _, err := s.Apply(t.Context(), put(r)); return err },
		"load": func(r clinic.Record) error {
			_, err := s.Load(t.Context(), clinic.Say("load"), []clinic.Record{r})
			return err
		},
		"submit": func(r clinic.Record) error {
			_, _, err := s.Submit(t.Context(), Submission{ID: "sub-" + r.Key(), Op: put(r)})
			return err
		},
	}
	for way, in := range ways {
		if err := in(patient(way, "gnp\u202efdp\x07", "O’Neil")); err != nil {
			t.Fatal(err)
		}
		if got := must(s.Chart(t.Context(), way))(t).Patient.GivenName; got != "gnpfdp" {
			t.Errorf("%s: kept as %q", way, got)
		}
		if err := in(patient(way+"2", strings.Repeat("x", 201), "")); clinic.FieldMessage(err, "given_name").IsZero() {
			t.Errorf("%s: a name of 201 letters: %v", way, err)
		}
		if err := in(patient(way+"3", "\u200b", "\u2060")); clinic.FieldMessage(err, "given_name").IsZero() {
			t.Errorf("%s: a name nobody can see: %v", way, err)
		}
	}
}
