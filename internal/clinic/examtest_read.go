package clinic

import "regimen/internal/table"

import "slices"

var testColumns = []string{
	"code", "kind", "region", "name", "level", "view", "structures", "how", "positive", "results", "usual", "urgent", "urgency",
	"action", "sided", "trained", "core", "source",
}

func readTest(r *table.Row) Test {
	t := Test{
		Code: r.Text("code"),
		Kind: r.Choice("kind", TestSpecial, TestDermatome, TestMyotome, TestReflex, TestUpperMotor, TestPosture, TestGait),
		Name: r.Must("name"), Region: r.Must("region"), Level: r.Text("level"), View: r.Choice("view", "", ViewSide, ViewBack),
		Structures: r.List("structures"), How: r.Must("how"), Positive: r.Must("positive"),
		Results: r.List("results"), Usual: r.Must("usual"), Urgent: r.List("urgent"),
		Urgency: r.Choice("urgency", Urgencies()...), Action: r.Text("action"),
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
	if (t.Kind == TestPosture) != (t.View != "") {
		r.Fail("view", "posture, and nothing else, needs the view: side or back")
	}
	if slices.Contains([]string{TestDermatome, TestMyotome, TestReflex}, t.Kind) && t.Level == "" {
		r.Fail("level", "a test of a nerve root needs its level")
	}
	return t
}

var clusterColumns = []string{"code", "name", "tests", "need", "across", "text", "urgency", "action", "sure", "source"}

func readCluster(r *table.Row) Cluster {
	k := Cluster{
		Code: r.Text("code"), Name: r.Must("name"), Tests: r.List("tests"), Need: r.Count("need"),
		Across: r.Choice("across", AcrossSame, AcrossAny, AcrossBoth), Text: r.Must("text"),
		Urgency: r.Choice("urgency", Urgencies()...), Action: r.Text("action"),
		Sure: r.Choice("sure", "V", "M"), Source: r.Must("source"),
	}
	if k.Need < 2 || k.Need > len(k.Tests) {
		r.Fail("need", "a group needs from 2 to all %d of its tests", len(k.Tests))
	}
	if (k.Urgency != "") != (k.Action != "") {
		r.Fail("action", "an urgent group needs what to do, and nothing else has it")
	}
	return k
}

func (c *Catalogue) checkTests(l *table.Reader) {
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
