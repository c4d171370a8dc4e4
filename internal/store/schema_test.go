package store

import (
	"database/sql"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// The columns of each table are the json names of the record, in the same order, of the right type, and may
// be NULL exactly where the field may be absent.
func TestColumnsAreFields(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	for _, k := range clinic.Kinds() {
		type col struct{ Name, Type string }
		var have, want []col
		nullable := make(map[string]bool)
		err := s.query(t.Context(), `SELECT name, type, "notnull" FROM pragma_table_info($1) ORDER BY cid`, []any{string(k)}, func(rows *sql.Rows) error {
			var c col
			var notNull bool
			err := rows.Scan(&c.Name, &c.Type, &notNull)
			have = append(have, c)
			nullable[c.Name] = !notNull
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		typ := reflect.TypeOf(clinic.NewRecord(k)).Elem()
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			ft := f.Type
			if ft.Kind() == reflect.Pointer {
				ft = ft.Elem()
			}
			columnType := "TEXT"
			switch ft.Kind() {
			case reflect.Int, reflect.Bool:
				columnType = "INTEGER"
			case reflect.Float64:
				columnType = "REAL"
			}
			want = append(want, col{name, columnType})
			if (option == "omitempty") != nullable[name] {
				t.Errorf("%s.%s: may be NULL %v, may be absent %v", k, name, nullable[name], option == "omitempty")
			}
		}
		if !reflect.DeepEqual(have, want) {
			t.Errorf("%s has the columns %v, want %v", k, have, want)
		}
		if _, closes := clinic.NewRecord(k).(clinic.Signed); closes != (tables[k].signed != "") {
			t.Errorf("%s: the column that closes it is %q", k, tables[k].signed)
		}
		var strict bool
		if err := s.reads.QueryRow("SELECT strict FROM pragma_table_list WHERE name = $1", string(k)).Scan(&strict); err != nil || !strict {
			t.Errorf("%s is not strict (%v)", k, err)
		}
	}
}

// Each column that names a record is a reference with an index.
func TestReferencesAreComplete(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	refs := must(s.engine.references(t.Context(), s.reads))(t)
	have := make(map[string]bool)
	for _, r := range refs {
		have[r.child+"."+r.column] = true
		var indexed bool
		err := s.reads.QueryRow(`SELECT EXISTS (SELECT 1 FROM pragma_index_list($1) l, pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = $2)`, r.child, r.column).Scan(&indexed)
		if err != nil || !indexed {
			t.Errorf("%s.%s has no index (%v)", r.child, r.column, err)
		}
	}
	for k, table := range tables {
		for _, c := range table.columns {
			// The origin and the lineage name the first version, which an import may not have.
			if strings.HasSuffix(c.name, "_id") && c.name != "origin_id" && !have[string(k)+"."+c.name] {
				t.Errorf("%s.%s is no reference", k, c.name)
			}
		}
	}
	if len(refs) < 30 {
		t.Errorf("only %d references", len(refs))
	}
}

// fill draws a record of a kind with anything its fields can hold.
func fill(t *rapid.T, k clinic.Kind) clinic.Record {
	r := clinic.NewRecord(k)
	var set func(v reflect.Value, name string)
	set = func(v reflect.Value, name string) {
		if v.Type() == timeType {
			at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, name), rapid.Int64Range(0, 999_999_999).Draw(t, name+" ns")).UTC()
			if rapid.Bool().Draw(t, name+" set") {
				v.Set(reflect.ValueOf(at))
			}
			return
		}
		switch v.Kind() {
		case reflect.String:
			v.SetString(anyText.Draw(t, name))
		case reflect.Int:
			v.SetInt(int64(rapid.IntRange(math.MinInt32, math.MaxInt32).Draw(t, name)))
		case reflect.Float64:
			v.SetFloat(rapid.Float64Range(-1e9, 1e9).Draw(t, name) + 0)
		case reflect.Bool:
			v.SetBool(rapid.Bool().Draw(t, name))
		case reflect.Pointer:
			if rapid.Bool().Draw(t, name+" set") {
				v.Set(reflect.New(v.Type().Elem()))
				set(v.Elem(), name)
			}
		case reflect.Slice:
			if n := rapid.IntRange(0, 3).Draw(t, name+" n"); n > 0 {
				v.Set(reflect.MakeSlice(v.Type(), n, n))
				for i := range n {
					set(v.Index(i), name)
				}
			}
		case reflect.Array:
			for i := range v.Len() {
				set(v.Index(i), name)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				set(v.Field(i), v.Type().Field(i).Name)
			}
		default:
			t.Fatalf("%s has a type this test does not know", name)
		}
	}
	set(reflect.ValueOf(r).Elem(), string(k))
	return r
}

// What is written is what is read, by the columns and by the history.
func TestMapperRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom(clinic.Kinds()).Draw(t, "kind")
		table := tables[k]
		r := fill(t, k)
		values, err := table.values(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := table.record(values)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(r, back) {
			t.Fatalf("columns: %+v came back as %+v", r, back)
		}
		text, err := table.encode(values)
		if err != nil {
			t.Fatal(err)
		}
		back, err = table.decode(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := table.values(back)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(values, again) {
			t.Fatalf("history: %v came back as %v", values, again)
		}
	})
}
