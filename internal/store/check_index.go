package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
)

// patientsAtOnce is how many patients are looked at together: a connection may answer one question at a time,
// and not all have to be in memory at once.
const patientsAtOnce = 500

// index makes sure that every patient is found by what the record says, also when misspelt, and stands where
// it should in the list of those used last.
func (r *Inspection) index(ctx context.Context, db reader, used map[string]lastUse) error {
	names := make(map[string]bool)
	last, patients := "", 0
	for {
		var some []*clinic.Patient
		t := tableOf(clinic.KindPatient)
		values, dest := t.row()
		read := 0
		err := each(ctx, db, fmt.Sprintf("SELECT %s FROM patient WHERE id > $1 ORDER BY id LIMIT %d", t.names, patientsAtOnce), []any{last}, func(rows *sql.Rows) error {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			read++
			last = fmt.Sprint(values[0])
			if record, err := t.record(values); err == nil { // what cannot be read is told of as a record
				some = append(some, record.(*clinic.Patient))
			}
			return nil
		})
		if err != nil {
			return err
		}
		if read == 0 {
			break
		}
		patients += read
		kept, err := keptIndex(ctx, db, some)
		if err != nil {
			return err
		}
		for _, p := range some {
			k, want := kept[p.ID], lookup.IndexOf(p)
			for token := range want.Tokens {
				if token.Kind == lookup.NameToken {
					names[token.Text] = true
				}
			}
			if k == nil || k.Archived != want.Archived || k.Name != want.Name || !maps.Equal(k.Tokens, want.Tokens) {
				r.problem(InDerived, "The patient %s is not in the search index as it should be.", p.ID)
			} else if use := used[p.ID]; k.used != use.held && k.used != use.named {
				r.problem(InDerived, "The patient %s is not in the list of those used last as it should be.", p.ID)
			}
		}
	}
	var rows int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM patient_index").Scan(&rows); err != nil {
		return err
	}
	if more := rows - patients; more > 0 {
		r.problems(more, InDerived, "%d patients are in the search index who are not there.", more)
	}
	return r.variants(ctx, db, names)
}

// inIndex is what is kept of a patient.
type inIndex struct {
	lookup.Indexed
	used int64
}

// keptIndex reads what is kept of some patients, who follow each other.
func keptIndex(ctx context.Context, db reader, patients []*clinic.Patient) (map[string]*inIndex, error) {
	if len(patients) == 0 {
		return nil, nil
	}
	between := []any{patients[0].ID, patients[len(patients)-1].ID}
	kept := make(map[string]*inIndex, len(patients))
	err := each(ctx, db, "SELECT patient_id, archived, sort_name, used FROM patient_index WHERE patient_id >= $1 AND patient_id <= $2", between, func(rows *sql.Rows) error {
		var id string
		k := &inIndex{Indexed: lookup.Indexed{Tokens: make(map[lookup.Token]bool)}}
		err := rows.Scan(&id, &k.Archived, &k.Name, &k.used)
		kept[id] = k
		return err
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, db, "SELECT patient_id, archived, kind, token FROM search_token WHERE patient_id >= $1 AND patient_id <= $2", between, func(rows *sql.Rows) error {
		var id string
		var archived int
		var t lookup.Token
		err := rows.Scan(&id, &archived, &t.Kind, &t.Text)
		if k := kept[id]; k != nil {
			if archived != k.Archived {
				t.Kind += " elsewhere" // which no patient has
			}
			k.Tokens[t] = true
		}
		return err
	})
	return kept, err
}

// variants makes sure that there is every road from a misspelt word to the words of names, and no other.
func (r *Inspection) variants(ctx context.Context, db reader, names map[string]bool) error {
	word, have := "", make(map[string]bool)
	wrong := 0
	compare := func() {
		if word != "" && (!names[word] || !maps.Equal(have, lookup.Variants(word))) {
			wrong++
		}
		delete(names, word)
	}
	err := each(ctx, db, "SELECT word, variant FROM search_variant ORDER BY word", nil, func(rows *sql.Rows) error {
		var w, v string
		err := rows.Scan(&w, &v)
		if w != word {
			compare()
			word, have = w, make(map[string]bool)
		}
		have[v] = true
		return err
	})
	if err != nil {
		return err
	}
	compare()
	for w := range names {
		if len(lookup.Variants(w)) > 0 {
			wrong++
		}
	}
	if wrong > 0 {
		r.problems(wrong, InDerived, "%d words of names are not found as they should be when they are misspelt.", wrong)
	}
	return nil
}
