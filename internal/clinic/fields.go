package clinic

import (
	"reflect"
	"slices"
	"strings"
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
	"room_id":         Say("Room"),
	"service_id":      Say("Appointment type"),
	"day":             Say("Day"),
	"clean_up":        Say("Time to clean up"),
	"price_cents":     Say("Price"),
	"colour":          Say("Colour"),
	"signed_at":       Say("Signed on"),
	"signed_by":       Say("Signed by"),
	"number":          Say("Number"),
	"cents":           Say("Amount"),
	"tax":             Say("Tax"),
	"tax_cents":       Say("Tax within it"),
	"tax_name":        Say("Name of the tax"),
	"tax_permille":    Say("Rate of the tax, in thousandths"),
	"invoice_id":      Say("Invoice"),
	"payment_id":      Say("Payment"),
	"sessions":        Say("Sessions"),
	"code":            Say("Number on the paper"),
	"sort":            Say("What it is"),
}

var fieldNames = map[Kind]map[string]Sentence{
	KindClinic: {
		"name": Say("Clinic's name"), "website": Say("Website"), "business_number": Say("Business number (ABN)"),
		"tax_registered": Say("Takes tax"), "cash_step": Say("Smallest coin, in cents"), "first_number": Say("First number of receipts"),
		"emergency": Say("Emergency number"), "paper": Say("Paper"), "currency": Say("Currency symbol"), "zone": Say("Time zone"), "region": Say("Public holidays of"),
		"holidays_worked": Say("Open on the public holidays"), "sample": Say("Sample clinic"),
		"privacy_statement": Say("Privacy statement"), "fee_policy": Say("Fee policy"),
		"recall_months": Say("Called after months without a visit"),
	},
	KindPractitioner: {
		"name": Say("Practitioner's name"), "qualifications": Say("Qualifications"), "association": Say("Association"),
		"member_number": Say("Member number"), "provider_number": Say("Provider number"), "left_at": Say("No longer works here since"), "trained": Say("Trained in"),
	},
	KindPatient: {
		"given_name": Say("Given name"), "family_name": Say("Family name"), "preferred_name": Say("Preferred name"),
		"pronouns": Say("Pronouns"), "birth_date": Say("Birth date"), "sex": Say("Sex"), "gender": Say("Gender"), "phones": Say("Phones"),
		"emergency_name": Say("In an emergency, call"), "emergency_relation": Say("Relationship to the patient"), "emergency_phone": Say("Emergency phone"),
		"doctor_name": Say("Doctor"), "doctor_practice": Say("Practice"), "doctor_phone": Say("Doctor's phone"), "referrer": Say("Referred by"),
		"occupation": Say("Occupation"), "health_fund": Say("Health fund"), "fund_number": Say("Member number"), "notes": Say("Notes"),
		"alerts": Say("Alerts"), "archived_at": Say("Archived on"), "guardian_name": Say("Parent or guardian"),
		"guardian_relation": Say("Who the guardian is"), "guardian_phone": Say("Guardian's phone"),
		"no_calls": Say("Does not wish to be called"),
	},
	KindAssessment: {
		"type": Say("Type of assessment"), "complaint": Say("Presenting complaint"), "onset": Say("Onset"), "injured_on": Say("Date of the injury"),
		"mechanism": Say("Mechanism"), "aggravating": Say("Worse with"), "easing": Say("Better with"),
		"day_pattern": Say("Over 24 hours"), "previous_treatment": Say("Previous treatment"), "medication": Say("Medication"),
		"health": Say("General health"), "referral_from": Say("Referral from"), "referral_date": Say("Date of the referral"),
		"referral_reason": Say("Reason for the referral"), "impression": Say("Impression"), "referral_sessions": Say("Sessions of the referral"),
		"referral_expires": Say("Last day of the referral"), "report_due": Say("Report to the referrer due"), "told": Say("Tapped in the history"),
	},
	KindPlan: {
		"lineage": Say("Plan it continues"), "version": Say("Version"), "previous_id": Say("Version before"), "change_reason": Say("Why this version was made"),
		"title": Say("Title"), "summary": Say("What was found"), "start": Say("First session"), "minutes": Say("Length of a session"),
		"phases": Say("Schedule"), "review_date": Say("Re-assessment date"), "precautions": Say("Precautions"), "expect": Say("What to expect"),
		"cost_cents": Say("Cost of a session"), "agreed_at": Say("Agreed on"), "agreed_by": Say("Agreed by"), "agreed_as": Say("Who agreed"), "agreed_how": Say("How it was agreed"),
	},
	KindSession: {
		"number": Say("Number of the session"), "started_at": Say("Start of the treatment"), "ended_at": Say("End of the treatment"),
		"subjective": Say("Subjective"), "objective": Say("Objective"), "assessed": Say("Assessment"), "next_plan": Say("Plan for next time"),
		"unconfirmed": Say("Carried over and not confirmed yet"), "response": Say("After the treatment"), "response_note": Say("About the response"),
		"adverse": Say("Adverse reaction"), "home_care_done": Say("Home care done"),
	},
	KindScreening: {"item": Say("Question"), "answer": Say("Answer"), "targets": Say("Where"), "action": Say("What was done about it"), "decision": Say("Check for a clot"), "reason": Say("What explains the difference"), "seen_by": Say("Examined by"), "seen_on": Say("Examined on"), "covers": Say("Asked as a group: nothing to report"), "details": Say("Details")},
	KindClearance: {"item": Say("What was cleared"), "doctor": Say("Doctor"), "scope": Say("What was allowed"), "expires": Say("Valid until"), "injury_id": Say("Injury")},
	KindFinding: {
		"x": Say("Place on the figure, across"), "y": Say("Place on the figure, down"), "type": Say("What was found"), "severity": Say("Severity"),
		"quality": Say("Quality"), "tissue": Say("Tissue"), "depth": Say("Depth"),
		"signs": Say("Signs of a trigger point"), "pattern": Say("Pain matches the pattern"), "known_since": Say("Known to the doctor since"),
	},
	KindStroke:  {"tool": Say("Drawn with"), "points": Say("Line"), "width_mm": Say("Width of the line")},
	KindProblem: {"words": Say("Problem"), "measurement_id": Say("Measured"), "test_result_id": Say("Tested")},
	KindGoal: {
		"benefit": Say("Benefit"), "item": Say("Activity or place"), "mode": Say("Mode"), "baseline_id": Say("Baseline was measured as"),
		"baseline": Say("Baseline"), "target": Say("Target"), "due": Say("Due"), "words": Say("Goal"),
	},
	KindPrescription: {"kept_reason": Say("Why it stays"), "dose_reason": Say("Why the dose stays")},
	KindHomeCare: {
		"exercise": Say("Exercise of the catalogue"), "title": Say("Title"), "instructions": Say("How it is done"), "sets": Say("Sets"),
		"hold_seconds": Say("Hold"), "days_per_week": Say("Days a week"), "times_per_day": Say("Times a day"), "kept_reason": Say("Why it stays"),
	},
	KindPlanEnd:     {"date": Say("Ended on"), "outcome": Say("How it ended")},
	KindTreatment:   {"prescription_id": Say("Prescribed as"), "status": Say("Done"), "reason": Say("Why it was left or changed"), "kept_reason": Say("Why it was given all the same")},
	KindMeasurement: {"item": Say("Of what"), "value": Say("Value"), "mode": Say("Mode"), "moment": Say("Before or after"), "tool": Say("Measured with"), "pain": Say("Pain while measuring"), "start": Say("Angle at the start"), "end_feel": Say("End feel"), "limited_by": Say("Limited by"), "colour": Say("Colour")},
	KindAddendum:    {"text": Say("Correction"), "reason": Say("Why it is corrected")},
	KindTestResult: {
		"test": Say("Test"), "result": Say("Result"), "pain": Say("Pain it provoked"), "familiar": Say("The patient’s own pain"), "action": Say("What was done about it"),
		"entered": Say("How it was entered"), "known_since": Say("Known to the doctor since"),
	},
	KindLymphBarrier: {"cause": Say("What stops the lymph"), "since_year": Say("Since the year")},
	KindInjury:       {"type": Say("Type of injury"), "grade": Say("Grade"), "injured_on": Say("Date of the injury"), "healed_on": Say("Healed on"), "sort": Say("Which"), "lump": Say("Hard lump"), "lump_on": Say("Felt for on")},
	KindFormAnswers: {
		"form": Say("Questionnaire"), "activities": Say("Activities"), "answers": Say("Answers"), "total": Say("Total"), "filled_by": Say("Filled in by"), "finished_at": Say("Handed back on"),
	},
	KindConsent: {
		"decision": Say("Decision"), "areas": Say("Areas"), "techniques": Say("Techniques"), "how": Say("How it was told"), "by": Say("Decided by"),
		"by_as": Say("Who decided"), "relation_code": Say("Relation to the patient"), "relation": Say("Relation in words"), "explained": Say("Explained by"), "draping": Say("Draping"),
		"chaperone": Say("Third person in the room"), "signature": Say("Signature"), "told": Say("What was told"),
	},
	KindTemplate: {
		"name": Say("Template"), "for": Say("Used for"), "minutes": Say("Length of a session"), "phases": Say("Schedule"), "prescriptions": Say("Techniques"),
		"home_care": Say("Home care"), "archived_at": Say("Put away on"),
	},
	KindRoom: {"closed_at": Say("No longer used since")},
	KindService: {
		"name": Say("Appointment type"), "text": Say("What the patient should know"), "first_visit": Say("Only for a first visit"), "retired_at": Say("No longer offered since"),
	},
	KindRoster: {
		"valid_from": Say("From"), "valid_until": Say("Until"), "weeks": Say("Hours of the week"), "on_holidays": Say("Works on public holidays"),
	},
	KindAbsence: {
		"from_day": Say("First day"), "from_minute": Say("From"), "until_day": Say("Last day"), "until_minute": Say("Until"), "why": Say("Why"),
	},
	KindDayHours: {"work": Say("Hours"), "breaks": Say("Breaks")},
	KindAppointment: {
		"start": Say("Time of the day"), "minutes": Say("Length"), "title": Say("What is given"), "series": Say("Booked together as"),
		"by_hand": Say("Changed alone"), "held": Say("On the clipboard"), "kept_with": Say("Overlaps knowingly with"), "state": Say("State"),
		"steps": Say("Who said what"), "reason": Say("Why it was cancelled"), "sequence": Say("Number of changes"),
		"not_charged": Say("Why it costs nothing"),
	},
	KindWaiting: {
		"appointment_id": Say("Later appointment"), "minutes": Say("Length"), "practitioner_ids": Say("With"), "room_ids": Say("Rooms"),
		"weekdays": Say("Days that suit"), "spans": Say("Hours that suit"), "from_day": Say("From"), "until_day": Say("Until"),
		"urgency": Say("Urgency"), "ended_at": Say("Ended on"), "outcome": Say("How it ended"),
	},
	KindIntake: {
		"handed_by": Say("Handed over by"), "answers": Say("Answers"), "marks": Say("Pain drawing"), "statements": Say("What was read and agreed to"),
		"by": Say("Filled in by"), "by_as": Say("Who filled it in"), "relation_code": Say("Relation to the patient"), "on_paper": Say("Filled in on paper"),
		"signature": Say("Signature"), "to_look_at": Say("Answers to look at"), "finished_at": Say("Handed back on"),
	},
	KindIntakeChoice: {
		"intake_id": Say("Form"), "proposal": Say("Answer"), "outcome": Say("What became of it"), "made_kind": Say("Where it was taken over"), "made_key": Say("Taken over as"),
	},
	KindProviderNumber: {
		"place": Say("Place"), "fund": Say("Fund"), "modality": Say("Kind of treatment"), "number": Say("Provider number"), "valid_from": Say("From"),
		"valid_until": Say("Last day"),
	},
	KindJoined: {
		"patient_id": Say("The record that stays"), "other": Say("The record that leads to it"), "taken": Say("Details that were taken over"),
		"ended_at": Say("Taken apart on"), "ended_by": Say("Taken apart by"),
	},
	KindNotSame: {"other_id": Say("The other patient")},
	KindContact: {"about": Say("What the call was about"), "outcome": Say("What came of the call"), "again_on": Say("Taken up again on")},
	KindItem: {
		"name": Say("What is sold"), "code": Say("Code"), "months": Say("Can be used for months"), "retired_at": Say("No longer sold since"), "service_id": Say("For the appointment type"),
	},
	KindInvoice: {
		"day": Say("Issued on"), "bill_to": Say("Billed to"), "claim": Say("Claim or order number"), "lines": Say("What is charged"), "total_cents": Say("Total"),
		"seller_name": Say("Clinic's name"), "seller_address": Say("Address of the clinic"), "seller_phone": Say("Phone of the clinic"), "seller_email": Say("Email of the clinic"),
		"business_number": Say("Business number (ABN)"), "patient_name": Say("Patient's name"), "birth_date": Say("Born"), "health_fund": Say("Health fund"), "fund_number": Say("Member number"),
	},
	KindCreditNote: {"day": Say("Issued on"), "cents": Say("Taken back"), "whole": Say("Takes back all that stands")},
	KindPayment:    {"day": Say("Paid on"), "parts": Say("How it was paid"), "refund_of": Say("Gives back the payment")},
	KindAllocation: {"cents": Say("Paid of the invoice")},
	KindCredit: {
		"name": Say("Package or voucher"), "held_for": Say("Patient it is for"), "holder": Say("For whom"), "worth_cents": Say("Worth"), "sold_on": Say("Sold on"), "expires": Say("Can be used until"),
		"service_id": Say("For the appointment type"), "item_id": Say("Sold as"),
	},
	KindCreditUse:  {"taken_from": Say("Package or voucher"), "why": Say("Why it is gone"), "cents": Say("Used")},
	KindTillCount:  {"float_cents": Say("In the till in the morning"), "counted_cents": Say("Counted"), "expected_cents": Say("Should be there")},
	KindPaperGiven: {"paper": Say("Paper"), "of": Say("Of the record")},
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

// FieldValue is a field of a record, by its json name; false when there is no such field, or no record.
func FieldValue(r Record, field string) (reflect.Value, bool) {
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

// pointsAt are the kinds of the records that fields point at. What is not here points at its own kind.
var pointsAt = map[string]Kind{
	"patient_id": KindPatient, "practitioner_id": KindPractitioner, "assessment_id": KindAssessment, "session_id": KindSession,
	"plan_id": KindPlan, "finding_id": KindFinding, "problem_id": KindProblem, "goal_id": KindGoal, "baseline_id": KindMeasurement,
	"prescription_id": KindPrescription, "previous_id": KindPlan, "lineage": KindPlan, "injury_id": KindInjury,
	"measurement_id": KindMeasurement, "test_result_id": KindTestResult, "room_id": KindRoom, "service_id": KindService,
	"appointment_id": KindAppointment, "intake_id": KindIntake, "invoice_id": KindInvoice, "payment_id": KindPayment, "item_id": KindItem,
}

// PointsAt is the kind of the records that a field points at, or "".
func PointsAt(field string) Kind { return pointsAt[field] }
