package clinic

import (
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/script"
)

// Catalogue is what the clinic chooses from. It is read from the data files in resources/catalogue, so
// that a therapist can correct one; every entry names its source.
type Catalogue struct {
	Limits         []Limit // what an answer stands against
	Techniques     []Technique
	Proposals      []ProposalRule
	Zones          []Zone
	PainLimits     []PainLimit
	NeckChecks     []NeckCheck
	Measures       []Measure
	Norms          []NormRow
	Screening      []ScreeningItem
	Heads          []Head
	Alone          []HeadSign // the questions that no head stands for
	Details        []DetailField
	Known          []KnownRow
	HomeCare       []Exercise
	Warnings       []Warning
	Expect         []Expectation
	Areas          []Area
	Regions        []BodyRegion
	Injuries       []InjuryGrade
	Healing        []HealingPhase // the earliest first
	Loads          []Load         // the lightest first
	Neighbourhoods []Neighbourhood
	StiffAt        []Joint // where a movement that falls short is taken to be stiff
	Palpation      []PalpationGrade
	Scales         []Scale
	Fits           []FindingFit // what can be said of each sort of finding
	Made           []MadeOf     // of which tissues a sort of structure is made
	Spreads        []Spread
	Movements      []Movement
	Tools          []Tool
	Tests          []Test
	Clusters       []Cluster
	Limbs          []LimbProtocol
	Wells          []WellsItem
	Drainage       []DrainStep
	DrainAreas     []DrainArea
	Lymph          []LymphLine
	Holidays       []HolidayRule
	LymphNodes     []LymphNodes
	Forms          []Form
	// LeftOut are the clinic's own forms that could not be read; see AddForms.
	LeftOut []error

	Funds      []Fund
	FundAsks   []FundAsk
	Modalities []Modality

	HolidayRegions    []HolidayRegion
	ConsentAreas      []ConsentArea
	ConsentTechniques []ConsentTechnique

	nearness   func(a, b anatomy.Target) anatomy.Nearness // nil while there is no figure, see On
	structure  func(code string) anatomy.Structure        // of the anatomy table; nil likewise
	structures func() []anatomy.Structure                 // all of it; nil likewise
	spread     func([]Target) []Target                    // see anatomy.Atlas.Spread; nil likewise
	actions    func(string) []string                      // what a muscle does, the main thing first; nil likewise
}

// Measure is a way of putting a number on how the patient is.
type Measure struct {
	Code   string // "nprs", "psfs", "rom.shoulder.flexion"
	Name   string
	Joint  string // for a range of motion: "shoulder"; "" otherwise
	Motion string // "flexion"
	Unit   string // "/10", "°", "mm"
	Low    float64
	High   float64 // a value outside Low…High is impossible and refused
	// UsualLow and UsualHigh bound what is seen in a clinic; outside them the value is asked about.
	UsualLow  float64
	UsualHigh float64
	Step      float64 // of the stepper
	Whole     bool    // a score in whole numbers
	// Norm is the usual value in a healthy adult; nil when there is none.
	Norm *float64
	// LowerIsBetter tells which way is better.
	LowerIsBetter bool
	// NearNorm: what matters is how near the norm a value is, from above or below.
	NearNorm bool
	// MDC is the smallest change that is more than measurement error, in the unit; 0 when not known.
	MDC float64
	// MDCSingle is the MDC of one item where MDC is that of the average of several; 0 otherwise.
	MDCSingle float64
	// MDCPercent is the MDC as a percentage of the baseline, used instead where it is the larger; 0
	// otherwise.
	MDCPercent float64
	// MCID is the smallest change that matters to patients; 0 when not known.
	MCID float64
	// MCIDFrom is the MCID from a baseline on, the lowest first; none where it is the same from all.
	MCIDFrom []FromBaseline
	Benefits []Benefit
	Sided    bool // measured on the left and the right
	Modes    []string
	Items    bool // scored for each of the patient's own activities
	// ItemName says what the item of a measurement is: "activity", "place on the limb"; "" for none.
	ItemName string
	// AtStructure: taken at a structure of the body map.
	AtStructure bool
	// IsChange: the value is itself a change since the start (a global rating), not a state.
	IsChange bool
	// Tells is TellsPain or TellsFunction where a doctor reads the two together, "" otherwise; As is how it is called
	// beside others that tell the same.
	Tells, As string
	// LooksBack: it is about the last days, not about now.
	LooksBack bool
	Group     string // where it is asked for: one of MeasureGroups, or "" with its joint or with the others
	Widget    string // WidgetScale, or "" for a number
	// ReferAt is the value from which a doctor is thought of, and ReferDo what is done then; nil for none.
	ReferAt *float64
	ReferDo string
	Plain   string // what it shows, in words a patient understands
	Source  string
}

// FromBaseline is a number that holds from a baseline on.
type FromBaseline struct{ From, Value float64 }

// The groups of measures that have a page of their own.
const (
	GroupVital = "vital" // vital signs
	GroupSleep = "sleep" // sleep and headache
	GroupScore = "score" // totals of questionnaires
)

// MeasureGroups lists them.
func MeasureGroups() []string { return []string{GroupVital, GroupSleep, GroupScore} }

// What a measure tells.
const (
	TellsPain     = "pain"
	TellsFunction = "function"
)

// MeasurePain is pain now, from none to 10: of the whole, or at a structure.
const MeasurePain = "nprs"

// WidgetScale is a scale to tap, from none to worst.
const WidgetScale = "scale"

// PainNow is the measure of the pain at the moment, or nil.
func (c *Catalogue) PainNow() *Measure {
	return find(c.Measures, func(m *Measure) bool { return m.Tells == TellsPain && !m.LooksBack })
}

// ScreeningItem is one red flag or contraindication, with what must be done.
type ScreeningItem struct {
	Code     string
	Group    string // GroupRedFlag, GroupAbsolute, GroupLocal, GroupPrecaution or GroupChange
	Question string // asked in plain words
	Name     string // short, for a flag
	Action   string // what must be done on a yes
	Urgency  string // one of the Urgency constants
	// Blocks: no massage at all until cleared. What else it stands against are its rows of limits.tsv.
	Blocks bool
	// UnsureIsYes: who is not sure is treated as one who said yes; otherwise it is found out before treating.
	UnsureIsYes bool
	// Together is the sort of red flags that it counts as, see Limit.Together; "" where it counts alone.
	Together string
	// NoEffect is why it stands against no treatment, "" where it does.
	NoEffect string
	// Tells is TellsTear or TellsLymphoedema where a rule goes by it, "" otherwise.
	Tells  string
	Source string
}

// The groups of screening items.
const (
	GroupRedFlag    = "red-flag"
	GroupAbsolute   = "absolute"
	GroupLocal      = "local"
	GroupPrecaution = "precaution"
	GroupChange     = "change" // whether anything has changed: asked in each session and in no assessment
)

// What a yes tells a rule.
const (
	TellsTear        = "tear"        // through a whole muscle, tendon or ligament
	TellsLymphoedema = "lymphoedema" // known before swelling is found
)

// tellsOf reports whether one of some items of the screening tells of something.
func (c *Catalogue) tellsOf(what string, codes ...string) bool {
	return slices.ContainsFunc(codes, func(code string) bool {
		item := c.ScreeningItem(code)
		return item != nil && item.Tells == what
	})
}

// How soon something must be done.
const (
	UrgencyAmbulance = "ambulance" // an ambulance is called, the patient stays
	UrgencyEmergency = "emergency" // to the emergency department now
	UrgencySameDay   = "same-day"  // to a doctor today
	UrgencyDoctor    = "doctor"    // a doctor answers before treatment
	UrgencyCare      = ""          // it is minded while treating
)

// Urgencies lists them, the most urgent first.
func Urgencies() []string {
	return []string{UrgencyAmbulance, UrgencyEmergency, UrgencySameDay, UrgencyDoctor, UrgencyCare}
}

// Urgent reports that something must be done today, before any treatment.
func Urgent(urgency string) bool { return urgencyRank(urgency) <= urgencyRank(UrgencySameDay) }

// Warning is a sign the patient should act on after a treatment, as printed on the plan.
type Warning struct {
	Code    string
	Sign    string
	Do      string
	Urgency string // one of the Urgency constants; UrgencyCare is to call the clinic
	// For holds the benefits and technique codes it belongs to, see Purposes.among; none means everybody.
	For    []string
	Source string
}

// Expectation is something the patient may notice and need not worry about, as printed on the plan.
type Expectation struct {
	Code   string
	Text   string
	For    []string // as in Warning
	Source string
}

// Technique by code, or nil.
func (c *Catalogue) Technique(code string) *Technique {
	return find(c.Techniques, func(t *Technique) bool { return t.Code == code })
}

// Measure by code, or nil.
func (c *Catalogue) Measure(code string) *Measure {
	return find(c.Measures, func(m *Measure) bool { return m.Code == code })
}

// ScreeningItem by code, or nil.
func (c *Catalogue) ScreeningItem(code string) *ScreeningItem {
	return find(c.Screening, func(s *ScreeningItem) bool { return s.Code == code })
}

// Exercise by code, or nil.
func (c *Catalogue) Exercise(code string) *Exercise {
	return find(c.HomeCare, func(e *Exercise) bool { return e.Code == code })
}

// MeasuresFor lists the measures that can show a benefit.
func (c *Catalogue) MeasuresFor(b Benefit) []Measure {
	return where(c.Measures, func(m *Measure) bool {
		for _, x := range m.Benefits {
			if x == b {
				return true
			}
		}
		return false
	})
}

// Purposes are what a plan is for and by what means: they choose what is told the patient.
type Purposes struct {
	Benefits   []Benefit
	Techniques []string
	HomeCare   bool // there is some
}

// PurposesOf are those of a version of a plan.
func (c *Chart) PurposesOf(plan string) Purposes {
	p := Purposes{HomeCare: len(c.HomeCareOf(plan)) > 0}
	for _, g := range c.GoalsOf(plan) {
		p.Benefits = append(p.Benefits, g.Benefit)
	}
	for _, rx := range c.PrescriptionsOf(plan) {
		p.Techniques = append(p.Techniques, rx.Technique)
	}
	return p
}

// WarningsFor lists the warning signs for a plan with these purposes, most urgent first.
func (c *Catalogue) WarningsFor(p Purposes) []Warning {
	return where(c.Warnings, func(w *Warning) bool { return p.among(w.For) })
}

// ExpectFor lists what a patient with these purposes may notice.
func (c *Catalogue) ExpectFor(p Purposes) []Expectation {
	return where(c.Expect, func(e *Expectation) bool { return p.among(e.For) })
}

// What a row is for beside benefits and techniques.
const (
	withHomeCare    = "homecare"
	withoutHomeCare = "no-homecare"
)

// among reports whether something is for these purposes: for any of those it names, of which some are several that must all
// be, with a plus sign between. What names none is for everybody.
func (p *Purposes) among(whom []string) bool {
	return len(whom) == 0 || slices.ContainsFunc(whom, func(w string) bool {
		for one := range strings.SplitSeq(w, "+") {
			if !p.has(one) {
				return false
			}
		}
		return true
	})
}

func (p *Purposes) has(one string) bool {
	switch one {
	case withHomeCare:
		return p.HomeCare
	case withoutHomeCare:
		return !p.HomeCare
	}
	return slices.Contains(p.Benefits, Benefit(one)) || slices.Contains(p.Techniques, one)
}

// Term is the name of the measure in a sentence.
func (m *Measure) Term() Term { return Term{"measure", m.Code, m.Name} }

// Term is the name of the question in a sentence.
func (s *ScreeningItem) Term() Term { return Term{"question", s.Code, s.Name} }

// Label names the measure with its unit: "Shoulder flexion (°)".
func (m *Measure) Label() string {
	if m.Unit == "" {
		return m.Name
	}
	return m.Name + " (" + m.Unit + ")"
}

// Write is a value with its unit: "120°", "4/10", "250 mm".
func (m *Measure) Write(v float64) string {
	switch {
	case m.Unit == "":
		return Number(v)
	case m.Unit == unitMRC:
		return gradeName(v) + m.Unit
	case m.Unit[0] == '/' || m.Unit == "°":
		return Number(v) + m.Unit
	}
	return Number(v) + " " + m.Unit
}

// TechniqueName is the name of a technique, or its code when it is no longer in the catalogue.
func (c *Catalogue) TechniqueName(code string) string {
	if t := c.Technique(code); t != nil {
		return t.Name
	}
	return code
}

// TechniqueTerm is the name of a technique as it stands within a sentence.
func (c *Catalogue) TechniqueTerm(code string) Term {
	return Term{"technique", code, script.LowerFirst(c.TechniqueName(code))}
}

// MeasureTerm is the name of a measure as it stands within a sentence.
func (c *Catalogue) MeasureTerm(code string) Term {
	return Term{"measure", code, script.LowerFirst(c.MeasureName(code))}
}

// MeasureName is the name of a measure, or its code when it is no longer in the catalogue.
func (c *Catalogue) MeasureName(code string) string {
	if m := c.Measure(code); m != nil {
		return m.Name
	}
	return code
}
