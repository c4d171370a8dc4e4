package clinic

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
)

// Every field of every kind has a name of its own, and no name is left for a field that is gone.
func TestEveryFieldHasAName(t *testing.T) {
	common := map[string]bool{}
	for _, kind := range Kinds() {
		fields := map[string]bool{}
		names := map[string]string{}
		typ := reflect.TypeOf(NewRecord(kind)).Elem()
		for i := range typ.NumField() {
			field := jsonName(typ.Field(i))
			fields[field], common[field] = true, true
			name := FieldName(kind, field)
			switch {
			case name.String() == field:
				t.Errorf("%s.%s has no name", kind, field)
			case strings.ContainsAny(name.String(), "_"):
				t.Errorf("%s.%s is called %q", kind, field, name)
			case names[name.String()] != "":
				t.Errorf("%s: %s and %s are both called %q", kind, names[name.String()], field, name)
			}
			names[name.String()] = field
		}
		for field := range fieldNames[kind] {
			if !fields[field] {
				t.Errorf("%s has no field %s", kind, field)
			}
		}
	}
	for field := range commonFieldNames {
		if !common[field] {
			t.Errorf("no kind has a field %s", field)
		}
	}
	if got := FieldName(KindPatient, "shoe_size"); got.String() != "shoe_size" {
		t.Errorf("an unknown field is called %q", got)
	}
}

func testWords() FieldWords {
	return FieldWords{
		Catalogue: &Catalogue{
			Measures:     []Measure{{Code: "nprs", Name: "Pain", Unit: "/10"}, {Code: "girth", Name: "Girth", Unit: "mm"}},
			Techniques:   []Technique{{Code: "strip", Name: "Deep stripping"}},
			Screening:    []ScreeningItem{{Code: "thinners", Name: "Blood thinners"}},
			HomeCare:     []Exercise{{Code: "chin", Title: "Chin tuck"}},
			ConsentAreas: []ConsentArea{{Code: "belly", Name: "Abdomen"}},
		},
		Label: func(code string, side anatomy.Side) string {
			if side == anatomy.Left {
				return "Left " + code
			}
			return code
		},
		Other: func(r Ref) string {
			if r == (Ref{KindPractitioner, "p-1"}) {
				return "Robin Vale"
			}
			return ""
		},
		Zone: time.UTC,
	}
}

func TestFieldText(t *testing.T) {
	six, cost, target := 6, 9550, 120.0
	at := time.Date(2026, 3, 12, 10, 42, 0, 0, time.UTC)
	for _, c := range []struct {
		r     Record
		field string
		want  string
	}{
		{&Patient{GivenName: "Peg"}, "given_name", "Peg"},
		{&Patient{}, "given_name", Nothing},
		{&Patient{}, "shoe_size", Nothing},
		{(*Patient)(nil), "given_name", Nothing},
		{nil, "given_name", Nothing},
		{&Patient{BirthDate: "1961-04-03"}, "birth_date", "3 April 1961"},
		{&Patient{Phones: []Phone{{"mobile", "0412"}, {"", "9000"}}}, "phones", "0412 (mobile)\n9000"},
		{&Patient{Alerts: []string{"Latex, severe", "Faints"}}, "alerts", "Latex, severe\nFaints"},
		{&Patient{ArchivedAt: at}, "archived_at", "12 March 2026, 10:42"},
		{&Patient{}, "archived_at", Nothing},
		{&Clinic{Sample: true}, "sample", "Yes"},
		{&Clinic{}, "sample", "No"},
		{&Assessment{Type: AssessmentReview}, "type", "Review"},
		{&Assessment{PractitionerID: "p-1"}, "practitioner_id", "Robin Vale"},
		{&Assessment{PractitionerID: "p-2"}, "practitioner_id", "one that is not here"},
		{&Assessment{}, "practitioner_id", Nothing},
		{&Finding{Severity: &six}, "severity", "6/10"},
		{&Finding{}, "severity", Nothing},
		{&Finding{Type: "trigger-point"}, "type", "Trigger point"},
		{&Finding{Structure: "trapezius"}, "structure", "trapezius"},
		{&Finding{Side: anatomy.Left}, "side", "Left"},
		{&Finding{Source: ByTherapist}, "source", "The therapist"},
		{&Finding{X: 120.5}, "x", "120.5 mm"},
		{&Stroke{Points: [][2]float64{{1, 2}, {3, 4}}}, "points", "2 points"},
		{&Stroke{Tool: StrokeArrow}, "tool", "Arrow"},
		{&Plan{Minutes: 45}, "minutes", "45 min"},
		{&Plan{CostCents: &cost}, "cost_cents", "95.50"},
		{&Plan{}, "cost_cents", Nothing},
		{&Plan{Phases: []Phase{{4, 7}, {2, 14}}}, "phases", "4 sessions 7 days apart, then 2 sessions 14 days apart"},
		{&Goal{Measure: "nprs", TargetTo: &target}, "target", "120/10"},
		{&Goal{Benefit: Mobility}, "benefit", "Mobility and flexibility"},
		{&Prescription{Technique: "strip"}, "technique", "Deep stripping"},
		{&Prescription{Technique: "gone"}, "technique", "gone"},
		{&Prescription{Targets: []Target{{Structure: "trapezius", Side: "L"}, {Structure: "deltoid", Side: "M"}}}, "targets", "Left trapezius\ndeltoid"},
		{&Prescription{Pressure: 3}, "pressure", "3 of 5"},
		{&HomeCare{Repetitions: 10}, "repetitions", "10 times"},
		{&HomeCare{HoldSeconds: 5}, "hold_seconds", "5 s"},
		{&HomeCare{}, "sets", Nothing},
		{&HomeCare{Exercise: "chin"}, "exercise", "Chin tuck"},
		{&Session{Unconfirmed: []string{"next_plan"}}, "unconfirmed", "Plan for next time"},
		{&Session{Response: ResponseSame}, "response", "The same"},
		{&Treatment{Status: TreatmentLeft}, "status", "Left out"},
		{&Screening{Item: "thinners"}, "item", "Blood thinners"},
		{&Screening{Answer: AnswerUnsure}, "answer", "Not sure"},
		{&Screening{Item: ScreeningChange}, "item", "Anything changed since last time"},
		{&Screening{Item: "gone"}, "item", "gone"},
		{&Consent{Areas: []string{"belly", "gone"}}, "areas", "Abdomen\ngone"},
		{&Consent{Techniques: []string{"strip"}}, "techniques", "Deep stripping"},
		{&Measurement{Measure: "girth", Value: 251}, "value", "251 mm"},
		{&Measurement{Measure: "gone", Value: 0}, "value", "0"},
	} {
		if got := testWords().Text(c.r, c.field); got != c.want {
			t.Errorf("%T.%s reads %q, want %q", c.r, c.field, got, c.want)
		}
	}
}

// No field of any kind is written as a Go value, whatever it holds, and none breaks without a catalogue.
func TestEveryFieldIsWritten(t *testing.T) {
	for _, kind := range Kinds() {
		r := NewRecord(kind)
		typ := reflect.TypeOf(r).Elem()
		for i := range typ.NumField() {
			field := jsonName(typ.Field(i))
			fill(reflect.ValueOf(r).Elem().Field(i))
			got := FieldWords{}.Text(r, field)
			if got == Nothing || strings.ContainsAny(got, "{}[]&<>") {
				t.Errorf("%s.%s reads %q", kind, field, got)
			}
		}
		if got := (FieldWords{}).Record(r); got == "" || strings.Contains(got, "%!") {
			t.Errorf("a %s is named %q", kind, got)
		}
	}
}

// fill puts something into a field.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("2026-03-12")
	case reflect.Int:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(3)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 3, 12, 10, 42, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	}
}

func TestRecordInWords(t *testing.T) {
	for _, c := range []struct {
		r    Record
		want string
	}{
		{&Session{Number: 4, Date: "2026-03-12"}, "Session 4 · 12 March 2026"},
		{&Assessment{Date: "2026-03-12"}, "Assessment of 12 March 2026"},
		{&Finding{Structure: "trapezius", Side: "L", Type: "tenderness"}, "Left trapezius, tenderness"},
		{&Measurement{Measure: "nprs", Date: "2026-03-12", Side: "M"}, "Pain, 12 March 2026"},
		{&Measurement{Measure: "girth", Date: "2026-03-12", Side: "R", Item: "10 cm"}, "Girth, 10 cm, right, 12 March 2026"},
		{&Prescription{Technique: "strip", Targets: []Target{{Structure: "trapezius", Side: "L"}}}, "Planned: Deep stripping on Left trapezius"},
		{&Plan{Title: "Neck", Version: 2}, "Plan Neck, version 2"},
		{&Patient{}, "Details of the patient"},
		{nil, ""},
	} {
		if got := testWords().Record(c.r); got != c.want {
			t.Errorf("%T is named %q, want %q", c.r, got, c.want)
		}
	}
}
