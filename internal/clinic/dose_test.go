package clinic

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func TestDose(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	s1 := c.treat(t, "2026-03-09", nil)
	s2 := c.treat(t, "2026-03-16", map[string]string{"effleurage": "ran out of time"})
	trap, levator := Target{Structure: "trapezius.upper", Side: anatomy.Left}, Target{Structure: "levator.scapulae", Side: anatomy.Left}
	want := []StructureDose{
		{trap, []DoseOn{{"2026-03-09", 11, s1.ID}, {"2026-03-16", 6, s2.ID}}, 17},
		{levator, []DoseOn{{"2026-03-09", 5, s1.ID}}, 5},
	}
	if got := Dose(c.chart); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestPlannedVsGiven(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	c.treat(t, "2026-03-09", nil)
	c.treat(t, "2026-03-16", map[string]string{"effleurage": "ran out of time"})

	c.on("2026-03-17")
	next, op, err := NewVersion(c.Env, c.chart, &c.plan)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	rx := c.chart.PrescriptionsOf(next.ID)
	rx[0].Minutes = 12
	put(t, c.chart, &rx[0])
	next.ChangeReason = "More time on the trigger point"
	op, err = AgreePlan(c.Env, c.cat, c.chart, next, "Margaret Doyle", ByThePatient, "spoken")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)
	c.treat(t, "2026-03-23", nil)
	c.on("2026-03-30") // today's session is open: only what is decided counts
	s, op := StartSession(c.Env, c.chart, c.chart.CurrentPlan(), "prac-1")
	apply(t, c.chart, op)
	first := c.chart.TreatmentsOf(s.ID)[0]
	first.Minutes = 10
	op, err = MarkTreatment(c.cat, first, TreatmentChanged, "tender today")
	if err != nil {
		t.Fatal(err)
	}
	apply(t, c.chart, op)

	got := PlannedVsGiven(c.chart, c.chart.CurrentPlan())
	for i := range got {
		got[i].Prescription = Prescription{Technique: got[i].Prescription.Technique}
	}
	want := []GivenDose{
		{Prescription{Technique: "ischaemic-compression"}, 4, 6 + 6 + 12 + 12, 6 + 6 + 12 + 10, 4, 0, []string{"tender today"}},
		{Prescription{Technique: "effleurage"}, 3, 30, 20, 2, 1, []string{"ran out of time"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

// A treatment taken off the list of a session that was then signed was left out.
func TestPlannedVsGivenCountsWhatWasTakenOff(t *testing.T) {
	t.Parallel()
	c := newCourse(t).agree(t)
	s := c.treat(t, "2026-03-09", nil)
	off := c.chart.TreatmentsOf(s.ID)[1]
	apply(t, c.chart, Operation{Remove: []Record{&off}})
	if got := PlannedVsGiven(c.chart, &c.plan)[1]; got.Sessions != 1 || got.Left != 1 || got.Given != 0 || got.Planned != 10 {
		t.Errorf("%+v", got)
	}
}

func TestDoseIsConserved(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := &Chart{}
		given := 0.0
		for i := range rapid.IntRange(0, 6).Draw(t, "sessions") {
			s := Session{ID: fmt.Sprintf("s%d", i), Date: Date("2026-01-01").AddDays(i)}
			c.Sessions = append(c.Sessions, s)
			for range rapid.IntRange(0, 5).Draw(t, "treatments") {
				x := Treatment{
					SessionID: s.ID, Minutes: rapid.Float64Range(0, 60).Draw(t, "minutes"),
					Status: rapid.SampledFrom([]string{TreatmentDone, TreatmentChanged, TreatmentLeft, TreatmentPlanned}).Draw(t, "status"),
					Targets: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Target {
						return Target{Structure: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "structure"), Side: rapid.SampledFrom([]anatomy.Side{"L", "R"}).Draw(t, "side")}
					}), 0, 4).Draw(t, "targets"),
				}
				if x.Given() {
					given += x.Minutes
				}
				c.Treatments = append(c.Treatments, x)
			}
		}
		total := 0.0
		for _, d := range Dose(c) {
			sum := 0.0
			for i, on := range d.ByDate {
				sum += on.Minutes
				if i > 0 && d.ByDate[i-1].Date >= on.Date {
					t.Fatalf("the days of %v are out of order", d.Target)
				}
			}
			if math.Abs(sum-d.Total) > 1e-6 {
				t.Fatalf("%v: days add up to %v, total %v", d.Target, sum, d.Total)
			}
			total += d.Total
		}
		if math.Abs(total-given) > 1e-6 {
			t.Fatalf("%v minutes were given, the structures had %v", given, total)
		}
	})
}
