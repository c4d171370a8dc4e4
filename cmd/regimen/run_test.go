package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/sections"
)

// call runs the program's verbs in this process.
func call(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(args, &out, &errs)
	return status, out.String(), errs.String()
}

// clinicIn makes a small clinic in a data folder.
func clinicIn(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC)
	gone := now
	records := []clinic.Record{
		&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Remedial", Paper: "A4"},
		&clinic.Practitioner{ID: "a1", Name: "Ana Reyes", CreatedAt: now},
		&clinic.Patient{ID: "p1", GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0412 345 678"}}, CreatedAt: now},
		&clinic.Patient{ID: "p2", GivenName: "Amir\tA.", FamilyName: "Khan", CreatedAt: now, ArchivedAt: gone},
		&clinic.Plan{ID: "l1", PatientID: "p1", PractitionerID: "a1", Lineage: "l1", Version: 1, Title: "Neck", Minutes: 45, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, ReviewDate: "2025-04-01", CreatedAt: now},
		&clinic.Session{ID: "s1", PatientID: "p1", PlanID: "l1", Number: 1, Date: "2025-03-04", CreatedAt: now},
	}
	if _, err := s.Load(t.Context(), clinic.Say("test"), records); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestList(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	for what, want := range map[string]string{
		"patients": "p1\tMargaret (Peg) Doyle, 3 Apr 1961, 0412 345 678\np2\tAmir A. Khan, archived\n",
		"plans":    "l1\tMargaret (Peg) Doyle, Neck, version 1, draft, 1 of 4 sessions, review 1 Apr 2025\n",
		"sessions": "s1\t4 Mar 2025, Margaret (Peg) Doyle, session 1, open\n",
	} {
		status, out, errs := call("list", what, "--data", dir)
		if status != done || out != want || errs != "Records: this computer's own, in "+dir+".\n" {
			t.Errorf("list %s: %d\n%q\n%q", what, status, out, errs)
		}
		if status, same, _ := call("--data", dir, "list", what); status != done || same != want {
			t.Errorf("with the flag before the verb: %d %q", status, same)
		}
	}
}

func TestListManyPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var records []clinic.Record
	for i := range 2*listPage + 1 {
		records = append(records, &clinic.Patient{ID: "p" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + time.Duration(i).String(), GivenName: "N", CreatedAt: time.Now()})
	}
	_, err = s.Load(t.Context(), clinic.Say("test"), records)
	s.Close()
	if err != nil {
		t.Fatal(err)
	}
	status, out, _ := call("list", "patients", "--data", dir)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	slices.Sort(lines)
	if n := len(slices.Compact(lines)); status != done || n != len(records) {
		t.Errorf("%d of %d patients", n, len(records))
	}
}

func TestListWhileAWindowIsOpen(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if status, out, errs := call("list", "patients", "--data", dir); status != done || !strings.Contains(out, "p1\t") {
		t.Errorf("%d %q %q", status, out, errs)
	}
}

func TestPrintPlan(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	file := filepath.Join(t.TempDir(), "plan.pdf")
	status, out, errs := call("print", "plan", "--patient", "p1", "--out", file, "--data", dir)
	if status != done || out != "" || !strings.Contains(errs, file) {
		t.Fatalf("%d %q %q", status, out, errs)
	}
	if b, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("the file is no PDF: %v", err)
	}
	for id, want := range map[string]string{"p2": "has no plan yet", "nobody": "not there"} {
		status, _, errs := call("print", "plan", "--patient", id, "--out", file, "--data", dir)
		if status != failed || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %q", id, status, errs)
		}
	}
}

func TestPrintReport(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	file := filepath.Join(t.TempDir(), "report.pdf")
	if status, _, errs := call("print", "report", "--patient", "p1", "--out", file, "--data", dir); status != failed || !strings.Contains(errs, "nothing to report on") {
		t.Errorf("a draft was reported on: %d %q", status, errs)
	}
	s, err := store.Open(t.Context(), store.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	chart, err := s.Chart(t.Context(), "p1")
	if err != nil {
		t.Fatal(err)
	}
	plan := chart.Plans[0]
	plan.Start, plan.AgreedAt, plan.AgreedBy = "2025-03-04", plan.CreatedAt, "Margaret Doyle"
	if _, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("agree"), Put: []clinic.Record{&plan}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if status, out, errs := call("print", "report", "--patient", "p1", "--out", file, "--data", dir); status != done || out != "" || !strings.Contains(errs, "The progress report was written to "+file+", 1 page.\n") {
		t.Fatalf("%d %q %q", status, out, errs)
	}
	if b, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("the file is no PDF: %v", err)
	}
}

func TestBackupCheckRestore(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	file := filepath.Join(t.TempDir(), "tuesday.db")
	if status, _, errs := call("backup", file, "--data", dir); status != done || !strings.Contains(errs, "complete") {
		t.Fatalf("backup: %d %q", status, errs)
	}
	status, out, errs := call("check", "--data", dir)
	if status != done || !strings.Contains(out, "patient\t2\n") || !strings.Contains(errs, "All records are sound") {
		t.Errorf("check: %d %q %q", status, out, errs)
	}
	other := filepath.Join(t.TempDir(), "new")
	if status, _, errs := call("restore", file, "--data", other); status != done {
		t.Fatalf("restore: %d %q", status, errs)
	}
	if status, out, _ := call("list", "patients", "--data", other); status != done || !strings.Contains(out, "Margaret") {
		t.Errorf("after restore: %d %q", status, out)
	}
	if status, _, errs := call("restore", file+".none", "--data", other); status != failed || errs == "" {
		t.Errorf("a backup that is not there: %d %q", status, errs)
	}
}

// One record that was changed past the program is named, with what to do about it; a backup says so, too, and the
// one before stays.
func TestCheckNamesWhatWasChanged(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	backup := filepath.Join(t.TempDir(), "monday.db")
	if status, _, errs := call("backup", backup, "--data", dir); status != done {
		t.Fatalf("backup: %d %q", status, errs)
	}
	good, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "regimen.db")
	b, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.Replace(b, []byte("Margaret"), []byte("Margarex"), 1), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := call("check", "--data", dir)
	if status != failed || !strings.Contains(out, "patient\t2\n") || !strings.Contains(out, "The ") || !strings.Contains(errs, "Copy the data folder") || strings.Contains(out+errs, "Margare") {
		t.Errorf("check: %d %q %q", status, out, errs)
	}
	status, _, errs = call("backup", backup, "--data", dir)
	if status != failed || !strings.Contains(errs, "monday-damaged.db") || strings.Contains(errs, "complete") {
		t.Errorf("backup: %d %q", status, errs)
	}
	if now, err := os.ReadFile(backup); err != nil || !bytes.Equal(now, good) {
		t.Errorf("the backup before was replaced (%v)", err)
	}
	if status, _, errs := call("restore", filepath.Join(filepath.Dir(backup), "monday-damaged.db"), "--data", dir); status != failed || !strings.Contains(errs, "was not brought back") {
		t.Errorf("restore: %d %q", status, errs)
	}
}

// Who checks is not sent to the check.
func TestCheckOfRecordsItDoesNotKnow(t *testing.T) {
	t.Parallel()
	dir := clinicIn(t)
	file := filepath.Join(dir, "regimen.db")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.ReplaceAll(whole, []byte("preferred_name "), []byte("preferred_nams ")) // a column in the schema
	if err := os.WriteFile(file, other, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := call("check", "--data", dir); status != failed || strings.Contains(errs, "regimen check") {
		t.Errorf("%d %q", status, errs)
	}
}

func TestDemo(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	status, out, errs := call("list", "patients", "--demo")
	if status != done || len(strings.Split(out, "\n")) < 20 {
		t.Errorf("%d %q %q", status, out, errs)
	}
	if left, err := os.ReadDir(tmp); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestHelpAndVersion(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"-h"}, {"help"}, {"list", "--help"}, {"print", "-h"}} {
		if status, out, errs := call(args...); status != done || !strings.Contains(out, "regimen list patients") || errs != "" {
			t.Errorf("%v: %d %q %q", args, status, out, errs)
		}
	}
	if status, out, _ := call("--version"); status != done || out != "regimen "+version+"\n" {
		t.Errorf("%d %q", status, out)
	}
}

func TestWrongUse(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"lst"},
		{"list"},
		{"list", "cats"},
		{"list", "patients", "plans"},
		{"--nonsense"},
		{"list", "patients", "--nonsense"},
		{"list", "sessions", "--csv"},
		{"list", "patients", "--from", "2026-03-04"},
		{"list", "appointments", "--from", "4 March"},
		{"list", "appointments", "--to", "2026-02-30"},
		{"list", "appointments", "--from", "2026-03-04", "--to", "2026-03-03"},
		{"list", "appointments", "--from", "0001-01-01", "--to", "9999-12-31"},
		{"list", "appointments", "--from", ""},
		{"print"},
		{"print", "plan"},
		{"print", "plan", "--patient", "p1"},
		{"print", "poster", "--patient", "p1", "--out", "x"},
		{"backup"},
		{"backup", "a", "b"},
		{"restore"},
		{"restore", "x", "--demo"},
		{"check", "x"},
		{"--demo", "--data", "x"},
		{"--data"},
	} {
		if status, out, errs := call(args...); status != wrong || out != "" || !strings.Contains(errs, "see regimen --help") {
			t.Errorf("%v: %d %q %q", args, status, out, errs)
		}
	}
}

func TestNoRecordsYet(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "none")
	for _, args := range [][]string{{"list", "patients"}, {"check"}, {"backup", filepath.Join(t.TempDir(), "x.db")}} {
		status, _, errs := call(append(args, "--data", dir)...)
		if status != failed || !strings.Contains(errs, "no clinic's records") {
			t.Errorf("%v: %d %q", args, status, errs)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a verb that only reads made the data folder")
	}
}

func TestNoDisplay(t *testing.T) {
	if _, err := os.Stat("/proc"); err != nil {
		t.Skip("only Linux goes without a display")
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if status, _, errs := call("--data", t.TempDir()); status != failed || !strings.Contains(errs, "there is no display") {
		t.Errorf("%d %q", status, errs)
	}
	t.Setenv("DISPLAY", ":4711")
	if status, _, errs := call("--data", t.TempDir()); status != failed || !strings.Contains(errs, "cannot be reached") {
		t.Errorf("%d %q", status, errs)
	}
}

func TestVersionIsThatOfTheApp(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`Version = "([^"]+)"`).FindSubmatch(b)
	if m == nil || string(m[1]) != version {
		t.Errorf("FyneApp.toml says %q, the program %q", m, version)
	}
}

func TestCrashIsWrittenDown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if got := lastCrash(dir, time.Now()); got != "" {
		t.Errorf("a crash that never was: %s", got)
	}
	err := func() (err error) {
		defer func() { err = crashed(dir, recover()) }()
		panic("Margaret Doyle")
	}()
	if !strings.Contains(err.Error(), "everything that was kept is safe") {
		t.Error(err)
	}
	file := lastCrash(dir, time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC))
	if filepath.Base(file) != "crash-20250304-093000.log" {
		t.Errorf("kept as %q", file)
	}
	b, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(b, []byte("TestCrashIsWrittenDown")) {
		t.Errorf("the log does not say where: %v", err)
	}
	if bytes.Contains(b, []byte("Doyle")) {
		t.Error("the log holds what was on the screen")
	}
	if got := lastCrash(dir, time.Now()); got != "" {
		t.Errorf("told twice: %s", got)
	}
}

func TestLogStartsAgainWhenLarge(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, logName)
	if err := os.WriteFile(file, bytes.Repeat([]byte("x"), logLimit+1), 0o600); err != nil {
		t.Fatal(err)
	}
	l, closeLog := openLog(dir)
	l.LogAttrs(context.Background(), 8, "hello")
	closeLog()
	b, err := os.ReadFile(file)
	if err != nil || len(b) > 1000 || !bytes.Contains(b, []byte("hello")) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if _, err := os.Stat(file + ".old"); err != nil {
		t.Error(err)
	}
}

func TestEverySectionHasAScreen(t *testing.T) {
	t.Parallel()
	if n := len(sections.All()); n != 8 {
		t.Errorf("%d sections are wired", n)
	}
}

// What an older program kept cannot steer the terminal either.
func TestPrintedLinesArePlain(t *testing.T) {
	t.Parallel()
	if got, want := oneLine("red \x1b[31mname\x1b]0;title\x07\n\u202efdp\t\u0085x"), "red [31mname]0;title fdp x"; got != want {
		t.Errorf("printed %q, want %q", got, want)
	}
}
