package clinic

import "slices"

// IntakeSection is a part of the intake form.
type IntakeSection string

// The parts, in the order in which they are filled in.
const (
	IntakeDetails    IntakeSection = "details"
	IntakeHistory    IntakeSection = "history"
	IntakeScreening  IntakeSection = "screening"
	IntakePain       IntakeSection = "pain" // the marks on the figure; it has no questions
	IntakeStatements IntakeSection = "statements"
	IntakeSignature  IntakeSection = "signature"
)

// IntakeSections lists them.
func IntakeSections() []IntakeSection {
	return []IntakeSection{IntakeDetails, IntakeHistory, IntakeScreening, IntakePain, IntakeStatements, IntakeSignature}
}

// Name is what the part is called to a patient.
func (s IntakeSection) Name() Sentence {
	switch s {
	case IntakeDetails:
		return Say("About you")
	case IntakeHistory:
		return Say("Your health")
	case IntakeScreening:
		return Say("Safety questions")
	case IntakePain:
		return Say("Where it hurts")
	case IntakeStatements:
		return Say("Privacy and fees")
	case IntakeSignature:
		return Say("Your signature")
	}
	return Text(string(s))
}

// Sense is what the answers of the part tell of: who may look at them and take them over follows from that.
func (s IntakeSection) Sense() Sense {
	switch s {
	case IntakeHistory, IntakeScreening, IntakePain:
		return Clinical
	}
	return Identity
}

// How a question of the form is answered.
const (
	IntakeLine     = "line"     // in IntakeAnswer.Text
	IntakeText     = "text"     // several lines of it
	IntakeDay      = "day"      // a Date in Text
	IntakeRelation = "relation" // one of Relations in Text
	IntakeYesNo    = "yes-no"   // yes, no or not sure; after a yes words and a text may say more
)

// IntakeQuestion is one question of the form.
type IntakeQuestion struct {
	Code    string
	Section IntakeSection
	// Group keeps the questions together that stand on one page: of details one of the groups below, of the screening the
	// code of its Head, "" for one that is asked on its own.
	Group string
	Ask   Sentence // to the patient, in plain words
	Name  Sentence // to who works here
	How   string   // how it is answered
	More  Sentence // what is asked after a yes; empty where nothing is
	Words []HistoryWord
	Item  *ScreeningItem // of a safety question, nil otherwise
	Sign  string         // of a safety question: how its Head reads it out, "" where it is asked on its own
}

// The groups of details.
const (
	IntakeYou       = "you"
	IntakeReach     = "reach"
	IntakeEmergency = "emergency"
	IntakeGuardian  = "guardian" // of a minor only
	IntakeDoctor    = "doctor"
	IntakeOther     = "other"
)

// detail is a question about the patient that a field of the record answers.
type detail struct {
	code  string
	group string
	how   string
	ask   Sentence
	get   func(*Patient) string
	set   func(*Patient, string)
}

// intakePhone is the detail that is no field of its own: the first of the patient's numbers.
const intakePhone = "phone"

func detailRow(code, group string, ask Sentence, of func(*Patient) *string) detail {
	return detail{code, group, IntakeLine, ask, func(p *Patient) string { return *of(p) }, func(p *Patient, s string) { *of(p) = s }}
}

// details are the questions about the patient, in the order in which they are asked.
var details = []detail{
	detailRow("given_name", IntakeYou, Say("Your given name"), func(p *Patient) *string { return &p.GivenName }),
	detailRow("family_name", IntakeYou, Say("Your family name"), func(p *Patient) *string { return &p.FamilyName }),
	detailRow("preferred_name", IntakeYou, Say("What should we call you?"), func(p *Patient) *string { return &p.PreferredName }),
	{
		"birth_date", IntakeYou, IntakeDay, Say("Your date of birth"),
		func(p *Patient) string { return string(p.BirthDate) }, func(p *Patient, s string) { p.BirthDate = Date(s) },
	},
	{
		intakePhone, IntakeReach, IntakeLine, Say("Your phone number"),
		func(p *Patient) string {
			if len(p.Phones) == 0 {
				return ""
			}
			return p.Phones[0].Number
		},
		func(p *Patient, s string) {
			if p.Phones = slices.Clone(p.Phones); len(p.Phones) == 0 {
				p.Phones = []Phone{{}}
			}
			p.Phones[0].Number = s
		},
	},
	detailRow("email", IntakeReach, Say("Your email address"), func(p *Patient) *string { return &p.Email }),
	detailRow("street", IntakeReach, Say("Street and number"), func(p *Patient) *string { return &p.Street }),
	detailRow("suburb", IntakeReach, Say("Suburb"), func(p *Patient) *string { return &p.Suburb }),
	detailRow("state", IntakeReach, Say("State"), func(p *Patient) *string { return &p.State }),
	detailRow("postcode", IntakeReach, Say("Postcode"), func(p *Patient) *string { return &p.Postcode }),
	detailRow("guardian_name", IntakeGuardian, Say("Parent or guardian: name"), func(p *Patient) *string { return &p.GuardianName }),
	{
		"guardian_relation", IntakeGuardian, IntakeRelation, Say("Who are they to you?"),
		func(p *Patient) string { return p.GuardianRelation }, func(p *Patient, s string) { p.GuardianRelation = s },
	},
	detailRow("guardian_phone", IntakeGuardian, Say("Parent or guardian: phone"), func(p *Patient) *string { return &p.GuardianPhone }),
	detailRow("emergency_name", IntakeEmergency, Say("Who should we call in an emergency?"), func(p *Patient) *string { return &p.EmergencyName }),
	detailRow("emergency_relation", IntakeEmergency, Say("Who is this person to you?"), func(p *Patient) *string { return &p.EmergencyRelation }),
	detailRow("emergency_phone", IntakeEmergency, Say("Their phone number"), func(p *Patient) *string { return &p.EmergencyPhone }),
	detailRow("doctor_name", IntakeDoctor, Say("Your doctor’s name"), func(p *Patient) *string { return &p.DoctorName }),
	detailRow("doctor_practice", IntakeDoctor, Say("Your doctor’s practice"), func(p *Patient) *string { return &p.DoctorPractice }),
	detailRow("doctor_phone", IntakeDoctor, Say("Your doctor’s phone"), func(p *Patient) *string { return &p.DoctorPhone }),
	detailRow("occupation", IntakeOther, Say("What work do you do?"), func(p *Patient) *string { return &p.Occupation }),
	detailRow("health_fund", IntakeOther, Say("Your health fund"), func(p *Patient) *string { return &p.HealthFund }),
	detailRow("fund_number", IntakeOther, Say("Your member number"), func(p *Patient) *string { return &p.FundNumber }),
}

func detailOf(question string) *detail {
	return find(details, func(d *detail) bool { return d.code == question })
}

// name is what the detail is called in the record.
func (d *detail) name() Sentence {
	if d.code == intakePhone {
		return FieldName(KindClinic, "phone")
	}
	return FieldName(KindPatient, d.code)
}

// OnFile is what the patient's record says to a question about details, as an IntakeAnswer.Text; "" for nothing.
func (p *Patient) OnFile(question string) string {
	if d := detailOf(question); d != nil {
		return d.get(p)
	}
	return ""
}

// HistoryWord is a common answer to a question of the history. Word stands in the history, Plain is read by a patient.
type HistoryWord struct {
	Code        string
	Word, Plain Sentence
	// Nothing says that there is nothing else: it goes when another word comes.
	Nothing bool
}

// Fact reports whether rules go by the word: its code is one of Assessment.Told then.
func (w *HistoryWord) Fact() bool { _, ok := toldNames[w.Code]; return ok }

// historyWords are the common answers to questions of the history, by the field of the assessment.
var historyWords = map[string][]HistoryWord{
	"previous_treatment": {
		{Code: "no-treatment", Word: Say("none"), Nothing: true},
		{Code: "massage", Word: Say("massage"), Plain: Say("Massage")},
		{Code: "physiotherapy", Word: Say("physiotherapy"), Plain: Say("Physiotherapy")},
		{Code: "osteopathy", Word: Say("osteopathy"), Plain: Say("Osteopathy")},
		{Code: "chiropractic", Word: Say("chiropractic"), Plain: Say("Chiropractic")},
		{Code: "injection", Word: Say("injection"), Plain: Say("An injection")},
		{Code: "surgery", Word: Say("surgery"), Plain: Say("An operation")},
		{Code: "imaging", Word: Say("imaging"), Plain: Say("A scan or an X-ray")},
	},
	"medication": {
		{Code: "no-medicines", Word: Say("none"), Nothing: true},
		{Code: "blood-thinner", Word: Say("blood thinner"), Plain: Say("A blood thinner")},
		{Code: "anti-inflammatory", Word: Say("anti-inflammatory"), Plain: Say("A drug against swelling, such as ibuprofen")},
		{Code: "paracetamol", Word: Say("paracetamol"), Plain: Say("Paracetamol")},
		{Code: "opioid", Word: Say("opioid"), Plain: Say("A strong pain drug, such as codeine")},
		{Code: "steroid", Word: Say("steroid"), Plain: Say("A steroid, such as cortisone")},
		{Code: "blood-pressure-medicine", Word: Say("blood pressure medicine"), Plain: Say("A drug for blood pressure")},
	},
	"health": {
		{Code: "well", Word: Say("well"), Nothing: true},
		{Code: "high-blood-pressure", Word: Say("high blood pressure"), Plain: Say("High blood pressure")},
		{Code: "diabetes", Word: Say("diabetes"), Plain: Say("Diabetes")},
		{Code: "asthma", Word: Say("asthma"), Plain: Say("Asthma")},
		{Code: "pregnant", Word: Say("pregnant"), Plain: Say("Pregnant")},
		{Code: "operation", Word: Say("operation"), Plain: Say("An operation")},
		{Code: "allergy-oils", Word: Say("allergy to oils"), Plain: Say("Allergy to oils")},
		{Code: "allergy-latex", Word: Say("allergy to latex"), Plain: Say("Allergy to latex")},
	},
}

// HistoryWords are the common answers to a question of the history, by the json name of its field; none where it has none.
func HistoryWords(field string) []HistoryWord { return historyWords[field] }

// historyQuestion is a question that a field of an assessment answers.
type historyQuestion struct {
	code, how string
	ask, more Sentence
	of        func(*Assessment) *string
}

var historyQuestions = []historyQuestion{
	{code: "complaint", how: IntakeText, ask: Say("What brings you here?"), of: func(a *Assessment) *string { return &a.Complaint }},
	{code: "onset", how: IntakeText, ask: Say("When did it begin, and how?"), of: func(a *Assessment) *string { return &a.Onset }},
	{code: "aggravating", how: IntakeText, ask: Say("What makes it worse?"), of: func(a *Assessment) *string { return &a.Aggravating }},
	{code: "easing", how: IntakeText, ask: Say("What makes it better?"), of: func(a *Assessment) *string { return &a.Easing }},
	{
		code: "previous_treatment", how: IntakeYesNo, ask: Say("Have you had any treatment for it?"), more: Say("Which? Did it help?"),
		of: func(a *Assessment) *string { return &a.PreviousTreatment },
	},
	{
		code: "medication", how: IntakeYesNo, ask: Say("Do you take any medicines?"), more: Say("Which? Write the name and how much you take."),
		of: func(a *Assessment) *string { return &a.Medication },
	},
	{
		code: "health", how: IntakeYesNo, ask: Say("Do you have any illness or allergy, or have you had an operation?"), more: Say("Which? Write down what we should know."),
		of: func(a *Assessment) *string { return &a.Health },
	},
}

func historyQuestionOf(question string) *historyQuestion {
	return find(historyQuestions, func(h *historyQuestion) bool { return h.code == question })
}

// screeningPrefix is what the code of each safety question of the form begins with.
const screeningPrefix = "screening."

// ScreeningQuestion is the code of the question of the form that asks an item of the screening.
func ScreeningQuestion(item string) string { return screeningPrefix + item }

// intakeQuestions are all the questions that the form can ask, in order.
func intakeQuestions(cat *Catalogue) []IntakeQuestion {
	var out []IntakeQuestion
	for i := range details {
		d := &details[i]
		out = append(out, IntakeQuestion{Code: d.code, Section: IntakeDetails, Group: d.group, Ask: d.ask, Name: d.name(), How: d.how})
	}
	for i := range historyQuestions {
		h := &historyQuestions[i]
		out = append(out, IntakeQuestion{
			Code: h.code, Section: IntakeHistory, Ask: h.ask, Name: FieldName(KindAssessment, h.code), How: h.how, More: h.more,
			Words: slices.DeleteFunc(slices.Clone(HistoryWords(h.code)), func(w HistoryWord) bool { return w.Nothing }),
		})
	}
	ask := func(item *ScreeningItem, head, sign string) {
		out = append(out, IntakeQuestion{
			Code: ScreeningQuestion(item.Code), Section: IntakeScreening, Group: head, Ask: Text(item.Question), Name: cat.QuestionName(item.Code),
			How: IntakeYesNo, Item: item, Sign: sign,
		})
	}
	for _, h := range cat.Heads {
		for _, s := range h.Signs {
			ask(cat.ScreeningItem(s.Item), h.Code, s.Sign)
		}
	}
	for _, item := range cat.AloneItems() {
		ask(item, "", "")
	}
	return out
}

// IntakeQuestions are the questions that a form asks a patient on a day, in order: those about a guardian only of a minor,
// and of the safety questions none that the patient's sex or age answers.
func IntakeQuestions(cat *Catalogue, chart *Chart, in *Intake, today Date) []IntakeQuestion {
	who := &Chart{Patient: chart.Patient}
	if born := Date(in.Answer("birth_date").Text); born.Valid() {
		who.Patient.BirthDate = born
	}
	known := who.details(cat, Occasion{PatientID: chart.Patient.ID, Date: today})
	return slices.DeleteFunc(intakeQuestions(cat), func(q IntakeQuestion) bool {
		if q.Group == IntakeGuardian {
			return !who.Patient.IsMinor(today)
		}
		return q.Item != nil && slices.ContainsFunc(known, func(k Fact) bool { return k.Item == q.Item.Code && k.Answer != "" })
	})
}

// IntakeOnPaper are the questions of the form that is printed for a patient; for an empty chart, of which nobody knows who
// will fill the form in, all there are.
func IntakeOnPaper(cat *Catalogue, chart *Chart, today Date) []IntakeQuestion {
	if chart.Patient.ID == "" {
		return intakeQuestions(cat)
	}
	return IntakeQuestions(cat, chart, new(Intake), today)
}

// intakeQuestion is a question of the form by its code, nil for one that there is not.
func intakeQuestion(cat *Catalogue, code string) *IntakeQuestion {
	return find(intakeQuestions(cat), func(q *IntakeQuestion) bool { return q.Code == code })
}

// takes reports whether an answer is one that the question can have.
func (q *IntakeQuestion) takes(a *IntakeAnswer) bool {
	known := !slices.ContainsFunc(a.Words, func(w string) bool {
		return !slices.ContainsFunc(q.Words, func(x HistoryWord) bool { return x.Code == w })
	})
	return known && (q.How == IntakeYesNo || a.Answer == "")
}
