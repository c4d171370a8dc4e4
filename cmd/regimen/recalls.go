package main

import (
	"strconv"
	"strings"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// recallColumns are the columns of the list of those who are to be called.
var recallColumns = []string{"id", "patient", "phone", "ask for", "practitioner", "reasons", "tried", "last"}

// listRecalls hands on who is to be called today, the most urgent first: for each patient the columns, with all reasons.
func (c *command) listRecalls(s *store.Store, _ dayRange, row func(columns []string) error) error {
	all, err := s.Recalls(c.ctx)
	if err != nil {
		return err
	}
	team, err := s.Practitioners(c.ctx)
	if err != nil {
		return err
	}
	today := clinic.DateOf(s.Now())
	for _, r := range all {
		if len(r.Due) == 0 {
			break // those who are called later come last
		}
		p, err := s.Patient(c.ctx, r.PatientID)
		if err != nil {
			return err
		}
		var reasons []string
		for _, x := range r.Due {
			reasons = append(reasons, x.Says.String())
		}
		who := p.Callee(today)
		columns := []string{r.PatientID, p.Name(), "", who.Name, clinic.PractitionerName(team, r.PractitionerID), strings.Join(reasons, "; "), "", ""}
		if len(who.Phones) > 0 {
			columns[2] = who.Phones[0].Number
		}
		if r.Tried > 0 {
			columns[6] = strconv.Itoa(r.Tried)
		}
		if r.Last != nil {
			columns[7] = string(clinic.DateOf(clinic.In(r.Last.At, s.Zone())))
		}
		if err := row(columns); err != nil {
			return err
		}
	}
	return nil
}
