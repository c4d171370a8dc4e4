package ics

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	other "github.com/arran4/golang-ical"
	"pgregory.net/rapid"

	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

var made = time.Date(2027, 3, 1, 2, 3, 4, 0, time.UTC)

func visit(id string, on clinic.Date, start, minutes int) clinic.Appointment {
	return clinic.Appointment{
		ID: id, PatientID: "ann", PractitionerID: "kim", Day: on, Start: start, Minutes: minutes, Title: "Massage", State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: made, By: "Kim"}}, CreatedAt: made,
	}
}

// written is the file, which keeps to the form of its lines.
func written(t interface {
	Helper()
	Fatal(...any)
}, c Calendar,
) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.Write(&out); err != nil {
		t.Fatal(err)
	}
	whole := out.String()
	if !strings.HasSuffix(whole, "\r\n") {
		t.Fatal("the last line has no end")
	}
	for _, line := range strings.Split(strings.TrimSuffix(whole, "\r\n"), "\r\n") {
		if len(line) == 0 || len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Fatal(fmt.Sprintf("a line of %d octets: %q", len(line), line))
		}
	}
	return whole
}

// read is what another library makes of the file.
func read(t interface {
	Helper()
	Fatal(...any)
}, c Calendar,
) []*other.VEvent {
	t.Helper()
	cal, err := other.ParseCalendar(strings.NewReader(written(t, c)))
	if err != nil {
		t.Fatal(err)
	}
	if len(cal.Events()) != len(c.Events) {
		t.Fatal(fmt.Sprintf("%d events are read of %d", len(cal.Events()), len(c.Events)))
	}
	return cal.Events()
}

func value(e *other.VEvent, p other.ComponentProperty) string {
	if got := e.GetProperty(p); got != nil {
		return got.Value
	}
	return ""
}

func TestTimesAreRight(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		zone       string
		on         clinic.Date
		start      int
		minutes    int
		begin, end string
	}{
		{"Australia/Sydney", "2027-03-28", 16 * 60, 60, "20270328T050000Z", "20270328T060000Z"},
		{"Australia/Sydney", "2027-04-04", 16 * 60, 60, "20270404T060000Z", "20270404T070000Z"},
		{"Australia/Sydney", "2027-04-04", 90, 60, "20270403T143000Z", "20270403T153000Z"}, // into the hour that is there twice
		{"Australia/Sydney", "2027-10-03", 16 * 60, 60, "20271003T050000Z", "20271003T060000Z"},
		{"Australia/Sydney", "2027-10-03", 90, 60, "20271002T153000Z", "20271002T163000Z"}, // over the hour that is not there
		{"Australia/Lord_Howe", "2027-04-03", 9 * 60, 45, "20270402T220000Z", "20270402T224500Z"},
		{"Australia/Lord_Howe", "2027-04-05", 9 * 60, 45, "20270404T223000Z", "20270404T231500Z"},
		{"Australia/Adelaide", "2027-04-03", 9 * 60, 45, "20270402T223000Z", "20270402T231500Z"},
		{"Australia/Adelaide", "2027-04-05", 9 * 60, 45, "20270404T233000Z", "20270405T001500Z"},
		{"Pacific/Auckland", "2027-04-03", 9 * 60, 90, "20270402T200000Z", "20270402T213000Z"},
		{"Pacific/Auckland", "2027-04-05", 9 * 60, 90, "20270404T210000Z", "20270404T223000Z"},
		{"America/Toronto", "2027-03-13", 9 * 60, 60, "20270313T140000Z", "20270313T150000Z"},
		{"America/Toronto", "2027-03-15", 9 * 60, 60, "20270315T130000Z", "20270315T140000Z"},
		{"Australia/Perth", "2027-04-03", 9 * 60, 60, "20270403T010000Z", "20270403T020000Z"},
		{"Australia/Perth", "2027-12-31", 23 * 60, 60, "20271231T150000Z", "20271231T160000Z"},
	} {
		zone, err := timezone.Load(x.zone)
		if err != nil {
			t.Fatal(err)
		}
		e := read(t, Calendar{Events: Diary("kim", []clinic.Appointment{visit("v", x.on, x.start, x.minutes)}, nil, nil), Zone: zone, Made: made})[0]
		if begin, end := value(e, other.ComponentPropertyDtStart), value(e, other.ComponentPropertyDtEnd); begin != x.begin || end != x.end {
			t.Errorf("%s, %s %s: %s to %s, want %s to %s", x.zone, x.on, clinic.ClockTime(x.start), begin, end, x.begin, x.end)
		}
	}
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	zone, err := timezone.Load("Australia/Lord_Howe")
	if err != nil {
		t.Fatal(err)
	}
	text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("aö王😀,;:\\\"\n\r \tnN")), 0, 200, -1))
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{Zone: zone, Made: made}
		for i := range rapid.IntRange(1, 4).Draw(t, "events") {
			a := visit(fmt.Sprintf("0190-%d", i), clinic.Date("2027-03-25").AddDays(rapid.IntRange(0, 300).Draw(t, "day")),
				rapid.IntRange(0, 1380).Draw(t, "start"), rapid.IntRange(5, 60).Draw(t, "minutes"))
			a.Sequence = rapid.IntRange(0, 3000).Draw(t, "sequence")
			a.State = rapid.SampledFrom(clinic.AppointmentStates()).Draw(t, "state")
			c.Events = append(c.Events, Event{
				Appointment: a, Summary: text.Draw(t, "summary"), Location: text.Draw(t, "location"), Description: text.Draw(t, "description"),
				Private: rapid.Bool().Draw(t, "private"), Gone: rapid.Bool().Draw(t, "gone"),
			})
		}
		for i, e := range read(t, c) {
			want := c.Events[i]
			begin, err := e.GetStartAt()
			if err != nil {
				t.Fatal(err)
			}
			end, err := e.GetEndAt()
			if err != nil {
				t.Fatal(err)
			}
			a := &want.Appointment
			if wall := clinic.WallOf(begin.In(zone)); wall != (clinic.Wall{Date: a.Day, Minute: a.Start}) && !(clinic.Wall{Date: a.Day, Minute: a.Start}).In(zone).Missing {
				t.Fatal(wall, a.Day, a.Start)
			}
			if end.Sub(begin) != time.Duration(a.Minutes)*time.Minute {
				t.Fatal(begin, end, a.Minutes)
			}
			status, class := "CONFIRMED", "PUBLIC"
			if want.Gone || a.State.Off() {
				status = "CANCELLED"
			}
			if want.Private {
				class = "PRIVATE"
			}
			for p, w := range map[other.ComponentProperty]string{
				other.ComponentPropertyUniqueId: a.ID + "@regimen", other.ComponentPropertySequence: fmt.Sprint(a.Sequence),
				other.ComponentPropertySummary: plain(want.Summary), other.ComponentPropertyLocation: plain(want.Location),
				other.ComponentPropertyDescription: plain(want.Description), other.ComponentPropertyStatus: status, other.ComponentPropertyClass: class,
				other.ComponentPropertyDtstamp: "20270301T020304Z",
			} {
				if got := value(e, p); got != w {
					t.Fatalf("%s is %q, want %q", p, got, w)
				}
			}
		}
	})
}

// A second file says of each appointment what became of it, under the name that it had.
func TestTheSecondFileChanges(t *testing.T) {
	t.Parallel()
	env := clinic.Env{Now: func() time.Time { return made }, NewID: func() string { return "s" }, Actor: clinic.Actor{Name: "Kim"}}
	list := []clinic.Appointment{visit("stays", "2027-03-08", 540, 60), visit("moves", "2027-03-08", 600, 60), visit("ends", "2027-03-08", 660, 60), visit("another's", "2027-03-08", 720, 60)}
	first := read(t, Calendar{Events: Diary("kim", list, nil, nil), Made: made})
	to := list[1].Slot()
	to.From = 15 * 60
	list[1] = *clinic.Reschedule(list[1], "Ann", to, nil).Put[0].(*clinic.Appointment)
	off, err := clinic.ComeTo(env, list[2], "Ann", clinic.CancelledLate, "ill")
	if err != nil {
		t.Fatal(err)
	}
	list[2] = *off.Put[0].(*clinic.Appointment)
	to = list[3].Slot()
	to.PractitionerID = "lee"
	list[3] = *clinic.Reschedule(list[3], "Ann", to, nil).Put[0].(*clinic.Appointment)
	second := read(t, Calendar{Events: Diary("kim", list, map[string]string{"ann": "Ann Smith"}, nil), Made: made.Add(time.Hour)})
	for i, want := range []string{
		"stays@regimen 0 20270308T090000Z CONFIRMED OPAQUE Ann Smith: Massage", "moves@regimen 1 20270308T150000Z CONFIRMED OPAQUE Ann Smith: Massage",
		"ends@regimen 1 20270308T110000Z CANCELLED TRANSPARENT Ann Smith: Massage", "another's@regimen 1 20270308T120000Z CANCELLED TRANSPARENT Massage",
	} {
		e := second[i]
		if e.Id() != first[i].Id() {
			t.Errorf("%s was %s", e.Id(), first[i].Id())
		}
		got := strings.Join([]string{
			e.Id(), value(e, other.ComponentPropertySequence), value(e, other.ComponentPropertyDtStart), value(e, other.ComponentPropertyStatus),
			value(e, other.ComponentPropertyTransp), value(e, other.ComponentPropertySummary),
		}, " ")
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNamesAreToldOnlyWhenChosen(t *testing.T) {
	t.Parallel()
	a := visit("v", "2027-03-08", 540, 60)
	a.Note, a.Reason, a.RoomID = "bring the brace", "secret", "r1"
	names := map[string]string{"ann": "Jörg 王 Smith; O’Doyle, Ann"}
	whole := written(t, Calendar{Events: Diary("kim", []clinic.Appointment{a}, nil, map[string]string{"r1": "Room 1"}), Made: made})
	if strings.Contains(whole, "Smith") || strings.Contains(whole, "ann") || !strings.Contains(whole, "SUMMARY:Massage\r\n") || !strings.Contains(whole, "LOCATION:Room 1\r\n") {
		t.Error(whole)
	}
	whole = written(t, Calendar{Events: Diary("kim", []clinic.Appointment{a}, names, nil), Made: made})
	if !strings.Contains(whole, `SUMMARY:Jörg 王 Smith\; O’Doyle\, Ann: Massage`+"\r\n") || !strings.Contains(whole, "CLASS:PRIVATE") || strings.Contains(whole, "brace") || strings.Contains(whole, "secret") {
		t.Error(whole)
	}
	a.Title = ""
	if whole = written(t, Calendar{Events: Diary("kim", []clinic.Appointment{a}, nil, nil), Made: made}); !strings.Contains(whole, "SUMMARY:Busy\r\n") {
		t.Error(whole)
	}
}

func TestVisit(t *testing.T) {
	t.Parallel()
	owner := clinic.Clinic{Name: "Harbour Remedial", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160", Phone: "08 5550 1234"}
	e := read(t, Calendar{Events: []Event{Visit(visit("v", "2027-03-08", 540, 60), owner, "Ingrid Sørensen")}, Made: made})[0]
	for p, want := range map[other.ComponentProperty]string{
		other.ComponentPropertySummary: "Massage at Harbour Remedial", other.ComponentPropertyLocation: "Harbour Remedial, " + owner.Address(),
		other.ComponentPropertyDescription: "Ingrid Sørensen\n08 5550 1234",
	} {
		if got := value(e, p); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	if err := (&Calendar{}).Write(new(bytes.Buffer)); !errors.Is(err, ErrEmpty) {
		t.Errorf("of nothing: %v", err)
	}
}
