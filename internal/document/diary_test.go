package document

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
)

func visitAt(id, patient, practitioner string, on clinic.Date, start, minutes int) clinic.Appointment {
	return clinic.Appointment{
		ID: id, PatientID: patient, PractitionerID: practitioner, RoomID: "r1", ServiceID: "s1", Day: on, Start: start, Minutes: minutes,
		Title: "Remedial massage", Note: "secret note", State: clinic.Booked,
	}
}

func dayOf(date clinic.Date, list ...clinic.Appointment) *clinic.Day {
	d := &clinic.Day{Date: date}
	for _, a := range list {
		d.Add(&a)
	}
	d.Sort()
	return d
}

// tuesday is a day of two practitioners with a name longer than a column, two at one time, one off and one held.
func tuesday() Diary {
	list := []clinic.Appointment{
		visitAt("a", "p1", "ingrid", "2027-03-09", 540, 60), visitAt("b", "p2", "ingrid", "2027-03-09", 600, 15), visitAt("c", "p3", "bo", "2027-03-09", 555, 90),
		visitAt("d", "p4", "bo", "2027-03-09", 600, 45), visitAt("e", "p1", "ingrid", "2027-03-09", 15*60, 60), visitAt("f", "p1", "bo", "2027-03-09", 14*60, 30),
	}
	list[4].State, list[5].Held = clinic.CancelledLate, true
	return Diary{
		Clinic:        clinic.Clinic{Name: "Harbour Remedial Massage", Paper: "A4"},
		Practitioners: []clinic.Practitioner{{ID: "bo", Name: "Bo Tran"}, {ID: "ingrid", Name: "Ingrid Sørensen"}, {ID: "gone", Name: "Lee Left", LeftAt: time.Now()}},
		Rooms:         []clinic.Room{{ID: "r1", Name: "Harbour room"}},
		Names: map[string]string{
			"p1": "Margaret (Peg) O’Doyle", "p2": "王小明 Wang", "p3": "Maximilian-Alexander von Hohenlohe-Schillingsfürst", "p4": "Jörg Ö",
		},
		Days: []*clinic.Day{dayOf("2027-03-09", list...)}, Printed: "2027-03-09",
	}
}

func weekOf(p Diary) Diary {
	p.PractitionerID = "ingrid"
	first := p.Days[0]
	from, to := DiaryPaperOf(WeekPaper).Span(first.Date)
	p.Days = nil
	for d := from; d <= to; d = d.AddDays(1) {
		if d == first.Date {
			p.Days = append(p.Days, first)
			continue
		}
		p.Days = append(p.Days, dayOf(d))
	}
	return p
}

// savedAs writes a paper, and gives all that a reader finds on its pages.
func savedAs(t *testing.T, d *Document, name string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if dir := os.Getenv("REGIMEN_PICTURES"); dir != "" {
		file = filepath.Join(dir, name+".pdf")
	}
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	return text(t, file)
}

func TestDayAsAList(t *testing.T) {
	t.Parallel()
	got := savedAs(t, NewDiary(tuesday(), Options{}), "day-list")
	for _, want := range []string{
		"Harbour Remedial Massage", "Tue 9 Mar 2027", "When Who What Where With", "09:00–10:00", "Margaret (Peg)", "60 min", "Harbour", "Ingrid",
		"Hohenlohe-", "Waits for another time", "15:00 Margaret (Peg) O’Doyle: Cancelled late", "5 appointments, 4 h 0 min", "Page 1 of 1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if order := regexp.MustCompile(`\d\d:\d\d–`).FindAllString(got, -1); !slices.Equal(order, []string{"09:00–", "09:15–", "10:00–", "10:00–", "14:00–"}) {
		t.Errorf("in the order %q", order)
	}
	own := tuesday()
	own.PractitionerID = "ingrid"
	got = savedAs(t, NewDiary(own, Options{}), "day-list-own")
	if !strings.Contains(got, "Ingrid Sørensen: Tue 9 Mar 2027") || strings.Contains(got, "Hohenlohe") || strings.Contains(got, "With") || !strings.Contains(got, "2 appointments, 1 h 15 min") {
		t.Error(got)
	}
}

func TestDayAsAGrid(t *testing.T) {
	t.Parallel()
	d := NewDiary(tuesday(), Options{})
	if box := d.Page(0).Box(); box.Width() > box.Height() {
		t.Error("a list lies on its side")
	}
	p := tuesday()
	p.Grid = true
	d = NewDiary(p, Options{})
	if box := d.Page(0).Box(); box.Width() < box.Height() || d.Pages() != 1 {
		t.Errorf("a grid of %d pages, %+v", d.Pages(), box)
	}
	got := savedAs(t, d, "day-grid")
	for _, want := range []string{"Bo Tran", "Ingrid Sørensen", "08:00", "17:00", "Margaret (Peg)", "09:00–10:00", "Schillingsfürst", "Jörg Ö", "Harbour room", "Waits for another time"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if strings.Contains(got, "Lee Left") || strings.Contains(got, "Cancelled") {
		t.Errorf("who left, or what is off: %s", got)
	}
}

func TestWeek(t *testing.T) {
	t.Parallel()
	for date, monday := range map[clinic.Date]clinic.Date{"2027-03-08": "2027-03-08", "2027-03-13": "2027-03-08", "2027-03-14": "2027-03-08", "2027-01-01": "2026-12-28"} {
		if from, to := DiaryPaperOf(WeekPaper).Span(date); from != monday || to != monday.AddDays(6) {
			t.Errorf("the week of %s is from %s to %s", date, from, to)
		}
	}
	for _, grid := range []bool{false, true} {
		p := weekOf(tuesday())
		p.Grid = grid
		got := savedAs(t, NewDiary(p, Options{}), fmt.Sprint("week-", grid))
		for _, want := range []string{"Ingrid Sørensen: 8 Mar to 14 Mar 2027", "09:00–10:00", "(Peg)"} {
			if !strings.Contains(got, want) {
				t.Errorf("%v: %q is not in %s", grid, want, got)
			}
		}
		if n := strings.Count(got, "Nobody is booked."); n != 6 && !grid || strings.Contains(got, "Hohenlohe") {
			t.Errorf("%v: %d days with nobody: %s", grid, n, got)
		}
	}
}

// hours has Bo work on weekdays from 8 to 18 with a break, away on Wednesday and for a part of Thursday; Ingrid on Tuesdays and
// Wednesdays only; and the clinic closed on Friday.
func hours() *clinic.Timetable {
	day := clinic.Workday{Work: []clinic.Span{{From: 480, To: 1080}}, Breaks: []clinic.Span{{From: 720, To: 765}}}
	return clinic.TimetableOf(nil, time.UTC, []clinic.Record{
		&clinic.Practitioner{ID: "bo", Name: "Bo Tran"}, &clinic.Practitioner{ID: "ingrid", Name: "Ingrid Sørensen"},
		&clinic.Roster{ID: "1", PractitionerID: "bo", Weeks: []clinic.Week{{day, day, day, day, day}}},
		&clinic.Roster{ID: "2", PractitionerID: "ingrid", Weeks: []clinic.Week{{1: day, 2: day}}},
		&clinic.Absence{ID: "3", PractitionerID: "bo", FromDay: "2027-03-10", UntilDay: "2027-03-10", UntilMinute: clinic.DayMinutes, Why: clinic.AbsenceOther, Note: "Course in Perth"},
		&clinic.Absence{ID: "4", PractitionerID: "bo", FromDay: "2027-03-11", FromMinute: 480, UntilDay: "2027-03-11", UntilMinute: 600, Why: clinic.AbsenceOther},
		&clinic.Absence{ID: "5", FromDay: "2027-03-12", UntilDay: "2027-03-12", UntilMinute: clinic.DayMinutes, Why: clinic.AbsenceClosed, Note: "Painters"},
	})
}

// A day on which nobody is booked says why, where that is because nobody works then.
func TestClosedDaysSayWhy(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		day         clinic.Date
		who         string
		with, never []string
	}{
		"open":                  {"2027-03-11", "", []string{"Nobody is booked.", "Bo Tran is away 08:00–10:00."}, []string{"closed"}},
		"one is away":           {"2027-03-10", "", []string{"Bo Tran is away all day: Course in Perth.", "Nobody is booked."}, []string{"closed"}},
		"who is away":           {"2027-03-10", "bo", []string{"Bo Tran is away all day: Course in Perth."}, []string{"Nobody"}},
		"who works another day": {"2027-03-11", "ingrid", []string{"No working hours on this day."}, []string{"Nobody", "Bo"}},
		"the clinic is closed":  {"2027-03-12", "", []string{"The clinic is closed all day: Painters."}, []string{"Nobody"}},
		"Sunday":                {"2027-03-14", "", []string{"The clinic is closed on this day."}, []string{"Nobody", "Bo"}},
		"away and booked":       {"2027-03-09", "", []string{"09:00–10:00"}, []string{"Nobody", "away"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := tuesday()
			p.Timetable, p.PractitionerID = hours(), x.who
			if x.day != p.Days[0].Date {
				p.Days = []*clinic.Day{dayOf(x.day)}
			}
			got := savedAs(t, NewDiary(p, Options{}), "closed "+name)
			for _, want := range x.with {
				if strings.Count(got, want) != 1 {
					t.Errorf("%q is not in %s", want, got)
				}
			}
			for _, never := range x.never {
				if strings.Contains(got, never) {
					t.Errorf("%q is in %s", never, got)
				}
			}
		})
	}
}

// A grid shows breaks, closed hours and absences, and practitioners as they stand beside each other on the screen.
func TestGridShowsWhenNobodyWorks(t *testing.T) {
	t.Parallel()
	// grey is the part of the page that is grey.
	grey := func(d *Document) float64 {
		n, box := 0, d.Page(0).Box()
		img := d.Page(0).Image(int(box.Width()), int(box.Height()))
		for i := 0; i < len(img.Pix); i += 4 {
			if (color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], 0xff}) == idleTint {
				n++
			}
		}
		return float64(n) / float64(len(img.Pix)/4)
	}
	p := weekOf(tuesday())
	p.PractitionerID, p.Grid, p.Timetable = "bo", true, hours()
	d := NewDiary(p, Options{})
	got := savedAs(t, d, "week-hours")
	for _, want := range []string{"Break", "Course in", "Away", "Painters"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if n := strings.Count(got, "Break"); n != 3 {
		t.Errorf("%d breaks: %s", n, got)
	}
	// Four days of seven are closed, and of the other three a break and two hours.
	if part := grey(d); part < 0.25 || part > 0.5 {
		t.Errorf("%.2f of the page is grey", part)
	}
	p = tuesday()
	p.Grid, p.Timetable = true, hours()
	p.Practitioners = clinic.Beside(p.Practitioners, "ingrid")
	if got := savedAs(t, NewDiary(p, Options{}), "day-hours"); strings.Index(got, "Ingrid") > strings.Index(got, "Bo Tran") || strings.Count(got, "Break") != 2 {
		t.Error(got)
	}
}

// Of many appointments each stands on the paper once, on pages with titles, whatever the size of the paper.
func TestManyAppointments(t *testing.T) {
	t.Parallel()
	for _, paper := range []string{"A4", "Letter"} {
		for _, grid := range []bool{false, true} {
			p := Diary{Clinic: clinic.Clinic{Name: "Harbour", Paper: paper}, Names: map[string]string{}, Grid: grid, Printed: "2027-03-09"}
			var list []clinic.Appointment
			for who := range 9 {
				id := fmt.Sprint("w", who)
				p.Practitioners = append(p.Practitioners, clinic.Practitioner{ID: id, Name: "Practitioner " + id})
				for n := range 12 {
					patient := fmt.Sprintf("N%d-%02d", who, n)
					p.Names[patient] = patient + " Lee"
					list = append(list, visitAt(patient, patient, id, "2027-03-09", 6*60+n*75, 60))
				}
			}
			p.Days = []*clinic.Day{dayOf("2027-03-09", list...)}
			d := NewDiary(p, Options{System: none})
			got := savedAs(t, d, fmt.Sprint("many-", paper, "-", grid))
			for name := range p.Names {
				if n := strings.Count(got, name); n != 1 && (n == 0 || !grid) { // on a grid one may go over to the next page
					t.Errorf("%s, %v: %s stands there %d times", paper, grid, name, n)
				}
			}
			if d.Pages() < 2 || !strings.Contains(got, fmt.Sprintf("Page %d of %d", d.Pages(), d.Pages())) {
				t.Errorf("%d pages", d.Pages())
			}
		}
	}
}

func TestDayWithNobody(t *testing.T) {
	t.Parallel()
	p := tuesday()
	p.Days = []*clinic.Day{dayOf("2027-03-09")}
	if got := savedAs(t, NewDiary(p, Options{}), "empty-list"); !strings.Contains(got, "Nobody is booked.") || strings.Contains(got, "0 appointments") {
		t.Error(got)
	}
	p.Grid = true
	if got := savedAs(t, NewDiary(p, Options{}), "empty-grid"); !strings.Contains(got, "Bo Tran") || !strings.Contains(got, "17:00") {
		t.Error(got)
	}
	p.Practitioners = nil // a year without anybody who treats
	if d := NewDiary(p, Options{}); d.Pages() != 1 {
		t.Errorf("%d pages", d.Pages())
	}
}

// On a narrow grid a fact is told whole or not at all, and the days, whose year is in the title, stand on one line.
func TestNothingIsCutOnTheGrid(t *testing.T) {
	t.Parallel()
	p := weekOf(tuesday())
	p.Grid = true
	var all []*clinic.Day
	for i, d := range p.Days {
		var list []clinic.Appointment
		for n := range 9 {
			a := visitAt(fmt.Sprint(i, n), []string{"p1", "p4"}[n%2], "ingrid", d.Date, 480+n*60, []int{30, 45, 60}[n%3])
			a.Title = fmt.Sprintf("Treatment, %d minutes", a.Minutes)
			list = append(list, a)
		}
		all = append(all, dayOf(d.Date, list...))
	}
	p.Days = all
	got := savedAs(t, NewDiary(p, Options{}), "week-full")
	for what, whole := range map[string]string{"Treatment": `Treatment, \d+ minutes`, "–": `\d\d:\d\d–\d\d:\d\d`, "Harbour r": "Harbour room"} {
		if n, all := strings.Count(got, what), len(regexp.MustCompile(whole).FindAllString(got, -1)); n != all {
			t.Errorf("%q stands there %d times, whole %d times: %s", what, n, all, got)
		}
	}
	if n := len(regexp.MustCompile(`\d\d:\d\d–`).FindAllString(got, -1)); n != 63 || strings.Contains(got, " min ") {
		t.Errorf("%d times of 63 visits: %s", n, got)
	}
	if strings.Count(got, "2027") != 2 || !strings.Contains(got, "Mon 8 Mar Tue 9 Mar") { // the title and the foot
		t.Error(got)
	}
}

// The papers of the diary lie at the reception: what is kept of an appointment beside its time is not on them.
// The colour of what is given is a strip of its block on the grid.
func TestTheGridShowsTheColourOfAnAppointmentType(t *testing.T) {
	t.Parallel()
	blue, _ := drawing.Named("blue")
	count := func(colour string) (n int) {
		a := visitAt("a", "p1", "ingrid", "2027-03-09", 600, 60)
		a.Colour = colour
		p := tuesday()
		p.Grid, p.Days = true, []*clinic.Day{dayOf("2027-03-09", a)}
		img := NewDiary(p, Options{}).Page(0).Image(1400, 1000)
		for i := 0; i < len(img.Pix); i += 4 {
			if img.Pix[i] == blue.R && img.Pix[i+1] == blue.G && img.Pix[i+2] == blue.B {
				n++
			}
		}
		return n
	}
	if with, without := count("blue"), count(""); with < 50 || without > 0 {
		t.Errorf("%d dots are blue, and %d where it has no colour", with, without)
	}
}

func TestNothingClinicalOnTheDiary(t *testing.T) {
	t.Parallel()
	for _, p := range diaryPapers {
		if p.Sense != clinic.Diary || p.Title.IsZero() {
			t.Errorf("%s: %+v", p.Code, p)
		}
	}
	for _, grid := range []bool{false, true} {
		p := tuesday()
		p.Grid = grid
		if got := savedAs(t, NewDiary(p, Options{}), "notes"); strings.Contains(got, "secret") {
			t.Error(got)
		}
	}
}

func TestLanes(t *testing.T) {
	t.Parallel()
	at := func(start, minutes int) clinic.Appointment { return clinic.Appointment{Start: start, Minutes: minutes} }
	lane, wide := lanesOf([]clinic.Appointment{at(540, 60), at(560, 10), at(570, 60), at(600, 30), at(630, 30)})
	if !slices.Equal(lane, []int{0, 1, 1, 0, 0}) || !slices.Equal(wide, []int{2, 2, 2, 2, 1}) {
		t.Error(lane, wide)
	}
}

func card() About {
	p := About{
		Clinic:        clinic.Clinic{Name: "Harbour Remedial Massage", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160", Phone: "08 5550 1234", Paper: "A4"},
		Practitioners: []clinic.Practitioner{{ID: "bo", Name: "Bo Tran"}, {ID: "ingrid", Name: "Ingrid Sørensen"}},
		Chart:         &clinic.Chart{Patient: clinic.Patient{ID: "p", GivenName: "Margaret", FamilyName: "O’Doyle", BirthDate: "1961-04-03"}},
		Appointments: []clinic.Appointment{
			visitAt("past", "p", "bo", "2027-03-01", 540, 60), visitAt("off", "p", "bo", "2027-03-09", 540, 60), visitAt("a", "p", "ingrid", "2027-03-10", 13*60+30, 45),
			visitAt("b", "p", "bo", "2027-03-17", 540, 60),
		},
		Services: []clinic.Service{
			{ID: "s1", Name: "Remedial massage", Text: "Wear loose shorts.\nBring your referral."}, {ID: "s2", Name: "Drainage", Text: "Bring your stockings."},
		},
		Printed: "2027-03-09",
	}
	p.Appointments[1].State = clinic.Cancelled
	return p
}

func TestAppointmentCard(t *testing.T) {
	t.Parallel()
	paper := PaperOf(CardPaper)
	for _, size := range []string{"A4", "Letter"} {
		about := card()
		about.Clinic.Paper = size
		subject, there := paper.Find(&about, "")
		if !there || subject.Draft() {
			t.Fatalf("%+v %v", subject, there)
		}
		d, err := paper.Set(about, subject, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := savedAs(t, d, "card-"+size)
		for _, want := range []string{
			"Your appointments", "For Margaret O’Doyle", "Wed 10 Mar 2027", "13:30", "45 minutes", "Wed 17 Mar 2027", "Bo Tran", "Ingrid Sørensen", "Wear loose shorts.", "Bring your referral.",
			"Where to come: Harbour Remedial Massage, 12 Quay Street", "please call 08 5550 1234", "Page 1 of 1",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%q is not in %s", want, got)
			}
		}
		if strings.Contains(got, "1 Mar 2027") || strings.Contains(got, "Tue 9 Mar") || strings.Contains(got, "stockings") || strings.Contains(got, "secret") {
			t.Errorf("what is past, off or not booked: %s", got)
		}
		if name := paper.FileName(about, subject); name != "Margaret O’Doyle appointment card 2027-03-09.pdf" {
			t.Error(name)
		}
	}
	about := card()
	about.Appointments = about.Appointments[:2]
	if _, there := paper.Find(&about, ""); there {
		t.Error("a card without anything ahead")
	}
	about = card()
	for n := range 60 {
		about.Appointments = append(about.Appointments, visitAt(fmt.Sprint("n", n), "p", "bo", clinic.Date("2027-04-01").AddDays(7*n), 540, 60))
	}
	about.Appointments = append(about.Appointments, visitAt("z", "p", "bo", "2028-12-01", 540, 60))
	about.Appointments[len(about.Appointments)-1].ServiceID = "s2"
	about.Clinic.Phone, about.Clinic.Street, about.Clinic.Suburb, about.Clinic.State, about.Clinic.Postcode = "", "", "", "", ""
	subject, _ := paper.Find(&about, "")
	d, err := paper.Set(about, subject, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := savedAs(t, d, "card-long")
	if d.Pages() < 2 || !strings.Contains(got, "Fri 1 Dec 2028") || !strings.Contains(got, "Drainage Bring your stockings.") || strings.Contains(got, "please call") || strings.Contains(got, "Where to come") {
		t.Errorf("%d pages: %s", d.Pages(), got)
	}
}
