package clinic

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"regimen/internal/table"
)

// KnownRow is something that answers a safety question, or opens it, without asking.
type KnownRow struct {
	Code   string
	Fact   string // one of the facts below
	Value  string // of it: "male", a code of Assessment.Told, years or days, a question
	Items  []string
	Answer string // AnswerYes or AnswerNo; "" opens the question
	// Firm: the patient's own word does not stand against it. A contradiction hinders the signature.
	Firm   bool
	Source string
}

// The facts that known.tsv goes by.
const (
	FactSex       = "sex"       // as registered
	FactAgeUnder  = "age-under" // years on the day of the visit
	FactAgeFrom   = "age-from"  // at least so many
	FactTold      = "told"      // in the history of the assessment
	FactInjury    = "injury"    // one that is entered, and is at most so many days old
	FactClearance = "clearance" // a doctor's, in force: the answer it was given for stands
	FactBefore    = "before"    // what was yes once stays so
	FactReferral  = "referral"  // a doctor's is on file: what would be done about a yes was done
	FactAnswer    = "answer"    // a yes to another question says this one
	FactNodes     = "nodes"     // lymph nodes are on file as removed
)

var knownColumns = []string{"code", "fact", "value", "items", "answer", "firm", "source"}

func readKnown(r *table.Row) KnownRow {
	k := KnownRow{
		Code: r.Text("code"), Value: r.Text("value"), Items: r.List("items"), Answer: r.Choice("answer", "", AnswerYes, AnswerNo), Firm: r.Yes("firm"), Source: r.Must("source"),
		Fact: r.Choice("fact", FactSex, FactAgeUnder, FactAgeFrom, FactTold, FactInjury, FactClearance, FactBefore, FactReferral, FactAnswer, FactNodes),
	}
	switch k.Fact {
	case FactAgeUnder, FactAgeFrom, FactInjury:
		r.Count("value")
		fallthrough
	case FactSex, FactTold, FactAnswer:
		r.Must("value")
	case FactReferral:
		if k.Answer != "" {
			r.Fail("answer", "a referral answers nothing: it is what was done")
		}
	}
	if len(k.Items) == 0 && k.Fact != FactClearance {
		r.Fail("items", "name what it answers")
	}
	return k
}

// Fact is what was found to answer an item in a visit, or to open it.
type Fact struct {
	Row    *KnownRow
	Item   string
	Answer string   // "" opens it
	was    *Answer  // what was said before, where that stands
	at     []Target // where it is known to be
}

// From says where it is known from, as it stands after "known from: ".
func (k *Fact) From() Sentence {
	switch k.Row.Fact {
	case FactSex, FactAgeUnder, FactAgeFrom:
		return Say("the patient’s details")
	case FactInjury:
		return Say("the injury entered")
	case FactClearance:
		return Say("the doctor’s clearance")
	case FactBefore:
		return Say("what was said before")
	case FactAnswer:
		return Say("another safety question")
	case FactNodes:
		return Say("the lymph map")
	}
	return Say("the history")
}

// answer is what it says, as if it had been asked; no record has it.
func (k *Fact) answer(o Occasion, at time.Time) Screening {
	if k.was != nil {
		s := k.was.Screening
		s.ID, s.AssessmentID, s.SessionID, s.At = "", o.AssessmentID, o.SessionID, at
		return s
	}
	return Screening{PatientID: o.PatientID, AssessmentID: o.AssessmentID, SessionID: o.SessionID, Item: k.Item, Answer: k.Answer, At: at, Targets: k.at}
}

// facts are found one after the other; there is one for each item: the first that answers it, else the first that opens it.
type facts []Fact

func (f *facts) add(row *KnownRow, item string) {
	f.take(Fact{Row: row, Item: item, Answer: row.Answer})
}

func (f *facts) take(k Fact) {
	switch old := find(*f, func(x *Fact) bool { return x.Item == k.Item }); {
	case old == nil:
		*f = append(*f, k)
	case old.Answer == "" && k.Answer != "":
		*old = k
	}
}

// told are the facts that the history of an assessment tells.
func (c *Chart) told(cat *Catalogue, a *Assessment) facts {
	var out facts
	for i := range cat.Known {
		if row := &cat.Known[i]; row.Fact == FactTold && slices.Contains(a.Told, row.Value) {
			for _, item := range row.Items {
				out.add(row, item)
			}
		}
	}
	return out
}

// details are the facts about the patient in a visit that are told nowhere in its history.
func (c *Chart) details(cat *Catalogue, o Occasion) facts {
	var out facts
	for i := range cat.Known {
		if row := &cat.Known[i]; c.holds(row, o) {
			for _, item := range row.Items {
				f := Fact{Row: row, Item: item, Answer: row.Answer}
				if row.Fact == FactNodes {
					f.at = c.nodesGone()
				}
				out.take(f)
			}
		}
	}
	return out
}

// KnownIn are the facts that answer or open items in a visit, at most one for each item.
func (c *Chart) KnownIn(cat *Catalogue, o Occasion) []Fact {
	var out facts
	if a := c.Assessment(o.AssessmentID); a != nil {
		out = c.told(cat, a)
	}
	for _, k := range c.details(cat, o) {
		out.take(k)
	}
	for _, k := range followingFrom(cat, func(item string) *Screening { return c.ScreeningIn(o, item) }) {
		out.take(k)
	}
	var before map[string]Answer
	for i := range cat.Known {
		row := &cat.Known[i]
		items := row.Items
		switch row.Fact {
		case FactClearance:
			for n := range c.Clearances {
				if item := cat.ScreeningItem(c.Clearances[n].Item); item != nil && c.ClearanceFor(item, o.Date) != nil {
					items = append(slices.Clone(items), item.Code)
				}
			}
		case FactBefore:
		default:
			continue
		}
		if before == nil {
			before = c.answersBefore(o)
		}
		for _, item := range items {
			if was := before[item]; was.Answer == AnswerYes {
				out.add(row, item)
				if k := &out[len(out)-1]; k.Item == item && k.Row == row {
					k.was = &was
				}
			}
		}
	}
	return out
}

// followingFrom are the facts that answers tell of other questions.
func followingFrom(cat *Catalogue, yes func(item string) *Screening) facts {
	var out facts
	for i := range cat.Known {
		row := &cat.Known[i]
		if row.Fact != FactAnswer {
			continue
		}
		if s := yes(row.Value); s != nil && s.Answer == AnswerYes {
			for _, item := range row.Items {
				out.add(row, item)
			}
		}
	}
	return out
}

// addFollowing adds to the latest answers what follows from them for questions that were never asked by themselves.
func addFollowing(cat *Catalogue, latest map[string]Answer) {
	for _, k := range followingFrom(cat, func(item string) *Screening {
		if a, ok := latest[item]; ok {
			return &a.Screening
		}
		return nil
	}) {
		old, ok := latest[k.Item]
		if k.Answer == "" || ok && old.Group == "" {
			continue
		}
		because := latest[k.Row.Value]
		o := Occasion{PatientID: because.PatientID, AssessmentID: because.AssessmentID, SessionID: because.SessionID}
		if !ok || old.At.Before(because.At) || old.AssessmentID == o.AssessmentID && old.SessionID == o.SessionID {
			latest[k.Item] = Answer{Screening: k.answer(o, because.At), Known: &k}
		}
	}
}

// holds reports whether a fact is so in a visit.
func (c *Chart) holds(k *KnownRow, o Occasion) bool {
	n, _ := strconv.Atoi(k.Value)
	switch k.Fact {
	case FactSex:
		return c.Patient.Sex == k.Value
	case FactAgeUnder:
		return c.Patient.BirthDate.Valid() && c.Patient.BirthDate.AgeOn(o.Date) < n
	case FactAgeFrom:
		return c.Patient.BirthDate.Valid() && c.Patient.BirthDate.AgeOn(o.Date) >= n
	case FactNodes:
		return len(c.nodesGone()) > 0
	case FactInjury:
		return slices.ContainsFunc(c.OpenInjuries(o.Date), func(i Injury) bool { return i.InjuredOn.DaysUntil(o.Date) <= n })
	}
	return false
}

// Contradiction is an answer in an assessment that a firm fact stands against.
type Contradiction struct {
	Item   *ScreeningItem
	Known  Fact
	Answer Answer
}

// Contradictions are the answers of an assessment that what is known stands against, in the order of the catalogue.
func (c *Chart) Contradictions(cat *Catalogue, a *Assessment) []Contradiction {
	given := c.AnswersOf(cat, a.ID)
	known := c.KnownIn(cat, a.Occasion())
	var out []Contradiction
	for i := range cat.Screening {
		item := &cat.Screening[i]
		k := find(known, func(k *Fact) bool { return k.Item == item.Code && k.Row.Firm && k.Answer != "" })
		if x, ok := given[item.Code]; ok && k != nil && x.Known == nil && x.Answer != AnswerUnsure && x.Answer != k.Answer {
			out = append(out, Contradiction{item, *k, x})
		}
	}
	return out
}

// Words say the contradiction and what to do about it.
func (x *Contradiction) Words() Sentence {
	facts := Args{"Question": x.Item.Term(), "From": x.Known.From()}
	if x.Known.Answer == AnswerYes {
		return Say("{{.Question}}: {{.From}} says yes, and the safety question was answered no. Change the one that is wrong.", facts)
	}
	return Say("{{.Question}}: {{.From}} says no, and the safety question was answered yes. Change the one that is wrong.", facts)
}

// Acted reports that what is to be done about an answer in a visit was done, though nobody wrote it: a doctor's clearance is
// in force, or the doctor's referral is what the question would ask for.
func (c *Chart) Acted(cat *Catalogue, s *Screening) bool {
	item := cat.ScreeningItem(s.Item)
	if item == nil {
		return false
	}
	if c.ClearanceFor(item, c.answeredOn(s)) != nil {
		return true
	}
	a := c.Assessment(s.AssessmentID)
	return a != nil && a.Referred() && slices.ContainsFunc(cat.Known, func(k KnownRow) bool {
		return k.Fact == FactReferral && slices.Contains(k.Items, s.Item)
	})
}

// Referred reports that a doctor's referral is on file.
func (a *Assessment) Referred() bool {
	return strings.TrimSpace(a.ReferralFrom) != "" && (a.ReferralDate != "" || strings.TrimSpace(a.ReferralReason) != "")
}

// toldNames are the words of the history that are facts, by their codes in Assessment.Told.
var toldNames = map[string]Sentence{
	"no-medicines": Say("no medicines"), "blood-thinner": Say("blood thinner"), "opioid": Say("opioid"), "steroid": Say("steroid"),
	"blood-pressure-medicine": Say("blood pressure medicine"), "high-blood-pressure": Say("high blood pressure"), "diabetes": Say("diabetes"),
	"asthma": Say("asthma"), "pregnant": Say("pregnant"), "operation": Say("operation"), "allergy-oils": Say("allergy to oils"),
	"allergy-latex": Say("allergy to latex"),
}

// ToldName is what a code of Assessment.Told stands for.
func ToldName(code string) Sentence {
	if s, ok := toldNames[code]; ok {
		return s
	}
	return Text(code)
}

// checkKnown makes sure that each fact is about an item.
func (c *Catalogue) checkKnown(l *table.Reader) {
	for _, k := range c.Known {
		if _, ok := toldNames[k.Value]; k.Fact == FactTold && !ok {
			l.Fail("known.tsv", 0, "value", "%q of %q is no word of the history", k.Value, k.Code)
		}
		if k.Fact == FactAnswer && c.ScreeningItem(k.Value) == nil {
			l.Fail("known.tsv", 0, "value", "%q of %q is no question of screening.tsv", k.Value, k.Code)
		}
		for _, code := range k.Items {
			if item := c.ScreeningItem(code); item == nil || !item.Warns() {
				l.Fail("known.tsv", 0, "items", "%q of %q is no danger of screening.tsv", code, k.Code)
			}
		}
	}
}
