package clinic

import (
	"testing"

	"pgregory.net/rapid"
)

func TestProviderNumberIsTheMostSpecificOfItsDay(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	ana := &Practitioner{ID: "ana", Name: "Ana Reyes", ProviderNumber: "usual"}
	numbers := []ProviderNumber{
		{ID: "1", PractitionerID: "ana", Number: "all"},
		{ID: "2", PractitionerID: "ana", Number: "all myotherapy", Modality: "myotherapy"},
		{ID: "3", PractitionerID: "ana", Number: "bupa old", Fund: "bupa", ValidUntil: "2026-06-30"},
		{ID: "4", PractitionerID: "ana", Number: "bupa new", Fund: "bupa", ValidFrom: "2026-07-01"},
		{ID: "5", PractitionerID: "ana", Number: "arhg R", Fund: "arhg", Modality: "remedial-massage"},
		{ID: "6", PractitionerID: "ana", Number: "westfund", Fund: "westfund", ValidFrom: "2026-09-01"},
		{ID: "7", PractitionerID: "ana", Number: "elsewhere", Fund: "hcf", Place: "12 Low Road, Preston"},
		{ID: "8", PractitionerID: "bo", Number: "somebody else's", Fund: "hcf"},
	}
	for _, x := range []struct {
		fund, modality string
		day            Date
		want           string
	}{
		{"", "", "2026-05-01", "all"},
		{"", "myotherapy", "2026-05-01", "all myotherapy"},
		{"bupa", "", "2026-06-30", "bupa old"},           // its last day
		{"bupa", "", "2026-07-01", "bupa new"},           // the first day of the next
		{"bupa", "myotherapy", "2026-07-01", "bupa new"}, // the fund counts for more than the kind
		{"westfund", "remedial-massage", "2026-08-31", "arhg R"},
		{"westfund", "remedial-massage", "2026-09-01", "westfund"},
		{"westfund", "myotherapy", "2026-08-31", "all myotherapy"},
		{"gmhba", "remedial-massage", "2026-08-31", "arhg R"},
		{"gmhba", "", "2026-08-31", "all"},
		{"arhg", "remedial-massage", "2026-08-31", "arhg R"},
		{"hcf", "", "2026-08-31", "all"}, // that of another place is not this one's
	} {
		if got := ProviderNumberOn(numbers, ana, cat.Fund(x.fund), x.modality, x.day); got != x.want {
			t.Errorf("%s, %s on %s: %s, want %s", x.fund, x.modality, x.day, got, x.want)
		}
	}
	for name, list := range map[string][]ProviderNumber{"none": nil, "not yet": {{ID: "1", PractitionerID: "ana", Number: "next year", ValidFrom: "2027-01-01"}}, "other fund": numbers[3:4]} {
		if got := ProviderNumberOn(list, ana, cat.Fund("hcf"), "", "2026-08-31"); got != "usual" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A receipt carries the number that holds on the day of the treatment, whenever it is written.
func TestVisitIsChargedUnderTheNumberOfItsDay(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	p := Pricing{
		Practitioners: []Practitioner{{ID: "ana", Name: "Ana Reyes", ProviderNumber: "usual"}},
		ProviderNumber: cat.NumbersOf([]ProviderNumber{
			{ID: "1", PractitionerID: "ana", Number: "old", Fund: "bupa", ValidUntil: "2026-06-30"},
			{ID: "2", PractitionerID: "ana", Number: "new", Fund: "bupa", ValidFrom: "2026-07-01"},
			{ID: "3", PractitionerID: "ana", Number: "new, myotherapy", Fund: "bupa", Modality: "myotherapy", ValidFrom: "2026-07-01"},
		}),
	}
	for _, x := range []struct {
		fund, title string
		day         Date
		want        string
	}{
		{"BUPA (family)", "Remedial massage", "2026-06-30", "old"},
		{"BUPA (family)", "Remedial massage", "2026-07-01", "new"},
		{"BUPA (family)", "Myotherapy, 45 minutes", "2026-07-01", "new, myotherapy"},
		{"", "Remedial massage", "2026-07-01", "usual"},
		{"Somebody's fund", "", "2026-07-01", "usual"},
	} {
		l := p.VisitLine(&Appointment{ID: "a", PractitionerID: "ana", Day: x.day, Title: x.title, Minutes: 60}, x.fund)
		if l.Provider.ProviderNumber != x.want {
			t.Errorf("%s, %s on %s: %q, want %q", x.fund, x.title, x.day, l.Provider.ProviderNumber, x.want)
		}
	}
}

func TestProviderNumberFields(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	good := ProviderNumber{ID: "n", PractitionerID: "ana", Number: "AT00123R", Fund: "arhg", Modality: "remedial-massage", ValidFrom: "2026-01-01", ValidUntil: "2026-12-31"}
	for field, change := range map[string]func(*ProviderNumber){
		"":                func(*ProviderNumber) {},
		"practitioner_id": func(n *ProviderNumber) { n.PractitionerID = "" },
		"number":          func(n *ProviderNumber) { n.Number = " \u200b" },
		"fund":            func(n *ProviderNumber) { n.Fund = "nobody" },
		"modality":        func(n *ProviderNumber) { n.Modality = "wizardry" },
		"valid_from":      func(n *ProviderNumber) { n.ValidFrom = "2026-02-30" },
		"valid_until":     func(n *ProviderNumber) { n.ValidUntil = "2025-12-31" },
	} {
		n := good
		change(&n)
		err := Check(cat, noLists{}, "2026-05-01", Operation{Put: []Record{&n}})
		if (err == nil) != (field == "") || field != "" && FieldMessage(err, field).IsZero() {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// noLists knows nothing, and lists knows all numbers.
type noLists struct{}

func (noLists) Record(Ref) Record { return nil }

type lists []Record

func (l lists) Record(ref Ref) Record {
	for _, r := range l {
		if RefTo(r) == ref {
			return r
		}
	}
	return nil
}
func (l lists) Others(Kind) ([]Record, error) { return l, nil }

func TestNumbersForTheSameDoNotOverlap(t *testing.T) {
	t.Parallel()
	kept := lists{
		&ProviderNumber{ID: "1", PractitionerID: "ana", Number: "111", Fund: "bupa", ValidUntil: "2026-06-30"},
		&ProviderNumber{ID: "2", PractitionerID: "ana", Number: "222", Fund: "bupa", ValidFrom: "2026-07-01"},
	}
	bupa := func(from, until Date) *ProviderNumber {
		return &ProviderNumber{ID: "new", PractitionerID: "ana", Number: "333", Fund: "bupa", ValidFrom: from, ValidUntil: until}
	}
	for _, x := range []struct {
		name        string
		op          Operation
		field, want string
	}{
		{"into the first", Operation{Put: []Record{bupa("2026-01-01", "2026-03-31")}}, "valid_from", "The number 111 holds for the same until 30 June 2026. Begin on a later day, or end that one earlier."},
		{"on its last day", Operation{Put: []Record{bupa("2026-06-30", "2026-06-30")}}, "valid_from", "The number 111 holds for the same until 30 June 2026. Begin on a later day, or end that one earlier."},
		{"into the second", Operation{Put: []Record{bupa("2026-08-01", "")}}, "valid_from", "The number 222 holds for the same until further notice. End it first, on the day before this one begins."},
		{"the first made longer", Operation{Put: []Record{&ProviderNumber{ID: "1", PractitionerID: "ana", Number: "111", Fund: "bupa"}}}, "valid_until", "The number 222 holds for the same from 1 July 2026 on. End this one on the day before."},
		{"two at once", Operation{Put: []Record{
			&ProviderNumber{ID: "a", PractitionerID: "bo", Number: "4"}, &ProviderNumber{ID: "b", PractitionerID: "bo", Number: "5"},
		}}, "valid_from", "The number 5 holds for the same until further notice. End it first, on the day before this one begins."},
		{"the place written otherwise", Operation{Put: []Record{
			&ProviderNumber{ID: "a", PractitionerID: "bo", Number: "4", Place: "Preston"}, &ProviderNumber{ID: "b", PractitionerID: "bo", Number: "5", Place: " preston"},
		}}, "valid_from", "The number 5 holds for the same until further notice. End it first, on the day before this one begins."},
		{"one ends as the other begins", Operation{Put: []Record{
			&ProviderNumber{ID: "2", PractitionerID: "ana", Number: "222", Fund: "bupa", ValidFrom: "2026-07-01", ValidUntil: "2026-07-31"}, bupa("2026-08-01", ""),
		}}, "", ""},
		{"in the place of one that goes", Operation{Put: []Record{bupa("2026-08-01", "")}, Remove: []Record{kept[1]}}, "", ""},
		{"the same again", Operation{Put: []Record{kept[0], kept[1]}}, "", ""},
		{"another fund", Operation{Put: []Record{&ProviderNumber{ID: "new", PractitionerID: "ana", Number: "1", Fund: "hcf"}}}, "", ""},
		{"another kind", Operation{Put: []Record{&ProviderNumber{ID: "new", PractitionerID: "ana", Number: "1", Fund: "bupa", Modality: "myotherapy"}}}, "", ""},
		{"another place", Operation{Put: []Record{&ProviderNumber{ID: "new", PractitionerID: "ana", Number: "1", Fund: "bupa", Place: "Preston"}}}, "", ""},
		{"another person", Operation{Put: []Record{&ProviderNumber{ID: "new", PractitionerID: "bo", Number: "1", Fund: "bupa"}}}, "", ""},
	} {
		err := Check(nil, kept, "2026-05-01", x.op)
		if got := FieldMessage(err, x.field).String(); (err == nil) != (x.field == "") || got != x.want {
			t.Errorf("%s: %v", x.name, err)
		}
	}
	if err := Check(nil, noLists{}, "2026-05-01", Operation{Put: []Record{bupa("", "")}}); err != nil {
		t.Errorf("where the others are not known: %v", err)
	}
}

// However numbers are entered, as long as none is refused, at most one of the same rank holds on a day.
func TestNumbersThatAreKeptNeverDoubt(t *testing.T) {
	t.Parallel()
	day := func(t *rapid.T, name string) Date {
		return Date("2026-01-01").AddDays(rapid.IntRange(0, 40).Draw(t, name))
	}
	rapid.Check(t, func(t *rapid.T) {
		var kept lists
		for i := range rapid.IntRange(1, 8).Draw(t, "numbers") {
			n := &ProviderNumber{
				ID: string(rune('a' + i)), PractitionerID: "ana", Number: string(rune('A' + i)), Fund: rapid.SampledFrom([]string{"", "bupa"}).Draw(t, "fund"),
				ValidFrom: day(t, "from"), ValidUntil: day(t, "until"),
			}
			if rapid.Bool().Draw(t, "open") {
				n.ValidUntil = ""
			}
			if Check(nil, kept, "2026-01-01", Operation{Put: []Record{n}}) == nil {
				kept = append(kept, n)
			}
		}
		for d := range 60 {
			held := map[string]int{}
			for _, n := range As[ProviderNumber](kept) {
				if n.On(Date("2026-01-01").AddDays(d)) {
					held[n.Fund]++
				}
			}
			for fund, n := range held {
				if n > 1 {
					t.Fatalf("%d numbers for %q on day %d", n, fund, d)
				}
			}
		}
	})
}

func TestNewProviderNumber(t *testing.T) {
	t.Parallel()
	n := NewProviderNumber(newEnv("2026-05-01").Env, "ana")
	if n.ID == "" || n.PractitionerID != "ana" || n.ValidFrom != "2026-05-01" || n.CreatedAt.IsZero() || FieldMessage(n.Validate(), "number").IsZero() {
		t.Errorf("%+v: %v", n, n.Validate())
	}
}
