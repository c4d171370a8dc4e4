package clinic

import (
	"math"
	"slices"

	"regimen/internal/anatomy"
)

// CalfMMLimit is the difference at one level of the calf from which on one thinks of a clot.
const CalfMMLimit = 30.0

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

// PittingWords is the grade of a dent: by its depth, and by the time that it takes to fill where that gives another. They
// differ in many swellings, such as one that is rich in protein and fills slowly.
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
		return Say("{{.Depth}}+ by depth, {{.Time}}+ by time to fill", Args{"Depth": d, "Time": t})
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

// Affected reports that the limb has a stage from I on: 0 is a limb in which nothing is to be seen.
func (s *LimbSide) Affected() bool { return s.Stage != nil && *s.Stage >= 1 }

// LimbReport is what the girths of a limb say.
type LimbReport struct {
	Left, Right LimbSide
	// Between compares the sides over the longest stretch measured on both; nil without one.
	Between *LimbDifference
	// Widest is the level at which the girths differ most, in cm or for a limb with a limit in percent in that; nil when no
	// level has both.
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
	// Affected is the limb with a stage from I on; without one it is the larger. Percent is its excess over the other,
	// nil when both are affected.
	Affected anatomy.Side
	Percent  *float64
	Severity string
}

// GirthDifference is how far the girths at one level differ.
type GirthDifference struct {
	Protocol *LimbProtocol
	CM, MM   float64
	Percent  float64 // of the smaller girth
	Larger   anatomy.Side
	Left     float64 // girths in mm
	Right    float64
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
	r.Both = r.Left.Affected() && r.Right.Affected()
	r.Widest = widest(p, now.Girths, p.Levels(), func(d *GirthDifference) float64 {
		if p.Limits.GirthMM == 0 {
			return d.Percent
		}
		return d.MM
	})
	r.compare(p, now.Girths)
	if r.Between != nil && !r.Both {
		r.since(p, r.Between.Affected, now.Girths, earlier)
	}
	r.notice(p)
	return r
}

// stage is the ISL stage a limb was given in an assessment, or at the latest before it.
func (c *Chart) stage(a *Assessment, limb string, s anatomy.Side) *int {
	if m := find(c.Measurements, func(m *Measurement) bool {
		return m.Measure == MeasureISLStage && m.Item == limb && m.Side == s && m.AssessmentID == a.ID
	}); m != nil {
		n := int(m.Value)
		return &n
	}
	return c.stageOn(limb, s, a.Date)
}

// stageOn is the ISL stage that a limb was given last, up to a day; "" is any day. nil is none.
func (c *Chart) stageOn(limb string, s anatomy.Side, until Date) *int {
	var last *Measurement
	for i := range c.Measurements {
		m := &c.Measurements[i]
		if m.Measure != MeasureISLStage || m.Item != limb || m.Side != s || until != "" && m.Date > until {
			continue
		}
		if last == nil || m.Date >= last.Date {
			last = m
		}
	}
	if last == nil {
		return nil
	}
	n := int(last.Value)
	return &n
}

// widest is the level at which the two girths differ most by what by tells; nil where none has both and they differ.
func widest(p *LimbProtocol, girths map[anatomy.Side]Girths, levels []float64, by func(*GirthDifference) float64) *GirthDifference {
	var out *GirthDifference
	for _, cm := range levels {
		l, okL := girths[anatomy.Left][cm]
		r, okR := girths[anatomy.Right][cm]
		if !okL || !okR || l == r {
			continue
		}
		d := &GirthDifference{p, cm, math.Abs(l - r), math.Abs(l-r) / min(l, r) * 100, larger(l, r), l, r}
		if out == nil || by(d) > by(out) {
			out = d
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
	case r.Left.Affected():
		d.Affected = anatomy.Left
	case r.Right.Affected():
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
	if !r.side(affected).Affected() {
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
	limits := &p.Limits
	say := func(s Sentence) { r.Notices = append(r.Notices, s) }
	if b := r.Between; b != nil && !r.Both {
		low := min(b.Left, b.Right)
		if percent := b.ML / low * 100; low > 0 && limits.Excess(percent, b.ML) {
			facts := Args{
				"Side": b.Larger, "Limb": LimbMeasured(p.Limb), "Much": Amount{math.Round(b.ML), "mL"}, "Percent": oneDecimal(percent),
				"Limit": limits.ExcessPercent, "ML": limits.ExcessML,
			}
			text := Say("The {{.Side}} {{.Limb}} holds {{.Much}} ({{.Percent}} %) more than the other. From {{.Limit}} % on, think of a swelling of one limb: new, it goes to a doctor.", facts)
			if limits.ExcessML > 0 {
				text = Say("The {{.Side}} {{.Limb}} holds {{.Much}} ({{.Percent}} %) more than the other. From {{.Limit}} % or {{.ML}} mL on, think of a swelling of one limb: new, it goes to a doctor.", facts)
			}
			say(text)
		}
	}
	if w := r.Widest; w != nil && !r.Both && limits.Girth(w.Left, w.Right) {
		facts := w.facts()
		facts["Percent"], facts["Limit"], facts["From"] = oneDecimal(w.Percent), limits.GirthPercent, Amount{limits.GirthMM / 10, "cm"}
		text := Say("At one level the {{.Side}} is {{.Much}} ({{.Percent}} %) larger, {{.At}} {{.Way}} the {{.Landmark}}. From {{.Limit}} % on, look at it again.", facts)
		if limits.GirthMM > 0 {
			text = Say("At one level the {{.Side}} is {{.Much}} larger, {{.At}} {{.Way}} the {{.Landmark}}. From {{.From}} on, look at it again.", facts)
		}
		say(text)
	}
	for _, s := range []anatomy.Side{anatomy.Left, anatomy.Right} {
		if x := r.side(s); x.Own != nil && *x.Own >= limits.OwnPercent {
			say(Say("The {{.Side}} {{.Limb}} holds {{.Percent}} % more than on {{.Day}}. From {{.Limit}} % on, think of a swelling that grows.",
				Args{"Side": s, "Limb": LimbMeasured(p.Limb), "Percent": oneDecimal(*x.Own), "Day": x.OwnSince, "Limit": limits.OwnPercent}))
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
	SkinTempNote  = 1.0 // °C warmer than the other side
	SkinTempLimit = 2.2
	SkinTempCold  = 2.0 // °C colder than the other side
)

// Notice is something that was measured and calls for something.
type Notice struct {
	Urgency string // one of the urgencies, or ""
	Say     Sentence
}

// CirculationNotices are what the circulation measured in an assessment calls for, what is an emergency first.
func (c *Chart) CirculationNotices(assessment string) []Notice {
	all := c.MeasurementsOf(assessment)
	var out []Notice
	say := func(urgency string, text Sentence) { out = append(out, Notice{urgency, text}) }
	for _, m := range all {
		what := Args{"Side": m.Side, "Where": m.Item, "Much": math.Abs(m.Value), "Colour": m.Colour}
		switch {
		case m.Measure == MeasureRefill && m.Value > RefillLimit:
			say("", Say("Refill of the {{.Side}} {{.Where}} takes {{.Much}} s: over 3 s, refer to a doctor.", what))
		case m.Measure == MeasureSkinTemp && m.Item != "" && m.Value > SkinTempLimit:
			say("", Say("The {{.Side}} {{.Where}} is {{.Much}} °C warmer: over 2.2 °C, or hot, red and swollen, refer to a doctor before massage.", what))
		case m.Measure == MeasureSkinTemp && m.Item != "" && m.Value > SkinTempNote:
			say("", Say("The {{.Side}} {{.Where}} is {{.Much}} °C warmer: over 1 °C, look for a cause and measure again.", what))
		case m.Measure == MeasureSkinTemp && m.Item != "" && m.Value <= -SkinTempCold:
			say(UrgencySameDay, Say("The {{.Side}} {{.Where}} is {{.Much}} °C colder: feel its pulses and look at its colour. New or sore, it goes to a doctor today; long after an injury, think of complex regional pain. Without a pulse, call an ambulance.", what))
		case m.Measure == MeasurePulse && m.Value == 0:
			if sign := c.ischaemic(all, &m); !sign.IsZero() {
				what["Sign"] = sign
				say(UrgencyEmergency, Say("No {{.Where}} pulse on the {{.Side}}, and {{.Sign}}: the limb may be without blood. Call an ambulance now: hours count. No massage, do not raise or warm it.", what))
				continue
			}
			say(UrgencySameDay, Say("No {{.Where}} pulse on the {{.Side}}: feel again, and refer to a doctor. If the limb is cold, pale, sore, numb or weak, call an ambulance now: hours count.", what))
		case m.Measure == MeasureSkinColour && m.Value > 0 && slices.Contains([]string{"blue", "mottled"}, m.Colour):
			say("", Say("The {{.Side}} {{.Where}} is {{.Colour}}: refer to a doctor when it is new.", what))
		case m.Measure == MeasureSkinColour && m.Value > 0 && m.Colour == "red":
			say("", Say("The {{.Side}} {{.Where}} is red: hot and swollen too, no massage until a doctor has seen it.", what))
		}
	}
	slices.SortStableFunc(out, func(a, b Notice) int { return urgencyRank(a.Urgency) - urgencyRank(b.Urgency) })
	return out
}

// ischaemic is what goes with a pulse that is not felt and makes an emergency of it, as measured on the same limb; nothing
// when nothing was.
func (c *Chart) ischaemic(all []Measurement, pulse *Measurement) Sentence {
	limb := LimbLeg
	if slices.Contains(PulseSites(LimbArm), pulse.Item) {
		limb = LimbArm
	}
	for _, m := range all {
		switch {
		case m.Side != pulse.Side:
		case m.Measure == MeasureSkinColour && m.Item == limb && slices.Contains([]string{"pale", "blue", "mottled"}, m.Colour):
			return Say("the skin is {{.Colour}}", Args{"Colour": m.Colour})
		case m.Measure == MeasureSkinTemp && m.Item == limb && m.Value <= -SkinTempCold:
			return Say("the skin is colder than on the other side")
		case m.Measure == MeasureRefill && m.Item == RefillPlace(limb) && m.Value > RefillLimit:
			return Say("the refill is slow")
		}
	}
	return Sentence{}
}
