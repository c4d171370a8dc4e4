package clinic

import (
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	chart := &Chart{}
	var before []Kind
	for _, k := range Kinds() {
		r := NewRecord(k)
		if r == nil || r.Kind() != k {
			t.Fatalf("an empty %s is %T", k, r)
		}
		row := k.Row()
		if name := k.Name(); name == "" || name == row.Noun && k != KindHomeCare || !slices.Contains(Senses(), row.Sense) {
			t.Errorf("a %s is %q, of the sense %q", k, row.Noun, row.Sense)
		}
		if row.Closed.IsZero() != row.Instead.IsZero() || row.ForEver && row.Closed.IsZero() {
			t.Errorf("a closed %s: %q, %q", k, row.Closed, row.Instead)
		}
		if _, closes := r.(Signed); closes != (row.Signature != "") {
			t.Errorf("the time that closes a %s is %q", k, row.Signature)
		} else if closes {
			if _, there := FieldValue(r, row.Signature); !there {
				t.Errorf("a %s has no %s", k, row.Signature)
			}
		}
		eachField(r, func(name string, _ reflect.Value) { // what it points at is written before it
			if to := pointsAt[name]; to != "" && to != k && !slices.Contains(before, to) {
				t.Errorf("a %s points at a %s, which comes after it", k, to)
			}
		})
		before = append(before, k)
		if r.Validate() == nil && k != KindStroke && k != KindPlan {
			t.Errorf("an empty %s can be kept", k)
		}
		if err := json.Unmarshal([]byte(`{"id":"7","patient_id":"p"}`), r); err != nil {
			t.Fatal(err)
		}
		patient := "p"
		if _, about := FieldValue(r, "patient_id"); row.Owner != OfPatient && !about {
			patient = ""
		} else if k == KindPatient {
			patient = "7"
		}
		if r.Key() != "7" || r.PatientKey() != patient || RefTo(r) != (Ref{k, "7"}) {
			t.Errorf("%s: key %q of patient %q", k, r.Key(), r.PatientKey())
		}
		if filed := chart.Add(r); filed != (row.Owner == OfPatient) {
			t.Errorf("a %s in a chart: %v", k, filed)
		}
	}
	if NewRecord("horoscope") != nil {
		t.Error("there is an unknown kind of record")
	}
	chart.Sort()
	if chart.Assessment("7") == nil || chart.Session("7") == nil || chart.Plan("7") == nil || chart.Finding("7") == nil || chart.LatestAssessment().ID != "7" {
		t.Error("what was filed is not found")
	}
}

// Records are closed by the signature of what they belong to, and by nothing else.
func TestLocks(t *testing.T) {
	t.Parallel()
	a, s, p := Ref{KindAssessment, "a"}, Ref{KindSession, "s"}, Ref{KindPlan, "p"}
	for _, x := range []struct {
		record Record
		want   []Ref
	}{
		{&Assessment{ID: "a"}, []Ref{a}},
		{&Session{ID: "s"}, []Ref{s}},
		{&Plan{ID: "p"}, []Ref{p}},
		{&Finding{AssessmentID: "a"}, []Ref{a}},
		{&Finding{SessionID: "s"}, []Ref{s}},
		{&Stroke{AssessmentID: "a"}, []Ref{a}},
		{&Screening{AssessmentID: "a", SessionID: "s"}, []Ref{a, s}},
		{&Measurement{SessionID: "s"}, []Ref{s}},
		{&Measurement{}, nil},
		{&Treatment{SessionID: "s"}, []Ref{s}},
		{&Problem{PlanID: "p"}, []Ref{p}},
		{&Goal{PlanID: "p"}, []Ref{p}},
		{&Prescription{PlanID: "p"}, []Ref{p}},
		{&HomeCare{PlanID: "p"}, []Ref{p}},
		{&PlanEnd{PlanID: "p"}, nil},
		{&Addendum{AssessmentID: "a"}, nil},
		{&Clearance{}, nil},
		{&Patient{}, nil},
		{&Practitioner{}, nil},
		{&Clinic{}, nil},
	} {
		if got := x.record.Locks(); !slices.Equal(got, x.want) {
			t.Errorf("%s is closed by %v, want %v", x.record.Kind(), got, x.want)
		}
	}
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, s := range []Signed{&Assessment{SignedAt: at}, &Session{SignedAt: at}, &Plan{AgreedAt: at}} {
		if s.SignedTime() != at {
			t.Errorf("a signed %s is not", s.Kind())
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	const day = Date("2026-03-02")
	for name, x := range map[string]struct {
		record Record
		field  string // "" when it can be kept
	}{
		"patient":                {&Patient{FamilyName: "Doyle", BirthDate: "1950-02-28", Email: "peg@example.org"}, ""},
		"patient with no name":   {&Patient{GivenName: " "}, "given_name"},
		"born on no day":         {&Patient{GivenName: "A", BirthDate: "2023-02-29"}, "birth_date"},
		"email with no domain":   {&Patient{GivenName: "A", Email: "peg@"}, "email"},
		"paper":                  {&Clinic{Paper: "A3"}, "paper"},
		"practitioner":           {&Practitioner{}, "name"},
		"assessment":             {&Assessment{Date: day, Type: AssessmentReview}, ""},
		"assessment on no day":   {&Assessment{Date: "2026-02-30", Type: AssessmentReview}, "date"},
		"injured later":          {&Assessment{Date: day, Type: AssessmentInitial, InjuredOn: "2026-03-03"}, "injured_on"},
		"unknown assessment":     {&Assessment{Date: day, Type: "third"}, "type"},
		"maybe":                  {&Screening{Item: "dvt", Answer: "maybe"}, "answer"},
		"clearance with no area": {&Clearance{Item: "dvt", Doctor: "Lee", Date: day}, "scope"},
		"clearance backwards":    {&Clearance{Item: "dvt", Doctor: "Lee", Date: day, Scope: "all", Expires: "2026-03-01"}, "expires"},
		"finding":                {&Finding{Structure: "soleus", Side: "L", Source: ByPatient, Type: "pain", Severity: ptr(10)}, ""},
		"severity of 11":         {&Finding{Structure: "soleus", Side: "L", Source: ByPatient, Type: "pain", Severity: ptr(11)}, "severity"},
		"finding on no side":     {&Finding{Structure: "soleus", Source: ByPatient, Type: "pain"}, "side"},
		"finding by nobody":      {&Finding{Structure: "soleus", Side: "L", Type: "pain"}, "source"},
		"unknown finding":        {&Finding{Structure: "soleus", Side: "L", Source: ByPatient, Type: "aura"}, "type"},
		"line of a point":        {&Stroke{View: "posterior", Tool: StrokePen, Source: ByPatient, Points: [][2]float64{{1, 1}}}, "points"},
		"measured nothing":       {&Measurement{Measure: "nprs", Side: "M", Date: day, Value: math.NaN()}, "value"},
		"pain while measuring":   {&Measurement{Measure: "nprs", Side: "M", Date: day, Pain: ptr(-1)}, "pain"},
		"line to nowhere":        {&Stroke{View: "posterior", Tool: StrokePen, Source: ByPatient, Points: [][2]float64{{1, 1}, {2, math.Inf(1)}}}, "points"},
		"line with no width":     {&Stroke{View: "posterior", Tool: StrokePen, Source: ByPatient, Points: [][2]float64{{1, 1}, {2, 2}}, WidthMM: math.NaN()}, "width_mm"},
		"finding nowhere":        {&Finding{Structure: "soleus", Side: "L", Source: ByPatient, Type: "pain", Y: math.NaN()}, "y"},
		"goal of no number":      {&Goal{Benefit: Mobility, Side: "M", TargetTo: ptr(math.NaN())}, "target"},
		"addendum for no reason": {&Addendum{Text: "x", By: "y"}, "reason"},
		"plan":                   {&Plan{Minutes: 60, Phases: []Phase{{4, 7}}}, ""},
		"plan of no length":      {&Plan{Minutes: 0}, "minutes"},
		"phase of nothing":       {&Plan{Minutes: 60, Phases: []Phase{{0, 7}}}, "phases"},
		"endless plan":           {&Plan{Minutes: 60, Phases: []Phase{{150, 7}, {51, 7}}}, "phases"},
		"review before start":    {&Plan{Minutes: 60, Start: day, ReviewDate: "2026-03-01"}, "review_date"},
		"paid to come":           {&Plan{Minutes: 60, CostCents: ptr(-1)}, "cost_cents"},
		"problem in no words":    {&Problem{Words: "\n"}, "words"},
		"goal":                   {&Goal{Benefit: Lymphatic, Side: "M"}, ""},
		"goal for beauty":        {&Goal{Benefit: "beauty", Side: "M"}, "benefit"},
		"goal due on no day":     {&Goal{Benefit: Lymphatic, Side: "M", Due: "soon"}, "due"},
		"prescription":           {&Prescription{Technique: "effleurage", Pressure: 2}, ""},
		"pressure of 6":          {&Prescription{Technique: "effleurage", Pressure: 6}, "pressure"},
		"home care":              {&HomeCare{Title: "Walk", DaysPerWeek: 8}, "days_per_week"},
		"plan end":               {&PlanEnd{Date: day, Outcome: "lost"}, "outcome"},
		"session":                {&Session{Date: day}, ""},
		"session of two days":    {&Session{Date: day, StartedAt: day.Time(), EndedAt: day.Time().Add(25 * time.Hour)}, "ended_at"},
		"answer to nothing":      {&Session{Date: day, Response: "fine"}, "response"},
		"treatment":              {&Treatment{Technique: "effleurage", Pressure: 2, Status: TreatmentDone}, ""},
		"left for no reason":     {&Treatment{Technique: "effleurage", Pressure: 2, Status: TreatmentLeft}, "reason"},
		"minus one minute":       {&Treatment{Technique: "effleurage", Pressure: 2, Status: TreatmentDone, Minutes: -1}, "minutes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := x.record.Validate()
			if (err == nil) != (x.field == "") || x.field != "" && FieldMessage(err, x.field).IsZero() {
				t.Errorf("field %q: %v", x.field, err)
			}
			if err != nil && strings.Contains(err.Error(), "Doyle") {
				t.Errorf("the patient's name is in the error: %v", err)
			}
		})
	}
	if FieldMessage(errors.New("other"), "date").String() != "" || FieldMessage(nil, "date").String() != "" {
		t.Error("a message for a field out of another error")
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for _, x := range [][3]int{{2023, 2, 29}, {2026, 13, 1}, {2026, 4, 31}, {0, 1, 1}, {2026, 1, 0}, {10000, 1, 1}} {
		if d, err := NewDate(x[0], x[1], x[2]); err == nil {
			t.Errorf("%v is %s", x, d)
		}
	}
	d, err := NewDate(2024, 2, 29)
	if err != nil || d != "2024-02-29" || d.Long() != "29 February 2024" || d.Short() != "29 Feb 2024" || d.AddDays(1) != "2024-03-01" {
		t.Errorf("%s, %v", d, err)
	}
	if d := Date("").AddDays(7); d != "" || Date("2026-03-02").DaysUntil("") != 0 || Date("2026-02-30").DaysUntil("2026-03-02") != 0 {
		t.Errorf("days are counted from no date: %q", d)
	}
	if Date("").Long() != "" || Date("x").Short() != "" || Date("x").Valid() {
		t.Error("no date is written out")
	}
	for _, x := range []struct {
		born, on Date
		age      int
	}{
		{"2000-03-02", "2026-03-01", 25},
		{"2000-03-02", "2026-03-02", 26},
		{"2004-02-29", "2025-02-28", 20},
		{"2004-02-29", "2025-03-01", 21},
		{"", "2026-03-02", 0},
	} {
		if got := x.born.AgeOn(x.on); got != x.age {
			t.Errorf("born %s, on %s: %d, want %d", x.born, x.on, got, x.age)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := Date("1990-01-01").AddDays(rapid.IntRange(0, 30000).Draw(t, "day"))
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		if got := d.DaysUntil(d.AddDays(n)); got != n {
			t.Fatalf("%s and %d days are %d days apart", d, n, got)
		}
		if again, err := NewDate(d.Time().Year(), int(d.Time().Month()), d.Time().Day()); err != nil || again != d {
			t.Fatalf("%s became %s, %v", d, again, err)
		}
	})
}

func TestNumber(t *testing.T) {
	t.Parallel()
	for want, v := range map[string]float64{"3": 3, "3.5": 3.5, "1.77": 1.77, "0": -0.001, "100": 100, "-10": -10, "0.33": 1.0 / 3} {
		if got := Number(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		p                  Patient
		full, name, called string
	}{
		{Patient{GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg"}, "Margaret Doyle", "Margaret (Peg) Doyle", "Peg"},
		{Patient{GivenName: "Sam", FamilyName: "Ng", PreferredName: "sam"}, "Sam Ng", "Sam Ng", "sam"},
		{Patient{PreferredName: "Bear"}, "", "Bear", "Bear"},
		{Patient{FamilyName: " Ng "}, "Ng", "Ng", "Ng"},
		{Patient{}, "", "", ""},
	} {
		if x.p.FullName() != x.full || x.p.Name() != x.name || x.p.CalledName() != x.called {
			t.Errorf("%q %q %q, want %q %q %q", x.p.FullName(), x.p.Name(), x.p.CalledName(), x.full, x.name, x.called)
		}
	}
	p := Patient{Street: "1 Bay Rd", Suburb: "Coburg", Postcode: "3058"}
	if p.Address() != "1 Bay Rd, Coburg 3058" || (&Clinic{State: "VIC"}).Address() != "VIC" || (&Patient{}).Address() != "" {
		t.Errorf("%q", p.Address())
	}
	for _, b := range Benefits() {
		if b.Name().String() == string(b) {
			t.Errorf("%s has no name", b)
		}
	}
	if FindingTypeName("trigger-point").String() != "Trigger point" || FindingTypeInside("trigger-point").String() != "trigger point" ||
		FindingTypeName("aura").String() != "aura" {
		t.Error("the name of a finding")
	}
	m := &Measure{Name: "Girth", Unit: "mm"}
	if m.Label() != "Girth (mm)" || m.Write(250) != "250 mm" || (&Measure{Name: "Trigger points"}).Label() != "Trigger points" || (&Measure{Unit: "/10"}).Write(4) != "4/10" {
		t.Errorf("%q, %q", m.Label(), m.Write(250))
	}
}

func TestChangesTouch(t *testing.T) {
	t.Parallel()
	c := Changes{Patients: []string{"p"}, Refs: []Ref{{KindGoal, "g"}}}
	if !c.Touches("p") || c.Touches("q") || !c.Touches("q", KindPlan, KindGoal) || c.Touches("", KindPlan) {
		t.Error("the wrong patient, or the wrong kind")
	}
}

func TestChartOrder(t *testing.T) {
	t.Parallel()
	c := &Chart{
		Assessments: []Assessment{{ID: "b", Date: "2026-03-02"}, {ID: "a", Date: "2026-03-02"}, {ID: "z", Date: "2026-01-01"}},
		Plans:       []Plan{{ID: "q2", Lineage: "q", Version: 2}, {ID: "q", Lineage: "q", Version: 1}, {ID: "p", Lineage: "p", Version: 1}},
		Goals:       []Goal{{ID: "x", Rank: 2}, {ID: "y", Rank: 1}, {ID: "w", Rank: 1}},
	}
	c.Sort()
	var got []string
	for _, a := range c.Assessments {
		got = append(got, a.ID)
	}
	for _, p := range c.Plans {
		got = append(got, p.ID)
	}
	for _, g := range c.Goals {
		got = append(got, g.ID)
	}
	if want := []string{"z", "a", "b", "p", "q", "q2", "w", "y", "x"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if c.CurrentPlan() != nil || c.DraftPlan().ID != "q2" || c.LatestAssessment().ID != "b" || c.LatestSession() != nil {
		t.Errorf("current %v, draft %v", c.CurrentPlan(), c.DraftPlan())
	}
}
