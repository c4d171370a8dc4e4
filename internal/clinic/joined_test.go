package clinic

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// joinedCharts are a chart a into which b was joined on day 10, and into b before that c on day 5. add files what was made
// for one of them.
func joinedCharts() (c *Chart, add func(of string, r Record)) {
	c = &Chart{Patient: Patient{ID: "a", GivenName: "Ann", CreatedAt: marchDay(1)}}
	c.Joined = []Joined{{ID: "j1", PatientID: "b", Other: "c", At: marchDay(5)}, {ID: "j2", PatientID: "a", Other: "b", At: marchDay(10)}}
	return c, func(of string, r Record) { c.AddOf("a", FiledUnder(r, of)) }
}

func marchDay(n int) time.Time { return time.Date(2026, 3, n, 9, 0, 0, 0, time.UTC) }

// The stricter consent stands until somebody is asked again after the two were joined.
func TestStricterConsentOfJoinedRecords(t *testing.T) {
	t.Parallel()
	type said struct {
		of       string
		day      int
		decision string
	}
	subject := ConsentSubject{Area: GeneralArea}
	for name, x := range map[string]struct {
		said  []said
		given bool
	}{
		"withdrawn in the other":                          {[]said{{"b", 2, ConsentWithdrawn}, {"a", 3, ConsentGiven}}, false},
		"withdrawn here":                                  {[]said{{"a", 2, ConsentWithdrawn}, {"b", 3, ConsentGiven}}, false},
		"withdrawn and given again in the other":          {[]said{{"b", 2, ConsentWithdrawn}, {"b", 3, ConsentGiven}, {"a", 1, ConsentGiven}}, true},
		"asked again since":                               {[]said{{"b", 2, ConsentWithdrawn}, {"a", 3, ConsentGiven}, {"a", 11, ConsentGiven}}, true},
		"withdrawn since":                                 {[]said{{"a", 3, ConsentGiven}, {"b", 11, ConsentWithdrawn}}, false},
		"only the other was asked":                        {[]said{{"c", 2, ConsentGiven}}, true},
		"nobody was asked":                                {nil, false},
		"asked again between, of which the third knew":    {[]said{{"c", 2, ConsentWithdrawn}, {"b", 7, ConsentGiven}, {"a", 3, ConsentGiven}}, true},
		"asked again between, of which the first did not": {[]said{{"a", 2, ConsentRefused}, {"b", 7, ConsentGiven}}, false},
	} {
		c, add := joinedCharts()
		for i, s := range x.said {
			add(s.of, &Consent{ID: string(rune('p' + i)), PatientID: s.of, Decision: s.decision, Areas: []string{GeneralArea}, At: marchDay(s.day)})
		}
		c.Sort()
		if st := c.ConsentStanding(subject, Consenting{}); st.Given != x.given || (st.Last == nil) != (len(x.said) == 0) {
			t.Errorf("%s: %+v", name, st)
		}
	}
}

// A danger that one record knows stands against a no of another that was said without knowing of it.
func TestStricterAnswerOfJoinedRecords(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	type said struct {
		of     string
		day    int
		answer string
	}
	for name, x := range map[string]struct {
		said []said
		want string
	}{
		"yes in the other, no later here":          {[]said{{"b", 2, AnswerYes}, {"a", 3, AnswerNo}}, AnswerYes},
		"unsure in the third":                      {[]said{{"c", 2, AnswerUnsure}, {"a", 3, AnswerNo}, {"b", 4, AnswerNo}}, AnswerUnsure},
		"yes here, no later in the other":          {[]said{{"a", 2, AnswerYes}, {"b", 3, AnswerNo}}, AnswerYes},
		"no after they were joined":                {[]said{{"b", 2, AnswerYes}, {"a", 11, AnswerNo}}, AnswerNo},
		"yes and then no in the other":             {[]said{{"b", 2, AnswerYes}, {"b", 3, AnswerNo}, {"a", 1, AnswerNo}}, AnswerNo},
		"no in the second after it had the third":  {[]said{{"c", 2, AnswerYes}, {"b", 6, AnswerNo}}, AnswerNo},
		"no in the first, the third not yet known": {[]said{{"c", 2, AnswerYes}, {"a", 6, AnswerNo}}, AnswerYes},
	} {
		c, add := joinedCharts()
		for i, s := range x.said {
			id := string(rune('p' + i))
			add(s.of, &Assessment{ID: "as" + id, PatientID: s.of, Date: DateOf(marchDay(s.day)), CreatedAt: marchDay(s.day)})
			add(s.of, &Screening{ID: id, PatientID: s.of, AssessmentID: "as" + id, Item: "dvt", Answer: s.answer, At: marchDay(s.day)})
		}
		c.Sort()
		if got := c.LatestAnswers(cat)["dvt"].Answer; got != x.want {
			t.Errorf("%s: %s, want %s", name, got, x.want)
		}
		if c.With(nil, nil).LatestAnswers(cat)["dvt"].Answer != x.want {
			t.Errorf("%s: a chart after a change knows less", name)
		}
	}
}

// Whatever two records say: of each detail one of the two stays, all alerts and numbers stay, and taken apart it is as before.
func TestJoinedDetailsComeBack(t *testing.T) {
	t.Parallel()
	env := newEnv(gateDay)
	rapid.Check(t, func(t *rapid.T) {
		any := func(id string) *Chart {
			p := Patient{ID: id}
			eachField(&p, func(name string, v reflect.Value) {
				if name == "id" || !rapid.Bool().Draw(t, name) {
					return
				}
				word := rapid.SampledFrom([]string{"x", "X ", "y", "1 2", "12"}).Draw(t, name+"'s word")
				switch x := v.Addr().Interface().(type) {
				case *string:
					*x = word
				case *Date:
					*x = "1961-04-03"
				case *bool:
					*x = true
				case *time.Time:
					*x = marchDay(1)
				case *[]string:
					*x = []string{word}
				case *[]Phone:
					*x = []Phone{{Number: word}}
				}
			})
			return &Chart{Patient: p}
		}
		j := &Joining{Stays: any("a"), Other: any("b"), Theirs: map[string]bool{}}
		was := *Copy(&j.Stays.Patient).(*Patient)
		for _, c := range j.Choices() {
			j.Theirs[c.Name] = rapid.Bool().Draw(t, "theirs "+c.Name)
		}
		p := j.Details()
		for _, a := range slices.Concat(j.Stays.Patient.Alerts, j.Other.Patient.Alerts) {
			if !slices.ContainsFunc(p.Alerts, func(b string) bool { return alike(reflect.ValueOf(a), reflect.ValueOf(b)) }) {
				t.Fatalf("the alert %q is lost", a)
			}
		}
		if p.NoCalls != (j.Stays.Patient.NoCalls || j.Other.Patient.NoCalls) || !p.ArchivedAt.IsZero() && (was.ArchivedAt.IsZero() || j.Other.Patient.ArchivedAt.IsZero()) {
			t.Fatalf("%+v", p)
		}
		for _, c := range j.parts() {
			for _, f := range c.Fields {
				got, a, b := j.value(&p, f), j.value(&j.Stays.Patient, f), j.value(&j.Other.Patient, f)
				if !reflect.DeepEqual(got.Interface(), a.Interface()) && !reflect.DeepEqual(got.Interface(), b.Interface()) {
					t.Fatalf("%s is %v, of %v and %v", f, got, a, b)
				}
			}
		}
		if !reflect.DeepEqual(was, j.Stays.Patient) {
			t.Fatal("looking at it changed the patient")
		}
		if p.ID != "a" {
			t.Fatal(p.ID)
		}
		if p.GivenName == "" && p.FamilyName == "" && p.PreferredName == "" {
			return // whom nobody could keep
		}
		op, err := j.Join(env.Env)
		if err != nil {
			t.Fatal(err)
		}
		x := *op.Put[0].(*Joined)
		apart, stays := TakeApart(env.Env, x, p, "other")
		back := p
		for _, r := range apart.Put[1:] {
			back = *r.(*Patient)
		}
		if len(stays) > 0 || len(ChangedFields(orNil(&back), orNil(&was))) > 0 {
			t.Fatalf("%v stay; it is\n%+v, was\n%+v", stays, back, was)
		}
		// What was changed since stays so, and is told; what was added to a list stays.
		since := p
		since.Occupation, since.Alerts = "changed since", append(slices.Clone(p.Alerts), "new")
		apart, stays = TakeApart(env.Env, x, since, "other")
		back = since
		for _, r := range apart.Put[1:] {
			back = *r.(*Patient)
		}
		took := slices.ContainsFunc(x.Taken, func(o TakenOver) bool { return o.Field == "occupation" })
		if back.Occupation != "changed since" || slices.Contains(stays, "occupation") != took || !slices.Contains(back.Alerts, "new") {
			t.Fatalf("%v stay; %+v", stays, back)
		}
	})
}

// orNil has lists without anything in them the same, whatever they are made of.
func orNil(p *Patient) *Patient {
	out := *p
	if len(out.Alerts) == 0 {
		out.Alerts = nil
	}
	if len(out.Phones) == 0 {
		out.Phones = nil
	}
	return &out
}

// A note that was written on since it was joined gives back what came with the joining, and keeps what was written.
func TestNotesTakenApart(t *testing.T) {
	t.Parallel()
	env := newEnv(gateDay)
	j := &Joining{Stays: &Chart{Patient: Patient{ID: "a", GivenName: "A", Notes: "Rings first"}}, Other: &Chart{Patient: Patient{ID: "b", GivenName: "A", Notes: "Parks behind"}}}
	op, err := j.Join(env.Env)
	if err != nil {
		t.Fatal(err)
	}
	x, joined := *op.Put[0].(*Joined), *op.Put[1].(*Patient)
	if joined.Notes != "Rings first\n\nParks behind" {
		t.Errorf("%q", joined.Notes)
	}
	for now, want := range map[string]string{
		joined.Notes:                    "Rings first",
		joined.Notes + "\nBrings a dog": "Rings first\nBrings a dog",
		"Never rings\n\nParks behind":   "Never rings",
		"Rings first, parks behind":     "Rings first, parks behind", // what came cannot be told any more
	} {
		p := joined
		p.Notes = now
		op, stays := TakeApart(env.Env, x, p, "A")
		for _, r := range op.Put[1:] {
			p = *r.(*Patient)
		}
		if p.Notes != want || (len(stays) > 0) != (now == want) {
			t.Errorf("%q becomes %q, want %q; %v stay", now, p.Notes, want, stays)
		}
	}
	if err := (&Joined{ID: "j", PatientID: "a", Other: "a"}).Validate(); FieldMessage(err, "other").IsZero() {
		t.Errorf("joined with itself: %v", err)
	}
}
