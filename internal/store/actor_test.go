package store

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// Who did it is kept with what was done: the person and the role, and the machine it was done at.
func TestActorIsKept(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	var told []clinic.Changes
	s.Subscribe(func(ch clinic.Changes) { told = append(told, ch) })
	apply(t, s, put(patient("p1", "Ann", "Smith"))) // nobody has sat down yet
	s.SetActor(clinic.Actor{ID: "ana", Name: "Ana", Role: clinic.RoleOwner, Machine: "another"})
	apply(t, s, put(patient("p1", "Ann", "Smythe")))
	op := put(patient("p1", "Ann", "Smithe"))
	op.Scope, op.Actor = "p1", clinic.Actor{ID: "ben", Name: "Ben", Role: clinic.RoleOwner}
	apply(t, s, op)
	must(s.Undo(t.Context(), "p1"))(t)
	want := []clinic.Actor{
		{Role: clinic.RoleOwner, Machine: "desk"},
		{ID: "ana", Name: "Ana", Role: clinic.RoleOwner, Machine: "desk"},
		{ID: "ben", Name: "Ben", Role: clinic.RoleOwner, Machine: "desk"},
		{ID: "ana", Name: "Ana", Role: clinic.RoleOwner, Machine: "desk"}, // takes back what Ben did
	}
	versions := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindPatient, ID: "p1"}))(t)
	if some := must(s.Versions(t.Context(), clinic.KindPatient, []string{"p1", "nobody"}))(t); len(some) != 1 || !reflect.DeepEqual(some["p1"], versions) {
		t.Errorf("asked for with others, the versions are %v", some)
	}
	entries := must(s.HistoryOf(t.Context(), "p1", 10))(t)
	if len(versions) != len(want) || len(entries) != len(want) || len(told) != len(want) {
		t.Fatalf("%d versions, %d entries, %d told", len(versions), len(entries), len(told))
	}
	for i, w := range want {
		if versions[i].By != w || entries[len(want)-1-i].By != w || told[i].By != w {
			t.Errorf("%d: by %+v, %+v, %+v, want %+v", i, versions[i].By, entries[len(want)-1-i].By, told[i].By, w)
		}
	}
}

// Whoever may do nothing is shown nothing, and changes nothing.
func TestWhoMayNot(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	apply(t, s, put(patient("p1", "Ann", "Smith")))
	ctx := t.Context()
	op := put(patient("p1", "Ann", "Smythe"))
	op.Actor = clinic.Actor{Name: "Somebody", Role: "visitor"}
	if _, err := s.Apply(ctx, op); !errors.Is(err, clinic.ErrNotAllowed) {
		t.Errorf("a change: %v", err)
	}
	if p := must(s.Patient(ctx, "p1"))(t); p.FamilyName != "Smith" {
		t.Errorf("it was made: %+v", p)
	}
	s.SetActor(op.Actor)
	for name, read := range map[string]func() error{
		"chart":     func() error { _, err := s.Chart(ctx, "p1"); return err },
		"patient":   func() error { _, err := s.Patient(ctx, "p1"); return err },
		"patients":  func() error { _, _, err := s.Patients(ctx, lookup.Filter{}, 10, 0); return err },
		"search":    func() error { _, err := s.Search(ctx, "smith", 10); return err },
		"alike":     func() error { _, err := s.LookAlikes(ctx, *patient("p2", "Ann", "Smith"), 10); return err },
		"list":      func() error { _, err := s.Practitioners(ctx); return err },
		"plans":     func() error { _, err := s.Plans(ctx); return err },
		"sessions":  func() error { _, err := s.Sessions(ctx, "2026-01-01", "2026-12-31"); return err },
		"unsigned":  func() error { _, err := s.Unsigned(ctx, "2026-01-01", "2026-12-31"); return err },
		"use":       func() error { _, err := s.FindingUse(ctx); return err },
		"referrers": func() error { _, err := s.Referrers(ctx); return err },
		"visits":    func() error { _, err := s.Appointments(ctx, "p1", "2026-01-01"); return err },
		"waiting":   func() error { _, err := s.WaitingList(ctx); return err },
		"intakes":   func() error { _, err := s.OpenIntakes(ctx); return err },
		"doubles":   func() error { _, err := s.Duplicates(ctx, nil); return err },
		"recalls":   func() error { _, err := s.Recalls(ctx); return err },
		"history":   func() error { _, err := s.History(ctx, clinic.Ref{Kind: clinic.KindPatient, ID: "p1"}); return err },
		"versions":  func() error { _, err := s.Versions(ctx, clinic.KindAppointment, []string{"v1"}); return err },
		"entries":   func() error { _, err := s.HistoryOf(ctx, "p1", 10); return err },
		"undo":      func() error { _, err := s.Undo(ctx, "p1"); return err },
	} {
		if err := read(); err == nil || name != "undo" && !errors.Is(err, clinic.ErrNotAllowed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Records of before there were roles name the person as they did.
func TestActorsOfBefore(t *testing.T) {
	t.Parallel()
	s := carriedOver(t, 5, func(do func(string, ...any)) {
		do("INSERT INTO operation (seq, id, at, actor, machine, verb, label, scope) VALUES (1, 'o1', $1, 'Ana', 'desk', 'apply', 'Set up', '')", timeText(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)))
		do(`INSERT INTO change (operation_seq, position, kind, record_id, after) VALUES (1, 0, 'practitioner', 'ana', '{"id":"ana"}')`)
	})
	versions := must(s.History(t.Context(), clinic.Ref{Kind: clinic.KindPractitioner, ID: "ana"}))(t)
	if len(versions) != 1 || versions[0].By != (clinic.Actor{Name: "Ana", Machine: "desk"}) {
		t.Errorf("%+v", versions)
	}
	apply(t, s, put(patient("p1", "Ann", "Smith")))
}

// What waited to be sent before the file of a machine changed is carried over.
func TestUnsentWorkIsCarriedOver(t *testing.T) {
	t.Parallel()
	ctx, dir := t.Context(), t.TempDir()
	db := must(openPool("file:"+filepath.Join(dir, localName), 1))(t)
	for _, text := range []string{
		localSchema, "PRAGMA user_version = 1",
		`INSERT INTO submission (database, id, content) VALUES ('db', 's1',
			'{"id":"s1","at":"2026-03-02T09:00:00Z","actor":"Ana","label":"Put {{it}}","scope":"p1","put":[],"remove":[],"base":[],"seen":7}')`,
		`INSERT INTO difference (database, id, kind, record, content) VALUES ('db', 's2', 'patient', 'p1',
			'{"id":"s2","label":"Put","ref":{"kind":"patient","id":"p1"},"fields":["notes"],"at":"2026-03-02T09:00:00Z","refused":"It is signed."}')`,
		`INSERT INTO difference (database, id, kind, record, content) VALUES ('db', 's3', 'patient', 'p1',
			'{"id":"s3","label":"","ref":{"kind":"patient","id":"p1"},"fields":["notes"],"at":"2026-03-02T09:00:00Z","refused":""}')`,
	} {
		if _, err := db.ExecContext(ctx, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // and once more, when nothing is left to carry over
		l := must(OpenLocal(ctx, dir))(t)
		queue := must(l.Queue(ctx, "db"))(t)
		if len(queue) != 1 || queue[0].ID != "s1" || queue[0].Seen != 7 || queue[0].Op.Scope != "p1" || queue[0].Op.Label.String() != "Put {{it}}" ||
			queue[0].Op.Actor != (clinic.Actor{Name: "Ana", Role: clinic.RoleOwner}) {
			t.Fatalf("%+v", queue)
		}
		found := must(l.Differences(ctx, "db"))(t)
		if len(found) != 2 || found[0].Label.String() != "Put" || found[0].Refused.String() != "It is signed." || !found[1].Label.IsZero() || !found[1].Refused.IsZero() {
			t.Fatalf("%+v", found)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
