// Package timezone knows the time zones of the world by their IANA names, and which of them this machine is set to.
package timezone

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Windows brings none of its own

	"github.com/thlib/go-timezone-local/tzlocal"
)

// Zone is a time zone that is offered to be chosen.
type Zone struct {
	Name    string // "Pacific/Auckland"
	Country string // in English; "" for UTC
}

//go:embed zones.tsv
var table string

// All lists the zones that are offered, by name. A zone may be known that is not among them, such as an older name.
var All = sync.OnceValue(func() []Zone {
	var out []Zone
	for line := range strings.Lines(table) {
		name, country, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if ok && name != "zone" {
			out = append(out, Zone{name, country})
		}
	}
	return out
})

// Find lists the zones whose name or country has all the words, in any order and without regard to capitals. Those with
// a part of the name or the country that begins with the first word come first.
func Find(words string) []Zone {
	wanted := strings.Fields(plain(words))
	if len(wanted) == 0 {
		return nil
	}
	var out []Zone
	for _, z := range All() {
		if text := plain(z.Name + " " + z.Country); !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(text, w) }) {
			out = append(out, z)
		}
	}
	later := func(z Zone) int {
		if strings.Contains(" "+plain(z.Name+" "+z.Country), " "+wanted[0]) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b Zone) int { return cmp.Compare(later(a), later(b)) })
	return out
}

func plain(s string) string {
	return strings.ToLower(strings.NewReplacer("/", " ", "_", " ").Replace(s))
}

// Named is the name as it is written of a zone that was typed with other capitals, or with blanks; what was typed
// where there is none like it.
func Named(typed string) string {
	typed = strings.TrimSpace(typed)
	for _, z := range All() {
		if strings.EqualFold(z.Name, strings.ReplaceAll(typed, " ", "_")) {
			return z.Name
		}
	}
	return typed
}

// loaded are the zones that were asked for, by name.
var loaded struct {
	sync.Mutex
	zones map[string]*time.Location
}

// Load is the zone of a name. "Local" is no name: it means something else on each machine.
func Load(name string) (*time.Location, error) {
	loaded.Lock()
	defer loaded.Unlock()
	if l := loaded.zones[name]; l != nil {
		return l, nil
	}
	if name == "" || name == "Local" || Named(name) != name { // some systems find a file by other capitals, others do not
		return nil, fmt.Errorf("there is no time zone of the name %q", name)
	}
	l, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("there is no time zone of the name %q: %w", name, err)
	}
	if loaded.zones == nil {
		loaded.zones = make(map[string]*time.Location)
	}
	loaded.zones[name] = l
	return l, nil
}

// Known reports whether there is a zone of the name.
func Known(name string) bool {
	_, err := Load(name)
	return err == nil
}

// Name is the name of a zone, "" for a machine's own where the system does not tell it.
func Name(l *time.Location) string {
	if name := l.String(); Known(name) {
		return name
	}
	return ""
}

// Machine is the zone this machine was set to when the program began.
var Machine = sync.OnceValue(func() *time.Location { return machine(tzlocal.RuntimeTZ()) })

// machine is the zone of a name or, where the system did not tell it, the one that the machine reckons by.
func machine(name string, err error) *time.Location {
	if err == nil {
		if l, err := Load(name); err == nil {
			return l
		}
	}
	return time.Local
}
