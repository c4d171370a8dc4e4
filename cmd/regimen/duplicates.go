package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"regimen/internal/store"
)

// duplicateColumns are the columns of the list of records that may be of one person.
var duplicateColumns = []string{"id", "patient", "born", "phone", "other id", "other patient", "other born", "other phone", "weight", "reasons"}

// listDuplicates hands on the pairs of records that may be of one person, the likeliest first: for each the columns, with
// what speaks for it and against. How far the search has come is told beside.
func (c *command) listDuplicates(s *store.Store, _ dayRange, row func(columns []string) error) error {
	shown := -1
	pairs, err := s.Duplicates(c.ctx, func(done, all int) {
		if tenth := 10 * done / max(all, 1); tenth > shown && done > 0 {
			shown = tenth
			fmt.Fprintf(c.stderr, "%d of %d patients looked through\n", done, all)
		}
	})
	if err != nil {
		return err
	}
	for _, p := range pairs {
		var reasons []string
		for _, r := range p.Reasons() {
			reasons = append(reasons, r.Sentence().String())
		}
		columns := []string{
			p.A.ID, p.A.Name, p.A.BirthDate.Short(), p.A.Phone, p.B.ID, p.B.Name, p.B.BirthDate.Short(), p.B.Phone,
			strconv.Itoa(int(math.Round(p.Score))), strings.Join(reasons, "; "),
		}
		if err := row(columns); err != nil {
			return err
		}
	}
	return nil
}
