package movement

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
)

// modeResisted is the way of examining that grades strength. A grade is a measure of its own, so its
// records have no mode.
const modeResisted = "resisted"

// lastToolKey keeps the tool that was taken last on this computer.
const lastToolKey = "movement.tool"

// motion is one movement as its row shows it.
type motion struct {
	s      *step.Host
	me     *clinic.Measure // of the range, also where its strength is graded
	move   *clinic.Movement
	mode   string
	tool   func(*clinic.Measure) string // the one that is taken now
	took   func(tool string)
	reveal func(fyne.CanvasObject)
}

// modeWords says how it is examined, behind the name of a movement.
func (m *motion) modeWords() string {
	switch {
	case m.mode == modeResisted, len(m.me.Modes) == 0:
		return ""
	case m.mode == clinic.ModePassive:
		return lang.L(", passive")
	}
	return lang.L(", active")
}

// joint is the figure of a value before there is one.
func (m *motion) joint(k measured.Key) drawing.Joint {
	j := drawing.Joint{
		Figure: m.move.Figure, Turn: m.move.Turn, Left: k.Side == anatomy.Left, Low: m.me.Low, High: m.me.High,
	}
	if norm := m.s.Norm(m.me); norm != nil {
		j.Norm = &norm.Value
	}
	if j.Turn == 0 {
		j.Low, j.High, j.Left = min(0, m.me.UsualLow), m.me.UsualHigh*1.1, false
	}
	return j
}

// showArc shows a value and that of the other side on a figure.
func (m *motion) showArc(a *arc, k measured.Key, now *clinic.Measurement) {
	var value, other *float64
	start := 0.0
	if now != nil {
		v := now.Value
		value = &v
		if now.Start != nil {
			start = *now.Start
		}
	}
	if m.me.Sided {
		k.Side = k.Side.Opposite()
		if x := measured.Record(m.s, k); x != nil {
			v := x.Value
			other = &v
		}
	}
	a.set(value, start, other)
}

// legend explains the marks of a figure.
func (m *motion) legend(me *clinic.Measure) string {
	var parts []string
	if norm := m.s.Norm(me); norm != nil {
		parts = append(parts, lang.L("Line: usual {{.Value}}.", map[string]any{"Value": me.Write(norm.Value)}))
	}
	if me.Sided {
		parts = append(parts, lang.L("Ring: the other side."))
	}
	if me.Unit == "°" {
		parts = append(parts, lang.L("Broken line: where it starts; drag it."))
	}
	return strings.Join(parts, " ")
}

// lastTool is what the patient's movement was last measured with, for the same tool makes values
// comparable; failing that, what was last taken on this computer.
func lastTool(s *step.Host) string {
	tool := ""
	for _, m := range s.Chart().Measurements {
		if me := s.Desk.Catalogue.Measure(m.Measure); me != nil && me.Joint != "" && me.Unit == "°" && m.Tool != "" {
			tool = m.Tool
		}
	}
	if tool != "" {
		return tool
	}
	tool, err := s.Desk.Store.Preference(context.Background(), lastToolKey)
	if err != nil {
		s.Desk.Log.Error("reading the last tool", "error", err)
	}
	return tool
}
