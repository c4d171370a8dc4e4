package clinic

import (
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// InjuryGrade is what an injury of a type, kind and grade means: how long it usually takes, and how long work on it waits.
type InjuryGrade struct {
	Code   string
	Type   string   // one of InjuryTypes
	Sort   string   // which of the type, such as "cuff-repair"; "" for the type alone
	Parts  []string // of the body that it is for; none is any for which there is no other
	Grade  int      // 1–3; 0 for what is not graded
	Name   string
	Signs  string // what goes with it
	Advice string // what it asks for; "" is what the phase does
	// First is the first day after the injury on which work of a load may be given on it, by code of the load.
	First map[string]int
	// Bend is how far the knee must bend, in degrees, before a hand is laid on it; 0 does not ask.
	Bend float64
	// Lump asks for a hard lump to have been felt for before a hand is laid on it.
	Lump bool
	// WholePart holds the wide loads back in the whole part of the body, and what pulls at its joints from another part.
	WholePart bool
	// ReturnMin and ReturnMax are the days after which full activity is usually possible; both 0 when
	// there is no usual time.
	ReturnMin, ReturnMax int
	Refer                bool // a doctor should see it before the structure is treated
	Source               string
}

// Load is what a technique asks of an injured place.
type Load struct {
	Code       string // the column of injuries.tsv
	Name       string // within a sentence
	Techniques []string
	Hands      bool // a hand is laid on the injury
	Wide       bool // what is done at one place pulls at the whole part of the body
	Source     string
}

// loadCodes are the loads, the lightest first.
var loadCodes = []string{"cold", "active", "light", "move", "heat", "knead", "stretch", "firm", "deep", "scar"}

const loadDeep = "deep"

// HealingPhase is one phase of healing, in days from the injury. Phases overlap.
type HealingPhase struct {
	Code   string
	Name   string
	From   int
	To     int // its last day; -1 when it has no end
	What   string
	Allows string
	Source string
}

var injuryColumns = slices.Concat(
	[]string{"code", "type", "sort", "parts", "grade", "name", "signs", "advice"}, loadCodes,
	[]string{"bend", "lump", "reach", "return_min_days", "return_max_days", "refer", "source"},
)

func readInjuryGrade(r *table.Row) InjuryGrade {
	g := InjuryGrade{
		Code: r.Text("code"), Type: r.Choice("type", InjuryTypes()...), Sort: r.Text("sort"), Parts: r.List("parts"), Grade: r.Count("grade"),
		Name: r.Must("name"), Signs: r.Must("signs"), Advice: r.Text("advice"), First: make(map[string]int, len(loadCodes)),
		Bend: r.OrZero("bend"), Lump: r.Yes("lump"), WholePart: r.Choice("reach", "place", "part") == "part",
		ReturnMin: r.Count("return_min_days"), ReturnMax: r.Count("return_max_days"), Refer: r.Yes("refer"), Source: r.Must("source"),
	}
	if g.Grade > 3 {
		r.Fail("grade", "the grade is from 0 to 3")
	}
	for _, load := range loadCodes {
		r.MustNumber(load)
		g.First[load] = r.Count(load)
	}
	if (r.Text("return_min_days") == "") != (r.Text("return_max_days") == "") {
		r.Fail("return_max_days", "give both days or none")
	}
	r.Ordered("return_min_days", "return_max_days", float64(g.ReturnMin), float64(g.ReturnMax))
	return g
}

var loadColumns = []string{"code", "name", "techniques", "hands", "wide", "source"}

func readLoad(r *table.Row) Load {
	return Load{
		Code: r.Choice("code", loadCodes...), Name: r.Must("name"), Techniques: r.List("techniques"), Hands: r.Yes("hands"),
		Wide: r.Yes("wide"), Source: r.Must("source"),
	}
}

var healingColumns = []string{"code", "name", "from_day", "to_day", "what", "allows", "source"}

func readHealingPhase(r *table.Row) HealingPhase {
	h := HealingPhase{
		Code: r.Text("code"), Name: r.Must("name"), From: r.Count("from_day"), To: -1, What: r.Must("what"),
		Allows: r.Must("allows"), Source: r.Must("source"),
	}
	if r.Text("to_day") != "" {
		h.To = r.Count("to_day")
		r.Ordered("from_day", "to_day", float64(h.From), float64(h.To))
	}
	return h
}

// checkHealing makes sure that the phases follow one another without a gap, that the loads are all there with techniques
// that there are, and that nothing is free sooner on what is worse, nor a hand on an injury on its day.
func (c *Catalogue) checkHealing(l *table.Reader) {
	for i, h := range c.Healing {
		switch {
		case i == 0 && h.From != 0:
			l.Fail("healing.tsv", 0, "from_day", "the first phase begins on day 0")
		case i > 0 && c.Healing[i-1].To < 0:
			l.Fail("healing.tsv", 0, "to_day", "only the last phase has no end, not %q", c.Healing[i-1].Code)
		case i > 0 && (h.From < c.Healing[i-1].From || h.From > c.Healing[i-1].To+1 || h.To >= 0 && h.To <= c.Healing[i-1].To):
			l.Fail("healing.tsv", 0, "from_day", "%q does not follow on %q", h.Code, c.Healing[i-1].Code)
		}
	}
	if n := len(c.Healing); n > 0 && c.Healing[n-1].To >= 0 {
		l.Fail("healing.tsv", 0, "to_day", "the last phase has no end")
	}
	of := map[string]string{}
	for _, load := range c.Loads {
		for _, t := range load.Techniques {
			switch {
			case c.Technique(t) == nil:
				l.Fail("loads.tsv", 0, "techniques", "%q of %q is no code of techniques.tsv", t, load.Code)
			case of[t] != "":
				l.Fail("loads.tsv", 0, "techniques", "%q is both %q and %q", t, of[t], load.Code)
			}
			of[t] = load.Code
		}
	}
	for _, code := range loadCodes {
		if find(c.Loads, func(l *Load) bool { return l.Code == code }) == nil {
			l.Fail("loads.tsv", 0, "code", "%q is missing", code)
		}
	}
	c.checkInjuries(l)
}

func (c *Catalogue) checkInjuries(l *table.Reader) {
	type kind struct {
		sort, which, parts string
		grade              int
	}
	seen := map[kind]*InjuryGrade{}
	for i := range c.Injuries {
		g := &c.Injuries[i]
		k := kind{g.Type, g.Sort, strings.Join(g.Parts, ";"), g.Grade}
		if first := seen[k]; first != nil {
			l.Fail("injuries.tsv", 0, "grade", "%q and %q are the same type and grade", first.Code, g.Code)
		}
		seen[k] = g
		for _, load := range c.Loads {
			if load.Hands && g.First[load.Code] < 1 {
				l.Fail("injuries.tsv", 0, load.Code, "%q lays a hand on the injury on its day", g.Code)
			}
		}
	}
	for k, g := range seen {
		k.grade--
		if below := seen[k]; below != nil {
			for load, day := range g.First {
				if day < below.First[load] {
					l.Fail("injuries.tsv", 0, load, "%q waits less than %q", g.Code, below.Code)
				}
			}
		}
	}
}

// InjuryGrade is what an injury means, or nil when the catalogue does not say: a type that is graded and has no grade yet.
func (c *Catalogue) InjuryGrade(i *Injury) *InjuryGrade { return c.injuryRow(i, i.Grade) }

// injuryRow is the row of an injury as of a grade: that of its part of the body, else that of any.
func (c *Catalogue) injuryRow(i *Injury, grade int) *InjuryGrade {
	part := c.partOf(i.Structure)
	var any *InjuryGrade
	for n := range c.Injuries {
		switch g := &c.Injuries[n]; {
		case g.Type != i.Type || g.Sort != i.Sort || g.Grade != grade:
		case len(g.Parts) == 0:
			any = g
		case slices.Contains(g.Parts, part):
			return g
		}
	}
	return any
}

// ungraded is the grade that an injury of a graded type waits as while it has none.
const ungraded = 2

// waitsAs is the row that says how long work on an injury waits, or nil when the catalogue knows no such injury.
func (c *Catalogue) waitsAs(i *Injury) *InjuryGrade {
	if g := c.InjuryGrade(i); g != nil {
		return g
	}
	return c.injuryRow(i, ungraded)
}

// InjuryGrades are what an injury means as of each grade; none for a type that is not graded.
func (c *Catalogue) InjuryGrades(i *Injury) []InjuryGrade {
	var out []InjuryGrade
	for grade := 1; grade <= 3; grade++ {
		if g := c.injuryRow(i, grade); g != nil {
			out = append(out, *g)
		}
	}
	return out
}

// AsksForLump reports whether it is asked of an injury if a hard lump is felt in it: bruised muscle can turn into bone.
func (i *Injury) AsksForLump() bool { return i.Type == InjuryContusion || i.Lump != "" }

// InjurySorts are the kinds of a type of injury that have a name of their own, in the order of the table.
func (c *Catalogue) InjurySorts(of string) []InjuryGrade {
	return where(c.Injuries, func(g *InjuryGrade) bool { return g.Type == of && g.Sort != "" })
}

// load is what a technique asks of an injury. What the table does not know waits like deep work.
func (c *Catalogue) load(technique string) *Load {
	if l := find(c.Loads, func(l *Load) bool { return slices.Contains(l.Techniques, technique) }); l != nil {
		return l
	}
	return find(c.Loads, func(l *Load) bool { return l.Code == loadDeep })
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
	if g := c.InjuryGrade(i); g != nil {
		return Text(g.Name)
	}
	return InjuryTypeName(i.Type)
}

// CheckInjury refuses days that are still to come, as an injury ahead would have no phase, and nothing would wait for it, and
// a kind that the catalogue does not know. cat may be nil. The error is a FieldErrors.
func CheckInjury(cat *Catalogue, i *Injury, today Date) error {
	var k checks
	if cat != nil && i.Sort != "" && !slices.ContainsFunc(cat.InjurySorts(i.Type), func(g InjuryGrade) bool { return g.Sort == i.Sort }) {
		k.fail("sort", Say("This kind of injury is not in the catalogue."))
	}
	if i.LumpOn.Valid() && i.LumpOn > today {
		k.fail("lump_on", Say("The day the lump was felt for is still to come."))
	}
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
	// SeenBy is the doctor's clearance of the injury in force, or nil.
	SeenBy *Clearance

	waits *InjuryGrade // what it waits as, see Catalogue.waitsAs; nil for an injury that the catalogue does not know
	loads []Load
	bend  *Measurement // how far the knee was last found to bend since the injury; nil is not measured
}

// HealingPhase says where an injury of the chart stands on a day; nil when it is healed, lies ahead or has no day.
// Where two phases overlap the earlier one holds, which is the careful reading.
func (c *Chart) HealingPhase(cat *Catalogue, i *Injury, today Date) *Healing {
	if !i.Open(today) || !today.Valid() {
		return nil
	}
	h := &Healing{
		Injury: *i, Day: i.InjuredOn.DaysUntil(today), Grade: cat.InjuryGrade(i), waits: cat.waitsAs(i), loads: cat.Loads,
		SeenBy: c.InjuryClearance(i.ID, today), bend: c.kneeBend(i, today),
	}
	for n := range cat.Healing {
		p := &cat.Healing[n]
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

// InjuryClearance is the doctor's clearance of an injury in force on a day, or nil.
func (c *Chart) InjuryClearance(injury string, today Date) *Clearance {
	var best *Clearance
	for i := range c.Clearances {
		k := &c.Clearances[i]
		if k.InjuryID == injury && injury != "" && k.Date <= today && (k.Expires == "" || k.Expires >= today) && (best == nil || best.Date <= k.Date) {
			best = k
		}
	}
	return best
}

// MeasureKneeBend is how far the knee bends.
const MeasureKneeBend = "rom.knee.flexion"

// kneeBend is the last that was measured of the knee beside an injury, since its day and up to another.
func (c *Chart) kneeBend(i *Injury, today Date) *Measurement {
	var last *Measurement
	for n := range c.Measurements {
		m := &c.Measurements[n]
		if m.Measure == MeasureKneeBend && m.Side == i.Side && m.Date >= i.InjuredOn && m.Date <= today && (last == nil || m.Date >= last.Date) {
			last = m
		}
	}
	return last
}

// lumpDays is how long after the injury a hard lump tells of bone in the muscle, and one that is not there of none.
const lumpDays = 14

// hardLump reports that a hard lump was felt so late that it calls for imaging.
func (h *Healing) hardLump() bool {
	return h.Injury.Lump == LumpFelt && h.Injury.InjuredOn.DaysUntil(h.Injury.LumpOn) >= lumpDays
}

// Refer reports that a doctor should see the injury before it is treated, whether one has or not.
func (h *Healing) Refer() bool { return h.waits != nil && h.waits.Refer }

// refers reports that nothing is to be done on the injury before a doctor has seen it.
func (h *Healing) refers() bool { return h.Refer() && h.SeenBy == nil }

// until is the first day on which work of a load no longer waits; "" when it does not wait.
func (h *Healing) until(load *Load) Date {
	if h.waits == nil || h.Day >= h.waits.First[load.Code] {
		return ""
	}
	return h.Injury.InjuredOn.AddDays(h.waits.First[load.Code])
}

// unmet is what has still to be found, beside the days, before a hand is laid on the injury.
func (h *Healing) unmet() Sentence {
	w := h.waits
	if w == nil {
		return Sentence{}
	}
	none := h.Injury.Lump == LumpNone && h.Injury.InjuredOn.DaysUntil(h.Injury.LumpOn) >= lumpDays
	lump := h.Injury.Lump == LumpFelt || w.Lump && !none
	bent := w.Bend == 0 || h.bend != nil && h.bend.Value > w.Bend
	facts := Args{"Bend": w.Bend}
	switch {
	case !bent && lump:
		return Say("No hand on it before the knee bends more than {{.Bend}}° and, from two weeks after the injury, no hard lump is felt.", facts)
	case !bent:
		return Say("No hand on it before the knee bends more than {{.Bend}}°.", facts)
	case lump:
		return Say("No hand on it before, from two weeks after the injury, no hard lump is felt.")
	}
	return Sentence{}
}

// Said is what may be done now and what not yet, one after the other.
func (h *Healing) Said() Sentence {
	if later := h.NotYet(); !later.IsZero() {
		return OneAfterAnother([]Sentence{h.Now(), later})
	}
	return h.Now()
}

// Now says what the injury asks for on its day, and what may be done on it.
func (h *Healing) Now() Sentence {
	what := h.Phase.Allows
	if h.waits != nil && h.waits.Advice != "" {
		what = h.waits.Advice
	}
	out := []Sentence{Say("Now: {{.Allows}}", Args{"Allows": what})}
	var free []Sentence
	for i := range h.loads {
		if l := &h.loads[i]; h.until(l) == "" && !h.refers() && !h.hardLump() && (!l.Hands || h.unmet().IsZero()) {
			free = append(free, l.words())
		}
	}
	if len(free) > 0 && len(free) < len(h.loads) {
		out = append(out, Say("On the injury itself: {{.Loads}}.", Args{"Loads": free}))
	}
	return OneAfterAnother(out)
}

// NotYet says what still waits on the injury, and until when; nothing when nothing does.
func (h *Healing) NotYet() Sentence {
	switch {
	case h.hardLump():
		return Say("Not yet: any work on it. A hard lump this late may be bone: have it imaged first.")
	case h.refers():
		return Say("Not yet: any work on it, before a doctor has seen it and the clearance is recorded.")
	}
	var out []Sentence
	var waiting []Sentence
	for i := range h.loads {
		l := &h.loads[i]
		if until := h.until(l); until != "" {
			waiting = append(waiting, Say("{{.Load}} until about {{.Day}}", Args{"Load": l.Term(), "Day": until.Brief()}))
		}
	}
	if len(waiting) > 0 {
		out = append(out, Say("Not yet: {{.Loads}}.", Args{"Loads": waiting}))
	}
	if x := h.unmet(); !x.IsZero() {
		out = append(out, x)
	}
	return OneAfterAnother(out)
}

// Term is the load within a sentence.
func (l *Load) Term() Term { return Term{"load", l.Code, l.Name} }

func (l *Load) words() Sentence { return Say("{{.Load}}", Args{"Load": l.Term()}) }

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
	return Say("Full activity is usual between {{.From}} and {{.To}}, if strength and movement are back.",
		Args{"From": on.AddDays(h.Grade.ReturnMin).Brief(), "To": on.AddDays(h.Grade.ReturnMax).Brief()})
}

// HealingCell is how long a technique waits on an injury of one row of the catalogue.
type HealingCell struct {
	Injury    *InjuryGrade
	Technique *Technique
	// First is the first day after the injury on which it is given on the injured place.
	First int
	// Doctor is a clearance that has to be recorded before, Bend how far the knee has to bend, in degrees, and Lump a hard
	// lump that has to be felt for.
	Doctor bool
	Bend   float64
	Lump   bool
	// WholePart says that it waits in the whole part of the body.
	WholePart bool
}

// HealingCells are every technique on every injury of the catalogue, in the order of the tables: for each injury all
// techniques.
func (c *Catalogue) HealingCells() []HealingCell {
	var out []HealingCell
	for i := range c.Injuries {
		g := &c.Injuries[i]
		for n := range c.Techniques {
			t := &c.Techniques[n]
			load := c.load(t.Code)
			cell := HealingCell{Injury: g, Technique: t, First: g.First[load.Code], Doctor: g.Refer, WholePart: g.WholePart && load.Wide}
			if load.Hands {
				cell.Bend, cell.Lump = g.Bend, g.Lump
			}
			out = append(out, cell)
		}
	}
	return out
}

// HealingItem is the Item of a conflict that comes from an injury and not from the screening, and of a doctor's clearance
// of an injury.
const HealingItem = "healing"

// reaches is how near to an injury a technique on targets works: on it, over or under it, or, for one that is wide, in a
// part of the body that waits as a whole.
func (h *Healing) reaches(cat *Catalogue, load *Load, targets []Target) (near anatomy.Nearness, wide bool) {
	near = cat.nearest([]Target{h.Injury.Target()}, targets)
	part := cat.partOf(h.Injury.Structure)
	wide = h.waits != nil && h.waits.WholePart && load.Wide && part != "" && slices.ContainsFunc(cat.made(targets), func(t Target) bool {
		return (t.Side == h.Injury.Side || bothSides(t.Side) || bothSides(h.Injury.Side)) && cat.partOf(t.Structure) == part
	})
	return near, wide
}

// healingConflicts are the reasons against a technique on an injured structure: it is too early, what has to be found
// first was not, or a doctor should see it. What lies over or under it waits too: the hand reaches through.
func healingConflicts(cat *Catalogue, chart *Chart, technique string, targets []Target, today Date) []Conflict {
	w := cat.workOf(technique, chart.WorksAt(cat, technique, targets), 0, "")
	return loadConflicts(cat, chart, &w, cat.load(technique), true, today)
}

// loadConflicts is healingConflicts for work of a load. What does not strain may be done before a doctor has seen the injury.
func loadConflicts(cat *Catalogue, chart *Chart, w *Work, load *Load, strains bool, today Date) []Conflict {
	var out []Conflict
	for _, i := range chart.OpenInjuries(today) {
		h := chart.HealingPhase(cat, &i, today)
		if h == nil || load == nil {
			continue
		}
		near, wide := h.reaches(cat, load, w.Targets)
		var pulled *Neighbourhood
		if near < anatomy.Over && !wide {
			if pulled = h.pulled(cat, load, w); pulled == nil {
				continue
			}
		}
		c := Conflict{Item: HealingItem, Name: cat.InjuryName(&i), Action: h.Now()}
		facts := Args{"Injury": c.Name, "Technique": w.Name}
		hands := load.Hands && !w.Moves && near >= anatomy.Over
		until := h.until(load)
		unmet := Sentence{}
		if hands {
			unmet = h.unmet()
		}
		switch {
		case h.hardLump() && hands:
			facts["Day"] = i.LumpOn.Brief()
			c.Reason = Say("{{.Injury}}: a hard lump was felt on {{.Day}}. It may be bone in the muscle: imaging before anything is done on it.", facts)
		case until != "":
			facts["Phase"], facts["Day"] = h.Phase.Term(), until.Brief()
			c.Reason = SayCount(h.Day, "{{.Count}} day after the injury: {{.Phase}}. {{.Technique}} is too early until about {{.Day}}.",
				"{{.Count}} days after the injury: {{.Phase}}. {{.Technique}} is too early until about {{.Day}}.", facts)
			switch {
			case pulled != nil:
				c.Reason = OneAfterAnother([]Sentence{c.Reason, Say("It pulls at the {{.Joint}}, where the injury is.", Args{"Joint": Term{"neighbourhood", pulled.Code, pulled.Name}})})
			case near < anatomy.Over:
				c.Reason = OneAfterAnother([]Sentence{c.Reason, Say("What is done in this part of the body pulls at what is injured.")})
			case near != anatomy.Same:
				c.Reason = OneAfterAnother([]Sentence{c.Reason, Say("This lies over or under what is injured.")})
			}
			if !unmet.IsZero() {
				c.Action = OneAfterAnother([]Sentence{unmet, c.Action})
			}
		case !unmet.IsZero():
			c.Reason = Say("{{.Injury}}: {{.Unmet}}", Args{"Injury": c.Name, "Unmet": unmet})
			c.Action = OneAfterAnother([]Sentence{Say("Measure it, and write down what was felt."), c.Action})
		case h.Refer() && strains && (near == anatomy.Same || wide):
			c.Reason = SayCount(h.Day, "{{.Injury}}, {{.Count}} day ago: it should be seen by a doctor before this structure is treated.",
				"{{.Injury}}, {{.Count}} days ago: it should be seen by a doctor before this structure is treated.", facts)
			c.Action = OneAfterAnother([]Sentence{Say("Refer, or record the clearance of who has seen it."), c.Action})
			c.ClearedBy = h.SeenBy
		default:
			continue
		}
		out = append(out, c)
	}
	return out
}

// FreeOn is the first day on which nothing about an injury's days stands against a technique on it, when something does on
// a day; "" otherwise.
func (c *Chart) FreeOn(cat *Catalogue, i *Injury, technique string, today Date) Date {
	h, load := c.HealingPhase(cat, i, today), cat.load(technique)
	if h == nil || load == nil {
		return ""
	}
	return h.until(load)
}
