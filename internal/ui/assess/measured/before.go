package measured

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/words"
)

// Before is the history of a value: what was measured before this assessment.
type Before struct {
	Series clinic.Series
	Last   clinic.Point
	Known  bool
}

// Befores finds the last earlier value of everything that was ever measured.
func Befores(s *step.Host) map[Key]Before {
	out := map[Key]Before{}
	date := s.Current().Date
	for _, series := range clinic.AllSeries(s.Desk.Catalogue, s.Chart()) {
		if series.Average {
			continue
		}
		b := Before{Series: series}
		for _, p := range series.Lasting() {
			if p.AssessmentID != s.Assessment && p.Date <= date {
				b.Last, b.Known = p, true
			}
		}
		if b.Known {
			out[Key{series.Measure, series.Item, series.Structure, series.Side, series.Mode, series.Along}] = b
		}
	}
	return out
}

// Words says the earlier value, and what the new one is against it.
func (b Before) Words(s *step.Host, me *clinic.Measure, now *clinic.Measurement) string {
	if !b.Known {
		return ""
	}
	before := map[string]any{"Value": me.Write(b.Last.Value), "Tool": s.Desk.Catalogue.ToolName(b.Last.Tool)}
	if now == nil {
		return lang.L("last time {{.Value}}", before)
	}
	v := b.Series.Judge(b.Last, clinic.Point{Value: now.Value, Tool: now.Tool, Date: now.Date})
	if v.ToolsDiffer {
		return words.Points(lang.L("last time {{.Value}} ({{.Tool}})", before), StateWord(v.State), lang.L("other tool than last time: not closely comparable"))
	}
	return words.Points(lang.L("last time {{.Value}}", before), StateWord(v.State))
}

// StateWord is what a new value is against an earlier one, in a word.
func StateWord(s clinic.VerdictState) string {
	switch s {
	case clinic.VerdictUnchanged:
		return lang.L("same")
	case clinic.VerdictWithin:
		return lang.L("within measurement error")
	case clinic.VerdictImproved:
		return lang.L("better")
	}
	return lang.L("worse")
}

// againstOther says how far a movement is behind the other side, where that is more than measurement error. The other side
// is the first thing a value is held against.
func againstOther(s *step.Host, me *clinic.Measure, k Key, now *clinic.Measurement) string {
	if now == nil || !me.Sided || me.Joint == "" {
		return ""
	}
	k.Side = k.Side.Opposite()
	other := Record(s, k)
	if other == nil {
		return ""
	}
	behind := other.Value - now.Value
	if me.LowerIsBetter {
		behind = -behind
	}
	values := map[string]any{"Other": me.Write(other.Value), "Value": me.Write(math.Abs(behind))}
	switch {
	case behind < max(me.MDC, 1e-9):
		return ""
	case me.LowerIsBetter:
		return lang.L("{{.Value}} over the other side ({{.Other}})", values)
	}
	return lang.L("{{.Value}} under the other side ({{.Other}})", values)
}

// againstNorm says how far a movement is short of what is usual, where that is more than measurement error.
func againstNorm(me *clinic.Measure, norm *clinic.Norm, now *clinic.Measurement) string {
	if now == nil || norm == nil || me.Joint == "" {
		return ""
	}
	short := norm.Value - now.Value
	if me.LowerIsBetter {
		short = -short
	}
	if short < max(me.MDC, 1e-9) {
		return ""
	}
	if me.LowerIsBetter {
		return lang.L("{{.Value}} over the usual", map[string]any{"Value": me.Write(short)})
	}
	return lang.L("{{.Value}} under the usual", map[string]any{"Value": me.Write(short)})
}

// Lines joins what there is to say.
func Lines(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}
