// Package ics writes appointments for another calendar, as iCalendar (RFC 5545).
//
// An appointment has the same UID in every file and SEQUENCE counts its changes, so that a calendar that reads a second
// file changes what it has and doubles nothing. What is off is written as cancelled: left out, it would stay in the other
// calendar, as what was removed or moved out of the days of the file does.
//
// Times are instants in UTC. Each appointment is an event of its own and none repeats, so that nothing is to be reckoned
// from a zone; and the zone is what calendars disagree on: Google goes by the name and knows no other zones than its own,
// Outlook goes by the rules of a VTIMEZONE and of these only by two that repeat each year, and either shows a time of a
// half-hour summer time or of the year in which a law was changed an hour off. An instant is read by all of them alike and
// shown as the clock on the reader's wall. Where a law moves the clocks later, the next file puts it right.
package ics

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"regimen/internal/clinic"
	"regimen/internal/words"
)

// Event is an appointment as another calendar shows it.
type Event struct {
	Appointment clinic.Appointment
	Summary     string
	Location    string
	Description string
	// Private tells one that names a patient, or is a patient's own.
	Private bool
	Changed time.Time // when it was last written; zero where nothing tells
	// Gone tells one that is not in this diary any more, because somebody else treats now.
	Gone bool
}

// Calendar is what one file holds.
type Calendar struct {
	Events []Event
	Zone   *time.Location // of the clinic; nil is UTC
	Made   time.Time
}

// ErrEmpty says that there is no event: a file without any is not iCalendar.
var ErrEmpty = errors.New("there is no appointment to write")

const (
	product = "-//Regimen//Regimen//EN"
	// ours ends each UID. What is before it is unique by itself, and the same on every machine, after the records were
	// moved, and in a backup that was brought back.
	ours = "@regimen"
)

// Diary are the appointments of a practitioner's diary. names are those of the patients by their keys, nil to tell no
// names; rooms are those of the rooms. One that another treats is Gone.
func Diary(practitionerID string, list []clinic.Appointment, names, rooms map[string]string) []Event {
	var out []Event
	for _, a := range list {
		e := Event{Appointment: a, Gone: a.PractitionerID != practitionerID, Location: rooms[a.RoomID]}
		e.Summary = busy(a.Title)
		if name := names[a.PatientID]; name != "" && !e.Gone {
			e.Private = true
			e.Summary = name
			if a.Title != "" {
				e.Summary = words.Of(name, a.Title)
			}
		}
		out = append(out, e)
	}
	return out
}

func busy(title string) string {
	if title == "" {
		return words.Say(clinic.Say("Busy"))
	}
	return title
}

// Visit is an appointment for the calendar of the patient whose it is: where to come to, and whom to call.
func Visit(a clinic.Appointment, owner clinic.Clinic, practitioner string) Event {
	e := Event{Appointment: a, Summary: busy(a.Title), Private: true}
	if owner.Name != "" {
		e.Summary = words.Say(clinic.Say("{{.What}} at {{.Clinic}}", clinic.Args{"What": e.Summary, "Clinic": owner.Name}))
	}
	e.Location = words.List(owner.Name, owner.Address())
	e.Description = words.Lines(practitioner, owner.Phone)
	return e
}

// Write writes the file. The error is ErrEmpty, or the writer's.
func (c *Calendar) Write(w io.Writer) error {
	if len(c.Events) == 0 {
		return ErrEmpty
	}
	cal := ical.NewCalendar()
	cal.Props.SetText(ical.PropProductID, product)
	cal.Props.SetText(ical.PropVersion, "2.0")
	cal.Props.SetText(ical.PropMethod, "PUBLISH")
	for i := range c.Events {
		cal.Children = append(cal.Children, c.event(&c.Events[i]).Component)
	}
	var whole bytes.Buffer
	if err := ical.NewEncoder(&whole).Encode(cal); err != nil {
		return err
	}
	_, err := w.Write(folded(whole.Bytes()))
	return err
}

func (c *Calendar) event(e *Event) *ical.Event {
	a := &e.Appointment
	out := ical.NewEvent()
	text := func(name, value string) {
		if value = plain(value); value != "" {
			out.Props.SetText(name, value)
		}
	}
	at := func(name string, t time.Time) {
		if !t.IsZero() {
			out.Props.SetDateTime(name, t.UTC())
		}
	}
	text(ical.PropUID, a.ID+ours)
	sequence := ical.NewProp(ical.PropSequence)
	sequence.Value = strconv.Itoa(a.Sequence)
	out.Props.Set(sequence)
	start := clinic.Wall{Date: a.Day, Minute: a.Start}.In(c.Zone).At
	at(ical.PropDateTimeStart, start)
	at(ical.PropDateTimeEnd, start.Add(time.Duration(a.Minutes)*time.Minute))
	at(ical.PropDateTimeStamp, c.Made)
	at(ical.PropCreated, a.CreatedAt)
	at(ical.PropLastModified, e.Changed)
	text(ical.PropSummary, e.Summary)
	text(ical.PropLocation, e.Location)
	text(ical.PropDescription, e.Description)
	status, transparent, class := ical.EventConfirmed, "OPAQUE", "PUBLIC"
	if e.Gone || a.State.Off() {
		status, transparent = ical.EventCancelled, "TRANSPARENT"
	}
	if e.Private {
		class = "PRIVATE"
	}
	out.SetStatus(status)
	text(ical.PropTransparency, transparent)
	text(ical.PropClass, class)
	return out
}

// plain is a text without what no line of the file may hold; it keeps its line ends.
func plain(text string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for i, l := range lines {
		lines[i] = clinic.CleanLine(l)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n ")
}

// lineOctets is how long a line of the file may be without its end.
const lineOctets = 75

// folded are lines broken where they are too long, which the library does not do. No letter is cut in two.
func folded(lines []byte) []byte {
	var out bytes.Buffer
	for line := range bytes.Lines(lines) {
		line = bytes.TrimRight(line, "\r\n")
		room := lineOctets
		for len(line) > room {
			cut := room
			for cut > 1 && !utf8.RuneStart(line[cut]) {
				cut--
			}
			out.Write(line[:cut])
			out.WriteString("\r\n ")
			line, room = line[cut:], lineOctets-1
		}
		out.Write(line)
		out.WriteString("\r\n")
	}
	return out.Bytes()
}
