package main

import (
	"fmt"
	"strings"
)

// structureColumns is the header of structures.tsv.
var structureColumns = []string{
	"code", "name", "formal", "latin", "kind", "part", "paired", "depth", "fma", "ta2", "also",
}

// structure is the part of a row of structures.tsv that drawing needs.
type structure struct {
	paired bool
	depth  int
}

func parseStructures(text string) (map[string]structure, error) {
	rows, err := parseTable(text, structureColumns)
	if err != nil {
		return nil, err
	}
	out := map[string]structure{}
	for _, r := range rows {
		var depth int
		if _, err := fmt.Sscan(r["depth"], &depth); err != nil {
			return nil, fmt.Errorf("structure %s: depth %q is not a number", r["code"], r["depth"])
		}
		if _, twice := out[r["code"]]; twice {
			return nil, fmt.Errorf("structure %s is listed twice", r["code"])
		}
		out[r["code"]] = structure{paired: r["paired"] == "yes", depth: depth}
	}
	return out, nil
}

// parseTable reads tab-separated rows under an exact header.
func parseTable(text string, columns []string) ([]map[string]string, error) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if header := strings.Join(columns, "\t"); lines[0] != header {
		return nil, fmt.Errorf("the header is %q, want %q", lines[0], header)
	}
	var rows []map[string]string
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("line %d has %d cells, want %d", i+2, len(cells), len(columns))
		}
		row := map[string]string{}
		for k, c := range columns {
			row[c] = cells[k]
		}
		rows = append(rows, row)
	}
	return rows, nil
}
