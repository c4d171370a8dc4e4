// Package takings is the place for the clinic's money: what came in on a day and what is in the till, the figures of a
// period, who owes what, and what was sold ahead and is still to be given.
package takings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// The parts of the place.
const (
	ofDay    = "day"
	ofPeriod = "period"
	owed     = "owed"
	ahead    = "ahead"
)

// Screen is the place.
type Screen struct {
	d       *desk.Desk
	day     clinic.Date // that is shown, and that the period is around
	span    span
	oldest  bool // who has owed longest is first
	reading int  // counts the readings, so that only the last one is shown
	known   known

	parts  *kit.Segmented
	body   *fyne.Container
	lists  map[string]*kit.List
	rows   map[string][]item // of the lists
	side   *page.Side
	object fyne.CanvasObject
}

// known is what was read for the part that is shown.
type known struct {
	part     string
	from, to clinic.Date
	takings  clinic.Takings
	names    map[string]string // of patients, by their keys
	floated  int               // what was in the till in the morning when it was counted last
	debts    []store.Debt
	credits  []clinic.CreditState
}

// item is a row of a list, and whose account a tap on it opens.
type item struct {
	row     kit.Row
	patient string
}

// New shows the takings of today.
func New(d *desk.Desk) *Screen {
	s := &Screen{d: d, day: d.Today(), span: month, body: container.NewStack(), lists: map[string]*kit.List{}, rows: map[string][]item{}}
	s.parts = kit.NewSegmented([]kit.Option{
		{ID: ofDay, Label: lang.L("Day")}, {ID: ofPeriod, Label: lang.L("Period")}, {ID: owed, Label: lang.L("Owed")}, {ID: ahead, Label: lang.L("Sold ahead")},
	}, func(string) {
		s.side.Close()
		s.read()
	})
	s.parts.SetChosen(ofDay)
	for _, part := range []string{owed, ahead} {
		s.lists[part] = kit.NewList(func() int { return len(s.rows[part]) }, func(i int) kit.Row { return s.rows[part][i].row }, func(i int) {
			s.d.Open(s.rows[part][i].patient, desk.Account)
		})
	}
	s.side = page.NewSide(s.body)
	s.object = kit.Border(kit.PadSides(kit.GapRoomy, kit.Gap, kit.MaxWidth(partsWidth, s.parts)), nil, nil, nil, s.side.Object)
	s.read()
	return s
}

const (
	partsWidth float32 = 640
	pageWidth  float32 = 900
)

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Leave is part of desk.Screen; what is half counted is no count, and stays.
func (s *Screen) Leave() {}

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches("", append(clinic.MoneyKinds(), clinic.KindTillCount, clinic.KindPatient, clinic.KindClinic)...) {
		s.read()
	}
}

// Undo takes back the last count of the till.
func (s *Screen) Undo() { s.d.Undo(scope) }

// Redo makes it again.
func (s *Screen) Redo() { s.d.Redo(scope) }

// scope is what the undo of this place works on.
const scope = "takings"

// read asks for what is shown; what was read before stays in sight until it comes.
func (s *Screen) read() {
	s.reading++
	reading := s.reading
	k := known{part: s.parts.Value(), from: s.day, to: s.day}
	if k.part == ofPeriod {
		k.from, k.to = s.span.around(s.day, s.d.Clinic().Region)
	}
	kit.Work(func(ctx context.Context) (known, error) {
		var err error
		switch k.part {
		case owed:
			k.debts, err = s.d.Store.Owed(ctx)
		case ahead:
			if k.credits, err = s.d.Store.AllCredits(ctx); err != nil {
				return k, err
			}
			buyers := make([]string, 0, len(k.credits))
			for i := range k.credits {
				buyers = append(buyers, k.credits[i].PatientID)
			}
			k.names, err = s.namesOf(ctx, buyers)
		case ofPeriod:
			k.takings, err = s.d.Store.MoneyOf(ctx, k.from, k.to)
		default:
			if k.takings, err = s.d.Store.MoneyOf(ctx, k.from, k.to); err != nil {
				return k, err
			}
			if k.names, err = s.namesOf(ctx, k.takings.People()); err != nil {
				return k, err
			}
			k.floated, err = s.lastFloat(ctx, k.from)
		}
		return k, err
	}, func(k known, err error) {
		switch {
		case reading != s.reading:
		case err != nil:
			s.d.Fail(err)
		default:
			s.known = k
			s.show()
		}
	})
}

// floatDays is how far back a count is looked for whose float is proposed.
const floatDays = 31

// lastFloat is what was in the till in the morning of the day on which it was counted last.
func (s *Screen) lastFloat(ctx context.Context, day clinic.Date) (int, error) {
	before, err := s.d.Store.MoneyOf(ctx, day.AddDays(-floatDays), day)
	if err != nil || len(before.Counts) == 0 {
		return 0, err
	}
	return before.Counts[len(before.Counts)-1].FloatCents, nil
}

// namesAtOnce is how many names are asked for in one go.
const namesAtOnce = 500

// namesOf are the names of some patients, by their keys.
func (s *Screen) namesOf(ctx context.Context, who []string) (map[string]string, error) {
	slices.Sort(who)
	who = slices.Compact(who)
	out := make(map[string]string, len(who))
	for some := range slices.Chunk(who, namesAtOnce) {
		charts, err := s.d.Store.Charts(ctx, some, []clinic.Kind{clinic.KindPatient})
		if err != nil {
			return nil, err
		}
		for i, c := range charts {
			out[some[i]] = c.Patient.Name()
		}
	}
	return out, nil
}

func (s *Screen) show() {
	switch s.known.part {
	case owed:
		s.body.Objects = []fyne.CanvasObject{s.showOwed()}
	case ahead:
		s.body.Objects = []fyne.CanvasObject{s.showAhead()}
	case ofPeriod:
		s.body.Objects = []fyne.CanvasObject{s.sheet(s.showPeriod())}
	default:
		s.body.Objects = []fyne.CanvasObject{s.sheet(s.showDay())}
	}
	s.body.Refresh()
}

// sheet is a part that scrolls as a whole.
func (s *Screen) sheet(parts []fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, kit.MaxWidth(pageWidth, kit.StackGap(kit.GapWide, append(parts, kit.Space(0, 72))...))))
}

// sum is a text with an amount at its end.
func sum(text string, cents int) fyne.CanvasObject {
	return kit.Border(nil, nil, nil, kit.Body(clinic.MoneyText(cents)).Aligned(fyne.TextAlignTrailing), kit.Body(text).Wrap())
}

// total is a sum that others lead to.
func total(text string, cents int) fyne.CanvasObject {
	return kit.Border(nil, nil, nil, kit.Strong(clinic.MoneyText(cents)).Aligned(fyne.TextAlignTrailing), kit.Strong(text).Wrap())
}

// ways are the totals by way of paying: what came, what went back, and what remained of money. What was paid ahead, and what
// coins made of an amount, is no money of these days and stands below.
func ways(t *clinic.Takings) fyne.CanvasObject {
	money, other := kit.StackGap(kit.Gap), kit.StackGap(kit.Gap)
	for _, w := range t.ByWay() {
		facts := []string{words.Say(clinic.SayCount(w.Payments, "{{.Count}} payment", "{{.Count}} payments"))}
		if w.Out > 0 {
			facts = append(facts, lang.L("{{.In}} in, {{.Out}} given back", map[string]any{"In": clinic.MoneyText(w.In), "Out": clinic.MoneyText(w.Out)}))
		}
		line := kit.StackGap(0, sum(words.Say(w.Way.Name()), w.Net()), kit.QuietText(words.Points(facts...)).Wrap())
		if w.Way.Prepaid() || w.Way == clinic.Rounding {
			other.Add(line)
		} else {
			money.Add(line)
		}
	}
	parts := []fyne.CanvasObject{money, kit.Hairline(), total(lang.L("Received"), t.Received())}
	if len(other.Objects) > 0 {
		parts = append(parts, kit.QuietText(lang.L("Beside it, no money of these days:")).Wrap(), other)
	}
	return kit.Stack(parts...)
}
