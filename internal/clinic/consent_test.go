package clinic

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// belly is a course whose plan works on the abdomen.
func belly(t testing.TB) (*course, *Session) {
	t.Helper()
	c := newCourse(t)
	rx := c.rx[0]
	rx.Targets = []Target{{Structure: "psoas.major", Side: anatomy.Left}}
	put(t, c.chart, &rx)
	c.agree(t).on("2026-03-09")
	s, op := StartSession(c.Env, c.chart, &c.plan, "prac-1")
	apply(t, c.chart, op)
	return c, s
}

func TestSessionConsentMissing(t *testing.T) {
	t.Parallel()
	const area = "abdomen-groin"
	yes := func(how string, areas ...string) Consent {
		return Consent{Decision: ConsentGiven, How: how, Areas: areas}
	}
	type step struct {
		after time.Duration // the start of the session
		x     Consent
		in    string // "plan", "session", "other" plan or ""
	}
	for name, x := range map[string]struct {
		steps []step
		note  string
		want  []string // parts of the sentences, in order
	}{
		"nothing asked":        {nil, "", []string{"No consent to “Treatment as explained”", "No consent to “Abdomen and groin”"}},
		"general only":         {[]step{{0, yes(ConsentSpoken, GeneralArea), ""}}, "", []string{"No consent to “Abdomen and groin”"}},
		"spoken only":          {[]step{{0, yes(ConsentSpoken, GeneralArea, area), "session"}}, "", []string{"No signed consent to “Abdomen and groin”"}},
		"signed, not repeated": {[]step{{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"}}, "", []string{"“Abdomen and groin” was not confirmed today"}},
		"signed and confirmed": {[]step{{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"}, {time.Minute, yes(ConsentSpoken, area), "session"}}, "", nil},
		"signed in session":    {[]step{{time.Minute, yes(ConsentWritten, GeneralArea, area), "session"}}, "", nil},
		"signed for another course": {
			[]step{{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "other"}, {time.Minute, yes(ConsentSpoken, area), "session"}},
			"",
			[]string{"No signed consent to “Abdomen and groin”"},
		},
		"withdrawn before": {
			[]step{{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"}, {-time.Hour, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, ""}},
			"",
			[]string{"“Abdomen and groin” was withdrawn on 9 March 2026. Leave it out"},
		},
		"a spoken yes does not bring back the signature": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{-time.Hour, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, ""},
				{time.Minute, yes(ConsentSpoken, area), "session"},
			}, "", []string{"No signed consent"},
		},
		"withdrawn half way": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{time.Minute, yes(ConsentSpoken, area), "session"},
				{20 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, "session"},
			}, "", []string{"Write with the treatment how far it went"},
		},
		"withdrawn half way, and said so": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{time.Minute, yes(ConsentSpoken, area), "session"},
				{20 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, "session"},
			}, "Stopped after two minutes", nil,
		},
		"withdrawn after the treatment": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{time.Minute, yes(ConsentSpoken, area), "session"},
				{61 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, ""},
			}, "", nil,
		},
		"withdrawn and refused after the treatment": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{time.Minute, yes(ConsentSpoken, area), "session"},
				{61 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, ""},
				{62 * time.Minute, Consent{Decision: ConsentRefused, Areas: []string{area}}, ""},
			}, "", nil,
		},
		"withdrawn in the treatment and again after it": {
			[]step{
				{-72 * time.Hour, yes(ConsentWritten, GeneralArea, area), "plan"},
				{time.Minute, yes(ConsentSpoken, area), "session"},
				{20 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, "session"},
				{61 * time.Minute, Consent{Decision: ConsentWithdrawn, Areas: []string{area}}, ""},
			}, "Stopped after two minutes", nil,
		},
		"refused": {
			[]step{{time.Minute, Consent{Decision: ConsentRefused, How: ConsentWritten, Areas: []string{area}}, "session"}, {time.Minute, yes(ConsentSpoken, GeneralArea), ""}},
			"",
			[]string{"“Abdomen and groin” was refused on 9 March 2026. Leave it out"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, s := belly(t)
			start := c.at
			old := &Plan{ID: "old", PatientID: s.PatientID, Lineage: "old", Version: 1, Minutes: 60, CreatedAt: start}
			put(t, c.chart, old, &PlanEnd{ID: "end", PatientID: s.PatientID, PlanID: "old", Date: "2026-01-01", Outcome: OutcomeFinished})
			for _, d := range x.steps {
				c.at = start.Add(d.after)
				switch d.in {
				case "plan":
					d.x.PlanID = c.plan.ID
				case "other":
					d.x.PlanID = "old"
				case "session":
					d.x.PlanID, d.x.SessionID = c.plan.ID, s.ID
				}
				c.decide(t, d.x)
			}
			apply(t, c.chart, FinishTreatments(c.chart, s))
			for _, tr := range c.chart.TreatmentsOf(s.ID) {
				tr.Note = x.note
				put(t, c.chart, &tr)
			}
			s.EndedAt = start.Add(time.Hour)
			put(t, c.chart, s)
			got := SessionConsentMissing(c.cat, c.chart, s)
			if len(got) != len(x.want) {
				t.Fatalf("%q, want %q", got, x.want)
			}
			for i := range got {
				if !strings.Contains(got[i].String(), x.want[i]) {
					t.Errorf("%q, want %q", got[i], x.want[i])
				}
			}
			if len(got) > 0 {
				if _, err := SignSession(c.Env, c.cat, c.chart, s, robin); err == nil || !strings.Contains(err.Error(), got[0].String()) {
					t.Errorf("signed without consent: %v", err)
				}
			}
		})
	}
}

// What was signed for the course and is not agreed to today is left out, and the consent of the course stands.
func TestNotAgreedToTodayIsLeftOut(t *testing.T) {
	t.Parallel()
	c, s := belly(t)
	c.decide(t, Consent{
		Decision: ConsentGiven, How: ConsentWritten, Areas: []string{GeneralArea, "abdomen-groin"}, PlanID: c.plan.ID, Signature: [][][2]float64{{{0, 0}, {1, 1}}},
	})
	if got := ToConfirm(c.cat, c.chart, s); len(got) != 1 {
		t.Fatalf("to confirm: %+v", got)
	}
	before, n := len(c.chart.Consents), 0
	op := LeaveUnconfirmed(c.cat, c.chart, s, "Not agreed to today")
	apply(t, c.chart, op)
	for _, x := range c.chart.TreatmentsOf(s.ID) {
		if x.Status == TreatmentLeft {
			n++
			if x.Reason != "Not agreed to today" {
				t.Errorf("left out: %q", x.Reason)
			}
		}
	}
	if n == 0 || n != len(op.Put) || len(ToConfirm(c.cat, c.chart, s)) > 0 || len(c.chart.Consents) != before {
		t.Errorf("%d left out, still to confirm %+v", n, ToConfirm(c.cat, c.chart, s))
	}
	if !LeaveUnconfirmed(c.cat, c.chart, s, "again").Empty() {
		t.Error("left out twice")
	}
}

// What is left out needs no consent, and what is not given is not asked for.
func TestLeftOutNeedsNoConsent(t *testing.T) {
	t.Parallel()
	c, s := belly(t)
	for _, x := range c.chart.TreatmentsOf(s.ID) {
		op, err := MarkTreatment(c.cat, x, TreatmentLeft, "The patient said no")
		if err != nil {
			t.Fatal(err)
		}
		apply(t, c.chart, op)
	}
	if got := SessionConsentMissing(c.cat, c.chart, s); len(got) > 0 {
		t.Errorf("%q", got)
	}
	if got := SessionConsent(c.cat, c.chart, s); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestTechniqueNeedsItsOwnConsent(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	rx := c.rx[1]
	rx.Technique = "dry-needling"
	put(t, c.chart, &rx)
	c.agree(t)
	c.allow(t)
	needs := PlanConsent(c.cat, c.chart, &c.plan)
	if len(needs) != 2 || needs[0].Area != GeneralArea || needs[1].Technique != "dry-needling" || !needs[1].Written || needs[1].EachSession {
		t.Fatalf("%+v", needs)
	}
	if got := planLacks(c.cat, c.chart, &c.plan); len(got) != 1 || got[0] != "No consent to “Dry needling” is recorded." {
		t.Errorf("%q", got)
	}
	c.decide(t, Consent{Decision: ConsentGiven, PlanID: c.plan.ID, Techniques: []string{"dry-needling"}})
	if got := planLacks(c.cat, c.chart, &c.plan); len(got) != 1 || !strings.HasPrefix(got[0], "No signed consent") {
		t.Errorf("%q", got)
	}
	c.decide(t, Consent{Decision: ConsentGiven, How: ConsentWritten, PlanID: c.plan.ID, Techniques: []string{"dry-needling"}})
	if got := planLacks(c.cat, c.chart, &c.plan); len(got) != 0 {
		t.Errorf("%q", got)
	}
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	if got := planLacks(c.cat, c.chart, next); len(got) != 0 {
		t.Errorf("the next version of the same course: %q", got)
	}
}

func TestConfirmToday(t *testing.T) {
	t.Parallel()
	c, s := belly(t)
	if op, err := ConfirmToday(c.Env, c.cat, c.chart, s); err != nil || !op.Empty() {
		t.Errorf("confirmed what nobody signed: %+v %v", op, err)
	}
	c.decide(t, Consent{Decision: ConsentGiven, How: ConsentWritten, PlanID: c.plan.ID, Areas: []string{GeneralArea, "abdomen-groin", "buttocks"}})
	op, err := ConfirmToday(c.Env, c.cat, c.chart, s)
	if err != nil || len(op.Put) != 1 || op.Scope != "" {
		t.Fatalf("%+v %v", op, err)
	}
	x := op.Put[0].(*Consent)
	if !slices.Equal(x.Areas, []string{"abdomen-groin"}) || x.SessionID != s.ID || x.How != ConsentSpoken || x.By != "Margaret Doyle" || x.Explained != "Robin Vale" {
		t.Errorf("%+v", x)
	}
	apply(t, c.chart, op)
	if op, err := ConfirmToday(c.Env, c.cat, c.chart, s); err != nil || !op.Empty() {
		t.Errorf("confirmed twice: %+v %v", op, err)
	}
}

func TestMinors(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		born  Date
		x     Consent
		wrong string
	}{
		"adult":                 {"2008-03-02", Consent{Decision: ConsentGiven}, ""},
		"a day too young":       {"2008-03-03", Consent{Decision: ConsentGiven}, "note"},
		"no birth date":         {"", Consent{Decision: ConsentGiven}, ""},
		"guardian":              {"2012-01-01", Consent{Decision: ConsentGiven, By: "Ann Doyle", ByAs: ByGuardian, RelationCode: RelationParent}, ""},
		"guardian, no relation": {"2012-01-01", Consent{Decision: ConsentGiven, By: "Ann Doyle", ByAs: ByGuardian}, "relation_code"},
		"mature":                {"2009-01-01", Consent{Decision: ConsentGiven, Note: "Lives alone, explains it in own words"}, ""},
		"refuses":               {"2012-01-01", Consent{Decision: ConsentRefused}, ""},
		"withdraws":             {"2012-01-01", Consent{Decision: ConsentWithdrawn}, ""},
	} {
		c := &course{testEnv: newEnv("2026-03-02"), cat: catalogue(t), chart: &Chart{Patient: Patient{ID: "p", GivenName: "Peg", BirthDate: x.born}}}
		d := x.x
		d.Areas, d.How = []string{GeneralArea}, ConsentSpoken
		if d.By == "" {
			d.By, d.ByAs = "Peg", ByThePatient
		}
		_, err := Decide(c.Env, c.cat, c.chart, Say("Record consent"), d)
		if (err == nil) != (x.wrong == "") || x.wrong != "" && FieldMessage(err, x.wrong).IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever was decided in whatever order: after a withdrawal nothing stands, and after a signature in this
// course everything does.
func TestConsentStandingProperties(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	subjects := cat.ConsentSubjects()
	rapid.Check(t, func(t *rapid.T) {
		e := newEnv("2026-03-02")
		chart := &Chart{Patient: Patient{ID: "p"}, Plans: []Plan{{ID: "v1", Lineage: "v1", Version: 1}, {ID: "v2", Lineage: "v1", Version: 2}, {ID: "o", Lineage: "o", Version: 1}}}
		subject := rapid.SampledFrom(subjects).Draw(t, "subject")
		in := Consenting{Lineage: "v1", Session: "s"}
		for range rapid.IntRange(0, 8).Draw(t, "n") {
			e.at = e.at.Add(time.Minute)
			about := rapid.SampledFrom(subjects).Draw(t, "about")
			x := Consent{
				ID: e.NewID(), At: e.at, Decision: rapid.SampledFrom([]string{ConsentGiven, ConsentRefused, ConsentWithdrawn}).Draw(t, "decision"),
				How:    rapid.SampledFrom([]string{ConsentWritten, ConsentSpoken}).Draw(t, "how"),
				PlanID: rapid.SampledFrom([]string{"", "v1", "v2", "o"}).Draw(t, "plan"), SessionID: rapid.SampledFrom([]string{"", "s", "z"}).Draw(t, "session"),
			}
			if about.Technique != "" {
				x.Techniques = []string{about.Technique}
			} else {
				x.Areas = []string{about.Area}
			}
			was := chart.ConsentStanding(subject, in)
			chart.Consents = append(chart.Consents, x)
			now := chart.ConsentStanding(subject, in)
			if !subject.Concerns(&x) {
				if now.Given != was.Given || now.Written != was.Written || now.Confirmed != was.Confirmed {
					t.Fatalf("a decision about something else counts: %+v, then %+v", was, now)
				}
				continue
			}
			switch {
			case x.Decision != ConsentGiven && (now.Given || now.Written || now.Confirmed || now.lacks(subject).IsZero()):
				t.Fatalf("stands after it was %s: %+v", x.Decision, now)
			case x.Decision == ConsentGiven && x.How == ConsentWritten && x.PlanID == "v2" && x.SessionID == "s" && (!now.Enough(subject) || now.lacks(subject).String() != ""):
				t.Fatalf("not enough: %+v", now)
			case now.Enough(subject) != now.lacks(subject).IsZero():
				t.Fatalf("%+v lacks %q", now, now.lacks(subject))
			}
		}
	})
}

// The areas are those of the reference, and every structure in them is in the anatomy table and lies in one area only.
func TestAreas(t *testing.T) {
	t.Parallel()
	c, body := catalogue(t), atlas(t)
	for code, sensitive := range map[string]bool{
		GeneralArea: false, "breast": true, "chest-wall": true, "inner-thigh": true, "buttocks": true, "abdomen-groin": true, "axilla": true, "mouth": true,
	} {
		if a := c.ConsentArea(code); a == nil || a.Sensitive != sensitive {
			t.Errorf("%s: %+v", code, a)
		}
	}
	owner := map[string]string{}
	for _, a := range c.ConsentAreas {
		for _, code := range a.Structures {
			if _, ok := body.Structure(code); !ok {
				t.Errorf("%s: no structure %q", a.Code, code)
			}
			if owner[code] != "" {
				t.Errorf("%s lies in %s and in %s", code, owner[code], a.Code)
			}
			owner[code] = a.Code
		}
	}
	for _, code := range []string{"dry-needling", "cupping"} {
		if c.ConsentTechnique(code) == nil {
			t.Errorf("%s needs no consent of its own", code)
		}
	}
}

// planLacks says what consent a plan still needs, as sentences.
func planLacks(cat *Catalogue, chart *Chart, p *Plan) []string {
	var out []string
	for _, s := range PlanConsent(cat, chart, p) {
		if text := chart.ConsentStanding(s, Consenting{Lineage: p.Lineage}).lacks(s); text.String() != "" {
			out = append(out, text.String())
		}
	}
	return out
}
