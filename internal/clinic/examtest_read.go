package clinic

import (
	"slices"
	"strconv"
	"strings"

	"regimen/internal/table"
)

var testColumns = []string{
	"code", "kind", "region", "name", "also", "level", "view", "structures", "how", "positive", "not_when", "measured", "results", "usual",
	"urgent", "urgency", "action", "against", "sided", "trained", "core", "replaces", "retired", "source",
}

func readTest(r *table.Row) Test {
	t := Test{
		Code: r.Text("code"),
		Kind: r.Choice("kind", TestSpecial, TestDermatome, TestMyotome, TestReflex, TestUpperMotor, TestQuestion, TestPosture, TestGait),
		Name: r.Must("name"), Also: r.List("also"), Region: r.Must("region"), Level: r.Text("level"), View: r.Choice("view", "", ViewSide, ViewBack),
		Structures: r.List("structures"), How: r.Must("how"), Positive: r.Must("positive"), NotWhen: r.Text("not_when"),
		Results: r.List("results"), Usual: r.Must("usual"), Urgent: r.List("urgent"),
		Urgency: r.Choice("urgency", Urgencies()...), Action: r.Text("action"),
		Against: r.Choices("against", append(Places(), PlaceMarkedLimb)...), Replaces: r.Text("replaces"), Retired: r.Yes("retired"),
		Sided: r.Yes("sided"), Trained: r.Yes("trained"), Core: r.Yes("core"), Source: r.Must("source"),
	}
	if len(t.Results) < 2 {
		r.Fail("results", "name at least two results")
	}
	if !slices.Contains(t.Results, t.Usual) {
		r.Fail("usual", "%q is not one of the results", t.Usual)
	}
	for _, u := range t.Urgent {
		if !slices.Contains(t.Results, u) || !t.IsPositive(u) {
			r.Fail("urgent", "%q is not one of the results that are not usual", u)
		}
	}
	if (len(t.Urgent) > 0) != (t.Urgency != "") || (len(t.Urgent) > 0) != (t.Action != "") {
		r.Fail("action", "an urgent result needs its urgency and what to do, and nothing else has them")
	}
	if (len(t.Urgent) > 0) != (len(t.Against) > 0) {
		r.Fail("against", "an urgent result needs what it stands against, and nothing else has it")
	}
	if text := r.Text("measured"); text != "" {
		t.readMeasured(r, text)
	}
	if (t.Kind == TestPosture) != (t.View != "") {
		r.Fail("view", "posture, and nothing else, needs the view: side or back")
	}
	if slices.Contains([]string{TestDermatome, TestMyotome, TestReflex}, t.Kind) && t.Level == "" {
		r.Fail("level", "a test of a nerve root needs its level")
	}
	return t
}

// The ways in which a measure answers a test, beside “measure < number”.
const (
	measuredStrength = "strength of "            // a movement
	measuredOther    = " or less than the other" // side, after the number
)

// readMeasured reads “measure < number”, “measure < number or less than the other” or “strength of measure”.
func (t *Test) readMeasured(r *table.Row, text string) {
	if of, ok := strings.CutPrefix(text, measuredStrength); ok {
		t.Measured, t.StrengthOf = MeasureStrength, of
		if !slices.Contains(t.Results, "5") {
			r.Fail("measured", "strength answers with the grades 0 to 5")
		}
		return
	}
	text, t.OrOther = strings.CutSuffix(text, measuredOther)
	measure, number, ok := strings.Cut(text, "<")
	var err error
	t.Measured = strings.TrimSpace(measure)
	if t.Below, err = strconv.ParseFloat(strings.TrimSpace(number), 64); !ok || err != nil {
		r.Fail("measured", "write a measure, < and a number, or “strength of” and a measure")
	}
	if !slices.Contains(t.Results, ResultPositive) || t.Usual != ResultNegative {
		r.Fail("measured", "a measure answers with negative or positive")
	}
	if t.OrOther && !t.Sided {
		r.Fail("measured", "what has no sides is not less than the other")
	}
}

var clusterColumns = []string{
	"code", "name", "tests", "twice", "need", "or_tests", "or_need", "rules_out", "across", "text", "urgency", "action", "source",
}

func readCluster(r *table.Row) Cluster {
	k := Cluster{
		Code: r.Text("code"), Name: r.Must("name"), Tests: r.List("tests"), Twice: r.List("twice"), Need: r.Count("need"),
		OrTests: r.List("or_tests"), OrNeed: r.Count("or_need"), RulesOut: r.List("rules_out"),
		Across: r.Choice("across", AcrossSame, AcrossAny, AcrossBoth), Text: r.Must("text"),
		Urgency: r.Choice("urgency", Urgencies()...), Action: r.Text("action"),
		Source: r.Must("source"),
	}
	if n := len(k.Tests) + len(k.Twice); k.Need < 2 || k.Need > n {
		r.Fail("need", "a group needs from 2 to all %d of its tests", n)
	}
	if (k.OrNeed > 0) != (len(k.OrTests) > 0) || k.OrNeed > len(k.OrTests) {
		r.Fail("or_need", "the other rule needs from 1 to all %d of its tests", len(k.OrTests))
	}
	for column, list := range map[string][]string{"twice": k.Twice, "or_tests": k.OrTests, "rules_out": k.RulesOut} {
		for _, code := range list {
			if !slices.Contains(k.Tests, code) {
				r.Fail(column, "%q is not one of the tests", code)
			}
		}
	}
	if (k.Urgency != "") != (k.Action != "") {
		r.Fail("action", "an urgent group needs what to do, and nothing else has it")
	}
	return k
}

func (c *Catalogue) checkTests(l *table.Reader) {
	for i := range c.Tests {
		t := &c.Tests[i]
		if me := c.Measure(t.Measured); t.Measured != "" && (me == nil || me.Sided != t.Sided) {
			l.Fail("tests.tsv", 0, "measured", "%q of %q is no measure of measures.tsv with the same sides", t.Measured, t.Code)
		}
		if of := c.Measure(t.StrengthOf); t.StrengthOf != "" && (of == nil || of.Joint == "" || of.Sided != t.Sided) {
			l.Fail("tests.tsv", 0, "measured", "%q of %q is no movement of measures.tsv with the same sides", t.StrengthOf, t.Code)
		}
		if old := c.Test(t.Replaces); t.Replaces != "" && (old == nil || !old.Retired) {
			l.Fail("tests.tsv", 0, "replaces", "%q of %q is no retired test", t.Replaces, t.Code)
		}
	}
	for _, k := range c.Clusters {
		for _, code := range k.Tests {
			switch t := c.Test(code); {
			case t == nil:
				l.Fail("clusters.tsv", 0, "tests", "%q of %q is no code of tests.tsv", code, k.Code)
			case k.Across == AcrossBoth && !t.Sided:
				l.Fail("clusters.tsv", 0, "tests", "%q of %q has no sides, so it cannot be positive on both", code, k.Code)
			}
		}
	}
}
