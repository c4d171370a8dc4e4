package clinic

import "slices"

var testColumns = []string{
	"code", "kind", "region", "name", "level", "view", "structures", "how", "positive", "results", "usual", "urgent", "urgency",
	"action", "sided", "trained", "core", "source",
}

func readTest(r *tableRow) Test {
	t := Test{
		Code: r.text("code"),
		Kind: r.choice("kind", TestSpecial, TestDermatome, TestMyotome, TestReflex, TestUpperMotor, TestPosture, TestGait),
		Name: r.must("name"), Region: r.must("region"), Level: r.text("level"), View: r.choice("view", "", ViewSide, ViewBack),
		Structures: r.list("structures"), How: r.must("how"), Positive: r.must("positive"),
		Results: r.list("results"), Usual: r.must("usual"), Urgent: r.list("urgent"),
		Urgency: r.choice("urgency", "", UrgencyEmergency, UrgencySameDay, UrgencyDoctor), Action: r.text("action"),
		Sided: r.yes("sided"), Trained: r.yes("trained"), Core: r.yes("core"), Source: r.must("source"),
	}
	if len(t.Results) < 2 {
		r.fail("results", "name at least two results")
	}
	if !slices.Contains(t.Results, t.Usual) {
		r.fail("usual", "%q is not one of the results", t.Usual)
	}
	for _, u := range t.Urgent {
		if !slices.Contains(t.Results, u) || !t.IsPositive(u) {
			r.fail("urgent", "%q is not one of the results that are not usual", u)
		}
	}
	if (len(t.Urgent) > 0) != (t.Urgency != "") || (len(t.Urgent) > 0) != (t.Action != "") {
		r.fail("action", "an urgent result needs its urgency and what to do, and nothing else has them")
	}
	if (t.Kind == TestPosture) != (t.View != "") {
		r.fail("view", "posture, and nothing else, needs the view: side or back")
	}
	if slices.Contains([]string{TestDermatome, TestMyotome, TestReflex}, t.Kind) && t.Level == "" {
		r.fail("level", "a test of a nerve root needs its level")
	}
	return t
}

var clusterColumns = []string{"code", "name", "tests", "need", "across", "text", "urgency", "action", "sure", "source"}

func readCluster(r *tableRow) Cluster {
	k := Cluster{
		Code: r.text("code"), Name: r.must("name"), Tests: r.list("tests"), Need: r.count("need"),
		Across: r.choice("across", AcrossSame, AcrossAny, AcrossBoth), Text: r.must("text"),
		Urgency: r.choice("urgency", "", UrgencyEmergency, UrgencySameDay, UrgencyDoctor), Action: r.text("action"),
		Sure: r.choice("sure", "V", "M"), Source: r.must("source"),
	}
	if k.Need < 2 || k.Need > len(k.Tests) {
		r.fail("need", "a group needs from 2 to all %d of its tests", len(k.Tests))
	}
	if (k.Urgency != "") != (k.Action != "") {
		r.fail("action", "an urgent group needs what to do, and nothing else has it")
	}
	return k
}

func (l *catalogueReader) checkTests(c *Catalogue) {
	for _, k := range c.Clusters {
		for _, code := range k.Tests {
			switch t := c.Test(code); {
			case t == nil:
				l.fail("clusters.tsv", 0, "tests", "%q of %q is no code of tests.tsv", code, k.Code)
			case k.Across == AcrossBoth && !t.Sided:
				l.fail("clusters.tsv", 0, "tests", "%q of %q has no sides, so it cannot be positive on both", code, k.Code)
			}
		}
	}
}
