package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// object is a part of a schema: a table, an index, a trigger or a function.
type object struct{ sort, name string }

// sorts of object, those that say most first.
var sorts = []string{"table", "trigger", "function", "rule", "policy", "view", "index"}

// definition is what an object is, in words that can be compared.
type definition struct {
	table string // it belongs to; "" for a function
	says  string
}

// form compares the schema with what the migrations make. What was added may act by itself on whatever is
// written, and what is missing guards nothing.
func (r *Inspection) form(ctx context.Context, e engine, db reader, steps []migration) error {
	have, err := e.objects(ctx, db)
	if err := r.goOn(err, InForm, "How the records are kept"); err != nil || have == nil {
		return err
	}
	want, err := madeBy(ctx, e, steps)
	if err != nil {
		return err
	}
	all := maps.Clone(have)
	maps.Copy(all, want)
	for _, o := range slices.SortedFunc(maps.Keys(all), func(a, b object) int {
		return cmp.Or(cmp.Compare(slices.Index(sorts, a.sort), slices.Index(sorts, b.sort)), cmp.Compare(a.name, b.name))
	}) {
		is, there := have[o]
		should, ours := want[o]
		of := ""
		if table := all[o].table; table != "" && table != o.name {
			of = " of the table " + table
		}
		switch {
		case !ours:
			r.problem(InForm, "The %s %s%s is not the program's: somebody added it.", o.sort, o.name, of)
		case !there:
			r.problem(InForm, "The %s %s%s is missing.", o.sort, o.name, of)
		case is != should:
			r.problem(InForm, "The %s %s%s is not as the program makes it.", o.sort, o.name, of)
		}
	}
	return nil
}

// made are the schemas that migrations make, by the engine and the text of the migrations. To run them takes longer
// than all the rest of the check of a small clinic.
var made struct {
	sync.Mutex
	schemas map[string]map[object]definition
}

// madeBy is what some migrations make on an engine. It is not to be changed.
func madeBy(ctx context.Context, e engine, steps []migration) (map[object]definition, error) {
	key := fmt.Sprintf("%T", e)
	for _, step := range steps {
		key += step.sql + step.postgres
	}
	made.Lock()
	defer made.Unlock()
	if known := made.schemas[key]; known != nil {
		return known, nil
	}
	all, err := e.wanted(ctx, steps)
	if err != nil {
		return nil, err
	}
	if made.schemas == nil {
		made.schemas = make(map[string]map[object]definition)
	}
	made.schemas[key] = all
	return all, nil
}

// oneLine is SQL without its comments, and with a blank for each run of blanks.
func oneLine(text string) string {
	return strings.Join(strings.Fields(sqlComment.ReplaceAllString(text, "")), " ")
}

// inMemory gives f a database in memory that went through some migrations.
func inMemory(ctx context.Context, steps []migration, f func(*connection) error) (err error) {
	db, err := openPool(dsnMemory, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	w, err := connect(ctx, db, sqliteEngine{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	for i, step := range steps {
		if err := sqliteStep(ctx, w, step, i+1); err != nil {
			return err
		}
	}
	return f(w)
}
