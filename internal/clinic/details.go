package clinic

import (
	"slices"
	"strconv"
	"strings"

	"regimen/internal/table"
)

// Detail is a field of an answer: a name of DetailField and what was said.
type Detail struct {
	Name  string `json:"name"`
	Value string `json:"value"` // a Date, a number, a choice or a line, by the kind of the field
}

// DetailField is something that an answer other than no says more about, in a field of its own.
type DetailField struct {
	Code    string // the item and the name with a dot between: "pregnancy.due"
	Item    string // of the screening
	Name    string // of the Detail
	Label   string
	Kind    string   // one of the Detail kinds
	Choices []string // of DetailChoice
	Unit    string   // of a number
	Low     float64  // bounds of a number
	High    float64
	// AnewAfter asks the question anew so many days after the date of this field; -1 for never.
	AnewAfter int
	// Same is a fact that fields of several questions say: what is told in one of them is offered in the others.
	Same   string
	Help   string
	Source string
}

// The kinds of detail.
const (
	DetailDate   = "date"
	DetailNumber = "number"
	DetailText   = "text"
	DetailChoice = "choice"
	DetailWeeks  = "weeks" // of a pregnancy, on the day they are told: kept as the date it is due
	DetailPlace  = "place" // marked on the figure: the targets of the answer
)

// The names of details that rules go by.
const (
	DetailDue  = "due"  // the day a child is due
	DetailDay  = "date" // the day it happened: an operation, an injection
	fullTerm   = 40     // weeks of a pregnancy from its first day to the day it is due
	daysInWeek = 7
)

var detailColumns = []string{"code", "label", "kind", "choices", "unit", "low", "high", "anew_after", "same", "help", "source"}

func readDetail(r *table.Row) DetailField {
	d := DetailField{
		Code: r.Text("code"), Label: r.Must("label"),
		Kind:    r.Choice("kind", DetailDate, DetailNumber, DetailText, DetailChoice, DetailWeeks, DetailPlace),
		Choices: r.List("choices"), Unit: r.Text("unit"), Low: r.OrZero("low"), High: r.OrZero("high"), AnewAfter: -1,
		Same: r.Text("same"), Help: r.Text("help"), Source: r.Must("source"),
	}
	d.Item, d.Name, _ = strings.Cut(d.Code, ".")
	if d.Name == "" {
		r.Fail("code", "write the item and the name with a dot between")
	}
	if (d.Kind == DetailChoice) != (len(d.Choices) > 1) {
		r.Fail("choices", "a choice needs them, and nothing else has any")
	}
	if (d.Kind == DetailNumber || d.Kind == DetailWeeks) != (d.High > d.Low) {
		r.Fail("high", "a number needs bounds, and nothing else has any")
	}
	if r.Text("anew_after") != "" {
		d.AnewAfter = r.Count("anew_after")
		if d.Kind != DetailDate {
			r.Fail("anew_after", "only a date passes")
		}
	}
	return d
}

// DetailsOf are the fields that an answer to an item has, in the order of the table.
func (c *Catalogue) DetailsOf(item string) []DetailField {
	return where(c.Details, func(d *DetailField) bool { return d.Item == item })
}

// Detail is what a field of the answer says, "" for nothing.
func (s *Screening) Detail(name string) string {
	if d := find(s.Details, func(d *Detail) bool { return d.Name == name }); d != nil {
		return d.Value
	}
	return ""
}

// DetailDay is the date in a field of the answer, "" for none.
func (s *Screening) DetailDay(name string) Date {
	if d := Date(s.Detail(name)); d.Valid() {
		return d
	}
	return ""
}

// DetailNumber is the number in a field of the answer; false for none.
func (s *Screening) DetailNumber(name string) (float64, bool) {
	v, err := strconv.ParseFloat(s.Detail(name), 64)
	return v, err == nil
}

// SetDetail changes a field of the answer; "" empties it. The weeks of a pregnancy on a day are kept as the day it is due.
func (s *Screening) SetDetail(f *DetailField, value string, today Date) {
	name := f.Name
	if f.Kind == DetailWeeks {
		name = DetailDue
		if weeks, err := strconv.Atoi(value); err == nil {
			value = string(today.AddDays((fullTerm - weeks) * daysInWeek))
		}
	}
	list := where(s.Details, func(d *Detail) bool { return d.Name != name })
	if value = strings.TrimSpace(value); value != "" {
		list = append(list, Detail{name, value})
	}
	slices.SortFunc(list, func(a, b Detail) int { return strings.Compare(a.Name, b.Name) })
	s.Details = list
}

// Week is how far on a day what the answer is about has come, in completed weeks: of a pregnancy by the day it is due, of
// anything else since the day it happened. known is false while no such day is told, before it began, and once a pregnancy
// must be over.
func (s *Screening) Week(today Date) (week int, known bool) {
	if due := s.DetailDay(DetailDue); due != "" {
		days := fullTerm*daysInWeek - today.DaysUntil(due)
		return days / daysInWeek, days >= 0 && days <= (fullTerm+6)*daysInWeek
	}
	if day := s.DetailDay(DetailDay); day != "" && day <= today {
		return day.DaysUntil(today) / daysInWeek, true
	}
	return 0, false
}

// AskAnew are the items whose last answer was not no and no longer says how it is: a date that it names has passed by as
// much as the table gives it.
func (c *Chart) AskAnew(cat *Catalogue, today Date) []*ScreeningItem {
	answers := c.LatestAnswers(cat)
	var out []*ScreeningItem
	for i := range cat.Screening {
		item := &cat.Screening[i]
		a, ok := answers[item.Code]
		if !ok || a.Answer == AnswerNo {
			continue
		}
		if slices.ContainsFunc(cat.DetailsOf(item.Code), func(f DetailField) bool {
			day := a.DetailDay(f.Name)
			return f.AnewAfter >= 0 && day != "" && day.AddDays(f.AnewAfter) < today && c.answeredOn(&a.Screening) < today
		}) {
			out = append(out, item)
		}
	}
	return out
}

// DetailWords say a field of an answer to an item: "Due date: 4 May 2026". The name stands for a field that is gone.
func (c *Catalogue) DetailWords(item string, d Detail) Sentence {
	facts := Args{"Name": Text(d.Name), "Value": d.Value}
	f := find(c.Details, func(f *DetailField) bool { return f.Item == item && f.Name == d.Name })
	if f == nil {
		return Say("{{.Name}}: {{.Value}}", facts)
	}
	facts["Name"], facts["Unit"] = Term{"detail", f.Code, f.Label}, f.Unit
	switch {
	case f.Kind == DetailDate && Date(d.Value).Valid():
		facts["Value"] = Date(d.Value)
	case f.Unit != "":
		return Say("{{.Name}}: {{.Value}} {{.Unit}}", facts)
	}
	return Say("{{.Name}}: {{.Value}}", facts)
}

// checkDetails makes sure that each field is of an item.
func (c *Catalogue) checkDetails(l *table.Reader) {
	for _, d := range c.Details {
		if c.ScreeningItem(d.Item) == nil {
			l.Fail("details.tsv", 0, "code", "%q is no code of screening.tsv", d.Item)
		}
		if d.Same == "" {
			continue
		}
		like := where(c.Details, func(x *DetailField) bool { return x.Same == d.Same && x.Item != d.Item })
		switch {
		case len(like) == 0:
			l.Fail("details.tsv", 0, "same", "no other question than that of %q has a field for %q", d.Code, d.Same)
		case slices.ContainsFunc(like, func(x DetailField) bool { return x.Kind != d.Kind || !slices.Equal(x.Choices, d.Choices) }):
			l.Fail("details.tsv", 0, "same", "%q is another kind of field than others for %q", d.Code, d.Same)
		}
	}
}
