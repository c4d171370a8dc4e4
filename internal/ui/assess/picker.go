package assess

import (
	"regimen/internal/anatomy"
	"regimen/internal/ui/kit"
)

// foundAtOnce is how many structures a search shows inside a page, where a list of its own would
// scroll within the page's scroll.
const foundAtOnce = 6

// structureLine names a structure on a side, and below it where it belongs.
func (s *Screen) structureLine(t anatomy.Target) kit.Row {
	l := kit.Row{What: s.d.Atlas.Label(t.Structure, t.Side)}
	if st, ok := s.d.Atlas.Structure(t.Structure); ok {
		l.Quiet = upperFirst(string(st.Kind)) + " · " + st.Part
	}
	return l
}
