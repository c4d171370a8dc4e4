package clinic

import (
	"math"
	"slices"

	"regimen/internal/anatomy"
)

// What makes a difference worth a second look, from guidelines as gathered in section B4 of the clinical
// reference.
const (
	ExcessPercentLimit = 10.0  // between the limbs
	ExcessMLLimit      = 200.0 // between the limbs
	GirthMMLimit       = 20.0  // between the limbs, at one level
	OwnPercentLimit    = 5.0   // over the limb's own first volume
	CalfMMLimit        = 30.0  // at one level of the calf: think of a clot
)

// RelativeVolumeChange compares an affected limb with the other over time, so that gaining or losing
// weight does not count:
//
//	RVC = (A2·U1) / (U2·A1) − 1
//
// with A the affected and U the unaffected limb at the first and the second time. It reports false when a
// volume is missing.
func RelativeVolumeChange(a1, u1, a2, u2 float64) (float64, bool) {
	if a1 <= 0 || u2 <= 0 || u1 <= 0 || a2 <= 0 {
		return 0, false
	}
	return a2*u1/(u2*a1) - 1, true
}

// ExcessVolumeChange is how the excess of the affected limb over the other changed, in percent of the first
// excess. It means nothing when both limbs are affected, and reports false when there was no excess at first.
func ExcessVolumeChange(a1, u1, a2, u2 float64) (float64, bool) {
	if a1 <= u1 {
		return 0, false
	}
	return ((a2 - u2) - (a1 - u1)) / (a1 - u1) * 100, true
}

// ExcessSeverity names a band of excess volume as the International Society of Lymphology does: 5–20 %
// minimal, up to 40 % moderate, more severe; "" below 5 %.
func ExcessSeverity(percent float64) string {
	switch {
	case percent < 5:
		return ""
	case percent < 20:
		return "minimal"
	case percent <= 40:
		return "moderate"
	}
	return "severe"
}

// PittingGrade derives the grade, 0 to 4, from the depth of a dent in mm: 2, 4, 6 and 8 mm are the grades.
func PittingGrade(mm float64) int {
	switch {
	case mm <= 0:
		return 0
	case mm <= 2:
		return 1
	case mm <= 4:
		return 2
	case mm <= 6:
		return 3
	}
	return 4
}

// ReboundGrade derives the grade, 1 to 4, from the seconds a dent takes to fill: at once (up to 2), under
// 15, up to 60, over 60. Sources differ in these bounds.
func ReboundGrade(seconds float64) int {
	switch {
	case seconds <= 2:
		return 1
	case seconds < 15:
		return 2
	case seconds <= 60:
		return 3
	}
	return 4
}

// PittingWords is the grade of a dent, and that depth and time disagree when they do. The depth decides.
func PittingWords(mm, seconds *float64) Sentence {
	switch {
	case mm == nil && seconds == nil:
		return Sentence{}
	case mm == nil:
		return Say("{{.Grade}}+ by time alone; measure the depth too", Args{"Grade": ReboundGrade(*seconds)})
	case PittingGrade(*mm) == 0:
		return Say("no pitting")
	case seconds == nil:
		return Say("{{.Grade}}+", Args{"Grade": PittingGrade(*mm)})
	}
	d, t := PittingGrade(*mm), ReboundGrade(*seconds)
	if d != t {
		return Say("{{.Depth}}+ by depth, {{.Time}}+ by time: they disagree, measure again", Args{"Depth": d, "Time": t})
	}
	return Say("{{.Grade}}+", Args{"Grade": d})
}

// LimbSide is one side in a LimbReport.
type LimbSide struct {
	Volume *Volume // of the longest stretch; nil while no two neighbours are measured
	// Own is the change in percent since the first visit, over the stretch of both; nil without one.
	Own      *float64
	OwnSince Date
	Stage    *int // ISL stage 0–3 that the therapist gave it last; nil for none
}

// LimbReport is what the girths of a limb say.
type LimbReport struct {
	Left, Right LimbSide
	// Between compares the sides over the longest stretch measured on both; nil without one.
	Between *LimbDifference
	// Widest is the level at which the girths differ most; nil when no level has both.
	Widest *GirthDifference
	// The changes of an affected limb against the other since the first visit; nil when they do not apply.
	Relative     *float64 // RVC, in percent
	ExcessChange *float64 // in percent of the first excess
	Since        Date
	Both         bool // both limbs are affected: only absolute volumes may be compared
	// Notices are what reaches a threshold.
	Notices []Sentence
}

// LimbDifference compares the volumes of both limbs over one stretch.
type LimbDifference struct {
	From, To    float64
	Left, Right float64 // mL
	Larger      anatomy.Side
	ML          float64 // the difference, never negative
	// Affected is the limb with a stage; without one it is the larger. Percent is its excess over the other,
	// nil when both are affected.
	Affected anatomy.Side
	Percent  *float64
	Severity string
}

// GirthDifference is how far the girths at one level differ.
type GirthDifference struct {
	Protocol *LimbProtocol
	CM, MM   float64
	Larger   anatomy.Side
}

// facts say where and how much: Side, Much, At, Way, Landmark.
func (d *GirthDifference) facts() Args {
	return Args{"Side": d.Larger, "Much": Amount{d.MM / 10, "cm"}, "At": Amount{d.CM, "cm"}, "Way": d.Protocol.Way, "Landmark": d.Protocol.Landmark}
}

func (r *LimbReport) side(s anatomy.Side) *LimbSide {
	if s == anatomy.Left {
		return &r.Left
	}
	return &r.Right
}

// LimbReport reads the girths of an assessment by one protocol, and those before it.
func (c *Chart) LimbReport(a *Assessment, p *LimbProtocol) LimbReport {
	now, earlier := c.limbVisit(p, a)
	var r LimbReport
	for _, s := range []anatomy.Side{anatomy.Left, anatomy.Right} {
		side := r.side(s)
		side.Stage = c.stage(a, p.Limb, s)
		if from, to, ok := p.Stretch(now.Girths[s]); ok {
			v, _ := p.Over(now.Girths[s], from, to)
			side.Volume = &v
		}
		for _, v := range earlier {
			if from, to, ok := p.Stretch(now.Girths[s], v.Girths[s]); ok {
				was, _ := p.Over(v.Girths[s], from, to)
				is, _ := p.Over(now.Girths[s], from, to)
				change := (is.ML - was.ML) / was.ML * 100
				side.Own, side.OwnSince = &change, v.Date
				break
			}
		}
	}
	r.Both = r.Left.Stage != nil && r.Right.Stage != nil
	r.Widest = widest(p, now.Girths, p.Levels())
	r.compare(p, now.Girths)
	if r.Between != nil && !r.Both {
		r.since(p, r.Between.Affected, now.Girths, earlier)
	}
	r.notice(p)
	return r
}

// stage is the ISL stage a limb was given in an assessment, or at the latest before it.
func (c *Chart) stage(a *Assessment, limb string, s anatomy.Side) *int {
	var out *int
	var day Date
	for _, m := range c.Measurements {
		if m.Measure != MeasureISLStage || m.Item != limb || m.Side != s || m.Date > a.Date {
			continue
		}
		if n := int(m.Value); out == nil || m.Date >= day {
			out, day = &n, m.Date
		}
		if m.AssessmentID == a.ID {
			n := int(m.Value)
			return &n
		}
	}
	return out
}

func widest(p *LimbProtocol, girths map[anatomy.Side]Girths, levels []float64) *GirthDifference {
	var out *GirthDifference
	for _, cm := range levels {
		l, okL := girths[anatomy.Left][cm]
		r, okR := girths[anatomy.Right][cm]
		if !okL || !okR || l == r {
			continue
		}
		if d := math.Abs(l - r); out == nil || d > out.MM {
			out = &GirthDifference{p, cm, d, larger(l, r)}
		}
	}
	return out
}

func larger(left, right float64) anatomy.Side {
	if left >= right {
		return anatomy.Left
	}
	return anatomy.Right
}

func (r *LimbReport) compare(p *LimbProtocol, girths map[anatomy.Side]Girths) {
	from, to, ok := p.Stretch(girths[anatomy.Left], girths[anatomy.Right])
	if !ok {
		return
	}
	l, _ := p.Over(girths[anatomy.Left], from, to)
	rt, _ := p.Over(girths[anatomy.Right], from, to)
	d := &LimbDifference{From: from, To: to, Left: l.ML, Right: rt.ML, ML: math.Abs(l.ML - rt.ML), Larger: larger(l.ML, rt.ML)}
	d.Affected = d.Larger
	switch {
	case r.Left.Stage != nil:
		d.Affected = anatomy.Left
	case r.Right.Stage != nil:
		d.Affected = anatomy.Right
	}
	if !r.Both {
		affected, other := l.ML, rt.ML
		if d.Affected == anatomy.Right {
			affected, other = other, affected
		}
		if e, ok := ExcessPercent(affected, other); ok {
			d.Percent, d.Severity = &e, ExcessSeverity(e)
		}
	}
	r.Between = d
}

// since compares the affected limb with the other at the first visit that has a stretch in common.
func (r *LimbReport) since(p *LimbProtocol, affected anatomy.Side, now map[anatomy.Side]Girths, earlier []LimbVisit) {
	if r.side(affected).Stage == nil {
		return // which limb is affected is not said
	}
	other := affected.Opposite()
	for _, v := range earlier {
		from, to, ok := p.Stretch(now[affected], now[other], v.Girths[affected], v.Girths[other])
		if !ok {
			continue
		}
		a1, _ := p.Over(v.Girths[affected], from, to)
		u1, _ := p.Over(v.Girths[other], from, to)
		a2, _ := p.Over(now[affected], from, to)
		u2, _ := p.Over(now[other], from, to)
		if rvc, ok := RelativeVolumeChange(a1.ML, u1.ML, a2.ML, u2.ML); ok {
			rvc *= 100
			r.Relative, r.Since = &rvc, v.Date
		}
		if e, ok := ExcessVolumeChange(a1.ML, u1.ML, a2.ML, u2.ML); ok {
			r.ExcessChange = &e
		}
		return
	}
}

func (r *LimbReport) notice(p *LimbProtocol) {
	say := func(s Sentence) { r.Notices = append(r.Notices, s) }
	if b := r.Between; b != nil && !r.Both {
		low := min(b.Left, b.Right)
		if percent := b.ML / low * 100; low > 0 && (percent >= ExcessPercentLimit || b.ML >= ExcessMLLimit) {
			say(Say("The {{.Side}} {{.Limb}} holds {{.Much}} ({{.Percent}} %) more than the other. From 10 % or 200 mL on, think of a swelling of one limb: new, it goes to a doctor.",
				Args{"Side": b.Larger, "Limb": p.Limb, "Much": Amount{math.Round(b.ML), "mL"}, "Percent": oneDecimal(percent)}))
		}
	}
	if w := r.Widest; w != nil && w.MM >= GirthMMLimit && !r.Both {
		say(Say("At one level the {{.Side}} is {{.Much}} larger, {{.At}} {{.Way}} the {{.Landmark}}. From 2 cm on, look at it again.", w.facts()))
	}
	for _, s := range []anatomy.Side{anatomy.Left, anatomy.Right} {
		if x := r.side(s); x.Own != nil && *x.Own >= OwnPercentLimit {
			say(Say("The {{.Side}} {{.Limb}} holds {{.Percent}} % more than on {{.Day}}. From 5 % on, think of a swelling that grows.",
				Args{"Side": s, "Limb": p.Limb, "Percent": oneDecimal(*x.Own), "Day": x.OwnSince}))
		}
	}
}

func oneDecimal(v float64) string { return Number(math.Round(v*10) / 10) }

// PulseSites are where the pulses of a limb are felt.
func PulseSites(limb string) []string {
	if limb == LimbArm {
		return []string{"radial"}
	}
	return []string{"femoral", "popliteal", "tibialis posterior", "dorsalis pedis"}
}

// RefillPlace is where the refill of a limb is tried: an item of MeasureRefill.
func RefillPlace(limb string) string {
	if limb == LimbArm {
		return "index finger"
	}
	return "big toe"
}

// SkinColours are the colours of a limb, the usual one first.
func SkinColours() []string { return []string{"usual", "pale", "blue", "red", "mottled"} }

// What is not normal in the circulation of a limb (professional teaching).
const (
	RefillLimit   = 3.0 // s; up to 2 is normal
	SkinTempNote  = 1.0 // °C between the sides
	SkinTempLimit = 2.2
)

// CirculationNotices are what the circulation measured in an assessment calls for.
func (c *Chart) CirculationNotices(assessment string) []Sentence {
	var out []Sentence
	for _, m := range c.MeasurementsOf(assessment) {
		what := Args{"Side": m.Side, "Where": m.Item, "Much": m.Value, "Colour": m.Colour}
		switch {
		case m.Measure == MeasureRefill && m.Value > RefillLimit:
			out = append(out, Say("Refill of the {{.Side}} {{.Where}} takes {{.Much}} s: over 3 s, refer to a doctor.", what))
		case m.Measure == MeasureSkinTemp && m.Item != "" && m.Value > SkinTempLimit:
			out = append(out, Say("The {{.Side}} {{.Where}} is {{.Much}} °C warmer: over 2.2 °C, or hot, red and swollen, refer to a doctor before massage.", what))
		case m.Measure == MeasureSkinTemp && m.Item != "" && m.Value > SkinTempNote:
			out = append(out, Say("The {{.Side}} {{.Where}} is {{.Much}} °C warmer: over 1 °C, look for a cause and measure again.", what))
		case m.Measure == MeasurePulse && m.Value == 0:
			out = append(out, Say("No {{.Where}} pulse on the {{.Side}}: refer to a doctor. With a cold, pale or painful limb, today.", what))
		case m.Measure == MeasureSkinColour && m.Value > 0 && slices.Contains([]string{"blue", "mottled"}, m.Colour):
			out = append(out, Say("The {{.Side}} {{.Where}} is {{.Colour}}: refer to a doctor when it is new.", what))
		case m.Measure == MeasureSkinColour && m.Value > 0 && m.Colour == "red":
			out = append(out, Say("The {{.Side}} {{.Where}} is red: hot and swollen too, no massage until a doctor has seen it.", what))
		}
	}
	return out
}
