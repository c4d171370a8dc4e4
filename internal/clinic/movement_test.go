package clinic

import (
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// TestEveryMovementOfTheReferenceIsThere counts the movements of each joint of the clinical reference.
func TestEveryMovementOfTheReferenceIsThere(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	got := map[string]int{}
	for i := range c.Measures {
		me := &c.Measures[i]
		if me.Joint == "" {
			continue
		}
		got[me.Joint]++
		if me.Norm == nil && !strings.Contains(me.Source, "No agreed norm") {
			t.Errorf("%s has no norm", me.Code)
		}
		if me.MDC == 0 && !strings.Contains(me.Source, "not known") {
			t.Errorf("%s has no error, and its source does not say that it is not known", me.Code)
		}
		if me.Unit == "°" && (me.Low > 0 && me.Motion != "flexion" || me.High > 220 || me.UsualHigh-me.UsualLow < 20) {
			t.Errorf("%s: from %v to %v, usually %v to %v", me.Code, me.Low, me.High, me.UsualLow, me.UsualHigh)
		}
	}
	want := map[string]int{
		"jaw": 3, "neck": 5, "trunk": 9, "low back": 4, "shoulder": 8, "shoulder blade": 1, "elbow": 2, "forearm": 2, "wrist": 5,
		"thumb": 6, "fingers": 4, "hip": 8, "knee": 3, "ankle": 6, "great toe": 3,
	}
	for joint, n := range want {
		if got[joint] != n {
			t.Errorf("%s has %d movements, want %d", joint, got[joint], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("joints: %v", got)
	}
	if m := c.Movement("rom.finger.pip-flexion"); len(m.Items) != 4 {
		t.Errorf("fingers: %v", m.Items)
	}
	for code, want := range map[string]float64{"goniometer": 10, "inclinometer": 6, "phone": 12, "eye": 14, "tape": 0} {
		i := slices.IndexFunc(c.Tools, func(t Tool) bool { return t.Code == code })
		if i < 0 || c.Tools[i].Error != want {
			t.Errorf("the tool %s: %v", code, c.Tools)
		}
	}
	if c.ToolName("goniometer") != "Goniometer" || c.ToolName("string") != "string" {
		t.Error("names of tools")
	}
}

func TestMovementsAndToolsSayWhatIsWrong(t *testing.T) {
	t.Parallel()
	const (
		movement = "code\tfigure\tturn\titems\tstrength\tsource\n"
		tool     = "code\tname\tunits\terror\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text, column, why string
	}{
		"turn unheard of":     {"movements.tsv", movement + "rom.knee.flexion\tknee\tupwards\t\tyes\ts\n", "turn", "not one of"},
		"figure of no turn":   {"movements.tsv", movement + "rom.knee.flexion\tknee\t\t\tyes\ts\n", "turn", "every figure turns"},
		"ruler that turns":    {"movements.tsv", movement + "lunge\truler\tclockwise\t\tno\ts\n", "turn", "a ruler does not"},
		"of no joint":         {"movements.tsv", movement + "nprs\truler\t\t\tno\ts\n", "code", "no measure of a joint"},
		"length with a turn":  {"movements.tsv", movement + "lunge\tankle\tclockwise\t\tno\ts\n", "figure", "the ruler"},
		"items of none":       {"movements.tsv", movement + "rom.knee.flexion\tknee\tclockwise\tleft;right\tyes\ts\n", "items", "exactly when"},
		"finger of no item":   {"movements.tsv", movement + "rom.finger.pip-flexion\tfinger\tclockwise\t\tno\ts\n", "items", "exactly when"},
		"movements missing":   {"movements.tsv", movement + "rom.knee.flexion\tknee\tclockwise\t\tyes\ts\n", "code", `"rom.neck.flexion"`},
		"tool of no unit":     {"tools.tsv", tool + "eye\tBy eye\t\t14\ts\n", "units", "at least one"},
		"tool of less than 0": {"tools.tsv", tool + "eye\tBy eye\t°\t-1\ts\n", "error", "less than 0"},
		"nothing for lengths": {"tools.tsv", tool + "eye\tBy eye\t°\t14\ts\n", "units", `"mm"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tables(t)
			files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
			_, err := LoadCatalogue(fs.FS(files))
			for _, e := range catalogueErrors(err) {
				if e.File == x.file && e.Column == x.column && strings.Contains(e.Why, x.why) {
					return
				}
			}
			t.Errorf("column %q, %q is not in: %v", x.column, x.why, err)
		})
	}
}

func TestTheStartOfAMovement(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for name, x := range map[string]struct {
		measure      string
		start, value float64
		refused      string
		asks         bool
	}{
		"neutral":             {"rom.elbow.flexion", 0, 140, "", false}, // below the least bend that can be measured as an end
		"bent elbow":          {"rom.elbow.flexion", 30, 140, "", false},
		"very bent":           {"rom.elbow.flexion", 50, 140, "", true},
		"past the end":        {"rom.knee.flexion", 100, 90, "The movement starts at 100° and ends before that, at 90°.", false},
		"beyond what can be":  {"rom.knee.flexion", -400, 90, "The start of knee flexion must be from 0° to 175°.", false},
		"not a number":        {"rom.knee.flexion", math.NaN(), 90, "must be from", false},
		"extension from bent": {"rom.knee.extension", -60, -5, "", true},
		"a length":            {"lunge", 0, 9, "has no angle at the start", false},
		"pain":                {"nprs", 0, 4, "has no angle at the start", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			me := c.Measure(x.measure)
			m := Measurement{Measure: x.measure, Side: "M", Value: x.value, Start: &x.start}
			if me.Sided {
				m.Side = "L"
			}
			if len(me.Modes) > 0 {
				m.Mode = ModeActive
			}
			err := c.CheckMeasurement(&m)
			if got := FieldMessage(err, "start"); got.IsZero() != (x.refused == "") || !strings.Contains(got.String(), x.refused) {
				t.Errorf("refused with %q, want %q", got, x.refused)
			}
			if q := c.Plausible(&m); q.IsZero() == x.asks {
				t.Errorf("asks %q", q)
			}
		})
	}
	m := Measurement{Measure: "rom.knee.flexion", Side: "L", Mode: ModeActive, Value: 100, EndFeel: "spasm"}
	if FieldMessage(c.CheckMeasurement(&m), "end_feel").IsZero() {
		t.Error("an active movement has an end feel")
	}
	m.Mode = ModePassive
	if err := c.CheckMeasurement(&m); err != nil {
		t.Error(err)
	}
}

func TestGradesOfStrength(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	me := c.Measure(MeasureStrength)
	for value, want := range map[float64]string{0: "0/5", 3: "3/5", 3.5: "4−/5", 4: "4/5", 4.5: "4+/5", 5: "5/5", 2.5: "2.5/5"} {
		if got := me.Write(value); got != want {
			t.Errorf("%v is written %q, want %q", value, got, want)
		}
	}
	for _, x := range []struct {
		value float64
		asks  bool
	}{{3.5, false}, {5, false}, {2.5, true}, {4.2, true}} {
		m := Measurement{Measure: MeasureStrength, Side: "R", Item: "shoulder abduction", Value: x.value}
		if q := c.Plausible(&m); q.IsZero() == x.asks {
			t.Errorf("%v asks %q", x.value, q)
		}
	}
	for _, x := range []struct {
		left, right float64
		want        string
	}{{5, 5, ""}, {4, 3.5, "1 step"}, {3, 5, "4 steps"}, {4.5, 4, "1 step"}, {2.5, 2.4, "1 step"}} {
		if got := me.Difference(x.left, x.right); got != x.want {
			t.Errorf("%v and %v: %q, want %q", x.left, x.right, got, x.want)
		}
	}
	if got := c.Measure("rom.knee.flexion").Difference(120, 135); got != "15°" {
		t.Errorf("degrees: %q", got)
	}
	if m, item := StrengthOf(c.Measure("rom.neck.flexion")); m != MeasureStrengthMidline || item != "neck flexion" {
		t.Error(m, item)
	}
	if m, item := StrengthOf(c.Measure("rom.hip.abduction")); m != MeasureStrength || item != "hip abduction" {
		t.Error(m, item)
	}
	for _, code := range []string{MeasureStrength, MeasureStrengthMidline} {
		if m := c.Measure(code); m == nil || m.ItemName != "movement" || m.Sided != (code == MeasureStrength) {
			t.Errorf("%s: %+v", code, m)
		}
	}
}

// TestOtherToolsAskForMore holds for any two values: with different tools a change is never easier to call
// real than with either tool alone, and a verdict does not depend on the direction.
func TestOtherToolsAskForMore(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	tools := []string{"", "goniometer", "inclinometer", "phone", "eye", "string"}
	rapid.Check(t, func(t *rapid.T) {
		me := c.Measure(rapid.SampledFrom([]string{"rom.knee.flexion", "rom.shoulder.flexion", "rom.wrist.flexion"}).Draw(t, "measure"))
		s := newSeries(me, "", "", "L", ModeActive)
		s.tools = c.ToolsFor(me)
		from := Point{Value: float64(rapid.IntRange(0, 170).Draw(t, "from")), Tool: rapid.SampledFrom(tools).Draw(t, "with"), Date: "2026-03-02"}
		to := Point{Value: float64(rapid.IntRange(0, 170).Draw(t, "to")), Tool: rapid.SampledFrom(tools).Draw(t, "then with"), Date: "2026-03-09"}
		v := s.Judge(from, to)
		same := to
		same.Tool = from.Tool
		if s.Judge(from, same).Threshold > v.Threshold+1e-9 {
			t.Fatalf("%v asks for more with one tool than with two: %v", me.Code, v)
		}
		if v.Threshold < me.MDC {
			t.Fatalf("less than the error of the measure: %v", v)
		}
		if back := s.Judge(to, from); back.Threshold != v.Threshold || back.Change != -v.Change {
			t.Fatalf("%v there and %v back", v, back)
		}
	})
}

// Findings lead to the joints they are at; every joint of the catalogue can be led to.
func TestJointsFollowTheFindings(t *testing.T) {
	t.Parallel()
	c, a := catalogue(t), atlas(t)
	part := func(code string) string {
		s, _ := a.Structure(code)
		return s.Part
	}
	parts := map[string]bool{}
	for _, s := range a.Structures() {
		parts[s.Part] = true
	}
	for _, j := range c.Joints() {
		if len(jointParts[j]) == 0 || slices.ContainsFunc(jointParts[j], func(p string) bool { return !parts[p] }) {
			t.Errorf("%s lies in %q", j, jointParts[j])
		}
	}
	if len(jointParts) != len(c.Joints()) {
		t.Errorf("%d joints have parts, %d a range of motion", len(jointParts), len(c.Joints()))
	}
	got := c.JointsFound([]Finding{{Structure: "trapezius.upper"}, {Structure: "knee.joint"}, {Structure: "levator.scapulae"}, {Structure: "unknown"}}, part)
	if !slices.Equal(got, []string{"neck", "knee"}) {
		t.Errorf("found: %v", got)
	}
}
