package store

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store/pgtest"
)

// visit is a record of every kind that hangs on an assessment, a session or a plan, with these. The ids begin
// with a name.
func visit(name string) []clinic.Record {
	id := func(what string) string { return name + "-" + what }
	target := []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}
	a := assessment(id("assessment"), "p1")
	plan := &clinic.Plan{ID: id("plan"), PatientID: "p1", Lineage: id("plan"), Version: 1, Minutes: 60, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, CreatedAt: day}
	s := &clinic.Session{ID: id("session"), PatientID: "p1", Number: 1, Date: "2026-03-02", CreatedAt: day}
	return []clinic.Record{
		a, plan, s, finding(id("finding"), "p1", a.ID),
		&clinic.FormAnswers{ID: id("form"), PatientID: "p1", Form: "peg", FilledBy: clinic.ByPatient, Date: "2026-03-02", CreatedAt: day},
		&clinic.FormAnswers{ID: id("form of the session"), PatientID: "p1", SessionID: s.ID, Form: "peg", FilledBy: clinic.ByPatient, Date: "2026-03-02", CreatedAt: day},
		&clinic.Screening{ID: id("screening"), PatientID: "p1", SessionID: s.ID, Item: "fever", Answer: "no", At: day},
		&clinic.Stroke{ID: id("stroke"), PatientID: "p1", AssessmentID: a.ID, View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen, Points: [][2]float64{{1, 2}, {3, 4}}, CreatedAt: day},
		&clinic.Measurement{ID: id("measurement"), PatientID: "p1", SessionID: s.ID, Measure: "nprs", Side: anatomy.Midline, Value: 4, Date: "2026-03-02", CreatedAt: day},
		&clinic.TestResult{ID: id("test"), PatientID: "p1", AssessmentID: a.ID, Test: "spurling", Side: anatomy.Left, Result: "positive", Date: "2026-03-02", CreatedAt: day},
		&clinic.Treatment{ID: id("treatment"), PatientID: "p1", SessionID: s.ID, Technique: "effleurage", Targets: target, Pressure: 3, Minutes: 5, Status: clinic.TreatmentDone},
		&clinic.Problem{ID: id("problem"), PatientID: "p1", PlanID: plan.ID, Words: "Stiff neck"},
		&clinic.Goal{ID: id("goal"), PatientID: "p1", PlanID: plan.ID, Benefit: clinic.Benefits()[0], Measure: "nprs", Side: anatomy.Midline, Words: "Sleep"},
		&clinic.Prescription{ID: id("prescription"), PatientID: "p1", PlanID: plan.ID, Technique: "effleurage", Targets: target, Pressure: 3, Minutes: 5},
		&clinic.HomeCare{ID: id("home care"), PatientID: "p1", PlanID: plan.ID, Title: "Chin tucks"},
	}
}

// form is an intake form, with a name.
func form(name string) *clinic.Intake {
	return &clinic.Intake{
		ID: name + "-intake", PatientID: "p1", Day: "2026-03-02", HandedBy: "Ana", Answers: []clinic.IntakeAnswer{{Question: "suburb", Text: "Perth"}}, CreatedAt: day,
	}
}

// closed signs, agrees to and hands back what of the records can be.
func closed(records []clinic.Record) []clinic.Record {
	for _, r := range records {
		switch r := r.(type) {
		case *clinic.Assessment:
			r.SignedAt, r.SignedBy = day, "Ana"
		case *clinic.Session:
			r.SignedAt, r.SignedBy = day, "Ana"
		case *clinic.Plan:
			r.AgreedAt, r.AgreedBy, r.AgreedHow = day, "Ann", "spoken"
		case *clinic.FormAnswers:
			r.FinishedAt = day
		case *clinic.Intake:
			r.By, r.ByAs, r.OnPaper, r.ToLookAt, r.FinishedAt = "Ann", clinic.ByThePatient, true, 1, day
		}
	}
	return records
}

// seals is a clinic with what is open and what is closed.
func seals(t testing.TB, s *Store) (open, done []clinic.Record) {
	t.Helper()
	open, done = append(visit("open"), form("open")), closed(append(visit("closed"), form("closed")))
	apply(t, s, put(slices.Concat([]clinic.Record{patient("p1", "Ann", "Smith")}, open, done)...))
	apply(t, s, put(&clinic.Addendum{ID: "addendum", PatientID: "p1", SessionID: "closed-session", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
	return open, done
}

// raw runs statements past the program, with its own rights, and gives what the database said. Nothing is kept
// unless keep says so.
func raw(t testing.TB, s *Store, keep bool, statements ...string) error {
	t.Helper()
	return s.write(t.Context(), func(w *connection) error {
		for _, st := range statements {
			if _, err := w.ExecContext(t.Context(), st); err != nil {
				return err
			}
		}
		if keep {
			return nil
		}
		return errRollBack
	}, nil)
}

// The database itself lets nobody change, remove or add to what is closed, and what is open stays open.
func TestClosedInTheDatabase(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	open, done := seals(t, s)
	tried := make(map[clinic.Kind]bool)
	for _, side := range []struct {
		records []clinic.Record
		want    error
	}{{open, errRollBack}, {done, ErrRefused}} {
		for _, r := range side.records {
			kind, table := r.Kind(), quote(string(r.Kind()))
			tried[kind] = true
			for _, st := range []string{"UPDATE " + table + " SET created_at = created_at", "DELETE FROM " + table} {
				if !slices.ContainsFunc(tableOf(kind).columns, func(c column) bool { return c.name == "created_at" }) {
					st = strings.ReplaceAll(st, "created_at", "patient_id")
				}
				if err := raw(t, s, false, st+" WHERE id = '"+r.Key()+"'"); !errors.Is(err, side.want) {
					t.Errorf("%s of %s: %v", st, r.Key(), err)
				}
			}
			if own := clinic.RefTo(r); slices.Contains(r.Locks(), own) && len(r.Locks()) == 1 {
				continue // nothing else closes it
			}
			names := strings.TrimPrefix(tableOf(kind).into, `"id", `)
			st := "INSERT INTO " + table + " (id, " + names + ") SELECT 'another', " + names + " FROM " + table + " WHERE id = '" + r.Key() + "'"
			if err := raw(t, s, false, st); !errors.Is(err, side.want) {
				t.Errorf("adding one like %s: %v", r.Key(), err)
			}
		}
	}
	for _, k := range clinic.Kinds() {
		if r := clinic.NewRecord(k); len(r.Locks()) > 0 && !tried[k] {
			t.Errorf("nothing closes a %s here", k)
		}
	}
	// One that is open is not moved into what is closed.
	if err := raw(t, s, false, "UPDATE finding SET assessment_id = 'closed-assessment' WHERE id = 'open-finding'"); !errors.Is(err, ErrRefused) {
		t.Errorf("moved into a signed assessment: %v", err)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// An operation that signs brings its last findings with it, in any order, and takes others away.
func TestSigningWithItsLastFindings(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	open, _ := seals(t, s)
	op := clinic.Operation{Label: clinic.Say("Sign")}
	for _, r := range closed(open) {
		switch r := r.(type) {
		case *clinic.Finding, *clinic.Goal:
			op.Remove = append(op.Remove, r)
		case *clinic.Treatment:
			r.Minutes++
			op.Put = append(op.Put, r)
		default:
			op.Put = append(op.Put, r)
		}
	}
	for i := range manyAtOnce {
		op.Put = append(op.Put, finding(fmt.Sprint("last", i), "p1", "open-assessment"))
	}
	apply(t, s, op)
	if n := len(must(s.Chart(t.Context(), "p1"))(t).Findings); n != manyAtOnce+1 {
		t.Errorf("%d findings", n)
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check: %v", r.Problems)
	}
}

// Operations are numbered one after the other, whoever writes them.
func TestNoNumberIsLeftOut(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	for _, seq := range []string{"9223372036854775807", "3", "0", "-1"} {
		err := raw(t, s, true, "INSERT INTO operation VALUES ("+seq+", 'x', '2026-03-02T09:00:00.000000000Z', '', 'desk', 'apply', '', '', NULL, NULL, '', '', '')")
		if !errors.Is(err, ErrRefused) {
			t.Errorf("operation %s: %v", seq, err)
		}
	}
	apply(t, s, put(patient("p2", "Bo", "Jones")))
}

// A machine's login can write nothing under another's name, and nothing without its entry in the history.
func TestWhatAStolenLoginCannotDo(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	_, url := created(t, "tablet")
	s := openAt(t, Config{URL: url})
	seals(t, s)
	before := content(t, s)
	conn := must(pgx.Connect(t.Context(), url))(t)
	defer conn.Close(t.Context())
	const operation = "INSERT INTO operation VALUES ((SELECT max(seq) + 1 FROM operation), 'x', '2025-01-06T09:00:00.000000000Z', 'Dr Other', '%s', 'apply', 'Put', '', 'p1', NULL, '', '', '');"
	const change = "INSERT INTO change SELECT (SELECT max(seq) FROM operation), 0, kind, record_id, patient_id, after, '{}' FROM change WHERE record_id = '%s';"
	mine := fmt.Sprintf(operation, "tablet")
	for name, st := range map[string]string{
		"under another name":                        fmt.Sprintf(operation, "reception"),
		"without a name":                            fmt.Sprintf(operation, ""),
		"a signed session, with history":            mine + fmt.Sprintf(change, "closed-session") + "UPDATE session SET subjective = 'FORGED' WHERE id = 'closed-session'",
		"a treatment removed, without":              "DELETE FROM treatment WHERE id = 'open-treatment'",
		"a screening changed, without":              "UPDATE screening SET answer = 'yes' WHERE id = 'open-screening'",
		"a patient added, without":                  "INSERT INTO patient SELECT 'p2', " + strings.TrimPrefix(tableOf(clinic.KindPatient).names, `"id", `) + " FROM patient",
		"another record than the history says":      mine + fmt.Sprintf(change, "open-finding") + "UPDATE screening SET answer = 'yes' WHERE id = 'open-screening'",
		"the id of a record":                        mine + fmt.Sprintf(change, "open-finding") + "UPDATE finding SET id = 'f9' WHERE id = 'open-finding'",
		"the steps of undo":                         "DELETE FROM undo_step",
		"the list of patients":                      "UPDATE patient_index SET used = 99",
		"the search":                                "DELETE FROM search_token",
		"misspelt names":                            "DELETE FROM search_variant",
		"an old operation, with one more change":    "INSERT INTO change SELECT 1, 999, kind, record_id, patient_id, before, after FROM change WHERE operation_seq = 1 AND position = 0",
		"everything at the end of a long statement": mine + fmt.Sprintf(change, "open-finding") + "UPDATE finding SET note = 'x' WHERE id = 'open-finding'; UPDATE goal SET words = 'x' WHERE id = 'open-goal'",
	} {
		if _, err := conn.Exec(t.Context(), st); sqlState(err) != "P0001" {
			t.Errorf("%s: %v", name, err)
		}
	}
	sameContent(t, "after all that", content(t, s), before)
	apply(t, s, put(patient("p2", "Bo", "Jones")))
	if err := each(t.Context(), s.reads, "SELECT 1 FROM operation WHERE machine <> 'tablet'", nil, nil); err != nil {
		t.Error(err)
	}
	// What the owner does under other names stays as it is.
	moved := openIn(t, t.TempDir())
	seals(t, moved)
	empty := newServer(t)
	if err := empty.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	user, password := must2(empty.AddMachine(t.Context(), "laptop"))(t)
	to := Config{URL: pgtest.Shared(t).URL(user, password, empty.Name())}
	from := Config{Dir: moved.cfg.Dir}
	moved.Close()
	must(Move(t.Context(), from, to, nil))(t)
	at := openAt(t, to)
	if name := must(texts(t.Context(), at.reads, "SELECT DISTINCT machine FROM operation"))(t); !slices.Equal(name, []string{"desk"}) {
		t.Errorf("moved under the names %v", name)
	}
	apply(t, at, put(patient("p9", "Cy", "Lee")))
	if name := must(texts(t.Context(), at.reads, "SELECT DISTINCT machine FROM operation ORDER BY 1"))(t); !slices.Equal(name, []string{"desk", "laptop"}) {
		t.Errorf("after that under the names %v", name)
	}
}

func must2[A, B any](a A, b B, err error) func(testing.TB) (A, B) {
	return func(t testing.TB) (A, B) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
}

// Whoever holds up all others is named within seconds, and the next change goes through once that ends.
func TestWhoHoldsUpTheOthers(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	v, url := created(t, "tablet")
	user, password := must2(v.AddMachine(t.Context(), "reception"))(t)
	s := openAt(t, Config{URL: pgtest.Shared(t).URL(user, password, v.Name())})
	conf := must(pgx.ParseConfig(url))(t)
	conf.RuntimeParams["application_name"] = "psql"
	conn := must(pgx.ConnectConfig(t.Context(), conf))(t)
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), fmt.Sprintf("SELECT pg_advisory_lock(%d)", writeLock)); err != nil {
		t.Fatal(err)
	}
	var err error
	took := timed(func() { _, err = s.Apply(t.Context(), put(patient("p1", "Ann", "Smith"))) })
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "“tablet” with “psql”") || toldInWords(err) != "" || took > 2*lockPatience {
		t.Errorf("after %v: %v", took, err)
	}
	if _, err := conn.Exec(t.Context(), "SELECT pg_advisory_unlock_all()"); err != nil {
		t.Fatal(err)
	}
	apply(t, s, put(patient("p1", "Ann", "Smith")))
}

// pastSeals are the operations of an earlier version that made what seals makes.
func pastSeals() []earlier {
	return []earlier{
		{"", slices.Concat([]clinic.Record{patient("p1", "Ann", "Smith")}, visit("open"), closed(visit("closed")))},
		{"", []clinic.Record{&clinic.Addendum{ID: "addendum", PatientID: "p1", SessionID: "closed-session", Text: "More", Reason: "Forgotten", By: "Ana", At: day}}},
		{"p2", []clinic.Record{patient("p2", "Bo", "Jones")}},
	}
}

// is reads a record as it is kept.
func is(t testing.TB, s *Store, r clinic.Record) []any {
	t.Helper()
	values, dest := tableOf(r.Kind()).row()
	if err := s.reads.QueryRow(tableOf(r.Kind()).byID, r.Key()).Scan(dest...); err != nil {
		t.Fatal(err)
	}
	return values
}

// firstSteps are so many of the program's migrations.
func firstSteps(t testing.TB, n int) fs.FS {
	t.Helper()
	files := make(fstest.MapFS)
	for _, name := range must(fs.Glob(embedded, "*.sql"))(t) {
		if name < fmt.Sprintf("%04d", n+1) {
			files[name] = &fstest.MapFile{Data: must(fs.ReadFile(embedded, name))(t)}
		}
	}
	return files
}

// Records that an older program wrote are carried over with all that is signed, and guarded from then on.
func TestOlderRecordsAreSealed(t *testing.T) {
	t.Parallel()
	cfg, openWith := migratable(t, firstSteps(t, 4))
	s := must(open(t.Context(), cfg, firstSteps(t, 4)))(t)
	done := closed(visit("closed"))
	writePast(t, s, pastSeals()...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = must(openWith(embedded))(t)
	defer s.Close()
	for _, r := range done {
		if l, ok := inLines[r.Kind()]; ok {
			l.read(r)
		}
		if got, want := is(t, s, r), must(tableOf(r.Kind()).values(r))(t); !slices.Equal(got, want) {
			t.Errorf("carried over: %v, want %v", got, want)
		}
	}
	if r := must(s.Check(t.Context()))(t); !r.OK() || r.Version != len(s.steps) {
		t.Errorf("check: %+v", r)
	}
	if err := raw(t, s, true, "UPDATE session SET subjective = 'FORGED' WHERE id = 'closed-session'"); !errors.Is(err, ErrRefused) {
		t.Errorf("a signed session was changed: %v", err)
	}
	if _, err := s.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Remove"), Remove: done[:1]}); !errors.Is(err, clinic.ErrLocked) {
		t.Errorf("a signed assessment was removed: %v", err)
	}
	// Work goes on: an addendum, an undo, and whatever is open.
	apply(t, s, put(&clinic.Addendum{ID: "d2", PatientID: "p1", AssessmentID: "closed-assessment", Text: "More", Reason: "Forgotten", By: "Ana", At: day}))
	must(s.Undo(t.Context(), "p2"))(t)
	f := finding("open-finding", "p1", "open-assessment")
	f.Note = "Softer"
	apply(t, s, put(f))
	apply(t, s, clinic.Operation{Label: clinic.Say("Erase"), Remove: []clinic.Record{f}})
	if r := must(s.Check(t.Context()))(t); !r.OK() {
		t.Errorf("check after: %v", r.Problems)
	}
}
