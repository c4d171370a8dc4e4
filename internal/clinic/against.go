package clinic

import (
	"cmp"
	"slices"
)

// Against lists what stands against a booking, the weightiest first; nothing when it is free. taken is what is booked
// already, of whatever days; the booking itself (id, "" for a new one) is not in its own way. patient may be "".
func (t *Timetable) Against(id, patient string, s Slot, taken []Taken) []Against {
	var out []Against
	add := func(kind AgainstKind, id string, part Span, says Sentence) {
		out = append(out, Against{kind, id, part, says})
	}
	t.againstTime(s, add)
	for i := range taken {
		if o := &taken[i]; o.Date == s.Date && (o.ID != id || id == "") {
			t.againstBooking(patient, s, o, add)
		}
	}
	t.againstHours(s, add)
	if s.RoomID != "" {
		t.againstRoom(s, add)
	}
	slices.SortStableFunc(out, func(a, b Against) int {
		return cmp.Compare(slices.Index(againstKinds, a.Kind), slices.Index(againstKinds, b.Kind))
	})
	return out
}

// Struck is an appointment that stands, although somebody is away by now, something is closed, or nobody works then.
type Struck struct {
	Taken
	Against []Against
}

// Struck are those of what is booked that must be seen to since an absence, a closure, a public holiday or other hours
// stand against them, in their order. Clashes with other appointments are told when these are booked.
func (t *Timetable) Struck(taken []Taken) []Struck {
	var out []Struck
	for _, x := range taken {
		if against := Hindering(t.Against(x.ID, "", x.Slot, nil)); len(against) > 0 {
			out = append(out, Struck{x, against})
		}
	}
	return out
}

// againstKinds are the kinds, the weightiest first.
var againstKinds = []AgainstKind{
	AgainstTime, AgainstPerson, AgainstRoom, AgainstPatient, AgainstClosed, AgainstAbsent, AgainstNoRoom, AgainstHoliday, AgainstHours, AgainstBreak,
	AgainstTheClock,
}

type adder func(kind AgainstKind, id string, part Span, says Sentence)

func (t *Timetable) againstTime(s Slot, add adder) {
	if err := s.Validate(); err != nil {
		add(AgainstTime, "", s.Treatment(), SentenceOf(err))
		return
	}
	m := s.At().In(t.Zone)
	if doubt := s.At().Doubt(t.Zone); !doubt.IsZero() {
		kind := AgainstTheClock
		if m.Missing {
			kind = AgainstTime
		}
		add(kind, "", s.Treatment(), doubt)
		return
	}
	_, end := s.Instants(t.Zone)
	if shown := WallOf(In(end, t.Zone)); shown.Compare(Wall{s.Date, s.From + s.Minutes}) != 0 && (shown.Minute != 0 || s.Treatment().To != DayMinutes) {
		add(AgainstTheClock, "", s.Treatment(), SayCount(s.Minutes,
			"The clocks are changed meanwhile: {{.Count}} minute from {{.From}} on ends at {{.To}}.",
			"The clocks are changed meanwhile: {{.Count}} minutes from {{.From}} on end at {{.To}}.",
			Args{"From": s.At().Clock(), "To": shown.Clock()}))
	}
}

func (t *Timetable) againstBooking(patient string, s Slot, o *Taken, add adder) {
	theirs := o.Busy()
	busy := s.Busy().Overlaps(theirs)
	person, room := busy && s.PractitionerID != "" && s.PractitionerID == o.PractitionerID, busy && s.RoomID != "" && s.RoomID == o.RoomID
	same := patient != "" && patient == o.PatientID && s.Treatment().Overlaps(o.Treatment())
	if !person && !room && !same { // by far the most; sentences cost time
		return
	}
	facts := Args{"Times": o.Treatment().Words(), "Who": o.Name}
	who := o.Name != ""
	if person {
		facts["Name"] = t.practitioner(s.PractitionerID)
		says := Say("{{.Name}} is booked {{.Times}}.", facts)
		if who {
			says = Say("{{.Name}} is booked {{.Times}}: {{.Who}}.", facts)
		}
		add(AgainstPerson, o.ID, theirs, says)
	}
	if room {
		facts["Name"] = t.room(s.RoomID)
		says := Say("{{.Name}} is taken {{.Times}}.", facts)
		if who {
			says = Say("{{.Name}} is taken {{.Times}}: {{.Who}}.", facts)
		}
		add(AgainstRoom, o.ID, theirs, says)
	}
	if same {
		facts["Name"] = t.practitioner(o.PractitionerID)
		says := Say("The patient has another appointment {{.Times}}.", facts)
		if t.Names[o.PractitionerID] != "" {
			says = Say("The patient has another appointment {{.Times}}, with {{.Name}}.", facts)
		}
		add(AgainstPatient, o.ID, theirs, says)
	}
}

func (t *Timetable) againstHours(s Slot, add adder) {
	o, when := t.On(s.PractitionerID, s.Date), s.Treatment()
	name := t.practitioner(s.PractitionerID)
	holiday := false
	for _, h := range o.Holidays {
		if slices.Contains(o.Shut, h.Span) && !t.Works[h.Code] && h.Span.Overlaps(when) {
			holiday = true
			add(AgainstHoliday, h.Code, h.Span, Say("{{.Day}} is a public holiday: {{.Holiday}}.", Args{"Day": s.Date.Brief(), "Holiday": h.Words()}))
		}
	}
	t.againstAway(wholeClinic, AgainstClosed, &closed, name, s, add)
	if s.PractitionerID != wholeClinic {
		t.againstAway(s.PractitionerID, AgainstAbsent, &absent, name, s, add)
	}
	for _, b := range o.Breaks {
		if b.Overlaps(when) {
			add(AgainstBreak, "", b, Say("{{.Name}} has a break {{.Times}}.", Args{"Name": name, "Times": b.Words()}))
		}
	}
	switch {
	case o.Work.Cover(when) || holiday:
	case len(o.Work) == 0:
		add(AgainstHours, "", when, Say("{{.Name}} does not work on {{.Day}}.", Args{"Name": name, "Day": s.Date.Brief()}))
	default:
		add(AgainstHours, "", when, Say("{{.Name}} works {{.Times}} on {{.Day}}.", Args{"Name": name, "Times": o.Work.Words(), "Day": s.Date.Brief()}))
	}
}

// Shut tells of the holidays, closures and absences of a practitioner on a day, those too that take a part of it only.
func (t *Timetable) Shut(practitioner string, d Date) []Sentence {
	var out []Sentence
	t.againstHours(Slot{Date: d, Minutes: DayMinutes, PractitionerID: practitioner}, func(kind AgainstKind, _ string, _ Span, says Sentence) {
		if kind != AgainstBreak && kind != AgainstHours {
			out = append(out, says)
		}
	})
	return out
}

func (t *Timetable) againstRoom(s Slot, add adder) {
	o, when := t.OnRoom(s.RoomID, s.Date), s.Treatment()
	name := t.room(s.RoomID)
	t.againstAway(s.RoomID, AgainstNoRoom, &noRoom, name, s, add)
	if !o.Work.Cover(when) || slices.ContainsFunc(o.Breaks, when.Overlaps) {
		add(AgainstNoRoom, "", when, Say("{{.Name}} is not open at that time.", Args{"Name": name}))
	}
}

func (t *Timetable) againstAway(owner string, kind AgainstKind, words *shut, name Sentence, s Slot, add adder) {
	for _, a := range t.Away[owner] {
		if part, touches := a.On(s.Date); touches && part.Overlaps(s.Treatment()) {
			add(kind, a.ID, part, words.says(name, part, a.Why))
		}
	}
}

// shut are the sentences about what is not to be had: all day or for a part of it, with a reason or without.
type shut struct{ day, dayWhy, part, partWhy func(Args) Sentence }

var (
	closed = shut{
		func(a Args) Sentence { return Say("The clinic is closed all day.", a) },
		func(a Args) Sentence { return Say("The clinic is closed all day: {{.Why}}.", a) },
		func(a Args) Sentence { return Say("The clinic is closed {{.Times}}.", a) },
		func(a Args) Sentence { return Say("The clinic is closed {{.Times}}: {{.Why}}.", a) },
	}
	absent = shut{
		func(a Args) Sentence { return Say("{{.Name}} is away all day.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is away all day: {{.Why}}.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is away {{.Times}}.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is away {{.Times}}: {{.Why}}.", a) },
	}
	noRoom = shut{
		func(a Args) Sentence { return Say("{{.Name}} is not to be had all day.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is not to be had all day: {{.Why}}.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is not to be had {{.Times}}.", a) },
		func(a Args) Sentence { return Say("{{.Name}} is not to be had {{.Times}}: {{.Why}}.", a) },
	}
)

// says is the sentence for a part of a day.
func (s *shut) says(name Sentence, part Span, why Sentence) Sentence {
	facts := Args{"Name": name, "Times": part.Words(), "Why": why}
	switch whole := part == (Span{0, DayMinutes}); {
	case whole && why.IsZero():
		return s.day(facts)
	case whole:
		return s.dayWhy(facts)
	case why.IsZero():
		return s.part(facts)
	}
	return s.partWhy(facts)
}

func (t *Timetable) practitioner(id string) Sentence {
	switch name := t.Names[id]; {
	case id == wholeClinic:
		return Say("The clinic")
	case name == "":
		return Say("The practitioner")
	default:
		return Say("{{.Name}}", Args{"Name": name})
	}
}

func (t *Timetable) room(id string) Sentence {
	if name := t.Names[id]; name != "" {
		return Say("{{.Name}}", Args{"Name": name})
	}
	return Say("The room")
}
