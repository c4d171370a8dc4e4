package store

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	"regimen/internal/clinic"
)

// query runs f on every row of one statement of the reading pool.
func (s *Store) query(ctx context.Context, statement string, args []any, f func(*sql.Rows) error) error {
	ctx, done := s.patient(ctx)
	defer done()
	return explain(each(ctx, s.reads, statement, args, f))
}

func each(ctx context.Context, db reader, statement string, args []any, f func(*sql.Rows) error) error {
	rows, err := db.QueryContext(ctx, statement, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// texts reads one column of text.
func texts(ctx context.Context, db reader, statement string, args ...any) (out []string, err error) {
	err = each(ctx, db, statement, args, func(rows *sql.Rows) error {
		var s string
		err := rows.Scan(&s)
		out = append(out, s)
		return err
	})
	return out, err
}

// records reads the records of one kind that a condition names, and hands each to f.
func records(ctx context.Context, db reader, k clinic.Kind, where string, args []any, f func(clinic.Record) error) error {
	return read(ctx, db, tableOf(k), where, args, f)
}

// chartRecords reads the records of one kind in the chart of a patient. Whose they are is known, and not read with each of
// thousands.
func chartRecords(ctx context.Context, db reader, k clinic.Kind, patient string, f func(clinic.Record)) error {
	t := tableOf(k)
	if t.inChart == nil {
		return read(ctx, db, t, "WHERE id = $1", []any{patient}, func(r clinic.Record) error {
			f(r)
			return nil
		})
	}
	field := t.columns[slices.IndexFunc(t.columns, func(c column) bool { return c.name == patientColumn })].field
	return read(ctx, db, t.inChart, "WHERE "+patientColumn+" = $1", []any{patient}, func(r clinic.Record) error {
		reflect.ValueOf(r).Elem().Field(field).SetString(patient)
		f(r)
		return nil
	})
}

func read(ctx context.Context, db reader, t *table, where string, args []any, f func(clinic.Record) error) error {
	values, dest := t.row()
	known := make(lists)
	return each(ctx, db, "SELECT "+t.names+" FROM "+quote(string(t.kind))+" "+where, args, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		r, err := t.recordWith(values, known)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// List reads the records of a kind that is the clinic's own, in the order of their list.
func (s *Store) List(ctx context.Context, k clinic.Kind) ([]clinic.Record, error) {
	if !s.sees(k) {
		return nil, notAllowed()
	}
	ctx, done := s.patient(ctx)
	defer done()
	var out []clinic.Record
	err := records(ctx, s.reads, k, "", nil, func(r clinic.Record) error {
		out = append(out, r)
		return nil
	})
	slices.SortFunc(out, k.Row().Order)
	if err == nil && k == clinic.KindClinic {
		s.inZone(clinic.Practice(out))
	}
	return out, explain(err)
}

// Clinic is the practice. Before it is set up its ID is "" and its paper A4.
func (s *Store) Clinic(ctx context.Context) (clinic.Clinic, error) {
	all, err := s.List(ctx, clinic.KindClinic)
	return clinic.Practice(all), err
}

// Practitioners lists the people who treat, and those who did, by name.
func (s *Store) Practitioners(ctx context.Context) ([]clinic.Practitioner, error) {
	all, err := s.List(ctx, clinic.KindPractitioner)
	return clinic.As[clinic.Practitioner](all), err
}

// Templates lists the regimens the clinic keeps, by name, those put away too.
func (s *Store) Templates(ctx context.Context) ([]clinic.Template, error) {
	all, err := s.List(ctx, clinic.KindTemplate)
	return clinic.As[clinic.Template](all), err
}

// Patient reads one patient, for one whose record leads to another that; clinic.ErrNotFound when there is none.
func (s *Store) Patient(ctx context.Context, id string) (clinic.Patient, error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return clinic.Patient{}, err
	}
	ctx, done := s.patient(ctx)
	defer done()
	var p *clinic.Patient
	people, err := peopleIn(ctx, s.reads)
	if err == nil {
		err = records(ctx, s.reads, clinic.KindPatient, "WHERE id = $1", []any{people.Lead(id)}, func(r clinic.Record) error {
			p = r.(*clinic.Patient)
			return nil
		})
	}
	if err != nil {
		return clinic.Patient{}, explain(err)
	}
	if p == nil {
		return clinic.Patient{}, notFound(clinic.KindPatient)
	}
	return *p, nil
}

// PatientOf is the key of the patient whose chart has a record; clinic.ErrNotFound when there is none with that key.
func (s *Store) PatientOf(ctx context.Context, ref clinic.Ref) (patient string, err error) {
	ctx, done := s.patient(ctx)
	defer done()
	people, err := peopleIn(ctx, s.reads)
	if err == nil {
		err = records(ctx, s.reads, ref.Kind, "WHERE id = $1", []any{ref.ID}, func(r clinic.Record) error {
			patient = people.Lead(r.PatientKey())
			return nil
		})
	}
	switch {
	case err != nil:
		return "", explain(err)
	case patient == "":
		return "", notFound(ref.Kind)
	}
	return patient, nil
}

// Chart reads everything about one patient, all of it as it stood at one moment, with what was made for the records that
// were joined into this one; clinic.ErrNotFound when there is no such patient. Of a record that leads to another it is the
// chart of that.
func (s *Store) Chart(ctx context.Context, patientID string) (*clinic.Chart, error) {
	c, _, err := s.ChartAsOf(ctx, patientID)
	return c, err
}

// ChartAsOf reads a chart, and the number of the last operation it shows.
func (s *Store) ChartAsOf(ctx context.Context, patientID string) (_ *clinic.Chart, seq int64, _ error) {
	if err := s.maySee(clinic.Identity); err != nil {
		return nil, 0, err
	}
	c := &clinic.Chart{Zone: s.Zone()}
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		var any int
		if err := tx.QueryRowContext(ctx, "SELECT ("+latest+"), (SELECT count(*) FROM joined)").Scan(&seq, &any); err != nil {
			return err
		}
		var together []string
		if any > 0 {
			people, err := peopleIn(ctx, tx)
			if err != nil {
				return err
			}
			patientID = people.Lead(patientID)
			together = people.Members(patientID)
		}
		for _, k := range clinic.KindsOf(clinic.OfPatient) {
			if !s.sees(k) {
				continue
			}
			if len(together) > 1 {
				if err := togetherRecords(ctx, tx, k, together, func(r clinic.Record) { c.AddOf(patientID, r) }); err != nil {
					return err
				}
				continue
			}
			if err := chartRecords(ctx, tx, k, patientID, func(r clinic.Record) { c.Add(r) }); err != nil {
				return err
			}
		}
		if len(together) > 1 {
			return readJoined(ctx, tx, together, c)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	if c.Patient.ID == "" {
		return nil, seq, notFound(clinic.KindPatient)
	}
	c.Sort()
	return c, seq, nil
}

// Days reads the days of the diary from one to another, both included, as they stood at one moment. One of which
// nothing is written is there too, and empty.
func (s *Store) Days(ctx context.Context, from, to clinic.Date) ([]*clinic.Day, error) {
	days, _, err := s.DaysAsOf(ctx, from, to)
	return days, err
}

// DaysAsOf reads days of the diary, and the number of the last operation they show.
func (s *Store) DaysAsOf(ctx context.Context, from, to clinic.Date) (days []*clinic.Day, seq int64, _ error) {
	of := make(map[clinic.Date]*clinic.Day)
	for d := from; d <= to && d.Valid(); d = d.AddDays(1) {
		of[d] = &clinic.Day{Date: d}
		days = append(days, of[d])
	}
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, latest).Scan(&seq); err != nil {
			return err
		}
		people, err := peopleIn(ctx, tx)
		if err != nil {
			return err
		}
		for _, k := range clinic.KindsOf(clinic.OfDay) {
			err := records(ctx, tx, k, "WHERE day BETWEEN $1 AND $2", []any{string(from), string(to)}, func(r clinic.Record) error {
				if d := of[clinic.DayOf(r)]; d != nil {
					d.Add(clinic.FiledUnder(r, people.Lead(r.PatientKey())))
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	for _, d := range days {
		d.Sort()
	}
	return days, seq, nil
}

const latest = "SELECT coalesce(max(seq), 0) FROM operation"

// DatabaseID is the name that shared records keep for their whole life, whatever they are reached by.
func (s *Store) DatabaseID(ctx context.Context) (string, error) {
	ctx, done := s.patient(ctx)
	defer done()
	id, err := databaseID(ctx, s.reads)
	return id, explain(err)
}

// Charts reads, of some patients, the records of some kinds: a chart for each patient, in their order, all as
// they stood at one moment. A patient who is not there has an empty one; one who is asked for twice, or by a record that leads
// there, has the same twice.
func (s *Store) Charts(ctx context.Context, patients []string, kinds []clinic.Kind) ([]*clinic.Chart, error) {
	charts := make([]*clinic.Chart, len(patients))
	if len(patients) == 0 {
		return charts, nil
	}
	of := make(map[string]*clinic.Chart, len(patients))
	err := s.read(ctx, func(ctx context.Context, tx *sql.Tx) error {
		people, err := peopleIn(ctx, tx)
		if err != nil {
			return err
		}
		var ids []string
		for i, id := range patients {
			id = people.Lead(id)
			if of[id] == nil {
				of[id] = &clinic.Chart{Zone: s.Zone()}
				ids = append(ids, people.Members(id)...)
			}
			charts[i] = of[id]
		}
		for _, k := range kinds {
			if !s.sees(k) {
				continue
			}
			column := patientColumn
			if k == clinic.KindPatient {
				column = "id"
			}
			var args []any
			if err := records(ctx, tx, k, "WHERE "+column+" "+oneOf(ids, &args), args, func(r clinic.Record) error {
				if to := people.Lead(r.PatientKey()); k != clinic.KindPatient || to == r.Key() {
					of[to].AddOf(to, r)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, c := range of {
		c.Sort()
	}
	return charts, nil
}

// PlanRow is a plan in the list of plans.
type PlanRow struct {
	PlanID      string
	PatientID   string
	PatientName string
	// Lineage and PractitionerID are of the plan; whoever wrote it is "" where that is not known.
	Lineage, PractitionerID string
	Title                   string
	Version                 int
	Agreed                  bool // false is a draft
	Start                   clinic.Date
	ReviewDate              clinic.Date
	Tally                   clinic.Tally // as Chart.Tally has it
	// Course is what the days of the re-assessments follow from, as clinic.ReviewsDue has it; only of an
	// agreed plan.
	Course clinic.Course
}

// Plans lists the plan each patient is treated by now and the one being written, as Chart.CurrentPlan and
// Chart.DraftPlan choose them, by the date of review; patients in the archive are left out.
func (s *Store) Plans(ctx context.Context) ([]PlanRow, error) {
	if err := s.maySee(clinic.Identity, clinic.Clinical); err != nil {
		return nil, err
	}
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.runningPlans(ctx, "n.archived_at IS NULL")
	if err != nil || !people.Any() {
		return rows, err
	}
	return s.plansTogether(ctx, people, rows)
}

// runningPlans are those of Plans for whose plan p and patient n a condition holds.
func (s *Store) runningPlans(ctx context.Context, where string) ([]PlanRow, error) {
	var out []PlanRow
	err := s.query(ctx, `
		WITH running AS (
			SELECT p.id, row_number() OVER (PARTITION BY p.patient_id, p.agreed_at IS NULL ORDER BY p.lineage DESC, p.version DESC) AS nth
			FROM plan p
			WHERE p.id IN ( -- most plans have an end of their own, which the indexes alone tell
					SELECT o.id FROM plan o LEFT JOIN plan_end e ON e.plan_id = o.id WHERE e.plan_id IS NULL)
				AND NOT EXISTS (SELECT 1 FROM plan q JOIN plan_end e ON e.plan_id = q.id
					WHERE q.patient_id = p.patient_id AND q.lineage = p.lineage))
		SELECT p.id, p.patient_id, n.given_name, n.family_name, n.preferred_name, p.lineage, p.practitioner_id, p.title, p.version,
			p.agreed_at IS NOT NULL, p.start, p.review_date, p.phases,
			(SELECT string_agg(s.date, ' ') FROM plan q JOIN session s ON s.plan_id = q.id
				WHERE q.patient_id = p.patient_id AND q.lineage = p.lineage AND (s.date < $1 OR s.date = $1 AND s.signed_at IS NOT NULL)),
			CASE WHEN r.date < $1 OR r.date = $1 AND r.signed_at IS NOT NULL THEN r.date
				WHEN r.id IS NOT NULL THEN (SELECT max(a.date) FROM assessment a
					WHERE a.patient_id = p.patient_id AND (a.date < $1 OR a.date = $1 AND a.signed_at IS NOT NULL)) END,
			coalesce(r.referral_sessions, 0), r.referral_expires, r.report_due,
			CASE WHEN r.referral_sessions > 0 OR r.referral_expires IS NOT NULL OR r.report_due IS NOT NULL THEN
				(SELECT min(a.date) FROM assessment a WHERE a.patient_id = r.patient_id AND a.referral_from = r.referral_from
					AND coalesce(a.referral_date, '') = coalesce(r.referral_date, '')
					AND (a.referral_sessions > 0 OR a.referral_expires IS NOT NULL OR a.report_due IS NOT NULL)) END,
			CASE WHEN r.referral_sessions > 0 THEN (SELECT count(*) FROM session s
				WHERE s.patient_id = r.patient_id AND (s.date < $1 OR s.date = $1 AND s.signed_at IS NOT NULL)
				AND s.date >= (SELECT min(a.date) FROM assessment a WHERE a.patient_id = r.patient_id AND a.referral_from = r.referral_from
					AND coalesce(a.referral_date, '') = coalesce(r.referral_date, '')
					AND (a.referral_sessions > 0 OR a.referral_expires IS NOT NULL OR a.report_due IS NOT NULL))) ELSE 0 END
		FROM plan p JOIN patient n ON n.id = p.patient_id
			LEFT JOIN assessment r ON p.agreed_at IS NOT NULL AND r.id = (
				SELECT a.id FROM assessment a WHERE a.patient_id = p.patient_id ORDER BY a.date DESC, a.id DESC LIMIT 1)
		WHERE p.id IN (SELECT id FROM running WHERE nth = 1) AND `+where+`
		ORDER BY p.review_date IS NULL, p.review_date, n.family_name, n.given_name, p.id`, []any{string(s.today())}, func(rows *sql.Rows) error {
		var r PlanRow
		var name patientName
		var with, start, review, held, assessed, expires, report, referred sql.NullString
		var phases string
		referral := &r.Course.Referral
		if err := rows.Scan(&r.PlanID, &r.PatientID, &name.given, &name.family, &name.preferred, &r.Lineage, &with, &r.Title, &r.Version,
			&r.Agreed, &start, &review, &phases, &held,
			&assessed, &referral.Sessions, &expires, &report, &referred, &referral.Used); err != nil {
			return err
		}
		var list []clinic.Phase
		if err := unmarshalList(phases, &list); err != nil {
			return err
		}
		r.PatientName, r.PractitionerID = name.full(), with.String
		r.Start, r.ReviewDate = clinic.Date(start.String), clinic.Date(review.String)
		var over []clinic.Date
		for _, day := range strings.Fields(held.String) {
			over = append(over, clinic.Date(day))
		}
		slices.Sort(over)
		r.Tally = clinic.NewTally(&clinic.Plan{Start: r.Start, Phases: list}, over)
		if r.Agreed {
			c := &r.Course
			c.Start, c.Review, c.Phases, c.Held = r.Start, r.ReviewDate, list, r.Tally.Held
			c.Assessed = clinic.Date(assessed.String)
			referral.Expires, referral.ReportDue, referral.Date = clinic.Date(expires.String), clinic.Date(report.String), clinic.Date(referred.String)
		}
		out = append(out, r)
		return nil
	})
	return out, err
}

// SessionRow is a session in the list of a day.
type SessionRow struct {
	ID             string
	PatientID      string
	PatientName    string
	PractitionerID string
	PlanID         string
	Number         int
	Date           clinic.Date
	StartedAt      time.Time
	EndedAt        time.Time
	Signed         bool
}

// Sessions lists the sessions from one day to another, both included, in the order they were held.
func (s *Store) Sessions(ctx context.Context, from, to clinic.Date) ([]SessionRow, error) {
	if err := s.maySee(clinic.Identity, clinic.Clinical); err != nil {
		return nil, err
	}
	var out []SessionRow
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	err = s.query(ctx, `SELECT s.id, s.patient_id, n.given_name, n.family_name, n.preferred_name, s.practitioner_id, s.plan_id,
			s.number, s.date, s.started_at, s.ended_at, s.signed_at IS NOT NULL
		FROM session s JOIN patient n ON n.id = s.patient_id
		WHERE s.date >= $1 AND s.date <= $2 ORDER BY s.date, s.started_at IS NULL, s.started_at, s.id`,
		[]any{string(from), string(to)}, func(rows *sql.Rows) error {
			var r SessionRow
			var name patientName
			var practitioner, plan, started, ended sql.NullString
			var date string
			if err := rows.Scan(&r.ID, &r.PatientID, &name.given, &name.family, &name.preferred, &practitioner, &plan,
				&r.Number, &date, &started, &ended, &r.Signed); err != nil {
				return err
			}
			r.PatientName, r.Date = name.full(), clinic.Date(date)
			r.PractitionerID, r.PlanID = practitioner.String, plan.String
			var bad1, bad2 error
			r.StartedAt, bad1 = parseTime(started.String)
			r.EndedAt, bad2 = parseTime(ended.String)
			if err := errors.Join(bad1, bad2); err != nil {
				return unreadable(err)
			}
			out = append(out, r)
			return nil
		})
	if err != nil {
		return nil, err
	}
	return out, s.rename(ctx, people, len(out), func(i int) (id, name *string) { return &out[i].PatientID, &out[i].PatientName })
}

// patientName is the columns a patient's name is made of.
type patientName struct{ given, family, preferred string }

func (n patientName) full() string {
	p := clinic.Patient{GivenName: n.given, FamilyName: n.family, PreferredName: n.preferred}
	return p.Name()
}

// Preference is what was set for a key, or "".
func (s *Store) Preference(ctx context.Context, key string) (value string, err error) {
	ctx, done := s.patient(ctx)
	defer done()
	return preference(ctx, s.reads, key)
}

func preference(ctx context.Context, db reader, key string) (value string, err error) {
	err = db.QueryRowContext(ctx, "SELECT value FROM preference WHERE key = $1", key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, explain(err)
}

const putPreference = "INSERT INTO preference (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

// SetPreference keeps how a person likes the screen. It is no part of the records and has no history.
func (s *Store) SetPreference(ctx context.Context, key, value string) error {
	ctx, done := s.patient(ctx)
	defer done()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.write(ctx, func(w *connection) error { return w.exec(ctx, putPreference, key, value) }, nil)
}
