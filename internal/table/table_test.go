package table_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"regimen/internal/table"
)

type row struct {
	code  string
	parts []string
	mm    *float64
	times int
	sided bool
}

var columns = []string{"code", "parts", "mm", "times", "sided"}

func read(text string) ([]row, error) {
	l := new(table.Reader)
	rows := table.Read(l, fstest.MapFS{"rows.tsv": {Data: []byte(text)}}, "rows.tsv", columns, func(r *table.Row) row {
		return row{r.Text("code"), r.Choices("parts", "arm", "leg"), r.Number("mm"), r.Count("times"), r.Yes("sided")}
	})
	return rows, l.Err()
}

func TestReadTakesATableAsItIsEdited(t *testing.T) {
	t.Parallel()
	rows, err := read("\ufeff# what follows\r\nmm\tcode\tsided\ttimes\tparts\r\n\r\n 2.5\ta \tyes\t3\tarm; leg\r\n\tb\t\t\t\r\n")
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	if a := rows[0]; a.code != "a" || !slices.Equal(a.parts, []string{"arm", "leg"}) || a.mm == nil || *a.mm != 2.5 || a.times != 3 || !a.sided {
		t.Errorf("%+v", a)
	}
	if b := rows[1]; b.code != "b" || b.parts != nil || b.mm != nil || b.times != 0 || b.sided {
		t.Errorf("%+v", b)
	}
}

func TestReadSaysWhere(t *testing.T) {
	t.Parallel()
	const head = "code\tparts\tmm\ttimes\tsided\n"
	for name, x := range map[string]struct {
		text   string
		line   int
		column string
		why    string
	}{
		"nothing":          {"# none\n", 0, "", "no heading"},
		"column missing":   {"code\tparts\tmm\ttimes\n", 1, "sided", "missing"},
		"column unknown":   {"code\tparts\tmm\ttimes\tsided\tcolour\n", 1, "colour", "not known"},
		"column twice":     {"code\tparts\tmm\ttimes\tsided\tmm\n", 1, "mm", "there twice"},
		"row too short":    {head + "a\n", 2, "", "has 1 columns"},
		"no code":          {head + "\tarm\t\t\t\n", 2, "code", "empty"},
		"code with blanks": {head + "a b\tarm\t\t\t\n", 2, "code", "may not hold"},
		"code twice":       {head + "a\tarm\t\t\t\n\na\tarm\t\t\t\n", 4, "code", "already on line 2"},
		"listed twice":     {head + "a\tarm;arm\t\t\t\n", 2, "parts", "there twice"},
		"no such choice":   {head + "a\ttail\t\t\t\n", 2, "parts", "not one of: arm, leg"},
		"no number":        {head + "a\t\twide\t\t\n", 2, "mm", "not a number"},
		"endless":          {head + "a\t\tInf\t\t\n", 2, "mm", "not a number"},
		"half a time":      {head + "a\t\t\t0.5\t\n", 2, "times", "not a whole number"},
		"perhaps":          {head + "a\t\t\t\tmaybe\n", 2, "sided", "yes or no"},
	} {
		_, err := read(x.text)
		var wrong *table.Error
		if !errors.As(err, &wrong) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if wrong.File != "rows.tsv" || wrong.Line != x.line || wrong.Column != x.column || !strings.Contains(wrong.Why, x.why) {
			t.Errorf("%s: %v", name, wrong)
		}
	}
}

// FuzzRead: what is let through has a key of its own and holds what its columns may hold; all else says where.
func FuzzRead(f *testing.F) {
	const head = "code\tparts\tmm\ttimes\tsided\n"
	f.Add(head + "a\tarm; leg\t2.5\t3\tyes\n")
	f.Add("\ufeff" + head + "a\t\tNaN\t-1\tno\r\n")
	f.Add("#\n\t\n" + head + "a\n\ta\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := read(text)
		if err != nil {
			if wrong := (*table.Error)(nil); !errors.As(err, &wrong) || wrong.File != "rows.tsv" || wrong.Why == "" {
				t.Fatalf("the error does not say where: %v", err)
			}
			return
		}
		seen := map[string]bool{}
		for _, r := range rows {
			if r.code == "" || seen[r.code] || r.times < 0 || slices.ContainsFunc(r.parts, func(s string) bool { return s != "arm" && s != "leg" }) {
				t.Fatalf("let through: %+v", r)
			}
			seen[r.code] = true
		}
	})
}
