package store

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
)

// The list of plans tells the same re-assessments as the patient's chart, and the charts that reasons to think of
// a doctor are told from give the same as the whole ones.
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
	begin("seen")
	torn("seen", 3, "")
	add(&clinic.Clearance{ID: "c-seen", PatientID: "seen", Item: clinic.HealingItem, InjuryID: "i-seen", Doctor: "Dr Lee", Scope: "Light work", Date: "2026-03-05"})
	begin("strained")
	torn("strained", 2, "")
	must(s.Load(t.Context(), clinic.Say("Load"), records))(t)

	refer := map[string]string{"numb": "[nerve]", "weak": "[weak]", "torn": "[torn]"}
	reasons := map[string]string{"half": "half overdue", "used": "half overdue, sessions due", "report": "half overdue, report overdue, expires coming", "told": "sessions due"}
	rows := must(s.Plans(t.Context()))(t)
	if len(rows) != 14 {
		t.Fatalf("%d plans", len(rows))
	}
	atlas := bookstest.Atlas(t)
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.PatientID)
	}
	some := must(s.Charts(t.Context(), ids, clinic.TriggerRecords()))(t)
	for i, r := range rows {
		chart := must(s.Chart(t.Context(), r.PatientID))(t)
		due := r.Course.Due(today)
		if fromChart := clinic.ReviewsDue(chart, today); !reflect.DeepEqual(due, fromChart) {
			t.Errorf("%s: the list says %+v, the chart %+v", r.PatientID, due, fromChart)
		}
		cat := &clinic.Catalogue{Measures: []clinic.Measure{{Code: "strength"}}}
		triggers := clinic.Triggers(cat, atlas, chart, today)
		if got := clinic.Triggers(cat, atlas, some[i], today); !reflect.DeepEqual(got, triggers) {
			t.Errorf("%s: some records say %+v, all %+v", r.PatientID, got, triggers)
		}
		var kinds []clinic.TriggerKind
		for _, x := range triggers {
			kinds = append(kinds, x.Kind)
		}
		want := refer[r.PatientID]
		if want == "" {
			want = "[]"
		}
		if got := fmt.Sprint(kinds); got != want {
			t.Errorf("%s: %s, want %s", r.PatientID, got, want)
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
