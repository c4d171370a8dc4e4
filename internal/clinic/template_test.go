package clinic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func TestATemplateHoldsNothingOfThePatient(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	rx := c.rx[0]
	rx.Note, rx.DoseReason = "She faints easily", "she asked for it"
	rx.KeptReason = "Dr Lee allows it"
	byHand := HomeCare{ID: "own", PatientID: c.chart.Patient.ID, PlanID: c.plan.ID, OriginID: "own", Title: "Walk to her sister", Rank: 9}
	put(t, c.chart, &rx, &byHand)
	made, op, err := KeepTemplate(c.Env, c.chart, &c.plan, " Neck ", "Tight necks", false)
	if err != nil || len(op.Put) != 1 || op.Scope != made.ID {
		t.Fatal(op, err)
	}
	want := []TemplateDose{
		{Technique: "ischaemic-compression", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 3, Minutes: 6, Position: "prone"},
		{Technique: "effleurage", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "levator.scapulae", Side: anatomy.Left}}, Pressure: 2, Minutes: 10},
	}
	if made.Name != "Neck" || made.Minutes != c.plan.Minutes || !slices.Equal(made.Phases, c.plan.Phases) || !slices.Equal(made.HomeCare, []string{"neck-turn"}) ||
		len(made.Prescriptions) != 2 || !sameDose(made.Prescriptions[0], want[0]) || !sameDose(made.Prescriptions[1], want[1]) {
		t.Errorf("%+v", made)
	}
	if made, _, _ = KeepTemplate(c.Env, c.chart, &c.plan, "Neck", "", true); made.Prescriptions[0].Note != "She faints easily" {
		t.Errorf("the note is %q", made.Prescriptions[0].Note)
	}
	if _, _, err = KeepTemplate(c.Env, c.chart, &c.plan, "  ", "", false); FieldMessage(err, "name").IsZero() {
		t.Errorf("no name: %v", err)
	}
}

func sameDose(a, b TemplateDose) bool {
	return a.Technique == b.Technique && slices.Equal(a.Targets, b.Targets) && a.Pressure == b.Pressure && a.Minutes == b.Minutes &&
		a.Repetitions == b.Repetitions && a.Position == b.Position && a.Note == b.Note
}

func TestPlacingsOfATemplate(t *testing.T) {
	t.Parallel()
	at := func(targets ...Target) *Template {
		return &Template{Prescriptions: []TemplateDose{{Technique: "petrissage", Targets: targets, Pressure: 3, Minutes: 5}}}
	}
	l, r, m := Target{Structure: "soleus", Side: anatomy.Left}, Target{Structure: "soleus", Side: anatomy.Right}, Target{Structure: "sacrum", Side: anatomy.Midline}
	oneSide := []Placing{PlaceLeft, PlaceRight, PlaceBoth}
	for name, x := range map[string]struct {
		t    *Template
		want []Placing
	}{
		"nowhere": {at(), nil}, "midline": {at(m), nil}, "left": {at(l, m), oneSide}, "right": {at(r), oneSide},
		"both alike": {at(l, r), nil}, "not alike": {at(l, Target{Structure: "gastrocnemius", Side: anatomy.Right}), []Placing{PlaceKept, PlaceMirrored}},
	} {
		if got := x.t.Placings(); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, not %v", name, got, x.want)
		}
	}
	for name, x := range map[string]struct {
		t       *Template
		how     Placing
		want    []Target
		minutes float64
	}{
		"left to right":   {at(l, m), PlaceRight, []Target{r, m}, 5},
		"left to both":    {at(l, m), PlaceBoth, []Target{l, r, m}, 10},
		"left stays left": {at(l), PlaceLeft, []Target{l}, 5},
		"turned":          {at(l, Target{Structure: "gastrocnemius", Side: anatomy.Right}), PlaceMirrored, []Target{r, {Structure: "gastrocnemius", Side: anatomy.Left}}, 5},
		"as kept":         {at(l, m), PlaceKept, []Target{l, m}, 5},
		"only midline":    {at(m), PlaceBoth, []Target{m}, 5},
	} {
		if d := x.t.Placed(catalogue(t), x.how)[0]; !slices.Equal(d.Targets, x.want) || d.Minutes != x.minutes {
			t.Errorf("%s: %+v, not %v of %v minutes", name, d, x.want, x.minutes)
		}
	}
	drain := Template{Prescriptions: []TemplateDose{{Technique: "mld", Targets: []Target{l}, Pressure: 1, Minutes: 40}}}
	if d := drain.Placed(catalogue(t), PlaceBoth)[0]; d.Minutes != 40 {
		t.Errorf("minutes of the session as a whole became %v", d.Minutes)
	}
	// Turned twice it is as it was.
	rapid.Check(t, func(t *rapid.T) {
		var targets []Target
		for range rapid.IntRange(0, 5).Draw(t, "n") {
			targets = append(targets, Target{
				Structure: rapid.SampledFrom([]string{"soleus", "sacrum", "gastrocnemius"}).Draw(t, "structure"),
				Side:      rapid.SampledFrom([]anatomy.Side{anatomy.Left, anatomy.Right, anatomy.Midline}).Draw(t, "side"),
			})
		}
		once := TemplateDose{Targets: targets}.placed(PlaceMirrored, nil)
		if twice := once.placed(PlaceMirrored, nil); !slices.Equal(twice.Targets, distinct(targets)) {
			t.Fatalf("%v became %v", targets, twice.Targets)
		}
	})
}

func TestUsingATemplate(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	tmpl := &Template{
		ID: "t", Name: "Neck", Minutes: 45, Phases: []Phase{{6, 3}}, HomeCare: []string{"neck-turn", "chin-tuck", "gone"},
		Prescriptions: []TemplateDose{
			{Technique: "effleurage", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "levator.scapulae", Side: anatomy.Left}}, Pressure: 1, Minutes: 3},
			{Technique: "petrissage", Targets: []Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 3, Minutes: 5, Note: "Slowly"},
			{Technique: "aura", Pressure: 3, Minutes: 5},
		},
	}
	// The plan has techniques: its schedule stays, and what it has already is not doubled.
	op, missing := UseTemplate(c.Env, c.cat, c.chart, &c.plan, tmpl, PlaceLeft)
	if !slices.Equal(missing, []string{"aura", "gone"}) || len(op.Put) != 2 || op.Scope != c.plan.ID {
		t.Fatalf("%+v, missing %v", op, missing)
	}
	rx := op.Put[0].(*Prescription)
	if rx.Technique != "petrissage" || rx.Rank != 3 || rx.GoalID != c.goal.ID || rx.Note != "Slowly" || rx.OriginID != rx.ID {
		t.Errorf("%+v", rx)
	}
	if h := op.Put[1].(*HomeCare); h.Exercise != "chin-tuck" || h.Rank != 2 {
		t.Errorf("%+v", h)
	}
	// An empty plan takes the schedule too, and its suggested review moves along.
	empty := c.chart.With(nil, []Ref{RefTo(&c.rx[0]), RefTo(&c.rx[1])})
	op, _ = UseTemplate(c.Env, c.cat, empty, &c.plan, tmpl, PlaceBoth)
	p := op.Put[0].(*Plan)
	if p.Minutes != 45 || !slices.Equal(p.Phases, tmpl.Phases) || p.ReviewDate != p.Start.AddDays(12) {
		t.Errorf("%+v", p)
	}
	apply(t, empty, op)
	if got := empty.PrescriptionsOf(c.plan.ID); len(got) != 2 || got[0].Technique != "effleurage" || got[0].Minutes != 6 || len(got[0].Targets) != 4 {
		t.Errorf("%+v", got)
	}
	if op, _ = UseTemplate(c.Env, c.cat, empty, empty.Plan(c.plan.ID), tmpl, PlaceBoth); !op.Empty() {
		t.Errorf("used twice it puts %d records", len(op.Put))
	}
	// A review chosen by hand stays.
	by := *empty.Plan(c.plan.ID)
	by.ReviewDate = "2026-06-01"
	bare := c.chart.With([]Record{&by}, []Ref{RefTo(&c.rx[0]), RefTo(&c.rx[1])})
	op, _ = UseTemplate(c.Env, c.cat, bare, &by, tmpl, PlaceLeft)
	if p := op.Put[0].(*Plan); p.ReviewDate != "2026-06-01" {
		t.Errorf("the review moved to %s", p.ReviewDate)
	}
}

func TestPuttingATemplateAway(t *testing.T) {
	t.Parallel()
	c := newCourse(t)
	op := ArchiveTemplate(c.Env, Template{ID: "t", Name: "Neck", Minutes: 60})
	away := op.Put[0].(*Template)
	if away.ArchivedAt.IsZero() || op.Scope != "t" {
		t.Errorf("%+v", op)
	}
	if back := RestoreTemplate(*away).Put[0].(*Template); !back.ArchivedAt.IsZero() {
		t.Errorf("%+v", back)
	}
}
