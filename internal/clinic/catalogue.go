package clinic

// Catalogue is what the clinic chooses from. It is read from the data files in resources/catalogue, so
// that a therapist can correct one; every entry names its source.
type Catalogue struct {
	Techniques []Technique
	Measures   []Measure
	Screening  []ScreeningItem
	HomeCare   []Exercise
}

// Technique is a way of treating.
type Technique struct {
	Code        string
	Name        string
	Plain       string // what it is, in words a patient understands
	Aims        []Benefit
	PressureMin int // Walton 1–5
	PressureMax int
	MinutesMin  float64
	MinutesMax  float64
	Dose        string   // the usual dose in words
	Avoid       []string // codes of screening items it conflicts with
	Source      string
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
	Step   float64 // of the stepper
	// Norm is the usual value in a healthy adult; nil when there is none.
	Norm *float64
	// LowerIsBetter tells which way is better.
	LowerIsBetter bool
	// MDC is the smallest change that is more than measurement error, in the unit.
	MDC float64
	// MCID is the smallest change that matters to patients; 0 when not known.
	MCID     float64
	Benefits []Benefit
	Sided    bool // measured on the left and the right
	Modes    []string
	Items    bool // scored for each of the patient's own activities
	Plain    string
	Source   string
}

// ScreeningItem is one red flag or contraindication, with what must be done.
type ScreeningItem struct {
	Code     string
	Group    string // GroupRedFlag, GroupAbsolute, GroupLocal or GroupPrecaution
	Question string // asked in plain words
	Name     string // short, for a flag
	Action   string // what must be done on a yes
	Urgency  string // UrgencyEmergency, UrgencySameDay, UrgencyDoctor or ""
	// Blocks: no massage at all until cleared.
	Blocks bool
	Source string
}

// The groups of screening items.
const (
	GroupRedFlag    = "red-flag"
	GroupAbsolute   = "absolute"
	GroupLocal      = "local"
	GroupPrecaution = "precaution"
)

// How urgent a yes is.
const (
	UrgencyEmergency = "emergency"
	UrgencySameDay   = "same-day"
	UrgencyDoctor    = "doctor"
)

// Exercise is a piece of home care to choose from.
type Exercise struct {
	Code         string
	Title        string
	Instructions string
	Sets         int
	Repetitions  int
	HoldSeconds  int
	Minutes      int
	DaysPerWeek  int
	TimesPerDay  int
	Parts        []string // body parts of the anatomy table
	Benefits     []Benefit
	Source       string
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
