// Package differences is the place where somebody chooses between what was written on this machine and
// what was written elsewhere at the same time.
package differences

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// Screen is the place.
type Screen struct {
	d       *desk.Desk
	cards   []*card
	known   known
	reading int // counts the readings, so that only the last one is shown
	shown   bool
	body    *fyne.Container
}

// known is what the cards need of the records to name what they show.
type known struct {
	charts        map[string]*clinic.Chart
	practitioners []clinic.Practitioner
}

// New shows what waits for a choice. The desk has a Link.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, body: container.NewStack()}
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.body }

// Refresh is part of desk.Screen. What is shown of a difference is part of it, so that only the names
// around it can have changed.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", clinic.KindPatient, clinic.KindPractitioner) {
		s.cards, s.known = nil, known{}
		s.read()
	}
}

// Leave is part of desk.Screen; nothing is typed here.
func (s *Screen) Leave() {}

// LinkChanged is part of desk.Watcher.
func (s *Screen) LinkChanged() { s.read() }

// read names what is not known yet, away from the UI thread: a patient's record may have to be fetched.
func (s *Screen) read() {
	list := s.d.Link.Differences()
	s.reading++
	reading := s.reading
	if !s.lacks(list) {
		s.show(list)
		return
	}
	charts := s.known.charts
	kit.Work(func(ctx context.Context) (known, error) {
		k := known{charts: map[string]*clinic.Chart{}}
		var err error
		k.practitioners, err = s.d.Store.Practitioners(ctx)
		for _, d := range list {
			p := d.Patient()
			if p == "" || k.charts[p] != nil {
				continue
			}
			if k.charts[p] = charts[p]; k.charts[p] != nil {
				continue
			}
			chart, e := s.d.Store.Chart(ctx, p)
			if e != nil {
				err = errors.Join(err, e)
				chart = &clinic.Chart{} // the choice can be made all the same
			}
			k.charts[p] = chart
		}
		return k, err
	}, func(k known, err error) {
		if reading != s.reading {
			return
		}
		if err != nil {
			s.d.Log.Error("naming the differences", "error", err)
		}
		s.known = k
		s.show(list)
	})
}

// settled takes a card away; a person who works by keyboard goes on at the next.
func (s *Screen) settled(c *card, keyboard bool) {
	i := slices.Index(s.cards, c)
	s.read()
	if !keyboard || len(s.cards) == 0 || slices.Contains(s.cards, c) {
		return
	}
	next := s.cards[min(max(i, 0), len(s.cards)-1)]
	s.d.Window.Canvas().Focus(next.buttons[0])
}

func (s *Screen) lacks(list []clinic.Difference) bool {
	return slices.ContainsFunc(list, func(d clinic.Difference) bool {
		return d.Patient() != "" && s.known.charts[d.Patient()] == nil
	}) || len(list) > 0 && s.known.charts == nil
}

// show keeps the cards of the differences that are as they were, with the keyboard and the work on them.
func (s *Screen) show(list []clinic.Difference) {
	before := s.cards
	s.cards = nil
	for _, d := range list {
		i := slices.IndexFunc(before, func(c *card) bool { return c.ofSame(d) && reflect.DeepEqual(c.dif, d) })
		if i >= 0 {
			s.cards = append(s.cards, before[i])
			continue
		}
		s.cards = append(s.cards, newCard(s, d))
	}
	if s.shown && slices.Equal(before, s.cards) {
		return
	}
	s.shown = true
	if len(s.cards) == 0 {
		s.put(kit.NewEmptyState(kit.IconCheck, lang.L("Nothing to choose"),
			lang.L("When two people write the same thing at the same time, both texts are kept, and here somebody chooses."), "", nil))
		return
	}
	parts := []fyne.CanvasObject{kit.Body(lang.L("These were written on this computer and elsewhere at the same time. The records hold what was written elsewhere; what was written here is kept beside it until you choose.")).In(kit.ColorQuiet).Wrap()}
	for _, c := range s.cards {
		parts = append(parts, c.object)
	}
	// The page keeps its place when one card goes.
	var at fyne.Position
	if old := s.page(); old != nil {
		at = old.Offset
	}
	p := page.New(parts...)
	s.put(p)
	p.Offset = at
	p.Refresh()
}

func (s *Screen) page() *kit.DragScroll {
	if len(s.body.Objects) == 0 {
		return nil
	}
	p, _ := s.body.Objects[0].(*kit.DragScroll)
	return p
}

func (s *Screen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}
