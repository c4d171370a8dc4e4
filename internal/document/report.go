package document

import (
	"fmt"
	"math"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// Report is what the progress report for the referrer is made from: the patient's running plan and what
// became of it.
type Report struct {
	Clinic       clinic.Clinic
	Practitioner clinic.Practitioner
	Chart        *clinic.Chart
	Atlas        *anatomy.Atlas
	Catalogue    *clinic.Catalogue
	// Printed is the day on the paper, and the day the report is made for.
	Printed clinic.Date
}

// mostPlaces is how many places of treatment are listed, and leastPlaces how many where the report would not
// fit its one page otherwise; the rest is said in one line.
const (
	mostPlaces  = 8
	leastPlaces = 1
)

// reportPaper is a report being set.
type reportPaper struct {
	Report
	*sheet
	rep    clinic.Report
	places int // how many are listed
}

// NewReport sets the progress report of a patient's running plan. Without one the error is clinic.ErrNotFound.
func NewReport(p Report, opts Options) (*Document, error) {
	rep := clinic.MakeReport(p.Catalogue, p.Atlas, p.Chart, p.Printed)
	if rep.Plan == nil {
		return nil, fmt.Errorf("a running plan: %w", clinic.ErrNotFound)
	}
	for places := mostPlaces; ; places-- {
		if doc := setReport(p, rep, places, opts); doc.Pages() == 1 || places == leastPlaces {
			return doc, nil
		}
	}
}

func setReport(p Report, rep clinic.Report, places int, opts Options) *Document {
	doc := newDocument(p.Clinic.Paper, opts)
	doc.Title = "Progress report"
	doc.Author = p.Clinic.Name
	doc.Date = p.Printed
	w := &reportPaper{Report: p, sheet: doc.sheet, rep: rep, places: places}
	w.head = func(s *sheet) float64 { return runningHead(s, p.Chart.Patient.Name(), p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		return fmt.Sprintf("Progress report of %s, on plan version %d.", p.Printed.Long(), rep.Plan.Version), fmt.Sprintf("Page %d of %d", page, pages)
	}
	w.letterhead()
	w.visits()
	w.attention()
	w.goals()
	w.dose()
	w.close()
	doc.finish()
	return doc
}

func (w *reportPaper) letterhead() {
	name := w.Clinic.Name
	if name == "" {
		name = w.Practitioner.Name
	}
	blocks := []block{w.textBlock(name, style{Size: 15, Bold: true}, w.width())}
	if line := joined(", ", w.Clinic.Address(), w.Clinic.Phone, w.Clinic.Email); line != "" {
		blocks = append(blocks, w.textBlock(line, body, w.width()))
	}
	w.place(stack(0.3, blocks...))
	w.gap(3)
	w.fill(w.left(), w.y, w.width(), 0.7, accent)
	w.gap(4)
	w.place(w.textBlock("Progress report", style{Size: 18, Bold: true}, w.width()))
	w.gap(1)
	about := w.Chart.Patient.Name()
	if b := w.Chart.Patient.BirthDate; b.Valid() {
		about += ", born " + b.Long()
	}
	w.para("About "+about, strong)
	a, _ := w.Chart.Examined()
	if a == nil {
		return
	}
	if a.ReferralFrom != "" {
		to := "For " + a.ReferralFrom
		if a.ReferralDate.Valid() {
			to += ", referral of " + a.ReferralDate.Long()
		}
		w.para(to, body)
	}
	for _, t := range []struct{ what, text string }{{"Reason for the referral: ", a.ReferralReason}, {"Complaint: ", a.Complaint}, {"Our impression: ", a.Impression}} {
		if text := strings.TrimSpace(t.text); text != "" {
			w.para(t.what+text, body)
		}
	}
}

func joined(by string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}

func (w *reportPaper) visits() {
	a := &w.rep.Attendance
	points := []string{fmt.Sprintf("Plan agreed on %s: %s of %s.", clinic.DateOf(w.rep.Plan.AgreedAt.Local()).Long(),
		plural(w.rep.Plan.Sessions(), "session", "sessions"), plural(w.rep.Plan.Minutes, "minute", "minutes"))}
	held := fmt.Sprintf("Held so far: %d of %s; %d were planned by today.", a.Tally.Done(), plural(a.Tally.Planned, "session", "sessions"), a.Planned)
	if a.Tally.Earlier > 0 {
		held += fmt.Sprintf(" Before, by earlier versions of the plan: %d.", a.Tally.Earlier)
	}
	if n := a.NotMadeUp(); n > 0 {
		held += fmt.Sprintf(" Missed: %d.", n)
	}
	points = append(points, held)
	if n := len(w.rep.Goals); n > 0 {
		points[len(points)-1] += fmt.Sprintf(" Goals met: %d of %d.", w.rep.Met(), n)
	}
	var blocks []block
	for _, p := range points {
		blocks = append(blocks, w.textBlock(p, body, w.width()-12))
	}
	w.gap(3)
	w.place(w.boxed(stack(1.2, blocks...), w.width()))
}

func (w *reportPaper) goals() {
	if len(w.rep.Goals) == 0 {
		return
	}
	var rows [][]cell
	for _, g := range w.rep.Goals {
		m := &clinic.Measure{Unit: g.Series.Unit}
		number := func(v *float64) string {
			if v == nil {
				return "–"
			}
			return m.Write(*v)
		}
		now, standing := "not measured", string(g.State)
		if g.Latest != nil {
			now = m.Write(g.Latest.Value) + ", " + w.short(g.Latest.Date)
		}
		if g.Latest != nil && g.Latest.Stale(w.rep.Day) {
			standing += " then, " + g.Latest.Age(w.rep.Day)
		}
		if g.Overdue {
			standing += ", due " + g.Goal.Due.Short()
		}
		rows = append(rows, []cell{
			{lead: g.Goal.Name(w.Catalogue), text: w.Catalogue.MeasureName(g.Goal.Measure)},
			{text: number(g.Baseline)},
			{text: now},
			{text: number(g.Goal.TargetTo)},
			{text: upper(standing)},
		})
	}
	w.heading("Goals", 4*body.lineHeight())
	w.table([]column{{"Goal", 0.38}, {"Start", 0.11}, {"Now", 0.18}, {"Target", 0.11}, {"Standing", 0.22}}, rows)
}

// short is a day, without its year where it is that of the paper.
func (w *reportPaper) short(d clinic.Date) string {
	if d.Time().Year() == w.rep.Day.Time().Year() {
		return d.Time().Format("2 Jan")
	}
	return d.Short()
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (w *reportPaper) dose() {
	var names []string
	for _, d := range w.rep.Techniques {
		if d.Given > 0 {
			names = append(names, w.Catalogue.TechniqueName(d.Technique))
		}
	}
	if len(names) == 0 {
		return
	}
	whole := func(n int) string { return fmt.Sprint(n, " min") }
	var rows [][]cell
	more := 0
	for i, d := range w.rep.Structures {
		if i >= w.places {
			more++
			continue
		}
		name := "No place written down"
		if d.Structure != "" {
			name = w.Atlas.Label(d.Structure, d.Side)
		}
		rows = append(rows, []cell{{text: name}, {text: whole(d.Minutes().Planned)}, {text: whole(d.Minutes().Given)}, {text: plural(d.Times, "session", "sessions")}})
	}
	w.heading("Treatment given", 4*body.lineHeight())
	said := "Techniques: " + strings.Join(names, ", ") + "."
	if w.rep.Attendance.Tally.Earlier > 0 {
		said += " The minutes are those of all versions of the plan."
	}
	w.para(said, body)
	w.gap(2)
	w.table([]column{{"Place", 0.4}, {"Planned by today", 0.26}, {"Given", 0.14}, {"In", 0.2}}, rows)
	if more > 0 {
		w.para(fmt.Sprintf("And %s more.", plural(more, "place", "places")), small)
	}
}

func (w *reportPaper) attention() {
	var items []string
	for _, t := range w.rep.Triggers {
		items = append(items, t.What)
	}
	for _, d := range w.rep.Reviews {
		if d.Reason == clinic.ReviewSessions || d.Reason == clinic.ReviewExpires {
			items = append(items, d.What)
		}
	}
	if len(items) == 0 {
		return
	}
	w.heading("For your attention", 2*body.lineHeight())
	w.bullets(items)
}

// close leaves room for the signature beside the therapist's name.
func (w *reportPaper) close() {
	half := w.width() * 0.52
	who := w.textBlock(joined(", ", w.Practitioner.Name, w.Practitioner.Qualifications, w.Practitioner.Phone), body, half-4)
	sign := w.textBlock("Signature and date", small, w.width()-half)
	row := block{math.Max(who.height, 6+sign.height), func(x, y float64) {
		who.set(x, y)
		w.fill(x+half, y+5, w.width()-half, 0.2, rule)
		sign.set(x+half, y+6)
	}}
	note := w.textBlock("A change counts as real only beyond the error of its measure. This report tells what was measured and done; it is no medical diagnosis.", small, w.width())
	w.gap(4)
	w.place(stack(2, row, note))
}
