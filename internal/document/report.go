package document

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/words"
)

// Report is what the progress report for the referrer is made from: the patient's running plan and what
// became of it.
type Report struct {
	Clinic       clinic.Clinic
	Practitioner clinic.Practitioner
	Chart        *clinic.Chart
	Atlas        *anatomy.Atlas
	Catalogue    *clinic.Catalogue
	// Booked are the patient's appointments since the running plan began.
	Booked []clinic.Appointment
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
	rep := clinic.MakeReport(p.Catalogue, p.Atlas, p.Chart, p.Booked, p.Printed)
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
	doc.Title = say(clinic.Say("Progress report"))
	doc.Author = p.Clinic.Name
	doc.Date = p.Printed
	w := &reportPaper{Report: p, sheet: doc.sheet, rep: rep, paired: short}
	w.head = func(s *sheet) float64 { return runningHead(s, p.Chart.Patient.Name(), p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Progress report of {{.Day}}, on plan version {{.Version}}.", clinic.Args{"Day": p.Printed, "Version": rep.Plan.Version})), pageOf(page, pages)
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
	about := side(append([]string{say(clinic.Say("About {{.Name}}", clinic.Args{"Name": w.Chart.Patient.Name()}))}, w.about(a)...)...)
	if to := w.addressee(a); len(to) > 0 {
		pair(side(to...), about)
	} else {
		w.place(about)
	}
	w.gap(3)
	w.place(w.textBlock(say(clinic.Say("Progress report")), style{Size: 18, Bold: true}, w.width()))
	w.gap(1)
	if a == nil {
		return
	}
	told := func(text string, as func(clinic.Args) clinic.Sentence) {
		if text = strings.TrimSpace(text); text != "" {
			w.para(say(as(clinic.Args{"Text": lines(text)})), body)
		}
	}
	told(a.ReferralReason, func(f clinic.Args) clinic.Sentence { return clinic.Say("Reason for the referral: {{.Text}}", f) })
	told(a.Complaint, func(f clinic.Args) clinic.Sentence { return clinic.Say("Complaint: {{.Text}}", f) })
	told(a.Impression, func(f clinic.Args) clinic.Sentence {
		return clinic.Say("Clinical impression, not a medical diagnosis: {{.Text}}", f)
	})
}

func providerNumber(p *clinic.Practitioner) string {
	if p.ProviderNumber == "" {
		return ""
	}
	return say(clinic.Say("Provider number {{.Number}}", clinic.Args{"Number": p.ProviderNumber}))
}

// about are the patient's birth date, the day of the report and that of the referral.
func (w *reportPaper) about(a *clinic.Assessment) []string {
	var out []string
	if b := w.Chart.Patient.BirthDate; b.Valid() {
		out = append(out, say(clinic.Say("Born {{.Day}}", clinic.Args{"Day": b})))
	}
	out = append(out, say(clinic.Say("Report of {{.Day}}", clinic.Args{"Day": w.Printed})))
	if a != nil && a.ReferralDate.Valid() {
		out = append(out, say(clinic.Say("Referral of {{.Day}}", clinic.Args{"Day": a.ReferralDate})))
	}
	return out
}

// addressee is the block of the doctor the report is for, line by line: who sent the patient, or else the patient's own
// doctor; what the patient's record tells of that doctor's practice stands with it.
func (w *reportPaper) addressee(a *clinic.Assessment) []string {
	p := &w.Chart.Patient
	var list []string
	if a != nil {
		for part := range strings.SplitSeq(a.ReferralFrom, ",") {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
	}
	switch {
	case len(list) == 0 && p.DoctorName == "":
		return nil
	case len(list) == 0:
		list = []string{p.DoctorName}
	case !strings.EqualFold(list[0], strings.TrimSpace(p.DoctorName)):
		return append([]string{forDoctor(list[0])}, list[1:]...)
	}
	list[0] = forDoctor(list[0])
	for _, more := range []string{p.DoctorPractice, p.DoctorPhone} {
		if more = strings.TrimSpace(more); more != "" && !slices.ContainsFunc(list, func(l string) bool { return strings.EqualFold(l, more) }) {
			list = append(list, more)
		}
	}
	return list
}

func forDoctor(name string) string {
	return say(clinic.Say("For {{.Name}}", clinic.Args{"Name": name}))
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
	agreed := clinic.Say("Plan agreed on {{.Day}}: {{.Sessions}} of {{.Minutes}}.", clinic.Args{
		"Day": w.Chart.Day(w.rep.Plan.AgreedAt), "Sessions": sessions(w.rep.Plan.Sessions()), "Minutes": minutes(w.rep.Plan.Minutes),
	})
	held := []clinic.Sentence{clinic.SayCount(a.Planned,
		"Held so far: {{.Done}} of {{.Sessions}}; {{.Count}} was planned by today.", "Held so far: {{.Done}} of {{.Sessions}}; {{.Count}} were planned by today.",
		clinic.Args{"Done": a.Tally.Done(), "Sessions": sessions(a.Tally.Planned)})}
	if a.Tally.Earlier > 0 {
		held = append(held, clinic.Say("Before, by earlier versions of the plan: {{.N}}.", clinic.Args{"N": a.Tally.Earlier}))
	}
	if n := a.NotMadeUp(); n > 0 {
		held = append(held, clinic.Say("Missed: {{.N}}.", clinic.Args{"N": n}))
	}
	if said := a.Words(); !said.IsZero() {
		held = append(held, said)
	}
	if n := len(w.rep.Goals); n > 0 {
		held = append(held, clinic.Say("Goals met: {{.Met}} of {{.All}}.", clinic.Args{"Met": w.rep.Met(), "All": n}))
	}
	var blocks []block
	for _, p := range []clinic.Sentence{agreed, clinic.OneAfterAnother(held)} {
		blocks = append(blocks, w.textBlock(say(p), body, w.width()-12))
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
		now := clinic.Say("not measured")
		if g.Latest != nil {
			now = clinic.Say("{{.Value}}, {{.Day}}", clinic.Args{"Value": m.Write(g.Latest.Value), "Day": words.InYear(g.Latest.Date, w.rep.Day.Time().Year())})
		}
		rows = append(rows, []cell{
			{lead: say(g.Goal.Name(w.Catalogue)), text: w.Catalogue.MeasureName(g.Goal.Measure)},
			{text: number(g.Baseline)},
			{text: say(now)},
			{text: number(g.Goal.TargetTo)},
			{text: say(w.standing(&g))},
		})
	}
	w.heading(say(clinic.Say("Goals")), 4*body.lineHeight())
	w.table([]column{
		{say(clinic.Say("Goal")), 0.38},
		{say(clinic.Say("Start")), 0.11},
		{say(clinic.Say("Now")), 0.18},
		{say(clinic.Say("Target")), 0.11},
		{say(clinic.Say("Standing")), 0.22},
	}, rows)
}

var standings = map[clinic.GoalStanding]clinic.Sentence{
	clinic.GoalMet: clinic.Say("Met"), clinic.GoalOnTheWay: clinic.Say("On the way"), clinic.GoalNoChange: clinic.Say("No real change"),
	clinic.GoalWorse: clinic.Say("Worse"), clinic.GoalNotMeasured: clinic.Say("Not measured since"),
}

// standing is how far a goal has come, how long ago that was measured where it is long, and whether its day has passed.
func (w *reportPaper) standing(g *clinic.GoalProgress) clinic.Sentence {
	s := standings[g.State]
	if g.Latest != nil && g.Latest.Stale(w.rep.Day) {
		s = clinic.Say("{{.Standing}} then, {{.Age}}", clinic.Args{"Standing": s, "Age": g.Latest.Age(w.rep.Day)})
	}
	if g.Overdue {
		s = clinic.Say("{{.Standing}}, due {{.Day}}", clinic.Args{"Standing": s, "Day": clinic.Brief(g.Goal.Due)})
	}
	return s
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
	w.heading(say(clinic.Say("Treatment given")), 4*body.lineHeight())
	said := []clinic.Sentence{clinic.Say("Techniques: {{.Names}}.", clinic.Args{"Names": strings.Join(names, ", ")})}
	if w.rep.Attendance.Tally.Earlier > 0 {
		said = append(said, clinic.Say("The minutes are those of all versions of the plan."))
	}
	w.para(say(clinic.OneAfterAnother(said)), body)
	w.gap(1.5)
	w.places()
}

// places are all the places of treatment with what was planned and given there.
func (w *reportPaper) places() {
	var rows [][]cell
	var cards []func(width float64) block
	for _, d := range w.rep.Structures {
		name := say(clinic.Say("No place written down"))
		if d.Structure != "" {
			name = w.Atlas.Label(d.Structure, d.Side)
		}
		whole, in := d.Minutes(), sessions(d.Times)
		planned, given := say(inMinutes(float64(whole.Planned))), say(inMinutes(float64(whole.Given)))
		rows = append(rows, []cell{{text: name}, {text: planned}, {text: given}, {text: say(in)}})
		cards = append(cards, func(width float64) block {
			return w.textBlock(say(clinic.Say("{{.Place}}: {{.Given}} of {{.Planned}} min, {{.Sessions}}", clinic.Args{
				"Place": name, "Given": whole.Given, "Planned": whole.Planned, "Sessions": in,
			})), body, width)
		})
	}
	if w.paired {
		w.para(say(clinic.Say("Given, of the minutes planned by today:")), body)
		w.columns("", 0.3, cards)
		return
	}
	w.table([]column{
		{say(clinic.Say("Place")), 0.4}, {say(clinic.Say("Planned by today")), 0.26}, {say(clinic.Say("Given")), 0.14}, {say(clinic.Say("In")), 0.2},
	}, rows)
}

func (w *reportPaper) attention() {
	var items []string
	for _, t := range w.rep.Triggers {
		items = append(items, say(t.What))
	}
	for _, d := range w.rep.Reviews {
		if d.Reason == clinic.ReviewSessions || d.Reason == clinic.ReviewExpires {
			items = append(items, say(d.What))
		}
	}
	if len(items) == 0 {
		return
	}
	w.heading(say(clinic.Say("For your attention")), 2*body.lineHeight())
	w.bullets(items)
}

// close leaves room for the signature beside the therapist's name.
func (w *reportPaper) close() {
	half := w.width() * 0.52
	who := w.textBlock(joined(", ", w.Practitioner.Name, w.Practitioner.Qualifications, providerNumber(&w.Practitioner)), body, half-4)
	sign := w.textBlock(say(clinic.Say("Signature and date")), small, w.width()-half)
	row := block{math.Max(who.height, 9+sign.height), func(x, y float64) {
		who.set(x, y)
		w.fill(x+half, y+8, w.width()-half, 0.2, rule)
		sign.set(x+half, y+9)
	}}
	note := w.textBlock(say(clinic.Say("A change counts as real only beyond the error of its measure. This report tells what was measured and done; it is no medical diagnosis.")), small, w.width())
	w.gap(4)
	w.place(stack(2, row, note))
}
