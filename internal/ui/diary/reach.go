package diary

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// firstDay is before all that is booked.
const firstDay clinic.Date = "1900-01-01"

// reach asks how far a change of a visit goes in its series, and tells what stays.
type reach struct {
	s      *Screen
	a      clinic.Appointment
	all    []clinic.Appointment // the series
	chosen clinic.Reach
	says   *fyne.Container
	object *fyne.Container
}

// newReach asks about the visit alone first.
func newReach(s *Screen, a clinic.Appointment, all []clinic.Appointment, changed func()) *reach {
	r := &reach{s: s, a: a, all: all, chosen: clinic.ReachThis, says: kit.StackGap(4)}
	chips := kit.NewChips([]kit.Option{
		{ID: string(clinic.ReachThis), Label: lang.L("This visit")},
		{ID: string(clinic.ReachFollowing), Label: lang.L("This and those after it")},
		{ID: string(clinic.ReachAll), Label: lang.L("The whole series")},
	}, func(chosen []string) {
		if len(chosen) > 0 {
			r.chosen = clinic.Reach(chosen[0])
			changed()
		}
	}).Required()
	chips.SetChosen(string(r.chosen))
	r.object = kit.Stack(kit.NewField(lang.L("How far in the series"), chips), r.says)
	return r
}

// split are the visits that the change goes to, and those in its reach that stay.
func (r *reach) split() (touched []clinic.Occurrence, kept []clinic.Kept) {
	return clinic.Reached(clinic.Occurrences(r.all), r.a.ID, r.chosen, clinic.WallOf(r.s.d.Clock()))
}

// touched are the visits that the change goes to: the one that is changed in any case where it is changed alone.
func (r *reach) touched() []clinic.Appointment {
	if r.chosen == clinic.ReachThis {
		return []clinic.Appointment{r.a}
	}
	touched, _ := r.split()
	return slices.DeleteFunc(slices.Clone(r.all), func(a clinic.Appointment) bool {
		return !slices.ContainsFunc(touched, func(o clinic.Occurrence) bool { return o.ID == a.ID })
	})
}

// show says how many stay as they are, and why.
func (r *reach) show() {
	r.says.Objects = nil
	if _, kept := r.split(); r.chosen != clinic.ReachThis && len(kept) > 0 {
		r.says.Add(kit.Strong(words.Say(clinic.SayCount(len(kept), "{{.Count}} visit stays as it is", "{{.Count}} visits stay as they are"))))
		for _, k := range kept {
			r.says.Add(kit.QuietText(words.Say(k.Why)).Wrap())
		}
	}
	r.says.Refresh()
}

// callOff calls off all that were reached, as one change.
func (r *reach) callOff(state clinic.AppointmentState, reason string) {
	s := r.s
	op, err := clinic.CallOffSeries(s.d.Env(), r.touched(), s.data.name(r.a.PatientID), state, reason)
	if err != nil {
		s.d.Fail(err)
		return
	}
	s.apply(op, words.Say(op.Label))
}

// askSeries reads the series of a visit, and hands it over where a change of the visit can go further than it; where it
// cannot, alone goes on. unread goes on where the series cannot be had now, as without a connection.
func (s *Screen) askSeries(a clinic.Appointment, then func(all []clinic.Appointment), alone, unread func()) {
	kit.Work(func(ctx context.Context) ([]clinic.Appointment, error) {
		return s.d.Store.Appointments(ctx, a.PatientID, firstDay)
	}, func(list []clinic.Appointment, err error) {
		if err != nil {
			s.d.Log.Error("reading a series", "error", err)
			unread()
			return
		}
		all := clinic.InSeries(list, a.Series)
		touched, _ := clinic.Reached(clinic.Occurrences(all), a.ID, clinic.ReachAll, clinic.WallOf(s.d.Clock()))
		if slices.ContainsFunc(touched, func(o clinic.Occurrence) bool { return o.ID != a.ID }) {
			then(all)
			return
		}
		alone()
	})
}

func unreadWords() string {
	return lang.L("The other visits of its series cannot be read now, so they stay as they are. Try again later to change them too.")
}

// shift is a visit of a series that is being moved, and others of the series with it.
type shift struct {
	*reach
	to       clinic.Slot
	alone    func() // moves the one visit
	data     *data  // of the days that they are moved to
	proposed []clinic.Proposed
	list     *fyne.Container
	do       *kit.Button
}

// shiftSeries asks how far a move goes in the series of a visit; alone moves the one.
func (s *Screen) shiftSeries(a clinic.Appointment, to clinic.Slot, alone func()) {
	unread := func() {
		kit.Confirm(s.d.Window, lang.L("Move this visit alone?"), unreadWords(), lang.L("Move this visit"), lang.L("Leave it as it was"), false, func(yes bool) {
			if yes {
				alone()
			}
			s.keyboard(s.grid.Keyboard())
		})
	}
	s.askSeries(a, func(all []clinic.Appointment) {
		change := clinic.Changed(a.Slot(), to)
		var days []clinic.Date
		for i := range all {
			if moved := change.Of(all[i].Slot()); moved.Date.Valid() {
				days = append(days, moved.Date)
			}
		}
		named := func(x *clinic.Appointment) bool { return slices.Contains(days, x.Day) }
		kit.Work(func(ctx context.Context) (*data, error) {
			return read(ctx, s.d, slices.Min(days), slices.Max(days), named, nobody)
		}, func(d *data, err error) {
			if err != nil {
				s.d.Log.Error("reading the days of a series", "error", err)
				unread()
				return
			}
			s.panel.shift(&shift{to: to, alone: alone, data: d}, a, all)
		})
	}, alone, unread)
}

func (p *panel) shift(x *shift, a clinic.Appointment, all []clinic.Appointment) {
	s := p.s
	x.list = kit.StackGap(0)
	x.do = kit.PrimaryButton("", kit.IconCheck, x.move)
	x.reach = newReach(s, a, all, x.show)
	p.id, p.booking, p.first = a.ID, nil, x.do
	p.show(reachFace, x.do, kit.StackGap(0, kit.Heading(lang.L("One of a series")), kit.QuietText(s.data.name(a.PatientID)).Lines(1)),
		kit.Body(when(x.to)).Wrap(), x.object, x.list,
		kit.QuietButton(lang.L("Leave it as it was"), kit.IconChevronLeft, func() {
			p.visit(a)
			s.keyboard(s.grid.Keyboard())
		}))
	x.show()
	s.room.closed = false
	s.keyboard(x.do)
}

// show lists the visits as they would be, and what stands against each.
func (x *shift) show() {
	x.reach.show()
	x.list.Objects, x.proposed = nil, nil
	label := lang.L("Move this visit")
	if x.chosen != clinic.ReachThis {
		x.propose()
		for i := range x.proposed {
			x.list.Add(kit.NewTwoLine(proposedRow(&x.proposed[i]), nil))
			for _, against := range x.proposed[i].Against {
				x.list.Add(kit.QuietText(words.Say(against.Says)).Wrap())
			}
		}
		label = words.Say(clinic.SayCount(x.moving(), "Move {{.Count}} visit", "Move {{.Count}} visits"))
	}
	x.list.Refresh()
	x.do.SetText(label)
	kit.SetEnabled(x.do, x.chosen == clinic.ReachThis || x.moving() > 0)
	x.s.panel.body.Refresh()
}

func (x *shift) propose() {
	change := clinic.Changed(x.a.Slot(), x.to)
	touched, _ := x.split()
	for i := range touched {
		touched[i].Slot = change.Of(touched[i].Slot)
	}
	x.proposed = x.data.table.Preview(x.a.PatientID, touched, x.data.taken)
}

// moving is how many can be moved.
func (x *shift) moving() int { return len(movable(x.proposed)) }

// movable are those whose new time there is.
func movable(all []clinic.Proposed) []clinic.Proposed {
	return slices.DeleteFunc(slices.Clone(all), func(p clinic.Proposed) bool { return slices.ContainsFunc(p.Against, clinic.Against.Firm) })
}

func proposedRow(p *clinic.Proposed) kit.Row {
	row := kit.Row{What: when(p.Slot), Icon: kit.IconCheck, IconColor: kit.ColorSuccess}
	switch {
	case slices.ContainsFunc(p.Against, clinic.Against.Firm):
		row.Icon, row.IconColor, row.Quiet = kit.IconRemove, kit.ColorQuiet, lang.L("stays")
	case len(clinic.Hindering(p.Against)) > 0:
		row.Icon, row.IconColor = kit.IconAlert, kit.ColorWarning
	}
	return row
}

// move moves the visit, or all that were reached as one change.
func (x *shift) move() {
	s := x.s
	if x.chosen == clinic.ReachThis {
		s.panel.visit(x.a)
		s.keyboard(s.grid.Keyboard())
		x.alone()
		return
	}
	name, to := s.data.name(x.a.PatientID), movable(x.proposed)
	s.applyTo(x.a.ID, clinic.RescheduleSeries(x.all, name, to), shiftedWords(name, to))
}
