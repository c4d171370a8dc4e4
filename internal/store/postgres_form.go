package store

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
)

// objects leaves out what an extension brought.
func (postgresEngine) objects(ctx context.Context, db reader) (map[object]definition, error) {
	all := make(map[object]definition)
	const columns = `(SELECT string_agg(a.attname, ', ' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n)
		JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum)`
	const constraints = `(SELECT count(*) FROM pg_constraint c WHERE c.conrelid = t.oid AND c.convalidated AND c.contype = `
	err := each(ctx, db, `SELECT 'table', t.relname::text, t.relname::text, format('%s; key %s; %s unique, %s references, %s checks',
			(SELECT string_agg(a.attname || ' ' || CASE
					WHEN a.atttypid = 'text'::regtype AND a.attcollation = '"C"'::regcollation THEN 'TEXT'
					WHEN a.atttypid = 'bigint'::regtype THEN 'INTEGER' WHEN a.atttypid = 'float8'::regtype THEN 'REAL'
					ELSE format_type(a.atttypid, a.atttypmod) END || CASE WHEN a.attnotnull THEN '' ELSE ' or none' END, ', ' ORDER BY a.attnum)
				FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
			(SELECT `+columns+` FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary),
			`+constraints+`'u'), `+constraints+`'f'), `+constraints+`'c'))
		FROM pg_class t WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') AND t.relname <> 'schema_version'
		UNION ALL SELECT 'index', r.relname::text, t.relname::text, `+columns+`
		FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
		WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> 'schema_version' AND i.indisvalid
			AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u'))
		UNION ALL SELECT 'trigger', g.tgname::text, t.relname::text, pg_get_triggerdef(g.oid, true) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' (switched off)' END
		FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
		WHERE t.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal
		UNION ALL SELECT 'function', p.proname::text, '', p.prosrc
		FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
			AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
		UNION ALL SELECT 'rule', r.rulename::text, r.tablename::text, r.definition FROM pg_rules r WHERE r.schemaname = current_schema()
		UNION ALL SELECT 'policy', p.policyname::text, p.tablename::text, coalesce(p.qual, '') FROM pg_policies p WHERE p.schemaname = current_schema()`,
		nil, func(rows *sql.Rows) error {
			var o object
			var d definition
			err := rows.Scan(&o.sort, &o.name, &d.table, &d.says)
			d.says = oneLine(d.says)
			all[o] = d
			return err
		})
	return all, err
}

var (
	makesTrigger  = regexp.MustCompile(`CREATE (?:CONSTRAINT )?TRIGGER (\w+) [^;]* ON (\w+)[^;]*`)
	makesFunction = regexp.MustCompile(`(?s)CREATE (?:OR REPLACE )?FUNCTION (\w+)\([^)]*\) RETURNS .*?\bAS\s+(?:\$\$(.*?)\$\$|'((?:[^']|'')*)')`)
	checkStart    = regexp.MustCompile(`CHECK \(`)
)

// wanted takes tables and indexes from a database of the other engine that went through the same migrations,
// and triggers and functions, which are this engine's own, from what makes them.
func (e postgresEngine) wanted(ctx context.Context, steps []migration) (map[object]definition, error) {
	all := make(map[object]definition)
	err := inMemory(ctx, steps, func(w *connection) error {
		lite := sqliteEngine{}
		made, err := lite.objects(ctx, w)
		if err != nil {
			return err
		}
		for o, d := range made {
			switch {
			case o.sort == "table" && !strings.HasPrefix(o.name, "sqlite_"):
				d.says, err = lite.inWords(ctx, w, o.name, d.says)
			case o.sort == "index" && d.says != "":
				var names []string
				names, err = texts(ctx, w, "SELECT name FROM pragma_index_info($1) ORDER BY seqno", o.name)
				d.says = strings.Join(names, ", ")
			default:
				continue
			}
			if err != nil {
				return err
			}
			all[o] = d
		}
		return nil
	})
	text := preparation
	for _, step := range steps {
		text += "\n" + e.schema(step)
	}
	for _, m := range makesTrigger.FindAllStringSubmatch(text, -1) {
		all[object{"trigger", m[1]}] = definition{m[2], oneLine(m[0])}
	}
	for _, m := range makesFunction.FindAllStringSubmatch(text, -1) {
		all[object{"function", m[1]}] = definition{"", oneLine(m[2] + strings.ReplaceAll(m[3], "''", "'"))}
	}
	return all, err
}

// inWords tells of a table what can be compared with the same table of PostgreSQL.
func (e sqliteEngine) inWords(ctx context.Context, db reader, table, text string) (string, error) {
	columns, err := texts(ctx, db, `SELECT name || ' ' || type || iif("notnull" OR pk > 0, '', ' or none') FROM pragma_table_info($1) ORDER BY cid`, table)
	if err != nil {
		return "", err
	}
	key, err := e.key(ctx, db, table)
	if err != nil {
		return "", err
	}
	var unique, foreign int
	err = db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM pragma_index_list($1) WHERE origin = 'u'),
		(SELECT count(DISTINCT id) FROM pragma_foreign_key_list($1))`, table).Scan(&unique, &foreign)
	return fmt.Sprintf("%s; key %s; %d unique, %d references, %d checks", strings.Join(columns, ", "), strings.Join(key, ", "),
		unique, foreign, len(checkStart.FindAllString(text, -1))), err
}
