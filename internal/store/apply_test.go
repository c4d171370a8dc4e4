package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

func TestApplyAndChart(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	s.SetActor(clinic.Actor{Name: "Sam", Role: clinic.RoleOwner})
	severity := 7
	f := finding("f1", "p1", "a1")
	f.Severity = &severity
	// The finding comes before what it points at.
	c := apply(t, s, clinic.Operation{Label: clinic.Say("Begin"), Scope: "a1", Put: []clinic.Record{f, assessment("a1", "p1"), patient("p1", "Ann", "Smith")}})
	if len(c.Refs) != 3 || len(c.Patients) != 1 || c.Patients[0] != "p1" || c.Operation == "" || c.Label.String() != "Begin" {
		t.Errorf("changes %+v", c)
	}
	chart := must(s.Chart(t.Context(), "p1"))(t)
	if !reflect.DeepEqual(chart.Findings, []clinic.Finding{*f}) {
		t.Errorf("findings %+v", chart.Findings)
	}
	if again := apply(t, s, put(f)); again.Operation != "" || len(again.Refs) != 0 {
		t.Errorf("an unchanged record was written: %+v", again)
	}
	if undo, redo, err := s.UndoState(t.Context(), "a1"); undo.String() != "Begin" || redo.String() != "" || err != nil {
		t.Errorf("undo state %q %q %v", undo, redo, err)
	}
	if must(s.Undo(t.Context(), "a1"))(t); !errors.Is(firstError(s.Chart(t.Context(), "p1")), clinic.ErrNotFound) {
		t.Error("undo left the patient")
	}
	must(s.Redo(t.Context(), "a1"))(t)
	if again := must(s.Chart(t.Context(), "p1"))(t); !reflect.DeepEqual(again, chart) {
		t.Errorf("redo gave %+v", again)
	}
	versions := must(s.History(t.Context(), clinic.RefTo(f)))(t)
	if len(versions) != 3 || versions[0].By != (clinic.Actor{Name: "Sam", Role: clinic.RoleOwner, Machine: "desk"}) || versions[1].After != nil || versions[2].Verb != "redo" {
		t.Errorf("history %+v", versions)
	}
}

func firstError[T any](_ T, err error) error { return err }

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	signed := assessment("a1", "p1")
	apply(t, s, put(
		patient("p1", "Ann", "Smith"), patient("p2", "Bo", "Jones"), patient("p3", "Cy", ""),
		assessment("a1", "p1"), assessment("a2", "p1"), assessment("b1", "p2"),
		finding("f1", "p1", "a1"), finding("f2", "p1", "a2"),
		&clinic.Practitioner{ID: "t1", Name: "Sam"},
		&clinic.Plan{ID: "l1", PatientID: "p1", PractitionerID: "t1", Lineage: "l1", Version: 1, Minutes: 60},
		&clinic.Problem{ID: "w1", PatientID: "p1", PlanID: "l1", FindingID: "f2", Words: "Sore neck"},
	))
	signed.SignedAt, signed.SignedBy = day, "Sam"
	// The last finding may come with the signature.
	apply(t, s, clinic.Operation{Label: clinic.Say("Sign"), Put: []clinic.Record{signed, finding("f9", "p1", "a1")}})
	agreed := must(s.Chart(t.Context(), "p1"))(t).Plans[0]
	agreed.AgreedAt, agreed.AgreedBy = day, "Ann"
	apply(t, s, clinic.Operation{Label: clinic.Say("Agree"), Put: []clinic.Record{&agreed}})
	addendum := &clinic.Addendum{ID: "x1", PatientID: "p1", AssessmentID: "a1", Text: "Left, not right", Reason: "Slip", By: "Sam", At: day}
	apply(t, s, put(addendum))

	moved := finding("f1", "p1", "a2")
	unsigned := assessment("a1", "p1")
	louder := *addendum
	louder.Text = "LEFT"
	heavy := 11
	tooMuch := finding("f3", "p1", "a2")
	tooMuch.Severity = &heavy
	retitled := agreed
	retitled.Title = "Other"
	before := must(s.Chart(t.Context(), "p1"))(t)
	for _, c := range []struct {
		name string
		op   clinic.Operation
		want error
	}{
		{"a finding of a signed assessment", put(finding("f3", "p1", "a1")), clinic.ErrLocked},
		{"a finding moved out of a signed assessment", put(moved), clinic.ErrLocked},
		{"removal from a signed assessment", clinic.Operation{Remove: []clinic.Record{finding("f1", "p1", "a1")}}, clinic.ErrLocked},
		{"removal that claims to be of another assessment", clinic.Operation{Remove: []clinic.Record{moved}}, clinic.ErrLocked},
		{"a signature taken back", put(unsigned), clinic.ErrLocked},
		{"a signed assessment removed", clinic.Operation{Remove: []clinic.Record{signed}}, clinic.ErrLocked},
		{"an agreed plan changed", put(&retitled), clinic.ErrLocked},
		{"a problem of an agreed plan", put(&clinic.Problem{ID: "w2", PatientID: "p1", PlanID: "l1", Words: "More"}), clinic.ErrLocked},
		{"an addendum changed", put(&louder), clinic.ErrLocked},
		{"an addendum removed", clinic.Operation{Remove: []clinic.Record{addendum}}, clinic.ErrLocked},
		{"a finding that a problem answers", clinic.Operation{Remove: []clinic.Record{finding("f2", "p1", "a2")}}, ErrReferenced},
		{"a patient with records", clinic.Operation{Remove: []clinic.Record{patient("p2", "", "")}}, ErrReferenced},
		{"a practitioner with records", clinic.Operation{Remove: []clinic.Record{&clinic.Practitioner{ID: "t1"}}}, ErrReferenced},
		{"something that is not there", clinic.Operation{Remove: []clinic.Record{patient("p9", "", "")}}, clinic.ErrNotFound},
		{"a finding of nobody", put(finding("f3", "p9", "")), clinic.ErrNotFound},
		{"a finding of no assessment there is", put(finding("f3", "p1", "a9")), clinic.ErrNotFound},
		{"a finding in another patient's assessment", put(finding("f3", "p1", "b1")), clinic.ErrNotFound},
		{"half of an operation", put(patient("p4", "Di", ""), finding("f3", "p1", "a1")), clinic.ErrLocked},
	} {
		_, err := s.Apply(t.Context(), c.op)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := s.Apply(t.Context(), put(&clinic.Clinic{ID: "second", Paper: "A4"})); !errors.Is(err, ErrRefused) {
		t.Errorf("a second clinic: %v", err)
	}
	var fields clinic.FieldErrors
	if _, err := s.Apply(t.Context(), put(tooMuch)); !errors.As(err, &fields) || fields.Of("severity").IsZero() {
		t.Errorf("severity 11: %v", err)
	}
	if after := must(s.Chart(t.Context(), "p1"))(t); !reflect.DeepEqual(before, after) {
		t.Error("a refused operation changed something")
	}
	if _, err := s.Patient(t.Context(), "p4"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("half of a refused operation was kept: %v", err)
	}
	apply(t, s, clinic.Operation{Remove: []clinic.Record{patient("p3", "", "")}})
	apply(t, s, put(finding("f3", "p1", "a2"))) // the store still works
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// A decision about consent and a questionnaire that was handed back stay as they are, signed visit or not.
func TestWhatThePatientGaveStays(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	consent := &clinic.Consent{
		ID: "k1", PatientID: "p1", Decision: clinic.ConsentGiven, Areas: []string{"abdomen"}, How: clinic.ConsentSpoken, By: "Ann Smith",
		ByAs: clinic.ByThePatient, At: day,
	}
	form := &clinic.FormAnswers{ID: "n1", PatientID: "p1", Form: "peg", FilledBy: clinic.ByPatient, Answers: []string{"3", "4", ""}, Date: "2026-03-02", CreatedAt: day}
	apply(t, s, put(patient("p1", "Ann", "Smith"), consent, form))
	filled := *form
	filled.Answers = []string{"3", "4", "5"}
	apply(t, s, put(&filled)) // it is still being filled in
	finished := filled
	finished.FinishedAt = day
	apply(t, s, put(&finished))

	refused, other := *consent, finished
	refused.Decision, other.Answers = clinic.ConsentRefused, []string{"0", "0", "0"}
	for what, op := range map[string]clinic.Operation{
		"consent changed": put(&refused),
		"consent removed": {Remove: []clinic.Record{consent}},
		"form changed":    put(&other),
		"form reopened":   put(&filled),
		"form removed":    {Remove: []clinic.Record{&finished}},
	} {
		if _, err := s.Apply(t.Context(), op); !errors.Is(err, clinic.ErrLocked) {
			t.Errorf("%s: %v", what, err)
		}
	}
	c := must(s.Chart(t.Context(), "p1"))(t)
	if len(c.Consents) != 1 || !reflect.DeepEqual(c.Consents[0], *consent) || len(c.Forms) != 1 || !reflect.DeepEqual(c.Forms[0], finished) {
		t.Errorf("the chart holds %+v and %+v", c.Consents, c.Forms)
	}
}

// Nothing that hangs on a signed or agreed record can be changed, removed, moved away or taken back.
func TestWhatIsSignedStays(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	agreed := &clinic.Plan{ID: "l1", PatientID: "p1", Lineage: "l1", Version: 1, Minutes: 60}
	held := &clinic.Session{ID: "s1", PatientID: "p1", Number: 1, Date: "2026-03-02"}
	examined := assessment("a1", "p1")
	open := []clinic.Record{
		patient("p1", "Ann", "Smith"), assessment("a2", "p1"), &clinic.Plan{ID: "l2", PatientID: "p1", Lineage: "l2", Version: 1, Minutes: 60},
		&clinic.Session{ID: "s2", PatientID: "p1", Number: 2, Date: "2026-03-09"},
	}
	apply(t, s, clinic.Operation{Label: clinic.Say("Begin"), Put: append(open, agreed, held, examined)})
	line := [][2]float64{{1, 1}, {2, 2}}
	// Each with one that says something else, and one that says the same of what is open.
	parts := []struct{ is, other, moved clinic.Record }{
		{finding("f1", "p1", "a1"), &clinic.Finding{ID: "f1", PatientID: "p1", AssessmentID: "a1", Structure: "soleus", Side: "L", Source: clinic.ByPatient, Type: "scar"}, finding("f1", "p1", "a2")},
		{
			&clinic.Stroke{ID: "k1", PatientID: "p1", AssessmentID: "a1", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: line},
			&clinic.Stroke{ID: "k1", PatientID: "p1", AssessmentID: "a1", View: "anterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: line},
			&clinic.Stroke{ID: "k1", PatientID: "p1", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: line},
		},
		{
			&clinic.Screening{ID: "q1", PatientID: "p1", AssessmentID: "a1", Item: "dvt", Answer: clinic.AnswerYes},
			&clinic.Screening{ID: "q1", PatientID: "p1", AssessmentID: "a1", Item: "dvt", Answer: clinic.AnswerNo},
			&clinic.Screening{ID: "q1", PatientID: "p1", SessionID: "s2", Item: "dvt", Answer: clinic.AnswerYes},
		},
		{
			&clinic.Measurement{ID: "m1", PatientID: "p1", SessionID: "s1", Measure: "nprs", Side: "M", Value: 7, Date: "2026-03-02"},
			&clinic.Measurement{ID: "m1", PatientID: "p1", SessionID: "s1", Measure: "nprs", Side: "M", Value: 3, Date: "2026-03-02"},
			&clinic.Measurement{ID: "m1", PatientID: "p1", Measure: "nprs", Side: "M", Value: 7, Date: "2026-03-02"},
		},
		{
			&clinic.Treatment{ID: "t1", PatientID: "p1", SessionID: "s1", Technique: "effleurage", Pressure: 2, Status: clinic.TreatmentDone},
			&clinic.Treatment{ID: "t1", PatientID: "p1", SessionID: "s1", Technique: "effleurage", Pressure: 5, Status: clinic.TreatmentDone},
			&clinic.Treatment{ID: "t1", PatientID: "p1", SessionID: "s2", Technique: "effleurage", Pressure: 2, Status: clinic.TreatmentDone},
		},
		{
			&clinic.TestResult{ID: "e1", PatientID: "p1", AssessmentID: "a1", Test: "thompson", Side: "L", Result: "negative", Date: "2026-03-02"},
			&clinic.TestResult{ID: "e1", PatientID: "p1", AssessmentID: "a1", Test: "thompson", Side: "L", Result: "positive", Date: "2026-03-02"},
			&clinic.TestResult{ID: "e1", PatientID: "p1", AssessmentID: "a2", Test: "thompson", Side: "L", Result: "negative", Date: "2026-03-02"},
		},
		{
			&clinic.FormAnswers{ID: "n1", PatientID: "p1", SessionID: "s1", Form: "peg", FilledBy: clinic.ByPatient, Answers: []string{"3"}, Date: "2026-03-02"},
			&clinic.FormAnswers{ID: "n1", PatientID: "p1", SessionID: "s1", Form: "peg", FilledBy: clinic.ByPatient, Answers: []string{"9"}, Date: "2026-03-02"},
			&clinic.FormAnswers{ID: "n1", PatientID: "p1", SessionID: "s2", Form: "peg", FilledBy: clinic.ByPatient, Answers: []string{"3"}, Date: "2026-03-02"},
		},
		{
			&clinic.Problem{ID: "w1", PatientID: "p1", PlanID: "l1", Words: "Sore"}, &clinic.Problem{ID: "w1", PatientID: "p1", PlanID: "l1", Words: "Stiff"},
			&clinic.Problem{ID: "w1", PatientID: "p1", PlanID: "l2", Words: "Sore"},
		},
		{
			&clinic.Goal{ID: "g1", PatientID: "p1", PlanID: "l1", Benefit: clinic.Mobility, Side: "M"}, &clinic.Goal{ID: "g1", PatientID: "p1", PlanID: "l1", Benefit: clinic.Recovery, Side: "M"},
			&clinic.Goal{ID: "g1", PatientID: "p1", PlanID: "l2", Benefit: clinic.Mobility, Side: "M"},
		},
		{
			&clinic.Prescription{ID: "x1", PatientID: "p1", PlanID: "l1", Technique: "effleurage", Pressure: 2}, &clinic.Prescription{ID: "x1", PatientID: "p1", PlanID: "l1", Technique: "effleurage", Pressure: 3},
			&clinic.Prescription{ID: "x1", PatientID: "p1", PlanID: "l2", Technique: "effleurage", Pressure: 2},
		},
		{
			&clinic.HomeCare{ID: "h1", PatientID: "p1", PlanID: "l1", Title: "Walk"}, &clinic.HomeCare{ID: "h1", PatientID: "p1", PlanID: "l1", Title: "Run"},
			&clinic.HomeCare{ID: "h1", PatientID: "p1", PlanID: "l2", Title: "Walk"},
		},
	}
	// In a scope of its own each, so that each is next to undo; and one is undone, so that it is next to redo.
	for _, x := range parts {
		apply(t, s, clinic.Operation{Label: clinic.Say("Bring"), Scope: x.is.Key(), Put: []clinic.Record{x.is}})
	}
	apply(t, s, clinic.Operation{Label: clinic.Say("Bring"), Scope: "again", Put: []clinic.Record{finding("f2", "p1", "a1")}})
	must(s.Undo(t.Context(), "again"))(t)
	signed, treated, promised := *examined, *held, *agreed
	signed.SignedAt, treated.SignedAt, promised.AgreedAt = day, day, day
	apply(t, s, put(&signed, &treated, &promised))

	before := must(s.Chart(t.Context(), "p1"))(t)
	for _, x := range parts {
		for what, op := range map[string]clinic.Operation{
			"changed":                       put(x.other),
			"removed":                       {Remove: []clinic.Record{x.is}},
			"moved":                         put(x.moved),
			"removed as if it were open":    {Remove: []clinic.Record{x.moved}},
			"changed with its owner opened": put(examined, held, agreed, x.other),
			"replaced":                      {Put: []clinic.Record{x.other}, Remove: []clinic.Record{&signed, &treated, &promised}},
		} {
			if _, err := s.Apply(t.Context(), op); !errors.Is(err, clinic.ErrLocked) {
				t.Errorf("a %s of what is signed is %s: %v", x.is.Kind(), what, err)
			}
		}
		if _, err := s.Load(t.Context(), clinic.Say("Import"), []clinic.Record{x.other}); !errors.Is(err, clinic.ErrLocked) {
			t.Errorf("a %s of what is signed is loaded over: %v", x.is.Kind(), err)
		}
		if _, err := s.Undo(t.Context(), x.is.Key()); !errors.Is(err, clinic.ErrLocked) {
			t.Errorf("a %s of what is signed is taken back: %v", x.is.Kind(), err)
		}
		if undo, _, err := s.UndoState(t.Context(), x.is.Key()); undo.String() != "" || err != nil {
			t.Errorf("undo of a %s of what is signed is offered: %q, %v", x.is.Kind(), undo, err)
		}
	}
	if _, err := s.Redo(t.Context(), "again"); !errors.Is(err, clinic.ErrLocked) {
		t.Errorf("a finding comes back into a signed assessment: %v", err)
	}
	if after := must(s.Chart(t.Context(), "p1"))(t); !reflect.DeepEqual(after, before) {
		t.Errorf("changed to %+v", after)
	}
}

// History and undo go by the order in which things were done, whatever the clock says.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	cfg := testConfig(t, t.TempDir())
	now := day
	cfg.Clock = func() time.Time { return now }
	s := must(Open(t.Context(), cfg))(t)
	t.Cleanup(func() { s.Close() })
	apply(t, s, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1")))
	notes := []string{"first", "at the same moment", "an hour before", "a day before"}
	for i, back := range []time.Duration{0, 0, time.Hour, 24 * time.Hour} {
		now = day.Add(-back)
		f := finding("f1", "p1", "a1")
		f.Note = notes[i]
		apply(t, s, clinic.Operation{Label: clinic.Sentence{Key: notes[i]}, Scope: "a1", Put: []clinic.Record{f}})
	}
	versions := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindFinding, ID: "f1"}))(t)
	entries := must(s.HistoryOf(t.Context(), "p1", 10))(t)
	if len(versions) != len(notes) || len(entries) != len(notes)+1 {
		t.Fatalf("%d versions, %d entries", len(versions), len(entries))
	}
	for i, note := range notes {
		if versions[i].Label.String() != note || entries[len(notes)-1-i].Label.String() != note {
			t.Errorf("%q is the version %q and the entry %q", note, versions[i].Label, entries[len(notes)-1-i].Label)
		}
	}
	for i := len(notes) - 1; i >= 0; i-- {
		if c := must(s.Undo(t.Context(), "a1"))(t); c.Label.String() != notes[i] {
			t.Errorf("undo of %q, want %q", c.Label, notes[i])
		}
	}
	if c := must(s.Redo(t.Context(), "a1"))(t); c.Label.String() != notes[0] {
		t.Errorf("redo of %q", c.Label)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

func TestUndoRefusals(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	if _, err := s.Undo(t.Context(), "a1"); !errors.Is(err, ErrNothing) {
		t.Errorf("undo of nothing: %v", err)
	}
	if _, err := s.Redo(t.Context(), "a1"); !errors.Is(err, ErrNothing) {
		t.Errorf("redo of nothing: %v", err)
	}
	apply(t, s, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1"), assessment("a2", "p1")))
	apply(t, s, clinic.Operation{Label: clinic.Say("Mark"), Scope: "a1", Put: []clinic.Record{finding("f1", "p1", "a1")}})
	apply(t, s, clinic.Operation{Label: clinic.Say("Mark"), Scope: "a2", Put: []clinic.Record{finding("f2", "p1", "a2")}})
	apply(t, s, clinic.Operation{Label: clinic.Say("Plan"), Scope: "l1", Put: []clinic.Record{
		&clinic.Plan{ID: "l1", PatientID: "p1", Lineage: "l1", Version: 1, Minutes: 60},
		&clinic.Problem{ID: "w1", PatientID: "p1", PlanID: "l1", FindingID: "f2", Words: "Sore neck"},
	}})
	if _, err := s.Undo(t.Context(), "a2"); !errors.Is(err, ErrReferenced) {
		t.Errorf("undo of what a problem needs: %v", err)
	}
	louder := finding("f2", "p1", "a2")
	louder.Note = "worse"
	apply(t, s, put(louder))
	if _, err := s.Undo(t.Context(), "a2"); !errors.Is(err, clinic.ErrChanged) {
		t.Errorf("undo of what was changed elsewhere: %v", err)
	}
	if undo, _, err := s.UndoState(t.Context(), "a2"); undo.String() != "" || err != nil {
		t.Errorf("undo is offered of what was changed elsewhere: %q, %v", undo, err)
	}
	apply(t, s, put(finding("f2", "p1", "a2")))
	if undo, _, err := s.UndoState(t.Context(), "a2"); undo.String() != "Mark" || err != nil {
		t.Errorf("undo is not offered of what stands again as it was left: %q, %v", undo, err)
	}
	signed := assessment("a1", "p1")
	signed.SignedAt = day
	apply(t, s, put(signed))
	if _, err := s.Undo(t.Context(), "a1"); !errors.Is(err, clinic.ErrLocked) {
		t.Errorf("undo behind a signature: %v", err)
	}
	if undo, _, err := s.UndoState(t.Context(), "a1"); undo.String() != "" || err != nil {
		t.Errorf("undo is offered behind a signature: %q, %v", undo, err)
	}
}

func TestSubscribers(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	var told []clinic.Changes
	cancel := s.Subscribe(func(c clinic.Changes) {
		if _, err := s.Patient(t.Context(), "p1"); err != nil && len(told) == 0 {
			t.Errorf("told before it was kept: %v", err)
		}
		told = append(told, c)
	})
	op := clinic.Operation{Label: clinic.Say("Add"), Scope: "p1", Put: []clinic.Record{patient("p1", "Ann", "Smith")}}
	apply(t, s, op)
	apply(t, s, op) // changes nothing
	if _, err := s.Apply(t.Context(), put(patient("p2", "", ""))); err == nil {
		t.Error("a patient with no name was kept")
	}
	must(s.Undo(t.Context(), "p1"))(t)
	must(s.Redo(t.Context(), "p1"))(t)
	cancel()
	must(s.Undo(t.Context(), "p1"))(t)
	if len(told) != 3 {
		t.Fatalf("told %d times: %+v", len(told), told)
	}
	for _, c := range told {
		if !c.Touches("p1") || c.Label.String() != "Add" || c.Operation == "" {
			t.Errorf("told %+v", c)
		}
	}
}

func TestStoppedWork(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Apply(ctx, put(patient("p1", "Ann", ""))); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped work gave %v", err)
	}
	apply(t, s, put(patient("p1", "Ann", "")))
}

// anyText draws what can be typed or pasted on a line.
var anyText = rapid.Map(rapid.String(), clinic.CleanLine)

// Any text that can be typed or pasted is kept as it is.
func TestAnyText(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	rapid.Check(t, func(t *rapid.T) {
		p := patient("p1", "Ann", anyText.Draw(t, "name"))
		p.Notes = anyText.Draw(t, "notes")
		p.Alerts = rapid.SliceOfN(anyText, 0, 3).Draw(t, "alerts")
		if len(p.Alerts) == 0 {
			p.Alerts = nil
		}
		if _, err := s.Apply(t.Context(), put(p)); err != nil {
			t.Fatal(err)
		}
		back, err := s.Patient(t.Context(), "p1")
		if err != nil || !reflect.DeepEqual(*p, back) {
			t.Fatalf("%+v came back as %+v (%v)", *p, back, err)
		}
	})
	broken := patient("p2", "Bo", "")
	broken.Notes = "caf\xe9"
	apply(t, s, clinic.Operation{Label: clinic.Say("Paste"), Scope: "p2", Put: []clinic.Record{broken}})
	if again := apply(t, s, put(broken)); len(again.Refs) != 0 {
		t.Error("the same text was taken for another")
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
	must(s.Undo(t.Context(), "p2"))(t)
}

// Readers and writers may come from any goroutine.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	var all sync.WaitGroup
	for i := range 4 {
		p := fmt.Sprintf("p%d", i)
		all.Go(func() {
			for j := range 10 {
				_, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Note"), Scope: p, Put: []clinic.Record{patient(p, "Ann", fmt.Sprint("Smith", j))}})
				if err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 10 {
				if _, err := s.Search(t.Context(), "smith", 10); err != nil {
					t.Error(err)
				}
				if _, err := s.Chart(t.Context(), p); err != nil && !errors.Is(err, clinic.ErrNotFound) {
					t.Error(err)
				}
				s.SetActor(clinic.Actor{Name: p, Role: clinic.RoleOwner})
			}
		})
	}
	all.Wait()
	if r := must(s.Check(t.Context()))(t); !r.OK() || r.Operations != 40 {
		t.Errorf("check: %+v", r)
	}
}

// spoilt panics when it is looked at.
type spoilt struct{ clinic.Patient }

func (*spoilt) Locks() []clinic.Ref { panic("a fault in the program") }

// A fault of the program leaves nothing half done and nothing locked.
func TestFault(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no fault")
			}
		}()
		s.Apply(t.Context(), put(patient("p1", "Ann", ""), &spoilt{clinic.Patient{ID: "p2", GivenName: "Bo"}}))
	}()
	apply(t, s, put(patient("p3", "Cy", "")))
	if _, err := s.Patient(t.Context(), "p1"); !errors.Is(err, clinic.ErrNotFound) {
		t.Errorf("half of it was kept: %v", err)
	}
}
