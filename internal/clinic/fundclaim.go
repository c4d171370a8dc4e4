package clinic

import (
	"regexp"
	"slices"
	"strings"
)

// FundClaim is what one line of a receipt tells a fund.
type FundClaim struct {
	Fund   string // as the patient's record names it; "" is none
	Region string // of the clinic, see Clinic.Region
	// Visit is a treatment that was given. A product, a fee, a package or a voucher is none: nothing is paid back for it.
	Visit bool

	Clinic, Street, Suburb, State, Postcode, Phone, BusinessNumber string

	Practitioner, Qualifications, Association, MemberNumber, ProviderNumber string

	GivenName, FamilyName string // of whom was treated, as their papers say
	PatientAddress        string
	BirthDate             Date
	FundNumber            string

	TreatedOn, IssuedOn Date
	Treatment           string // in words, as it stands on the receipt
	Modality            string // its code; "" is as Treatment says
	// Charged, Paid and Due are cents; nil does not stand on the receipt.
	Charged, Paid, Due *int

	Signed      bool // by the practitioner or for them
	HandWritten bool // a part of it
	Copy        bool // it was given before
	Marked      bool // it says that it is a copy
}

// FundObjection is a reason why a fund will not take a receipt, or may not.
type FundObjection struct {
	Fund *Fund
	Fact ReceiptFact
	// Sure: the fund itself asks for it. Otherwise the associations do, for any fund of the region.
	Sure bool
	Why  Sentence
	// Kind and Field are what has to be filled in; both are empty where there is no such field.
	Kind  Kind
	Field string
	// Source is the name of the page that says so, and its address.
	Source string
}

// OfClinic takes over what the clinic's own record says.
func (x *FundClaim) OfClinic(c *Clinic) {
	x.Region = c.Region
	x.Clinic, x.Street, x.Suburb, x.State, x.Postcode, x.Phone, x.BusinessNumber = c.Name, c.Street, c.Suburb, c.State, c.Postcode, c.Phone, c.BusinessNumber
}

// OfPractitioner takes over what the practitioner's record says, but for the provider number: see ProviderNumberOn.
func (x *FundClaim) OfPractitioner(p *Practitioner) {
	x.Practitioner, x.Qualifications, x.Association, x.MemberNumber = p.Name, p.Qualifications, p.Association, p.MemberNumber
}

// OfPatient takes over what the patient's record says.
func (x *FundClaim) OfPatient(p *Patient) {
	x.Fund, x.FundNumber, x.BirthDate = p.HealthFund, p.FundNumber, p.BirthDate
	x.GivenName, x.FamilyName, x.PatientAddress = p.GivenName, p.FamilyName, p.Address()
}

// FundObjections are the reasons why the fund of a claim will not pay it back, in the order in which they are put right.
// What the fund asks for itself counts, and what associations say that the funds of the region ask for. There are none where
// the patient has no fund, and none for what is no visit unless a provider number stands on it all the same.
func (c *Catalogue) FundObjections(x FundClaim) []FundObjection {
	if !x.Visit {
		if !Visible(x.ProviderNumber) {
			return nil
		}
		return []FundObjection{{
			Fact: FactProviderNumber, Sure: true, Source: "CMMOTA, receipting for services: cmmota.com/receipting-for-services",
			Why: Say("No provider number may stand beside what is no treatment: nobody pays back a voucher, a package, a product or a fee."),
		}}
	}
	if !Visible(x.Fund) {
		return nil
	}
	usual := c.DefaultFund(x.Region)
	fund := c.FundOf(x.Fund)
	if fund == nil {
		fund = usual
	}
	if fund == nil {
		return nil
	}
	if usual != nil && !slices.ContainsFunc(fund.Regions, func(r string) bool { return inRegions(r, usual.Regions) }) {
		usual = nil // the fund of somebody from elsewhere
	}
	var out []FundObjection
	for _, fact := range ReceiptFacts() {
		ask, sure := c.asks(fund, usual, fact)
		if ask == nil || x.tells(c, fact) {
			continue
		}
		o := FundObjection{Fund: fund, Fact: fact, Sure: sure, Source: ask.Source}
		o.Kind, o.Field = fact.field()
		o.Why = o.sentence(x)
		out = append(out, o)
	}
	return append(out, c.barred(fund, x)...)
}

// asks is the row by which a fact is asked for, and whether the fund itself does.
func (c *Catalogue) asks(fund, usual *Fund, fact ReceiptFact) (ask *FundAsk, sure bool) {
	of := func(f *Fund) *FundAsk {
		if f == nil {
			return nil
		}
		return find(c.FundAsks, func(a *FundAsk) bool { return a.Fund == f.Code && a.Asks == fact })
	}
	if !fund.Default {
		if ask = of(fund); ask != nil {
			return ask, true
		}
	}
	return of(usual), false
}

// barred is the objection to a treatment that no fund of the region may pay for.
func (c *Catalogue) barred(fund *Fund, x FundClaim) []FundObjection {
	m := c.Modality(x.Modality)
	if m == nil {
		m = c.ModalityOf(x.Treatment)
	}
	if m == nil || !slices.ContainsFunc(fund.Regions, m.BarredIn) {
		return nil
	}
	o := FundObjection{Fund: fund, Fact: FactTreatment, Sure: true, Source: m.Source}
	o.Kind, o.Field = FactTreatment.field()
	o.Why = Say("By law no fund may pay for {{.Treatment}} alone.", Args{"Treatment": Term{"modality", m.Code, m.Name}.Inside()})
	return []FundObjection{o}
}

// tells reports whether the claim has a fact as it is asked for.
func (x *FundClaim) tells(c *Catalogue, fact ReceiptFact) bool {
	switch fact {
	case FactClinic:
		return Visible(x.Clinic)
	case FactStreet:
		return Visible(x.Street) && !IsPostBox(x.Street) && Visible(x.Suburb) && Visible(x.Postcode)
	case FactPhone:
		return Visible(x.Phone)
	case FactBusinessNumber:
		return Visible(x.BusinessNumber)
	case FactPractitioner:
		return Visible(x.Practitioner)
	case FactQualifications:
		return Visible(x.Qualifications)
	case FactMemberNumber:
		return Visible(x.MemberNumber)
	case FactProviderNumber:
		return Visible(x.ProviderNumber)
	case FactProviderOrMember:
		return Visible(x.ProviderNumber) || Visible(x.MemberNumber)
	case FactPatient:
		return Visible(x.GivenName) && Visible(x.FamilyName)
	case FactPatientAddress:
		return Visible(x.PatientAddress)
	case FactBirthDate:
		return x.BirthDate.Valid()
	case FactFundNumber:
		return Visible(x.FundNumber)
	case FactTreatedOn:
		return x.TreatedOn.Valid()
	case FactIssuedOn:
		return x.IssuedOn.Valid()
	case FactNotAhead:
		return !x.TreatedOn.Valid() || !x.IssuedOn.Valid() || x.TreatedOn <= x.IssuedOn
	case FactTreatment:
		return c.Modality(x.Modality) != nil || c.ModalityOf(x.Treatment) != nil
	case FactCharged:
		return x.Charged != nil && *x.Charged > 0
	case FactPaid:
		return x.Paid != nil
	case FactDue:
		return x.Due != nil
	case FactSignature:
		return x.Signed
	case FactPrinted:
		return !x.HandWritten
	case FactDuplicate:
		return !x.Copy || x.Marked
	}
	return true
}

// field is where a fact is filled in.
func (f ReceiptFact) field() (Kind, string) {
	switch f {
	case FactClinic:
		return KindClinic, "name"
	case FactStreet, FactPhone, FactBusinessNumber:
		return KindClinic, string(f)
	case FactPractitioner:
		return KindPractitioner, "name"
	case FactQualifications, FactMemberNumber:
		return KindPractitioner, string(f)
	case FactProviderOrMember, FactProviderNumber:
		return KindPractitioner, string(FactProviderNumber)
	case FactPatient:
		return KindPatient, "family_name"
	case FactPatientAddress:
		return KindPatient, "street"
	case FactBirthDate, FactFundNumber:
		return KindPatient, string(f)
	case FactTreatedOn, FactNotAhead:
		return KindAppointment, "day"
	case FactTreatment:
		return KindAppointment, "title"
	case FactCharged:
		return KindAppointment, "price_cents"
	}
	return "", ""
}

// sentence says who asks for what.
func (o *FundObjection) sentence(x FundClaim) Sentence {
	what := o.Fact.Words()
	if o.Fact == FactStreet && IsPostBox(x.Street) {
		what = Say("the street address of the clinic, which is no PO box")
	}
	if o.Sure {
		return Say("{{.Fund}} asks for {{.What}}.", Args{"Fund": o.Fund.Name, "What": what})
	}
	return Say("Health funds usually ask for {{.What}}.", Args{"What": what})
}

// Words are what a fact is, as it stands behind “asks for”.
func (f ReceiptFact) Words() Sentence {
	switch f {
	case FactClinic:
		return Say("the name of the clinic")
	case FactStreet:
		return Say("the street address of the clinic, with suburb and postcode")
	case FactPhone:
		return Say("the telephone number of the clinic")
	case FactBusinessNumber:
		return Say("the business number of the clinic (ABN)")
	case FactPractitioner:
		return Say("the name of who treated")
	case FactQualifications:
		return Say("the qualifications of the practitioner")
	case FactMemberNumber:
		return Say("the practitioner's number with the association")
	case FactProviderNumber:
		return Say("the practitioner's provider number")
	case FactProviderOrMember:
		return Say("the practitioner's provider number or number with the association")
	case FactPatient:
		return Say("the given and family name of the patient")
	case FactPatientAddress:
		return Say("the address of the patient")
	case FactBirthDate:
		return Say("the patient's date of birth")
	case FactFundNumber:
		return Say("the patient's number with the fund")
	case FactTreatedOn:
		return Say("the day of the treatment")
	case FactIssuedOn:
		return Say("the day on which the receipt is given")
	case FactNotAhead:
		return Say("a receipt that is not given before the treatment")
	case FactTreatment:
		return Say("the kind of treatment, such as remedial massage")
	case FactCharged:
		return Say("what the treatment cost")
	case FactPaid:
		return Say("what was paid")
	case FactDue:
		return Say("what is still owed")
	case FactSignature:
		return Say("a signature")
	case FactPrinted:
		return Say("a receipt on which nothing is written by hand")
	case FactDuplicate:
		return Say("the words “duplicate copy” on a copy")
	}
	return Text(string(f))
}

var (
	postBox = regexp.MustCompile(`(?i)\b(?:g\.?\s*)?p\.?\s*o\.?\s*box\b\.?|\b(?:g\.?p\.?o\.?|post(?:al)?(?:\s+office)?)\s*box\b|\b(?:locked|private)\s+(?:mail\s+)?bag\b`)
	// boxNumber is what follows: “no. 12”, “A123”.
	boxNumber = regexp.MustCompile(`(?i)^\s*(?:no\.?\s*)?[A-Za-z]{0,2}\s?\d*`)
	// house is a number before the name of a street.
	house = regexp.MustCompile(`\d[\d/-]*[A-Za-z]?,?\s+\p{L}`)
)

// IsPostBox reports whether an address is a post office box and names no house beside it.
func IsPostBox(street string) bool {
	at := postBox.FindStringIndex(street)
	if at == nil {
		return false
	}
	after := street[at[1]:]
	rest := street[:at[0]] + "; " + after[len(boxNumber.FindString(after)):]
	return !house.MatchString(strings.TrimSpace(rest))
}
