package words

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
)

// Nothing is how a field that is empty reads.
const Nothing = "–"

// Fields writes records and their fields as a person reads them.
type Fields struct {
	Catalogue *clinic.Catalogue
	// Label names structures, see Atlas.Label.
	Label func(code string, side anatomy.Side) string
	// Other names the record that a field points at, "" when it is not known; nil knows none.
	Other func(clinic.Ref) string
	// Zone is where times are read; nil is UTC.
	Zone *time.Location
}

// Text is a field of a record in words, by its json name: Nothing when it is empty, when there is no
// such field, or no record.
func (w Fields) Text(r clinic.Record, field string) string {
	v, ok := clinic.FieldValue(r, field)
	if !ok {
		return Nothing
	}
	s := w.special(r, field)
	if s == "" {
		s = w.plain(field, v)
	}
	if strings.TrimSpace(s) == "" {
		return Nothing
	}
	return s
}

// special writes the fields that say more than their value alone; "" leaves a field to plain.
func (w Fields) special(r clinic.Record, field string) string {
	cat := w.Catalogue
	if cat == nil {
		cat = &clinic.Catalogue{}
	}
	switch r := r.(type) {
	case *clinic.Plan:
		if field == "minutes" {
			return set("minutes", float64(r.Minutes))
		}
	case *clinic.Session:
		if field == "unconfirmed" {
			return joined(r.Unconfirmed, func(f string) string { return Say(clinic.FieldName(clinic.KindSession, f)) })
		}
	case *clinic.Screening:
		switch field {
		case "item":
			return Say(cat.QuestionName(r.Item))
		case "covers":
			return joined(r.Covers, func(code string) string { return Say(cat.QuestionName(code)) })
		case "details":
			return joined(r.Details, func(d clinic.Detail) string { return Say(cat.DetailWords(r.Item, d)) })
		}
	case *clinic.Assessment:
		if field == "told" {
			return joined(r.Told, func(code string) string { return Say(clinic.ToldName(code)) })
		}
	case *clinic.Clearance:
		if item := cat.ScreeningItem(r.Item); field == "item" && item != nil {
			return item.Name
		}
		if field == "item" && r.InjuryID != "" {
			return Say(clinic.FieldName(clinic.KindClearance, "injury_id"))
		}
	case *clinic.Injury:
		if field == "grade" && r.Grade == 0 {
			return Nothing
		}
		if field == "sort" && r.Sort != "" {
			return Say(cat.InjuryName(r))
		}
	case *clinic.Finding:
		switch {
		case field == "type":
			return Say(clinic.FindingTypeName(r.Type))
		case field == "severity" && r.Severity != nil:
			return Say(cat.Degree(r.Type, r.Source, *r.Severity))
		}
	case *clinic.Goal:
		switch {
		case field == "baseline" && r.Baseline != nil:
			return value(cat, r.Measure, *r.Baseline)
		case field == "target" && r.TargetTo != nil:
			return value(cat, r.Measure, *r.TargetTo)
		case field == "protocol":
			return protocolName(cat, r.Protocol)
		}
	case *clinic.HomeCare:
		if ex := cat.Exercise(r.Exercise); field == "exercise" && ex != nil {
			return ex.Title
		}
	case *clinic.Measurement:
		if field == "value" {
			return value(cat, r.Measure, r.Value)
		}
		if field == "start" && r.Start != nil {
			return clinic.Number(*r.Start) + "°"
		}
		if field == "protocol" {
			return protocolName(cat, r.Protocol)
		}
	case *clinic.Consent:
		switch field {
		case "areas":
			return joined(r.Areas, cat.ConsentAreaName)
		case "techniques":
			return joined(r.Techniques, cat.TechniqueName)
		}
	case *clinic.Appointment:
		switch field {
		case "start":
			return clinic.ClockTime(r.Start)
		case "kept_with":
			return joined(r.KeptWith, func(id string) string { return w.other(clinic.KindAppointment, id) })
		}
	case *clinic.Invoice:
		if field == "lines" {
			return joined(r.Lines, func(l clinic.InvoiceLine) string {
				return Say(clinic.Say("{{.What}}: {{.Amount}}", clinic.Args{"What": l.Text, "Amount": clinic.MoneyText(l.Cents)}))
			})
		}
	case *clinic.Payment:
		if field == "parts" {
			return joined(r.Parts, func(p clinic.PaymentPart) string {
				return Say(clinic.Say("{{.What}}: {{.Amount}}", clinic.Args{"What": p.Way.Name(), "Amount": clinic.MoneyText(p.Cents)}))
			})
		}
	case *clinic.CreditUse:
		if field == "taken_from" {
			return w.other(clinic.KindCredit, r.Credit)
		}
	case *clinic.Credit:
		if field == "held_for" {
			return w.other(clinic.KindPatient, r.HeldFor)
		}
	case *clinic.Absence:
		switch field {
		case "from_minute":
			return clinic.ClockTime(r.FromMinute)
		case "until_minute":
			return clinic.ClockTime(r.UntilMinute)
		}
	case *clinic.Waiting:
		switch field {
		case "practitioner_ids":
			return joined(r.PractitionerIDs, func(id string) string { return w.other(clinic.KindPractitioner, id) })
		case "room_ids":
			return joined(r.RoomIDs, func(id string) string { return w.other(clinic.KindRoom, id) })
		case "weekdays":
			return joined(r.Weekdays, func(d int) string { return Say(clinic.WeekdayName(d)) })
		case "urgency":
			return Say(clinic.UrgencyOfWaiting(r.Urgency))
		}
	case *clinic.Practitioner:
		if field == "trained" {
			return joined(r.Trained, cat.TechniqueName)
		}
	case *clinic.ProviderNumber:
		switch {
		case field == "fund" && r.Fund != "":
			return cat.FundName(r.Fund)
		case field == "modality" && r.Modality != "":
			return cat.ModalityName(r.Modality)
		}
	case *clinic.Intake:
		switch field {
		case "answers":
			return joined(r.Said(cat), Say)
		case "statements":
			return joined(r.Statements, func(s clinic.IntakeStatement) string {
				return Say(clinic.Say("{{.Statement}}: {{.Answer}}", clinic.Args{"Statement": clinic.StatementName(s.Code), "Answer": clinic.AnswerName(s.Answer)}))
			})
		case "marks":
			return joined(r.Findings(), func(f clinic.Finding) string {
				return Say(clinic.Say("{{.Place}}: {{.What}}", clinic.Args{"Place": w.place(f.Structure, f.Side), "What": cat.Rated(clinic.FindingTypeInside(f.Type), &f)}))
			})
		}
	case *clinic.IntakeChoice:
		switch field {
		case "proposal":
			return Say(clinic.ProposalName(cat, r.Proposal))
		case "made_kind":
			return made(r)
		}
	case *clinic.FormAnswers:
		if field == "form" {
			return cat.FormTitle(r.Form)
		}
		if field == "total" && r.Total != nil {
			return clinic.Number(*r.Total)
		}
	}
	return ""
}

// made is the sort of record that an answer of an intake form was taken over into.
func made(x *clinic.IntakeChoice) string {
	if x.MadeKind == "" {
		return Nothing
	}
	return x.MadeKind.Name()
}

// protocolName is the name of a limb protocol, or the title of a form.
func protocolName(c *clinic.Catalogue, code string) string {
	if p := c.LimbProtocol(code); p != nil {
		return p.Name
	}
	return c.FormTitle(code)
}

// value writes a number in the unit of its measure.
func value(c *clinic.Catalogue, measure string, v float64) string {
	if me := c.Measure(measure); me != nil {
		return me.Write(v)
	}
	return clinic.Number(v)
}

// codes are the words for what is kept as a code, by the json name of the field.
var codes = map[string]map[string]clinic.Sentence{
	"type": {
		clinic.AssessmentInitial: clinic.Say("Initial assessment"), clinic.AssessmentReview: clinic.Say("Re-assessment"),
		clinic.InjuryStrain: clinic.InjuryTypeName(clinic.InjuryStrain), clinic.InjurySprain: clinic.InjuryTypeName(clinic.InjurySprain),
		clinic.InjuryContusion: clinic.InjuryTypeName(clinic.InjuryContusion), clinic.InjurySurgery: clinic.InjuryTypeName(clinic.InjurySurgery),
		clinic.InjuryOther: clinic.InjuryTypeName(clinic.InjuryOther),
	},
	"lump": {clinic.LumpFelt: clinic.Say("Felt"), clinic.LumpNone: clinic.Say("Not felt")},
	"cause": {
		clinic.BarrierRemoved: clinic.BarrierCauseName(clinic.BarrierRemoved), clinic.BarrierIrradiated: clinic.BarrierCauseName(clinic.BarrierIrradiated),
		clinic.BarrierBoth: clinic.BarrierCauseName(clinic.BarrierBoth), clinic.BarrierScar: clinic.BarrierCauseName(clinic.BarrierScar),
	},
	"familiar":  {clinic.FamiliarYes: clinic.Say("Yes"), clinic.FamiliarNo: clinic.Say("No")},
	"pattern":   {clinic.FamiliarYes: clinic.Say("Yes"), clinic.FamiliarNo: clinic.Say("No")},
	"agreed_as": {clinic.ByThePatient: clinic.Say("The patient"), clinic.ByGuardian: clinic.Say("A parent or guardian")},
	"filled_by": {string(clinic.ByPatient): clinic.Say("The patient"), string(clinic.ByTherapist): clinic.Say("The therapist")},
	"by_as":     {clinic.ByThePatient: clinic.Say("The patient"), clinic.ByGuardian: clinic.Say("A guardian")},
	"decision": {
		clinic.ConsentGiven: clinic.Say("Agreed"), clinic.ConsentRefused: clinic.Say("Refused"), clinic.ConsentWithdrawn: clinic.Say("Withdrawn"), clinic.ClotSuspected: clinic.Say("Suspected"),
		clinic.ClotExplained: clinic.Say("Explained otherwise"),
	},
	"how":            {clinic.ConsentWritten: clinic.Say("Signed"), clinic.ConsentSpoken: clinic.Say("Spoken")},
	"chaperone":      {clinic.ChaperoneDeclined: clinic.Say("Offered and not wanted"), clinic.ChaperonePresent: clinic.Say("Present")},
	"answer":         {clinic.AnswerNo: clinic.Say("No"), clinic.AnswerYes: clinic.Say("Yes"), clinic.AnswerUnsure: clinic.Say("Not sure")},
	"source":         {string(clinic.ByPatient): clinic.Say("The patient"), string(clinic.ByTherapist): clinic.Say("The therapist")},
	"tool":           {clinic.StrokePen: clinic.Say("Pen"), clinic.StrokeArrow: clinic.Say("Arrow")},
	"response":       {clinic.ResponseBetter: clinic.Say("Better"), clinic.ResponseSame: clinic.Say("The same"), clinic.ResponseWorse: clinic.Say("Worse")},
	"home_care_done": {clinic.HomeCareAll: clinic.Say("All of it"), clinic.HomeCareSome: clinic.Say("Some of it"), clinic.HomeCareNone: clinic.Say("None of it")},
	"status": {
		clinic.TreatmentPlanned: clinic.Say("Not decided yet"), clinic.TreatmentDone: clinic.Say("As planned"), clinic.TreatmentChanged: clinic.Say("Otherwise than planned"), clinic.TreatmentLeft: clinic.Say("Left out"),
	},
	"state":  names(clinic.AppointmentStates(), clinic.AppointmentState.Name),
	"why":    whys(),
	"sort":   names(clinic.ItemSorts(), clinic.ItemSort.Name),
	"tax":    names(clinic.Taxes(), clinic.TaxName),
	"colour": names(clinic.ServiceColours(), clinic.ColourName),
	"outcome": {
		clinic.IntakeAccepted: clinic.Say("Accepted"), clinic.IntakeDeclined: clinic.Say("Declined"), clinic.WaitingBooked: clinic.Say("Booked"), clinic.WaitingWithdrawn: clinic.Say("Withdrawn"),
		clinic.OutcomeFinished: clinic.Say("Finished"), clinic.OutcomeStopped: clinic.Say("Stopped"),
		clinic.ContactReached: clinic.ContactOutcomeName(clinic.ContactReached), clinic.ContactNotReached: clinic.ContactOutcomeName(clinic.ContactNotReached),
	},
	"side": {string(anatomy.Left): clinic.Say("Left"), string(anatomy.Right): clinic.Say("Right"), string(anatomy.Midline): clinic.Say("Middle")},
}

// whys are why somebody is away, and why something of a voucher is gone.
func whys() map[string]clinic.Sentence {
	out := names(clinic.AbsenceCauses(), clinic.AbsenceCauseName)
	out[clinic.CreditUsed], out[clinic.CreditRefunded], out[clinic.CreditReturned] = clinic.Say("Used"), clinic.Say("Given back to the buyer"), clinic.Say("The use was taken back")
	return out
}

// units say an amount of a field; one that is 0 was not set.
var units = map[string]func(amount clinic.Args) clinic.Sentence{
	"minutes":       func(n clinic.Args) clinic.Sentence { return clinic.Say("{{.N}} min", n) },
	"hold_seconds":  func(n clinic.Args) clinic.Sentence { return clinic.Say("{{.N}} s", n) },
	"pressure":      func(n clinic.Args) clinic.Sentence { return clinic.Say("{{.N}} of 5", n) },
	"repetitions":   func(n clinic.Args) clinic.Sentence { return clinic.Say("{{.N}} times", n) },
	"sets":          bare,
	"days_per_week": bare,
	"times_per_day": bare,
}

func bare(n clinic.Args) clinic.Sentence { return clinic.Say("{{.N}}", n) }

// set is an amount in the words of its field; "" for none.
func set(field string, v float64) string {
	if v == 0 {
		return ""
	}
	return Say(units[field](clinic.Args{"N": v}))
}

// mostTargets is how many places of a list are named.
const mostTargets = 12

func (w Fields) plain(field string, v reflect.Value) string {
	switch x := v.Interface().(type) {
	case bool:
		if x {
			return Say(clinic.Say("Yes"))
		}
		return Say(clinic.Say("No"))
	case clinic.Date:
		return Long(x)
	case time.Time:
		return w.moment(x)
	case clinic.Benefit:
		return Say(x.Name())
	case int:
		if isCents(field) {
			return clinic.MoneyText(x)
		}
		return w.amount(field, float64(x))
	case float64:
		return w.amount(field, x)
	case *float64:
		if x == nil {
			return ""
		}
		return w.amount(field, *x)
	case *int:
		if x == nil {
			return ""
		}
		if isCents(field) {
			return clinic.MoneyText(*x)
		}
		return fmt.Sprintf("%d/10", *x) // pain
	case []string:
		return joined(x, func(s string) string { return s })
	case []clinic.Phone:
		return joined(x, func(p clinic.Phone) string { return strings.TrimSpace(p.Number + " " + inBrackets(p.Label)) })
	case []clinic.Target:
		more := ""
		if n := len(x) - mostTargets; n > 0 { // a whole limb
			more = "\n" + Say(clinic.Say("and {{.Count}} more", clinic.Args{"Count": n}))
			x = x[:mostTargets]
		}
		return joined(x, func(t clinic.Target) string { return w.label(t.Structure, t.Side) }) + more
	case []clinic.Detail:
		return joined(x, func(d clinic.Detail) string { return d.Value })
	case []clinic.Span:
		return joined(x, func(s clinic.Span) string { return Say(s.Words()) })
	case []int:
		return joined(x, func(n int) string { return clinic.Number(float64(n)) })
	case []clinic.Week:
		return joined(x, week)
	case []clinic.AppointmentStep:
		return joined(x, func(st clinic.AppointmentStep) string {
			return Say(clinic.Say("{{.State}}: {{.When}}, {{.By}}", clinic.Args{"State": st.State.Name(), "When": w.moment(st.At), "By": st.By}))
		})
	case []clinic.CallFor:
		return joined(x, func(c clinic.CallFor) string { return Say(c.Reason.Name()) })
	case []clinic.TakenOver:
		return joined(x, func(t clinic.TakenOver) string { return Say(clinic.FieldName(clinic.KindPatient, t.Field)) })
	case []clinic.Phase:
		return Say(clinic.ScheduleWords(x))
	case [][2]float64:
		return Say(clinic.SayCount(len(x), "{{.Count}} point", "{{.Count}} points"))
	case [][][2]float64:
		if len(x) == 0 {
			return ""
		}
		return Say(clinic.Say("Signed by hand"))
	case []clinic.TemplateDose:
		return joined(x, func(d clinic.TemplateDose) string {
			return w.text("technique", d.Technique) + ", " + set("minutes", d.Minutes)
		})
	}
	if v.Kind() == reflect.String {
		return w.text(field, v.String())
	}
	return ""
}

func (w Fields) text(field, s string) string {
	if s == "" {
		return ""
	}
	if relation := clinic.RelationName(s); (field == "relation_code" || field == "guardian_relation") && !relation.IsZero() {
		return Say(relation)
	}
	if word := codes[field][s]; !word.IsZero() {
		return Say(word)
	}
	switch {
	case field == "structure":
		return w.label(s, anatomy.Midline)
	case field == "technique" && w.Catalogue != nil:
		return w.Catalogue.TechniqueName(s)
	case field == "measure" && w.Catalogue != nil:
		return w.Catalogue.MeasureName(s)
	}
	if kind := clinic.PointsAt(field); kind != "" {
		return w.other(kind, s)
	}
	return s
}

// other names a record of a kind.
func (w Fields) other(kind clinic.Kind, id string) string {
	if w.Other != nil {
		if name := w.Other(clinic.Ref{Kind: kind, ID: id}); name != "" {
			return name
		}
	}
	return Say(clinic.Say("one that is not here"))
}

// isCents tells a field that holds an amount of money.
func isCents(field string) bool { return field == "cents" || strings.HasSuffix(field, "_cents") }

// names are those of codes.
func names[C ~string](all []C, name func(C) clinic.Sentence) map[string]clinic.Sentence {
	out := make(map[string]clinic.Sentence, len(all))
	for _, c := range all {
		out[string(c)] = name(c)
	}
	return out
}

// week is each day on which somebody works, without the breaks, in a line of its own.
func week(wk clinic.Week) string {
	var days []string
	for d, hours := range wk {
		if len(hours.Work) > 0 {
			days = append(days, Say(clinic.Say("{{.Day}}: {{.Hours}}", clinic.Args{"Day": clinic.WeekdayName(d), "Hours": List(All(hours.Times().Words())...)})))
		}
	}
	return strings.Join(days, "\n")
}

func (w Fields) amount(field string, v float64) string {
	switch field {
	case "x", "y", "width_mm":
		return clinic.Number(v) + " mm"
	case "level_cm", "from_cm", "to_cm":
		return clinic.Number(v) + " cm"
	}
	if units[field] != nil {
		return set(field, v)
	}
	return clinic.Number(v)
}

func (w Fields) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return Moment(clinic.In(t, w.Zone))
}

func (w Fields) label(code string, side anatomy.Side) string {
	if w.Label == nil {
		return strings.TrimSpace(Side(side) + " " + code)
	}
	return w.Label(code, side)
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

// joined writes a list, one below the other: an element may hold commas of its own.
func joined[T any](list []T, word func(T) string) string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = word(list[i])
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n")
}

// Record names a record as a person speaks of it: "Session 4 · 12 March 2026", "Left upper trapezius,
// tenderness". It is "" for none.
func (w Fields) Record(r clinic.Record) string { return Say(w.record(r)) }

func (w Fields) record(r clinic.Record) clinic.Sentence {
	cat := w.Catalogue
	if cat == nil {
		cat = &clinic.Catalogue{}
	}
	work := func(code string, targets []clinic.Target) clinic.Sentence {
		name := clinic.Args{"Technique": clinic.Term{Table: "technique", Code: code, Name: cat.TechniqueName(code)}}
		if len(targets) == 0 {
			return clinic.Say("{{.Technique}}", name)
		}
		places := make([]clinic.Sentence, len(targets))
		for i, t := range targets {
			places[i] = clinic.Say("{{.Place}}", clinic.Args{"Place": w.place(t.Structure, t.Side)})
		}
		name["Places"] = places
		return clinic.Say("{{.Technique}} on {{.Places}}", name)
	}
	switch r := r.(type) {
	case *clinic.Clinic:
		return clinic.Say("The clinic")
	case *clinic.Practitioner:
		return clinic.Say("Practitioner {{.Name}}", clinic.Args{"Name": r.Name})
	case *clinic.Patient:
		return clinic.Say("Details of the patient")
	case *clinic.Assessment:
		return clinic.Say("Assessment of {{.Day}}", clinic.Args{"Day": r.Date})
	case *clinic.Plan:
		if r.Title == "" {
			return clinic.Say("Plan, version {{.Version}}", clinic.Args{"Version": r.Version})
		}
		return clinic.Say("Plan {{.Title}}, version {{.Version}}", clinic.Args{"Title": r.Title, "Version": r.Version})
	case *clinic.Session:
		return clinic.Say("Session {{.Number}} · {{.Day}}", clinic.Args{"Number": r.Number, "Day": r.Date})
	case *clinic.Screening:
		return clinic.Say("Safety question: {{.Question}}", clinic.Args{"Question": cat.QuestionName(r.Item)})
	case *clinic.Clearance:
		if r.InjuryID != "" {
			return clinic.Say("Doctor's clearance of an injury")
		}
		return clinic.Say("Doctor's clearance: {{.Question}}", clinic.Args{"Question": cat.QuestionName(r.Item)})
	case *clinic.TestResult:
		return clinic.Say("Test: {{.Test}}", clinic.Args{"Test": clinic.TestTitle(cat, r)})
	case *clinic.LymphBarrier:
		return clinic.Say("Lymph: {{.Place}}", clinic.Args{"Place": w.place(r.Structure, r.Side)})
	case *clinic.Injury:
		return clinic.Say("Injury: {{.Place}}", clinic.Args{"Place": w.place(r.Structure, r.Side)})
	case *clinic.FormAnswers:
		return clinic.Say("Questionnaire: {{.Form}}", clinic.Args{"Form": clinic.Term{Table: "form", Code: r.Form, Name: cat.FormTitle(r.Form)}})
	case *clinic.Consent:
		return clinic.Say("Consent: {{.Decision}}", clinic.Args{"Decision": script.LowerFirst(Say(codes["decision"][r.Decision]))})
	case *clinic.Template:
		return clinic.Say("Template {{.Name}}", clinic.Args{"Name": r.Name})
	case *clinic.Room:
		return clinic.Say("Room {{.Name}}", clinic.Args{"Name": r.Name})
	case *clinic.Service:
		return clinic.Say("Appointment type {{.Name}}", clinic.Args{"Name": r.Name})
	case *clinic.Roster:
		return clinic.Say("Working hours from {{.Day}}", clinic.Args{"Day": r.ValidFrom})
	case *clinic.Absence:
		return clinic.Say("{{.Why}}, {{.Day}}", clinic.Args{"Why": clinic.AbsenceCauseName(r.Why), "Day": r.FromDay})
	case *clinic.DayHours:
		return clinic.Say("Hours on {{.Day}}", clinic.Args{"Day": r.Day})
	case *clinic.Appointment:
		return clinic.Say("Appointment on {{.Day}}, {{.Time}}", clinic.Args{"Day": r.Day, "Time": clinic.ClockTime(r.Start)})
	case *clinic.Price:
		return clinic.Say("Price: {{.What}}", clinic.Args{"What": w.other(clinic.KindService, r.ServiceID)})
	case *clinic.Item:
		return clinic.Say("{{.Sort}}: {{.Name}}", clinic.Args{"Sort": r.Sort.Name(), "Name": r.Name})
	case *clinic.Invoice:
		return clinic.Say("Invoice {{.Number}}", clinic.Args{"Number": strconv.Itoa(r.Number)})
	case *clinic.CreditNote:
		return clinic.Say("Credit note {{.Number}}", clinic.Args{"Number": strconv.Itoa(r.Number)})
	case *clinic.Payment:
		if r.Refund() {
			return clinic.Say("Refund {{.Number}}", clinic.Args{"Number": strconv.Itoa(r.Number)})
		}
		return clinic.Say("Receipt {{.Number}}", clinic.Args{"Number": strconv.Itoa(r.Number)})
	case *clinic.Allocation:
		return clinic.Say("{{.Amount}} of a payment", clinic.Args{"Amount": clinic.MoneyText(r.Cents)})
	case *clinic.Credit:
		return clinic.Say("{{.Name}} {{.Code}}", clinic.Args{"Name": r.Name, "Code": r.Code})
	case *clinic.CreditUse:
		return clinic.Say("Use of a package or voucher on {{.Day}}", clinic.Args{"Day": r.Day})
	case *clinic.TillCount:
		return clinic.Say("Count of the till on {{.Day}}", clinic.Args{"Day": r.Day})
	case *clinic.PaperGiven:
		return clinic.Say("Paper given on {{.Day}}", clinic.Args{"Day": clinic.DateOf(clinic.In(r.At, w.Zone))})
	case *clinic.Waiting:
		return clinic.Say("Waits for {{.Minutes}} minutes", clinic.Args{"Minutes": r.Minutes})
	case *clinic.ProviderNumber:
		return clinic.Say("Provider number {{.Number}}", clinic.Args{"Number": r.Number})
	case *clinic.Contact:
		return clinic.Say("Call on {{.Day}}", clinic.Args{"Day": clinic.DateOf(clinic.In(r.At, w.Zone))})
	case *clinic.Joined:
		return clinic.Say("Records joined on {{.Day}}", clinic.Args{"Day": clinic.DateOf(clinic.In(r.At, w.Zone))})
	case *clinic.NotSame:
		return clinic.Say("Two people, by {{.Name}}", clinic.Args{"Name": r.By})
	case *clinic.Intake:
		return clinic.Say("Intake form of {{.Day}}", clinic.Args{"Day": r.Day})
	case *clinic.IntakeChoice:
		return clinic.Say("Answer of the intake form: {{.What}}", clinic.Args{"What": clinic.ProposalName(cat, r.Proposal)})
	case *clinic.Finding:
		return clinic.Say("{{.Place}}, {{.What}}", clinic.Args{
			"Place": w.place(r.Structure, r.Side), "What": clinic.FindingTypeInside(r.Type),
		})
	case *clinic.Stroke:
		return clinic.Say("Line on the figure, {{.Tool}}", clinic.Args{"Tool": script.LowerFirst(Say(codes["tool"][r.Tool]))})
	case *clinic.Problem:
		return clinic.Say("Problem: {{.Words}}", clinic.Args{"Words": r.Words})
	case *clinic.Goal:
		return clinic.Say("Goal: {{.Name}}", clinic.Args{"Name": r.Name(cat)})
	case *clinic.Prescription:
		return clinic.Say("Planned: {{.Work}}", clinic.Args{"Work": work(r.Technique, r.Targets)})
	case *clinic.HomeCare:
		return clinic.Say("Home care: {{.Title}}", clinic.Args{"Title": r.Title})
	case *clinic.PlanEnd:
		return clinic.Say("End of the plan on {{.Day}}", clinic.Args{"Day": r.Date})
	case *clinic.Treatment:
		return clinic.Say("Treatment: {{.Work}}", clinic.Args{"Work": work(r.Technique, r.Targets)})
	case *clinic.Measurement:
		name := []clinic.Sentence{clinic.Say("{{.Measure}}", clinic.Args{"Measure": clinic.Term{Table: "measure", Code: r.Measure, Name: cat.MeasureName(r.Measure)}})}
		if of := cat.Of(r.Item, r.Along()); !of.IsZero() {
			name = append(name, of)
		}
		if r.Side.Word() != "" {
			name = append(name, clinic.Say("{{.Side}}", clinic.Args{"Side": r.Side}))
		}
		if r.Date.Valid() {
			name = append(name, clinic.Say("{{.Day}}", clinic.Args{"Day": r.Date}))
		}
		return clinic.Say("{{.Name}}", clinic.Args{"Name": name})
	case *clinic.Addendum:
		return clinic.Say("Addendum by {{.Name}}", clinic.Args{"Name": r.By})
	}
	return clinic.Sentence{}
}

func (w Fields) place(code string, side anatomy.Side) clinic.Place {
	return clinic.Place{Structure: code, Side: side, Name: w.label(code, side)}
}
