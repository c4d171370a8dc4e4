package settings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// listCard is a card with what there is of a sort, and one of them to be changed.
type listCard struct {
	d    *desk.Desk
	card *kit.Card
	body *fyne.Container
	back string // names the way back to the list
	list func() []fyne.CanvasObject
	form *form // nil while the list is shown
}

func newListCard(d *desk.Desk, title, back string) *listCard {
	c := &listCard{d: d, back: back, body: container.NewStack()}
	c.card = kit.NewCard(title, c.body)
	return c
}

func (c *listCard) show() {
	if c.form != nil {
		c.form.show()
		return
	}
	c.body.Objects = []fyne.CanvasObject{kit.StackGap(kit.Gap, c.list()...)}
	c.body.Refresh()
}

// open shows a form in the place of the list. What stands below the fields ends the editing.
func (c *listCard) open(f *form) {
	c.form = f
	parts := append([]fyne.CanvasObject{kit.FlowRow(kit.QuietButton(c.back, kit.IconBack, c.close))}, f.parts...)
	c.body.Objects = []fyne.CanvasObject{kit.StackGap(kit.GapWide, parts...)}
	f.show()
	c.body.Refresh()
	if f.first != nil {
		c.d.Window.Canvas().Focus(f.first)
	}
}

func (c *listCard) close() {
	c.flush()
	c.form = nil
	c.show()
}

func (c *listCard) flush() {
	if c.form != nil {
		c.form.flush()
	}
}

// ending is a button below a form that changes the record for the last time and goes back to the list.
func (c *listCard) ending(label string, icon kit.IconName, do func() error) fyne.CanvasObject {
	return kit.FlowRow(kit.QuietButton(label, icon, func() {
		c.flush()
		_ = do() // a failure was said
		c.form = nil
		c.show()
	}))
}

// form is a record as fields that keep what is typed.
type form struct {
	parts   []fyne.CanvasObject
	fillers []func()
	flushes []func()
	first   fyne.Focusable
}

func (f *form) add(parts ...fyne.CanvasObject) { f.parts = append(f.parts, parts...) }

func (f *form) show() {
	for _, fill := range f.fillers {
		fill()
	}
}

func (f *form) flush() {
	for _, flush := range f.flushes {
		flush()
	}
}

// keeper keeps one record of the clinic's while it is changed. A new one is kept as soon as it is whole.
type keeper[T any, P interface {
	*T
	clinic.Record
}] struct {
	d     *desk.Desk
	is    T
	there bool            // among the records
	added clinic.Sentence // what making it is called
}

// form is one without fields yet, of the record as it is when it is shown.
func (k *keeper[T, P]) form() *form { return &form{fillers: []func(){k.read}} }

// read takes the record as it is by now.
func (k *keeper[T, P]) read() {
	if !k.there {
		return
	}
	for _, r := range listOf(k.d, P(&k.is).Kind()) {
		if p, ok := r.(P); ok && r.Key() == P(&k.is).Key() {
			k.is = *p
		}
	}
}

// keep changes it. change replaces what it changes: lists are not written into.
func (k *keeper[T, P]) keep(field string, change func(*T)) error {
	k.read()
	next := k.is
	change(&next)
	r := P(&next)
	label := k.added
	if k.there {
		if len(clinic.ChangedFields(P(&k.is), r)) == 0 {
			return nil
		}
		label = clinic.Say("{{.Field}} changed", clinic.Args{"Field": clinic.FieldName(r.Kind(), field)})
	}
	if err := r.Validate(); err != nil {
		if !k.there { // it is kept when it is whole
			k.is = next
			if clinic.FieldMessage(err, field).IsZero() {
				return nil
			}
		}
		return err
	}
	was, there := k.is, k.there
	k.is, k.there = next, true // what is applied is shown before Apply returns
	err := k.d.Apply(clinic.Operation{Label: label, Scope: clinic.ClinicID, Put: []clinic.Record{r}})
	if err != nil {
		k.is, k.there = was, there
	}
	return err
}

// remove takes the record away.
func (k *keeper[T, P]) remove(label clinic.Sentence) error {
	if !k.there {
		return nil
	}
	return k.d.Apply(clinic.Operation{Label: label, Scope: clinic.ClinicID, Remove: []clinic.Record{P(&k.is)}})
}

// line is a field of the form for a text of the record.
func (k *keeper[T, P]) line(f *form, column, label, hint string, rows int, get func(*T) string, set func(*T, string) error) *edit.Text {
	t := edit.NewText(k.d.Later, label, column, hint, rows, func(s string) error {
		s = strings.TrimSpace(s)
		trial := k.is
		if err := set(&trial, s); err != nil {
			return err
		}
		return k.keep(column, func(x *T) { _ = set(x, s) }) // it was tried
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() { t.Show(get(&k.is)) })
	f.flushes = append(f.flushes, t.Flush)
	if f.first == nil {
		f.first = t.Entry
	}
	return t
}

// number is a field of the form for minutes of the record.
func (k *keeper[T, P]) number(f *form, column, label string, limits kit.Limits, get func(*T) *int) *edit.Number {
	n := edit.NewNumber(k.d.Later, label, column, limits, func(v float64) error {
		return k.keep(column, func(x *T) { *get(x) = int(v) })
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() {
		v := float64(*get(&k.is))
		n.Show(&v)
	})
	f.flushes = append(f.flushes, n.Flush)
	return n
}

// date is a field of the form for a day of the record. follow brings along what depends on it.
func (k *keeper[T, P]) date(f *form, column, label string, get func(*T) *clinic.Date, follow func(*T)) *edit.Date {
	d := edit.NewDate(k.d.Clock, label, column, func(day clinic.Date) error {
		return k.keep(column, func(x *T) {
			*get(x) = day
			follow(x)
		})
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() { d.Show(*get(&k.is)) })
	return d
}

// chips are a choice of the form.
func (k *keeper[T, P]) chips(f *form, column string, options []kit.Option, get func(*T) string, set func(*T, string)) *kit.Chips {
	c := kit.NewChips(options, func(ids []string) {
		_ = k.keep(column, func(x *T) { set(x, ids[0]) }) // a failure was said
	}).Required()
	f.fillers = append(f.fillers, func() { c.SetChosen(get(&k.is)) })
	return c
}

// listOf reads the records of a kind that is the clinic's own.
func listOf(d *desk.Desk, kind clinic.Kind) []clinic.Record {
	all, err := d.Store.List(context.Background(), kind)
	if err != nil {
		d.Fail(err)
	}
	return all
}

// diary are the cards by which it is set up what can be booked, when and where.
type diary struct {
	d                                *desk.Desk
	absences, hours, services, rooms *listCard
	holidays                         *holidayCard
}

func newDiary(d *desk.Desk) *diary {
	s := &diary{
		d:        d,
		absences: newListCard(d, lang.L("Away and closed"), lang.L("All that are away")),
		hours:    newListCard(d, lang.L("Working hours"), lang.L("All working hours")),
		services: newListCard(d, lang.L("Appointment types"), lang.L("All appointment types")),
		rooms:    newListCard(d, lang.L("Rooms"), lang.L("All rooms")),
		holidays: newHolidayCard(d),
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
		k.line(f, "name", lang.L("Room"), "", 1, func(r *clinic.Room) string { return r.Name }, func(r *clinic.Room, v string) error {
			r.Name = v
			return nil
		}).Field,
		k.line(f, "note", lang.L("What is in it"), lang.L("Such as a table, heat, a bath"), 1, func(r *clinic.Room) string { return r.Note }, func(r *clinic.Room, v string) error {
			r.Note = v
			return nil
		}).Field,
	)
	if there {
		label, icon, at := lang.L("No longer used"), kit.IconArchive, s.d.Clock()
		if !r.ClosedAt.IsZero() {
			label, icon, at = lang.L("Used again"), kit.IconUndo, time.Time{}
		}
		f.add(s.rooms.ending(label, icon, func() error {
			return k.keep("closed_at", func(r *clinic.Room) { r.ClosedAt = at })
		}))
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
		colours = append(colours, kit.Option{ID: c, Label: words.Say(clinic.ColourName(c))})
	}
	f.add(
		k.line(f, "name", lang.L("Appointment type"), lang.L("Such as Remedial massage, 60 minutes"), 1, func(x *clinic.Service) string { return x.Name }, func(x *clinic.Service, v string) error {
			x.Name = v
			return nil
		}).Field,
		kit.Shares(kit.Halves,
			k.number(f, "minutes", lang.L("Length (minutes)"), kit.Limits{Min: 5, Max: clinic.MaxAppointmentMinutes, Step: 5}, func(x *clinic.Service) *int { return &x.Minutes }).Field,
			k.number(f, "clean_up", lang.L("Cleaning up afterwards (minutes)"), kit.Limits{Max: clinic.MaxAfterMinutes, Step: 5}, func(x *clinic.Service) *int { return &x.CleanUp }).Field,
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
		kit.NewField(lang.L("Usual room"), k.chips(f, "room_id", rooms, func(x *clinic.Service) string { return x.RoomID }, func(x *clinic.Service, v string) { x.RoomID = v })),
		kit.NewField(lang.L("Colour in the diary"), k.chips(f, "colour", colours, func(x *clinic.Service) string { return x.Colour }, func(x *clinic.Service, v string) { x.Colour = v })),
		k.line(f, "text", lang.L("What the patient should know"), lang.L("Such as what to bring or to wear"), 0, func(x *clinic.Service) string { return x.Text }, func(x *clinic.Service, v string) error {
			x.Text = v
			return nil
		}).Field,
		kit.QuietText(lang.L("What is booked already keeps the length, price and colour it was booked with.")).Wrap(),
	)
	if there {
		label, icon, at := lang.L("No longer offered"), kit.IconArchive, s.d.Clock()
		if !x.RetiredAt.IsZero() {
			label, icon, at = lang.L("Offered again"), kit.IconUndo, time.Time{}
		}
		f.add(s.services.ending(label, icon, func() error {
			return k.keep("retired_at", func(x *clinic.Service) { x.RetiredAt = at })
		}))
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
