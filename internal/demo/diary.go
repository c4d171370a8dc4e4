package demo

import (
	"fmt"
	"slices"
	"time"

	"regimen/internal/clinic"
)

// guest is a patient as the diary knows one.
type guest struct {
	key     string // before the record has its own
	patient *clinic.Patient
	by      *clinic.Practitioner // who treats the patient
	usual   int                  // the minute of the day at which the patient likes to come
	next    *upcoming            // the course that goes on, if one does
	away    bool                 // does not come for now
	days    []clinic.Date        // of what is booked from today on
}

// upcoming is what is left of a course.
type upcoming struct {
	*running
	plan   *clinic.Plan
	done   int         // sessions by this plan
	last   clinic.Date // of the last session, or of the first visit
	series string
}

func (u *upcoming) left() int { return u.plan.Sessions() - u.done }

// booking is how an appointment was made.
type booking struct {
	at           time.Time
	plan, series string
	session      *clinic.Session // what was given
}

var (
	whyNot  = []string{"Sick", "Has to work", "A child is sick", "The car did not start", "Family from overseas"}
	remarks = []string{"", "", "", "Would like the same room", "", "Comes by bus, may be five minutes late", ""}
)

// service is what the sessions of the course are booked as.
func (r *running) service() *clinic.Service {
	switch r.course.story {
	case armSwell:
		return r.diary.services[lymph]
	case pregnant:
		return r.diary.services[pregnancy]
	}
	return r.diary.services[fmt.Sprint(r.story.minutes)]
}

// firstVisit finds the time at which a course began.
func (m *maker) firstVisit(g *guest, c course) clinic.Slot {
	d, want := m.diary, m.diary.now.Date.AddDays(-c.daysAgo)
	at, _ := d.near(want, want.AddDays(-farthest), d.now.Date.AddDays(-1), g.by, d.services[firstVisit], g.key, anyTime(g.usual))
	d.take(at, g.key)
	return at
}

// nearest finds the time of a visit about a day: after the visit before, and before today.
func (r *running) nearest(want, seen clinic.Date, s *clinic.Service) (clinic.Slot, bool) {
	d := r.diary
	r.by = r.guest.by
	x, ok := d.near(want, seen.AddDays(1), d.now.Date.AddDays(-1), r.by, s, r.guest.key, anyTime(r.guest.usual))
	if ok {
		d.take(x, r.guest.key)
	}
	return x, ok
}

// visit finds the time of the next session. Today's are by the clock: over and signed, or going on.
func (r *running) visit(want, seen clinic.Date, today bool) (clinic.Slot, bool) {
	d := r.diary
	if !today {
		if want >= d.now.Date {
			return clinic.Slot{}, false
		}
		return r.nearest(want, seen, r.service())
	}
	s, now := r.service(), d.now.Minute
	w := wish{0, now - visitLength, now - 3*60}
	if r.today == inTheRoom {
		w = wish{0, now - 10 + s.Minutes, now}
	}
	for _, p := range r.others() {
		if x, ok := d.at(d.now.Date, p, s, r.guest.key, w); ok {
			r.by = p
			d.take(x, r.guest.key)
			return x, true
		}
	}
	return clinic.Slot{}, false
}

// others are the team, whoever treats the patient first.
func (r *running) others() []*clinic.Practitioner {
	out := []*clinic.Practitioner{r.guest.by}
	for _, p := range r.team {
		if p != r.guest.by {
			out = append(out, p)
		}
	}
	return out
}

// book makes an appointment.
func (m *maker) book(g *guest, x clinic.Slot, s *clinic.Service, b booking) *clinic.Appointment {
	a := s.Offer(clinic.Appointment{
		ID: m.id(b.at), PatientID: g.patient.ID, PractitionerID: x.PractitionerID, RoomID: x.RoomID, PlanID: b.plan, Series: b.series, Day: x.Date, Start: x.From,
		CreatedAt: b.at.UTC(),
	}, m.diary.prices)
	comes(&a, clinic.Booked, b.at, reception)
	m.put(&a)
	return &a
}

func comes(a *clinic.Appointment, to clinic.AppointmentState, at time.Time, by string) {
	a.State = to
	a.Steps = append(a.Steps, clinic.AppointmentStep{State: to, At: at.UTC(), By: by})
}

// confirm has most patients say before the day that they come.
func (m *maker) confirm(a *clinic.Appointment, at time.Time) {
	if last := a.Steps[len(a.Steps)-1].At; at.After(last) && !at.After(m.now) && m.chance.IntN(3) > 0 {
		comes(a, clinic.Confirmed, at, reception)
	}
}

// came is a visit that took place, or goes on.
func (r *running) came(x clinic.Slot, s *clinic.Service, b booking) {
	a := r.book(r.guest, x, s, b)
	from := r.begins(x)
	r.confirm(a, time.Date(from.Year(), from.Month(), from.Day()-2, 10, 5*r.chance.IntN(12), 0, 0, from.Location()))
	comes(a, clinic.Arrived, from.Add(-time.Duration(3+r.chance.IntN(7))*time.Minute), reception)
	comes(a, clinic.InTreatment, from.Add(time.Duration(r.chance.IntN(3))*time.Minute), r.by.Name)
	if b.session != nil {
		a.SessionID = b.session.ID
		if b.session.EndedAt.IsZero() {
			return
		}
	}
	comes(a, clinic.Attended, from.Add(time.Duration(x.Minutes+r.chance.IntN(5))*time.Minute), r.by.Name)
}

// attended is the visit of a session: some came only after they had missed or called off another.
func (r *running) attended(x clinic.Slot, seen clinic.Date, held *clinic.Session, u *upcoming) {
	b := booking{at: u.plan.CreatedAt.Add(visitLength * time.Minute), plan: u.plan.ID, series: u.series, session: held}
	if roll := r.chance.IntN(100); roll < 12 {
		if y, ok := r.diary.near(x.Date.AddDays(-2), seen.AddDays(1), x.Date.AddDays(-1), r.guest.by, r.service(), r.guest.key, anyTime(r.guest.usual)); ok {
			b.at, b.series = r.off(y, b, roll).Add(10*time.Minute), ""
		}
	}
	r.came(x, r.service(), b)
}

// off is an appointment to which nobody came; it tells when that was known.
func (r *running) off(x clinic.Slot, b booking, roll int) time.Time {
	a := r.book(r.guest, x, r.service(), b)
	from := r.begins(x)
	to, at := clinic.Cancelled, from.Add(-50*time.Hour)
	switch {
	case roll < 4:
		to, at = clinic.Missed, from.Add(20*time.Minute)
	case roll < 8 || !at.After(b.at):
		to, at = clinic.CancelledLate, from.Add(-3*time.Hour)
	}
	comes(a, to, at, reception)
	a.Sequence++
	if to != clinic.Missed {
		a.Reason = whyNot[roll%len(whyNot)]
	}
	return at
}

// ago is a time of a day so many days back, or of the Friday before it at a weekend: when somebody was on the telephone.
func (m *maker) ago(days int) time.Time { return m.back(days, 9+m.chance.IntN(8), m.chance.IntN(60)) }

func (m *maker) back(days, hour, minute int) time.Time {
	t := time.Date(m.now.Year(), m.now.Month(), m.now.Day()-days, hour, minute, 0, 0, m.now.Location())
	for t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		t = t.AddDate(0, 0, -1)
	}
	return t
}

// toCome books what comes from now on, after the visits that took place.
func (m *maker) toCome() {
	var left, pool []*guest
	for _, g := range m.guests {
		switch {
		case !g.patient.ArchivedAt.IsZero() || g.away:
		case g.next != nil && g.next.left() > 0:
			left = append(left, g)
		default:
			pool = append(pool, g)
		}
	}
	for _, g := range left {
		m.rest(g)
	}
	p := &singles{maker: m, pool: pool}
	p.today()
	for k := 1; k <= ahead; k++ {
		p.fill(m.diary.now.Date.AddDays(k), k)
	}
	m.oddities()
	m.waits()
	(&callees{maker: m}).call(left, pool)
}

// coming books an appointment that is still to come.
func (m *maker) coming(g *guest, x clinic.Slot, s *clinic.Service, b booking) *clinic.Appointment {
	m.diary.take(x, g.key)
	g.days = append(g.days, x.Date)
	a := m.book(g, x, s, b)
	if x.Date <= m.diary.soon {
		m.confirm(a, m.back(1, 10, 5*m.chance.IntN(12)))
	}
	return a
}

// rest books what is left of a course, as far as the diary goes.
func (m *maker) rest(g *guest) {
	d, u := m.diary, g.next
	today := d.now.Date
	before := max(u.last, today.AddDays(-1))
	for _, want := range u.plan.DatesFrom(u.done, max(u.plan.NextAfter(u.done, u.last), today)) {
		if want > today.AddDays(ahead) {
			return
		}
		x, ok := clinic.Slot{}, false
		if want == today {
			for _, p := range u.others() {
				if x, ok = d.at(today, p, u.service(), g.key, wish{d.now.Minute + 2*step + 1, clinic.DayMinutes, g.usual}); ok {
					break
				}
			}
		}
		if !ok {
			x, ok = d.near(want, max(before, today).AddDays(1), today.AddDays(ahead), g.by, u.service(), g.key, anyTime(g.usual))
		}
		if !ok {
			return
		}
		before = x.Date
		m.coming(g, x, u.service(), booking{at: u.plan.CreatedAt.Add(visitLength * time.Minute), plan: u.plan.ID, series: u.series})
	}
}

// singles are the appointments of those who come now and then, or are seen once more after a course.
type singles struct {
	*maker
	pool []*guest
	turn int
}

// pick is whose turn it is: somebody who has nothing booked within so many days, of the practitioner's own patients first.
func (p *singles) pick(by *clinic.Practitioner, day clinic.Date, apart int) *guest {
	for _, own := range []bool{true, false} {
		for k := range p.pool {
			g := p.pool[(p.turn+k)%len(p.pool)]
			near := func(d clinic.Date) bool { return max(d.DaysUntil(day), day.DaysUntil(d)) < apart }
			if own && g.by != by || slices.ContainsFunc(g.days, near) || g.next != nil && (len(g.days) > 0 || k%2 == 1) {
				continue // of those at the end of a course not everybody has called yet
			}
			p.turn += k + 1
			return g
		}
	}
	return nil
}

// service is what somebody comes for.
func (p *singles) service(g *guest) *clinic.Service {
	if g.next != nil {
		return p.diary.services[reAssess]
	}
	return p.diary.services[[]string{hour, threeParts, threeParts, halfHour}[p.turn%4]]
}

// single books one appointment of somebody with a practitioner, where there is a time; nil where there is none.
func (p *singles) single(by *clinic.Practitioner, day clinic.Date, apart int, w wish) *clinic.Appointment {
	g := p.pick(by, day, apart)
	if g == nil {
		return nil
	}
	s := p.service(g)
	x, ok := p.diary.at(day, by, s, g.key, w)
	if !ok {
		return nil
	}
	a := p.coming(g, x, s, booking{at: p.ago(1 + p.chance.IntN(20))})
	a.Note = remarks[p.chance.IntN(len(remarks))]
	return a
}

// fill books a day k days from today: the nearer it is, the fuller.
func (p *singles) fill(day clinic.Date, k int) {
	d := p.diary
	most := 1
	if k <= 14 {
		most = 2
	}
	for _, by := range d.team {
		booked := 0
		for _, x := range d.taken[day] {
			if x.PractitionerID == by.ID {
				booked++
			}
		}
		for ; booked < most; booked++ {
			p.single(by, day, 10, anyTime((9+p.chance.IntN(8))*60))
		}
	}
	for apart := 9; apart > 1 && len(d.taken[day]) == 0 && d.isOpen(day); apart -= 2 {
		for _, by := range d.team {
			p.single(by, day, apart, anyTime(10*60))
		}
	}
}

// today books what of today has no session: who has just come, who comes later, who did not come and who called it off.
func (p *singles) today() {
	d, now := p.diary, p.diary.now.Minute
	day := d.now.Date
	for _, by := range slices.Backward(d.team) { // whoever leads the clinic is treating
		if a := p.single(by, day, 10, wish{now, clinic.DayMinutes, now + 10}); a != nil {
			if a.Start <= now+2*step {
				comes(a, clinic.Arrived, p.now.Add(-4*time.Minute), reception)
				break
			}
		}
	}
	for _, by := range d.team {
		for k := range 2 {
			p.single(by, day, 10, wish{now + 2*step + 1, clinic.DayMinutes, now + 90 + 100*k})
		}
	}
	for _, by := range d.team {
		if a := p.single(by, day, 10, wish{0, now - 2*step, now - 2*60}); a != nil {
			at := p.begins(a.Slot()).Add(20 * time.Minute)
			comes(a, clinic.Missed, at, reception)
			a.Sequence++
			break
		}
	}
	for _, by := range d.team {
		if g := p.pick(by, day, 10); g != nil {
			s := p.service(g)
			if x, ok := d.at(day, by, s, g.key, anyTime(15*60)); ok {
				a := p.book(g, x, s, booking{at: p.ago(8)})
				comes(a, clinic.CancelledLate, p.back(1, 18, 40), reception)
				a.Sequence, a.Reason = 1, whyNot[2]
				break
			}
		}
	}
}

// oddities are what a diary has besides: one on the clipboard, one of a series that was moved, and two at once with
// somebody's knowledge.
func (m *maker) oddities() {
	today := m.diary.now.Date
	var held, moved, clash bool
	for _, rec := range m.out { // as it is before anything is added
		a, ok := rec.(*clinic.Appointment)
		if !ok || !a.State.Ahead() || a.Day <= today.AddDays(2) {
			continue
		}
		switch {
		case !held && a.Series == "" && a.Day > today.AddDays(5):
			held, a.Held = true, true
			a.Note = "Would rather come in an evening: looks at her roster and calls back"
		case !moved && a.Series != "":
			moved, a.ByHand = true, true
			a.Sequence++
		case !clash && !a.Held && !a.ByHand:
			clash = m.clash(a)
		}
	}
}

// clash books somebody with a practitioner who is not free for the first minutes, where nothing else is in the way.
func (m *maker) clash(with *clinic.Appointment) bool {
	d := m.diary
	s := d.services[halfHour]
	for _, g := range m.guests {
		if g.away || !g.patient.ArchivedAt.IsZero() || g.patient.ID == with.PatientID || slices.Contains(g.days, with.Day) {
			continue
		}
		for _, room := range d.rooms {
			x := clinic.Slot{Date: with.Day, From: with.End() - step, Minutes: s.Minutes, CleanUp: s.CleanUp, PractitionerID: with.PractitionerID, RoomID: room}
			free := func(f clinic.Span) bool { return f.From <= x.From && x.From+x.Minutes <= f.To }
			if room == with.RoomID || !slices.ContainsFunc(d.open(with.PractitionerID, with.Day, false), free) || !d.alone(x, with, g.key) {
				continue
			}
			a := m.coming(g, x, s, booking{at: m.ago(2)})
			a.KeptWith, a.Note = []string{with.ID}, "Knows that there is a wait of a quarter of an hour"
			return true
		}
	}
	return false
}

// alone reports whether a slot is in the way of one appointment only.
func (d *diary) alone(x clinic.Slot, with *clinic.Appointment, who string) bool {
	kept := d.taken[x.Date]
	defer func() { d.taken[x.Date] = kept }()
	d.taken[x.Date] = slices.DeleteFunc(slices.Clone(kept), func(o clinic.Taken) bool { return o.Slot == with.Slot() })
	return d.fits(x, who)
}

// waits are those who would come, or come earlier.
func (m *maker) waits() {
	today := m.diary.now.Date
	list := []clinic.Waiting{
		{Minutes: 60, ServiceID: m.diary.services[hour].ID, Weekdays: []int{0, 2, 4}, Spans: []clinic.Span{span("09:00", "12:00")}, Urgency: clinic.WaitSoon, Note: "Drives only in daylight"},
		{Minutes: 45, ServiceID: m.diary.services[threeParts].ID, Urgency: clinic.WaitUrgent, UntilDay: today.AddDays(14), Note: "Worse since the weekend"},
		{Minutes: 45, ServiceID: m.diary.services[threeParts].ID, Spans: []clinic.Span{span("15:00", "19:30")}, FromDay: today.AddDays(7), Note: "After work"},
	}
	for _, g := range m.guests {
		var w *clinic.Waiting
		switch later := m.laterOf(g); {
		case g.patient.FamilyName == "Vogel":
			w = &list[0]
		case list[1].ID == "" && later != nil && g.next == nil:
			w = &list[1]
			w.AppointmentID, w.PractitionerIDs = later.ID, []string{g.by.ID}
		case list[2].ID == "" && later == nil && g.next != nil && g.next.left() == 0 && g.patient.ArchivedAt.IsZero():
			w = &list[2]
		default:
			continue
		}
		at := m.ago(3 * (1 + slices.Index([]int{clinic.WaitUrgent, clinic.WaitSoon, clinic.WaitRoutine}, w.Urgency)))
		if at.Before(g.patient.CreatedAt) {
			at = g.patient.CreatedAt.Add(3 * time.Hour)
		}
		w.ID, w.PatientID, w.CreatedAt = m.id(at), g.patient.ID, at.UTC()
		m.put(w)
	}
}

// laterOf is an appointment of somebody's that is more than a week away and alone.
func (m *maker) laterOf(g *guest) *clinic.Appointment {
	for _, rec := range m.out {
		if a, ok := rec.(*clinic.Appointment); ok && a.PatientID == g.patient.ID && a.Series == "" && !a.Held && a.State.Ahead() && a.Day > m.diary.now.Date.AddDays(7) {
			return a
		}
	}
	return nil
}
