package clinic

import (
	"cmp"
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// Limit is what an answer to a safety question stands against: work of some sorts, or what is firmer than some pressure,
// or in some positions, at some places. All that a row names must meet.
type Limit struct {
	Code string
	Item string // a code of screening.tsv; "" where several answers count together
	// Together is the sort of red flags of which AtLeast must stand, see ScreeningItem.Together.
	Together string
	AtLeast  int
	// Techniques are codes of techniques.tsv, what techniques do (Technique.Does), or AllTechniques; none: whatever is done.
	Techniques  []string
	Places      []string // see Catalogue.AtPlaces
	MaxPressure int      // against more than it, Walton 1–5; 0 for any pressure
	Positions   []string // against these; none for any position
	// FromWeek and ToWeek bound the weeks of the answer (see Screening.Week) in which it holds; 0 for no bound.
	FromWeek, ToWeek int
	Firm             bool   // no reason outweighs it, only a doctor's word
	Says             string // the words of the item's action that it enforces, "" where the action does not say it
	Why              string // a sentence, or ""
	Source           string
}

// AllTechniques stands for whatever is done.
const AllTechniques = "all"

// Doings are the words for what work does to the body, by which rules name it. They are few and fixed, so that a word
// that is misspelt in one table is found and does not leave a technique free.
func Doings() []string {
	return []string{
		"stroke", "knead", "tap", "rock", "press", "deep", "friction", "drag", "tool", "suction", "needle", "stretch", "contract", "strong-contract",
		"hold", "joint", "end-range", "traction", "move", "lymph", "heat", "cold", "tape", "bind", "raise", "exercise",
	}
}

// Work is what is done to a patient: a technique, on targets, with a pressure and in a position.
type Work struct {
	Code     string
	Name     Term
	Does     []string // see Technique.Does
	Targets  []Target
	Pressure int
	Position string
	Avoid    []string // codes of screening.tsv for whose yes it is not, beside what the limits say
	Moves    bool     // it moves the body and lays nothing on the skin: a place to keep clear of is not in its way
}

func (c *Catalogue) workOf(technique string, targets []Target, pressure int, position string) Work {
	w := Work{Code: technique, Name: Term{"technique", technique, c.TechniqueName(technique)}, Targets: targets, Pressure: pressure, Position: position}
	if t := c.Technique(technique); t != nil {
		w.Does = t.Does
	}
	return w
}

// NotOnTear reports that a technique is not given on what is torn right through.
func (c *Catalogue) NotOnTear(t *Technique) bool {
	return slices.ContainsFunc(c.Limits, func(l Limit) bool {
		item := c.ScreeningItem(l.Item)
		return item != nil && item.Tells == TellsTear && l.names(t.Code, t.Does)
	})
}

// names reports whether what is done is of the sort that the limit is against.
func (l *Limit) names(code string, does []string) bool {
	return len(l.Techniques) == 0 || slices.Contains(l.Techniques, AllTechniques) || slices.Contains(l.Techniques, code) ||
		slices.ContainsFunc(does, func(d string) bool { return slices.Contains(l.Techniques, d) })
}

// holdsIn reports whether the limit holds in the week that an answer is in on a day, and whether that is only because the
// week is not known.
func (l *Limit) holdsIn(a *Screening, today Date) (holds, unknown bool) {
	if l.FromWeek == 0 && l.ToWeek == 0 {
		return true, false
	}
	week, known := a.Week(today)
	if !known {
		return true, true
	}
	return week >= l.FromWeek && (l.ToWeek == 0 || week <= l.ToWeek), false
}

// against is why the limit of an item stands against work, or nothing when it does not. marked is the place that was
// marked with the answer.
func (c *Catalogue) against(l *Limit, item Term, marked []Target, w *Work) Sentence {
	if !l.names(w.Code, w.Does) || l.MaxPressure > 0 && w.Pressure <= l.MaxPressure ||
		len(l.Positions) > 0 && !slices.Contains(l.Positions, w.Position) || !c.AtPlaces(l.Places, marked, w.Targets) {
		return Sentence{}
	}
	facts := Args{"Item": item, "Technique": w.Name, "Pressure": w.Pressure, "Most": l.MaxPressure, "Position": w.Position}
	anywhere := len(l.Places) == 0 || slices.Contains(l.Places, PlaceEverything)
	unmarked := len(marked) == 0 && l.hangsOnPlace()
	var say Sentence
	switch {
	case l.MaxPressure > 0 && anywhere:
		say = Say("Pressure {{.Pressure}} is more than the {{.Most}} that is safe with: {{.Item}}.", facts)
	case l.MaxPressure > 0:
		say = Say("Pressure {{.Pressure}} is more than the {{.Most}} that is safe here with: {{.Item}}.", facts)
	case len(l.Positions) > 0:
		say = Say("Lying {{.Position}} is not safe with: {{.Item}}.", facts)
	case slices.Contains(l.Techniques, AllTechniques) && anywhere:
		say = Say("A doctor answers before treatment: {{.Item}}.", facts)
	case slices.Contains(l.Techniques, AllTechniques):
		say = Say("A doctor answers before this place is treated: {{.Item}}.", facts)
	case anywhere || unmarked:
		say = Say("{{.Technique}} is not for a patient with: {{.Item}}.", facts)
	default:
		say = Say("{{.Technique}} is not for this place with: {{.Item}}.", facts)
	}
	all := []Sentence{say}
	if l.Why != "" {
		all = append(all, Text(l.Why))
	}
	if unmarked {
		all = append(all, Say("The place was not marked."))
	}
	if len(w.Targets) == 0 && !anywhere {
		all = append(all, Say("It is not said where this is given."))
	}
	return OneAfterAnother(all)
}

// AsksPlace reports whether what an answer stands against hangs on the place that is marked with it.
func (c *Catalogue) AsksPlace(item *ScreeningItem) bool {
	return item.Group == GroupLocal || slices.ContainsFunc(c.Limits, func(l Limit) bool { return l.Item == item.Code && l.hangsOnPlace() })
}

func (l *Limit) hangsOnPlace() bool {
	return slices.ContainsFunc([]string{PlaceMarked, PlaceMarkedPart, PlaceMarkedLimb}, func(p string) bool { return slices.Contains(l.Places, p) })
}

// limitReasons are why the limits of an item stand against work. What is not to be done at all needs no word of pressure.
func (c *Catalogue) limitReasons(item *ScreeningItem, a *Screening, w *Work, today Date) []Sentence {
	var out, firmer []Sentence
	never := false
	for i := range c.Limits {
		l := &c.Limits[i]
		if l.Item != item.Code {
			continue
		}
		holds, unknown := l.holdsIn(a, today)
		why := c.against(l, item.Term(), a.Targets, w)
		if !holds || why.IsZero() {
			continue
		}
		if unknown {
			why = OneAfterAnother([]Sentence{why, Say("The week is not known: this is the careful side.")})
		}
		if l.MaxPressure > 0 {
			firmer = append(firmer, why)
			continue
		}
		never = never || len(l.Positions) == 0
		out = append(out, why)
	}
	if never {
		return out
	}
	return append(firmer, out...)
}

// TogetherItem is the Item of a conflict that comes from red flags that count together.
const TogetherItem = "together"

// togetherConflicts are what several open red flags of one sort stand against, though each alone would not.
func togetherConflicts(cat *Catalogue, open []Flag, w *Work) []Conflict {
	var out []Conflict
	for i := range cat.Limits {
		l := &cat.Limits[i]
		if l.Together == "" {
			continue
		}
		var names []Sentence
		var marked []Target
		for _, f := range open {
			if f.Item.Together == l.Together {
				names, marked = append(names, Say("{{.Item}}", Args{"Item": f.Item.Term()})), append(marked, f.Answer.Targets...)
			}
		}
		if len(names) < l.AtLeast || !l.names(w.Code, w.Does) || l.MaxPressure > 0 && w.Pressure <= l.MaxPressure || !cat.AtPlaces(l.Places, marked, w.Targets) {
			continue
		}
		out = append(out, Conflict{
			Item: TogetherItem, Name: SayCount(len(names), "{{.Count}} red flag", "{{.Count}} red flags that count together"),
			Reason: Say("{{.Flags}}: together they need a doctor’s answer before this place is treated.", Args{"Flags": names}),
			Action: Text(l.Why), Firm: l.Firm,
		})
	}
	return out
}

var limitColumns = []string{
	"code", "item", "together", "at_least", "techniques", "places", "max_pressure", "positions", "from_week", "to_week", "firm", "says", "why", "source",
}

func readLimit(r *table.Row) Limit {
	l := Limit{
		Code: r.Text("code"), Item: r.Text("item"), Together: r.Text("together"), AtLeast: r.Count("at_least"),
		Techniques: r.List("techniques"), Places: readPlaces(r, "places"), MaxPressure: r.Count("max_pressure"),
		Positions: r.Choices("positions", Positions()...), FromWeek: r.Count("from_week"), ToWeek: r.Count("to_week"),
		Firm: r.Yes("firm"), Says: r.Text("says"), Why: r.Text("why"), Source: r.Must("source"),
	}
	if (l.Item == "") == (l.Together == "") {
		r.Fail("item", "name a question, or a sort of questions that count together")
	}
	if (l.Together == "") != (l.AtLeast == 0) {
		r.Fail("at_least", "say how many count together, and only then")
	}
	if l.MaxPressure > 4 {
		r.Fail("max_pressure", "pressure is from 1 to 5, and 5 forbids nothing")
	}
	if len(l.Techniques) == 0 && l.MaxPressure == 0 && len(l.Positions) == 0 {
		r.Fail("techniques", "it forbids nothing: name techniques, a pressure or positions")
	}
	if l.ToWeek > 0 {
		r.Ordered("from_week", "to_week", float64(l.FromWeek), float64(l.ToWeek))
	}
	return l
}

// checkLimits makes sure that limits name what is there, and that every question has an effect or says why it has none.
func (c *Catalogue) checkLimits(l *table.Reader) {
	fail := func(limit *Limit, column, format string, args ...any) {
		l.Fail("limits.tsv", 0, column, "%q: "+format, append([]any{limit.Code}, args...)...)
	}
	limited := make(map[string]bool)
	for i := range c.Limits {
		x := &c.Limits[i]
		item := c.ScreeningItem(x.Item)
		switch {
		case x.Together != "" && !slices.ContainsFunc(c.Screening, func(s ScreeningItem) bool { return s.Together == x.Together }):
			fail(x, "together", "no question of screening.tsv counts as %q", x.Together)
		case x.Item != "" && (item == nil || !item.Warns()):
			fail(x, "item", "%q is no danger of screening.tsv", x.Item)
		case item != nil && item.Blocks:
			fail(x, "item", "%q rules out all massage already", x.Item)
		}
		for _, t := range x.Techniques {
			if t != AllTechniques && c.Technique(t) == nil && !slices.Contains(Doings(), t) {
				fail(x, "techniques", "%q is neither a code of techniques.tsv nor a word of what they do", t)
			}
		}
		limited[cmp.Or(x.Item, x.Together)] = true
	}
	for i := range c.Screening {
		s := &c.Screening[i]
		effect := s.Blocks || s.Group == GroupLocal || limited[s.Code] || s.Together != "" && limited[s.Together]
		switch {
		case s.Together != "" && !limited[s.Together]:
			l.Fail("screening.tsv", 0, "together", "%q: no row of limits.tsv says what %q stands against", s.Code, s.Together)
		case s.Warns() && effect == (s.NoEffect != ""):
			l.Fail("screening.tsv", 0, "no_effect", "%q: give it a row in limits.tsv, or say why it stands against nothing, and not both", s.Code)
		}
	}
}

// keptClear is how near work comes to the place of a local contraindication, in a sentence; nothing when it keeps clear.
func (c *Catalogue) keptClear(item *ScreeningItem, area []Target, w *Work) Sentence {
	facts := Args{"Item": item.Term()}
	near := c.nearest(area, w.Targets)
	switch {
	case len(area) == 0:
		return Say("The place was not marked for: {{.Item}}. Mark it, or keep clear of it.", facts)
	case near == anatomy.Same:
		return Say("This treats the area to keep clear of: {{.Item}}.", facts)
	case near == anatomy.Over:
		return Say("This treats what lies over or under the area to keep clear of: {{.Item}}.", facts)
	case near == anatomy.Beside:
		return Say("This comes within a finger’s width of the area to keep clear of: {{.Item}}.", facts)
	case len(w.Targets) == 0:
		return Say("It is not said where this is given. Name the place, clear of: {{.Item}}.", facts)
	}
	return Sentence{}
}
