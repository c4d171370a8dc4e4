package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// earlier is one operation of an earlier version of the program.
type earlier struct {
	scope string
	put   []clinic.Record // facts that this version has fields for are in their notes
}

// kindsOfThen are the kinds that a database of an earlier schema has tables for.
func kindsOfThen(t testing.TB, s *Store) []clinic.Kind {
	t.Helper()
	there := must(s.engine.tables(t.Context(), s.reads))(t)
	return slices.DeleteFunc(clinic.Kinds(), func(k clinic.Kind) bool { return !slices.Contains(there, string(k)) })
}

// writePast writes records and their history into a database of an earlier schema, as the program of then did.
func writePast(t testing.TB, s *Store, operations ...earlier) {
	t.Helper()
	ctx := t.Context()
	tables := make(map[clinic.Kind]*table)
	for _, k := range kindsOfThen(t, s) {
		tables[k] = tableOf(k).only(must(s.engine.columns(ctx, s.reads, string(k)))(t))
	}
	last := make(map[clinic.Ref][]any)
	err := s.write(ctx, func(w *connection) error {
		for i, op := range operations {
			seq, at := i+1, timeText(day.AddDate(0, 0, i))
			err := w.exec(ctx, `INSERT INTO operation (seq, id, at, actor, machine, verb, label, scope, patient_id) VALUES ($1, $2, $3, '', 'desk', 'apply', 'Put', $4, $5)`,
				seq, fmt.Sprint("past-", seq), at, op.scope, patientOf(op.put[0]))
			for position, r := range op.put {
				ref, tab := clinic.RefTo(r), tables[r.Kind()]
				var before any
				if values := last[ref]; err == nil && values != nil {
					before, err = tab.encode(values)
				}
				if err != nil {
					return err
				}
				if last[ref], err = tab.values(r); err != nil {
					return err
				}
				after, err := tab.encode(last[ref])
				if err != nil {
					return err
				}
				if err := w.exec(ctx, "INSERT INTO change (operation_seq, position, kind, record_id, patient_id, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7)",
					seq, position, string(ref.Kind), ref.ID, patientOf(r), before, after); err != nil {
					return err
				}
			}
			if op.scope != "" {
				err = w.exec(ctx, "INSERT INTO undo_step (operation_seq, scope, undone) VALUES ($1, $2, 0)", seq, op.scope)
			}
			if err != nil {
				return err
			}
		}
		kinds := clinic.Kinds()
		slices.Reverse(kinds) // nothing is added to what is closed
		for _, k := range kinds {
			for ref, values := range last {
				if ref.Kind == k {
					row := (&change{table: tables[k], new: values}).row()
					if err := w.exec(ctx, tables[k].insert, row...); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

func patientOf(r clinic.Record) any {
	if key := r.PatientKey(); key != "" {
		return key
	}
	return nil
}

const (
	oldClot = "Clot check: the left calf is 3.4 cm larger, 24 cm above the medial malleolus. Wells score 2 (moderate), 3 of 10 items asked. Yes: active cancer, sore along the deep veins."
	oldNone = "Clot check: the right calf is 3 cm larger, 10 cm below the tibial tuberosity. Wells items not asked."
)

// oldFacts are records that say facts as the program did before they were fields.
func oldFacts(visit string) []clinic.Record {
	id := func(what string) string { return visit + "-" + what }
	a, s, plan := assessment(id("assessment"), "p1"), &clinic.Session{ID: id("session"), PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day},
		&clinic.Plan{ID: id("plan"), PatientID: "p1", Lineage: id("plan"), Version: 1, Minutes: 60, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: day}
	f := finding(id("finding"), "p1", a.ID)
	f.Note = "Twitches\nPain matches the referral pattern: yes\nSigns: taut band, local twitch"
	byHand := finding(id("by-hand"), "p1", a.ID)
	byHand.Note = "Signs: of wear"
	clot := func(what, answer, note string) clinic.Record {
		return &clinic.Screening{ID: id(what), PatientID: "p1", AssessmentID: a.ID, Item: clinic.ItemClot, Answer: answer, Note: note, At: day}
	}
	wells := func(side string) clinic.Record {
		return &clinic.FormAnswers{ID: id("wells-" + side), PatientID: "p1", AssessmentID: a.ID, Form: "wells." + side, Answers: []string{"yes", ""}, FilledBy: clinic.ByTherapist, Date: "2026-03-02", CreatedAt: day}
	}
	rx := func(what, note string) clinic.Record {
		return &clinic.Prescription{ID: id(what), PatientID: "p1", PlanID: plan.ID, Technique: "effleurage", Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}, Pressure: 5, Minutes: 5, Note: note}
	}
	measured := func(what string, m clinic.Measurement) clinic.Record {
		m.ID, m.PatientID, m.AssessmentID, m.Date, m.CreatedAt = id(what), "p1", a.ID, "2026-03-02", day
		return &m
	}
	return []clinic.Record{
		a, s, plan, f, byHand,
		clot("suspected", clinic.AnswerYes, "Sore since Monday\n"+oldClot), clot("explained", clinic.AnswerNo, oldNone+" Polio as a child. Dr Wu"),
		clot("changed", clinic.AnswerUnsure, oldClot[:60]+"? Ask again"), clot("said", clinic.AnswerNo, "Only the knee is sore"),
		wells("left"), wells("right"),
		rx("rx", "Slowly\nDose kept because: a large back"), rx("rx-alone", "Dose kept because: he asked"), rx("rx-none", "Slowly"),
		measured("colour", clinic.Measurement{Measure: clinic.MeasureSkinColour, Item: clinic.LimbLeg, Side: anatomy.Left, Value: 1, Note: "blue"}),
		measured("girth", clinic.Measurement{Measure: clinic.MeasureGirth, Item: "leg, 12 cm above the medial malleolus", Side: anatomy.Left, Value: 300, Tool: "tape"}),
		measured("girth-words", clinic.Measurement{Measure: clinic.MeasureGirth, Item: "leg, 11 cm above the medial malleolus", Side: anatomy.Left, Value: 300}),
		measured("volume", clinic.Measurement{Measure: clinic.MeasureLimbVolume, Item: "Arm,  0 to 40 cm above the ulnar styloid", Side: anatomy.Left, Value: 2600, Tool: clinic.ToolGirths}),
		measured("total", clinic.Measurement{Measure: "ndi", Side: anatomy.Midline, Value: 20, Tool: "Neck Disability Index (NDI)"}),
		&clinic.Goal{ID: id("goal"), PatientID: "p1", PlanID: plan.ID, Benefit: clinic.Lymphatic, Measure: clinic.MeasureGirth, Item: "leg, 10 cm below the tibial tuberosity", Side: anatomy.Left},
		&clinic.FormAnswers{ID: id("psfs"), PatientID: "p1", AssessmentID: a.ID, Form: "psfs", Answers: []string{"Walk: to work: 5", "Sleep: "}, FilledBy: clinic.ByPatient, Date: "2026-03-02", CreatedAt: day},
		&clinic.FormAnswers{ID: id("peg"), PatientID: "p1", AssessmentID: a.ID, Form: "peg", Answers: []string{"5", "", "7"}, FilledBy: clinic.ByPatient, Date: "2026-03-02", CreatedAt: day},
		&clinic.Consent{ID: id("consent"), PatientID: "p1", Decision: clinic.ConsentGiven, Areas: []string{"neck"}, How: clinic.ConsentSpoken, By: "Ann Doyle", ByAs: clinic.ByGuardian, Relation: "Mother", At: day},
		&clinic.Consent{ID: id("withdrawn"), PatientID: "p1", Decision: clinic.ConsentWithdrawn, Areas: []string{"neck"}, How: clinic.ConsentSpoken, By: "Bo", ByAs: clinic.ByGuardian, Relation: "another person", At: day},
		&clinic.Consent{ID: id("patient"), PatientID: "p1", Decision: clinic.ConsentGiven, Areas: []string{"neck"}, How: clinic.ConsentSpoken, By: "Ann Smith", ByAs: clinic.ByThePatient, At: day},
		measured("colour-note", clinic.Measurement{Measure: clinic.MeasureSkinColour, Item: clinic.LimbArm, Side: anatomy.Left, Note: "usual for her"}),
	}
}

// checkFacts compares what was carried over.
func checkFacts(t testing.TB, c *clinic.Chart, visit string) {
	t.Helper()
	id := func(what string) string { return visit + "-" + what }
	for _, f := range c.Findings {
		switch f.ID {
		case id("finding"):
			if f.Note != "Twitches" || f.Pattern != clinic.FamiliarYes || !slices.Equal(f.Signs, []string{"taut band", "local twitch"}) {
				t.Errorf("%+v", f)
			}
		case id("by-hand"):
			if f.Note != "Signs: of wear" || f.Pattern != "" || f.Signs != nil {
				t.Errorf("%+v", f)
			}
		}
	}
	type decided struct {
		decision string
		side     anatomy.Side
		note     string
		reason   string
	}
	for _, s := range c.Screenings {
		want, ok := map[string]decided{
			id("suspected"): {clinic.ClotSuspected, anatomy.Left, "Sore since Monday", ""},
			id("explained"): {clinic.ClotExplained, anatomy.Right, "", "Polio as a child. Dr Wu"},
			id("changed"):   {clinic.ClotSuspected, anatomy.Left, oldClot[:60] + "? Ask again", ""},
			id("said"):      {"", "", "Only the knee is sore", ""},
		}[s.ID]
		if is := (decided{s.Decision, s.Side, s.Note, s.Reason}); ok && is != want {
			t.Errorf("%s: %+v, want %+v", s.ID, is, want)
		}
	}
	for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right} {
		if f := c.Wells(id("assessment"), side); f == nil || f.Answers[0] != "yes" {
			t.Errorf("Wells of the %s: %+v", side.Word(), f)
		}
	}
	for _, p := range c.Prescriptions {
		want, ok := map[string][2]string{id("rx"): {"Slowly", "a large back"}, id("rx-alone"): {"", "he asked"}, id("rx-none"): {"Slowly", ""}}[p.ID]
		if ok && want != [2]string{p.Note, p.DoseReason} {
			t.Errorf("%s: %q and %q", p.ID, p.Note, p.DoseReason)
		}
	}
	for _, m := range c.Measurements {
		want, ok := map[string][2]string{id("colour"): {"", "blue"}, id("colour-note"): {"usual for her", ""}}[m.ID]
		if ok && want != [2]string{m.Note, m.Colour} {
			t.Errorf("%s: %q and %q", m.ID, m.Note, m.Colour)
		}
		type at struct {
			item, tool, protocol string
			along                clinic.Along
		}
		where, ok := map[string]at{
			id("girth"):       {"", "tape", "leg.ankle", clinic.Along{Protocol: "leg.ankle", From: 12, To: 12}},
			id("girth-words"): {"leg, 11 cm above the medial malleolus", "", "", clinic.Along{}},
			id("volume"):      {"", clinic.ToolGirths, "arm.wrist", clinic.Along{Protocol: "arm.wrist", From: 0, To: 40}},
			id("total"):       {"", "", "ndi", clinic.Along{}},
		}[m.ID]
		if is := (at{m.Item, m.Tool, m.Protocol, m.Along()}); ok && is != where {
			t.Errorf("%s: %+v", m.ID, is)
		}
	}
	for _, x := range c.Consents {
		want, ok := map[string][2]string{
			id("consent"): {clinic.RelationParent, "Mother"}, id("withdrawn"): {clinic.RelationOther, "another person"}, id("patient"): {"", ""},
		}[x.ID]
		if ok && want != [2]string{x.RelationCode, x.Relation} {
			t.Errorf("%s: %q and %q", x.ID, x.RelationCode, x.Relation)
		}
	}
	if p := c.Plan(id("plan")); visit == "closed" && (p.AgreedBy != "Ruth" || p.AgreedAs != clinic.ByGuardian || p.AgreedWho().String() != "Ruth (parent or guardian)") {
		t.Errorf("%+v", p)
	}
	for _, g := range c.Goals {
		if g.ID == id("goal") && (g.Item != "" || g.Along() != clinic.Along{Protocol: "leg.calf", From: 10, To: 10}) {
			t.Errorf("%+v", g)
		}
	}
	for _, f := range c.Forms {
		switch f.ID {
		case id("psfs"):
			if !slices.Equal(f.Activities, []string{"Walk: to work", "Sleep"}) || !slices.Equal(f.Answers, []string{"5", ""}) {
				t.Errorf("%+v", f)
			}
		case id("peg"):
			if f.Activities != nil || !slices.Equal(f.Answers, []string{"5", "", "7"}) {
				t.Errorf("%+v", f)
			}
		}
	}
}

// putPast writes records into a database of an earlier schema that has no history yet.
func putPast(t testing.TB, s *Store, all []clinic.Record) {
	t.Helper()
	kinds := kindsOfThen(t, s)
	slices.Reverse(kinds) // nothing is added to what is closed
	err := s.write(t.Context(), func(w *connection) error {
		for _, k := range kinds {
			tab := tableOf(k).only(must(s.engine.columns(t.Context(), w, string(k)))(t))
			for _, r := range all {
				if r.Kind() != k {
					continue
				}
				values, err := tab.values(r)
				if err != nil {
					return err
				}
				if err := w.exec(t.Context(), tab.insert, values...); err != nil {
					return err
				}
			}
		}
		return nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

// What older programs kept in notes and codes is read into fields, in what is closed too, and the history is read in
// the same way: nothing looks forged, and what was done before can be taken back.
func TestFactsAreCarriedOver(t *testing.T) {
	t.Parallel()
	for _, version := range []int{4, 5} {
		cfg, openWith := migratable(t, firstSteps(t, version))
		s := must(open(t.Context(), cfg, firstSteps(t, version)))(t)
		signed := closed(oldFacts("closed")[:3])
		signed[2].(*clinic.Plan).AgreedBy = "Ruth (parent or guardian)"
		noted := finding("open-finding", "p1", "open-assessment")
		noted.Note = "Twitches\nSigns: taut band"
		writePast(t, s,
			earlier{"", slices.Concat([]clinic.Record{patient("p1", "Ann", "Smith")}, oldFacts("open"), oldFacts("closed"))},
			earlier{"open-assessment", []clinic.Record{noted}},
			earlier{"", signed},
		)
		s.Close()
		s = must(openWith(embedded))(t)
		c := must(s.Chart(t.Context(), "p1"))(t)
		checkFacts(t, c, "closed")
		if r := must(s.Check(t.Context()))(t); !r.OK() || r.Version != len(s.steps) {
			t.Errorf("from version %d: %v", version, r.Problems)
		}
		if err := raw(t, s, true, "UPDATE finding SET note = 'FORGED' WHERE id = 'closed-finding'"); err == nil {
			t.Error("a signed finding was changed")
		}
		must(s.Undo(t.Context(), "open-assessment"))(t)
		c = must(s.Chart(t.Context(), "p1"))(t)
		checkFacts(t, c, "open")
		must(s.Redo(t.Context(), "open-assessment"))(t)
		if r := must(s.Check(t.Context()))(t); !r.OK() {
			t.Errorf("after an undo, from version %d: %v", version, r.Problems)
		}
		s.Close()
	}
}

// A fact that was forged beside what the history says is found, although the history has no such field.
func TestForgedFactsAreFound(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	for column, forged := range map[string]string{
		"screening SET decision":       "'explained' WHERE decision = 'suspected'",
		"screening SET reason":         "'Dr Wu' WHERE decision = 'suspected'",
		"form_answers SET side":        "'R' WHERE side = 'L'",
		"finding SET signs":            "'[]' WHERE signs <> '[]'",
		"finding SET pattern":          "'no' WHERE pattern = 'yes'",
		"prescription SET dose_reason": "'forged' WHERE dose_reason <> ''",
		"measurement SET colour":       "'usual' WHERE colour = 'blue'",
		"measurement SET level_cm":     "24 WHERE level_cm = 12",
		"measurement SET protocol":     "'leg.floor' WHERE protocol = 'leg.ankle'",
		"goal SET level_cm":            "14 WHERE level_cm = 10",
		"form_answers SET activities":  "'[\"Walk\"]' WHERE activities <> '[]'",
	} {
		cfg, openWith := migratable(t, firstSteps(t, 5))
		s := must(open(t.Context(), cfg, firstSteps(t, 5)))(t)
		writePast(t, s, earlier{"", append([]clinic.Record{patient("p1", "Ann", "Smith")}, oldFacts("open")...)})
		s.Close()
		s = must(openWith(embedded))(t)
		if err := raw(t, s, true, "UPDATE "+column+" = "+forged); err != nil {
			t.Fatal(err)
		}
		if r := must(s.Check(t.Context()))(t); r.Found[InRecords] == 0 || r.Found[InHistory] > 0 {
			t.Errorf("%s: %v", column, r.Problems)
		}
		s.Close()
	}
}

// What waits on a machine to be sent was written by the version before, too.
func TestFactsOfWhatIsQueued(t *testing.T) {
	t.Parallel()
	tab := tableOf(clinic.KindFinding)
	old := tab.only(slices.DeleteFunc(namesOf(tab), func(n string) bool { return n == "signs" || n == "pattern" }))
	f := finding("f", "p1", "a")
	f.Note = "Signs: taut band"
	text := must(old.encode(must(old.values(f))(t)))(t)
	if strings.Contains(text, "pattern") {
		t.Fatal(text)
	}
	r := must((&storedRecord{clinic.KindFinding, []byte(text)}).load())(t)
	if got := r.(*clinic.Finding); got.Note != "" || !slices.Equal(got.Signs, []string{"taut band"}) {
		t.Errorf("%+v", got)
	}
	if r := must((&storedRecord{clinic.KindFinding, []byte(must(tab.encode(must(tab.values(f))(t)))(t))}).load())(t); r.(*clinic.Finding).Note != f.Note {
		t.Error("a note of this version is read as one of an older")
	}
}

func namesOf(t *table) (names []string) {
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	return names
}

// What one ticks and another types meanwhile is both kept, and nobody has to settle a difference.
func TestATickAndATypedWordAreNoDifference(t *testing.T) {
	t.Parallel()
	target := []clinic.Target{{Structure: "soleus", Side: anatomy.Left}}
	for name, x := range map[string]struct {
		base        clinic.Record
		tick, write func(clinic.Record)
	}{
		"a trigger point": {
			finding("f", "p", "a"),
			func(r clinic.Record) {
				f := r.(*clinic.Finding)
				f.Signs, f.Pattern = []string{"taut band"}, clinic.FamiliarYes
			},
			func(r clinic.Record) { r.(*clinic.Finding).Note = "Twitches" },
		},
		"a suspected clot": {
			&clinic.Screening{ID: "s", PatientID: "p", AssessmentID: "a", Item: clinic.ItemClot, Answer: clinic.AnswerNo, At: day},
			func(r clinic.Record) {
				s := r.(*clinic.Screening)
				s.Answer, s.Decision, s.Side, s.Targets = clinic.AnswerYes, clinic.ClotSuspected, anatomy.Left, target
			},
			func(r clinic.Record) { r.(*clinic.Screening).Note = "Sore since Monday" },
		},
		"a dose that stays": {
			&clinic.Prescription{ID: "rx", PatientID: "p", PlanID: "l", Technique: "effleurage", Targets: target, Pressure: 5, Minutes: 5},
			func(r clinic.Record) { r.(*clinic.Prescription).DoseReason = "a large back" },
			func(r clinic.Record) { r.(*clinic.Prescription).Note = "Slowly" },
		},
		"the colour of a limb": {
			&clinic.Measurement{ID: "m", PatientID: "p", AssessmentID: "a", Measure: clinic.MeasureSkinColour, Item: clinic.LimbLeg, Side: anatomy.Left, Date: "2026-03-02", CreatedAt: day},
			func(r clinic.Record) {
				m := r.(*clinic.Measurement)
				m.Value, m.Colour = 1, "blue"
			},
			func(r clinic.Record) { r.(*clinic.Measurement).Note = "After standing" },
		},
	} {
		mine, theirs := clinic.Copy(x.base), clinic.Copy(x.base)
		x.tick(mine)
		x.write(theirs)
		both := clinic.Copy(mine)
		x.write(both)
		c := change{table: tableOf(x.base.Kind()), ref: clinic.RefTo(x.base), before: theirs, after: mine, old: valuesOf(t, theirs), new: valuesOf(t, mine)}
		d, err := c.reconcile(Submission{ID: "x", Op: clinic.Operation{Label: clinic.Say("Write")}, Base: map[clinic.Ref]clinic.Record{c.ref: x.base}},
			func([]change) error { return nil })
		if err != nil || d != nil || !slices.Equal(c.new, valuesOf(t, both)) {
			t.Errorf("%s: %+v, %v, became %v", name, d, err, c.new)
		}
	}
}

// Records of every version of the schema that there was are brought up to the newest with all that is in them, and with
// the history where there was one.
func TestEveryOlderSchemaIsCarriedOver(t *testing.T) {
	t.Parallel()
	newest := len(must(readMigrations(embedded))(t)) - len(added)
	from := 1
	if onPostgres {
		from = 2 // shared records had a history from the beginning
	}
	for version := from; version < newest; version++ {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			t.Parallel()
			steps := firstSteps(t, version)
			cfg, openWith := migratable(t, steps)
			s := must(open(t.Context(), cfg, steps))(t)
			signed := closed(visit("closed"))
			first := slices.Concat([]clinic.Record{
				&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour", Paper: "A4"}, &clinic.Practitioner{ID: "ana", Name: "Ana", CreatedAt: day},
				patient("p1", "Ann", "Smith"),
				&clinic.Injury{ID: "old", PatientID: "p1", Structure: "soleus", Side: "L", Type: clinic.InjurySurgery, InjuredOn: "2026-01-05", Note: "Sewn", CreatedAt: day},
				&clinic.Clearance{ID: "old", PatientID: "p1", Item: "dvt", Doctor: "Dr Lee", Date: "2026-02-01", Scope: "Light work", CreatedAt: day},
			}, visit("open"), signed)
			kinds := kindsOfThen(t, s)
			all := slices.DeleteFunc(first, func(r clinic.Record) bool { // what there was no table for yet
				return !slices.Contains(kinds, r.Kind())
			})
			if version == 1 {
				putPast(t, s, all)
			} else {
				writePast(t, s, earlier{"", all[:2]}, earlier{"", all[2:]}, earlier{"p2", []clinic.Record{patient("p2", "Bo", "Jones")}})
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = must(openWith(embedded))(t)
			defer s.Close()
			for _, r := range all {
				want := clinic.Copy(r)
				if l, ok := inLines[r.Kind()]; ok && version < 6 {
					l.read(want)
				}
				if got, want := is(t, s, r), must(tableOf(r.Kind()).values(want))(t); !slices.Equal(got, want) {
					t.Errorf("%s carried over: %v, want %v", r.Kind(), got, want)
				}
			}
			r := must(s.Check(t.Context()))(t)
			if r.Version != newest || r.Found[InFile] > 0 || r.Found[InDerived] > 0 || version > 1 && !r.OK() {
				t.Errorf("version %d: %v", r.Version, r.Problems)
			}
			if version > 1 {
				must(s.Undo(t.Context(), "p2"))(t)
			}
			apply(t, s, put(&clinic.Addendum{ID: "later", PatientID: "p1", SessionID: "closed-session", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
			if hits, n, err := s.Patients(t.Context(), lookup.Filter{}, 10, 0); err != nil || n != 1 || hits[0].ID != "p1" {
				t.Errorf("%d patients: %v", n, err)
			}
		})
	}
}
