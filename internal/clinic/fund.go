package clinic

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"regimen/internal/table"
)

// Fund is a health fund, or another that pays back to a patient what a treatment cost. A group that only gives out
// providers' numbers is one, too.
type Fund struct {
	Code    string
	Name    string
	Also    []string // other names that it is known by
	Regions []string // of HolidayRegions
	// Default is the row that stands for every fund of its region of which nothing is known.
	Default bool
	// Numbers is the code of the fund or group by whose providers' numbers it goes; "" for its own.
	Numbers string
	Pays    []string // codes of Modalities that it is known to pay for; none is not known
	Source  string

	names [][]string // Name and Also, each in words
}

// FundAsk is one thing that a fund asks of a receipt.
type FundAsk struct {
	Code   string
	Fund   string
	Asks   ReceiptFact
	Source string
}

// Modality is a kind of treatment that funds and providers' numbers tell apart.
type Modality struct {
	Code   string
	Name   string
	Barred []string // regions in which the law lets no fund pay for it alone
	Source string

	words [][]string
}

// ReceiptFact is what a receipt can tell a fund.
type ReceiptFact string

// The facts of a receipt.
const (
	FactClinic           ReceiptFact = "clinic"
	FactStreet           ReceiptFact = "street"
	FactPhone            ReceiptFact = "phone"
	FactBusinessNumber   ReceiptFact = "business_number"
	FactPractitioner     ReceiptFact = "practitioner"
	FactQualifications   ReceiptFact = "qualifications"
	FactMemberNumber     ReceiptFact = "member_number"
	FactProviderNumber   ReceiptFact = "provider_number"
	FactProviderOrMember ReceiptFact = "provider_or_member"
	FactPatient          ReceiptFact = "patient"
	FactPatientAddress   ReceiptFact = "patient_address"
	FactBirthDate        ReceiptFact = "birth_date"
	FactFundNumber       ReceiptFact = "fund_number"
	FactTreatedOn        ReceiptFact = "treated_on"
	FactIssuedOn         ReceiptFact = "issued_on"
	FactNotAhead         ReceiptFact = "not_ahead"
	FactTreatment        ReceiptFact = "treatment"
	FactCharged          ReceiptFact = "charged"
	FactPaid             ReceiptFact = "paid"
	FactDue              ReceiptFact = "due"
	FactSignature        ReceiptFact = "signature"
	FactPrinted          ReceiptFact = "printed"
	FactDuplicate        ReceiptFact = "duplicate"
)

// ReceiptFacts lists them, in the order in which they are put right: what is filled in once for all comes first.
func ReceiptFacts() []ReceiptFact {
	return []ReceiptFact{
		FactClinic, FactStreet, FactPhone, FactBusinessNumber, FactPractitioner, FactQualifications, FactMemberNumber, FactProviderNumber,
		FactProviderOrMember, FactPatient, FactPatientAddress, FactBirthDate, FactFundNumber, FactTreatedOn, FactIssuedOn, FactNotAhead,
		FactTreatment, FactCharged, FactPaid, FactDue, FactSignature, FactPrinted, FactDuplicate,
	}
}

// Fund is the fund with a code, or nil.
func (c *Catalogue) Fund(code string) *Fund {
	return find(c.Funds, func(f *Fund) bool { return f.Code == code })
}

// Modality is the kind of treatment with a code, or nil.
func (c *Catalogue) Modality(code string) *Modality {
	return find(c.Modalities, func(m *Modality) bool { return m.Code == code })
}

// FundName is the name of a fund by its code. One that is not known is called by that.
func (c *Catalogue) FundName(code string) string {
	if f := c.Fund(code); f != nil {
		return f.Name
	}
	return code
}

// ModalityName is the name of a kind of treatment by its code. One that is not known is called by that.
func (c *Catalogue) ModalityName(code string) string {
	if m := c.Modality(code); m != nil {
		return m.Name
	}
	return code
}

// FundOf is the fund that a patient's record names in whatever words: "Medibank Private (family)" is Medibank. Of several it
// is the first. It is nil where none is named that is known.
func (c *Catalogue) FundOf(text string) *Fund {
	said := fundWords(text)
	var best *Fund
	at, long := len(said), 0
	for i := range c.Funds {
		if c.Funds[i].Default {
			continue
		}
		for _, name := range c.Funds[i].names {
			if n := within(said, name); n >= 0 && (n < at || n == at && len(name) > long) {
				best, at, long = &c.Funds[i], n, len(name)
			}
		}
	}
	return best
}

// DefaultFund is the row that stands for the funds of a region that are not known, or nil where nothing is known of any.
// While a clinic has not said where it is, it is taken to be in Australia.
func (c *Catalogue) DefaultFund(region string) *Fund {
	region = cmp.Or(region, "AU")
	return find(c.Funds, func(f *Fund) bool { return f.Default && inRegions(region, f.Regions) })
}

// ModalityOf is the kind of treatment that a text names, or nil: the longest name that stands in it. A kind that no fund
// of a region may pay for is only meant where no other is named.
func (c *Catalogue) ModalityOf(text string) *Modality {
	said := fundWords(text)
	var best *Modality
	long := 0
	for i := range c.Modalities {
		m := &c.Modalities[i]
		for _, name := range m.words {
			if within(said, name) < 0 {
				continue
			}
			if best == nil || len(m.Barred) < len(best.Barred) || len(m.Barred) == len(best.Barred) && len(name) > long {
				best, long = m, len(name)
			}
		}
	}
	return best
}

// FindFunds are the funds of a region whose name, or one of its others, has words that begin as those typed do, in the order of the
// table. Nothing typed finds all.
func (c *Catalogue) FindFunds(typed, region string) []Fund {
	region = cmp.Or(region, "AU")
	begun := fundWords(typed)
	return where(c.Funds, func(f *Fund) bool {
		return !f.Default && inRegions(region, f.Regions) && slices.ContainsFunc(f.names, func(name []string) bool {
			return !slices.ContainsFunc(begun, func(w string) bool {
				return !slices.ContainsFunc(name, func(of string) bool { return strings.HasPrefix(of, w) })
			})
		})
	})
}

// BarredIn reports whether the law of a region lets no fund pay for it alone.
func (m *Modality) BarredIn(region string) bool { return inRegions(region, m.Barred) }

// inRegions reports whether a region is one of some, or a part of one.
func inRegions(region string, of []string) bool {
	return slices.ContainsFunc(of, func(code string) bool { return region == code || strings.HasPrefix(region, code+"-") })
}

// fundWords are the words of a text in small letters. What stands between letters and digits parts them, but for “&”.
func fundWords(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(text), "&", " and ")
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// within is where words stand in others one after another, -1 for nowhere.
func within(said, words []string) int {
	for i := 0; len(words) > 0 && i+len(words) <= len(said); i++ {
		if slices.Equal(said[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}

var (
	fundColumns     = []string{"code", "name", "also", "regions", "default", "numbers", "pays", "source"}
	fundAskColumns  = []string{"code", "fund", "asks", "source"}
	modalityColumns = []string{"code", "name", "words", "barred", "source"}
)

func readFund(r *table.Row) Fund {
	f := Fund{
		Code: r.Text("code"), Name: r.Must("name"), Also: r.List("also"), Regions: r.List("regions"), Default: r.Yes("default"),
		Numbers: r.Text("numbers"), Pays: r.List("pays"), Source: r.Must("source"),
	}
	if len(f.Regions) == 0 {
		r.Fail("regions", "it is empty")
	}
	if f.Default && len(f.Also) > 0 {
		r.Fail("also", "the row for funds that are not known has no other name")
	}
	for _, name := range append([]string{f.Name}, f.Also...) {
		f.names = append(f.names, fundWords(name))
	}
	return f
}

func readFundAsk(r *table.Row) FundAsk {
	var known []string
	for _, f := range ReceiptFacts() {
		known = append(known, string(f))
	}
	return FundAsk{Code: r.Text("code"), Fund: r.Must("fund"), Asks: ReceiptFact(r.Choice("asks", known...)), Source: r.Must("source")}
}

func readModality(r *table.Row) Modality {
	m := Modality{Code: r.Text("code"), Name: r.Must("name"), Barred: r.List("barred"), Source: r.Must("source")}
	for _, w := range r.List("words") {
		m.words = append(m.words, fundWords(w))
	}
	if len(m.words) == 0 {
		r.Fail("words", "it is empty")
	}
	return m
}

// checkFunds checks that what the tables of funds name is there, that each demand stands once, and that no two funds are
// called the same.
func (c *Catalogue) checkFunds(l *table.Reader) {
	region := func(file, column, of string, codes []string) {
		for _, code := range codes {
			if !slices.ContainsFunc(c.HolidayRegions, func(r HolidayRegion) bool { return r.Code == code }) {
				l.Fail(file, 0, column, "%q of %q is not in holidayregions.tsv", code, of)
			}
		}
	}
	named := make(map[string]string)
	for _, f := range c.Funds {
		region("funds.tsv", "regions", f.Code, f.Regions)
		if f.Numbers != "" && c.Fund(f.Numbers) == nil {
			l.Fail("funds.tsv", 0, "numbers", "%q of %q is not in funds.tsv", f.Numbers, f.Code)
		}
		for _, m := range f.Pays {
			if c.Modality(m) == nil {
				l.Fail("funds.tsv", 0, "pays", "%q of %q is not in modalities.tsv", m, f.Code)
			}
		}
		for _, words := range f.names {
			name := strings.Join(words, " ")
			if other := named[name]; other != "" && other != f.Code {
				l.Fail("funds.tsv", 0, "also", "%q is called %q, and so is %q", f.Code, name, other)
			}
			named[name] = f.Code
		}
	}
	for _, m := range c.Modalities {
		region("modalities.tsv", "barred", m.Code, m.Barred)
	}
	asked := make(map[FundAsk]bool)
	for _, a := range c.FundAsks {
		if c.Fund(a.Fund) == nil {
			l.Fail("fundasks.tsv", 0, "fund", "%q of %q is not in funds.tsv", a.Fund, a.Code)
		}
		key := FundAsk{Fund: a.Fund, Asks: a.Asks}
		if asked[key] {
			l.Fail("fundasks.tsv", 0, "asks", "%q asks for %q twice", a.Fund, a.Asks)
		}
		asked[key] = true
	}
}
