package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"regimen/internal/clinic"
)

const localName = "regimen-station.db"

// localSchema is of what a machine keeps for itself. Submissions and differences belong to a shared
// database, which is named by the ID it was given when it was made.
const localSchema = `
CREATE TABLE preference (
	key   TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE submission (
	position INTEGER PRIMARY KEY AUTOINCREMENT,
	database TEXT NOT NULL,
	id       TEXT NOT NULL UNIQUE,
	content  TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE TABLE difference (
	position INTEGER PRIMARY KEY AUTOINCREMENT,
	database TEXT NOT NULL,
	id       TEXT NOT NULL,
	kind     TEXT NOT NULL,
	record   TEXT NOT NULL,
	content  TEXT NOT NULL CHECK (json_valid(content)),
	UNIQUE (database, id, kind, record)
) STRICT;
`

// Local is what a machine that works on shared records keeps on its own disk: how its people like the
// screen, what it wrote that the shared records do not have yet, and what it wrote while others wrote the
// same. What is done with is wiped from the disk.
type Local struct {
	hold   *hold
	placed placed
	db     *sql.DB
	mu     sync.Mutex
}

// localStep brings what a machine keeps from one version to the next.
type localStep func(ctx context.Context, tx *sql.Tx) error

// localSteps lead from an empty file to the present version, which is their number.
var localSteps = []localStep{
	func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, localSchema)
		return err
	},
	// Who did it has a role. Before there were roles everybody had the owner's.
	func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE submission SET content = json_set(content, '$.actor_id', '', '$.role', 'owner')`)
		return err
	},
	// What is said is a sentence with its facts. What was said before is a text alone.
	func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE submission SET content = json_set(content, '$.label', json_object('key', content ->> '$.label'));
			UPDATE difference SET content = json_set(content, '$.label', json_object('key', content ->> '$.label'),
				'$.refused', json_object('key', content ->> '$.refused'))`)
		return err
	},
}

// OpenLocal opens what a machine keeps in its data folder, and makes it when there is none. Only one program
// at a time may have a folder open; another gets ErrInUse.
func OpenLocal(ctx context.Context, dir string) (*Local, error) {
	return openLocal(ctx, dir, localSteps)
}

func openLocal(ctx context.Context, dir string, steps []localStep) (_ *Local, err error) {
	l := new(Local)
	defer func() {
		if err != nil {
			l.Close()
			err = l.explain(err)
		}
	}()
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	if l.hold, err = takeFolder(dir, forWindow); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, localName)
	if err := createFile(file); err != nil {
		return nil, noAccess(err)
	}
	live, err := openedFile(file)
	if err != nil {
		return nil, noAccess(err)
	}
	l.placed.files = []opened{live}
	if l.db, err = openPoolOn(live, dsnLocal(file), 1); err != nil {
		return nil, err
	}
	have, err := sqliteEngine{}.version(ctx, l.db)
	switch {
	case err != nil:
		return nil, err
	case have < 0 || have > len(steps):
		return nil, &refusal{clinic.Say("What this computer keeps beside the shared records was written by a newer version of the program. Nothing was changed. Install the newest version."), ErrNewer, nil}
	case have > 0:
		found, err := sqliteEngine{}.integrity(ctx, l.db, true)
		if err == nil && len(found) > 0 {
			err = damaged(fmt.Errorf("quick check: %d complaints, first %q", len(found), found[0]))
		}
		if err != nil {
			return nil, err
		}
	}
	return l, l.bringUpToDate(ctx, have, steps)
}

// bringUpToDate takes the steps that the file lacks, each of them whole or not at all. What people wrote may be in it
// and nowhere else, so a copy is kept before.
func (l *Local) bringUpToDate(ctx context.Context, have int, steps []localStep) error {
	if have > 0 && have < len(steps) {
		cfg := Config{Dir: l.hold.dir, Clock: time.Now}
		if l.placed.rescue(ctx, l.db, cfg, "station-before-update") == "" {
			return &refusal{clinic.Say("What this computer keeps beside the shared records has to be brought up to date, and no copy of it could be made before. Nothing was changed. Look whether the disk is full."), ErrNoAccess, nil}
		}
	}
	for n := have; n < len(steps); n++ {
		err := l.do(ctx, func(tx *sql.Tx) error {
			if err := steps[n](ctx, tx); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", n+1))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// explain says of a file that cannot be trusted which one it is, and what it means for the records.
func (l *Local) explain(err error) error {
	err = explain(err)
	if errors.Is(err, ErrDamaged) || errors.Is(err, ErrNotDatabase) {
		return &refusal{
			clinic.Say("What this computer keeps beside the shared records is damaged. The shared records are not touched by that, but what was written here and not sent yet may be in it. Move the file {{.File}} to another place, keep it for a specialist, and start again.", clinic.Args{"File": localName}),
			ErrDamaged, err,
		}
	}
	return err
}

// Close ends the use of the folder.
func (l *Local) Close() error {
	var errs []error
	if l.db != nil {
		errs = append(errs, l.db.Close())
	}
	if l.hold != nil {
		errs = append(errs, l.hold.release())
	}
	return errors.Join(errs...)
}

func (l *Local) do(ctx context.Context, f func(*sql.Tx) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	if err := l.stands(ctx); err != nil {
		return err
	}
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return l.explain(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return l.explain(err)
	}
	return l.explain(tx.Commit())
}

// stands is as that of a Store.
func (l *Local) stands(ctx context.Context) error {
	what := l.placed.missing()
	if what == "" {
		l.placed.kept = ""
		return l.hold.stands()
	}
	if l.placed.kept == "" {
		l.placed.kept = l.placed.rescue(ctx, l.db, Config{Dir: l.hold.dir, Clock: time.Now}, "rescued-station")
	}
	return misplaced(what, l.placed.kept, clinic.Say("put that file back as {{.File}}", clinic.Args{"File": what}))
}

// Preference is what was set for a key, or "".
func (l *Local) Preference(ctx context.Context, key string) (string, error) {
	return preference(ctx, l.db, key)
}

// SetPreference keeps how a person likes the screen of this machine.
func (l *Local) SetPreference(ctx context.Context, key, value string) error {
	return l.do(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, putPreference, key, value)
		return err
	})
}

// Queue are the submissions that a database does not have yet, in the order in which they were made.
func (l *Local) Queue(ctx context.Context, database string) ([]Submission, error) {
	var out []Submission
	err := each(ctx, l.db, "SELECT content FROM submission WHERE database = $1 ORDER BY position", []any{database}, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		sub, err := decodeSubmission(text)
		out = append(out, sub)
		return err
	})
	return out, l.explain(err)
}

// Enqueue keeps a submission. When it returns, the submission is on the disk.
func (l *Local) Enqueue(ctx context.Context, database string, sub Submission) error {
	text, err := encodeSubmission(sub)
	if err != nil {
		return err
	}
	return l.do(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO submission (database, id, content) VALUES ($1, $2, $3)", database, sub.ID, text)
		return err
	})
}

// Dequeue lets go a submission that has come to its end, and keeps the differences it found, in place of others.
func (l *Local) Dequeue(ctx context.Context, database, id string, found []clinic.Difference, instead ...clinic.Difference) error {
	return l.do(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM submission WHERE id = $1", id); err != nil {
			return err
		}
		for _, d := range instead {
			if err := dropDifference(ctx, tx, database, d.ID, d.Ref); err != nil {
				return err
			}
		}
		for _, d := range found {
			text, err := encodeDifference(d)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `INSERT INTO difference (database, id, kind, record, content) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (database, id, kind, record) DO UPDATE SET content = excluded.content`, database, d.ID, string(d.Ref.Kind), d.Ref.ID, text)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Differences are those that nobody has settled yet, the oldest first.
func (l *Local) Differences(ctx context.Context, database string) ([]clinic.Difference, error) {
	var out []clinic.Difference
	err := each(ctx, l.db, "SELECT content FROM difference WHERE database = $1 ORDER BY position", []any{database}, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		d, err := decodeDifference(text)
		out = append(out, d)
		return err
	})
	return out, l.explain(err)
}

// Settled lets a difference go, and keeps what was decided in its place; sub may be nil.
func (l *Local) Settled(ctx context.Context, database, id string, ref clinic.Ref, sub *Submission) error {
	var text string
	if sub != nil {
		var err error
		if text, err = encodeSubmission(*sub); err != nil {
			return err
		}
	}
	return l.do(ctx, func(tx *sql.Tx) error {
		if err := dropDifference(ctx, tx, database, id, ref); err != nil {
			return err
		}
		if sub == nil {
			return nil
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO submission (database, id, content) VALUES ($1, $2, $3)", database, sub.ID, text)
		return err
	})
}

func dropDifference(ctx context.Context, tx *sql.Tx, database, id string, ref clinic.Ref) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM difference WHERE database = $1 AND id = $2 AND kind = $3 AND record = $4",
		database, id, string(ref.Kind), ref.ID)
	return err
}

// Waiting counts, without opening anything for long, what a machine wrote that no shared database has yet. An
// error says that it is not known.
func Waiting(ctx context.Context, dir string) (n int, err error) {
	file, err := filepath.Abs(filepath.Join(dir, localName))
	if err != nil {
		return 0, err
	}
	switch info, err := os.Stat(file); {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, noAccess(err)
	case info.Size() == 0:
		return 0, nil
	}
	db, err := openPool(dsnReading(file), 1)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM submission").Scan(&n)
	return n, explain(err)
}

// storedRecord is a record as the history keeps it, with its kind.
type storedRecord struct {
	Kind   clinic.Kind     `json:"kind"`
	Record json.RawMessage `json:"record"`
}

func storeRecord(r clinic.Record) (*storedRecord, error) {
	if r == nil {
		return nil, nil
	}
	t := tableOf(r.Kind())
	values, err := t.values(r)
	if err != nil {
		return nil, err
	}
	text, err := t.encode(values)
	return &storedRecord{r.Kind(), json.RawMessage(text)}, err
}

func (s *storedRecord) load() (clinic.Record, error) {
	if s == nil {
		return nil, nil
	}
	t := tableOf(s.Kind)
	if t == nil {
		return nil, damaged(errors.New("an unknown kind of record is kept on this machine"))
	}
	return t.decode(string(s.Record))
}

type storedSubmission struct {
	ID      string          `json:"id"`
	At      time.Time       `json:"at"`
	Actor   string          `json:"actor"`
	ActorID string          `json:"actor_id"`
	Role    clinic.Role     `json:"role"`
	Label   clinic.Sentence `json:"label"`
	Scope   string          `json:"scope"`
	Put     []*storedRecord `json:"put"`
	Remove  []*storedRecord `json:"remove"`
	Base    []*storedRecord `json:"base"`
	Seen    int64           `json:"seen"`
}

func encodeSubmission(sub Submission) (string, error) {
	st := storedSubmission{ID: sub.ID, At: sub.At, Actor: sub.Op.Actor.Name, ActorID: sub.Op.Actor.ID, Role: sub.Op.Actor.Role, Label: sub.Op.Label, Scope: sub.Op.Scope, Seen: sub.Seen}
	var base []clinic.Record
	for _, list := range [][]clinic.Record{sub.Op.Put, sub.Op.Remove} {
		for _, r := range list {
			if b := sub.Base[clinic.RefTo(r)]; b != nil && !slices.Contains(base, b) {
				base = append(base, b)
			}
		}
	}
	for _, part := range []struct {
		from []clinic.Record
		to   *[]*storedRecord
	}{{sub.Op.Put, &st.Put}, {sub.Op.Remove, &st.Remove}, {base, &st.Base}} {
		for _, r := range part.from {
			stored, err := storeRecord(r)
			if err != nil {
				return "", err
			}
			*part.to = append(*part.to, stored)
		}
	}
	text, err := json.Marshal(st)
	return string(text), err
}

func decodeSubmission(text string) (Submission, error) {
	var st storedSubmission
	if err := json.Unmarshal([]byte(text), &st); err != nil {
		return Submission{}, damaged(errors.New("a submission kept on this machine cannot be read"))
	}
	sub := Submission{
		ID: st.ID, At: st.At, Seen: st.Seen,
		Op: clinic.Operation{Label: st.Label, Scope: st.Scope, Actor: clinic.Actor{ID: st.ActorID, Name: st.Actor, Role: st.Role}}, Base: make(map[clinic.Ref]clinic.Record),
	}
	for _, part := range []struct {
		from []*storedRecord
		add  func(clinic.Record)
	}{
		{st.Put, func(r clinic.Record) { sub.Op.Put = append(sub.Op.Put, r) }},
		{st.Remove, func(r clinic.Record) { sub.Op.Remove = append(sub.Op.Remove, r) }},
		{st.Base, func(r clinic.Record) { sub.Base[clinic.RefTo(r)] = r }},
	} {
		for _, stored := range part.from {
			r, err := stored.load()
			if err != nil {
				return Submission{}, err
			}
			if r == nil {
				return Submission{}, damaged(errors.New("a submission kept on this machine lacks a record"))
			}
			part.add(r)
		}
	}
	return sub, nil
}

type storedDifference struct {
	ID      string          `json:"id"`
	Label   clinic.Sentence `json:"label"`
	Ref     clinic.Ref      `json:"ref"`
	Fields  []string        `json:"fields"`
	Base    *storedRecord   `json:"base"`
	Mine    *storedRecord   `json:"mine"`
	Theirs  *storedRecord   `json:"theirs"`
	By      string          `json:"by"`
	Machine string          `json:"machine"`
	At      time.Time       `json:"at"`
	Refused clinic.Sentence `json:"refused"`
}

func encodeDifference(d clinic.Difference) (string, error) {
	st := storedDifference{ID: d.ID, Label: d.Label, Ref: d.Ref, Fields: d.Fields, By: d.By, Machine: d.Machine, At: d.At, Refused: d.Refused}
	for _, part := range []struct {
		from clinic.Record
		to   **storedRecord
	}{{d.Base, &st.Base}, {d.Mine, &st.Mine}, {d.Theirs, &st.Theirs}} {
		stored, err := storeRecord(part.from)
		if err != nil {
			return "", err
		}
		*part.to = stored
	}
	text, err := json.Marshal(st)
	return string(text), err
}

func decodeDifference(text string) (clinic.Difference, error) {
	var st storedDifference
	if err := json.Unmarshal([]byte(text), &st); err != nil {
		return clinic.Difference{}, damaged(errors.New("a difference kept on this machine cannot be read"))
	}
	d := clinic.Difference{ID: st.ID, Label: st.Label, Ref: st.Ref, Fields: st.Fields, By: st.By, Machine: st.Machine, At: st.At, Refused: st.Refused}
	for _, part := range []struct {
		from *storedRecord
		to   *clinic.Record
	}{{st.Base, &d.Base}, {st.Mine, &d.Mine}, {st.Theirs, &d.Theirs}} {
		r, err := part.from.load()
		if err != nil {
			return clinic.Difference{}, err
		}
		*part.to = r
	}
	return d, nil
}
