package document

import (
	"fmt"
	"math"
	"slices"
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

// reportFits are the ways to bring a report on its one page, the best to read first: how large it is set, and whether
// the places of treatment stand in a table or, shorter, two beside each other.
var reportFits = []struct {
	size  float64
	short bool
}{{1, false}, {0.95, false}, {0.9, false}, {1, true}, {0.95, true}, {0.9, true}, {0.85, true}}

// reportPaper is a report being set.
type reportPaper struct {
	Report
	*sheet
	rep    clinic.Report
	paired bool // the places stand beside each other
}

// NewReport sets the progress report of a patient's running plan. Without one the error is clinic.ErrNotFound.
func NewReport(p Report, opts Options) (*Document, error) {
	rep := clinic.MakeReport(p.Catalogue, p.Atlas, p.Chart, p.Printed)
	if rep.Plan == nil {
		return nil, fmt.Errorf("a running plan: %w", clinic.ErrNotFound)
	}
	var fewest *Document
	for _, fit := range reportFits {
		doc := setReport(p, rep, fit.size, fit.short, opts)
		if doc.Pages() == 1 {
			return doc, nil
		}
		if fewest == nil || doc.Pages() < fewest.Pages() {
			fewest = doc
		}
	}
	return fewest, nil
}

func setReport(p Report, rep clinic.Report, size float64, short bool, opts Options) *Document {
	doc := newDocument(p.Clinic.Paper, opts)
	doc.resize(size)
	doc.Title = "Progress report"
	doc.Author = p.Clinic.Name
	doc.Date = p.Printed
	w := &reportPaper{Report: p, sheet: doc.sheet, rep: rep, paired: short}
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

// letterhead is whose report it is, whom it is for, and whom it is about.
func (w *reportPaper) letterhead() {
	half := w.width()/2 - 4
	side := func(list ...string) block {
		var blocks []block
		for i, text := range list {
			st := body
			if i == 0 {
				st = strong
			}
			if text != "" {
				blocks = append(blocks, w.textBlock(text, st, half))
			}
		}
		return stack(0.2, blocks...)
	}
	pair := func(left, right block) {
		w.place(block{math.Max(left.height, right.height), func(x, y float64) {
			left.set(x, y)
			right.set(x+w.width()-half, y)
		}})
	}
	by := &w.Practitioner
	name := w.Clinic.Name
	if name == "" {
		name = by.Name
	}
	pair(stack(0.2, w.textBlock(name, style{Size: 15, Bold: true}, half), w.textBlock(joined("\n", w.Clinic.Address(), w.Clinic.Phone, w.Clinic.Email), body, half)),
		side(by.Name, by.Qualifications, providerNumber(by), by.Phone))
	w.gap(2.5)
	w.fill(w.left(), w.y, w.width(), 0.7, accent)
	w.gap(3.5)
	a, _ := w.Chart.Examined()
	about := side(append([]string{"About " + w.Chart.Patient.Name()}, w.about(a)...)...)
	if to := w.addressee(a); len(to) > 0 {
		pair(side(to...), about)
	} else {
		w.place(about)
	}
	w.gap(3)
	w.place(w.textBlock("Progress report", style{Size: 18, Bold: true}, w.width()))
	w.gap(1)
	if a == nil {
		return
	}
	for _, t := range []struct{ what, text string }{{"Reason for the referral: ", a.ReferralReason}, {"Complaint: ", a.Complaint}, {"Our impression: ", a.Impression}} {
		if text := strings.TrimSpace(t.text); text != "" {
			w.para(t.what+text, body)
		}
	}
}

func providerNumber(p *clinic.Practitioner) string {
	if p.ProviderNumber == "" {
		return ""
	}
	return "Provider number " + p.ProviderNumber
}

// about are the patient's birth date, the day of the report and that of the referral.
func (w *reportPaper) about(a *clinic.Assessment) []string {
	var out []string
	if b := w.Chart.Patient.BirthDate; b.Valid() {
		out = append(out, "Born "+b.Long())
	}
	out = append(out, "Report of "+w.Printed.Long())
	if a != nil && a.ReferralDate.Valid() {
		out = append(out, "Referral of "+a.ReferralDate.Long())
	}
	return out
}

// addressee is the block of the doctor the report is for, line by line: who sent the patient, or else the patient's own
// doctor; what the patient's record tells of that doctor's practice stands with it.
func (w *reportPaper) addressee(a *clinic.Assessment) []string {
	p := &w.Chart.Patient
	var lines []string
	if a != nil {
		for part := range strings.SplitSeq(a.ReferralFrom, ",") {
			if part = strings.TrimSpace(part); part != "" {
				lines = append(lines, part)
			}
		}
	}
	switch {
	case len(lines) == 0 && p.DoctorName == "":
		return nil
	case len(lines) == 0:
		lines = []string{p.DoctorName}
	case !strings.EqualFold(lines[0], strings.TrimSpace(p.DoctorName)):
		return append([]string{"For " + lines[0]}, lines[1:]...)
	}
	lines[0] = "For " + lines[0]
	for _, more := range []string{p.DoctorPractice, p.DoctorPhone} {
		if more = strings.TrimSpace(more); more != "" && !slices.ContainsFunc(lines, func(l string) bool { return strings.EqualFold(l, more) }) {
			lines = append(lines, more)
		}
	}
	return lines
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
	points := []string{fmt.Sprintf("Plan agreed on %s: %s of %s.", w.Chart.Day(w.rep.Plan.AgreedAt).Long(),
		plural(w.rep.Plan.Sessions(), "session", "sessions"), plural(w.rep.Plan.Minutes, "minute", "minutes"))}
	held := fmt.Sprintf("Held so far: %d of %s; %s planned by today.", a.Tally.Done(), plural(a.Tally.Planned, "session", "sessions"), plural(a.Planned, "was", "were"))
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
	w.heading("Treatment given", 4*body.lineHeight())
	said := "Techniques: " + strings.Join(names, ", ") + "."
	if w.rep.Attendance.Tally.Earlier > 0 {
		said += " The minutes are those of all versions of the plan."
	}
	w.para(said, body)
	w.gap(1.5)
	w.places()
}

// places are all the places of treatment with what was planned and given there.
func (w *reportPaper) places() {
	var rows [][]cell
	var cards []func(width float64) block
	for _, d := range w.rep.Structures {
		name := "No place written down"
		if d.Structure != "" {
			name = w.Atlas.Label(d.Structure, d.Side)
		}
		minutes, times := d.Minutes(), plural(d.Times, "session", "sessions")
		rows = append(rows, []cell{{text: name}, {text: fmt.Sprint(minutes.Planned, " min")}, {text: fmt.Sprint(minutes.Given, " min")}, {text: times}})
		cards = append(cards, func(width float64) block {
			return w.textBlock(fmt.Sprintf("%s: %d of %d min, %s", name, minutes.Given, minutes.Planned, times), body, width)
		})
	}
	if w.paired {
		w.para("Given, of the minutes planned by today:", body)
		w.columns("", 0.3, cards)
		return
	}
	w.table([]column{{"Place", 0.4}, {"Planned by today", 0.26}, {"Given", 0.14}, {"In", 0.2}}, rows)
}

func (w *reportPaper) attention() {
	var items []string
	for _, t := range w.rep.Triggers {
		items = append(items, t.What.String())
	}
	for _, d := range w.rep.Reviews {
		if d.Reason == clinic.ReviewSessions || d.Reason == clinic.ReviewExpires {
			items = append(items, d.What.String())
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
	who := w.textBlock(joined(", ", w.Practitioner.Name, w.Practitioner.Qualifications, providerNumber(&w.Practitioner)), body, half-4)
	sign := w.textBlock("Signature and date", small, w.width()-half)
	row := block{math.Max(who.height, 9+sign.height), func(x, y float64) {
		who.set(x, y)
		w.fill(x+half, y+8, w.width()-half, 0.2, rule)
		sign.set(x+half, y+9)
	}}
	note := w.textBlock("A change counts as real only beyond the error of its measure. This report tells what was measured and done; it is no medical diagnosis.", small, w.width())
	w.gap(4)
	w.place(stack(2, row, note))
}
