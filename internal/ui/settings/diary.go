package settings

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// diary are the cards by which it is set up what can be booked, when and where.
type diary struct {
	d                                *desk.Desk
	absences, hours, services, rooms *listCard
	holidays                         *holidayCard
	recalls                          *recallCard
}

func newDiary(d *desk.Desk) *diary {
	s := &diary{
		d:        d,
		absences: newListCard(d, lang.L("Away and closed"), lang.L("All that are away")),
		hours:    newListCard(d, lang.L("Working hours"), lang.L("All working hours")),
		services: newListCard(d, lang.L("Appointment types"), lang.L("All appointment types")),
		rooms:    newListCard(d, lang.L("Rooms"), lang.L("All rooms")),
		holidays: newHolidayCard(d), recalls: newRecallCard(d),
	}
	s.absences.list, s.hours.list, s.services.list, s.rooms.list = s.listAbsences, s.listHours, s.listServices, s.listRooms
	s.show()
	return s
}

func (s *diary) cards() []*listCard {
	return []*listCard{s.absences, s.hours, s.services, s.rooms}
}

func (s *diary) show() {
	for _, c := range s.cards() {
		c.show()
	}
	s.holidays.show()
	s.recalls.show()
}

func (s *diary) flush() {
	for _, c := range s.cards() {
		c.flush()
	}
}

// touches reports whether changes are about what the cards show.
func (s *diary) touches(ch clinic.Changes) bool {
	return slices.ContainsFunc([]clinic.Kind{
		clinic.KindAbsence, clinic.KindRoster, clinic.KindService, clinic.KindRoom, clinic.KindPractitioner, clinic.KindClinic,
	}, func(k clinic.Kind) bool { return ch.Touches("", k) })
}

func (s *diary) listRooms() []fyne.CanvasObject {
	var box []fyne.CanvasObject
	for _, r := range clinic.As[clinic.Room](listOf(s.d, clinic.KindRoom)) {
		row := kit.Row{What: r.Name, Quiet: r.Note, Icon: kit.IconLayer}
		if !r.ClosedAt.IsZero() {
			row.Badge = lang.L("Not used")
		}
		box = append(box, kit.NewTwoLine(row, func() { s.editRoom(r, true) }))
	}
	return append(box, kit.FlowRow(kit.NewButton(lang.L("Add a room"), kit.IconAdd, func() {
		s.editRoom(*clinic.NewRoom(s.d.Env(), len(box)), false)
	})))
}

func (s *diary) editRoom(r clinic.Room, there bool) {
	k := &keeper[clinic.Room, *clinic.Room]{d: s.d, is: r, there: there, added: clinic.Say("Add a room")}
	f := k.form()
	f.add(
		k.text(f, "name", lang.L("Room"), "", 1, func(r *clinic.Room) *string { return &r.Name }).Field,
		k.text(f, "note", lang.L("What is in it"), lang.L("Such as a table, heat, a bath"), 1, func(r *clinic.Room) *string { return &r.Note }).Field,
	)
	if there {
		k.retiring(s.rooms, f, "closed_at", retired{lang.L("No longer used"), lang.L("Used again"), clinic.Say("Room no longer used, or used again")}, func(r *clinic.Room) *time.Time { return &r.ClosedAt })
	}
	s.rooms.open(f)
}

func (s *diary) listServices() []fyne.CanvasObject {
	var box []fyne.CanvasObject
	for _, x := range clinic.As[clinic.Service](listOf(s.d, clinic.KindService)) {
		quiet := lang.N("{{.Minutes}} minutes", x.Minutes, map[string]any{"Minutes": x.Minutes})
		if x.PriceCents != nil {
			quiet = lang.L("{{.Length}} · {{.Currency}}{{.Price}}", map[string]any{"Length": quiet, "Currency": s.currency(), "Price": edit.Money(*x.PriceCents)})
		}
		row := kit.Row{What: x.Name, Quiet: quiet, Icon: kit.IconClock}
		if !x.RetiredAt.IsZero() {
			row.Badge = lang.L("Not offered")
		}
		box = append(box, kit.NewTwoLine(row, func() { s.editService(x, true) }))
	}
	return append(box, kit.FlowRow(kit.NewButton(lang.L("Add an appointment type"), kit.IconAdd, func() {
		s.editService(*clinic.NewService(s.d.Env(), len(box)), false)
	})))
}

func (s *diary) currency() string {
	if c := s.d.Clinic().Currency; c != "" {
		return c
	}
	return "$"
}

func (s *diary) editService(x clinic.Service, there bool) {
	k := &keeper[clinic.Service, *clinic.Service]{d: s.d, is: x, there: there, added: clinic.Say("Add an appointment type")}
	f := k.form()
	rooms := []kit.Option{{ID: "", Label: lang.L("Any room")}}
	for _, r := range clinic.As[clinic.Room](listOf(s.d, clinic.KindRoom)) {
		if r.ClosedAt.IsZero() || r.ID == x.RoomID {
			rooms = append(rooms, kit.Option{ID: r.ID, Label: r.Name})
		}
	}
	var colours []kit.Option
	for _, c := range clinic.ServiceColours() {
		o := kit.Option{ID: c, Label: words.Say(clinic.ColourName(c))}
		if drawn, ok := drawing.Named(c); ok {
			o.Colour = drawn
		}
		colours = append(colours, o)
	}
	const first = "first"
	alone := kit.NewMultiChips([]kit.Option{{ID: first, Label: lang.L("Only for a first visit")}}, func(ids []string) {
		_ = k.keep("first_visit", func(x *clinic.Service) { x.FirstVisit = len(ids) > 0 }) // a failure was said
	})
	f.fillers = append(f.fillers, func() {
		if k.is.FirstVisit {
			alone.SetChosen(first)
		} else {
			alone.SetChosen()
		}
	})
	f.add(
		k.text(f, "name", lang.L("Appointment type"), lang.L("Such as Remedial massage, 60 minutes"), 1, func(x *clinic.Service) *string { return &x.Name }).Field,
		kit.Shares(kit.Halves,
			k.number(f, "minutes", lang.L("Length (minutes)"), kit.Limits{Min: 5, Max: clinic.MaxAppointmentMinutes, Step: 5}, func(x *clinic.Service) *int { return &x.Minutes }).Field,
			k.number(f, "clean_up", lang.L("Cleaning up afterwards (minutes)"), kit.Limits{Max: clinic.MaxCleanUpMinutes, Step: 5}, func(x *clinic.Service) *int { return &x.CleanUp }).Field,
		),
		k.line(f, "price_cents", lang.L("Price ({{.Currency}})", map[string]any{"Currency": s.currency()}), lang.L("For example 95.00"), 1, func(x *clinic.Service) string {
			if x.PriceCents == nil {
				return ""
			}
			return edit.Money(*x.PriceCents)
		}, func(x *clinic.Service, v string) error {
			cents, err := edit.Cents("price_cents", v)
			if err == nil {
				x.PriceCents = cents
			}
			return err
		}).Field,
		kit.NewField(lang.L("Who it is offered to"), alone).Help(lang.L("Somebody new is booked for it, and nobody who comes again.")),
		kit.NewField(lang.L("Usual room"), k.chips(f, "room_id", rooms, func(x *clinic.Service) string { return x.RoomID }, func(x *clinic.Service, v string) { x.RoomID = v })),
		kit.NewField(lang.L("Colour in the diary"), k.chips(f, "colour", colours, func(x *clinic.Service) string { return x.Colour }, func(x *clinic.Service, v string) { x.Colour = v })),
		k.text(f, "text", lang.L("What the patient should know"), lang.L("Such as what to bring or to wear"), 0, func(x *clinic.Service) *string { return &x.Text }).Field,
		kit.QuietText(lang.L("What is booked already keeps the length, price and colour it was booked with.")).Wrap(),
	)
	if there {
		k.retiring(s.services, f, "retired_at", retired{lang.L("No longer offered"), lang.L("Offered again"), clinic.Say("Appointment type no longer offered, or offered again")}, func(x *clinic.Service) *time.Time { return &x.RetiredAt })
	}
	s.services.open(f)
}

// owners are whose hours and absences there can be: the clinic, who works there, and rooms in use. One that is chosen
// stays, whatever became of it.
func (s *diary) owners(chosen string) []kit.Option {
	out := []kit.Option{{ID: "", Label: lang.L("The whole clinic")}}
	for _, p := range clinic.As[clinic.Practitioner](listOf(s.d, clinic.KindPractitioner)) {
		if p.LeftAt.IsZero() || p.ID == chosen {
			out = append(out, kit.Option{ID: p.ID, Label: p.Name})
		}
	}
	for _, r := range clinic.As[clinic.Room](listOf(s.d, clinic.KindRoom)) {
		if r.ClosedAt.IsZero() || r.ID == chosen {
			out = append(out, kit.Option{ID: r.ID, Label: r.Name})
		}
	}
	return out
}

func (s *diary) ownerName(id string) string {
	for _, o := range s.owners(id) {
		if o.ID == id {
			return o.Label
		}
	}
	return lang.L("The whole clinic")
}

// setOwner says whose it is: of a person or of a room.
func (s *diary) setOwner(id string, practitioner, room *string) {
	*practitioner, *room = "", ""
	for _, r := range listOf(s.d, clinic.KindRoom) {
		if r.Key() == id {
			*room = id
			return
		}
	}
	*practitioner = id
}
