package clinic

import (
	"math"
	"slices"
	"strings"

	"regimen/internal/anatomy"
)

// The limbs.
const (
	LimbArm = "arm"
	LimbLeg = "leg"
)

// Where a level of a limb lies.
const (
	wayAbove = "above"
	wayBelow = "below"
)

// Codes of the measures that belong to limbs.
const (
	MeasureGirth       = "girth"       // mm; at a level of a protocol, or at a place in words
	MeasureLimbVolume  = "limb-volume" // mL; from girths where the tool is ToolGirths
	MeasureISLStage    = "isl-stage"   // the item is the limb
	MeasurePitting     = "pitting"
	MeasurePittingTime = "pitting-time"
	MeasurePulse       = "pulse" // the item is one of PulseSites
	MeasureRefill      = "capillary-refill"
	MeasureSkinTemp    = "skin-temperature"
	MeasureSkinColour  = "skin-colour" // the item is the limb
	MeasureHeaviness   = "heaviness"   // the item is the limb
	// MeasureLimbExcess is how much larger than the other a limb is, in percent of the other. It follows from the volumes of
	// a visit and is never stored.
	MeasureLimbExcess = "limb-excess"

	MeasureStemmer       = "stemmer"         // the item is the limb
	MeasureCellulitis    = "cellulitis"      // episodes in 12 months; the item is the limb
	MeasureLimbSkin      = "limb-skin"       // the item is the limb
	MeasureGarmentClass  = "garment-class"   // of the compression garment that is worn; the item is the limb
	MeasureGarmentMonths = "garment-age"     // how old it is; the item is the limb
	MeasureFigureOfEight = "figure-of-eight" // of hand or foot, which is the item
)

// LimbEnd is the hand or the foot, which no level of a limb reaches.
func LimbEnd(limb string) string {
	if limb == LimbArm {
		return "hand"
	}
	return "foot"
}

// worn reports that a measure is of a garment: it tells nothing of how the limb is, and has no better or worse.
func worn(measure string) bool {
	return measure == MeasureGarmentClass || measure == MeasureGarmentMonths
}

// ToolGirths marks a volume that was computed from girths.
const ToolGirths = "girths"

// LimbProtocol is where the girths of a limb are taken: in equal steps from a landmark.
type LimbProtocol struct {
	Code     string
	Limb     string // LimbArm or LimbLeg
	Name     string
	Landmark string // "ulnar styloid"
	Way      string // wayAbove or wayBelow, of the landmark
	How      string // the position of the limb and where 0 lies
	FromCM   float64
	ToCM     float64
	StepCM   float64
	// CalfFrom and CalfTo bound the levels at the calf; nil where the limb has none.
	CalfFrom, CalfTo *float64
	Outline          []float64 // usual girths in cm, evenly from the first level to the last: for drawing only
	Parts            []string  // of the anatomy table
	Limits           LimbLimits
	Source           string
}

// LimbLimits are what makes a difference or a change of a limb worth a second look. Each limb has its own; 0 is not used.
type LimbLimits struct {
	ExcessPercent float64 // between the volumes of the limbs
	ExcessML      float64
	GirthMM       float64 // between the girths at one level
	GirthPercent  float64 // of the smaller one
	OwnPercent    float64 // over the limb's own first volume
	// ErrorPercent and ErrorML are the change of a volume that is no more than the error of measuring; the larger holds.
	ErrorPercent float64
	ErrorML      float64
}

// Girth reports that two girths in mm at one level differ so much that it is looked at again.
func (l *LimbLimits) Girth(left, right float64) bool {
	d := math.Abs(left - right)
	return l.GirthMM > 0 && d >= l.GirthMM || l.GirthPercent > 0 && d/min(left, right)*100 >= l.GirthPercent
}

// Excess reports that a difference between the two volumes of a limb makes one think of a swelling.
func (l *LimbLimits) Excess(percent, ml float64) bool {
	return percent >= l.ExcessPercent || l.ExcessML > 0 && ml >= l.ExcessML
}

// Levels lists the levels in cm from the landmark, the first first.
func (p *LimbProtocol) Levels() []float64 {
	var out []float64
	// Each is worked out by itself and is a whole number of tenths of a millimetre: a sum of steps drifts, and the level
	// that was typed would not be found again.
	for n := 0.0; ; n++ {
		cm := math.Round((p.FromCM+n*p.StepCM)*100) / 100
		if cm > p.ToCM {
			return out
		}
		out = append(out, cm)
	}
}

// Along is where along a limb something was measured: at one level of a protocol, or over the stretch between two,
// in cm from the landmark. The zero value is nowhere along a limb. Volumes of different stretches are never compared
// with one another.
type Along struct {
	Protocol string
	From, To float64 // the same at one level
}

// At is a level of the protocol.
func (p *LimbProtocol) At(cm float64) Along { return Along{p.Code, cm, cm} }

// Between is a stretch of the protocol.
func (p *LimbProtocol) Between(from, to float64) Along { return Along{p.Code, from, to} }

// Level is the level in cm; false for a stretch, and for nowhere.
func (a Along) Level() (cm float64, ok bool) { return a.From, a.Protocol != "" && a.From == a.To }

// Stretch reports whether it is between two levels.
func (a Along) Stretch() bool { return a.From < a.To }

func along(protocol string, level, from, to *float64) Along {
	switch {
	case level != nil:
		return Along{protocol, *level, *level}
	case from != nil && to != nil:
		return Along{protocol, *from, *to}
	}
	return Along{}
}

// columns are the fields that Along is read from.
func (a Along) columns() (protocol string, level, from, to *float64) {
	if cm, ok := a.Level(); ok {
		return a.Protocol, &cm, nil, nil
	}
	if a.Stretch() {
		return a.Protocol, nil, &a.From, &a.To
	}
	return "", nil, nil, nil
}

// Along is where along a limb it was measured.
func (m *Measurement) Along() Along { return along(m.Protocol, m.LevelCM, m.FromCM, m.ToCM) }

// SetAlong puts it somewhere along a limb.
func (m *Measurement) SetAlong(a Along) { m.Protocol, m.LevelCM, m.FromCM, m.ToCM = a.columns() }

// Along is where along a limb the goal is measured.
func (g *Goal) Along() Along { return along(g.Protocol, g.LevelCM, g.FromCM, g.ToCM) }

// SetAlong puts its measure somewhere along a limb.
func (g *Goal) SetAlong(a Along) { g.Protocol, g.LevelCM, g.FromCM, g.ToCM = a.columns() }

// LimbName is "arm" or "leg".
func LimbName(limb string) Sentence { return limbNames[limb] }

var limbNames = map[string]Sentence{LimbArm: Say("arm"), LimbLeg: Say("leg")}

// LimbMeasured is what of a limb a volume is of, see LimbEnd.
func LimbMeasured(limb string) Sentence { return limbsMeasured[limb] }

var limbsMeasured = map[string]Sentence{LimbArm: Say("arm without the hand"), LimbLeg: Say("leg without the foot")}

// LimbOn is "left arm".
func LimbOn(side anatomy.Side, limb string) Sentence {
	return Say("{{.Side}} {{.Limb}}", Args{"Side": side, "Limb": LimbName(limb)})
}

// Words say where along the limb that is: "leg, 12 cm above the medial malleolus", or, for a stretch, which is always of a
// volume, "arm without the hand, 0 to 40 cm above …".
func (p *LimbProtocol) Words(a Along) Sentence {
	facts := Args{"Limb": LimbName(p.Limb), "From": a.From, "To": a.To, "Landmark": p.Landmark}
	if a.Stretch() {
		facts["Limb"] = LimbMeasured(p.Limb)
	}
	switch _, level := a.Level(); {
	case level && p.Way == wayBelow:
		return Say("{{.Limb}}, {{.From}} cm below the {{.Landmark}}", facts)
	case level:
		return Say("{{.Limb}}, {{.From}} cm above the {{.Landmark}}", facts)
	case p.Way == wayBelow:
		return Say("{{.Limb}}, {{.From}} to {{.To}} cm below the {{.Landmark}}", facts)
	}
	return Say("{{.Limb}}, {{.From}} to {{.To}} cm above the {{.Landmark}}", facts)
}

// Of says of what something was measured, an activity or a place in somebody's own words, or where along a limb.
func (c *Catalogue) Of(item string, a Along) Sentence {
	facts := Args{"Protocol": a.Protocol, "From": a.From, "To": a.To}
	switch p := c.LimbProtocol(a.Protocol); {
	case a == Along{}:
		return written(item)
	case p != nil:
		return p.Words(a)
	case a.Stretch():
		return Say("{{.Protocol}}, {{.From}} to {{.To}} cm", facts)
	}
	return Say("{{.Protocol}}, {{.From}} cm", facts)
}

// Calf reports whether a level lies at the calf.
func (p *LimbProtocol) Calf(cm float64) bool {
	return p.CalfFrom != nil && p.CalfTo != nil && cm >= *p.CalfFrom && cm <= *p.CalfTo
}

// LimbProtocol by code, or nil.
func (c *Catalogue) LimbProtocol(code string) *LimbProtocol {
	return find(c.Limbs, func(p *LimbProtocol) bool { return p.Code == code })
}

// OfLimbs reports whether a measurement belongs to the girths, volumes and circulation of a limb, which
// have a page of their own.
func (c *Catalogue) OfLimbs(m *Measurement) bool {
	switch m.Measure {
	case MeasureGirth:
		return m.LevelCM != nil
	case MeasureLimbVolume:
		return m.Tool == ToolGirths
	case MeasureHeaviness, MeasureSkinTemp:
		return m.Structure == "" && (m.Item == LimbArm || m.Item == LimbLeg)
	case MeasureRefill:
		return m.Item == RefillPlace(LimbArm) || m.Item == RefillPlace(LimbLeg)
	}
	return LimbOnly(m.Measure)
}

// LimbOnly reports whether a measure is taken of limbs and nothing else.
func LimbOnly(measure string) bool {
	return slices.Contains([]string{
		MeasureISLStage, MeasurePulse, MeasureSkinColour, MeasureLimbExcess, MeasureStemmer, MeasureCellulitis, MeasureLimbSkin,
		MeasureGarmentClass, MeasureGarmentMonths, MeasureFigureOfEight,
	}, measure)
}

// LimbTargets are all structures of a whole limb on one side, LimbArm or LimbLeg, with its girdle.
func LimbTargets(atlas *anatomy.Atlas, limb string, side anatomy.Side) []Target {
	parts := places[limb]
	var out []Target
	for _, s := range atlas.Structures() {
		if slices.Contains(parts, s.Part) && s.Paired && !s.Group() {
			out = append(out, Target{Structure: s.Code, Side: side})
		}
	}
	return out
}

// Girths are the girths of one limb in mm by their level in cm.
type Girths map[float64]float64

// Volume is the volume of the stretch of a limb between two levels.
type Volume struct {
	ML       float64
	From, To float64 // cm from the landmark
}

// Stretch is the longest stretch of a protocol along which every level was measured in all of the sets;
// of equally long ones the one nearest to the landmark. A missing girth ends it: nothing is guessed. It
// reports false when there are no two neighbours.
func (p *LimbProtocol) Stretch(sets ...Girths) (from, to float64, ok bool) {
	best, start, n := 1, 0.0, 0
	for _, cm := range p.Levels() {
		all := len(sets) > 0
		for _, g := range sets {
			_, has := g[cm]
			all = all && has
		}
		if !all {
			n = 0
			continue
		}
		if n == 0 {
			start = cm
		}
		if n++; n > best {
			best, from, to, ok = n, start, cm, true
		}
	}
	return from, to, ok
}

// Over is the volume of a limb between two levels, false unless every level between was measured.
func (p *LimbProtocol) Over(g Girths, from, to float64) (Volume, bool) {
	levels := p.Levels()
	first, last := slices.Index(levels, from), slices.Index(levels, to)
	if first < 0 || last < first {
		return Volume{}, false
	}
	var list []float64
	for _, cm := range levels[first : last+1] {
		mm, ok := g[cm]
		if !ok {
			return Volume{}, false
		}
		list = append(list, mm)
	}
	return Volume{LimbVolume(list, p.StepCM*10), from, to}, len(list) > 1
}

// LimbVisit holds the girths of one visit by side.
type LimbVisit struct {
	Date         Date
	AssessmentID string
	SessionID    string
	Girths       map[anatomy.Side]Girths
}

// LimbVisits are the visits at which a limb was measured by a protocol, the oldest first. Girths taken
// after a treatment are left out: they tell of the treatment, not of the limb.
func (c *Chart) LimbVisits(p *LimbProtocol) []LimbVisit {
	var out []LimbVisit
	for _, m := range c.Measurements {
		if m.Measure != MeasureGirth || m.Moment == MomentAfter {
			continue
		}
		cm, ok := m.Along().Level()
		if !ok || m.Protocol != p.Code || !slices.Contains(p.Levels(), cm) {
			continue
		}
		v := find(out, func(v *LimbVisit) bool {
			return v.Date == m.Date && v.AssessmentID == m.AssessmentID && v.SessionID == m.SessionID
		})
		if v == nil {
			out = append(out, LimbVisit{m.Date, m.AssessmentID, m.SessionID, map[anatomy.Side]Girths{}})
			v = &out[len(out)-1]
		}
		if v.Girths[m.Side] == nil {
			v.Girths[m.Side] = Girths{}
		}
		v.Girths[m.Side][cm] = m.Value
	}
	slices.SortStableFunc(out, func(a, b LimbVisit) int { return strings.Compare(string(a.Date), string(b.Date)) })
	return out
}

// limbVisit is the visit of an assessment and those before it.
func (c *Chart) limbVisit(p *LimbProtocol, a *Assessment) (now LimbVisit, earlier []LimbVisit) {
	now = LimbVisit{Date: a.Date, AssessmentID: a.ID, Girths: map[anatomy.Side]Girths{}}
	for _, v := range c.LimbVisits(p) {
		switch {
		case v.AssessmentID == a.ID:
			now = v
		case v.Date <= a.Date:
			earlier = append(earlier, v)
		}
	}
	return now, earlier
}

// KeepGirth stores a girth of an assessment, or takes it back when mm is nil, together with the volume of
// the limb that follows from it, as one step. The volume keeps the stretch of the visit before where that
// was measured again, so that the two can be compared; else it is that of the longest stretch. A girth that
// cannot be is a FieldErrors.
func KeepGirth(env Env, cat *Catalogue, chart *Chart, a *Assessment, p *LimbProtocol, cm float64, side anatomy.Side, mm *float64) (Operation, error) {
	place := Say("{{.Side}} {{.Level}}", Args{"Side": side, "Level": p.Words(p.At(cm))})
	old := find(chart.Measurements, func(m *Measurement) bool {
		return m.AssessmentID == a.ID && m.Measure == MeasureGirth && m.Side == side && m.Along() == p.At(cm)
	})
	op := Operation{Scope: a.ID}
	now, earlier := chart.limbVisit(p, a)
	girths := Girths{}
	for at, v := range now.Girths[side] {
		girths[at] = v
	}
	switch {
	case mm == nil && old == nil:
		return Operation{}, nil
	case mm == nil:
		op.Label = Say("Take back the girth of the {{.Place}}", Args{"Place": place})
		op.Remove = append(op.Remove, old)
		delete(girths, cm)
	default:
		m := Measurement{
			PatientID: a.PatientID, AssessmentID: a.ID, Measure: MeasureGirth, Side: side, Date: a.Date, CreatedAt: env.now(),
		}
		m.SetAlong(p.At(cm))
		if old != nil {
			m = *old
		} else {
			m.ID = env.NewID()
		}
		if old != nil && old.Value == *mm {
			return Operation{}, nil
		}
		m.Value, m.Tool = *mm, "tape"
		if err := cat.CheckMeasurement(&m); err != nil {
			return Operation{}, err
		}
		op.Label = Say("Measure the {{.Place}}: {{.Girth}}", Args{"Place": place, "Girth": Amount{*mm / 10, "cm"}})
		op.Put = append(op.Put, &m)
		girths[cm] = *mm
	}
	chart.followVolume(env, cat, a, p, side, girths, earlier, &op)
	return op, nil
}

// followVolume adds to a step the volume that follows from girths, or its removal.
func (c *Chart) followVolume(env Env, cat *Catalogue, a *Assessment, p *LimbProtocol, side anatomy.Side, girths Girths, earlier []LimbVisit, op *Operation) {
	kept := find(c.Measurements, func(m *Measurement) bool {
		return m.AssessmentID == a.ID && m.Measure == MeasureLimbVolume && m.Tool == ToolGirths && m.Side == side &&
			m.Protocol == p.Code && m.Along().Stretch()
	})
	v, ok := c.volumeToKeep(p, side, girths, earlier)
	m := Measurement{
		PatientID: a.PatientID, AssessmentID: a.ID, Measure: MeasureLimbVolume, Side: side, Tool: ToolGirths,
		Date: a.Date, CreatedAt: env.now(),
	}
	if kept != nil {
		m = *kept
	}
	m.SetAlong(p.Between(v.From, v.To))
	m.Value = math.Round(v.ML)
	switch {
	case ok && cat.CheckMeasurement(&m) == nil:
		if kept == nil {
			m.ID = env.NewID()
		} else if kept.Along() == m.Along() && kept.Value == m.Value {
			return
		}
		op.Put = append(op.Put, &m)
	case kept != nil:
		op.Remove = append(op.Remove, kept)
	}
}

func (c *Chart) volumeToKeep(p *LimbProtocol, side anatomy.Side, girths Girths, earlier []LimbVisit) (Volume, bool) {
	for i := len(earlier) - 1; i >= 0; i-- {
		if from, to, ok := p.Stretch(earlier[i].Girths[side]); ok {
			if v, ok := p.Over(girths, from, to); ok {
				return v, true
			}
			break
		}
	}
	from, to, ok := p.Stretch(girths)
	if !ok {
		return Volume{}, false
	}
	return p.Over(girths, from, to)
}

// MainSeries are AllSeries without the girths that a volume of the same limb and side sums up: a measured leg
// has some eighteen of them. One that a goal is set on stays.
func MainSeries(cat *Catalogue, chart *Chart) []Series {
	all := AllSeries(cat, chart)
	summed := func(p *LimbProtocol, side anatomy.Side) bool {
		return find(all, func(s *Series) bool {
			return s.Along.Protocol == p.Code && s.Along.Stretch() && s.Measure == MeasureLimbVolume && s.Side == side && len(s.Points) > 0
		}) != nil
	}
	return where(all, func(s *Series) bool {
		if s.Measure != MeasureGirth || s.GoalID != "" {
			return true
		}
		p := cat.LimbProtocol(s.Along.Protocol)
		return p == nil || !summed(p, s.Side)
	})
}

// LimbVolume is the volume of a limb in millilitres from its girths in millimetres, measured every
// stepMM along it: each stretch is taken as a truncated cone,
//
//	V = h·(C1² + C1·C2 + C2²) / 12π.
//
// It is 0 for fewer than two girths. Reference: Mayrovitz 2007 for girths at 4, 8 and 12 cm.
func LimbVolume(girthsMM []float64, stepMM float64) float64 {
	sum := 0.0
	for i := 1; i < len(girthsMM); i++ {
		a, b := girthsMM[i-1], girthsMM[i]
		sum += stepMM * (a*a + a*b + b*b) / (12 * math.Pi)
	}
	return sum / 1000 // mm³ in a mL
}

// ExcessPercent is how much larger the affected limb is than the other, in percent of the other. It is
// only meaningful when one side alone is affected, and reports false when the other has no volume.
func ExcessPercent(affected, other float64) (float64, bool) {
	if other <= 0 {
		return 0, false
	}
	return (affected - other) / other * 100, true
}

// excessLimits are those of the limb that a volume is of; where that is not known, the percentage alone counts, which all
// limbs have in common.
func (c *Catalogue) excessLimits(a Along) *LimbLimits {
	if p := c.LimbProtocol(a.Protocol); p != nil {
		return &p.Limits
	}
	out := LimbLimits{}
	for i := range c.Limbs {
		out.ExcessPercent = max(out.ExcessPercent, c.Limbs[i].Limits.ExcessPercent)
	}
	return &out
}

// excessSeries are how much larger one limb was than the other, of each stretch whose volume was measured on both sides at
// a visit: of the side with a stage from I on, or else of the one that was larger at first.
func (c *Chart) excessSeries(cat *Catalogue, all []Series) []Series {
	me := cat.Measure(MeasureLimbExcess)
	if me == nil {
		return nil
	}
	var out []Series
	for i := range all {
		left := &all[i]
		if left.Measure != MeasureLimbVolume || left.Side != anatomy.Left {
			continue
		}
		right := find(all, func(o *Series) bool {
			return o.Measure == MeasureLimbVolume && o.Side == anatomy.Right && o.Along == left.Along && sameItem(o.Item) == sameItem(left.Item) && o.Structure == left.Structure
		})
		if right == nil {
			continue
		}
		type pair struct {
			at          Point
			left, right float64
		}
		var pairs []pair
		for _, p := range left.Points {
			if other := find(right.Points, func(o *Point) bool {
				return o.Date == p.Date && o.AssessmentID == p.AssessmentID && o.SessionID == p.SessionID && o.Moment == p.Moment
			}); other != nil && p.Value > 0 && other.Value > 0 {
				pairs = append(pairs, pair{p, p.Value, other.Value})
			}
		}
		if len(pairs) == 0 {
			continue
		}
		side := larger(pairs[0].left, pairs[0].right)
		if p := cat.LimbProtocol(left.Along.Protocol); p != nil {
			for _, s := range []anatomy.Side{anatomy.Left, anatomy.Right} {
				own, other := c.stageOn(p.Limb, s, ""), c.stageOn(p.Limb, s.Opposite(), "")
				if own != nil && *own >= 1 && (other == nil || *other < 1) {
					side = s
				}
			}
		}
		s := newSeries(me, left.Item, left.Structure, side, "").along(cat, left.Along)
		for _, x := range pairs {
			affected, sound := x.left, x.right
			if side == anatomy.Right {
				affected, sound = sound, affected
			}
			x.at.Value, _ = ExcessPercent(affected, sound)
			x.at.Value, x.at.MeasurementID, x.at.Pain, x.at.Tool = roundTo(x.at.Value, 1), "", nil, ""
			s.Points = append(s.Points, x.at)
		}
		out = append(out, s)
	}
	return out
}
