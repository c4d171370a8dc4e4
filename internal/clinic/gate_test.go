package clinic

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"
)

const gateDay = Date("2026-03-02")

func gateChart() *Chart {
	c := &Chart{}
	for _, r := range []Record{
		&Patient{ID: "p", GivenName: "Ann"},
		&Assessment{ID: "a", PatientID: "p", Date: gateDay, Type: AssessmentInitial},
		&Measurement{ID: "old", PatientID: "p", AssessmentID: "a", Measure: "nprs", Side: "M", Value: 14, Date: gateDay},
		&Screening{ID: "gone", PatientID: "p", AssessmentID: "a", Item: "asked-once", Answer: AnswerYes},
		&Injury{ID: "ahead", PatientID: "p", Structure: "soleus", Side: "L", Type: InjuryStrain, InjuredOn: "2027-01-01"},
	} {
		c.Add(r)
	}
	return c
}

func TestCheck(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	measured := func(change func(*Measurement)) *Measurement {
		m := &Measurement{ID: "m", PatientID: "p", AssessmentID: "a", Measure: "nprs", Side: "M", Value: 4, Date: gateDay}
		change(m)
		return m
	}
	old := gateChart().Measurements[0]
	noted, worse := old, old
	noted.Note, worse.Value = "asked again", 15
	gone := gateChart().Screenings[0]
	taken, renamed := gone, gone
	taken.Answer, renamed.Item = AnswerNo, "asked-otherwise"
	ahead := gateChart().Injuries[0]
	later := ahead
	ahead.Note, later.InjuredOn = "to be asked", "2027-02-01"
	for name, x := range map[string]struct {
		record Record
		field  string // "" when it passes
		bare   bool   // it is refused without a catalogue, too
	}{
		"a value":                     {record: measured(func(*Measurement) {})},
		"a value out of bounds":       {record: measured(func(m *Measurement) { m.Value = 11 }), field: "value"},
		"no number":                   {record: measured(func(m *Measurement) { m.Value = math.NaN() }), field: "value", bare: true},
		"an unheard-of measure":       {record: measured(func(m *Measurement) { m.Measure = "aura" }), field: "measure"},
		"a side it does not have":     {record: measured(func(m *Measurement) { m.Measure = "llis"; m.Side = "L" }), field: "side"},
		"a value from before":         {record: &noted},
		"a value from before, raised": {record: &worse, field: "value"},
		"a result no test has":        {record: &TestResult{ID: "t", PatientID: "p", AssessmentID: "a", Test: "shoulder.hawkins", Side: "L", Result: "blue", Date: gateDay}, field: "result"},
		"an answer":                   {record: &Screening{ID: "q", PatientID: "p", AssessmentID: "a", Item: "dvt", Answer: AnswerNo}},
		"whether anything changed":    {record: &Screening{ID: "q", PatientID: "p", AssessmentID: "a", Item: cat.ChangeQuestion().Code, Answer: AnswerNo}},
		"an unheard-of question":      {record: &Screening{ID: "q", PatientID: "p", AssessmentID: "a", Item: "aura", Answer: AnswerNo}, field: "item"},
		"a question from before":      {record: &taken},
		"of another unheard-of one":   {record: &renamed, field: "item"},
		"an injury":                   {record: &Injury{ID: "i", PatientID: "p", Structure: "soleus", Side: "L", Type: InjuryStrain, InjuredOn: gateDay}},
		"an injury to come":           {record: &Injury{ID: "i", PatientID: "p", Structure: "soleus", Side: "L", Type: InjuryStrain, InjuredOn: "2026-03-03"}, field: "injured_on", bare: true},
		"healed ahead":                {record: &Injury{ID: "i", PatientID: "p", Structure: "soleus", Side: "L", Type: InjuryStrain, InjuredOn: gateDay, HealedOn: "2026-03-03"}, field: "healed_on", bare: true},
		"an injury from before":       {record: &ahead},
		"put off":                     {record: &later, field: "injured_on", bare: true},
		"a time zone":                 {record: &Clinic{ID: ClinicID, Paper: "A4", Zone: "Australia/Perth"}},
		"no time zone":                {record: &Clinic{ID: ClinicID, Paper: "A4"}},
		"a time zone there is not":    {record: &Clinic{ID: ClinicID, Paper: "A4", Zone: "Mars/Olympus"}, field: "zone", bare: true},
		"the machine's, by no name":   {record: &Clinic{ID: ClinicID, Paper: "A4", Zone: "Local"}, field: "zone", bare: true},
		"born tomorrow":               {record: &Patient{ID: "q", GivenName: "A", BirthDate: "2026-03-03"}},
		"born the day after":          {record: &Patient{ID: "q", GivenName: "A", BirthDate: "2026-03-04"}, field: "birth_date", bare: true},
		"born before the clock":       {record: &Patient{ID: "q", GivenName: "A", BirthDate: "2026-03-09", CreatedAt: Date("2026-03-09").Time()}},
		"born too long ago":           {record: &Patient{ID: "q", GivenName: "A", BirthDate: "1850-01-01"}, field: "birth_date", bare: true},
		"a session of nobody":         {record: &Session{ID: "s", Date: gateDay}, field: "patient_id", bare: true},
		"somebody else's assessment":  {record: &Measurement{ID: "m", PatientID: "q", AssessmentID: "a", Measure: "nprs", Side: "M", Value: 4, Date: gateDay}, field: "assessment_id", bare: true},
		"changed hands":               {record: &Assessment{ID: "a", PatientID: "q", Date: gateDay, Type: AssessmentInitial}, field: "patient_id", bare: true},
		"too long a line":             {record: &Practitioner{ID: "t", Name: string(make([]rune, LineLimit)) + "Robin"}, field: "name", bare: true},
		"the clinic's own":            {record: &Practitioner{ID: "t", Name: "Robin"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			op := Operation{Label: Say("put"), Put: []Record{x.record}}
			if err := Check(cat, gateChart(), gateDay, op); (err == nil) != (x.field == "") || x.field != "" && FieldMessage(err, x.field).IsZero() {
				t.Errorf("field %q: %v", x.field, err)
			}
			if err := Check(nil, gateChart(), gateDay, op); (err != nil) != x.bare {
				t.Errorf("without a catalogue: %v", err)
			}
		})
	}
}

// What is put together is held together, too: a record of the same operation counts before the one that is kept.
func TestCheckWithin(t *testing.T) {
	t.Parallel()
	s := &Session{ID: "s", PatientID: "q", Date: gateDay}
	treatment := &Treatment{ID: "t", PatientID: "p", SessionID: "s", Technique: "effleurage", Pressure: 2, Status: TreatmentDone}
	if err := Check(nil, gateChart(), gateDay, Operation{Put: []Record{treatment, s}}); FieldMessage(err, "session_id").IsZero() {
		t.Errorf("a treatment in somebody else's session: %v", err)
	}
	s.PatientID = "p"
	if err := Check(nil, gateChart(), gateDay, Operation{Put: []Record{treatment, s}}); err != nil {
		t.Error(err)
	}
}

// BenchmarkCheckMany is what the gate costs for each of many records that come at once, beside what it costs for each of few.
func BenchmarkCheckMany(b *testing.B) {
	of := func(n int) time.Duration {
		var op Operation
		for i := range n / 2 {
			id := strconv.Itoa(i)
			op.Put = append(op.Put, &Session{ID: id, PatientID: "p", Date: gateDay},
				&Treatment{ID: id, PatientID: "p", SessionID: id, Technique: "effleurage", Pressure: 2, Status: TreatmentDone})
		}
		began := time.Now()
		if err := Check(nil, &Chart{}, gateDay, op); err != nil {
			b.Fatal(err)
		}
		return time.Since(began) / time.Duration(n)
	}
	few, many := time.Duration(0), time.Duration(0)
	for b.Loop() {
		few, many = few+of(100), many+of(20000)
	}
	b.ReportMetric(float64(many)/float64(few), "ratio")
}

// Of every kind, a record needs its patient, and what it points at is the same patient's.
func TestCheckEveryKind(t *testing.T) {
	t.Parallel()
	for _, k := range KindsOf(OfPatient) {
		r := NewRecord(k)
		if err := checkPatient(&Chart{}, nil, r, nil); FieldMessage(err, "patient_id").IsZero() {
			t.Errorf("a %s of nobody: %v", k, err)
		}
		var points []string
		eachField(r, func(name string, v reflect.Value) {
			if name == "patient_id" || name == "id" {
				v.SetString("p")
			} else if to := pointsAt[name]; to != "" && to.Row().Owner == OfPatient {
				v.SetString("x")
				points = append(points, name)
			}
		})
		found := sortedFields(Pointers(r))
		slices.Sort(points)
		if !slices.Equal(found, points) {
			t.Errorf("a %s points with %v, not %v", k, found, points)
		}
	}
}

func sortedFields(all []Pointer) []string {
	var out []string
	for _, p := range all {
		out = append(out, p.Field)
	}
	slices.Sort(out)
	return out
}
