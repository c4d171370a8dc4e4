package store

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/resources"
)

// The list of plans tells the same re-assessments as the patient's chart, and the reasons to refer that a list
// can tell.
func TestPlansTellWhatIsDue(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	cfg.Clock = func() time.Time { return time.Date(2026, 3, 23, 9, 0, 0, 0, time.UTC) }
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	const today = clinic.Date("2026-03-23")
	var records []clinic.Record
	add := func(r ...clinic.Record) { records = append(records, r...) }
	begin := func(id string) *clinic.Assessment {
		add(patient(id, id, "Smith"), &clinic.Plan{
			ID: "plan-" + id, PatientID: id, Lineage: "plan-" + id, Version: 1, Minutes: 60, Start: "2026-03-02", ReviewDate: "2026-05-01",
			Phases: []clinic.Phase{{Sessions: 6, EveryDays: 7}}, AgreedAt: day, AgreedBy: id,
		})
		a := &clinic.Assessment{ID: "a1-" + id, PatientID: id, Date: "2026-03-02", Type: clinic.AssessmentInitial, SignedAt: day, SignedBy: "Robin"}
		add(a)
		for i, d := range []clinic.Date{"2026-03-02", "2026-03-09", "2026-03-16"} {
			add(&clinic.Session{ID: fmt.Sprintf("s%d-%s", i, id), PatientID: id, PlanID: "plan-" + id, Number: i + 1, Date: d, SignedAt: day})
		}
		return a
	}
	review := func(a *clinic.Assessment, date clinic.Date) *clinic.Assessment {
		b := *a
		b.ID, b.Date, b.Type = "a2-"+a.PatientID, date, clinic.AssessmentReview
		add(&b)
		return &b
	}
	mark := func(a *clinic.Assessment, n int, kind string) {
		add(&clinic.Finding{
			ID: fmt.Sprintf("f%d-%s", n, a.ID), PatientID: a.PatientID, AssessmentID: a.ID, Structure: "soleus", Side: anatomy.Left,
			Source: clinic.ByPatient, Type: kind,
		})
	}
	strength := func(a *clinic.Assessment, value float64) {
		add(&clinic.Measurement{ID: "m-" + a.ID, PatientID: a.PatientID, AssessmentID: a.ID, Measure: "strength", Item: "knee", Side: anatomy.Left, Value: value, Date: a.Date})
	}
	torn := func(id string, grade int, healed clinic.Date) {
		add(&clinic.Injury{ID: "i-" + id, PatientID: id, Structure: "soleus", Side: anatomy.Left, Type: clinic.InjuryStrain, Grade: grade, InjuredOn: "2026-03-01", HealedOn: healed})
	}
	begin("half")
	review(begin("reviewed"), "2026-03-16")
	begin("used").ReferralSessions = 3
	begin("unused").ReferralSessions = 4
	a := begin("report")
	a.ReferralFrom, a.ReportDue, a.ReferralExpires = "Dr Lee", "2026-03-20", "2026-03-30"
	a = begin("told")
	a.ReferralFrom, a.ReportDue, a.ReferralSessions = "Dr Lee", "2026-03-20", 2
	review(a, "2026-03-18") // carries the referral on
	b := begin("numb")
	mark(b, 1, "pain")
	mark(review(b, "2026-03-17"), 2, "numbness")
	b = begin("stillnumb")
	mark(b, 1, "numbness")
	mark(review(b, "2026-03-17"), 2, "numbness")
	strength(begin("weak"), 3)
	strength(begin("strong"), 4)
	begin("torn")
	torn("torn", 3, "")
	begin("healed")
	torn("healed", 3, "2026-03-20")
	begin("strained")
	torn("strained", 2, "")
	must(s.Load(t.Context(), "Load", records))(t)

	refer := map[string]string{"numb": "[nerve]", "weak": "[weak]", "torn": "[torn]"}
	reasons := map[string]string{"half": "half overdue", "used": "half overdue, sessions due", "report": "half overdue, report overdue, expires coming", "told": "sessions due"}
	rows := must(s.Plans(t.Context()))(t)
	if len(rows) != 13 {
		t.Fatalf("%d plans", len(rows))
	}
	atlas := must(anatomy.Load(resources.Anatomy))(t)
	for _, r := range rows {
		want := refer[r.PatientID]
		if want == "" {
			want = "[]"
		}
		if got := fmt.Sprint(r.Refer); got != want {
			t.Errorf("%s: %s, want %s", r.PatientID, got, want)
		}
		chart := must(s.Chart(t.Context(), r.PatientID))(t)
		due := r.Course.Due(today)
		if fromChart := clinic.ReviewsDue(chart, today); !reflect.DeepEqual(due, fromChart) {
			t.Errorf("%s: the list says %+v, the chart %+v", r.PatientID, due, fromChart)
		}
		var kinds []clinic.TriggerKind
		for _, x := range clinic.Triggers(&clinic.Catalogue{Measures: []clinic.Measure{{Code: "strength"}}}, atlas, chart, today) {
			if slices.Contains([]clinic.TriggerKind{clinic.TriggerNerve, clinic.TriggerWeak, clinic.TriggerTorn}, x.Kind) {
				kinds = append(kinds, x.Kind)
			}
		}
		if !slices.Equal(kinds, r.Refer) {
			t.Errorf("%s: the list says %v, the chart %v", r.PatientID, r.Refer, kinds)
		}
		if want, ok := reasons[r.PatientID]; ok {
			got := ""
			for i, d := range due {
				if i > 0 {
					got += ", "
				}
				got += string(d.Reason) + " " + string(d.State)
			}
			if got != want {
				t.Errorf("%s: %s, want %s", r.PatientID, got, want)
			}
		}
	}
}
