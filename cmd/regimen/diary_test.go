package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// diaryIn makes a clinic in Sydney with two who treat, one appointment that is cancelled and one that went to another.
func diaryIn(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)
	visit := func(id string, start int) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: "p1", PractitionerID: "a1", RoomID: "r1", Day: "2027-03-09", Start: start, Minutes: 60, Title: "Massage", State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: now, By: "Ana"}}, CreatedAt: now,
		}
	}
	v1, v2, v3, v4 := visit("v1", 540), visit("v2", 600), visit("v3", 660), visit("v4", 720)
	v4.PractitionerID = "b1"
	_, err = s.Load(t.Context(), clinic.Say("test"), []clinic.Record{
		&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Remedial", Paper: "A4", Zone: "Australia/Sydney", Street: "12 Quay Street", Phone: "02 5550 1234"},
		&clinic.Practitioner{ID: "a1", Name: "Ana Reyes", CreatedAt: now}, &clinic.Practitioner{ID: "b1", Name: "Bo Tran", CreatedAt: now},
		&clinic.Patient{ID: "p1", GivenName: "Margaret", FamilyName: "Doyle", CreatedAt: now}, &clinic.Room{ID: "r1", Name: "Room 1", CreatedAt: now}, v1, v2, v3, v4,
	})
	if err != nil {
		t.Fatal(err)
	}
	to := v2.Slot()
	to.PractitionerID = "b1"
	env := clinic.Env{Now: func() time.Time { return now }, NewID: func() string { return "n" }, Actor: clinic.Actor{Name: "Ana"}}
	off, err := clinic.ComeTo(env, *v3, "Margaret", clinic.Cancelled, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range []clinic.Operation{clinic.Reschedule(*v2, "Margaret", to, nil), off} {
		if _, err := s.Apply(t.Context(), op); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestPrintDiary(t *testing.T) {
	t.Parallel()
	dir := diaryIn(t)
	file := filepath.Join(t.TempDir(), "diary.pdf")
	for _, x := range []struct {
		args        string
		with, never string
	}{
		{"day --day 2027-03-09", "09:00–10:00", "Nobody"},
		{"day --day 2027-03-10", "Nobody is booked.", "Doyle"},
		{"day --day 2027-03-09 --practitioner b1 --grid", "12:00–13:00", "09:00–10:00"},
		{"week --day 2027-03-12 --practitioner a1", "Ana Reyes: 8 Mar to 14 Mar 2027", "12:00–13:00"},
		{"week --day 2027-03-12 --practitioner b1 --grid", "10:00–11:00", "09:00–10:00"},
	} {
		status, stdout, errs := call(append(append([]string{"print"}, strings.Fields(x.args)...), "--out", file, "--data", dir)...)
		if status != done || stdout != "" || !strings.Contains(errs, "was written to "+file) {
			t.Fatalf("%s: %d %q", x.args, status, errs)
		}
		text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v (resources/setup.sh --test installs it)", err)
		}
		if !strings.Contains(string(text), x.with) || strings.Contains(string(text), x.never) {
			t.Errorf("%s: %s", x.args, text)
		}
	}
	for _, args := range []string{"intake", "intake --patient p1"} { // for somebody new, and for a patient
		if status, _, errs := call(append(append([]string{"print"}, strings.Fields(args)...), "--out", file, "--data", dir)...); status != done {
			t.Fatalf("%s: %q", args, errs)
		}
		text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
		if err != nil || !strings.Contains(string(text), "Safety questions") || strings.Contains(string(text), "Margaret") != strings.Contains(args, "p1") {
			t.Errorf("%s: %v %s", args, err, text)
		}
	}
	for args, says := range map[string]string{
		"week":                                   "name the practitioner",
		"day --day 9.3.2027":                     "--day takes a day",
		"day --patient p1":                       "is of no patient",
		"plan --patient p1 --grid":               "are for print day and print week",
		"card --patient p1 --practitioner a1":    "are for print day and print week",
		"day --day 2027-03-09 --practitioner x1": "there is no practitioner with that id",
	} {
		status, _, errs := call(append(append([]string{"print"}, strings.Fields(args)...), "--out", file, "--data", dir)...)
		want := wrong
		if strings.HasPrefix(says, "there is no") {
			want = failed
		}
		if status != want || !strings.Contains(errs, says) {
			t.Errorf("%s: %d %q", args, status, errs)
		}
	}
	if status, _, errs := call("print", "day", "--data", dir); status != wrong || !strings.Contains(errs, "--out") {
		t.Errorf("%d %q", status, errs)
	}
	if status, stdout, _ := call("list", "practitioners", "--data", dir); status != done || stdout != "a1\tAna Reyes\nb1\tBo Tran\n" {
		t.Errorf("%d %q", status, stdout)
	}
}

// A calendar leaves alone what comes with a lower SEQUENCE than it has: what undo brings back is one more change to it.
func TestUndoReachesTheOtherCalendar(t *testing.T) {
	t.Parallel()
	dir := diaryIn(t)
	sequence := func() (n int) {
		t.Helper()
		out, _ := well(t, "export", "ics", "--appointment", "v1", "--out", "-", "--data", dir)
		_, rest, _ := strings.Cut(out, "SEQUENCE:")
		number, _, _ := strings.Cut(rest, "\r")
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		diary, _ := well(t, "export", "ics", "--practitioner", "a1", "--from", "2027-03-01", "--out", "-", "--data", dir)
		for _, event := range strings.SplitAfter(diary, "END:VEVENT") {
			if strings.Contains(event, "UID:v1@regimen") && !strings.Contains(event, "SEQUENCE:"+strconv.Itoa(n)+"\r") {
				t.Errorf("the diary says otherwise than %d: %s", n, event)
			}
		}
		return n
	}
	change := func(do func(*store.Store) error) {
		t.Helper()
		s, err := store.Open(t.Context(), store.Config{Dir: dir})
		if err == nil {
			err = errors.Join(do(s), s.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	booked := sequence()
	var op clinic.Operation
	change(func(s *store.Store) error {
		list, err := s.Appointments(t.Context(), "p1", "")
		if err != nil {
			return err
		}
		to := list[0].Slot()
		to.From += 15
		op = clinic.Reschedule(list[0], "Margaret", to, nil)
		_, err = s.Apply(t.Context(), op)
		return err
	})
	moved := sequence()
	change(func(s *store.Store) error {
		_, err := s.Undo(t.Context(), op.Scope)
		return err
	})
	if back := sequence(); booked >= moved || moved >= back {
		t.Errorf("booked %d, moved %d, back %d", booked, moved, back)
	}
}

func TestExportCalendar(t *testing.T) {
	t.Parallel()
	dir := diaryIn(t)
	file := filepath.Join(t.TempDir(), "ana.ics")
	export := func(args string) (int, string, string) {
		return call(append([]string{"export", "ics", "--data", dir}, strings.Fields(args)...)...)
	}
	status, stdout, errs := export("--practitioner a1 --from 2027-03-01 --to 2027-03-31 --out " + file)
	if status != done || stdout != "" || !strings.Contains(errs, "Appointments written: 3.") {
		t.Fatalf("%d %q %q", status, stdout, errs)
	}
	got := string(read(t, file))
	for _, want := range []string{
		"UID:v1@regimen", "DTSTART:20270308T220000Z", "DTEND:20270308T230000Z", "SUMMARY:Massage\r\n", "LOCATION:Room 1",
		"UID:v2@regimen", "UID:v3@regimen", "STATUS:CANCELLED", "SEQUENCE:1",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if strings.Contains(got, "v4") || strings.Contains(got, "Doyle") || strings.Count(got, "STATUS:CANCELLED") != 2 {
		t.Error(got)
	}
	if status, _, errs = export("--practitioner a1 --from 2027-03-01 --names --out " + file); status != done || !strings.Contains(string(read(t, file)), "SUMMARY:Margaret Doyle: Massage\r\n") {
		t.Errorf("with names, over the file of before: %d %q", status, errs)
	}
	if status, stdout, _ = export("--appointment v4 --out -"); status != done || !strings.HasPrefix(stdout, "BEGIN:VCALENDAR\r\n") || !strings.Contains(stdout, "SUMMARY:Massage at Harbour Remedial") || strings.Count(stdout, "BEGIN:VEVENT") != 1 {
		t.Errorf("%d %q", status, stdout)
	}
	letter := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(letter, []byte("Dear"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]struct {
		status int
		says   string
	}{
		"--practitioner a1 --from 2028-03-01 --out " + file:                 {failed, "nobody is booked"},
		"--practitioner x1 --from 2027-03-01 --out " + file:                 {failed, "there is no practitioner with that id"},
		"--appointment x1 --out " + file:                                    {failed, "there is no appointment with that id"},
		"--practitioner a1 --from 2027-03-01 --out " + letter:               {failed, "a file of another kind"},
		"--practitioner a1 --from 2027-03-01 --out " + letter + "/x":        {failed, "the calendar was not written"},
		"--practitioner a1 --from 2027-03-01":                               {wrong, "--out"},
		"--practitioner a1 --from soon --out " + file:                       {wrong, "--from takes a day"},
		"--practitioner a1 --from 2027-03-02 --to 2027-03-01 --out " + file: {wrong, "--to is before --from"},
		"--out " + file:                                    {wrong, "name the practitioner"},
		"--appointment v1 --names --out " + file:           {wrong, "are for a practitioner's diary"},
		"--practitioner a1 --appointment v1 --out " + file: {wrong, "name the practitioner"},
		"again --practitioner a1 --out " + file:            {wrong, "export ics"},
	} {
		if status, _, errs := export(args); status != want.status || !strings.Contains(errs, want.says) {
			t.Errorf("%s: %d %q", args, status, errs)
		}
	}
	if string(read(t, letter)) != "Dear" {
		t.Error("the letter is gone")
	}
}
