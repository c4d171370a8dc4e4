package anatomy

import (
	"errors"
	"fmt"
	"strings"
)

// row is one line of a table, by the column names of the heading line.
type row struct {
	line   int
	column map[string]int
	fields []string
}

func (r row) get(column string) string {
	i, ok := r.column[column]
	if !ok || i >= len(r.fields) {
		return ""
	}
	return r.fields[i]
}

var errNoHeading = errors.New("there is no heading line")

// parseTable reads tab-separated lines under a heading line that names the
// columns. Empty lines and lines that start with # are passed over. Fields
// missing at the end of a line are empty; more fields than headings are an
// error, for they come from a stray tab.
func parseTable(text string) ([]row, error) {
	var (
		column map[string]int
		rows   []row
	)
	for n, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if column == nil {
			column = make(map[string]int, len(fields))
			for i, name := range fields {
				if _, twice := column[name]; twice {
					return nil, fmt.Errorf("line %d: the column %q is named twice", n+1, name)
				}
				column[name] = i
			}
			continue
		}
		if len(fields) > len(column) {
			return nil, fmt.Errorf("line %d has %d fields under %d headings", n+1, len(fields), len(column))
		}
		rows = append(rows, row{n + 1, column, fields})
	}
	if column == nil {
		return nil, errNoHeading
	}
	return rows, nil
}
