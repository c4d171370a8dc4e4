// Package demo makes a believable sample clinic: forty invented patients, two years of assessments, plans and
// sessions whose numbers hang together, and a diary from then until eight weeks ahead. The same moment gives the same
// clinic, and what it says of today is true by the clock.
package demo

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

// The lengths of things in a course of treatment.
const (
	firstPhase  = 4  // sessions before the first review
	laterEvery  = 14 // days between sessions after it
	weekly      = 7
	visitLength = 15               // minutes that a visit takes beyond its treatment
	late        = 45 * time.Minute // that a treatment may run over
)

// Records are all the records of the sample clinic as of a moment. Times are made in the moment's time
// zone, so that visits fall into working hours. label names structures, see anatomy.Atlas.Label.
func Records(now time.Time, cat *clinic.Catalogue, label func(code string, side anatomy.Side) string) []clinic.Record {
	m := &maker{now: now, cat: cat, label: label}
	opened := now.AddDate(-2, -1, 0)
	zone := timezone.Name(now.Location())
	region := cmp.Or(cat.RegionOfZone(zone), home)
	practice := &clinic.Clinic{
		ID: clinic.ClinicID, Name: "Harbour Remedial Massage (sample)", Street: "12 Quay Street", Suburb: "Fremantle", State: "WA", Postcode: "6160",
		Phone: "08 5550 1234", Email: "hello@harbour-remedial.example", BusinessNumber: "00 000 000 000", Emergency: "000", Paper: "A4", Currency: "$", Sample: true,
		Zone: zone, Region: region, PrivacyStatement: privacyStatement, FeePolicy: feePolicy,
		TaxRegistered: true, TaxName: "GST", TaxPermille: 100, CashStep: 5,
	}
	m.put(practice)
	for i, name := range []string{therapist, "Tomas Hale", "Mei Tanaka"} {
		p := &clinic.Practitioner{
			ID: m.id(opened), Name: name, Qualifications: "Diploma of Remedial Massage", Association: "Sample association", MemberNumber: fmt.Sprint("S-", 1042+i*17),
			ProviderNumber: fmt.Sprintf("000000%dA", i), Phone: "08 5550 1234", CreatedAt: opened.UTC(), Trained: []string{"cupping"},
		}
		if i == 0 {
			p.Trained = append(p.Trained, clinic.TechniqueDrainage, "compression-bandaging")
		}
		m.team = append(m.team, p)
		m.put(p)
	}
	m.setUp(opened)
	for i := range people {
		m.rng = rand.New(rand.NewPCG(uint64(i)+1, 1906))  //nolint:gosec // repeatable on purpose
		m.chance = rand.New(rand.NewPCG(uint64(i)+1, 13)) //nolint:gosec // repeatable on purpose
		m.person(i)
	}
	m.chance = rand.New(rand.NewPCG(0, 13)) //nolint:gosec // repeatable on purpose
	m.toCome()
	m.forms(practice)
	m.takings(practice, opened)
	return m.out
}

const therapist = "Ingrid Sørensen"

// Leads is the key of the practitioner who leads the sample clinic.
func Leads(records []clinic.Record) string {
	for _, r := range records {
		if p, ok := r.(*clinic.Practitioner); ok {
			return p.ID
		}
	}
	return ""
}

type maker struct {
	now    time.Time
	cat    *clinic.Catalogue
	label  func(string, anatomy.Side) string
	rng    *rand.Rand // of what is told in the records
	chance *rand.Rand // of the diary
	out    []clinic.Record
	n      int
	team   []*clinic.Practitioner // who leads the clinic first
	diary  *diary                 // nil for a clinic without one
	guests []*guest
}

func (m *maker) put(r ...clinic.Record) { m.out = append(m.out, r...) }

// id is a UUID of version 7 for a moment; a count stands where others have chance, so that it is the
// same on every run.
func (m *maker) id(at time.Time) string {
	m.n++
	ms := at.UnixMilli()
	return fmt.Sprintf("%08x-%04x-7%03x-8000-%012x", ms>>16, ms&0xffff, m.n&0xfff, m.n)
}

// day is a working day: Saturdays and Sundays move to Monday, but never past today.
func (m *maker) day(daysAgo, hour, minute int) time.Time {
	t := time.Date(m.now.Year(), m.now.Month(), m.now.Day()-daysAgo, hour, minute, 0, 0, m.now.Location())
	for daysAgo > 0 && (t.Weekday() == time.Saturday || t.Weekday() == time.Sunday) {
		t = t.AddDate(0, 0, 1)
		daysAgo--
	}
	return t
}

func date(t time.Time) clinic.Date { return clinic.DateOf(t) }

func (m *maker) person(i int) {
	p := people[i]
	g := &guest{key: fmt.Sprint(i), by: m.team[[...]int{0, 0, 0, 1, 2}[i%5]], usual: (8 + i%9) * 60}
	var starts []clinic.Slot
	for _, c := range p.courses {
		starts = append(starts, m.firstVisit(g, c))
	}
	created := m.begins(slices.MinFunc(starts, func(a, b clinic.Slot) int { return a.At().Compare(b.At()) })).AddDate(0, 0, -2)
	created = time.Date(created.Year(), created.Month(), created.Day(), 9, i%60, 0, 0, created.Location())
	patient := &clinic.Patient{
		ID: m.id(created), GivenName: p.given, FamilyName: p.family, PreferredName: p.preferred, Pronouns: p.pronouns,
		BirthDate: clinic.Date(p.born), Sex: p.sex, Phones: []clinic.Phone{{Label: "mobile", Number: fmt.Sprintf("0491 570 %03d", 100+i*7)}},
		Email: fmt.Sprintf("patient%02d@example.org", i+1), Street: fmt.Sprintf("%d Sample Street", 3+i*4), Suburb: p.suburb, State: "WA",
		Postcode: fmt.Sprint(6000 + i), EmergencyName: "A. " + p.family, EmergencyRelation: "family", EmergencyPhone: fmt.Sprintf("0491 571 %03d", 100+i*7),
		DoctorName: doctors[i%len(doctors)], DoctorPractice: "Harbour Family Practice", DoctorPhone: "08 5550 7000", Occupation: p.work, CreatedAt: created.UTC(),
	}
	patient.Alerts = append(patient.Alerts, p.alerts...)
	if i%3 != 0 {
		patient.HealthFund, patient.FundNumber = funds[i%len(funds)], fmt.Sprintf("%08d", 10203040+i*977)
	}
	if i == 23 { // one who moved away
		patient.ArchivedAt = m.day(30, 12, 0).UTC()
	}
	m.put(patient)
	g.patient = patient
	m.guests = append(m.guests, g)
	visits := 0
	for k, c := range p.courses {
		visits = m.course(g, starts[k], c, visits)
	}
}

var (
	doctors = []string{"Dr Amara Nwosu", "Dr Stephen Lau", "Dr Helen Papadopoulos"}
	funds   = []string{"Sample Health", "Example Mutual", "Demo Care"}
)

// running is a course while it is being made.
type running struct {
	course
	*maker
	story   *story
	who     *clinic.Patient
	guest   *guest
	by      *clinic.Practitioner // of the visit that is told of
	began   clinic.Date
	assess  *clinic.Assessment
	base    map[int]*clinic.Measurement // of each track, in the first assessment
	sharpen float64                     // how the patient rates: a little under or over the story
}

// course makes one complaint from the first assessment to where it stands today; it returns the number
// of sessions the patient has had.
func (m *maker) course(g *guest, at clinic.Slot, c course, visits int) int {
	story := slices.IndexFunc(stories, func(s story) bool { return s.title == c.story })
	r := &running{
		course: c, maker: m, story: &stories[story], who: g.patient, guest: g, by: g.by, began: at.Date, base: map[int]*clinic.Measurement{},
		sharpen: m.rng.Float64()*0.3 - 0.15,
	}
	start := m.begins(at)
	rang := start.AddDate(0, 0, -3)
	if rang.Before(g.patient.CreatedAt) {
		rang = g.patient.CreatedAt
	}
	r.came(at, m.diary.services[firstVisit], booking{at: rang})
	first := r.assessment(start, clinic.AssessmentInitial, 0)
	switch c.outcome {
	case assessed:
		g.away = true
		return visits
	case blocked:
		g.away = true
		r.plan(start.Add(40*time.Minute), first, nil, false)
		return visits
	}
	plan := r.plan(start.Add(40*time.Minute), first, nil, true)
	next := &upcoming{running: r, plan: plan, last: at.Date, series: m.id(plan.CreatedAt)}
	seen, reviewed := at.Date, false // the day of the last visit
	for n := 1; n <= c.sessions; n++ {
		gap := weekly
		if reviewed {
			gap = laterEvery
		}
		if c.story == armSwell && !reviewed {
			gap = 4
		}
		today := n == c.sessions && c.today != notToday
		visit, ok := r.visit(next.last.AddDays(gap), seen, today)
		if !ok {
			break
		}
		progress := r.progress(float64(n) / float64(max(c.sessions, 6)))
		visits++
		held := r.session(m.begins(visit), plan, visits, n, progress)
		r.attended(visit, seen, held, next)
		next.done++
		next.last, seen = visit.Date, visit.Date
		if n == firstPhase && c.sessions > firstPhase {
			review, ok := r.nearest(seen.AddDays(3), seen, m.diary.services[reAssess])
			if !ok {
				continue
			}
			at := m.begins(review)
			r.came(review, m.diary.services[reAssess], booking{at: held.StartedAt.Add(time.Hour), plan: plan.ID})
			a := r.assessment(at, clinic.AssessmentReview, progress)
			plan = r.plan(at.Add(40*time.Minute), a, plan, true)
			next.plan, next.done, next.series = plan, 0, m.id(plan.CreatedAt)
			seen, reviewed = review.Date, true
		}
	}
	if !c.ended {
		g.next = next
		return visits
	}
	last, ok := r.nearest(seen.AddDays(7), seen, m.diary.services[reAssess])
	if !ok {
		g.next = next
		return visits
	}
	r.came(last, m.diary.services[reAssess], booking{at: m.begins(last).AddDate(0, 0, -7), plan: plan.ID})
	end := m.begins(last)
	r.assessment(end, clinic.AssessmentReview, r.progress(1))
	e := &clinic.PlanEnd{ID: m.id(end), PatientID: r.who.ID, PlanID: plan.ID, Date: date(end), Outcome: clinic.OutcomeFinished, Reason: "Goals reviewed with the patient; goes on alone with the home care.", By: r.by.Name, CreatedAt: end.UTC()}
	if c.outcome == plateau || c.outcome == worse {
		e.Outcome, e.Reason = clinic.OutcomeStopped, "No change beyond measurement error after the planned sessions. Back to the doctor with a report."
	}
	m.put(e)
	return visits
}

func (r *running) weekday(t time.Time) time.Time {
	if t.After(r.now.AddDate(0, 0, -2)) {
		return t
	}
	switch t.Weekday() {
	case time.Saturday:
		return t.AddDate(0, 0, 2)
	case time.Sunday:
		return t.AddDate(0, 0, 1)
	}
	return t
}

// progress is how much of the way to the target is gone, when x of the course is over.
func (r *running) progress(x float64) float64 {
	x = math.Min(x, 1)
	switch r.outcome {
	case good:
		return 1.05 * (1 - math.Exp(-2.4*x)) / (1 - math.Exp(-2.4))
	case slow:
		return 0.55 * x
	case plateau:
		return 0.12 * math.Min(1, 2*x)
	case worse:
		return -0.95 * x
	case relapse:
		return 0.75*math.Sin(math.Min(x, 0.6)/0.6*math.Pi/2) - math.Max(0, x-0.6)*0.9
	}
	return 0
}

func (r *running) side(s byte) anatomy.Side {
	affected := anatomy.Side(r.course.side)
	switch s {
	case 'a':
		return affected
	case 'o':
		return affected.Opposite()
	}
	return anatomy.Midline
}

// targets reads "code:side"; both sides are two targets.
func (r *running) targets(place string) []clinic.Target {
	code, side, _ := strings.Cut(place, ":")
	if side == "b" {
		return []clinic.Target{{Structure: code, Side: anatomy.Left}, {Structure: code, Side: anatomy.Right}}
	}
	return []clinic.Target{{Structure: code, Side: r.side(side[0])}}
}

func (r *running) assessment(at time.Time, kind string, progress float64) *clinic.Assessment {
	h := r.story.history
	a := &clinic.Assessment{
		ID: r.id(at), PatientID: r.who.ID, PractitionerID: r.by.ID, Date: date(at), Type: kind, Complaint: h.Complaint, Onset: h.Onset,
		Mechanism: h.Mechanism, Aggravating: h.Aggravating, Easing: h.Easing, DayPattern: h.DayPattern, PreviousTreatment: h.PreviousTreatment,
		Medication: h.Medication, Health: h.Health, ReferralFrom: h.ReferralFrom, ReferralReason: h.ReferralReason, Impression: h.Impression,
		CreatedAt: at.UTC(), SignedAt: at.Add(45 * time.Minute).UTC(), SignedBy: r.by.Name,
	}
	if h.ReferralFrom != "" {
		a.ReferralDate = date(at).AddDays(-9)
	}
	if r.course.story == hamstring || r.course.story == ankle || r.course.story == whiplash {
		a.InjuredOn = r.began.AddDays(-4)
	}
	if kind == clinic.AssessmentReview {
		a.Impression = [...]string{"On the way to the goals; go on as planned.", "Slow change; dose adjusted.", "No change beyond measurement error.", "Worse than at first; plan reconsidered."}[reviewWord(progress)]
	}
	r.assess = a
	r.put(a)
	r.screening(a, at)
	r.findings(a, at, progress)
	r.examine(a, at, progress)
	if kind == clinic.AssessmentInitial {
		r.injury(a, at)
		r.barrier(at)
	}
	for i, t := range r.story.tracks {
		m := r.measure(at, t, progress, 0.35)
		m.AssessmentID = a.ID
		switch {
		case t.measure == clinic.MeasureLimbVolume:
			r.girths(m, at)
		case r.cat.Form(t.measure) != nil:
			r.form(m, at)
		}
		if kind == clinic.AssessmentInitial {
			r.base[i] = m
		}
		r.put(m)
	}
	return a
}

func reviewWord(progress float64) int {
	switch {
	case progress > 0.5:
		return 0
	case progress > 0.2:
		return 1
	case progress >= 0:
		return 2
	}
	return 3
}

func (r *running) screening(a *clinic.Assessment, at time.Time) {
	for _, item := range r.cat.Screening {
		if !item.Warns() {
			continue
		}
		s := &clinic.Screening{ID: r.id(at), PatientID: r.who.ID, AssessmentID: a.ID, Item: item.Code, Answer: clinic.AnswerNo, At: at.UTC()}
		for _, y := range r.story.yes {
			if y.item == item.Code {
				s.Answer, s.Note, s.Action = y.answer, y.note, y.action
			}
		}
		r.put(s)
	}
}

func (r *running) findings(a *clinic.Assessment, at time.Time, progress float64) {
	for k, f := range r.story.finds {
		for _, t := range r.targets(f.place) {
			x := &clinic.Finding{
				ID: r.id(at), PatientID: r.who.ID, AssessmentID: a.ID, Structure: t.Structure, Side: t.Side, Source: clinic.ByTherapist,
				Type: f.sort, CreatedAt: at.UTC(),
			}
			if f.reported {
				x.Source, x.Quality = clinic.ByPatient, f.quality
			}
			if f.severity >= 0 {
				v := float64(f.severity)*(1+r.sharpen) - progress*float64(f.severity)*(0.75+0.1*float64(k%3))
				if a.Type == clinic.AssessmentReview && v < 1 {
					continue // gone
				}
				n := int(math.Round(math.Min(10, math.Max(1, v))))
				x.Severity = &n
			}
			r.put(x)
		}
	}
	if a.Type == clinic.AssessmentReview && r.rng.IntN(3) == 0 { // something that was not there at first
		for _, f := range r.story.finds {
			if t := r.targets(f.place); !f.reported && len(t) == 1 && t[0].Side != anatomy.Midline {
				n := 3
				r.put(&clinic.Finding{ID: r.id(at), PatientID: r.who.ID, AssessmentID: a.ID, Structure: t[0].Structure, Side: t[0].Side.Opposite(), Source: clinic.ByTherapist, Type: "tenderness", Severity: &n, CreatedAt: at.UTC()})
				return
			}
		}
	}
}

// measure is a track's value at a share of the way, with the spread that measuring has.
func (r *running) measure(at time.Time, t track, progress, spread float64) *clinic.Measurement {
	me := r.cat.Measure(t.measure)
	step := me.Step
	if step == 0 {
		step = 1
	}
	v := t.from + (t.to-t.from)*progress + (r.rng.Float64()-0.5)*2*step*spread
	if t.side == 'o' {
		v = t.from + (r.rng.Float64()-0.5)*step*spread
	}
	v = math.Min(me.High, math.Max(me.Low, math.Round(v/step)*step))
	m := &clinic.Measurement{
		ID: r.id(at), PatientID: r.who.ID, Measure: t.measure, Item: t.item, Side: r.side(t.side), Mode: t.mode,
		Value: math.Round(v*1000) / 1000, Date: date(at), CreatedAt: at.UTC(),
	}
	m.SetAlong(r.along(t))
	return m
}

// along is the stretch of an arm whose volume is taken.
func (r *running) along(t track) clinic.Along {
	if t.measure != clinic.MeasureLimbVolume {
		return clinic.Along{}
	}
	return r.cat.LimbProtocol(armProtocol).Between(0, armTop)
}

// mostExpected is how much of what may be noticed a plan tells.
const mostExpected = 4

// expect is what the patient is told to expect.
func (r *running) expect() string {
	about := clinic.Purposes{HomeCare: len(r.story.home) > 0}
	for _, g := range r.story.goals {
		about.Benefits = append(about.Benefits, g.benefit)
	}
	for _, d := range r.story.rx {
		about.Techniques = append(about.Techniques, d.technique)
	}
	var texts []string
	for _, e := range r.cat.ExpectFor(about) {
		texts = append(texts, e.Text)
	}
	return strings.Join(texts[:min(len(texts), mostExpected)], " ")
}

// plan writes a version of the regimen; before is the version it follows, or nil.
func (r *running) plan(at time.Time, a *clinic.Assessment, before *clinic.Plan, agreed bool) *clinic.Plan {
	st := r.story
	p := &clinic.Plan{
		ID: r.id(at), PatientID: r.who.ID, PractitionerID: r.by.ID, AssessmentID: a.ID, Version: 1, Title: st.title, Summary: st.summary,
		Start: date(at).AddDays(weekly), Minutes: st.minutes, Phases: []clinic.Phase{{Sessions: firstPhase, EveryDays: weekly}, {Sessions: 2, EveryDays: laterEvery}},
		ReviewDate: date(at).AddDays(firstPhase*weekly + 3), Precautions: st.care, CreatedAt: at.UTC(),
	}
	price := prices[st.minutes]
	p.CostCents = &price
	p.Lineage = p.ID
	if before != nil {
		p.Lineage, p.Version, p.PreviousID = before.Lineage, before.Version+1, before.ID
		p.ChangeReason = "Review after the first sessions: spacing and dose adjusted to the response."
		p.Phases = []clinic.Phase{{Sessions: max(2, r.sessions-firstPhase), EveryDays: laterEvery}}
		p.ReviewDate = date(at).AddDays(max(2, r.sessions-firstPhase) * laterEvery)
	}
	if agreed {
		p.AgreedAt, p.AgreedBy, p.AgreedHow = at.Add(4*time.Minute).UTC(), r.who.Name(), "spoken"
	}
	p.Expect = r.expect()
	r.put(p)
	problem := ""
	for k, f := range st.finds[:min(3, len(st.finds))] {
		t := r.targets(f.place)[0]
		x := &clinic.Problem{ID: r.id(at), PatientID: r.who.ID, PlanID: p.ID, Words: (&clinic.Finding{Structure: t.Structure, Side: t.Side, Type: f.sort}).Words(r.cat, r.label), Rank: k + 1}
		for _, rec := range r.out {
			if y, ok := rec.(*clinic.Finding); ok && y.AssessmentID == a.ID && y.Target() == t && y.Type == f.sort {
				x.FindingID = y.ID
				x.Words = y.Words(r.cat, r.label)
			}
		}
		if before != nil && x.FindingID == "" {
			continue // no longer there
		}
		x.OriginID = x.ID
		if problem == "" {
			problem = x.ID
		}
		r.put(x)
	}
	goal := ""
	for k, g := range st.goals {
		t := st.tracks[g.track]
		base, to := r.base[g.track], t.to
		x := &clinic.Goal{
			ID: r.id(at), PatientID: r.who.ID, PlanID: p.ID, ProblemID: problem, Benefit: g.benefit, Measure: t.measure, Item: t.item, Side: r.side(t.side), Mode: t.mode,
			BaselineID: base.ID, Baseline: &base.Value, TargetTo: &to, Due: p.ReviewDate, Words: g.words, Rank: k + 1,
		}
		x.SetAlong(r.along(t))
		x.OriginID = origin(before, r, "goal", k, x.ID)
		if goal == "" {
			goal = x.ID
		}
		r.put(x)
	}
	for k, d := range st.rx {
		x := &clinic.Prescription{ID: r.id(at), PatientID: r.who.ID, PlanID: p.ID, GoalID: goal, ProblemID: problem, Technique: d.technique, Pressure: d.pressure, Minutes: d.minutes, Position: d.position, Rank: k + 1}
		for _, place := range d.places {
			x.Targets = append(x.Targets, r.targets(place)...)
		}
		if before != nil && k == 1 { // the dose that was adjusted
			x.Minutes++
		}
		x.OriginID = origin(before, r, "rx", k, x.ID)
		if len(st.yes) > 0 {
			x.KeptReason = r.kept(x)
		}
		r.put(x)
	}
	for k, code := range st.home {
		h := r.cat.Exercise(code).HomeCare()
		h.ID, h.PatientID, h.PlanID, h.Rank = r.id(at), r.who.ID, p.ID, k+1
		h.OriginID = origin(before, r, "home", k, h.ID)
		r.put(&h)
	}
	if agreed && before == nil {
		r.consent(at.Add(5*time.Minute), p)
	}
	return p
}

// kept says why a treatment stands beside a contraindication that concerns it.
func (r *running) kept(p *clinic.Prescription) string {
	var chart clinic.Chart
	for _, y := range r.story.yes {
		chart.Screenings = append(chart.Screenings, clinic.Screening{ID: y.item, Item: y.item, Answer: y.answer})
	}
	if len(clinic.Conflicts(r.cat, &chart, p, "")) == 0 {
		return ""
	}
	return "Dose kept low and watched at each visit; agreed with the doctor."
}

// origin is the key that the same part had in the version before.
func origin(before *clinic.Plan, r *running, part string, rank int, own string) string {
	if before == nil {
		return own
	}
	for _, rec := range r.out {
		switch x := rec.(type) {
		case *clinic.Goal:
			if part == "goal" && x.PlanID == before.ID && x.Rank == rank+1 {
				return x.OriginID
			}
		case *clinic.Prescription:
			if part == "rx" && x.PlanID == before.ID && x.Rank == rank+1 {
				return x.OriginID
			}
		case *clinic.HomeCare:
			if part == "home" && x.PlanID == before.ID && x.Rank == rank+1 {
				return x.OriginID
			}
		}
	}
	return own
}

var reasonsToLeave = []string{"Not enough time", "Too tender today", "Patient asked not to"}

func (r *running) session(at time.Time, plan *clinic.Plan, number, n int, progress float64) *clinic.Session {
	st := r.story
	stage := min(2, (n-1)*3/max(r.sessions, 3))
	says := st.lessons[stage]
	ends := at.Add(time.Duration(plan.Minutes) * time.Minute)
	unsigned := n == r.sessions && r.today == inTheRoom
	open := unsigned && !r.now.After(ends.Add(late))
	s := &clinic.Session{
		ID: r.id(at), PatientID: r.who.ID, PractitionerID: r.by.ID, PlanID: plan.ID, Number: number, Date: date(at), StartedAt: at.UTC(),
		Subjective: says.s, Objective: says.o, Assessed: says.a, NextPlan: says.p, CreatedAt: at.UTC(),
	}
	if n > 1 {
		s.HomeCareDone = [...]string{clinic.HomeCareAll, clinic.HomeCareSome, clinic.HomeCareSome, clinic.HomeCareNone}[r.rng.IntN(4)]
	}
	if !open {
		s.EndedAt = ends.UTC()
	}
	if unsigned {
		s.Unconfirmed = []string{"subjective", "objective", "assessed", "next_plan"}
	} else {
		s.SignedAt, s.SignedBy = s.EndedAt.Add(visitLength*time.Minute), r.by.Name
		s.Response = clinic.ResponseBetter
		if x := r.rng.IntN(10); x >= 8 || r.outcome == worse && x >= 3 {
			s.Response = clinic.ResponseWorse
			s.ResponseNote = "Sore afterwards, told that this can last two days."
		} else if x >= 6 || r.outcome == plateau {
			s.Response = clinic.ResponseSame
		}
	}
	r.put(s)
	if !open {
		r.asked(at, s, plan)
	}
	k := 0
	for _, rec := range r.out {
		rx, ok := rec.(*clinic.Prescription)
		if !ok || rx.PlanID != plan.ID {
			continue
		}
		k++
		t := &clinic.Treatment{
			ID: r.id(at), PatientID: r.who.ID, SessionID: s.ID, PrescriptionID: rx.ID, Technique: rx.Technique, Targets: slices.Clone(rx.Targets), Pressure: rx.Pressure,
			Minutes: rx.Minutes, Position: rx.Position, Status: clinic.TreatmentDone, Rank: k,
		}
		switch x := r.rng.IntN(12); {
		case open:
			t.Status = clinic.TreatmentPlanned
		case x == 0 && k > 1:
			t.Status, t.Reason = clinic.TreatmentLeft, reasonsToLeave[r.rng.IntN(len(reasonsToLeave))]
		case x == 1 && t.Minutes > 5:
			t.Status, t.Reason, t.Minutes = clinic.TreatmentChanged, "Shorter: tender today", t.Minutes-3
		}
		r.put(t)
	}
	quick := map[string]bool{}
	for _, t := range st.tracks {
		if t.side == 'o' || t.item != "" || t.measure == clinic.MeasureLimbVolume || quick[t.measure] || r.cat.Form(t.measure) != nil && t.measure != "nprs" {
			continue
		}
		quick[t.measure] = true
		before := r.measure(at, t, progress, 0.8)
		before.SessionID, before.Moment = s.ID, clinic.MomentBefore
		r.put(before)
		if open || t.measure == "nprs.worst" || t.measure == "nprs.average" {
			continue
		}
		after := *before
		after.ID, after.Moment = r.id(at.Add(time.Hour)), clinic.MomentAfter
		me := r.cat.Measure(t.measure)
		ease := me.Step * float64(1+r.rng.IntN(2))
		if me.LowerIsBetter {
			ease = -ease
		}
		if s.Response == clinic.ResponseWorse {
			ease = -ease / 2
		}
		after.Value = math.Round(math.Min(me.High, math.Max(me.Low, after.Value+ease))/me.Step) * me.Step
		r.put(&after)
	}
	return s
}
