package store

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regimen/internal/clinic"
)

// schema is what a database says of one of its tables, in words that are the same for both engines.
type schema struct {
	Columns  []field
	Key      string
	Unique   []string
	Foreign  []string
	Indexes  []string // name and columns
	Triggers []string
	Checks   int
}

type field struct {
	Name, Type string
	Null       bool
}

// described asks a database about all its tables.
func described(t testing.TB, s *Store) map[string]schema {
	t.Helper()
	all := make(map[string]schema)
	for _, name := range must(s.engine.tables(t.Context(), s.reads))(t) {
		d := schema{Key: strings.Join(must(s.engine.key(t.Context(), s.reads, name))(t), ", ")}
		if _, shared := s.engine.(postgresEngine); shared {
			d.askPostgres(t, s, name)
		} else {
			d.askSQLite(t, s, name)
		}
		slices.Sort(d.Unique)
		slices.Sort(d.Foreign)
		all[name] = d
	}
	return all
}

var referenceLine = regexp.MustCompile(`(?m)(?:^\s*|, )(?:FOREIGN KEY \(([^)]*)\)|"?(\w+)"?)[^,\n]*?REFERENCES (\w+) \(([^)]*)\)( DEFERRABLE INITIALLY DEFERRED)?`)

func createText(t testing.TB, s *Store, table string) string {
	t.Helper()
	return sqlComment.ReplaceAllString(strings.Join(must(texts(t.Context(), s.reads, "SELECT sql FROM sqlite_schema WHERE name = $1", table))(t), ""), "")
}

func (d *schema) askSQLite(t testing.TB, s *Store, table string) {
	t.Helper()
	ask := func(query string, args ...any) []string { return must(texts(t.Context(), s.reads, query, args...))(t) }
	err := each(t.Context(), s.reads, `SELECT name, type, NOT "notnull" AND pk = 0 FROM pragma_table_info($1) ORDER BY cid`, []any{table}, func(rows *sql.Rows) error {
		var f field
		err := rows.Scan(&f.Name, &f.Type, &f.Null)
		d.Columns = append(d.Columns, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	columns := func(index string) string {
		return strings.Join(ask("SELECT name FROM pragma_index_info($1) ORDER BY seqno", index), ", ")
	}
	for _, index := range ask("SELECT name FROM pragma_index_list($1) WHERE origin = 'u'", table) {
		d.Unique = append(d.Unique, columns(index))
	}
	for _, index := range ask("SELECT name FROM pragma_index_list($1) WHERE origin = 'c' ORDER BY name", table) {
		d.Indexes = append(d.Indexes, index+" ("+columns(index)+")")
	}
	text := createText(t, s, table)
	for _, m := range referenceLine.FindAllStringSubmatch(text, -1) {
		d.Foreign = append(d.Foreign, fmt.Sprintf("FOREIGN KEY (%s) REFERENCES %s(%s)%s", m[1]+m[2], m[3], m[4], m[5]))
	}
	var keys int
	if err := s.reads.QueryRow("SELECT count(DISTINCT id) FROM pragma_foreign_key_list($1)", table).Scan(&keys); err != nil || keys != len(d.Foreign) {
		t.Errorf("%s: %d references were read of %d (%v)", table, len(d.Foreign), keys, err)
	}
	d.Triggers = ask("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 ORDER BY name", table)
	d.Checks = len(checkStart.FindAllString(text, -1))
}

func (d *schema) askPostgres(t testing.TB, s *Store, table string) {
	t.Helper()
	ask := func(query string) []string { return must(texts(t.Context(), s.reads, query, table))(t) }
	err := each(t.Context(), s.reads, `SELECT attname::text, CASE
			WHEN atttypid = 'text'::regtype AND attcollation = '"C"'::regcollation THEN 'TEXT'
			WHEN atttypid = 'bigint'::regtype THEN 'INTEGER' WHEN atttypid = 'float8'::regtype THEN 'REAL'
			ELSE format_type(atttypid, atttypmod) END, NOT attnotnull
		FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 ORDER BY attnum`, []any{table}, func(rows *sql.Rows) error {
		var f field
		err := rows.Scan(&f.Name, &f.Type, &f.Null)
		d.Columns = append(d.Columns, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const columns = `(SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n)
		JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)`
	d.Unique = ask("SELECT " + columns + " FROM pg_index i JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u' WHERE i.indrelid = $1::text::regclass")
	d.Indexes = ask("SELECT r.relname || ' (' || " + columns + ` || ')' FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid
		WHERE i.indrelid = $1::text::regclass AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u')) ORDER BY r.relname COLLATE "C"`)
	d.Foreign = ask("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'f'")
	d.Triggers = ask(`SELECT tgname::text FROM pg_trigger WHERE tgrelid = $1::text::regclass AND NOT tgisinternal AND tgenabled = 'O' ORDER BY tgname COLLATE "C"`)
	d.Checks = len(ask("SELECT conname::text FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'c' AND convalidated"))
}

var triggerName = regexp.MustCompile(`TRIGGER (\w+)`)

// The migrations give the same on both engines, and more that guards it on PostgreSQL.
func TestSchemasAreTheSame(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	lite, shared := openTest(t), openAt(t, Config{URL: sharedURL(t)})
	is, want := described(t, shared), described(t, lite)
	if names := slices.Sorted(maps.Keys(want)); !slices.Equal(slices.Sorted(maps.Keys(is)), names) || len(names) < 20 {
		t.Fatalf("the tables are %v, want %v", slices.Sorted(maps.Keys(is)), names)
	}
	alone := make(map[string]bool) // what PostgreSQL alone guards
	for _, step := range lite.steps {
		for _, m := range triggerName.FindAllStringSubmatch(step.postgres, -1) {
			alone[m[1]] = true
		}
	}
	for name := range want {
		d := is[name]
		d.Triggers = slices.DeleteFunc(d.Triggers, func(trigger string) bool { return alone[trigger] })
		if !slices.Equal(d.Triggers, want[name].Triggers) {
			t.Errorf("%s has the triggers %q, want %q", name, d.Triggers, want[name].Triggers)
		}
		d.Triggers = want[name].Triggers
		is[name] = d
		if !reflect.DeepEqual(is[name], want[name]) {
			t.Errorf("%s:\n%+v, want\n%+v", name, is[name], want[name])
		}
	}
}

// check is a rule of a table: what it says and of which columns.
type check struct {
	column, says string
}

// checksOf reads the rules of a table from its text.
func checksOf(text string) []check {
	var all []check
	for _, at := range checkStart.FindAllStringIndex(text, -1) {
		depth, end := 1, at[1]
		for ; depth > 0; end++ {
			depth += map[byte]int{'(': 1, ')': -1}[text[end]]
		}
		line := strings.Fields(text[strings.LastIndexByte(text[:at[0]], '\n')+1 : at[0]])
		c := check{says: text[at[1] : end-1]}
		if len(line) > 0 {
			c.column = strings.Trim(line[0], `"`)
		}
		all = append(all, c)
	}
	return all
}

var (
	checkIn      = regexp.MustCompile(`^(\w+) IN \(([^)]*)\)$`)
	checkBetween = regexp.MustCompile(`^(\w+) BETWEEN (-?\d+) AND (\d+)$`)
)

// examples gives what satisfies a check of one column, and what breaks it.
func (c check) examples(t *testing.T, text bool) (good any, bad []any) {
	t.Helper()
	number := func(s string) any {
		n := must(strconv.ParseInt(strings.TrimSpace(s), 10, 64))(t)
		return n
	}
	name := `"?` + c.column + `"?`
	is := func(pattern string) bool { return regexp.MustCompile("^" + pattern + "$").MatchString(c.says) }
	switch {
	case is(name + " <> ''"):
		return "x", []any{""}
	case is(`length\(` + name + `\) = 10`):
		return "2026-03-02", []any{"2026-3-2", ""}
	case is(`json_valid\(` + name + `\)`):
		return "[]", []any{"", "{", "[1,]"}
	case is(name + " >= 0"):
		return int64(0), []any{int64(-1)}
	case is(name + " = 'clinic'"):
		return "clinic", []any{"other"}
	}
	if m := checkIn.FindStringSubmatch(c.says); m != nil {
		first, _, _ := strings.Cut(m[2], ",")
		if text {
			return strings.Trim(first, "'"), []any{"nonsense", strings.Trim(first, "'") + " "}
		}
		return number(first), []any{int64(7), int64(-1)}
	}
	if m := checkBetween.FindStringSubmatch(c.says); m != nil {
		return number(m[2]), []any{number(m[2]).(int64) - 1, number(m[3]).(int64) + 1}
	}
	t.Fatalf("this test has no example of %q", c.says)
	return nil, nil
}

// What one engine refuses to keep the other refuses, too: each CHECK and each NOT NULL is tried on both.
func TestRulesOfTheSchema(t *testing.T) {
	bothEngines(t)
	t.Parallel()
	lite, shared := openTest(t), openAt(t, Config{URL: sharedURL(t)})
	both := map[string]*Store{"SQLite": lite, "PostgreSQL": shared}
	tried := 0
	for name, d := range described(t, lite) {
		row := make(map[string]any)
		for i, f := range d.Columns {
			switch {
			case f.Null:
				row[f.Name] = nil
			case f.Type == "TEXT":
				row[f.Name] = "x"
			default:
				row[f.Name] = int64(1 + i)
			}
		}
		column := func(name string) field {
			return d.Columns[slices.IndexFunc(d.Columns, func(f field) bool { return f.Name == name })]
		}
		type attempt struct {
			what string
			set  map[string]any
		}
		var attempts []attempt
		for _, c := range checksOf(createText(t, lite, name)) {
			switch c.says {
			case "status <> 'left' OR reason <> ''":
				attempts = append(attempts, attempt{c.says, map[string]any{"status": "left", "reason": ""}})
			case "start + minutes <= 1440":
				attempts = append(attempts, attempt{c.says, map[string]any{"start": int64(1400), "minutes": int64(41)}})
			case "reason <> '' OR cents > 0":
				attempts = append(attempts, attempt{c.says, map[string]any{"reason": "", "cents": int64(-1)}})
			case "other <> patient_id":
				attempts = append(attempts, attempt{c.says, map[string]any{"other": row["patient_id"]}})
				row["other"] = "y"
			case "practitioner_id IS NULL OR room_id IS NULL":
				attempts = append(attempts, attempt{c.says, map[string]any{"practitioner_id": "x", "room_id": "y"}})
			case "valid_from <= valid_until":
				attempts = append(attempts, attempt{c.says, map[string]any{"valid_from": "2026-02-01", "valid_until": "2026-01-31"}})
			case "before IS NOT NULL OR after IS NOT NULL":
				row["after"] = "{}"
				attempts = append(attempts, attempt{c.says, map[string]any{"before": nil, "after": nil}})
			default:
				good, bad := c.examples(t, column(c.column).Type == "TEXT")
				row[c.column] = good
				for _, b := range bad {
					attempts = append(attempts, attempt{c.says, map[string]any{c.column: b}})
				}
			}
		}
		for _, f := range d.Columns {
			if !f.Null && !(name == "operation" || name == "undo_step") { // whose keys number themselves in SQLite
				attempts = append(attempts, attempt{f.Name + " NOT NULL", map[string]any{f.Name: nil}})
			}
		}
		for engine, s := range both {
			insert := func(set map[string]any) error {
				values := make([]any, len(d.Columns))
				var names []string
				for i, f := range d.Columns {
					names = append(names, f.Name)
					values[i] = row[f.Name]
					if v, ok := set[f.Name]; ok {
						values[i] = v
					}
				}
				tried++
				return s.write(t.Context(), func(w *connection) error {
					if slices.Contains(slices.Concat(historyTables[1:], derivedTables), name) {
						err := w.exec(t.Context(), "INSERT INTO operation VALUES (1, 'o', '', '', '', 'apply', '', '', NULL, NULL, '', '', '')")
						if err != nil {
							return err
						}
						if _, given := values[0].(int64); given && slices.Contains(historyTables, name) {
							values[0] = int64(1)
						}
					}
					if err := w.insert(t.Context(), quote(name)+" ("+quoted(names)+")", len(names), values); err != nil {
						return err
					}
					return errRollBack
				}, nil)
			}
			if err := insert(nil); !errors.Is(err, errRollBack) {
				t.Errorf("%s refused a %s: %v", engine, name, err)
			}
			for _, a := range attempts {
				if err := insert(a.set); !errors.Is(err, ErrRefused) {
					t.Errorf("%s: %s.%s was kept with %v: %v", engine, name, a.what, a.set, err)
				}
			}
		}
	}
	if tried < 800 {
		t.Errorf("only %d rows were tried", tried)
	}
}

var errRollBack = errors.New("it was only a try")

// The columns of each table are the json names of the record, in the same order, of the right type, and may
// be NULL exactly where the field may be absent.
func TestColumnsAreFields(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	all := described(t, s)
	for _, k := range clinic.Kinds() {
		var want []field
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
			want = append(want, field{name, columnType, option == "omitempty"})
		}
		have := slices.Clone(all[string(k)].Columns)
		for _, name := range crossing[k] { // what stands in the place of another one
			other := field{name + ofOther, "TEXT", true}
			if !slices.Contains(have, other) {
				t.Errorf("%s has no column %s", k, other.Name)
			}
			have = slices.DeleteFunc(have, func(f field) bool { return f == other })
		}
		if !reflect.DeepEqual(have, want) {
			t.Errorf("%s has the columns %v, want %v", k, have, want)
		}
		if _, closes := clinic.NewRecord(k).(clinic.Signed); closes != (tableOf(k).signed != "") {
			t.Errorf("%s: the column that closes it is %q", k, tableOf(k).signed)
		}
	}
}

func TestTablesAreStrict(t *testing.T) {
	fileOnly(t)
	t.Parallel()
	s := openTest(t)
	for _, name := range must(s.engine.tables(t.Context(), s.reads))(t) {
		var strict bool
		if err := s.reads.QueryRow("SELECT strict FROM pragma_table_list WHERE name = $1", name).Scan(&strict); err != nil || !strict {
			t.Errorf("%s is not strict (%v)", name, err)
		}
	}
}

// Each column that names a record is a reference with an index.
func TestReferencesAreComplete(t *testing.T) {
	t.Parallel()
	s := openTest(t)
	all := described(t, s)
	refs := must(s.engine.references(t.Context(), s.reads))(t)
	have := make(map[string]bool)
	for _, r := range refs {
		have[r.child+"."+r.column] = true
		if !slices.ContainsFunc(all[r.child].Indexes, func(index string) bool {
			_, columns, _ := strings.Cut(strings.TrimSuffix(index, ")"), "(")
			first, _, _ := strings.Cut(columns, ", ")
			return first == r.column
		}) {
			t.Errorf("%s.%s has no index", r.child, r.column)
		}
	}
	for k, table := range tables() {
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
		table := tableOf(k)
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
