package timezone

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestAllAreKnown(t *testing.T) {
	t.Parallel()
	if len(All()) < 400 {
		t.Fatalf("%d zones", len(All()))
	}
	seen := map[string]bool{}
	for _, z := range All() {
		if _, err := Load(z.Name); err != nil || seen[z.Name] || z.Country == "" && z.Name != "UTC" {
			t.Errorf("%+v: twice %v, %v", z, seen[z.Name], err)
		}
		seen[z.Name] = true
	}
}

func TestLoad(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "Local", "Mars/Olympus", "pacific/auckland", "../etc/passwd", "Pacific/Auckland "} {
		if l, err := Load(name); err == nil || Known(name) {
			t.Errorf("%q is %v", name, l)
		}
	}
	l, err := Load("Pacific/Auckland")
	if err != nil {
		t.Fatal(err)
	}
	if got := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC).In(l).Format("2 Jan 15:04"); got != "2 Jan 01:00" || Name(l) != "Pacific/Auckland" {
		t.Errorf("%s in %s", got, Name(l))
	}
	if Name(time.Local) != "" && time.Local.String() == "Local" {
		t.Error("the machine's own zone has a name")
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, first string }{
		{"auck", "Pacific/Auckland"},
		{"new zealand", "Pacific/Auckland"},
		{"los ang", "America/Los_Angeles"},
		{"perth", "Australia/Perth"},
		{"london europe", "Europe/London"},
		{"utc", "UTC"},
	} {
		if found := Find(c.words); len(found) == 0 || found[0].Name != c.first {
			t.Errorf("%q finds %v", c.words, found)
		}
	}
	if found := Find("eu"); len(found) == 0 || found[len(found)-1].Name != "Indian/Reunion" { // no part of it begins so
		t.Errorf("found %v", found)
	}
	for _, words := range []string{"", "  ", "atlantis"} {
		if found := Find(words); found != nil {
			t.Errorf("%q finds %v", words, found)
		}
	}
	if !slices.ContainsFunc(Find("australia"), func(z Zone) bool { return z.Name == "Australia/Adelaide" }) {
		t.Error("Adelaide is not in Australia")
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		" pacific/auckland ": "Pacific/Auckland", "America/Los angeles": "America/Los_Angeles", "Mars/Olympus": "Mars/Olympus",
		"Australia/ACT": "Australia/ACT", "": "",
	} {
		if got := Named(typed); got != want {
			t.Errorf("%q is %q, not %q", typed, got, want)
		}
	}
	if !Known("Australia/ACT") {
		t.Error("an older name is not known")
	}
}

func TestMachine(t *testing.T) {
	t.Parallel()
	if l := machine("Pacific/Auckland", nil); l.String() != "Pacific/Auckland" {
		t.Errorf("set to Auckland: %v", l)
	}
	for _, l := range []*time.Location{machine("", errors.New("not told")), machine("Mars/Olympus", nil)} {
		if l != time.Local {
			t.Errorf("where the system does not tell: %v", l)
		}
	}
	now := time.Now()
	_, here := now.Local().Zone()
	if _, got := now.In(Machine()).Zone(); got != here {
		t.Errorf("by the machine %d s from UTC, by %v %d s", here, Machine(), got)
	}
}
