package clinic

import (
	"errors"
	"slices"
	"strings"
	"time"

	"regimen/internal/timezone"
)

// Clinic is the practice itself: one record, shown on everything that is printed.
type Clinic struct {
	ID       string `json:"id"` // always ClinicID
	Name     string `json:"name"`
	Street   string `json:"street"`
	Suburb   string `json:"suburb"`
	State    string `json:"state"`
	Postcode string `json:"postcode"`
	Phone    string `json:"phone"`
	Email    string `json:"email"`
	Website  string `json:"website"`
	// BusinessNumber is the ABN in Australia.
	BusinessNumber string `json:"business_number"`
	// Emergency is the number to call in an emergency: 000 in Australia.
	Emergency string `json:"emergency"`
	// Paper is "A4" or "Letter".
	Paper string `json:"paper"`
	// Currency is the sign before an amount on paper, "$" unless set.
	Currency string `json:"currency"`
	// Sample marks the sample clinic, so that it is never taken for real records.
	Sample bool `json:"sample"`
	// Zone is the IANA name of the time zone by which the clinic has its days, "" until one is set.
	Zone string `json:"zone"`
	// Region is where the clinic has its public holidays: "AU-NSW"; "" is none chosen.
	Region string `json:"region"`
	// HolidaysWorked are the codes of the public holidays on which the clinic is open all the same.
	HolidaysWorked []string `json:"holidays_worked"`
	// PrivacyStatement and FeePolicy are what a patient reads on the intake form and agrees to; "" is not asked.
	PrivacyStatement string `json:"privacy_statement"`
	FeePolicy        string `json:"fee_policy"`
	// RecallMonths is after how many months without a visit somebody whose plan is finished is called; 0 is never, nil is as
	// usual. See AwayMonths.
	RecallMonths *int `json:"recall_months,omitempty"`

	// TaxRegistered is a clinic that takes tax: its prices have it in them, at a rate of so many thousandths, and TaxName is
	// what it is called.
	TaxRegistered bool   `json:"tax_registered"`
	TaxName       string `json:"tax_name"`
	TaxPermille   int    `json:"tax_permille"`
	// CashStep is the smallest coin in cents, 0 where cash is paid to the cent.
	CashStep int `json:"cash_step"`
	// FirstNumber is the least number that an invoice, credit note or payment is issued with, 0 for 1: where another program
	// counted before, or where a backup was brought back that lacks the last ones.
	FirstNumber int `json:"first_number"`
}

// ClinicID is the key of the one Clinic record.
const ClinicID = "clinic"

// Practitioner is a person who treats.
type Practitioner struct {
	ID             string    `json:"id"`
	Name           string    `json:"name"`
	Qualifications string    `json:"qualifications"`
	Association    string    `json:"association"`
	MemberNumber   string    `json:"member_number"`
	ProviderNumber string    `json:"provider_number"`
	Phone          string    `json:"phone"`
	CreatedAt      time.Time `json:"created_at"`
	LeftAt         time.Time `json:"left_at,omitempty"`
	// Trained are the codes of the techniques that take training and that the practitioner has it for.
	Trained []string `json:"trained"`
}

// PractitionerName is the name of the one with a key, "" when they are none of these.
func PractitionerName(list []Practitioner, id string) string {
	if p := find(list, func(p *Practitioner) bool { return p.ID == id }); p != nil {
		return p.Name
	}
	return ""
}

// Beside orders practitioners as the diary has them beside each other, on the screen and on paper: whoever works at this machine
// first, the others as they are listed, and last those who have left.
func Beside(all []Practitioner, here string) []Practitioner {
	at := func(p Practitioner) int {
		switch {
		case !p.LeftAt.IsZero():
			return 2
		case p.ID == here:
			return 0
		}
		return 1
	}
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Practitioner) int { return at(a) - at(b) })
	return out
}

// Phone is one number of a patient, with a label such as "mobile".
type Phone struct {
	Label  string `json:"label"`
	Number string `json:"number"`
}

// The sexes that norms are published for, as recorded of a patient.
const (
	SexFemale = "female"
	SexMale   = "male"
)

// Patient is the person treated.
type Patient struct {
	ID                string    `json:"id"`
	GivenName         string    `json:"given_name"`
	FamilyName        string    `json:"family_name"`
	PreferredName     string    `json:"preferred_name"`
	Pronouns          string    `json:"pronouns"`
	BirthDate         Date      `json:"birth_date,omitempty"`
	Sex               string    `json:"sex"`
	Gender            string    `json:"gender"`
	Phones            []Phone   `json:"phones"`
	Email             string    `json:"email"`
	Street            string    `json:"street"`
	Suburb            string    `json:"suburb"`
	State             string    `json:"state"`
	Postcode          string    `json:"postcode"`
	EmergencyName     string    `json:"emergency_name"`
	EmergencyRelation string    `json:"emergency_relation"`
	EmergencyPhone    string    `json:"emergency_phone"`
	DoctorName        string    `json:"doctor_name"`
	DoctorPractice    string    `json:"doctor_practice"`
	DoctorPhone       string    `json:"doctor_phone"`
	Referrer          string    `json:"referrer"`
	Occupation        string    `json:"occupation"`
	HealthFund        string    `json:"health_fund"`
	FundNumber        string    `json:"fund_number"`
	Notes             string    `json:"notes"`
	Alerts            []string  `json:"alerts"`
	CreatedAt         time.Time `json:"created_at"`
	ArchivedAt        time.Time `json:"archived_at,omitempty"`

	// Who decides for a minor.
	GuardianName     string `json:"guardian_name"`
	GuardianRelation string `json:"guardian_relation"` // one of Relations, or ""
	GuardianPhone    string `json:"guardian_phone"`
	// NoCalls is somebody who does not wish to be called to come again.
	NoCalls bool `json:"no_calls"`
}

// oldestAge bounds a birth date: the longest documented human life was 122 years.
const oldestAge = 125

func (c *Clinic) Kind() Kind         { return KindClinic }
func (c *Clinic) Key() string        { return c.ID }
func (c *Clinic) PatientKey() string { return "" }
func (c *Clinic) Locks() []Ref       { return nil }

// Validate asks only for the paper size: first start can be skipped and filled in later.
func (c *Clinic) Validate() error {
	var k checks
	k.oneOf("paper", Say("The paper size"), c.Paper, "A4", "Letter")
	if c.TaxRegistered && (strings.TrimSpace(c.TaxName) == "" || c.TaxPermille < 1) {
		k.fail("tax_name", Say("A clinic that takes tax says what it is called and how much it is."))
	}
	k.between("tax_permille", Say("The rate of the tax"), float64(c.TaxPermille)/10, 0, 100, " %")
	k.between("cash_step", Say("The smallest coin"), float64(c.CashStep), 0, 100, " cents")
	k.between("first_number", Say("The first number"), float64(c.FirstNumber), 0, 100_000_000, "")
	if c.RecallMonths != nil {
		k.between("recall_months", Say("The months without a visit"), float64(*c.RecallMonths), 0, MostAwayMonths, "")
	}
	return k.err()
}

// Location is the time zone of the clinic; that of a machine where none is set, or where the name of the one that is
// set is not known to this version of the program: then known is false.
func (c *Clinic) Location(machine *time.Location) (l *time.Location, known bool) {
	if c.Zone == "" {
		return machine, true
	}
	l, err := timezone.Load(c.Zone)
	if err != nil {
		return machine, false
	}
	return l, true
}

// KeepClinic keeps the details of the clinic. Where it has no time zone yet, it is in that of the time it is by now.
func KeepClinic(env Env, label Sentence, c Clinic) Operation {
	c.ID = ClinicID
	if c.Zone == "" {
		c.Zone = timezone.Name(env.Now().Location())
	}
	return Operation{Label: label, Scope: ClinicID, Put: []Record{&c}}
}

// Practice is the clinic of a list of which there is one at most. Before it is set up its ID is "" and its paper A4.
func Practice(list []Record) Clinic {
	for _, c := range As[Clinic](list) {
		return c
	}
	return Clinic{Paper: "A4"}
}

// Address is the clinic's address on one line.
func (c *Clinic) Address() string { return address(c.Street, c.Suburb, c.State, c.Postcode) }

func (p *Practitioner) Kind() Kind         { return KindPractitioner }
func (p *Practitioner) Key() string        { return p.ID }
func (p *Practitioner) PatientKey() string { return "" }
func (p *Practitioner) Locks() []Ref       { return nil }

// Validate asks for a name.
func (p *Practitioner) Validate() error {
	var k checks
	k.require("name", p.Name, Say("The practitioner needs a name."))
	return k.err()
}

func (p *Patient) Kind() Kind         { return KindPatient }
func (p *Patient) Key() string        { return p.ID }
func (p *Patient) PatientKey() string { return p.ID }
func (p *Patient) Locks() []Ref       { return nil }

// Validate asks for a name of any sort, a day of birth that there is, and an email that can be true; see CheckPatient.
func (p *Patient) Validate() error {
	var k checks
	if !Visible(p.GivenName + p.FamilyName + p.PreferredName) {
		k.fail("given_name", Say("The patient needs a name."))
	}
	k.optionalDate("birth_date", p.BirthDate)
	k.oneOf("guardian_relation", Say("The relation"), p.GuardianRelation, append(Relations(), "")...)
	if e := strings.TrimSpace(p.Email); e != "" {
		at := strings.LastIndexByte(e, '@')
		if at < 1 || at == len(e)-1 || strings.ContainsAny(e, " \t\n") {
			k.fail("email", Say("The email address needs a name, an @ and a domain, such as sam@example.org."))
		}
	}
	return k.err()
}

// CheckPatient refuses what Validate does, and a birth date that cannot be on a day. The error is a FieldErrors.
func CheckPatient(p *Patient, today Date) error {
	var k checks
	_ = errors.As(p.Validate(), &k.errs)
	if !p.BirthDate.Valid() || !today.Valid() {
		return k.err()
	}
	// The day the record was made counts as well, because a clock that was set back must not close a record that was
	// right; and tomorrow, because it is already tomorrow somewhere.
	today = max(today, DateOf(p.CreatedAt.UTC())).AddDays(1)
	switch {
	case p.BirthDate > today:
		k.fail("birth_date", Say("The birth date is in the future."))
	case p.BirthDate.AgeOn(today) > oldestAge:
		k.fail("birth_date", Say("The birth date makes the patient more than {{.Years}} years old.", Args{"Years": oldestAge}))
	}
	return k.err()
}

// FullName is given and family name as written on papers.
func (p *Patient) FullName() string {
	return strings.TrimSpace(strings.TrimSpace(p.GivenName) + " " + strings.TrimSpace(p.FamilyName))
}

// Name is the full name with the preferred name in it when that differs: "Margaret (Peg) Doyle".
func (p *Patient) Name() string {
	pref := strings.TrimSpace(p.PreferredName)
	switch {
	case p.FullName() == "":
		return pref
	case pref == "" || strings.EqualFold(pref, strings.TrimSpace(p.GivenName)) || strings.EqualFold(pref, p.FullName()):
		return p.FullName()
	}
	return strings.TrimSpace(strings.TrimSpace(p.GivenName) + " (" + pref + ") " + strings.TrimSpace(p.FamilyName))
}

// CalledName is what the patient is called in conversation.
func (p *Patient) CalledName() string {
	for _, s := range []string{p.PreferredName, p.GivenName, p.FamilyName} {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// Address is the patient's address on one line.
func (p *Patient) Address() string { return address(p.Street, p.Suburb, p.State, p.Postcode) }

func address(street, suburb, state, postcode string) string {
	var parts []string
	if s := strings.TrimSpace(street); s != "" {
		parts = append(parts, s)
	}
	if s := strings.Join(strings.Fields(suburb+" "+state+" "+postcode), " "); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}
