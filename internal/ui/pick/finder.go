// Package pick chooses structures of the body by their names.
package pick

import (
	"strings"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/script"
	"regimen/internal/ui/kit"
)

// foundAtOnce is how many structures a search shows inside a page, where a list of its own would scroll within the
// page's scroll.
const foundAtOnce = 6

// searchWidth is as wide as a search grows.
const searchWidth float32 = 480

// Finder is a search for a structure and, below it, what it finds, to be tapped. Enter takes the first.
type Finder struct {
	Search *kit.Search
	Object *fyne.Container
	Most   int // how many are shown at once
	atlas  *anatomy.Atlas
	take   func(anatomy.Target)
	found  *fyne.Container
}

// NewFinder tells take which structure was chosen, and begins anew.
func NewFinder(atlas *anatomy.Atlas, hint string, take func(anatomy.Target)) *Finder {
	f := &Finder{Most: foundAtOnce, atlas: atlas, take: take, found: kit.StackGap(0)}
	f.Search = kit.NewSearch(hint, f.find)
	f.Search.OnSubmitted = func(query string) {
		if list := f.search(query); len(list) > 0 {
			f.choose(list[0])
		}
	}
	f.Object = kit.Stack(kit.MaxWidth(searchWidth, f.Search), f.found)
	return f
}

func (f *Finder) search(query string) []anatomy.Target {
	if strings.TrimSpace(query) == "" {
		return nil
	}
	return f.atlas.Search(query)
}

func (f *Finder) choose(t anatomy.Target) {
	f.Search.SetText("")
	f.take(t)
}

func (f *Finder) find(query string) {
	f.found.Objects = nil
	for i, t := range f.search(query) {
		if i == f.Most {
			break
		}
		f.found.Add(kit.NewTwoLine(f.line(t), func() { f.choose(t) }))
	}
	f.Object.Refresh()
}

// line names a structure on a side, and below it where it belongs.
func (f *Finder) line(t anatomy.Target) kit.Row {
	l := kit.Row{What: f.atlas.Label(t.Structure, t.Side)}
	if st, ok := f.atlas.Structure(t.Structure); ok {
		l.Quiet = script.UpperFirst(string(st.Kind)) + " · " + st.Part
	}
	return l
}
