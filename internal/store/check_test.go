package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regimen/internal/clinic"
)

// unguarded runs statements as whoever owns the file or the server can: past every trigger and reference, which
// stand afterwards as before.
func unguarded(t testing.TB, dir string, statements ...string) {
	t.Helper()
	if onPostgres {
		if err := asOwner(t, dir, append([]string{"SET session_replication_role = replica"}, statements...)...); err != nil {
			t.Fatal(err)
		}
		return
	}
	db := must(openPool(dsnCopy(filepath.Join(dir, databaseName)), 1))(t)
	defer db.Close()
	w := must(connect(t.Context(), db, sqliteEngine{}))(t)
	defer w.close()
	err := putTriggersAside(t.Context(), w)
	for _, st := range statements {
		if err == nil {
			_, err = w.ExecContext(t.Context(), st)
		}
	}
	if err := errors.Join(err, putTriggersBack(t.Context(), w)); err != nil {
		t.Fatal(err)
	}
}

// full is a clinic with a history of all sorts: what is open and closed, undone and done again, loaded and
// removed, in several operations.
func full(t testing.TB, s *Store) {
	t.Helper()
	seals(t, s)
	must(s.Load(t.Context(), clinic.Say("Import"), []clinic.Record{
		&clinic.Clinic{ID: "clinic", Name: "Practice", Paper: "A4"}, &clinic.Practitioner{ID: "ana", Name: "Ana", CreatedAt: day},
		patient("p2", "Bo", "Jones"), &clinic.Template{ID: "t1", Name: "Neck", Minutes: 60, CreatedAt: day},
	}))(t)
	s.SetActor(clinic.Actor{Name: "Ana", Role: clinic.RoleOwner})
	for n := range 3 {
		f := finding("open-finding", "p1", "open-assessment")
		f.Note = fmt.Sprint("note ", n)
		apply(t, s, clinic.Operation{Label: clinic.Sentence{Key: fmt.Sprint("Note ", n)}, Scope: "open-assessment", Put: []clinic.Record{f}})
	}
	must(s.Undo(t.Context(), "open-assessment"))(t)
	must(s.Undo(t.Context(), "open-assessment"))(t)
	must(s.Redo(t.Context(), "open-assessment"))(t)
	gone := finding("gone", "p2", "")
	apply(t, s, put(gone))
	apply(t, s, clinic.Operation{Label: clinic.Say("Erase"), Remove: []clinic.Record{gone}})
	year := 2019
	apply(t, s, put(&clinic.Consent{ID: "c1", PatientID: "p2", Decision: clinic.ConsentGiven, Areas: []string{"neck"}, How: clinic.ConsentSpoken, By: "Bo", ByAs: clinic.ByThePatient, At: day},
		&clinic.Clearance{ID: "cl1", PatientID: "p2", Item: "fever", Doctor: "Dr Who", Date: "2026-03-02", Scope: "all", CreatedAt: day},
		&clinic.LymphBarrier{ID: "lb1", PatientID: "p2", Structure: "lymph.axillary", Side: "L", Cause: clinic.BarrierRemoved, SinceYear: &year, CreatedAt: day},
		&clinic.Injury{ID: "i1", PatientID: "p2", Structure: "trapezius.upper", Side: "L", Type: clinic.InjuryStrain, InjuredOn: "2026-03-01", CreatedAt: day},
		&clinic.PlanEnd{ID: "e1", PatientID: "p1", PlanID: "closed-plan", Date: "2026-03-02", Outcome: clinic.OutcomeFinished, By: "Ana", CreatedAt: day}))
}

const nextOperation = "INSERT INTO operation SELECT max(seq) + 1, 'forged', '2026-03-02T10:00:00.000000000Z', 'Ana', 'desk', 'apply', 'Put', '', 'p1', NULL, '', '', '' FROM operation"

// forged is a change of a record with an entry in the history as the program would write it.
func forged(kind, id, from, to string) []string {
	change := fmt.Sprintf("INSERT INTO change SELECT (SELECT max(seq) FROM operation), 0, kind, record_id, patient_id, after, replace(after, '%s', '%s') FROM change c WHERE kind = '%s' AND record_id = '%s' AND operation_seq = (SELECT max(operation_seq) FROM change d WHERE d.record_id = c.record_id)", from, to, kind, id)
	return []string{nextOperation, change}
}

// What was forged is told, whoever did it and however well it looks, and the check goes on to the end.
func TestCheckFindsForgery(t *testing.T) {
	t.Parallel()
	ofTable := func(table string) string {
		if onPostgres {
			return " ON " + table
		}
		return ""
	}
	hostile := "CREATE TRIGGER helper AFTER INSERT ON operation BEGIN UPDATE session SET subjective = 'FORGED'; END"
	if onPostgres {
		hostile = "CREATE TRIGGER helper AFTER INSERT ON operation FOR EACH ROW EXECUTE FUNCTION refuse('x')"
	}
	for name, c := range map[string]struct {
		part Part
		want string
		sql  []string
	}{
		"a signed session, with its history":   {InHistory, "The session closed-session was changed by the operation", append(forged("session", "closed-session", `"subjective":""`, `"subjective":"FORGED"`), "UPDATE session SET subjective = 'FORGED' WHERE id = 'closed-session'")},
		"an agreed plan, with its history":     {InHistory, "The plan closed-plan was changed", append(forged("plan", "closed-plan", `"title":""`, `"title":"FORGED"`), "UPDATE plan SET title = 'FORGED' WHERE id = 'closed-plan'")},
		"what belongs to it, with history":     {InHistory, "The treatment closed-treatment was changed", append(forged("treatment", "closed-treatment", `"minutes":5`, `"minutes":50`), "UPDATE treatment SET minutes = 50 WHERE id = 'closed-treatment'")},
		"an addendum, with its history":        {InHistory, "The addendum addendum was changed", append(forged("addendum", "addendum", "More", "Less"), "UPDATE addendum SET text = 'Less'")},
		"a consent, with its history":          {InHistory, "The decision about consent c1 was changed", append(forged("consent", "c1", `"decision":"given"`, `"decision":"refused"`), "UPDATE consent SET decision = 'refused'")},
		"a signature taken away, with history": {InHistory, "The session closed-session was changed", append(forged("session", "closed-session", `"signed_at":"2026-03-02T09:00:00.123456789Z",`, ``), "UPDATE session SET signed_at = NULL WHERE id = 'closed-session'")},
		"a change taken out":                   {InHistory, "The operation 1 lacks some of its changes", []string{"DELETE FROM change WHERE record_id = 'open-measurement'", "DELETE FROM measurement WHERE id = 'open-measurement'"}},
		"a patient's whole history":            {InHistory, "The operation 1 lacks some of its changes", []string{"DELETE FROM change WHERE patient_id = 'p1'"}},
		"the last operations":                  {InRecords, "The decision about consent c1 of the patient p2 is not in the history", []string{"DELETE FROM change WHERE operation_seq = (SELECT max(seq) FROM operation)", "DELETE FROM operation WHERE seq = (SELECT max(seq) FROM operation)"}},
		"an operation taken out":               {InHistory, "after the operation 1 comes the operation 3", []string{"DELETE FROM operation WHERE seq = 2"}},
		"a high number":                        {InHistory, "The history has a gap", []string{"UPDATE operation SET seq = 9223372036854775807 WHERE seq = (SELECT max(seq) FROM operation)"}},
		"a time that is none":                  {InHistory, "The operation 2 is of a time that cannot be", []string{"UPDATE operation SET at = 'garbage' WHERE seq = 2"}},
		"a time far away":                      {InHistory, "The operation 2 is of a time that cannot be", []string{"UPDATE operation SET at = '20000-01-01T00:00:00.000000000Z' WHERE seq = 2"}},
		"another patient of a change":          {InHistory, "The history of the finding open-finding names the wrong patient", []string{"UPDATE change SET patient_id = 'p2' WHERE record_id = 'open-finding'"}},
		"no patient of an operation":           {InHistory, "The operation 2 names the wrong patient", []string{"UPDATE operation SET patient_id = NULL WHERE seq = 2"}},
		"a role that is none":                  {InHistory, "The operation 2 was done in a role that there is not", []string{"UPDATE operation SET role = 'king' WHERE seq = 2"}},
		"an undo of nothing":                   {InHistory, "is not what it says", []string{"UPDATE operation SET verb = 'undo' WHERE seq = 2"}},
		"an undo of another":                   {InHistory, "takes back one that it does not fit", []string{"UPDATE operation SET label = 'x' WHERE verb = 'undo'"}},
		"an undo that says something else":     {InHistory, "takes back one that it does not fit", []string{"UPDATE operation SET args = '{\"Name\":\"Ann\"}' WHERE verb = 'undo'"}},
		"facts that cannot be read":            {InHistory, "in a way that cannot be read", []string{"UPDATE operation SET args = '[]' WHERE seq = 2"}},
		"an undo that changes other records":   {InHistory, "takes back one that it does not fit", []string{"UPDATE change SET record_id = 'other' WHERE operation_seq = (SELECT max(seq) FROM operation WHERE verb = 'redo')"}},
		"the name of an empty field":           {InHistory, "The history of the finding open-finding cannot be read as it should be", []string{`UPDATE change SET after = replace(after, '"quality":', '"Quality":') WHERE record_id = 'open-finding'`}},
		"a time in record and history":         {InHistory, "The history of the patient p2 cannot be read", []string{"UPDATE patient SET created_at = 'garbage' WHERE id = 'p2'", `UPDATE change SET after = replace(after, '2026-03-02T09:00:00.123456789Z', 'garbage') WHERE record_id = 'p2'`}},
		"the roads to misspelt names":          {InDerived, "words of names", []string{"DELETE FROM search_variant"}},
		"a road to nowhere":                    {InDerived, "1 words of names", []string{"INSERT INTO search_variant VALUES ('a', 'b')"}},
		"the list of those used last":          {InDerived, "The patient p1 is not in the list of those used last", []string{"UPDATE patient_index SET used = 0 WHERE patient_id = 'p1'"}},
		"the steps of undo":                    {InDerived, "steps of undo", []string{"DELETE FROM undo_step"}},
		"a step of undo, forged":               {InDerived, "1 steps of undo", []string{"INSERT INTO undo_step VALUES (1, 'p1', 0)"}},
		"an index":                             {InForm, "The index finding_patient of the table finding is missing", []string{"DROP INDEX finding_patient"}},
		"another index":                        {InForm, "The index more of the table finding is not the program's", []string{"CREATE INDEX more ON finding (note)"}},
		"another column":                       {InForm, "The table finding is not as the program makes it", []string{"ALTER TABLE finding ADD COLUMN more TEXT"}},
		"another table":                        {InForm, "The table more is not the program's", []string{"CREATE TABLE more (id TEXT)"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forge(t, c.part, c.want, func(dir string) { unguarded(t, dir, c.sql...) })
		})
	}
	for name, c := range map[string]struct{ want, sql string }{
		"a guard taken away": {"The trigger session_is_not_changed_once_closed of the table session is missing", "DROP TRIGGER session_is_not_changed_once_closed" + ofTable("session")},
		"a hostile trigger":  {"The trigger helper of the table operation is not the program's: somebody added it", hostile},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forge(t, InForm, c.want, func(dir string) {
				if err := asOwner(t, dir, c.sql); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func forge(t *testing.T, part Part, want string, do func(dir string)) {
	t.Helper()
	dir := t.TempDir()
	s := openIn(t, dir)
	full(t, s)
	before := must(s.Check(t.Context()))(t)
	if !before.OK() || len(before.Remarks) > 0 {
		t.Fatalf("before: %v %v", before.Problems, before.Remarks)
	}
	s.Close()
	do(dir)
	cfg := testConfig(t, dir)
	cfg.ReadOnly = true
	s = must(Open(t.Context(), cfg))(t)
	defer s.Close()
	r := must(s.Check(t.Context()))(t)
	if r.Found[part] == 0 || !strings.Contains(fmt.Sprint(r.Problems), want) {
		t.Errorf("found %v %v, want %q", r.Found, r.Problems, want)
	}
	if r.RecordsOK() != (part == InDerived) || r.Advice() == "" {
		t.Errorf("sound but for what is derived: %v; advice %q", r.RecordsOK(), r.Advice())
	}
	for k, n := range before.Counts {
		if r.Counts[k] < n-1 {
			t.Errorf("%d of %d records of kind %s were looked at", r.Counts[k], n, k)
		}
	}
	for _, secret := range []string{"Ann", "Smith", "FORGED", "Jones"} {
		if strings.Contains(fmt.Sprint(r.Problems, r.Remarks), secret) {
			t.Errorf("the report says %q", secret)
		}
	}
}

// On PostgreSQL a function that guards is looked into, and one that does not guard any more is told.
func TestCheckLooksIntoGuards(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	v, url := created(t, "desk")
	s := openAt(t, Config{URL: url})
	c := must(v.connect(t.Context(), v.Name()))(t)
	defer c.Close(t.Context())
	for _, st := range []struct{ sql, want string }{
		{"CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "The function refuse is not as the program makes it."},
		{"ALTER TABLE change DISABLE TRIGGER change_is_never_changed", "The trigger change_is_never_changed of the table change is not as the program makes it."},
		{"CREATE RULE more AS ON INSERT TO finding DO ALSO NOTHING", "The rule more of the table finding is not the program's: somebody added it."},
	} {
		if _, err := c.Exec(t.Context(), st.sql); err != nil {
			t.Fatal(err)
		}
		if r := must(s.Check(t.Context()))(t); r.OK() || !strings.Contains(fmt.Sprint(r.Problems), st.want) {
			t.Errorf("found %v, want %q", r.Problems, st.want)
		}
	}
}

// All that is wrong is counted, and the first of each sort is told.
func TestCheckCountsAll(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	must(s.Load(t.Context(), clinic.Say("Crowd"), crowd(60)))(t)
	s.Close()
	unguarded(t, dir, "UPDATE patient SET notes = 'x'", "DELETE FROM patient WHERE id < 'p000005'")
	r := must(openIn(t, dir).Check(t.Context()))(t)
	if r.Found[InRecords] != 60 || r.More() != 55-problemLimit || len(r.Problems) < problemLimit+5 {
		t.Errorf("%v found, %d told, %d more", r.Found, len(r.Problems), r.More())
	}
}

// One entry that cannot be read is told as that, and no reason to restore a backup.
func TestOneEntryThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	full(t, s)
	unguarded(t, dir, "UPDATE operation SET at = 'garbage' WHERE seq = 2")
	_, err := s.HistoryOf(t.Context(), "p1", 100)
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "regimen check") || strings.Contains(err.Error(), "estore") {
		t.Errorf("the history says %v", err)
	}
	must(s.Chart(t.Context(), "p1"))(t)
}

// unseen are the columns that may be altered in one row without a word, each with the reason: there is nothing
// that they could be compared with. A history that is chained will tell of them.
var unseen = map[string]string{
	"operation.id":       "unless another operation takes it back",
	"operation.actor":    "a name",
	"operation.actor_id": "another key, or one of somebody who was taken out since",
	"operation.machine":  "a name",
	"operation.label":    "unless another operation takes it back",
	"operation.at":       "another time that can be",
	"operation.verb":     "what was loaded may have been applied, without a scope",
	"preference.value":   "no part of the records",
	"preference.key":     "no part of the records",
}

// Whatever column of whatever row is altered by itself, the check does not call it sound.
func TestCheckFindsAnyAlteredValue(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	full(t, s)
	if err := s.SetPreference(t.Context(), "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	if err := s.write(t.Context(), func(w *connection) error { return putTriggersAside(t.Context(), w) }, nil); err != nil {
		t.Fatal(err)
	}
	tried, missed := 0, make(map[string]bool)
	for _, name := range must(s.engine.tables(t.Context(), s.reads))(t) {
		key := must(s.engine.key(t.Context(), s.reads, name))(t)
		columns := must(s.engine.columns(t.Context(), s.reads, name))(t)
		for _, column := range columns {
			for _, end := range []string{"min", "max"} {
				where := fmt.Sprintf("WHERE (%s) = (SELECT %s FROM %s ORDER BY %s %s LIMIT 1)", quoted(key), quoted(key), quote(name), quoted(key), map[string]string{"min": "ASC", "max": "DESC"}[end])
				err := s.write(t.Context(), func(w *connection) error {
					q := quote(column)
					res, err := w.ExecContext(t.Context(), "UPDATE "+quote(name)+" SET "+q+" = CASE typeof("+q+") WHEN 'integer' THEN 1 - "+q+" WHEN 'real' THEN "+q+" + 0.5 WHEN 'null' THEN NULL ELSE CASE WHEN json_valid("+q+") AND "+q+" LIKE '[%' THEN '[ ]' WHEN "+q+" LIKE '____-__-__T%' THEN '2027-01-01T00:00:00.000000000Z' ELSE "+q+" || 'x' END END "+where+" AND "+q+" IS NOT NULL")
					if err == nil {
						if n, _ := res.RowsAffected(); n == 0 {
							return errRollBack
						}
						tried++
						r := newInspection()
						if err = r.contents(t.Context(), w); err == nil && r.OK() {
							missed[name+"."+column] = true
						}
					}
					var broken *refusal
					if err != nil && !errors.As(explain(err), &broken) {
						return err
					}
					return errRollBack // what a rule of the schema refuses is refused
				}, nil)
				if !errors.Is(err, errRollBack) {
					t.Fatalf("%s.%s: %v", name, column, err)
				}
			}
		}
	}
	for what := range missed {
		if unseen[what] == "" {
			t.Errorf("%s was altered unseen", what)
		}
	}
	if tried < 300 {
		t.Errorf("only %d values were altered", tried)
	}
	t.Logf("%d values altered, unseen in %v", tried, slices.Sorted(maps.Keys(missed)))
}

// Whatever byte of the file is flipped, the check finds it or it changed nothing that is kept; and nothing
// panics.
func TestCheckFindsAnyFlippedByte(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	dir := t.TempDir()
	s := openIn(t, dir)
	full(t, s)
	want := content(t, s)
	s.Close()
	sound := must(os.ReadFile(filepath.Join(dir, databaseName)))(t)
	rounds := 150
	if testing.Short() {
		rounds = 30
	}
	r := rand.New(rand.NewPCG(3, 4))
	found, harmless := 0, 0
	for range rounds {
		at, bit := r.IntN(len(sound)), byte(1)<<r.IntN(8)
		for sound[at] == 0 { // mostly a place where nothing is
			at = r.IntN(len(sound))
		}
		flipped := bytes.Clone(sound)
		flipped[at] ^= bit
		file := filepath.Join(t.TempDir(), "flipped.db")
		if err := os.WriteFile(file, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		if seen(t, file) {
			found++
			continue
		}
		s := openAt(t, Config{File: file})
		is := content(t, s)
		for table := range want {
			if strings.Join(is[table], "\n") == strings.Join(want[table], "\n") {
				continue
			}
			if table != "operation" && table != "preference" {
				t.Errorf("byte %d, bit %d: %s changed unseen", at, bit, table)
			}
		}
		harmless++
		s.Close()
	}
	t.Logf("%d found, %d changed nothing", found, harmless)
	if found == 0 {
		t.Error("nothing was found")
	}
}

// seen reports whether opening or checking a file tells that something is wrong.
func seen(t *testing.T, file string) bool {
	t.Helper()
	s, err := Open(context.Background(), Config{File: file})
	if err != nil {
		return true
	}
	defer s.Close()
	r, err := s.Check(context.Background())
	return err != nil || !r.OK()
}

func TestThingsInWords(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0 things are", 1: "1 thing is", 7: "7 things are"} {
		if got := (Inspection{Found: map[Part]int{InForm: n}}).Things(); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
