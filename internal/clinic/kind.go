package clinic

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Kind names a sort of record. It is the name of its table and of its part in an export.
type Kind string

// The kinds of record.
const (
	KindClinic       Kind = "clinic"
	KindPractitioner Kind = "practitioner"
	KindPatient      Kind = "patient"
	KindAssessment   Kind = "assessment"
	KindPlan         Kind = "plan"
	KindSession      Kind = "session"
	KindScreening    Kind = "screening"
	KindClearance    Kind = "clearance"
	KindFinding      Kind = "finding"
	KindStroke       Kind = "stroke"
	KindProblem      Kind = "problem"
	KindGoal         Kind = "goal"
	KindPrescription Kind = "prescription"
	KindHomeCare     Kind = "home_care"
	KindPlanEnd      Kind = "plan_end"
	KindTreatment    Kind = "treatment"
	KindMeasurement  Kind = "measurement"
	KindAddendum     Kind = "addendum"
	KindTestResult   Kind = "test_result"
	KindInjury       Kind = "injury"
	KindLymphBarrier Kind = "lymph_barrier"
	KindFormAnswers  Kind = "form_answers"
	KindConsent      Kind = "consent"
	KindTemplate     Kind = "template"
	KindRoom         Kind = "room"
	KindService      Kind = "service"
	KindRoster       Kind = "roster"
	KindAbsence      Kind = "absence"
	KindDayHours     Kind = "day_hours"
	KindAppointment  Kind = "appointment"
	KindWaiting      Kind = "waiting"
	KindIntake       Kind = "intake"
	KindIntakeChoice Kind = "intake_choice"
	KindContact      Kind = "contact"
	KindPrice        Kind = "price"
	KindItem         Kind = "item"
	KindInvoice      Kind = "invoice"
	KindCreditNote   Kind = "credit_note"
	KindPayment      Kind = "payment"
	KindAllocation   Kind = "allocation"
	KindCredit       Kind = "credit"
	KindCreditUse    Kind = "credit_use"
	KindTillCount    Kind = "till_count"
	KindPaperGiven   Kind = "paper_given"

	KindProviderNumber Kind = "provider_number"
	KindJoined         Kind = "joined"
	KindNotSame        Kind = "not_same"
)

// Owner says whose a record is, and so what it is read with.
type Owner string

const (
	// OfClinic is read in a list of its own, such as those who treat.
	OfClinic Owner = "clinic"
	// OfPatient is read in the patient's chart: Record.PatientKey says whose.
	OfPatient Owner = "patient"
	// OfDay is read with its day of the diary: Dated.DayKey says which. It may be about a patient too.
	OfDay Owner = "day"
)

// Sense is what a record tells of. Who may see or change it follows from that.
type Sense string

// The senses.
const (
	Identity Sense = "identity" // who somebody is and how to reach them
	Clinical Sense = "clinical" // what was said, found, planned and done
	Diary    Sense = "diary"    // when somebody comes, to whom
	Money    Sense = "money"    // what is owed and what was paid
	SetUp    Sense = "set-up"   // how the clinic works
)

// Senses lists them.
func Senses() []Sense { return []Sense{Identity, Clinical, Diary, Money, SetUp} }

// KindRow is all that sets one kind of record apart from the others. What walks the kinds asks their rows, and knows
// none by its name.
type KindRow struct {
	Kind Kind
	// New makes an empty record, for a reader to fill.
	New func() Record
	// Noun is the kind in words, with its article: "an end of a plan".
	Noun  string
	Owner Owner
	Sense Sense
	// Signature is the json name of the time that closes a record: its New gives a Signed. "" is a kind that is closed
	// by others only, see Record.Locks.
	Signature string
	// ClosedByItself is a kind that one person closes who wrote all of it, such as a patient: it is handed in like any
	// other change, without the connection if need be. What is signed otherwise is closed by the shared records at once.
	ClosedByItself bool
	// ForEver is a kind that is written once: a record is never changed, nor removed.
	ForEver bool
	// Closed says what cannot be done to a closed record any more, and Instead what is done instead. Both are empty for
	// what is signed and corrected by an addendum.
	Closed, Instead Sentence
	// KeptFor is what is done instead of removing a record that others point at; empty is to remove those first.
	KeptFor Sentence
	// place is where it lies in the chart; nil is the list of those that have no list of their own there.
	place shelf
	// order of the records of a list of the clinic's; nil is the order in which they were made.
	order func(a, b Record) int
}

// Order sorts records of the kind as they are listed.
func (k *KindRow) Order(a, b Record) int {
	if k.order != nil {
		if c := k.order(a, b); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Key(), b.Key())
}

// rows are the kinds of record, each after those it depends on.
var rows = []*KindRow{
	{
		Kind: KindClinic, New: func() Record { return new(Clinic) }, Noun: "the clinic’s own record", Owner: OfClinic, Sense: SetUp,
	},
	{
		Kind: KindPractitioner, New: func() Record { return new(Practitioner) }, Noun: "a practitioner", Owner: OfClinic, Sense: SetUp,
		KeptFor: Say("Enter the day the practitioner left instead."),
		order:   byName(func(p *Practitioner) string { return p.Name }),
	},
	{
		Kind: KindPatient, New: func() Record { return new(Patient) }, Noun: "a patient", Owner: OfPatient, Sense: Identity,
		KeptFor: Say("Archive the patient instead."),
		place:   thePatient{},
	},
	{
		Kind: KindAssessment, New: func() Record { return new(Assessment) }, Noun: "an assessment", Owner: OfPatient, Sense: Clinical,
		Signature: "signed_at",
		place:     list(func(c *Chart) *[]Assessment { return &c.Assessments }, func(a *Assessment) Date { return a.Date }),
	},
	{
		Kind: KindPlan, New: func() Record { return new(Plan) }, Noun: "a plan", Owner: OfPatient, Sense: Clinical,
		Signature: "agreed_at", Closed: Say("The plan is agreed and can no longer be changed"), Instead: Say("make a new version of the plan instead"),
		place: &shelfOf[Plan, *Plan]{func(c *Chart) *[]Plan { return &c.Plans }, func(a, b *Plan) int {
			// UUIDv7: the older lineage first.
			return cmp.Or(cmp.Compare(a.Lineage, b.Lineage), cmp.Compare(a.Version, b.Version))
		}},
	},
	{
		Kind: KindSession, New: func() Record { return new(Session) }, Noun: "a session", Owner: OfPatient, Sense: Clinical,
		Signature: "signed_at",
		place:     list(func(c *Chart) *[]Session { return &c.Sessions }, func(s *Session) Date { return s.Date }),
	},
	{
		Kind: KindScreening, New: func() Record { return new(Screening) }, Noun: "an answer to a safety question", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Screening { return &c.Screenings }, asMade),
	},
	{
		Kind: KindInjury, New: func() Record { return new(Injury) }, Noun: "an injury", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Injury { return &c.Injuries }, asMade),
	},
	{
		Kind: KindClearance, New: func() Record { return new(Clearance) }, Noun: "a doctor’s clearance", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Clearance { return &c.Clearances }, asMade),
	},
	{
		Kind: KindFinding, New: func() Record { return new(Finding) }, Noun: "a finding", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Finding { return &c.Findings }, asMade),
	},
	{
		Kind: KindStroke, New: func() Record { return new(Stroke) }, Noun: "a line on the figure", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Stroke { return &c.Strokes }, asMade),
	},
	{
		Kind: KindTestResult, New: func() Record { return new(TestResult) }, Noun: "a result of a test", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]TestResult { return &c.TestResults }, asMade),
	},
	{
		Kind: KindMeasurement, New: func() Record { return new(Measurement) }, Noun: "a measurement", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Measurement { return &c.Measurements }, func(m *Measurement) Date { return m.Date }),
	},
	{
		Kind: KindProblem, New: func() Record { return new(Problem) }, Noun: "a problem", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Problem { return &c.Problems }, func(p *Problem) int { return p.Rank }),
	},
	{
		Kind: KindGoal, New: func() Record { return new(Goal) }, Noun: "a goal", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Goal { return &c.Goals }, func(g *Goal) int { return g.Rank }),
	},
	{
		Kind: KindPrescription, New: func() Record { return new(Prescription) }, Noun: "a prescription", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Prescription { return &c.Prescriptions }, func(p *Prescription) int { return p.Rank }),
	},
	{
		Kind: KindHomeCare, New: func() Record { return new(HomeCare) }, Noun: "home care", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]HomeCare { return &c.HomeCare }, func(h *HomeCare) int { return h.Rank }),
	},
	{
		Kind: KindPlanEnd, New: func() Record { return new(PlanEnd) }, Noun: "an end of a plan", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]PlanEnd { return &c.PlanEnds }, asMade),
	},
	{
		Kind: KindTreatment, New: func() Record { return new(Treatment) }, Noun: "a treatment", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]Treatment { return &c.Treatments }, func(t *Treatment) int { return t.Rank }),
	},
	{
		Kind: KindAddendum, New: func() Record { return new(Addendum) }, Noun: "an addendum", Owner: OfPatient, Sense: Clinical,
		ForEver: true, Closed: Say("An addendum can no longer be changed or removed"), Instead: Say("write another addendum instead"),
		place: list(func(c *Chart) *[]Addendum { return &c.Addenda }, asMade),
	},
	{
		Kind: KindLymphBarrier, New: func() Record { return new(LymphBarrier) }, Noun: "a barrier to the lymph", Owner: OfPatient, Sense: Clinical,
		place: list(func(c *Chart) *[]LymphBarrier { return &c.LymphBarriers }, asMade),
	},
	{
		Kind: KindFormAnswers, New: func() Record { return new(FormAnswers) }, Noun: "a questionnaire", Owner: OfPatient, Sense: Clinical,
		Signature: "finished_at", ClosedByItself: true, Closed: Say("The questionnaire was handed back and can no longer be changed"), Instead: Say("fill in a new one instead"),
		place: list(func(c *Chart) *[]FormAnswers { return &c.Forms }, asMade),
	},
	{
		Kind: KindConsent, New: func() Record { return new(Consent) }, Noun: "a decision about consent", Owner: OfPatient, Sense: Clinical,
		ForEver: true, Closed: Say("A decision about consent can no longer be changed or removed"), Instead: Say("write down the new decision instead"),
		place: list(func(c *Chart) *[]Consent { return &c.Consents }, asMade),
	},
	{
		Kind: KindTemplate, New: func() Record { return new(Template) }, Noun: "a template", Owner: OfClinic, Sense: SetUp,
		order: byName(func(t *Template) string { return t.Name }),
	},
	{
		Kind: KindRoom, New: func() Record { return new(Room) }, Noun: "a room", Owner: OfClinic, Sense: SetUp,
		KeptFor: Say("Enter that the room is no longer used instead."),
		order:   func(a, b Record) int { return cmp.Compare(a.(*Room).Rank, b.(*Room).Rank) },
	},
	{
		Kind: KindService, New: func() Record { return new(Service) }, Noun: "an appointment type", Owner: OfClinic, Sense: SetUp,
		KeptFor: Say("Enter that the appointment type is no longer offered instead."),
		order:   func(a, b Record) int { return cmp.Compare(a.(*Service).Rank, b.(*Service).Rank) },
	},
	{
		Kind: KindRoster, New: func() Record { return new(Roster) }, Noun: "a roster", Owner: OfClinic, Sense: Diary,
		order: func(a, b Record) int { return cmp.Compare(a.(*Roster).ValidFrom, b.(*Roster).ValidFrom) },
	},
	{
		Kind: KindAbsence, New: func() Record { return new(Absence) }, Noun: "an absence", Owner: OfClinic, Sense: Diary,
		order: func(a, b Record) int {
			x, y := a.(*Absence), b.(*Absence)
			return cmp.Or(cmp.Compare(x.FromDay, y.FromDay), cmp.Compare(x.FromMinute, y.FromMinute))
		},
	},
	{
		Kind: KindDayHours, New: func() Record { return new(DayHours) }, Noun: "the hours of a day", Owner: OfDay, Sense: Diary,
	},
	{
		Kind: KindPrice, New: func() Record { return new(Price) }, Noun: "a row of the price list", Owner: OfClinic, Sense: Money,
	},
	{
		Kind: KindItem, New: func() Record { return new(Item) }, Noun: "a thing that is sold", Owner: OfClinic, Sense: Money,
		KeptFor: Say("Enter that it is no longer sold instead."),
		order:   func(a, b Record) int { return cmp.Compare(a.(*Item).Rank, b.(*Item).Rank) },
	},
	{
		Kind: KindInvoice, New: func() Record { return new(Invoice) }, Noun: "an invoice", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("An invoice that was issued can no longer be changed or removed"), Instead: Say("void it and issue another one instead"),
	},
	{
		Kind: KindAppointment, New: func() Record { return new(Appointment) }, Noun: "an appointment", Owner: OfDay, Sense: Diary,
		KeptFor: Say("Cancel the appointment instead."),
		order:   byTime,
	},
	{
		Kind: KindWaiting, New: func() Record { return new(Waiting) }, Noun: "a place on the waiting list", Owner: OfPatient, Sense: Diary,
	},
	{
		Kind: KindIntake, New: func() Record { return new(Intake) }, Noun: "an intake form", Owner: OfPatient, Sense: Identity,
		Signature: "finished_at", ClosedByItself: true, Closed: Say("The form was handed back and can no longer be changed"), Instead: Say("have a new one filled in instead"),
		place: list(func(c *Chart) *[]Intake { return &c.Intakes }, func(in *Intake) Date { return in.Day }),
	},
	{
		Kind: KindIntakeChoice, New: func() Record { return new(IntakeChoice) }, Noun: "a decision about an answer of an intake form", Owner: OfPatient, Sense: Identity,
		place: list(func(c *Chart) *[]IntakeChoice { return &c.IntakeChoices }, asMade),
	},
	{
		Kind: KindContact, New: func() Record { return new(Contact) }, Noun: "an attempt to reach a patient", Owner: OfPatient, Sense: Diary,
	},
	{
		Kind: KindCreditNote, New: func() Record { return new(CreditNote) }, Noun: "a credit note", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("A credit note can no longer be changed or removed"), Instead: Say("issue another invoice instead"),
	},
	{
		Kind: KindPayment, New: func() Record { return new(Payment) }, Noun: "a payment", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("A payment can no longer be changed or removed"), Instead: Say("give the money back and take it again instead"),
	},
	{
		Kind: KindAllocation, New: func() Record { return new(Allocation) }, Noun: "an assignment of a payment", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("What a payment is for can no longer be changed or removed"), Instead: Say("give the money back and take it again instead"),
	},
	{
		Kind: KindCredit, New: func() Record { return new(Credit) }, Noun: "a package or voucher", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("A package or voucher that was sold can no longer be changed or removed"), Instead: Say("give back what is left of it instead"),
	},
	{
		Kind: KindCreditUse, New: func() Record { return new(CreditUse) }, Noun: "a use of a package or voucher", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("What was used of a package or voucher can no longer be changed or removed"), Instead: Say("give it back instead"),
	},
	{
		Kind: KindTillCount, New: func() Record { return new(TillCount) }, Noun: "a count of the till", Owner: OfDay, Sense: Money,
	},
	{
		Kind: KindPaperGiven, New: func() Record { return new(PaperGiven) }, Noun: "a paper that was given", Owner: OfPatient, Sense: Money,
		ForEver: true, Closed: Say("That a paper was given can no longer be changed or removed"), Instead: Say("print another one instead"),
	},
	{
		Kind: KindProviderNumber, New: func() Record { return new(ProviderNumber) }, Noun: "a provider number", Owner: OfClinic, Sense: SetUp,
		order: func(a, b Record) int {
			x, y := a.(*ProviderNumber), b.(*ProviderNumber)
			return cmp.Or(cmp.Compare(x.Fund, y.Fund), cmp.Compare(x.Modality, y.Modality), cmp.Compare(x.ValidFrom, y.ValidFrom))
		},
	},
	{
		Kind: KindJoined, New: func() Record { return new(Joined) }, Noun: "a joining of two records", Owner: OfClinic, Sense: Identity,
	},
	{
		Kind: KindNotSame, New: func() Record { return new(NotSame) }, Noun: "a decision that two patients are two people", Owner: OfPatient, Sense: Identity,
	},
}

var rowOf = func() map[Kind]*KindRow {
	m := make(map[Kind]*KindRow, len(rows))
	for _, k := range rows {
		m[k.Kind] = k
	}
	return m
}()

// AddKind adds a kind of record after all others. It is for what is linked into a program from outside, before records
// are opened: a kind of the program's own is a row above.
func AddKind(k KindRow) {
	if rowOf[k.Kind] != nil {
		panic(fmt.Sprintf("clinic: there are two kinds %s", k.Kind))
	}
	rows = append(rows, &k)
	rowOf[k.Kind] = &k
}

// Kinds lists every kind, each after the kinds it depends on.
func Kinds() []Kind {
	out := make([]Kind, len(rows))
	for i, k := range rows {
		out[i] = k.Kind
	}
	return out
}

// Row is the row of the kind, or nil for one that is not known.
func (k Kind) Row() *KindRow { return rowOf[k] }

// Noun is the kind in words, with its article. One that is not known is called by its name.
func (k Kind) Noun() string {
	if row := k.Row(); row != nil {
		return row.Noun
	}
	return string(k)
}

// Name is the noun without its article.
func (k Kind) Name() string {
	for _, article := range []string{"a ", "an ", "the "} {
		if name, ok := strings.CutPrefix(k.Noun(), article); ok {
			return name
		}
	}
	return k.Noun()
}

// KindsOf lists the kinds of an owner, in the order of Kinds.
func KindsOf(owner Owner) []Kind {
	return slices.DeleteFunc(Kinds(), func(k Kind) bool { return k.Row().Owner != owner })
}

// NewRecord makes an empty record of a kind, for a reader to fill. It returns nil for an unknown kind.
func NewRecord(k Kind) Record {
	if row := k.Row(); row != nil {
		return row.New()
	}
	return nil
}

// As gives records of one kind by their type.
func As[T any, P interface {
	*T
	Record
}](records []Record) []T {
	var out []T
	for _, r := range records {
		out = append(out, *r.(P))
	}
	return out
}

// shelf is where the records of a kind lie in a chart.
type shelf interface {
	add(c *Chart, r Record)
	records(c *Chart, to []Record) []Record
	sort(c *Chart)
}

// shelfOf is a list of the chart in an order.
type shelfOf[T any, P interface {
	*T
	Record
}] struct {
	list  func(*Chart) *[]T
	order func(a, b P) int
}

// list is a list of the chart by what key gives, and within it in the order in which the records were made.
func list[T any, K cmp.Ordered, P interface {
	*T
	Record
}](of func(*Chart) *[]T, key func(P) K) *shelfOf[T, P] {
	return &shelfOf[T, P]{of, func(a, b P) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a.Key(), b.Key()))
	}}
}

// asMade is the key of a list that is in the order in which its records were made.
func asMade[P Record](P) int { return 0 }

func (s *shelfOf[T, P]) add(c *Chart, r Record) {
	to := s.list(c)
	*to = append(*to, *r.(P))
}

func (s *shelfOf[T, P]) records(c *Chart, to []Record) []Record {
	from := *s.list(c)
	for i := range from {
		to = append(to, P(&from[i]))
	}
	return to
}

func (s *shelfOf[T, P]) sort(c *Chart) {
	l := *s.list(c)
	sort.SliceStable(l, func(i, j int) bool { return s.order(&l[i], &l[j]) < 0 })
}

type thePatient struct{}

func (thePatient) add(c *Chart, r Record) { c.Patient = *r.(*Patient) }

func (thePatient) records(c *Chart, to []Record) []Record {
	if c.Patient.ID == "" {
		return to
	}
	return append(to, &c.Patient)
}

func (thePatient) sort(*Chart) {}

// others are the records of a kind that has no list of its own in the chart.
type others struct{ kind Kind }

func (o others) add(c *Chart, r Record) {
	if c.others == nil {
		c.others = make(map[Kind][]Record)
	}
	c.others[o.kind] = append(c.others[o.kind], Copy(r))
}

func (o others) records(c *Chart, to []Record) []Record { return append(to, c.others[o.kind]...) }

func (o others) sort(c *Chart) {
	slices.SortStableFunc(c.others[o.kind], o.kind.Row().Order)
}

func (k *KindRow) shelf() shelf {
	if k.place == nil {
		return others{k.Kind}
	}
	return k.place
}

func byName[P Record](name func(P) string) func(a, b Record) int {
	return func(a, b Record) int { return cmp.Compare(name(a.(P)), name(b.(P))) }
}
