package pick

import (
	"slices"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/ui/kit"
)

// Several chooses any number of structures: chips for those that are chosen and those that are offered, and a search
// that adds.
type Several struct {
	Chips   *kit.Chips
	Finder  *Finder
	Object  *fyne.Container
	atlas   *anatomy.Atlas
	chosen  []anatomy.Target
	options []kit.Option
	changed func([]anatomy.Target)
}

// NewSeveral tells changed what is chosen from now on.
func NewSeveral(atlas *anatomy.Atlas, hint string, changed func([]anatomy.Target)) *Several {
	s := &Several{atlas: atlas, changed: changed}
	s.Chips = kit.NewMultiChips(nil, s.tapped)
	s.Finder = NewFinder(atlas, hint, func(t anatomy.Target) {
		if !slices.Contains(s.chosen, t) {
			s.changed(append(slices.Clone(s.chosen), t))
		}
	})
	s.Object = kit.Stack(s.Chips, s.Finder.Object)
	return s
}

// Show shows what is chosen, after what is offered. A locked choice is only read.
func (s *Several) Show(chosen, offered []anatomy.Target, locked bool) {
	s.chosen = slices.Clone(chosen)
	var options []kit.Option
	for _, t := range slices.Concat(offered, chosen) {
		o := kit.Option{ID: t.Key(), Label: s.atlas.Label(t.Structure, t.Side)}
		if !slices.Contains(options, o) {
			options = append(options, o)
		}
	}
	if !slices.Equal(options, s.options) {
		s.options = options
		s.Chips.SetOptions(options)
	}
	var on []string
	for _, o := range options {
		if slices.ContainsFunc(chosen, func(t anatomy.Target) bool { return t.Key() == o.ID }) {
			on = append(on, o.ID)
		}
	}
	if !slices.Equal(s.Chips.Chosen(), on) {
		s.Chips.SetChosen(on...)
	}
	kit.SetHidden(s.Chips, len(options) == 0)
	kit.SetEnabled(s.Chips, !locked)
	kit.SetHidden(s.Finder.Object, locked)
	s.Object.Refresh()
}

// tapped takes out what was turned off, and adds what was turned on after it.
func (s *Several) tapped(ids []string) {
	next := slices.DeleteFunc(slices.Clone(s.chosen), func(t anatomy.Target) bool { return !slices.Contains(ids, t.Key()) })
	for _, id := range ids {
		if t, err := anatomy.ParseTarget(id); err == nil && !slices.Contains(next, t) {
			next = append(next, t)
		}
	}
	s.changed(next)
}
