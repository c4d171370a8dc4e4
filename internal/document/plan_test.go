package document

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-text/typesetting/font"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

func atlas(t testing.TB) *anatomy.Atlas {
	t.Helper()
	return bookstest.Atlas(t)
}

func catalogue(t testing.TB) *clinic.Catalogue {
	t.Helper()
	return bookstest.Catalogue(t)
}

func ptr[T any](v T) *T { return &v }

// neckPlan is a plan with something in every part.
func neckPlan(t testing.TB) Plan {
	t.Helper()
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c := &clinic.Chart{
		Patient:     clinic.Patient{ID: "p", GivenName: "Margaret", FamilyName: "O’Doyle", PreferredName: "Peg", BirthDate: "1961-04-03"},
		Assessments: []clinic.Assessment{{ID: "a", PatientID: "p", Date: "2026-03-02", Type: clinic.AssessmentInitial}},
		Findings: []clinic.Finding{
			{ID: "f1", AssessmentID: "a", Structure: "trapezius.upper", Side: anatomy.Left, Source: clinic.ByTherapist, Type: "trigger-point", Severity: ptr(7)},
			{ID: "f2", AssessmentID: "a", Structure: "trapezius.upper", Side: anatomy.Left, Source: clinic.ByPatient, Type: "pain", Severity: ptr(6)},
			{ID: "f3", AssessmentID: "a", Structure: "levator.scapulae", Side: anatomy.Left, Source: clinic.ByTherapist, Type: "hypertonicity", Severity: ptr(5)},
			{ID: "f4", AssessmentID: "a", Structure: "pectoralis.minor", Side: anatomy.Right, Source: clinic.ByTherapist, Type: "restriction", Severity: ptr(4)},
		},
		Strokes: []clinic.Stroke{{ID: "s1", AssessmentID: "a", View: "posterior", Tool: clinic.StrokeArrow, Source: clinic.ByTherapist, Points: [][2]float64{{-90, 300}, {-60, 160}}}},
		Plans: []clinic.Plan{{
			ID: "plan", PatientID: "p", Lineage: "plan", Version: 2, AssessmentID: "a", Title: "Neck and shoulder",
			Summary: "The muscles at the top of your left shoulder are tight and sore. They pull on your neck, so it turns less to the left.",
			Start:   "2026-03-09", Minutes: 60, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}},
			ReviewDate: "2026-04-13", CostCents: ptr(11000), CreatedAt: at, AgreedAt: at, AgreedBy: "Margaret O’Doyle", AgreedHow: "signed on paper",
			Precautions: []string{"Blood thinners: light pressure only."},
			Expect:      "You may feel sore for a day or two, as after sport. This is common and it passes. You may feel sleepy or relaxed. Get up slowly and take your time. Drink water.",
		}},
		Problems: []clinic.Problem{{ID: "pr", PlanID: "plan", FindingID: "f1", Words: "Left upper trapezius: trigger point 7/10"}},
		Goals: []clinic.Goal{
			{ID: "g1", PlanID: "plan", Benefit: clinic.Mobility, Measure: "rom.neck.rotation", Side: anatomy.Left, Baseline: ptr(45.0), TargetTo: ptr(60.0), Due: "2026-04-13", Words: "Look over my shoulder when I reverse the car"},
			{ID: "g2", PlanID: "plan", Benefit: clinic.Recovery, Measure: "nprs", Side: anatomy.Midline, Baseline: ptr(6.0), TargetTo: ptr(3.0), Due: "2026-04-13", Words: "Sleep through without waking from my neck"},
		},
		Prescriptions: []clinic.Prescription{
			{ID: "x1", PlanID: "plan", Technique: "effleurage", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "trapezius.upper", Side: anatomy.Right}}, Pressure: 2, Minutes: 5, Position: "prone"},
			{ID: "x2", PlanID: "plan", Technique: "ischaemic-compression", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "levator.scapulae", Side: anatomy.Left}}, Pressure: 4, Minutes: 10, Repetitions: 3, Position: "prone"},
		},
		HomeCare: []clinic.HomeCare{
			{ID: "h1", PlanID: "plan", Title: "Turn your head", Instructions: "Sit tall. Turn your head slowly to the left until it pulls a little. Come back. Then turn to the right.", Repetitions: 10, Sets: 2, DaysPerWeek: 7, TimesPerDay: 2},
			{ID: "h2", PlanID: "plan", Title: "Warm pack", Instructions: "Put a warm pack on the top of your shoulder. It must never feel hot.", Minutes: 15, DaysPerWeek: 7, TimesPerDay: 1},
		},
	}
	c.Sort()
	return Plan{
		Clinic:       clinic.Clinic{Name: "Harbour Remedial Massage", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160", Phone: "08 5550 1234", Emergency: "000", Paper: "A4"},
		Practitioner: clinic.Practitioner{Name: "Ingrid Sørensen", Qualifications: "Dip. Remedial Massage", ProviderNumber: "0000000A"},
		Chart:        c, PlanID: "plan", Atlas: atlas(t), Catalogue: catalogue(t), Printed: "2026-03-02",
	}
}

// made sets a plan and gives it as a file.
func made(t *testing.T, p Plan, opts Options) (*Document, string) {
	t.Helper()
	d, err := NewPlan(p, opts)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "plan.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("REGIMEN_PICTURES"); dir != "" {
		if err := d.Save(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+".pdf")); err != nil {
			t.Fatal(err)
		}
	}
	return d, file
}

// poppler runs one of the PDF tools that the test set-up installs.
func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	out, err := exec.Command(tool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s (resources/setup.sh --test installs it)", tool, err, out)
	}
	return string(out)
}

// text is what a reader finds on the pages, white space folded.
func text(t *testing.T, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(poppler(t, "pdftotext", "-layout", file, "-")), " ")
}

func TestPlanSaysEverything(t *testing.T) {
	t.Parallel()
	d, file := made(t, neckPlan(t), Options{System: none})
	got := text(t, file)
	for _, want := range []string{
		"Harbour Remedial Massage", "12 Quay Street, Fremantle WA 6160", "Ingrid Sørensen", "For Margaret (Peg) O’Doyle, born 3 April 1961",
		"“Look over my shoulder when I reverse the car”", "Your RIGHT", "Your LEFT", "Sore knot in the muscle from your", "neck to the top of your left",
		"45°", "60°", "6 out of 10", "13 April 2026", "Trigger point pressure", "Neck, both sides: light pressure, 5", "Neck, left side: firm",
		"4 sessions, one a week, then 2 sessions, one every 2 weeks", "Mon 9 Mar 2026", "Mon 27 Apr 2026", "Each session takes 60 minutes and costs $110.",
		"Turn your head", "10 times, in 2 rounds; twice a day.", "Week 4", "Call an ambulance (000).", "Blood thinners: light pressure only.",
		"Agreed on 2 March 2026 by Margaret O’Doyle (signed on paper).", "Plan version 2, agreed 2 March 2026.", "Page 1 of 3", "Page 3 of 3",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	info := poppler(t, "pdfinfo", file)
	if !strings.Contains(info, "Pages:           3") || !strings.Contains(info, "A4") || d.Pages() != 3 {
		t.Errorf("%d pages:\n%s", d.Pages(), info)
	}
	for _, f := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n")[2:] {
		if !strings.Contains(f, "yes") {
			t.Errorf("a font is not embedded: %s", f)
		}
	}
	if len(d.Unprintable()) > 0 {
		t.Errorf("not printable: %v", d.Unprintable())
	}
}

// none is a computer without any other fonts.
func none(rune, bool) *font.Font { return nil }

func TestSameBytes(t *testing.T) {
	t.Parallel()
	a, err := NewPlan(neckPlan(t), Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewPlan(neckPlan(t), Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	x, err := a.PDF()
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.PDF()
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.PDF()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) || !bytes.Equal(x, again) {
		t.Error("the same plan gives other bytes")
	}
}

func TestLetter(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	p.Clinic.Paper = "Letter"
	_, file := made(t, p, Options{System: none})
	if info := poppler(t, "pdfinfo", file); !strings.Contains(info, "612 x 792 pts (letter)") {
		t.Error(info)
	}
}

// A name in any script is printed, with the fonts of the computer as outlines; where there is none, it
// is marked and the person is told.
func TestAnyScript(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"王美玲", "مريم الحسن", "अनिता शर्मा", "สมชาย ใจดี", "דוד לוי", "김서연", "Zoë 🦘 O\u0301"} {
		p := neckPlan(t)
		p.Chart.Patient = clinic.Patient{ID: "p", GivenName: name, FamilyName: "x"}
		bare, file := made(t, p, Options{System: none})
		if len(bare.Unprintable()) == 0 && name != "Zoë 🦘 O\u0301" {
			t.Errorf("%s: nobody is told that it cannot be printed", name)
		}
		if got := text(t, file); !strings.Contains(got, "Your massage plan") {
			t.Errorf("%s breaks the paper: %s", name, got)
		}
		if len(bare.Unprintable()) > 0 {
			if boxes := outlines(bare); boxes == 0 {
				t.Errorf("%s is blank", name)
			}
		}
	}
}

// outlines counts the letters that are set as paths on the first page: as many as the name has, at least.
func outlines(d *Document) int {
	lines := d.sheet.wrap("王", body, 100)
	if len(lines) == 0 || lines[0].Shaped == nil {
		return 0
	}
	return len(lines[0].Shaped.Glyphs)
}

// A table breaks between its rows and repeats its titles on every page.
func TestTableRepeatsItsTitles(t *testing.T) {
	t.Parallel()
	d := newDocument("A4", Options{System: none})
	d.foot = func(page, pages int) (string, string) { return "", fmt.Sprint(page, " of ", pages) }
	var rows [][]cell
	for i := range 80 {
		rows = append(rows, []cell{{lead: fmt.Sprint("Row ", i), text: strings.Repeat("word ", 20)}, {text: "here"}})
	}
	d.sheet.table([]column{{"What it is", 0.5}, {"Where it is", 0.5}}, rows)
	d.finish()
	file := filepath.Join(t.TempDir(), "table.pdf")
	if err := d.Save(file); err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(poppler(t, "pdftotext", "-layout", file, "-"), "\f")
	for i, page := range pages[:d.Pages()] {
		if !strings.Contains(page, "What it is") || !strings.Contains(page, "Where it is") {
			t.Errorf("page %d has no titles", i+1)
		}
	}
	if got := strings.Count(text(t, file), "Row "); d.Pages() < 3 || got != 80 {
		t.Errorf("%d rows of 80 on %d pages", got, d.Pages())
	}
}

// A long plan keeps all its parts, and a heading never stands alone at the foot of a page.
func TestLongPlanBreaksWell(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	for i := range 40 {
		x := p.Chart.Prescriptions[1]
		x.ID, x.Rank = fmt.Sprint("long", i), 10+i
		p.Chart.Prescriptions = append(p.Chart.Prescriptions, x)
		h := p.Chart.HomeCare[0]
		h.ID, h.Rank = fmt.Sprint("home", i), 10+i
		if i < 6 {
			p.Chart.HomeCare = append(p.Chart.HomeCare, h)
		}
		g := p.Chart.Goals[0]
		g.ID, g.Rank = fmt.Sprint("goal", i), 10+i
		if i < 9 {
			p.Chart.Goals = append(p.Chart.Goals, g)
		}
	}
	p.Chart.Plans[0].Summary = strings.Repeat("A long story of a neck that would not turn. ", 230)
	d, file := made(t, p, Options{System: none})
	pages := strings.Split(poppler(t, "pdftotext", "-layout", file, "-"), "\f")
	headings := []string{"What we found", "Your goals", "What we will do", "When", "What to expect", "We take care with", "What you do at home", "Warning signs: stop and get help", "Our agreement"}
	for i, page := range pages[:d.Pages()] {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		last := strings.TrimSpace(lines[len(lines)-2]) // above the foot
		for _, h := range headings {
			if last == h {
				t.Errorf("%q stands alone at the foot of page %d", h, i+1)
			}
		}
	}
	if got := strings.Count(text(t, file), "Trigger point pressure"); got != 41 {
		t.Errorf("%d treatments of 41 are printed", got)
	}
}

// What is drawn stays on the page, whatever is written in the fields.
func TestNothingLeavesThePage(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p := neckPlan(t)
		p.Chart.Findings, p.Chart.Strokes = nil, nil // the figure is the same in all
		words := rapid.StringOfN(rapid.RuneFrom([]rune("aW. \nłÄ字ش—€")), 0, 400, -1)
		p.Chart.Plans[0].Summary = words.Draw(rt, "summary")
		p.Chart.Plans[0].Title = words.Draw(rt, "title")
		p.Chart.Goals[0].Words = words.Draw(rt, "goal")
		p.Chart.HomeCare[0].Instructions = words.Draw(rt, "home")
		p.Chart.HomeCare[1].Title = words.Draw(rt, "home title")
		p.Chart.Problems[0].Words = words.Draw(rt, "problem")
		p.Clinic.Name = words.Draw(rt, "clinic")
		d, err := NewPlan(p, Options{System: none})
		if err != nil {
			rt.Fatal(err)
		}
		for i := range d.Pages() {
			b := d.Page(i).Bounds()
			if edge := margin*planSizes[len(planSizes)-1] - 2; b.Min.X < edge || b.Max.X > 210-edge || b.Max.Y > 297-edge {
				rt.Fatalf("page %d is drawn on to %v", i+1, b)
			}
		}
	})
}

// Booked visits are told with their time, and what is not booked is told to be so, where the diary could be read.
func TestPlanTellsBookedVisits(t *testing.T) {
	t.Parallel()
	visit := func(id string, day clinic.Date, state clinic.AppointmentState) clinic.Appointment {
		a := visitAt(id, "p", "ingrid", day, 14*60+15, 60)
		a.PlanID, a.State = "plan", state
		return a
	}
	four := []clinic.Phase{{Sessions: 4, EveryDays: 7}} // from 9 March 2026
	held := clinic.Session{ID: "held", PatientID: "p", PlanID: "plan", Date: "2026-03-10", SignedAt: time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)}
	for name, x := range map[string]struct {
		printed     clinic.Date
		unread      bool
		booked      []clinic.Appointment
		change      func(*clinic.Chart)
		with, never []string
	}{
		"the diary cannot be read": {"2026-03-02", true, nil, nil, []string{"These are the days we aim for. Tick each one when it is done.", "Mon 9 Mar 2026", "Mon 30 Mar 2026"}, []string{"booked"}},
		"nothing is booked":        {"2026-03-02", false, nil, nil, []string{"They are not booked yet.", "Mon 9 Mar 2026", "Mon 30 Mar 2026"}, []string{"with a time"}},
		"two are booked": {
			"2026-03-02", false,
			[]clinic.Appointment{visit("1", "2026-03-11", clinic.Booked), visit("2", "2026-03-17", clinic.Confirmed), visit("3", "2026-03-20", clinic.Cancelled)},
			nil,
			[]string{"The visits with a time are booked. The other days are those we aim for; they are not booked yet.", "Wed 11 Mar 2026, 14:15", "Tue 17 Mar 2026, 14:15", "Tue 24 Mar 2026", "Tue 31 Mar 2026"},
			[]string{"9 Mar", "20 Mar", "24 Mar 2026,"},
		},
		"one was held and the others are booked": {
			"2026-03-12", false,
			[]clinic.Appointment{visit("1", "2026-03-16", clinic.Booked), visit("2", "2026-03-24", clinic.Booked), visit("3", "2026-03-30", clinic.Booked)},
			func(c *clinic.Chart) { c.Sessions = append(c.Sessions, held) },
			[]string{"The visits with a time are booked for you.", "Tue 10 Mar 2026", "Mon 16 Mar 2026, 14:15", "Mon 30 Mar 2026, 14:15"},
			[]string{"aim for", "9 Mar 2026"},
		},
		"it waits for another time": {
			"2026-03-02", false,
			[]clinic.Appointment{func() clinic.Appointment { a := visit("1", "2026-03-11", clinic.Booked); a.Held = true; return a }()},
			nil,
			[]string{"They are not booked yet.", "Mon 9 Mar 2026"},
			[]string{"14:15"},
		},
		"a version of before": {
			"2026-03-02", false,
			[]clinic.Appointment{visit("1", "2026-03-11", clinic.Booked)},
			func(c *clinic.Chart) {
				next := c.Plans[0]
				next.ID, next.Version = "next", 3
				c.Plans = append(c.Plans, next)
			},
			[]string{"These are the days we aim for. Tick each one when it is done.", "Mon 9 Mar 2026"},
			[]string{"14:15", "booked"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := neckPlan(t)
			p.Chart.Plans[0].Phases = four
			if x.change != nil {
				x.change(p.Chart)
			}
			p.Printed, p.Booked, p.DiaryRead = x.printed, x.booked, !x.unread
			_, file := made(t, p, Options{System: none})
			got := text(t, file)
			for _, want := range x.with {
				if !strings.Contains(got, want) {
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

// The paper tells what was chosen, of home care only where there is some, and what was measured in plain words.
func TestPlanTellsWhatConcernsIt(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	_, file := made(t, p, Options{System: none})
	got := text(t, file)
	for _, want := range []string{"• You may feel sore", "• You may feel sleepy", "• Drink water.", "Stop the home care", "A home exercise hurts"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	p.Chart.HomeCare, p.Chart.Plans[0].Expect = nil, ""
	p.Chart.Patient.BirthDate = "1996-04-03"
	p.Chart.Measurements = []clinic.Measurement{
		{ID: "right", PatientID: "p", AssessmentID: "a", Measure: "rom.shoulder.abduction", Side: anatomy.Right, Mode: clinic.ModeActive, Value: 95, Date: "2026-03-02"},
		{ID: "left", PatientID: "p", AssessmentID: "a", Measure: "rom.shoulder.abduction", Side: anatomy.Left, Mode: clinic.ModeActive, Value: 175, Date: "2026-03-02"},
	}
	p.Chart.Sort()
	for _, o := range clinic.Observations(p.Catalogue, p.Chart, &p.Chart.Assessments[0]) {
		if o.Measurement != nil && o.Measurement.ID == "right" {
			p.Chart.Problems = append(p.Chart.Problems, clinic.Problem{ID: "pm", PlanID: "plan", MeasurementID: "right", Words: say(o.Words), Rank: 9})
		}
	}
	if len(p.Chart.Problems) != 2 {
		t.Fatal("the shoulder is no problem")
	}
	_, file = made(t, p, Options{System: none})
	got = text(t, file)
	if strings.Contains(got, "home") || strings.Contains(got, "What to expect") || strings.Contains(got, "from the usual") {
		t.Error(got)
	}
	if want := "How far you can lift your arm to the side, on the right: 95°. Usual is"; !strings.Contains(got, "Call us.") || !strings.Contains(got, "How far you can lift") {
		t.Errorf("%q is not in %s", want, got)
	}
	// What was written by hand stays as it is.
	p.Chart.Problems[1].Words = "Arm goes up to 95° only"
	if _, file = made(t, p, Options{System: none}); !strings.Contains(text(t, file), "Arm goes up to 95° only") {
		t.Error("the words of the therapist are gone")
	}
}

func TestDraftSaysSo(t *testing.T) {
	t.Parallel()
	p := neckPlan(t)
	p.Chart.Plans[0].AgreedAt = time.Time{}
	_, file := made(t, p, Options{System: none})
	if got := text(t, file); !strings.Contains(got, "draft: not agreed yet") || strings.Contains(got, "Agreed on") {
		t.Error("a draft looks as if it was agreed to")
	}
}

func TestUnwritable(t *testing.T) {
	t.Parallel()
	d, err := NewPlan(neckPlan(t), Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	records := filepath.Join(dir, "regimen.db")
	if err := os.WriteFile(records, []byte("SQLite format 3\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.pdf")
	if err := os.Symlink(records, link); err != nil {
		t.Skip("no links on this system")
	}
	for file, want := range map[string]error{
		filepath.Join(dir, "no", "such", "plan.pdf"): ErrNoFolder, filepath.Join(records, "plan.pdf"): ErrNoFolder,
		records: ErrNotAPaper, link: ErrNotAPaper, dir: ErrNotAPaper,
	} {
		if err := d.Save(file); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", file, err, want)
		}
	}
	if kept, err := os.ReadFile(records); err != nil || !strings.HasPrefix(string(kept), "SQLite") {
		t.Fatal("the records were written over")
	}
	old := filepath.Join(dir, "old.pdf")
	for range 2 { // the second takes the place of the first
		if err := d.Save(old); err != nil {
			t.Error(err)
		}
	}
	if _, err := NewPlan(Plan{Chart: &clinic.Chart{}, PlanID: "gone"}, Options{}); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// The words of the paper are for a tired reader.
func TestReadsEasily(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"We measure again on 3 March 2026 and decide with you what comes next.",
		"These are the days we aim for. Tick each one when it is done.",
		"The visits with a time are booked. The other days are those we aim for; they are not booked yet. Tick each one when it is done.",
		"Tick a box each time. Bring this sheet to your next visit.",
		"What you want to do again. 0 is not at all, 10 is as well as before.",
		"We talked about this plan: what it is for, what we will do, what else could be done, the risks and the cost. I can ask questions, say no to any part, or stop at any time.",
	} {
		if g := clinic.ReadingGrade(s); g > 8 {
			t.Errorf("grade %.1f: %s", g, s)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	h := clinic.HomeCare{Repetitions: 10, Sets: 2, HoldSeconds: 5, DaysPerWeek: 5, TimesPerDay: 2}
	if got, want := homeDose(h), "10 times, in 2 rounds; hold for 5 seconds; twice a day, 5 days a week."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := homeDose(clinic.HomeCare{}); got != "" {
		t.Errorf("nothing is %q", got)
	}
	if got := money(9550, ""); got != "$95.50" {
		t.Error(got)
	}
	for want, phases := range map[string][]clinic.Phase{
		"1 session, then 3 sessions, one every 3 weeks":            {{Sessions: 1, EveryDays: 1}, {Sessions: 3, EveryDays: 21}},
		"5 sessions, one a week, then 1 session after 4 weeks":     {{Sessions: 5, EveryDays: 7}, {Sessions: 1, EveryDays: 28}},
		"2 sessions, one a day, then 4 sessions, one every 3 days": {{Sessions: 2, EveryDays: 1}, {Sessions: 4, EveryDays: 3}},
	} {
		if got := schedule(phases); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// BenchmarkPlan sets a plan and writes it: one that fits its pages at once, and one that is set smaller until it does.
func BenchmarkPlan(b *testing.B) {
	for name, p := range map[string]Plan{"at once": neckPlan(b), "smaller": simpleNeck(b)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				d, err := NewPlan(p, Options{System: none})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := d.PDF(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A start that was measured on another day says which.
func TestAStartTellsItsDay(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		day  clinic.Date
		want string
	}{{"", "At first"}, {"2026-02-20", "20 Feb"}, {"2025-12-20", "20 Dec 2025"}, {neckPlan(t).Printed, "Now"}} {
		p := neckPlan(t)
		if x.day != "" {
			p.Chart.Goals[0].BaselineID = "b"
			p.Chart.Measurements = append(p.Chart.Measurements, clinic.Measurement{
				ID: "b", Measure: "rom.neck.rotation", Side: anatomy.Left, Value: 45, Date: x.day,
			})
		}
		_, file := made(t, p, Options{System: none})
		if got := text(t, file); !strings.Contains(got, x.want+" 45°") {
			t.Errorf("measured on %q: not %q in\n%s", x.day, x.want, got)
		}
	}
}

// What the patient wants to do again is rated now on a paper of that day only.
func TestActivitiesTellTheirDay(t *testing.T) {
	t.Parallel()
	const again, scale = "What you want to do again", ". 0 is not at all, 10 is as well as before:"
	for _, x := range []struct {
		printed, other clinic.Date // other: the day of one of them, "" the same
		want           []string
	}{
		{"2026-03-02", "", []string{again + scale, "Read in bed: now 5"}},
		{"2026-03-29", "", []string{again + ", as you said on 2 Mar" + scale, "Read in bed: 5 "}},
		{"2027-01-04", "", []string{again + ", as you said on 2 Mar 2026" + scale, "Read in bed: 5 "}},
		{"2026-03-29", "2026-03-05", []string{again + scale, "Read in bed: 5 on 5 Mar", "two hours: 3 on 2 Mar"}},
	} {
		p := simpleNeck(t)
		p.Printed = x.printed
		for i := range p.Chart.Measurements {
			if m := &p.Chart.Measurements[i]; m.Item == "Read in bed" && x.other != "" {
				m.Date = x.other
			}
		}
		_, file := made(t, p, Options{System: none})
		got := text(t, file)
		if x.other == "" && strings.Contains(got, "Read in bed: 5 on") {
			t.Errorf("printed on %s: it has a day of its own in\n%s", x.printed, got)
		}
		for _, want := range x.want {
			if !strings.Contains(got, want) {
				t.Errorf("printed on %s: not %q in\n%s", x.printed, want, got)
			}
		}
	}
}
