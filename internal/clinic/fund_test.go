package clinic

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestFundIsFoundInWhatTheRecordSays(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for text, want := range map[string]string{
		"":                            "",
		"   ":                         "",
		"none":                        "",
		"Medibank Private (family)":   "medibank",
		"MEDIBANK":                    "medibank",
		"ahm by Medibank":             "ahm", // the one that is named first
		"nib health funds":            "nib",
		"Bupa, top extras":            "bupa",
		"hcf":                         "hcf",
		"HCFX":                        "", // a word of its own
		"Nurses & Midwives Health":    "nurses-midwives",
		"nurses and midwives health":  "nurses-midwives",
		"Teachers Health Fund":        "teachers",
		"Queensland  Country\tHealth": "queensland-country",
		"Any Australian health fund":  "", // the row of those that are not known has no name of its own
		"Southern Cross":              "southern-cross",
		"Australian Unity":            "australian-unity",
		"Someone's own fund":          "",
		"Frank":                       "", // a given name, too
		"Frank Health":                "frank",
		"Qantas":                      "qantas",
		"Suncorp Health Insurance":    "nib",
		"ＢＵＰＡ":                        "", // other letters than a keyboard here types
		strings.Repeat("no ", 1000):   "",
		strings.Repeat("x", 1<<16):    "",
	} {
		got := ""
		if f := cat.FundOf(text); f != nil {
			got = f.Code
		}
		if got != want {
			t.Errorf("%.40q is %q, want %q", text, got, want)
		}
	}
	for _, f := range cat.Funds {
		for _, name := range append([]string{f.Name}, f.Also...) {
			if got := cat.FundOf("My fund: " + strings.ToUpper(name) + "!"); !f.Default && (got == nil || got.Code != f.Code) {
				t.Errorf("%s is not found by %q: %v", f.Code, name, got)
			}
		}
	}
}

func TestDefaultFundOfARegion(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for region, want := range map[string]string{"": "au", "AU": "au", "AU-NSW": "au", "AU-TAS-S": "au", "CA-ON": "ca-on", "CA-BC": "", "CA": "", "NZ-AUK": "", "AUX": ""} {
		got := ""
		if f := cat.DefaultFund(region); f != nil {
			got = f.Code
		}
		if got != want {
			t.Errorf("in %q it is %q, want %q", region, got, want)
		}
	}
}

func TestModalityIsFoundInWhatWasGiven(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for text, want := range map[string]string{
		"Remedial massage, 60 minutes": "remedial-massage", "REMEDIAL THERAPY": "remedial-massage", "Treatment, 60 minutes": "", "": "",
		"Pregnancy massage": "massage", "Manual lymphatic drainage": "lymphatic-drainage", "Reflexology": "reflexology",
		"Remedial massage with aromatherapy": "remedial-massage", "Aromatherapy and remedial massage": "remedial-massage", "Bowen therapy": "bowen", "Elbowen": "",
	} {
		got := ""
		if m := cat.ModalityOf(text); m != nil {
			got = m.Code
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func cents(n int) *int { return &n }

// fullClaim is a visit whose receipt says all that can be said.
func fullClaim() FundClaim {
	return FundClaim{
		Fund: "Westfund", Region: "AU-VIC", Visit: true,
		Clinic: "Harbour Remedial", Street: "12 High Street", Suburb: "Northcote", State: "VIC", Postcode: "3070", Phone: "03 9000 0000", BusinessNumber: "51 824 753 556",
		Practitioner: "Ana Reyes", Qualifications: "Dip. Remedial Massage", Association: "AMT", MemberNumber: "12345", ProviderNumber: "0678",
		GivenName: "Margaret", FamilyName: "Doyle", PatientAddress: "1 Low Road, Northcote VIC 3070", BirthDate: "1960-01-02", FundNumber: "99",
		TreatedOn: "2026-11-27", IssuedOn: "2026-11-27", Treatment: "Remedial massage, 60 minutes", Charged: cents(11000), Paid: cents(11000), Due: cents(0), Signed: true,
	}
}

// leftOut are the ways in which a receipt can lack what a fund asks for, each with the fact that is missed and where it is filled in.
func leftOut() map[string]struct {
	fact  ReceiptFact
	kind  Kind
	field string
	leave func(*FundClaim)
} {
	type lack = struct {
		fact  ReceiptFact
		kind  Kind
		field string
		leave func(*FundClaim)
	}
	return map[string]lack{
		"clinic":                {FactClinic, KindClinic, "name", func(x *FundClaim) { x.Clinic = "" }},
		"street":                {FactStreet, KindClinic, "street", func(x *FundClaim) { x.Street = "" }},
		"PO box":                {FactStreet, KindClinic, "street", func(x *FundClaim) { x.Street = "P.O. Box 12" }},
		"suburb":                {FactStreet, KindClinic, "street", func(x *FundClaim) { x.Suburb = " " }},
		"postcode":              {FactStreet, KindClinic, "street", func(x *FundClaim) { x.Postcode = "" }},
		"phone":                 {FactPhone, KindClinic, "phone", func(x *FundClaim) { x.Phone = "" }},
		"business number":       {FactBusinessNumber, KindClinic, "business_number", func(x *FundClaim) { x.BusinessNumber = "" }},
		"practitioner":          {FactPractitioner, KindPractitioner, "name", func(x *FundClaim) { x.Practitioner = "" }},
		"qualifications":        {FactQualifications, KindPractitioner, "qualifications", func(x *FundClaim) { x.Qualifications = "" }},
		"member number":         {FactMemberNumber, KindPractitioner, "member_number", func(x *FundClaim) { x.MemberNumber = "" }},
		"provider number":       {FactProviderNumber, KindPractitioner, "provider_number", func(x *FundClaim) { x.ProviderNumber = "" }},
		"neither number":        {FactProviderOrMember, KindPractitioner, "provider_number", func(x *FundClaim) { x.ProviderNumber, x.MemberNumber = "", "" }},
		"given name":            {FactPatient, KindPatient, "family_name", func(x *FundClaim) { x.GivenName = "" }},
		"family name":           {FactPatient, KindPatient, "family_name", func(x *FundClaim) { x.FamilyName = "\u200b" }},
		"patient's address":     {FactPatientAddress, KindPatient, "street", func(x *FundClaim) { x.PatientAddress = "" }},
		"birth date":            {FactBirthDate, KindPatient, "birth_date", func(x *FundClaim) { x.BirthDate = "" }},
		"fund number":           {FactFundNumber, KindPatient, "fund_number", func(x *FundClaim) { x.FundNumber = "" }},
		"day of treatment":      {FactTreatedOn, KindAppointment, "day", func(x *FundClaim) { x.TreatedOn = "" }},
		"no such day":           {FactTreatedOn, KindAppointment, "day", func(x *FundClaim) { x.TreatedOn = "2026-02-30" }},
		"day of issue":          {FactIssuedOn, "", "", func(x *FundClaim) { x.IssuedOn = "" }},
		"issued ahead":          {FactNotAhead, KindAppointment, "day", func(x *FundClaim) { x.IssuedOn = "2026-11-26" }},
		"treatment":             {FactTreatment, KindAppointment, "title", func(x *FundClaim) { x.Treatment = "" }},
		"treatment of any kind": {FactTreatment, KindAppointment, "title", func(x *FundClaim) { x.Treatment = "Treatment, 60 minutes" }},
		"what was charged":      {FactCharged, KindAppointment, "price_cents", func(x *FundClaim) { x.Charged = nil }},
		"free of charge":        {FactCharged, KindAppointment, "price_cents", func(x *FundClaim) { x.Charged = cents(0) }},
		"what was paid":         {FactPaid, "", "", func(x *FundClaim) { x.Paid = nil }},
		"what is due":           {FactDue, "", "", func(x *FundClaim) { x.Due = nil }},
		"signature":             {FactSignature, "", "", func(x *FundClaim) { x.Signed = false }},
		"by hand":               {FactPrinted, "", "", func(x *FundClaim) { x.HandWritten = true }},
		"a copy":                {FactDuplicate, "", "", func(x *FundClaim) { x.Copy = true }},
	}
}

// Whatever is left empty, each fund that asks for it objects to that alone, by its own row of the table or by the row of all
// funds; a fund that does not ask says nothing.
func TestEachFieldLeftEmptyIsObjectedToByWhoAsksForIt(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	missed := map[ReceiptFact]bool{}
	objected := 0
	for _, fund := range append(slices.Clone(cat.Funds), Fund{Name: "A fund that nobody knows", Regions: []string{"AU"}}) {
		if fund.Default && fund.Code != "au" {
			continue
		}
		region := "AU-VIC"
		if !slices.Contains(fund.Regions, "AU") {
			region = "NZ"
		}
		asks := func(fact ReceiptFact) (own, any bool) {
			own = slices.ContainsFunc(cat.FundAsks, func(a FundAsk) bool { return a.Fund == fund.Code && a.Asks == fact }) && !fund.Default
			return own, own || region == "AU-VIC" && slices.ContainsFunc(cat.FundAsks, func(a FundAsk) bool { return a.Fund == "au" && a.Asks == fact })
		}
		full := fullClaim()
		full.Fund, full.Region = fund.Name, region
		if got := cat.FundObjections(full); len(got) > 0 {
			t.Errorf("%s objects to a receipt that says all: %v", fund.Name, got)
		}
		for name, x := range leftOut() {
			missed[x.fact] = true
			claim := fullClaim()
			claim.Fund, claim.Region = fund.Name, region
			x.leave(&claim)
			got := cat.FundObjections(claim)
			i := slices.IndexFunc(got, func(o FundObjection) bool { return o.Fact == x.fact })
			own, any := asks(x.fact)
			if any != (i >= 0) {
				t.Errorf("%s, without %s: %v", fund.Name, name, got)
				continue
			}
			if !any {
				continue
			}
			objected++
			o := got[i]
			if o.Sure != own || o.Kind != x.kind || o.Field != x.field || o.Source == "" || !strings.Contains(o.Why.String(), " ask") {
				t.Errorf("%s, without %s: %+v", fund.Name, name, o)
			}
			if named := strings.Contains(o.Why.String(), fund.Name); named != own {
				t.Errorf("%s, without %s, is said to ask for it: %s", fund.Name, name, o.Why)
			}
			if name != "neither number" && len(got) > 1 {
				t.Errorf("%s, without %s, has more against it: %v", fund.Name, name, got)
			}
		}
	}
	if objected < 300 {
		t.Errorf("%d objections", objected)
	}
	if want := ReceiptFacts(); len(missed) != len(want) {
		t.Errorf("left out were %v of %v", slices.Sorted(maps.Keys(missed)), want)
	}
	for _, f := range ReceiptFacts() {
		if f.Words() == Text(string(f)) {
			t.Errorf("%s has no words", f)
		}
		if kind, field := f.field(); kind != "" && FieldName(kind, field) == (Sentence{Key: field}) {
			t.Errorf("%s is filled in at %s.%s, which there is not", f, kind, field)
		}
	}
}

func TestObjectionsAreSaid(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	say := func(change func(*FundClaim)) string {
		x := fullClaim()
		change(&x)
		var out []string
		for _, o := range cat.FundObjections(x) {
			out = append(out, o.Why.String())
		}
		return strings.Join(out, " | ")
	}
	for _, x := range []struct {
		change func(*FundClaim)
		want   string
	}{
		{func(x *FundClaim) { x.ProviderNumber, x.Phone = "", "" }, "Health funds usually ask for the telephone number of the clinic. | Westfund asks for the practitioner's provider number."},
		{func(x *FundClaim) { x.Street = "PO Box 5" }, "Health funds usually ask for the street address of the clinic, which is no PO box."},
		{func(x *FundClaim) { x.Fund, x.HandWritten = "ahm", true }, "ahm asks for a receipt on which nothing is written by hand."},
		{func(x *FundClaim) { x.HandWritten = true }, ""}, // Westfund is not known to mind
		{func(x *FundClaim) { x.Fund = "" }, ""},
		{func(x *FundClaim) { x.Fund, x.Phone = "", "" }, ""}, // nobody is asked to pay
		{func(x *FundClaim) { x.Treatment = "Reflexology, 30 minutes" }, "By law no fund may pay for reflexology alone."},
		{func(x *FundClaim) { x.Modality = "bowen" }, "By law no fund may pay for bowen therapy alone."},
		{func(x *FundClaim) { x.Treatment, x.Modality = "60 minutes", "myotherapy" }, ""},
		{func(x *FundClaim) { x.Fund, x.Treatment, x.Region = "Southern Cross", "Reflexology", "NZ" }, ""}, // the law is of Australia
		{func(x *FundClaim) { x.Fund, x.Phone, x.Region = "Sun Life", "", "CA-BC" }, ""},                   // nothing is known there
		{func(x *FundClaim) { x.Fund, x.Signed, x.Region = "Sun Life", false, "CA-ON" }, "Health funds usually ask for a signature."},
		{func(x *FundClaim) { x.Fund, x.Phone = "Southern Cross", "" }, ""}, // somebody from New Zealand, treated in Melbourne
		{func(x *FundClaim) { x.Visit, x.Phone = false, "" }, "No provider number may stand beside what is no treatment: nobody pays back a voucher, a package, a product or a fee."},
		{func(x *FundClaim) { x.Visit, x.ProviderNumber, x.Phone = false, "", "" }, ""},
	} {
		if got := say(x.change); got != x.want {
			t.Errorf("it says\n%s\nand not\n%s", got, x.want)
		}
	}
}

func TestClaimTakesWhatTheRecordsSay(t *testing.T) {
	t.Parallel()
	var x FundClaim
	x.OfClinic(&Clinic{Name: "Harbour", Street: "1 High St", Suburb: "S", State: "VIC", Postcode: "3070", Phone: "1", BusinessNumber: "2", Region: "AU-VIC"})
	x.OfPractitioner(&Practitioner{Name: "Ana", Qualifications: "Dip.", Association: "AMT", MemberNumber: "7", ProviderNumber: "old"})
	x.OfPatient(&Patient{GivenName: "Margaret", PreferredName: "Peg", FamilyName: "Doyle", HealthFund: "Bupa", FundNumber: "9", BirthDate: "1960-01-02", Street: "2 Low Rd", Suburb: "T", Postcode: "3071"})
	want := FundClaim{
		Fund: "Bupa", Region: "AU-VIC", Clinic: "Harbour", Street: "1 High St", Suburb: "S", State: "VIC", Postcode: "3070", Phone: "1", BusinessNumber: "2",
		Practitioner: "Ana", Qualifications: "Dip.", Association: "AMT", MemberNumber: "7", GivenName: "Margaret", FamilyName: "Doyle",
		PatientAddress: "2 Low Rd, T 3071", BirthDate: "1960-01-02", FundNumber: "9",
	}
	if x != want {
		t.Errorf("%+v", x)
	}
}

func TestPostBoxes(t *testing.T) {
	t.Parallel()
	for street, want := range map[string]bool{
		"PO Box 12": true, "P.O. Box 12": true, "P O Box 12": true, "p.o.box 12": true, "POBox 12": true, "GPO Box 2291": true, "G.P.O. Box 1": true, "PO Box A123": true,
		"Post Office Box 7": true, "Postal Box 7": true, "Post Box 7": true, "Locked Bag 5": true, "Private Bag 3216": true, "Locked Mail Bag 2": true, "PO Box No. 4, Northcote": true,
		"PO Box 12 VIC 3070": true, "c/- PO Box 9": true,
		"": false, "12 High Street": false, "Postfach 12": false, "12 Boxwood Street": false, "3 Post Office Lane": false, "Box Hill Road 4": false, "1/12 Box Street": false,
		"Shop 2, 5 High Street, PO Box 9": false, "PO Box 9, 5 High Street": false, "12 Private Road": false, "4 Bagot Street": false, "Apollo Box 3": false,
	} {
		if got := IsPostBox(street); got != want {
			t.Errorf("%q: %v", street, got)
		}
	}
}

func TestABNIsDoubted(t *testing.T) {
	t.Parallel()
	// The first is the number of the tax office itself; the others are of the documents of Oracle's tax rules for Australia.
	for _, good := range []string{"51 824 753 556", "51824753556", "ABN 51 824 753 556", "11223491505", "20561300000", "31010111200", "90000100000", "60231941111", "65118220001"} {
		if doubt := BusinessNumberDoubt(good, "AU-NSW"); !doubt.IsZero() {
			t.Errorf("%s: %s", good, doubt)
		}
	}
	for number, want := range map[string]string{
		"":               "",
		"  ":             "",
		"51 824 753":     "An ABN has 11 digits, and this number has 8.",
		"ABN":            "An ABN has 11 digits, and this number has 0.",
		"11223493504":    "This is no ABN: its digits do not fit each other. Look for one that is wrong, or for two that changed places.",
		"00 000 000 000": "This is no ABN: its digits do not fit each other. Look for one that is wrong, or for two that changed places.",
	} {
		for _, region := range []string{"", "AU", "AU-NSW"} {
			if got := BusinessNumberDoubt(number, region).String(); got != want {
				t.Errorf("%q in %q: %s", number, region, got)
			}
		}
		if got := BusinessNumberDoubt(number, "NZ"); !got.IsZero() {
			t.Errorf("%q in New Zealand: %s", number, got)
		}
	}
}

// One wrong digit, or two that changed places, is always noticed.
func TestABNNoticesSlips(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte("51824753556")
		at := rapid.IntRange(0, len(digits)-1).Draw(t, "at")
		if rapid.Bool().Draw(t, "swapped") {
			at = min(at, len(digits)-2)
			if digits[at] == digits[at+1] {
				return
			}
			digits[at], digits[at+1] = digits[at+1], digits[at]
		} else {
			digits[at] = '0' + (digits[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		}
		if BusinessNumberDoubt(string(digits), "AU").IsZero() {
			t.Errorf("%s passes", digits)
		}
	})
}

// Each demand has a page of its own that says so, with its address.
func TestFundDemandsNameTheirPage(t *testing.T) {
	t.Parallel()
	address := func(s string) bool {
		return strings.Contains(s, ".com") || strings.Contains(s, ".org") || strings.Contains(s, ".gov") || strings.Contains(s, ".co.nz")
	}
	for _, a := range catalogue(t).FundAsks {
		for part := range strings.SplitSeq(a.Source, "; ") {
			if _, page, ok := strings.Cut(part, ": "); !ok || !address(page) {
				t.Errorf("%s rests on %q", a.Code, part)
			}
		}
	}
}

func TestTablesOfFundsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	files := tables(t)
	text := func(name string) string { return string(files[name].Data) }
	for name, x := range map[string]struct{ file, add, want string }{
		"no region":         {"funds.tsv", "x\tX\t\t\tno\t\t\ts\n", `column "regions": it is empty`},
		"unknown region":    {"funds.tsv", "x\tX\t\tMARS\tno\t\t\ts\n", `"MARS" of "x" is not in holidayregions.tsv`},
		"numbers of nobody": {"funds.tsv", "x\tX\t\tAU\tno\tnobody\t\ts\n", `"nobody" of "x" is not in funds.tsv`},
		"pays for wizardry": {"funds.tsv", "x\tX\t\tAU\tno\t\twizardry\ts\n", `"wizardry" of "x" is not in modalities.tsv`},
		"named twice":       {"funds.tsv", "x\tX\tBUPA!\tAU\tno\t\t\ts\n", `"x" is called "bupa", and so is "bupa"`},
		"default by name":   {"funds.tsv", "x\tX\tY\tAU\tyes\t\t\ts\n", "has no other name"},
		"no source":         {"funds.tsv", "x\tX\t\tAU\tno\t\t\t\n", `column "source"`},
		"asks for wizardry": {"fundasks.tsv", "x\tbupa\twizardry\ts\n", "not one of"},
		"asks of nobody":    {"fundasks.tsv", "x\tnobody\tphone\ts\n", `"nobody" of "x" is not in funds.tsv`},
		"asks twice":        {"fundasks.tsv", "x\tau\tphone\ts\n", `"au" asks for "phone" twice`},
		"no words":          {"modalities.tsv", "x\tX\t\t\ts\n", `column "words": it is empty`},
		"barred on Mars":    {"modalities.tsv", "x\tX\tx\tMARS\ts\n", `"MARS" of "x" is not in holidayregions.tsv`},
	} {
		changed := maps.Clone(files)
		file := *files[x.file]
		file.Data = []byte(text(x.file) + x.add)
		changed[x.file] = &file
		if _, err := LoadCatalogue(changed); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
