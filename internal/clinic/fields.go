package clinic

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"regimen/internal/anatomy"
)

// FieldName is what a field is called on the screens, by its json name. A field that is not known is
// called by that name.
func FieldName(kind Kind, field string) string {
	if name := fieldNames[kind][field]; name != "" {
		return name
	}
	if name := commonFieldNames[field]; name != "" {
		return name
	}
	return field
}

// commonFieldNames are the fields that mean the same in every kind that has them.
var commonFieldNames = map[string]string{
	"id":              "Record number",
	"patient_id":      "Patient",
	"practitioner_id": "Practitioner",
	"assessment_id":   "Assessment",
	"session_id":      "Session",
	"plan_id":         "Plan",
	"finding_id":      "Finding",
	"problem_id":      "Problem",
	"goal_id":         "Goal",
	"origin_id":       "First written as",
	"created_at":      "Written first on",
	"date":            "Date",
	"structure":       "Structure",
	"side":            "Side",
	"source":          "Who says so",
	"view":            "View of the figure",
	"note":            "Note",
	"rank":            "Place in the list",
	"name":            "Name",
	"street":          "Street",
	"suburb":          "Suburb",
	"state":           "State",
	"postcode":        "Postcode",
	"phone":           "Phone",
	"email":           "Email",
	"technique":       "Technique",
	"targets":         "Where",
	"pressure":        "Pressure",
	"minutes":         "Time",
	"repetitions":     "Repetitions",
	"position":        "Position",
	"measure":         "Measure",
	"reason":          "Reason",
	"protocol":        "Measured by",
	"level_cm":        "Level",
	"from_cm":         "From",
	"to_cm":           "To",
	"by":              "By",
	"at":              "When",
	"signed_at":       "Signed on",
	"signed_by":       "Signed by",
}

var fieldNames = map[Kind]map[string]string{
	KindClinic: {
		"name": "Clinic's name", "website": "Website", "business_number": "Business number (ABN)",
		"emergency": "Emergency number", "paper": "Paper", "currency": "Sign of the currency", "sample": "Sample clinic",
	},
	KindPractitioner: {
		"name": "Practitioner's name", "qualifications": "Qualifications", "association": "Association",
		"member_number": "Member number", "provider_number": "Provider number", "left_at": "No longer works here since",
	},
	KindPatient: {
		"given_name": "Given name", "family_name": "Family name", "preferred_name": "Called",
		"pronouns": "Pronouns", "birth_date": "Birth date", "sex": "Sex", "gender": "Gender", "phones": "Phones",
		"emergency_name": "In an emergency, call", "emergency_relation": "Relationship to the patient", "emergency_phone": "Emergency phone",
		"doctor_name": "Doctor", "doctor_practice": "Practice", "doctor_phone": "Doctor's phone", "referrer": "Referred by",
		"occupation": "Occupation", "health_fund": "Health fund", "fund_number": "Member number", "notes": "Notes",
		"alerts": "Alerts", "archived_at": "Archived on",
	},
	KindAssessment: {
		"type": "Type of assessment", "complaint": "Presenting complaint", "onset": "Onset", "injured_on": "Date of the injury",
		"mechanism": "Mechanism", "aggravating": "Worse with", "easing": "Better with",
		"day_pattern": "Over 24 hours", "previous_treatment": "Previous treatment", "medication": "Medication",
		"health": "General health", "referral_from": "Referral from", "referral_date": "Date of the referral",
		"referral_reason": "Reason for the referral", "impression": "Impression", "referral_sessions": "Sessions of the referral",
		"referral_expires": "Last day of the referral", "report_due": "Report to the referrer due",
	},
	KindPlan: {
		"lineage": "Plan it continues", "version": "Version", "previous_id": "Version before", "change_reason": "Why this version was made",
		"title": "Title", "summary": "What was found", "start": "First session", "minutes": "Length of a session",
		"phases": "Schedule", "review_date": "Review", "precautions": "Precautions", "expect": "What to expect",
		"cost_cents": "Cost of a session", "agreed_at": "Agreed on", "agreed_by": "Agreed by", "agreed_as": "Who agreed", "agreed_how": "How it was agreed",
	},
	KindSession: {
		"number": "Number of the session", "started_at": "Start of the treatment", "ended_at": "End of the treatment",
		"subjective": "Subjective", "objective": "Objective", "assessed": "Assessment", "next_plan": "Plan for next time",
		"unconfirmed": "Carried over and not confirmed yet", "response": "After the treatment", "response_note": "About the response",
		"adverse": "Adverse reaction", "home_care_done": "Home care done",
	},
	KindScreening: {"item": "Question", "answer": "Answer", "targets": "Where", "action": "What was done about it", "decision": "Check for a clot", "reason": "What explains the difference"},
	KindClearance: {"item": "What was cleared", "doctor": "Doctor", "scope": "What was allowed", "expires": "Valid until"},
	KindFinding: {
		"x": "Place on the figure, across", "y": "Place on the figure, down", "type": "What was found", "severity": "Severity",
		"quality": "Quality", "tissue": "Tissue", "depth": "Depth",
		"signs": "Signs of a trigger point", "pattern": "Pain matches the pattern",
	},
	KindStroke:  {"tool": "Drawn with", "points": "Line", "width_mm": "Width of the line"},
	KindProblem: {"words": "Problem"},
	KindGoal: {
		"benefit": "Benefit", "item": "Activity or place", "mode": "Mode", "baseline_id": "Baseline was measured as",
		"baseline": "Baseline", "target": "Target", "due": "Due", "words": "Goal",
	},
	KindPrescription: {"kept_reason": "Why it stays", "dose_reason": "Why the dose stays"},
	KindHomeCare: {
		"exercise": "Exercise of the catalogue", "title": "Title", "instructions": "How it is done", "sets": "Sets",
		"hold_seconds": "Hold", "days_per_week": "Days a week", "times_per_day": "Times a day",
	},
	KindPlanEnd:     {"date": "Ended on", "outcome": "How it ended"},
	KindTreatment:   {"prescription_id": "Prescribed as", "status": "Done", "reason": "Why it was left or changed"},
	KindMeasurement: {"item": "Of what", "value": "Value", "mode": "Mode", "moment": "Before or after", "tool": "Measured with", "pain": "Pain while measuring", "start": "Angle at the start", "end_feel": "End feel", "limited_by": "Limited by", "colour": "Colour"},
	KindAddendum:    {"text": "Correction", "reason": "Why it is corrected"},
	KindTestResult: {
		"test": "Test", "result": "Result", "pain": "Pain it provoked", "familiar": "The patient’s own pain", "action": "What was done about it",
	},
	KindInjury: {"type": "Type of injury", "grade": "Grade", "injured_on": "Date of the injury", "healed_on": "Healed on"},
	KindFormAnswers: {
		"form": "Questionnaire", "activities": "Activities", "answers": "Answers", "total": "Total", "filled_by": "Filled in by", "finished_at": "Handed back on",
	},
	KindConsent: {
		"decision": "Decision", "areas": "Areas", "techniques": "Techniques", "how": "How it was told", "by": "Decided by",
		"by_as": "Who decided", "relation_code": "Relation to the patient", "relation": "Relation in words", "explained": "Explained by", "draping": "Draping",
		"chaperone": "Third person in the room", "signature": "Signature",
	},
	KindTemplate: {
		"name": "Template", "for": "Used for", "minutes": "Length of a session", "phases": "Schedule", "prescriptions": "Techniques",
		"home_care": "Home care", "archived_at": "Put away on",
	},
}

// Nothing is how a field that is empty reads.
const Nothing = "–"

// FieldWords writes records and their fields as a person reads them.
type FieldWords struct {
	Catalogue *Catalogue
	// Label names structures, see Atlas.Label.
	Label func(code string, side anatomy.Side) string
	// Other names the record that a field points at, "" when it is not known; nil knows none.
	Other func(Ref) string
	// Zone is where times are read; nil is the computer's own.
	Zone *time.Location
}

// Text is a field of a record in words, by its json name: Nothing when it is empty, when there is no
// such field, or no record.
func (w FieldWords) Text(r Record, field string) string {
	v, ok := fieldValue(r, field)
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

func fieldValue(r Record, field string) (reflect.Value, bool) {
	p := reflect.ValueOf(r)
	if !p.IsValid() || p.IsNil() {
		return reflect.Value{}, false
	}
	v := p.Elem()
	for i := range v.NumField() {
		if jsonName(v.Type().Field(i)) == field {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// special writes the fields that say more than their value alone; "" leaves a field to plain.
func (w FieldWords) special(r Record, field string) string {
	cat := w.Catalogue
	if cat == nil {
		cat = &Catalogue{}
	}
	switch r := r.(type) {
	case *Plan:
		if field == "minutes" {
			return unit(float64(r.Minutes), "min")
		}
		if field == "cost_cents" && r.CostCents != nil {
			return fmt.Sprintf("%.2f", float64(*r.CostCents)/100)
		}
	case *Session:
		if field == "unconfirmed" {
			return joined(r.Unconfirmed, func(f string) string { return FieldName(KindSession, f) })
		}
	case *Screening:
		if field == "item" {
			return cat.questionName(r.Item)
		}
	case *Clearance:
		if item := cat.ScreeningItem(r.Item); field == "item" && item != nil {
			return item.Name
		}
	case *Injury:
		if field == "grade" && r.Grade == 0 {
			return Nothing
		}
	case *Finding:
		if field == "type" {
			return FindingTypeName(r.Type)
		}
	case *Goal:
		switch {
		case field == "baseline" && r.Baseline != nil:
			return cat.value(r.Measure, *r.Baseline)
		case field == "target" && r.TargetTo != nil:
			return cat.value(r.Measure, *r.TargetTo)
		case field == "protocol":
			return cat.protocolName(r.Protocol)
		}
	case *HomeCare:
		if ex := cat.Exercise(r.Exercise); field == "exercise" && ex != nil {
			return ex.Title
		}
	case *Measurement:
		if field == "value" {
			return cat.value(r.Measure, r.Value)
		}
		if field == "start" && r.Start != nil {
			return Number(*r.Start) + "°"
		}
		if field == "protocol" {
			return cat.protocolName(r.Protocol)
		}
	case *Consent:
		switch field {
		case "areas":
			return joined(r.Areas, cat.ConsentAreaName)
		case "techniques":
			return joined(r.Techniques, cat.TechniqueName)
		}
	case *FormAnswers:
		if field == "form" {
			return cat.FormTitle(r.Form)
		}
		if field == "total" && r.Total != nil {
			return Number(*r.Total)
		}
	}
	return ""
}

// protocolName is the name of a limb protocol, or the title of a form.
func (c *Catalogue) protocolName(code string) string {
	if p := c.LimbProtocol(code); p != nil {
		return p.Name
	}
	return c.FormTitle(code)
}

// value writes a number in the unit of its measure.
func (c *Catalogue) value(measure string, v float64) string {
	if me := c.Measure(measure); me != nil {
		return me.Write(v)
	}
	return Number(v)
}

// codes are the words for what is kept as a code, by the json name of the field.
var codes = map[string]map[string]string{
	"type": {
		AssessmentInitial: "Initial assessment", AssessmentReview: "Review", InjuryStrain: "Strain", InjurySprain: "Sprain",
		InjuryContusion: "Contusion", InjurySurgery: "Surgery", InjuryOther: "Other injury",
	},
	"familiar":  {FamiliarYes: "Yes", FamiliarNo: "No"},
	"pattern":   {FamiliarYes: "Yes", FamiliarNo: "No"},
	"agreed_as": {ByThePatient: "The patient", ByGuardian: "A parent or guardian"},
	"relation_code": {
		RelationParent: "Parent", RelationGuardian: "Legal guardian", RelationPartner: "Partner", RelationFamily: "Family member",
		RelationCarer: "Carer", RelationOther: "Another person",
	},
	"filled_by": {string(ByPatient): "The patient", string(ByTherapist): "The therapist"},
	"by_as":     {ByThePatient: "The patient", ByGuardian: "A guardian"},
	"decision": {
		ConsentGiven: "Agreed", ConsentRefused: "Refused", ConsentWithdrawn: "Withdrawn", ClotSuspected: "Suspected",
		ClotExplained: "Explained otherwise",
	},
	"how":            {ConsentWritten: "Signed", ConsentSpoken: "Spoken"},
	"chaperone":      {ChaperoneDeclined: "Offered and not wanted", ChaperonePresent: "Present"},
	"answer":         {AnswerNo: "No", AnswerYes: "Yes", AnswerUnsure: "Not sure"},
	"source":         {string(ByPatient): "The patient", string(ByTherapist): "The therapist"},
	"tool":           {StrokePen: "Pen", StrokeArrow: "Arrow"},
	"response":       {ResponseBetter: "Better", ResponseSame: "The same", ResponseWorse: "Worse"},
	"home_care_done": {HomeCareAll: "All of it", HomeCareSome: "Some of it", HomeCareNone: "None of it"},
	"status": {
		TreatmentPlanned: "Not decided yet", TreatmentDone: "As planned", TreatmentChanged: "Otherwise than planned", TreatmentLeft: "Left out",
	},
	"outcome": {OutcomeFinished: "Finished", OutcomeStopped: "Stopped"},
	"side":    {string(anatomy.Left): "Left", string(anatomy.Right): "Right", string(anatomy.Midline): "Middle"},
}

// units stand after the numbers of a field; a number of such a field that is 0 was not set.
var units = map[string]string{
	"minutes": "min", "hold_seconds": "s", "pressure": "of 5", "repetitions": "times", "sets": "", "days_per_week": "",
	"times_per_day": "",
}

// pointsAt are the kinds of the records that fields point at. What is not here points at its own kind.
var pointsAt = map[string]Kind{
	"patient_id": KindPatient, "practitioner_id": KindPractitioner, "assessment_id": KindAssessment, "session_id": KindSession,
	"plan_id": KindPlan, "finding_id": KindFinding, "problem_id": KindProblem, "goal_id": KindGoal, "baseline_id": KindMeasurement,
	"prescription_id": KindPrescription, "previous_id": KindPlan, "lineage": KindPlan,
}

// mostTargets is how many places of a list are named.
const mostTargets = 12

func (w FieldWords) plain(field string, v reflect.Value) string {
	switch x := v.Interface().(type) {
	case bool:
		if x {
			return "Yes"
		}
		return "No"
	case Date:
		return x.Long()
	case time.Time:
		return w.moment(x)
	case Benefit:
		return x.Name()
	case int:
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
		return fmt.Sprintf("%d/10", *x) // severity and pain
	case []string:
		return joined(x, func(s string) string { return s })
	case []Phone:
		return joined(x, func(p Phone) string { return strings.TrimSpace(p.Number + " " + inBrackets(p.Label)) })
	case []Target:
		more := ""
		if len(x) > mostTargets { // a whole limb
			more = "\nand " + strconv.Itoa(len(x)-mostTargets) + " more"
			x = x[:mostTargets]
		}
		return joined(x, func(t Target) string { return w.label(t.Structure, t.Side) }) + more
	case []Phase:
		return ScheduleWords(x)
	case [][2]float64:
		return count(len(x), "point", "points")
	case [][][2]float64:
		if len(x) == 0 {
			return ""
		}
		return "Signed by hand"
	case []TemplateDose:
		return joined(x, func(d TemplateDose) string {
			return w.text("technique", d.Technique) + ", " + unit(d.Minutes, "min")
		})
	}
	if v.Kind() == reflect.String {
		return w.text(field, v.String())
	}
	return ""
}

func (w FieldWords) text(field, s string) string {
	if s == "" {
		return ""
	}
	if word := codes[field][s]; word != "" {
		return word
	}
	switch {
	case field == "structure":
		return w.label(s, anatomy.Midline)
	case field == "technique" && w.Catalogue != nil:
		return w.Catalogue.TechniqueName(s)
	case field == "measure" && w.Catalogue != nil:
		return w.Catalogue.MeasureName(s)
	}
	if kind := pointsAt[field]; kind != "" {
		if w.Other != nil {
			if name := w.Other(Ref{kind, s}); name != "" {
				return name
			}
		}
		return "one that is not here"
	}
	return s
}

func (w FieldWords) amount(field string, v float64) string {
	switch field {
	case "x", "y", "width_mm":
		return Number(v) + " mm"
	case "level_cm", "from_cm", "to_cm":
		return Number(v) + " cm"
	}
	if u, ok := units[field]; ok {
		return unit(v, u)
	}
	return Number(v)
}

func (w FieldWords) moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	zone := w.Zone
	if zone == nil {
		zone = time.Local
	}
	return t.In(zone).Format("2 January 2006, 15:04")
}

func (w FieldWords) label(code string, side anatomy.Side) string {
	if w.Label == nil {
		return strings.TrimSpace(side.Word() + " " + code)
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
func (w FieldWords) Record(r Record) string {
	cat := w.Catalogue
	if cat == nil {
		cat = &Catalogue{}
	}
	question := cat.questionName
	technique := func(code string, targets []Target) string {
		name := cat.TechniqueName(code)
		if len(targets) > 0 {
			name += " on " + planWords{cat, w.label}.targets(targets)
		}
		return name
	}
	switch r := r.(type) {
	case *Clinic:
		return "The clinic"
	case *Practitioner:
		return "Practitioner " + r.Name
	case *Patient:
		return "Details of the patient"
	case *Assessment:
		return "Assessment of " + r.Date.Long()
	case *Plan:
		return strings.TrimSpace("Plan " + r.Title + ", version " + fmt.Sprint(r.Version))
	case *Session:
		return fmt.Sprintf("Session %d · %s", r.Number, r.Date.Long())
	case *Screening:
		return "Safety question: " + question(r.Item)
	case *Clearance:
		return "Doctor's clearance: " + question(r.Item)
	case *TestResult:
		return "Test: " + TestTitle(cat, r)
	case *Injury:
		return "Injury: " + w.label(r.Structure, r.Side)
	case *FormAnswers:
		return "Questionnaire: " + cat.FormTitle(r.Form)
	case *Consent:
		return "Consent: " + LowerFirst(codes["decision"][r.Decision])
	case *Template:
		return "Template " + r.Name
	case *Finding:
		return w.label(r.Structure, r.Side) + ", " + strings.ToLower(FindingTypeName(r.Type))
	case *Stroke:
		return "Line on the figure, " + strings.ToLower(codes["tool"][r.Tool])
	case *Problem:
		return "Problem: " + r.Words
	case *Goal:
		return "Goal: " + r.Name(cat)
	case *Prescription:
		return "Planned: " + technique(r.Technique, r.Targets)
	case *HomeCare:
		return "Home care: " + r.Title
	case *PlanEnd:
		return "End of the plan on " + r.Date.Long()
	case *Treatment:
		return "Treatment: " + technique(r.Technique, r.Targets)
	case *Measurement:
		name := cat.MeasureName(r.Measure)
		for _, more := range []string{cat.Of(r.Item, r.Along()), strings.ToLower(r.Side.Word()), r.Date.Long()} {
			if more != "" {
				name += ", " + more
			}
		}
		return name
	case *Addendum:
		return "Addendum by " + r.By
	}
	return ""
}

// ContentFields are the json names of what a person wrote in a kind of record, in its order: without the
// keys, the links to other records, and what the program counts by itself.
func ContentFields(kind Kind) []string {
	r := NewRecord(kind)
	if r == nil {
		return nil
	}
	var out []string
	typ := reflect.TypeOf(r).Elem()
	for i := range typ.NumField() {
		field := jsonName(typ.Field(i))
		if strings.HasSuffix(field, "_id") || slices.Contains(ownFields, field) {
			continue
		}
		out = append(out, field)
	}
	return out
}

// ownFields are the program's own.
var ownFields = []string{"id", "created_at", "lineage", "version", "rank", "view", "x", "y"}
