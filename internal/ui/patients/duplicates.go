package patients

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// pairsAtOnce is how many pairs are shown before more are asked for.
const pairsAtOnce = 20

// Duplicates are the pairs of records in the whole register that may be of one person, the likeliest first, each to be
// decided about: they are joined, or they are two people and are not offered again.
type Duplicates struct {
	d       *desk.Desk
	compare func(a, b string) // nil where records cannot be joined
	reading int               // counts the readings, so that only the last one is shown
	pairs   []lookup.Pair
	settled []lookup.Pair // those decided about here, in the order of the decisions
	room    int           // how many pairs are shown
	own     bool          // what changes now is changed from here
	busy    *kit.Busy
	count   *kit.Text
	again   *kit.Button
	stale   *kit.Text // that records were changed since
	body    *fyne.Container
	page    *kit.DragScroll
}

// NewDuplicates begins to look for them; compare shows two patients side by side.
func NewDuplicates(d *desk.Desk, compare func(a, b string)) *Duplicates {
	s := &Duplicates{d: d, compare: compare, busy: kit.NewBusy(d.Later), count: kit.Body("").Wrap(), body: kit.StackGap(kit.GapWide)}
	s.again = kit.NewButton(lang.L("Look again"), kit.IconSearch, s.read)
	s.stale = kit.QuietText(lang.L("Records were changed since the search.")).Wrap()
	s.stale.Hide()
	head := container.NewBorder(nil, nil, nil, kit.Middle(s.again), kit.Stack(s.count, s.stale))
	s.page = page.New(head, s.busy, s.body)
	s.read()
	return s
}

// Object is part of desk.Screen.
func (s *Duplicates) Object() fyne.CanvasObject { return s.page }

// Refresh is part of desk.Screen. The register is not looked through again by itself: that takes its time, and what is in
// sight would move.
func (s *Duplicates) Refresh(ch clinic.Changes) {
	if !s.own && !s.busy.Working() && ch.Touches("", clinic.KindPatient, clinic.KindNotSame) {
		s.stale.Show()
		s.page.Refresh()
	}
}

// Leave is part of desk.Screen. A search that is not through is given up.
func (s *Duplicates) Leave() { s.busy.Cancel() }

// Undo takes back the last decision.
func (s *Duplicates) Undo() {
	s.d.Undo(clinic.RegisterScope, func() {
		if last := len(s.settled) - 1; last >= 0 {
			s.settled = s.settled[:last]
			s.stale.Hide()
			s.show()
		}
	})
}

// Redo makes it again; the pair is gone at the next search.
func (s *Duplicates) Redo() { s.d.Redo(clinic.RegisterScope) }

// read looks through the register; what was found before stays in sight until it is through.
func (s *Duplicates) read() {
	s.reading++
	reading := s.reading
	s.count.SetText(lang.L("Looking for records that may be of one person…"))
	s.again.Hide()
	s.stale.Hide()
	kit.WorkWith(s.busy, lang.L("Looking through all patients…"), func(ctx context.Context) ([]lookup.Pair, error) {
		return s.d.Store.Duplicates(ctx, s.busy.Tell)
	}, func(pairs []lookup.Pair, err error) {
		if reading != s.reading {
			return
		}
		s.again.Show()
		switch {
		case errors.Is(err, context.Canceled):
			s.count.SetText(lang.L("The search was stopped before its end."))
			s.page.Refresh()
		case err != nil:
			s.count.SetText(lang.L("The patients could not be looked through."))
			s.page.Refresh()
			s.d.Fail(err)
		default:
			s.pairs, s.settled, s.room = pairs, nil, pairsAtOnce
			s.show()
			s.page.ScrollToTop()
		}
	})
}

// left are the pairs of which nothing was decided here.
func (s *Duplicates) left() (out []lookup.Pair) {
	for _, p := range s.pairs {
		if !s.isSettled(&p) {
			out = append(out, p)
		}
	}
	return out
}

func (s *Duplicates) isSettled(p *lookup.Pair) bool {
	for i := range s.settled {
		if s.settled[i].Are(p.A.ID, p.B.ID) {
			return true
		}
	}
	return false
}

func (s *Duplicates) show() {
	left := s.left()
	s.body.Objects = nil
	switch len(left) {
	case 0:
		s.count.SetText("")
		s.body.Add(kit.NewEmptyState(kit.IconPatients, lang.L("No two records look like one person"),
			lang.L("Names, birth dates and telephone numbers of all patients were held against each other, those in the archive too."), "", nil))
	case 1:
		s.count.SetText(lang.L("Two records may be of one person."))
	default:
		s.count.SetText(lang.L("{{.Count}} pairs of records may be of one person, the likeliest first.", map[string]any{"Count": len(left)}))
	}
	for _, p := range left[:min(s.room, len(left))] {
		s.body.Add(s.card(p))
	}
	if more := len(left) - s.room; more > 0 {
		s.body.Add(container.NewHBox(kit.QuietButton(lang.L("Show {{.Count}} more", map[string]any{"Count": min(more, pairsAtOnce)}), kit.IconChevronDown, func() {
			s.room += pairsAtOnce
			s.show()
		})))
	}
	s.page.Refresh()
}

// card shows a pair: both records, each to be opened, what speaks for it and against, and the decision.
func (s *Duplicates) card(p lookup.Pair) fyne.CanvasObject {
	today := s.d.Today()
	rows := kit.StackGap(0)
	for _, h := range []lookup.Hit{p.A, p.B} {
		rows.Add(kit.NewTwoLine(Row(h, today), func() { s.d.Open(h.ID, desk.Summary) }))
	}
	var reasons []string
	for _, r := range p.Reasons() {
		reasons = append(reasons, words.Say(r.Sentence()))
	}
	buttons := container.NewHBox(kit.NewButton(lang.L("Not the same person"), kit.IconClose, func() { s.apart(p) }))
	if s.compare != nil {
		buttons.Add(kit.NewButton(lang.L("Compare and join"), kit.IconPatients, func() { s.compare(p.A.ID, p.B.ID) }))
	}
	foot := container.NewBorder(nil, nil, nil, kit.Middle(buttons), kit.Middle(kit.QuietText(words.Points(reasons...)).Wrap()))
	return container.NewStack(kit.NewPlate(kit.ColorSurface, kit.Radius), kit.Pad(kit.Gap, kit.Stack(rows, kit.PadSides(kit.GapWide, 4, foot))))
}

// apart keeps that the two are two people.
func (s *Duplicates) apart(p lookup.Pair) {
	s.own = true
	err := s.d.Apply(clinic.DecideNotSame(s.d.Env(), p.A.ID, p.A.Name, p.B.ID, p.B.Name))
	s.own = false
	if err != nil {
		return
	}
	s.settled = append(s.settled, p)
	s.show()
	s.d.Tell(lang.L("{{.Name}} and {{.Other}} are two people.", map[string]any{"Name": p.A.Name, "Other": p.B.Name}), s.Undo)
}
