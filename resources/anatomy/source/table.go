package main

import (
	"fmt"
	"strconv"

	"regimen/internal/table"
)

// structureColumns is the header of structures.tsv.
var structureColumns = []string{
	"code", "name", "formal", "latin", "kind", "part", "paired", "depth", "fma", "ta2", "also", "members",
}

// structure is the part of a row of structures.tsv that drawing needs.
type structure struct {
	paired bool
	depth  int
	group  bool // it is drawn as its members
}

func parseStructures(text string) (map[string]structure, error) {
	rows, err := parseTable(structures, text, structureColumns)
	if err != nil {
		return nil, err
	}
	out := map[string]structure{}
	for _, r := range rows {
		code := r.Text("code")
		depth, err := strconv.Atoi(r.Text("depth"))
		if err != nil {
			return nil, fmt.Errorf("structure %s: depth %q is not a number", code, r.Text("depth"))
		}
		if _, twice := out[code]; twice {
			return nil, fmt.Errorf("structure %s is listed twice", code)
		}
		out[code] = structure{paired: r.Text("paired") == "yes", depth: depth, group: r.Text("members") != ""}
	}
	return out, nil
}

func parseTable(file, text string, columns []string) ([]table.Row, error) {
	l := new(table.Reader)
	rows := l.Rows(file, text, columns)
	return rows, l.Err()
}
