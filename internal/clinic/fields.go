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

// FieldName is what a field is called, by its json name. A field that is not known is called by that name.
func FieldName(kind Kind, field string) Sentence {
	if name := fieldNames[kind][field]; !name.IsZero() {
		return name
	}
	if name := commonFieldNames[field]; !name.IsZero() {
		return name
	}
	return Sentence{Key: field}
}

// commonFieldNames are the fields that mean the same in every kind that has them.
var commonFieldNames = map[string]Sentence{
	"id":              Say("Record number"),
	"patient_id":      Say("Patient"),
	"practitioner_id": Say("Practitioner"),
	"assessment_id":   Say("Assessment"),
	"session_id":      Say("Session"),
	"plan_id":         Say("Plan"),
	"finding_id":      Say("Finding"),
	"problem_id":      Say("Problem"),
	"goal_id":         Say("Goal"),
	"origin_id":       Say("First written as"),
	"created_at":      Say("Written first on"),
	"date":            Say("Date"),
	"structure":       Say("Structure"),
	"side":            Say("Side"),
	"source":          Say("Who says so"),
	"view":            Say("View of the figure"),
	"note":            Say("Note"),
	"rank":            Say("Place in the list"),
	"name":            Say("Name"),
	"street":          Say("Street"),
	"suburb":          Say("Suburb"),
	"state":           Say("State"),
	"postcode":        Say("Postcode"),
	"phone":           Say("Phone"),
	"email":           Say("Email"),
	"technique":       Say("Technique"),
	"targets":         Say("Where"),
	"pressure":        Say("Pressure"),
	"minutes":         Say("Time"),
	"repetitions":     Say("Repetitions"),
	"position":        Say("Position"),
	"measure":         Say("Measure"),
	"reason":          Say("Reason"),
	"protocol":        Say("Measured by"),
	"level_cm":        Say("Level"),
	"from_cm":         Say("From"),
	"to_cm":           Say("To"),
	"by":              Say("By"),
	"at":              Say("When"),
	"signed_at":       Say("Signed on"),
	"signed_by":       Say("Signed by"),
}

var fieldNames = map[Kind]map[string]Sentence{
	KindClinic: {
		"name": Say("Clinic's name"), "website": Say("Website"), "business_number": Say("Business number (ABN)"),
		"emergency": Say("Emergency number"), "paper": Say("Paper"), "currency": Say("Sign of the currency"), "sample": Say("Sample clinic"),
	},
	KindPractitioner: {
		"name": Say("Practitioner's name"), "qualifications": Say("Qualifications"), "association": Say("Association"),
		"member_number": Say("Member number"), "provider_number": Say("Provider number"), "left_at": Say("No longer works here since"),
	},
	KindPatient: {
		"given_name": Say("Given name"), "family_name": Say("Family name"), "preferred_name": Say("Called"),
		"pronouns": Say("Pronouns"), "birth_date": Say("Birth date"), "sex": Say("Sex"), "gender": Say("Gender"), "phones": Say("Phones"),
		"emergency_name": Say("In an emergency, call"), "emergency_relation": Say("Relationship to the patient"), "emergency_phone": Say("Emergency phone"),
		"doctor_name": Say("Doctor"), "doctor_practice": Say("Practice"), "doctor_phone": Say("Doctor's phone"), "referrer": Say("Referred by"),
		"occupation": Say("Occupation"), "health_fund": Say("Health fund"), "fund_number": Say("Member number"), "notes": Say("Notes"),
		"alerts": Say("Alerts"), "archived_at": Say("Archived on"),
	},
	KindAssessment: {
		"type": Say("Type of assessment"), "complaint": Say("Presenting complaint"), "onset": Say("Onset"), "injured_on": Say("Date of the injury"),
		"mechanism": Say("Mechanism"), "aggravating": Say("Worse with"), "easing": Say("Better with"),
		"day_pattern": Say("Over 24 hours"), "previous_treatment": Say("Previous treatment"), "medication": Say("Medication"),
		"health": Say("General health"), "referral_from": Say("Referral from"), "referral_date": Say("Date of the referral"),
		"referral_reason": Say("Reason for the referral"), "impression": Say("Impression"), "referral_sessions": Say("Sessions of the referral"),
		"referral_expires": Say("Last day of the referral"), "report_due": Say("Report to the referrer due"),
	},
	KindPlan: {
		"lineage": Say("Plan it continues"), "version": Say("Version"), "previous_id": Say("Version before"), "change_reason": Say("Why this version was made"),
		"title": Say("Title"), "summary": Say("What was found"), "start": Say("First session"), "minutes": Say("Length of a session"),
		"phases": Say("Schedule"), "review_date": Say("Review"), "precautions": Say("Precautions"), "expect": Say("What to expect"),
		"cost_cents": Say("Cost of a session"), "agreed_at": Say("Agreed on"), "agreed_by": Say("Agreed by"), "agreed_as": Say("Who agreed"), "agreed_how": Say("How it was agreed"),
	},
	KindSession: {
		"number": Say("Number of the session"), "started_at": Say("Start of the treatment"), "ended_at": Say("End of the treatment"),
		"subjective": Say("Subjective"), "objective": Say("Objective"), "assessed": Say("Assessment"), "next_plan": Say("Plan for next time"),
		"unconfirmed": Say("Carried over and not confirmed yet"), "response": Say("After the treatment"), "response_note": Say("About the response"),
		"adverse": Say("Adverse reaction"), "home_care_done": Say("Home care done"),
	},
	KindScreening: {"item": Say("Question"), "answer": Say("Answer"), "targets": Say("Where"), "action": Say("What was done about it"), "decision": Say("Check for a clot"), "reason": Say("What explains the difference")},
	KindClearance: {"item": Say("What was cleared"), "doctor": Say("Doctor"), "scope": Say("What was allowed"), "expires": Say("Valid until")},
	KindFinding: {
		"x": Say("Place on the figure, across"), "y": Say("Place on the figure, down"), "type": Say("What was found"), "severity": Say("Severity"),
		"quality": Say("Quality"), "tissue": Say("Tissue"), "depth": Say("Depth"),
		"signs": Say("Signs of a trigger point"), "pattern": Say("Pain matches the pattern"),
	},
	KindStroke:  {"tool": Say("Drawn with"), "points": Say("Line"), "width_mm": Say("Width of the line")},
	KindProblem: {"words": Say("Problem")},
	KindGoal: {
		"benefit": Say("Benefit"), "item": Say("Activity or place"), "mode": Say("Mode"), "baseline_id": Say("Baseline was measured as"),
		"baseline": Say("Baseline"), "target": Say("Target"), "due": Say("Due"), "words": Say("Goal"),
	},
	KindPrescription: {"kept_reason": Say("Why it stays"), "dose_reason": Say("Why the dose stays")},
	KindHomeCare: {
		"exercise": Say("Exercise of the catalogue"), "title": Say("Title"), "instructions": Say("How it is done"), "sets": Say("Sets"),
		"hold_seconds": Say("Hold"), "days_per_week": Say("Days a week"), "times_per_day": Say("Times a day"),
	},
	KindPlanEnd:     {"date": Say("Ended on"), "outcome": Say("How it ended")},
	KindTreatment:   {"prescription_id": Say("Prescribed as"), "status": Say("Done"), "reason": Say("Why it was left or changed")},
	KindMeasurement: {"item": Say("Of what"), "value": Say("Value"), "mode": Say("Mode"), "moment": Say("Before or after"), "tool": Say("Measured with"), "pain": Say("Pain while measuring"), "start": Say("Angle at the start"), "end_feel": Say("End feel"), "limited_by": Say("Limited by"), "colour": Say("Colour")},
	KindAddendum:    {"text": Say("Correction"), "reason": Say("Why it is corrected")},
	KindTestResult: {
		"test": Say("Test"), "result": Say("Result"), "pain": Say("Pain it provoked"), "familiar": Say("The patient’s own pain"), "action": Say("What was done about it"),
	},
	KindInjury: {"type": Say("Type of injury"), "grade": Say("Grade"), "injured_on": Say("Date of the injury"), "healed_on": Say("Healed on")},
	KindFormAnswers: {
		"form": Say("Questionnaire"), "activities": Say("Activities"), "answers": Say("Answers"), "total": Say("Total"), "filled_by": Say("Filled in by"), "finished_at": Say("Handed back on"),
	},
	KindConsent: {
		"decision": Say("Decision"), "areas": Say("Areas"), "techniques": Say("Techniques"), "how": Say("How it was told"), "by": Say("Decided by"),
		"by_as": Say("Who decided"), "relation_code": Say("Relation to the patient"), "relation": Say("Relation in words"), "explained": Say("Explained by"), "draping": Say("Draping"),
		"chaperone": Say("Third person in the room"), "signature": Say("Signature"),
	},
	KindTemplate: {
		"name": Say("Template"), "for": Say("Used for"), "minutes": Say("Length of a session"), "phases": Say("Schedule"), "prescriptions": Say("Techniques"),
		"home_care": Say("Home care"), "archived_at": Say("Put away on"),
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
			return joined(r.Unconfirmed, func(f string) string { return FieldName(KindSession, f).String() })
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
