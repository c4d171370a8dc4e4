package clinic

import (
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// InjuryGrade is what a grade of a type of injury means, and how long it usually takes.
type InjuryGrade struct {
	Code  string
	Type  string // one of InjuryTypes
	Grade int    // 1–3; 0 for a type that is not graded
	Name  string
	Signs string // what goes with the grade
	// ReturnMin and ReturnMax are the days after which full activity is usually possible; both 0 when
	// there is no usual time.
	ReturnMin, ReturnMax int
	Refer                bool // a doctor should see it before the structure is treated
	Source               string
}

// HealingPhase is one phase of healing, in days from the injury. Phases overlap.
type HealingPhase struct {
	Code   string
	Name   string
	From   int
	To     int // its last day; -1 when it has no end
	What   string
	Allows string
	NotYet string
	// Early are the techniques that wait, on the injured structure, to the day that is given with each.
	Early  []EarlyTechnique
	Source string
}

// EarlyTechnique is a technique that waits up to and including a day after the injury.
type EarlyTechnique struct {
	Technique string
	LastDay   int // -1: as long as the phase
}

var injuryColumns = []string{
	"code", "type", "grade", "name", "signs", "return_min_days", "return_max_days", "refer", "source",
}

func readInjuryGrade(r *table.Row) InjuryGrade {
	g := InjuryGrade{
		Code: r.Text("code"), Type: r.Choice("type", InjuryTypes()...), Grade: r.Count("grade"), Name: r.Must("name"),
		Signs: r.Must("signs"), ReturnMin: r.Count("return_min_days"), ReturnMax: r.Count("return_max_days"),
		Refer: r.Yes("refer"), Source: r.Must("source"),
	}
	if g.Grade > 3 {
		r.Fail("grade", "the grade is from 0 to 3")
	}
	if (r.Text("return_min_days") == "") != (r.Text("return_max_days") == "") {
		r.Fail("return_max_days", "give both days or none")
	}
	r.Ordered("return_min_days", "return_max_days", float64(g.ReturnMin), float64(g.ReturnMax))
	return g
}

var healingColumns = []string{"code", "name", "from_day", "to_day", "what", "allows", "not_yet", "too_early", "source"}

func readHealingPhase(r *table.Row) HealingPhase {
	h := HealingPhase{
		Code: r.Text("code"), Name: r.Must("name"), From: r.Count("from_day"), To: -1, What: r.Must("what"),
		Allows: r.Must("allows"), NotYet: r.Must("not_yet"), Source: r.Must("source"),
	}
	if r.Text("to_day") != "" {
		h.To = r.Count("to_day")
		r.Ordered("from_day", "to_day", float64(h.From), float64(h.To))
	}
	for _, s := range r.List("too_early") {
		e := EarlyTechnique{LastDay: -1}
		code, day, limited := strings.Cut(s, "@")
		e.Technique = code
		if limited {
			n, err := strconv.Atoi(day)
			if err != nil || n < h.From || h.To >= 0 && n > h.To {
				r.Fail("too_early", "%q: %q is no day of the phase", code, day)
			}
			e.LastDay = n
		} else if h.To < 0 {
			r.Fail("too_early", "%q would wait for ever: give the day with @", code)
		}
		h.Early = append(h.Early, e)
	}
	return h
}

// checkHealing makes sure that the phases follow one another without a gap, and that their techniques
// are there.
func (c *Catalogue) checkHealing(l *table.Reader) {
	type kind struct {
		sort  string
		grade int
	}
	seen := map[kind]string{}
	for _, g := range c.Injuries {
		k := kind{g.Type, g.Grade}
		if first := seen[k]; first != "" {
			l.Fail("injuries.tsv", 0, "grade", "%q and %q are the same type and grade", first, g.Code)
		}
		seen[k] = g.Code
	}
	for i, h := range c.Healing {
		switch {
		case i == 0 && h.From != 0:
			l.Fail("healing.tsv", 0, "from_day", "the first phase begins on day 0")
		case i > 0 && c.Healing[i-1].To < 0:
			l.Fail("healing.tsv", 0, "to_day", "only the last phase has no end, not %q", c.Healing[i-1].Code)
		case i > 0 && (h.From < c.Healing[i-1].From || h.From > c.Healing[i-1].To+1 || h.To >= 0 && h.To <= c.Healing[i-1].To):
			l.Fail("healing.tsv", 0, "from_day", "%q does not follow on %q", h.Code, c.Healing[i-1].Code)
		}
		for _, e := range h.Early {
			if c.Technique(e.Technique) == nil {
				l.Fail("healing.tsv", 0, "too_early", "%q of %q is no code of techniques.tsv", e.Technique, h.Code)
			}
		}
	}
	if n := len(c.Healing); n > 0 && c.Healing[n-1].To >= 0 {
		l.Fail("healing.tsv", 0, "to_day", "the last phase has no end")
	}
}

// InjuryGrade is what the type and grade of an injury mean, or nil when the catalogue does not say.
func (c *Catalogue) InjuryGrade(sort string, grade int) *InjuryGrade {
	return find(c.Injuries, func(g *InjuryGrade) bool { return g.Type == sort && g.Grade == grade })
}

// InjuryTypeName is a type of injury in words.
func InjuryTypeName(sort string) Sentence {
	switch sort {
	case InjuryStrain:
		return Say("Strain")
	case InjurySprain:
		return Say("Sprain")
	case InjuryContusion:
		return Say("Contusion")
	case InjurySurgery:
		return Say("Operation")
	case InjuryOther:
		return Say("Other injury")
	}
	return Text(sort)
}

// InjuryName is an injury without its place: "Strain, grade II", or "Strain" while it is not graded.
func (c *Catalogue) InjuryName(i *Injury) Sentence {
	if g := c.InjuryGrade(i.Type, i.Grade); g != nil {
		return Text(g.Name)
	}
	return InjuryTypeName(i.Type)
}

// CheckInjury refuses days that are still to come: an injury ahead would have no phase, and nothing would wait for it. The
// error is a FieldErrors.
func CheckInjury(i *Injury, today Date) error {
	var k checks
	if i.InjuredOn.Valid() && i.InjuredOn > today {
		k.fail("injured_on", Say("The day of the injury is still to come."))
	}
	if i.HealedOn.Valid() && i.HealedOn > today {
		k.fail("healed_on", Say("The day it was healed is still to come."))
	}
	return k.err()
}

// Open reports that the injury has happened and is not healed on a day.
func (i *Injury) Open(today Date) bool {
	return i.InjuredOn.Valid() && i.InjuredOn <= today && (i.HealedOn == "" || i.HealedOn > today)
}

// OpenInjuries are the injuries that are not healed on a day, the latest first.
func (c *Chart) OpenInjuries(today Date) []Injury {
	open := where(c.Injuries, func(i *Injury) bool { return i.Open(today) })
	slices.SortStableFunc(open, func(a, b Injury) int { return strings.Compare(string(b.InjuredOn), string(a.InjuredOn)) })
	return open
}

// Injury by id, or nil.
func (c *Chart) Injury(id string) *Injury {
	return find(c.Injuries, func(i *Injury) bool { return i.ID == id })
}

// Healing is where an injury stands on a day.
type Healing struct {
	Injury Injury
	Day    int           // since the injury; the day itself is 0
	Phase  *HealingPhase // the one to go by: the earliest that is not over
	Begun  *HealingPhase // the next one, when it has begun already; nil otherwise
	Grade  *InjuryGrade  // nil when the catalogue does not say
}

// HealingPhase says where an injury stands on a day; nil when it is healed, lies ahead or has no day.
// Where two phases overlap the earlier one holds, which is the careful reading.
func (c *Catalogue) HealingPhase(i *Injury, today Date) *Healing {
	if !i.Open(today) || !today.Valid() {
		return nil
	}
	h := &Healing{Injury: *i, Day: i.InjuredOn.DaysUntil(today), Grade: c.InjuryGrade(i.Type, i.Grade)}
	for n := range c.Healing {
		p := &c.Healing[n]
		if p.To >= 0 && h.Day > p.To || h.Day < p.From {
			continue
		}
		if h.Phase == nil {
			h.Phase = p
		} else if h.Begun == nil {
			h.Begun = p
		}
	}
	if h.Phase == nil {
		return nil
	}
	return h
}

// Words says day and phase: "day 4, inflammation; proliferation has begun".
func (h *Healing) Words() Sentence {
	facts := Args{"Day": h.Day, "Phase": h.Phase.Term()}
	if h.Begun == nil {
		return Say("day {{.Day}}, {{.Phase}}", facts)
	}
	facts["Next"] = h.Begun.Term()
	return Say("day {{.Day}}, {{.Phase}}; {{.Next}} has begun", facts)
}

// Term is the name of the phase within a sentence.
func (p *HealingPhase) Term() Term { return Term{"healing", p.Code, strings.ToLower(p.Name)} }

// ReturnWords says when full activity is usually possible, as the two days, or nothing when it is not known.
func (h *Healing) ReturnWords() Sentence {
	if h.Grade == nil || h.Grade.ReturnMax == 0 {
		return Sentence{}
	}
	on := h.Injury.InjuredOn
	return Say("Full activity is usual between {{.From}} and {{.To}}.", Args{"From": on.AddDays(h.Grade.ReturnMin).Brief(), "To": on.AddDays(h.Grade.ReturnMax).Brief()})
}

// TooEarlyUntil is the first day after the injury on which a technique no longer waits, when it waits on
// the day that is given, and -1 otherwise.
func (c *Catalogue) TooEarlyUntil(technique string, day int) int {
	waits := func(day int) (int, bool) {
		for _, p := range c.Healing {
			if day < p.From {
				continue
			}
			for _, e := range p.Early {
				last := e.LastDay
				if last < 0 {
					last = p.To
				}
				if e.Technique == technique && day <= last {
					return last + 1, true
				}
			}
		}
		return 0, false
	}
	free, on := waits(day)
	if !on {
		return -1
	}
	for on {
		day = free
		free, on = waits(day)
	}
	return day
}

// HealingItem is the Item of a conflict that comes from an injury and not from the screening.
const HealingItem = "healing"

// healingConflicts are the reasons against a technique on an injured structure: it is too early for the
// phase, or the injury is of a grade that a doctor should see first. What lies over or under it waits for the phase too:
// the hand reaches through.
func healingConflicts(cat *Catalogue, chart *Chart, technique string, targets []Target, today Date) []Conflict {
	var out []Conflict
	for _, i := range chart.OpenInjuries(today) {
		near := cat.nearest([]Target{i.Target()}, targets)
		if near < anatomy.Over {
			continue
		}
		h := cat.HealingPhase(&i, today)
		if h == nil {
			continue
		}
		c := Conflict{Item: HealingItem, Name: cat.InjuryName(&i), Action: Say("Now: {{.Allows}}", Args{"Allows": h.Phase.Allows})}
		if free := cat.TooEarlyUntil(technique, h.Day); free >= 0 {
			c.Reason = SayCount(h.Day, "{{.Count}} day after the injury: {{.Phase}}. {{.Technique}} is too early until about {{.Day}}.",
				"{{.Count}} days after the injury: {{.Phase}}. {{.Technique}} is too early until about {{.Day}}.",
				Args{"Phase": h.Phase.Term(), "Technique": Term{"technique", technique, cat.TechniqueName(technique)}, "Day": i.InjuredOn.AddDays(free).Brief()})
			if near != anatomy.Same {
				c.Reason = OneAfterAnother([]Sentence{c.Reason, Say("This lies over or under what is injured.")})
			}
			out = append(out, c)
			continue
		}
		// From the last phase on, what was torn has been seen or is old.
		if near == anatomy.Same && h.Grade != nil && h.Grade.Refer && h.Phase.To >= 0 {
			c.Reason = SayCount(h.Day, "{{.Injury}}, {{.Count}} day ago: it should be seen by a doctor before this structure is treated.",
				"{{.Injury}}, {{.Count}} days ago: it should be seen by a doctor before this structure is treated.", Args{"Injury": h.Grade.Name})
			c.Action = OneAfterAnother([]Sentence{Say("Refer, or write who has seen it."), c.Action})
			out = append(out, c)
		}
	}
	return out
}
