package words_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/words"
)

func testWords() words.Fields {
	return words.Fields{
		Catalogue: &clinic.Catalogue{
			Measures:     []clinic.Measure{{Code: "nprs", Name: "Pain", Unit: "/10"}, {Code: "girth", Name: "Girth", Unit: "mm"}},
			Techniques:   []clinic.Technique{{Code: "strip", Name: "Deep stripping"}},
			Screening:    []clinic.ScreeningItem{{Code: "thinners", Name: "Blood thinners"}, {Code: "anew", Group: clinic.GroupChange, Name: "Anything changed since last time"}},
			HomeCare:     []clinic.Exercise{{Code: "chin", Title: "Chin tuck"}},
			ConsentAreas: []clinic.ConsentArea{{Code: "belly", Name: "Abdomen"}},
		},
		Label: func(code string, side anatomy.Side) string {
			if side == anatomy.Left {
				return "Left " + code
			}
			return code
		},
		Other: func(r clinic.Ref) string {
			if r == (clinic.Ref{Kind: clinic.KindPractitioner, ID: "p-1"}) {
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
		r     clinic.Record
		field string
		want  string
	}{
		{&clinic.Patient{GivenName: "Peg"}, "given_name", "Peg"},
		{&clinic.Patient{}, "given_name", words.Nothing},
		{&clinic.Patient{}, "shoe_size", words.Nothing},
		{(*clinic.Patient)(nil), "given_name", words.Nothing},
		{nil, "given_name", words.Nothing},
		{&clinic.Patient{BirthDate: "1961-04-03"}, "birth_date", "3 April 1961"},
		{&clinic.Patient{Phones: []clinic.Phone{{Label: "mobile", Number: "0412"}, {Label: "", Number: "9000"}}}, "phones", "0412 (mobile)\n9000"},
		{&clinic.Patient{Alerts: []string{"Latex, severe", "Faints"}}, "alerts", "Latex, severe\nFaints"},
		{&clinic.Patient{ArchivedAt: at}, "archived_at", "12 March 2026, 10:42"},
		{&clinic.Patient{}, "archived_at", words.Nothing},
		{&clinic.Clinic{Sample: true}, "sample", "Yes"},
		{
			&clinic.Roster{Weeks: []clinic.Week{{0: {Work: []clinic.Span{{From: 8 * 60, To: 17 * 60}}, Breaks: []clinic.Span{{From: 12 * 60, To: 13 * 60}}}, 2: {Work: []clinic.Span{{From: 9 * 60, To: 12 * 60}}}}}},
			"weeks", "Monday: 08:00–12:00, 13:00–17:00\nWednesday: 09:00–12:00",
		},
		{&clinic.Absence{Why: clinic.AbsenceSick}, "why", clinic.AbsenceCauseName(clinic.AbsenceSick).String()},
		{&clinic.Clinic{}, "sample", "No"},
		{&clinic.Assessment{Type: clinic.AssessmentReview}, "type", "Re-assessment"},
		{&clinic.Assessment{PractitionerID: "p-1"}, "practitioner_id", "Robin Vale"},
		{&clinic.Assessment{PractitionerID: "p-2"}, "practitioner_id", "one that is not here"},
		{&clinic.Assessment{}, "practitioner_id", words.Nothing},
		{&clinic.Finding{Severity: &six}, "severity", "6/10"},
		{&clinic.Finding{}, "severity", words.Nothing},
		{&clinic.Finding{Type: "trigger-point"}, "type", "Trigger point"},
		{&clinic.Finding{Structure: "trapezius"}, "structure", "trapezius"},
		{&clinic.Finding{Side: anatomy.Left}, "side", "Left"},
		{&clinic.Finding{Source: clinic.ByTherapist}, "source", "The therapist"},
		{&clinic.Finding{X: 120.5}, "x", "120.5 mm"},
		{&clinic.Stroke{Points: [][2]float64{{1, 2}, {3, 4}}}, "points", "2 points"},
		{&clinic.Stroke{Tool: clinic.StrokeArrow}, "tool", "Arrow"},
		{&clinic.Plan{Minutes: 45}, "minutes", "45 min"},
		{&clinic.Plan{CostCents: &cost}, "cost_cents", "95.50"},
		{&clinic.Plan{}, "cost_cents", words.Nothing},
		{&clinic.Plan{Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}, {Sessions: 2, EveryDays: 14}}}, "phases", "4 sessions 7 days apart, then 2 sessions 14 days apart"},
		{&clinic.Goal{Measure: "nprs", TargetTo: &target}, "target", "120/10"},
		{&clinic.Injury{Type: clinic.InjurySurgery}, "type", clinic.InjuryTypeName(clinic.InjurySurgery).String()},
		{&clinic.Goal{Benefit: clinic.Mobility}, "benefit", "Mobility and flexibility"},
		{&clinic.Prescription{Technique: "strip"}, "technique", "Deep stripping"},
		{&clinic.Prescription{Technique: "gone"}, "technique", "gone"},
		{&clinic.Prescription{Targets: []clinic.Target{{Structure: "trapezius", Side: "L"}, {Structure: "deltoid", Side: "M"}}}, "targets", "Left trapezius\ndeltoid"},
		{&clinic.Prescription{Pressure: 3}, "pressure", "3 of 5"},
		{&clinic.HomeCare{Repetitions: 10}, "repetitions", "10 times"},
		{&clinic.HomeCare{HoldSeconds: 5}, "hold_seconds", "5 s"},
		{&clinic.HomeCare{}, "sets", words.Nothing},
		{&clinic.HomeCare{Exercise: "chin"}, "exercise", "Chin tuck"},
		{&clinic.Session{Unconfirmed: []string{"next_plan"}}, "unconfirmed", "Plan for next time"},
		{&clinic.Session{Response: clinic.ResponseSame}, "response", "The same"},
		{&clinic.Treatment{Status: clinic.TreatmentLeft}, "status", "Left out"},
		{&clinic.Screening{Item: "thinners"}, "item", "Blood thinners"},
		{&clinic.Screening{Answer: clinic.AnswerUnsure}, "answer", "Not sure"},
		{&clinic.Screening{Item: "anew"}, "item", "Anything changed since last time"},
		{&clinic.Screening{Item: "gone"}, "item", "gone"},
		{&clinic.Consent{Areas: []string{"belly", "gone"}}, "areas", "Abdomen\ngone"},
		{&clinic.Consent{Techniques: []string{"strip"}}, "techniques", "Deep stripping"},
		{&clinic.Measurement{Measure: "girth", Value: 251}, "value", "251 mm"},
		{&clinic.Measurement{Measure: "gone", Value: 0}, "value", "0"},
	} {
		if got := testWords().Text(c.r, c.field); got != c.want {
			t.Errorf("%T.%s reads %q, want %q", c.r, c.field, got, c.want)
		}
	}
}

// No field of any kind is written as a Go value, whatever it holds, and none breaks without a catalogue.
func TestEveryFieldIsWritten(t *testing.T) {
	for _, kind := range clinic.Kinds() {
		r := clinic.NewRecord(kind)
		typ := reflect.TypeOf(r).Elem()
		for i := range typ.NumField() {
			field := strings.Split(typ.Field(i).Tag.Get("json"), ",")[0]
			fill(reflect.ValueOf(r).Elem().Field(i))
			got := words.Fields{}.Text(r, field)
			if got == words.Nothing || strings.ContainsAny(got, "{}[]&<>") {
				t.Errorf("%s.%s reads %q", kind, field, got)
			}
		}
		if got := (words.Fields{}).Record(r); got == "" || strings.Contains(got, "%!") {
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
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
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
		r    clinic.Record
		want string
	}{
		{&clinic.Session{Number: 4, Date: "2026-03-12"}, "Session 4 · 12 March 2026"},
		{&clinic.Assessment{Date: "2026-03-12"}, "Assessment of 12 March 2026"},
		{&clinic.Finding{Structure: "trapezius", Side: "L", Type: "tenderness"}, "Left trapezius, tenderness"},
		{&clinic.Measurement{Measure: "nprs", Date: "2026-03-12", Side: "M"}, "Pain, 12 March 2026"},
		{&clinic.Measurement{Measure: "girth", Date: "2026-03-12", Side: "R", Item: "10 cm"}, "Girth, 10 cm, right, 12 March 2026"},
		{&clinic.Prescription{Technique: "strip", Targets: []clinic.Target{{Structure: "trapezius", Side: "L"}}}, "Planned: Deep stripping on Left trapezius"},
		{&clinic.Plan{Title: "Neck", Version: 2}, "Plan Neck, version 2"},
		{&clinic.Patient{}, "Details of the patient"},
		{nil, ""},
	} {
		if got := testWords().Record(c.r); got != c.want {
			t.Errorf("%T is named %q, want %q", c.r, got, c.want)
		}
	}
}
