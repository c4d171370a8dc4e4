package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"regimen/internal/clinic"
)

// contactDays is for how long an attempt to reach somebody is counted; that somebody does not want to be called is known for ever.
const contactDays = 365

// stays is the condition on a patient n to be called at all.
const stays = "n.archived_at IS NULL AND n.no_calls = 0"

// Recalls are all who are to be called today, or are called later, in the order of clinic.ByUrgency.
func (s *Store) Recalls(ctx context.Context) ([]clinic.Recall, error) {
	facts, months, err := s.CallFacts(ctx)
	if err != nil {
		return nil, err
	}
	return clinic.RecallsOn(facts, months, s.today()), nil
}

// CallFacts are what tells who is to be called today, of all for whom there can be a reason, and after how many months without
// a visit somebody is. No chart is read for it.
func (s *Store) CallFacts(ctx context.Context) (_ []clinic.CallFacts, months int, _ error) {
	if err := s.maySee(clinic.Identity, clinic.Diary); err != nil {
		return nil, 0, err
	}
	c, err := s.Clinic(ctx)
	if err != nil {
		return nil, 0, err
	}
	months = c.AwayMonths()
	ctx, done := s.patient(ctx)
	defer done()
	g := gathering{Store: s, ctx: ctx, today: s.today(), of: make(map[string]*clinic.CallFacts), lineages: make(map[string]string)}
	for _, step := range []func() error{g.plans, g.missed, func() error { return g.away(months) }, g.ahead, g.running, g.contacts} {
		if err := step(); err != nil {
			return nil, 0, explain(err)
		}
	}
	if err := g.together(months); err != nil {
		return nil, 0, explain(err)
	}
	out := make([]clinic.CallFacts, 0, len(g.of))
	for _, f := range g.of {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b clinic.CallFacts) int { return cmp.Compare(a.PatientID, b.PatientID) })
	return out, months, nil
}

// gathering brings the facts of patients together.
type gathering struct {
	*Store
	ctx      context.Context
	today    clinic.Date
	of       map[string]*clinic.CallFacts
	lineages map[string]string
}

// patient are the facts of a patient, for whom there can be a reason.
func (g *gathering) patient(id string) *clinic.CallFacts {
	f := g.of[id]
	if f == nil {
		f = &clinic.CallFacts{PatientID: id, Lineages: g.lineages}
		g.of[id] = f
	}
	return f
}

func (g *gathering) each(statement string, args []any, row func(*sql.Rows) error) error {
	return each(g.ctx, g.reads, statement, args, row)
}

// plans are those that run, of whoever may be called.
func (g *gathering) plans() error {
	all, err := g.runningPlans(g.ctx, "p.agreed_at IS NOT NULL AND "+stays)
	for _, p := range all {
		f := g.patient(p.PatientID)
		f.Lineage, f.PractitionerID, f.Course, f.Tally = p.Lineage, p.PractitionerID, p.Course, p.Tally
	}
	return err
}

// missed are the visits that were missed or called off late, where the patient came to none after and has none.
func (g *gathering) missed() error {
	return records(g.ctx, g.reads, clinic.KindAppointment, `WHERE state IN ('missed', 'cancelled-late') AND day >= $1
		AND patient_id IN (SELECT n.id FROM patient n WHERE `+stays+`)
		AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.patient_id = appointment.patient_id AND b.day >= appointment.day
			AND b.state NOT IN ('missed', 'cancelled', 'cancelled-late'))
		AND NOT EXISTS (SELECT 1 FROM session v WHERE v.patient_id = appointment.patient_id AND v.date >= appointment.day)
		AND NOT EXISTS (SELECT 1 FROM assessment v WHERE v.patient_id = appointment.patient_id AND v.date >= appointment.day)`,
		[]any{string(g.today.AddDays(-clinic.RecallMissedDays))}, func(r clinic.Record) error {
			a := r.(*clinic.Appointment)
			f := g.patient(a.PatientID)
			f.Missed = append(f.Missed, *a)
			f.PractitionerID = cmp.Or(f.PractitionerID, a.PractitionerID)
			return nil
		})
}

// away are those who were not here for so long since a plan was finished, or is through.
func (g *gathering) away(months int) error {
	from, before := clinic.AwayBetween(months, g.today)
	if from == "" {
		return nil
	}
	return g.each(`SELECT n.id, v.last, (SELECT s.practitioner_id FROM session s WHERE s.patient_id = n.id ORDER BY s.date DESC, s.id DESC LIMIT 1),
			EXISTS (SELECT 1 FROM plan_end e WHERE e.patient_id = n.id AND e.outcome = 'finished')
		FROM (SELECT patient_id, max(date) AS last FROM (
				SELECT patient_id, date FROM session WHERE date >= $1 UNION ALL SELECT patient_id, date FROM assessment WHERE date >= $1) w
			GROUP BY patient_id HAVING max(date) < $2) v JOIN patient n ON n.id = v.patient_id
		WHERE `+stays,
		[]any{string(from), string(before)}, func(rows *sql.Rows) error {
			var id, last string
			var with sql.NullString
			var finished bool
			if err := rows.Scan(&id, &last, &with, &finished); err != nil {
				return err
			}
			if f := g.of[id]; !finished && (f == nil || f.Lineage == "") {
				return nil
			}
			f := g.patient(id)
			f.LastVisit = clinic.Date(last)
			f.PractitionerID = cmp.Or(f.PractitionerID, with.String)
			return nil
		})
}

// ahead are the appointments that are sessions still to be given.
func (g *gathering) ahead() error {
	err := records(g.ctx, g.reads, clinic.KindAppointment, `WHERE day >= $1 AND state NOT IN ('missed', 'cancelled', 'cancelled-late')
		AND (session_id IS NOT NULL OR state <> 'done')
		AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = appointment.session_id AND (s.date < $1 OR s.date = $1 AND s.signed_at IS NOT NULL))`,
		[]any{string(g.today)}, func(r clinic.Record) error {
			a := r.(*clinic.Appointment)
			if f := g.of[a.PatientID]; f != nil {
				f.Ahead = append(f.Ahead, *a)
			}
			return nil
		})
	if err != nil {
		return err
	}
	return g.each("SELECT DISTINCT p.id, p.lineage FROM appointment a JOIN plan p ON p.id = a.plan_id WHERE a.day >= $1", []any{string(g.today)}, func(rows *sql.Rows) error {
		var id, lineage string
		err := rows.Scan(&id, &lineage)
		g.lineages[id] = lineage
		return err
	})
}

// running are the sessions that go on today, and that no appointment is of.
func (g *gathering) running() error {
	return g.each(`SELECT s.patient_id FROM session s WHERE s.date = $1 AND s.signed_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.session_id = s.id)`, []any{string(g.today)}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		if f := g.of[id]; f != nil {
			f.Running = true
		}
		return err
	})
}

// together puts the facts of those whose records were joined in the place of what was found for each record.
func (g *gathering) together(months int) error {
	people, err := peopleIn(g.ctx, g.reads)
	if err != nil || !people.Any() {
		return err
	}
	charts, err := g.chartsTogether(g.ctx, people, clinic.KindPatient, clinic.KindPlan, clinic.KindPlanEnd, clinic.KindSession, clinic.KindAssessment, clinic.KindContact)
	if err != nil {
		return err
	}
	diary := make(map[string][]clinic.Appointment)
	var args []any
	var all []string
	for _, c := range charts {
		all = append(all, people.Members(c.Patient.ID)...)
	}
	err = records(g.ctx, g.reads, clinic.KindAppointment, "WHERE patient_id "+oneOf(all, &args), args, func(r clinic.Record) error {
		to := people.Lead(r.PatientKey())
		diary[to] = append(diary[to], *clinic.FiledUnder(r, to).(*clinic.Appointment))
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range all {
		delete(g.of, id)
	}
	for _, c := range charts {
		if f := c.CallFacts(diary[c.Patient.ID], months, g.today, g.since()); f != nil {
			g.of[c.Patient.ID] = f
		}
	}
	return nil
}

// since is from when on attempts to reach somebody are counted.
func (g *gathering) since() time.Time { return g.Now().AddDate(0, 0, -contactDays) }

func (g *gathering) contacts() error {
	since := timeText(g.since())
	return records(g.ctx, g.reads, clinic.KindContact, "WHERE at >= $1 OR outcome = 'declined'", []any{since}, func(r clinic.Record) error {
		c := r.(*clinic.Contact)
		if f := g.of[c.PatientID]; f != nil {
			f.Contacts = append(f.Contacts, *c)
		}
		return nil
	})
}
