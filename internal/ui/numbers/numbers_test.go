// Package numbers_test reads every number of the sample clinic wherever it is shown.
package numbers_test

import (
	"cmp"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/document"
	"regimen/internal/figure"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/due"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/sections"
	"regimen/internal/ui/today"
	"regimen/internal/words"
)

// reader reads the sample clinic's numbers from screens, lists and papers, and holds them against the domain.
type reader struct {
	*desktest.Rig
	body *figure.BodyChart
}

// page is what a screen, a list or a paper says, and its name for complaints.
type page struct {
	t     testing.TB
	name  string
	texts []string
	rows  []kit.Row
}

// says fails the test unless one of the texts contains what is given.
func (p page) says(want string) {
	p.t.Helper()
	if !slices.ContainsFunc(p.texts, func(s string) bool { return strings.Contains(s, want) }) {
		p.t.Errorf("%s does not say %q", p.name, want)
	}
}

// all are the texts that an expression finds, with its groups, each once.
func (p page) all(expression string) [][]string {
	re := regexp.MustCompile(expression)
	var out [][]string
	for _, s := range p.texts {
		for _, m := range re.FindAllStringSubmatch(s, -1) {
			if !slices.ContainsFunc(out, func(o []string) bool { return slices.Equal(o, m) }) {
				out = append(out, m)
			}
		}
	}
	return out
}

// only fails the test unless each text that an expression finds, or its last group, is the one wanted, and there is one
// where it must be.
func (p page) only(expression, want string, must bool) {
	p.t.Helper()
	found := p.all(expression)
	for _, m := range found {
		if got := m[len(m)-1]; got != want {
			p.t.Errorf("%s says %q, want %q", p.name, got, want)
		}
	}
	if must && len(found) == 0 {
		p.t.Errorf("%s does not say %q", p.name, want)
	}
}

// after are the texts that follow another one.
func (p page) after(text string) []string {
	i := slices.Index(p.texts, text)
	if i < 0 {
		return nil
	}
	return p.texts[i+1 : min(i+4, len(p.texts))]
}

// rowsOf are the rows that name somebody, in whichever order of given and family name, and what stands beside the
// name where that is no name.
func (p page) rowsOf(name, beside string) []kit.Row {
	words := func(s string) string {
		parts := strings.Fields(s)
		slices.Sort(parts)
		return strings.Join(parts, " ")
	}
	var out []kit.Row
	for _, row := range p.rows {
		if row.What == name && row.Beside == beside || beside == "" && words(row.What+" "+row.Beside) == words(name) {
			out = append(out, row)
		}
	}
	return out
}

// screen shows one and reads it.
func (r *reader) screen(name string, o fyne.CanvasObject, height float32) page {
	r.Show(o, 1280, height)
	return r.read(name)
}

func (r *reader) read(name string) page {
	var texts []string
	var rows []kit.Row
	lines := map[fyne.CanvasObject]bool{} // of a text that wraps, which is read as a whole
	r.Walk(func(o fyne.CanvasObject) {
		text := ""
		if row, ok := o.(interface{ Row() kit.Row }); ok {
			rows = append(rows, row.Row())
		}
		switch o := o.(type) {
		case *kit.Text:
			text = o.Text()
			for _, line := range test.WidgetRenderer(o).Objects() {
				lines[line] = true
			}
		case *canvas.Text:
			text = o.Text
		case interface{ Name() string }:
			text = o.Name()
		}
		if text != "" && !lines[o] && (len(texts) == 0 || texts[len(texts)-1] != text) {
			texts = append(texts, text)
		}
	})
	return page{r.T, name, texts, rows}
}

// paper reads a printed paper.
func (r *reader) paper(name string, d *document.Document, err error) page {
	r.T.Helper()
	if err != nil {
		r.T.Fatal(err)
	}
	file := filepath.Join(r.T.TempDir(), "paper.pdf")
	if err := d.Save(file); err != nil {
		r.T.Fatal(err)
	}
	p := page{t: r.T, name: name}
	for _, order := range []string{"-layout", "-raw"} { // line by line, and cell by cell
		out, err := exec.Command("pdftotext", order, file, "-").CombinedOutput()
		if err != nil {
			r.T.Fatalf("pdftotext: %v: %s (resources/setup.sh --test installs it)", err, out)
		}
		p.texts = append(p.texts, strings.Join(strings.Fields(string(out)), " "))
	}
	return p
}

// newReader opens the sample clinic, with what the sample has not: an assessment of today that nobody has signed,
// and a review that was begun.
func newReader(t *testing.T) *reader {
	t.Helper()
	r := &reader{Rig: desktest.New(t)}
	var err error
	if r.body, err = figure.NewBodyChart(r.Desk.Catalogue, r.Desk.Atlas); err != nil {
		t.Fatal(err)
	}
	r.Clock.Advance(5 * time.Hour) // so that some were treated today
	sample := demo.Records(r.Clock.Now(), r.Desk.Catalogue, r.Desk.Atlas.Label)
	if _, err := r.Store.Load(t.Context(), clinic.Say("Sample clinic"), sample); err != nil {
		t.Fatal(err)
	}
	if err := r.Desk.WorkAs(demo.Leads(sample)); err != nil {
		t.Fatal(err)
	}
	unseen := r.AddPatient(clinic.Patient{GivenName: "Daniel", FamilyName: "Sample"}).ID
	for _, p := range []string{unseen, r.named("Aroha")} {
		_, op := clinic.StartAssessment(r.Desk.Env(), r.Desk.Chart(p), r.Desk.Practitioner().ID)
		r.Put(op.Put...)
		r.Desk.Forget(clinic.Changes{Patients: []string{p}})
	}
	return r
}

// named is the patient with a name.
func (r *reader) named(name string) string {
	r.T.Helper()
	hits, err := r.Store.Search(r.T.Context(), name, 1)
	if err != nil || len(hits) != 1 {
		r.T.Fatalf("%s: %v, %v", name, hits, err)
	}
	return hits[0].ID
}

func tally(t *clinic.Tally) string {
	words := fmt.Sprintf("%d of %d sessions done", t.Done(), t.Planned)
	if t.Earlier > 0 {
		words += fmt.Sprintf(", %d by earlier versions", t.Earlier)
	}
	return words
}

// tallies finds how many sessions were held, wherever that is said but in the reason for a review, which is about the
// schedule alone.
const tallies = `(?:^|[^:] )(\d+ of \d+ sessions done(?:, \d+ by earlier versions)?)`

// Every number that is shown in more than one place is the same in all of them, and is the one the domain gives: for
// every patient of the sample clinic, on the screens as they are built, in the lists and on the papers.
func TestNumbersAgree(t *testing.T) {
	r := newReader(t)
	plans, err := r.Store.Plans(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	everybody, total, err := r.Store.Patients(t.Context(), lookup.Filter{}, 1000, 0)
	if err != nil || total < 40 {
		t.Fatalf("%d patients, %v", total, err)
	}
	// A window so high that every row of a list is in sight.
	const high = 6000
	planned := r.screen("the list of plans", due.New(r.Desk, due.NewReasons(r.Desk)).Object(), high)
	known := r.screen("the list of patients", patients.NewList(r.Desk, nil, nil).Object(), high)
	day := r.screen("today", today.New(r.Desk, due.NewReasons(r.Desk), nil, nil, nil).Object(), high)
	day.says("Assessment · 4 Mar 2025")
	for _, hit := range everybody {
		chart := r.Desk.Chart(hit.ID)
		seen := "no visit yet"
		if last := chart.LastVisit(); last.Valid() {
			seen = "last visit " + last.Short()
		}
		if rows := known.rowsOf(hit.Name, ""); len(rows) != 1 || !strings.Contains(rows[0].Quiet, seen) {
			t.Errorf("the list of patients says %+v of %s, want %q", rows, hit.Name, seen)
		}
		r.record(hit.ID)
	}
	for _, row := range plans {
		r.planRow(planned, row)
		if reviews := row.Course.Due(r.Desk.Today()); len(reviews) > 0 && !slices.Equal(reviews, clinic.ReviewsDue(r.Desk.Chart(row.PatientID), r.Desk.Today())) {
			t.Errorf("the list of plans has other days of %s than the chart: %+v", row.PatientName, reviews)
		}
	}
	told := 0
	for _, row := range day.rows {
		if row.End == "" {
			continue
		}
		told++
		if !slices.ContainsFunc(plans, func(p store.PlanRow) bool {
			reviews := p.Course.Due(r.Desk.Today())
			if len(reviews) == 0 || p.PatientName != row.What || row.Quiet != due.Why(reviews[0]) {
				return false
			}
			end, _ := due.DueWords(reviews[0], r.Desk.Today())
			return row.End == end
		}) {
			t.Errorf("today says %+v, the list of plans does not", row)
		}
	}
	if told == 0 {
		t.Error("today tells of no re-assessment")
	}
}

// planRow holds the rows of a plan in the list of plans, one under each heading that concerns it, against the chart.
func (r *reader) planRow(list page, row store.PlanRow) {
	chart, now := r.Desk.Chart(row.PatientID), r.Desk.Today()
	name, year := row.PatientName+": "+row.Title, now.Time().Year()
	plan := chart.Plan(row.PlanID)
	count := chart.Tally(plan, now)
	rows := list.rowsOf(row.PatientName, cmp.Or(strings.TrimSpace(row.Title), "Plan"))
	if len(rows) == 0 {
		r.T.Fatalf("%s is not in the list of plans", name)
	}
	var ends, refers []string
	for _, x := range rows {
		p := page{t: r.T, name: "the row of " + name, texts: []string{x.Quiet}}
		p.only(tallies, tally(&count), true)
		if x.Done != count.Done() || x.Of != count.Planned {
			r.T.Errorf("%s draws %d of %d, want %d of %d", p.name, x.Done, x.Of, count.Done(), count.Planned)
		}
		if count.Last.Valid() {
			p.only(`last on \d+ \w+(?: \d+)?`, "last on "+words.InYear(count.Last, year), true)
		}
		if x.Badge == "Refer" {
			refers = append(refers, x.Quiet)
		} else if x.Act != "" {
			ends = append(ends, x.End)
		}
	}
	if reviews := clinic.ReviewsDue(chart, now); row.Agreed && len(reviews) > 0 {
		if want, _ := due.DueWords(reviews[0], now); !slices.Equal(ends, []string{want}) {
			r.T.Errorf("the list says that the re-assessment of %s has been due %q, want %q", name, ends, want)
		}
	} else if row.Agreed && len(ends) > 0 {
		r.T.Errorf("the list says that the re-assessment of %s has been due %q, and none is", name, ends)
	}
	if row.Agreed || chart.CurrentPlan() == nil {
		reasons := map[clinic.TriggerKind]string{
			clinic.TriggerTest: "an urgent test result", clinic.TriggerNerve: "new signs of a nerve", clinic.TriggerWeak: "weakness",
			clinic.TriggerTorn: "a tear, grade III", clinic.TriggerSwelling: "swelling of a limb", clinic.TriggerSevere: "severe pain with loss of function",
			clinic.TriggerWorse: "a goal worse twice running", clinic.TriggerFruitless: "no change that matters",
			clinic.TriggerChronic: "pain for long without a plan", clinic.TriggerEpisodes: "the same complaint again and again",
			clinic.TriggerClaim: "a claim may stand behind it", clinic.TriggerMood: "low mood with thoughts of self-harm",
			clinic.TriggerValue: "a value beyond its border", clinic.TriggerEndFeel: "an end feel that is never usual", clinic.TriggerTone: "a muscle without tone",
		}
		said := strings.Join(refers, " ")
		for _, kind := range clinic.TriggerKinds() {
			holds := slices.ContainsFunc(clinic.Triggers(r.Desk.Catalogue, r.Desk.Atlas, chart, now), func(t clinic.Trigger) bool { return t.Kind == kind })
			if strings.Contains(said, reasons[kind]) != holds {
				r.T.Errorf("the list says %q of %s; that a doctor should be thought of for %s holds: %v", said, name, kind, holds)
			}
		}
	}
}

// record holds all that a patient's record says in more than one place against the domain.
func (r *reader) record(patient string) {
	chart, now := r.Desk.Chart(patient), r.Desk.Today()
	name := chart.Patient.Name()
	build := func(s desk.Section) page {
		return r.screen(name+", "+string(s), sections.All()[s](r.Desk, patient).Object(), 3000)
	}
	summary := build(desk.Summary)
	stands, draft := chart.Examined()
	if stands != nil && len(chart.FindingsOf(stands.ID)) > 0 {
		if draft == nil || draft == stands {
			summary.only(`Findings of \d+ \w+ \d+`, "Findings of "+stands.Date.Long(), true)
		} else {
			found := counted(len(chart.FindingsOf(stands.ID)), "finding", "findings")
			summary.only(`^Signed \d+ \w+ \d+ · \d+ findings?`, "Signed "+stands.Date.Short()+" · "+found, true)
			day := draft.Date.Short()
			if draft.Date == now {
				day = "today"
			}
			summary.only(`^Draft .* · \d+`, fmt.Sprint("Draft ", day, " · ", len(chart.FindingsOf(draft.ID))), true)
		}
	}
	if last := chart.LastSession(now); last != nil {
		heading := fmt.Sprintf("Last session, number %d", last.Number)
		summary.says(heading)
		if got := summary.after(heading); !slices.Contains(got, last.Date.Long()) {
			r.T.Errorf("%s says the last session was on %q, want %q", summary.name, got, last.Date.Long())
		}
	}
	triggers := clinic.Triggers(r.Desk.Catalogue, r.Desk.Atlas, chart, now)
	shown := slices.DeleteFunc(slices.Clone(triggers), func(t clinic.Trigger) bool { return t.Kind == clinic.TriggerTest })
	for i, x := range shown {
		if i == 2 {
			summary.says(fmt.Sprintf("All %d in the report", len(shown)))
			break
		}
		summary.says(x.What.String())
	}
	if len(chart.Assessments)+len(chart.Sessions) == 0 {
		return
	}
	report := build(desk.Progress)
	for _, x := range triggers {
		report.says(x.What.String())
	}
	report.only(`\d+ reasons? to refer`, counted(len(triggers), "reason to refer", "reasons to refer"), len(triggers) > 0)
	if len(chart.Assessments) > 0 {
		r.figure(name, chart)
	}
	plan := chart.CurrentPlan()
	if plan == nil {
		return
	}
	booked, err := r.Desk.Store.Appointments(r.T.Context(), chart.Patient.ID, plan.Start)
	if err != nil {
		r.T.Fatal(err)
	}
	rep := clinic.MakeReport(r.Desk.Catalogue, r.Desk.Atlas, chart, booked, now)
	r.course(name, chart, booked, &rep, summary, report, build)
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

// course holds what is said of a running plan against its report.
func (r *reader) course(name string, chart *clinic.Chart, booked []clinic.Appointment, rep *clinic.Report, summary, report page, build func(desk.Section) page) {
	now := r.Desk.Today()
	d, err := document.NewReport(document.Report{Chart: chart, Atlas: r.Desk.Atlas, Catalogue: r.Desk.Catalogue, Booked: booked, Printed: now}, document.Options{})
	letter := r.paper(name+", the letter", d, err)
	count := &rep.Attendance.Tally
	done := tally(count)
	for _, p := range []page{summary, report} {
		p.only(tallies, done, true)
	}
	if chart.DraftPlan() == nil { // else it is the draft that is shown
		plan := build(desk.Plan)
		plan.only(tallies, done, true)
		if open := chart.OpenOn(now); open != nil {
			plan.says(fmt.Sprint("Go on with session ", open.Number))
		}
	}
	letter.only(`Held so far: \d+ of \d+ sessions?`, fmt.Sprintf("Held so far: %d of %s", count.Done(), counted(count.Planned, "session", "sessions")), true)
	letter.only(`Before, by earlier versions of the plan: \d+`, fmt.Sprintf("Before, by earlier versions of the plan: %d", count.Earlier), count.Earlier > 0)
	report.only(`\d+ planned by today`, fmt.Sprintf("%d planned by today", rep.Attendance.Planned), true)
	letter.only(`\d+ (?:was|were) planned by today`, counted(rep.Attendance.Planned, "was planned by today", "were planned by today"), true)
	if said := rep.Attendance.Words(); !said.IsZero() {
		report.says(said.String())
		letter.says(said.String())
	}
	missed := rep.Attendance.NotMadeUp()
	letter.only(`Missed: \d+`, fmt.Sprintf("Missed: %d", missed), missed > 0)
	report.only(`\d+ planned days? missed`, counted(rep.Attendance.Missed, "planned day missed", "planned days missed"), rep.Attendance.Missed > 0)
	if rep.Attendance.Missed-min(rep.Attendance.Missed, rep.Attendance.Extra) != missed || rep.Attendance.Extra+visitsTaken(&rep.Attendance) != rep.Attendance.Came || rep.Attendance.Came != count.Done()+rep.Attendance.Unwritten {
		r.T.Errorf("%s: the attendance does not add up: %+v", name, rep.Attendance)
	}

	r.goals(name, chart, rep, summary, report, letter)
	for _, x := range rep.Triggers {
		letter.says(strings.Join(strings.Fields(x.What.String()), " "))
	}
	for _, x := range rep.Reviews {
		report.says(x.What.String())
	}
	if reviews := rep.DueReviews(); len(reviews) > 0 {
		summary.only(`The re-assessment is due`, "The re-assessment is due", false)
		for _, m := range summary.all(`^(\d+ \w+ \d+)\. (.* done\.|The referr.*)$`) {
			if m[1] != reviews[0].Day.Long() || m[2] != reviews[0].What.String() {
				r.T.Errorf("%s says %q, the report %q on %s", summary.name, m[0], reviews[0].What, reviews[0].Day.Long())
			}
		}
	}
	r.dose(name, chart, rep, report, letter)
	if chart.OpenOn(now) != nil {
		before := build(desk.Sessions)
		before.only(tallies, done, true)
		for _, g := range rep.Goals {
			if g.State != clinic.GoalMet {
				before.says(g.Words().String())
			}
		}
	}
}

// visitsTaken counts the planned visits that were held.
func visitsTaken(a *clinic.Attendance) int {
	n := 0
	for _, v := range a.Visits {
		if v.Planned != "" && v.Held != "" {
			n++
		}
	}
	return n
}

// goals holds the values of the goals, with their days, against each other.
func (r *reader) goals(name string, chart *clinic.Chart, rep *clinic.Report, summary, report, letter page) {
	now := r.Desk.Today()
	met := fmt.Sprintf("%d of %d goals met", rep.Met(), len(rep.Goals))
	report.only(`\d+ of \d+ goals met`, met, true)
	letter.only(`Goals met: \d+ of \d+`, fmt.Sprintf("Goals met: %d of %d", rep.Met(), len(rep.Goals)), true)
	r.Show(sections.All()[desk.Progress](r.Desk, chart.Patient.ID).Object(), 1280, 4000)
	r.Tap("Measures")
	measures := r.read(name + ", measures")
	for _, g := range rep.Goals {
		summary.says(g.Words().String())
		report.says(g.Words().String())
		if g.Latest == nil {
			continue
		}
		value := g.Latest.Words(g.Series.Unit, now).String()
		measures.says(value)
		day := g.Latest.Date.Short()
		if sameYear := fmt.Sprint(" ", now.Time().Year()); strings.HasSuffix(day, sameYear) {
			day = strings.TrimSuffix(day, sameYear)
		}
		letter.says((&clinic.Measure{Unit: g.Series.Unit}).Write(g.Latest.Value) + ", " + day)
		if age := g.Latest.Age(now).String(); age != "" {
			letter.says(age)
		}
		if g.Latest.Date != now {
			report.says("on " + g.Latest.Date.Short())
		}
	}
}

// dose holds the minutes against each other.
func (r *reader) dose(name string, chart *clinic.Chart, rep *clinic.Report, report, letter page) {
	all := rep.Dose()
	m := all.Minutes()
	scope := ""
	if rep.Attendance.Tally.Earlier > 0 {
		scope = ", all versions"
		letter.says("The minutes are those of all versions of the plan.")
	}
	report.only(`\d+ of \d+ planned minutes given(?:, all versions)?`, fmt.Sprintf("%d of %d planned minutes given%s", m.Given, m.Planned, scope), m.Planned > 0)
	for _, found := range report.all(`(\d+) of (\d+) min by today, in \d+ of \d+ sessions?(?:; (\d+) min left out)?(?:; (\d+) min in missed visits)?(?:; (\d+) min more than planned)?`) {
		var n [5]int
		for i := range n {
			_, _ = fmt.Sscan(cmp.Or(found[i+1], "0"), &n[i])
		}
		if given, planned, left, missed, added := n[0], n[1], n[2], n[3], n[4]; planned+added != given+left+missed {
			r.T.Errorf("%s: %q does not add up", report.name, found[0])
		}
	}
	if chart.OpenOn(r.Desk.Today()) == nil {
		held := rep.Attendance.Tally.Done() + rep.Attendance.Tally.Earlier + rep.Attendance.NotMadeUp()
		for _, x := range rep.Techniques {
			if x.Sessions > held {
				r.T.Errorf("%s: %s was planned in %d sessions of %d", name, x.Technique, x.Sessions, held)
			}
		}
	}
	r.Show(sections.All()[desk.Progress](r.Desk, chart.Patient.ID).Object(), 1280, 3000)
	r.Tap("Measures")
	dose := r.read(name + ", planned and given")
	// By prescription, in the sessions held, it is what the report has by technique without the missed visits.
	type minutes struct{ planned, given float64 }
	by := map[string]minutes{}
	for _, g := range clinic.PlannedVsGiven(chart, rep.Plan) {
		x := by[g.Prescription.Technique]
		by[g.Prescription.Technique] = minutes{x.planned + g.Planned, x.given + g.Given}
		dose.says(fmt.Sprintf("%.0f of %.0f planned minutes given, in %d of %s", g.Given, g.Planned, g.Times, counted(g.Sessions, "session", "sessions")))
	}
	for _, x := range rep.Techniques {
		if got := by[x.Technique]; x.Planned > 0 && (got.planned != x.Planned-x.Missed || got.given != x.Given) {
			r.T.Errorf("%s: %s by prescription %+v, in the report %+v", name, x.Technique, got, x)
		}
	}
	for i, x := range rep.Structures {
		m := x.Minutes()
		// the letter has a table, or, where its page is short of room, a line for each
		if len(letter.all(fmt.Sprintf(`%d min %d min|%d of %d min`, m.Planned, m.Given, m.Given, m.Planned))) == 0 {
			r.T.Errorf("%s does not say that %d of %d min were given", letter.name, m.Given, m.Planned)
		}
		if i == 0 {
			report.says(fmt.Sprintf("%d of %d min by today", m.Given, m.Planned))
		}
	}
	if scope != "" {
		dose.says("In the sessions of all versions of this plan.")
	}
}

// figure holds what became of the findings, and how much of the body is marked, on the figure and in the areas.
func (r *reader) figure(name string, chart *clinic.Chart) {
	r.Show(sections.All()[desk.Progress](r.Desk, chart.Patient.ID).Object(), 1280, 3000)
	r.Tap("Body")
	figure := r.read(name + ", figure")
	r.Tap("Areas")
	areas := r.read(name + ", areas")
	now, _ := chart.Examined()
	then := chart.AssessmentBegan(now)
	states := map[clinic.ChangeState]int{}
	if then != nil {
		for _, c := range clinic.CompareAssessments(r.Desk.Catalogue, chart, then, now) {
			states[c.State]++
		}
	}
	for _, s := range clinic.ChangeStates() {
		figure.only(`^\d+ `+string(s)+`$`, fmt.Sprintf("%d %s", states[s], s), states[s] > 0)
	}
	if states[clinic.FindingResolved] == 0 {
		for _, p := range []page{figure, areas} {
			if slices.ContainsFunc(p.texts, func(s string) bool { return s == "resolved" || strings.HasPrefix(s, "No longer: ") }) {
				r.T.Errorf("%s says that something has resolved", p.name)
			}
		}
	}
	for _, source := range []clinic.Source{clinic.ByPatient, clinic.ByTherapist} {
		is, err := r.body.RollUp(chart.FindingsOf(now.ID), chart.StrokesOf(now.ID), source)
		if err != nil {
			r.T.Fatal(err)
		}
		if n := is.Count(clinic.Choir); n > 0 {
			share := percent(is.BodyPercent)
			figure.says(fmt.Sprintf("%d of 74 areas, %s of the body", n, share))
			areas.says(share + " of the body is marked")
			areas.says(fmt.Sprintf("%d of 74 areas", n))
		}
	}
	if then == nil && len(areas.all(`No longer: |Not examined again: |New: `)) > 0 {
		r.T.Errorf("%s compares the first assessment of a complaint", areas.name)
	}
}

func percent(v float64) string {
	if v > 0 && v < 0.1 {
		return "less than 0.1 %"
	}
	return clinic.Number(float64(int(v*10+0.5))/10) + " %"
}
