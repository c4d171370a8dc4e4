package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
)

// Version is one state a record had.
type Version struct {
	Operation string
	Verb      string // "apply", "load", "undo" or "redo"
	Label     clinic.Sentence
	At        time.Time
	By        clinic.Actor    // its Role is "" where that was not kept yet
	Before    json.RawMessage // nil when the record was not there
	After     json.RawMessage // nil when the record was removed
}

// Entry is one operation in the history of a patient.
type Entry struct {
	Operation string
	Verb      string // "apply", "load", "undo" or "redo"
	Label     clinic.Sentence
	At        time.Time
	By        clinic.Actor // its Role is "" where that was not kept yet
	Refs      []clinic.Ref // what it changed of this patient
}

// byWhom are the columns of an operation o that say who did it, in the order of name, key, role and machine.
const byWhom = "o.actor, o.actor_id, o.role, o.machine"

// History lists the versions of a record, oldest first.
func (s *Store) History(ctx context.Context, ref clinic.Ref) ([]Version, error) {
	all, err := s.Versions(ctx, ref.Kind, []string{ref.ID})
	return all[ref.ID], err
}

// mostKeys is how many records one statement asks for by their keys.
const mostKeys = 500

// Versions lists the versions of records of a kind, oldest first, by their keys.
func (s *Store) Versions(ctx context.Context, k clinic.Kind, keys []string) (map[string][]Version, error) {
	if !s.sees(k) {
		return nil, notAllowed()
	}
	out := make(map[string][]Version, len(keys))
	for some := range slices.Chunk(keys, mostKeys) {
		args := []any{string(k)}
		places := make([]string, len(some))
		for i, key := range some {
			args = append(args, key)
			places[i] = fmt.Sprintf("$%d", len(args))
		}
		err := s.query(ctx, `SELECT c.record_id, o.id, o.verb, o.label, o.args, o.at, `+byWhom+`, c.before, c.after
			FROM change c JOIN operation o ON o.seq = c.operation_seq
			WHERE c.kind = $1 AND c.record_id IN (`+strings.Join(places, ", ")+`) ORDER BY c.operation_seq`,
			args, func(rows *sql.Rows) error {
				var v Version
				var key, at string
				var before, after sql.NullString
				err := rows.Scan(&key, &v.Operation, &v.Verb, &v.Label.Key, &v.Label.With, &at, &v.By.Name, &v.By.ID, &v.By.Role, &v.By.Machine, &before, &after)
				if err != nil {
					return err
				}
				if v.At, err = parseTime(at); err != nil {
					return unreadable(err)
				}
				if before.Valid {
					v.Before = json.RawMessage(before.String)
				}
				if after.Valid {
					v.After = json.RawMessage(after.String)
				}
				out[key] = append(out[key], v)
				return nil
			})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// HistoryOf lists the last operations that concerned a patient, newest first.
func (s *Store) HistoryOf(ctx context.Context, patientID string, limit int) ([]Entry, error) {
	if err := s.maySee(clinic.Senses()...); err != nil {
		return nil, err
	}
	var out []Entry
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	args := []any{limit}
	of := "patient_id " + oneOf(people.Members(people.Lead(patientID)), &args)
	err = s.query(ctx, `SELECT o.id, o.verb, o.label, o.args, o.at, `+byWhom+`, c.kind, c.record_id
		FROM change c JOIN operation o ON o.seq = c.operation_seq
		WHERE c.`+of+` AND c.operation_seq IN
			(SELECT DISTINCT operation_seq FROM change WHERE `+of+` ORDER BY operation_seq DESC LIMIT $1)
		ORDER BY c.operation_seq DESC, c.position`,
		args, func(rows *sql.Rows) error {
			var e Entry
			var at, kind, id string
			err := rows.Scan(&e.Operation, &e.Verb, &e.Label.Key, &e.Label.With, &at, &e.By.Name, &e.By.ID, &e.By.Role, &e.By.Machine, &kind, &id)
			if err != nil {
				return err
			}
			if n := len(out); n == 0 || out[n-1].Operation != e.Operation {
				if e.At, err = parseTime(at); err != nil {
					return unreadable(err)
				}
				out = append(out, e)
			}
			last := &out[len(out)-1]
			last.Refs = append(last.Refs, clinic.Ref{Kind: clinic.Kind(kind), ID: id})
			return nil
		})
	return out, err
}

// told is an operation of the history as subscribers are told of it.
type told struct {
	seq int64
	clinic.Changes
}

// changesAfter reads the operations that a condition on o names, in their order.
func changesAfter(ctx context.Context, db reader, condition string, arg any) ([]told, error) {
	var out []told
	var concerned map[string]bool // the patients of the last one
	joined := make(map[int64][]string)
	err := each(ctx, db, `SELECT o.seq, o.id, o.label, o.args, `+byWhom+`, o.at, c.kind, c.record_id, c.patient_id, `+textsOfDays()+`
		FROM operation o JOIN change c ON c.operation_seq = o.seq WHERE `+condition+" ORDER BY o.seq, c.position", []any{arg}, func(rows *sql.Rows) error {
		var t told
		var at, kind, id string
		var patient sql.NullString
		var days [2]sql.NullString // the record before and after
		err := rows.Scan(&t.seq, &t.Operation, &t.Label.Key, &t.Label.With, &t.By.Name, &t.By.ID, &t.By.Role, &t.By.Machine, &at, &kind, &id, &patient, &days[0], &days[1])
		if err != nil {
			return err
		}
		if n := len(out); n == 0 || out[n-1].seq != t.seq {
			if t.At, err = parseTime(at); err != nil {
				return unreadable(err)
			}
			out, concerned = append(out, t), make(map[string]bool)
		}
		last := &out[len(out)-1]
		last.Refs = append(last.Refs, clinic.Ref{Kind: clinic.Kind(kind), ID: id})
		if patient.Valid && !concerned[patient.String] {
			concerned[patient.String] = true
			last.Patients = append(last.Patients, patient.String)
		}
		for _, text := range days {
			if !text.Valid {
				continue
			}
			r, err := tableOf(clinic.Kind(kind)).decode(text.String)
			if err != nil {
				return err
			}
			if j, ok := r.(*clinic.Joined); ok {
				joined[last.seq] = append(joined[last.seq], j.PatientID, j.Other)
			} else if d := clinic.DayOf(r); !slices.Contains(last.Days, d) {
				last.Days = append(last.Days, d)
			}
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		return out, err
	}
	people, err := peopleIn(ctx, db)
	for i := range out {
		if err == nil {
			err = concern(ctx, db, people, &out[i].Changes, joined[out[i].seq])
		}
	}
	return out, err
}

// textsOfDays selects what a change of a day's record, or of a joining, was and became, from which follow the days and the
// patients it concerns.
func textsOfDays() string {
	kinds := append(clinic.KindsOf(clinic.OfDay), clinic.KindJoined)
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = "'" + string(k) + "'"
	}
	of := "CASE WHEN c.kind IN (" + strings.Join(names, ", ") + ") THEN "
	return of + "c.before END, " + of + "c.after END"
}
